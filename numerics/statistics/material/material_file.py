r"""E_0_eV = 10.0, a_angstrom = 1.0, m_amu = 100.0, ...:  a ``Material`` from a TOML file, each key with its unit.

    key                              unit             needed
    E_0_eV                           eV               always
    a_angstrom                       10^-10 m         always
    m_amu                            1.66e-27 kg      always
    density_kg_per_m3                kg/m^3           for the heat per kilogram
    velocity_longitudinal_m_per_s    m/s              both velocities for the phonons' part
    velocity_transverse_m_per_s      m/s
    P_0_per_m3                       m^-3             P_0, or n_0 with the energy (in K, as E/k_B) that it holds at,
    n_0_per_J_m3                     J^-1 m^-3        for any result in SI
    energy_n_0_K                     K

Shapes: numbers, integers or decimals.  Units: as above; the Material is in SI.
Errors: MaterialFileError, a ValueError, in one sentence with the file's name: a file that cannot be read, no UTF-8,
no TOML, a key that is unknown (with the nearest known one) or missing, a value that is no positive number, and
everything that ``Material`` refuses.
Not guaranteed: that the numbers belong to the material that the file's name tells.
Constants: SI of 2019; atomic mass constant of CODATA 2018.
"""

from __future__ import annotations

import tomllib
from difflib import get_close_matches
from os import PathLike, fspath
from pathlib import Path
from typing import Any

from softpot.numerics.statistics.material.material import BOLTZMANN, ELECTRONVOLT, Material

__all__ = ["KEYS", "LARGEST_FILE", "MaterialFileError", "read_material"]

ATOMIC_MASS = 1.66053906660e-27
LARGEST_FILE = 65_536  # bytes; ten numbers and what is said about them take less

# key: (name in Material, its unit in SI)
KEYS: dict[str, tuple[str, float]] = {
    "E_0_eV": ("E_0", ELECTRONVOLT),
    "a_angstrom": ("a", 1e-10),
    "m_amu": ("m", ATOMIC_MASS),
    "density_kg_per_m3": ("density", 1.0),
    "velocity_longitudinal_m_per_s": ("velocity_longitudinal", 1.0),
    "velocity_transverse_m_per_s": ("velocity_transverse", 1.0),
    "P_0_per_m3": ("P_0", 1.0),
    "n_0_per_J_m3": ("n_0", 1.0),
    "energy_n_0_K": ("energy_n_0", BOLTZMANN),
}
NEEDED = ("E_0_eV", "a_angstrom", "m_amu")


class MaterialFileError(ValueError):
    """The file describes no material; the message says why."""


def read_material(file: str | PathLike[str]) -> Material:
    r"""The material that a TOML file describes: E_0_eV, a_angstrom, m_amu, and more (the module text lists the keys).

    file: a path.
    Returns: a ``Material``, in SI units.
    Raises: TypeError for what is no path, MaterialFileError for what is no such file.
    Not guaranteed: that the numbers describe a real material.

    >>> import tempfile, pathlib
    >>> from softpot import read_material
    >>> file = pathlib.Path(tempfile.mkdtemp()) / "glass.toml"
    >>> _ = file.write_text("E_0_eV = 10\na_angstrom = 1\nm_amu = 1034")
    >>> round(read_material(file).w_kelvin, 3)
    3.997
    """
    if not isinstance(file, (str, PathLike)) or not isinstance(fspath(file), str):
        raise TypeError(
            f"file is {type(file).__name__}, but a path is needed because the material is read from a file"
        )
    path = Path(file)
    shown = " ".join(f"the material file {path}".split())
    try:
        data = tomllib.loads(_text(path, shown))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        said = " ".join(str(error).split())[:200]
        raise MaterialFileError(f"{shown} is not TOML: {said}") from None
    return _material(data, shown)


def _text(path: Path, shown: str) -> str:
    try:
        if path.is_dir():
            raise MaterialFileError(f"{shown} cannot be read: it is a folder")
        if path.exists() and not path.is_file():  # /dev/zero has no end, and a pipe waits
            raise MaterialFileError(f"{shown} cannot be read: it is not a regular file")
        with path.open("rb") as stream:
            content = stream.read(LARGEST_FILE + 1)
        if len(content) > LARGEST_FILE:
            raise MaterialFileError(
                f"{shown} is larger than {LARGEST_FILE} bytes, but a material is ten numbers at most"
            )
        return content.decode("utf-8-sig")  # editors of Windows write a mark first
    except OSError as error:
        raise MaterialFileError(f"{shown} cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise MaterialFileError(f"{shown} is not UTF-8, but TOML is text in UTF-8") from None
    except ValueError as error:
        if isinstance(error, MaterialFileError):
            raise
        raise MaterialFileError(f"{shown} cannot be read: {error}") from None  # a null in the name


def _material(data: dict[str, Any], shown: str) -> Material:
    values: dict[str, float] = {}
    for key, value in data.items():
        if key not in KEYS:
            near = get_close_matches(key, KEYS, n=1, cutoff=0.4)
            hint = f"did you mean {near[0]}?" if near else f"the keys are {', '.join(KEYS)}"
            raise MaterialFileError(f"{shown} has the unknown key {key[:60]!r}; {hint}")
        name, unit = KEYS[key]
        values[name] = _number(key, value, shown) * unit
    missing = [key for key in NEEDED if key not in data]
    if missing:
        raise MaterialFileError(
            f"{shown} lacks {' and '.join(missing)}, but {', '.join(NEEDED)} are needed because w and eta_L follow "
            "from them"
        )
    try:
        return Material(**values)
    except (ValueError, ArithmeticError) as error:
        raise MaterialFileError(f"{shown} is inconsistent: {error}") from None


def _number(key: str, value: object, shown: str) -> float:
    """The value as a double above zero, whose conversion to SI neither overflows nor vanishes."""
    wanted = f"in {shown} {key} is"
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise MaterialFileError(
            f"{wanted} {_word(value)}, but a number is needed because its unit is in the key"
        )
    if not 1e-60 < value < 1e60:
        raise MaterialFileError(
            f"{wanted} {_word(value)}, but a positive finite number of a size that a material can have is needed"
        )
    return float(value)


def _word(value: object) -> str:
    text = (
        " ".join(repr(value).split())
        if not isinstance(value, int)
        else f"{value:.12g}"
        if abs(value) < 10**300
        else "an integer of over 300 digits"
    )
    return text if len(text) <= 60 else text[:57] + "..."
