"""Proofs of integrals: an antiderivative, its derivative inside the range, its values or limits at the ends."""

from __future__ import annotations

from collections.abc import Callable

import sympy as sp

from softpot.derive.kernel.equations import another, derivatives, finish, slope
from softpot.derive.kernel.nouns import ATOM, Bound, Scope, Term
from softpot.derive.kernel.scripts import Script
from softpot.derive.kernel.terms import term


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
        for end in (lower, upper):
            _limit(script, antiderivative, x, end, scope)
    script.add("cbv beta.")
    terms = [_at(antiderivative, x, end, scope) for end in (lower, upper) if not end.is_infinite]
    finish(script, [*terms, term(value, scope)], scope)


def combination(
    left: sp.Expr, right: sp.Expr
) -> tuple[sp.Integral, tuple[tuple[sp.Expr, sp.Integral], ...]] | None:
    """An equation solved for its first integral: this one, and the factors and integrals that make it up."""
    integrals = list(sp.ordered((left - right).atoms(sp.Integral)))
    names = [sp.Dummy() for _ in integrals]
    said = (left - right).xreplace(dict(zip(integrals, names, strict=True)))
    factors = [said.diff(name) for name in names]
    if any(factor.has(*names) for factor in factors) or said.subs(dict.fromkeys(names, 0)) != 0:
        return None
    for k, first in enumerate(integrals):
        if left.has(first) and len(integrals) > 1:
            others = [(-factors[n] / factors[k], one) for n, one in enumerate(integrals) if n != k]
            return first, tuple(others)
    return None


def linear(
    script: Script,
    left: sp.Expr,
    right: sp.Expr,
    scope: Scope,
    where: list[tuple[sp.Expr, sp.Expr]],
) -> bool:
    """Prove an equation of improper integrals over one range; whether there is a proof.

    ``where`` is put into the integrands; lines in use say so for every value of the variable.
    """
    solved = combination(left, right)
    if solved is None:
        return False
    first, parts = solved
    stated = [term(first, scope), *(term(one, scope) for _, one in parts)]
    if not all(made.text.startswith("RInt_gen ") for made in stated):
        return False
    x = first.variables[0]
    name, inside = another(x, scope)
    factors = [term(factor, scope) for factor, _ in parts]
    bodies = [term(one.function.xreplace({one.variables[0]: x}), inside) for _, one in parts]
    made = _nested(list(zip(factors, bodies, strict=True)))
    fact = script.fresh("s")
    value = _nested(list(zip(factors, stated[1:], strict=True)))
    script.add(f"assert ({fact} : {stated[0].text} = {value}). {{")
    script.add(f"term_by_term (fun {name} : R => {made}).", f"intro {name}.")
    script.add(f"for_this {name}.")
    for old, new in where:
        script.add(f"change_to {term(old, inside).at(ATOM)} {term(new, inside).at(ATOM)}.")
    values = [term(new, inside) for _, new in where]
    carried_out = derivatives(script, values)
    body = term(first.function, inside)
    finish(script, [body, *bodies, *factors, *values, *carried_out], inside)
    script.add("}", f"rewrite {fact}.")
    finish(script, [term(left, scope), term(right, scope), *factors], scope)
    return True


def _nested(pairs: list[tuple[Term, Term]]) -> str:
    """c * g + (d * h + ...)."""
    *others, (c, g) = pairs
    made = f"{c.at(ATOM)} * {g.at(ATOM)}"
    for c, g in reversed(others):
        made = f"{c.at(ATOM)} * {g.at(ATOM)} + ({made})"
    return made


def _limit(script: Script, f: sp.Expr, x: sp.Symbol, end: sp.Expr, scope: Scope) -> None:
    """Prove that f has a limit at an end: at an infinite one, by its terms c x^n exp(-a x^m) and c erf(b x)."""
    name, inside = another(x, scope)
    found = _parts(f, x, name, inside) if end.is_infinite else None
    if found is None:
        script.add("{ at_end. }")
        return
    parts, same = found
    made = term(f, inside)
    script.add("{", f"apply (filterlim_ext (fun {name} : R => {' + '.join(parts)})).", "{")
    script.add(f"intro {name}; cbv beta.")
    for canonical, written in dict(same).items():
        script.add(f"replace ({canonical}) with ({written}) by (f_equal; field; need).")
    finish(script, [made], inside)
    script.add("}", "at_end.", "}")


def _parts(
    f: sp.Expr, x: sp.Symbol, name: str, inside: Scope
) -> tuple[list[str], list[tuple[str, str]]] | None:
    """The terms of f in the forms whose limits are known, and what was written in other words; None for others."""
    found, same = [], []
    for part in sp.Add.make_args(sp.expand(f)):
        c, rest = part.as_independent(x, as_Add=False)
        n, tail = sp.Integer(0), []
        for factor in sp.Mul.make_args(rest):
            if factor.func is sp.exp or isinstance(factor, sp.erf):
                tail.append(factor)
            else:
                base, power = factor.as_base_exp()
                if factor != 1 and (base != x or not power.is_Integer or power < 0):
                    return None
                n += power if factor != 1 else 0
        coefficient = term(c, inside).at(ATOM)
        if len(tail) != 1:
            return None
        ((u,),) = (factor.args for factor in tail)
        a, m = (-u / x if tail[0].func is sp.exp else u / x), 1
        if tail[0].func is sp.exp and a.has(x):
            a, m = -u / x**2, 2
        a = sp.simplify(a)
        if a.has(x):
            return None
        rate = term(a, inside).at(ATOM)
        if isinstance(tail[0], sp.erf):
            if n:
                return None
            canonical = f"erf ({rate} * {name})"
            same.append((canonical, term(tail[0], inside).text))
            found.append(f"{coefficient} * {canonical}")
        else:
            place = name if m == 1 else f"{name} ^ {m}"
            canonical = f"exp (- ({rate} * {place}))"
            same.append((canonical, term(tail[0], inside).text))
            found.append(f"{coefficient} * ({name} ^ {int(n)} * {canonical})")
    return found, same


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
