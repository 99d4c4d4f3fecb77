"""Titles, numbers of equations, meanings and the like are words that every output can hold."""

from __future__ import annotations

from typing import Any

import pytest
import sympy as sp

from softpot.derive.machinery.derivation import Derivation
from softpot.derive.machinery.errors import TheoryError
from softpot.derive.machinery.spoken import LONGEST_TITLE, odd_words
from softpot.derive.machinery.symbols import Quantity, SymbolTable
from softpot.derive.machinery.theory import Printed, Theory, entry
from softpot.derive.machinery.verdict import PrintedVerdict
from softpot.numerics.machinery.evidence import Evidence, EvidenceError

ODD: tuple[Any, ...] = (
    None,
    3,
    b"x",
    ["a"],
    1.5,
    "half \ud800",
    "a bell \x07",
    "nothing \x00",
    "\x1b[31m",
)
WORDS = ("words", "Ωμέγα, 漢字 and 😀", "a\nline", "<b> & % $", "x" * LONGEST_TITLE)


def made(**given: Any) -> Any:
    def derive(d: Derivation) -> Any:
        return d.result(sp.Integer(1))

    derive.__doc__ = given.pop("doc", "A statement.")
    return entry(given.pop("id", "a"), **{"title": "A title", **given})(derive)


@pytest.mark.parametrize("text", ODD, ids=ascii)
@pytest.mark.parametrize("field", ["title", "equation", "section", "id"])
def test_an_entry_has_words(field: str, text: Any) -> None:
    with pytest.raises(TheoryError, match="cannot be written"):
        made(**{field: text})


@pytest.mark.parametrize("text", ODD, ids=ascii)
def test_symbols_theories_and_evidence_have_words(text: Any) -> None:
    for field in ("latex", "meaning", "unit", "text"):
        with pytest.raises(TheoryError, match="cannot be written"):
            Quantity("x", **{"latex": "x", "meaning": "a length", field: text})
    table = SymbolTable(Quantity("x", "x", "a length"))
    with pytest.raises(TheoryError, match="cannot be written"):
        Theory(text, table, (made(),))
    with pytest.raises(EvidenceError, match="cannot be written"):
        Evidence("count", text, True, 3)


def test_a_statement_and_what_survives() -> None:
    with pytest.raises(TheoryError, match="cannot be written"):
        made(doc="half \udcff")
    with pytest.raises(TheoryError, match="cannot be written"):
        Printed(sp.Integer(1), PrintedVerdict.REFUTED, survives="half \udcff")


def test_a_title_is_no_book() -> None:
    with pytest.raises(TheoryError, match="at most"):
        made(title="x" * (LONGEST_TITLE + 1))


@pytest.mark.parametrize("text", WORDS, ids=range(len(WORDS)))
def test_words_are_words(text: str) -> None:
    assert odd_words(text) == ""
    assert made(title=text).title == text
    assert Evidence("count", text, True, 3).what == text


@pytest.mark.parametrize("form", ["x", 3, 1.5, [sp.Integer(1)]])
def test_a_stated_form_is_an_expression(form: Any) -> None:
    with pytest.raises(TheoryError, match="an expression of SymPy"):
        Printed(form, PrintedVerdict.AGREES)
    with pytest.raises(TheoryError, match="an expression of SymPy"):
        Printed(sp.Integer(1), PrintedVerdict.AGREES, shown=form)


def test_what_is_expected_is_a_verdict() -> None:
    given: Any = "agrees"
    with pytest.raises(TheoryError, match="a PrintedVerdict"):
        Printed(sp.Integer(1), given)
    with pytest.raises(TheoryError, match="a Verdict"):
        made(expected="derived")
    with pytest.raises(TheoryError, match=r"a Printed\(form, expected\)"):
        made(printed=3)
    assert made(printed=Printed(None, PrintedVerdict.UNREADABLE)).printed is not None
