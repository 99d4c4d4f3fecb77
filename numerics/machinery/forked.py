"""task(0), task(1), ..., task(n - 1), in order, by as many forked processes as there are processors.

A fork has all that was computed before it, so that what the tasks share is computed once and nothing has to be
pickled but the results. Each process takes the next number when it is done with one, and ends when its parent has
ended. Where forking is not safe (macOS, Windows, inside a daemon) or of no use the tasks run one after the other.

Errors: what a task raises is raised where its result would come; EOFError when a process dies without a word.
Not guaranteed: that a task's side effects are seen by the caller.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import warnings
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection, wait
from typing import Any, TypeVar

from softpot.numerics.machinery.unchanged.reads import unwatched

__all__ = ["in_order", "processors"]

_Result = TypeVar("_Result")


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def in_order(task: Callable[[int], _Result], count: int, processes: int = 0) -> Iterator[_Result]:
    """The results of ``task`` for 0 ... count - 1; ``processes`` 0: one for each processor."""
    number = min(processes or processors(), count)
    daemon = multiprocessing.current_process().daemon
    if number < 2 or daemon or not sys.platform.startswith("linux"):
        yield from map(task, range(count))
        return
    context = multiprocessing.get_context("fork")
    taken = context.Value("i", 0)
    here: list[Connection] = []
    workers = []
    try:
        for _ in range(number):
            mine, theirs = context.Pipe(duplex=False)
            worker = context.Process(
                target=_work, args=(task, count, taken, theirs, os.getpid()), daemon=True
            )
            with warnings.catch_warnings():
                # threads that wait for BLAS hold no lock that a fork would need
                warnings.simplefilter("ignore", DeprecationWarning)
                with unwatched():  # the tasks are ours
                    worker.start()
            theirs.close()
            here.append(mine)
            workers.append(worker)
        yield from _collected(here, count)
    finally:
        for worker in workers:
            worker.terminate()
        for worker in workers:
            worker.join()


def _collected(pipes: list[Connection], count: int) -> Iterator[Any]:
    """What the workers send, in the order of the tasks."""
    found: dict[int, tuple[bool, Any]] = {}
    for k in range(count):
        while k not in found:
            for pipe in wait(pipes):
                assert isinstance(pipe, Connection)
                try:
                    done, good, value = pipe.recv()
                except EOFError:
                    pipes.remove(pipe)
                    continue
                found[done] = (good, value)
            if not pipes and k not in found:
                raise EOFError(f"the process that had task {k} ended without a result")
        good, value = found.pop(k)
        if not good:
            raise value
        yield value


def _work(
    task: Callable[[int], Any], count: int, taken: Any, pipe: Connection, parent: int
) -> None:
    """Take the next number and send its result, until there is none or nobody to send it to."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent says when to stop
    while os.getppid() == parent:
        with taken.get_lock():
            k = taken.value
            taken.value = k + 1
        if k >= count:
            return
        try:
            answer = (k, True, task(k))
        except Exception as error:  # whatever a task raises belongs to its caller
            answer = (k, False, error)
        try:
            pipe.send(answer)
        except BrokenPipeError:
            return
