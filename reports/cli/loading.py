"""The theory that a command works on: the built-in one, or one from a user's script.

A script is loaded by its path under a private module name; ``sys.path`` stays as it is, so a script called
``derive.py`` or a folder called ``reports`` beside it hides nothing of ours.
"""

from __future__ import annotations

import importlib.util
import sys
import traceback
from pathlib import Path

import click

from derive.machinery.errors import UnknownId
from derive.machinery.theory import Entry, Theory
from reports.cli.usage import refuse

_PRIVATE = "_softpot_theory_file"


def theory_from(file: str | None, *, numbers: bool = True) -> Theory:
    """The theory in a file, or the soft-potential theory (without evidence if no ``numbers`` are needed)."""
    if file is not None:
        return load(Path(file))
    if not numbers:
        from derive.theory import SOFT_POTENTIAL as derived_only

        return derived_only
    from reports.theory import SOFT_POTENTIAL

    return SOFT_POTENTIAL


def load(path: Path) -> Theory:
    """The ``theory`` that a script defines; one sentence, exit 1, when it cannot be had."""
    try:
        if not path.is_file():
            what = "it is a folder" if path.is_dir() else "there is no such file"
            refuse(f"cannot read the theory file {path}: {what}")
    except OSError as error:
        refuse(f"cannot read the theory file {path}: {error.strerror}")
    spec = importlib.util.spec_from_file_location(_PRIVATE, path)
    if spec is None or spec.loader is None:
        refuse(f"cannot load the theory file {path}: its name must end in .py", code=1)
    module = importlib.util.module_from_spec(spec)
    keep, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    sys.modules[_PRIVATE] = module  # dataclasses of the script look their module up here
    try:
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
    return theory


def entries(theory: Theory, ids: tuple[str, ...]) -> tuple[Entry, ...]:
    """The entries that were asked for; an unknown id is wrong usage."""
    try:
        return theory.select(ids)
    except UnknownId as error:
        refuse(str(error))


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
