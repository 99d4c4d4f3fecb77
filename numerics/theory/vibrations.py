"""Evidence on Eq. (12): the density of first excitations from computed levels, E/w from 10 to 80.

In units P_0 eta_L^{5/2}/w the density is n(e) = ∬ |alpha|^p δ(e − gap(alpha, beta)) d(alpha) d(beta), p = 1 for the
sea-gull and 0 for constant P. With beta = r sqrt(alpha) each r has one alpha at which the computed gap is e, found
by Newton's method, and

    n(e) = ∫ dr alpha^{p + 1/2} / (d gap/d alpha along r),

by Gauss-Legendre quadrature in r. The slope comes from the levels' own gradients. Not guaranteed:
anything below E/w = 10, where a gap may belong to several alpha.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

import numpy as np
from mpmath import mpf

from softpot.derive.machinery.formula import Formula
from softpot.numerics.machinery.bisection import halved_number
from softpot.numerics.machinery.evaluate import members
from softpot.numerics.machinery.evidence import (
    Evidence,
    EvidenceError,
    Pair,
    Table,
    compare,
    converges,
)
from softpot.numerics.machinery.orders import order_of_magnitude, over
from softpot.numerics.spectrum import levels, wave_functions
from softpot.numerics.theory.level_curves import between
from softpot.numerics.theory.sampling import Array, span
from softpot.numerics.theory.stated import states

ENERGIES = (10.0, 20.0, 40.0, 80.0)  # E/w; the last needs alpha up to 1600
FOLD = np.sqrt(32 / 9)  # |r| at which a second well appears
SYMMETRIC = 2.0  # |r| at which the two wells are equally deep
_NODES = 20

# the order of what is left (twice that for constant P), and how close the fitted exponent has to come
RATE, TOLERANCE = -3.0, 0.1


@dataclass(frozen=True)
class Excitations:
    """alpha and the slope of the gap, for each node r and one energy; ``other`` counts nodes at which
    the lowest gap led into the other well, and ``shared`` those left out because the state lives in both."""

    alpha: Array
    slope: Array
    other: int = 0
    shared: int = 0


Gap = Callable[[Array, Array], tuple[Array, Array]]


def _solve(gap: Gap, r: Array, energy: float) -> tuple[Array, Array]:
    """Newton's method for gap(alpha, r sqrt(alpha)) = energy; alpha and the slope there.

    It starts near the almost harmonic alpha; where it ends does not depend on that.
    """
    alpha = energy**2 / 4 * (1 - (24 - 30 * r**2) / energy**3)
    for _ in range(12):
        value, slope = gap(alpha, r)
        step = (value - energy) / slope
        alpha = alpha - step
        # Newton's step squares the error: after a step of 1e-8 nothing is left to correct
        if np.all(np.abs(step) <= 1e-8 * alpha):
            return alpha, slope
    raise EvidenceError(
        f"no potential with the first excitation E = {energy} w was found for some r"
    )


def _lowest_gap(alpha: Array, r: Array) -> tuple[Array, Array]:
    """The lowest gap and its slope along r; right where there is one well."""
    root = np.sqrt(alpha)
    found, by_alpha, by_beta = levels(alpha, r * root, 2, gradients=True)
    gap = found[:, 1] - found[:, 0]
    slope = (by_alpha[:, 1] - by_alpha[:, 0]) + (by_beta[:, 1] - by_beta[:, 0]) * r / (2 * root)
    return gap, slope


def _nodes(low: float, high: float) -> tuple[Array, Array]:
    x, weight = np.polynomial.legendre.leggauss(_NODES if low == 0 else _NODES // 2)
    return low + (high - low) * (x + 1) / 2, weight * (high - low) / 2


@cache
def _one_well(energy: float) -> Excitations:
    return Excitations(*_solve(_lowest_gap, _nodes(0.0, FOLD)[0], energy))


def density_one_well(energy: float, power: int) -> float:
    """n(E) of potentials with one well, in units P_0 eta_L^{5/2}/w (eta_L^{3/2} for power 0)."""
    found, (_, weight) = _one_well(energy), _nodes(0.0, FOLD)
    return float(2 * np.sum(weight * found.alpha ** (power + 0.5) / found.slope))


def density_from_the_fold(energy: float) -> float:
    """n(E) of potentials with one well from the least excitation energy on, in units P_0 eta_L^{5/2}/w.

    Next to it the level curve begins and ends on the fold; higher up each ray meets it once.
    """
    return between(energy) if energy <= 2.7 else density_one_well(energy, 1)


def _deepest_gap(alpha: Array, r: Array) -> tuple[Array, Array, Array, Array]:
    """The first gap within the deepest well, its slope along r, and whether it is not the lowest gap
    and whether a state is shared.

    A state lives in the deepest well when more than half of its weight lies on that side of the barrier's
    top; one with between a tenth and nine tenths is shared between the wells.
    """
    found = [_localised(float(a), float(x)) for a, x in zip(alpha, r, strict=True)]
    gap, slope, other, shared = (np.array(column) for column in zip(*found, strict=True))
    return gap, slope, other, shared


def _localised(alpha: float, r: float) -> tuple[float, float, bool, bool]:
    root = np.sqrt(alpha)
    spectrum, weight = _weights(alpha, r)
    inside = np.flatnonzero(weight > 0.5)
    if inside.size < 2:
        raise EvidenceError(
            f"fewer than two of {_STATES} states live in the deepest well at alpha = {alpha}"
        )
    n, m = int(inside[0]), int(inside[1])
    _, by_alpha, by_beta = levels(alpha, r * root, m + 1, gradients=True)
    slope = (by_alpha[m] - by_alpha[n]) + (by_beta[m] - by_beta[n]) * r / (2 * root)
    shared = bool(min(weight[n], weight[m]) < 0.9)
    return float(spectrum[m] - spectrum[n]), float(slope), m != 1 or n != 0, shared


def _weights(alpha: float, r: float) -> tuple[Array, Array]:
    """The lowest levels, and the weight of each state on the deepest well's side of the barrier."""
    beta = r * np.sqrt(alpha)
    barrier = (3 * beta - np.sqrt(9 * beta**2 - 32 * alpha)) / 8
    found = wave_functions(alpha, beta, _STATES)
    return found.levels, found.weight_below(barrier)


_STATES = 4


@cache
def _deepest(energy: float) -> Excitations:
    """Excitations between the fold and symmetric wells, where a second, shallower well exists."""
    r, _ = _nodes(FOLD, SYMMETRIC)
    notes: list[tuple[Array, Array]] = []

    def gap(alpha: Array, at: Array) -> tuple[Array, Array]:
        value, slope, other, shared = _deepest_gap(alpha, at)
        notes.append((other, shared))
        return value, slope

    alpha, slope = _solve(gap, r, energy)
    other, shared = notes[-1]
    return Excitations(alpha, slope, int(other.sum()), int(shared.sum()))


def density_deepest(energy: float) -> float:
    """n(E) with the deepest well of every potential, in units P_0 eta_L^{5/2}/w."""
    found, (_, weight) = _deepest(energy), _nodes(FOLD, SYMMETRIC)
    shallow = float(2 * np.sum(weight * found.alpha**1.5 / found.slope))
    return density_one_well(energy, 1) + shallow


# values that hide no power as a 1
_GIVEN = {
    "P_0": Fraction(3, 2),
    "eta_L": Fraction(1, 50),
    "w": Fraction(2, 3),
    "delta_eta": Fraction(1, 10),
}


def _against(
    formula: Formula,
    density: Callable[[float], float],
    power: int,
    what: str,
    rate: float = RATE,
    energies: tuple[float, ...] = ENERGIES,
) -> tuple[Evidence, ...]:
    """Residual of each member of the formula against a computed density: its rate, and the limit it tends to."""
    f = members(formula, "mpmath", 20)
    P_0, eta_L, w, delta_eta = (float(v) for v in _GIVEN.values())
    unit = P_0 * eta_L ** (power + 1.5) / w
    known = {
        **_GIVEN,
        "n_0": Fraction(4 * np.sqrt(2.0) * P_0 * np.sqrt(delta_eta) * eta_L**2 / w),
        "P_s": Fraction(2 * P_0 * eta_L**2.5),
    }
    computed = [density(e) for e in energies]
    values = [[float(v) for v in f(**known, E=Fraction(e) * _GIVEN["w"])] for e in energies]
    found = []
    for k, column in enumerate(zip(*values, strict=True)):
        ratios = [n * unit / value for n, value in zip(computed, column, strict=True)]
        rest = [ratio - 1 for ratio in ratios]
        rows = tuple(
            (f"{e:.0f}", f"{n:.6g}", f"{value / unit:.6g}", f"{r:+.3e}", f"{r * e**-rate:+.2f}")
            for e, n, value, r in zip(energies, computed, column, rest, strict=True)
        )
        found.append(
            converges(
                f"{what}, E/w from {span(energies)}: computed over formula, less 1"
                + ("" if k == 0 else " (the second form)"),
                energies, rest, rate, TOLERANCE, unit="(E/w)",
                table=Table(
                    ("E/w", "computed n", "formula", "residual", f"residual (E/w)^{-rate:.0f}"), rows
                ) if k == 0 else None,
                series={"E_over_w": energies, "residual": [abs(r) for r in rest]} if k == 0 else None,
            )
        )  # fmt: skip
        limit = ratios[-1] + (ratios[-1] - ratios[-2]) / (2**-rate - 1)
        found.append(
            compare(
                "the prefactor, extrapolated to infinite energy with the expected rate",
                [Pair("infinite energy", mpf(1), mpf(limit))], 6, kind="limit",
            )
        )  # fmt: skip
    return tuple(found)


STATED = (2.2, 2.3, 2.5, 2.7, 3.0, 4.0, 6.0, 8.0, 10.0)  # E/w, from where Eq. (12) is stated


@states
def vibrations_sea_gull(formula: Formula, digits: int) -> tuple[Evidence, ...]:
    """Potentials with one well, weighted with |alpha|; the second form over the range that the source states."""
    against = _against(
        formula, lambda e: density_one_well(e, 1), 1, "n(E) of potentials with one well"
    )
    return (*against, _over_the_range(formula))


def _over_the_range(formula: Formula) -> Evidence:
    f = members(formula, "mpmath", 20)
    P_0, eta_L, w, delta_eta = (float(v) for v in _GIVEN.values())
    n_0 = Fraction(4 * np.sqrt(2.0) * P_0 * np.sqrt(delta_eta) * eta_L**2 / w)
    unit = P_0 * eta_L**2.5 / w
    factors, rows = [], []
    for e in STATED:
        stated = float(f(**_GIVEN, n_0=n_0, E=Fraction(e) * _GIVEN["w"])[1])
        computed = density_from_the_fold(e) * unit
        factors.append((f"E = {e:g} w", over(computed, stated)))
        rows.append((f"{e:g}", f"{computed / unit:.6g}", f"{factors[-1][1]:.4g}"))
    return order_of_magnitude(
        f"n(E) of potentials with one well over Eq. (12), E/w from {span(STATED)}; there are none below the "
        "least excitation "
        "energy on the fold",
        factors, table=Table(("E/w", "computed n", "over Eq. (12)"), tuple(rows)),
    )  # fmt: skip


@states
def vibrations_constant(formula: Formula, digits: int) -> tuple[Evidence, ...]:
    """Potentials with one well, all weighted alike; what is left falls with the square of the usual rate."""
    return _against(
        formula,
        lambda e: density_one_well(e, 0),
        0,
        "n(E) of potentials with one well, P constant",
        rate=2 * RATE,
        energies=ENERGIES[:-1],  # at 80 the residual is below the rounding of double precision
    )


@states
def vibrations_deepest(formula: Formula, digits: int) -> tuple[Evidence, ...]:
    """The deepest wells of all potentials; what lies in the other well is left out, and counted."""
    judged = _against(formula, density_deepest, 1, "n(E) of the deepest wells of all potentials")
    r, _ = _nodes(FOLD, SYMMETRIC)
    rows = []
    for energy in ENERGIES:
        found = _deepest(energy)
        edge = _edge(energy)
        rows.append((f"{energy:.0f}", str(r.size), str(found.other), str(found.shared), edge))
    left_out = Evidence(
        "left out",
        "potentials with two wells: where the lowest gap leads into the other well, the first excitation "
        "within the deepest well is counted instead; no state counted may be shared between the wells",
        all(_deepest(e).shared == 0 for e in ENERGIES),
        r.size * len(ENERGIES),
        worst=float(sum(_deepest(e).shared for e in ENERGIES)),
        table=Table(
            (
                "E/w",
                "potentials",
                "lowest gap into the other well",
                "shared states",
                "from |r|/2 =",
            ),
            tuple(rows),
        ),
    )
    return (*judged, left_out)


@cache
def _edge(energy: float) -> str:
    """Where, as |r|/2, the ground state of the other well comes down to the first excitation: bisected."""

    def shared(exponent: float) -> bool:
        return bool(_weights(energy**2 / 4, SYMMETRIC * (1 - 10**exponent))[1][1] < 0.5)

    near = halved_number(shared, -6.0, -1.0, 10)[
        0
    ]  # decimal logarithms of the distance from |r|/2 = 1
    return f"1 - {10**near:.2g}"
