"""Counts of levels below an energy agree with levels, and a grid too coarse to count is refused."""

from __future__ import annotations

from fractions import Fraction

import flint
import pytest

from softpot.numerics.spectrum import (
    levels,
)
from softpot.numerics.spectrum.potential.outline import cells
from softpot.numerics.spectrum.potential.quartic import Quartic, ball_of
from softpot.numerics.spectrum.series.matching import Box, matching
from softpot.numerics.spectrum.series.sturm import DIRICHLET, NEUMANN, count_below
from softpot.numerics.spectrum.types.notproved import Undecided
from softpot.numerics.spectrum.verifier.staircase import most_levels_below


@pytest.mark.quick(2)
@pytest.mark.parametrize(("alpha", "beta"), [(4, 1), (-15, 2), (-9, 0)])
def test_counts_agree_with_levels(alpha: int, beta: int) -> None:
    near = levels(alpha, beta, count=9)
    for n in (1, 2, 5, 8):
        quartic = Quartic.of(Fraction(alpha), Fraction(beta), n)
        energy = (
            float(near[n - 1]) + 0.4 * float(near[n] - near[n - 1])
            if beta
            else float(near[n - 1]) + 1e-3
        )
        left = -6.0 if quartic.parity is None else 0.0
        nodes = cells(quartic.doubles(), energy, (left, 6.0), 2.7, 8.0)
        wanted = quartic.rank
        for condition in (DIRICHLET, NEUMANN):
            ball = flint.arb(energy)
            assert count_below(quartic, ball, nodes, condition, 150) == wanted
            value = matching(Box(quartic, left, 6.0), ball, condition, 300)
            assert bool(value > 0) is (wanted % 2 == 0)
            assert value != 0
        if quartic.parity is None:
            most = most_levels_below(
                ball_of(Fraction(alpha)), ball_of(Fraction(beta)), energy, (-5, 5), 0.1, 128
            )
            assert most == n


def test_a_coarse_grid_is_not_counted() -> None:
    quartic = Quartic.of(Fraction(0), Fraction(1), 5)
    with pytest.raises(Undecided, match="two zeros"):
        count_below(quartic, flint.arb(30), [-6.0, 0.0, 6.0], DIRICHLET, 200)
