"""Lower bounds of levels by one count of zeros: beside enclosures, whose proof uses other steps."""

from __future__ import annotations

from fractions import Fraction

import pytest

from softpot import NotProved, enclose
from softpot.numerics.spectrum.prover import floor as module
from softpot.numerics.spectrum.prover.floor import floor
from softpot.numerics.spectrum.series.matching import Box

PLACES = [
    (Fraction(0), Fraction(0)),
    (Fraction(1), Fraction(1)),
    (Fraction(81, 20), Fraction(15, 4)),
    (Fraction(-7), Fraction(1, 3)),
    (Fraction(-4), Fraction(0)),
    (Fraction(14), Fraction(6)),
]


@pytest.mark.quick(6)
@pytest.mark.parametrize("place", PLACES, ids=str)
@pytest.mark.parametrize("n", [1, 2, 5])
def test_it_lies_closely_below_the_level(place: tuple[Fraction, Fraction], n: int) -> None:
    level = enclose(*place, n, 20)
    assert 0 < level.lower - floor(*place, n) < Fraction(1, 10**10) * max(abs(level.lower), 1)


@pytest.mark.parametrize("place", PLACES, ids=str)
@pytest.mark.parametrize("n", [1, 2])
def test_what_lies_above_the_level_is_refused(
    place: tuple[Fraction, Fraction], n: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = module.guesses
    monkeypatch.setattr(module, "guesses", lambda p, count: usual(p, count) + 1e-8)
    with pytest.raises(NotProved, match="was not proved to lie above"):
        floor(*place, n)


def test_a_box_outside_of_which_the_potential_is_lower_is_left(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Zeros counted in a box that is too small say nothing of the whole line; larger boxes follow."""
    usual, asked = module.box_for, []

    def narrow(quartic, energy, decimals):  # type: ignore[no-untyped-def]
        asked.append(decimals)
        return usual(quartic, energy, decimals) if len(asked) > 2 else Box(quartic, -0.125, 0.125)

    monkeypatch.setattr(module, "box_for", narrow)
    place = Fraction(1), Fraction(1)
    monkeypatch.setattr(module, "check_outside", refused := Refused(module.check_outside))
    assert floor(*place, 1) < enclose(*place, 1, 20).lower
    assert (refused.times, len(asked)) == (2, 3)


class Refused:
    """Counts how often the check refuses."""

    def __init__(self, check) -> None:  # type: ignore[no-untyped-def]
        self.check, self.times = check, 0

    def __call__(self, box, energy, bits) -> None:  # type: ignore[no-untyped-def]
        try:
            self.check(box, energy, bits)
        except Exception:
            self.times += 1
            raise
