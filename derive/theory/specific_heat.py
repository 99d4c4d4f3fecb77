"""The specific heat: c ∝ T of two-level systems, c ∝ T^5 of vibrations, and the maximum of c/T^3 of a single energy."""

from __future__ import annotations

from sympy import (
    And,
    Derivative,
    Expr,
    Integral,
    Rational,
    StrictGreaterThan,
    StrictLessThan,
    Sum,
    Tuple,
    cosh,
    exp,
    log,
    oo,
    pi,
    sinh,
)

from softpot.derive.machinery.derivation import Derivation, Derived
from softpot.derive.machinery.discharge import (
    Bracket,
    EvenZeta,
    Identity,
    Rescaled,
    Rises,
    TermByTerm,
    equal,
)
from softpot.derive.machinery.theory import Printed, entry
from softpot.derive.machinery.verdict import PrintedVerdict, Verdict
from softpot.derive.theory.symbols import S

E, T, k_B, w, xi, j = S.E, S.T, S.k_B, S.w, S.xi, S.j

SECTION = "The specific heat"
HALF = Rational(1, 2)
RATIO = E / (k_B * T)


def _integral(
    d: Derivation, power: int, sign: int, coefficient: Expr, terms: Expr, value: Expr
) -> Integral:
    """Lines for ∫ xi^p e^xi/(e^xi ± 1)^2 d xi: the geometric series, its integral, Euler's sum."""
    whole = Integral(xi**power * exp(xi) / (exp(xi) + sign) ** 2, (xi, 0, oo))
    series = Sum(terms, (j, 1, oo))
    d.step(
        equal(whole, series),
        "for {xi} above 0 the integrand is {power} times the sum of {term}: integrated term by term",
        TermByTerm(coefficient, j, power),
        xi=xi, power=xi**power, term=coefficient * exp(-j * xi),
    )  # fmt: skip
    d.step(equal(series, value), "a sum of inverse even powers", EvenZeta())
    return whole


@entry(
    "specific-heat-two-level",
    title="Specific heat of two-level systems",
    section=SECTION,
)
def specific_heat_two_level(d: Derivation) -> Derived:
    """Two-level systems whose density of states does not depend on the energy have the specific heat
    (pi^2/6) n_0 k_B^2 T: linear in T, up to the logarithms by which n(E) varies."""
    d.premise(
        equal(S.n_E(E), S.n_0),
        "a density of two-level systems that is constant up to energies of some {kT}",
        kT=k_B * T,
    )
    mean = E / (exp(RATIO) + 1)
    d.step(
        equal(k_B * T**2 * Derivative(log(1 + exp(-RATIO)), T), mean),
        "the mean energy of two levels a distance {E} apart, from their partition function",
        E=E,
    )
    one = k_B * RATIO**2 * exp(RATIO) / (exp(RATIO) + 1) ** 2
    d.step(equal(Derivative(mean, T), one), "so this is the specific heat of one of them")
    total = Integral(S.n_0 * one, (E, 0, oo))
    d.define(S.c(T), total, "the specific heat of all of them")
    front = S.n_0 * k_B**2 * T
    integral = Integral(xi**2 * exp(xi) / (exp(xi) + 1) ** 2, (xi, 0, oo))
    d.step(
        equal(total, front * integral),
        "the energy in units of {kT}",
        Rescaled(k_B * T),
        kT=k_B * T,
    )
    value = pi**2 / 6
    alternating = (-1) ** (j + 1)
    _integral(d, 2, 1, alternating * j, alternating * 2 / j**2, value)
    series = Sum(alternating * 2 / j**2, (j, 1, oo))
    result = value * S.n_0 * k_B**2 * T
    d.step(
        equal(S.c(T), result),
        "with the value of the integral",
        Identity(
            where=((S.c(T), total), (total, front * integral), (integral, series), (series, value))
        ),
    )
    return d.result(result, lhs=S.c(T))


@entry(
    "specific-heat-vibrations",
    title="Specific heat of quasilocal vibrations",
    section=SECTION,
    expected=Verdict.VERIFIED,
    note="By first-order perturbation theory the next term, in units k_B P_0 eta_L^(5/2), is 26.88 (k_B T/w)^2 for "
    "potentials with one well and 39.48 (k_B T/w)^2 for all deepest wells; the computed c(T) has it to 1 per cent.",
)
def specific_heat_vibrations(d: Derivation) -> Derived:
    """With the density of Eq. (12) the vibrations of potentials with one well have a specific heat that grows as
    T^5. The forms are those in terms of P_0 and of n_0, and in terms of P_0 with the deepest wells of all potentials
    counted."""
    one_well, in_n_0 = d.uses("vibrations-sea-gull").args
    deepest, _ = d.uses("vibrations-deepest").args
    d.premise(
        k_B * T > w,
        "temperatures above {w}: the potentials that matter are almost harmonic, with excitations {E} apart",
        w=w, E=E,
    )  # fmt: skip
    mean = E / (exp(RATIO) - 1)
    d.step(
        equal(k_B * T**2 * Derivative(-log(1 - exp(-RATIO)), T), mean),
        "the mean energy of equidistant levels, from their partition function",
    )
    one = k_B * RATIO**2 * exp(RATIO) / (exp(RATIO) - 1) ** 2
    d.step(equal(Derivative(mean, T), one), "so this is the specific heat of one vibration")
    fourth = Integral((E / w) ** 4 * one, (E, 0, oo))
    front = k_B * w * (k_B * T / w) ** 5
    integral = Integral(xi**6 * exp(xi) / (exp(xi) - 1) ** 2, (xi, 0, oo))
    d.step(
        equal(fourth, front * integral),
        "a density {n} with the prefactor 1, the energy in units of {kT}",
        Rescaled(k_B * T),
        n=(E / w) ** 4, kT=k_B * T,
    )  # fmt: skip
    value = 16 * pi**6 / 21
    _integral(d, 6, -1, j, 720 / j**6, value)
    series = Sum(720 / j**6, (j, 1, oo))
    d.step(
        equal(fourth, front * value),
        "with the value of the integral",
        Identity(where=((fourth, front * integral), (integral, series), (series, value))),
    )
    heats = []
    for density, words in (
        (one_well, "the density of potentials with one well"),
        (in_n_0, "the same in terms of the density of two-level systems"),
        (deepest, "the density with the deepest wells of all potentials"),
    ):
        prefactor = density * (w / E) ** 4
        heats.append(prefactor * front * value)
        d.step(
            equal(prefactor * fourth, heats[-1]), words, Identity(where=((fourth, front * value),))
        )
    d.limit(
        equal(Tuple(*(S.c(T),) * 3), Tuple(*heats)),
        "anharmonicity and the potentials that are not almost harmonic make a relative difference of order "
        "{order}; that there is no larger one is left to numbers",
        order=(w / (k_B * T)) ** 3,
    )
    return d.result(Tuple(*heats), lhs=Tuple(*(S.c(T),) * 3))


# the zero of xi coth(xi/2) - 5 lies between these, which a step proves
_DIGITS = 10**40
LOWER = Rational(49281193581732837753278915137328580605409, _DIGITS)
UPPER = LOWER + Rational(1, _DIGITS)


@entry(
    "monoenergetic-peak",
    title="Maximum of c/T^3 of vibrations of one energy",
    section=SECTION,
    printed=Printed(
        Rational(5),
        PrintedVerdict.AGREES,
        member=1,
        shown=equal(T, S.E_d / (5 * k_B)),
        order=True,
        survives="The maximum lies at E_d/(4.928 k_B); the printed estimate E_d/5 is 1.4 per cent lower.",
    ),
    expected=Verdict.PROVED,
    article=(0,),
)
def monoenergetic_peak(d: Derivation) -> Derived:
    """If all vibrations have the one energy E_d, then c/T^3 has exactly one extremum, a maximum, at the temperature
    where xi coth(xi/2) = 5 with xi = E_d/k_B T = 4.9281...; the paper says that c/T^3 falls above about E_d/5."""
    z = S.E_d / (k_B * T)
    heat = S.N_osc * k_B * z**2 / (4 * sinh(z / 2) ** 2)
    d.define(
        S.c_d(T), heat, "the specific heat of {N} vibrations of energy {E}", N=S.N_osc, E=S.E_d
    )
    d.step(
        equal(heat, S.N_osc * k_B * z**2 * exp(z) / (exp(z) - 1) ** 2),
        "which is Einstein's form",
    )
    slope = xi * cosh(xi / 2) / sinh(xi / 2) - 5
    by_T = Derivative(log(S.c_d(T) / T**3), T)
    d.step(
        equal(T * by_T, slope.subs(xi, z)),
        "the logarithmic derivative of {f}",
        Identity(where=((S.c_d(T), heat),)),
        f=S.c_d(T) / T**3,
    )
    d.step(
        equal(Derivative(slope, xi), (sinh(xi) - xi) / (2 * sinh(xi / 2) ** 2)),
        "how it depends on {xi}, the energy over {kT}",
        xi=xi, kT=k_B * T,
    )  # fmt: skip
    d.step(
        StrictGreaterThan(sinh(xi), xi),
        "so it rises with {xi}, falls with the temperature, and is zero once at most",
        Rises(xi, 2),
        xi=xi,
    )
    d.define(S.xi_low, LOWER, "a number")
    d.define(S.xi_high, UPPER, "and one that is larger by 1 in the last place")
    zero = slope.subs(xi, S.xi_m)
    d.premise(
        equal(zero, 0), "{xi} is where it is zero: the place of the extremum, {T}",
        xi=S.xi_m, T=equal(T, S.E_d / (k_B * S.xi_m)),
    )  # fmt: skip
    d.step(
        And(StrictLessThan(S.xi_low, S.xi_m), StrictLessThan(S.xi_m, S.xi_high)),
        "{f} rises at temperatures below that place and falls above it: a maximum, and the only extremum",
        Bracket(
            (zero,), S.xi_m, ((sinh(S.xi_m) - S.xi_m) / 2, 2), (sinh(S.xi_m / 2), 1), UPPER - LOWER,
            where=((S.xi_low, LOWER), (S.xi_high, UPPER)),
        ),
        f=S.c_d(T) / T**3,
    )  # fmt: skip
    return d.result(
        Tuple(slope.subs(xi, z), LOWER, UPPER), lhs=Tuple(T * by_T, S.xi_low, S.xi_high)
    )
