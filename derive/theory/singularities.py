"""Singularities of n(E): where a level curve touches the fold, and where the second excitation is least."""

from __future__ import annotations

from sympy import (
    Abs,
    Derivative,
    Expr,
    Integer,
    Integral,
    Rational,
    Subs,
    Tuple,
    exp,
    log,
    pi,
    sqrt,
)

from softpot.derive.machinery.derivation import Derivation, Derived
from softpot.derive.machinery.discharge import (
    Antiderivative,
    Elimination,
    Identity,
    equal,
)
from softpot.derive.machinery.theory import Printed, entry
from softpot.derive.machinery.verdict import Basis, PrintedVerdict, Verdict
from softpot.derive.theory.gaps import SECTION
from softpot.derive.theory.symbols import S

alpha, beta, y, E, w = S.alpha, S.beta, S.y, S.E, S.w
tau, rho, rho_c, v, D_H = S.tau, S.rho, S.rho_c, S.chi, S.D_H
E_a, E_aa, E_ab, E_bb, P_a, P_b = S.E_a, S.E_aa, S.E_ab, S.E_bb, S.P_a, S.P_b

HALF = Rational(1, 2)
SEA_GULL = S.eta_L ** (5 * HALF) / w
FLAT = S.eta_L ** (3 * HALF) / w

# decimals of the place and of the energy, over w; the last one is rounded
PLACE_OF_LEAST = Rational("-3.9568471518319084963698124190")
LEAST_SECOND = Rational("3.6511187396704577720103702694")

ABOVE = (E - S.E_s) / w


def step_in(energy: Expr, one: Expr, two: Expr) -> Expr:
    """4 sqrt(2) eta_L^(5/2) (P_1 - P_2) sqrt(E_bb x)/(w D_H): n(E) at x = (E - E_s)/w, its singular part.

    ``one`` P_1 is P_0 on the side of one well, ``two`` P_2 on the other; ``energy`` is x.
    """
    value: Expr = 4 * sqrt(2) * SEA_GULL * (one - two) * sqrt(E_bb) / D_H * sqrt(energy)
    return value


def _derivatives(d: Derivation) -> None:
    """The second derivatives at the point, and how the fold ties them to each other."""
    across = S.f(beta)
    along = -3 * beta / 4 * across
    d.define(E_a, S.f(S.beta_s), "{f} being the derivative of the excitation energy over {w} by {alpha}, on "
             "the fold", f=across, w=w, alpha=alpha)  # fmt: skip
    d.define(
        E_ab,
        Subs(Derivative(across, beta), beta, S.beta_s),
        "the mixed derivative at the point, the fold being the line {fold}",
        fold=equal(alpha, 0),
    )
    curvature = Subs(Derivative(along, beta), beta, S.beta_s)
    d.premise(curvature > 0, "along the fold the energy is least at the point")
    d.define(
        E_bb,
        curvature,
        "and the second one along the fold, on which the derivative by {beta} is {along}, as derived for the least gap",
        beta=beta, along=along,
    )  # fmt: skip
    where = (
        (E_a, S.f(S.beta_s)),
        (E_ab, Subs(Derivative(across, beta), beta, S.beta_s)),
        (E_bb, curvature),
    )
    relation = E_bb + 3 * S.beta_s / 4 * E_ab + Rational(3, 4) * E_a
    d.step(equal(relation, 0), "which ties them to each other", Identity(where=where))
    d.premise(equal(E_a, 0), "the point is the one where the energy is stationary")
    d.step(
        equal(4 * E_bb + 3 * S.beta_s * E_ab, 0),
        "so there",
        Elimination((relation, E_a), (E_a,)),
    )


@entry(
    "van-hove-first-gap",
    title="The touching of a level curve and the fold",
    section=SECTION,
    expected=Verdict.VERIFIED,
    printed=Printed(
        -8 * sqrt(2) * SEA_GULL * S.P_0 * sqrt(E_bb) / D_H * sqrt(ABOVE),
        PrintedVerdict.CONTRADICTED,
        member=5,
        basis=Basis.WORDS,
        survives="The text says that a singularity of dn/dE is left when P = |eta| P_0. With the P_0 that Eq. (6) "
        "gives for a smooth G' there is none: P_0 is then a smooth function of the two invariants, the excitation "
        "energy is another one, with a slope other than 0, and neither of them distinguishes the fold from other "
        "lines. (With a G' that is only continuous P_0 need not be smooth, there or anywhere else.) The formula that "
        "is judged is the saddle at alpha = 0 weighted with |alpha| on both of its sides, which would give the text's "
        "singularity, dn/dE infinite as 1/sqrt(E - E_s); it counts a potential with two wells at its barrier's "
        "top and at its second minimum. The claim holds in this form when all origins of a potential are counted, "
        "and whenever P_0 differs on the two sides of the fold, as P_0 proportional to exp(eta/delta_eta) at the "
        "barrier's top does. If P_0 is equal on both sides but its slope on one of them is not that of a function of "
        "the invariants, dn/dE has a logarithm.",
    ),
    note="With the origin in the deepest minimum, constant P has no singularity here: the place lies on the "
    "line alpha = 0, which that region does not meet. If the second minimum, alpha > 0, is counted beside the "
    "barrier's top, the logarithm is twice as large.",
    article=(2, 6, 3, 4, 5),
)
def van_hove(d: Derivation) -> Derived:
    """At |beta| = 1.89441 on the line alpha = 0 the excitation energy has a saddle, 2.18213 w. With constant P and
    the origin on the barrier's top n(E) has a logarithmic singularity there, and beside it a square root above E_s.
    With P = |eta| P_0 it has a square root above E_s in proportion to the difference of P_0 across the fold, and a
    term (E - E_s) ln|E - E_s| in proportion to a combination of the slopes of P_0. With a P_0 that is the same smooth
    function of the invariants on both sides it has no singularity."""
    place = d.uses("smallest-gap")
    d.uses("origin-measure")
    d.uses("equivalent-origins")
    _derivatives(d)
    determinant = E_ab**2 - E_aa * E_bb
    d.premise(
        determinant > 0,
        "the point is a saddle",
    )
    d.define(D_H, determinant, "so this is positive")
    root = sqrt(D_H * rho**2 + 2 * E_bb * tau)
    form = E_bb * v**2 - 2 * E_ab * rho * v + E_aa * rho**2 - 2 * tau
    d.step(
        equal(E_bb * form, (E_bb * v - E_ab * rho) ** 2 - root**2),
        "to leading order the excitation energy lies {tau} above the point where {form} is 0, at the distance "
        "{distance} from the fold on its side of two wells and {v} from the point along it: completed to a "
        "square",
        Identity(where=((D_H, determinant),)),
        tau=tau, form=form, distance=equal(rho, -alpha), v=v,
    )  # fmt: skip
    ends = (v, (E_ab * rho - root) / E_bb, (E_ab * rho + root) / E_bb)
    d.step(
        equal(Integral(1, ends), 2 * root / E_bb),
        "so at this distance potentials of less excitation span this range of {beta}",
        Antiderivative(v),
        beta=beta,
    )
    d.step(
        equal(Integral(v, ends), E_ab * rho / E_bb * 2 * root / E_bb),
        "and their mean {v} is {mean}",
        Antiderivative(v**2 / 2),
        v=v, mean=E_ab * rho / E_bb,
    )  # fmt: skip
    d.step(
        equal(Derivative(2 * root / E_bb, tau), 2 / root),
        "their number per energy, at this distance",
    )
    plain = sqrt(rho**2 + tau)
    d.step(
        equal(root, Subs(plain, (rho, tau), (sqrt(D_H) * rho, 2 * E_bb * tau))),
        "the same in units in which {D_H} and {twice} are 1, which the next three lines use",
        D_H=D_H, twice=2 * E_bb,
    )  # fmt: skip
    far = plain.subs(rho, rho_c)
    rest = log(rho_c + far)
    d.step(
        equal(Integral(1 / plain, (rho, 0, rho_c)), rest - log(tau) / 2),
        "for constant {P}, summed over distances up to {reach}: the last term is singular at {zero}, the other is "
        "analytic; in general units there is another factor {factor}",
        Antiderivative(log(rho + plain)),
        P=S.P_0, reach=rho_c, zero=equal(tau, 0), factor=1 / sqrt(D_H),
    )  # fmt: skip
    d.step(
        equal(Integral(rho / plain, (rho, 0, rho_c)), far - sqrt(tau)),
        "for the sea-gull, weight {rho}: a square root, with a factor {factor} in general units; below the point "
        "the sum starts where {plain} is 0 and has no such term",
        Antiderivative(plain),
        rho=rho, plain=plain, factor=1 / D_H,
    )  # fmt: skip
    slopes = E_bb * P_a - E_ab * P_b
    d.step(
        equal(rho * (-P_a * rho + P_b * E_ab * rho / E_bb), -(rho**2) * slopes / E_bb),
        "where {P_0} slopes on that side, the part of the weight beside its value at the point, at the mean {v}",
        P_0=S.P_0, v=v,
    )  # fmt: skip
    power = D_H ** (3 * HALF)
    d.step(
        equal(
            Integral(rho**2 / plain, (rho, 0, rho_c)),
            rho_c * far / 2 - tau / 2 * rest + tau * log(tau) / 4,
        ),
        "it adds a logarithm times {tau}, with a factor {factor} in general units",
        Antiderivative(rho * plain / 2 - tau / 2 * log(rho + plain)),
        tau=tau, factor=1 / power,
    )  # fmt: skip
    flat = -2 * S.P_0 * FLAT / sqrt(D_H) * log(Abs(ABOVE))
    d.limit(
        equal(S.n_log(E), flat),
        "the singular part of the density for constant {P}, both signs of {beta}, the origin being the barrier's "
        "top; that the next terms of the energy and the energies below change nothing in it is left to numbers",
        P=S.P_0, beta=beta,
    )  # fmt: skip
    jump = step_in(ABOVE, S.P_1, S.P_2)
    d.premise(E > S.E_s, "for the square root: energies above the point")
    d.limit(
        equal(S.n_step(E), jump),
        "for the sea-gull: the side of one well has the opposite singular part, because with the same "
        "constant {P_0} on both sides potentials are spread evenly over {plane}, where neither the fold nor the "
        "energy is singular",
        P_0=S.P_0, plane=Tuple(S.D_2, S.D_1),
    )  # fmt: skip
    kink = -2 * SEA_GULL * slopes / power * ABOVE * log(Abs(ABOVE))
    d.limit(
        equal(S.n_kink(E), kink),
        "and the slopes of {P_0} on the side of two wells add this, above and below",
        P_0=S.P_0,
    )
    eta, t = S.eta, S.t
    spread = sqrt(9 * t**2 - 32 * eta)
    others = [eta + 3 * t * s + 6 * s**2 for s in ((-3 * t + spread) / 8, (-3 * t - spread) / 8)]
    d.step(
        equal(1 / eta + 1 / others[0] + 1 / others[1], 0),
        "for constant {P} the density of potentials goes as the inverse of {eta} at the origin, and the inverses of "
        "the three equivalent origins add up to zero: so at the barrier's top it is half of that at the deeper "
        "minimum, beside a part that changes its sign with the second minimum",
        P=S.P_0, eta=Abs(eta),
    )  # fmt: skip
    at_minimum = S.P_0 / (9 * S.beta_s**2 / 8 * S.eta_L)
    beside = step_in(ABOVE, at_minimum, at_minimum / 2)
    d.limit(
        equal(S.n_root(E), beside),
        "so beside the logarithm stands a step too, {above}, between the only minimum, with {eta}, and half of its "
        "density",
        above=E > S.E_s, eta=equal(S.eta, 9 * S.beta_s**2 / 8 * S.eta_L),
    )  # fmt: skip
    level_slopes = ((P_b, -3 * S.beta_s / 4 * P_a), (E_bb, -3 * S.beta_s * E_ab / 4))
    d.step(
        equal(Subs(slopes, *zip(*level_slopes, strict=True)), 0),
        "for a {P_0} of the invariants, whose slopes at {zero} are tied as {tied}, this vanishes",
        P_0=S.P_0, zero=equal(alpha, 0), tied=equal(*level_slopes[0]),
    )  # fmt: skip
    same = Subs(jump, (S.P_1, S.P_2), (S.P_0, S.P_0))
    d.define(S.n_same(E), same, "what is left for equal values on both sides")
    d.step(
        equal(same, 0),
        "the square root vanishes too, and nothing singular is left",
    )
    least = place.args
    return d.result(
        Tuple(*least, flat, jump, kink, Integer(0), beside),
        lhs=Tuple(
            S.beta_s, S.E_s / w, S.n_log(E), S.n_step(E), S.n_kink(E), S.n_same(E), S.n_root(E)
        ),
    )


@entry(
    "discontinuity-second-gap",
    title="The jump at the least second excitation",
    section=SECTION,
    expected=Verdict.VERIFIED,
    printed=Printed(
        None,
        PrintedVerdict.UNREADABLE,
        survives="The text says in words that the discontinuity of the second excitation energy is retained when "
        "P = |eta| P_0, which agrees; it gives neither its place nor its size.",
    ),
    note="The second excitation energy has a saddle on the fold too, 5.267 w at |beta| = 2.154, where n(E) has "
    "singularities of the same kinds as at the one of the first.",
)
def discontinuity(d: Derivation) -> Derived:
    """The excitation energy from the first to the third level has its least value, 3.65112 w, in the symmetric
    potential alpha = -3.95685; there n(E) jumps from zero by an amount in proportion to P at this potential, for
    constant P, constant P_0 and exponential P_0 alike."""
    d.uses("scaling")
    quartic = alpha * y**2 - beta * y**3 + y**4
    d.step(
        equal(Subs(quartic, (y, beta), (-y, -beta)), quartic),
        "reflection: levels are the same at {other} as at {beta}, so at {zero} the energy is stationary in "
        "{beta} and has no mixed derivative",
        beta=beta, other=-beta, zero=equal(beta, 0),
    )  # fmt: skip
    place = Tuple(S.alpha_m, S.E_m / w)
    least = Tuple(PLACE_OF_LEAST, LEAST_SECOND)
    d.limit(
        equal(place, least),
        "the place of the minimum, {beta} being 0, and the energy there, to 28 decimals, the last one rounded (and not "
        "written where it is 0); that "
        "it is lower nowhere else is left to numbers",
        beta=beta,
    )
    product = sqrt(E_aa * E_bb)
    d.premise(
        E_aa > 0,
        "it is a minimum: the energy over {w} rises as {form}, to leading order, with both second derivatives positive",
        w=w, form=(E_aa * (alpha - S.alpha_m) ** 2 + E_bb * beta**2) / 2,
    )  # fmt: skip
    number = 2 * pi * tau / product
    d.step(
        equal(Integral(2 * pi * rho / product, (rho, 0, sqrt(2 * tau))), number),
        "area of the ellipse of potentials less than {tau} above the minimum: with both lengths in units of their own "
        "curvatures it is a circle of radius {radius}",
        Antiderivative(pi * rho**2 / product),
        tau=tau, radius=sqrt(2 * tau),
    )  # fmt: skip
    d.step(
        equal(Derivative(S.P_m * S.eta_L ** (3 * HALF) * number, tau) / w, 2 * pi * S.P_m * FLAT / product),
        "times {P}, and times {scale} for {pair} in the units of the theory: the number of potentials per energy",
        P=S.P_m, scale=S.eta_L ** (3 * HALF), pair=Tuple(S.eta, S.t),
    )  # fmt: skip
    jump = 2 * pi * S.P_m * FLAT / product
    d.limit(
        equal(S.n_E(S.E_m), jump),
        "below the minimum there is nothing, so this is the jump of the density; that it is reached is left to numbers",
    )
    sea_gull = 2 * pi * S.P_0 * Abs(S.alpha_m) * SEA_GULL / product
    with_sea_gull = Subs(jump, S.P_m, S.P_0 * Abs(S.alpha_m) * S.eta_L)
    d.define(S.n_sea(S.E_m), with_sea_gull, "this jump for the sea-gull")
    d.step(
        equal(with_sea_gull, sea_gull),
        "with {P_0} at this potential",
        P_0=S.P_0,
    )
    falling = exp(S.alpha_m * S.eta_L / S.delta_eta)
    exponential = Subs(jump, S.P_m, S.P_0 * falling * Abs(S.alpha_m) * S.eta_L)
    d.define(S.n_exp(S.E_m), exponential, "and for a {P_0} that is exponential", P_0=S.P_0)
    d.step(
        equal(exponential, sea_gull * falling),
        "with {P_0} times {factor}, the origin being the barrier's top",
        P_0=S.P_0, factor=exp(S.eta / S.delta_eta),
    )  # fmt: skip
    return d.result(
        Tuple(*least.args, jump, sea_gull, sea_gull * falling),
        lhs=Tuple(*place.args, S.n_E(S.E_m), S.n_sea(S.E_m), S.n_exp(S.E_m)),
    )
