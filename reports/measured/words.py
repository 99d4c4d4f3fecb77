"""A table of words, which text, LaTeX and HTML print each in their way."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["WordTable"]


@dataclass(frozen=True)
class WordTable:
    """A table of words: what it shows, heads, rows."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
