"""How large bases begin, which are solved together, and how their levels are put together."""

from __future__ import annotations

import numpy as np
import pytest

from softpot.numerics.spectrum.doubles import levels, solve
from softpot.numerics.spectrum.doubles.basis import EVEN, LEFT, ODD, RIGHT, WHOLE, Plan
from softpot.numerics.spectrum.potential.reduced import reduce_quartic
from softpot.numerics.spectrum.types.arrays import FloatArray


def a_plan(kind: list[int], size: list[float], wanted: list[int]) -> Plan:
    zero = np.zeros(len(kind))
    return Plan(
        np.arange(len(kind)), np.array(kind), zero, zero + 1.0, np.array(size), np.array(wanted), zero
    )  # fmt: skip


def test_the_first_size_is_the_next_on_the_ladder() -> None:
    """Of half as many functions and one for a parity; of four more than the levels wanted at least."""
    plan = a_plan(
        [WHOLE, EVEN, ODD, LEFT, WHOLE, EVEN],
        [30.0, 58.0, 57.9, 31.0, 12.0, 2.0],
        [1, 1, 1, 1, 17, 9],
    )
    assert solve.LADDER[solve.first_rung(plan)].tolist() == [30, 30, 30, 32, 22, 14]
    assert solve.LADDER[:27].tolist() == [*range(12, 64, 2), 64]
    steps = solve.LADDER[26:]
    assert (steps % 4 == 0).all() and (np.diff(steps) > 0).all()
    assert (steps[1:] / steps[:-1]).max() < 1.1 and steps[-1] > 1400
    assert solve._rung(np.array([1e9])).tolist() == [solve.LADDER.size - 1]


def test_the_basis_that_verifies_is_a_fifth_larger() -> None:
    assert solve.larger_basis(np.array([12, 40, 44, 45, 100])).tolist() == [20, 48, 52, 54, 120]


@pytest.mark.parametrize(
    ("parity", "wanted", "functions", "cuts"),
    [
        ([0, 0, 0], [2, 2, 2], [20, 24, 26], [(0, 3)]),
        ([0, 0, 0], [2, 2, 2], [20, 26, 27], [(0, 2), (2, 3)]),  # 1.2 times 20, and two
        ([0, 1, 1], [2, 2, 2], [20, 20, 20], [(0, 1), (1, 3)]),
        ([0, 0, 0], [2, 3, 3], [20, 20, 20], [(0, 1), (1, 3)]),
        ([0] * 5, [1024] * 5, [20] * 5, [(0, 2), (2, 4), (4, 5)]),  # 2048 levels
        ([], [], [], []),
    ],
)
def test_batches_are_alike(
    parity: list[int], wanted: list[int], functions: list[int], cuts: list[tuple[int, int]]
) -> None:
    found = solve._batches(*(np.array(v, dtype=int) for v in (parity, wanted, functions)))
    assert [(part.start, part.stop) for part in found] == cuts


# --- putting levels together


def test_levels_of_both_parities_take_turns() -> None:
    plan = a_plan([EVEN, ODD, WHOLE], [9.0] * 3, [2, 1, 3])
    plan = Plan(
        np.array([1, 1, 0]),
        *[getattr(plan, k) for k in ("kind", "centre", "scale", "size", "wanted", "top")],
    )
    energies = np.array([[1.0, 5.0, np.inf], [3.0, np.inf, np.inf], [0.5, 0.6, 0.7]])
    values = energies[:, :, None] * np.array([1.0, 10.0, 100.0])
    points = reduce_quartic(np.array([1.0, 2.0]), np.array([0.5, 0.0]))
    found, moments = levels.merge(
        points, plan, solve.Solution(energies, values, np.zeros(3, dtype=int)), 3
    )
    assert found.tolist() == [[0.5, 0.6, 0.7], [1.0, 3.0, 5.0]]
    assert moments is not None and moments[:, :, 1].tolist() == (10.0 * found).tolist()


@pytest.mark.parametrize("beta", [0.0, 0.5])
def test_levels_of_two_wells_are_put_in_order_with_their_moments(beta: float) -> None:
    """In pairs of a symmetric potential each state has the mean of both wells."""
    plan = a_plan([LEFT, RIGHT], [9.0] * 2, [3, 2])
    plan = Plan(
        np.zeros(2, dtype=int),
        *[getattr(plan, k) for k in ("kind", "centre", "scale", "size", "wanted", "top")],
    )
    energies = np.array([[1.0, 4.0, 9.0], [2.0, 5.0, np.inf]])
    values = np.array([[[1.0] * 3, [2.0] * 3, [3.0] * 3], [[-1.0] * 3, [-4.0] * 3, [0.0] * 3]])
    points = reduce_quartic(np.array([-60.0]), np.array([beta]))
    found, moments = levels.merge(
        points, plan, solve.Solution(energies, values.copy(), np.zeros(2, dtype=int)), 4
    )
    assert found.tolist() == [[1.0, 2.0, 4.0, 5.0]]
    assert moments is not None
    wanted = [0.0, 0.0, -1.0, -1.0] if beta == 0.0 else [1.0, -1.0, 2.0, -4.0]
    assert moments[0, :, 0].tolist() == wanted == moments[0, :, 2].tolist()


def test_moments_by_either_kernel_are_slopes_of_levels() -> None:
    """d eps/d alpha = <y^2> and d eps/d beta = -<y^3>, of levels whose parameters are moved."""
    alpha, beta, h = np.array([-9.0, 2.0]), np.array([1.5, -0.5]), 1e-3
    found, moments = levels._with_moments(reduce_quartic(alpha, beta), 3)
    other, same = levels.levels_and_moments(alpha, beta, 3)
    assert np.allclose(found, other, atol=1e-9) and np.allclose(moments, same, atol=1e-7)

    def at(a: float, b: float) -> FloatArray:
        return levels.double_levels(alpha + a, beta + b, 3, kernel="lapack")

    assert moments[:, :, 1] == pytest.approx((at(h, 0) - at(-h, 0)) / (2 * h), rel=1e-5)
    assert moments[:, :, 2] == pytest.approx(-(at(0, h) - at(0, -h)) / (2 * h), rel=1e-4)
