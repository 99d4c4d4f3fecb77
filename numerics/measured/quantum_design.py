r"""[Header] ... [Data] ... :  heat-capacity files of Quantum Design's PPMS and DynaCool.

Lines ``INFO,7.76,MASS:Sample Mass (mg)`` of the header tell the sample's mass, its error, the formula weight and the
atoms per formula unit; each may be empty.  Of the columns, Sample Temp, Samp HC, Samp HC Err, the field and Sample
Coupling are read, by name; Puck and System temperatures are those of other places, and Addenda HC and Total HC are not
the sample's.  Rows that carry a comment, an error or the name of a calibration instead of numbers are left out,
and so are rows in a field other than the one asked for and rows with a coupling below 90 per cent; each kind is
counted.

Shapes: arrays (N,), in the order of the file.  Units: K, and the unit of the column.
Errors: DataFileError, a ValueError, in one sentence.
Not guaranteed: that the instrument's error is that of the sample alone.
Source: the column names of the heat capacity option 3.9 and 4.2.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import isfinite

import numpy as np

from softpot.numerics.measured.data import Dropped, FloatArray
from softpot.numerics.measured.numbers import decimal
from softpot.numerics.measured.units import DataFileError, HeatUnit, heat_unit, temperature_factor

__all__ = ["ZERO_FIELD", "Raw", "is_quantum_design", "parsed"]

ZERO_FIELD = 50.0
"""Rows within so many oersted of the field asked for are in that field."""
LEAST_COUPLING = 90.0
_MASSES = {"mg": 1e-6, "g": 1e-3, "kg": 1.0, "ug": 1e-9}


@dataclass(frozen=True)
class Raw:
    """Columns as they stand in a file, with what the file tells about the sample (SI; None where it does not)."""

    temperature: FloatArray
    heat: FloatArray
    sigma: FloatArray | None
    unit: HeatUnit
    sigma_unit: HeatUnit | None
    mass: float | None = None
    mass_error: float | None = None
    molar_mass: float | None = None
    atoms: float | None = None
    understood: tuple[str, ...] = ()
    dropped: tuple[Dropped, ...] = ()


def is_quantum_design(text: str) -> bool:
    """Whether the text has the sections of such a file."""
    return bool(re.search(r"(?im)^\s*\[(header|data)\]", text[:200_000]))


@dataclass(frozen=True)
class _Column:
    place: int
    title: str
    unit: str


def parsed(text: str, name: str, field: float) -> Raw:
    """The heat-capacity rows of a file in a field (Oe)."""
    lines = text.splitlines()
    start = next((k for k, line in enumerate(lines) if line.strip().lower() == "[data]"), None)
    if start is None or start + 1 >= len(lines):
        raise DataFileError(f"{name} has a header and no section [Data], but the rows stand there")
    about = _header(lines[:start], name)
    columns = _columns(lines[start + 1])
    temperature, heat, error, other = _chosen(columns, name)
    kelvin = temperature_factor(temperature.unit)
    unit = heat_unit(heat.unit)
    rows, counts, numbers = _rows(lines[start + 2 :], start + 3, len(columns), temperature, heat)
    found = _in_field(rows, numbers, counts, other.get("field"), field, name)
    coupling = other.get("coupling")
    if coupling is not None:
        found = _coupled(found, counts, coupling)
    if not found:
        raise DataFileError(
            f"{name} has no row with a temperature and a heat capacity left: {_listed(counts)}"
        )
    T = np.array([_cell(row, temperature) for _, row in found]) * kelvin
    C = np.array([_cell(row, heat) for _, row in found])
    for values, what in ((T, "sample temperature"), (C, "heat capacity")):
        wrong = np.flatnonzero(~(values > 0.0))
        if wrong.size:
            raise DataFileError(
                f"{name} has the {what} {values[wrong[0]]:g} in line {found[int(wrong[0])][0]}, but a positive "
                "number is needed because the fit works with ratios: remove the row"
            )
    sigma, sigma_unit = None, None
    in_field = f"rows within {ZERO_FIELD:g} Oe of {field:g} Oe"
    words = [
        f"a Quantum Design heat-capacity file{about.program}",
        f"temperature: {temperature.title}; specific heat: {heat.title} in {unit.text}",
        f"field: {in_field if 'field' in other else 'no column, taken as zero'}",
    ]
    if error is not None:
        values = np.array([_cell(row, error) for _, row in found])
        if np.isfinite(values).all() and (values > 0.0).all():
            sigma, sigma_unit = values, heat_unit(error.unit)
            words.append(f"errors: {error.title}, the instrument's own")
        else:
            bad = int((~(np.isfinite(values) & (values > 0.0))).sum())
            words.append(
                f"errors: {error.title} is not positive in {bad} of {values.size} rows, so none are used"
            )
    else:
        words.append("errors: no column")
    return Raw(
        T, C, sigma, unit, sigma_unit, about.mass, about.mass_error, about.molar_mass, about.atoms, tuple(words),
        tuple(Dropped(count, reason) for reason, count in counts.items() if count),
    )  # fmt: skip


@dataclass(frozen=True)
class _About:
    program: str
    mass: float | None
    mass_error: float | None
    molar_mass: float | None
    atoms: float | None


def _header(lines: list[str], name: str) -> _About:
    """What the header tells of the program and the sample."""
    program = ""
    told: dict[str, float] = {}
    for line in lines:
        cells = [cell.strip() for cell in line.split(",")]
        kind = cells[0].upper()
        if kind == "BYAPP" and len(cells) > 1:
            if "heat" not in cells[1].lower():
                raise DataFileError(
                    f"{name} was written by the option {cells[1]!r}, but a heat-capacity file is needed"
                )
            program = f", {' '.join(c for c in cells[1:3] if c)}"
        elif kind == "INFO":
            told.update(_told(cells[1:]))
    mass, error = told.get("MASS"), told.get("MASSERR")
    return _About(
        program, mass, error / mass if mass and error else None,
        # an empty field is often a zero
        told.get("MOLWGHT") or None, told.get("ATOMS") or None,
    )  # fmt: skip


def _told(cells: list[str]) -> dict[str, float]:
    """One number of the sample, in SI, where the cells of an INFO line name one and give it."""
    for k, cell in enumerate(cells):
        key = cell.split(":")[0].strip().upper()
        others = (decimal(c) for c in cells[:k] + cells[k + 1 :])
        value = next((v for v in others if v is not None and isfinite(v)), None)
        if key in ("MASS", "MASSERR", "MOLWGHT", "ATOMS") and value is not None:
            unit = re.search(r"\(([a-zµ]+)\)", cell)
            named = unit.group(1).replace("µ", "u") if unit else "mg"
            factor = {"MOLWGHT": 1e-3, "ATOMS": 1.0}.get(key, _MASSES.get(named, 1e-6))
            return {key: value * factor}
    return {}


def _columns(line: str) -> list[_Column]:
    found = []
    for k, cell in enumerate(line.split(",")):
        match = re.fullmatch(
            r"(.*?)\s*(?:\(([^()]*(?:\([^()]*\)[^()]*)*)\))?\s*", cell.strip().strip('"')
        )
        assert match is not None
        found.append(_Column(k, match.group(1).strip(), (match.group(2) or "").strip()))
    return found


def _chosen(
    columns: list[_Column], name: str
) -> tuple[_Column, _Column, _Column | None, dict[str, _Column]]:
    """Sample temperature, sample heat capacity, its error, and what else matters."""
    named = {re.sub(r"[^a-z/]+", " ", c.title.lower()).strip(): c for c in reversed(columns)}
    temperature = named.get("sample temp") or named.get("sample temperature")
    if temperature is None:
        others = [c.title for c in columns if "temp" in c.title.lower()]
        raise DataFileError(
            f"{name} has no column Sample Temp{f' (only {others[0]})' if others else ''}, but it is needed because the "
            "puck and the system have other temperatures than the sample"
        )
    heat = (
        named.get("samp hc")
        or named.get("sample hc")
        or named.get("samp hc/temp")
        or named.get("sample hc/temp")
    )
    if heat is None:
        others = [c.title for c in columns if "hc" in c.title.lower()]
        raise DataFileError(
            f"{name} has no column Samp HC{f' (only {others[0]})' if others else ''}, but it is needed because addenda "
            "and total are not the sample's heat capacity"
        )
    error = named.get("samp hc err") or named.get("sample hc err") or named.get("hc err")
    if "/" in heat.title:
        error = None  # the error column is that of Samp HC
    other = {}
    for key, titles in (("field", ("field", "magnetic field")), ("coupling", ("sample coupling",))):
        column = next((named[t] for t in titles if t in named), None)
        if column is not None:
            other[key] = column
    return temperature, heat, error, other


_Row = tuple[int, list[str]]
_COMMENT = "without numbers: comments, errors and names of calibrations"
_SHORT = "without a temperature or a heat capacity"
_LONG = "with more cells than there are columns"
_FIELD = "in another magnetic field"
_COUPLING = f"with a sample coupling below {LEAST_COUPLING:g} per cent"


def _cell(row: list[str], column: _Column) -> float:
    value = decimal(row[column.place]) if column.place < len(row) else None
    return float("nan") if value is None else value


def _rows(
    lines: list[str], first: int, width: int, temperature: _Column, heat: _Column
) -> tuple[list[_Row], dict[str, int], int]:
    counts = dict.fromkeys((_COMMENT, _SHORT, _LONG, _FIELD, _COUPLING), 0)
    kept: list[_Row] = []
    for number, line in enumerate(lines, start=first):
        if not line.strip():
            continue
        cells = [cell.strip() for cell in line.split(",")]
        words = [c for c in cells[:3] if decimal(c) is None]
        if any(re.match(r"(?i)(error|warning|calfile)\b", w) for w in words):
            counts[_COMMENT] += 1
        elif any(cells[width:]):
            counts[_LONG] += 1
        elif isfinite(_cell(cells, temperature)) and isfinite(_cell(cells, heat)):
            kept.append((number, cells))
        else:
            counts[_COMMENT if words else _SHORT] += 1
    return kept, counts, len(kept)


def _in_field(
    rows: list[_Row], number: int, counts: dict[str, int], column: _Column | None, field: float, name: str
) -> list[_Row]:  # fmt: skip
    if column is None:
        if field:
            raise DataFileError(
                f"{name} has no column of the magnetic field, but the field {field:g} Oe is asked for"
            )
        return rows
    tesla = 1e4 if column.unit.lower() in ("t", "tesla") else 1.0
    fields = np.array([_cell(row, column) for _, row in rows]) * tesla
    inside = np.abs(fields - field) < ZERO_FIELD
    # a row that does not tell its field is taken for one in zero field by nobody
    counts[_FIELD] += int((~inside).sum())
    if number and not inside.any():
        there = sorted({round(float(f), -2) for f in fields if isfinite(f)})
        shown = ", ".join(f"{f:g}" for f in there[:6]) + (" ..." if len(there) > 6 else "")
        raise DataFileError(
            f"{name} has no row in the field {field:g} Oe, but in {shown or 'none'} Oe: say which field is meant"
        )
    return [row for row, keep in zip(rows, inside, strict=True) if keep]


def _coupled(rows: list[_Row], counts: dict[str, int], column: _Column) -> list[_Row]:
    kept = []
    for number, row in rows:
        if _cell(row, column) < LEAST_COUPLING:
            counts[_COUPLING] += 1
        else:
            kept.append((number, row))
    return kept


def _listed(counts: dict[str, int]) -> str:
    return "; ".join(f"{n} {reason}" for reason, n in counts.items() if n) or "there are no rows"
