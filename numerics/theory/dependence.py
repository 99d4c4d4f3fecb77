"""Evidence on what Eq. (6) says of dependence: moved potentials, equivalent origins, and their distribution."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from typing import Any

import numpy as np
from mpmath import log, mpf

from softpot.derive.machinery.formula import Formula
from softpot.numerics.machinery.evaluate import members
from softpot.numerics.machinery.evidence import Evidence, Pair, Table, compare, round_for_show
from softpot.numerics.machinery.outward import outward
from softpot.numerics.spectrum.witness.shooting import shooting_levels
from softpot.numerics.theory import ensemble
from softpot.numerics.theory.sampling import (
    Array,
    about,
    context,
    cubic_roots,
    real,
    stationary_points,
)

SEED = 606
POTENTIALS = 4000

# hbar, m, a, E_0, eta, t, t': no unit system, so that no constant can hide as a 1
MOVED: tuple[dict[str, Fraction], ...] = tuple(
    dict(zip(("hbar", "m", "a", "E_0", "eta", "t", "t_p"), map(Fraction, row), strict=True))
    for row in (
        ("3/2", "5/3", "7/4", "2/5", "3/7", "-1/3", "2"),
        ("1/3", "4", "3/5", "9/2", "-1/6", "1/5", "-5/4"),
    )
)


@cache
def _levels(which: int, digits: int) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    """The two lowest levels of the potential (1), and those of the same potential seen from another origin."""
    ctx = context(2 * digits)
    c = {k: real(ctx, v) for k, v in MOVED[which].items()}
    kinetic = c["hbar"] ** 2 / (2 * c["m"] * c["a"] ** 2)
    zero = ctx.mpf(0)
    soft = [zero, zero, c["eta"], c["t"], ctx.mpf(1)]
    # from where the cubic coefficient is t', and up to a constant, as in Eq. (3)
    general = [zero, *about(soft, (c["t_p"] - c["t"]) / 4)[1:]]
    return tuple(
        shooting_levels(kinetic, [c["E_0"] * v for v in quartic], (1, 2), digits)
        for quartic in (soft, general)
    )  # type: ignore[return-value]


def spectrum_shift_invariance(formula: Formula, digits: int) -> Iterator[Evidence]:
    """Two levels of each potential from both origins, all constants kept."""
    f = members(formula, "mpmath", digits + 10)
    ctx = context(2 * digits)

    def pairs() -> Iterator[Pair]:
        for which, sample in enumerate(MOVED):
            for n, energy, moved in zip((1, 2), *_levels(which, digits), strict=True):
                given = {k: sample[k] for k in ("E_0", "eta", "t", "t_p")}
                where = f"level {n}, " + ", ".join(f"{k} = {v}" for k, v in sample.items())
                yield Pair(where, ctx.mpf(f(**given, E=energy)[0]), ctx.mpf(moved), energy)

    yield compare(
        "levels of the general expansion with its linear term, against the formula with the level of the "
        "potential (1), both by power series",
        pairs(), digits,
    )  # fmt: skip


# values that hide no power as a 1
_GIVEN = (
    {"P_0": Fraction(3, 2), "B": Fraction(5, 3)},
    {"P_0": Fraction(2, 7), "B": Fraction(-7, 4)},
)


@cache
def _equivalent(digits: int) -> tuple[tuple[Any, ...], ...]:
    """(eta, t) of all stationary points of random potentials with two wells, found by a root finder."""
    ctx = context(2 * digits)
    source = np.random.default_rng(SEED)
    found = []
    for _ in range(12):
        size, lean = (Fraction(int(v), 1000) for v in source.integers(300, 1000, 2))
        centred = [ctx.mpf(v) for v in (0, 0, 0, 0, 1)]
        centred[2] = -real(ctx, size)
        centred[1] = real(ctx, lean) * ctx.sqrt(real(ctx, size) ** 3) / 2
        seen = [about(centred, s) for s in stationary_points(ctx, centred)]
        found.append(tuple((one[2], one[3]) for one in seen))
    return tuple(found)


def statistical_dependence(formula: Formula, digits: int) -> Iterator[Evidence]:
    """The formula at equivalent origins, as a product, next to the origin; and whether there is another such form."""
    f = members(formula, "mpmath", digits + 10)
    ctx = context(2 * digits)

    def smooth(eta: Any, t: Any, given: dict[str, Fraction]) -> Any:
        return ctx.mpf(f(eta=eta, t=t, **given)[0]) / abs(eta)

    def at_origins() -> Iterator[Pair]:
        for given in _GIVEN:
            for potential in _equivalent(digits):
                (eta, t), *others = potential
                for e, c in others:
                    where = f"eta = {ctx.nstr(e, 8)}, t = {ctx.nstr(c, 8)}"
                    yield Pair(where, smooth(e, c, given), smooth(eta, t, given))

    def as_product() -> Iterator[Pair]:
        for given in _GIVEN:
            (e, c), (e_2, c_2) = _equivalent(digits)[0][:2]
            left = smooth(e, c, given) * smooth(e_2, c_2, given)
            yield Pair(
                "two pairs with t exchanged", left, smooth(e, c_2, given) * smooth(e_2, c, given)
            )

    def next_to_the_origin() -> Iterator[Pair]:
        step = ctx.mpf(10) ** (-(ctx.dps // 3))
        for given in _GIVEN:
            ahead, back = (smooth(sign * step, ctx.mpf(0), given) for sign in (1, -1))
            yield Pair("P_0 at eta = 0", (ahead + back) / 2, real(ctx, given["P_0"]))
            slope = (ahead - back) / (2 * step * real(ctx, given["P_0"]))
            yield Pair("logarithmic slope at eta = 0", slope, real(ctx, given["B"]))

    near = min(digits, 15)
    yield compare(
        "P/|eta| at the equivalent origins of potentials with two wells, found by a root finder, against "
        "its value at the first of them", at_origins(), digits, seed=SEED,
    )  # fmt: skip
    yield compare("a product of a function of eta and one of t", as_product(), digits, seed=SEED)
    yield compare("P_0 and B by differences next to eta = t = 0", next_to_the_origin(), near)
    yield _no_other(formula)


_DEGREE = 8


@cache
def _null_space() -> tuple[Array, Array]:
    """Singular values of the conditions a(eta_i) + b(t_i) equal at equivalent origins, and the last vector.

    a and b are polynomials of degree 8 without constant term; the unknowns are their coefficients.
    """
    source = np.random.default_rng(SEED)
    size = source.uniform(0.2, 1.0, POTENTIALS)
    lean = source.uniform(-1.0, 1.0, POTENTIALS) * np.sqrt(8 / 27 * size**3)
    roots = cubic_roots(lean, -2 * size, np.zeros_like(size), np.full_like(size, 4.0))
    three = np.isfinite(roots).all(axis=0)
    roots, size = roots[:, three], size[three]
    eta, t = -size + 6 * roots**2, 4 * roots
    powers = np.arange(1, _DEGREE + 1)
    columns = np.concatenate([eta[..., None] ** powers, t[..., None] ** powers], axis=-1)
    rows = np.concatenate([columns[1] - columns[0], columns[2] - columns[0]])
    scale = np.linalg.norm(rows, axis=0)
    _, singular, vectors = np.linalg.svd(rows / scale, full_matrices=False)
    return singular, vectors[-1] / scale


def _no_other(formula: Formula) -> Evidence:
    """One solution, and it is the logarithm of the formula."""
    singular, vector = _null_space()
    f = members(formula, "mpmath", 20)
    given = _GIVEN[0]
    source = np.random.default_rng(SEED + 1)
    powers = np.arange(1, _DEGREE + 1)
    worst = 0.0
    for eta, t in source.uniform(0.2, 1.0, (20, 2)):
        value = f(eta=Fraction(eta), t=Fraction(t), **given)[0] / mpf(eta) / mpf("1.5")
        exponent = float(log(value)) / float(given["B"]) if value > 0 else np.inf
        found = (vector[:_DEGREE] @ eta**powers + vector[_DEGREE:] @ t**powers) / vector[0]
        worst = max(worst, abs(exponent - found)) if np.isfinite(exponent) else np.inf
    single = bool(singular[-1] < 1e-10 * singular[-2])
    good = single and worst < 1e-7
    return Evidence(
        "null space",
        f"all polynomials a(eta) + b(t) of degree {_DEGREE} that are equal at the three origins of random "
        "potentials with "
        "two wells: the solutions counted, and the only one compared with the logarithm of the formula",
        good,
        int(POTENTIALS),
        digits=7 if good else 0,
        worst=round_for_show(worst),
        seed=SEED,
        failing="" if good else (
            f"the smallest singular values are {singular[-1]:.2g} and {singular[-2]:.2g}; the logarithm of the "
            f"formula is off by {outward(worst, '.3g')}"
        ),
        table=Table(
            ("coefficient", "found", "derived"),
            (
                ("t", _shown(vector[_DEGREE] / vector[0]), "0"),
                ("t²", _shown(vector[_DEGREE + 1] / vector[0]), "-3/8"),
                ("t³", _shown(vector[_DEGREE + 2] / vector[0]), "0"),
                ("eta²", _shown(vector[1] / vector[0]), "0"),
            ),
        ),
    )  # fmt: skip


def _shown(value: float) -> str:
    """Nine decimals, and no sign of a zero."""
    return f"{round(value, 9) + 0.0:+.9f}"


# P_0 of a distribution of (h', eta', t') by summing over t', as in the ensemble of Eq. (6)
_T_P = np.linspace(-7.0, 7.0, 1401)
_STEP = 0.02
_ETAS = (0.0, 0.1, -0.15, 0.3, -0.4)


def _smooth(which: int, eta: Array, t: Array) -> Array:
    """½∫G' dt' for a source of the ensemble, the potential moved numerically."""
    zero = np.zeros(np.broadcast(eta[..., None], _T_P).shape)
    start = [zero, zero, eta[..., None] + zero, t[..., None] + zero, 1 + zero]
    moved = about(start, (_T_P - t[..., None]) / 4)
    density = ensemble.SOURCES[which].density(moved[1], moved[2], _T_P, np)
    return np.asarray(density.sum(axis=-1) * (_T_P[1] - _T_P[0]) / 2)


def _centred(which: int, first: Array, second: Array) -> Array:
    """The same for the centred quartic x⁴ + first x² − second x."""
    zero = np.zeros(np.broadcast(first[..., None], _T_P).shape)
    start = [zero, -second[..., None] + zero, first[..., None] + zero, zero, 1 + zero]
    moved = about(start, _T_P / 4 + zero)
    density = ensemble.SOURCES[which].density(moved[1], moved[2], _T_P, np)
    return np.asarray(density.sum(axis=-1) * (_T_P[1] - _T_P[0]) / 2)


_PLACES: Array = np.arange(-3.0, 4.0)
_FIRST: Array = np.array([-1.0, 9.0, -45.0, 0.0, 45.0, -9.0, 1.0]) / 60  # sixth-order differences
_SECOND: Array = np.array([2.0, -27.0, 270.0, -490.0, 270.0, -27.0, 2.0]) / 180


@cache
def _derivatives(which: int) -> tuple[tuple[float, float, float], ...]:
    """At t = 0 and each eta: slope in eta, curvature in t, second derivative with respect to I_2."""
    found = []
    for eta in _ETAS:
        e, moved = np.full(7, eta), _STEP * _PLACES
        still = np.zeros(7)
        slope = _FIRST @ _smooth(which, e + moved, still) / _STEP
        curvature = _SECOND @ _smooth(which, e, moved) / _STEP**2
        second = _SECOND @ _centred(which, e, moved) / _STEP**2
        found.append((float(slope), float(curvature), float(second)))
    return tuple(found)


def curvature_in_t(formula: Formula, digits: int) -> Evidence:
    """Differences of P_0, summed over t' for two distributions, one of which prefers a direction."""
    f = members(formula, "mpmath", 20)
    rows = []

    def pairs() -> Iterator[Pair]:
        for which, source in enumerate(ensemble.SOURCES):
            for eta, (slope, curvature, second) in zip(_ETAS, _derivatives(which), strict=True):
                given = {
                    "eta": Fraction(eta),
                    "P_eta": Fraction(slope),
                    "F_22": Fraction(second),
                }
                value = f(**given)[0]
                rows.append(
                    (source.name, f"{eta:+.2f}", f"{slope:+.6f}", f"{curvature:+.6f}", f"{float(value):+.6f}")
                )  # fmt: skip
                yield Pair(
                    f"eta = {eta}, {source.name}",
                    value, mpf(curvature), abs(slope) + abs(second),
                )  # fmt: skip

    listed = list(pairs())
    return compare(
        "curvature of P_0 in t at t = 0 by differences, for two distributions of the general coefficients, "
        "against the formula with the differences in eta and in the invariant",
        listed, 6,
        table=Table(("distribution", "eta", "slope in eta", "curvature in t", "formula"), tuple(rows)),
    )  # fmt: skip
