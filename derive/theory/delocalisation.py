"""Eq. (13): the energy at which quasilocal vibrations delocalise, and its value 3w."""

from __future__ import annotations

from sympy import Derivative, Expr, Integer, Rational, Subs, Tuple, log, pi, sqrt

from softpot.derive.machinery.derivation import Derivation, Derived
from softpot.derive.machinery.discharge import Identity, SubstitutionBack, equal
from softpot.derive.machinery.theory import Entry, Printed, entry
from softpot.derive.machinery.verdict import PrintedVerdict, Verdict
from softpot.derive.theory.symbols import S

E, E_d, w, n_0, hbar, v_s = S.E, S.E_d, S.w, S.n_0, S.hbar, S.v_s
eta_L, delta_eta, hbar_omega_D = S.eta_L, S.delta_eta, S.hbar_omega_D

SECTION = "Delocalisation"
FIFTH = Rational(1, 5)


def _overlap(energy: Expr) -> Expr:
    """lambda^3 Gamma n of Eq. (13) with the density of Eq. (12), typed out."""
    wavelength = 2 * pi * hbar * v_s / energy
    width = energy**4 / hbar_omega_D**3
    return wavelength**3 * width * n_0 * sqrt(eta_L / delta_eta) * (energy / w) ** 4 / 24


@entry(
    "delocalisation",
    title="The energy of delocalisation",
    equation="(13)",
    section=SECTION,
    expected=Verdict.VERIFIED,
    printed=Printed(
        Integer(1),
        PrintedVerdict.AGREES,
        member=2,
        shown=equal(S.lamda_s**3 * S.Gamma * S.n_E(E), 1),
        survives="Eq. (13) is a rough criterion, which the paper gives no derivation for; it is taken over as it "
        "stands, and holds at the E_d that is derived from it.",
    ),
    note="n_0 is counted per energy and per volume. The velocity of sound enters with the power -3/5, the "
    "Debye energy with 3/5, n_0 with -1/5 only.",
    article=(0, 1),
)
def delocalisation(d: Derivation) -> Derived:
    """With the density of Eq. (12) the condition lamda_s^3 Gamma(E) n(E) = 1 of Eq. (13) has exactly one solution, a
    power law: E_d/w is the fifth root of 24 (delta_eta/eta_L)^(1/2) (hbar_omega_D/(2 pi hbar v_s))^3/(n_0 w), v_s
    being the velocity of sound; and a given E_d asks for an n_0 that goes as its inverse fifth power."""
    in_n_0 = d.uses("vibrations-sea-gull").args[1]
    d.premise(
        equal(S.lamda_s, 2 * pi * hbar * v_s / E), "the wavelength of sound of energy {E}", E=E
    )
    d.premise(
        equal(S.Gamma, E**4 / hbar_omega_D**3),
        "the width of a quasilocal vibration that radiates sound, an order of magnitude",
    )
    d.define(
        S.Theta, S.lamda_s**3 * S.Gamma * in_n_0,
        "vibrations within one wavelength whose energies agree within their width; all densities are counted per "
        "volume",
    )  # fmt: skip
    where = ((S.Theta, S.lamda_s**3 * S.Gamma * in_n_0), (S.lamda_s, 2 * pi * hbar * v_s / E),
             (S.Gamma, E**4 / hbar_omega_D**3))  # fmt: skip
    fifth_power = (
        (2 * pi * hbar * v_s / hbar_omega_D) ** 3
        * n_0 * w * sqrt(eta_L / delta_eta) / 24 * (E / w) ** 5
    )  # fmt: skip
    d.step(
        equal(S.Theta, fifth_power),
        "it goes as the fifth power of the energy",
        Identity(where=where),
    )
    d.step(
        equal(E * Derivative(log(fifth_power), E), 5),
        "so it rises from zero through every value once: there is exactly one energy at which it is 1",
    )
    d.premise(equal(_overlap(E_d), 1), "Eq. (13) at {E}", E=E_d)
    found = (
        w
        * (24 * sqrt(delta_eta / eta_L) * (hbar_omega_D / (2 * pi * hbar * v_s)) ** 3 / (n_0 * w))
        ** FIFTH
    )
    d.step(equal(E_d, found), "which is", SubstitutionBack((_overlap(E_d) - 1,), (E_d,)))
    needed = (
        24
        * sqrt(delta_eta / eta_L)
        * (hbar_omega_D / (2 * pi * hbar * v_s)) ** 3
        / w
        * (w / E_d) ** 5
    )
    d.step(
        equal(n_0, needed),
        "read the other way round: the density of two-level systems that puts delocalisation at {E}",
        SubstitutionBack((_overlap(E_d) - 1,), (n_0,)),
        E=E_d,
    )
    d.step(
        equal(Subs(fifth_power, E, E_d), 1),
        "put back, the energy fulfils the condition",
        Identity(where=((E_d, found),)),
    )
    return d.result(
        Tuple(found, needed, Integer(1)), lhs=Tuple(E_d, n_0, Subs(fifth_power, E, E_d))
    )


@entry(
    "delocalisation-energy",
    title="The value 3w of the energy of delocalisation",
    equation="(13)",
    section=SECTION,
    expected=Verdict.VERIFIED,
    printed=Printed(
        3 * w,
        PrintedVerdict.AGREES,
        member=0,
        shown=equal(E_d, 3 * w),
        order=True,
        survives="It agrees as an order of magnitude, but is reached with none of the typical constants. The Debye "
        "energy as printed before Eq. (11) is k_B times 100 K for w = 10 K and eta_L = 0.01; with it, delta_eta = 0.1, "
        "n_0 from 10^33 to 10^34 per erg and cm^3 and sound of 3 to 5 km/s, E_d is 3.3 to 7.1 w. With measured "
        "Debye energies, 300 to 500 K, it is 6.4 to 18.7 w, and 3w would ask for n_0 above 4 times 10^35, at "
        "least 40 times what is measured.",
    ),
    note="E_d goes as n_0 to the power -1/5: the measured range of n_0, a factor 10, is a factor 1.6 in E_d. E_d = 3w "
    "lies where Eq. (12), a law for E above 2w, only begins to hold.",
)
def delocalisation_energy(d: Derivation) -> Derived:
    """The Debye energy can be read in two ways: as printed before Eq. (11), w/eta_L^(1/2), or as the quantum of a
    harmonic atomic potential, which is twice as much. With either reading the energy of delocalisation is a function
    of w, eta_L, n_0 and the velocity of sound, and with the second it is higher by the factor 8^(1/5) = 1.52."""
    found = d.uses("delocalisation").args[0]
    d.uses("debye")
    hbar_omega_1 = S.hbar_omega_1
    d.premise(
        equal(S.E_d1, found.subs(hbar_omega_D, hbar_omega_1)),
        "the same with the quantum of a harmonic atomic potential as Debye energy",
    )
    forms = []
    for energy, value, debye, factor, words in (
        (E_d, found, hbar_omega_D, 1, "the Debye energy as printed"),
        (S.E_d1, found.subs(hbar_omega_D, hbar_omega_1), hbar_omega_1, 2, "the quantum"),
    ):
        in_w = factor * w / sqrt(eta_L)
        d.step(
            equal(debye, in_w),
            f"{words} in terms of {{w}}",
            SubstitutionBack((w - debye * sqrt(eta_L) / factor,), (debye,)),
            w=w,
        )
        form = (
            w
            * (
                24
                * factor**3
                * sqrt(delta_eta)
                * w**2
                / ((2 * pi * hbar * v_s) ** 3 * eta_L**2 * n_0)
            )
            ** FIFTH
        )
        d.step(equal(energy, form), "put in", Identity(where=((energy, value), (debye, in_w))))
        forms.append(form)
    d.step(
        equal(S.E_d1 / E_d, 8**FIFTH),
        "the ratio of both",
        Identity(where=((S.E_d1, forms[1]), (E_d, forms[0]))),
    )
    return d.result(Tuple(*forms), lhs=Tuple(E_d, S.E_d1))


width = Entry(
    "width-of-vibrations",
    "(13)",
    "The width of a quasilocal vibration, by radiation of sound, grows as the fourth power of its energy, Gamma "
    "proportional to E^4/hbar_omega_D^3.",
    None,
    SECTION,
    Verdict.NOT_DERIVED,
    title="The width of quasilocal vibrations",
    note="The paper takes it from earlier work. Its own equations do not couple the soft mode to sound, so nothing "
    "here gives the power or the prefactor; Eq. (13) inherits both.",
)
"""Asserted with a reference; the coupling to sound that it needs is in no equation of the paper."""

debye_density = Entry(
    "density-above-E_d",
    "",
    "Above the energy of delocalisation the density of states obeys the usual Debye law, and vibrations with such "
    "energies make practically no contribution to the excess specific heat.",
    None,
    SECTION,
    Verdict.NOT_DERIVED,
    title="The density of states above the energy of delocalisation",
    note="The paper says so and derives it from nothing. That vibrations above E_d contribute nothing to the excess "
    "is a premise of the entries on the maximum of c/T^3.",
)
"""Asserted by the paper; no equation says what becomes of vibrations that delocalise."""
