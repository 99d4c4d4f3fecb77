"""Proofs by algebra: simplification to zero, elimination, substitution back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

import sympy as sp

from derive.machinery.discharge.zero import carry_out, vanishes
from derive.machinery.errors import TheoryError, Undischarged

PLAIN_PROOF = "the difference of the two sides simplifies to 0"
"""What the most frequent proof says, which adds nothing to the name of its method."""

Definitions = tuple[tuple[sp.Basic, sp.Basic], ...]


def equal(lhs: sp.Basic | int, rhs: sp.Basic | int) -> sp.Basic:
    """The statement lhs = rhs with both sides kept as written (``Eq`` may collapse to True)."""
    return cast(sp.Basic, sp.Eq(lhs, rhs, evaluate=False))


def equalities(statement: sp.Basic) -> Iterator[tuple[sp.Basic, sp.Basic]]:
    """The pairs (lhs, rhs) of an equation, of a conjunction of them, or of an equation of tuples."""
    if isinstance(statement, sp.And):
        for part in sp.ordered(statement.args):
            yield from equalities(part)
    elif isinstance(statement, sp.Eq):
        lhs, rhs = statement.args
        if isinstance(lhs, sp.Tuple) or isinstance(rhs, sp.Tuple):
            if not (
                isinstance(lhs, sp.Tuple) and isinstance(rhs, sp.Tuple) and len(lhs) == len(rhs)
            ):
                raise Undischarged(f"the two sides of {statement} are not tuples of one length")
            for left, right in zip(lhs.args, rhs.args, strict=True):
                yield from equalities(equal(left, right))
        else:
            yield lhs, rhs
    else:
        raise Undischarged(f"{statement} is not an equation: this method proves equations only")


def _difference(lhs: sp.Basic, rhs: sp.Basic) -> sp.Basic:
    a, b = carry_out(lhs), carry_out(rhs)
    return cast(sp.Basic, a - b)


@dataclass(frozen=True)
class Identity:
    """lhs − rhs is identically zero, once the definitions in ``where`` are put in."""

    where: Definitions = ()
    kind: str = "exact simplification to zero"

    def __call__(self, statement: sp.Basic) -> str:
        for lhs, rhs in equalities(statement):
            difference = _difference(lhs.subs(self.where), rhs.subs(self.where))
            if not vanishes(difference):
                raise Undischarged(
                    f"{lhs} = {rhs} is not an identity: the difference "
                    f"{sp.sstr(difference)[:200]} does not simplify to 0"
                )
        return PLAIN_PROOF


@dataclass(frozen=True)
class Elimination:
    """The polynomial statement follows from the polynomial equations ``given`` (ideal membership).

    ``given`` are expressions that are zero; ``unknowns`` are eliminated. Only statements that are
    polynomial in every symbol are accepted, so no division by something that may vanish hides.
    """

    given: tuple[sp.Expr, ...]
    unknowns: tuple[sp.Symbol, ...]
    kind: str = "elimination"

    def __call__(self, statement: sp.Basic) -> str:
        for lhs, rhs in equalities(statement):
            difference = sp.expand(_difference(lhs, rhs))
            others = sorted(
                set().union(difference.free_symbols, *(g.free_symbols for g in self.given))
                - set(self.unknowns),
                key=str,
            )
            symbols = (*self.unknowns, *others)
            if not all(p.is_polynomial(*symbols) for p in (difference, *self.given)):
                raise Undischarged(f"{lhs} = {rhs} is not polynomial: elimination does not apply")
            basis = sp.groebner(list(self.given), *symbols, order="lex", domain=sp.QQ)
            if any(member.is_number for member in basis.exprs if member != 0):
                raise Undischarged(
                    f"the equations given contradict each other, so {lhs} = {rhs} is void"
                )
            if basis.reduce(difference)[1] != 0:
                raise Undischarged(f"{lhs} = {rhs} does not follow from the equations given")
        return "the difference lies in the ideal of the equations given"


@dataclass(frozen=True)
class SubstitutionBack:
    """The values stated for ``unknowns`` solve ``equations`` (expressions that are zero).

    What ``where`` names is put into the equations first. That a value solves an equation does not
    make it the value of the unknown, so other solutions are excluded too, and the proof says how:
    the equations are linear in the unknowns with a determinant that is not identically 0, or the
    one equation rises or falls strictly with its one unknown where that is positive, as the value
    stated is, and has no solution elsewhere.
    """

    equations: tuple[sp.Expr, ...]
    unknowns: tuple[sp.Symbol, ...]
    where: Definitions = ()
    kind: str = "substitution back"

    def __call__(self, statement: sp.Basic) -> str:
        pairs = list(equalities(statement))
        values = dict(pairs)
        if set(values) != set(self.unknowns) or len(pairs) != len(values):
            raise Undischarged(f"{statement} does not state a value for each of {self.unknowns}")
        for unknown, value in values.items():
            for name in ("positive", "nonnegative", "real"):
                if getattr(unknown, f"is_{name}") and not getattr(value, f"is_{name}"):
                    raise Undischarged(f"{unknown} is {name}, but {value} was not shown to be")
        equations = [e.subs(self.where) for e in self.equations]
        if not equations or not all(e.has(*self.unknowns) for e in equations):
            raise Undischarged(f"there is no equation, or one without any of {self.unknowns}")
        if any(value.has(*self.unknowns) for value in values.values()):
            raise Undischarged(
                f"a value in {statement} speaks of the unknowns, so it is not a solution"
            )
        for equation in equations:
            if not vanishes(equation.subs(values, simultaneous=True)):
                raise Undischarged(f"{statement} does not solve {equation} = 0")
        solved = ", ".join(f"{e} = 0" for e in self.equations)
        return f"{solved} at these values; {self._uniqueness(equations, values)}"

    def _uniqueness(self, equations: list[sp.Expr], values: dict[sp.Basic, sp.Basic]) -> str:
        """Why there is no other solution; raises Undischarged where nothing says so."""
        if len(equations) == len(self.unknowns):
            matrix = sp.Matrix(equations).jacobian(sp.Matrix(self.unknowns))
            determinant = sp.factor(matrix.det())
            if all(not member.has(*self.unknowns) for member in matrix) and determinant != 0:
                sure = determinant.is_number or determinant.is_nonzero
                where = "" if sure else " where that is not 0"
                return (
                    f"linear with determinant {determinant}, so there is no other solution{where}"
                )
        if len(equations) == len(self.unknowns) == 1:
            (unknown,) = self.unknowns
            positive = sp.Dummy(str(unknown), positive=True)
            rate = sp.diff(equations[0].xreplace({unknown: positive}), positive)
            elsewhere = (sp.Integer(0), sp.Dummy(str(unknown), negative=True))
            if values[unknown].is_positive and (
                unknown.is_positive
                or all(equations[0].xreplace({unknown: e}).is_zero is False for e in elsewhere)
            ):
                for form in (rate, sp.expand(rate), sp.factor(rate)):
                    if form.is_positive or form.is_negative:
                        how = "rises" if form.is_positive else "falls"
                        return f"the left side {how} with positive {unknown}, so there is no other solution"
        raise Undischarged(f"another solution for {self.unknowns} was not excluded")


def refuse_trivial(statement: object) -> sp.Basic:
    """The statement as SymPy object; True or False, which say nothing any more, raise TheoryError."""
    if not isinstance(statement, sp.Basic):
        raise TheoryError(f"a step states a SymPy expression, got {statement!r}")
    if statement is sp.false:
        raise Undischarged("the statement is False as written")
    if statement is sp.true:
        raise TheoryError(
            "the statement collapsed to True before it could be checked: "
            "write it with equal(lhs, rhs), which keeps both sides"
        )
    if isinstance(statement, sp.Eq) and statement.lhs == statement.rhs:
        raise TheoryError(f"both sides of {statement} are the same as written: it cannot fail")
    if statement.atoms(sp.Float):
        raise TheoryError(
            f"the statement {statement} holds a Float: write exact numbers (Rational)"
        )
    return statement
