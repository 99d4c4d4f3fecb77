"""Verdicts: unknown is never a pass, one refutation is enough, and a printed form is judged alike."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest
import sympy as sp

from softpot.derive.machinery.derivation import Derived
from softpot.derive.machinery.errors import TheoryError
from softpot.derive.machinery.formula import Formula
from softpot.derive.machinery.prose import prose
from softpot.derive.machinery.step import Role, Step
from softpot.derive.machinery.symbols import Quantity, SymbolTable
from softpot.derive.machinery.theory import Entry, Printed
from softpot.derive.machinery.verdict import Basis, PrintedVerdict, Verdict
from softpot.numerics.machinery.evidence import Evidence, EvidenceError
from softpot.numerics.machinery.judge import judge, judge_printed
from softpot.numerics.machinery.orders import EQUAL, ORDER, order_of_magnitude, within

T = SymbolTable(Quantity("x", "x", "a number"))
PROVED, DERIVED = Verdict.PROVED, Verdict.DERIVED
VERIFIED, REFUTED = Verdict.VERIFIED, Verdict.REFUTED
UNKNOWN, CONSISTENT, NOT_DERIVED = Verdict.UNKNOWN, Verdict.CONSISTENT, Verdict.NOT_DERIVED

ENTRY = Entry("f", "", "words", lambda d: None, "")  # type: ignore[arg-type, return-value]
ASSERTED = Entry("f", "", "words", None, "", NOT_DERIVED)


def derived(exact: bool) -> Derived:
    role = Role.STEP if exact else Role.LIMIT
    step = Step(role, sp.Eq(T.x, 1), prose("so it is"), exact=exact)
    return Derived("f", (step,), Formula("f", T.x, T))


def evidence(supports: bool | None, factor: float | None = None) -> Evidence:
    return Evidence("comparison", "what", supports, 3, factor=factor)


YES, NO, OPEN = evidence(True), evidence(False), evidence(None)
ABOUT = evidence(True, factor=1.4)


@pytest.mark.parametrize(
    ("exact", "found", "verdict"),
    [
        (True, [YES], DERIVED),
        (False, [YES], VERIFIED),
        (True, [], UNKNOWN),
        (True, [OPEN], UNKNOWN),
        (True, [YES, OPEN], UNKNOWN),
        (True, [YES, NO], REFUTED),
        (True, [OPEN, NO], REFUTED),
        (False, [NO], REFUTED),
        (True, [ABOUT], CONSISTENT),
        (True, [YES, ABOUT], CONSISTENT),
        (True, [NO, ABOUT], REFUTED),
        (True, [OPEN, ABOUT], UNKNOWN),
    ],
)
def test_verdicts(exact, found, verdict):
    for order in permutations(found):
        assert judge(ENTRY, derived(exact), order) is verdict


def test_proved_takes_the_kernel_and_everything_else():
    assert judge(ENTRY, derived(True), [YES], whole=True) is PROVED
    assert judge(ENTRY, derived(False), [YES], whole=True) is VERIFIED
    assert judge(ENTRY, derived(True), [YES, NO], whole=True) is REFUTED
    assert judge(ENTRY, derived(True), [YES, OPEN], whole=True) is UNKNOWN
    assert PROVED.meets(DERIVED) and not DERIVED.meets(PROVED) and not VERIFIED.meets(DERIVED)


def test_without_a_derivation():
    assert judge(ENTRY, None, [YES]) is UNKNOWN
    assert judge(ENTRY, None, []) is UNKNOWN
    assert judge(ASSERTED, None, []) is NOT_DERIVED


PRINTED = Printed(2 * T.x, PrintedVerdict.AGREES)
ABOUT_PRINT = Printed(2 * T.x, PrintedVerdict.AGREES, order=True)
BOUNDARY = replace(NO, measure_zero=True)


def ranged(factor: float, member: int | None = None) -> Evidence:
    return order_of_magnitude("over the range", [("there", factor)], member=member)


@pytest.mark.parametrize(
    ("printed", "found", "verdict"),
    [
        (PRINTED, [YES], PrintedVerdict.AGREES),
        (PRINTED, [YES, NO], PrintedVerdict.REFUTED),
        (PRINTED, [YES, OPEN], PrintedVerdict.UNKNOWN),
        (PRINTED, [OPEN, NO], PrintedVerdict.REFUTED),
        (PRINTED, [], PrintedVerdict.UNKNOWN),
        (Printed(None, PrintedVerdict.UNREADABLE), [], PrintedVerdict.UNREADABLE),
        (Printed(None, PrintedVerdict.UNREADABLE), [YES], PrintedVerdict.UNREADABLE),
        # what is wrong is called after what it is in the source
        (replace(PRINTED, basis=Basis.DAMAGED), [YES, NO], PrintedVerdict.GARBLED),
        (replace(PRINTED, basis=Basis.WORDS), [YES, NO], PrintedVerdict.CONTRADICTED),
        (replace(PRINTED, basis=Basis.CHOICE), [YES, NO], PrintedVerdict.ASSUMED),
        (replace(PRINTED, basis=Basis.DAMAGED), [YES], PrintedVerdict.AGREES),
        (replace(PRINTED, basis=Basis.CHOICE), [OPEN], PrintedVerdict.UNKNOWN),
        # wrong on a set of measure zero only
        (PRINTED, [YES, BOUNDARY], PrintedVerdict.GENERIC),
        (PRINTED, [YES, BOUNDARY, NO], PrintedVerdict.REFUTED),
        (PRINTED, [BOUNDARY], PrintedVerdict.REFUTED),
        (PRINTED, [OPEN, BOUNDARY], PrintedVerdict.REFUTED),
        # an equality over a range: within 1.1 it agrees, within the root of ten it is an order of magnitude
        (PRINTED, [YES, ranged(1.09)], PrintedVerdict.AGREES),
        (PRINTED, [YES, ranged(1.11)], PrintedVerdict.ORDER),
        (PRINTED, [YES, ranged(1 / 1.11)], PrintedVerdict.ORDER),
        (PRINTED, [NO, ranged(3.15)], PrintedVerdict.ORDER),
        (PRINTED, [NO, ranged(3.17)], PrintedVerdict.REFUTED),
        (PRINTED, [YES, ranged(1 / 3.17)], PrintedVerdict.REFUTED),
        (PRINTED, [YES, ranged(-1.0)], PrintedVerdict.REFUTED),
        (PRINTED, [ranged(1.0)], PrintedVerdict.UNKNOWN),
        # "~" agrees within the root of ten, whatever the evidence says of equality
        (ABOUT_PRINT, [NO, evidence(False, 3.15)], PrintedVerdict.AGREES),
        (ABOUT_PRINT, [evidence(False, 0.32)], PrintedVerdict.AGREES),
        (ABOUT_PRINT, [evidence(True, 3.17)], PrintedVerdict.REFUTED),
        (ABOUT_PRINT, [evidence(True, 0.31)], PrintedVerdict.REFUTED),
        (ABOUT_PRINT, [ranged(1.0), ranged(4.0)], PrintedVerdict.REFUTED),
        (ABOUT_PRINT, [evidence(True, float("nan"))], PrintedVerdict.REFUTED),
        (ABOUT_PRINT, [evidence(True, -1.0)], PrintedVerdict.REFUTED),
        (ABOUT_PRINT, [OPEN, ABOUT], PrintedVerdict.UNKNOWN),
        (ABOUT_PRINT, [NO], PrintedVerdict.UNKNOWN),
        (ABOUT_PRINT, [YES], PrintedVerdict.AGREES),
        (ABOUT_PRINT, [], PrintedVerdict.UNKNOWN),
    ],
)
def test_printed_verdicts(printed, found, verdict):
    for order in permutations(found):
        assert judge_printed(printed, order) is verdict


@pytest.mark.parametrize(
    ("factors", "verdict"),
    [
        ((1.0, 2.0), PrintedVerdict.AGREES),
        ((1.0, 20.0), PrintedVerdict.IN_PART),
        ((20.0, 1.0), PrintedVerdict.IN_PART),
        ((20.0, 20.0), PrintedVerdict.REFUTED),
    ],
)
def test_a_line_of_print_with_several_forms(factors, verdict):
    line = Printed(sp.Tuple(T.x, 2 * T.x), PrintedVerdict.AGREES, member=(1, 3), order=True)
    found = [ranged(factors[0], 1), ranged(factors[1], 3), ranged(500.0, 0)]
    for order in permutations(found):
        assert judge_printed(line, order) is verdict
    assert judge_printed(line, found[:1]) is PrintedVerdict.UNKNOWN


def test_members_of_a_line_are_put_in_their_places():
    whole = Formula("f", sp.Tuple(T.x, T.x**2, T.x**3), T)
    line = Printed(sp.Tuple(5 * T.x, 7 * T.x), PrintedVerdict.AGREES, member=(2, 0))
    assert line.put_in(whole).expression == sp.Tuple(7 * T.x, T.x**2, 5 * T.x)
    with pytest.raises(TheoryError, match="Tuple of as many"):
        Printed(sp.Tuple(T.x), PrintedVerdict.AGREES, member=(1, 3))
    with pytest.raises(TheoryError, match="Tuple of as many"):
        Printed(T.x, PrintedVerdict.AGREES, member=(1,))


def test_evidence_over_a_range_earns_no_verdict():
    """It judges what the source states: the derived form needs evidence of its own, and stays exact beside it."""
    assert judge(ENTRY, derived(True), [ranged(1.2)]) is UNKNOWN
    assert judge(ENTRY, derived(True), [YES, ranged(1.2)]) is DERIVED
    assert judge(ENTRY, derived(True), [YES, ranged(12.0)]) is REFUTED


@pytest.mark.parametrize(
    ("factor", "limit", "inside"),
    [
        (1.0, 1.1, True), (1.1, 1.1, True), (1.1001, 1.1, False), (1 / 1.1, 1.1, True),
        (0.909, 1.1, False), (ORDER, ORDER, True), (3.1623, ORDER, False), (0.0, ORDER, False),
        (-1.0, ORDER, False), (float("inf"), ORDER, False), (float("nan"), ORDER, False),
    ],
)  # fmt: skip
def test_the_one_rule_for_factors(factor, limit, inside):
    assert within(factor, limit) is inside
    assert pytest.approx(10) == ORDER**2
    assert EQUAL == 1.1


def test_an_order_of_magnitude_tells_the_farthest_and_the_spread():
    found = order_of_magnitude("what", [("a", 0.5), ("b", 1.5), ("c", 1.9)])
    assert found.supports and (found.factor, found.spread) == (0.5, (0.5, 1.9))
    assert found.samples == 3 and found.over_range
    wrong = order_of_magnitude("what", [("a", 0.5), ("b", 4.0)])
    assert wrong.supports is False and "at b" in wrong.failing and "4" in wrong.failing
    for bad in (0.0, -2.0, float("inf"), float("nan")):
        assert order_of_magnitude("what", [("a", 1.0), ("b", bad)]).supports is False
    with pytest.raises(EvidenceError, match="no samples"):
        order_of_magnitude("what", [])
