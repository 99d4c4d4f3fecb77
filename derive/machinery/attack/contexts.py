"""The contexts of mpmath that evaluators compute in: one for each thread, so that what it knows is not found again.

What takes long to make are the functions of a context, and the nodes and weights of its quadrature.
"""

from __future__ import annotations

from threading import local

from mpmath.ctx_fp import FPContext
from mpmath.ctx_mp import MPContext
from mpmath.libmp import dps_to_prec

__all__ = ["FLOATS", "precise_context"]

FLOATS = FPContext()
"""Floats, which have no precision that could be changed."""

_MOST = 64  # evaluators after which a new one is made: nodes of many intervals would be kept
_HELD = local()


def precise_context(digits: int) -> MPContext:
    """This thread's context, at a precision; another one while somebody computes in it at a precision of his own."""
    context, times = getattr(_HELD, "context", None), getattr(_HELD, "times", 0)
    if context is None or times >= _MOST or context.prec != dps_to_prec(digits):
        context, times = MPContext(), 0
        context.dps = digits
    _HELD.context, _HELD.times = context, times + 1
    return context
