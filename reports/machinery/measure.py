r"""How wide a line of LaTeX mathematics is, in ems of the surrounding font, about.

Read from the LaTeX itself: digits, letters, operators, scripts, fractions and grids have known widths in
Computer Modern. The estimate decides where to break a line; it errs on the wide side, and the
document has a last resort of its own (a line that is still too wide is scaled down by TeX).
"""

from __future__ import annotations

import re
from collections.abc import Callable

_TOKEN = re.compile(r"\\[A-Za-z]+\s*|\\.|[{}_^&]|\s+|.", re.S)
_BINARY = frozenset({"+", "-", r"\cdot", r"\times", r"\pm"})
_RELATIONS = frozenset({"=", "<", ">", r"\leq", r"\geq", r"\neq", r"\to", r"\in"})
_ARROWS = frozenset({r"\Longleftrightarrow", r"\Longrightarrow"})
_NOTHING = frozenset(
    {
        r"\left", r"\right", r"\displaystyle", r"\mathrm", r"\mathbf", r"\text", r"\!", r"\operatorname", r"\Bigl",
        r"\Bigr",
    }
)  # fmt: skip
_SPACES = {r"\,": 0.17, r"\;": 0.28, r"\quad": 1.0, r"\qquad": 2.0, r"\ ": 0.33}
_SIGNS = {r"\int": 0.95, r"\sum": 1.45, r"\prod": 1.3, r"\lim": 1.4, r"\min": 1.6, r"\max": 1.8, r"\ln": 0.85,
          r"\log": 1.3, r"\exp": 1.5, r"\det": 1.4, r"\sin": 1.25, r"\cos": 1.35, r"\tanh": 2.0, r"\coth": 1.9,
          r"\sinh": 1.85, r"\cosh": 1.9}  # fmt: skip
_TALL = 0.6  # a stretched parenthesis
# TeX's styles: display, text, script, scriptscript. A fraction's parts are one style further, a
# script's at least in the third; letters shrink from the third on.
_DISPLAY, _TEXT, _SCRIPT, _LAST = range(4)
_SIZES = (1.0, 1.0, 0.74, 0.6)


def width(latex: str) -> float:
    """The width of a line in ems."""
    return _Reader([t for t in _TOKEN.findall(latex) if not t.isspace()]).row("")


class _Reader:
    def __init__(self, tokens: list[str]) -> None:
        self.tokens = [t.strip() for t in tokens]
        self.place = 0
        self.style = _DISPLAY

    def styled(self, style: int, read: Callable[[], float]) -> float:
        """What ``read`` measures, in another style."""
        before, self.style = self.style, min(style, _LAST)
        try:
            return read()
        finally:
            self.style = before

    def take(self) -> str:
        token = self.tokens[self.place] if self.place < len(self.tokens) else ""
        self.place += 1
        return token

    def peek(self) -> str:
        return self.tokens[self.place] if self.place < len(self.tokens) else ""

    def row(self, end: str) -> float:
        total = 0.0
        while self.peek() not in ("", end):
            total += self.one()
        self.take()
        return total

    def group(self) -> float:
        if self.peek() == "{":
            self.take()
            return self.row("}")
        return self.one()

    def one(self) -> float:
        token = self.take()
        if token == "{":
            return self.row("}")
        if token in ("_", "^"):
            style = max(_SCRIPT, self.style + 1)
            script = self.styled(style, self.group)
            if self.peek() in ("_", "^"):  # the other script stands above or below this one
                self.take()
                script = max(script, self.styled(style, self.group))
            return script
        if token in (r"\frac", r"\binom"):
            style = self.style + 1
            return max(self.styled(style, self.group), self.styled(style, self.group)) + 0.25
        if token == r"\sqrt":
            if self.peek() == "[":
                while self.take() != "]":
                    pass
            return self.group() + 0.9
        if token == r"\begin":
            return self.styled(max(_TEXT, self.style), self.grid)
        return _SIZES[self.style] * _width_of(token)

    def grid(self) -> float:
        """A matrix or cases environment: the widest member of each column."""
        self.name()
        columns: list[float] = []
        column, current = 0, 0.0
        while self.peek() not in ("", r"\end"):
            if self.peek() in ("&", r"\\"):
                separator = self.take()
                columns = _widened(columns, column, current)
                column, current = (column + 1 if separator == "&" else 0), 0.0
            else:
                current += self.one()
        self.take()
        self.name()
        columns = _widened(columns, column, current)
        return sum(columns) + len(columns) + 0.6

    def name(self) -> None:
        while self.take() not in ("}", ""):
            pass


def _widened(columns: list[float], column: int, current: float) -> list[float]:
    padded = columns + [0.0] * (column + 1 - len(columns))
    return [max(c, current) if k == column else c for k, c in enumerate(padded)]


def _width_of(token: str) -> float:
    if token in _NOTHING:
        return 0.0
    if token in _BINARY:
        return 1.22
    if token in _RELATIONS:
        return 1.34
    if token in _ARROWS:
        return 2.3
    if token in _SPACES:
        return _SPACES[token]
    if token in _SIGNS:
        return _SIGNS[token]
    if token in ("(", ")", "[", "]", "|", r"\{", r"\}"):
        return _TALL
    if token == ",":
        return 0.45
    if token == "'":
        return 0.3
    if token.isupper():
        return 0.8
    return 0.58 if not token.startswith("\\") else 0.66
