"""A ledger becomes a folder: the article report.tex, .html, .pdf, its supplement.*, figures/,
certificates/, ledger.json.

``ledger.json`` is moved into place last; its "files" holds the SHA-256 of each file of the set, so that
whoever has the folder can tell that they belong together.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from softpot.derive.machinery.theory import Theory
from softpot.numerics.machinery.ledger import Ledger
from softpot.reports.machinery.document import document
from softpot.reports.machinery.errors import ReportError
from softpot.reports.machinery.figure import draw_all
from softpot.reports.machinery.files import MARK, Refused, check_folder, recover, write_set
from softpot.reports.machinery.graph import NAME as GRAPH
from softpot.reports.machinery.graph import graph
from softpot.reports.machinery.render import PARTS, render_html, render_tex
from softpot.reports.machinery.tex import NoTeX, TeXFailed, compile_pdf

FORMATS = ("tex", "html", "pdf")
_COPIED = b"(* copied by " + MARK + b" *)\n"


@dataclass(frozen=True)
class Written:
    """What was written, and what was asked for and could not be: one sentence each."""

    folder: Path
    files: tuple[str, ...]
    missing: tuple[str, ...]
    tex_failed: bool
    log: str


def formats_from(text: str) -> tuple[str, ...]:
    """The formats in a comma-separated list; raises Refused for an unknown one and for none."""
    asked = [part.strip() for part in text.split(",") if part.strip()]
    for name in asked:
        if name not in FORMATS:
            raise Refused(f"there is no format {name!r}: the formats are {', '.join(FORMATS)}")
    if not asked:
        raise Refused(
            f"no format was given: the formats are {', '.join(FORMATS)}, joined by commas"
        )
    return tuple(f for f in FORMATS if f in asked)


def prepare(folder: Path, formats: Iterable[str]) -> None:
    """Refuse a folder that the report could not be written to, before the long work; finish a torn one."""
    recover(folder)
    check_folder(folder, (*(f"{part}.{f}" for part in PARTS for f in formats), "ledger.json"))


def prepare_certificates(folder: Path, theory: Theory) -> None:
    """Refuse a folder in which a certificate of the theory would take the place of somebody else's file."""
    kept = theory.certificates
    names = sorted(path.name for path in kept.glob("*.v")) if kept is not None else []
    check_folder(folder, tuple(f"certificates/{name}" for name in names))


def write_report(
    ledger: Ledger,
    folder: Path,
    formats: Iterable[str] = FORMATS,
    progress: Callable[[str], None] | None = None,
) -> Written:
    """Write the report of a ledger; raises Refused when the folder cannot take it.

    A PDF that could not be made is not an error here: the other files are written, and ``missing`` says why.
    """
    tell = progress or (lambda _: None)
    formats = tuple(formats)
    files: dict[str, bytes] = {}
    missing: list[str] = []
    tell("drawing figures")
    if GRAPH in ledger.theory.figures:
        raise ReportError(
            f"no figure of a theory may be called {GRAPH!r}: the graph of its entries has this name"
        )
    figures = draw_all(ledger)
    statements = graph(ledger)
    told = document(ledger, figures, statements)
    symbols = ledger.theory.symbols
    texts = (
        {part: render_tex(told, symbols, part) for part in PARTS}
        if {"tex", "pdf"} & set(formats)
        else {}
    )
    logs, failed = [], False
    for part in PARTS:
        if "tex" in formats:
            files[f"{part}.tex"] = texts[part].encode()
        if "html" in formats:
            tell(f"writing {part}.html")
            files[f"{part}.html"] = render_html(told, symbols, part).encode()
    for part in PARTS if "pdf" in formats else ():
        tell(f"running LaTeX on {part}.tex")
        try:
            made = compile_pdf(
                texts[part], {f"{f.name}.pdf": f.pdf for f in (*figures, statements)}
            )
            files[f"{part}.pdf"] = made.pdf
            logs.append(made.log)
        except (NoTeX, TeXFailed) as error:
            missing.append(str(error).replace("report.pdf", f"{part}.pdf", 1))
            failed = failed or isinstance(error, TeXFailed)
            break  # what stops one of the two stops the other
    for figure in (*figures, statements):
        files[f"figures/{figure.name}.svg"] = figure.svg
        files[f"figures/{figure.name}.pdf"] = figure.pdf
    files |= certificates(ledger)
    files["ledger.json"] = json_text(ledger, manifest(files)).encode()
    tell("moving the files into place")
    write_set(folder, files)
    return Written(folder, tuple(files), tuple(missing), failed, "\n".join(logs))


def certificates(ledger: Ledger) -> dict[str, bytes]:
    """The texts that the kernel accepted, entry by entry; a comment at the end tells whose files these are."""
    folder = ledger.theory.certificates
    names = [e.kernel.file for e in ledger.entries if e.kernel is not None and e.kernel.whole]
    if folder is None:
        return {}
    return {f"certificates/{n}": (folder / n).read_bytes() + _COPIED for n in names}


def manifest(files: Mapping[str, bytes]) -> dict[str, str]:
    """The SHA-256 of each file."""
    return {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}


def json_text(ledger: Ledger, files: Mapping[str, str] | None = None) -> str:
    """The ledger as JSON text that ends with a line break; the same ledger gives the same text."""
    data: dict[str, Any] = dict(ledger.as_data())
    if files is not None:
        data = {"written_by": "softpot report"} | data | {"files": dict(files)}
    try:
        return json.dumps(data, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
    except ValueError:
        raise ReportError(
            "the ledger holds a number that is not finite, which JSON cannot hold"
        ) from None
