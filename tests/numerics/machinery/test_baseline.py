"""What got worse since a baseline fails with words that say what it was and is; what is new passes."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from softpot.numerics.machinery.baseline import BaselineError, differences, read_baseline
from softpot.reports.cli import main

TINY = Path(__file__).parents[2] / "tiny_theory.py"
Data = dict[str, Any]


def run(*args: str) -> Result:
    return CliRunner().invoke(main, ("check", "--theory", str(TINY), *args), prog_name="softpot")


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Data:
    path = tmp_path_factory.mktemp("baseline") / "ledger.json"
    assert run("--json", str(path)).exit_code == 0
    return json.loads(path.read_text(encoding="utf-8"))


def entry(data: Data, id: str) -> Data:
    return next(e for e in data["entries"] if e["id"] == id)


# Each makes the *earlier* ledger better than the present one, so that the present one is worse


def more_digits(data: Data) -> None:
    entry(data, "square")["evidence"][0]["digits"] = 47


def other_value(data: Data) -> None:
    entry(data, "square")["values"][1]["value"] = "1.5"


def truth_value(data: Data) -> None:
    entry(data, "square")["values"][1]["value"] = "true"


def other_argument(data: Data) -> None:
    entry(data, "square")["values"][0]["at"] = {"z": "1/2"}


def another_entry(data: Data) -> None:
    data["entries"].append({"id": "lost", "verdict": "proved"})


def printed_form(data: Data) -> None:
    entry(data, "square")["printed"] = {"verdict": "agrees"}


@pytest.mark.quick(0)
@pytest.mark.parametrize(
    ("change", "says"),
    [
        (more_digits, "square: 47 digits agreed, and 30 are now"),
        (other_value, "square: the value at x = "),
        (truth_value, " was true, and is "),
        (other_argument, "square: there is no value at z = 1/2 any more (the arguments changed)"),
        (another_entry, "lost: the entry has vanished"),
        (printed_form, "square: the printed form's verdict was agrees, and is None"),
    ],
    ids=lambda v: getattr(v, "__name__", ""),
)
def test_what_is_worse_fails(
    ledger: Data, tmp_path: Path, change: Callable[[Data], None], says: str
) -> None:
    before = copy.deepcopy(ledger)
    change(before)
    path = tmp_path / "before.json"
    path.write_text(json.dumps(before), encoding="utf-8")
    result = run("--baseline", str(path))
    assert result.exit_code == 1, result.output
    told = " ".join(result.output.split())
    assert "baseline: 1 worse" in told and says in told, told
    assert result.stderr == ""


@pytest.mark.parametrize(
    ("before", "after", "worse"),
    [
        ("proved", "derived", True),
        ("derived", "verified", True),
        ("derived", "proved", False),
        ("proved", "refuted", True),
        ("verified", "consistent", True),
        ("verified", "unknown", True),
        ("not derived", "unknown", True),
        ("not derived", "refuted", True),
        ("refuted", "unknown", True),
        ("verified", "proved", False),
        ("unknown", "not derived", False),
        ("refuted", "not derived", False),
        ("no verdict of this version", "proved", False),
    ],
)
def test_every_step_down_in_verdicts(ledger: Data, before: str, after: str, worse: bool) -> None:
    old, new = copy.deepcopy(ledger), copy.deepcopy(ledger)
    entry(old, "square")["verdict"], entry(new, "square")["verdict"] = before, after
    (found,) = differences(old, new)
    assert str(found) == f"square: the verdict was {before}, and is {after}"
    assert found.worse is worse


def test_digits_that_vanish(ledger: Data) -> None:
    new = copy.deepcopy(ledger)
    entry(new, "square")["evidence"] = []
    worse = [str(d) for d in differences(ledger, new) if d.worse]
    assert "square: 30 digits agreed, and none are now" in worse
    assert "square: there were 1 evidences, and there are 0" in worse


def test_an_expectation_that_was_lowered(ledger: Data) -> None:
    """Who lowers the verdict that is expected has not made the statement better."""
    new = copy.deepcopy(ledger)
    entry(new, "square")["expected"] = "verified"
    (found,) = differences(ledger, new)
    assert found.worse
    assert str(found) == "square: the expected verdict was derived, and is verified"


def test_more_digits_are_no_difference(ledger: Data) -> None:
    new = copy.deepcopy(ledger)
    entry(new, "square")["evidence"][0]["digits"] = 60
    assert list(differences(ledger, new)) == []


def test_the_member_of_a_tuple_that_changed_is_named(ledger: Data) -> None:
    old, new = copy.deepcopy(ledger), copy.deepcopy(ledger)
    entry(old, "square")["values"][0]["value"] = ["1", "2", None]
    entry(new, "square")["values"][0]["value"] = ["1", "3", None]
    (found,) = differences(old, new)
    assert "(member 2) was 2, and is 3" in str(found)
    entry(new, "square")["values"][0]["value"] = ["1"]
    assert "was ['1', '2', None], and is ['1']" in str(next(differences(old, new)))


def test_the_last_of_thirty_digits_counts(ledger: Data) -> None:
    new = copy.deepcopy(ledger)
    point = next(v for v in entry(new, "square")["values"] if not v["value"].endswith("0"))
    point["value"] = point["value"][:-1] + ("1" if point["value"][-1] != "1" else "2")
    (found,) = differences(ledger, new)
    assert found.worse


@pytest.mark.quick(0)
def test_a_changed_formula_is_noticed_though_its_author_changed_the_evidence_too(
    ledger: Data, tmp_path: Path
) -> None:
    text = TINY.read_text(encoding="utf-8")
    for old, new in (
        ("equal((x + y) ** 2, x**2 + 2 * x * y + y**2)", "equal((x - y) ** 2, x**2 - 2 * x * y + y**2)"),
        ("d.result(x**2 + 2 * x * y + y**2)", "d.result(x**2 - 2 * x * y + y**2)"),
        ("(a + b) * (a + b)", "(a - b) * (a - b)"),
    ):  # fmt: skip
        assert old in text
        text = text.replace(old, new)
    (tmp_path / "changed.py").write_text(text, encoding="utf-8")
    (tmp_path / "before.json").write_text(json.dumps(ledger), encoding="utf-8")
    args = ("check", "--theory", str(tmp_path / "changed.py"))
    assert CliRunner().invoke(main, args).exit_code == 0
    result = CliRunner().invoke(main, (*args, "--baseline", str(tmp_path / "before.json")))
    assert result.exit_code == 1
    assert "square: the value at x =" in " ".join(result.output.split())


@pytest.mark.quick(0)
def test_new_entries_are_told_and_pass(ledger: Data, tmp_path: Path) -> None:
    before = copy.deepcopy(ledger)
    before["entries"] = [e for e in before["entries"] if e["id"] != "square"]
    (tmp_path / "before.json").write_text(json.dumps(before), encoding="utf-8")
    result = run("--baseline", str(tmp_path / "before.json"))
    assert result.exit_code == 0
    assert "note: square: a new entry, not in the baseline" in result.output


@pytest.mark.quick(0)
def test_the_same_ledger(ledger: Data, tmp_path: Path) -> None:
    path = tmp_path / "same.json"
    path.write_text(json.dumps(ledger), encoding="utf-8")
    assert read_baseline(path) == ledger
    result = run("--baseline", str(path))
    assert result.exit_code == 0 and "baseline: nothing changed" in result.output


def test_with_ids_the_other_entries_have_not_vanished(ledger: Data, tmp_path: Path) -> None:
    (tmp_path / "before.json").write_text(json.dumps(ledger), encoding="utf-8")
    result = run("square", "--baseline", str(tmp_path / "before.json"))
    assert result.exit_code == 0, result.output


@pytest.mark.quick(0)
def test_the_baseline_may_be_the_file_that_is_written(tmp_path: Path) -> None:
    path = tmp_path / "ledger.json"
    assert run("--json", str(path)).exit_code == 0
    before = path.read_bytes()
    assert run("--baseline", str(path), "--json", str(path)).exit_code == 0
    assert path.read_bytes() == before


GARBAGE = {
    "empty": b"",
    "no JSON": b"verdicts: all good",
    "not UTF-8": b"\xff\xfe\x00",
    "a list": b"[]",
    "a number": b"1e400",
    "another schema": b'{"schema": 99, "entries": []}',
    "no schema": b'{"entries": []}',
    "no entries": b'{"schema": 1}',
    "entries of another kind": b'{"schema": 1, "entries": [3]}',
    "an entry without id": b'{"schema": 1, "entries": [{}]}',
    "an id that is a list": b'{"schema": 1, "entries": [{"id": [1]}]}',
    "values of another kind": b'{"schema": 1, "entries": [{"id": "square", "values": [3]}]}',
    "a value without a point": b'{"schema": 1, "entries": [{"id": "square", "values": [{"value": "1"}]}]}',
    "digits of another kind": b'{"schema": 1, "entries": [{"id": "square", "evidence": [{"digits": "x"}]}]}',
    "evidence of another kind": b'{"schema": 1, "entries": [{"id": "square", "evidence": 5}]}',
    "a printed form of another kind": b'{"schema": 1, "entries": [{"id": "square", "printed": 5}]}',
    "nested without end": b"[" * 200_000,
}


@pytest.mark.quick(7)
@pytest.mark.parametrize("content", GARBAGE.values(), ids=GARBAGE.keys())
def test_garbage_is_one_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "before.json"
    path.write_bytes(content)
    with pytest.raises(BaselineError, match=r"before\.json"):
        read_baseline(path)
    result = run("--baseline", str(path))
    assert result.exit_code == 2 and result.stdout == ""
    assert result.stderr.startswith("softpot: the baseline ") and result.stderr.count("\n") == 1


@pytest.mark.parametrize("name", ["none.json", ".", "below/none.json", "n" * 300, "/dev/zero"])
def test_what_cannot_be_read(tmp_path: Path, name: str) -> None:
    result = run("--baseline", str(tmp_path / name))
    assert result.exit_code == 2 and result.stdout == ""
    assert "cannot be read" in result.stderr and result.stderr.count("\n") == 1


def test_a_verdict_of_the_baseline_is_not_trusted(ledger: Data) -> None:
    """A verdict that this version does not know is the weakest, so nothing is worse than it."""
    old = copy.deepcopy(ledger)
    entry(old, "square")["verdict"] = ["proved"]
    assert [d.worse for d in differences(old, ledger)] == [False]
