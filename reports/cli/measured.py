"""``softpot read``: what a data file holds, in SI units, and what was left out of it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from softpot.numerics.machinery.outward import outward, outward_double
from softpot.reports.cli import statistics as shared
from softpot.reports.cli.terminal import say, table
from softpot.reports.cli.usage import choice, number

if TYPE_CHECKING:
    from softpot.numerics.measured import HeatData

_BASES = ("mass", "mole", "volume")
_SHOWN = 12
# option: (keyword of read_heat, its unit in SI)
_CONSTANTS = {
    "--mass": ("mass", 1e-6),
    "--molar-mass": ("molar_mass", 1e-3),
    "--atoms": ("atoms", 1.0),
    "--density": ("density", 1.0),
}


@dataclass(frozen=True)
class Sample:
    """The options that say what a file's numbers are counted per, as they were typed; None where not given."""

    unit: str | None = None
    quantity: str | None = None
    mass: str | None = None
    molar_mass: str | None = None
    atoms: str | None = None
    density: str | None = None
    field: str | None = "0"


def data_of(file: str, sample: Sample, basis: str) -> HeatData:
    """The data of a file; one sentence, exit 2, where they cannot be had."""
    choice(basis, "--basis", _BASES)
    given = {
        keyword: shared.double(text, option) * factor
        for option, (keyword, factor) in _CONSTANTS.items()
        if (text := getattr(sample, keyword)) is not None
    }
    field = shared.double(number(sample.field or "0", "--field"), "--field")
    with shared.one_sentence("the data could not be read"):
        from softpot.numerics.measured import read_heat

        return read_heat(
            file,
            unit=sample.unit,
            quantity=sample.quantity,
            basis=basis,  # type: ignore[arg-type]
            field=field,
            **given,
        )


def run_read(file: str, sample: Sample, basis: str, form: str) -> int:
    """Read and print; 2 for what cannot be understood."""
    choice(form, "--format", shared.FORMATS)
    data = data_of(file, sample, basis)
    if form == "json":
        say(json.dumps(as_data(data), indent=2, allow_nan=False))
    elif form == "csv":
        for line in _csv(data):
            say(line)
    else:
        for line in in_words(data):
            say(line)
    return 0


def as_data(data: HeatData) -> dict[str, object]:
    """The points and what is known of them, for JSON."""
    rows = [
        {
            "T_K": shared.rounded(float(T)),
            "C": shared.rounded(float(C)),
            **({} if data.sigma is None else {"sigma": outward_double(data.sigma[k], 10)}),
        }
        for k, (T, C) in enumerate(zip(data.temperature, data.heat, strict=True))
    ]
    return {
        "file": data.name,
        "unit": data.unit,
        "molar_mass_kg_per_mol": data.molar_mass,
        "atoms_per_formula_unit": data.atoms,
        "relative_scale_error": data.mass_error,
        "understood": list(data.understood),
        "dropped": [{"rows": d.count, "reason": d.reason} for d in data.dropped],
        "rows": rows,
    }


def _csv(data: HeatData) -> list[str]:
    unit = data.unit.replace(" ", "_")
    heads = ["T_K", f"C_{unit}"] + ([] if data.sigma is None else [f"sigma_{unit}"])
    rows = [
        [
            f"{T:.10g}",
            f"{C:.10g}",
            *([] if data.sigma is None else [outward(data.sigma[k], ".10g")]),
        ]
        for k, (T, C) in enumerate(zip(data.temperature, data.heat, strict=True))
    ]
    return [",".join(row) for row in (heads, *rows)]


def in_words(data: HeatData) -> list[str]:
    """What was understood, what was dropped, and the first and last points."""
    lines = [f"{data.name}: {data.temperature.size} points, "
             f"T = {data.temperature[0]:.6g} to {data.temperature[-1]:.6g} K"]  # fmt: skip
    lines += [f"  {word}" for word in data.understood]
    if data.mass_error is not None:
        lines.append(
            f"  common scale error: {outward(data.mass_error, '.3g', times=100)} %, of the sample's mass"
        )
    for dropped in data.dropped:
        plural = "row" if dropped.count == 1 else "rows"
        lines.append(f"  left out: {dropped.count} {plural} {dropped.reason}")
    heads = ["T, K", f"C, {data.unit}", "C/T^3"] + ([] if data.sigma is None else ["error, %"])
    count = data.temperature.size
    shown = list(range(count))
    if count > _SHOWN:
        shown = [*range(_SHOWN // 2), *range(count - _SHOWN // 2, count)]
    cells = []
    for k in shown:
        T, C = float(data.temperature[k]), float(data.heat[k])
        cells.append([f"{T:.6g}", f"{C:.6g}", f"{C / T**3:.6g}"])
        if data.sigma is not None:
            cells[-1].append(outward(100 * float(data.sigma[k]) / C, ".3g"))
    if count > _SHOWN:
        cells.insert(_SHOWN // 2, ["..."] * len(heads))
    return [*lines, "", *table(heads, cells, shrink=0)]
