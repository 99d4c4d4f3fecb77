"""Errors and bounds in messages, tables and texts of evidence: each holds of the number behind it, which is made up
here so that the nearest would not."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from itertools import count
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import sympy as sp
from mpmath import exp, mpf

from softpot import Formula, Quantity, SymbolTable
from softpot.numerics import SOFT_POTENTIAL, by_sampling, internal_friction
from softpot.numerics.later import heat_fits
from softpot.numerics.machinery.evidence import EvidenceError
from softpot.numerics.measured import fit as fitting
from softpot.numerics.measured.data import DataFileError
from softpot.numerics.measured.implied import share_above
from softpot.numerics.sound.tables import LEAST_FREQUENCY
from softpot.numerics.spectrum import NotConverged
from softpot.numerics.statistics.density import saddle
from softpot.numerics.theory import (
    dependence,
    distribution,
    equivalent_origins,
    gap_cells,
    gaps,
    level_curves,
    tunnelling,
    two_level_remainder,
)

Patch = pytest.MonkeyPatch


def returns(value: Any) -> Callable[..., Any]:
    return lambda *args, **kwargs: value


def number(words: str, text: str) -> Fraction:
    """The number that stands where ``words`` have (#)."""
    found = re.search(re.escape(words).replace(r"\(\#\)", r"(-?[\d.]+(?:e[+-]?\d+)?)"), text)
    assert found is not None, text
    return Fraction(found[1])


# --- at most: upwards


def test_a_sample_within_its_errors() -> None:
    """As many zeros as ones among 10 000: five standard errors are 0.02500125, which are no 0.025."""
    table = SymbolTable(Quantity("x", "x", "a number", assumptions={"positive": True}))
    formula = Formula("mean", table.x, table)
    judge = by_sampling(lambda rng, size, x: np.arange(size) % 2, [{"x": 3}], samples=10_000)
    within = 5 * np.std([0.0, 1.0] * 5000, ddof=1) / 100
    assert within < number("within (#)", judge(formula, 15).failing) == Fraction("0.026")


def test_the_misfit_of_three_terms(monkeypatch: Patch) -> None:
    monkeypatch.setattr(
        heat_fits,
        "three_terms",
        returns([(1.0, 1.0, 1.0, 1.0, 1.0, 0.01204)] * len(heat_fits._WINDOWS)),
    )
    monkeypatch.setattr(heat_fits, "members", returns(returns((2.0, 1.0))))
    table = heat_fits.three_term_fit(None, 8).table  # type: ignore[arg-type]
    assert table is not None and {row[-1] for row in table.rows} == {"1.3 %"}


def test_the_error_of_an_interpolation(monkeypatch: Patch) -> None:
    def last(scale: float) -> float:
        with monkeypatch.context() as patch:
            patch.setattr(level_curves, "_SETTLED", np.inf)
            return level_curves.Patch.of(
                lambda x, z: scale * np.abs(x - 0.2) * np.abs(z), (0.0, 0.0), (1.0, 1.0), (8, 8)
            ).last

    scale = 1.04 / last(1.0)
    with pytest.raises(EvidenceError, match="accurate to") as refused:
        level_curves.Patch.of(
            lambda x, z: scale * np.abs(x - 0.2) * np.abs(z), (0.0, 0.0), (1.0, 1.0), (8, 8)
        )
    assert last(scale) <= number("accurate to (#)", str(refused.value)) == Fraction("1.1")


def test_the_misfit_next_to_a_stationary_point(monkeypatch: Patch) -> None:
    """Levels that no series fits: the misfit is proportional to their scatter, which is chosen so that it is 1.04 w."""

    def scattered(scale: float) -> None:
        def gap_and_slope(D_2: Any, D_1: Any, m: int) -> Any:
            rough = scale * np.sin(1e3 * np.arange(D_2.size) ** 2)
            return 2.2 + (rough if D_2.size > 3 else 0 * D_2), np.ones_like(D_2)

        monkeypatch.setattr(saddle, "gap_and_slope", gap_and_slope)
        with pytest.raises(NotConverged, match="fits to") as refused:
            saddle._series.__wrapped__(saddle.SADDLES[2])
        told.append(str(refused.value))

    told: list[str] = []
    with monkeypatch.context() as patch:
        patch.setattr(np, "abs", lambda x: seen.append(np.absolute(x)) or np.absolute(x))
        seen: list[Any] = []
        scattered(1.0)
    misfit = float(seen[-1].max())
    scattered(1.04 / misfit)
    assert number("fits to (#) w only", told[-1]) == Fraction("1.1")


@pytest.mark.quick(0)
def test_differences_from_a_recursion(monkeypatch: Patch) -> None:
    off = mpf("1.04e-8")
    exact = [tunnelling.real(tunnelling.context(60), c) for c in tunnelling.amplitude(5)]
    found = [
        (c * tunnelling.context(60).mpf(8) ** (mpf(k) / 2) + off, 1.0, "")
        for k, c in enumerate(exact)
    ]
    monkeypatch.setattr(tunnelling, "coefficients", returns(found))
    table = tunnelling._recursion(SOFT_POTENTIAL.formula("tunnel-amplitude")).table
    assert table is not None and {row[-1] for row in table.rows} == {"2e-08"}


def test_the_logarithm_of_another_formula(monkeypatch: Patch) -> None:
    """exponent = eta - 1.2304, where the null space says eta."""
    vector = np.zeros(2 * dependence._DEGREE)
    vector[0] = 1.0
    B = float(dependence._GIVEN[0]["B"])
    monkeypatch.setattr(dependence, "_null_space", returns((np.array([1.0, 1e-12]), vector)))

    def f(eta: Fraction, t: Fraction, **given: Any) -> tuple[Any]:
        return (mpf(float(eta)) * mpf("1.5") * exp(mpf(B) * (mpf(float(eta)) - mpf("1.2304"))),)

    monkeypatch.setattr(dependence, "members", returns(f))
    said = dependence._no_other(None).failing  # type: ignore[arg-type]
    assert number("is off by (#)", said) == Fraction("1.24")


def test_a_coefficient_that_does_not_settle(monkeypatch: Patch) -> None:
    steps = count()
    monkeypatch.setattr(
        two_level_remainder, "_coefficient", lambda size, n: 1 + next(steps) * mpf("0.0104")
    )
    with pytest.raises(EvidenceError, match="does not settle") as refused:
        two_level_remainder.coefficient.__wrapped__(7)
    assert number("alpha = -7: (#)", str(refused.value)) == Fraction("0.02")


def test_a_density_that_jumps_at_the_fold(monkeypatch: Patch) -> None:
    calls = count()

    def density(h: Any, quadratic: Any, t: Any, np_: Any) -> Any:
        turn = next(calls)
        step = (1e-1, 1e-2, 1e-3)[turn // 2 % 3]
        return np.full(h.shape, 1 + 5.2304 * step if turn % 2 == 0 else 1.0)

    source = SimpleNamespace(density=density)
    monkeypatch.setattr(equivalent_origins.ensemble, "SOURCES", (source,))
    found = equivalent_origins._smooth.__wrapped__()
    assert not found.supports and number("grows to (#)", found.failing) == Fraction("5.24")


def test_a_density_with_a_preferred_direction(monkeypatch: Patch) -> None:
    even = np.ones(3)
    monkeypatch.setattr(distribution, "_from_formula", returns(1.0104 * even))
    t = sp.Symbol("t")
    formula: Any = SimpleNamespace(
        expression=t, symbols=SimpleNamespace(t=t), with_expression=returns(None)
    )
    said = distribution._balanced(formula, even).failing
    assert number("differs by (#) of itself", said) == Fraction("0.011")


def test_counts_against_a_density(monkeypatch: Patch) -> None:
    """Of 300 predicted 340 are counted, 2.3094 standard deviations; the power is known within 0.1004."""
    bins = 6
    seen = SimpleNamespace(
        potentials=1, counts=np.full(bins, 340 / bins), edges=np.linspace(-1, 1, bins + 1),
        barrier_top=np.ones(bins),
    )  # fmt: skip
    monkeypatch.setattr(distribution.ensemble, "histogram", returns(seen))
    monkeypatch.setattr(distribution, "_nodes", returns((None, None, np.ones((bins, 1)))))
    monkeypatch.setattr(distribution, "_power", returns((9.0, 0.1004)))
    monkeypatch.setattr(distribution, "_own_power", returns(1.0))
    said = distribution._counted(0, np.full((bins, 1), 300 / bins)).failing
    assert number("(#) standard deviations apart", said) == Fraction("2.31")
    assert number("+- (#),", said) == Fraction("0.101")


def test_a_gradient(monkeypatch: Patch) -> None:
    monkeypatch.setattr(gaps, "proved", returns(SimpleNamespace(middle=(Fraction(2),))))
    monkeypatch.setattr(gaps, "levels", returns((None, [0.0, 0.0012304], [0.0, 0.0])))
    said = gaps._stationary.__wrapped__().failing
    assert number("a gradient is (#)", said) == Fraction("0.00124")


def test_least_frequency_of_sound() -> None:
    """What the message says is enough is enough, and no more than a millionth above what is."""
    G = 1.2345612e-3
    with pytest.raises(ValueError, match="omega") as refused:
        internal_friction(1.0, 1e-30, G)
    said = number("numbers from (#) to 10", str(refused.value))
    assert Fraction(LEAST_FREQUENCY) * Fraction(G) <= said < Fraction(LEAST_FREQUENCY * G * 1.00001)
    assert internal_friction(1.0, float(said), G).value[0] > 0
    nearest = float(f"{LEAST_FREQUENCY * G:.6g}")
    assert nearest < LEAST_FREQUENCY * G  # so that the nearest would have been refused
    with pytest.raises(ValueError, match="omega"):
        internal_friction(1.0, nearest, G)


# --- at least: downwards


def test_the_highest_temperature_of_a_fit() -> None:
    """At the temperature that is told the share is not larger than stated; one unit further up it is."""
    share = 0.01
    for E_d in (61.234, 71.0, 83.7, 100.0, 44.4321):
        told = SimpleNamespace(share=share, given_Cbar=True, Cbar=(0.0, 3e-4))
        made: Any = SimpleNamespace(
            assumptions=told,
            E_d=E_d,
            w=3.9,
            data=SimpleNamespace(temperature=np.array([1.0, 90.0])),
        )
        with pytest.raises(DataFileError, match="highest temperature") as refused:
            fitting._checked(made)
        most = float(number("but (#) K is the highest", str(refused.value)))
        assert share_above(E_d / most) <= share < share_above(E_d / (1.001 * most))


def test_a_gap_that_was_not_proved(monkeypatch: Patch) -> None:
    monkeypatch.setattr(gap_cells, "excluded", returns(False))
    with pytest.raises(EvidenceError, match="not proved above") as refused:
        list(gap_cells.cells(Fraction("1.2345678996")))
    assert number("above (#) w", str(refused.value)) == Fraction("1.23456789")


@pytest.mark.parametrize(
    ("far", "words", "shown"),
    [
        ("2.12396", "it is at least (#) w", "2.123"),
        ("1.99996", "was proved above (#) w only", "1.999"),
    ],
)
def test_the_gap_beyond_the_cells(monkeypatch: Patch, far: str, words: str, shown: str) -> None:
    monkeypatch.setattr(gaps, "proved", returns(SimpleNamespace(energy=(Fraction(2.0001),))))
    monkeypatch.setattr(gaps, "cells", returns([((Fraction(0), Fraction(0)),)]))
    monkeypatch.setattr(gaps, "beyond", returns(Fraction(far)))
    found = gaps._nowhere_lower.__wrapped__()
    assert number(words, found.failing or found.what) == Fraction(shown)


def test_there_are_no_gaps_below(monkeypatch: Patch) -> None:
    monkeypatch.setattr(gaps, "least_on_fold", returns((1.9, 1.2345678)))
    monkeypatch.setattr(gaps, "members", returns(returns((1.0,))))
    monkeypatch.setattr(gaps, "density_from_the_fold", lambda e: gaps._leading(e) * (1 + e**-6.0))
    found = next(gaps.validity(None, 8))
    assert number("none below (#) w", found.what) == Fraction("1.23456")
