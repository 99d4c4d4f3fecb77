"""How fast the density of vibrations tends to Eq. (12): |n(E)/leading form − 1| against E/w."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from softpot.derive.machinery.prose import prose
from softpot.derive.theory.symbols import S
from softpot.numerics.machinery.evidence import Evidence
from softpot.numerics.machinery.ledger import Ledger
from softpot.reports.machinery.figure import WIDTH, FigureSpec
from softpot.reports.machinery.palette import BLUE, DASHES, INK, ORANGE

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SERIES = {
    "vibrations-sea-gull": ("sea-gull, one well", "o", DASHES[0], BLUE),
    "vibrations-deepest": ("sea-gull, with deepest wells", "s", DASHES[1], ORANGE),
    "vibrations-constant": (r"$P$ = const, one well", "^", DASHES[2], INK),
}


def _draw(ledger: Ledger) -> Figure | None:
    from matplotlib.figure import Figure

    present = {judged.entry.id for judged in ledger.entries}
    shown = [
        (id, evidence, look)
        for id, look in SERIES.items()
        for evidence in (_series(ledger, id) if id in present else ())
    ]
    if not shown:
        return None
    figure = Figure(figsize=(WIDTH, 3.9), layout="constrained")
    axes = figure.add_subplot()
    rates: set[float] = set()
    for id, evidence, (label, marker, dash, colour) in shown:
        energy = np.asarray(evidence.series["E_over_w"])
        residual = np.asarray(evidence.series["residual"])
        axes.loglog(
            energy, residual, marker=marker, linestyle="none", color=colour, label=label, gid=id
        )
        rate = evidence.expected_rate
        if rate is None:
            continue
        ends = energy[[0, -1]]
        line = residual[-1] * (ends / ends[-1]) ** rate
        axes.loglog(ends, line, gid=f"{id}-rate", linestyle=dash, color=colour, linewidth=1.0)
        if rate not in rates:
            rates.add(rate)
            axes.annotate(rf"$(E/w)^{{{rate:.0f}}}$", (ends[-1], line[-1]), xytext=(7, -3),
                          textcoords="offset points")  # fmt: skip
    energies = sorted({e for _, evidence, _ in shown for e in evidence.series["E_over_w"]})
    axes.set_xlim(energies[0] * 0.85, energies[-1] * 2.0)
    axes.set_xticks(energies, [f"{e:g}" for e in energies])
    axes.set_xticks([], minor=True)
    axes.set_xlabel(r"$E/w$ (dimensionless)")
    axes.set_ylabel("relative distance from Eq. (12)")
    figure.legend(loc="outside upper left")
    return figure


def _series(ledger: Ledger, id: str) -> tuple[Evidence, ...]:
    """The first evidence of an entry that holds a convergence, or none."""
    return tuple(e for e in ledger[id].evidence if "E_over_w" in e.series)[:1]


CONVERGENCE = FigureSpec(
    "vibrations-sea-gull",
    prose(
        "How far the density of vibrations {density}, counted from computed eigenvalues, is from its leading form, "
        "relative to it, against the energy in units of {w}. Lines have the expected slopes and pass through the "
        "last point.",
        density=S.n_E(S.E), w=S.w,
    ),
    _draw,
    key=False,
)  # fmt: skip
