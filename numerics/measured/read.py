r"""file -> (T_i, C_i, sigma_i) in K and J/(K kg):  one reader for instrument files and for text.

    C = factor * number * T^power, then per kilogram:  / mass (whole sample),  / M (mole),  * n/M (gram-atom),  / rho

Shapes: as ``HeatData``.  Units: SI.  Errors: DataFileError, a ValueError, in one sentence that names the number that
is missing or the place that is wrong; TypeError for the wrong kind of object.
Not guaranteed: that a column's title tells the truth about its numbers.
"""

from __future__ import annotations

from os import PathLike

import numpy as np

from softpot.numerics.measured import columns, quantum_design
from softpot.numerics.measured.data import Basis, HeatData, checked_constant
from softpot.numerics.measured.quantum_design import Raw
from softpot.numerics.measured.text import text_of
from softpot.numerics.measured.units import DataFileError, HeatUnit

__all__ = ["read_heat"]

LARGEST_FIELD = 1e6


def read_heat(
    file: str | PathLike[str],
    *,
    unit: str | None = None,
    quantity: str | None = None,
    basis: Basis = "mass",
    mass: float | None = None,
    molar_mass: float | None = None,
    atoms: float | None = None,
    density: float | None = None,
    field: float = 0.0,
) -> HeatData:
    r"""T, C and sigma of a Quantum Design heat-capacity file, or of a text with two or three columns.

    unit, quantity: of the second column of a text, such as "mJ/(g K)" and "C/T"; a Quantum Design file tells its
    own.
    basis: "mass", "mole" or "volume", what the result is per.  mass: of the sample, kg; molar_mass: kg/mol of
    formula units; atoms: per formula unit; density: kg/m^3; each beats what the file tells, and each is asked for
    where the conversion needs it.
    field: only rows within 50 Oe of it are read, Oe.
    Returns: ``HeatData``, in SI units.
    Raises: DataFileError, in one sentence that names the number that is missing or the place that is wrong;
    TypeError.
    Not guaranteed: that a column's title tells the truth about its numbers.

    >>> import pathlib, tempfile
    >>> from softpot.numerics import read_heat
    >>> file = pathlib.Path(tempfile.mkdtemp()) / "glass.txt"
    >>> _ = file.write_text("1.0 0.001\n2.0 0.008\n")
    >>> read_heat(file, unit="mJ/(g K)").heat.round(9).tolist()
    [0.001, 0.008]
    """
    given = {"mass": mass, "molar_mass": molar_mass, "atoms": atoms, "density": density}
    checked = {
        key: None if value is None else checked_constant(value, key) for key, value in given.items()
    }
    if isinstance(field, bool) or not isinstance(field, (int, float)):
        raise TypeError(f"field is {field!r}, but a number of oersteds is needed")
    if not abs(field) <= LARGEST_FIELD:
        raise DataFileError(
            f"the field is {field:g} Oe, but at most {LARGEST_FIELD:g} Oe is accepted"
        )
    name, text = text_of(file)
    try:
        return _converted(_raw(name, text, unit, quantity, float(field)), checked, basis, name)
    except DataFileError as error:
        if str(error).startswith(name):
            raise
        raise DataFileError(f"{name}: {error}") from None


def _raw(name: str, text: str, unit: str | None, quantity: str | None, field: float) -> Raw:
    """The columns, by the reader that knows the file's form."""
    if quantum_design.is_quantum_design(text):
        if unit is not None or quantity is not None:
            raise DataFileError(
                f"{name} names the units of its columns itself, so unit and quantity cannot be given besides"
            )
        return quantum_design.parsed(text, name, field)
    if field:
        raise DataFileError(
            f"{name} is a text without a column of the magnetic field, but the field {field:g} Oe is asked for"
        )
    return columns.parsed(text, name, unit, quantity)


def _converted(raw: Raw, given: dict[str, float | None], basis: Basis, name: str) -> HeatData:
    constants = dict(given)
    words = list(raw.understood)
    for key, own in (("mass", raw.mass), ("molar_mass", raw.molar_mass), ("atoms", raw.atoms)):
        value = constants[key]
        if value is None and own is not None:
            # a mass of zero is only wrong where it is needed
            needed = key != "mass" or raw.unit.amount == "sample"
            constants[key] = checked_constant(own, key) if needed else None
        elif value is not None and own is not None and abs(own / value - 1.0) > 1e-9:
            words.append(f"{key.replace('_', ' ')}: {value:g}, not the file's {own:g} (SI)")
    heat = _per_amount(raw.heat, raw.unit, raw, constants, name)
    sigma = None if raw.sigma is None else _per_amount(
        raw.sigma, raw.sigma_unit or raw.unit, raw, constants, name
    )  # fmt: skip
    own_basis: Basis = {"mass": "mass", "sample": "mass", "mole": "mole", "atoms": "mole", "volume": "volume"}[
        raw.unit.amount
    ]  # type: ignore[assignment]  # fmt: skip
    data = HeatData(
        raw.temperature, heat, sigma, own_basis, name.removeprefix("the data file "), constants["molar_mass"],
        constants["atoms"], raw.mass_error if raw.unit.amount == "sample" else None, (), raw.dropped,
    )  # fmt: skip
    made = data.per(basis, constants["density"])
    words.append(f"converted from {raw.unit.text} to {made.unit}" + _by(raw.unit, basis, constants))
    return HeatData(
        made.temperature, made.heat, made.sigma, made.basis, made.name, made.molar_mass, made.atoms, made.mass_error,
        tuple(words), made.dropped,
    )  # fmt: skip


def _per_amount(
    values: np.ndarray, unit: HeatUnit, raw: Raw, constants: dict[str, float | None], name: str
) -> np.ndarray:
    """C in SI per kilogram, mole or cubic metre."""
    result = values * unit.factor * raw.temperature**unit.power
    needed = {"sample": "mass", "atoms": "atoms"}.get(unit.amount)
    if needed is None:
        return result
    number = constants[needed]
    if number is None:
        words = {"mass": "the sample's mass", "atoms": "the number of atoms per formula unit"}[
            needed
        ]
        raise DataFileError(
            f"{name} has its heat capacity in {unit.text}, but {words} is not given and it is needed to convert that"
        )
    return result / number if needed == "mass" else result * number


def _by(unit: HeatUnit, basis: Basis, constants: dict[str, float | None]) -> str:
    parts = []
    if unit.amount == "sample":
        parts.append(f"the sample's mass {constants['mass'] or 0.0:.6g} kg")
    if unit.amount == "atoms":
        parts.append(f"{constants['atoms'] or 0.0:g} atoms per formula unit")
    if (unit.amount in ("mole", "atoms")) != (basis == "mole"):
        parts.append(f"the molar mass {constants['molar_mass'] or 0.0:.6g} kg/mol")
    if (unit.amount == "volume") != (basis == "volume"):
        parts.append(f"the density {constants['density'] or 0.0:.6g} kg/m^3")
    return f" by {' and '.join(parts)}" if parts else ""
