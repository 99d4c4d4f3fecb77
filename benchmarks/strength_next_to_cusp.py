"""S(eps, 0) of P = const for 2.3 < eps < 3 w, by roots in the planes of (alpha, beta): for strength_flat_table.py.

Next to the pure quartic's gap, 2.7393 w, the level curve meets the cusp alpha = beta = 0, where d alpha d beta has no
smooth image in (D_2, D_1).  Here the curve is taken in four parts, each single-valued:  r = -alpha of beta from equal
wells to the fold, beta of r from the fold on to deep wells, and next to one-well potentials, alpha = s^2,
beta = (4 sqrt2/3) s kappa, kappa of s.  Levels and <y^k> are those of a matrix on
a grid of y.

    python benchmarks/strength_next_to_cusp.py        # S at some energies, against the level curve in (D_2, D_1)
"""

import numpy as np
from scipy.optimize import brentq

CUSP, SADDLE = 2.739310939317213, 1.8944101364774835
"""E_12 at alpha = beta = 0, and the beta at which E_12 on the fold is least."""
FOLD, WELL = 4.0 * np.sqrt(2.0) / 3.0, np.sqrt(9.0 / 8.0)
MOST, STEP, ORDER = 260.0, 0.11, 10
Y = np.linspace(-6.0, 12.0, 1801)
"""Potentials are resolved up to MOST above their minimum, with STEP between the points."""


def pair(alpha, beta):
    """E_12, y_12^2, d E_12/d alpha, d E_12/d beta."""
    V = (alpha - beta * Y + Y * Y) * Y * Y
    low, high = Y[np.flatnonzero(MOST > V - V.min())[[0, -1]]] + (-0.05, 0.05)
    y, h = np.linspace(low, high, int((high - low) / STEP) + 1, retstep=True)
    k = np.arange(y.size)
    off = k[:, None] - k
    kinetic = 2.0 * (-1.0) ** off / np.where(off == 0, 1, off) ** 2
    kinetic[k, k] = np.pi**2 / 3.0
    energies, states = np.linalg.eigh(kinetic / h**2 + np.diag((alpha - beta * y + y * y) * y * y))
    one, two = states[:, 0], states[:, 1]
    more = two * two - one * one
    return energies[1] - energies[0], (one @ (y * two)) ** 2, more @ y**2, -(more @ y**3)


def nodes(edges):
    """Gauss's rule in panels."""
    x, w = np.polynomial.legendre.leggauss(ORDER)
    half, middle = 0.5 * np.diff(edges), 0.5 * (edges[1:] + edges[:-1])
    return (middle[:, None] + half[:, None] * x).ravel(), (half[:, None] * w).ravel()


def root(place, start, low, high):
    """Newton's steps within (low, high), halving where they leave it; place gives (E_12 - eps, slope, more)."""
    x = start
    for _ in range(60):
        value, slope, more = place(x)
        if value * np.sign(slope) > 0.0:
            high = min(high, x)
        else:
            low = max(low, x)
        step = value / slope
        if abs(step) < 1e-11 * max(abs(x), 0.1) or abs(value) < 1e-12:
            return x, slope, more
        x = x - step if low < x - step < high else 0.5 * (low + high)
    raise ArithmeticError("no root")


def along(values, weights, place, start, low, high, factor):
    """The sum of weights factor y_12^2/|slope| over the roots, each started from the one before."""
    total, x = 0.0, start
    for value, weight in zip(values, weights, strict=True):
        x, slope, square = root(lambda at, v=value: place(v, at), x, low, high)
        total += 2.0 * weight * factor(value, x) * square / abs(slope)
    return total


def strength_of(energy):
    """S(eps, 0) of P = const."""

    def by_alpha(beta, r):
        E, square, slope, _ = pair(-r, beta)
        return E - energy, -slope, square

    def by_beta(r, beta):
        E, square, _, slope = pair(-r, beta)
        return E - energy, slope, square

    def of_well(s, kappa):
        E, square, _, slope = pair(s * s, FOLD * s * kappa)
        return E - energy, square, FOLD * s * slope

    def by_kappa(s, kappa):
        value, square, slope = of_well(s, kappa)
        return value, slope, square

    farther = brentq(lambda b: pair(0.0, b)[0] - energy, SADDLE, 6.0, xtol=1e-14)
    r, w = nodes(np.array([0.0, 0.05, 0.2, 0.5, 1.0, 1.6, 2.3, 3.1, 4.0, 5.0, 6.2, 7.6, 9.0]))
    total = along(r, w, by_beta, farther, 1e-9, 8.0, lambda r, b: 1.0)
    if energy < CUSP:
        nearer = brentq(lambda b: pair(0.0, b)[0] - energy, 0.0, SADDLE, xtol=1e-14)
        start = brentq(lambda r: pair(-r, 0.0)[0] - energy, 0.0, 3.0, xtol=1e-14)
        beta, w = nodes(np.linspace(0.0, nearer, 6))
        total += along(beta, w, by_alpha, start, 0.0, 3.0, lambda b, r: 1.0)
        # the well of curvature a beside the fold has a = 9 beta^2/8
        edges = _graded(WELL * nearer, WELL * farther, 0.3 * WELL * nearer)
        s, w = nodes(edges)
        start = 1.0
    else:
        first = brentq(lambda s: of_well(s, 0.0)[0], 0.0, 4.0, xtol=1e-14)
        # kappa begins as a root at the first s = first + v^2
        v, w = nodes(_graded(0.0, np.sqrt(WELL * farther - first), 0.4 * np.sqrt(first)))
        s, w = first + v * v, 2.0 * v * w
        start = v[0] / np.sqrt(first)
    return total + along(s, w, by_kappa, start, 0.0, 1.5, lambda s, k: 2.0 * FOLD * s * s)


def _graded(first, last, step):
    """Edges at growing distances."""
    edges = [first]
    while edges[-1] + step < last:
        edges.append(edges[-1] + step)
        step = min(1.6 * step, 0.35)
    return np.array([*edges, last])


def main():
    """Print S beside that of the level curve."""
    from softpot.numerics import Distribution
    from softpot.numerics.sound.resonant import resonant_at_zero

    for energy in (2.35, 2.6, 2.7, 2.739, 2.74, 2.8, 2.95):
        value, error = resonant_at_zero(energy, Distribution.flat(), 1e-7)
        print(f"{energy:g}: {strength_of(energy):.9f}, level curve {value:.9f} +- {error:.1e}")


if __name__ == "__main__":
    main()
