"""Eq. (7): the dimensionless equation, and its levels where the potential is almost harmonic."""

from __future__ import annotations

import pytest
import sympy as sp

from derive import SOFT_POTENTIAL, PrintedVerdict, equal

S = SOFT_POTENTIAL.symbols
eta, t, x, y, alpha, beta, n = S.eta, S.t, S.x, S.y, S.alpha, S.beta, S.n


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
    from derive.theory.spectrum import power

    nu = S.nu
    back = power({0: sp.Integer(1)}, 4)[0]
    assert sp.expand(back - (6 * nu**2 + 6 * nu + 3)) == 0
    for number in (0, 1, 4):
        assert back.subs(nu, number) == displacement(4, number, number)
    assert set(power({0: sp.Integer(1)}, 3)) == {-3, -1, 1, 3}
