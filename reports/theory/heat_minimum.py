"""Fig. 2 of the paper: c/T^3 for both distributions, their minima, the fall; and T_min against the cutoff."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from derive.machinery.prose import prose
from derive.theory.symbols import S
from numerics.machinery.ledger import Ledger
from numerics.statistics import Distribution, constant, exponential, minimum_of_heat, specific_heat
from numerics.statistics.cumulants import capacity
from numerics.statistics.delocalised import pointwise
from numerics.statistics.geometry import FloatArray
from numerics.statistics.grid import band_of, spectrum_grid
from numerics.statistics.heat import weighted
from reports.machinery.figure import BLUE, GREY, INK, ORANGE, FigureSpec, lettered

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

ETA_L, DELTA_ETA = "0.01", "0.1"
CUTOFFS = (5.0, 7.0, 10.0, 30.0, 100.0, 300.0, 1000.0, 3000.0)
SHOWN_CUTOFF = 30.0
DELOCALISED = 10.0
"""E_d/w of the dashed falls: with a smaller one the minimum itself is cut off."""


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

    figure = Figure(figsize=(7.0, 3.4), layout="constrained")
    heat, cutoff = figure.subplots(1, 2, width_ratios=(4, 3))
    _heat(heat)
    _against_cutoff(cutoff)
    lettered(heat, cutoff)
    return figure


def _heat(axes: Axes) -> None:
    curves: tuple[tuple[Distribution, str, str], ...] = (
        (
            constant(alpha_max=SHOWN_CUTOFF, eta_L=ETA_L),
            rf"1: $P_0$ constant, $|\alpha| < {SHOWN_CUTOFF:g}$",
            BLUE,
        ),
        (
            exponential(DELTA_ETA, eta_L=ETA_L),
            r"2: $P_0 \propto \exp(\eta/\delta\eta)$, $\delta\eta = 0.1$",
            ORANGE,
        ),
    )
    T = np.geomspace(0.1, 5.0, 80)
    above = T[T >= 0.6]
    for distribution, label, colour in curves:
        axes.loglog(T, specific_heat(T, distribution).value / T**3, color=colour, label=label)
        axes.loglog(
            above,
            _without(distribution, above) / above**3,
            color=colour,
            linestyle="--",
            linewidth=1.0,
        )
        least = minimum_of_heat(distribution)
        if least is not None:
            axes.plot(least.temperature, least.c_over_T3, marker="o", color=INK, markersize=4)
    axes.axvline(DELOCALISED / 5, color=GREY, linewidth=0.6)
    axes.annotate(r"$E_d/5$", (DELOCALISED / 5, 3e3), xytext=(3, 0), textcoords="offset points")
    axes.set_xlabel(r"$k_{\mathrm{B}}T/w$ (dimensionless)")
    axes.set_ylabel(r"$c/T^3$ (units of $k_{\mathrm{B}}P_0\eta_L^{5/2}/(w/k_{\mathrm{B}})^3$)")
    axes.set_ylim(50.0, 1e5)
    axes.legend(loc="upper left", fontsize="x-small")


def _against_cutoff(axes: Axes) -> None:
    size, place = [], []
    for alpha_max in CUTOFFS:
        least = minimum_of_heat(constant(alpha_max=alpha_max, eta_L=ETA_L))
        if least is not None:
            size.append(alpha_max)
            place.append(least.temperature)
    axes.loglog(size, place, marker="o", markersize=4, color=BLUE, label=r"$P_0$ constant")
    line = np.array([10.0, 3000.0])
    axes.loglog(line, place[-1] * (line / size[-1]) ** 0.125, color=GREY, linewidth=0.8)
    axes.annotate(r"$\alpha_{\max}^{1/8}$", (300.0, 0.86), fontsize="small")
    least = minimum_of_heat(exponential(DELTA_ETA, eta_L=ETA_L))
    if least is not None:
        axes.axhline(
            least.temperature, color=ORANGE, linestyle="--", label=r"$\exp(\eta/\delta\eta)$"
        )
    axes.set_ylim(0.3, 1.6)
    axes.set_yticks([0.4, 0.6, 0.8, 1.0, 1.4], ["0.4", "0.6", "0.8", "1", "1.4"])
    axes.set_yticks([], minor=True)
    axes.set_xlabel(r"cutoff $|\alpha|_{\max}$ (dimensionless)")
    axes.set_ylabel(r"$k_{\mathrm{B}}T_{\min}/w$ (dimensionless)")
    axes.legend(loc="upper left", fontsize="x-small")


HEAT_MINIMUM = FigureSpec(
    "minima-not-very-different",
    prose(
        "The paper's Fig. 2 with units. (a) The reduced specific heat from all levels of Eq. (7), for both "
        "distributions, each with its minimum (circle). Dashed: without the vibrations above an energy of ten {w}. "
        "(b) The place of the minimum for {P_0} constant against the cutoff of the deep wells, with the power law "
        "that follows from the two power laws of the heat; dashed, that of the exponential distribution.",
        w=S.w, P_0=S.P_0,
    ),
    _draw,
)  # fmt: skip
