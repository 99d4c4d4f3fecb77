"""``softpot fit``: the model fitted to a file of measured specific heat, and its page."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from softpot.reports.cli import statistics as shared
from softpot.reports.cli.measured import Sample, data_of
from softpot.reports.cli.terminal import Progress, say, table
from softpot.reports.cli.usage import choice, number, refuse
from softpot.reports.measured.words import WordTable

if TYPE_CHECKING:
    from softpot.numerics.measured import HeatFit
    from softpot.reports.measured.told import Told

FORMATS = ("table", "json", "csv", "latex")
_SECONDS = {"ms": 1e-3, "s": 1.0, "min": 60.0, "h": 3600.0, "d": 86400.0, "": 1.0}
_PAIR = re.compile(r"(.+?)\s*(?:\+-|\+/-|±)\s*(.+)")


@dataclass(frozen=True)
class Wanted:
    """The options of the fit, as they were typed; None where not given."""

    velocities: str | None = None
    window: str | None = None
    sigma: str | None = None
    cutoff: str | None = None
    time: str | None = None
    elastic: str | None = None
    scale_error: str | None = None
    electronic: bool = False
    schottky: str | None = None
    frozen: bool = False
    cbar: str | None = None
    share: str | None = None


def _share(text: str, option: str) -> float:
    """A relative number: 0.01 or 1%."""
    plain = text.strip()
    per_cent = plain.endswith("%")
    value = shared.double(plain.removesuffix("%"), option)
    return value / 100.0 if per_cent else value


def _two(text: str, option: str, what: str) -> tuple[float, float]:
    parts = text.split(",")
    if len(parts) != 2:
        refuse(f"{option} must be {what}, joined by a comma, got {text!r}")
    return shared.double(parts[0], option), shared.double(parts[1], option)


def _cutoff(text: str) -> float | tuple[float, float]:
    pair = _PAIR.fullmatch(text.strip())
    if pair is None:
        return shared.double(text, "--L")
    return shared.double(pair.group(1), "--L"), shared.double(pair.group(2), "--L")


def _seconds(text: str) -> float:
    match = re.fullmatch(r"([^a-z]+)\s*(ms|s|min|h|d|)", text.strip())
    if match is None:
        refuse(f"--time must be a time such as 10s, 5min or 1h, got {text!r}")
    return shared.double(match.group(1), "--time") * _SECONDS[match.group(2)]


def _arguments(sample: Sample, wanted: Wanted) -> dict[str, object]:
    given: dict[str, object] = {
        "electronic": wanted.electronic,
        "frozen": wanted.frozen,
    }
    readers: dict[str, Callable[[str], object]] = {
        "velocities": lambda t: _two(t, "--velocities", "the longitudinal and the transverse one in m/s"),
        "window": lambda t: _two(t, "--window", "the lowest and the highest temperature in K"),
        "sigma": lambda t: _share(t, "--sigma"),
        "time": _seconds,
        "scale_error": lambda t: _share(t, "--scale-error"),
        "schottky": lambda t: shared.double(t, "--schottky"),
        "share": lambda t: _share(t, "--share-above-e-d"),
    }  # fmt: skip
    for name, reader in readers.items():
        if (text := getattr(wanted, name)) is not None:
            given[name] = reader(text)
    if wanted.cutoff is not None:
        given["L"] = _cutoff(wanted.cutoff)
    if wanted.elastic is not None:
        words = wanted.elastic.strip()
        given["elastic"] = words if words in ("free", "fixed") else _share(words, "--elastic")
    if wanted.cbar is not None:
        both = wanted.cbar.split(",")
        given["Cbar"] = (
            _two(wanted.cbar, "--cbar", "the longitudinal and the transverse one")
            if len(both) > 1
            else shared.double(wanted.cbar, "--cbar")
        )
    if sample.density is not None:
        given["density"] = shared.double(sample.density, "--density")
    return given


def run_fit(
    file: str, sample: Sample, wanted: Wanted, form: str, out: str | None, json_file: str | None,
    expect: tuple[str, ...], scan: bool,
) -> int:  # fmt: skip
    """Fit and print or write; 1 where a stated expectation fails, 2 for what cannot be fitted, 3 for no result."""
    choice(form, "--format", FORMATS)
    expected = [_expected(text) for text in expect]
    given = _arguments(sample, wanted)
    from softpot.reports.machinery.files import Refused, check_file

    try:
        if json_file is not None:
            check_file(Path(json_file))
        if out == "":
            refuse("--out is empty: give a folder, or leave the option out")
        if out is not None:
            from softpot.reports.measured.page import prepare

            prepare(Path(out))
    except Refused as error:
        refuse(str(error))
    data = data_of(file, sample, "mass")
    with shared.one_sentence("the fit was not obtained", typed=False), Progress() as progress:
        from softpot.numerics.measured import fit_heat

        progress.at(0, 3, "levels of the potentials")
        fit = fit_heat(data, **given)  # type: ignore[arg-type]
        progress.at(1, 3, "intervals")
        for name, _, _ in expected:
            fit.value(name)  # a name that no parameter has is refused before anything is written
        assert fit.estimates
        progress.at(2, 3, "other windows and assumptions")
        _written(fit, form, out, json_file, scan)
    return _judged(fit, expected)


def _written(fit: HeatFit, form: str, out: str | None, json_file: str | None, scan: bool) -> None:
    from softpot.reports.machinery.files import Refused, write_file
    from softpot.reports.measured.output import as_csv, as_json, as_latex
    from softpot.reports.measured.told import told

    lines: list[str] = []
    if form == "json":
        lines = as_json(fit, scan=scan).splitlines()
    elif form == "csv":
        lines = as_csv(fit).splitlines()
    elif form == "latex":
        lines = as_latex(told(fit, scan=False)).splitlines()
    else:
        lines = _in_words(told(fit, scan=scan))
    try:
        if json_file is not None:
            write_file(Path(json_file), as_json(fit, scan=scan))
        if out is not None:
            from softpot.reports.measured.page import write_page

            files, missing = write_page(fit, Path(out), scan=scan)
            lines += (
                ["", f"{out}: {', '.join(name for name in files if '/' not in name)}"]
                if form == "table"
                else []
            )
            if missing:
                shared.note(missing)
    except Refused as error:
        refuse(str(error))
    for line in lines:
        say(line)


def _block(found: WordTable) -> list[str]:
    if not found.rows:
        return []
    return ["", found.title, *table(found.heads, found.rows, shrink=0)]


def _parameters(found: WordTable) -> list[str]:
    """The parameters in two tables that fit a terminal: values with units, and intervals."""
    name, value, one, two, unit = range(5)
    lines: list[str] = []
    for title, columns in ((found.title, (name, value, unit)), ("Intervals", (name, one, two))):
        rows = tuple(tuple(row[k] for k in columns) for row in found.rows)
        lines += _block(WordTable(title, tuple(found.heads[k] for k in columns), rows))
    return lines


def _in_words(page: Told) -> list[str]:
    lines = [page.title, *(f"  {line}" for line in page.summary)]
    lines += [f"  note: {note}" for note in page.notes]
    lines += _parameters(page.parameters)
    lines += ["", *page.goodness]
    lines += _block(page.correlations)
    lines += ["", "Assumptions", *(f"  {line}" for line in page.assumptions)]
    if page.reading:
        lines += ["", "Data as read", *(f"  {line}" for line in page.reading)]
    for found in (page.changes, page.implied):
        lines += _block(found)
    lines += _block(page.three_term)
    return lines + _block(page.scan)


def _expected(text: str) -> tuple[str, float, float]:
    """(name, value, tolerance) of an expectation such as w=3.9+-0.1."""
    name, equals, rest = text.partition("=")
    pair = _PAIR.fullmatch(rest.strip())
    if not equals or pair is None:
        refuse(
            f"--expect must be a parameter, a value and a tolerance such as w=3.9+-0.1, got {text!r}"
        )
    return (
        name.strip(),
        shared.double(number(pair.group(1), "--expect"), "--expect"),
        shared.double(pair.group(2), "--expect"),
    )


def _judged(fit: HeatFit, expected: list[tuple[str, float, float]]) -> int:
    code = 0
    for name, value, tolerance in expected:
        found = fit.value(name)
        if abs(found - value) > tolerance:
            shared.note(f"{name} is {found:.6g}, but {value:g} +- {tolerance:g} was expected")
            code = 1
    return code
