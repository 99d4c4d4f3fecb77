"""Evidence on footnote 2."""

from __future__ import annotations

import numpy as np
import pytest
import sympy as sp
from scipy.integrate import quad

from softpot.derive.theory import SOFT_POTENTIAL
from softpot.numerics.theory.fluctuations import density

S = SOFT_POTENTIAL.symbols
eta, t, width, f_0 = S.eta, S.t, S.delta_h, S.f_0
SIXTH = sp.Rational(1, 6)
LEADING = sp.gamma(SIXTH) * f_0 / (3 * sp.sqrt(sp.pi) * width ** sp.Rational(2, 3))
FIRST = -2 * sp.gamma(5 * SIXTH) * f_0 / (3 * sp.sqrt(sp.pi) * width ** sp.Rational(4, 3))
INVARIANT = eta - 3 * t**2 / 8


@pytest.mark.parametrize(("e", "c"), [(0.3, 0.2), (-0.4, 0.7), (0.05, -0.1), (1.5, 1.0)])
def test_the_density_against_adaptive_quadrature(e, c):
    """h' typed as in Eq. (4), integrated by another method."""

    def normal(u: float) -> float:
        h = u * (e - 3 * c * c / 8 + u * u / 8) / 2 - c * (e - c * c / 4) / 2
        return float(np.exp(-(h**2) / (2 * 0.3**2)) / (np.sqrt(2 * np.pi) * 0.3))

    value = abs(e) / 2 * quad(normal, -12, 12, limit=400, epsabs=1e-13)[0]
    assert abs(density(e, c, 0.3) / value - 1) < 1e-10


@pytest.mark.slow
def test_the_wide_limit_is_supported(supported):
    found = supported("linear-fluctuations")
    assert [e.rate for e in found if e.kind == "rate"] == pytest.approx([3, 3, 3, 3], abs=0.02)
    (criterion,) = [e for e in found if e.kind == "criterion"]
    # for 10 % to first order: |eta| = 0.1/0.40558 delta_h^(2/3)
    assert float(criterion.table.rows[0][1]) == pytest.approx((0.01 / 0.24656) ** 1.5, rel=0.03)


@pytest.mark.slow
@pytest.mark.parametrize(
    "wrong",
    [
        LEADING + FIRST * INVARIANT,
        sp.Abs(eta) * LEADING,
        sp.Abs(eta) * (LEADING - FIRST * INVARIANT),
        sp.Abs(eta) * (LEADING + FIRST * eta),
        sp.Abs(eta) * (LEADING + FIRST * (eta - t**2 / 4)),
        sp.Abs(eta) * (LEADING + FIRST * INVARIANT + f_0 * INVARIANT**2 / width**2),
        sp.Abs(eta) * (LEADING + FIRST * INVARIANT) * width ** sp.Rational(1, 3),
        2 * sp.Abs(eta) * (LEADING + FIRST * INVARIANT),
        f_0 + 0 * eta,
    ],
)
def test_other_wide_limits_are_refuted(refuted, wrong):
    refuted("linear-fluctuations", wrong)


@pytest.mark.slow
def test_the_narrow_limit_is_supported(supported):
    found = supported("narrow-fluctuations")
    assert [e.rate for e in found if e.kind == "rate"] == pytest.approx([4, 4, 4], abs=0.05)


@pytest.mark.slow
@pytest.mark.parametrize(
    "wrong",
    [
        f_0,
        f_0 * sp.Abs(eta),
        f_0 * (1 - 12 * width**2 / (8 * eta**3)),
        f_0 * (1 + width**2 * (27 * t**2 - 12 * eta) / (4 * eta**4)),
        f_0 * (1 - width**2 * (27 * t**2 - 12 * eta) / (8 * eta**4)),
        2 * f_0 * (1 + width**2 * (27 * t**2 - 12 * eta) / (8 * eta**4)),
    ],
)
def test_other_narrow_limits_are_refuted(refuted, wrong):
    refuted("narrow-fluctuations", wrong)


def test_the_printed_form(printed_verdict):
    printed_verdict("linear-fluctuations")
