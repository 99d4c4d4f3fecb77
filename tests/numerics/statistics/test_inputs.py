"""Bad requests get one clear sentence; materials; sampling."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
import sympy as sp

from derive.theory.symbols import S
from numerics.statistics import (
    Material,
    constant,
    density_of_states,
    exponential,
    flat,
    heat_table,
    sample,
    smooth,
    specific_heat,
    splitting,
)

GLASS = constant(alpha_max=10)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (constant, "diverges as sqrt\\(alpha_max\\)"),
        (lambda: smooth(sp.cosh(0) + 1 / (1 + S.eta**2) ** 0), "diverges as sqrt"),
        (lambda: smooth(sp.exp(10 * S.eta), eta_max=math.inf), "upper bound eta_max"),
        (lambda: constant(alpha_max=10, smallest_splitting=0.1), "only one is needed"),
        (lambda: constant(alpha_max=0.5), "from 1 to"),
        (lambda: constant(alpha_max=1e15), "from 1 to"),
        (lambda: constant(alpha_max=-3), "positive"),
        (lambda: constant(smallest_splitting=30), "smallest splitting"),
        (lambda: exponential(0), "positive"),
        (lambda: exponential("0.1", eta_L=-1), "positive"),
        (lambda: smooth(S.alpha, alpha_max=10), "only on the theory's eta and t"),
        (lambda: smooth(S.eta, alpha_max=10), "not negative"),
        (lambda: smooth(sp.log(S.eta), alpha_max=10), "P_0|eta"),
        (lambda: constant(alpha_max=10, origin="middle"), "origin"),  # type: ignore[arg-type]
        (lambda: specific_heat(-1.0, GLASS), "temperature is -1"),
        (lambda: specific_heat([0.1, math.nan], GLASS), "NaN"),
        (lambda: specific_heat([], GLASS), "at least one"),
        (lambda: specific_heat(7.0, GLASS), "0.001 to 5"),
        (lambda: specific_heat([0.01], GLASS, heat_table([0.02])), "other temperatures"),
        (lambda: density_of_states(0.0, GLASS), "1e-06 to 100"),
        (lambda: density_of_states(1.0, GLASS, (2, 3)), "rise with the asymmetry"),
        (lambda: sample(exponential(), 10, 1), "alpha_cut"),
        (lambda: sample(GLASS, 0, 1), "from 2 to"),
        (lambda: Material(1.6e-18, 1e-10, -1.0), "positive"),
        (lambda: Material(1.6e-18, 1e-10, 1e-40), "soft potentials"),
        (lambda: Material(1.6e-18, 1e-10, 1.7e-25, P_0=1.0, n_0=1.0), "only one"),
        (lambda: Material(1.6e-18, 1e-10, 1.7e-25, n_0=1.0), "together"),
        (
            lambda: Material(
                1.6e-18, 1e-10, 1.7e-25, velocity_longitudinal=3000.0, velocity_transverse=2900.0
            ),
            "bulk modulus",
        ),
    ],
)
def test_refusals(make: Any, words: str) -> None:
    with pytest.raises((ValueError, ArithmeticError), match=words) as caught:
        make()
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "make",
    [
        lambda: smooth("exp(eta)"),
        lambda: specific_heat(0.1, "constant"),  # type: ignore[arg-type]
        lambda: density_of_states(0.1, GLASS, "12"),  # type: ignore[arg-type]
        lambda: specific_heat(None, GLASS),
        lambda: Material("1", 1e-10, 1.0),  # type: ignore[arg-type]
    ],
)
def test_wrong_kinds(make: Any) -> None:
    with pytest.raises(TypeError):
        make()


def test_a_negative_density_found_only_on_the_grid_is_named() -> None:
    made = smooth(1 + S.eta * 12, alpha_max=9)
    with pytest.raises(ValueError, match="not negative"):
        specific_heat(0.01, smooth(1 + S.eta * 12, alpha_max=12))
    assert made.alpha_max == 9


def test_cutoff_by_the_smallest_splitting() -> None:
    made = constant(smallest_splitting="1e-6")
    assert splitting(np.array([-made.alpha_max]))[0] == pytest.approx(1e-6, rel=1e-9)


def test_growing_factors_get_an_upper_bound() -> None:
    assert exponential().eta_max == 1.0
    assert smooth(sp.exp(5 * S.eta)).eta_max == 1.0
    assert constant(alpha_max=10).eta_max == math.inf


def test_sampling_is_reproducible_and_carries_the_whole_weight() -> None:
    one, two = sample(GLASS, 4000, 5), sample(GLASS, 4000, 5)
    assert np.array_equal(one.alpha, two.alpha) and np.array_equal(one.weight, two.weight)
    # the one-well part: int |alpha| d alpha d beta over 9 beta^2/32 < alpha < A is 2 sqrt(32/9) A^(5/2)/(5/2)
    single = one.alpha > 0
    expected = 2 * np.sqrt(32 / 9) * 60**2.5 / 2.5
    assert one.weight[single].sum() == pytest.approx(expected, rel=1e-12)


def test_material_in_si() -> None:
    electronvolt, amu = 1.602176634e-19, 1.66053906660e-27
    made = Material(10 * electronvolt, 1e-10, 100 * amu, density=2200.0, P_0=1e28)
    assert made.eta_L == pytest.approx(0.0127864, rel=1e-4)
    glass = constant(alpha_max=10, eta_L=made.eta_L)
    curve = specific_heat([0.02], glass)
    T, c = made.heat_in_SI(curve, glass)
    assert T[0] == pytest.approx(0.02 * made.w_kelvin)
    assert c[0] == pytest.approx(curve.value[0] * 1.380649e-23 * 1e28 * made.eta_L**2.5)
    assert made.heat_per_mass(curve, glass)[1][0] == pytest.approx(c[0] / 2200)
    n = density_of_states(0.01, glass)
    E, SI = made.density_in_SI(n, glass)
    again = Material(10 * electronvolt, 1e-10, 100 * amu, n_0=float(SI[0]), energy_n_0=float(E[0]))
    assert again.amplitude(glass) == pytest.approx(made.amplitude(glass), rel=1e-9)
    with pytest.raises(ValueError, match="agree"):
        made.amplitude(constant(alpha_max=10, eta_L="0.02"))


def test_flat_counts_in_its_own_unit() -> None:
    assert flat().unit == "P eta_L^(3/2)" and GLASS.unit == "P_0 eta_L^(5/2)"
