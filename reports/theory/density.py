"""n(E) over its whole range, with both asymptotes, and a close view of its singularities."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from derive.machinery.prose import prose
from derive.theory.symbols import S
from numerics.machinery.ledger import Ledger
from numerics.statistics import Distribution, constant, density_of_states, exponential, flat
from reports.machinery.figure import BLUE, GREY, INK, ORANGE, FigureSpec, lettered

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

ETA_L = "0.01"
CUTOFF = 100.0
FINE = 1e-3
"""The error that a line of the figure's width hides."""
FOLD, JUMP = 2.18213, 3.6511
"""Energies of the singularities, for marks only: the ledger holds their digits."""


def _distributions() -> tuple[tuple[Distribution, str, str, str], ...]:
    return (
        (constant(alpha_max=CUTOFF, eta_L=ETA_L), r"$P_0$ constant, $|\alpha| < 100$", "-", BLUE),
        (
            exponential("0.1", eta_L=ETA_L),
            r"$P_0 \propto \exp(\eta/\delta\eta)$, $\delta\eta = 0.1$",
            "--",
            ORANGE,
        ),
        (flat(alpha_max=CUTOFF, eta_L=ETA_L), r"$P$ constant, $|\alpha| < 100$", ":", INK),
    )


def _draw(ledger: Ledger) -> Figure:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(7.0, 3.4), layout="constrained")
    whole, near = figure.subplots(1, 2, width_ratios=(4, 3))
    _whole(whole)
    _near(near)
    lettered(whole, near)
    return figure


def _whole(axes: Axes) -> None:
    energy = np.unique(
        np.concatenate(
            [np.geomspace(1e-6, 1.5, 13), np.linspace(1.9, 4.5, 8), np.geomspace(5.5, 100.0, 9)]
        )
    )
    for distribution, label, style, colour in _distributions():
        found = density_of_states(energy, distribution, tolerance=FINE).value
        axes.loglog(energy[found > 0], found[found > 0], linestyle=style, color=colour, label=label)
    high = np.array([6.0, 100.0])
    axes.loglog(high, high**4 / (3 * np.sqrt(2)), color=GREY, linewidth=0.8)
    axes.annotate(
        r"$E^4/3\sqrt{2}$", (30.0, 30.0**4 / 4.2), xytext=(-48, 4), textcoords="offset points"
    )
    plateau = 4 * np.sqrt(2 * CUTOFF)
    axes.axhline(plateau, color=GREY, linewidth=0.8)
    axes.annotate(r"$4\sqrt{2}\,(\delta\eta/\eta_L)^{1/2}$", (1.5e-6, plateau), xytext=(0, 3),
                  textcoords="offset points")  # fmt: skip
    axes.set_xlabel(r"$E/w$ (dimensionless)")
    axes.set_ylabel(r"$n(E)$ (units of $P_0\eta_L^{5/2}/w$; $P\eta_L^{3/2}/w$)")
    axes.legend(loc="upper center", fontsize="x-small")
    axes.set_ylim(1.0, 1e9)


def _near(axes: Axes) -> None:
    """Both transitions near their singular energies, each relative to its value at 2.6 w or above the jump."""
    for distribution, _, style, colour in _distributions():
        energy = np.unique(
            np.concatenate([np.linspace(1.8, 2.6, 9), FOLD + np.array([-2e-2, -3e-3, 3e-3, 2e-2])])
        )
        value = density_of_states(energy, distribution, tolerance=FINE).value
        axes.plot(energy, value / value[-1], linestyle=style, color=colour)
        energy = np.array([JUMP + 2e-3, *np.linspace(3.8, 4.2, 3)])
        value = density_of_states(energy, distribution, (1, 3), FINE).value
        axes.plot(
            [3.2, JUMP, JUMP, *energy],
            np.array([0.0, 0.0, value[0], *value]) / value[-1],
            linestyle=style, color=colour,
        )  # fmt: skip
    axes.axvline(FOLD, color=GREY, linewidth=0.6)
    axes.annotate(r"$1\to2$", (1.85, 1.12), fontsize="small")
    axes.annotate(r"$1\to3$", (3.75, 1.12), fontsize="small")
    axes.set_ylim(0.0, None)
    axes.set_xlabel(r"$E/w$ (dimensionless)")
    axes.set_ylabel(r"$n(E)$, relative to the right end")


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
