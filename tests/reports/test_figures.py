"""Each curve of a figure is the function that it is said to be, between the points drawn too; and people can read it.

A curve is known by its name (``gid``); the functions are written here once more, where that is quick by another route.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache, partial
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.integrate import trapezoid

from softpot.numerics.machinery.check import check_theory
from softpot.numerics.machinery.ledger import Ledger
from softpot.numerics.spectrum import levels
from softpot.numerics.spectrum.matrices.precise import precise_level, precise_levels
from softpot.numerics.statistics import (
    Distribution,
    density_of_states,
    minimum_of_heat,
    specific_heat,
)
from softpot.reports.machinery.figure import FigureSpec, clean_style, draw_all, drawing, saved
from softpot.reports.machinery.palette import BLUE, DARK, GREY, INK, ORANGE, PAPER
from softpot.reports.machinery.traced import traced
from softpot.reports.theory import SOFT_POTENTIAL, heat_minimum

Array = NDArray[np.float64]
Function = Callable[[Array], Array]

SHARE = 0.01  # of an axis
NEEDED = ("two-wells", "shift", "jacobian", "origins", "vibrations-sea-gull", "vibrations-constant",
          "vibrations-deepest")  # fmt: skip
GUIDES = {"vibrations", "eighth"}  # straight lines on their axes, which are compared below

# The functions


def ensemble_density(which: int, eta: Array) -> Array:
    """½|η| ∫ G' dt', averaged over 0.35 < t < 0.65, for the two distributions that are sampled."""
    t, t_p = np.linspace(0.35, 0.65, 61), np.linspace(-6.0, 6.0, 601)
    e, c, p = eta[:, None, None], t[None, :, None], t_p[None, None, :]
    s = (p - c) / 4  # where the potential is looked at from; its third derivative there is 6 t'
    h = 2 * e * s + 3 * c * s**2 + 4 * s**3
    eta_p = e + 3 * c * s + 6 * s**2

    def normal(z: Array) -> Array:
        return np.exp(-z * z / 2) / np.sqrt(2 * np.pi)

    def logistic(z: Array) -> Array:
        return 1 / (4 * np.cosh(z / 2) ** 2)

    if which == 0:
        G = normal(h / 0.6) / 0.6 * normal((eta_p - 0.2) / 0.8) / 0.8 * normal(p)
    else:
        G = (logistic((h - p / 2) / 0.25) / 0.25 * logistic((eta_p - 0.5) / 0.5) / 0.5
             * normal((p - 0.25) / 0.75) / 0.75)  # fmt: skip
    over_t_p = trapezoid(G, t_p, axis=-1)
    return np.abs(eta) / 2 * trapezoid(over_t_p, t, axis=-1) / 0.3


def gull(eta: Array, t: Array, centre: float) -> Array:
    """P_0 of the paper's Fig. 1, for the example of G' that its caption names."""
    t_p = np.linspace(-6.0, 6.0, 1201)
    e, c, p = eta[:, None], t[:, None], t_p[None, :]
    s = (p - c) / 4
    h, eta_p = 2 * e * s + 3 * c * s**2 + 4 * s**3, e + 3 * c * s + 6 * s**2
    hump = np.exp(-(((p - centre) / 0.4) ** 2) / 2) + np.exp(-(((p + centre) / 0.4) ** 2) / 2)
    G = np.exp(-((h / 0.1) ** 2) / 2 - ((eta_p - 1) / 0.9) ** 2 / 2) * hump
    return trapezoid(G, t_p, axis=-1) / 2


def gull_in_eta(power: int, eta: Array) -> Array:
    fine = np.linspace(-0.4, 0.4, 2001)
    largest = (np.abs(fine) * gull(fine, np.full_like(fine, 0.5), 0.0)).max()
    return np.abs(eta) ** power * gull(eta, np.full_like(eta, 0.5), 0.0) / largest


def gull_in_t(centre: float, t: Array) -> Array:
    fine = np.linspace(-2.5, 2.5, 2001)
    return (
        gull(np.full_like(t, -0.1), t, centre) / gull(np.full_like(fine, -0.1), fine, centre).max()
    )


def level(n: int, beta: float, alpha: Array) -> Array:
    return np.array([float(precise_level(float(a), beta, n, 15)) for a in alpha])


def gap(n: int, alpha: Array) -> Array:
    """A splitting by matrices, with digits enough for the difference."""
    found = (precise_levels(float(a), 0, n + 1, 30) for a in alpha)
    return np.array([float(pair[n].mpf - pair[n - 1].mpf) for pair in found])


def bottom(beta: float, alpha: Array) -> Array:
    y = np.linspace(-5.0, 6.0, 22001)
    return np.array([(y**2 * (a - beta * y + y**2)).min() for a in alpha])


def state(n: int, y: Array) -> Array:
    """A state by finite differences, normalised, about its level; positive at the right end."""
    grid = np.linspace(-6.0, 6.0, 3001)
    step = grid[1] - grid[0]
    from scipy.linalg import eigh_tridiagonal

    potential = -6.0 * grid**2 - 0.6 * grid**3 + grid**4
    energy, psi = eigh_tridiagonal(2 / step**2 + potential, np.full(grid.size - 1, -1 / step**2), select="i",
                                   select_range=(0, 3))  # fmt: skip
    wave = psi[:, n - 1] / np.sqrt(step)
    tail = wave[np.flatnonzero(np.abs(wave) > 1e-3 * np.abs(wave).max())[-1]]
    return energy[n - 1] + 2.2 * np.sign(tail) * np.interp(y, grid, wave)


def made(name: str, cutoff: float = 100.0) -> Distribution:
    if name == "exponential":
        return Distribution.exponential("0.1", eta_L="0.01")
    return getattr(Distribution, name)(alpha_max=cutoff, eta_L="0.01")


def density(name: str, m: int, energy: Array) -> Array:
    return density_of_states(energy, made(name), (1, m)).value


def near(name: str, m: int, end: float, energy: Array) -> Array:
    return density(name, m, energy) / density(name, m, np.array([end]))[0]


def heat(name: str, T: Array) -> Array:
    return specific_heat(T, made(name, 30.0)).value / T**3


def without(name: str, T: Array) -> Array:
    return heat_minimum._without(made(name, 30.0), T) / T**3


def coldest(alpha_max: Array) -> Array:
    found = (minimum_of_heat(made("constant", float(a))) for a in alpha_max)
    return np.array([np.nan if least is None else least.temperature for least in found])


@cache
def functions() -> dict[tuple[str, int, str], Function]:
    """(figure, number of the axes, name of the line) -> the function."""
    table: dict[tuple[str, int, str], Function] = {
        ("regions", 0, "fold"): lambda t: 9 * t**2 / 32,
        ("regions", 0, "deepest"): lambda t: t**2 / 4,
        ("regions", 1, "potential"): lambda x: -0.6 * x**2 + 0.7 * x**3 + x**4,
        ("sea-gull", 0, "P"): partial(gull_in_eta, 1),
        ("sea-gull", 0, "P_0"): partial(gull_in_eta, 0),
        ("sea-gull", 1, "P-0"): partial(gull_in_t, 0.0),
        ("sea-gull", 1, "P-1.3"): partial(gull_in_t, 1.3),
        ("spectrum", 5, "potential"): lambda y: -6 * y**2 - 0.6 * y**3 + y**4,
        ("heat", 1, "T-min"): coldest,
    }
    for which in (0, 1):
        table["ensemble", which, "derived"] = partial(ensemble_density, which)
    for k, beta in enumerate((0.0, 0.5, 1.0, 2.0)):
        table["spectrum", k, f"bottom-{beta:g}"] = partial(bottom, beta)
        for n in range(1, 7):
            table["spectrum", k, f"level-{n}-{beta:g}"] = partial(level, n, beta)
    for n in (1, 3, 5):
        table["spectrum", 4, f"gap-{n}"] = partial(gap, n)
    for n in (1, 2, 3, 4):
        table["spectrum", 5, f"state-{n}"] = partial(state, n)
    for name in ("constant", "exponential", "flat"):
        table["density", 0, f"n-{name}"] = partial(density, name, 2)
        for m, end in ((2, 2.6), (3, 4.2)):
            table["density", 1, f"near-{name}-{m}"] = partial(near, name, m, end)
    for name in ("constant", "exponential"):
        table["heat", 0, f"c-{name}"] = partial(heat, name)
        table["heat", 0, f"without-{name}"] = partial(without, name)
    return table


# Drawing and measuring


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    return check_theory(SOFT_POTENTIAL, NEEDED, digits=15)


@pytest.fixture(scope="module")
def figures(ledger: Ledger) -> dict[str, Any]:
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    with clean_style():
        drawn = {name: spec.draw(ledger) for name, spec in SOFT_POTENTIAL.figures.items()}
        for figure in drawn.values():
            FigureCanvasAgg(figure)
            figure.draw_without_rendering()  # the layout
    return drawn


def placed(axes: Any, x: Array, y: Array) -> Array:
    """Points as shares of the axes, (K, 2)."""
    with np.errstate(divide="ignore", invalid="ignore"):
        points = axes.transData.transform(np.column_stack([x, y]))
    return axes.transAxes.inverted().transform(points)


def between(axes: Any, line: Any) -> Array:
    """Places between the points of a line: the middle of each piece, and more where pieces are long."""
    x = np.unique(line.get_xdata())
    if axes.get_xscale() == "log":
        return np.exp(between_of(np.log(x)))
    return between_of(x)


def between_of(x: Array) -> Array:
    width = x[-1] - x[0]
    found = []
    for low, high in pairwise(x):
        count = 3 if high - low > SHARE * width else 1
        found.append(low + (high - low) * (np.arange(count) + 0.5) / count)
    return np.concatenate(found)


def distances(points: Array, line: Array) -> Array:
    """How far points (K, 2) are from a polygon (L, 2)."""
    start, step = line[:-1], np.diff(line, axis=0)
    length = np.maximum((step**2).sum(axis=1), 1e-300)
    found = np.empty(len(points))
    for k, point in enumerate(points):
        along = np.clip(((point - start) * step).sum(axis=1) / length, 0.0, 1.0)
        found[k] = np.sqrt((((start + along[:, None] * step) - point) ** 2).sum(axis=1)).min()
    return found


def off(axes: Any, line: Any, function: Function, x: Array) -> float:
    """The largest distance of the function from the line at x, where it can be seen, as a share of the axes."""
    points = placed(axes, x, function(x))
    polygon = placed(axes, np.asarray(line.get_xdata()), np.asarray(line.get_ydata()))
    seen = (points[:, 1] > -SHARE) & (points[:, 1] < 1 + SHARE)
    return float(distances(points[seen], polygon).max()) if seen.any() else 0.0


def curves(figures: dict[str, Any]) -> Iterator[tuple[tuple[str, int, str], Any, Any]]:
    """Every line that is more than a mark or a straight guide."""
    for name, figure in figures.items():
        for k, axes in enumerate(figure.axes):
            for line in axes.lines:
                if len(line.get_xdata()) > 2 and line.get_linestyle() != "None":
                    yield (name, k, str(line.get_gid())), axes, line


PRINTED = re.compile(r"printed-[01]")
OF_GAPS = re.compile(r"(fold|partner)-[23]")


@pytest.mark.slow
def test_every_curve_has_a_function_to_be_compared_with(figures: dict[str, Any]) -> None:
    drawn = [key for key, _, _ in curves(figures)]
    assert len(set(drawn)) == len(drawn)
    own = {key for key in drawn if not PRINTED.fullmatch(key[2]) and not OF_GAPS.fullmatch(key[2])}
    assert own == set(functions())


@pytest.mark.slow
@pytest.mark.parametrize("name", SOFT_POTENTIAL.figures)
def test_curves_are_their_functions(figures: dict[str, Any], name: str) -> None:
    for key, axes, line in curves({name: figures[name]}):
        function = functions().get(key)
        if function is None:
            continue
        x = between(axes, line)
        if len(x) > 60 and name in (
            "density",
            "heat",
            "spectrum",
        ):  # of slow ones every third place
            x = x[::3]
        assert off(axes, line, function, x) < SHARE, key
        ends = np.asarray(line.get_xdata())[[0, -1]]
        assert off(axes, line, function, ends) < SHARE, key


@pytest.mark.slow
def test_the_printed_element_is_the_derived_one_times_eight_over_the_square(
    figures: dict[str, Any],
) -> None:
    """Both panels: (4/|eta|) over |eta|/2 is 8/eta^2, and both have the same area over the bins."""
    for which, axes in enumerate(figures["ensemble"].axes):
        centres = np.linspace(-0.29, 0.29, 30)
        wrong = ensemble_density(which, centres) * 8 / centres**2
        counted = next(line for line in axes.lines if line.get_linestyle() == "None").get_ydata()
        printed = partial(printed_density, which, np.sum(counted) / wrong.sum())
        for line in axes.lines:
            if PRINTED.fullmatch(str(line.get_gid())):
                assert off(axes, line, printed, between(axes, line)) < SHARE


def printed_density(which: int, share: float, eta: Array) -> Array:
    return share * 8 / eta**2 * ensemble_density(which, eta)


@pytest.mark.slow
def test_the_peak_of_the_exponential_density_is_shown_to_its_top(figures: dict[str, Any]) -> None:
    """Where potentials of one well end, at eta = 1, n(E) falls from 7e8 to 1e2."""
    axes = figures["density"].axes[0]
    (line,) = (x for x in axes.lines if x.get_gid() == "n-exponential")
    energy = np.linspace(19.5, 20.2, 200)
    top = density("exponential", 2, energy).max()
    assert top > 5e8 and max(line.get_ydata()) > 0.8 * top
    assert axes.get_ylim()[1] > top


@pytest.mark.slow
def test_guides_are_where_they_say(figures: dict[str, Any], ledger: Ledger) -> None:
    lines = {x.get_gid(): x for f in figures.values() for a in f.axes for x in a.lines}
    x, y = lines["vibrations"].get_data()
    assert y == pytest.approx(x**4 / (3 * np.sqrt(2)))
    x, y = lines["eighth"].get_data()
    assert y == pytest.approx(y[-1] * (x / x[-1]) ** 0.125) and y[-1] == pytest.approx(
        coldest(x[-1:])[0]
    )
    for id, rate in (
        ("vibrations-sea-gull", -3),
        ("vibrations-deepest", -3),
        ("vibrations-constant", -6),
    ):
        points, line = lines[id], lines[f"{id}-rate"]
        (evidence,) = (e for e in ledger[id].evidence if "E_over_w" in e.series)
        assert list(points.get_xdata()) == list(evidence.series["E_over_w"])
        assert list(points.get_ydata()) == list(evidence.series["residual"])
        x, y = line.get_data()
        assert y[-1] == points.get_ydata()[-1] and y == pytest.approx(y[-1] * (x / x[-1]) ** rate)
    for m in (2, 3):
        x, y = lines[f"partner-{m}"].get_data()
        assert x == pytest.approx(9 * y**2 / 32)
        assert np.all(lines[f"fold-{m}"].get_xdata() == 0)


@pytest.mark.slow
def test_level_curves_lie_where_the_gap_has_their_value(figures: dict[str, Any]) -> None:
    for m, axes in zip((2, 3), figures["gaps"].axes, strict=True):
        (lines,) = (c for c in axes.collections if c.get_gid() == f"gap-{m}")
        for value, path in zip(lines.levels, lines.get_paths(), strict=True):
            vertices = path.vertices
            middle = 0.5 * (vertices[1:] + vertices[:-1])[path.codes[1:] == path.LINETO]
            for points in (vertices[::3], middle[::3]):
                gap, slope = gap_and_slope(points, m)
                moved = np.abs(gap - value) / np.maximum(slope, 1e-9)  # in shares of the axes
                assert moved.max() < SHARE, (m, value)


def gap_and_slope(points: Array, m: int) -> tuple[Array, Array]:
    """E_1m, and how fast it changes with the place on the axes of 16 by 5."""

    def of(alpha: Array, beta: Array) -> Array:
        found = levels(alpha, beta, m)
        return np.asarray(found[:, m - 1] - found[:, 0])

    a, b = points[:, 0], points[:, 1]
    step = 1e-4
    across = 16 * (of(a + step, b) - of(a - step, b)) / (2 * step)
    up = 5 * (of(a, b + step) - of(a, b - step)) / (2 * step)
    return of(a, b), np.hypot(across, up)


@pytest.mark.slow
def test_no_specks(figures: dict[str, Any]) -> None:
    """No piece of a line or a level curve is too short to be seen as one."""
    for name, figure in figures.items():
        for axes in figure.axes:
            pieces = [
                np.column_stack(x.get_data())
                for x in axes.lines
                if x.get_linestyle() != "None" and x.get_gid()
            ]
            for collection in axes.collections:
                if collection.get_gid():
                    pieces += [p for path in collection.get_paths() for p in _pieces(path)]
            for piece in pieces:
                points = np.clip(placed(axes, piece[:, 0], piece[:, 1]), 0, 1)
                assert np.ptp(points, axis=0).max() > 0.05, (name, axes.get_ylabel(), piece[:3])


def _pieces(path: Any) -> list[Array]:
    starts = np.flatnonzero(path.codes == path.MOVETO)
    return [p for p in np.split(path.vertices, starts) if len(p)]


@pytest.mark.slow
def test_labels_do_not_overlap_and_are_large_enough_for_a_telephone(
    figures: dict[str, Any],
) -> None:
    for name, figure in figures.items():
        renderer = figure.canvas.get_renderer()
        width = figure.get_figwidth() * 72
        texts = [t for t in every_text(figure) if t.get_visible() and t.get_text().strip()]
        legend = [t for box in every_legend(figure) for t in box.get_texts()]
        assert len(texts) > 6
        assert all(t.get_fontsize() * 336 / width >= 9.0 for t in texts), (
            name
        )  # of 360 pixels, without the margins
        assert all(
            t.get_fontsize() >= max(x.get_fontsize() for x in texts) - 0.1 for t in legend
        ), name
        hidden = beyond_the_ends(figure)
        texts = [t for t in texts if id(t) not in hidden]
        boxes = [(t.get_text(), t.get_window_extent(renderer)) for t in texts]
        for (one, a), (other, b) in combinations(boxes, 2):
            assert not a.padded(-0.5).overlaps(b.padded(-0.5)), (name, one, other)
        whole = figure.bbox
        for words, box in boxes:
            assert box.x0 >= whole.x0 - 1 and box.x1 <= whole.x1 + 1, (name, words)
            assert box.y0 >= whole.y0 - 1 and box.y1 <= whole.y1 + 1, (name, words)


def every_text(figure: Any) -> list[Any]:
    from matplotlib.text import Text

    return list(figure.findobj(Text))


def every_legend(figure: Any) -> list[Any]:
    from matplotlib.legend import Legend

    return list(figure.findobj(Legend))


def beyond_the_ends(figure: Any) -> set[int]:
    """Labels of ticks that lie beyond the end of their axis, which are not shown."""
    found = set()
    for axes in figure.axes:
        for axis in (axes.xaxis, axes.yaxis):
            low, high = sorted(axis.get_view_interval())
            for tick in [*axis.get_major_ticks(), *axis.get_minor_ticks()]:
                if not low - 1e-9 * (high - low) <= tick.get_loc() <= high + 1e-9 * (high - low):
                    found |= {id(tick.label1), id(tick.label2)}
    return found


@pytest.mark.slow
def test_curves_of_one_panel_differ_by_their_dash(figures: dict[str, Any]) -> None:
    for name, figure in figures.items():
        for axes in figure.axes:
            colours: dict[Any, set[str]] = {}
            for line in axes.lines:
                if line.get_linestyle() != "None":
                    dash = line._dash_pattern[1]
                    scaled = (
                        None
                        if dash is None
                        else tuple(round(d / line.get_linewidth(), 2) for d in dash)
                    )
                    colours.setdefault(scaled, set()).add(line.get_color())
            assert all(len(found) == 1 for found in colours.values()), (name, colours)


# What it becomes


@pytest.mark.quick(0)
def test_what_is_laid_out_without_being_drawn_has_the_same_bytes() -> None:
    """As by ``savefig`` alone, which draws the figure once for its layout; with one and without."""
    from matplotlib.figure import Figure

    def panels(layout: str | None) -> Figure:
        figure = Figure(figsize=(4.6, 5.0), layout=layout)
        for axes in figure.subplots(2, 1):
            axes.plot([1.0, 2.0, 4.0], [1e-3, 7e4, 3.0], label="$c/T^3$")
            axes.set(yscale="log", xlabel="$k_B T/w$", ylabel="a label")
        figure.legend(*axes.get_legend_handles_labels(), loc="upper left")
        return figure

    for layout in ("constrained", "tight", None):
        usual = io.BytesIO()
        with drawing():
            panels(layout).savefig(
                usual, format="pdf", metadata={"Creator": "softpot report", "CreationDate": None}
            )
            assert saved(panels(layout))[1] == usual.getvalue()


def luminance(colour: str) -> float:
    parts = (int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5))
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_colours_can_be_read_on_both_pages() -> None:
    for colour in (INK, BLUE, ORANGE, GREY):
        needed = 3.0 if colour == GREY else 4.5  # letters are in the others
        assert contrast(colour, PAPER) > needed and contrast(DARK[colour], DARK[PAPER]) > needed
    assert contrast(INK, "#c3d4e8") > 4.5 and contrast(DARK[INK], DARK["#c3d4e8"]) > 4.5


@pytest.mark.slow
def test_every_colour_has_a_dark_one(ledger: Ledger) -> None:
    css = Path(__file__).parents[2] / "reports" / "machinery" / "templates" / "report.css"
    assert "invert(" not in css.read_text(encoding="utf-8")
    for drawn in draw_all(ledger):
        text = drawn.svg.decode()
        body, rules = text.split("<style>@media screen and (prefers-color-scheme: dark)")
        used = set(re.findall(r"(?:fill|stroke): (#[0-9a-f]{6})", body))
        assert {INK, PAPER} <= used <= set(DARK), (drawn.name, used - set(DARK))
        assert not re.findall(r"(?:fill|stroke): (?!#|none|url)", body)
        for colour in used:
            assert f'[style*="fill: {colour}"]{{fill:{DARK[colour]}!important}}' in rules
            assert f'[style*="stroke: {colour}"]{{stroke:{DARK[colour]}!important}}' in rules
        assert "<style" not in drawn.inline


HOSTILE = {
    "text.usetex": True, "font.size": 30.0, "axes.grid": True, "figure.facecolor": "red", "svg.fonttype": "none",
    "savefig.transparent": True, "savefig.bbox": "tight", "path.sketch": (1, 100, 2), "lines.linewidth": 9.0,
    "axes.xmargin": 0.4, "xtick.bottom": False, "axes.unicode_minus": False, "mathtext.fontset": "stix",
    "savefig.pad_inches": 2.0, "axes.formatter.use_locale": True, "figure.constrained_layout.h_pad": 1.0,
}  # fmt: skip


@pytest.mark.slow
def test_a_users_matplotlibrc_changes_no_byte() -> None:
    import matplotlib

    ledger = check_theory(SOFT_POTENTIAL, ["two-wells", "origins"], digits=15)
    (plain,) = draw_all(ledger)
    with matplotlib.rc_context(HOSTILE):
        before = dict(matplotlib.rcParams)
        (drawn,) = draw_all(ledger)
        assert dict(matplotlib.rcParams) == before
    assert drawn.svg == plain.svg and drawn.pdf == plain.pdf


# The tracer


@pytest.mark.parametrize("log", [False, True])
def test_a_traced_curve_is_the_function(log: bool) -> None:
    x, y = traced(np.sqrt, (1e-3, 2.0, 10.0), (1e-3, 10.0), log_x=log, log_y=log)
    u, v = (np.log(x), np.log(y)) if log else (x, y)
    middle = 0.5 * (u[1:] + u[:-1])
    true = middle / 2 if log else np.sqrt(middle)
    assert np.abs(np.interp(middle, u, v) - true).max() < 0.003 * (np.log(1e4) if log else 10.0)
    assert x[0] == 1e-3 and x[-1] == 10.0 and 2.0 in x


def test_a_jump_becomes_a_line_and_a_named_peak_has_its_top() -> None:
    x, y = traced(lambda v: np.where(v < 0.37, 0.0, 1.0), (0.0, 1.0), (0.0, 1.0))
    k = int(np.flatnonzero(y == 1.0)[0])
    assert x[k] - x[k - 1] < 2e-3 and x[k - 1] < 0.37 <= x[k]
    x, y = traced(lambda v: 1 / (1 + ((v - 0.123) / 1e-4) ** 2), (0.0, 0.123, 1.0), (0.0, 1.0))
    assert y.max() == 1.0 and x[y.argmax()] == 0.123


def test_places_have_to_increase() -> None:
    for at in ((1.0,), (1.0, 1.0), (2.0, 1.0)):
        with pytest.raises(ValueError, match="increase"):
            traced(np.sqrt, at, (0.0, 1.0))


@pytest.mark.slow
def test_figures_are_drawn_of_the_numbers_that_are_there(ledger: Ledger) -> None:
    ids = {"shift", "jacobian", "vibrations-sea-gull", "vibrations-constant", "vibrations-deepest"}
    some = replace(ledger, entries=tuple(j for j in ledger.entries if j.entry.id in ids))
    assert [drawn.name for drawn in draw_all(some)] == ["ensemble", "convergence"]


@pytest.mark.slow
def test_a_figure_spec_is_left_out_without_its_numbers(ledger: Ledger) -> None:
    def draw(_: Ledger) -> None:
        raise LookupError("no numbers")

    assert FigureSpec("shift", SOFT_POTENTIAL.figures["regions"].caption, draw)(ledger) is None
