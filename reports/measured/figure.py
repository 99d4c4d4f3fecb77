"""The figure of a fit: C/T^3 with the curve, residuals, and the profile of w."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from softpot.numerics.measured.profile import LEVELS
from softpot.numerics.measured.result import HeatFit
from softpot.reports.machinery.figure import WIDTH, drawing, lettered, saved
from softpot.reports.machinery.palette import BLUE, DASHES, GUIDE, INK, ORANGE
from softpot.reports.measured.told import unit_words

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["drawn"]


def _ticks(axes: Axes) -> None:
    """T on a logarithmic scale with plain numbers."""
    from matplotlib.ticker import LogLocator, NullFormatter, StrMethodFormatter

    axes.set_xscale("log")
    axes.xaxis.set_major_locator(LogLocator(subs=(1.0, 2.0, 5.0)))
    axes.xaxis.set_major_formatter(StrMethodFormatter("{x:g}"))
    axes.xaxis.set_minor_formatter(NullFormatter())


def _heat(axes: Axes, fit: HeatFit) -> None:
    T, C, s = fit.problem.T, fit.problem.C, fit.problem.sigma
    axes.errorbar(
        T,
        C / T**3,
        s / T**3,
        fmt="o",
        markersize=3,
        linewidth=0.7,
        color=INK,
        label="measured",
        zorder=2,
    )
    fine = np.geomspace(T[0], T[-1], 300)
    axes.plot(fine, fit.prediction(fine) / fine**3, color=BLUE, label="model", zorder=3)
    axes.plot(
        fine,
        fit.soft(fine) / fine**3,
        color=BLUE,
        linestyle=DASHES[1],
        linewidth=1.0,
        label="soft potentials",
    )
    axes.axhline(fit.scale * fit.C_D, label="phonons, $C_D$", **GUIDE)
    three = fit.three_term
    axes.plot(
        fine, (three.c_1 * fine + three.c_3 * fine**3 + three.c_5 * fine**5) / fine**3, color=ORANGE,
        linestyle=DASHES[3], linewidth=1.0, label="three terms",
    )  # fmt: skip
    _ticks(axes)
    axes.set_yscale("log")
    axes.set_xlabel("$T$ (K)")
    axes.set_ylabel(f"$C/T^3$, {unit_words(fit.data.unit.replace('J/(K', 'J/(K^4'))}")
    figure = axes.get_figure()
    assert figure is not None
    figure.legend(loc="outside upper left", ncols=2)


def _residuals(axes: Axes, fit: HeatFit) -> None:
    axes.axhline(0.0, **GUIDE)
    axes.plot(fit.problem.T, -fit.residuals, "o", markersize=3, color=INK)
    _ticks(axes)
    axes.set_xlabel("$T$ (K)")
    axes.set_ylabel(r"(measured $-$ model)/$\sigma$")


def _profile(axes: Axes, fit: HeatFit) -> None:
    if "w" not in fit.free:
        return
    w, rise = fit.profile("w")
    axes.plot(w, rise, color=BLUE)
    for level in LEVELS.values():
        axes.axhline(level, **GUIDE)
    axes.locator_params(axis="x", nbins=5)
    axes.set_xlabel("$w/k_B$ (K)")
    axes.set_ylabel(r"$\chi^2 - \chi^2_{\min}$")
    axes.set_ylim(0.0, 9.5)


def _figure(fit: HeatFit) -> Figure:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH, 8.4), layout="constrained")
    heat, rest, profile = figure.subplots(3, 1, height_ratios=(3, 2, 2))
    _heat(heat, fit)
    _residuals(rest, fit)
    _profile(profile, fit)
    lettered(heat, rest, profile)
    return figure


def drawn(fit: HeatFit) -> tuple[bytes, bytes]:
    """(SVG, PDF) of the figure, the same bytes every time."""
    with drawing():
        return saved(_figure(fit))
