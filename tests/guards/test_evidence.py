"""Each tolerance in the evidence on entries, fed with made-up numbers just within it and just beyond.

The numbers that an evidence function works out are put in by hand, so that what is tested is the step from numbers to
a verdict alone.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from fractions import Fraction
from importlib import import_module
from math import exp, sqrt
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import sympy as sp
from mpmath import mpf

from softpot.numerics.machinery.evidence import Evidence, EvidenceError, Pair
from softpot.numerics.theory import (
    deformation,
    dependence,
    distribution,
    equivalent_origins,
    gaps,
    heat_maximum,
    heat_minimum,
    parameters,
    singularities,
    specific_heat,
    spectrum,
    tunnelling,
    two_level_density,
    vibrations,
)
from softpot.numerics.theory.special_points import Curvature, Proved

Patch = pytest.MonkeyPatch
FORMULA: Any = SimpleNamespace(symbols=SimpleNamespace(eta=sp.Symbol("eta")))


def returns(value: Any) -> Callable[..., Any]:
    return lambda *args, **kwargs: value


def judged(evidence: Any) -> bool | None:
    """The verdict; what does not support says why, with a number."""
    assert isinstance(evidence, Evidence)
    if evidence.supports is not True:
        assert any(c.isdigit() for c in evidence.failing), evidence
    return evidence.supports


# --- the least gap


def a_gap(lowest: float = 2.2, slope: float = 0.01, symmetric: float = 0.1, second: bool = False):
    """gap_and_slope and along_fold of a made-up gap: on the fold least at |beta| = 1.9, with 2.2 w."""

    def on_fold(square: Any) -> Any:
        beta = np.sqrt(square)
        found = lowest + (beta - 1.9) ** 2 / 100
        return found + np.where(abs(beta - 2.5) < 0.1, -0.05, 0.0) if second else found

    def gap_and_slope(D_2: Any, D_1: Any, m: int) -> Any:
        assert m == 2
        if np.all(D_1 == 1e-9):
            return 3 + symmetric * D_2, np.zeros_like(D_2)
        edge = np.maximum(gaps.fold(D_2), 1.0)
        found = (
            on_fold(np.maximum(-D_2, 0) / 0.375) + 0.01 * abs(D_1 / edge - 1) + 0.01 * D_2.clip(0)
        )
        return np.where(D_2 >= 0, found + 0.5, found), np.full_like(D_2, slope)

    return on_fold, gap_and_slope


@pytest.mark.parametrize(
    ("least", "given", "says"),
    [
        (2.2, {}, ""),
        (2.2 + 8e-10, {}, ""),
        (2.2 + 1.3e-9, {}, "one well has E"),
        (2.2, {"slope": 0.0}, "falls with the asymmetry"),
        (2.2, {"slope": -1e-12}, "falls with the asymmetry"),
        (2.2, {"symmetric": 0.0}, "symmetric potentials falls"),
        (2.2, {"symmetric": -1e-9}, "symmetric potentials falls"),
        (-1e9, {"second": True}, "more than one least value"),
    ],
)
def test_the_search_for_a_lower_gap(
    monkeypatch: Patch, least: float, given: dict[str, Any], says: str
) -> None:
    on_fold, gap_and_slope = a_gap(**given)
    monkeypatch.setattr(gaps, "least_on_fold", returns((1.9, least)))
    monkeypatch.setattr(gaps, "along_fold", returns(on_fold))
    monkeypatch.setattr(gaps, "gap_and_slope", gap_and_slope)
    found = gaps._search.__wrapped__()
    assert judged(found) is (not says) and says in found.failing


A_POINT = Proved((Fraction(189, 100), Fraction(190, 100)), (Fraction(21, 10), Fraction(22, 10)))


@pytest.mark.parametrize(("off", "supports"), [(0.9e-7, True), (-0.9e-7, True), (1.1e-7, False)])
@pytest.mark.parametrize("by", ["alpha", "beta"])
def test_gradients_at_the_least_gap(
    monkeypatch: Patch, by: str, off: float, supports: bool
) -> None:
    off_alpha, off_beta = (off, 0.0) if by == "alpha" else (0.0, off)
    found = (np.zeros(2), np.array([0.25, 0.25 + off_alpha]), np.array([-0.5, -0.5 + off_beta]))
    monkeypatch.setattr(gaps, "proved", returns(A_POINT))
    monkeypatch.setattr(gaps, "levels", returns(found))
    assert judged(gaps._stationary.__wrapped__()) is supports


@pytest.mark.parametrize(
    ("ratios", "fold", "supports"),
    [
        ((1e-4, 1e-3), 2.01, True),
        ((0.0, 1e-3), 2.01, False),
        ((2e-3, 1e-3), 2.01, False),
        ((1e-3, 1.01), 2.01, False),
        ((1e-3, 0.99), 2.01, True),
        ((1e-4, 1e-3), 1.99, False),
    ],
)
def test_nothing_below_the_least_gap(
    monkeypatch: Patch, ratios: tuple[float, float], fold: float, supports: bool
) -> None:
    values = iter([r * gaps._leading(2.18 + d) for r, d in zip(ratios, (1e-3, 1e-2), strict=True)])
    monkeypatch.setattr(gaps, "least_on_fold", returns((1.9, 2.18)))
    monkeypatch.setattr(gaps, "between", lambda energy: next(values))
    monkeypatch.setattr(gaps, "along_fold", returns(lambda square: np.full_like(square, fold)))
    assert judged(gaps._nothing_below.__wrapped__()) is supports


def test_nowhere_lower(monkeypatch: Patch) -> None:
    """A cell that is not excluded refutes, and so does a region beyond that reaches down to the threshold."""
    threshold = A_POINT.energy[0] - Fraction(1, 10**6)
    asked = []
    monkeypatch.setattr(gaps, "proved", returns(A_POINT))
    monkeypatch.setattr(
        gaps, "cells", lambda least: asked.append(least) or [((0, 0), (1, 0), (1, 1))]
    )
    for far, supports in ((threshold + Fraction(1, 10**9), True), (threshold, False)):
        monkeypatch.setattr(gaps, "beyond", returns(far))
        assert judged(gaps._nowhere_lower.__wrapped__()) is supports
    assert asked == [threshold, threshold]

    def undecided(least: Fraction) -> Any:
        raise EvidenceError("next to alpha = 0 the gap was not proved above 2.1 w")

    monkeypatch.setattr(gaps, "cells", undecided)
    monkeypatch.setattr(gaps, "beyond", returns(threshold + 1))
    assert judged(gaps._nowhere_lower.__wrapped__()) is False


@pytest.mark.parametrize(("off", "supports"), [("4.9e-29", True), ("5.2e-29", False)])
@pytest.mark.parametrize("place", [0, 1])
def test_the_last_decimal_of_a_point_is_rounded_right(
    monkeypatch: Patch, place: int, off: str, supports: bool
) -> None:
    monkeypatch.setattr(gaps, "proved", returns(A_POINT))
    ctx = gaps.context(3 * gaps.DECIMALS)
    values = [ctx.mpf("1.895"), ctx.mpf("2.15")]
    values[place] += ctx.mpf(off)
    assert gaps.stated_point(tuple(values), gaps.FOLD, "a point").supports is supports


# --- singularities


def a_saddle(**changed: float) -> Curvature:
    """4 E_bb + 3 beta E_ab = 0 at beta = 2: E_bb = 3, E_ab = -2; a saddle for E_aa < 4/3."""
    return Curvature(**{"a": 0.0, "b": 0.0, "aa": 1.0, "ab": -2.0, "bb": 3.0} | changed)


TWO = Proved((Fraction(2), Fraction(2)), (Fraction(2), Fraction(2)))


@pytest.mark.parametrize(
    ("changed", "supports"),
    [
        ({}, True),
        ({"a": 0.9e-15}, True),
        ({"a": -1.1e-15}, False),
        ({"b": 0.9e-15}, True),
        ({"b": 1.1e-15}, False),
        ({"aa": 1.33}, True),
        ({"aa": 1.34}, False),  # a minimum
        ({"aa": -1.0, "ab": 2.0, "bb": -3.0}, False),
        ({"ab": -2.0 + 1.4e-15}, True),
        ({"ab": -2.0 + 2.7e-15}, False),  # 3 beta times that is beyond 1e-14
        ({"bb": 3.0 + 4e-15}, False),
    ],
)
def test_the_saddle(monkeypatch: Patch, changed: dict[str, float], supports: bool) -> None:
    monkeypatch.setattr(singularities, "proved", returns(TWO))
    monkeypatch.setattr(singularities, "curvature", returns(a_saddle(**changed)))
    assert judged(singularities._saddle.__wrapped__()) is supports


@pytest.mark.parametrize(
    ("changed", "supports"),
    [
        ({}, True),
        ({"a": 0.9e-15}, True),
        ({"a": 1.1e-15}, False),
        ({"b": -1.1e-15}, False),
        ({"aa": 1.34}, False),
        ({"aa": -1.0, "ab": 2.0, "bb": -3.0}, False),
    ],
)
def test_the_second_saddle(monkeypatch: Patch, changed: dict[str, float], supports: bool) -> None:
    monkeypatch.setattr(singularities, "proved", returns(TWO))
    monkeypatch.setattr(singularities, "curvature", returns(a_saddle(**changed)))
    assert judged(singularities.second_saddle.__wrapped__()) is supports


@pytest.mark.parametrize(
    ("changed", "lowest", "supports"),
    [
        ({}, 2.01, True),
        ({}, 1.999999, False),  # another potential has less
        ({}, 2.0, False),
        ({"aa": -1.0}, 2.01, False),
        ({"bb": -1.0}, 2.01, False),
        ({"a": 1.1e-15}, 2.01, False),
        ({"b": 1.1e-15}, 2.01, False),
        ({"ab": -1.1e-15}, 2.01, False),
        ({"a": 0.9e-15, "b": 0.9e-15, "ab": 0.9e-15}, 2.01, True),
    ],
)
def test_the_minimum_of_the_second_excitation(
    monkeypatch: Patch, changed: dict[str, float], lowest: float, supports: bool
) -> None:
    found = np.array([0.0, 1.0, 3.0])

    def levels(a: Any, b: Any, count: int) -> Any:
        table = np.tile(found, (a.size, 1))
        table[a.size // 3, 2] = lowest
        return table

    monkeypatch.setattr(singularities, "levels", levels)
    monkeypatch.setattr(singularities, "proved", returns(TWO))
    monkeypatch.setattr(
        singularities, "curvature", returns(a_saddle(**{"ab": 0.0, "bb": 1.0} | changed))
    )
    assert judged(singularities._minimum.__wrapped__()) is supports


@pytest.mark.parametrize(
    ("stated", "misfit", "supports"),
    [
        (0.0, 0.9e-8, True),
        (0.0, 1.1e-8, False),
        (0.9e-4 * sqrt(1e-3), 0.0, True),
        (-1.1e-4 * sqrt(1e-3), 0.0, False),
    ],
)
def test_no_singularity(monkeypatch: Patch, stated: float, misfit: float, supports: bool) -> None:
    amplitudes = {
        "constant": singularities.Amplitudes(0.0, 0.0, 0.0, misfit),
        "one well": singularities.Amplitudes(0.0, 0.0, 1.0, 0.0),
    }
    monkeypatch.setattr(singularities, "fitted", amplitudes.__getitem__)
    monkeypatch.setattr(singularities, "_stated", returns([stated]))
    monkeypatch.setattr(singularities, "_parts", returns((0, 0)))
    assert judged(singularities._nothing(FORMULA)) is supports


# --- rates


@pytest.mark.parametrize(
    ("power", "supports"), [(2.6, False), (2.75, True), (3.0, True), (3.25, True), (3.4, False)]
)
def test_the_rate_of_the_heat_of_vibrations(
    monkeypatch: Patch, power: float, supports: bool
) -> None:
    """c(T) over the law is 1 + T^-power where the next order falls as T^-3."""
    found = 1 + np.array(specific_heat._WARM) ** -power
    monkeypatch.setattr(specific_heat, "members", returns(lambda **given: (1.0, 1.0, 1.0)))
    monkeypatch.setattr(specific_heat, "_harmonic_pairs", returns([Pair("x", mpf(1), mpf(1))]))
    monkeypatch.setattr(specific_heat, "_vibrations", returns((found, found)))
    rates = [e for e in specific_heat.specific_heat_vibrations(FORMULA, 20) if e.kind == "rate"]
    assert [judged(e) for e in rates] == [supports] * 3


@pytest.mark.parametrize(("power", "supports"), [(0.47, False), (0.49, True), (0.53, False)])
def test_the_rate_of_the_heat_of_two_level_systems(
    monkeypatch: Patch, power: float, supports: bool
) -> None:
    monkeypatch.setattr(specific_heat, "members", returns(lambda **given: (mpf(1),)))
    monkeypatch.setattr(specific_heat, "compare", returns(None))
    monkeypatch.setattr(specific_heat, "logarithms", returns(None))
    monkeypatch.setattr(
        specific_heat, "_cold_heat", lambda cutoff: (1 + cutoff**-power, 1 + cutoff**-power)
    )
    _, *rates = specific_heat.specific_heat_two_level(FORMULA, 20)
    assert [judged(e) for e in rates] == [supports] * 2


@pytest.mark.parametrize(
    ("low", "high", "supports"),
    [
        ("1 - 1e-39", "1 + 1e-39", True),
        ("1 - 1e-37", "1 + 1e-39", False),
        ("1 + 1e-40", "1 + 2e-40", False),  # the zero lies below both
        ("1 - 2e-40", "1 - 1e-40", False),
    ],
)
def test_the_zero_between_two_numbers(
    monkeypatch: Patch, low: str, high: str, supports: bool
) -> None:
    ctx = specific_heat.context(60)

    def number(text: str) -> Any:
        one, sign, other = text.split()
        return ctx.mpf(one) + (1 if sign == "+" else -1) * ctx.mpf(other)

    monkeypatch.setattr(
        specific_heat, "members", returns(lambda **given: (0, number(low), number(high)))
    )
    assert judged(specific_heat._between(FORMULA, ctx, ctx.mpf(1))) is supports


@pytest.mark.parametrize(
    ("power", "supports"), [(1.35, False), (1.45, True), (1.55, True), (1.65, False), (2.5, False)]
)
def test_the_rate_of_the_deformation_of_two_levels(
    monkeypatch: Patch, power: float, supports: bool
) -> None:
    monkeypatch.setattr(deformation, "members", returns(lambda **given: (1.0, 1.0)))
    monkeypatch.setattr(deformation, "_gap_slopes", returns((1.0, 1.0, 1.0)))
    points = [(-15.0, 0.1), (-30.0, 0.1), (-60.0, 0.1)]
    found = deformation._approached(
        FORMULA, ("one", "other"), points, lambda a, b: [1 + abs(a) ** -power] * 2, "of something"
    )
    assert [judged(e) for e in found if e.kind == "rate"] == [supports] * 2


@pytest.mark.parametrize(("limit", "supports"), [(1 + 0.9e-4, True), (1 + 1.2e-4, False)])
def test_the_limit_of_the_deformation(monkeypatch: Patch, limit: float, supports: bool) -> None:
    monkeypatch.setattr(deformation, "members", returns(lambda **given: (1.0,)))
    monkeypatch.setattr(deformation, "_gap_slopes", returns((1.0, 1.0, 1.0)))
    points = [(-15.0, 0.1), (-30.0, 0.1), (-60.0, 0.1)]
    found = deformation._approached(
        FORMULA, ("one",), points, lambda a, b: [limit + abs(a) ** -1.5], "of something"
    )
    assert [e.supports for e in found if e.kind == "limit"] == [supports]


# --- factors


@pytest.mark.parametrize(
    ("factor", "supports"), [(1.59, True), (1.61, False), (0.63, True), (0.62, False)]
)
def test_the_least_E_d_with_all_levels(monkeypatch: Patch, factor: float, supports: bool) -> None:
    """Both glasses count: the estimate is off by at most 1.6."""
    monkeypatch.setattr(heat_maximum, "extrema", returns(((-1.0, 1.0, 2.0), (-1.0, 1.0, 2.0))))
    for least in ((5.0, 5.0 * factor), (5.0 * factor, 5.0)):
        monkeypatch.setattr(heat_maximum, "least_with_all_levels", returns(least))
        assert judged(heat_maximum._all_levels(5.0)) is supports


# --- the series of the splitting


def a_series(named: int) -> Callable[[Any], Any]:
    return returns(
        tuple((mpf(k + 1), 1e-20, Fraction(k + 1) if k < named else None) for k in range(6))
    )


@pytest.mark.parametrize(("named", "supports"), [(6, True), (3, True), (2, False), (0, False)])
def test_coefficients_of_a_series_are_named(monkeypatch: Patch, named: int, supports: bool) -> None:
    monkeypatch.setattr(tunnelling, "coefficients", a_series(named))
    assert tunnelling._series(tunnelling.SPLITTING).supports is supports


@pytest.mark.parametrize(
    ("off", "formula_off", "supports"),
    [(2.9, 0.0, True), (-3.1, 0.0, False), (0.0, 0.9e-6, True), (0.0, -1.1e-6, False)],
)
@pytest.mark.parametrize("which", [0, 1])
def test_coefficients_by_recursion(
    monkeypatch: Patch, which: int, off: float, formula_off: float, supports: bool
) -> None:
    """Made-up coefficients 1, 2, 3, ... of u^k, found from levels with the error 1e-20."""
    ctx = tunnelling.context(tunnelling.ROOM)
    wanted = [ctx.mpf(k + 1) for k in range(6)]
    given = [(c, 1e-20, None) for c in wanted]
    given[which + 3] = (wanted[which + 3] + ctx.mpf(off) * ctx.mpf("1e-20"), 1e-20, None)
    monkeypatch.setattr(tunnelling, "coefficients", returns(tuple(given)))
    monkeypatch.setattr(
        tunnelling, "amplitude", returns([c / ctx.mpf(8) ** (ctx.mpf(k) / 2) for k, c in enumerate(wanted)])
    )  # fmt: skip
    monkeypatch.setattr(tunnelling, "real", lambda ctx, value: value)
    moved = [c + (formula_off if k == which + 1 else 0) for k, c in enumerate(wanted)]

    def forms(*, alpha: Fraction, **given: Any) -> Any:
        u = 1 / ctx.mpf(-alpha.numerator) ** ctx.mpf("1.5")
        return 1, sum(c * u**k for k, c in enumerate(moved[:3]))

    monkeypatch.setattr(tunnelling, "members", returns(forms))
    assert judged(tunnelling._recursion(FORMULA)) is supports


def test_a_rational_is_not_named_by_chance() -> None:
    """A denominator q names a value known to an error e only where q² e is at most a thousandth."""
    ctx = tunnelling.context(60)
    third, golden = ctx.mpf(1) / 3, (ctx.sqrt(5) - 1) / 2
    assert tunnelling.named(third, 1e-12) == Fraction(1, 3)
    assert tunnelling.named(-third, 1e-12) == Fraction(-1, 3)
    assert tunnelling.named(third, 1.1e-4) == Fraction(1, 3)
    assert tunnelling.named(third + 1e-5, 1.2e-4) is None
    assert tunnelling.named(golden, 1e-12) is None


# --- the one solution


@pytest.mark.parametrize(
    ("ratio", "off", "supports"),
    [
        (0.9e-10, 0.0, True),
        (1.1e-10, 0.0, False),  # two solutions
        (1e-12, 0.9e-7, True),
        (1e-12, 1.1e-7, False),
        (1e-12, 1.0, False),
    ],
)
def test_the_only_solution(monkeypatch: Patch, ratio: float, off: float, supports: bool) -> None:
    degree = dependence._DEGREE
    vector = np.zeros(2 * degree)
    vector[0], vector[degree + 1] = 2.0, -0.75
    singular = np.array([1.0] * (2 * degree - 1) + [ratio])
    monkeypatch.setattr(dependence, "_null_space", returns((singular, vector)))

    def form(*, eta: Fraction, t: Fraction, B: Fraction, **given: Any) -> Any:
        exponent = float(eta) - 0.375 * float(t) ** 2 + off
        return (mpf(1.5) * float(eta) * exp(float(B) * exponent),)

    monkeypatch.setattr(dependence, "members", returns(form))
    assert judged(dependence._no_other(FORMULA)) is supports


# --- counts of an ensemble


@pytest.mark.parametrize(
    ("counts", "slope", "supports"),
    [
        ((1000, 1000, 1000), 1.0, True),
        ((1030, 975, 1000), 1.0, True),
        ((1000, 1000, 1000), 1.19, True),
        ((1000, 1000, 1000), 1.21, False),  # four standard errors of the power
        ((1000, 1000, 1000), 0.79, False),
        ((1200, 1000, 1000), 1.0, False),
        ((1080, 1080, 1080), 1.0, True),  # chi-squared 19.2 of 3, by chance once in 4000
        ((1090, 1090, 1090), 1.0, False),  # 24.3, once in 46 000
    ],
)
def test_counts_against_a_density(
    monkeypatch: Patch, counts: tuple[int, ...], slope: float, supports: bool
) -> None:
    seen = SimpleNamespace(
        counts=np.array(counts, dtype=float), potentials=1000, edges=np.array([0.0, 1.0, 2.0, 3.0]),
        barrier_top=np.ones(3),
    )  # fmt: skip
    monkeypatch.setattr(distribution.ensemble, "histogram", returns(seen))
    monkeypatch.setattr(distribution, "_nodes", returns((None, None, np.ones((3, 1)))))
    monkeypatch.setattr(distribution, "_power", returns((slope, 0.05)))
    monkeypatch.setattr(distribution, "_own_power", returns(1.0))
    monkeypatch.setattr(distribution, "_table", returns(None))
    assert judged(distribution._counted(0, np.ones((3, 1)))) is supports


@pytest.mark.parametrize("wrong", [0.0, -1.0, np.nan, np.inf])
def test_a_density_is_positive(monkeypatch: Patch, wrong: float) -> None:
    seen = SimpleNamespace(counts=np.ones(2), potentials=10, edges=np.arange(3.0))
    monkeypatch.setattr(distribution.ensemble, "histogram", returns(seen))
    monkeypatch.setattr(distribution, "_nodes", returns((None, None, np.ones((2, 1)))))
    assert judged(distribution._counted(0, np.array([[1.0], [wrong]]))) is False


@pytest.mark.parametrize(("off", "supports"), [(0.9e-12, True), (1.1e-12, False), (-1e-3, False)])
def test_a_density_without_a_preferred_direction(
    monkeypatch: Patch, off: float, supports: bool
) -> None:
    formula: Any = SimpleNamespace(
        expression=sp.Integer(1),
        symbols=SimpleNamespace(t=sp.Symbol("t")),
        with_expression=returns(None),
    )
    monkeypatch.setattr(distribution, "_from_formula", returns(np.array([2.0, 2.0 * (1 + off)])))
    assert judged(distribution._balanced(formula, np.array([2.0, 2.0]))) is supports


@pytest.mark.parametrize(("slope", "supports"), [(4.9, True), (5.1, False), (np.inf, False)])
def test_a_density_is_continuous_at_the_fold(
    monkeypatch: Patch, slope: float, supports: bool
) -> None:
    """A made-up density whose logarithm has this slope in I_2 on one side, relative to I_2."""

    class Source:
        def density(self, h: Any, quadratic: Any, t_p: Any, library: Any) -> Any:
            middle = h[:, t_p.size // 2]  # -I_2 where t' = 0
            t = np.array([0.4, 0.9, 1.3, -0.7])
            beyond = middle / (t**3 / 8) - 1
            value = 1 + (np.minimum(slope, 1e9) * np.maximum(beyond, 0.0))
            return np.broadcast_to(value[:, None] / t_p.size, h.shape)

    monkeypatch.setattr(equivalent_origins.ensemble, "SOURCES", (Source(),))
    found = equivalent_origins._smooth.__wrapped__()
    assert judged(found) is supports


# --- ranges of factors


@pytest.mark.parametrize(
    ("factors", "supports"),
    [
        ([1.3, 1.5], True),
        ([1.29, 1.4], False),
        ([1.4, 1.51], False),
        ([1.4, np.inf], False),
        ([1.4, np.nan], False),
        ([-1.4], False),
    ],
)
def test_factors_of_a_range(factors: list[float], supports: bool) -> None:
    assert judged(heat_minimum._factors("factors", factors, 1.3, 1.5)) is supports


@pytest.mark.parametrize(
    ("value", "supports"), [(1.01, True), (0.99, False), (19.9, True), (20.1, False), (-5.0, False)]
)
def test_a_measured_range(value: float, supports: bool) -> None:
    """2 to 10 K, and a factor 2 beyond."""
    found = heat_minimum._in_range("a temperature", value, (2.0, 10.0), None)
    assert judged(found) is supports


@pytest.mark.parametrize(("factor", "supports"), [(0.99, True), (1.01, False)])
@pytest.mark.parametrize("turned", [False, True])
def test_typical_values(monkeypatch: Patch, factor: float, turned: bool, supports: bool) -> None:
    """Each formula is off from what is called typical by just below or just above the factor allowed."""
    off = parameters.FACTOR * factor
    assert parameters.FACTOR <= 10**0.5
    values = [
        float(typical) * (off if turned else 1 / off) for _, typical, *_ in parameters.TYPICAL
    ]
    monkeypatch.setattr(parameters, "members", returns(lambda **given: values))
    monkeypatch.setattr(parameters, "_numerically", returns(values))
    _, *orders = parameters.typical_parameters(FORMULA, 7)
    assert [judged(e) for e in orders] == [supports] * len(parameters.TYPICAL)


# --- listed levels


def test_a_listed_level_is_confirmed(monkeypatch: Patch) -> None:
    from softpot.numerics.spectrum import Enclosure, NotProved

    here = (Fraction(0), Fraction(0))
    low, high = (Enclosure(Fraction(k), Fraction(2 * k + 1, 2), k, here, here, 10) for k in (1, 2))
    monkeypatch.setattr(spectrum, "verify_enclosure", returns(True))
    assert spectrum._unconfirmed(high, low, True) == ""
    assert "open" in spectrum._unconfirmed(high, low, False)
    assert "not above" in spectrum._unconfirmed(low, high, True)
    assert "not above" in spectrum._unconfirmed(low, low, True)

    def refused(enclosure: Any) -> bool:
        raise NotProved("not verified")

    monkeypatch.setattr(spectrum, "verify_enclosure", refused)
    assert "not verified" in spectrum._unconfirmed(high, low, True)


# --- densities at both ends


@pytest.mark.parametrize(("power", "supports"), [(0.47, False), (0.49, True), (0.53, False)])
def test_the_rate_towards_wide_distributions(power: float, supports: bool) -> None:
    ratios = [1 + width**-power for width in two_level_density.WIDE]
    rate = next(iter(two_level_density._tends("a ratio", ratios)))
    assert judged(rate) is supports


@pytest.mark.parametrize(("off", "supports"), [(0.0, True), (0.9e-4, True), (1.3e-4, False)])
def test_the_limit_of_wide_distributions(off: float, supports: bool) -> None:
    ratios = [1 + off + width**-0.5 for width in two_level_density.WIDE]
    _, limit = two_level_density._tends("a ratio", ratios)
    assert limit.supports is supports


@pytest.mark.parametrize("power", [2.6, 2.8, 3.0, 3.2, 3.4])
def test_the_rate_of_the_density_of_vibrations(monkeypatch: Patch, power: float) -> None:
    monkeypatch.setattr(vibrations, "members", returns(lambda **given: (unit,)))
    P_0, eta_L, w, _ = (float(v) for v in vibrations._GIVEN.values())
    unit = P_0 * eta_L**2.5 / w
    rate, _ = vibrations._against(FORMULA, lambda e: 1 + e**-power, 1, "a density")
    assert judged(rate) is (abs(power - 3) <= vibrations.TOLERANCE)
    assert vibrations.TOLERANCE < 0.4 and vibrations.RATE == -3


@pytest.mark.parametrize("shared", [0, 1])
def test_no_state_is_shared_by_both_wells(monkeypatch: Patch, shared: int) -> None:
    monkeypatch.setattr(vibrations, "_against", returns(()))
    monkeypatch.setattr(vibrations, "_nodes", returns((np.zeros(3), None)))
    monkeypatch.setattr(vibrations, "_edge", returns(""))
    last = vibrations.ENERGIES[-1]
    monkeypatch.setattr(
        vibrations,
        "_deepest",
        lambda e: SimpleNamespace(other=0, shared=shared if e == last else 0),
    )
    (found,) = vibrations.vibrations_deepest(FORMULA, 8)
    assert found.supports is (shared == 0)


# --- every rate and every comparison of the evidence


def test_every_rate_is_told_to_three_tenths() -> None:
    """In no place of the evidence would a rate pass that is off by half a power, or by three tenths of itself."""
    seen = 0
    rooms = Path(gaps.__file__).parent, Path(gaps.__file__).parents[1] / "later"
    for path in sorted(p for room in rooms for p in room.glob("*.py")):
        constants = dict(vars(import_module(f"softpot.numerics.{path.parent.name}.{path.stem}")))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and getattr(node.func, "id", "") == "converges"):
                continue
            rate, tolerance = (_number(argument, constants) for argument in node.args[3:5])
            if tolerance is None:  # given by who calls
                continue
            seen += 1
            where = f"{path.name}:{node.lineno}"
            assert 0 < tolerance < 0.5, where
            assert rate is None or tolerance <= (
                0.35 if path.parent.name == "later" else 0.3
            ) * abs(rate), where
    assert seen > 15


def _number(node: ast.expr, constants: dict[str, Any]) -> float | None:
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        found = _number(node.operand, constants)
        return None if found is None else -found
    try:
        return float(ast.literal_eval(node))
    except (ValueError, TypeError):
        found = constants.get(getattr(node, "id", ""))
        return float(found) if isinstance(found, (int, float)) else None
