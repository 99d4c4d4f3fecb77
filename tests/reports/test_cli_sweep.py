"""``softpot sweep`` from the command line: a table, going on, and one sentence for what cannot be."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result

from softpot.numerics.cluster import build as building
from softpot.numerics.cluster import sweep
from softpot.numerics.cluster.store import StoreError, open_store
from softpot.reports.cli import main

PLAN = """
quantity = "levels"
chunk = 2
[grid]
alpha = [0, 1, 1e7]
beta = [0, "1/2"]
[options]
count = 2
"""


def run(*args: str) -> Result:
    return CliRunner().invoke(main, ("sweep", *args), prog_name="softpot")


@pytest.fixture
def plan(tmp_path: Path) -> str:
    (tmp_path / "plan.toml").write_text(PLAN, encoding="utf-8")
    return str(tmp_path / "plan.toml")


def test_a_table_and_what_could_not_be_computed(plan: str, tmp_path: Path) -> None:
    table = tmp_path / "table"
    done = run(plan, "--out", str(table))
    assert done.exit_code == 1  # alpha = 1e7 is out of range
    assert "6 points in 3 chunks; columns alpha, beta, level_1, level_2" in done.stdout
    assert "2 points could not be computed" in done.stdout
    first = np.fromfile(table / "level_1" / "0")
    assert first[0] == pytest.approx(1.0603620904841829, abs=1e-10)  # the pure quartic oscillator
    # what is there is not computed again, so nothing fails now
    again = run(plan, "--out", str(table))
    assert again.exit_code == 0
    assert np.fromfile(table / "level_1" / "0").tobytes() == first.tobytes()


def test_a_table_goes_on_with_the_build_that_began_it_alone(
    plan: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = tmp_path / "table"
    monkeypatch.setattr(building, "variant", lambda: "compiled levels (x86-64-v3)")
    run(plan, "--out", str(table))
    lost = table / "level_2" / "1"
    lost.unlink()
    monkeypatch.setattr(building, "variant", lambda: "")
    refused = run(plan, "--out", str(table))
    assert refused.exit_code == 2
    assert refused.stdout == ""
    said = " ".join(refused.stderr.split())
    assert "was begun by softpot" in said
    assert "with compiled levels (x86-64-v3), and softpot" in said
    assert "with levels by NumPy would go on with other last digits" in said
    assert not lost.exists()
    monkeypatch.setattr(building, "variant", lambda: "compiled levels (x86-64-v3)")
    assert run(plan, "--out", str(table)).exit_code == 0
    assert lost.exists()


def test_a_chunk_of_a_worker_with_another_build_is_not_written(tmp_path: Path) -> None:
    store = open_store(tmp_path / "t", {"x": "<f8"}, 4, 2, {"plan": "one"})
    store.made_by("softpot 1 with compiled levels")
    store.made_by("softpot 1 with compiled levels")
    with pytest.raises(StoreError, match="softpot 1 with levels by NumPy would go on"):
        store.made_by("softpot 1 with levels by NumPy")


def test_a_full_disk_is_one_sentence_and_the_same_command_goes_on(
    plan: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table, real = tmp_path / "table", os.fsync
    calls: list[int] = []

    def full(handle: int) -> None:
        calls.append(handle)
        if len(calls) == 14:  # seven files describe the table, and four make a chunk
            raise OSError(errno.ENOSPC, "no space left")
        real(handle)

    monkeypatch.setattr(os, "fsync", full)
    done = run(plan, "--out", str(table))
    assert done.exit_code == 1
    assert done.stderr.splitlines() == [
        f"softpot: the disk of {table} is full; 1 chunks are written, and the same command goes on from there"
    ]
    monkeypatch.setattr(os, "fsync", real)
    computed: list[int] = []
    made = sweep.built_chunk
    monkeypatch.setattr(sweep, "built_chunk", lambda plan, k: computed.append(k) or made(plan, k))
    run(plan, "--out", str(table))
    assert computed == [1, 2]


def test_wrong_usage_is_one_sentence(plan: str, tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_text("quantity = 'heat'", encoding="utf-8")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes").write_text("mine", encoding="utf-8")
    for arguments, words in (
        ((str(tmp_path / "none.toml"), "--out", str(tmp_path / "t")), "cannot read the plan"),
        ((str(tmp_path / "bad.toml"), "--out", str(tmp_path / "t")), "T as its last axis"),
        ((plan, "--out", str(tmp_path / "mine")), "something else"),
        ((plan, "--out", ""), "--out is empty"),
    ):
        done = run(*arguments)
        assert done.exit_code == 2, done.output
        assert words in done.stderr
        assert len(done.stderr.splitlines()) == 1
    assert not (tmp_path / "t").exists()


def test_a_scheduler_keeps_no_rows() -> None:
    done = CliRunner().invoke(
        main, ("check", "--changed", "--scheduler", "tcp://127.0.0.1:1"), prog_name="softpot"
    )
    assert done.exit_code == 2
    assert "--scheduler and --changed are both given" in done.stderr
