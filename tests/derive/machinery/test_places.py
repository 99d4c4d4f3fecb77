"""What a name means: an id, or a place in the source with every entry that stands there."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

import softpot
from softpot.derive import TheoryError, UnknownId
from softpot.derive.machinery.places import ids_at


@dataclass(frozen=True)
class At:
    id: str
    equation: str = ""


HELD = (At("a", "(5)"), At("b", "(3), (5)"), At("c", "(9)–(11)"), At("d", "footnote 2"), At("e"))


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        *((n, "ab") for n in ("(5)", "5", "Eq. 5", "eq. (5)", "equation  (5)", "EQS (5)")),
        ("3", "b"), ("(9)", "c"), ("(10)", "c"), ("11", "c"), ("Footnote 2", "d"), ("e", "e"),
    ],
)  # fmt: skip
def test_a_place_stands_for_its_entries(name: str, ids: str) -> None:
    assert ids_at(HELD, name) == tuple(ids)


def test_an_id_goes_before_a_place() -> None:
    assert ids_at((*HELD, At("(5)")), "(5)") == ("(5)",)


def test_an_equation_of_no_entry() -> None:
    with pytest.raises(
        TheoryError, match=r"equation \(8\): the entries are of \(3\), \(5\), \(9\)"
    ):
        ids_at(HELD, "8")
    with pytest.raises(TheoryError, match="names no equations"):
        ids_at((At("a"),), "8")
    with pytest.raises(UnknownId, match="no entry is called 'footnote 3'"):
        ids_at(HELD, "footnote 3")


def test_the_formula_of_an_equation() -> None:
    assert softpot.formula("(5)") is softpot.formula("jacobian") is softpot.formula("Eq. 5")
    of_seven = r"4 entries are of \(7\), ask for one: scaling, harmonic-limit, typical-mass, "
    with pytest.raises(TheoryError, match=of_seven):
        softpot.formula("(7)")
    with pytest.raises(TypeError, match="got a int"):
        softpot.formula(5)  # type: ignore[arg-type]
