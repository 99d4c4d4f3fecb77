"""The Schroedinger equation in its own units, Eq. (7), and its levels where the potential is almost harmonic."""

from __future__ import annotations

from sympy import Abs, Add, Derivative, Expr, Integer, Rational, Subs, Tuple, exp, sqrt

from softpot.derive.machinery.derivation import Derivation, Derived
from softpot.derive.machinery.discharge import Identity, SubstitutionBack, equal
from softpot.derive.machinery.theory import Printed, entry
from softpot.derive.machinery.verdict import PrintedVerdict, Verdict
from softpot.derive.theory.potential import SOFT
from softpot.derive.theory.symbols import S

eta, t, x, y, alpha, beta = S.eta, S.t, S.x, S.y, S.alpha, S.beta
nu, omega = S.nu, S.omega

SECTION = "The spectrum"

ETA_L = (S.hbar**2 / (2 * S.m * S.a**2 * S.E_0)) ** Rational(1, 3)
"""eta_L from the constants of the Hamiltonian."""


@entry(
    "scaling",
    title="The dimensionless equation",
    equation="(7)",
    section=SECTION,
    printed=Printed(
        y**2 * alpha - beta * y**3 + y**4,
        PrintedVerdict.AGREES,
        member=4,
        survives="The definitions of alpha, beta, w and eta_L stood in displayed equations that are lost.",
    ),
    expected=Verdict.PROVED,
)
def scaling(d: Derivation) -> Derived:
    """With y = x/sqrt(eta_L) the Schroedinger equation of the potential (1) has no constants but alpha and beta,
    and its levels come in units of w = E_0 eta_L^2."""
    kinetic = S.hbar**2 / (2 * S.m * S.a**2)
    d.premise(
        equal(S.H, -kinetic * Derivative(S.f(x), (x, 2)) + S.V(x) * S.f(x)),
        "the Hamiltonian on a function {f}, for a particle of mass {m} with displacement {xa}",
        f=S.f(x), m=S.m, xa=S.x * S.a,
    )  # fmt: skip
    d.premise(equal(S.V(x), S.E_0 * SOFT), "in the soft potential")
    d.define(S.eta_L, ETA_L, "the scale of anharmonicity")
    wave = exp(S.k * y)
    d.step(
        equal(
            Derivative(exp(S.k * x / sqrt(S.lamda)), (x, 2)),
            exp(S.k * x / sqrt(S.lamda)) * S.k**2 / S.lamda,
        ),
        "measure {x} in units {unit}: on exponentials, which span all functions, two derivatives "
        "give a factor {factor} and {wave} differentiated twice",
        x=x, unit=sqrt(S.lamda), factor=1 / S.lamda, wave=wave,
    )  # fmt: skip
    d.premise(
        equal(kinetic / S.lamda, S.E_0 * S.lamda**2),
        "choose the unit so that the kinetic and the quartic coefficient are equal",
    )
    d.step(
        equal(S.lamda, ETA_L),
        "which this does",
        SubstitutionBack((kinetic / S.lamda - S.E_0 * S.lamda**2,), (S.lamda,)),
    )
    d.step(
        equal(kinetic / S.eta_L, S.E_0 * S.eta_L**2),
        "this unit is the square root of {eta_L}, and both coefficients are one energy",
        Identity(where=((S.eta_L, ETA_L),)),
        eta_L=S.eta_L,
    )
    values = (eta / S.eta_L, -t / sqrt(S.eta_L))
    quartic = alpha * y**2 - beta * y**3 + y**4
    d.define(S.w, S.E_0 * S.eta_L**2, "the energy unit")
    d.define(alpha, values[0], "the dimensionless quadratic coefficient")
    d.define(beta, values[1], "the dimensionless cubic coefficient, with the paper's sign")
    scaled = S.E_0 * SOFT.subs(x, sqrt(S.eta_L) * y) / S.w
    d.step(
        equal(scaled, quartic),
        "the potential in these units",
        Identity(where=((alpha, values[0]), (beta, values[1]), (S.w, S.E_0 * S.eta_L**2))),
    )
    return d.result(
        Tuple(ETA_L, S.E_0 * S.eta_L**2, *values, quartic),
        lhs=Tuple(S.eta_L, S.w, alpha, beta, scaled),
    )


# Number states are written without their normalisation, |nu + k> as the (nu + k)-th power of the
# raising operator on the ground state, so that every coefficient is a polynomial in nu.
State = dict[int, Expr]


def quanta(number: Expr) -> Expr:
    """omega (2 k + 1): the harmonic energy of k quanta."""
    energy: Expr = omega * (2 * number + 1)
    return energy


def displaced(state: State) -> State:
    """sqrt(2 omega) y = a + a^+ on a state: |k> -> (nu + k) |k - 1> + |k + 1>."""
    made: dict[int, list[Expr]] = {}
    for k, coefficient in state.items():
        made.setdefault(k - 1, []).append(coefficient * (nu + k))
        made.setdefault(k + 1, []).append(coefficient)
    return {k: Add(*parts) for k, parts in sorted(made.items())}


def power(state: State, times: int) -> State:
    """(a + a^+)^times on a state."""
    for _ in range(times):
        state = displaced(state)
    return state


@entry(
    "harmonic-limit",
    title="Almost harmonic potentials",
    equation="(7)",
    section=SECTION,
    expected=Verdict.VERIFIED,
    printed=None,
)
def harmonic_limit(d: Derivation) -> Derived:
    """For large alpha, at fixed beta/sqrt(alpha), level n is 2 sqrt(alpha)(n - 1/2) plus the first
    anharmonic correction, of relative order alpha^(-3/2), for every n and beta; the rest falls as alpha^(-5/2)."""
    d.uses("scaling")
    f = S.f(y)

    def lower(g: Expr) -> Expr:
        value: Expr = sqrt(omega / 2) * (y * g + Derivative(g, y) / omega)
        return value

    def upper(g: Expr) -> Expr:
        value: Expr = sqrt(omega / 2) * (y * g - Derivative(g, y) / omega)
        return value

    d.premise(
        alpha > 0, "one well around the origin, almost harmonic where {alpha} is large", alpha=alpha
    )
    d.define(omega, sqrt(alpha), "the frequency of the harmonic part")
    d.define(nu, S.n - 1, "the number of quanta")
    d.step(
        equal(
            omega * (2 * upper(lower(f)) + f),
            -Derivative(f, (y, 2)) + omega**2 * y**2 * f,
        ),
        "the harmonic part in terms of a raising and a lowering operator, on any function",
    )
    d.step(
        equal(lower(upper(f)) - upper(lower(f)), f),
        "their commutator is 1, so {nu} quanta have the energy {E}",
        nu=nu, E=omega * (2 * nu + 1),
    )  # fmt: skip
    ground: State = {0: Integer(1)}
    fourth = power(ground, 4)[0] / (2 * omega) ** 2
    quartic = 3 * (2 * nu**2 + 2 * nu + 1) / (4 * omega**2)
    d.step(
        equal(fourth, quartic),
        "first order in {quartic}: the six closed paths of four ladder steps from {nu} back to {nu}",
        quartic=y**4, nu=nu,
    )  # fmt: skip
    third = power(ground, 3)
    shown = {k: _third(k) for k in (-3, -1, 1, 3)}
    d.step(
        equal(Tuple(*(third[k] for k in shown)), Tuple(*shown.values())),
        "three ladder steps from {nu} reach {reached} quanta, with these amplitudes",
        nu=nu, reached=Tuple(nu - 3, nu - 1, nu + 1, nu + 3),
    )  # fmt: skip
    unit = (2 * omega) ** Rational(3, 2)
    mixed = {k: beta * third[k] / unit / (2 * omega * k) for k in shown}
    d.step(
        equal(
            Tuple(*((quanta(nu + k) - quanta(nu)) * mixed[k] for k in shown)),
            Tuple(*(beta * shown[k] / unit for k in shown)),
        ),
        "the first-order state of {cubic} solves the first-order equation: each component is its "
        "amplitude over the difference of the harmonic energies",
        cubic=-beta * y**3,
    )
    second = Add(*(-beta * mixed[k] * power({k: Integer(1)}, 3)[0] / unit for k in shown))
    cubic = -(beta**2) * (30 * nu**2 + 30 * nu + 11) / (16 * omega**4)
    d.step(
        equal(second, cubic),
        "second order in the cubic term; its first order vanishes, since three steps never return",
    )
    n = S.n
    total = (
        2 * sqrt(alpha) * (n - Rational(1, 2))
        + 3 * (2 * n**2 - 2 * n + 1) / (4 * alpha)
        - beta**2 * (30 * n**2 - 30 * n + 11) / (16 * alpha**2)
    )
    given = ((nu, n - 1), (omega, sqrt(alpha)))
    d.step(
        equal((omega * (2 * nu + 1) + quartic + cubic).subs(given, simultaneous=True), total),
        "the three parts together, with levels counted from 1",
    )
    d.limit(
        equal(S.epsilon(n), total),
        "the series is asymptotic: that the exact level differs by a quantity of order {order} is left to numbers",
        order=alpha ** Rational(-5, 2),
    )
    return d.result(total, lhs=S.epsilon(n), domain=alpha > 0)


@entry(
    "harmonic-excitations",
    title="Excitations of almost harmonic potentials",
    equation="(12)",
    section=SECTION,
    expected=Verdict.VERIFIED,
    printed=Printed(
        2 * S.w * (S.n - 1) * sqrt(Abs(eta) / S.eta_L),
        PrintedVerdict.AGREES,
        shown=equal(S.E_n(S.h, eta, t), 2 * S.w * (S.n - 1) * sqrt(Abs(eta) / S.eta_L)),
        survives="It agrees as what the sentence around it speaks of, excitation energies counted from the ground "
        "state, and to leading order. As levels of Eq. (7), which the paper calls E_n too, it leaves out half a "
        "quantum.",
    ),
)
def harmonic_excitations(d: Derivation) -> Derived:
    """The excitation energies of an almost harmonic potential, counted from its ground state, are equidistant to
    leading order, 2w (n - 1)(eta/eta_L)^(1/2); the relative correction is of order alpha^(-3/2)."""
    d.uses("scaling")
    level = d.uses("harmonic-limit")
    n, first, second = S.n, 3 / (2 * alpha), 15 * beta**2 / (8 * alpha**2)
    d.step(
        equal(level - Subs(level, n, 1), 2 * sqrt(alpha) * (n - 1) + n * (n - 1) * (first - second)),
        "in units of {w}: the zero-point energy drops out, and so do the parts of both corrections that do not depend "
        "on {n}",
        w=S.w, n=n,
    )  # fmt: skip
    leading = 2 * S.w * (n - 1) * sqrt(eta / S.eta_L)
    d.step(
        equal(S.w * 2 * sqrt(alpha) * (n - 1), leading),
        "the leading term in terms of {eta}",
        Identity(where=((alpha, eta / S.eta_L),)),
        eta=eta,
    )
    d.limit(
        equal(S.w * (S.epsilon(n) - S.epsilon(1)), leading),
        "that the rest is smaller by {order} is left to numbers",
        order=alpha ** Rational(-3, 2),
    )
    return d.result(leading, lhs=S.w * (S.epsilon(n) - S.epsilon(1)), domain=eta > 0)


def _third(k: int) -> Expr:
    """Amplitudes of (a + a^+)^3 between unnormalised number states, for every nu."""
    table: dict[int, Expr] = {
        3: Integer(1),
        1: 3 * (nu + 1),
        -1: 3 * nu**2,
        -3: nu * (nu - 1) * (nu - 2),
    }
    return table[k]
