"""``softpot certify``: every line as a theorem of Rocq, and who accepted it."""

from __future__ import annotations

import os
import signal
import textwrap
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from softpot.derive.kernel import certificates, rocq
from softpot.derive.kernel.processes import NoRocq, versions
from softpot.derive.kernel.texts import Text, text_of
from softpot.derive.machinery.errors import TheoryError
from softpot.derive.machinery.theory import Theory
from softpot.derive.machinery.verdict import Verdict
from softpot.reports.cli.loading import entries, theory_from
from softpot.reports.cli.terminal import Progress, columns, say
from softpot.reports.cli.usage import refuse
from softpot.reports.machinery.files import Refused, write_file

_NO_ROCQ = 3


def run(
    ids: tuple[str, ...], out: str | None, theory_file: str | None, *, check: bool, keep: bool
) -> int:
    """Export, check, write and print; 0 where all that is expected to be proved is, and no kept text is out of date."""
    if out == "":
        refuse("--out is empty: give a folder, or leave the option out")
    theory = theory_from(theory_file, numbers=False)
    chosen = [entry for entry in entries(theory, ids) if entry.derive is not None]
    texts = []
    for entry in chosen:
        try:
            texts.append(text_of(theory, entry.id))
        except TheoryError as error:
            refuse(f"{entry.id} cannot be exported, because it is not derived: {error}", code=1)
    folder = theory.certificates
    kept = certificates.load(folder)
    if out is not None:
        _write(Path(out), texts)
    try:
        told = versions()
        with Progress() as progress:
            progress.at(0, len(texts), "the library")
            known = _known(texts, kept, check)
            with _terminated():
                found = rocq.settle_all(
                    texts, known, lambda id, done, of: progress.at(done, of, id)
                )
    except NoRocq as error:
        say(str(error))
        return _NO_ROCQ
    records: dict[str, dict[str, object]] = {}
    if kept is not None:
        records = {id: dict(record) for id, record in kept.entries.items()}
    accepted = {text.id: found[text.id].accepted for text in texts}
    missing = {t.id: certificates.missing(theory, t, accepted, kept) for t in texts}
    for text in texts:
        try:
            made = certificates.record(text, found[text.id], told, missing[text.id])
        except ValueError as error:
            refuse(str(error), code=1)
        records[text.id] = made
    changed = [t.id for t in texts if kept is None or not _as_kept(kept, t, records[t.id])]
    if not check and folder is not None and (keep or theory_file is not None):
        _keep(theory, folder, texts, records)
        changed = []
    _show(texts, found, missing)
    seconds = sum(os.times()[:4])  # of this process and of all that it has started
    lines = {text.id: certificates.lines_of(text, accepted[text.id]) for text in texts}
    steps = [said for each in lines.values() for said in each.values()]
    not_exported = sum(said.startswith("not exported") for said in steps)
    whole = sum(not why for why in missing.values())
    say()
    say(
        f"{len(texts)} entries, {whole} whole; {steps.count('accepted')} of {len(steps)} steps accepted, "
        f"{steps.count('refused')} refused, {not_exported} not exported; "
        f"{seconds:.0f} s of processor time; Rocq {told['rocq']}"
    )
    if check and changed:
        say(f"the kept texts are not those of now: {', '.join(changed)}")
        return 1
    short = [e.id for e in chosen if e.expected is Verdict.PROVED and missing[e.id]]
    return 1 if short else 0


def _known(
    texts: list[Text], kept: certificates.Certificates | None, check: bool
) -> dict[str, rocq.Known]:
    """What coqc compiles at once: the texts kept whole, and in a check the others without what was refused."""
    if kept is None:
        return {}
    told = {text.id: kept.known(text.id) for text in texts if kept.same(text)}
    return {id: known for id, known in told.items() if check or known == rocq.NOTHING}


@contextmanager
def _terminated() -> Iterator[None]:
    """Let SIGTERM end the block as an exception, so that what it started is ended too."""

    def end(number: int, frame: object) -> None:
        raise SystemExit(128 + number)

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _as_kept(kept: certificates.Certificates, text: Text, made: dict[str, object]) -> bool:
    before = kept.entries.get(text.id, {})
    if made["missing"]:
        same = kept.same(text) and before.get("missing") == made["missing"]
        return same and all(before.get(key, []) == made[key] for key in ("refused", "unstated"))
    return kept.holds(text) and not before.get("missing")


def _show(texts: list[Text], found: dict[str, rocq.Result], missing: dict[str, str]) -> None:
    for text in texts:
        lines = certificates.lines_of(text, found[text.id].accepted)
        said = list(lines.values())
        rest = f"; {missing[text.id]}" if missing[text.id] else "; accepted whole"
        say(f"{text.id}: {said.count('accepted')} of {len(said)} steps accepted{rest}")
        for name, why in sorted(found[text.id].why.items()):
            if not name.startswith("line_") or name.endswith("_exists"):
                say(textwrap.shorten(f"       {name}: {why}", 4 * columns(), placeholder=" ..."))
        for number, words in sorted(lines.items()):
            why = found[text.id].why.get(f"line_{number}", "") if words == "refused" else ""
            line = f"  {number:3}  {words}" + (f": {why}" if why else "")
            say(textwrap.shorten(line, 4 * columns(), placeholder=" ...") if why else line)


def _write(folder: Path, texts: list[Text]) -> None:
    """One file an entry, and the library, for whoever wants to read them or to run coqc by hand."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in rocq.LIBRARY:
            source = Path(rocq.__file__).parent / f"{name}.v"
            write_file(folder / f"{name}.v", source.read_text(encoding="utf-8"))
        for text in texts:
            write_file(folder / f"{rocq.module_name(text.id)}.v", text.written())
    except Refused as error:
        refuse(str(error))
    except OSError as error:
        refuse(f"cannot write to the folder {folder}: {error.strerror or error}")


def _keep(
    theory: Theory,
    folder: Path,
    texts: list[Text],
    records: dict[str, dict[str, object]],
) -> None:
    """The texts that were accepted whole, as certificates; those of other entries go."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        still = {id: record for id, record in records.items() if id in theory.ids}
        for text in texts:
            if not records[text.id]["missing"]:
                write_file(folder / certificates.file_name(text.id), text.written())
        whole = {
            certificates.file_name(id) for id, record in still.items() if not record["missing"]
        }
        for file in sorted(folder.glob("*.v")):
            if file.name not in whole:
                file.unlink()
        write_file(folder / certificates.INDEX, certificates.index_text(still))
    except Refused as error:
        refuse(str(error))
    except OSError as error:
        refuse(f"cannot write to the folder {folder}: {error.strerror or error}")
