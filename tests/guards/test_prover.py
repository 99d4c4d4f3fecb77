"""The proof of an enclosure and the search before it, fed with what each guard must refuse or put up with."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from math import factorial
from typing import Any

import flint
import mpmath
import numpy as np
import pytest
from scipy.integrate import quad

from softpot.numerics.machinery.compile.precision import precision
from softpot.numerics.spectrum import NotConverged, NotProved, enclose
from softpot.numerics.spectrum.potential.outline import growth
from softpot.numerics.spectrum.potential.quartic import Quartic
from softpot.numerics.spectrum.prover import bracket
from softpot.numerics.spectrum.series import search
from softpot.numerics.spectrum.series.matching import Box
from softpot.numerics.spectrum.series.sturm import DIRICHLET
from softpot.numerics.spectrum.types.notproved import Undecided

Patch = pytest.MonkeyPatch
arb = flint.arb
QUARTIC = Quartic.of(Fraction(3), Fraction(1), 2)
BOX = Box(QUARTIC, -4.0, 4.0)


# --- outside of the box


@pytest.mark.parametrize(("left", "right", "side"), [(-1.2, 2.0, "left"), (-2.0, 1.2, "right")])
def test_both_polynomials_of_an_interval_of_beta_count(
    left: float, right: float, side: str
) -> None:
    """V_low = y^4 - |y|^3 for beta in [-1, 1]: at |y| = 1.2 it is 0.35, though y^4 - y^3 is 3.8 at -1.2."""
    ends = (Fraction(0), Fraction(0)), (Fraction(-1), Fraction(1))
    low, _ = Quartic.bounds(*ends, 1)
    assert not low.smooth
    bracket.check_outside(Box(low, -2.0, 2.0), Fraction(1), 100)
    with pytest.raises(Undecided, match=f"to the {side}"):
        bracket.check_outside(Box(low, left, right), Fraction(1), 100)


def test_a_box_contains_itself_and_no_wider_one() -> None:
    def box(left: float, right: float) -> Box:
        return Box(QUARTIC, left, right)

    assert bracket._contains(box(-2, 2), box(-2, 2))
    assert bracket._contains(box(-2, 2), box(-1, 1))
    for left, right in ((-3, 2), (-2, 3), (-3, 3)):
        assert not bracket._contains(box(-2, 2), box(left, right))
        hull = bracket._hull(box(-2, 2), box(left, right))
        assert (hull.left, hull.right) == (left, right)


# --- the ends


def found(value: str, decimals: float) -> search.Found:
    with precision(400):
        return search.Found(arb(value).mid(), decimals, arb("-inf"), arb("inf"))


@pytest.mark.parametrize(
    ("value", "decimals", "told"),
    [
        ("1e-20", 20.0, False),  # the level itself is not told from zero
        ("1e-20", 30.9, False),
        ("1e-20", 31.1, True),
        ("-2.5", 10.0, False),
        ("-2.5", 12.0, True),
        ("0", 1e6, False),
    ],
)
def test_digits_of_a_level_next_to_zero_are_not_told(
    value: str, decimals: float, told: bool
) -> None:
    """Ten digits of E need an error below E times 10^-11."""
    interval = bracket._decimal_interval(found(value, decimals), 10)
    assert (interval is not None) is told
    if interval is not None:
        low, high = interval
        size = abs(Fraction(value))
        assert low < Fraction(value) < high and high - low <= size / 10**10


# --- attempts


@pytest.mark.parametrize(("enough", "proved"), [(170, True), (3000, True), (4000, False)])
def test_a_sign_is_asked_for_with_fifty_times_the_bits(
    monkeypatch: Patch, enough: int, proved: bool
) -> None:
    """A sign that 60 bits leave open is looked for with up to 3453 bits, and no further."""

    def matching(box: Box, energy: Any, condition: int, bits: int) -> Any:
        return arb(1) if bits >= enough else arb(0, 1)

    monkeypatch.setattr(bracket, "matching", matching)
    if proved:
        bracket._check_sign(BOX, Fraction(5), DIRICHLET, 1, 60)
        with pytest.raises(NotProved, match="other side"):
            bracket._check_sign(BOX, Fraction(5), DIRICHLET, -1, 60)
    else:
        with pytest.raises(NotProved, match="stayed open"):
            bracket._check_sign(BOX, Fraction(5), DIRICHLET, 1, 60)


@pytest.mark.parametrize(("fails", "proved"), [(0, True), (6, True), (7, False)])
def test_an_index_is_asked_for_in_seven_boxes(monkeypatch: Patch, fails: int, proved: bool) -> None:
    """Each wider than the one before, with more bits."""
    asked: list[tuple[float, int]] = []

    def check(box: Box, low: Fraction, high: Fraction, bits: int, attempt: int) -> None:
        asked.append((box.right - box.left, bits))
        if len(asked) <= fails:
            raise Undecided("not yet")

    monkeypatch.setattr(bracket, "_check_counts", check)
    if proved:
        bracket.isolate(QUARTIC, 2)
    else:
        with pytest.raises(NotProved, match="index of level 2 could not be proved: not yet"):
            bracket.isolate(QUARTIC, 2)
    assert len(asked) == min(fails + 1, 7)
    assert all(a[0] < b[0] and a[1] < b[1] for a, b in pairwise(asked))


@pytest.mark.parametrize("n", [1, 2, 5])
def test_the_interval_of_the_index_ends_between_the_levels(n: int) -> None:
    """E_a and E_b halfway to the neighbours; below the ground state as far as above it."""
    from softpot.numerics import levels

    near = levels(3.0, 1.0, count=n + 1)
    known = bracket.isolate(Quartic.of(Fraction(3), Fraction(1), n), n)
    above = 0.5 * (near[n - 1] + near[n])
    below = 0.5 * (near[n - 2] + near[n - 1]) if n > 1 else 1.5 * near[0] - 0.5 * near[1]
    assert float(known.high) == pytest.approx(above, abs=2e-3)
    assert float(known.low) == pytest.approx(below, abs=2e-3)


# --- the search


@pytest.mark.parametrize(
    ("off", "good"), [(8.3, False), (8.7, True), (-8.3, False), (-8.7, True), (10.0, True)]
)
def test_a_first_guess_far_off_is_refused(monkeypatch: Patch, off: float, good: bool) -> None:
    """F = E - 2: a guess that is said to have 10 decimals may be off by 10^-8.5, and by no more."""
    monkeypatch.setattr(search, "matching", lambda box, energy, condition, bits: energy - 2)
    run = search._Evaluations(BOX, 1.0, 2.0)
    with precision(200):
        guess = (arb(2) + (1 if off > 0 else -1) * arb(10) ** arb(-abs(off))).mid()
    if good:
        value, reached = search._stage(run, guess, 10.0, 30.0, 0.0)
        with precision(200):
            assert abs(value - 2) < arb(10) ** -29
        assert reached >= 20.0
    else:
        with pytest.raises(NotConverged, match="first guess"):
            search._stage(run, guess, 10.0, 30.0, 0.0)


# --- partners of the other parity


@pytest.mark.parametrize("alpha", [-12, -16])
def test_partners_are_separated_though_few_digits_are_asked_for(alpha: int) -> None:
    """The enclosures of a tunnel pair do not meet, and levels that lie apart get no digits in vain."""
    low, high = enclose(alpha, 0, 1, 3), enclose(alpha, 0, 2, 3)
    assert low.upper < high.lower
    assert low.digits == high.digits == 3
    wide = enclose(9, 0, 1, 3)
    assert wide.width > abs(wide.lower) / 10**12


@pytest.mark.parametrize("level", ["2.000001", "1.7", "2.3999"])
@pytest.mark.parametrize("decimals", [12.0, 40.0])
def test_a_level_is_enclosed_by_changes_of_sign(
    monkeypatch: Patch, level: str, decimals: float
) -> None:
    """F = E - level, between the middles to neighbours at 1 and 3, from the guess 2."""
    with precision(300):
        truth = arb(level)
    monkeypatch.setattr(search, "matching", lambda box, energy, condition, bits: energy - truth)
    start = search.Found(arb(2), 5.0, arb(1), arb(3))
    found = search._enclosed(QUARTIC, start, decimals)
    with precision(300):
        assert abs(found.value - truth) < arb(10) ** -decimals
    assert found.decimals == decimals and (found.below, found.above) == (start.below, start.above)


def test_no_level_between_the_middles_is_refused(monkeypatch: Patch) -> None:
    monkeypatch.setattr(search, "matching", lambda box, energy, condition, bits: energy - 9)
    with pytest.raises(NotConverged, match="too close together"):
        search._enclosed(QUARTIC, search.Found(arb(2), 5.0, arb(1), arb(3)), 20.0)


@pytest.mark.parametrize(
    ("p", "energy"), [((0, 0, 3, -1, 1, 0), 2.0), ((1, 0, -4, 0.5, 1, 0.25), -3.0)]
)
@pytest.mark.parametrize("place", [-1.5, 0.0, 2.0])
@pytest.mark.parametrize("radius", [0.5, 3.0])
def test_the_growth_of_a_power_series(
    p: tuple[float, ...], energy: float, place: float, radius: float
) -> None:
    """The integral of sqrt(sum |q_i| r^i), q_i by derivatives of V - E at the place; |p_5| more for |z|^3."""
    V = np.polynomial.Polynomial([p[0], p[1], p[2], p[3] + (p[5] if place >= 0 else -p[5]), p[4]])
    q = [abs(V(place) - energy), *(abs(V.deriv(k)(place)) / factorial(k) for k in range(1, 5))]
    q[3] += abs(p[5])
    wanted = quad(lambda r: sum(c * r**i for i, c in enumerate(q)) ** 0.5, 0.0, radius)[0]
    assert growth(p, energy, place, radius) == pytest.approx(wanted, rel=1e-3)


# --- a level that is almost zero


def test_a_level_next_to_zero_is_refined_until_it_has_digits() -> None:
    """E_1 = 0 at alpha = -2.21959708609768070600…: next to it E_1 is its slope times the distance."""
    at = Fraction("-2.219597086097680706001824")
    found = enclose(at, 0, 1)
    assert 0 < found.lower < found.upper < found.lower * (1 + Fraction(1, 10**12))
    steps = [enclose(at + sign * Fraction(1, 10**6), 0, 1).lower for sign in (1, -1)]
    slope = (steps[0] - steps[1]) / Fraction(2, 10**6)
    distance = at - Fraction("-2.219597086097680706001824295788924875399")
    assert float(found.lower / (slope * distance)) == pytest.approx(1, abs=1e-5)


# --- an interval of beta about 0: V_low = y^4 - |y|^3 and V_high = y^4 + |y|^3 on the half line


def by_series(cubic: int, parity: int, low: float, high: float) -> mpmath.mpf:
    """The level between two energies at which the series about 0, even or odd, vanishes at z = 4.5, all but."""

    def end(energy: mpmath.mpf) -> mpmath.mpf:
        c = [mpmath.mpf(1 - parity), mpmath.mpf(parity)]
        for k in range(420):
            more = (c[k - 4] if k > 3 else 0) + cubic * (c[k - 3] if k > 2 else 0) - energy * c[k]
            c.append(more / ((k + 1) * (k + 2)))
        return mpmath.polyval(c[::-1], 4.5)

    with mpmath.workdps(40):
        return mpmath.findroot(end, (low, high), solver="anderson", tol=1e-10)


@pytest.mark.parametrize("n", [1, 2])
def test_an_interval_of_beta_about_zero(n: int) -> None:
    found = enclose(0, (-1, 1), n)
    ends = (enclose_doubles(-1.0, n), enclose_doubles(1.0, n))
    low, high = (
        by_series(cubic, n - 1, at - 0.02, at + 0.02)
        for cubic, at in zip((-1, 1), ends, strict=True)
    )
    assert float(found.lower) == pytest.approx(float(low), abs=1e-12)
    assert float(found.upper) == pytest.approx(float(high), abs=1e-12)


def enclose_doubles(cubic: float, n: int) -> float:
    """Sine functions on a grid: a first guess."""
    y = np.linspace(-5, 5, 301)
    h = y[1] - y[0]
    H = np.diag(2 / h**2 + y**4 + cubic * np.abs(y) ** 3)
    H -= (np.eye(y.size, k=1) + np.eye(y.size, k=-1)) / h**2
    return float(np.linalg.eigvalsh(H)[n - 1])


def test_a_level_that_stays_next_to_zero_ends_in_one_sentence(monkeypatch: Patch) -> None:
    tries: list[int] = []

    def no_digits(found: Any, digits: int) -> None:
        tries.append(digits)
        assert len(tries) < 3, "it goes on for ever"

    monkeypatch.setattr(bracket, "_decimal_interval", no_digits)
    monkeypatch.setattr(bracket, "SMALLEST_LEVEL", 1)  # E_1 = 1.06 of y^4 is below 10 now
    with pytest.raises(NotProved, match="no relative accuracy"):
        bracket.bracket(Quartic.of(Fraction(0), Fraction(0), 2), 1, 5)
