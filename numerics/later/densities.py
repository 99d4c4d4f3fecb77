"""Evidence on densities of vibrations: areas in the plane of curvature and force.

The curvature at the deepest minimum of kappa x^2/2 + x^4/24 - f x rises with |f|, so that the potentials below a
curvature lie within a border f*(kappa), which is found from the minima themselves.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import cache

import numpy as np
from scipy.integrate import quad
from scipy.optimize import brentq
from scipy.special import erf

from softpot.derive.machinery.formula import Formula
from softpot.numerics.machinery.evaluate import members
from softpot.numerics.machinery.evidence import Evidence, Pair, Table, compare, converges

_AREA_DIGITS = 6


def _curvatures(kappa: float, f: float) -> list[tuple[float, float]]:
    """(energy, curvature) of the minima."""
    roots = np.roots([1.0 / 6.0, 0.0, kappa, -f])
    real = [float(r.real) for r in roots if abs(r.imag) < 1e-9 * (1.0 + abs(r))]
    found = [(0.5 * kappa * x * x + x**4 / 24.0 - f * x, kappa + 0.5 * x * x) for x in real]
    return sorted(pair for pair in found if pair[1] > 0.0)


def _border(kappa: float, curvature: float) -> float:
    """f at which the deepest minimum has this curvature."""

    def off(f: float) -> float:
        return _curvatures(kappa, f)[0][1] - curvature

    return float(brentq(off, 1e-12, 10.0 * (1.0 + curvature**1.5), xtol=1e-13, rtol=1e-13))


@cache
def area(curvature: float, s: float = 0.0, r: float = 0.0) -> float:
    """The integral of |f|^s |kappa|^r over potentials whose deepest minimum is softer than this."""

    def strip(kappa: float) -> float:
        edge = _border(kappa, curvature)
        return float(2.0 * edge ** (s + 1.0) / (s + 1.0) * abs(kappa) ** r)

    low, high = -0.5 * curvature, curvature
    parts = [
        quad(strip, a, b, epsabs=0.0, epsrel=1e-9, limit=200)[0]
        for a, b in ((low, 0.0), (0.0, high))
    ]
    return float(sum(parts))


@cache
def area_of_one(curvature: float) -> float:
    """The same for potentials with one minimum alone."""

    def strip(kappa: float) -> float:
        edge = _border(kappa, curvature)
        # 27 (f/4)^2 ... : the slope has three zeros while 9 f^2 < -8 kappa^3
        inner = 0.0 if kappa >= 0.0 else (8.0 * (-kappa) ** 3 / 9.0) ** 0.5
        return 2.0 * max(edge - inner, 0.0)

    # the border meets the fold where the curvature is -3 kappa/2 times ... , found by bisection
    fold = brentq(
        lambda k: _border(k, curvature) - (8.0 * (-k) ** 3 / 9.0) ** 0.5,
        -0.49 * curvature,
        -1e-9,
        xtol=1e-13,
    )
    return float(
        sum(
            quad(strip, a, b, epsabs=0.0, epsrel=1e-9, limit=200)[0]
            for a, b in ((fold, 0.0), (0.0, curvature))
        )
    )


def omega4_uniform(formula: Formula, digits: int) -> Evidence:
    """Both densities, integrated over the frequency, against areas in the plane of curvature and force."""
    f = members(formula, "mpmath", 15)

    def pairs() -> Iterator[Pair]:
        for omega in (Fraction(1, 2), Fraction(1), Fraction(8, 5)):
            deepest, alone = (
                float(v) for v in f(Omega_1=omega, p_0=Fraction(3, 2), q_0=Fraction(4, 5))
            )
            # a density that goes as the fourth power: the number below is a fifth of frequency times density
            for name, value, measured in (
                ("deepest minima", deepest, area(float(omega) ** 2)),
                ("one minimum", alone, area_of_one(float(omega) ** 2)),
            ):
                yield Pair(
                    f"{name}, omega = {omega}", value * float(omega) / 5.0, 1.5 * 0.8 * measured
                )

    return compare(
        "numbers of vibrations below a frequency, by areas whose border is found from the minima", pairs(),
        min(digits, _AREA_DIGITS),
    )  # fmt: skip


def exponents(formula: Formula, digits: int) -> Evidence:
    """Ratios of the density at two frequencies against ratios of weighted areas."""
    f = members(formula, "mpmath", 15)

    def pairs() -> Iterator[Pair]:
        for s, r in ((Fraction(0), Fraction(0)), (Fraction(-1, 3), Fraction(0)), (Fraction(-1, 6), Fraction(0)),
                     (Fraction(1, 2), Fraction(1)), (Fraction(1), Fraction(1, 4))):  # fmt: skip
            one, two = (float(f(I_u=1, Omega_1=k, s_q=s, r_p=r)[0]) for k in (1, 2))
            numbers = [area(float(k) ** 2, float(s), float(r)) for k in (1, 2)]
            yield Pair(f"s = {s}, r = {r}", two / one, numbers[1] / numbers[0] / 2.0)

    return compare(
        "ratios of weighted areas at two frequencies, for five pairs of exponents",
        pairs(),
        min(digits, _AREA_DIGITS),
    )


@cache
def number_in_forces(curvature: float) -> float:
    """Deepest minima softer than this per p(0), forces being Gaussian with the width 1."""

    def strip(kappa: float) -> float:
        return float(erf(_border(kappa, curvature) / 2**0.5))

    low, high = -0.5 * curvature, curvature
    # narrow forces make the strip a step at both ends
    return float(
        quad(
            strip,
            low,
            high,
            epsabs=0.0,
            epsrel=1e-8,
            limit=400,
            points=(0.9 * low, 0.0, 0.9 * high),
        )[0]
    )


_SOFT, _STEEP = (0.8, 0.6, 0.45, 0.3), (12.0, 24.0, 48.0, 96.0)


def random_forces(formula: Formula, digits: int) -> tuple[Evidence, ...]:
    """Numbers of minima below a frequency, over the integrals of both laws."""
    f = members(formula, "mpmath", 15)
    q_0 = Fraction(1 / (2 * np.pi) ** 0.5)

    def over(curvatures: tuple[float, ...], member: int, power: int) -> list[float]:
        forms = [
            float(f(Omega_1=Fraction(c**0.5), p_0=Fraction(3, 2), q_0=q_0)[member])
            for c in curvatures
        ]
        return [
            1.5 * number_in_forces(c) / (form * c**0.5 / (power + 1)) - 1.0
            for c, form in zip(curvatures, forms, strict=True)
        ]

    below, above = over(_SOFT, 0, 4), over(_STEEP, 1, 1)
    rows = tuple(
        (f"{c**0.5:.3f}", f"{1 + one:.5f}", f"{1 + two:.5f}")
        for c, one, two in ((c, one, over((c,), 1, 1)[0]) for c, one in zip(_SOFT, below, strict=True))
    ) + tuple(
        (f"{c**0.5:.3f}", f"{1 + over((c,), 0, 4)[0]:.5f}", f"{1 + two:.5f}")
        for c, two in zip(_STEEP, above, strict=True)
    )  # fmt: skip
    return (
        converges(
            "numbers of minima in Gaussian forces over the fourth power, as the curvature falls",
            _SOFT, below, 3.0, 0.3,
            unit="curvature",
            table=Table(("frequency", "over the law of omega^4", "over the law of omega"), rows),
        ),
        converges(
            "the same over the first power, as it grows", _STEEP, above, -1.5, 0.3, unit="curvature"
        ),
    )  # fmt: skip
