"""Sample points and plain numerical tools that the evidence shares; none of them knows a formula of the theory."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import Any

import flint
import mpmath
import numpy as np
from numpy.typing import NDArray

from softpot.numerics.machinery.bisection import halved_number
from softpot.numerics.machinery.compile.precision import steady

Real = Any  # an mpf of a private context
Array = NDArray[np.float64]
Number = float | Fraction


def context(digits: int) -> Any:
    """A private mpmath context with room to spare over ``digits``."""
    made = mpmath.MPContext()
    made.dps = digits + 15
    return made


def rationals(
    seed: int, count: int, dimension: int, *, spread: int = 3
) -> Iterator[tuple[Fraction, ...]]:
    """Random rational points of both signs, with magnitudes from 10^-spread to 10^spread (log-uniform)."""
    source = random.Random(seed)
    for _ in range(count):
        yield tuple(
            Fraction(source.choice((-1, 1)) * source.randint(100, 999), 1000)
            * Fraction(10) ** source.randint(-spread, spread)
            for _ in range(dimension)
        )


def moderate(seed: int, count: int, dimension: int) -> Iterator[tuple[Fraction, ...]]:
    """Random rational points between −3 and 3."""
    source = random.Random(seed)
    for _ in range(count):
        yield tuple(Fraction(source.randint(-3000, 3000), 1000) for _ in range(dimension))


def real(ctx: Any, value: Fraction | int) -> Real:
    """A rational number in a context, rounded once."""
    exact = Fraction(value)
    return ctx.mpf(exact.numerator) / exact.denominator


def about(coefficients: Sequence[Real], centre: Real) -> list[Real]:
    """Coefficients of a polynomial (constant first) about another centre, by synthetic division."""
    work, found = list(coefficients), []
    while work:
        for i in range(len(work) - 2, -1, -1):
            work[i] = work[i] + centre * work[i + 1]
        found.append(work.pop(0))
    return found


def stationary_points(ctx: Any, coefficients: Sequence[Real]) -> list[Real]:
    """Real zeros, ascending, of the derivative of a polynomial, by a general root finder."""
    slope = [i * c for i, c in enumerate(coefficients)][1:]
    small = ctx.mpf(10) ** (-ctx.dps // 2)
    found = [r.real for r in zeros(ctx, slope) if abs(r.imag) <= small * (1 + abs(r.real))]
    return sorted(found)


def zeros(ctx: Any, coefficients: Sequence[Real]) -> list[Any]:
    """All zeros, as complex numbers, of a polynomial as it stands (constant first), each as often as it counts.

    A binary number is a whole number times a power of 2, so that the polynomial has whole coefficients: Arb isolates
    its zeros and knows which are alike.
    """
    parts = [ctx.mpf(c)._mpf_ for c in coefficients]
    least = min((exponent for _, mantissa, exponent, _ in parts if mantissa), default=0)
    whole = [
        (-1) ** sign * (int(mantissa) << (exponent - least)) if mantissa else 0
        for sign, mantissa, exponent, _ in parts
    ]
    roots: Any = steady(ctx.prec + 10, flint.fmpz_poly(whole).complex_roots)

    def middle(ball: Any) -> Real:
        mantissa, exponent = ball.mid().man_exp()
        return ctx.ldexp(ctx.mpf(int(mantissa)), int(exponent))

    return [
        value
        for root, times in roots
        for value in [ctx.mpc(middle(root.real), middle(root.imag))] * int(times)
    ]


def bisected(ctx: Any, rising: Callable[[Real], Real]) -> Real:
    """The zero between 0 and 1000 of a function that rises through it."""
    ends = halved_number(lambda x: not rising(x) > 0, ctx.mpf(0), ctx.mpf(1000), ctx.prec + 12)
    return sum(ends) / 2


def derivative_matrix(
    ctx: Any, mapping: Callable[..., Sequence[Real]], point: Sequence[Real]
) -> Any:
    """Jacobian matrix of a numerical mapping by fourth-order central differences."""
    rows = []
    for i, p in enumerate(point):
        step = (abs(p) if p else ctx.mpf(1)) * ctx.mpf(10) ** (-ctx.dps // 6)

        def moved(k: int, i: int = i, step: Real = step) -> Sequence[Real]:
            shifted = [q + k * step if j == i else q for j, q in enumerate(point)]
            return mapping(*shifted)

        far, near, back, away = moved(2), moved(1), moved(-1), moved(-2)
        rows.append(
            [
                (8 * (b - c) - (a - d)) / (12 * step)
                for a, b, c, d in zip(far, near, back, away, strict=True)
            ]
        )
    return ctx.matrix(rows).T


def cubic_roots(c0: Array, c1: Array, c2: Array, c3: Array) -> Array:
    """Real roots of c0 + c1 x + c2 x² + c3 x³ in double precision, shape (3, N); NaN where a root is not real.

    Trigonometric and hyperbolic forms, then two Newton steps on the cubic itself. Not guaranteed:
    near a double root only half of the digits.
    """
    a, b, c = c2 / c3, c1 / c3, c0 / c3
    third = a / 3
    p = b / 3 - third * third
    q = third**3 - third * b / 2 + c / 2
    discriminant = q * q + p**3
    roots = np.full((3, *np.shape(a)), np.nan)
    three = discriminant < 0
    radius = np.sqrt(-p[three])
    angle = np.arccos(np.clip(-q[three] / radius**3, -1, 1)) / 3
    for k in range(3):
        roots[k, three] = 2 * radius * np.cos(angle - 2 * np.pi * k / 3) - third[three]
    one = ~three
    size = -np.sign(q[one]) * np.cbrt(np.abs(q[one]) + np.sqrt(discriminant[one]))
    with np.errstate(divide="ignore", invalid="ignore"):
        partner = np.where(size == 0, 0.0, -p[one] / size)
    roots[0, one] = size + partner - third[one]
    for _ in range(2):
        value = ((roots + a) * roots + b) * roots + c
        slope = (3 * roots + 2 * a) * roots + b
        with np.errstate(divide="ignore", invalid="ignore"):
            step = np.where(np.abs(slope) > 1e-12, value / slope, 0.0)
        roots = roots - np.where(np.abs(step) < 1e-3, step, 0.0)
    return roots


def brief(value: Number) -> str:
    """A number in a sentence: at most six digits, whole powers of ten far from 1 as such.

    >>> brief(Fraction(1, 100)), brief(1e-6), brief(10**4), brief(0.35)
    ('0.01', '10^-6', '10^4', '0.35')
    """
    exponent = round(math.log10(abs(float(value)))) if value else 0
    power = abs(exponent) > 3 and float(value) == float(f"1e{exponent}")
    return f"10^{exponent}" if power else f"{float(value):g}"


def span(values: Sequence[Number], sign: str = "") -> str:
    """The first and the last of some numbers, for a sentence that says what was tried.

    >>> span((5, 6, 7, 8), "-")
    '-5 to -8'
    """
    return f"{sign}{brief(values[0])} to {sign}{brief(values[-1])}"


def listed(values: Sequence[Number]) -> str:
    """All of some numbers in words.

    >>> listed((10.0, 30.0, 1000.0))
    '10, 30 and 1000'
    """
    *most, last = map(brief, values)
    return f"{', '.join(most)} and {last}"
