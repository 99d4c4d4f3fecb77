"""Nodes bent towards an end take a square root out of an integrand."""

from __future__ import annotations

import numpy as np
import pytest

from softpot.numerics.statistics.quadrature import COUNT, NODES, bent, straightened


@pytest.mark.parametrize(
    ("low", "high"), [(False, False), (True, False), (False, True), (True, True)]
)
def test_bent_nodes_take_a_square_root_out(low: bool, high: bool) -> None:
    from softpot.numerics.statistics.quadrature import KRONROD

    xi = 0.5 * (NODES + 1.0)
    f, slope = bent(xi, low, high)
    assert [straightened(float(v), low, high) for v in f] == pytest.approx(xi.tolist(), abs=1e-12)
    root = (np.sqrt(f) if low else 0.0) + (np.sqrt(1.0 - f) if high else 0.0)
    assert 0.5 * KRONROD @ (root * slope) == pytest.approx((low + high) * 2.0 / 3.0, abs=1e-12)
    assert f.size == COUNT
