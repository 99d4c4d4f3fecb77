"""Which smooth factors P_0 of the distribution Eq. (6) allows: equal values at equivalent origins."""

from __future__ import annotations

from sympy import Abs, Derivative, Expr, Integral, Rational, Subs, Tuple, exp, oo

from softpot.derive.machinery.derivation import Derivation, Derived
from softpot.derive.machinery.discharge import Elimination, Identity, equal
from softpot.derive.machinery.theory import Printed, entry
from softpot.derive.machinery.verdict import Basis, PrintedVerdict, Verdict
from softpot.derive.theory.expansion import invariants_of
from softpot.derive.theory.potential import SLOPE
from softpot.derive.theory.symbols import S

eta, t, x, s, t_p = S.eta, S.t, S.x, S.s, S.t_p
I_1, I_2, width = S.I_1, S.I_2, S.delta_eta

SECTION = "The choice of the origin"


def _slanted(f: Expr) -> Expr:
    """The derivative along which the invariants do not change at eta = 0, taken there."""
    at_fold: Expr = Subs(Derivative(f, t) + 3 * t / 4 * Derivative(f, eta), eta, 0)
    return at_fold


@entry(
    "equivalent-origins",
    title="P_0 at equivalent origins",
    equation="(6)",
    section=SECTION,
    expected=Verdict.PROVED,
    printed=Printed(
        exp(eta / width),
        PrintedVerdict.ASSUMED,
        member=1,
        basis=Basis.CHOICE,
        survives="The form of curve 2 of Fig. 2, P_0 proportional to exp(eta/delta_eta), is a choice of the paper, "
        "which derives it from nothing, and it does not follow from Eq. (6) with any G': it gives one potential "
        "different weights at its equivalent origins, on the fold by a factor exp(9 t^2/(8 delta_eta)). As a "
        "definition at one choice of the origin, the barrier's top, it is admissible, since each potential is met "
        "once; but the density of potentials then jumps by that factor across the fold, and has an infinite slope on "
        "its side of two wells, so no smooth G' gives it. What Eq. (6) allows is any function of the two invariants, "
        "such as exp(I_1/delta_eta) = exp((eta - 3 t^2/8)/delta_eta), which is the printed form where t^2 is small "
        "against delta_eta.",
    ),
)
def equivalent_origins(d: Derivation) -> Derived:
    """By Eq. (6) P_0 depends on the two invariants only, and may be any function of them; so it takes equal
    values at equivalent origins, and next to eta = 0 its derivatives are tied to each other. A constant is
    allowed, and so is exp(I_1/delta_eta); exp(eta/delta_eta) is not, and taken at the barrier's top alone it
    makes the density of potentials jump across the fold by the factor exp(9 t^2/(8 delta_eta))."""
    _, eta_of, h_of = d.uses("shift").args
    inner = Rational(1, 2) * Integral(S.G_p(h_of, eta_of, t_p), (t_p, -oo, oo))
    d.define(S.P_smooth(eta, t), inner, "the factor of {eta} in the density, Eq. (6)", eta=Abs(eta))
    first, second = invariants_of(0, eta, t)
    d.define(I_1, first, "the first invariant of the form (1)")
    d.define(I_2, second, "and the second")
    of_invariants = Rational(1, 2) * Integral(
        S.G_p(t_p * (I_1 + t_p**2 / 8) / 2 - I_2, I_1 + 3 * t_p**2 / 8, t_p), (t_p, -oo, oo)
    )
    d.step(
        equal(inner, of_invariants),
        "both coefficients in the integrand depend on {pair} through the invariants only",
        Identity(where=((I_1, first), (I_2, second))),
        pair=Tuple(eta, t),
    )
    d.step(
        equal(Tuple(*invariants_of(S.h_p, S.eta_p, t_p)), Tuple(first, second)),
        "and conversely: a {G} that is twice any function of the invariants of its arguments, times a function "
        "of {t_p} with integral 1, makes that function the {P_0}",
        Identity(where=((S.h_p, h_of), (S.eta_p, eta_of))),
        G=S.G_p(S.h_p, S.eta_p, t_p), t_p=t_p, P_0=S.P_smooth(eta, t),
    )  # fmt: skip
    stationary = SLOPE.subs(x, s)
    eta_1, t_1 = d.uses("origins").args[:2]
    d.premise(equal(stationary, 0), "{s} is a stationary point, another origin", s=s)
    d.step(
        equal(Tuple(*invariants_of(0, eta_1, t_1)), Tuple(first, second)),
        "seen from there the invariants, and with them {P_0}, are the same",
        Elimination((stationary,), (s,)),
        P_0=S.P_smooth(eta, t),
    )
    d.step(
        equal(_slanted(first), 0),
        "at {zero} a barrier top meets a second minimum, and the first invariant does not change in this direction",
        zero=equal(eta, 0),
    )
    d.step(
        equal(_slanted(second), 0),
        "nor does the second; so for any differentiable function of them the derivative by {t} is {factor} times "
        "that by {eta} there",
        t=t, eta=eta, factor=-3 * t / 4,
    )  # fmt: skip
    allowed = exp((eta - 3 * t**2 / 8) / width)
    d.step(
        equal(exp(I_1 / width), allowed),
        "an exponential that is allowed: a function of the first invariant, equal to {simple} at {zero}",
        Identity(where=((I_1, first),)),
        simple=exp(eta / width), zero=equal(t, 0),
    )  # fmt: skip
    simple = exp(eta / width)
    d.step(
        equal(_slanted(simple), 3 * t / (4 * width)),
        "for {simple} the slanted derivative is not 0 where {t} is not: it is not allowed, even next to {zero}",
        simple=simple, t=t, zero=equal(eta, 0),
    )  # fmt: skip
    d.step(
        equal(
            Tuple(*(Subs(f.subs(eta, 0), s, -3 * t / 4) for f in (stationary, eta_1, t_1))),
            Tuple(0, 9 * t**2 / 8, -2 * t),
        ),
        "on the fold, {zero}, the other stationary point is the only minimum, and the pair seen from it is",
        zero=equal(eta, 0),
    )
    jump = exp(9 * t**2 / (8 * width))
    ratio = Subs(simple, eta, 9 * t**2 / 8) / Subs(simple, eta, 0)
    d.step(
        equal(ratio, jump),
        "so with {simple} at the barrier's top, or else at the only minimum, the density of potentials is "
        "larger on the one-well side of the fold than on the other by this factor",
        simple=simple,
    )
    return d.result(
        Tuple(of_invariants, allowed, jump), lhs=Tuple(S.P_smooth(eta, t), exp(I_1 / width), ratio)
    )
