"""Evidence on footnote 2: the integral of Eq. (6) over t' for a normal h', potentials moved numerically."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cache

import numpy as np
from mpmath import mpf
from scipy.optimize import brentq

from softpot.derive.machinery.formula import Formula
from softpot.numerics.machinery.evaluate import members
from softpot.numerics.machinery.evidence import Evidence, Pair, Table, compare, converges
from softpot.numerics.theory.sampling import about, span
from softpot.numerics.theory.stated import states

# values that hide no power as a 1
_F_0, _WIDTH = 1.75, 0.375
_SIZES = (0.04, 0.02, 0.01)
_SHAPES = ((1.0, 0.0), (-1.0, 0.0), (0.5, 1.0), (-0.4, -1.5))  # eta/size, t/sqrt(size)


def density(eta: float, t: float, width: float, points: int = 20001) -> float:
    """P(eta, t) for f_0 = 1: |eta|/2 times the integral of the normal density of h' over t', by the trapezoidal rule.

    h' is the linear coefficient of the potential seen from where its cubic coefficient is t', by synthetic division.
    """
    # beyond it h' exceeds nine widths: |h'| grows at least as (t'/2)³/16 − terms with eta and t
    reach = abs(t) + 2 * np.sqrt(2 * abs(eta)) + 2 * np.cbrt(16 * 9 * width)
    t_p = np.linspace(-reach, reach, points)
    zero = np.zeros_like(t_p)
    h_p = about([zero, zero, eta + zero, t + zero, 1 + zero], (t_p - t) / 4)[1]
    normal = np.exp(-(h_p**2) / (2 * width**2)) / (np.sqrt(2 * np.pi) * width)
    return float(abs(eta) / 2 * normal.sum() * (t_p[1] - t_p[0]))


@cache
def _wide(shape: tuple[float, float], size: float) -> float:
    return _F_0 * density(shape[0] * size, shape[1] * size**0.5, _WIDTH)


def _residuals(
    formula: Formula, points: Sequence[dict[str, float]], computed: Sequence[float]
) -> list[float]:
    """Computed over formula, less 1."""
    f = members(formula, "mpmath", 20)
    found = []
    for point, reference in zip(points, computed, strict=True):
        value = float(f(**{k: Fraction(v) for k, v in point.items()})[0])
        found.append(reference / value - 1 if value else np.inf)
    return found


@states
def linear_fluctuations(formula: Formula, digits: int) -> Iterator[Evidence]:
    """Towards eta = t = 0 the residual falls as the cube of the size; the limits of P/|eta| and of its slope."""
    for shape in _SHAPES:
        points = [
            {"eta": shape[0] * s, "t": shape[1] * s**0.5, "delta_h": _WIDTH, "f_0": _F_0}
            for s in _SIZES
        ]
        rest = _residuals(formula, points, [_wide(shape, s) for s in _SIZES])
        rows = tuple((f"{s:g}", f"{r:+.3e}") for s, r in zip(_SIZES, rest, strict=True))
        yield converges(
            f"P summed over t', eta = {shape[0]:g} s and t = {shape[1]:g} sqrt(s): computed over formula, less 1",
            _SIZES, rest, 3.0, 0.1, unit="s",
            table=Table(("s", "residual"), rows) if shape == _SHAPES[0] else None,
        )  # fmt: skip
    yield _scaled(formula)
    yield _criterion()


def _scaled(formula: Formula) -> Evidence:
    """Another width, at a tiny eta: the power of the width, and the leading coefficient to ten digits."""
    f = members(formula, "mpmath", 20)
    eta, width = 1e-8, 0.015

    def pairs() -> Iterator[Pair]:
        value = f(eta=Fraction(eta), t=0, delta_h=Fraction(width), f_0=Fraction(3))[0]
        yield Pair(f"eta = {eta:g}, delta_h = {width:g}", value, mpf(3 * density(eta, 0.0, width)))

    return compare(f"P next to eta = 0 for a width {_WIDTH / width:.0f} times smaller", pairs(), 10)


ETA_L = 0.01
WITHIN = 0.1


@cache
def _criterion() -> Evidence:
    """The least width for which P/|eta| stays within 10 % of its value at eta = 0; it judges no formula."""

    def off(ratio: float) -> float:
        """P/|eta| at eta = ratio, width 1, over its value at 0, less 1."""
        return density(ratio, 0.0, 1.0) / abs(ratio) / (density(1e-6, 0.0, 1.0) / 1e-6) - 1

    above = float(brentq(lambda r: off(r) + WITHIN, 0.01, 2.0, xtol=1e-10))
    below = -float(brentq(lambda r: off(r) - WITHIN, -0.6, -0.01, xtol=1e-10))
    rows = [
        (
            f"{size:g}",
            f"{(size * ETA_L / above) ** 1.5:.4f}",
            f"{(size * ETA_L / below) ** 1.5:.4f}",
        )
        for size in (1, 3, 5, 10)
    ]
    return Evidence(
        "criterion",
        f"the least width of h' for which P_0 is constant within {100 * WITHIN:.0f} % up to |eta|, for t = 0 "
        f"and eta_L = {ETA_L:g}, by "
        f"quadrature and root finding; it is (|eta|/{above:.4f})^(3/2) on the one-well side",
        above > 0 and below > 0,
        2,
        table=Table(
            ("|eta|/eta_L", "least width, eta > 0", "least width, eta < 0"),
            tuple(rows),
        ),
    )


_NARROW = (0.02, 0.01, 0.005)  # delta_h over eta^(3/2)
_ONE_WELL = ((0.3, 0.0), (0.3, 0.5), (1.2, -0.4))  # eta, t


@cache
def _single(place: tuple[float, float], ratio: float) -> float:
    return _F_0 * density(*place, ratio * place[0] ** 1.5, points=200001)


@states
def narrow_fluctuations(formula: Formula, digits: int) -> Iterator[Evidence]:
    """Towards narrow distributions the residual falls as the fourth power of the width; the limit is f_0."""
    for place in _ONE_WELL:
        points = [
            {"eta": place[0], "t": place[1], "delta_h": r * place[0] ** 1.5, "f_0": _F_0}
            for r in _NARROW
        ]
        computed = [_single(place, r) for r in _NARROW]
        rest = _residuals(formula, points, computed)
        yield converges(
            f"P summed over t' at eta = {place[0]:g}, t = {place[1]:g}, delta_h/eta^(3/2) from {span(_NARROW)}: "
            "computed "
            "over formula, less 1",
            _NARROW, rest, 4.0, 0.1, unit="delta_h",
        )  # fmt: skip
    place = _ONE_WELL[0]
    yield compare(
        "P at the smallest width against the density of eta' and t'",
        [Pair(f"eta = {place[0]:g}, t = {place[1]:g}", mpf(_F_0), mpf(_single(place, _NARROW[-1])))], 3,
    )  # fmt: skip
