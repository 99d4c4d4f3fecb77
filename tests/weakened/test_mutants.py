"""The kept result of the mutation runs: nine mutants of ten are caught, and each other one is explained."""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

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


def counted() -> tuple[int, int, int, int, int]:
    """How many of the sample were drawn and caught, and of the others how many are of each kind."""
    of = sum(one["tried"] for one in SAMPLE.values())
    left = sum(len(one["survived"]) for one in SAMPLE.values())
    kinds = ("harmless", "caught", "open")
    harmless, since, opened = (sum(o["why"].startswith(k) for o in SAMPLED) for k in kinds)
    assert harmless + since + opened == left
    return of, of - left, harmless, since, opened


def test_nine_of_ten_that_change_something_are_caught() -> None:
    """The mutation score of the sample: those that were caught as it was drawn, without those that change nothing."""
    of, caught, harmless, _, _ = counted()
    assert all(one["tried"] >= 8 for one in SAMPLE.values()) and len(SAMPLE) == 7
    assert caught >= 0.9 * (of - harmless)


def test_the_page_for_contributors_states_the_sample() -> None:
    """How many were drawn, caught and left open, and how many mutants there are beside."""
    of, caught, harmless, since, opened = counted()
    page = ROOT / "CONTRIBUTING.md"
    if not page.is_file():
        pytest.skip("CONTRIBUTING.md is not here")
    share, z = caught / of, 1.959964
    middle, half = (
        share + z * z / (2 * of),
        z * (share * (1 - share) / of + z * z / (4 * of * of)) ** 0.5,
    )
    low, high = (100 * (middle + sign * half) / (1 + z * z / of) for sign in (-1, 1))
    changing = of - harmless
    out, every = (sum(one[name] for one in SAMPLE.values()) for name in ("left_out", "mutants"))
    said = (
        f"Of {of} drawn, {caught} were caught ({100 * share:.0f} %; {low:.0f} to {high:.0f} % of all, with 95 % "
        f"certainty); of the others {harmless} change nothing, {since} are caught since, and {opened} are open: of "
        f"those that change something {caught} of {changing} ({100 * caught / changing:.0f} %) were caught, which a "
        f"test holds to 90 %. Left out of the draw, and counted, are {out} mutants of decorators that keep results, "
        f"beside {every}."
    )
    assert said in " ".join(page.read_text(encoding="utf-8").split()), said


# --- the tool


@pytest.fixture(scope="module")
def tool() -> Iterator[ModuleType]:
    """The sample's tool, which finds its parts beside it."""
    sys.path.insert(0, str(HERE))
    try:
        import sample as module

        yield module
    finally:
        sys.path.remove(str(HERE))


def test_mutants_of_decorators_that_keep_results_are_left_out(tool: ModuleType) -> None:
    """Their lines, and no others: neither those of other decorators nor those of the function."""
    text = (
        "@lru_cache(maxsize=8)\ndef f(): return 1\n@dataclass(frozen=True)\nclass A:\n"
        "    @cache\n    def g(self): return lru_cache(2)\n@other\n@lru_cache(\n    maxsize=1\n)\ndef h(): ...\n"
    )
    assert tool._keeping(text) == {1, 5, 8, 9, 10}


def test_a_mutant_is_tried_with_the_tests_of_its_line_first(tool: ModuleType) -> None:
    """Then with those of its file, then of its folder; one that takes too long is passed over."""
    reach = tool.Reach(
        [("a", 1.0), ("b", 2.0), ("c", 0.5), ("d", 9.0), ("e", 0.1)],
        {"x/f.py": {3: [1], 5: [0], 9: [4, 1]}, "x/g.py": {1: [2]}, "y/h.py": {1: [3]}},
    )
    assert reach.tests("x/f.py", 4, 60.0) == ["b", "e", "a", "c"]
    assert reach.tests("x/f.py", 9, 60.0) == ["e", "b", "a", "c"]
    assert reach.tests("x/f.py", 1, 60.0) == ["e", "a", "b", "c"]
    assert reach.tests("x/f.py", 4, 2.7) == ["b", "e", "c"]
    assert reach.tests("x/none.py", 1, 60.0) == ["e", "c", "a", "b"]
    assert reach.tests("z/none.py", 1, 60.0) == []


def test_shares_of_a_sample(tool: ModuleType) -> None:
    one = {"module": "m", "line": "a", "becomes": "b"}
    kept = {"p": {"tried": 9, "survived": [one, {**one, "line": "c"}, {**one, "line": "d"}]}}
    told = {"sampled": [{**one, "why": "harmless: x"}, {**one, "line": "c", "why": "caught since"}]}
    found = tool.shares(kept, told)["p"]
    assert found == {"tried": 9, "caught_then": 6, "harmless": 1, "caught": 1, "untold": 1}
    assert tool.wilson(90, 100) == pytest.approx((0.8256, 0.9448), abs=1e-4)
