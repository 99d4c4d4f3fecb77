"""The command: what it prints, its exit codes, and one clear sentence for what it does not take."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from softpot.reports.cli import judging, main, reporting

SMALL = str(Path(__file__).with_name("small_theory.py"))
ROOT = Path(__file__).parents[2]


def run(*args: str) -> Result:
    return CliRunner().invoke(main, args, prog_name="softpot")


def softpot(*args: str, cwd: Path, **extra: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own; -P as for an installed command: the folder is not searched."""
    code = "from softpot.reports.cli import main; main()"
    environment = (
        os.environ
        | {"PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])}
        | extra
    )
    return subprocess.run([sys.executable, "-P", "-c", code, *args], cwd=cwd, env=environment, capture_output=True,
                          text=True, timeout=120, check=False)  # fmt: skip


@pytest.mark.slow
def test_check_prints_a_row_an_entry() -> None:
    result = run("check", "--theory", SMALL)
    assert result.exit_code == 0, result.output
    lines = result.output.splitlines()
    assert lines[0].split() == [
        "id",
        "equation",
        "verdict",
        "in",
        "print",
        "digits,",
        "rate",
        "time",
    ]
    assert lines[2].split()[:6] == ["jacobian", "(5)", "derived", "refuted", "30", "digits"]
    assert "4 statements: 3 derived, 1 verified" in lines
    assert max(map(len, lines)) <= 80
    assert result.stderr == ""


@pytest.mark.quick(0)
def test_check_writes_json(tmp_path: Path) -> None:
    result = run(
        "check", "jacobian", "--digits", "12", "--theory", SMALL, "--json", str(tmp_path / "l.json")
    )
    assert result.exit_code == 0
    data = json.loads((tmp_path / "l.json").read_text())
    assert data["schema"] == 1 and data["digits"] == 12
    (entry,) = data["entries"]
    assert entry["printed"]["verdict"] == "refuted"
    assert set(entry["evidence"][0]) >= {
        "kind",
        "samples",
        "digits",
        "rate",
        "expected_rate",
        "worst",
        "seed",
    }


def test_check_says_why_a_verdict_is_not_the_expected_one(tmp_path: Path) -> None:
    text = Path(SMALL).read_text().replace("4 / Abs(eta)", "Abs(eta) / 2")
    (tmp_path / "theory.py").write_text(text)
    result = run("check", "jacobian", "--theory", str(tmp_path / "theory.py"))
    assert result.exit_code == 1
    assert "jacobian: the printed form is judged agrees, expected refuted" in result.output


@pytest.mark.quick(0)
def test_check_tells_what_could_not_be_obtained(tmp_path: Path) -> None:
    text = Path(SMALL).read_text().replace("def _plain(formula: Formula, digits: int) -> Evidence:",
                                           "def _plain(formula, digits):\n    raise ArithmeticError('no luck')\n"
                                           "def _unused(formula, digits):")  # fmt: skip
    (tmp_path / "theory.py").write_text(text)
    result = run("check", "--theory", str(tmp_path / "theory.py"))
    assert result.exit_code == 3
    assert "no luck" in result.output


@pytest.mark.quick(0)
def test_derive_lists_and_shows() -> None:
    listed = run("derive", "--list", "--theory", SMALL)
    assert listed.exit_code == 0 and "basel" in listed.output
    shown = run("derive", "jacobian", "--theory", SMALL)
    assert shown.exit_code == 0
    assert max(map(len, shown.output.splitlines())) <= 80
    assert "assumed: the density is even in x" in shown.output
    assert "It is |η|/2, for every η." in shown.output
    assert "1.  from jacobian" in run("derive", "basel", "--theory", SMALL).output


def test_derive_as_latex() -> None:
    result = run("derive", "jacobian", "--format", "latex", "--theory", SMALL)
    assert result.exit_code == 0
    assert r"\begin{vmatrix}1 & x \\ -1 & \eta/2 - x\end{vmatrix} = \frac{\eta}{2}" in result.output
    assert r"\item Assumed: the density is even in \ensuremath{x}" in result.output


@pytest.mark.slow
def test_derive_the_soft_potential_theory_at_80_columns() -> None:
    result = run("derive")
    assert result.exit_code == 0
    assert max(map(len, result.output.splitlines())) <= 80


def test_a_derivation_that_fails_is_one_sentence(tmp_path: Path) -> None:
    text = (
        Path(SMALL)
        .read_text()
        .replace("equal(x * (x + 1), x**2 + x)", "equal(x * (x + 1), x**2 + 2 * x)")
    )
    (tmp_path / "theory.py").write_text(text)
    result = run("derive", "pair", "--theory", str(tmp_path / "theory.py"))
    assert result.exit_code == 1 and "The derivation fails: pair, step 1" in result.output


def test_levels_as_json() -> None:
    result = run(
        "levels",
        "--alpha",
        "-41/8",
        "--beta",
        "0.5",
        "--count",
        "2",
        "--format",
        "json",
        "--digits",
        "20",
    )
    assert result.exit_code == 0, result.output
    data = json.loads(result.output)
    assert (data["alpha"], data["beta"]) == ("-41/8", "0.5")
    assert [level["n"] for level in data["levels"]] == [1, 2]
    assert data["levels"][0]["value"] == "-5.8052103640511907088"
    assert float(data["levels"][0]["error"]) < 1e-18


def test_levels_as_csv_and_as_a_table() -> None:
    csv = run(
        "levels", "--alpha", "0", "--beta", "0", "--count", "2", "--format", "csv"
    ).output.splitlines()
    assert csv[0] == "n,value,error" and csv[1].startswith("1,1.06036209048418,")
    table = run("levels", "--alpha=0", "--beta=0", "--count", "1", "--digits", "4").output
    assert "1.060" in table and "1.0603" not in table


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (
            ["check", "jacobain", "--theory", SMALL],
            "no entry is called 'jacobain': the nearest are jacobian",
        ),
        (
            ["derive", "jacobain", "--theory", SMALL],
            "no entry is called 'jacobain': the nearest are jacobian",
        ),
        (["check", "--digits", "0"], "--digits must be a whole number from 1 to 200, got '0'"),
        (
            ["check", "--digits", "100000"],
            "--digits must be a whole number from 1 to 200, got '100000'",
        ),
        (["report", "--digits", "ten"], "--digits must be a whole number from 1 to 200, got 'ten'"),
        (["check", "--json", "/nowhere/at/all.json"], "there is no folder /nowhere/at"),
        (["check", "--json", "/"], "it is a folder"),
        (["check", "--theory", "/nowhere.py"], "there is no such file"),
        (["derive", "--format", "html"], "--format must be text or latex, got 'html'"),
        (["levels", "--alpha", "nan", "--beta", "0"], "--alpha must be a decimal or a fraction"),
        (["levels", "--alpha", "0", "--beta", "-inf"], "it must be finite"),
        (["levels", "--alpha", "one", "--beta", "0"], "got 'one'"),
        (["levels", "--alpha", "1/0", "--beta", "0"], "divides by zero"),
        (
            ["levels", "--alpha", "0", "--beta", "0", "--count", "-1"],
            "--count must be a whole number",
        ),
        (["levels", "--alpha", "-1e30", "--beta", "0"], "out of range"),
        (["levels", "--alpha", "0", "--beta", "0", "--format", "jsn"], "did you mean json?"),
        (["levels", "--alpha", "0"], "Missing option '--beta'"),
        (["report", "--formats", "ps"], "there is no format 'ps': the formats are tex, html, pdf"),
        (["report", "--formats", ""], "no format was given"),
        (["report", "--out", SMALL], "it is a file, and a folder is wanted"),
        (["nonsense"], "No such command 'nonsense'"),
        (["check", "--nonsense"], "No such option"),
    ],
)
def test_bad_input_is_one_sentence(args: list[str], says: str) -> None:
    result = run(*args)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert says in result.stderr
    assert result.stderr.startswith("softpot: ") and result.stderr.count("\n") == 1


@pytest.mark.quick(2)
@pytest.mark.parametrize(
    ("script", "says"),
    [
        (
            "x = 1\nraise RuntimeError('the dog ate it')\n",
            "failed at line 2: RuntimeError: the dog ate it",
        ),
        ("x = 1\n", "must define `theory`, a derive.Theory; it defines none"),
        ("theory = 3\n", "it has a `theory` of type int"),
        ("a b c\n", "failed at line 1: SyntaxError"),
        ("import sys\nsys.exit(0)\n", "failed at line 2: SystemExit"),
        ("import nowhere_at_all\n", "failed at line 1: ModuleNotFoundError"),
    ],
)
def test_theory_files_that_fail(tmp_path: Path, script: str, says: str) -> None:
    path = tmp_path / "mine.py"
    path.write_text(script)
    result = run("derive", "--theory", str(path))
    assert result.exit_code == 1
    assert says in result.stderr and str(path) in result.stderr and result.stderr.count("\n") == 1


@pytest.mark.slow
def test_a_report_of_a_users_theory(tmp_path: Path) -> None:
    out = tmp_path / "out"
    result = run(
        "report", "--theory", SMALL, "--out", str(out), "--formats", "html,tex", "--digits", "15"
    )
    assert result.exit_code == 0, result.output
    files = "report.tex, report.html, supplement.tex, supplement.html, ledger.json"
    assert f"{out}: {files}, figures/ (2, SVG" in result.output
    assert (out / "report.html").exists() and not (out / "report.pdf").exists()


@pytest.mark.slow
def test_an_interrupted_report_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    assert run("report", "--theory", SMALL, "--out", str(out), "--formats", "html").exit_code == 0
    before = {p: p.read_bytes() for p in out.rglob("*") if p.is_file()}

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(reporting, "judged", interrupted)
    result = run("report", "--theory", SMALL, "--out", str(out), "--formats", "html")
    assert result.exit_code == 130 and result.stderr.count("softpot: interrupted") == 1
    assert {p: p.read_bytes() for p in out.rglob("*") if p.is_file()} == before


def test_nothing_is_computed_for_a_place_that_cannot_be_written(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def computed(*_: object) -> None:
        raise AssertionError("the long work was begun")

    monkeypatch.setattr(judging, "judged", computed)
    monkeypatch.setattr(reporting, "judged", computed)
    assert run("check", "--theory", SMALL, "--json", "/nowhere/l.json").exit_code == 2
    assert run("report", "--theory", SMALL, "--out", f"{SMALL}/below").exit_code == 2


@pytest.mark.slow
def test_beside_a_reports_folder_and_a_script_called_derive(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "__init__.py").write_text("raise RuntimeError('the wrong reports')\n")
    (tmp_path / "derive.py").write_text(Path(SMALL).read_text())
    (tmp_path / "numerics.py").write_text("raise RuntimeError('the wrong numerics')\n")
    result = softpot("check", "--theory", "derive.py", cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    assert "4 statements" in result.stdout


@pytest.mark.slow
def test_a_terminal_without_greek(tmp_path: Path) -> None:
    result = softpot(
        "derive",
        "jacobian",
        "--theory",
        SMALL,
        cwd=tmp_path,
        PYTHONIOENCODING="ascii",
        PYTHONUTF8="0",
    )
    assert result.returncode == 0, result.stderr
    assert result.stdout.isascii() and "eta" in result.stdout


@pytest.mark.slow
def test_a_closed_pipe_is_quiet(tmp_path: Path) -> None:
    program = f'"{sys.executable}" -P -c "from softpot.reports.cli import main; main()"'
    command = f'{program} derive --theory "{SMALL}" | head -1'
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    }
    result = subprocess.run(command, shell=True, cwd=tmp_path, env=environment, capture_output=True, text=True,
                            timeout=60, check=False)  # fmt: skip
    assert result.stderr == "" and result.stdout.startswith("jacobian")


def test_help_imports_nothing_heavy(tmp_path: Path) -> None:
    code = (
        "import sys, contextlib\nfrom softpot.reports.cli import main\n"
        "with contextlib.suppress(SystemExit): main(['--help'])\n"
        "heavy = {'sympy', 'numpy', 'matplotlib', 'jinja2', 'mpmath', 'softpot.derive', 'softpot.numerics'}\n"
        "heavy &= set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    }
    result = subprocess.run([sys.executable, "-P", "-c", code], cwd=tmp_path, env=environment, capture_output=True,
                            text=True, timeout=60, check=False)  # fmt: skip
    assert result.returncode == 0, result.stderr
    assert "Usage: softpot" in result.stdout and max(map(len, result.stdout.splitlines())) <= 80


def test_version() -> None:
    result = run("--version")
    assert result.exit_code == 0 and result.output.startswith("softpot, version ")
