"""Eq. (7): the dimensionless equation, and its levels where the potential is almost harmonic."""

from __future__ import annotations

import pytest
import sympy as sp

from softpot.derive import PrintedVerdict, equal
from softpot.derive.theory import SOFT_POTENTIAL

from .words import assert_tied, rest_of

S = SOFT_POTENTIAL.symbols
eta, t, x, y, alpha, beta, n = S.eta, S.t, S.x, S.y, S.alpha, S.beta, S.n


@pytest.mark.quick(0)
def test_the_derivations_are_sound(sound):
    sound(
        "scaling",
        exact=True,
        quoted=(),
        premises=(equal(S.V(x), S.E_0 * (eta * x**2 + t * x**3 + x**4)),),
    )
    sound(
        "harmonic-limit",
        exact=False,
        quoted=("scaling",),
        premises=(),
    )


@pytest.mark.slow
def test_no_wrong_step_of_the_scaling_is_proved(refuses_wrong_steps):
    refuses_wrong_steps("scaling", 45)


@pytest.mark.slow
def test_no_wrong_step_of_the_harmonic_limit_is_proved(refuses_wrong_steps):
    refuses_wrong_steps("harmonic-limit", 200)


def test_the_scaling_as_typed_by_hand(derived):
    eta_L, w, first, second, quartic = derived("scaling").formula.expression.args
    third = sp.Rational(1, 3)
    assert sp.simplify(eta_L / (S.hbar**2 / (2 * S.m * S.a**2 * S.E_0)) ** third) == 1
    assert sp.expand(w - S.E_0 * S.eta_L**2) == 0
    assert sp.simplify(first - eta / S.eta_L) == 0
    assert sp.simplify(second + t / sp.sqrt(S.eta_L)) == 0
    assert sp.expand(quartic - (alpha * y**2 - beta * y**3 + y**4)) == 0


def test_the_scaling_brings_eq_7(derived):
    """Coefficients of ψ'', x², x³, x⁴ of the Hamiltonian, each in its own unit, over w."""
    eta_L, w, first, second, _ = derived("scaling").formula.expression.args
    unit = S.eta_L
    kinetic = S.hbar**2 / (2 * S.m * S.a**2)
    reduced = [
        kinetic / unit / w,
        S.E_0 * eta * unit / w - first,
        S.E_0 * t * unit ** sp.Rational(3, 2) / w + second,
        S.E_0 * unit**2 / w,
    ]
    assert [sp.simplify(c.subs(unit, eta_L)) for c in reduced] == [1, 0, 0, 1]


def test_the_printed_quartic():
    printed = SOFT_POTENTIAL.entry("scaling").printed
    assert printed.expected is PrintedVerdict.AGREES
    assert sp.expand(printed.form - (alpha * y**2 - beta * y**3 + y**4)) == 0


def displacement(power: int, row: int, column: int) -> sp.Expr:
    """<row| z^power |column> for z = a + a^+, from its normalised matrix."""
    size = max(row, column) + power + 1
    z = sp.zeros(size)
    for k in range(1, size):
        z[k - 1, k] = z[k, k - 1] = sp.sqrt(k)
    return (z**power)[row, column]


@pytest.mark.quick(2)
@pytest.mark.parametrize("level", [1, 2, 3, 6])
def test_the_anharmonic_corrections_by_matrices(derived, level):
    """First order in y⁴ and second order in −β y³, from the oscillator's matrix, y = z/√(2√α)."""
    nu, root = level - 1, sp.sqrt(S.E)  # E stands for a positive alpha
    first = displacement(4, nu, nu) / (2 * root) ** 2
    second = sum(
        (displacement(3, k, nu) ** 2 * beta**2 / (2 * root) ** 3 / (2 * root * (nu - k)))
        for k in range(max(0, nu - 3), nu + 4)
        if k != nu
    )
    wanted = root * (2 * nu + 1) + first + second
    made = derived("harmonic-limit").formula.expression.subs(n, level).subs(alpha, S.E)
    assert sp.simplify(made - wanted) == 0


def test_the_harmonic_limit_as_typed_by_hand(derived):
    wanted = (
        sp.sqrt(alpha) * (2 * n - 1)
        + sp.Rational(3, 4) * (1 + 2 * n * (n - 1)) / alpha
        - beta**2 / alpha**2 * sp.Rational(1, 16) * (30 * n * (n - 1) + 11)
    )
    made = derived("harmonic-limit").formula
    assert sp.expand(made.expression - wanted) == 0
    assert made.domain == (alpha > 0)
    assert made.lhs == S.epsilon(n)


def test_the_two_ladder_tables():
    """|k> -> (nu + k)|k − 1> + |k + 1> in unnormalised states is a + a^+."""
    from softpot.derive.theory.spectrum import power

    nu = S.nu
    back = power({0: sp.Integer(1)}, 4)[0]
    assert sp.expand(back - (6 * nu**2 + 6 * nu + 3)) == 0
    for number in (0, 1, 4):
        assert back.subs(nu, number) == displacement(4, number, number)
    assert set(power({0: sp.Integer(1)}, 3)) == {-3, -1, 1, 3}


@pytest.mark.quick(0)
def test_the_excitations_in_terms_of_the_levels(derived):
    """Leading term and correction of E_n − E_1, from the levels typed anew."""
    n, a, b = sp.symbols("n alpha beta", positive=True)

    def level(k):
        return (
            2 * sp.sqrt(a) * (k - sp.Rational(1, 2))
            + 3 * (2 * k**2 - 2 * k + 1) / (4 * a)
            - b**2 * (30 * k**2 - 30 * k + 11) / (16 * a**2)
        )

    rest = level(n) - level(1) - 2 * sp.sqrt(a) * (n - 1)
    assert sp.simplify(rest - n * (n - 1) * (3 / (2 * a) - 15 * b**2 / (8 * a**2))) == 0
    made = derived("harmonic-excitations").formula.expression
    put = {S.eta: a * S.eta_L, S.n: n}
    assert sp.simplify(made.subs(put) - 2 * S.w * sp.sqrt(a) * (n - 1)) == 0
    printed = SOFT_POTENTIAL.entry("harmonic-excitations").printed
    assert sp.simplify(printed.form.subs(put) - made.subs(put)) == 0


@pytest.mark.quick(0)
def test_numbers_in_words():
    level = SOFT_POTENTIAL.formula("harmonic-limit").expression
    leading = 2 * sp.sqrt(alpha) * (n - sp.Rational(1, 2))
    ratio = sp.Symbol("ratio", positive=True)
    first = sp.simplify((level - leading).subs(beta, ratio * sp.sqrt(alpha)))
    order = sp.simplify(alpha * sp.diff(sp.log(first / leading), alpha))
    excited = SOFT_POTENTIAL.formula("harmonic-excitations").expression
    assert_tied(
        ["scaling", "harmonic-limit", "harmonic-excitations"],
        (
            (
                "harmonic-excitations survives",
                "out $ a quantum",
                leading.subs(n, 1) / (leading.subs(n, 2) - leading.subs(n, 1)),
            ),
            ("scaling statement", "w = @.", S.E_0 * S.eta_L**2),
            ("harmonic-limit statement", "level n is @ plus", leading),
            ("harmonic-limit statement", "order alpha^(#), for", order),
            ("harmonic-limit statement", "falls as alpha^(#).", rest_of("harmonic-limit", alpha)),
            ("harmonic-limit line 6", "is #, so", 1),
            ("harmonic-limit line 11", "from #", 1),
            ("harmonic-excitations statement", "order, @;", excited),
            (
                "harmonic-excitations statement",
                "alpha^(#).",
                rest_of("harmonic-excitations", alpha),
            ),
        ),
    )
