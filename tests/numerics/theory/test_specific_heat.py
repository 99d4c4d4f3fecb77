"""Evidence on the specific heat: sums over Boltzmann weights, and c(T) of all levels."""

from __future__ import annotations

import mpmath
import numpy as np
import pytest
import sympy as sp

from softpot.derive.theory import SOFT_POTENTIAL
from softpot.numerics.machinery.judge import judge_printed
from softpot.numerics.statistics import Distribution, specific_heat
from softpot.numerics.theory import specific_heat as evidence_of
from softpot.numerics.theory.sampling import context

pytestmark = pytest.mark.slow  # each needs a derivation of its theory

S = SOFT_POTENTIAL.symbols
T, k_B, n_0, w, E_d = S.T, S.k_B, S.n_0, S.w, S.E_d
HALF = sp.Rational(1, 2)
LINEAR = n_0 * k_B**2 * T


def test_the_integrals_of_the_evidence():
    """Euler's values and Planck's integral, which the trapezoidal sums do not know."""
    with mpmath.workdps(40):
        assert abs(mpmath.mpf(evidence_of.two_level_integral(30)) - mpmath.zeta(2)) < 1e-33
        assert abs(mpmath.mpf(evidence_of.ladder_integral(30)) / (720 * mpmath.zeta(6)) - 1) < 1e-33


def test_a_ladder_as_two_level_systems():
    """Σ_k of two-level variances against z^2/(4 sinh^2(z/2)), and the slope against its derivative."""
    ctx = context(30)
    for z in ("0.01", "1.5", "12"):
        x = ctx.mpf(z)
        assert abs(evidence_of._ladder(ctx, x) / (x / 2 / ctx.sinh(x / 2)) ** 2 - 1) < 1e-38
        assert abs(evidence_of._log_slope(ctx, x) - (x * ctx.coth(x / 2) - 5)) < 1e-37


def test_the_linear_law_is_supported(supported):
    found = supported("specific-heat-two-level", 20)
    rates = [e for e in found if e.kind == "rate"]
    assert len(rates) == 2 and all(e.rate == pytest.approx(-0.5, abs=1e-3) for e in rates)
    rows = found[1].table.rows
    # the constant is far off where n(E) is not: the logarithms
    assert all(float(row[3]) < 0.4 and abs(float(row[4]) - 1) < 0.01 for row in rows)


@pytest.mark.parametrize(
    "wrong",
    [
        LINEAR * sp.pi**2 / 3,
        LINEAR * sp.pi**2 / 12,
        LINEAR * sp.pi**2 / 6 * (1 + sp.Rational(1, 10**7)),
        LINEAR * sp.pi**2 / 6 * T,
        LINEAR * sp.pi**2 / 6 / k_B,
        -LINEAR * sp.pi**2 / 6,
        LINEAR * sp.pi / 2,
    ],
    ids=range(7),
)
def test_wrong_linear_laws_are_refuted(refuted, wrong):
    refuted("specific-heat-two-level", wrong)


def test_the_cutoff_enters_as_a_square_root():
    """c/T of a wider distribution less that of a narrower one is the deep wells' alone: 4 sqrt 2 (pi^2/6)."""
    c = [
        specific_heat(2e-3, Distribution.constant(alpha_max=v)).value[0] / 2e-3 for v in (400, 1600)
    ]
    assert (c[1] - c[0]) / (40 - 20) == pytest.approx(4 * np.sqrt(2) * np.pi**2 / 6, rel=1e-4)


def test_the_maximum_of_one_energy_is_supported(supported):
    found = supported("monoenergetic-peak")
    assert [e.kind for e in found] == ["comparison", "enclosure", "order of magnitude"]
    assert found[1].digits == 38


@pytest.mark.parametrize("digits", [1, 100])
def test_the_maximum_at_other_numbers_of_digits(supported, digits):
    supported("monoenergetic-peak", digits)


def test_wrong_maxima_are_refuted(refuted, member):
    z, id = E_d / (k_B * T), "monoenergetic-peak"
    for wrong in (
        z * sp.cosh(z / 2) / sp.sinh(z / 2) - 4,
        z * sp.cosh(z / 2) / sp.sinh(z / 2) - 3,
        z * sp.sinh(z / 2) / sp.cosh(z / 2) - 5,
        5 - z * sp.cosh(z / 2) / sp.sinh(z / 2),
        z * sp.cosh(z) / sp.sinh(z) - 5,
    ):
        refuted(id, member(id, 0, wrong))
    small = 1 + sp.Rational(1, 10**37)
    low, high = SOFT_POTENTIAL.formula(id).expression.args[1:]
    for place, wrong in (
        (1, sp.Integer(5)),
        (1, low / small),
        (1, high),
        (2, high * small),
        (2, low),
    ):
        refuted(id, member(id, place, wrong))


def test_the_printed_maximum_agrees_within_its_factor(evidence):
    printed = SOFT_POTENTIAL.entry("monoenergetic-peak").printed
    found = evidence(
        "monoenergetic-peak",
        printed.put_in(SOFT_POTENTIAL.formula("monoenergetic-peak")).expression,
    )
    assert judge_printed(printed, found) is printed.expected
    assert found[2].factor == pytest.approx(5 / 4.928119, abs=1e-3)


def test_a_printed_maximum_far_off_would_be_refuted(evidence):
    formula = SOFT_POTENTIAL.formula("monoenergetic-peak")
    printed = SOFT_POTENTIAL.entry("monoenergetic-peak").printed
    members = (formula.expression.args[0], sp.Integer(20), formula.expression.args[2])
    found = evidence("monoenergetic-peak", sp.Tuple(*members))
    assert judge_printed(printed, found) is not printed.expected


def test_the_fifth_power_is_supported(supported):
    found = supported("specific-heat-vibrations")
    limits = [e for e in found if e.kind == "limit"]
    assert len(limits) == 3 and all(e.worst < 1e-5 for e in limits)


def test_the_next_order():
    """52 sqrt 2 pi^2/27 (T/w)^2 of one well, -r (3/4 - 5 r^2/16) 4 pi^2 (T/w)^2 at r = 2 of all: first-order
    perturbation theory, c = -T d^2<H_1>/dT^2 with <H_1> = (3 coth^2/4 - r^2 (15 coth^2 - 4)/16)/alpha, by hand."""
    hot = np.array([3.0, 4.0, 5.0])
    laws = 16 * np.pi**6 / 21 / np.array([3 * np.sqrt(2), 4])
    by_hand = (52 * np.sqrt(2) / 27 * np.pi**2 / laws[0], 4 * np.pi**2 / laws[1])
    for computed, law, wanted in zip(evidence_of._vibrations(S.eta), laws, by_hand, strict=True):
        rest = (computed[2:] / (law * hot**5) - 1) * hot**3
        line = np.polyfit(hot**-0.75, rest, 1)
        assert line[1] == pytest.approx(wanted, rel=0.01)


FIFTH = (k_B * T / w) ** 5
SCALE = k_B * S.P_0 * S.eta_L ** (5 * HALF)


@pytest.mark.parametrize(
    ("place", "wrong"),
    [
        (0, 16 * sp.pi**6 / 63 * SCALE * FIFTH),
        (0, 16 * sp.pi**6 / (63 * sp.sqrt(2)) * SCALE * (k_B * T / w) ** 4),
        (0, sp.pi**6 / (4 * sp.sqrt(2)) * SCALE * FIFTH),
        (1, 2 * sp.pi**6 / 63 * n_0 * S.eta_L / S.delta_eta * k_B * w * FIFTH),
        (1, 4 * sp.pi**6 / 63 * n_0 * sp.sqrt(S.eta_L / S.delta_eta) * k_B * w * FIFTH),
        (2, 16 * sp.pi**6 / (63 * sp.sqrt(2)) * SCALE * FIFTH),
        (2, -4 * sp.pi**6 / 21 * SCALE * FIFTH),
    ],
)
def test_wrong_fifth_powers_are_refuted(refuted, member, place, wrong):
    refuted("specific-heat-vibrations", member("specific-heat-vibrations", place, wrong))
