"""Symbols that do not commute are tried as matrices that do not: two rows, rational entries."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice

import sympy as sp

from softpot.derive.machinery.attack.functions import Context, Number
from softpot.derive.machinery.attack.novalue import NoValue, Why
from softpot.derive.machinery.attack.points import points
from softpot.derive.machinery.errors import Undischarged

Matrix = Number


def matrices(symbols: frozenset[sp.Symbol], ctx: Context) -> Mapping[sp.Symbol, Matrix]:
    """A regular matrix for each symbol, no two of which commute."""
    made = {}
    for k, symbol in enumerate(sorted(symbols, key=str)):
        made[symbol] = ctx.matrix([[2 + k, 1 - 3 * k], [k * k + 1, 1 + 2 * k]]) / 3
    return made


def matrix_value(e: sp.Basic, env: Mapping[sp.Basic, Number], ctx: Context) -> Matrix:
    """The expression as a matrix; a number stands for its multiple of the unit matrix."""
    unit = ctx.eye(2)
    if isinstance(e, sp.Symbol):
        return env[e] if e.is_commutative is False else env[e] * unit
    if isinstance(e, sp.Rational):
        return ctx.mpf(int(e.p)) / int(e.q) * unit
    if e in (sp.pi, sp.E, sp.I):
        return {sp.pi: +ctx.pi, sp.E: +ctx.e, sp.I: ctx.j}[e] * unit
    parts = [matrix_value(part, env, ctx) for part in e.args]
    if isinstance(e, sp.Add):
        return sum(parts[1:], parts[0])
    if isinstance(e, sp.Mul):
        product = parts[0]
        for part in parts[1:]:
            product = product * part
        return product
    if isinstance(e, sp.exp):
        return ctx.expm(parts[0], method="pade")
    if isinstance(e, sp.Pow) and isinstance(e.exp, sp.Integer):
        n = int(e.exp)
        try:
            return parts[0] ** n
        except ZeroDivisionError as error:
            raise NoValue(Why.POLE, e, f"{e.base} has no inverse") from error
    raise NoValue(Why.UNKNOWN, e, f"{e} is not made of sums, products and powers")


def refute_with_matrices(statement: sp.Basic, odd: frozenset[sp.Symbol], ctx: Context) -> int:
    """Try an equation with matrices in the place of symbols that do not commute; the number of points that support it.

    Raises Undischarged where both sides differ, or cannot be computed.
    """
    if not isinstance(statement, sp.Eq):
        raise Undischarged(f"{statement} is no equation of things that do not commute")
    ctx.dps = 30
    held = 0
    for point, _ in islice(points(sorted(statement.free_symbols - odd, key=str)), 3):
        env = {
            s: ctx.mpf(int(v.p)) / int(v.q) for s, v in point.items() if isinstance(v, sp.Rational)
        }
        try:
            a, b = (
                matrix_value(side, {**env, **matrices(odd, ctx)}, ctx) for side in statement.args
            )
        except (NoValue, KeyError) as error:
            raise Undischarged(f"{statement} was not computed with matrices: {error}") from None
        if ctx.mnorm(a - b, 1) > 1e-15 * max(1, ctx.mnorm(a, 1)):
            names = ", ".join(sorted(map(str, odd)))
            raise Undischarged(
                f"{statement} is refuted by numbers: matrices in the place of {names}, which do not commute"
            )
        held += 1
    return held
