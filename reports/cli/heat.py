"""``softpot heat``: the specific heat c(T) of soft potentials, and the minimum of c/T^3."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reports.cli import statistics as shared
from reports.cli.statistics import Column, Model
from reports.cli.terminal import Progress
from reports.cli.usage import choice, number, whole

if TYPE_CHECKING:
    from numerics.statistics import Curve, Distribution, Extremum, Material

_STATED = 1e-6  # the accuracy that numerics.statistics aims at
_AT_ONCE = 64  # temperatures; the table of each takes 0.6 MB


def run(model: Model, e_d: str | None, t_min: str, t_max: str, points: str, form: str) -> int:
    """Compute and print; 2 for what cannot be asked for, 3 for levels that could not be had."""
    choice(form, "--format", shared.FORMATS)
    count = whole(points, "--points", 2, shared.MAX_POINTS)
    made, material = shared.model_of(model)
    from numerics.statistics import maximum_of_heat, minimum_of_heat
    from numerics.statistics.arguments import temperatures
    from numerics.statistics.kept import delocalisation_energy

    with shared.one_sentence("--e-d could not be read"):
        E_d = delocalisation_energy(None if e_d is None else number(e_d, "--e-d"))

    grid = shared.geometric(t_min, t_max, count, ("--t-min", "--t-max"), temperatures)
    about = shared.described(made, material)
    with shared.one_sentence("the specific heat could not be computed"), Progress() as progress:
        curve = _curve(made, grid, E_d, progress)
        least = minimum_of_heat(made, grid[0], grid[-1], delocalised_above=E_d)
        most = None
        if E_d is not None:
            most = maximum_of_heat(made, grid[0], grid[-1], delocalised_above=E_d)
    extra: dict[str, Any] = {
        "unit": f"k_B {made.unit}",
        "largest_relative_error": _error(curve),
        "minimum": _as_data(least, material),
    }
    if E_d is not None:
        extra |= {"maximum": _as_data(most, material), "E_d_over_w": shared.rounded(E_d)}
    words = [
        f"Specific heat c in k_B {made.unit}, temperatures in w/k_B",
        *shared.in_words(made, about),
        *([] if E_d is None else [f"Vibrations beyond E_d = {E_d:.6g} w are left out"]),
    ]
    after = [
        _sentence("minimum", least, material),
        *([] if E_d is None else [_sentence("maximum", most, material)]),
        f"Estimated relative error of c: at most {_error(curve):.1g}",
    ]
    if form == "csv" and _error(curve) > _STATED:
        shared.note(f"the estimated relative error of c reaches {_error(curve):.1g}")
    shared.print_columns(form, _columns(curve, made, material), about, extra, words, after)
    return 0


def _curve(made: Distribution, grid: list[float], E_d: float | None, progress: Progress) -> Curve:
    """c at all temperatures, a part at a time."""
    import numpy as np

    from numerics.statistics import Curve, heat_table, specific_heat
    from numerics.statistics.grid import band_of

    # the levels of each band of temperatures are computed when its first table is
    _, first = np.unique(band_of(np.array(grid)), return_index=True)
    bands = [grid[int(k)] for k in first]
    parts = [grid[k : k + _AT_ONCE] for k in range(0, len(grid), _AT_ONCE)]
    for k, band in enumerate(bands):
        progress.at(k, len(bands) + len(parts), "levels of the potentials")
        heat_table(band, E_d)
    found = []
    for k, part in enumerate(parts, start=len(bands)):
        progress.at(k, len(bands) + len(parts), f"T = {part[0]:.3g} w/k_B")
        found.append(specific_heat(part, made, delocalised_above=E_d))
    value, error = (
        np.concatenate([getattr(c, name) for c in found]) for name in ("value", "error")
    )
    return Curve(np.array(grid), value, error, made.unit)


def _error(curve: Curve) -> float:
    """The largest estimated error relative to c, where c is more than nothing."""
    some = curve.value > 0.0
    return float((curve.error[some] / curve.value[some]).max(initial=0.0))


def _columns(curve: Curve, made: Distribution, material: Material | None) -> list[Column]:
    T, c = curve.x, curve.value
    columns = [
        Column("T_over_w", "k_B T/w", T),
        Column("c", "c", c),
        Column("c_over_T3", "c/T^3", c / T**3),
    ]
    if material is None:
        return columns
    kelvin, heat = material.heat_in_SI(curve, made)
    columns += [
        Column("T_K", "T in K", kelvin),
        Column("c_J_per_K_m3", "c, J/(K m^3)", heat),
    ]
    if material.density is not None:
        columns.append(Column("c_J_per_K_kg", "c, J/(K kg)", heat / material.density))
    if material.velocity_longitudinal is not None and material.velocity_transverse is not None:
        debye = material.debye_heat(kelvin)
        columns.append(Column("phonons_J_per_K_m3", "phonons, J/(K m^3)", debye))
    return columns


def _as_data(found: Extremum | None, material: Material | None) -> dict[str, float] | None:
    if found is None:
        return None
    data = {
        "T_over_w": shared.rounded(found.temperature),
        "c_over_T3": shared.rounded(found.c_over_T3),
    }
    if material is not None:
        data["T_K"] = shared.rounded(found.temperature * material.w_kelvin)
    return data


def _sentence(kind: str, found: Extremum | None, material: Material | None) -> str:
    if found is None:
        return f"c/T^3 has no {kind} between these temperatures"
    kelvin = "" if material is None else f" ({found.temperature * material.w_kelvin:.4g} K)"
    return f"The {kind} of c/T^3 is {found.c_over_T3:.6g}, at T = {found.temperature:.6g} w/k_B{kelvin}"
