"""A project of somebody else's, with its own theory file and pytest configuration, run by its own pytest."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest

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


def pytest_in(folder: Path, *args: str) -> tuple[int, str]:
    """Exit code and output; -P as for an installed package: the project's folder hides nothing of ours."""
    plugin = [] if _installed() else ["-p", "reports.pytest_plugin"]
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTEST_")} | {
        "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]),
        "COLUMNS": "300",
        "PY_COLORS": "0",
    }
    command = [sys.executable, "-P", "-m", "pytest", *plugin, "-p", "no:cacheprovider", *args]
    result = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True,
                            timeout=120, check=False)  # fmt: skip
    return result.returncode, result.stdout + result.stderr


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
    assert "difference: the verdict is refuted, expected proved" in said
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
    assert code == 1 and "1 failed, 1 passed" in said, said
    assert re.search(r"square: \d+ of \d+ wrong formulas survive:", said)
    assert re.search(
        r"formula: the exponent of x \+ 1/2 gives .* \(every evidence supports it\)", said
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("script", "says"),
    [
        ("raise ValueError('no')\n", "my_theory.py failed at line 1: ValueError: no"),
        pytest.param("theory = 3\n", "it has a `theory` of type int", marks=pytest.mark.slow),
        pytest.param("a b\n", "failed at line 1: SyntaxError", marks=pytest.mark.slow),
        pytest.param("exit(7)\n", "failed at line 1: SystemExit: 7", marks=pytest.mark.slow),
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
    code, said = pytest_in(tmp_path)
    assert code == 0 and "1 passed" in said, said
