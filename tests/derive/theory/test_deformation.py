"""The deformation potential, Eq. (11)."""

from __future__ import annotations

import pytest
import sympy as sp

from derive import SOFT_POTENTIAL, PrintedVerdict, Verdict

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


@pytest.mark.slow
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
    assert entry.printed.expected is PrintedVerdict.AGREES and entry.printed.within == 10
    made = derived("deformation-potential")
    assert made.formula.expression == E_0 * eta_L / 2
    assert len(made.premises) == 2
