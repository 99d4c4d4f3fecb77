"""w/k_B, P_s, 10²³ in words -> LaTeX and HTML: a letter with an index, and powers in one piece."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

from softpot.reports.machinery.texwording import Tex
from softpot.reports.machinery.texwords import words

__all__ = ["in_html", "in_tex"]

_INDEXED = re.compile(r"(?<![\w.])([A-Za-zθ])_(TLS|sm|min|[a-zA-Z])(?![\w.])")
_POWER = re.compile(r"([⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+)")
_PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")


def in_tex(text: str) -> Tex:
    """The words as LaTeX."""
    parts: list[str] = []
    for k, piece in enumerate(_POWER.split(text)):
        if k % 2:
            parts.append(rf"\ensuremath{{^{{{piece.translate(_PLAIN)}}}}}")
            continue
        start = 0
        for match in _INDEXED.finditer(piece):
            letter = r"\theta" if match.group(1) == "θ" else match.group(1)
            index = match.group(2) if len(match.group(2)) == 1 else rf"\mathrm{{{match.group(2)}}}"
            parts += [words(piece[start : match.start()]), rf"\ensuremath{{{letter}_{{{index}}}}}"]
            start = match.end()
        parts.append(words(piece[start:]))
    return Tex("".join(parts))


def in_html(text: str) -> Markup:
    """The words as HTML."""
    return Markup(_INDEXED.sub(r"<i>\1</i><sub>\2</sub>", str(escape(text))))
