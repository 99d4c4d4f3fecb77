"""Figures of complex functions: every curve, colour and mark against the function, computed here by mpmath."""

from __future__ import annotations

import base64
import cmath
import io
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import mpmath
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from sympy import I, Rational, exp, log, sqrt
from sympy import re as real_part

from softpot import Formula, Quantity, SymbolTable, compiled
from softpot.reports.machinery.errors import ReportError
from softpot.reports.machinery.figure import drawing, saved
from softpot.reports.machinery.palette import DARK, ON_HUES, UNDER
from softpot.reports.machinery.phase import complex_line, complex_plane
from softpot.reports.machinery.phase.colours import coloured
from softpot.reports.machinery.phase.plane import PHASES

S = SymbolTable(
    Quantity("x", "x", "a real number"),
    Quantity("z", "z", "a complex number", assumptions={}),
    Quantity("g", "g", "a width", assumptions={"positive": True}),
)
x, z, g = S.x, S.z, S.g
SHARE = 0.01  # of an axis
Function = Callable[[Any], Any]

LINES: dict[str, tuple[Any, Function, dict[str, Any], tuple[float, ...]]] = {
    "resonance": (
        1 / (1 - x**2 - I * g * x),
        lambda x: 1 / (1 - x * x - 0.02j * x),
        {"others": {"g": "1/50"}},
        (),
    ),
    "wave": (x * exp(7 * I * x), lambda x: x * mpmath.expj(7 * x), {}, (0.0,)),
    "pole": (
        1 / (x - Rational(1, 3)) + I,
        lambda x: 1 / (x - mpmath.mpf(1) / 3) + 1j,
        {},
        (1 / 3,),
    ),
    "root": (
        sqrt(x + I / 10**9) * exp(-I * x),
        lambda x: mpmath.sqrt(x + 1e-9j) * mpmath.expj(-x),
        {},
        (0.0,),
    ),
    "ray": (log(-1 + I * x), lambda x: mpmath.log(mpmath.mpc(-1, x)), {}, (0.0,)),
    "logarithmic": (exp(3 * x + I * x), lambda x: mpmath.exp(3 * x + 1j * x), {"log": True}, ()),
}


@cache
def line(name: str) -> Any:
    expression, _, more, _ = LINES[name]
    with drawing():
        return complex_line(Formula("f", expression, S), "x", -2, 2, **more)


def joined(drawn: Any) -> Iterator[tuple[float, float, float, float]]:
    """(x, y, x', y') of each straight piece."""
    xs, ys = drawn.get_data()
    for a, b, c, d in zip(xs[:-1], ys[:-1], xs[1:], ys[1:], strict=True):
        if np.isfinite([b, d]).all():
            yield a, b, c, d


@pytest.mark.parametrize("name", LINES)
def test_modulus_and_phase_are_the_function_between_the_points_drawn(name: str) -> None:
    upper, lower = line(name).axes
    f = LINES[name][1]
    bottom, top = upper.get_ylim()
    place: Function = np.log if upper.get_yscale() == "log" else float
    for a, b, c, d in joined(upper.lines[0]):
        for share in (0.3, 0.7):
            value = float(abs(f(a + share * (c - a))))
            if bottom < value < top:
                along = place(b) + share * (place(d) - place(b))
                assert abs(place(value) - along) < SHARE * (place(top) - place(bottom)), (a, c)
    for a, b, c, d in joined(lower.lines[0]):
        for share in (0.3, 0.7):
            value = float(mpmath.arg(f(a + share * (c - a)))) / np.pi
            off = abs(value - b - share * (d - b))
            assert off < SHARE * 2 or abs(abs(b) - 1) < SHARE > 2 - off, (a, c)


@pytest.mark.parametrize("name", LINES)
def test_nothing_is_left_out_and_no_jump_is_joined(name: str) -> None:
    upper, lower = line(name).axes
    broken = LINES[name][3]
    for axes in (upper, lower):
        pieces = list(joined(axes.lines[0]))
        span = np.diff(axes.get_ylim())[0]
        for place in np.linspace(-1.999, 1.999, 400):
            if all(abs(place - gap) > 1e-4 for gap in broken):
                assert any(a <= place <= c for a, _, c, _ in pieces), place
        if axes.get_yscale() != "log":
            for a, b, c, d in pieces:
                seen = min(abs(b), abs(d)) < axes.get_ylim()[1]
                assert not seen or c - a > 1e-6 or abs(d - b) < 0.06 * span, (a, b, c, d)


def test_a_phase_that_passes_pi_goes_on_at_the_other_end() -> None:
    xs, ys = line("wave").axes[1].lines[0].get_data()
    ends = [k for k in range(1, len(xs) - 1) if np.isnan(ys[k]) and abs(xs[k]) > 0.01]
    assert len(ends) == 4  # 7 x = ±pi, ±3 pi, the zero aside where the sign changes
    for k in ends:
        assert (ys[k - 1], ys[k + 1]) == (1, -1)
        turn = abs(7 * xs[k]) / np.pi if xs[k] > 0 else abs(7 * xs[k]) / np.pi + 1
        assert turn % 2 == pytest.approx(1, abs=1e-2)


def test_a_narrow_resonance_is_drawn_to_its_top() -> None:
    upper = line("resonance").axes[0]
    assert np.nanmax(upper.lines[0].get_ydata()) == pytest.approx(50, rel=0.01)
    assert upper.get_ylim()[1] > 50


def test_a_pole_is_cut_where_the_panel_says() -> None:
    upper = line("pole").axes[0]
    said = upper.get_title(loc="right")
    assert said == f"cut at {upper.get_ylim()[1]:g}"
    with drawing():
        figure = complex_line(lambda x: 1 / x, "x", -1, 1, ceiling=3)
    assert figure.axes[0].get_title(loc="right") == "cut at 3"
    assert figure.axes[0].get_ylim()[1] == 3


def test_nothing_is_drawn_outside_the_domain() -> None:
    half = Formula("half", sqrt(x) + I, S, domain=x > 0)
    with drawing():
        figure = complex_line(half, "x", -1, 1)
    for axes in figure.axes:
        pieces = list(joined(axes.lines[0]))
        assert 0 <= min(a for a, *_ in pieces) < 0.01
    with pytest.raises(ReportError, match="no number between x = -2 and -1"), drawing():
        complex_line(half, "x", -2, -1)


@pytest.mark.parametrize(
    ("function", "others", "message"),
    [
        (Formula("real", z**2, S), {}, "does not depend on x"),
        (Formula("truth", x > 0, S), {}, "not one number"),
        (lambda v: v, {"q": 1}, "arguments of a formula"),
    ],
)
def test_what_is_no_function_of_it_is_refused(function: Any, others: Any, message: str) -> None:
    with pytest.raises(ReportError, match=message), drawing():
        complex_line(function, "x", -1, 1, others=others)


# Over the plane

ZEROS, POLES = (1, -1, 2 + 1j), (cmath.sqrt(-2 - 2j), -cmath.sqrt(-2 - 2j))
PLANES: dict[str, tuple[Any, Function, tuple[float, float], tuple[float, float]]] = {
    "rational": (
        (z**2 - 1) * (z - 2 - I) ** 2 / (z**2 + 2 + 2 * I),
        lambda z: (z**2 - 1) * (z - 2 - 1j) ** 2 / (z**2 + 2 + 2j),
        (-3, 3),
        (-2.5, 2.5),
    ),
    "power": (z ** (I / 2), lambda z: mpmath.power(z, 0.5j), (-2, 2), (-1.5, 1.5)),
    "skew": (  # its cut is the ray from 1 on with the angle of 1 + i
        sqrt(-(z - 1) / (1 + I)) * exp(z),
        lambda z: mpmath.sqrt(-(z - 1) / (1 + 1j)) * mpmath.exp(z),
        (-2, 3),
        (-1.7, 2),
    ),
}


@cache
def plane(name: str) -> Any:
    expression, _, real, imaginary = PLANES[name]
    with drawing():
        return complex_plane(Formula("f", expression, S), "z", real, imaginary, across=120)


def hue_and_light(pixel: NDArray[Any]) -> tuple[float, float]:
    """From a pixel back to OKLab: the angle of the hue, and the lightness."""
    c = pixel[:3] / 255
    linear = np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)
    cones = np.array([[0.4122214708, 0.5363325363, 0.0514459929], [0.2119034982, 0.6806995451, 0.1073969566],
                      [0.0883024619, 0.2817188376, 0.6299787005]]) @ linear  # fmt: skip
    light, a, b = np.array([[0.2104542553, 0.7936177850, -0.0040720468], [1.9779984951, -2.4285922050, 0.4505937099],
                            [0.0259040371, 0.7827717662, -0.8086757660]]) @ np.cbrt(cones)  # fmt: skip
    return float(np.arctan2(b, a)), float(light)


def away_from_cuts(name: str, place: complex) -> bool:
    if name == "power":
        return not (place.real < 0.05 and abs(place.imag) < 0.05)
    if name == "skew":
        turned = (place - 1) / (1 + 1j)
        return not (turned.real > -0.05 and abs(turned.imag) < 0.05)
    return True


@pytest.mark.quick(0)
@pytest.mark.parametrize("name", PLANES)
def test_colours_are_the_values_at_points_between(name: str) -> None:
    axes = plane(name).axes[0]
    f, real, imaginary = PLANES[name][1:]
    picture = np.asarray(axes.images[0].get_array())
    rows, columns = picture.shape[:2]
    rng, moduli, lights = np.random.default_rng(3), [], []
    for _ in range(300):
        place = complex(rng.uniform(*real), rng.uniform(*imaginary))
        value = f(mpmath.mpmathify(place))
        special = [*ZEROS, *POLES] if name == "rational" else [0, 1]
        if not away_from_cuts(name, place) or min(abs(place - s) for s in special) < 0.3:
            continue
        r = int((place.imag - imaginary[0]) / (imaginary[1] - imaginary[0]) * rows)
        c = int((place.real - real[0]) / (real[1] - real[0]) * columns)
        hue, light = hue_and_light(picture[r, c])
        turned = (hue - np.pi / 6 - float(mpmath.arg(value)) + np.pi) % (2 * np.pi) - np.pi
        assert abs(turned) < 0.3, place  # half a pixel beside it, and colours of 8 bits
        assert picture[r, c, 3] == 255
        moduli.append(float(abs(value)))
        lights.append(light)
    assert len(moduli) > 150
    share = (np.array(lights) - 0.50) / 0.42  # r/(1 + r)
    unit = np.array(moduli) * (1 - share) / share
    middle = share * (1 - share) > 0.05
    assert np.ptp(np.log(unit[middle])) < 0.5, "the brightness is not that of one unit"


@pytest.mark.parametrize("name", PLANES)
def test_contours_lie_where_the_function_has_their_value(name: str) -> None:
    axes = plane(name).axes[0]
    f, real, imaginary = PLANES[name][1:]
    size = max(real[1] - real[0], imaginary[1] - imaginary[0])
    seen = set()
    for drawn in axes.lines:
        kind, _, value = str(drawn.get_gid()).partition(" ")
        if kind not in ("modulus", "phase"):
            continue
        seen.add(kind)
        for a, b, c, d in list(joined(drawn))[::3]:
            place, step = mpmath.mpc((a + c) / 2, (b + d) / 2), 1e-6
            found, slope = f(place), abs(mpmath.log(f(place + step) / f(place)) / step)
            if kind == "modulus":
                off = abs(mpmath.log(abs(found) / mpmath.mpf(value)))
            else:
                off = abs(mpmath.arg(found * mpmath.expj(-mpmath.pi * float(value))))
            assert off < SHARE * size * slope, (kind, value, place)
    assert seen == {"modulus", "phase"}


def test_a_circle_is_drawn_all_round() -> None:
    with drawing():
        figure = complex_plane(lambda z: z**2, "z", (-2, 2), (-2, 2), levels=[1], across=60)
    (ring,) = (d for d in figure.axes[0].lines if d.get_gid() == "modulus 1")
    angles = np.sort(np.arctan2(ring.get_ydata(), ring.get_xdata()))
    assert np.diff(angles[np.isfinite(angles)]).max() < 0.1
    rays = [d for d in figure.axes[0].lines if str(d.get_gid()).startswith("phase")]
    assert len(rays) == 4
    for ray in rays:  # two half rays of each phase
        ends = np.column_stack(ray.get_data())
        assert np.isnan(ends).any(axis=1).sum() == 1


@pytest.mark.parametrize("name", ["power", "skew"])
def test_cuts_are_where_the_function_jumps_and_no_contour_crosses_them(name: str) -> None:
    axes = plane(name).axes[0]
    (cut,) = (d for d in axes.lines if d.get_gid() == "cut")
    points = np.column_stack(cut.get_data())
    assert np.isfinite(points).all(), "the cut is one line"
    turned = points[:, 0] + 1j * points[:, 1]
    turned = -turned if name == "power" else (turned - 1) / (1 + 1j) * abs(1 + 1j)
    assert np.abs(turned.imag).max() < 0.02  # the cut is the half axis from 0
    assert -0.01 < turned.real.min() < 0.05 and turned.real.max() > 1.3
    crossed = 0
    for drawn in axes.lines:
        if str(drawn.get_gid()).startswith(("modulus", "phase")):
            for a, b, c, d in joined(drawn):
                ends = np.array([complex(a, b), complex(c, d)])
                ends = -ends if name == "power" else (ends - 1) / (1 + 1j)
                crossed += bool(np.prod(ends.imag) < 0 and (ends.real > 0.05).all())
    assert crossed == 0


def test_zeros_and_poles_are_marked_where_they_are() -> None:
    marked = {d.get_gid(): d.get_data() for d in plane("rational").axes[0].lines}
    for gid, places in (("zeros", ZEROS), ("poles", POLES)):
        found = [complex(a, b) for a, b in zip(*marked[gid], strict=True)]
        assert len(found) == len(places)
        for place in places:
            assert min(abs(place - other) for other in found) < 1e-3
    assert not {"zeros", "poles"} & {d.get_gid() for d in plane("power").axes[0].lines}


def test_a_pole_on_a_point_of_the_picture_leaves_no_hole() -> None:
    with drawing():
        figure = complex_plane(Formula("f", 1 / z, S), "z", (-1, 1.1), (-1, 1.1), across=42)
    axes = figure.axes[0]
    assert np.asarray(axes.images[0].get_array())[..., 3].min() == 255
    (poles,) = (d for d in axes.lines if d.get_gid() == "poles")
    assert abs(complex(*(v[0] for v in poles.get_data()))) < 1e-3


@pytest.mark.quick(2)
@pytest.mark.parametrize(
    ("f", "zeros", "poles"),
    [
        (lambda z: np.abs(z) ** 2 + 1j * z, [0, 1j], []),  # z (z* + i), not analytic
        (lambda z: 1 / np.conj(z - 0.3), [], [0.3]),
        (lambda z: z / np.abs(z), [], []),
        (np.sqrt, [], []),
    ],
)
def test_what_turns_backwards_is_still_a_zero_or_a_pole(f: Any, zeros: Any, poles: Any) -> None:
    with drawing():
        figure = complex_plane(f, "z", (-2, 2), (-1.5, 1.5), across=80)
    marked = {d.get_gid(): d.get_data() for d in figure.axes[0].lines}
    for gid, places in (("zeros", zeros), ("poles", poles)):
        found = [complex(a, b) for a, b in zip(*marked.get(gid, ((), ())), strict=True)]
        assert len(found) == len(places)
        assert all(min(abs(p - q) for q in found) < 2e-3 for p in places)


@pytest.mark.parametrize(
    "f",
    [lambda z: z / np.abs(z), lambda z: np.exp(1j * z.real), lambda z: np.abs(z) * (1 + 1e-17j), lambda z: 0 * z - 2],
)  # fmt: skip
def test_rounding_is_no_contour(f: Any) -> None:
    with drawing():
        figure = complex_plane(f, "z", (-2, 2), (-1.5, 1.5), across=80, levels=[1.0, 2.0])
    for drawn in figure.axes[0].lines:
        if str(drawn.get_gid()).startswith(("modulus", "phase")):
            points = np.column_stack(drawn.get_data())
            pieces = np.split(points, np.flatnonzero(np.isnan(points[:, 0])))
            assert all(np.nanmax(np.ptp(p[-len(p) + 1 :], axis=0)) > 1 for p in pieces), (
                drawn.get_gid()
            )
            assert len(pieces) <= 4


def test_an_essential_singularity_is_no_cloud_of_marks() -> None:
    with drawing():
        figure = complex_plane(lambda z: np.exp(1 / z), "z", (-1, 1), (-1, 1), across=100)
    marks = [d for d in figure.axes[0].lines if d.get_gid() in ("zeros", "poles", "cut")]
    assert marks == []


def test_outside_its_domain_the_picture_is_empty() -> None:
    with drawing():
        figure = complex_plane(
            Formula("f", z**2, S, domain=real_part(z) > 0), "z", (-1, 1), (-1, 1), across=40
        )
    clear = np.asarray(figure.axes[0].images[0].get_array())[..., 3] == 0
    assert clear[:, :20].all() and not clear[:, 20:].any()


def test_real_symbols_and_empty_regions_are_refused_in_words() -> None:
    with pytest.raises(TypeError, match="give the symbol other assumptions"), drawing():
        complex_plane(Formula("f", x**2 + I, S), "x", (-1, 1), (-1, 1), across=20)
    with pytest.raises(ReportError, match="no region"), drawing():
        complex_plane(Formula("f", z**2, S), "z", (1, 1), (-1, 1))


@pytest.mark.quick(0)
def test_compiled_functions_of_any_backend_are_taken() -> None:
    pictures = []
    for backend in ("numpy", "mpmath", "arb"):
        with drawing():
            f = compiled(Formula("f", sqrt(z) + I, S), backend)
            figure = complex_plane(f, "z", (-1, 1), (-1, 1), across=20)
        pictures.append(np.asarray(figure.axes[0].images[0].get_array()).astype(int))
    assert np.abs(pictures[0] - pictures[1]).max() <= 1
    assert np.abs(pictures[0] - pictures[2]).max() <= 1


def test_the_picture_of_the_page_is_its_formula() -> None:
    """The reflection at 60 degrees in docs/theories.md: its colours, and its zeros at n = 1 and -1."""
    page = Path(__file__).parents[2] / "docs" / "reflection.svg"
    if not page.is_file():
        pytest.skip("docs/ is not here")
    text = page.read_text(encoding="utf-8")
    images = re.findall(r"base64,\s*([A-Za-z0-9+/=\s]+)\"", text)
    picture = np.asarray(Image.open(io.BytesIO(base64.b64decode(images[0]))))
    assert re.search(r"matrix\([\d.]+ 0 0 -[\d.]+ ", text), "the rows go upwards"
    rows, columns = picture.shape[:2]
    for place in (1.5 + 0.7j, 0.5 - 1j, -1.2 + 0.4j, -0.5 - 0.9j, 0.3 + 0.2j):
        root = cmath.sqrt(place**2 - np.sin(np.pi / 3) ** 2)
        value = (np.cos(np.pi / 3) - root) / (np.cos(np.pi / 3) + root)
        up, across = (place.imag + 1.5) / 3 * rows, (place.real + 2) / 4 * columns
        hue, _ = hue_and_light(picture[int(up), int(across)])
        turned = (hue - np.pi / 6 - cmath.phase(value) + np.pi) % (2 * np.pi) - np.pi
        assert abs(turned) < 0.1, place
    assert 'id="zeros"' in text and 'id="cut"' in text and 'id="poles"' not in text


# For people


@pytest.mark.quick(0)
def test_the_same_bytes_every_time_and_no_colour_that_the_dark_would_change() -> None:
    def made() -> tuple[bytes, bytes]:
        with drawing():
            return saved(
                complex_plane(Formula("f", z + 1 / z, S), "z", (-2, 2), (-1, 1), across=60)
            )

    assert made() == made()
    assert not {ON_HUES, UNDER} & set(DARK)


def test_hues_are_even_and_dashes_tell_phases_apart_without_them() -> None:
    """In CIELAB, which is not the space that the hues were chosen in."""
    phases = np.linspace(-np.pi, np.pi, 73)
    steps = np.linalg.norm(np.diff(cielab(coloured(phases, 1.0)), axis=0), axis=1)
    assert steps.max() / steps.min() < 2.2
    lights = cielab(coloured(phases, 1.0))[:, 0]
    assert np.ptp(lights) < 8
    assert len({str(dash) for _, _, dash in PHASES}) == len(PHASES) == 4
    darker = cielab(coloured(np.zeros(5), np.array([0.0, 0.3, 1.0, 3.0, np.inf])))[:, 0]
    assert (np.diff(darker) > 5).all(), "brightness does not grow with the modulus"
    assert darker[0] > 35, "black lines would not be seen"


def cielab(pixels: NDArray[Any]) -> NDArray[np.float64]:
    c = pixels[..., :3] / 255
    linear = np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)
    xyz = linear @ np.array([[0.4124, 0.2126, 0.0193], [0.3576, 0.7152, 0.1192], [0.1805, 0.0722, 0.9505]])  # fmt: skip
    t = xyz / np.array([0.9505, 1.0, 1.089])
    f = np.where(t > (6 / 29) ** 3, np.cbrt(t), t / (3 * (6 / 29) ** 2) + 4 / 29)
    fx, fy, fz = np.moveaxis(f, -1, 0)
    return np.stack([116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)], axis=-1)


@pytest.mark.parametrize("name", PLANES)
def test_values_on_contours_are_in_the_picture_and_apart(name: str) -> None:
    figure = plane(name)
    renderer = figure.canvas.get_renderer() if hasattr(figure.canvas, "get_renderer") else None
    if renderer is None:
        from matplotlib.backends.backend_agg import FigureCanvasAgg

        renderer = FigureCanvasAgg(figure).get_renderer()
    axes = figure.axes[0]
    boxes = [t.get_window_extent(renderer) for t in axes.texts]
    frame = axes.get_window_extent(renderer)
    assert len(boxes) >= 3
    for k, box in enumerate(boxes):
        assert frame.x0 < box.x0 and box.x1 < frame.x1 and frame.y0 < box.y0 and box.y1 < frame.y1
        assert not any(box.overlaps(other) for other in boxes[:k])
    assert all(t.get_fontsize() >= 9 for t in axes.texts)


@pytest.mark.parametrize(
    ("function", "words"),
    [("1/z", "'1/z' was given, and a formula"), (lambda z: z[:-1], r"values for \(\d+,\) points")],
    ids=["text", "fewer values"],
)
def test_what_is_no_function_of_points_is_one_sentence(function: Any, words: str) -> None:
    with pytest.raises(ReportError, match=words):
        complex_plane(function, "z", (-1, 1), (-1, 1), across=12)
