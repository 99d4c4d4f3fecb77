"""Levels of the quartic: eps_n(alpha) at four beta, the tunnel pairs that close, and psi_n in their wells."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from softpot.derive.machinery.prose import prose
from softpot.derive.theory.symbols import S
from softpot.numerics.machinery.ledger import Ledger
from softpot.numerics.spectrum import States, levels, splitting, wave_functions
from softpot.numerics.spectrum.types.arrays import FloatArray
from softpot.reports.machinery.figure import WIDTH, FigureSpec, drawn_curve, lettered
from softpot.reports.machinery.palette import DASHES, FAMILIES, GUIDE, INK

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

RANGE = (-12.0, 6.0)
BETAS = (0.0, 0.5, 1.0, 2.0)
SHOWN = 6
DEEP = (-6.0, 0.6)  # alpha and beta of the potential whose states are drawn
HEIGHT = 2.2  # of a state, in units of w for psi = 1


def _draw(ledger: Ledger) -> Figure | None:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH, 8.6), layout="constrained")
    parts = figure.add_gridspec(3, 1, height_ratios=(2.1, 1.1, 1.3))
    above, middle, below = (figure.add_subfigure(parts[k]) for k in (0, 1, 2))
    panels = above.subplots(2, 2, sharex=True, sharey=True)
    for axes, beta in zip(panels.flat, BETAS, strict=True):
        _levels(axes, beta)
    for axes in panels[-1]:
        axes.set_xlabel(r"$\alpha$")
    above.supylabel(r"$\varepsilon_n$ (units of $w$)", fontsize="medium")
    gaps, wells = middle.subplots(), below.subplots()
    _gaps(gaps)
    _states(wells)
    lettered(panels[0, 0], gaps, wells)
    return figure


def _level(n: int, beta: float) -> Callable[[FloatArray], FloatArray]:
    return lambda alpha: levels(alpha, beta, n)[:, n - 1]


def _bottom(beta: float) -> Callable[[FloatArray], FloatArray]:
    """min_y (alpha y^2 - beta y^3 + y^4): the lowest of the stationary points."""

    def value(alpha: FloatArray) -> FloatArray:
        root = np.sqrt(np.maximum(9 * beta**2 - 32 * alpha, 0.0))
        at = (3 * beta + root) / 8
        deepest = at**2 * (alpha - beta * at + at**2)
        return np.where(9 * beta**2 > 32 * alpha, np.minimum(deepest, 0.0), 0.0)

    return value


def _levels(axes: Axes, beta: float) -> None:
    """The levels at one beta, above the bottom of the potential."""
    axes.set_xlim(*RANGE)
    axes.set_ylim(-85.0, 40.0)
    for n in range(1, SHOWN + 1):
        drawn_curve(
            axes,
            f"level-{n}-{beta:g}",
            _level(n, beta),
            RANGE,
            FAMILIES[(n - 1) % 2],
            linewidth=1.1,
        )
    drawn_curve(axes, f"bottom-{beta:g}", _bottom(beta), RANGE, (DASHES[2], INK), linewidth=1.0)
    axes.set_xticks([-10, -5, 0, 5])
    axes.set_title(rf"$\beta = {beta:g}$", loc="left")


def _splitting(n: int) -> Callable[[FloatArray], FloatArray]:
    return lambda alpha: splitting(alpha, 0, n, n + 1)


def _gaps(axes: Axes) -> None:
    """Splittings of the tunnel pairs of the symmetric potential."""
    axes.set_yscale("log")
    axes.set_xlim(RANGE[0] - 0.5, RANGE[1] + 0.5)
    axes.set_ylim(1e-8, 20.0)
    for n, look in zip((1, 3, 5), FAMILIES, strict=False):
        drawn_curve(axes, f"gap-{n}", _splitting(n), RANGE, look,
                    label=rf"$\varepsilon_{n + 1} - \varepsilon_{n}$")  # fmt: skip
    axes.set_yticks([1e-8, 1e-6, 1e-4, 1e-2, 1])
    axes.set_yticks([], minor=True)
    axes.set_xlabel(r"$\alpha$ (dimensionless), $\beta = 0$")
    axes.set_ylabel(r"splitting (units of $w$)")
    axes.legend(loc="lower right")


def _state(found: States, n: int) -> Callable[[FloatArray], FloatArray]:
    """psi about its level, n from 0."""
    return lambda y: found.levels[n] + HEIGHT * found.psi(y)[n]


def _states(axes: Axes) -> None:
    alpha, beta = DEEP
    found = wave_functions(alpha, beta, 4)
    low = float(_bottom(beta)(np.array([alpha]))[0])
    axes.set_xlim(-3.0, 3.2)
    axes.set_ylim(low - 1.5, found.levels[-1] + 5)
    ends = (-2.9, 3.1)
    drawn_curve(axes, "potential", lambda y: alpha * y**2 - beta * y**3 + y**4, ends, (DASHES[2], INK),
                linewidth=1.0)  # fmt: skip
    for n, level in enumerate(found.levels):
        axes.axhline(level, **GUIDE)
        drawn_curve(axes, f"state-{n + 1}", _state(found, n), ends,
                    FAMILIES[n % 2], linewidth=1.1)  # fmt: skip
    axes.set_xlabel(rf"$y$ (dimensionless), $\alpha = {alpha:g}$, $\beta = {beta:g}$")
    axes.set_ylabel("energy (units of $w$)")


SPECTRUM = FigureSpec(
    "scaling",
    prose(
        "The spectrum of Eq. (7). (a) The lowest six levels against {alpha}, for four {beta}: those with an odd number "
        "{n} solid, the others dashed; dotted, the bottom of the potential. Two levels that run together are a tunnel "
        "pair; a cubic term parts them. (b) The tunnel pairs of the symmetric potential close exponentially as its "
        "wells deepen. (c) The lowest four states in their wells, each drawn about its level.",
        n=S.n,
        alpha=S.alpha,
        beta=S.beta,
    ),
    _draw,
    key=False,
)
