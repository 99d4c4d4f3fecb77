"""Evidence: what was compared with what, at how many points or at what rate, and whether it supports.

An evidence never says "passed" of itself: it holds the numbers, and ``supports`` is True, False, or
None where the comparison could not be decided. Zero samples is an error. Unknown is not a pass.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from types import MappingProxyType
from typing import Any

import mpmath
import numpy as np

_EMPTY: Mapping[str, tuple[float, ...]] = MappingProxyType({})


_FLOAT_DIGITS = 15


class EvidenceError(RuntimeError):
    """Evidence could not be obtained; the message says why."""


@dataclass(frozen=True)
class Table:
    """A small table for people: column heads (with units) and rows of short strings."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def __post_init__(self) -> None:
        if any(len(row) != len(self.heads) for row in self.rows):
            raise EvidenceError("a table row has not as many cells as there are heads")


@dataclass(frozen=True)
class Evidence:
    """Numbers that support or refute one formula.

    ``kind``: one or two words; ``what``: one sentence for people; ``digits``: decimal digits that
    agreed at the worst point (None where digits do not apply); ``worst``: the largest error seen, in
    the sense that ``what`` states; ``rate``, ``expected_rate``: exponents of a convergence;
    ``factor``: for an order of magnitude, reference over formula; ``failing``: the first point that
    refutes, with both values; ``series``: arrays for figures. Raises EvidenceError for zero samples.
    """

    kind: str
    what: str
    supports: bool | None
    samples: int
    digits: int | None = None
    rate: float | None = None
    expected_rate: float | None = None
    worst: float | None = None
    seed: int | None = None
    factor: float | None = None
    failing: str = ""
    table: Table | None = None
    series: Mapping[str, tuple[float, ...]] = field(default_factory=lambda: _EMPTY, repr=False)

    def __post_init__(self) -> None:
        if isinstance(self.supports, np.bool_):  # which is never `is True`
            object.__setattr__(self, "supports", bool(self.supports))
        if self.supports not in (True, False, None) or isinstance(self.supports, (int, float)) != (
            isinstance(self.supports, bool)
        ):
            raise EvidenceError(
                f"supports is True, False or None, got {self.supports!r} ({self.what})"
            )
        if self.samples <= 0:
            raise EvidenceError(f"no samples were compared ({self.what}): that supports nothing")

    def _repr_latex_(self) -> str:
        word = {True: "supports", False: "refutes", None: "undecided"}[self.supports]
        found = (
            f"{self.digits} digits"
            if self.rate is None
            else f"rate {self.rate} ({self.expected_rate})"
        )
        return f"$\\text{{{word}: {found}, {self.samples} samples}}$"


@dataclass(frozen=True)
class Pair:
    """One comparison: where, the formula's value, the independent reference."""

    where: str
    value: Any
    reference: Any
    scale: Any = None  # what an error is relative to; the larger of both values unless given


def agreed_digits(value: Any, reference: Any, scale: Any = None) -> tuple[float, float]:
    """(digits, relative error) of two mpmath numbers; digits is inf when they are equal.

    The error is relative to ``scale``, or to the larger of the two. NaN or infinity agrees to no digit.
    """
    difference = abs(value - reference)
    if not mpmath.isfinite(difference):
        return -mpmath.inf, mpmath.inf
    size = max(abs(value), abs(reference)) if scale is None else abs(scale)
    if difference == 0:
        return mpmath.inf, 0.0
    if size == 0:
        return -mpmath.inf, mpmath.inf
    error = difference / size
    return float(-mpmath.log10(error)), float(error)


def compare(
    what: str,
    pairs: Iterable[Pair],
    digits: int,
    *,
    kind: str = "comparison",
    seed: int | None = None,
    table: Table | None = None,
    series: Mapping[str, Iterable[float]] | None = None,
) -> Evidence:
    """Evidence from pointwise comparison: supports when every pair agrees to ``digits`` digits.

    The digits reported are those of the worst pair, at most ``digits`` + 1 (agreement beyond what
    was asked is not counted). Raises EvidenceError for an empty list.
    """
    worst_digits, worst, samples, failing = mpmath.inf, 0.0, 0, ""
    for pair in pairs:
        samples += 1
        if digits > _FLOAT_DIGITS and any(
            isinstance(v, float) for v in (pair.value, pair.reference)
        ):
            raise EvidenceError(
                f"{digits} digits were to be compared at {pair.where}, and a float has {_FLOAT_DIGITS}: "
                "give mpmath numbers"
            )
        found, error = agreed_digits(pair.value, pair.reference, pair.scale)
        if found < digits and not failing:
            failing = (
                f"at {pair.where} the formula gives {mpmath.nstr(pair.value, 12)}, "
                f"the reference {mpmath.nstr(pair.reference, 12)}"
            )
        if found < worst_digits:
            worst_digits, worst = found, error
    # `digits` agreeing digits mean an error of at most 10^-digits
    shown = max(0, int(min(worst_digits, digits))) if worst_digits > 0 else 0
    return Evidence(
        kind,
        what,
        not failing,
        samples,
        digits=shown,
        worst=round_for_show(worst),
        seed=seed,
        failing=failing,
        table=table,
        series=frozen_series(series),
    )


def converges(
    what: str,
    sizes: Sequence[float],
    errors: Sequence[float],
    expected_rate: float,
    tolerance: float,
    *,
    unit: str,
    table: Table | None = None,
    digits: int | None = None,
    series: Mapping[str, Iterable[float]] | None = None,
    kind: str = "rate",
) -> Evidence:
    """Evidence from a rate: |error| ∝ size^rate, the rate fitted from the last two points.

    Supports when it lies within ``tolerance`` of ``expected_rate`` and the errors fall throughout.
    """
    if len(sizes) < 3 or len(sizes) != len(errors):
        raise EvidenceError(f"a rate needs three points or more, got {len(sizes)} ({what})")
    last = [abs(e) for e in errors]
    if not all(mpmath.isfinite(e) and e > 0 for e in last):
        return Evidence(
            kind,
            what,
            False,
            len(sizes),
            expected_rate=expected_rate,
            failing="an error is zero, infinite or not a number",
            table=table,
        )
    rate = float(
        (mpmath.log(last[-1]) - mpmath.log(last[-2]))
        / (mpmath.log(sizes[-1]) - mpmath.log(sizes[-2]))
    )
    falling = all(b < a for a, b in pairwise(last))
    good = falling and abs(rate - expected_rate) <= tolerance
    failing = (
        ""
        if good
        else (
            f"the residual goes as {unit}^{rate:.3f} where {unit}^{expected_rate:.3f} is expected; "
            f"it is {float(last[0]):.3g} at {sizes[0]:g} and {float(last[-1]):.3g} at {sizes[-1]:g}"
        )
    )
    return Evidence(
        kind,
        what,
        good,
        len(sizes),
        digits=digits,
        rate=round(rate, 4),
        expected_rate=expected_rate,
        worst=round_for_show(float(last[-1])),
        failing=failing,
        table=table,
        series=frozen_series(series),
    )


def round_for_show(error: float) -> float:
    """An error to three significant digits: more would be noise that changes from machine to machine."""
    return float(f"{float(error):.2e}")


def frozen_series(series: Mapping[str, Iterable[float]] | None) -> Mapping[str, tuple[float, ...]]:
    """Arrays for figures as an immutable mapping."""
    return MappingProxyType({k: tuple(float(x) for x in v) for k, v in (series or {}).items()})
