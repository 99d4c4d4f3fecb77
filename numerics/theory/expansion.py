"""Evidence on Eqs. (3) and (4): random quartics are moved numerically and compared."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import cache

from softpot.derive.machinery.formula import Formula
from softpot.numerics.machinery.evaluate import members
from softpot.numerics.machinery.evidence import Evidence, Pair, compare
from softpot.numerics.theory.sampling import (
    Real,
    about,
    context,
    moderate,
    rationals,
    real,
    zeros,
)

SEED = 165
POINTS = 60

Scaled = tuple[Real, Real]  # a number, and what its error is relative to


def shift(formula: Formula, digits: int) -> Evidence:
    """Move the general quartic by the stated shift, numerically: its coefficients must be 0, eta, t, 1."""
    ctx = context(2 * digits)
    f = members(formula, "mpmath", digits + 10)

    def pairs() -> Iterator[Pair]:
        samples = [*moderate(SEED, POINTS, 3), *rationals(SEED, POINTS, 3)]
        for eta, t, t_p in samples:
            x_0, eta_p, h_p = (ctx.mpf(v) for v in f(eta=eta, t=t, t_p=t_p))
            general = [ctx.mpf(0), h_p, eta_p, real(ctx, t_p), ctx.mpf(1)]
            moved = about(general, x_0)
            # each coefficient is compared on the scale of the terms that make it up
            sizes = about([abs(c) for c in general], abs(x_0))
            wanted = (ctx.mpf(0), real(ctx, eta), real(ctx, t))
            for name, value, reference, size in zip(
                ("linear", "quadratic", "cubic"),
                moved[1:4],
                wanted,
                sizes[1:4],
                strict=True,
            ):
                yield Pair(
                    f"the {name} coefficient, eta = {eta}, t = {t}, t' = {t_p}",
                    value, reference, max(size, abs(reference)),
                )  # fmt: skip

    return compare(
        "coefficients of the general quartic after the shift, by synthetic division, against 0, eta, t",
        pairs(), digits, seed=SEED,
    )  # fmt: skip


@cache
def _centred(digits: int) -> tuple[tuple[dict[str, Fraction], Scaled, Scaled], ...]:
    """Random quartics, and their coefficients about the mean of their stationary points, each with the
    size of the terms that make it up."""
    ctx = context(2 * digits)
    found = []
    for h_p, eta_p, t_p in [*moderate(SEED, POINTS, 3), *rationals(SEED, POINTS, 3)]:
        quartic = [ctx.mpf(0), *(real(ctx, v) for v in (h_p, eta_p, t_p)), ctx.mpf(1)]
        slope = [i * c for i, c in enumerate(quartic)][1:]
        centre = sum(zeros(ctx, slope)).real / 3
        centred = about(quartic, centre)
        sizes = about([abs(c) for c in quartic], abs(centre))
        point = {"h_p": h_p, "eta_p": eta_p, "t_p": t_p}
        found.append((point, (centred[2], sizes[2]), (-centred[1], sizes[1])))
    return tuple(found)


def invariants(formula: Formula, digits: int) -> Evidence:
    """The coefficients of a random quartic about the mean of its stationary points."""
    wanted = max(digits, 50)
    f = members(formula, "mpmath", wanted + 10)

    def pairs() -> Iterator[Pair]:
        for point, first, second in _centred(wanted):
            values = f(**point)
            where = ", ".join(f"{k} = {v}" for k, v in point.items())
            for name, value, (reference, size) in zip(
                ("I_1", "I_2"), values, (first, second), strict=True
            ):
                yield Pair(f"{name}, {where}", value, reference, size)

    return compare(
        "coefficients about the mean of the three stationary points, found by a root finder",
        pairs(), wanted, seed=SEED,
    )  # fmt: skip
