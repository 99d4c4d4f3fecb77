"""compiled(f) = f, compiled by numba on its first call, without Python's global lock.

The machine code is kept on disk where numba finds a directory that it may write to: beside the
source, or else in the user's cache directory.  Where there is neither (a read-only installation without a
home), nothing is written and the code is compiled anew by each process.

numba notices a changed source file, but not changes in what that file imports; compiled functions
therefore call only compiled functions of their own file.

Errors: ImportError without numba (the extra ``fast``).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import numba  # type: ignore[import-untyped, import-not-found, unused-ignore]

__all__ = ["compiled", "compiled_exactly"]

_F = TypeVar("_F", bound=Callable[..., object])


def compiled(function: _F) -> _F:
    """The same function, compiled; sums may be reordered and fused with products."""
    return _made(function, fastmath={"contract", "nsz", "reassoc"})


def compiled_exactly(function: _F) -> _F:
    """The same function, compiled; every operation is rounded as it is written."""
    return _made(function, fastmath=False)


def _made(function: _F, fastmath: bool | set[str]) -> _F:
    """Division by zero gives an infinity, as in NumPy."""
    options: dict[str, Any] = {"nogil": True, "error_model": "numpy", "fastmath": fastmath}
    try:
        made: _F = numba.njit(cache=True, **options)(function)
    except RuntimeError:
        made = numba.njit(**options)(function)
    return made
