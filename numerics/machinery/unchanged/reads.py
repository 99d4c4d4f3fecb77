"""Which files are read while a theory is loaded and judged, as Python's own audit tells.

A file counts with its content, a folder that is listed with the names in it. What comes from elsewhere (a network,
another process) cannot be seen to change: ``elsewhere`` says so, and what rests on it is judged every time.

Not guaranteed: files that a library opens without Python, other than those whose names stand in the theory.
"""

from __future__ import annotations

import hashlib
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from importlib.util import source_from_cache
from typing import Any

from softpot.numerics.machinery.unchanged.places import is_library, is_machinery

__all__ = ["Reads", "content", "rewatched", "unwatched", "watching"]

_ELSEWHERE = (
    "os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.spawn", "os.system", "socket.connect",
    "sqlite3.connect",
    "subprocess.Popen", "urllib.Request",
)  # fmt: skip
_LISTED = (
    "glob.glob", "glob.glob/2", "os.listdir", "os.scandir", "pathlib.Path.glob", "pathlib.Path.rglob",
)  # fmt: skip
_SYSTEM = ("/dev/", "/proc/", "/sys/")
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC


@dataclass
class Reads:
    """Files read and folders listed so far, as named and where they are; and whether anything came from elsewhere."""

    files: dict[str, str] = field(default_factory=dict)
    folders: dict[str, str] = field(default_factory=dict)
    written: set[str] = field(default_factory=set)
    elsewhere: str = ""

    def saw(self, event: str, args: tuple[Any, ...], importing: bool) -> None:
        """One event of the audit."""
        if event in _ELSEWHERE:
            self.elsewhere = self.elsewhere or event
        elif event == "open":
            self._opened(args, importing)
        elif event in _LISTED and not importing:
            self._listed(event, args)

    def _opened(self, args: tuple[Any, ...], importing: bool) -> None:
        name, mode, flags = (*args, None, None)[:3]
        if not isinstance(name, (str, bytes, os.PathLike)):
            return  # a file that is open already
        named = os.fsdecode(name)
        place = os.path.abspath(named)
        writes = any(c in str(mode or "") for c in "wax+") or (
            isinstance(flags, int) and mode is None and bool(flags & _WRITING)
        )
        if writes:
            self.written.add(place)
            return
        if importing:
            if not place.endswith((".py", ".pyc")):
                return  # a library's compiled part
            if place.endswith(".pyc"):
                with suppress(ValueError):
                    named = place = source_from_cache(place)
        if place in self.written or place.startswith(_SYSTEM):
            return
        if not (is_library(place) or is_machinery(place)):
            self.files.setdefault(named, place)

    def _listed(self, event: str, args: tuple[Any, ...]) -> None:
        name = args[0] if args else None
        if name is None or isinstance(name, int):
            named = "."
        else:
            named = os.fsdecode(name)
        if event.startswith("glob"):
            while any(c in named for c in "*?["):
                named = os.path.dirname(named)
        named = named or "."
        place = os.path.abspath(named)
        if not (place.startswith(_SYSTEM) or is_library(os.path.join(place, "x"))):
            self.folders.setdefault(named, place)


def content(place: str, *, folder: bool) -> str:
    """A hash of a file's content, or of the names in a folder; "" where there is none that can be read."""
    try:
        if folder:
            names = sorted(os.listdir(place))
            return hashlib.sha256("\0".join(names).encode(errors="surrogatepass")).hexdigest()
        with open(place, "rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""


_watchers: list[Reads] = []  # the audit of a process cannot be ended, so it looks here who listens
_here = threading.local()
_installed: list[bool] = []


@contextmanager
def watching() -> Iterator[Reads]:
    """What this process reads from here on."""
    if not _installed:
        sys.addaudithook(_audit)
        _installed.append(True)
    reads = Reads()
    _watchers.append(reads)
    try:
        yield reads
    finally:
        _watchers.remove(reads)


def unwatched() -> AbstractContextManager[None]:
    """What is read here is read by ourselves."""
    return _quiet(True)


def rewatched() -> AbstractContextManager[None]:
    """What is read here is not, though what is around it is."""
    return _quiet(False)


@contextmanager
def _quiet(value: bool) -> Iterator[None]:
    before = getattr(_here, "quiet", False)
    _here.quiet = value
    try:
        yield
    finally:
        _here.quiet = before


def _audit(event: str, args: tuple[Any, ...]) -> None:
    if not _watchers or getattr(_here, "quiet", False):
        return
    if event != "open" and event not in _ELSEWHERE and event not in _LISTED:
        return
    _here.quiet = True
    try:
        frame = sys._getframe(1)
        importing = "importlib" in frame.f_code.co_filename
        for reads in tuple(_watchers):
            reads.saw(event, args, importing)
    except Exception as error:  # the audit must break nothing; what it cannot see is in doubt
        for reads in tuple(_watchers):
            reads.elsewhere = reads.elsewhere or type(error).__name__
    finally:
        _here.quiet = False
