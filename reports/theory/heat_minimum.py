"""Fig. 2 of the paper: c/T^3 for both distributions, their minima, the fall; and T_min against the cutoff."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from softpot.derive.machinery.prose import prose
from softpot.derive.theory.symbols import S
from softpot.numerics.machinery.ledger import Ledger
from softpot.numerics.statistics import Distribution, Glass, minimum_of_heat, specific_heat
from softpot.numerics.statistics.gap.cumulants import capacity
from softpot.numerics.statistics.heat.heat import weighted
from softpot.numerics.statistics.model.geometry import FloatArray
from softpot.numerics.statistics.plane.delocalised import pointwise
from softpot.numerics.statistics.plane.grid import band_of, spectrum_grid
from softpot.reports.machinery.figure import WIDTH, FigureSpec, drawn_curve, lettered
from softpot.reports.machinery.palette import FAMILIES, GUIDE, INK

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

ETA_L, DELTA_ETA = "0.01", "0.1"
CUTOFFS = (5.0, 3000.0)
TEMPERATURES = (0.1, 5.0)
SHOWN_CUTOFF = 30.0
SHOWN = (0.3, 1.6)
"""Temperatures between which the minimum lies whatever the cutoff."""
DELOCALISED = 10.0
"""E_d/w of the falls: with a smaller one the minimum itself is cut off."""


def _with(glass: Glass, T: FloatArray) -> FloatArray:
    return specific_heat(T, glass).value


def _without(distribution: Distribution, T: FloatArray) -> FloatArray:
    """c(T) without delocalised levels, dropped point by point: good to a line's width, and quick."""
    heat, number = np.zeros(T.size), band_of(T)
    for band in np.unique(number):
        at = np.flatnonzero(number == band)
        for usual in spectrum_grid(int(band)).blocks:
            block = pointwise(usual, DELOCALISED)
            heat[at] += weighted(block, distribution)[:, 0].ravel() @ capacity(block.gaps, T[at])
    return heat


def _draw(ledger: Ledger) -> Figure:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH, 7.0), layout="constrained")
    heat, cutoff = figure.subplots(2, 1, height_ratios=(4, 3))
    _heat(heat)
    _against_cutoff(cutoff)
    lettered(heat, cutoff)
    figure.legend(*heat.get_legend_handles_labels(), loc="outside upper left")
    return figure


def _over_cube(heat: Callable[[FloatArray], FloatArray]) -> Callable[[FloatArray], FloatArray]:
    return lambda T: heat(T) / T**3


def _heat(axes: Axes) -> None:
    curves = (
        ("constant", Distribution.constant(alpha_max=SHOWN_CUTOFF, eta_L=ETA_L),
         rf"1: $P_0$ constant, $|\alpha| < {SHOWN_CUTOFF:g}$"),
        ("exponential", Distribution.exponential(DELTA_ETA, eta_L=ETA_L),
         r"2: $P_0 \propto \exp(\eta/\delta\eta)$, $\delta\eta = 0.1$"),
    )  # fmt: skip
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_xlim(*TEMPERATURES)
    axes.set_ylim(50.0, 1e5)
    levels = Glass(curves[0][1])
    for (name, distribution, label), look, fall in zip(
        curves, FAMILIES, FAMILIES[2:], strict=False
    ):
        glass = levels.with_distribution(distribution)
        drawn_curve(axes, f"c-{name}", _over_cube(partial(_with, glass)),
                    TEMPERATURES, look, label=label)  # fmt: skip
        drawn_curve(axes, f"without-{name}", _over_cube(partial(_without, distribution)),
                    (0.6, TEMPERATURES[-1]), fall, linewidth=1.1,
                    label=rf"the same without $\varepsilon > E_d$ ({label[0]})")  # fmt: skip
        least = minimum_of_heat(glass, *SHOWN)
        if least is not None:
            axes.plot(least.temperature, least.c_over_T3, marker="o", color=INK, markersize=4,
                      linestyle="none", gid=f"least-{name}")  # fmt: skip
    axes.axvline(DELOCALISED / 5, **GUIDE)
    axes.annotate(r"$E_d/5$", (DELOCALISED / 5, 3e4), xytext=(4, 0), textcoords="offset points")
    axes.set_xticks([0.1, 0.2, 0.5, 1.0, 2.0, 5.0], ["0.1", "0.2", "0.5", "1", "2", "5"])
    axes.set_xticks([], minor=True)
    axes.set_xlabel(r"$k_{\mathrm{B}}T/w$ (dimensionless)")
    axes.set_ylabel(r"$c/T^3$ ($k_{\mathrm{B}}P_0\eta_L^{5/2}(k_{\mathrm{B}}/w)^3$)")


def _against_cutoff(axes: Axes) -> None:
    glass = Glass(Distribution.exponential(DELTA_ETA, eta_L=ETA_L))

    def place(alpha_max: FloatArray) -> FloatArray:
        found = []
        for value in alpha_max:
            made = Distribution.constant(alpha_max=float(value), eta_L=ETA_L)
            least = minimum_of_heat(glass.with_distribution(made), *SHOWN)
            found.append(np.nan if least is None else least.temperature)
        return np.array(found)

    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_xlim(4.0, 4000.0)
    axes.set_ylim(*SHOWN)
    drawn_curve(axes, "T-min", place, CUTOFFS, FAMILIES[0])
    line = np.array([10.0, CUTOFFS[-1]])
    last = float(place(np.array([CUTOFFS[-1]]))[0])
    axes.plot(line, last * (line / CUTOFFS[-1]) ** 0.125, gid="eighth", **GUIDE)
    axes.annotate(r"$\alpha_{\max}^{1/8}$", (60.0, 0.9), ha="right")
    least = minimum_of_heat(glass, *SHOWN)
    if least is not None:
        axes.axhline(least.temperature, linestyle=FAMILIES[1][0], color=FAMILIES[1][1])
        axes.annotate(r"$\exp(\eta/\delta\eta)$", (3500.0, least.temperature), xytext=(0, -4), ha="right",
                      va="top", textcoords="offset points")  # fmt: skip
    axes.set_yticks([0.4, 0.6, 0.8, 1.0, 1.4], ["0.4", "0.6", "0.8", "1", "1.4"])
    axes.set_yticks([], minor=True)
    axes.set_xlabel(r"cutoff $|\alpha|_{\max}$ (dimensionless)")
    axes.set_ylabel(r"$k_{\mathrm{B}}T_{\min}/w$")


HEAT_MINIMUM = FigureSpec(
    "minima-not-very-different",
    prose(
        "The paper's Fig. 2 with units. (a) The reduced specific heat from all levels of Eq. (7), for both "
        "distributions, each with its minimum (circle), and without the vibrations above {E_d}, ten {w}. "
        "(b) The place of the minimum for {P_0} constant against the cutoff of the deep wells, with the power law "
        "that follows from the two power laws of the heat; dashed, that of the exponential distribution.",
        w=S.w, P_0=S.P_0, E_d=S.E_d,
    ),
    _draw,
)  # fmt: skip
