"""The singularities of n(E)."""

from __future__ import annotations

import numpy as np
import pytest
import sympy as sp

from softpot.derive.theory import SOFT_POTENTIAL
from softpot.numerics.spectrum import levels
from softpot.numerics.statistics import Distribution, density_of_states
from softpot.numerics.theory import singularities
from softpot.numerics.theory.singularities import around_minimum, fitted
from softpot.numerics.theory.special_points import SYMMETRIC, curvature, proved

S = SOFT_POTENTIAL.symbols
VAN_HOVE, JUMP = "van-hove-first-gap", "discontinuity-second-gap"
X = (S.E - S.E_s) / S.w
UNIT = S.eta_L ** sp.Rational(5, 2) / S.w
FLAT = S.eta_L ** sp.Rational(3, 2) / S.w
ROOT = 4 * sp.sqrt(2) * UNIT * (S.P_1 - S.P_2) * sp.sqrt(S.E_bb) / S.D_H * sp.sqrt(X)
SLOPES = S.E_bb * S.P_a - S.E_ab * S.P_b
KINK = -2 * UNIT * SLOPES / S.D_H ** sp.Rational(3, 2) * X * sp.log(sp.Abs(X))
BESIDE = (
    2 * sp.sqrt(2) * FLAT * 8 * S.P_0 / (9 * S.beta_s**2) * sp.sqrt(S.E_bb) / S.D_H * sp.sqrt(X)
)
LOG = -2 * S.P_0 * FLAT / sp.sqrt(S.D_H) * sp.log(sp.Abs(X))


@pytest.mark.slow
def test_the_touching_is_supported(supported):
    found = supported(VAN_HOVE)
    assert [e.digits for e in found if e.kind == "enclosure"] == [28]
    assert [e.rate for e in found if e.kind == "rate"] == [pytest.approx(1, abs=0.01)]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("place", "wrong"),
    [
        (0, sp.Rational("1.8944101364774834876750924057")),
        (1, sp.Rational("2.18213")),
        (2, 2 * LOG),
        (2, -LOG),
        (2, LOG * S.eta_L),
        (2, LOG * sp.sqrt(S.D_H)),
        (2, LOG * (1 + sp.Rational(1, 1000))),
        (3, ROOT * (1 + sp.Rational(1, 200))),
        (3, ROOT / 2),
        (3, ROOT.subs(S.P_2, 3 * S.P_2)),
        (3, ROOT * sp.sqrt(X)),
        (3, ROOT / S.D_H),
        (4, 2 * KINK),
        (4, -KINK),
        (4, KINK.subs(S.P_b, -S.P_b)),
        (4, KINK.subs(S.P_a, 0)),
        (4, KINK / sp.Abs(X)),
        (5, ROOT.subs({S.P_1: 2 * S.P_0, S.P_2: S.P_0}) / 1000),
        (6, sp.Integer(0)),
        (6, 2 * BESIDE),
        (6, -BESIDE),
        (6, BESIDE * (1 + sp.Rational(1, 1000))),
    ],
    ids=range(22),
)
def test_wrong_singularities_are_refuted(refuted, member, place, wrong):
    refuted(VAN_HOVE, member(VAN_HOVE, place, wrong))


@pytest.mark.slow
@pytest.mark.parametrize("id", [VAN_HOVE, JUMP])
def test_the_printed_forms(printed_verdict, id):
    printed_verdict(id)


@pytest.mark.slow
def test_the_slope_of_the_level_at_the_fold():
    """The square root's amplitude from <y>: 6√2 beta/(|<y>_2 − <y>_1| √E_bb), with moments on sinc functions."""
    beta = float(proved(singularities.FOLD, 16).middle[0])
    points = np.linspace(-6.5, 6.5, 131) - beta / 4  # about the centre of the quartic
    step = points[1] - points[0]
    k = np.subtract.outer(np.arange(131), np.arange(131))
    kinetic = np.where(k == 0, np.pi**2 / 3, 2 * (-1.0) ** k / np.where(k == 0, 1, k) ** 2)
    potential = -3 * beta**2 / 8 * points**2 - beta**3 / 8 * points + points**4
    vectors = np.linalg.eigh(kinetic / step**2 + np.diag(potential))[1]
    mean = [(vectors[:, n] ** 2 * points).sum() for n in (0, 1)]
    curved = float(curvature(singularities.FOLD).bb)
    wanted = 6 * np.sqrt(2) * beta / (abs(mean[1] - mean[0]) * np.sqrt(curved))
    assert fitted("one well").root == pytest.approx(wanted, rel=1e-5)


@pytest.mark.quick(0)
def test_counting_all_origins_gives_the_texts_singularity():
    """Three pairs for two wells and one for one: the square root has −2 times the amplitude, dn/dE → −∞."""
    assert fitted("all origins").root == pytest.approx(-2 * fitted("one well").root, rel=1e-5)


def test_what_has_no_singularity():
    natural = fitted("one well").root
    for kind in ("constant", "flat from the deepest minimum", "exponential of the invariant"):
        found = fitted(kind)
        assert abs(found.root) < 1e-5 * natural
        assert abs(found.logarithm) < 1e-6 * natural and abs(found.kink) < 1e-3 * natural
        assert found.misfit < 1e-8


@pytest.mark.slow
def test_the_square_root_beside_the_logarithm():
    """Half of that of potentials with one well, at the weight 8/(9 beta²) that constant P gives the only minimum."""
    place = float(proved(singularities.FOLD, 32).middle[0])
    wanted = fitted("one well").root * 8 / (9 * place**2) / 2
    assert fitted("flat").root == pytest.approx(wanted, rel=1e-4)
    assert 2.7 < fitted("flat").root < 2.73


def test_the_second_saddle():
    """E_13 at the place told, on both sides of it along the fold and across, by another solver."""
    words = SOFT_POTENTIAL.entry(JUMP).note
    assert "5.267 w" in words and "|beta| = 2.154" in words

    def energy(a, b):
        found = levels(a, b, 3)
        return float(found[2] - found[0])

    here = energy(0.0, 2.1539)
    assert here == pytest.approx(5.267, abs=5e-4)
    assert min(energy(0.0, b) for b in (2.0, 2.1, 2.2, 2.3)) > here
    for a in (-0.3, 0.3):  # off the fold the direction of steepest fall is tilted by 4 beta/3
        assert min(energy(a, 2.1539 + a * k) for k in (0.4, 0.62, 0.8)) < here


@pytest.mark.slow
def test_the_minimum_is_supported(supported):
    found = supported(JUMP)
    assert [e.rate for e in found if e.kind == "rate"] == [pytest.approx(1, abs=0.01)] * 3


PLACE = sp.Rational("-3.9568471518319084963698124190")
OVER = sp.sqrt(S.E_aa * S.E_bb)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("place", "wrong"),
    [
        (0, -PLACE),
        (0, PLACE + sp.Rational(1, 10**28)),
        (1, sp.Rational("3.6511")),
        (2, sp.pi * S.P_m * FLAT / OVER),
        (2, 4 * sp.pi * S.P_m * FLAT / OVER),
        (2, 2 * sp.pi * S.P_m * UNIT / OVER),
        (3, 2 * sp.pi * S.P_0 * UNIT / OVER),
        (3, 2 * sp.pi * S.P_0 * -S.alpha_m * UNIT / OVER**2),
        (4, 2 * sp.pi * S.P_0 * -S.alpha_m * UNIT / OVER),
    ],
    ids=range(9),
)
def test_wrong_jumps_are_refuted(refuted, member, place, wrong):
    refuted(JUMP, member(JUMP, place, wrong))


@pytest.mark.quick(0)
def test_the_number_next_to_the_minimum_by_counting():
    """∫ n dE up to a height is the weight of the potentials below it, counted on a fine grid of levels."""
    place, energy = (float(v) for v in proved(SYMMETRIC, 32).middle)
    height = 0.02
    alpha = place + np.linspace(-0.3, 0.3, 36)
    beta = np.linspace(0.0, 0.053, 25)
    a, b = np.meshgrid(alpha, beta, indexing="ij")
    found = levels(a, b, 3)
    gap = found[..., 2] - found[..., 0] - energy
    soft = np.clip((height - gap) / 0.002 + 0.5, 0, 1)  # a smooth edge
    soft[:, 0] /= 2
    counted = 2 * float((np.abs(a) * soft).sum()) * (alpha[1] - alpha[0]) * (beta[1] - beta[0])
    x, weight = np.polynomial.legendre.leggauss(6)
    below = sum(
        float(w) * height / 2 * around_minimum(height * (1 + float(v)) / 2, "constant")
        for v, w in zip(x, weight, strict=True)
    )
    assert below == pytest.approx(counted, rel=1e-2)


@pytest.mark.slow
def test_the_general_density_of_states_next_to_the_minimum():
    """n(E_13) from the general routine, a little above the minimum; below it there is nothing."""
    energy = float(proved(SYMMETRIC, 32).middle[1])
    for kind, distribution in (
        ("constant", Distribution.constant(alpha_max=100)),
        ("flat", Distribution.flat(alpha_max=100)),
        ("exponential", Distribution.exponential("0.2", eta_L="0.02")),
    ):
        found = density_of_states([energy - 1e-3, energy + 5e-3], distribution, (1, 3))
        assert found.value[0] == 0
        assert found.value[1] == pytest.approx(around_minimum(5e-3, kind), rel=2e-6)
