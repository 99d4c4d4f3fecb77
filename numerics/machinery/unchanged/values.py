"""Values that a function carries with it (closure cells, defaults, bound objects), as text that tells them apart.

Functions, classes and modules among them are noted, since what they are made of counts too.
Raises Unknown for a value that cannot be told from another one.
"""

from __future__ import annotations

import functools
import types
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any

import flint
import numpy as np
import sympy as sp
from sympy.core.function import AppliedUndef, UndefinedFunction

from softpot.derive.machinery.symbols import SymbolTable
from softpot.derive.machinery.theory import Theory

__all__ = ["Carried", "Unknown"]

_PLAIN = (bool, int, float, complex, str, bytes, Fraction, Decimal, type(None), type(...), range)
_DEEPEST = 40


class Unknown(Exception):
    """A value that nothing here can tell from another."""


@dataclass
class Carried:
    """What some functions carry: the code, classes and modules met on the way."""

    code: list[types.CodeType] = field(default_factory=list)
    classes: list[type] = field(default_factory=list)
    modules: list[str] = field(default_factory=list)
    _seen: set[int] = field(default_factory=set)

    def text(self, value: Any, depth: int = 0) -> str:
        """The value as text."""
        if depth > _DEEPEST:
            raise Unknown("a value nested too deeply")
        if type(value) in _PLAIN:
            return f"{type(value).__name__} {value!r}"

        def deeper(inner: Any) -> str:
            return self.text(inner, depth + 1)

        for kinds, told in _KINDS:
            if isinstance(value, kinds):
                return f"{type(value).__name__} {told(self, value, deeper)}"
        return self._object(value, deeper)

    def function(self, function: types.FunctionType, deeper: Callable[[Any], str]) -> str:
        """A function: its code is noted, and what is not written in it becomes text."""
        if id(function) in self._seen:
            return "again"
        self._seen.add(id(function))
        self.code.append(function.__code__)
        cells = []
        for cell in function.__closure__ or ():
            try:
                cells.append(deeper(cell.cell_contents))
            except ValueError:  # nothing is in it yet
                cells.append("empty")
        given: list[Any] = [function.__dict__]
        if "<" in function.__qualname__:  # else they are what its definition says
            given += [function.__defaults__, function.__kwdefaults__]
        return f"{function.__qualname__} {cells} {[deeper(v) for v in given]}"

    def _object(self, value: Any, deeper: Callable[[Any], str]) -> str:
        """An object of somebody's class, by all that it holds."""
        kind = type(value)
        wrapped = getattr(value, "__wrapped__", None)
        if isinstance(wrapped, types.FunctionType) and kind.__module__ in ("functools", "builtins"):
            return f"{kind.__name__} {self.function(wrapped, deeper)}"
        if is_dataclass(value):
            self.classes.append(kind)
            held: dict[str, Any] = {f.name: getattr(value, f.name) for f in fields(value)}
        elif type(getattr(value, "__dict__", None)) is dict and not hasattr(kind, "__slots__"):
            self.classes.append(kind)
            held = vars(value)
        else:
            raise Unknown(f"a {kind.__module__}.{kind.__qualname__}")
        if id(value) in self._seen:
            return "again"
        self._seen.add(id(value))
        return f"{kind.__module__}.{kind.__qualname__} {deeper(held)}"


Deeper = Callable[[Any], str]


def _unknown(carried: Carried, value: Any, deeper: Deeper) -> str:
    raise Unknown(f"a {type(value).__name__}")


def _mapping(carried: Carried, value: Mapping[Any, Any], deeper: Deeper) -> str:
    return str([(deeper(k), deeper(v)) for k, v in value.items()])


def _class(carried: Carried, value: type, deeper: Deeper) -> str:
    carried.classes.append(value)
    return f"{value.__module__}.{value.__qualname__}"


def _module(carried: Carried, value: types.ModuleType, deeper: Deeper) -> str:
    carried.modules.append(value.__name__)
    return value.__name__


def _array(carried: Carried, value: Any, deeper: Deeper) -> str:
    if value.dtype.hasobject:
        return deeper(value.tolist())
    return f"{value.dtype} {value.shape} {value.tobytes().hex()}"


def _expression(carried: Carried, value: sp.Basic, deeper: Deeper) -> str:
    undefined = sorted(
        {(f.func.__name__, str(sorted(f.func._kwargs.items()))) for f in value.atoms(AppliedUndef)}
    )
    return f"{sp.srepr(value)} {undefined}"


def _partial(carried: Carried, value: functools.partial[Any], deeper: Deeper) -> str:
    return deeper((value.func, value.args, value.keywords))


_KINDS: tuple[tuple[Any, Callable[[Carried, Any, Deeper], str]], ...] = (
    (Theory, _unknown),
    (SymbolTable, lambda c, v, deeper: deeper([v[name] for name in v])),
    (Enum, lambda c, v, deeper: f"{type(v).__qualname__}.{v.name}"),
    (types.FunctionType, lambda c, v, deeper: c.function(v, deeper)),
    (types.MethodType, lambda c, v, deeper: deeper((v.__self__, v.__func__))),
    (functools.partial, _partial),
    (types.BuiltinFunctionType, lambda c, v, deeper: f"{v.__module__}.{v.__qualname__}"),
    (np.ufunc, lambda c, v, deeper: v.__name__),
    (UndefinedFunction, lambda c, v, deeper: f"{v.__name__} {sorted(v._kwargs.items())}"),
    (type, _class),
    (types.ModuleType, _module),
    ((tuple, list), lambda c, v, deeper: str([deeper(m) for m in v])),
    ((set, frozenset), lambda c, v, deeper: str(sorted(deeper(m) for m in v))),
    ((dict, types.MappingProxyType), _mapping),
    (np.ndarray, _array),
    (np.generic, lambda c, v, deeper: f"{v.dtype} {v.tobytes().hex()}"),
    (sp.Basic, _expression),
    (sp.MatrixBase, lambda c, v, deeper: f"{v.shape} {deeper(v.flat())}"),
    ((flint.arb, flint.fmpz, flint.fmpq), lambda c, v, deeper: repr(v)),
)  # fmt: skip
"""How values of each kind become text."""
