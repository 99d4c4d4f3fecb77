"""What the verifier tries at each attempt, and the small matrices and numbers that it decides by."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import Any

import flint
import numpy as np
import pytest

from softpot.numerics.spectrum import NotConverged, NotProved, verify_enclosure
from softpot.numerics.spectrum.types.record import Enclosure
from softpot.numerics.spectrum.verifier import ritz, staircase, verify

Patch = pytest.MonkeyPatch
arb = flint.arb


def claim(**given: Any) -> Enclosure:
    """About y^4 between 1 and 1 + 10^-12, which nothing here proves."""
    usual: dict[str, Any] = {
        "n": 1, "alpha": (Fraction(0),) * 2, "beta": (Fraction(0),) * 2,
        "lower": Fraction(1), "upper": 1 + Fraction(1, 10**12), "digits": 12,
    }  # fmt: skip
    return Enclosure(**(usual | given))


@pytest.mark.parametrize(("energy", "decimals"), [(1.06, 12.0), (40.0, 30.0)])
def test_a_basis_grows_from_attempt_to_attempt(energy: float, decimals: float) -> None:
    """By a fifth, and its bits by a half; place and scale stay, binary and short."""
    made = [verify._place(Fraction(3), Fraction(1), energy, decimals, k) for k in range(4)]
    for one, two in pairwise(made):
        assert (two.size - 12) / (one.size - 12) == pytest.approx(1.2, abs=0.03)
        assert two.bits / one.bits == pytest.approx(1.5, abs=0.02)
        assert (two.centre, two.scale, two.ends) == (one.centre, one.scale, one.ends)
    first = made[0]
    assert first.bits > 3.32 * decimals * 1.15 + 96
    for number in (first.centre, first.scale):
        assert number.denominator & (number.denominator - 1) == 0
        assert abs(number.numerator) < 2**12
    # the oscillator's ellipse: half of it in units of h contains the wave function and a tenth more
    reach = float(first.scale) * np.sqrt(2.0 * (first.size - 12) / 1.1)
    assert reach > 0.45 * (first.ends[1] - first.ends[0])


@pytest.mark.parametrize("fails", [0, 1, 3])
@pytest.mark.parametrize("kind", [NotProved, NotConverged])
def test_each_end_is_tried_four_times(
    fails: int, kind: type[Exception], monkeypatch: Patch
) -> None:
    """With the next attempt's number, until it is shown; the upper end at the largest alpha, the lower at the least."""
    asked: list[tuple[str, Fraction, Fraction, float, int]] = []

    def tried(name: str) -> Any:
        def step(
            alpha: Fraction, beta: Fraction, end: Fraction, n: int, decimals: float, attempt: int
        ) -> None:
            assert (beta, n) == (0, 1)
            asked.append((name, alpha, end, decimals, attempt))
            if attempt < fails:
                raise kind("not yet")

        return step

    monkeypatch.setattr(verify, "_verify_upper", tried("upper"))
    monkeypatch.setattr(verify, "_verify_lower", tried("lower"))
    given = claim()
    assert verify_enclosure(given) is True
    assert asked == [
        (name, Fraction(0), end, 13.0, k)
        for name, end in (("upper", given.upper), ("lower", given.lower))
        for k in range(fails + 1)
    ]
    # an interval of alpha: as many decimals as each end has digits
    asked.clear()
    wide = claim(alpha=(Fraction(0), Fraction(1)), upper=Fraction(3, 2), digits=20)
    assert verify_enclosure(wide) is True
    assert {(name, alpha, decimals) for name, alpha, _, decimals, _ in asked} == {
        ("upper", Fraction(1), 21.0),
        ("lower", Fraction(0), 21.0),
    }
    asked.clear()
    small = claim(
        alpha=(Fraction(0), Fraction(1)),
        lower=Fraction(-1, 10**4),
        upper=Fraction(1, 10**6),
        digits=20,
    )
    assert verify_enclosure(small) is True and {a[3] for a in asked} == {25.0}


def test_an_end_that_is_never_shown(monkeypatch: Patch) -> None:
    asked: list[int] = []

    def never(*given: Any) -> None:
        asked.append(given[-1])
        raise NotProved(f"number {given[-1]}")

    monkeypatch.setattr(verify, "_verify_upper", lambda *given: None)
    monkeypatch.setattr(verify, "_verify_lower", never)
    with pytest.raises(NotProved, match="was not verified: number 3"):
        verify_enclosure(claim())
    assert asked == [0, 1, 2, 3]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"beta": (Fraction(0), Fraction(1))}, "interval of beta"),
        ({"n": 0}, "not about a level"),
        ({"alpha": (Fraction(1), Fraction(0))}, "not about a level"),
        ({"lower": Fraction(2)}, "not below"),
        ({"upper": Fraction(1)}, "not below"),
    ],
)
def test_claims_that_are_none(given: dict[str, Any], words: str) -> None:
    with pytest.raises(NotProved, match=words):
        verify_enclosure(claim(**given))


@pytest.mark.parametrize("n", [1, 2, 5])
def test_the_upper_end_needs_as_many_levels_below_it(n: int, monkeypatch: Patch) -> None:
    below = [n]
    monkeypatch.setattr(verify, "levels_below", lambda matrix, energy: below[0])
    args = Fraction(0), Fraction(0), Fraction(20), n, 5.0, 0
    for enough in (n, n + 1):
        below[0] = enough
        verify._verify_upper(*args)
    below[0] = n - 1
    with pytest.raises(NotProved, match=f"only {n - 1} levels were found"):
        verify._verify_upper(*args)


def test_the_lower_end_needs_few_enough_levels_below_nu(monkeypatch: Patch) -> None:
    """At one of four heights of the stairs at the least, each finer than the one before."""
    rises: list[float] = []
    most = iter([9, 9, 9, 9])

    def told(a: Any, b: Any, nu: float, ends: Any, rise: float, bits: int) -> int:
        rises.append(rise)
        return next(most)

    monkeypatch.setattr(verify, "most_levels_below", told)
    shown = [True]
    monkeypatch.setattr(verify, "_negative_definite", lambda *given: shown[0])
    args = Fraction(0), Fraction(0), Fraction(1), 1, 5.0, 0
    with pytest.raises(NotProved, match="no more than 1 levels below"):
        verify._verify_lower(*args)
    assert [rise / rises[0] for rise in rises] == pytest.approx([1.0, 0.375, 0.125, 0.0375])
    most = iter([2, 2, 1])
    verify._verify_lower(*args)
    most = iter([1])
    shown[0] = False
    with pytest.raises(NotProved, match="could not be shown to be that many"):
        verify._verify_lower(*args)
    most = iter([1])
    with pytest.raises(NotProved, match="lies above a proved bound"):
        verify._verify_lower(Fraction(0), Fraction(0), Fraction(7, 2), 1, 5.0, 0)


def diagonal(values: list[float]) -> ritz.Bands:
    """A matrix of numbers on the diagonal alone."""
    size = len(values)
    return ritz.Bands(([arb(v) for v in values], *([arb(0)] * size for _ in range(4))))


@pytest.mark.parametrize(
    ("lower", "nu", "negative"),
    [(0.5, 2.5, True), (1.5, 2.5, False), (0.5, 1.5, False), (1.0, 2.5, False), (0.5, 2.0, False)],
)
def test_vectors_between_two_numbers_have_a_negative_form(
    lower: float, nu: float, negative: bool
) -> None:
    """Levels 1 and 2 lie between; of vectors that mix them the form is the same, of dependent ones it is none."""
    matrix = diagonal([1.0, 2.0, 5.0])
    for mixed in ([[1, 0, 0], [0, 1, 0]], [[1, 1, 0], [1, -1, 0]], [[3, 1, 0], [1, 2, 0]]):
        vectors = [[arb(x) for x in v] for v in mixed]
        assert verify._negative_definite(matrix, vectors, arb(lower), arb(nu)) is negative
    twice = [[arb(1), arb(1), arb(0)], [arb(2), arb(2), arb(0)]]
    assert not verify._negative_definite(matrix, twice, arb(lower), arb(nu))
    three = [[arb(int(i == k)) for i in range(3)] for k in range(3)]
    assert not verify._negative_definite(matrix, three, arb(lower), arb(nu))
    assert verify._negative_definite(matrix, three, arb(0.5), arb(6))


def test_ritz_values_in_doubles() -> None:
    matrix = ritz.bands(arb(3), arb(1), Fraction(1, 4), Fraction(1, 2), 9)
    whole = np.zeros((9, 9))
    for m in range(5):
        for k in range(9 - m):
            whole[k, k + m] = whole[k + m, k] = float(matrix.h[m][k])
    wanted = np.linalg.eigvalsh(whole)
    assert verify._in_doubles(matrix, 4) == pytest.approx(wanted[:4], rel=1e-10)
    assert verify._in_doubles(matrix, 20) == pytest.approx(wanted, rel=1e-10)


# --- the staircase


@pytest.mark.parametrize(
    ("z", "side", "outside"), [(3.5, 1, True), (2.5, 1, False), (-0.5, -1, True), (0.5, -1, False)]
)
def test_the_potential_stays_above_beyond_a_place(z: float, side: int, outside: bool) -> None:
    """y^2 (y - 3)^2 > 0 beyond 3 and below 0 rises; inside it turns."""
    assert staircase._outside((arb(9), arb(6)), arb(0), z, side) is outside


def test_a_box_is_widened_on_either_side_alone() -> None:
    """V > E must be seen on both: an energy beyond all reach is refused, whichever end is good from the start."""
    given = arb(0), arb(0)
    for ends in ((-1e9, 0.0), (0.0, 1e9), (0.0, 0.0)):
        with pytest.raises(NotProved, match="no place was found"):
            staircase._most(*given, 1e30, ends, 1.0)
    # int sqrt(E - y^4)/pi = 10.0 at E = 42: a box that is too narrow on one side is widened
    for ends in ((-4.0, 4.0), (-4.0, 0.0), (0.0, 4.0)):
        assert staircase._most(*given, 2.0, ends, 0.05) == 1
        assert staircase._most(*given, 5.0, ends, 0.05) == 2


def test_stairs_that_decide_nothing_are_refused(monkeypatch: Patch) -> None:
    given = arb(0), arb(0)
    monkeypatch.setattr(staircase, "_next", lambda a, b, energy, z, rise: z + 4.0)
    with pytest.raises(NotProved, match="may hold two zeros"):
        staircase._most(*given, 2.0, (-4.0, 4.0), 0.1)
    monkeypatch.undo()
    monkeypatch.setattr(staircase, "_stair", lambda p, left, right: arb(2))
    with pytest.raises(NotProved, match="at the energy itself"):
        staircase._most(*given, 2.0, (-4.0, 4.0), 0.1)
    monkeypatch.setattr(staircase, "_stair", lambda p, left, right: arb(1, 0.1))
    monkeypatch.setattr(staircase, "MOST_CELLS", 5)
    with pytest.raises(NotProved, match=r"more than 5 stairs|not decided"):
        staircase._most(*given, 2.0, (-4.0, 4.0), 0.001)


@pytest.mark.parametrize(
    ("width", "count"), [(1.0, 1), (3.0, 1), (3.2, 2), (6.2, 2), (6.4, 3), (9.5, 4)]
)
def test_levels_of_a_flat_bottom(width: float, count: int, monkeypatch: Patch) -> None:
    """With psi' = 0 at both ends they are (k pi/width)^2: as many as have k pi < width lie below 1."""
    monkeypatch.setattr(staircase, "_stair", lambda p, left, right: arb(0))
    monkeypatch.setattr(staircase, "_next", lambda a, b, energy, z, rise: z + 0.7)
    monkeypatch.setattr(staircase, "_outside", lambda p, energy, z, side: True)
    found = staircase._most(arb(0), arb(0), 1.0, (0.0, width), 1.0)
    assert found == count == 1 + int(width / np.pi)
