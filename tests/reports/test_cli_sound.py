"""``softpot kappa``, ``attenuation``, ``material``: numbers in SI by hand, heads with units, and refusals."""

from __future__ import annotations

import csv
import io
import json
from math import pi
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from softpot.reports.cli import main

SILICA = str(Path(__file__).parents[2] / "examples" / "vitreous_silica.toml")
K_B, HBAR, EV = 1.380649e-23, 1.054571817e-34, 1.602176634e-19
GLASS = (
    "--w",
    "3.8",
    "--p-s",
    "1.1e23",
    "--density",
    "2200",
    "--velocities",
    "5800,3800",
    "--cbar",
    "3e-4",
)


def run(*args: str) -> Result:
    return CliRunner().invoke(main, args, prog_name="softpot")


def rows(*args: str) -> list[dict[str, float]]:
    result = run(*args, "--format", "csv")
    assert result.exit_code == 0, result.output
    return [
        {k: float(v) for k, v in row.items()} for row in csv.DictReader(io.StringIO(result.stdout))
    ]


@pytest.mark.slow
def test_kappa_in_SI() -> None:
    found = rows("kappa", *GLASS, "--t-min", "1e-5K", "--t-max", "1K", "--points", "2")
    assert list(found[0]) == [
        "T [K]", "kappa [W/(m K)]", "error of kappa [W/(m K)]", "T [w/k_B]", "K", "error of K", "K resonant",
        "d ln K/d ln T",
    ]  # fmt: skip
    # kappa = k_B^3 T^2/(6 pi hbar^2) sum g/(v Cbar) at low temperatures, less 1/(3L)
    law = K_B**3 * 1e-10 / (6 * pi * HBAR**2) * (1 / 5800 + 2 / 3800) / 3e-4
    assert law == pytest.approx(0.02924e-10, rel=1e-3)
    assert found[0]["kappa [W/(m K)]"] / law == pytest.approx(0.978, abs=0.01)
    assert found[0]["d ln K/d ln T"] == pytest.approx(2.0, abs=0.01)
    assert found[1]["T [w/k_B]"] == pytest.approx(1 / 3.8)
    # measured in vitreous silica at 1 K: about 0.02 W/(m K)
    assert 0.01 < found[1]["kappa [W/(m K)]"] < 0.03


def test_kappa_of_both_distributions() -> None:
    found = rows("kappa", "--t-min", "1", "--t-max", "2", "--points", "2")
    assert [r["K"] for r in found] == pytest.approx([3.29, 6.02], rel=0.01)
    found = rows("kappa", "--p0", "flat", "--t-min", "1", "--t-max", "2", "--points", "2")
    assert [r["K"] for r in found] == pytest.approx([5.79, 12.6], rel=0.02)
    relaxing = rows(
        "kappa", "--p0", "flat", "--g", "2e-3", "--t-min", "1", "--t-max", "2", "--points", "2"
    )
    assert all(one["K"] < two["K"] for one, two in zip(relaxing, found, strict=True))


@pytest.mark.slow
def test_attenuation_in_SI() -> None:
    glass = (*GLASS[:-2], "--cbar-l", "2e-4", "--cbar-t", "3e-4")
    (row, _) = rows(
        "attenuation",
        *glass,
        "--frequency",
        "1e4Hz",
        "--t-min",
        "0.5K",
        "--t-max",
        "0.6K",
        "--points",
        "2",
    )
    plateau = row["Q^-1 transverse"] / (pi / 2 * 3e-4)
    assert 1.0 < plateau < 1.1
    assert row["Q^-1 longitudinal"] / row["Q^-1 transverse"] == pytest.approx(2 / 3)
    # 1/l = omega Q^-1/v
    assert row["1/l transverse [1/m]"] == pytest.approx(
        2 * pi * 1e4 / 3800 * row["Q^-1 transverse"], rel=1e-8
    )
    assert row["T [K]"] == pytest.approx(0.5)


@pytest.mark.slow
def test_attenuation_without_a_glass() -> None:
    (row, _) = rows(
        "attenuation",
        "--frequency",
        "1e-8",
        "--g",
        "2e-3",
        "--t-min",
        "0.05",
        "--t-max",
        "0.1",
        "--points",
        "2",
    )
    assert row["Q^-1 [Cbar]"] == pytest.approx(pi / 2 * 1.009, rel=1e-3)


@pytest.mark.quick(0)
def test_attenuation_of_p_constant_falls_with_the_depth_of_its_wells() -> None:
    args = (
        "attenuation",
        "--frequency",
        "1e-8",
        "--g",
        "2e-3",
        "--t-min",
        "0.1",
        "--t-max",
        "1",
        "--points",
        "2",
    )
    flat, uniform = rows(*args, "--p0", "flat"), rows(*args)
    # d alpha d beta = 2 d D_1 d D_2/|alpha|, and wells of depth 7 to 10 relax at this frequency
    for one, two in zip(flat, uniform, strict=True):
        assert 2 / 11 < one["Q^-1 [Cbar]"] / two["Q^-1 [Cbar]"] < 2 / 6


@pytest.mark.slow
def test_a_material_and_a_fit_give_the_constants(tmp_path: Path) -> None:
    result = run("material", SILICA, "--cbar", "3e-4", "--format", "json")
    assert result.exit_code == 0, result.output
    found = {q["quantity"]: q for q in json.loads(result.stdout)["quantities"]}
    w, P_s = found["w/k_B"]["value"] * K_B, found["P_s"]["value"]
    coupling = (3e-4 * w * 2200 * 3800**2 / P_s) ** 0.5 / EV
    assert found["Lambda_t"]["value"] == pytest.approx(coupling, rel=1e-6)
    G = sum(g * 3e-4 * (w / HBAR / v) ** 3 for g, v in ((1, 5800), (2, 3800))) / (2 * pi * P_s)
    assert found["G"]["value"] == pytest.approx(G, rel=1e-6)
    assert all(q["assumption"] for q in found.values())
    fit: Any = {
        "parameters": {"w": {"value": 3.8}, "P_s": {"value": 1.1e23, "unit": "m^-3"}},
        "assumptions": {"density_kg_per_m3": 2200.0, "velocities_m_per_s": [5800.0, 3800.0]},
    }
    file = tmp_path / "fit.json"
    file.write_text(json.dumps(fit))
    points = ("--t-min", "0.1K", "--t-max", "1K", "--points", "2")
    assert rows("kappa", "--fit", str(file), "--cbar", "3e-4", *points) == rows(
        "kappa", *GLASS, *points
    )


RANGE = ("--t-min", "0.1", "--t-max", "1")


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("kappa", "--t-min", "0.1K", "--t-max", "1K"), "--material"),
        (("kappa", "--t-min", "0.1", "--t-max", "50"), "--t-max"),
        (("kappa", "--t-min", "-1", "--t-max", "1"), "--t-min"),
        (("kappa", "--t-min", "nan", "--t-max", "1"), "--t-min"),
        (("kappa", "--t-min", "2", "--t-max", "1"), "--t-min"),
        (("kappa", *RANGE, "--points", "1"), "--points"),
        (("kappa", *RANGE, "--p0", "cubic"), "--p0"),
        (("kappa", *RANGE, "--p0", "flat", *GLASS), "--p0"),
        (("kappa", *RANGE, "--g", "-1"), "G is"),
        (("kappa", *RANGE, "--format", "yaml"), "--format"),
        (("kappa", *RANGE, "--w", "3.8"), "--p-s"),
        (("kappa", *RANGE, *GLASS, "--velocities", "5800"), "--velocities"),
        (("kappa", *RANGE, *GLASS, "--velocities", "5800,0"), "velocity"),
        (("kappa", *RANGE, *GLASS, "--density", "-2200"), "density"),
        (("kappa", *RANGE, *GLASS, "--w", "5e-23"), "w/k_B"),
        (("kappa", *RANGE, *GLASS, "--cbar", "3"), "Cbar"),
        (("kappa", *RANGE, "--material", "no.toml"), "no.toml"),
        (("kappa", *RANGE, "--fit", "no.json"), "no.json"),
        (("attenuation", *RANGE, "--frequency", "1e-8"), "--g"),
        (("attenuation", *RANGE, "--frequency", "1e4", "--g", "1e-3"), "Hz"),
        (("attenuation", *RANGE, "--frequency", "1e4Hz", "--g", "1e-3"), "--w"),
        (("attenuation", *RANGE, "--frequency", "0Hz", *GLASS), "--frequency"),
        (("attenuation", *RANGE, "--frequency", "1e-15", "--g", "1e-3"), "omega"),
        (("material",), "--w"),
        (("material", "no.toml"), "no.toml"),
        (("material", *GLASS, "--time", "0"), "time"),
    ],
)
def test_what_cannot_be_asked_for_is_refused_in_one_sentence(
    arguments: tuple[str, ...], named: str
) -> None:
    result = run(*arguments)
    assert result.exit_code == 2, result.output
    assert result.stdout == "" and result.stderr.count("\n") == 1
    assert named in result.stderr
