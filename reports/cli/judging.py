"""``softpot check``: the ledger as a table, and as JSON."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from derive.machinery.theory import Entry, Theory
from derive.machinery.verdict import Verdict
from numerics.machinery.baseline import BaselineError, Difference, differences, read_baseline
from numerics.machinery.check import check_theory
from numerics.machinery.ledger import Ledger, Outcome
from numerics.machinery.mutants import MutantCount
from numerics.machinery.reasons import why
from reports.cli.loading import entries, theory_from
from reports.cli.terminal import COLUMNS, Progress, coloured, say, table
from reports.cli.usage import MAX_DIGITS, refuse, whole
from reports.junit import junit
from reports.machinery.files import Refused, check_file, write_file
from reports.machinery.report import json_text
from reports.machinery.shown import score

_COLOURS = {
    Verdict.PROVED: "green", Verdict.VERIFIED: "green", Verdict.CONSISTENT: "green", Verdict.REFUTED: "red",
    Verdict.UNKNOWN: "red", Verdict.NOT_DERIVED: "yellow",
}  # fmt: skip


@dataclass(frozen=True)
class Wanted:
    """What a check is to do besides printing its table: files to write, a baseline, mutants."""

    json_file: str | None = None
    junit_file: str | None = None
    baseline: str | None = None
    mutants: bool = False


def run(ids: tuple[str, ...], digits: str, theory_file: str | None, wanted: Wanted) -> int:
    """Check, print, write; the exit code is the ledger's outcome, or 1 where a baseline was better."""
    precision = whole(digits, "--digits", 1, MAX_DIGITS)
    try:
        for file in (wanted.json_file, wanted.junit_file):
            if file is not None:
                check_file(Path(file))
        before = None if wanted.baseline is None else read_baseline(Path(wanted.baseline))
    except (Refused, BaselineError) as error:
        refuse(str(error))
    theory = theory_from(theory_file)
    if before is not None and before.get("theory", theory.title) != theory.title:
        refuse(
            f"the baseline {wanted.baseline} is of the theory {str(before['theory'])!r}, but {theory.title!r} is "
            "checked: give a baseline of the same theory"
        )
    entries(theory, ids)
    ledger = judged(theory, ids, precision, mutants=wanted.mutants)
    print_ledger(ledger)
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
        say(textwrap.fill(line, COLUMNS, subsequent_indent="    ", break_on_hyphens=False))


def judged(theory: Theory, ids: Sequence[str], digits: int, *, mutants: bool = False) -> Ledger:
    """The ledger, with a progress bar on a terminal."""
    with Progress() as progress:

        def tell(entry: Entry, k: int, of: int) -> None:
            progress.at(k, of, entry.id)

        return check_theory(theory, ids or None, digits, tell, mutants)


def print_ledger(ledger: Ledger) -> None:
    """One row an entry, the counts, and a line for each verdict that is not the expected one."""
    heads = ("id", "equation", "verdict", "in print", "digits, rate", "time")
    rows = [
        (
            j.entry.id, j.entry.equation, str(j.verdict), str(j.printed_verdict or ""),
            score(j).removeprefix("rate "), f"{j.seconds:.1f} s",
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
            say(textwrap.fill(why(j), COLUMNS, subsequent_indent="  ", break_on_hyphens=False))


def summary(ledger: Ledger) -> list[str]:
    """How many entries have which verdicts."""
    counts = ", ".join(f"{n} {verdict}" for verdict, n in ledger.counts().items())
    lines = [f"{len(ledger.entries)} statements: {counts}"]
    printed = ledger.printed_counts()
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
