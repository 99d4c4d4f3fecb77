"""The least gap of potentials with one well, and the next order of Eq. (12)."""

from __future__ import annotations

import math

import pytest
import sympy as sp
from scipy.optimize import minimize_scalar

from softpot.derive import PrintedVerdict
from softpot.derive.theory import SOFT_POTENTIAL, gaps
from softpot.numerics.spectrum import levels
from softpot.numerics.theory.gaps import BELOW

from .words import assert_tied

S = SOFT_POTENTIAL.symbols
E, w = S.E, S.w


@pytest.mark.slow
def test_the_derivations_are_sound(sound):
    sound("smallest-gap", exact=False, quoted=("two-wells", "scaling"), premises=())
    sound(
        "validity-of-E4",
        exact=False,
        quoted=("harmonic-limit", "vibrations-sea-gull", "vibrations-deepest"),
        premises=(),
    )


@pytest.mark.slow
@pytest.mark.parametrize(("id", "least"), [("smallest-gap", 30), ("validity-of-E4", 40)])
def test_no_wrong_step_is_proved(refuses_wrong_steps, id, least):
    refuses_wrong_steps(id, least)


def test_the_depressed_quartic_of_a_potential():
    """V(y + beta/4) has no cubic term; its other coefficients by expansion."""
    alpha, beta, y = S.alpha, S.beta, S.y
    moved = sp.Poly((alpha * y**2 - beta * y**3 + y**4).subs(y, y + beta / 4), y)
    fourth, cubic, square, linear, _ = moved.all_coeffs()
    assert (fourth, cubic) == (1, 0)
    assert sp.expand(square - gaps.DEPRESSED[0]) == 0
    assert sp.expand(linear - gaps.DEPRESSED[1]) == 0


@pytest.mark.slow
def test_the_next_order_by_inverting_the_series(derived):
    """E³ = 8 a³ (1 + 3k/(2a³)) for gap 2a + k/a², a² = alpha, so N = ∫ a⁵ dr is a polynomial in E at this order."""
    series, deep = derived("validity-of-E4").formula.expression
    r, a = S.chi, S.rho
    k = 3 - sp.Rational(15, 4) * r**2
    # a = e/2 − k·2/e², from 2a = e − k/a²
    e = S.tau
    count = sp.series(((e / 2 - 2 * k / e**2) ** 5), e, sp.oo, 4).removeO()
    density = sp.expand(sp.diff(count, e))
    for reach, wanted, made in (
        (4 * sp.sqrt(2) / 3, sp.Rational(104, 9), series),
        (sp.Integer(2), sp.Integer(16), deep),
    ):
        summed = sp.integrate(density, (r, -reach, reach))
        leading = sp.integrate(sp.diff((e / 2) ** 5, e), (r, -reach, reach))
        ratio = sp.expand(summed / leading)
        assert ratio.coeff(e, 0) == 1
        assert ratio.coeff(e, -3) == wanted
        assert a not in ratio.free_symbols
        assert sp.simplify(made - 1 - wanted * (w / E) ** 3) == 0


def test_the_decimals_are_those_published_to_few_digits():
    """1.8944 and 2.18213, as known before."""
    assert abs(gaps.TOUCHING - sp.Rational("1.8944")) < sp.Rational(1, 10**4)
    assert abs(gaps.LEAST_GAP - sp.Rational("2.18213")) < sp.Rational(1, 10**5)


def test_equation_12_is_judged_once():
    assert SOFT_POTENTIAL.entry("validity-of-E4").printed is None
    assert SOFT_POTENTIAL.entry("vibrations-sea-gull").printed.expected is PrintedVerdict.ORDER


@pytest.mark.slow
def test_numbers_in_words():
    """The least gap by an oscillator basis, through the stationary point that it finds on the line alpha = 0."""

    def on_fold(beta):
        low, high = levels(0.0, float(beta), 2)
        return high - low

    found = minimize_scalar(on_fold, bounds=(1.5, 2.3), method="bounded", options={"xatol": 1e-9})
    stated_place, stated_least = SOFT_POTENTIAL.formula("smallest-gap").expression
    assert abs(found.x - stated_place) < 1e-6 and abs(found.fun - stated_least) < 1e-9
    decimals = len(str(sp.N(stated_least, 60)).rstrip("0").split(".")[1])
    one, deep = SOFT_POTENTIAL.formula("validity-of-E4").expression
    rest = (w / E) ** 6
    assert_tied(
        ["smallest-gap", "validity-of-E4"],
        (
            ("validity-of-E4 title", "the $ power", 4),
            ("smallest-gap statement", "E_s = # w. It", found.fun),
            ("smallest-gap statement", "alpha = # and |beta| = #, where", 0, found.x),
            ("smallest-gap statement", "E > #w", 2),
            ("smallest-gap note", "by #^# w or", 10, round(math.log10(BELOW))),
            ("smallest-gap line 6", "below # the", 0),
            ("smallest-gap line 6", "this is #", 0),
            ("smallest-gap line 9", "to # decimals", decimals),
            ("validity-of-E4 statement", "Eq. (12), is @, and that", one),
            ("validity-of-E4 statement", "own leading term is @; what", deep),
            ("validity-of-E4 statement", "falls as @.", rest),
        ),
    )
