"""Proofs from equations that hold: members of an ideal, and the only solution of an equation."""

from __future__ import annotations

import sympy as sp

from softpot.derive.kernel.common import carried
from softpot.derive.kernel.equations import derivatives, finish
from softpot.derive.kernel.nouns import ATOM, NotExported, Scope
from softpot.derive.kernel.scripts import Script
from softpot.derive.kernel.terms import term


def eliminated(script: Script, left: sp.Expr, right: sp.Expr, given: tuple[sp.Expr, ...],
               unknowns: tuple[sp.Symbol, ...], scope: Scope) -> None:  # fmt: skip
    """Prove left = right, or that the value of a derivative is, from expressions that are 0."""
    difference = sp.expand(carried(left) - carried(right))
    others = sorted(
        set().union(difference.free_symbols, *(g.free_symbols for g in given)) - set(unknowns),
        key=str,
    )
    if difference == 0:
        finish(script, [term(left, scope), term(right, scope)], scope)
        return
    factors, rest = sp.reduced(difference, list(given), *unknowns, *others, order="lex")
    if rest != 0:
        raise NotExported("the equations were not found to give the difference")
    names = []
    for g in given:
        name = script.fresh("q")
        names.append(name)
        script.add(f"assert ({name} : {term(g, scope).text} = 0) by (first [ assumption | lra ]).")
    parts = [
        f"{term(c, scope).at(ATOM)} * {term(g, scope).at(ATOM)}"
        for c, g in zip(factors, given, strict=True)
    ]
    script.add(f"combine ({' + '.join(parts)}).", f"rewrite {', '.join(names)}; ring.")


def all_solved(script: Script, equations: tuple[sp.Expr, ...], values: dict[sp.Symbol, sp.Expr],
               unknown: sp.Symbol, scope: Scope) -> None:  # fmt: skip
    """Prove unknown = value from as many linear equations, expressions that are 0, as there are unknowns."""
    unknowns = tuple(values)
    plain = tuple(sp.expand(carried(e)) for e in equations)
    try:
        matrix, _ = sp.linear_eq_to_matrix(plain, *unknowns)
    except sp.solvers.solveset.NonlinearError as error:
        raise NotExported("equations that are not linear in the unknowns") from error
    if matrix.rows != matrix.cols or matrix.det() == 0:
        raise NotExported("equations that do not determine the unknowns")
    row = matrix.inv().row(unknowns.index(unknown))
    names = [_carried_out(script, *pair, scope) for pair in zip(equations, plain, strict=True)]
    parts = [
        f"{term(sp.simplify(c), scope).at(ATOM)} * {term(e, scope).at(ATOM)}"
        for c, e in zip(row, plain, strict=True)
        if c != 0
    ]
    script.add(
        f"combine ({' + '.join(parts)}).", f"rewrite {', '.join(f'?{n}' for n in names)}; ring."
    )


def _carried_out(script: Script, equation: sp.Expr, plain: sp.Expr, scope: Scope) -> str:
    """Say of an expression that is 0 that it is 0 with its derivatives carried out; the name of this fact."""
    name = script.fresh("q")
    stated, made = term(equation, scope), term(plain, scope)
    if stated.text == made.text:
        script.add(f"assert ({name} : {made.text} = 0) by (first [ assumption | lra ]).")
        return name
    script.add(f"assert ({name} : {made.text} = 0). {{", f"transitivity ({stated.text}).", "{")
    finish(script, [made, stated, *derivatives(script, [stated])], scope)
    script.add("}", "first [ assumption | lra ].", "}")
    return name


def solved(
    script: Script, equation: sp.Expr, unknown: sp.Symbol, value: sp.Expr, scope: Scope
) -> None:
    """Prove unknown = value, both positive, from equation = 0, in which the unknown has one power."""
    numerator = sp.expand(sp.numer(sp.together(equation)))
    powers: dict[sp.Expr, sp.Expr] = {}
    for part in sp.Add.make_args(numerator):
        c, rest = part.as_independent(unknown)
        powers[rest] = powers.get(rest, sp.Integer(0)) + c
    if len(powers) != 2:
        raise NotExported("an equation that does not hold one power of the unknown")
    (one, a), (other, b) = powers.items()
    ratio = one / other
    base, exponent = ratio.as_base_exp()
    if base != unknown or not exponent.is_Rational:
        raise NotExported("an equation that does not hold one power of the unknown")
    equals = -b / a  # unknown^exponent
    if exponent < 0:
        exponent, equals = -exponent, 1 / equals
    p, q = int(exponent.p), int(exponent.q)
    power = unknown**exponent
    factor = sp.simplify((power - equals) / equation)
    told = script.fresh("q")
    script.add(
        f"assert ({told} : {term(equation, scope).text} = 0) by (first [ assumption | lra ])."
    )
    solved_ = script.fresh("q")
    terms = [term(e, scope) for e in (power, equals, factor, equation)]
    script.add(f"assert ({solved_} : {terms[0].text} = {terms[1].text}). {{")
    script.add(f"apply Rminus_diag_uniq. transitivity ({terms[2].at(ATOM)} * {terms[3].at(ATOM)}).")
    script.add("{")
    finish(script, terms, scope)
    script.add("}", f"rewrite {told}; ring.", "}")
    v = term(value, scope)
    if q == 1 and p == 1:
        script.add(f"rewrite {solved_}.")
        finish(script, [terms[1], v], scope)
        return
    if (p, q) == (1, 2):  # here 0 will do for the unknown
        root = terms[0].at(ATOM)
        script.add(f"transitivity ({root} ^ 2).", "{ symmetry; apply pow2_sqrt; need. }")
        script.add(f"rewrite {solved_}.")
        finish(script, [terms[1], v], scope)
        return
    script.add(f"apply (power_unique _ _ {p}); [ need | need | lia | ].")
    script.add(f"transitivity ({terms[1].at(ATOM)} ^ {q}).")
    script.add("{", f"rewrite <- {solved_}.")
    finish(script, [terms[0]], scope)
    script.add("}")
    finish(script, [terms[1], v], scope)
