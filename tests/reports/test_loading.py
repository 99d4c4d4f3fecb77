"""A theory file and the modules beside it: found while it is loaded, hiding nothing, and not mixed up."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from softpot.reports.cli import main
from softpot.reports.cli.loading import load

THEORY = '''
{imports}
import sympy as sp
from softpot.derive import Quantity, SymbolTable, Theory, entry, equal
from softpot.numerics import Pair, compare, compiled

S = SymbolTable(Quantity("x", "x", "a number"), Quantity("y", "y", "a result"))

@entry("square", title="A square")
def square(d):
    """The square of a sum."""
    d.define(S.y, (S.x + {number}) ** 2, "a name")
    d.step(equal((S.x + {number}) ** 2, sp.expand((S.x + {number}) ** 2)), "expanded")
    return d.result(sp.expand((S.x + {number}) ** 2), lhs=S.y)

def evidence(formula, digits):
    {late}
    f = compiled(formula, "mpmath", digits).members
    pairs = [Pair(f"x = {{k}}", f(x=k)[0], f(x=k)[0] * 0 + (k + {number}) ** 2) for k in (1, 2, 5)]
    return compare("by hand", pairs, digits)

theory = Theory("Squares", S, (square,)).with_evidence({{"square": evidence}})
'''


def written(folder: Path, *, imports: str = "", number: str = "1", late: str = "pass") -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / "my_theory.py"
    path.write_text(THEORY.format(imports=imports, number=number, late=late), encoding="utf-8")
    return path


def test_a_module_beside_it(tmp_path):
    path = written(tmp_path / "a", imports="from constants_of_mine import NUMBER", number="NUMBER")
    (tmp_path / "a" / "constants_of_mine.py").write_text("NUMBER = 7\n", encoding="utf-8")
    before = list(sys.path)
    theory = load(path)
    assert sys.path == before
    assert theory.formula("square").expression.subs(theory.symbols.x, 0) == 49


def test_a_package_beside_it_and_an_import_in_a_function(tmp_path):
    path = written(
        tmp_path / "a",
        imports="import shelf_of_mine.numbers",
        number="shelf_of_mine.numbers.NUMBER",
        late="from shelf_of_mine.numbers import NUMBER",
    )
    shelf = tmp_path / "a" / "shelf_of_mine"
    shelf.mkdir()
    (shelf / "__init__.py").touch()
    (shelf / "numbers.py").write_text("NUMBER = 3\n", encoding="utf-8")
    theory = load(path)
    formula = theory.formula("square")
    assert formula.expression.subs(theory.symbols.x, 0) == 9
    assert theory.evidence["square"](formula, 20).supports


def test_two_folders_with_a_module_of_one_name(tmp_path):
    found = []
    for name, number in (("a", 7), ("b", 11), ("a", 7)):
        path = written(tmp_path / name, imports="import helper_of_mine as h", number="h.NUMBER")
        (tmp_path / name / "helper_of_mine.py").write_text(f"NUMBER = {number}\n", encoding="utf-8")
        theory = load(path)
        found.append(theory.formula("square").expression.subs(theory.symbols.x, 0))
    assert found == [49, 121, 49]


@pytest.mark.slow
def test_it_hides_nothing(tmp_path):
    """Modules of these names beside a theory are not taken for what is installed."""
    folder = tmp_path / "a"
    path = written(folder)
    for name in ("softpot", "derive", "numerics", "reports", "sympy", "mpmath", "jinja2", "json"):
        (folder / f"{name}.py").write_text("raise RuntimeError('the wrong one')\n", "utf-8")
    (folder / "tests").mkdir()
    for command in (["check", "--json", str(tmp_path / "l.json")], ["derive", "square"]):
        done = subprocess.run(
            [sys.executable, "-m", "softpot.reports.cli", command[0], "--theory", str(path), *command[1:]],
            capture_output=True, text=True, check=False, cwd=tmp_path, env=_environment(),
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
    data = json.loads((tmp_path / "l.json").read_text(encoding="utf-8"))
    assert data["entries"][0]["verdict"] == "derived"


def _environment() -> dict[str, str]:
    import softpot

    root = str(Path(softpot.__file__).parents[1])
    return {**os.environ, "PYTHONPATH": root, "PYTHONWARNINGS": "error"}


def test_a_missing_module_is_one_sentence(tmp_path):
    path = written(tmp_path / "a", imports="import nowhere_of_mine")
    before = list(sys.path)
    result = CliRunner().invoke(main, ["check", "--theory", str(path)])
    assert result.exit_code == 1
    assert "nowhere_of_mine" in result.output and "Traceback" not in result.output
    assert sys.path == before


@pytest.mark.parametrize("entries", ["()", "[]"])
def test_an_empty_theory(tmp_path, entries):
    path = tmp_path / "empty.py"
    path.write_text(
        "from softpot.derive import Quantity, SymbolTable, Theory\n"
        f"theory = Theory('Empty', SymbolTable(Quantity('x', 'x', 'x')), tuple({entries}))\n",
        encoding="utf-8",
    )
    for command in (["check"], ["derive", "--list"], ["report", "--out", str(tmp_path / "out")]):
        result = CliRunner().invoke(main, [*command, "--theory", str(path)])
        assert result.exit_code == 1, command
        assert "one entry or more" in result.output
    assert not (tmp_path / "out").exists()
