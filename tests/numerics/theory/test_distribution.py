"""Evidence on Eqs. (2), (5), (6): numerical derivatives and the ensemble."""

from __future__ import annotations

import numpy as np
import pytest
import sympy as sp
from numpy.polynomial import Polynomial

from softpot.derive.theory import SOFT_POTENTIAL
from softpot.numerics.theory import distribution, ensemble
from softpot.numerics.theory.distribution import general_coefficients

pytestmark = pytest.mark.slow  # each needs a derivation of its theory

S = SOFT_POTENTIAL.symbols
eta, t, t_p, h_p, G_p = S.eta, S.t, S.t_p, S.h_p, S.G_p
SIZE = sp.Abs(eta)


def _integral(h: sp.Expr, quadratic: sp.Expr) -> sp.Expr:
    return sp.Integral(G_p(h, quadratic, t_p), (t_p, -sp.oo, sp.oo))


ETA = eta - 3 * t**2 / 8 + 3 * t_p**2 / 8
H = t_p * (eta - 3 * t**2 / 8 + t_p**2 / 8) / 2 - t * (eta - t**2 / 4) / 2
INNER = _integral(H, ETA)

WRONG_VOLUMES = [
    SIZE,
    SIZE / 4,
    4 / SIZE,
    2 / SIZE,
    sp.sqrt(SIZE) / 2,
    eta**2 / 2,
    SIZE**3,
    sp.Rational(1, 2),
    eta / 2,
]


@pytest.mark.usefixtures("small_ensemble")
class TestEnsemble:
    """With few potentials: differences of a factor 2, or of a power, are tens of standard deviations."""

    @pytest.mark.parametrize("id", ["jacobian", "sea-gull"])
    def test_the_formulas_are_supported(self, supported, id):
        kinds = [e.kind for e in supported(id)]
        assert kinds.count("ensemble") == len(ensemble.SOURCES) == 2
        assert "comparison" in kinds
        assert ("symmetry" in kinds) == (id == "sea-gull")

    def test_the_counted_power_is_one(self, evidence):
        for e in evidence("sea-gull"):
            if e.kind == "ensemble":
                assert e.expected_rate == pytest.approx(1, abs=0.01)
                assert e.rate == pytest.approx(1, abs=0.2)
                assert e.seed is not None and e.table is not None

    @pytest.mark.parametrize("wrong", WRONG_VOLUMES, ids=str)
    def test_wrong_volume_elements_are_refuted(self, refuted, wrong):
        refuted("jacobian", sp.Tuple(wrong, 2 / SIZE))

    @pytest.mark.parametrize(
        "wrong", [SIZE, SIZE / 4, 4 / SIZE, sp.sqrt(SIZE) / 2, sp.Rational(1, 2)], ids=str
    )
    def test_the_ensemble_alone_refutes_them(self, evidence, wrong):
        by_count = [
            e for e in evidence("jacobian", sp.Tuple(wrong, 2 / SIZE)) if e.kind == "ensemble"
        ]
        assert len(by_count) == 2
        for e in by_count:
            assert e.supports is False
            assert "representations were counted" in e.failing

    def test_the_printed_jacobian_is_hundreds_of_standard_deviations_off(
        self, evidence, printed_verdict
    ):
        printed_verdict("jacobian")
        for e in evidence("jacobian", sp.Tuple(4 / SIZE, 2 / SIZE)):
            if e.kind == "ensemble":
                assert e.worst > 100

    @pytest.mark.parametrize("wrong", [1 / SIZE, 4 / SIZE, SIZE / 2, 2 / sp.sqrt(SIZE)], ids=str)
    def test_wrong_inverses_are_refuted(self, refuted, wrong):
        refuted("jacobian", sp.Tuple(SIZE / 2, wrong))

    @pytest.mark.parametrize(
        "wrong",
        [
            SIZE * INNER,
            2 * INNER / SIZE,
            eta**2 * INNER / 2,
            SIZE / 2 * _integral(-H, ETA),
            SIZE / 2 * _integral(H, eta - 3 * t**2 / 8),
            SIZE / 2 * _integral(H + t * eta, ETA),
            SIZE / 2 * _integral(H, ETA) * (1 + t / 100),
        ],
    )
    def test_wrong_densities_are_refuted(self, refuted, wrong):
        refuted("sea-gull", sp.Tuple(wrong, INNER / 2))

    @pytest.mark.parametrize("wrong", [INNER, INNER / 2 * (1 + eta / 100), -INNER / 2])
    def test_a_wrong_smooth_factor_is_refuted(self, refuted, wrong):
        refuted("sea-gull", sp.Tuple(SIZE * INNER / 2, wrong))

    def test_the_printed_sea_gull_agrees(self, printed_verdict):
        printed_verdict("sea-gull")

    def test_another_power_in_print_would_not(self, evidence):
        named = SOFT_POTENTIAL.symbols.P_smooth(eta, t)
        for power in (0, 2, sp.Rational(1, 2)):
            found = evidence("sea-gull", sp.Tuple(SIZE**power * named, INNER / 2))
            assert any(e.supports is False for e in found)

    def test_a_density_that_prefers_a_direction_is_refuted_by_symmetry(self, evidence):
        found = {
            e.kind: e
            for e in evidence("sea-gull", sp.Tuple(SIZE / 2 * INNER * (1 + t / 100), INNER / 2))
        }
        assert found["symmetry"].supports is False


def test_general_coefficients_against_polynomials():
    source = np.random.default_rng(4)
    for e, c, c_p in source.normal(size=(50, 3)):
        soft = Polynomial([0, 0, e, c, 1])
        moved = soft(Polynomial([(c_p - c) / 4, 1]))
        h, quadratic = general_coefficients(e, c, c_p)
        assert moved.coef[3] == pytest.approx(c_p, abs=1e-12)
        assert h == pytest.approx(moved.coef[1], abs=1e-12)
        assert quadratic == pytest.approx(moved.coef[2], abs=1e-12)


def test_general_coefficients_on_exact_numbers():
    point = [sp.Rational(v) for v in ("3/7", "-2/5", "11/3")]
    found = general_coefficients(*point)
    given = dict(zip((eta, t, t_p), point, strict=True))
    assert found == (H.subs(given), ETA.subs(given))
    assert general_coefficients(*point[:2], point[1]) == (0, point[0])


def test_general_coefficients_on_arrays():
    """Shapes broadcast, arguments stay as they are, and the two results share no memory."""
    e, c, c_p = (
        np.linspace(-1, 1, 4)[:, None],
        np.array([[0.5], [0.1], [-2.0], [0.0]]),
        np.linspace(-3, 3, 7),
    )
    kept = e.copy(), c.copy(), c_p.copy()
    h, quadratic = general_coefficients(e, c, c_p)
    assert h.shape == quadratic.shape == (4, 7)
    assert all(np.array_equal(a, b) for a, b in zip((e, c, c_p), kept, strict=True))
    assert not np.shares_memory(h, quadratic)
    for i in range(4):
        for j in range(7):
            one = general_coefficients(float(e[i, 0]), float(c[i, 0]), float(c_p[j]))
            assert (h[i, j], quadratic[i, j]) == pytest.approx(one, rel=1e-12, abs=1e-13)


def test_the_nodes_integrate_the_bins_exactly():
    e, c, weight = distribution._nodes()
    area = 2 * ensemble.REACH * (ensemble.WINDOW[1] - ensemble.WINDOW[0])
    assert weight.sum() == pytest.approx(area, rel=1e-13)
    low, high = ensemble.WINDOW
    wanted = 2 * ensemble.REACH**7 / 7 * (high**4 - low**4) / 4
    assert (e**6 * c**3 * weight).sum() == pytest.approx(wanted, rel=1e-12)
    assert np.abs(e).min() > 0


@pytest.mark.parametrize("which", [0, 1])
def test_the_sum_over_t_p_by_quadrature(which):
    from scipy.integrate import quad

    e, c, _ = distribution._nodes()
    summed = distribution._summed(which)
    for row, column in ((0, 0), (14, 7), (29, 15)):
        a, b = e[row, column], c[row, column]

        def integrand(u: float, a: float = a, b: float = b) -> float:
            quadratic = a - 3 * b * b / 8 + 3 * u * u / 8
            linear = u * (a - 3 * b * b / 8 + u * u / 8) / 2 - b * (a - b * b / 4) / 2
            return float(ensemble.SOURCES[which].density(linear, quadratic, u, np))

        wanted = quad(integrand, -7, 7, epsabs=1e-13, epsrel=1e-12, limit=200)[0]
        assert summed[row, column] == pytest.approx(wanted, rel=1e-9)


@pytest.mark.parametrize("id", ["jacobian", "sea-gull"])
def test_ten_million_potentials(supported, id):
    for e in supported(id):
        if e.kind == "ensemble":
            assert e.samples >= 10_000_000
            assert e.rate == pytest.approx(1, abs=0.04)


@pytest.mark.parametrize("factor", ["7/8", "9/8", "19/20"])
def test_ten_million_potentials_tell_small_differences(evidence, factor):
    wrong = sp.Rational(factor) * SIZE / 2
    by_count = [e for e in evidence("jacobian", sp.Tuple(wrong, 2 / SIZE)) if e.kind == "ensemble"]
    assert [e.supports for e in by_count] == [False, False]
