r"""E_12^2 = Delta_0^2(D_2) + D_1^2 G(D_2, D_1^2):  small gaps without loss of digits.

For nearly symmetric wells the gap is a small difference of levels, but G is a smooth function of size 2|D_2|
((d Delta/d D_1)^2), which is tabulated from gaps of 0.1 to 1 w: polynomials in the panels of D_2 and in
X = 2|D_2| D_1^2 <= 1.  Delta_0 comes from ``tunnelling``.

Shapes: arrays (P,).  Units: w.  Range: -30 <= D_2 <= -1.5, X <= 1.
Accuracy: 1e-8 relative.  Errors: none within the range.
Not guaranteed: anything outside of the range.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from softpot.numerics.statistics.gap.gaps import gap_and_slope
from softpot.numerics.statistics.model.geometry import FloatArray
from softpot.numerics.statistics.model.tunnelling import log_splitting
from softpot.numerics.statistics.quadrature import NODES, interpolation, panel_nodes

__all__ = ["HIGHEST", "LOWEST", "WIDEST", "small_gap", "solve_small"]

LOWEST, HIGHEST = -30.0, -1.5
WIDEST = 0.8
_EDGES = (1.5, 2.5, 4.0, 6.0, 9.0, 13.0, 20.0, 30.0)
_ORDER = 7


@lru_cache(maxsize=1)
def _table() -> FloatArray:
    """G/(2|D_2|) as polynomials in X (ascending powers), (panels, 15, order)."""
    size, _ = panel_nodes(np.array(_EDGES))
    X = 0.5 + 0.5 * np.cos(np.pi * (np.arange(_ORDER) + 0.5) / _ORDER)
    D_2 = -np.broadcast_to(size[..., None], (*size.shape, _ORDER))
    D_1 = np.sqrt(X / (-2.0 * D_2))
    gap, _ = gap_and_slope(D_2.ravel(), D_1.ravel(), 2)
    square = gap.reshape(D_2.shape) ** 2 - np.exp(2.0 * log_splitting(-size.ravel())).reshape(
        (*size.shape, 1)
    )
    powers = np.vander(X, _ORDER, increasing=True)
    solved = np.linalg.solve(powers, (square / X)[..., None])[..., 0]
    return np.asarray(solved, dtype=np.float64)


def _coefficients(D_2: FloatArray) -> FloatArray:
    """The polynomial in X at each D_2, (P, order)."""
    table, edges = _table(), np.array(_EDGES)
    panel = np.clip(np.searchsorted(edges, -D_2, side="right") - 1, 0, edges.size - 2)
    result = np.empty((D_2.size, _ORDER))
    for k in np.unique(panel):
        at = np.flatnonzero(panel == k)
        place = (-2.0 * D_2[at] - edges[k] - edges[k + 1]) / (edges[k + 1] - edges[k])
        result[at] = interpolation(NODES, place) @ table[k]
    return result


def small_gap(D_2: FloatArray, D_1: FloatArray) -> tuple[FloatArray, FloatArray]:
    """E_12 and d E_12/d D_1."""
    X = -2.0 * D_2 * D_1 * D_1
    rows = _coefficients(D_2)
    value, slope = _polynomial(rows, X)
    gap = np.sqrt(np.exp(2.0 * log_splitting(D_2)) + value)
    return gap, slope * (-2.0 * D_2) * D_1 / gap


def _polynomial(rows: FloatArray, X: FloatArray) -> tuple[FloatArray, FloatArray]:
    """X g(X) and its derivative."""
    value, slope = np.zeros_like(X), np.zeros_like(X)
    for column in rows.T[::-1]:
        slope = slope * X + value
        value = value * X + column
    return X * value, value + X * slope


def solve_small(D_2: FloatArray, energy: FloatArray) -> tuple[FloatArray, FloatArray]:
    """(D_1, d E_12/d D_1) where E_12 = energy >= Delta_0(D_2), energy <= 0.8 w."""
    rows = _coefficients(D_2)
    wanted = -np.expm1(2.0 * (log_splitting(D_2) - np.log(energy))) * energy * energy
    wanted = np.maximum(wanted, 0.0)
    X = np.minimum(wanted, 1.0)
    for _ in range(30):
        value, slope = _polynomial(rows, X)
        move = (wanted - value) / slope
        X = X + move
        if (np.abs(move) <= 1e-14 * X).all():
            break
    _, slope = _polynomial(rows, X)
    D_1 = np.sqrt(X / (-2.0 * D_2))
    return D_1, slope * (-2.0 * D_2) * D_1 / energy
