"""The least first excitation energy of potentials with one well, and how far down Eq. (12) holds."""

from __future__ import annotations

from sympy import Abs, Derivative, Expr, Integer, Integral, Rational, Subs, Tuple, sqrt

from softpot.derive.machinery.derivation import Derivation, Derived
from softpot.derive.machinery.discharge import Antiderivative, Identity, equal
from softpot.derive.machinery.theory import entry
from softpot.derive.machinery.verdict import Verdict
from softpot.derive.theory.symbols import S

alpha, beta, y, D_1, D_2, E, w = S.alpha, S.beta, S.y, S.D_1, S.D_2, S.E, S.w

SECTION = "Special points of the spectrum"
HALF = Rational(1, 2)

DEPRESSED = (alpha - 3 * beta**2 / 8, beta * (4 * alpha - beta**2) / 8)
"""D_2 and D_1 of the potential (alpha, beta)."""

# decimals of the place and of the energy, over w; the last one is rounded
TOUCHING = Rational("1.8944101364774834876750924054")
LEAST_GAP = Rational("2.1821331434413517502478792365")


def excitation() -> Expr:
    """E/w = epsilon_2 - epsilon_1, a function of alpha and beta through D_2 and D_1."""
    value: Expr = S.gap_12(*DEPRESSED)
    return value


@entry(
    "smallest-gap",
    title="The least excitation energy of one well",
    section=SECTION,
    equation="(12)",
    expected=Verdict.VERIFIED,
    note="What is proved, by enclosures and rational arithmetic: that the fold has a stationary point at the place "
    "and the energy stated, to all decimals; and that no potential with one well has an excitation energy that is "
    "lower by 10^-6 w or more. That the two are one, to the last decimal, rests on numbers: nowhere was the energy "
    "found to fall with the asymmetry, and along the fold it has one least value.",
)
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
        S.gap_12(D_2, D_1) >= S.E_s / w,
        "the excitation energy of every such potential, {least} being the one of the place below; that no potential "
        "with one well has less, by a millionth of {w}, is proved by numbers, cell by cell, and beyond {far} by "
        "comparison",
        least=S.E_s, w=w, far=equal(alpha, 16),
    )  # fmt: skip
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
)
def validity(d: Derivation) -> Derived:
    """For constant P_0, the ratio of the density of first excitations of potentials with one well to its leading term,
    Eq. (12), is 1 + (104/9)(w/E)^3, and that of the deepest wells of all potentials to its own leading term is
    1 + 16 (w/E)^3; what is left falls as (w/E)^6."""
    level = d.uses("harmonic-limit")
    leading = d.uses("vibrations-sea-gull").args[0]
    deepest = d.uses("vibrations-deepest").args[0]
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
    found = []
    for name, reach, mean, next_order, words in (
        (S.n_E(E) / leading, 4 * sqrt(2) / 3, -Rational(13, 9), Rational(104, 9), "one well"),
        (
            S.n_deep(E) / deepest,
            Integer(2),
            -Integer(2),
            Integer(16),
            "whose origin is the deepest minimum",
        ),
    ):
        d.step(
            equal(Integral(correction, (r, -reach, reach)), mean * 2 * reach),
            f"the correction summed over the strip of potentials with {words}, {{strip}}: on the average it is {{mean}}"
            if words == "one well"
            else f"the same for the strip of potentials {words}, {{strip}}: on the average it is {{mean}}",
            Antiderivative(3 * r - 5 * r**3 / 4),
            strip=Abs(r) < reach, mean=mean,
        )  # fmt: skip
        series = 1 + next_order * (w / E) ** 3
        d.step(
            equal(1 + Subs(shifted / plain, c, mean), series),
            "so the density over its leading term",
        )
        d.limit(
            equal(name, series),
            "that what is left falls as {order} is left to numbers",
            order=(w / E) ** 6,
        )
        found.append((name, series))
    return d.result(Tuple(*(b for _, b in found)), lhs=Tuple(*(a for a, _ in found)))
