"""The numbers that examples quote as results, each by a second route that shares no code with what gave it.

Levels and wave functions: sine functions on a grid, by NumPy alone, or shooting with mpfr numbers.  n(E) and c(T):
tests/numerics/statistics/test_slow_routes.py has the second routes, for the same distributions.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from inspect import getdoc
from pathlib import Path
from typing import Any

import mpmath
import numpy as np
import pytest

import softpot
from softpot import numerics
from softpot.derive.theory import SOFT_POTENTIAL
from softpot.numerics.spectrum import Gradients, States
from softpot.numerics.spectrum.matrices.precise import precise_levels
from softpot.numerics.spectrum.methods import METHODS, WORTH_SERIES
from softpot.numerics.spectrum.witness.shooting import shooting_levels
from softpot.reports import theory as reports_theory
from softpot.reports.theory import heat_minimum, spectrum

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "levels.md"


def grid(alpha: float, beta: float, count: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Levels, places and normalised states of -d^2/dy^2 + V by sinc functions, 401 points 0.05 apart."""
    h, k = 0.05, np.arange(-200, 201)
    apart = np.subtract.outer(k, k)
    far = np.where(apart == 0, 1, apart)
    bend = np.where(apart == 0, np.pi**2 / 3, 2.0 * (-1.0) ** apart / far**2) / h**2
    y = h * k
    energy, states = np.linalg.eigh(bend + np.diag(alpha * y**2 - beta * y**3 + y**4))
    psi = states[:, :count].T / np.sqrt(h)
    turned = np.abs(psi) > 0.03 * np.abs(psi).max(axis=1, keepdims=True)
    last = psi.shape[1] - 1 - np.argmax(turned[:, ::-1], axis=1)
    return energy[:count], y, psi * np.sign(psi[np.arange(count), last])[:, None]


def at(psi: np.ndarray, y: np.ndarray, place: float) -> list[float]:
    """psi between the points of the grid."""
    return list((psi @ np.sinc((place - y) / 0.05)).astype(float))


def means(alpha: float, beta: float, power: int) -> list[float]:
    _, y, psi = grid(alpha, beta, 2)
    return [float(0.05 * (p**2 @ y**power)) for p in psi]


def shot(alpha: Any, beta: Any, n: int, digits: int) -> str:
    """Level n by shooting, as decimal text."""
    terms = (0, 0, Fraction(alpha), -Fraction(beta), 1)
    with mpmath.workdps(digits + 10):
        potential = [mpmath.mpf(Fraction(t).numerator) / Fraction(t).denominator for t in terms]
        (level,) = shooting_levels(mpmath.mpf(1), potential, (n,), digits + 4)
        return str(mpmath.nstr(level, digits))


def half(alpha: float, beta: float, sign: float, edge: float = 0.0) -> list[float]:
    """The weight of psi_n^2 on one side of an edge, by Simpson's rule on the interpolated states."""
    _, y, psi = grid(alpha, beta, 2)
    fine = edge + sign * np.linspace(0.0, 8.0, 4001)
    values = psi @ np.sinc((fine[None, :] - y[:, None]) / 0.05)
    weights = np.full(4001, 2.0)
    weights[1::2], weights[[0, -1]] = 4.0, 1.0
    return [float(v @ weights * 0.002 / 3.0) for v in values**2]


def numbers(text: str) -> list[float]:
    return [float(x) for x in re.findall(r"-?\d+\.\d+(?:e[+-]?\d+)?", text)]


def quoted(thing: Any, opening: str) -> list[float]:
    """The numbers of the output that follows a line of the example."""
    text = thing.read_text(encoding="utf-8") if isinstance(thing, Path) else getdoc(thing)
    assert text is not None
    _, _, rest = text.partition(opening)
    assert rest, opening
    after = rest.split("\n", 1)[1]
    return numbers(re.split(r"\n>>> |\n```|\n\n", after)[0])


def three_places() -> list[float]:
    """Both states of (-4, 0) at -1, 0 and 1."""
    _, y, psi = grid(-4, 0, 2)
    return [at(psi, y, place)[n] for n in (0, 1) for place in (-1.0, 0.0, 1.0)]


CASES: dict[str, tuple[Any, str, Callable[[], list[float]], float]] = {
    "levels": (
        softpot.levels, ">>> levels([-5, 0, 5], 1, 2)",
        lambda: [float(e) for a in (-5, 0, 5) for e in grid(a, 1, 2)[0]], 5e-7,
    ),
    "gradients": (
        Gradients, ">>> by_alpha.round(5)",
        lambda: [*means(-5, 1, 2), *(-m for m in means(-5, 1, 3))], 5.1e-6,
    ),
    "states": (States, ">>> wave_functions(-4, 0, 2).levels", lambda: list(grid(-4, 0, 2)[0]), 5e-7),
    "wave functions": (softpot.wave_functions, ">>> found.psi([-1.0, 0.0, 1.0])", three_places, 5e-7),
    "psi": (States.psi, ">>> wave_functions(0, 0, 1).psi", lambda: at(grid(0, 0, 1)[2], grid(0, 0, 1)[1], 0.0), 5e-7),
    "below": (States.weight_below, ">>> wave_functions(-4, 1, 2)", lambda: half(-4, 1, -1.0), 6e-7),
    "above": (States.weight_above, ">>> wave_functions(-4, 0, 2)", lambda: half(-4, 0, 1.0, 1.0), 6e-7),
    "page": (PAGE, ">>> levels(0, 0, 3)", lambda: list(grid(0, 0, 3)[0]), 5e-9),
}  # fmt: skip


@pytest.mark.quick(2)
@pytest.mark.parametrize("name", CASES)
def test_by_another_route(name: str) -> None:
    thing, opening, other, allowed = CASES[name]
    if isinstance(thing, Path) and not thing.is_file():
        pytest.skip("docs/ is not here")
    found, expected = quoted(thing, opening), other()
    assert len(found) == len(expected) > 0
    assert np.abs(np.array(found) - np.array(expected)).max() <= allowed


@pytest.mark.quick(2)
@pytest.mark.parametrize(
    ("thing", "digits", "alpha", "beta", "n"),
    [
        (softpot.levels, "-5.80521036405119070877123051303", "-41/8", "1/2", 1),
        (numerics.Level, "3.79967302980139416878309418851", 0, 0, 2),
        (PAGE, "-2.4907648700562316957", -5, 1, 2),
    ],
)
def test_digits_by_shooting(thing: Any, digits: str, alpha: Any, beta: Any, n: int) -> None:
    if isinstance(thing, Path) and not thing.is_file():
        pytest.skip("docs/ is not here")
    text = thing.read_text(encoding="utf-8") if isinstance(thing, Path) else getdoc(thing)
    assert text is not None and digits in text
    assert shot(alpha, beta, n, len(digits.lstrip("-").replace(".", ""))) == digits


def test_a_hundred_digits_by_the_other_route() -> None:
    """The page has them by matrices; power series, which share nothing with these, give them again."""
    page = ROOT / "docs" / "five-things.md"
    if not page.is_file():
        pytest.skip("docs/ is not here")
    (quoted_level,) = re.findall(r"^level  (-[\d.]+)$", page.read_text("utf-8"), re.MULTILINE)
    (level,) = softpot.levels(-5, 1, 1, digits=100, method="series")
    assert len(quoted_level) == 102 and quoted_level == level.value


def test_proved_intervals_hold_the_level_by_shooting() -> None:
    text = getdoc(softpot.enclose)
    assert text is not None
    low, high, wide_low, wide_high = (
        Fraction(x) for x in re.findall(r"(?:lower|upper) = (\S+)", text)
    )
    level = Fraction(shot(0, 0, 1, 30))
    assert low < level < high and wide_low < level < wide_high
    ends = [float(grid(a, 0, 1)[0][0]) for a in (-0.1, 0.1)]
    assert ends == pytest.approx([float(wide_low), float(wide_high)], abs=1e-9)


def test_splittings_by_the_basis_route() -> None:
    """The series gave them; banded matrices, digits enough for the difference, give them again."""
    found = []
    for alpha in (-10, -20, -30):
        low, high = precise_levels(alpha, 0, 2, 60)
        found.append(float(Fraction(high.value) - Fraction(low.value)))
    text = getdoc(softpot.splitting) or ""
    assert numbers(text.partition(">>> [f")[2].split("\n", 1)[1]) == pytest.approx(found, rel=5e-9)
    other = getdoc(numerics.statistics.tunnel_splitting) or ""
    (shallow, deep) = numbers(other.partition(">>> [f")[2].split("\n", 1)[1])
    assert deep == pytest.approx(found[1], rel=5e-7)
    energy = grid(-5, 0, 2)[0]
    assert shallow == pytest.approx(float(energy[1] - energy[0]), rel=5e-7)


def test_the_cutoff_of_a_splitting() -> None:
    """|alpha| = 11.5471 for 1e-6 w: the splitting there, by matrices."""
    assert "(11.5471, True)" in (getdoc(softpot.Distribution.constant) or "")
    gaps = []
    for alpha in ("-11.54705", "-11.54715"):
        low, high = precise_levels(alpha, 0, 2, 40)
        gaps.append(float(Fraction(high.value) - Fraction(low.value)))
    assert gaps[0] > 1e-6 > gaps[1]


def test_units_of_a_material_by_hand() -> None:
    """w/k_B = E_0 eta_L^2/k_B, with the constants typed here."""
    hbar, k_B, e = 1.054571817e-34, 1.380649e-23, 1.602176634e-19
    eta_L = (hbar**2 / (2 * 1.7e-24 * 1e-20 * 1.6e-18)) ** (1 / 3)
    text = getdoc(softpot.Material) or ""
    for value in (f"eta_L = {eta_L:.6g}", f"w/k_B = {1.6e-18 * eta_L**2 / k_B:.6g} K"):
        assert value in text
    mass = 1034 * 1.66053906660e-27
    w = 10 * e * (hbar**2 / (2 * mass * 1e-20 * 10 * e)) ** (2 / 3) / k_B
    assert f"{w:.3f}" in (getdoc(softpot.read_material) or "")
    v = (3 / (5800.0**-3 + 2 * 3800.0**-3)) ** (1 / 3)
    debye = 0.4 * np.pi**2 * k_B * (k_B / (hbar * v)) ** 3
    assert f"{debye:.6g}" in (getdoc(softpot.Material.debye_heat) or "")
    amplitude = 1e26 * eta_L**2.5
    assert f"{amplitude:.5e}" in (getdoc(softpot.Material.amplitude) or "")
    c, n = 5.5298421, 4.7385229  # of the examples of specific_heat and density_of_states
    assert f"{c * k_B * amplitude / 2200:.4e}" in (getdoc(softpot.Material.heat_per_mass) or "")
    assert f"{n:.5f}" in (getdoc(softpot.density_of_states) or "")


# Sentences: the README's findings, and the captions of figures

_REFERENCE = re.compile(r"(?:Eqs?\.|of|Fig\.) \(?\d+\)?(?:, \(\d+\))*")
_COUNTS = {"four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
_PRINTED = re.compile(rf"\d+(?:\.\d+)?(?:/\d+)?|\b(?:{'|'.join(_COUNTS)})\b")


def in_words(text: str, values: list[Any]) -> list[str]:
    """What of the numbers in a sentence, in order, is not the value, to the digits printed."""
    found = _PRINTED.findall(_REFERENCE.sub("", text))
    if len(found) != len(values):
        return [f"{found} for {values}"]
    return [
        f"{text} for {value}"
        for text, value in zip(found, values, strict=True)
        if not _is(str(_COUNTS.get(text, text)), value)
    ]


def _is(text: str, value: Any) -> bool:
    unit = Fraction(1, 10 ** len(text.partition(".")[2]))
    exact = isinstance(value, (int, Fraction))
    return Fraction(text) == value if exact else abs(Fraction(text) - Fraction(value)) * 2 <= unit


def changed(text: str) -> list[str]:
    """The sentence with each of its digits changed, but for those of references."""
    masked = _REFERENCE.sub(lambda m: "_" * len(m.group()), text)
    return [
        text[:k] + str((int(c) + 1) % 10) + text[k + 1 :]
        for k, c in enumerate(masked)
        if c.isascii() and c.isdigit()
    ]


def found_by_the_readme() -> tuple[str, list[Any]]:
    """The paragraphs on what was found, and their numbers: the Jacobian, 4/|eta| of the scan, 1/24, 3w, dE/dt."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    said = "**What it found" + text.partition("**What it found")[2].partition("\n## ")[0]
    # dh' d eta'/(d eta dt) by differences, at eta = 0.3, t = 0.7, t' = 0.2
    step, moved = 1e-5, []
    for e, t in ((step, 0), (-step, 0), (0, step), (0, -step)):
        s, eta, cubic = 0.25 * (0.2 - (0.7 + t)), 0.3 + e, 0.7 + t
        moved.append((2 * eta * s + 3 * cubic * s**2 + 4 * s**3, eta + 3 * cubic * s + 6 * s**2))
    rows = np.array([np.subtract(moved[0], moved[1]), np.subtract(moved[2], moved[3])]) / (2 * step)
    over = 0.3 / abs(np.linalg.det(rows))
    n_0 = 4 * np.sqrt(2.0)
    prefactor = 1 / (3 * np.sqrt(2.0)) / n_0
    scan = SOFT_POTENTIAL.entry("jacobian").printed
    text_E_d = SOFT_POTENTIAL.entry("delocalisation-energy").printed
    assert scan is not None and scan.form is not None and text_E_d is not None
    read = scan.form * abs(SOFT_POTENTIAL.symbols.eta)
    E_d = text_E_d.form / SOFT_POTENTIAL.symbols.w
    slopes = [0.1 * size**1.5 / np.sqrt(2.0) for size in (5, 10)]
    return said, [
        round(over),
        int(read),
        Fraction(1, round(1 / prefactor)),
        int(E_d),
        *slopes,
    ]


def test_the_findings_of_the_readme() -> None:
    if not (ROOT / "README.md").is_file():
        pytest.skip("the README is not here")
    said, values = found_by_the_readme()
    assert not in_words(said, values)
    assert len(changed(said)) >= 8
    assert all(in_words(other, values) for other in changed(said))


def test_the_captions_of_the_figures() -> None:
    """Numbers and counts in captions, by what is drawn and by levels on a grid; no other caption has any."""
    least = min(float(np.diff(grid(0.0, b, 2)[0])[0]) for b in np.linspace(1.88, 1.91, 4))
    exponential = softpot.Distribution.exponential()
    expected: dict[str, list[Any]] = {
        "density": [round(float(exponential.largest_alpha) * float(exponential.eta_L)), least],
        "spectrum": [spectrum.SHOWN, len(spectrum.BETAS), 4],
        "ensemble": [0],
        "regions": [],
        "convergence": [],
        "gaps": [0, 0],
        "heat": [int(heat_minimum.DELOCALISED)],
        "sea-gull": [],
    }
    figures = reports_theory.SOFT_POTENTIAL.figures
    assert set(figures) == set(expected)
    for name, spec in figures.items():
        words = re.sub(r"\{\w+\}", "", spec.caption.template)
        assert not in_words(words, expected[name]), name
        assert all(in_words(other, expected[name]) for other in changed(words)), name


def test_the_ranges_on_the_page_of_methods() -> None:
    """Each row's numbers and digits are those that the method takes, and one more is refused."""
    if not PAGE.is_file():
        pytest.skip("docs/ is not here")
    text = PAGE.read_text(encoding="utf-8")
    rows = re.findall(r"\| `\"(\w+)\"` \| ([^|]*) \| n ≤ (\d+) \|", text)
    assert {name for name, *_ in rows} == set(METHODS)
    for name, gives, largest in rows:
        with pytest.raises(Exception, match=largest):
            more = {} if gives == "doubles" else {"digits": 20}
            softpot.levels(0, 0, only=[int(largest) + 1], method=name, **more)
        if gives == "doubles":
            continue
        fewest, most = (
            int(v.replace(" ", "")) for v in gives.removesuffix(" digits").split(" to ")
        )
        for digits in (fewest - 1, most + 1):
            with pytest.raises(Exception, match="digits"):
                softpot.levels(0, 0, 1, digits=digits, method=name)
    (cross,) = re.findall(r"up to (\d+) digits and \d+ levels", text)
    assert int(cross) == WORTH_SERIES
