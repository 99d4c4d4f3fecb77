"""What the two-level form leaves out: the coefficient, by hand and step by step."""

from __future__ import annotations

import mpmath
import pytest
import sympy as sp

from softpot.derive import Role
from softpot.derive.theory import SOFT_POTENTIAL
from softpot.derive.theory import two_level_remainder as made_by
from softpot.numerics.theory.two_level_remainder import coefficient

from .words import assert_tied

S = SOFT_POTENTIAL.symbols
ID = "two-level-remainder"


@pytest.mark.slow
def test_the_derivation_is_sound(derived):
    made = derived(ID)
    assert not made.exact
    assert [s.quoted for s in made.steps if s.role == "quoted"] == ["scaling"]
    assert sum(s.role == "limit" for s in made.steps) == 2
    assert made.formula.expression == -(12 + sp.pi**2) / 48


@pytest.mark.slow
def test_no_wrong_step_is_proved(refuses_wrong_steps):
    refuses_wrong_steps(ID, 40)


@pytest.mark.quick(0)
def test_the_matrix_elements_of_an_exact_pair():
    """y³ and y between the two lowest states of a double well on a grid: Y = (|alpha|/2 + d_0²/8) M."""
    size, points = 5.0, 1201
    y = mpmath.linspace(-7, 7, points)
    step = float(y[1] - y[0])
    import numpy as np

    grid = np.array([float(v) for v in y])
    i = np.arange(points)
    away = np.subtract.outer(i, i)
    with np.errstate(divide="ignore"):
        kinetic = np.where(away == 0, np.pi**2 / 3, 2.0 * (-1.0) ** away / away.astype(float) ** 2)
    levels, states = np.linalg.eigh(kinetic / step**2 + np.diag(-size * grid**2 + grid**4))
    third, first = (abs(states[:, 0] @ (grid**k * states[:, 1])) for k in (3, 1))
    gap = levels[1] - levels[0]
    assert third == pytest.approx((size / 2 + gap**2 / 8) * first, rel=1e-9)


@pytest.mark.parametrize("logarithm", [0.3, 1.0, 2.5])
def test_the_series_against_the_condition_itself(logarithm):
    """Roots of the condition with a small theta, found numerically, against the series that the steps prove."""
    ctx = mpmath.MPContext()
    ctx.dps = 90
    theta, square = ctx.mpf("1e-6"), ctx.pi**2 / 12
    L = ctx.mpf(logarithm)

    def quanta(sign, delta):
        def f(q):
            squares = 2 * q**2 + delta**2 / 2
            left = (q**2 - delta**2 / 4) * ctx.exp(-2 * L * q - square * squares)
            return left / theta**2 - 1

        return ctx.findroot(f, sign * theta, tol=1e-150)

    put = {S.Lam: sp.Float(logarithm, 40), S.theta: sp.Float("1e-6", 40)}
    odd, even = quanta(1, ctx.mpf(0)), quanta(-1, ctx.mpf(0))
    for root, sign in ((odd, 1), (even, -1)):
        stated = ctx.mpf(
            str(sp.N((S.theta * made_by.GROWTH).subs(put | {S.theta: sign * put[S.theta]}), 40))
        )
        assert abs(root - stated) < 50 * theta**4
    small = ctx.mpf("1e-18")
    grown = (quanta(1, small) - quanta(-1, small) - odd + even) / small**2 * 4 * theta
    stated = 1 + float(made_by.SLOPE.subs(put)) * float(theta) ** 2
    assert abs(float((grown - 1) / theta**2) - (stated - 1) / float(theta) ** 2) < 1e-3


def test_the_share_under_the_barrier():
    """ln((1 + x)/(1 - x))/(1 + x) from the top, x = 0, to the bottom: pi²/12."""
    found = mpmath.quad(lambda x: mpmath.log((1 + x) / (1 - x)) / (1 + x), [0, 0.5, 1])
    assert found == pytest.approx(float(made_by.SQUARE), rel=1e-10)


def test_the_coefficient_by_hand():
    """(3L²/2 + b) + (L²/2 + 3b) − (2L² + 4b) − 16 b − 16 over 64, with b = pi²/12."""
    L, b = sp.symbols("L b")
    total = (3 * L**2 / 2 + b) + (L**2 / 2 + 3 * b) - (2 * L**2 + 4 * b) - 16 * b - 16
    assert sp.simplify(total / 64 + (1 + b) / 4) == 0
    assert sp.simplify((-(1 + b) / 4).subs(b, sp.pi**2 / 12) + (12 + sp.pi**2) / 48) == 0


@pytest.mark.slow
def test_numbers_in_words():
    limit = SOFT_POTENTIAL.formula(ID).expression
    form = SOFT_POTENTIAL.formula("two-level-form").expression
    near = dict(SOFT_POTENTIAL.derivation("two-level-form").steps[-1].reason.formulas)["near"]
    note = f"{ID} note"
    computed = [value for n in (5, 12, 50) for value in (coefficient(n), -n)]
    assert_tied(
        [ID],
        (
            (f"{ID} statement", "from @, Delta taken", form),
            (f"{ID} statement", "element of y³, by"),
            (f"{ID} statement", "amount @ times", near),
            (f"{ID} statement", "tends to @ for", limit),
            (note, "is # at alpha = #, # at alpha = # and # at alpha = #.", *computed),
            (f"{ID} line 2", "{} = # there", 0),
            (f"{ID} line 16", "from #", 1),
        ),
    )


def solves(condition):
    """Whether the quanta of the odd and the even state solve the condition to third order, and move as they should."""
    q, theta, Lam, delta, k = S.q_s, S.theta, S.Lam, S.delta, S.k
    square = sp.pi**2 / 12
    for sign in (1, -1):  # of theta
        u = sign * theta
        quanta = u * (1 + Lam * u + (3 * Lam**2 / 2 + square) * u**2)
        over = sp.powsimp(sp.expand((condition.lhs / theta**2).subs(delta, 0).subs(q, quanta)))
        if sp.simplify(sp.series(over, theta, 0, 3).removeO() - 1) != 0:
            return False
    left = condition.lhs.subs(delta, sp.sqrt(k))
    slope = sp.simplify((sp.diff(left, k) / left).subs(k, 0))
    return sp.simplify(slope + 1 / (4 * q**2) + square / 2) == 0


@pytest.mark.quick(0)
def test_the_condition_is_the_one_that_the_quanta_solve():
    """The limit lines say what later lines, which numbers judge by the coefficient, start from."""
    condition, element = (
        line.statement for line in SOFT_POTENTIAL.derivation(ID).steps if line.role is Role.LIMIT
    )
    assert condition.rhs == S.theta**2 and solves(condition)
    for old, new in (
        (S.delta**2 / 4, S.delta**2 / 2), (S.q_s**2, 2 * S.q_s**2), (S.Lam, -S.Lam), (sp.pi, 2 * sp.pi),
        (S.delta**2 / 4, -(S.delta**2) / 4),
    ):  # fmt: skip
        assert not solves(sp.Eq(condition.lhs.subs(old, new), condition.rhs)), new
    theta, Lam = S.theta, S.Lam
    known = sp.series(element.rhs.doit() / S.y_0, theta, 0, 3).removeO()
    (barrier,) = known.atoms(sp.Integral)
    integrand = sp.lambdify(S.xi, barrier.function, "mpmath")
    assert abs(mpmath.quad(integrand, [0, 5, 20, 60]) - mpmath.pi**2 / 12) < 1e-9
    known = known.subs(barrier, sp.pi**2 / 12)
    assert element.lhs == S.M_y
    assert sp.simplify(known - 1 - (Lam**2 + sp.pi**2 / 6 + 8 * sp.pi**2 / 12) * theta**2) == 0
