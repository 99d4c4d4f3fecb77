"""States: the equation that they solve, their weights, signs and nodes."""

from __future__ import annotations

import numpy as np
import pytest

from softpot.numerics.spectrum import levels, wave_functions
from softpot.numerics.spectrum.wave.gradients import level_gradients


@pytest.mark.quick(2)
@pytest.mark.parametrize(
    ("alpha", "beta"), [(0, 0), (-7.5, 1.25), (9, 6), (-50, 0), (20, 8), (-30, 1e-9), (-12, 1e-7)]
)
def test_states_solve_the_equation(alpha: float, beta: float) -> None:
    found = wave_functions(alpha, beta, 6)
    y = np.linspace(-9, 9, 9001)
    step = y[1] - y[0]
    psi = found.psi(y)
    assert np.allclose((psi * step) @ psi.T, np.eye(6), atol=1e-9)
    v = alpha * y**2 - beta * y**3 + y**4
    second = (
        -psi[:, :-4] + 16 * psi[:, 1:-3] - 30 * psi[:, 2:-2] + 16 * psi[:, 3:-1] - psi[:, 4:]
    ) / (12 * step**2)
    residual = -second + (v[2:-2] - found.levels[:, None]) * psi[:, 2:-2]
    assert np.abs(residual).max() < 1e-4
    assert np.allclose(found.levels, levels(alpha, beta, 6), atol=1e-10, rtol=1e-10)


@pytest.mark.quick(2)
@pytest.mark.parametrize(
    ("alpha", "beta"), [(-7.5, 1.25), (9, 6.05), (-50, 0), (20, 9.1), (-50, 1e-9), (1600, 79.9999)]
)
def test_weights_are_integrals_of_the_density(alpha: float, beta: float) -> None:
    found = wave_functions(alpha, beta, 6)
    y = np.linspace(-12, 52 if alpha > 100 else 12, 64001)
    step = y[1] - y[0]
    density = found.psi(y) ** 2
    for k in (20011, 30077, 32000, 33003):
        below = (density[:, :k].sum(axis=1) + 0.5 * density[:, k]) * step
        assert np.allclose(found.weight_below(y[k]), below, atol=2e-6)
        assert np.allclose(found.weight_below(y[k]) + found.weight_above(y[k]), 1.0, atol=1e-12)


def test_weight_of_parity_states_and_limits() -> None:
    for alpha in (2.0, -8.0, -50.0):
        found = wave_functions(alpha, 0, 5)
        assert np.allclose(found.weight_below(0), 0.5, atol=1e-10)
        y = np.linspace(0.1, 7, 50)
        parity = np.array([1, -1, 1, -1, 1])[:, None]
        assert np.allclose(found.psi(y), parity * found.psi(-y), atol=1e-10)
        assert np.allclose(found.weight_below(-1e3), 0.0) and np.allclose(
            found.weight_below(1e3), 1.0
        )
    tilted = wave_functions(-50, 1e-9, 2)
    below = tilted.weight_below(0)
    assert below[0] < 1e-9 and below[1] > 1 - 1e-9


def test_signs_and_nodes() -> None:
    found = wave_functions(-2.0, 1.0, 8)
    y = np.linspace(-6, 6, 4001)
    for n, psi in enumerate(found.psi(y)):
        seen = psi[np.abs(psi) > 1e-6 * np.abs(psi).max()]
        assert np.count_nonzero(np.diff(np.sign(seen))) == n
        assert seen[-1] > 0


def test_shape_of_psi_and_bad_input() -> None:
    found = wave_functions("1/2", 0.3, 3)
    assert found.psi(0.0).shape == (3,)
    assert found.psi(np.zeros((2, 4))).shape == (3, 2, 4)
    with pytest.raises(ValueError, match="because"):
        found.psi([0.0, np.nan])
    with pytest.raises(ValueError, match="because"):
        found.weight_below(np.inf)
    with pytest.raises(TypeError, match="because"):
        wave_functions([0.0], 0, 3)
    with pytest.raises(ValueError, match="because"):
        wave_functions(0, 0, 0)
    with pytest.raises(ValueError, match="because"):
        level_gradients(np.nan, 0, 2)
