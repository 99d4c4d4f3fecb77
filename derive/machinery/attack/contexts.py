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
    """The quadrature of a context, in this thread: another one would forget nodes that are just being read."""
    name = "floats" if context is FLOATS else "rule"
    held: Rule | None = getattr(_HELD, name, None)
    if held is not None and held.ctx is context:
        return held
    made = Rule(context)
    if context is FLOATS:
        _HELD.floats = made
    return made
