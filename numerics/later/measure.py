"""Evidence on the uniform measure, on the T^5 law of all deepest wells, and on frozen wells.

The area element is found from differences of the coefficients themselves; the heat is that of all levels
(``numerics.statistics``), without its two-level part, which is read off at a temperature where nothing else is excited.
Units there: k_B P_0 eta_L^(5/2), that is k_B P_s/2.  Not guaranteed: anything above T = 5 w/k_B.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import cache

import numpy as np

from softpot.derive.machinery.formula import Formula
from softpot.numerics.machinery.evaluate import members
from softpot.numerics.machinery.evidence import Evidence, Pair, Table, compare, converges
from softpot.numerics.statistics import Distribution, specific_heat
from softpot.numerics.theory.sampling import context, real

_WARM = (1.5, 2.0, 2.7, 3.6, 4.9)
_COLD = 0.002


def _coefficients(alpha: Fraction, beta: Fraction) -> tuple[Fraction, Fraction]:
    """D_2 and D_1 of alpha y^2 - beta y^3 + y^4, by moving the origin to where the cubic term is gone."""
    s = beta / 4
    # (s + x)^2 and so on, collected by powers of x
    quadratic = alpha - 3 * beta * s + 6 * s * s
    linear = 2 * alpha * s - 3 * beta * s * s + 4 * s**3
    return quadratic, linear


def _slope(place: tuple[Fraction, Fraction], along: int) -> tuple[Fraction, Fraction]:
    """Exact derivatives of polynomials of degree four at most, by central differences."""
    h = Fraction(1, 7)

    def at(k: int) -> tuple[Fraction, Fraction]:
        moved = list(place)
        moved[along] += k * h
        return _coefficients(moved[0], moved[1])

    found = [
        (8 * (a - b) - (c - d)) / (12 * h)
        for a, b, c, d in zip(at(1), at(-1), at(2), at(-2), strict=True)
    ]
    return found[0], found[1]


def uniform_measure(formula: Formula, digits: int) -> Evidence:
    """P = |eta| P_0 over the area element from differences, in units of eta_L."""
    f = members(formula, "mpmath", digits + 10)
    ctx = context(digits + 10)
    places = [(Fraction(a, 3), Fraction(b, 5)) for a in (-11, -2, 1, 7) for b in (-9, 1, 4)]

    def pairs() -> Iterator[Pair]:
        for k, (alpha, beta) in enumerate(places):
            P_0, eta_L = Fraction(2 + k, 3), Fraction(1, 40 + k)
            by_alpha, by_beta = _slope((alpha, beta), 0), _slope((alpha, beta), 1)
            area = abs(by_alpha[0] * by_beta[1] - by_alpha[1] * by_beta[0])
            scale = real(ctx, eta_L)
            wanted = real(ctx, P_0 * abs(alpha) / area) * scale * scale * ctx.sqrt(scale)
            (value,) = f(P_0=P_0, eta_L=eta_L)
            yield Pair(f"alpha = {alpha}, beta = {beta}", ctx.mpf(value), wanted)

    return compare(
        "the density per unit of both coefficients, from differences of the coefficients, at twelve potentials",
        pairs(), digits,
    )  # fmt: skip


@cache
def warm_heat(alpha_max: float, frozen: bool) -> tuple[float, ...]:
    """c without the two-level part, over c_5 T^5 with the coefficient left to the formula: c/T^5."""
    made = Distribution.constant(alpha_max=alpha_max, frozen=frozen)
    cold = float(specific_heat(_COLD, made).value[0]) / _COLD
    T = np.array(_WARM)
    return tuple((specific_heat(T, made).value - cold * T) / T**5)


def _rest(what: str, law: float, heat: tuple[float, ...], table: Table | None = None) -> Evidence:
    errors = [c / law - 1.0 for c in heat]
    return converges(what, _WARM, errors, -3.0, 0.3, unit="T", table=table)


def sm_heat(formula: Formula, digits: int) -> Evidence:
    """c of all levels with frozen wells, as the temperature grows."""
    f = members(formula, "mpmath", 20)
    # k_B = w = 1 and P_s = 2 are the units of the computed curve
    law = float(f(k_B=1, P_s=2, T=1, w=1)[0])
    rows = [
        (f"{alpha_max:g}", *(f"{c / law:.5f}" for c in warm_heat(alpha_max, True)))
        for alpha_max in (10.0, 1000.0)
    ]
    table = Table(("alpha_max", *(f"T = {T:g}" for T in _WARM)), tuple(rows))
    return _rest(
        "c of all levels, frozen wells included, over the law", law, warm_heat(10.0, True), table
    )


def frozen_wells(formula: Formula, digits: int) -> tuple[Evidence, ...]:
    """The heat without and with the wells beyond a cutoff |alpha| = 10."""
    law = 4.0 * np.pi**6 / 21.0
    f = members(formula, "mpmath", 20)
    deleted, kept = (float(v) for v in f(c_all=Fraction(law)))
    # wells next to the fold, whose barrier is below the cutoff however deep they are, add a fourth power to the rest
    return (
        _rest("frozen wells kept: c of all levels over the law", kept, warm_heat(10.0, True)),
        converges(
            "frozen wells deleted: c of all levels over its share of the law",
            _WARM[1:], [c / deleted - 1.0 for c in warm_heat(10.0, False)[1:]], -3.3, 0.4, unit="T",
        ),
    )  # fmt: skip
