"""Equations among the premises that tie symbols to each other, so that one cannot vary while another stays as it is.

u = x² leaves u no constant in x; u = x² + c does as long as c is free to make up for it. The premises on which
quoted results rest count as those of the entry do.

Errors: TheoryError.  Not guaranteed: of equations that several symbols share, only one at a time is looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from functools import lru_cache

import sympy as sp
from sympy.core.function import AppliedUndef

from softpot.derive.machinery.discharge.definite import is_nonzero, is_real
from softpot.derive.machinery.discharge.putting import BINDING, varying
from softpot.derive.machinery.errors import TheoryError
from softpot.derive.machinery.fitting import misfit
from softpot.derive.machinery.step import Role, Step
from softpot.derive.machinery.told import sides

__all__ = ["refuse_tied", "tying", "with_inherited"]


def with_inherited(lines: Sequence[Step]) -> list[Step]:
    """The lines, and the premises on which quoted results among them rest."""
    inherited = [p for line in lines if line.role is Role.QUOTED for p in line.premises]
    return [*lines, *inherited]


def refuse_tied(statement: sp.Basic, lines: Sequence[Step], where: str) -> None:
    """Raise TheoryError where a symbol counts as constant under d/dx, ∫ dx, Σ_x or a limit in x, and a premise of
    a quoted result ties it to x: du/dx = 0 beside u = x²."""
    quoted = [p for line in lines if line.role is Role.QUOTED for p in line.premises]
    if not quoted:
        return
    inherited = {sp.Eq(*pair, evaluate=False) for p in quoted for pair in sides(p.statement)}
    for node in sorted(statement.atoms(sp.Derivative, *BINDING), key=sp.default_sort_key):
        for v in sorted(varying(node), key=str):
            beside = node.args[0].free_symbols - varying(node)
            for equation in tying(lines, v, beside) if beside else ():
                held = sorted(equation.free_symbols & beside, key=str)
                if held and equation in inherited:
                    raise TheoryError(
                        f"{where}: {held[0]} varies with {v}, since a premise says {equation}, so in {node} it is no "
                        f"constant: make it a function of {v}, or write what it stands for"
                    )


def tying(lines: Sequence[Step], variable: sp.Symbol, beside: Set[sp.Basic]) -> Iterator[sp.Basic]:
    """Equations that make a variable the name of something, or tie it to other symbols, so that it does not take all
    values that it may have; the symbols ``beside`` it are no unknowns."""
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
            if isinstance(left, sp.Expr) and isinstance(right, sp.Expr):
                known.append(sp.Eq(left, right, evaluate=False))
    plain = tuple(e for e in dict.fromkeys(known) if not e.has(AppliedUndef))
    bounds: set[sp.Basic] = set()
    for line in told:
        if not isinstance(line.statement, sp.Eq) and not line.statement.has(AppliedUndef):
            bounds |= line.statement.free_symbols
    yield from _binding(variable, plain, named, frozenset(beside), frozenset(bounds))


def _binding(
    variable: sp.Symbol, equations: tuple[sp.Basic, ...], named: Mapping[sp.Basic, sp.Basic],
    beside: frozenset[sp.Basic], bounds: frozenset[sp.Basic],
) -> Iterator[sp.Basic]:  # fmt: skip
    """The equations that no other symbol can fulfil for every value of the variable."""
    put = {name: value for name, value in named.items() if name != variable}
    for equation in equations:
        if equation.lhs in put and put[equation.lhs] == equation.rhs:
            continue  # what the name stands for varies with the variable
        spelled = _spelled(equation.lhs - equation.rhs, put)
        if variable not in spelled.free_symbols:
            continue
        others = tuple(e for e in equations if e != equation)
        if not any(
            s not in bounds
            and _fulfils(spelled, s)
            and next(_binding(s, others, put, beside | {variable}, bounds), None) is None
            for s in sorted(spelled.free_symbols - {variable} - beside, key=str)
        ):
            yield equation


def _spelled(e: sp.Expr, put: Mapping[sp.Basic, sp.Basic]) -> sp.Expr:
    """An expression with what names in it stand for."""
    for _ in put:
        here = {s: put[s] for s in e.free_symbols if s in put}
        if not here:
            break
        e = e.xreplace(here)
    return e


@lru_cache(maxsize=1024)
def _fulfils(difference: sp.Expr, s: sp.Symbol) -> bool:
    """Whether difference = 0 has a solution s that its assumptions admit, whatever the other symbols are."""
    top = sp.numer(sp.together(difference))
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
