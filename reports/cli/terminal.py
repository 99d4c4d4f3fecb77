"""Tables, progress, colours and characters for a terminal, and for what is no terminal.

The environment is asked as other commands ask it: COLUMNS is the width, NO_COLOR (not empty) leaves colours out,
TERM=dumb leaves out colours and whatever rewrites a line.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Sequence
from types import TracebackType
from typing import TextIO

import click

USUAL, NARROWEST, WIDEST = 80, 20, 100
_PLAIN = str.maketrans({"−": "-", "–": "-", "\u202f": " ", "…": "...", "×": "x"})


def columns() -> int:
    """The width of a line: COLUMNS, else that of the terminal up to 100, else 80."""
    given = os.environ.get("COLUMNS", "")
    if given.isdecimal() and 0 < int(given) < 10**6:
        return max(int(given), NARROWEST)
    if not sys.stdout.isatty():
        return USUAL
    width = shutil.get_terminal_size((USUAL, 24)).columns
    return min(max(width, NARROWEST), WIDEST)


def _rewrites(stream: TextIO) -> bool:
    """Whether a stream is a terminal that understands more than lines."""
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def unicode_output() -> bool:
    """Whether the output can show Greek letters and box characters."""
    try:
        "η′₀⎛⇔²".encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def say(text: str = "") -> None:
    """A line of output; what the terminal's character set lacks becomes a question mark."""
    encoding = sys.stdout.encoding or "ascii"
    if not unicode_output():
        text = text.translate(_PLAIN)
    # a file's name may hold bytes that are no characters
    click.echo(text.encode(encoding, "replace").decode(encoding))


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], shrink: int) -> list[str]:
    """Lines of a table; where it is too wide the gaps close up, then, on a terminal, the column ``shrink`` gives way.

    In a pipe or a file nothing is cut.
    """
    widths = [max(len(row[k]) for row in (heads, *rows)) for k in range(len(heads))]
    gaps = len(widths) - 1
    gap = "  " if sum(widths) + 2 * gaps <= columns() else " "
    excess = sum(widths) + len(gap) * gaps - columns()
    if excess > 0 and sys.stdout.isatty():
        widths[shrink] = max(8, widths[shrink] - excess)
    rule = ["-" * width for width in widths]
    return [_line(row, widths, gap) for row in (heads, rule, *rows)]


def _line(cells: Sequence[str], widths: Sequence[int], gap: str) -> str:
    cut = [c if len(c) <= w else c[: w - 1] + "…" for c, w in zip(cells, widths, strict=True)]
    return gap.join(c.ljust(w) for c, w in zip(cut, widths, strict=True)).rstrip()


def coloured(line: str, word: str, colour: str) -> str:
    """The line with the first occurrence of a word in colour, on a terminal and without NO_COLOR."""
    if not _rewrites(sys.stdout) or os.environ.get("NO_COLOR"):
        return line
    return line.replace(word, click.style(word, fg=colour), 1)


class Progress:
    """A bar on stderr that rewrites its line and goes away at the end; silent when stderr is not one that can."""

    WIDTH = 24

    def __init__(self) -> None:
        self.shown = _rewrites(sys.stderr)

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()

    def at(self, done: int, of: int, what: str) -> None:
        """Show that ``done`` parts of ``of`` are done and which one is next."""
        if not self.shown:
            return
        filled = self.WIDTH * done // max(of, 1)
        bar = "#" * filled + "." * (self.WIDTH - filled)
        sys.stderr.write(f"\r\x1b[K[{bar}] {done}/{of} {what}"[: columns() + 3])
        sys.stderr.flush()
