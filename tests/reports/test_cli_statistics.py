"""``softpot heat`` and ``softpot dos``: what they print, in every form, and one sentence for what they do not take."""

from __future__ import annotations

import csv
import io
import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner, Result

from softpot import numerics
from softpot.numerics.spectrum import NotConverged
from softpot.reports.cli import main
from softpot.reports.cli.plots import drawn
from softpot.reports.machinery.figure import drawing

ROOT = Path(__file__).parents[2]
SILICA = ROOT / "examples" / "vitreous_silica.toml"
HEAT = ("heat", "--p0", "constant", "--alpha-max", "10", "--t-min", "0.01", "--t-max", "0.05")
DOS = ("dos", "--p0", "constant", "--alpha-max", "10", "--e-min", "0.001", "--e-max", "0.1")
CONSTANT = numerics.Distribution.constant(alpha_max=10)


def run(*args: str) -> Result:
    return CliRunner().invoke(main, args, prog_name="softpot")


NAMES = {
    "T [w/k_B]": "T_over_w", "c/T^3 [k_B P_0 eta_L^(5/2)/(w/k_B)^3]": "c_over_T3", "c [k_B P_0 eta_L^(5/2)]": "c",
    "E [w]": "E_over_w", "n [P_0 eta_L^(5/2)/w]": "n", "error [P_0 eta_L^(5/2)/w]": "error", "T [K]": "T_K",
    "c [J/(K m^3)]": "c_J_per_K_m3", "c [J/(K kg)]": "c_J_per_K_kg", "phonons [J/(K m^3)]": "phonons_J_per_K_m3",
    "total [J/(K m^3)]": "total_J_per_K_m3", "E/k_B [K]": "E_K", "E [J]": "E_J", "n [1/(J m^3)]": "n_per_J_m3",
}  # fmt: skip


def rows_of(text: str) -> list[dict[str, float]]:
    """The rows of csv, its heads (quantity and unit) by the names that JSON has for them."""
    rows = csv.DictReader(io.StringIO(text))
    return [{NAMES[k]: float(v) for k, v in row.items()} for row in rows]


def data_of(*args: str) -> Any:
    result = run(*args, "--format", "json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def refused(*args: str) -> str:
    result = run(*args)
    assert result.exit_code == 2, result.output
    assert result.stdout == "" and result.stderr.count("\n") == 1
    return result.stderr


def test_heat_as_csv_has_one_header_line_and_the_curve() -> None:
    result = run(*HEAT, "--points", "5", "--format", "csv")
    assert result.exit_code == 0 and result.stderr == ""
    assert (
        result.stdout.splitlines()[0]
        == "T [w/k_B],c [k_B P_0 eta_L^(5/2)],c/T^3 [k_B P_0 eta_L^(5/2)/(w/k_B)^3]"
    )
    rows = rows_of(result.stdout)
    T = np.array([row["T_over_w"] for row in rows])
    assert T[0] == 0.01 and T[-1] == 0.05
    assert T[1:] / T[:-1] == pytest.approx(np.full(4, 5**0.25), rel=1e-9)
    c = numerics.specific_heat([0.01, 0.05], CONSTANT).value
    assert [rows[0]["c"], rows[-1]["c"]] == pytest.approx(c, rel=1e-9)
    assert all(
        row["c_over_T3"] == pytest.approx(row["c"] / row["T_over_w"] ** 3, rel=1e-8) for row in rows
    )


def test_heat_as_json() -> None:
    data = data_of(*HEAT, "--points", "3")
    assert set(data["rows"][0]) == {"T_over_w", "c", "c_over_T3"} and len(data["rows"]) == 3
    assert data["minimum"] is None and "maximum" not in data
    assert data["respects_equivalent_origins"] is True
    assert data["alpha_max"] == 10 and data["eta_max"] is None and data["eta_L"] == 0.01
    assert data["unit"] == "k_B P_0 eta_L^(5/2)"
    assert 0 < data["largest_relative_error"] < 1e-6


@pytest.mark.slow
def test_the_minimum_is_that_of_the_curve_and_not_of_its_points() -> None:
    args = ("heat", "--p0", "constant", "--alpha-max", "10", "--t-min", "0.3", "--t-max", "0.59")
    data = data_of(*args, "--points", "2")
    found = numerics.minimum_of_heat(CONSTANT, 0.3, 0.6)
    assert found is not None
    assert data["minimum"]["T_over_w"] == pytest.approx(found.temperature, rel=1e-6)
    assert data["minimum"]["c_over_T3"] == pytest.approx(found.c_over_T3, rel=1e-9)
    table = run(*args, "--points", "2").stdout
    assert "The minimum of c/T^3 is 139.664, at T = 0.560346 w/k_B" in table


@pytest.mark.quick(0)
def test_tables_fit_80_columns() -> None:
    for args in (HEAT, DOS):
        for more in ((), ("--material", str(SILICA))):
            result = run(*args, "--points", "3", *more)
            assert result.exit_code == 0, result.output
            assert "…" not in result.stdout
            # only a sentence may be longer than the terminal is wide
            assert max(len(line) for line in result.stdout.splitlines()) <= 80
    assert "c/T^3 has no minimum between these temperatures" in run(*HEAT, "--points", "3").stdout


@pytest.mark.slow
def test_the_same_bytes_every_time() -> None:
    for args in (HEAT, DOS):
        for form in ("table", "json", "csv"):
            one, two = (run(*args, "--points", "3", "--format", form).stdout for _ in range(2))
            assert one == two


def test_both_extrema_where_vibrations_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def found(kind: str, temperature: float) -> Any:
        def search(glass: numerics.Glass, low: float, high: float) -> numerics.Extremum:
            asked.append((kind, low, high, glass.E_d))
            return numerics.Extremum(temperature, 7.0 * temperature)

        return search

    monkeypatch.setattr("softpot.numerics.statistics.minimum_of_heat", found("minimum", 0.02))
    monkeypatch.setattr("softpot.numerics.statistics.maximum_of_heat", found("maximum", 0.03))
    data = data_of(*HEAT, "--points", "3", "--e-d", "3")
    assert data["E_d_over_w"] == 3
    assert data["minimum"] == {"T_over_w": 0.02, "c_over_T3": 0.14}
    assert data["maximum"] == {"T_over_w": 0.03, "c_over_T3": 0.21}
    table = run(*HEAT, "--points", "3", "--e-d", "3.0").stdout
    assert "The minimum of c/T^3 is 0.14, at T = 0.02 w/k_B" in table
    assert "The maximum of c/T^3 is 0.21, at T = 0.03 w/k_B" in table
    assert "Vibrations beyond E_d = 3 w are left out" in table
    assert asked == [(kind, 0.01, 0.05, 3.0) for kind in ("minimum", "maximum")] * 2


@pytest.mark.quick(0)
def test_delocalisation_where_nothing_is_lost() -> None:
    """Far below E_d: the two-level systems are left, and neither extremum lies between."""
    data = data_of(*HEAT, "--points", "2", "--e-d", "3")
    assert data["maximum"] is None and data["minimum"] is None
    plain = data_of(*HEAT, "--points", "2")
    assert data["rows"][0]["c"] == pytest.approx(plain["rows"][0]["c"], rel=1e-6)


def test_dos_as_csv_and_json() -> None:
    result = run(*DOS, "--points", "3", "--format", "csv")
    assert result.exit_code == 0 and result.stderr == ""
    unit = "[P_0 eta_L^(5/2)/w]"
    assert result.stdout.splitlines()[0] == f"E [w],n {unit},error {unit}"
    rows = rows_of(result.stdout)
    n = numerics.density_of_states([0.001, 0.01, 0.1], CONSTANT)
    assert [row["n"] for row in rows] == pytest.approx(n.value, rel=1e-9)
    assert [row["error"] for row in rows] == pytest.approx(n.error, rel=1e-6)
    data = data_of(*DOS, "--points", "3")
    assert [row["n"] for row in data["rows"]] == pytest.approx(n.value, rel=1e-9)
    assert data["transition"] == [1, 2] and data["unit"] == "P_0 eta_L^(5/2)/w"


def test_dos_of_another_transition() -> None:
    """n(E_13) jumps at 3.6511 w."""
    rows = data_of("dos", "--p0", "constant", "--alpha-max", "50", "--transition", "1, 3",
                   "--e-min", "3.6510", "--e-max", "3.6512", "--points", "2")["rows"]  # fmt: skip
    assert rows[0]["n"] == 0 and rows[1]["n"] > 1


def test_a_distribution_that_equation_6_forbids_is_flagged() -> None:
    args = ("--p0", "exponential", "--e-min", "0.01", "--e-max", "0.1", "--points", "2")
    for form in ("table", "csv"):
        result = run("dos", *args, "--format", form)
        assert result.exit_code == 0
        assert result.stderr.count("\n") == 1 and "Eq. (6)" in result.stderr
    result = run("dos", *args, "--format", "json")
    assert json.loads(result.stdout)["respects_equivalent_origins"] is False and result.stderr == ""


@pytest.mark.quick(2)
@pytest.mark.parametrize(
    ("args", "made"),
    [
        (
            ("exponential", "--delta-eta", "1/5", "--eta-l", "0.02", "--eta-max", "0.5"),
            lambda: numerics.Distribution.exponential("1/5", eta_L="0.02", eta_max="0.5"),
        ),
        (
            ("constant", "--smallest-splitting", "1e-3"),
            lambda: numerics.Distribution.constant(smallest_splitting="1e-3"),
        ),
        (("flat",), numerics.Distribution.flat),
        (("flat", "--alpha-max", "inf"), numerics.Distribution.flat),
        (
            ("exponential", "--origin", "deepest-minimum", "--alpha-max", "20", "--delta-t", "0.3"),
            lambda: numerics.Distribution.exponential(origin="deepest-minimum", alpha_max=20, delta_t="0.3"),
        ),
        (
            ("constant", "--alpha-max", "9", "--eta-max", "inf"),
            lambda: numerics.Distribution.constant(alpha_max=9),
        ),
    ],
)  # fmt: skip
def test_options_of_the_distribution(args: tuple[str, ...], made: Any) -> None:
    data = data_of("heat", "--p0", *args, "--t-min", "0.01", "--t-max", "0.02", "--points", "2")
    expected = numerics.specific_heat([0.01, 0.02], made()).value
    assert [row["c"] for row in data["rows"]] == pytest.approx(expected, rel=1e-9)


def test_si_columns_of_a_material() -> None:
    data = data_of(*HEAT, "--points", "2", "--material", str(SILICA))
    material = numerics.read_material(SILICA)
    made = numerics.Distribution.constant(alpha_max=10, eta_L=material.eta_L)
    row = data["rows"][0]
    assert data["eta_L"] == pytest.approx(material.eta_L)
    assert row["T_K"] == pytest.approx(0.01 * material.w_kelvin)
    k_B = 1.380649e-23
    # n_0 fixes P_0: c = c(model) k_B n_0 w/n(model) at 1 K
    n = numerics.density_of_states(1.0 / material.w_kelvin, made).value[0]
    assert row["c_J_per_K_m3"] == pytest.approx(row["c"] * k_B * 1e46 * material.w / n, rel=1e-8)
    assert row["c_J_per_K_kg"] == pytest.approx(row["c_J_per_K_m3"] / 2200, rel=1e-8)
    # Debye: (2 pi^2/5) k_B (k_B T/hbar)^3 <v^-3>
    inverse_cube = (5800.0**-3 + 2 * 3800.0**-3) / 3
    debye = 0.4 * np.pi**2 * k_B * (k_B * row["T_K"] / 1.054571817e-34) ** 3 * inverse_cube
    assert row["phonons_J_per_K_m3"] == pytest.approx(debye, rel=1e-8)
    dos = data_of(*DOS, "--points", "2", "--material", str(SILICA))["rows"][0]
    assert dos["E_J"] == pytest.approx(0.001 * material.w, rel=1e-8)
    assert dos["n_per_J_m3"] == pytest.approx(dos["n"] * 1e46 / n, rel=1e-8)


@pytest.mark.quick(0)
def test_the_example_material_is_what_its_comments_say() -> None:
    material = numerics.read_material(SILICA)
    assert material.w_kelvin == pytest.approx(4.0, abs=0.01)
    made = numerics.Distribution.constant(alpha_max=10, eta_L=material.eta_L)
    least = numerics.minimum_of_heat(made, 0.3, 0.6)
    assert least is not None and 1.8 < least.temperature * material.w_kelvin < 2.4
    # the linear specific heat (pi^2/6) k_B^2 n_0 per kilogram
    assert np.pi**2 / 6 * 1.380649e-23**2 * 1e46 / 2200 == pytest.approx(1.4e-3, rel=0.03)


def test_only_what_the_material_has_becomes_a_column(tmp_path: Path) -> None:
    file = tmp_path / "m.toml"
    file.write_text("E_0_eV = 10\na_angstrom = 1\nm_amu = 100\nP_0_per_m3 = 1e28\n")
    result = run(*HEAT, "--points", "2", "--format", "csv", "--material", str(file))
    heads = [NAMES[head] for head in result.stdout.splitlines()[0].split(",")]
    assert heads == ["T_over_w", "c", "c_over_T3", "T_K", "c_J_per_K_m3"]


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("heat", "--p0", "constant", "--t-min", "1", "--t-max", "2"), "diverges as sqrt"),
        (("heat", "--p0", "constant", "--alpha-max", "inf", "--t-min", "1", "--t-max", "2"), "diverges"),
        (("dos", "--p0", "exponential", "--eta-max", "inf", "--e-min", "1", "--e-max", "2"), "upper bound"),
        ((*HEAT, "--t-min", "-1"), "--t-min is -1"),
        ((*HEAT, "--t-max", "6"), "0.001 to 5"),
        ((*HEAT, "--t-max", "1e4000"), "--t-max"),
        ((*HEAT, "--t-max", "0.01"), "must be smaller"),
        ((*HEAT, "--t-min", "nan"), "must be finite"),
        ((*HEAT, "--points", "1"), "from 2 to"),
        ((*HEAT, "--e-d", "1"), "at least 2 w"),
        ((*HEAT, "--e-d", "nan"), "must be finite"),
        ((*HEAT, "--e-d", "-3"), "at least 2 w"),
        ((*HEAT, "--points", "2.5"), "whole number"),
        ((*HEAT, "--alpha-max", "0.5"), "from 1 to"),
        ((*HEAT, "--smallest-splitting", "1e-5"), "only one is needed"),
        ((*HEAT, "--delta-eta", "0.1"), "belongs to --p0 exponential"),
        ((*HEAT, "--p0", "flat", "--delta-t", "0.1"), "belongs to --p0 constant and exponential"),
        ((*HEAT, "--p0", "constnat"), "did you mean constant"),
        ((*HEAT, "--origin", "top"), "barrier-top or deepest-minimum"),
        ((*HEAT, "--format", "jsn"), "did you mean json"),
        ((*HEAT, "--eta-l", "0"), "positive"),
        ((*HEAT, "--eta-l", "0.01", "--material", str(SILICA)), "fixes eta_L"),
        ((*DOS, "--transition", "2,3"), "rise with the asymmetry"),
        ((*DOS, "--transition", "1"), "such as 1,2"),
        ((*DOS, "--e-min", "0"), "1e-06 to 100"),
        (("heat", "--t-min", "1", "--t-max", "2"), "--p0"),
        (("dos", "--p0", "flat", "--e-max", "2"), "--e-min"),
    ],
)  # fmt: skip
def test_refusals(args: tuple[str, ...], words: str) -> None:
    assert words in refused(*args)


RIGHT = "E_0_eV = 10\na_angstrom = 1\nm_amu = 100\nP_0_per_m3 = 1e28\n"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"E_0_ev = 10\n", "unknown key 'E_0_ev'; did you mean E_0_eV"),
        (RIGHT.encode() + b"colour = 1\n", "unknown key 'colour'; the keys are"),
        (b"a_angstrom = 1\nm_amu = 1\n", "lacks E_0_eV"),
        (b"", "lacks E_0_eV and a_angstrom and m_amu"),
        (RIGHT.replace("= 10\n", "= " + "'10'" + "\n").encode(), "a number is needed"),
        (RIGHT.replace("= 10\n", "= " + "true" + "\n").encode(), "a number is needed"),
        (RIGHT.replace("= 10\n", "= " + "nan" + "\n").encode(), "positive finite"),
        (RIGHT.replace("= 10\n", "= " + "-1" + "\n").encode(), "positive finite"),
        (RIGHT.replace("= 10\n", "= " + "1" + "0" * 3000 + "\n").encode(), "positive finite"),
        (RIGHT.replace("= 10\n", "= " + "[1]" + "\n").encode(), "a number is needed"),
        (RIGHT.replace("100\n", "1e-12\n").encode(), "inconsistent"),
        (RIGHT.encode() + b"n_0_per_J_m3 = 1\n", "only one is needed"),
        (
            RIGHT.encode()
            + b"velocity_longitudinal_m_per_s = 1\nvelocity_transverse_m_per_s = 2\n",
            "bulk modulus",
        ),
        (b"E_0_eV = 10\na_angstrom = 1\nm_amu = 100\n", "neither P_0 nor n_0"),
        (b"{", "is not TOML"),
        (b"x = " + b"[" * 20000, "is not TOML"),
        (b"x = '\xff'", "not UTF-8"),
        (b"#" * 70_000, "larger than"),
        (b"E_0_eV = 1\nE_0_eV = 2\n", "is not TOML"),
        (b'"a\\nb" = 1\n', "unknown key"),
    ],
    ids=lambda v: re.sub(r"\W+", "-", str(v))[:30],
)
def test_bad_material_files(content: bytes, words: str, tmp_path: Path) -> None:
    file = tmp_path / "m.toml"
    file.write_bytes(content)
    assert words in refused(*HEAT, "--material", str(file))


def test_materials_that_are_no_files(tmp_path: Path) -> None:
    for name in ("none.toml", "", ".", "/dev/null/x", "/dev/zero", "n" * 300, "a\x00b"):
        assert "cannot be read" in refused(*HEAT, "--material", name)


def test_what_does_not_converge_is_exit_3(monkeypatch: pytest.MonkeyPatch) -> None:
    def missed(*args: object, **more: object) -> None:
        raise NotConverged("level 7 was not verified")

    monkeypatch.setattr("softpot.numerics.statistics.density_of_states", missed)
    result = run(*DOS)
    assert result.exit_code == 3 and "level 7" in result.stderr and result.stdout == ""


def test_csv_says_on_stderr_where_the_accuracy_is_not_the_stated_one() -> None:
    args = ("heat", "--p0", "flat", "--origin", "deepest-minimum", "--t-min", "0.1", "--t-max", "0.3",
            "--points", "2", "--format", "csv")  # fmt: skip
    assert "the estimated relative error of c reaches" in run(*args).stderr


@pytest.mark.parametrize("low", [1e-4, 1e-3, 0.01, 0.05, 0.5, 3.0])
def test_the_numbers_on_the_axis_of_a_plot_do_not_overlap(low: float) -> None:
    with drawing():
        x = np.array([low, 10.0])
        figure = drawn(x, [("n", x**2)], r"$E/w$", "n")
        figure.draw_without_rendering()
        (axes,) = figure.axes
        labels = [*axes.get_xticklabels(), *axes.get_xticklabels(minor=True)]
        inside = [
            label for label in labels
            if label.get_text() and axes.get_xlim()[0] <= label.get_position()[0] <= axes.get_xlim()[1]
        ]  # fmt: skip
        boxes = sorted(label.get_window_extent().intervalx.tolist() for label in inside)
    assert len(boxes) >= 2
    assert all(left[1] < right[0] for left, right in pairwise(boxes))


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["png", "svg", "pdf"])
def test_a_plot_is_a_file_of_the_kind_that_its_name_says(tmp_path: Path, ending: str) -> None:
    begins = {"png": b"\x89PNG", "svg": b"<?xml", "pdf": b"%PDF"}
    made = []
    for name in ("a", "b"):
        file = tmp_path / f"{name}.{ending}"
        result = run(*DOS, "--points", "3", "--plot", str(file))
        assert result.exit_code == 0, result.output
        made.append(file.read_bytes())
    assert made[0] == made[1] and made[0].startswith(begins[ending])


@pytest.mark.quick(0)
def test_numbers_go_to_a_file_in_the_form_that_its_name_says(tmp_path: Path) -> None:
    args = (*HEAT, "--points", "3", "--material", str(SILICA))
    result = run(*args, "--output", str(tmp_path / "c.csv"))
    assert (result.exit_code, result.stdout) == (0, "")
    text = (tmp_path / "c.csv").read_text()
    assert text == run(*args, "--format", "csv").stdout
    for row in rows_of(text):
        assert row["total_J_per_K_m3"] == pytest.approx(
            row["c_J_per_K_m3"] + row["phonons_J_per_K_m3"], rel=1e-9
        )
    assert run(*args, "--output", str(tmp_path / "c.json")).exit_code == 0
    assert json.loads((tmp_path / "c.json").read_text())["rows"][0]["T_over_w"] == 0.01
    assert "not be" not in (tmp_path / "c.csv").read_text()
    before = sorted(tmp_path.iterdir())
    assert "--plot must be a file" in refused(*args, "--plot", str(tmp_path / "c.gif"))
    assert "there is no folder" in refused(*args, "--output", str(tmp_path / "no" / "c.csv"))
    assert sorted(tmp_path.iterdir()) == before


def test_limits_in_kelvin_need_a_material() -> None:
    args = ("heat", "--p0", "constant", "--alpha-max", "10", "--points", "2", "--format", "json")
    data = json.loads(
        run(*args, "--t-min", "0.1K", "--t-max", "0.2 K", "--material", str(SILICA)).stdout
    )
    assert [row["T_K"] for row in data["rows"]] == pytest.approx([0.1, 0.2], rel=1e-9)
    said = refused(*args, "--t-min", "0.1K", "--t-max", "0.2")
    assert "--t-min is 0.1K, but kelvin need a material" in said


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (("--alpha-max", "-1"), "--alpha-max is -1"),
        (("--eta-l", "-1"), "--eta-l is -1"),
        (("--e-d", "1"), "--e-d is 1 w"),
        (("--t-max", "7"), "--t-max is 7 w/k_B"),
    ],
)
def test_messages_name_options_as_they_are_typed(wrong: tuple[str, str], said: str) -> None:
    assert said in refused(*HEAT, *wrong)
