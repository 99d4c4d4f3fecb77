r"""eps_n - V_0 = sqrt(a) (e_0 + e_1 g^2 + e_2 g^4 + ...),   g^2 = a^(-3/2),   e_0 = 2n - 1.

Levels of one well a z^2 - b z^3 + z^4, b = 2 s sqrt(a), far below any barrier.  With z = a^(-1/4) x the
equation is H_0 - 2 s g x^3 + g^2 x^4 with H_0 = -d^2/dx^2 + x^2, and e_k is a polynomial of degree k in s^2:

    e_1 = 3 (2n^2 - 2n + 1)/4 - s^2 (30n^2 - 30n + 11)/4.

The coefficients come from Rayleigh-Schroedinger recursion in the number states, once.  The series is
asymptotic: the terms fall until k is near the barrier's action and the smallest one bounds the error.

Shapes: a, s arrays (P,); result (P, levels).  Units: w.  Errors: ValueError for more than 12 levels.
Not guaranteed: anything where the last term kept is not small; ``last_term`` tells it.
Source: perturbation theory for Eq. (7) of Il'in, Karpov, Parshin, Sov. Phys. JETP 65, 165 (1987).
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from softpot.numerics.statistics.model.geometry import FloatArray

__all__ = ["LARGEST_COUNT", "ORDER", "last_term", "well_levels"]

ORDER = 7
LARGEST_COUNT = 12


def _energies(n: int, s: float) -> FloatArray:
    """e_0 ... e_ORDER of level n at one s, by Rayleigh-Schroedinger recursion in powers of g."""
    nu, reach = n - 1, 3 * 2 * ORDER + 4
    size = nu + reach + 1
    x = np.diag(np.sqrt(np.arange(1, size) / 2.0), 1)
    x = x + x.T
    square = x @ x
    cubic, quartic = -2.0 * s * (square @ x), square @ square
    distance = 2.0 * (np.arange(size) - nu).astype(np.float64)
    inverse = np.where(distance == 0.0, 0.0, 1.0 / np.where(distance == 0.0, 1.0, distance))
    states = [np.eye(size)[nu]]
    energy = [2.0 * n - 1.0]
    for order in range(1, 2 * ORDER + 1):
        force = cubic @ states[order - 1]
        if order > 1:
            force = force + quartic @ states[order - 2]
        energy.append(float(force[nu]))
        for i in range(1, order):
            force = force - energy[i] * states[order - i]
        states.append(-inverse * force)
    return np.array(energy[::2])


@lru_cache(maxsize=LARGEST_COUNT)
def _coefficients(n: int) -> tuple[tuple[float, ...], ...]:
    """e_k as polynomials in s^2 (lowest power first), k = 0 ... ORDER."""
    nodes = 0.5 - 0.5 * np.cos(np.pi * (np.arange(ORDER + 1) + 0.5) / (ORDER + 1))
    values = np.array([_energies(n, float(np.sqrt(v))) for v in nodes])
    found = []
    for k in range(ORDER + 1):
        fit = np.polynomial.Polynomial.fit(nodes, values[:, k], ORDER, domain=[0, 1], window=[0, 1])
        found.append(tuple(float(c) for c in fit.coef[: k + 1]))
    return tuple(found)


@lru_cache(maxsize=LARGEST_COUNT)
def _table(count: int) -> FloatArray:
    """Coefficients of g^(2k) s^(2j) of the levels 1 to count, shape (count, k, j), zero for j > k."""
    table = np.zeros((count, ORDER + 1, ORDER + 1))
    for n in range(1, count + 1):
        for k, row in enumerate(_coefficients(n)):
            table[n - 1, k, : k + 1] = row
    return table


def _powers(x: FloatArray) -> FloatArray:
    """1, x, ..., x^ORDER, shape (P, ORDER + 1)."""
    return np.vander(x, ORDER + 1, increasing=True)


def well_levels(a: FloatArray, s: FloatArray, count: int) -> FloatArray:
    """eps_1 ... eps_count above the bottom of the well; shape (P, count)."""
    if not 1 <= count <= LARGEST_COUNT:
        raise ValueError(f"the series is provided for 1 to {LARGEST_COUNT} levels, not for {count}")
    # highest order first, so that small terms are added up before large ones
    terms = (_powers(s * s) @ _table(count).transpose(0, 2, 1)) * _powers(a**-1.5)
    total: FloatArray = np.sqrt(a)[:, None] * terms[:, :, ::-1].sum(axis=-1).T
    return total


def last_term(a: FloatArray, s: FloatArray, n: int) -> FloatArray:
    """Size of the last term kept for level n, a bound of the error while the terms still fall."""
    size: FloatArray = np.abs(
        np.sqrt(a) * a ** (-1.5 * ORDER) * (_powers(s * s) @ _table(n)[n - 1, ORDER])
    )
    return size
