"""Evidence in one line: each kind supports what is true and refutes what is a little wrong."""

from __future__ import annotations

import numpy as np
import pytest
import sympy as sp

from softpot.derive.machinery.formula import Formula
from softpot.derive.machinery.symbols import Quantity, SymbolTable
from softpot.numerics import (
    EvidenceError,
    by_ode,
    by_quadrature,
    by_rate,
    by_sampling,
    by_summation,
    by_value,
)

S = SymbolTable(Quantity("x", "x", "a number", assumptions={"positive": True}))
x = S.x
NEAR = 1 + sp.Rational(1, 10**9)
AT = ({"x": "1/3"}, {"x": 2})
RIGHT = {
    "quadrature": (
        sp.sqrt(sp.pi / x) / 2,
        by_quadrature(lambda mp, t, x: mp.exp(-x * t * t), (0, "inf"), AT),
    ),
    "quadrature to an end that the point gives": (
        1 - sp.exp(-x),
        by_quadrature(lambda mp, t, x: mp.exp(-t), (0, lambda mp, x: x), AT),
    ),
    "value": (
        sp.sqrt(1 + x**2),
        by_value(
            "an eigenvalue", lambda mp, x: max(mp.eigsy(mp.matrix([[1, x], [x, -1]]), True)), AT
        ),
    ),
    "summation": (1 / (sp.exp(x) - 1), by_summation(lambda mp, k, x: mp.exp(-k * x), AT, start=1)),
    "ode": (
        sp.besselj(0, x),
        by_ode(
            lambda mp, u, y: [y[1], -y[1] / u - y[0]],
            (1, ["0.765197686557966551449717526103", "-0.440050585744933515959682203719"]),
            ({"x": 2}, {"x": 3}),
            "x",
        ),
    ),
}


@pytest.mark.quick(2)
@pytest.mark.parametrize("kind", RIGHT)
def test_what_is_right_is_supported_and_what_is_a_little_wrong_is_not(kind):
    expression, judge = RIGHT[kind]
    assert judge(Formula("f", expression, S), 14).supports is True
    assert judge(Formula("f", expression * NEAR, S), 14).supports is False


def test_a_sample_supports_within_its_errors():
    judge = by_sampling(lambda rng, size, x: rng.exponential(1 / x, size), AT, samples=20_000)
    assert judge(Formula("f", 1 / x, S), 15).supports is True
    assert judge(Formula("f", 1 / x * sp.Rational(11, 10), S), 15).supports is False
    with pytest.raises(EvidenceError, match="scatter"):
        by_sampling(lambda rng, size, x: [x] * size, AT)(Formula("f", x, S), 15)


def test_a_rate_is_that_of_the_first_term_left_out():
    points = [{"x": "1/8"}, {"x": "1/16"}, {"x": "1/32"}]
    judge = by_rate(lambda mp, x: mp.sin(x), points, 2, "x")
    assert judge(Formula("f", x, S), 15).supports is True
    assert judge(Formula("f", x * NEAR + x**2, S), 15).supports is False


@pytest.mark.slow
def test_what_does_not_settle_is_no_reference():
    with pytest.raises(EvidenceError, match="not converged"):
        by_summation(lambda mp, k, x: mp.mpf(1) / (k + 1), AT)(Formula("f", x, S), 15)
    with pytest.raises(EvidenceError, match="does not settle"):
        by_quadrature(lambda mp, t, x: mp.sin(1 / t), (0, 1), AT)(Formula("f", x, S), 15)


def test_a_point_may_name_the_small_number_of_a_limit():
    at = [{"x": "3/2", "h": h} for h in ("1/8", "1/16", "1/32")]
    judge = by_rate(lambda mp, x, h: (mp.sin(x + h) - mp.sin(x - h)) / (2 * h), at, 2, "h")
    assert judge(Formula("slope", sp.cos(x), S), 15).supports
    assert judge(Formula("slope", sp.cos(x) * sp.Rational(1001, 1000), S), 15).supports is False


ALONE = ({"x": 2},)


@pytest.mark.parametrize(
    ("integrand", "limits"),
    [
        (lambda mp, t, x: 1 / t, (-1, 0, 1)),
        (lambda mp, t, x: t / (1 + t * t), ("-inf", "inf")),
    ],
)
def test_two_sides_that_only_cancel_are_no_integral(integrand, limits):
    with pytest.raises(EvidenceError, match="does not settle"):
        by_quadrature(integrand, limits, ALONE)(Formula("f", 0 * x, S), 14)
    odd = by_quadrature(lambda mp, t, x: t * mp.exp(-x * t * t), limits, ALONE)
    assert odd(Formula("f", 0 * x, S), 14).supports is True


def test_first_terms_that_vanish_are_no_end_of_a_sum():
    """Σ_{k≥10} x^k/k! is not 0, and (1 + x)^5 ends."""
    later = by_summation(lambda mp, k, x: x**k / mp.factorial(k) if k > 9 else 0, ALONE)
    assert later(Formula("f", 0 * x, S), 14).supports is False
    rest = sp.exp(x) - sum(x**k / sp.factorial(k) for k in range(10))
    assert later(Formula("f", rest, S), 10).supports is True
    ends = by_summation(lambda mp, k, x: mp.binomial(5, k) * x**k, ALONE)
    assert ends(Formula("f", (1 + x) ** 5, S), 14).supports is True


def test_samples_of_which_a_part_would_not_count():
    for draw in (
        lambda rng, size, x: np.ma.masked_greater(rng.normal(x, 1, size), 2),
        lambda rng, size, x: rng.normal(x, 1, (size, 3)),
        lambda rng, size, x: rng.normal(x, 1, 10),
    ):
        with pytest.raises(EvidenceError, match=r"are needed because|masked"):
            by_sampling(draw, ALONE, samples=1000)(Formula("f", x, S), 14)


@pytest.mark.slow
def test_a_solution_is_not_followed_beyond_a_pole():
    pole = by_ode(lambda mp, u, y: [y[0] ** 2], (0, [1]), ALONE, "x")
    with pytest.raises(EvidenceError, match="singular"):
        pole(Formula("f", 1 / (1 - x), S), 14)
