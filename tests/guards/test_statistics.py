"""Errors and scans of n(E) and c(T), fed with what they must notice."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import sympy as sp

from softpot.derive.theory import SOFT_POTENTIAL
from softpot.numerics.spectrum import NotConverged
from softpot.numerics.statistics import Distribution, density_of_states
from softpot.numerics.statistics.density import density, level_curve, pieces
from softpot.numerics.statistics.heat import heat, minimum
from softpot.numerics.statistics.quadrature import GAUSS, KRONROD, NODES, error_of

Patch = pytest.MonkeyPatch


# --- n(E)


@pytest.fixture
def straight(monkeypatch: Patch) -> Any:
    """n of one piece 0 <= D_2 <= 1 whose integrand in tau is a function of ours: 4 p/(dE/dD_1) = f(tau)."""

    def with_integrand(f: Any) -> None:
        piece = SimpleNamespace(logarithmic=False, u=0.0, v=1.0)
        monkeypatch.setattr(
            pieces, "place", lambda u, v, tau, logarithmic: (tau, np.ones_like(tau))
        )
        monkeypatch.setattr(density, "pieces_of", lambda *given: [piece])
        monkeypatch.setattr(
            density,
            "curve",
            lambda x, energy, m, start=None: (np.ones_like(x), np.full_like(x, 4.0)),
        )
        monkeypatch.setattr(density, "_next_to_minimum", lambda *given: None)
        monkeypatch.setattr(
            density, "_next_to_saddle", lambda *given: (None, (0.0, 0.0), density.LEVEL_ERROR)
        )
        monkeypatch.setattr(density, "_density_at", lambda x, D_1, distribution: f(x))
        monkeypatch.setattr(density, "above_least", lambda energy, m: np.inf)

    return with_integrand


GLASS: Any = SimpleNamespace(sea_gull=True, alpha_max=10.0)


@pytest.mark.parametrize("tolerance", [1e-2, 1e-4, 1e-7])
@pytest.mark.parametrize(
    ("f", "exact"),
    [
        (lambda x: np.exp(3 * x), (np.exp(3.0) - 1) / 3),
        (lambda x: 1 / (1e-4 + (x - 0.3) ** 2), 100 * (np.arctan(70.0) + np.arctan(30.0))),
        (np.sqrt, 2 / 3),
        (lambda x: np.where(x < 0.412, 1.0, 2.0), 2 - 0.412),
    ],
    ids=["smooth", "peak", "root", "step"],
)
def test_the_error_of_a_density_holds_the_error(
    straight: Any, f: Any, exact: float, tolerance: float
) -> None:
    straight(f)
    value, error = density.along_curve(1.0, 2, GLASS, tolerance)
    assert abs(value - exact) <= error <= 1.1 * tolerance * exact + 2e-8 * exact
    # the levels that the curve is made of have errors of their own
    assert error >= density.LEVEL_ERROR * value * (1 - 1e-12)


def test_a_curve_that_is_known_badly_widens_the_error(monkeypatch: Patch, straight: Any) -> None:
    """Next to the least energy, n depends on E − E_least, of which the level curve leaves SETTLED open."""
    straight(np.ones_like)
    monkeypatch.setattr(density, "above_least", lambda energy, m: 1e-6)
    value, error = density.along_curve(1.0, 3, GLASS, 1e-4)
    assert value == pytest.approx(1.0) and error >= 4 * level_curve.SETTLED / 1e-6


def test_the_window_next_to_a_saddle_brings_its_error(monkeypatch: Patch, straight: Any) -> None:
    straight(np.ones_like)
    monkeypatch.setattr(
        density, "_next_to_saddle", lambda *given: ((0.2, 0.3), (2.0, 1e-3), density.LEVEL_ERROR)
    )
    value, error = density.along_curve(1.0, 2, GLASS, 1e-4)
    assert value == pytest.approx(3.0) and 1e-3 < error < 1.1e-3


def test_the_logarithm_next_to_a_saddle_widens_the_error(monkeypatch: Patch) -> None:
    """At a distance x from the saddle n changes by dn/n of about SETTLED/x when the energy is off by SETTLED."""
    monkeypatch.setattr(density, "window", lambda *given: None)
    for x in (1e-7, -1e-5):
        monkeypatch.setattr(density, "height", lambda energy, saddle, x=x: x)
        place, found, off = density._next_to_saddle(2.2, 2, GLASS, 1e-7)
        assert place is None and found == (0.0, 0.0)
        assert off >= level_curve.SETTLED * 2.2 / abs(x)


def test_the_error_of_a_real_density_holds_the_error() -> None:
    made = Distribution.constant(alpha_max=10)
    energies = [0.05, 1.0, 3.0]
    coarse, fine = (density_of_states(energies, made, tolerance=t) for t in (1e-2, 1e-7))
    assert (np.abs(coarse.value - fine.value) <= coarse.error + fine.error).all()
    assert (fine.error >= 0.9e-8 * fine.value).all()


def test_the_rules_of_the_estimate() -> None:
    """Exact for degrees 13 and 22 and no further, and the estimate is at least the size of the rounding."""
    for degree, by_gauss, by_kronrod in (
        (12, True, True),
        (14, False, True),
        (22, False, True),
        (24, False, False),
    ):
        exact = 2 / (degree + 1)
        values = NODES**degree
        assert bool(abs(values @ GAUSS - exact) < 1e-14) is by_gauss
        assert bool(abs(values @ KRONROD - exact) < 1e-14) is by_kronrod
    one = np.ones(1)
    assert error_of(one, one, one)[0] == 2e-15
    assert error_of(one, 0.95 * one, one)[0] == pytest.approx(1.0)  # 20 d = A: nothing is known
    assert error_of(one, 0.0 * one, one)[0] == pytest.approx(1.0)
    assert error_of(one, (1 - 5e-4) * one, one)[0] == pytest.approx(1e-2 ** (23 / 14))
    assert error_of(0 * one, 0 * one, 0 * one)[0] == 0.0


@pytest.mark.parametrize(("off", "settles"), [(0.0, True), (1e-6, False)])
def test_a_level_curve_that_does_not_settle_is_refused(
    monkeypatch: Patch, off: float, settles: bool
) -> None:
    """E = 1 + D_1 + 3 at D_1 = 2, but for a jump over it."""

    def gap_and_slope(D_2: Any, D_1: Any, m: int) -> Any:
        E = 4.0 + D_1
        return E + np.where(E < 6.0, -off, off), np.where(off, np.nan, 1.0) * np.ones_like(D_1)

    monkeypatch.setattr(level_curve, "gap_and_slope", gap_and_slope)
    monkeypatch.setattr(level_curve, "STEPS", 30)
    if settles:
        D_1, slope = level_curve.curve(np.array([-1.0]), 6.0, 3)
        assert D_1[0] == pytest.approx(2.0, abs=1e-8) and slope[0] == pytest.approx(1.0, abs=1e-6)
    else:
        with pytest.raises(NotConverged, match="did not settle"):
            level_curve.curve(np.array([-1.0]), 6.0, 3)


def test_two_close_crossings_are_not_missed() -> None:
    """(x − 0.505)² dips below 1e-6 between two points of a grid."""
    x = np.linspace(0.0, 1.0, 11)

    def f(x: Any) -> Any:
        return (x - 0.5052) ** 2

    grid, value = level_curve._with_least(x, f(x), f)
    roots = level_curve._roots(grid, value - 1e-6, lambda u: float(f(u)) - 1e-6)
    assert roots == [pytest.approx(0.5042, abs=1e-9), pytest.approx(0.5062, abs=1e-9)]


# --- extrema of c/T³


@pytest.mark.parametrize("phase", [0.0, 0.3, 0.6, 0.9])
@pytest.mark.parametrize("factor", [1.15, 1.3, 2.0, 10.0])
def test_extrema_a_factor_apart_are_found(monkeypatch: Patch, factor: float, phase: float) -> None:
    """d ln(c/T³)/d ln T crosses zero at T_0 and, the other way, at T_0 factor; nowhere else between 0.1 and 5."""
    place = 0.31 * 1.1**phase

    def excess(distribution: Any, value: Any, slope: Any) -> Any:
        u = np.log(value.temperature / place)
        return u * (np.log(factor) - u), np.ones(u.size)

    monkeypatch.setattr(
        minimum,
        "both_tables",
        lambda T, E_d, kept=None: (SimpleNamespace(temperature=np.asarray(T)), None),
    )
    monkeypatch.setattr(minimum, "_excess", excess)
    glass: Any = SimpleNamespace(
        distribution=SimpleNamespace(unit="1"), E_d=None,
        tables=SimpleNamespace(get=lambda key, size, make: make()),
    )  # fmt: skip
    monkeypatch.setattr(minimum, "glass_of", lambda given: glass)
    low = minimum._extremum(glass, 1e-3, 5.0, 1.0)
    assert low is not None and low.kind == "minimum"
    assert low.temperature == pytest.approx(place, rel=1e-9)
    if place * factor < 5.0:
        high = minimum._extremum(glass, 1e-3, 5.0, -1.0)
        assert high is not None and high.kind == "maximum"
        assert high.temperature == pytest.approx(place * factor, rel=1e-9)


@pytest.mark.parametrize(("low", "high"), [(2.0, 1.0), (1.0, 1.0), ([1.0, 2.0], 3.0)])
def test_two_temperatures_in_order_are_needed(low: Any, high: Any) -> None:
    with pytest.raises(ValueError, match="ascending order"):
        minimum.minimum_of_heat(Distribution.constant(alpha_max=10), low, high)


def test_the_weights_of_an_ensemble_add_up_to_the_measure() -> None:
    """Two wells, -3 < alpha < -1 and |beta| < 1/2: the integral of |alpha| over them is 4."""
    found = Distribution.constant(alpha_max=4).sample(40_000, seed=5, one_well=1)
    inside = (found.alpha > -3.0) & (found.alpha < -1.0) & (np.abs(found.beta) < 0.5)
    assert found.weight[inside].sum() == pytest.approx(4.0, rel=0.1)


@pytest.mark.parametrize(("m", "least"), [(3, 3.6511187396704576), (4, 5.984428790827358)])
def test_how_far_an_energy_lies_above_the_least(m: int, least: float) -> None:
    """Of E_1m over all symmetric potentials, from levels of 45 digits; E_12 comes as near to 0 as one likes."""
    assert level_curve.above_least(7.0, m) == pytest.approx(7.0 - least, abs=1e-8)
    assert level_curve.above_least(1.0, m) == pytest.approx(1.0 - least, abs=1e-8)
    assert level_curve.above_least(7.0, 2) == np.inf


# --- distributions


@pytest.mark.parametrize(("off", "told"), [(0, True), (sp.Rational(1, 10**6), False)])
def test_a_part_in_a_million_beside_equal_values_is_seen(off: sp.Expr, told: bool) -> None:
    """eta - 3t²/8 is the same at equivalent origins, and nothing next to it."""
    S = SOFT_POTENTIAL.symbols
    nearly = S.eta - (sp.Rational(3, 8) + off) * S.t**2
    made = Distribution.smooth(1 + 100 * nearly**2, alpha_max=9)
    assert made.respects_equivalent_origins is told


def test_a_density_ends_at_the_cutoff() -> None:
    glass = Distribution.constant(alpha_max=10)
    depths = np.array([-10.0 * (1 - 1e-9), -10.0 * (1 + 1e-9)])
    inside, outside = density._density_at(depths, np.zeros(2), glass)
    assert inside > 0.0 and outside == 0.0


def test_no_potential_is_below_the_least_gap_and_none_is_in_doubt() -> None:
    least = density.MINIMA[3].energy
    assert density._next_to_minimum(0.9 * least, 3, GLASS, 1e-3) == (0.0, 0.0)


def test_the_heat_of_the_deepest_wells_by_its_closed_form() -> None:
    """(pi²/6) n of E = |beta| |alpha|^(3/2)/sqrt 2, whose n is 4 sqrt 2 (sqrt of the cutoff less that of DEEPEST)."""
    value, error = heat._deep_tail(Distribution.constant(alpha_max=1e6))
    exact = np.pi**2 / 6 * 4 * np.sqrt(2.0) * (1e3 - np.sqrt(heat.DEEPEST))
    assert value == pytest.approx(exact, rel=1e-4)
    assert 0.0 < error < 1e-6 * value
