"""Rows of earlier checks, one file each in the user's cache folder, under the fingerprint of all that they rest on.

The folder is safe to delete, and nothing in it is trusted: a file is used when its name, its own hash and the files
that were read while the row was judged say that nothing has changed. Files are JSON, written beside their place and
renamed, so that two processes, one that is killed or a full disk leave whole files or none.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from softpot.derive.kernel.certificates import Mark
from softpot.derive.machinery.step import Role
from softpot.derive.machinery.theory import Entry, Theory
from softpot.numerics.machinery.ledger import Judged
from softpot.numerics.machinery.unchanged.fingerprint import Fingerprints
from softpot.numerics.machinery.unchanged.places import is_compiled_from, machinery_files
from softpot.numerics.machinery.unchanged.reads import Reads, content, rewatched, unwatched
from softpot.numerics.machinery.unchanged.records import row, written
from softpot.numerics.machinery.unchanged.surroundings import common

__all__ = ["Memory", "cache_folder"]

MOST = 4000  # files that are kept
_GRAIN = 0.05  # seconds: how coarse the times of files may be


def cache_folder() -> Path:
    """Where the system wants such files: XDG_CACHE_HOME, else what is usual on it."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA", "")
    elif sys.platform == "darwin":
        base = "~/Library/Caches"
    else:
        base = os.environ.get("XDG_CACHE_HOME", "")
        base = base if os.path.isabs(base) else "~/.cache"
    return Path(os.path.expanduser(base or "~")) / "softpot" / "check"


@dataclass
class Memory:
    """What is known of a theory's entries from earlier checks.

    started: when this process had loaded nothing of the theory yet; a module that was changed since may not be the one
    that is judged.  reads: what was read since.  use: whether rows are taken from it, or written only.
    home: see ``Fingerprints``.  trouble: why it does not work, "" while it does.
    marks: what the kernel says of entries, found once for their rows and for those that quote them.
    values: whether rows are wanted with the formulas' values at a few points; those without them are judged anew then.
    """

    theory: Theory
    digits: int
    started: float
    reads: Reads
    begun: float = 0.0
    before: frozenset[str] = frozenset()
    use: bool = True
    home: str = ""
    folder: Path = field(default_factory=cache_folder)
    trouble: str = ""
    values: bool = True
    kept: list[str] = field(default_factory=list)
    marks: dict[str, Mark] = field(default_factory=dict)

    def recall(self, entry: Entry, *, mutants: bool = False) -> Judged | None:
        """The row of an entry, where nothing that it rests on has changed."""
        if not self.use:
            return None
        with unwatched(), self._harmless():
            file = self._file(entry.id, mutants)
            data = None if file is None else self._found(file)
            if data is not None and not (self.values and data["derived"]["values"] is None):
                found = row(entry, data)
                self.kept.append(entry.id)
                return found
        return None

    def keep(self, judged: Judged, *, mutants: bool = False) -> None:
        """Write a row down, unless there is a doubt about what it rests on."""
        with unwatched(), self._harmless():
            if judged.derived is None or self.reads.elsewhere or not self._settled:
                return
            data = written(judged, self.values)
            quoted = {step.quoted for step in judged.derived.steps if step.role is Role.QUOTED}
            if data is None or not quoted <= self._prints.quotes(judged.entry.id):
                return
            file = self._file(judged.entry.id, mutants)
            if file is not None:
                self._put(file, data)

    @contextmanager
    def _harmless(self) -> Iterator[None]:
        """Whatever goes wrong here, the entry is judged, and is not kept."""
        try:
            yield
        except (
            Exception
        ) as error:  # a theory is anybody's program: what reads it must not stop its check
            said = " ".join(str(error).split())
            self.trouble = self.trouble or f"{type(error).__name__}{': ' * bool(said)}{said}"

    def _put(self, file: Path, data: Mapping[str, Any]) -> None:
        seen = self._seen()
        if seen is None:
            return
        try:
            _write(file, {"row": data, "reads": seen})
        except OSError as error:
            self.trouble = self.trouble or f"{file.parent}: {error.strerror or error}"

    def _found(self, file: Path) -> Mapping[str, Any] | None:
        """What a file says, where what was read then is what it was."""
        data = _read(file)
        if data is None or not all(map(_as_it_was, data["reads"])):
            return None
        held: Mapping[str, Any] = data["row"]
        return held

    def _result(self, id: str) -> str:
        """What an entry may be quoted for, as a hash: from an earlier run, or derived now."""
        file = self.folder / f"{self._prints.of_derivation(id)}-result.json"
        known = self._found(file)
        if known is not None and isinstance(known.get("result"), str):
            return str(known["result"])
        with rewatched():
            found = Fingerprints.obtained(self._prints, id)
        if id in self.theory._kept and not self.reads.elsewhere and self._settled:
            self._put(file, {"result": found})
        return found

    def tidy(self) -> None:
        """Remove the oldest files where there are too many, and what killed processes left."""
        with unwatched(), suppress(OSError):
            files = sorted(self.folder.glob("*.json"), key=lambda f: f.stat().st_mtime)
            old = time.time() - 86400
            left = [f for f in self.folder.glob(".softpot-*") if f.stat().st_mtime < old]
            for file in (*files[: max(0, len(files) - MOST)], *left):
                file.unlink(missing_ok=True)

    @cached_property
    def _prints(self) -> Fingerprints:
        prints = Fingerprints(self.theory, "", self.home, marks=self.marks)
        outside = {
            label.partition(".")[0]
            for name in prints.graph.reached
            for label in prints.graph.modules[name].imported  # type: ignore[union-attr]
        }
        outside -= {"softpot", "", *sys.stdlib_module_names, *sys.builtin_module_names}
        prints.obtained = self._result  # type: ignore[method-assign]
        prints.common = common(n for n in outside if prints.graph.module(n) is None)
        return prints

    @cached_property
    def _machinery(self) -> list[Path]:
        return machinery_files()

    @cached_property
    def _compiled(self) -> bool:
        return all(map(is_compiled_from, self._prints.files()))

    @cached_property
    def _names(self) -> dict[str, str]:
        return {}

    def _file(self, id: str, mutants: bool) -> Path | None:
        if id not in self._names:
            try:
                self._names[id] = self._prints.of(id, self.digits)
            except (
                OSError,
                RecursionError,
            ):  # a file that went away; names that lead to themselves
                self._names[id] = ""
        name = self._names[id]
        return self.folder / f"{name}{'-mutants' * mutants}.json" if name else None

    @property
    def _settled(self) -> bool:
        """Whether no module has been changed since before any was loaded, so that what was judged is what is there."""
        limit = self.started - _GRAIN
        try:
            files = [*self._prints.files(), *map(str, self._machinery)]
            old = self._prints.files(self.before - {self.home}) if self.begun else []
            return (
                self._compiled
                and all(_changed_at(os.stat(file)) < limit for file in files)
                and all(_changed_at(os.stat(file)) < self.begun - _GRAIN for file in old)
            )
        except (OSError, RecursionError):
            return False

    def _seen(self) -> list[list[str | bool]] | None:
        """What was read so far, with its content; None where that was changed meanwhile."""
        read = set(self._prints.files())
        seen: list[list[str | bool]] = []
        for folder, places in ((False, self.reads.files), (True, self.reads.folders)):
            for named, place in sorted(places.items()):
                if os.path.realpath(place) in read or place in self.reads.written:
                    continue
                with suppress(OSError):
                    found = os.stat(place)
                    if not folder and _changed_at(found) >= self.started - _GRAIN:
                        return None
                seen.append([folder, named, place, content(place, folder=folder)])
        return seen


def _changed_at(found: os.stat_result) -> float:
    return max(found.st_mtime, found.st_ctime)


def _as_it_was(seen: Any) -> bool:
    """Whether a file that was read, or a folder that was listed, is what it was, and is had by the same name."""
    try:
        folder, named, place, known = seen
        return bool(
            os.path.abspath(named) == place and content(place, folder=bool(folder)) == known
        )
    except (TypeError, ValueError):
        return False


def _read(file: Path) -> Mapping[str, Any] | None:
    """What a file holds, where it is whole."""
    try:
        text = file.read_text(encoding="utf-8")
        head, _, body = text.partition("\n")
        if head != _hash(file.stem, body):
            return None
        data = json.loads(body)
        return data if isinstance(data["reads"], list) and isinstance(data["row"], dict) else None
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def _write(file: Path, data: Mapping[str, Any]) -> None:
    body = json.dumps(data, ensure_ascii=False)
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(prefix=".softpot-", dir=file.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(f"{_hash(file.stem, body)}\n{body}")
        os.replace(name, file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _hash(name: str, body: str) -> str:
    return hashlib.sha256(f"{name}\n{body}".encode(errors="surrogatepass")).hexdigest()
