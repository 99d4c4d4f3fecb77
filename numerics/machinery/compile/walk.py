"""f(x) = the value of a tree: the one walk that every backend shares, over the one SymPy expression.

``check`` refuses, when a formula is compiled, whatever the walk has no rule for; ``Walk`` then goes
through the tree and asks an operation table what a sum, a power, a sine is to that backend. Nothing
is printed to source and executed, so no string ever reaches ``eval``.

Not guaranteed here: anything about precision. That is each table's own affair.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, Protocol, cast

import sympy as sp
from sympy.core.function import AppliedUndef
from sympy.logic import boolalg

from numerics.machinery.compile.errors import CompileError

Truth = Any  # bool, None where undecided, or an array of bool
Value = Any  # whatever the table computes with

CONSTANTS: Mapping[sp.Basic, str] = {sp.pi: "pi", sp.E: "e", sp.EulerGamma: "euler"}

# SymPy's class and the name under which the tables know it; one argument each
FUNCTIONS: Mapping[Any, str] = {
    sp.exp: "exp", sp.log: "log",
    sp.sin: "sin", sp.cos: "cos", sp.tan: "tan",
    sp.sinh: "sinh", sp.cosh: "cosh", sp.tanh: "tanh", sp.coth: "coth",
    sp.asin: "asin", sp.acos: "acos", sp.atan: "atan",
    sp.asinh: "asinh", sp.acosh: "acosh", sp.atanh: "atanh",
    sp.gamma: "gamma", sp.erf: "erf",
    sp.Abs: "abs", sp.sign: "sign",
}  # fmt: skip

# Where a function is real: relations that its argument must fulfil. (The poles of tan and gamma are
# not of this kind; each table meets them by itself.)
DOMAINS: Mapping[str, tuple[tuple[str, int], ...]] = {
    "log": ((">", 0),),
    "asin": ((">=", -1), ("<=", 1)),
    "acos": ((">=", -1), ("<=", 1)),
    "acosh": ((">=", 1),),
    "atanh": ((">", -1), ("<", 1)),
    "coth": (("!=", 0),),
}

RELATIONS: Mapping[Any, str] = {
    sp.StrictLessThan: "<",
    sp.LessThan: "<=",
    sp.StrictGreaterThan: ">",
    sp.GreaterThan: ">=",
    sp.Equality: "==",
    sp.Unequality: "!=",
}

# Statements that are spelled out in And, Or and Not
_SPELLED = (boolalg.Implies, boolalg.Equivalent)

_ADVICE: Mapping[Any, str] = {
    sp.Integral: "an integral that was not carried out",
    sp.Sum: "a sum that was not carried out",
    sp.Product: "a product that was not carried out",
    sp.Derivative: "a derivative that was not carried out",
    sp.Limit: "a limit that was not carried out",
    sp.Subs: "a substitution that was not carried out",
}


class Table(Protocol):
    """The operations of one backend."""

    def number(self, value: Fraction) -> Value: ...

    def constant(self, name: str) -> Value: ...

    def add(self, terms: Sequence[Value]) -> Value: ...

    def multiply(self, factors: Sequence[Value]) -> Value: ...

    def power(self, base: Value, exponent: Value) -> Value: ...

    def function(self, name: str, argument: Value) -> Value: ...

    def extreme(self, name: str, arguments: Sequence[Value]) -> Value: ...

    def compare(self, relation: str, left: Value, right: Value) -> Truth: ...

    def junction(self, name: str, truths: Sequence[Truth]) -> Truth: ...

    def negation(self, truth: Truth) -> Truth: ...

    def piecewise(self, walk: Walk, branches: Sequence[tuple[sp.Basic, sp.Basic]]) -> Value: ...


class Walk:
    """One evaluation: a table, a value for each symbol, and what was computed so far."""

    def __init__(self, table: Table, values: Mapping[sp.Symbol, Value]) -> None:
        self.table = table
        self.values = values
        self._done: dict[sp.Basic, Any] = {}

    def __call__(self, node: sp.Basic) -> Any:
        if node not in self._done:
            self._done[node] = self._visit(node)
        return self._done[node]

    def _visit(self, node: sp.Basic) -> Any:
        table = self.table
        if isinstance(node, sp.Symbol):
            return self.values[node]
        if isinstance(node, sp.Rational):
            return table.number(Fraction(int(node.p), int(node.q)))
        if node in CONSTANTS:
            return table.constant(CONSTANTS[node])
        if isinstance(node, sp.Add):
            return table.add(self._each(node))
        if isinstance(node, sp.Mul):
            return table.multiply(self._each(node))
        if isinstance(node, sp.Pow):
            return table.power(*self._each(node))
        if node.func in FUNCTIONS:
            return table.function(FUNCTIONS[node.func], self(node.args[0]))
        if isinstance(node, (sp.Min, sp.Max)):
            return table.extreme("min" if isinstance(node, sp.Min) else "max", self._each(node))
        if isinstance(node, sp.Piecewise):
            return table.piecewise(self, [(p.expr, p.cond) for p in node.args])
        if isinstance(node, sp.Tuple):
            return tuple(self._each(node))
        return self._truth(node)

    def _truth(self, node: sp.Basic) -> Truth:
        table = self.table
        if node in (sp.true, sp.false):
            return bool(node)
        if node.func in RELATIONS:
            return table.compare(RELATIONS[node.func], *self._each(node))
        if isinstance(node, (sp.And, sp.Or)):
            return table.junction("and" if isinstance(node, sp.And) else "or", self._each(node))
        if isinstance(node, sp.Not):
            return table.negation(self(node.args[0]))
        return self(_spelled(node))

    def _each(self, node: sp.Basic) -> list[Any]:
        return [self(part) for part in node.args]


def _spelled(node: sp.Basic) -> sp.Basic:
    """Implies and Equivalent in And, Or and Not."""
    if isinstance(node, boolalg.Implies):
        premise, conclusion = node.args
        return cast(sp.Basic, sp.Or(sp.Not(premise), conclusion))
    return cast(sp.Basic, sp.Or(sp.And(*node.args), sp.And(*(sp.Not(p) for p in node.args))))


def check(expression: sp.Basic, name: str) -> None:
    """Raise CompileError, naming the culprit, for anything that ``Walk`` has no rule for."""
    if not isinstance(expression, sp.Basic):
        raise CompileError(f"the formula {name} is {type(expression).__name__}, not one expression")
    for node in sp.preorder_traversal(expression):
        reason = _refusal(node)
        if reason:
            raise CompileError(f"the formula {name} holds {reason}")


def _refusal(node: sp.Basic) -> str:
    if isinstance(node, sp.Float):
        return f"the Float {node}: write exact numbers (Rational), a Float is only a binary approximation"
    if isinstance(node, AppliedUndef):
        return f"the unspecified function {node.func}: it has no number until it is given"
    for kind, words in _ADVICE.items():
        if isinstance(node, kind):
            return f"{words}, {node}: derive its value first"
    if node is sp.I or (
        isinstance(node, sp.Pow) and node.is_number and node.is_extended_real is False
    ):
        return f"{node}, which is not real: formulas here have real values"
    if isinstance(node, sp.Number) and not isinstance(node, sp.Rational):
        return f"{node}, which is not a finite number"
    if isinstance(node, sp.Piecewise) and node.args[-1].cond != sp.true:
        return f"{node}, whose last condition is not True: say what holds otherwise"
    if isinstance(node, sp.core.relational.Relational) and any(
        isinstance(side, (boolalg.Boolean, sp.Tuple)) and not isinstance(side, sp.Symbol)
        for side in node.args
    ):
        return f"{node}, which compares something that is not a number"
    if _known(node):
        return ""
    what = "function" if isinstance(node, sp.Function) else "operation"
    return f"the {what} {node.func.__name__}, which no backend knows"


def _known(node: sp.Basic) -> bool:
    if node.func in FUNCTIONS:
        return len(node.args) == 1
    kinds = (
        sp.Symbol, sp.Rational, sp.Add, sp.Mul, sp.Pow, sp.Min, sp.Max, sp.Piecewise, sp.Tuple,
        sp.And, sp.Or, sp.Not, boolalg.BooleanAtom, sp.functions.elementary.piecewise.ExprCondPair,
    )  # fmt: skip
    if node in CONSTANTS or node.func in RELATIONS:
        return True
    return isinstance(node, (*kinds, *_SPELLED))
