"""Whether everything that a report shows has a form: asked before any long work, and before a file is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import sympy as sp

from softpot.derive.machinery.errors import TheoryError, Unwritable
from softpot.derive.machinery.notation.names import parse
from softpot.derive.machinery.notation.writer import write
from softpot.derive.machinery.prose import Prose
from softpot.derive.machinery.theory import Entry, Theory
from softpot.reports.machinery.document import as_printed, named


def refuse_unwritable(theory: Theory, entries: Iterable[Entry]) -> None:
    """Raise Unwritable, with the place, for the first formula or name that terminal, LaTeX and HTML cannot show.

    A derivation that fails is no matter of this: it is shown as failed.
    """
    for name in theory.symbols:
        with _at(f"the symbol {name}"):
            parse(theory.symbols[name].latex)
    for entry in entries:
        for place, formula in _formulas(theory, entry):
            with _at(f"{entry.id}, {place}"):
                write(formula, theory.symbols)
    for name in theory.figures:
        for formula in _inside(getattr(theory.figures[name], "caption", "")):
            with _at(f"the caption of figure {name}"):
                write(formula, theory.symbols)


def _formulas(theory: Theory, entry: Entry) -> Iterator[tuple[str, sp.Basic]]:
    derived = None
    if entry.derive is not None:
        try:
            derived = theory.derivation(entry.id)
        except TheoryError:
            return
        for number, step in enumerate(derived.steps, start=1):
            yield f"line {number}", step.statement
            yield from (
                (f"the words of line {number}", formula) for formula in _inside(step.reason)
            )
        yield "the result", named(derived.formula, derived.formula.expression)
    printed = as_printed(entry.printed, None if derived is None else derived.formula)
    if printed is not None:
        yield "the printed form", printed


def _inside(text: Prose | str) -> Iterator[sp.Basic]:
    if isinstance(text, Prose):
        yield from (piece for piece in text.pieces() if not isinstance(piece, str))


@contextmanager
def _at(where: str) -> Iterator[None]:
    try:
        yield
    except Unwritable as error:
        raise Unwritable(f"{where} cannot be shown: {error}") from None
