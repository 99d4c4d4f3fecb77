"""From the report as data to LaTeX and HTML: two templates, filled by two ways of printing.

In both templates whatever is put in is escaped unless it is marked as markup already: HTML by Jinja's
autoescape, LaTeX by ``finalize``.
"""

from __future__ import annotations

from typing import Any

import jinja2

from derive.machinery.symbols import SymbolTable
from reports.machinery.document import MARKS, Document
from reports.machinery.htmlwording import HtmlWording
from reports.machinery.texwording import Tex, TexWording
from reports.machinery.texwords import words

_LOADER = jinja2.PackageLoader("reports.machinery", "templates")


def render_html(document: Document, symbols: SymbolTable) -> str:
    """The page: one file with MathML and inline figures; it needs no script and no network."""
    environment = jinja2.Environment(
        loader=_LOADER, autoescape=True, trim_blocks=True, lstrip_blocks=True,
        undefined=jinja2.StrictUndefined, keep_trailing_newline=True,
    )  # fmt: skip
    return environment.get_template("report.html").render(
        doc=document, say=HtmlWording(symbols), marks=MARKS
    )


def render_tex(document: Document, symbols: SymbolTable) -> str:
    r"""The document; ``\VAR{...}`` and ``\BLOCK{...}`` are Jinja's marks in it."""
    environment = jinja2.Environment(
        loader=_LOADER, block_start_string=r"\BLOCK{", block_end_string="}", variable_start_string=r"\VAR{",
        variable_end_string="}", comment_start_string=r"\#{", comment_end_string="}", trim_blocks=True,
        lstrip_blocks=True, undefined=jinja2.StrictUndefined, finalize=_escaped, keep_trailing_newline=True,
    )  # fmt: skip
    environment.filters["id"] = _breakable
    environment.filters["raw"] = Tex
    return environment.get_template("report.tex").render(doc=document, say=TexWording(symbols))


def _escaped(value: Any) -> str:
    return value if isinstance(value, Tex) else words(str(value))


def _breakable(id: str) -> Tex:
    """An id that may break after its hyphens, for narrow columns."""
    return Tex(words(id).replace("-", r"-\allowbreak{}"))
