"""The plane of (alpha, beta): level curves of E_12 and E_13, the fold, and the points where they are singular."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from derive.machinery.prose import prose
from derive.theory.symbols import S
from numerics.machinery.ledger import Ledger
from numerics.spectrum import levels
from reports.machinery.figure import BLUE, GREY, INK, ORANGE, FigureSpec

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

ALPHA, BETA = np.linspace(-8.0, 8.0, 97), np.linspace(0.0, 5.0, 61)
STATIONARY, LEAST = (0.0, 1.8944), (-3.9568, 0.0)
"""Where E_12 is stationary on the fold and where E_13 is least, for marks: the ledger holds their digits."""
STEPS = {
    2: (0.1, 0.5, 1.0, 1.5, 2.18213, 3.0, 4.0, 5.0),
    3: (3.7, 4.0, 4.5, 5.0, 6.0, 7.0, 8.0, 10.0),
}


def _draw(ledger: Ledger) -> Figure:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(7.0, 3.4), layout="constrained")
    found = levels(ALPHA[None, :], BETA[:, None], 3)
    for axes, m, letter, colour in zip(
        figure.subplots(1, 2, sharey=True), (2, 3), "ab", (BLUE, ORANGE), strict=True
    ):
        _plane(axes, found[..., m - 1] - found[..., 0], m, colour)
        axes.set_title(rf"({letter}) $E_{{1{m}}}/w$", loc="left", fontsize="medium")
    return figure


def _plane(axes: Axes, gap: Any, m: int, colour: str) -> None:
    lines = axes.contour(ALPHA, BETA, gap, levels=STEPS[m], colors=colour, linewidths=0.9)
    axes.clabel(lines, fmt="%.3g", fontsize=7)
    beta = np.linspace(0.0, 5.0, 101)
    edge = np.minimum(9 * beta**2 / 32, ALPHA[-1])
    axes.fill_betweenx(beta, 0.0, edge, color=GREY, alpha=0.25, linewidth=0)
    axes.plot(0 * beta, beta, color=INK, linewidth=0.9)
    axes.plot(edge, beta, color=INK, linewidth=0.9, linestyle="--")
    if m == 2:
        axes.plot(*STATIONARY, marker="o", color=INK, markersize=5)
    else:
        axes.plot(*LEAST, marker="s", color=INK, markersize=5, clip_on=False)
    axes.set_xlim(ALPHA[0], ALPHA[-1])
    axes.set_ylim(BETA[0], BETA[-1])
    axes.set_xlabel(r"$\alpha = \eta/\eta_L$ (dimensionless)")
    if m == 2:
        axes.set_ylabel(r"$|\beta| = |t|/\sqrt{\eta_L}$ (dimensionless)")


GAPS = FigureSpec(
    "van-hove-first-gap",
    prose(
        "Level curves of the first two excitation energies, in units of {w}, against the parameters of Eq. (7). "
        "Shaded: potentials with two wells seen from a minimum, which the paper's choice of origin leaves out; "
        "its edges are the two pictures of the fold (the line {fold} = 0 and, dashed, its partner). (a) A level "
        "curve of the first touches the fold where it is stationary along {fold} = 0 (circle). (b) The second is "
        "least at the square.",
        w=S.w, fold=S.alpha,
    ),
    _draw,
)  # fmt: skip
