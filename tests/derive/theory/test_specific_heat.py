"""The specific heat of two-level systems, of vibrations and of vibrations of one energy."""

from __future__ import annotations

import mpmath
import pytest
import sympy as sp

from derive import SOFT_POTENTIAL, PrintedVerdict, Verdict, equal
from derive.theory import specific_heat

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


@pytest.mark.slow
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
    assert entry.printed.expected is PrintedVerdict.AGREES and entry.printed.within == 2
    assert entry.printed.form == 5
    assert entry.printed.shown.rhs == S.E_d / (5 * k_B)
