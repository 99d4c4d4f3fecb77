"""Proofs by algebra: simplification to zero, elimination, substitution back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

import sympy as sp
from sympy.core.function import AppliedUndef

from softpot.derive.machinery.discharge.definite import is_nonzero, is_real
from softpot.derive.machinery.discharge.putting import put_in
from softpot.derive.machinery.discharge.single import only_solution
from softpot.derive.machinery.discharge.zero import carry_out, vanishes
from softpot.derive.machinery.errors import TheoryError, Undischarged

PLAIN_PROOF = "the difference of the two sides simplifies to 0"
"""What the most frequent proof says, which adds nothing to the name of its method."""

Definitions = tuple[tuple[sp.Basic, sp.Basic], ...]


def as_equations(pairs: Definitions) -> tuple[sp.Basic, ...]:
    """The equations that pairs (what is replaced, what is put in) stand for."""
    if not isinstance(pairs, (tuple, list)) or not all(
        isinstance(pair, (tuple, list))
        and len(pair) == 2
        and isinstance(pair[0], sp.Basic)
        and isinstance(pair[1], (sp.Basic, int))
        for pair in pairs
    ):
        raise TheoryError(
            f"where is {pairs!r}, but pairs (expression, what is put in for it) of SymPy objects are needed because "
            "each says what is replaced"
        )
    return tuple(sp.Eq(old, new, evaluate=False) for old, new in pairs)


def as_zeros(expressions: tuple[sp.Expr, ...]) -> tuple[sp.Basic, ...]:
    """The equations that say that the expressions are 0."""
    return tuple(sp.Eq(expression, 0, evaluate=False) for expression in expressions)


def equal(lhs: sp.Basic | int, rhs: sp.Basic | int) -> sp.Basic:
    """The statement lhs = rhs with both sides kept as written (``Eq`` may collapse to True).

    >>> from sympy.abc import x
    >>> from softpot.derive import equal
    >>> equal(x, x)
    Eq(x, x)
    """
    try:
        return cast(sp.Basic, sp.Eq(lhs, rhs, evaluate=False))
    except sp.SympifyError as error:
        wrong = rhs if isinstance(lhs, (sp.Basic, int)) else lhs
        raise TheoryError(
            f"a side of an equation is {wrong!r}, but a SymPy expression or a whole number is needed because nothing "
            "else is calculated with"
        ) from error
    except RecursionError as error:
        raise TheoryError(
            "a side of an equation is nested so deeply that SymPy cannot read it: give the inner parts names"
        ) from error


def equalities(statement: sp.Basic) -> Iterator[tuple[sp.Basic, sp.Basic]]:
    """The pairs (lhs, rhs) of an equation, of a conjunction of them, or of an equation of tuples."""
    if isinstance(statement, sp.And):
        for part in sp.ordered(statement.args):
            yield from equalities(part)
    elif isinstance(statement, sp.Eq):
        lhs, rhs = statement.args
        shapes = [getattr(side, "shape", None) for side in (lhs, rhs)]
        if shapes[0] != shapes[1]:
            raise Undischarged(f"the two sides of {statement} are not matrices of one shape")
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


# What a difference holds, and what to try then
_ADVICE: tuple[tuple[tuple[type, ...], str], ...] = (
    (
        (sp.Limit,),
        "state the limit alone on the left side, or quote it with d.premise(...)",
    ),
    (
        (sp.Integral,),
        "state the integral alone on the left side; bound by premises the parameters for which the value holds, as in "
        "a < 1; name a method with what it needs, such as Antiderivative(F), ByParts(u*v), TermByTerm(...) or "
        "ImproperIntegral(F, granted)",
    ),
    (
        (sp.Sum, sp.Product),
        "state the sum alone on the left side; say by a premise where it converges, such as Abs(x) < 1; name a method "
        "with what it needs, such as Induction(n, start, growth), Zeilberger(n, R), PowerSeries(granted) or "
        "Telescoping(F)",
    ),
    (
        (AppliedUndef,),
        "premises may say what fixes the function: a linear differential equation with its values at one point, or a "
        "rule of growth for Induction(n, start, growth, first)",
    ),
)


def in_words(e: sp.Basic) -> str:
    """An expression as text. Terms with integrals or limits keep their order: SymPy would work numbers out, to more and
    more digits, to put them into one."""
    dear = e.has(sp.Integral, sp.Sum, sp.Limit, sp.Product)
    return str(sp.sstr(e, order="none" if dear else None))


def _advice(difference: sp.Basic) -> str:
    """What is missing and what to try, for a difference that may be 0 all the same."""
    tried = [words for kinds, words in _ADVICE if difference.has(*kinds)]
    free = sorted(
        str(s) for s in difference.free_symbols if getattr(s, "is_real", None) is not True
    )
    if free:
        tried.append(
            f"{', '.join(free)} may be complex: if it is real or positive, assume so in the symbol table"
        )
    tried.append(
        "split the step, put earlier lines in with Identity(where=((old, new),)), or quote the lemma that it needs "
        "with d.premise(...)"
    )
    return "; try this: " + "; or ".join(tried)


@dataclass(frozen=True)
class Identity:
    """lhs − rhs = 0 identically, once the definitions in ``where`` are put in.

    >>> from sympy.abc import x
    >>> from softpot.derive import Identity, equal
    >>> bool(Identity()(equal((x + 1) ** 2, x**2 + 2 * x + 1)))
    True
    >>> Identity()(equal((x + 1) ** 2, x**2 + 1))
    Traceback (most recent call last):
    softpot.derive.machinery.errors.Undischarged: ...
    """

    where: Definitions = ()
    kind: str = "exact simplification to zero"

    def assumes(self) -> tuple[sp.Basic, ...]:
        """What is put in."""
        return as_equations(self.where)

    def __call__(self, statement: sp.Basic) -> str:
        for lhs, rhs in equalities(statement):
            difference = _difference(put_in(lhs, self.where), put_in(rhs, self.where))
            if not vanishes(difference):
                raise Undischarged(
                    f"{in_words(lhs)} = {in_words(rhs)} is not an identity: the difference "
                    f"{in_words(difference)[:200]} does not simplify to 0{_advice(difference)}"
                )
        return PLAIN_PROOF


@dataclass(frozen=True)
class Elimination:
    """lhs − rhs = Σ_i q_i g_i with polynomials q_i, so that lhs = rhs wherever all g_i in ``given`` are 0.

    ``given`` are expressions that are zero; ``unknowns`` are eliminated. Only statements that are
    polynomial in every symbol are accepted, so no division by something that may vanish hides.

    >>> from sympy.abc import x, y
    >>> from softpot.derive import Elimination, equal
    >>> bool(Elimination((x + y - 3, x - y - 1), (x, y))(equal(x * y, 2)))
    True
    """

    given: tuple[sp.Expr, ...]
    unknowns: tuple[sp.Symbol, ...]
    kind: str = "elimination"

    def assumes(self) -> tuple[sp.Basic, ...]:
        """The equations given."""
        return as_zeros(self.given)

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
                raise Undischarged(
                    f"{lhs} = {rhs} does not follow from the equations given: "
                    "a factor may have to be excluded first, with a premise that says so"
                )
        return "the difference lies in the ideal of the equations given"


@dataclass(frozen=True)
class SubstitutionBack:
    """f_i(u) = 0 for every f_i in ``equations``, where u are the values stated for ``unknowns``, and for no other u.

    What ``where`` names is put into the equations first. That a value solves an equation does not
    make it the value of the unknown, so other solutions are excluded too, and the proof says how:
    the equations are linear in the unknowns with a determinant that is not 0, or the one equation rises
    or falls strictly with its one real unknown where that is positive, as the value stated is, and has no
    solution elsewhere; or, for rational equations, unknowns in which one of them is linear are eliminated, and
    each factor of what is left is not 0, or is 0 at the value stated only. Factors of the determinant that earlier
    lines say are not 0 stand in ``nonzero``.

    >>> from sympy.abc import x, y
    >>> from softpot.derive import SubstitutionBack, equal
    >>> bool(SubstitutionBack((x + y - 3, x - y - 1), (x, y))(equal(x, 2) & equal(y, 1)))
    True
    """

    equations: tuple[sp.Expr, ...]
    unknowns: tuple[sp.Symbol, ...]
    where: Definitions = ()
    kind: str = "substitution back"
    nonzero: tuple[sp.Expr, ...] = ()

    def assumes(self) -> tuple[sp.Basic, ...]:
        """The equations, what is put into them, and what is not 0."""
        differ = tuple(sp.Ne(e, 0, evaluate=False) for e in self.nonzero)
        return (*as_zeros(self.equations), *as_equations(self.where), *differ)

    def __call__(self, statement: sp.Basic) -> str:
        pairs = list(equalities(statement))
        values = dict(pairs)
        if set(values) != set(self.unknowns) or len(pairs) != len(values):
            raise Undischarged(f"{statement} does not state a value for each of {self.unknowns}")
        for unknown, value in values.items():
            for name in ("positive", "nonnegative"):
                if getattr(unknown, f"is_{name}") and not getattr(value, f"is_{name}"):
                    raise Undischarged(f"{unknown} is {name}, but {value} was not shown to be")
            if unknown.is_extended_real and not is_real(value):
                raise Undischarged(f"{unknown} is real, but {value} was not shown to be")
            if unknown.is_integer and not value.is_integer:
                raise Undischarged(f"{unknown} is an integer, but {value} was not shown to be")
        equations = [put_in(e, self.where) for e in self.equations]
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
            if all(not member.has(*self.unknowns) for member in matrix):
                determinant = sp.factor(carry_out(matrix.det()))
                why = _why_nonzero(determinant, equations, self.nonzero)
                if why:
                    return f"linear with determinant {determinant}, {why}, so there is no other solution"
                raise Undischarged(
                    f"the determinant {determinant} was not shown to be other than 0, so there may be other solutions"
                )
        if len(equations) == len(self.unknowns) == 1 and self.unknowns[0].is_extended_real:
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
        why = only_solution(equations, self.unknowns, values)
        if why:
            return why
        raise Undischarged(
            f"another solution for {self.unknowns} was not excluded: divide by what must not vanish, and state the "
            "rest as a premise or an assumption"
        )


def _why_nonzero(
    determinant: sp.Expr, equations: list[sp.Expr], nonzero: tuple[sp.Expr, ...]
) -> str:
    """Why a determinant is not 0: its factors are not, or the equations exclude that it is; "" if unknown."""
    if determinant == 0 or vanishes(determinant):
        return ""
    factors = [
        base
        for base, exponent in (factor.as_base_exp() for factor in sp.Mul.make_args(determinant))
        if not exponent.is_negative  # a reciprocal is not 0 where it exists
    ]
    if all(is_nonzero(f) or any(sp.cancel(f / e).is_Number for e in nonzero) for f in factors):
        return "which is not 0"
    parts = [sp.numer(sp.together(carry_out(e))) for e in (*equations, determinant)]
    symbols = sorted(set().union(*(p.free_symbols for p in parts)), key=str)
    if all(p.is_polynomial(*symbols) for p in parts):
        # an integral between numbers is a coefficient there, and may be 0
        numbers = {c for p in parts for c in sp.Poly(p, *symbols).coeffs() if not c.is_Rational}
        if any(not c.is_nonzero for c in numbers):
            return ""
        if sp.groebner(parts, *symbols, order="grevlex").exprs == [1]:
            return "which is not 0 where the equations can hold"
    return ""


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
        raise TheoryError(
            f"both sides of {statement} are the same as written: it cannot fail; if SymPy has evaluated what you "
            "wrote, keep it as it stands with evaluate=False, as in erf(-z, evaluate=False)"
        )
    if statement.atoms(sp.Float):
        raise TheoryError(
            f"the statement {statement} holds a Float: write exact numbers (Rational)"
        )
    return statement
