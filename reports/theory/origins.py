"""The plane of (η, t): where there are two wells, which origins each choice keeps, one potential three times."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np
import sympy as sp

from softpot.derive.machinery.formula import Formula
from softpot.derive.machinery.prose import prose
from softpot.derive.theory.potential import SLOPE, SOFT
from softpot.derive.theory.symbols import S
from softpot.numerics.machinery.evaluate import members
from softpot.numerics.machinery.ledger import Ledger
from softpot.reports.machinery.figure import WIDTH, FigureSpec, drawn_curve, lettered
from softpot.reports.machinery.palette import DASHES, GREY, INK, ORANGE, PAPER, SHADE
from softpot.reports.machinery.traced import Array

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# A barrier top with two unequal wells. The theory is homogeneous under x, t → λx, λt and η → λ²η, so
# the axes show λ = 1/10, which makes it a soft potential.
TOP = (-0.6, 0.7)
REACH_T, LOW, HIGH = 4.0, -2.0, 4.2
MARKERS = (("s", "barrier top"), ("^", "upper well"), ("o", "deepest well"))


def _draw(ledger: Ledger) -> Figure:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH, 7.0), layout="constrained")
    plane, potential = figure.subplots(2, 1, height_ratios=(4, 3))
    origins = ledger["origins"]
    wells = ledger["two-wells"]
    if origins.derived is None or wells.derived is None:
        raise LookupError("the derivations of the regions are missing")
    points, pairs = _three(origins.derived.formula)
    _plane(plane, wells.derived.formula, origins.derived.formula, pairs)
    _potential(potential, origins.derived.formula, points)
    lettered(plane, potential)
    figure.legend(
        *plane.get_legend_handles_labels(), loc="outside upper left", ncols=2, columnspacing=1.0
    )
    return figure


def _three(formula: Formula) -> tuple[list[float], list[tuple[float, float]]]:
    """The stationary points of the potential, barrier top first and deepest well last, and their pairs."""
    eta, t = TOP
    roots = sorted(float(r) for r in sp.Poly(_at(SLOPE), S.x).nroots())
    well = formula.with_expression(SOFT)
    depth = {s: float(members(well, "numpy")(x=s, eta=eta, t=t)[0]) for s in roots}
    top, *wells = sorted(roots, key=lambda s: -depth[s])
    points = [top, *wells]
    to_pair = members(formula.with_expression(sp.Tuple(*formula.expression.args[:2])), "numpy")
    pairs = [to_pair(eta=eta, t=t, s=s) for s in points]
    return points, [(float(a), float(b)) for a, b in pairs]


def _at(expression: sp.Expr) -> sp.Expr:
    return expression.subs({S.eta: sp.Rational(str(TOP[0])), S.t: sp.Rational(str(TOP[1]))})


def _boundary(formula: Formula, expression: sp.Basic) -> Any:
    """η on the line where a relation between η and t turns over, as a function of t."""
    (eta,) = sp.solve(sp.Eq(expression.args[0], expression.args[1]), S.eta)
    return members(formula.with_expression(eta), "numpy")


def _along(boundary: Any) -> Callable[[Array], Array]:
    return lambda t: np.asarray(boundary(t=t)[0])


def _plane(axes: Axes, wells: Formula, origins: Formula, pairs: list[tuple[float, float]]) -> None:
    two = next(r for r in wells.expression.args if r.is_Relational and r.has(S.t))
    fold, deepest = _boundary(wells, two), _boundary(origins, origins.expression.args[3])
    t = np.linspace(-REACH_T, REACH_T, 401)
    axes.set(xlim=(-REACH_T, REACH_T), ylim=(LOW, HIGH))
    axes.fill_between(t, fold(t=t)[0], HIGH, color=SHADE, linewidth=0)
    axes.fill_between(t, LOW, 0, color=SHADE, linewidth=0)
    axes.fill_between(
        t, deepest(t=t)[0], HIGH, facecolor="none", edgecolor=GREY, hatch="//", linewidth=0
    )
    for name, boundary, look, label in (
        ("fold", fold, (DASHES[0], INK), r"$\eta = \frac{9}{32}t^2$"),
        ("deepest", deepest, (DASHES[1], ORANGE), r"$\eta = \frac{1}{4}t^2$"),
    ):
        drawn_curve(axes, name, _along(boundary), (-REACH_T, 0.0, REACH_T), look, label=label)
    axes.axhline(0, color=INK, linewidth=0.8)
    for (marker, name), (eta, t_1) in zip(MARKERS, pairs, strict=True):
        axes.plot(t_1, eta, marker, color=ORANGE, markeredgecolor=INK, markersize=6.5, label=name,
                  linestyle="none")  # fmt: skip
    box = {"facecolor": PAPER, "edgecolor": "none", "pad": 2.0}
    axes.text(0, 2.9, "one well", ha="center", bbox=box)
    axes.text(0, -1.55, "two wells, origin on the barrier top", ha="center", bbox=box)
    axes.set_xlabel(r"$t$, in units of $10^{-1}$")
    axes.set_ylabel(r"$\eta$, in units of $10^{-2}$")


def _potential(axes: Axes, formula: Formula, points: list[float]) -> None:
    value = members(formula.with_expression(SOFT), "numpy")
    axes.set_xlim(-1.45, 1.0)
    axes.set_ylim(-0.4, 0.25)
    drawn_curve(axes, "potential", lambda x: value(x=x, eta=TOP[0], t=TOP[1])[0], (-1.32, 0.85))
    for (marker, _), s in zip(MARKERS, points, strict=True):
        axes.plot(s, float(value(x=s, eta=TOP[0], t=TOP[1])[0]), marker, color=ORANGE, markeredgecolor=INK,
                  markersize=6.5)  # fmt: skip
    axes.set_xlabel(r"$x$, in units of $10^{-1}$")
    axes.set_ylabel(r"$V(x)/E_0$, in units of $10^{-4}$")


REGIONS = FigureSpec(
    "origins",
    prose(
        "(a) The plane of {eta} and {t}. The full line is the boundary {fold} of two wells; the shaded region is "
        "the paper's choice of the origin, the barrier top or the only stationary point; the hatched region, "
        "inside {deep}, is the choice of the deepest minimum. The three marks are the three origins of one and the "
        "same potential, drawn in (b): each choice keeps exactly one of them. All quantities are dimensionless.",
        eta=S.eta, t=S.t, fold=sp.Eq(S.eta, 9 * S.t**2 / 32), deep=sp.Eq(S.eta, S.t**2 / 4),
    ),
    _draw,
    key=False,
)  # fmt: skip
