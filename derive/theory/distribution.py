"""The distribution of the parameters, Eqs. (2), (5) and (6): why P is proportional to |eta|."""

from __future__ import annotations

from sympy import Abs, And, Determinant, Expr, Integral, Limit, Matrix, Rational, Subs, Tuple, oo

from softpot.derive.machinery.derivation import Derivation, Derived
from softpot.derive.machinery.discharge import DominatedLimit, Identity, equal
from softpot.derive.machinery.theory import Printed, entry
from softpot.derive.machinery.verdict import Basis, PrintedVerdict, Verdict
from softpot.derive.theory.symbols import S

eta, t = S.eta, S.t
h_p, eta_p, t_p, G_p = S.h_p, S.eta_p, S.t_p, S.G_p

SECTION = "The distribution of the parameters"

REPRESENTATIONS = (
    "In the ensemble every stationary point of every potential is counted as an origin, because Eq. (6) "
    "counts each (eta, t, t') once, whatever kind of point it is. The paper's choice keeps one of them, the "
    "barrier top or the only stationary point; it holds all representations with eta < 0, none with "
    "0 < eta < (9/32) t^2, and all above that; it is counted apart."
)
"""Which representations the ensemble counts, and why."""


@entry(
    "jacobian",
    title="The Jacobian",
    equation="(5)",
    section=SECTION,
    printed=Printed(
        4 / Abs(eta),
        PrintedVerdict.GARBLED,
        member=0,
        basis=Basis.DAMAGED,
        survives="The Jacobian is |eta|/2. The damaged text reads 4/|eta|, probably a garbled |eta|/2: read "
        "literally it is neither the Jacobian nor its inverse 2/|eta|. Only a Jacobian proportional to "
        "|eta| gives Eq. (2).",
    ),
    note=REPRESENTATIONS,
    expected=Verdict.PROVED,
)
def jacobian(d: Derivation) -> Derived:
    """The volume element of the map from (eta, t, t') to the coefficients (h', eta', t') of the
    general expansion is |eta|/2, and that of the inverse map 2/|eta|."""
    _, eta_of, h_of = d.uses("shift").args
    J = Matrix([h_of, eta_of, t_p]).jacobian([eta, t, t_p])
    d.step(equal(Determinant(J), eta / 2), "expand along the last row: every t and t' cancels")
    d.define(S.J, Abs(Determinant(J)), "the volume element")
    element = Identity(where=((S.J, Abs(Determinant(J))),))
    d.step(equal(S.J, Abs(eta) / 2), "a volume is positive", element)
    d.step(
        equal(1 / S.J, 2 / Abs(eta)),
        "the inverse map has the reciprocal volume element, where {eta} is not 0",
        element,
        eta=eta,
    )
    return d.result(
        Tuple(Abs(eta) / 2, 2 / Abs(eta)),
        lhs=Tuple(S.J, 1 / S.J),
    )


@entry(
    "sea-gull",
    title="The sea-gull distribution",
    equation="(2), (6)",
    section=SECTION,
    expected=Verdict.VERIFIED,
    printed=Printed(
        Abs(eta) * S.P_smooth(eta, t),
        PrintedVerdict.AGREES,
        member=0,
        survives="Eq. (2) is judged with the P_0 of Eq. (6), half of the integral of G' over t'. The display of Eq. "
        "(6) is lost.",
    ),
    note=REPRESENTATIONS,
)
def sea_gull(d: Derivation) -> Derived:
    """The density of (eta, t), each stationary point of each potential counted as an origin, is P = |eta| P_0 with
    P_0 = (1/2) times the integral of G' over t'; P_0 is finite at eta = 0 where G' is continuous and bounded by an
    integrable function, and P is even in t where G' does not prefer a direction."""
    _, eta_of, h_of = d.uses("shift").args
    volume = d.uses("jacobian").args[0]
    d.limit(
        equal(S.P(eta, t), Integral(volume * G_p(h_of, eta_of, t_p), (t_p, -oo, oo))),
        "change of variables: each stationary point of each potential is one representation "
        "({eta}, {t}) of it, and the spectrum does not depend on {t_p}, which is summed over; that no representation "
        "is lost or counted twice is left to numbers",
        eta=eta, t=t, t_p=t_p,
    )  # fmt: skip
    inner = Integral(G_p(h_of, eta_of, t_p), (t_p, -oo, oo))
    smooth = Rational(1, 2) * inner
    d.step(
        equal(Integral(volume * G_p(h_of, eta_of, t_p), (t_p, -oo, oo)), Abs(eta) * smooth),
        "the volume element does not depend on {t_p}",
        t_p=t_p,
    )
    d.define(S.P_smooth(eta, t), smooth, "the factor that is left over")
    at_zero = smooth.subs(eta, 0)
    bounded = And(
        G_p(h_p, eta_p, t_p) >= 0,
        G_p(h_p, eta_p, t_p) <= S.M(t_p),
        Integral(S.M(t_p), (t_p, -oo, oo)) < oo,
    )
    integrand = G_p(h_of, eta_of, t_p)
    unbroken = equal(Limit(integrand, eta, 0, "+-"), integrand.subs(eta, 0))
    d.premise(
        bounded,
        "{G} is not negative, and below an integrable function {M}: physically, it is not singular",
        G=G_p(h_p, eta_p, t_p), M=S.M(t_p),
    )  # fmt: skip
    d.premise(unbroken, "and continuous")
    d.step(
        equal(Limit(S.P_smooth(eta, t), eta, 0, "+-"), at_zero),
        "so the factor of {eta} has a finite limit",
        DominatedLimit((bounded, unbroken), where=((S.P_smooth(eta, t), smooth),)),
        eta=Abs(eta),
    )
    even = (S.F(h_p, eta_p, t_p) + S.F(-h_p, eta_p, -t_p)) / 2

    def balanced(h: Expr, quadratic: Expr, cubic: Expr) -> Expr:
        given = ((h_p, h), (eta_p, quadratic), (t_p, cubic))
        value: Expr = even.subs(given, simultaneous=True)
        return value

    d.premise(
        equal(G_p(h_p, eta_p, t_p), even),
        "no preferred direction: reversing {h_p} and {t_p} together changes nothing, which is what "
        "such a sum with an arbitrary function says",
        h_p=h_p, t_p=t_p,
    )  # fmt: skip
    integrand = balanced(h_of, eta_of, t_p)
    d.step(
        equal(Subs(integrand, (t, t_p), (-t, -t_p)), integrand),
        "the integrand is the same at {mirrored} as at {t}, so the integral over all {t_p} is even in {cubic}",
        t=Tuple(t, t_p), mirrored=Tuple(-t, -t_p), t_p=t_p, cubic=t,
    )  # fmt: skip
    return d.result(Tuple(Abs(eta) * smooth, smooth), lhs=Tuple(S.P(eta, t), S.P_smooth(eta, t)))
