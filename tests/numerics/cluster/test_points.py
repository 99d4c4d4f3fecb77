"""The rows of a chunk, each against one call for its point."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from softpot import Curve, Distribution, Glass, density_of_states, levels
from softpot.numerics.cluster import points
from softpot.numerics.cluster.plan import plan_of
from softpot.numerics.cluster.points import chunk_of


def test_levels() -> None:
    plan = plan_of({
        "quantity": "levels", "chunk": 4, "grid": {"alpha": [-3, 1], "beta": [0, "1/2", 2]}, "options": {"count": 2},
    })  # fmt: skip
    made = chunk_of(plan, 1)
    assert made["alpha"].tolist() == [1.0, 1.0]
    assert made["beta"].tolist() == [0.5, 2.0]
    for k in range(2):
        one = levels(1, made["beta"][k], 2)
        assert [made["level_1"][k], made["level_2"][k]] == pytest.approx(one, abs=1e-10)


def test_a_point_out_of_range_is_nan_and_the_others_are_not() -> None:
    grid = {"alpha": [1, 1e7, 2], "beta": 0}
    plan = plan_of({"quantity": "levels", "grid": grid, "options": {"count": 1}})
    found = chunk_of(plan, 0)["level_1"]
    assert np.isnan(found).tolist() == [False, True, False]
    assert found[2] == pytest.approx(levels(2, 0, 1)[0], abs=1e-10)


def test_certified_levels_as_decimals() -> None:
    plan = plan_of({"quantity": "certified", "grid": {"alpha": [0, "1/3"], "beta": 0, "n": [2]}})
    made = chunk_of(plan, 0)
    assert made["n"].tolist() == [2.0, 2.0]
    # the pure quartic oscillator, from the literature
    lower, upper = (Fraction(made[end][0].decode()) for end in ("lower", "upper"))
    assert lower < Fraction("3.79967302980139416878309418") < upper
    assert upper - lower < Fraction(1, 10**14)
    assert made["value"][1] == pytest.approx(levels("1/3", 0, 2)[1], abs=1e-10)


def test_curves_of_one_glass_after_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[tuple[int, float, float]] = []

    def heat(T: np.ndarray, glass: Glass) -> Curve:
        end, E_d = glass.distribution.alpha_max, glass.E_d
        assert E_d is not None
        calls.append((T.size, E_d, end))
        return Curve(T, 100 * E_d + 10 * end + T, 0 * T, "")

    monkeypatch.setattr(points, "specific_heat", heat)
    grid = {"E_d": [3, 300], "alpha_max": [5, 8], "T": [0.25, 0.5]}
    plan = plan_of({"quantity": "heat", "chunk": 5, "grid": grid})
    value = np.concatenate([chunk_of(plan, k)["value"] for k in range(2)])
    assert value.tolist() == [350.25, 350.5, 380.25, 380.5, 30050.25, 30050.5, 30080.25, 30080.5]
    # a chunk ends within the third curve
    assert calls == [(2, 3, 5), (2, 3, 8), (1, 300, 5), (1, 300, 5), (2, 300, 8)]


def test_states_of_a_transition_and_what_is_refused() -> None:
    grid = {"alpha_max": [5], "transition": [3, 9], "E": [4, 5]}
    plan = plan_of({"quantity": "states", "grid": grid, "options": {"tolerance": "1e-3"}})
    made = chunk_of(plan, 0)
    curve = density_of_states([4, 5], Distribution.constant(alpha_max=5), (1, 3), "1e-3")
    assert made["value"][:2].tolist() == curve.value.tolist()
    assert made["error"][:2].tolist() == curve.error.tolist()
    assert np.isnan(made["value"][2:]).all()
