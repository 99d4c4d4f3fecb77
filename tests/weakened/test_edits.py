"""The table of weakening edits fits the source, and the tool that tries them tells what is noticed from what is not."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import pytest

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]


@pytest.fixture(scope="module")
def batch() -> Iterator[ModuleType]:
    """The tool, which finds its table beside it, and so do the processes that it starts."""
    sys.path.insert(0, str(HERE))
    try:
        import batch as module

        yield module
    finally:
        sys.path.remove(str(HERE))


@cache
def names_in(file: str) -> set[str]:
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    found = set()
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            found.add(node.name)
        elif isinstance(node, ast.ClassDef):
            found |= {f"{node.name}::{f.name}" for f in node.body if isinstance(f, ast.FunctionDef)}
    return found


@pytest.mark.quick(0)
def test_every_edit_fits_the_source(batch: ModuleType) -> None:
    """What an edit replaces stands there once, it changes something, and the tests that it names exist."""
    names = [edit.name for edit in batch.EDITS]
    assert len(set(names)) == len(names)
    for edit in batch.EDITS:
        text = (ROOT / edit.file).read_text(encoding="utf-8")
        assert text.count(edit.old) == 1, (
            f"{edit.name}: {edit.old!r} stands {text.count(edit.old)} times in {edit.file}: bring "
            "tests/weakened/edits.py up to the source, and try it with tests/weakened/batch.py"
        )
        assert text.replace(edit.old, edit.new) != text, edit.name
        assert edit.tests, f"{edit.name} names no test"
        for test in edit.tests:
            file, _, name = test.partition("::")
            assert name in names_in(file), f"{edit.name}: there is no {test}"


@pytest.mark.quick(0)
def test_what_the_edits_make_is_python(batch: ModuleType) -> None:
    """With all of a file's edits at once, since each takes long to be parsed alone."""
    changed: dict[str, str] = {}
    for edit in batch.EDITS:
        if edit.file.endswith(".py"):
            text = changed.get(edit.file) or (ROOT / edit.file).read_text(encoding="utf-8")
            changed[edit.file] = text.replace(edit.old, edit.new)
    for file, text in changed.items():
        ast.parse(text, file)


def test_the_edits_do_not_overlap(batch: ModuleType) -> None:
    """All of them can be applied at once."""
    for file in {edit.file for edit in batch.EDITS}:
        text = (ROOT / file).read_text(encoding="utf-8")
        places = sorted(
            (text.index(e.old), text.index(e.old) + len(e.old))
            for e in batch.EDITS
            if e.file == file
        )
        assert all(end <= start for (_, end), (start, _) in pairwise(places)), file


@pytest.mark.slow
def test_the_tool_tells_noticed_from_not(batch: ModuleType) -> None:
    """An edit that a test notices, one that none notices, and both at once."""
    file = "numerics/machinery/orders.py"
    test = "tests/numerics/machinery/test_judge.py::"
    name = next(n for n in sorted(names_in(test[:-2])) if n.startswith("test_"))
    harmless = batch.Edit(file, "ORDER = 10**0.5", "ORDER = 10 ** (1 / 2)", (test + name,))
    felt = next(e for e in batch.EDITS if e.file == file and e.old.startswith("EQUAL"))
    found = dict(batch.one_by_one([felt, harmless], 1))
    assert found == {felt: True, harmless: False}
    assert dict(batch.all_at_once([felt, harmless])) == found
    broken = batch.Edit(file, "ORDER = 10**0.5", "ORDER =", (test + name,))
    assert dict(batch.one_by_one([broken], 1)) == {broken: False}  # no test was run
