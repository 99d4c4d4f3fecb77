"""The limits by which evidence becomes a verdict, tried just within and just beyond."""

from __future__ import annotations

from itertools import pairwise
from math import sqrt
from typing import Any

import flint
import pytest
from mpmath import MPContext, mpf

from softpot.derive.machinery.theory import Printed
from softpot.derive.machinery.verdict import PrintedVerdict
from softpot.numerics.machinery import watch
from softpot.numerics.machinery.compile.errors import PrecisionLoss
from softpot.numerics.machinery.compile.growing import grown
from softpot.numerics.machinery.compile.rational import Undecided
from softpot.numerics.machinery.evidence import (
    Evidence,
    EvidenceError,
    Pair,
    _surely_converges,
    agreed_digits,
    compare,
    converges,
)
from softpot.numerics.machinery.judge import judge_printed
from softpot.numerics.machinery.orders import order_of_magnitude, over, within

SIZES = (1.0, 2.0, 4.0, 8.0)


@pytest.mark.parametrize(
    ("off", "supports"),
    [("0.99e-8", True), ("-0.99e-8", True), ("1.01e-8", False), ("1e-3", False)],
)
@pytest.mark.parametrize("size", ["1", "1e-300", "-7e50"])
def test_digits_are_relative_errors(size: str, off: str, supports: bool) -> None:
    value = mpf(size)
    pair = Pair("x", value, value * (1 + mpf(off)))
    assert compare("numbers", [pair], 8).supports is supports
    pairs = [Pair("y", mpf(1), mpf(1)), pair, Pair("z", mpf(2), mpf(2))]
    found = compare("numbers", pairs, 8)
    assert found.supports is supports and (supports or "at x" in found.failing)


@pytest.mark.parametrize(("scale", "supports"), [(100, True), (1, False)])
def test_digits_of_a_given_scale(scale: int, supports: bool) -> None:
    pair = Pair("x", mpf(1), mpf(1) + mpf("5e-7"), scale)
    assert compare("numbers", [pair], 8).supports is supports


@pytest.mark.parametrize(
    ("middle", "radius", "supports"),
    [(0, 0.9e-8, True), (0, 1.2e-8, None), (3e-8, 1.5e-8, False), (3e-8, 2.5e-8, None)],
)
@pytest.mark.parametrize("turned", [False, True])
def test_a_ball_counts_with_its_radius(
    middle: float, radius: float, supports: bool | None, turned: bool
) -> None:
    numbers: tuple[Any, Any] = (mpf(1), flint.arb(1 + middle, radius))
    pair = Pair("x", *(numbers[::-1] if turned else numbers))
    assert compare("numbers", [pair], 8).supports is supports


def test_digits_that_a_number_does_not_hold() -> None:
    for digits, held in ((15, True), (16, False)):
        if held:
            assert compare("doubles", [Pair("x", 1.5, 1.5)], digits).supports is True
        else:
            with pytest.raises(EvidenceError, match="has 15"):
                compare("doubles", [Pair("x", 1.5, 1.5)], digits)
    assert agreed_digits(float("nan"), 1.0)[0] == -float("inf")


@pytest.mark.parametrize("digits", [0, -3, 0.5, True, None, "8"])
def test_digits_with_which_anything_agrees(digits: Any) -> None:
    with pytest.raises(EvidenceError, match="a whole number from 1 on"):
        compare("numbers", [Pair("x", mpf(1), mpf(5))], digits)
    assert compare("numbers", [Pair("x", mpf(1), mpf(5))], 1).supports is False


@pytest.mark.parametrize("tolerance", [0.0, -1.0, 2.0, 5.0, float("inf"), float("nan")])
def test_tolerances_with_which_any_rate_is_right(tolerance: float) -> None:
    errors = [x**-2.0 for x in SIZES]
    with pytest.raises(EvidenceError, match="below the rate is needed"):
        converges("a rest", SIZES, errors, -2, tolerance, unit="x")
    assert converges("a rest", SIZES, errors, -2, 1.99, unit="x").supports is True


@pytest.mark.parametrize(
    ("power", "supports"),
    [(-2.09, True), (-1.91, True), (-2.11, False), (-1.89, False), (2.0, False)],
)
def test_a_rate_within_its_tolerance(power: float, supports: bool) -> None:
    errors = [x**power for x in SIZES]
    found = converges("a rest", SIZES, errors, -2, 0.1, unit="x")
    assert found.supports is supports
    assert supports or "x^" in found.failing


@pytest.mark.parametrize("place", [1, 2])
def test_errors_that_rise_do_not_converge(place: int) -> None:
    """The last two have the rate expected, and one before them does not fall."""
    errors = [x**-2.0 for x in SIZES]
    errors[place - 1] = errors[place] * (1 - 1e-9)
    if place == 2:  # the last two as they are
        errors[place - 1] = errors[place]
    assert converges("a rest", SIZES, errors, -2, 0.1, unit="x").supports is False


@pytest.mark.parametrize("wrong", [0.0, float("nan"), float("inf")])
def test_errors_that_are_no_numbers_do_not_converge(wrong: float) -> None:
    for place in range(4):
        errors = [x**-2.0 for x in SIZES]
        errors[place] = wrong
        assert converges("a rest", SIZES, errors, -2, 0.1, unit="x").supports is False


@pytest.mark.parametrize(("radius", "supports"), [(1e-4, True), (2e-3, None)])
def test_a_rate_of_balls_at_the_worst(radius: float, supports: bool | None) -> None:
    """x^-2.05, whose rate may be anything in -2.05 ± 2 radius 64/ln 2 or so."""
    errors = [flint.arb(x**-2.05, radius * x**-2.05 * 8) for x in SIZES]
    assert converges("a rest", SIZES, errors, -2, 0.06, unit="x").supports is supports


@pytest.mark.parametrize(
    ("factor", "limit", "good"),
    [
        (sqrt(10) * 0.999, sqrt(10), True),
        (sqrt(10) * 1.001, sqrt(10), False),
        (1 / sqrt(10) * 1.001, sqrt(10), True),
        (1 / sqrt(10) * 0.999, sqrt(10), False),
        (0.0, 10.0, False),
        (-1.0, 10.0, False),
        (-0.5, 10.0, False),
        (float("inf"), 10.0, False),
        (float("nan"), 10.0, False),
    ],
)
def test_a_factor_within_its_limit(factor: float, limit: float, good: bool) -> None:
    assert within(factor, limit) is good
    found = order_of_magnitude("an order", [("here", 1.0), ("there", factor)], limit=limit)
    assert found.supports is good and (good or "at there" in found.failing)


@pytest.mark.parametrize(
    ("factor", "order", "equal"),
    [
        (1.099, PrintedVerdict.AGREES, PrintedVerdict.AGREES),
        (1.101, PrintedVerdict.AGREES, PrintedVerdict.ORDER),
        (0.91, PrintedVerdict.AGREES, PrintedVerdict.AGREES),
        (0.908, PrintedVerdict.AGREES, PrintedVerdict.ORDER),
        (3.16, PrintedVerdict.AGREES, PrintedVerdict.ORDER),
        (3.17, PrintedVerdict.REFUTED, PrintedVerdict.REFUTED),
        (0.316, PrintedVerdict.REFUTED, PrintedVerdict.REFUTED),
    ],
)
def test_printed_forms_by_their_factor(
    factor: float, order: PrintedVerdict, equal: PrintedVerdict
) -> None:
    """ "~" agrees within a factor of √10, "=" within 1.1."""
    import sympy as sp

    ranged = [
        Evidence("factor", "a form over its range", True, 2, factor=f, over_range=True)
        for f in (1.0, factor)
    ]
    exact = Evidence("comparison", "a form", True, 2)
    for is_order, wanted in ((True, order), (False, equal)):
        printed = Printed(sp.Symbol("x"), wanted, order=is_order)
        assert judge_printed(printed, [exact, *ranged]) is wanted


@pytest.mark.parametrize(("bits", "same"), [(60, False), (61, True)])
def test_numbers_that_are_equal_in_every_bit(bits: int, same: bool) -> None:
    """Two ways to a number do not agree in more than 60 bits by chance."""
    number = (1 << (bits - 1)) + 1
    found = compare(
        "numbers", [Pair("x", mpf(number, prec=100), mpf(number, prec=100))], 5
    ).compared
    assert found is not None and bool(found.same) is same
    assert found.constant
    balls = compare("balls", [Pair("x", flint.arb(number), flint.arb(number))], 5).compared
    assert balls is not None and bool(balls.same) is same


@pytest.mark.parametrize(
    ("calls", "says"),
    [
        ([], "never calls"),
        ([1, 1], "one point only"),
        ([1, 2], ""),
    ],
)
def test_evidence_that_looks_at_nothing(calls: list[int], says: str) -> None:
    """A formula that is not called, or at one point only, is not judged."""
    from softpot.derive.machinery.formula import Formula
    from softpot.derive.machinery.symbols import Quantity, SymbolTable

    table = SymbolTable(Quantity("x", "x", "a number"))
    formula = Formula("f", table.x**2, table, "")
    seen = watch.Watch()
    for number in calls:
        seen.saw({"x": number}, number**2 + 1)
    why = watch.flaw(formula, seen, [watch.Compared(False, ())])
    assert says in why and bool(says) is bool(why)


def test_a_factor_of_the_form_itself_is_not_one_of_its_range() -> None:
    """An equality that its own evidence supports agrees, whatever factor a derived order of magnitude has."""
    import sympy as sp

    printed = Printed(sp.Symbol("x"), PrintedVerdict.AGREES)
    own = Evidence("factor", "a derived order", True, 2, factor=2.0)
    no_factor = Evidence(
        "range", "a form over its range, without a factor", True, 2, over_range=True
    )
    assert judge_printed(printed, [own]) is PrintedVerdict.AGREES
    assert judge_printed(printed, [own, no_factor]) is PrintedVerdict.AGREES


def test_a_factor_is_reference_over_form() -> None:
    assert over(6.0, 2.0) == 3.0 and over(1.0, 0.0) == float("inf")
    found = order_of_magnitude("an order", [("here", 0.5), ("there", 3.0), ("beyond", 1.25)])
    assert found.factor == 3.0 and found.spread == (0.5, 3.0) and found.worst == 2.0
    found = order_of_magnitude("an order", [("here", 0.25), ("there", 3.0)], limit=4.0)
    assert found.factor == 0.25 and found.supports is True and found.over_range
    with pytest.raises(EvidenceError, match="no samples were compared"):
        order_of_magnitude("an order", [])
    with pytest.raises(TypeError):
        order_of_magnitude("an order", [("here", 1.0)], 4.0)  # type: ignore[misc]


def test_a_form_of_no_members_agrees_with_nothing() -> None:
    import sympy as sp

    printed = Printed(sp.Tuple(), PrintedVerdict.REFUTED, member=())
    assert judge_printed(printed, []) is PrintedVerdict.REFUTED


@pytest.mark.parametrize(
    ("ends", "found"),
    [
        (((4, 4), (1, 1)), True),
        (((4, 4), (4, 4)), False),  # the error stays as it is
        (((4, 5), (5, 6)), False),
        (((4, 5), (4, 5)), None),  # within the bounds it may fall
        (((4, 4), (0, 1)), None),
        (((4, 4), (2, 2)), False),  # it falls at half the rate
    ],
)
def test_errors_within_bounds_surely_fall(
    ends: tuple[tuple[int, int], ...], found: bool | None
) -> None:
    """By a factor of 4 as the size doubles: a rate of -2."""
    context = MPContext()
    given = [(context.mpf(low), context.mpf(high)) for low, high in ends]
    assert _surely_converges(given, context.log(2), -2.0, 0.1, context) is found


def test_an_undecided_attempt_is_followed_by_more_bits() -> None:
    tried: list[int] = []

    def attempt(bits: int) -> tuple[bool, int]:
        tried.append(bits)
        if len(tried) < 3:
            raise Undecided
        return len(tried) > 3, bits

    assert grown(15, attempt) == tried[-1] and len(tried) == 4
    assert [b / a for a, b in pairwise(tried)] == [2, 2, 2]

    def never(bits: int) -> tuple[bool, int]:
        raise Undecided

    with pytest.raises(PrecisionLoss, match="could not be decided at 8192 bits"):
        grown(15, never)
    with pytest.raises(PrecisionLoss, match="15 digits were not reached at 8192 bits") as lost:
        grown(15, lambda bits: (False, bits))
    assert lost.value.best == 8192
