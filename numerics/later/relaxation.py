"""Evidence on relaxation: pairs that tunnel, and all levels, with rates of one phonon."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import exp, log, tanh

import numpy as np

from softpot.derive.machinery.formula import Formula
from softpot.numerics.machinery.evaluate import members
from softpot.numerics.machinery.evidence import Evidence, Pair, Table, compare, converges
from softpot.numerics.machinery.orders import order_of_magnitude, over
from softpot.numerics.sound.pairs import relaxation_of_pairs
from softpot.numerics.sound.relaxation import relaxation_at
from softpot.numerics.statistics.model.tunnelling import curvature_of_splitting
from softpot.numerics.theory.sampling import context, real

_G = 2e-3
_OMEGAS = (1e-8, 1e-6, 1e-4)
_TAU_0 = 0.05


_TAU = 0.2
_SLOW = (1e-7, 1e-8, 1e-9)
_ORDER = 2.0
"""The power of the step in the logarithm of the rate with which the rest falls."""
_C = Fraction(2, 7)  # a value that hides no power as a 1


def _relaxing_at(rate: float, tau: float) -> float:
    """|D_2| of wells that relax at this rate for G = 1 where their asymmetry is twice the temperature."""
    D = 5.0
    for _ in range(60):
        square = rate * tanh(1.0) / (0.5 * D * 2.0 * tau)
        D = curvature_of_splitting(exp(0.5 * log(square)))
    return D


def internal_friction(formula: Formula, digits: int) -> tuple[Evidence, ...]:
    """Deep wells by the trapezoidal rule in logarithms; all pairs of levels at frequencies down to 1e-9 G."""
    f = members(formula, "mpmath", digits + 10)
    ctx = context(digits + 10)

    def pairs() -> Iterator[Pair]:
        h = ctx.pi**2 / (ctx.log(10) * (ctx.dps + 2))
        steps = range(-int(ctx.log(10) * ctx.dps / h) - 1, int(ctx.log(10) * ctx.dps / h) + 1)
        grid = [ctx.exp(k * h) for k in steps]
        lagging = h * sum(u / (1 + u * u) for u in grid)
        occupied = h * sum(z * ctx.exp(-z) / (1 + ctx.exp(-z)) ** 2 for z in grid)
        for D, tau in ((10**30, Fraction(1, 7)), (3 * 10**32, Fraction(2, 5))):
            deep, T = ctx.mpf(D), real(ctx, tau)
            # the exponent of tunnelling over a step small beside |D_2|
            step = deep * ctx.mpf(10) ** (-ctx.dps // 2)
            slope = ctx.sqrt(2) / 3 * ((deep + step) ** 1.5 - (deep - step) ** 1.5) / (2 * step)
            apart = 2 * ctx.sqrt(deep / 2)
            S_rel = 2 * apart**2 * (T / apart) * occupied * lagging / (2 * slope) / (ctx.pi * T)
            yield Pair(
                f"|D_2| = {D:.0e}",
                ctx.mpf(f(C_bar=_C, D_r=deep)[0]),
                real(ctx, _C) * ctx.pi * S_rel,
            )

    law = compare(
        "deep wells by the trapezoidal rule in logarithms of rates and asymmetries",
        pairs(),
        min(digits, 14),
    )
    few = members(formula, "mpmath", 15)
    D_r = [_relaxing_at(rate, _TAU) for rate in _SLOW]
    found = 2.0 * relaxation_of_pairs(_TAU, np.array(_SLOW), 1.0)
    forms = [float(few(C_bar=_C, D_r=D)[0]) / (0.5 * np.pi * float(_C)) for D in D_r]
    sizes = [D**-1.5 for D in D_r]
    rows = tuple(
        (f"{rate:.0e}", f"{value:.5f}", f"{form:.5f}", f"{(value - form) / x**_ORDER:.2f}")
        for rate, value, form, x in zip(_SLOW, found, forms, sizes, strict=True)
    )
    return law, converges(
        f"Q^-1 of all pairs at k_B T = {_TAU:g} w over the law", sizes,
        [float(value) - form for value, form in zip(found, forms, strict=True)], _ORDER, 0.12, unit="x",
        table=Table(("Omega/G, w/hbar", "Q^-1 over its plateau", "the law over it", f"rest/x^{_ORDER:g}"), rows),
    )  # fmt: skip


def activated(formula: Formula, digits: int) -> Evidence:
    """S_rel of all levels with rates of one phonon, G = 2e-3, over the law with tau_0 = 0.05 hbar/w."""
    f = members(formula, "mpmath", 15)
    factors, rows = [], []
    for tau in (2.0, 3.0, 5.0):
        line = []
        for omega in _OMEGAS:
            law = float(f(tau_T=Fraction(tau), ln_t=Fraction(log(1.0 / (omega * _TAU_0))))[0])
            S = float(relaxation_at(np.array([omega]), tau, _G)[0][0])
            factors.append((f"k_B T = {tau:g} w, omega = {omega:.0e} w/hbar", over(S, law)))
            line.append(f"{S / law:.3f}")
        rows.append((f"{tau:g}", *line))
    return order_of_magnitude(
        "S_rel of all levels with rates of one phonon over the law", factors, over_range=False,
        table=Table(("k_B T/w", *(f"omega = {o:g} w/hbar" for o in _OMEGAS)), tuple(rows)),
    )  # fmt: skip
