"""The grammar of formulas, on items that a reader found in LaTeX, in MathML or on a terminal.

An item is a tuple: ("num", digits), ("name", code), with "several" behind it for a name of several letters,
("function", code), ("const", name), ("sign", text) for operators, ("open", bracket) and ("close", bracket),
("whole", meaning), ("sup", items), ("apply",) between a function and its arguments, ("big", sign, below, above),
("d", items), ("front", d, [(variable, count)]) for d/dx, and ("at", lists of items) for what is put in. Readers that
have a sign for every product refuse two factors side by side.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .meaning import Meaning, is_statement, listed, relation

Item = tuple[Any, ...]
RELATIONS = frozenset(["=", "≠", "<", ">", "≤", "≥", "∈", "⊆"])
CLOSING = {"(": ")", "[": "]", "{": "}", "⌊": "⌋", "⌈": "⌉", "|": "|"}


class Unreadable(ValueError):
    """What was written is no formula."""


def read(items: Sequence[Item], implicit: bool) -> Meaning:
    """The meaning of a whole formula."""
    if not items:
        raise Unreadable("nothing is written")
    parser = Parser(list(items), implicit)
    found = parser.members()
    if parser.place != len(parser.items):
        raise Unreadable(f"cannot read on at {parser.items[parser.place :][:4]}")
    return listed(found) if len(found) > 1 else found[0]


class Parser:
    def __init__(self, items: list[Item], implicit: bool) -> None:
        self.items, self.implicit, self.place = items, implicit, 0

    def peek(self) -> Item:
        return self.items[self.place] if self.place < len(self.items) else ("end",)

    def take(self) -> Item:
        item = self.peek()
        self.place += 1
        return item

    def at_sign(self, *signs: str) -> bool:
        item = self.peek()
        return item[0] == "sign" and item[1] in signs

    def inside(self, items: Sequence[Item]) -> Meaning:
        return read(items, self.implicit)

    def members(self) -> list[Meaning]:
        if self.peek()[0] in ("close", "end"):
            return []
        found = [self.statement()]
        while self.at_sign(","):
            self.take()
            found.append(self.statement())
        return found

    def statement(self) -> Meaning:
        return self.connected(
            ("⇔", "⇒"),
            lambda: self.connected(("or", "xor"), lambda: self.connected(("and",), self.negated)),
        )

    def connected(self, signs: tuple[str, ...], part: Any) -> Meaning:
        first = part()
        if not self.at_sign(*signs):
            return first
        sign, found = self.peek()[1], [first]
        while self.at_sign(sign):
            self.take()
            found.append(part())
        if self.at_sign(*signs):
            raise Unreadable(f"{sign} and {self.peek()[1]} without brackets")
        return ("connect", sign, *found)

    def negated(self) -> Meaning:
        if self.at_sign("not"):
            self.take()
            if self.peek() != ("open", "("):
                raise Unreadable("not without brackets")
            return ("not", self.factor())
        return self.related()

    def related(self) -> Meaning:
        left = self.set()
        if self.at_sign(*RELATIONS):
            sign = self.take()[1]
            right = self.set()
            if self.at_sign(*RELATIONS):
                raise Unreadable("a relation of relations without brackets")
            return relation(sign, left, right)
        return left

    def set(self) -> Meaning:
        found, sign = [self.sum()], ""
        while self.at_sign("∪", "∩", "∖"):
            if sign not in ("", self.peek()[1]):
                raise Unreadable("operations on sets without brackets")
            sign = self.take()[1]
            found.append(self.sum())
        return ("call", sign, *found) if sign else found[0]

    def sum(self) -> Meaning:
        found: list[Meaning] = []
        if self.at_sign("−"):
            self.take()
            found.append(("neg", self.product()))
        else:
            found.append(self.product())
        while self.at_sign("+", "−"):
            sign = self.take()[1]
            term = self.product()
            found.append(term if sign == "+" else ("neg", term))
        return found[0] if len(found) == 1 else ("add", *found)

    def product(self) -> Meaning:
        found, acted = [], False
        while True:
            if acted:
                raise Unreadable(
                    "something stands behind an integral or a derivative without brackets"
                )
            acted = self.peek()[0] in ("big", "front")
            found.append(self.factor())
            if self.at_sign("·", "×", "\u2062"):
                self.take()
                continue
            if self.at_sign("/"):
                self.take()
                below = self.factor()
                if self.at_sign("·", "×", "/", "\u2062") or (self.implicit and self.starts()):
                    raise Unreadable("something stands behind a quotient on the line")
                return ("div", _times(found), below)
            if self.starts():
                if not self.implicit:
                    raise Unreadable(f"two factors side by side, before {self.peek()}")
                continue
            return _times(found)

    def starts(self) -> bool:
        kind = self.peek()[0]
        if kind == "open" and self.peek()[1] == "|" and not self.implicit:
            return False
        return kind in ("num", "name", "function", "const", "open", "whole", "big", "front", "head")

    def factor(self) -> Meaning:
        several = (
            self.peek()[0] == "name" and len(self.peek()) > 2
        )  # a name of several letters: whose power is it?
        found = self.atom()
        while True:
            if self.peek()[0] in ("sup", "mark") and several:
                raise Unreadable("a power of a name of several letters without brackets")
            if self.peek()[0] == "sup":
                found = ("pow", found, self.inside(self.take()[1]))
                if self.peek()[0] == "sup":
                    raise Unreadable("two exponents")
            elif self.peek()[0] == "mark":
                found = ("call", self.take()[1], found)
            elif self.at_sign("!", "!!"):
                found = ("call", "factorial" if self.take()[1] == "!" else "factorial2", found)
            else:
                return found

    def atom(self) -> Meaning:
        item = self.take()
        kind = item[0]
        if kind == "num":
            if self.peek()[0] == "num":
                raise Unreadable("two numbers side by side")
            return ("num", item[1])
        if kind == "const":
            return ("const", item[1])
        if kind == "whole":
            return item[1]  # type: ignore[no-any-return]
        if kind == "name":
            if self.peek()[0] == "apply":
                raise Unreadable(f"{item[1]} is no function")
            return ("name", item[1])
        if kind in ("function", "head"):
            return self.called(item)
        if kind == "open":
            return self.bracketed(item[1])
        if kind == "big":
            return self.acting(item)
        if kind == "front":
            return ("derive", self.operand(), list(reversed(item[2])))
        raise Unreadable(f"cannot read {item}")

    def operand(self) -> Meaning:
        """What a d/dx acts on: brackets, a function or a fraction."""
        if self.peek()[0] not in ("open", "function", "head", "whole"):
            raise Unreadable("a derivative of nothing")
        return self.atom()

    def called(self, item: Item) -> Meaning:
        exponent = self.take()[1] if self.peek()[0] == "sup" else None
        if self.take() != ("apply",):
            raise Unreadable(f"the function {item[1]} without arguments")
        if item[1] == "det" and self.peek()[0] == "whole":
            found = self.atom()
            return ("grid", "|", found[2])
        if self.take() != ("open", "("):
            raise Unreadable(f"the function {item[1]} without brackets")
        arguments = self.members()
        while self.at_sign(";"):
            self.take()
            arguments += self.members()
        if self.take() != ("close", ")"):
            raise Unreadable(f"the arguments of {item[1]} do not end")
        before = [self.inside(part) for part in item[2:]]
        call = ("call", item[1], *before, *arguments)
        return call if exponent is None else ("pow", call, self.inside(exponent))

    def bracketed(self, left: str) -> Meaning:
        found = self.members()
        closed = self.take()
        if closed[0] != "close" or (
            closed[1] != CLOSING[left] and left + closed[1] not in ("[)", "(]")
        ):
            raise Unreadable(f"{left} is not closed: {closed}")
        if self.peek()[0] == "at":
            pairs = [self.pair(items) for items in self.take()[1]]
            if left != "[" or len(found) != 1:
                raise Unreadable("something is put into what is no bracket")
            return ("subs", found[0], pairs)
        if left == "|":
            return ("call", "abs", found[0])
        if left in "⌊⌈":
            return ("call", "floor" if left == "⌊" else "ceiling", found[0])
        if left == "{":
            return ("call", "set", *found)
        if left + closed[1] in ("[]", "[)", "(]") and len(found) == 2:
            return ("call", f"interval {left}{closed[1]}", *found)
        if left == "[" and len(found) == 1:
            return found[0]
        if left == "[":
            raise Unreadable("square brackets around a list")
        if len(found) == 2 and self.place >= 2 and self.in_set():
            return ("call", "interval ()", *found)
        if len(found) == 1:
            return found[0]
        return ("tuple", *found)

    def in_set(self) -> bool:
        """Whether the bracket that was just closed stands behind a sign between sets."""
        depth = 0
        for k in range(self.place - 1, -1, -1):
            item = self.items[k]
            depth += (item[0] == "close") - (item[0] == "open")
            if depth == 0:
                before = self.items[k - 1] if k else ("end",)
                after = self.peek()
                return (before[0] == "sign" and before[1] in "∈∪∩∖") or (
                    after[0] == "sign" and after[1] in "∪∩∖"
                )
        return False

    def pair(self, items: Sequence[Item]) -> tuple[str, Meaning]:
        m = self.inside(items)
        if m[0] != "relate" or m[1] != "=" or m[2][0] != "name":
            raise Unreadable("what is put in is no name = value")
        return m[2][1], m[3]

    def acting(self, first: Item) -> Meaning:
        signs = [first]
        while self.peek()[0] == "big" and self.peek()[1] == first[1] and first[1] != "lim":
            signs.append(self.take())
        body = self.product()
        if first[1] == "∫":
            return self.integral(signs, body)
        if first[1] == "lim":
            return self.limit(first, body)
        limits = []
        for _, _, below, above in reversed(signs):
            m = self.inside(below or [])
            if above is None and m[0] == "name":
                limits.append((m[1], None, None))
            elif m[0] == "relate" and m[1] == "=" and m[2][0] == "name" and above is not None:
                limits.append((m[2][1], m[3], self.inside(above)))
            else:
                raise Unreadable("a sum without limits")
        return ("big", first[1], body, limits)

    def integral(self, signs: list[Item], body: Meaning) -> Meaning:
        limits = []
        for _, _, below, above in reversed(signs):
            if self.peek()[0] != "d":
                raise Unreadable("an integral without dx")
            variable = self.inside(self.take()[1])
            if variable[0] != "name" or (below is not None and above is None):
                raise Unreadable("an integral over what is no name")
            low = None if below is None else self.inside(below)
            limits.append((variable[1], low, None if above is None else self.inside(above)))
        return ("big", "∫", body, limits)

    def limit(self, item: Item, body: Meaning) -> Meaning:
        below = list(item[2] or ())
        arrow = [k for k, part in enumerate(below) if part == ("sign", "→")]
        if len(arrow) != 1:
            raise Unreadable("a limit without an arrow")
        variable, point = self.inside(below[: arrow[0]]), below[arrow[0] + 1 :]
        side = "+-"
        if point and point[-1][0] == "side":
            side = point.pop()[1]
        if variable[0] != "name":
            raise Unreadable("a limit of what is no name")
        return ("limit", body, variable[1], self.inside(point), side)


def _times(found: list[Meaning]) -> Meaning:
    if len(found) > 1 and any(is_statement(m) or m[0] == "tuple" for m in found):
        raise Unreadable("a product of statements")
    return found[0] if len(found) == 1 else ("mul", *found)
