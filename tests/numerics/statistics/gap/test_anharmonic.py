"""Series of the levels of wells, and the gaps that are made of them, against matrices in functions of each well."""

from __future__ import annotations

import numpy as np
import pytest

from softpot.numerics.statistics.gap import anharmonic, gaps
from softpot.numerics.statistics.model.geometry import FloatArray, centre_of


def polynomial(alpha: float, beta: float) -> np.poly1d:
    return np.poly1d([1.0, -beta, alpha, 0.0, 0.0])


def harmonic_levels(a: float, s: float, count: int, size: int = 70) -> FloatArray:
    """Of a z^2 - 2 s sqrt(a) z^3 + z^4 in functions of its own bottom, as long as the barrier is far."""
    x = np.diag(np.sqrt(np.arange(1, size + 8) / 2.0), 1)
    x = x + x.T
    z = x * a**-0.25
    H = np.sqrt(a) * (np.diag(2.0 * np.arange(size + 8) + 1.0))
    H = H - 2.0 * s * np.sqrt(a) * z @ z @ z + z @ z @ z @ z
    return np.linalg.eigvalsh(H[:size, :size])[:count]


@pytest.mark.parametrize("s", [0.0, 0.4, 0.8])
def test_levels_of_a_well_by_their_series(s: float) -> None:
    """Against a matrix, in a stiff well; e_1 by its closed form; the last term is what the next order would change."""
    a = 60.0
    found = anharmonic.well_levels(np.array([a]), np.array([s]), 4)[0]
    assert found == pytest.approx(harmonic_levels(a, s, 4), rel=1e-8)
    for n in (1, 2, 5):
        series = anharmonic._energies(n, s)
        wanted = 0.75 * (2 * n * n - 2 * n + 1) - s * s * (30 * n * n - 30 * n + 11) / 4.0
        assert series[:2] == pytest.approx([2 * n - 1, wanted], rel=1e-12)
        rows = anharmonic._coefficients(n)
        assert [len(row) for row in rows] == list(range(1, anharmonic.ORDER + 2))
        by_powers = [np.polyval(row[::-1], s * s) for row in rows]
        assert by_powers == pytest.approx(series, rel=1e-7)
        last = anharmonic.last_term(np.array([a]), np.array([s]), n)[0]
        exact = abs(series[-1]) * a ** (0.5 - 1.5 * anharmonic.ORDER)
        assert last == pytest.approx(exact, rel=1e-7)


@pytest.mark.parametrize("count", [0, 13])
def test_the_series_has_twelve_levels(count: int) -> None:
    with pytest.raises(ValueError, match=f"1 to 12 levels, not for {count}"):
        anharmonic.well_levels(np.array([60.0]), np.array([0.0]), count)
    assert anharmonic.well_levels(np.array([1e4]), np.array([0.0]), 12).shape == (1, 12)


def test_gaps_of_two_wells_are_those_of_both_ladders() -> None:
    """Far wells, each with its ladder; the other's lies above by the difference of depths and ground levels."""
    alpha, beta = -150.0, 0.05
    D_2, D_1 = (v[0] for v in centre_of(np.array([alpha]), np.array([-beta])))
    branches = gaps._branches(np.array([D_2]), np.array([abs(D_1)]), 3)[0]
    V = polynomial(alpha, beta)
    bottoms = sorted((r.real for r in V.deriv().roots if abs(r) > 1e-9), key=V)
    ladders = []
    for y in bottoms:
        half, third = float(V.deriv(2)(y)) / 2.0, abs(float(V.deriv(3)(y))) / 6.0
        ladders.append(V(y) + harmonic_levels(half, third / (2.0 * half**0.5), 3))
    wanted = np.concatenate(ladders) - ladders[0][0]
    assert branches == pytest.approx(wanted, abs=1e-7)
    for m in (2, 3):
        gap, slope = gaps.gap_and_slope(np.array([D_2]), np.array([abs(D_1)]), m)
        assert gap[0] == pytest.approx(np.sort(wanted)[m - 1], abs=1e-7)
        assert gaps.gap_of(np.array([D_2]), np.array([abs(D_1)]), m)[0] == gap[0]
        step = abs(D_1) * 1e-3
        sides = [
            gaps.gap_of(np.array([D_2]), np.array([abs(D_1) + k * step]), m)[0] for k in (1, -1)
        ]
        assert slope[0] == pytest.approx((sides[0] - sides[1]) / (2.0 * step), rel=1e-5)


@pytest.mark.parametrize("m", [2, 3, 5])
def test_gaps_of_symmetric_potentials_on_both_sides_of_the_switch(m: int) -> None:
    """y^4 + D_2 y^2 by a matrix, where levels change from matrices to series; deep pairs have steps of one well."""
    for D_2 in (gaps.SWITCH - 1e-3, gaps.SWITCH + 1e-3):
        levels = harmonic_levels(D_2, 0.0, m)
        assert gaps.even_gap(np.array([D_2]), m)[0] == pytest.approx(
            levels[-1] - levels[0], rel=1e-9
        )
    both = gaps.even_gap(np.array([-0.5 * gaps.SWITCH - 1e-6, -0.5 * gaps.SWITCH + 1e-6, 0.0]), m)
    assert both[0] == pytest.approx(both[1], rel=1e-4)
    if m == 3:
        single = harmonic_levels(2 * 0.5 * gaps.SWITCH, 1.0, 2)
        assert both[0] == pytest.approx(single[1] - single[0], rel=1e-4)
    # E_12, E_13 and E_15 of y^4: 3.79967 - 1.06036 and so on
    levels = (1.0603620904841829, 3.7996730298013942, 7.4556979379867384, 0.0, 16.26182601885023)
    assert both[2] == pytest.approx(levels[m - 1] - levels[0], rel=1e-9)
