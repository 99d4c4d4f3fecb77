"""Each entry has a place of its own in the report, whatever its id is made of."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from softpot.derive.machinery.theory import Theory
from softpot.numerics.machinery.check import check_theory
from softpot.reports.cli.loading import load
from softpot.reports.machinery.anchors import OF_THE_PAGE, anchors
from softpot.reports.machinery.document import Document, document
from softpot.reports.machinery.figure import draw_all
from softpot.reports.machinery.render import PARTS, render_html, render_tex

IDS = (
    "2.1",
    "2-1",
    "2_1",
    "2--1",
    "-2-1",
    "α",
    "β",
    "ж",
    "Größe",
    "symbols",
    "verdicts",
    "figure-a",
    "a",
    "A",
    "",
)


def test_no_two_are_alike() -> None:
    made = anchors(IDS)
    assert len(set(made.values())) == len(IDS)
    assert not set(made.values()) & OF_THE_PAGE
    assert all(
        re.fullmatch(r"[A-Za-z0-9-]+", a) and not a.startswith("figure-") for a in made.values()
    )


def test_they_stay_when_entries_come_and_go() -> None:
    made = anchors(IDS)
    for id in IDS:
        assert anchors([id])[id] == made[id]
    assert made["2-1"] == "2-1" and made["a"] == "a"


def test_an_id_that_looks_like_an_anchor() -> None:
    other = anchors(["2.1"])["2.1"]
    made = anchors(["2.1", other])
    assert made[other] == other and made["2.1"] != other


THEORY = """
from softpot.derive import Quantity, SymbolTable, Theory, entry, equal
from softpot.derive.machinery.prose import prose
from softpot.numerics import Pair, compare, compiled
from softpot.reports.machinery.figure import FigureSpec

S = SymbolTable(Quantity("x", "x", "a number"))

def evidence(formula, digits):
    f = compiled(formula, "mpmath", digits + 5).members
    return compare("by hand", [Pair(f"x = {a}", f(x=a)[0], (a + 1) ** 2) for a in (1, 2, 3)], digits)

def made(id, quoted):
    @entry(id, title=f"The square {id}")
    def square(d):
        "The square of a sum."
        if quoted:
            d.uses(quoted)
        d.step(equal((S.x + 1) ** 2, S.x**2 + 2 * S.x + 1), "multiply out")
        return d.result(S.x**2 + 2 * S.x + 1)
    return square

def draw(ledger):
    from matplotlib.figure import Figure
    figure = Figure()
    figure.subplots().plot([0, 1], [0, 1])
    return figure

IDS = ("2.1", "2-1", "α", "ж", "symbols", "verdicts", "a")
theory = Theory(
    title="t", symbols=S,
    entries=tuple(made(id, IDS[k - 1] if k else "") for k, id in enumerate(IDS)),
    evidence={id: evidence for id in IDS},
    figures={"a": FigureSpec("a", prose("A figure."), draw), "a-b": FigureSpec("a", prose("One more."), draw)},
)
"""


@pytest.mark.slow
def test_all_links_of_a_report_lead_to_the_entry_that_they_name(tmp_path: Path) -> None:
    (tmp_path / "t.py").write_text(THEORY, encoding="utf-8")
    theory = load(tmp_path / "t.py")
    ledger = check_theory(theory, digits=15)
    told = document(ledger, draw_all(ledger))
    for part in PARTS:
        links_lead_to_what_they_name(told, theory, part)


def links_lead_to_what_they_name(told: Document, theory: Theory, part: str) -> None:
    page, tex = (
        render_html(told, theory.symbols, part),
        render_tex(told, theory.symbols, part),
    )
    ids = re.findall(r'\bid="([^"]*)"', page)
    assert len(set(ids)) == len(ids), sorted(i for i in ids if ids.count(i) > 1)
    targets = re.findall(r'href="#([^"]*)"', page) + re.findall(r"url\(#([^)]*)\)", page)
    assert targets and set(targets) <= set(ids)
    places = {b.id: b.anchor for b in told.blocks}
    links = re.findall(r'<a href="(?:\w+\.html)?#([^"]*)"[^>]*>(?:← )?([^<]*?)(?: →)?</a>', page)
    named = [(target, words) for target, words in links if words in places]
    assert len(named) > 1.5 * len(places)
    assert all(places[words] == target for target, words in named)
    labels = re.findall(r"\\label\{(entry:[^}]*)\}", tex)
    assert len(set(labels)) == len(labels) == len(places)
    asked = re.findall(r"\\(?:page)?ref\{(entry:[^}]*)\}|\\hyperref\[(entry:[^\]]*)\]", tex)
    assert asked and {a or b for a, b in asked} <= set(labels)
    across = re.findall(r"\\href\{(?:report|supplement)\.pdf\\#([^}]*)\}", tex)
    assert set(across) == set(re.findall(r"\\hypertarget\{([^}]*)\}", tex)) == set(places.values())
