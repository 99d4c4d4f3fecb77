r"""\int_low^cut ... d(rows):  panels of rows that end at a cutoff and are finer there than those of the grid.

Within a panel of a ``SpectrumGrid`` a cutoff changes the weights of the rows only, by interpolation.  That is accurate
while c_osc varies little over the panel.  Where tunnelling is fast, c_osc ~ exp(-Delta_0(alpha)/k_B T) varies by
orders of magnitude from row to row, and the sum is all from the rows next to the cutoff; there new rows are
made, in panels that halve towards the cutoff until c_osc varies by no more than e^8 over the last one.

    rate = d ln c_osc/d(row) at the lowest temperature:  (d Delta_0/d|alpha|)/T for two wells,  2/T in r for one.

Shapes: a ``Block``.  Units: energies in w.  Errors: NotConverged of ``numerics.spectrum``.
Not guaranteed: P_0 that vary faster than c_osc.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from math import ceil, log2

import numpy as np

from softpot.numerics.statistics.model.distribution import Distribution
from softpot.numerics.statistics.model.tunnelling import tunnel_splitting
from softpot.numerics.statistics.plane.delocalised import delocalised_end
from softpot.numerics.statistics.plane.grid import Band, Block, block_of

__all__ = ["cutoff", "end_block"]

LITTLE = 2.0
MUCH = 8.0
MOST = 10
_STEP = 1e-3


def cutoff(block: Block, distribution: Distribution) -> float:
    """Where the rows of a block end for a distribution: |alpha| for two wells, r for one."""
    return float(distribution.alpha_max if block.two_wells else distribution.largest_alpha**0.5)


def end_block(block: Block, band: Band, cut: float, E_d: float | None = None) -> Block | None:
    """The potentials between the last edge below the cutoff and the cutoff; None where weights alone will do.

    E_d: beyond which levels are left out, as in the block.
    """
    if not block.edges[0] < cut <= block.edges[-1]:
        return None
    k = int(np.searchsorted(block.edges, cut)) - 1
    low, high = float(block.edges[k]), float(block.edges[k + 1])
    rate = _rate(block.two_wells, cut, band.low)
    steps = min(ceil(log2(max(rate * (cut - low) / MUCH, 1.0))), MOST)
    if rate * (high - low) <= LITTLE or (cut == high and not steps):
        return None
    edges = [low, *(cut - (cut - low) * 0.5**j for j in range(1, steps + 1)), cut]
    return _made(block.two_wells, band, tuple(edges), E_d)


def _rate(two_wells: bool, cut: float, temperature: float) -> float:
    if not two_wells:
        return 2.0 / temperature
    near = tunnel_splitting(np.array([-cut, -cut - _STEP]))
    return float((near[0] - near[1]) / _STEP / temperature)


@lru_cache(maxsize=16)
def _made(two_wells: bool, band: Band, edges: tuple[float, ...], E_d: float | None) -> Block:
    own = replace(band, two_wells=edges) if two_wells else replace(band, one_well=edges)
    return block_of(own, two_wells) if E_d is None else delocalised_end(own, two_wells, E_d)
