"""``softpot init``: the theory that it writes runs, and no file is replaced."""

from __future__ import annotations

import math

import pytest

from softpot.numerics.checking import check
from softpot.reports.cli.app import main
from softpot.reports.cli.loading import load


def code(*args: str) -> int:
    try:
        main(list(args))
    except SystemExit as end:
        return int(end.code or 0)
    return 0


@pytest.mark.slow
def test_the_theory_that_is_written_runs(tmp_path, capsys):
    path = tmp_path / "my_theory.py"
    assert code("init", str(path)) == 0
    assert "softpot check --theory" in capsys.readouterr().out
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 35
    theory = load(path)
    ledger = check(theory, digits=20)
    assert [entry.verdict.value for entry in ledger.entries] == ["derived", "verified"]
    (figure,) = theory.figures.values()
    (curve,) = figure.draw(ledger).axes[0].lines
    assert curve.get_ydata()[0] == pytest.approx(1 / math.expm1(0.05))


def test_a_file_that_is_there_is_kept(tmp_path, capsys):
    path = tmp_path / "mine.py"
    path.write_text("1\n", encoding="utf-8")
    assert code("init", str(path)) == 1
    assert path.read_text(encoding="utf-8") == "1\n"
    assert "is not replaced" in capsys.readouterr().err
    assert code("init", str(tmp_path / "mine.txt")) == 2
    assert code("init", str(tmp_path / "my-theory.py")) == 2
