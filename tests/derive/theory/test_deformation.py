"""The deformation potential, Eq. (11)."""

from __future__ import annotations

import pytest
import sympy as sp

from softpot.derive import PrintedVerdict, Verdict
from softpot.derive.theory import SOFT_POTENTIAL

from .words import assert_tied, rest_of

pytestmark = pytest.mark.slow  # each needs a derivation of its theory

S = SOFT_POTENTIAL.symbols
eta, t, w, eta_L, E_0 = S.eta, S.t, S.w, S.eta_L, S.E_0


def test_the_derivations_are_sound(sound):
    sound("deformation-scaling", exact=True, quoted=("scaling",), premises=())
    sound(
        "deformation-two-level",
        exact=False,
        quoted=("scaling",),
        premises=(sp.And(eta < 0, t > 0),),
    )
    sound("deformation-vibrations", exact=False, quoted=("scaling", "harmonic-limit"), premises=())
    sound("deformation-nonsoft", exact=True, quoted=("scaling", "debye"), premises=(eta > 0,))


def test_no_wrong_step_is_proved(refuses_wrong_steps):
    refuses_wrong_steps("deformation-scaling", 30)
    refuses_wrong_steps("deformation-two-level", 20)
    refuses_wrong_steps("deformation-vibrations", 20)
    refuses_wrong_steps("deformation-nonsoft", 40)


def test_the_derivatives_by_the_chain_rule(derived):
    """E = w eps(eta/eta_L, -t/sqrt(eta_L)): with d eps/d alpha = <y²>, d eps/d beta = -<y³>, typed by hand."""
    unit = E_0 * eta_L**2
    _, by_eta, by_t = derived("deformation-scaling").formula.expression.args
    assert sp.simplify(by_eta - unit * S.Y_2 / eta_L) == 0
    assert sp.simplify(by_t - unit * S.Y_3 / sp.sqrt(eta_L)) == 0


def test_the_two_level_form_is_that_of_equation_8(derived):
    """Delta = (w/sqrt 2)|beta||alpha|^(3/2), with alpha and beta put in."""
    q = sp.Symbol("q", positive=True)
    made = derived("deformation-two-level").formula.expression.subs(eta, -q)
    delta = E_0 * eta_L**2 / sp.sqrt(2) * (t / sp.sqrt(eta_L)) * (q / eta_L) ** sp.Rational(3, 2)
    assert sp.simplify(made.args[0] - delta) == 0
    assert sp.simplify(made.args[2] - sp.diff(delta, t)) == 0
    assert sp.simplify(made.args[1].subs(S.E, delta) + sp.diff(delta, q)) == 0


def test_vibrations_in_terms_of_their_energy(derived):
    """E = 2w sqrt(eta/eta_L) gives dE/deta = 2w²/(eta_L E)."""
    by_eta = derived("deformation-vibrations").formula.expression.args[0]
    q = sp.Symbol("q", positive=True)
    energy = 2 * w * sp.sqrt(q / eta_L)
    assert sp.simplify(by_eta.subs(eta, q) - 2 * w**2 / (eta_L * energy)) == 0


def test_potentials_that_are_not_soft(derived):
    gamma, ratio = derived("deformation-nonsoft").formula.expression.args
    debye = SOFT_POTENTIAL.formula("debye").expression.args[2]
    assert sp.simplify(gamma - debye / 2) == 0
    assert sp.simplify(ratio - gamma / (E_0 * eta_L)) == 0


def test_the_order_of_magnitude(derived):
    entry = SOFT_POTENTIAL.entry("deformation-potential")
    assert entry.expected is Verdict.CONSISTENT
    assert entry.printed.expected is PrintedVerdict.AGREES and entry.printed.order
    made = derived("deformation-potential")
    by_t = derived("deformation-two-level").formula.expression.args[2]
    assert sp.simplify(made.formula.expression - by_t / 2) == 0
    assert len(made.own) == 1


def test_both_derivatives_of_two_level_systems_are_judged_as_orders():
    printed = SOFT_POTENTIAL.entry("deformation-two-level").printed
    assert printed.expected is PrintedVerdict.IN_PART and printed.order
    assert printed.form == sp.Tuple(w / eta_L, w / eta_L) and printed.member == (1, 2)
    assert SOFT_POTENTIAL.entry("deformation-scaling").printed is None


def test_numbers_in_words():
    """Eq. (11) at typical values; the ratio of both derivatives of a vibration on the fold, 9 t² = 32 eta."""
    e, size, root = abs(eta), abs(S.alpha), sp.sqrt
    energy, by_eta, by_t = (
        m.subs(-eta, e) for m in SOFT_POTENTIAL.formula("deformation-two-level").expression
    )
    in_w = (
        root(eta_L) * size ** sp.Rational(3, 2) / root(2)
    )  # dE/dt over w/eta_L at eta = alpha eta_L
    assert sp.simplify((by_t / (E_0 * eta_L)).subs(e, size * eta_L) / in_w) == 1
    typical = [float(in_w.subs({eta_L: sp.Rational(1, 100), S.alpha: -n})) for n in (5, 10)]
    vibration, in_t = SOFT_POTENTIAL.formula("deformation-vibrations").expression
    E = 2 * w * root(eta / eta_L)
    on_fold = abs(in_t.subs(t, root(32 * eta) / 3)) / vibration
    number = sp.simplify((on_fold / (root(eta_L) * (w / E) ** 2)).subs(eta, 7))
    means = SOFT_POTENTIAL.formula("deformation-scaling").expression
    third = means[2] / S.Y_3
    gamma = SOFT_POTENTIAL.formula("deformation-potential").expression.subs(-eta, e)
    of_debye = (
        SOFT_POTENTIAL.formula("deformation-nonsoft").expression[0]
        / (SOFT_POTENTIAL.formula("debye").expression[2])
    )
    of_nonsoft = SOFT_POTENTIAL.formula("deformation-nonsoft").expression[1]
    two, scaling, vibrations, potential = (
        f"deformation-{name}" for name in ("two-level", "scaling", "vibrations", "potential")
    )
    assert_tied(
        [two, scaling, vibrations, potential, "deformation-nonsoft"],
        (
            (f"{potential} statement", "systems, $ of the derivative", gamma / by_t),
            ("deformation-nonsoft statement", "gives $ of the printed", of_debye),
            ("deformation-nonsoft survives", "energy, $ of it as", of_debye),
            ("deformation-nonsoft survives", "by $ of sqrt", of_nonsoft / root(eta_L)),
            (f"{scaling} statement", "x, @ and @ in its", S.x**2, S.x**3),
            (f"{scaling} statement", " = w/eta_L and @ = w/sqrt(eta_L)", third),
            (f"{scaling} note", "mean of y^# makes", 3),
            (f"{scaling} note", "about # eV", 10 * root(0.01)),
            (f"{two} statement", ", E = @, and so", energy),
            (f"{two} statement", "dE/d eta = @ and dE/dt = @, up", by_eta, by_t),
            (f"{two} statement", "|alpha|^(#).", rest_of(two, S.alpha)),
            (
                f"{two} survives",
                "which carries the deformation potential and does not depend on their energy, is @ times",
                in_w,
            ),
            (
                f"{two} survives",
                "from # to # for eta_L = # and |alpha| from # to #.",
                *typical,
                0.01,
                5,
                10,
            ),
            (f"{two} survives", "|dE/d eta| = @, is", 3 * S.E / (2 * e)),
            (f"{two} survives", "w/eta_L by @: each", 3 * S.E / (2 * w * size)),
            (f"{two} survives", "moves by @ times", size / 2),
            (f"{vibrations} statement", "energy E = @ the derivative", E),
            (
                f"{vibrations} statement",
                "dE/d eta is @, smaller than w/eta_L by @; dE",
                2 * w**2 / (eta_L * S.E),
                2 * w / S.E,
            ),
            (
                f"{vibrations} statement",
                "dE/d eta, by @ times a number up to @, which",
                root(eta_L) * (w / S.E) ** 2,
                number,
            ),
            (f"{potential} statement", "gamma = @ if", gamma),
            (f"{potential} statement", "eta_L = # that", 0.01),
            (f"{potential} survives", "E_0 = # eV and eta_L = # it is # eV", 10, 0.01, 10 * 0.01),
            (
                f"{potential} survives",
                "is # to # of it for |eta| from # to # eta_L",
                *(v / 2 for v in typical),
                5,
                10,
            ),
            ("deformation-nonsoft statement", "eta = #, the", 1),
            ("deformation-nonsoft statement", "factor @.", of_nonsoft),
            ("deformation-nonsoft line 7", "{} is #, which", 1),
        ),
    )
    assert sp.simplify(vibration - 2 * w**2 / (eta_L * E)) == 0
