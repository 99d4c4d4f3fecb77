"""Σ f(n) and Π f(n): finite ones term by term, infinite ones after a test that they converge."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from math import log2

import sympy as sp

from softpot.derive.machinery.attack.functions import Number
from softpot.derive.machinery.attack.novalue import NoValue, Why
from softpot.derive.machinery.attack.values import Evaluator

_MOST = 20000  # terms that are added one by one
_FEW = 200  # terms after which a series that falls geometrically is done
_SLOPE = 1e-2


def added(
    evaluator: Evaluator,
    e: sp.Basic,
    f: Callable[[int], Number],
    a: Number,
    b: Number,
    multiplied: bool,
) -> Number:
    """Σ_{k=a}^b f(k), or the product; raises NoValue where it diverges or was not seen to converge."""
    ctx = evaluator.ctx
    for end in (a, b):
        if not ctx.isinf(end) and (ctx.im(end) != 0 or ctx.re(end) != ctx.floor(ctx.re(end))):
            raise NoValue(Why.UNKNOWN, e, f"{e} does not run over whole numbers")
    if not ctx.isinf(a) and not ctx.isinf(b):
        return _finite(evaluator, e, f, int(ctx.re(a)), int(ctx.re(b)), multiplied)
    if multiplied or ctx.isinf(a):
        raise NoValue(Why.UNSURE, e, f"{e} was not computed")
    return _infinite(evaluator, e, f, int(ctx.re(a)))


def _finite(
    evaluator: Evaluator, e: sp.Basic, f: Callable[[int], Number], a: int, b: int, multiplied: bool
) -> Number:
    ctx = evaluator.ctx
    if b < a - 1:  # SymPy's convention: what is left out is taken back
        back = _finite(evaluator, e, f, b + 1, a - 1, multiplied)
        return 1 / back if multiplied else -back
    if b - a > _MOST:
        raise NoValue(Why.UNSURE, e, f"{e} has too many terms")
    terms = [f(n) for n in range(a, b + 1)]
    if multiplied:
        product = ctx.one
        for term in terms:
            product = product * term
        return product
    return evaluator.total(terms) if terms else ctx.zero


def _infinite(evaluator: Evaluator, e: sp.Basic, f: Callable[[int], Number], a: int) -> Number:
    ctx = evaluator.ctx
    terms: list[Number] = []
    for n in range(a, a + _FEW):
        terms.append(f(n))
        if n > a + 8 and _over(ctx, terms):
            return ctx.fsum(terms)
    far = [f(a + n) for n in (4096, 4097, 4098, 4099)]
    sizes = [max(abs(t) for t in terms[-4:]), max(abs(t) for t in far)]
    if sizes[1] == 0:
        return ctx.fsum(terms)
    power = -log2(float(sizes[1] / sizes[0])) / log2(4097 / _FEW)
    alternating = all(ctx.re(u) * ctx.re(v) < 0 for u, v in pairwise(far))
    if power < (0 if alternating else 1) + _SLOPE:
        same = all(ctx.re(u) * ctx.re(v) > 0 for u, v in pairwise(far))
        sure = same or alternating or power < _SLOPE
        raise NoValue(Why.DIVERGES if sure else Why.UNSURE, e, f"{e} was not seen to converge")
    return ctx.nsum(lambda n: f(int(n)), [a, ctx.inf])


def _over(ctx: object, terms: list[Number]) -> bool:
    """Whether the last terms are so small, and fall so fast, that the rest does not count."""
    largest = max(abs(t) for t in terms)
    last = [abs(t) for t in terms[-4:]]
    if largest == 0:
        return len(terms) > 60
    small = all(t <= largest * 2.0**-80 for t in last)
    return small and len(terms) > 12
