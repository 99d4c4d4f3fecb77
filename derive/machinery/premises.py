"""Premises that nothing can fulfil are refused: from them anything would follow.

Found are: False itself, equations between different numbers, equations whose sides differ by something of one
sign, equations in one symbol without a solution that fits it, conditions on one symbol that exclude each other or
the symbol's values, symbols that get two numbers, and polynomial equations that contradict each other. Not
guaranteed: that all others can be fulfilled.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

import sympy as sp
from sympy.core.function import AppliedUndef
from sympy.core.relational import Relational
from sympy.logic.boolalg import Boolean
from sympy.polys.polyerrors import BasePolynomialError

from softpot.derive.machinery.attack.limits import refuted_limit
from softpot.derive.machinery.attack.world import World
from softpot.derive.machinery.discharge.definite import is_nonzero
from softpot.derive.machinery.discharge.zero import carry_out
from softpot.derive.machinery.errors import TheoryError
from softpot.derive.machinery.fitting import misfit, strengthened
from softpot.derive.machinery.told import sides

_MOST = 6  # equations, and degree, up to which contradictions between polynomials are looked for


def refuse_impossible(
    statement: object, before: tuple[sp.Basic, ...], facts: tuple[sp.Basic, ...]
) -> None:
    """Raise TheoryError for a premise that cannot hold, alone or beside the premises before it."""
    if not isinstance(statement, Boolean) or isinstance(statement, sp.Symbol):
        raise TheoryError(f"a premise states an equation or a condition, got {statement!r}")
    if statement is sp.false:
        raise TheoryError("the premise is False, from which anything would follow")
    if statement.atoms(sp.Float):
        raise TheoryError(f"the premise {statement} holds a Float: write exact numbers (Rational)")
    for left, right in sides(statement):
        why = _impossible(left, right, facts)
        if why:
            raise TheoryError(f"the premise {left} = {right} cannot hold: {why}")
    why = _together((*before, statement))
    if why:
        raise TheoryError(f"the premise {statement} contradicts what was assumed before: {why}")


def _impossible(left: sp.Basic, right: sp.Basic, facts: tuple[sp.Basic, ...]) -> str:
    if not (isinstance(left, sp.Expr) and isinstance(right, sp.Expr)):
        return ""
    difference = left - right
    if sp.Limit in (left.func, right.func) and not difference.free_symbols:
        return refuted_limit(sp.Eq(left, right, evaluate=False), World())
    if difference.is_number and not difference.has(AppliedUndef):
        value = sp.N(difference, 40)
        if value.is_number and (difference.is_zero is False or abs(value) > sp.Rational(1, 10**20)):
            return f"the two numbers differ by {sp.N(difference, 6)}"
        return ""
    if is_nonzero(strengthened(difference, facts)):
        return "the two sides differ whatever the symbols are"
    if len(difference.free_symbols) == 1 and not difference.has(AppliedUndef):
        (symbol,) = difference.free_symbols
        carried = carry_out(difference)
        if isinstance(carried, sp.Expr) and carried.is_polynomial(symbol) and carried.has(symbol):
            if not any(_admissible(root, symbol) for root in _roots(carried, symbol)):
                return f"no {symbol} that the symbol table allows solves it"
    return ""


def _roots(polynomial: sp.Expr, symbol: sp.Symbol) -> Iterator[sp.Expr]:
    try:
        p = sp.Poly(polynomial, symbol)
    except BasePolynomialError:  # a coefficient is a limit, which SymPy does not multiply
        yield symbol
        return
    if not p.domain.is_Exact or p.free_symbols_in_domain:
        yield symbol  # not looked for
    elif symbol.is_real:
        yield from (root for root, _ in p.real_roots(multiple=False))
    else:
        yield from p.all_roots() if p.domain.is_ZZ or p.domain.is_QQ else (symbol,)


def _admissible(root: sp.Expr, symbol: sp.Symbol) -> bool:
    return root == symbol or not misfit(symbol._assumptions_orig, root).startswith("is not")


def _together(premises: tuple[sp.Basic, ...]) -> str:
    """Why the premises exclude each other, if that is seen; "" otherwise."""
    return _by_numbers(premises) or _by_sets(premises) or _by_ideal(premises)


def _by_numbers(premises: tuple[sp.Basic, ...]) -> str:
    """Equations that join two different numbers, or give a symbol a number at which a condition fails."""
    joined: list[set[sp.Basic]] = []
    for pair in (pair for premise in premises for pair in sides(premise)):
        touching = [group for group in joined if group & set(pair)]
        joined = [group for group in joined if group not in touching] + [set(pair).union(*touching)]
    fixed: dict[sp.Basic, sp.Basic] = {}
    for group in joined:
        numbers = sorted((e for e in group if isinstance(e, sp.Number)), key=sp.default_sort_key)
        for one, other in pairwise(numbers):
            return f"{one} = {other} would follow"
        if numbers:
            fixed |= {e: numbers[0] for e in group if isinstance(e, sp.Symbol)}
    if fixed:
        for premise in premises:
            if not isinstance(premise, sp.Eq) and _is_false(premise.xreplace(fixed)):
                return f"{premise} fails for {', '.join(f'{s} = {n}' for s, n in fixed.items())}"
    return ""


@lru_cache(maxsize=256)
def _is_false(condition: sp.Basic) -> bool:
    """Whether simplification makes it False; every further premise asks this of all before it."""
    return condition.simplify() is sp.false


def _by_sets(premises: tuple[sp.Basic, ...]) -> str:
    """Conditions on one symbol whose common values are none."""
    sets: dict[sp.Symbol, list[sp.Basic]] = {}
    for premise in premises:
        for part in premise.args if isinstance(premise, sp.And) else (premise,):
            if isinstance(part, Relational) and not isinstance(part, sp.Eq):
                if len(part.free_symbols) == 1 and not part.has(AppliedUndef):
                    sets.setdefault(next(iter(part.free_symbols)), []).append(part)
    for symbol, parts in sets.items():
        if symbol.is_real and all(_simple(part, symbol) for part in parts):
            plain = sp.Dummy(symbol.name, real=True)
            common = sp.And(
                *(part.xreplace({symbol: plain}) for part in parts), *_range(symbol, plain)
            )
            if common is sp.false or common.as_set() is sp.S.EmptySet:
                return f"no {symbol} fulfils all of {', '.join(map(str, parts))}"
    return ""


def _simple(part: Relational, symbol: sp.Symbol) -> bool:
    return bool(part.lhs.is_polynomial(symbol) and part.rhs.is_polynomial(symbol))


def _range(symbol: sp.Symbol, plain: sp.Symbol) -> Iterable[sp.Basic]:
    if symbol.is_positive:
        yield plain > 0
    elif symbol.is_nonnegative:
        yield plain >= 0
    elif symbol.is_negative:
        yield plain < 0


def _by_ideal(premises: tuple[sp.Basic, ...]) -> str:
    """Polynomial equations whose ideal is everything, or that make something vanish which a condition says does not."""
    zeros = [
        left - right
        for premise in premises
        for left, right in sides(premise)
        if isinstance(left, sp.Expr) and isinstance(right, sp.Expr)
    ]
    if not 1 < len(zeros) <= _MOST or any(not _polynomial(zero) for zero in zeros):
        return ""
    symbols = sorted(set().union(*(zero.free_symbols for zero in zeros)), key=str)
    try:
        basis = sp.groebner(zeros, *symbols, order="grevlex", domain=sp.QQ)
    except BasePolynomialError:
        return ""
    return "1 = 0 would follow from the equations" if basis.exprs == [1] else ""


def _polynomial(zero: sp.Expr) -> bool:
    symbols = zero.free_symbols
    if not symbols or not zero.is_polynomial(*symbols):
        return False
    p = sp.Poly(zero, *sorted(symbols, key=str))
    return bool((p.domain.is_ZZ or p.domain.is_QQ) and p.total_degree() <= _MOST)
