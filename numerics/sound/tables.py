r"""S at T = 0 as a polynomial, what temperature adds to it, and S_rel:  interpolated from tables.

    S(eps, tau) = tanh(eps/2 tau) (S(eps, 0) + A(eps, tau)),   S(eps, 0) = eps^3/8 + 3/2 + O(eps^-3) beyond the table

A comes of an adaptive cut of the plane (``linear_cells``), S_rel of sums over potentials, in two finenesses and in
several seeds, whose spread is the error.

Shapes: eps or omega/G (K,), tau a number.  Units: eps in w, omega in w/hbar, tau in w/k_B.
Accuracy: 1e-7 for S(eps, 0) to 6 w and 3e-6 to 12.6 w; A as its error says; a per cent or two for S_rel.
Errors: none here.
Not guaranteed: details of A finer than a per cent in energy, the width of the table's bins between 1 and 8 w.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from scipy.interpolate import RectBivariateSpline

from softpot.numerics.sound import tabulated as data
from softpot.numerics.statistics.model.geometry import FloatArray

__all__ = [
    "LEAST_FREQUENCY", "cold", "cold_flat", "of_second_level", "place_of", "relaxational", "thermal",
]  # fmt: skip

LEAST_FREQUENCY = data.FREQUENCIES[0]
TOLERANCES = (3e-8, 1e-7, 1e-7, 2e-6, 1e-5)
KINDS = ("sea-gull", "flat")
GRAIN = 1e-3
"""What the steps in temperature leave out of A, relative."""
AT_ZERO = 3e-4
"""A at the temperature that stood for T = 0 in the sums, relative to S."""
FLAT_TO, BEYOND_FLAT = 7.4, 1.5e-3
"""Up to where S(eps, 0) of P = const is interpolated, and its relative error beyond, where it is a sum over cells."""
NEXT_TO = 2e-3
"""The error of S(eps, 0) of P = const within 1e-6 w of its logarithms, relative to what is added to the last point."""
GRAIN_RELAXING = {"sea-gull": 0.003, "flat": 0.03}
"""What the standard errors of two seeds leave out of S_rel, relative: two levels alone give it at low temperatures."""
STEEP, STEEP_TO, BETWEEN = 0.4, 0.5, 0.02
"""Between these temperatures activation over barriers sets in, within one step of the table; its error there."""


@lru_cache(maxsize=2)
def _rows(name: str) -> FloatArray:
    return np.loadtxt(Path(__file__).with_name(f"{name}.txt")).T


def cold(energy: FloatArray) -> tuple[FloatArray, FloatArray]:
    """S(eps, 0) of P = |eta| P_0 and its error estimate."""
    # beyond the table anharmonicity leaves a power of 1/eps
    value = energy**3 / 8.0 + 1.5
    error = 10.0 / np.maximum(energy, 1.0) ** 3
    for (low, high, logarithmic, coefficients), tolerance in zip(
        data.COLD, TOLERANCES, strict=True
    ):
        at = (energy >= low * (1 - 1e-12)) & (energy <= high)
        x = np.log(energy[at]) if logarithmic else energy[at]
        a, b = (np.log(low), np.log(high)) if logarithmic else (low, high)
        found = np.polynomial.chebyshev.chebval((2.0 * x - a - b) / (b - a), np.array(coefficients))
        value[at], error[at] = found, tolerance * found
    return value, error


def place_of(energy: FloatArray, low: float, high: float, singular: float) -> FloatArray:
    """-1 to 1 within a range of energies: linear (0), logarithmic (negative), or in ln|eps - singular|."""
    if singular == 0.0:
        return np.asarray((2.0 * energy - low - high) / (high - low))
    origin = max(singular, 0.0)
    ends = np.log(np.abs(np.array([low, high]) - origin))
    x = np.log(np.maximum(np.abs(energy - origin), 1e-17))
    return np.asarray((2.0 * x - ends.sum()) / (ends[1] - ends[0]))


@lru_cache(maxsize=1)
def _ranges_of_flat() -> tuple[FloatArray, ...]:
    """(low, high, singular, relative error, coefficients ...) of each range, ascending."""
    text = Path(__file__).with_name("cold_flat.txt").read_text(encoding="ascii")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return tuple(np.array([float(v) for v in line.split()]) for line in lines)


def _interpolated_flat(energy: FloatArray) -> tuple[FloatArray, FloatArray]:
    """S(eps, 0) of P = const and its error estimate, to FLAT_TO.

    It has a logarithm where a level curve touches the fold; what lies between a logarithm and the first point beyond
    goes on in ln|eps - E_s| as the series before it ends.
    """
    ranges = _ranges_of_flat()
    owner = np.searchsorted([r[0] for r in ranges[1:]], energy, side="right")
    value, error = np.empty(energy.shape), np.empty(energy.shape)
    for k in np.unique(owner):
        at = owner == k
        low, high, singular, tolerance, *coefficients = ranges[k]
        x = place_of(energy[at], low, high, singular)
        inside = np.clip(x, -1.0, 1.0)
        found = np.polynomial.chebyshev.chebval(inside, coefficients)
        slope = np.polynomial.chebyshev.chebval(
            inside, np.polynomial.chebyshev.chebder(coefficients)
        )
        more = slope * (x - inside)
        beyond = np.abs(x - inside) > 1e-9
        value[at] = found + more
        error[at] = tolerance * np.abs(found) + np.where(
            beyond, NEXT_TO * (1.0 + np.abs(more)), 0.0
        )
    return value, error


def cold_flat(energy: FloatArray) -> tuple[FloatArray, FloatArray]:
    """S(eps, 0) of P = const and its error estimate; beyond the table it goes on as the energy."""
    rows = _rows("thermal")
    value = np.exp(np.interp(np.log(energy), np.log(rows[0]), np.log(rows[1])))
    value = value * np.maximum(energy / rows[0, -1], 1.0)
    error = BEYOND_FLAT * value
    at = energy <= FLAT_TO
    value[at], error[at] = _interpolated_flat(energy[at])
    return value, error


def of_second_level(energy: FloatArray, tau: float) -> FloatArray:
    """By how much, relative, S(eps, 0) tanh(eps/2 tau) misses S where a second level close to the first is occupied.

    A at the least temperature of the table, in proportion to the temperature, an upper limit for either distribution.
    """
    rows = _rows("thermal")
    inside = np.clip(energy, rows[0, 0], rows[0, -1])
    place = np.full(energy.shape, np.log(data.WARM[0])), np.log(inside)
    flat = np.abs(_added("flat").ev(*place)) / cold_flat(inside)[0]
    sea = np.abs(_added("sea-gull").ev(*place)) / cold(inside)[0]
    return np.asarray(np.maximum(sea, flat) * (tau / data.WARM[0]))


@lru_cache(maxsize=2)
def _added(kind: str) -> Any:
    """A over ln tau and ln eps."""
    rows, count = _rows("thermal"), len(data.WARM)
    first = 2 + count * KINDS.index(kind)
    return RectBivariateSpline(
        np.log(data.WARM), np.log(rows[0]), rows[first : first + count], kx=3, ky=1
    )


@lru_cache(maxsize=2)
def _spread(kind: str) -> Any:
    rows, count = _rows("thermal_errors"), len(data.WARM)
    first = 1 + count * KINDS.index(kind)
    return RectBivariateSpline(
        np.log(data.WARM), np.log(rows[0]), rows[first : first + count], kx=1, ky=1
    )


def thermal(energy: FloatArray, tau: float, kind: str) -> tuple[FloatArray, FloatArray]:
    """S(eps, tau) and its error estimate; below the table A stays as it begins."""
    rows = _rows("thermal")
    low, top = rows[0, 0], rows[0, -1]
    inside = np.clip(energy, low, top)
    place = np.full(energy.shape, np.log(tau)), np.log(inside)
    share = np.tanh(0.5 * energy / tau)
    added, spread = _added(kind).ev(*place), np.abs(_spread(kind).ev(*place))
    base, error = cold_flat(energy) if kind == "flat" else cold(energy)
    error = error + AT_ZERO * base + spread + GRAIN * np.abs(added)
    return share * (base + added), share * error


@lru_cache(maxsize=4)
def _relaxing(what: int, kind: str) -> Any:
    table = data.RELAXING if kind == "sea-gull" else data.RELAXING_FLAT
    rows = np.log(np.array([row[what] for row in table]))
    return RectBivariateSpline(np.log(data.RELAXING_AT), np.log(data.FREQUENCIES), rows, kx=2, ky=3)


def relaxational(
    frequency: FloatArray, tau: float, kind: str = "sea-gull"
) -> tuple[FloatArray, FloatArray]:
    """S_rel at omega/G and its error estimate."""
    top = data.FREQUENCIES[-1]
    inside = np.clip(frequency, data.FREQUENCIES[0], top)
    logs = np.full(frequency.shape, np.log(tau)), np.log(inside)
    # nothing relaxes so fast: the far side of the resonance
    fall = np.minimum(top / frequency, 1.0)
    value = np.exp(_relaxing(0, kind).ev(*logs)) * fall
    spread = np.exp(_relaxing(1, kind).ev(*logs)) * fall
    grain = GRAIN_RELAXING[kind] + (BETWEEN if STEEP < tau < STEEP_TO else 0.0)
    return value, spread + grain * value
