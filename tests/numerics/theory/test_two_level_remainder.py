"""Evidence on what the two-level form leaves out."""

from __future__ import annotations

import re

import gmpy2
import numpy as np
import pytest
import sympy as sp

from softpot.derive.theory import SOFT_POTENTIAL
from softpot.numerics.machinery.evidence import EvidenceError
from softpot.numerics.spectrum import levels, splitting
from softpot.numerics.theory import two_level_remainder as evidence_of
from softpot.numerics.theory.sampling import context

ID = "two-level-remainder"


@pytest.mark.slow
def test_the_coefficient_is_supported(supported):
    rate, limit = supported(ID)
    assert abs(rate.rate + 1.5) < 0.02 and limit.digits == evidence_of.AGREED


@pytest.mark.slow
@pytest.mark.parametrize(
    "wrong",
    [
        -sp.Rational(1, 2), -(12 - sp.pi**2) / 48, -sp.pi**2 / 48, (12 + sp.pi**2) / 48,
        -(12 + sp.pi**2) / 48 * (1 + sp.Rational(1, 10**7)),
    ],
    ids=str,
)  # fmt: skip
def test_wrong_coefficients_are_refuted(refuted, wrong):
    refuted(ID, wrong)


@pytest.mark.slow
def test_the_coefficient_by_gaps_themselves():
    """Gaps of tilted wells at alpha = -6 by another route: (E² − Delta_0²)/Delta² − 1 over 2 Delta_0²/|alpha|."""
    size = 6
    points = 1201
    y = np.linspace(-7, 7, points)
    away = np.subtract.outer(np.arange(points), np.arange(points)).astype(float)
    with np.errstate(divide="ignore"):
        kinetic = np.where(away == 0, np.pi**2 / 3, 2.0 * (-1.0) ** away / away**2)
    _, states = np.linalg.eigh(kinetic / (y[1] - y[0]) ** 2 + np.diag(-size * y**2 + y**4))
    per_beta = 2 * abs(states[:, 0] @ (y**3 * states[:, 1]))
    plain = float(splitting(-size, 0, 1, 2))
    beta = 0.2 * plain / per_beta
    square = float(splitting(-size, beta, 1, 2)) ** 2 - plain**2
    found = (square / (per_beta * beta) ** 2 - 1) * size / (2 * plain**2)
    assert found == pytest.approx(float(evidence_of.coefficient(size)), abs=5e-3)


def test_the_blocks_have_the_levels_and_the_matrix_element_of_the_double_well():
    """At alpha = -6, against certain levels, and against states on a grid."""
    size, points = 6, 801
    with gmpy2.context(gmpy2.get_context(), precision=120):
        frequency = gmpy2.sqrt(gmpy2.mpfr(2 * size))
        blocks = [evidence_of.Block(gmpy2.mpfr(-size), k, 60, frequency) for k in (0, 1)]
        (low, even), (high, odd) = (block.lowest(gmpy2.mpfr("-5.8")) for block in blocks)
        element = float(evidence_of._dot(odd, evidence_of.cubed(even, 0, frequency)))
    certain = [float(found.value) for found in levels(-size, 0, only=[1, 2], digits=20)]
    assert [float(low), float(high)] == pytest.approx(certain, rel=1e-14)
    y = np.linspace(-6, 6, points)
    away = np.subtract.outer(np.arange(points), np.arange(points)).astype(float)
    with np.errstate(divide="ignore"):
        kinetic = np.where(away == 0, np.pi**2 / 3, 2.0 * (-1.0) ** away / away**2)
    _, states = np.linalg.eigh(kinetic / (y[1] - y[0]) ** 2 + np.diag(-size * y**2 + y**4))
    assert abs(element) == pytest.approx(abs(states[:, 0] @ (y**3 * states[:, 1])), rel=1e-9)


def test_the_linear_equations():
    """The blocks are symmetric, and what they solve is solved."""
    with gmpy2.context(gmpy2.get_context(), precision=120):
        block = evidence_of.Block(gmpy2.mpfr(-5), 1, 12, gmpy2.mpfr(3))
        right = [gmpy2.mpfr(k + 1) / 7 for k in range(12)]
        x = block.solve(gmpy2.mpfr("0.3"), right)
        back = [v - gmpy2.mpfr("0.3") * u for v, u in zip(block.times(x), x, strict=True)]
        assert max(abs(a - b) for a, b in zip(back, right, strict=True)) < 1e-25


def test_the_numbers_told():
    note = SOFT_POTENTIAL.entry(ID).note
    told = re.findall(r"(-0\.\d+) at\s+alpha = (-\d+)", note)
    assert len(told) == 3
    for number, alpha in told:
        if int(alpha) >= -12:
            assert f"{float(evidence_of.coefficient(-int(alpha))):.3f}" == number


def test_a_basis_that_does_not_settle_is_refused(monkeypatch):
    monkeypatch.setattr(
        evidence_of, "_coefficient", lambda size, functions: context(20).mpf(functions)
    )
    with pytest.raises(EvidenceError, match="does not settle"):
        evidence_of.coefficient.__wrapped__(9)
