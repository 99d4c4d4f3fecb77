"""Tables, progress and characters for a terminal of 80 columns."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from types import TracebackType

import click

COLUMNS = 80
_PLAIN = str.maketrans({"−": "-", "–": "-", "\u202f": " ", "…": "...", "×": "x"})


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
    """Lines of a table; when 80 columns are not enough the gaps close up, then the column ``shrink`` gives way."""
    widths = [max(len(row[k]) for row in (heads, *rows)) for k in range(len(heads))]
    gaps = len(widths) - 1
    gap = "  " if sum(widths) + 2 * gaps <= COLUMNS else " "
    excess = sum(widths) + len(gap) * gaps - COLUMNS
    if excess > 0:
        widths[shrink] = max(8, widths[shrink] - excess)
    rule = ["-" * width for width in widths]
    return [_line(row, widths, gap) for row in (heads, rule, *rows)]


def _line(cells: Sequence[str], widths: Sequence[int], gap: str) -> str:
    cut = [c if len(c) <= w else c[: w - 1] + "…" for c, w in zip(cells, widths, strict=True)]
    return gap.join(c.ljust(w) for c, w in zip(cut, widths, strict=True)).rstrip()


def coloured(line: str, word: str, colour: str) -> str:
    """The line with the first occurrence of a word in colour, where the output is a terminal."""
    return line.replace(word, click.style(word, fg=colour), 1) if sys.stdout.isatty() else line


class Progress:
    """A bar on stderr that rewrites its line and goes away at the end; silent when stderr is not a terminal."""

    WIDTH = 24

    def __init__(self) -> None:
        self.shown = sys.stderr.isatty()

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
        sys.stderr.write(f"\r\x1b[K[{bar}] {done}/{of} {what}"[: COLUMNS + 4])
        sys.stderr.flush()
