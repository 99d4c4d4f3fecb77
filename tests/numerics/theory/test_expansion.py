"""Evidence on Eqs. (3) and (4): quartics moved numerically."""

from __future__ import annotations

import pytest
import sympy as sp

from softpot.derive.theory import SOFT_POTENTIAL
from softpot.numerics.theory import expansion

S = SOFT_POTENTIAL.symbols
eta, t, h_p, eta_p, t_p = S.eta, S.t, S.h_p, S.eta_p, S.t_p
ETA = eta - 3 * t**2 / 8 + 3 * t_p**2 / 8
H = t_p * (eta - 3 * t**2 / 8 + t_p**2 / 8) / 2 - t * (eta - t**2 / 4) / 2
I_2 = t_p * (eta_p - t_p**2 / 4) / 2 - h_p


@pytest.fixture(autouse=True)
def _few_points(monkeypatch):
    monkeypatch.setattr(expansion, "POINTS", 12)


@pytest.mark.parametrize("id", ["shift", "invariants"])
def test_the_formulas_are_supported(supported, id):
    (found,) = supported(id)
    assert found.kind == "comparison" and found.seed == expansion.SEED


def test_the_invariants_have_fifty_digits(supported):
    assert supported("invariants")[0].digits >= 50


@pytest.mark.quick(3)
@pytest.mark.parametrize(
    ("place", "wrong"),
    [
        (0, (t_p - t) / 4),
        (0, (t - t_p) / 3),
        (0, (t + t_p) / 4),
        (1, ETA * sp.Rational(7, 8)),
        (1, eta + 3 * t**2 / 8 - 3 * t_p**2 / 8),
        (1, eta - t**2 / 4 + t_p**2 / 4),
        (2, -H),
        (2, H + t / 10**5),
        (2, t_p * (eta - 3 * t**2 / 8 + t_p**2 / 8) / 2 - t * (eta - t**2 / 3) / 2),
        (2, sp.Integer(0)),
    ],
)
def test_wrong_shifts_are_refuted(refuted, member, place, wrong):
    refuted("shift", member("shift", place, wrong))


@pytest.mark.quick(2)
@pytest.mark.parametrize(
    ("place", "wrong"),
    [
        (0, eta_p - t_p**2 / 4),
        (0, eta_p + 3 * t_p**2 / 8),
        (0, sp.Rational(7, 8) * (eta_p - 3 * t_p**2 / 8)),
        (1, I_2 + 2 * h_p),
        (1, -I_2),
        (1, t_p * (eta_p - t_p**2 / 3) / 2 - h_p),
        (1, I_2 * (1 + sp.Rational(1, 10**40))),
    ],
)
def test_wrong_invariants_are_refuted(refuted, member, place, wrong):
    refuted("invariants", member("invariants", place, wrong))


def test_the_message_names_the_coefficient_and_the_point(evidence, member):
    (found,) = evidence("shift", member("shift", 0, (t_p - t) / 4))
    assert "coefficient" in found.failing and "eta = " in found.failing and "t' = " in found.failing


@pytest.mark.parametrize("id", ["shift", "invariants"])
def test_the_printed_forms(printed_verdict, id):
    printed_verdict(id)
