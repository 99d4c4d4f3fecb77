"""What the two-level form of Eq. (8) leaves out where asymmetry and tunnelling are alike: its coefficient.

    E_12 = (Delta² + Delta_0²)^{1/2} (1 + c (Delta Delta_0/(w E_12))²/|alpha|),  c -> -(12 + pi²)/48,

Delta from the matrix element of y³. The 12 is exact algebra: the double commutator with y ties that element to the one
of y. The pi² lies under the barrier, where even and odd state share a probability of second order in the amplitude.
"""

from __future__ import annotations

from sympy import (
    Derivative,
    Expr,
    Integer,
    Integral,
    Limit,
    Ne,
    Rational,
    Subs,
    Sum,
    Tuple,
    exp,
    log,
    oo,
    pi,
    sqrt,
)

from softpot.derive.machinery.derivation import Derivation, Derived
from softpot.derive.machinery.discharge import (
    EvenZeta,
    Identity,
    ImproperIntegral,
    Linearity,
    SubstitutionBack,
    TermByTerm,
    equal,
)
from softpot.derive.machinery.theory import entry
from softpot.derive.machinery.verdict import Verdict
from softpot.derive.theory.symbols import S
from softpot.derive.theory.two_level import SECTION, symmetric_wells

alpha, beta, y, y_0, d_0 = S.alpha, S.beta, S.y, S.y_0, S.d_0
q, theta, Lam, delta, xi, j, k = S.q_s, S.theta, S.Lam, S.delta, S.xi, S.j, S.k
SQUARE = pi**2 / 12
"""The coefficient of q² in ln Gamma(1 - q), but for Euler's constant in the linear term."""


SPLITTING = 3 * Lam**2 / 2 + SQUARE
SLOPE = Lam**2 / 2 + 3 * SQUARE
OVERLAP = 2 * Lam**2 + 4 * SQUARE
"""Coefficients of theta² in the distance of the states, in its growth with delta², in their overlap squared."""


GROWTH = 1 + Lam * theta + SPLITTING * theta**2
"""The quanta of the odd state over theta, to second order; with -theta in the place of theta of the even one."""
LEFT = 1 - Lam * theta - (Lam**2 + 2 * SQUARE) * theta**2
"""1 - Lam q - (pi²/6) q² at these quanta, to second order."""


def _order(expression: Expr, n: int) -> Expr:
    """The derivative of order n by theta at 0."""
    value: Expr = Subs(Derivative(expression, (theta, n)), theta, 0)
    return value


@entry(
    "two-level-remainder",
    title="What the two-level form leaves out",
    equation="(8)",
    section=SECTION,
    expected=Verdict.VERIFIED,
    note="Computed by perturbation theory, the coefficient is -0.532 at alpha = -5, -0.477 at alpha = -12 and -0.458 "
    "at alpha = -50.",
)
def two_level_remainder(d: Derivation) -> Derived:
    """Where asymmetry and tunnelling are comparable, the energy of a two-level system differs from
    (Delta² + Delta_0²)^(1/2), Delta taken from the matrix element of y³, by the relative amount
    (Delta Delta_0/(w E_12))²/|alpha| times a coefficient that tends to -(12 + pi²)/48 for deep wells."""
    symmetric_wells(d)
    _elements(d)
    _condition(d)
    _overlap(d)
    _under_the_barrier(d)
    grown = (1 + SPLITTING * theta**2) * (1 + SLOPE * theta**2)
    element = 1 + (OVERLAP / 2 + 8 * SQUARE) * theta**2
    ratio = grown / (element * (1 + 8 * theta**2)) ** 2
    d.define(
        S.c_r,
        Subs(Derivative(ratio, (theta, 2)), theta, 0) / 128,
        "the coefficient: the square of {E} grows with the square of the asymmetry by {ratio} times what the form "
        "says, to second order, and the square of the splitting over {size} is {tunnelling}",
        E=S.E_12, ratio=ratio, size=-alpha, tunnelling=32 * theta**2,
    )  # fmt: skip
    value = -(12 + pi**2) / 48
    d.step(
        equal(S.c_r, value),
        "in which the logarithm cancels",
        Identity(where=((S.c_r, Subs(Derivative(ratio, (theta, 2)), theta, 0) / 128),)),
    )
    return d.result(value, lhs=S.c_r)


def _elements(d: Derivation) -> None:
    """The matrix element of y³ in terms of the one of y, exactly; and why the one of y is enough."""
    even, odd = S.psi_e(y), S.psi_o(y)
    potential = alpha * y**2 + y**4
    second = (Derivative(even, (y, 2)), Derivative(odd, (y, 2)))
    values = (
        (potential - S.epsilon_0 + d_0 / 2) * even,
        (potential - S.epsilon_0 - d_0 / 2) * odd,
    )
    d.premise(
        equal(Tuple(*second), Tuple(*values)),
        "the Schroedinger equation of the even and the odd state, {d_0} apart",
        d_0=d_0,
    )
    flat = Subs(Derivative(even, y), y, 0)
    d.premise(equal(Tuple(flat, S.psi_o(0)), Tuple(0, 0)), "which they are")
    current = even * Derivative(odd, y) - odd * Derivative(even, y)
    flow = d_0 * y * current - 2 * (
        Derivative(even, y) * Derivative(odd, y) - (potential - S.epsilon_0) * even * odd
    )
    vanishing = equal(Limit(flow, y, oo), 0)
    d.premise(vanishing, "both decay far away, and the integrals converge")
    half = (y, 0, oo)
    whole = Integral((8 * y**3 + 4 * alpha * y - d_0**2 * y) * even * odd, half)
    d.step(
        equal(whole, 0),
        "the double commutator of the Hamiltonian with {y}: twice the force, and the square of the distance of the "
        "levels times {y}",
        ImproperIntegral(
            flow,
            granted=(vanishing,),
            differentiable=(S.psi_e, S.psi_o),
            where=(*zip(second, values, strict=True), (flat, Integer(0)), (S.psi_o(0), Integer(0))),
        ),
        y=y,
    )  # fmt: skip
    third, first = Integral(y**3 * even * odd, half), Integral(y * even * odd, half)
    d.step(
        equal(third, (whole + (d_0**2 - 4 * alpha) * first) / 8),
        "the same, taken apart",
        Linearity(),
    )
    d.define(S.Y, 2 * third, "the matrix element of {power}", power=y**3)
    d.define(S.M_y, 2 * first, "and that of {y}", y=y)
    d.step(
        equal(S.Y, (y_0**2 + d_0**2 / 8) * S.M_y),
        "so the first is the second times the square of half the wells' distance, and somewhat more",
        Identity(
            where=(
                (S.Y, 2 * third), (third, (whole + (d_0**2 - 4 * alpha) * first) / 8), (whole, 0),
                (S.M_y, 2 * first), (alpha, -2 * y_0**2),
            )
        ),
    )  # fmt: skip
    tilted = alpha * y**2 - beta * y**3 + y**4
    moved = tilted.subs(y, y + beta / 4)
    d.step(
        equal(Subs(Derivative(moved, beta), beta, 0), alpha * y / 2),
        "seen from the centre of the quartic a small {beta} is a force; that it makes {alpha} smaller is of second "
        "order",
        beta=beta, alpha=alpha,
    )  # fmt: skip


def _condition(d: Derivation) -> None:
    """The condition that joins the wells, its solutions without asymmetry, and how they move with it."""
    d.limit(
        equal(
            (q**2 - delta**2 / 4) * exp(-2 * Lam * q - SQUARE * (2 * q**2 + delta**2 / 2)), theta**2
        ),
        "two wells whose ground states lie {delta} quanta apart, joined under the barrier; {q} is the energy in "
        "quanta from their mean, {theta} the amplitude of tunnelling over the quantum, {Lam} a logarithm by which it "
        "depends on the energy, and the square in the exponent comes from the Gamma function by which a state that "
        "decays on one side of a parabolic well grows on the other; that corrections are smaller by {order} is left "
        "to numbers",
        delta=delta, q=q, theta=theta, Lam=Lam, order=y_0**-3,
    )  # fmt: skip
    condition = log(GROWTH) - Lam * theta * GROWTH - SQUARE * theta**2 * GROWTH**2
    d.step(
        equal(Tuple(_order(condition, 1), _order(condition, 2)), Tuple(0, 0)),
        "without asymmetry the quanta of the odd state are {quanta}, to third order in {theta}; those of the even "
        "state have the other sign of {theta}",
        quanta=theta * GROWTH, theta=theta,
    )  # fmt: skip
    logarithm = log((q + k * S.q_d) ** 2 - k / 4) - 2 * Lam * (q + k * S.q_d)
    logarithm -= SQUARE * (2 * (q + k * S.q_d) ** 2 + k / 2)
    moving = (2 * q * S.q_d - Rational(1, 4)) / q**2 - 2 * Lam * S.q_d
    moving -= SQUARE * (4 * q * S.q_d + Rational(1, 2))
    d.step(
        equal(Subs(Derivative(logarithm, k), k, 0), moving),
        "how the logarithm of the condition changes with {square}, marked by {k}, if the quanta change by {slope}",
        square=delta**2, k=k, slope=k * S.q_d,
    )  # fmt: skip
    d.premise(equal(moving, 0), "it does not change")
    turning = 1 - Lam * q - 2 * SQUARE * q**2
    d.premise(Ne(turning, 0), "the quanta are few, so that this is not far from 1")
    d.step(
        equal(S.q_d, (1 + 2 * SQUARE * q**2) / (8 * q * turning)),
        "so this is the change of the quanta",
        SubstitutionBack((moving,), (S.q_d,), nonzero=(turning,)),
    )
    d.step(
        equal(_order(Lam * theta * GROWTH + 2 * SQUARE * theta**2, 2), 2 * (Lam**2 + 2 * SQUARE)),
        "the denominator of it is {left} to second order",
        left=LEFT,
    )
    change = log(1 + 2 * SQUARE * theta**2) - log(GROWTH) - log(LEFT)
    d.step(
        equal(Tuple(_order(change, 1), _order(change, 2)), Tuple(0, 2 * SLOPE)),
        "and the change of the distance of the two states, times {front}, is {series} to second order: the first order "
        "drops out between them",
        front=4 * theta, series=1 + SLOPE * theta**2,
    )  # fmt: skip


def _overlap(d: Derivation) -> None:
    """The overlap of the two states on one side."""
    d.step(
        equal(_order(log(GROWTH) - log(LEFT), 2) - 2 * SPLITTING, OVERLAP),
        "the square of their overlap in one well is {series} to second order: the current between them at the "
        "barrier's top over their distance, and norms by the same current at two energies next to each other",
        series=1 + OVERLAP * theta**2,
    )  # fmt: skip


def _under_the_barrier(d: Derivation) -> None:
    """What the part under the barrier adds to the matrix element of y."""
    whole = Integral(xi / (exp(xi) + 1), (xi, 0, oo))
    series = Sum((-1) ** (j + 1) / j**2, (j, 1, oo))
    d.step(
        equal(whole, series),
        "an integral over the barrier, {xi} being the logarithm by which the amplitude depends on the energy from "
        "there to the top, so that a place is {place} away from the bottom",
        TermByTerm((-1) ** (j + 1), j, 1),
        xi=xi, place=2 * y_0 / (exp(xi) + 1),
    )  # fmt: skip
    d.step(equal(series, SQUARE), "a sum of inverse even powers", EvenZeta())
    element = y_0 * (sqrt(1 + OVERLAP * theta**2) + 8 * theta**2 * whole)
    d.limit(
        equal(S.M_y, element),
        "the matrix element of {y}: the bottom's place times the overlap, and the probability {share} per {xi} that "
        "both states together lack under the barrier, at its own place; that the rest is smaller by {order} is left "
        "to numbers",
        y=y, share=4 * theta**2 * xi, xi=xi, order=y_0**-3,
    )  # fmt: skip


__all__ = ["two_level_remainder"]
