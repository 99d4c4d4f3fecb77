"""Proofs about real roots: cut the parameters into cells in which nothing can change, try each one.

A statement about the number of real roots of a polynomial p(x; a, b), joined with polynomial
inequalities between the parameters, is true everywhere if it is true at one point of each cell,
when the cells are cut at the zeros of p's discriminant and leading coefficient, of its resultants
with the side conditions, and of the statement's own polynomials: between them no real root can
appear, vanish, meet another or change the sign of a condition. Two parameters become one by the
scaling under which p, the conditions and the statement are homogeneous, which is checked.
Everything is exact: rationals, Sturm sequences, isolating intervals.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import cast

import sympy as sp
from sympy.polys.polyerrors import BasePolynomialError

from softpot.derive.machinery.errors import Undischarged

Point = Mapping[sp.Symbol, sp.Rational]


@dataclass(frozen=True)
class Count:
    """N = #{x ∈ ℝ : p(x) = 0 and c(x)}: ``symbol`` N stands for the number of distinct roots with ``condition`` c.

    ``condition`` is a conjunction of polynomial inequalities in x and the parameters. With
    ``rising`` only those roots count at which p changes sign from − to +: for p = V' they are the
    minima of V; with ``falling`` those with + to −.

    >>> import sympy as sp
    >>> from softpot.derive import Count
    >>> Count(sp.Symbol("N", integer=True), rising=True).rising
    True
    """

    symbol: sp.Symbol
    condition: sp.Basic = sp.true
    rising: bool = False
    falling: bool = False


@dataclass(frozen=True)
class Cells:
    """s(N_1, N_2, …) for all parameters, where N_k count roots of p(x) = 0: ``polynomial`` p in ``variable`` x.

    The statement s is tried on one point of every cell into which the parameters fall.

    ``weights`` gives the scaling weight of the variable and of both parameters.

    >>> import sympy as sp
    >>> from softpot.derive import Cells, Count
    >>> x, eta, t = sp.symbols("x eta t", real=True)
    >>> N = sp.Symbol("N", integer=True, nonnegative=True)
    >>> slope = sp.expand(x * (4 * x**2 + 3 * t * x + 2 * eta))  # of eta x^2 + t x^3 + x^4
    >>> method = Cells(slope, x, ((x, 1), (eta, 2), (t, 1)), (Count(N, rising=True),))
    >>> bool(method(sp.Implies(32 * eta > 9 * t**2, sp.Eq(N, 1))))  # one minimum
    True
    """

    polynomial: sp.Expr
    variable: sp.Symbol
    weights: tuple[tuple[sp.Symbol, int], ...]
    counts: tuple[Count, ...]
    kind: str = "real-root counting"

    def __call__(self, statement: sp.Basic) -> str:
        try:
            return self._proved(statement)
        except BasePolynomialError as error:
            raise Undischarged(f"{statement} is not polynomial: {error}") from error

    def _proved(self, statement: sp.Basic) -> str:
        weights = dict(self.weights)
        parameters = [s for s in weights if s != self.variable]
        if len(parameters) != 2:
            raise Undischarged("root counting here takes two parameters and one scaling")
        if weights[parameters[1]] == 0:
            raise Undischarged(
                f"a scaling that leaves {parameters[1]} alone does not take it to 1, 0 or -1"
            )
        for claim in (statement, *(count.condition for count in self.counts)):
            _refuse_other_than_polynomial(claim, self._counted())
        self._check_scaling(statement)
        along, across = parameters
        tried = 0
        for ray in (1, -1, 0):
            for place in self._places(statement, along, {across: sp.Integer(ray)}):
                point = {across: sp.Integer(ray), along: place}
                tried += 1
                self._try(statement, point)
        return (
            f"true at a rational point of each of the {tried} cells, by exact counts of the real zeros of "
            f"{sp.sstr(self.polynomial)} in {self.variable}"
        )

    def _check_scaling(self, statement: sp.Basic) -> None:
        weights = dict(self.weights)
        polynomials = [self.polynomial, *_polynomials(statement, self._counted())]
        for count in self.counts:
            polynomials += _polynomials(count.condition, set())
        for p in polynomials:
            symbols = list(weights)
            if not p.free_symbols <= set(symbols):
                raise Undischarged(f"{p} has symbols that are neither the variable nor a parameter")
            degrees = {
                sum(weights[s] * power for s, power in zip(symbols, powers, strict=True))
                for powers in sp.Poly(p, *symbols).monoms()
            }
            if len(degrees) > 1:
                raise Undischarged(f"{p} is not homogeneous under the scaling {weights}")

    def _counted(self) -> set[sp.Symbol]:
        return {count.symbol for count in self.counts}

    def _places(self, statement: sp.Basic, along: sp.Symbol, ray: Point) -> list[sp.Rational]:
        """The cell boundaries along the ray, and a rational point of each cell between them."""
        x, p = self.variable, sp.Poly(self.polynomial.subs(ray), self.variable)
        cuts: list[sp.Expr] = [p.LC(), p.discriminant()]
        for count in self.counts:
            for q in _polynomials(count.condition, set()):
                cuts += _meetings(p, sp.expand(q.subs(ray)), x, along)
        for q in _polynomials(statement, self._counted()):
            cuts.append(sp.expand(q.subs(ray)))
        roots: set[sp.Rational] = set()
        for cut in cuts:
            if not cut.has(along):
                if p.discriminant() == 0:
                    raise Undischarged(f"{p.as_expr()} has a multiple root all along a ray")
                continue
            found = sp.Poly(cut, along)
            real = found.real_roots(multiple=False)
            for root, _ in real:
                if not root.is_Rational:
                    raise Undischarged(f"the cell boundary {root} is not rational")
                roots.add(root)
        edges = sorted(roots)
        if not edges:
            return [sp.Integer(0)]
        middles = [(a + b) / 2 for a, b in pairwise(edges)]
        return [edges[0] - 1, *edges, *middles, edges[-1] + 1]

    def _try(self, statement: sp.Basic, point: Point) -> None:
        numbers = {count.symbol: self._number(count, point) for count in self.counts}
        if not _truth(statement.subs(numbers), point):
            where = ", ".join(f"{s} = {v}" for s, v in point.items())
            counted = ", ".join(f"{s} = {v}" for s, v in numbers.items())
            raise Undischarged(f"{statement} is false at {where} (counted: {counted})")

    def _number(self, count: Count, point: Point) -> sp.Integer:
        x = self.variable
        p = sp.Poly(self.polynomial.subs(point), x)
        if p.is_zero:
            raise Undischarged(f"at {dict(point)} every {x} is a root")
        roots = sp.Poly(sp.quo(p, sp.gcd(p, p.diff(x))), x)
        found = 0
        for left, right in _isolated(roots):
            before, after = p.eval(left), p.eval(right)
            if count.rising and not (before < 0 < after):
                continue
            if count.falling and not (before > 0 > after):
                continue
            found += _holds(count.condition.subs(point), roots, (left, right), x)
        return sp.Integer(found)


def _polynomials(statement: sp.Basic, counted: set[sp.Symbol]) -> list[sp.Expr]:
    """lhs − rhs of each relation that does not speak of a counted number."""
    found = []
    for relation in sorted(statement.atoms(sp.core.relational.Relational), key=str):
        if not relation.free_symbols & counted:
            found.append(cast(sp.Expr, sp.expand(relation.lhs - relation.rhs)))
    return found


def _refuse_other_than_polynomial(claim: sp.Basic, counted: set[sp.Symbol]) -> None:
    """Cells are cut for polynomial relations, of counted numbers or of parameters, joined by logic."""
    if isinstance(claim, sp.core.relational.Relational):
        if claim.free_symbols & counted and not claim.free_symbols <= counted:
            raise Undischarged(f"{claim} mixes a counted number with a parameter")
    elif isinstance(claim, sp.logic.boolalg.BooleanFunction):
        for part in claim.args:
            _refuse_other_than_polynomial(part, counted)
    elif claim not in (sp.true, sp.false):
        raise Undischarged(f"{claim} is not a polynomial relation: no cells are cut for it")


def _meetings(p: sp.Poly, q: sp.Expr, x: sp.Symbol, along: sp.Symbol) -> list[sp.Expr]:
    """Where, along the ray, a root of p can become a root of q, or leave it.

    Factor by factor: a factor that both have is a common root everywhere, and says nothing about
    the other roots; the resultant of the whole polynomials would be 0 and say nothing at all.
    """
    if not q.has(x):
        return [q]
    found: list[sp.Expr] = []
    ours, theirs = (
        [factor for factor, _ in sp.factor_list(e, x, along)[1]] for e in (p.as_expr(), q)
    )
    for factor in ours:
        for other in theirs:
            if factor.has(x) and other.has(x) and sp.expand(factor**2 - other**2) != 0:
                found.append(sp.resultant(factor, other, x))
    # the sign of q at a root also hangs on the factors that are free of x
    return [*found, *(other for other in theirs if not other.has(x))]


def _truth(statement: sp.Basic, point: Point) -> bool:
    value = statement.subs(point)
    if value in (sp.true, sp.false):
        return value is sp.true
    raise Undischarged(f"{statement} is neither true nor false at {dict(point)}")


def _isolated(p: sp.Poly) -> Iterator[tuple[sp.Rational, sp.Rational]]:
    """Disjoint rational intervals, each with one root of the square-free p strictly inside."""
    if p.degree() < 1:
        return
    for (left, right), _ in p.intervals():
        a, b = sp.Rational(left), sp.Rational(right)
        while a != b and (p.eval(a) == 0 or p.eval(b) == 0):  # an end that is another root
            a, b = _halved(p, a, b)
        if a != b:
            yield a, b
            continue
        width = sp.Rational(1, 2)
        while p.count_roots(a - width, a + width) > 1:
            width /= 2
        yield a - width, a + width


def _halved(p: sp.Poly, a: sp.Rational, b: sp.Rational) -> tuple[sp.Rational, sp.Rational]:
    """The half of the open interval that holds its one root, or the root itself, twice."""
    middle = (a + b) / 2
    if p.eval(middle) == 0:
        return middle, middle
    inside = p.count_roots(a, middle) - (1 if p.eval(a) == 0 else 0)
    return (a, middle) if inside == 1 else (middle, b)


def _holds(
    condition: sp.Basic, p: sp.Poly, interval: tuple[sp.Rational, sp.Rational], x: sp.Symbol
) -> bool:
    """The condition at the root of p in the interval, its polynomials' signs taken exactly there."""
    signs: dict[sp.Basic, sp.Basic] = {}
    for relation in condition.atoms(sp.core.relational.Relational):
        q = sp.Poly(sp.expand(relation.lhs - relation.rhs), x)
        sign = _sign_at_root(q, p, interval)
        signs[relation] = relation.func(sp.Integer(sign), 0)
    value = condition.xreplace(signs) if signs else condition
    if value not in (sp.true, sp.false):
        raise Undischarged(f"{condition} is neither true nor false at a root")
    return value is sp.true


def _sign_at_root(q: sp.Poly, p: sp.Poly, interval: tuple[sp.Rational, sp.Rational]) -> int:
    """The sign of q at the one root of the square-free p inside the interval, by bisection."""
    left, right = interval
    common = sp.Poly(sp.gcd(q, p), *p.gens)
    if common.degree() > 0 and common.count_roots(left, right) > 0:
        return 0
    while q.count_roots(left, right) > 0:
        middle = (left + right) / 2
        if p.eval(middle) == 0:
            return int(sp.sign(q.eval(middle)))
        if p.eval(left) * p.eval(middle) < 0:
            right = middle
        else:
            left = middle
    return int(sp.sign(q.eval(left)))
