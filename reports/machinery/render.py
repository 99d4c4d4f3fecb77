"""From the report as data to LaTeX and HTML: two templates, filled by two ways of printing.

In both templates whatever is put in is escaped unless it is marked as markup already: HTML by Jinja's
autoescape, LaTeX by ``finalize``.
"""

from __future__ import annotations

from typing import Any

import jinja2

from softpot.derive.machinery.symbols import SymbolTable
from softpot.reports.machinery.document import MARKS, Document
from softpot.reports.machinery.htmlwording import HtmlWording
from softpot.reports.machinery.palette import dark_rules
from softpot.reports.machinery.texwording import Tex, TexWording
from softpot.reports.machinery.texwords import words

_LOADER = jinja2.PackageLoader("softpot.reports.machinery", "templates")


PARTS = ("report", "supplement")
"""The article, which is called report, and the supplement; each names the other's files."""


def render_html(document: Document, symbols: SymbolTable, part: str = PARTS[0]) -> str:
    """The page of a part: one file with MathML and inline figures; it needs no script and no network."""
    environment = jinja2.Environment(
        loader=_LOADER, autoescape=True, trim_blocks=True, lstrip_blocks=True,
        undefined=jinja2.StrictUndefined, keep_trailing_newline=True,
    )  # fmt: skip
    return environment.get_template(f"{part}.html").render(
        doc=document, say=HtmlWording(symbols), marks=MARKS, dark_figures=dark_rules()
    )


def render_tex(document: Document, symbols: SymbolTable, part: str = PARTS[0]) -> str:
    r"""The document of a part; ``\VAR{...}`` and ``\BLOCK{...}`` are Jinja's marks in it."""
    environment = jinja2.Environment(
        loader=_LOADER, block_start_string=r"\BLOCK{", block_end_string="}", variable_start_string=r"\VAR{",
        variable_end_string="}", comment_start_string=r"\#{", comment_end_string="}", trim_blocks=True,
        lstrip_blocks=True, undefined=jinja2.StrictUndefined, finalize=_escaped, keep_trailing_newline=True,
    )  # fmt: skip
    environment.filters["id"] = _breakable
    environment.filters["raw"] = Tex
    return environment.get_template(f"{part}.tex").render(doc=document, say=TexWording(symbols))


def _escaped(value: Any) -> str:
    return value if isinstance(value, Tex) else words(str(value))


def _breakable(id: str) -> Tex:
    """An id that may break after its hyphens, for narrow columns."""
    return Tex(words(id).replace("-", r"-\allowbreak{}"))
