"""The examples in docstrings are run, one test each, and every public name has one.  Pages: test_pages.py."""

from __future__ import annotations

import doctest
import enum
import importlib
import importlib.util
import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import softpot

ROOT = Path(__file__).resolve().parents[1]
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
PACKAGES = (
    "softpot",
    "softpot.derive",
    "softpot.numerics",
    "softpot.numerics.spectrum",
    "softpot.numerics.statistics",
)
LEAST = 60


def _modules() -> Iterator[str]:
    """The modules that have an example, without importing the others."""
    for name in ("derive", "numerics", "reports"):
        found = importlib.util.find_spec(f"softpot.{name}")
        assert found is not None and found.origin is not None
        folder = Path(found.origin).parent
        for path in sorted(folder.rglob("*.py")):
            if ">>> " in path.read_text(encoding="utf-8"):
                parts = path.relative_to(folder).with_suffix("").parts
                yield ".".join(("softpot", name, *(p for p in parts if p != "__init__")))


def _of_modules() -> list[doctest.DocTest]:
    finder = doctest.DocTestFinder(exclude_empty=True)
    return [
        test
        for name in _modules()
        for test in finder.find(importlib.import_module(name), name)
        if test.examples
    ]


EXAMPLES = _of_modules()


@pytest.mark.slow
@pytest.mark.parametrize("example", EXAMPLES, ids=[test.name for test in EXAMPLES])
def test_example(example: doctest.DocTest) -> None:
    said: list[str] = []
    runner = doctest.DocTestRunner(optionflags=FLAGS, verbose=False)
    failed = runner.run(example, out=said.append, clear_globs=False).failed
    assert not failed, "".join(said)


def test_there_are_many() -> None:
    assert len(EXAMPLES) >= LEAST


def _public() -> dict[str, Any]:
    """Every public function and class, once; errors and lists of words explain themselves."""
    found: dict[int, tuple[str, Any]] = {}
    for package in PACKAGES:
        module = importlib.import_module(package)
        for name in module.__all__:
            thing = getattr(module, name)
            plain = inspect.isclass(thing) and issubclass(thing, (enum.Enum, BaseException))
            if (inspect.isfunction(thing) or inspect.isclass(thing)) and not plain:
                found.setdefault(id(thing), (f"{package}.{name}", thing))
    return dict(found.values())


PUBLIC = _public()


def _documented(thing: Any) -> Iterator[tuple[str, str]]:
    """The docstring of a function, or of a class and of its own public methods and makers.

    ``assumes`` is what the machinery asks every method of proof; the protocol ``Discharge`` tells what it is.
    """
    yield "", inspect.getdoc(thing) or ""
    if not inspect.isclass(thing):
        return
    for name, member in vars(thing).items():
        plain = member.__func__ if isinstance(member, (classmethod, staticmethod)) else member
        if not name.startswith("_") and name != "assumes" and inspect.isfunction(plain):
            yield name, inspect.getdoc(plain) or ""


@pytest.mark.parametrize("name", sorted(PUBLIC))
def test_every_public_name_has_an_example(name: str) -> None:
    bare = [member or name for member, text in _documented(PUBLIC[name]) if ">>> " not in text]
    assert not bare, f"{name}: no example in {', '.join(bare)}"


def test_help_shows_signature_and_example() -> None:
    import pydoc

    text = pydoc.plain(pydoc.render_doc(softpot.levels))
    # Python 3.13 gives each argument a line
    signature = "levels(alpha: 'Numbers', beta: 'Numbers', count: 'int' = 10, *, digits:"
    assert "".join(signature.split()) in "".join(text.split())
    assert ">>> " in text


@pytest.mark.slow
def test_an_editor_shows_signature_and_type() -> None:
    """What jedi, the engine of IPython and of many editors, says without running anything."""
    jedi = pytest.importorskip("jedi")
    if (ROOT / "softpot").is_dir() and not (ROOT / "softpot" / "numerics").is_dir():
        pytest.skip("the rooms are not linked into softpot/, where jedi looks for them")
    found = jedi.Script("import softpot\nsoftpot.levels(").get_signatures(2, 15)
    assert found and [p.name for p in found[0].params][:3] == ["alpha", "beta", "count"]
    (completed,) = jedi.Script("import softpot\nsoftpot.specific_h").complete(2, 18)
    assert completed.name == "specific_heat"
