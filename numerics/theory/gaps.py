"""Evidence on the least first gap of potentials with one well, and on how far down Eq. (12) holds."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from typing import Any

import numpy as np

from softpot.derive.machinery.formula import Formula
from softpot.numerics.machinery.evaluate import members
from softpot.numerics.machinery.evidence import (
    Evidence,
    EvidenceError,
    Pair,
    Table,
    compare,
    converges,
    round_for_show,
)
from softpot.numerics.machinery.outward import interval, outward
from softpot.numerics.spectrum import levels
from softpot.numerics.statistics.gap.gaps import gap_and_slope
from softpot.numerics.theory.gap_cells import END, beyond, cells
from softpot.numerics.theory.level_curves import along_fold, between, fold, least_on_fold
from softpot.numerics.theory.sampling import context, real, span
from softpot.numerics.theory.special_points import FOLD, Line, Proved, proved
from softpot.numerics.theory.stated import states
from softpot.numerics.theory.vibrations import density_deepest, density_from_the_fold

DECIMALS = 28  # of the places and energies that are stated
SPARE = 4  # more decimals than that are proved
UNIT = Fraction(2, 3)  # w: no 1, which would hide a power

ENERGIES = (2.2, 2.5, 3.0, 4.0, 6.0, 8.0, 10.0, 20.0, 40.0, 80.0)
ASYMPTOTIC = (10.0, 20.0, 40.0)
_ORDER = 6.0
"""The power of w/E of the first term that the formula leaves out."""


def stated_point(values: tuple[Any, ...], line: Line, what: str) -> Evidence:
    """The stated place and energy over w against the middles of proved intervals."""
    found = proved(line, DECIMALS + SPARE)
    ctx = context(3 * DECIMALS)
    place, energy = found.middle
    half = ctx.mpf(
        "0.5005"
    )  # errors are taken relative to it, so that the last decimal has to be rounded right
    return compare(
        f"{what}: the middles of intervals of the place, 2·10^-{DECIMALS + SPARE} wide, and of the energy, both "
        "proved by enclosures of the levels (lower in the middle than at the ends) to hold a stationary point; "
        f"{DECIMALS} digits mean that the last decimal stated is rounded right",
        (
            Pair("the place", ctx.mpf(values[0]), real(ctx, place), half),
            Pair("the energy", ctx.mpf(values[1]), real(ctx, energy), half),
        ),
        DECIMALS, kind="enclosure", table=_intervals(found),
    )  # fmt: skip


def _intervals(found: Proved) -> Table:
    rows = [
        (name, *interval(*ends, f".{DECIMALS + SPARE + 2}g"))
        for name, ends in (("place", found.place), ("energy over w", found.energy))
    ]
    return Table(("", "proved: at least", "proved: at most"), tuple(rows))


@states
def smallest_gap(formula: Formula, digits: int) -> Iterator[Evidence]:
    """The place and the energy, proved; and a search for anything lower."""
    yield stated_point(
        members(formula, "mpmath", 3 * DECIMALS)(), FOLD, "the least gap on the fold"
    )
    yield _nowhere_lower()
    yield _search()
    yield _stationary()


BELOW = Fraction(1, 10**6)  # w: how far below the least gap the cells exclude


@cache
def _nowhere_lower() -> Evidence:
    """No potential with one well has a gap below the proved one on the fold, less BELOW: by cells, and beyond them."""
    threshold = proved(FOLD, DECIMALS + SPARE).energy[0] - BELOW
    what = (
        "all potentials with one well, by rational arithmetic: {count} cells up to alpha = {end}, with {corners} "
        "corners at which proved lower bounds of the levels put the gap above the least one less a millionth of w, and "
        "beyond them a comparison function, by which it is at least {far} w"
    )
    try:
        found = list(cells(threshold))
        far = beyond()
    except EvidenceError as error:
        return Evidence(
            "cells", "all potentials with one well, cell by cell", False, 1, failing=str(error)
        )
    corners = len({corner for cell in found for corner in cell})
    good = far > threshold
    return Evidence(
        "cells",
        what.format(count=len(found), corners=corners, end=END, far=outward(far, ".3f", "down")),
        good,
        corners,
        worst=float(BELOW),
        failing=""
        if good
        else f"beyond alpha = {END} the gap was proved above {outward(far, '.4g', 'down')} w only",
    )


@cache
def _search() -> Evidence:
    """E_12 over potentials with one well, and the two rises that make the fold the place of the least."""
    place, least = least_on_fold()
    beta = np.linspace(0.05, 2.8, 56)
    on_fold = along_fold()(beta**2)
    far = np.geomspace(2.83, 60.0, 16)
    beyond = gap_and_slope(-0.375 * far**2, fold(-0.375 * far**2), 2)[0]
    D_2 = np.concatenate([-np.geomspace(0.05, 200.0, 12), np.linspace(0.0, 20.0, 6)])
    factor = np.array([0.02, 0.3, 0.7, 1.0, 1.5, 4.0])
    D_1 = np.multiply.outer(np.maximum(fold(D_2), 1.0), factor)
    grid = np.broadcast_to(D_2[:, None], D_1.shape)
    gap, slope = (a.reshape(D_1.shape) for a in gap_and_slope(grid.ravel(), D_1.ravel(), 2))
    one = D_1 >= fold(D_2)[:, None]
    even = np.linspace(-6.0, 20.0, 27)
    symmetric = gap_and_slope(even, np.full(even.size, 1e-9), 2)[0]
    lowest = min(float(on_fold.min()), float(beyond.min()), float(gap[one].min()))
    failing = ""
    if lowest < least - 1e-9:
        failing = f"a potential with one well has E = {lowest:.9g} w, below {least:.9g} w"
    elif float(slope.min()) <= 0:
        failing = f"the gap falls with the asymmetry: dE/dD_1 = {slope.min():.3g}"
    elif np.diff(symmetric).min() <= 0:
        failing = f"the gap of symmetric potentials falls by {-np.diff(symmetric).min():.3g}"
    elif np.diff(np.sign(np.diff(np.concatenate([on_fold, beyond])))).tolist().count(2) != 1:
        failing = f"the gap on the fold has more than one least value, one is at {place:.6g}"
    return Evidence(
        "search",
        f"first gaps of potentials with one well, D_2 from {D_2.min():g} to {D_2.max():g}, and along the fold to "
        f"|beta| = {far[-1]:g}: none is "
        "lower, the gap rises with |D_1| at each point and with D_2 at D_1 = 0; error: the lowest less the least",
        not failing,
        beta.size + far.size + D_1.size + even.size,
        worst=round_for_show(max(lowest - least, 0.0)),
        failing=failing,
    )


@cache
def _stationary() -> Evidence:
    """Both gradients vanish at the place, by Hellmann and Feynman."""
    place = float(proved(FOLD, DECIMALS + SPARE).middle[0])
    _, by_alpha, by_beta = levels(0.0, place, 2, gradients=True)
    worst = float(max(abs(g[1] - g[0]) for g in (by_alpha, by_beta)))
    good = worst < 1e-7
    return Evidence(
        "gradients",
        "differences of <y²> and of <y³> in the two states, which are the gradients of the gap, at the place",
        good,
        2,
        worst=round_for_show(worst),
        failing="" if good else f"a gradient is {outward(worst, '.3g')}",
    )


def _leading(energy: float) -> float:
    """Eq. (12) in these units."""
    return float(energy**4 / (3 * np.sqrt(2.0)))


@states
def validity(formula: Formula, digits: int) -> Iterator[Evidence]:
    """n(E) from computed levels over its leading terms: one well from the least gap on, the deepest wells from 10 w."""
    f = members(formula, "mpmath", 20)
    stated = [float(f(E=Fraction(e) * UNIT, w=UNIT)[0]) for e in ENERGIES]
    ratios = [density_from_the_fold(e) / _leading(e) for e in ENERGIES]
    least = least_on_fold()[1]
    rows = [("2", "0", f"{float(f(E=2 * UNIT, w=UNIT)[0]):.5g}", "")]
    rows += [
        (
            f"{e:g}",
            f"{ratio:.6g}",
            f"{value:.6g}",
            f"{(ratio - value) * e**_ORDER:.4g}" if e <= ASYMPTOTIC[-1] else "",
        )
        for e, ratio, value in zip(ENERGIES, ratios, stated, strict=True)
    ]
    places = [ENERGIES.index(e) for e in ASYMPTOTIC]
    rest = [ratios[k] - stated[k] for k in places]
    yield converges(
        f"n(E) of potentials with one well over Eq. (12), less the formula, E/w from {span(ASYMPTOTIC)}; there "
        "are none below "
        f"{outward(least, '.5f', 'down')} w",
        ASYMPTOTIC, rest, -_ORDER, 0.1, unit="(E/w)",
        table=Table(("E/w", "n over Eq. (12)", "formula", f"difference (E/w)^{_ORDER:g}"), tuple(rows)),
        series={"E_over_w": ENERGIES, "ratio": ratios},
    )  # fmt: skip
    deep = [density_deepest(e) / (e**4 / 4) for e in ASYMPTOTIC]
    yield converges(
        "n(E) of the deepest wells of all potentials over its leading term, less the formula, E/w from "
        f"{span(ASYMPTOTIC)}",
        ASYMPTOTIC, [n - float(f(E=Fraction(e) * UNIT, w=UNIT)[1]) for e, n in zip(ASYMPTOTIC, deep, strict=True)],
        -6.0, 0.3, unit="(E/w)",
    )  # fmt: skip
    yield _nothing_below()


@cache
def _nothing_below() -> Evidence:
    """Next to the least gap the density is small, and below it there is no curve."""
    least = least_on_fold()[1]
    above = (1e-3, 1e-2)
    found = [between(least + d) / _leading(least + d) for d in above]
    good = 0 < found[0] < found[1] < 1 and bool((along_fold()(np.linspace(0, 8, 200)) > 2).all())
    return Evidence(
        "range",
        f"n(E) over Eq. (12) at {above[0]:g} w and {above[1]:g} w above the least gap: it starts from nothing "
        "there, not at 2 w",
        good,
        len(above),
        worst=round_for_show(found[1]),
        failing="" if good else f"the ratios are {found[0]:.4g} and {found[1]:.4g}",
    )
