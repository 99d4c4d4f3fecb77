"""f(z) over a region of the complex plane: phase as hue, modulus as brightness, both with contours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from softpot.derive.machinery.prose import prose
from softpot.numerics.machinery.ledger import Ledger
from softpot.reports.machinery.errors import ReportError
from softpot.reports.machinery.figure import WIDTH, FigureSpec
from softpot.reports.machinery.palette import ON_HUES, UNDER
from softpot.reports.machinery.phase.colours import coloured
from softpot.reports.machinery.phase.contours import cuts, level, long_enough
from softpot.reports.machinery.phase.followed import nice
from softpot.reports.machinery.phase.grid import Grid, grid_of
from softpot.reports.machinery.phase.labels import place_on
from softpot.reports.machinery.phase.line import named
from softpot.reports.machinery.phase.turns import zeros_and_poles
from softpot.reports.machinery.phase.values import Function, function_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["complex_plane", "plotted_plane"]

PHASES: tuple[tuple[float, str, Any], ...] = (
    (0.0, "0", (0, (7, 2))), (0.5, "1/2", (0, (1.2, 1.6))), (1.0, "1", (0, (7, 2, 1.2, 2))),
    (-0.5, "−1/2", (0, (3.5, 1.6, 1.2, 1.6, 1.2, 1.6))),
)  # fmt: skip
"""Phases in units of pi whose lines are drawn, as they are written, and their dashes."""

_LEFT, _RIGHT, _BELOW, _ABOVE, _KEY = 0.7, 0.2, 1.28, 0.32, 0.2  # inches
_SPECK = 0.05  # of the axes
_NOTHING: Mapping[str, Any] = {}


def complex_plane(
    function: Function, along: str, real: tuple[float, float], imaginary: tuple[float, float], *,
    others: Mapping[str, Any] = _NOTHING, levels: Sequence[float] = (), across: int = 300, name: str = "",
) -> Figure:  # fmt: skip
    """f(z) over real[0] <= Re z <= real[1], imaginary[0] <= Im z <= imaginary[1]: a figure.

    The phase is the hue and the modulus the brightness, which grows with r/(1 + r), r = |f| over its median (rounded
    to 1, 2, 5 times a power of ten), so that a pole is bright and not infinite. Full lines are contours of the modulus
    with its value, dashed ones of the phase at 0, ±π/2 and π, whose dashes the key below shows; rings are zeros,
    crosses poles, and f jumps across double lines.
    function: a Formula, what it was compiled to, or a function of a complex array.
    along: the name of z among the formula's arguments, whose assumptions must admit complex numbers; others: the
    values of the others.  levels: of the modulus, rounded ones unless given.  across: pixels in a row, each with
    the value in its middle; where NumPy has no such function a thousand of them take about a second.  name: LaTeX of
    f, unless the formula has a left side.
    Where f has no number, as outside the formula's domain, the picture is empty.
    Raises: ReportError for a region that is none, a formula of several members, or one without a number anywhere.
    Not guaranteed: zeros and poles that share a pixel, and jumps of less than 1 % of f.

    >>> from softpot import Formula, Quantity, SymbolTable
    >>> from softpot.reports.machinery.phase import complex_plane
    >>> S = SymbolTable(Quantity("z", "z", "a place in the plane", assumptions={}))
    >>> figure = complex_plane(Formula("f", S.z + 1 / S.z, S), "z", (-2, 2), (-2, 2), across=60)
    >>> [len(line.get_xdata()) for line in figure.axes[0].lines if line.get_gid() in ("zeros", "poles")]
    [2, 1]
    """
    from matplotlib.figure import Figure

    (left, right), (low, high) = real, imaginary
    if not (left < right and low < high):
        raise ReportError(f"Re {along} in {real} and Im {along} in {imaginary} is no region")
    if not 10 <= across <= 2000:
        raise ReportError(f"{across} pixels in a row were asked for, and 10 to 2000 are drawn")
    f = function_of(function, along, others)
    width = WIDTH - _LEFT - _RIGHT
    ratio = min(max((high - low) / (right - left), 0.25), 1.3)
    columns, rows = _even(across), _even(across * ratio)
    grid = grid_of(f, real, imaginary, columns, rows)
    sizes = np.abs(grid.values[np.isfinite(grid.values)])
    if not sizes.size:
        middle = complex((left + right) / 2, (low + high) / 2)
        raise ReportError(f"the function has no number in the region{f.refusal(middle)}")
    usual = float(np.median(sizes))
    unit = nice(usual) if usual > 0 else 1.0
    total = _ABOVE + width * ratio + _BELOW
    figure = Figure(figsize=(WIDTH, total))
    box = (_LEFT / WIDTH, _BELOW / total, width / WIDTH, width * ratio / total)
    variable, title = named(function, along, name)
    axes = figure.add_axes(
        box, xlabel=rf"Re ${variable}$", ylabel=rf"Im ${variable}$",
        xlim=(left, right), ylim=(low, high),
    )  # fmt: skip
    axes.imshow(
        coloured(np.angle(grid.values), np.abs(grid.values) / unit), origin="lower", aspect="auto",
        extent=(left, right, low, high), interpolation="none", gid="colours",
    )  # fmt: skip
    axes.set(xlim=(left, right), ylim=(low, high))
    axes.locator_params(nbins=6)
    marks = _marked(axes, *zeros_and_poles(f, grid))
    _contoured(axes, grid, levels or _levels(sizes), marks, ratio)
    jumps = long_enough(cuts(grid), np.array([right - left, high - low]), _SPECK)
    _drawn(axes, jumps, "cut", color=ON_HUES, linewidth=3.2, zorder=3)
    _drawn(axes, jumps, "cut-inside", color=UNDER, linewidth=1.4, zorder=3.1)
    _key(figure, box, total, title)
    _said(axes, bool(jumps))
    return figure


def _even(number: float) -> int:
    """The next even whole number, so that no pixel lies on an axis of symmetry."""
    return 2 * max(1, round(number / 2))


def _levels(sizes: NDArray[np.float64]) -> list[float]:
    """At most six rounded moduli among those that are there: powers of ten, or 1, 2, 5 times them, or finer ones."""
    low, high = (float(v) for v in np.quantile(sizes[sizes > 0], [0.03, 0.98])) if sizes.any() else (1, 1)  # fmt: skip
    if not low < high:
        return []
    decades = range(int(np.floor(np.log10(low))), int(np.ceil(np.log10(high))) + 1)
    for steps in ((1,), (1, 3), (1, 2, 5), (1, 1.5, 2, 3, 4, 5, 7)):
        found = [s * 10.0**k for k in decades for s in steps if low <= s * 10.0**k <= high]
        if len(found) >= 3:
            return found[:: -(-len(found) // 6)]
    return [float(value) for value in np.linspace(low, high, 5)[1:-1]]


def _contoured(
    axes: Axes, grid: Grid, levels: Sequence[float], marks: list[tuple[float, float]], ratio: float
) -> None:
    squares, (left, right), (low, high) = grid.smooth(), axes.get_xlim(), axes.get_ylim()
    corner, size = np.array([left, low]), np.array([right - left, high - low])
    with np.errstate(divide="ignore", invalid="ignore"):
        log, phase = np.log(np.abs(grid.values)), np.angle(grid.values)
    taken: list[tuple[float, float]] = []
    for value in levels:
        lines = long_enough(level(grid, log - np.log(value), squares), size, _SPECK)
        _drawn(axes, lines, f"modulus {value:g}", color=ON_HUES, linewidth=1.1)
        spot = place_on([(line - corner) / size for line in lines], taken, marks, ratio)
        if spot is not None:
            taken.append(spot[:2])
            _value(axes, f"{value:.3g}", *spot)
    for share, _, dash in PHASES:
        apart = (phase - np.pi * share + np.pi) % (2 * np.pi) - np.pi
        near = np.abs(apart) < np.pi / 2
        whole = squares & near[:-1, :-1] & near[1:, :-1] & near[:-1, 1:] & near[1:, 1:]
        lines = long_enough(level(grid, apart, whole), size, _SPECK)
        _drawn(axes, lines, f"phase {share:g}", color=ON_HUES, linewidth=0.9, linestyle=dash)


def _drawn(axes: Axes, lines: list[NDArray[np.float64]], gid: str, **look: Any) -> None:
    """Several lines as one, with gaps between them."""
    if lines:
        gap = np.full((1, 2), np.nan)
        x, y = np.concatenate([part for line in lines for part in (line, gap)][:-1]).T
        axes.plot(x, y, gid=gid, **look)


def _value(axes: Axes, text: str, x: float, y: float, angle: float) -> None:
    from matplotlib.patheffects import withStroke

    axes.text(
        x, y, text, transform=axes.transAxes, rotation=angle, ha="center", va="center", color=ON_HUES,
        path_effects=[withStroke(linewidth=3, foreground=UNDER)], zorder=4,
    )  # fmt: skip


def _marked(axes: Axes, zeros: list[complex], poles: list[complex]) -> list[tuple[float, float]]:
    """Rings at zeros and crosses at poles; where they are, in shares of the axes."""
    look: dict[str, Any] = {"linestyle": "None", "color": UNDER, "markeredgecolor": ON_HUES}
    (left, right), (low, high) = axes.get_xlim(), axes.get_ylim()
    for places, gid, marker, size in ((zeros, "zeros", "o", 6.0), (poles, "poles", "X", 8.0)):
        if places:
            axes.plot(
                [z.real for z in places], [z.imag for z in places], gid=gid, marker=marker,
                markersize=size, zorder=5, label=gid[:-1], **look,
            )  # fmt: skip
    return [((z.real - left) / (right - left), (z.imag - low) / (high - low)) for z in zeros + poles]  # fmt: skip


def _key(figure: Figure, box: tuple[float, float, float, float], total: float, title: str) -> None:
    """A strip of all hues with the dashes of the phases, below the picture."""
    axes = figure.add_axes((box[0], 0.64 / total, box[2], _KEY / total), gid="key")
    phases = np.linspace(-1, 1, 256, endpoint=False) + 1 / 256
    axes.imshow(
        coloured(np.pi * phases, 1.0)[None, :, :], extent=(-1, 1, 0, 1), aspect="auto",
        interpolation="none", gid="key",
    )  # fmt: skip
    for share, _, dash in PHASES:
        for place in (share,) if abs(share) < 1 else (-0.997, 0.997):
            axes.plot([place, place], [0, 1], color=ON_HUES, linewidth=0.9, linestyle=dash)
    axes.set(
        xlim=(-1, 1),
        ylim=(0, 1),
        yticks=[],
        xlabel=f"phase of ${title}$ in units of π\nfull lines: values of $|{title}|$",
    )
    axes.set_xticks([-1, -0.5, 0, 0.5, 1], ["−1", "−1/2", "0", "1/2", "1"])


def _said(axes: Axes, jumps: bool) -> None:
    """What the marks mean, above the picture."""
    from matplotlib.lines import Line2D
    from matplotlib.patheffects import Normal, Stroke

    handles = [
        Line2D([], [], linestyle="None", marker=line.get_marker(), markersize=line.get_markersize(), color=UNDER,
               markeredgecolor=ON_HUES, label=str(line.get_label()))
        for line in axes.lines
        if line.get_gid() in ("zeros", "poles")
    ]  # fmt: skip
    if jumps:
        double = [Stroke(linewidth=3.2, foreground=ON_HUES), Normal()]
        handles.append(Line2D([], [], color=UNDER, linewidth=1.4, path_effects=double, label="cut"))
    if handles:
        axes.legend(handles=handles, loc="lower left", bbox_to_anchor=(-0.02, 1.0), ncols=3, borderaxespad=0.1,
                    handlelength=1.6, columnspacing=1.5)  # fmt: skip


def plotted_plane(
    entry_id: str, along: str, real: tuple[float, float], imaginary: tuple[float, float], caption: str,
    **more: Any,
) -> FigureSpec:  # fmt: skip
    """f(z) over a region, the figure of an entry's formula for ``Theory.with_figures``; ``more`` as ``complex_plane``.

    >>> from softpot.reports.machinery.phase import plotted_plane
    >>> plotted_plane("response", "z", (-2, 2), (-1, 1), "The response over the plane.").entry_id
    'response'
    """
    return FigureSpec(entry_id, prose(caption), partial(_draw, entry_id, along, real, imaginary, more))  # fmt: skip


def _draw(
    entry_id: str, along: str, real: tuple[float, float], imaginary: tuple[float, float], more: dict[str, Any],
    ledger: Ledger,
) -> Figure:  # fmt: skip
    return complex_plane(ledger.theory.formula(entry_id), along, real, imaginary, **more)
