"""What has no form is one sentence before anything is written, never another formula."""

from __future__ import annotations

from pathlib import Path

import pytest
import sympy as sp
from click.testing import CliRunner

from softpot.derive.machinery.errors import Unwritable
from softpot.derive.machinery.notation.tex import latex
from softpot.derive.machinery.symbols import SymbolTable
from softpot.reports.cli import main
from softpot.reports.machinery.mathml import mathml
from softpot.reports.machinery.text import display, linear

SCRIPT = """
from sympy import *
from softpot.derive import *
from softpot.derive.machinery.discharge import equal
S = SymbolTable(Quantity("x", {latex!r}, "x"))
x = S.x
@entry("odd", title="odd")
def odd(d):
    "A statement."
    {line}
    d.step(equal((x + 1)**2, x**2 + 2*x + 1), "expanded")
    return d.result(x**2 + 2*x + 1, lhs=(x + 1)**2)
theory = Theory("t", S, (odd,)).with_evidence({{"odd": lambda formula, digits: None}})
"""


@pytest.mark.quick(2)
@pytest.mark.parametrize(
    ("name", "line", "says"),
    [
        (
            "x",
            'd.premise(Contains(x, ConditionSet(x, x > 1)), "a set")',
            "odd, line 1 cannot be shown: no output has a form for ConditionSet",
        ),
        (
            "x",
            'd.premise(x > 0, "where {f} is a map", f=Lambda(x, x + 1))',
            "odd, the words of line 1 cannot be shown: no output has a form for Lambda",
        ),
        (r"\mathbb{x}", "", "the symbol x cannot be shown"),
    ],
)
@pytest.mark.parametrize("command", ["report", "derive"])
def test_one_sentence_and_no_file(
    tmp_path: Path, command: str, name: str, line: str, says: str
) -> None:
    script = tmp_path / "odd.py"
    script.write_text(SCRIPT.format(latex=name, line=line))
    out = tmp_path / "out"
    options = ["--out", str(out), "--formats", "html"] if command == "report" else []
    run = CliRunner().invoke(main, [command, "--theory", str(script), *options])
    assert run.exit_code == 1 and says in run.output and run.output.count("\n") == 1
    assert not out.exists()


@pytest.mark.parametrize("show", [latex, mathml, display, linear])
@pytest.mark.parametrize(
    "e",
    [
        sp.zoo,
        sp.nan,
        sp.Lambda(sp.Symbol("x"), sp.Symbol("x")),
        sp.ConditionSet(sp.Symbol("x"), sp.Symbol("x") > 1),
        sp.Symbol("x") + sp.Symbol("x", real=True),
    ],
    ids=str,
)
def test_every_output_refuses(show: object, e: sp.Basic, table: SymbolTable) -> None:
    with pytest.raises(Unwritable):
        show(e, table)  # type: ignore[operator]


@pytest.mark.parametrize("show", [latex, mathml, display, linear])
def test_what_has_lines_of_its_own_is_named_in_one(show: object, table: SymbolTable) -> None:
    """SymPy writes a matrix of blocks over several lines."""
    x = table.x
    block = sp.ImmutableMatrix([[x, 1], [2, x]])
    with pytest.raises(Unwritable, match="no output has a form for BlockMatrix") as refused:
        show(sp.BlockMatrix([[block, block], [block, block]]), table)  # type: ignore[operator]
    assert "\n" not in str(refused.value) and "[x, 1]" in str(refused.value)
