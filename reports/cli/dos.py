"""``softpot dos``: the density of states n(E) of the transitions between two levels of soft potentials."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from softpot.reports.cli import plots
from softpot.reports.cli import statistics as shared
from softpot.reports.cli.statistics import Column, Model, Wanted
from softpot.reports.cli.terminal import Progress
from softpot.reports.cli.usage import refuse, whole

if TYPE_CHECKING:
    from softpot.numerics.statistics import Curve, Distribution, Material


def run(model: Model, transition: str, e_min: str, e_max: str, points: str, wanted: Wanted) -> int:
    """Compute and print; 2 for what cannot be asked for, 3 for a level curve that did not settle."""
    shared.check_wanted(wanted)
    count = whole(points, "--points", 2, shared.MAX_POINTS)
    levels = _levels(transition)
    made, material = shared.model_of(model)
    from softpot.numerics.statistics.model.arguments import energies, transition_of

    with shared.one_sentence("the transition could not be read"):
        transition_of(levels)
    grid = shared.geometric(e_min, e_max, count, ("--e-min", "--e-max"), energies, material)
    about = shared.described(made, material)
    with shared.one_sentence("n(E) could not be computed"), Progress() as progress:
        curve = _curve(made, levels, grid, progress)
    extra = {"transition": list(levels), "unit": curve.unit}
    words = [
        f"Density of states n(E) of the transitions {levels[0]} to {levels[1]}, in {curve.unit}",
        *shared.in_words(made, about),
    ]
    columns = _columns(curve, made, material)
    if wanted.plot is not None:
        plots.plot_density(wanted.plot, columns, words)
    shared.print_columns(wanted, columns, about, extra, words, ())
    return 0


def _levels(text: str) -> tuple[int, int]:
    found = re.fullmatch(r"([0-9]{1,9})\s*,\s*([0-9]{1,9})", text.strip())
    if found is None:
        refuse(f"--transition must be two level numbers such as 1,2, got {text!r}")
    return int(found[1]), int(found[2])


def _curve(
    made: Distribution, levels: tuple[int, int], grid: list[float], progress: Progress
) -> Curve:
    import numpy as np

    from softpot.numerics.statistics import density_of_states

    found = []
    for k, energy in enumerate(grid):
        progress.at(k, len(grid), f"E = {energy:.3g} w")
        found.append(density_of_states(energy, made, levels))
    value, error = (
        np.concatenate([getattr(n, name) for n in found]) for name in ("value", "error")
    )
    return replace(found[0], x=np.array(grid), value=value, error=error)


def _columns(curve: Curve, made: Distribution, material: Material | None) -> list[Column]:
    columns = [
        Column("E_over_w", "E", "w", "E/w", curve.x),
        Column("n", "n", curve.unit, "n", curve.value),
        Column("error", "error", curve.unit, "error", curve.error, digits=2, bound=True),
    ]
    if material is not None:
        joule, density = material.density_in_SI(curve, made)
        columns += [
            Column("E_K", "E/k_B", "K", "E/k_B, K", curve.x * material.w_kelvin),
            Column("E_J", "E", "J", "E in J", joule),
            Column("n_per_J_m3", "n", "1/(J m^3)", "n, 1/(J m^3)", density),
        ]
    return columns
