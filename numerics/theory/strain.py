"""Evidence on what a change of h' does: the stationary point is found again, numerically."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from typing import Any

from softpot.derive.machinery.formula import Formula
from softpot.numerics.machinery.evaluate import members
from softpot.numerics.machinery.evidence import Evidence, Pair, compare
from softpot.numerics.theory.sampling import Real, about, context, moderate, real, stationary_points

SEED = 411
POINTS = 40


@cache
def _moved(digits: int) -> tuple[tuple[dict[str, Fraction], Real, Real], ...]:
    """Random (eta, t), and the derivatives of both with respect to h', by fourth-order differences."""
    ctx = context(3 * digits)
    step = ctx.mpf(10) ** (-ctx.dps // 4)
    found = []
    for eta, t in moderate(SEED, POINTS, 2):
        if abs(eta) < Fraction(1, 10):
            continue

        def seen(k: int, eta: Fraction = eta, t: Fraction = t) -> list[Any]:
            quartic = [ctx.mpf(0), k * step, real(ctx, eta), real(ctx, t), ctx.mpf(1)]
            nearest = min(stationary_points(ctx, quartic), key=abs)
            return about(quartic, nearest)

        far, near, back, away = (seen(k) for k in (2, 1, -1, -2))
        slopes = [(8 * (near[i] - back[i]) - (far[i] - away[i])) / (12 * step) for i in (2, 3)]
        found.append(({"eta": eta, "t": t}, slopes[0], slopes[1]))
    return tuple(found)


def strain_and_origin(formula: Formula, digits: int) -> Evidence:
    """eta and t at the stationary point of random potentials with a small linear term."""
    wanted = min(digits, 15)
    f = members(formula, "mpmath", wanted + 10)

    def pairs() -> Iterator[Pair]:
        for point, by_eta, by_t in _moved(wanted):
            values = f(**point)
            where = ", ".join(f"{k} = {v}" for k, v in point.items())
            yield Pair(f"d eta/dh', {where}", values[0], by_eta)
            yield Pair(f"dt/dh', {where}", values[1], by_t)

    return compare(
        "coefficients about the stationary point next to the origin, found by a root finder for small linear terms, "
        "differentiated numerically",
        pairs(), wanted, seed=SEED,
    )  # fmt: skip
