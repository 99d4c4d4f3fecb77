"""Resonant absorption of sound by soft potentials: golden rule, two-level systems, vibrations."""

from __future__ import annotations

from sympy import (
    Derivative,
    Integral,
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

from softpot.derive.later.symbols import S
from softpot.derive.machinery.derivation import Derivation, Derived
from softpot.derive.machinery.discharge import (
    Antiderivative,
    Identity,
    Telescoping,
    equal,
)
from softpot.derive.machinery.theory import entry
from softpot.derive.machinery.verdict import Verdict

E, w, hbar, Delta_0 = S.E, S.w, S.hbar, S.Delta_0
Omega, C_bar, Lambda, rho, v = S.Omega, S.C_bar, S.Lambda, S.rho_m, S.v_s
SECTION = "Absorption of sound"
HALF = Rational(1, 2)
COUPLING = S.P_v * Lambda**2 / (w * rho * v**2)


@entry(
    "resonant-strength",
    title="The mean free path of a phonon",
    section=SECTION,
    note="C̄ holds one constant for all potentials only if strain acts on the linear coefficient D_1 in "
    "the main; what it "
    "does to η has another matrix element.",
)
def resonant_strength(d: Derivation) -> Derived:
    """A phonon that shifts D_1 by Lambda e/w is absorbed, by the golden rule, with 1/l = (pi omega/v) Cbar S,
    where Cbar
    = P_s Lambda^2/(w rho v^2) and S is the number of transitions of its energy per unit of P_s, each with the
    square of its matrix element of y and the difference of its occupations."""
    strain = hbar * Omega / (2 * rho * S.V_g * v**2)
    d.premise(
        equal(S.strain, strain),
        "the mean square strain of one phonon of frequency {Omega} in the volume",
        Omega=Omega,
    )
    transitions = S.P_v * S.V_g * S.S_0 / w
    d.premise(
        equal(S.rate, 2 * pi / hbar * Lambda**2 * S.strain * transitions),
        "the golden rule: {Lambda} couples {y} to the strain, and {count} is the number of transitions in the volume, "
        "each with the square of its matrix element of {y}, per energy",
        Lambda=Lambda, y=S.y, count=transitions,
    )  # fmt: skip
    d.premise(equal(C_bar, COUPLING), "a constant of the glass")
    inverse = pi * Omega / v * C_bar * S.S_0
    d.step(
        equal(S.rate / v, inverse),
        "the rate over the velocity of sound: the volume drops out",
        Identity(where=((S.rate, 2 * pi / hbar * Lambda**2 * S.strain * transitions), (S.strain, strain),
                        (C_bar, COUPLING))),
    )  # fmt: skip
    return d.result(inverse, lhs=S.rate / v)


@entry(
    "tunnelling-strength",
    title="Absorption by two-level systems",
    section=SECTION,
    expected=Verdict.VERIFIED,
    note="Neither a logarithm at leading order nor any cutoff enters: acoustic experiments measure Cbar "
    "directly, whatever "
    "the cutoff of the heat is.",
)
def tunnelling_strength(d: Derivation) -> Derived:
    """For two-level systems the powers of the barrier cancel, and S tends to 1 (times tanh(E/2k_B T)) as E/w -> 0. The
    first correction is 1 + x/sqrt(2) = 1 + 1/(3L) with x = D_E^(-3/2), where the splitting of symmetric wells with
    |D_2| = D_E is E, and L = (sqrt(2)/3) D_E^(3/2) is the exponent of tunnelling."""
    D, D_E = S.D, S.D_E
    x = D_E ** (-3 * HALF)
    leading = -sqrt(2) / 3 * D ** (3 * HALF)
    d.uses("two-level-form")
    d.uses("tunnel-amplitude")
    d.premise(
        equal(S.d_w, sqrt(2 * D)), "the wells lie at {wells}, and an asymmetry {Delta} needs {D_1} equal to it over "
        "the distance and {w}", wells=Tuple(-sqrt(D / 2), sqrt(D / 2)), Delta=S.Delta, D_1=S.D_1, w=w,
    )  # fmt: skip
    element = S.d_w / 2 * Delta_0 / E
    d.premise(equal(S.y_12, element), "the matrix element of a pair with the energy {E}", E=E)
    slope = sqrt(D / 2)
    d.step(
        equal(-Derivative(leading, D), slope),
        "the logarithm of the splitting falls by this per unit of {D}",
        D=D,
    )
    # 2 signs of D_1, d D_1 = E dE/(Delta d w), d D_2 = dDelta_0/(slope Delta_0), in units of w
    d.step(
        equal(2 * (S.d_w / 2) ** 2 / (S.d_w * slope), 1),
        "two signs of {D_1}, the square of half the distance, over the distance and over that slope: all powers of "
        "the barrier cancel",
        Identity(where=((S.d_w, sqrt(2 * D)),)), D_1=S.D_1,
    )  # fmt: skip
    v_ = S.v
    splitting = 2 * v_ * E / (1 + v_**2)
    rest = E * (1 - v_**2) / (1 + v_**2)
    d.step(
        equal(splitting**2 + rest**2, E**2),
        "written with a parameter {v}, splitting and asymmetry",
        v=v_,
    )
    d.step(
        equal(Derivative(splitting, v_), 2 * E * (1 - v_**2) / (1 + v_**2) ** 2),
        "how the splitting changes with it",
    )
    d.step(
        equal(Integral(2 / (1 + v_**2) * 2 * v_ / (1 + v_**2), (v_, 0, 1)), 1),
        "the integral over all splittings up to {E} of the splitting over {E} and over the asymmetry",
        Antiderivative(-2 / (1 + v_**2)), E=E,
    )  # fmt: skip
    numerator, denominator = 1 - 3 * x / (2 * sqrt(2)), 1 - 5 * x / (2 * sqrt(2))
    more = -sqrt(2) / 3 * D ** (3 * HALF) + 5 * log(D) / 4
    d.step(
        equal(-Derivative(more, D), sqrt(D / 2) * (1 - 5 / (2 * sqrt(2) * D ** (3 * HALF)))),
        "with the power in the amplitude of tunnelling the slope has a next term",
    )
    d.step(
        equal(numerator / denominator, 1 + (x / sqrt(2)) / denominator),
        "and the anharmonicity of a well shortens the distance; the ratio of both, with {x}", x=x,
    )  # fmt: skip
    exponent = sqrt(2) / 3 * D_E ** (3 * HALF)
    d.define(S.L_t, exponent, "the exponent of tunnelling")
    d.step(
        equal(x / sqrt(2), 1 / (3 * S.L_t)), "in terms of it", Identity(where=((S.L_t, exponent),))
    )
    result = 1 + x / sqrt(2)
    d.limit(
        equal(S.S_abs(E), result),
        "that the rest is of order {order}, and nothing else contributes, is left to numbers", order=x**2,
    )  # fmt: skip
    return d.result(result, lhs=S.S_abs(E))


@entry(
    "strength-vibrations",
    title="Absorption by soft vibrations",
    section=SECTION,
    expected=Verdict.VERIFIED,
)
def strength_vibrations(d: Derivation) -> Derived:
    """At energies E = eps w well above w almost harmonic vibrations absorb, at every temperature alike: S = eps^3/8
    with the deepest wells of all potentials counted. The first anharmonic correction is a constant, 3/2, of which
    4/3 belongs to the first excitation and 1/6 to the second."""
    n, r, s = S.n, S.r, S.s_w
    d.uses("vibrations-deepest")
    d.premise(
        equal(S.p(n), (1 - exp(-S.xi)) * exp(-S.xi * (n - 1))),
        "the states of a harmonic vibration, {xi} apart",
        xi=S.xi,
    )
    weight = (1 - exp(-S.xi)) * exp(-S.xi * (n - 1))
    d.step(
        equal(n * (S.p(n) - S.p(n + 1)), S.p(n) + ((n - 1) * S.p(n) - n * S.p(n + 1))),
        "squares of matrix elements between neighbours grow as their number; times the difference of the "
        "occupations, that is an occupation and a difference that cancels from one term to the next",
    )
    d.step(
        equal(Sum(weight, (n, 1, oo)), 1),
        "so that all temperatures give the same: the sum of the occupations",
        Telescoping(exp(-S.xi * (n - 1))),
    )
    eps = E / w
    density = Integral(4 * r**4, (s, 0, 1))
    d.step(
        equal(density, 4 * r**4), "the measure of wells with quadratic coefficient {a} and all shapes", Antiderivative(4 * r**4 * s),  # noqa: E501
        a=r**2,
    )  # fmt: skip
    leading = eps**3 / 8
    d.step(
        equal(Subs(4 * r**4 / (2 * r) / 2, r, eps / 2), leading),
        "times the matrix element {y2}, over the slope of the excitation {gap}", y2=1 / (2 * r), gap=2 * r,
    )  # fmt: skip
    shift = 3 - 15 * s**2
    d.premise(
        equal(S.f_y, -shift / 2 - 2 * s**2),
        "by perturbation theory the excitation is {gap}, the second one has the matrix element {y13}, and the sum rule "
        "then fixes the first correction of {y12}",
        gap=2 * r + shift / r**2, y13=s**2 / (2 * r**4), y12=1 / (2 * r),
    )  # fmt: skip
    first = S.f_y - shift / 2
    d.step(
        equal(first, 13 * s**2 - 3),
        "what each shape then adds",
        Identity(where=((S.f_y, -shift / 2 - 2 * s**2),)),
    )
    d.step(
        equal(Integral(13 * s**2 - 3, (s, 0, 1)), Rational(4, 3)),
        "from the first excitation, all shapes together", Antiderivative(13 * s**3 / 3 - 3 * s),
    )  # fmt: skip
    d.step(
        equal(Integral(4 * r**4 * s**2 / (2 * r**4) / 4, (s, 0, 1)), Rational(1, 6)),
        "and from the second, whose energy is {twice}", Antiderivative(s**3 / 6), twice=4 * r,
    )  # fmt: skip
    both = Tuple(leading, leading + Rational(3, 2))
    d.limit(
        equal(Tuple(S.S_abs(E), S.S_abs(E)), both),
        "that only terms of relative order {order} are left is left to numbers", order=eps ** (-6),
    )  # fmt: skip
    return d.result(both, lhs=Tuple(S.S_abs(E), S.S_abs(E)))
