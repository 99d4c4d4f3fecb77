r"""T  C  [sigma]:  text with two or three columns, parted by commas, semicolons, tabs or spaces.

Lines that begin with #, % or ; are comments; one line of titles may stand above the numbers.  Titles such as
``T (mK)`` or ``C/T (mJ/(g K^2))``, in the titles' line or in the last comment before the numbers, tell units, and where
tabs, commas or semicolons part them ``T in mK`` and ``T / mK`` do so too; what they do not tell has to be said.  A
decimal comma is refused: 1,5 may be one number or two.  The third column is in the unit of the second unless its title
tells another one, or per cent.

Shapes: arrays (N,), in the order of the file.  Units: K, and the unit of the column.
Errors: DataFileError, a ValueError, in one sentence with the number of the line.
Not guaranteed: that the third column is one standard error; it is taken as that, in the unit of the second.
"""

from __future__ import annotations

import re
from math import isfinite

import numpy as np

from softpot.numerics.measured.data import FloatArray
from softpot.numerics.measured.numbers import decimal
from softpot.numerics.measured.quantum_design import Raw
from softpot.numerics.measured.units import DataFileError, HeatUnit, heat_unit, temperature_factor

__all__ = ["parsed"]

_DECIMAL_COMMA = re.compile(r"[+-]?\d+,\d+([eE][+-]?\d+)?")
LARGEST_ERROR = 0.5
_PER_CENT = ("%", "per cent", "percent")
_NO_UNIT = re.compile(r"(?i)(\d\s*)?(sigma|σ|std|sd|s\.d\.|standard|error|err|uncertainty)\b.*")


def parsed(text: str, name: str, unit: str | None, quantity: str | None) -> Raw:
    """The columns of a text; unit and quantity as for ``heat_unit``."""
    rows, titles = _rows(text, name)
    width = len(rows[0][1])
    for number, cells in rows:
        if len(cells) != width:
            raise DataFileError(
                f"{name} has {len(cells)} columns in line {number} and {width} in line {rows[0][0]}, but every line "
                "needs the same because each column is one quantity"
            )
    if width not in (2, 3):
        raise DataFileError(
            f"{name} has {width} column{'s' if width > 1 else ''}, but 2 or 3 are needed: temperature, specific heat "
            "and perhaps its standard error"
        )
    values = _numbers(rows, name)
    kelvin, own, own_quantity, own_error, words = _titles(titles, width, name)
    made = _unit(unit, quantity, own, own_quantity, name)
    for k, what in enumerate(("temperature", "specific heat", "error")[:width]):
        wrong = np.flatnonzero(~(values[:, k] > 0.0))
        if wrong.size:
            raise DataFileError(
                f"{name} has the {what} {values[wrong[0], k]:g} in line {rows[int(wrong[0])][0]}, but a positive "
                "number is needed because the fit works with ratios"
            )
    T, C = values[:, 0] * kelvin, values[:, 1]
    sigma, sigma_unit = (values[:, 2], made) if width == 3 else (None, None)
    in_words = "in the unit of the second"
    if sigma is not None and own_error is not None:
        in_words = "in per cent of the second" if own_error in _PER_CENT else f"in {own_error}"
        if own_error in _PER_CENT:
            sigma = sigma / 100.0 * C
        else:
            sigma_unit = _unit_of_errors(own_error, made, name)
    if sigma is not None and sigma_unit is made and float(np.median(sigma / C)) > LARGEST_ERROR:
        raise DataFileError(
            f"{name} has a third column of {np.median(sigma / C):.2g} times the second in the middle, but a standard "
            "error in the unit of the second column is needed: is it in per cent, or another quantity?"
        )
    told = f"a text with {width} columns"
    kind = f"specific heat: second column, {made.quantity} in {made.text}"
    error = (
        f"errors: third column, one standard error {in_words}"
        if width == 3
        else "errors: no column"
    )
    return Raw(T, C, sigma, made, sigma_unit, understood=(told, *words, kind, error))


def _rows(text: str, name: str) -> tuple[list[tuple[int, list[str]]], str]:
    """(line number, cells) of the lines with numbers, and the line above them."""
    lines = [(k, line.strip()) for k, line in enumerate(text.splitlines(), start=1) if line.strip()]
    titles = ""
    rows: list[tuple[int, list[str]]] = []
    body = [(k, line) for k, line in lines if line[0] not in "#%;"]
    if not body:
        raise DataFileError(f"{name} holds no numbers")
    _no_decimal_comma(body, name)
    split = _separator(body)
    for number, line in lines:
        if line[0] in "#%;":
            if not rows:
                titles = line.lstrip("#%; ")
            continue
        cells = [c.strip() for c in split(line)]
        while len(cells) > 2 and not cells[-1]:
            cells.pop()
        if all(decimal(c) is None for c in cells) and not rows:
            titles = line
            continue
        rows.append((number, cells))
    if not rows:
        raise DataFileError(f"{name} holds no numbers")
    return rows, titles


def _separator(body: list[tuple[int, str]]):  # type: ignore[no-untyped-def]
    lines = [line for _, line in body[-20:]]
    for mark in ("\t", ";", ","):
        if all(mark in line for line in lines):
            return lambda line: line.split(mark)
    return lambda line: re.split(r"\s+", line)


def _no_decimal_comma(body: list[tuple[int, str]], name: str) -> None:
    """One sentence for text in which a comma stands inside of numbers, or may."""
    for number, line in body:
        parts = [p for p in re.split(r"[\s;]+", line) if p]
        commas = [p for p in parts if _DECIMAL_COMMA.fullmatch(p)]
        if commas and (len(parts) > 1 or ";" in line):
            raise DataFileError(
                f"{name} has {commas[0]!r} in line {number}, but a decimal point is needed because a comma may "
                "part columns"
            )
    if all(_DECIMAL_COMMA.fullmatch(line) for _, line in body):
        raise DataFileError(
            f"{name} has {body[0][1]!r} in line {body[0][0]}, which may be one number or two: write decimal points, or "
            "part the columns by spaces"
        )


def _numbers(rows: list[tuple[int, list[str]]], name: str) -> FloatArray:
    values = np.empty((len(rows), len(rows[0][1])))
    for k, (number, cells) in enumerate(rows):
        for j, cell in enumerate(cells):
            value = decimal(cell)
            if value is None or not isfinite(value):
                raise DataFileError(
                    f"{name} has {cell[:40]!r} in line {number}, but a finite number is needed in every column"
                )
            values[k, j] = value
    return values


_TITLE = re.compile(r"([A-Za-z_/^0-9 ]*?)\s*[(\[]\s*([^,;\t]*?)\s*[)\]]\s*(?=[,;\t]|$|\s+[A-Za-z])")
_HEAT_IN_WORDS = r"(?:[kmunµμ]?J|erg|[km]?cal)\b.*"
_CELL = (
    re.compile(r"(|.*?[^\s/*·])\s*[(\[]\s*(.*?)\s*[)\]]"),
    re.compile(rf"(.+?)\s+in\s+(m?K|%|{_HEAT_IN_WORDS})"),
    re.compile(r"([Tt]\w*)\s*/\s*(m?K)"),
)


def _told(titles: str, width: int) -> list[tuple[str, str | None]]:
    """(name, unit or None) of each title; all that tell a unit where it is not clear what parts the titles."""
    for mark in ("\t", ";", ","):
        cells = [cell.strip() for cell in titles.split(mark)]
        if len(cells) == width:
            found = [next(filter(None, (form.fullmatch(c) for form in _CELL)), None) for c in cells]
            return [
                (c, None) if m is None else (m.group(1), m.group(2))
                for c, m in zip(cells, found, strict=True)
            ]
    return [
        (m.group(1).strip(), m.group(2))
        for m in _TITLE.finditer(titles)
        if not m.group(1).rstrip().endswith("/")
    ]


def _titles(
    titles: str, width: int, name: str
) -> tuple[float, str | None, str | None, str | None, list[str]]:
    """Kelvins in a unit of the first column, the second one's unit and quantity where told, the third one's unit, and
    what was understood."""
    parts = _told(titles.strip().strip("#").strip(" "), width)
    unit, quantity, error = None, None, None
    if all(told is None for _, told in parts):
        if parts and re.search(r"\bmK\b", parts[0][0]):
            raise DataFileError(
                f"{name} has {parts[0][0][:40]!r} as the title of its first column, but it is not clear whether mK is "
                "the unit: write T (K) or T (mK)"
            )
        return 1.0, unit, quantity, error, ["temperature: first column, taken as kelvin"]
    first = parts[0][1]
    if first is None:
        raise DataFileError(
            f"{name} has {parts[0][0][:40]!r} as the title of its first column, which tells no unit as others do: "
            "write T (K) or T (mK)"
        )
    kelvin = temperature_factor(first)
    if len(parts) > 1:
        unit = parts[1][1]
        title = parts[1][0].replace(" ", "").lower()
        if named := re.fullmatch(r"c[a-z_]{0,3}/t(\^?3)?", title):
            quantity = "C/T^3" if named.group(1) else "C/T"
    if len(parts) > 2:
        error = parts[2][1]
        error = None if error is None or _NO_UNIT.fullmatch(error) else error
    return kelvin, unit, quantity, error, [f"temperature: first column in {first}, by its title"]


def _unit_of_errors(text: str, heat: HeatUnit, name: str) -> HeatUnit:
    """The unit of the third column; DataFileError unless it is one of the second's kind."""
    try:
        made = heat_unit(text)
    except DataFileError:
        made = None
    if made is None or (made.amount, made.power) != (heat.amount, heat.power):
        raise DataFileError(
            f"{name} has {text[:40]} as the unit of its third column, but per cent, or a unit of {heat.quantity} "
            f"such as {heat.text}, is needed because it is the error of the second"
        )
    return made


def _unit(
    unit: str | None, quantity: str | None, own: str | None, own_quantity: str | None, name: str
) -> HeatUnit:
    """The unit that was asked for, or else that of the column's title; both must agree."""
    titled = None if own is None else heat_unit(own, own_quantity)
    if unit is None and titled is None:
        raise DataFileError(
            f"{name} does not tell the unit of its second column, but it is needed, in a title such as C (mJ/(g K)) or "
            "as the unit (--unit): J/(kg K), mJ/(g K), erg/(g K), J/(mol K), J/(K m^3) ..."
        )
    if unit is None:
        assert titled is not None and own is not None
        return heat_unit(own, quantity or own_quantity)
    asked = heat_unit(unit, quantity or own_quantity)
    if titled is not None and not titled.agrees(asked):
        raise DataFileError(
            f"{name} has {own} ({titled.quantity}) as the title of its second column, but the unit asked for is {unit} "
            f"({asked.quantity}): only one of both can be right"
        )
    return asked
