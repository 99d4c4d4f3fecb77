"""How a result shows itself: a few lines in a terminal, a table in a notebook.

Lines are ASCII and hold no more rows than ``MOST``; what is left out is marked by dots.  Nothing here decides what
is shown, only how.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

__all__ = ["MOST", "aligned", "html_table", "html_text", "latex_number", "shortened"]

MOST = 7
"""Rows of a table in a terminal."""

MOST_IN_HTML = 200

_GREEK = {"alpha": "α", "beta": "β", "eta": "η", "eps": "ε", "delta": "δ", "omega": "ω"}
_NAME = re.compile(r"\b([A-Za-z]+)(?:_([A-Za-z0-9]+))?(?:\^(?:\(([^()]*)\)|(-?\d+)))?")


def shortened(text: str, most: int = 60) -> str:
    """The text, or its beginning and its end with dots between."""
    return text if len(text) <= most else f"{text[: most - 13]}...{text[-10:]}"


def latex_number(value: float) -> str:
    """A number to six digits, as LaTeX."""
    mantissa, _, exponent = f"{value:.6g}".partition("e")
    if not exponent:
        return mantissa
    power = f"10^{{{int(exponent)}}}"
    return power if mantissa == "1" else rf"{mantissa} \cdot {power}"


def few(rows: Sequence[Sequence[str]], most: int = MOST) -> list[Sequence[str]]:
    """All rows, or the first and the last with a row of dots between."""
    if len(rows) <= most:
        return list(rows)
    half = most // 2
    return [*rows[:half], ["..."] * len(rows[0]), *rows[-half:]]


def aligned(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Lines of a table of a few rows, flush right."""
    chosen = few(rows)
    widths = [max(map(len, column)) for column in zip(heads, *chosen, strict=True)]
    return [
        "  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True))
        for row in (heads, *chosen)
    ]


def html_text(text: str) -> str:
    """Plain text such as ``P_0 eta_L^(5/2)/w`` with Greek letters, subscripts and powers."""

    def marked(found: re.Match[str]) -> str:
        name, below, above = found[1], found[2], found[3] or found[4]
        letter = _GREEK.get(name, name)
        sub = f"<sub>{below}</sub>" if below else ""
        return f"{letter}{sub}" + (f"<sup>{above}</sup>" if above else "")

    return _NAME.sub(marked, escape(text))


def html_table(
    caption: str, heads: Sequence[str], rows: Sequence[Sequence[str]], *, marked: bool = False
) -> str:
    """A table of rows of plain text, 200 of them at most; ``marked``: caption and heads go through ``html_text``."""
    words = html_text if marked else escape
    top = "".join(f"<th>{words(head)}</th>" for head in heads)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>"
        for row in few(rows, MOST_IN_HTML)
    )
    above = f"<caption>{words(caption)}</caption>" if caption else ""
    return f"<table>{above}<thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"
