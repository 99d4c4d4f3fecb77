"""What was said for some values only is not used beyond them: quoted, under a name, under a root, of other numbers."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sympy as sp
from sympy import (
    Abs,
    Derivative,
    Equivalent,
    Heaviside,
    Implies,
    Integral,
    Limit,
    Max,
    Or,
    Piecewise,
    Rational,
    Subs,
    Sum,
    exp,
    log,
    oo,
    sqrt,
)

from softpot.derive import (
    ByParts,
    Cells,
    ContinuousLimit,
    Count,
    Derivation,
    DominatedLimit,
    Identity,
    Induction,
    OnRange,
    Quantity,
    SubstitutionBack,
    SumOfSquares,
    SymbolTable,
    TheoryError,
    Undischarged,
    equal,
)
from softpot.derive.machinery.discharge.leibniz import may_be_carried_out

WHOLE = {"integer": True, "nonnegative": True}
KINDS = ("even", "prime", "rational", "irrational")
S = SymbolTable(
    *(Quantity(s, s, "a real number") for s in ("x", "y", "t", "u", "v")),
    *(Quantity(s, s, "a number", assumptions={"positive": True}) for s in ("p", "a")),
    *(Quantity(s, s, "a number", assumptions=WHOLE) for s in ("n", "j")),
    *(Quantity(s, s, "a whole number", assumptions={"integer": True}) for s in ("k", "N")),
    *(Quantity(s, s, "a number of a kind", assumptions={s: True}) for s in KINDS),
    Quantity("off", "off", "no whole number", assumptions={"real": True, "integer": False}),
    Quantity("m", "m", "a number", assumptions={"integer": True, "positive": True}),
    *(Quantity(s, s, "a function", function=True) for s in ("f", "g", "G")),
)
x, y, t, u, v, p, a, n, j, k, N, m = (S.symbol(s) for s in "xytuvpanjkNm")
f, g, G = S.f, S.g, S.G
Lines = Callable[[Derivation], object]


def written(*lines: Lines, quoted: Lines | None = None) -> Derivation:
    """The lines, which may quote the result of others as ``one``."""

    def look(id: str) -> object:
        assert quoted is not None
        return quoted(Derivation(id, "", S, lambda id: None))

    d = Derivation("e", "", S, look)
    for line in lines:
        line(d)
    return d


def premise(statement: sp.Basic) -> Lines:
    return lambda d: d.premise(statement, "assumed")


def define(name: sp.Basic, value: sp.Basic) -> Lines:
    return lambda d: d.define(name, value, "a name")


def step(statement: sp.Basic, by: object = None) -> Lines:
    return lambda d: d.step(statement, "so", by)


def put(statement: sp.Basic, old: sp.Basic, new: sp.Basic | int) -> Lines:
    return step(statement, Identity(where=((old, new),)))


def refused(*lines: Lines, match: str, quoted: Lines | None = None) -> None:
    with pytest.raises(TheoryError, match=match):
        written(*lines, quoted=quoted)


def modulus(d: Derivation) -> object:
    """f(x) = x where x > 0, for f = |x|."""
    d.premise(equal(f(x), Abs(x)), "assumed")
    d.premise(x > 0, "to the right")
    d.step(equal(Abs(x), x), "so", OnRange((x > 0,)))
    d.step(equal(f(x), x), "so", Identity(where=((f(x), Abs(x)), (Abs(x), x))))
    return d.result(x, lhs=f(x))


def test_what_is_quoted_holds_where_its_premises_do():
    def over(low: int, high: int) -> tuple[Lines, Lines]:
        both = (Integral(e, (x, low, high)) for e in (f(x), x))
        return (lambda d: d.uses("one")), put(equal(*both), f(x), x)

    written(*over(0, 2), quoted=modulus)
    refused(*over(-1, 1), quoted=modulus, match="x > 0 only, and x goes beyond")


def test_a_premise_that_makes_a_value_fit_its_name_is_listed():
    d = written(premise(x > 0), define(p, x), step(equal(Abs(p, evaluate=False), p)))
    made = d.result(p, lhs=Abs(p, evaluate=False))
    assert [line.statement for line in made.rests_on] == [x > 0]
    d = written(premise(x > 0), define(p, a + 1), step(equal(Abs(p, evaluate=False), p)))
    assert not d.result(p, lhs=Abs(p, evaluate=False)).rests_on


@pytest.mark.parametrize(
    "node",
    [
        lambda e: Integral(e, (u, 0, 1)),
        lambda e: Derivative(e, u),
        lambda e: Limit(e, u, 1),
        lambda e: Subs(e, u, 1),
    ],
)
def test_a_name_of_one_number_takes_no_others(node):
    """f(0) = 3 is all that f(u) = 3 says where u stands for 0."""
    told, wanted = premise(equal(f(u), 3)), put(equal(node(f(u)), node(sp.Integer(3))), f(u), 3)
    written(told, wanted)
    refused(define(u, sp.Integer(0)), told, wanted, match=r"Eq\(u, 0\) only, and u goes beyond")


@pytest.mark.parametrize(
    ("value", "all_of_them"), [(exp(t), False), (t**2, False), (2 * t + 1, True)]
)
def test_a_name_takes_the_values_of_what_it_stands_for(value, all_of_them):
    both = (Integral(e, (u, -1, 1)) for e in (f(u), u))
    told, wanted = premise(equal(f(u), u)), put(equal(*both), f(u), u)
    for ties in (define(u, value), premise(equal(u, value))):
        if all_of_them:
            written(ties, told, wanted)
        else:
            refused(ties, told, wanted, match="only, and u goes beyond")


def test_conditions_of_a_premise_narrow_what_it_says():
    """f(x) = √x says nothing of f(−1)."""
    told = premise(equal(f(x), sqrt(x)))

    def over(low: int) -> Lines:
        return put(equal(Integral(f(x) ** 4 - x**2, (x, low, 1)), 0), f(x), sqrt(x))

    written(told, over(0))
    refused(told, over(-1), match="says something where x >= 0 only")
    both = (Integral(e, (x, 1, 2)) for e in (f(x), 1 / sp.sinh(x)))
    written(premise(equal(f(x), 1 / sp.sinh(x))), put(equal(*both), f(x), 1 / sp.sinh(x)))


def test_equivalent_conditions_narrow():
    told = (premise(Equivalent(x > 0, t > 0)), premise(t > 0), premise(equal(f(x), x)))
    both = (Integral(e, (x, -1, 1)) for e in (f(x), x))
    refused(*told, put(equal(*both), f(x), x), match="only, and x goes beyond")


SLOPE = f(x).diff(x)
SMOOTH = equal(Limit(f(y), y, 0, "+-"), f(0))


@pytest.mark.parametrize(
    "said",
    [
        equal(g(x), Piecewise((SLOPE, x > 0), (0, True))),
        equal(g(x), Heaviside(x) * SLOPE),
        Or(sp.Eq(SLOPE, 1), sp.Eq(g(x), 0)),
        Implies(y > 0, sp.Eq(SLOPE, 1)),
        equal(SLOPE, 1 / x),
        equal(SLOPE, log(x)),
        equal(x * SLOPE, 1),
        equal(x * exp(SLOPE), g(x)),
    ],
    ids=str,
)
def test_what_says_nothing_of_a_slope_somewhere(said):
    refused(
        premise(said),
        step(SMOOTH, ContinuousLimit((f,))),
        match="no premise says that f is continuous",
    )


@pytest.mark.parametrize(
    "said",
    [
        equal(SLOPE, g(x)),
        equal(sp.Tuple(SLOPE, g(0)), sp.Tuple(g(x), 0)),
        equal((1 + x**2) * SLOPE, g(x)),
        equal(SLOPE**2, g(x)),
        equal(f(x).diff(x, 2) + x * SLOPE, g(x)),
        Abs(SLOPE) <= 1,
        equal(Max(SLOPE, 0), g(x)),
    ],
    ids=str,
)
def test_what_gives_a_slope_everywhere(said):
    written(premise(said), step(SMOOTH, ContinuousLimit((f,))))


@pytest.mark.quick(0)
def test_a_range_does_not_hide_what_a_method_starts_from():
    bounds = (x >= 0, x <= 1)
    by_parts = equal(Integral(t * f(t).diff(t), (t, 0, x)), x * f(x) - Integral(f(t), (t, 0, x)))
    refused(*map(premise, bounds), step(by_parts, OnRange(bounds)), match="starts from")
    smooth = premise(equal(f(t).diff(t), g(t)))
    written(smooth, *map(premise, bounds), step(by_parts))
    written(smooth, step(by_parts, ByParts(t * f(t), (f,))))


CONTINUOUS = equal(Limit(G(x, t), x, 0), G(0, t))
UNDER = equal(Limit(Integral(G(x, t), (t, -oo, oo)), x, 0), Integral(G(0, t), (t, -oo, oo)))


@pytest.mark.quick(2)
@pytest.mark.parametrize(
    ("argument", "before", "match"),
    [
        (u, (), ""),
        (t, (), "no premise bounds"),  # on the diagonal
        (u, (define(u, sp.Integer(0)),), "Eq.u, 0. only"),
        (u, (premise(equal(u, 0)),), "Eq.u, 0. only"),
    ],
)
def test_bounds_are_for_all_arguments(argument, before, match):
    bound = Abs(G(argument, t)) <= exp(-(t**2))
    lines = (
        *before,
        premise(bound),
        premise(CONTINUOUS),
        step(UNDER, DominatedLimit((bound, CONTINUOUS))),
    )
    if match:
        refused(*lines, match=match)
    else:
        written(*lines)


RULE = equal(f(n + 1), f(n) + 2**n)
GROWN = step(
    equal(f(n), 2**n), Induction(n, 0, ((f(n + 1), f(n) + 2**n),), ((f(0), sp.Integer(1)),))
)


@pytest.mark.quick(2)
@pytest.mark.parametrize(
    "narrowing", [n > 3, sp.Ne(n, 0), equal(n, 2 * j), Or(n > 3, n > 5 + j)], ids=str
)
def test_a_rule_of_growth_is_for_every_index(narrowing):
    told = (premise(RULE), premise(equal(f(0), 1)), GROWN)
    refused(premise(narrowing), *told, match="was not said of every n")


def test_a_rule_of_growth_and_a_name():
    told = (premise(RULE), premise(equal(f(0), 1)), GROWN)
    written(premise(x > 3), *told)
    refused(define(n, 2 * j), *told, match="was not said of every n")


def test_a_quoted_rule_of_growth():
    def beyond(d: Derivation) -> object:
        for line in (n > 3, equal(g(n), 2**n), equal(f(n + 1), f(n) + g(n))):
            d.premise(line, "assumed")
        d.step(RULE, "so", Identity(where=((f(n + 1), f(n) + g(n)), (g(n), 2**n))))
        return d.result(RULE.rhs, lhs=RULE.lhs)

    told = ((lambda d: d.uses("one")), premise(equal(f(0), 1)), GROWN)
    refused(*told, quoted=beyond, match="was not said of every n")


ev, pr, rat, irr, off = S.even, S.prime, S.rational, S.irrational, S.off


@pytest.mark.parametrize(
    "node",
    [
        Sum(f(ev), (ev, 1, 4)),
        Sum(f(pr), (pr, 2, 10)),
        Sum(f(off), (off, 1, 3)),
        Sum(f(k), (k, Rational(1, 2), Rational(5, 2))),
        Integral(f(rat), (rat, 0, 1)),
        Limit(f(rat), rat, 0),
        Subs(f(irr), irr, Rational(1, 2)),
        Subs(f(off), off, 2),
        Subs(f(ev), ev, 3),
        Subs(f(n), n, Rational(1, 2)),
        Subs(f(x), x, sp.I),
        Derivative(f(n), n),
        Derivative(sp.floor(x + k, evaluate=False), k),
    ],
    ids=str,
)
def test_variables_that_stand_for_other_numbers(node):
    refused(premise(equal(y, node)), match="is assumed to be|is a whole number")


@pytest.mark.parametrize(
    "node",
    [
        Sum(f(k), (k, 1, 4)),
        Subs(f(n), n, 2),
        Subs(f(ev), ev, 4),
        Subs(f(x), x, Rational(1, 2)),
        Integral(f(x), (x, 0, 1)),
        Derivative(f(x), x),
    ],
    ids=str,
)
def test_variables_that_run(node):
    written(premise(equal(y, node)))


@pytest.mark.quick(0)
def test_what_is_at_most_1_in_size_may_be_0():
    """tanh² reaches 0, and 1 + cos x + erf² does at x = π, y = 0; tanh alone does not reach 1."""
    for never in (sp.tanh(f(x)) ** 2 > 0, 1 + sp.cos(x) + sp.erf(y) ** 2 > 0):
        with pytest.raises(Undischarged, match="was not shown to be positive"):
            SumOfSquares()(never)
    for always in (
        1 - sp.tanh(f(x)) > 0,
        2 - sp.sin(x) - sp.tanh(y) > 0,
        1 - sp.sin(x) + sp.tanh(y) ** 2 >= 0,
    ):
        assert SumOfSquares()(always)


def test_a_coefficient_that_is_an_integral_may_be_0():
    for coefficient, other in (
        (Integral(f(y), (y, 0, 1)), False),
        (Integral(exp(y), (y, 0, 1)), True),
    ):
        method = SubstitutionBack((coefficient * (x - 1),), (x,))
        if other:
            assert method(equal(x, 1))
        else:
            with pytest.raises(Undischarged, match="was not shown to be other than 0"):
                method(equal(x, 1))


def test_what_is_differentiated_has_to_exist():
    """∫_{−1}^p dx/x has no value."""
    for wrong in ((1 / x, -1, p), (1 / x, 0, p), (1 / (x * log(x) ** 2), p, oo), (1 / x, p, oo)):
        e, low, high = wrong
        assert not may_be_carried_out(Derivative(Integral(e, (x, low, high)), p))
    for right in (
        (1 / sqrt(x), 0, p),
        (log(x), 0, p),
        (x ** (a - 1) * exp(-x), 0, p),
        (x**-2, p, oo),
        (exp(-(x**2)), p, oo),
    ):
        e, low, high = right
        assert may_be_carried_out(Derivative(Integral(e, (x, low, high)), p))


def test_a_number_of_zeros_may_be_0():
    def counted(symbol: sp.Symbol) -> Lines:
        few = Or(sp.Eq(symbol, 0, evaluate=False), sp.Eq(symbol, 1, evaluate=False))
        weights = ((x, 1), (u, 1), (v, 1))
        return step(few, Cells(x**2 + u**2 + v**2, x, weights, (Count(symbol),)))

    written(counted(N))
    written(counted(n))
    for symbol in (m, ev):
        refused(counted(symbol), match="which a number of zeros need not be")
