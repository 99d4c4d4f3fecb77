"""``softpot dos``: the density of states n(E) of the transitions between two levels of soft potentials."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reports.cli import statistics as shared
from reports.cli.statistics import Column, Model
from reports.cli.terminal import Progress
from reports.cli.usage import choice, refuse, whole

if TYPE_CHECKING:
    from numerics.statistics import Curve, Distribution, Material


def run(model: Model, transition: str, e_min: str, e_max: str, points: str, form: str) -> int:
    """Compute and print; 2 for what cannot be asked for, 3 for a level curve that did not settle."""
    choice(form, "--format", shared.FORMATS)
    count = whole(points, "--points", 2, shared.MAX_POINTS)
    levels = _levels(transition)
    made, material = shared.model_of(model)
    from numerics.statistics.arguments import energies, transition_of

    with shared.one_sentence("the transition could not be read"):
        transition_of(levels)
    grid = shared.geometric(e_min, e_max, count, ("--e-min", "--e-max"), energies)
    about = shared.described(made, material)
    with shared.one_sentence("n(E) could not be computed"), Progress() as progress:
        curve = _curve(made, levels, grid, progress)
    extra = {"transition": list(levels), "unit": f"{made.unit}/w"}
    words = [
        f"Density of states n(E) of the transitions {levels[0]} to {levels[1]}, in {made.unit}/w",
        *shared.in_words(made, about),
    ]
    shared.print_columns(form, _columns(curve, made, material), about, extra, words, ())
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

    from numerics.statistics import Curve, density_of_states

    value, error = np.zeros(len(grid)), np.zeros(len(grid))
    for k, energy in enumerate(grid):
        progress.at(k, len(grid), f"E = {energy:.3g} w")
        found = density_of_states(energy, made, levels)
        value[k], error[k] = found.value[0], found.error[0]
    return Curve(np.array(grid), value, error, made.unit)


def _columns(curve: Curve, made: Distribution, material: Material | None) -> list[Column]:
    columns = [
        Column("E_over_w", "E/w", curve.x),
        Column("n", "n", curve.value),
        Column("error", "error", curve.error, digits=2),
    ]
    if material is not None:
        joule, density = material.density_in_SI(curve, made)
        columns += [
            Column("E_J", "E in J", joule),
            Column("n_per_J_m3", "n, 1/(J m^3)", density),
        ]
    return columns
