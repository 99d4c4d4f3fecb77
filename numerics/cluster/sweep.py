r"""store <- chunk_of(plan, k) for every chunk k that is missing:  here, or by the workers of a dask scheduler.

This process writes; workers send what they computed.  A chunk is handed out again when its worker dies, when its
result is lost, or when the scheduler comes back after it was gone; what is written is never computed again.  So each
worker repeats at most the chunk that it was at.  At most two chunks a thread are under way at once.

Errors: OSError of a disk that takes no more, after which the same call goes on; ClusterError in one sentence.
Not guaranteed: that workers have the same processor, on which the last bits of doubles depend.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import numpy as np

from softpot.numerics.cluster.build import build, built_chunk
from softpot.numerics.cluster.plan import Plan
from softpot.numerics.cluster.points import Columns, columns_of
from softpot.numerics.cluster.store import Store, open_store

__all__ = ["ClusterError", "client_of", "shared", "sweep"]

PATIENCE = 300.0
"""Seconds that a scheduler may be gone."""
TRIES = 10
"""Times that a chunk may take its worker down."""
_PAUSE = 0.2

Progress = Callable[[int, int, int], None]


class ClusterError(RuntimeError):
    """The scheduler or its workers cannot be had; the message says why."""


def sweep(
    plan: Plan, folder: Path, scheduler: str | None = None, progress: Progress | None = None
) -> Store:
    """Compute the chunks of a plan that a folder lacks, and write them there.

    scheduler: the address of a dask scheduler; None computes here.  progress(done, of, failed) is called
    for each chunk, with the number of its points that could not be computed.
    Raises: StoreError, also where another build than the one that began it would go on; ClusterError, OSError.
    """
    about = {"plan": plan.text, "chunk": plan.chunk, "energies": "w", "temperatures": "w/k_B"}
    store = open_store(folder, columns_of(plan), plan.rows, plan.chunk, about)
    todo = list(store.missing())
    made = plan.chunks - len(todo)
    if scheduler is None and todo:
        store.made_by(build())
    for number, (maker, columns) in (
        ((k, built_chunk(plan, k)) for k in todo)
        if scheduler is None
        else shared(scheduler, built_chunk, plan, todo)
    ):
        store.made_by(maker)
        store.write(number, columns)
        made += 1
        if progress is not None:
            progress(made, plan.chunks, _failed(plan, columns))
    return store


def _failed(plan: Plan, columns: Columns) -> int:
    first = next(name for name in columns_of(plan) if name not in dict(plan.axes))
    return int(np.isnan(columns[first]).sum())


@contextmanager
def client_of(address: str, patience: float = PATIENCE) -> Iterator[Any]:
    """A client of the scheduler, which may be gone for a while; ClusterError where it stays away."""
    if not address.strip():  # dask would start workers of its own
        raise ClusterError(
            "the address of the scheduler is empty: give one such as tcp://host:8786"
        )
    try:
        from distributed import Client
    except ImportError:
        raise ClusterError(
            "a scheduler needs dask, which is not installed: pip install 'softpot[cluster]'"
        ) from None

    begun: list[Any] = []

    class Ours(Client):  # type: ignore[misc, unused-ignore]
        """A client that can be closed even where it could not be made."""

        def __init__(self, address: str) -> None:
            begun.append(self)
            super().__init__(address, timeout=10, set_as_default=False)  # type: ignore[no-untyped-call, unused-ignore]

    until = monotonic() + patience
    while True:
        try:
            client: Any = Ours(address)
            break
        except ValueError as error:
            _closed(begun)
            raise ClusterError(f"{address!r} is no address of a scheduler: {error}") from None
        except (OSError, TimeoutError, AssertionError):
            # an AssertionError: its own thread has not started within 10 s, on a busy machine
            _closed(begun)
            if monotonic() > until:
                raise ClusterError(f"no scheduler answers at {address}") from None
            sleep(_PAUSE)
    try:
        yield client
    finally:
        client.close(timeout=2)


def _closed(begun: list[Any]) -> None:
    """End what a client that could not be made has begun.

    Left to the garbage collector, it would be closed wherever that is at work: in the middle of the start of the next
    client, which holds the lock that closing waits for, or in its own thread, which closing waits for too.
    """
    while begun:
        client = begun.pop()
        with suppress(AttributeError, OSError, TimeoutError, AssertionError, RuntimeError):
            client.close(timeout=2)
        with suppress(AttributeError, TimeoutError, RuntimeError):
            client._loop_runner.stop(timeout=2)  # which its closing leaves where nobody answered


def shared(
    address: str,
    function: Callable[[Any, Any], Any],
    common: Any,
    tasks: list[Any],
    patience: float = PATIENCE,
) -> Iterator[tuple[Any, Any]]:
    """(task, function(common, task)) for every task, as they are done by the scheduler's workers.

    function: of a module that the workers have too.  What it raises is raised here.
    """
    left = dict.fromkeys(tasks, TRIES)
    first = True
    while left:
        with client_of(address, 10.0 if first else patience) as client:
            first = False
            for task, found, lost in _served(client, function, common, list(left), patience):
                if not lost:
                    del left[task]
                    yield task, found
                    continue
                left[task] -= 1
                if not left[task]:
                    raise ClusterError(
                        f"{TRIES} workers ended while they computed part {task}: give them more memory, or smaller "
                        "chunks"
                    )


def _served(
    client: Any, function: Callable[[Any, Any], Any], common: Any, tasks: list[Any], patience: float
) -> Iterator[tuple[Any, Any, bool]]:
    """(task, result, False) or (task, None, True) where its worker died; ends early where the scheduler is gone."""
    from distributed import CancelledError, KilledWorker, as_completed

    waiting = iter(tasks)
    names: dict[str, Any] = {}
    under_way = as_completed([], loop=client.loop)

    def hand_out(task: Any) -> None:
        # each has a key of its own: a result of an earlier client may have been lost with its worker
        future = client.submit(function, common, task, pure=False)
        names[future.key] = task
        under_way.add(future)

    for _, task in zip(range(_width(client, patience)), waiting, strict=False):
        hand_out(task)
    for future in under_way:
        task = names.pop(future.key)
        try:
            found = future.result()
        except KilledWorker:
            yield task, None, True
            hand_out(task)
            continue
        except (CancelledError, OSError, TimeoutError):
            return
        future.release()
        yield task, found, False
        following = next(waiting, None)
        if following is not None:
            hand_out(following)


def _width(client: Any, patience: float) -> int:
    """Two chunks for each thread of the workers; ClusterError where there is no worker."""
    until = monotonic() + patience
    while True:
        threads = sum(client.nthreads().values())
        if threads:
            return 2 * int(threads)
        if monotonic() > until:
            raise ClusterError(
                "the scheduler has no workers: start some with `dask worker ADDRESS`"
            )
        sleep(_PAUSE)
