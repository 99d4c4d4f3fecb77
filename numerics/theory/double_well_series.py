r"""The amplitude of tunnelling as an exact series: rational coefficients to any order, by recursion.

    Delta_0 = w (16 sqrt 2/sqrt pi)(|alpha|/2)^{5/4} e^{−(sqrt 2/3)|alpha|^{3/2}} Σ_k C_k g^k,  g = (2/|alpha|)^{3/2}.

The state in one well is e^{−Σ_k g^{k−1} ∫omega_k d zeta}. With x = 1/(1 + zeta) every omega_k beyond the first is a
polynomial in x, and order k of the Riccati equation,

    2 omega_0 omega_k = d omega_{k−1}/d zeta − e_{k−1} − Σ_{i=1}^{k−1} omega_i omega_{k−i},  omega_0 = (1 − 2x)/x²,

is one division by 1 − 2x, which leaves no rest for one e_{k−1}, the level's own coefficient. The amplitude is the
current at the barrier's top, x = 1, over the norm, a Gaussian average about the bottom, x = 1/2.

Errors: ValueError for a negative order.  Not guaranteed: convergence; the series is asymptotic.
Source: the method of the derivation, run to higher orders; C_1 and C_2 agree with arXiv:math-ph/0103010.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import cache
from math import comb, prod

Polynomial = list[Fraction]


def _product(a: Sequence[Fraction], b: Sequence[Fraction], last: int | None = None) -> Polynomial:
    size = len(a) + len(b) - 1 if last is None else last + 1
    found = [Fraction(0)] * size
    for i, u in enumerate(a):
        if u:
            for j, v in enumerate(b[: size - i]):
                found[i + j] += u * v
    return found


def _added(*parts: Sequence[Fraction]) -> Polynomial:
    found = [Fraction(0)] * max(map(len, parts))
    for part in parts:
        for i, v in enumerate(part):
            found[i] += v
    return found


def _at(p: Sequence[Fraction], x: Fraction) -> Fraction:
    return sum((v * x**i for i, v in enumerate(p)), Fraction(0))


@cache
def slopes(order: int) -> tuple[tuple[tuple[Fraction, ...], ...], tuple[Fraction, ...]]:
    """(omega_1 … omega_order as polynomials in x, e_0 … e_{order − 1})."""
    if order < 0:
        raise ValueError(f"the order is {order}, but it counts from 0")
    half = Fraction(1, 2)
    found: list[Polynomial] = [[Fraction(0), Fraction(1)]]
    levels = [Fraction(2)]
    for k in range(2, order + 1):
        last = found[k - 2]
        rate = [Fraction(0), *(-i * v for i, v in enumerate(last))]  # d/d zeta = −x² d/dx
        crossed = [_product(found[i - 1], found[k - i - 1]) for i in range(1, k)]
        right = _added(rate, *([-v for v in p] for p in crossed))
        level = _at(right, half)
        right[0] -= level
        quotient: Polynomial = []
        carried = Fraction(0)
        for v in right[:-1]:  # by 1 − 2x, from the lowest power
            carried = v + 2 * carried
            quotient.append(carried)
        found.append([Fraction(0), Fraction(0), *(v / 2 for v in quotient)])
        levels.append(level)
    return tuple(map(tuple, found[:order])), tuple(levels[:order])


def _exponential(series: Sequence[Polynomial], last: int) -> list[Polynomial]:
    """exp(Σ_{n≥1} series[n] kappa^n) to order last, with polynomial coefficients."""
    found: list[Polynomial] = [[Fraction(1)]]
    for n in range(1, last + 1):
        parts = [
            [m * v / n for v in _product(series[m], found[n - m])]
            for m in range(1, n + 1)
            if any(series[m])
        ]
        found.append(_added(*parts) if parts else [Fraction(0)])
    return found


def _norm(order: int) -> Polynomial:
    """The norm over its leading term, in powers of g."""
    omegas, _ = slopes(order + 1)
    last = 2 * order
    # powers of kappa, each a polynomial in sigma; kappa sigma = t = zeta − 1, x = 1/(2 + t)
    exponent: list[Polynomial] = [[Fraction(0)] * (n + 4) for n in range(last + 1)]
    if last >= 1:
        exponent[1][3] -= Fraction(2, 3)
    for k, omega in enumerate(omegas, start=1):
        for m in range(last + 1):
            n = 2 * k - 2 + m + 1
            if n > last:
                break
            taylor = sum(
                (
                    v * Fraction((-1) ** m * comb(p + m - 1, m), 2 ** (p + m))
                    for p, v in enumerate(omega)
                    if v and p
                ),
                Fraction(0),
            )
            exponent[n][m + 1] -= 2 * taylor / (m + 1)
    averaged = []
    for polynomial in _exponential(exponent, last)[::2]:
        averaged.append(
            sum(
                (
                    v * Fraction(prod(range(1, i, 2)), 4 ** (i // 2))
                    for i, v in enumerate(polynomial)
                    if i % 2 == 0
                ),
                Fraction(0),
            )
        )
    return averaged


@cache
def amplitude(order: int) -> tuple[Fraction, ...]:
    """C_0 … C_order of the series in g."""
    omegas, _ = slopes(order + 1)
    one = Fraction(1)
    top = [one, *(-_at(omega, one) for omega in omegas[:order])]
    action: list[Polynomial] = [[Fraction(0)]]
    for omega in omegas[1:]:  # ∫ from the top to the bottom, d zeta = −dx/x²
        area = sum(
            (v * (1 - Fraction(1, 2) ** (i - 1)) / (i - 1) for i, v in enumerate(omega) if i > 1),
            Fraction(0),
        )
        action.append([2 * area])
    grown = [p[0] for p in _exponential(action, order)]
    above = _product(top, grown, order)
    norm = _norm(order)
    found: Polynomial = []
    for k in range(order + 1):
        found.append(above[k] - sum((found[i] * norm[k - i] for i in range(k)), Fraction(0)))
    return tuple(found)
