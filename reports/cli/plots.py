"""The plots of ``softpot heat`` and ``softpot dos``: logarithmic axes, in SI units where there is a material."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from softpot.numerics.statistics.model.geometry import FloatArray
from softpot.reports.cli.statistics import Column, write
from softpot.reports.machinery.figure import WIDTH, drawing, saved
from softpot.reports.machinery.palette import FAMILIES

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_HEIGHT = 3.4
_DPI = 200
DECADES = 1e3
"""The ratio of an axis' ends from which numbers at 2 and 5 of each decade would overlap."""
_AXES = {"w/k_B": r"$k_\mathrm{B}T/w$", "w": r"$E/w$", "K": r"$T$ (K)"}


def plot_heat(file: str, columns: Sequence[Column], words: Sequence[str]) -> None:
    """c/T^3 against T; with a material in kelvin, with the phonons and the total."""
    named = {column.name: column.values for column in columns}
    if "T_K" not in named:
        curves = [("soft potentials", named["c_over_T3"])]
        _plot(
            file,
            named["T_over_w"],
            curves,
            _AXES["w/k_B"],
            _model_units(columns[2].unit, "c/T^3"),
            words,
        )
        return
    T = named["T_K"]
    curves = [("soft potentials", named["c_J_per_K_m3"] / T**3)]
    if "total_J_per_K_m3" in named:
        curves += [
            ("phonons", named["phonons_J_per_K_m3"] / T**3),
            ("total", named["total_J_per_K_m3"] / T**3),
        ]
    _plot(file, T, curves, _AXES["K"], r"$c/T^3$ (J K$^{-4}$ m$^{-3}$)", words)


def plot_density(file: str, columns: Sequence[Column], words: Sequence[str]) -> None:
    """n(E) against E; with a material in joule."""
    named = {column.name: column.values for column in columns}
    if "E_K" in named:
        curves, unit = [("n", named["n_per_J_m3"])], r"$n(E)$ (J$^{-1}$ m$^{-3}$)"
        _plot(file, named["E_K"], curves, r"$E/k_\mathrm{B}$ (K)", unit, words)
    else:
        _plot(
            file,
            named["E_over_w"],
            [("n", named["n"])],
            _AXES["w"],
            _model_units(columns[1].unit, "n(E)"),
            words,
        )


def _model_units(unit: str, quantity: str) -> str:
    """An axis in units of the model, its powers and indices set as such."""
    shown = unit.replace("k_B", r"k_\mathrm{B}").replace("eta_L", r"\eta_L")
    for power in ("(5/2)", "(3/2)"):
        shown = shown.replace(f"^{power}", "^{" + power[1:-1] + "}")
    return f"${quantity}$ (${shown.replace(' ', chr(92) + ',')}$)"


def _signs(words: str) -> str:
    """Words with the model's symbols set as such."""
    words = re.sub(r"(?<![_\w])eta(?!\w)", r"$\\eta$", words.replace("eta_L", "@"))
    words = (
        words.replace("P_0", "$P_0$").replace("@", r"$\eta_L$").replace("|alpha|", r"$|\alpha|$")
    )
    return words.replace("<=", r"$\leq$").replace("*", "")


def _few(value: float, place: float, low: float, high: float) -> str:
    """1, 2 and 5 of each decade, 1 alone where there are three decades: as plain numbers where they are short, else as
    powers of ten, less than two decades with 2 and 5 times the power."""
    mantissa, exponent = f"{value:e}".split("e")
    if float(mantissa) not in ((1.0, 2.0, 5.0) if high < DECADES * low else (1.0,)):
        return ""
    if 1e-3 <= value <= 1e3:
        return f"{value:g}"
    if float(mantissa) == 1.0:
        return f"$10^{{{int(exponent)}}}$"
    return f"${float(mantissa):g}\\times10^{{{int(exponent)}}}$" if high < 100 * low else ""


def drawn(
    x: FloatArray, curves: Sequence[tuple[str, FloatArray]], x_label: str, y_label: str
) -> Figure:
    """Curves on logarithmic axes."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH, _HEIGHT), layout="constrained")
    axes = figure.subplots()
    axes.set(xscale="log", yscale="log", xlabel=x_label, ylabel=y_label)
    for (name, y), (dash, colour) in zip(curves, FAMILIES, strict=False):
        axes.plot(x, y, linestyle=dash, color=colour, label=name)
    if len(curves) > 1:
        axes.legend()
    for axis, (low, high) in ((axes.xaxis, axes.get_xlim()), (axes.yaxis, axes.get_ylim())):
        axis.set_major_formatter(partial(_few, low=low, high=high))
        axis.set_minor_formatter(partial(_few, low=low, high=high))
    return figure


def _plot(
    file: str, x: FloatArray, curves: Sequence[tuple[str, FloatArray]], x_label: str, y_label: str,
    words: Sequence[str],
) -> None:  # fmt: skip
    """Draw the curves and write the file, in the form that its name ends in; the same numbers give the same bytes."""
    with drawing():
        figure = drawn(x, curves, x_label, y_label)
        figure.axes[0].set_title(_signs(words[1]), fontsize="small")
        ending = Path(file).suffix.lower()
        if ending == ".png":
            made = io.BytesIO()
            figure.savefig(made, format="png", dpi=_DPI, metadata={"Software": "softpot"})
            content = made.getvalue()
        else:
            svg, pdf = saved(figure)
            content = svg if ending == ".svg" else pdf
    write(file, content)
