"""The public face: names and signatures as written down in face.txt, imported when used, old names with a warning.

When a name or a signature changes on purpose:  python tests/test_face.py > tests/face.txt
"""

from __future__ import annotations

import ast
import enum
import importlib
import importlib.util
import inspect
import subprocess
import sys
import warnings
from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path
from textwrap import wrap
from typing import Any

import pytest

import softpot
from softpot import derive, numerics
from softpot.numerics import statistics

WRITTEN_DOWN = Path(__file__).with_name("face.txt")
PACKAGES = ("softpot", "softpot.derive", "softpot.numerics")
LAZY = ("softpot", "softpot.derive", "softpot.numerics", "softpot.numerics.spectrum")


def _shown(default: Any) -> str:
    if isinstance(default, enum.Enum):
        return str(default)
    return default.__qualname__ if inspect.isfunction(default) else repr(default)


def _signature(thing: Any) -> str:
    """The signature with annotations as they are written, broken where it is long."""
    whole = inspect.signature(thing)
    bare = whole.replace(
        parameters=[
            p.replace(annotation=p.empty, default=p.empty) for p in whole.parameters.values()
        ],
        return_annotation=whole.empty,
    )
    marks = [word for word in str(bare)[1:-1].split(", ") if word]
    words = []
    for mark in marks:
        p = whole.parameters.get(mark.lstrip("*"))
        if p is None:  # a bare * or /
            words.append(mark)
            continue
        kind = "" if p.annotation is p.empty else f": {p.annotation}"
        words.append(f"{mark}{kind}{'' if p.default is p.empty else f' = {_shown(p.default)}'}")
    back = whole.return_annotation
    arrow = "" if back in (whole.empty, "None", None) else f" -> {back}"
    return f"({', '.join(words)}){arrow}"


def _described(name: str, thing: Any) -> Iterator[str]:
    """One line for a function; for a class its constructor and its public members too."""
    if inspect.isfunction(thing):
        yield f"{name}{_signature(thing)}"
    elif not inspect.isclass(thing):
        yield f"{name}: {type(thing).__name__}"
    elif issubclass(thing, enum.Enum):
        yield f"{name}: {', '.join(f'{m.name} = {m.value!r}' for m in thing)}"
    elif issubclass(thing, BaseException):
        bases = ", ".join(base.__name__ for base in thing.__bases__)
        yield f"{name}, an exception ({bases})"
    else:
        yield f"{name}{_signature(thing)}"
        for member in sorted(vars(thing)):
            found = vars(thing)[member]
            if member.startswith("_") or not hasattr(thing, member):
                continue
            if isinstance(found, property):
                kind = inspect.signature(found.fget).return_annotation
                yield f"    .{member}: {kind}"
            elif isinstance(found, (classmethod, staticmethod)) or inspect.isfunction(found):
                yield f"    .{member}{_signature(getattr(thing, member))}"


def face() -> str:
    """Every public name of every package, a line each."""
    lines: list[str] = []
    for package in PACKAGES:
        module = importlib.import_module(package)
        lines += [package, "=" * len(package)]
        for name in sorted(module.__all__):
            if name == "__version__":
                lines.append("__version__: str")
                continue
            thing = getattr(module, name)
            if package != "softpot" and thing is getattr(softpot, name, None):
                lines.append(f"{name} (as softpot.{name})")
                continue
            for line in _described(name, thing):
                lines += wrap(line, 110, subsequent_indent=" " * 8, break_on_hyphens=False)
        lines.append("")
    return "\n".join(lines)


def test_names_and_signatures_are_those_written_down() -> None:
    then, now = WRITTEN_DOWN.read_text(encoding="utf-8").splitlines(), face().splitlines()
    changes = "\n".join(unified_diff(then, now, "face.txt", "now", lineterm=""))
    assert not changes, f"on purpose? python tests/test_face.py > tests/face.txt\n{changes}"


def test_about_thirty_names() -> None:
    assert 25 <= len([n for n in softpot.__all__ if n != "__version__"]) <= 36


def _modules_loaded_by(code: str) -> set[str]:
    run = [sys.executable, "-c", f"{code}\nimport sys; print(*sys.modules)"]
    done = subprocess.run(run, check=True, capture_output=True, text=True)
    return set(done.stdout.split())


def test_importing_softpot_imports_nothing_heavy() -> None:
    loaded = _modules_loaded_by("import softpot, softpot.numerics; dir(softpot)")
    assert not loaded & {"numpy", "sympy", "scipy", "mpmath", "flint", "matplotlib"}
    assert "softpot.derive" not in loaded


@pytest.mark.slow
def test_levels_import_neither_symbols_nor_proofs() -> None:
    loaded = _modules_loaded_by("import softpot; softpot.levels(0, 0, 2)")
    assert "numpy" in loaded and not loaded & {"sympy", "scipy", "matplotlib"}


@pytest.mark.parametrize("package", LAZY)
def test_types_names_and_homes_agree(package: str) -> None:
    """What a type checker reads (the TYPE_CHECKING block) is what is imported when a name is used."""
    module = importlib.import_module(package)
    tree = ast.parse(Path(inspect.getfile(module)).read_text(encoding="utf-8"))
    typed = {
        alias.name: node.module
        for branch in tree.body
        if isinstance(branch, ast.If) and ast.unparse(branch.test) == "TYPE_CHECKING"
        for node in branch.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    rooms = {name for name, home in typed.items() if home == package}
    assert {n: m for n, m in typed.items() if n not in rooms} == module._HOMES
    assert set(module.__all__) - {"__version__"} == set(typed) <= set(dir(module))


def test_no_public_name_means_two_things() -> None:
    """One name, one object, in whatever package it is met; and no object hides a module of its name."""
    rooms = ("softpot.numerics.statistics", "softpot.numerics.spectrum")
    meanings: dict[str, Any] = {}
    for module in map(importlib.import_module, (*PACKAGES, *rooms)):
        for name in module.__all__:
            if name == "__version__":
                continue
            thing = getattr(module, name)
            assert meanings.setdefault(name, thing) is thing, f"{module.__name__}.{name}"
            if not inspect.ismodule(thing):
                assert importlib.util.find_spec(f"{module.__name__}.{name}") is None


@pytest.mark.slow
def test_a_type_checker_sees_types_and_no_names_that_are_not_there(tmp_path: Path) -> None:
    pytest.importorskip("mypy")
    user = tmp_path / "user.py"
    user.write_text(
        "import softpot\n"
        "found: int = softpot.levels([1, 2], '1/2')\n"
        "curve: int = softpot.specific_heat(0.1, softpot.Distribution.constant(alpha_max=10))\n"
        "softpot.levels(None, 1)\n"
        "softpot.nonsense\n"
        "softpot.numerics.constant\n",
        encoding="utf-8",
    )
    run = [sys.executable, "-m", "mypy", "--strict", "--config-file=", str(user)]
    said = subprocess.run(run, capture_output=True, text=True, check=False).stdout
    for words in (
        'user.py:2: error: Incompatible types in assignment (expression has type "ndarray[',
        'user.py:3: error: Incompatible types in assignment (expression has type "Curve"',
        "user.py:4: error: No overload variant",
        'user.py:5: error: Module has no attribute "nonsense"',
        'user.py:6: error: Module has no attribute "constant"',
    ):
        assert words in said, said


def test_unknown_names_are_unknown() -> None:
    for module in (softpot, numerics, statistics):
        with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
            _ = module.nonsense
    with pytest.raises(ImportError):
        from softpot import nonsense  # noqa: F401


def test_the_version_is_a_version() -> None:
    assert softpot.__version__.split(".")[0].isdigit()


@pytest.mark.parametrize("module", [derive, numerics, numerics.spectrum, statistics])
def test_old_names_work_with_a_warning_that_names_the_new_one(module: Any) -> None:
    for name, (_, instead) in module._FORMER.items():
        assert name not in module.__all__
        with pytest.warns(DeprecationWarning) as warned:
            assert getattr(module, name) is not None
        assert f"{module.__name__}.{name}" in str(warned[0].message)
        assert instead in str(warned[0].message)
        assert warned[0].filename == __file__


# what the last release offered
RELEASED = {
    "derive": """SOFT_POTENTIAL Antiderivative Apart Bracket Cells ContinuousLimit Count Derivation Derived Discharge
        DominatedLimit Elimination Entry EvenZeta Formula Identity Induction Printed PrintedVerdict Prose Quantity
        Reference Rescaled Rises Role Step SubstitutionBack SymbolTable Telescoping TermByTerm Theory TheoryError
        Undischarged UnknownId Verdict entry equal formula prose""",
    "numerics": """SOFT_POTENTIAL Compiled Curve Distribution Enclosure Ensemble Evidence EvidenceError Extremum
        HeatTable Judged Ledger Level Material MaterialFileError NotConverged NotProved Outcome Pair Table check
        compare compiled constant converges density_of_states enclose exponential flat gather heat_table judge
        judge_printed level level_gradients levels maximum_of_heat members minimum_of_heat precise_level
        precise_levels read_material sample shooting_levels smooth specific_heat splitting states verify_enclosure""",
    "numerics.spectrum": """Level NotConverged States exact level_gradients levels precise_level precise_levels states
        Enclosure NotProved enclose level splitting verify_enclosure""",
    "numerics.statistics": """Curve Distribution Ensemble Extremum HeatTable Material MaterialFileError constant
        density_of_states exponential flat heat_table maximum_of_heat minimum_of_heat read_material sample smooth
        specific_heat splitting""",
}


@pytest.mark.parametrize("room", RELEASED)
def test_every_name_of_the_last_release_is_there(room: str) -> None:
    module = importlib.import_module(f"softpot.{room}")
    for name in RELEASED[room].split():
        with warnings.catch_warnings(record=True) as warned:
            warnings.simplefilter("always")
            assert getattr(module, name) is not None
        assert (name in module.__all__) != bool(warned), name


def test_the_old_makers_of_distributions_make_the_same() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        assert numerics.exponential("0.2") == softpot.Distribution.exponential("0.2")
        assert statistics.flat() == softpot.Distribution.flat()


def test_rooms_are_reached() -> None:
    assert softpot.derive is derive and softpot.numerics is numerics
    assert numerics.spectrum.levels is softpot.levels
    assert softpot.reports.__name__ == "softpot.reports"


if __name__ == "__main__":
    sys.stdout.write(face())
