"""time of one level against its digits, of a proof, and of a splitting, as Markdown tables.

    python benchmarks/digits.py

One level to 100 digits beside ``mpmath.eigsy``; the exponent of time against digits; general parameters
beside the pure quartic; ``enclose`` beside ``level``; ``splitting`` for an array.  Times are processor
seconds, the least of a few turns, the routes compared taking turns.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import mpmath
import numpy as np

from softpot.numerics.spectrum import enclose, splitting
from softpot.numerics.spectrum.doubles.basis import make_plan
from softpot.numerics.spectrum.matrices.precise import precise_level
from softpot.numerics.spectrum.potential.reduced import reduce_quartic
from softpot.numerics.spectrum.series.digits import level

DIGITS = 100
LADDER = (500, 1000, 2000, 4000, 7000, 10_000)
# single wells, a tilted pair of wells, equal wells, a level beside its partner, corners of the range
GENERAL: tuple[tuple[Any, Any, int], ...] = (
    (3, 1, 2), ("-16.96", "0.5022", 5), ("-25.4615", "11.7513", 3), (50, 15, 10), (-60, 15, 10),
    (-50, 0, 1), (-60, "0.1", 3), (-60, "0.01", 10), (-60, "1e-9", 2),
)  # fmt: skip


def timed(run: Callable[[], Any], turns: int) -> float:
    """The least processor seconds of a few turns."""
    times = []
    for _ in range(turns):
        start = time.process_time()
        run()
        times.append(time.process_time() - start)
    return min(times)


def against_eigsy() -> None:
    """The ground state of the pure quartic by softpot's two routes and by ``mpmath.eigsy``."""
    print(f"\nGround state of the pure quartic to {DIGITS} digits:\n")
    print("| solver | seconds | digits that agree | times the first |")
    print("| --- | ---: | ---: | ---: |")
    expected = precise_level(0, 0, 1, DIGITS + 20).mpf
    rows = []
    for name, step, number in (
        ("mpmath.eigsy, 250 oscillator functions", 1, 250),
        ("mpmath.eigsy, the 125 even ones of them", 2, 125),
    ):
        start = time.process_time()
        value = lowest_of_quartic(DIGITS + 10, number, step)
        rows.append((name, time.process_time() - start, value))
    slow = rows[0][1]
    for name, route in (("softpot precise_level", precise_level), ("softpot level", level)):
        seconds = timed(lambda route=route: route(0, 0, 1, DIGITS), 9)
        rows.append((name, seconds, route(0, 0, 1, DIGITS).mpf))
    with mpmath.workdps(DIGITS + 20):
        for name, seconds, value in rows:
            error = abs(value / expected - 1) + mpmath.mpf(10) ** -300
            same = mpmath.nstr(value, DIGITS) == mpmath.nstr(expected, DIGITS)
            agree = DIGITS if same else int(-mpmath.log10(error))
            print(f"| {name} | {seconds:.4g} | {agree} | {slow / seconds:,.0f} |")


def lowest_of_quartic(digits: int, number: int, step: int) -> Any:
    """The lowest eigenvalue of p^2 + y^4 in `number` functions k = 0, step, 2 step, ... of an oscillator."""
    plan = make_plan(reduce_quartic(np.zeros(1), np.zeros(1)), 1, float(digits - 8))
    with mpmath.workdps(digits):
        s2 = mpmath.mpf(float(plan.scale[0])) ** 2
        h = mpmath.zeros(number)
        for i in range(number):
            k = mpmath.mpf(step * i)
            h[i, i] = (k + 0.5) / s2 + s2**2 * (6 * k * k + 6 * k + 3) / 4
            two, four = i + 2 // step, i + 4 // step
            if two < number:
                value = mpmath.sqrt((k + 1) * (k + 2)) * (s2**2 * (2 * k + 3) - 1 / s2) / 2
                h[i, two] = h[two, i] = value
            if four < number:
                value = mpmath.sqrt((k + 1) * (k + 2) * (k + 3) * (k + 4)) * s2**2 / 4
                h[i, four] = h[four, i] = value
        return mpmath.eigsy(h, eigvals_only=True)[0]


def against_digits() -> None:
    """Seconds against digits, and the exponent of the power law through them."""
    print("\nGround state of the pure quartic, ``level``:\n")
    print("| digits | seconds |")
    print("| ---: | ---: |")
    seconds = []
    for digits in LADDER:
        seconds.append(
            timed(lambda digits=digits: level(0, 0, 1, digits), 3 if digits < 5000 else 2)
        )
        print(f"| {digits:,} | {seconds[-1]:.3g} |")
    slope = np.polyfit(np.log(LADDER), np.log(seconds), 1)[0]
    ends = np.log(seconds[-1] / seconds[0]) / np.log(LADDER[-1] / LADDER[0])
    print(f"\nTime grows as digits^{slope:.2f} (fit); digits^{ends:.2f} from end to end.")


def general_and_certain() -> None:
    """General parameters beside the pure quartic at 100 digits; ``enclose`` beside ``level``."""
    pure = timed(lambda: level(0, 0, 1, DIGITS), 25)
    print(
        f"\n``level`` to {DIGITS} digits, beside the pure quartic's {1e3 * pure:.2f} ms, and what a proof costs:\n"
    )
    print(
        "| alpha | beta | n | ms | times the pure quartic | enclose / level | the same at 1000 digits |"
    )
    print("| ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for alpha, beta, n in ((0, 0, 1), *GENERAL):
        one = timed(lambda a=alpha, b=beta, n=n: level(a, b, n, DIGITS), 5)
        proof = timed(lambda a=alpha, b=beta, n=n: enclose(a, b, n, DIGITS), 3)
        many = timed(lambda a=alpha, b=beta, n=n: level(a, b, n, 1000), 2)
        sure = timed(lambda a=alpha, b=beta, n=n: enclose(a, b, n, 1000), 2)
        print(
            f"| {alpha} | {beta} | {n} | {1e3 * one:.1f} | {one / pure:.1f} | {proof / one:.2f} "
            f"| {sure / many:.2f} |"
        )


def splittings() -> None:
    """Processor milliseconds a pair for arrays of ``splitting``."""
    random = np.random.default_rng(2)
    alpha = -random.uniform(2.0, 60.0, 100)
    print("\n``splitting`` of the two lowest levels, arrays of 100 with alpha in [-60, -2]:\n")
    print("| beta | smallest splitting | ms a pair |")
    print("| --- | ---: | ---: |")
    for name, beta in (
        ("0", np.zeros(100)),
        ("below 0.001", random.uniform(-1e-3, 1e-3, 100)),
        ("below 8", random.uniform(-8.0, 8.0, 100)),
    ):
        found = splitting(alpha, beta, 1, 2)
        seconds = timed(lambda beta=beta: splitting(alpha, beta, 1, 2), 1)
        print(f"| {name} | {found.min():.2e} | {10.0 * seconds:.1f} |")


def print_tables() -> None:
    """All tables."""
    level(0, 0, 1, 50)  # what is loaded at the first call
    against_eigsy()
    against_digits()
    general_and_certain()
    splittings()


if __name__ == "__main__":
    print_tables()
