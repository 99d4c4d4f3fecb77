"""The amplitude of tunnelling, Eq. (8):

    Delta_0 = w (16 sqrt 2/sqrt pi)(|alpha|/2)^{5/4} exp(-(sqrt 2/3)|alpha|^{3/2}) (1 + ...),

from the exact current at the top of the barrier, with the state in one well order by order in
g = (2/|alpha|)^{3/2} from the Riccati equation, and its norm.
"""

from __future__ import annotations

from sympy import (
    Add,
    Derivative,
    Expr,
    Integer,
    Integral,
    Limit,
    Rational,
    Subs,
    Tuple,
    erf,
    exp,
    log,
    oo,
    pi,
    sqrt,
)  # fmt: skip

from softpot.derive.machinery.derivation import Derivation, Derived
from softpot.derive.machinery.discharge import Antiderivative, Identity, ImproperIntegral, equal
from softpot.derive.machinery.theory import entry
from softpot.derive.machinery.verdict import Verdict
from softpot.derive.theory.symbols import S
from softpot.derive.theory.two_level import LOST, SECTION, SIZE, SYMMETRIC, symmetric_wells

alpha, y, y_0, w, g, kappa = S.alpha, S.y, S.y_0, S.w, S.g, S.kappa
zeta, sigma, Delta_0 = S.zeta, S.sigma, S.Delta_0
HALF = Rational(1, 2)

# The logarithmic derivative of the decaying state, y_0² (omega_0 + g omega_1 + ...), in zeta = y/y_0: order by
# order the Riccati equation gives the next term, and regularity at the bottom zeta = 1 the level's own series.
SLOPES = (
    zeta**2 - 1,
    1 / (zeta + 1),
    (zeta + 3) / (4 * (zeta + 1) ** 3),
    (9 * zeta**3 + 45 * zeta**2 + 99 * zeta + 103) / (64 * (zeta + 1) ** 5),
)
LEVEL = (Integer(2), -HALF, -Rational(9, 32))
PRIMITIVES = (
    zeta**3 / 3 - zeta,
    log(zeta + 1),
    -(zeta + 2) / (4 * (zeta + 1) ** 2),
    -(9 * zeta**3 + 36 * zeta**2 + 57 * zeta + 40) / (64 * (zeta + 1) ** 4),
)
UNDER = (-Rational(2, 3), log(2), Rational(5, 16), Rational(249, 512))
"""Integrals of the slopes from the barrier's top to the bottom."""

# the exponent of the squared state beyond -2 sigma², in orders kappa to kappa^4: from -2 kappa sigma³/3,
# -2 log(1 + kappa sigma/2) and the slope and curvature 1/8 and -5/32
EXPONENT = (
    -2 * sigma**3 / 3 - sigma,
    sigma**2 / 4,
    -(sigma**3) / 12 - sigma / 4,
    sigma**4 / 32 + 5 * sigma**2 / 32,
)

# what multiplies the Gaussian exp(-2 sigma²) in the squared state, in orders g and g², and its average
WEIGHTS = (
    2 * sigma**6 / 9 + 2 * sigma**4 / 3 + 3 * sigma**2 / 4,
    2 * sigma**12 / 243 + 4 * sigma**10 / 81 + sigma**8 / 6 + sigma**6 / 3
    + 23 * sigma**4 / 48 + 13 * sigma**2 / 32,
)  # fmt: skip
NORM = (Rational(35, 96), Rational(7453, 18432))
CORRECTIONS = (-Rational(71, 96), -Rational(6299, 18432))


AMPLITUDE = (
    w * 16 * sqrt(2) / sqrt(pi) * (SIZE / 2) ** Rational(5, 4)
    * exp(-sqrt(2) / 3 * SIZE ** (3 * HALF))
)  # fmt: skip
"""Delta_0 to leading order."""


@entry(
    "tunnel-amplitude",
    title="The amplitude of tunnelling",
    equation="(8)",
    section=SECTION,
    expected=Verdict.VERIFIED,
    printed=LOST,
    note="The same recursion, run further, gives the next coefficients, which computed levels have too: with "
    "|alpha|^(-9/2) stands -(2691107/331776) sqrt 2, with |alpha|^(-6) -2125346615/31850496, and with |alpha|^(-15/2) "
    "-(509978166739/1528823808) sqrt 2.",
)
def tunnel_amplitude(d: Derivation) -> Derived:
    """The splitting of a symmetric double well follows from the current at the top of the barrier, with its exponent,
    its prefactor, and the relative corrections -(71 sqrt 2/48)|alpha|^(-3/2) and -(6299/2304)|alpha|^(-3). The forms
    are the leading one and the one with both corrections."""
    symmetric_wells(d)
    current = _current(d)
    _slopes(d)
    norm = _norm(d)
    top = Add(*(g**k * slope.subs(zeta, 0) for k, slope in enumerate(SLOPES[:3])))
    action = Add(*(g ** (k - 1) * UNDER[k] for k in (2, 3)))
    number = 1 + g * NORM[0] + g**2 * NORM[1]
    series = 1 + g * CORRECTIONS[0] + g**2 * CORRECTIONS[1]
    d.step(
        equal(
            Tuple(*(Subs(Derivative(-top * exp(2 * action), (g, k)), g, 0) for k in (1, 2))),
            Tuple(*(Subs(Derivative(series * number, (g, k)), g, 0) for k in (1, 2))),
        ),
        "so {ratio} is the leading term times {factors} over {number}, which through the second order in {g} is "
        "{series}",
        ratio=current, factors=-top * exp(2 * action), number=number, g=g, series=series,
    )  # fmt: skip
    leading = 4 * y_0**2 * exp(2 * UNDER[0] * y_0**3 + 2 * UNDER[1]) / norm
    size = SIZE ** (3 * HALF)
    corrected = AMPLITUDE * (1 - 71 * sqrt(2) / (48 * size) - Rational(6299, 2304) / SIZE**3)
    d.step(
        equal(w * leading, AMPLITUDE),
        "the leading term in terms of {alpha}",
        Identity(where=SYMMETRIC),
        alpha=alpha,
    )
    d.step(
        equal(
            AMPLITUDE * series,
            corrected,
        ),
        "and with its corrections",
        Identity(where=((g, y_0**-3), *SYMMETRIC)),
    )
    d.limit(
        equal(Tuple(Delta_0, Delta_0), Tuple(AMPLITUDE, corrected)),
        "the series is asymptotic, and the left state is left out of the normalisation: that only terms of "
        "relative order {order} are missing is left to numbers",
        order=SIZE ** (-9 * HALF),
    )
    return d.result(Tuple(AMPLITUDE, corrected), lhs=Tuple(Delta_0, Delta_0), domain=alpha < 0)


def _current(d: Derivation) -> Expr:
    """The splitting from the current through the barrier's top, an exact statement; the expression for it."""
    r, left = S.psi_r(y), S.psi_l(y)
    energy = y**4 - 2 * y_0**2 * y**2 - S.epsilon_0
    half = S.d_0 / 2
    second = (Derivative(r, (y, 2)), Derivative(left, (y, 2)))
    values = (energy * r + half * left, energy * left + half * r)
    given = tuple(zip(second, values, strict=True))
    d.uses("two-level-form")
    d.premise(
        equal(Tuple(*second), Tuple(*values)),
        "the Schroedinger equation of the states in the right and in the left well: the sum and the difference of "
        "them are the two lowest states, {d_0} apart",
        d_0=S.d_0,
    )
    at_top = [Subs(Derivative(f, y), y, 0) for f in (r, left)]
    d.premise(
        equal(Tuple(S.psi_l(0), at_top[1]), Tuple(S.psi_r(0), -at_top[0])),
        "one is the mirror image of the other",
    )
    wronskian = r * Derivative(left, y) - left * Derivative(r, y)
    vanishing = equal(Limit(wronskian, y, oo), 0)
    d.premise(vanishing, "and both vanish far away")
    through = 2 * S.psi_r(0) * at_top[0]
    d.step(
        equal(Integral(half * (r**2 - left**2), (y, 0, oo)), through),
        "multiply each equation with the other state, subtract, and integrate over the right half",
        ImproperIntegral(
            wronskian,
            granted=(vanishing,),
            differentiable=(S.psi_r, S.psi_l),
            where=(*given, (S.psi_l(0), S.psi_r(0)), (at_top[1], -at_top[0])),
        ),
    )
    value: Expr = 2 * through / Integral(r**2 - left**2, (y, 0, oo))
    return value


def _slopes(d: Derivation) -> None:
    """The logarithmic derivative of the right state, order by order, and its integral under the barrier."""
    f = S.f(zeta)
    d.define(g, y_0**-3, "the small parameter")
    mean = -(y_0**4) + y_0 * Add(*(g**k * c for k, c in enumerate(LEVEL)))
    d.premise(
        equal(S.epsilon_0, mean),
        "the mean level as a series in {g}, from the bottom of the wells; its coefficients are those for which "
        "the following has no pole at the bottom, and they agree with the levels of an almost harmonic well",
        g=g,
    )
    d.step(
        equal(
            Derivative(exp(-f / g), (zeta, 2)) / y_0**2,
            y_0**4 * (Derivative(f, zeta) ** 2 - g * Derivative(f, (zeta, 2))) * exp(-f / g),
        ),
        "for a state {state} with {zeta} = {scaled} the Schroedinger equation becomes one for the slope of {f}",
        Identity(where=((g, y_0**-3),)),
        state=exp(-f / g), zeta=zeta, scaled=y / y_0, f=f,
    )  # fmt: skip
    square = (zeta**2 - 1) ** 2 - Add(*(g ** (k + 1) * c for k, c in enumerate(LEVEL)))
    d.step(
        equal(
            y_0**4 * square, (y_0 * zeta) ** 4 - 2 * y_0**2 * (y_0 * zeta) ** 2 - S.epsilon_0
        ),
        "on the other side of that equation",
        Identity(where=((S.epsilon_0, mean), (g, y_0**-3))),
    )  # fmt: skip
    d.premise(zeta > -1, "from the barrier's top outwards, and a little beyond it")
    a, b, c, last = SLOPES
    d.step(
        equal(
            Tuple(a**2, 2 * a * b, 2 * a * c, 2 * a * last),
            Tuple(
                (zeta**2 - 1) ** 2,
                Derivative(a, zeta) - LEVEL[0],
                Derivative(b, zeta) - b**2 - LEVEL[1],
                Derivative(c, zeta) - 2 * b * c - LEVEL[2],
            ),
        ),
        "which gives the slope {slope} in four orders of {g}: no matching is needed, since each is smooth from the "
        "top of the barrier to beyond the bottom of the well",
        slope=Add(*(g**k * slope for k, slope in enumerate(SLOPES))), g=g,
    )  # fmt: skip
    for slope, primitive, value, words in zip(
        SLOPES, PRIMITIVES, UNDER, ("first", "second", "third", "fourth"), strict=True
    ):
        d.step(
            equal(Integral(slope, (zeta, 0, 1)), value),
            f"its integral under the barrier, the {words} order",
            Antiderivative(primitive),
        )


def _norm(d: Derivation) -> Expr:
    """The normalisation of the right state, to second order in g; its leading term."""
    first, second = (
        PRIMITIVES[k].subs(zeta, 1 + kappa * sigma) - PRIMITIVES[k].subs(zeta, 1) for k in (0, 1)
    )
    d.define(
        kappa, sqrt(g), "the width of the ground state, near the bottom at {zeta} = 1", zeta=zeta
    )
    d.step(
        equal(first / kappa**2, sigma**2 + kappa * sigma**3 / 3),
        "the exponent of the state in leading order, with {zeta} = {there}: a Gaussian and a correction",
        zeta=zeta, there=1 + kappa * sigma,
    )  # fmt: skip
    d.step(
        equal(
            Tuple(*(Subs(Derivative(second, (kappa, k)), kappa, 0) for k in (1, 2, 3, 4))),
            Tuple(sigma / 2, -(sigma**2) / 4, sigma**3 / 4, -3 * sigma**4 / 8),
        ),
        "the next order, as a series in {kappa}",
        kappa=kappa,
    )
    d.step(
        equal(
            Tuple(Subs(SLOPES[2], zeta, 1), Subs(Derivative(SLOPES[2], zeta), zeta, 1)),
            Tuple(Rational(1, 8), -Rational(5, 32)),
        ),
        "and of the one after that slope and curvature at the bottom",
    )
    a, b, c, e = EXPONENT
    d.step(
        equal(
            Tuple(a**2 / 2 + b, e + a * c + b**2 / 2 + a**2 * b / 2 + a**4 / 24),
            Tuple(*WEIGHTS),
        ),
        "together, twice the exponent is {exponent}, and the square of the state is {gauss} times a series in "
        "{kappa}, of which the odd orders average to nothing and the even ones are these",
        exponent=-2 * sigma**2 + Add(*(kappa**k * x for k, x in enumerate(EXPONENT, start=1))),
        gauss=exp(-2 * sigma**2), kappa=kappa,
    )  # fmt: skip
    gauss = exp(-2 * sigma**2)
    for weight, value, words in zip(
        (Integer(1), *WEIGHTS), (Integer(1), *NORM), ("Gaussian", "first", "second"), strict=True
    ):
        d.step(
            equal(Integral(weight * gauss, (sigma, -oo, oo)), value * sqrt(pi / 2)),
            f"the norm: {words}" + (" alone" if words == "Gaussian" else " correction"),
            ImproperIntegral(_gaussian_primitive(weight)),
        )
    leading: Expr = sqrt(pi / (2 * y_0))
    d.step(
        equal(y_0 * kappa * sqrt(pi / 2), leading),
        "so this is the norm to leading order",
        Identity(where=((kappa, sqrt(g)), (g, y_0**-3))),
    )
    return leading


def _gaussian_primitive(weight: Expr) -> Expr:
    """An antiderivative of an even polynomial times exp(-2 sigma²), by lowering the power two at a time."""
    gauss = exp(-2 * sigma**2)
    total: Expr = Integer(0)
    rest = weight
    while rest.has(sigma):
        power = int(Add(0, rest).as_poly(sigma).degree())
        top = rest.expand().coeff(sigma, power)
        # (sigma^(p-1) gauss)' = ((p - 1) sigma^(p-2) - 4 sigma^p) gauss
        total += -top * sigma ** (power - 1) * gauss / 4
        rest = (rest - top * sigma**power + top * (power - 1) * sigma ** (power - 2) / 4).expand()
    return total + rest * sqrt(pi / 2) * erf(sqrt(2) * sigma) / 2
