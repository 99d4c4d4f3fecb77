"""Densities of soft vibrations from smooth distributions of curvature and force."""

from __future__ import annotations

from sympy import (
    Derivative,
    Determinant,
    Integral,
    Matrix,
    Rational,
    Subs,
    Tuple,
    sqrt,
)

from softpot.derive.later.symbols import S
from softpot.derive.machinery.derivation import Derivation, Derived
from softpot.derive.machinery.discharge import Antiderivative, Identity, equal
from softpot.derive.machinery.theory import entry
from softpot.derive.machinery.verdict import Verdict

lam, x, Omega, p_0, q_0 = S.lamda_c, S.x_m, S.Omega_1, S.p_0, S.q_0
SECTION = "Densities of vibrations"
HALF = Rational(1, 2)
CURVATURE = lam - x**2 / 2
FORCE = lam * x - x**3 / 3


def _minimum(d: Derivation) -> None:
    """Lines on V = kappa x^2/2 + x^4/24 - f x seen from its minimum x, where its curvature is lam."""
    y = S.y
    V = CURVATURE * y**2 / 2 + y**4 / 24 - FORCE * y
    d.step(
        equal(Tuple(Subs(Derivative(V, y), y, x), Subs(Derivative(V, (y, 2)), y, x)), Tuple(0, lam)),
        "the potential {V} is stationary at {x}, with the curvature {lam}", V=V, x=x, lam=lam,
    )  # fmt: skip
    d.step(
        equal(Determinant(Matrix([CURVATURE, FORCE]).jacobian([lam, x])), lam),
        "the area element of curvature and force",
    )
    # V(x + z) - V(x) = z^2 (z^2 + 4 x z + 12 lam)/24: no zero besides z = 0 where 16 x^2 < 48 lam
    z = S.z
    d.step(
        equal(Subs(V, y, x + z) - Subs(V, y, x), z**2 * (z**2 + 4 * x * z + 12 * lam) / 24),
        "the potential from that minimum: the second factor has no zero, and the minimum is the "
        "deepest, where {inside} "
        "is positive", inside=3 * lam - x**2,
    )  # fmt: skip


@entry(
    "omega4-uniform",
    title="The fourth power of the frequency",
    section=SECTION,
)
def omega4_uniform(d: Derivation) -> Derived:
    """For V = kappa x^2/2 + x^4/24 - f x with smooth densities of curvature kappa and force f, vibrations in
    the deepest
    minima have the density D(omega) = 4 sqrt(3) p(0) q(0) omega^4, and those of potentials with one minimum
    8 sqrt(6)/3 p(0) q(0) omega^4, 2 sqrt(2)/3 of it: the sea-gull of the soft-potential model."""
    _minimum(d)
    forms, sides = [], []
    for reach, words in (
        (sqrt(3 * lam), "places of deepest minima"),
        (
            sqrt(8 * lam / 3),
            "places of minima without another beside them, by the discriminant of the slope",
        ),
    ):
        inside = Integral(p_0 * q_0 * lam, (x, -reach, reach))
        found = 2 * p_0 * q_0 * lam * reach
        d.step(equal(inside, found), words, Antiderivative(p_0 * q_0 * lam * x))
        forms.append(
            2
            * Omega
            * 2
            * p_0
            * q_0
            * Omega**3
            * (sqrt(3) if reach == sqrt(3 * lam) else sqrt(Rational(8, 3)))
        )
        sides.append(Subs(2 * Omega * found, lam, Omega**2))
        d.step(equal(sides[-1], forms[-1]), "with the frequency, whose square is the curvature")
    d.define(S.S_0, forms[0], "a name for the first")
    d.step(
        equal(forms[1], 2 * sqrt(2) / 3 * S.S_0), "the second over the first",
        Identity(where=((S.S_0, forms[0]),)),
    )  # fmt: skip
    return d.result(Tuple(*forms), lhs=Tuple(*sides))


@entry(
    "GPS",
    title="Unstable oscillators in random forces",
    section=SECTION,
    expected=Verdict.VERIFIED,
    note="The height of the peak and the frequency above which the density is that of the oscillators before they "
    "became unstable rest on their interaction, which is not derived here.",
)
def random_forces(d: Derivation) -> Derived:
    """Where weak interaction made the curvatures of oscillators a density p(0) that is smooth through zero, the quartic
    term holds the unstable ones in new minima. Random forces, with the density q(0) at zero, then make their density
    4 sqrt(3) p(0) q(0) omega^4 below a frequency omega_b, and leave 3 p(0) omega far above it: the excess over
    omega^2 has its maximum, the boson peak, about there. Both laws meet at omega_b = (sqrt(3)/(4 q(0)))^(1/3)."""
    d.uses("omega4-uniform")
    _minimum(d)
    at = sqrt(3 * lam)
    d.step(
        equal(Tuple(Subs(CURVATURE, x, at), Subs(FORCE, x, at)), Tuple(-lam / 2, 0)),
        "without a force an unstable oscillator rests where its curvature is twice as large, with the opposite sign",
    )
    kappa = S.kappa_c
    d.step(
        equal(Derivative(lam, lam) - Derivative(-lam / 2, lam), 3 * HALF),
        "stable oscillators keep theirs; both together, per curvature at the minimum, {kappa} being that at the origin",
        kappa=kappa,
    )  # fmt: skip
    steep = 3 * p_0 * Omega
    d.step(
        equal(Subs(2 * Omega * p_0 * 3 * HALF, lam, Omega**2), steep),
        "with the frequency, whose square is the curvature",
    )
    soft = 4 * sqrt(3) * p_0 * q_0 * Omega**4
    meet = (sqrt(3) / (4 * q_0)) ** Rational(1, 3)
    d.step(equal(Subs(soft - steep, Omega, meet), 0), "where both laws meet")
    d.limit(
        equal(Tuple(S.D_om(Omega), S.D_om(Omega)), Tuple(soft, steep)),
        "below and above {omega_b}; how they are reached is left to numbers", omega_b=meet,
    )  # fmt: skip
    return d.result(Tuple(soft, steep), lhs=Tuple(S.D_om(Omega), S.D_om(Omega)))


@entry(
    "exponents",
    title="Which distribution each exponent needs",
    section=SECTION,
    expected=Verdict.DERIVED,
    note="The exponent 3 needs s = -1/3, 3.5 needs s = -1/6, both with r = 0: a density of forces that "
    "diverges at zero. "
    "Which exponent a sample has is open; 4 is found in large ones, less than 4 in small ones quenched quickly.",
)
def exponents(d: Derivation) -> Derived:
    """If the densities of force and curvature go as |f|^s and |kappa|^r at small values, the density of vibrations goes
    as omega^(4 + 3s + 2r)."""
    _minimum(d)
    u, s, r = S.u_m, S.s_q, S.r_p
    root = sqrt(lam)
    d.premise(equal(x, u * root), "the place of a minimum in units of the root of its curvature")
    d.step(
        equal(Tuple(CURVATURE, FORCE), Tuple(lam * (1 - u**2 / 2), lam ** (3 * HALF) * (u - u**3 / 3))),
        "curvature and force at the origin then scale as powers of that curvature", Identity(where=((x, u * root),)),
    )  # fmt: skip
    power = lam**r * lam ** (3 * s * HALF) * lam * root
    d.step(
        equal(Subs(2 * Omega * power, lam, Omega**2), 2 * Omega ** (4 + 3 * s + 2 * r)),
        "powers of the densities, the area element and the range of places, with the frequency",
    )
    result = 2 * S.I_u * Omega ** (4 + 3 * s + 2 * r)
    d.step(
        equal(S.I_u * Subs(2 * Omega * power, lam, Omega**2), result),
        "times an integral over {u} that does not depend on the frequency", u=u,
    )  # fmt: skip
    return d.result(result, lhs=S.I_u * Subs(2 * Omega * power, lam, Omega**2))
