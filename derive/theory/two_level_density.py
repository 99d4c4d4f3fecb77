"""Two-level systems, Eqs. (9) and (10): their density n(E) for P = |eta| P_0, and for the older P = const."""

from __future__ import annotations

from sympy import (
    And,
    Derivative,
    Expr,
    Integral,
    Rational,
    Subs,
    Symbol,
    Tuple,
    erf,
    exp,
    log,
    oo,
    pi,
    sqrt,
)
from sympy.logic.boolalg import Boolean

from softpot.derive.machinery.derivation import Derivation, Derived
from softpot.derive.machinery.discharge import Antiderivative, Identity, ImproperIntegral, equal
from softpot.derive.machinery.theory import Printed, entry
from softpot.derive.machinery.verdict import PrintedVerdict, Verdict
from softpot.derive.theory.symbols import S
from softpot.derive.theory.two_level import SECTION

q, t, t_E, v, k = S.q, S.t, S.t_E, S.v, S.k
E, w, E_0, P_0, eta_L, delta_eta = S.E, S.w, S.E_0, S.P_0, S.eta_L, S.delta_eta
Delta_0, alpha_min, ell = S.Delta_0, S.alpha_min, S.ell

HALF = Rational(1, 2)
FRONT = 2 * sqrt(2) * P_0 / E_0
NEAREST = eta_L * alpha_min
"""|eta| of the shallowest double well that has two-level systems of energy E."""
TILT = 3 * sqrt(2) / 4
"""First correction of the asymmetry, with the sign it has in a density."""


def _integrand(d: Derivation, weight: Expr) -> Expr:
    """Lines that both densities share: the integrand of Eq. (9) for a distribution P of this weight at |eta|."""
    d.uses("scaling")
    d.uses("two-level-form")
    d.uses("asymmetry")
    reach = sqrt(2) * eta_L**2 * sqrt(E**2 - Delta_0**2) / (w * q ** (3 * HALF))
    d.premise(
        E > Delta_0, "an energy above the amplitude of tunnelling, without which there is none"
    )
    d.define(
        t_E,
        reach,
        "two-level systems of energy up to {E} have |t| up to this at a given depth, {q} standing for {size}",
        E=E, q=q, size=-S.eta,
    )  # fmt: skip
    d.step(
        equal(
            (w / sqrt(2) * t_E / sqrt(eta_L) * (q / eta_L) ** (3 * HALF)) ** 2 + Delta_0**2, E**2
        ),
        "since there asymmetry, to leading order, and tunnelling make up the energy",
        Identity(where=((t_E, reach),)),
    )
    strip = Integral(weight, (t, -t_E, t_E))
    d.step(
        equal(strip, 2 * weight * t_E),
        "their number at a given depth",
        Antiderivative(weight * t),
    )
    density = FRONT * weight / (P_0 * q ** (3 * HALF)) * E / sqrt(E**2 - Delta_0**2)
    d.step(
        equal(Derivative(2 * weight * reach, E), density),
        "and their density, the integrand of Eq. (9)",
        Identity(where=((w, E_0 * eta_L**2),)),
    )
    return FRONT * weight / (P_0 * q ** (3 * HALF))


def _near_the_end(d: Derivation, room: Boolean) -> None:
    """Lines on the lower end, where tunnelling makes up the energy: what the factor E/(E² - Delta_0²)^{1/2} adds."""
    half_angle = 2 * v / (1 + v**2)
    d.premise(
        room,
        "the lower end {end} is where tunnelling alone makes up the energy; beyond it the amplitude falls fast",
        end=NEAREST,
    )
    d.premise(
        equal(Delta_0, half_angle * E),
        "write the amplitude, which is between 0 and {E}, like this",
        E=E,
    )
    d.premise(And(v > 0, v < 1), "with {v} from 0 to 1", v=v)
    d.step(
        equal(E**2 - Delta_0**2, ((1 - v**2) / (1 + v**2) * E) ** 2),
        "so that the root in the integrand is a ratio",
        Identity(where=((Delta_0, half_angle * E),)),
    )
    measure = (1 - v**2) / (v * (1 + v**2))
    d.step(
        equal(Derivative(log(half_angle), v), measure),
        "the logarithm of the amplitude changes with {v}",
        v=v,
    )
    d.step(
        equal(((1 + v**2) / (1 - v**2) - 1) * measure, 2 * v / (1 + v**2)),
        "and what the factor adds to 1, over the logarithm of the amplitude, is integrated",
    )
    d.step(
        equal(Integral(2 * v / (1 + v**2), (v, 0, 1)), log(2)),
        "to a number",
        Antiderivative(log(1 + v**2)),
    )
    d.step(
        equal(Derivative(sqrt(2) / 3 * alpha_min ** (3 * HALF), alpha_min), sqrt(alpha_min / 2)),
        "there the logarithm of the amplitude falls with {alpha} at this rate, to leading order",
        alpha=alpha_min,
    )


def _at_end(weight: Expr) -> Expr:
    """What the neighbourhood of the lower end adds to the integral of a weight."""
    value: Expr = eta_L * log(2) / sqrt(alpha_min / 2) * weight.subs(q, NEAREST)
    return value


SHARP = 4 * sqrt(2) * P_0 * sqrt(delta_eta) / E_0
EXPONENTIAL = 2 * sqrt(2 * pi) * P_0 * sqrt(delta_eta) / E_0
_SMALL = NEAREST / delta_eta
_FACTOR = (log(2) + Rational(3, 4)) / sqrt(2) / alpha_min
CORRECTED = (
    SHARP * (
        1 - sqrt(_SMALL) + (_FACTOR - 3 * eta_L / (4 * sqrt(2) * delta_eta)) * sqrt(eta_L / delta_eta)
    ),
    EXPONENTIAL * (1 - erf(sqrt(_SMALL)) + 2 * _FACTOR * sqrt(eta_L / (pi * delta_eta))),
)  # fmt: skip


@entry(
    "two-level-density",
    title="The density of two-level systems",
    equation="(9), (10)",
    section=SECTION,
    expected=Verdict.VERIFIED,
    printed=Printed(
        None,
        PrintedVerdict.UNREADABLE,
        survives="The displayed equations are lost; the prefactor of Eq. (12), read as 1/24, goes with the "
        "n_0 of a sharp cutoff and not with that of an exponential. That the density does not depend on E for widths "
        "in eta and t far above eta_L, as the text says, is true as a limit only. For 10 % "
        "at E/w from 0.001 to 0.01 delta_eta/eta_L has to be 610 to 950; at 10, the typical value, the density is "
        "0.12 to 0.26 of n_0 and changes with E. In t far less is needed: |t| up to "
        "(2 eta_L)^(1/2) (E/w) alpha_min^(-3/2).",
    ),
)
def two_level_density(d: Derivation) -> Derived:
    """For P = |eta| P_0 the density of two-level systems tends to a constant n_0 for wide distributions, whether
    P_0 is constant up to a sharp cutoff at |eta| = delta_eta or falls as exp(eta/delta_eta). At finite widths it
    is smaller, by an amount that goes as the root of eta_L alpha_min/delta_eta, where alpha_min belongs to the
    shallowest wells that have the energy E; tunnelling and the finite asymmetry of these wells make up for a part of
    it. A cutoff at a smallest amplitude of tunnelling is a sharp one, at the |eta| that has this amplitude. The forms
    are n_0, then n(E) at finite widths, each for the sharp cutoff and for the exponential."""
    d.uses("sea-gull")
    weight = _integrand(d, q * P_0)
    d.step(
        equal(Integral(weight, (q, 0, delta_eta)), SHARP),
        "far from the lower end the amplitude is negligible: {P_0} constant up to a sharp cutoff",
        Antiderivative(2 * FRONT * sqrt(q)),
        P_0=P_0,
    )
    falling = FRONT * sqrt(pi * delta_eta) * erf(sqrt(q / delta_eta))
    d.step(
        equal(Integral(weight * exp(-q / delta_eta), (q, 0, oo)), EXPONENTIAL),
        "and {P_0} falling as an exponential",
        ImproperIntegral(falling),
        P_0=P_0,
    )
    _near_the_end(d, alpha_min < delta_eta / eta_L)
    sharp = SHARP - 2 * FRONT * sqrt(NEAREST)
    d.step(
        equal(Integral(weight, (q, NEAREST, delta_eta)), sharp),
        "from the lower end on: {P_0} constant",
        Antiderivative(2 * FRONT * sqrt(q)),
        P_0=P_0,
    )
    exponential = EXPONENTIAL * (1 - erf(sqrt(_SMALL)))
    d.step(
        equal(Integral(weight * exp(-q / delta_eta), (q, NEAREST, oo)), exponential),
        "and falling",
        ImproperIntegral(falling),
    )
    tilt = TILT * (eta_L / q) ** (3 * HALF)
    more, less = (
        FRONT * TILT * sqrt(eta_L) / alpha_min,
        FRONT * TILT * eta_L ** (3 * HALF) / delta_eta,
    )
    tilted = FRONT * TILT * eta_L ** (3 * HALF) / q**2
    d.step(
        equal(
            Tuple(Integral(tilted, (q, NEAREST, oo)), Integral(tilted, (q, delta_eta, oo))),
            Tuple(more, less),
        ),
        "the first correction of the asymmetry makes the density larger by {tilt}, up to the cutoff, if there is one",
        ImproperIntegral(-FRONT * TILT * eta_L ** (3 * HALF) / q),
        tilt=tilt,
    )
    d.step(
        equal(sharp + more - less + _at_end(weight), CORRECTED[0]),
        "all parts together for the sharp cutoff",
    )
    d.step(
        equal(exponential + more + _at_end(weight), CORRECTED[1]),
        "and for the exponential, where {factor} is put 1 near the lower end, as it is for a wide distribution",
        factor=exp(-q / delta_eta),
    )
    d.limit(
        equal(
            Tuple(S.n_0, S.n_0, S.n_E(E), S.n_E(E)),
            Tuple(SHARP, EXPONENTIAL, *CORRECTED),
        ),
        "for the two distributions in turn; that the integral then misses only {missing}, for wide distributions, is "
        "left to numbers",
        missing=sqrt(eta_L) * alpha_min ** (-5 * HALF),
    )
    return d.result(
        Tuple(SHARP, EXPONENTIAL, *CORRECTED),
        lhs=Tuple(S.n_0, S.n_0, S.n_E(E), S.n_E(E)),
    )


LOGARITHM = 3 * log(w / E) / sqrt(2)


def _by_logarithm(size: Symbol | Expr) -> Expr:
    """The density of P = const when the end is at |alpha| = size^(2/3)."""
    value: Expr = 4 * sqrt(2) * P_0 / (E_0 * sqrt(eta_L)) * size ** -Rational(1, 3)
    return value


@entry(
    "two-level-density-flat",
    title="The density of two-level systems of the older distribution",
    equation="(10)",
    section=SECTION,
    expected=Verdict.VERIFIED,
    printed=Printed(
        None,
        PrintedVerdict.UNREADABLE,
        survives="The text only recalls that the density of two-level systems is constant, which holds up to the "
        "cube root of a logarithm.",
    ),
)
def two_level_density_flat(d: Derivation) -> Derived:
    """For the older distribution, P = P_0 constant without the factor |eta|, the density depends on the energy as
    the inverse cube root of ln(w/E). That form converges slowly, with the first correction of relative order
    ln ln(w/E)/ln(w/E); in terms of the |alpha| at which the amplitude of tunnelling is E the correction is
    2^(-1/2)(ln 2 + 3/8)|alpha|^(-3/2), a few percent. The forms are the leading one, the one with the first correction
    in the logarithm, and the one in terms of alpha_min, which is that |alpha|."""
    weight = _integrand(d, P_0)
    _near_the_end(d, E < w)
    d.step(
        equal(Integral(weight, (q, NEAREST, oo)), 2 * FRONT / sqrt(NEAREST)),
        "from the lower end on; no cutoff is needed",
        ImproperIntegral(-2 * FRONT / sqrt(q)),
    )
    more = FRONT * TILT / (2 * sqrt(eta_L) * alpha_min**2)
    d.step(
        equal(Integral(FRONT * TILT * eta_L ** (3 * HALF) / q**3, (q, NEAREST, oo)), more),
        "the first correction of the asymmetry",
        ImproperIntegral(-FRONT * TILT * eta_L ** (3 * HALF) / (2 * q**2)),
    )
    by_end = 4 * sqrt(2) * P_0 / (E_0 * sqrt(NEAREST))
    by_end *= 1 + (log(2) + Rational(3, 8)) / (sqrt(2) * alpha_min ** (3 * HALF))
    d.step(
        equal(2 * FRONT / sqrt(NEAREST) + more + _at_end(weight), by_end),
        "all parts together, to first order near the lower end",
    )
    d.define(ell, LOGARITHM, "to leading order only the exponent of the amplitude counts")
    d.step(
        equal(sqrt(2) / 3 * (ell ** Rational(2, 3)) ** (3 * HALF), log(w / E)),
        "then the lower end is at {end}",
        Identity(where=((ell, LOGARITHM),)),
        end=equal(alpha_min, ell ** Rational(2, 3)),
    )
    front = log(16 * sqrt(2) / sqrt(pi)) + 5 * log(ell ** Rational(2, 3) / 2) / 4
    tail = log(2) + Rational(3, 8)
    moved = (ell + k * 3 * front / sqrt(2)) ** -Rational(1, 3) * (1 + k * tail / (sqrt(2) * ell))
    d.step(
        equal(
            Subs(Derivative(moved, k), k, 0), -(front - tail) / (sqrt(2) * ell ** Rational(4, 3))
        ),
        "and the prefactor of the amplitude, whose logarithm is {front} there, moves it, which with the correction "
        "above makes this change",
        front=front,
    )
    leading = _by_logarithm(LOGARITHM)
    bracket = 1 - (front - tail).subs(ell, LOGARITHM) / (sqrt(2) * LOGARITHM)
    d.limit(
        equal(
            Tuple(S.n_E(E), S.n_E(E), S.n_E(E)), Tuple(leading, leading * bracket, by_end)
        ),
        "by the logarithm, by it and the prefactor, and by the end itself; that the last misses only the relative "
        "order {order}, and the second only a squared logarithm over {square}, is left to numbers",
        order=alpha_min**-3, square=ell**2,
    )  # fmt: skip
    return d.result(
        Tuple(leading, leading * bracket, by_end),
        lhs=Tuple(S.n_E(E), S.n_E(E), S.n_E(E)),
    )


@entry(
    "two-level-results-retained",
    title="Two-level results are retained",
    equation="(10)",
    section=SECTION,
    expected=Verdict.CONSISTENT,
    note="The text says that Eq. (2) does not alter the conclusions of the older distribution on two-level systems, "
    "a density that is constant and the estimate of the deformation potential, and that the older work has all "
    "results of the usual model. The first holds as a limit: neither slope is 0 at any energy, and for a width of "
    "several eta_L the sea-gull's is the larger one. The deformation potential is judged under its own entry. The "
    "results of the usual model themselves are not derived in the paper.",
)
def two_level_results_retained(d: Derivation) -> Derived:
    """For P = |eta| P_0, as for constant P, the density of two-level systems becomes independent of the energy at low
    energies: its logarithmic slope d ln n/d ln E falls with alpha_min, the |alpha| at which tunnelling alone makes up
    the energy, as 1/alpha_min for a wide sea-gull and as alpha_min^(-3/2) for constant P."""
    d.uses("two-level-density")
    d.uses("two-level-density-flat")
    d.premise(
        alpha_min < delta_eta / eta_L,
        "the lower end {end} is where tunnelling alone makes up the energy",
        end=NEAREST,
    )
    rate = -sqrt(2 / alpha_min)
    d.step(
        equal(1 / Derivative(-sqrt(2) / 3 * alpha_min ** (3 * HALF), alpha_min), rate),
        "how it moves with the logarithm of the energy, from the exponent of the amplitude of tunnelling",
    )
    slopes = (
        sqrt(eta_L / (2 * delta_eta)) / alpha_min / (1 - sqrt(_SMALL)),
        1 / (sqrt(2) * alpha_min ** (3 * HALF)),
    )
    for density, slope, words in (
        (SHARP * (1 - sqrt(_SMALL)), slopes[0], "the sea-gull up to a sharp cutoff"),
        (2 * FRONT / sqrt(NEAREST), slopes[1], "constant {P}"),
    ):
        d.step(
            equal(rate * Derivative(log(density), alpha_min), slope),
            "the logarithmic slope of the density to leading order: " + words,
            **({"P": P_0} if "{" in words else {}),
        )
    logarithmic = E / S.n_E(E) * Derivative(S.n_E(E), E)
    d.limit(
        equal(Tuple(logarithmic, logarithmic), Tuple(*slopes)),
        "for the two distributions in turn; that the corrections to the densities change the order of magnitude of "
        "neither is left to numbers",
    )
    return d.result(Tuple(*slopes), lhs=Tuple(logarithmic, logarithmic))
