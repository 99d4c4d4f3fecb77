"""A fit as tables of words: every number with its error and unit, every assumption, what would change it.

Text, LaTeX and HTML are made of the same tables, so that they cannot differ.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import isfinite

from softpot.numerics.machinery.outward import Side, outward
from softpot.numerics.measured.data import HeatData
from softpot.numerics.measured.result import Estimate, HeatFit
from softpot.numerics.measured.scan import shifts, what_would_change
from softpot.reports.measured.words import WordTable

__all__ = ["Told", "WordTable", "percent", "rounded", "told", "uncertain", "unit_words"]

_SUPERSCRIPT = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
NAMES = {
    "w": "w/k_B", "P_s": "P_s", "C_D": "C_D", "L": "L", "scale": "common factor s", "gamma": "γ",
    "schottky": "Schottky amplitude",
}  # fmt: skip
IMPLIED = {
    "T_min": ("T_min, the minimum of the soft part of C/T³", "K"),
    "C_TLS": ("C_TLS = C/T of the soft part at k_B T = 0.05 w", "/K"),
    "C_sm": ("C_sm = (2π⁶/21) k_B P_s (k_B/w)⁵", "/K^5"),
    "theta_D": ("θ_D of C_D", "K"),
    "theta_D_elastic": ("θ_D of the velocities of sound", "K"),
    "C_D_less_elastic_in_sd": ("C_D less its elastic value, in standard errors of C_D", ""),
    "E_d": ("E_d/k_B", "K"),
}
FEW_RUNS = 0.05
FAR = 3.0
"""Standard deviations of a prior beyond which a reader must not miss that the data contradict it."""
_OF_PRIORS = {"L": "L", "C_D": "C_D", "ln_s": "the common factor of all C"}


@dataclass(frozen=True)
class Told:
    """All that is told of a fit, in order."""

    title: str
    summary: tuple[str, ...]
    parameters: WordTable
    correlations: WordTable
    goodness: tuple[str, ...]
    three_term: WordTable
    three_words: str
    implied: WordTable
    assumptions: tuple[str, ...]
    changes: WordTable
    scan: WordTable
    notes: tuple[str, ...]
    reading: tuple[str, ...]

    @property
    def tables(self) -> tuple[WordTable, ...]:
        """All tables, in the order of the page."""
        return (
            self.parameters, self.correlations, self.three_term, self.implied, self.changes, self.scan,
        )  # fmt: skip


def unit_words(unit: str) -> str:
    """J/(K^4 kg) as J/(K⁴ kg)."""
    head, *rest = unit.split("^")
    for part in rest:
        end = next((k for k, c in enumerate(part) if c not in "-0123456789"), len(part))
        head += part[:end].translate(_SUPERSCRIPT) + part[end:]
    return head


def rounded(value: float, digits: int = 4, side: Side | None = None) -> str:
    """A number of some digits, with a power of ten as 1.2 × 10⁻³ where it is far from one; nearest, or to a side."""
    if not isfinite(value):
        return "–"
    plain = value == 0.0 or 1e-3 <= abs(value) < 1e5
    form = f".{digits}g" if plain else f".{digits - 1}e"
    text = f"{value:{form}}" if side is None else outward(value, form, side)
    if plain:
        return text.replace("-", "−")
    mantissa, exponent = text.split("e")
    return f"{mantissa.replace('-', '−')} × 10{str(int(exponent)).translate(_SUPERSCRIPT)}"


def uncertain(value: float, sd: float) -> str:
    """value ± sd, both to the second digit of the error, which is rounded upwards."""
    if not (isfinite(value) and isfinite(sd)) or sd <= 0.0 or sd < 1e-9 * abs(value):
        return rounded(value, 6)
    size = max(abs(value), sd)
    power = 0 if 1e-3 <= size < 1e5 else int(f"{size:e}".split("e")[1])
    places = max(0, 1 - int(f"{sd / 10.0**power:e}".split("e")[1]))
    error = outward(sd, f".{places}f", times=Fraction(10) ** -power)
    pair = f"{value / 10.0**power:.{places}f} ± {error}".replace("-", "−")
    return pair if not power else f"({pair}) × 10{str(power).translate(_SUPERSCRIPT)}"


def _interval(ends: tuple[float | None, float | None], value: float) -> str:
    """Both ends with the same places, to the second digit of the nearer one's distance, rounded outwards."""
    near = min((abs(e - value) for e in ends if e is not None), default=0.0)
    if near < 1e-9 * abs(value):
        return " to ".join("open" if e is None else rounded(e, 6) for e in ends)
    size = max(abs(value), near)
    power = 0 if 1e-3 <= size < 1e5 else int(f"{size:e}".split("e")[1])
    places = max(0, 1 - int(f"{near / 10.0**power:e}".split("e")[1]))
    sides: tuple[Side, Side] = ("down", "up")
    shown = [
        "open" if e is None else outward(e, f".{places}f", side, times=Fraction(10) ** -power)
        for e, side in zip(ends, sides, strict=True)
    ]
    pair = " to ".join(shown).replace("-", "−")
    return pair if not power else f"({pair}) × 10{str(power).translate(_SUPERSCRIPT)}"


def _parameter(e: Estimate) -> tuple[str, ...]:
    name, unit = NAMES.get(e.name, e.name), unit_words(e.unit)
    if e.fixed:
        return name, f"{rounded(e.value, 6)} (held fixed)", "–", "–", unit
    return (
        name,
        uncertain(e.value, e.sd),
        _interval(e.interval_68, e.value),
        _interval(e.interval_95, e.value),
        unit,
    )


def _assumptions(fit: HeatFit) -> tuple[str, ...]:
    a = fit.assumptions
    spread = outward(a.L[1], ".6g")
    if a.time is not None:
        cutoff = (
            f"L = ln(w/Δ₀) of the slowest wells that tunnel is {a.L[0]:.2f} ± {spread}, from a time of {a.time:g} s "
            "at k_B T = w/3 and one-phonon rates"
        )
    elif a.L[1] > 0.0:
        cutoff = (
            f"L = ln(w/Δ₀) of the slowest wells that tunnel is {a.L[0]:g} ± {spread} beforehand"
        )
    else:
        cutoff = f"L = ln(w/Δ₀) of the slowest wells that tunnel is held at {a.L[0]:g}"
    if a.elastic is None:
        phonons = "C_D is free"
    else:
        value = f"{rounded(fit.elastic_C_D or float('nan'))} {unit_words(fit.estimate('C_D').unit)}"
        how = (
            "held at"
            if a.elastic == 0.0
            else f"known to {outward(a.elastic, '.6g', times=100)} % as"
        )
        phonons = f"C_D is {how} its elastic value {value}"
    scale = (
        f"all C share a factor that is 1 ± {outward(a.scale, '.2g')}"
        if a.scale > 0.0
        else "no common error of all C is assumed"
    )
    beyond = "vibrate in their deepest well" if a.frozen else "do not count at all"
    coupling = "as given" if a.given_Cbar else "a typical value, as none was given"
    return (
        "P₀ is constant, so that P_s D₁ D₂ is the measure of potentials",
        cutoff,
        f"wells beyond that cutoff {beyond}",
        phonons,
        scale,
        f"Cbar = {a.Cbar[1]:g} ({coupling}), hence E_d = {fit.E_d / fit.w:.3g} w",
        fit.errors,
        f"window: {unit_words(fit.window)}",
    )


def told(fit: HeatFit, *, scan: bool = True) -> Told:
    """The words of a fit; ``scan``: also with other windows and assumptions, which takes some seconds."""
    data, T = fit.data, fit.data.temperature
    estimates = fit.estimates
    w = estimates[0]
    runs = fit.runs
    of_priors = float(fit.pulls @ fit.pulls)
    ratio = (fit.chi2 + of_priors) / fit.freedom if fit.freedom else float("nan")
    count = fit.pulls.size
    priors = f" and {of_priors:.3g} for {count} prior{'s' if count > 1 else ''}" if count else ""
    summary = (
        f"w/k_B = {uncertain(w.value, w.sd)} K, "
        f"P_s = {uncertain(fit.P_s, fit.sd('P_s'))} {unit_words(fit.P_s_unit)}, "
        f"C_D = {uncertain(fit.C_D, fit.sd('C_D'))} {unit_words(estimates[2].unit)}",
        f"{T.size} points from {T[0]:.4g} to {T[-1]:.4g} K",
    )
    goodness = (
        f"χ² = {fit.chi2:.4g} for {T.size} points{priors}, {len(fit.problem.free)} parameters: {ratio:.3g} per degree "
        "of freedom",
        f"residuals: {runs.number} runs of one sign, {runs.expected:.3g} by chance, probability {runs.probability:.2g}",
    )
    free = [NAMES.get(n, n) for n in fit.free]
    rows = tuple(
        (name, *(f"{v:.2f}".replace("-", "−") for v in fit.correlation[k]))
        for k, name in enumerate(free)
    )
    three = fit.three_term
    bias = fit.bias_of_three_term
    per = fit.P_s_unit
    P_s = three.A * fit.P_s / fit.amplitude
    three_rows = (
        ("w/k_B", rounded(three.w), "K", rounded(bias["w"], 3)),
        ("P_s", rounded(P_s), unit_words(per), rounded(bias["P_s"], 3)),
        ("C_D", rounded(three.c_3), unit_words(estimates[2].unit), rounded(bias["C_D"], 3)),
        (
            "χ² per degree of freedom",
            rounded(three.chi2 / three.freedom, 3),
            "",
            rounded(bias["chi2_per_freedom"], 3),
        ),
    )
    three_words = (
        "Three terms, C = c₁T + c₃T³ + c₅T⁵, on the same points. The last column is what they make of noise-free "
        "values of the fitted model, over its own: their bias, which χ² does not show; – where c₁ or c₅ is not "
        "positive."
    )
    implied = []
    for key, value in fit.implied.items():
        words, unit = IMPLIED[key]
        if unit.startswith("/"):
            unit = unit_words(data.unit.replace("J/(K", f"J/(K^{2 if unit == '/K' else 6}"))
        implied.append((words, rounded(value), unit))
    if "theta_D" not in fit.implied and fit.C_D > 0.0:
        implied.append(("θ_D, which needs the molar mass and the atoms per formula unit", "–", "K"))
    share = fit.share_above_E_d
    implied.append(("share of the T⁵ heat above E_d at the highest T", f"{100 * share:.2g} %", ""))
    return Told(
        f"Fit of the soft-potential model to {data.name or 'data'}",
        summary,
        WordTable("Parameters", ("parameter", "value ± standard error", "68 % interval", "95 % interval", "unit"),
                  tuple(_parameter(e) for e in estimates)),
        WordTable("Correlations", ("", *free), rows),
        goodness,
        WordTable("Three terms beside it", ("quantity", "value", "unit", "bias: ratio to the model"), three_rows),
        three_words,
        WordTable("What follows", ("quantity", "value", "unit"), tuple(implied)),
        _assumptions(fit),
        _changes(fit) if scan else WordTable("What would change this", (), ()),
        _scan(fit) if scan else WordTable("Windows", (), ()),
        _notes(fit, share),
        _reading(fit.data),
    )  # fmt: skip


def _reading(data: HeatData) -> tuple[str, ...]:
    """What was understood of the file, and what was left out."""
    left = (
        f"left out: {d.count} {'row' if d.count == 1 else 'rows'} {d.reason}" for d in data.dropped
    )
    return (*(unit_words(line) for line in data.understood), *left)


def _changes(fit: HeatFit) -> WordTable:
    rows: list[tuple[str, ...]] = []
    for words, other in what_would_change(fit):
        if other is None:
            rows.append((words, "–", "–", "–", "–"))
            continue
        moved = shifts(fit, other)
        cells = (f"{percent(moved[n])} %" for n in ("w", "P_s", "C_D"))
        rows.append((words, *cells, f"{other.chi2:.4g}"))
    return WordTable(
        "What would change this",
        ("assumption instead", "w", "P_s", "C_D", "χ² of the points"),
        tuple(rows),
    )


def percent(change: float) -> str:
    """A relative change in per cent with its sign, to two digits where it has no more before the point."""
    value = 100.0 * change
    text = f"{value:+.0f}" if abs(value) >= 99.5 else f"{value:+.2g}"
    return text.replace("-", "−")


def _scan(fit: HeatFit) -> WordTable:
    rows: list[tuple[str, ...]] = []
    unit = unit_words(fit.P_s_unit)
    for low, high, other in fit.window_scan():
        ends = f"{low:.3g} to {high:.3g}"
        if other is None:
            rows.append((ends, "–", "too few points or too short", "–"))
            continue
        rows.append((
            ends, str(other.data.temperature.size), uncertain(other.w, other.sd("w")),
            uncertain(other.P_s, other.sd("P_s")),
        ))  # fmt: skip
    return WordTable("Windows", ("T in K", "points", "w/k_B in K", f"P_s in {unit}"), tuple(rows))


def _notes(fit: HeatFit, share: float) -> tuple[str, ...]:
    """What a reader must not miss."""
    notes = []
    if fit.C_D <= 0.0:
        notes.append(
            "C_D is not positive: this window does not determine the phonons' part; give the velocities of sound"
        )
    if share > 0.01:
        notes.append(
            f"{100 * share:.2g} % of the heat of vibrations at the highest T lies above E_d, where there are none: C "
            "is that much smaller in a glass than in the model"
        )
    if fit.runs.probability < FEW_RUNS:
        notes.append(
            "the residuals have too few or too many runs of one sign for chance: the model misses something"
        )
    for name, pull in zip(fit.problem.priors, fit.pulls, strict=True):
        if abs(pull) > FAR:
            notes.append(
                f"{_OF_PRIORS[name]} lies {abs(pull):.2g} standard deviations from what is assumed of it beforehand: "
                "the data and the assumption contradict each other"
            )
    if any(end is None for e in fit.estimates for end in (*e.interval_68, *e.interval_95)):
        notes.append("an interval is open where it reaches the end of what the numerics serve")
    return tuple(notes)
