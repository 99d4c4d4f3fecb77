"""The number of real roots with a property, from approximate roots: an independent count beside the exact one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sympy as sp

from softpot.derive.machinery.attack.novalue import NoValue, Why
from softpot.derive.machinery.step import Definition

_DIGITS = 60  # roots of multiplicity m come with a share 1/m of them


def counter(count: Definition) -> Callable[..., Any]:
    """The count as a function of an evaluator and an environment."""
    assert count.roots is not None
    x, name = count.roots, count.name
    coefficients = sp.Poly(count.value, x).all_coeffs()

    def number(evaluator: Any, env: Any) -> Any:
        ctx = evaluator.ctx
        if not evaluator.exact:
            raise NoValue(Why.UNSURE, name, "roots want more digits")
        values = [ctx.re(evaluator.value(c, env)) for c in coefficients]
        while values and values[0] == 0:
            values.pop(0)
        if not values:
            raise NoValue(Why.INFINITE, name, "every number is a root")
        before = ctx.prec
        try:
            ctx.dps = _DIGITS
            roots = ctx.polyroots(values, maxsteps=500, extraprec=400) if len(values) > 1 else []
        except ctx.NoConvergence as error:
            raise NoValue(Why.UNSURE, name, "roots were not found") from error
        finally:
            ctx.prec = before
        scale = max([1, *(abs(r) for r in roots)])
        near = ctx.mpf(10) ** -8 * scale
        real: list[Any] = []
        for root in sorted((ctx.re(r) for r in roots if abs(ctx.im(r)) < near), key=float):
            if not real or root - real[-1] > near:
                real.append(root)
        found = 0
        # names stand for what they are worth outside, also where they vary with what is counted
        fixed = {s: evaluator.value(s, env) for s in count.condition.free_symbols if s != x}
        for root in real:
            before_it, behind = (
                sum(v * (root + s * 100 * near) ** k for k, v in enumerate(reversed(values)))
                for s in (-1, 1)
            )
            if count.turn == 1 and not before_it < 0 < behind:
                continue
            if count.turn == -1 and not before_it > 0 > behind:
                continue
            found += bool(evaluator.value(count.condition, {**env, **fixed, x: root}))
        return ctx.mpf(found)

    return number
