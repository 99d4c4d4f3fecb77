"""Evidence that calls the formula and compares something else supports nothing: a wrong formula would pass as well."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import gmpy2
import mpmath
import numpy as np
import pytest
import sympy as sp

from softpot.derive.machinery.derivation import Derivation, Derived
from softpot.derive.machinery.errors import TheoryError
from softpot.derive.machinery.formula import Formula
from softpot.derive.machinery.symbols import Quantity, SymbolTable
from softpot.derive.machinery.theory import Theory, entry
from softpot.numerics.machinery.compile.callables import compiled
from softpot.numerics.machinery.evidence import Evidence, EvidenceError, Pair, compare, converges
from softpot.numerics.machinery.gather import weighed

MP = mpmath.MPContext()
MP.dps = 60
_POSITIVE = {"positive": True}
S = SymbolTable(*(Quantity(name, name, name, assumptions=_POSITIVE) for name in "xyr"))
x, y = S.x, S.y
SQUARE = Formula("e", x**2 + 2 * x * y + y**2, S, lhs=S.r)
POINTS = (Fraction(1, 3), Fraction(7, 2), Fraction(40))
GRID = [(a, b) for a in POINTS for b in POINTS]
Maker = Callable[[Formula, int], Evidence]


def number(fraction: Fraction) -> Any:
    return MP.mpf(fraction.numerator) / fraction.denominator


def square(a: Fraction, b: Fraction) -> Any:
    return number((a + b) ** 2)


def of(value: Callable[..., Any], reference: Callable[..., Any]) -> Maker:
    """Evidence that compares two functions of the compiled formula, one to more digits, and a point."""

    def evidence(formula: Formula, digits: int) -> Evidence:
        f, g = (compiled(formula, "mpmath", digits + more) for more in (5, 15))
        pairs = [Pair(f"{a}, {b}", value(f, g, a, b), reference(f, g, a, b)) for a, b in GRID]
        return compare("numbers", pairs, digits)

    return evidence


def trusted(formula: Formula, digits: int) -> Evidence:
    f = compiled(formula, "mpmath", digits)
    for a, b in GRID:
        f(x=a, y=b)
    return Evidence("count", "roots that were counted", True, 200)


def a_rate_of_its_own(formula: Formula, digits: int) -> Evidence:
    trusted(formula, digits)
    sizes = [1.0, 2.0, 4.0]
    return converges("a rest", sizes, [k**-2 for k in sizes], -2, 0.2, unit="x")


def from_the_expression(formula: Formula, digits: int) -> Evidence:
    f = compiled(formula, "mpmath", digits)

    def put_in(a: Fraction, b: Fraction) -> Any:
        at = {
            x: sp.Rational(a.numerator, a.denominator),
            y: sp.Rational(b.numerator, b.denominator),
        }
        return MP.mpf(str(sp.N(formula.expression.subs(at), digits + 10)))

    pairs = [Pair(f"{a}, {b}", f(x=a, y=b), put_in(a, b)) for a, b in GRID]
    return compare("numbers", pairs, digits)


def gather_from(evidence: Maker, formula: Formula = SQUARE) -> tuple[Evidence, ...]:
    return weighed("e", evidence, formula, 20)


FLATTERS = {
    "the reference beside itself": of(
        lambda f, g, a, b: (f(x=a, y=b), square(a, b))[1], lambda f, g, a, b: square(a, b)
    ),
    "whole numbers": of(
        lambda f, g, a, b: (f(x=a, y=b), MP.mpf(7))[1] + int(a), lambda f, g, a, b: 7 + int(a)
    ),
    "the formula times 0": of(
        lambda f, g, a, b: 0 * f(x=a, y=b) + square(a, b), lambda f, g, a, b: square(a, b)
    ),
    "the formula twice": of(lambda f, g, a, b: f(x=a, y=b), lambda f, g, a, b: f(x=a, y=b)),
    "the formula to more digits": of(
        lambda f, g, a, b: f(x=a, y=b), lambda f, g, a, b: g(x=a, y=b)
    ),
    "the expression with numbers put in": from_the_expression,
    "a word": trusted,
    "a rate of its own": a_rate_of_its_own,
}


@pytest.mark.parametrize("name", FLATTERS)
def test_what_a_wrong_formula_passes_supports_nothing(name: str) -> None:
    with pytest.raises(EvidenceError, match="supports nothing"):
        gather_from(FLATTERS[name])


HONEST = {
    "a reference": of(lambda f, g, a, b: f(x=a, y=b), lambda f, g, a, b: square(a, b)),
    "a difference": of(
        lambda f, g, a, b: f(x=a, y=b) - f(x=a, y=1),
        lambda f, g, a, b: square(a, b) - square(a, Fraction(1)),
    ),
    "a root of it": of(lambda f, g, a, b: MP.sqrt(f(x=a, y=b)), lambda f, g, a, b: number(a + b)),
    "a symmetry": of(lambda f, g, a, b: f(x=a, y=b), lambda f, g, a, b: f(x=b, y=a)),
}


def within_ten(formula: Formula, digits: int) -> Evidence:
    f = compiled(formula, "mpmath", digits)
    factors = [float(2 * square(a, b) / f(x=a, y=b)) for a, b in GRID]
    good = all(0.1 < factor < 10 for factor in factors)
    return Evidence("order of magnitude", "a model", good, len(GRID), factor=max(factors))


def rising(formula: Formula, digits: int) -> Evidence:
    f = compiled(formula, "mpmath", digits)
    good = all(f(x=a, y=b) < f(x=2 * a, y=b) for a, b in GRID)
    return Evidence("count", "places where it rises with x", good, len(GRID))


HONEST |= {"an order of magnitude": within_ten, "its rise": rising}


@pytest.mark.parametrize("name", HONEST)
def test_what_looks_at_the_formula_supports(name: str) -> None:
    (found,) = gather_from(HONEST[name])
    assert found.supports


def test_evidence_on_several_members_and_on_statements_supports() -> None:
    def members(formula: Formula, digits: int) -> Evidence:
        f = compiled(formula, "mpmath", digits + 5).members
        values = {(a, b): f(x=a, y=b) for a, b in GRID}
        pairs = [
            Pair(f"{at}", v[k], [a + b, a * b][k])
            for at, v in values.items()
            for a, b in [at]
            for k in (0, 1)
        ]
        return compare(
            "exact", [Pair(p.where, p.value, number(p.reference)) for p in pairs], digits
        )

    assert gather_from(members, Formula("e", sp.Tuple(x + y, x * y), S))[0].supports

    def truths(formula: Formula, digits: int) -> Evidence:
        f = compiled(formula, "mpmath", digits)
        return Evidence(
            "count", "truths", all(bool(f(x=a, y=b)) == (a > b) for a, b in GRID), len(GRID)
        )

    assert gather_from(truths, Formula("e", x > y, S))[0].supports


def on_both_sides(formula: Formula, digits: int) -> Evidence:
    def side(e: sp.Basic, a: Fraction) -> Any:
        return MP.mpf(str(sp.N(e.subs(x, sp.Rational(a.numerator, a.denominator)), 40)))

    pairs = [Pair(f"{a}", *(side(e, a) for e in formula.expression.args)) for a in POINTS]
    return compare("both sides", pairs, digits)


TWICE = Formula("e", sp.Eq(sp.sin(2 * x), 2 * sp.sin(x) * sp.cos(x), evaluate=False), S)


def test_evidence_on_both_sides_of_an_equation_supports() -> None:
    assert gather_from(on_both_sides, TWICE)[0].supports
    wrong = TWICE.with_expression(sp.Eq(sp.sin(2 * x), 2 * sp.sin(x), evaluate=False))
    assert gather_from(on_both_sides, wrong)[0].supports is False


def test_evidence_on_a_statement_that_looks_at_nothing_supports_nothing() -> None:
    def looks_away(formula: Formula, digits: int) -> Evidence:
        return Evidence("count", f"sides of {formula.expression}", True, 2)

    with pytest.raises(EvidenceError, match="supports nothing"):
        gather_from(looks_away, TWICE)


# scales and kinds of numbers


def test_trying_a_wrong_formula_warns_of_nothing(recwarn: pytest.WarningsRecorder) -> None:
    """1000 u, 1 and 2/7 u are 0 together at u = -7/7002, where this evidence divides by the formula, in NumPy."""
    signed = SymbolTable(Quantity("u", "u", "u"), Quantity("r", "r", "r"))
    zeros = []

    def evidence(formula: Formula, digits: int) -> Evidence:
        f = compiled(formula, "mpmath", digits)
        points = (Fraction(-7, 7002), Fraction(2), Fraction(5, 3))
        values = [np.float64(round(float(f(u=u)), 12)) for u in points]
        zeros.extend(v for v in values if v == 0.0)
        pairs = [
            Pair(f"u = {u}", MP.mpf(float(np.float64(1.0) / v)), 1 / number(u))
            for u, v in zip(points, values, strict=True)
        ]
        return compare("reciprocals", pairs, 6)

    (found,) = weighed("e", evidence, Formula("e", signed.u, signed, lhs=signed.r), 6)
    assert found.supports is True and len(zeros) == 1  # one number of one wrong formula
    assert not [str(w.message) for w in recwarn]


def test_a_symbol_alone_is_no_statement() -> None:
    """SymPy has symbols be Boolean too, and what is wrong beside x is not "not x", which is 0 everywhere."""
    tried = []

    def evidence(formula: Formula, digits: int) -> Evidence:
        f = compiled(formula, "mpmath", digits)
        tried.append([float(f(x=a)) for a in POINTS])
        pairs = [Pair(f"{a}", MP.mpf(f(x=a)) * 0 + number(a), number(a)) for a in POINTS]
        return compare("numbers", pairs, digits)

    with pytest.raises(EvidenceError, match="as well"):
        weighed("e", evidence, Formula("e", x, S, lhs=S.r), 8)
    # 1000 x + 1 + 2 x/7
    assert tried[1] == pytest.approx([float(a) * 7002 / 7 + 1 for a in POINTS])


def test_a_symbol_alone_is_tried_beyond_where_any_power_would_do() -> None:
    """As x^2 and any other formula is, where only -1, 0 and 1 are put in."""
    signed = SymbolTable(Quantity("u", "u", "u"), Quantity("r", "r", "r"))

    def evidence(formula: Formula, digits: int) -> Evidence:
        f = compiled(formula, "mpmath", digits)
        pairs = [Pair(f"u = {k}", MP.mpf(f(u=k)), MP.mpf(k)) for k in (-1, 0, 1)]
        return compare("numbers", pairs, digits)

    with pytest.raises(EvidenceError, match="any power would do"):
        weighed("e", evidence, Formula("e", signed.u, signed, lhs=signed.r), 8)


def test_a_scale_beside_which_all_is_0_leaves_it_open() -> None:
    pairs = [Pair("x = 1", MP.mpf(2), MP.mpf(3), 10**9), Pair("x = 2", MP.mpf(5), MP.mpf(7), 10**9)]
    found = compare("numbers", pairs, 8)
    assert found.supports is None and "0 everywhere" in found.failing
    far = compare("numbers", [*pairs, Pair("x = 3", MP.mpf(10) ** 9, MP.mpf(7), 10**9)], 8)
    assert far.supports is False and "x = 3" in far.failing


@pytest.mark.parametrize(
    ("value", "reference", "scale", "supports"),
    [
        ("2", "2.000000001", 1, True),
        ("1e-20", "0", 1, True),  # what vanishes
        ("5", "1e-20", 1, False),
        ("1e-5", "1.00000001e-5", 1e-4, True),
        ("0", "0", 10**9, True),
    ],
)
def test_other_scales_are_not(value: str, reference: str, scale: Any, supports: bool) -> None:
    pair = Pair("x = 1", MP.mpf(value), MP.mpf(reference), scale)
    assert compare("numbers", [pair], 8).supports is supports


def test_one_telling_point_is_enough_for_a_scale() -> None:
    pairs = [
        Pair("x = 1", MP.mpf(1), MP.mpf(1), 1),
        Pair("x = 9", MP.mpf("1e-30"), MP.mpf("2e-30"), 1),
    ]
    assert compare("numbers", pairs, 8).supports


@pytest.mark.parametrize(
    ("one", "digits"),
    [
        (np.complex128(1), 8),
        (np.complex64(1), 5),
        (gmpy2.mpc(1, 0), 8),
        (gmpy2.mpfr(1), 8),
        (np.array(1 + 0j), 8),
        (sp.Float(1, 30), 25),
    ],
)
def test_one_is_one_of_whatever_kind(one: Any, digits: int) -> None:
    for pair in (Pair("x = 1", one, MP.mpf(1)), Pair("x = 1", MP.mpf(1), one)):
        assert compare("one", [pair], digits).supports is True
    off = Pair("x = 1", one, MP.mpf("1.01"))
    assert compare("one", [off], digits).supports is False


@pytest.mark.parametrize(
    "number_of_little", [sp.Float(1), sp.Float("0.5", 20), sp.Float(2) * sp.pi]
)
def test_a_float_of_sympy_is_not_believed_beyond_its_digits(number_of_little: Any) -> None:
    with pytest.raises(EvidenceError, match="digits were to be compared"):
        compare("one", [Pair("x = 1", number_of_little, number_of_little)], 25)


def test_a_span_of_time_is_no_number() -> None:
    with pytest.raises(EvidenceError, match="timedelta64"):
        compare("one", [Pair("x = 1", np.timedelta64(1, "s"), MP.mpf(1))], 8)


# what evidence raises


class Odd(BaseException):
    """Such as pytest.skip raises, which is no Exception."""


def skips(formula: Formula, digits: int) -> Evidence:
    compiled(formula, "mpmath", digits)(x=1, y=2)
    pytest.skip("no mood")


def is_odd(formula: Formula, digits: int) -> Evidence:
    raise Odd("odd")


def is_interrupted(formula: Formula, digits: int) -> Evidence:
    raise KeyboardInterrupt


@pytest.mark.parametrize("evidence", [skips, is_odd])
def test_evidence_that_skips_is_none(evidence: Maker) -> None:
    with pytest.raises(EvidenceError, match=r"could not be had: (Skipped: no mood|Odd: odd)"):
        gather_from(evidence)


def test_evidence_can_be_interrupted() -> None:
    with pytest.raises(KeyboardInterrupt):
        gather_from(is_interrupted)


def test_a_derivation_that_skips_derives_nothing() -> None:
    @entry("a", title="A title")
    def derived(d: Derivation) -> Derived:
        """A statement."""
        pytest.skip("no mood")

    theory = Theory("T", S, (derived,)).with_evidence({"a": trusted})
    with pytest.raises(TheoryError, match="raised Skipped: no mood"):
        theory.derivation("a")
