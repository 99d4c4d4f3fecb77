"""The plane of (alpha, beta): level curves of E_12 and E_13, the fold, and the points where they are singular."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from softpot.derive.machinery.prose import prose
from softpot.derive.theory.symbols import S
from softpot.numerics.machinery.ledger import Ledger
from softpot.numerics.spectrum import levels
from softpot.numerics.spectrum.types.arrays import FloatArray
from softpot.reports.machinery.figure import WIDTH, FigureSpec, lettered
from softpot.reports.machinery.palette import DASHES, FAMILIES, INK, SHADE

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.path import Path

ALPHA, BETA = np.linspace(-8.0, 8.0, 257), np.linspace(0.0, 5.0, 161)
STATIONARY, LEAST = (0.0, 1.8944), (-3.9568, 0.0)
"""Where E_12 is stationary on the fold and where E_13 is least, for marks: the ledger holds their digits."""
STEPS = {
    2: (0.5, 1.5, 2.18213, 3.0, 4.0, 5.0),
    3: (4.5, 5.0, 6.0, 7.0, 8.0, 10.0),
}
PLACES: Mapping[int, tuple[tuple[float, float], ...]] = {
    2: ((-2.18, 0.25), (-0.71, 1.0), (0.58, 0.5), (2.67, 0.5), (5.19, 0.75)),
    3: ((-1.49, 0.75), (-0.35, 0.5), (0.78, 0.5), (1.97, 0.5), (4.64, 0.75)),
}
"""Points of level curves where they get their numbers."""


def _draw(ledger: Ledger) -> Figure:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH, 6.8), layout="constrained")
    found = levels(ALPHA[None, :], BETA[:, None], 3)
    panels = figure.subplots(2, 1, sharex=True)
    for axes, m, look in zip(panels, (2, 3), FAMILIES, strict=False):
        axes.set_title(rf"$E_{{1{m}}}/w$", loc="left")
        _plane(axes, found[..., m - 1] - found[..., 0], m, look)
    panels[1].set_xlabel(r"$\alpha = \eta/\eta_L$ (dimensionless)")
    lettered(*panels)
    return figure


def _plane(axes: Axes, gap: FloatArray, m: int, look: tuple[Any, str]) -> None:
    lines = axes.contour(
        ALPHA, BETA, gap, levels=STEPS[m], colors=look[1], linestyles=[look[0]], linewidths=1.0
    )
    lines.set_gid(f"gap-{m}")
    lines.set_paths([_without_specks(path) for path in lines.get_paths()])
    axes.clabel(lines, fmt="%.3g", fontsize="medium", manual=PLACES[m])
    beta = np.linspace(0.0, BETA[-1], 201)
    edge = 9 * beta**2 / 32
    axes.fill_betweenx(beta, 0.0, edge, color=SHADE, linewidth=0)
    axes.plot(
        [0.0, 0.0], BETA[[0, -1]], gid=f"fold-{m}", color=INK, linewidth=1.0, linestyle=DASHES[2]
    )
    axes.plot(edge, beta, gid=f"partner-{m}", color=INK, linewidth=1.0, linestyle=DASHES[3])
    mark, shape = (STATIONARY, "o") if m == 2 else (LEAST, "s")
    axes.plot(*mark, marker=shape, color=INK, markersize=5, linestyle="none", clip_on=False)
    axes.set_xlim(ALPHA[0], ALPHA[-1])
    axes.set_ylim(BETA[0], BETA[-1])
    axes.set_ylabel(r"$|\beta| = |t|/\sqrt{\eta_L}$")


def _without_specks(path: Path) -> Path:
    """Without the crumbs that a grid leaves where a level curve crosses itself, smaller than two cells of the grid."""
    vertices, codes = np.asarray(path.vertices), np.asarray(path.codes)
    pieces = np.split(np.arange(codes.size), np.flatnonzero(codes == path.MOVETO)[1:])
    cell = np.array([ALPHA[1] - ALPHA[0], BETA[1] - BETA[0]])
    kept = np.concatenate([
        piece for piece in pieces if (np.ptp(vertices[piece], axis=0) > 2 * cell).any()
    ])  # fmt: skip
    return type(path)(vertices[kept], codes[kept])


GAPS = FigureSpec(
    "van-hove-first-gap",
    prose(
        "Level curves of the first two excitation energies, in units of {w}, against the parameters of Eq. (7). "
        "Shaded: potentials with two wells seen from a minimum, which the paper's choice of origin leaves out; "
        "its edges are the two pictures of the fold (dotted, the line {fold} = 0; dashed and dotted, its partner). "
        "(a) A level curve of the first touches the fold where it is stationary along {fold} = 0 (circle). "
        "(b) The second is least at the square.",
        w=S.w, fold=S.alpha,
    ),
    _draw,
    key=False,
)  # fmt: skip
