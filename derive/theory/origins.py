"""The ambiguity of the origin: the pairs (eta, t) of one potential, and regions that hold one each."""

from __future__ import annotations

from sympy import (
    Abs,
    And,
    Derivative,
    Determinant,
    Eq,
    Integer,
    Matrix,
    Ne,
    Or,
    Rational,
    Subs,
    Tuple,
)
from sympy.logic.boolalg import Equivalent

from softpot.derive.machinery.derivation import Derivation, Derived
from softpot.derive.machinery.discharge import Cells, Count, Elimination, Identity, equal
from softpot.derive.machinery.theory import entry
from softpot.derive.machinery.verdict import Verdict
from softpot.derive.theory.expansion import invariants_of
from softpot.derive.theory.potential import (
    FOLD,
    MAXIMA,
    SLOPE,
    SOFT,
    STATIONARY,
    TWO_WELLS,
    WEIGHTS,
)
from softpot.derive.theory.symbols import S

eta, t, x, s, I_1, I_2 = S.eta, S.t, S.x, S.s, S.I_1, S.I_2

HALF = Rational(1, 2)
SECTION = "The choice of the origin"

BARRIER_TOP = Or(eta > 9 * t**2 / 32, eta < 0)
"""The paper's region: the origin is the top of the barrier, or the only stationary point."""

DEEPEST_MINIMUM = t**2 < 4 * eta
"""The origin is the deepest minimum."""


@entry("origins", title="Equivalent origins", section=SECTION, expected=Verdict.PROVED)
def origins(d: Derivation) -> Derived:
    """Each stationary point s gives another pair (eta_1, t_1) of the same potential. There are
    three pairs if and only if it has two wells, two on the fold, and otherwise one. With the origin on top of the
    barrier the pairs fill eta > (9/32) t^2 and eta < 0; with the origin in the deepest minimum they fill
    t^2 < 4 eta."""
    d.uses("two-wells")
    stationary = SLOPE.subs(x, s)
    eta_1, t_1 = eta + 3 * t * s + 6 * s**2, t + 4 * s
    d.premise(equal(stationary, 0), "{s} is a stationary point", s=s)
    d.define(S.eta_1, eta_1, "half the curvature there")
    d.define(S.t_1, t_1, "and a sixth of the third derivative")
    d.step(
        equal(SOFT.subs(x, s + x) - SOFT.subs(x, s), eta_1 * x**2 + t_1 * x**3 + x**4),
        "seen from {s} the potential has the form (1) again: the linear term is the slope at {s}",
        Elimination((stationary,), (s,)),
        s=s,
    )
    d.step(
        equal(Tuple(*invariants_of(0, eta_1, t_1)), Tuple(*invariants_of(0, eta, t))),
        "both invariants are the same, as they must be",
        Elimination((stationary,), (s,)),
    )
    count = Cells(SLOPE, x, WEIGHTS, (STATIONARY, MAXIMA))
    d.step(
        Equivalent(Eq(S.N_s, 3), TWO_WELLS),
        "different stationary points give different {t_1}, so pairs are counted by stationary "
        "points: three if and only if there are two wells",
        count,
        t_1=S.t_1,
    )
    d.step(
        Equivalent(Eq(S.N_s, 2), FOLD),
        "two on the fold, where two of them meet",
        count,
    )
    d.step(
        Or(Eq(S.N_s, 1), Eq(S.N_s, 2), Eq(S.N_s, 3)),
        "and one elsewhere",
        count,
    )
    d.step(
        Or(And(Eq(S.N_s, 3), Eq(S.N_top, 1)), Eq(S.N_top, 0)),
        "a potential with two wells has one barrier top, any other has none",
        count,
    )
    d.step(
        equal(Subs(Derivative(SOFT, (x, 2)), x, 0), 2 * eta),
        "the curvature at the origin, negative on top of a barrier",
    )
    d.step(
        Equivalent(And(Ne(eta, 0), Or(Eq(S.N_s, 1), eta < 0)), BARRIER_TOP),
        "the origin is a barrier top where {negative}, or the only stationary point: the paper's region",
        Cells(SLOPE, x, WEIGHTS, (STATIONARY,)),
        negative=eta < 0,
    )
    ratio = x**2 + t * x + eta
    d.step(
        equal(SOFT, x**2 * ratio),
        "the potential, in units of {E_0}, is positive away from the origin where the second factor is",
        E_0=S.E_0,
    )
    d.step(
        Equivalent(Eq(S.N_0, 0), DEEPEST_MINIMUM),
        "and that factor is positive where it has no real zero: the origin is the one deepest minimum",
        Cells(ratio, x, WEIGHTS, (Count(S.N_0),)),
    )
    return d.result(
        Tuple(eta_1, t_1, BARRIER_TOP, DEEPEST_MINIMUM),
        lhs=Tuple(S.eta_1, S.t_1, And(Ne(eta, 0), Or(Eq(S.N_s, 1), eta < 0)), Eq(S.N_0, 0)),
    )


@entry(
    "origin-measure",
    title="Each choice covers every potential once",
    section=SECTION,
    expected=Verdict.PROVED,
)
def origin_measure(d: Derivation) -> Derived:
    """The barrier-top region and the deepest-minimum region each cover the plane of the invariants
    once, and |eta| d(eta) d(t) = 2 d(I_1) d(I_2). For constant P_0 the sea-gull distribution is therefore
    uniform in the coefficients of the depressed quartic, with density P_s."""
    general = d.uses("invariants").args
    first, second = invariants_of(0, eta, t)
    canonical = ((S.h_p, Integer(0)), (S.eta_p, eta), (S.t_p, t))
    d.premise(
        equal(Tuple(*(name for name, _ in canonical)), Tuple(*(value for _, value in canonical))),
        "the potential in the form (1)",
    )
    where = ((I_1, general[0]), (I_2, general[1]), *canonical)
    d.step(
        equal(Tuple(I_1, I_2), Tuple(first, second)),
        "the invariants of this form",
        Identity(where=where),
    )
    J = Matrix([first, second]).jacobian([eta, t])
    d.step(equal(Determinant(J), eta / 2), "the area element of the invariants")
    cubic = t**3 + 8 * I_1 * t - 16 * I_2
    given = ((I_1, first), (I_2, second))
    d.step(
        equal(cubic, 0),
        "given the invariants, the possible {t} are the real roots of a cubic",
        Identity(where=given),
        t=t,
    )
    d.step(
        equal(eta, I_1 + 3 * t**2 / 8),
        "and each of them fixes {eta}",
        Identity(where=given),
        eta=eta,
    )
    weights = ((t, 1), (I_1, 2), (I_2, 3))
    at_top = Or(I_1 + 3 * t**2 / 8 < 0, I_1 + 3 * t**2 / 8 > 9 * t**2 / 32)
    d.step(
        Or(Eq(S.N_b, 1), Eq(8 * I_1**3 + 27 * I_2**2, 0)),
        "exactly one root lies in the barrier-top region, for all invariants off the fold",
        Cells(cubic, t, weights, (Count(S.N_b, at_top),)),
    )
    d.step(
        Or(Eq(S.N_d, 1), And(Eq(I_2, 0), I_1 <= 0)),
        "exactly one root lies in the deepest-minimum region, for all invariants but those of symmetric "
        "wells and of the pure quartic",
        Cells(
            cubic,
            t,
            weights,
            (Count(S.N_d, t**2 < 4 * (I_1 + 3 * t**2 / 8)),),
        ),
    )
    d.define(S.J_I, Abs(Determinant(J)), "the area element")
    d.step(
        equal(S.J_I, Abs(eta) / 2),
        "the exceptions are lines, of no area, so each region carries the measure of the invariants",
        Identity(where=((S.J_I, Abs(Determinant(J))),)),
    )
    D_1, D_2, scale = S.D_1, S.D_2, S.eta_L
    depressed = Matrix([scale * D_2, -(scale ** (3 * HALF)) * D_1]).jacobian([D_2, D_1])
    d.define(
        S.P_s,
        2 * S.P_0 * Abs(Determinant(depressed)),
        "the density per unit {D_1} and {D_2}, with {P_0} constant: {P_0} over half the area element, times the "
        "area of the invariants per unit of both",
        D_1=D_1, D_2=D_2, P_0=S.P_0,
    )  # fmt: skip
    d.step(
        equal(S.P_s, 2 * S.P_0 * scale ** (5 * HALF)),
        "it is constant too",
        Identity(where=((S.P_s, 2 * S.P_0 * Abs(Determinant(depressed))),)),
    )
    return d.result(
        Tuple(Abs(eta) / 2, 2 * S.P_0 * scale ** (5 * HALF)),
        lhs=Tuple(S.J_I, S.P_s),
    )
