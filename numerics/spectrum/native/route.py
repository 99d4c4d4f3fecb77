r"""-psi'' + (alpha y^2 - beta y^3 + y^4) psi = eps psi:  levels by the compiled library, each with the guard's word.

For a large batch of up to eleven levels the basis and the first guesses of the levels are interpolated in a table over
the wedge of reduced potentials, u = sqrt(a) and s = b/(2 sqrt(a)); it is made once a process and number of levels, in
about 0.1 s. For a few potentials both are found by the semiclassical rules.

Shapes: arrays (P,) in, levels (P, count) and good (P,) out.  Units: w.
Errors: MemoryError.  Not guaranteed: anything about a potential that is not `good`; another route must compute it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from softpot.numerics.spectrum.native.library import library
from softpot.numerics.spectrum.types.arrays import FloatArray

__all__ = ["Guarded", "guarded_levels"]

ROWS_U, ROWS_S, STEP = 64, 129, 0.2
WORTH_A_TABLE = 1000
LARGEST_COUNT = 11  # of a table: with more levels it costs more than it saves


@lru_cache(maxsize=8)
def _table(count: int) -> FloatArray:
    """Rows of centre, scale, radius, top and count + 1 levels; NaN where a node has none, as interpolation shows."""
    found = library()
    assert found is not None
    rows = np.full((ROWS_U * ROWS_S, count + 5), np.nan)
    good = np.zeros(len(rows), dtype=np.uint8)
    found.softpot_table(count, ROWS_U, ROWS_S, STEP, rows.ctypes.data, good.ctypes.data)
    rows[good == 0] = np.nan
    rows.flags.writeable = False
    return rows


@dataclass(frozen=True)
class Guarded:
    """Levels (P, count), moments <y>, <y^2>, <y^3> (P, count, 3) or None, and where the guard confirms them, (P,)."""

    levels: FloatArray
    moments: FloatArray | None
    good: NDArray[np.bool_]


def guarded_levels(
    alpha: FloatArray,
    beta: FloatArray,
    count: int,
    *,
    above: bool = False,
    moments: bool = False,
    tabulated: bool | None = None,
) -> Guarded:
    """The lowest `count` levels, above V0 or as they are, and where the guard confirms them.

    Within 4e-11 max(1, |eps|), as ``solve`` has it, where `good`; with moments only where levels are no
    closer than 1e-3 max(1, |eps|). tabulated: with the table, or None for what is worth it in one call. The library
    must be there.
    """
    found = library()
    assert found is not None
    first = np.ascontiguousarray(alpha, dtype=np.float64)
    second = np.ascontiguousarray(beta, dtype=np.float64)
    levels = np.empty((first.size, count))
    values = np.empty((first.size, count, 3)) if moments else None
    good = np.empty(first.size, dtype=np.uint8)
    if tabulated is None:
        tabulated = first.size >= WORTH_A_TABLE
    table = _table(count) if tabulated and count <= LARGEST_COUNT else None
    failed = found.softpot_levels(
        first.size, first.ctypes.data, second.ctypes.data, count, above,
        None if table is None else table.ctypes.data, ROWS_U, ROWS_S, STEP,
        levels.ctypes.data, None if values is None else values.ctypes.data, good.ctypes.data,
    )  # fmt: skip
    if failed:
        raise MemoryError(f"no memory for the levels of {first.size} potentials")
    return Guarded(levels, values, good.astype(np.bool_))
