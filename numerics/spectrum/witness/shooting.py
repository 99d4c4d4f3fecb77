"""Levels of −K ψ'' + V(x) ψ = E ψ for any polynomial V, by power series: a slow, independent witness.

    ψ = Σ a_j (x − c)^j,   K (j+2)(j+1) a_{j+2} = Σ_i v_i a_{j−i} − E a_j

The even and the odd start are summed at both ends of a box so wide that the wave function has
decayed there; a level is a zero of the determinant that forbids growth at both ends. It shares no
code with the basis methods of this package, takes any units, and serves where an equation itself
is under test.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from operator import mul
from typing import Any

import gmpy2
import mpmath
import numpy as np

Real = Any  # an mpf of a private context


def shooting_levels(
    kinetic: Real, potential: Sequence[Real], numbers: Sequence[int], digits: int
) -> tuple[Real, ...]:
    """The levels ``numbers`` (counted from 1) of −kinetic ψ'' + (Σ potential[i] x^i) ψ, to ``digits`` digits.

    ``potential`` are the coefficients of 1, x, x², …, the last one positive and of even degree;
    values are mpf in the units of the input. The starting values come from a finite-difference
    matrix in double precision. Raises ArithmeticError when the iteration does not settle.
    Not guaranteed: levels closer than 10^-6 of their spacing, which the start cannot tell apart.
    """
    context = mpmath.MPContext()
    context.dps = 30
    scale = _length(context, context.mpf(kinetic), [context.mpf(v) for v in potential])
    starts, box = _starts(float(kinetic), [float(v) for v in potential], float(scale), max(numbers))
    return tuple(_polish(kinetic, potential, starts[n - 1], box, digits) for n in numbers)


def _length(context: Any, kinetic: Real, potential: Sequence[Real]) -> Real:
    """The length at which the kinetic energy equals the leading term of the potential."""
    degree = len(potential) - 1
    return (kinetic / potential[degree]) ** (context.mpf(1) / (degree + 2))


def _starts(
    kinetic: float, potential: Sequence[float], scale: float, count: int
) -> tuple[list[float], tuple[float, float]]:
    """Levels from a sine-function grid in double precision, and the box where they live."""
    reduced = [v * scale**i / (kinetic / scale**2) for i, v in enumerate(potential)]
    value = np.polynomial.Polynomial(reduced)
    turning = value.deriv().roots()
    real = turning.real[abs(turning.imag) < 1e-9]
    centre = float(real[np.argmin(value(real))])
    points, half = 240, 8.0
    y = centre + np.linspace(-half, half, points)
    step = y[1] - y[0]
    offset = np.subtract.outer(np.arange(points), np.arange(points))
    with np.errstate(divide="ignore"):
        matrix = np.where(
            offset == 0, np.pi**2 / 3, 2 * (-1.0) ** offset / np.where(offset == 0, 1, offset) ** 2
        )
    matrix = matrix / step**2 + np.diag(value(y))
    found = np.linalg.eigvalsh(matrix)[:count]
    unit = kinetic / scale**2
    return [float(e * unit) for e in found], (centre * scale, scale)


def _polish(
    kinetic: Real, potential: Sequence[Real], start: float, box: tuple[float, float], digits: int
) -> Real:
    """Secant iteration on the determinant at two widths of the box; they must agree."""
    found: list[Real] = []
    bits = int(3.33 * (3 * digits + 60))
    context = mpmath.MPContext()
    context.prec = bits
    # mpfr numbers of gmpy2 are several times faster than mpf in the long recursion
    with gmpy2.context(gmpy2.get_context(), precision=bits):
        k, centre, scale = _mpfr(context.mpf(kinetic)), gmpy2.mpfr(box[0]), gmpy2.mpfr(box[1])
        shifted = _taylor([_mpfr(context.mpf(v)) for v in potential], centre)
        for extra in (0, 6):
            half = _decayed(k, shifted, gmpy2.mpfr(start), scale, digits + 6 + extra)
            near = found[0] if found else gmpy2.mpfr(start)
            found.append(_secant(k, shifted, half, near, digits))
        if abs(found[0] - found[1]) > abs(found[1]) * gmpy2.mpfr(10) ** (-digits - 2):
            raise ArithmeticError(f"the level near {start:.6g} did not settle to {digits} digits")
    mantissa, exponent = found[1].as_mantissa_exp()
    return context.ldexp(context.mpf(int(mantissa)), int(exponent))


def _mpfr(value: Real) -> Real:
    sign, mantissa, exponent, _ = value._mpf_
    return (
        gmpy2.mul_2exp(gmpy2.mpfr((-1) ** sign * int(mantissa)), exponent)
        if exponent >= 0
        else (gmpy2.div_2exp(gmpy2.mpfr((-1) ** sign * int(mantissa)), -exponent))
    )


def _taylor(potential: list[Real], centre: Real) -> list[Real]:
    """Coefficients of the potential about the centre, by repeated synthetic division."""
    work, found = list(potential), []
    while work:
        for i in range(len(work) - 2, -1, -1):
            work[i] += centre * work[i + 1]
        found.append(work.pop(0))
    return found


def _decayed(k: Real, v: list[Real], energy: Real, scale: Real, digits: int) -> Real:
    """A half width at which e^{-∫ sqrt((V−E)/K)} is below 10^-digits on both sides."""
    half, goal = scale, digits * gmpy2.log(gmpy2.mpfr(10))
    for side in (1, -1):
        x, action, step = gmpy2.mpfr(0), gmpy2.mpfr(0), scale / 20
        while action < goal:
            x += step
            value = gmpy2.mpfr(0)
            for c in v[::-1]:
                value = value * (side * x) + c
            excess = (value - energy) / k
            action += gmpy2.sqrt(excess) * step if excess > 0 else 0
        half = max(half, x)
    return half


def _determinant(k: Real, v: list[Real], half: Real, energy: Real, tiny: Real) -> Real:
    """u(L) v(−L) − u(−L) v(L) of the even and the odd start; variables scaled so that L = 1."""
    # with a_j L^j as the unknowns the sums need no powers
    scaled = [c * half ** (i + 2) / k for i, c in enumerate(v)]
    scaled[0] -= energy * half**2 / k
    order, sums = len(scaled), []
    zero = gmpy2.mpfr(0)
    for first in (0, 1):
        even, odd, j = gmpy2.mpfr(1 - first), gmpy2.mpfr(first), 0
        # the last terms, a_j first, so many that all are quiet only at the end; `after` is the one that follows them
        last, after = deque([even, *[zero] * (order + 1)], order + 2), odd
        while True:
            term = sum(map(mul, scaled, last)) / ((j + 2) * (j + 1))
            last.appendleft(after)
            after = term
            if j % 2 == 0:
                even += term
            else:
                odd += term
            j += 1
            if j % 16 == 0:
                least = tiny * (abs(even) + abs(odd))
                if all(abs(a) < least for a in last):
                    break
        sums.append((even + odd, even - odd))
    (even_plus, even_minus), (odd_plus, odd_minus) = sums
    return even_plus * odd_minus - even_minus * odd_plus


def _secant(k: Real, v: list[Real], half: Real, start: Real, digits: int) -> Real:
    tiny = gmpy2.mpfr(2) ** (-gmpy2.get_context().precision)
    small = gmpy2.mpfr(10) ** (-digits - 8)
    before, energy = start * (1 + gmpy2.mpfr(10) ** -8), start
    f_before = _determinant(k, v, half, before, tiny)
    for _ in range(30):
        f = _determinant(k, v, half, energy, tiny)
        if f == f_before:
            return energy
        step = f * (energy - before) / (f - f_before)
        before, f_before, energy = energy, f, energy - step
        if abs(step) < abs(energy) * small:
            return energy
    raise ArithmeticError(f"no level was found near {float(start):.8g}")
