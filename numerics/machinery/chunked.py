r"""f(x) chunk by chunk:  what a function of NumPy arrays gives for arrays of dask, which compute nothing yet.

Dask is asked for nothing here unless an argument is an array of dask, so that it is no dependency.  Every result says
its type (``meta``) itself: no function is called on an empty or a made-up chunk.

Shapes: those of the functions; the chunks are those of the arguments.  Errors: what a chunk raises is raised when it
is computed; TypeError or ValueError for shapes, at once.
Not guaranteed: the last bits where a function sums over its whole argument; the same chunks give the same bytes.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import numpy as np

__all__ = ["is_chunked", "over_chunks", "over_pairs", "require_a_line"]


def is_chunked(value: object) -> bool:
    """Whether a value is an array of dask; False where nobody has imported dask."""
    dask = sys.modules.get("dask.array")
    return dask is not None and isinstance(value, dask.Array)


def require_a_line(value: Any, name: str) -> None:
    """ValueError for an array of dask that is not one-dimensional."""
    if value.ndim != 1:
        raise ValueError(
            f"{name} has shape {value.shape}, but a one-dimensional array is needed because a curve has one value for "
            "each"
        )


def over_chunks(function: Callable[..., Any], x: Any, **named: Any) -> tuple[Any, Any]:
    """Value and error, arrays of dask, of a function that gives (2, K) for K numbers of one chunk."""
    import dask.array as da

    found = da.map_blocks(
        function, x, new_axis=0, chunks=((2,), *x.chunks), dtype=float, meta=np.empty((0, 0)),
        name=None, **named,
    )  # fmt: skip
    return found[0], found[1]


def over_pairs(
    function: Callable[..., Any],
    pair: tuple[Any, Any],
    added: tuple[int, ...],
    dtype: Any,
    **named: Any,
) -> Any:
    """An array of dask of shape (..., *added) of a function of two arrays that broadcast to (...)."""
    import dask.array as da

    first, second = (x if is_chunked(x) else _constant(x) for x in pair)
    try:
        first, second = da.broadcast_arrays(first, second)
    except ValueError:
        raise ValueError(
            f"alpha has shape {first.shape} and beta has shape {second.shape}, but shapes that broadcast are needed "
            "because each level belongs to one pair (alpha, beta)"
        ) from None
    _, (first, second) = da.unify_chunks(
        first, tuple(range(first.ndim)), second, tuple(range(first.ndim))
    )
    return da.map_blocks(
        function, first, second, new_axis=list(range(first.ndim, first.ndim + len(added))),
        chunks=(*first.chunks, *((n,) for n in added)), dtype=dtype,
        meta=np.empty((0,) * (first.ndim + len(added)), dtype), **named,
    )  # fmt: skip


def _constant(value: Any) -> Any:
    """A number or an array as an array of dask; decimals and fractions stay what they are."""
    import dask.array as da

    array = np.asarray(value)
    if array.dtype.kind not in "iuf":
        given = np.asarray(value, dtype=object)
        return da.from_array(
            given, chunks=given.shape or -1, meta=np.empty((0,) * given.ndim, object)
        )
    return da.from_array(array, chunks=array.shape or -1)
