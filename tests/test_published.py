"""The published report says what a fresh run says."""

from __future__ import annotations

import itertools
import json
import re
from pathlib import Path
from typing import Any

import pytest

from softpot import numerics
from softpot.numerics.machinery.baseline import differences, read_baseline

PUBLISHED = Path(__file__).parent.parent / "published"
REFRESH = "refresh it with: softpot report --out published --formats tex,html"


@pytest.fixture(scope="module")
def published() -> dict[str, Any]:
    return dict(read_baseline(PUBLISHED / "ledger.json"))


def test_every_file_of_a_report_is_there() -> None:
    for name in ("report.tex", "report.html", "ledger.json", "figures"):
        assert (PUBLISHED / name).exists(), f"published/{name} is missing; {REFRESH}"


def test_the_page_names_every_entry(published: dict[str, Any]) -> None:
    pages = [path.read_text(encoding="utf-8") for path in sorted(PUBLISHED.glob("*.html"))]
    for entry, page in itertools.product(published["entries"], pages):
        plain = re.sub(r"[^A-Za-z0-9]+", "-", entry["id"])
        assert re.search(rf'id="(entry-)?{plain}(-[0-9a-f]+)?"', page), (
            f"{entry['id']} has no anchor; {REFRESH}"
        )


@pytest.mark.slow
def test_a_fresh_run_agrees(published: dict[str, Any]) -> None:
    """Verdicts, printed verdicts, values and agreed digits, by value; the difference is printed. Formulas and
    statements by the letter."""
    fresh = json.loads(json.dumps(numerics.check(digits=published["digits"]).as_data()))
    changed = [str(d) for d in differences(published, fresh)]
    assert not changed, "\n".join([*changed, REFRESH])
    for old, new in zip(published["entries"], fresh["entries"], strict=True):
        for key in ("id", "statement", "expected", "derived", "values"):
            assert old[key] == new[key], f"{old['id']}: {key}; {REFRESH}"
        assert len(old["evidence"]) == len(new["evidence"]), f"{old['id']}; {REFRESH}"
