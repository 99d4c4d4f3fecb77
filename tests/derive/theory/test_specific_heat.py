"""The specific heat of two-level systems, of vibrations and of vibrations of one energy."""

from __future__ import annotations

import math

import mpmath
import pytest
import sympy as sp

from softpot.derive import PrintedVerdict, Verdict, equal
from softpot.derive.theory import SOFT_POTENTIAL, specific_heat

from .words import assert_tied, down

pytestmark = pytest.mark.slow  # each needs a derivation of its theory

S = SOFT_POTENTIAL.symbols
E, T, k_B, w, n_0 = S.E, S.T, S.k_B, S.w, S.n_0
HALF = sp.Rational(1, 2)


def test_the_derivations_are_sound(sound):
    sound(
        "specific-heat-two-level", exact=True, quoted=(), premises=(equal(S.n_E(E), n_0),),
    )  # fmt: skip
    sound(
        "specific-heat-vibrations", exact=False, quoted=("vibrations-sea-gull", "vibrations-deepest"),
        premises=(k_B * T > w,),
    )  # fmt: skip
    sound("monoenergetic-peak", exact=True, quoted=(), premises=())


@pytest.mark.parametrize(
    ("id", "least"),
    [("specific-heat-two-level", 60), ("specific-heat-vibrations", 60), ("monoenergetic-peak", 50)],
)
def test_no_wrong_step_is_proved(refuses_wrong_steps, id, least):
    refuses_wrong_steps(id, least)


def test_the_forms_as_typed_by_hand(derived):
    two_levels = derived("specific-heat-two-level").formula.expression
    assert sp.simplify(two_levels - sp.pi**2 / 6 * n_0 * k_B**2 * T) == 0
    T_over_w, scale = k_B * T / w, k_B * S.P_0 * S.eta_L ** (5 * HALF)
    wanted = (
        16 * sp.pi**6 / 21 / (3 * sp.sqrt(2)) * scale * T_over_w**5,
        16 * sp.pi**6 / 21 / 24 * n_0 * sp.sqrt(S.eta_L / S.delta_eta) * k_B * w * T_over_w**5,
        16 * sp.pi**6 / 21 / 4 * scale * T_over_w**5,
    )
    made = derived("specific-heat-vibrations").formula.expression.args
    assert all(sp.simplify(a - b) == 0 for a, b in zip(made, wanted, strict=True))


def test_the_integrals_by_the_zeta_function():
    """∫ z^p e^z/(e^z − 1)^2 = p! ζ(p), and with + in the denominator 1 − 2^(1−p) times that."""
    assert 2 * (1 - sp.Rational(1, 2)) * sp.zeta(2) == sp.pi**2 / 6
    assert sp.factorial(6) * sp.zeta(6) == 16 * sp.pi**6 / 21
    with mpmath.workdps(20):
        fermi = mpmath.quad(lambda z: z**2 / (4 * mpmath.cosh(z / 2) ** 2), [0, 1, 10, 100])
        bose = mpmath.quad(lambda z: z**6 / (4 * mpmath.sinh(z / 2) ** 2), [0, 1, 10, 30, 200])
        assert abs(fermi - mpmath.pi**2 / 6) < 1e-15
        assert abs(bose - 16 * mpmath.pi**6 / 21) < 1e-12


def test_the_bounds_of_the_peak():
    """From the other form of the condition, z = 2 artanh(z/5), iterated; the bounds are 10^-40 apart."""
    with mpmath.workdps(60):
        z = mpmath.mpf(5)
        for _ in range(200):
            z = 5 * mpmath.tanh(z / 2)
        low, high = (
            mpmath.mpf(int(v.p)) / int(v.q) for v in (specific_heat.LOWER, specific_heat.UPPER)
        )
        assert low < z < high
        assert mpmath.nstr(z, 30) == "4.92811935817328377532789151373"
    assert specific_heat.UPPER - specific_heat.LOWER == sp.Rational(1, 10**40)


def test_the_extremum_is_a_maximum(derived):
    """The logarithmic derivative is positive at the lower temperature, that of the larger number."""
    slope, low, high = derived("monoenergetic-peak").formula.expression.args
    at = [sp.N(slope.subs(T, S.E_d / (k_B * xi)), 20) for xi in (high, low)]
    assert at[0] > 0 > at[1] and high > low


def test_the_printed_estimate():
    entry = SOFT_POTENTIAL.entry("monoenergetic-peak")
    assert entry.expected is Verdict.PROVED
    assert entry.printed.expected is PrintedVerdict.AGREES and entry.printed.order
    assert entry.printed.form == 5
    assert entry.printed.shown.rhs == S.E_d / (5 * k_B)


def test_numbers_in_words():
    """The next term of c(T) by hand: the mean of the first-order shift of the levels, (6N² + 6N + 3)/4 less
    r² (30N² + 30N + 11)/16 over alpha, is K T³ pi²/6 with K the strip's integral of 3/2 - 15 r²/8."""
    linear = SOFT_POTENTIAL.formula("specific-heat-two-level").expression
    next_terms = [-(math.pi**2) * (3 * reach - 1.25 * reach**3) for reach in (4 * 2**0.5 / 3, 2.0)]
    heat = SOFT_POTENTIAL.formula("specific-heat-vibrations").expression[0]
    power = sp.simplify(S.T * sp.diff(sp.log(heat), S.T))
    xi = mpmath.findroot(lambda z: z * mpmath.coth(z / 2) - 5, 4.9)
    _, low, _ = SOFT_POTENTIAL.formula("monoenergetic-peak").expression
    assert abs(low - xi) < 1e-12
    in_n_0 = (S.k_B * S.T / S.w) ** 2
    peak = "monoenergetic-peak"
    assert_tied(
        ["specific-heat-two-level", "specific-heat-vibrations", peak],
        (
            ("specific-heat-two-level statement", "heat @: linear", linear),
            ("specific-heat-two-level line 6", "above # the", 0),
            ("specific-heat-vibrations statement", "as T^#. The", power),
            (
                "specific-heat-vibrations note",
                "units @, is # @ for",
                S.k_B * S.P_0 * S.eta_L ** sp.Rational(5, 2),
                next_terms[0],
                in_n_0,
            ),
            ("specific-heat-vibrations note", "and # @ for", next_terms[1], in_n_0),
            ("specific-heat-vibrations note", "it to # per cent", 1),
            ("specific-heat-vibrations line 6", "prefactor #, the", 1),
            ("specific-heat-vibrations line 7", "above # the", 0),
            (f"{peak} statement", "where xi coth(@) = # with", S.xi / 2, 5),
            (f"{peak} statement", "E_d/k_B T = #...;", down(xi)),
            (f"{peak} statement", "above about @.", S.E_d / 5),
            (f"{peak} survives", "lies at E_d/(# k_B)", xi),
            (f"{peak} survives", "estimate E_d/# is # per cent", 5, 100 * (1 - xi / 5)),
            (f"{peak} line 7", "by # in", 1),
        ),
    )
