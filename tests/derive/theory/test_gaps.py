"""The least gap of potentials with one well, and the next order of Eq. (12)."""

from __future__ import annotations

import pytest
import sympy as sp

from derive import SOFT_POTENTIAL, PrintedVerdict
from derive.theory import gaps

S = SOFT_POTENTIAL.symbols
E, w = S.E, S.w


def test_the_derivations_are_sound(sound):
    sound("smallest-gap", exact=False, quoted=("two-wells", "scaling"), premises=())
    sound(
        "validity-of-E4", exact=False, quoted=("harmonic-limit", "vibrations-sea-gull"), premises=()
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


def test_the_next_order_by_inverting_the_series(derived):
    """E³ = 8 a³ (1 + 3k/(2a³)) for gap 2a + k/a², a² = alpha, so N = ∫ a⁵ dr is a polynomial in E at this order."""
    series = derived("validity-of-E4").formula.expression
    r, a = S.chi, S.rho
    k = 3 - sp.Rational(15, 4) * r**2
    # a = e/2 − k·2/e², from 2a = e − k/a²
    e = S.tau
    count = sp.series(((e / 2 - 2 * k / e**2) ** 5), e, sp.oo, 4).removeO()
    density = sp.expand(sp.diff(count, e))
    reach = 4 * sp.sqrt(2) / 3
    summed = sp.integrate(density, (r, -reach, reach))
    leading = sp.integrate(sp.diff((e / 2) ** 5, e), (r, -reach, reach))
    ratio = sp.expand(summed / leading)
    assert ratio.coeff(e, 0) == 1
    assert ratio.coeff(e, -3) == sp.Rational(104, 9)
    assert a not in ratio.free_symbols
    assert sp.simplify(series - 1 - sp.Rational(104, 9) * (w / E) ** 3) == 0


def test_the_decimals_are_those_published_to_few_digits():
    """1.8944 and 2.18213, as known before."""
    assert abs(gaps.TOUCHING - sp.Rational("1.8944")) < sp.Rational(1, 10**4)
    assert abs(gaps.LEAST_GAP - sp.Rational("2.18213")) < sp.Rational(1, 10**5)


def test_the_printed_form():
    printed = SOFT_POTENTIAL.entry("validity-of-E4").printed
    assert printed.expected is PrintedVerdict.REFUTED
    assert printed.form == 1
