"""Sentences and formulas for HTML."""

from __future__ import annotations

import re

import sympy as sp
from markupsafe import Markup, escape

from softpot.derive.machinery.prose import Prose
from softpot.derive.machinery.symbols import SymbolTable
from softpot.reports.machinery.latex import latex
from softpot.reports.machinery.mathlines import display
from softpot.reports.machinery.mathml import mathml
from softpot.reports.machinery.mathtags import name
from softpot.reports.machinery.measure import width
from softpot.reports.machinery.wording import Wording

LINE = 34.0
"""Widest display line in ems: a step has 39 of them, and browsers' fonts are often wider than TeX's."""
INLINE = 16.0
"""A formula in running text that is wider than this gets a line that scrolls on a narrow screen."""

_TOUCHING = re.compile(r"[^\s<>]*(?:(?:<math>(?:(?!</math>).)*</math>|<sup>[^<]*</sup>)[^\s<>]*)+")
"""Symbols and powers with the signs that touch them."""
_LONGEST = 24
"""Letters of such a run that stay on one line; a longer one may be too wide for a narrow screen."""


def _tied(run: re.Match[str]) -> str:
    """The run as a piece that no line ends in: browsers break lines on both sides of a <math>."""
    letters = len(re.sub(r"<[^>]*>|\s", "", run[0]))
    alone = re.fullmatch(r"<math>(?:(?!</math>).)*</math>", run[0])
    return run[0] if alone or letters > _LONGEST else f'<span class="tie">{run[0]}</span>'


class HtmlWording(Wording):
    """Sentences with inline MathML, and displays."""

    def __init__(self, table: SymbolTable) -> None:
        super().__init__(table)

    def words(self, text: str) -> str:
        return str(escape(text))

    def power(self, text: str) -> str:
        return f"<sup>{escape(text)}</sup>"

    def symbol(self, latex: str, name: str) -> str:
        return str(self.name(latex))

    def inline(self, expression: sp.Basic) -> str:
        if self.stands_alone(expression):
            return f'<span class="display">{self.display(expression)}</span>'
        return f"<math>{mathml(expression, self.table)}</math>"

    def stands_alone(self, expression: sp.Basic) -> bool:
        return width(latex(expression, self.table)) > INLINE

    def sentence(self, text: Prose | str) -> Markup:  # type: ignore[override]
        return Markup(_TOUCHING.sub(_tied, super().sentence(text)))

    def opening(self, text: Prose | str) -> Markup:
        return Markup(super().opening(text))

    def display(self, expression: sp.Basic, limit: float = LINE, whole: bool = True) -> Markup:
        """A formula on lines of its own."""
        inner = display(expression, self.table, limit, whole)
        return Markup(f'<math display="block">{inner}</math>')

    def latex(self, expression: sp.Basic) -> str:
        """The formula in LaTeX, for people to copy."""
        return latex(expression, self.table)

    def name(self, latex: str) -> Markup:
        """A symbol by its LaTeX."""
        return Markup(f"<math>{name(latex)}</math>")

    def number(self, text: str) -> Markup:
        """A number such as 1.2e-31, printed as 1.2 × 10⁻³¹."""
        mantissa, e, exponent = text.partition("e")
        if not e:
            return Markup(escape(text.replace("-", "−")))
        power = str(int(exponent)).replace("-", "−")
        return Markup(
            f'<span class="number">{mantissa.replace("-", "−")}&#8239;×&#8239;10<sup>{power}</sup></span>'
        )
