"""The theory that a command works on: the built-in one, or one from a user's script.

A script is loaded by its path under a private module name. While it is loaded it may import the modules beside it:
its folder stands at the end of ``sys.path``, so that nothing in it hides what is installed, and ``sys.path`` is
afterwards what it was. Modules of one name beside two scripts are two modules.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import click

from softpot.derive.machinery.errors import TheoryError
from softpot.derive.machinery.places import ids_at
from softpot.derive.machinery.theory import Entry, Theory
from softpot.reports.cli.usage import refuse

PRIVATE = "_softpot_theory_file"
LATER = "later"
"""What --theory takes in the place of a file for the theory of the later literature."""


def theory_from(file: str | None, *, numbers: bool = True) -> Theory:
    """The theory in a file, that of the later literature, or the soft-potential theory.

    They come without evidence if no ``numbers`` are needed.
    """
    if file == LATER:
        if not numbers:
            from softpot.derive.later import LATER as later_derived

            return later_derived
        from softpot.numerics.later import LATER as later_checked

        return later_checked
    if file is not None:
        return load(Path(file))
    if not numbers:
        from softpot.derive.theory import SOFT_POTENTIAL as derived_only

        return derived_only
    from softpot.reports.theory import SOFT_POTENTIAL

    return SOFT_POTENTIAL


def load(path: Path) -> Theory:
    """The ``theory`` that a script defines; one sentence, exit 1, when it cannot be had."""
    try:
        if not path.is_file():
            what = "it is a folder" if path.is_dir() else "there is no such file"
            refuse(f"cannot read the theory file {path}: {what}")
    except OSError as error:
        refuse(f"cannot read the theory file {path}: {error.strerror}")
    spec = importlib.util.spec_from_file_location(PRIVATE, path)
    if spec is None or spec.loader is None:
        refuse(f"cannot load the theory file {path}: its name must end in .py", code=1)
    module = importlib.util.module_from_spec(spec)
    keep, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    sys.modules[PRIVATE] = module  # dataclasses of the script look their module up here
    try:
        with _modules_beside(path):
            spec.loader.exec_module(module)
    except (click.ClickException, KeyboardInterrupt):
        raise
    except BaseException as error:  # a script may raise anything
        refuse(f"the theory file {path} failed{_where(path, error)}: {_said(error)}", code=1)
    finally:
        sys.dont_write_bytecode = keep
    theory = getattr(module, "theory", None)
    if not isinstance(theory, Theory):
        given = (
            "defines none" if theory is None else f"has a `theory` of type {type(theory).__name__}"
        )
        refuse(f"the theory file {path} must define `theory`, a derive.Theory; it {given}", code=1)
    if theory.certificates is not None:
        return theory
    return replace(theory, certificates=path.with_name(f"{path.name}.certificates"))


@contextmanager
def _modules_beside(path: Path) -> Iterator[None]:
    """Let a script import what lies beside it, and nothing that lay beside another script before."""
    folder = path.resolve().parent
    before = list(sys.path)
    strange = [
        name
        for name in list(sys.modules)
        if _beside_another(name.partition(".")[0], folder, before)
    ]
    for name in strange:
        del sys.modules[name]
    sys.path.append(str(folder))
    importlib.invalidate_caches()  # a file that was written a moment ago is found
    try:
        yield
    finally:
        sys.path[:] = before
        for name in strange:
            # neither script finds the other's module under this name, should it import once more
            sys.modules.pop(name, None)


def _beside_another(name: str, folder: Path, searched: list[str]) -> bool:
    """Whether a module that lies beside this script was taken from beside another one."""
    file = getattr(sys.modules.get(name), "__file__", None)
    if not file or name in ("softpot", PRIVATE):
        return False
    if not ((folder / f"{name}.py").is_file() or (folder / name).is_dir()):
        return False
    home = Path(file).parents[Path(file).name == "__init__.py"].resolve()
    return home != folder and home not in {Path(p or ".").resolve() for p in searched}


def resolved(theory: Theory, names: tuple[str, ...]) -> tuple[str, ...]:
    """The ids that were asked for; an equation's number such as (5) stands for every entry of that equation."""
    try:
        return tuple(dict.fromkeys(id for name in names for id in ids_at(theory.entries, name)))
    except TheoryError as error:
        refuse(str(error))


def entries(theory: Theory, ids: tuple[str, ...]) -> tuple[Entry, ...]:
    """The entries that were asked for, by id or by equation number; an unknown one is wrong usage."""
    return theory.select(resolved(theory, ids))


def _where(path: Path, error: BaseException) -> str:
    """The line of the script at which it failed."""
    if isinstance(error, SyntaxError) and error.lineno is not None:
        return f" at line {error.lineno}"
    numbers = [
        f.lineno for f in traceback.extract_tb(error.__traceback__) if Path(f.filename) == path
    ]
    numbers += [
        f.lineno for f in traceback.extract_tb(error.__traceback__)
        if Path(f.filename).resolve() == path.resolve()
    ]  # fmt: skip
    return f" at line {numbers[-1]}" if numbers else ""


def _said(error: BaseException) -> str:
    words = " ".join(str(error.msg if isinstance(error, SyntaxError) else error).split())
    return f"{type(error).__name__}: {words}" if words else type(error).__name__
