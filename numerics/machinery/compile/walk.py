"""f(x) = the value of a tree: the one walk that every backend shares, over the one SymPy expression.

``check`` refuses, when a formula is compiled, whatever the walk has no rule for; ``Walk`` then goes
through the tree and asks an operation table what a sum, a power, a sine is to that backend. Nothing
is printed to source and executed, so no string ever reaches ``eval``.

Not guaranteed here: anything about precision. That is each table's own affair.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, Protocol

import sympy as sp
from sympy.core.function import AppliedUndef
from sympy.logic import boolalg

from softpot.numerics.machinery.compile import counted
from softpot.numerics.machinery.compile.errors import CompileError
from softpot.numerics.machinery.compile.named import NAMED, SPELLED

Truth = Any  # bool, None where undecided, or an array of bool
Value = Any  # whatever the table computes with

CONSTANTS: Mapping[sp.Basic, str] = {
    sp.pi: "pi", sp.E: "e", sp.EulerGamma: "euler", sp.Catalan: "catalan",
}  # fmt: skip

# Numbers that are other numbers in disguise
_ALGEBRAIC: Mapping[sp.Basic, sp.Basic] = {
    sp.GoldenRatio: (1 + sp.sqrt(5)) / 2,
    sp.TribonacciConstant: (1 + sp.cbrt(19 - 3 * sp.sqrt(33)) + sp.cbrt(19 + 3 * sp.sqrt(33))) / 3,
}

# SymPy's class and the name under which the tables know it; one argument each
FUNCTIONS: Mapping[Any, str] = {
    sp.exp: "exp", sp.log: "log",
    sp.sin: "sin", sp.cos: "cos", sp.tan: "tan",
    sp.sinh: "sinh", sp.cosh: "cosh", sp.tanh: "tanh", sp.coth: "coth",
    sp.asin: "asin", sp.acos: "acos", sp.atan: "atan",
    sp.asinh: "asinh", sp.acosh: "acosh", sp.atanh: "atanh",
    sp.gamma: "gamma", sp.erf: "erf",
    sp.Abs: "abs", sp.sign: "sign", sp.floor: "floor", sp.ceiling: "ceiling",
    sp.re: "re", sp.im: "im", sp.conjugate: "conjugate", sp.arg: "arg",
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


def _in_set(x: Any, values: sp.Set) -> sp.Basic:
    """What a set asks, in inequalities."""
    try:
        return values.as_relational(x)
    except (AttributeError, NotImplementedError) as failed:
        raise CompileError(f"{values} is a set that no inequalities describe") from failed


# Statements that are spelled out in And, Or and Not
_STATEMENTS: Mapping[Any, Callable[..., Any]] = {
    boolalg.Implies: lambda premise, conclusion: sp.Or(sp.Not(premise), conclusion),
    boolalg.Equivalent: lambda *parts: sp.Or(sp.And(*parts), sp.And(*map(sp.Not, parts))),
    boolalg.ITE: lambda c, a, b: sp.Or(sp.And(c, a), sp.And(sp.Not(c), b)),
    boolalg.Xor: lambda a, *rest: _either(a, sp.Xor(*rest, evaluate=False)) if rest else a,
    sp.Contains: _in_set,
}


def _either(one: Any, other: Any) -> Any:
    return sp.Or(sp.And(one, sp.Not(other)), sp.And(sp.Not(one), other))


_DISGUISED: Mapping[Any, Callable[..., Any]] = {
    **SPELLED,
    **_STATEMENTS,
    sp.frac: lambda x: x - sp.floor(x),
}


class Table(Protocol):
    """The operations of one backend."""

    def number(self, value: Fraction) -> Value: ...

    def constant(self, name: str) -> Value: ...

    def add(self, terms: Sequence[Value]) -> Value: ...

    def multiply(self, factors: Sequence[Value]) -> Value: ...

    def power(self, base: Value, exponent: Value) -> Value: ...

    def function(self, name: str, argument: Value) -> Value: ...

    def special(self, name: str, arguments: Sequence[Any]) -> Value: ...

    def imaginary(self) -> Value: ...

    def extreme(self, name: str, arguments: Sequence[Value]) -> Value: ...

    def compare(self, relation: str, left: Value, right: Value) -> Truth: ...

    def junction(self, name: str, truths: Sequence[Truth]) -> Truth: ...

    def negation(self, truth: Truth) -> Truth: ...

    def counted(
        self, walk: Walk, adds: bool, body: sp.Basic, k: sp.Symbol, low: Value, high: Value
    ) -> Value: ...

    def unending(
        self, walk: Walk, adds: bool, body: sp.Basic, k: sp.Symbol, low: Value, high: Value
    ) -> Value: ...

    def integral(
        self, walk: Walk, body: sp.Basic, x: sp.Symbol, low: sp.Basic, high: sp.Basic
    ) -> Value: ...

    def limit(self, walk: Walk, node: Any) -> Value: ...

    def root(self, root: Any) -> Value: ...

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
        if isinstance(node, sp.Symbol):
            return self.values[node]
        if isinstance(node, sp.Rational):
            return self.table.number(Fraction(int(node.p), int(node.q)))
        kind = node.func
        if kind in FUNCTIONS:
            return self.table.function(FUNCTIONS[kind], self(node.args[0]))
        if kind in NAMED:
            return self.table.special(NAMED[kind][0], self._each(node))
        if kind in _DISGUISED:
            return self(_DISGUISED[kind](*node.args))
        if kind in RELATIONS:
            return self.table.compare(RELATIONS[kind], *self._each(node))
        return _RULES[kind](self, node) if kind in _RULES else self._atom(node)

    def _atom(self, node: sp.Basic) -> Any:
        if isinstance(node, sp.MatrixBase):
            return tuple(tuple(self(part) for part in row) for row in node.tolist())
        if isinstance(node, sp.Tuple):  # of a function's arguments, too
            return tuple(self._each(node))
        if node in CONSTANTS:
            return self.table.constant(CONSTANTS[node])
        if node is sp.I:
            return self.table.imaginary()
        return bool(node) if node in (sp.true, sp.false) else self(_ALGEBRAIC[node])

    def with_values(self, values: Mapping[sp.Symbol, Value]) -> Walk:
        """The same walk with other values of some symbols."""
        return Walk(self.table, {**self.values, **values})

    def with_table(self, table: Table, values: Mapping[sp.Symbol, Value]) -> Walk:
        """The same walk with another table that computes with the same numbers, and other values of some symbols."""
        return Walk(table, {**self.values, **values})

    def _each(self, node: sp.Basic) -> list[Any]:
        return [self(part) for part in node.args]


_RULES: Mapping[Any, Callable[[Walk, sp.Basic], Any]] = {
    sp.Add: lambda walk, e: walk.table.add(walk._each(e)),
    sp.Mul: lambda walk, e: walk.table.multiply(walk._each(e)),
    sp.Pow: lambda walk, e: walk.table.power(*walk._each(e)),
    sp.Min: lambda walk, e: walk.table.extreme("min", walk._each(e)),
    sp.Max: lambda walk, e: walk.table.extreme("max", walk._each(e)),
    sp.Mod: lambda walk, e: walk.table.special("mod", walk._each(e)),
    sp.Piecewise: lambda walk, e: walk.table.piecewise(walk, [(p.expr, p.cond) for p in e.args]),
    sp.And: lambda walk, e: walk.table.junction("and", walk._each(e)),
    sp.Or: lambda walk, e: walk.table.junction("or", walk._each(e)),
    sp.Not: lambda walk, e: walk.table.negation(walk(e.args[0])),
    sp.Sum: counted.run_over,
    sp.Product: counted.run_over,
    sp.Integral: counted.integrate_over,
    sp.Limit: lambda walk, e: walk.table.limit(walk, e),
    sp.Subs: counted.put_in,
    sp.Trace: counted.trace,
    sp.Determinant: counted.determinant,
    sp.Derivative: lambda walk, e: walk(counted.slope(e)),
    sp.CRootOf: lambda walk, e: walk.table.root(e),
}


def check(expression: sp.Basic, name: str) -> None:
    """Raise CompileError, naming the culprit, for anything that ``Walk`` has no rule for."""
    for node in nodes(expression, name):
        reason = _refusal(node)
        if reason:
            raise CompileError(f"the formula {name} holds {reason}")


def nodes(expression: sp.Basic, name: str) -> Iterator[sp.Basic]:
    """The nodes that are walked: those of a function or statement in disguise are what it stands for."""
    if not isinstance(expression, sp.Basic):
        raise CompileError(f"the formula {name} is {type(expression).__name__}, not one expression")
    walked = sp.preorder_traversal(expression)
    for node in walked:
        yield node
        made = _instead(node)
        if made is not None:
            walked.skip()
            for part in made:
                yield from nodes(part, name)


def _instead(node: sp.Basic) -> tuple[sp.Basic, ...] | None:
    """What is walked instead of the arguments of a node, where that is not they."""
    if node.func is sp.Contains:  # a set has no number, what it asks has
        return (_STATEMENTS[sp.Contains](*node.args),)
    if isinstance(node, sp.Derivative) and not counted.refused(node):
        return (counted.slope(node),)
    if isinstance(node, sp.Subs):
        return (node.expr, *node.point)
    if isinstance(node, (sp.Sum, sp.Product, sp.Integral)) and not counted.refused(node):
        bounds = (bound for limit in node.limits for bound in limit[1:])
        return (node.function, *(b for b in bounds if b not in counted.ENDLESS))
    if isinstance(node, sp.Limit):
        return (node.args[0], *(b for b in node.args[2:3] if b not in counted.ENDLESS))
    return () if isinstance(node, sp.CRootOf) else None


def _refusal(node: sp.Basic) -> str:
    if isinstance(node, sp.Float):
        return f"the Float {node}: write exact numbers (Rational), a Float is only a binary approximation"
    if isinstance(node, AppliedUndef):
        return f"the unspecified function {node.func}: it has no number until it is given"
    reason = counted.refused(node)
    if reason:
        return reason
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
    kind = node.func
    if kind in FUNCTIONS:
        return len(node.args) == 1
    if kind in NAMED:
        return len(node.args) in NAMED[kind][1]
    if kind in _RULES or kind in _DISGUISED or kind in RELATIONS or node is sp.I:
        return True
    parts = (
        sp.Symbol, sp.Rational, sp.Tuple, sp.MatrixBase, boolalg.BooleanAtom,
        sp.functions.elementary.piecewise.ExprCondPair,
    )  # fmt: skip
    return node in CONSTANTS or node in _ALGEBRAIC or isinstance(node, parts)
