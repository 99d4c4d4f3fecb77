"""|f(x)| and arg f(x) along a real parameter, in two panels."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from softpot.derive.machinery.formula import Formula
from softpot.derive.machinery.prose import prose
from softpot.numerics.machinery.compile import Compiled
from softpot.numerics.machinery.ledger import Ledger
from softpot.reports.machinery.errors import ReportError
from softpot.reports.machinery.figure import WIDTH, FigureSpec, lettered
from softpot.reports.machinery.palette import FAMILIES
from softpot.reports.machinery.phase.followed import (
    broken_modulus,
    broken_phase,
    ceiling_of,
    followed,
)
from softpot.reports.machinery.phase.values import Function, function_of

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["complex_line", "named", "plotted_line"]

_FIRST = 257
_NOTHING: Mapping[str, Any] = {}


def complex_line(
    function: Function, along: str, low: float, high: float, *, others: Mapping[str, Any] = _NOTHING,
    through: Sequence[float] = (), ceiling: float | None = None, log: bool = False, name: str = "",
) -> Figure:  # fmt: skip
    """|f(x)| and arg f(x) for low <= x <= high: a figure of two panels, the phase in units of π between −1 and 1.

    function: a Formula, what it was compiled to, or a function of an array of floats.
    along: the name of x among the formula's arguments; others: the values of the others.
    through: places that must not be missed, such as a narrow peak.  log: the modulus on a logarithmic axis.
    ceiling: where the modulus is cut; unless given it is cut only where it has no end, at a round number that the
    panel states.  name: LaTeX of f, unless the formula has a left side.
    Where f has no number, and in the phase at a zero, nothing is drawn; a phase that passes ±π goes on at the other
    end and is not joined, nor is a jump.
    Raises: ReportError for a range that is none, a formula of several members, or one without a number anywhere.
    Not guaranteed: a peak narrower than 1/256 of the range whose place is not named.

    >>> from sympy import I
    >>> from softpot import Formula, Quantity, SymbolTable
    >>> from softpot.reports.machinery.phase import complex_line
    >>> S = SymbolTable(Quantity("x", "x", "a frequency"))
    >>> figure = complex_line(Formula("response", 1 / (1 - S.x**2 - I * S.x / 5), S), "x", -2, 2)
    >>> [axes.get_ylabel() for axes in figure.axes]
    ['$|f|$', 'phase in units of π']
    """
    from matplotlib.figure import Figure

    if not low < high:
        raise ReportError(f"{along} goes from {low} to {high}, which is no range")
    f = function_of(function, along, others)
    first = np.unique([*np.linspace(low, high, _FIRST), *(p for p in through if low < p < high)])
    try:
        top, cut = ceiling_of(f, first)
    except ValueError:
        raise ReportError(
            f"the function has no number between {along} = {low} and {high}{f.refusal((low + high) / 2)}"
        ) from None
    if ceiling is not None:
        top, cut = float(ceiling), top > ceiling or cut
    sizes = np.abs(f(first))
    bottom = float(np.nanmin(np.where(sizes > 0, sizes, np.nan))) if log and sizes.any() else 0.0
    bottom = max(bottom, 1e-12 * top)

    def height(size: Any) -> Any:
        if not log:
            return np.clip(size / top, 0.0, 1.2)
        return np.clip(np.log(np.maximum(size, 1e-300) / bottom) / np.log(top / bottom), -0.2, 1.2)

    log = log and top > bottom
    x, w = followed(f, first, height)
    variable, title = named(function, along, name)
    figure = Figure(figsize=(WIDTH, 0.95 * WIDTH), layout="constrained")
    upper, lower = figure.subplots(2, 1, sharex=True)
    dash, colour = FAMILIES[0]
    look: dict[str, Any] = {"linestyle": dash, "color": colour, "solid_joinstyle": "round"}
    upper.plot(*broken_modulus(x, w, height), gid="modulus", **look)
    lower.plot(*broken_phase(x, w), gid="phase", **look)
    upper.set(xlim=(low, high), ylabel=f"$|{title}|$")
    upper.yaxis.label.set_size("large")
    if log:
        upper.set(yscale="log", ylim=(bottom / 1.2, top if cut else 1.2 * top))
    else:
        upper.set_ylim(0.0, top if cut else 1.06 * top)
    lower.set(xlabel=f"${variable}$", ylabel="phase in units of π", ylim=(-1.06, 1.06))
    lower.xaxis.label.set_size("large")
    lower.set_yticks([-1, -0.5, 0, 0.5, 1], ["−1", "−1/2", "0", "1/2", "1"])
    if cut:
        upper.set_title(f"cut at {top:g}", loc="right")
    lettered(upper, lower)
    return figure


def plotted_line(
    entry_id: str, along: str, low: float, high: float, caption: str, **more: Any
) -> FigureSpec:
    """|f(x)| and arg f(x), the figure of an entry's formula for ``Theory.with_figures``; ``more`` as ``complex_line``.

    >>> from softpot.reports.machinery.phase import plotted_line
    >>> plotted_line("response", "x", -2, 2, "The response against x.", others={"g": 1}).entry_id
    'response'
    """
    return FigureSpec(entry_id, prose(caption), partial(_draw, entry_id, along, low, high, more))


def _draw(
    entry_id: str, along: str, low: float, high: float, more: dict[str, Any], ledger: Ledger
) -> Figure:
    return complex_line(ledger.theory.formula(entry_id), along, low, high, **more)


def named(function: Function, along: str, name: str) -> tuple[str, str]:
    """LaTeX of the variable and of the function."""
    formula = function.formula if isinstance(function, Compiled) else function
    if not isinstance(formula, Formula):
        return along, name or "f"
    left = formula.latex().split("=")[0].strip() if formula.lhs is not None else "f"
    left = re.sub(r"\\left|\\right", "", left)  # which Matplotlib sets too small to be read
    return formula.symbols[along].latex, name or left
