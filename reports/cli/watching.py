"""``softpot watch --once``: judge what changed, and show the entries that were judged as they stand."""

from __future__ import annotations

import textwrap

from softpot.derive.machinery.errors import TheoryError
from softpot.numerics.machinery.ledger import Judged, Ledger
from softpot.numerics.machinery.reasons import why
from softpot.numerics.machinery.unchanged.reads import watching
from softpot.reports.cli.judging import (
    Start,
    judged,
    memory_of,
    print_ledger,
    summary,
    tell_trouble,
)
from softpot.reports.cli.loading import entries, theory_from
from softpot.reports.cli.showing import show
from softpot.reports.cli.terminal import columns, say
from softpot.reports.cli.usage import MAX_DIGITS, whole

MOST_SHOWN = 2  # entries whose lines are shown; of more a table tells more


def run_once(
    theory_file: str, ids: tuple[str, ...], digits: str, start: Start, *, mutants: bool
) -> int:
    """Judge and show; the exit code is the ledger's outcome."""
    precision = whole(digits, "--digits", 1, MAX_DIGITS)
    with watching() as reads:
        theory = theory_from(theory_file)
        entries(theory, ids)
        memory = memory_of(theory, precision, start, reads, theory_file, use=True, values=False)
        ledger = judged(theory, ids, precision, mutants=mutants, memory=memory)
    memory.tidy()
    tell_trouble(memory)
    _show(ledger)
    return int(ledger.outcome)


def _show(ledger: Ledger) -> None:
    """What was judged now; all in one table where that is much."""
    new = [j for j in ledger.entries if j.kept is None and j.entry.derive is not None]
    if len(new) > MOST_SHOWN:
        print_ledger(ledger)
        return
    for row in new:
        _show_row(ledger, row)
        say()
    for line in summary(ledger):
        say(line)
    for j in ledger.entries:
        if j.outcome and j not in new:
            _say(why(j))


def _show_row(ledger: Ledger, row: Judged) -> None:
    """The lines of one entry, its evidence, and what is judged of it."""
    try:
        show(ledger.theory, row.entry)
    except TheoryError as error:  # a form that cannot be written
        _say(str(error))
    say()
    for evidence in row.evidence:
        _say(repr(evidence))
    printed = "" if row.printed_verdict is None else f"; in print: {row.printed_verdict}"
    _say(f"{row.entry.id}: {row.verdict}{printed} ({row.seconds:.1f} s)")
    if row.outcome:
        _say(why(row))


def _say(words: str) -> None:
    say(textwrap.fill(words, columns(), subsequent_indent="  ", break_on_hyphens=False))
