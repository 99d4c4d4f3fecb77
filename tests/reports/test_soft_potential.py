"""The figures of the soft-potential theory, from a ledger with the entries they need."""

from __future__ import annotations

from pathlib import Path

import pytest

from softpot.numerics.machinery.check import check_theory
from softpot.reports.machinery import report
from softpot.reports.machinery.document import document
from softpot.reports.machinery.figure import draw_all
from softpot.reports.machinery.files import Refused
from softpot.reports.machinery.graph import graph
from softpot.reports.machinery.render import render_html, render_tex
from softpot.reports.theory import SOFT_POTENTIAL


def test_figures_belong_to_entries() -> None:
    assert {spec.entry_id for spec in SOFT_POTENTIAL.figures.values()} <= set(SOFT_POTENTIAL.ids)


@pytest.mark.slow
def test_regions_and_figure_1_need_no_ensemble() -> None:
    ledger = check_theory(SOFT_POTENTIAL, ["two-wells", "origins"], digits=15)
    (drawn,) = draw_all(ledger)
    assert drawn.name == "regions"
    assert drawn.inline.startswith("<svg") and "<metadata" not in drawn.inline
    assert drawn.pdf == draw_all(ledger)[0].pdf and drawn.svg == draw_all(ledger)[0].svg


@pytest.mark.slow
def test_what_the_kernel_accepted_is_marked_and_lies_beside_the_report() -> None:
    ledger = check_theory(SOFT_POTENTIAL, ("invariants", "curvature-in-t"), digits=15)
    files = report.certificates(ledger)
    assert (
        list(files) == ["certificates/invariants.v"]
        and b"Theorem" in files["certificates/invariants.v"]
    )
    kept = SOFT_POTENTIAL.certificates
    assert kept is not None
    accepted = (kept / "invariants.v").read_bytes()
    comment = files["certificates/invariants.v"].removeprefix(accepted)
    assert comment.startswith(b"(* ") and comment.endswith(b" *)\n")
    assert b"*)" not in comment[:-4], "nothing but one comment may follow the accepted text"
    told = document(ledger, draw_all(ledger), graph(ledger))
    html, tex = (
        write(told, SOFT_POTENTIAL.symbols, part)
        for write, part in ((render_html, "report"), (render_tex, "report"))
    )
    assert html.count("accepted by Rocq</td>") == 1 and tex.count("proved, accepted by Rocq") == 1
    for write, link in (
        (render_html, 'href="certificates/invariants.v"'),
        (render_tex, "certificates/invariants.v"),
    ):
        assert write(told, SOFT_POTENTIAL.symbols, "supplement").count(link) == 1


@pytest.mark.slow
def test_a_report_is_written_over_one_with_certificates(tmp_path: Path) -> None:
    ledger = check_theory(SOFT_POTENTIAL, ("debye",), digits=15)
    assert list(report.certificates(ledger))
    for _ in range(2):
        report.prepare(tmp_path, ("tex",))
        report.prepare_certificates(tmp_path, SOFT_POTENTIAL)
        report.write_report(ledger, tmp_path, ("tex",))
    foreign = tmp_path / "certificates" / "notes_of_my_own.v"
    foreign.write_text("Theorem of_somebody_else.")
    report.prepare_certificates(tmp_path, SOFT_POTENTIAL)
    report.write_report(ledger, tmp_path, ("tex",))
    assert foreign.read_text() == "Theorem of_somebody_else."
    (tmp_path / "certificates" / "debye.v").write_text("Theorem of_somebody_else.")
    with pytest.raises(Refused, match="not written by softpot"):
        report.prepare_certificates(tmp_path, SOFT_POTENTIAL)
