"""What Eq. (6) says of the dependence on t', and of the statistical dependence of eta and t."""

from __future__ import annotations

from sympy import Abs, And, Derivative, Expr, Integer, Ne, Rational, Subs, Tuple, exp

from softpot.derive.machinery.derivation import Derivation, Derived
from softpot.derive.machinery.discharge import Identity, SubstitutionBack, equal
from softpot.derive.machinery.theory import Entry, entry
from softpot.derive.machinery.verdict import Verdict
from softpot.derive.theory.distribution import SECTION
from softpot.derive.theory.potential import GENERAL, SOFT
from softpot.derive.theory.symbols import S

eta, t, t_p, h_p, eta_p = S.eta, S.t, S.t_p, S.h_p, S.eta_p
I_1, I_2 = S.I_1, S.I_2

FIRST = eta - Rational(3, 8) * t**2
SECOND = t * (eta - t**2 / 4) / 2
INVARIANTS = ((I_1, FIRST), (I_2, SECOND))


@entry(
    "spectrum-shift-invariance",
    title="The spectrum does not depend on t'",
    equation="(6)",
    section=SECTION,
    expected=Verdict.PROVED,
)
def spectrum_shift_invariance(d: Derivation) -> Derived:
    """Given eta and t, every level of the general expansion (3) is the level of the potential (1) plus one and the
    same constant, whatever t' is: the distances between levels do not depend on t'."""
    shifted, eta_of, h_of = d.uses("shift").args
    put_in = ((h_p, h_of), (eta_p, eta_of), (S.x_0, shifted))
    constant = GENERAL.subs(S.x_p, S.x_0)
    value = -((t - t_p) ** 2) * (16 * eta - 3 * t**2 + 2 * t * t_p + t_p**2) / 256
    d.step(
        equal(constant, value),
        "the value of the general expansion at the new origin, in units of {E_0}",
        Identity(where=put_in),
        E_0=S.E_0,
    )
    d.step(
        equal(GENERAL.subs(S.x_p, S.x + S.x_0), value + SOFT),
        "in the moved coordinate the potential is that constant plus the potential (1)",
        Identity(where=put_in),
    )
    wave = exp(S.k * (S.x_p - S.x_0))
    d.step(
        equal(Derivative(wave, (S.x_p, 2)), S.k**2 * wave),
        "the kinetic energy does not notice the move: on exponentials, which span all functions, two "
        "derivatives give the same factor wherever the origin is",
    )
    kinetic = S.hbar**2 / (2 * S.m * S.a**2)
    y = S.x
    d.premise(
        equal(kinetic * Derivative(S.f(y), (y, 2)), (S.E_0 * SOFT - S.E) * S.f(y)),
        "a state {f} of the potential (1) with the energy {E}",
        f=S.f(y), E=S.E,
    )  # fmt: skip
    d.step(
        equal(
            -kinetic * Derivative(S.f(y), (y, 2)) + S.E_0 * (value + SOFT) * S.f(y),
            (S.E + S.E_0 * value) * S.f(y),
        ),
        "is, moved, a state of the general expansion, with this energy; and the other way round",
        Identity(where=((kinetic * Derivative(S.f(y), (y, 2)), (S.E_0 * SOFT - S.E) * S.f(y)),)),
    )
    d.define(S.E_p, S.E + S.E_0 * value, "the level of the general expansion")
    return d.result(S.E + S.E_0 * value, lhs=S.E_p)


@entry(
    "statistical-dependence",
    title="Statistical dependence of eta and t",
    equation="(6)",
    section=SECTION,
    expected=Verdict.VERIFIED,
    note="The paper says that eta and t cannot in general be regarded as statistically independent, and that this "
    "follows directly from Eq. (6). In general is right, and necessarily would be too much: Eq. (6) admits a family "
    "of independent distributions with one parameter, and no other. Constant P_0 belongs to it (B = 0), and P_0 "
    "proportional to exp(eta/delta_eta) only with the factor exp(-3t^2/(8 delta_eta)), a normal distribution of t "
    "whose variance is 4/3 of delta_eta.",
)
def statistical_dependence(d: Derivation) -> Derived:
    """By Eq. (6) P_0 is a function of the two invariants, the same for all origins. If it is smooth and positive, and
    eta and t are independent for every choice of the origin, then P = |eta| P_0 exp(B eta) exp(-3 B t^2/8) with
    some constants P_0 and B. Among exponentials of polynomials no other distribution has this property."""
    _, eta_of, h_of = d.uses("shift").args
    d.uses("sea-gull")
    d.uses("origins")
    d.define(I_1, FIRST, "the first invariant")
    d.define(I_2, SECOND, "the second invariant")
    d.step(
        equal(
            Tuple(h_of, eta_of),
            Tuple(t_p * (I_1 + t_p**2 / 8) / 2 - I_2, I_1 + Rational(3, 8) * t_p**2),
        ),
        "in the integral of Eq. (6) {eta} and {t} occur in the invariants only, so {P_0} is a function of these",
        Identity(where=INVARIANTS),
        eta=eta, t=t, P_0=S.P_smooth(eta, t),
    )  # fmt: skip
    wave = exp(S.k_1 * FIRST + S.k_2 * SECOND)
    symbol = -Rational(3, 4) * t * S.k_1**2 + (I_1 / 2 - Rational(9, 16) * t**2) * S.k_1 * S.k_2
    symbol += S.k_2 / 2 + (t * I_1 / 4 - Rational(3, 32) * t**3) * S.k_2**2
    d.step(
        equal(Derivative(wave, eta, t), wave * symbol),
        "the chain rule, on exponentials of the invariants, which span all functions: powers of {k_1} and {k_2} "
        "stand for derivatives with respect to {I_1} and {I_2}",
        Identity(where=INVARIANTS),
        k_1=S.k_1, k_2=S.k_2, I_1=I_1, I_2=I_2,
    )  # fmt: skip
    d.step(
        equal(t**3 + 8 * I_1 * t - 16 * I_2, 0),
        "the cubic coefficients of the equivalent origins are the zeros of one cubic",
        Identity(where=INVARIANTS),
    )
    condition = (
        -Rational(3, 4) * t * S.L_11
        + (I_1 / 2 - Rational(9, 16) * t**2) * S.L_12
        + S.L_2 / 2
        + (t * I_1 / 4 - Rational(3, 32) * t**3) * S.L_22
    )
    coefficients = (
        (S.C_0, I_1 * S.L_12 / 2 + S.L_2 / 2 - 3 * I_2 * S.L_22 / 2),
        (S.C_1, I_1 * S.L_22 - Rational(3, 4) * S.L_11),
        (S.C_2, -Rational(9, 16) * S.L_12),
    )
    for name, value in coefficients:
        d.define(name, value, "a coefficient, made of derivatives of {L}", L=S.L(I_1, I_2))

    def square(c: Expr) -> Expr:
        value: Expr = S.C_0 + S.C_1 * c + S.C_2 * c**2
        return value

    cubic = t**3 + 8 * I_1 * t - 16 * I_2
    d.step(
        equal(condition, square(t) - 3 * S.L_22 / 32 * cubic),
        "independence means that the logarithm {L} of {P_0} has no mixed derivative; the cubic makes it a "
        "square polynomial in {t}",
        Identity(where=coefficients),
        L=S.L(I_1, I_2), P_0=S.P_smooth(eta, t), t=t,
    )  # fmt: skip
    different = (t, S.t_1, S.t_2)
    for c, which in zip(different, ("one origin", "the second", "the third"), strict=True):
        d.premise(
            equal(square(c), 0),
            f"which vanishes for the three origins of a potential with two wells, {{P_0}} being smooth: {which}",
            P_0=S.P_smooth(eta, t),
        )
    weights = (S.t_1 - S.t_2, S.t_2 - t, t - S.t_1)
    spread = (t - S.t_1) * (t - S.t_2) * (S.t_1 - S.t_2)
    weighted = sum((w * square(c) for w, c in zip(weights, different, strict=True)), Integer(0))
    d.step(
        equal(weighted, spread * S.C_2),
        "the left side is 0 and the three cubic coefficients are different, so {C_2} vanishes",
        C_2=S.C_2,
    )
    d.step(
        equal(square(t) - square(S.t_1), (t - S.t_1) * (S.C_1 + S.C_2 * (t + S.t_1))),
        "here too the left side is 0, so {C_1} vanishes, and then {C_0}: no other coefficients are possible",
        C_0=S.C_0, C_1=S.C_1,
    )  # fmt: skip
    d.premise(
        And(Ne(t, S.t_1), Ne(t, S.t_2), Ne(S.t_1, S.t_2)),
        "two wells and the barrier's top between them: three different origins",
    )
    solved = Tuple(0, Rational(4, 3) * I_1 * S.L_22, 3 * I_2 * S.L_22)
    d.step(
        equal(Tuple(S.L_12, S.L_11, S.L_2), solved),
        "so these are its derivatives",
        SubstitutionBack(
            tuple(map(square, different)),
            (S.L_12, S.L_11, S.L_2),
            where=coefficients,
            nonzero=(t - S.t_1, t - S.t_2, S.t_1 - S.t_2),
        ),
    )
    L = S.L(I_1, I_2)
    d.step(
        equal(
            Derivative(
                Derivative(L, (I_1, 2)) - Rational(4, 3) * I_1 * Derivative(L, (I_2, 2)), I_2
            ),
            Derivative(Derivative(L, I_1, I_2), I_1)
            - Rational(4, 3) * I_1 * Derivative(L, (I_2, 3)),
        ),
        "they have to fit together: the left side is 0, and so is the first term on the right, hence the third "
        "derivative with respect to {I_2} vanishes",
        I_2=I_2,
    )
    d.step(
        equal(
            Derivative(Derivative(L, I_2) - 3 * I_2 * Derivative(L, (I_2, 2)), I_2),
            -2 * Derivative(L, (I_2, 2)) - 3 * I_2 * Derivative(L, (I_2, 3)),
        ),
        "the left side is 0 again, so the second derivative vanishes too, and with it all but the "
        "dependence on {I_1}, which is linear",
        I_1=I_1,
    )
    product = Abs(eta) * S.P_0 * exp(S.B * eta) * exp(-Rational(3, 8) * S.B * t**2)
    smooth = S.P_0 * exp(S.B * I_1)
    d.limit(
        equal(S.P_smooth(eta, t), smooth),
        "the smooth factor is the exponential of {L}, up to a constant factor; that the lines above leave nothing else "
        "is left to numbers",
        L=equal(L, S.B * I_1),
    )
    d.step(
        equal(Abs(eta) * S.P_smooth(eta, t), product),
        "and the density is a product of a function of {eta} and a function of {t}; each {eta} and each {t} occurs in "
        "potentials with two wells, so these functions are known everywhere",
        Identity(where=((S.P_smooth(eta, t), smooth), *INVARIANTS)),
        eta=eta, t=t,
    )  # fmt: skip
    return d.result(product, lhs=Abs(eta) * S.P_smooth(eta, t))


@entry(
    "curvature-in-t",
    title="Maximum or minimum at t = 0",
    equation="Fig. 1b",
    section=SECTION,
    note="The caption of Fig. 1 leaves open whether P has a maximum or a minimum at t = 0. For small eta it is not "
    "open: where P_0 grows with eta, as in the tail of a distribution centred at eta ~ 1, there is a "
    "maximum; a minimum needs a P_0 that falls.",
)
def curvature_in_t(d: Derivation) -> Derived:
    """By Eq. (6) the curvature of P_0 in t at t = 0 is minus three quarters of its slope in eta there, but for a
    term of order eta^2: the slope decides between the two forms of Fig. 1b."""
    d.uses("equivalent-origins")
    L, k = S.L(I_1, I_2), S.k
    smooth = L.subs(INVARIANTS, simultaneous=True)
    slope = Derivative(S.L(eta, 0), eta)
    second = Subs(Derivative(S.L(eta, k), (k, 2)), k, 0)
    d.define(S.P_eta, slope, "the slope of {P_0}, which is a function {L} of the invariants, on the line {line}",
             P_0=S.P_smooth(eta, t), L=L, line=equal(t, 0))  # fmt: skip
    d.define(S.F_22, second, "its second derivative there with respect to {I_2}", I_2=I_2)
    d.define(S.P_tt, Subs(Derivative(smooth, (t, 2)), t, 0), "its curvature there")
    names = ((S.P_eta, slope), (S.F_22, second), (S.P_tt, Subs(Derivative(smooth, (t, 2)), t, 0)))
    d.step(
        equal(Subs(Derivative(smooth, eta), t, 0), S.P_eta),
        "the slope in {eta} is a derivative with respect to {I_1} alone",
        Identity(where=names),
        eta=eta, I_1=I_1,
    )  # fmt: skip
    curvature = -Rational(3, 4) * S.P_eta + eta**2 / 4 * S.F_22
    d.step(
        equal(S.P_tt, curvature),
        "by the chain rule, twice: what is left of the second derivative where {t} is 0",
        Identity(where=names),
        t=t,
    )
    return d.result(curvature, lhs=S.P_tt)


soft_tail = Entry(
    "soft-tail",
    "(2)",
    "Soft potentials, with eta much smaller than 1, lie in the tail of a distribution of eta that is centred near "
    "eta = 1, where potentials are most frequent.",
    None,
    SECTION,
    Verdict.NOT_DERIVED,
    title="Soft potentials lie in a tail",
    note="The paper takes it from earlier work. Nothing in its equations gives the distribution of eta away from zero. "
    "If it holds, P_0 grows with eta, and then P has a maximum in t at t = 0.",
)


mode = Entry(
    "definition-of-the-mode",
    "(3), (6)",
    "The soft mode x of the expansion (1) is a superposition of atomic displacements whose coefficients are those of "
    "the potential itself, while the general expansion (3) uses one fixed mode for all potentials of an ensemble; so "
    "the behaviour of P at small eta reflects the dependence of the definition of the mode on the potential.",
    None,
    SECTION,
    Verdict.NOT_DERIVED,
    title="The argument on the definition of the mode",
    note="What of this concerns the origin of one coordinate is derived: the shift, its Jacobian, and the dependence "
    "of eta and t. That the coefficients of the superposition differ from potential to potential, and what this does "
    "to the distribution, is in no equation of the paper.",
)
"""An argument in words; its one-dimensional part is derived under the shift and the Jacobian."""
