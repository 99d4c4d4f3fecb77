"""Verdicts: unknown is never a pass, one refutation is enough, and a printed form is judged alike."""

from __future__ import annotations

from itertools import permutations

import pytest
import sympy as sp

from derive.machinery.derivation import Derived
from derive.machinery.formula import Formula
from derive.machinery.prose import prose
from derive.machinery.step import Role, Step
from derive.machinery.symbols import Quantity, SymbolTable
from derive.machinery.theory import Entry, Printed
from derive.machinery.verdict import PrintedVerdict, Verdict
from numerics.machinery.evidence import Evidence
from numerics.machinery.judge import judge, judge_printed

T = SymbolTable(Quantity("x", "x", "a number"))
PROVED, VERIFIED, REFUTED = Verdict.PROVED, Verdict.VERIFIED, Verdict.REFUTED
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
        (True, [YES], PROVED),
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


def test_without_a_derivation():
    assert judge(ENTRY, None, [YES]) is UNKNOWN
    assert judge(ENTRY, None, []) is UNKNOWN
    assert judge(ASSERTED, None, []) is NOT_DERIVED


@pytest.mark.parametrize(
    ("printed", "found", "verdict"),
    [
        (Printed(2 * T.x, PrintedVerdict.AGREES), [YES], PrintedVerdict.AGREES),
        (Printed(2 * T.x, PrintedVerdict.AGREES), [YES, NO], PrintedVerdict.REFUTED),
        (Printed(2 * T.x, PrintedVerdict.AGREES), [YES, OPEN], PrintedVerdict.UNKNOWN),
        (Printed(2 * T.x, PrintedVerdict.AGREES), [OPEN, NO], PrintedVerdict.REFUTED),
        (Printed(2 * T.x, PrintedVerdict.AGREES), [], PrintedVerdict.UNKNOWN),
        (Printed(None, PrintedVerdict.UNREADABLE), [], PrintedVerdict.UNREADABLE),
        (Printed(None, PrintedVerdict.UNREADABLE), [YES], PrintedVerdict.UNREADABLE),
        # "~" agrees within the factor that it states, whatever the evidence says of equality
        (
            Printed(2 * T.x, PrintedVerdict.AGREES, within=2),
            [evidence(False, 1.9)],
            PrintedVerdict.AGREES,
        ),
        (
            Printed(2 * T.x, PrintedVerdict.AGREES, within=2),
            [evidence(False, 0.51)],
            PrintedVerdict.AGREES,
        ),
        (
            Printed(2 * T.x, PrintedVerdict.AGREES, within=2),
            [evidence(True, 2.1)],
            PrintedVerdict.REFUTED,
        ),
        (
            Printed(2 * T.x, PrintedVerdict.AGREES, within=2),
            [evidence(True, 0.49)],
            PrintedVerdict.REFUTED,
        ),
        (
            Printed(2 * T.x, PrintedVerdict.AGREES, within=2),
            [evidence(True, float("nan"))],
            PrintedVerdict.REFUTED,
        ),
        (Printed(2 * T.x, PrintedVerdict.AGREES, within=2), [NO], PrintedVerdict.REFUTED),
    ],
)
def test_printed_verdicts(printed, found, verdict):
    assert judge_printed(printed, found) is verdict


def test_a_printed_about_has_a_sign():
    about = Printed(2 * T.x, PrintedVerdict.AGREES, within=2)
    assert judge_printed(about, [evidence(True, -1.0)]) is PrintedVerdict.REFUTED
