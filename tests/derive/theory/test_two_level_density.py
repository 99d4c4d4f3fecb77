"""Eqs. (9), (10): the density of two-level systems."""

from __future__ import annotations

import mpmath
import numpy as np
import pytest
import sympy as sp

from softpot.derive import PrintedVerdict, Verdict, equal
from softpot.derive.theory import SOFT_POTENTIAL
from softpot.numerics.theory.two_level_density import (
    ENERGIES,
    _width_for_ten_percent,
    falling,
    sharp,
)

from .words import assert_tied, rough

pytestmark = pytest.mark.slow  # each needs a derivation of its theory

S = SOFT_POTENTIAL.symbols
IDS = ("two-level-density", "two-level-density-flat")
q, E, eta_L = S.q, S.E, S.eta_L


def test_the_derivations_are_sound(sound):
    sound(
        "two-level-density",
        exact=False,
        quoted=("sea-gull", "scaling", "two-level-form", "asymmetry"),
        premises=(
            S.alpha_min < S.delta_eta / eta_L,
            equal(S.Delta_0, 2 * S.v * E / (1 + S.v**2)),
        ),
    )
    sound(
        "two-level-density-flat",
        exact=False,
        quoted=("scaling", "two-level-form", "asymmetry"),
        premises=(E < S.w,),
    )


@pytest.mark.parametrize("id", IDS)
def test_no_wrong_step_is_proved(refuses_wrong_steps, id):
    refuses_wrong_steps(id, 40)


def test_the_verdicts():
    assert all(SOFT_POTENTIAL.entry(id).expected is Verdict.VERIFIED for id in IDS)
    sea_gull, older = (SOFT_POTENTIAL.entry(id).printed for id in IDS)
    assert sea_gull.expected is PrintedVerdict.UNREADABLE
    assert older.expected is PrintedVerdict.UNREADABLE


def test_the_leading_forms_as_typed_by_hand(derived):
    """n_0 = 4√2 P_0 √δη/E_0 and 2√(2π) P_0 √δη/E_0; 4√2 P_0/(E_0 √η_L) L^(-1/3), L = (3/√2) ln(w/E)."""
    sharp, falling, *_ = derived(IDS[0]).formula.expression.args
    unit = S.P_0 * sp.sqrt(S.delta_eta) / S.E_0
    assert sp.simplify(sharp / unit - 4 * sp.sqrt(2)) == 0
    assert sp.simplify(falling / unit - 2 * sp.sqrt(2 * sp.pi)) == 0
    older = derived(IDS[1]).formula.expression.args[0]
    L = 3 / sp.sqrt(2) * sp.log(S.w / E)
    by_hand = 4 * sp.sqrt(2) * S.P_0 / (S.E_0 * sp.sqrt(eta_L)) * L ** sp.Rational(-1, 3)
    at = {S.P_0: 1, S.E_0: 1, eta_L: 1, S.w: 1, E: sp.exp(-7)}
    assert abs(sp.N((older / by_hand).subs(at)) - 1) < 1e-12


@pytest.mark.parametrize(("id", "place", "power"), [(IDS[0], 2, 1), (IDS[1], 2, 0)])
def test_the_corrected_forms_against_the_integral(derived, id, place, power):
    """2√2 ∫ a^(p - 3/2) (1 + (3√2/4) a^(-3/2)) (1 - e^(-2x))^(-1/2) da with x = √(a_m/2)(a - a_m): an amplitude that
    falls at the constant rate of the lower end, for a_m = 40 where the next order is small."""
    end, top = mpmath.mpf(40), mpmath.mpf(4000)

    def integrand(x: mpmath.mpf) -> mpmath.mpf:
        a = end + x / mpmath.sqrt(end / 2)
        factor = 1 / mpmath.sqrt(-mpmath.expm1(-2 * x))
        weight = a ** (power - mpmath.mpf(3) / 2) * (
            1 + 3 * mpmath.sqrt(2) / 4 * a ** mpmath.mpf(-1.5)
        )
        return weight * factor / mpmath.sqrt(end / 2)

    last = (top - end) * mpmath.sqrt(end / 2) if power else mpmath.inf
    value = 2 * mpmath.sqrt(2) * mpmath.quad(integrand, [0, 1, 10, 100, 1000, last])
    formula = derived(id).formula.expression.args[place]
    at = {S.P_0: 1, S.E_0: 1, eta_L: 1, S.delta_eta: 4000, S.alpha_min: 40}
    bare = (
        4
        * mpmath.sqrt(2)
        * (mpmath.sqrt(top) - mpmath.sqrt(end) if power else 1 / mpmath.sqrt(end))
    )
    assert abs(sp.N(formula.subs(at)) - value) < 0.03 * abs(value - bare)


def test_the_lower_end_by_the_logarithm(derived):
    """At E/w = 10^-5000 the root of (√2/3) a^(3/2) - ln(16√2/√π) - (5/4) ln(a/2) = ln(w/E) against the second form."""
    far = 5000 * mpmath.log(10)
    end = mpmath.findroot(
        lambda a: mpmath.sqrt(2) / 3 * a**1.5 - mpmath.log(16 * mpmath.sqrt(2 / mpmath.pi))
        - 1.25 * mpmath.log(a / 2) - far, 900,
    )  # fmt: skip
    _, second, third = derived("two-level-density-flat").formula.expression.args
    at = {
        S.P_0: 1,
        S.E_0: 1,
        eta_L: 1,
        S.w: 1,
        E: sp.Integer(10) ** -5000,
        S.alpha_min: sp.Float(end, 30),
    }
    assert abs(sp.N(second.subs(at) / third.subs(at)) - 1) < 1e-6


def test_the_integral_that_gives_ln_2():
    """∫ ((1 - e^(-2x))^(-1/2) - 1) dx over x > 0, numerically."""
    value = mpmath.quad(lambda x: 1 / mpmath.sqrt(-mpmath.expm1(-2 * x)) - 1, [0, 0.01, 1, 10, 40])
    assert abs(value - mpmath.log(2)) < 1e-8


def test_the_logarithmic_slopes_by_hand(derived):
    """n ~ 1 - sqrt(x/W) and n ~ x^(-1/2), with d x/d ln E = -sqrt(2/x)."""
    x, width = sp.symbols("x W", positive=True)
    sea_gull, flat = derived("two-level-results-retained").formula.expression.args
    put = {S.alpha_min: x, S.delta_eta: width * S.eta_L}
    rate = -sp.sqrt(2 / x)
    for made, n in ((sea_gull, 1 - sp.sqrt(x / width)), (flat, 1 / sp.sqrt(x))):
        assert sp.simplify(made.subs(put) / (rate * sp.diff(sp.log(n), x))) == 1


def test_numbers_in_words():
    """Widths and densities as computed levels give them."""
    widths = sorted(_width_for_ten_percent(k, energy) for k in (0, 1) for energy in ENERGIES)
    fronts = ((sharp, 32**0.5), (falling, (8 * np.pi) ** 0.5))
    shares = sorted(v / front / 10**0.5 for f, front in fronts for v in f(10, ENERGIES))
    E, a, w = S.E, S.alpha_min, S.w
    # the asymmetry E = E_0 t |eta|^(3/2)/sqrt(2) at alpha_min
    (reach,) = sp.solve(
        sp.Eq(E, w / S.eta_L**2 * S.t * (a * S.eta_L) ** sp.Rational(3, 2) / sp.sqrt(2)), S.t
    )
    _, flat = SOFT_POTENTIAL.formula("two-level-results-retained").expression
    power = sp.simplify(a * sp.diff(sp.log(flat), a))
    end = SOFT_POTENTIAL.formula("two-level-density-flat").expression.args[2]
    leading = 4 * sp.sqrt(2) * S.P_0 / (S.E_0 * sp.sqrt(a * S.eta_L))
    correction = sp.simplify(end / leading - 1)
    form = SOFT_POTENTIAL.formula("two-level-density-flat").expression.args[0]
    log_ = next(iter(form.atoms(sp.log)))
    (root,) = (-p.exp for p in form.atoms(sp.Pow) if p.base == log_)
    assert_tied(
        ["two-level-density", "two-level-density-flat", "two-level-results-retained"],
        (
            ("two-level-density-flat statement", "inverse $ root", 1 / root),
            ("two-level-density-flat survives", "the $ root", 1 / root),
            ("two-level-density survives", "read as #, goes", sp.Rational(1, 24)),
            (
                "two-level-density survives",
                "For # % at E/w from # to # delta_eta",
                10,
                min(ENERGIES),
                max(ENERGIES),
            ),
            (
                "two-level-density survives",
                "to be # to #; at",
                rough(widths[0], 2),
                rough(widths[-1], 2),
            ),
            (
                "two-level-density survives",
                "; at #, the typical value, the density is # to # of",
                10,
                shares[0],
                shares[-1],
            ),
            ("two-level-density survives", "up to @.", reach),
            ("two-level-density line 13", "between # and", 0),
            ("two-level-density line 14", "from # to #", 0, 1),
            ("two-level-density line 17", "adds to #, over", 1),
            ("two-level-density line 24", "put # near", 1),
            (
                "two-level-density-flat statement",
                "correction is @, a few",
                correction.subs(a, abs(S.alpha)),
            ),
            ("two-level-density-flat line 10", "between # and", 0),
            ("two-level-density-flat line 11", "from # to #", 0, 1),
            ("two-level-density-flat line 14", "adds to #, over", 1),
            ("two-level-results-retained statement", "energy, as @ for a wide", 1 / a),
            ("two-level-results-retained statement", "alpha_min^(#) for", power),
            ("two-level-results-retained note", "slope is # at", 0),
        ),
        {"ln": sp.log},
    )
