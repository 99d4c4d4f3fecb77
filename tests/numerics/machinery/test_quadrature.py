"""The double exponential rule: its places and pieces, how often it halves its step, and what it gives up on."""

from __future__ import annotations

from typing import Any

import mpmath
import pytest

from softpot.numerics.machinery.compile import quadrature
from softpot.numerics.machinery.compile.errors import OutOfDomain, OutOfRange, Undecided
from softpot.numerics.machinery.compile.unending import Part

mp = mpmath.MPContext()
mp.prec = 400


def exact(f: Any) -> Any:
    return lambda x, prec: Part(f(x), mp.zero)


def test_a_place_inside_of_a_range() -> None:
    """Near the first end for a small share, and in its middle for one half."""
    inf = mp.inf
    quarter, half, most = mp.mpf(1) / 4, mp.mpf(1) / 2, mp.mpf(3) / 4
    for low, high, wanted in (
        (mp.mpf(2), mp.mpf(6), (3, 4, 5)),
        (mp.mpf(2), inf, (2 + mp.mpf(1) / 3, 3, 5)),
        (-inf, mp.mpf(2), (-1, 1, 2 - mp.mpf(1) / 3)),
        (-inf, inf, (-1, 0, 1)),
    ):
        found = [quadrature._inside(mp, low, high, share) for share in (quarter, half, most)]
        assert [abs(a - b) < mp.mpf(10) ** -100 for a, b in zip(found, wanted, strict=True)] == [
            True
        ] * 3
        ends = [quadrature._inside(mp, low, high, mp.mpf(k) / 1000) for k in range(1, 1000)]
        assert ends == sorted(ends) and low < ends[0] and ends[-1] < high


INTEGRALS = [
    (mp.exp, 0, 1, mp.e - 1),
    (lambda x: 1 / mp.sqrt(x), 0, 4, mp.mpf(4)),
    (mp.log, 0, 1, -mp.one),
    (lambda x: x**3 - 2, -1, 3, mp.mpf(12)),
    (lambda x: mp.exp(-x), 0, mp.inf, mp.one),
    (mp.exp, -mp.inf, 0, mp.one),
    (lambda x: mp.exp(-x * x), -mp.inf, mp.inf, mp.sqrt(mp.pi)),
    (lambda x: 1 / (1 + x * x), -mp.inf, mp.inf, mp.pi),
]


@pytest.mark.parametrize("case", range(len(INTEGRALS)))
def test_pieces_of_integrals_within_their_errors(case: int) -> None:
    f, low, high, wanted = INTEGRALS[case]
    found = quadrature._piece(mp, exact(f), mp.mpf(low), mp.mpf(high), 60)
    assert abs(found.value - wanted) <= found.error < mp.ldexp(abs(wanted) + 10, -50)
    whole = quadrature.integral(mp, exact(f), mp.mpf(low), mp.mpf(high), 60, lambda a, b: None)
    assert abs(whole.value - wanted) <= whole.error < mp.ldexp(abs(wanted) + 10, -50)
    assert mp.prec == 400


def levels(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    asked: list[int] = []
    usual = quadrature._Rule.level

    def level(self: Any, k: int) -> Any:
        asked.append(k)
        return usual(self, k)

    monkeypatch.setattr(quadrature._Rule, "level", level)
    return asked


def test_the_step_is_halved_until_the_rule_agrees(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a smooth integrand four or five times; of one that jumps until halving gains nothing, seven times."""
    asked = levels(monkeypatch)
    quadrature._piece(mp, exact(mp.exp), mp.zero, mp.one, 60)
    assert 3 <= asked[-1] <= 5 and asked == list(range(asked[-1] + 1))
    asked.clear()
    with pytest.raises(OutOfDomain, match="disagree"):
        quadrature._piece(mp, exact(lambda x: mp.sin(2 * mp.mpf(10) ** 9 * x)), mp.zero, mp.one, 60)
    assert asked == list(range(8))


def test_a_rule_sums_its_points_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Twice the points at each level: the sum is that of all of them with the step."""
    seen: list[Any] = []

    def f(x: Any, prec: int) -> Part:
        seen.append(x)
        return Part(x, mp.mpf(1) / 1000)

    rule = quadrature._Rule(mp, f, mp.zero, mp.one, 40)
    values = []
    for k in range(4):
        seen.clear()
        values.append(rule.level(k))
        fresh = len(seen)
        step = mp.ldexp(1, -k)
        first, last = -int(rule.reach[0] / step), int(rule.reach[1] / step)
        points = [rule._weighted(n * step) for n in range(first, last + 1)]
        assert abs(rule.total - step * mp.fsum(p.value for p in points)) < mp.mpf(10) ** -60
        assert abs(rule.error - step * mp.fsum(p.error for p in points)) < mp.mpf(10) ** -60
        assert abs(rule.size - step * mp.fsum(abs(p.value) for p in points)) < mp.mpf(10) ** -60
        if k:
            assert fresh == len([n for n in range(first, last + 1) if n % 2])
    assert abs(values[-1] - mp.mpf(1) / 2) < mp.mpf(10) ** -9
    assert (
        abs(rule.error - mp.mpf(1) / 1000) < mp.mpf(10) ** -9
    )  # as much as the error of f, times 1


def test_the_errors_of_an_integrand_are_those_of_the_integral() -> None:
    def f(x: Any, prec: int) -> Part:
        return Part(x * x, mp.ldexp(1, -70))

    found = quadrature._piece(mp, f, mp.zero, mp.mpf(2), 60)
    assert mp.ldexp(2, -70) <= found.error < mp.ldexp(1, -60)


def test_integrals_that_are_given_up() -> None:
    """A pole inside, an end where it diverges, a value that stays open, and one that is out of range inside."""

    def open_(x: Any, prec: int) -> Part:
        raise Undecided

    def far(x: Any, prec: int) -> Part:
        if x > mp.mpf(1) / 2:
            raise OutOfRange
        return Part(x, mp.zero)

    for f in (exact(lambda x: 1 / (x - mp.mpf(1) / 3)), exact(lambda x: 1 / x), open_):
        with pytest.raises(OutOfDomain, match="disagree"):
            quadrature.integral(mp, f, mp.zero, mp.one, 50, lambda a, b: None)
    with pytest.raises(OutOfRange):
        quadrature._piece(mp, far, mp.zero, mp.mpf(8), 50)
    assert mp.prec == 400


def test_what_arb_integrates_is_taken_from_there() -> None:
    """The middle, or the whole where both ends are finite; a wrong one is noticed."""
    asked: list[tuple[Any, Any]] = []

    def middle(off: Any) -> Any:
        def given(low: Any, high: Any) -> Part:
            asked.append((low, high))
            return Part(mp.exp(high) - mp.exp(low) + off, mp.zero)

        return given

    found = quadrature.integral(mp, exact(mp.exp), mp.zero, mp.one, 60, middle(0))
    assert asked == [(0, 1)] and abs(found.value - mp.e + 1) <= found.error
    asked.clear()
    found = quadrature.integral(mp, exact(mp.exp), -mp.inf, mp.one, 60, middle(0))
    assert len(asked) == 1 and abs(found.value - mp.e) <= found.error
    assert asked[0][0] < asked[0][1] < 1
    for low in (mp.zero, -mp.inf):
        with pytest.raises(OutOfDomain, match="disagree"):
            quadrature.integral(mp, exact(mp.exp), low, mp.one, 60, middle(mp.mpf(2) ** -40))


def test_a_halved_piece_is_the_whole() -> None:
    found = quadrature._halved(mp, exact(mp.exp), mp.mpf(-2), mp.mpf(3), 60)
    assert abs(found.value - (mp.exp(3) - mp.exp(-2))) <= found.error < mp.ldexp(1, -40)
    assert quadrature.precision_of(60) == 360
