"""Levels by shooting lie in the proved intervals."""

from __future__ import annotations

from fractions import Fraction

import mpmath

from softpot.numerics.spectrum import (
    enclose,
)
from softpot.numerics.spectrum.witness.shooting import shooting_levels


def test_shooting_inside() -> None:
    context = mpmath.MPContext()
    context.dps = 40
    values = [context.mpf(c) for c in (0, 0, 5, -3, 1)]
    for n, value in zip(
        (1, 2, 3), shooting_levels(context.mpf(1), values, (1, 2, 3), 25), strict=True
    ):
        found = enclose(5, 3, n, 22)
        assert Fraction(context.nstr(value, 26)) in found
