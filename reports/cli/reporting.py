"""``softpot report``: check, then write the folder."""

from __future__ import annotations

from pathlib import Path

from softpot.derive.machinery.errors import Unwritable
from softpot.numerics.machinery.reasons import why
from softpot.reports.cli.judging import judged, judged_elsewhere, summary
from softpot.reports.cli.loading import theory_from
from softpot.reports.cli.terminal import Progress, say
from softpot.reports.cli.usage import MAX_DIGITS, refuse, whole
from softpot.reports.machinery.files import Refused
from softpot.reports.machinery.render import PARTS
from softpot.reports.machinery.report import (
    FORMATS,
    formats_from,
    prepare,
    prepare_certificates,
    write_report,
)
from softpot.reports.machinery.writable import refuse_unwritable


def run(
    out: str, formats: str, digits: str, theory_file: str | None, scheduler: str | None = None
) -> int:
    """Check and write; the exit code is the ledger's outcome, or 1 when LaTeX fails."""
    precision = whole(digits, "--digits", 1, MAX_DIGITS)
    if not out:
        refuse("--out is empty: give a folder, or leave the option out")
    folder = Path(out)
    try:
        asked = formats_from(formats)
        prepare(folder, asked)
    except Refused as error:
        refuse(str(error))
    theory = theory_from(theory_file)
    try:
        prepare_certificates(folder, theory)
        refuse_unwritable(theory, theory.entries)
    except Refused as error:
        refuse(str(error))
    except Unwritable as error:
        refuse(f"{error}; no report was written", code=1)
    if scheduler is None:
        ledger = judged(theory, (), precision)
    else:
        ledger = judged_elsewhere(theory, theory_file, (), precision, scheduler)
    try:
        with Progress() as progress:
            written = write_report(ledger, folder, asked, lambda what: progress.at(0, 1, what))
    except Refused as error:
        refuse(str(error))
    for line in summary(ledger):
        say(line)
    for j in ledger.entries:
        if j.outcome:
            say(why(j))
    names = ", ".join(name for name in written.files if "/" not in name)
    figures = sum(name.endswith(".svg") for name in written.files)
    say(f"{folder}: {names}" + (f", figures/ ({figures}, SVG and PDF)" if figures else ""))
    stale = [
        name
        for name in (f"{part}.{f}" for part in PARTS for f in FORMATS)
        if (folder / name).exists() and name not in written.files
    ]
    if stale:
        say(f"not written this time, so from an earlier run: {', '.join(stale)}")
    for sentence in written.missing:
        say(sentence)
    return int(ledger.outcome) or int(written.tex_failed)
