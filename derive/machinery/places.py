"""Places in a source: an equation's number stands for every entry of that equation.

``ids_at`` answers what is meant by (5), 5, Eq. (5), footnote 2 or an id; the command and ``softpot.formula`` ask it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Protocol

from softpot.derive.machinery.errors import TheoryError, UnknownId


class Placed(Protocol):
    """What has an id and a place in the source."""

    @property
    def id(self) -> str: ...

    @property
    def equation(self) -> str: ...


def ids_at(entries: Iterable[Placed], name: str) -> tuple[str, ...]:
    """The ids of the entries at a place, in their order; an id stands for itself, "(3), (4)" for what is at both.

    Raises: TheoryError for an equation that no entry is of, UnknownId for any other name.

    >>> from softpot import SOFT_POTENTIAL
    >>> ids_at(SOFT_POTENTIAL.entries, "eq. (9)"), ids_at(SOFT_POTENTIAL.entries, "debye")
    (('two-level-density',), ('debye',))
    >>> ids_at(SOFT_POTENTIAL.entries, "(3), (4)")
    ('shift',)
    """
    held = tuple(entries)
    if any(e.id == name for e in held):
        return (name,)
    wanted = _place(name)
    all_of = frozenset(
        _places(re.sub(r"^(equations?|eqs?\.?)\s*", "", name.strip(), flags=re.IGNORECASE))
    )
    found = tuple(e.id for e in held if all_of and all_of <= set(_places(e.equation)))
    if found:
        return found
    if re.fullmatch(r"\(.*\)", wanted):
        places = {p for e in held for p in _places(e.equation) if p.startswith("(")}
        known = ", ".join(sorted(places, key=lambda p: (len(p), p)))
        raise TheoryError(
            f"no entry is of equation {wanted}: "
            + (f"the entries are of {known}" if known else "the theory names no equations")
        )
    raise UnknownId(name, [e.id for e in held])


def _place(text: str) -> str:
    """A place in the source as it is compared: (5) for 5, Eq. 5 and eq. (5); footnote 2."""
    plain = re.sub(r"^(equations?|eqs?\.?)\s*", "", " ".join(text.casefold().split()))
    return f"({plain})" if re.fullmatch(r"\d+[a-z]?", plain) else plain


def _places(equation: str) -> tuple[str, ...]:
    """Where the source has an entry; (9)–(11) are three equations."""
    found: list[str] = []
    for part in filter(None, map(_place, equation.split(","))):
        span = re.fullmatch(r"\((\d+)\)\s*[–-]\s*\((\d+)\)", part)
        if span:
            found += [f"({n})" for n in range(int(span[1]), int(span[2]) + 1)]
        else:
            found.append(part)
    return tuple(found)
