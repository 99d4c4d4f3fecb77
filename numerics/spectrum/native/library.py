r"""The compiled library, if there is one: the variant that this processor runs, with the types of its functions.

``library()`` is None where softpot was installed without a C compiler; NumPy computes the levels then.

Errors: none here.  Not guaranteed: the same last bits on another processor, whose fused operations round differently.
"""

from __future__ import annotations

import ctypes
import sys
from functools import cache
from pathlib import Path

__all__ = ["library", "variant"]

_FOLDER = Path(__file__).parent
_SUFFIX = {"win32": ".dll", "darwin": ".dylib"}.get(sys.platform, ".so")
_DOUBLES = ctypes.c_void_p
_BYTES = ctypes.c_void_p


def _loaded(name: str) -> ctypes.CDLL | None:
    try:
        return ctypes.CDLL(str(_FOLDER / f"{name}{_SUFFIX}"))
    except OSError:
        return None


@cache
def library() -> ctypes.CDLL | None:
    """The library with its argument types set, or None."""
    found = _loaded("_levels")
    if found is not None and found.softpot_processor():
        found = _loaded("_levels_v3") or found
    if found is None:
        return None
    whole, real = ctypes.c_int, ctypes.c_double
    found.softpot_levels.argtypes = [
        ctypes.c_long, _DOUBLES, _DOUBLES, whole, whole, _DOUBLES, whole, whole, real, _DOUBLES, _DOUBLES, _BYTES,
    ]  # fmt: skip
    found.softpot_levels.restype = whole
    found.softpot_table.argtypes = [whole, whole, whole, real, _DOUBLES, _BYTES]
    found.softpot_table.restype = None
    found.softpot_guard.argtypes = [real, real, whole, _DOUBLES, _DOUBLES, real]
    found.softpot_guard.restype = whole
    return found


def variant() -> str:
    """Which of the compiled libraries is used, in words; "" where there is none."""
    found = library()
    if found is None:
        return ""
    return "compiled levels" + " (x86-64-v3)" * Path(found._name).stem.endswith("_v3")
