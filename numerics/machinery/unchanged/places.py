"""Where a module lies: in the machinery, which counts whole; among libraries, which count by version; or elsewhere.

The machinery is all of softpot but its theories: the folders called ``theory``, which are read as anybody's theory is.
"""

from __future__ import annotations

import marshal
import os
import site
import struct
import sys
import sysconfig
from functools import cache
from importlib.util import MAGIC_NUMBER, cache_from_source
from pathlib import Path

import softpot.derive.machinery

__all__ = [
    "found_file",
    "is_compiled_from",
    "is_library",
    "is_machinery",
    "is_read",
    "machinery_files",
]

_THEORY = "theory"
_PACKAGES = {"site-packages", "dist-packages"}


@cache
def _rooms() -> tuple[Path, ...]:
    home = Path(str(softpot.derive.machinery.__file__)).resolve().parents[2]
    return tuple(home / name for name in ("derive", "numerics", "reports"))


@cache
def _standard() -> tuple[str, ...]:
    paths = {sysconfig.get_path(name) for name in ("stdlib", "platstdlib")}
    return tuple(os.path.realpath(p) for p in paths if p)


@cache
def _installed() -> tuple[str, ...]:
    paths = {sysconfig.get_path(name) for name in ("purelib", "platlib")}
    paths |= {*getattr(site, "getsitepackages", list)(), site.getusersitepackages()}
    return tuple(os.path.realpath(p) for p in paths if p)


@cache
def _real(path: str) -> Path:
    return Path(os.path.realpath(path))


def _under(path: Path, folders: tuple[str, ...]) -> bool:
    return any(path.is_relative_to(folder) for folder in folders)


@cache
def is_machinery(path: str) -> bool:
    """Whether a file is softpot's, and no part of a theory."""
    real = _real(path)
    for room in _rooms():
        if real.is_relative_to(room):
            return _THEORY not in real.relative_to(room).parts
    return real.parent == Path(str(softpot.__file__)).resolve().parent


@cache
def is_library(path: str) -> bool:
    """Whether a file is Python's or an installed package's."""
    real = _real(path)
    if any(real.is_relative_to(room) for room in _rooms()):
        return False
    return (
        bool(_PACKAGES & set(real.parts)) or _under(real, _standard()) or _under(real, _installed())
    )


def is_read(path: str) -> bool:
    """Whether a module counts by what of it is used."""
    return path.endswith(".py") and not is_machinery(path) and not is_library(path)


def is_compiled_from(file: str) -> bool:
    """Whether Python runs what stands in a module, and not what stood there a moment before.

    Python trusts a compiled file when the second and the size agree, so one that was made within the second of the
    last change is compared with the source.
    """
    compiled = cache_from_source(file)
    try:
        found = os.stat(file)
        if os.stat(compiled).st_mtime > found.st_mtime + 2:
            return True
        with open(compiled, "rb") as stream:
            held = stream.read()
        with open(file, "rb") as stream:
            source = stream.read()
    except OSError:  # nothing is compiled
        return True
    stamp = (int(found.st_mtime) & 0xFFFFFFFF, found.st_size & 0xFFFFFFFF)
    if held[:8] != MAGIC_NUMBER + bytes(4) or struct.unpack("<II", held[8:16]) != stamp:
        return True  # Python compiles it anew
    try:
        return bool(marshal.loads(held[16:]) == compile(source, file, "exec", dont_inherit=True))
    except (EOFError, SyntaxError, TypeError, ValueError):
        return False


def machinery_files() -> list[Path]:
    """All files of the machinery that a verdict rests on: code, native libraries, templates of proofs."""
    found = []
    for room in _rooms()[:2]:
        for folder, names, files in os.walk(room):
            names[:] = sorted(n for n in names if n not in ("__pycache__", _THEORY))
            found += [Path(folder, f) for f in sorted(files) if not f.endswith((".pyc", ".pyo"))]
    return found


def found_file(name: str, near: tuple[str, ...]) -> str:
    """The file of a module, loaded or not, "" if it has none: what imports it now would find."""
    loaded = sys.modules.get(name)
    if loaded is not None:
        file = getattr(loaded, "__file__", None)
        return str(file) if file else ""
    parent, _, last = name.rpartition(".")
    if parent:
        folders = _folders(parent, near)
    else:
        if name in sys.builtin_module_names or name in sys.stdlib_module_names:
            return ""
        folders = [*map(str, sys.path), *near]
    for folder in folders:
        for candidate in (
            os.path.join(folder, last, "__init__.py"),
            os.path.join(folder, f"{last}.py"),
        ):
            if os.path.isfile(candidate):
                return candidate
    return ""


def _folders(package: str, near: tuple[str, ...]) -> list[str]:
    """Where the modules of a package lie."""
    loaded = sys.modules.get(package)
    if loaded is not None:
        return [str(p) for p in getattr(loaded, "__path__", ())]
    file = found_file(package, near)
    if file.endswith("__init__.py"):
        return [os.path.dirname(file)]
    parent, _, last = package.rpartition(".")
    above = _folders(parent, near) if parent else [*map(str, sys.path), *near]
    return [p for p in (os.path.join(f, last) for f in above) if os.path.isdir(p)]
