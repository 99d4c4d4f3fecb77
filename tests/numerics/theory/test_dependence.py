"""Evidence on what Eq. (6) says of dependence."""

from __future__ import annotations

import pytest
import sympy as sp

from softpot.derive.theory import SOFT_POTENTIAL

S = SOFT_POTENTIAL.symbols
eta, t, t_p = S.eta, S.t, S.t_p
SHIFT = -((t - t_p) ** 2) * (16 * eta - 3 * t**2 + 2 * t * t_p + t_p**2) / 256


@pytest.mark.slow
def test_the_levels_are_supported(supported):
    (found,) = supported("spectrum-shift-invariance")
    assert found.samples == 4


@pytest.mark.slow
@pytest.mark.parametrize(
    "wrong",
    [
        S.E,
        S.E - S.E_0 * SHIFT,
        S.E + SHIFT,
        S.E + S.E_0 * SHIFT * sp.Rational(1000001, 1000000),
        S.E - S.E_0 * (t - t_p) ** 2 * (16 * eta - 3 * t**2 - 2 * t * t_p + t_p**2) / 256,
    ],
)
def test_wrong_constants_are_refuted(refuted, wrong):
    refuted("spectrum-shift-invariance", wrong)


@pytest.mark.slow
def test_the_only_product_is_supported(supported):
    found = supported("statistical-dependence")
    assert [e.kind for e in found].count("null space") == 1
    (null,) = [e for e in found if e.kind == "null space"]
    # the coefficient of t², found from equivalent origins alone, is -3/8 that of eta
    assert abs(float(null.table.rows[1][1]) + 0.375) < 1e-8
    assert null.worst < 1e-9


@pytest.mark.slow
@pytest.mark.parametrize(
    "wrong",
    [
        S.P_0 * sp.exp(S.B * (eta - 3 * t**2 / 8)),
        sp.Abs(eta) * S.P_0 * sp.exp(S.B * eta),  # P_0 as it is used for Fig. 2
        sp.Abs(eta) * S.P_0 * sp.exp(S.B * (eta - t**2 / 4)),
        sp.Abs(eta) * S.P_0 * sp.exp(S.B * (eta + 3 * t**2 / 8)),
        sp.Abs(eta) * S.P_0 * sp.exp(2 * S.B * (eta - 3 * t**2 / 8)),
        2 * sp.Abs(eta) * S.P_0 * sp.exp(S.B * (eta - 3 * t**2 / 8)),
        sp.sqrt(sp.Abs(eta)) * S.P_0 * sp.exp(S.B * (eta - 3 * t**2 / 8)),
        sp.Abs(eta)
        * S.P_0
        * sp.exp(S.B * t * (eta - t**2 / 4)),  # of the invariants, but no product
    ],
)
def test_other_densities_are_refuted(refuted, wrong):
    refuted("statistical-dependence", wrong)


@pytest.mark.slow
def test_the_curvature_is_supported(supported):
    (found,) = supported("curvature-in-t")
    assert found.samples == 10 and found.digits == 6


@pytest.mark.slow
@pytest.mark.parametrize(
    "wrong",
    [
        -3 * S.P_eta / 4,
        3 * S.P_eta / 4 + eta**2 * S.F_22 / 4,
        -3 * S.P_eta / 8 + eta**2 * S.F_22 / 4,
        -3 * S.P_eta / 4 + eta * S.F_22 / 4,
        -3 * S.P_eta / 4 + eta**2 * S.F_22 / 2,
    ],
)
def test_wrong_curvatures_are_refuted(refuted, wrong):
    refuted("curvature-in-t", wrong)
