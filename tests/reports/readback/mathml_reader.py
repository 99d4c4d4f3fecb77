"""Reads presentation MathML back."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from .grammar import Item, Unreadable, read
from .lexicon import HEADS, INDEXED, RAISED, Lexicon
from .meaning import Meaning

_APPLY, _TIMES = "\u2061", "\u2062"
_OPERATORS = frozenset(
    [
        "+",
        "−",
        "·",
        "×",
        "/",
        "=",
        "≠",
        "<",
        ">",
        "≤",
        "≥",
        ",",
        ";",
        "!",
        "!!",
        "∈",
        "⊆",
        "∪",
        "∩",
        "∖",
        "⇔",
        "⇒",
        "→",
    ]
) | {_TIMES}
_CONSTANTS = {
    "π": "pi",
    "e": "E",
    "i": "I",
    "φ": "GoldenRatio",
    "γ_{E}": "EulerGamma",
    "∞": "oo",
    "∅": "EmptySet",
}
_ACCENTS = {
    "‾": "\u0304",
    "^": "\u0302",
    "~": "\u0303",
    "→": "\u20d7",
    "˙": "\u0307",
    "¨": "\u0308",
}
_SETS = frozenset("ℝℤℚℕℂ")


def read_mathml(markup: str, names: Lexicon) -> Meaning:
    """The meaning of a formula in MathML, on one line or in a table of lines."""
    whole = ElementTree.fromstring(f"<math>{markup}</math>")
    (inner,) = list(whole) if len(whole) == 1 else (whole,)
    reader = _Reader(names)
    if inner.tag == "mtable" and inner.get("class") == "lines":
        children = [child for row in inner for cell in row for child in cell]
        return read(reader.items(children), implicit=False)
    return reader.meaning(inner)


def _sign(e: Element) -> str:
    """The letters of a name, with scripts in braces."""
    text = (e.text or "").strip()
    parts = [_sign(child) for child in e]
    if e.tag == "msub":
        return f"{parts[0]}_{{{parts[1]}}}"
    if e.tag == "msup":
        return f"{parts[0]}^{{{parts[1]}}}"
    if e.tag == "msubsup":
        return f"{parts[0]}_{{{parts[1]}}}^{{{parts[2]}}}"
    if e.tag == "mover" and parts[1] in _ACCENTS:
        return parts[0] + _ACCENTS[parts[1]]
    if e.tag in ("mi", "mo", "mn"):
        return text
    return "".join(parts) if e.tag == "mrow" else f"<{e.tag}>"


class _Reader:
    def __init__(self, names: Lexicon) -> None:
        self.names = names

    def meaning(self, *elements: Element) -> Meaning:
        return read(self.items(list(elements)), implicit=False)

    def items(self, elements: Sequence[Element]) -> list[Item]:
        found: list[Item] = []
        place = 0
        while place < len(elements):
            e = elements[place]
            after = elements[place + 1] if place + 1 < len(elements) else None
            if (
                e.tag == "mi"
                and e.text == "d"
                and after is not None
                and e.get("mathvariant") == "normal"
            ):
                found.append(("d", self.items([after])))
                place += 2
                continue
            applied = after is not None and after.tag == "mo" and after.text == _APPLY
            found += self.one(e, applied)
            place += 1
        return found

    def one(self, e: Element, applied: bool) -> list[Item]:
        sign = _sign(e)
        kinds = self.names.markup.get(sign)
        if applied and kinds and "function" in kinds:
            return [("function", f"function {kinds['function']}")]
        if applied:
            return self.head(e, sign)
        if kinds and "name" in kinds:
            return [self.names.named(kinds["name"])]
        if sign in _CONSTANTS and e.tag != "mrow":
            return [("const", _CONSTANTS[sign])]
        if (e.tag == "mi" and sign in _SETS) or sign == "ℕ_{0}":
            return [("const", sign.replace("_{0}", "₀"))]
        form = getattr(self, f"_{e.tag}", None)
        if form is None:
            raise Unreadable(f"the element {e.tag} {sign}")
        return form(e)  # type: ignore[no-any-return]

    def head(self, e: Element, sign: str) -> list[Item]:
        if e.tag == "msup" and _sign(e[0]) in (
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
        ):
            word = _sign(e[0])
            return [("function", HEADS.get(word, word)), ("sup", self.items([e[1]]))]
        if e.tag in ("msub", "msup", "msubsup") and _sign(e[0]) in (*INDEXED, *RAISED, "ψ"):
            return [self.indexed(e)]
        if sign.startswith("_{") and "F_{" in sign:
            above, below = sign[2:].split("}F_{")
            return [("function", f"hyper{above}F{below.rstrip('}')}")]
        if not all(c.isalnum() or c in "_′" for c in sign):
            raise Unreadable(f"{sign} is no function")
        return [("function", HEADS.get(sign, sign))]

    def indexed(self, e: Element) -> Item:
        letter = _sign(e[0])
        below = self.items([e[1]]) if e.tag != "msup" else None
        above = None
        if e.tag != "msub":
            inner = self.items([e[-1]])
            if inner[0] != ("open", "(") or inner[-1] != ("close", ")"):
                raise Unreadable("an exponent on the name of a function")
            above = inner[1:-1]
        before = [] if below is None else [below]
        if letter == "ψ":
            return ("head", "polygamma", above)
        if letter == "H" and above and above in ([("num", "1")], [("num", "2")]):
            return ("head", INDEXED[f"H{above[0][1]}"], *before)
        if above is not None:
            return ("head", RAISED[letter], *before, *_split(above))
        return ("head", INDEXED[letter], *before)

    def _mn(self, e: Element) -> list[Item]:
        return [("num", e.text or "")]

    def _mspace(self, e: Element) -> list[Item]:
        return []

    def _mtext(self, e: Element) -> list[Item]:
        word = (e.text or "").strip("\u00a0 ")
        return [("const", word)] if word in ("true", "false") else [("sign", word)]

    def _mo(self, e: Element) -> list[Item]:
        text = e.text or ""
        if text == _APPLY:
            return [("apply",)]
        if text in ("∫", "∑", "∏", "lim"):
            return [("big", text, None, None)]
        form = e.get("form")
        if text in ("(", "[", "{", "⌊", "⌈") or (text == "|" and form == "prefix"):
            return [("open", text)]
        if text in (")", "]", "}", "⌋", "⌉") or (text == "|" and form == "postfix"):
            return [("close", text)]
        if text in _OPERATORS:
            return [("sign", text)]
        raise Unreadable(f"the sign {text!r}")

    def _mi(self, e: Element) -> list[Item]:
        raise Unreadable(f"the name {e.text}")

    def _mrow(self, e: Element) -> list[Item]:
        children = list(e)
        if children and children[0].tag == "mo" and children[0].text == "{" and len(children) == 2:
            return [("whole", self.cases(children[1]))]
        if len(children) == 3 and children[1].tag == "mtable":
            return [("whole", self.grid(children))]
        if (
            len(children) == 3
            and children[1].tag == "mfrac"
            and children[1].get("linethickness") == "0"
        ):
            top, bottom = children[1]
            return [("whole", ("call", "binomial", self.meaning(top), self.meaning(bottom)))]
        on_line = [k for k, c in enumerate(children) if c.tag == "mo" and c.text == "/"]
        if len(on_line) == 1 and self.d_of(children[0]):
            k = on_line[0]
            return [self.derivative(children[:k], children[k + 1 :])]
        return self.items(children)

    def cases(self, table: Element) -> Meaning:
        pairs = []
        for value, when in table:
            (inner,) = when
            if inner.tag == "mtext" and inner.text == "otherwise":
                pairs.append((self.meaning(*value), None))
            elif inner.tag == "mrow" and inner[0].text == "for\u00a0":
                pairs.append((self.meaning(*value), self.meaning(*inner[1:])))
            else:
                raise Unreadable("a case without a condition")
        return ("cases", pairs)

    def grid(self, children: list[Element]) -> Meaning:
        left, table, right = children
        if (left.text, right.text) not in (("[", "]"), ("|", "|")):
            raise Unreadable("a matrix in other brackets")
        cells = [[self.meaning(*cell) for cell in row] for row in table]
        if len({len(row) for row in cells}) != 1:
            raise Unreadable("a matrix with rows of different lengths")
        return ("grid", left.text or "", cells)

    def d_of(self, e: Element) -> str:
        """The d or ∂ that an element begins with."""
        first = e
        while first.tag in ("mrow", "msup") and len(first):
            first = first[0]
        upright = first.tag == "mi" and first.text == "d" and first.get("mathvariant") == "normal"
        return "d" if upright else "∂" if first.tag == "mo" and first.text == "∂" else ""

    def _mfrac(self, e: Element) -> list[Item]:
        top, bottom = e
        if self.d_of(top) and not self.known(top):
            return [self.derivative([top] if top.tag != "mrow" else list(top), [bottom])]
        return [("whole", ("div", self.meaning(top), self.meaning(bottom)))]

    def known(self, e: Element) -> bool:
        return _sign(e) in self.names.markup

    def derivative(self, top: list[Element], bottom: list[Element]) -> Item:
        while len(top) == 1 and top[0].tag == "mrow":
            top = list(top[0])
        d, order = self.d_of(top[0]), "1"
        if top[0].tag == "msup":
            order = _sign(top[0][1])
        elif top[0].tag not in ("mi", "mo"):
            raise Unreadable("no d")
        by = self.variables(bottom, d)
        total = sum(int(c[1]) for _, c in by if c[0] == "num")
        if order.isdigit() and int(order) != total:
            raise Unreadable("the order of a derivative is not that of its variables")
        if len(top) == 1:
            return ("front", d, by)
        return ("whole", ("derive", self.meaning(*top[1:]), list(reversed(by))))

    def variables(self, bottom: list[Element], d: str) -> list[tuple[object, Meaning]]:
        rows = [e for e in bottom if e.tag != "mspace"]
        if len(rows) == 1 and self.is_list(rows[0]):
            rows = [e for e in rows[0] if e.tag != "mspace" and e.text not in ("(", ")")]
            return self.variables(rows, d)
        by = []
        for row in rows:
            first, second = list(row)
            if self.d_of(first) != d:
                raise Unreadable("a derivative by what is no variable")
            count: Meaning = ("num", "1")
            if second.tag == "msup" and not self.known(second):
                second, power = second
                count = self.meaning(power)
            variable = self.meaning(second)
            by.append((variable[1] if variable[0] == "name" else variable, count))
        return by

    def is_list(self, row: Element) -> bool:
        return row.tag == "mrow" and all(
            c.tag in ("mrow", "mspace") or c.text in ("(", ")") for c in row
        )

    def _msqrt(self, e: Element) -> list[Item]:
        return [("whole", ("pow", self.meaning(*e), ("num", "0.5")))]

    def _msup(self, e: Element) -> list[Item]:
        base, power = e
        if base.tag == "mo" and base.text in ("∫", "∑", "∏"):
            return [("big", base.text, None, self.items([power]))]
        marks = {"∗": "conjugate", "T": "transpose", "†": "adjoint"}
        if _sign(power) in marks and not self.known(power):
            return [*self.items([base]), ("mark", marks[_sign(power)])]
        return [*self.items([base]), ("sup", self.items([power]))]

    def _msub(self, e: Element) -> list[Item]:
        base, below = e
        if base.tag == "mo" and base.text in ("∫", "∑", "∏"):
            return [("big", base.text, self.items([below]), None)]
        if base.tag == "mi" and base.text == "δ":
            parts = [read(part, implicit=False) for part in _split(self.items([below]))]
            return [("whole", ("call", "KroneckerDelta", *parts))]
        found = self.items([base])
        if found[-1] != ("close", "]"):
            raise Unreadable("an index on what is no bracket")
        return [*found, ("at", _split(self.items([below])))]

    def _msubsup(self, e: Element) -> list[Item]:
        base, below, above = e
        if base.tag == "mo" and base.text == "∫":
            return [("big", base.text, self.items([below]), self.items([above]))]
        raise Unreadable("two scripts")

    def _munder(self, e: Element) -> list[Item]:
        base, below = e
        if base.text != "lim":
            return [("big", base.text, self.items([below]), None)]
        *before, last = list(below)
        side = _sign(last[1]) if last.tag == "msup" else ""
        if side in ("+", "−") and not self.known(last):
            way = "+" if side == "+" else "-"
            return [("big", "lim", [*self.items([*before, last[0]]), ("side", way)], None)]
        return [("big", "lim", self.items([below]), None)]

    def _munderover(self, e: Element) -> list[Item]:
        base, below, above = e
        return [("big", base.text, self.items([below]), self.items([above]))]


def _split(items: list[Item]) -> list[list[Item]]:
    """Parts of a list, cut at its commas outside brackets."""
    parts: list[list[Item]] = [[]]
    depth = 0
    for item in items:
        depth += (item[0] == "open") - (item[0] == "close")
        if item == ("sign", ",") and depth == 0:
            parts.append([])
        else:
            parts[-1].append(item)
    return parts
