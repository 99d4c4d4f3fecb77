"""c(T) without delocalised levels: the rule, a direct double integral, an ensemble, limits, maxima of c/T^3."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy.integrate import quad

from numerics.statistics import (
    constant,
    heat_table,
    maximum_of_heat,
    minimum_of_heat,
    specific_heat,
)
from numerics.statistics.heat import _share_below
from numerics.statistics.kept import kept, label, steps, truncated
from numerics.statistics.quadrature import COUNT, NODES, bent, straightened

INF = np.inf
GLASS = constant(alpha_max=10)


@pytest.mark.parametrize(
    ("gaps", "E_d", "number"),
    [
        ([2.9, 5.8, 8.7, 11.6], 3.0, 5),  # a ladder with a small quantum stays whole
        ([3.1, 6.2, 9.3, 12.4], 3.0, 1),  # one with a large quantum vanishes
        ([0.1, 9.0, 9.2, 18.0], 3.0, 2),  # a doublet stays, its vibrations go
        ([0.1, 2.9, 6.0, 6.2], 3.0, 3),  # from the first larger step on
        ([3.0, 6.0, 9.5, 10.0], 3.0, 3),  # a step equal to E_d stays
        ([4.0, 4.5, 5.0, 5.5], 3.0, 1),  # nothing is reached beyond it
        ([0.1, INF, INF, INF], 3.0, 2),
        ([INF, INF, INF, INF], 3.0, 1),
    ],
)
def test_the_rule(gaps: list[float], E_d: float, number: int) -> None:
    made = np.array([gaps])
    assert kept(made, E_d)[0] == number
    left = truncated(made, E_d)[0]
    assert left[: number - 1].tolist() == gaps[: number - 1]
    assert not np.isfinite(left[number - 1 :]).any()


def test_steps_and_labels() -> None:
    gaps = np.array([[1.0, 3.0, INF], [1.0, 40.0, 41.0]])
    assert steps(gaps).tolist() == [[1.0, 2.0, INF], [1.0, 39.0, 1.0]]
    assert label(gaps, 50.0, 100.0).tolist() == [3, 4]
    assert label(gaps, 50.0, 30.0)[0] == 3 < label(gaps, 50.0, 30.0)[1]


@pytest.mark.parametrize(
    ("low", "high"), [(False, False), (True, False), (False, True), (True, True)]
)
def test_bent_nodes_take_a_square_root_out(low: bool, high: bool) -> None:
    from numerics.statistics.quadrature import KRONROD

    xi = 0.5 * (NODES + 1.0)
    f, slope = bent(xi, low, high)
    assert [straightened(float(v), low, high) for v in f] == pytest.approx(xi.tolist(), abs=1e-12)
    root = (np.sqrt(f) if low else 0.0) + (np.sqrt(1.0 - f) if high else 0.0)
    assert 0.5 * KRONROD @ (root * slope) == pytest.approx((low + high) * 2.0 / 3.0, abs=1e-12)
    assert f.size == COUNT


def test_two_level_systems_below_an_energy() -> None:
    for z in (0.6, 1.0, 5.0, 40.0):
        T = np.array([3.0 / z])
        whole = quad(lambda x: x * x / (4.0 * np.cosh(0.5 * x) ** 2), 0.0, z)[0]
        assert _share_below(3.0, T, False)[0] == pytest.approx(6.0 / np.pi**2 * whole, rel=1e-12)
        h = 1e-5
        up, down = (float((v * _share_below(3.0, v, False))[0]) for v in (T * (1 + h), T * (1 - h)))
        assert _share_below(3.0, T, True)[0] == pytest.approx(
            (up - down) / (2 * h * T[0]), rel=1e-6
        )


def test_nothing_changes_far_below_the_energy() -> None:
    T = [0.002, 0.05]
    assert specific_heat(T, GLASS, delocalised_above=3).value == pytest.approx(
        specific_heat(T, GLASS).value, rel=1e-12
    )
    assert specific_heat(0.05, GLASS, delocalised_above="200").value == pytest.approx(
        specific_heat(0.05, GLASS).value, rel=1e-12
    )


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "at least 2 w"),
        (-3.0, "at least 2 w"),
        (1.9, "2.18 w"),
        (float("nan"), "NaN|nan"),
        (INF, "inf"),
    ],
)
def test_refusals(value: Any, words: str) -> None:
    for ask in (
        lambda: specific_heat(0.01, GLASS, delocalised_above=value),
        lambda: heat_table(0.01, value),
        lambda: minimum_of_heat(GLASS, delocalised_above=value),
        lambda: maximum_of_heat(GLASS, delocalised_above=value),
    ):
        with pytest.raises(ValueError, match=words) as caught:
            ask()
        assert "\n" not in str(caught.value)


def test_a_table_belongs_to_its_energy() -> None:
    with pytest.raises(ValueError, match="both must be equal"):
        specific_heat([0.01], GLASS, heat_table([0.01]), delocalised_above=3)
    table = heat_table([0.01], 3)
    assert specific_heat([0.01], GLASS, table, delocalised_above=3).value.size == 1
