"""The Debye energy that stands before Eq. (11): two readings, a factor 2 apart."""

from __future__ import annotations

from sympy import Derivative, Rational, Tuple, exp, sqrt

from softpot.derive.machinery.derivation import Derivation, Derived
from softpot.derive.machinery.discharge import Identity, equal
from softpot.derive.machinery.theory import Printed, entry
from softpot.derive.machinery.verdict import PrintedVerdict, Verdict
from softpot.derive.theory.spectrum import ETA_L
from softpot.derive.theory.symbols import S

x = S.x


@entry(
    "debye",
    title="The Debye energy",
    equation="(11)",
    section="The deformation potential",
    printed=Printed(
        sqrt(S.E_0 * S.hbar**2 / (2 * S.m * S.a**2)),
        PrintedVerdict.AGREES,
        member=2,
        shown=equal(S.hbar_omega_D, sqrt(S.E_0 * S.hbar**2 / (2 * S.m * S.a**2))),
        survives="It agrees as what it says, a characteristic energy. The quantum of a harmonic atomic potential "
        "(eta = 1) is exactly twice as large; wherever its cube enters, as in Eq. (13), the two readings "
        "differ by a factor 8.",
    ),
    expected=Verdict.PROVED,
)
def debye(d: Derivation) -> Derived:
    """A harmonic atomic potential, eta = 1 without anharmonic terms, has the quantum 2 E_0 eta_L^(3/2); the printed
    Debye energy is E_0 eta_L^(3/2), half of it. Each reading gives w in terms of it."""
    d.uses("scaling")
    kinetic = S.hbar**2 / (2 * S.m * S.a**2)
    defined = ((S.eta_L, ETA_L),)
    d.premise(equal(S.V(S.x), S.E_0 * S.x**2), "a harmonic atomic potential: eta = 1, nothing else")
    scale = sqrt(S.E_0 / kinetic)
    ground = exp(-scale * x**2 / 2)
    root = sqrt(kinetic * S.E_0)
    for state, energy, words in (
        (ground, root, "a state of the harmonic potential without a zero, so the lowest"),
        (x * ground, 3 * root, "and one with a single zero, so the next"),
    ):
        d.step(
            equal(-kinetic * Derivative(state, (x, 2)) + S.E_0 * x**2 * state, energy * state),
            words,
        )
    quantum = 2 * S.E_0 * S.eta_L ** Rational(3, 2)
    printed = S.E_0 * S.eta_L ** Rational(3, 2)
    d.define(S.hbar_omega_1, 3 * root - root, "the quantum is their difference")
    d.step(
        equal(S.hbar_omega_1, quantum),
        "in terms of the scale of anharmonicity",
        Identity(where=((S.hbar_omega_1, 3 * root - root), *defined)),
    )
    in_print = sqrt(S.E_0 * S.hbar**2 / (2 * S.m * S.a**2))
    d.define(S.hbar_omega_D, in_print, "the Debye energy as it stands in print")
    d.step(
        equal(S.hbar_omega_D, printed),
        "is half of the quantum",
        Identity(where=((S.hbar_omega_D, in_print), *defined)),
    )
    unit = (S.w, S.E_0 * S.eta_L**2)
    w_from_quantum = S.hbar_omega_1 * sqrt(S.eta_L) / 2
    w_from_printed = S.hbar_omega_D * sqrt(S.eta_L)
    d.step(
        equal(S.w, w_from_quantum),
        "the energy {w} in terms of the quantum",
        Identity(where=(unit, (S.hbar_omega_1, quantum))),
        w=S.w,
    )
    d.step(
        equal(S.w, w_from_printed),
        "and in terms of the expression in print",
        Identity(where=(unit, (S.hbar_omega_D, printed))),
    )
    return d.result(
        Tuple(quantum, w_from_quantum, printed, w_from_printed),
        lhs=Tuple(S.hbar_omega_1, S.w, S.hbar_omega_D, S.w),
    )
