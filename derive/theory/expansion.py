"""The general expansion, Eq. (3), and the shift of origin that removes its linear term, Eq. (4)."""

from __future__ import annotations

from sympy import Derivative, Expr, Rational, Tuple

from softpot.derive.machinery.derivation import Derivation, Derived
from softpot.derive.machinery.discharge import Elimination, Identity, SubstitutionBack, equal
from softpot.derive.machinery.theory import Printed, entry
from softpot.derive.machinery.verdict import PrintedVerdict, Verdict
from softpot.derive.theory.potential import GENERAL, SOFT
from softpot.derive.theory.symbols import S

eta, t, x, x_0 = S.eta, S.t, S.x, S.x_0
h_p, eta_p, t_p, x_p = S.h_p, S.eta_p, S.t_p, S.x_p

SECTION = "The general expansion and its origin"


@entry(
    "shift",
    title="Shift of the origin",
    equation="(3), (4)",
    section=SECTION,
    printed=Printed(
        (t_p - t) / 4,
        PrintedVerdict.REFUTED,
        member=0,
        shown=equal(x_p, x + (t_p - t) / 4),
        survives="The shift has the opposite sign: x' = x + (t - t')/4. The invariants printed with it are "
        "right, so nothing that follows depends on the sign.",
    ),
    expected=Verdict.PROVED,
)
def shift(d: Derivation) -> Derived:
    """The shift x' = x + (t - t')/4 takes the general expansion (3) to the form (1), up to a
    constant; it fixes eta' and h' as functions of eta, t and t'."""
    d.premise(equal(S.V(x_p), S.E_0 * GENERAL), "the general expansion, with a linear term")
    moved = GENERAL.subs(x_p, x + x_0)
    constant = GENERAL.subs(x_p, x_0)
    cubic = t_p + 4 * x_0
    quadratic = eta_p + 3 * t_p * x_0 + 6 * x_0**2
    linear = h_p + 2 * eta_p * x_0 + 3 * t_p * x_0**2 + 4 * x_0**3
    d.step(
        equal(moved, constant + linear * x + quadratic * x**2 + cubic * x**3 + x**4),
        "move the origin by {shift} and collect powers of the new coordinate",
        shift=equal(x_p, x + x_0),
    )
    d.premise(
        equal(Tuple(cubic, quadratic, linear), Tuple(t, eta, 0)),
        "wanted is the form (1): these must be its cubic, quadratic and linear coefficient",
    )
    shifted = (t - t_p) / 4
    d.step(
        equal(x_0, shifted),
        "from the cubic coefficient",
        SubstitutionBack((cubic - t,), (x_0,)),
    )
    eta_of = eta - Rational(3, 8) * t**2 + Rational(3, 8) * t_p**2
    d.step(
        equal(eta_p, eta_of),
        "with this shift, from the quadratic coefficient",
        SubstitutionBack((quadratic - eta,), (eta_p,), where=((x_0, shifted),)),
    )
    h_of = t_p * (eta - Rational(3, 8) * t**2 + t_p**2 / 8) / 2 - t * (eta - t**2 / 4) / 2
    d.step(
        equal(h_p, h_of),
        "and from the linear coefficient",
        SubstitutionBack((linear,), (h_p,), where=((eta_p, eta_of), (x_0, shifted))),
    )
    return d.result(Tuple(shifted, eta_of, h_of), lhs=Tuple(x_0, eta_p, h_p))


def invariants_of(h: Expr | int, quadratic: Expr, cubic: Expr) -> tuple[Expr, Expr]:
    """I_1 and I_2 of the quartic h x + quadratic x^2 + cubic x^3 + x^4."""
    return (
        quadratic - Rational(3, 8) * cubic**2,
        cubic * (quadratic - cubic**2 / 4) / 2 - h,
    )


@entry(
    "invariants",
    title="The two invariants of the quartic",
    equation="(4)",
    section=SECTION,
    printed=Printed(
        eta_p - Rational(3, 8) * t_p**2,
        PrintedVerdict.AGREES,
        member=0,
        shown=equal(eta - Rational(3, 8) * t**2, eta_p - Rational(3, 8) * t_p**2),
        survives="The line of print with the second invariant is lost; its form in the text agrees "
        "as far as it can be read.",
    ),
    expected=Verdict.PROVED,
)
def invariants(d: Derivation) -> Derived:
    """The shift leaves I_1 and I_2 unchanged, and they are complete: two quartics with the same
    I_1 and I_2 differ by a shift and a constant only."""
    values = d.uses("shift")
    where = ((h_p, values.args[2]), (eta_p, values.args[1]))
    general = invariants_of(h_p, eta_p, t_p)
    canonical = invariants_of(0, eta, t)
    for name, before, after in zip(("first", "second"), general, canonical, strict=True):
        d.step(
            equal(before, after),
            f"the {name} invariant, with the values that the shift gives to the primed coefficients",
            Identity(where=where),
        )
    d.define(S.I_1, general[0], "the first invariant of a quartic")
    d.define(S.I_2, general[1], "and the second")
    y = S.y
    centred = y**4 + general[0] * y**2 - general[1] * y
    rest = -h_p * t_p / 4 + eta_p * t_p**2 / 16 - 3 * t_p**4 / 256
    d.step(
        equal(GENERAL.subs(x_p, y - t_p / 4), centred + rest),
        "with the origin where the cubic term vanishes, the invariants are the only coefficients",
    )
    other = S.h * x + SOFT
    others = invariants_of(S.h, eta, t)
    same = tuple(a - b for a, b in zip(general, others, strict=True))
    d.premise(
        equal(Tuple(*general), Tuple(*others)),
        "for the next line: a second quartic, {other}, has the same invariants",
        other=other,
    )
    d.step(
        equal(Derivative(GENERAL.subs(x_p, y - t_p / 4) - other.subs(x, y - t / 4), y), 0),
        "two quartics with equal invariants, each about its own centre, have the same slope "
        "everywhere, hence differ by a constant",
        Elimination(same, (h_p, S.h)),
    )
    return d.result(Tuple(*general), lhs=Tuple(S.I_1, S.I_2))
