"""How fast the density of vibrations tends to Eq. (12): |n(E)/leading form − 1| against E/w."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from derive.machinery.prose import prose
from derive.theory.symbols import S
from numerics.machinery.evidence import Evidence
from numerics.machinery.ledger import Ledger
from reports.machinery.figure import BLUE, GREY, INK, ORANGE, FigureSpec

if TYPE_CHECKING:
    from matplotlib.figure import Figure

CURVES = {
    "vibrations-sea-gull": ("sea-gull, one well", "o", "-", BLUE),
    "vibrations-deepest": ("sea-gull, with deepest wells", "s", "--", ORANGE),
    "vibrations-constant": (r"$P$ = const, one well", "^", ":", INK),
}


def _draw(ledger: Ledger) -> Figure | None:
    from matplotlib.figure import Figure

    present = {judged.entry.id for judged in ledger.entries}
    shown = [
        (evidence, look)
        for id, look in CURVES.items()
        for evidence in (_series(ledger, id) if id in present else ())
    ]
    if not shown:
        return None
    figure = Figure(figsize=(5.4, 3.4), layout="constrained")
    axes = figure.add_subplot()
    labelled: set[float] = set()
    for evidence, (name, marker, style, colour) in shown:
        energy = np.asarray(evidence.series["E_over_w"])
        residual = np.asarray(evidence.series["residual"])
        axes.loglog(energy, residual, marker=marker, linestyle=style, color=colour, label=name)
        rate = evidence.expected_rate
        if rate is not None:
            axes.loglog(
                energy, residual[-1] * (energy / energy[-1]) ** rate, color=GREY, linewidth=0.7
            )
        if rate is not None and rate not in labelled:
            labelled.add(rate)
            axes.annotate(
                rf"$(E/w)^{{{rate:.0f}}}$",
                (energy[-1], residual[-1]),
                xytext=(7, -3),
                textcoords="offset points",
            )
    energies = sorted({e for evidence, _ in shown for e in evidence.series["E_over_w"]})
    axes.set_xlim(energies[0] * 0.85, energies[-1] * 1.7)
    axes.set_xticks(energies, [f"{e:g}" for e in energies])
    axes.set_xticks([], minor=True)
    axes.set_xlabel(r"$E/w$ (dimensionless)")
    axes.set_ylabel("relative distance from Eq. (12)")
    axes.legend()
    return figure


def _series(ledger: Ledger, id: str) -> tuple[Evidence, ...]:
    """The first evidence of an entry that holds a convergence, or none."""
    return tuple(e for e in ledger[id].evidence if "E_over_w" in e.series)[:1]


CONVERGENCE = FigureSpec(
    "vibrations-sea-gull",
    prose(
        "How far the density of vibrations {density}, counted from computed eigenvalues, is from its leading form, "
        "relative to it, against the energy in units of {w}. Thin lines have the expected slopes and pass through the "
        "last point.",
        density=S.n_E(S.E), w=S.w,
    ),
    _draw,
)  # fmt: skip
