"""Proofs of strict inequalities: by derivatives from 0 on, by the ends of an interval, by intervals of numbers."""

from __future__ import annotations

from itertools import pairwise

import sympy as sp

from softpot.derive.kernel.equations import another, slope
from softpot.derive.kernel.nouns import ATOM, NotExported, Scope
from softpot.derive.kernel.scripts import Script
from softpot.derive.kernel.terms import term
from softpot.derive.machinery.discharge import Bracket

BITS = 300
"""The precision in which intervals of numbers are computed."""


def apart(script: Script) -> None:
    """Prove a < b, or several such, between numbers."""
    script.add(f"numbers {BITS}%positive.")


def rising(script: Script, statement: sp.Basic, x: sp.Symbol, order: int, scope: Scope) -> None:
    """Prove a < b for a positive x: b - a and its derivatives vanish at 0 but for the last, which is positive."""
    if isinstance(statement, sp.StrictGreaterThan):
        larger, smaller = statement.lhs, statement.rhs
    elif isinstance(statement, sp.StrictLessThan):
        larger, smaller = statement.rhs, statement.lhs
    else:
        raise NotExported("no strict inequality")
    difference = larger - smaller
    script.add(f"enough (0 < {term(difference, scope).text}) by lra.")
    _above_0(script, difference, x, order, scope)


def _above_0(script: Script, f: sp.Expr, x: sp.Symbol, order: int, scope: Scope) -> None:
    """Prove 0 < f, where x is positive."""
    chain = [f]
    for _ in range(order):
        chain.append(sp.diff(chain[-1], x))
    inner = scope
    for here, following in pairwise(chain):
        name, inside = another(x, inner)
        functions = [f"(fun {name} : R => {term(g, inside).text})" for g in (here, following)]
        place = term(x, inner).at(ATOM)
        script.add(
            f"refine (above_0 {' '.join(functions)} _ _ _ {place} _); [ at_0 | | | need ].", "{"
        )
        script.add(f"intros {name} ?.")
        slope(script, here, x, following, inside)
        script.add("}")
        script.add(f"intros {name} ?.")
        inner = inside
    script.add("need.")


def bracketed(script: Script, method: Bracket, scope: Scope) -> None:
    """Prove l < x and x < u, of the zero x of a function whose derivative is p/q^2, p and q positive."""
    (f,) = method.equations
    x = method.zero
    (p, p_order), (q, q_order) = method.numerator, method.root
    name, inside = another(x, scope)
    facts = [script.fresh("q"), script.fresh("q")]
    for fact, g, order in zip(facts, (p, q), (p_order, q_order), strict=True):
        script.add(
            f"assert ({fact} : forall {name} : R, 0 < {name} -> 0 < {term(g, inside).text}).", "{"
        )
        script.add(f"intros {name} ?.")
        _above_0(script, g, x, order, inside)
        script.add("}")
    functions = [f"(fun {name} : R => {term(g, inside).text})" for g in (f, p / q**2)]
    script.add(f"apply (bracket {' '.join(functions)}).", "{ need. }", "{ need. }", "{ need. }")
    script.add(
        "{",
        f"intros {name} ?.",
        *(f"pose proof ({fact} {name} ltac:(assumption))." for fact in facts),
    )
    slope(script, f, x, p / q**2, inside)
    script.add("}")
    script.add(
        "{",
        f"intros {name} ?.",
        *(f"pose proof ({fact} {name} ltac:(assumption))." for fact in facts),
    )
    script.add("need.", "}")
    script.add(f"{{ numbers {BITS}%positive. }}", f"{{ numbers {BITS}%positive. }}")
    script.add("first [ assumption | lra ].")
