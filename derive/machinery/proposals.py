"""What the shape of a line suggests: methods of proof, each of which checks all that it needs.

Nothing is believed here: what SymPy proposes goes to a method with all its conditions, and what a method starts from
has to stand in earlier lines, as for one that is named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import sympy as sp
from sympy.core.function import AppliedUndef

from softpot.derive.machinery.discharge import (
    Antiderivative,
    BoseFermi,
    ByModulus,
    ByParts,
    ContinuousLimit,
    Differences,
    EqualDerivatives,
    EqualSquares,
    EvenZeta,
    GammaIntegral,
    Induction,
    InversePowers,
    KnownIntegral,
    LeadingTerms,
    LinearRecurrence,
    Monotone,
    OnRange,
    OrderInduction,
    PowerSeries,
    Rearranged,
    SeriesAt,
    Subdivided,
    SumOfSquares,
    Telescoping,
    UniqueSolution,
    Zeilberger,
)
from softpot.derive.machinery.discharge.byparts import combined
from softpot.derive.machinery.discharge.onrange import bounded
from softpot.derive.machinery.discharge.proposed import antiderivatives, antidifferences
from softpot.derive.machinery.discharge.zeilberger import certificate, rates
from softpot.derive.machinery.errors import Undischarged
from softpot.derive.machinery.step import Discharge

__all__ = ["candidates"]

_HIGHEST = 4  # order of a derivative
_MOST_SYMBOLS = 3
_MOST_STARTS = 3
_ENDLESS = (sp.Integral, sp.Sum, sp.Product, sp.Limit, sp.Derivative)
_INVERSE = (sp.atan, sp.asin, sp.acos, sp.acot, sp.asinh, sp.acosh, sp.atanh, sp.log)
_OF_STEPS = (sp.fibonacci, sp.lucas, sp.Pow, sp.chebyshevt, sp.chebyshevu)
_ORDERED = (sp.GreaterThan, sp.LessThan, sp.StrictGreaterThan, sp.StrictLessThan)

Facts = tuple[sp.Basic, ...]
Proposals = Callable[[sp.Basic, Facts], Iterator[Discharge]]


def candidates(
    statement: sp.Basic,
    facts: Facts = (),
    refute: Callable[[], object] | None = None,
    alone: bool = False,
) -> Iterator[Discharge]:
    """Methods that the shape of the statement suggests; none where proposing one fails. ``refute`` is called, once,
    before those that take long."""
    for propose in (*_CHEAP, None, *_DEAR, *(() if alone else _of_several(statement))):
        if propose is None:
            if refute is not None and _takes_long(statement):
                refute()
            continue
        made = propose(statement, facts)
        while True:
            try:
                method = next(made)
            except StopIteration:
                break
            except Exception:  # a proposal that SymPy fails to make is none
                break
            yield method


def _takes_long(statement: sp.Basic) -> bool:
    """Whether there are methods for the statement that take long."""
    if not isinstance(statement, sp.Eq):
        return False
    several = len(statement.atoms(sp.Integral, sp.Sum, sp.Limit, sp.Product))
    if several:  # numbers for more of them take long, too
        return several == 1 and not statement.has(sp.Derivative)
    return bool(statement.has(*_INVERSE))


def _left(statement: sp.Basic, kind: type) -> Any:
    """The left side of an equation, if it is of the kind."""
    if isinstance(statement, sp.Eq) and isinstance(statement.lhs, kind):
        return statement.lhs
    return None


def _of_limits(statement: sp.Basic, facts: Facts) -> Iterator[Discharge]:
    if _left(statement, sp.Limit) is not None:
        yield ContinuousLimit()
        yield LeadingTerms()
        yield ByModulus()


def _of_ranges(statement: sp.Basic, facts: Facts) -> Iterator[Discharge]:
    if isinstance(statement, sp.Eq) and statement.has(sp.Sum, sp.Integral):
        yield Rearranged()


def _of_integrals(statement: sp.Basic, facts: Facts) -> Iterator[Discharge]:
    integral = _left(statement, sp.Integral)
    if integral is None or len(integral.limits) != 1 or len(integral.limits[0]) != 3:
        return
    if statement.rhs.has(sp.Integral):
        return
    for F in antiderivatives(integral.function, *integral.limits[0]):
        yield Antiderivative(F)
    yield KnownIntegral()
    about = integral.function.free_symbols
    strict = tuple(
        e
        for e in facts
        if isinstance(e, (sp.StrictLessThan, sp.StrictGreaterThan))
        and len(e.free_symbols) > 1  # of one alone ``OnRange`` makes use
        and e.free_symbols <= about
    )
    if strict:
        yield KnownIntegral(strict)


def _of_known_integrals(statement: sp.Basic, facts: Facts) -> Iterator[Discharge]:
    integral = _left(statement, sp.Integral)
    if integral is None or statement.rhs.has(sp.Integral) or len(integral.limits) != 1:
        return
    yield GammaIntegral()
    yield BoseFermi()
    x = integral.limits[0][0]
    plain = integral.function.subs({sp.sin(x): sp.Dummy(), sp.cos(x): sp.Dummy()})
    if not plain.is_polynomial() and not integral.function.is_rational_function(x):
        yield KnownIntegral()  # else an antiderivative says more


def _of_parts(statement: sp.Basic, facts: Facts) -> Iterator[Discharge]:
    """Integration by parts: what the sum of the integrands is the derivative of."""
    if not isinstance(statement, sp.Eq) or not statement.has(sp.Integral):
        return
    total, _, x, low, high = combined(statement.lhs - statement.rhs)
    if not total.has(AppliedUndef):
        for F in antiderivatives(total, x, low, high):
            yield ByParts(F)
        return
    product = sp.Add(
        *(
            term.xreplace({d: d.expr})
            for term in sp.Add.make_args(sp.expand(total))
            for d in term.atoms(sp.Derivative)
            if isinstance(d.expr, AppliedUndef) and d.variables == (x,)
        )
    )
    known = tuple(sorted({f.func for f in product.atoms(AppliedUndef)}, key=str))
    yield ByParts(product, known)
    halved = product / 2  # u v' + u' v, each term of which gave u v
    yield ByParts(halved, known)


def _of_sums(statement: sp.Basic, facts: Facts) -> Iterator[Discharge]:
    total = _left(statement, sp.Sum)
    if total is None or len(total.limits) != 1:
        return
    k, _, high = total.limits[0]
    if high is sp.oo:
        yield EvenZeta()
        yield InversePowers()
        yield PowerSeries()
        for part in facts:
            if isinstance(part, sp.StrictLessThan) and (
                isinstance(part.lhs, sp.Abs) or part.lhs.is_nonnegative
            ):
                yield PowerSeries((part,))
        if not total.function.free_symbols - {k}:
            yield from _at_numbers(total, k)
        yield from map(Telescoping, antidifferences(total.function, k))
        return
    for one in total.function.atoms(sp.binomial):
        if one.args[0] == k and not one.args[1].has(k):
            front = total.function / one
            if not front.has(k):
                yield Differences(front * sp.binomial(k, one.args[1] + 1))
    for n in sorted(high.free_symbols, key=str):
        yield Induction(n, sp.Integer(1 if n.is_positive else 0))
        yield LinearRecurrence(n)
        yield from _certified(total.function, statement.rhs, n, k)


def _certified(F: sp.Expr, S: sp.Expr, n: sp.Symbol, k: sp.Symbol) -> Iterator[Discharge]:
    """Zeilberger's method with the recurrence of the value, if it is a product, and with those of its terms."""
    for pair in (None, *rates(S, n)):
        try:
            R = certificate(F, S, n, k, pair)
        except Undischarged:  # the value is no product
            continue
        if R is not None:
            yield Zeilberger(n, R, rates=pair)


def _at_numbers(total: sp.Sum, k: sp.Symbol) -> Iterator[Discharge]:
    """A series of numbers as the value at 1 of a power series that SymPy knows."""
    x = sp.Dummy("x", real=True)
    for step, offset in ((1, 0), (2, 0), (2, 1)):
        found = sp.summation(total.function * x ** (step * k + offset), total.limits[0])
        if not found.has(sp.Sum):
            yield SeriesAt(sp.simplify(sp.piecewise_fold(found)), x, 1, step=step, offset=offset)


def _of_steps(statement: sp.Basic, facts: Facts) -> Iterator[Discharge]:
    """Induction for sums and products that stand anywhere."""
    if not isinstance(statement, sp.Eq):
        return
    found = statement.atoms(sp.Sum, sp.Product)
    ends = {s for node in found for limit in node.limits for e in limit[1:] for s in e.free_symbols}
    for n in sorted(ends, key=str):
        if n.is_integer and n.is_nonnegative:
            yield Induction(n, sp.Integer(1 if n.is_positive else 0))


def _of_sequences(statement: sp.Basic, facts: Facts) -> Iterator[Discharge]:
    if isinstance(statement, sp.Eq) and not statement.has(*_ENDLESS):
        for n in sorted(statement.free_symbols, key=str):
            if n.is_integer and n.is_nonnegative and statement.has(*_OF_STEPS):
                yield LinearRecurrence(n)


def _of_equals(statement: sp.Basic, facts: Facts) -> Iterator[Discharge]:
    if not isinstance(statement, sp.Eq) or statement.has(*_ENDLESS):
        return
    if any(p.exp.is_Rational and not p.exp.is_Integer for p in statement.atoms(sp.Pow)):
        yield EqualSquares()
    if statement.has(*_INVERSE):
        symbols = _real_symbols(statement)
        for x in symbols:
            for point in (*(s for s in symbols if s != x), sp.Integer(1), sp.Integer(0)):
                yield EqualDerivatives(x, point)


def _of_equations(statement: sp.Basic, facts: Facts) -> Iterator[Discharge]:
    """The only solution of a differential equation that an earlier line states, with its values at one point."""
    f = _left(statement, AppliedUndef)
    if f is None or len(f.args) != 1 or statement.rhs.has(f.func):
        return
    about = [e for e in facts if isinstance(e, sp.Eq) and e.has(f.func)]
    bare = {e: e.replace(lambda p: isinstance(p, sp.Subs), lambda p: sp.Dummy()) for e in about}
    equations = [e for e in about if any(d.expr == f for d in bare[e].atoms(sp.Derivative))]
    initial = [e for e in about if not bare[e].has(f)]
    for equation in equations[:_MOST_STARTS]:
        yield UniqueSolution(equation, tuple(initial))


def _of_recursions(statement: sp.Basic, facts: Facts) -> Iterator[Discharge]:
    """A sequence by the rule and the first values that earlier lines state."""
    u = _left(statement, AppliedUndef)
    if u is None or len(u.args) != 1 or not u.args[0].is_Symbol or not u.args[0].is_integer:
        return
    n = u.args[0]
    about = [e for e in facts if isinstance(e, sp.Eq) and isinstance(e.lhs, AppliedUndef)]
    about = [e for e in about if e.lhs.func == u.func]
    first = tuple((e.lhs, e.rhs) for e in about if e.lhs.args[0].is_Integer)
    for rule in about:
        if rule.lhs.args[0].has(n) and first:
            start = sp.Integer(1 if n.is_positive else 0)
            yield Induction(n, start, growth=((rule.lhs, rule.rhs),), first=first)


def _of_inequalities(statement: sp.Basic, facts: Facts) -> Iterator[Discharge]:
    parts = statement.args if isinstance(statement, sp.And) else (statement,)
    if not all(isinstance(part, _ORDERED) for part in parts):
        return
    yield SumOfSquares()
    granted = bounded(facts, statement.free_symbols)
    if granted and len(statement.free_symbols) == 1:
        (x,) = statement.free_symbols
        yield Subdivided(x, granted)
    for n in sorted(statement.free_symbols, key=str):
        if n.is_integer and n.is_nonnegative:
            least = 1 if n.is_positive else 0
            for start in range(least, least + 4):
                yield OrderInduction(n, start)
    for order in range(1, _HIGHEST + 1):
        for x in _real_symbols(statement):
            for point in (sp.Integer(0), sp.Integer(1)):
                yield Monotone(x, point, order)
    if len(parts) == 1 and len(statement.free_symbols) == 1:
        for point in _flat_points(parts[0]):
            yield Monotone(next(iter(statement.free_symbols)), point, 1)


def _flat_points(part: sp.Basic) -> list[sp.Expr]:
    """Where the difference of the sides has slope 0, for sides that are no waves and have no corners."""
    (x,) = part.free_symbols
    if x.is_integer or part.has(sp.sin, sp.cos, sp.Abs, sp.Max, sp.Min, sp.Piecewise):
        return []
    slope = sp.together(sp.diff(part.args[0] - part.args[1], x))
    found = sp.solve(sp.numer(slope), x)
    return [e for e in found if e.is_real and e not in (0, 1)][:2]


def _of_bounds(statement: sp.Basic, facts: Facts) -> Iterator[Discharge]:
    granted = bounded(facts, statement.free_symbols)
    if granted and not (len(granted) > 1 and isinstance(statement, _ORDERED)):
        yield OnRange(granted)  # else interval arithmetic has been tried


def _real_symbols(statement: sp.Basic) -> list[sp.Symbol]:
    """The first few symbols that run over an interval."""
    real = (s for s in statement.free_symbols if s.is_extended_real and not s.is_integer)
    return sorted(real, key=str)[:_MOST_SYMBOLS]


def _of_values(statement: sp.Basic, facts: Facts) -> Iterator[Discharge]:
    from softpot.derive.machinery.valued import evaluated

    yield from evaluated(statement, facts)


_CHEAP: tuple[Proposals, ...] = (
    _of_limits, _of_ranges, _of_known_integrals, _of_equations, _of_recursions, _of_inequalities,
)  # fmt: skip
_DEAR: tuple[Proposals, ...] = (
    _of_integrals, _of_sums, _of_steps, _of_sequences, _of_equals, _of_bounds,
)  # fmt: skip


def _of_several(statement: sp.Basic) -> tuple[Proposals, ...]:
    """Integration by parts first where there are several integrals, the values of the parts first where not."""
    several = len(statement.atoms(sp.Integral)) > 1
    return (_of_parts, _of_values) if several else (_of_values, _of_parts)
