"""The kept result of the mutation runs: nine mutants of ten are caught, and each other one is explained."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
FOUND = json.loads((HERE / "mutants.json").read_text(encoding="utf-8"))
TOLD = tomllib.loads((HERE / "survivors.toml").read_text(encoding="utf-8"))
EXPLAINED, SAMPLED, FORMER = TOLD["survivor"], TOLD["sampled"], TOLD["former"]
SAMPLE = json.loads((HERE / "sample.json").read_text(encoding="utf-8"))


def test_nine_of_ten_mutants_are_caught() -> None:
    assert FOUND
    for module, result in FOUND.items():
        assert result["tried"] - result["caught"] == len(result["survived"]), module
        assert result["tried"] >= 10 and result["caught"] >= 0.9 * result["tried"], module


def test_each_survivor_is_explained() -> None:
    survived = {(m, s["line"], s["becomes"]) for m, r in FOUND.items() for s in r["survived"]}
    told = {(e["module"], e["line"], e["becomes"]) for e in EXPLAINED}
    assert survived == told
    for one in EXPLAINED:
        assert len(one["why"].split()) > 4, f"{one['line']}: that explains nothing"


def test_survivors_stand_in_the_source_of_today() -> None:
    """A line that is gone cannot be explained: its module is to be tried anew, with tests/weakened/mutate.py."""
    for one in EXPLAINED:
        lines = (ROOT / one["module"]).read_text(encoding="utf-8").splitlines()
        assert one["line"] in {line.strip() for line in lines}, f"{one['module']}: {one['line']}"


def test_each_survivor_of_the_sample_is_told_of() -> None:
    """Harmless ones and open ones; those of lines that are gone are not asked for, for the sample is drawn anew."""
    survived = {
        (s["module"], s["line"], s["becomes"]) for r in SAMPLE.values() for s in r["survived"]
    }
    assert survived == {(e["module"], e["line"], e["becomes"]) for e in SAMPLED}
    for one in SAMPLED:
        assert re.match(r"(harmless|open): (\S+ ){4}|caught since by \S+::", one["why"] + " "), one[
            "line"
        ]


def test_what_is_said_to_be_caught_since_is_an_edit() -> None:
    """The mutant itself, and the test that catches it, stand in edits.py; batch.py tries it."""
    edits = (HERE / "edits.py").read_text(encoding="utf-8")
    for one in SAMPLED:
        if one["why"].startswith("caught"):
            name = re.findall(r"::(\w+)", one["why"])[0]
            assert f'"{name}"' in edits and one["module"] in edits, one["line"]


def test_harmless_survivors_of_earlier_samples_stand_in_the_source() -> None:
    for one in FORMER:
        lines = (ROOT / one["module"]).read_text(encoding="utf-8").splitlines()
        assert one["line"] in {line.strip() for line in lines}, f"{one['module']}: {one['line']}"
        assert re.match(r"harmless: (\S+ ){4}", one["why"] + " "), one["line"]


def test_the_page_for_contributors_states_the_sample() -> None:
    """How many were drawn, caught and left open."""
    of = sum(one["tried"] for one in SAMPLE.values())
    left = sum(len(one["survived"]) for one in SAMPLE.values())
    kinds = ("harmless", "caught", "open")
    harmless, since, opened = (sum(o["why"].startswith(k) for o in SAMPLED) for k in kinds)
    page = ROOT / "CONTRIBUTING.md"
    if not page.is_file():
        pytest.skip("CONTRIBUTING.md is not here")
    share, z = (of - left) / of, 1.959964
    middle, half = (
        share + z * z / (2 * of),
        z * (share * (1 - share) / of + z * z / (4 * of * of)) ** 0.5,
    )
    low, high = (100 * (middle + sign * half) / (1 + z * z / of) for sign in (-1, 1))
    said = (
        f"Of {of} drawn, {of - left} were caught ({low:.0f} to {high:.0f} % of all, with 95 % certainty); "
        f"of the others {harmless} change nothing, {since} are caught since, and {opened} are open: of those "
        f"that change something {of - left} of {of - harmless} were caught."
    )
    assert said in " ".join(page.read_text(encoding="utf-8").split()), said
