"""Levels of the quartic: eps_n(alpha) at four beta, the tunnel pairs that close, and psi_n in their wells."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from derive.machinery.prose import prose
from derive.theory.symbols import S
from numerics.machinery.ledger import Ledger
from numerics.spectrum import levels, states
from reports.machinery.figure import BLUE, GREY, INK, ORANGE, FigureSpec, lettered

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

ALPHAS = np.linspace(-12.0, 6.0, 91)
BETAS = (0.0, 0.5, 1.0, 2.0)
SHOWN = 6
STYLES = (("-", BLUE), ("--", ORANGE))  # of the levels n = 1, 3, 5 and n = 2, 4, 6
DEEP = (-6.0, 0.6)  # alpha and beta of the potential whose states are drawn


def _draw(ledger: Ledger) -> Figure | None:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(7.0, 5.6), layout="constrained")
    halves = figure.add_gridspec(2, 1, height_ratios=(1.2, 1.0))
    above, below = (figure.add_subfigure(halves[k]) for k in (0, 1))
    panels = above.subplots(1, len(BETAS), sharey=True)
    left, right = below.subplots(1, 2)
    for axes, beta in zip(panels, BETAS, strict=True):
        _levels(axes, beta)
    panels[0].set_ylabel(r"$\varepsilon_n$ (units of $w$)")
    _gaps(left)
    _states(right)
    lettered(panels[0], left, right)
    return figure


def _levels(axes: Axes, beta: float) -> None:
    """The levels at one beta, above the bottom of the potential."""
    found = levels(ALPHAS, beta, SHOWN)
    for n in range(SHOWN):
        style, colour = STYLES[n % 2]
        axes.plot(ALPHAS, found[:, n], linestyle=style, color=colour, linewidth=1.1)
    y = np.linspace(-4.0, 5.0, 1801)
    bottom = (y**2 * (ALPHAS[:, None] - beta * y + y**2)).min(axis=1)
    axes.plot(ALPHAS, bottom, color=GREY, linewidth=0.8)
    axes.set_xlim(ALPHAS[0], ALPHAS[-1])
    axes.set_xticks([-10, -5, 0, 5])
    axes.set_xlabel(rf"$\alpha$, $\beta = {beta:g}$")


def _gaps(axes: Axes) -> None:
    """Splittings of the tunnel pairs of the symmetric potential, as far as double precision tells them apart."""
    found = levels(ALPHAS, 0.0, SHOWN)
    for n, style in ((0, "-"), (2, "--"), (4, ":")):
        gap = found[:, n + 1] - found[:, n]
        seen = gap > 1e-9 * np.maximum(1.0, np.abs(found[:, n]))
        label = rf"$\varepsilon_{n + 2} - \varepsilon_{n + 1}$"
        axes.semilogy(ALPHAS[seen], gap[seen], linestyle=style, color=INK, label=label)
    axes.set_xlabel(r"$\alpha$ (dimensionless), $\beta = 0$")
    axes.set_ylabel(r"splitting (units of $w$)")
    axes.legend(loc="lower right", frameon=False, fontsize="small")


def _states(axes: Axes) -> None:
    alpha, beta = DEEP
    found = states(alpha, beta, 4)
    y = np.linspace(-2.9, 3.1, 601)
    potential = alpha * y**2 - beta * y**3 + y**4
    axes.plot(y, potential, color=GREY, linewidth=1.0)
    for n, (level, psi) in enumerate(zip(found.levels, found.psi(y), strict=True)):
        axes.axhline(level, color=GREY, linewidth=0.4)
        style, colour = STYLES[n % 2]
        axes.plot(y, level + 2.2 * psi, linestyle=style, color=colour, linewidth=1.1)
    axes.set_ylim(potential.min() - 1.5, found.levels[-1] + 5)
    axes.set_xlabel(rf"$y$ (dimensionless), $\alpha = {alpha:g}$, $\beta = {beta:g}$")
    axes.set_ylabel("energy (units of $w$)")


SPECTRUM = FigureSpec(
    "scaling",
    prose(
        "The spectrum of Eq. (7). (a) The lowest six levels against {alpha}, for four {beta}: those with an odd number "
        "{n} solid, the others dashed; thin, the bottom of the potential. Two levels that run together are a tunnel "
        "pair; a cubic term parts them. (b) The tunnel pairs of the symmetric potential close exponentially as its "
        "wells deepen. (c) The lowest four states in their wells, each drawn about its level.",
        n=S.n,
        alpha=S.alpha,
        beta=S.beta,
    ),
    _draw,
)
