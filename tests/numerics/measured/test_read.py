"""Files of measured specific heat: what is understood, in which unit, what is dropped, and what is refused."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result

from softpot.numerics import DataFileError, HeatData, read_heat
from softpot.numerics.measured import heat_unit
from softpot.reports.cli import main

# what C = 0.25 J/(kg K) is in each unit, with M = 60.08 g/mol, 3 atoms, rho = 2200 kg/m^3 and a sample of 7.76 mg
M, ATOMS, RHO, MASS = 60.08e-3, 3.0, 2200.0, 7.76e-6
UNITS = {
    "J/(kg K)": 0.25,
    "J/(g K)": 0.25 / 1000,
    "mJ/(g K)": 0.25,
    "erg/(g K)": 0.25 * 1e7 / 1e3,
    "cal/(g K)": 0.25 / 4.184 / 1e3,
    "J/(mol K)": 0.25 * M,
    "mJ/(mol K)": 0.25 * M * 1e3,
    "J/(K m^3)": 0.25 * RHO,
    "J/mole-K": 0.25 * M,
    "mJ/mole-K": 0.25 * M * 1e3,
    "uJ/mg-K": 0.25,
    "µJ/K": 0.25 * MASS * 1e6,
    "\ufffdJ/K": 0.25 * MASS * 1e6,
    "J/(gat K)": 0.25 * M / ATOMS,
    "J mol⁻¹ K⁻¹": 0.25 * M,
    "J/(K cm^3)": 0.25 * RHO * 1e-6,
    "J/molK": 0.25 * M,
}


def run(*args: str) -> Result:
    return CliRunner().invoke(main, args, prog_name="softpot")


def written(tmp_path: Path, content: str | bytes, name: str = "data.txt") -> Path:
    file = tmp_path / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


@pytest.mark.parametrize("unit", UNITS)
def test_units(unit: str, tmp_path: Path) -> None:
    file = written(tmp_path, f"2.0 {UNITS[unit]!r}\n3.0 {UNITS[unit]!r}\n")
    data = read_heat(file, unit=unit, mass=MASS, molar_mass=M, atoms=ATOMS, density=RHO)
    assert data.heat == pytest.approx([0.25, 0.25], rel=1e-12)
    assert data.unit == "J/(K kg)"
    assert data.per("mole").heat == pytest.approx([0.25 * M] * 2, rel=1e-12)
    assert data.per("volume", RHO).heat == pytest.approx([0.25 * RHO] * 2, rel=1e-12)


@pytest.mark.parametrize(
    ("unit", "quantity", "power"),
    [("mJ/(g K)", "C/T", 1), ("mJ/(g K)", "C/T^3", 3), ("mJ/(g K^2)", None, 1), ("mJ/(g K^4)", None, 3),
     ("mJ/(g K^4)", "C/T^3", 3), ("erg/(g K^2)", "C/T", 1)],
)  # fmt: skip
def test_quantities(unit: str, quantity: str | None, power: int, tmp_path: Path) -> None:
    file = written(tmp_path, "2.0 8.0 0.1\n3.0 9.0 0.1\n")
    data = read_heat(file, unit=unit, quantity=quantity)
    factor = 1e-4 if unit.startswith("erg") else 1.0
    assert data.heat == pytest.approx(
        [8.0 * 2.0**power * factor, 9.0 * 3.0**power * factor], rel=1e-12
    )
    assert data.sigma == pytest.approx([0.1 * 2.0**power * factor, 0.1 * 3.0**power * factor])


def test_twelve_ergs_per_gram() -> None:
    """The linear specific heat of silica in the older unit."""
    unit = heat_unit("erg/(g K^2)")
    assert 12 * unit.factor == pytest.approx(1.2e-3, rel=1e-12) and unit.power == 1


@pytest.mark.parametrize(
    "text",
    [
        "1.5 0.2 0.01\n2.5,0.3,0.01\n".replace(",", " "),
        "1.5,0.2,0.01\n2.5,0.3,0.01\n",
        "1.5;0.2;0.01\n2.5;0.3;0.01\n",
        "1.5\t0.2\t0.01\n2.5\t0.3\t0.01\n",
        "\ufeff# a comment\n1.5, 0.2, 0.01\r\n\r\n2.5, 0.3, 0.01\r\n",
        "T C sigma\n1.5 2.0E-1 1D-2\n2.5 .3 0.01\n% end\n",
        "2.5 0.3 0.01\n1.5 0.2 0.01\n",
        "1.5,0.2,0.01,\n2.5,0.3,0.01,\n",
    ],
)
def test_texts(text: str, tmp_path: Path) -> None:
    data = read_heat(written(tmp_path, text), unit="J/(kg K)")
    assert data.temperature.tolist() == [1.5, 2.5]
    assert data.heat.tolist() == [0.2, 0.3]
    assert data.sigma is not None and data.sigma.tolist() == [0.01, 0.01]


def test_titles_tell_units(tmp_path: Path) -> None:
    text = "# glass\nT (mK),C/T (mJ/(g K^2)),err (mJ/(g K^2))\n1500,0.2,0.01\n2500,0.3,0.01\n"
    data = read_heat(written(tmp_path, text))
    assert data.temperature == pytest.approx([1.5, 2.5])
    assert data.heat == pytest.approx([0.3, 0.75])
    spoken = read_heat(written(tmp_path, "T [K]\tC/T^3 [J/(kg K)]\n1.5\t0.2\n2\t0.3\n"))
    assert spoken.heat == pytest.approx([0.2 * 1.5**3, 0.3 * 8])


@pytest.mark.parametrize(
    ("titles", "kelvin", "heat"),
    [
        ("Temperatur in K\tspezifische Wärme in mJ/(g K)\tFehler", 1.0, 1.0),
        ("T in mK;C in J/(g K);error in %", 1e-3, 1e3),
        ("T / mK\tC (mJ/(g K))\terr", 1e-3, 1.0),
        ("T/K,C/T in run 3 (mJ/(g K^2)),err", 1.0, None),
    ],
)
def test_titles_tell_units_in_words(
    titles: str, kelvin: float, heat: float | None, tmp_path: Path
) -> None:
    mark = next(m for m in "\t;," if m in titles)
    text = "\n".join(
        [titles, mark.join(("1500", "0.5", "0.01")), mark.join(("2500", "0.7", "0.01"))]
    )
    data = read_heat(written(tmp_path, text.encode()))
    assert data.temperature == pytest.approx([1500 * kelvin, 2500 * kelvin])
    if heat is not None:  # mJ/(g K) is J/(kg K)
        assert data.heat == pytest.approx([0.5 * heat, 0.7 * heat])


def test_a_remark_is_no_title(tmp_path: Path) -> None:
    for remark in ("measured in Berlin, 2024", "in a mK fridge of J. Doe", "run 3, T and C"):
        data = read_heat(written(tmp_path, f"# {remark}\n1.5,0.2\n2.5,0.3\n"), unit="J/(kg K)")
        assert data.temperature.tolist() == [1.5, 2.5]


@pytest.mark.parametrize(
    ("title", "error"), [("err (%)", 0.004), ("sigma (mJ/(kg K))", 2e-3), ("error (1 sigma)", 2.0), ("error", 2.0)]
)  # fmt: skip
def test_the_title_of_the_errors_is_read(title: str, error: float, tmp_path: Path) -> None:
    """2 stands in the third column, beside 0.2 in the second; 200 for what would be ten times that."""
    heat = 0.2 if error < 1.0 else 200.0
    text = f"T (K),C (J/(kg K)),{title}\n1.5,{heat},2\n2.5,{heat},2\n"
    data = read_heat(written(tmp_path, text))
    assert data.sigma == pytest.approx([error, error], rel=1e-12)


def test_utf_16(tmp_path: Path) -> None:
    data = read_heat(written(tmp_path, "1.5\t0.2\n2.5\t0.3\n".encode("utf-16")), unit="J/(kg K)")
    assert data.heat.tolist() == [0.2, 0.3]


COLUMNS = (
    "Time Stamp (Seconds),Comment (),System Status (Code),Puck Temp (Kelvin),System Temp (Kelvin),Field (Oersted),"
    "Pressure (Torr),Sample Temp (Kelvin),Temp Rise (Kelvin),Samp HC ({unit}),Samp HC Err ({unit}),Addenda HC (µJ/K),"
    "Total HC (µJ/K),Fit Deviation (ChiSquare),Sample Coupling (Percent),Debye Temp (Kelvin)"
)


def ppms(
    rows: list[str], unit: str = "µJ/K", mass: str = "7.76", molar: str = "", atoms: str = "", columns: str = COLUMNS
) -> bytes:  # fmt: skip
    head = [
        "[Header]", "TITLE,", "BYAPP,HeatCapacity,3.9.11,1.7", f"INFO,{mass},MASS:Sample Mass (mg)",
        "INFO,0.01,MASSERR:Sample Mass Error (mg)", f"INFO,{molar},MOLWGHT:Formula Weight (g/mole)",
        f"INFO,{atoms},ATOMS:Atoms per Formula Unit", "INFO,PPMS Heat Capacity Option 3.9.11 Build 2,APPNAME",
        "DATATYPE,TIME,1", "[Data]", columns.format(unit=unit),
    ]  # fmt: skip
    return "\r\n".join([*head, *rows, ""]).encode("latin-1")


def row(
    T: float, C: object, err: object = 0.02, field: float = 0.3, coupling: object = 99.0
) -> str:
    return f"3953265565.1,,1857,{T - 0.1:g},{T - 0.2:g},{field:g},9.9E-6,{T:g},0.02,{C},{err},9.0,99.0,0.5,{coupling},"


ROWS = [
    '3953264078.6,Error: Warning: Current field is 0.4 Oe;',
    "3953264078.7,Error: but addenda was obtained at -0.34084937 Oe.",
    "3953265565.1,CALFILE: C:\\QD\\Puck3274.cal|Addenda #2 measured on 4/7/2025 from 1.999 to 303.3 K",
    row(20.0, 40.0), row(3.0, 5.0), row(3.0, 5.1), row(2.0, 2.0, coupling=81.0), row(2.0, 1.9, field=9000.0),
    row(4.0, ""), "3953265565.1,,1857", row(5.0, 9.0) + ",,,,", row(6.0, 9.5) + ",stray", "",
]  # fmt: skip


def test_a_quantum_design_file(tmp_path: Path) -> None:
    data = read_heat(written(tmp_path, ppms(ROWS), "hc.dat"))
    assert data.temperature.tolist() == [3.0, 3.0, 5.0, 20.0]
    assert data.heat == pytest.approx(np.array([5.0, 5.1, 9.0, 40.0]) * 1e-6 / 7.76e-6, rel=1e-12)
    assert data.sigma == pytest.approx(np.full(4, 0.02e-6 / 7.76e-6), rel=1e-12)
    assert data.mass_error == pytest.approx(0.01 / 7.76)
    assert data.molar_mass is None and data.atoms is None
    counted = {d.reason: d.count for d in data.dropped}
    assert sorted(counted.values()) == [1, 1, 1, 2, 3]
    assert next(c for r, c in counted.items() if "comments" in r) == 3
    assert next(c for r, c in counted.items() if "coupling" in r) == 1
    assert next(c for r, c in counted.items() if "field" in r) == 1
    assert next(c for r, c in counted.items() if "more cells" in r) == 1
    # every row is either kept or counted
    assert sum(counted.values()) + data.temperature.size == len([r for r in ROWS if r])
    # the same bytes, read as UTF-8 with the micro sign lost, and with the mass as an argument
    again = ppms(ROWS).decode("latin-1").replace("µ", "\ufffd").encode()
    assert read_heat(written(tmp_path, again, "u.dat"), mass=7.76e-6).heat == pytest.approx(
        data.heat
    )


def test_other_columns_of_quantum_design(tmp_path: Path) -> None:
    molar = read_heat(written(tmp_path, ppms(ROWS, "mJ/mole-K", molar="60.08"), "a.dat"))
    assert molar.heat[0] == pytest.approx(5.0e-3 / 60.08e-3, rel=1e-12)
    assert molar.mass_error is None  # the instrument divided by the mass it was told
    gram = read_heat(written(tmp_path, ppms(ROWS, "mJ/g-K", mass=""), "b.dat"))
    assert gram.heat[0] == pytest.approx(5.0, rel=1e-12)
    text = ppms(ROWS).decode("latin-1").replace("Field (Oersted)", "Magnetic Field (Oe)")
    text = text.replace("Samp HC Err (µJ/K)", "Something (Else)")
    other = read_heat(written(tmp_path, text.encode("latin-1"), "c.dat"))
    assert other.sigma is None and other.temperature.size == 4
    in_field = read_heat(written(tmp_path, ppms(ROWS), "d.dat"), field=9000.0)
    assert in_field.temperature.tolist() == [2.0]
    per_T = ppms(
        [row(3.0, 5.0)], columns=COLUMNS.replace("Samp HC ({unit})", "Samp HC/Temp (µJ/K/K)")
    )
    assert read_heat(written(tmp_path, per_T, "e.dat")).heat == pytest.approx([15.0 / 7.76])


HOSTILE = {
    "empty": (b"", "holds no numbers"),
    "binary": (b"\x00\x01\x02\x03 1 2\n", "zero bytes"),
    "words": (b"hello world\nthese are words\n", "holds no numbers"),
    "decimal comma": (b"1,5 2,5\n2,5 3,5\n", "decimal point"),
    "decimal comma, semicolon": (b"1,5;2,5\n2,5;3,5\n", "decimal point"),
    "one or two numbers": (b"1,5\n2,5\n", "one number or two"),
    "one column": (b"1.5\n2.5\n", "1 column"),
    "four columns": (b"1 2 3 4\n1 2 3 4\n", "4 columns"),
    "ragged": (b"1.5 2\n2.5 3 4\n", "columns in line 2"),
    "not a number": (b"1.5 2\n2.5 x\n", "'x' in line 2"),
    "nan": (b"1.5 2\n2.5 nan\n", "'nan' in line 2"),
    "infinite": (b"1.5 2\n1e999 3\n", "line 2"),
    "negative heat": (b"1.5 2\n2.5 -3\n", "-3 in line 2"),
    "zero temperature": (b"0 2\n2.5 3\n", "0 in line 1"),
    "per cent": (b"1.5 0.2 2\n2.5 0.3 2\n", "per cent"),
    "errors of another kind": (b"T (K),C (J/(kg K)),error (K)\n1.5,0.2,0.01\n2.5,0.3,0.01\n", "unit of its third"),
    "no unit in one title": (b"T\tC (J/(kg K))\n1.5\t0.2\n2.5\t0.3\n", "'T' as the title of its first column"),
    "mK in no form": (b"T, mK;C\n1500;0.2\n2500;0.3\n", "whether mK is the unit"),
    "no unit": (b"1.5 0.2\n2.5 0.3\n", "unit of its second column"),
    "Celsius": (b"T (C),C (J/(kg K))\n1.5,0.2\n", "K or mK"),
    "magnetometer": (ppms([row(3.0, 5.0)]).replace(b"HeatCapacity", b"VSM"), "'VSM'"),
    "no section of data": (b"[Header]\nBYAPP,HeatCapacity\n", "no section [Data]"),
    "no sample temperature": (ppms([row(3.0, 5.0)]).replace(b"Sample Temp", b"Block Temp"), "Sample Temp"),
    "no sample heat": (ppms([row(3.0, 5.0)]).replace(b"Samp HC", b"Some HC"), "Samp HC"),
    "no mass": (ppms([row(3.0, 5.0)], mass=""), "the sample's mass is not given"),
    "a mass of zero": (ppms([row(3.0, 5.0)], mass="0"), "the mass is 0"),
    "no molar mass": (ppms([row(3.0, 5.0)], "J/mole-K"), "molar mass"),
    "only in a field": (ppms([row(3.0, 5.0, field=1000.0), row(4.0, 5.0, field=5000.0)]), "1000, 5000 Oe"),
    "only errors": (ppms(ROWS[:3]), "3 without numbers"),
    "negative heat, instrument": (ppms([row(3.0, -5.0)]), "-5 in line"),
    "other unit": (ppms([row(3.0, 5.0)], "furlong/K"), "the unit is"),
}  # fmt: skip


@pytest.mark.quick(11)
@pytest.mark.parametrize("case", HOSTILE, ids=lambda c: re.sub(r"\W+", "-", c))
def test_hostile_files(case: str, tmp_path: Path) -> None:
    content, words = HOSTILE[case]
    file = written(tmp_path, content)
    unit = (
        {}
        if b"[Header]" in content or "unit" in case or case == "Celsius"
        else {"unit": "J/(kg K)"}
    )
    with pytest.raises(DataFileError) as refused:
        read_heat(file, **unit)  # type: ignore[arg-type]
    sentence = str(refused.value)
    assert words in sentence and "\n" not in sentence and str(file) in sentence
    options = [x for key, value in unit.items() for x in (f"--{key}", value)]
    result = run("read", str(file), *options)
    assert result.exit_code == 2 and result.stdout == "" and result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"unit": "J/(mol K)"}, "molar mass"),
        ({"unit": "J/(mol K)"}, "(--molar-mass)"),
        ({}, "(--unit)"),
        ({"unit": "J/(K m^3)"}, "mass density"),
        ({"unit": "µJ/K"}, "the sample's mass"),
        ({"unit": "J/(gat K)", "molar_mass": 0.06}, "number of atoms"),
        ({"unit": "J/(kg K)", "basis": "mole"}, "molar mass"),
        ({"unit": "J/(kg K)", "density": 2.2}, "g/cm^3"),
        ({"unit": "J/(kg K)", "mass": 0.0}, "mass is 0"),
        ({"unit": "J/(kg K^2)", "quantity": "C/T^3"}, "only one of both"),
        ({"unit": "J/(kg K)", "quantity": "C/T^2"}, "C/T^3 is needed"),
        ({"unit": "K"}, "the unit is 'K'"),
        ({"unit": "J/(kg K)", "basis": "atom"}, "mass, mole or volume"),
        ({"unit": "J/(kg K)", "field": 100.0}, "without a column of the magnetic field"),
    ],
)  # fmt: skip
def test_what_is_missing_is_named(more: dict[str, object], words: str, tmp_path: Path) -> None:
    file = written(tmp_path, "1.5 0.2\n2.5 0.3\n")
    with pytest.raises(DataFileError, match=re.escape(words)):
        read_heat(file, **more)  # type: ignore[arg-type]


def test_titles_and_options_must_agree(tmp_path: Path) -> None:
    file = written(tmp_path, "T (K),C (J/(g K))\n1.5,0.2\n2.5,0.3\n")
    assert read_heat(file, unit="kJ/(kg K)").heat[0] == pytest.approx(200.0)
    with pytest.raises(DataFileError, match="only one of both"):
        read_heat(file, unit="J/(kg K)")


def test_windows() -> None:
    data = HeatData(np.array([1.0, 2.0, 3.0]), np.array([1.0, 2.0, 3.0]), None, "mass")
    assert data.within(1.5, 3.0).temperature.tolist() == [2.0, 3.0]
    with pytest.raises(DataFileError, match="holds no point"):
        data.within(4.0, 5.0)
    with pytest.raises(DataFileError, match="must be smaller"):
        data.within(3.0, 1.0)
    for low in (-1.0, 0.0, np.nan):
        with pytest.raises(DataFileError, match="positive temperature"):
            data.within(low, 2.0)


@pytest.mark.parametrize(
    ("T", "C", "sigma"),
    [([], [], None), ([1.0], [np.nan], None), ([1.0, 2.0], [1.0], None), ([1.0], [1.0], [0.0]), ([-1.0], [1.0], None)],
)  # fmt: skip
def test_data_of_ones_own(T: list[float], C: list[float], sigma: list[float] | None) -> None:
    with pytest.raises(DataFileError):
        HeatData(np.array(T), np.array(C), None if sigma is None else np.array(sigma), "mass")


def test_no_files(tmp_path: Path) -> None:
    for name in ("none.dat", "", ".", "/dev/zero", "a\x00b"):
        with pytest.raises(DataFileError, match="cannot be read"):
            read_heat(name)
    with pytest.raises(TypeError, match="a path is needed"):
        read_heat(3)  # type: ignore[arg-type]


def test_the_command(tmp_path: Path) -> None:
    file = str(written(tmp_path, ppms(ROWS), "hc.dat"))
    table = run("read", file).stdout
    assert "left out: 3 rows without numbers" in table and "Samp HC in µJ/K" in table
    assert "7.76e-06 kg" in table and "0.129 %" in table
    data = json.loads(run("read", file, "--format", "json").stdout)
    assert data["unit"] == "J/(K kg)" and [r["T_K"] for r in data["rows"]] == [3, 3, 5, 20]
    assert sum(d["rows"] for d in data["dropped"]) == 8
    lines = run("read", file, "--format", "csv", "--mass", "15.52").stdout.splitlines()
    assert lines[0] == "T_K,C_J/(K_kg),sigma_J/(K_kg)"
    assert float(lines[1].split(",")[1]) == pytest.approx(5.0 / 15.52)
    assert run("read", file, "--density", "2.2").exit_code == 2
    assert run("read", file, "--mass", "x").exit_code == 2
    # what csv prints is a file that can be read
    again = written(tmp_path, "\n".join(lines[1:]), "again.csv")
    assert read_heat(again, unit="J/(kg K)").heat[0] == pytest.approx(5.0 / 15.52)
