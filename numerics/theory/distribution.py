"""Evidence on Eqs. (2), (5) and (6): numerical derivatives, and an ensemble of random potentials."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cache
from typing import Any

import numpy as np
import sympy as sp
from mpmath import mpf
from scipy import special, stats

from softpot.derive.machinery.formula import Formula
from softpot.numerics.machinery.evaluate import members
from softpot.numerics.machinery.evidence import (
    Evidence,
    EvidenceError,
    Pair,
    Table,
    compare,
    frozen_series,
    round_for_show,
)
from softpot.numerics.machinery.outward import outward
from softpot.numerics.theory import ensemble
from softpot.numerics.theory.sampling import (
    Array,
    Real,
    about,
    context,
    derivative_matrix,
    moderate,
    rationals,
    real,
)

SEED = 571
POINTS = 40

# A wrong prediction is off by per cents of some 30000 counts, ten and more standard deviations; a
# right one falls below this probability once in ten thousand ensembles.
LEAST_PROBABILITY = 1e-4


def general_coefficients(eta: Any, t: Any, t_p: Any) -> tuple[Any, Any]:
    """(h', eta') of the potential (eta, t) seen from where its cubic coefficient is t', by moving it numerically.

    Works on numbers of any kind and on arrays.
    """
    zero = 0 * (eta + t + t_p)
    moved = about([zero, zero, eta + zero, t + zero, 1 + zero], (t_p - t) / 4)
    return moved[1], moved[2]


def jacobian(formula: Formula, digits: int) -> Iterator[Evidence]:
    """The volume element by numerical differentiation, and by counting random potentials."""
    f = members(formula, "mpmath", digits + 5)

    def pairs() -> Iterator[Pair]:
        for point, volume in _volumes(digits):
            values = f(**point)
            where = ", ".join(f"{k} = {v}" for k, v in point.items())
            yield Pair(f"the volume element, {where}", values[0], volume)
            yield Pair(f"its inverse, {where}", values[1], 1 / volume)

    yield compare(
        "determinant of the numerically differentiated map, the potential moved by synthetic division",
        pairs(), digits, seed=SEED,
    )  # fmt: skip
    element = members(formula, "numpy")
    for which in range(len(ensemble.SOURCES)):
        yield _counted(which, _from_volume(which, element))


@cache
def _volumes(digits: int) -> tuple[tuple[dict[str, Fraction], Real], ...]:
    """Random (eta, t, t'), and the volume element by fourth-order differences of the moved potential."""
    ctx = context(6 * digits // 4 + 20)
    found = []
    for eta, t, t_p in [*moderate(SEED, POINTS, 3), *rationals(SEED, POINTS, 3, spread=2)]:
        point = [real(ctx, v) for v in (eta, t, t_p)]
        matrix = derivative_matrix(
            ctx, lambda e, c, c_p: [*general_coefficients(e, c, c_p), c_p], point
        )
        # rounding in a determinant is relative to the products of its entries
        rows = [sum(abs(matrix[i, j]) for j in range(3)) for i in range(3)]
        volume = abs(ctx.det(matrix))
        if rows[0] * rows[1] * rows[2] < volume * ctx.mpf(10) ** 15:  # else too much cancels
            found.append(({"eta": eta, "t": t, "t_p": t_p}, volume))
    return tuple(found)


def sea_gull(formula: Formula, digits: int) -> Iterator[Evidence]:
    """The density of (eta, t), by another way of summing over t', and by counting random potentials."""
    several = range(len(ensemble.SOURCES))
    whole, by_smooth = _written_out(formula)
    densities = [_from_formula(which, whole) for which in several]
    yield _another_way(densities, "P, ")
    yield _another_way([_from_formula(which, by_smooth) for which in several], "|eta| P_0, ")
    for which in several:
        yield _counted(which, densities[which])
    yield _balanced(whole, densities[0])


def _written_out(formula: Formula) -> tuple[Formula, Formula]:
    """P with its P_0 put in, and |eta| times that P_0."""
    table = formula.symbols
    gull, smooth = formula.expression.args
    named = table.P_smooth(table.eta, table.t)
    return (
        formula.with_expression(gull.xreplace({named: smooth})),
        formula.with_expression(sp.Abs(table.eta) * smooth),
    )


@cache
def _moved_numerically() -> tuple[Array, ...]:
    """For each source the integral over t' of potentials moved, volume elements differentiated, numerically."""
    eta, t, _ = _nodes()
    step = 0.125  # the map is a polynomial of fourth degree, for which these differences are exact

    def differences(d_eta: float, d_t: float) -> tuple[Array, Array]:
        far, near, back, away = (
            general_coefficients((eta + k * d_eta)[..., None], (t + k * d_t)[..., None], _T_P)
            for k in (2, 1, -1, -2)
        )
        found = [
            (8 * (b - c) - (a - d)) / (12 * step)
            for a, b, c, d in zip(far, near, back, away, strict=True)
        ]
        return found[0], found[1]

    (h_eta, quadratic_eta), (h_t, quadratic_t) = differences(step, 0), differences(0, step)
    volume = np.abs(h_eta * quadratic_t - h_t * quadratic_eta)
    h_p, eta_p = general_coefficients(eta[..., None], t[..., None], _T_P)
    return tuple(
        (volume * source.density(h_p, eta_p, _T_P, np)).sum(axis=-1) * (_T_P[1] - _T_P[0])
        for source in ensemble.SOURCES
    )


def _another_way(densities: Sequence[Array], name: str) -> Evidence:
    """The density summed over potentials moved numerically, volume elements differentiated numerically."""
    eta, t, _ = _nodes()

    def pairs() -> Iterator[Pair]:
        for summed, density in zip(_moved_numerically(), densities, strict=True):
            for e, c, value, reference in zip(
                eta.flat, t.flat, density.flat, summed.flat, strict=True
            ):
                yield Pair(f"eta = {e:.6g}, t = {c:.6g}", mpf(value), mpf(reference))

    return compare(
        f"{name}against the integral over t' with the potential moved and the volume element differentiated "
        "numerically, in double precision",
        pairs(), 9,
    )  # fmt: skip


# The prediction of a formula for the ensemble is its density on the nodes of each bin.


@cache
def _nodes() -> tuple[Array, Array, Array]:
    """Gauss-Legendre nodes in (eta, t) for every bin, shape (bins, 16), and their weights."""
    x, weight = np.polynomial.legendre.leggauss(4)
    edges = np.linspace(-ensemble.REACH, ensemble.REACH, ensemble.BINS + 1)
    half = np.diff(edges)[:, None] / 2
    eta = (edges[:-1, None] + half) + half * x
    low, high = ensemble.WINDOW
    t = (low + high) / 2 + (high - low) / 2 * x
    grid_eta = np.repeat(eta, 4, axis=1)
    grid_t = np.broadcast_to(np.tile(t, 4), grid_eta.shape)
    weights = half * np.repeat(weight, 4) * np.tile(weight, 4) * (high - low) / 2
    return grid_eta, grid_t, weights


# Both densities of t' are below 1e-15 of their peak outside.
_T_P = np.linspace(-5.75, 5.75, 576)


@cache
def _summed(which: int) -> Array:
    """∫ G' dt' on the nodes, by the trapezoidal rule, which converges exponentially here."""
    eta, t, _ = _nodes()
    h_p, eta_p = general_coefficients(eta[..., None], t[..., None], _T_P)
    density = ensemble.SOURCES[which].density(h_p, eta_p, _T_P, np)
    return np.asarray(density.sum(axis=-1) * (_T_P[1] - _T_P[0]))


def _from_volume(which: int, element: Any) -> Array:
    eta, t, _ = _nodes()
    return np.broadcast_to(element(eta=eta, t=t)[0], eta.shape) * _summed(which)


def _from_formula(which: int, formula: Formula) -> Array:
    """A density on the nodes, with the source's density in the place of G'."""
    table = formula.symbols
    density = ensemble.SOURCES[which].density
    concrete = formula.expression.replace(
        table.G_p, lambda h, quadratic, cubic: density(h, quadratic, cubic, sp)
    )
    integrals = sorted(concrete.atoms(sp.Integral), key=str)
    if len(integrals) != 1 or integrals[0].limits != (sp.Tuple(table.t_p, -sp.oo, sp.oo),):
        raise EvidenceError("the density is expected to hold one integral over all t'")
    eta, t, _ = _nodes()
    integrand = formula.with_expression(integrals[0].function)
    inner = members(integrand, "numpy")(eta=eta[..., None], t=t[..., None], t_p=_T_P)[0]
    summed = np.sum(inner, axis=-1) * (_T_P[1] - _T_P[0])
    outer = formula.with_expression(concrete.xreplace({integrals[0]: table.P_0}))
    return np.broadcast_to(members(outer, "numpy")(eta=eta, t=t, P_0=summed)[0], eta.shape)


def _counted(which: int, density: Array) -> Evidence:
    """The ensemble's counts in bins of eta against the counts that a density predicts."""
    seen = ensemble.histogram(which)
    weights = _nodes()[2]
    expected = seen.potentials * (density * weights).sum(axis=1)
    total = float(expected.sum())
    bad = np.flatnonzero(~(np.isfinite(expected) & (expected > 0)))
    if bad.size:
        k = bad[0]
        return Evidence(
            "ensemble", "numbers of potentials that a density predicts are positive", False, seen.counts.size,
            failing=f"between eta = {seen.edges[k]:.3g} and {seen.edges[k + 1]:.3g} the predicted number of "
            f"potentials is {expected[k]:.3g}, and {seen.counts[k]:.0f} were counted",
        )  # fmt: skip
    chi2 = float(((seen.counts - expected) ** 2 / expected).sum())
    probability = float(special.gammaincc(seen.counts.size / 2, chi2 / 2))
    off = float((seen.counts.sum() - total) / np.sqrt(total))
    slope, spread = _power(which, seen.counts)
    own = _own_power(which, density)
    good = probability > LEAST_PROBABILITY and abs(slope - own) < 4 * spread
    area = np.diff(seen.edges) * (ensemble.WINDOW[1] - ensemble.WINDOW[0]) * seen.potentials
    return Evidence(
        "ensemble",
        f"representations of random potentials ({ensemble.SOURCES[which].name}) counted in {seen.counts.size} "
        "bins of eta, all stationary points as origins; error: of the total count, in standard deviations",
        good,
        seen.potentials,
        rate=round(slope, 3),
        expected_rate=round(own, 2),
        worst=round_for_show(abs(off)),
        seed=ensemble.SEED + which,
        failing="" if good else (
            f"{int(seen.counts.sum())} representations were counted and {total:.0f} predicted, "
            f"{outward(abs(off), '.3g')} standard deviations apart; chi-squared {chi2:.2g} for {seen.counts.size} "
            f"bins; the counted power of |eta| is {slope:.3f} +- {outward(spread, '.3f')}, the formula's {own:.2f}"
        ),
        table=_table(seen, expected),
        series=frozen_series({
            "eta": (seen.edges[1:] + seen.edges[:-1]) / 2,
            "density": seen.counts / area,
            "density_error": np.sqrt(np.maximum(seen.counts, 1)) / area,
            "predicted": expected / area,
            "barrier_top": seen.barrier_top / area,
        }),
    )  # fmt: skip


def _power(which: int, counts: Array) -> tuple[float, float]:
    """The power p of |eta| in the counts, ∝ ∫|eta|^p ∫G', by maximum likelihood, and its standard error."""
    eta, _, weights = _nodes()
    smooth = _summed(which) * weights
    p, error = 1.0, np.inf
    for _ in range(50):
        base = smooth * np.abs(eta) ** p
        shape = base.sum(axis=1)
        slope = (base * np.log(np.abs(eta))).sum(axis=1) / shape
        expected = shape * counts.sum() / shape.sum()
        mean = (expected * slope).sum() / expected.sum()
        information = float((expected * (slope - mean) ** 2).sum())
        step = float(((counts - expected) * slope).sum() / information)
        p, error = p + step, information**-0.5
        if abs(step) < 1e-10:
            return p, error
    raise EvidenceError("the fit of the power did not settle")


def _own_power(which: int, density: Array) -> float:
    """The power of |eta| that the formula itself has next to eta = 0."""
    eta = _nodes()[0]
    middle = ensemble.BINS // 2
    ratio = (density / _summed(which))[middle]
    fit = stats.linregress(np.log(np.abs(eta[middle])), np.log(ratio))
    return float(fit.slope)


def _table(seen: ensemble.Histogram, expected: Array) -> Table:
    """Six wide bins for people, the paper's region beside all representations."""

    def wide(values: Array) -> Sequence[float]:
        return [float(v) for v in values.reshape(6, -1).sum(axis=1)]

    edges = seen.edges[:: seen.counts.size // 6]
    rows = []
    for low, high, n, e, top in zip(
        edges, edges[1:], wide(seen.counts), wide(expected), wide(seen.barrier_top), strict=False
    ):
        rows.append((f"{low:+.1f} to {high:+.1f}", f"{n:.0f}", f"{e:.0f}",
                     f"{(n - e) / np.sqrt(e):+.1f}", f"{top:.0f}"))  # fmt: skip
    return Table(
        ("eta", "counted", "predicted", "standard deviations", "in the paper's region"), tuple(rows)
    )


def _balanced(formula: Formula, even: Array) -> Evidence:
    """P(eta, −t) = P(eta, t) for the source without a preferred direction, on the formula as it stands."""
    mirrored = formula.with_expression(
        formula.expression.subs(formula.symbols.t, -formula.symbols.t)
    )
    difference = np.abs(_from_formula(0, mirrored) - even) / np.abs(even)
    worst = float(difference.max())
    good = worst < 1e-12
    return Evidence(
        "symmetry",
        "the density at t and at -t, for a distribution without a preferred direction",
        good,
        int(even.size),
        digits=12 if good else 0,
        worst=round_for_show(worst),
        failing=""
        if good
        else f"the density at t and -t differs by {outward(worst, '.2g')} of itself",
    )
