"""Proofs of equations: derivatives carried out, powers and exponentials written in common roots, then field arithmetic.

What the tactics are told here, the kernel checks: a wrong hint proves nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import permutations

import sympy as sp
from sympy.core.function import AppliedUndef

from softpot.derive.kernel.common import atoms_of, carried, common
from softpot.derive.kernel.nouns import ATOM, Atom, Need, NotExported, Scope, Term, real
from softpot.derive.kernel.scripts import Script
from softpot.derive.kernel.terms import term


def slope_of(left: sp.Expr, right: sp.Expr) -> tuple[sp.Expr, sp.Symbol, sp.Expr] | None:
    """(f, x, value) of an equation that is stated as is_derive: a first derivative alone on a side."""
    for one, other in ((left, right), (right, left)):
        if (
            isinstance(one, sp.Derivative)
            and one.derivative_count == 1
            and not other.has(sp.Derivative)
        ):
            return one.expr, one.variables[0], other
    return None


def equation(
    script: Script,
    left: sp.Expr,
    right: sp.Expr,
    scope: Scope,
    carried_out: tuple[Term, ...] | None = None,
) -> None:
    """Prove left = right; ``carried_out`` holds the values of its derivatives, where they stand there already."""
    stated = slope_of(left, right)
    if stated is not None:
        slope(script, *stated, scope)
        return
    terms = [term(left, scope), term(right, scope)]
    if carried_out is None:
        carried_out = derivatives(script, terms)
    finish(script, [*terms, *carried_out], scope)


def slope(script: Script, f: sp.Expr, x: sp.Symbol, value: sp.Expr, scope: Scope) -> None:
    """Prove is_derive (fun x => f) x value."""
    if f.has(sp.Derivative, sp.Subs, sp.Integral):
        plain = carried(f)
        if plain == f and not f.has(sp.Subs, sp.Integral) and _first_only(f, x):
            script.add("slope.", "second.")
            finish(script, [term(f, scope), term(value, scope)], scope)
            return
        if plain == f:
            raise NotExported("a derivative of an integral")
        place = term(x, scope)
        name, inside = another(x, scope)
        script.add(f"apply (D_ext _ (fun {name} : R => {term(plain, inside).text})).")
        script.add("{")
        slope(script, plain, x, value, scope)
        script.add("}")
        _around(script, [*term(f, inside).needs, *term(plain, inside).needs], name, place)
        equation(script, f, plain, inside)
        return
    script.add("slope.")
    finish(script, [term(f, scope), term(value, scope)], scope)


def _first_only(f: sp.Expr, x: sp.Symbol) -> bool:
    """Whether all derivatives in f are first ones, with respect to x, of unspecified functions of x alone."""
    return all(
        isinstance(d.expr, AppliedUndef) and d.expr.args == (x,) and d.variables == (x,)
        for d in f.atoms(sp.Derivative)
    )


def another(x: sp.Symbol, scope: Scope) -> tuple[str, Scope]:
    """A name for a value of x near the one in the scope, and the scope in which x is that value."""
    name = f"{min(scope.symbols[x].term.free, default='y')}'"
    while name in scope.taken:
        name += "'"
    inner = replace(scope, taken=scope.taken | {name})
    return name, inner.bind(x, real(name))


def _around(script: Script, needs: Iterable[Need], name: str, place: Term) -> None:
    """From "for all y around the place" to "for a y for which the needs hold"."""
    texts = [
        n.text
        for n in needs
        if name in n.free and not n.existence and not n.text.startswith("locally")
    ]
    chosen = " /\\ ".join(dict.fromkeys(texts)) or "True"
    script.add(
        f"apply (around_from (fun {name} : R => {chosen})); [ around | intros {name}; given ]."
    )


def derivatives(script: Script, terms: list[Term]) -> tuple[Term, ...]:
    """Put the values in for the outermost derivatives; the terms of these values."""
    made: list[Term] = []
    for atom in atoms_of(terms, "derivative"):
        f, x, count = atom.node.args
        value = carried(sp.diff(carried(f), x, int(count)))
        if value.has(sp.Subs) or value == atom.written:
            continue
        made.append(_derived(script, atom, f, x, int(count), value))
    return tuple(made)


def _derived(
    script: Script, atom: Atom, f: sp.Expr, x: sp.Symbol, count: int, value: sp.Expr
) -> Term:
    result = term(value, atom.scope)
    fact = script.fresh("d")
    place = term(x, atom.scope)
    name, inside = another(x, atom.scope)
    if count == 1:
        script.add(
            f"assert ({fact} : is_derive {atom.inner} {place.at(ATOM)} {result.at(ATOM)}). {{"
        )
        slope(script, f, x, value, atom.scope)
        script.add("}", f"rewrite (is_derive_unique _ _ _ {fact}).")
        return result
    chain = [f]
    for _ in range(count):
        chain.append(carried(sp.diff(carried(chain[-1]), x)))
    functions = [f"(fun {name} : R => {term(g, inside).text})" for g in chain]
    functions[0] = atom.inner
    script.add(
        f"assert ({fact} : derived 0 {functions[0]} {functions[0]} {place.at(ATOM)}) by apply derived_0."
    )
    for k in range(count):
        following = script.fresh("d")
        script.add(
            f"assert ({following} : derived {k + 1} {functions[0]} {functions[k + 1]} {place.at(ATOM)}). "
            f"{{ apply (derived_S {k} {functions[0]} {functions[k]} {functions[k + 1]} _ {fact})."
        )
        _around(
            script, [*term(chain[k], inside).needs, *term(chain[k + 1], inside).needs], name, place
        )
        slope(script, chain[k], x, chain[k + 1], inside)
        script.add("}")
        fact = following
    script.add(
        f"apply derived_at in {fact}; destruct {fact} as [? {fact}]; cbv beta in {fact}; rewrite {fact}."
    )
    return result


@lru_cache(maxsize=1024)
def _ratio(one: sp.Expr, other: sp.Expr) -> sp.Expr:
    """One integrand over another one; many lines speak of the same two."""
    return sp.simplify(one / other)


def _multiples(terms: list[Term]) -> Iterator[str]:
    """That one integral is that of a multiple of the integrand of another one over the same range."""
    found = [a for a in atoms_of(terms, "integral") if isinstance(a.written, sp.Integral)]
    for one, other in permutations(found, 2):
        if one.written.limits != other.written.limits:
            continue
        x, *_ = one.written.limits[0]
        ratio = _ratio(one.written.function, other.written.function)
        if not ratio.has(x) and ratio != 1:
            yield f"multiple {term(ratio, one.scope).at(ATOM)} {other.inner}"


def finish(script: Script, terms: list[Term], scope: Scope) -> None:
    """Field arithmetic, after absolute values, powers and exponentials are written in common parts."""
    if any("det" in t.text for t in terms):
        script.add("unfold det2, det3.")
    told = common(script, terms, scope)
    tries = [f"field{told}; need", f"ring{told}"]
    if told:  # powers of the root put in for what it is the root of
        put_in = ", ".join(f"<- ?{fact}" for fact in told.strip(" []").split())
        tries.append(f"rewrite {put_in}; first [ field; need | ring ]")
        if any("ln (0 + sqrt" in t.text for t in terms):
            tries.append(f"log_of_root; field{told}; need")
    if atoms_of(terms, "derivative", "integral"):
        tries.append("same_bodies; field; need")
    tries += [f"{hint}; field; need" for hint in _multiples(terms)]
    if any(t.unspecified for t in terms):
        tries.append("same_calls; first [ ring | field; need ]")
    script.add(f"first [ {' | '.join(tries)} ].")
