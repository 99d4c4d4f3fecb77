"""Evidence on Eq. (7), and on almost harmonic potentials."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
import sympy as sp

from softpot.derive.theory import SOFT_POTENTIAL
from softpot.numerics.spectrum.matrices.precise import precise_level
from softpot.numerics.theory import spectrum

pytestmark = pytest.mark.slow  # each needs a derivation of its theory

S = SOFT_POTENTIAL.symbols
alpha, beta, n, y, eta, t = S.alpha, S.beta, S.n, S.y, S.eta, S.t
CUBED = S.hbar**2 / (2 * S.m * S.a**2 * S.E_0)
THIRD = sp.Rational(1, 3)


def test_the_scaling_is_supported(supported):
    assert [e.kind for e in supported("scaling")] == [*3 * ["comparison"], *2 * ["enclosure"]]


def test_the_table_of_levels_holds_published_digits_and_those_of_another_basis():
    table = spectrum.tabulated().table
    values = [row[-1].replace("\u2009", "") for row in table.rows]
    assert all(len(v.lstrip("-0.").replace(".", "")) == 50 for v in values)
    # 1.06036...285289|77933216245 as published, rounded
    assert values[0] == "1.0603620904841828996470460166926635455152087285290"
    at = 0
    for alpha, beta, count, _ in spectrum.LISTED:
        for n in range(1, count + 1):
            assert values[at] == precise_level(alpha, beta, n, 50).value
            at += 1
    assert at == len(values)


def test_an_interval_that_is_not_confirmed_is_a_failure():
    low, high = (spectrum.enclose(0, 0, n, 20) for n in (1, 2))
    assert spectrum._unconfirmed(high, low, True) == ""
    assert "last digit" in spectrum._unconfirmed(high, low, False)
    assert "above" in spectrum._unconfirmed(low, high, True)
    assert "verified" in spectrum._unconfirmed(replace(high, n=3), low, True)


def test_decimals_stand_in_groups_of_five():
    assert spectrum.in_groups("-20.36398012345") == "-20.36398\u200901234\u20095"


@pytest.mark.parametrize(
    ("place", "wrong"),
    [
        (0, sp.sqrt(CUBED)),
        (0, (2 * CUBED) ** THIRD),
        (0, (CUBED * S.m) ** THIRD),
        (1, S.E_0 * S.eta_L),
        (1, 2 * S.E_0 * S.eta_L**2),
        (2, eta / S.eta_L**2),
        (2, -eta / S.eta_L),
        (3, t / sp.sqrt(S.eta_L)),
        (3, -t / S.eta_L),
        (4, alpha * y**2 + beta * y**3 + y**4),
        (4, alpha * y**2 / 2 - beta * y**3 + y**4),
        (4, alpha * y**2 - beta * y**3 + y**4 / 4),
    ],
)
def test_wrong_scalings_are_refuted(refuted, member, place, wrong):
    refuted("scaling", member("scaling", place, wrong))


def test_the_printed_quartic(printed_verdict):
    printed_verdict("scaling")


def test_no_constant_hides_as_a_one():
    for sample in spectrum.SAMPLES:
        assert all(v != 1 for v in sample.values())
    assert {s["eta"] > 0 for s in spectrum.SAMPLES} == {True, False}
    assert {s["t"] > 0 for s in spectrum.SAMPLES} == {True, False}


HARMONIC = n - sp.Rational(1, 2)
QUARTIC = 3 * (2 * n**2 - 2 * n + 1) / 4
CUBIC = (30 * n**2 - 30 * n + 11) / sp.Integer(16)


def corrected(
    half: sp.Expr = HARMONIC,
    fourth: sp.Expr = QUARTIC,
    third: sp.Expr = CUBIC,
    power: sp.Expr | int = -2,
) -> sp.Expr:
    return 2 * sp.sqrt(alpha) * half + fourth / alpha - beta**2 * third * alpha**power


def test_the_table_starts_from_the_right_formula():
    assert sp.expand(corrected() - SOFT_POTENTIAL.formula("harmonic-limit").expression) == 0


def test_the_harmonic_limit_is_supported(supported):
    found = supported("harmonic-limit")
    assert len(found) == 12
    for e in found:
        assert e.rate == pytest.approx(-2.5, abs=0.01) and e.expected_rate == -2.5
    assert sum(e.table is not None for e in found) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        corrected(third=(29 * n**2 - 30 * n + 11) / sp.Integer(16)),
        corrected(third=(30 * n**2 - 30 * n + 10) / sp.Integer(16)),
        corrected(third=-(30 * n**2 - 30 * n + 11) / sp.Integer(16)),
        corrected(third=(30 * n**2 + 30 * n + 11) / sp.Integer(16)),
        corrected(third=sp.Integer(0)),
        corrected(fourth=3 * (2 * n**2 + 2 * n + 1) / 4),
        corrected(fourth=3 * (2 * n**2 - 2 * n + 1) / 8),
        corrected(fourth=sp.Integer(0)),
        corrected(half=n),
        corrected(half=n + sp.Rational(1, 2)),
        corrected(power=sp.Rational(-3, 2)),
        2 * sp.sqrt(alpha) * (n - sp.Rational(1, 2)),
    ],
    ids=range(12),
)
def test_wrong_levels_are_refuted(refuted, wrong):
    refuted("harmonic-limit", wrong)


def test_the_message_gives_the_wrong_rate(evidence):
    found = evidence("harmonic-limit", 2 * sp.sqrt(alpha) * (n - sp.Rational(1, 2)))
    # without the first correction the rest falls as 1/alpha
    assert any("alpha^-1.0" in e.failing and "alpha^-2.5" in e.failing for e in found)


def test_the_ladder_of_alpha_has_whole_square_roots():
    for a in spectrum.ALPHAS:
        assert int(a**0.5 + 0.5) ** 2 == a
    assert Fraction(0) in spectrum.RATIOS and min(spectrum.RATIOS) < 0 < max(spectrum.RATIOS)


def test_the_excitations_are_supported(supported, printed_verdict):
    found = supported("harmonic-excitations")
    assert all(abs(e.rate + 1.5) < 0.02 for e in found if e.kind == "rate")
    printed_verdict("harmonic-excitations")


@pytest.mark.parametrize(
    "factor",
    [sp.Integer(2), sp.sqrt(S.eta), 1 / S.eta_L, S.n, S.n / (S.n - 1), sp.Integer(-1)],
    ids=str,
)
def test_wrong_excitations_are_refuted(refuted, factor):
    """Among them n in the place of n - 1, as if levels were counted."""
    id = "harmonic-excitations"
    refuted(id, SOFT_POTENTIAL.formula(id).expression * factor)
