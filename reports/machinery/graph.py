"""The graph of a theory's statements: which entry uses which, coloured by verdict.

Entries stand one below the other in the theory's order. An arc on the right leads from an entry down to one that uses
it, in the colour of the entry that is used: what rests on a weak statement is seen at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from softpot.derive.machinery.prose import prose
from softpot.derive.machinery.verdict import Verdict
from softpot.numerics.machinery.ledger import Ledger
from softpot.reports.machinery.figure import WIDTH, Drawn, FigureSpec, drawing, saved_as
from softpot.reports.machinery.palette import BLUE, GREEN, GREY, INK, ORANGE, RED

if TYPE_CHECKING:
    from matplotlib.figure import Figure

NAME = "statements"
_ROW = 0.165  # inches
_LOOKS: Mapping[str, tuple[str, str]] = {
    Verdict.PROVED: ("s", INK), Verdict.DERIVED: ("D", BLUE), Verdict.VERIFIED: ("^", GREEN),
    Verdict.CONSISTENT: ("o", ORANGE), Verdict.REFUTED: ("X", RED), Verdict.NOT_DERIVED: ("d", GREY),
}  # fmt: skip
"""Marker and colour of a verdict; any other one has those of an entry that is unknown."""
_OTHER = ("P", RED)


def uses(ledger: Ledger) -> tuple[tuple[str, str], ...]:
    """(used, using) for each line that quotes another entry, each pair once, in the theory's order."""
    ids = [judged.entry.id for judged in ledger.entries]
    pairs = [
        (step.quoted, judged.entry.id)
        for judged in ledger.entries
        if judged.derived is not None
        for step in judged.derived.steps
        if step.quoted in ids
    ]
    return tuple(dict.fromkeys(pairs))


def graph(ledger: Ledger) -> Drawn:
    """The graph as a figure of a report."""
    spec = FigureSpec(
        ledger.entries[0].entry.id,
        prose(
            "Which statement uses which. An arc leads from a statement to one that uses it and has the colour of the "
            "verdict on the one that is used."
        ),
        _draw,
    )
    with drawing():
        return saved_as(NAME, spec, _draw(ledger))


def _draw(ledger: Ledger) -> Figure:
    from matplotlib.figure import Figure
    from matplotlib.lines import Line2D
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    verdicts = {judged.entry.id: judged.verdict for judged in ledger.entries}
    place = {id: -k for k, id in enumerate(verdicts)}
    figure = Figure(figsize=(WIDTH, _ROW * (len(place) + 4)))
    axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
    axes.set_axis_off()
    axes.set(xlim=(0.0, WIDTH), ylim=(-len(place) + 0.3, 3.7))
    right = 2.25
    for used, using in uses(ledger):
        top, bottom = place[used], place[using]
        reach = (
            right + 0.12 + (WIDTH - right - 0.2) * 4 / 3 * (abs(top - bottom) / len(place)) ** 0.5
        )
        corners = [(right, top), (reach, top), (reach, bottom), (right, bottom)]
        path = Path(corners, [Path.MOVETO, Path.CURVE4, Path.CURVE4, Path.CURVE4])
        colour = _LOOKS.get(verdicts[used], _OTHER)[1]
        axes.add_patch(
            PathPatch(
                path, facecolor="none", edgecolor=colour, linewidth=0.7, gid=f"{used} {using}"
            )
        )
    for id, row in place.items():
        marker, colour = _LOOKS.get(verdicts[id], _OTHER)
        axes.plot([0.1], [row], marker=marker, color=colour, markersize=4.5, linestyle="none")
        axes.text(0.22, row, id, va="center", fontsize=7.5)
    shown = [v for v in Verdict if v in verdicts.values()]
    handles = [
        Line2D([], [], marker=marker, color=colour, linestyle="none", markersize=4.5, label=str(v))
        for v in shown
        for marker, colour in (_LOOKS.get(v, _OTHER),)
    ]
    axes.legend(handles=handles, loc="upper left", ncols=min(len(handles), 3), fontsize=7.5, handletextpad=0.1,
                borderaxespad=0.2, columnspacing=1.0)  # fmt: skip
    return figure
