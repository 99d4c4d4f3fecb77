"""enclose: published values inside, neighbours outside."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction

import flint
import numpy as np
import pytest

from softpot.numerics.machinery.compile.precision import precision
from softpot.numerics.spectrum import Enclosure, NotProved, enclose, levels, verify_enclosure
from softpot.numerics.spectrum.matrices.precise import precise_level
from softpot.numerics.spectrum.potential.outline import cells
from softpot.numerics.spectrum.potential.quartic import Quartic
from softpot.numerics.spectrum.prover import bracket as bracket_module
from softpot.numerics.spectrum.series.sturm import DIRICHLET, count_below
from softpot.numerics.spectrum.types.notproved import Undecided

PUBLISHED = [
    (0, 0, "1.060362090484182899647046016692663545515208728528977933216245"),
    (1, 0, "1.392351641530291855657507876609934184600066711220834088906349"),
    (0, 1, "0.9053412237932932760179696184791"),
    (9, 6, "2.5830258609557839224440770838565"),
]
# single wells, double wells, a symmetric pair, a nearly symmetric pair, a level near its barrier's top
POINTS = [
    (0, 0, 4),
    ("-20.5", "3.25", 4),
    (-20, "7.1", 10),
    (-60, 15, 3),
    (50, 14, 5),
    (-30, 0, 2),
    (-20, "1e-9", 1),
    (-20, "1e-9", 2),
    (9, 6, 6),
]


@pytest.mark.parametrize(("alpha", "beta", "value"), PUBLISHED)
def test_published_values_inside(alpha: int, beta: int, value: str) -> None:
    places = len(value) - 2
    found = enclose(alpha, beta, 1, places - 3)
    slack = Fraction(1, 10 ** (places - 1))
    assert found.lower - slack <= Fraction(value) <= found.upper + slack
    assert found.width <= abs(found.lower) / 10 ** (places - 3)
    assert verify_enclosure(found)


@pytest.mark.quick(2)
@pytest.mark.parametrize(("alpha", "beta", "n"), POINTS)
def test_other_routes_inside_and_neighbours_outside(alpha: object, beta: object, n: int) -> None:
    found = enclose(alpha, beta, n, 30)
    assert found.width <= abs(found.lower) / 10**30
    assert Fraction(precise_level(alpha, beta, n, 42).value) in found
    near = levels(float(alpha), float(beta), count=n + 1)  # type: ignore[arg-type]
    assert abs(float(found.lower) - near[n - 1]) <= 1e-10 * max(1.0, abs(near[n - 1]))
    for m in (n - 1, n + 1):
        if m >= 1:
            assert Fraction(precise_level(alpha, beta, m, 42).value) not in found
    assert verify_enclosure(found)


@pytest.mark.quick(2)
@pytest.mark.parametrize(("alpha", "beta", "n"), [(0, 0, 1), (7, "-2.5", 3), (-20, 0, 2)])
def test_nested_at_growing_digits(alpha: object, beta: object, n: int) -> None:
    before = enclose(alpha, beta, n, 5)
    for digits in (6, 7, 12, 30, 31, 100):
        now = enclose(alpha, beta, n, digits)
        assert before.lower <= now.lower < now.upper <= before.upper
        before = now


@pytest.mark.quick(0)
def test_pair_is_separated() -> None:
    low, high = enclose(-50, 0, 1, 90), enclose(-50, 0, 2, 90)
    assert low.upper < high.lower
    assert 2.9409e-70 < float(high.lower - low.upper) <= float(high.upper - low.lower) < 2.941e-70
    assert verify_enclosure(low)
    assert verify_enclosure(high)


@pytest.mark.quick(0)
def test_pair_closer_than_the_digits_is_separated() -> None:
    low, high = enclose(-30, "1e-50", 1, 12), enclose(-30, "1e-50", 2, 12)
    assert low.upper < high.lower
    assert verify_enclosure(low)


def test_interval_of_alpha() -> None:
    found = enclose(("-20.1", "-20"), 3, 2, 20)
    ends = [Fraction(precise_level(a, 3, 2, 25).value) for a in ("-20.1", "-20")]
    assert found.lower <= min(ends)
    assert max(ends) <= found.upper
    assert float(found.width) < 1.0000001 * float(max(ends) - min(ends))
    assert verify_enclosure(found)
    with pytest.raises(NotProved, match="was not verified"):
        verify_enclosure(replace(found, upper=found.upper - found.width / 10**6))


@pytest.mark.parametrize(
    ("alpha", "beta", "n"),
    [((4, 5), ("-0.1", "0.2"), 3), (-7, ("14.9", 15), 2), (("-12", "-11.9"), (-1, -1), 4)],
)
def test_intervals_contain_sampled_levels(alpha: object, beta: object, n: int) -> None:
    found = enclose(alpha, beta, n, 12)
    a = np.linspace(float(found.alpha[0]), float(found.alpha[1]), 4)[:, None]
    b = np.linspace(float(found.beta[0]), float(found.beta[1]), 5)[None, :]
    values = levels(a, b, count=n)[..., n - 1]
    slack = 1e-9 * np.abs(values).max()
    assert float(found.lower) - slack <= values.min()
    assert values.max() <= float(found.upper) + slack


def test_a_ball_is_an_interval() -> None:
    found = enclose(flint.arb(1, 1e-20), 3, 1, 15)
    assert found.alpha[0] < 1 < found.alpha[1]
    assert Fraction(precise_level(1, 3, 1, 30).value) in found


def test_an_interval_narrower_than_doubles_keeps_its_edge() -> None:
    """V_low and V_high of beta in [1, 1 + 10^-400] have an edge at y = 0 that no double shows."""
    beta = (1, Fraction(1) + Fraction(1, 10**400))
    low, high = Quartic.bounds((Fraction(3), Fraction(3)), (Fraction(1), beta[1]), 1)
    assert low.doubles()[5] < 0.0 < high.doubles()[5]
    for quartic in (low, high):
        assert 0.0 in cells(quartic.doubles(), 5.0, (-5.0, 5.0), 2.7, 8.0)
        with pytest.raises(Undecided, match="edge"):
            count_below(quartic, flint.arb(5), [-0.25, 0.25], DIRICHLET, 200)
    found = enclose(3, beta, 1, 20)
    assert Fraction(precise_level(3, 1, 1, 30).value) in found


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        ((0, 0, 0), ValueError, "from 1 to 100"),
        ((0, 0, -3), ValueError, "from 1 to 100"),
        ((0, 0, 101), ValueError, "from 1 to 100"),
        ((0, 0, 1.0), TypeError, "whole number"),
        ((0, 0, True), TypeError, "whole number"),
        ((0, 0, 1, 0), ValueError, "digits"),
        ((0, 0, 1, 10_001), ValueError, "digits"),
        ((float("nan"), 0, 1), ValueError, "finite"),
        ((0, float("inf"), 1), ValueError, "finite"),
        ((flint.arb("nan"), 0, 1), ValueError, "finite"),
        (((2, 1), 0, 1), ValueError, "larger than its second"),
        (((1, 2, 3), 0, 1), ValueError, "3 parts"),
        ((10**5, 0, 1), ValueError, "exceeds"),
        ((0, "1e9", 1), ValueError, "exceeds"),
        ((1j, 0, 1), TypeError, "alpha"),
        (("one", 0, 1), ValueError, "alpha"),
        ((None, 0, 1), TypeError, "alpha"),
    ],
)
def test_bad_arguments(arguments: tuple[object, ...], error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words) as caught:
        enclose(*arguments)  # type: ignore[arg-type]
    assert "\n" not in str(caught.value)


def test_a_wrong_candidate_is_not_proved(monkeypatch: pytest.MonkeyPatch) -> None:
    """The proof does not trust the search: candidates with an error or another index are refused."""
    original = bracket_module.refined

    def shifted(
        quartic: Quartic, start: bracket_module.Found, decimals: float
    ) -> bracket_module.Found:
        found = original(quartic, start, decimals)
        with precision(300):
            value = (found.value + flint.arb(10) ** -24).mid()
        return replace(found, value=value)

    monkeypatch.setattr(bracket_module, "refined", shifted)
    with pytest.raises(NotProved, match="other side"):
        enclose(3, 1, 2, 30)
    monkeypatch.undo()
    search = bracket_module.starting_values
    monkeypatch.setattr(
        bracket_module, "starting_values", lambda quartic, n: search(quartic, n + 1)
    )
    with pytest.raises(NotProved, match="index of level"):
        enclose(3, 1, 2, 30)


def _random_points(seed: int, count: int) -> list[tuple[str, str, int]]:
    rng = random.Random(seed)
    return [
        (f"{rng.uniform(-60, 50):.6f}", f"{rng.uniform(-15, 15):.6f}", rng.randint(1, 10))
        for _ in range(count)
    ]


def _check(alpha: str, beta: str, n: int) -> Enclosure:
    found = enclose(alpha, beta, n, 30)
    assert found.width <= abs(found.lower) / 10**30
    assert verify_enclosure(found)
    return found


@pytest.mark.slow
def test_random_points() -> None:
    for alpha, beta, n in _random_points(7, 25):
        found = _check(alpha, beta, n)
        near = levels(float(alpha), float(beta), count=n)[n - 1]
        assert abs(float(found.lower) - near) <= 1e-10 * max(1.0, abs(near))


@pytest.mark.slow
def test_the_closest_pairs_are_separated() -> None:
    """At alpha = -200 the two lowest levels agree to some 580 digits."""
    low, high = enclose(-200, 0, 1, 10), enclose(-200, 0, 2, 10)
    assert low.upper < high.lower
    assert 0 < high.upper - low.lower < Fraction(1, 10**550)


@pytest.mark.slow
def test_more_random_points() -> None:
    for alpha, beta, n in _random_points(20240611, 200):
        _check(alpha, beta, n)
