r"""K = min { n : eps_{n+1} - eps_n > E_d }:  which levels of a potential delocalisation leaves.

A level is kept as long as every step of the ladder up to it is at most E_d; from the first larger step on, levels
are dropped.  The reason: an excitation whose energy exceeds E_d is no longer local, its energy belongs to the
phonons; a level that is reached only through such an excitation is not there.  A harmonic vibration with a quantum
above E_d vanishes wholly, one with a smaller quantum stays whole; of deep wells the tunnel doublet stays and the
vibrations go; of a pair of wells whose depths differ by more than E_d the deeper one's ground state stays alone.

The rule counts levels in the order of their energies.  Where both ladders of two wells interlock, with steps of
at most E_d between levels of different wells, it keeps both, although each well's own quantum exceeds E_d.

Shapes: gaps eps_n - eps_1 for n = 2, 3, ... (P, L), +inf where none is known; results (P,) or (P, L).
Units: energies in w.  Errors: TypeError or ValueError in one sentence.
Not guaranteed: that E_d is a sharp boundary in a glass; the source has it as an order of magnitude.
Source: Il'in, Karpov, Parshin, Sov. Phys. JETP 65, 165 (1987), Eq. (13) and the text below it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from softpot.numerics.statistics.model.geometry import FloatArray

__all__ = [
    "EVERY",
    "highest_kept",
    "kept",
    "kept_by",
    "label",
    "steps",
    "truncated",
]

EVERY = 1_000_000
"""The label of potentials that lose no level that matters."""

IntArray = NDArray[np.intp]


def steps(gaps: FloatArray) -> FloatArray:
    """eps_{n+1} - eps_n for n = 1, 2, ..., (P, L), +inf up to and beyond a level that is not known."""
    known = np.isfinite(gaps)
    filled = np.where(known, gaps, 0.0)
    found = filled.copy()
    found[:, 1:] -= filled[:, :-1]
    found[~known] = np.inf
    return found


def kept(gaps: FloatArray, E_d: float) -> IntArray:
    """K, the number of levels kept; L + 1 where no step exceeds E_d."""
    return kept_by(steps(gaps), E_d)


def kept_by(ladder: FloatArray, E_d: float) -> IntArray:
    """The same from the steps (P, L)."""
    over = ladder > E_d
    number = np.where(over.any(axis=1), over.argmax(axis=1) + 1, ladder.shape[1] + 1)
    return np.asarray(number, dtype=np.intp)


def highest_kept(gaps: FloatArray, ladder: FloatArray, E_d: float) -> FloatArray:
    """eps_K - eps_1, from the gaps and their steps."""
    return _gap_of(gaps, kept_by(ladder, E_d))


def _gap_of(gaps: FloatArray, number: IntArray) -> FloatArray:
    """eps_n - eps_1 of level number n of each potential, 0 for the ground state."""
    found = gaps[np.arange(gaps.shape[0]), np.maximum(number - 2, 0)]
    return np.asarray(np.where(number > 1, found, 0.0))


def label(gaps: FloatArray, E_d: float, reach: float) -> IntArray:
    """K, or EVERY where the highest level kept lies more than `reach` above the ground state."""
    number = kept(gaps, E_d)
    return np.asarray(np.where(_gap_of(gaps, number) > reach, EVERY, number), dtype=np.intp)


def truncated(gaps: FloatArray, E_d: float) -> FloatArray:
    """The gaps with +inf for the levels dropped."""
    number = kept(gaps, E_d)
    return np.where(np.arange(gaps.shape[1])[None, :] < number[:, None] - 1, gaps, np.inf)
