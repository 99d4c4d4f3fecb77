"""SymPy's expressions as terms of Rocq, with everything that has to hold for them to mean what they say.

Division, roots, logarithms, derivatives, integrals and sums are total in Rocq: 1/0, sqrt(-1), ln(-1) and the derivative
of |x| at 0 are some real number. So each term comes with its *needs*: the denominator is not 0, the argument of the
root not negative, the derivative exists. A line's theorem states them beside the line itself.

This module, ``nouns``, ``signs``, ``binders`` and ``statements`` are what has to be trusted of the export. Whatever
they do not know is not exported.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import sympy as sp
from sympy.core.function import AppliedUndef

from softpot.derive.kernel.binders import derivative_term, integral_term, subs_term, sum_term
from softpot.derive.kernel.nouns import (
    ATOM,
    CALL,
    MINUS,
    POWER,
    PRODUCT,
    SUM,
    Need,
    NotExported,
    Scope,
    Term,
    joined,
    make_atom,
    natural_number,
)
from softpot.derive.kernel.signs import obviously, positive_need


def term(e: sp.Basic, scope: Scope) -> Term:
    """The term of a real expression; raises NotExported for what it does not know."""
    for kinds, write in _WRITERS:
        if isinstance(e, kinds):
            return write(e, scope)
    raise NotExported(f"{_name(e)} is not among the functions that are exported")


def _name(e: sp.Basic) -> str:
    return type(e).__name__ if not isinstance(e, AppliedUndef) else str(e.func)


def _symbol(e: sp.Symbol, scope: Scope) -> Term:
    bound = scope.symbols.get(e)
    if bound is None:
        raise NotExported(f"{e} is not a real symbol")
    return bound.term


def _integer(e: sp.Integer, scope: Scope) -> Term:
    return Term(str(int(e)), ATOM if e >= 0 else MINUS)


def _rational(e: sp.Rational, scope: Scope) -> Term:
    return Term(f"{int(e.p)} / {int(e.q)}", PRODUCT if e >= 0 else MINUS - 1)


def _add(e: sp.Add, scope: Scope) -> Term:
    parts, text = [], ""
    for k, argument in enumerate(e.as_ordered_terms() if isinstance(e, sp.Add) else e.args):
        coefficient, _ = argument.as_coeff_Mul()
        if k and coefficient.is_negative and not isinstance(argument, sp.Add):
            part = term(-argument, scope)
            text += f" - {part.at(PRODUCT)}"
        else:
            part = term(argument, scope)
            text += f" + {part.at(PRODUCT)}" if k else part.at(PRODUCT)
        parts.append(part)
    return joined(text, SUM, *parts)


def _mul(e: sp.Mul, scope: Scope) -> Term:
    if not e.is_commutative:
        raise NotExported("factors that do not commute are no real numbers")
    above: list[Term] = []
    below: list[Term] = []
    needs: list[Need] = []
    negative = False
    for factor in e.as_ordered_factors():
        if isinstance(factor, sp.Rational):
            negative ^= bool(factor < 0)
            if abs(factor.p) != 1:
                above.append(Term(str(abs(int(factor.p)))))
            if factor.q != 1:
                below.append(Term(str(int(factor.q))))
            continue
        base, exponent = factor.as_base_exp() if isinstance(factor, sp.Pow) else (factor, None)
        if exponent is not None and exponent.is_Rational and exponent < 0:
            inverse, need = _below(base, -exponent, scope)
            below.append(inverse)
            needs += need
        else:
            above.append(term(factor, scope))
    single = len(above) == 1 and not below
    text = " * ".join(part.at(POWER) for part in above) or "1"
    if below:
        product = " * ".join(part.at(POWER) for part in below)
        text += f" / ({product})" if len(below) > 1 else f" / {below[0].at(POWER)}"
    level = max(above[0].level, POWER) if single else PRODUCT
    if negative:
        text, level = f"- {text}", MINUS if single else PRODUCT
    return joined(text, level, *above, *below, needs=tuple(needs))


def _below(base: sp.Expr, exponent: sp.Rational, scope: Scope) -> tuple[Term, list[Need]]:
    """A denominator base^exponent, exponent > 0, and that it is not 0."""
    made = _power(base, exponent, scope)
    if exponent.is_Integer:
        if obviously(base, scope, "nonzero"):
            return made, []
        inner = term(base, scope)
        return made, [Need(f"{inner.text} <> 0", inner.free, unspecified=inner.unspecified)]
    if obviously(base, scope, "positive"):
        return made, []
    inner = term(base, scope)
    return made, [Need(f"0 < {inner.at(SUM)}", inner.free, unspecified=inner.unspecified)]


def _pow(e: sp.Pow, scope: Scope) -> Term:
    base, exponent = e.args
    if not e.is_commutative:
        raise NotExported("powers of what does not commute are no real numbers")
    if exponent.is_Rational:
        if exponent >= 0:
            return _power(base, exponent, scope)
        made, needs = _below(base, -exponent, scope)
        return joined(f"/ {made.at(MINUS)}", MINUS, made, needs=tuple(needs))
    if base is sp.E:
        inner = term(exponent, scope)
        return joined(f"exp {inner.at(ATOM)}", CALL, inner)
    whole = natural_number(exponent, scope)
    below = term(base, scope)
    if whole is not None:
        return joined(f"{below.at(CALL)} ^ {whole.at(ATOM)}", POWER, below, whole)
    above = term(exponent, scope)
    return joined(
        f"Rpower {below.at(ATOM)} {above.at(ATOM)}", CALL, below, above,
        needs=positive_need(base, below, scope),
    )  # fmt: skip


def _power(base: sp.Expr, exponent: sp.Rational, scope: Scope) -> Term:
    """base^exponent for an exponent that is not negative."""
    inner = term(base, scope)
    if exponent.is_Integer:
        if exponent == 1:
            return inner
        return joined(f"{inner.at(CALL)} ^ {int(exponent)}", POWER, inner)
    if exponent.q == 2:
        needs: tuple[Need, ...] = ()
        if not obviously(base, scope, "nonnegative"):
            needs = (Need(f"0 <= {inner.at(SUM)}", inner.free, unspecified=inner.unspecified),)
        root = f"sqrt {inner.at(ATOM)}"
        atom = make_atom("root", root, base, scope, inner.text)
        if exponent.p == 1:
            return joined(root, CALL, inner, needs=needs, atoms=(atom,))
        return joined(f"{root} ^ {int(exponent.p)}", POWER, inner, needs=needs, atoms=(atom,))
    text = f"Rpower {inner.at(ATOM)} ({int(exponent.p)} / {int(exponent.q)})"
    atom = make_atom("power", text, sp.Pow(base, exponent, evaluate=False), scope, inner.text)
    return joined(text, CALL, inner, needs=positive_need(base, inner, scope), atoms=(atom,))


def _call(name: str) -> Callable[[sp.Function, Scope], Term]:
    def write(e: sp.Function, scope: Scope) -> Term:
        parts = [term(argument, scope) for argument in e.args]
        text = " ".join([name, *(p.at(ATOM) for p in parts)])
        return joined(
            text, CALL, *parts, atoms=(make_atom(name, text, e, scope, parts[0].at(ATOM)),)
        )

    return write


def _log(e: sp.log, scope: Scope) -> Term:
    if len(e.args) != 1:
        raise NotExported("a logarithm to another base is not exported")
    inner = term(e.args[0], scope)
    needs = positive_need(e.args[0], inner, scope)
    text = f"ln {inner.at(ATOM)}"
    return joined(
        text, CALL, inner, needs=needs, atoms=(make_atom("ln", text, e, scope, inner.at(ATOM)),)
    )


def _tan(e: sp.tan, scope: Scope) -> Term:
    inner = term(e.args[0], scope)
    need = Need(f"cos {inner.at(ATOM)} <> 0", inner.free, unspecified=inner.unspecified)
    return joined(f"tan {inner.at(ATOM)}", CALL, inner, needs=(need,))


def _arc(name: str) -> Callable[[sp.Function, Scope], Term]:
    def write(e: sp.Function, scope: Scope) -> Term:
        inner = term(e.args[0], scope)
        need = Need(f"-1 <= {inner.at(SUM)} <= 1", inner.free, unspecified=inner.unspecified)
        return joined(f"{name} {inner.at(ATOM)}", CALL, inner, needs=(need,))

    return write


def _extreme(name: str) -> Callable[[sp.Expr, Scope], Term]:
    def write(e: sp.Expr, scope: Scope) -> Term:
        parts = [term(argument, scope) for argument in sp.ordered(e.args)]
        text = parts[-1].at(ATOM)
        for part in reversed(parts[:-1]):
            text = f"({name} {part.at(ATOM)} {text})"
        return joined(text, ATOM, *parts)

    return write


def _factorial(e: sp.factorial, scope: Scope) -> Term:
    whole = natural_number(e.args[0], scope)
    if whole is None:
        raise NotExported("a factorial of what was not shown to be a natural number")
    return joined(f"INR (fact {whole.at(ATOM)})", CALL, whole)


def _applied(e: AppliedUndef, scope: Scope) -> Term:
    name = scope.functions.get(e.func)
    if name is None:
        raise NotExported(f"the unspecified function {e.func} has no real values here")
    parts = [term(argument, scope) for argument in e.args]
    made = joined(" ".join([name, *(p.at(ATOM) for p in parts)]), CALL, *parts)
    return replace(made, free=made.free | {name}, unspecified=True)


def _determinant(e: sp.Determinant, scope: Scope) -> Term:
    matrix = e.arg
    if not isinstance(matrix, sp.MatrixBase) or matrix.rows not in (2, 3):
        raise NotExported("determinants are exported of matrices with two or three rows")
    parts = [term(member, scope) for member in matrix]
    text = " ".join([f"det{matrix.rows}", *(p.at(ATOM) for p in parts)])
    return joined(text, CALL, *parts)


_WRITERS: tuple[tuple[type | tuple[type, ...], Callable[..., Term]], ...] = (
    (sp.Symbol, _symbol),
    (sp.Integer, _integer),
    (sp.Rational, _rational),
    (type(sp.pi), lambda e, scope: Term("PI")),
    (type(sp.E), lambda e, scope: Term("exp 1", CALL)),
    (sp.Add, _add),
    (sp.Mul, _mul),
    (sp.exp, _call("exp")),
    (sp.Pow, _pow),
    (sp.log, _log),
    (sp.sin, _call("sin")),
    (sp.cos, _call("cos")),
    (sp.tan, _tan),
    (sp.asin, _arc("asin")),
    (sp.acos, _arc("acos")),
    (sp.atan, _call("atan")),
    (sp.sinh, _call("sinh")),
    (sp.cosh, _call("cosh")),
    (sp.tanh, _call("tanh")),
    (sp.erf, _call("erf")),
    (sp.Abs, _call("Rabs")),
    (sp.Min, _extreme("Rmin")),
    (sp.Max, _extreme("Rmax")),
    (sp.factorial, _factorial),
    (AppliedUndef, _applied),
    (sp.Determinant, _determinant),
    (sp.Derivative, lambda e, scope: derivative_term(e, scope, term)),
    (sp.Subs, lambda e, scope: subs_term(e, scope, term)),
    (sp.Integral, lambda e, scope: integral_term(e, scope, term)),
    (sp.Sum, lambda e, scope: sum_term(e, scope, term)),
)
