"""seconds for c(T) and n(E):  the first curve, the next ones, and how they grow, as Markdown tables.

    python benchmarks/specific_heat.py [--rounds 5] [--ensemble 0]

The first curve is timed in processes of their own, from their start to the last digit.  What follows it is timed in one
process that has the levels of all potentials: another width or kind of P_0 at the same temperatures, and other ones.
Then the time for each temperature and for each potential of the grid, which does not grow when there are more of
them, and n(E).  Last, with --ensemble N, c(T) again from N random potentials, in units of their standard error.

Medians over the rounds.  Times are those of the processor (of all threads and child processes together), because a busy
machine stretches those of the clock.  BLAS is held to one thread, as by the command softpot.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace

os.environ["OPENBLAS_NUM_THREADS"] = "1"

import numpy as np

from softpot.numerics import (
    Distribution,
    Glass,
    density_of_states,
    levels,
    specific_heat,
)
from softpot.numerics.statistics.gap.cumulants import capacity
from softpot.numerics.statistics.plane.grid import BANDS, Band, block_of

LOW, HIGH, COUNT = 1e-3, 5.0, 200
FIRST = (
    "import numpy as np; from softpot import Distribution, specific_heat; "
    f"print(specific_heat(np.geomspace({LOW}, {HIGH}, {COUNT}), Distribution.exponential()).value.sum())"
)
WIDTHS = ("0.11", "0.12", "0.13", "0.14", "0.15", "0.16", "0.17", "0.18", "0.19")
CUTOFFS = (10, 11, 12, 13, 14, 15, 16, 17, 18)


def timed(call: Callable[[], object]) -> float:
    """Processor seconds of one call and of the processes that it starts."""
    start, children = time.process_time(), sum(os.times()[2:4])
    call()
    return time.process_time() - start + sum(os.times()[2:4]) - children


def median(call: Callable[[int], object], rounds: int) -> float:
    """Median seconds over the rounds; the call is told its number, so that no round repeats another."""
    return statistics.median(timed(lambda k=k: call(k)) for k in range(rounds))


def first_curve(rounds: int) -> float:
    """A process of its own, with its imports."""
    run = [sys.executable, "-c", FIRST]
    return median(lambda k: subprocess.run(run, check=True, stdout=subprocess.DEVNULL), rounds)


def others(number: int) -> np.ndarray:
    """As many temperatures, other than before."""
    return np.geomspace(LOW, HIGH - 1e-3 * (number + 1), COUNT)


def curves(rounds: int) -> None:
    """The table of curves."""
    cold = first_curve(min(rounds, 3))
    T = np.geomspace(LOW, HIGH, COUNT)
    glass = Glass(Distribution.exponential())
    specific_heat(T, glass)
    widths = [glass.with_distribution(Distribution.exponential(x)) for x in WIDTHS]
    kinds = [glass.with_distribution(Distribution.constant(alpha_max=x)) for x in CUTOFFS]
    rows = [
        ("the first, from the start of the process", cold),
        ("another δη", median(lambda k: specific_heat(T, widths[k]), rounds)),
        ("another P₀", median(lambda k: specific_heat(T, kinds[k]), rounds)),
        ("other temperatures", median(lambda k: specific_heat(others(k), widths[k]), rounds)),
    ]  # fmt: skip
    print(f"c(T) at {COUNT} temperatures, {LOW:g} to {HIGH:g} w/k_B:\n")
    print("| curve | seconds | × faster than the first |")
    print("|---|---:|---:|")
    for name, seconds in rows:
        print(f"| {name} | {seconds:.3g} | {cold / seconds:.0f} |")


def growth(rounds: int) -> None:
    """Tables of the time for each temperature and for each potential."""
    print("\nTime for each temperature, when the levels are there:\n")
    print("| temperatures | ms for each |")
    print("|---:|---:|")
    glass = Distribution.exponential()
    for count in (100, 200, 400, 800, 1600):
        seconds = median(
            lambda k, n=count: specific_heat(np.geomspace(LOW * (1 + k), HIGH, n), glass), rounds
        )
        print(f"| {count} | {1e3 * seconds / count:.3g} |")
    print(
        "\nTime for each potential of the grid of the middle band, levels and c at 50 temperatures:\n"
    )
    print("| potentials | µs for each |")
    print("|---:|---:|")
    for times in (1, 2, 4):
        band = finer(BANDS[1], times)
        points = sum(block_of(band, two).alpha.size for two in (False, True))
        seconds = median(lambda k, b=band: one_grid(b), min(rounds, 3))
        print(f"| {points} | {1e6 * seconds / points:.3g} |")


def finer(band: Band, times: int) -> Band:
    """A band whose panels of rows are divided."""

    def divided(edges: tuple[float, ...]) -> tuple[float, ...]:
        at = np.arange(times * (len(edges) - 1) + 1) / times
        return tuple(np.interp(at, np.arange(len(edges)), edges))

    return replace(band, one_well=divided(band.one_well), two_wells=divided(band.two_wells))


def one_grid(band: Band) -> None:
    """Levels of all potentials of a band, and c_osc of each."""
    T = np.geomspace(band.low, band.high, 50)
    for two in (False, True):
        capacity(block_of(band, two).gaps, T)


def densities(rounds: int) -> None:
    """The table of n(E)."""
    print("\nn(E), P₀ ∝ exp(η/δη), each energy:\n")
    print("| E/w | transition | ms |")
    print("|---:|---|---:|")
    glass = Distribution.exponential()
    for E, m in ((1e-6, 2), (1e-2, 2), (1.0, 2), (3.0, 2), (10.0, 2), (100.0, 2), (5.0, 3)):
        # other energies in every round, within the range accepted
        near = E * (1 - 1e-3 * np.arange(rounds) * np.sign(E - 1e-3))
        density_of_states(E, glass, (1, m))
        seconds = median(lambda k, x=near, m=m: density_of_states(x[k], glass, (1, m)), rounds)
        print(f"| {E:g} | 1 to {m} | {1e3 * seconds:.3g} |")


def ensemble(count: int) -> None:
    """c(T) from random potentials."""
    print(f"\nc(T) from {count} random potentials, P₀ constant, |α| ≤ 10:\n")
    print("| k_B T/w | c | c of the ensemble | standard error | deviation in it |")
    print("|---:|---:|---:|---:|---:|")
    glass: Distribution = Distribution.constant(alpha_max=10)
    drawn = glass.sample(count, 7, one_well=100, reach=25)
    found = levels(drawn.alpha, drawn.beta, 8, threads=2)
    gaps = found[:, 1:] - found[:, :1]
    for T in (0.02, 0.06, 0.3, 0.6):
        value, error = drawn.mean(capacity(gaps, np.array([T]))[:, 0])
        exact = specific_heat(T, glass).value[0]
        print(
            f"| {T:g} | {exact:.6g} | {value:.6g} | {error:.2g} | {(value - exact) / error:+.2f} |"
        )


def main() -> None:
    """Time, print."""
    parser = argparse.ArgumentParser(description="c(T) and n(E) of soft potentials, timed")
    parser.add_argument("--rounds", type=int, default=5, choices=range(1, len(WIDTHS) + 1))
    parser.add_argument("--ensemble", type=int, default=0, metavar="N")
    options = parser.parse_args()
    curves(options.rounds)
    growth(options.rounds)
    densities(options.rounds)
    if options.ensemble:
        ensemble(options.ensemble)


if __name__ == "__main__":
    main()
