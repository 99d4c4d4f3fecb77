"""The claim on the thermal conductivity, for which the paper has no derivation."""

from __future__ import annotations

from sympy import Derivative, Integer

from softpot.derive.machinery.derivation import Derivation, Derived
from softpot.derive.machinery.discharge import equal
from softpot.derive.machinery.theory import entry
from softpot.derive.machinery.verdict import Verdict
from softpot.derive.theory.symbols import S

T = S.T


@entry(
    "thermal-conductivity",
    title="Thermal conductivity",
    section="The specific heat",
    expected=Verdict.REFUTED,
    note="From w/k_B to 4.5 w/k_B the local exponent that all levels give, with resonant scattering alone, falls "
    "from 1.1 to 0.3 for P = |eta| P_0, and relaxation makes it smaller still. For constant P, from which earlier work "
    "had the law, it stays within 0.2 of 1. That subthermal phonons carry the heat does remain true.",
)
def thermal_conductivity(d: Derivation) -> Derived:
    """The thermal conductivity is governed by subthermal phonons and is proportional to T for temperatures above w: the
    paper says that this conclusion of earlier work remains valid for the distribution of Eq. (2), and derives
    neither the conclusion nor its validity. Were it valid, the local exponent s_kappa in T would be 1."""
    claimed = S.kappa_1 * T
    d.premise(equal(S.kappa_of(T), claimed), "the claim")
    d.step(equal(T * Derivative(claimed, T) / claimed, 1), "the local exponent that it has")
    d.limit(
        equal(S.slope_K, Integer(1)),
        "the conductivity that all levels of the distribution give has it or not: that is left to numbers",
    )
    return d.result(Integer(1), lhs=S.slope_K)
