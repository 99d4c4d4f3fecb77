"""Objects that travel: what pickle and cloudpickle send of an object, in plain pieces that any process reads.

SymPy rebuilds an expression by evaluating it, so that the statement 1 + 1 = 2 would arrive as "true" and an
equation between equal sides would be lost; undefined functions, and read-only mappings, do not travel at all. So an
expression is sent as rows (what it is made of, how it is put together again), and was put together once before it
is sent; everything else goes field by field.

A class becomes such an object by inheriting from ``Travels``. It is made anew by its own constructor when it arrives,
so that whatever holds of an object that was made here holds of one that came.
Errors: TypeError for an expression that no constructor gives back as it is.
Not guaranteed: functions (a derivation, evidence) travel by the name of their module, or with cloudpickle as such.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from types import MappingProxyType
from typing import Any, NamedTuple

import sympy as sp
from sympy.core.function import UndefinedFunction

__all__ = ["Travels", "found_by_name", "packed", "unpacked"]


_GROUPS = (tuple, list, frozenset, set)


class Tree(NamedTuple):
    """An expression, or an undefined function: rows of (maker, way, places of the arguments), the last the whole."""

    rows: tuple[tuple[Any, str, tuple[Any, ...]], ...]


class Record(NamedTuple):
    """A dataclass with its parts, or a mapping (``maker`` tells whether it may be changed) with its items."""

    maker: Any
    parts: tuple[tuple[Any, Any], ...]


class Travels:
    """A dataclass that pickles, by the fields that its constructor takes."""

    def __reduce__(self) -> tuple[Any, ...]:
        return _arrived, (type(self), *_parts(self))


def packed(value: Any) -> Any:
    """The same in pieces that pickle; what pickles by itself is left alone."""
    if isinstance(value, (sp.Basic, UndefinedFunction)):
        return Tree(tuple(_rows(value)))
    if type(value) in _GROUPS:
        return type(value)(packed(member) for member in value)
    if isinstance(value, (dict, MappingProxyType)):
        return Record(
            isinstance(value, dict), tuple((packed(k), packed(v)) for k, v in value.items())
        )
    if is_dataclass(value) and not isinstance(value, (type, Travels)):
        return Record(type(value), _parts(value))
    return value


def unpacked(value: Any) -> Any:
    """What ``packed`` was given."""
    if isinstance(value, Tree):
        return _built(value)
    if isinstance(value, Record):
        parts = {unpacked(k): unpacked(v) for k, v in value.parts}
        if isinstance(value.maker, bool):
            return parts if value.maker else MappingProxyType(parts)
        return value.maker(**parts)
    if type(value) in _GROUPS:
        return type(value)(unpacked(member) for member in value)
    return value


def _parts(value: Any) -> tuple[tuple[str, Any], ...]:
    return tuple((f.name, packed(getattr(value, f.name))) for f in fields(value) if f.init)


def _arrived(kind: type, *parts: tuple[str, Any]) -> Any:
    return kind(**{name: unpacked(part) for name, part in parts})


# How a node is made of its arguments, tried in this order
_WAYS: Mapping[str, Callable[[Any, tuple[Any, ...]], Any]] = MappingProxyType({
    "as it is": lambda func, args: func(*args),
    "unevaluated": lambda func, args: func(*args, evaluate=False),
    "unordered": lambda func, args: func._from_args(args, None),
    "bare": lambda func, args: sp.Basic.__new__(func, *args),
})  # fmt: skip


def _rows(whole: Any) -> list[tuple[Any, str, tuple[Any, ...]]]:
    """The rows of an expression, each part once and before what is made of it."""
    rows: list[tuple[Any, str, tuple[Any, ...]]] = []
    places: dict[Any, int] = {}

    def place(node: Any) -> int:
        key = (type(node), node)  # 1 and true are equal to Python
        if key not in places:
            rows.append(row(node))
            places[key] = len(rows) - 1
        return places[key]

    def row(node: Any) -> tuple[Any, str, tuple[Any, ...]]:
        if isinstance(node, UndefinedFunction):
            return type(node), "function", (node.__name__, tuple(sorted(node._kwargs.items())))
        if type(node) is sp.Dummy:
            # SymPy before 1.14 may hold the index twice, and then cannot make the symbol from what it sent
            kept = {k: v for k, v in node._assumptions_orig.items() if k != "dummy_index"}
            return sp.Dummy, "dummy", (node.name, node.dummy_index, tuple(sorted(kept.items())))
        if not isinstance(node, sp.Basic) or not node.args:
            return node, "leaf", ()
        head: Any = node.func
        if isinstance(head, UndefinedFunction):
            return place(head), "applied", tuple(place(arg) for arg in node.args)
        return head, _way(node), tuple(place(arg) for arg in node.args)

    place(whole)
    return rows


def _way(node: sp.Basic) -> str:
    """How the node is put together from its arguments; tried here, so that it is sure there."""
    for way, make in _WAYS.items():
        try:
            made = make(node.func, node.args)
        except (
            Exception
        ):  # whatever a constructor has against its own arguments, the next way may do
            continue
        if type(made) is type(node) and made.args == node.args and made == node:
            return way
    raise TypeError(f"{node} cannot be sent: {type(node).__name__} does not give it back")


def _built(tree: Tree) -> Any:
    made: list[Any] = []
    for head, way, args in tree.rows:
        if way == "leaf":
            made.append(head)
        elif way == "dummy":
            name, index, assumptions = args
            made.append(head(name, index, **dict(assumptions)))
        elif way == "function":
            name, assumptions = args
            made.append(head(name, **dict(assumptions)))
        elif way == "applied":
            made.append(made[head](*(made[k] for k in args)))
        else:
            made.append(_WAYS[way](head, tuple(made[k] for k in args)))
    return made[-1]


def found_by_name(function: Callable[..., Any], attribute: str, holder: type) -> None:
    """A function whose place in its module a decorator's result took is told where it is found now.

    ``@entry(...) def jacobian(d)`` leaves an Entry called ``jacobian``, and the function in its ``derive``.
    """
    path = getattr(function, "__qualname__", "").split(".")
    found: Any = sys.modules.get(getattr(function, "__module__", None) or "")
    for name in path:
        found = getattr(found, name, None)
    if isinstance(found, holder) and getattr(found, attribute, None) is function:
        function.__qualname__ = ".".join([*path, attribute])
