"""``softpot sweep``: a grid of points into a folder, as far as it is not there."""

from __future__ import annotations

import logging
from errno import EDQUOT, ENOSPC
from pathlib import Path

from softpot.numerics.cluster.plan import PlanError, read_plan
from softpot.numerics.cluster.store import StoreError
from softpot.numerics.cluster.sweep import ClusterError, sweep
from softpot.reports.cli.terminal import Progress, say
from softpot.reports.cli.usage import refuse

__all__ = ["run"]


def run(plan_file: str, out: str, scheduler: str | None) -> int:
    """Compute and write; 0, or 1 where some point could not be computed."""
    if not out:
        refuse("--out is empty: give a folder")
    # what dask says while a scheduler is gone is not for whoever waits
    logging.getLogger("distributed").setLevel(logging.CRITICAL + 1)
    folder = Path(out)
    done = [0, 0]

    with Progress() as progress:

        def tell(made: int, of: int, failed: int) -> None:
            done[0], done[1] = made, done[1] + failed
            progress.at(made, of, f"chunk {made} of {of}")

        try:
            plan = read_plan(Path(plan_file))
            store = sweep(plan, folder, scheduler, tell)
        except (PlanError, StoreError) as error:
            refuse(str(error))
        except ClusterError as error:
            refuse(f"{error}; what is written stays, and the same command goes on", code=3)
        except OSError as error:
            if error.errno not in (ENOSPC, EDQUOT):
                raise
            refuse(
                f"the disk of {folder} is full; {done[0]} chunks are written, and the same command goes on from there",
                code=1,
            )
    names = ", ".join(name for name, _ in store.columns)
    say(f"{folder}: {plan.rows} points in {plan.chunks} chunks; columns {names}")
    if done[1]:
        say(f"{done[1]} points could not be computed: their rows hold NaN")
    return int(done[1] > 0)
