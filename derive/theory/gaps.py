"""The least first excitation energy of potentials with one well, and how far down Eq. (12) holds."""

from __future__ import annotations

from sympy import Abs, Derivative, Expr, Integer, Integral, Rational, Subs, Tuple, sqrt

from derive.machinery.derivation import Derivation, Derived
from derive.machinery.discharge import Antiderivative, Identity, equal
from derive.machinery.theory import Printed, entry
from derive.machinery.verdict import PrintedVerdict, Verdict
from derive.theory.symbols import S

alpha, beta, y, D_1, D_2, E, w = S.alpha, S.beta, S.y, S.D_1, S.D_2, S.E, S.w

SECTION = "Special points of the spectrum"
HALF = Rational(1, 2)

DEPRESSED = (alpha - 3 * beta**2 / 8, beta * (4 * alpha - beta**2) / 8)
"""D_2 and D_1 of the potential (alpha, beta)."""

# decimals of the place and of the energy, over w; the last one is rounded
TOUCHING = Rational("1.8944101364774834876750924054")
LEAST_GAP = Rational("2.1821331434413517502478792365")


def excitation() -> Expr:
    """The first excitation energy over w, as a function of alpha and beta through D_2 and D_1."""
    value: Expr = S.gap_12(*DEPRESSED)
    return value


@entry("smallest-gap", title="The least excitation energy of one well", section=SECTION,
       equation="(12)", expected=Verdict.VERIFIED)  # fmt: skip
def smallest_gap(d: Derivation) -> Derived:
    """No potential with one well has a first excitation energy below E_s = 2.18213 w. It is reached on the fold,
    alpha = 0 and |beta| = 1.89441, where a second well is about to appear; so "E > 2w" in Eq. (12)
    can only mean "E > E_s"."""
    d.uses("two-wells")
    d.uses("scaling")
    quartic = alpha * y**2 - beta * y**3 + y**4
    d.define(D_2, DEPRESSED[0], "the quadratic coefficient of the depressed quartic")
    d.define(D_1, DEPRESSED[1], "and the linear one, about the centre of the quartic")
    rest = alpha * beta**2 / 16 - 3 * beta**4 / 256
    d.step(
        equal(quartic.subs(y, y + beta / 4), y**4 + D_2 * y**2 + D_1 * y + rest),
        "moving the origin to {centre} leaves these two coefficients and a constant; levels differ by "
        "the constant only, so the excitation energy is a function of {pair}",
        Identity(where=((D_2, DEPRESSED[0]), (D_1, DEPRESSED[1]))),
        centre=beta / 4, pair=Tuple(D_2, D_1),
    )  # fmt: skip
    d.step(
        equal(8 * D_2**3 + 27 * D_1**2, alpha**2 * (32 * alpha - 9 * beta**2) / 4),
        "one well means that this is positive: at a given {D_2} below 0 the potentials with one well are "
        "those with {D_1} beyond its value on the fold, where this is 0",
        Identity(where=((D_2, DEPRESSED[0]), (D_1, DEPRESSED[1]))),
        D_2=D_2, D_1=Abs(D_1),
    )  # fmt: skip
    d.limit(
        D_1 * Derivative(S.gap_12(D_2, D_1), D_1) > 0,
        "the excitation energy rises with the asymmetry of the potential, for {D_1} other than 0; that it "
        "does so everywhere is left to numbers",
        D_1=D_1,
    )
    d.limit(
        Derivative(S.gap_12(D_2, 0), D_2) > 0,
        "and on the line of symmetric potentials it rises with {D_2}; so among potentials with one well it is "
        "least on the fold",
        D_2=D_2,
    )
    energy = excitation()
    d.step(
        equal(
            Subs(Derivative(energy, beta), alpha, 0),
            Subs(-3 * beta / 4 * Derivative(energy, alpha), alpha, 0),
        ),
        "on the fold, {zero}, both derivatives vanish together, because the fold is a fold: where the "
        "energy is least along it, it is stationary in both parameters",
        zero=equal(alpha, 0),
    )
    place, least = Tuple(S.beta_s, S.E_s / w), Tuple(TOUCHING, LEAST_GAP)
    d.limit(
        equal(place, least),
        "the place, either sign of {beta}, and the least energy there, to 28 decimals, the last one rounded",
        beta=beta,
    )
    return d.result(least, lhs=place)


@entry(
    "validity-of-E4",
    title="How far down the fourth power holds",
    equation="(12)",
    section=SECTION,
    expected=Verdict.VERIFIED,
    printed=Printed(
        Integer(1),
        PrintedVerdict.REFUTED,
        shown=equal(S.n_E(E) * 3 * sqrt(2) * w * (w / E) ** 4 / (S.P_0 * S.eta_L ** (5 * HALF)), 1),
        survives="Eq. (12) is the leading term, and it does not hold as an equality from E = 2w on. Below "
        "E_s = 2.182 w there is no potential with one well at all; at 2.2 w the density is 0.54 times "
        "Eq. (12), between 2.3 w and 3 w it is 1.2 to 1.7 times, at 4 w 1.23 times, at 6 w 1.06 times and at "
        "10 w 1.012 times. As an order of magnitude Eq. (12) holds from 2.2 w on, within a factor of 2.",
    ),
)  # fmt: skip
def validity(d: Derivation) -> Derived:
    """The density of first excitations of potentials with one well, for constant P_0, over its leading term
    Eq. (12), is 1 + (104/9)(w/E)^3; what is left falls as (w/E)^6."""
    level = d.uses("harmonic-limit")
    leading = d.uses("vibrations-sea-gull").args[0]
    e, r, c, k = E / w, S.chi, S.c_1, S.k
    root = sqrt(alpha)
    gap = (Subs(level, S.n, 2) - Subs(level, S.n, 1)).subs(beta, r * root)
    correction = 3 - 15 * r**2 / 4
    d.step(
        equal(gap, 2 * root + correction / alpha),
        "the first excitation energy over {w} at {ray}, with its first anharmonic correction",
        w=w, ray=equal(beta, r * root),
    )  # fmt: skip
    moved = (e / 2) ** 2 * (1 - 8 * k * c / e**3)
    d.step(
        equal(Subs(Derivative(2 * sqrt(moved) + k * c / moved, k), k, 0), 0),
        "with a correction {c} to the gap, marked by a factor {k}, the potential of first excitation {E} "
        "moves to {moved}, to first order",
        c=c / alpha, k=k, E=E, moved=equal(alpha, moved),
    )  # fmt: skip
    d.step(
        equal(Integral(S.rho ** (3 * HALF), (S.rho, 0, (e / 2) ** 2)), 2 * (e / 2) ** 5 / 5),
        "potentials below {E} at a given {r}, with the weight {alpha} of the sea-gull and {width} of the ray",
        Antiderivative(2 * S.rho ** (5 * HALF) / 5),
        E=E, r=r, alpha=alpha, width=root,
    )  # fmt: skip
    plain = Derivative(2 * (e / 2) ** 5 / 5, E)
    shifted = Derivative(Subs(Derivative(2 * moved ** (5 * HALF) / 5, k), k, 0), E)
    d.step(
        equal(shifted / plain, -8 * c / e**3),
        "the relative change of the density at this {r}, to first order in the correction",
        r=r,
    )
    reach = 4 * sqrt(2) / 3
    d.step(
        equal(Integral(correction, (r, -reach, reach)), -Rational(13, 9) * 2 * reach),
        "the correction summed over the strip of potentials with one well, {strip}: on the average it is {mean}",
        Antiderivative(3 * r - 5 * r**3 / 4),
        strip=Abs(r) < reach, mean=-Rational(13, 9),
    )  # fmt: skip
    series = 1 + Rational(104, 9) * (w / E) ** 3
    d.step(
        equal(1 + Subs(shifted / plain, c, -Rational(13, 9)), series),
        "so the density over its leading term",
    )
    d.limit(
        equal(S.n_E(E) / leading, series),
        "that what is left falls as {order} is left to numbers",
        order=(w / E) ** 6,
    )
    return d.result(series, lhs=S.n_E(E) / leading)
