"""Evidence: zero samples is an error, one bad pair refutes, and a rate is a rate."""

from __future__ import annotations

import mpmath
import pytest

from softpot.numerics.machinery.evidence import (
    Evidence,
    EvidenceError,
    Pair,
    Table,
    agreed_digits,
    compare,
    converges,
)

MP = mpmath.MPContext()
MP.dps = 60


def pair(value, reference, scale=None):
    return Pair("x = 1", MP.mpf(value), MP.mpf(reference), scale)


def test_zero_samples_is_an_error():
    for samples in (0, -1):
        with pytest.raises(EvidenceError, match="no samples"):
            Evidence("kind", "nothing was compared", True, samples)
    with pytest.raises(EvidenceError, match="no samples"):
        compare("nothing", [], 10)
    with pytest.raises(EvidenceError, match="no samples"):
        compare("nothing", iter(()), 10)


@pytest.mark.parametrize(
    ("value", "reference", "digits"),
    [
        ("1", "1.0000000001", 10),
        ("1e-30", "1.001e-30", 3),
        ("-2", "2", 0),
        ("1e300", "1.00001e300", 5),
    ],
)
def test_digits_that_agree(value, reference, digits):
    found, error = agreed_digits(MP.mpf(value), MP.mpf(reference))
    assert found == pytest.approx(digits, abs=0.31)
    assert error == pytest.approx(10.0**-digits, rel=1.1)


def test_digits_at_the_edges():
    inf = MP.inf
    assert agreed_digits(MP.mpf(1), MP.mpf(1))[0] == inf
    assert agreed_digits(MP.mpf(0), MP.mpf(0))[0] == inf
    assert agreed_digits(MP.mpf(0), MP.mpf("1e-300"))[0] == 0  # relative to the larger of the two
    for bad in (MP.nan, MP.inf, -MP.inf):
        for a, b in ((bad, MP.mpf(1)), (MP.mpf(1), bad), (bad, bad)):
            assert agreed_digits(a, b)[0] == -inf
    assert agreed_digits(MP.mpf("1e-20"), MP.mpf(0), scale=1)[0] == pytest.approx(20)
    assert agreed_digits(MP.mpf(1), MP.mpf(2), scale=0)[0] == -inf


def test_every_pair_counts():
    good = [pair("1.5", "1.5")] * 9
    assert compare("all", good, 30).supports is True
    assert compare("all", good, 30).digits == 30  # no more than was asked
    for bad in (
        pair("1.5", "1.50000000000000000001"),
        pair("nan", "1"),
        pair("1", "inf"),
        pair("-1", "1"),
    ):
        for place in (0, 4, 9):
            pairs = [*good[:place], bad, *good[place:]]
            found = compare("all", pairs, 30)
            assert found.supports is False
            assert found.samples == 10
            assert "the formula gives" in found.failing and "the reference" in found.failing
            assert found.digits is not None and found.digits < 30


def test_the_digits_asked_decide():
    close = [pair("1", "1.00000000000000000001")]
    assert compare("close", close, 19).supports is True
    assert compare("close", close, 21).supports is False


SIZES = (10.0, 20.0, 40.0, 80.0)


def rate(errors, expected=-3.0, tolerance=0.1):
    return converges("residual", SIZES, errors, expected, tolerance, unit="E")


@pytest.mark.quick(0)
def test_rates():
    assert rate([s**-3 for s in SIZES]).rate == -3
    assert rate([s**-3 for s in SIZES]).supports is True
    assert rate([-5 * s**-3 * (1 + 1 / s) for s in SIZES]).supports is True  # signs and corrections
    for power in (-2, -2.85, -3.15, -4, 0.5):
        found = rate([s**power for s in SIZES])
        assert found.supports is False and "expected" in found.failing
    # a residual that stops falling, or falls at the end only
    assert rate([1e-3, 1e-4, 2e-4, 2e-4 / 8]).supports is False
    assert rate([1e-3, 1e-3, 1e-3, 1e-3]).supports is False
    for broken in ([0.0] * 4, [1, 0.1, 0.01, float("nan")], [float("inf"), 1, 0.1, 0.01]):
        found = rate(broken)
        assert found.supports is False and "zero, infinite or not a number" in found.failing


def test_a_rate_needs_three_points():
    with pytest.raises(EvidenceError, match="three points"):
        converges("r", (1.0, 2.0), (1.0, 0.5), -1, 0.1, unit="E")
    with pytest.raises(EvidenceError, match="three points"):
        converges("r", (1.0, 2.0, 3.0), (1.0, 0.5), -1, 0.1, unit="E")


def test_tables_have_rectangular_rows():
    Table(("a", "b"), (("1", "2"), ("3", "4")))
    with pytest.raises(EvidenceError, match="as many cells"):
        Table(("a", "b"), (("1", "2"), ("3",)))


def test_evidence_is_a_value():
    found = compare("all", [pair("1", "1")], 10, series={"x": [1, 2]})
    assert found.series["x"] == (1.0, 2.0)
    with pytest.raises(TypeError):
        found.series["y"] = (1.0,)  # type: ignore[index]
    assert found._repr_latex_().startswith("$")
