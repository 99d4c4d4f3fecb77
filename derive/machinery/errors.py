"""Errors of the machinery: one clear sentence each, for people."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


class TheoryError(ValueError):
    """A theory, an entry or a formula is not well formed."""


class Undischarged(TheoryError):
    """A step's statement was not proved by the method it names."""


class UnknownId(TheoryError, LookupError):
    """No entry has this id; the message names the nearest known ones."""

    def __init__(self, given: str, known: Iterable[str]) -> None:
        ids = list(known)
        # the alikeness from which a name counts as misspelt; below it the three nearest are named all the same
        near = get_close_matches(given, ids, n=3, cutoff=0.4) or get_close_matches(given, ids, 3, 0)
        hint = f"the nearest are {', '.join(near)}" if near else "there is no entry at all"
        super().__init__(f"no entry is called {given!r}: {hint}")


class Unwritable(TheoryError):
    """A formula has a part that terminal, LaTeX and HTML have no form for; the message names it, in one line."""

    def __init__(self, message: str) -> None:
        super().__init__(" ".join(message.split()))
