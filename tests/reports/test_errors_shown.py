"""Each place where an error, a bound or an interval is shown: it holds of the number behind it, which is chosen so that
rounding to the nearest would not."""

from __future__ import annotations

import ast
import csv
import importlib
import io
import json
import re
from dataclasses import replace
from fractions import Fraction
from math import nan
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import mpmath
import numpy as np
import pytest
from click.testing import CliRunner

from softpot import levels, numerics
from softpot.numerics import Distribution
from softpot.numerics.machinery.evidence import Evidence
from softpot.numerics.measured.result import Estimate
from softpot.numerics.measured.synthetic import synthetic_heat
from softpot.numerics.spectrum import Level
from softpot.numerics.spectrum.types.decimals import rational
from softpot.numerics.statistics.density.density import density_of_states
from softpot.numerics.statistics.model.curve import Curve
from softpot.numerics.theory import gaps
from softpot.reports.cli import heat, main, measured, spectrum
from softpot.reports.cli.statistics import Column
from softpot.reports.machinery.shown import evidence_score, short_bound
from softpot.reports.measured import output, told

CLI = Path(measured.__file__).parent
ERRORS = np.array([1.04e-8, 2.0400000001e-9, 1.0149e-7, 0.0])
PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻−", "0123456789--")


def run(*args: str) -> Any:
    result = CliRunner().invoke(main, args, prog_name="softpot")
    assert result.exit_code == 0, result.output
    return result.stdout


def made(x: Any, **_: Any) -> Curve:
    """A curve whose errors the nearest two digits would make smaller."""
    places = np.atleast_1d(np.asarray(x, dtype=float))
    return Curve(places, np.ones(places.size), np.resize(ERRORS, places.size), "u", "v", "c", "T")


def under(head: str, text: str) -> list[float]:
    """The numbers of a table's column."""
    lines = text.splitlines()
    top = next(k for k, line in enumerate(lines) if re.search(rf"(^|  ){head}(  |$)", line.strip()))
    place = re.split(r"  +", lines[top].strip()).index(head)
    rows = [re.split(r"  +", line.strip()) for line in lines[top + 1 :]]
    return [float(r[place]) for r in rows if len(r) > place and re.match(r"-?\d", r[place])]


@pytest.mark.parametrize("error", ["2.51e-30", "1.0401e-400", "9.96e-12", "1e-20"])
def test_a_level(error: str) -> None:
    value = mpmath.MPContext().mpf(error)
    said = repr(Level(1, "1.25", value, 3)).partition("+- ")[2].removesuffix(")")
    sign, mantissa, exponent, _ = value._mpf_
    exact = int(mantissa) * Fraction(2) ** int(exponent)
    assert not sign and exact <= Fraction(said) <= exact * Fraction(12, 10)
    assert spectrum._rounded("1.0603620904841829", value, 17)[1] == said


@pytest.mark.quick(2)
@pytest.mark.parametrize("digits", [1, 2, 3, 8, 14, 15, 30])
def test_levels_of_the_command(digits: int) -> None:
    rows = json.loads(run("levels", "--alpha", "-3", "--beta", "1", "--count", "4", "--digits", str(digits),
                          "--format", "json"))["levels"]  # fmt: skip
    fine = levels(-3, 1, 4, digits=50)
    for row, level in zip(rows, fine, strict=True):
        off = abs(Fraction(row["value"]) - Fraction(level.value))
        assert off <= Fraction(row["error"])
        if digits < 15:  # no more than the rounding, and the two digits of the error
            held = next(x for x in levels(-3, 1, 4, digits=15) if x.n == row["n"])
            known = abs(Fraction(row["value"]) - Fraction(held.value)) + rational(held.error)
            assert known <= Fraction(row["error"]) <= Fraction(11, 10) * known


def test_a_curve() -> None:
    curve = made([1.0, 2.0, 3.0, 4.0])
    shown = [float(row[-1]) for row in curve._rows()[1]]
    assert (np.array(shown) >= curve.error).all() and shown == [1.1e-8, 2.1e-9, 1.1e-7, 0.0]
    for text in (repr(curve), curve._repr_html_()):
        assert "1.1e-08" in text and "1.0e-08" not in text


@pytest.mark.parametrize("error", [1.49e-8, 1.001e-8, 2e-8, 9.6e-9])
def test_the_specific_heat_of_the_command(error: float, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        heat,
        "_curve",
        lambda glass, grid, progress: replace(made(grid), error=np.full(len(grid), error)),
    )
    monkeypatch.setattr(numerics.statistics, "minimum_of_heat", lambda *a: None)
    plain = (
        "heat",
        "--p0",
        "constant",
        "--alpha-max",
        "10",
        "--t-min",
        "0.1",
        "--t-max",
        "1",
        "--points",
        "3",
    )
    (bound,) = re.findall(r"at most (\S+)$", run(*plain), re.M)
    assert error <= float(bound) <= 2 * error
    monkeypatch.setattr(heat, "_STATED", 0.0)
    result = CliRunner().invoke(main, [*plain, "--format", "csv"])
    assert float(result.stderr.split()[-1]) >= error


def outputs(*args: str) -> tuple[list[float], ...]:
    """The column of errors as a table, as csv and as JSON."""
    found = csv.reader(io.StringIO(run(*args, "--format", "csv")))
    heads = next(found)
    (place,) = (k for k, head in enumerate(heads) if head.startswith("error"))
    data = json.loads(run(*args, "--format", "json"))["rows"]
    return (
        under("error", run(*args)),
        [float(row[place]) for row in found],
        [r["error"] for r in data],
    )


def test_the_density_of_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        numerics.statistics, "density_of_states", lambda e, *a: replace(made(e), error=ERRORS[:1])
    )
    for column in outputs("dos", "--p0", "constant", "--alpha-max", "10", "--e-min", "0.1", "--e-max", "1",
                          "--points", "3"):  # fmt: skip
        assert len(column) == 3 and all(e >= ERRORS[0] for e in column)


def test_sound_of_the_commands(monkeypatch: pytest.MonkeyPatch) -> None:
    sound = importlib.import_module("softpot.numerics.sound")
    module = importlib.import_module(
        "softpot.numerics.sound.conductivity"
    )  # a function has its name
    monkeypatch.setattr(sound, "conductivity", lambda tau, *a, **k: made(tau))
    monkeypatch.setattr(module, "local_exponents", lambda tau, *a: np.ones(len(tau)))
    for column in outputs("kappa", "--t-min", "0.1", "--t-max", "1", "--points", "4"):
        assert len(column) == 4 and (np.array(column) >= ERRORS).all()
    monkeypatch.setattr(
        sound, "internal_friction", lambda t, *a: replace(made(t), error=ERRORS[:1])
    )
    for column in outputs("attenuation", "--g", "1e-3", "--frequency", "1e-4", "--t-min", "0.1", "--t-max", "1",
                          "--points", "3"):  # fmt: skip
        assert len(column) == 3 and all(e >= ERRORS[0] for e in column)


def test_columns_of_errors_are_bounds() -> None:
    """In every command: a column called an error is one, whatever unit it is in."""
    seen = 0
    for path in CLI.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Column":
                name = ast.literal_eval(node.args[0])
                told_so = len(node.args) > 6 or any(k.arg == "bound" for k in node.keywords)
                assert told_so == ("error" in name), f"{path.name}:{node.lineno}: {name}"
                seen += told_so
    assert seen >= 4
    column = Column("error", "error", "", "error", np.array([1.00000000001e-3]), 2, True)
    assert column.number(0) >= 1.00000000001e-3 and column.text(0, 2) == "0.0011"


# Fits of measured heat

VALUES = (
    (3.9, 0.02801),
    (4.987654e19, 4.0049e17),
    (1e-4, 1.0001e-6),
    (0.9996, 0.0996),
    (12345.0, 1041.0),
)


@pytest.mark.parametrize(("value", "sd"), VALUES)
def test_a_value_with_its_error(value: float, sd: float) -> None:
    text = told.uncertain(value, sd)
    power = text.partition("× 10")[2].translate(PLAIN)
    shown = Fraction(re.findall(r"± ([\d.]+)", text)[0]) * Fraction(10) ** int(power or 0)
    assert sd <= shown <= sd * Fraction(115, 100)
    for low, high in ((value - sd, value + sd), (value - 1.26 * sd, value + 1.31 * sd)):
        both, _, power = told._interval((low, high), value).partition(" × 10")
        ends = both.strip("()").split(" to ")
        unit = Fraction(10) ** int(power.translate(PLAIN) or 0)
        first, last = (Fraction(end) * unit for end in ends)
        assert first <= low < high <= last
        # both ends have the same places, and these show the second digit of the distance
        assert len({len(end.partition(".")[2]) for end in ends}) == 1
        assert last - first <= Fraction(high - low) * Fraction(12, 10)


@pytest.fixture(scope="module")
def fit() -> Any:
    return numerics.fit_heat(synthetic_heat(), L=10)


@pytest.mark.quick(0)
def test_a_fit_as_csv_and_json(fit: Any) -> None:
    data = output.as_data(fit)["parameters"]
    rows = {r["parameter"]: r for r in csv.DictReader(io.StringIO(output.as_csv(fit)))}
    for e in fit.estimates:
        found = data[e.name]
        assert found["sd"] >= e.sd and float(rows[e.name]["sd"]) >= e.sd
        for level in ("68", "95"):
            low, high = getattr(e, f"interval_{level}")
            assert found[f"interval_{level}"][0] <= low and high <= found[f"interval_{level}"][1]
            assert float(rows[e.name][f"low_{level}"]) <= low
            assert high <= float(rows[e.name][f"high_{level}"])
    for row, sigma in zip(output.as_data(fit)["rows"], fit.problem.sigma, strict=True):
        assert row["sigma"] >= sigma
    estimate = Estimate("w", 1 / 3, 1 / 3, (1 / 3, 2 / 3), (-1 / 3, 1 / 7), "K")
    stand_in = SimpleNamespace(estimates=(estimate,), free=())
    (line,) = csv.DictReader(io.StringIO(output.as_csv(stand_in)))  # type: ignore[arg-type]
    assert float(line["sd"]) >= 1 / 3 >= float(line["low_68"]) and float(line["high_68"]) >= 2 / 3
    assert float(line["low_95"]) <= -1 / 3 and float(line["high_95"]) >= 1 / 7


def test_what_a_fit_assumes(fit: Any) -> None:
    spread = replace(fit.assumptions, L=(11.0, 2.0000001), scale=0.00501, elastic=0.030000001)
    words = " ".join(told._assumptions(replace(fit, assumptions=spread)))
    assert "11 ± 2.00001 beforehand" in words and "1 ± 0.0051" in words
    assert "known to 3.00001 %" in words
    plain = replace(fit.assumptions, L=(11.0, 2.0), scale=0.005, elastic=0.07)
    words = " ".join(told._assumptions(replace(fit, assumptions=plain)))
    assert "11 ± 2 beforehand" in words and "1 ± 0.005" in words and "known to 7 %" in words


def test_the_scatter_of_a_fit(fit: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    module = importlib.import_module("softpot.numerics.measured.fit")
    monkeypatch.setattr(module, "_estimated", lambda *a: (None, None, 0.0100401))
    said = module.fitted(replace(fit.data, sigma=None), fit.assumptions, None, (10.0, 0.0))[2]
    assert said.startswith("errors: 1.01 % of each C")


def test_what_is_read() -> None:
    data = synthetic_heat()
    assert data.sigma is not None
    off = replace(data, sigma=data.sigma * 1.00000000003, mass_error=0.010004)
    rows = measured.as_data(off)["rows"]
    assert isinstance(rows, list) and off.sigma is not None
    lines = list(csv.reader(measured._csv(off)[1:]))
    for sigma, row, line in zip(off.sigma, rows, lines, strict=True):
        assert row["sigma"] >= sigma and float(line[2]) >= sigma
    words = "\n".join(measured.in_words(off))
    assert "common scale error: 1.01 %" in words
    assert under("error, %", words)[0] >= 100 * off.sigma[0] / off.heat[0]
    words = "\n".join(measured.in_words(replace(data, sigma=0.012304 * data.heat)))
    assert set(under("error, %", words)) == {1.24}


# The report, and messages


@pytest.mark.parametrize(
    "worst", [1.23e-31, 1.25e-5, 0.5004, 12.34, 1234.5, 99999.5, 1e-12, 0.001, 1e5, 0.0]
)
def test_the_worst_error_in_the_report(worst: float) -> None:
    shown = float(short_bound(worst))
    assert worst <= shown <= 1.1 * worst
    assert short_bound(nan) == "nan"


def test_factors_in_the_report() -> None:
    found = Evidence("factor", "a spread", True, 2, factor=3.0, spread=(0.12349, 3.1234))
    assert evidence_score(found) == "factors 0.123 to 3.13"


def test_proved_intervals_in_the_report() -> None:
    ends = ((Fraction(1, 3), Fraction(2, 3)), (Fraction(-2, 7), Fraction(10**40 + 1, 10**40)))
    found: Any = SimpleNamespace(place=ends[0], energy=ends[1])
    for (low, high), (_, *cells) in zip(ends, gaps._intervals(found).rows, strict=True):
        assert Fraction(cells[0]) <= low and high <= Fraction(cells[1])


def test_a_bound_that_is_asked_for_is_accepted() -> None:
    """What a message says is enough is enough."""
    law = Distribution.constant(alpha_max=10.02, frozen=True)
    with pytest.raises(ValueError, match="at most") as refused:
        density_of_states(10.0, law)
    (most,) = re.findall(r"at most (\S+) w", str(refused.value))
    exact = 1.3 * 20.04**0.5
    assert 0.99 * exact < float(most) < exact < float(f"{exact:.3g}")
    assert float(density_of_states(float(most), law).value[0]) > 0


def test_the_cutoffs_of_a_distribution() -> None:
    law = Distribution.constant(alpha_max="12.345612", eta_max="0.2222221")
    assert "|alpha| <= 12.3457" in repr(law) and "eta <= 0.222223" in repr(law)
    said = run("dos", "--p0", "constant", "--alpha-max", "12.345612", "--eta-max", "0.2222221", "--e-min", "0.1",
               "--e-max", "1", "--points", "2")  # fmt: skip
    assert "|alpha| <= 12.3457" in said and "eta <= 0.222223" in said
