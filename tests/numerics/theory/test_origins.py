"""Evidence on equivalent origins."""

from __future__ import annotations

import pytest
import sympy as sp

from softpot.derive.theory import SOFT_POTENTIAL
from softpot.numerics.theory import origins

pytestmark = pytest.mark.slow  # each needs a derivation of its theory

S = SOFT_POTENTIAL.symbols
eta, t, s = S.eta, S.t, S.s
P_S = 2 * S.P_0 * S.eta_L ** sp.Rational(5, 2)


@pytest.fixture(autouse=True)
def _few_points(monkeypatch):
    monkeypatch.setattr(origins, "POINTS", 10)


@pytest.mark.parametrize("id", ["origins", "origin-measure"])
def test_the_formulas_are_supported(supported, id):
    found = supported(id)
    assert {e.kind for e in found} >= {"comparison", "count"}
    assert all(e.seed is not None for e in found)


def test_the_pairs_have_fifty_digits(supported):
    assert supported("origins")[0].digits >= 50


@pytest.mark.parametrize(
    ("place", "wrong"),
    [
        (0, eta + 3 * t * s + 4 * s**2),
        (0, eta + 2 * t * s + 6 * s**2),
        (0, 2 * eta + 6 * t * s + 12 * s**2),
        (0, eta),
        (1, t + 3 * s),
        (1, t - 4 * s),
        (1, t),
        (2, sp.Or(eta > t**2 / 4, eta < 0)),
        (2, sp.Or(eta > 9 * t**2 / 33, eta < 0)),
        (2, sp.Or(eta > sp.Rational(9001, 32000) * t**2, eta < 0)),
        (2, eta > 9 * t**2 / 32),
        (2, eta < 0),
        (3, t**2 < 32 * eta / 9),
        (3, t**2 < 3 * eta),
        (3, t**2 < sp.Rational(4001, 1000) * eta),
        (3, t**2 > 4 * eta),
        (3, eta > 0),
    ],
)
def test_wrong_pairs_and_regions_are_refuted(refuted, member, place, wrong):
    refuted("origins", member("origins", place, wrong))


@pytest.mark.parametrize(
    ("place", "wrong"),
    [
        (0, sp.Abs(eta)),
        (0, sp.Abs(eta) / 4),
        (0, 2 / sp.Abs(eta)),
        (0, eta / 2),
        (1, P_S / 2),
        (1, 2 * S.P_0 * S.eta_L ** sp.Rational(3, 2)),
        (1, 2 * S.P_0 * S.eta_L**2),
        (1, P_S * S.P_0),
    ],
)
def test_wrong_measures_are_refuted(refuted, member, place, wrong):
    refuted("origin-measure", member("origin-measure", place, wrong))


def test_the_regions_message_names_a_pair(evidence, member):
    found = evidence("origins", member("origins", 2, sp.Or(eta > t**2 / 4, eta < 0)))
    (message,) = [e.failing for e in found if e.failing]
    assert "eta = " in message and "barrier-top" in message


def test_the_classified_points_reach_the_borders():
    """Near the fold, near symmetric wells and near eta = 0, on both sides."""
    e, c, top, lowest = origins._seen()
    assert e.size > 100_000
    for ratio in (9 / 32, 1 / 4):
        near = abs(e - ratio * c**2) < 1e-2 * c**2
        assert (near & (e > ratio * c**2)).sum() > 100
        assert (near & (e < ratio * c**2)).sum() > 100
    assert (
        (top & ~lowest).sum() > 1000
        and (top & lowest).sum() > 1000
        and (~top & ~lowest).sum() > 1000
    )
    # the classes are made from depths and curvatures; each potential has one of each
    assert (e[top & ~lowest] < 0).all()


def test_each_potential_is_met_once_by_each_region():
    """By the stated regions themselves, over the pairs of random invariants found with NumPy's roots."""
    import numpy as np

    source = np.random.default_rng(11)
    for first, second in source.uniform(-3, 3, (2000, 2)):
        # t of each origin: t³ + 8 I_1 t − 16 I_2 = 0, eta = I_1 + 3 t²/8
        roots = np.roots([1, 0, 8 * first, -16 * second])
        real = roots.real[np.abs(roots.imag) < 1e-9]
        seen = first + 3 * real**2 / 8
        assert ((seen < 0) | (seen > 9 / 32 * real**2)).sum() == 1
        assert (real**2 < 4 * seen).sum() == 1
