"""Derivation: nothing is taken on trust, and the result is something that was said."""

from __future__ import annotations

import pytest
import sympy as sp

from softpot.derive.machinery.derivation import Derivation
from softpot.derive.machinery.discharge import Identity, Induction, equal
from softpot.derive.machinery.errors import TheoryError, Undischarged
from softpot.derive.machinery.step import Role
from softpot.derive.machinery.symbols import Quantity, SymbolTable

WHOLE = {"integer": True, "nonnegative": True}
T = SymbolTable(
    Quantity("x", "x", "a number"),
    Quantity("y", "y", "another"),
    Quantity("z", "z", "a third"),
    Quantity("n", "n", "an index", assumptions=WHOLE),
    Quantity("u", "u", "a sequence", function=True),
)
x, y, z, n = T.x, T.y, T.z, T.n
SQUARE = equal((x + y) ** 2, x**2 + 2 * x * y + y**2)


def nobody(id: str):
    raise TheoryError(f"there is no {id}")


def derivation(lookup=nobody) -> Derivation:
    return Derivation("f", "(1)", T, lookup)


def test_steps_are_proved_as_they_are_written():
    d = derivation()
    d.premise(x > 0, "{x} is positive", x=x)
    assert d.step(SQUARE, "multiply out") is SQUARE
    made = d.result(SQUARE.rhs, lhs=SQUARE.lhs)
    assert [s.role for s in made.steps] == [Role.PREMISE, Role.STEP]
    assert made.steps[1].kind == "exact simplification to zero"
    assert made.steps[1].proof
    assert made.exact and len(made.premises) == 1
    assert made.formula.expression == SQUARE.rhs
    assert made._repr_latex_().startswith("$")


def test_a_step_that_nothing_discharges_raises_and_names_itself():
    d = derivation()
    d.step(SQUARE, "multiply out")
    with pytest.raises(Undischarged, match=r"f, step 2 \(forget the mixed term\)"):
        d.step(equal((x + y) ** 2, x**2 + y**2), "forget the mixed term")
    for nothing in (equal(x, x), sp.Eq(x, x), equal(x, sp.Float("0.5") * x), "x = x"):
        with pytest.raises(TheoryError):
            d.step(nothing, "say nothing")
    with pytest.raises(Undischarged):
        d.step(sp.Eq(1, 2), "say something false")


def test_a_limit_takes_the_exactness_away():
    d = derivation()
    d.step(SQUARE, "multiply out")
    d.limit(equal(z, x**2), "numbers show it")
    made = d.result(x**2, lhs=z)
    assert not made.exact

    quoting = derivation(lambda id: made)
    quoting.uses("f")
    quoting.step(SQUARE, "multiply out")
    assert not quoting.result(SQUARE.rhs, lhs=SQUARE.lhs).exact


def test_the_result_stands_among_the_lines():
    d = derivation()
    with pytest.raises(TheoryError, match="without a step"):
        d.result(x)
    d.premise(equal(z, x**3), "assumed")
    d.step(SQUARE, "multiply out")
    with pytest.raises(TheoryError, match="stands in no line"):
        d.result(x**2)
    with pytest.raises(TheoryError, match="stands in no line"):
        d.result(x**3)  # only assumed
    with pytest.raises(TheoryError, match="no line, or chain of lines, says that z"):
        d.result(SQUARE.rhs, lhs=z)
    with pytest.raises(TheoryError):
        d.result(sp.Tuple(SQUARE.rhs, x**2))


def test_the_result_follows_a_chain():
    d = derivation()
    d.define(z, (x + y) ** 2, "a name")
    d.step(SQUARE, "multiply out")
    assert d.result(SQUARE.rhs, lhs=z).formula.lhs == z


def test_a_definition_is_of_a_new_name():
    d = derivation()
    d.step(SQUARE, "multiply out")
    with pytest.raises(TheoryError, match="in use already"):
        d.define(x, y + 1, "x is not new")
    with pytest.raises(TheoryError, match="in use already"):
        d.define(z, z + 1, "z in terms of itself")
    with pytest.raises(TheoryError, match="a name is a symbol"):
        d.define(z + 1, y, "no name")
    d.define(z, x + y, "a name")
    with pytest.raises(TheoryError, match="in use already"):
        d.define(z, x - y, "the name again")


def test_what_a_method_puts_in_has_to_be_said_before():
    d = derivation()
    where = ((z, x + y),)
    with pytest.raises(TheoryError, match="no earlier line says so"):
        d.step(equal(z**2, SQUARE.rhs), "put in", Identity(where=where))
    d.define(z, x + y, "a name")
    d.step(equal(z**2, SQUARE.rhs), "put in", Identity(where=where))

    rung, first = (T.u(n + 1), T.u(n) + 1), (T.u(0), sp.Integer(0))
    by = Induction(n, 0, growth=(rung,), first=(first,))
    with pytest.raises(TheoryError, match="no earlier line says so"):
        d.step(equal(T.u(n), n), "step by step", by)
    d.premise(equal(*rung), "each is one more")
    with pytest.raises(TheoryError, match="no earlier line says so"):
        d.step(equal(T.u(n), n), "step by step", by)
    d.premise(equal(*first), "the first is 0")
    d.step(equal(T.u(n), n), "step by step", by)


def test_strays_are_refused_in_every_line():
    d = derivation()
    stray = sp.Symbol("x")
    for write in (d.premise, d.step, d.limit):
        with pytest.raises(TheoryError):
            write(equal((stray + y) ** 2, stray**2 + 2 * stray * y + y**2), "a stray")
    with pytest.raises(TheoryError, match="symbol table"):
        d.step(SQUARE, "the stray {x} in the words", x=stray)


def test_quoting():
    d = derivation()
    d.step(SQUARE, "multiply out")
    made = d.result(SQUARE.rhs, lhs=SQUARE.lhs)
    quoting = Derivation("g", "", T, {"f": made}.__getitem__)
    assert quoting.uses("f") == SQUARE.rhs
    with pytest.raises(TheoryError, match="without a step"):
        quoting.result(SQUARE.rhs)  # quoting is not deriving
    with pytest.raises(TheoryError, match="there is no h"):
        derivation().uses("h")
