"""Where an entry stands in a report: one anchor for each id, whatever characters the id is made of.

An id of letters, digits and hyphens is its own anchor, which links from elsewhere may rely on. Any other id, and
one that the page needs for itself, gets what can be kept of it and a few digits of its hash, so that "2.1" and
"2-1", or two names in Greek, stand at two places, and each stays where it is when entries are added.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

OF_THE_PAGE = frozenset(
    {
        "verdicts",
        "unexpected",
        "disagreements",
        "symbols",
        "versions",
        "references",
        "findings",
        "survives",
        "open",
        "beyond",
        "claims",
        "graph",
        "theory",
        "cite",
    }
)
"""Anchors that the templates use for parts of the report.

Those of figures begin with ``figure-``, those of references with ``reference-``.
"""

_KEPT = re.compile(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*")


def figure_anchor(name: str) -> str:
    """The anchor of a figure; no entry has one that begins like it."""
    return f"figure-{name}"


def anchors(ids: Iterable[str]) -> dict[str, str]:
    """id -> anchor: no two alike, and none that the page or a figure has."""
    given = tuple(ids)
    made = {id: _anchor(id, 6) for id in given}
    if len(set(made.values())) == len(made):
        return made
    return {id: _anchor(id, 64) for id in given}  # an id looks like another one's anchor


def _anchor(id: str, digits: int) -> str:
    if (
        _KEPT.fullmatch(id)
        and id not in OF_THE_PAGE
        and not id.startswith(("figure-", "reference-"))
    ):
        return id
    digest = hashlib.sha256(id.encode("utf-8", "surrogatepass")).hexdigest()[:digits]
    return "-".join(["entry", *re.findall(r"[A-Za-z0-9]+", id), digest])
