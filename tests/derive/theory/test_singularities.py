"""The singularities of n(E), derived again in other coordinates."""

from __future__ import annotations

import pytest
import sympy as sp
from scipy.optimize import minimize_scalar

from softpot.derive import PrintedVerdict
from softpot.derive.theory import SOFT_POTENTIAL, singularities
from softpot.numerics.spectrum import levels

from .words import assert_tied

pytestmark = pytest.mark.slow  # each needs a derivation of its theory

S = SOFT_POTENTIAL.symbols
E_s, E_aa, E_ab, E_bb, D_H, w = S.E_s, S.E_aa, S.E_ab, S.E_bb, S.D_H, S.w
VAN_HOVE, JUMP = "van-hove-first-gap", "discontinuity-second-gap"


def test_the_derivations_are_sound(sound):
    sound(
        VAN_HOVE, exact=False, quoted=("smallest-gap", "origin-measure", "equivalent-origins"),
        premises=(sp.Eq(S.E_a, 0),),
    )  # fmt: skip
    sound(JUMP, exact=False, quoted=("scaling",), premises=(E_aa > 0,))


@pytest.mark.parametrize("id", [VAN_HOVE, JUMP])
def test_no_wrong_step_is_proved(refuses_wrong_steps, id):
    refuses_wrong_steps(id, 25)


def at_unit_energy(id: str, member: int, derived) -> sp.Expr:
    """A member with all units 1, at E − E_s = w."""
    value = derived(id).formula.expression.args[member]
    return value.subs({S.eta_L: 1, S.P_0: 1, S.E: E_s + w}).subs(w, 1)


def test_the_square_root_in_the_plane_of_depressed_quartics(derived):
    """4/(dE/dD_1) times the width of D_2 between two crossings of the fold, e(beta) = E_s + E_bb (beta − beta_s)²/2.

    With D_2 = −3 beta²/8 the width is (3 beta_s/4) 2 sqrt(2/E_bb), and the determinant of the second
    derivatives is (2/(3 beta)) (dE/dD_1) E_bb: at the fold the map to (D_2, D_1) is singular.
    """
    beta = S.beta_s
    slope = D_H * 3 * beta / (2 * E_bb)
    wanted = 4 / slope * (3 * beta / 4) * 2 * sp.sqrt(2 / E_bb)
    root = at_unit_energy(VAN_HOVE, 3, derived).subs({S.P_1: 1, S.P_2: 0})
    assert sp.simplify(root / wanted) == 1


def test_the_logarithm_of_a_whole_saddle(derived):
    """Both signs of alpha: 2/sqrt(D) ln(1/x) for one saddle (xy = e, hyperbola), so half of that for each of two."""
    value = derived(VAN_HOVE).formula.expression.args[2]
    x = sp.Rational(1, 1000)
    numbers = value.subs({S.eta_L: 1, S.P_0: 1, S.E: E_s + x * w}).subs(w, 1)
    assert sp.simplify(numbers - 2 * sp.log(1000) / sp.sqrt(D_H)) == 0


def test_an_allowed_slope_leaves_no_logarithm(derived):
    """dP_0/d(beta) = −(3 beta/4) dP_0/d(alpha), E_bb = −(3 beta/4) E_ab."""
    kink = derived(VAN_HOVE).formula.expression.args[4]
    allowed = kink.subs({S.P_b: -3 * S.beta_s / 4 * S.P_a}).subs(E_bb, -3 * S.beta_s / 4 * E_ab)
    assert sp.simplify(allowed) == 0
    assert sp.simplify(kink.subs({S.P_b: 0, S.E: 2 * E_s})) != 0


def test_equal_values_leave_nothing(derived):
    made = derived(VAN_HOVE).formula.expression.args
    assert made[5] == 0
    assert made[3].subs({S.P_1: S.P_0, S.P_2: S.P_0}) == 0


def test_the_jump_of_a_known_minimum(derived):
    """E = (a² + 4 b²)/2, P = 1: the area of E < x is π (2x)/2, so n jumps to π."""
    jump = derived(JUMP).formula.expression.args[2]
    assert jump.subs({S.eta_L: 1, S.P_m: 1, w: 1}).subs({E_aa: 1, E_bb: 4}) == sp.pi


def test_the_jumps_of_the_sea_gull(derived):
    """|eta| P_0 = |alpha| eta_L P_0 at the minimum, times exp(eta/delta_eta) where P_0 is exponential."""
    _, _, jump, sea_gull, exponential = derived(JUMP).formula.expression.args
    eta = S.alpha_m * S.eta_L
    assert sp.simplify(jump.subs(S.P_m, -eta * S.P_0) / sea_gull) == 1
    assert sp.simplify(exponential / sea_gull - sp.exp(eta / S.delta_eta)) == 0


def test_the_decimals_are_those_known_to_few_digits():
    """−3.9568 and 3.6511, as known before."""
    assert abs(singularities.PLACE_OF_LEAST + sp.Rational("3.9568")) < sp.Rational(1, 10**4)
    assert abs(singularities.LEAST_SECOND - sp.Rational("3.6511")) < sp.Rational(1, 10**4)


def test_the_printed_forms():
    printed = SOFT_POTENTIAL.entry(VAN_HOVE).printed
    assert printed.expected is PrintedVerdict.CONTRADICTED
    assert printed.form.has(sp.sqrt(S.E - E_s)) and printed.member == 5
    assert SOFT_POTENTIAL.entry(JUMP).printed.expected is PrintedVerdict.UNREADABLE


def test_numbers_in_words():
    """The places by minimising and differencing levels in doubles."""

    def gap(n, a, b):
        found = levels(float(a), float(b), n + 1)
        return float(found[n] - found[0])

    def lowest(f, *bounds):
        return minimize_scalar(f, bounds=bounds, method="bounded", options={"xatol": 1e-9})

    first = lowest(lambda b: gap(1, 0, b), 1.5, 2.3)
    second = lowest(lambda b: gap(2, 0, b), 1.8, 2.6)
    symmetric = lowest(lambda a: gap(2, a, 0), -5, -3)
    decimals = len(str(sp.N(singularities.LEAST_SECOND, 60)).rstrip("0").split(".")[1])
    one, two = "van-hove-first-gap", "discontinuity-second-gap"
    assert_tied(
        [one, two],
        (
            (f"{one} note", "logarithm is $ as large", 2),
            (f"{one} statement", "|beta| = # on the line alpha = # the", first.x, 0),
            (f"{one} statement", "saddle, # w.", first.fun),
            (f"{one} note", "line alpha = #, which", 0),
            (f"{one} note", "alpha > #, is", 0),
            (f"{one} survives", "other than #, and", 0),
            (f"{one} survives", "at alpha = # weighted", 0),
            (f"{one} survives", "infinite as @; it", 1 / sp.sqrt(S.E - S.E_s)),
            (f"{one} line 13", "{} is #, at", 0),
            (f"{one} line 17", "are #, which", 1),
            (f"{one} line 19", "is # and has", 0),
            (f"{two} statement", "value, # w, in", symmetric.fun),
            (f"{two} statement", "alpha = #; there", symmetric.x),
            (f"{two} note", "fold too, # w at |beta| = #, where", second.fun, second.x),
            (f"{two} line 3", "{} being #, and", 0),
            (f"{two} line 3", "to # decimals", decimals),
            (f"{two} line 3", "where it is #)", 0),
        ),
    )
