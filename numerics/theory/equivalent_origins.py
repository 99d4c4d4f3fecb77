"""Evidence on P_0 at equivalent origins: one potential seen from each of its stationary points, found numerically."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import cache

import mpmath
import numpy as np
import sympy as sp
from mpmath import mpf

from softpot.derive.machinery.formula import Formula
from softpot.numerics.machinery.evaluate import members
from softpot.numerics.machinery.evidence import (
    Evidence,
    EvidenceError,
    Pair,
    compare,
    round_for_show,
)
from softpot.numerics.machinery.outward import outward
from softpot.numerics.theory import ensemble
from softpot.numerics.theory.sampling import (
    Array,
    Real,
    about,
    context,
    moderate,
    real,
    stationary_points,
)

SEED = 329
POINTS = 16
WIDTHS = (Fraction(3, 2), Fraction(7, 3))  # of P_0 in eta; no 1, which would hide a power

# both densities of t' are below 1e-12 of their peak outside
_T_P = np.linspace(-5.0, 5.0, 501)


@cache
def _origins(digits: int, scale: int = 1) -> tuple[tuple[tuple[Real, Real], ...], ...]:
    """The (eta, t) of every stationary point of random potentials, up to 3/scale; two wells and three pairs each."""
    ctx = context(2 * digits)
    found: list[tuple[tuple[Real, Real], ...]] = []
    for eta, t in moderate(SEED, 4 * POINTS, 2):
        soft = [ctx.mpf(0), ctx.mpf(0), real(ctx, eta / scale), real(ctx, t / scale), ctx.mpf(1)]
        seen = [about(soft, s)[2:4] for s in stationary_points(ctx, soft)]
        if len(seen) == 3 and len(found) < POINTS:
            found.append(tuple((quadratic, cubic) for quadratic, cubic in seen))
    if not found:
        raise EvidenceError("no potential with two wells was among the random ones")
    return tuple(found)


def equivalent_origins(formula: Formula, digits: int) -> Iterator[Evidence]:
    """P_0 from each origin for two G', an allowed exponential, and the simple one across the fold."""
    yield _summed(formula)
    yield from _exponential(formula, max(digits, 30))
    yield _across(formula, max(digits, 30))
    yield _smooth()


def _seen_from(eta: Array, t: Array, which: int) -> Array:
    """(1/2) ∫ G' dt' with the potential moved numerically to where its cubic coefficient is t'."""
    zero = 0 * (eta + t + _T_P)
    moved = about([zero, zero, eta + zero, t + zero, 1 + zero], (_T_P - t) / 4)
    density = ensemble.SOURCES[which].density(moved[1], moved[2], _T_P, np)
    return np.asarray(density.sum(axis=-1) * (_T_P[1] - _T_P[0]) / 2)


@cache
def _moved(which: int) -> tuple[Array, Array, Array, Array]:
    """For each origin: (1/2) ∫ G', the quartic's invariants read off about its centre, the largest of the three."""
    rows = []
    for pairs in _origins(15, 3):
        eta, t = (np.array([float(pair[k]) for pair in pairs]) for k in (0, 1))
        centred = about([0 * eta, 0 * eta, eta, t, 1 + 0 * eta], -t / 4)
        value = _seen_from(eta[:, None], t[:, None], which)
        rows.append((value, centred[2], -centred[1], np.full(3, value.max())))
    columns = zip(*rows, strict=True)
    value, first, second, size = (np.concatenate(column) for column in columns)
    return value, first, second, size


def _summed(formula: Formula) -> Evidence:
    """The stated integral over the invariants against the integral seen from each origin."""
    table = formula.symbols
    member = formula.expression.args[0]
    found: list[tuple[float, float, float, float, float]] = []
    for which, source in enumerate(ensemble.SOURCES):
        concrete = member.replace(
            table.G_p,
            lambda h, quadratic, cubic, source=source: source.density(h, quadratic, cubic, sp),
        )
        integrals = sorted(concrete.atoms(sp.Integral), key=str)
        if len(integrals) != 1:
            raise EvidenceError("P_0 is expected to hold one integral over all t'")
        value, first, second, size = _moved(which)
        inner = members(formula.with_expression(integrals[0].function), "numpy")
        integrand = inner(I_1=first[:, None], I_2=second[:, None], t_p=_T_P)[0]
        summed = np.broadcast_to(integrand, (first.size, _T_P.size)).sum(axis=1)
        outer = formula.with_expression(concrete.xreplace({integrals[0]: table.P_0}))
        stated = members(outer, "numpy")(P_0=summed * (_T_P[1] - _T_P[0]))[0]
        found += zip(first, second, np.broadcast_to(stated, value.shape), value, size, strict=True)
    return compare(
        "P_0 as an integral over the invariants, against the integral over potentials moved numerically from each "
        "of the three origins of random potentials with two wells, for two distributions G'",
        (
            Pair(f"I_1 = {i:.6g}, I_2 = {j:.6g}", mpf(s), mpf(v), mpf(z))
            for i, j, s, v, z in found
        ),
        9,
        seed=SEED,
    )  # fmt: skip


def _exponential(formula: Formula, digits: int) -> Iterator[Evidence]:
    """An allowed P_0 has equal values at the three origins of a potential."""
    f = members(formula.with_expression(formula.expression.args[1]), "mpmath", digits + 10)

    def equal_values() -> Iterator[Pair]:
        for pairs in _origins(digits):
            for width in WIDTHS:
                here, *others = (f(eta=eta, t=t, delta_eta=width)[0] for eta, t in pairs)
                where = f"eta = {mpmath.nstr(pairs[0][0], 10)}, t = {mpmath.nstr(pairs[0][1], 10)}"
                for value in others:
                    yield Pair(f"another origin of the potential with {where}", value, here)

    def symmetric() -> Iterator[Pair]:
        ctx = context(digits)
        for (eta,) in moderate(SEED + 1, POINTS, 1):
            for width in WIDTHS:
                value = f(eta=eta, t=0, delta_eta=width)[0]
                yield Pair(f"eta = {eta}, t = 0", value, ctx.exp(real(ctx, eta / width)))

    yield compare(
        "the exponential P_0 at the three origins of random potentials with two wells, found by a root finder",
        equal_values(), digits, seed=SEED,
    )  # fmt: skip
    yield compare(
        "the exponential P_0 for t = 0 against exp(eta/delta_eta)",
        symmetric(),
        digits,
        seed=SEED + 1,
    )


@cache
def _deepest(digits: int) -> tuple[tuple[Fraction, Real, Real], ...]:
    """t, eta of a barrier that has nearly vanished, and eta of the deepest minimum of the same potential."""
    ctx = context(3 * digits)
    found = []
    for (t,) in moderate(SEED + 2, POINTS, 1):
        if t != 0:
            # so flat a barrier that what is left of it changes the ratio beyond the digits compared
            eta = -(ctx.mpf(10) ** (-digits - 5))
            soft = [ctx.mpf(0), ctx.mpf(0), eta, real(ctx, t), ctx.mpf(1)]
            seen = [about(soft, s) for s in stationary_points(ctx, soft)]
            found.append((t, eta, min(seen, key=lambda coefficients: coefficients[0])[2]))
    return tuple(found)


def _across(formula: Formula, digits: int) -> Evidence:
    """exp(eta/delta_eta) at the barrier's top and at the deepest minimum, as the barrier vanishes."""
    f = members(formula.with_expression(formula.expression.args[2]), "mpmath", digits)
    ctx = context(3 * digits)

    def pairs() -> Iterator[Pair]:
        for t, top, lowest in _deepest(digits):
            for width in WIDTHS:
                ratio = ctx.exp((lowest - top) / real(ctx, width))
                yield Pair(f"t = {t}, delta_eta = {width}", f(t=t, delta_eta=width)[0], ratio)

    return compare(
        "exp(eta/delta_eta) at the deepest minimum, found by a root finder, over that at a vanishing barrier's top",
        pairs(), digits - 5, seed=SEED + 2,
    )  # fmt: skip


@cache
def _smooth() -> Evidence:
    """The density of an ensemble changes smoothly through the fold: (1/2) ∫ G' on both sides of it."""
    t = np.array([0.4, 0.9, 1.3, -0.7])
    steps = np.array([1e-1, 1e-2, 1e-3])
    # both sides of the fold at the same I_1: I_2 beyond the fold by a small fraction, and inside it
    first = -3 * t**2 / 8
    worst = 0.0
    for which in range(len(ensemble.SOURCES)):
        for step in steps:
            values = []
            for sign in (1, -1):
                second = -(t**3) / 8 * (1 + sign * step)
                h = _T_P * (first[:, None] + _T_P**2 / 8) / 2 - second[:, None]
                quadratic = first[:, None] + 3 * _T_P**2 / 8
                density = ensemble.SOURCES[which].density(h, quadratic, _T_P, np)
                values.append(density.sum(axis=1))
            change = np.abs(values[0] / values[1] - 1) / step
            worst = max(worst, float(change.max()))
    good = worst < 5.0
    return Evidence(
        "continuity",
        "(1/2) ∫ G' dt' beyond the fold over that inside it, less 1, over the relative distance in I_2: bounded",
        good,
        t.size * steps.size * len(ensemble.SOURCES),
        worst=round_for_show(worst),
        failing="" if good else f"the ratio grows to {outward(worst, '.3g')}",
    )
