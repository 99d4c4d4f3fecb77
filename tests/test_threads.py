"""Two threads at different precisions do not disturb each other, nor what the caller has set.

mpmath's and python-flint's contexts are global; here everything that computes with them runs at once,
each at its own number of digits, with threads that change places as often as possible.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction
from threading import Barrier, Thread
from typing import Any

import flint
import mpmath
import pytest
import sympy as sp

import numerics
from derive.machinery.formula import Formula
from derive.machinery.symbols import Quantity, SymbolTable
from numerics.machinery.compile.errors import PrecisionLoss

T = SymbolTable(Quantity("x", "x", "a number", assumptions={"positive": True}))
FORMULA = Formula("f", sp.log(2 + T.x) * sp.pi + sp.exp(1 / T.x) - sp.sqrt(T.x), T)
POINT = Fraction(7, 3)
OURS = 77, 91  # what the caller has set globally: mpmath's and python-flint's bits

Job = Callable[[], str]


@pytest.fixture(autouse=True)
def hasty() -> Iterator[None]:
    """Threads that change places as often as possible, and global precisions that nobody else would choose."""
    interval, before = sys.getswitchinterval(), (mpmath.mp.prec, flint.ctx.prec)
    sys.setswitchinterval(1e-6)
    mpmath.mp.prec, flint.ctx.prec = OURS
    yield
    mpmath.mp.prec, flint.ctx.prec = before
    sys.setswitchinterval(interval)


def compiled(backend: str, digits: int) -> Job:
    def job() -> str:
        value = numerics.compiled(FORMULA, backend, digits)(POINT)
        return value.str(digits) if backend == "arb" else mpmath.nstr(value, digits)

    return job


def level(digits: int) -> Job:
    return lambda: numerics.precise_level(-5, Fraction(1, 2), 2, digits).value


def enclosure(digits: int) -> Job:
    def job() -> str:
        from numerics.spectrum.enclosure import enclose

        found = enclose(-5, Fraction(1, 2), 2, digits)
        return f"{found.lower_text} {found.upper_text}"

    return job


def checked(digits: int) -> Job:
    return lambda: str(numerics.check(ids=["invariants"], digits=digits).as_data())


JOBS: dict[str, tuple[Job, ...]] = {
    "mpmath": tuple(compiled("mpmath", d) for d in (15, 60, 333)),
    "arb": tuple(compiled("arb", d) for d in (15, 60, 333)),
    "mpmath and arb": (compiled("mpmath", 40), compiled("arb", 90), compiled("mpmath", 200)),
    "levels": (level(20), level(45)),
    "levels and formulas": (level(30), compiled("mpmath", 100), compiled("arb", 150)),
    "enclosures": (enclosure(12), enclosure(30), compiled("arb", 200)),
    "everything": (level(25), enclosure(20), compiled("mpmath", 80), compiled("arb", 160), checked(35)),
}  # fmt: skip
SLOW = ("everything",)


def together(jobs: tuple[Job, ...], rounds: int) -> list[list[str]]:
    """Each job in a thread of its own, all started at once, each several times."""
    start = Barrier(len(jobs))

    def work(job: Job) -> list[str]:
        start.wait()
        return [job() for _ in range(rounds)]

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(work, jobs))


@pytest.mark.parametrize(
    "jobs",
    [pytest.param(v, id=k, marks=pytest.mark.slow if k in SLOW else ()) for k, v in JOBS.items()],
)
def test_as_alone(jobs: tuple[Job, ...]) -> None:
    alone = [job() for job in jobs]
    for wanted, found in zip(alone, together(jobs, 3), strict=True):
        assert set(found) == {wanted}
    assert (mpmath.mp.prec, flint.ctx.prec) == OURS


@pytest.mark.slow
@pytest.mark.parametrize("name", JOBS)
def test_many_rounds(name: str) -> None:
    alone = [job() for job in JOBS[name]]
    for wanted, found in zip(alone, together(JOBS[name], 25), strict=True):
        assert set(found) == {wanted}
    assert (mpmath.mp.prec, flint.ctx.prec) == OURS


@pytest.mark.parametrize("backend", ["mpmath", "arb"])
def test_a_thread_that_plays_with_the_global_precision(backend: str) -> None:
    """What is given is right, even where another thread sets both globals again and again.

    python-flint's precision belongs to the process, so a ball may be too wide to be given; it is never wrong.
    """
    f = numerics.compiled(FORMULA, backend, 50)
    with mpmath.workdps(80):
        x = mpmath.mpf(7) / 3
        wanted = mpmath.log(2 + x) * mpmath.pi + mpmath.exp(1 / x) - mpmath.sqrt(x)
    stop = False

    def play() -> None:
        k = 0
        while not stop:
            k += 1
            mpmath.mp.prec = flint.ctx.prec = 20 + 300 * (k % 2)

    player = Thread(target=play)
    player.start()
    try:
        found = [value for value in (attempt(f) for _ in range(30)) if value is not None]
    finally:
        stop = True
        player.join()
    assert backend == "arb" or len(found) == 30
    with mpmath.workdps(80):
        for value in found:
            if backend == "arb":
                inside = flint.arb(f"{mpmath.nstr(wanted, 75)} +/- 1e-73")
                assert value.overlaps(inside)
            else:
                assert abs(value / wanted - 1) < mpmath.mpf(10) ** -50


def attempt(f: numerics.Compiled) -> Any:
    """The value, or None where the digits were not reached."""
    try:
        return f(POINT)
    except PrecisionLoss:
        return None


def test_an_error_restores_what_was_set() -> None:
    f = numerics.compiled(Formula("g", sp.log(T.x - 1) / T.x, T), "arb", 200)
    for point in (1, Fraction(1, 2)):
        with pytest.raises(ArithmeticError):
            f(point)
    with pytest.raises((TypeError, ValueError)):
        numerics.precise_level("nan", 0, 1, 100)
    assert (mpmath.mp.prec, flint.ctx.prec) == OURS
