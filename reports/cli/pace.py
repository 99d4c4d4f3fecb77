"""A long run that makes many small objects: the collector of cycles looks at them seldom, SymPy forgets less.

What a theory's expressions are made of lives until its end, so looking through it for garbage every few hundred
objects, as Python does unless told, takes a tenth of the processor time; and SymPy keeps the last thousand
results of each of its functions where a theory asks for several thousand.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_SELDOM = (20_000, 20, 50)
_REMEMBERED = "30000"


@contextmanager
def unhurried_collector() -> Iterator[None]:
    """The collector's thresholds raised while this lasts; SymPy's memory raised for good where it is not loaded yet."""
    if "sympy" not in sys.modules:  # which reads it once, when it is loaded
        os.environ.setdefault("SYMPY_CACHE_SIZE", _REMEMBERED)
    before = gc.get_threshold()
    gc.set_threshold(*_SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)
