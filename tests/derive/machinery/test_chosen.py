"""Steps without a method: what is chosen proves, is the machinery's own, and false lines stay refused."""

from __future__ import annotations

import pytest
import sympy as sp

from softpot.derive import (
    Antiderivative,
    ContinuousLimit,
    Derivation,
    GammaIntegral,
    LeadingTerms,
    Quantity,
    SymbolTable,
    Undischarged,
    equal,
)
from softpot.derive.machinery.discharge import METHODS

S = SymbolTable(
    *(Quantity(name, name, "a number") for name in ("x", "y", "t")),
    *(Quantity(name, name, "a number", assumptions={"positive": True}) for name in ("a", "b")),
)
x, y, t, a, b = S.x, S.y, S.t, S.a, S.b
oo = sp.oo


def derivation():
    return Derivation("line", "", S, lambda id: None)  # type: ignore[arg-type, return-value]


TRUE = {
    "Cauchy": (equal(sp.Integral(1 / (1 + x**2), (x, -oo, oo)), sp.pi), Antiderivative),
    "hydrogen": (
        equal(sp.Integral(4 / a**3 * t**2 * sp.exp(-2 * t / a), (t, 0, oo)), 1),
        GammaIntegral,
    ),
    "polynomials": (equal(sp.Integral(x**3 * (1 - x) ** 2, (x, -1, 1)), -sp.Rational(4, 5)), Antiderivative),
    "a logarithm": (equal(sp.Integral(sp.log(x), (x, 0, 1)), -1), Antiderivative),
    "a damped wave": (
        equal(sp.Integral(sp.exp(-a * x) * sp.sin(b * x), (x, 0, oo)), b / (a**2 + b**2)),
        Antiderivative,
    ),
    "a ratio": (equal(sp.Limit(sp.sin(x) / x, x, 0), 1), ContinuousLimit),
    "a growth": (equal(sp.Limit((1 + x / t) ** t, t, oo), sp.exp(x)), LeadingTerms),
}  # fmt: skip


@pytest.mark.quick(0)
@pytest.mark.parametrize("name", TRUE)
def test_true_lines_without_a_method(name):
    statement, kind = TRUE[name]
    d = derivation()
    d.step(statement, "as stated")
    (line,) = d._steps
    assert type(line.method) is kind
    assert kind in METHODS
    assert line.proof
    assert line.method(statement)  # the method alone proves it again


@pytest.mark.quick(2)
@pytest.mark.parametrize("name", TRUE)
def test_the_same_lines_with_another_value(name):
    statement, _ = TRUE[name]
    for wrong in (statement.rhs + 1, 2 * statement.rhs, -statement.rhs):
        with pytest.raises(Undischarged):
            derivation().step(equal(statement.lhs, wrong), "as stated")


@pytest.mark.quick(2)
@pytest.mark.parametrize(
    "statement",
    [
        equal(sp.Integral(1 / x**2, (x, -1, 1)), -2),
        equal(sp.Integral(1 / x, (x, 1, oo)), 0),
        equal(sp.Integral(x, (x, -oo, oo)), 0),
        equal(sp.Integral(sp.sin(x), (x, 0, oo)), 1),
        equal(sp.Limit(1 / x, x, 0, "+-"), oo),
        equal(sp.Limit(sp.sign(x), x, 0, "+-"), 0),
        equal(sp.Limit(sp.cos(x), x, oo), 1),
    ],
    ids=str,
)
def test_lines_without_a_value(statement):
    with pytest.raises(Undischarged):
        derivation().step(statement, "as stated")


@pytest.mark.quick(0)
def test_the_message_says_what_was_tried():
    unknown = equal(sp.Integral(sp.sin(x) ** 2 * sp.exp(-(x**2)), (x, 0, 1)), y)
    with pytest.raises(Undischarged, match=r"is refuted by numbers"):
        derivation().step(unknown, "as stated")
    with pytest.raises(Undischarged, match=r"the left side is 0.3333333333, the right side 1"):
        derivation().step(equal(sp.Integral(x**2, (x, 0, 1)), 1), "as stated")
    with pytest.raises(Undischarged, match=r"tried besides: SumOfSquares: .* Monotone: "):
        derivation().step(
            sp.sin(a) > a - a**3 / 6 + a**5 / 120 - a**7 / 5040, "as stated, and false for no a"
        )
