"""Evidence on the maximum of c/T^3: E_d from the strength of all potentials, roots of the conditions, and silica."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import cache
from typing import Any

import numpy as np
from scipy.optimize import brentq

from softpot.derive.machinery.formula import Formula
from softpot.numerics.machinery.evaluate import members
from softpot.numerics.machinery.evidence import Evidence, Pair, Table, compare, converges
from softpot.numerics.machinery.orders import order_of_magnitude, over
from softpot.numerics.sound import strength
from softpot.numerics.theory.sampling import Real, context

BOLTZMANN = Fraction("1.380649e-23")  # J/K, exact
_COUPLINGS = (1e-3, 3e-4, 1e-4, 3e-5)
_MEASURED = 10.0
"""K: the maximum of c/T^3 of vitreous silica."""
_W = Fraction(37, 10)
"""K: w/k_B of vitreous silica, between 3.6 and 4 by its minimum of c/T^3."""


def ioffe_regel(formula: Formula, digits: int) -> Evidence:
    """Where the mean free path is a wavelength with the strength of all potentials, as the coupling falls."""
    f = members(formula, "mpmath", 15)
    forms = [float(f(C_bar=Fraction(C), w=2)[0]) / 2.0 for C in _COUPLINGS]
    exact = [
        float(
            brentq(
                lambda e, C=C: 2.0 * np.pi**2 * C * strength(float(e)).value[0] - 1.0,
                2.0,
                39.0,
                xtol=1e-10,
            )
        )
        for C in _COUPLINGS
    ]
    rows = tuple(
        (f"{C:g}", f"{form:.3f}", f"{e:.3f}")
        for C, form, e in zip(_COUPLINGS, forms, exact, strict=True)
    )
    return converges(
        "E_d with the strength of all potentials over the law, as it grows", exact,
        [e / form - 1.0 for e, form in zip(exact, forms, strict=True)], -3.0, 0.3, unit="E_d/w",
        table=Table(("Cbar", "law, w", "all potentials, w"), rows),
    )  # fmt: skip


def _moment(ctx: Any, power: int, low: Real, high: Real) -> Real:
    """The integral of z^power z^2 e^z/(e^z - 1)^2, by Gauss's rule in short pieces."""

    def heat(z: Real) -> Real:
        return z**power * (z / 2 / ctx.sinh(z / 2)) ** 2

    pieces = max(2, int(high - low) + 1)
    points = [low + (high - low) * k / pieces for k in range(pieces + 1)]
    return ctx.quad(heat, points)


def _root(ctx: Any, off: Callable[[Real], Real], low: Real, high: Real) -> Real:
    """By regula falsi with bisection, to all digits."""
    left, right = off(low), off(high)
    for k in range(400):
        middle = low - left * (high - low) / (right - left) if k % 3 else (low + high) / 2
        value = off(middle)
        if left * value > 0:
            low, left = middle, value
        else:
            high, right = middle, value
        if abs(high - low) < ctx.mpf(10) ** (-ctx.dps + 6) or not value:
            break
    return (low + high) / 2


@cache
def roots(digits: int) -> tuple[Real, Real]:
    """E_d/k_B T where c/T^3 of the spectrum that ends, and of the one that bends, is largest."""
    ctx = context(digits)
    one, two = ctx.mpf(1), ctx.mpf(2)

    def ends(x: Real) -> Real:
        # T d/dT of T^2 times the integral up to E_d/T
        return two * _moment(ctx, 4, ctx.mpf(0), x) - x**5 * (x / 2 / ctx.sinh(x / 2)) ** 2

    def bends(x: Real) -> Real:
        far = x + 3 * ctx.dps
        return two * _moment(ctx, 4, ctx.mpf(0), x) - x**3 * _moment(ctx, 1, x, far)

    return _root(ctx, ends, 6 * one, 7 * one), _root(ctx, bends, 3 * one, 5 * one)


def peak_of_heat(formula: Formula, digits: int) -> Evidence:
    """Both numbers against roots of the conditions, whose integrals are done anew."""
    aim = min(digits, 28)
    first, second = members(formula, "mpmath", aim + 10)()
    ctx = context(aim + 5)
    one, two = roots(aim + 5)

    def pairs() -> Iterator[Pair]:
        yield Pair("the spectrum that ends", ctx.mpf(first), ctx.mpf(one))
        yield Pair("the spectrum that bends", ctx.mpf(second), ctx.mpf(two))

    return compare("roots of the conditions that c/T^3 is stationary", pairs(), aim)


def boson_peak(formula: Formula, digits: int) -> Evidence:
    """The measured maximum over the law."""
    f = members(formula, "mpmath", 15)
    (T_max,) = (float(v) for v in f(w=_W * BOLTZMANN, k_B=BOLTZMANN))
    return order_of_magnitude(
        f"measured maximum of c/T^3 of vitreous silica, {_MEASURED:g} K, over the law", [(f"w/k_B = "
        f"{float(_W):g} K", over(_MEASURED, T_max))],
        over_range=False, table=Table(("law, K", "measured, K"), ((f"{T_max:.2f}", f"{_MEASURED:g}"),)),
    )  # fmt: skip
