"""Relaxational absorption: by pairs that tunnel, and by thermally activated wells."""

from __future__ import annotations

from sympy import Derivative, Integral, Rational, atan, exp, log, oo, pi, sqrt

from softpot.derive.later.symbols import S
from softpot.derive.machinery.derivation import Derivation, Derived
from softpot.derive.machinery.discharge import Antiderivative, Identity, ImproperIntegral, equal
from softpot.derive.machinery.theory import entry
from softpot.derive.machinery.verdict import Verdict

D, tau = S.D, S.tau_T
SECTION = "Absorption of sound"
HALF = Rational(1, 2)


@entry(
    "internal-friction",
    title="The plateau of the internal friction",
    section=SECTION,
    expected=Verdict.VERIFIED,
    note="It holds for sound far slower than the pairs that relax fastest at that temperature, and up to about 0.4 "
    "w/k_B, above which wells relax over their barriers. "
    "The plateau lies 5 to 7 per cent above (π/2)C̄ for frequencies of "
    "1e-7 to 1e-10 times the constant of the rates.",
)
def internal_friction(d: Derivation) -> Derived:
    """Pairs of levels whose populations lag behind the strain give slow sound an internal friction that depends neither
    on its frequency nor on the temperature: Q^-1 = (pi/2) Cbar (1 + sqrt(2) x), x = D_r^(-3/2), where wells with
    |D_2| = D_r relax at the rate of the frequency; sqrt(2) x = 2/(3L) with their exponent of tunnelling L, twice the
    correction of resonant absorption, because the rate holds the square of the wells' distance besides."""
    D, z, u = S.D, S.z, S.u_m
    leading = -sqrt(2) / 3 * D ** (3 * HALF)
    d.uses("resonant-strength")
    d.uses("two-level-form")
    d.uses("tunnel-amplitude")
    slope = sqrt(D / 2)
    d.premise(
        equal(S.d_w, sqrt(2 * D)),
        "the distance of the wells; a pair with the asymmetry {Delta}, far larger than its splitting, has the mean "
        "positions half of it apart, and relaxes at a rate in proportion to {square}",
        Delta=S.Delta, square=S.Delta_0**2 * S.d_w**2,
    )  # fmt: skip
    d.step(
        equal(-Derivative(2 * leading, D), 2 * slope),
        "the logarithm of the rate falls by this per unit of {D}, to leading order", D=D,
    )  # fmt: skip
    occupied = Integral(exp(-z) / (1 + exp(-z)) ** 2, (z, 0, oo))
    d.step(
        equal(occupied, HALF),
        "the product of both occupations, over asymmetries in units of {kT}",
        ImproperIntegral(1 / (1 + exp(-z))), kT=tau,
    )  # fmt: skip
    lagging = Integral(2 / (1 + u**2), (u, 0, 1))
    d.step(
        equal(lagging, pi / 2),
        "the share {share} that lags behind, over the logarithms of rates {u} in units of the frequency: rates "
        "above it count as much as their inverses below",
        Antiderivative(2 * atan(u)), u=u, share=u / (1 + u**2),
    )  # fmt: skip
    total = 2 / (pi * tau) * S.d_w**2 * tau / S.d_w * occupied * lagging / (2 * slope)
    d.step(
        equal(total, HALF),
        "two signs of {D_1}, the square of the distance, asymmetry over distance and that slope: all powers of the "
        "barrier cancel, and so does the temperature",
        Identity(where=((S.d_w, sqrt(2 * D)), (occupied, HALF), (lagging, pi / 2))), D_1=S.D_1,
    )  # fmt: skip
    more = -sqrt(2) / 3 * D ** (3 * HALF) + 5 * log(D) / 4
    d.step(
        equal(
            -Derivative(2 * more + log(2 * D), D),
            2 * slope * (1 - 7 / (2 * sqrt(2) * D ** (3 * HALF))),
        ),
        "with the power in the amplitude of tunnelling and the square of the distance the slope has a next term",
    )
    x = S.D_r ** (-3 * HALF)
    numerator, denominator = 1 - 3 * x / (2 * sqrt(2)), 1 - 7 * x / (2 * sqrt(2))
    d.step(
        equal(numerator / denominator, 1 + sqrt(2) * x / denominator),
        "and the anharmonicity of a well shortens the distance; the ratio of both, with {x}", x=x,
    )  # fmt: skip
    exponent = sqrt(2) / 3 * S.D_r ** (3 * HALF)
    d.define(S.L_t, exponent, "the exponent of tunnelling")
    d.step(
        equal(sqrt(2) * x, 2 / (3 * S.L_t)), "in terms of it", Identity(where=((S.L_t, exponent),))
    )
    result = pi / 2 * S.C_bar * (1 + sqrt(2) * x)
    d.limit(
        equal(S.Q_inv, result),
        "{front} times that, for slow sound; that the rest is of order {order} is left to numbers",
        front=pi * S.C_bar, order=x**2,
    )  # fmt: skip
    return d.result(result, lhs=S.Q_inv)


@entry(
    "activated",
    title="Thermally activated relaxation",
    section=SECTION,
    expected=Verdict.CONSISTENT,
    note="The barrier's dependence on the asymmetry is left out. At energies of about w, those of the phonons that "
    "carry heat, nothing relaxes so fast with rates of one phonon: at 2 w/k_B and energies of w/2, w and 2 w S_rel "
    "is 13, 26 and 56 times smaller than this law says with tau_0 = 0.05 hbar/w.",
)
def activated(d: Derivation) -> Derived:
    """Above the plateau wells relax over their barriers, V_B = w D_2^2/4, by an Arrhenius law with a least
    time tau_0. For
    a frequency Omega the relaxational part is S_rel = (k_B T/w)^(3/4) ln^(-1/4)(1/Omega tau_0)."""
    barrier, ell = D**2 / 4, S.ln_t
    time = S.tau_0 * exp(barrier / tau)
    d.step(
        equal(Derivative(log(time), D), D / (2 * tau)),
        "the logarithm of the time of relaxation, per unit of {D}",
        D=D,
    )
    place = 2 * sqrt(tau * ell)
    d.premise(
        equal(D, place), "the wells that follow the frequency are those whose time is its inverse"
    )
    d.premise(equal(S.d_w, sqrt(2 * D)), "they lie so far apart")
    total = 2 * 2 * tau / S.d_w * S.d_w**2 / 4 / tau / (D / (2 * tau)) * HALF
    result = tau ** (3 * HALF / 2) / ell ** (HALF / 2)
    d.step(
        equal(total, result),
        "asymmetries, distances and the density of logarithmic times, at that place",
        Identity(where=((S.d_w, sqrt(2 * D)), (D, place))),
    )
    d.limit(equal(S.S_rel, result), "an order of magnitude, for which numbers give the factor")
    return d.result(result, lhs=S.S_rel)
