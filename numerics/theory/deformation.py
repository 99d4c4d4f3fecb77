"""Evidence on Eq. (11): levels of potentials whose coefficients are changed a little, and typical two-level systems."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from functools import cache

import numpy as np
from mpmath import mpf
from scipy.optimize import brentq

from softpot.derive.machinery.formula import Formula
from softpot.numerics.machinery.evaluate import members
from softpot.numerics.machinery.evidence import Evidence, Pair, Table, compare, converges
from softpot.numerics.machinery.orders import order_of_magnitude, over
from softpot.numerics.spectrum import levels, wave_functions
from softpot.numerics.theory.sampling import Array, bisected, brief, context, span
from softpot.numerics.theory.spectrum import SAMPLES
from softpot.numerics.theory.stated import states

_FOURTH = np.array([1, -8, 0, 8, -1]) / 12  # fourth-order differences
_PLACES = np.arange(-2, 3)


def grid_levels(kinetic: float, potential: Sequence[float], count: int) -> Array:
    """The lowest levels of −kinetic ψ'' + (Σ potential[i] x^i) ψ on sine functions of a grid, with all constants."""
    degree = len(potential) - 1
    length = (kinetic / potential[degree]) ** (1 / (degree + 2))
    points, half = 200, 8.0
    y = np.linspace(-half, half, points)
    step = y[1] - y[0]
    offset = np.subtract.outer(np.arange(points), np.arange(points))
    away = np.where(offset == 0, 1, offset)
    matrix = np.where(offset == 0, np.pi**2 / 3, 2.0 * (-1.0) ** offset / away**2) / step**2
    value = sum(v * (y * length) ** i for i, v in enumerate(potential))
    found = np.linalg.eigvalsh(kinetic / length**2 * matrix + np.diag(value))
    return np.asarray(found[:count])


def _differences(kinetic: float, potential: list[float], place: int) -> Array:
    """Derivatives of the two lowest levels with respect to one coefficient of the potential."""
    step = 2e-3 * (abs(potential[place]) + potential[4] / 10)
    moved = []
    for k in _PLACES:
        changed = list(potential)
        changed[place] += k * step
        moved.append(grid_levels(kinetic, changed, 2))
    return np.asarray(_FOURTH @ np.array(moved) / step)


@cache
def _responses(which: int) -> tuple[Array, Array, float]:
    """For one sample: dE/dh, dE/d eta, dE/dt of two levels, shape (3, 2); means of y, y², y³; and eta_L.

    The derivatives come from levels with all constants, the means from the states of the dimensionless
    equation; eta_L is found by bisection on its condition.
    """
    c = {k: float(v) for k, v in SAMPLES[which].items()}
    kinetic = c["hbar"] ** 2 / (2 * c["m"] * c["a"] ** 2)
    potential = [0.0, 0.0, c["E_0"] * c["eta"], c["E_0"] * c["t"], c["E_0"]]
    slopes = np.array([c["E_0"] * _differences(kinetic, potential, i) for i in (1, 2, 3)])
    ctx = context(20)
    eta_L = float(bisected(ctx, lambda v: c["E_0"] * v**3 - kinetic))
    y = np.linspace(-12, 12, 4001)
    psi = wave_functions(c["eta"] / eta_L, -c["t"] / np.sqrt(eta_L), 2).psi(y)
    means = np.array([(psi**2 * y**j).sum(axis=1) * (y[1] - y[0]) for j in (1, 2, 3)])
    return slopes, means, eta_L


def deformation_scaling(formula: Formula, digits: int) -> Evidence:
    """Each derivative for two levels of each sample, against E_0 times means in the states."""
    f = members(formula, "mpmath", 20)

    def pairs() -> Iterator[Pair]:
        for which, sample in enumerate(SAMPLES):
            slopes, means, eta_L = _responses(which)
            for n in (0, 1):
                given = {f"Y_{j + 1}": Fraction(means[j, n]) for j in range(3)}
                values = f(E_0=sample["E_0"], eta_L=Fraction(eta_L), **given)
                size = np.abs(slopes[:, n]).max()
                for name, value, slope in zip(("h", "eta", "t"), values, slopes[:, n], strict=True):
                    where = f"dE/d{name}, level {n + 1}, eta = {sample['eta']}, t = {sample['t']}"
                    yield Pair(where, value, mpf(slope), mpf(size))

    return compare(
        "levels with all constants, differentiated numerically with respect to h, eta and t, against "
        "means in the states of the dimensionless equation",
        pairs(), 6,
    )  # fmt: skip


_FALLS = 1.5
"""The power of 1/|alpha| with which the residuals of both limits fall."""

# values that hide no power as a 1
_E_0, _ETA_L = Fraction(7, 3), Fraction(1, 50)
_W = _E_0 * _ETA_L**2
_KNOWN = {"E_0": _E_0, "eta_L": _ETA_L, "w": _W}


@cache
def _gap_slopes(alpha: float, beta: float) -> tuple[float, float, float]:
    """The first gap and its derivatives with respect to eta and t, in the units of _KNOWN."""
    (low, high), by_alpha, by_beta = levels(alpha, beta, 2, gradients=True)
    w, unit = float(_W), float(_ETA_L)
    return (
        w * float(high - low),
        w / unit * float(by_alpha[1] - by_alpha[0]),
        -w / np.sqrt(unit) * float(by_beta[1] - by_beta[0]),
    )


def _approached(
    formula: Formula,
    names: Sequence[str],
    points: Sequence[tuple[float, float]],
    computed: Callable[[float, float], Sequence[float]],
    what: str,
) -> Iterator[Evidence]:
    """Computed over formula, less 1, for each member: it falls as |alpha|^(-3/2), and the limit is 1."""
    f = members(formula, "mpmath", 20)
    sizes = [abs(alpha) for alpha, _ in points]
    rows = []
    for alpha, beta in points:
        found = computed(alpha, beta)
        values = f(
            **_KNOWN, E=Fraction(_gap_slopes(alpha, beta)[0]),
            eta=Fraction(alpha) * _ETA_L, t=Fraction(-beta * float(_ETA_L) ** 0.5),
        )  # fmt: skip
        rows.append([c / float(v) if v else np.inf for c, v in zip(found, values, strict=True)])
    for name, column in zip(names, zip(*rows, strict=True), strict=True):
        rest = [ratio - 1 for ratio in column]
        shown = tuple(
            (f"{s:.0f}", f"{r:+.3e}", f"{r * s**_FALLS:+.3f}")
            for s, r in zip(sizes, rest, strict=True)
        )
        yield converges(
            f"{name} {what}: computed over formula, less 1",
            sizes, rest, -_FALLS, 0.1, unit="|alpha|",
            table=Table(("|alpha|", "residual", f"residual |alpha|^({Fraction(_FALLS)})"), shown),
        )  # fmt: skip
        growth = (sizes[-1] / sizes[-2]) ** _FALLS
        limit = column[-1] + (column[-1] - column[-2]) / (growth - 1)
        yield compare(
            f"the limit of {name}, extrapolated with the expected rate",
            [Pair("infinite |alpha|", mpf(1), mpf(limit))], 4, kind="limit",
        )  # fmt: skip


@states
def deformation_two_level(formula: Formula, digits: int) -> Iterator[Evidence]:
    """Potentials with two wells whose depths differ by w: gaps and their derivatives, alpha from -15 to -60."""
    points = [(a, -np.sqrt(2.0) / abs(a) ** 1.5) for a in (-15.0, -30.0, -60.0)]
    yield from _approached(
        formula, ("E", "dE/d eta", "dE/dt"), points, _gap_slopes,
        "of two wells whose depths differ by w",
    )  # fmt: skip
    yield from _at_typical_values(formula)


TYPICAL = {"E_0": Fraction(10), "eta_L": Fraction(1, 100), "w": Fraction(1, 1000)}  # eV
TYPICAL_ENERGY = 0.1  # E/w
TYPICAL_SIZES = (7.0, 8.0, 9.0, 10.0)  # |alpha| of wells that are that far apart in energy


@cache
def _typical_slopes(size: float) -> tuple[float, float]:
    """|dE/d eta| and |dE/dt| in eV of the two-level system of TYPICAL_ENERGY, t > 0, from the levels' own gradients."""
    beta = -float(brentq(lambda b: _gap(-size, b) - TYPICAL_ENERGY, 0.0, 1.0, xtol=1e-13))
    _, along, across = levels(-size, beta, 2, gradients=True)
    w, eta_L = float(TYPICAL["w"]), float(TYPICAL["eta_L"])
    return (
        w / eta_L * abs(float(along[1] - along[0])),
        w / np.sqrt(eta_L) * abs(float(across[1] - across[0])),
    )


def _at_typical_values(formula: Formula) -> Iterator[Evidence]:
    """Both derivatives over the formula, without signs, for typical two-level systems."""
    f = members(formula, "mpmath", 20)
    for member, name in ((1, "dE/d eta"), (2, "dE/dt")):
        factors = []
        for size in TYPICAL_SIZES:
            stated = f(
                **TYPICAL, E=TYPICAL["w"] * Fraction(TYPICAL_ENERGY), t=1,
                eta=-Fraction(size) * TYPICAL["eta_L"],
            )[member]  # fmt: skip
            found = _typical_slopes(size)[member - 1]
            factors.append((f"alpha = {-size:g}", over(found, abs(float(stated)))))
        yield order_of_magnitude(
            f"|{name}| of two-level systems of E = {TYPICAL_ENERGY:g} w, |alpha| from {span(TYPICAL_SIZES)}, "
            f"eta_L = {brief(TYPICAL['eta_L'])}: computed over stated",
            factors, member=member,
        )  # fmt: skip


@states
def deformation_vibrations(formula: Formula, digits: int) -> Iterator[Evidence]:
    """Potentials with one well, beta = -sqrt(alpha), alpha from 100 to 1600."""
    points = [(a, -np.sqrt(a)) for a in (100.0, 400.0, 1600.0)]
    return _approached(
        formula, ("dE/d eta", "dE/dt"), points, lambda a, b: _gap_slopes(a, b)[1:],
        "of the first excitation at beta = -sqrt(alpha)",
    )  # fmt: skip


@states
def deformation_nonsoft(formula: Formula, digits: int) -> Evidence:
    """The quantum of E_0 eta x² next to eta = 1, differentiated numerically, with all constants."""
    f = members(formula, "mpmath", 20)

    def pairs() -> Iterator[Pair]:
        for which, sample in enumerate(SAMPLES):
            gamma, eta_L = _harmonic(which)
            values = f(E_0=sample["E_0"], eta_L=Fraction(eta_L))
            where = ", ".join(f"{k} = {sample[k]}" for k in ("hbar", "m", "a", "E_0"))
            yield Pair(f"gamma, {where}", values[0], mpf(gamma))
            soft = float(sample["E_0"]) * eta_L
            yield Pair(f"over E_0 eta_L, {where}", values[1], mpf(gamma / soft))

    return compare(
        "half of the derivative of the quantum of a harmonic potential at eta = 1, from levels on a grid with "
        "all constants, by differences",
        pairs(), 8,
    )  # fmt: skip


@cache
def _harmonic(which: int) -> tuple[float, float]:
    c = {k: float(v) for k, v in SAMPLES[which].items()}
    kinetic = c["hbar"] ** 2 / (2 * c["m"] * c["a"] ** 2)
    step = 1e-2
    quanta = []
    for k in _PLACES:
        low, high = grid_levels(kinetic, [0.0, 0.0, c["E_0"] * (1 + k * step)], 2)
        quanta.append(high - low)
    ctx = context(20)
    eta_L = float(bisected(ctx, lambda v: c["E_0"] * v**3 - kinetic))
    return float(_FOURTH @ np.array(quanta) / step / 2), eta_L


# A distribution cut off at |eta| = 0.1, typical parameters
DEEPEST = -10.0  # alpha
ENERGIES = (1e-3, 1e-2, 1e-1)  # E/w


def _gap(alpha: float, beta: float) -> float:
    low, high = levels(alpha, beta, 2)
    return float(high - low)


@cache
def _two_level_slopes(energy: float) -> tuple[float, float, float]:
    """(least |alpha|, rms d eps_12/d alpha, rms d eps_12/d beta) of two-level systems of one energy.

    All potentials with that first gap and alpha > DEEPEST, weighted with |alpha| as in Eq. (2): along the level curve
    the weight is |alpha| d alpha/|d eps_12/d beta|, and alpha = alpha_0 − s² takes its singularity away.
    """
    first = float(brentq(lambda a: _gap(a, 0.0) - energy, -9.5, -2.0, xtol=1e-10))
    x, weight = np.polynomial.legendre.leggauss(10)
    s = np.sqrt(first - DEEPEST) * (x + 1) / 2
    total = by_alpha = by_beta = 0.0
    for place, node in zip(s, weight * s, strict=True):
        alpha = first - place**2
        beta = float(brentq(lambda b, a=alpha: _gap(a, b) - energy, 0.0, 1.0, xtol=1e-13))
        _, along, across = levels(alpha, beta, 2, gradients=True)
        slopes = along[1] - along[0], across[1] - across[0]
        share = node * abs(alpha) / abs(slopes[1])
        total += share
        by_alpha += share * slopes[0] ** 2
        by_beta += share * slopes[1] ** 2
    return first, float(np.sqrt(by_alpha / total)), float(np.sqrt(by_beta / total))


@states
def deformation_potential(formula: Formula, digits: int) -> Evidence:
    """Half of dE/dt of typical two-level systems over the formula; root mean squares and vibrations in the table."""
    f = members(formula, "mpmath", 20)
    E_0, eta_L = float(TYPICAL["E_0"]), float(TYPICAL["eta_L"])
    rows = []
    for energy in ENERGIES:
        first, by_alpha, by_beta = _two_level_slopes(energy)
        by_eta, by_t = E_0 * eta_L * by_alpha / 2, E_0 * eta_L**1.5 * by_beta / 2
        rows.append(
            (
                f"two-level, {energy:g}",
                f"{-first:.2f} to {-DEEPEST:.0f}",
                f"{by_eta:.5f}",
                f"{by_t:.4f}",
            )
        )
    for alpha in (5.0, 20.0, 100.0):
        _, along, across = levels(alpha, np.sqrt(alpha), 2, gradients=True)
        by_eta = E_0 * eta_L * abs(along[1] - along[0]) / 2
        by_t = E_0 * eta_L**1.5 * abs(across[1] - across[0]) / 2
        energy = _gap(alpha, np.sqrt(alpha))
        rows.append((f"vibration, {energy:.3g}", f"{alpha:.0f}", f"{by_eta:.5f}", f"{by_t:.4f}"))
    factors = [
        (
            f"alpha = {-size:g}",
            over(
                _typical_slopes(size)[1] / 2,
                float(f(**TYPICAL, eta=-Fraction(size) * TYPICAL["eta_L"])[0]),
            ),
        )
        for size in TYPICAL_SIZES
    ]
    return order_of_magnitude(
        f"half of dE/dt of two-level systems of E = {TYPICAL_ENERGY:g} w, |alpha| from {span(TYPICAL_SIZES)}, "
        "for a unit "
        f"change of t, E_0 = {E_0:g} eV and eta_L = {eta_L:g}, over the formula; in the table root mean squares over "
        f"|alpha| up to {-DEEPEST:g}, and vibrations at "
        "beta = sqrt(alpha)",
        factors, over_range=False, table=Table(("E/w", "|alpha|", "by eta, eV", "by t, eV"), tuple(rows)),
    )  # fmt: skip
