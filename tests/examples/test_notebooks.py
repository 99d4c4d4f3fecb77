"""The notebooks of examples/ are run, and what comes out is the text that they hold."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "examples"
NOTEBOOKS = sorted(p.name for p in FOLDER.glob("*.ipynb"))


def said(notebook: Any) -> list[list[str]]:
    """What each cell printed or showed as plain text, without addresses in memory."""
    found = []
    for cell in notebook.cells:
        texts = [
            out.get("text") or out.get("data", {}).get("text/plain", "")
            for out in cell.get("outputs", [])
        ]
        found.append([re.sub(r"0x[0-9a-f]+", "0x", text) for text in texts])
    return found


@pytest.mark.slow
@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_notebook_holds_what_it_gives(name: str) -> None:
    nbformat, nbclient = pytest.importorskip("nbformat"), pytest.importorskip("nbclient")
    kept = nbformat.read(FOLDER / name, as_version=4)
    before = said(kept)
    resources = {"metadata": {"path": str(FOLDER)}}
    nbclient.NotebookClient(kept, timeout=300, kernel_name="python3", resources=resources).execute()
    assert said(kept) == before and any(before)


def test_there_are_two_and_they_are_small() -> None:
    assert NOTEBOOKS == ["glass.ipynb", "theory.ipynb"]
    assert all((FOLDER / name).stat().st_size < 60_000 for name in NOTEBOOKS)
