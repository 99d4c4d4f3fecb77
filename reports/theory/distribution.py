"""The sea-gull distribution: as the paper's Fig. 1 draws it, and as an ensemble of random potentials counts it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np
from sympy import Eq, Tuple

from softpot.derive.machinery.formula import Formula
from softpot.derive.machinery.prose import prose
from softpot.derive.theory.symbols import S
from softpot.numerics.machinery.evaluate import members
from softpot.numerics.machinery.ledger import Ledger
from softpot.numerics.theory.ensemble import REACH, SOURCES, WINDOW, Source
from softpot.reports.machinery.figure import WIDTH, FigureSpec, drawn_curve, lettered
from softpot.reports.machinery.palette import FAMILIES, GUIDE, INK
from softpot.reports.machinery.traced import Array

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Shifted = Callable[..., tuple[Any, ...]]

# The counted histogram and its prediction


def _draw_ensemble(ledger: Ledger) -> Figure:
    from matplotlib.figure import Figure

    seen = [e for e in ledger["jacobian"].evidence if "density" in e.series][:2]
    shift = ledger["shift"].derived if "shift" in {j.entry.id for j in ledger.entries} else None
    if not seen or shift is None:
        raise LookupError("no ensemble was counted, or the shift is missing")
    derived, printed = _volumes(ledger)
    figure = Figure(figsize=(WIDTH, 6.6), layout="constrained")
    panels = figure.subplots(2, 1, sharex=True)
    for axes, evidence, source in zip(panels, seen, SOURCES, strict=False):
        series = {key: np.asarray(values) for key, values in evidence.series.items()}
        eta, counted = series["eta"], series["density"]
        axes.set_xlim(-1.08 * REACH, 1.08 * REACH)
        axes.set_ylim(0, 2.2 * counted.max())
        inner = _mean_over_t(shift.formula, source)
        share = counted.sum() / (printed(eta) * inner(eta)).sum()
        axes.errorbar(eta, counted, series["density_error"], fmt="o", markersize=3, color=INK, linewidth=0.8,
                      label="counted")  # fmt: skip
        ends = (-REACH, 0.0, REACH)
        drawn_curve(axes, "derived", _product(derived, inner, 1.0), ends, FAMILIES[0],
                    label=r"$\frac{1}{2}|\eta|\int G'\,dt'$")  # fmt: skip
        for k, part in enumerate(((-REACH, -1e-3), (1e-3, REACH))):
            drawn_curve(axes, f"printed-{k}", _product(printed, inner, share), part, FAMILIES[1],
                        label=None if k else r"$(4/|\eta|)\int G'\,dt'$, same area")  # fmt: skip
        axes.set_ylabel(r"density of $\eta$ and $t$")
    panels[-1].set_xlabel(r"$\eta$ (dimensionless)")
    lettered(*panels)
    figure.legend(*panels[0].get_legend_handles_labels(), loc="outside upper left")
    return figure


def _product(
    volume: Callable[[Array], Array], inner: Callable[[Array], Array], share: float
) -> Callable[[Array], Array]:
    return lambda eta: share * volume(eta) * inner(eta)


def _volumes(ledger: Ledger) -> tuple[Callable[[Array], Array], Callable[[Array], Array]]:
    """The derived and the printed volume element, as functions of η."""
    judged = ledger["jacobian"]
    if judged.derived is None or judged.entry.printed is None or judged.entry.printed.form is None:
        raise LookupError("the two volume elements are missing")
    formula = judged.derived.formula
    made = [
        members(formula.with_expression(e), "numpy")
        for e in (formula.expression.args[0], judged.entry.printed.form)
    ]
    return (
        lambda eta: np.asarray(made[0](eta=eta)[0], dtype=float),
        lambda eta: np.asarray(made[1](eta=eta)[0], dtype=float),
    )


def _mean_over_t(shift: Formula, source: Source) -> Callable[[Array], Array]:
    """∫ G' dt', averaged over the window of t in which potentials are counted."""
    general = _shifted(shift)
    x, weight = np.polynomial.legendre.leggauss(6)
    low, high = WINDOW
    t = (low + high) / 2 + (high - low) / 2 * x

    def mean(eta: Array) -> Array:
        quadratic, linear = general(
            eta=eta[:, None, None], t=t[None, :, None], t_p=_T_P[None, None, :]
        )
        inner = source.density(np.asarray(linear), np.asarray(quadratic), _T_P, np).sum(axis=-1)
        return np.asarray(inner @ weight / 2 * (_T_P[1] - _T_P[0]))

    return mean


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


def _shifted(shift: Formula) -> Shifted:
    """η' and h' as functions of η, t and t', from the derived shift of the origin."""
    return members(shift.with_expression(Tuple(*shift.expression.args[1:])), "numpy")


def _smooth_factor(general: Shifted, eta: Array, t: Array, centre: float) -> Array:
    """P₀(η, t) = ½ ∫ G' dt', with h' and η' from the derived shift of the origin."""
    quadratic, linear = general(eta=eta[:, None], t=t[:, None], t_p=_T_P[None, :])
    inner = _source(np.asarray(linear), np.asarray(quadratic), _T_P[None, :], centre)
    return np.asarray(inner.sum(axis=1) * (_T_P[1] - _T_P[0]) / 2)


def _draw_sea_gull(ledger: Ledger) -> Figure:
    from matplotlib.figure import Figure

    derived = ledger["shift"].derived
    if derived is None:
        raise LookupError("the derivation of the shift is missing")
    figure = Figure(figsize=(WIDTH, 6.6), layout="constrained")
    above, below = figure.subplots(2, 1)
    general = _shifted(derived.formula)
    _against_eta(above, general)
    _against_t(below, general)
    lettered(above, below)
    return figure


def _against_eta(axes: Axes, general: Shifted) -> None:
    def smooth(eta: Array) -> Array:
        return _smooth_factor(general, eta, np.full_like(eta, _FIXED_T), 0.0)

    scale = _largest(lambda eta: np.abs(eta) * smooth(eta), 0.0, 0.4)
    axes.set_xlim(-0.42, 0.42)
    axes.set_ylim(0, 4.6)
    ends = (-0.4, 0.0, 0.4)
    drawn_curve(axes, "P", lambda eta: np.abs(eta) * smooth(eta) / scale, ends, FAMILIES[0],
                label=r"$P = |\eta|\,P_0$")  # fmt: skip
    drawn_curve(axes, "P_0", lambda eta: smooth(eta) / scale, ends, FAMILIES[1], label=r"$P_0$")
    axes.axvline(0, **GUIDE)
    axes.set_xlabel(r"$\eta$ (dimensionless)")
    axes.set_ylabel(r"$P$ and $P_0$ (arbitrary units)")
    axes.set_title(f"$t = {_FIXED_T:g}$", loc="left")
    axes.legend(loc="upper left")


def _against_t(axes: Axes, general: Shifted) -> None:
    axes.set_xlim(-2.7, 2.7)
    axes.set_ylim(0, 1.6)
    for (centre, name), look in zip(
        ((0.0, "maximum at $t = 0$"), (1.3, "minimum at $t = 0$")), FAMILIES, strict=False
    ):

        def value(t: Array, centre: float = centre) -> Array:
            return _smooth_factor(general, np.full_like(t, _FIXED_ETA), t, centre)

        largest = _largest(value, 0.0, 2.5)
        drawn_curve(axes, f"P-{centre:g}", _scaled(value, 1 / largest), (-2.5, 0.0, 2.5), look,
                    label=name)  # fmt: skip
    axes.set_xlabel(r"$t$ (dimensionless)")
    axes.set_ylabel(r"$P$ (arbitrary units)")
    axes.set_title(rf"$\eta = {_FIXED_ETA:g}$", loc="left")
    axes.legend(loc="upper center")


def _scaled(function: Callable[[Array], Array], factor: float) -> Callable[[Array], Array]:
    return lambda x: factor * function(x)


def _largest(function: Callable[[Array], Array], low: float, high: float) -> float:
    """The largest of 801 values of a function that is smooth on the scale of eight of them."""
    x = np.linspace(low, high, 801)
    k = 8 * int(np.argmax(function(x[::8])))
    return float(function(x[max(k - 8, 0) : k + 9]).max())


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
