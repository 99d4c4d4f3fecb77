"""Heat carried by phonons that soft potentials absorb."""

from __future__ import annotations

from sympy import (
    Derivative,
    Integer,
    Integral,
    Rational,
    Subs,
    Sum,
    Tuple,
    cosh,
    exp,
    log,
    oo,
    pi,
    sinh,
    sqrt,
)

from softpot.derive.later.symbols import S
from softpot.derive.machinery.derivation import Derivation, Derived
from softpot.derive.machinery.discharge import Antiderivative, EvenZeta, Identity, TermByTerm, equal
from softpot.derive.machinery.theory import entry
from softpot.derive.machinery.verdict import Verdict

T, w, k_B, hbar, z, j, tau = S.T, S.w, S.k_B, S.hbar, S.z, S.j, S.tau_T
SECTION = "Thermal conductivity"
QUARTER = Rational(1, 4)


@entry(
    "kappa-quadratic",
    title="Thermal conductivity at low temperatures",
    section=SECTION,
    expected=Verdict.VERIFIED,
    note="The measured exponent, 1.9 ± 0.1, is that of the correction 1/(3L), which contains no "
    "parameter: between 0.01 and "
    "0.15 w/k_B the local exponent falls from 1.99 to 1.84.",
)
def kappa_quadratic(d: Derivation) -> Derived:
    """Far below w/k_B the strength S is tanh(E/2k_B T), and phonons carry heat with kappa = k_B^3 T^2/(6 pi
    hbar^2) times
    the sum of 1/(v Cbar) over their three branches; the rest falls as the inverse of the exponent of tunnelling."""
    d.uses("resonant-strength")
    d.uses("tunnelling-strength")
    weight = exp(z) / (exp(z) - 1) ** 2
    slope = exp(z) * (exp(z) + 1) / (exp(z) - 1) ** 3
    d.step(equal(-Derivative(weight, z), slope), "the heat capacity of a phonon over {z}, divided by {tanh}",
           z=z, tanh=(exp(z) - 1) / (exp(z) + 1))  # fmt: skip
    integral = Integral(z**3 * slope, (z, 0, oo))
    series = Sum(6 / j**2, (j, 1, oo))
    d.step(equal(integral, series), "integrated term by term", TermByTerm(j**2, j, 3))
    d.step(equal(series, pi**2), "a sum of inverse squares", EvenZeta())
    carried = 1 / (S.v_l * S.C_l) + 2 / (S.v_t * S.C_t)
    result = k_B**3 * T**2 / (6 * pi * hbar**2) * carried
    front = k_B * (w / hbar) ** 2 / (6 * pi**3) * (k_B * T / w) ** 2
    d.step(
        equal(front * integral * carried, result),
        "a third of heat capacity, velocity and mean free path, summed over one longitudinal and two "
        "transverse branches",
        Identity(where=((integral, series), (series, pi**2))),
    )
    d.limit(
        equal(Tuple(S.kappa_T, S.K(tau)), Tuple(result, pi**2 * tau**2)),
        "with the strength of two-level systems at their least energies; the second is the integral alone, {tau} being "
        "{ratio}; what is left is left to numbers",
        tau=tau, ratio=k_B * T / w,
    )  # fmt: skip
    return d.result(Tuple(result, pi**2 * tau**2), lhs=Tuple(S.kappa_T, S.K(tau)))


@entry("scaling-classical", title="Scaling at high temperatures", section=SECTION)
def scaling_classical(d: Derivation) -> Derived:
    """Far above w the quartics move classically, and all scale: with y as T^(1/4), D_2 as T^(1/2), D_1 as T^(3/4) and
    frequencies as T^(1/4) the strength is S = tau^(3/4) g(eps/tau^(1/4)) for the uniform distribution, and
    tau^(1/4) g'(eps/tau^(1/4)) for P = const."""
    y, D_2, D_1, a = S.y, S.D_2, S.D_1, S.rho
    d.premise(equal(a, tau**QUARTER), "the unit of length")
    where = Identity(where=((a, tau**QUARTER),))
    potential = D_2 * y**2 + D_1 * y + y**4
    scaled = (D_2 * a**2) * (y * a) ** 2 + (D_1 * a**3) * (y * a) + (y * a) ** 4
    d.step(
        equal(scaled, tau * potential),
        "the potential at scaled coefficients and coordinate is the temperature times the same one",
        where,
    )
    area = a**2 * a**3
    # S = (1/tau) eps * area * <y^2> spectral density: y^2 over a frequency
    strength = 1 / tau * a * area * a**2 / a
    d.step(
        equal(strength, tau ** (3 * QUARTER)),
        "the occupations differ by {eps} over the temperature, the area of coefficients scales as {area}, and the "
        "spectral density of {y2} as its square over a frequency",
        where,
        eps=a, area=area, y2=y**2,
    )  # fmt: skip
    flat = strength / a**2
    d.step(
        equal(flat, tau**QUARTER),
        "without the factor of the sea-gull, which scales as {D_2}",
        where,
        D_2=a**2,
    )
    return d.result(Tuple(tau ** (3 * QUARTER), tau**QUARTER), lhs=Tuple(strength, flat))


@entry(
    "kappa-linear",
    title="The claim that the conductivity is linear above w/k_B",
    section=SECTION,
    expected=Verdict.REFUTED,
    note="With resonant scattering alone the local exponent is 1.10 at w/k_B, 0.64 at 2 w/k_B, 0.44 at 3 "
    "w/k_B; relaxation makes "
    "it smaller, down to a plateau. That subthermal phonons carry the heat is true; kappa "
    "proportional to T rested on P = "
    "const.",
)
def kappa_linear(d: Derivation) -> Derived:
    """The paper asserts, without a derivation, that kappa is proportional to T above w/k_B also for P = |eta| P_0: the
    local exponent d ln(kappa)/d ln(T) would be 1 there."""
    d.uses("resonant-strength")
    d.uses("strength-vibrations")
    d.premise(equal(S.kappa_of(T), S.kappa_1 * T), "the claim")
    exponent = T * Derivative(S.kappa_1 * T, T) / (S.kappa_1 * T)
    d.step(equal(exponent, 1), "the local exponent that it has")
    d.limit(
        equal(S.slope_K, Integer(1)),
        "whether the conductivity of all levels has it is left to numbers",
    )
    return d.result(Integer(1), lhs=S.slope_K)


@entry(
    "kappa-linear-flat",
    title="The conductivity of the older distribution above w/k_B",
    section=SECTION,
    expected=Verdict.CONSISTENT,
    note="From w/k_B to 5 w/k_B the local exponent stays between 0.86 and 1.22; the factor of the law itself is "
    "reached only far above.",
)
def kappa_linear_flat(d: Derivation) -> Derived:
    """For P = const the density of vibrations grows as E^2, so that S is proportional to E, the heat is
    carried by thermal
    phonons, and kappa is proportional to T: the integral of heat is K = (pi^2/(2 + sqrt(2))) tau, tau = k_B T/w."""
    d.uses("resonant-strength")
    d.uses("vibrations-constant")
    s, phi, r = S.s_w, S.phi_w, S.r
    d.step(
        equal(Derivative(2 * sqrt(2) * cosh(phi) / 3, phi), 2 * sqrt(2) * sinh(phi) / 3),
        "the shape {s} of a well beside another one, in terms of {phi}; the barrier's top has {ratio} of its "
        "curvature, with the opposite sign", s=s, phi=phi, ratio=1 - exp(-2 * phi),
    )  # fmt: skip
    two = Integral(2 * sqrt(2) / 3 * exp(phi) / 2, (phi, 0, log(2) / 2))
    d.step(
        equal(2 * sqrt(2) / 3 * sinh(phi) / (1 - exp(-2 * phi)), 2 * sqrt(2) / 3 * exp(phi) / 2),
        "so that {P} weights them by", P=S.P_0,
    )  # fmt: skip
    d.step(
        equal(two, (2 - sqrt(2)) / 3),
        "all shapes up to equal wells",
        Antiderivative(sqrt(2) / 3 * exp(phi)),
    )
    whole = 2 * sqrt(2) / 3 + two
    slope = (2 + sqrt(2)) / 3
    d.step(equal(whole, slope), "with the wells that stand alone, up to {s}", Identity(where=((two, (2 - sqrt(2)) / 3),)),  # noqa: E501
           s=2 * sqrt(2) / 3)  # fmt: skip
    d.step(
        equal(Subs(2 * 4 * r**2 / (2 * r) / 2 * slope, r, S.E / (2 * w)), slope * S.E / w),
        "times the square of the matrix element over the slope of the excitation: the strength",
    )
    heat = Integral(z**2 * exp(z) / (exp(z) - 1) ** 2, (z, 0, oo))
    series = Sum(2 / j**2, (j, 1, oo))
    d.step(
        equal(heat, series),
        "the heat that phonons carry, integrated term by term",
        TermByTerm(j, j, 2),
    )
    d.step(equal(series, pi**2 / 3), "a sum of inverse squares", EvenZeta())
    result = pi**2 / (2 + sqrt(2)) * tau
    d.step(
        equal(tau * heat / slope, result),
        "over the strength",
        Identity(where=((heat, series), (series, pi**2 / 3))),
    )
    d.limit(
        equal(S.K(tau), result),
        "an order of magnitude between {a} and {b}",
        a=w / k_B,
        b=5 * w / k_B,
    )
    return d.result(result, lhs=S.K(tau))


@entry(
    "subthermal-phonons",
    title="Subthermal phonons carry the heat",
    section=SECTION,
    expected=Verdict.CONSISTENT,
    note="For P = const half of the heat is carried below 0.73 k_B T at w/k_B and below 0.29 k_B T at 5 w/k_B: the "
    "claim holds for both distributions.",
)
def subthermal_phonons(d: Derivation) -> Derived:
    """For P = |eta| P_0 the strength grows as E^3 above w, and the phonons that carry heat above w/k_B are
    those below w:
    half of it is carried below an energy that stays near w, whatever the temperature is."""
    leading = d.uses("strength-vibrations").args[0]
    d.define(S.S_0, leading, "the strength at {E}", E=S.E)
    classical = Subs(z**2 * exp(z) / (exp(z) - 1) ** 2, z, S.E / (k_B * T))
    d.step(
        equal(S.E / S.S_0, 8 * w**3 / S.E**2),
        "an energy over the strength of vibrations: it falls, and its integral is all from the lower end",
        Identity(where=((S.S_0, leading),)),
    )
    d.premise(classical > 0, "phonons far below {kT} have all their classical heat", kT=k_B * T)
    d.limit(equal(S.E_med, w), "numbers show where half of the heat is carried")
    return d.result(w, lhs=S.E_med)


@entry(
    "kappa-plateau",
    title="The plateau of the conductivity",
    section=SECTION,
    expected=Verdict.CONSISTENT,
    note="With rates of one phonon K is 5.0 on the plateau, 0.20 W/(m K) with the constants of vitreous silica (w/k_B "
    "= 3.7 K, Cbar = 3e-4, velocities of 5800 and 3800 m/s), twice what is measured; the literature's height rests on "
    "a least time of relaxation that such rates do not give. What makes up the difference is open.",
)
def kappa_plateau(d: Derivation) -> Derived:
    """With relaxation the classical strength stays finite at low frequencies, and subthermal phonons then carry K =
    K_0 tau^(-1/4): a plateau, which begins at 3 to 5 w/k_B for rates of one phonon with G = 2e-3 as in
    vitreous silica."""
    scale = d.uses("scaling-classical").args[0]
    d.uses("subthermal-phonons")
    u, a = S.u_m, S.rho
    d.premise(equal(a, tau**QUARTER), "the unit of energy of classical quartics")
    d.premise(
        equal(S.K_0, Integral(u / S.g_of(u), (u, 0, oo))),
        "an integral of the scaling function {g}",
        g=S.g_of(u),
    )
    carried = a * a * S.K_0 / scale
    d.step(
        equal(carried, S.K_0 * tau ** (-QUARTER)),
        "an energy and its differential in that unit, over the strength, for phonons with their classical heat",
        Identity(where=((a, tau**QUARTER),)),
    )
    d.limit(
        equal(S.K(tau), S.K_0 * tau ** (-QUARTER)),
        "an order of magnitude, for which numbers give the factor",
    )
    return d.result(S.K_0 * tau ** (-QUARTER), lhs=S.K(tau))
