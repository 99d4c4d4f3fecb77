r"""\int_u^v f dx ~ (v - u)/2 sum_i w_i f(x_i),   15 Kronrod nodes that hold the 7 of Gauss.

The difference of the two rules estimates the error: they are exact for polynomials of degree 22 and 13, so where
a panel resolves the integrand, and the error falls geometrically with the degree, that of K is about the power
23/14 of that of G.  With d = |K - G| and the size A of the integral, error = A min(1, (20 d/A)^(23/14)).

A panel that a cutoff divides is integrated by the polynomial through its nodes, so that the nodes, and all that
was computed on them, stay where they are.

Shapes: as stated per function.  Units: those of the integrand.  Errors: none.
Not guaranteed: the estimate is meant for integrands that a panel resolves; it is no bound.
Source: R. Piessens et al., QUADPACK (Springer, 1983), table of the 7-15 pair.
"""

from __future__ import annotations

import numpy as np

from softpot.numerics.spectrum.types.arrays import FloatArray

__all__ = [
    "COUNT",
    "GAUSS",
    "KRONROD",
    "NODES",
    "bent",
    "error_of",
    "interpolation",
    "panel_nodes",
    "partial",
    "straightened",
]

_HALF_NODES = (
    0.991455371120812639206854697526329, 0.949107912342758524526189684047851,
    0.864864423359769072789712788640926, 0.741531185599394439863864773280788,
    0.586087235467691130294144691258380, 0.405845151377397166906606412076961,
    0.207784955007898467600689403773245,
)  # fmt: skip
_HALF_KRONROD = (
    0.022935322010529224963732008058970, 0.063092092629978553290700663189204,
    0.104790010322250183839876322541518, 0.140653259715525918745189590510238,
    0.169004726639267902826583426598550, 0.190350578064785409913256402421014,
    0.204432940075298892414161999234649,
)  # fmt: skip
_HALF_GAUSS = (
    0.0, 0.129484966168869693270611432679082, 0.0, 0.279705391489276667901467771423780,
    0.0, 0.381830050505118944950369775488975, 0.0,
)  # fmt: skip

NODES: FloatArray = np.array([*(-v for v in _HALF_NODES), 0.0, *_HALF_NODES[::-1]])
KRONROD: FloatArray = np.array(
    [*_HALF_KRONROD, 0.209482141084727828012999174891714, *_HALF_KRONROD[::-1]]
)
GAUSS: FloatArray = np.array(
    [*_HALF_GAUSS, 0.417959183673469387755102040816327, *_HALF_GAUSS[::-1]]
)
COUNT = NODES.size


def panel_nodes(edges: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Nodes (..., C, 15) and half widths (..., C) of the panels between the edges (..., C + 1)."""
    half = 0.5 * np.diff(edges, axis=-1)
    middle = 0.5 * (edges[..., 1:] + edges[..., :-1])
    return middle[..., None] + half[..., None] * NODES, half


def interpolation(nodes: FloatArray, x: FloatArray) -> FloatArray:
    """The matrix (X, N) that takes values at the nodes (N,) to those at x (X,) of the polynomial through them."""
    gaps = nodes[:, None] - nodes[None, :] + np.eye(nodes.size)
    weights = 1.0 / np.prod(2.0 * gaps, axis=1)
    distance = x[:, None] - nodes[None, :]
    on = distance == 0.0
    parts = weights / np.where(on, 1.0, distance)
    matrix: FloatArray = parts / parts.sum(axis=1, keepdims=True)
    hit = on.any(axis=1)
    matrix[hit] = on[hit]
    return matrix


_LEGENDRE_NODES, _LEGENDRE_WEIGHTS = np.polynomial.legendre.leggauss(10)


def partial(upper: float) -> tuple[FloatArray, FloatArray]:
    """Weights (15,) of both rules for the part [-1, upper] of a panel [-1, 1], by interpolation."""
    if upper >= 1.0:
        return KRONROD, GAUSS
    if upper <= -1.0:
        return np.zeros(COUNT), np.zeros(COUNT)
    half = 0.5 * (upper + 1.0)
    x, weights = half * (_LEGENDRE_NODES + 1.0) - 1.0, half * _LEGENDRE_WEIGHTS
    inner = np.flatnonzero(GAUSS)
    fewer = np.zeros(COUNT)
    fewer[inner] = weights @ interpolation(NODES[inner], x)
    return weights @ interpolation(NODES, x), fewer


def bent(xi: FloatArray, low: bool, high: bool) -> tuple[FloatArray, FloatArray]:
    """(f, df/d xi) of a map of [0, 1] onto itself that takes the square root out of an integrand at the ends named."""
    if low and high:
        return np.sin(0.5 * np.pi * xi) ** 2, 0.5 * np.pi * np.sin(np.pi * xi)
    if low:
        return xi * xi, 2.0 * xi
    if high:
        return 1.0 - (1.0 - xi) ** 2, 2.0 * (1.0 - xi)
    return xi, np.ones_like(xi)


def straightened(f: float, low: bool, high: bool) -> float:
    """The inverse of ``bent``; numbers outside of [0, 1] go to the nearer end."""
    here = min(max(f, 0.0), 1.0)
    if low and high:
        return float(2.0 / np.pi * np.arcsin(np.sqrt(here)))
    if low:
        return float(np.sqrt(here))
    if high:
        return float(1.0 - np.sqrt(1.0 - here))
    return here


def error_of(kronrod: FloatArray, gauss: FloatArray, size: FloatArray) -> FloatArray:
    """The estimate for each panel, from both rules and the size of the integral of |f|."""
    safe = np.where(size > 0.0, size, 1.0)
    ratio = 20.0 * np.abs(kronrod - gauss) / safe
    estimate: FloatArray = size * np.minimum(1.0, ratio ** (23.0 / 14.0)) + 2e-15 * size
    return estimate
