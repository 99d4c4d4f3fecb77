"""time per point and error of eps_1 ... eps_10:  softpot against other solvers, as Markdown tables.

    python benchmarks/spectrum.py [--points 1000] [--rounds 7] [--no-digits]

The tables of many digits, of certainty and of splittings come from benchmarks/digits.py, which also runs alone.

-psi'' + (alpha y^2 - beta y^3 + y^4) psi = eps psi for random alpha in [-20, 20], beta in [-8, 8].  Every
solver is called as its users call it and tuned until all errors are at most 1e-10 max(1, |eps|), or as
many as it can; errors are taken against proved intervals (``enclose``) for 40 points, and against ``levels``
for the others.  Boxes, oscillator centres and lengths, and basis sizes come from softpot's own semiclassical plan
and cost the other solvers nothing.

All solvers take turns within one run; the medians over the rounds are compared.  Times are those of
the processor (all threads of the process together), because a busy machine stretches those of the
clock; the gain from a second thread is that of the clock, and only means something on an idle machine.
BLAS is held to one thread.  A solver that is not installed is left out with a line that says so.
"""

from __future__ import annotations

import argparse
import os
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import Any

for _name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_name] = "1"

import numpy as np  # noqa: E402
from numpy.typing import NDArray  # noqa: E402

from softpot.numerics.spectrum import enclose, levels  # noqa: E402
from softpot.numerics.spectrum.doubles.basis import hull, make_plan  # noqa: E402
from softpot.numerics.spectrum.doubles.oscillator import bands, local_potential  # noqa: E402
from softpot.numerics.spectrum.native.library import library  # noqa: E402
from softpot.numerics.spectrum.potential.reduced import reduce_quartic  # noqa: E402
from softpot.numerics.spectrum.potential.semiclassical import (  # noqa: E402
    allowed_regions,
    energy_holding,
    landscape,
)

Array = NDArray[np.float64]

COUNT = 10
TOLERANCE = 1e-10
CHECKED = 40


@dataclass(frozen=True)
class Problem:
    """The points, with a box around the classically allowed region and an oscillator for each."""

    alpha: Array
    beta: Array
    centre: Array
    length: Array
    size: Array

    def box(self, action: float) -> tuple[Array, Array]:
        """Where the wave functions have decayed by exp(-action)."""
        points = reduce_quartic(self.alpha, self.beta)
        land = landscape(points.a, points.b)
        energy = energy_holding(points.a, points.b, land, COUNT + 0.5)
        regions = allowed_regions(points.a, points.b, land, energy)
        low, high = hull(points.a, points.b, land, energy, regions, np.full_like(points.a, action))
        one, two = points.y0 + points.d * low, points.y0 + points.d * high
        return np.minimum(one, two), np.maximum(one, two)

    def first(self, number: int) -> Problem:
        """The first points only."""
        return self.part(slice(number))

    def only(self, k: int) -> Problem:
        """Point k alone."""
        return self.part(slice(k, k + 1))

    def part(self, points: slice) -> Problem:
        """Some of the points."""
        return Problem(
            self.alpha[points],
            self.beta[points],
            self.centre[points],
            self.length[points],
            self.size[points],
        )


@dataclass
class Solver:
    """A named way to the levels of some points, and its times per point."""

    name: str
    problem: Problem
    run: Callable[[Problem], Array]
    note: str = ""
    times: list[float] = field(default_factory=list)
    clock: list[float] = field(default_factory=list)
    error: float = 0.0
    missed: tuple[int, ...] = ()

    def turn(self) -> None:
        """One timed call."""
        clock, start = time.perf_counter(), time.process_time()
        self.run(self.problem)
        self.times.append((time.process_time() - start) / self.problem.alpha.size)
        self.clock.append((time.perf_counter() - clock) / self.problem.alpha.size)

    def check(self, reference: Array) -> None:
        """Errors in units of max(1, |eps|) for the points of which the reference knows the levels."""
        found = self.run(self.problem)
        number = min(len(found), len(reference))
        wanted = reference[:number]
        error = np.abs(found[:number] - wanted) / np.maximum(1.0, np.abs(wanted))
        worst = np.where(np.isnan(error), np.inf, error).max(axis=1)
        self.error = float(worst.max())
        self.missed = tuple(np.flatnonzero(~(worst <= TOLERANCE)).tolist())

    @property
    def median(self) -> float:
        """Processor seconds per point."""
        return statistics.median(self.times)

    @property
    def median_clock(self) -> float:
        """Seconds of the clock per point."""
        return statistics.median(self.clock)


def make_problem(points: int, seed: int) -> Problem:
    """Random points, and softpot's plan for them without the split into parities."""
    random = np.random.default_rng(seed)
    alpha, beta = random.uniform(-20, 20, points), random.uniform(-8, 8, points)
    reduced = reduce_quartic(alpha, beta)
    plan = make_plan(reduced, COUNT)
    return Problem(
        alpha,
        beta,
        reduced.y0 + reduced.d * plan.centre,
        reduced.d * plan.scale,
        plan.size,
    )


def reference_levels(problem: Problem) -> Array:
    """The middles of intervals, 10^-18 wide, that are proved to contain the levels."""
    rows = []
    for alpha, beta in zip(problem.alpha.tolist(), problem.beta.tolist(), strict=True):
        proved = [enclose(alpha, beta, n, 18) for n in range(1, COUNT + 1)]
        rows.append([float((p.lower + p.upper) / 2) for p in proved])
    return np.array(rows)


def tuned(
    problem: Problem, reference: Array, make: Callable[..., Callable[[Problem], Array]], grid: Any
) -> tuple[Callable[[Problem], Array], tuple[float, ...], int]:
    """The fastest setting whose errors are all small enough; its values; else the best one."""
    part = problem.first(len(reference))
    reference = reference[: part.alpha.size]
    best: tuple[tuple[int, float], Callable[[Problem], Array], tuple[float, ...]] | None = None
    for setting in grid:
        solver = Solver("", part, make(*setting))
        solver.check(reference)
        for _ in range(2):
            solver.turn()
        key = (len(solver.missed), min(solver.times))
        if best is None or key < best[0]:
            best = (key, solver.run, setting)
    assert best is not None
    return best[1], best[2], best[0][0]


def pyslise_levels(action: float, tolerance: float) -> Callable[[Problem], Array]:
    """One ``Pyslise`` object per point."""
    import pyslise  # type: ignore[import-not-found, import-untyped, unused-ignore]

    def run(problem: Problem) -> Array:
        low, high = boxes(problem, action)
        found = np.full((problem.alpha.size, COUNT), np.nan)
        for i, (a, b) in enumerate(zip(problem.alpha.tolist(), problem.beta.tolist(), strict=True)):
            solver = pyslise.Pyslise(
                lambda y, a=a, b=b: y * y * (a + y * (y - b)), low[i], high[i], tolerance
            )
            pairs = solver.eigenvaluesByIndex(0, COUNT, (0, 1), (0, 1))
            for index, value in pairs:
                if index < COUNT:
                    found[i, index] = value
        return found

    boxes = _once(lambda problem, action: problem.box(action))
    return run


def sinc_levels(action: float, points: float) -> Callable[[Problem], Array]:
    """Sinc functions on an even grid in the box; one stacked ``numpy.linalg.eigvalsh``."""
    number = int(points)
    apart = np.subtract.outer(np.arange(number), np.arange(number))
    with np.errstate(divide="ignore"):
        kinetic = np.where(apart == 0, np.pi**2 / 3.0, 2.0 * (-1.0) ** apart / apart**2.0)

    def run(problem: Problem) -> Array:
        low, high = boxes(problem, action)
        step = (high - low) / (number - 1)
        y = low[:, None] + step[:, None] * np.arange(number)
        v = y * y * (problem.alpha[:, None] + y * (y - problem.beta[:, None]))
        found = np.empty((problem.alpha.size, COUNT))
        for start in range(0, len(found), 100):
            part = slice(start, start + 100)
            h = kinetic / (step[part, None, None] ** 2)
            h[:, np.arange(number), np.arange(number)] += v[part]
            found[part] = np.linalg.eigvalsh(h)[:, :COUNT]
        return found

    boxes = _once(lambda problem, action: problem.box(action))
    return run


def banded_levels(more: float) -> Callable[[Problem], Array]:
    """``scipy.linalg.eig_banded`` point by point, in an oscillator basis."""
    from scipy.linalg import eig_banded

    def run(problem: Problem) -> Array:
        points = reduce_quartic(problem.alpha, problem.beta)
        v = local_potential(points, problem.centre, problem.length)
        found = np.empty((problem.alpha.size, COUNT))
        for i in range(len(found)):
            number = int(np.ceil(problem.size[i] + more))
            rows = bands(v[:, i : i + 1], problem.length[i : i + 1], number, None)
            found[i] = eig_banded(
                np.concatenate(rows),
                lower=True,
                eigvals_only=True,
                select="i",
                select_range=(0, COUNT - 1),
                check_finite=False,
                overwrite_a_band=True,
            )
        return found + points.v0[:, None]

    return run


def qutip_levels(more: float) -> Callable[[Problem], Array]:
    """``Qobj.eigenenergies`` in the Fock basis of the same oscillator."""
    import qutip  # type: ignore[import-not-found, import-untyped, unused-ignore]

    def run(problem: Problem) -> Array:
        found = np.empty((problem.alpha.size, COUNT))
        for i in range(len(found)):
            number = int(np.ceil(problem.size[i] + more))
            s, c = float(problem.length[i]), float(problem.centre[i])
            # products of truncated matrices are right up to the last four functions
            x = s * qutip.position(number + 4)
            p = qutip.momentum(number + 4) / s
            y = x + c
            v = y * y * (float(problem.alpha[i]) - float(problem.beta[i]) * y + y * y)
            h = qutip.Qobj((p * p + v).full()[:number, :number])
            found[i] = h.eigenenergies(eigvals=COUNT)
        return found

    return run


def eigsy_levels(digits: int, more: float) -> Callable[[Problem], Array]:
    """``mpmath.eigsy`` of the oscillator matrix."""
    import mpmath

    def run(problem: Problem) -> Array:
        found = np.empty((problem.alpha.size, COUNT))
        points = reduce_quartic(problem.alpha, problem.beta)
        v = local_potential(points, problem.centre, problem.length)
        with mpmath.workdps(digits):
            for i in range(len(found)):
                number = int(np.ceil(problem.size[i] + more))
                rows = bands(v[:, i : i + 1], problem.length[i : i + 1], number, None)
                h = mpmath.zeros(number)
                for m, row in enumerate(rows):
                    for k in range(number - m):
                        h[k, k + m] = h[k + m, k] = mpmath.mpf(float(row[0, k]))
                values = mpmath.eigsy(h, eigvals_only=True)
                found[i] = [float(values[n]) for n in range(COUNT)]
        return found + points.v0[:, None]

    return run


def _once(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function, called once for each problem: what is given to the other solvers for nothing."""
    kept: dict[int, tuple[Problem, Any]] = {}

    def remembered(problem: Problem, *arguments: Any) -> Any:
        if id(problem) not in kept:
            kept[id(problem)] = (problem, function(problem, *arguments))
        return kept[id(problem)][1]

    return remembered


def softpot_solvers(problem: Problem) -> list[Solver]:
    """Both methods with one and with two threads."""
    methods = {"softpot": "native", "softpot, NumPy alone": "lapack"}
    if library() is None:
        print("softpot was installed without a C compiler: its compiled levels are left out\n")
        methods = {"softpot": "lapack"}
    solvers = []
    for label, method in methods.items():
        for threads in (1, 2):

            def run(p: Problem, method: str = method, threads: int = threads) -> Array:
                return levels(p.alpha, p.beta, COUNT, method=method, threads=threads)

            plural = "thread" if threads == 1 else "threads"
            solvers.append(Solver(f"{label}, {threads} {plural}", problem, run))
    return solvers


def peer_solvers(problem: Problem, reference: Array) -> list[Solver]:
    """The other solvers that are installed, tuned."""
    solvers = []
    if find_spec("pyslise") is None:
        print("pyslise is not installed: left out\n")
    else:
        grid = [(s, t) for s in (10.5, 11.5, 13.0) for t in (1e-9, 3e-10, 1e-10)]
        run, (action, tolerance), _ = tuned(problem.first(150), reference, pyslise_levels, grid)
        note = f"box to exp(-{action:g}), tolerance {tolerance:g}"
        solvers.append(Solver("pyslise", problem.first(150), run, note))
    run, (action, points), _ = tuned(
        problem.first(400),
        reference,
        sinc_levels,
        [(s, n) for s in (10.5, 11.5, 12.5) for n in range(56, 92, 4)],
    )
    note = f"box to exp(-{action:g}), {points:g} points, stacked"
    solvers.append(Solver("sinc DVR, numpy eigvalsh", problem, run, note))
    run, (more,), _ = tuned(
        problem.first(300), reference, banded_levels, [(m,) for m in (-2.0, 0.0, 2.0)]
    )
    solvers.append(Solver("scipy eig_banded", problem.first(300), run, f"N + {more:g} functions"))
    if find_spec("qutip") is None:
        print("qutip is not installed: left out\n")
    else:
        run, (more,), _ = tuned(
            problem.first(20), reference, qutip_levels, [(m,) for m in (0.0, 2.0, 4.0)]
        )
        solvers.append(
            Solver("qutip eigenenergies", problem.first(20), run, f"N + {more:g} functions")
        )
    solvers.append(Solver("mpmath eigsy", problem.first(1), eigsy_levels(17, 2.0), "17 digits"))
    return solvers


def print_table(solvers: list[Solver]) -> None:
    """The Markdown table, fastest last; and who wins."""
    base = next((s for s in solvers if s.name == "pyslise"), solvers[0])
    print(
        f"| solver | points/s of processor time | points/s of the clock | times {base.name} | largest error | setting |"
    )
    print("| --- | ---: | ---: | ---: | ---: | --- |")
    for solver in sorted(solvers, key=lambda s: -s.median):
        print(
            f"| {solver.name} | {1.0 / solver.median:,.0f} | {1.0 / solver.median_clock:,.0f} | "
            f"{base.median / solver.median:.3g} | {solver.error:.1e} | {solver.note} |"
        )
    own = {s.name: s for s in solvers if s.name.startswith("softpot")}
    for name in ("softpot", "softpot, NumPy alone"):
        one, two = own.get(f"{name}, 1 thread"), own.get(f"{name}, 2 threads")
        if one and two:
            print(
                f"\n{name}: the second thread gives a factor {one.median_clock / two.median_clock:.2f}."
            )
    for solver in solvers:
        for at in solver.missed:
            print(
                f"\n{solver.name} misses {TOLERANCE:g} at alpha = {solver.problem.alpha[at]!s}, "
                f"beta = {solver.problem.beta[at]!s}."
            )
    default = own["softpot, 1 thread"]
    faster = [s for s in solvers if s.name not in own and s.median < default.median]
    for solver in faster:
        print(f"\n{solver.name} is {default.median / solver.median:.2f} times faster than softpot.")
    if not faster:
        print("\nNo other solver is faster than softpot.")


def single_calls(problem: Problem, solvers: list[Solver]) -> None:
    """One pair a call, as somebody does who has no array: what a call costs besides the levels."""
    print("\nOne pair (alpha, beta) a call, medians of processor time over 40 pairs:\n")
    print("| solver | ms a call |")
    print("| --- | ---: |")
    pairs = [problem.only(k) for k in range(CHECKED)]
    rows = []
    for solver in solvers:
        if solver.name.endswith("2 threads") or solver.name.startswith("mpmath"):
            continue
        name = solver.name.removesuffix(", 1 thread")
        times = []
        for _ in range(2):  # the first prepares the boxes, which are given away
            times = []
            for pair in pairs:
                start = time.process_time()
                solver.run(pair)
                times.append(time.process_time() - start)
        rows.append((statistics.median(times), name))
    for seconds, name in sorted(rows, reverse=True):
        print(f"| {name} | {1e3 * seconds:.2f} |")
    own = next(seconds for seconds, name in rows if name == "softpot")
    winners = [name for seconds, name in sorted(rows) if seconds < own]
    print(f"\nFaster than softpot for one pair a call: {', '.join(winners) or 'none'}.")


def main() -> None:
    """Tune, check, take turns, print."""
    parser = argparse.ArgumentParser(description="softpot against other solvers")
    parser.add_argument("--points", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--no-digits", action="store_true")
    options = parser.parse_args()
    problem = make_problem(options.points, 1)
    others = levels(problem.alpha[CHECKED:], problem.beta[CHECKED:], COUNT)
    reference = np.concatenate([reference_levels(problem.first(CHECKED)), others])
    solvers = softpot_solvers(problem)
    solvers += peer_solvers(problem, reference)
    for solver in solvers:
        solver.check(reference)
    for _ in range(options.rounds):
        for solver in solvers:
            solver.turn()
    print(
        f"Lowest {COUNT} levels of {options.points} random points, alpha in [-20, 20], beta in [-8, 8]; "
        f"errors in units of max(1, |eps|).\n"
    )
    print_table(solvers)
    single_calls(problem, solvers)
    if not options.no_digits:
        from digits import print_tables

        print_tables()


if __name__ == "__main__":
    main()
