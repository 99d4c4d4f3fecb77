"""A baseline: an earlier ledger.json, and what became worse since."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from softpot.derive.machinery.verdict import Verdict
from softpot.numerics.machinery.ledger import SCHEMA

_STRENGTH = {
    Verdict.PROVED: 4, Verdict.DERIVED: 3, Verdict.VERIFIED: 2, Verdict.CONSISTENT: 1,
    Verdict.NOT_DERIVED: 0, Verdict.REFUTED: -1, Verdict.UNKNOWN: -2,
}  # fmt: skip


class BaselineError(ValueError):
    """The file is no ledger that can be compared; the message says why."""


@dataclass(frozen=True)
class Difference:
    """One difference to the baseline; ``worse`` ones fail a check, the others are for people."""

    id: str
    what: str
    worse: bool

    def __str__(self) -> str:
        return f"{self.id}: {self.what}"


def read_baseline(path: Path) -> Mapping[str, Any]:
    """The data of a ledger.json. Raises BaselineError where the file cannot be read, is no JSON, or has
    another schema."""
    try:
        if path.is_char_device():  # /dev/zero has no end
            raise BaselineError(f"the baseline {path} cannot be read: it is a device")
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except BaselineError:
        raise
    except OSError as error:
        raise BaselineError(f"the baseline {path} cannot be read: {error.strerror}") from error
    except (ValueError, RecursionError) as error:
        raise BaselineError(f"the baseline {path} is not JSON: {error}") from error
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        raise BaselineError(
            f"the baseline {path} is not a ledger of schema {SCHEMA}: give a file that "
            "`softpot check --json` wrote"
        )
    entries = data.get("entries")
    if not isinstance(entries, list) or not all(
        isinstance(e, dict) and isinstance(e.get("id"), str) for e in entries
    ):
        raise BaselineError(f"the baseline {path} has no list of entries with ids")
    for entry in entries:
        if not _well_formed(entry):
            raise BaselineError(
                f"the baseline {path} has an entry {entry['id']} that `softpot check --json` did not write"
            )
    return data


def _well_formed(entry: Mapping[str, Any]) -> bool:
    """Whether what is compared of an entry has the shape that a ledger gives it."""
    printed = entry.get("printed")
    values, evidence = entry.get("values", []), entry.get("evidence", [])
    return (
        (printed is None or isinstance(printed, dict))
        and isinstance(values, list)
        and all(
            isinstance(v, dict) and isinstance(v.get("at"), dict) and "value" in v for v in values
        )
        and isinstance(evidence, list)
        and all(isinstance(e, dict) and isinstance(e.get("digits"), int | None) for e in evidence)
    )


def differences(
    old: Mapping[str, Any], new: Mapping[str, Any], *, whole: bool = True
) -> Iterator[Difference]:
    """What changed from ``old`` to ``new``, both ledger data; with ``whole`` False only ids in ``new`` matter."""
    now = {e["id"]: e for e in new["entries"]}
    before = {e["id"]: e for e in old["entries"]}
    for id, entry in before.items():
        if id in now:
            yield from _entry(entry, now[id])
        elif whole:
            yield Difference(id, "the entry has vanished", True)
    for id in now:
        if id not in before:
            yield Difference(id, "a new entry, not in the baseline", False)


def _entry(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Difference]:
    id = new["id"]
    if old.get("verdict") != new["verdict"]:
        worse = _strength(new["verdict"]) < _strength(old.get("verdict"))
        yield Difference(
            id, f"the verdict was {old.get('verdict')}, and is {new['verdict']}", worse
        )
    printed = [(e.get("printed") or {}).get("verdict") for e in (old, new)]
    if printed[0] != printed[1]:
        worse = printed[0] is not None
        yield Difference(
            id, f"the printed form's verdict was {printed[0]}, and is {printed[1]}", worse
        )
    digits = [_digits(e) for e in (old, new)]
    if digits[0] is not None and (digits[1] is None or digits[1] < digits[0]):
        said = "none are" if digits[1] is None else f"{digits[1]} are"
        yield Difference(id, f"{digits[0]} digits agreed, and {said} now", True)
    counts = [len(e.get("evidence") or []) for e in (old, new)]
    if counts[1] < counts[0]:
        yield Difference(id, f"there were {counts[0]} evidences, and there are {counts[1]}", True)
    if old.get("expected") != new["expected"]:
        was = f"the expected verdict was {old.get('expected')}, and is {new['expected']}"
        yield Difference(id, was, True)
    yield from _values(id, old.get("values") or [], new.get("values") or [])


def _values(id: str, old: list[Any], new: list[Any]) -> Iterator[Difference]:
    at = {json.dumps(v["at"], sort_keys=True): v["value"] for v in new}
    for point in old:
        key = json.dumps(point["at"], sort_keys=True)
        where = ", ".join(f"{k} = {v}" for k, v in point["at"].items())
        if key not in at:
            yield Difference(
                id, f"there is no value at {where} any more (the arguments changed)", True
            )
        elif at[key] != point["value"]:
            yield Difference(id, f"the value at {where} {_changed(point['value'], at[key])}", True)


def _changed(old: Any, new: Any) -> str:
    """What became of a value; of a list, the first member that changed."""
    if isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        k = next(k for k, pair in enumerate(zip(old, new, strict=True)) if pair[0] != pair[1])
        return f"(member {k + 1}) was {old[k]}, and is {new[k]}"
    return f"was {old}, and is {new}"


def _digits(entry: Mapping[str, Any]) -> int | None:
    found = [e["digits"] for e in entry.get("evidence", []) if e.get("digits") is not None]
    return min(found) if found else None


def _strength(verdict: Any) -> int:
    try:
        return _STRENGTH[Verdict(verdict)]
    except ValueError:
        return -2


__all__ = ["BaselineError", "Difference", "differences", "read_baseline"]
