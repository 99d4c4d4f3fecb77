"""Materials from files: each key in its unit, the sizes that a value and a file may have, and short messages."""

from __future__ import annotations

from pathlib import Path

import pytest

from softpot.numerics.statistics.material import material_file
from softpot.numerics.statistics.material.material_file import MaterialFileError, read_material

RIGHT = "E_0_eV = 10\na_angstrom = 1\nm_amu = 1034\n"
# CODATA 2018: the electronvolt in J, the atomic mass constant in kg, Boltzmann's constant in J/K
ELECTRONVOLT, AMU, BOLTZMANN = 1.602176634e-19, 1.66053906660e-27, 1.380649e-23


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "glass.toml"


def refused(file: Path, content: str | bytes) -> str:
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(MaterialFileError) as caught:
        read_material(file)
    assert str(caught.value).count("\n") == 0 and str(file) in str(caught.value)
    return str(caught.value)


def test_each_key_has_its_unit(file: Path) -> None:
    file.write_text(
        RIGHT
        + "density_kg_per_m3 = 2200\nvelocity_longitudinal_m_per_s = 5800\nvelocity_transverse_m_per_s = 3800\n"
        "n_0_per_J_m3 = 8e44\nenergy_n_0_K = 0.5\n"
    )
    made = read_material(file)
    assert made.E_0 == pytest.approx(10 * ELECTRONVOLT, rel=1e-12)
    assert made.a == pytest.approx(1e-10, rel=1e-12)
    assert made.m == pytest.approx(1034 * AMU, rel=1e-12)
    assert (made.density, made.velocity_longitudinal, made.velocity_transverse) == (
        2200,
        5800,
        3800,
    )
    assert made.n_0 == 8e44 and made.P_0 is None
    assert made.energy_n_0 == pytest.approx(0.5 * BOLTZMANN, rel=1e-12)
    file.write_text(RIGHT + "P_0_per_m3 = 1e26\n")
    assert read_material(str(file)).P_0 == 1e26
    file.write_bytes(b"\xef\xbb\xbf" + RIGHT.encode())
    assert read_material(file) == read_material(str(file))


def test_a_file_of_the_largest_size_is_read(file: Path) -> None:
    file.write_text(RIGHT + "#" * (65_536 - len(RIGHT)))
    assert read_material(file).a == 1e-10
    assert "is larger than 65536 bytes" in refused(file, RIGHT + "#" * (65_537 - len(RIGHT)))


@pytest.mark.parametrize(
    "value", ["1e-60", "-1e-60", "0", "0.0", "-1", "1e60", "1e61", "inf", "nan"]
)
def test_a_value_that_no_material_has(file: Path, value: str) -> None:
    said = refused(file, RIGHT.replace("E_0_eV = 10", f"E_0_eV = {value}"))
    assert (
        "E_0_eV is" in said
        and "a positive finite number of a size that a material can have" in said
    )


@pytest.mark.parametrize("value", [1.1e-60, 9.9e59, 1, 10**59])
def test_a_value_within_the_range_of_the_file(value: float) -> None:
    assert material_file._number("m_amu", value, "the file") == float(value)
    assert isinstance(material_file._number("m_amu", value, "the file"), float)


@pytest.mark.parametrize("value", ["'10'", "true", "[1]"])
def test_a_value_that_is_no_number(file: Path, value: str) -> None:
    assert "a number is needed because its unit is in the key" in refused(
        file, RIGHT.replace("E_0_eV = 10", f"E_0_eV = {value}")
    )


def test_keys_that_are_unknown_or_missing(file: Path) -> None:
    assert "unknown key 'E0_eV'; did you mean E_0_eV?" in refused(file, "E0_eV = 10\n")
    said = refused(file, RIGHT + "colour = 1\n")
    assert "'colour'; the keys are E_0_eV, a_angstrom, m_amu, density" in said
    long = "x" * 100
    assert repr("x" * 60) in refused(file, f"{long} = 1\n")
    for line in RIGHT.splitlines():
        key = line.split()[0]
        assert f"lacks {key}, but" in refused(file, RIGHT.replace(line + "\n", ""))
    assert "lacks E_0_eV and m_amu, but" in refused(file, "a_angstrom = 1\n")


def test_what_material_refuses_is_told_with_the_file(file: Path) -> None:
    assert "is inconsistent: the material has eta_L" in refused(
        file, RIGHT.replace("1034", "1e-12")
    )
    assert "is not TOML: " in refused(file, "{")
    assert len(refused(file, "x = " + "[" * 5000)) < len(str(file)) + 300
    assert "is not UTF-8" in refused(file, b"x = '\xff'")


def test_what_is_no_file(tmp_path: Path) -> None:
    for place, words in (
        (tmp_path, "it is a folder"),
        (Path("/dev/null"), "it is not a regular file"),
        (tmp_path / "none", "cannot be read: No such file"),
        ("a\x00b", "cannot be read"),
    ):
        with pytest.raises(MaterialFileError, match=words):
            read_material(place)
    for given in (3, None, b"x"):
        with pytest.raises(TypeError, match="a path is needed"):
            read_material(given)  # type: ignore[arg-type]


def test_a_long_value_is_cut_in_a_message() -> None:
    """Up to 60 characters stay; of more the first 57, and dots."""
    for size in (60, 61, 100):
        text = repr("x" * (size - 2))
        assert len(text) == size
        assert material_file._word("x" * (size - 2)) == (text if size <= 60 else text[:57] + "...")
    assert material_file._word(10**299) == "1e+299"
    assert material_file._word(-(10**300)) == "an integer of over 300 digits"
    assert material_file._word(1 - 10**300) == "-1e+300"
    assert material_file._word(12) == "12"
