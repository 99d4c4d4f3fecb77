"""How to cite a result, the toolkit and the source, as BibTeX."""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib import metadata

from softpot.derive.machinery.theory import Entry, Theory

_SPECIAL = {
    "&": r"\\&",
    "%": r"\\%",
    "#": r"\\#",
    "_": r"\\_",
    "$": r"\\$",
    "^": r"\\^{}",
    "~": r"\\~{}",
}


def version() -> str:
    """The version of softpot that is installed; of a checkout, the one that it says it is."""
    try:
        return metadata.version("softpot")
    except metadata.PackageNotFoundError:
        import softpot

        return str(softpot.__version__)


def bibtex(theory: Theory, entries: Iterable[Entry]) -> str:
    r"""One record a result, and one for the source where the theory names it among its references."""
    records = [_result(theory, entry) for entry in entries]
    source = next(
        (
            r
            for r in theory.references
            if theory.source and r.citation.startswith(theory.source[:12])
        ),
        None,
    )
    if source is not None:
        fields = {"note": _words(source.citation)} | ({"doi": source.doi} if source.doi else {})
        records.append(_record("misc", source.key, fields))
    return "\n\n".join(records)


def _result(theory: Theory, entry: Entry) -> str:
    place = f", {_of(entry.equation)}" if entry.equation else ""
    source = f" of {theory.source}" if theory.source and entry.equation else ""
    return _record(
        "misc",
        "softpot:" + re.sub(r"[^A-Za-z0-9:-]+", "-", entry.id),
        {
            "author": "{softpot contributors}",
            "title": "{" + _words(f"{theory.title}: {entry.title or entry.id}") + "}",
            "howpublished": _words(f"softpot {version()}, entry {entry.id}"),
            "note": _words(f"{entry.statement.rstrip('.')}{place}{source}"),
        },
    )


def _of(place: str) -> str:
    return place if not place.startswith("(") else ("Eqs. " if "," in place else "Eq. ") + place


def _record(kind: str, key: str, fields: dict[str, str]) -> str:
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items()]
    return "\n".join([f"@{kind}{{{key},", *lines, "}"])


def _words(text: str) -> str:
    """Words of a field; a bibliography's own marks are escaped, and braces that do not pair are left out."""
    text = " ".join(text.split()).replace("\\", "/").replace("{", "(").replace("}", ")")
    return "".join(_SPECIAL.get(c, c) for c in text)
