"""Evidence on what a change of h' does to eta and t."""

from __future__ import annotations

import pytest
import sympy as sp

from softpot.derive.theory import SOFT_POTENTIAL

S = SOFT_POTENTIAL.symbols
eta, t = S.eta, S.t


@pytest.mark.slow
def test_the_changes_are_supported(supported):
    (found,) = supported("strain-and-origin")
    assert found.samples >= 60


@pytest.mark.slow
@pytest.mark.parametrize(
    ("place", "wrong"),
    [
        (0, 3 * t / (2 * eta)),
        (0, -3 * t / eta),
        (0, sp.Integer(1)),
        (1, -1 / eta),
        (1, 2 / eta),
        (1, sp.Integer(1)),
        (1, -2 / eta**2),
    ],
)
def test_wrong_changes_are_refuted(refuted, member, place, wrong):
    refuted("strain-and-origin", member("strain-and-origin", place, wrong))
