"""Floating-point operations a potential, and the share of a core's peak that the compiled levels reach.

    python benchmarks/limit.py [--points 20000] [--rounds 5]

Compiles numerics/spectrum/native/levels.c with counters of the rows that each loop works on, and a loop of nothing but
multiply-add beside it, in a temporary folder; both are timed in one run, by turns.  A division counts as one operation.
Needs GCC or Clang.  On x86-64 both are compiled for AVX2 with FMA, as the library that is used there.
"""

from __future__ import annotations

import argparse
import ctypes
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from softpot.numerics.spectrum.native import route

SOURCE = Path(__file__).resolve().parent.parent / "numerics" / "spectrum" / "native"
COUNT = 10
# where a loop begins, its counter, operations a row and lane, and lanes
LOOPS = {
    "eliminate, inertia alone": ("    memset(w + n, 0, 4 * sizeof(Row));\n", "if (!solve) worked[0] += n;", 28, 12),
    "eliminate and solve": ("    memset(w + n, 0, 4 * sizeof(Row));\n", "if (solve) worked[1] += n;", 37, 12),
    "substitute": ("    memset(w - 4, 0, 4 * sizeof(Row));\n", "worked[2] += n;", 13, 12),
    "residual": ("    for (int j = 0; j < 8; j++)\n        memset(w[n + j].X", "worked[3] += n + 4;", 24, 12),
    "last count": ("    for (int k = n - 1; k >= 0; k--) {\n        const Four *row", "worked[4] += n;", 28, 4),
}  # fmt: skip
PEAK = """
EXPORT void take(long *into) { memcpy(into, worked, sizeof worked); memset(worked, 0, sizeof worked); }
EXPORT double peak(long n)
{
    Four a[10], m = all(0.999999), c = all(1e-9), s = all(0);
    for (int i = 0; i < 10; i++) a[i] = all(1.0 + i * 1e-3);
    for (long k = 0; k < n; k++) for (int i = 0; i < 10; i++) a[i] = a[i] * m + c;
    for (int i = 0; i < 10; i++) s += a[i];
    return s[0] + s[1] + s[2] + s[3];
}
"""


def compiled(folder: Path) -> ctypes.CDLL:
    """The library with its counters."""
    for name in ("band.h", "guard.h", "plan.h", "quartic.h", "levels.c"):
        shutil.copy(SOURCE / name, folder / name)
    text = (folder / "band.h").read_text(encoding="utf-8")
    for name, (place, counted, _, _) in LOOPS.items():
        if text.count(place) != 1:
            sys.exit(f"band.h has changed: the loop {name!r} is not found in it once")
        text = text.replace(place, "    " + counted + "\n" + place)
    text = text.replace("static double root1[", "static long worked[5];\nstatic double root1[", 1)
    (folder / "band.h").write_text(text, encoding="utf-8")
    with (folder / "levels.c").open("a", encoding="utf-8") as file:
        file.write(PEAK)
    wide = (
        ["-mavx2", "-mfma", "-mbmi", "-mbmi2"] if platform.machine() in ("x86_64", "AMD64") else []
    )
    flags = ["-std=gnu11", "-O3", "-fPIC", "-shared", "-Wno-psabi", *wide]
    command = [os.environ.get("CC", "cc"), *flags, "levels.c", "-o", "counted.so", "-lm"]
    subprocess.run(command, cwd=folder, check=True)
    return ctypes.CDLL(str(folder / "counted.so"))


def main() -> None:
    """Count, time, print."""
    parser = argparse.ArgumentParser(description="operations a potential and share of the peak")
    parser.add_argument("--points", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    random = np.random.default_rng(1)
    alpha, beta = (random.uniform(-d, d, options.points) for d in (20, 8))
    levels, good = np.empty((options.points, COUNT)), np.empty(options.points, np.uint8)
    route.guarded_levels(alpha, beta, COUNT)  # makes the table
    table = route._table(COUNT)
    with tempfile.TemporaryDirectory() as name:
        library = compiled(Path(name))
        pointer, number = ctypes.c_void_p, ctypes.c_long
        library.softpot_levels.argtypes = [
            number, pointer, pointer, ctypes.c_int, ctypes.c_int, pointer, ctypes.c_int, ctypes.c_int,
            ctypes.c_double, pointer, pointer, pointer,
        ]  # fmt: skip
        library.peak.argtypes, library.peak.restype = [number], ctypes.c_double
        rows = (number * len(LOOPS))()
        times, peaks = [], []
        for _ in range(options.rounds):
            library.take(rows)
            start = time.process_time()
            library.softpot_levels(
                options.points, alpha.ctypes.data, beta.ctypes.data, COUNT, 0, table.ctypes.data, route.ROWS_U,
                route.ROWS_S, route.STEP, levels.ctypes.data, None, good.ctypes.data,
            )  # fmt: skip
            times.append((time.process_time() - start) / options.points)
            library.take(rows)
            start = time.process_time()
            library.peak(10_000_000)
            peaks.append(10_000_000 * 10 * 4 * 2 / (time.process_time() - start))
    operations = [
        r * each * lanes / options.points
        for r, (_, _, each, lanes) in zip(rows, LOOPS.values(), strict=True)
    ]
    speed, peak = sum(operations) / statistics.median(times), statistics.median(peaks)
    print(f"| for the lowest {COUNT} levels of one potential | operations |\n|---|---:|")
    for name, value in zip(LOOPS, operations, strict=True):
        print(f"| {name} | {value:,.0f} |")
    print(f"| all | {sum(operations):,.0f} |\n")
    print(
        f"{1e6 * statistics.median(times):.2f} µs a potential, {speed / 1e9:.1f}e9 operations a second,"
    )
    print(f"{speed / peak:.0%} of the core's {peak / 1e9:.1f}e9")


if __name__ == "__main__":
    main()
