"""What is read off measured specific heat: three terms, the ratio of w to T_min, the density of soft potentials."""

from __future__ import annotations

from sympy import Derivative, Rational, Tuple, pi

from softpot.derive.later.symbols import S
from softpot.derive.machinery.derivation import Derivation, Derived
from softpot.derive.machinery.discharge import Identity, SubstitutionBack, equal
from softpot.derive.machinery.theory import entry
from softpot.derive.machinery.verdict import Verdict

T, w, k_B, c_1, c_3, c_5 = S.T, S.w, S.k_B, S.c_1T, S.c_3T, S.c_5T
SECTION = "Fits of measured heat"
QUARTER = Rational(1, 4)
RATIO = Rational(9, 5)


def _three(d: Derivation) -> None:
    """Lines on the minimum of c/T^3 of two terms, T and T^5; the phonons' T^3 has no part in it."""
    d.step(
        equal(
            Derivative((c_1 * T + c_3 * T**3 + c_5 * T**5) / T**3, T), -2 * c_1 / T**3 + 2 * c_5 * T
        ),
        "the slope of three terms over {cube}: that of phonons drops out",
        cube=T**3,
    )
    condition = c_5 * S.T_min**4 - c_1
    d.premise(equal(condition, 0), "where it is zero")
    d.step(
        equal(S.T_min, (c_1 / c_5) ** QUARTER),
        "the minimum lies at",
        SubstitutionBack((condition,), (S.T_min,)),
    )


@entry(
    "W-and-T_min",
    title="The ratio of w to the minimum of c/T³",
    section=SECTION,
    expected=Verdict.CONSISTENT,
    note="Of all levels it is 1.949, 1.793, 1.712, 1.658 for L = ln(w/Delta_0min) = 5, 10, 15, 20: the "
    "1.8 in use belongs to "
    "L = 10.",
)
def ratio_of_minimum(d: Derivation) -> Derived:
    """The later literature takes w = 1.8 k_B T_min from the minimum of c/T^3. The ratio depends on the cutoff on
    tunnelling alone."""
    d.uses("sm-heat")
    _three(d)
    d.premise(equal(S.T_min, w / (k_B * RATIO)), "the ratio that is in use")
    d.step(
        equal(k_B * S.T_min * RATIO, w), "so that", Identity(where=((S.T_min, w / (k_B * RATIO)),))
    )
    d.limit(
        equal(w, RATIO * k_B * S.T_min), "an order of magnitude, for which numbers give the factor"
    )
    return d.result(RATIO * k_B * S.T_min, lhs=w)


@entry(
    "three-term-fit",
    title="What three terms make of the model",
    section=SECTION,
    expected=Verdict.REFUTED,
    note="For relative errors and the window 0.1 to 1.5 T_min w is 10 per cent high, P_s 30 per cent low "
    "and the phonons' "
    "coefficient twice too large, with residuals of 3.9 per cent; for 0.5 to 1.5 T_min the "
    "residuals are 0.3 per cent, P_s is 17 "
    "per cent low and the phonons 1.5 times too large, while chi² is perfect for errors of 2 per cent.",
)
def three_term_fit(d: Derivation) -> Derived:
    """The usual fit, c_1 T + c_3 T^3 + c_5 T^5, is read as giving P_s from c_5 = (2 pi^6/21) k_B P_s
    (k_B/w)^5, w from 1.8
    (c_1/c_5)^(1/4) and the phonons from c_3."""
    law = d.uses("sm-heat")
    _three(d)
    per_fifth = law / T**5
    d.premise(equal(c_5, per_fifth), "the last coefficient read as that of soft vibrations")
    read = 21 * c_5 * (w / k_B) ** 5 / (2 * pi**6 * k_B)
    d.step(equal(S.P_s, read), "which gives", SubstitutionBack((c_5 - per_fifth,), (S.P_s,)))
    d.limit(
        equal(Tuple(S.P_s, S.C_D), Tuple(read, c_3)),
        "the middle coefficient is read as that of phonons; whether a fit to values of the model itself gives its own "
        "constants back is left to numbers",
    )
    return d.result(Tuple(read, c_3), lhs=Tuple(S.P_s, S.C_D))


@entry(
    "depletion",
    title="One density of soft potentials scales both parts",
    section=SECTION,
    expected=Verdict.VERIFIED,
    note="In ultrastable indomethacin the linear term is gone while the peak of c/T³ is left: a single "
    "P_s cannot do that. A "
    "cutoff on barriers can lower the linear term alone, by the factor c(0.05 w; L)/c(0.05 w; 10), 0.56 for L = 5.",
)
def depletion(d: Derivation) -> Derived:
    """Two-level systems and soft vibrations of the model have one density P_s: where it falls, the linear and the T^5
    part of the specific heat fall alike, and their ratio stays."""
    law = d.uses("sm-heat")
    linear = S.c_1P * S.P_s * T
    d.define(
        S.c_one, linear, "the heat of two-level systems, in proportion to {P_s} too", P_s=S.P_s
    )
    d.define(S.c_all, law, "the heat of soft vibrations")
    ratio = 21 * S.c_1P * w**5 / (2 * pi**6 * k_B**6 * T**4)
    d.step(
        equal(S.c_one / S.c_all, ratio), "the ratio of both does not contain {P_s}",
        Identity(where=((S.c_one, linear), (S.c_all, law))), P_s=S.P_s,
    )  # fmt: skip
    return d.result(ratio, lhs=S.c_one / S.c_all)
