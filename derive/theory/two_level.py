"""Two-level systems, Eq. (8): E_12 = (Delta² + Delta_0²)^{1/2}, and the asymmetry Delta of a double well."""

from __future__ import annotations

from sympy import (
    Abs,
    Derivative,
    Matrix,
    Rational,
    Subs,
    Tuple,
    sqrt,
)

from softpot.derive.machinery.derivation import Derivation, Derived
from softpot.derive.machinery.discharge import Identity, equal
from softpot.derive.machinery.theory import Printed, entry
from softpot.derive.machinery.verdict import PrintedVerdict, Verdict
from softpot.derive.theory.symbols import S

alpha, beta, y, y_0, w, g, kappa = S.alpha, S.beta, S.y, S.y_0, S.w, S.g, S.kappa
sigma, R, e = S.sigma, S.R, S.e
Delta, Delta_0, E_12 = S.Delta, S.Delta_0, S.E_12

SECTION = "Two-level systems"
HALF = Rational(1, 2)
SIZE = Abs(alpha)
SYMMETRIC = ((alpha, -2 * y_0**2),)

LOST = Printed(
    None,
    PrintedVerdict.UNREADABLE,
    survives="The displayed equation is lost: the text around it only says that asymmetry and amplitude of "
    "tunnelling are in it.",
)


def symmetric_wells(d: Derivation) -> None:
    """Lines that the entries on Eq. (8) begin with."""
    d.uses("scaling")
    d.premise(
        equal(alpha, -2 * y_0**2),
        "{alpha} is negative: for {beta} = 0 there are two equal wells at {wells}",
        alpha=alpha, beta=beta, wells=Tuple(-y_0, y_0),
    )  # fmt: skip


@entry(
    "two-level-form",
    title="The energy of a two-level system",
    equation="(8)",
    section=SECTION,
    expected=Verdict.VERIFIED,
    printed=LOST,
    note="The second of these is the larger one where asymmetry and tunnelling are alike; its coefficient is derived "
    "under the next entry. A Delta that is read off "
    "levels instead, as (E_12² - Delta_0²)^(1/2) at a small tilt, has it in itself; then only the first is left.",
)
def two_level_form(d: Derivation) -> Derived:
    """While E_12 is small against w, asymmetry and tunnelling add in quadrature, like the legs of a right triangle. The
    rest is of relative order (E_12/w)² |alpha|^(-4), because the tilt moves the wells, and of relative order
    (Delta Delta_0/(w E_12))²/|alpha|, because of the higher levels."""
    symmetric_wells(d)
    upper, lower = w * S.epsilon(2), w * S.epsilon(1)
    d.premise(upper > lower, "levels are counted from below, and differ")
    d.define(
        Delta_0,
        upper - lower,
        "the splitting of the symmetric potential, whose two lowest states are even and odd",
    )
    d.premise(
        equal(Delta, -2 * w * beta * S.Y),
        "the asymmetry: {cubic} is odd, so it has matrix elements between the even and the odd state only; "
        "of the mirror images {beta} and {other} the one with the deeper well on the right is taken",
        cubic=-beta * y**3, beta=beta, other=-beta,
    )  # fmt: skip
    d.step(
        equal(Tuple(-w * beta * S.Y, (lower - upper) / 2), Tuple(Delta / 2, -Delta_0 / 2)),
        "turned to the sum and the difference of the two states, which live in one well each, the energies from the "
        "mean of the two are plus and minus the first of these, and the second connects the wells",
        Identity(where=((Delta, -2 * w * beta * S.Y), (Delta_0, upper - lower))),
    )
    root = sqrt(Delta**2 + Delta_0**2)
    two = Matrix([[Delta / 2 - e, -Delta_0 / 2], [-Delta_0 / 2, -Delta / 2 - e]])
    d.step(
        equal(two.det(), (e - root / 2) * (e + root / 2)),
        "this matrix of two rows has two eigenvalues, {E} apart",
        E=root,
    )
    potential = -2 * y_0**2 * y**2 + y**4
    level = d.uses("harmonic-limit")
    harmonic = 2 * sqrt(alpha) * (S.n - HALF)
    curved = harmonic.subs(alpha, 4 * y_0**2)
    d.step(
        equal(Subs(Derivative(potential, (y, 2)), y, y_0) / 2, 4 * y_0**2),
        "the wells have this quadratic coefficient, so their own next levels lie {gap} {w} higher, to the leading "
        "order of {level}",
        gap=curved.subs(S.n, 2) - curved.subs(S.n, 1), w=w, level=level,
    )  # fmt: skip
    d.limit(
        equal(E_12, root),
        "the change of both wells with {beta} beyond first order, and the higher levels, are left out; that they make "
        "relative differences of the orders {far} and {near} is left to numbers",
        beta=beta, far=(E_12 / w) ** 2 / SIZE**4, near=(Delta * Delta_0 / (w * E_12)) ** 2 / SIZE,
    )  # fmt: skip
    return d.result(root, lhs=E_12)


ASYMMETRY = w * Abs(beta) * SIZE ** (3 * HALF) / sqrt(2)
"""Delta to leading order."""


@entry(
    "asymmetry",
    title="The asymmetry of a double well",
    equation="(8)",
    section=SECTION,
    expected=Verdict.VERIFIED,
    printed=LOST,
    note="Computed levels give the next coefficients as rationals too: with |alpha|^(-9/2) stands -(417/64) sqrt 2, "
    "with |alpha|^(-6) -27073/512, with |alpha|^(-15/2) -(533199/2048) sqrt 2.",
)
def asymmetry(d: Derivation) -> Derived:
    """To first order in beta the ground states of the two wells differ by the difference of the depths of the wells, of
    their zero-point energies, and of the next anharmonic correction. The relative corrections are
    -(3 sqrt 2/4)|alpha|^(-3/2) and -(35/16)|alpha|^(-3); in depth alone the difference is exactly beta R³/256.
    The forms are the leading one and the one with both corrections."""
    symmetric_wells(d)
    potential = -2 * y_0**2 * y**2 - beta * y**3 + y**4
    root = sqrt(9 * beta**2 + 64 * y_0**2)
    d.define(R, root, "four times the distance of the minima, as will be seen")
    square = (R**2 - 9 * beta**2) / 64
    d.step(equal(y_0**2, square), "in other words", Identity(where=((R, root),)))
    found = Identity(where=((y_0**2, square),))
    right, left = (3 * beta + R) / 8, (3 * beta - R) / 8
    d.step(
        equal(Derivative(potential, y), 4 * y * (y - right) * (y - left)),
        "the stationary points: the barrier's top at 0 and a minimum on either side",
        found,
    )
    depth = beta * R**3 / 256
    d.step(
        equal(Subs(potential, y, left) - Subs(potential, y, right), depth),
        "the difference of the two depths, exactly",
        found,
    )
    curvature, cubic = R * (R + 3 * beta) / 16, (R + beta) / 2
    d.step(
        equal(
            Tuple(
                Subs(Derivative(potential, (y, 2)), y, right) / 2,
                Subs(Derivative(potential, (y, 3)), y, right) / 6,
            ),
            Tuple(curvature, cubic),
        ),
        "quadratic and cubic coefficient of the potential seen from the right minimum; for the left one {beta} "
        "changes sign, and so does the cubic coefficient",
        found,
        beta=beta,
    )
    d.step(
        equal(Tuple(Subs(root, beta, 0), Subs(Derivative(root, beta), beta, 0)), Tuple(8 * y_0, 0)),
        "to first order in {beta} the distance does not change",
        beta=beta,
    )
    level = d.uses("harmonic-limit")
    put_in = ((S.n, 1), (alpha, curvature), (beta, -cubic))
    ground = level.subs(put_in, simultaneous=True).subs(R, 8 * y_0)
    d.step(
        equal(Subs(Derivative(ground, beta), beta, 0), Rational(3, 8) + 35 / (128 * y_0**3)),
        "the ground state in the right well, to first order in {beta}: the deeper well is the narrower one, so its "
        "zero-point energy is the higher and reduces the asymmetry",
        beta=beta,
    )
    linear = depth.subs(R, 8 * y_0) / beta - 2 * Rational(3, 8) - 2 * 35 / (128 * y_0**3)
    corrected = ASYMMETRY * (1 - 3 * sqrt(2) / (4 * SIZE ** (3 * HALF)) - 35 / (16 * SIZE**3))
    d.step(
        equal(w * Abs(beta) * linear, corrected),
        "the depths differ by the first term, the ground states in the two wells by twice what one of them changes",
        Identity(where=SYMMETRIC),
    )
    d.limit(
        equal(Tuple(Delta, Delta), Tuple(ASYMMETRY, corrected)),
        "the series for a level is asymptotic: that only terms of relative order {order} are missing is left to "
        "numbers",
        order=SIZE ** (-9 * HALF),
    )
    return d.result(Tuple(ASYMMETRY, corrected), lhs=Tuple(Delta, Delta), domain=alpha < 0)
