"""The quartic of the proof: its exact coefficients, what bounds it, and where it is positive."""

from __future__ import annotations

from fractions import Fraction

import flint
import numpy as np
import pytest

from softpot.numerics.spectrum.potential.quartic import (
    Quartic,
    ball_of,
    positive_beyond,
    taylor,
)


def test_positive_beyond() -> None:
    double_well = [flint.arb(c) for c in (0, 0, 9, -6, 1)]  # y^2 (y - 3)^2
    assert positive_beyond(double_well, flint.arb(1), flint.arb(4), 1)
    assert positive_beyond(double_well, flint.arb(1), flint.arb(-1), -1)
    assert positive_beyond(double_well, flint.arb(-0.01), flint.arb(-1), 1)
    assert not positive_beyond(double_well, flint.arb(1), flint.arb(1), 1)
    assert not positive_beyond(double_well, flint.arb(0), flint.arb(1), 1)
    assert positive_beyond(double_well, flint.arb(1), flint.arb(2), -1, flint.arb(1))


def test_the_potential_of_a_level() -> None:
    """About the centre of symmetry, with the parity of the level and its number there; else as it is."""
    third = Fraction(1, 3)
    plain = Quartic.of(Fraction(2), third, 5)
    assert plain.coefficients == (0, 0, 2, -third, 1, 0)
    assert (plain.parity, plain.rank, plain.smooth) == (None, 5, True)
    for n, parity, rank in ((1, 0, 1), (2, 1, 1), (3, 0, 2), (6, 1, 3)):
        even = Quartic.of(Fraction(-7), Fraction(0), n)
        assert even.coefficients == (0, 0, -7, 0, 1, 0)
        assert (even.parity, even.rank) == (parity, rank)
    moved = Quartic.of(Fraction(9), Fraction(6), 1)  # y^2 (y - 3)^2 = (z^2 - 9/4)^2
    assert moved.coefficients == (Fraction(81, 16), 0, Fraction(-9, 2), 0, 1, 0)
    assert Quartic.of(Fraction(9), Fraction(-6), 2).coefficients == moved.coefficients


@pytest.mark.parametrize("y", [-2.0, -0.5, 0.5, 3.0])
def test_potentials_that_bound_those_of_intervals(y: float) -> None:
    """The least and the largest of alpha y^2 - beta y^3 + y^4 over the corners, at places of both signs."""
    alpha, beta = (Fraction(-3), Fraction(1)), (Fraction(-1, 2), Fraction(2))
    corners = [float(a) * y**2 - float(b) * y**3 + y**4 for a in alpha for b in beta]
    low, high = Quartic.bounds(alpha, beta, 4)
    for made, wanted in ((low, min(corners)), (high, max(corners))):
        assert (made.parity, made.rank, made.smooth) == (None, 4, False)
        p = [float(c.mid()) for c in made.balls(1 if y > 0 else -1)]
        assert sum(c * y**k for k, c in enumerate(p)) == pytest.approx(wanted, rel=1e-14)
        p = made.doubles()
        assert sum(c * y**k for k, c in enumerate(p[:5])) + p[5] * abs(y) ** 3 == pytest.approx(
            wanted
        )


def test_a_coefficient_that_no_double_holds_is_not_zero() -> None:
    tiny = Fraction(1, 10**400)
    assert Quartic.of(-tiny, tiny, 1).doubles() == [0.0, 0.0, -5e-324, -5e-324, 1.0, 0.0]


def test_taylor_coefficients_of_balls() -> None:
    given = [flint.arb(c) for c in (1, -2, 3, 4, 5)]
    found = taylor(given, flint.arb(2))
    moved = np.poly1d([5, 4, 3, -2, 1])(np.poly1d([1, 2]))
    assert [float(c.mid()) for c in found] == moved.coeffs[::-1].tolist()
    assert [float(c.mid()) for c in given] == [1.0, -2.0, 3.0, 4.0, 5.0]
    assert ball_of(Fraction(1, 3)).contains(flint.arb(1) / 3)
