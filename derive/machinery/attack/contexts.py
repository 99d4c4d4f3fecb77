"""The contexts of mpmath that evaluators compute in: one for each thread, so that what it knows is not found again.

What takes long to make are the functions of a context, and the nodes and weights of its quadrature.
"""

from __future__ import annotations

from threading import local

from mpmath.ctx_fp import FPContext
from mpmath.ctx_mp import MPContext
from mpmath.libmp import dps_to_prec

from softpot.derive.machinery.attack.functions import Context
from softpot.derive.machinery.attack.rule import Rule

__all__ = ["FLOATS", "precise_context", "rule_of"]

FLOATS = FPContext()
"""Floats, which have no precision that could be changed."""

_FLOATS_RULE = Rule(FLOATS)
_HELD = local()


def precise_context(digits: int) -> MPContext:
    """This thread's context, at a precision; another one while somebody computes in it at a precision of his own."""
    context = getattr(_HELD, "context", None)
    if context is None or context.prec != dps_to_prec(digits):
        context = MPContext()
        context.dps = digits
        _HELD.context, _HELD.rule = context, Rule(context)
    return context


def rule_of(context: Context) -> Rule:
    """The quadrature of a context."""
    if context is FLOATS:
        return _FLOATS_RULE
    held = getattr(_HELD, "rule", None)
    return held if held is not None and held.ctx is context else Rule(context)
