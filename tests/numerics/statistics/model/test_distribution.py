"""Cutoffs and units of distributions."""

from __future__ import annotations

import math

import numpy as np
import pytest
import sympy as sp

from softpot.derive.theory.symbols import S
from softpot.numerics.statistics import (
    Distribution,
    tunnel_splitting,
)

GLASS = Distribution.constant(alpha_max=10)


def test_cutoff_by_the_smallest_splitting() -> None:
    made = Distribution.constant(smallest_splitting="1e-6")
    assert tunnel_splitting(np.array([-made.alpha_max]))[0] == pytest.approx(1e-6, rel=1e-9)


def test_growing_factors_get_an_upper_bound() -> None:
    assert Distribution.exponential().eta_max == 1.0
    assert Distribution.smooth(sp.exp(5 * S.eta)).eta_max == 1.0
    assert Distribution.constant(alpha_max=10).eta_max == math.inf


def test_flat_counts_in_its_own_unit() -> None:
    assert Distribution.flat().unit == "P eta_L^(3/2)" and GLASS.unit == "P_0 eta_L^(5/2)"
