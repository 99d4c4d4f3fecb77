r"""count(sigma) = number of eigenvalues of H_M below sigma = number of negative pivots of H_M - sigma.

Sylvester's law of inertia for band matrices, many matrices and shifts at once.  With h_m[k] the entry
between k and k + m, the pivots d_k and the rows u_m[k] of the factors L D L^T follow from

    d_k    = h_0[k] - sigma - sum_{j=1..w}   u_j[k+j]^2 / d_{k+j}
    u_m[k] = h_m[k-m]       - sum_{j=1..w-m} u_j[k+j] u_{j+m}[k+j] / d_{k+j}.

They are taken from the last basis function to the first: the outer functions, whose diagonal lies far
above sigma, give large positive pivots, and the rounding errors stay small.

Shapes: bands (P, M), shifts (P, L); the counts have shape (P, L).  Units: energies in w.
Errors: none; a pivot that vanishes, or is NaN because an earlier one vanished, counts as negative.
Not guaranteed: a count at a shift within rounding (about 1e-14 of the largest pivot) of an
eigenvalue.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from softpot.numerics.spectrum.types.arrays import FloatArray

__all__ = ["count_below"]


def count_below(diagonals: list[FloatArray], shifts: FloatArray) -> NDArray[np.intp]:
    """How many eigenvalues of each band matrix lie below each of its shifts.

    diagonals: the bands h_0 ... h_w, each (P, M), entry k of h_m coupling k to k + m.
    """
    width = len(diagonals) - 1
    columns = [np.ascontiguousarray(band.T)[:, :, None] for band in diagonals]
    size = columns[0].shape[0]
    # row k lives in place k % (w + 1): its u_m, and u_m / d, for m = 1 ... w
    rows = np.zeros((width + 1, width + 1, *shifts.shape))
    ratios = np.zeros_like(rows)
    pivot, part = np.empty_like(shifts), np.empty_like(shifts)
    positive = np.empty(shifts.shape, dtype=np.bool_)
    number = np.zeros(shifts.shape, dtype=np.int16)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        for k in range(size - 1, -1, -1):
            place = k % (width + 1)
            known = [(k + j) % (width + 1) for j in range(width + 1)]
            np.subtract(columns[0][k], shifts, out=pivot)
            for j in range(1, width + 1):
                np.multiply(ratios[known[j], j], rows[known[j], j], out=part)
                np.subtract(pivot, part, out=pivot)
            np.greater(pivot, 0.0, out=positive)
            np.add(number, positive, out=number)
            np.divide(1.0, pivot, out=pivot)
            for m in range(1, width + 1):
                entry, band = rows[place, m], columns[m][k - m] if k >= m else 0.0
                if m == width:
                    entry[...] = band
                else:
                    np.multiply(ratios[known[1], 1], rows[known[1], 1 + m], out=part)
                    np.subtract(band, part, out=entry)
                for j in range(2, width - m + 1):
                    np.multiply(ratios[known[j], j], rows[known[j], j + m], out=part)
                    np.subtract(entry, part, out=entry)
                np.multiply(entry, pivot, out=ratios[place, m])
    negative: NDArray[np.intp] = size - number.astype(np.intp)
    return negative
