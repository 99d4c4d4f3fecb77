"""Theory: ids are permanent and unique, derivations are made once, and nobody is derived from himself."""

from __future__ import annotations

import pytest
import sympy as sp

from softpot.derive.machinery.discharge import equal
from softpot.derive.machinery.errors import TheoryError, UnknownId
from softpot.derive.machinery.formula import Formula
from softpot.derive.machinery.symbols import Quantity, SymbolTable
from softpot.derive.machinery.theory import Entry, Printed, Theory, entry
from softpot.derive.machinery.verdict import PrintedVerdict, Verdict

T = SymbolTable(Quantity("x", "x", "a number"), Quantity("y", "y", "another"))
x, y = T.x, T.y
CALLS = []


@entry("square", title="A square", equation="(1)")
def square(d):
    """The square of a sum
    has a mixed term."""
    CALLS.append("square")
    d.step(equal((x + y) ** 2, x**2 + 2 * x * y + y**2), "multiply out")
    return d.result(x**2 + 2 * x * y + y**2)


@entry("cube", title="A cube")
def cube(d):
    """The cube uses the square."""
    d.uses("square")
    d.step(equal((x + y) ** 3, (x + y) * (x**2 + 2 * x * y + y**2)), "once more")
    return d.result((x + y) ** 3)


def asserted(id: str) -> Entry:
    return Entry(id, "", "asserted", None, "", Verdict.NOT_DERIVED)


def theory(*entries: Entry, **kept) -> Theory:
    return Theory("a theory", T, entries or (square, cube, asserted("heat")), **kept)


def test_entries_by_id():
    made = theory()
    assert made.ids == ("square", "cube", "heat")
    assert made.entry("square").statement == "The square of a sum has a mixed term."
    assert [e.id for e in made.select(["cube", "square"])] == ["square", "cube"]
    assert made.select(None) == made.select([]) == made.entries
    with pytest.raises(UnknownId, match=r"no entry is called '77': the nearest are \w+"):
        made.entry("77")
    with pytest.raises(UnknownId, match=r"no entry is called 'sqare': the nearest are square"):
        made.entry("sqare")
    with pytest.raises(UnknownId):
        made.select(["square", "zzz"])


def test_a_derivation_is_made_once():
    CALLS.clear()
    made = theory()
    assert made.formula("cube").expression == (x + y) ** 3
    made.derivation("square")
    made.derivation("cube")
    assert CALLS == ["square"]
    with pytest.raises(TheoryError, match="not derived in the source"):
        made.derivation("heat")


def test_nothing_is_derived_from_itself():
    def of(id, other):
        @entry(id, title=id)
        def derived(d):
            """Each rests on the other."""
            d.uses(other)
            d.step(equal((x + y) ** 2, x**2 + 2 * x * y + y**2), "multiply out")
            return d.result((x + y) ** 2)

        return derived

    made = theory(of("egg", "hen"), of("hen", "egg"))
    with pytest.raises(TheoryError, match="egg is derived from itself, by way of egg, hen"):
        made.derivation("egg")
    with pytest.raises(TheoryError, match="derived from itself"):
        made.derivation("hen")


def test_a_derivation_ends_in_its_own_result():
    borrowed = theory().derivation("square")

    @entry("thief", title="A thief")
    def thief(d):
        """Says that another's result is its own."""
        return borrowed

    @entry("silent", title="Silent")
    def silent(d):
        """Ends without a result."""
        d.step(equal((x + y) ** 2, x**2 + 2 * x * y + y**2), "multiply out")

    for e in (thief, silent):
        with pytest.raises(TheoryError, match="must end with"):
            theory(e).derivation(e.id)


def test_ids_and_evidence():
    with pytest.raises(TheoryError, match="square stands for two entries"):
        theory(square, square)
    with pytest.raises(TheoryError, match="evidence for pentagon"):
        theory(evidence={"pentagon": print})
    assert theory(evidence={"square": print}).missing_evidence() == ("cube",)
    with pytest.raises(TheoryError, match="cube has no evidence"):
        theory().with_evidence({"square": print})
    assert theory().with_evidence({"square": print, "cube": print}).missing_evidence() == ()


def test_entries_that_make_no_sense():
    with pytest.raises(TheoryError, match="unknown is never an expected verdict"):
        Entry("e", "", "words", square.derive, "", Verdict.UNKNOWN)
    with pytest.raises(TheoryError, match="unknown is never expected"):
        Printed(x, PrintedVerdict.UNKNOWN)
    with pytest.raises(TheoryError, match="expected to be `not derived`"):
        Entry("e", "", "words", None, "")
    with pytest.raises(TheoryError, match="expected to be `not derived`"):
        Entry("e", "", "words", square.derive, "", Verdict.NOT_DERIVED)
    with pytest.raises(TheoryError, match="the docstring is the statement"):

        @entry("e", title="E")
        def wordless(d):
            return None


def test_a_printed_form_is_put_in_the_place_of_the_derived_one():
    single, pair = Formula("f", x, T), Formula("f", sp.Tuple(x, y), T)
    refuted = PrintedVerdict.REFUTED
    assert Printed(2 * x, refuted).put_in(single).expression == 2 * x
    assert Printed(2 * x, refuted, member=1).put_in(pair).expression == sp.Tuple(x, 2 * x)
    with pytest.raises(TheoryError, match="unreadable"):
        Printed(None, PrintedVerdict.UNREADABLE).put_in(single)


def test_theories_are_values():
    made = theory()
    other = made.with_evidence({"square": print, "cube": print})
    assert made.evidence == {} and set(other.evidence) == {"square", "cube"}
    with pytest.raises(AttributeError):
        made.title = "another"  # type: ignore[misc]
    with pytest.raises(TypeError):
        other.evidence["square"] = None  # type: ignore[index]
