"""A name stands for one thing that fits it, is no constant of what it varies with, and premises can hold."""

from __future__ import annotations

import pytest
import sympy as sp

from softpot.derive.machinery.derivation import Derivation
from softpot.derive.machinery.discharge import Identity, equal
from softpot.derive.machinery.errors import TheoryError
from softpot.derive.machinery.fitting import misfit
from softpot.derive.machinery.symbols import Quantity, SymbolTable

T = SymbolTable(
    *(Quantity(s, s, "a real number") for s in "xyuv"),
    Quantity("z", "z", "a complex number", assumptions={}),
    *(Quantity(s, s, "a positive number", assumptions={"positive": True}) for s in "ab"),
    Quantity("n", "n", "an index", assumptions={"integer": True, "nonnegative": True}),
    Quantity("f", "f", "a function", function=True),
)
x, y, u, v, z, a, b, n, f = T.x, T.y, T.u, T.v, T.z, T.a, T.b, T.n, T.f
D = sp.Derivative


def derivation(id: str = "e", lookup=None) -> Derivation:
    return Derivation(id, "", T, lookup)


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        (a, sp.Integer(-1), "is not positive"),
        (a, x, "was not shown to be positive"),
        (a, b - 1, "was not shown to be positive"),
        (n, sp.Rational(1, 2), "is not integer"),
        (n, sp.Integer(-3), "is not nonnegative"),
        (x, sp.I * a, "is not real"),
        (x, sp.sqrt(y), "was not shown to be real"),
        (x, sp.log(y), "was not shown to be real"),
        (f(x), sp.I * x**2, "was not shown to be real"),
    ],
    ids=str,
)
def test_a_value_has_to_fit_its_name(name, value, words):
    with pytest.raises(TheoryError, match=words):
        derivation().define(name, value, "a name")


def test_values_that_fit():
    d = derivation()
    d.premise(y > 0, "so it is")
    d.define(x, sp.sqrt(y), "the root is real where {y} is positive", y=y)
    d.premise(u > v, "so they are")
    d.define(a, u - v, "their distance")
    assert misfit({"positive": True}, (sp.exp(b) - 1) ** -2 * b) == ""
    assert misfit({"positive": True}, sp.log(u / b), (b < u,)) == ""
    assert misfit({"real": True}, sp.Subs(D(sp.sqrt(x), x), x, 1)) == ""
    assert misfit({"nonnegative": True}, sp.Abs(sp.Determinant(sp.Matrix([[x, y], [u, v]])))) == ""
    assert misfit({"positive": True}, sp.Integral(x**4 * sp.exp(-x), (x, 0, a))) == ""
    assert misfit({"positive": True}, sp.exp(x) - 1) != ""


@pytest.mark.parametrize(
    "done_to_it",
    [
        D(u, x),
        D(u * x, x),
        sp.Integral(u, (x, 0, 1)),
        sp.Limit(u + x, x, 0),
        sp.Sum(u * n, (n, 0, 3)),
        sp.Subs(u * x, x, 2),
        D(v, x),
    ],
    ids=str,
)
def test_a_name_is_no_constant_of_what_it_varies_with(done_to_it):
    d = derivation()
    d.define(u, x**2 + n, "a name")
    d.define(v, u + 1, "and another, which varies with {x} through it", x=x)
    with pytest.raises(TheoryError, match="is no constant"):
        d.step(equal(y + done_to_it, y), "a name is constant")


def test_a_name_may_be_put_in_before_it_is_differentiated():
    d = derivation()
    d.define(u, x**2, "a name")
    d.step(equal(D(u, x), 2 * x), "put in", Identity(where=((u, x**2),)))
    assumed = derivation()
    assumed.premise(equal(u, x**2), "so it is")
    with pytest.raises(TheoryError, match="was not said of every x"):
        assumed.step(equal(D(u, x), 2 * x), "put in", Identity(where=((u, x**2),)))


def test_an_equation_for_one_value_is_not_differentiated():
    d = derivation()
    d.premise(equal(x**2 - 1, 0), "{x} is a root", x=x)
    with pytest.raises(TheoryError, match="was not said of every x"):
        d.step(equal(D(x**2 - 1, x), 0), "so", Identity(where=((x**2 - 1, 0),)))
    d.premise(equal(f(y), y**2), "a function")
    d.step(
        equal(D(f(y), y), 2 * y), "that is said of every {y}", Identity(where=((f(y), y**2),)), y=y
    )


def test_one_name_has_one_meaning_in_all_that_is_quoted():
    made = {}
    for id, value in (("one", x), ("two", y), ("same", x + 0)):
        d = derivation(id)
        d.define(u, value, "a name")
        d.step(equal((value + 1) ** 2, value**2 + 2 * value + 1), "multiply out")
        d.step(equal(u + 1, value + 1), "put in", Identity(where=((u, value),)))
        made[id] = d.result(value + 1, lhs=u + 1)
    both = derivation("both", made.__getitem__)
    both.uses("one")
    both.uses("same")
    with pytest.raises(TheoryError, match="two meanings of one name"):
        both.uses("two")


@pytest.mark.quick(5)
@pytest.mark.parametrize(
    "premises",
    [
        (sp.false,),
        (equal(sp.pi, sp.Rational(22, 7)),),
        (equal(x**2, -1),),
        (equal(2 * n - 1, 0),),
        (equal(a + 1, 0),),
        (equal(x**2 + y**2, -a),),
        (equal(x, 1), equal(x, 2)),
        (equal(f(0), 1), equal(f(0), 2)),
        (equal(x, y), equal(y, 2), equal(x, 3)),
        (x > 1, x < 0),
        (sp.And(x > 1, y > 1), x < 0),
        (equal(x, 1), x < 0),
        (equal(x + y, 1), equal(x + y, 2)),
        (equal(x * y, 1), equal(x, 0)),
        (x + 1,),
        (equal(x, sp.Float("0.5")),),
    ],
    ids=str,
)
def test_premises_that_cannot_hold(premises):
    d = derivation()
    with pytest.raises(TheoryError, match="premise"):
        for premise in premises:
            d.premise(premise, "assumed")


@pytest.mark.quick(0)
def test_a_symbol_alone_is_no_premise():
    """SymPy has symbols be Boolean too, and what x would assume nobody can say."""
    with pytest.raises(TheoryError, match="a premise states an equation or a condition, got x"):
        derivation().premise(x, "of a number")


def test_premises_that_can():
    d = derivation()
    for premise in (x > 1, x < 2, equal(z**2, -1), equal(x**2 + y, 2), equal(f(x), x), f(y) > u):
        d.premise(premise, "assumed")
    assert len(d._steps) == 6


def test_premises_come_along_with_what_is_quoted():
    d = derivation("one")
    d.premise(equal(f(x), 5), "assumed")
    d.premise(y > 0, "never used")
    d.step(equal(f(x) * u, 5 * u), "put in", Identity(where=((f(x), 5),)))
    one = d.result(5 * u, lhs=f(x) * u)
    quoting = derivation("two", {"one": one}.__getitem__)
    quoting.uses("one")
    quoting.step(equal((f(x) * u) ** 2, 25 * u**2), "squared", Identity(where=((f(x) * u, 5 * u),)))
    two = quoting.result(25 * u**2, lhs=(f(x) * u) ** 2)
    assert [p.statement for p in two.premises] == [equal(f(x), 5)]
    assert two.inherited == two.premises == two.rests_on and not two.own
    assert two.exact


def test_a_step_that_needs_an_earlier_equation_says_how_to_put_it_in():
    def stated():
        d = derivation()
        d.premise(equal(u**2, x**2 + y**2), "of the squares")
        return d

    with pytest.raises(TheoryError, match=r"put earlier lines in with Identity\(where="):
        stated().step(equal(u**2 + 1, x**2 + y**2 + 1), "one more")
    put_in = Identity(where=((u**2, x**2 + y**2),))
    stated().step(equal(u**2 + 1, x**2 + y**2 + 1), "one more", put_in)
