"""Wells counted by hand: what the domains of formulas are held against."""

from __future__ import annotations

import numpy as np
import pytest

from softpot.numerics.theory.domains import at_rest, left_is_deeper, stationary, wells


def minima(quadratic: float, cubic: float) -> list[float]:
    """The minima of a potential on a grid."""
    x = np.linspace(-4.0, 4.0, 80_001)
    v = quadratic * x**2 + cubic * x**3 + x**4
    inside = (v[1:-1] < v[:-2]) & (v[1:-1] < v[2:])
    return [float(p) for p in x[1:-1][inside]]


@pytest.mark.parametrize(
    ("quadratic", "cubic"),
    [(-1.0, 0.0), (1.0, 0.0), (-2.0, 0.7), (0.3, 1.2), (0.3, -1.2), (0.3, 0.9), (2.0, 3.5)],
)
def test_wells_are_those_seen_on_a_grid(quadratic: float, cubic: float) -> None:
    assert wells(quadratic, cubic) == pytest.approx(minima(quadratic, cubic), abs=1e-3)


def test_a_point_of_inflection_is_no_well() -> None:
    # eta = 9 t²/32: the second well has just gone
    assert len(stationary(9 / 32, 1.0)) == 1 and len(wells(9 / 32, 1.0)) == 1


def test_the_origin_is_at_rest_above_zero_only() -> None:
    assert at_rest(0.1) and not at_rest(-0.1) and not at_rest(0.0)


def test_the_left_well_is_deeper_where_the_cubic_term_is_positive() -> None:
    assert left_is_deeper({"eta": -1.0, "t": 0.3}) and not left_is_deeper({"eta": -1.0, "t": -0.3})
    assert not left_is_deeper({"eta": 1.0, "t": 0.3})
