"""How often the intervals of ``fit_heat`` hold the truth: 400 replicas of synthetic data for each row of a table.

The truth is w/k_B = 3.9 K, L = 10 and a Debye part of 0.6 of the soft potentials' heat at the minimum T_min of c/T^3;
T in equal ratios over a window in units of T_min, Gaussian noise.  The intervals are those of the profile of chi^2.
The median bias is that of four times as many replicas, as 400 would show one of 0.16 standard errors by chance.

    python benchmarks/coverage.py [replicas]
"""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass, replace
from math import exp, sqrt

import numpy as np

from softpot.numerics import Distribution, minimum_of_heat, specific_heat
from softpot.numerics.measured import HeatData
from softpot.numerics.measured.assumptions import assumed
from softpot.numerics.measured.fit import fitted
from softpot.numerics.measured.result import HeatFit
from softpot.numerics.measured.three_term import three_term
from softpot.numerics.statistics.material.material import BOLTZMANN

W, L, RATIO, DENSITY, P_S = 3.9, 10.0, 0.6, 2200.0, 1.1e23
NAMES = ("w", "P_s", "C_D")
GATE_68, GATE_95, GATE_BIAS = (0.62, 0.74), (0.915, 0.98), 0.15
MORE = 4


@dataclass(frozen=True)
class Row:
    """One kind of data, and whether the gate applies to it."""

    words: str
    noise: float
    points: int
    low: float
    high: float
    elastic: float | None = None
    gated: bool = True
    cutoff: tuple[float, float] = (L, 0.0)


ROWS = (
    Row("1 %, 60 points, 0.1-1.5 T_min", 0.01, 60, 0.1, 1.5),
    Row("2 %, the same", 0.02, 60, 0.1, 1.5, gated=False),
    Row("5 %, 25 points, 0.1-1.5 T_min", 0.05, 25, 0.1, 1.5),
    Row("1 %, 30 points, 0.83-1.5 T_min", 0.01, 30, 0.83, 1.5),
    Row("the same, C_D from sound to 3 %", 0.01, 30, 0.83, 1.5, 0.03),
    Row("1 %, 60 points, L = 11 +- 2", 0.01, 60, 0.1, 1.5, cutoff=(11.0, 2.0), gated=False),
    Row("1 %, L = 7 taken for 10", 0.01, 60, 0.1, 1.5, cutoff=(7.0, 0.0), gated=False),
)


def truth() -> tuple[float, float, float]:
    """(T_min in K, A, C_D) per kilogram."""
    least = minimum_of_heat(Distribution.constant(smallest_splitting=exp(-L)), 0.2, 2.0)
    assert least is not None
    A = BOLTZMANN * P_S / 2.0 / DENSITY
    return least.temperature * W, A, RATIO * A * least.c_over_T3 / W**3


def heat(T: np.ndarray, A: float, C_D: float) -> np.ndarray:
    """C of the true model, from ``specific_heat`` itself."""
    soft = specific_heat(T / W, Distribution.constant(smallest_splitting=exp(-L))).value
    return np.asarray(A * soft + C_D * T**3)


def run(
    row: Row, number: int, replicas: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, float, float]:
    """(in 68 %, in 95 %, mean sd, median bias in sd, chi^2 per degree of freedom, seconds a fit)."""
    T_min, A, C_D = truth()
    T = np.geomspace(row.low, row.high, row.points) * T_min
    C = heat(T, A, C_D)
    true = {"w": W, "P_s": P_S, "C_D": C_D}
    told = assumed(density=DENSITY, L=row.cutoff, elastic=None)
    source = np.random.default_rng([2026, number])
    inside = np.zeros((2, 3))
    sds, offs, chi2, spent = [], [], [], 0.0
    for replica in range(MORE * replicas):
        measured = C * (1.0 + row.noise * source.standard_normal(T.size))
        data = HeatData(T, measured, None, "mass")
        here = told
        if row.elastic is not None:
            # the elastic value misses the true one by its own error
            value = C_D * DENSITY * (1.0 + row.elastic * source.standard_normal())
            here = replace(told, elastic=row.elastic, C_D=value)
        start = time.process_time()
        fit = HeatFit(data, here, *fitted(data, here, row.noise, here.L), "", row.noise)
        offs.append([(fit.value(name) - true[name]) / fit.sd(name) for name in NAMES])
        if replica >= replicas:
            continue
        ends = [fit.interval("w", level) for level in (0.68, 0.95)]
        spent += time.process_time() - start
        for i, level in enumerate((0.68, 0.95)):
            for j, name in enumerate(NAMES):
                low, high = ends[i] if name == "w" else fit.interval(name, level)
                inside[i, j] += (low or -np.inf) <= true[name] <= (high or np.inf)
        sds.append([fit.sd(name) / true[name] for name in NAMES])
        chi2.append(fit.chi2 / fit.freedom)
    return (
        inside[0] / replicas, inside[1] / replicas, np.mean(sds, axis=0), np.median(offs, axis=0),
        float(np.mean(chi2)), spent / replicas,
    )  # fmt: skip


def run_three_term(
    noise: float, low: float, high: float, replicas: int
) -> tuple[float, np.ndarray]:
    """(chi^2 per degree of freedom, w, P_s, C_D over the true ones) of three terms on 60 such points, in the mean."""
    T_min, A, C_D = truth()
    T = np.geomspace(low, high, 60) * T_min
    C = heat(T, A, C_D)
    source = np.random.default_rng(2026)
    found = []
    for _ in range(replicas):
        measured = C * (1.0 + noise * source.standard_normal(T.size))
        one = three_term(T, measured, noise * measured)
        found.append([one.chi2 / one.freedom, one.w / W, one.A / A, one.c_3 / C_D])
    mean = np.nanmedian(np.array(found), axis=0)
    return float(mean[0]), mean[1:]


def main() -> int:
    """Print the table; 1 where a gate is missed."""
    replicas = int(sys.argv[1]) if len(sys.argv) > 1 else 400
    wide = 2.6 * sqrt(0.68 * 0.32 / replicas)
    print(
        f"{replicas} replicas; by chance 68 % is seen within {0.68 - wide:.2f} to {0.68 + wide:.2f}, and a median bias "
        f"of up to {2.6 * 1.25 / sqrt(MORE * replicas):.2f} sd\n"
    )
    print("| data | 68 %: w, P_s, C_D | 95 % | sd, % | median bias, sd | chi2/f | ms a fit |")
    print("|---|---|---|---|---|---:|---:|")
    missed = False
    for number, row in enumerate(ROWS):
        one, two, sd, bias, chi2, spent = run(row, number, replicas)
        print(
            f"| {row.words} | {' '.join(f'{v:.2f}' for v in one)} | {' '.join(f'{v:.2f}' for v in two)} "
            f"| {' '.join(f'{100 * v:.2g}' for v in sd)} | {' '.join(f'{v:+.2f}' for v in bias)} | {chi2:.2f} "
            f"| {1e3 * spent:.0f} |"
        )
        if row.gated:
            missed |= not bool(
                (one >= GATE_68[0]).all() and (one <= GATE_68[1]).all()
                and (two >= GATE_95[0]).all() and (two <= GATE_95[1]).all()
                and (np.abs(bias) < GATE_BIAS).all()
            )  # fmt: skip
    for noise, low, high in ((0.01, 0.1, 1.5), (0.02, 0.5, 1.5), (0.02, 0.83, 1.5)):
        chi2, found = run_three_term(noise, low, high, replicas)
        print(
            f"| three terms, {100 * noise:g} %, {low:g}-{high:g} T_min: w, P_s, C_D over the true ones "
            f"{' '.join(f'{v:.2f}' for v in found)} | | | | {chi2:.2f} | |"
        )
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
