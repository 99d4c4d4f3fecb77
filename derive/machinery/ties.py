"""Equations among the premises that tie symbols to each other, so that one cannot vary while another stays as it is.

u = x² leaves u no constant in x; u = x² + c does as long as c is free to make up for it. The premises on which
quoted results rest count as those of the entry do.

Errors: TheoryError.  Not guaranteed: of equations that several symbols share, only one at a time is looked at, unless
they are polynomials; of equations with undefined functions those like f(u) = x tie, those in which what premises say
that the functions are leaves a tie, and those that no function fulfils at u = x, f(u) = f(x) + 1.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from functools import lru_cache
from itertools import product
from typing import NoReturn

import sympy as sp
from sympy.core.function import AppliedUndef
from sympy.core.relational import Relational
from sympy.logic.boolalg import Boolean

from softpot.derive.machinery.discharge.definite import is_nonzero, is_real
from softpot.derive.machinery.discharge.ordered import at_least_0
from softpot.derive.machinery.discharge.putting import BINDING, varying
from softpot.derive.machinery.equated import never_equal, spelled_out
from softpot.derive.machinery.errors import TheoryError, Undischarged
from softpot.derive.machinery.fitting import misfit
from softpot.derive.machinery.step import Role, Step
from softpot.derive.machinery.told import sides

_UP_TO = (sp.LessThan, sp.GreaterThan)

__all__ = ["refuse_tied", "tying", "with_inherited"]


def with_inherited(lines: Sequence[Step]) -> list[Step]:
    """The lines, and the premises on which quoted results among them rest."""
    inherited = [p for line in lines if line.role is Role.QUOTED for p in line.premises]
    return [*lines, *inherited]


def refuse_tied(
    statement: sp.Basic, lines: Sequence[Step], where: str, starts: Sequence[sp.Basic] = ()
) -> None:
    """Raise TheoryError where a symbol counts as constant under d/dx, ∫ dx, Σ_x or a limit in x, and a premise
    ties it to x: du/dx = 0 beside 2u = x². What is held constant anywhere in the line, or in what it starts from,
    makes up for nothing: u and y do not both stay as they are beside u = x + y."""
    told = [line for line in with_inherited(lines) if line.role is Role.PREMISE]
    pairs = {line: list(sides(line.statement)) for line in told}
    nodes = sorted(statement.atoms(sp.Derivative, *BINDING), key=sp.default_sort_key)
    if not told or not nodes:
        return
    _refuse_alternatives(told, nodes, where)
    quoted = {p for line in lines if line.role is Role.QUOTED for p in line.premises}
    inherited = {sp.Eq(*pair, evaluate=False) for line in quoted for pair in pairs[line]}
    equations = {sp.Eq(*pair, evaluate=False) for line in told for pair in pairs[line]}
    constant = _held_constant([statement, *starts])
    lines = [*lines, *spelled_out(told, lines)]
    for node in nodes:
        held = node.args[0].free_symbols - varying(node)
        for v in sorted(varying(node), key=str):
            for everywhere in (True, False) if held else ():
                if isinstance(node, sp.Subs) and not everywhere:
                    continue  # put in, and not varied
                for equation in tying(lines, v, constant[v], everywhere):
                    tied = sorted(equation.free_symbols & held, key=str)
                    if tied and (not everywhere or equation in inherited):
                        _refuse(tied[0], v, equation, node, where)
            for u, equation in product(sorted(held, key=str), equations):
                if _inverse(u, v, equation) or never_equal(u, v, equation):
                    _refuse(u, v, equation, node, where)
            applied = sorted(node.args[0].atoms(AppliedUndef), key=sp.default_sort_key)
            for f, equation in product(applied, equations):
                if v not in f.free_symbols and _moves(f, v, equation):
                    _refuse(f, v, equation, node, where)


def _inverse(u: sp.Basic, v: sp.Basic, equation: sp.Basic) -> bool:
    """Whether u stands in functions that do not take v, with which the equation varies: f(u) = v, u f(u) = v, but not
    f(u) = u v, which says what f is."""
    applied = equation.atoms(AppliedUndef)
    if not any(u in f.free_symbols for f in applied) or any(v in f.free_symbols for f in applied):
        return False
    outside = equation.xreplace({f: sp.Dummy() for f in applied}).free_symbols
    told = any(isinstance(side, AppliedUndef) for side in equation.args) and u in outside
    return v in outside and not told


def _refuse_alternatives(told: Sequence[Step], nodes: Sequence[sp.Basic], where: str) -> None:
    """Raise TheoryError where a premise of several cases, u = x or u = −x, speaks of what runs and what is held.

    Beside an equivalence of inequalities u may stay as it is while x varies a little, but not while it runs."""
    cases = [
        part
        for line in told
        for part in sp.And.make_args(line.statement)
        if isinstance(part, Boolean) and part.args and not isinstance(part, (Relational, sp.Not))
    ]
    for node in nodes:
        held = node.args[0].free_symbols - varying(node)
        for case in cases:
            local = isinstance(node, (sp.Derivative, sp.Limit))
            about = (
                set().union(*(e.free_symbols for e in case.atoms(sp.Eq, sp.Contains)))
                if local
                else case.free_symbols
            )
            for v in sorted(varying(node) & about, key=str):
                for u in sorted(held & about, key=str):
                    _refuse(u, v, case, node, where)


def _refuse(
    held: sp.Basic, v: sp.Symbol, equation: sp.Basic, node: sp.Basic, where: str
) -> NoReturn:
    raise TheoryError(
        f"{where}: {held} varies with {v}, since a premise says {equation}, so in {node} it is no "
        f"constant: make it a function of {v}, or write what it stands for"
    )


def _held_constant(statements: Sequence[sp.Basic]) -> dict[sp.Basic, set[sp.Basic]]:
    """For each variable the symbols that stay as they are where it varies."""
    found: dict[sp.Basic, set[sp.Basic]] = {}
    for statement in statements:
        for node in statement.atoms(sp.Derivative, *BINDING):
            for v in varying(node):
                beside = node.args[0].free_symbols - varying(node)
                found.setdefault(v, set()).update(beside)
    return found


def _moves(f: AppliedUndef, v: sp.Symbol, equation: sp.Basic) -> bool:
    """Whether an equation makes values of a function depend on v, which none of its arguments does, as f(t) = v t."""
    applied = equation.atoms(AppliedUndef)
    if not any(g.func == f.func and v not in g.free_symbols for g in applied):
        return False
    outside = equation.xreplace({g: sp.Dummy() for g in applied})
    return v in outside.free_symbols and not any(v in g.free_symbols for g in applied)


def tying(
    lines: Sequence[Step], variable: sp.Symbol, beside: Set[sp.Basic], everywhere: bool = True
) -> Iterator[sp.Basic]:
    """Equations that make a variable the name of something, or tie it to other symbols, so that it does not take all
    values that it may have, or, unless ``everywhere``, cannot even vary a little; the symbols ``beside`` it are no
    unknowns."""
    named = {
        d.name: d.value
        for line in lines
        for d in line.definitions
        if d.roots is None and isinstance(d.name, sp.Symbol)
    }
    told = [line for line in with_inherited(lines) if line.role is Role.PREMISE]
    known = [sp.Eq(name, value, evaluate=False) for name, value in named.items()]
    for line in told:
        for left, right in sides(line.statement):
            if isinstance(left, sp.MatrixBase) and isinstance(right, sp.MatrixBase):
                known += [sp.Eq(*pair, evaluate=False) for pair in zip(left, right, strict=True)]
            elif isinstance(left, sp.Expr) and isinstance(right, sp.Expr):
                known.append(sp.Eq(left, right, evaluate=False))
        known += _reached(line.statement)
    bounded = {
        (line.statement.lts, line.statement.gts)
        for line in told
        if isinstance(line.statement, _UP_TO)
    }
    known += [sp.Eq(*pair, evaluate=False) for pair in bounded if pair[::-1] in bounded]
    plain = tuple(e for e in dict.fromkeys(known) if not e.has(AppliedUndef))
    bounds: set[sp.Basic] = set()
    for line in told:
        if not isinstance(line.statement, sp.Eq) and not line.statement.has(AppliedUndef):
            bounds |= line.statement.free_symbols
    names = tuple(named.items())
    found = _binding(variable, plain, names, frozenset(beside), frozenset(bounds), everywhere)
    yield from found
    if not found and not everywhere:
        yield from _together(variable, plain, names, frozenset(beside))


def _reached(statement: sp.Basic) -> Iterator[sp.Basic]:
    """The equations that inequalities come to, (u − x)² ≤ 0."""
    for part in sp.And.make_args(statement):
        if isinstance(part, _UP_TO) and isinstance(part.lts, sp.Expr):
            try:
                least = at_least_0(part.lts - part.gts)
            except Undischarged:
                continue
            if least:
                yield sp.Eq(part.lts, part.gts, evaluate=False)


Named = tuple[tuple[sp.Basic, sp.Basic], ...]


@lru_cache(maxsize=4096)
def _binding(
    variable: sp.Symbol, equations: tuple[sp.Basic, ...], named: Named,
    beside: frozenset[sp.Basic], bounds: frozenset[sp.Basic], everywhere: bool,
) -> tuple[sp.Basic, ...]:  # fmt: skip
    """The equations that no other symbol can fulfil for every value of the variable; the lines of an entry ask for
    the same ones many times."""
    put = {name: value for name, value in named if name != variable}
    found = []
    for equation in equations:
        if equation.lhs in put and put[equation.lhs] == equation.rhs:
            continue  # what the name stands for varies with the variable
        spelled = _spelled(equation.lhs - equation.rhs, put)
        if variable not in spelled.free_symbols:
            continue
        others = tuple(e for e in equations if e != equation)
        if not any(
            (s not in bounds and _fulfils(spelled, s) if everywhere else _gives_way(spelled, s))
            and not _binding(s, others, tuple(put.items()), beside | {variable}, bounds, everywhere)
            for s in sorted(spelled.free_symbols - {variable} - beside, key=str)
        ):
            found.append(equation)
    return tuple(found)


@lru_cache(maxsize=4096)
def _together(
    variable: sp.Symbol, equations: tuple[sp.Basic, ...], named: Named,
    beside: frozenset[sp.Basic],
) -> tuple[sp.Basic, ...]:  # fmt: skip
    """The equations with a variable, where all of them together leave it no direction in which to vary a little:
    polynomials, whose derivatives are compared at one generic point."""
    put = {name: value for name, value in named if name != variable}
    forms = {e: _numerator(_spelled(e.lhs - e.rhs, put)) for e in equations}
    forms = {
        e: form
        for e, form in forms.items()
        if form.free_symbols and form.is_polynomial(*form.free_symbols)
    }
    free = set().union(*(form.free_symbols for form in forms.values())) if forms else set()
    if variable not in free or len(forms) < 2:
        return ()
    others = sorted((s for s in free - {variable} - beside if not s.is_integer), key=str)
    point = {s: sp.Rational(7 + 5 * k, 3 + 2 * k) for k, s in enumerate(sorted(free, key=str))}
    rows = [
        [sp.diff(form, s).xreplace(point) for s in (*others, variable)] for form in forms.values()
    ]
    matrix = sp.Matrix(rows)
    if matrix.rank() > matrix[:, :-1].rank():
        return tuple(e for e, form in forms.items() if variable in form.free_symbols)
    return ()


def _spelled(e: sp.Expr, put: Mapping[sp.Basic, sp.Basic]) -> sp.Expr:
    """An expression with what names in it stand for."""
    for _ in put:
        here = {s: put[s] for s in e.free_symbols if s in put}
        if not here:
            break
        e = e.xreplace(here)
    return e


def _gives_way(difference: sp.Expr, s: sp.Symbol) -> bool:
    """Whether difference = 0 can go on holding, near most points, by another value of s where others vary a little."""
    return not s.is_integer and sp.diff(difference, s) != 0


@lru_cache(maxsize=1024)
def _numerator(difference: sp.Expr) -> sp.Expr:
    """What vanishes where a difference of fractions does."""
    return sp.numer(sp.together(difference))


@lru_cache(maxsize=1024)
def _fulfils(difference: sp.Expr, s: sp.Symbol) -> bool:
    """Whether difference = 0 has a solution s that its assumptions admit, whatever the other symbols are."""
    top = _numerator(difference)
    if not top.is_polynomial(s):
        return False
    form = sp.Poly(top, s)
    slope = form.LC()
    if form.degree() < 1 or not is_nonzero(slope):
        return False
    whole_line = s.is_extended_real and s.is_integer is None and s.is_rational is None
    if whole_line and s.is_extended_nonnegative is None and s.is_extended_nonpositive is None:
        if form.degree() % 2 and s.is_nonzero is None:  # it has a real zero
            return all(map(is_real, form.all_coeffs()))
    if any(form.nth(power) != 0 for power in range(1, form.degree())):
        return False
    value = sp.cancel(-form.nth(0) / slope)
    return not misfit(s._assumptions_orig, value ** sp.Rational(1, form.degree()))
