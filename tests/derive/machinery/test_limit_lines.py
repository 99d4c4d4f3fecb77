"""Limit lines are attacked by numbers: false ones are refused with a point and both values, no true one is lost."""

from __future__ import annotations

import re

import pytest
from sympy import (
    Abs,
    E,
    Integral,
    Limit,
    Rational,
    Sum,
    besselj,
    cos,
    exp,
    gamma,
    log,
    oo,
    pi,
    sin,
    sqrt,
)

from softpot.derive.machinery.derivation import Derivation
from softpot.derive.machinery.discharge import equal
from softpot.derive.machinery.errors import TheoryError, Undischarged
from softpot.derive.machinery.symbols import Quantity, SymbolTable


def _row(name, **assumptions):
    return Quantity(name, name, "a quantity", assumptions=assumptions)


S = SymbolTable(
    _row("x", positive=True),
    _row("u", positive=True),
    _row("y", real=True),
    _row("N", real=True),
    _row("n", integer=True, positive=True),
    _row("k", integer=True, positive=True),
)
x, u, y, N, n, k = S.x, S.u, S.y, S.N, S.n, S.k
PLANCK = 1 / (exp(x) - 1)
DEBYE = Integral(u**3 / (exp(u) - 1), (u, 0, x))
STIRLING = sqrt(2 * pi * x) * (x / E) ** x
COSINE = (cos(x) - 1 + x**2 / 2) / x**4

FALSE = {
    "factor": (equal(N, 2 / x), (x, 0)),
    "factor, no direction": (equal(N, 2 / x), ()),
    "sign": (equal(N, -1 / x), (x, 0)),
    "sign, no direction": (equal(N, -1 / x), ()),
    "exponent": (equal(N, 1 / x**2), (x, 0)),
    "exponent, no direction": (equal(N, 1 / x**2), ()),
    "other end": (equal(N, 1 / x), (x, oo)),
    "other end of the exponential": (equal(N, exp(-x)), (x, 0)),
    "oscillates at 0": (equal(Limit(sin(1 / y), y, 0), 0), ()),
    "oscillates at infinity": (equal(Limit(sin(x), x, oo), 0), ()),
    "two sides": (equal(Limit(Abs(y) / y, y, 0, "+-"), 1), ()),
    "grows": (equal(Limit(1 / x, x, 0), 0), ()),
    "grows slowly": (equal(Limit(log(x), x, oo), 5), ()),
    "value": (equal(Limit(sin(x) / x, x, 0), 2), ()),
    "small value": (equal(Limit(x * log(x), x, 0), Rational(1, 100)), ()),
    "value after cancelling": (equal(Limit(COSINE, x, 0), Rational(1, 23)), ()),
    "limit on the right": (equal(3, Limit((1 + 1 / x) ** x, x, oo)), ()),
    "stirling": (equal(gamma(x + 1), STIRLING / sqrt(2)), (x, oo)),
    "stirling, no direction": (equal(gamma(x + 1), STIRLING / sqrt(2)), ()),
    "bessel": (equal(besselj(0, x), sqrt(1 / (pi * x)) * cos(x - pi / 4)), (x, oo)),
    "integral": (equal(DEBYE, x**3), (x, 0)),
    "limit of an integral": (equal(Limit(DEBYE / x**3, x, 0), 1), ()),
    "series": (equal(Sum(1 / k**2, (k, 1, n)), pi**2 / 5), (n, oo)),
    "two symbols": (equal(sqrt(x**2 + u**2), u), (x, oo)),
    "one of several directions": (equal(N, 3 / x), ((x, 0),)),
}  # fmt: skip

TRUE = {
    "high temperature": (equal(N, 1 / x), (x, 0)),
    "no direction": (equal(N, 1 / x), ()),
    "next term": (equal(N, 1 / x - Rational(1, 2)), (x, 0)),
    "low temperature": (equal(N, exp(-x)), (x, oo)),
    "sine": (equal(Limit(sin(y) / y, y, 0), 1), ()),
    "squeezed": (equal(Limit(x * sin(1 / x), x, 0), 0), ()),
    "vanishes": (equal(Limit(x * log(x), x, 0), 0), ()),
    "slowly": (equal(Limit(1 / log(x), x, oo), 0), ()),
    "slower": (equal(Limit(log(log(x)), x, oo), oo), ()),
    "a small power": (equal(Limit(x ** Rational(1, 100), x, 0), 0), ()),
    "after cancelling": (equal(Limit(COSINE, x, 0), Rational(1, 24)), ()),
    "euler": (equal(Limit((1 + 1 / x) ** x, x, oo), E), ()),
    "stirling": (equal(gamma(x + 1), STIRLING), (x, oo)),
    "bessel": (equal(besselj(0, x), sqrt(2 / (pi * x)) * cos(x - pi / 4)), (x, oo)),
    "integral": (equal(DEBYE, x**3 / 3), (x, 0)),
    "series": (equal(Sum(1 / k**2, (k, 1, n)), pi**2 / 6), (n, oo)),
    "at 1": (equal(log(x), x - 1), ()),
    "together": (equal(sqrt(x**2 + u**2), x + u), ((x, oo), (u, 0))),
    "from below": (equal(Abs(y) / y, -1 + y), (y, 0, "-")),
    "of something not given": (equal(y, x**2), ()),
}  # fmt: skip


def _line(statement, toward):
    d = Derivation("e", "", S, pytest.fail)
    if statement.has(N):
        d.define(N, PLANCK, "the mean number")
    d.limit(statement, "numbers show it", toward=toward)


@pytest.mark.quick(11)
@pytest.mark.parametrize("name", FALSE)
def test_false_limits_are_refused_with_a_point_and_both_values(name):
    with pytest.raises(Undischarged, match="refuted by numbers") as refusal:
        _line(*FALSE[name])
    assert re.search(r"at .* = .* the left side is .*, the right side .*", str(refusal.value))


@pytest.mark.quick(4)
@pytest.mark.parametrize("name", TRUE)
def test_true_limits_stand(name):
    _line(*TRUE[name])


def test_a_limit_without_a_number_anywhere_near_is_refused():
    with pytest.raises(Undischarged, match="no number"):
        _line(equal(Limit(gamma(y - Abs(y)), y, 0), 1), ())


@pytest.mark.parametrize("toward", [x, "x", (x, 0.5), (x, 0, "up"), (x,), ((x, 0), y), (1, x)])
def test_a_direction_that_is_none_is_refused_in_a_sentence(toward):
    with pytest.raises(TheoryError, match="toward is a symbol, the exact point"):
        _line(equal(y, x**2), toward)
