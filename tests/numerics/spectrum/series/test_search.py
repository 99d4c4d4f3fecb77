"""First values of levels and their digits: in wells far apart, in pairs, and where steps along slopes go astray."""

from __future__ import annotations

from fractions import Fraction
from math import inf, log, log10

import flint
import pytest

from softpot.numerics.machinery.compile.precision import precision
from softpot.numerics.spectrum import levels
from softpot.numerics.spectrum.potential.quartic import Quartic
from softpot.numerics.spectrum.series import search
from softpot.numerics.spectrum.series.search import (
    Found,
    box_for,
    log10_of,
    refined,
    starting_values,
)
from softpot.numerics.spectrum.types.errors import NotConverged

arb = flint.arb
GROUND = "1.0603620904841828996470460166926635455152087285289779332162452416959435630443444"
"""Of -psi'' + y^4 psi: H. Taseli, J. Comput. Phys. 101, 252 (1992), and later work with more digits."""


def test_logarithms_of_balls() -> None:
    assert log10_of(arb("1e-3000")) == pytest.approx(-3000.0, abs=1e-9)
    assert log10_of(arb(-1000)) == pytest.approx(3.0, abs=1e-6)
    assert log10_of(arb(0, 100)) == pytest.approx(2.0, abs=1e-6)
    assert log10_of(arb(0)) == -1e9 and log10_of(arb("inf")) == 1e9 and log10_of(arb("nan")) == 1e9


def test_the_gap_is_that_to_the_nearer_neighbour() -> None:
    found = Found(arb(5), 20.0, arb(4.5), arb(5.25), 0, 7.0)
    assert found.gap() == pytest.approx(log10(0.25), abs=1e-9) == found.spacing()
    assert Found(arb(5), 20.0, arb("-inf"), arb(5.25)).gap() == pytest.approx(log10(0.25), abs=1e-9)
    assert Found(arb(5), 20.0, arb(4.875), arb("inf")).gap() == pytest.approx(-log10(8), abs=1e-9)
    assert Found(arb(5), 20.0, arb(4.5), arb(5.25), -1, 7.0).spacing() == 7.0
    assert Found(arb(5), 20.0, arb(4.5), arb(5.25), 1, 7.0).spacing() == 7.0


@pytest.mark.parametrize("decimals", [10.0, 40.0])
def test_a_box_reaches_as_far_as_its_decimals_need(decimals: float) -> None:
    """Of z^4 at 0 the action u^3/3 is half the decimals in logarithms, and 4 more."""
    box = box_for(Quartic.of(Fraction(0), Fraction(0), 1), 0.0, decimals)
    far = (3.0 * (0.5 * decimals * log(10.0) + 4.0)) ** (1.0 / 3.0)
    assert far < box.right < far + 0.05 and box.left == 0.0
    wider = box_for(Quartic.of(Fraction(0), Fraction(0), 1), 0.0, -7.0).right
    assert 12.0 ** (1.0 / 3.0) < wider < 12.0 ** (1.0 / 3.0) + 0.05


def test_a_box_of_one_well_only_where_it_may_be_one() -> None:
    """More action between the wells than twice that of the box and 20; else both."""
    quartic = Quartic.of(Fraction(-40), Fraction(1, 1000), 1)
    energy = float(levels(-40, 0.001, count=1)[0])
    between = search.barrier(quartic.doubles(), energy)[1]  # about 115
    decimals = 2.0 * (0.5 * (between - 20.0) - 4.0) / log(10.0)
    for side in (-1, 1):
        one = box_for(quartic, energy, decimals - 0.2, side)
        assert (one.left >= 0.0) if side > 0 else (one.right <= 0.0)
        both = box_for(quartic, energy, decimals + 0.2, side)
        assert both.left < -4.0 and both.right > 4.0
    both = box_for(quartic, energy, decimals - 0.2)
    assert both.left < -4.0 and both.right > 4.0


def test_the_ground_level_of_the_quartic_oscillator() -> None:
    quartic = Quartic.of(Fraction(0), Fraction(0), 1)
    start = starting_values(quartic, 1)
    assert start.decimals == pytest.approx(10.0 - 0.5 * log10(float(GROUND)), abs=1e-9)
    for decimals in (12.0, 35.0, 70.0):
        found = refined(quartic, start, decimals)
        assert found.decimals >= decimals
        with precision(400):
            assert abs(found.value - arb(GROUND)) < arb(10) ** -int(decimals)
    assert float(start.above) == pytest.approx(7.4556979379867, rel=1e-9)  # of the same parity
    assert not start.below.is_finite()


def test_decimals_are_fewer_of_a_larger_level() -> None:
    start = starting_values(Quartic.of(Fraction(10000), Fraction(0), 1), 1)
    assert start.decimals == pytest.approx(9.0, abs=1e-3)  # a level of 100


@pytest.mark.parametrize(("alpha", "beta"), [(-900, 1), (-900, -1), (-700, 3)])
def test_levels_of_wells_far_apart(alpha: int, beta: int) -> None:
    """Each well by itself, in order, as plain as doubles give it; against a basis of functions."""
    wanted = levels(alpha, beta, count=5)
    assert wanted[1] - wanted[0] > 1.0
    for n in (1, 2, 3, 4):
        quartic = Quartic.of(Fraction(alpha), Fraction(beta), n)
        start = starting_values(quartic, n)
        assert start == search._of_wells_apart(quartic, n)
        assert float(start.value) == pytest.approx(float(wanted[n - 1]), rel=1e-12)
        assert float(start.above) == pytest.approx(float(wanted[n]), rel=1e-12)
        below = float(wanted[n - 2]) if n > 1 else -inf
        assert float(start.below) == pytest.approx(below, rel=1e-12)
        # the lowest levels are those of the deeper well, which is on the side that beta has
        assert start.side == (1 if beta > 0 else -1)
        assert start.decimals == pytest.approx(
            10.0 - 0.5 * log10(abs(float(start.value))), abs=1e-9
        )
        # in its well the levels lie about 2 sqrt(2 |alpha|) apart, less what anharmonicity takes
        own = float(wanted[1] - wanted[0]) if n == 1 else float(wanted[n - 1] - wanted[n - 2])
        assert 10.0**start.room == pytest.approx(own, rel=0.03)
        if n == 2:
            close = refined(quartic, start, 30.0)
            assert close.side == start.side and close.room == start.room
            assert abs(close.value - start.value) < 10.0 ** (2.0 - start.decimals)


def test_wells_that_are_not_far_apart_are_one_problem() -> None:
    for alpha, beta in ((-40, 1), (-230, 1), (3, 1)):
        assert search._of_wells_apart(Quartic.of(Fraction(alpha), Fraction(beta), 1), 1) is None
    interval = Quartic.bounds((Fraction(-900),) * 2, (Fraction(1), Fraction(2)), 1)[0]
    assert search._of_wells_apart(interval, 1) is None


def test_levels_of_two_wells_that_doubles_do_not_tell_apart_are_put_in_order() -> None:
    """With a tilt of 1e-13 both wells are alike: the one on the side of the tilt is lower, by 2 d^3 tilt."""
    tilt = Fraction(1, 10**13)
    for sign in (1, -1):
        quartic = Quartic.of(Fraction(-900), sign * tilt, 1)
        low, high = (
            search._of_wells_apart(Quartic.of(Fraction(-900), sign * tilt, n), n) for n in (1, 2)
        )
        assert low is not None and high is not None
        assert (low.side, high.side) == (sign, -sign)
        assert low.decimals == high.decimals == 20.0
        apart = float(high.value - low.value)
        far = 450.0**0.5
        assert apart == pytest.approx(2.0 * far**3 * 1e-13, rel=0.01)
        assert log10_of(low.above - high.value) < -18.0 and log10_of(high.below - low.value) < -18.0
        assert quartic.parity is None


@pytest.mark.parametrize(("alpha", "beta", "n"), [(-12, 0, 1), (-12, 0, 2), (2, 1, 2)])
def test_digits_by_changes_of_sign_are_those_by_slopes(alpha: int, beta: int, n: int) -> None:
    quartic = Quartic.of(Fraction(alpha), Fraction(beta), n)
    start = starting_values(quartic, n)
    slow, fast = search._enclosed(quartic, start, 40.0), refined(quartic, start, 45.0)
    assert slow.decimals == 40.0
    assert abs(slow.value - fast.value) < arb(10) ** -39


def test_two_levels_between_the_same_neighbours_are_not_enclosed() -> None:
    quartic = Quartic.of(Fraction(2), Fraction(1), 2)
    near = [arb(float(e)) for e in levels(2, 1, count=4)]
    middle, apart = (near[1] + near[2]) / 2, near[2] - near[1]
    both = Found(middle.mid(), 8.0, (middle - 1.5 * apart).mid(), (middle + 1.5 * apart).mid())
    with pytest.raises(NotConverged, match="too close together"):
        search._enclosed(quartic, both, 20.0)


def test_a_pair_is_told_apart_by_a_parabola() -> None:
    """Nearly equal wells: the two levels of a pair, against those of a basis; a poor start does."""
    alpha, beta = Fraction(-18), Fraction(1, 10**8)
    wanted = [float(e) for e in levels(alpha, beta, count=3)]
    quartic = Quartic.of(alpha, beta, 1)
    assert quartic.parity is None
    low, high = starting_values(quartic, 1), starting_values(quartic, 2)
    assert float(low.value) == pytest.approx(wanted[0], abs=1e-9)
    assert float(high.value) == pytest.approx(wanted[1], abs=1e-9)
    assert log10_of(low.above - high.value) < -high.decimals + 1.0
    assert log10_of(high.below - low.value) < -low.decimals + 1.0
    one, two = refined(quartic, low, 40.0), refined(quartic, high, 40.0)
    # with the tilt d = beta y^3 and the splitting D of equal wells the levels lie sqrt(D^2 + (2 d)^2) apart
    even, odd = (
        refined(q, starting_values(q, n), 40.0).value
        for n, q in ((n, Quartic.of(alpha, Fraction(0), n)) for n in (1, 2))
    )
    split, apart = float(odd - even), float(two.value - one.value)
    assert split > 0.0 and apart > 1.5 * split
    tilted = Quartic.of(alpha, Fraction(2, 10**8), 1)
    more = [refined(tilted, starting_values(tilted, n), 40.0).value for n in (1, 2)]
    twice = float(more[1] - more[0])
    assert twice**2 - split**2 == pytest.approx(4.0 * (apart**2 - split**2), rel=1e-4)
    middle = float((one.value + two.value - even - odd) / 2)
    assert abs(middle) < 1e-13
