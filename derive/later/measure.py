"""The uniform measure of the later literature, its T^5 heat, and wells that are too deep to tunnel."""

from __future__ import annotations

from sympy import Abs, Determinant, Matrix, Rational, Tuple, pi, sqrt

from softpot.derive.later.symbols import S
from softpot.derive.machinery.derivation import Derivation, Derived
from softpot.derive.machinery.discharge import Identity, equal
from softpot.derive.machinery.theory import entry
from softpot.derive.machinery.verdict import Verdict

alpha, beta, T, w, k_B = S.alpha, S.beta, S.T, S.w, S.k_B
SECTION = "Distribution and heat"
HALF = Rational(1, 2)


@entry(
    "uniform-measure",
    title="The sea-gull is the uniform distribution",
    section=SECTION,
    expected=Verdict.DERIVED,
)
def uniform_measure(d: Derivation) -> Derived:
    """P = |eta| P_0 with P_0 constant is the uniform distribution of the coefficients D_1 and D_2 of the depressed
    quartic: |eta| P_0 d(eta) d(t) = P_s d(D_1) d(D_2) for each kind of stationary point, with P_s = 2 P_0
    eta_L^(5/2). The later literature begins from it."""
    given = d.uses("origin-measure").args[1]
    D_2, D_1 = alpha - 3 * beta**2 / 8, beta * (4 * alpha - beta**2) / 8
    J = Matrix([D_2, D_1]).jacobian([alpha, beta])
    d.step(equal(Determinant(J), alpha / 2), "the area element of {D_2} and {D_1} per unit of {alpha} and {beta}",
           D_2=S.D_2, D_1=S.D_1, alpha=alpha, beta=beta)  # fmt: skip
    area = Abs(Determinant(J))
    d.define(S.J, area, "its size")
    density = S.eta_L * Abs(alpha) * S.P_0 * S.eta_L ** (3 * HALF) / S.J
    d.step(
        equal(density, S.P_s),
        "the sea-gull in units of {eta_L} for {eta} and of its root for {t}, over that area element, is the density "
        "that the paper's own measure gives",
        Identity(where=((S.J, area), (S.P_s, given))),
        eta_L=S.eta_L, eta=S.eta, t=S.t,
    )  # fmt: skip
    d.step(
        equal(density, 2 * S.P_0 * S.eta_L ** (5 * HALF)), "and depends on nothing",
        Identity(where=((S.J, area),)),
    )  # fmt: skip
    return d.result(2 * S.P_0 * S.eta_L ** (5 * HALF), lhs=density)


@entry(
    "sm-heat",
    title="The heat of soft vibrations",
    section=SECTION,
    expected=Verdict.VERIFIED,
    note="With wells beyond the cutoff on tunnelling left out c stays 5.7 per cent below this at high temperatures.",
)
def sm_heat(d: Derivation) -> Derived:
    """Counted in the deepest well of every potential, soft vibrations have the specific heat
    (2 pi^6/21) k_B P_s (k_B T/w)^5, 91.56 in units of k_B P_s; the rest is of relative order (w/k_B T)^3."""
    deepest = d.uses("specific-heat-vibrations").args[2]
    P_s = d.uses("uniform-measure")
    result = 2 * pi**6 / 21 * k_B * S.P_s * (k_B * T / w) ** 5
    d.premise(equal(S.P_s, P_s), "the density of the uniform measure")
    d.step(equal(deepest, result), "in terms of {P_s}", Identity(where=((S.P_s, P_s),)), P_s=S.P_s)
    d.limit(
        equal(S.c(T), result),
        "that anharmonicity leaves only a relative rest of order {order} is left to numbers",
        order=(w / (k_B * T)) ** 3,
    )
    return d.result(result, lhs=S.c(T))


@entry(
    "frozen-wells",
    title="Vibrations in wells that do not tunnel",
    section=SECTION,
    expected=Verdict.VERIFIED,
    note="The paper, and its figure of c/T³, have no cutoff of this kind for P_0 proportional to "
    "exp(eta/delta_eta). For "
    "P_0 constant the cutoff is that of tunnelling; deleting the wells makes c 0.7 per cent too low "
    "at w/k_B, 4.1 per cent at "
    "2 w/k_B and 5.2 per cent at 3 w/k_B.",
)
def frozen_wells(d: Derivation) -> Derived:
    """A cutoff on tunnelling must not delete the vibrations inside deep wells. Potentials with one well alone have
    2 sqrt(2)/3 = 0.943 of the T^5 heat of all deepest wells; with the frozen wells counted, the heat tends to that of
    all deepest wells whatever the cutoff is."""
    one_well, _, deepest = d.uses("specific-heat-vibrations").args
    share = 2 * sqrt(2) / 3
    d.define(S.c_one, one_well, "the law without any well beside another")
    d.define(S.c_all, deepest, "the law of all deepest wells")
    d.step(
        equal(S.c_one, share * S.c_all), "what remains of it",
        Identity(where=((S.c_one, one_well), (S.c_all, deepest))),
    )  # fmt: skip
    d.limit(
        equal(Tuple(S.c(T), S.c_d(T)), Tuple(share * S.c_all, S.c_all)),
        "numbers show both: the heat tends to the first where wells beyond the cutoff are deleted, and to the second "
        "where they vibrate, with a relative rest of order {order}",
        order=(w / (k_B * T)) ** 3,
    )
    return d.result(Tuple(share * S.c_all, S.c_all), lhs=Tuple(S.c(T), S.c_d(T)))
