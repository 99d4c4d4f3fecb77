"""How eta and t follow the coefficients of the general expansion, in particular the linear one."""

from __future__ import annotations

from sympy import Derivative, Expr, Integer, Subs, Tuple

from softpot.derive.machinery.derivation import Derivation, Derived
from softpot.derive.machinery.discharge import SubstitutionBack, equal
from softpot.derive.machinery.theory import entry
from softpot.derive.machinery.verdict import Verdict
from softpot.derive.theory.deformation import SECTION
from softpot.derive.theory.symbols import S

eta, t, t_p = S.eta, S.t, S.t_p


@entry(
    "strain-and-origin",
    title="What a change of the linear coefficient does to eta and t",
    equation="(4), (11)",
    section=SECTION,
    expected=Verdict.PROVED,
    note="The text estimates |d eta/du| ~ |dt/du| ~ 1. That holds if a dilatation u changes eta' and t' by order "
    "unity and leaves h' alone. If it changes h' by order unity too, since Eq. (3) has linear terms, then |dt/du| is "
    "2/|eta|, between 20 and 70 for |eta| of three to ten eta_L = 0.01; the deformation potential of a two-level "
    "system, half of E_0 sqrt(eta_L) times the distance of its wells in y, is then E_0 sqrt(|eta|/2), or 1 to 2 eV "
    "with E_0 = 10 eV, and not tenths of eV. The later literature lets "
    "strain act on the coordinate of the soft mode, which is such a linear term.",
)
def strain_and_origin(d: Derivation) -> Derived:
    """If the coefficients of the general expansion change a little, eta and t seen from the moved stationary point
    change as eta' and t' do, and by -3t/(2 eta) and -2/eta for each unit of h'."""
    _, eta_of, h_of = d.uses("shift").args
    found = (-3 * t / (2 * eta), -2 / eta)

    def change(of: Expr, by_eta: Expr, by_t: Expr, by_t_p: Expr) -> Expr:
        """The change of a coefficient of the general expansion, where its origin is the stationary point."""
        total: Expr = sum(
            (
                by * Subs(Derivative(of, name), t_p, t)
                for name, by in ((eta, by_eta), (t, by_t), (t_p, by_t_p))
            ),
            Integer(0),
        )
        return total

    unknown = (S.deta_dh, S.dt_dh)
    for of, value, words in (
        (
            h_of,
            1,
            "h' changes by one unit and t' stays; the changes of {eta} and {t} are the unknowns",
        ),
        (eta_of, 0, "and eta' stays"),
    ):
        places = {"eta": eta, "t": t} if value else {}
        d.premise(equal(change(of, *unknown, Integer(0)), value), words, **places)
    d.step(
        equal(Tuple(*unknown), Tuple(*found)),
        "two linear equations, of which this is the solution",
        SubstitutionBack(
            (change(h_of, *unknown, Integer(0)) - 1, change(eta_of, *unknown, Integer(0))), unknown
        ),
    )
    one, none = Integer(1), Integer(0)
    for of, changes, value, words in (
        (h_of, (one, none, none), 0, "a change of eta alone leaves h' as it is"),
        (eta_of, (one, none, none), 1, "and is the change of eta'"),
        (h_of, (none, one, one), 0, "a change of t and t' by the same amount leaves h' as it is"),
        (eta_of, (none, one, one), 0, "and eta' too: t follows t', and eta follows eta'"),
    ):
        d.step(equal(change(of, *changes), value), words)
    return d.result(Tuple(*found), lhs=Tuple(*unknown))
