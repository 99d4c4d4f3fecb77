"""Reads LaTeX back."""

from __future__ import annotations

import re

from .grammar import Item, Unreadable, read
from .lexicon import HEADS, INDEXED, RAISED, Lexicon, character
from .meaning import Meaning

_SIGNS = {
    r"\neq": "≠",
    r"\leq": "≤",
    r"\geq": "≥",
    r"\in": "∈",
    r"\subseteq": "⊆",
    r"\cup": "∪",
    r"\cap": "∩",
    r"\setminus": "∖",
    r"\Longleftrightarrow": "⇔",
    r"\Longrightarrow": "⇒",
    r"\cdot": "·",
    r"\times": "×",
    r"\to": "→",
}
_BRACKETS = {
    r"\lfloor": "⌊",
    r"\rfloor": "⌋",
    r"\lceil": "⌈",
    r"\rceil": "⌉",
    r"\{": "{",
    r"\}": "}",
}
_SETS = {"R": "ℝ", "Z": "ℤ", "N": "ℕ", "Q": "ℚ", "C": "ℂ"}
_TRIG = (
    "sin",
    "cos",
    "tan",
    "cot",
    "sec",
    "csc",
    "sinh",
    "cosh",
    "tanh",
    "coth",
    "exp",
    "ln",
    "arcsin",
    "arccos",
    "arctan",
    "arg",
    "max",
    "min",
    "det",
)


def read_latex(text: str, names: Lexicon) -> Meaning:
    """The meaning of a formula in LaTeX, on one line or several."""
    if text.startswith(r"\begin{aligned}"):
        text = text.removeprefix(r"\begin{aligned}").removesuffix(r"\end{aligned}").strip()
        rows = text.split(" \\\\\n")
        if not all(row.startswith("&") for row in rows):
            raise Unreadable("a line that is not aligned")
        rows = [re.sub(r"^\\hspace\{[\d.]+em\}", "", row[1:]) for row in rows]
        text = " ".join(re.sub(r"^\{\}(?![_^])", "", row) for row in rows)
    return read(_Reader(text, names).items(), implicit=True)


class _Reader:
    def __init__(self, text: str, names: Lexicon) -> None:
        self.text, self.names, self.place = text, names, 0

    def sub(self, text: str) -> list[Item]:
        return _Reader(text, self.names).items()

    def meaning(self, text: str) -> Meaning:
        return read(self.sub(text), implicit=True)

    def match(self, pattern: str) -> re.Match[str] | None:
        m = re.compile(pattern).match(self.text, self.place)
        if m:
            self.place = m.end()
        return m

    def group(self) -> str:
        """The content of the braces, or the one letter, that follows."""
        self.match(r"\s*")
        if self.text[self.place : self.place + 1] != "{":
            m = self.match(r"\\[A-Za-z]+|\S")
            if not m:
                raise Unreadable("nothing in braces")
            return m[0]
        depth, start = 0, self.place
        while self.place < len(self.text):
            c = self.text[self.place]
            if c == "\\":
                self.place += 2
                continue
            depth += (c == "{") - (c == "}")
            self.place += 1
            if depth == 0:
                return self.text[start + 1 : self.place - 1]
        raise Unreadable("a brace that is not closed")

    def items(self) -> list[Item]:
        found: list[Item] = []
        while True:
            self.match(r"(?:\s|\\[,;]|\\qquad)+")
            if self.place >= len(self.text):
                return found
            found += self.one()

    def one(self) -> list[Item]:
        if m := self.match(r"\\!(?=\\left\(|\\Bigl\()"):
            return [("apply",)]
        if m := self.match(r"\\(?:left|Bigl)\s*(\\[lr]floor|\\[lr]ceil|\\\{|[(\[|])"):
            return [("open", _BRACKETS.get(m[1], m[1]))]
        if m := self.match(r"\\(?:right|Bigr)\s*(\\[lr]floor|\\[lr]ceil|\\\}|[)\]|])"):
            return [("close", _BRACKETS.get(m[1], m[1])), *self.put_in()]
        if m := self.match(r"\d+(?:\.\d+)?"):
            return [("num", m[0])]
        if self.match(r"\^"):
            return [self.raised(self.group())]
        if m := self.match(r"\\(int|sum|prod|lim)(?![A-Za-z])"):
            return [self.big({"int": "∫", "sum": "∑", "prod": "∏", "lim": "lim"}[m[1]])]
        if self.match(r"\\frac(?![A-Za-z])"):
            return [self.fraction(self.group(), self.group())]
        if self.match(r"\\binom(?![A-Za-z])"):
            return [
                (
                    "whole",
                    ("call", "binomial", self.meaning(self.group()), self.meaning(self.group())),
                )
            ]
        if self.match(r"\\sqrt(?![A-Za-z])"):
            return [("whole", ("pow", self.meaning(self.group()), ("num", "0.5")))]
        if m := self.match(r"\\begin\{([bv]matrix|cases)\}"):
            return [("whole", self.grid(m[1]))]
        if m := self.match(r"\\text\{ ?(\w+) ?\}"):
            word = m[1]
            return [("const", word)] if word in ("true", "false") else [("sign", word)]
        found = self.name()
        if found:
            return found
        if m := self.match(r"\\mathrm\{d\}|\\partial(?![A-Za-z])"):
            return self.differential(m[0])
        if m := self.match(r"(?:\\[A-Za-z]+(?![A-Za-z]))"):
            if m[0] in _SIGNS:
                return [("sign", _SIGNS[m[0]])]
            raise Unreadable(f"the command {m[0]}")
        if m := self.match(r"!!|[-+=<>/,;!]"):
            return [("sign", "−" if m[0] == "-" else m[0])]
        raise Unreadable(f"cannot read {self.text[self.place : self.place + 20]!r}")

    def put_in(self) -> list[Item]:
        if not self.match(r"_(?=\{)"):
            return []
        return [("at", [self.sub(part) for part in _split(self.group(), ", ")])]

    def raised(self, text: str) -> Item:
        marks = {r"\ast": "conjugate", r"\mathrm{T}": "transpose", r"\dagger": "adjoint"}
        return ("mark", marks[text]) if text in marks else ("sup", self.sub(text))

    def big(self, sign: str) -> Item:
        below = above = None
        if self.match(r"_(?=\{)"):
            below = self.group()
        if self.match(r"\^(?=\{)"):
            above = self.group()
        if sign == "lim":
            side = re.search(r"\^\{([+-])\}$", below or "")
            items = self.sub((below or "")[: side.start()] if side else below or "")
            return ("big", "lim", [*items, ("side", side[1])] if side else items, None)
        return (
            "big",
            sign,
            None if below is None else self.sub(below),
            None if above is None else self.sub(above),
        )

    def fraction(self, top: str, bottom: str) -> Item:
        m = re.match(r"(\\mathrm\{d\}|\\partial(?![A-Za-z]))", top)
        if m and bottom.startswith(m[0]):
            return self.derivative(top, bottom, m[0])
        return ("whole", ("div", self.meaning(top), self.meaning(bottom)))

    def derivative(self, top: str, bottom: str, d: str) -> Item:
        above = _Reader(top.removeprefix(d), self.names)
        order = above.group() if above.match(r"\^") else "1"
        by = _variables(bottom, d, self.names)
        total = sum(int(c[1]) for _, c in by if c[0] == "num")
        if order.isdigit() and int(order) != total:
            raise Unreadable("the order of a derivative is not that of its variables")
        rest = above.text[above.place :].strip()
        if not rest:
            return ("front", d, by)
        return ("whole", ("derive", self.meaning(rest), list(reversed(by))))

    def differential(self, d: str) -> list[Item]:
        """dx, or df/dx on the line."""
        rest = self.text[self.place :]
        on_line = re.match(r"(?:\^\{?(\d+)\}?)?(.*?)/(\\left\()?" + re.escape(d), rest)
        if on_line and not re.search(re.escape(d), on_line[2]):
            start = on_line.end() - len(d)
            if on_line[3]:
                stop = rest.index(r"\right)", start)
                below, self.place = rest[start:stop], self.place + stop + len(r"\right)")
            else:
                reader = _Reader(rest, self.names)
                reader.place = start + len(d)
                reader.match(r"\s*")
                if reader.match(r"\\left\("):
                    reader.place = rest.index(r"\right)", reader.place) + len(r"\right)")
                elif not reader.name():
                    raise Unreadable("a derivative by nothing")
                if reader.match(r"\^"):
                    reader.group()
                below, self.place = rest[start : reader.place], self.place + reader.place
            power = f"^{{{on_line[1]}}}" if on_line[1] else ""
            return [self.derivative(f"{d}{power} {on_line[2]}", below, d)]
        self.match(r"\s*")
        if self.match(r"\\left\("):
            stop = self.text.index(r"\right)", self.place)
            inner, self.place = self.text[self.place : stop], stop + len(r"\right)")
            return [("d", self.sub(inner))]
        name = self.name()
        if d != r"\mathrm{d}" or not name:
            raise Unreadable("a differential of nothing")
        return [("d", name)]

    def name(self) -> list[Item]:
        """The longest name of the table that stands here, else a constant or a function."""
        for latex, kinds in self.names.latex.items():
            if not self.text.startswith(latex, self.place):
                continue
            after = self.text[self.place + len(latex) :]
            if (re.search(r"\\[A-Za-z]+$", latex) and after[:1].isalpha()) or after[:1] in (
                "_",
                "'",
            ):
                continue
            applied = bool(re.match(r"\\!(\\left|\\Bigl)\(", after))
            kind = "function" if applied else "name"
            if kind not in kinds:
                continue
            self.place += len(latex)
            code = kinds[kind]
            return [("function", f"function {code}")] if applied else [self.names.named(code)]
        return self.known()

    def known(self) -> list[Item]:
        applied = r"(?=(?:\^\{\d+\})?\\!(?:\\left|\\Bigl)\(|\s\\begin)"
        if m := self.match(r"\\(" + "|".join(_TRIG) + r")(?![A-Za-z])" + applied):
            return [
                ("function", HEADS.get(m[1], m[1])),
                *([("apply",)] if m[1] == "det" and self.text[self.place] == " " else []),
            ]
        if m := self.match(r"\\operatorname\{([^{}]+)\}('?)" + applied):
            word = m[1].replace(r"\_", "_") + ("′" if m[2] else "")
            return [("function", HEADS.get(word, word))]
        if m := self.match(r"\\mathrm\{B\}" + applied):
            return [("function", "beta")]
        if m := self.match(r"\{\}_\{(\d)\}F_\{(\d)\}" + applied):
            return [("function", f"hyper{m[1]}F{m[2]}")]
        if m := self.match(r"(\\operatorname\{(?:Li|E)\}|\\psi|[A-Zjy])(?=[_^]\{)"):
            return [
                self.indexed(re.sub(r"\\operatorname\{(\w+)\}", r"\1", m[1]).replace(r"\psi", "ψ"))
            ]
        if m := self.match(r"(\\(?:Gamma|gamma|zeta|Pi|theta|delta|psi)|W)" + applied):
            letter = character(m[1][1:]) if m[1].startswith("\\") else m[1]
            return [("function", HEADS[letter])]
        constants = {
            r"\\pi(?![A-Za-z])": "pi",
            r"\\infty(?![A-Za-z])": "oo",
            r"\\mathrm\{e\}": "E",
            r"\\mathrm\{i\}": "I",
            r"\\gamma_\{\\mathrm\{E\}\}": "EulerGamma",
            r"\\varphi(?![A-Za-z])": "GoldenRatio",
            r"\\emptyset(?![A-Za-z])": "EmptySet",
        }
        for pattern, code in constants.items():
            if self.match(pattern):
                return [("const", code)]
        if m := self.match(r"\\mathbf\{([RZNQC])\}(_\{0\})?"):
            return [("const", _SETS[m[1]] + ("₀" if m[2] else ""))]
        if m := self.match(r"\\delta(?=_\{)"):
            self.match("_")
            return [
                (
                    "whole",
                    (
                        "call",
                        "KroneckerDelta",
                        *(self.meaning(p) for p in _split(self.group(), ", ")),
                    ),
                )
            ]
        return []

    def indexed(self, letter: str) -> Item:
        below = above = None
        if self.match(r"_(?=\{)"):
            below = self.group()
        if self.match(r"\^(?=\{)"):
            above = self.group()
            inner = re.fullmatch(r"\\left\((.*)\\right\)", above)
            if not inner:
                raise Unreadable("an exponent on the name of a function")
            above = inner[1]
        before = [] if below is None else [self.sub(below)]
        if letter == "ψ" and above is not None:
            return ("head", "polygamma", self.sub(above))
        if letter == "H" and above in ("1", "2"):
            return ("head", INDEXED[f"H{above}"], *before)
        if above is not None:
            return ("head", RAISED[letter], *before, *(self.sub(p) for p in _split(above, ", ")))
        if letter not in INDEXED:
            raise Unreadable(f"an index on {letter}")
        return ("head", INDEXED[letter], *before)

    def grid(self, kind: str) -> Meaning:
        depth, stop = 1, -1
        for m in re.compile(r"\\(begin|end)\{\w+\}").finditer(self.text, self.place):
            depth += 1 if m[1] == "begin" else -1
            if depth == 0:
                stop = m.start()
                break
        end = rf"\end{{{kind}}}"
        if stop < 0 or not self.text.startswith(end, stop):
            raise Unreadable("a matrix that does not end")
        inner, self.place = self.text[self.place : stop], stop + len(end)
        rows = [_split(row, " & ") for row in _split(inner, r" \\ ")]
        if kind != "cases":
            cells = [[self.meaning(cell) for cell in row] for row in rows]
            if len({len(row) for row in cells}) != 1:
                raise Unreadable("a matrix with rows of different lengths")
            return ("grid", "[" if kind == "bmatrix" else "|", cells)
        pairs = []
        for row in rows:
            value, when = row
            if when == r"\text{otherwise}":
                pairs.append((self.meaning(value), None))
            elif when.startswith(r"\text{for } "):
                pairs.append(
                    (self.meaning(value), self.meaning(when.removeprefix(r"\text{for } ")))
                )
            else:
                raise Unreadable("a case without a condition")
        return ("cases", pairs)


def _variables(text: str, d: str, names: Lexicon) -> list[tuple[object, Meaning]]:
    by = []
    for part in text.split(r" \, "):
        if not part.startswith(d):
            raise Unreadable("a derivative by what is no variable")
        reader = _Reader(part.removeprefix(d), names)
        items = reader.items()
        count: Meaning = ("num", "1")
        if items and items[-1][0] == "sup":
            count = read(items.pop()[1], implicit=True)
        variable = read(items, implicit=True)
        by.append((variable[1] if variable[0] == "name" else variable, count))
    return by


def _split(text: str, mark: str) -> list[str]:
    """Parts of a list, cut at marks outside braces and brackets."""
    parts, depth, start = [], 0, 0
    for k, c in enumerate(text):
        depth += c in "{([" or text.startswith(r"\begin", k)
        depth -= c in "})]" or text.startswith(r"\end", k)
        if depth == 0 and text.startswith(mark, k):
            parts.append(text[start:k])
            start = k + len(mark)
    return [*parts, text[start:]]
