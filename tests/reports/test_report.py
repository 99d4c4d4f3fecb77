"""The report as a whole: what it says, the same bytes twice, a clean LaTeX log."""

from __future__ import annotations

import hashlib
import html.parser
import json
import re
import shutil
import xml.dom.minidom
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from softpot.derive.machinery.theory import Theory
from softpot.numerics.machinery.check import check_theory
from softpot.numerics.machinery.ledger import Ledger
from softpot.reports.machinery import report as report_module
from softpot.reports.machinery.bibtex import version
from softpot.reports.machinery.document import abstract, document
from softpot.reports.machinery.figure import draw_all
from softpot.reports.machinery.files import Refused
from softpot.reports.machinery.render import PARTS
from softpot.reports.machinery.report import formats_from, write_report
from softpot.reports.machinery.tex import (
    HOW,
    NoTeX,
    TeXFailed,
    compile_pdf,
    complaints,
    first_error,
)

needs_tex = pytest.mark.skipif(shutil.which("pdflatex") is None, reason="there is no pdflatex here")


class Page(html.parser.HTMLParser):
    """Tags, ids and links of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: Counter[str] = Counter()
        self.links: list[str] = []
        self.tags: Counter[str] = Counter()
        self.text: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        for key, value in attrs:
            if key == "id" and value:
                self.ids[value] += 1
            if key in ("href", "src", "xlink:href") and value:
                self.links.append(value)

    def handle_data(self, data: str) -> None:
        self.text.append(data)


@pytest.fixture(scope="module")
def folder(ledger: Ledger, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("report") / "out"
    write_report(ledger, path, ("tex", "html"))
    return path


def test_the_files(folder: Path) -> None:
    names = sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file())
    assert names == [
        "figures/remainder.pdf", "figures/remainder.svg", "figures/statements.pdf", "figures/statements.svg",
        "ledger.json", "report.html", "report.tex", "supplement.html", "supplement.tex",
    ]  # fmt: skip


def test_ledger_json_names_the_files_of_its_set(folder: Path) -> None:
    text = (folder / "ledger.json").read_text()
    data = json.loads(text)
    assert text.endswith("\n") and data["schema"] == 1
    assert [e["id"] for e in data["entries"]] == ["jacobian", "long", "basel", "pair"]
    for name, digest in data["files"].items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest


OTHER = {"report": "supplement", "supplement": "report"}


@pytest.mark.parametrize("part", PARTS)
def test_a_page_needs_nothing_but_its_sibling(folder: Path, part: str) -> None:
    page, other = (Page((folder / f"{name}.html").read_text()) for name in (part, OTHER[part]))
    assert page.tags["script"] == page.tags["link"] == page.tags["img"] == 0
    assert page.tags["svg"] == (1 if part == "report" else 2)
    assert page.tags["math"] > 10
    outside = {link for link in page.links if not link.startswith(("#", f"{OTHER[part]}.html"))}
    assert outside == {"https://doi.org/10.1000/none"}
    assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.ids)
    across = [link for link in page.links if link.startswith(f"{OTHER[part]}.html#")]
    assert {link.partition("#")[2] for link in across} <= set(other.ids)
    assert {"jacobian", "long", "basel", "pair"} <= {link.partition("#")[2] for link in across}
    assert {"jacobian", "long", "basel", "pair"} <= set(page.ids)
    assert page.ids.most_common(1)[0][1] == 1


@pytest.mark.parametrize("part", PARTS)
def test_the_mathematics_of_the_page_is_well_formed(folder: Path, part: str) -> None:
    for math in re.findall(r"<math.*?</math>", (folder / f"{part}.html").read_text(), re.S):
        xml.dom.minidom.parseString(math)


def words_of(folder: Path, part: str) -> str:
    return " ".join("".join(Page((folder / f"{part}.html").read_text()).text).split())


def test_what_the_article_says(folder: Path) -> None:
    page, tex = words_of(folder, "report"), (folder / "report.tex").read_text()
    for words in ("What does not survive as it is stated", "3 derived and 1 verified", "A limit"):
        assert words in page and words in tex
    assert (
        "Of 2 forms that the source states none agrees, 1 does not survive as it is stated and 1 cannot be read."
        in page
    )
    assert "x: a coordinate" in page and "an index" in page  # the symbols that it meets
    # the evidence that refutes the printed form
    assert "the form of the source gives 2, an independent computation 1" in page
    assert "rate −1.00 (−1)" in page and "doi:10.1000/none" in page
    assert f"softpot {version()}" in page and f"softpot {version()}" in tex
    assert "Derivation" not in page and "Evidence" not in page


def test_what_the_supplement_says(folder: Path) -> None:
    page, tex = words_of(folder, "supplement"), (folder / "supplement.tex").read_text()
    assert "Derivation" in page and "Evidence" in page and "sympy" in page
    assert "rate −1.00 (−1)" in page
    for words in ("Supplement: ", "What rests on what", "This is the result"):
        assert words in page and words in tex


def test_numbers_of_equations_and_figures_are_the_same_in_both(folder: Path) -> None:
    found = []
    for part in PARTS:
        text = (folder / f"{part}.html").read_text()
        results = re.findall(r'<span class="eqno">\(([\d.]+)\)</span>', text)
        tex = re.findall(r"\\softequation\{([\d.]+)\}", (folder / f"{part}.tex").read_text())
        assert results == tex and len(set(results)) == len(results)
        found.append((results, re.findall(r"<strong>(Figure \d+)", text)))
    assert found[0] == found[1] and found[0][1] == ["Figure 1"]


def test_each_result_is_written_once_in_the_supplement(folder: Path) -> None:
    entries = (folder / "supplement.html").read_text().split("<article")[1:]
    assert len(entries) == 4
    for text in entries:
        formulas = re.findall(r'<details class="latex">.*?<code>(.*?)</code>', text, re.S)
        (result,) = re.findall(r'class="formula result">.*?<code>(.*?)</code>', text, re.S)
        assert formulas.count(result) == 1


@pytest.mark.slow
def test_same_input_same_bytes(ledger: Ledger, folder: Path, tmp_path: Path) -> None:
    write_report(ledger, tmp_path / "again", ("tex", "html"))
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            assert (tmp_path / "again" / path.relative_to(folder)).read_bytes() == path.read_bytes()


def test_the_abstract_counts_and_names_what_is_unexpected(ledger: Ledger, small: Theory) -> None:
    assert abstract(ledger)[-1] == "Every verdict is the expected one."
    wrong = replace(ledger.entries[0], verdict=ledger.entries[2].verdict)
    told = document(Ledger(small, (wrong, *ledger.entries[1:]), 20), ())
    assert told.abstract[-1] == "1 verdict is not the expected one: jacobian."
    assert [b.id for b in told.unexpected] == ["jacobian"]


def test_no_figure_floats_above_the_title_of_a_short_article(folder: Path) -> None:
    """Where the first page has few findings, a figure of the first section could come to stand on top of it."""
    tex = (folder / "report.tex").read_text()
    head, _, rest = tex.partition("\\end{abstract}\n")
    assert rest.startswith("\\suppressfloats[t]\n") and "\\begin{figure}" not in head


def test_a_figure_without_its_numbers_is_left_out(small: Theory) -> None:
    assert draw_all(check_theory(small, ["jacobian"], digits=15)) == ()


def test_formats() -> None:
    assert formats_from("pdf, tex") == ("tex", "pdf")
    with pytest.raises(Refused, match="no format 'ps'"):
        formats_from("tex,ps")
    with pytest.raises(Refused, match="no format was given"):
        formats_from(" , ")


@pytest.mark.slow
@needs_tex
def test_the_pdf_and_its_log(ledger: Ledger, folder: Path) -> None:
    figures = {p.name: p.read_bytes() for p in (folder / "figures").glob("*.pdf")}
    made = compile_pdf((folder / "report.tex").read_text(), figures)
    assert complaints(made.log) == []
    assert made.pdf.startswith(b"%PDF") and b"softpot report" in made.pdf
    assert compile_pdf((folder / "report.tex").read_text(), figures).pdf == made.pdf
    assert complaints(compile_pdf((folder / "supplement.tex").read_text(), figures).log) == []


@pytest.mark.quick(0)
@needs_tex
def test_tex_that_fails_says_why_in_one_line() -> None:
    with pytest.raises(TeXFailed, match=r"Undefined control sequence.*\(l\.1 ") as caught:
        compile_pdf("\\documentclass{article}\\begin{document}\\nonsense\\end{document}", {})
    assert "\n" not in str(caught.value)


@pytest.mark.quick(0)
@needs_tex
def test_tex_cannot_run_commands(tmp_path: Path) -> None:
    target = tmp_path / "made"
    document = f"\\documentclass{{article}}\\begin{{document}}\\immediate\\write18{{touch {target}}}x\\end{{document}}"
    compile_pdf(document, {})
    assert not target.exists()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("error", "failed"), [(NoTeX(HOW), False), (TeXFailed("LaTeX failed"), True)]
)
def test_without_a_pdf_the_rest_is_written(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, failed: bool
) -> None:
    def nothing(tex: str, figures: object) -> None:
        raise error

    monkeypatch.setattr(report_module, "compile_pdf", nothing)
    written = write_report(ledger, tmp_path / "out")
    assert written.missing == (str(error),) and written.tex_failed is failed
    assert {"report.tex", "report.html", "ledger.json"} <= set(written.files)


def test_logs() -> None:
    log = "ok\n! Undefined control sequence.\nl.12 \\foo\n               bar\n"
    assert first_error(log) == "Undefined control sequence. (l.12 \\foo)"
    full = r"Overfull \hbox (7.2pt too wide) in paragraph at lines 1--2"
    assert complaints(full) == [full]
    assert complaints(full.replace("7.2", "4.9")) == []
    assert complaints("LaTeX Warning: Reference `x' undefined") != []
