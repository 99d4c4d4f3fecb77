"""Evidence on the maximum of c/T^3 without delocalised vibrations.

First from the two laws, by quadrature over energies of d(c/T^3)/dT of single vibrations, a sum that shares nothing with
the integral by parts of the formula; then from all levels of Eq. (7), with the ladder of each potential ended at
the first step above E_d (``numerics.statistics.plane.kept``).

Not guaranteed: the sums over all levels drop levels point by point on the usual grid, which is good to about half a
per cent of c.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from typing import Any

import mpmath
import numpy as np
from mpmath import mpf
from scipy.optimize import brentq, minimize_scalar

from softpot.derive.machinery.formula import Formula
from softpot.numerics.machinery.evaluate import members
from softpot.numerics.machinery.evidence import Evidence, Pair, Table, compare
from softpot.numerics.machinery.orders import order_of_magnitude
from softpot.numerics.statistics import Distribution
from softpot.numerics.statistics.gap.cumulants import capacity, slope_of_capacity
from softpot.numerics.statistics.heat.heat import weighted
from softpot.numerics.statistics.plane.delocalised import pointwise
from softpot.numerics.statistics.plane.grid import band_of, spectrum_grid
from softpot.numerics.theory.sampling import Array, Real, context, span

# the two laws, units w = k_B = 1, n_0 = 1

_X, _WEIGHT = np.polynomial.legendre.leggauss(80)


def two_laws_slope(T: float, E_d: float, ratio: float) -> float:
    """T d(c/T^3)/dT of the linear law and of vibrations below E_d, delta_eta/eta_L = ratio, by a sum over energies."""
    energy = 0.5 * E_d * (_X + 1.0)
    z = energy / T
    single = (0.5 * z / np.sinh(0.5 * z)) ** 2 * (z / np.tanh(0.5 * z) - 5.0) / T**3
    vibrations = 0.5 * E_d * _WEIGHT @ (energy**4 / 24.0 / np.sqrt(ratio) * single)
    return float(vibrations - np.pi**2 / 3.0 / T**2)


@cache
def _two_laws_least(ratio: float) -> float:
    """The least E_d for which the slope is positive anywhere."""

    def highest(E_d: float) -> float:
        found = minimize_scalar(
            lambda u: -two_laws_slope(E_d / u, E_d, ratio) / u**2, bounds=(6.0, 14.0), method="bounded",
            options={"xatol": 1e-9},
        )  # fmt: skip
        return float(-found.fun)

    return float(brentq(highest, 1.0, 60.0, xtol=1e-12))


@cache
def largest_weight() -> Real:
    """h_m, the largest (2 I(z) - z^7 e^z/(e^z - 1)^2)/z^4; where it lies need not be known to all digits."""
    ctx = context(25)

    def weight(z: Real, c: Any) -> Real:
        integral = c.quad(lambda x: x**6 * c.exp(x) / c.expm1(x) ** 2, [0, 2, 5, z])
        return (2 * integral - z**7 * c.exp(z) / c.expm1(z) ** 2) / z**4

    found = minimize_scalar(
        lambda z: -float(weight(z, mpmath.fp)),
        bounds=(8.0, 10.0),
        method="bounded",
        options={"xatol": 1e-7},
    )
    return weight(ctx.mpf(float(found.x)), ctx)


RATIOS = (1.0, 5.0, 10.0, 33.0)
PLACES = ((0.3, 3.0), (0.9, 7.0), (1.2, 10.0), (2.5, 18.0))  # T and E_d in w


def maximum_of_c_over_T3(formula: Formula, digits: int) -> tuple[Evidence, ...]:
    """The slope and the least E_d of the two laws, and the least E_d with all levels."""
    f = members(formula, "mpmath", 20)
    unit = {"w": 1, "k_B": 1, "n_0": 1, "eta_L": 1}
    h_m = largest_weight()

    def slopes() -> Iterator[Pair]:
        ctx = context(20)
        for T, E_d in PLACES:
            for ratio in (10, 3):
                integral = ctx.quad(
                    lambda x: x**6 * ctx.exp(x) / ctx.expm1(x) ** 2, [0, 2, 5, ctx.mpf(E_d) / T]
                )
                value = f(
                    **unit,
                    delta_eta=ratio,
                    T=Fraction(str(T)),
                    E_d=Fraction(E_d),
                    I_d=integral,
                    h_m=h_m,
                )[0]
                yield Pair(
                    f"T = {T} w/k_B, E_d = {E_d} w", mpf(value), mpf(two_laws_slope(T, E_d, ratio))
                )

    def least(ratio: float) -> Any:
        return f(**unit, delta_eta=Fraction(ratio), T=1, E_d=5, I_d=1, h_m=h_m)[1]

    return (
        compare(
            "T d(c/T^3)/dT of the two laws, the vibrations summed over their energies one by one", slopes(), 9
        ),
        compare(
            "the least E_d with a maximum of c/T^3, by root finding on the largest slope, "
            f"delta_eta/eta_L from {span(RATIOS)}",
            [
                Pair(f"the least E_d/w, delta_eta = {r:g} eta_L", mpf(least(r)), mpf(_two_laws_least(r)))
                for r in RATIOS
            ],
            7,
        ),
        _all_levels(float(least(WIDTH)) if least(WIDTH) else np.inf),
    )  # fmt: skip


# all levels of Eq. (7); E_d for the table in w
WIDTH = 10  # cutoff or width of P_0 over eta_L
CUTS = (3.0, 5.0, 8.0, 10.0, 18.0)
FIRST = (4.5, 9.0)  # between these the maximum appears


@cache
def _glasses() -> tuple[tuple[str, Distribution], ...]:
    return (
        (f"constant, cut at {WIDTH} eta_L", Distribution.constant(alpha_max=WIDTH)),
        (f"exponential, width {WIDTH} eta_L", Distribution.exponential()),
    )


def exponents(E_d: float, T: Array) -> Array:
    """d ln(c/T^3)/d ln T of both glasses, (2, K), levels dropped point by point."""
    heat = np.zeros((2, len(_glasses()), T.size))
    number = band_of(T)
    for band in np.unique(number):
        at = np.flatnonzero(number == band)
        for usual in spectrum_grid(int(band)).blocks:
            block = pointwise(usual, E_d)
            tables = [kernel(block.gaps, T[at]) for kernel in (capacity, slope_of_capacity)]
            for k, (_, glass) in enumerate(_glasses()):
                weight = weighted(block, glass)[:, 0].ravel()
                heat[:, k, at] += [weight @ table for table in tables]
    return np.asarray(heat[1] / heat[0] - 3.0)


@cache
def extrema(E_d: float) -> tuple[tuple[float, float, float], ...]:
    """For both glasses the largest exponent of c/T^3, and the temperatures of its minimum and maximum (NaN: none)."""
    T = np.geomspace(0.3, min(5.0, E_d / 2.5), 32)
    found = []
    for exponent in exponents(E_d, T):
        turns = [
            float(np.exp(np.interp(0.0, sign * exponent[[k, k + 1]], np.log(T[[k, k + 1]]))))
            if k >= 0 else np.nan
            for sign in (1.0, -1.0)
            for k in [_crossing(sign * exponent)]
        ]  # fmt: skip
        found.append((float(exponent.max()), turns[0], turns[1]))
    return tuple(found)


def _crossing(rising: Array) -> int:
    at = np.flatnonzero((rising[:-1] < 0.0) & (rising[1:] >= 0.0))
    return int(at[0]) if at.size else -1


@cache
def least_with_all_levels() -> tuple[float, ...]:
    """For both glasses the least E_d at which c/T^3 rises anywhere."""

    def highest(E_d: float, which: int) -> float:
        return float(exponents(E_d, E_d * np.linspace(0.08, 0.14, 9))[which].max())

    return tuple(
        float(brentq(highest, *FIRST, args=(which,), xtol=0.02)) for which in range(len(_glasses()))
    )


def _all_levels(estimate: float) -> Evidence:
    """The least E_d of both glasses over the estimate; the table has the extrema at several E_d."""
    rows = []
    for E_d in CUTS:
        for (name, _), (exponent, low, high) in zip(_glasses(), extrema(E_d), strict=True):
            shown = [f"{v:.2f}" if np.isfinite(v) else "none" for v in (low, high)]
            ratio = f"{E_d / high:.1f}" if np.isfinite(high) else "none"
            rows.append((f"{E_d:g}", name, f"{exponent:+.1f}", *shown, ratio))
    heads = (
        "E_d/w",
        "P_0",
        "largest d ln(c/T^3)/d ln T",
        "minimum, w/k_B",
        "maximum, w/k_B",
        "E_d/k_B T of the maximum",
    )
    return order_of_magnitude(
        f"the least E_d at which c/T^3 of all levels rises anywhere, P_0 constant up to {WIDTH} eta_L and "
        f"exp(eta/delta_eta) with delta_eta = {WIDTH} eta_L, over the estimate",
        [
            (name, v / estimate)
            for (name, _), v in zip(_glasses(), least_with_all_levels(), strict=True)
        ], limit=1.6, over_range=False, kind="factor", table=Table(heads, tuple(rows)),
    )  # fmt: skip
