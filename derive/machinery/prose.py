"""Prose with formulas inside: a template with named places, and the expressions that fill them.

``prose("the discriminant is {d}", d=9*t**2 - 32*eta)`` reads well in a terminal, in LaTeX and in
HTML, because each of them prints the expressions in its own way.
"""

from __future__ import annotations

from dataclasses import dataclass
from string import Formatter

import sympy as sp

from softpot.derive.machinery.errors import TheoryError
from softpot.derive.machinery.travel import Travels

# What every output can print in running text. Formulas go into the places, not into the words.
_ALLOWED = frozenset("–—’“”éäöüß§")


@dataclass(frozen=True)
class Prose(Travels):
    """Words and formulas: ``pieces()`` yields them in order, strings and SymPy expressions.

    >>> from softpot.derive import prose
    >>> prose("one step is {n} long", n=2).pieces()
    ('one step is ', 2, ' long')
    """

    template: str
    formulas: tuple[tuple[str, sp.Basic], ...] = ()

    def __post_init__(self) -> None:
        names = [name for _, name, _, _ in Formatter().parse(self.template) if name is not None]
        given = dict(self.formulas)
        if set(names) != set(given):
            raise TheoryError(
                f"the prose {self.template!r} has the places {sorted(set(names))} "
                f"and was given {sorted(given)}"
            )
        odd = {c for c in self.template if ord(c) > 126 and c not in _ALLOWED}
        if odd:
            raise TheoryError(
                f"the prose {self.template!r} has {''.join(sorted(odd))!r}: "
                "formulas belong in {places}, where each output prints them in its own way"
            )

    def pieces(self) -> tuple[str | sp.Basic, ...]:
        """The words and the expressions, in reading order.

        >>> from softpot.derive import prose
        >>> prose("nothing but words").pieces()
        ('nothing but words',)
        """
        given = dict(self.formulas)
        found: list[str | sp.Basic] = []
        for words, name, _, _ in Formatter().parse(self.template):
            if words:
                found.append(words)
            if name is not None:
                found.append(given[name])
        return tuple(found)

    def __str__(self) -> str:
        return "".join(str(piece) for piece in self.pieces())


def prose(template: str | Prose, /, **formulas: sp.Basic | int) -> Prose:
    """Prose from a template and the expressions for its places; prose is passed through.

    >>> from sympy.abc import x
    >>> from softpot.derive import prose
    >>> str(prose("the discriminant is {d}", d=9 * x**2))
    'the discriminant is 9*x**2'
    """
    if isinstance(template, Prose):
        return template
    return Prose(template, tuple((k, _expression(v)) for k, v in sorted(formulas.items())))


def _expression(value: sp.Basic | int) -> sp.Basic:
    return sp.Integer(value) if isinstance(value, int) else value
