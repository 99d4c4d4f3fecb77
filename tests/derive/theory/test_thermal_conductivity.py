"""The claim on the thermal conductivity: what it says, and the numbers in its words."""

from __future__ import annotations

import numpy as np
import pytest
import sympy as sp
from scipy.integrate import trapezoid

from softpot.derive.theory import SOFT_POTENTIAL
from softpot.numerics import Distribution
from softpot.numerics.sound.strength import strength

from .words import assert_tied

S = SOFT_POTENTIAL.symbols


@pytest.mark.slow
def test_the_derivation_is_sound(sound):
    sound(
        "thermal-conductivity",
        exact=False,
        quoted=(),
        premises=(sp.Eq(S.kappa_of(S.T), S.kappa_1 * S.T),),
    )


def heat(T, distribution):
    """K by the trapezium, from 0.03 w on; below, S goes as the energy."""
    z = np.linspace(0.03, 40.0, 1500) / T
    S = strength(np.minimum(T * z, 40.0), T, distribution).value
    return trapezoid(T**2 * z**3 * np.exp(-z) / np.expm1(-z) ** 2 / S, z) + 0.03**2 / S[0]


def slope(tau, distribution=None):
    return np.log(heat(1.05 * tau, distribution) / heat(tau / 1.05, distribution)) / np.log(1.05**2)


def test_numbers_in_words():
    flat = [slope(tau, Distribution.flat()) for tau in (1.0, 1.5, 2.0, 3.0, 4.5)]
    note = "thermal-conductivity note"
    assert_tied(
        ["thermal-conductivity"],
        (
            ("thermal-conductivity statement", "would be #.", 1),
            (note, "to # w/k_B the", 4.5),
            (note, "falls from # to # for P", slope(1.0), slope(4.5)),
            (note, "within # of #.", max(abs(v - 1.0) for v in flat), 1),
        ),
    )
