"""Checking and the ledger: exit outcomes, what raises and what is judged, data that is plain."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
import sympy as sp

from softpot.derive.machinery.discharge import equal
from softpot.derive.machinery.errors import UnknownId
from softpot.derive.machinery.symbols import Quantity, SymbolTable
from softpot.derive.machinery.theory import Entry, Printed, Theory, entry
from softpot.derive.machinery.verdict import PrintedVerdict, Verdict
from softpot.numerics.machinery.check import check_entry, check_theory, parts
from softpot.numerics.machinery.evaluate import members
from softpot.numerics.machinery.evidence import Evidence, EvidenceError, Pair, compare
from softpot.numerics.machinery.gather import gather
from softpot.numerics.machinery.ledger import Judged, Ledger, Outcome

POSITIVE = {"positive": True}
T = SymbolTable(
    Quantity("x", "x", "a number", assumptions=POSITIVE),
    Quantity("y", "y", "another", assumptions=POSITIVE),
)
x, y = T.x, T.y
MIXED = x**2 + 2 * x * y + y**2


def _square(d):
    """The square of a sum has a mixed term."""
    d.step(equal((x + y) ** 2, MIXED), "multiply out")
    return d.result(MIXED, lhs=(x + y) ** 2)


def _wrong(d):
    """The mixed term is forgotten."""
    d.step(equal((x + y) ** 2, x**2 + y**2), "multiply out")
    return d.result(x**2 + y**2)


def exactly(formula, digits):
    f = members(formula, "mpmath", digits + 5)
    pairs = [
        Pair(f"x = {a}, y = {b}", f(x=a, y=b)[0], (a + b) ** 2)
        for a in (1, 2, 7)
        for b in (3, 10**9)
    ]
    return compare("whole numbers", pairs, digits)


def undecided(formula, digits):
    return Evidence("comparison", "too close to tell", None, 4)


def nothing(formula, digits):
    return ()


def not_evidence(formula, digits):
    return [True]


def crash(error):
    def evidence(formula, digits):
        raise error

    return evidence


def only_derived(formula, digits):
    """Evidence for the derived form, and none for another."""
    if formula.expression != MIXED:
        raise EvidenceError("out of time")
    return exactly(formula, digits)


def judged(evidence, derive=_square, expected=Verdict.DERIVED, printed=None) -> Judged:
    made = entry("square", title="A square", expected=expected, printed=printed)(derive)
    theory = Theory("one square", T, (made,), {"square": evidence} if evidence else {})
    return check_entry(*parts(theory, made), 20)


AGREES = Printed((x + y) ** 2, PrintedVerdict.AGREES)
REFUTED = Printed(x**2 + y**2, PrintedVerdict.REFUTED)


@pytest.mark.quick(7)
@pytest.mark.parametrize(
    ("kept", "verdict", "printed_verdict", "outcome"),
    [
        ({"evidence": exactly}, "derived", None, Outcome.AS_EXPECTED),
        ({"evidence": exactly, "printed": AGREES}, "derived", "agrees", Outcome.AS_EXPECTED),
        ({"evidence": exactly, "printed": REFUTED}, "derived", "refuted", Outcome.AS_EXPECTED),
        # a verdict that is better, worse or other than expected is unexpected
        ({"evidence": exactly, "expected": Verdict.VERIFIED}, "derived", None, Outcome.UNEXPECTED),
        ({"evidence": exactly, "expected": Verdict.REFUTED}, "derived", None, Outcome.UNEXPECTED),
        (
            {"evidence": exactly, "printed": replace(AGREES, expected=PrintedVerdict.REFUTED)},
            "derived", "agrees", Outcome.UNEXPECTED,
        ),
        (
            {"evidence": exactly, "printed": replace(REFUTED, expected=PrintedVerdict.AGREES)},
            "derived", "refuted", Outcome.UNEXPECTED,
        ),
        # a derivation that fails is unexpected, whatever the numbers say
        ({"evidence": exactly, "derive": _wrong}, "unknown", None, Outcome.UNEXPECTED),
        # unknown is not a pass
        ({"evidence": undecided}, "unknown", None, Outcome.UNOBTAINED),
        ({"evidence": None}, "unknown", None, Outcome.UNOBTAINED),
        ({"evidence": nothing}, "unknown", None, Outcome.UNOBTAINED),
        ({"evidence": not_evidence}, "unknown", None, Outcome.UNOBTAINED),
        ({"evidence": crash(EvidenceError("no"))}, "unknown", None, Outcome.UNOBTAINED),
        ({"evidence": crash(ZeroDivisionError("1/0"))}, "unknown", None, Outcome.UNOBTAINED),
        ({"evidence": crash(KeyError("x"))}, "unknown", None, Outcome.UNOBTAINED),
        ({"evidence": only_derived, "printed": REFUTED}, "derived", "unknown", Outcome.UNOBTAINED),
        # a judgement that was reached outweighs one that was not
        (
            {"evidence": only_derived, "printed": REFUTED, "expected": Verdict.REFUTED},
            "derived", "unknown", Outcome.UNEXPECTED,
        ),
    ],
)  # fmt: skip
def test_outcomes(kept, verdict, printed_verdict, outcome):
    found = judged(**kept)
    assert (str(found.verdict), found.outcome) == (verdict, outcome)
    assert (found.printed_verdict and str(found.printed_verdict)) == printed_verdict
    json.dumps(Ledger(Theory("t", T, (found.entry,)), (found,), 20).as_data(), allow_nan=False)


def test_the_worst_entry_decides():
    good = judged(exactly)
    bad = judged(exactly, derive=_wrong)
    open_ = judged(undecided)

    def outcome(*entries):
        return Ledger(Theory("t", T, (good.entry,)), entries, 20).outcome

    assert outcome() is Outcome.UNEXPECTED  # nothing was judged
    assert outcome(good, good) is Outcome.AS_EXPECTED
    assert outcome(good, open_) is Outcome.UNOBTAINED
    assert outcome(open_, bad, good) is Outcome.UNEXPECTED
    assert [int(o) for o in (Outcome.AS_EXPECTED, Outcome.UNEXPECTED, Outcome.UNOBTAINED)] == [
        0,
        1,
        3,
    ]


def test_a_wrong_formula_is_refuted_by_the_same_evidence():
    made = entry("square", title="A square")(_square)
    theory = Theory("one square", T, (made,), {"square": exactly})
    formula = theory.formula("square")
    for wrong in (x**2 + y**2, 2 * MIXED, -MIXED, MIXED + sp.Rational(1, 10**19), x + y):
        found = gather(theory, "square", formula.with_expression(wrong), 40)
        assert [e.supports for e in found] == [False]
        assert "at x =" in found[0].failing
    with pytest.raises(EvidenceError, match="has no evidence"):
        gather(theory, "circle", formula, 20)


def test_without_a_value_in_its_domain_a_formula_is_wrong():
    made = entry("square", title="A square")(_square)
    theory = Theory("one square", T, (made,), {"square": exactly})
    wrong = theory.formula("square").with_expression(MIXED + sp.sqrt(x - 5))
    assert [e.supports for e in gather(theory, "square", wrong, 20)] == [False]


def small() -> Theory:
    square = entry("square", title="A square", equation="(1)", printed=REFUTED)(_square)
    heat = Entry("heat", "(2)", "asserted", None, "", Verdict.NOT_DERIVED)
    return Theory("small", T, (square, heat), {"square": exactly})


def test_a_whole_theory():
    seen = []
    ledger = check_theory(small(), digits=25, progress=lambda e, k, of: seen.append((e.id, k, of)))
    assert seen == [("square", 0, 2), ("heat", 1, 2)]
    assert ledger.outcome is Outcome.AS_EXPECTED
    assert ledger.counts() == {Verdict.DERIVED: 1, Verdict.NOT_DERIVED: 1}
    assert ledger.printed_counts() == {PrintedVerdict.REFUTED: 1}
    assert ledger["square"].digits == 25
    assert ledger["heat"].digits is None
    with pytest.raises(UnknownId):
        ledger["circle"]
    part = check_theory(small(), ["heat"])
    assert [j.entry.id for j in part.entries] == ["heat"]
    with pytest.raises(KeyError, match="not among the checked"):
        part["square"]
    assert ledger._repr_html_().startswith("<table>")


def test_the_data_is_plain_and_the_same_every_time():
    data = [check_theory(small(), digits=25).as_data() for _ in range(2)]
    assert json.dumps(data[0], allow_nan=False) == json.dumps(data[1], allow_nan=False)
    square, heat = data[0]["entries"]
    assert data[0]["schema"] == 1
    assert square["verdict"] == square["expected"] == "derived"
    assert square["printed"]["verdict"] == "refuted"
    assert square["evidence"][0]["samples"] == 6
    assert heat["derived"] is None and heat["printed"] is None and heat["evidence"] == []
    assert "seconds" not in json.dumps(data[0])


@pytest.mark.parametrize("digits", [0, -1, 201, 10**9, True, 1.0, "30", None])
def test_digits_out_of_range(digits):
    with pytest.raises(ValueError, match="digits must be a whole number from 1 to 200"):
        check_theory(small(), digits=digits)


def test_unknown_ids():
    with pytest.raises(UnknownId, match="the nearest are square"):
        check_theory(small(), ["squares"])
