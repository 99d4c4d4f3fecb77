"""Evidence on Eq. (8): gaps of tilted double wells, and what hardly tilted ones say of the asymmetry.

The asymmetry is taken from computed levels as (E_12² - Delta_0²)^{1/2} at a tilt beta = 10^-16, with Delta_0
the splitting without tilt, and judged as the splitting is (``tunnelling``).  The form of E_12 is judged at tilts
that are not small, with Delta from levels at the small tilt, and with Delta from the matrix element of y³.
Units: w, except where w is given.  Errors: EvidenceError, NotConverged.
Not guaranteed: below |alpha| = 5 nothing is compared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import cache
from typing import Any

import numpy as np

from softpot.derive.machinery.formula import Formula
from softpot.numerics.machinery.evaluate import members
from softpot.numerics.machinery.evidence import Evidence, Pair, Table, compare, converges
from softpot.numerics.spectrum import splitting, wave_functions
from softpot.numerics.theory.sampling import context, real, span
from softpot.numerics.theory.stated import states
from softpot.numerics.theory.tunnelling import JUDGED, ROOM, TILT, Leading, judged, split, symmetric


@cache
def tilted(size: int) -> Any:
    """The asymmetry that TILT makes: (E_12² - Delta_0²)^{1/2}."""
    ctx = context(ROOM)
    return ctx.sqrt(split(size, TILT) ** 2 - symmetric(size) ** 2)


def _scale(ctx: Any, size: int) -> Any:
    return abs(real(ctx, TILT)) * ctx.mpf(size) ** 1.5 / ctx.sqrt(2)


ASYMMETRY = Leading("asymmetry", tilted, _scale)


@states
def asymmetry(formula: Formula, digits: int) -> Iterator[Evidence]:
    """Gaps of hardly tilted double wells, with the splitting of the untilted one taken off in the square."""
    return judged(formula, ASYMMETRY)


TILTED = (8, 12, 16)  # |alpha| where the asymmetry is far above the splitting
ENERGIES = (Fraction(4, 5), Fraction(2, 5), Fraction(1, 5), Fraction(1, 10))  # E_12/w
CROSSING = (5, 6, 7, 8)  # |alpha| where both are alike
LEGS = (Fraction(1, 2), Fraction(1), Fraction(2), Fraction(5))  # Delta over Delta_0
_OF_SIZE, _OF_GAP = 4, 2
"""The residuals go as (E/w)^2/|alpha|^4."""
_SCALED = f"times |alpha|^{_OF_SIZE} (w/E)^{_OF_GAP}"
ALIKE = LEGS[:3]  # where the higher levels make the larger of both corrections


@cache
def _per_beta(size: int) -> Fraction:
    """The asymmetry over beta, for beta towards 0, rounded."""
    return Fraction(float(tilted(size) / abs(real(context(ROOM), TILT))))


@cache
def _gap(size: int, beta: Fraction) -> float:
    return float(splitting(-size, beta, 1, 2))


@cache
def _element(size: int) -> Fraction:
    """Twice the matrix element of y³ between the two lowest states without tilt: the asymmetry over beta, to 1e-10."""
    y = np.linspace(-12.0, 12.0, 4001)
    even, odd = wave_functions(-size, 0, 2).psi(y)
    return Fraction(2.0 * abs(float((even * odd * y**3).sum() * (y[1] - y[0]))))


def _leg(size: int, ratio: Fraction, per_beta: Callable[[int], Fraction] = _per_beta) -> Fraction:
    """The beta at which the asymmetry is this multiple of the splitting."""
    return ratio * Fraction(float(symmetric(size))) / per_beta(size)


@states
def two_level_form(formula: Formula, digits: int) -> Iterator[Evidence]:
    """Gaps of tilted wells against the form made of the splitting without tilt and of the slope at small tilt."""
    f = members(formula, "mpmath", 20)
    ctx = context(20)

    def residual(size: int, beta: Fraction, per_beta: Callable[[int], Fraction] = _per_beta) -> Any:
        amplitude, slope = Fraction(float(symmetric(size))), per_beta(size)
        value = ctx.mpf(f(Delta=slope * beta, Delta_0=amplitude)[0])
        return ctx.mpf(_gap(size, beta)) / value - 1

    for size in TILTED:
        tilts = [energy / _per_beta(size) for energy in ENERGIES]
        rest = [residual(size, beta) for beta in tilts]
        gaps = [_gap(size, beta) for beta in tilts]
        rows = tuple(
            (f"{gap:.6f}", ctx.nstr(r, 4), ctx.nstr(r / gap**_OF_GAP * size**_OF_SIZE, 4))
            for gap, r in zip(gaps, rest, strict=True)
        )
        yield converges(
            f"alpha = -{size}, asymmetry far above the splitting: computed gap over the form, less 1, E/w from "
            f"{span(ENERGIES)}",
            gaps, rest, _OF_GAP, 0.1, unit="(E/w)",
            table=Table(("E/w", "ratio less 1", _SCALED), rows),
        )  # fmt: skip
    for ratio in LEGS:
        tilts = [_leg(size, ratio) for size in CROSSING]
        rest = [residual(size, beta) for size, beta in zip(CROSSING, tilts, strict=True)]
        gaps = [_gap(size, beta) for size, beta in zip(CROSSING, tilts, strict=True)]
        scaled = [r * size**_OF_SIZE for size, r in zip(CROSSING, rest, strict=True)]
        crossed = tuple(
            (str(-size), f"{gap:.6g}", ctx.nstr(r, 4), ctx.nstr(s / gap**_OF_GAP, 4))
            for size, gap, r, s in zip(CROSSING, gaps, rest, scaled, strict=True)
        )
        yield converges(
            f"asymmetry {ratio} times the splitting, as levels at a small tilt give it, alpha from "
            f"{span(CROSSING, '-')}: computed "
            f"gap over the form, less 1, times |alpha|^{_OF_SIZE}",
            gaps, scaled, _OF_GAP, 0.1, unit="(E/w)",
            table=Table(("alpha", "E/w", "ratio less 1", _SCALED), crossed),
        )  # fmt: skip
    for ratio in ALIKE:
        tilts = [_leg(size, ratio, _element) for size in CROSSING]
        rest = [residual(size, beta, _element) for size, beta in zip(CROSSING, tilts, strict=True)]
        gaps = [_gap(size, beta) for size, beta in zip(CROSSING, tilts, strict=True)]
        scaled = [r * size for size, r in zip(CROSSING, rest, strict=True)]
        # (Delta Delta_0/E)² in terms of E² and the ratio of the legs
        legs = float(ratio) ** 2 / (1 + float(ratio) ** 2) ** 2
        beside = tuple(
            (str(-size), f"{gap:.6g}", ctx.nstr(r, 4), ctx.nstr(s / (legs * gap**_OF_GAP), 4))
            for size, gap, r, s in zip(CROSSING, gaps, rest, scaled, strict=True)
        )
        yield converges(
            f"asymmetry {ratio} times the splitting, from the matrix element of y³, alpha from "
            f"{span(CROSSING, '-')}: computed gap "
            "over the form, less 1, times |alpha|",
            gaps, scaled, _OF_GAP, 0.1, unit="(E/w)",
            table=Table(
                ("alpha", "E/w", "ratio less 1", f"times |alpha| (w E/(Delta Delta_0))^{_OF_GAP}"), beside
            ),
        )  # fmt: skip
    yield _no_tilt(formula)


def _no_tilt(formula: Formula) -> Evidence:
    """Without asymmetry the form is the splitting itself, from alpha = -5 to -60."""
    f, ctx = members(formula, "mpmath", 60), context(ROOM)
    pairs = []
    for size in (*CROSSING, *JUDGED):
        exact = Fraction(int(symmetric(size) * 2**700), 2**700)
        pairs.append(
            Pair(f"alpha = -{size}", ctx.mpf(f(Delta=0, Delta_0=exact)[0]), real(ctx, exact))
        )
    return compare("without asymmetry the form against the computed splitting", pairs, 30)
