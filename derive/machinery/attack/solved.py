"""Points on which the premises hold: what a point leaves open is solved for, by Newton's method."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, islice
from typing import Any

import sympy as sp

from softpot.derive.machinery.attack.calculus import Calculus
from softpot.derive.machinery.attack.novalue import NoValue, Why
from softpot.derive.machinery.attack.world import World

_TRIES = 3  # choices of unknowns
_ROUNDS = 14


Open = Mapping[sp.Expr, tuple[sp.Symbol, ...]]
"""Equations, expressions that have to be 0, each with the symbols that a point gives values."""


def solved(
    evaluator: Calculus,
    quick: Calculus,
    equations: Open,
    statement: sp.Basic,
    env: Mapping[sp.Basic, Any],
) -> dict[sp.Basic, Any]:
    """The point, moved in some symbols so that the open equations that concern the statement (``concerning``) hold.

    Floats find the place, which is then made precise. Raises NoValue where no such point was found near by.
    """
    given = dict(env)
    if not equations:
        return given
    for symbol in [s for free in equations.values() for s in free if s not in given]:
        given[symbol] = evaluator.ctx.mpf(1.375)
    left = [e for e in equations if not _fulfilled(evaluator, e, given)]
    if not left:
        return given
    symbols = sorted(
        {s for e in left for s in equations[e]}, key=lambda s: (_seen(s, equations), str(s))
    )
    for unknowns in islice(combinations(symbols, len(left)), _TRIES):
        rough = _newton(quick, left, unknowns, {s: as_float(v) for s, v in given.items()})
        if rough is None:
            continue
        start = {**given, **{u: evaluator.ctx.convert(rough[u]) for u in unknowns}}
        found = _newton(evaluator, left, unknowns, start)
        if found is not None and all(_fulfilled(evaluator, e, found) for e in equations):
            return found
    raise NoValue(Why.UNSURE, statement, "no point was found at which the premises hold")


def as_float(value: Any) -> Any:
    """A number of mpmath as a float, or a complex one."""
    return complex(value) if value.imag != 0 else float(value.real)


def concerning(world: World, statement: sp.Basic) -> Open:
    """The open equations on symbols of the statement, and those tied to them."""
    reached = set(world.free(statement))
    found: dict[sp.Expr, tuple[sp.Symbol, ...]] = {}
    rest = {e: world.free(e) for e in world.open}
    moved = True
    while moved:
        moved = False
        for e, free in list(rest.items()):
            if set(free) & reached:
                found[e] = rest.pop(e)
                reached |= set(free)
                moved = True
    return found


def _seen(symbol: sp.Symbol, equations: Iterable[sp.Expr]) -> int:
    return sum(symbol in e.free_symbols for e in equations)


def _fulfilled(evaluator: Calculus, e: sp.Expr, env: Mapping[sp.Basic, Any]) -> bool:
    ctx = evaluator.ctx
    parts = [evaluator.value(part, env) for part in sp.Add.make_args(e)]
    return bool(abs(sum(parts)) <= max(abs(p) for p in parts) * ctx.ldexp(1, 20 - ctx.prec))


def _within(ctx: Any, change: Any, at: Sequence[Any], power: int) -> bool:
    """Whether a step changed every number by at most 2^power of it."""
    return all(abs(change[k]) <= abs(x) * ctx.ldexp(1, power) for k, x in enumerate(at))


def _newton(
    evaluator: Calculus,
    equations: Sequence[sp.Expr],
    unknowns: Sequence[sp.Symbol],
    env: Mapping[sp.Basic, Any],
) -> dict[sp.Basic, Any] | None:
    ctx = evaluator.ctx
    at = [env[u] for u in unknowns]
    jacobian: Any = None

    def values(place: Sequence[Any]) -> list[Any]:
        here = {**env, **dict(zip(unknowns, place, strict=True))}
        return [evaluator.value(e, here) for e in equations]

    try:
        for _ in range(_ROUNDS):
            here = values(at)
            if jacobian is None:
                rows = []
                for k, x in enumerate(at):
                    step = ctx.ldexp(max(1, abs(x)), -ctx.prec // 2)
                    moved = values([*at[:k], x + step, *at[k + 1 :]])
                    rows.append([(b - a) / step for a, b in zip(here, moved, strict=True)])
                jacobian = ctx.matrix(rows).T
            change = (
                [here[0] / jacobian[0, 0]]
                if len(here) == 1
                else ctx.lu_solve(jacobian, ctx.matrix(here))
            )
            at = [x - change[k] for k, x in enumerate(at)]
            if _within(ctx, change, at, 24 - ctx.prec):
                break
            if not _within(ctx, change, at, -ctx.prec // 4):
                jacobian = None  # so near, the next step by the same slopes is as good
        found = {**env, **dict(zip(unknowns, at, strict=True))}
    except (
        NoValue,
        ZeroDivisionError,
        ValueError,
        TypeError,
    ):  # TypeError: a matrix of what is no number
        return None
    for u, x in zip(unknowns, at, strict=True):
        if u.is_extended_real and abs(ctx.im(x)) > abs(x) * ctx.ldexp(1, 24 - ctx.prec):
            return None
        if (u.is_positive and ctx.re(x) <= 0) or (u.is_negative and ctx.re(x) >= 0):
            return None
        if u.is_nonnegative and ctx.re(x) < 0:
            return None
        if u.is_integer and abs(x - ctx.nint(ctx.re(x))) > ctx.ldexp(1, -20):
            return None
        found[u] = ctx.re(x) if u.is_extended_real else x
    return found
