"""y = f(x): the curve of a theory's own formula as a figure, in one line."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from softpot.derive.machinery.prose import prose
from softpot.numerics.machinery.compile import compiled
from softpot.numerics.machinery.ledger import Ledger
from softpot.reports.machinery.figure import WIDTH, FigureSpec, drawn_curve

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["plotted"]


def plotted(
    entry_id: str, along: str, low: float, high: float, caption: str, **others: float
) -> FigureSpec:
    """y = f(x) for low <= x <= high: the figure of an entry's formula, both axes as the symbol table writes them.

    along: the name of x among the formula's arguments; ``others`` are the values of the others.  caption: a sentence.
    Returns: a figure for ``Theory.with_figures``.
    Raises: when it is drawn, CompileError for a formula that is not one real number, and for arguments left out.

    >>> from softpot.reports.machinery.plotted import plotted
    >>> plotted("mean", "z", 0.1, 4, "The mean number of quanta against z.").entry_id
    'mean'
    """
    return FigureSpec(entry_id, prose(caption), partial(_draw, entry_id, along, low, high, others))


def _draw(
    entry_id: str, along: str, low: float, high: float, others: dict[str, float], ledger: Ledger
) -> Figure:
    from matplotlib.figure import Figure

    formula = ledger.theory.formula(entry_id)
    f, rows = compiled(formula, "numpy"), ledger.theory.symbols
    name = f"${formula.latex().split('=')[0].strip()}$" if formula.lhs is not None else entry_id

    def curve(x: Any) -> Any:
        return f(**{along: x}, **others)

    figure = Figure(figsize=(WIDTH, 0.62 * WIDTH), layout="constrained")
    axes = figure.add_subplot(xlabel=f"${rows[along].latex}$", ylabel=name)
    steps = [low + (high - low) * k / 100 for k in range(101)]
    values = [float(curve(x)) for x in steps]
    room = (max(values) - min(values)) / 20 or 1
    axes.set(xlim=(low, high), ylim=(min(values) - room, max(values) + room))
    drawn_curve(axes, entry_id, curve, (low, high))
    return figure
