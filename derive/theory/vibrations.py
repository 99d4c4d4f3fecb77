"""Quasilocal vibrations, Eq. (12): the density of first excitations of almost harmonic potentials."""

from __future__ import annotations

from sympy import Derivative, Expr, Integral, Rational, Subs, Tuple, sqrt

from softpot.derive.machinery.derivation import Derivation, Derived
from softpot.derive.machinery.discharge import Antiderivative, Identity, SubstitutionBack, equal
from softpot.derive.machinery.theory import Printed, entry
from softpot.derive.machinery.verdict import PrintedVerdict, Verdict
from softpot.derive.theory.symbols import S

eta, t, q, E, w = S.eta, S.t, S.q, S.E, S.w

SECTION = "Quasilocal vibrations"
HALF = Rational(1, 2)

UP_TO = S.eta_L * (E / (2 * w)) ** 2
"""The quasielastic constant whose harmonic quantum is E."""


def _quantum(d: Derivation) -> None:
    """Lines shared by the three densities: the first excitation energy, and the eta that it belongs to."""
    d.uses("scaling")
    level = d.uses("harmonic-limit")
    d.premise(
        E > 2 * w,
        "energies so far above {w} that the potentials concerned are almost harmonic; {P_0} does not "
        "depend on {eta} and {t} there, and reaches in {t} beyond the last potential counted",
        w=w, P_0=S.P_0, eta=eta, t=t,
    )  # fmt: skip
    leading = 2 * sqrt(S.alpha) * (S.n - HALF)
    gap = leading.subs(S.n, 2) - leading.subs(S.n, 1)
    d.step(
        equal(
            Subs(level, S.n, 2) - Subs(level, S.n, 1),
            gap + 3 / S.alpha - 15 * S.beta**2 / (4 * S.alpha**2),
        ),
        "the first excitation energy: beyond the harmonic quantum there are only terms smaller by {order}",
        order=S.alpha ** (-3 * HALF),
    )
    d.premise(
        equal(w * gap.subs(S.alpha, eta / S.eta_L), E),
        "a potential with the first excitation {E}, to leading order",
        E=E,
    )
    d.step(
        equal(eta, UP_TO),
        "so this is the quasielastic constant that belongs to the energy {E}",
        SubstitutionBack((w * gap.subs(S.alpha, eta / S.eta_L) - E,), (eta,)),
        E=E,
    )


def _density(
    d: Derivation, weight: Expr, reach: Expr, inner_words: str, antiderivative: Expr, result: Expr
) -> None:
    """Count the potentials below E and differentiate: the lines that all three densities share."""
    strip = Integral(weight, (t, -reach, reach))
    d.step(equal(strip, 2 * weight * reach), inner_words, Antiderivative(weight * t))
    count = Integral(2 * weight * reach, (q, 0, UP_TO))
    number = antiderivative.subs(q, UP_TO)
    d.step(
        equal(count, number),
        "the number of potentials whose first excitation lies below {E}",
        Antiderivative(antiderivative),
        E=E,
    )
    d.step(equal(Derivative(number, E), result), "its derivative is the density of excitations")


def _limit(d: Derivation, result: Expr, order: int = 3) -> None:
    d.limit(
        equal(S.n_E(E), result),
        "the corrections to the harmonic energies make a relative difference of order {order}; that there "
        "is no larger one is left to numbers",
        order=(w / E) ** order,
    )


def _no_first_correction(d: Derivation) -> None:
    """Two lines: with equal weights the first anharmonic correction drops out of the density."""
    e, c, k = E / w, S.c_1, S.k
    moved = (e / 2) ** 2 * (1 - 8 * k * c / e**3)
    d.step(
        equal(Subs(Derivative(2 * sqrt(moved) + k * c / moved, k), k, 0), 0),
        "with a correction {c} to the gap, marked by a factor {k}, the potential of first excitation {E} "
        "moves to {moved}, to first order",
        c=c / S.alpha, k=k, E=E, moved=equal(S.alpha, moved),
    )  # fmt: skip
    d.step(
        equal(Derivative(Subs(Derivative(moved ** (3 * HALF), k), k, 0), E), 0),
        "the number of potentials goes as {power} and changes by a constant: the density does not change "
        "at all in this order",
        power=S.alpha ** (3 * HALF),
    )


@entry(
    "vibrations-sea-gull",
    title="Quasilocal vibrations",
    equation="(12)",
    section=SECTION,
    expected=Verdict.VERIFIED,
    printed=Printed(
        S.n_0 * sqrt(S.eta_L / S.delta_eta) * (E / w) ** 4 / 24,
        PrintedVerdict.ORDER,
        member=1,
        survives="The prefactor is damaged in the text and read as 1/24; that is what follows with the density of "
        "two-level systems of a sharp cutoff, as the leading term for large E/w. The text states Eq. (12) for E > "
        "2w. Below E_s = 2.182 w there is no potential with one well at all; at 2.2 w the density is 0.54 times Eq. "
        "(12), between 2.3 w and 3 w it is 1.2 to 1.7 times, at 4 w 1.23 times, at 6 w 1.06 times and at 10 w 1.012 "
        "times. From 2.2 w on it holds as an order of magnitude, within a factor of 2.",
    ),
)
def vibrations_sea_gull(d: Derivation) -> Derived:
    """For P = |eta| P_0 with constant P_0 the density of first excitations of potentials with one well
    grows as the fourth power of the energy, with the prefactor 1/(3 sqrt 2), or 1/24 in terms of n_0."""
    _quantum(d)
    d.uses("two-wells")
    d.uses("sea-gull")
    result = S.P_0 * S.eta_L ** (5 * HALF) / (3 * sqrt(2) * w) * (E / w) ** 4
    _density(
        d,
        q * S.P_0,
        sqrt(32 * q / 9),
        "the strip of potentials with one well at a given eta > 0, weighted with the sea-gull",
        16 * sqrt(2) * S.P_0 * q ** (5 * HALF) / 15,
        result,
    )
    n_0 = 4 * sqrt(2) * S.P_0 * sqrt(S.delta_eta) / S.E_0
    d.premise(
        equal(S.n_0, n_0),
        "density of two-level systems for {P_0} constant up to a sharp cutoff at {cut}, Eq. (10)",
        P_0=S.P_0, cut=S.delta_eta,
    )  # fmt: skip
    in_n_0 = S.n_0 * sqrt(S.eta_L / S.delta_eta) * (E / w) ** 4 / 24
    d.step(
        equal(result, in_n_0),
        "the same in terms of the density of two-level systems",
        Identity(where=((S.n_0, n_0), (w, S.E_0 * S.eta_L**2))),
    )
    _limit(d, result)
    return d.result(Tuple(result, in_n_0), lhs=Tuple(S.n_E(E), S.n_E(E)))


@entry(
    "vibrations-constant",
    title="Quasilocal vibrations of the older distribution",
    equation="(12)",
    section=SECTION,
    expected=Verdict.VERIFIED,
    printed=Printed(
        None,
        PrintedVerdict.UNREADABLE,
        survives="The text only recalls that the density grows as the square of the energy, which agrees.",
    ),
)
def vibrations_constant(d: Derivation) -> Derived:
    """For the older distribution, P = P_0 constant without the factor |eta|, the density of first
    excitations of potentials with one well grows as the square of the energy only; the first anharmonic
    correction to it vanishes."""
    _quantum(d)
    d.uses("two-wells")
    result = 2 * sqrt(2) * S.P_0 * S.eta_L ** (3 * HALF) / (3 * w) * (E / w) ** 2
    _density(
        d,
        S.P_0,
        sqrt(32 * q / 9),
        "the strip of potentials with one well at a given eta > 0",
        16 * sqrt(2) * S.P_0 * q ** (3 * HALF) / 9,
        result,
    )
    _no_first_correction(d)
    _limit(d, result, 6)
    return d.result(result, lhs=S.n_E(E))


@entry(
    "vibrations-deepest",
    title="Quasilocal vibrations in the deepest wells",
    equation="",
    section=SECTION,
    expected=Verdict.VERIFIED,
)
def vibrations_deepest(d: Derivation) -> Derived:
    """With the deepest well of every potential counted, those with two wells included, 1/(3 sqrt 2)
    becomes 1/4, and in terms of P_s the density is (P_s/8w)(E/w)^4, the form of the later literature."""
    _quantum(d)
    d.uses("origins")
    P_s = d.uses("origin-measure").args[1]
    result = S.P_0 * S.eta_L ** (5 * HALF) / (4 * w) * (E / w) ** 4
    _density(
        d,
        q * S.P_0,
        2 * sqrt(q),
        "the strip of potentials whose origin is the deepest minimum, at a given eta > 0",
        8 * S.P_0 * q ** (5 * HALF) / 5,
        result,
    )
    in_P_s = S.P_s / (8 * w) * (E / w) ** 4
    d.step(
        equal(result, in_P_s),
        "the same in terms of {P_s}",
        Identity(where=((S.P_s, P_s),)),
        P_s=S.P_s,
    )
    _limit(d, result)
    return d.result(Tuple(result, in_P_s), lhs=Tuple(S.n_E(E), S.n_E(E)))
