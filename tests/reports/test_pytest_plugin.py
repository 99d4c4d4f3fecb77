"""A project of somebody else's, with its own theory file and pytest configuration, run by its own pytest."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from importlib import metadata
from pathlib import Path

import pytest

from .forks import Forks

ROOT = Path(__file__).parents[2]
TINY = ROOT / "tests" / "tiny_theory.py"
CONFIGURATION = """
[tool.pytest.ini_options]
softpot_theories = ["theory/my_theory.py"]
filterwarnings = ["error"]
"""


def _installed() -> bool:
    return any(point.name == "softpot" for point in metadata.entry_points(group="pytest11"))


def project(folder: Path, *changes: tuple[str, str]) -> Path:
    """A folder with a theory file, its text changed, and nothing else but a configuration."""
    text = TINY.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    (folder / "theory").mkdir(parents=True)
    (folder / "theory" / "my_theory.py").write_text(text, encoding="utf-8")
    (folder / "pyproject.toml").write_text(CONFIGURATION, encoding="utf-8")
    return folder


def _environment() -> dict[str, str]:
    return {k: v for k, v in os.environ.items() if not k.startswith("PYTEST_")} | {
        "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]),
        "COLUMNS": "300",
        "PY_COLORS": "0",
    }


PLUGIN = () if _installed() else ("-p", "softpot.reports.pytest_plugin")
PROGRAM = """
def program(args):
    return int(pytest.main(args[1:]))
"""


@pytest.fixture(scope="module", autouse=True)
def nursery() -> Iterator[None]:
    yield
    if _nursery.cache_info().currsize:
        _nursery().stop()
        _nursery.cache_clear()


@cache
def _nursery() -> Forks:
    return Forks(PROGRAM, _environment())


def pytest_in(folder: Path, *args: str) -> tuple[int, str]:
    """Exit code and output; -P as for an installed package: the project's folder hides nothing of ours."""
    said = folder.parent / f"{folder.name}.said"
    said.unlink(missing_ok=True)
    command = ["pytest", *PLUGIN, "-p", "no:cacheprovider", *args]
    code = _nursery().run(folder, _environment(), command, (os.devnull, said, said))
    return code, said.read_text(encoding="utf-8")


def pytest_of_its_own(folder: Path, *args: str) -> tuple[int, str]:
    """The same in a process that has imported nothing before."""
    command = [sys.executable, "-P", "-m", "pytest", *PLUGIN, "-p", "no:cacheprovider", *args]
    result = subprocess.run(command, cwd=folder, env=_environment(), capture_output=True, text=True,
                            timeout=120, check=False)  # fmt: skip
    return result.returncode, result.stdout + result.stderr


@pytest.mark.slow
def test_one_test_an_entry_and_one_a_mutant_group(tmp_path: Path) -> None:
    folder = project(tmp_path)
    (folder / "test_mine.py").write_text("def test_mine():\n    assert True\n")
    code, said = pytest_in(folder, "-v", "--softpot-mutants")
    assert code == 0, said
    passed = set(re.findall(r"^(\S+) PASSED", said, re.M))
    assert {name.rpartition("::")[2] for name in passed} == {
        "test_mine", "square", "square[mutants]", "difference", "difference[mutants]",
    }  # fmt: skip
    assert "5 passed" in said


@pytest.mark.slow
def test_without_the_flag_there_are_no_mutants(tmp_path: Path) -> None:
    code, said = pytest_in(project(tmp_path), "--collect-only", "-q")
    assert code == 0, said
    assert [line.rpartition("::")[2] for line in said.splitlines() if "::" in line] == [
        "square", "difference",
    ]  # fmt: skip


@pytest.mark.slow
def test_a_wrong_formula_is_named_with_the_point_and_both_values(tmp_path: Path) -> None:
    wrong_number = ("lambda a, b: a * a - b * b", "lambda a, b: a * a - b * b + 1")
    wrong_step = ("equal((x + y) ** 2, x**2", "equal((x + y) ** 2, 3 * x**2")
    code, said = pytest_in(project(tmp_path, wrong_number, wrong_step))
    assert code == 1, said
    assert "2 failed" in said
    assert "difference: the verdict is refuted, expected derived" in said
    assert "at x = 1/3, y = 1/3 the formula gives 0" in said
    assert "the reference 1.0" in said
    assert "formula: x**2 - y**2" in said
    assert "square: the derivation fails: square, step 1 (multiply out)" in said
    assert "Traceback" not in said and "numerics/machinery" not in said


@pytest.mark.slow
def test_surviving_mutants_are_listed(tmp_path: Path) -> None:
    points = "(Fraction(1, 3), Fraction(7, 2), Fraction(40))"
    folder = project(tmp_path, (points, "(Fraction(1),)"))
    code, said = pytest_in(folder, "--softpot-mutants", "-k", "square")
    assert code == 1 and "2 failed" in said, said
    assert re.search(r"square: \d+ of \d+ wrong formulas survive:", said)
    assert re.search(
        r"formula: the exponent of x \+ 1/2 gives .* \(every evidence supports it\)", said
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("script", "says"),
    [
        ("raise ValueError('no')\n", "my_theory.py failed at line 1: ValueError: no"),
        ("theory = 3\n", "it has a `theory` of type int"),
        ("exit(7)\n", "failed at line 1: SystemExit: 7"),
    ],
)  # fmt: skip
def test_a_theory_file_that_fails_is_a_collection_error(
    tmp_path: Path, script: str, says: str
) -> None:
    folder = project(tmp_path)
    (folder / "theory" / "my_theory.py").write_text(script)
    (folder / "test_mine.py").write_text("def test_mine():\n    assert True\n")
    code, said = pytest_in(folder)
    assert code == 2 and "1 error" in said, said
    assert says in said and "Traceback" not in said and "INTERNALERROR" not in said


@pytest.mark.slow
def test_a_theory_file_that_is_not_there(tmp_path: Path) -> None:
    folder = project(tmp_path)
    (folder / "theory" / "my_theory.py").unlink()
    code, said = pytest_in(folder)
    assert code not in (0, 5), said  # a check that looks at nothing has not passed
    assert (
        "there is no such file" in said and "INTERNALERROR" not in said and "Traceback" not in said
    )


@pytest.mark.slow
def test_one_entry_by_its_name(tmp_path: Path) -> None:
    folder = project(tmp_path)
    code, said = pytest_in(folder, "-v", "theory/my_theory.py::square")
    assert code == 0 and "1 passed" in said, said


@pytest.mark.slow
def test_a_project_that_names_no_theory(tmp_path: Path) -> None:
    (tmp_path / "test_mine.py").write_text(
        "import sys\n\ndef test_mine():\n    assert not {'sympy', 'numerics'} & set(sys.modules)\n"
    )
    code, said = pytest_of_its_own(tmp_path)
    assert code == 0 and "1 passed" in said, said


def with_tests(folder: Path, **more: str) -> Path:
    """A project whose tests lie in two folders beside the theory."""
    made = project(folder)
    for name in ("unit", "more"):
        (made / "tests" / name).mkdir(parents=True)
        (made / "tests" / name / f"test_{name}.py").write_text(f"def test_{name}():\n    pass\n")
    lines = "".join(f"{key} = {value}\n" for key, value in more.items())
    (made / "pyproject.toml").write_text(CONFIGURATION + lines, encoding="utf-8")
    return made


@pytest.mark.slow
@pytest.mark.parametrize(
    ("args", "passed", "words"),
    [
        ((), 4, None),
        (("tests/unit/test_unit.py",), 1, "not run: it lies outside of the paths given"),
        ((".",), 4, None),
        (("theory/my_theory.py",), 2, None),
        (("-k", "test_"), 2, "not run: all of its tests were left out by -k, -m or --deselect"),
        (("-k", "square or test_"), 3, "1 of its tests were left out by -k, -m or --deselect"),
        (("theory/my_theory.py::square",), 1, "1 of its tests were not asked for"),
        (("-n", "2", "theory/my_theory.py::square"), 1, "1 of its tests were not asked for"),
        (("theory/my_theory.py", "theory/my_theory.py::square"), 2, None),
        (
            ("tests/unit", "theory/my_theory.py::square", "-k", "unit"),
            1,
            "not run: all of its tests were left out",
        ),
        (("-n", "2", "-k", "square or test_"), 3, "1 of its tests were left out by -k, -m or"),
    ],
)
def test_a_theory_runs_or_the_summary_says_that_it_did_not(
    tmp_path: Path, args: tuple[str, ...], passed: int, words: str | None
) -> None:
    folder = with_tests(tmp_path, testpaths='["tests"]')
    code, said = pytest_in(folder, *args)
    assert code == 0 and f"{passed} passed" in said, said
    if words is None:
        assert "softpot:" not in said, said
    else:
        assert f"softpot: theory/my_theory.py: {words}" in said, said


@pytest.mark.slow
def test_with_the_root_elsewhere_and_from_a_folder_below(tmp_path: Path) -> None:
    folder = with_tests(tmp_path / "project")
    (tmp_path / "elsewhere").mkdir()
    configured = ("-c", str(folder / "pyproject.toml"), "--rootdir", str(tmp_path / "elsewhere"))
    code, said = pytest_in(tmp_path / "elsewhere", *configured)
    assert code == 0 and "2 passed" in said and "softpot:" not in said, said
    code, said = pytest_in(tmp_path / "elsewhere", *configured, str(folder / "tests"))
    assert code == 0 and "2 passed" in said and "my_theory.py: not run" in said, said
    code, said = pytest_in(folder / "tests" / "unit")
    assert code == 0 and "3 passed" in said and "softpot:" not in said, said


@pytest.mark.slow
def test_what_a_stopped_run_did_not_reach_is_said(tmp_path: Path) -> None:
    folder = with_tests(tmp_path)
    (folder / "tests" / "unit" / "test_unit.py").write_text("def test_unit():\n    assert 0\n")
    code, said = pytest_in(folder, "-x", "--ignore=theory")
    assert code == 1 and "softpot: theory/my_theory.py: not run" in said, said


@pytest.mark.slow
def test_a_theory_without_entries_is_an_error(tmp_path: Path) -> None:
    folder = with_tests(tmp_path)
    (folder / "theory" / "my_theory.py").write_text(
        "from softpot.derive import Theory, SymbolTable\n"
        "theory = Theory(title='t', symbols=SymbolTable(), entries=())\n"
    )
    code, said = pytest_in(folder)
    assert code == 2 and "1 error" in said, said
