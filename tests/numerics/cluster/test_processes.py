"""A scheduler and two workers as processes on this machine: one is killed in the middle, and nothing is lost."""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from time import monotonic, sleep

import pytest
from click.testing import CliRunner

pytest.importorskip("distributed")

from softpot.numerics.cluster.plan import plan_of
from softpot.numerics.cluster.sweep import ClusterError, client_of, sweep
from softpot.numerics.machinery.check import check_theory
from softpot.reports.cli import main
from softpot.reports.cli.loading import theory_from
from softpot.reports.cli.sharing import judged_by_workers

PLAN = plan_of({
    "quantity": "levels", "chunk": 400, "options": {"count": 6},
    "grid": {"alpha": {"from": -20, "to": 20, "points": 80}, "beta": {"from": -8, "to": 8, "points": 101}},
})  # fmt: skip
SCRIPT = str(Path(__file__).parents[3] / "tests" / "reports" / "small_theory.py")
IDS = ("jacobian", "pair")


@contextmanager
def running(*arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-P", "-m", *arguments, "--no-dashboard"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen(command, env={**os.environ, "OPENBLAS_NUM_THREADS": "1"}, **quiet)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


@contextmanager
def workers(folder: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """A scheduler and two workers: its address, and one of the two."""
    known = folder / "scheduler.json"
    usual = ("--nthreads", "1", "--no-nanny", "--memory-limit", "0", "--scheduler-file", str(known))
    worker = ("distributed.cli.dask_worker", *usual, "--local-directory", str(folder))
    start = ("distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-show")
    with (
        running(*start, "--scheduler-file", str(known)),
        running(*worker) as one,
        running(*worker),
    ):
        until = monotonic() + 60
        while not known.is_file() and monotonic() < until:
            sleep(0.05)
        address = json.loads(known.read_text(encoding="utf-8"))["address"]
        with client_of(address) as client:
            client.wait_for_workers(2, timeout=60)
        yield address, one


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")  # of sockets that dask leaves to the collector
def test_a_killed_worker_costs_nothing_but_its_chunk(tmp_path: Path) -> None:
    with workers(tmp_path) as (address, one):
        done: list[int] = []

        def tell(made: int, of: int, failed: int) -> None:
            done.append(made)
            assert (of, failed) == (PLAN.chunks, 0)
            if made == 3:
                one.kill()

        shared = sweep(PLAN, tmp_path / "shared", address, tell)
        assert done == list(range(1, PLAN.chunks + 1))
        alone = sweep(PLAN, tmp_path / "alone")
        for name, _ in alone.columns:
            assert shared.read(name).tobytes() == alone.read(name).tobytes()
        # what is there is not computed again
        (tmp_path / "shared" / "level_6" / "7").unlink()
        sweep(PLAN, tmp_path / "shared", address, lambda made, of, failed: done.append(-made))
        assert done[PLAN.chunks :] == [-PLAN.chunks]

        theory = theory_from(SCRIPT)
        told: list[str] = []
        ledger = judged_by_workers(
            theory, SCRIPT, IDS, 20, mutants=True, scheduler=address, tell=lambda e, k, of: told.append(e.id),
        )  # fmt: skip
        assert sorted(told) == sorted(IDS)
        here = check_theory(theory, IDS, 20, mutants=True)
        assert ledger.as_data() == here.as_data()
        assert [replace(j, seconds=0.0) for j in ledger.entries] == [
            replace(j, seconds=0.0) for j in here.entries
        ]


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_a_report_by_workers_is_the_one_that_is_made_alone(tmp_path: Path) -> None:
    def written(folder: str, *more: str) -> dict[str, bytes]:
        out = tmp_path / folder
        arguments = ("report", "--theory", SCRIPT, "--formats", "tex,html", "--out", str(out))
        done = CliRunner().invoke(main, (*arguments, *more), prog_name="softpot")
        assert done.exit_code == 0, done.output
        return {str(f.relative_to(out)): f.read_bytes() for f in out.rglob("*") if f.is_file()}

    alone = written("alone")
    with workers(tmp_path) as (address, _):
        assert written("shared", "--scheduler", address) == alone
    assert {"report.tex", "report.html", "ledger.json"} <= alone.keys()


@pytest.mark.parametrize("address", ["nowhere", "tcp://127.0.0.1:x"])
def test_what_is_no_scheduler_is_one_sentence(address: str) -> None:
    with pytest.raises(ClusterError) as caught, client_of(address, 0.0):
        pass
    assert address in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.slow
def test_a_client_that_could_not_be_made_is_closed_at_once() -> None:
    # left to the collector it is closed in the middle of the next one's start, which then never ends
    from distributed import Client

    gc.collect()
    gc.disable()
    try:
        for address in ("nowhere", "tcp://127.0.0.1:x"):
            with pytest.raises(ClusterError), client_of(address, 0.0):
                pass
        left = [c.status for c in gc.get_objects() if isinstance(c, Client)]
        assert left == ["closed"] * 2
        assert "IO loop" not in {thread.name for thread in threading.enumerate()}
    finally:
        gc.enable()


def test_a_busy_machine_on_which_the_client_cannot_start_is_waited_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tried: list[object] = []

    def starved(runner: object) -> None:
        tried.append(runner)
        raise AssertionError  # distributed 2026.8, where its thread does not start within 10 s

    monkeypatch.setattr("distributed.utils.LoopRunner.start", starved)
    with (
        pytest.raises(ClusterError, match="no scheduler answers at"),
        client_of("tcp://127.0.0.1:9", 0.2),
    ):
        pass
    assert len(tried) > 1
