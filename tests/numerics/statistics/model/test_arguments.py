"""Bad requests get one clear sentence."""

from __future__ import annotations

import math
from typing import Any

import pytest
import sympy as sp

from softpot.derive.theory.symbols import S
from softpot.numerics.statistics import (
    Distribution,
    Material,
    density_of_states,
    specific_heat,
)

GLASS = Distribution.constant(alpha_max=10)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (Distribution.constant, "diverges as sqrt\\(alpha_max\\)"),
        (lambda: Distribution.smooth(sp.cosh(0) + 1 / (1 + S.eta**2) ** 0), "diverges as sqrt"),
        (lambda: Distribution.smooth(sp.exp(10 * S.eta), eta_max=math.inf), "upper bound eta_max"),
        (lambda: Distribution.constant(alpha_max=10, smallest_splitting=0.1), "only one is needed"),
        (lambda: Distribution.constant(alpha_max=0.5), "from 1 to"),
        (lambda: Distribution.constant(alpha_max=1e15), "from 1 to"),
        (lambda: Distribution.constant(alpha_max=-3), "positive"),
        (lambda: Distribution.constant(smallest_splitting=30), "smallest splitting"),
        (lambda: Distribution.exponential(0), "positive"),
        (lambda: Distribution.exponential("0.1", eta_L=-1), "positive"),
        (lambda: Distribution.smooth(S.alpha, alpha_max=10), "only on the theory's eta and t"),
        (lambda: Distribution.smooth(S.eta, alpha_max=10), "not negative"),
        (lambda: Distribution.smooth(sp.log(S.eta), alpha_max=10), "P_0|eta"),
        (lambda: Distribution.constant(alpha_max=10, origin="middle"), "origin"),  # type: ignore[arg-type]
        (lambda: specific_heat(-1.0, GLASS), "temperature is -1"),
        (lambda: specific_heat([0.1, math.nan], GLASS), "NaN"),
        (lambda: specific_heat([], GLASS), "at least one"),
        (lambda: specific_heat(7.0, GLASS), "0.001 to 5"),
        (lambda: density_of_states(0.0, GLASS), "1e-06 to 100"),
        (lambda: density_of_states(1.0, GLASS, (2, 3)), "rise with the asymmetry"),
        (lambda: Distribution.exponential().sample(10, 1), "alpha_cut"),
        (lambda: GLASS.sample(0, 1), "from 2 to"),
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
        lambda: Distribution.smooth("exp(eta)"),
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
    made = Distribution.smooth(1 + S.eta * 12, alpha_max=9)
    with pytest.raises(ValueError, match="not negative"):
        specific_heat(0.01, Distribution.smooth(1 + S.eta * 12, alpha_max=12))
    assert made.alpha_max == 9
