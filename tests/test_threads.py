"""Two threads at different precisions do not disturb each other, nor what the caller has set.

mpmath's and python-flint's contexts are global; here everything that computes with them runs at once,
each at its own number of digits, with threads that change places as often as possible.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction
from threading import Barrier, Thread

import flint
import mpmath
import pytest
import sympy as sp

from softpot import numerics
from softpot.derive.machinery.formula import Formula
from softpot.derive.machinery.symbols import Quantity, SymbolTable
from softpot.numerics.spectrum.prover.enclosure import enclose

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
    return lambda: numerics.levels(-5, Fraction(1, 2), only=[2], digits=digits)[0].value


def enclosure(digits: int) -> Job:
    def job() -> str:
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


@pytest.mark.quick(2)
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
    for wanted, found in zip(alone, together(JOBS[name], 10), strict=True):
        assert set(found) == {wanted}
    assert (mpmath.mp.prec, flint.ctx.prec) == OURS


class Player(Thread):
    """Another library's thread, that sets both precisions for itself, again and again."""

    def __init__(self, way: str) -> None:
        super().__init__()
        self.way, self.stop, self.changes = way, False, 0
        self.left = OURS

    def run(self) -> None:
        source = random.Random(self.way)
        while not self.stop:
            bits = source.randint(2, 400)
            if self.way == "blocks":
                with mpmath.workprec(bits):
                    before, flint.ctx.prec = flint.ctx.prec, bits
                    flint.arb(2).sqrt()
                    flint.ctx.prec = before
            else:
                mpmath.mp.prec = bits
                flint.ctx.prec = bits
                self.left = bits, bits
                if self.way == "now and then":
                    time.sleep(0.0005)
            self.changes += 1


def any_job(k: int) -> str:
    """A level, an enclosure, or a formula's value, and a second time by the other route."""
    source = random.Random(k)
    alpha, beta = Fraction(source.randint(-20, 10)), Fraction(source.randint(0, 40), 8)
    kind = k % 5
    if kind == 0:
        n, digits = source.randint(1, 6), source.choice([20, 40, 90])
        return numerics.levels(alpha, beta, only=[n], digits=digits, method="series")[0].value
    if kind == 1:
        found = enclose(alpha / 2, beta, source.randint(1, 5), source.choice([12, 25]))
        return f"{found.lower_text} {found.upper_text} {found.arb.str(30)}"
    if kind == 2:
        return f"{numerics.splitting(alpha, beta, 1, source.randint(2, 6)):.11g}"
    digits, x = source.choice([15, 40, 120]), Fraction(source.randint(1, 50), source.randint(1, 20))
    value = numerics.compiled(FORMULA, "arb" if kind == 3 else "mpmath", digits)(x)
    if kind == 4:
        return str(mpmath.nstr(value, digits))
    assert value.rel_accuracy_bits() >= 3.32 * digits
    return str(value.mid().str(digits - 2, radius=False))  # the radius may be another's doing


def under_a_player(way: str, jobs: range) -> None:
    """Eight threads with a player beside them give what one gives alone, and leave the player's precision."""
    alone = [any_job(k) for k in jobs]
    player = Player(way)
    player.start()
    try:
        with ThreadPoolExecutor(8) as pool:
            found = list(pool.map(any_job, jobs))
    finally:
        player.stop = True
        player.join()
    assert player.changes > 3
    assert [k for k, one, other in zip(jobs, alone, found, strict=True) if one != other] == []
    if way != "blocks":  # who reads and puts back another one's precision leaves that
        assert (mpmath.mp.prec, flint.ctx.prec) == player.left
    mpmath.mp.prec, flint.ctx.prec = OURS


@pytest.mark.quick(0)
@pytest.mark.parametrize("way", ["all the time", "now and then", "blocks"])
def test_eight_threads_and_one_that_plays(way: str) -> None:
    under_a_player(way, range(15))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("way", "interval", "count"),
    [
        ("all the time", 1e-6, 150), ("all the time", 5e-3, 30), ("now and then", 1e-6, 30),
        ("now and then", 5e-3, 30), ("blocks", 1e-6, 30), ("blocks", 5e-3, 30),
    ],
)  # fmt: skip
def test_hundreds_of_results_in_eight_threads(way: str, interval: float, count: int) -> None:
    sys.setswitchinterval(interval)
    under_a_player(way, range(count))


@pytest.mark.slow
def test_proofs_are_verified_while_another_thread_plays() -> None:
    found = [enclose(-5, Fraction(k, 3), 1 + k % 3, 12) for k in range(6)]
    player = Player("all the time")
    player.start()
    try:
        with ThreadPoolExecutor(4) as pool:
            assert all(pool.map(numerics.verify_enclosure, found))
    finally:
        player.stop = True
        player.join()
    assert (mpmath.mp.prec, flint.ctx.prec) == player.left


@pytest.mark.parametrize("backend", ["mpmath", "arb"])
def test_a_thread_that_plays_with_the_global_precision(backend: str) -> None:
    """What is given is right, though another thread sets both globals again and again."""
    f = numerics.compiled(FORMULA, backend, 50)
    with mpmath.workdps(80):
        x = mpmath.mpf(7) / 3
        wanted = mpmath.log(2 + x) * mpmath.pi + mpmath.exp(1 / x) - mpmath.sqrt(x)
    player = Player("all the time")
    player.start()
    try:
        found = [f(POINT) for _ in range(30)]
    finally:
        player.stop = True
        player.join()
    assert (mpmath.mp.prec, flint.ctx.prec) == player.left
    inside = flint.arb(f"{mpmath.nstr(wanted, 75)} +/- 1e-73")
    with mpmath.workdps(80):
        for value in found:
            if backend == "arb":
                assert value.overlaps(inside) and value.rel_accuracy_bits() > 160
            else:
                assert abs(value / wanted - 1) < mpmath.mpf(10) ** -50


def test_an_error_restores_what_was_set() -> None:
    f = numerics.compiled(Formula("g", sp.log(T.x - 1) / T.x, T), "arb", 200)
    for point in (1, Fraction(1, 2)):
        with pytest.raises(ArithmeticError):
            f(point)
    with pytest.raises((TypeError, ValueError)):
        numerics.levels("nan", 0, 1, digits=100)
    assert (mpmath.mp.prec, flint.ctx.prec) == OURS
