"""Evidence on the thermal conductivity: K of all levels, for both distributions.

Units: K = 6 pi^3 hbar^2 kappa/(k_B w^2 sum g/(v Cbar)), temperatures in w/k_B.  Not guaranteed: scattering by static
disorder, several phonons at a time, phonons beyond E_d, none of which is in the model.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from math import log
from typing import Any

import numpy as np

from softpot.derive.machinery.formula import Formula
from softpot.numerics.machinery.evaluate import members
from softpot.numerics.machinery.evidence import Evidence, Pair, Table, compare, converges
from softpot.numerics.machinery.orders import order_of_magnitude, over
from softpot.numerics.sound import conductivity
from softpot.numerics.sound.conductivity import half_of_the_heat
from softpot.numerics.statistics import Distribution
from softpot.numerics.theory.sampling import context, real
from softpot.numerics.theory.thermal_conductivity import NEAR, RATES, WARM, local_exponents

_GIVEN = {"k_B": Fraction(7, 5), "T": Fraction(3, 4), "hbar": Fraction(5, 3), "v_l": Fraction(9, 2), "v_t": Fraction(8, 3),  # noqa: E501
          "C_l": Fraction(2, 7), "C_t": Fraction(3, 8)}  # fmt: skip
_COLD = (1e-3, 1e-4, 1e-5, 1e-6, 1e-7)


@cache
def heat_integral(digits: int):  # type: ignore[no-untyped-def]
    """The integral of z^3 e^z/(e^z - 1)^2 over tanh(z/2), by the trapezoidal rule in ln z."""
    ctx = context(digits)
    h = ctx.pi**2 / (ctx.log(10) * (ctx.dps + 2))
    total = ctx.mpf(0)
    for k in range(
        -int(ctx.log(10) * (ctx.dps + 4) / h) - 1,
        int(ctx.log(ctx.log(10) * ctx.dps * 2 + 60) / h) + 2,
    ):
        z = ctx.exp(k * h)
        occupied = 1 / ctx.expm1(z)
        total += z**4 * occupied * (occupied + 1) / ctx.tanh(z / 2)
    return total * h


def kappa_quadratic(formula: Formula, digits: int) -> tuple[Evidence, ...]:
    """The law from its integral, and K of all potentials at temperatures down to 1e-7 w/k_B."""
    f = members(formula, "mpmath", digits + 10)
    ctx = context(digits + 10)

    def pairs() -> Iterator[Pair]:
        for k in (1, 2, 3):
            g = {
                name: real(ctx, v * k if name in ("T", "v_t") else v) for name, v in _GIVEN.items()
            }
            w = real(ctx, Fraction(2, 3))  # no part of the result
            tau = g["k_B"] * g["T"] / w
            K = tau * tau * ctx.mpf(heat_integral(digits + 5))
            carried = (
                1 / (g["v_l"] * g["C_l"]) + 1 / (g["v_t"] * g["C_t"]) + 1 / (g["v_t"] * g["C_t"])
            )
            kappa = g["k_B"] * (w / g["hbar"]) ** 2 * K * carried / (6 * ctx.pi**3)
            value, integral = f(**g, tau_T=tau)
            yield Pair(f"kappa, set {k}", ctx.mpf(value), kappa)
            yield Pair(f"K, set {k}", ctx.mpf(integral), K)

    law = compare(
        "the law from phonons' heat capacity, integrated by the trapezoidal rule", pairs(), digits
    )
    few = members(formula, "mpmath", 15)
    K = conductivity(np.array(_COLD)).value
    forms = [float(few(**_GIVEN, tau_T=Fraction(t))[1]) for t in _COLD]
    ratio = [k / form for k, form in zip(K, forms, strict=True)]
    exponents = [log(1.0 / (3.0 * t)) for t in _COLD]
    shown = (0.01, 0.02, 0.05, 0.1, 0.15)
    rows = tuple(
        (f"{t:g}", f"{k / (np.pi * t) ** 2:.4f}")
        for t, k in zip(shown, conductivity(np.array(shown)).value, strict=True)
    )
    return law, converges(
        "K of all potentials over the law, as the temperature falls", [1.0 / L for L in exponents],
        [r - 1.0 for r in ratio], 1.0, 0.35, unit="1/L", table=Table(("k_B T/w", "K/(pi k_B T/w)^2"), rows),
    )  # fmt: skip


def scaling_classical(formula: Formula, digits: int) -> Evidence:
    """The unit of length in which a scaled quartic is the temperature times the same one, found by bisection; then the
    product of what scales with it."""
    f = members(formula, "mpmath", digits + 10)
    ctx = context(digits + 10)

    def pairs() -> Iterator[Pair]:
        for k, tau in enumerate((Fraction(7, 3), Fraction(11), Fraction(200, 7))):
            t = real(ctx, tau)
            y, D_2, D_1 = (real(ctx, Fraction(v + k, 4)) for v in (3, 5, 2))

            def off(a: Any, t: Any = t, y: Any = y, D_2: Any = D_2, D_1: Any = D_1) -> Any:
                scaled = D_2 * a**2 * (a * y) ** 2 + D_1 * a**3 * (a * y) + (a * y) ** 4
                return scaled - t * (D_2 * y**2 + D_1 * y + y**4)

            low, high = ctx.mpf(1), t
            for _ in range(int(4 * ctx.dps)):
                middle = (low + high) / 2
                low, high = (middle, high) if off(middle) < 0 else (low, middle)
            a = low
            energy, area, square = a, (a * a) * (a * a * a), a * a
            sea, flat = f(tau_T=tau)
            yield Pair(f"uniform, tau = {tau}", ctx.mpf(sea), energy / t * area * (square / energy))
            yield Pair(
                f"P = const, tau = {tau}",
                ctx.mpf(flat),
                energy / t * (area / (a * a)) * (square / energy),
            )

    return compare(
        "powers of the unit of length that bisection finds, at three temperatures", pairs(), digits
    )


def kappa_linear_flat(formula: Formula, digits: int) -> tuple[Evidence, ...]:
    """K of P = const over the law, and its local exponent over 1."""
    f = members(formula, "mpmath", 15)
    K = conductivity(np.array(WARM), Distribution.flat()).value
    factors = [
        (f"k_B T = {T:g} w", over(k, float(f(tau_T=Fraction(T))[0])))
        for T, k in zip(WARM, K, strict=True)
    ]
    rows = tuple(
        (f"{T:g}", f"{k:.2f}", f"{e:.2f}")
        for T, k, e in zip(WARM, K, local_exponents(True), strict=True)
    )
    step = [
        log(float(f(tau_T=Fraction(2 * T))[0] / f(tau_T=Fraction(T))[0])) / log(2.0) for T in WARM
    ]
    found = [
        (f"k_B T = {T:g} w", over(e, claimed))
        for T, e, claimed in zip(WARM, local_exponents(True), step, strict=True)
    ]
    return (
        order_of_magnitude(
            "K of all levels of P = const over the law", factors, over_range=False,
            table=Table(("k_B T/w", "K", "local exponent"), rows),
        ),
        order_of_magnitude(
            "local exponent of K for P = const over that of the law", found, limit=NEAR, over_range=False
        ),
    )  # fmt: skip


def subthermal_phonons(formula: Formula, digits: int) -> Evidence:
    """The energy below which half of the heat is carried, over w, and the share of heat below k_B T."""
    f = members(formula, "mpmath", 15)
    (wanted,) = (float(v) for v in f(w=1))
    found = [half_of_the_heat(T) for T in WARM]
    rows = tuple(
        (f"{T:g}", f"{half:.3f}", f"{share:.2f}")
        for T, (half, share) in zip(WARM, found, strict=True)
    )
    return order_of_magnitude(
        "median energy of the heat that phonons carry, over w",
        [(f"k_B T = {T:g} w", over(half, wanted)) for T, (half, _) in zip(WARM, found, strict=True)], over_range=False,
        table=Table(("k_B T/w", "half of the heat below, w", "share below k_B T"), rows),
    )  # fmt: skip


def kappa_plateau(formula: Formula, digits: int) -> Evidence:
    """K with relaxation, G = 2e-3, over the law with its constant from 5 w/k_B."""
    f = members(formula, "mpmath", 15)
    T = np.array([2.0, 3.0, 4.0, 5.0])
    K = conductivity(T, G=RATES).value
    K_0 = float(K[-1]) * 5.0**0.25
    factors = [
        (f"k_B T = {t:g} w", over(k, float(f(K_0=Fraction(K_0), tau_T=Fraction(t))[0])))
        for t, k in zip(T, K, strict=True)
    ]
    rows = tuple((f"{t:g}", f"{k:.2f}") for t, k in zip(T, K, strict=True))
    return order_of_magnitude(
        f"K of all levels with rates of one phonon, G = {RATES:g}, over the law", factors, over_range=False,
        table=Table(("k_B T/w", "K"), rows),
    )  # fmt: skip
