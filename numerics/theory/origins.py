"""Evidence on equivalent origins: stationary points found numerically, seen one from the other."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import cache

import mpmath
import numpy as np

from softpot.derive.machinery.formula import Formula
from softpot.numerics.machinery.evaluate import members
from softpot.numerics.machinery.evidence import Evidence, Pair, compare
from softpot.numerics.theory.sampling import (
    Array,
    Real,
    about,
    context,
    cubic_roots,
    derivative_matrix,
    moderate,
    rationals,
    real,
    stationary_points,
)

SEED = 328
POINTS = 60
POTENTIALS = 100_000
FEWEST_DIGITS = 50

Scaled = tuple[Real, Real]  # a number, and what its error is relative to


def origins(formula: Formula, digits: int) -> tuple[Evidence, ...]:
    """Derivatives of random potentials at their numerically found stationary points; regions by kind of point."""
    return _pairs(formula, max(digits, FEWEST_DIGITS)), _regions(formula)


def _pairs(formula: Formula, digits: int) -> Evidence:
    f = members(formula, "mpmath", digits + 10)

    def pairs() -> Iterator[Pair]:
        for point, quadratic, cubic in _seen_from(digits):
            values = f(**point)
            where = ", ".join(f"{k} = {mpmath.nstr(v, 12)}" for k, v in point.items())
            for name, value, (reference, size) in zip(
                ("eta_1", "t_1"), values, (quadratic, cubic), strict=False
            ):
                yield Pair(f"{name}, {where}", value, reference, size)

    return compare(
        f"coefficients about each stationary point, found by a root finder, at {FEWEST_DIGITS} digits or more",
        pairs(), digits, seed=SEED,
    )  # fmt: skip


@cache
def _seen_from(digits: int) -> tuple[tuple[dict[str, Real], Scaled, Scaled], ...]:
    """Random potentials, their stationary points, and the coefficients about each, with the sizes of their terms."""
    ctx = context(2 * digits)
    found = []
    for eta, t in [*moderate(SEED, POINTS, 2), *rationals(SEED, POINTS, 2)]:
        soft = [ctx.mpf(0), ctx.mpf(0), real(ctx, eta), real(ctx, t), ctx.mpf(1)]
        for s in stationary_points(ctx, soft):
            seen, sizes = about(soft, s), about([abs(c) for c in soft], abs(s))
            point = {"eta": soft[2], "t": soft[3], "s": s}
            found.append((point, (seen[2], sizes[2]), (seen[3], sizes[3])))
    return tuple(found)


@cache
def _seen() -> tuple[Array, Array, Array, Array]:
    """(eta, t) of every stationary point of random potentials; whether it is a barrier top or the only
    one; whether it is the deepest minimum. Points too close to call in double precision are left out."""
    source = np.random.default_rng(SEED)
    t = source.uniform(-3, 3, POTENTIALS)
    half = POTENTIALS // 2
    eta = source.uniform(-3, 3, POTENTIALS)
    # half of the potentials near the borders of the regions: fold, symmetric wells, vanishing eta
    border = source.choice([9 / 32, 1 / 4, 0.0], half)
    eta[:half] = border * t[:half] ** 2 + source.choice([-1, 1], half) * 10 ** source.uniform(
        -4, 0, half
    )
    points = cubic_roots(np.zeros_like(t), 2 * eta, 3 * t, np.full_like(t, 4.0))
    seen_eta = eta + 3 * t * points + 6 * points**2
    seen_t = t + 4 * points
    depth = ((points + t) * points + eta) * points**2
    many = np.isfinite(points).sum(axis=0)
    lowest = depth == np.nanmin(depth, axis=0)
    gap = np.nanmax(depth, axis=0) - np.nanmin(depth, axis=0)
    second = np.where(lowest, np.inf, np.where(np.isfinite(depth), depth, np.inf)).min(axis=0)
    clear = np.where(many == 1, True, (second - np.nanmin(depth, axis=0) > 1e-9) & (gap > 1e-9))
    top = np.where(many == 1, True, seen_eta < 0)
    keep = np.isfinite(points) & clear & (np.abs(seen_eta) > 1e-6)
    return seen_eta[keep], seen_t[keep], top[keep], lowest[keep]


def _regions(formula: Formula) -> Evidence:
    eta, t, top, lowest = _seen()
    zero = np.zeros_like(eta)  # seen from itself, the stationary point is the origin
    said = members(formula, "numpy")(eta=eta, t=t, s=zero)
    wrong_top = np.flatnonzero(np.broadcast_to(said[2], top.shape) != top)
    wrong_low = np.flatnonzero(np.broadcast_to(said[3], lowest.shape) != lowest)
    failing = ""
    for name, wrong, truth in (
        ("barrier-top", wrong_top, top),
        ("deepest-minimum", wrong_low, lowest),
    ):
        if wrong.size and not failing:
            k = wrong[0]
            failing = (
                f"the pair eta = {eta[k]:.6g}, t = {t[k]:.6g} "
                f"{'belongs' if truth[k] else 'does not belong'} to the {name} choice, "
                "but the stated region says otherwise"
            )
    return Evidence(
        "count",
        "each stationary point classified by its depth and curvature, against the two stated regions",
        not failing,
        int(eta.size),
        worst=float(wrong_top.size + wrong_low.size),
        seed=SEED,
        failing=failing,
    )


def origin_measure(formula: Formula, digits: int) -> tuple[Evidence, ...]:
    """The area element and P_s by numerical differentiation; each region met once by random invariants."""
    return _area(formula, digits), _density(formula, digits), _once()


@cache
def _areas(digits: int) -> tuple[tuple[Fraction, Fraction, Real], ...]:
    """Random (eta, t), and the area element of the centred quartic's coefficients there."""
    ctx = context(2 * digits)

    def invariants(eta: Real, t: Real) -> list[Real]:
        centred = about([ctx.mpf(0), ctx.mpf(0), eta, t, ctx.mpf(1)], -t / 4)
        return [centred[2], -centred[1]]

    found = []
    for eta, t in [*moderate(SEED, POINTS, 2), *rationals(SEED, POINTS, 2, spread=2)]:
        matrix = derivative_matrix(ctx, invariants, [real(ctx, eta), real(ctx, t)])
        area = abs(ctx.det(matrix))
        if abs(matrix[0, 1] * matrix[1, 0]) < area * ctx.mpf(10) ** 10:  # else too much cancels
            found.append((eta, t, area))
    return tuple(found)


def _area(formula: Formula, digits: int) -> Evidence:
    f = members(formula, "mpmath", digits + 5)

    def pairs() -> Iterator[Pair]:
        for eta, t, area in _areas(digits):
            value = f(eta=eta, t=t, P_0=1, eta_L=1)[0]
            yield Pair(f"eta = {eta}, t = {t}", value, area)

    return compare(
        "area element of the coefficients about the centre, differentiated numerically",
        pairs(), digits, seed=SEED,
    )  # fmt: skip


def _density(formula: Formula, digits: int) -> Evidence:
    """|eta| P_0 times the area that the deepest minimum's (eta, t) sweeps as D_2 and D_1 change."""
    f = members(formula, "mpmath", digits + 5)

    def pairs() -> Iterator[Pair]:
        for where, P_0, eta_L, density in _swept(digits):
            yield Pair(where, f(eta=1, t=0, P_0=P_0, eta_L=eta_L)[1], density)

    return compare(
        "|eta| P_0 times the area swept by the deepest minimum's eta and t, found by a root finder",
        pairs(), digits, seed=SEED + 1,
    )  # fmt: skip


@cache
def _swept(digits: int) -> tuple[tuple[str, Fraction, Fraction, Real], ...]:
    """For random (D_2, D_1): where, P_0, eta_L, and the density |eta| P_0 times the area swept."""
    ctx = context(2 * digits)
    found = []
    for D_2, D_1, unit, factor in moderate(SEED + 1, POINTS, 4):
        if D_1 == 0 or unit == 0 or factor == 0:
            continue
        scale, root = real(ctx, abs(unit)), ctx.sqrt(real(ctx, abs(unit)))

        def deepest(d_2: Real, d_1: Real, scale: Real = scale, root: Real = root) -> list[Real]:
            quartic = [ctx.mpf(0), scale * root * d_1, scale * d_2, ctx.mpf(0), ctx.mpf(1)]
            seen = [about(quartic, s) for s in stationary_points(ctx, quartic)]
            lowest = min(seen, key=lambda coefficients: coefficients[0])
            return [lowest[2], lowest[3]]

        point = [real(ctx, D_2), real(ctx, D_1)]
        area = abs(ctx.det(derivative_matrix(ctx, deepest, point)))
        density = abs(deepest(*point)[0]) * real(ctx, abs(factor)) * area
        where = f"D_2 = {D_2}, D_1 = {D_1}, eta_L = {abs(unit)}, P_0 = {abs(factor)}"
        found.append((where, abs(factor), abs(unit), density))
    return tuple(found)


@cache
def _once() -> Evidence:
    """Random invariants: how many of a potential's pairs fulfil the inequalities of each region."""
    source = np.random.default_rng(SEED + 2)
    I_1, I_2 = source.uniform(-3, 3, (2, POTENTIALS))
    points = cubic_roots(-I_2, 2 * I_1, np.zeros_like(I_1), np.full_like(I_1, 4.0))
    # the centred quartic x⁴ + I_1 x² − I_2 x seen from its stationary points
    eta, t = I_1 + 6 * points**2, 4 * points
    with np.errstate(invalid="ignore"):
        tops = ((eta < 0) | (eta > 9 / 32 * t**2)).sum(axis=0)
        lowest = (t**2 < 4 * eta).sum(axis=0)
    wrong = int((tops != 1).sum() + (lowest != 1).sum())
    return Evidence(
        "count",
        "random invariants: of the pairs that the stationary points give, how many fulfil eta < 0 or "
        "eta > 9t²/32, and how many t² < 4 eta; it has to be one each",
        wrong == 0,
        POTENTIALS,
        worst=float(wrong),
        seed=SEED + 2,
        failing="" if wrong == 0 else f"{wrong} times it is not exactly one",
    )
