"""A certificate counts only for the very text that was accepted, and for entries whose quoted entries have one."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
import sympy as sp

from softpot.derive.kernel import certificates
from softpot.derive.kernel.certificates import INDEX, digest, load, mark
from softpot.derive.kernel.texts import text_of
from softpot.derive.later import LATER
from softpot.derive.machinery.derivation import Derivation
from softpot.derive.machinery.theory import Theory
from softpot.derive.theory import SOFT_POTENTIAL

KEPT = SOFT_POTENTIAL.certificates
assert KEPT is not None


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(KEPT, tmp_path / "kept"))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("theory", "some"),
    [
        (SOFT_POTENTIAL, {"shift", "invariants", "jacobian", "scaling", "debye"}),
        (LATER, {"second-derivative", "resonant-strength", "scaling-classical", "omega4-uniform"}),
    ],
    ids=["soft-potential", "later"],
)
def test_every_certificate_is_of_the_text_of_now(theory: Theory, some: set[str]) -> None:
    kept = load(theory.certificates)
    assert kept is not None
    whole = {id for id, record in kept.entries.items() if not record["missing"]}
    assert some <= whole
    files = {f.name for f in kept.folder.glob("*.v")}
    assert {certificates.file_name(id) for id in whole} == files
    for id in whole:
        assert mark(theory, id, kept).whole, id
        assert "not accepted" not in (kept.folder / certificates.file_name(id)).read_text()


def _word(folder: Path) -> None:
    path = folder / "shift.v"
    path.write_text(path.read_text().replace("t / 4", "t / 5", 1))


def _gone(folder: Path) -> None:
    (folder / "shift.v").unlink()


def _index(**changes: object):
    def change(folder: Path) -> None:
        data = json.loads((folder / INDEX).read_text())
        data["entries"]["shift"] |= changes
        (folder / INDEX).write_text(json.dumps(data))

    return change


def _no_index(folder: Path) -> None:
    (folder / INDEX).write_text("{}")


@pytest.mark.quick(3)
@pytest.mark.parametrize(
    "change",
    [
        _word,
        _gone,
        _no_index,
        _index(sha256=digest("")),
        _index(library=digest("")),
        _index(missing="missing: line 4"),
        _index(refused=["line_4"]),
        _index(versions=None),
    ],
)
def test_what_was_changed_proves_nothing(folder: Path, change) -> None:
    assert mark(SOFT_POTENTIAL, "shift", load(folder)).whole
    change(folder)
    assert not mark(SOFT_POTENTIAL, "shift", load(folder)).whole


@pytest.mark.slow
def test_another_statement_of_the_same_name_is_not_proved(folder: Path) -> None:
    """The same entry with another premise: its text is another one, even where the proof is as good."""
    entries = []
    for entry in SOFT_POTENTIAL.entries:
        if entry.id == "invariants":
            entries.append(replace(entry, derive=SOFT_POTENTIAL.entry("shift").derive))
        else:
            entries.append(entry)
    other = Theory("another", SOFT_POTENTIAL.symbols, tuple(entries), certificates=folder)
    assert mark(other, "shift", load(folder)).whole
    assert not mark(other, "invariants", load(folder)).whole


def test_without_what_it_quotes_nothing_is_whole() -> None:
    kept = load(KEPT)
    assert kept is not None
    (first, *_) = (s.quoted for s in SOFT_POTENTIAL.derivation("jacobian").steps if s.quoted)
    assert mark(SOFT_POTENTIAL, "jacobian", kept).whole
    others = {id: record for id, record in kept.entries.items() if id != first}
    found = mark(SOFT_POTENTIAL, "jacobian", replace(kept, entries=others))
    assert not found.whole and first in found.words


def test_a_limit_is_never_whole() -> None:
    """Numbers alone support it, so that it stands as a hypothesis."""
    d = Derivation("square", "", SOFT_POTENTIAL.symbols, lambda id: None)
    S = SOFT_POTENTIAL.symbols
    d.limit(sp.Eq(S.eta**2, S.t, evaluate=False), "numbers")
    made = d.result(S.t)
    theory = Theory(
        "limits", S, (replace(SOFT_POTENTIAL.entry("shift"), id="square", derive=lambda d: made),)
    )
    theory._kept["square"] = made
    text = text_of(theory, "square")
    assert "missing" in certificates.missing(
        theory, text, {"square": frozenset(text.theorems)}, None
    )
