"""``softpot heat``: the specific heat c(T) of soft potentials, and the minimum of c/T^3."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from softpot.numerics.machinery.outward import outward
from softpot.reports.cli import plots
from softpot.reports.cli import statistics as shared
from softpot.reports.cli.statistics import Column, Model, Wanted
from softpot.reports.cli.terminal import Progress
from softpot.reports.cli.usage import whole

if TYPE_CHECKING:
    from softpot.numerics.statistics import Curve, Distribution, Extremum, Glass, Material

_STATED = 1e-6  # the accuracy that numerics.statistics aims at
_AT_ONCE = 64  # temperatures; the table of each takes 0.6 MB


def run(model: Model, e_d: str | None, t_min: str, t_max: str, points: str, wanted: Wanted) -> int:
    """Compute and print; 2 for what cannot be asked for, 3 for levels that could not be had."""
    shared.check_wanted(wanted)
    count = whole(points, "--points", 2, shared.MAX_POINTS)
    made, material = shared.model_of(model)
    from softpot.numerics.statistics import Glass, maximum_of_heat, minimum_of_heat
    from softpot.numerics.statistics.model.arguments import temperatures

    with shared.one_sentence("--e-d could not be read"):
        glass = Glass(made, None if e_d is None else shared.in_model_units(e_d, "--e-d", material))
        E_d = glass.E_d

    ends = ("--t-min", "--t-max")
    grid = shared.geometric(t_min, t_max, count, ends, temperatures, material)
    about = shared.described(made, material)
    with shared.one_sentence("the specific heat could not be computed"), Progress() as progress:
        curve = _curve(glass, grid, progress)
        progress.at(1, 2, "the minimum of c/T^3")
        least = minimum_of_heat(glass, grid[0], grid[-1])
        most = None
        if E_d is not None:
            progress.at(1, 2, "the maximum of c/T^3")
            most = maximum_of_heat(glass, grid[0], grid[-1])
    extra: dict[str, Any] = {
        "unit": curve.unit,
        "largest_relative_error": _error(curve),
        "minimum": _as_data(least, material),
    }
    if E_d is not None:
        extra |= {"maximum": _as_data(most, material), "E_d_over_w": shared.rounded(E_d)}
    words = [
        f"Specific heat c in {curve.unit}, temperatures in {curve.x_unit}",
        *shared.in_words(made, about),
        *([] if E_d is None else [f"Vibrations beyond E_d = {E_d:.6g} w are left out"]),
    ]
    if material is not None and material.velocity_longitudinal is not None:
        words.append("Phonons, and the total with them, in J/(K m^3)")
    after = [
        _sentence("minimum", least, material),
        *([] if E_d is None else [_sentence("maximum", most, material)]),
        f"Estimated relative error of c: at most {outward(_error(curve), '.1g')}",
    ]
    if shared.form_of(wanted) == "csv" and _error(curve) > _STATED:
        shared.note(f"the estimated relative error of c reaches {outward(_error(curve), '.1g')}")
    columns = _columns(curve, made, material)
    if wanted.plot is not None:
        plots.plot_heat(wanted.plot, columns, words)
    shared.print_columns(wanted, columns, about, extra, words, after)
    return 0


def _curve(glass: Glass, grid: list[float], progress: Progress) -> Curve:
    """c at all temperatures, a part at a time."""
    import numpy as np

    from softpot.numerics.statistics import specific_heat
    from softpot.numerics.statistics.plane.grid import band_of

    # the levels of each band of temperatures are computed when its first table is
    _, first = np.unique(band_of(np.array(grid)), return_index=True)
    bands = [grid[int(k)] for k in first]
    parts = [grid[k : k + _AT_ONCE] for k in range(0, len(grid), _AT_ONCE)]
    for k, band in enumerate(bands):
        progress.at(k, len(bands) + len(parts), "levels of the potentials")
        specific_heat(band, glass)
    found = []
    for k, part in enumerate(parts, start=len(bands)):
        progress.at(k, len(bands) + len(parts), f"T = {part[0]:.3g} w/k_B")
        found.append(specific_heat(part, glass))
    value, error = (
        np.concatenate([getattr(c, name) for c in found]) for name in ("value", "error")
    )
    return replace(found[0], x=np.array(grid), value=value, error=error)


def _error(curve: Curve) -> float:
    """The largest estimated error relative to c, where c is more than nothing."""
    some = curve.value > 0.0
    return float((curve.error[some] / curve.value[some]).max(initial=0.0))


def _columns(curve: Curve, made: Distribution, material: Material | None) -> list[Column]:
    T, c = curve.x, curve.value
    columns = [
        Column("T_over_w", "T", "w/k_B", "k_B T/w", T),
        Column("c", "c", curve.unit, "c", c),
        Column("c_over_T3", "c/T^3", f"{curve.unit}/(w/k_B)^3", "c/T^3", c / T**3),
    ]
    if material is None:
        return columns
    kelvin, heat = material.heat_in_SI(curve, made)
    columns += [
        Column("T_K", "T", "K", "T in K", kelvin),
        Column("c_J_per_K_m3", "c", "J/(K m^3)", "c, J/K/m^3", heat),
    ]
    if material.density is not None:
        columns.append(
            Column("c_J_per_K_kg", "c", "J/(K kg)", "c, J/K/kg", heat / material.density)
        )
    if material.velocity_longitudinal is not None and material.velocity_transverse is not None:
        debye = material.debye_heat(kelvin)
        columns += [
            Column("phonons_J_per_K_m3", "phonons", "J/(K m^3)", "phonons", debye),
            Column("total_J_per_K_m3", "total", "J/(K m^3)", "total", heat + debye),
        ]
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
