"""Roots along secants, with a bracket to fall back on."""

from __future__ import annotations

import math

import numpy as np
import pytest

from softpot.numerics.machinery.secant import root_between


def test_few_values_are_needed_on_a_fine_grid() -> None:
    asked: list[float] = []

    def f(x: float) -> float:
        asked.append(x)
        return math.log(x) - 0.3

    x = np.geomspace(0.1, 10.0, 60)
    y = np.log(x) - 0.3
    k = int(np.flatnonzero(np.diff(np.signbit(y)))[0])
    assert root_between(f, x, y, k, 1e-13) == pytest.approx(math.exp(0.3), rel=1e-13)
    assert len(asked) <= 3


@pytest.mark.parametrize("k", [0, 1, 2, 3])
def test_at_the_ends_of_the_grid_and_falling(k: int) -> None:
    x = np.linspace(0.0, 4.0, 5)
    f = lambda u: math.cos((u - k - 0.3) * 0.3 + math.pi / 2)  # noqa: E731
    y = np.array([f(u) for u in x])
    assert root_between(f, x, y, k, 1e-13) == pytest.approx(k + 0.3, abs=1e-12)


def test_what_is_not_smooth_is_found_by_bracketing() -> None:
    x = np.array([0.0, 1.0, 2.0, 3.0])
    f = lambda u: -1.0 if u < 1.7 else 1.0  # noqa: E731
    y = np.array([f(u) for u in x])
    assert root_between(f, x, y, 1, 1e-12) == pytest.approx(1.7, abs=1e-10)
    steep = lambda u: math.tanh(1e4 * (u - 1.2))  # noqa: E731
    y = np.array([steep(u) for u in x])
    assert root_between(steep, x, y, 1, 1e-12) == pytest.approx(1.2, abs=1e-10)
