"""P_0 at equivalent origins."""

from __future__ import annotations

import numpy as np
import pytest
import sympy as sp
from scipy import integrate

from softpot.derive.theory import SOFT_POTENTIAL
from softpot.numerics.theory import ensemble, equivalent_origins

pytestmark = pytest.mark.slow  # each needs a derivation of its theory

S = SOFT_POTENTIAL.symbols
ID = "equivalent-origins"
eta, t, width, I_1, I_2, t_p = S.eta, S.t, S.delta_eta, S.I_1, S.I_2, S.t_p
ALLOWED = sp.exp((eta - sp.Rational(3, 8) * t**2) / width)
JUMP = sp.exp(sp.Rational(9, 8) * t**2 / width)


HALF = sp.Rational(1, 2)


def integral(h: sp.Expr, quadratic: sp.Expr, factor: sp.Expr = HALF) -> sp.Expr:
    return factor * sp.Integral(S.G_p(h, quadratic, t_p), (t_p, -sp.oo, sp.oo))


LINEAR, QUADRATIC = t_p * (I_1 + t_p**2 / 8) / 2 - I_2, I_1 + 3 * t_p**2 / 8


def test_the_formula_is_supported(supported):
    found = supported(ID, digits=20)
    assert len(found) == 5


@pytest.mark.parametrize(
    ("place", "wrong"),
    [
        (0, integral(LINEAR, QUADRATIC, sp.Integer(1))),
        (0, integral(LINEAR + 2 * I_2, QUADRATIC)),
        (0, integral(LINEAR, QUADRATIC + I_1 / 8)),
        (0, integral(LINEAR - t_p**3 / 64, QUADRATIC)),
        (1, sp.exp(eta / width)),
        (1, sp.exp((eta - t**2 / 4) / width)),
        (1, sp.exp((eta + sp.Rational(3, 8) * t**2) / width)),
        (1, ALLOWED**2),
        (1, 2 * ALLOWED),
        (1, ALLOWED + t / 10**6),
        (2, sp.exp(t**2 / width)),
        (2, 1 / JUMP),
        (2, JUMP * (1 + sp.Rational(1, 10**9))),
    ],
    ids=range(13),
)
def test_wrong_formulas_are_refuted(refuted, member, place, wrong):
    refuted(ID, member(ID, place, wrong))


def test_the_printed_form(printed_verdict):
    printed_verdict(ID)


@pytest.mark.parametrize("which", [0, 1])
def test_the_sum_from_an_origin_by_quadrature(which):
    """(1/2) ∫ G' dt' over eta x² + t x³ + x⁴ seen from where its cubic coefficient is t', by an adaptive rule."""
    e, c = 0.2, 0.7

    def integrand(c_p: float) -> float:
        shift = (c_p - c) / 4
        h = 2 * e * shift + 3 * c * shift**2 + 4 * shift**3
        quadratic = e + 3 * c * shift + 6 * shift**2
        return float(ensemble.SOURCES[which].density(h, quadratic, c_p, np))

    wanted = integrate.quad(integrand, -8, 8, epsabs=1e-12, limit=200)[0] / 2
    found = equivalent_origins._seen_from(np.array([[e]]), np.array([[c]]), which)
    assert float(found[0]) == pytest.approx(wanted, rel=1e-9)


def test_origins_of_one_potential_have_one_set_of_depths():
    """Seen from each of its stationary points a potential has the same three levels of depth, but for a constant."""
    for pairs in equivalent_origins._origins(15)[:5]:
        spreads = []
        for e, c in pairs:
            roots = [0.0, *np.roots([4.0, 3 * float(c), 2 * float(e)])]
            depths = np.sort([float(e) * x**2 + float(c) * x**3 + x**4 for x in roots])
            spreads.append(depths - depths[0])
        assert np.allclose(spreads[0], spreads[1], atol=1e-9)
        assert np.allclose(spreads[0], spreads[2], atol=1e-9)


def test_a_general_distribution_made_of_invariants():
    """G' = 2 g(t') exp(I_1/d), ∫ g = 1, gives P_0 = exp(I_1/d) from each origin."""
    e, c, d = 0.4, -0.9, 0.7

    def integrand(c_p: float) -> float:
        shift = (c_p - c) / 4
        quadratic = e + 3 * c * shift + 6 * shift**2
        first = quadratic - 3 * c_p**2 / 8
        return float(np.exp(-(c_p**2) / 2) / np.sqrt(2 * np.pi) * np.exp(first / d))

    found = integrate.quad(integrand, -9, 9)[0]
    assert found == pytest.approx(np.exp((e - 3 * c**2 / 8) / d), rel=1e-9)
