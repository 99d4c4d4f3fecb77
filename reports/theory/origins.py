"""The plane of (η, t): where there are two wells, which origins each choice keeps, one potential three times."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import sympy as sp

from derive.machinery.formula import Formula
from derive.machinery.prose import prose
from derive.theory.potential import SLOPE, SOFT
from derive.theory.symbols import S
from numerics.machinery.evaluate import members
from numerics.machinery.ledger import Ledger
from reports.machinery.figure import BLUE, GREY, INK, ORANGE, FigureSpec

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

    figure = Figure(figsize=(6.6, 3.5), layout="constrained")
    plane, potential = figure.subplots(1, 2, width_ratios=(3, 2))
    origins = ledger["origins"]
    wells = ledger["two-wells"]
    if origins.derived is None or wells.derived is None:
        raise LookupError("the derivations of the regions are missing")
    points, pairs = _three(origins.derived.formula)
    _plane(plane, wells.derived.formula, origins.derived.formula, pairs)
    _potential(potential, origins.derived.formula, points)
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


def _plane(axes: Axes, wells: Formula, origins: Formula, pairs: list[tuple[float, float]]) -> None:
    t = np.linspace(-REACH_T, REACH_T, 401)
    two = next(r for r in wells.expression.args if r.is_Relational and r.has(S.t))
    fold = _boundary(wells, two)(t=t)[0]
    deepest = _boundary(origins, origins.expression.args[3])(t=t)[0]
    axes.fill_between(t, fold, HIGH, color="#c3d4e8", linewidth=0)
    axes.fill_between(t, LOW, 0, color="#c3d4e8", linewidth=0)
    axes.fill_between(t, deepest, HIGH, facecolor="none", edgecolor=GREY, hatch="///", linewidth=0)
    axes.plot(t, fold, color=INK, label=r"$\eta = \frac{9}{32}t^2$: two wells below")
    axes.plot(t, deepest, color=GREY, linestyle="--", label=r"$\eta = \frac{1}{4}t^2$")
    axes.axhline(0, color=INK, linewidth=0.8)
    for (marker, name), (eta, t_1) in zip(MARKERS, pairs, strict=True):
        axes.plot(
            t_1,
            eta,
            marker,
            color=ORANGE,
            markeredgecolor=INK,
            markersize=6.5,
            label=name,
            linestyle="none",
        )
    box = {"facecolor": "white", "edgecolor": "none", "alpha": 0.85, "pad": 1.5}
    axes.text(0, 2.9, "one well", ha="center", bbox=box)
    axes.text(0, -1.45, "two wells, origin on the barrier top", ha="center", bbox=box, fontsize=8)
    axes.set(xlim=(-REACH_T, REACH_T), ylim=(LOW, HIGH))
    axes.set_xlabel(r"$t$, in units of $10^{-1}$")
    axes.set_ylabel(r"$\eta$, in units of $10^{-2}$")
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.2), ncols=2, columnspacing=1.0)


def _potential(axes: Axes, formula: Formula, points: list[float]) -> None:
    x = np.linspace(-1.32, 0.85, 300)
    value = members(formula.with_expression(SOFT), "numpy")
    axes.plot(x, value(x=x, eta=TOP[0], t=TOP[1])[0], color=BLUE)
    for (marker, _), s in zip(MARKERS, points, strict=True):
        axes.plot(s, float(value(x=s, eta=TOP[0], t=TOP[1])[0]), marker, color=ORANGE, markeredgecolor=INK,
                  markersize=6.5)  # fmt: skip
    axes.set_ylim(-0.4, 0.25)
    axes.set_xlabel(r"$x$, in units of $10^{-1}$")
    axes.set_ylabel(r"$V(x)/E_0$, in units of $10^{-4}$")


REGIONS = FigureSpec(
    "origins",
    prose(
        "Left: the plane of {eta} and {t}. The full line is the boundary {fold} of two wells; the shaded region is "
        "the paper's choice of the origin, the barrier top or the only stationary point; the hatched region, "
        "inside {deep}, is the choice of the deepest minimum. The three marks are the three origins of one and the "
        "same potential, drawn on the right: each choice keeps exactly one of them. All quantities are dimensionless.",
        eta=S.eta, t=S.t, fold=sp.Eq(S.eta, 9 * S.t**2 / 32), deep=sp.Eq(S.eta, S.t**2 / 4),
    ),
    _draw,
)  # fmt: skip
