"""Tasks in forked processes: the same results in the same order, errors where they belong, nothing left behind."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from softpot.numerics.machinery.forked import in_order

ROOT = Path(__file__).parents[3]


@pytest.mark.quick(3)
@pytest.mark.parametrize("processes", [1, 2, 5])
@pytest.mark.parametrize("count", [0, 1, 2, 7])
def test_results_come_in_order(processes: int, count: int) -> None:
    assert list(in_order(lambda k: k * k, count, processes)) == [k * k for k in range(count)]


def test_a_slow_first_task_does_not_change_the_order() -> None:
    def task(k: int) -> int:
        time.sleep(0.2 if k == 0 else 0.0)
        return k

    assert list(in_order(task, 4, 2)) == [0, 1, 2, 3]


@pytest.mark.parametrize("processes", [1, 2])
def test_an_error_is_raised_where_its_result_would_come(processes: int) -> None:
    def task(k: int) -> int:
        if k == 2:
            raise ValueError("no square root of two")
        return k

    results = in_order(task, 4, processes)
    assert [next(results), next(results)] == [0, 1]
    with pytest.raises(ValueError, match="square root"):
        next(results)
    assert not multiprocessing.active_children()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="there is no forking here")
def test_a_process_that_dies_is_an_error_and_not_a_hang() -> None:
    def task(k: int) -> int:
        if k == 1:
            os.kill(os.getpid(), signal.SIGKILL)
        return k

    with pytest.raises(EOFError, match="without a result"):
        list(in_order(task, 2, 2))


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="there is no forking here")
def test_who_stops_early_leaves_no_process() -> None:
    results = in_order(lambda k: time.sleep(0.01), 1000, 2)
    next(results)
    results.close()
    assert not multiprocessing.active_children()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="there is no forking here")
def test_processes_end_with_their_parent() -> None:
    code = (
        "import os, time\nfrom softpot.numerics.machinery.forked import in_order\n"
        "for pid in in_order(lambda k: (time.sleep(0.05), os.getpid())[1], 10_000, 2):\n"
        "    print(pid, flush=True)\n"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", code],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    assert parent.stdout is not None
    children = {int(parent.stdout.readline()) for _ in range(4)}
    parent.kill()
    parent.wait()
    parent.stdout.close()
    for _ in range(100):
        if not any(_runs(pid) for pid in children):
            return
        time.sleep(0.05)
    pytest.fail("a forked process outlives its parent")


def _runs(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state not in "ZX"
