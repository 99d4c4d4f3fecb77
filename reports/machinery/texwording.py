r"""Sentences and formulas for the LaTeX document.

The template defines ``\softdisplay{...}`` (a display that TeX scales down if it is too wide after all).
"""

from __future__ import annotations

import sympy as sp

from softpot.derive.machinery.prose import Prose
from softpot.derive.machinery.symbols import SymbolTable
from softpot.reports.machinery.latex import display, latex
from softpot.reports.machinery.measure import width
from softpot.reports.machinery.texwords import words
from softpot.reports.machinery.wording import Wording

LINE = 38.5
"""Widest display line in ems: a step's text is 39 em wide, and the estimate errs on the wide side."""
INLINE = 22.0
"""A formula in running text that is wider than this gets lines of its own."""


class Tex(str):
    """LaTeX that needs no escaping."""

    __slots__ = ()


class TexWording(Wording):
    """Sentences with inline mathematics, and displays."""

    def __init__(self, table: SymbolTable) -> None:
        super().__init__(table)

    def words(self, text: str) -> str:
        return words(text)

    def power(self, text: str) -> str:
        return rf"\ensuremath{{^{{{words(text)}}}}}"

    def symbol(self, latex: str, name: str) -> str:
        return str(self.name(latex))

    def inline(self, expression: sp.Basic) -> str:
        if self.stands_alone(expression):
            return str(self.display(expression))
        return rf"\ensuremath{{{latex(expression, self.table)}}}"

    def stands_alone(self, expression: sp.Basic) -> bool:
        return width(latex(expression, self.table)) > INLINE

    def sentence(self, text: Prose | str) -> Tex:  # type: ignore[override]
        return Tex(super().sentence(text))

    def opening(self, text: Prose | str) -> Tex:
        return Tex(super().opening(text))

    def display(self, expression: sp.Basic, limit: float = LINE) -> Tex:
        """A formula on lines of its own."""
        return Tex("\\softdisplay{" + display(expression, self.table, limit) + "}")

    def formula(self, expression: sp.Basic, limit: float = LINE, whole: bool = True) -> Tex:
        """A formula for a display, without the display itself."""
        return Tex(display(expression, self.table, limit, whole))

    def heading(self, text: str) -> Tex:
        """A heading, with a plain form for the bookmarks of the PDF."""
        return Tex(rf"\texorpdfstring{{{self.sentence(text)}}}{{{self.plain(text)}}}")

    def plain(self, text: str) -> Tex:
        """ASCII letters, digits and harmless punctuation only."""
        return Tex(
            "".join(
                c if c.isascii() and (c.isalnum() or c in " .,:;()-+=/'") else " " for c in text
            )
        )

    def name(self, latex: str) -> Tex:
        """A symbol by its LaTeX."""
        return Tex(rf"\ensuremath{{{latex}}}")

    def number(self, text: str) -> Tex:
        r"""A number such as 1.2e-31, printed as 1.2\times 10^{-31}."""
        mantissa, e, exponent = text.partition("e")
        if not e:
            return Tex(words(text) if not text.startswith("-") else rf"\ensuremath{{{text}}}")
        return Tex(rf"\ensuremath{{{mantissa}\times 10^{{{int(exponent)}}}}}")
