"""The entries of a theory, judged by the workers of a dask scheduler: one task an entry, with its wrong formulas."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

import click

from softpot.derive.machinery.theory import Entry, Theory
from softpot.numerics.cluster.sweep import ClusterError, shared
from softpot.numerics.machinery.check import check_theory
from softpot.numerics.machinery.ledger import Judged, Ledger
from softpot.reports.cli.loading import LATER, theory_from
from softpot.reports.cli.usage import refuse

__all__ = ["judged_by_workers"]


@dataclass(frozen=True)
class _Common:
    """What all entries share: the theory's file as it was typed and the hash of its text, digits, wrong formulas."""

    file: str | None
    text: str
    digits: int
    mutants: bool


def judged_by_workers(
    theory: Theory,
    file: str | None,
    ids: Sequence[str],
    digits: int,
    *,
    mutants: bool,
    scheduler: str,
    tell: Callable[[Entry, int, int], None],
) -> Ledger:
    """The ledger; one sentence where a worker has not the same theory, or where there is none."""
    chosen = theory.select(ids or None)
    of = {entry.id: entry for entry in chosen}
    common = _Common(file, _hash(file), digits, mutants)
    found: dict[str, Judged] = {}
    try:
        for id, row in shared(scheduler, _judge, common, list(of)):
            if isinstance(row, str):
                refuse(f"a worker cannot judge {id}: {row}", code=1)
            found[id] = Judged(entry=of[id], **row)
            tell(of[id], len(found) - 1, len(chosen))
    except ClusterError as error:
        refuse(str(error), code=3)
    return Ledger(theory, tuple(found[entry.id] for entry in chosen), digits)


def _hash(file: str | None) -> str:
    """Of the script alone: modules beside it may differ unseen."""
    if file is None or file == LATER:
        return ""
    return hashlib.sha256(Path(file).read_bytes()).hexdigest()


@cache
def _theory(file: str | None, text: str) -> Theory:
    """The theory on a worker, loaded once."""
    return theory_from(file)


def _judge(common: _Common, id: str) -> dict[str, Any] | str:
    """On a worker: the row of an entry without the entry itself; or why it cannot be had."""
    try:
        if _hash(common.file) != common.text:
            return f"its {common.file} is another file"
        theory = _theory(common.file, common.text)
    except click.ClickException as error:
        return error.format_message()
    except OSError as error:
        return f"it cannot read {common.file}: {error.strerror}"
    (row,) = check_theory(theory, [id], common.digits, mutants=common.mutants).entries
    return {f.name: getattr(row, f.name) for f in fields(row) if f.name != "entry"}
