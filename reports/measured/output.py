"""A fit as JSON, CSV and LaTeX."""

from __future__ import annotations

import csv
import io
import json
from math import isfinite
from typing import Any

from softpot.numerics.machinery.outward import Side, outward, outward_double
from softpot.numerics.measured.result import HeatFit
from softpot.reports.measured.marks import in_tex
from softpot.reports.measured.told import Told
from softpot.reports.measured.words import WordTable

__all__ = ["as_csv", "as_data", "as_json", "as_latex"]

_DIGITS = 10
_SIDES: tuple[Side, ...] = ("down", "up", "down", "up")
MARK = "Written by softpot report"


def _number(value: float | None, side: Side | None = None) -> float | None:
    """A double of ten digits, to the nearest or to a side; None for what is not finite."""
    if value is None or not isfinite(value):
        return None
    return float(f"{value:.{_DIGITS}g}") if side is None else outward_double(value, _DIGITS, side)


def _ends(interval: tuple[float | None, float | None]) -> list[float | None]:
    return [_number(interval[0], "down"), _number(interval[1], "up")]


def _windows(fit: HeatFit) -> list[dict[str, Any]]:
    """w and P_s of the fits in windows with other ends; null where nothing could be fitted."""
    return [
        {
            "T_low_K": _number(low), "T_high_K": _number(high),
            "points": None if other is None else other.data.temperature.size,
            **{
                name: None if other is None
                else {"value": _number(other.value(name)), "sd": _number(other.sd(name), "up")}
                for name in ("w", "P_s", "C_D")
            },
        }
        for low, high, other in fit.window_scan()
    ]  # fmt: skip


def _profiles(fit: HeatFit) -> dict[str, Any]:
    """chi^2 above its minimum along each free parameter, all others fitted."""
    found = {}
    for name in fit.free:
        if name in ("w", "P_s", "C_D", "L"):
            places, rise = fit.profile(name, points=21)
            found[name] = {
                "value": [_number(float(v)) for v in places], "chi2_rise": [_number(float(v)) for v in rise],
            }  # fmt: skip
    return found


def as_data(fit: HeatFit, *, scan: bool = False) -> dict[str, Any]:
    """Everything, for JSON; units stand in "unit" beside each number or in the key.

    scan: with the fits in other windows and the profiles of chi^2, which takes some seconds.
    """
    told = fit.assumptions
    parameters = {
        e.name: {
            "value": _number(e.value), "sd": _number(e.sd, "up"), "unit": e.unit, "fixed": e.fixed,
            "interval_68": _ends(e.interval_68), "interval_95": _ends(e.interval_95),
        }
        for e in fit.estimates
    }  # fmt: skip
    three = fit.three_term
    model = fit.prediction(fit.data.temperature)
    more = {"windows": _windows(fit), "profiles": _profiles(fit)} if scan else {}
    return {
        "written_by": "softpot report",
        "file": fit.data.name,
        "understood": list(fit.data.understood),
        "dropped": [{"rows": d.count, "reason": d.reason} for d in fit.data.dropped],
        "unit_of_C": fit.data.unit,
        "parameters": parameters,
        "correlation": {
            "names": list(fit.free),
            "matrix": [[_number(v) for v in row] for row in fit.correlation],
        },
        "chi2": _number(fit.chi2),
        "degrees_of_freedom": fit.freedom,
        "runs": {
            "number": fit.runs.number,
            "expected": _number(fit.runs.expected),
            "probability": _number(fit.runs.probability),
        },
        "errors": fit.errors,
        "window": fit.window,
        "assumptions": {
            "L": list(told.L), "time_s": told.time, "elastic_relative_error": told.elastic,
            "elastic_C_D": _number(fit.elastic_C_D), "density_kg_per_m3": told.density,
            "velocities_m_per_s": list(told.velocities) if told.velocities else None, "scale_error": told.scale,
            "electronic": told.electronic, "schottky_K": told.schottky, "frozen_wells_vibrate": told.frozen,
            "Cbar": list(told.Cbar), "Cbar_given": told.given_Cbar, "largest_share_above_E_d": told.share,
        },
        "three_term": {
            "c_1": _number(three.c_1), "c_3": _number(three.c_3), "c_5": _number(three.c_5), "w_K": _number(three.w),
            "P_s": _number(three.A * fit.P_s / fit.amplitude), "P_s_unit": fit.P_s_unit,
            "chi2": _number(three.chi2), "degrees_of_freedom": three.freedom,
            "bias": {name: _number(value) for name, value in fit.bias_of_three_term.items()},
        },
        "implied": {name: _number(value) for name, value in fit.implied.items()},
        "share_above_E_d": _number(fit.share_above_E_d),
        **more,
        "rows": [
            {"T_K": _number(T), "C": _number(C), "sigma": _number(s, "up"), "model": _number(m)}
            for T, C, s, m in zip(fit.problem.T, fit.problem.C, fit.problem.sigma, model, strict=True)
        ],
    }  # fmt: skip


def as_json(fit: HeatFit, *, scan: bool = False) -> str:
    """JSON text that ends with a line break; scan: as for ``as_data``."""
    return json.dumps(as_data(fit, scan=scan), indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def as_csv(fit: HeatFit) -> str:
    """One line a parameter."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    heads = ["parameter", "value", "sd", "low_68", "high_68", "low_95", "high_95", "unit"]
    writer.writerow([*heads, *(f"correlation_with_{name}" for name in fit.free)])
    for e in fit.estimates:
        form = f".{_DIGITS}g"
        ends = zip((*e.interval_68, *e.interval_95), _SIDES, strict=True)
        cells = [f"{e.value:{form}}", outward(e.sd, form)]
        cells += ["" if end is None else outward(end, form, side) for end, side in ends]
        row = list(fit.correlation[fit.free.index(e.name)]) if e.name in fit.free else []
        writer.writerow([e.name, *cells, e.unit, *(f"{v:.6f}" for v in row)])
    return stream.getvalue()


def _table(table: WordTable) -> list[str]:
    columns = "l" * len(table.heads)
    lines = [rf"\begin{{tabular}}{{{columns}}}", r"\hline"]
    lines.append(" & ".join(in_tex(head) for head in table.heads) + r" \\")
    lines.append(r"\hline")
    lines += [" & ".join(in_tex(cell) for cell in row) + r" \\" for row in table.rows]
    return [*lines, r"\hline", r"\end{tabular}"]


def as_latex(told: Told) -> str:
    """Two tables for a paper: parameters with their intervals, and their correlations."""
    lines = [f"% {MARK}: {told.title}".replace("\n", " ")]
    for table in (told.parameters, told.correlations):
        lines += [f"% {table.title}", *_table(table), ""]
    return "\n".join(lines)
