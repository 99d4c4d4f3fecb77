"""levels(): every method gives the same levels, what is asked for comes along, what cannot be is one sentence."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from softpot.numerics import spectrum
from softpot.numerics.spectrum import Level, NotProved, levels
from softpot.numerics.spectrum import methods as methods_module
from softpot.numerics.spectrum.methods import METHODS
from softpot.numerics.spectrum.native.library import library
from softpot.numerics.spectrum.witness.shooting import shooting_levels

# the ground state of the pure quartic, published to 60 digits and more
QUARTIC = "1.0603620904841828996470460166926635455152087285290"
POINTS = [(0, 0), ("-41/8", "1/2"), (-4, 0), (5, 3), (Fraction(1, 3), "-0.7")]
HERE = [name for name in METHODS if name != "native" or library() is not None]


@pytest.mark.slow
@pytest.mark.parametrize("method", HERE)
def test_every_method_gives_what_the_witness_gives(method: Any) -> None:
    """By shooting: power series on the whole line, which share no code with any of the methods."""
    import mpmath

    digits = 20 if METHODS[method].compute else None
    for alpha, beta in POINTS:
        a, b = Fraction(alpha), Fraction(beta)
        terms = (0, 0, a, -b, 1)
        with mpmath.workdps(30):
            potential = [mpmath.mpf(t.numerator) / t.denominator for t in map(Fraction, terms)]
            shot = shooting_levels(mpmath.mpf(1), potential, (1, 2, 3), 22)
            found = levels(alpha, beta, 3, digits=digits, method=method)
            values = [
                level.mpf if isinstance(level, Level) else mpmath.mpf(level) for level in found
            ]
            allowed = 1e-10 if digits is None else 1e-18
            assert all(
                abs(v - s) <= allowed * max(1, abs(s)) for v, s in zip(values, shot, strict=True)
            )


@pytest.mark.parametrize("method", ["auto", "matrices", "series"])
def test_published_digits(method: Any) -> None:
    (ground,) = levels(0, 0, 1, digits=50, method=method)
    assert ground.value == QUARTIC


def test_shapes() -> None:
    alpha, beta = np.zeros((2, 1)), [0.0, 1.0, 2.0]
    assert levels(alpha, beta, 4).shape == (2, 3, 4)
    found = levels(alpha, beta, 2, digits=15)
    assert found.shape == (2, 3, 2) and isinstance(found[1, 2, 0], Level)
    assert found.astype(float) == pytest.approx(levels(alpha, beta, 2), abs=1e-10)
    eps, by_alpha, by_beta = levels(alpha, beta, 2, gradients=True)
    assert eps.shape == by_alpha.shape == by_beta.shape == (2, 3, 2)
    assert levels(0, 0, 1).shape == levels(0, 0, 1, digits=15).shape == (1,)
    assert levels([], 0, 3).shape == levels([], 0, 3, digits=20).shape == (0, 3)


def test_only_some() -> None:
    every = levels(-5, 1, 6)
    assert (levels(-5, 1, only=[6, 2]) == every[[5, 1]]).all()
    some = levels(-5, 1, only=(6, 2), digits=20)
    assert [level.n for level in some] == [6, 2]
    assert some.astype(float) == pytest.approx(every[[5, 1]], abs=1e-10)
    eps, by_alpha, _ = levels(-5, 1, only=[6, 2], gradients=True)
    assert (by_alpha == levels(-5, 1, 6, gradients=True).by_alpha[[5, 1]]).all()
    assert (eps == every[[5, 1]]).all()


def test_gradients_are_differences() -> None:
    h = 1e-5
    for digits in (None, 20):
        found = levels(-5, 1, 3, digits=digits, gradients=True)
        by_alpha = found.by_alpha if digits is None else [level.by_alpha for level in found]
        by_beta = found.by_beta if digits is None else [level.by_beta for level in found]
        along = (levels(-5 + h, 1, 3) - levels(-5 - h, 1, 3)) / (2 * h)
        across = (levels(-5, 1 + h, 3) - levels(-5, 1 - h, 3)) / (2 * h)
        assert np.array(by_alpha) == pytest.approx(along, abs=1e-4)
        assert np.array(by_beta) == pytest.approx(across, abs=1e-4)


def test_certified() -> None:
    one, two = levels(-9, 0, 2, certify=True)
    for level in (one, two):
        proved = level.enclosure
        assert (proved.n, proved.alpha, proved.digits) == (level.n, (-9, -9), 15)
        assert (
            proved.lower - Fraction(1, 10**13)
            < Fraction(level.value)
            < proved.upper + Fraction(1, 10**13)
        )
        assert "certified" in repr(level)
    assert one.enclosure.upper < two.enclosure.lower
    (series,) = levels(0, 0, 1, digits=30, method="series", certify=True)
    assert series.enclosure.digits == 30 and Fraction(QUARTIC) in series.enclosure
    assert levels(0, 0, 1, digits=15)[0].enclosure is None


def test_a_proof_that_excludes_the_level_is_not_passed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """Level 2 proved in place of level 1: whichever is wrong, no level is given out as certified."""
    wrong = spectrum.enclose(0, 0, 2, 15)
    monkeypatch.setattr(spectrum.prover.enclosure, "enclose", lambda *rest: wrong)
    with pytest.raises(NotProved, match="outside of the interval"):
        levels(0, 0, 1, certify=True)


def test_auto_takes_series_where_matrices_end(monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[str] = []

    def recorded(name: str) -> Any:
        def compute(
            alpha: Fraction, beta: Fraction, numbers: list[int], digits: int
        ) -> list[Level]:
            taken.append(name)
            return [Level(n, "1", 0, digits) for n in numbers]

        return compute

    for name in ("matrices", "series"):
        made = methods_module.replace(METHODS[name], compute=recorded(name))
        monkeypatch.setitem(METHODS, name, made)
    levels(0, 0, 2, digits=200)
    levels(0, 0, 2, digits=201)
    levels(0, 0, only=[61], digits=20)
    assert taken == ["matrices", "series", "series"]


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"method": "fortran"}, "method is 'fortran', but one of 'auto', 'native'"),
        ({"method": None}, "method is None"),
        ({"method": "series"}, "digits is not given"),
        ({"method": "lapack", "digits": 20}, "digits is given, but 'matrices' or 'series'"),
        ({"method": "lapack", "certify": True}, "certify is given"),
        ({"digits": 14}, "digits is 14, but a whole number from 15 to 1000"),
        ({"digits": 1001, "method": "matrices"}, "from 15 to 1000"),
        ({"digits": 10_001}, "from 15 to 10000"),
        ({"count": 61}, "count is 61"),
        ({"count": 101, "digits": 20}, "from 1 to 100"),
        ({"only": [0]}, "a number in only is 0"),
        ({"only": []}, "only is empty"),
        ({"only": [61], "digits": 20, "gradients": True}, "computed in doubles"),
        ({"beta": [1, 2], "alpha": [1, 2, 3], "digits": 20}, "broadcast"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_one_sentence(more: dict[str, Any], words: str) -> None:
    given: dict[str, Any] = {"alpha": 0, "beta": 0} | more
    with pytest.raises(ValueError, match=words) as caught:
        levels(**given)
    assert "\n" not in str(caught.value)


def test_wrong_kinds() -> None:
    for more in ({"only": 3}, {"only": "3"}, {"only": [1.0]}, {"digits": "20"}, {"count": True}):
        given: dict[str, Any] = more
        with pytest.raises(TypeError):
            levels(0, 0, **given)


def test_the_last_releases_keyword() -> None:
    old: Any = levels
    with pytest.warns(DeprecationWarning, match="method='lapack'"):
        found = old(0, 0, 2, kernel="lapack")
    assert (found == levels(0, 0, 2, method="lapack")).all()
    with pytest.warns(DeprecationWarning, match="method='auto'"):
        old(0, 0, 2, kernel=None)


def test_the_last_releases_functions_give_the_same() -> None:
    with pytest.warns(DeprecationWarning):
        one, every = spectrum.level(-5, 1, 2, 30), spectrum.precise_levels(-5, 1, 2, 30)
        by_alpha, _ = spectrum.level_gradients(-5, 1, 2)
    assert [level.value for level in levels(-5, 1, 2, digits=30)] == [
        level.value for level in every
    ]
    assert levels(-5, 1, only=[2], digits=30, method="series")[0] == one
    assert (levels(-5, 1, 2, gradients=True).by_alpha == by_alpha).all()
