"""What evidence does with the formula that it judges: whether it calls it, where, and what it gets.

``gather`` hands evidence a ``Watched`` formula. It is the formula in every way, and so is what is made of it with
``with_expression``; each call of one of its compiled forms is written down, also from other threads.
Evidence that never looks at the formula, that tries one point only, that finds the same value everywhere or leaves out
the least whole numbers that a parameter may have supports nothing, however well it agrees: ``flaw`` says why.

Not guaranteed: that what evidence computes from a call enters what it compares.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from itertools import combinations
from typing import Any, NamedTuple

import flint
import numpy as np
import sympy as sp
from mpmath.libmp import fzero
from sympy.logic.boolalg import Boolean

from softpot.derive.machinery.formula import Formula
from softpot.numerics.machinery.exact import exact

__all__ = ["Compared", "Watch", "Watched", "flaw", "number_key", "plain", "watched"]

_MOST = 4096  # values whose points are kept
_ENOUGH = 64  # different points, values and whole numbers that are kept
_TRIED = 8  # whole numbers from the least on, one of which lies in the domain


class Compared(NamedTuple):
    """What evidence compared point by point.

    ``constant``: one number with an equal one everywhere. ``same``: where both are equal in every bit, and in
    more of them than two ways to a number would be, the keys of these numbers; empty if one pair is not.
    """

    constant: bool
    same: tuple[Any, ...]


@dataclass
class Watch:
    """The calls so far, and whether evidence looked at the expression itself.

    ``points``, ``values``: different ones, as far as is needed to know that there are several.
    ``sources``: from which points each value came.
    ``whole``: for each parameter that is a whole number, by name, the numbers tried; ``equal``: the pairs of
    such parameters that were tried with equal numbers.  ``apart``: the parameters that were tried elsewhere than at
    -1, 0 and 1.
    """

    calls: int = 0
    read: bool = False
    points: set[Any] = field(default_factory=set)
    values: set[Any] = field(default_factory=set)
    sources: dict[Any, set[Any]] = field(default_factory=dict)
    whole: dict[str, set[int]] = field(default_factory=dict)
    equal: set[frozenset[str]] = field(default_factory=set)
    apart: set[str] = field(default_factory=set)

    def saw(self, point: Mapping[str, Any], value: Any) -> None:
        """One call: the values of all parameters by name, and what came out."""
        self.calls += 1
        self.apart.update(k for k in point if k not in self.apart and not _powerless(point[k]))
        if any(np.ndim(v) for v in point.values()):
            self._saw_arrays(point, value)
            return
        here, found = tuple(sorted((k, number_key(v)) for k, v in point.items())), _key(value)
        _keep(self.points, here)
        _keep(self.values, found)
        for one in found if isinstance(value, tuple) else (found,):
            if len(self.sources) < _MOST or one in self.sources:
                _keep(self.sources.setdefault(one, set()), here)

    def _saw_arrays(self, point: Mapping[str, Any], value: Any) -> None:
        """Many points at once: some of them, from the first to the last."""
        members = value if isinstance(value, tuple) else (value,)
        arrays = [a.ravel() for a in np.broadcast_arrays(*point.values(), *members)]
        some = np.unique(np.linspace(0, arrays[0].size - 1, _ENOUGH).astype(int))
        for numbers in zip(*(a[some].tolist() for a in arrays), strict=True):
            _keep(self.points, numbers[: len(point)])
            _keep(self.values, numbers[len(point) :])

    def tried(self, numbers: Mapping[str, Any]) -> None:
        """The whole numbers of one call, by name, also those that the formula does not need."""
        arrays = {name: np.ravel(np.asarray(v, dtype=object)) for name, v in numbers.items()}
        for name, array in arrays.items():
            self.whole.setdefault(name, set()).update(_whole(array[:_MOST]))
        for one, other in combinations(arrays, 2):
            size = min(arrays[one].size, arrays[other].size, _MOST)
            if np.any(arrays[one][:size] == arrays[other][:size]):
                self.equal.add(frozenset((one, other)))


def _whole(numbers: Iterable[Any]) -> set[int]:
    """The whole numbers among some, however they are given."""
    found = set()
    for number in numbers:
        try:
            value = exact(number)
        except (TypeError, ValueError):  # a ball
            continue
        if value.denominator == 1:
            found.add(int(value))
    return found


def _powerless(value: Any) -> bool:
    """Whether a value, or each of an array, is -1, 0 or 1, where powers are alike."""
    if isinstance(value, np.ndarray):
        return bool(np.all(np.isin(value, (-1, 0, 1))))
    return any(bool(value == k) for k in (-1, 0, 1))


def _keep(found: set[Any], one: Any) -> None:
    if len(found) < _ENOUGH:
        found.add(one)


def _key(value: Any) -> Any:
    return tuple(map(number_key, value)) if isinstance(value, tuple) else number_key(value)


def number_key(number: Any) -> Any:
    """Something that is equal for numbers that are equal in every bit."""
    if isinstance(number, flint.arb) and number.is_finite():
        return tuple(tuple(map(int, p.man_exp())) for p in (number.mid(), number.rad()))
    if isinstance(number, complex):
        number = complex(number)  # NumPy's would be compared as an array
        return number if number.imag else number.real
    if hasattr(number, "_mpc_") and not isinstance(number, sp.Basic):  # a complex ball, too
        re, im = number._mpc_
        return re if im == fzero else (re, im)
    return getattr(number, "_mpf_", None) or str(number)


@dataclass(frozen=True, repr=False)
class Watched(Formula):
    """A formula that writes down what is done with it."""

    watch: Watch = field(default_factory=Watch, compare=False, repr=False)

    def __post_init__(self) -> None:
        plain(self)  # which checks it

    def __getattribute__(self, name: str) -> Any:
        if name in ("expression", "statement"):
            object.__getattribute__(self, "watch").read = True
        return super().__getattribute__(name)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Formula) and plain(self) == plain(other)

    __hash__ = None  # type: ignore[assignment]  # as that of a Formula, whose table has none

    def __repr__(self) -> str:
        return repr(plain(self))

    @property
    def arguments(self) -> tuple[sp.Symbol, ...]:
        """The free symbols, in the order of the symbol table."""
        return plain(self).arguments

    @property
    def functions(self) -> tuple[str, ...]:
        """Names of the unspecified functions inside."""
        return plain(self).functions

    def __reduce__(self) -> tuple[Any, ...]:
        return plain(self).__reduce__()


def watched(formula: Formula) -> Watched:
    """The formula under a new watch."""
    return Watched(**_parts(formula))


def plain(formula: Formula) -> Formula:
    """The formula without its watch, which does not notice."""
    return Formula(**_parts(formula)) if isinstance(formula, Watched) else formula


def _parts(formula: Formula) -> dict[str, Any]:
    return {f.name: object.__getattribute__(formula, f.name) for f in fields(Formula)}


def flaw(formula: Formula, watch: Watch, compared: Iterable[Compared | None]) -> str:
    """Why evidence that did this with the formula supports nothing; "" if that cannot be said.

    compared: what each piece of the evidence compared point by point; None for what is no such comparison.
    """
    if not watch.calls and not watch.read:
        return "it never calls the formula"
    pieces = list(compared)
    pointwise = [piece for piece in pieces if piece is not None]
    if any(_itself(piece, watch) for piece in pointwise):
        return "it compares the formula with itself"
    if not formula.arguments:
        return _left_out(formula, watch)
    truth = isinstance(formula.expression, Boolean) and not isinstance(
        formula.expression, sp.Symbol
    )
    if watch.calls and len(watch.points) < 2 and len(pointwise) == len(pieces):
        return "it tries the formula at one point only"
    if 1 < len(watch.points) and len(watch.values) < 2 and not truth:
        return "the formula has the same value at all points that it tries"
    if any(piece.constant for piece in pointwise) and not truth:
        return (
            "it compares a number with itself, the same at all points, whatever the formula gives"
        )
    alike = "" if truth or len(pointwise) < len(pieces) else _alike(formula, watch)
    return alike or _left_out(formula, watch)


def _alike(formula: Formula, watch: Watch) -> str:
    """Why points tell a formula from no other: each number at each of them is -1, 0 or 1."""
    names = [str(s) for s in formula.arguments if not s.is_integer]
    if not watch.calls or not names or watch.apart.intersection(names):
        return ""
    return (
        f"only -1, 0 and 1 are put in for {' and '.join(names)}, where any power would do as well"
    )


def _itself(piece: Compared, watch: Watch) -> bool:
    """Whether each reference is what the formula gave at the very point that it is compared at."""
    return bool(piece.same) and all(len(watch.sources.get(key, ())) == 1 for key in piece.same)


def _left_out(formula: Formula, watch: Watch) -> str:
    """The whole numbers that a statement speaks of, and that evidence left out."""
    if not watch.calls:
        return ""
    named = formula.expression.free_symbols
    if formula.lhs is not None:
        named = named | _parameters(formula.lhs)
    whole = sorted((s for s in named if _starts(s) is not None), key=str)
    for symbol in whole:
        least = _least(formula, symbol)
        if least is not None and least not in watch.whole.get(symbol.name, ()):
            return (
                f"{symbol} may be {least}, the least whole number that its assumptions allow, and {symbol} = {least} "
                "is not among the points that it names when it calls the formula"
            )
    for one, other in combinations(whole, 2):
        apart = formula.domain.subs(one, other) is sp.false
        if not apart and frozenset((one.name, other.name)) not in watch.equal:
            return f"{one} and {other} may be equal, and it never tries them equal"
    return ""


def _parameters(lhs: sp.Basic) -> set[sp.Symbol]:
    """The symbols that a left side depends on; one that stands alone is the name of a result."""
    if isinstance(lhs, (sp.Tuple, Boolean)):
        return {s for part in lhs.args for s in _parameters(part)}
    return set() if isinstance(lhs, sp.Symbol) else set(lhs.free_symbols)


def _starts(symbol: sp.Symbol) -> int | None:
    """The least value of a whole number; None for what is no whole number or has no least value."""
    if not symbol.is_integer:
        return None
    return 1 if symbol.is_positive else 0 if symbol.is_nonnegative else None


def _least(formula: Formula, symbol: sp.Symbol) -> int | None:
    start = _starts(symbol)
    assert start is not None
    for number in range(start, start + _TRIED):
        if formula.domain.subs(symbol, number) is not sp.false:
            return number
    return None
