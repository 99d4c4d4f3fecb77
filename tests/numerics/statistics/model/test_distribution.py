"""Cutoffs and units of distributions."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
import sympy as sp

from softpot.derive.theory.symbols import S
from softpot.numerics.statistics import (
    Distribution,
    tunnel_splitting,
)

GLASS = Distribution.constant(alpha_max=10)


def test_cutoff_by_the_smallest_splitting() -> None:
    made = Distribution.constant(smallest_splitting="1e-6")
    assert tunnel_splitting(np.array([-made.alpha_max]))[0] == pytest.approx(1e-6, rel=1e-9)


def test_growing_factors_get_an_upper_bound() -> None:
    assert Distribution.exponential().eta_max == 1.0
    assert Distribution.smooth(sp.exp(5 * S.eta)).eta_max == 1.0
    assert Distribution.constant(alpha_max=10).eta_max == math.inf


def test_flat_counts_in_its_own_unit() -> None:
    assert Distribution.flat().unit == "P eta_L^(3/2)" and GLASS.unit == "P_0 eta_L^(5/2)"


def arrays(*values: float) -> list[np.ndarray]:
    return [np.array([v]) for v in values]


def test_the_density_is_read_at_the_origin_that_is_chosen() -> None:
    """exp(eta/delta) exp(-t^2/2 delta_t^2) at eta = eta_L alpha, t^2 = eta_L beta^2, about the top or the minimum."""
    place = arrays(-4.0, 3.0, 8.0, -5.0)
    for origin, alpha, beta in (("barrier-top", -4.0, 3.0), ("deepest-minimum", 8.0, -5.0)):
        chosen: Any = origin
        made = Distribution.exponential(
            "1/5", eta_L="1/50", delta_t="1/2", origin=chosen, alpha_max=9
        )
        wanted = math.exp(5.0 * alpha / 50.0 - 2.0 * beta**2 / 50.0)
        assert made.density(*place)[0] == pytest.approx(wanted, rel=1e-13)
        flat = Distribution.flat(origin=chosen, alpha_max=9)
        assert flat.density(*place)[0] == pytest.approx(1.0 / abs(alpha), rel=1e-15)
        assert Distribution.constant(alpha_max=9, origin=chosen).density(*place).tolist() == [1.0]


def test_a_density_is_the_mean_over_both_signs_of_t() -> None:
    made = Distribution.smooth(sp.exp(3 * S.t) + S.eta**2, eta_L="1/4", alpha_max=9, eta_max=1)
    found = made.factor_at(np.array([2.0, -2.0]), np.array([[1.0], [-4.0]]))
    assert found.shape == (2, 2)
    for row, t in zip(found, (0.5, 2.0), strict=True):
        assert row == pytest.approx([math.cosh(3.0 * t) + 0.25] * 2, rel=1e-13)
    assert made.largest_alpha == 4.0


def test_a_density_that_is_negative_or_infinite_is_refused() -> None:
    made = Distribution.smooth(1 + S.t / 5, eta_L="1/100", alpha_max=9)
    with pytest.raises(ValueError, match=r"P_0 is -1 at eta = 0.03, t = -10, but it must be"):
        made.factor_at(np.array([3.0]), np.array([100.0]))
    assert made.factor_at(np.array([3.0]), np.array([0.5])).tolist() == [1.0]
    made = Distribution.smooth(sp.exp(S.eta), eta_L=1, alpha_max=9, eta_max=1)
    with pytest.raises((ValueError, ArithmeticError)):
        made.factor_at(np.array([1e4]), np.array([0.0]))


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: Distribution.constant(alpha_max="0.99"), "alpha_max is 0.99, but a cutoff from 1"),
        (lambda: Distribution.constant(alpha_max=2 * 10**12), "cutoff from 1 to 1e"),
        (lambda: Distribution.constant(alpha_max=0), "alpha_max is 0, but a positive number"),
        (lambda: Distribution.constant(alpha_max=-1), "alpha_max is -1, but a positive number"),
        (lambda: Distribution.constant(alpha_max=9, smallest_splitting="1e-6"), "only one is needed"),
        (lambda: Distribution.constant(alpha_max=9, eta_L="1.01"), "eta_L is 1.01, but a number from 1e-12 to 1"),
        (lambda: Distribution.constant(alpha_max=9, eta_L="9e-13"), "eta_L is 9e-13, but a number from 1e-12"),
        (lambda: Distribution.constant(alpha_max=9, eta_max="9e-13"), "eta_max is 9e-13"),
        (lambda: Distribution.constant(alpha_max=9, delta_t=0), "delta_t is 0, but a positive"),
        (lambda: Distribution.exponential(0), "delta_eta is 0, but a positive"),
        (Distribution.constant, "no finite density of two-level systems"),
        (lambda: Distribution.exponential(origin="deepest-minimum"), "alpha_max or smallest_splitting is needed"),
        (lambda: Distribution.exponential("0.1", eta_max=math.inf), "an upper bound eta_max is needed"),
        (lambda: Distribution.constant(alpha_max="3.99", frozen=True), "cutoff of at least 4 is needed"),
        (lambda: Distribution.constant(frozen=True), "frozen is given and alpha_max is inf"),
        (lambda: Distribution.smooth(S.eta * sp.Symbol("k"), alpha_max=9), "P_0 depends on k"),
        (lambda: Distribution.constant(alpha_max=9, origin="top"), "origin is 'top'"),  # type: ignore[arg-type]
    ],
)  # fmt: skip
def test_what_is_no_distribution_is_refused(make: Any, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        make()


def test_cutoffs_at_their_limits() -> None:
    assert Distribution.constant(alpha_max=1).alpha_max == 1.0
    assert Distribution.constant(alpha_max=10**12).alpha_max == 1e12
    assert Distribution.constant(alpha_max=4, frozen=True).frozen
    made = Distribution.constant(alpha_max=9, eta_L=1, eta_max="1e-12")
    assert (made.eta_L, made.eta_max) == (1.0, 1e-12)
    assert Distribution.constant(alpha_max=9, eta_L="1e-12").eta_L == 1e-12
    assert Distribution.constant(alpha_max=9, eta_max=math.inf).eta_max == math.inf
    # what grows as a power needs no bound, what falls as |alpha|^-1/2 or faster no cutoff
    assert Distribution.smooth(S.eta**6, alpha_max=9).eta_max == math.inf
    assert Distribution.smooth(1 / (1 + S.eta**2)).alpha_max == math.inf
    assert Distribution.flat().alpha_max == math.inf
    with pytest.raises(TypeError, match="text is never"):
        Distribution.smooth("eta")


@pytest.mark.parametrize(
    ("made", "respects"),
    [
        (Distribution.constant(alpha_max=9), True),
        (Distribution.exponential(), False),
        (Distribution.constant(alpha_max=9, delta_t=1), False),
        (Distribution.flat(alpha_max=9), False),
        (Distribution.smooth((1 + S.eta - 3 * S.t**2 / 8) ** 2, alpha_max=9), True),
    ],
)
def test_equal_values_at_equivalent_origins(made: Distribution, respects: bool) -> None:
    assert made.respects_equivalent_origins is respects
    assert ("against Eq. (6)" in repr(made)) is not respects


def test_how_a_distribution_is_shown() -> None:
    made = Distribution.constant(alpha_max=9, eta_max="1/2", frozen=True)
    assert repr(made).splitlines() == [
        "Distribution P = |eta| P_0, P_0 = 1",
        "  eta_L = 0.01, two wells: |alpha| <= 9, one well: eta <= 0.5, origin: barrier-top",
        "  (frozen: potentials beyond do not tunnel, but vibrate in their deepest well)",
    ]
    assert repr(Distribution.flat(alpha_max=9)).startswith("Distribution P = 1\n")
    text = made._repr_latex_()
    for part in (r"P = |\eta|\, P_0", r"= \mathrm{const}", r"|\alpha| \le 9", r"\eta \le 0.5"):
        assert part in text
    assert r"\propto" in Distribution.exponential()._repr_latex_()
    assert Distribution.flat()._repr_latex_().startswith(r"$\displaystyle P = \mathrm{const}")


def test_the_width_in_t_is_exact() -> None:
    made = Distribution.constant(alpha_max=9, delta_t="1/3")
    assert made.factor == sp.exp(-sp.Rational(9, 2) * S.t**2)
    made = Distribution.exponential("1/7", delta_t=Fraction(1, 2))
    assert made.factor == sp.exp(7 * S.eta) * sp.exp(-2 * S.t**2)
