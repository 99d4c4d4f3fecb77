"""Evidence on what is read off measured heat: minima of c/T^3, three terms fitted to values of the model itself.

Values of c(T) are those of all levels for P_0 constant with the tunnel splitting cut off at e^-L w
(``numerics.statistics``); 60 temperatures in equal ratios over the window.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from math import exp

import numpy as np

from softpot.derive.machinery.formula import Formula
from softpot.numerics.machinery.evaluate import members
from softpot.numerics.machinery.evidence import Evidence, Pair, Table, compare
from softpot.numerics.machinery.orders import EQUAL, order_of_magnitude, over
from softpot.numerics.machinery.outward import outward
from softpot.numerics.statistics import Distribution, minimum_of_heat, specific_heat

_CUTOFFS = (5, 10, 15, 20)
_POINTS = 60
# weights, lowest and highest temperature in T_min, Debye part over the soft one at T_min
_WINDOWS = (
    ("relative", 0.1, 1.5, 0.6), ("relative", 0.1, 1.5, 1.0), ("relative", 0.2, 1.5, 0.6), ("relative", 0.5, 1.5, 0.6),
    ("relative", 0.9, 1.5, 0.6), ("relative", 0.1, 1.2, 0.6), ("relative", 0.1, 2.0, 0.6), ("C/T", 0.1, 1.5, 0.6),
    ("C/T", 0.5, 1.5, 0.6), ("C/T", 0.9, 1.5, 0.6),
)  # fmt: skip


@cache
def _minimum(L: float) -> tuple[float, float]:
    found = minimum_of_heat(Distribution.constant(smallest_splitting=exp(-L)), 0.2, 2.0)
    assert found is not None
    return found.temperature, found.c_over_T3


def ratio_of_minimum(formula: Formula, digits: int) -> Evidence:
    """w over the minimum of c/T^3 of all levels, over the ratio in use, for four cutoffs."""
    f = members(formula, "mpmath", 15)
    found = [_minimum(float(L))[0] for L in _CUTOFFS]
    factors = [
        (f"L = {L}", over(1.0, float(f(T_min=Fraction(T), k_B=1)[0])))
        for L, T in zip(_CUTOFFS, found, strict=True)
    ]
    rows = tuple((f"{L}", f"{1.0 / T:.4f}") for L, T in zip(_CUTOFFS, found, strict=True))
    return order_of_magnitude(
        "w/(k_B T_min) of all levels over the ratio in use", factors, over_range=False,
        table=Table(("L", "w/(k_B T_min)"), rows),
    )  # fmt: skip


@cache
def three_terms() -> tuple[tuple[float, float, float, float, float, float], ...]:
    """(w, P_s, C_D read off over the true ones, c_5, the w read, rms misfit) for each window."""
    T_min, least = _minimum(10.0)
    glass = Distribution.constant(smallest_splitting=exp(-10.0))
    found = []
    for weights, low, high, share in _WINDOWS:
        T = np.geomspace(low, high, _POINTS) * T_min
        debye = share * least
        C = specific_heat(T, glass).value + debye * T**3
        scale = 1.0 / C if weights == "relative" else 1.0 / T
        columns = np.stack([T, T**3, T**5], axis=1) * scale[:, None]
        size = np.abs(columns).max(axis=0)
        c_1, c_3, c_5 = np.linalg.lstsq(columns / size, C * scale, rcond=None)[0] / size
        w = 1.8 * (c_1 / c_5) ** 0.25
        misfit = float(np.sqrt(np.mean(((c_1 * T + c_3 * T**3 + c_5 * T**5) / C - 1.0) ** 2)))
        # c in units of k_B P_s/2 and w/k_B: the true P_s is 2
        found.append((float(w), float(c_5), float(c_3), debye, float(c_3 / debye), misfit))
    return tuple(found)


def three_term_fit(formula: Formula, digits: int) -> Evidence:
    """The constants that three terms give back from noise-free values of the model, over the model's own."""
    f = members(formula, "mpmath", 15)
    factors, rows = [], []
    for (weights, low, high, share), (w, c_5, c_3, debye, _, misfit) in zip(
        _WINDOWS, three_terms(), strict=True
    ):
        P_s, C_D = (
            float(v) for v in f(c_5T=Fraction(c_5), c_3T=Fraction(c_3), w=Fraction(w), k_B=1)
        )
        where = f"{weights} weights, {low:g} to {high:g} T_min, C_D T_min^3 = {share:g} of the soft part"
        factors += [(f"P_s, {where}", over(2.0, P_s)), (f"C_D, {where}", over(debye, C_D))]
        rows.append((
            weights, f"{low:g}-{high:g}", f"{share:g}", f"{w:.3f}", f"{P_s / 2.0:.3f}", f"{C_D / debye:.2f}",
            f"{outward(misfit, '.2g', times=100)} %",
        ))  # fmt: skip
    return order_of_magnitude(
        "the model's own P_s and C_D over those read off three terms", factors, limit=EQUAL, over_range=False,
        table=Table(("weights", "T/T_min", "r", "w", "P_s", "C_D", "misfit"), tuple(rows)),
    )  # fmt: skip


def depletion(formula: Formula, digits: int) -> Evidence:
    """The ratio of both parts for two densities of soft potentials, from what each part is by itself."""
    f = members(formula, "mpmath", 15)

    def pairs() -> Iterator[Pair]:
        for P_s in (2.0, 0.5):
            linear = [
                float(v)
                for v in specific_heat(
                    np.array([0.05]), Distribution.constant(smallest_splitting=exp(-10.0))
                ).value
            ]
            c_1 = linear[0] * 0.5 * P_s / 0.05
            fifth = 4.0 * np.pi**6 / 21.0 * 0.5 * P_s
            for T in (0.1, 0.7):
                (value,) = f(c_1P=Fraction(c_1 / P_s), w=1, k_B=1, T=Fraction(T))
                yield Pair(f"P_s = {P_s:g}, T = {T:g}", float(value), c_1 * T / (fifth * T**5))

    return compare(
        "ratios of the linear and the fifth-power part, for two densities", pairs(), min(digits, 12)
    )
