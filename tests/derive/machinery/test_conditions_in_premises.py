"""Premises about functions of x that say something of x besides, and what quoted results rest on."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sympy as sp
from sympy import (
    Abs,
    Derivative,
    Integral,
    Limit,
    acosh,
    asin,
    cos,
    exp,
    floor,
    sign,
    sin,
    tanh,
)

from softpot.derive import (
    ContinuousLimit,
    Derivation,
    Identity,
    OnRange,
    Quantity,
    SymbolTable,
    TheoryError,
    equal,
)

S = SymbolTable(
    *(Quantity(s, s, "a real number") for s in ("x", "y", "t", "u")),
    Quantity("z", "z", "a complex number", assumptions={}),
    Quantity("k", "k", "a whole number", assumptions={"integer": True}),
    *(Quantity(s, s, "a number", assumptions={"positive": True}) for s in ("p", "a")),
    *(Quantity(s, s, "a real function", function=True) for s in ("f", "g")),
    *(
        Quantity(s, s, "a positive function", function=True, assumptions={"positive": True})
        for s in ("P", "Q")
    ),
    Quantity("w", "w", "a whole function", function=True, assumptions={"integer": True}),
    Quantity("c", "c", "a complex function", function=True, assumptions={}),
)
x, y, t, u, z, k, p, a = (S.symbol(s) for s in "xytuzkpa")
f, g, P, Q, w, c = (S.symbol(s) for s in "fgPQwc")
Lines = Callable[[Derivation], object]


def written(*lines: Lines, quoted: Lines | None = None) -> Derivation:
    def look(id: str) -> object:
        assert quoted is not None
        return quoted(Derivation(id, "", S, lambda id: None))

    d = Derivation("e", "", S, look)
    for line in lines:
        line(d)
    return d


def premise(statement: sp.Basic) -> Lines:
    return lambda d: d.premise(statement, "assumed")


def uses(d: Derivation) -> object:
    return d.uses("one")


def over(old: sp.Expr, new: sp.Expr, low: int = -1, high: int = 1) -> tuple[Lines, Lines]:
    """∫ of both, from the premise that they are equal."""
    both = equal(*(Integral(e, (x, low, high)) for e in (old, new)))
    put = Identity(where=((old, new),))
    return premise(equal(old, new)), lambda d: d.step(both, "so", put)


@pytest.mark.quick(8)
@pytest.mark.parametrize(
    ("old", "new"),
    [
        (f(x) ** 2, x),
        (Abs(f(x)), x),
        (exp(f(x)), x),
        (exp(f(x)), Abs(x) + x),
        (cos(f(x)), 2 * x),
        (tanh(f(x)), 2 * x),
        (floor(f(x)), x),
        (sign(f(x)), x),
        (P(x) + Q(x), x),
        (P(x) * Q(x), x),
        (w(x), x),
        (f(x), sp.I * x),
        (f(x), z * x),
        (f(x), (-1) ** x),
        (f(x), asin(2 * x)),
        (f(x), acosh(x)),
        (f(x), sp.loggamma(x)),
    ],
    ids=str,
)
def test_values_that_a_function_cannot_have_everywhere(old, new):
    with pytest.raises(
        TheoryError, match=r"was not said of every x|says something where|cannot hold"
    ):
        written(*over(old, new))


@pytest.mark.quick(4)
@pytest.mark.parametrize(
    ("old", "new"),
    [
        (f(x) ** 2, 1 + x**2),
        (f(x) ** 2, x**2),
        (exp(f(x)), 1 + x**2),
        (cos(f(x)), x / (1 + x**2)),
        (f(x) * g(x), x),
        (P(x) * Q(x), exp(x)),
        (f(x), asin(x)),
        (f(x), sp.sqrt(1 - x**2)),
        (c(x), sp.I * x),
        (f(x**2), x**2),
    ],
    ids=str,
)
def test_values_that_it_can_have(old, new):
    written(*over(old, new))


@pytest.mark.quick(2)
@pytest.mark.parametrize(
    "narrowing",
    [
        Abs(f(x)) <= x,
        f(x) ** 2 < x - 1,
        sp.Eq(x > 0, t > 0, evaluate=False),
    ],
    ids=str,
)
def test_conditions_beside_it(narrowing):
    with pytest.raises(TheoryError, match="only, and x goes beyond"):
        written(premise(narrowing), premise(t > 0), *over(g(x), x))
    written(premise(Abs(f(x)) <= 1 / x**2), premise(t > 0), *over(g(x), x))


@pytest.mark.parametrize(
    ("argument", "value"), [(x**2, x), (Abs(x), x), (sin(x), x), (cos(x), sin(x))], ids=str
)
def test_one_argument_has_one_value(argument, value):
    with pytest.raises(TheoryError, match="gives one argument two values"):
        written(premise(equal(f(argument), value)))
    written(
        premise(equal(f(argument), value**2)) if argument == x**2 else premise(equal(f(p**2), p))
    )


def test_two_premises_give_one_argument_two_values():
    with pytest.raises(TheoryError, match="differ"):
        written(premise(equal(f(-x), f(x))), premise(equal(f(x), x)))
    with pytest.raises(TheoryError, match="gives one argument two values"):
        written(premise(equal(g(x), x**2)), premise(equal(f(g(x)), x)))
    written(premise(equal(f(-x), f(x))), premise(equal(f(x), x**2)))


def test_powers_of_what_is_known_at_one_value():
    """x² = 4 makes no function of x⁴ constant."""
    put = Identity(where=((x**2, sp.Integer(4)),))
    with pytest.raises(TheoryError, match="was not said of every x"):
        written(premise(equal(x**2, 4)), lambda d: d.step(equal(Derivative(x**4, x), 0), "so", put))


def test_slopes_along_the_line_say_nothing_beside_it():
    smooth = premise(equal(f(x).diff(x), g(x)))

    def step(argument: sp.Expr, point: sp.Expr) -> Lines:
        limit = equal(Limit(f(argument), x, 1), f(point))
        return lambda d: d.step(limit, "so", ContinuousLimit((f,)))

    written(smooth, step(2 * x, sp.Integer(2)))
    with pytest.raises(TheoryError, match="no premise says that f is continuous"):
        written(smooth, step(sp.I * x, sp.I))


def test_what_a_quoted_premise_singles_out():
    def nine(d: Derivation) -> object:
        d.premise(equal(x**2, 9), "assumed")
        d.step(equal(x**2 * y, 9 * y), "so", Identity(where=((x**2, sp.Integer(9)),)))
        return d.result(9 * y, lhs=x**2 * y)

    smooth = premise(equal(f(x).diff(x), g(x)))
    limit = equal(Limit(f(y), y, 0, "+-"), f(0))
    with pytest.raises(TheoryError, match="no premise says that f is continuous"):
        written(uses, smooth, lambda d: d.step(limit, "so", ContinuousLimit((f,))), quoted=nine)


def test_a_value_that_fits_by_a_quoted_inequality():
    def beyond(d: Derivation) -> object:
        d.premise(x > 5, "assumed")
        d.step(sp.Gt(x, 0), "so", OnRange((x > 5,)))
        return d.result(sp.Gt(x, 0))

    modulus = Abs(p, evaluate=False)
    d = written(
        uses,
        lambda d: d.define(p, x, "a name"),
        lambda d: d.step(equal(modulus, p), "so"),
        quoted=beyond,
    )
    assert [line.statement for line in d.result(p, lhs=modulus).rests_on] == [x > 5]
