"""Guards of derivations, each fed with what it must refuse."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
import sympy as sp

from softpot.derive.machinery.claims import Claim
from softpot.derive.machinery.derivation import Derivation, Derived
from softpot.derive.machinery.discharge import (
    Antiderivative,
    Count,
    DominatedLimit,
    SubstitutionBack,
    equal,
)
from softpot.derive.machinery.discharge.algebra import as_equations, equalities
from softpot.derive.machinery.discharge.zero import _POINTS, _SIZES, _sample, _zero_at_samples
from softpot.derive.machinery.errors import TheoryError, Undischarged
from softpot.derive.machinery.formula import Formula
from softpot.derive.machinery.names import Names
from softpot.derive.machinery.symbols import Quantity, SymbolTable
from softpot.derive.machinery.theory import Printed, Reference, Theory, entry
from softpot.derive.machinery.verdict import PrintedVerdict, Verdict

T = SymbolTable(*(Quantity(name, name, "a number") for name in ("x", "y", "z", "u")))
x, y, z, u = T.x, T.y, T.z, T.u
SQUARE = equal((x + y) ** 2, x**2 + 2 * x * y + y**2)


def derivation() -> Derivation:
    return Derivation("f", "(1)", T, lambda id: None)  # type: ignore[arg-type, return-value]


def test_what_is_assumed_is_no_result() -> None:
    d = derivation()
    d.premise(equal(z, SQUARE.rhs), "assumed")
    d.step(SQUARE, "multiply out")
    with pytest.raises(TheoryError, match="is assumed, so it is no result"):
        d.result(SQUARE.rhs, lhs=z)


def test_what_is_assumed_link_by_link_is_no_result() -> None:
    d = derivation()
    d.premise(equal(z, u), "assumed")
    d.premise(equal(u, SQUARE.rhs), "assumed, too")
    d.step(SQUARE, "multiply out")
    with pytest.raises(TheoryError, match="is assumed, so it is no result"):
        d.result(SQUARE.rhs, lhs=z)


def test_an_equation_among_several_that_is_assumed_is_no_result() -> None:
    d = derivation()
    d.premise(equal(z, SQUARE.lhs), "assumed")
    d.define(u, SQUARE.lhs, "a name")
    d.step(SQUARE, "multiply out")
    with pytest.raises(TheoryError, match="is assumed, so it is no result"):
        d.result(sp.Tuple(SQUARE.rhs, SQUARE.lhs), lhs=sp.Tuple(u, z))
    assert d.result(SQUARE.rhs, lhs=u).formula.lhs == u


def test_a_condition_alone_is_no_result() -> None:
    d = derivation()
    d.step(SQUARE, "multiply out")
    with pytest.raises(TheoryError, match="alone would claim that it holds"):
        d.result(x > 0)


real = sp.Symbol("s", real=True)
positive = sp.Symbol("p", positive=True)
whole = sp.Symbol("n", integer=True, nonnegative=True)


@pytest.mark.parametrize(
    "expression",
    [
        sp.Abs(real) - real,  # zero for one sign
        sp.Abs(real) + real,  # and for the other
        sp.Max(positive, sp.Rational(1, 100)) - positive,  # not for tiny numbers
        sp.Min(positive, 20) - positive,  # not for huge ones
        sp.Abs(real * positive) - real * positive,
        (-1) ** whole - 1,  # for one parity
        (-1) ** whole + 1,
        sp.Mod(whole, 4) - whole,  # for small ones
        positive * sp.Rational(1, 10**15),  # a small factor does not make a zero
        sp.sqrt(positive**2 + sp.Rational(1, 10**12)) - positive,
        (positive + 1) ** 2 - (1 + sp.Rational(1, 10**12)) * positive**2 - 2 * positive - 1,
    ],
    ids=str,
)
def test_the_samples_tell(expression: sp.Expr) -> None:
    """What is zero on a part of the domain only is seen to be not zero, by numbers alone."""
    assert not _zero_at_samples(expression)


def test_the_samples_leave_zero_alone() -> None:
    for zero in (
        sp.Abs(positive) - positive,
        (-1) ** (2 * whole) - 1,
        (real + 1) ** 2 - real**2 - 2 * real - 1,
    ):
        assert _zero_at_samples(zero)


def test_the_samples_are_of_every_kind() -> None:
    """Of one sign, of the other, mixed, tiny and huge; and of both parities where they are whole."""
    assert _POINTS == len(_SIZES) >= 5
    values = [_sample(real, 0, k) for k in range(_POINTS)]
    assert min(values) < 0 < max(values)
    sizes = sorted(abs(v) for v in values)
    assert sizes[0] < sp.Rational(1, 1000) and sizes[-1] > 20
    pairs = {(_sample(real, 0, k) > 0, _sample(real, 1, k) > 0) for k in range(_POINTS)}
    assert {(True, True), (False, False)} <= pairs and len(pairs) > 2
    assert {_sample(whole, 0, k) % 2 for k in range(_POINTS)} == {0, 1}
    for symbol, right in (
        (positive, lambda v: v > 0),
        (sp.Symbol("m", nonpositive=True), lambda v: v < 0),
        (sp.Symbol("o", integer=True, odd=True), lambda v: v % 2 == 1),
        (sp.Symbol("e", integer=True, even=True), lambda v: v % 2 == 0),
    ):
        assert all(right(_sample(symbol, place, k)) for place in (0, 1) for k in range(_POINTS))


def test_a_symbol_in_use_does_not_count_roots() -> None:
    """A symbol of earlier lines would claim something of them; one that counts the same roots already may."""
    number, root = sp.Symbol("N", integer=True), sp.Symbol("r")
    fresh = Names("f")
    fresh.count(Count(number), root**2 - 1, root, used=False)
    fresh.count(Count(number), root**2 - 1, root, used=True)
    with pytest.raises(TheoryError, match="two meanings"):
        fresh.count(Count(number), root**2 - 2, root, used=True)
    with pytest.raises(TheoryError, match="in use already"):
        Names("f").count(Count(number), root**2 - 1, root, used=True)


def test_printed_forms_of_several_members_are_as_many() -> None:
    """Two members need a Tuple of two forms; what is shown beside what is judged says the same."""
    wanted = PrintedVerdict.REFUTED
    Printed(sp.Tuple(x, y), wanted, member=(0, 1))
    for form in (x, sp.Tuple(x), sp.Tuple(x, y, z)):
        with pytest.raises(TheoryError, match="as many printed forms"):
            Printed(form, wanted, member=(0, 1))
    with pytest.raises(TheoryError, match="never expected"):
        Printed(x, PrintedVerdict.UNKNOWN)
    with pytest.raises(TheoryError, match="has not as many members"):
        Printed(sp.Tuple(x, y), wanted, shown=sp.Tuple(x, y, z))
    with pytest.raises(TheoryError, match="is not the one judged"):
        Printed(x, wanted, shown=sp.Eq(z, y))


def test_a_printed_form_has_the_right_side_that_is_judged() -> None:
    """z = 2 x y is shown and 2 x is judged: one factor more may be a way to write it, not where z is derived."""
    printed = Printed(2 * x, PrintedVerdict.REFUTED, shown=sp.Eq(z, 2 * x * y))
    assert printed.put_in(Formula("f", x, T, "", lhs=u)).expression == 2 * x
    with pytest.raises(TheoryError, match="is not the one judged"):
        printed.put_in(Formula("f", x, T, "", lhs=z))
    with pytest.raises(TheoryError, match="nothing to judge"):
        Printed(None, PrintedVerdict.UNREADABLE).put_in(Formula("f", x, T, ""))


def test_a_theory_is_of_entries_with_ids_of_their_own() -> None:
    @entry("square", title="A square")
    def square(d: Derivation) -> Derived:
        "The square of a sum."
        d.step(SQUARE, "multiplied out")
        return d.result(SQUARE.rhs)

    theory = Theory("t", T, (square,))
    assert theory.ids == ("square",)
    with pytest.raises(TheoryError, match="one entry or more"):
        Theory("t", T, ())
    with pytest.raises(TheoryError, match="two entries"):
        Theory("t", T, (square, square))
    with pytest.raises(TheoryError, match="no entry of that id"):
        Theory("t", T, (square,), evidence={"cube": lambda formula, digits: None})
    with pytest.raises(TypeError, match="is a string"):
        theory.entry(1)  # type: ignore[arg-type]


def _square(d: Derivation) -> Derived:
    "The square of a sum."
    d.step(SQUARE, "multiplied out")
    return d.result(SQUARE.rhs)


SQUARED = entry("square", title="A square")(_square)
CITED = Reference("a", "a book", entries=("cube",))


@pytest.mark.parametrize(
    ("made", "says"),
    [
        (lambda: replace(SQUARED, expected=Verdict.UNKNOWN), "never an expected verdict"),
        (lambda: replace(SQUARED, derive=None), "and only it"),
        (lambda: replace(SQUARED, expected=Verdict.NOT_DERIVED), "and only it"),
        (lambda: entry("bare", title="bare")(lambda d: d.result(x)), "there is none"),
        (lambda: Theory("t", T, (SQUARED,), references=(CITED,)), "is cited beside cube"),
        (lambda: Theory("t", T, (SQUARED,), claims=(Claim("1", "a cube", ("cube",)),)), "is judged by cube"),
        (lambda: Theory("t", T, (SQUARED,)).with_evidence({}), "square has no evidence"),
    ],
)  # fmt: skip
def test_entries_and_theories_that_are_refused(made: Any, says: str) -> None:
    with pytest.raises(TheoryError, match=says):
        made()


def test_an_entry_is_pickled_with_its_function_by_name() -> None:
    with pytest.raises(TypeError, match="protocol 4"):
        SQUARED.__reduce_ex__(3)
    assert replace(SQUARED, derive=None, expected=Verdict.NOT_DERIVED).__reduce_ex__(4)


@pytest.mark.parametrize(
    ("derive", "says"),
    [
        (lambda d: None, "must end with"),
        (lambda d: _square(Derivation("other", "", T, lambda id: None)), "must end with"),
        (lambda d: (_square(d), None)[1], "must end with"),
        (lambda d: d.uses("square"), "is derived from itself"),
        (lambda d: 1 / 0, "raised ZeroDivisionError"),
    ],
)
def test_a_derivation_is_its_own(derive: Any, says: str) -> None:
    theory = Theory("t", T, (replace(SQUARED, derive=derive),))
    with pytest.raises(TheoryError, match=says):
        theory.derivation("square")


def test_what_is_not_derived_has_no_derivation() -> None:
    theory = Theory("t", T, (replace(SQUARED, derive=None, expected=Verdict.NOT_DERIVED),))
    with pytest.raises(TheoryError, match="is not derived in the source"):
        theory.derivation("square")
    for ids in ("square", 1):
        with pytest.raises(TypeError, match="ids are a list of strings"):
            theory.select(ids)  # type: ignore[arg-type]


@pytest.mark.parametrize("pairs", ["ab", x, (x, y), ((x,),), ((x, y, z),), ((1, x),), ((x, "y"),)])
def test_what_is_put_in_is_told_in_pairs(pairs: Any) -> None:
    assert as_equations(((x, y), (z, 1))) == (sp.Eq(x, y), sp.Eq(z, 1))
    with pytest.raises(TheoryError, match="each says what is replaced"):
        as_equations(pairs)


def test_a_solution_solves_equations_for_its_unknowns() -> None:
    assert SubstitutionBack((x - 2,), (x,))(equal(x, 2))
    for equations in ((), (x - 2, z - z), (y - 3,), (x - 2, y - 3)):
        with pytest.raises(Undischarged, match="there is no equation, or one without any"):
            SubstitutionBack(tuple(map(sp.sympify, equations)), (x,))(equal(x, 2))
    with pytest.raises(Undischarged, match="does not solve"):
        SubstitutionBack((x - 3,), (x,))(equal(x, 2))
    with pytest.raises(Undischarged, match="speaks of the unknowns"):
        SubstitutionBack((x - z, z - y), (x, z))(equal(x, z) & equal(z, y))


def test_both_sides_have_one_shape() -> None:
    column, row = sp.Matrix([x, y]).as_immutable(), sp.Matrix([[x, y]]).as_immutable()
    for lhs, rhs, says in (
        (column, row, "matrices of one shape"),
        (column, x, "matrices of one shape"),
        (sp.Tuple(x, y), sp.Tuple(x), "tuples of one length"),
        (sp.Tuple(x), x, "tuples of one length"),
    ):
        with pytest.raises(Undischarged, match=says):
            list(equalities(sp.Eq(lhs, rhs, evaluate=False)))
    assert list(equalities(sp.Eq(sp.Tuple(x, y), sp.Tuple(y, z), evaluate=False))) == [
        (x, y),
        (y, z),
    ]


@pytest.mark.parametrize("more", [x * (x - 3), sp.sin(sp.pi * x), x**2 * (x - 3) ** 2])
def test_an_antiderivative_with_the_right_ends_has_to_have_the_right_derivative(
    more: sp.Expr,
) -> None:
    """x³/3 and something that vanishes at both ends."""
    s = sp.Symbol("x", real=True)
    statement = equal(sp.Integral(s**2, (s, 0, 3)), 9)
    more = more.subs(x, s)
    assert Antiderivative(s**3 / 3)(statement)
    with pytest.raises(Undischarged, match="the derivative of"):
        Antiderivative(s**3 / 3 + more)(statement)


def test_a_solution_is_of_the_kind_of_its_unknown() -> None:
    for unknown, equation, value, says in (
        (real, real**2 + 1, sp.I, "is real, but"),
        (whole, 2 * whole - 1, sp.Rational(1, 2), "is an integer, but"),
        (positive, positive + 1, sp.Integer(-1), "is positive, but"),
    ):
        with pytest.raises(Undischarged, match=says):
            SubstitutionBack((equation,), (unknown,))(equal(unknown, value))


def test_a_limit_under_the_integral_is_of_one_integral_with_its_own_limits() -> None:
    a, v, b = sp.symbols("a v b", real=True)
    G = sp.Function("G", real=True)
    for integral, says in (
        (sp.Integral(G(a, v), (v, 0, 1), (b, 0, 1)), "not a single definite integral"),
        (sp.Integral(G(a, v), v), "not a single definite integral"),
        (sp.Integral(G(a, v), (v, 0, a)), "the limits of integration depend on"),
    ):
        statement = equal(sp.Limit(integral, a, 0), integral.subs(a, 0))
        with pytest.raises(Undischarged, match=says):
            DominatedLimit(())(statement)
