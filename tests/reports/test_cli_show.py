"""``softpot show`` and ``softpot open``: one result in each form, by id and by equation number."""

from __future__ import annotations

import re
import xml.dom.minidom
from pathlib import Path
from typing import Any

import pytest
import sympy as sp
from click.testing import CliRunner, Result

from softpot.derive.theory import SOFT_POTENTIAL
from softpot.reports.cli import main
from softpot.reports.machinery.python import script


def run(*args: str) -> Result:
    return CliRunner().invoke(main, args, prog_name="softpot")


def test_one_result_in_each_form() -> None:
    assert run("show", "two-level-form", "--latex").stdout == (
        "E_{12} = \\sqrt{\\Delta^{2} + \\Delta_0^{2}}\n"
    )
    assert "√(Δ² + Δ₀²)" in run("show", "two-level-form").stdout
    assert run("show", "two-level-form", "--text").stdout == run("show", "two-level-form").stdout
    made = run("show", "two-level-form", "--mathml").stdout
    assert xml.dom.minidom.parseString(made).documentElement.tagName == "math"
    bib = run("show", "two-level-form", "--bib").stdout
    assert bib.startswith("@misc{softpot:two-level-form,") and "@misc{ikp," in bib
    assert bib.count("{") == bib.count("}")


@pytest.mark.slow
def test_an_equation_number_stands_for_its_entries() -> None:
    assert run("show", "(5)").stdout == run("show", "jacobian").stdout
    assert run("show", "eq. 5").stdout == run("show", "5").stdout == run("show", "jacobian").stdout
    several = run("show", "(8)", "--latex").stdout
    ids = [e.id for e in SOFT_POTENTIAL.entries if e.equation == "(8)"]
    assert re.findall(r"^% (\S+)", several, re.M) == ids and len(ids) > 2
    assert run("derive", "(5)").stdout == run("derive", "jacobian").stdout
    refused = run("show", "(99)")
    assert refused.exit_code == 2 and "no entry is of equation (99)" in refused.stderr
    assert run("check", "(99)").exit_code == 2


def test_what_cannot_be_shown_is_one_sentence() -> None:
    for args, code in ((("soft-tail",), 1), ((), 2), (("jacobian", "--bib", "--latex"), 2)):
        result = run("show", *args)
        assert result.exit_code == code and result.stdout == ""
        assert result.stderr.count("\n") == 1


@pytest.mark.slow
def test_an_equation_shows_what_it_has_and_names_the_rest() -> None:
    shown = run("show", "(2)", "--latex")
    assert shown.exit_code == 0 and shown.stdout.startswith("P\\!\\left(\\eta, t\\right) = ")
    assert shown.stderr.count("\n") == 1 and "soft-tail" in shown.stderr
    both = run("show", "(3), (4)", "--latex")
    assert both.stdout == run("show", "shift", "--latex").stdout and both.stderr == ""


def made_again(id: str) -> Any:
    names: dict[str, Any] = {}
    exec(script(SOFT_POTENTIAL.formula(id)), names)
    return names["result"]


def same(one: sp.Basic, other: sp.Basic) -> bool:
    """Equal as they stand, or part by part at numbers of many digits."""
    if one == other:
        return True
    a, b = (x.rhs if isinstance(x.rhs, sp.Tuple) else sp.Tuple(x.rhs) for x in (one, other))
    free = sorted(a.free_symbols | b.free_symbols, key=str)
    at = {s: sp.Rational(k + 3, 7 * k + 5) for k, s in enumerate(free)}
    return len(a) == len(b) and all(
        abs((x - y).subs(at).evalf(30)) < 1e-25 for x, y in zip(a, b, strict=True)
    )


@pytest.mark.slow
def test_the_program_of_each_result_makes_it_again() -> None:
    derived = [e.id for e in SOFT_POTENTIAL.entries if e.derive is not None]
    for id in derived:
        assert same(made_again(id), SOFT_POTENTIAL.formula(id).statement), id
    right = SOFT_POTENTIAL.formula("two-level-form")
    assert not same(
        made_again("two-level-form"), right.with_expression(2 * right.expression).statement
    )


@pytest.mark.quick(0)
def test_the_program_of_one_result_makes_it_again() -> None:
    assert made_again("two-level-form") == SOFT_POTENTIAL.formula("two-level-form").statement
    assert "E_ = Symbol('E', positive=True)" in script(SOFT_POTENTIAL.formula("vibrations-deepest"))


def test_open_finds_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr("click.launch", lambda address: opened.append(address) or 0)
    missing = run("open", str(tmp_path))
    assert missing.exit_code == 2 and "write it with softpot report --out" in missing.stderr
    (tmp_path / "report.html").write_text("<p>")
    assert run("open", str(tmp_path)).exit_code == 0
    assert opened == [(tmp_path / "report.html").resolve().as_uri()]
    monkeypatch.setattr("click.launch", lambda address: 1)
    assert run("open", str(tmp_path)).exit_code == 1


def test_the_shell_is_told_the_ids(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = {
        "_SOFTPOT_COMPLETE": "bash_complete",
        "COMP_WORDS": "softpot show jac",
        "COMP_CWORD": "2",
    }
    result = CliRunner().invoke(main, [], prog_name="softpot", env=asked)
    assert result.output.split() == ["plain,jacobian"]


def test_a_derivation_ends_with_the_conditions_of_its_lines():
    """Each once, after the result, in both forms."""
    for form, lines in (
        ("text", ["J ≠ 0", "η ≠ 0"]),
        ("latex", [r"\[J \neq 0,\quad \eta \neq 0\]"]),
    ):
        said = CliRunner().invoke(
            main, ["derive", "jacobian", "--format", form], prog_name="softpot"
        )
        assert said.exit_code == 0
        after = said.output.split("Its lines have values where\n")[1]
        assert [line.strip() for line in after.splitlines()[: len(lines)]] == lines


@pytest.mark.parametrize(("id", "limit"), [("invariants", False), ("harmonic-limit", True)])
def test_a_result_says_that_it_is_one_of_a_limit(id: str, limit: bool) -> None:
    lines = run("derive", id).output.splitlines()
    said = "Result: the leading term, or the value, in a limit that a line names"
    assert (said in lines) is limit and ("Result" in lines) is not limit
