"""Words that name symbols: "eta < (9/32) t^2" in a sentence becomes η < (9/32) t².

A statement is written in plain ASCII by its author; this module finds in it the symbols of the table, powers
and signs, and leaves every other word alone. Nothing is evaluated and nothing is an error: what is
not recognised is words.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import cycle

import sympy as sp

from softpot.derive.machinery.notation.names import GREEK, OTHER
from softpot.derive.machinery.prose import Prose
from softpot.derive.machinery.symbols import SymbolTable

_TOKEN = re.compile(
    r"(?P<name>(?<![A-Za-zα-ω_\\'])[A-Za-zα-ωħΓ-Ω][A-Za-zα-ω0-9]*(?:_(?:\{[^{}]*\}|[A-Za-z0-9]+))*['′]?"
    r"(?![A-Za-zα-ω0-9_'’]))"
    r"|(?P<float>(?<![\w.])[-+−]?\d+(?:\.\d+)?e[-+]?\d+(?![\w.]))"
    r"|(?P<power>(?:\^|\*\*)(?:\{[^{}]*\}|\([^()]*\)|[-−]?\d+(?:\.\d+)?|[A-Za-z]))"
    r"|(?P<sign><=>|<=|>=|!=|->|\+-|(?<=\s)-(?=\s)|(?<![^\s(|=^])-(?=[\w(|])|(?<=[\w)])\*(?=[\w(]))"
)
_SIGNS = {"<=>": "⇔", "<=": "≤", ">=": "≥", "!=": "≠", "->": "→", "-": "−", "*": "·", "+-": "±"}
_CONSTANTS = {"pi": (r"\pi", "π"), "k_B": (r"k_{\mathrm{B}}", "k_B")}
"""What no table has: the LaTeX, and what a terminal shows."""
_ARTICLES = frozenset("aAI")
_SUPERSCRIPTS = str.maketrans("0123456789-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁻")


@dataclass(frozen=True)
class Named:
    """A symbol that the words name."""

    name: str


@dataclass(frozen=True)
class Constant:
    """A constant that every sentence may name."""

    latex: str
    text: str


@dataclass(frozen=True)
class Power:
    """An exponent that the words write with ^ or **."""

    text: str


Part = str | Named | Constant | Power


def parts(text: str, keys: Mapping[str, str]) -> Iterator[Part]:
    """The words, symbols and powers of a text; ``keys`` maps what is written to names in the table."""
    place = 0
    text = _ROOT.sub(lambda m: f"√{m[1] or ''}", text)
    for match in _TOKEN.finditer(text):
        found: Part | None = None
        if match["float"] is not None:
            if match.start() > place:
                yield text[place : match.start()]
            yield from _scientific(match[0])
            place = match.end()
            continue
        if match["name"] is not None:
            if _differential(text, match) and match[0] not in keys and match[0][1:] in keys:
                yield text[place : match.start() + 1]
                yield Named(keys[match[0][1:]])
                place = match.end()
                continue
            found = _named(match[0], keys, text[match.end() :])
            if found and _FIGURE.search(text, 0, match.start()):
                found = None
        elif match["power"] is not None:
            found = Power(re.sub(r"^(\^|\*\*)|[{}()]", "", match[0]).replace("-", "−"))
        else:
            found = _SIGNS[match[0]]
        if found is not None:
            if match.start() > place:
                yield text[place : match.start()]
            yield found
            place = match.end()
    if place < len(text):
        yield text[place:]


def _named(name: str, keys: Mapping[str, str], after: str) -> Part | None:
    if name in keys:
        return Named(keys[name])
    if f"{name} " in keys and _NO_ARTICLE.match(after):
        return Named(keys[f"{name} "])
    if name in _CONSTANTS:
        return Constant(*_CONSTANTS[name])
    return "√" if name == "sqrt" and after.startswith("(") else None


_NO_ARTICLE = re.compile(r"\^|\*\*|,| (?:=|and|or|is|alone)(?!\w)|\.(?!\w)")
"""What follows a letter that is a symbol, and no article: a^2, a = 1, E_0, a and w."""

_ROOT = re.compile(r"(?:\bsqrt|√) ?\((\w+)\)|\bsqrt (?=\d)")
"""A root of a number or of one symbol, written without parentheses."""


def _differential(text: str, match: re.Match[str]) -> bool:
    """Whether the name is one of the two of dE/dt."""
    return match[0][0] == "d" and "/" in (
        text[match.start() - 1 : match.start()],
        text[match.end() : match.end() + 1],
    )


_FIGURE = re.compile(r"\bFigs?\. \d+$")
"""What a letter follows that is a part of a figure: Fig. 1b."""


def _tied(found: list[Part]) -> Iterator[Part]:
    """The factors of a product kept together: a narrow space that no line ends in before a symbol."""
    around: list[Part] = ["", *found, ""]
    for before, part, after in zip(around, found, around[2:], strict=False):
        if not isinstance(part, str) or not isinstance(after, Named | Constant):
            yield part
        elif part.endswith("/d "):
            yield part[:-1]
        elif (part in (" ", "| ") and not isinstance(before, str)) or _COUNTED.search(part):
            yield part[:-1] + "\u202f"
        else:
            yield part


_COUNTED = re.compile(r"(?:(?<![\w.])\d+(?:\.\d+)?|\(\d+/\d+\)) $")
"""A number, or a fraction in brackets, that a symbol follows."""


def _scientific(number: str) -> Iterator[Part]:
    """1.2e-31 as 1.2 × 10 and the power −31; 1e20 as 10 and its power."""
    mantissa, exponent = number.split("e")
    sign = "−" if mantissa[0] in "-−" else "+" if mantissa[0] == "+" else ""
    size = mantissa.lstrip("-−+")
    yield f"{sign}10" if size == "1" else f"{sign}{size}\u202f×\u202f10"
    yield Power(str(int(exponent)).replace("-", "−"))


def written(table: SymbolTable) -> dict[str, str]:
    """How each symbol may be written in words. English words are left alone; a letter that is an article has a space
    behind it."""
    keys: dict[str, str] = {}
    for name in table:
        row = table[name]
        shown = re.sub(r"\\([A-Za-z]+)\s*", lambda m: (GREEK | OTHER).get(m[1], m[1]), row.latex)
        for form in (name, row.latex.replace("\\", ""), shown, row.text):
            greek = form.rstrip("'") in GREEK or form in ("hbar", "lamda")
            marked = bool(re.search(r"[_'\d]", form)) and form[:1].isalpha()
            foreign = bool(form) and not form.isascii()
            single = len(form) == 1 and form.isalpha() and form not in _ARTICLES
            if greek or marked or foreign or single:
                keys.setdefault(form, name)
            elif form in _ARTICLES:
                keys.setdefault(f"{form} ", name)
    return keys


class Wording(ABC):
    """Prints sentences; each output says how it prints words, symbols, powers and formulas."""

    curly = True
    """Whether quotation marks are printed as “ and ”."""

    def __init__(self, table: SymbolTable) -> None:
        self.table = table

    @cached_property
    def _keys(self) -> dict[str, str]:
        return written(self.table)

    @abstractmethod
    def words(self, text: str) -> str:
        """Plain words, escaped."""

    @abstractmethod
    def power(self, text: str) -> str:
        """An exponent."""

    @abstractmethod
    def inline(self, expression: sp.Basic) -> str:
        """A formula in running text."""

    def sentence(self, text: Prose | str) -> str:
        """Prose or a plain string, its formulas and the symbols that it names printed as such."""
        pieces = text.pieces() if isinstance(text, Prose) else (text,)
        marks = cycle("“”")  # open and closed by turns

        def words(piece: str) -> str:
            if self.curly:
                piece = re.sub('"', lambda _: next(marks), piece)
            return self._plain(piece)

        return "".join(
            words(piece) if isinstance(piece, str) else self.inline(piece) for piece in pieces
        )

    def opening(self, text: Prose | str) -> str:
        """A sentence that begins with a capital, if it begins with a word."""
        template = text.template if isinstance(text, Prose) else text
        first = re.match(r"[a-z]+(?=[ ,])", template)
        if first is None or first[0] in self._keys or first[0] in _CONSTANTS:
            return self.sentence(text)
        raised = template[0].upper() + template[1:]
        return self.sentence(replace(text, template=raised) if isinstance(text, Prose) else raised)

    def stands_alone(self, expression: sp.Basic) -> bool:
        """Whether a formula in running text is so wide that it gets lines of its own."""
        return False

    def closing(self, text: Prose | str) -> str:
        """A full stop, unless the sentence ends with one or with a formula on lines of its own."""
        last = text.pieces()[-1] if isinstance(text, Prose) else text
        if isinstance(last, str):
            return "" if last.rstrip()[-1:] in (".", "?", "!") else "."
        return "" if self.stands_alone(last) else "."

    def _plain(self, text: str) -> str:
        printed = []
        found = list(parts(text, self._keys))
        for part in _tied(found) if self.curly else found:
            if isinstance(part, Named):
                printed.append(self.symbol(self.table[part.name].latex, part.name))
            elif isinstance(part, Constant):
                printed.append(self.symbol(part.latex, part.text))
            else:
                printed.append(
                    self.power(part.text) if isinstance(part, Power) else self.words(part)
                )
        return "".join(printed)

    @abstractmethod
    def symbol(self, latex: str, name: str) -> str:
        """A symbol by its LaTeX; ``name`` is its name in the table, or what a terminal shows."""


class TextWording(Wording):
    """Sentences for a terminal."""

    curly = False

    def __init__(self, table: SymbolTable, unicode: bool = True) -> None:
        super().__init__(table)
        self.unicode = unicode

    def words(self, text: str) -> str:
        return text if self.unicode else text.translate(_PLAIN)

    def power(self, text: str) -> str:
        if self.unicode and re.fullmatch(r"−?\d+", text):
            return text.translate(_SUPERSCRIPTS)
        return f"^{text}" if re.fullmatch(r"\w+", text) else f"^({text})"

    def symbol(self, latex: str, name: str) -> str:
        if name not in self.table:
            return name if self.unicode else name.translate(_PLAIN)
        return self.inline(sp.Symbol(name))

    def inline(self, expression: sp.Basic) -> str:
        from softpot.reports.machinery.text import linear

        return linear(expression, self.table, self.unicode)


_PLAIN = str.maketrans(
    dict(zip("≥≤≠·−±π′–—’‘“”", (">=", "<=", "!=", "*", "-", "+-", "pi", *"'--''\"\""), strict=True))
    | {"⇔": "<=>", "→": "->", "√": "sqrt"}
)
