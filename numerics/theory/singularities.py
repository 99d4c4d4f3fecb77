"""Evidence on the singularities of n(E): computed level curves next to the two special points, and fits to n(E).

Next to E_s, with x = (E − E_s)/w from ±4e-5 to ±2e-3, n(E) of the potentials in a window around the point is fitted by

    n = (a_0 + a_1 x + a_2 x² + a_3 x³) + (b_0 + b_1 x + b_2 x²) ln|x| + sqrt(x) (c_0 + c_1 x + c_2 x²) [x > 0],

by least squares; b_0, b_1 and c_0 are the amplitudes that the formulas state.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any

import numpy as np
from mpmath import mpf

from softpot.derive.machinery.formula import Formula
from softpot.numerics.machinery.evaluate import members
from softpot.numerics.machinery.evidence import (
    Evidence,
    Pair,
    Table,
    compare,
    converges,
    round_for_show,
)
from softpot.numerics.spectrum import levels
from softpot.numerics.theory.gaps import DECIMALS, UNIT, stated_point
from softpot.numerics.theory.level_curves import Part, Patch, near
from softpot.numerics.theory.sampling import Array
from softpot.numerics.theory.special_points import (
    DIFFERENCED,
    FOLD,
    SECOND,
    SYMMETRIC,
    curvature,
    proved,
)
from softpot.numerics.theory.stated import states

ETA_L = Fraction(1, 50)
WIDTH = Fraction(1, 5)  # of an exponential P_0 in eta
AMPLITUDE = Fraction(3, 2)  # P_0
AGREED = 4  # digits to which fitted amplitudes are compared

ABOVE = 2e-3 * np.array([1, 0.7, 0.5, 0.35, 0.25, 0.18, 0.12, 0.08, 0.05, 0.03, 0.02])


@cache
def _parts() -> tuple[tuple[float, Part], ...]:
    return tuple((float(x), near(float(x))) for x in np.concatenate([ABOVE, -ABOVE]))


@dataclass(frozen=True)
class Amplitudes:
    """b_0 of ln|x|, b_1 of x ln|x|, c_0 of sqrt(x), and the worst misfit over the largest n."""

    logarithm: float
    kink: float
    root: float
    misfit: float


def _densities(kind: str) -> dict[float, float]:
    """x -> n in the window, P_0 = 1 (or P = 1) and eta_L, w = 1."""
    return {x: part.density(_weight(kind, part)) for x, part in _parts()}


def _weight(kind: str, part: Part) -> Array:
    """P_0 at the points of a curve; for constant P, P/|alpha|; "all origins": each origin of a potential counts."""
    return {
        "flat": 1 / np.abs(part.alpha),
        "constant": np.ones_like(part.alpha),
        "one well": np.where(part.one_well, 1.0, 0.0),
        "exponential": np.exp(float(ETA_L / WIDTH) * part.alpha),
        "all origins": np.where(part.one_well, 1.0, 3.0),
        "flat from the deepest minimum": 1 / part.deepest,
        "exponential of the invariant": np.exp(float(ETA_L / WIDTH) * part.D_2),  # I_1 is eta_L D_2
    }[kind]


@cache
def fitted(kind: str) -> Amplitudes:
    """The amplitudes of one distribution."""
    return _fit(_densities(kind))


def _fit(found: dict[float, float]) -> Amplitudes:
    x, n = np.array(list(found)), np.array(list(found.values()))
    log, root = np.log(np.abs(x)), np.sqrt(np.maximum(x, 0.0))
    columns = [x**k for k in range(4)]
    columns += [log * x**k for k in range(3)] + [root * x**k for k in range(3)]
    matrix = np.array(columns).T
    size = np.abs(matrix).max(axis=0)
    solution = np.linalg.lstsq(matrix / size, n, rcond=None)[0] / size
    misfit = float(np.abs(matrix @ solution - n).max() / np.abs(n).max())
    return Amplitudes(float(solution[4]), float(solution[5]), float(solution[7]), misfit)


def _stated(
    formula: Formula, member: int, places: Sequence[float], *given: Mapping[str, Any]
) -> list[float]:
    """One member of the formula at each (E − E_s)/w, with the computed second derivatives, and with what is given
    for each place (or once for all of them)."""
    second = curvature(FOLD)
    f = members(formula.with_expression(formula.expression.args[member]), "mpmath", 20)
    energy = Fraction("2.2") * UNIT
    known: dict[str, Any] = {
        "w": UNIT, "eta_L": ETA_L, "P_0": AMPLITUDE, "E_s": energy,
        "P_1": AMPLITUDE, "P_2": AMPLITUDE, "P_a": 0, "P_b": 0,
        "E_aa": second.aa, "E_ab": second.ab, "E_bb": second.bb,
        "D_H": second.ab**2 - second.aa * second.bb, "beta_s": proved(FOLD, 32).middle[0],
    }  # fmt: skip
    unit = _unit(sea_gull=member not in (LOGARITHM, BESIDE))
    each = given if len(given) == len(places) else (given[0] if given else {},) * len(places)
    return [
        float(f(**(known | dict(more)), E=energy + Fraction(x) * UNIT)[0]) / unit
        for x, more in zip(places, each, strict=True)
    ]


POINT, LOGARITHM, STEP, KINK, NOTHING, BESIDE = (0, 1), 2, 3, 4, 5, 6
"""The members of the formula of the first excitation."""


def _unit(sea_gull: bool = True) -> float:
    """What n is counted in: P_0 eta_L^(5/2)/w, or P eta_L^(3/2)/w."""
    power = 2.5 if sea_gull else 1.5
    return float(float(AMPLITUDE) * float(ETA_L) ** power / float(UNIT))


@states
def van_hove(formula: Formula, digits: int) -> Iterator[Evidence]:
    """The point, proved; the rates of n(E) next to it; and amplitudes fitted to n(E) of several distributions."""
    point = [formula.expression.args[k] for k in POINT]
    values = [members(formula.with_expression(e), "mpmath", 3 * DECIMALS)()[0] for e in point]
    yield stated_point(tuple(values), FOLD, "where a level curve touches the fold")
    yield _saddle()
    yield _step_by_rate(formula)
    yield _logarithm(formula)
    yield _exponential(formula)
    yield _nothing(formula)


@cache
def _saddle() -> Evidence:
    """Both first derivatives vanish, the second ones are those of a saddle and tied to each other."""
    second = curvature(FOLD)
    determinant = float(second.aa * second.bb - second.ab**2)
    slope = float(max(abs(second.a), abs(second.b)))
    tied = float(abs(4 * second.bb + 3 * float(proved(FOLD, 32).middle[0]) * second.ab))
    good = slope < 1e-15 and determinant < 0 and second.bb > 0 and tied < 1e-14
    return Evidence(
        "derivatives",
        f"by differences of levels of {DIFFERENCED} digits: E_aa = {float(second.aa):.12g}, E_ab = "
        f"{float(second.ab):.12g}, "
        f"E_bb = {float(second.bb):.12g}, determinant {determinant:.12g}, a saddle; 4 E_bb + 3 beta E_ab and the "
        "gradients vanish",
        good,
        9,
        worst=round_for_show(max(slope, tied)),
        failing="" if good else f"slope {slope:.3g}, determinant {determinant:.6g}, tie {tied:.3g}",
    )


def _step_by_rate(formula: Formula) -> Evidence:
    """Potentials with one well alone: n starts at E_s, as the stated square root, up to a factor 1 + O(x)."""
    found = _densities("one well")
    sizes = [x for x in (float(ABOVE[0]), float(ABOVE[4]), float(ABOVE[8])) if x in found]
    only = {"P_1": AMPLITUDE, "P_2": 0}
    stated = _stated(formula, STEP, sizes, only)
    rest = [1 - s / found[x] for x, s in zip(sizes, stated, strict=True)]
    rows = tuple(
        (f"{x:.3g}", f"{found[x]:.8g}", f"{s:.8g}", f"{r:+.3e}")
        for x, s, r in zip(sizes, stated, rest, strict=True)
    )
    return converges(
        "n(E) of potentials with one well next to the point: 1 less the square root over it",
        sizes, rest, 1.0, 0.1, unit="(E - E_s)",
        table=Table(("(E - E_s)/w", "computed n", "formula", "1 less the ratio"), rows),
    )  # fmt: skip


def _logarithm(formula: Formula) -> Evidence:
    """Constant P: the amplitudes of ln|x| and of sqrt(x) from the fit, and the formula at two energies."""
    found = fitted("flat")
    places = (1e-3, -1e-5)
    stated = _stated(formula, LOGARITHM, places)
    (root,) = _stated(formula, BESIDE, places[:1])
    return compare(
        f"constant P, origin on the barrier's top: fitted amplitudes of ln|E - E_s|, {found.logarithm:.7g}, the same "
        f"above and below, and of sqrt(E - E_s), {found.root:.5g}",
        [
            *(
                Pair(f"(E - E_s)/w = {x:g}", mpf(s), mpf(found.logarithm * np.log(abs(x))))
                for x, s in zip(places, stated, strict=True)
            ),
            Pair("the square root beside it", mpf(root), mpf(found.root * np.sqrt(places[0]))),
        ],
        AGREED, kind="fit",
    )  # fmt: skip


def _exponential(formula: Formula) -> Evidence:
    """P_0 proportional to exp(eta/delta_eta) at the barrier's top: the square root and the x ln|x| beside it."""
    found = fitted("exponential")
    place, rate = float(proved(FOLD, 32).middle[0]), float(ETA_L / WIDTH)
    one = Fraction(float(AMPLITUDE) * np.exp(rate * 9 * place**2 / 8))
    given = {"P_1": one, "P_2": AMPLITUDE, "P_a": AMPLITUDE * ETA_L / WIDTH, "P_b": 0}
    # and P_0 that rises with t on the side of two wells, where no slope in eta helps
    x = 1e-3
    log = x * np.log(x)
    (root,) = _stated(formula, STEP, (x,), given)
    in_t = given | {"P_a": 0, "P_b": AMPLITUDE}
    above, below, sloped = _stated(formula, KINK, (x, -x, x), given, given, in_t)
    pairs = [
        Pair("the square root", mpf(root), mpf(found.root * np.sqrt(x))),
        Pair("E ln|E| above", mpf(above), mpf(found.kink * log)),
        Pair("E ln|E| below", mpf(below), mpf(-found.kink * log)),
        Pair("E ln|E| of a slope in t", mpf(sloped), mpf(_sloping() * log)),
    ]
    return compare(
        f"P_0 proportional to exp(eta/delta_eta), eta_L/delta_eta = {rate:g}: fitted amplitudes of sqrt(E - E_s), "
        f"{found.root:.7g}, and of (E - E_s) ln|E - E_s|, {found.kink:.7g}",
        pairs, 3, kind="fit",
    )  # fmt: skip


@cache
def _sloping() -> float:
    """Fitted amplitude of x ln|x| for P_0 = 1 + (|beta| − beta_s) on the side of two wells, 0 on the other."""
    place = float(proved(FOLD, 32).middle[0])
    found = {}
    for x, part in _parts():
        beta = np.sqrt((part.alpha - part.D_2) * 8 / 3)  # D_2 = alpha - 3 beta^2/8
        found[x] = part.density(np.where(part.one_well, 0.0, 1.0 + beta - place))
    return _fit(found).kink


def _nothing(formula: Formula) -> Evidence:
    """The same P_0 on both sides: no amplitude differs from 0 by more than the fit's own error."""
    found, natural = fitted("constant"), fitted("one well").root
    x = 1e-3
    (stated,) = _stated(formula, NOTHING, (x,))
    fit = found.root * np.sqrt(x) + found.kink * x * np.log(x) + found.logarithm * np.log(x)
    scale = natural * np.sqrt(x)
    error = abs(stated - fit) / scale
    good = error < 1e-4 and found.misfit < 1e-8
    return Evidence(
        "fit",
        "constant P_0: fitted singular part of n(E) next to E_s against the stated one, over the size that potentials "
        "with one well alone have",
        bool(good),
        len(_parts()),
        worst=round_for_show(error),
        failing="" if good else (
            f"at (E - E_s)/w = {x:g} the formula has the singular part {stated / scale:.4g}, the fit "
            f"{fit / scale:.2g}, in units of that of potentials with one well"
        ),
    )  # fmt: skip


# above the minimum of E_13, in w
_HEIGHTS = (0.02, 0.01, 0.005, 0.0025)
_RAYS = 48


@cache
def _bowl() -> Patch:
    """E_13 over alpha and beta² next to its least value."""
    alpha = float(proved(SYMMETRIC, DECIMALS + 4).middle[0])

    def energy(a: Array, square: Array) -> Array:
        found = levels(a, np.sqrt(square), 3)
        return found[:, 2] - found[:, 0]

    # up to 0.02 w above the minimum alpha lies within 0.25 of it, and beta² below 0.0022
    return Patch.of(energy, (alpha, 0.0015), (0.3, 0.0015), (12, 10))


@cache
def around_minimum(height: float, kind: str) -> float:
    """n(E_m + height) by rays from the minimum: ∫ dθ r p/(dE/dr), in units of P_0 (or P) and eta_L, w = 1."""
    place, energy = (float(v) for v in proved(SYMMETRIC, DECIMALS + 4).middle)
    second, bowl = curvature(SYMMETRIC), _bowl()
    along, across = float(second.aa) ** -0.5, float(second.bb) ** -0.5
    angle = 2 * np.pi * np.arange(_RAYS) / _RAYS
    a, b = along * np.cos(angle), across * np.sin(angle)
    r = np.full(_RAYS, np.sqrt(2 * height))
    for _ in range(20):
        alpha, square = place + r * a, (r * b) ** 2
        slope = a * bowl.slope(alpha, square, 0) + 2 * r * b**2 * bowl.slope(alpha, square, 1)
        r = r - (bowl.value(alpha, square) - energy - height) / slope
    alpha = place + r * a
    rate = float(ETA_L / WIDTH)
    weight = {
        "flat": np.ones(_RAYS),
        "constant": np.abs(alpha),
        "exponential": np.abs(alpha) * np.exp(rate * alpha),
    }[kind]
    return float(np.sum(r * weight / slope) * 2 * np.pi / _RAYS * along * across)


@states
def discontinuity(formula: Formula, digits: int) -> Iterator[Evidence]:
    """The minimum, proved; and n(E) above it, extrapolated down to it."""
    second = curvature(SYMMETRIC)
    place, _ = proved(SYMMETRIC, DECIMALS + 4).middle
    known: dict[str, Any] = {
        "w": UNIT, "eta_L": ETA_L, "P_0": AMPLITUDE, "P_m": AMPLITUDE, "alpha_m": place,
        "delta_eta": WIDTH, "E_aa": second.aa, "E_bb": second.bb,
    }  # fmt: skip
    values = members(formula, "mpmath", 3 * DECIMALS)(**known)
    yield stated_point(values, SYMMETRIC, "the least second excitation on the line beta = 0")
    yield _minimum()
    yield second_saddle()
    for k, kind in enumerate(("flat", "constant", "exponential"), start=2):
        stated = float(values[k]) / _unit(sea_gull=k > 2)
        found = [around_minimum(h, kind) for h in _HEIGHTS]
        rest = [n / stated - 1 for n in found]
        yield converges(
            f"n(E) above the minimum of the second excitation, {_NAMES[kind]}, over the stated jump, less 1",
            _HEIGHTS, rest, 1.0, 0.1, unit="(E - E_m)",
            table=Table(
                ("(E - E_m)/w", "computed n", "ratio less 1"),
                tuple((f"{h:g}", f"{n:.7g}", f"{r:+.3e}") for h, n, r in zip(_HEIGHTS, found, rest, strict=True)),
            ) if kind == "constant" else None,
        )  # fmt: skip


@cache
def second_saddle() -> Evidence:
    """The saddle of the second excitation on the fold; it judges a note, not a formula."""
    place, energy = (float(v) for v in proved(SECOND, 12).middle)
    second = curvature(SECOND)
    determinant = float(second.aa * second.bb - second.ab**2)
    slope = float(max(abs(second.a), abs(second.b)))
    good = slope < 1e-15 and determinant < 0 and second.bb > 0
    return Evidence(
        "derivatives",
        f"by differences of levels of {DIFFERENCED} digits: the second excitation has a saddle on the fold, "
        f"{energy:.3f} w at "
        f"|beta| = {place:.3f}, with the determinant {determinant:.6g}",
        good,
        9,
        worst=round_for_show(slope),
        failing=""
        if good
        else f"at beta = {place:.6g} slope {slope:.3g}, determinant {determinant:.6g}",
    )


_NAMES = {
    "flat": "constant P",
    "constant": "constant P_0",
    "exponential": "P_0 proportional to exp(eta/delta_eta)",
}


@cache
def _minimum() -> Evidence:
    """The point is a minimum in both parameters, and no other potential has less."""
    second = curvature(SYMMETRIC)
    place, energy = (float(v) for v in proved(SYMMETRIC, DECIMALS + 4).middle)
    alpha = np.concatenate([np.linspace(-12, 12, 25), [-40.0, -25.0, 30.0]])
    beta = np.array([0.0, 0.15, 0.5, 1.2, 2.5, 5.0])
    a, b = (grid.ravel() for grid in np.meshgrid(alpha, beta, indexing="ij"))
    found = levels(a, b, 3)
    least = float((found[:, 2] - found[:, 0]).min())
    slope = float(max(abs(second.a), abs(second.b), abs(second.ab)))
    good = least > energy and second.aa > 0 and second.bb > 0 and slope < 1e-15
    return Evidence(
        "derivatives",
        f"by differences of levels of {DIFFERENCED} digits: E_aa = {float(second.aa):.12g}, E_bb = "
        f"{float(second.bb):.12g}, a "
        f"minimum; second excitations of potentials with alpha from {alpha.min():g} to {alpha.max():g} and beta to "
        f"{beta.max():g}, the lowest {least:.5f} w",
        good,
        a.size + 9,
        worst=round_for_show(slope),
        failing=""
        if good
        else f"at alpha = {place:.6g} slope {slope:.3g}, elsewhere {least:.9g} w",
    )


__all__ = ["around_minimum", "discontinuity", "fitted", "van_hove"]
