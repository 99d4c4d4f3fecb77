"""Sum rules of the coordinate y, which hold for every potential and test every spectrum."""

from __future__ import annotations

from sympy import Derivative, Expr, Integer, Sum, oo

from softpot.derive.later.symbols import S
from softpot.derive.machinery.derivation import Derivation, Derived
from softpot.derive.machinery.discharge import Identity, SubstitutionBack, equal
from softpot.derive.machinery.theory import entry
from softpot.derive.machinery.verdict import Verdict

y, j, n, epsilon = S.y, S.j, S.n, S.epsilon
SECTION = "Absorption of sound"


@entry("f-sum", title="The sum rule of the coordinate", section=SECTION, expected=Verdict.DERIVED)
def f_sum(d: Derivation) -> Derived:
    """For every potential and every level n the sum over all levels m of (eps_m - eps_n) |<n|y|m>|^2 is 1: the
    commutator of y with the Hamiltonian of Eq. (7), twice, is a number."""
    f, V = S.f(y), S.v_y(y)

    def H(g: Expr) -> Expr:
        return -Derivative(g, (y, 2)) + V * g

    twice = H(y * y * f) - 2 * y * H(y * f) + y * y * H(f)
    d.step(
        equal(twice, -2 * f),
        "the Hamiltonian, commuted with {y} twice, on any function {f}: the potential drops out",
        y=y, f=f,
    )  # fmt: skip
    term = (epsilon(j) - epsilon(n)) * S.Y_y(n, j) ** 2
    d.premise(
        equal(Sum(-2 * term, (j, 1, oo)), -2),
        "the states are complete: the mean of that double commutator in state {n} is the sum over all states of "
        "twice this, and its mean is that of {two}",
        n=n, two=Integer(-2),
    )  # fmt: skip
    d.step(
        equal(-Sum(-2 * term, (j, 1, oo)) / 2, 1), "so the sum is",
        Identity(where=((Sum(-2 * term, (j, 1, oo)), Integer(-2)),)),
    )  # fmt: skip
    return d.result(Integer(1), lhs=-Sum(-2 * term, (j, 1, oo)) / 2)


@entry("second-derivative", title="The curvature of a level in the strain", section=SECTION)
def second_derivative(d: Derivation) -> Derived:
    """A strain shifts D_1, and the ground state answers in second order: d^2 eps_1/d D_1^2 is -2 times the sum over
    m > 1 of |<1|y|m>|^2/(eps_m - eps_1)."""
    gap, element, change = S.gap, S.y_12, S.c_m
    equation = gap * change + element
    d.premise(
        equal(equation, 0),
        "to first order in a change of {D_1} the ground state changes by {c} times a state that lies {gap} higher: the "
        "Schroedinger equation, multiplied by that state, says so",
        D_1=S.D_1, c=change, gap=gap,
    )  # fmt: skip
    d.step(equal(change, -element / gap), "so", SubstitutionBack((equation,), (change,)))
    d.step(
        equal(2 * change * element, -2 * element**2 / gap),
        "the second derivative of the energy is the sum over all states of the left side",
        Identity(where=((change, -element / gap),)),
    )
    return d.result(-2 * element**2 / gap, lhs=2 * change * element)
