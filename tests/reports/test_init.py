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
    drawn = figure.draw(ledger)
    (axes,) = drawn.axes
    assert axes.lines[0].get_ydata()[0] == pytest.approx(1 / math.expm1(0.05))
    drawn.draw_without_rendering()
    for text in (axes.xaxis.label, axes.yaxis.label, *axes.get_xticklabels()):
        box = text.get_window_extent()
        assert drawn.bbox.x0 <= box.x0 < box.x1 <= drawn.bbox.x1 + 1, text
        assert drawn.bbox.y0 <= box.y0 < box.y1 <= drawn.bbox.y1 + 1, text


def test_a_file_that_is_there_is_kept(tmp_path, capsys):
    path = tmp_path / "mine.py"
    path.write_text("1\n", encoding="utf-8")
    assert code("init", str(path)) == 1
    assert path.read_text(encoding="utf-8") == "1\n"
    assert "is not replaced" in capsys.readouterr().err
    assert code("init", str(tmp_path / "mine.txt")) == 2
    assert code("init", str(tmp_path / "my-theory.py")) == 2
