"""The maximum of c/T^3 that the removal of delocalised vibrations makes, and the least E_d that makes one."""

from __future__ import annotations

from sympy import Derivative, Integral, Le, Rational, Tuple, exp, pi, sqrt

from softpot.derive.machinery.derivation import Derivation, Derived
from softpot.derive.machinery.discharge import Identity, SubstitutionBack, equal
from softpot.derive.machinery.theory import Printed, entry
from softpot.derive.machinery.verdict import Basis, PrintedVerdict, Verdict
from softpot.derive.theory.symbols import S

E, E_d, w, n_0, eta_L, delta_eta = S.E, S.E_d, S.w, S.n_0, S.eta_L, S.delta_eta

SECTION = "Delocalisation"
QUARTER = Rational(1, 4)


@entry(
    "maximum-of-c-over-T3",
    title="The maximum of c/T^3",
    section=SECTION,
    expected=Verdict.CONSISTENT,
    printed=Printed(
        3 * w,
        PrintedVerdict.CONTRADICTED,
        member=1,
        shown=Le(S.E_least, 3 * w),
        basis=Basis.WORDS,
        survives="The text says that the rise of c/T^3 changes to a fall where E_d is 3w, so that the least E_d with "
        "a maximum would be no more than that. At E_d = 3w c/T^3 falls at all temperatures and has neither a maximum "
        "nor the minimum of Fig. 2: the two-level part, which falls as T^-2, outweighs the vibrations that are left. "
        "For a width of 10 eta_L a maximum needs E_d of at least 7.3w by the two laws, 6.6w (P_0 constant) or 5.1w "
        "(exponential) with all levels; for E_d from 8w to 18w it lies at E_d/7.4 to E_d/5.3.",
    ),
    note="For an E^4 law that ends at E_d, vibrations alone, the maximum lies at E_d/(6.68 k_B); E_d/5 is where it "
    "would be if all of them had the energy E_d. Debye's phonons add a constant to c/T^3 and make or move no maximum. "
    "Two-level systems above E_d, kept by the two laws and removed from the levels, are a few per cent of the "
    "two-level part there.",
)
def maximum_of_c_over_T3(d: Derivation) -> Derived:
    """Vibrations up to E_d with the density of Eq. (12), added to the linear law of two-level systems, give c/T^3 a
    maximum only if E_d exceeds a least value, w times (8 pi^2/h_m)^(1/4) (delta_eta/eta_L)^(1/8) with h_m = 0.0879: the
    two-level part of c/T^3 falls as T^(-2), and the vibrations have to outweigh it before their own energies end."""
    linear = d.uses("specific-heat-two-level")
    d.uses("vibrations-sea-gull")
    xi, T, k_B = S.xi, S.T, S.k_B
    end = E_d / (k_B * T)
    integral = Integral(xi**6 * exp(xi) / (exp(xi) - 1) ** 2, (xi, 0, end))
    d.define(
        S.I_d, integral, "vibrations whose density goes as {power}, up to {E}",
        power=E**4, E=E_d,
    )  # fmt: skip
    fifth = n_0 * sqrt(eta_L / delta_eta) / (24 * w**4) * k_B**6
    heat = linear + fifth * T**5 * integral
    d.premise(
        equal(S.c(T), heat),
        "the two-level systems, and the vibrations of Eq. (12) with energies up to {E}",
        E=E_d,
    )
    last = end**7 * exp(end) / (exp(end) - 1) ** 2
    slope = fifth * T**2 * (2 * S.I_d - last) - pi**2 * n_0 * k_B**2 / (3 * T**2)
    known = ((S.c(T), heat), (S.I_d, integral))
    by_T = T * Derivative(S.c(T) / T**3, T)
    d.step(
        equal(by_T, slope),
        "how {f} changes with temperature",
        Identity(where=known),
        f=S.c(T) / T**3,
    )
    weight = (2 * S.I_d - last) / end**4
    d.step(
        equal(
            slope,
            n_0 * k_B**2 / (24 * T**2) * sqrt(eta_L / delta_eta) * (E_d / w) ** 4
            * (weight - 8 * pi**2 * sqrt(delta_eta / eta_L) * (w / E_d) ** 4),
        ),
        "it is positive somewhere, so that a minimum and a maximum follow each other, only if {h}, a function of "
        "{E} over {kT} alone, exceeds a number",
        h=weight, E=E_d, kT=k_B * T,
    )  # fmt: skip
    d.premise(
        equal(S.h_m, 8 * pi**2 * sqrt(delta_eta / eta_L) * (w / S.E_least) ** 4),
        "at {E} its largest value, {h}, just reaches that number",
        E=S.E_least, h=S.h_m,
    )  # fmt: skip
    least = w * (8 * pi**2 * sqrt(delta_eta / eta_L) / S.h_m) ** QUARTER
    d.step(
        equal(S.E_least, least),
        "so this is the least energy of delocalisation with which there is a maximum",
        SubstitutionBack(
            (S.h_m - 8 * pi**2 * sqrt(delta_eta / eta_L) * (w / S.E_least) ** 4,), (S.E_least,)
        ),
    )
    return d.result(Tuple(slope, least), lhs=Tuple(by_T, S.E_least))
