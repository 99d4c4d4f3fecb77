"""Typical parameters: what the atomic energy, length and mass make of the scales of the theory."""

from __future__ import annotations

from sympy import Rational, Tuple, sqrt

from softpot.derive.machinery.derivation import Derivation, Derived
from softpot.derive.machinery.discharge import Identity, SubstitutionBack, equal
from softpot.derive.machinery.theory import Printed, entry
from softpot.derive.machinery.verdict import PrintedVerdict, Verdict
from softpot.derive.theory.spectrum import ETA_L
from softpot.derive.theory.symbols import S

E_0, eta_L, w, m, a, hbar = S.E_0, S.eta_L, S.w, S.m, S.a, S.hbar

SECTION = "Typical parameters"
HALF = Rational(1, 2)


@entry(
    "typical-mass",
    title="The mass that belongs to w",
    equation="(7), (11)",
    section=SECTION,
    note="With E_0 = 10 eV, a = 1 angstrom and w = k_B times 10 K the mass is 261 atomic mass units, eta_L is 0.0093, "
    "w/eta_L is 0.093 eV, and the printed Debye energy is k_B times 104 K. The last three do not depend on the "
    "mass or on a. A Debye energy of k_B times 300 K to 500 K, with the same E_0, would need w from 41 K to 81 K, or "
    "from 16 K to 32 K if the quantum is meant, which is twice that energy.",
    expected=Verdict.PROVED,
)
def typical_mass(d: Derivation) -> Derived:
    """Given E_0, a and w, the mass is hbar^2 sqrt(E_0)/(2 a^2 w^(3/2)); eta_L, w/eta_L and the printed Debye energy
    follow from E_0 and w alone."""
    d.uses("scaling")
    d.uses("debye")
    scale = sqrt(w / E_0)
    d.step(
        equal(eta_L, scale),
        "from {w} in terms of {eta_L}",
        SubstitutionBack((w - E_0 * eta_L**2,), (eta_L,)),
        w=w, eta_L=eta_L,
    )  # fmt: skip
    mass = hbar**2 * sqrt(E_0) / (2 * a**2 * w ** (3 * HALF))
    d.step(
        equal(m, mass),
        "from {eta_L} in terms of the constants",
        SubstitutionBack((eta_L - ETA_L,), (m,), where=((eta_L, scale),)),
        eta_L=eta_L,
    )
    soft = sqrt(w * E_0)
    d.step(
        equal(w / eta_L, soft),
        "the estimate of the deformation potential",
        Identity(where=((eta_L, scale),)),
    )
    debye = E_0 ** Rational(1, 4) * w ** Rational(3, 4)
    half_quantum = E_0 * eta_L ** (3 * HALF)
    d.step(
        equal(S.hbar_omega_D, debye),
        "the Debye energy as printed",
        Identity(where=((S.hbar_omega_D, half_quantum), (eta_L, scale))),
    )
    return d.result(Tuple(mass, scale, soft, debye), lhs=Tuple(m, eta_L, w / eta_L, S.hbar_omega_D))


@entry(
    "typical-parameters",
    title="Typical parameters",
    equation="(7), (11)",
    section=SECTION,
    expected=Verdict.CONSISTENT,
    printed=Printed(
        None,
        PrintedVerdict.UNREADABLE,
        survives="The line with typical parameters is lost. Readable are E_0 = 10 eV, a = 1 angstrom, w = k_B times "
        "10 K and a deformation potential of tenths of electron volts.",
    ),
    note="Each typical value is met within a factor 3 when the moving group has 100 atomic mass units, but not all of "
    "them together: w is exactly the printed Debye energy times sqrt(eta_L), so w = 10 K and eta_L = 0.01 "
    "belong to a Debye energy of 100 K, as printed, or to a quantum of 200 K.",
)
def typical_parameters(d: Derivation) -> Derived:
    """With E_0 = 10 eV, a = 1 angstrom and m = 100 atomic mass units eta_L is of the order 0.01, w of the order of
    k_B times 10 K, w/eta_L tenths of electron volts and the Debye energy hundreds of kelvin."""
    d.uses("scaling")
    d.uses("debye")
    kinetic = hbar**2 / (2 * m * a**2)
    found = []
    for name, value, put, words in (
        (w, (E_0 * kinetic**2) ** Rational(1, 3), E_0 * eta_L**2, "the energy unit"),
        (
            E_0 * eta_L,
            (E_0**2 * kinetic) ** Rational(1, 3),
            E_0 * eta_L,
            "the estimate of the deformation potential",
        ),
        (S.hbar_omega_D, sqrt(E_0 * kinetic), E_0 * eta_L ** (3 * HALF), "the Debye energy"),
    ):
        where = ((eta_L, ETA_L),) if name == put else ((name, put), (eta_L, ETA_L))
        d.step(equal(name, value), words + ", in terms of the constants", Identity(where=where))
        found.append((name, value))
    return d.result(
        Tuple(ETA_L, *(value for _, value in found)),
        lhs=Tuple(eta_L, *(name for name, _ in found)),
    )
