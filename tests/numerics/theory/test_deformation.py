"""Evidence on the deformation potential."""

from __future__ import annotations

import numpy as np
import pytest
import sympy as sp

from softpot.derive.theory import SOFT_POTENTIAL
from softpot.numerics.spectrum.wave.gradients import level_gradients
from softpot.numerics.theory.deformation import grid_levels

S = SOFT_POTENTIAL.symbols
eta, t, w, eta_L, E_0 = S.eta, S.t, S.w, S.eta_L, S.E_0
THREE_HALVES = sp.Rational(3, 2)


def test_levels_on_the_grid():
    """The harmonic oscillator exactly, and the published lowest levels of the pure quartic."""
    found = grid_levels(0.5, [0.0, 0.0, 0.5], 5)
    assert np.allclose(found, np.arange(5) + 0.5, rtol=0, atol=1e-10)
    assert (
        abs(grid_levels(1.0, [0, 0, 0, 0, 1.0], 2) - [1.0603620904841829, 3.7996730298013942]).max()
        < 1e-11
    )


@pytest.mark.slow
def test_the_derivatives_are_supported(supported):
    (found,) = supported("deformation-scaling")
    assert found.samples == 24


@pytest.mark.slow
@pytest.mark.parametrize(
    ("place", "wrong"),
    [
        (0, E_0 * eta_L * S.Y_1),
        (0, 2 * E_0 * sp.sqrt(eta_L) * S.Y_1),
        (1, E_0 * S.Y_2),
        (1, -E_0 * eta_L * S.Y_2),
        (1, E_0 * eta_L * S.Y_2 * sp.Rational(100001, 100000)),
        (2, E_0 * eta_L * S.Y_3),  # as the text has it
        (2, E_0 * eta_L**2 * S.Y_3),
    ],
)
def test_wrong_derivatives_are_refuted(refuted, member, place, wrong):
    refuted("deformation-scaling", member("deformation-scaling", place, wrong))


@pytest.mark.slow
def test_the_limits_are_supported(supported):
    for id, evidences in (("deformation-two-level", 8), ("deformation-vibrations", 4)):
        found = supported(id)
        assert len(found) == evidences
        assert all(abs(e.rate + 1.5) < 0.05 for e in found if e.kind == "rate")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("id", "place", "wrong"),
    [
        ("deformation-two-level", 0, E_0 * t * (-eta) ** THREE_HALVES),
        ("deformation-two-level", 0, E_0 * t * (-eta) / sp.sqrt(2)),
        ("deformation-two-level", 1, S.E / eta),
        ("deformation-two-level", 1, w / eta_L),  # as the text has it
        ("deformation-two-level", 2, E_0 * (-eta) ** THREE_HALVES / 2),
        ("deformation-two-level", 2, w / eta_L),
        ("deformation-two-level", 2, -E_0 * (-eta) ** THREE_HALVES / sp.sqrt(2)),
        ("deformation-vibrations", 0, 2 * w / sp.sqrt(eta * eta_L)),
        ("deformation-vibrations", 0, w / eta_L),
        ("deformation-vibrations", 1, -15 * w * eta_L * t / (4 * eta**2)),
        ("deformation-vibrations", 1, 15 * w * eta_L * t / (2 * eta**2)),
    ],
)
def test_wrong_limits_are_refuted(refuted, member, id, place, wrong):
    refuted(id, member(id, place, wrong))


@pytest.mark.quick(0)
def test_the_nonsoft_potential_is_supported(supported):
    (found,) = supported("deformation-nonsoft")
    assert found.samples == 8


@pytest.mark.quick(2)
@pytest.mark.parametrize(
    ("place", "wrong"),
    [
        (0, E_0 * eta_L**THREE_HALVES),
        (0, E_0 * eta_L / 2),
        (1, sp.sqrt(eta_L)),
        (1, eta_L / 2),
    ],
)
def test_wrong_nonsoft_potentials_are_refuted(refuted, member, place, wrong):
    refuted("deformation-nonsoft", member("deformation-nonsoft", place, wrong))


@pytest.mark.slow
def test_the_order_of_magnitude(supported, printed_verdict):
    (found,) = supported("deformation-potential")
    low, high = found.spread
    assert (
        0.9 < low < high < 1
    )  # the next order of the asymmetry is -(3 sqrt 2/4)|alpha|^(-3/2), some per cent
    printed_verdict("deformation-potential")


@pytest.mark.slow
@pytest.mark.parametrize(
    "wrong", [E_0, E_0 * eta_L**THREE_HALVES / 20, E_0 * eta_L**2, -E_0 * eta_L / 2]
)
def test_wrong_orders_are_refuted(refuted, wrong):
    refuted("deformation-potential", wrong)


@pytest.mark.parametrize("alpha", [-7.0, -10.0])
def test_both_levels_of_a_two_level_system_move_together(alpha):
    """d eps/d alpha is <y²>, about |alpha|/2 in either well, and nearly the same for both levels."""
    first, second = level_gradients(alpha, 1e-3, 2)[0]
    assert first == pytest.approx(-alpha / 2, rel=0.1)
    assert abs(second - first) < 0.01


@pytest.mark.quick(0)
def test_the_printed_forms(printed_verdict, evidence):
    """|dE/d eta| of two-level systems is far from w/eta_L, |dE/dt| is of its order."""
    printed_verdict("deformation-two-level")
    printed = SOFT_POTENTIAL.entry("deformation-two-level").printed
    put = printed.put_in(SOFT_POTENTIAL.formula("deformation-two-level")).expression
    by_eta, by_t = (e for e in evidence("deformation-two-level", put) if e.over_range)
    assert by_eta.spread[1] < 0.03
    sizes = [0.1 * a**1.5 / 2**0.5 for a in (7, 10)]  # sqrt(eta_L)|alpha|^(3/2)/sqrt 2
    assert by_t.spread == pytest.approx(sizes, rel=0.1)
