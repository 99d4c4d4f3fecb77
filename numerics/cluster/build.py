r"""build() -> "softpot 1.2.3 with compiled levels (x86-64-v3)":  what the last bits of a sweep's levels depend on.

Compiled levels and NumPy's agree within their tolerance, not bit for bit; a table that was begun by the one and goes
on with the other would be of two kinds.  Units: none.  Errors: none.
Not guaranteed: the same last bits on processors of two kinds.
"""

from __future__ import annotations

from softpot import __version__
from softpot.numerics.cluster.plan import Plan
from softpot.numerics.cluster.points import Columns, chunk_of
from softpot.numerics.spectrum.native.library import variant

__all__ = ["build", "built_chunk"]


def build() -> str:
    """The version, and which code computes levels here."""
    return f"softpot {__version__} with {variant() or 'levels by NumPy'}"


def built_chunk(plan: Plan, number: int) -> tuple[str, Columns]:
    """The columns of one chunk, and what made them."""
    return build(), chunk_of(plan, number)
