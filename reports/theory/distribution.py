"""The sea-gull distribution: as the paper's Fig. 1 draws it, and as an ensemble of random potentials counts it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from sympy import Eq, Tuple

from derive.machinery.formula import Formula
from derive.machinery.prose import prose
from derive.theory.symbols import S
from numerics.machinery.evaluate import members
from numerics.machinery.ledger import Ledger
from reports.machinery.figure import BLUE, GREY, INK, ORANGE, FigureSpec

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Array = NDArray[np.float64]

# The counted histogram and its prediction


def _draw_ensemble(ledger: Ledger) -> Figure:
    from matplotlib.figure import Figure

    judged = ledger["jacobian"]
    seen = [e for e in judged.evidence if "density" in e.series][:2]
    if not seen:
        raise LookupError("no ensemble was counted")
    figure = Figure(figsize=(6.6, 3.3), layout="constrained")
    panels = figure.subplots(1, len(seen), squeeze=False)[0]
    for axes, evidence, name in zip(panels, seen, "ab", strict=False):
        series = {key: np.asarray(values) for key, values in evidence.series.items()}
        eta, counted, predicted = series["eta"], series["density"], series["predicted"]
        derived, printed = _volumes(ledger, eta)
        wrong = predicted * printed / derived  # the same integral with the other factor
        wrong *= counted.sum() / wrong.sum()
        bars = series["density_error"]
        axes.errorbar(
            eta, counted, bars, fmt="o", markersize=3, color=INK, linewidth=0.8, label="counted"
        )
        axes.plot(eta, predicted, color=BLUE, label=r"$\frac{1}{2}|\eta|\int G'\,dt'$")
        axes.plot(
            eta, wrong, color=ORANGE, linestyle="--", label=r"$(4/|\eta|)\int G'\,dt'$, same area"
        )
        axes.set_ylim(0, 2.2 * counted.max())
        axes.set_xlabel(r"$\eta$ (dimensionless)")
        axes.set_title(f"({name})", loc="left", fontsize=9)
    panels[0].set_ylabel(r"density of $\eta$ and $t$ (dimensionless)")
    figure.legend(*panels[0].get_legend_handles_labels(), loc="outside lower center", ncols=3)
    return figure


def _volumes(ledger: Ledger, eta: Array) -> tuple[Array, Array]:
    """The derived and the printed volume element at the bins."""
    judged = ledger["jacobian"]
    if judged.derived is None or judged.entry.printed is None or judged.entry.printed.form is None:
        raise LookupError("the two volume elements are missing")
    formula = judged.derived.formula
    both = Tuple(formula.expression.args[0], judged.entry.printed.form)
    derived, printed = members(formula.with_expression(both), "numpy")(eta=eta)
    return np.asarray(derived, dtype=float), np.asarray(printed, dtype=float)


ENSEMBLE = FigureSpec(
    "jacobian",
    prose(
        "Random potentials, counted. Points: density of {eta} near 0 among all stationary points of the potentials "
        "drawn from two different smooth distributions {G} (a, b), found numerically; bars are one standard deviation. "
        "Full line: the derived volume element, with nothing fitted. Dashed: the volume element as the damaged "
        "print reads, scaled to "
        "the same number of potentials.",
        eta=S.eta, G=S.G_p(S.h_p, S.eta_p, S.t_p),
    ),
    _draw_ensemble,
)  # fmt: skip

# Fig. 1 of the paper: two smooth distributions G' of the general coefficients, for illustration

_T_P = np.linspace(-5.0, 5.0, 1501)
_FIXED_T, _FIXED_ETA = 0.5, -0.1


def _source(h: Array, quadratic: Array, cubic: Array, centre: float) -> Array:
    """G': normal in h' and η' (centred at η' = 1, as in a solid), t' of both signs about ±centre, and even."""
    width = 0.4
    both = sum(np.exp(-(((cubic - sign * centre) / width) ** 2) / 2) for sign in (-1.0, 1.0))
    return np.asarray(np.exp(-((h / 0.1) ** 2) / 2 - ((quadratic - 1) / 0.9) ** 2 / 2) * both)


def _smooth_factor(shift: Formula, eta: Array, t: Array, centre: float) -> Array:
    """P₀(η, t) = ½ ∫ G' dt', with h' and η' from the derived shift of the origin."""
    general = members(shift.with_expression(Tuple(*shift.expression.args[1:])), "numpy")
    quadratic, linear = general(eta=eta[:, None], t=t[:, None], t_p=_T_P[None, :])
    inner = _source(np.asarray(linear), np.asarray(quadratic), _T_P[None, :], centre)
    return np.asarray(inner.sum(axis=1) * (_T_P[1] - _T_P[0]) / 2)


def _draw_sea_gull(ledger: Ledger) -> Figure:
    from matplotlib.figure import Figure

    derived = ledger["shift"].derived
    if derived is None:
        raise LookupError("the derivation of the shift is missing")
    figure = Figure(figsize=(6.6, 2.9), layout="constrained")
    left, right = figure.subplots(1, 2)
    _against_eta(left, derived.formula)
    _against_t(right, derived.formula)
    return figure


def _against_eta(axes: Axes, shift: Formula) -> None:
    eta = np.linspace(-0.4, 0.4, 401)
    smooth = _smooth_factor(shift, eta, np.full_like(eta, _FIXED_T), 0.0)
    gull = np.abs(eta) * smooth
    scale = gull.max()
    axes.plot(eta, gull / scale, color=BLUE, label=r"$P = |\eta|\,P_0$")
    axes.plot(eta, smooth / scale, color=INK, linestyle="--", label=r"$P_0$")
    axes.axvline(0, color=GREY, linewidth=0.6)
    axes.set_ylim(0, 3.5)
    axes.set_xlabel(r"$\eta$ (dimensionless)")
    axes.set_ylabel(r"$P$ and $P_0$ (arbitrary units)")
    axes.set_title(f"(a)  $t = {_FIXED_T:g}$", loc="left", fontsize=9)
    axes.legend(loc="upper left")


def _against_t(axes: Axes, shift: Formula) -> None:
    t = np.linspace(-2.5, 2.5, 401)
    eta = np.full_like(t, _FIXED_ETA)
    for centre, style, colour, name in (
        (0.0, "-", BLUE, "maximum at $t = 0$"),
        (1.3, "--", ORANGE, "minimum at $t = 0$"),
    ):
        value = _smooth_factor(shift, eta, t, centre)
        axes.plot(t, value / value.max(), color=colour, linestyle=style, label=name)
    axes.set_ylim(0, 1.5)
    axes.set_xlabel(r"$t$ (dimensionless)")
    axes.set_ylabel(r"$P$ (arbitrary units)")
    axes.set_title(rf"(b)  $\eta = {_FIXED_ETA:g}$", loc="left", fontsize=9)
    axes.legend(loc="upper center")


SEA_GULL = FigureSpec(
    "sea-gull",
    prose(
        "The paper's Fig. 1, from {P_0} integrated numerically for smooth examples of {G}. (a) The distribution "
        "against {eta} at fixed {t}: the sea-gull, and dashed its smooth factor, which is finite at {zero}. "
        "(b) Against {t} at fixed {eta}: even in {t}, with a maximum or a minimum at {t_zero}, as {G} has one or two "
        "favoured values of {t_p}.",
        P_0=S.P_0, G=S.G_p(S.h_p, S.eta_p, S.t_p), eta=S.eta, t=S.t, t_p=S.t_p,
        zero=Eq(S.eta, 0), t_zero=Eq(S.t, 0),
    ),
    _draw_sea_gull,
)  # fmt: skip
