"""The soft potential, Eq. (1): where it is stationary, and when it has two wells."""

from __future__ import annotations

from sympy import And, Derivative, Eq, Ne, Or, sqrt
from sympy.logic.boolalg import Equivalent

from softpot.derive.machinery.derivation import Derivation, Derived
from softpot.derive.machinery.discharge import Cells, Count, equal
from softpot.derive.machinery.theory import Printed, entry
from softpot.derive.machinery.verdict import PrintedVerdict, Verdict
from softpot.derive.theory.symbols import S

eta, t, x = S.eta, S.t, S.x

SOFT = eta * x**2 + t * x**3 + x**4
"""V(x)/E_0 of Eq. (1)."""

GENERAL = S.h_p * S.x_p + S.eta_p * S.x_p**2 + S.t_p * S.x_p**3 + S.x_p**4
"""V(x')/E_0 of Eq. (3)."""

SLOPE = 2 * eta * x + 3 * t * x**2 + 4 * x**3
"""V'(x)/E_0 of Eq. (1)."""

WEIGHTS = ((x, 1), (eta, 2), (t, 1))
"""V is homogeneous when x, t and the square root of eta are scaled together."""

STATIONARY = Count(S.N_s)
MINIMA = Count(S.N_min, rising=True)
MAXIMA = Count(S.N_top, falling=True)

FOLD = And(Ne(t, 0), Or(Eq(eta, 0), Eq(eta, 9 * t**2 / 32)))
"""Where two stationary points meet."""

TWO_WELLS = And(eta < 9 * t**2 / 32, Ne(eta, 0))


@entry(
    "two-wells",
    title="Two wells or one",
    equation="(1)",
    section="The soft potential",
    expected=Verdict.PROVED,
    printed=Printed(
        eta < 9 * t**2 / 32,
        PrintedVerdict.GENERIC,
        survives="The printed condition is the generic one: it holds wherever eta is not 0. On the line eta = 0 (t "
        "not 0), a set of measure zero, it promises two wells where there is one well and a horizontal inflection.",
    ),
)
def two_wells(d: Derivation) -> Derived:
    """The potential has two wells if and only if eta < (9/32) t^2 and eta is not zero; on both
    boundary lines one well and a horizontal inflection are left."""
    d.premise(equal(S.V(x), S.E_0 * SOFT), "the expansion of the potential in the soft mode")
    d.step(
        equal(Derivative(SOFT, x), x * (4 * x**2 + 3 * t * x + 2 * eta)),
        "in units of {E_0} the slope has the root {zero} and a quadratic factor",
        E_0=S.E_0,
        zero=equal(x, 0),
    )
    root = sqrt(9 * t**2 - 32 * eta)
    plus, minus = (-3 * t + root) / 8, (-3 * t - root) / 8
    d.step(
        equal(4 * x**2 + 3 * t * x + 2 * eta, 4 * (x - plus) * (x - minus)),
        "the other two stationary points are real where the square root is",
    )
    d.step(
        equal(4**4 * (plus * minus * (plus - minus)) ** 2, 4 * eta**2 * (9 * t**2 - 32 * eta)),
        "the discriminant of the slope, from its roots; it vanishes where two stationary points meet",
    )
    count = Cells(SLOPE, x, WEIGHTS, (STATIONARY, MINIMA, MAXIMA))
    d.step(
        Equivalent(Eq(S.N_min, 2), TWO_WELLS),
        "minima are the roots at which the slope turns from negative to positive, counted exactly "
        "in each cell that the discriminant cuts out, and on its lines",
        count,
    )
    d.step(
        Equivalent(Eq(S.N_s, 2), FOLD),
        "the boundary cases: on both lines two stationary points are left",
        count,
    )
    d.step(
        Or(Eq(S.N_min, 2), And(Eq(S.N_min, 1), Eq(S.N_top, 0))),
        "elsewhere and on the boundary there is one well and no barrier, so one of the two "
        "stationary points on a boundary line is a horizontal inflection",
        count,
    )
    return d.result(TWO_WELLS, lhs=Eq(S.N_min, 2))
