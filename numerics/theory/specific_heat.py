"""Evidence on c(T): sums over Boltzmann weights, and the specific heat of all levels of Eq. (7).

The first kind adds up levels with their Boltzmann weights (c = k_B times the variance of the energy over
(k_B T)^2) and integrates over the energy by the trapezoidal rule in ln E, to any number of digits; it tests the
integrals. The second takes c(T) computed from the levels of all potentials (``numerics.statistics``) and tests the laws
as limits:

* two-level systems of P_0 constant, as the cutoff alpha_max grows: what is left falls as alpha_max^(-1/2);
* vibrations, as T grows from w to 5 w: what is left falls as (w/k_B T)^3, its next order being (w/k_B T)^(15/4).

Units there: k_B P_0 eta_L^(5/2), T in w/k_B. Not guaranteed: anything above T = 5 w/k_B.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from typing import Any

import numpy as np
import sympy as sp
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
from softpot.numerics.machinery.orders import order_of_magnitude, over
from softpot.numerics.statistics import Distribution, density_of_states, specific_heat
from softpot.numerics.theory.sampling import Array, Real, bisected, context, real, span
from softpot.numerics.theory.stated import states

# values that hide no power as a 1
_GIVEN = {
    "k_B": Fraction(7, 5),
    "n_0": Fraction(3, 2),
    "P_0": Fraction(5, 4),
    "w": Fraction(2, 3),
    "eta_L": Fraction(1, 50),
    "delta_eta": Fraction(1, 10),
    "E_d": Fraction(9, 4),
    "N_osc": Fraction(11, 3),
}
_TEMPERATURES = (Fraction(1, 3), Fraction(5, 2), Fraction(40))


def _variance(ctx: Any, levels: list[Real]) -> Real:
    """Variance of the energy in units of k_B T, from Boltzmann weights of the levels given."""
    weights = [ctx.exp(-level) for level in levels]
    total = ctx.fsum(weights)
    mean = ctx.fsum(a * p for a, p in zip(levels, weights, strict=True)) / total
    return ctx.fsum((a - mean) ** 2 * p for a, p in zip(levels, weights, strict=True)) / total


def _ladder(ctx: Any, step: Real) -> Real:
    """Variance of the energy of equidistant levels, in units of k_B T: the sums over the ladder done pairwise.

    ln Z is doubled: a ladder of step s is a two-level system of s beside a ladder of 2s.
    """
    found, at = ctx.mpf(0), step
    while at < 3 * ctx.dps + 10:
        found += _variance(ctx, [ctx.mpf(0), at])
        at = 2 * at
    return found


def _over_energies(digits: int, power: int, ladder: bool) -> Real:
    """∫_0^∞ z^power c_osc(z)/k_B dz by the trapezoidal rule in ln z."""
    ctx = context(digits)
    decimals = ctx.dps
    # analytic for |Im ln z| < pi/2, so the error falls as exp(-pi^2/h)
    h = ctx.pi**2 / (ctx.log(10) * (decimals + 2))
    left = int(ctx.log(10) * (decimals + 4) / ((power + 1) * h)) + 1
    right = int(ctx.log(ctx.log(10) * decimals * 2 + 60) / h) + 1
    one = _ladder if ladder else (lambda c, z: _variance(c, [c.mpf(0), z]))
    total = ctx.mpf(0)
    for k in range(-left, right + 1):
        z = ctx.exp(k * h)
        total += z ** (power + 1) * one(ctx, z)
    return total * h


@cache
def two_level_integral(digits: int) -> Real:
    """∫_0^∞ c_osc(z)/k_B dz of two levels a distance z k_B T apart."""
    return _over_energies(digits, 0, False)


@cache
def ladder_integral(digits: int) -> Real:
    """∫_0^∞ z^4 c_osc(z)/k_B dz of equidistant levels."""
    return _over_energies(digits, 4, True)


_CUTOFFS = (90.0, 360.0, 1440.0, 5760.0)
_COLD = (1e-3, 1e-2)
WIDTH = 10  # cutoff or width over eta_L, in the table
_TLS = 4.0 * np.sqrt(
    2.0
)  # n_0 of a sharp cutoff is this times sqrt(alpha_max), in P_0 eta_L^(5/2)/w
_EXPONENTIAL = 2.0 * np.sqrt(
    2.0 * np.pi
)  # and this times sqrt(delta_eta/eta_L) for exp(eta/delta_eta)


@cache
def _cold_heat(cutoff: float) -> tuple[float, ...]:
    """c of P_0 constant up to |alpha| = cutoff, at the low temperatures."""
    return tuple(specific_heat(list(_COLD), Distribution.constant(alpha_max=cutoff)).value)


@cache
def logarithms() -> Table:
    """How far the constant is from c(T) of all levels, for both distributions with width or cutoff 10 eta_L."""
    T = np.array([1e-3, 3e-3, 1e-2, 3e-2])
    rows = []
    for made, front, name in (
        (Distribution.constant(alpha_max=WIDTH), _TLS, f"constant, cut at {WIDTH} eta_L"),
        (Distribution.exponential(), _EXPONENTIAL, f"exp(eta/{WIDTH} eta_L)"),
    ):
        found = specific_heat(T, made).value / (np.pi**2 / 6.0 * T)
        local = density_of_states(3.0 * T, made).value
        rows += [
            (name, f"{t:g}", f"{c:.4f}", f"{c / (front * np.sqrt(WIDTH)):.3f}", f"{c / n:.4f}")
            for t, c, n in zip(T, found, local, strict=True)
        ]
    return Table(
        ("P_0", "k_B T/w", "6c/(pi^2 k_B^2 T)", "over n_0", "over n(E) at E = 3 k_B T"), tuple(rows)
    )


def specific_heat_two_level(formula: Formula, digits: int) -> tuple[Evidence, ...]:
    """The integral to all digits, and the law as the limit of c(T) of all levels for a far cutoff."""
    f = members(formula, "mpmath", digits + 10)
    ctx = context(digits)

    def pairs() -> Iterator[Pair]:
        n_0, k_B = (real(ctx, _GIVEN[name]) for name in ("n_0", "k_B"))
        for T in _TEMPERATURES:
            (value,) = f(**_GIVEN, T=T)
            wanted = n_0 * k_B**2 * real(ctx, T) * ctx.mpf(two_level_integral(digits))
            yield Pair(f"T = {T}", ctx.mpf(value), wanted)

    integral = compare(
        "specific heat of two levels from Boltzmann weights, integrated over their distance by the "
        "trapezoidal rule", pairs(), digits,
    )  # fmt: skip
    found = [integral]
    g = members(formula, "mpmath", 20)
    for k, T in enumerate(_COLD):
        rest = [_rest(g, cutoff, T, _cold_heat(cutoff)[k]) for cutoff in _CUTOFFS]
        found.append(
            converges(
                f"c(T) of all levels at T = {T:g} w/k_B for P_0 constant, over the formula with the n_0 of a sharp "
                f"cutoff, less 1, as the cutoff grows from {span(_CUTOFFS)} eta_L",
                _CUTOFFS, rest, -0.5, 0.02, unit="alpha_max", table=logarithms() if k == 0 else None,
            )
        )  # fmt: skip
    return tuple(found)


def _rest(f: Any, cutoff: float, T: float, computed: float) -> float:
    (value,) = f(k_B=1, n_0=Fraction(_TLS * np.sqrt(cutoff)), T=Fraction(T))
    return float(computed / value - 1)


_WARM = (1.0, 2.0, 3.0, 4.0, 5.0)
_FAR_CUTOFF = 5760.0
RATE, TOLERANCE = -3.0, 0.3
ORDERS = (Fraction(-3), Fraction(-15, 4))  # of the temperature, in the ratio of c(T) to its law
CLOSE_DIGITS = 38  # in which the two numbers around the maximum agree


@cache
def _vibrations(eta: sp.Symbol) -> tuple[Array, Array]:
    """c(T) of potentials with one well, and c(T) of all potentials less the linear law of two-level systems."""
    T = np.array(_WARM)
    one_well = specific_heat(T, Distribution.smooth(sp.Piecewise((1, eta > 0), (0, True)))).value
    every = specific_heat(T, Distribution.constant(alpha_max=_FAR_CUTOFF)).value
    return one_well, every - np.pi**2 / 6.0 * _TLS * np.sqrt(_FAR_CUTOFF) * T


def _extrapolated(ratios: list[float]) -> float:
    """The constant of r + a T^(-3) + b T^(-15/4) through the last three points."""
    T = np.array(_WARM[-3:])
    matrix = np.stack([T ** float(p) for p in (0, *ORDERS)], axis=1)
    return float(np.linalg.solve(matrix, np.array(ratios[-3:]))[0])


def _harmonic_pairs(formula: Formula, digits: int) -> Iterator[Pair]:
    """Harmonic potentials counted directly: ∫ d eta 2 r sqrt(eta) eta P_0 c_osc(2 w sqrt(eta/eta_L)).

    |t| < r sqrt(eta); r is where the second well appears (9 r^2 = 32) or where it is as deep (r = 2), found here from
    the potential x^2 + r x^3 + x^4 itself.
    """
    f = members(formula, "mpmath", digits + 10)
    ctx = context(digits)
    # V' = x (2 + 3 r x + 4 x^2) has a double zero, V = x^2 (1 + r x + x^2) a double zero
    fold = bisected(ctx, lambda r: 9 * r**2 - 32)
    equal_depth = bisected(ctx, lambda r: r**2 - 4)
    g = {name: real(ctx, value) for name, value in _GIVEN.items()}
    n_0 = 4 * ctx.sqrt(2) * g["P_0"] * ctx.sqrt(g["delta_eta"]) * g["eta_L"] ** 2 / g["w"]
    for T in _TEMPERATURES:
        z = g["k_B"] * real(ctx, T) / g["w"]  # eta = eta_L (z y/2)^2, gap = y k_B T
        front = g["k_B"] * g["P_0"] * g["eta_L"] ** ctx.mpf("2.5") * (z / 2) ** 5 * 4
        wanted = [front * r * ctx.mpf(ladder_integral(digits)) for r in (fold, fold, equal_depth)]
        values = f(**(_GIVEN | {"n_0": n_0}), T=T)
        for k, (value, reference) in enumerate(zip(values, wanted, strict=True)):
            yield Pair(f"form {k + 1}, T = {T}", ctx.mpf(value), reference)


@states
def specific_heat_vibrations(formula: Formula, digits: int) -> tuple[Evidence, ...]:
    """The integral to all digits, and each law as the limit of c(T) of all levels at high temperature."""
    found = [
        compare(
            "equidistant levels with Boltzmann weights in a harmonic well of each eta, counted over eta and t by "
            "the trapezoidal rule", _harmonic_pairs(formula, digits), digits,
        )
    ]  # fmt: skip
    f = members(formula, "mpmath", 20)
    one_well, deepest = _vibrations(formula.symbols.eta)
    n_0 = Fraction(_TLS * np.sqrt(5.0))
    known = {"k_B": 1, "P_0": 1, "eta_L": 1, "w": 1, "delta_eta": 5, "n_0": n_0}
    values = np.array([[float(v) for v in f(**known, T=Fraction(T))] for T in _WARM]).T
    names = (
        "potentials with one well",
        "the same in terms of n_0",
        "all potentials, less the linear law",
    )
    for k, (name, computed) in enumerate(zip(names, (one_well, one_well, deepest), strict=True)):
        ratios = [float(c / v) if v else np.inf for c, v in zip(computed, values[k], strict=True)]
        rest = [ratio - 1 for ratio in ratios]
        rows = tuple(
            (f"{T:g}", f"{c:.6g}", f"{v:.6g}", f"{r:+.3e}", f"{r * T**-RATE:+.4f}")
            for T, c, v, r in zip(_WARM, computed, values[k], rest, strict=True)
        )
        heads = ("k_B T/w", "computed c", "formula", "residual", f"residual (k_B T/w)^{-RATE:g}")
        found.append(
            converges(
                f"c(T) of all levels, {name}, k_B T/w from {span(_WARM)}: computed over formula, less 1",
                _WARM, rest, RATE, TOLERANCE, unit="(k_B T/w)", table=Table(heads, rows),
            )
        )  # fmt: skip
        found.append(
            compare(
                f"the prefactor, extrapolated to infinite temperature with the orders {ORDERS[0]} and {ORDERS[1]}",
                [Pair("infinite temperature", mpf(1), mpf(_extrapolated(ratios)))], 5, kind="limit",
            )
        )  # fmt: skip
    return tuple(found)


def _log_slope(ctx: Any, z: Real) -> Real:
    """d ln(c/T^3)/d ln T of one vibration: c = kappa_2, T dc/dT = kappa_3 - 2 kappa_2, from the ladder's cumulants.

    Z = Π (1 + e^(−2^k z)): each factor is a two-level system whose third cumulant is x^3 p(1 − p)(1 − 2p).
    """
    second, third, x = ctx.mpf(0), ctx.mpf(0), z
    while x == z or x < 3 * ctx.dps + 10:
        p = ctx.exp(-x) / (1 + ctx.exp(-x))
        second += x**2 * p * (1 - p)
        third += x**3 * p * (1 - p) * (1 - 2 * p)
        x = 2 * x
    return third / second - 5


@cache
def peak(digits: int) -> Real:
    """E_d/k_B T at the maximum of c/T^3 of one vibration, by bisection on the ladder's cumulants."""
    ctx = context(digits)
    return bisected(ctx, lambda z: _log_slope(ctx, z))


def monoenergetic_peak(formula: Formula, digits: int) -> tuple[Evidence, ...]:
    """The logarithmic derivative from Boltzmann weights, its sign far around, and the maximum between the bounds."""
    f = members(formula, "mpmath", digits + 10)
    ctx = context(max(digits, 45))
    k_B, E_d = real(ctx, _GIVEN["k_B"]), real(ctx, _GIVEN["E_d"])
    temperatures = [Fraction(n, 40) for n in (1, 4, 9, 13, 16, 40, 200)]

    def pairs() -> Iterator[Pair]:
        for T in temperatures:
            slope = _log_slope(ctx, E_d / (k_B * real(ctx, T)))
            yield Pair(f"T = {T}", ctx.mpf(f(**_GIVEN, T=T)[0]), slope, scale=abs(slope) + 1)

    slopes = compare(
        "d ln(c/T^3)/d ln T of one vibration from the cumulants of its levels' Boltzmann weights",
        pairs(), digits,
    )  # fmt: skip
    zero = ctx.mpf(peak(max(digits, 45)))
    stated = ctx.mpf(f(**_GIVEN, T=1)[1])
    # a temperature goes as 1/xi: this is the true one over the stated one
    place = order_of_magnitude(
        "the temperature of the maximum, found by bisection, over that of the number stated",
        [("the maximum", over(stated, zero))], member=1,
    )  # fmt: skip
    return slopes, _between(formula, ctx, zero), place


def _between(formula: Formula, ctx: Any, zero: Real) -> Evidence:
    """Whether the numbers stated hold the zero between them, less than a part in 10^38 apart."""
    f = members(formula, "mpmath", 60)
    _, low, high = (ctx.mpf(v) for v in f(**_GIVEN, T=1))
    inside = low < zero < high and high - low < zero * ctx.mpf(10) ** -CLOSE_DIGITS
    said = f"the zero is {ctx.nstr(zero, 12)}, the numbers are {ctx.nstr(low, 12)} and {ctx.nstr(high, 12)}"
    return Evidence(
        "enclosure",
        "E_d/k_B T at the maximum of c/T^3, found by bisection, lies between the two numbers stated, which are "
        f"closer than one part in 10^{CLOSE_DIGITS}",
        bool(inside),
        1,
        digits=CLOSE_DIGITS if inside else None,
        worst=round_for_show(float(abs(high - low) / zero)),
        failing="" if inside else said,
    )
