"""``softpot fit``: what it prints and writes, its exit codes, and that nothing is written where it refuses."""

from __future__ import annotations

import csv
import io
import json
import re
import runpy
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner, Result

from softpot.numerics.measured import fit_heat, read_heat
from softpot.reports.cli import main
from softpot.reports.measured.told import percent, told

ROOT = Path(__file__).parents[2]
DATA = ROOT / "examples" / "data"
TEXT, INSTRUMENT = DATA / "synthetic_glass.txt", DATA / "synthetic_glass.dat"
ELASTIC = ("--density", "2200", "--velocities", "5800,3800")


def run(*args: str) -> Result:
    return CliRunner().invoke(main, args, prog_name="softpot")


def fitted(*args: str) -> Any:
    result = run("fit", *args, "--format", "json", "--quick")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_the_files_are_what_their_program_writes() -> None:
    made = runpy.run_path(str(DATA / "make.py"))["files"]()
    assert set(made) == {p.name for p in DATA.iterdir() if p.suffix in (".dat", ".txt", ".json")}
    for name, content in made.items():
        assert (DATA / name).read_bytes() == content, name


@pytest.mark.slow
@pytest.mark.parametrize("file", [TEXT, INSTRUMENT], ids=["text", "instrument"])
def test_the_truth_is_found(file: Path) -> None:
    truth = json.loads((DATA / "truth.json").read_text())
    found = fitted(str(file), *ELASTIC)["parameters"]
    true = {
        "w": truth["w_over_k_B_K"],
        "P_s": truth["P_s_per_m3"],
        "L": truth["L"],
        "C_D": 7.704e-4,
    }
    for name, value in true.items():
        assert abs(found[name]["value"] - value) < 2.5 * found[name]["sd"], name
        low, high = found[name]["interval_95"]
        assert low < found[name]["value"] < high
    assert found["w"]["unit"] == "K" and found["P_s"]["unit"] == "m^-3"
    assert ("scale" in found) == (file == INSTRUMENT)


@pytest.mark.slow
def test_a_contradicted_prior_is_told_and_counted() -> None:
    """The data say L = 10.0 +- 0.5, and 6 +- 0.5 pulls at them."""
    fit = fit_heat(read_heat(TEXT), density=2200.0, velocities=(5800.0, 3800.0), L=(6.0, 0.5))
    words = told(fit, scan=False)
    pulls = (fit.L - 6.0) / 0.5, (fit.C_D / (fit.elastic_C_D or 1.0) - 1.0) / 0.03
    assert abs(pulls[0]) > 3.0
    (note,) = (n for n in words.notes if n.startswith("L lies"))
    assert f"{abs(pulls[0]):.2g} standard deviations" in note
    data, priors, free, each = map(
        float,
        re.fullmatch(
            r"χ² = (\S+) for 58 points and (\S+) for 2 priors, (\d) parameters: (\S+) per degree of freedom",
            words.goodness[0],
        ).groups(),  # type: ignore[union-attr]
    )
    assert priors == pytest.approx(pulls[0] ** 2 + pulls[1] ** 2, rel=5e-3) and free == 4
    assert each == pytest.approx((data + priors) / (58 + 2 - 4), rel=5e-3)
    windows = [line for line in words.assumptions if line.startswith("window")]
    assert windows == ["window: up to 1.5 times 2.04 K, where C/T³ is least"]


@pytest.mark.parametrize(
    ("change", "words"),
    [(1.0312, "+103"), (0.996, "+100"), (0.9949, "+99"), (0.534, "+53"), (-0.0994, "−9.9"), (-6.8e-5, "−0.0068"),
     (12.34, "+1234")],
)  # fmt: skip
def test_changes_in_per_cent(change: float, words: str) -> None:
    assert percent(change) == words


def test_a_window_is_said_once() -> None:
    result = run("fit", str(TEXT), "--window", "0.2,3", "--L", "10", "--quick")
    assert "  window: 0.2 to 3 K, as given\n" in result.stdout


@pytest.mark.slow
def test_the_words() -> None:
    result = run("fit", str(TEXT), *ELASTIC)
    assert result.exit_code == 0 and result.stderr == ""
    for words in (
        "Parameters", "Intervals", "Correlations", "Assumptions", "What would change this", "Three terms beside it",
        "Windows", "bias: ratio to the model", "per degree of freedom", "runs of one sign", "11 ± 2 beforehand",
        "a typical value", "C/T³ is least",
    ):  # fmt: skip
        assert words in result.stdout, words
    table = [line for line in result.stdout.splitlines() if not line.startswith("  ")]
    assert max(len(line) for line in table) <= 100 and "…" not in "".join(table)
    assert "Data as read" in result.stdout and "θ_D, which needs the molar mass" in result.stdout


@pytest.mark.slow
def test_the_json_has_windows_profiles_and_what_was_left_out() -> None:
    result = run("fit", str(INSTRUMENT), *ELASTIC, "--L", "10", "--format", "json")
    found = json.loads(result.stdout)
    first, rest = found["windows"][0], found["windows"][1:]
    w = found["parameters"]["w"]
    assert first["w"]["value"] == pytest.approx(w["value"], rel=1e-6) and len(rest) == 15
    assert all(r["points"] < first["points"] for r in rest)
    # the profile crosses the quantile of 68 per cent where the interval ends
    profile = found["profiles"]["w"]
    low, high = w["interval_68"]
    for end in (low, high):
        assert np.interp(end, profile["value"], profile["chi2_rise"]) == pytest.approx(
            0.99, abs=0.06
        )
    assert sum(d["rows"] for d in found["dropped"]) == 6 and any(
        "mass" in u for u in found["understood"]
    )


@pytest.mark.slow
def test_csv_and_latex() -> None:
    args = ("fit", str(TEXT), *ELASTIC, "--L", "10", "--quick")
    rows = list(csv.DictReader(io.StringIO(run(*args, "--format", "csv").stdout)))
    assert [r["parameter"] for r in rows] == ["w", "P_s", "C_D", "L"]
    assert float(rows[0]["low_68"]) < float(rows[0]["value"]) < float(rows[0]["high_68"])
    assert float(rows[0]["correlation_with_w"]) == 1.0 and rows[3]["sd"] == "0"
    latex = run(*args, "--format", "latex").stdout
    assert latex.count(r"\begin{tabular}") == latex.count(r"\end{tabular}") == 2
    assert (
        r"\ensuremath{P_{s}}" in latex
        and "held fixed" in latex
        and "10\\ensuremath{^{23}}" in latex
    )


@pytest.mark.slow
def test_options() -> None:
    one = fitted(str(TEXT), *ELASTIC, "--L", "10", "--window", "0.3,3", "--sigma", "2%", "--elastic", "free",
                 "--cbar", "4e-4", "--scale-error", "1%", "--share-above-e-d", "10%")  # fmt: skip
    told = one["assumptions"]
    assert told["L"] == [10.0, 0.0] and told["scale_error"] == 0.01 and told["Cbar"] == [4e-4, 4e-4]
    assert told["elastic_relative_error"] is None and told["largest_share_above_E_d"] == 0.1
    assert "2 % of each C" in one["errors"] and "0.3 to 3 K" in one["window"]
    two = fitted(str(TEXT), *ELASTIC, "--time", "10s", "--frozen", "--elastic", "fixed")
    assert two["assumptions"]["time_s"] == 10 and two["assumptions"]["frozen_wells_vibrate"] is True
    assert two["parameters"]["C_D"]["fixed"] is True and two["assumptions"]["L"][1] == 1.0
    three = fitted(str(TEXT), *ELASTIC, "--L", "10 +- 1", "--electronic")
    assert "gamma" in three["parameters"] and three["assumptions"]["L"] == [10.0, 1.0]


@pytest.mark.slow
def test_expectations() -> None:
    args = ("fit", str(TEXT), *ELASTIC, "--quick", "--format", "csv")
    assert run(*args, "--expect", "w=3.9+-0.15").exit_code == 0
    failed = run(*args, "--expect", "w=4.5+-0.1")
    assert failed.exit_code == 1 and "was expected" in failed.stderr
    assert run(*args, "--expect", "w is 4").exit_code == 2
    assert run(*args, "--expect", "z=4+-1").exit_code == 2


@pytest.mark.slow
def test_the_page(tmp_path: Path) -> None:
    folder, more = tmp_path / "fit", tmp_path / "other.json"
    args = ("fit", str(TEXT), *ELASTIC, "--out", str(folder), "--json", str(more), "--quick")
    result = run(*args)
    assert result.exit_code == 0, result.output
    html = (folder / "fit.html").read_text()
    for words in (
        "Parameters",
        "What would change this",
        "Windows",
        "<svg",
        "Three terms",
        "<i>P</i><sub>s</sub>",
    ):
        assert words in html, words
    assert "http" not in re.sub(r'http://www\.w3\.org/\S+"', "", html) and "<script" not in html
    data = json.loads((folder / "fit.json").read_text())
    assert data == json.loads(more.read_text()) and data["written_by"] == "softpot report"
    assert (folder / "fit.svg").read_bytes().startswith(b"<?xml")
    assert (
        (folder / "fit.pdf").read_bytes().startswith(b"%PDF")
        if (folder / "fit.pdf").exists()
        else "no LaTeX" in result.stderr
    )
    # once more over what stands there: the same bytes
    first = {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()}
    assert run(*args).exit_code == 0
    assert {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()} == first
    # a folder of somebody else is left alone
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "fit.html").write_text("mine")
    refused = run("fit", str(TEXT), *ELASTIC, "--out", str(mine))
    assert refused.exit_code == 2 and (mine / "fit.html").read_text() == "mine"


@pytest.mark.quick(9)
@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("none.dat",), "cannot be read"),
        ((str(TEXT), "--window", "5,9"), "holds no point"),
        ((str(TEXT), "--window", "1.0,1.4"), "octaves"),
        ((str(TEXT), "--window", "3,1"), "must be smaller"),
        ((str(TEXT), "--window", "1"), "joined by a comma"),
        ((str(TEXT), "--velocities", "5800,3800"), "mass density is not given"),
        ((str(TEXT), "--density", "2.2"), "g/cm^3"),
        ((str(TEXT), "--velocities", "3800,5800", "--density", "2200"), "bulk modulus"),
        ((str(TEXT), "--L", "x"), "--L"),
        ((str(TEXT), "--L", "10", "--time", "10s"), "only one is needed"),
        ((str(TEXT), "--time", "tomorrow"), "--time must be"),
        ((str(TEXT), "--time", "10s"), "without density and velocities"),
        ((str(TEXT), "--sigma", "nan"), "must be finite"),
        ((str(TEXT), "--sigma", "-1%"), "relative error"),
        ((str(TEXT), "--elastic", "loose"), "--elastic"),
        ((str(TEXT), "--cbar", "0.02"), "would lie above E_d = "),
        ((str(TEXT), "--window", "-1,2"), "positive temperature"),
        ((str(TEXT), "--format", "jsn"), "did you mean json"),
        ((str(TEXT), "--unit", "J/(g K)"), "only one of both"),
        ((str(INSTRUMENT), "--field", "5000"), "no row in the field"),
        ((str(INSTRUMENT), "--mass", "0"), "mass is 0"),
        ((str(TEXT), "--expect", "z=4+-1"), "the parameter is 'z'"),
    ],
)  # fmt: skip
def test_refusals_write_nothing(args: tuple[str, ...], words: str, tmp_path: Path) -> None:
    out, more = tmp_path / "out", tmp_path / "x.json"
    result = run("fit", *args, "--out", str(out), "--json", str(more))
    assert result.exit_code == 2, result.output
    assert words in result.stderr and result.stderr.count("\n") == 1 and result.stdout == ""
    assert list(tmp_path.iterdir()) == []
