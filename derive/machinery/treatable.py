"""What a line may be made of: SymPy objects, nested and as large as can be worked with; or one clear sentence.

SymPy works along an expression by recursion, so that one nested too deeply ends in Python's own limit, and some numbers
that can be written down (10^10^10) cannot be multiplied out. Both are refused before any work begins. What fails all
the same, as matrices whose shapes do not fit, ends in a sentence too, not in an error of SymPy's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from functools import wraps
from inspect import signature
from typing import Concatenate, ParamSpec, TypeVar

import sympy as sp
from sympy.matrices.exceptions import MatrixError

from softpot.derive.machinery.errors import TheoryError
from softpot.derive.machinery.prose import Prose

__all__ = [
    "DEEPEST",
    "DEEPEST_CALCULUS",
    "MOST_DIGITS",
    "MOST_PARTS",
    "clearly",
    "refuse_untreatable",
]

DEEPEST = 100
"""How deep an expression may nest; SymPy's own recursion ends between 60 and 300."""
DEEPEST_CALCULUS = 12
"""How many derivatives, integrals, sums, products, limits or substitutions may stand inside one another."""
MOST_PARTS = 2000
"""How many different parts an expression may have: the time of a proof grows faster than their number."""
MOST_DIGITS = 100_000
HIGHEST_TOWER = 5
"""How many powers may be stacked as exponents of one another: with one more, most values have no digits to speak of."""
_CALCULUS = (sp.Derivative, sp.Integral, sp.Sum, sp.Product, sp.Limit, sp.Subs)

_MISFITS = (
    ArithmeticError,
    AttributeError,
    LookupError,
    NotImplementedError,
    TypeError,
    ValueError,
    MatrixError,
)
"""What SymPy raises for objects that do not go together; what comes from outside, as a time limit, is let through."""

P = ParamSpec("P")
Own = TypeVar("Own")
R = TypeVar("R")


def clearly(
    call: Callable[Concatenate[Own, P], R],
) -> Callable[Concatenate[Own, P], R]:
    """The method of a derivation, with what cannot be treated refused in one sentence (TheoryError)."""
    form = signature(call)

    @wraps(call)
    def run(self: Own, /, *given: P.args, **named: P.kwargs) -> R:
        form.bind(self, *given, **named)  # a wrong call stays Python's TypeError
        id = getattr(self, "id", "")
        try:
            for value in (*given, *named.values()):
                _refuse(value)
        except TheoryError as error:
            raise TheoryError(f"{id}: {error}") from error
        try:
            return call(self, *given, **named)
        except TheoryError as error:
            error.args = (
                " ".join(str(error).split()),
                *error.args[1:],
            )  # a matrix prints over lines
            raise
        except RecursionError:
            why = "expressions less deeply nested are needed because SymPy works along them by recursion"
        except _MISFITS as error:
            said = " ".join(str(error).split())[:200]
            why = f"its parts must fit together because of {type(error).__name__}{f' ({said})' if said else ''}"
        raise TheoryError(f"{id}: {call.__name__}(...) is given what cannot be treated: {why}")

    return run


def _refuse(value: object) -> None:
    """What an argument of a derivation's method holds."""
    if isinstance(value, Prose):
        for _, formula in value.formulas:
            refuse_untreatable(formula)
    elif is_dataclass(value) and hasattr(value, "kind") and not isinstance(value, type):
        for held in fields(value):  # of a method of proof
            part = getattr(value, held.name)
            if held.name != "kind" and (
                isinstance(part, str) or (part is None is not held.default)
            ):
                raise TheoryError(
                    f"{held.name} of {type(value).__name__} is {part!r}, but a SymPy object is needed because nothing "
                    "else is calculated with"
                )
            for one in _leaves(part):
                refuse_untreatable(one)
    else:
        refuse_untreatable(value)


def _leaves(part: object) -> Iterator[object]:
    if isinstance(part, (tuple, list)):
        for one in part:
            yield from _leaves(one)
    else:
        yield part


def refuse_untreatable(value: object) -> None:
    """TheoryError for an expression nested too deeply, of too many parts or with too large a number; others pass.

    >>> import sympy as sp
    >>> from softpot.derive.machinery.treatable import refuse_untreatable
    >>> refuse_untreatable(sp.Pow(10, sp.Pow(10, 10, evaluate=False), evaluate=False))
    Traceback (most recent call last):
    softpot.derive.machinery.errors.TheoryError: a number of more than 100000 digits stands in the line, ...
    """
    if not isinstance(value, sp.Basic):
        return
    level, inner = {(value, _signs(value))}, 0
    depth, found, parts = 0, [], set[sp.Basic]()
    while level:
        depth += 1
        found.append({node for node, _ in level})
        parts |= found[-1]
        if len(parts) > MOST_PARTS:
            raise TheoryError(
                f"the line has more than {MOST_PARTS} different parts, but no more than that are needed because a "
                "proof takes longer than it is worth: split it, write a sum as one, or give parts of it names"
            )
        inner = max(inner, *(n for _, n in level))
        if depth > DEEPEST or inner > DEEPEST_CALCULUS:
            what, most = (
                ("expressions", DEEPEST)
                if depth > DEEPEST
                else ("derivatives, integrals and sums", DEEPEST_CALCULUS)
            )
            raise TheoryError(
                f"the line has more than {most} {what} inside one another, but no more than that are needed because "
                "SymPy works along them by recursion: give the inner ones names"
            )
        level = {
            (part, n + _signs(part))
            for node, n in level
            for part in node.args
            if isinstance(part, sp.Basic)
        }
    for nodes in reversed(found):  # the innermost first
        for node in nodes:
            if _stacked(node) > HIGHEST_TOWER or _too_large(node):
                raise TheoryError(
                    f"a number of more than {MOST_DIGITS} digits stands in the line, but a smaller one is needed "
                    "because numbers are multiplied out: give it a name"
                )


def _signs(node: sp.Basic) -> int:
    """How many derivatives, integrals, sums, ... a node is: SymPy writes an integral of an integral as one."""
    if isinstance(node, _CALCULUS):
        return len(node.limits) if isinstance(node, (sp.Integral, sp.Sum, sp.Product)) else 1
    return 0


def _stacked(node: sp.Basic) -> int:
    """How many powers stand in one another's exponents, the node the lowest."""
    count = 0
    while isinstance(node, sp.Pow) and count <= HIGHEST_TOWER:
        count, node = count + 1, node.args[1]
    return count


def _too_large(node: sp.Basic) -> bool:
    """Whether a constant power or factorial has too many digits to be multiplied out; its parts have not."""
    if isinstance(node, sp.factorial):
        (count,) = node.args
        return bool(count.is_Integer and count > MOST_DIGITS // 4)
    if not isinstance(node, sp.Pow) or node.free_symbols or node.has(sp.core.function.AppliedUndef):
        return False
    base, power = node.args
    if not (base.is_number and power.is_number):
        return False
    size, times = abs(sp.N(base, 15)), abs(sp.N(power, 15))
    if not (size.is_Float and times.is_Float and size > 0) or size == 1:
        return False
    return bool(abs(sp.log(size, 10)) * times > MOST_DIGITS)
