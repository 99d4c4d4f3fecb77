"""What softpot takes for common work, beside an earlier build: the one table of README.md, as Markdown.

    python benchmarks/table.py [--before PYTHON] [--rounds 3] [--whole] [--only WORDS] [--beside] [--out FILE]

PYTHON is the interpreter of an environment in which the earlier build is installed; commit 2f76a30 with its extra
[fast] is what README.md compares with.  Both take turns, each row in processes of its own, and the median of the
processor time counts, of all threads and of child processes.  Row by row it says what the thread of BLAS is.
--whole adds the check and the report, a minute or more each; --only takes the rows whose titles have the words.
--beside runs both builds at the same time, on two cores, so that a busy hour weighs on both alike; --out keeps the
medians and each round's ratio as JSON (``whole.json`` is such a file).  Times differ from machine to machine and from
hour to hour on a busy one; the ratio in a row differs less.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

NAMES = """
import time
import numpy as np
try:
    from softpot import levels, Distribution, Glass, density_of_states, specific_heat
    constant, at = Distribution.constant, lambda T, P, E_d: specific_heat(T, Glass(P, E_d))
except ImportError:  # before the package had a name
    from numerics import constant, density_of_states, levels, specific_heat
    at = lambda T, P, E_d: specific_heat(T, P, delocalised_above=E_d)
P, T, E = constant(alpha_max=10), np.geomspace(0.05, 3, 200), np.geomspace(0.01, 50, 12)
random = np.random.default_rng(1)
alpha, beta = random.uniform(-20, 20, 2000), random.uniform(-8, 8, 2000)
"""
TIMED = (
    "{prepare}\nstart = time.process_time()\n{run}\nprint((time.process_time() - start) / {times})"
)


@dataclass(frozen=True)
class Row:
    """A line of the table: what is run, before it and how many times; or the arguments of the command."""

    title: str
    run: str = ""
    prepare: str = ""
    times: int = 1
    command: tuple[str, ...] = ()
    one_thread: bool = True


ROWS = (
    Row("ten levels of 2000 random pairs, the second batch", "levels(alpha, beta, 10)", "levels(alpha, beta, 10)"),
    Row("ten levels of one pair, a call", "for a, b in zip(alpha[:50], beta[:50]): levels(float(a), float(b), 10)",
        "levels(1.0, 1.0, 10)", 50),
    Row("n(E) at 12 energies, BLAS as it comes", "density_of_states(E, P)", one_thread=False),
    Row("n(E) at 12 energies, one thread of BLAS", "density_of_states(E, P)"),
    Row("first c(T), 200 temperatures", "specific_heat(T, P)"),
    Row("c(T) with a new E_d = 3 w, 200 temperatures", "at(T, P, 3.0)", "specific_heat(T, P); at(T, P, 3.2)"),
    Row("`softpot levels --alpha 1 --beta 1`, whole process", command=("levels", "--alpha", "1", "--beta", "1")),
)  # fmt: skip
WHOLE = (
    Row("cold `softpot check`", command=("check",)),
    Row("cold `softpot report`, tex and html", command=("report", "--formats", "tex,html", "--out", "report")),
)  # fmt: skip


def environment(row: Row, home: str) -> dict[str, str]:
    """As it is, but for a cache of its own and the threads of BLAS."""
    made = {k: v for k, v in os.environ.items() if k != "OPENBLAS_NUM_THREADS"}
    return (
        made | {"XDG_CACHE_HOME": home} | ({"OPENBLAS_NUM_THREADS": "1"} if row.one_thread else {})
    )


def seconds(python: str, row: Row) -> float:
    """Processor seconds of the row in a process of its own."""
    with tempfile.TemporaryDirectory() as home:
        if row.command:
            return whole(python, row, home)
        code = NAMES + TIMED.format(prepare=row.prepare, run=row.run, times=row.times)
        done = subprocess.run(
            [python, "-c", code], env=environment(row, home), cwd=home, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            sys.exit(f"{python} failed: {done.stderr.strip().splitlines()[-1]}")
        return float(done.stdout.split()[-1])


CHILDREN = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], capture_output=True, check=False)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime)
"""


def whole(python: str, row: Row, home: str) -> float:
    """Of a command, from its start to its end; its exit code says something of the theory, not of the time."""
    command = os.path.join(os.path.dirname(python), "softpot")
    done = subprocess.run(
        [sys.executable, "-c", CHILDREN, command, *row.command],
        env=environment(row, home), cwd=home, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return float(done.stdout)


def both(before: str, row: Row, beside: bool) -> tuple[float, float]:
    """Seconds of the earlier build, NaN where there is none, and of this one: one after the other, or at once."""
    if not before:
        return float("nan"), seconds(sys.executable, row)
    if not beside:
        return seconds(before, row), seconds(sys.executable, row)
    with ThreadPoolExecutor(2) as pool:
        earlier, now = (pool.submit(seconds, python, row) for python in (before, sys.executable))
        return earlier.result(), now.result()


def shown(value: float) -> str:
    """Seconds in a unit that suits them."""
    for unit, size in (("s", 1.0), ("ms", 1e-3), ("µs", 1e-6)):
        if value >= size:
            return f"{value / size:.3g} {unit}"
    return f"{value:.1e} s"


def main() -> None:
    """Measure by turns, and print."""
    parser = argparse.ArgumentParser(description="the table of README.md")
    parser.add_argument("--before", metavar="PYTHON")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--whole", action="store_true")
    parser.add_argument("--only", metavar="WORDS", default="")
    parser.add_argument("--beside", action="store_true")
    parser.add_argument("--out", metavar="FILE", type=Path)
    options = parser.parse_args()
    kept: dict[str, dict[str, float | list[float]]] = {}
    print("| | before | now | before/now |\n|---|---:|---:|---:|")
    for row in ROWS + (WHOLE if options.whole else ()):
        if options.only not in row.title:
            continue
        pairs = [both(options.before or "", row, options.beside) for _ in range(options.rounds)]
        before, now = (statistics.median(p[k] for p in pairs) for k in (0, 1))
        told = (
            f"{shown(before)} | {shown(now)} | {before / now:.3g}"
            if options.before
            else f"| {shown(now)} |"
        )
        print(f"| {row.title} | {told} |", flush=True)
        if options.out is not None and options.before:
            kept[row.title] = {
                "before": round(before, 3), "now": round(now, 3), "now/before": round(now / before, 3),
                "rounds": [round(p[1] / p[0], 3) for p in pairs],
            }  # fmt: skip
            options.out.write_text(
                json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
            )


if __name__ == "__main__":
    main()
