"""Terms that bind a variable: derivatives, values put in, integrals and sums.

A need of what stands inside holds for every value that the variable takes there. ``write`` makes the terms inside.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import sympy as sp

from softpot.derive.kernel.nouns import (
    ATOM,
    CALL,
    PRODUCT,
    SUM,
    Atom,
    Bound,
    Need,
    NotExported,
    Scope,
    Term,
    make_atom,
    natural,
    natural_number,
    real,
    unique,
)
from softpot.derive.kernel.signs import obviously

Write = Callable[[sp.Basic, Scope], Term]


def _fun(name: str, body: Term, kind: str = "R") -> str:
    head, _, last = body.text.rpartition(" ")
    if last == name and head.isidentifier() and body.unspecified and kind == "R":
        return head  # an unspecified function of the variable alone
    return f"(fun {name} : {kind} => {body.text})"


def _outside(body: Term, name: str, around: Callable[[Need], Need]) -> tuple[Need, ...]:
    """The needs of a body, those that speak of the bound variable with what says for which of its values."""
    return tuple(around(need) if name in need.free else need for need in body.needs)


def derivative_term(e: sp.Derivative, scope: Scope, write: Write) -> Term:
    """The derivative with respect to the last of the variables, of what is left of it."""
    *before, (x, count) = e.variable_count
    if not isinstance(x, sp.Symbol) or not count.is_Integer:
        raise NotExported(f"a derivative with respect to {x}, or of order {count}")
    inner = sp.Derivative(e.expr, *before) if before else e.expr
    place = write(x, scope)
    name, within = scope.fresh(x, inner)
    body = write(inner, within.bind(x, real(name)))
    function = _fun(name, body)
    free = (body.free - {name}) | place.free

    def near(need: Need) -> Need:
        text = f"locally {place.at(ATOM)} (fun {name} : R => {need.text})"
        return replace(need, text=text, free=(need.free - {name}) | place.free)

    if count == 1:
        text, exists = (
            f"Derive {function} {place.at(ATOM)}",
            f"ex_derive {function} {place.at(ATOM)}",
        )
    else:
        text = f"Derive_n {function} {count} {place.at(ATOM)}"
        exists = f"derivable {count} {function} {place.at(ATOM)}"
    need = Need(exists, free, existence=True, unspecified=body.unspecified)
    needs = (*_outside(body, name, near), *place.needs, need)
    atom = Atom("derivative", text, sp.Tuple(inner, x, count), e, scope, function)
    return Term(text, CALL, unique(needs), free, body.unspecified, (atom,))


def subs_term(e: sp.Subs, scope: Scope, write: Write) -> Term:
    bound = {}
    needs: tuple[Need, ...] = ()
    for variable, value in zip(e.variables, e.point, strict=True):
        made = write(value, scope)
        needs += made.needs
        whole = natural_number(value, scope)
        meaning = Bound(
            made, whole,
            positive=obviously(value, scope, "positive"),
            nonnegative=obviously(value, scope, "nonnegative"),
            nonzero=obviously(value, scope, "nonzero"),
        )  # fmt: skip
        bound[variable] = (meaning, scope.resolved(value))
    inner = scope
    for variable, (meaning, resolved) in bound.items():
        inner = inner.bind(variable, meaning, resolved)
    body = write(e.expr, inner)
    return replace(body, needs=unique((*needs, *body.needs)))


def integral_term(e: sp.Integral, scope: Scope, write: Write) -> Term:
    made: Callable[[Scope], Term] = lambda inner: write(e.function, inner)  # noqa: E731
    for limit in e.limits:
        if len(limit) != 3:
            raise NotExported("an integral without limits")
        x, lower, upper = limit
        made = _integrated(made, e, x, lower, upper, write)
    return made(scope)


def _integrated(
    body_of: Callable[[Scope], Term],
    e: sp.Integral,
    x: sp.Symbol,
    lower: sp.Expr,
    upper: sp.Expr,
    write: Write,
) -> Callable[[Scope], Term]:
    def made(scope: Scope) -> Term:
        ends = [None if end.is_infinite else write(end, scope) for end in (lower, upper)]
        if lower in (sp.oo,) or upper in (-sp.oo,):
            raise NotExported("an integral that runs from +infinity or to -infinity")
        name, inner = scope.fresh(x, sp.Tuple(e.function, *e.limits))
        body = body_of(inner.bind(x, real(name)))
        function = _fun(name, body)
        free = (body.free - {name}).union(*(end.free for end in ends if end is not None))
        low, high = ends
        between = _range(name, low, high)

        def within(need: Need) -> Need:
            text = f"(forall {name} : R, {between}{need.text})"
            return replace(need, text=text, free=(need.free - {name}) | free)

        plain = not (low is None or high is None or _singular(e.function, x, lower, upper))
        if plain and low is not None and high is not None:
            arguments = f"{function} {low.at(ATOM)} {high.at(ATOM)}"
            text, exists = f"RInt {arguments}", f"ex_RInt {arguments}"
        else:
            start = (
                "(Rbar_locally m_infty)"
                if low is None
                else _end(e.function, x, lower, low, "right")
            )
            stop = (
                "(Rbar_locally p_infty)"
                if high is None
                else _end(e.function, x, upper, high, "left")
            )
            arguments = f"{function} {start} {stop}"
            text, exists = f"RInt_gen {arguments}", f"ex_RInt_gen {arguments}"
        need = Need(exists, free, existence=True, unspecified=body.unspecified)
        outer = tuple(n for end in ends if end is not None for n in end.needs)
        needs = (*outer, *_outside(body, name, within), need)
        atom = make_atom("integral", text, e, scope, function)
        return Term(text, CALL, unique(needs), free, body.unspecified, (atom,))

    return made


def _range(name: str, low: Term | None, high: Term | None) -> str:
    if low is not None and high is not None:
        a, b = low.at(ATOM), high.at(ATOM)
        return f"Rmin {a} {b} < {name} < Rmax {a} {b} -> "
    if low is not None:
        return f"{low.at(SUM)} < {name} -> "
    return f"{name} < {high.at(SUM)} -> " if high is not None else ""


def _singular(f: sp.Expr, x: sp.Symbol, *ends: sp.Expr) -> bool:
    """Whether the integrand has no value at an end, so that the integral is a limit there."""
    return any(_worthless(f, x, end) for end in ends)


def _worthless(f: sp.Expr, x: sp.Symbol, end: sp.Expr) -> bool:
    """Whether a denominator or the argument of a logarithm in f is 0 at the end of the range, as written."""
    for part in f.atoms(sp.Pow, sp.log):
        if isinstance(part, sp.Pow) and not (part.exp.is_Rational and part.exp.is_negative):
            continue
        if part.args[0].has(x) and part.args[0].xreplace({x: end}).is_zero:
            return True
    return False


def _end(f: sp.Expr, x: sp.Symbol, end: sp.Expr, made: Term, side: str) -> str:
    filter_ = f"at_{side}" if _worthless(f, x, end) else "at_point"
    return f"({filter_} {made.at(ATOM)})"


def sum_term(e: sp.Sum, scope: Scope, write: Write) -> Term:
    if len(e.limits) != 1 or len(e.limits[0]) != 3:
        raise NotExported("a sum over several indices")
    k, lower, upper = e.limits[0]
    first = natural_number(lower, scope)
    if first is None:
        raise NotExported("a sum that does not start at a natural number")
    name, inner = scope.fresh(k, sp.Tuple(e.function, lower, upper))
    if upper is sp.oo:
        shifted = Term(f"{first.at(PRODUCT)} + {name}", SUM, free=first.free | {name})
        if first.text == "0":
            shifted = Term(name, free=frozenset({name}))
        index = Bound(
            Term(f"INR {shifted.at(ATOM)}", CALL, free=shifted.free), shifted,
            nonnegative=True, nonzero=_at_least_one(lower), positive=_at_least_one(lower),
        )  # fmt: skip
        body = write(e.function, inner.bind(k, index))
        function = _fun(name, body, "nat")
        text, exists, between = f"Series {function}", f"ex_series {function}", ""
        parts: tuple[Term, ...] = (first,)
    else:
        last = natural_number(upper, scope)
        if last is None:
            raise NotExported("a sum that does not end at a natural number")
        body = write(
            e.function,
            inner.bind(
                k, natural(name, nonzero=_at_least_one(lower), positive=_at_least_one(lower))
            ),
        )
        function = _fun(name, body, "nat")
        text, exists = f"sum_n_m {function} {first.at(ATOM)} {last.at(ATOM)}", ""
        between = f"({first.text} <= {name} <= {last.text})%nat -> "
        parts = (first, last)
    free = (body.free - {name}).union(*(part.free for part in parts))

    def each(need: Need) -> Need:
        return replace(
            need,
            text=f"(forall {name} : nat, {between}{need.text})",
            free=(need.free - {name}) | free,
        )

    needs = _outside(body, name, each)
    if exists:
        needs += (Need(exists, free, existence=True, unspecified=body.unspecified),)
    atom = make_atom("sum", text, e, scope, function)
    return Term(text, CALL, unique(needs), free, body.unspecified, (atom,))


def _at_least_one(lower: sp.Expr) -> bool:
    return bool(isinstance(lower, sp.Integer) and lower >= 1)
