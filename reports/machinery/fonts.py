"""Matplotlib's list of fonts, made without the outlines of fonts that no list tells anything of.

When Matplotlib is imported for the first time in an installation it lists all fonts. Of each AFM file it reads every
letter and every pair of letters, and keeps the name, style and weight, which stand in the header: nine tenths of the
time are for nothing. The list is the same without them.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

__all__ = ["list_fonts"]

_BODIES = ("_parse_char_metrics", "_parse_optional")
"""What of Matplotlib's module of AFM files reads letters, and pairs of letters: two dictionaries each."""


def list_fonts() -> None:
    """Import Matplotlib's fonts, which lists them where no list is kept yet."""
    if "matplotlib.font_manager" in sys.modules:
        return
    with _headers_alone():
        import matplotlib.font_manager  # noqa: F401


@contextmanager
def _headers_alone() -> Iterator[None]:
    """In which AFM files are read to the end of their headers; a Matplotlib that has other functions is left alone."""
    try:
        from matplotlib import _afm
    except ImportError:
        yield
        return
    module: Any = _afm
    if not all(hasattr(module, name) for name in _BODIES):
        yield
        return
    before = {name: getattr(module, name) for name in _BODIES}
    for name in _BODIES:
        setattr(module, name, lambda file: ({}, {}))
    try:
        yield
    finally:
        for name, function in before.items():
            setattr(module, name, function)
