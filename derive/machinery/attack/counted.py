"""The number of real roots with a property, from approximate roots: an independent count beside the exact one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import flint
import sympy as sp

from softpot.derive.machinery.attack.novalue import NoValue, Why
from softpot.derive.machinery.step import Definition

_DIGITS = 60
_ROUNDS = 60  # of Newton's method; from 53 bits three are enough


def _roots(ctx: Any, values: Sequence[Any]) -> list[Any]:
    """All roots of a polynomial, the leading coefficient first, to _DIGITS digits.

    Binary numbers are whole numbers times a power of 2: Arb isolates the roots of such a polynomial at any precision,
    which is one number for all threads, and Newton's method makes them precise. Where that leaves a ball, which has one
    root in it, ArithmeticError.
    """
    parts = [v._mpf_ for v in values]
    least = min(exponent for _, mantissa, exponent, _ in parts if mantissa)
    whole = [
        (-1) ** sign * (int(mantissa) << (exponent - least)) if mantissa else 0
        for sign, mantissa, exponent, _ in parts
    ]
    before, found = ctx.prec, []
    try:
        ctx.dps = _DIGITS + 10
        for factor, times in flint.fmpz_poly(whole[::-1]).factor_squarefree()[1]:
            coefficients = [ctx.mpf(int(c)) for c in factor.coeffs()[::-1]]
            isolated: Any = factor.complex_roots()
            for root, _ in isolated:
                start = z = ctx.mpc(*(_number(ctx, part.mid()) for part in (root.real, root.imag)))
                for _ in range(_ROUNDS):
                    value, slope = ctx.polyval(coefficients, z, derivative=True)
                    step = value / slope
                    z -= step
                    if abs(step) <= abs(z) * ctx.ldexp(1, -ctx.prec // 2 - 20):
                        break
                reach = sum(_number(ctx, part.rad()) for part in (root.real, root.imag))
                if abs(z - start) > 2 * reach + abs(z) * ctx.ldexp(1, -_DIGITS):
                    raise ArithmeticError("Newton's method left the ball of a root")
                found += [z] * int(times)
    finally:
        ctx.prec = before
    return found


def _number(ctx: Any, exact: Any) -> Any:
    mantissa, exponent = exact.man_exp()
    return ctx.ldexp(ctx.mpf(int(mantissa)), int(exponent))


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
        if not all(ctx.isfinite(v) for v in values):
            raise NoValue(Why.UNSURE, name, "roots were not found")
        try:
            roots = _roots(ctx, values)
        except ArithmeticError as error:
            raise NoValue(Why.UNSURE, name, "roots were not found") from error
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
