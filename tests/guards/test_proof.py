"""What the proof asks for at each attempt, the ends of what it takes, and the digits that it begins with."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import Any

import flint
import pytest

from softpot.numerics.machinery.compile.precision import precision
from softpot.numerics.spectrum import NotProved, enclose
from softpot.numerics.spectrum.potential.quartic import Quartic
from softpot.numerics.spectrum.prover import bracket, enclosure
from softpot.numerics.spectrum.prover import floor as module
from softpot.numerics.spectrum.prover.enclosure import parameter_interval
from softpot.numerics.spectrum.series import search
from softpot.numerics.spectrum.series.matching import Box
from softpot.numerics.spectrum.series.search import Found, refined, starting_values
from softpot.numerics.spectrum.series.sturm import DIRICHLET, NEUMANN
from softpot.numerics.spectrum.types.notproved import Undecided

Patch = pytest.MonkeyPatch
QUARTIC = Quartic.of(Fraction(3), Fraction(1), 2)


def test_the_ends_of_what_may_be_asked_for(monkeypatch: Patch) -> None:
    """Levels 1 to 100, digits 1 to 10 000; ten are proved at the least."""
    asked: list[tuple[int, int]] = []

    def seen(quartic: Quartic, n: int, digits: int) -> tuple[Fraction, Fraction]:
        asked.append((n, digits))
        return Fraction(1), Fraction(2)

    monkeypatch.setattr(enclosure, "bracket", seen)
    for n, digits in ((1, 1), (1, 9), (1, 10), (1, 11), (100, 10_000)):
        assert enclose(3, 1, n, digits).digits == digits
    assert asked == [(1, 10), (1, 10), (1, 10), (1, 11), (100, 10_000)]
    for n, digits in ((0, 10), (101, 10), (1, 0), (1, 10_001)):
        with pytest.raises(ValueError, match="a whole number from 1 to"):
            enclose(3, 1, n, digits)
    # an interval of one parameter alone is one, too, with one problem for each end
    for ends in ((("3", "3.5"), 1), (3, ("1", "1.5"))):
        asked.clear()
        enclose(*ends, 2, 4)
        assert asked == [(2, 10), (2, 10)]


def test_the_ends_of_parameters() -> None:
    assert parameter_interval(("1/3", 2), "beta") == (Fraction(1, 3), 2)
    assert parameter_interval([5, 5], "alpha") == (5, 5)
    ball = parameter_interval(flint.arb(2, 0.5), "alpha")
    assert ball == pytest.approx((1.5, 2.5), abs=1e-8) and ball[0] <= 1.5 < 2.5 <= ball[1]
    for name, largest in (("alpha", 10_000), ("beta", 400)):
        for sign in (1, -1):
            assert parameter_interval(sign * largest, name) == (sign * largest,) * 2
            with pytest.raises(ValueError, match=f"exceeds {largest}"):
                parameter_interval(sign * Fraction(10**6 * largest + 1, 10**6), name)
            with pytest.raises(ValueError, match=f"exceeds {largest}"):
                parameter_interval(sorted((0, sign * (largest + 1))), name)
    for given, words in (
        ((2, 1), "first number is larger"),
        ((1, 2, 3), "3 parts"),
        ((1,), "1 parts"),
    ):
        with pytest.raises(ValueError, match=words):
            parameter_interval(given, "alpha")
    with pytest.raises(ValueError, match="finite"):
        parameter_interval(flint.arb("inf"), "alpha")


@pytest.mark.parametrize(("n", "partner"), [(1, 2), (2, 1), (3, 4), (4, 3)])
def test_a_pair_is_separated_with_as_many_digits_as_it_needs(n: int, partner: int) -> None:
    """Of alpha = -20 the lowest levels are pairs; three digits more than the logarithm of E over the splitting."""
    levels = [
        refined(q, starting_values(q, m), 60.0).value
        for m, q in ((m, Quartic.of(Fraction(-20), Fraction(0), m)) for m in (n, partner))
    ]
    with precision(400):
        ratio = float(abs(levels[0] / (levels[0] - levels[1])).log() / flint.arb(10).log())
    found = enclosure._separating_digits(Fraction(-20), Fraction(0), n, 5)
    assert ratio + 2.0 < found <= ratio + 3.0
    assert enclosure._separating_digits(Fraction(-20), Fraction(0), n, 80) == 80
    assert enclosure._separating_digits(Fraction(20), Fraction(0), n, 5) == 5
    assert enclosure._separating_digits(Fraction(-20), Fraction(1), n, 5) == 5


def test_a_floor_is_asked_for_seven_times(monkeypatch: Patch) -> None:
    """In wider boxes, with smaller cells and with more bits, a quarter at the least."""
    asked: list[tuple[float, float, int]] = []

    def undecided(
        quartic: Quartic, energy: Any, nodes: list[float], condition: int, bits: int
    ) -> int:
        assert condition == NEUMANN
        middle = [b - a for a, b in pairwise(nodes) if abs(a) < 1]
        asked.append((nodes[-1] - nodes[0], max(middle), bits))
        raise Undecided("not yet")

    monkeypatch.setattr(module, "count_below", undecided)
    with pytest.raises(NotProved, match="was not decided: not yet"):
        module.floor(Fraction(3), Fraction(1), 2)
    assert len(asked) == 7
    assert asked[0][2] == int(21 * 3.3219280948873626) + 16
    for k, ((wide, cell, bits), (wider, smaller, more)) in enumerate(pairwise(asked)):
        assert wide < wider < 1.2 * wide and smaller <= cell
        assert more - bits * 5 // 4 == 20 * k
    assert asked[-1][1] < 0.75 * asked[0][1]


@pytest.mark.parametrize(("guess", "size"), [(100.0, 100), (-7.0, 7), (0.25, 1)])
def test_a_floor_lies_a_margin_below_the_guess(guess: float, size: int, monkeypatch: Patch) -> None:
    """2^-36 of the level, or of w; a count of all levels below it but one proves it, and one more does not."""
    count = [2]
    monkeypatch.setattr(module, "guesses", lambda p, n: [0.0, 0.0, guess])
    monkeypatch.setattr(module, "_counted", lambda *given: count[0])
    for below in (0, 2):
        count[0] = below
        assert module.floor(Fraction(3), Fraction(1), 3) == Fraction(guess) - Fraction(size, 2**36)
    count[0] = 3
    with pytest.raises(NotProved, match="level 3 was not proved to lie above"):
        module.floor(Fraction(3), Fraction(1), 3)


def test_the_counts_that_prove_an_index(monkeypatch: Patch) -> None:
    """N_D(low) >= k - 1 and N_N(high) <= k, each at its limit and one beyond; the first only where k > 1."""
    counts = {DIRICHLET: 0, NEUMANN: 0}
    asked: list[tuple[int, float]] = []

    def count(quartic: Quartic, energy: Any, nodes: list[float], condition: int, bits: int) -> int:
        asked.append((condition, float(energy)))
        return counts[condition]

    monkeypatch.setattr(bracket, "count_below", count)
    low, high = Fraction(1), Fraction(9, 2)
    for n in (1, 3):
        box = Box(Quartic.of(Fraction(3), Fraction(1), n), -4.0, 4.0)
        for below, above, words in (
            (n - 1, n, ""),
            (n, n - 1, ""),
            (n - 2, n, "fewer than" if n > 1 else ""),
            (n - 1, n + 1, "more than"),
        ):
            counts.update({DIRICHLET: below, NEUMANN: above})
            asked.clear()
            if words:
                with pytest.raises(Undecided, match=words):
                    bracket._check_counts(box, low, high, 100, 0)
            else:
                bracket._check_counts(box, low, high, 100, 0)
                assert asked == [(DIRICHLET, 1.0)] * (n > 1) + [(NEUMANN, 4.5)]


def test_a_thick_barrier_is_refused_only_within_the_box() -> None:
    """alpha = -2000: an action of some 40 000 between the wells, in a box of both but not of one."""
    quartic = Quartic.of(Fraction(-2000), Fraction(1), 1)
    energy = -1.05e6
    between = search.barrier(quartic.doubles(), energy)[1]
    assert between > 30_000.0 == bracket.THICKEST
    with pytest.raises(NotProved, match="two wells with the action"):
        bracket._refuse_thick_barrier(Box(quartic, -40.0, 40.0), energy, 1)
    bracket._refuse_thick_barrier(Box(quartic, 1.0, 40.0), energy, 1)
    bracket._refuse_thick_barrier(Box(quartic, -40.0, -1.0), energy, 1)
    thin = Quartic.of(Fraction(-1200), Fraction(1), 1)
    assert 10_000.0 < search.barrier(thin.doubles(), -3.6e5)[1] < 30_000.0
    bracket._refuse_thick_barrier(Box(thin, -40.0, 40.0), -3.6e5, 1)


@pytest.mark.parametrize("near", [0.0, 3.0, 20.0])
def test_a_short_number_has_the_digits_that_are_needed(near: float) -> None:
    with precision(200):
        value = flint.arb(1) / 3
    found = bracket._short(value, near)
    apart = abs(found - Fraction(1, 3))
    assert 0 < apart < Fraction(1, 2**12) / Fraction(10) ** int(near)
    assert found.denominator <= 2 ** int(near * 3.33 + 12)


@pytest.mark.parametrize(("value", "digits"), [("-2.5", 5), ("123.456", 12), ("0.099", 7)])
def test_decimals_about_a_candidate(value: str, digits: int) -> None:
    """Decimals of two places more, 90 of the last apart, the candidate in the middle."""
    with precision(400):
        found = Found(flint.arb(value).mid(), digits + 30.0, flint.arb("-inf"), flint.arb("inf"))
    interval = bracket._decimal_interval(found, digits)
    assert interval is not None
    low, high = interval
    given = Fraction(value)
    unit = (high - low) / 90
    assert abs((low + high) / 2 - given) <= unit / 2
    assert abs(given) / 10 < unit * 10 ** (digits + 2) <= abs(given)
    assert (low / unit).denominator == (high / unit).denominator == 1


def counted(monkeypatch: Patch) -> list[int]:
    """The bits of every evaluation of the function whose zero is a level."""
    usual, bits = search.matching, []

    def matching(box: Box, energy: Any, condition: int, used: int) -> Any:
        bits.append(used)
        return usual(box, energy, condition, used)

    monkeypatch.setattr(search, "matching", matching)
    return bits


@pytest.mark.parametrize(("alpha", "beta", "n"), [(0, 0, 1), (3, 1, 2), (-4, 1, 1)])
def test_few_evaluations_bring_many_decimals(
    alpha: int, beta: int, n: int, monkeypatch: Patch
) -> None:
    """Three bring twice the digits, and one more four times; a precision too low, or a step that errs, costs more."""
    quartic = Quartic.of(Fraction(alpha), Fraction(beta), n)
    start = starting_values(quartic, n)
    bits = counted(monkeypatch)
    for goal, most in ((15.0, 2), (20.0, 3), (30.0, 4), (100.0, 7), (350.0, 11)):
        bits.clear()
        found = refined(quartic, start, goal)
        assert found.decimals >= goal - 1e-9
        assert len(bits) <= most
        assert goal * 3.32 < max(bits) < goal * 3.9 + 100


def test_a_pair_takes_few_evaluations(monkeypatch: Patch) -> None:
    """Three for one parabola; changes of sign between the neighbours take more, twice the digits by three or so."""
    bits = counted(monkeypatch)
    starting_values(Quartic.of(Fraction(-18), Fraction(1, 10**9), 1), 1)
    assert len(bits) <= 3
    bits.clear()
    quartic = Quartic.of(Fraction(-12), Fraction(1, 10**6), 1)
    # written down, since how many it takes depends on the last digits, which differ from processor to processor
    start = Found(flint.arb(-31.1878639), 9.0, flint.arb("-inf"), flint.arb(-31.1878352))
    search._enclosed(quartic, start, 25.0)
    assert len(bits) <= 34


def test_attempts_of_a_sign_have_more_bits_each_time(monkeypatch: Patch) -> None:
    asked: list[int] = []

    def open_(box: Box, energy: Any, condition: int, bits: int) -> Any:
        asked.append(bits)
        return flint.arb(0, 1)

    monkeypatch.setattr(bracket, "matching", open_)
    with pytest.raises(NotProved, match="stayed open"):
        bracket._check_sign(Box(QUARTIC, -4.0, 4.0), Fraction(5), DIRICHLET, 1, 100)
    assert len(asked) == 7 and asked[0] == 100
    for k, (one, two) in enumerate(pairwise(asked), start=1):
        assert two - one * 5 // 4 == 100 * k
