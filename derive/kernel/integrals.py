"""Proofs of integrals: an antiderivative, its derivative inside the range, its values or limits at the ends."""

from __future__ import annotations

from collections.abc import Callable

import sympy as sp

from softpot.derive.kernel.equations import another, finish, slope
from softpot.derive.kernel.scripts import Script
from softpot.derive.kernel.terms import ATOM, Bound, Scope, Term, term


def integral(
    script: Script, stated: sp.Integral, value: sp.Expr, antiderivative: sp.Expr, scope: Scope
) -> None:
    """Prove is_RInt or is_RInt_gen of the integral and its value."""
    x, lower, upper = stated.limits[0]
    f = stated.function
    made = term(stated, scope)
    name, inside = another(x, scope)
    primitive = f"(fun {name} : R => {term(antiderivative, inside).text})"
    proper = made.text.startswith("RInt ")
    if proper:
        script.add(f"apply (integral {primitive}).")
        given = f"intros {name} G; bounds G."
    else:
        reach = f"(fun {name} : R => {_inside(name, made.text, lower, scope)})"
        script.add(f"eapply (integral_gen {primitive} _ _ _ _ _ _ {reach}).")
        given = f"intros {name} G."
        script.add("{ intros; lra. }", "{ reaches. }", "{ reaches. }")
    _block(script, given, lambda: slope(script, antiderivative, x, f, inside))
    if proper:
        _block(script, given, lambda: script.add("cont.", "need."))
    _block(script, given, lambda: script.add("cont.", "need."))
    if not proper:
        script.add("{ at_end. }", "{ at_end. }")
    script.add("cbv beta.")
    terms = [_at(antiderivative, x, end, scope) for end in (lower, upper) if not end.is_infinite]
    finish(script, [*terms, term(value, scope)], scope)


def _block(script: Script, given: str, body: Callable[[], None]) -> None:
    script.add("{")
    script.add(given)
    script.everywhere = True
    body()
    script.everywhere = False
    script.add("}")


def _inside(name: str, text: str, lower: sp.Expr, scope: Scope) -> str:
    if lower.is_infinite:
        return "True"
    low = term(lower, scope).at(ATOM)
    return f"{low} < {name}" if "(at_right" in text else f"{low} <= {name}"


def _at(e: sp.Expr, x: sp.Symbol, end: sp.Expr, scope: Scope) -> Term:
    made = term(end, scope)
    level = Term(made.at(ATOM), ATOM, made.needs, made.free, made.unspecified, made.atoms)
    return term(e, scope.bind(x, Bound(level), scope.resolved(end)))
