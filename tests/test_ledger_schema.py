"""The schema of ledgers: the published one and a fresh one fulfil it, and one that is wrong in any place does not."""

from __future__ import annotations

import copy
import json
from importlib import resources
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import softpot
from softpot.derive import Basis, PrintedVerdict, Verdict
from softpot.numerics.machinery import ledger as ledgers
from softpot.numerics.machinery.mutants import MutantCount, Survivor

ROOT = Path(__file__).resolve().parents[1]
SCHEMA = json.loads(
    (resources.files("softpot.numerics") / "machinery" / "ledger.schema.json").read_text("utf-8")
)
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


@pytest.fixture(scope="module")
def published() -> dict[str, Any]:
    file = ROOT / "published" / "ledger.json"
    if not file.is_file():
        pytest.skip("published/ is not here")
    found = json.loads(file.read_text("utf-8"))
    assert isinstance(found, dict)
    return found


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["properties"]["schema"]["const"] == ledgers.SCHEMA


def test_the_published_ledger_fulfils_it(published: dict[str, Any]) -> None:
    VALIDATOR.validate(published)


def test_a_fresh_ledger_fulfils_it() -> None:
    VALIDATOR.validate(softpot.check(ids=["width-of-vibrations", "typical-parameters"]).as_data())


def test_counts_of_wrong_formulas_fulfil_it(published: dict[str, Any]) -> None:
    counts = MutantCount(
        12, 11, 1, (Survivor("formula", "a factor", "2*x", "no digits"),)
    ).as_data()
    entry = published["entries"][0] | {"mutants": counts}
    VALIDATOR.validate(published | {"entries": [entry]})


def test_the_words_are_those_of_the_machinery() -> None:
    words = SCHEMA["$defs"]
    assert words["verdict"]["enum"] == [str(v) for v in Verdict]
    assert words["printed_verdict"]["enum"] == [str(v) for v in PrintedVerdict]
    printed = words["entry"]["properties"]["printed"]["anyOf"][1]["properties"]
    assert set(printed["basis"]["enum"]) == {str(b) for b in Basis}


WRONG: dict[str, Any] = {
    "schema": 2, "theory": None, "digits": 0, "versions": {}, "entries": {}, "files": {"report.tex": "0" * 63},
    "more": 1,
}  # fmt: skip
WRONG_ENTRY: dict[str, Any] = {
    "id": "", "equation": 5, "statement": None, "verdict": "true", "expected": "", "printed": "agrees", "derived": 1,
    "values": [{"at": {"x": 0.5}, "value": "1"}], "assumptions": "none", "steps": [1], "kernel": True, "failure": False,
    "evidence": [{}], "mutants": {"tried": 1}, "seconds": 1.0,
}  # fmt: skip


@pytest.mark.parametrize("key", WRONG)
def test_a_wrong_ledger_does_not(published: dict[str, Any], key: str) -> None:
    wrong = published | {"entries": published["entries"][:1]} | {key: WRONG[key]}
    assert not VALIDATOR.is_valid(wrong)


@pytest.mark.parametrize("key", WRONG_ENTRY)
def test_a_wrong_entry_does_not(published: dict[str, Any], key: str) -> None:
    wrong = published | {"entries": [published["entries"][0] | {key: WRONG_ENTRY[key]}]}
    assert not VALIDATOR.is_valid(wrong)


def test_every_key_of_an_entry_and_of_evidence_is_needed(published: dict[str, Any]) -> None:
    first = next(e for e in published["entries"] if e["printed"] and e["evidence"])
    for path in ((), ("printed",), ("evidence", 0)):
        place = first
        for step in path:
            place = place[step]
        for key in place:
            entry = copy.deepcopy(first)
            inner = entry
            for step in path:
                inner = inner[step]
            del inner[key]
            assert not VALIDATOR.is_valid(published | {"entries": [entry]}), (path, key)
