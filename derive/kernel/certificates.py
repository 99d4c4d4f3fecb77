"""Certificates: the texts that Rocq accepted, kept, and compared with the texts that are generated now.

A folder holds ``certificates.json`` and one ``.v`` file for each entry that was accepted whole. The index has, for each
entry that was tried, the hashes of its text and of the library that it needs, the theorems that were refused, what
is missing, and the versions of Rocq and its libraries. An entry is accepted whole where each of its steps and its
result has a theorem, all theorems were accepted, the text generated now is the kept one, and all of this holds of the
entries that it quotes. Whoever can write into the folder can write a certificate: ``softpot certify --check`` asks
Rocq again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from softpot.derive.kernel.rocq import Known, Result, library_text, module_name, unusual
from softpot.derive.kernel.texts import Text, text_of
from softpot.derive.machinery.errors import TheoryError
from softpot.derive.machinery.step import Role
from softpot.derive.machinery.theory import Theory

SCHEMA = 1
INDEX = "certificates.json"
WHOLE = "accepted whole"
NONE = "no certificate"


@dataclass(frozen=True)
class Mark:
    """What the kernel says of an entry.

    ``whole``: every step, the result, and every entry quoted are accepted. ``words`` is all of it in a few words;
    ``file`` is the name of the certificate.
    """

    whole: bool
    words: str
    file: str = ""


@dataclass(frozen=True)
class Certificates:
    """The kept certificates of a theory, by entry."""

    folder: Path
    entries: Mapping[str, Mapping[str, Any]]

    def known(self, id: str) -> Known:
        """The theorems of an entry that were refused when it was last checked."""
        record = self.entries.get(id, {})
        refused, unstated = (record.get(key, ()) for key in ("refused", "unstated"))
        return Known(frozenset(map(str, refused)), frozenset(map(str, unstated)))

    def same(self, text: Text) -> bool:
        """Whether this text, without its refused theorems, is the one checked, and with the library of now."""
        record = self.entries.get(text.id, {})
        known = self.known(text.id)
        written = text.written(known.refused, known.unstated)
        return record.get("sha256") == digest(written) and record.get("library") == library_digest()

    def holds(self, text: Text) -> bool:
        """Whether this text is the accepted one that is kept, every word of it."""
        try:
            kept = (self.folder / file_name(text.id)).read_text(encoding="utf-8")
        except (OSError, ValueError):
            return False
        return self.same(text) and kept == text.written()


def digest(text: str) -> str:
    """The SHA-256 of a text."""
    return hashlib.sha256(text.encode()).hexdigest()


@cache
def library_digest() -> str:
    """The hash of the lemmas and tactics that the texts need."""
    return digest(library_text())


def file_name(id: str) -> str:
    """The name of an entry's certificate."""
    return f"{module_name(id)}.v"


def load(folder: Path | None) -> Certificates | None:
    """The certificates in a folder; None where there are none that can be read."""
    if folder is None:
        return None
    try:
        data = json.loads((folder / INDEX).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    entries = (
        data.get("entries") if isinstance(data, dict) and data.get("schema") == SCHEMA else None
    )
    if not isinstance(entries, dict) or not all(map(_well_formed, entries.values())):
        return None
    return Certificates(folder, entries)


def _well_formed(record: object) -> bool:
    return (
        isinstance(record, dict)
        and isinstance(record.get("missing"), str)
        and isinstance(record.get("refused"), list)
        and isinstance(record.get("unstated", []), list)
        and isinstance(record.get("versions"), dict)
    )


def mark(
    theory: Theory, id: str, kept: Certificates | None, known: dict[str, Mark] | None = None
) -> Mark:
    """What the kept certificates say of an entry that is derived.

    The text is generated only where a certificate is kept that it can be compared with. ``known`` holds the marks of
    this theory's entries that were found before, and takes this one.
    """
    marks = {} if known is None else known
    if id not in marks:
        marks[id] = _mark(theory, id, kept, marks)
    return marks[id]


def _mark(theory: Theory, id: str, kept: Certificates | None, known: dict[str, Mark]) -> Mark:
    record = None if kept is None else kept.entries.get(id)
    if kept is None or record is None:
        return Mark(False, NONE)
    if record["missing"]:
        return Mark(False, f"not {WHOLE}, {record['missing']}")
    try:
        text = text_of(theory, id)
    except TheoryError:
        raise
    except Exception as error:  # a derivation may hold anything, and nothing that fails is proved
        return Mark(False, f"the text cannot be written: {type(error).__name__}")
    if _missing(text, frozenset()) or not kept.holds(text):
        return Mark(False, "the text, or the library, has changed since it was accepted")
    for quoted in _quoted(theory, id):
        if not mark(theory, quoted, kept, known).whole:
            return Mark(False, f"accepted, but for {quoted}, which it quotes")
    versions = record["versions"]
    return Mark(True, f"{WHOLE} by Rocq {versions.get('rocq', '?')}", file_name(id))


def missing(
    theory: Theory,
    text: Text,
    accepted: Mapping[str, frozenset[str]],
    kept: Certificates | None,
) -> str:
    """What an entry lacks to be accepted whole, in words; "" where nothing is missing.

    ``accepted`` holds, by entry, the theorems that have just been accepted; of entries that are not among them
    the kept certificates tell.
    """
    why = _missing(text, frozenset(text.theorems) - accepted[text.id])
    if why:
        return why
    for quoted in _quoted(theory, text.id):
        if quoted in accepted:
            whole = not missing(theory, text_of(theory, quoted), accepted, kept)
        else:
            whole = mark(theory, quoted, kept).whole
        if not whole:
            return f"missing: {quoted}, which it quotes, is not accepted whole"
    return ""


def _missing(text: Text, refused: frozenset[str]) -> str:
    lines: set[int] = set()
    said = []
    for piece in text.pieces:
        if not (piece.name in refused or piece.limit or (piece.missing and piece.needed)):
            continue
        if piece.number:
            lines.add(piece.number)
        else:
            said.append(piece.words)
    if lines:
        numbers = ", ".join(map(str, sorted(lines)))
        said.insert(0, f"{'line' if len(lines) == 1 else 'lines'} {numbers}")
    return f"missing: {' and '.join(said)}" if said else ""


def lines_of(text: Text, accepted: frozenset[str]) -> dict[int, str]:
    """For each step's line number what became of it."""
    lines: dict[int, str] = {}
    for piece in text.pieces:
        if piece.step and piece.missing:
            lines[piece.number] = f"not exported: {piece.missing}"
        elif piece.step:
            lines[piece.number] = "accepted" if piece.name in accepted else "refused"
    return lines


def _quoted(theory: Theory, id: str) -> tuple[str, ...]:
    steps = theory.derivation(id).steps
    return tuple(dict.fromkeys(s.quoted for s in steps if s.role is Role.QUOTED))


def record(text: Text, result: Result, versions: Mapping[str, str], why: str) -> dict[str, Any]:
    """An entry's record in the index; raises ValueError where a theorem rests on an axiom it must not rest on."""
    odd = unusual(result.axioms)
    if odd:
        raise ValueError(f"{text.id} rests on the axiom {odd[0]}")
    refused = frozenset(text.theorems) - result.accepted
    steps = lines_of(text, result.accepted)
    return {
        "accepted": list(steps.values()).count("accepted"),
        "steps": len(steps),
        "missing": why,
        "sha256": digest(text.written(refused, result.unstated)),
        "library": library_digest(),
        "refused": sorted(refused),
        "unstated": sorted(result.unstated),
        "axioms": sorted(result.axioms),
        "versions": dict(versions),
    }


def index_text(entries: Mapping[str, Mapping[str, Any]]) -> str:
    """The text of the index, the same for the same records."""
    data = {"schema": SCHEMA, "entries": {id: dict(entries[id]) for id in sorted(entries)}}
    return json.dumps(data, indent=1, sort_keys=True) + "\n"
