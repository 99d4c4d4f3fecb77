"""The published report says what a fresh run says."""

from __future__ import annotations

import itertools
import json
import re
from pathlib import Path
from typing import Any

import pytest
import sympy as sp

from softpot import numerics
from softpot.numerics.machinery.baseline import differences, read_baseline
from softpot.numerics.machinery.values import values

PUBLISHED = Path(__file__).parent.parent / "published"
REFRESH = "refresh it with: softpot report --out published --formats tex,html"


@pytest.fixture(scope="module")
def published() -> dict[str, Any]:
    return dict(read_baseline(PUBLISHED / "ledger.json"))


def test_every_file_of_a_report_is_there() -> None:
    for name in ("report.tex", "report.html", "ledger.json", "figures"):
        assert (PUBLISHED / name).exists(), f"published/{name} is missing; {REFRESH}"


@pytest.mark.slow
def test_formulas_and_their_values_are_the_published_ones(published: dict[str, Any]) -> None:
    """Without gathering evidence: the derived forms, their values, the statements, the printed forms."""
    theory = numerics.SOFT_POTENTIAL
    assert [e["id"] for e in published["entries"]] == list(theory.ids), REFRESH
    for old, entry in zip(published["entries"], theory.entries, strict=True):
        assert old["statement"] == entry.statement, f"{entry.id}; {REFRESH}"
        assert old["expected"] == str(entry.expected), f"{entry.id}; {REFRESH}"
        if entry.derive is None:
            assert old["derived"] is None and old["values"] == [], f"{entry.id}; {REFRESH}"
            continue
        formula = theory.formula(entry.id)
        assert old["derived"] == sp.sstr(formula.expression), f"{entry.id}; {REFRESH}"
        assert old["values"] == values(formula), f"{entry.id}; {REFRESH}"


def test_the_page_names_every_entry(published: dict[str, Any]) -> None:
    pages = [path.read_text(encoding="utf-8") for path in sorted(PUBLISHED.glob("*.html"))]
    for entry, page in itertools.product(published["entries"], pages):
        plain = re.sub(r"[^A-Za-z0-9]+", "-", entry["id"])
        assert re.search(rf'id="(entry-)?{plain}(-[0-9a-f]+)?"', page), (
            f"{entry['id']} has no anchor; {REFRESH}"
        )


@pytest.mark.slow
def test_a_fresh_run_agrees(published: dict[str, Any]) -> None:
    """Verdicts, printed verdicts, values and agreed digits, by value; the difference is printed."""
    fresh = json.loads(json.dumps(numerics.check(digits=published["digits"]).as_data()))
    changed = [str(d) for d in differences(published, fresh)]
    assert not changed, "\n".join([*changed, REFRESH])
    for old, new in zip(published["entries"], fresh["entries"], strict=True):
        assert len(old["evidence"]) == len(new["evidence"]), f"{old['id']}; {REFRESH}"
