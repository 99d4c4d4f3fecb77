"""``softpot check``: the ledger as a table, and as JSON."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from softpot.derive.kernel.certificates import NONE, WHOLE
from softpot.derive.machinery.theory import Entry, Theory
from softpot.derive.machinery.units import Units
from softpot.derive.machinery.verdict import Verdict
from softpot.numerics.machinery.baseline import (
    BaselineError,
    Difference,
    differences,
    read_baseline,
)
from softpot.numerics.machinery.check import check_theory
from softpot.numerics.machinery.ledger import Ledger, Outcome
from softpot.numerics.machinery.mutants import MutantCount
from softpot.numerics.machinery.reasons import why
from softpot.numerics.machinery.unchanged.memory import Memory
from softpot.numerics.machinery.unchanged.reads import Reads, watching
from softpot.reports.cli.loading import PRIVATE, entries, theory_from
from softpot.reports.cli.terminal import Progress, coloured, columns, say, table
from softpot.reports.cli.usage import MAX_DIGITS, refuse, whole
from softpot.reports.junit import junit
from softpot.reports.machinery.files import Refused, check_file, write_file
from softpot.reports.machinery.report import json_text
from softpot.reports.machinery.shown import score

_COLOURS = {
    Verdict.PROVED: "green", Verdict.DERIVED: "green", Verdict.VERIFIED: "green", Verdict.CONSISTENT: "green",
    Verdict.REFUTED: "red", Verdict.UNKNOWN: "red", Verdict.NOT_DERIVED: "yellow",
}  # fmt: skip


@dataclass(frozen=True)
class Start:
    """When this process began, when this command did, and what was loaded before it: see ``Memory``."""

    begun: float
    started: float
    before: frozenset[str]


@dataclass(frozen=True)
class Wanted:
    """What a check is to do besides printing its table: files to write, a baseline, mutants; only what changed.

    scheduler: whose workers judge the entries; None: this process.
    """

    json_file: str | None = None
    junit_file: str | None = None
    baseline: str | None = None
    mutants: bool = False
    changed: bool = False
    scheduler: str | None = None


def run(
    ids: tuple[str, ...], digits: str, theory_file: str | None, wanted: Wanted, start: Start
) -> int:
    """Check, print, write; the exit code is the ledger's outcome, or 1 where a baseline was better.

    start: when nothing of what is judged was loaded yet.
    """
    precision = whole(digits, "--digits", 1, MAX_DIGITS)
    if wanted.scheduler is not None and wanted.changed:
        refuse(
            "--scheduler and --changed are both given, but a row that another machine judged is not kept: leave one out"
        )
    try:
        for file in (wanted.json_file, wanted.junit_file):
            if file is not None:
                check_file(Path(file))
        before = None if wanted.baseline is None else read_baseline(Path(wanted.baseline))
    except (Refused, BaselineError) as error:
        refuse(str(error))
    with watching() as reads:
        theory = theory_from(theory_file)
        if before is not None and before.get("theory", theory.title) != theory.title:
            refuse(
                f"the baseline {wanted.baseline} is of the theory {str(before['theory'])!r}, but {theory.title!r} is "
                "checked: give a baseline of the same theory"
            )
        chosen = entries(theory, ids)
        ids = tuple(entry.id for entry in chosen) if ids else ()
        if all(entry.derive is None for entry in chosen):
            refuse("nothing was judged: no statement asked for has a derivation", code=1)
        values = wanted.json_file is not None or wanted.baseline is not None
        memory = memory_of(
            theory, precision, start, reads, theory_file, use=wanted.changed, values=values
        )
        ledger = (
            judged(theory, ids, precision, mutants=wanted.mutants, memory=memory)
            if wanted.scheduler is None
            else judged_elsewhere(
                theory, theory_file, ids, precision, wanted.scheduler, mutants=wanted.mutants
            )
        )
    memory.tidy()
    if wanted.changed:
        tell_trouble(memory)
    print_ledger(ledger)
    if not Units(theory.symbols).named:
        say("units: no quantity has one, so none are checked")
    changes = [] if before is None else list(differences(before, ledger.as_data(), whole=not ids))
    worse = [change for change in changes if change.worse]
    if before is not None:
        _print_changes(changes, worse)
    try:
        if wanted.json_file is not None:
            write_file(Path(wanted.json_file), json_text(ledger))
        if wanted.junit_file is not None:
            write_file(Path(wanted.junit_file), junit(ledger, worse).decode())
    except Refused as error:
        refuse(str(error))
    return max(int(ledger.outcome), 1) if worse and not ledger.outcome else int(ledger.outcome)


def _print_changes(changes: list[Difference], worse: list[Difference]) -> None:
    say()
    if not changes:
        say("baseline: nothing changed")
        return
    say(f"baseline: {len(worse)} worse, {len(changes) - len(worse)} other differences")
    for change in changes:
        mark = "worse" if change.worse else "note"
        line = f"  {mark}: {change}"
        say(textwrap.fill(line, columns(), subsequent_indent="    ", break_on_hyphens=False))


def memory_of(
    theory: Theory,
    digits: int,
    start: Start,
    reads: Reads,
    theory_file: str | None,
    *,
    use: bool,
    values: bool,
) -> Memory:
    """What is known from earlier checks of this theory."""
    return Memory(
        theory,
        digits,
        start.started,
        reads,
        start.begun,
        start.before,
        use=use,
        values=values,
        home="" if theory_file is None else PRIVATE,
    )


def tell_trouble(memory: Memory) -> None:
    """One line where nothing could be written down for the next check."""
    if memory.trouble:
        click.echo(f"softpot: nothing is kept for the next check: {memory.trouble}", err=True)


def judged(
    theory: Theory,
    ids: Sequence[str],
    digits: int,
    *,
    mutants: bool = False,
    memory: Memory | None = None,
) -> Ledger:
    """The ledger, with a progress bar on a terminal."""
    with Progress() as progress:

        def tell(entry: Entry, k: int, of: int) -> None:
            progress.at(k, of, entry.id)

        return check_theory(theory, ids or None, digits, tell, mutants, memory)


def judged_elsewhere(
    theory: Theory,
    theory_file: str | None,
    ids: Sequence[str],
    digits: int,
    scheduler: str,
    *,
    mutants: bool = False,
) -> Ledger:
    """The same by the workers of a scheduler."""
    from softpot.reports.cli.sharing import judged_by_workers

    with Progress() as progress:

        def tell(entry: Entry, k: int, of: int) -> None:
            progress.at(k, of, entry.id)

        return judged_by_workers(
            theory, theory_file, ids, digits, mutants=mutants, scheduler=scheduler, tell=tell
        )


def print_ledger(ledger: Ledger) -> None:
    """One row an entry, the counts, and a line for each verdict that is not the expected one."""
    heads = ("id", "equation", "verdict", "in print", "digits, rate", "time")
    rows = [
        (
            j.entry.id, j.entry.equation, str(j.verdict), str(j.printed_verdict or ""),
            score(j).removeprefix("rate "), f"{j.seconds:.1f} s" if j.kept is None else "unchanged",
        )
        for j in ledger.entries
    ]  # fmt: skip
    lines = table(heads, rows, shrink=0)
    for line in lines[:2]:
        say(line)
    for j, line in zip(ledger.entries, lines[2:], strict=True):
        say(coloured(line, str(j.verdict), _COLOURS[j.verdict]))
    say()
    for line in summary(ledger):
        say(line)
    for j in ledger.entries:
        if j.outcome is not Outcome.AS_EXPECTED:
            say(textwrap.fill(why(j), columns(), subsequent_indent="  ", break_on_hyphens=False))


def kernel(ledger: Ledger) -> list[str]:
    """What the kernel says of the entries that are exact: which it accepted whole, and why not the others."""
    said: dict[str, list[str]] = {}
    for j in ledger.entries:
        if j.kernel is not None and j.verdict in (Verdict.PROVED, Verdict.DERIVED):
            words = j.kernel.words
            short = words.startswith(WHOLE) or words == NONE
            said.setdefault(words if short else "", []).append(
                j.entry.id if short else f"{j.entry.id} ({words})"
            )
    lines = [
        f"kernel: {words + ': ' if words else ''}{', '.join(ids)}" for words, ids in said.items()
    ]
    return [
        textwrap.fill(line, columns(), subsequent_indent="  ", break_on_hyphens=False)
        for line in lines
    ]


def summary(ledger: Ledger) -> list[str]:
    """How many entries have which verdicts."""
    counts = ", ".join(f"{n} {verdict}" for verdict, n in ledger.counts().items())
    count = len(ledger.entries)
    lines = [f"{count} statement{'' if count == 1 else 's'}: {counts}"]
    kept = sum(j.kept is not None for j in ledger.entries)
    if kept:
        lines.append(
            f"{kept} unchanged since they were judged, {len(ledger.entries) - kept} judged now"
        )
    printed = ledger.printed_counts()
    lines += kernel(ledger)
    if any(j.mutants for j in ledger.entries):
        total = sum((j.mutants for j in ledger.entries if j.mutants), MutantCount(0, 0, 0, ()))
        lines.append(
            f"wrong formulas: {total.killed} of {total.tried} caught, "
            f"{total.equivalent} set aside as the original"
        )
    if printed:
        lines.append(
            "printed forms: " + ", ".join(f"{n} {verdict}" for verdict, n in printed.items())
        )
    return lines
