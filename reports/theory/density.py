"""n(E) over its whole range, with both asymptotes, and a close view of its singularities."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from softpot.derive.machinery.prose import prose
from softpot.derive.theory.symbols import S
from softpot.numerics.machinery.ledger import Ledger
from softpot.numerics.statistics import Distribution, density_of_states
from softpot.reports.machinery.figure import WIDTH, FigureSpec, drawn_curve, lettered
from softpot.reports.machinery.palette import FAMILIES, GREY, GUIDE
from softpot.reports.machinery.traced import Array

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

ETA_L, DELTA_ETA = "0.01", "0.1"
CUTOFF = 100.0
COARSE, FINE = 1e-2, 3e-3
"""Relative errors that a line's width hides, over ten decades and near the singularities."""
ENERGIES = (1e-6, 2.0, 6.0, 15.0, 100.0)
FOLD, JUMP = 2.18213, 3.6511
"""Energies of the singularities, for marks only: the ledger holds their digits."""
LABELS = {
    "constant": r"$P_0$ constant, $|\alpha| < 100$",
    "exponential": r"$P_0 \propto \exp(\eta/\delta\eta)$, $\delta\eta = 0.1$",
    "flat": r"$P$ constant, $|\alpha| < 100$",
}


def _distributions() -> dict[str, Distribution]:
    return {
        "constant": Distribution.constant(alpha_max=CUTOFF, eta_L=ETA_L),
        "exponential": Distribution.exponential(DELTA_ETA, eta_L=ETA_L),
        "flat": Distribution.flat(alpha_max=CUTOFF, eta_L=ETA_L),
    }


def _draw(ledger: Ledger) -> Figure:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH, 6.6), layout="constrained")
    whole, near = figure.subplots(2, 1, height_ratios=(4, 3))
    _whole(whole)
    _near(near)
    lettered(whole, near)
    figure.legend(*whole.get_legend_handles_labels(), loc="outside upper left")
    return figure


def _density(made: Distribution, m: int, tolerance: float) -> Callable[[Array], Array]:
    return lambda energy: density_of_states(energy, made, (1, m), tolerance=tolerance).value


def _whole(axes: Axes) -> None:
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_xlim(ENERGIES[0], ENERGIES[-1])
    axes.set_ylim(1.0, 1e10)
    for (name, made), look in zip(_distributions().items(), FAMILIES, strict=False):
        drawn_curve(
            axes, f"n-{name}", _density(made, 2, COARSE), ENERGIES, look, label=LABELS[name]
        )
    high = np.array([6.0, 100.0])
    axes.plot(high, high**4 / (3 * np.sqrt(2)), gid="vibrations", **GUIDE)
    axes.annotate(r"$E^4/3\sqrt{2}$", (30.0, 30.0**4 / 4.2), (0.5, 3e7), ha="right",
                  arrowprops={"arrowstyle": "-", "color": GREY, "linewidth": 0.6})  # fmt: skip
    plateau = 4 * np.sqrt(2 * CUTOFF)
    axes.axhline(plateau, **GUIDE)
    axes.annotate(r"$4\sqrt{2}\,(\delta\eta/\eta_L)^{1/2}$", (1.6e-6, plateau), xytext=(0, 4),
                  textcoords="offset points")  # fmt: skip
    axes.set_xlabel(r"$E/w$ (dimensionless)")
    axes.set_ylabel(r"$n(E)$ ($P_0\eta_L^{5/2}/w$; $P\eta_L^{3/2}/w$)")


def _near(axes: Axes) -> None:
    """Both transitions near their singular energies, each relative to its value at 2.6 w or above the jump."""
    axes.set_xlim(1.7, 4.3)
    axes.set_ylim(0.0, 2.0)
    for (name, made), look in zip(_distributions().items(), FAMILIES, strict=False):
        for m, at in ((2, (1.8, FOLD, 2.6)), (3, (3.2, JUMP, 4.2))):
            found = _density(made, m, FINE)
            end = float(found(np.array([at[-1]]))[0])
            drawn_curve(axes, f"near-{name}-{m}", _over(found, end), at, look)
    axes.axvline(FOLD, **GUIDE)
    axes.annotate(r"$1\to2$", (1.75, 1.5))
    axes.annotate(r"$1\to3$", (3.75, 1.5))
    axes.set_xlabel(r"$E/w$ (dimensionless)")
    axes.set_ylabel(r"$n(E)$, relative to right end")


def _over(function: Callable[[Array], Array], value: float) -> Callable[[Array], Array]:
    return lambda x: function(x) / value


DENSITY = FigureSpec(
    "two-level-density",
    prose(
        "The density of excitations from computed levels. (a) The first transition over its whole range of "
        "energies; thin lines are the two-level plateau of {P_0} constant and the growth of quasilocal "
        "vibrations. With {P_0} growing as an exponential, potentials with one well are counted up to {eta} = 1. "
        "(b) Near the singular energies (thin line: 2.18 {w}): the older distribution has a logarithmic peak, the "
        "exponential an infinite slope, and {P_0} constant nothing; the density of the second transition jumps "
        "for all three.",
        P_0=S.P_0,
        eta=S.eta,
        w=S.w,
    ),
    _draw,
)
