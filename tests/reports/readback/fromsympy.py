"""What a SymPy expression means."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import sympy as sp
from sympy.core.function import AppliedUndef
from sympy.logic.boolalg import Boolean

from .meaning import Meaning, relation

_SIGNS = {
    "Equality": "=", "Unequality": "≠", "StrictLessThan": "<", "LessThan": "≤", "StrictGreaterThan": ">",
    "GreaterThan": "≥",
}  # fmt: skip


def meaning(e: sp.Basic, same: Mapping[str, str]) -> Meaning:
    """The meaning of an expression; ``same`` gives one code name to all symbols that look the same."""

    def of(x: Any) -> Meaning:
        return meaning(sp.sympify(x), same)

    if isinstance(e, sp.Symbol):
        return ("name", same.get(e.name, e.name))
    if isinstance(e, sp.Integer):
        return ("num", str(e)) if e >= 0 else ("neg", ("num", str(-e)))
    if isinstance(e, sp.Rational):
        return ("div", of(e.p), of(e.q))
    if isinstance(e, AppliedUndef):
        return ("call", f"function {same.get(str(e.func), str(e.func))}", *map(of, e.args))
    for kind in type(e).__mro__:
        if kind.__name__ in _KINDS:
            return _KINDS[kind.__name__](e, of)
    raise AssertionError(f"the tests do not know what {type(e).__name__} means")


Of = Callable[[Any], Meaning]


def _integral(e: sp.Integral, of: Of) -> Meaning:
    limits = []
    for v, *ends in e.limits:
        low, high = ends if len(ends) == 2 else [None, *ends] if ends else [None, None]  # type: ignore[list-item]
        limits.append(
            (of(v)[1], None if low is None else of(low), None if high is None else of(high))
        )
    sign = {"Integral": "∫", "Sum": "∑", "Product": "∏"}[type(e).__name__]
    return ("big", sign, of(e.function), limits)


def _derivative(e: sp.Derivative, of: Of) -> Meaning:
    by = []
    for v, n in e.variable_count:
        by.append((of(v)[1] if isinstance(v, sp.Symbol) else of(v), of(n)))
    return ("derive", of(e.expr), by)


def _relational(e: Any, of: Of) -> Meaning:
    left, right = map(of, e.args)
    if isinstance(e, sp.Eq) and any(
        isinstance(s, Boolean) and not isinstance(s, sp.Symbol) for s in e.args
    ):
        return ("connect", "⇔", left, right)
    return relation(_SIGNS[type(e).__name__], left, right)


def _connect(sign: str) -> Callable[[Any, Of], Meaning]:
    return lambda e, of: ("connect", sign, *map(of, e.args))


def _named(name: str) -> Callable[[Any, Of], Meaning]:
    return lambda e, of: ("const", name)


def _call(e: Any, of: Of) -> Meaning:
    return ("call", e.func.__name__, *map(of, e.args))


def _hyper(e: Any, of: Of) -> Meaning:
    groups = [list(map(of, group)) for group in e.args[:-1]]
    return (
        "call",
        f"hyper{len(groups[0])}F{len(groups[1])}",
        *groups[0],
        *groups[1],
        of(e.args[-1]),
    )


def _interval(e: sp.Interval, of: Of) -> Meaning:
    kind = f"interval {'(' if e.left_open else '['}{')' if e.right_open else ']'}"
    return ("call", kind, of(e.start), of(e.end))


def _matrix(e: Any, of: Of) -> Meaning:
    return ("grid", "[", [[of(e[i, j]) for j in range(e.cols)] for i in range(e.rows)])


def _determinant(e: sp.Determinant, of: Of) -> Meaning:
    inner = of(e.args[0])
    return ("grid", "|", inner[2]) if inner[0] == "grid" else ("call", "det", inner)


def _abs(e: sp.Abs, of: Of) -> Meaning:
    if isinstance(e.args[0], sp.Determinant):
        return ("call", "abs", _determinant(e.args[0], of))
    return ("call", "abs", of(e.args[0]))


def _usual(extra: Any) -> Callable[[Any, Of], Meaning]:
    def kind(e: Any, of: Of) -> Meaning:
        args = e.args[:1] if e.args[1:] == (extra,) else e.args
        return ("call", e.func.__name__, *map(of, args))

    return kind


def _floored(e: Any, of: Of) -> Meaning:
    return ("call", e.func.__name__, of(e.args[0]))


_KINDS: Mapping[str, Callable[[Any, Of], Meaning]] = {
    "Add": lambda e, of: ("add", *map(of, e.args)),
    "Mul": lambda e, of: ("mul", *map(of, e.args)),
    "Pow": lambda e, of: ("call", "exp", of(e.exp)) if e.base is sp.S.Exp1 else ("pow", of(e.base), of(e.exp)),
    "Pi": _named("pi"), "Exp1": _named("E"), "ImaginaryUnit": _named("I"), "Infinity": _named("oo"),
    "NegativeInfinity": lambda e, of: ("neg", ("const", "oo")), "EulerGamma": _named("EulerGamma"),
    "GoldenRatio": _named("GoldenRatio"), "Catalan": _named("Catalan"), "BooleanTrue": _named("true"),
    "BooleanFalse": _named("false"), "Reals": _named("ℝ"), "Integers": _named("ℤ"), "Naturals": _named("ℕ"),
    "Naturals0": _named("ℕ₀"), "Rationals": _named("ℚ"), "Complexes": _named("ℂ"), "EmptySet": _named("EmptySet"),
    "Float": lambda e, of: ("num", str(e)), "UnevaluatedExpr": lambda e, of: of(e.args[0]),
    "Integral": _integral, "Sum": _integral, "Product": _integral, "Derivative": _derivative,
    "Limit": lambda e, of: ("limit", of(e.args[0]), of(e.args[1])[1], of(e.args[2]),
                            "+-" if e.args[2].is_infinite else str(e.args[3])),
    "Subs": lambda e, of: ("subs", of(e.args[0]), [(of(v)[1], of(p)) for v, p in zip(*e.args[1:], strict=True)]),
    "Relational": _relational, "And": _connect("and"), "Or": _connect("or"), "Xor": _connect("xor"),
    "Equivalent": _connect("⇔"), "Implies": _connect("⇒"), "Not": lambda e, of: ("not", of(e.args[0])),
    "Tuple": lambda e, of: of(e.args[0]) if len(e.args) == 1 else ("tuple", *map(of, e.args)),
    "Piecewise": lambda e, of: ("cases", [(of(v), None if c == sp.true else of(c)) for v, c in e.args]),
    "FiniteSet": lambda e, of: ("call", "set", *map(of, e.args)), "Interval": _interval,
    "Contains": lambda e, of: ("relate", "∈", *map(of, e.args)), "Union": lambda e, of: ("call", "∪", *map(of, e.args)),
    "Intersection": lambda e, of: ("call", "∩", *map(of, e.args)),
    "Complement": lambda e, of: ("call", "∖", *map(of, e.args)),
    "MatrixBase": _matrix, "Determinant": _determinant, "Abs": _abs, "hyper": _hyper,
    "LambertW": _usual(sp.S.Zero), "Heaviside": _usual(sp.S.Half), "DiracDelta": _usual(sp.S.Zero),
    "floor": _floored, "ceiling": _floored, "Max": _call, "Min": _call, "Function": _call,
}  # fmt: skip
