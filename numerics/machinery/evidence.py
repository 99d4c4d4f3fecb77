"""Evidence: what was compared with what, at how many points or at what rate, and whether it supports.

An evidence never says "passed" of itself: it holds the numbers, and ``supports`` is True, False, or
None where the comparison could not be decided. Zero samples is an error. Unknown is not a pass.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import inf
from types import MappingProxyType
from typing import Any

import mpmath
import numpy as np

from softpot.derive.machinery.showing import shortened
from softpot.derive.machinery.spoken import odd_words
from softpot.derive.machinery.travel import Travels
from softpot.numerics.machinery.bounds import (
    bounds,
    digits_held,
    distance,
    magnitude,
    shown_number,
)
from softpot.numerics.machinery.errors import EvidenceError
from softpot.numerics.machinery.exact import complex_parts
from softpot.numerics.machinery.outward import outward, outward_double
from softpot.numerics.machinery.watch import Compared, number_key

__all__ = [
    "Evidence",
    "EvidenceError",
    "Pair",
    "Table",
    "agreed_digits",
    "compare",
    "converges",
    "frozen_series",
    "round_for_show",
]

_EMPTY: Mapping[str, tuple[float, ...]] = MappingProxyType({})


LONG = 60  # bits


@dataclass(frozen=True)
class Table:
    """A small table for people: column heads (with units) and rows of short strings.

    Raises: EvidenceError for a row of another length.

    >>> from softpot.numerics import Table
    >>> Table(("T, K", "c"), (("1", "0.5"),)).heads
    ('T, K', 'c')
    """

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def __post_init__(self) -> None:
        if any(len(row) != len(self.heads) for row in self.rows):
            raise EvidenceError("a table row has not as many cells as there are heads")


@dataclass(frozen=True)
class Evidence(Travels):
    """Numbers that support or refute one formula.

    kind: one or two words.  what: one sentence for people.
    supports: True, False, or None where the comparison could not be decided; unknown is not a pass.
    samples: how many points were compared.
    digits: decimal digits that agreed at the worst point (None where digits do not apply).
    worst: the largest error seen, in the sense that ``what`` states.
    rate, expected_rate: exponents of a convergence.  factor: for an order of magnitude, reference over formula.
    failing: the first point that refutes, with both values.  series: arrays for figures.
    measure_zero: the points compared are a set of measure zero of the parameters (boundaries).
    over_range: an order of magnitude over the values that the source has in mind, ``spread`` its least and largest
    factor: it judges a stated form, the derived one has its own evidence.
    member: the one member of the formula that is compared, where a line of print has several.
    compared: what ``compare`` saw of its pairs.
    course: the values that each argument takes on the way to a limit, one point after the other.
    Raises: EvidenceError for zero samples.

    >>> from softpot.numerics import Evidence
    >>> Evidence("count", "roots counted by sign changes", True, 200)
    count: supports, 200 samples (roots counted by sign changes)
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
    measure_zero: bool = False
    over_range: bool = False
    spread: tuple[float, float] | None = None
    member: int | None = None
    compared: Compared | None = field(default=None, repr=False, compare=False)
    course: Mapping[str, tuple[float, ...]] = field(
        default_factory=lambda: _EMPTY, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        for text in (self.kind, self.what):
            why = odd_words(text)
            if why:
                raise EvidenceError(f"the words of evidence cannot be written: {why}")
        if isinstance(self.supports, np.bool_):  # which is never `is True`
            object.__setattr__(self, "supports", bool(self.supports))
        if self.supports is not None and not isinstance(self.supports, bool):
            raise EvidenceError(
                f"supports is True, False or None, got {self.supports!r} ({self.what})"
            )
        if self.samples <= 0:
            raise EvidenceError(f"no samples were compared ({self.what}): that supports nothing")

    def __repr__(self) -> str:
        word = {True: "supports", False: "refutes", None: "undecided"}[self.supports]
        found = [] if self.digits is None else [f"{self.digits} digits"]
        found += (
            [] if self.rate is None else [f"rate {self.rate:g} ({self.expected_rate:g} expected)"]
        )
        found += [] if self.factor is None else [f"factor {self.factor:.3g}"]
        found.append(f"{self.samples} samples")
        why = f"; {shortened(self.failing, 200)}" if self.failing else ""
        return f"{self.kind}: {word}, {', '.join(found)} ({shortened(self.what, 100)}){why}"

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
    """One comparison: where, the formula's value, the independent reference.

    scale: what an error is relative to; the larger of both values unless given.

    >>> from softpot import Pair
    >>> Pair("x = 2", 4.0, 4.0).where
    'x = 2'
    """

    where: str
    value: Any
    reference: Any
    scale: Any = None  # what an error is relative to; the larger of both values unless given


def agreed_digits(value: Any, reference: Any, scale: Any = None) -> tuple[float, float]:
    """(digits, relative error) of two numbers at the worst that their radii allow; digits is inf when they are equal.

    The error is relative to ``scale``, or to the larger of the two. NaN or infinity agrees to no digit.
    Raises EvidenceError for what is no number (see ``bounds``).
    """
    found = _agreement(value, reference, scale, _context(0))
    return found.digits, found.error


@dataclass(frozen=True)
class _Agreement:
    """Decimal digits and relative error of two numbers at the worst, and the digits at the best."""

    digits: float
    error: float
    best: float


_NONE = _Agreement(-inf, inf, -inf)


def _context(digits: int) -> Any:
    """A private context whose roundings are far below the digits compared."""
    context = mpmath.MPContext()
    context.prec = 64 + 8 * max(digits, 40)
    return context


def _agreement(value: Any, reference: Any, scale: Any, context: Any) -> _Agreement:
    one, other = bounds(value, context), bounds(reference, context)
    if one is None or other is None:
        return _NONE
    largest, smallest = distance(one, other, context)
    if largest == 0:
        return _Agreement(inf, 0.0, inf)
    if scale is None:
        sizes = [magnitude(one, context), magnitude(other, context)]
    else:
        unit = bounds(scale, context)
        if unit is None:
            return _NONE
        sizes = [magnitude(unit, context)]
    least, most = max(low for low, _ in sizes), max(high for _, high in sizes)
    worst = context.fdiv(largest, least, rounding="c") if least else context.inf
    best = context.zero if not smallest else smallest / most if most else context.inf

    def digits_of(error: Any) -> float:
        return float(-context.log10(error)) if error else inf

    return _Agreement(digits_of(worst), outward_double(worst, 15), digits_of(best))


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
    """|value - reference| <= 10^-digits max(|value|, |reference|) at every point: evidence from a comparison.

    what: one sentence for people.  pairs: the comparisons; to more than 15 digits their numbers are mpmath's.
    digits: how many have to agree.
    A ball, an interval, an enclosure or a level with an error counts with all that it may be: a pair agrees when the
    worst of it agrees, and refutes when the best does not; in between nothing is decided.
    Returns: ``Evidence``; the digits reported are those of the worst pair, at most ``digits``.
    Raises: EvidenceError for an empty list, for no whole number of digits from 1 on, for floating-point numbers (of any
    type) that hold fewer digits than are asked for, and for what is no number.
    Not guaranteed: that the references are independent of the formula; that is the author's part.

    >>> from mpmath import mpf
    >>> from softpot import Pair, compare
    >>> compare("a square root", [Pair("x = 2", mpf("1.41421356237"), mpf(2) ** 0.5)], 8)
    comparison: supports, 8 digits, 1 samples (a square root)
    >>> compare("a square root", [Pair("x = 2", mpf("1.4143"), mpf(2) ** 0.5)], 8).supports
    False
    """
    if isinstance(digits, bool) or not hasattr(type(digits), "__index__") or digits < 1:
        raise EvidenceError(
            f"{digits!r} digits were to be compared, but a whole number from 1 on is needed because with fewer any "
            f"two numbers agree ({what})"
        )
    worst_digits, worst, samples, failing, open_ = inf, 0.0, 0, "", ""
    compared, context = list(pairs), _context(digits)
    for pair in compared:
        samples += 1
        for number in (pair.value, pair.reference):
            held = digits_held(number)
            if held is not None and digits > held:
                raise EvidenceError(
                    f"{digits} digits were to be compared at {pair.where}, and a {type(number).__name__} has {held}: "
                    "give mpmath numbers"
                )
        found = _agreement(pair.value, pair.reference, pair.scale, context)
        words = (
            f"at {pair.where} the formula gives {shown_number(pair.value)}, "
            f"the reference {shown_number(pair.reference)}"
        )
        if found.digits < digits:
            if found.best < digits:
                failing = failing or words
            else:
                open_ = (
                    open_ or f"{words}, which may be equal and need not be: a radius is too wide"
                )
        if found.digits < worst_digits:
            worst_digits, worst = found.digits, found.error
    open_ = open_ or _swallowed(compared, digits, context)
    # `digits` agreeing digits mean an error of at most 10^-digits
    shown = max(0, int(min(worst_digits, digits))) if worst_digits > 0 else 0
    return Evidence(
        kind,
        what,
        False if failing else None if open_ else True,
        samples,
        digits=shown,
        worst=round_for_show(worst),
        seed=seed,
        failing=failing or open_,
        table=table,
        series=frozen_series(series),
        compared=_compared(compared) if compared else None,
    )


def _swallowed(pairs: Sequence[Pair], digits: int, context: Any) -> str:
    """Words for scales beside which every reference is 0, so that any formula as small agrees; "" for others."""
    small = []
    for pair in pairs:
        reference = bounds(pair.reference, context)
        unit = None if pair.scale is None else bounds(pair.scale, context)
        if reference is None or unit is None:
            return ""
        largest = magnitude(reference, context)[1]
        if largest >= magnitude(unit, context)[0] * context.mpf(10) ** -digits:
            return ""
        small.append(largest)
    if not any(small):
        return ""
    return (
        f"errors are relative to scales so large that to {digits} digits a formula that is 0 everywhere would agree as "
        "well: give smaller scales, or 0 as the reference"
    )


def _compared(pairs: Sequence[Pair]) -> Compared:
    """Whether one number is compared everywhere, and whether both sides are the same in every bit."""
    first = pairs[0]
    try:
        constant = all(
            bool(
                p.value == first.value and p.reference == first.reference and p.value == p.reference
            )
            for p in pairs
        )
    except (
        TypeError,
        ValueError,
        AttributeError,
    ):  # numbers of libraries that do not compare with each other
        constant = False
    keys = [(number_key(p.value), number_key(p.reference)) for p in pairs]
    same = all(value == reference and _long(value) for value, reference in keys)
    return Compared(constant, tuple(value for value, _ in keys) if same else ())


def _long(key: Any) -> bool:
    """Whether a number has so many bits that two ways to it would differ in some of them."""
    if not isinstance(key, tuple):
        return False
    if len(key) == 4:  # of an mpf
        return int(key[1]).bit_length() > LONG
    if len(key[0]) == 4:  # of a complex number
        return any(_long(part) for part in key)
    return int(key[0][0]).bit_length() > LONG  # of the middle of a ball


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
    """|error| ~ size^rate: evidence from a rate, fitted from the last two points.

    sizes, errors: at least three of each.  expected_rate, tolerance: what the rate has to be, and how closely.
    unit: the name of the size, for the message.
    Returns: ``Evidence``; it supports when the rate is the expected one and the errors fall throughout.
    Raises: EvidenceError for fewer than three points, and for a tolerance that is not below the rate.
    Not guaranteed: that the errors go on falling beyond the last size.

    >>> from softpot import converges
    >>> sizes = [1, 2, 4, 8]
    >>> converges("a remainder", sizes, [1 / x**2 + 1 / x**3 for x in sizes], -2, 0.2, unit="x")
    rate: supports, rate -2.152 (-2 expected), 4 samples (a remainder)
    """
    if len(sizes) < 3 or len(sizes) != len(errors):
        raise EvidenceError(f"a rate needs three points or more, got {len(sizes)} ({what})")
    if not 0 < tolerance < abs(expected_rate):
        raise EvidenceError(
            f"a rate of {expected_rate:g} was to be told to {tolerance:g}, but a tolerance above 0 and below the rate "
            f"is needed because with any other no rate, or one of 0, is told from it ({what})"
        )
    context = _context(0)
    found = [bounds(e, context) for e in errors]
    ends = [magnitude(b, context) if b is not None else (context.zero, context.inf) for b in found]
    if not all(high < context.inf and high > 0 for _, high in ends):
        return Evidence(
            kind,
            what,
            False,
            len(sizes),
            expected_rate=expected_rate,
            failing="an error is zero, infinite or not a number",
            table=table,
        )
    last = [high for _, high in ends]
    step = context.log(context.mpf(sizes[-1])) - context.log(context.mpf(sizes[-2]))
    if not step:
        raise EvidenceError(f"a rate needs sizes that differ, got {sizes[-2:]} ({what})")
    rate = float((context.log(last[-1]) - context.log(last[-2])) / step)
    good: bool | None = all(b < a for a, b in pairwise(last)) and (
        abs(rate - expected_rate) <= tolerance
    )
    if any(low != high for low, high in ends):  # errors with a radius: at the worst of all
        good = _surely_converges(ends, step, expected_rate, tolerance, context)
    failing = (
        ""
        if good
        else "the errors are not known well enough to tell a rate"
        if good is None
        else (
            f"the residual goes as {unit}^{rate:.3f} where {unit}^{expected_rate:.3f} is expected; "
            f"it is {outward(last[0], '.3g')} at {sizes[0]:g} and {outward(last[-1], '.3g')} at {sizes[-1]:g}"
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
        worst=round_for_show(last[-1]),
        failing=failing,
        table=table,
        series=frozen_series(series),
    )


def _surely_converges(
    ends: Sequence[tuple[Any, Any]], step: Any, expected: float, tolerance: float, context: Any
) -> bool | None:
    """Whether errors that are only known within bounds fall, at the expected rate; None where that is open."""
    (low, high), (least, most) = ends[-2:]
    if all(b[1] < a[0] for a, b in pairwise(ends)) and low > 0 and least > 0:
        rates = [
            float((context.log(b) - context.log(a)) / step) for a, b in ((low, most), (high, least))
        ]
        if all(abs(rate - expected) <= tolerance for rate in rates):
            return True
        if min(rates) > expected + tolerance or max(rates) < expected - tolerance:
            return False
    return False if any(b[0] >= a[1] for a, b in pairwise(ends)) else None


def round_for_show(error: Any) -> float:
    """An error to three significant digits, rounded upwards; more would change from machine to machine."""
    return outward_double(error, 3)


def frozen_series(series: Mapping[str, Iterable[float]] | None) -> Mapping[str, tuple[float, ...]]:
    """Arrays for figures as an immutable mapping; EvidenceError for numbers that are not real."""
    arrays = {name: tuple(numbers) for name, numbers in (series or {}).items()}
    for name, numbers in arrays.items():
        if any(complex_parts(x) is not None for x in numbers):
            raise EvidenceError(
                f"the series {name} holds complex numbers, and what is drawn is real: give modulus and phase, or "
                "real and imaginary part, as two series"
            )
    return MappingProxyType({k: tuple(float(x) for x in v) for k, v in arrays.items()})
