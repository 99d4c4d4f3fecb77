"""The deformation potential, Eq. (11): how levels move when the coefficients of the potential change."""

from __future__ import annotations

from sympy import Abs, And, Derivative, Integral, Rational, Subs, Tuple, exp, oo, sqrt

from softpot.derive.machinery.derivation import Derivation, Derived
from softpot.derive.machinery.discharge import Identity, Linearity, equal
from softpot.derive.machinery.theory import Printed, entry
from softpot.derive.machinery.verdict import PrintedVerdict, Verdict
from softpot.derive.theory.spectrum import ETA_L
from softpot.derive.theory.symbols import S

eta, t, h, y = S.eta, S.t, S.h, S.y
E_0, eta_L, w = S.E_0, S.eta_L, S.w

SECTION = "The deformation potential"
HALF = Rational(1, 2)


@entry(
    "deformation-scaling",
    title="Derivatives of the levels",
    equation="(11)",
    section=SECTION,
    expected=Verdict.PROVED,
    note="The text says that the dimensionless levels change by amounts of order unity with alpha or beta. That "
    "makes |dE/d eta| of the order w/eta_L and |dE/dt| of the order w/sqrt(eta_L), because beta is -t/sqrt(eta_L); "
    "for two-level systems, whose wells are far apart, the mean of y^3 makes up for the difference, as the next "
    "entry shows. A linear coefficient h would move a level most: by E_0 sqrt(eta_L) times the mean of y. The text "
    "lets a dilatation change eta and t by order unity and does not speak of h, although its Eq. (3) has random "
    "linear terms; a dilatation that changes h' by order unity would make the deformation potential of order E_0 "
    "sqrt(eta_L), about 1 eV.",
)
def deformation_scaling(d: Derivation) -> Derived:
    """The derivatives of a level with respect to a linear term h, to eta and to t are E_0 times the means of x,
    x^2 and x^3 in its state: E_0 sqrt(eta_L), E_0 eta_L = w/eta_L and E_0 eta_L^(3/2) = w/sqrt(eta_L) times
    dimensionless means."""
    d.uses("scaling")
    root = sqrt(eta_L)
    potential = E_0 * (
        h * root * y + eta * eta_L * y**2 + t * eta_L * root * y**3 + eta_L**2 * y**4
    )
    psi, energy = S.psi(y, h, eta, t), S.E_n(h, eta, t)
    curvature = Derivative(psi, (y, 2))
    d.premise(
        equal(curvature, (potential - energy) * psi / w),
        "a state of the potential (1) with a linear term added, at {x}; real and normalised",
        x=equal(S.x, root * y),
    )  # fmt: skip
    line = (y, -oo, oo)
    norm = Integral(psi**2, line)
    d.premise(equal(norm, 1), "the state is normalised")
    found = []
    for coefficient, power, mean in ((h, 1, S.Y_1), (eta, 2, S.Y_2), (t, 3, S.Y_3)):
        d.define(mean, Integral(y**power * psi**2, line), "the mean in the state")
        change = Derivative(psi, coefficient)
        flow = psi * Derivative(psi, y, coefficient) - Derivative(psi, y) * change
        lost = Integral(w * Derivative(flow, y).doit(), line)
        d.premise(
            equal(lost, 0),
            "the state and its derivative with respect to {c} decay at infinity, so the integral of a "
            "derivative over the line is zero; all integrals here converge",
            c=coefficient,
        )
        mixed = Derivative(psi, coefficient, (y, 2))
        moved = Derivative((potential - energy) * psi / w, coefficient)
        d.premise(
            equal(mixed, moved),
            "the state is smooth: its derivatives with respect to {c} and {y} may change places, so that its "
            "equation may be differentiated with respect to {c}",
            c=coefficient, y=y,
        )  # fmt: skip
        scale = E_0 * root**power
        slope = Derivative(energy, coefficient)
        average = Integral(y**power * psi**2, line)
        d.step(
            equal(average, (slope * norm + lost) / scale),
            "differentiate the equation with respect to {c}, multiply by the state, subtract the equation times "
            "the derivative of the state",
            Linearity(where=((mixed, moved), (curvature, (potential - energy) * psi / w))),
            c=coefficient,
        )
        d.step(
            equal(slope, scale * mean),
            "only the mean is left",
            Identity(
                where=(
                    (mean, average),
                    (average, (slope * norm + lost) / scale),
                    (norm, 1),
                    (lost, 0),
                )
            ),
        )
        found.append((slope, scale * mean))
    return d.result(Tuple(*(b for _, b in found)), lhs=Tuple(*(a for a, _ in found)))


@entry(
    "deformation-two-level",
    title="Two-level systems under a deformation",
    equation="(11)",
    section=SECTION,
    expected=Verdict.VERIFIED,
    printed=Printed(
        Tuple(w / eta_L, w / eta_L),
        PrintedVerdict.IN_PART,
        member=(1, 2),
        order=True,
        shown=equal(Tuple(Abs(S.dE_deta), Abs(S.dE_dt)), Tuple(w / eta_L, w / eta_L)),
        survives="What Eq. (11) is about is right: dE/dt of two-level systems, which carries the deformation "
        "potential and does not depend on their energy, is sqrt(eta_L)|alpha|^(3/2)/sqrt(2) times w/eta_L, from 0.8 "
        "to 2.2 for eta_L = 0.01 and |alpha| from 5 to 10. The other derivative, |dE/d eta| = 3E/(2|eta|), is "
        "smaller than w/eta_L by 3E/(2w|alpha|): each of the two levels moves by |alpha|/2 times w/eta_L, but both "
        "move together.",
    ),
)
def deformation_two_level(d: Derivation) -> Derived:
    """For a two-level system whose energy E is the asymmetry of the two wells, E = E_0 t |eta|^(3/2)/sqrt(2), and so
    dE/d eta = 3E/(2 eta) and dE/dt = E_0 |eta|^(3/2)/sqrt(2), up to a relative correction of order |alpha|^(-3/2)."""
    d.uses("scaling")
    bottom = sqrt(-eta / 2)
    soft = eta * S.x**2 + t * S.x**3 + S.x**4
    d.premise(
        And(eta < 0, t > 0),
        "two wells, well separated, one on either side of a barrier at the origin, and the left one is deeper; with "
        "a negative {t} it is the right one, at the same energies",
        t=t,
    )  # fmt: skip
    d.step(
        equal(Subs(Derivative(soft.subs(t, 0), S.x), S.x, bottom), 0),
        "without a cubic term the wells lie at {place} on either side",
        place=bottom,
    )
    asymmetry = E_0 * t * (-eta) ** (3 * HALF) / sqrt(2)
    d.step(
        equal(E_0 * (Subs(soft, S.x, bottom) - Subs(soft, S.x, -bottom)), asymmetry),
        "a small cubic term makes their depths different by this amount; that the wells move at the same time is of "
        "second order",
    )
    d.limit(
        equal(S.E, asymmetry),
        "the energy of the two-level system, where tunnelling adds nothing; that the corrections to it and to its "
        "derivatives are of the order {order} is left to numbers",
        order=Abs(S.alpha) ** (-3 * HALF),
    )
    found = []
    for name, coefficient, value in (
        (S.dE_deta, eta, 3 * S.E / (2 * eta)),
        (S.dE_dt, t, E_0 * (-eta) ** (3 * HALF) / sqrt(2)),
    ):
        slope = Derivative(asymmetry, coefficient)
        d.define(name, slope, "its derivative with respect to {c}", c=coefficient)
        d.step(
            equal(name, value),
            "which is this, because {c} occurs as a power",
            Identity(where=((name, slope), (S.E, asymmetry))),
            c=coefficient,
        )
        found.append((name, value))
    return d.result(
        Tuple(asymmetry, *(value for _, value in found)),
        lhs=Tuple(S.E, *(name for name, _ in found)),
        domain=And(eta < 0, t > 0),
    )


@entry(
    "deformation-vibrations",
    title="Quasilocal vibrations under a deformation",
    equation="(11)",
    section=SECTION,
    expected=Verdict.VERIFIED,
)
def deformation_vibrations(d: Derivation) -> Derived:
    """For an almost harmonic potential with the excitation energy E = 2w sqrt(eta/eta_L) the derivative dE/d eta is
    2w^2/(eta_L E), smaller than w/eta_L by 2w/E; dE/dt vanishes for symmetric potentials and is elsewhere
    smaller than dE/d eta, by sqrt(eta_L)(w/E)^2 times a number up to 40 sqrt 2, which it has on the fold."""
    d.uses("scaling")
    level = d.uses("harmonic-limit")
    alpha, beta = S.alpha, S.beta
    gap = 2 * sqrt(alpha) + 3 / alpha - 15 * beta**2 / (4 * alpha**2)
    d.step(
        equal(Subs(level, S.n, 2) - Subs(level, S.n, 1), gap),
        "the first excitation energy, in units of {w}",
        w=w,
    )
    scaled = ((alpha, eta / eta_L), (beta, -t / sqrt(eta_L)))
    by_eta = w / sqrt(eta * eta_L)
    by_t = -15 * w * eta_L * t / (2 * eta**2)
    d.step(
        equal(Derivative(w * 2 * sqrt(eta / eta_L), eta), by_eta),
        "the derivative of the leading term with respect to {eta}",
        eta=eta,
    )
    d.step(
        equal(Derivative(w * gap.subs(scaled), t), by_t),
        "and with respect to {t}, which the leading term does not contain",
        t=t,
    )
    for name, value, order in ((S.dE_deta, by_eta, -3), (S.dE_dt, by_t, -3)):
        d.limit(
            equal(name, value),
            "that the relative correction is of the order {order}, for derivatives too, is left to numbers",
            order=alpha ** (order * HALF),
        )
    return d.result(Tuple(by_eta, by_t), lhs=Tuple(S.dE_deta, S.dE_dt), domain=eta > 0)


@entry(
    "deformation-nonsoft",
    title="The deformation potential of atomic potentials that are not soft",
    equation="(11)",
    section=SECTION,
    printed=Printed(
        None,
        PrintedVerdict.UNREADABLE,
        survives="The line of print is lost. The sense of the text is right: without softness the deformation "
        "potential would be of the order of the Debye energy, half of it as that is printed, and smaller than w/eta_L "
        "by half of sqrt(eta_L).",
    ),
    expected=Verdict.PROVED,
)
def deformation_nonsoft(d: Derivation) -> Derived:
    """For a harmonic atomic potential that is not soft, eta = 1, the same estimate gives half of the printed Debye
    energy, which is smaller than w/eta_L by the factor sqrt(eta_L)/2."""
    d.uses("scaling")
    d.uses("debye")
    kinetic = S.hbar**2 / (2 * S.m * S.a**2)
    x = S.x
    d.premise(eta > 0, "a harmonic potential with the coefficient {eta}, nothing else", eta=eta)
    ground = exp(-sqrt(E_0 / kinetic) * sqrt(eta) * x**2 / 2)
    root = sqrt(kinetic * E_0) * sqrt(eta)
    for state, energy, words in (
        (ground, root, "a state without a zero, so the lowest"),
        (x * ground, 3 * root, "and one with a single zero, so the next"),
    ):
        d.step(
            equal(-kinetic * Derivative(state, (x, 2)) + E_0 * eta * x**2 * state, energy * state),
            words,
        )
    defined = ((eta_L, ETA_L),)
    gap = 3 * root - root
    d.define(S.gamma, Subs(Derivative(gap, eta), eta, 1) / 2, "the deformation potential, with unit change of {eta}",
             eta=eta)  # fmt: skip
    half = E_0 * eta_L ** (3 * HALF) / 2
    d.step(
        equal(S.gamma, half),
        "half of the derivative of the quantum where {eta} is 1, which is half of the printed Debye energy",
        Identity(where=((S.gamma, Subs(Derivative(gap, eta), eta, 1) / 2), *defined)),
        eta=eta,
    )
    d.step(
        equal(S.gamma / (E_0 * eta_L), sqrt(eta_L) / 2),
        "compared with the estimate for soft potentials",
        Identity(where=((S.gamma, half),)),
    )
    return d.result(Tuple(half, sqrt(eta_L) / 2), lhs=Tuple(S.gamma, S.gamma / (E_0 * eta_L)))


@entry(
    "deformation-potential",
    title="The deformation potential",
    equation="(11)",
    section=SECTION,
    expected=Verdict.CONSISTENT,
    printed=Printed(
        w / eta_L,
        PrintedVerdict.AGREES,
        shown=equal(S.gamma, w / eta_L),
        order=True,
        survives="The display is lost; it is restored from the sentence that follows it. With E_0 = 10 eV and eta_L "
        "= 0.01 it is 0.1 eV. What two-level systems have there is 0.4 to 1.1 of it for |eta| from 5 to 10 eta_L: "
        "the agreement rests on dE/dt, and on the typical eta_L.",
    ),
)
def deformation_potential(d: Derivation) -> Derived:
    """The deformation potential of two-level systems, half of the derivative of their energy with respect to the
    dilatation u, is gamma = E_0 |eta|^(3/2)/(2 sqrt(2)) if t changes by an amount of order unity with u; for |eta| of
    several eta_L and eta_L = 0.01 that is of the order w/eta_L = E_0 eta_L."""
    slope = d.uses("deformation-two-level").args[2]
    by_u = Derivative(S.t_u(S.u), S.u)
    d.premise(
        equal(by_u, 1),
        "a dilatation of order unity destroys the softness of a potential: it changes the coefficients by amounts of "
        "order unity; what the change of {eta} adds is small, because {slope} is",
        eta=eta, slope=S.dE_deta,
    )  # fmt: skip
    d.define(S.gamma, S.dE_dt * by_u / 2, "the deformation potential")
    value = E_0 * (-eta) ** (3 * HALF) / (2 * sqrt(2))
    d.step(
        equal(S.gamma, value),
        "so this is its order of magnitude",
        Identity(where=((S.gamma, S.dE_dt * by_u / 2), (S.dE_dt, slope), (by_u, 1))),
    )
    return d.result(value, lhs=S.gamma, domain=eta < 0)
