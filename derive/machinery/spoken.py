"""Words that every output can hold: a string, without control characters and halves of characters."""

from __future__ import annotations

import unicodedata

from softpot.derive.machinery.errors import TheoryError

__all__ = ["LONGEST_TITLE", "odd_words", "refuse_odd_words"]

LONGEST_TITLE = 2000
"""Characters of a title, of an equation's number and the like, which stand on one line of a table."""

LONGEST = 100_000
"""Characters of a statement, a note and the like."""


def odd_words(text: object, longest: int = LONGEST) -> str:
    r"""What keeps it from being written; "" for words.

    >>> odd_words("words"), odd_words(3)
    ('', 'it is of type int, and a string is needed')
    >>> odd_words("half a character: \ud800")
    "it has '\\ud800', which no file can hold"
    """
    if not isinstance(text, str):
        return f"it is of type {type(text).__name__}, and a string is needed"
    if len(text) > longest:
        return f"it has {len(text)} characters, and {longest} at most are provided for"
    for c in text:
        if unicodedata.category(c) in ("Cc", "Cs") and c not in "\t\n\r":
            return f"it has {c!a}, which no file can hold"
    return ""


def refuse_odd_words(of: str, short: bool = False, **given: object) -> None:
    """Raise TheoryError for the first of some named texts that cannot be written."""
    for name, text in given.items():
        why = odd_words(text, LONGEST_TITLE if short else LONGEST)
        if why:
            raise TheoryError(f"the {name} of {of} cannot be written: {why}")
