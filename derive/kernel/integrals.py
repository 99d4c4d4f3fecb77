"""Proofs of integrals: an antiderivative, its derivative inside the range, its values or limits at the ends."""

from __future__ import annotations

from collections.abc import Callable

import sympy as sp

from softpot.derive.kernel.equations import another, finish, slope
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
