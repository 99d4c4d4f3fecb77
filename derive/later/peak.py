"""The maximum of c/T^3: where vibrations delocalise by l = lambda, and what their spectrum does there."""

from __future__ import annotations

from sympy import Derivative, Integral, Rational, Subs, Tuple, exp, pi

from softpot.derive.later.symbols import S
from softpot.derive.machinery.derivation import Derivation, Derived
from softpot.derive.machinery.discharge import Identity, SubstitutionBack, equal
from softpot.derive.machinery.theory import entry
from softpot.derive.machinery.verdict import Verdict

E_d, w, T, k_B, xi, C_bar = S.E_d, S.w, S.T, S.k_B, S.xi, S.C_bar
SECTION = "The maximum of c/T³"
THIRD = Rational(1, 3)


@entry(
    "E_d-Ioffe-Regel",
    title="Delocalisation where the mean free path is a wavelength",
    section=SECTION,
    expected=Verdict.VERIFIED,
    note="For C̄ = 1e-4, 3e-4, 1e-3 it is 15.9, 11.05, 7.40 w, where the paper's Eq. (13) is quoted with 3w.",
)
def ioffe_regel(d: Derivation) -> Derived:
    """Sound is no longer carried where its mean free path is as short as its wavelength, and quasilocal
    vibrations above
    that energy are not local: with the strength of vibrations E_d/w = (4/(pi^2 Cbar))^(1/3)."""
    inverse = d.uses("resonant-strength")
    leading = d.uses("strength-vibrations").args[0]
    wavelength = 2 * pi * S.v_s / S.Omega
    d.premise(equal(S.lamda_s, wavelength), "the wavelength")
    d.premise(equal(S.l_ph, 1 / inverse), "the mean free path")
    d.step(
        equal(S.lamda_s / S.l_ph, 2 * pi**2 * C_bar * S.S_0),
        "the ratio of both: velocity and frequency drop out",
        Identity(where=((S.lamda_s, wavelength), (S.l_ph, 1 / inverse))),
    )
    d.premise(equal(S.S_0, Subs(leading, S.E, E_d)), "the strength at that energy")
    condition = 2 * pi**2 * C_bar * (E_d / w) ** 3 / 8
    d.premise(equal(condition, 1), "the mean free path is a wavelength")
    found = w * (4 / (pi**2 * C_bar)) ** THIRD
    d.step(equal(E_d, found), "which is", SubstitutionBack((condition - 1,), (E_d,)))
    return d.result(found, lhs=E_d)


_DIGITS = 10**30
CUT = Rational(6682044945145609978429604496524, _DIGITS)
BENT = Rational(3915536582339320195060986198312, _DIGITS)


@entry(
    "peak-of-heat",
    title="The maximum of c/T³ of a spectrum that ends or bends",
    section=SECTION,
    expected=Verdict.VERIFIED,
    note="The computed maximum for all levels up to |alpha| = 10, without those beyond E_d, lies at E_d/6.95 for E_d = "
    "11 w; the single energy of the paper, E_d/4.93, puts it 1.41 times too high for its own spectrum.",
)
def peak_of_heat(d: Derivation) -> Derived:
    """c/T^3 has its maximum at E_d/k_B T = 6.682 for a density of vibrations that goes as E^4 up to E_d and ends there,
    and at 3.916 for one that goes on as E above it; a single energy has 4.928."""
    d.uses("monoenergetic-peak")
    heat = xi**2 * exp(xi) / (exp(xi) - 1) ** 2
    x, y = S.x_c, S.x_k
    cut = Integral(xi**4 * heat, (xi, 0, x))
    edge = x**4 * (x**2 * exp(x) / (exp(x) - 1) ** 2)
    d.step(
        equal(-(x**3) * Derivative(cut / x**2, x), 2 * cut - x * edge),
        "the spectrum that ends at {x}, the energy {E_d} over {kT}: c/T^3 as a function of {x} is this "
        "integral over its "
        "square, and it is stationary where the right side is zero",
        x=x, E_d=E_d, kT=k_B * T,
    )  # fmt: skip
    low, high = Integral(xi**4 * heat, (xi, 0, y)), Integral(xi * heat, (xi, y, S.xi_m))
    d.step(
        equal(-(y**3) * Derivative(low / y**2 + y * high, y), 2 * low - y**3 * high),
        "the spectrum that goes on as the first power, here up to a far end {end}: what both parts have at {y} cancels",
        end=S.xi_m, y=y,
    )  # fmt: skip
    d.limit(
        equal(Tuple(x, y), Tuple(CUT, BENT)),
        "where these are zero, the far end at infinity, is left to numbers",
    )
    return d.result(Tuple(CUT, BENT), lhs=Tuple(x, y))


@entry(
    "boson-peak-silica",
    title="The maximum of c/T³ in vitreous silica",
    section=SECTION,
    expected=Verdict.CONSISTENT,
    note="Measured: about 10 K in vitreous silica, whose w/k_B is 3.6 to 4 K by the minimum of c/T³.",
)
def boson_peak(d: Derivation) -> Derived:
    """With E_d = 11.05 w from Cbar = 3e-4 and a spectrum that goes on as E above E_d, the maximum of c/T^3 lies at
    2.82 w/k_B: at 10.4 K for w/k_B = 3.7 K."""
    bent = d.uses("peak-of-heat").args[1]
    found = d.uses("E_d-Ioffe-Regel")
    d.premise(equal(C_bar, Rational(3, 10000)), "a coupling as in vitreous silica")
    d.premise(equal(S.T_max, E_d / (k_B * S.x_k)), "the maximum of a spectrum that bends")
    result = w * (4 / (pi**2 * Rational(3, 10000))) ** THIRD / (k_B * bent)
    d.step(
        equal(S.T_max, result), "put in",
        Identity(where=((S.T_max, E_d / (k_B * S.x_k)), (E_d, found), (S.x_k, bent), (C_bar, Rational(3, 10000)))),
    )  # fmt: skip
    return d.result(result, lhs=S.T_max)
