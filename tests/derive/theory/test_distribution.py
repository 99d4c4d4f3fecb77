"""Eqs. (2), (5), (6): the Jacobian and the sea-gull."""

from __future__ import annotations

import pytest
import sympy as sp

from softpot.derive import Basis, PrintedVerdict, Role, equal
from softpot.derive.theory import SOFT_POTENTIAL

from .words import assert_tied

pytestmark = pytest.mark.slow  # each needs a derivation of its theory

S = SOFT_POTENTIAL.symbols
eta, t = S.eta, S.t
h_p, eta_p, t_p, G_p = S.h_p, S.eta_p, S.t_p, S.G_p

# the map of Eq. (4), written out
H = t_p * eta / 2 - 3 * t_p * t**2 / 16 + t_p**3 / 16 - t * eta / 2 + t**3 / 8
QUADRATIC = eta - 3 * t**2 / 8 + 3 * t_p**2 / 8


def test_the_derivations_are_sound(sound):
    even = (S.F(h_p, eta_p, t_p) + S.F(-h_p, eta_p, -t_p)) / 2
    bounded = sp.And(
        G_p(h_p, eta_p, t_p) >= 0,
        G_p(h_p, eta_p, t_p) <= S.M(t_p),
        sp.Integral(S.M(t_p), (t_p, -sp.oo, sp.oo)) < sp.oo,
    )
    sound("jacobian", exact=True, quoted=("shift",), premises=())
    sound(
        "sea-gull", exact=False, quoted=("shift", "jacobian"),
        premises=(bounded, equal(G_p(h_p, eta_p, t_p), even)),
    )  # fmt: skip


def test_the_premises_of_the_sea_gull_are_said_in_words(derived):
    words = " ".join(str(p.reason) for p in derived("sea-gull").premises)
    for needed in ("continuous", "integrable", "preferred direction"):
        assert needed in words
    (counted,) = (s for s in derived("sea-gull").steps if s.role == "limit")
    assert "each stationary point" in str(counted.reason)


def test_no_wrong_step_of_the_jacobian_is_proved(refuses_wrong_steps):
    refuses_wrong_steps("jacobian", 25)


def test_no_wrong_step_of_the_sea_gull_is_proved(refuses_wrong_steps):
    refuses_wrong_steps("sea-gull", 90)


def test_the_jacobian_as_typed_by_hand(derived):
    made = derived("jacobian").formula
    assert made.expression == sp.Tuple(sp.Abs(eta) / 2, 2 / sp.Abs(eta))
    assert made.arguments == (eta,)


def test_the_jacobian_from_partial_derivatives(derived):
    """Cofactors of the third row, which is (0, 0, 1), leave the two-by-two determinant."""
    minor = sp.diff(H, eta) * sp.diff(QUADRATIC, t) - sp.diff(H, t) * sp.diff(QUADRATIC, eta)
    assert sp.expand(minor - eta / 2) == 0
    volume, inverse = derived("jacobian").formula.expression.args
    assert sp.simplify(sp.Abs(minor.expand()) - volume) == 0
    assert sp.simplify(volume * inverse) == 1


@pytest.mark.parametrize(
    "form", [4 / sp.Abs(eta), 2 / sp.Abs(eta), sp.Abs(eta), sp.Abs(eta) / 4, eta / 2]
)
def test_no_other_reading_is_the_jacobian(derived, form):
    assert sp.simplify(derived("jacobian").formula.expression.args[0] - form) != 0


def test_the_printed_jacobian_is_a_reading_of_a_damaged_place():
    printed = SOFT_POTENTIAL.entry("jacobian").printed
    assert printed.form == 4 / sp.Abs(eta)
    assert printed.expected is PrintedVerdict.GARBLED and printed.basis is Basis.DAMAGED


def test_the_sea_gull_as_typed_by_hand(derived):
    made = derived("sea-gull").formula
    wanted = sp.Abs(eta) / 2 * sp.Integral(G_p(H, QUADRATIC, t_p), (t_p, -sp.oo, sp.oo))
    (integral,) = made.expression.atoms(sp.Integral)
    assert integral.limits == (sp.Tuple(t_p, -sp.oo, sp.oo),)
    assert [
        sp.expand(a - b) for a, b in zip(integral.function.args, (H, QUADRATIC, t_p), strict=True)
    ] == [0, 0, 0]
    whole, smooth = made.expression.args
    assert whole.coeff(integral) == sp.Abs(eta) / 2 and smooth.coeff(integral) == sp.Rational(1, 2)
    assert made.functions == ("G_p",) and wanted.has(G_p)
    assert made.lhs == sp.Tuple(S.P(eta, t), S.P_smooth(eta, t))
    assert SOFT_POTENTIAL.entry("sea-gull").printed.form == sp.Abs(eta) * S.P_smooth(eta, t)


@pytest.mark.parametrize("id", ["sea-gull", "vibrations-sea-gull"])
def test_unspecified_functions_print_with_the_names_of_the_table(derived, id):
    text = derived(id).formula.latex()
    assert "G_{p}" not in text and "n_{E}" not in text
    assert ("G'" in text) == (id == "sea-gull")


def test_the_sea_gull_of_a_distribution_that_can_be_integrated(derived):
    """G' = exp(−t'²) g(I_1, I_2): the integral over t' is √π g, whatever g is."""
    first, second = eta - 3 * t**2 / 8, t * (eta - t**2 / 4) / 2

    def density(h, quadratic, cubic):
        one = quadratic - 3 * cubic**2 / 8
        two = cubic * (quadratic - cubic**2 / 4) / 2 - h
        return sp.exp(-(cubic**2)) * sp.exp(-(sp.expand(one) ** 2) - sp.expand(two) ** 2)

    made = derived("sea-gull").formula.expression.args[0].replace(G_p, density).doit()
    wanted = sp.sqrt(sp.pi) * sp.Abs(eta) / 2 * sp.exp(-(first**2) - second**2)
    point = {eta: sp.Rational(-3, 7), t: sp.Rational(5, 11)}
    assert abs(sp.N((made - wanted).subs(point), 30)) < 1e-25


def test_numbers_in_words():
    volume = abs(sp.Matrix([H, QUADRATIC, t_p]).jacobian([eta, t, t_p]).det())
    inverse = 1 / volume
    spread = SOFT_POTENTIAL.derivation("two-wells").formula.expression.args
    (fold,) = (c.rhs for c in spread if isinstance(c, sp.StrictLessThan))
    half = volume / abs(eta)
    read = SOFT_POTENTIAL.entry("jacobian").printed.form
    places = [("jacobian", "note"), ("sea-gull", "note")]
    assert_tied(
        ["jacobian", "sea-gull"],
        (
            ("sea-gull survives", "of Eq. (6), $ of the integral", half),
            (
                "jacobian statement",
                "expansion is @, and that of the inverse map @.",
                volume,
                inverse,
            ),
            *(
                (f"{id} {place}", "with eta < #, none with # < eta < @, and", 0, 0, fold)
                for id, place in places
            ),
            (
                "jacobian survives",
                "Jacobian is @. The damaged text reads @, probably",
                volume,
                read,
            ),
            ("jacobian survives", "garbled @: read", volume),
            ("jacobian survives", "its inverse @. Only", inverse),
            ("jacobian line 5", "{} is not #", 0),
            ("sea-gull statement", "P_0 = @ times the integral", half),
            ("sea-gull statement", "finite at eta = # where", 0),
        ),
    )


def test_the_limit_line_is_the_integral_that_is_judged():
    derivation = SOFT_POTENTIAL.derivation("sea-gull")
    (line,) = (step.statement for step in derivation.steps if step.role is Role.LIMIT)
    density, smooth = derivation.formula.expression
    assert line.lhs == S.P(eta, t)
    assert line.rhs.limits == smooth.atoms(sp.Integral).pop().limits
    assert (
        sp.simplify(line.rhs.function - abs(eta) / 2 * G_p(H, QUADRATIC, t_p)).subs(t, 3).equals(0)
    )
    assert sp.simplify(density / smooth) == abs(eta)
