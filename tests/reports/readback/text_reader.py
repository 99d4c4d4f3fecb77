"""Reads what a terminal shows back: fractions over a line, limits above and below, tall brackets, one line.

A drawing is a rectangle of characters. Its baseline is found by trying: the right row is the one from which every
character of the drawing is read exactly once.
"""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress
from itertools import pairwise

from .grammar import Item, Unreadable, read
from .lexicon import HEADS, INDEXED, RAISED, Lexicon
from .meaning import Meaning

_RAISED = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789−", strict=True))
_LOWERED = dict(zip("₀₁₂₃₄₅₆₇₈₉", "0123456789", strict=True))
_HALVES = {"½": ("1", "2"), "¼": ("1", "4"), "¾": ("3", "4")}
_CONSTANTS = {
    "π": "pi",
    "∞": "oo",
    "ℯ": "E",
    "ⅈ": "I",
    "γ_E": "EulerGamma",
    "φ": "GoldenRatio",
    "∅": "EmptySet",
    "ℝ": "ℝ",
    "ℤ": "ℤ",
    "ℚ": "ℚ",
    "ℕ₀": "ℕ₀",
    "ℕ": "ℕ",
    "ℂ": "ℂ",
    "true": "true",
    "false": "false",
}
_OPERATORS = (
    "⇔",
    "⇒",
    "≠",
    "≤",
    "≥",
    "=",
    "<",
    ">",
    "+",
    "−",
    "·",
    "/",
    ",",
    ";",
    "!!",
    "!",
    "∈",
    "⊆",
    "∪",
    "∩",
    "∖",
    "→",
)
_WORDS = ("and", "or", "xor", "not", "for", "otherwise")
_TALL = {"⎛": ("(", "⎜", "⎝"), "⎡": ("[", "⎢", "⎣"), "⎧": ("{", "⎪", "⎩"), "│": ("|", "│", "│")}
_TALL_CLOSE = {"⎞": (")", "⎟", "⎠"), "⎤": ("]", "⎥", "⎦"), "│": ("|", "│", "│")}
_DRAWING = frozenset("─⎛⎜⎝⎞⎟⎠⎡⎢⎣⎤⎥⎦⎧⎨⎪⎩│")
_TRIG = ("sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "coth")

Grid = list[list[str]]


def read_text(text: str, names: Lexicon) -> Meaning:
    """The meaning of what a terminal shows."""
    reader = _Reader(names)
    if "\n\n" in text:
        return read(
            [item for part in text.split("\n\n") for item in reader.picture(_grid(part))],
            implicit=False,
        )
    rows = text.split("\n")
    found: list[list[Item]] = []
    if len(rows) > 1:
        with suppress(Unreadable):
            found.append(reader.picture(_grid(text)))
    if not found:
        found.append(reader.line(" ".join(row.strip() for row in rows)))
    return read(found[0], implicit=False)


def _grid(text: str) -> Grid:
    rows: Grid = []
    for line in text.split("\n"):
        cells: list[str] = []
        for c in line:
            if unicodedata.combining(c) and cells:
                cells[-1] += c
            else:
                cells.append(c)
        rows.append(cells)
    width = max(map(len, rows))
    return [row + [" "] * (width - len(row)) for row in rows]


class _Reader:
    def __init__(self, names: Lexicon) -> None:
        self.names = names

    # drawings

    def picture(self, grid: Grid) -> list[Item]:
        """The items of a drawing; exactly one row is its baseline."""
        rows = [k for k, row in enumerate(grid) if any(c != " " for c in row)]
        if not rows:
            raise Unreadable("nothing is drawn")
        grid = [row[:] for row in grid[rows[0] : rows[-1] + 1]]
        if len(grid) == 1:
            return self.line("".join(grid[0]).strip())
        first = next(k for k in range(len(grid[0])) if any(row[k] != " " for row in grid))
        found, why = [], "no row is the baseline"
        for base in range(len(grid)):
            if grid[base][first] == " ":
                continue
            drawing = _Drawing(self, [row[:] for row in grid], base)
            try:
                items = drawing.items()
            except Unreadable as error:
                why = str(error)
                continue
            if items not in found:
                found.append(items)
        if len(found) != 1:
            raise Unreadable(why if not found else "two ways to read a drawing")
        return found[0]

    def meaning(self, grid: Grid) -> Meaning:
        return read(self.picture(grid), implicit=False)

    # lines

    def line(self, text: str) -> list[Item]:
        return _Line(self, text).items()

    def of(self, text: str) -> Meaning:
        return read(self.line(text), implicit=False)


class _Drawing:
    """Characters of a drawing, taken away one by one along the baseline."""

    def __init__(self, reader: _Reader, grid: Grid, base: int) -> None:
        self.reader, self.grid, self.base = reader, grid, base
        self.width, self.height = len(grid[0]), len(grid)

    def at(self, row: int, column: int) -> str:
        inside = 0 <= row < self.height and 0 <= column < self.width
        return self.grid[row][column] if inside else " "

    def cut(self, top: int, bottom: int, left: int, right: int) -> Grid:
        """A rectangle, taken away; the ends do not belong to it."""
        part = [self.grid[r][left:right] for r in range(top, bottom)]
        for r in range(top, bottom):
            self.grid[r][left:right] = [" "] * (right - left)
        return part

    def items(self) -> list[Item]:
        found: list[Item] = []
        text, column = "", 0
        line: list[object] = []

        def flush() -> None:
            nonlocal text
            if text.strip():
                line.append(text)
            text = ""

        while column < self.width:
            c = self.at(self.base, column)
            if c == "─":
                flush()
                column = self.fraction(column, line)
            elif c in _DRAWING:
                flush()
                column = self.bracket(column, c, line)
            elif c in "∫∑∏" or (c == "l" and self.limit_here(column)):
                flush()
                column = self.big(column, line)
            else:
                if c != " ":
                    self.grid[self.base][column] = " "
                text += c
                column += 1
        flush()
        left = {c for row in self.grid for c in row if c != " "}
        if left:
            raise Unreadable(f"not read: {sorted(left)}")
        found = _Line(self.reader, line).items()
        return found

    def limit_here(self, column: int) -> bool:
        word = "".join(self.at(self.base, column + k) for k in range(3))
        under = self.at(self.base + 1, column)
        return word == "lim" and under != " "

    def fraction(self, column: int, line: list[object]) -> int:
        end = column
        while self.at(self.base, end) == "─":
            end += 1
        self.cut(self.base, self.base + 1, column, end)
        top = self.cut(0, self.base, column, end)
        bottom = self.cut(self.base + 1, self.height, column, end)
        line.append(self.quotient(top, bottom))
        return end

    def quotient(self, top: Grid, bottom: Grid) -> Item:
        above = "".join(
            next((row for row in reversed(top) if any(c != " " for c in row)), [])
        ).strip()
        below = "".join(next((row for row in bottom if any(c != " " for c in row)), [])).strip()
        one_row = sum(any(c != " " for c in row) for row in top) == 1
        m = re.match(r"([d∂])([⁰¹²³⁴⁵⁶⁷⁸⁹]*|\^\w|\^\(.*?\))", above)
        if m and one_row and below.startswith(m[1]):
            item = _derived(self.reader, m[1], m[2], above[m.end() :], below)
            if item:
                return item
        return ("whole", ("div", self.reader.meaning(top), self.reader.meaning(bottom)))

    def extent(self, column: int, middle: str, last: str, first: str) -> tuple[int, int]:
        chars = {first, middle, last, "⎨"} if first == "⎧" else {first, middle, last}
        top = bottom = self.base
        while self.at(top, column) != first or first == last:
            if self.at(top - 1, column) not in chars:
                break
            top -= 1
        while self.at(bottom, column) != last or first == last:
            if self.at(bottom + 1, column) not in chars:
                break
            bottom += 1
        return top, bottom

    def bracket(self, column: int, c: str, line: list[object]) -> int:
        for first, (bracket, middle, last) in _TALL.items():
            opening = c in (first, middle, last) or (first == "⎧" and c == "⎨")
            if opening and not (bracket == "|" and _ended(line)):
                top, bottom = self.extent(column, middle, last, first)
                return self.opened(column, bracket, top, bottom, line)
        raise Unreadable(f"the bracket {c} was not opened")

    def opened(self, column: int, bracket: str, top: int, bottom: int, line: list[object]) -> int:
        first, last = self.at(top, column), self.at(bottom, column)
        floors = {("⎢", "⎣"): "⌊", ("⎡", "⎢"): "⌈"}
        bracket = floors.get((first, last), bracket)
        if bracket in "([|{" and top != bottom and first + last not in ("⎛⎝", "⎡⎣", "││", "⎧⎩"):
            raise Unreadable(f"a bracket that is not whole: {first}{last}")
        if bracket == "{":
            self.cut(top, bottom + 1, column, column + 1)
            inner = self.cut(top, bottom + 1, column + 1, self.case_end(column + 1, top, bottom))
            line.append(("whole", self.cases(inner)))
            return (
                self.width
                if all(c == " " for c in self.grid[self.base])
                else column + 1 + len(inner[0])
            )
        end, closing = self.closed(column, top, bottom, bracket)
        self.cut(top, bottom + 1, column, column + 1)
        inner = self.cut(top, bottom + 1, column + 1, end)
        self.cut(top, bottom + 1, end, end + 1)
        cells = self.cells(inner) if bracket in "[|" else None
        put_in = (
            self.at(self.base, end + 1) == "_"
        )  # [f]_(x=1) holds no matrix, whatever limits stand in it
        if cells is not None and (put_in or (bracket == "|" and len(cells) != len(cells[0]))):
            cells = None
        if cells is not None:
            line.append(("whole", ("grid", bracket, cells)))
        else:
            line.append(("open", bracket))
            line.append(self.reader.picture(inner))
            line.append(("close", closing))
        end += 1
        power = ""
        while self.at(top, end + len(power)) in _RAISED and top != self.base:
            power += self.at(top, end + len(power))
        if power:
            self.cut(top, top + 1, end, end + len(power))
            line.append(("sup", [*_number("".join(_RAISED[c] for c in power))]))
        return end + len(power)

    def case_end(self, column: int, top: int, bottom: int) -> int:
        """Where a brace ends: at a tall bracket of the rows around it that closes, or at the end."""
        for k in range(column, self.width):
            if self.at(top, k) == "⎞" and self.at(bottom, k) == "⎠":
                return k
        return self.width

    def closed(self, column: int, top: int, bottom: int, bracket: str) -> tuple[int, str]:
        """The column and the sign of the bracket of the same height that closes this one."""
        ends = {"(": "⎞⎠", "[": "⎤⎦", "|": "││", "⌊": "⎥⎦", "⌈": "⎤⎥"}[bracket]
        begins = {"(": "⎛⎝", "[": "⎡⎣", "|": "", "⌊": "⎢⎣", "⌈": "⎡⎢"}[bracket]
        depth = 1
        candidates = []
        for k in range(column + 1, self.width):
            pair = self.at(top, k) + self.at(bottom, k)
            full = all(self.at(r, k) in _DRAWING for r in range(top, bottom + 1))
            above = self.at(top - 1, k) in "⎛⎜⎞⎟⎡⎢⎤⎥│⎧⎪" and self.at(top - 1, k) != " "
            if not full or above:
                continue
            if begins and pair == begins:
                depth += 1
            elif pair == ends:
                depth -= 1
                candidates.append(k)
                if depth == 0 or bracket == "|":
                    break
        if bracket == "|" and candidates:
            candidates = [self.bar(column, top, bottom)]
        if not candidates or (depth and bracket != "|"):
            raise Unreadable(f"a tall {bracket} that is not closed")
        return candidates[-1], {"(": ")", "[": "]", "|": "|", "⌊": "⌋", "⌈": "⌉"}[bracket]

    def bar(self, column: int, top: int, bottom: int) -> int:
        """The bar that closes: the first up to which everything between can be read."""
        for k in range(column + 1, self.width):
            if all(self.at(r, k) == "│" for r in range(top, bottom + 1)):
                part = [row[column + 1 : k] for row in self.grid[top : bottom + 1]]
                try:
                    if self.cells(part) is None:
                        self.reader.meaning(part)
                    return k
                except Unreadable:
                    continue
        raise Unreadable("a tall bar that is not closed")

    def cells(self, inner: Grid) -> list[list[Meaning]] | None:
        """The cells of a matrix, one row of text for each of its rows; None if it is none."""
        if len(inner) < 2 or any(c in _DRAWING for row in inner for c in row):
            return None
        blank = [all(row[k] == " " for row in inner) for k in range(len(inner[0]))]
        starts, inside = [], False
        for k, empty in enumerate(blank):
            gap = k >= 2 and blank[k - 1] and blank[k - 2]
            if not empty and (not starts or gap):
                starts.append(k)
        del inside
        starts.append(len(blank))
        rows = []
        for row in inner:
            texts = ["".join(row[a:b]).strip() for a, b in pairwise(starts)]
            if not all(texts):
                return None
            try:
                rows.append([self.reader.of(text) for text in texts])
            except Unreadable:  # limits above and below their signs, for example
                return None
        return rows

    def cases(self, inner: Grid) -> Meaning:
        return ("cases", [_case(self.reader, "".join(row).strip()) for row in inner])

    def big(self, column: int, line: list[object]) -> int:
        sign = self.at(self.base, column)
        sign = "lim" if sign == "l" else sign
        body = column + len(sign)
        while body < self.width and self.at(self.base, body) == " ":
            body += 1
        inner = body if body < self.width else self.width
        self.cut(self.base, self.base + 1, column, column + len(sign))
        above = self.limit_text(self.base - 1, column, inner)
        below = self.limit_text(self.base + 1, column, inner)
        line.append(_big(self.reader, sign, below, above))
        return inner

    def limit_text(self, row: int, left: int, right: int) -> str | None:
        if not 0 <= row < self.height:
            return None
        text = "".join(self.grid[row][left:right])
        if not text.strip() or text[0] == " ":
            return None
        (part,) = self.cut(row, row + 1, left, right)
        return "".join(part).strip()


def _ended(line: list[object]) -> bool:
    """Whether what was read so far ends in an operand, so that a bar closes."""
    if not line:
        return False
    last = line[-1]
    if isinstance(last, str):
        return bool(re.search(r"[\w)\]′²³⁰¹⁴-⁹]\s*$", last)) and not re.search(
            r"\b(and|or|xor|not)\s*$", last
        )
    return isinstance(last, tuple) and last[0] in ("whole", "close", "sup")


def _number(text: str) -> list[Item]:
    return [("sign", "−"), ("num", text[1:])] if text.startswith("−") else [("num", text)]


def _case(reader: _Reader, text: str) -> tuple[Meaning, Meaning | None]:
    if text.endswith(" otherwise"):
        return reader.of(text.removesuffix(" otherwise").strip()), None
    parts = _split(text, " for ")
    if len(parts) != 2:
        raise Unreadable("a case without a condition")
    return reader.of(parts[0].strip()), reader.of(parts[1])


def _big(reader: _Reader, sign: str, below: str | None, above: str | None) -> Item:
    if sign == "lim":
        side = (below or "")[-1:]
        if side in "⁺⁻":
            items = reader.line((below or "")[:-1])
            return ("big", "lim", [*items, ("side", "+" if side == "⁺" else "-")], None)
    return (
        "big",
        sign,
        None if below is None else reader.line(below),
        None if above is None else reader.line(above),
    )


def _derived(reader: _Reader, d: str, power: str, rest: str, below: str) -> Item | None:
    order = "".join(_RAISED.get(c, c) for c in power) or "1"
    by = []
    for part in re.split(rf" (?={d})", below):
        if not part.startswith(d):
            return None
        items = reader.line(part.removeprefix(d))
        count: Meaning = ("num", "1")
        if items and items[-1][0] == "sup":
            count = read(items.pop()[1], implicit=False)
        variable = read(items, implicit=False)
        by.append((variable[1] if variable[0] == "name" else variable, count))
    total = sum(int(c[1]) for _, c in by if c[0] == "num")
    if order.isdigit() and int(order) != total:
        raise Unreadable("the order of a derivative is not that of its variables")
    if not rest.strip():
        return ("front", d, by)
    return ("whole", ("derive", reader.of(rest.strip()), list(reversed(by))))


class _Line:
    """Items of one line: text, with finished parts between."""

    def __init__(self, reader: _Reader, parts: str | list[object]) -> None:
        self.reader = reader
        self.parts = [parts] if isinstance(parts, str) else list(parts)
        self.text, self.place = "", 0
        self.found: list[Item] = []
        self.bars = 0

    def items(self) -> list[Item]:
        for part in self.parts:
            if isinstance(part, str):
                self.text, self.place = part, 0
                while True:
                    self.match(r"\s+")
                    if self.place >= len(self.text):
                        break
                    self.one()
            elif isinstance(part, list):
                self.found += part
            else:
                if part[0] == "open" and self.found and self.found[-1][0] in ("function", "head"):
                    self.found.append(("apply",))
                self.found.append(part)
        return self.rooted(self.found)

    def match(self, pattern: str) -> re.Match[str] | None:
        m = re.compile(pattern).match(self.text, self.place)
        if m:
            self.place = m.end()
        return m

    def ended(self) -> bool:
        return bool(self.found) and self.found[-1][0] in (
            "num",
            "name",
            "const",
            "close",
            "whole",
            "sup",
            "mark",
            "at",
            "d",
        )

    def one(self) -> None:
        if m := self.match(r"\d+(?:\.\d+)?"):
            self.found.append(("num", m[0]))
        elif m := self.match(r"[½¼¾]"):
            top, bottom = _HALVES[m[0]]
            self.found.append(("whole", ("div", ("num", top), ("num", bottom))))
        elif not self.ended() and self.name():
            pass
        elif m := self.match(r"[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+"):
            self.found.append(("sup", _number("".join(_RAISED[c] for c in m[0]))))
        elif self.match(r"\^"):
            self.found.append(("sup", self.reader.line(self.script())))
        elif self.match(r"√"):
            self.found.append(("root",))
        elif m := self.match(r"∫|∑|∏|lim(?=_)"):
            below = self.script() if self.match("_") else None
            above = self.script() if self.match(r"\^") else None
            self.found.append(_big(self.reader, m[0], below, above))
        elif self.match(r"\|"):
            self.found.append(("close" if self.ended() else "open", "|"))
        elif (m := self.match(r"det\[|\[|\{")) and self.is_grid(m[0]):
            self.found.append(("whole", self.flat_grid(m[0])))
        elif m:
            self.found.append(("open", m[0]))
        elif m := self.match(r"[(\[{⌊⌈]"):
            if self.found and self.found[-1][0] in ("function", "head"):
                self.found.append(("apply",))
            self.found.append(("open", m[0]))
        elif m := self.match(r"[)\]}⌋⌉]"):
            self.found.append(("close", m[0]))
            if m[0] == "]" and self.match("_"):
                inner = self.script()
                self.found.append(("at", [self.reader.line(p) for p in _split(inner, ", ")]))
        elif self.match(r"_(?=\()") and self.found and self.found[-1] == ("close", "]"):
            self.found.append(("at", [self.reader.line(p) for p in _split(self.script(), ", ")]))
        elif (m := self.match("|".join(map(re.escape, _OPERATORS)))) or (
            m := self.match(r"(?:and|or|xor|not)\b")
        ):
            self.found.append(("sign", m[0]))
        elif m := self.match(r"\*"):
            self.found.append(("mark", "conjugate"))
        elif m := self.match(r"[ᵀ†]"):
            self.found.append(("mark", "transpose" if m[0] == "ᵀ" else "adjoint"))
        elif not (
            self.quotient()
            or self.name()
            or self.before_bracket()
            or self.head()
            or self.differential()
        ):
            raise Unreadable(f"cannot read {self.text[self.place :][:20]!r}")

    def script(self) -> str:
        """What stands in the parentheses, or the one letter or number, that follows."""
        if m := self.match(r"\d+(?:\.\d+)?|[^\s(]"):
            return m[0]
        if not self.match(r"\("):
            raise Unreadable("an index of nothing")
        return self.until(")")

    def until(self, closing: str) -> str:
        depth, start = 1, self.place
        while self.place < len(self.text):
            c = self.text[self.place]
            depth += (c in "([{") - (c in ")]}")
            self.place += 1
            if depth == 0:
                if c != closing:
                    break
                return self.text[start : self.place - 1]
        raise Unreadable("a bracket that is not closed")

    def is_grid(self, opened: str) -> bool:
        """Whether the bracket that was just opened holds a matrix or cases, and not a list or a sum."""
        if opened.startswith("det"):
            return True
        start = self.place
        try:
            inner = self.until("]" if opened == "[" else "}")
        except Unreadable:
            return False
        finally:
            self.place = start
        if opened == "[":
            return inner.endswith(";") or len(_split(inner, "; ")) > 1
        return bool(re.search(r" (for|otherwise)\b", inner))

    def flat_grid(self, opened: str) -> Meaning:
        if opened == "{":
            rows = _split(self.until("}"), "; ")
            return ("cases", [_case(self.reader, row) for row in rows])
        inner = self.until("]")
        rows = _split(inner.removesuffix(";"), "; ")
        cells = [[self.reader.of(c) for c in _split(row, ", ")] for row in rows]
        if len({len(row) for row in cells}) != 1:
            raise Unreadable("a matrix with rows of different lengths")
        return ("grid", "|" if opened.startswith("det") else "[", cells)

    def quotient(self) -> bool:
        """d²f(x)/dx² or d/dx on the line."""
        m = re.compile(r"([d∂])([⁰¹²³⁴⁵⁶⁷⁸⁹]*)").match(self.text, self.place)
        if not m or self.is_name():
            return False
        d = m[1]
        rest = self.text[m.end() :]
        depth, stop = 0, None
        for k, c in enumerate(rest):
            depth += (c in "([{") - (c in ")]}")
            if depth < 0 or (depth == 0 and c in " ·,;"):
                break
            if depth == 0 and c == "/":
                stop = k
                break
        if stop is None:
            return False
        after = rest[stop + 1 :]
        start = m.end() + stop + 1
        if after.startswith(f"({d}"):
            self.place = start + 1
            below = self.until(")")
        elif after.startswith(d):
            self.place = start + len(d)
            if self.match(r"\("):
                self.until(")")
            else:
                before = len(self.found)
                if not self.name():
                    return False
                del self.found[before:]
            self.match(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+|\^\w")
            below = self.text[start : self.place]
        else:
            return False
        item = _derived(self.reader, d, m[2], rest[:stop], below)
        if item is None:
            return False
        self.found.append(item)
        return True

    def is_name(self) -> bool:
        before, place = len(self.found), self.place
        known = self.name()
        del self.found[before:]
        self.place = place
        return known

    def before_bracket(self) -> bool:
        """d(…), where no function is called d."""
        return self.text.startswith("d(", self.place) and self.differential()

    def differential(self) -> bool:
        if not self.match("d"):
            return False
        if self.match(r"\("):
            self.found.append(("d", self.reader.line(self.until(")"))))
            return True
        before = len(self.found)
        if not self.name():
            raise Unreadable("a differential of nothing")
        self.found[before:] = [("d", self.found[before:])]
        return True

    def name(self) -> bool:
        for shown, kinds in self.reader.names.text.items():
            if not self.text.startswith(shown, self.place):
                continue
            after = self.text[self.place + len(shown) :]
            if (
                after[:1] in ("_", "′")
                or after[:1] in _LOWERED
                or unicodedata.combining(after[:1] or "x")
            ):
                continue
            if (
                after[:1].isalpha()
                and after[:1].isascii()
                and shown[-1:].isascii()
                and shown[-1:].isalpha()
            ):
                continue
            applied = after.startswith("(") or (not after and self.opens_next())
            kind = "function" if applied else "name"
            if kind not in kinds:
                continue
            self.place += len(shown)
            code = kinds[kind]
            self.found.append(
                ("function", f"function {code}") if applied else self.reader.names.named(code)
            )
            return True
        for shown, code in sorted(_CONSTANTS.items(), key=lambda item: -len(item[0])):
            if self.text.startswith(shown, self.place):
                after = self.text[self.place + len(shown) :]
                if after.startswith("(") or (
                    after[:1].isalpha() and shown.isalpha() and shown.isascii()
                ):
                    continue
                self.place += len(shown)
                self.found.append(("const", code))
                return True
        return False

    def opens_next(self) -> bool:
        """Whether a tall bracket follows this text."""
        k = next(k for k, part in enumerate(self.parts) if part is self.text)
        return k + 1 < len(self.parts) and self.parts[k + 1] == ("open", "(")

    def head(self) -> bool:
        if m := self.match(r"([JYIKHjyPLTUC]|Li|E|ψ)(?=[_^₀-₉])"):
            self.found.append(self.indexed(m[1]))
            return True
        if m := self.match(r"([₀-₉])F([₀-₉])"):
            self.found.append(("function", f"hyper{_LOWERED[m[1]]}F{_LOWERED[m[2]]}"))
            return True
        if m := self.match(r"δ_(?=\()"):
            parts = _split(self.script(), ", ")
            self.found.append(("whole", ("call", "KroneckerDelta", *map(self.reader.of, parts))))
            return True
        m = re.compile(r"([A-Za-zΓζγΠθδψ][A-Za-z_0-9]*′?)([⁰¹²³⁴⁵⁶⁷⁸⁹]+)?").match(
            self.text, self.place
        )
        if not m:
            return False
        follows = self.text[m.end() : m.end() + 1]
        if follows not in ("(", "[") and not (not follows and self.opens_or_grid()):
            return False
        if m[2] and m[1] not in _TRIG:
            raise Unreadable(f"an exponent on the name of {m[1]}")
        self.place = m.end()
        self.found.append(("function", HEADS.get(m[1], m[1])))
        if m[2]:
            self.found.append(("sup", _number("".join(_RAISED[c] for c in m[2]))))
            self.found.append(("apply",))
        if m[1] == "det":
            self.found.append(("apply",))
        return True

    def opens_or_grid(self) -> bool:
        k = next(k for k, part in enumerate(self.parts) if part is self.text)
        after = self.parts[k + 1] if k + 1 < len(self.parts) else None
        return isinstance(after, tuple) and after[0] in ("open", "whole")

    def indexed(self, letter: str) -> Item:
        below = above = None
        if m := self.match(r"[₀-₉]+"):
            below = "".join(_LOWERED[c] for c in m[0])
        elif self.match("_"):
            below = self.script()
        if self.match(r"\^(?=\()"):
            above = self.script()
        before = [] if below is None else [self.reader.line(below)]
        if letter == "ψ":
            return ("head", "polygamma", self.reader.line(above or ""))
        if letter == "H" and above in ("1", "2"):
            return ("head", INDEXED[f"H{above}"], *before)
        if above is not None:
            return ("head", RAISED[letter], *before, *map(self.reader.line, _split(above, ", ")))
        return ("head", INDEXED[letter], *before)

    def rooted(self, items: list[Item]) -> list[Item]:
        """√ acts on the number, the name or the brackets behind it."""
        while ("root",) in items:
            k = len(items) - 1 - items[::-1].index(("root",))
            end = k + 2
            if end > len(items):
                raise Unreadable("a root of nothing")
            if items[k + 1][0] == "open":
                depth = 0
                for end in range(k + 1, len(items)):
                    depth += (items[end][0] == "open") - (items[end][0] == "close")
                    if depth == 0:
                        break
                else:
                    raise Unreadable("a root that does not end")
                end += 1
            elif items[k + 1][0] not in ("num", "name", "const"):
                raise Unreadable("a root of nothing")
            body = read(items[k + 1 : end], implicit=False)
            items = [*items[:k], ("whole", ("pow", body, ("num", "0.5"))), *items[end:]]
        return items


def _split(text: str, mark: str) -> list[str]:
    parts, depth, start = [], 0, 0
    for k, c in enumerate(text):
        depth += (c in "([{") - (c in ")]}")
        if depth == 0 and text.startswith(mark, k):
            parts.append(text[start:k])
            start = k + len(mark)
    return [*parts, text[start:]]
