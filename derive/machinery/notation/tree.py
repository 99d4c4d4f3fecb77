"""A formula as it is written: names, numbers, fractions, roots, brackets, one tree for every output.

Brackets are part of the tree, put there by ``shapes`` from the level of each part, so that an output
that draws the tree cannot lose one. A node's level says how tightly it holds together: what stands in
a product must be at least a PRODUCT, what is raised to a power must be an ATOM.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from softpot.derive.machinery.notation.names import Atom


class Level(IntEnum):
    """How tightly a piece of a formula holds together, from a list to a single name."""

    LIST = 0  # a, b
    CASES = 1  # { a for x > 0: open on its right side
    ARROW = 2  # p ⇔ q, p ⇒ q
    OR = 3  # p or q, p xor q
    AND = 4  # p and q
    NOT = 5  # not p
    RELATION = 6  # a = b, x ∈ M
    SET = 7  # M ∪ N
    SUM = 8  # a + b, −a
    SLASH = 9  # a/b on the line
    PRODUCT = 10  # a b
    OPERATOR = 11  # ∫, ∑, ∏, lim, d/dx with what they act on
    FRACTION = 12  # a over b
    POWER = 13  # a², n!, √a
    ATOM = 14  # a, 2, f(x), (a + b)


@dataclass(frozen=True)
class Node:
    """A piece of a formula."""

    @property
    def level(self) -> Level:
        return Level.ATOM

    @property
    def parts(self) -> tuple[Node, ...]:
        """The pieces inside, in reading order."""
        return ()


@dataclass(frozen=True)
class Num(Node):
    """A number of digits, 0 or greater: 12, 0.125."""

    digits: str


@dataclass(frozen=True)
class Name(Node):
    """A symbol, a constant, or what a function is called.

    ``text`` is what a terminal shows, ``plain`` what a terminal without Greek letters shows. ``like_function``:
    a function is written in the same way, so that a bracket behind the name would be read as its argument.
    """

    latex: str
    atoms: tuple[Atom, ...]
    text: str
    plain: str
    held: Level = Level.ATOM
    like_function: bool = False

    @property
    def level(self) -> Level:
        return self.held


@dataclass(frozen=True)
class Word(Node):
    """A word between formulas: true, otherwise."""

    text: str


@dataclass(frozen=True)
class Sum(Node):
    """Terms, each with its sign, "+" or "−". The sign of the first is written only if it is "−"."""

    terms: tuple[tuple[str, Node], ...]

    @property
    def level(self) -> Level:
        return Level.SUM

    @property
    def parts(self) -> tuple[Node, ...]:
        return tuple(term for _, term in self.terms)


@dataclass(frozen=True)
class Prod(Node):
    """Factors side by side; ``dots[k]`` says whether a sign must stand before factor k."""

    factors: tuple[Node, ...]
    dots: tuple[bool, ...]

    @property
    def level(self) -> Level:
        return Level.PRODUCT

    @property
    def parts(self) -> tuple[Node, ...]:
        return self.factors


@dataclass(frozen=True)
class Frac(Node):
    """One over the other."""

    top: Node
    bottom: Node

    @property
    def level(self) -> Level:
        return Level.FRACTION

    @property
    def parts(self) -> tuple[Node, ...]:
        return (self.top, self.bottom)


@dataclass(frozen=True)
class Slash(Node):
    """top/bottom on the line."""

    top: Node
    bottom: Node

    @property
    def level(self) -> Level:
        return Level.SLASH

    @property
    def parts(self) -> tuple[Node, ...]:
        return (self.top, self.bottom)


@dataclass(frozen=True)
class Root(Node):
    """A square root."""

    body: Node

    @property
    def level(self) -> Level:
        return Level.POWER

    @property
    def parts(self) -> tuple[Node, ...]:
        return (self.body,)


@dataclass(frozen=True)
class Script(Node):
    """A base with what is below and above on its right: powers, indices, [f]_{x=1}.

    ``mark``: what is above is a mark such as * or T, not an exponent.
    """

    base: Node
    sub: Node | None = None
    sup: Node | None = None
    mark: bool = False

    @property
    def level(self) -> Level:
        return Level.POWER

    @property
    def parts(self) -> tuple[Node, ...]:
        return tuple(part for part in self.parts_in_place if part is not None)

    @property
    def parts_in_place(self) -> tuple[Node, Node | None, Node | None]:
        """The base, what is below and what is above it."""
        return (self.base, self.sub, self.sup)


@dataclass(frozen=True)
class Fence(Node):
    """Something between brackets or bars."""

    left: str
    body: Node
    right: str

    @property
    def parts(self) -> tuple[Node, ...]:
        return (self.body,)


@dataclass(frozen=True)
class Listed(Node):
    """Members with commas between them, or another sign."""

    members: tuple[Node, ...]
    between: str = ","

    @property
    def level(self) -> Level:
        return Level.LIST

    @property
    def parts(self) -> tuple[Node, ...]:
        return self.members


@dataclass(frozen=True)
class Call(Node):
    """A function and its arguments: f(x, y); groups of arguments are parted by semicolons.

    ``bare``: the argument has brackets of its own, det [a, b].
    """

    head: Node
    groups: tuple[tuple[Node, ...], ...]
    bare: bool = False

    @property
    def parts(self) -> tuple[Node, ...]:
        return (self.head, *(node for group in self.groups for node in group))


@dataclass(frozen=True)
class Post(Node):
    """Something with a sign behind it: n!."""

    body: Node
    sign: str

    @property
    def level(self) -> Level:
        return Level.POWER

    @property
    def parts(self) -> tuple[Node, ...]:
        return (self.body,)


@dataclass(frozen=True)
class Over(Node):
    """A binomial coefficient: one over the other in parentheses, without a line between them."""

    top: Node
    bottom: Node

    @property
    def parts(self) -> tuple[Node, ...]:
        return (self.top, self.bottom)


@dataclass(frozen=True)
class Big:
    """A sign that acts on what follows, with what stands below and above it."""

    sign: str  # ∫ ∑ ∏ lim
    below: Node | None = None
    above: Node | None = None


@dataclass(frozen=True)
class Op(Node):
    """∫ … dx, ∑ …, ∏ …, lim …: the outermost sign first, the differentials innermost first."""

    signs: tuple[Big, ...]
    body: Node
    differentials: tuple[Node, ...] = ()

    @property
    def level(self) -> Level:
        return Level.OPERATOR

    @property
    def parts(self) -> tuple[Node, ...]:
        ends = (node for sign in self.signs for node in (sign.below, sign.above))
        return (*(node for node in ends if node is not None), self.body, *self.differentials)


@dataclass(frozen=True)
class Deriv(Node):
    """A derivative; ``inside``: the function stands above the line, df(x)/dx, else behind it in brackets.

    ``flat``: written on the line.
    """

    d: str  # d or ∂
    order: Node
    body: Node
    by: tuple[tuple[Node, Node], ...]  # each variable and how often, as written
    inside: bool
    flat: bool = False

    @property
    def level(self) -> Level:
        if not self.inside:
            return Level.OPERATOR
        return Level.SLASH if self.flat else Level.FRACTION

    @property
    def parts(self) -> tuple[Node, ...]:
        return (self.order, self.body, *(node for pair in self.by for node in pair))


@dataclass(frozen=True)
class Grid(Node):
    """A matrix or a determinant."""

    left: str
    rows: tuple[tuple[Node, ...], ...]
    right: str

    @property
    def parts(self) -> tuple[Node, ...]:
        return tuple(cell for row in self.rows for cell in row)


@dataclass(frozen=True)
class Cases(Node):
    """Values, each with the condition under which it is the one; a condition of None is "otherwise"."""

    rows: tuple[tuple[Node, Node | None], ...]

    @property
    def level(self) -> Level:
        return Level.CASES

    @property
    def parts(self) -> tuple[Node, ...]:
        return tuple(node for row in self.rows for node in row if node is not None)


@dataclass(frozen=True)
class Chain(Node):
    """Members with signs of one level between them: a = b, p and q, p ⇔ q, M ∪ N."""

    members: tuple[Node, ...]
    sign: str
    held: Level

    @property
    def level(self) -> Level:
        # what follows f = { … would be read as a part of the last case
        return Level.CASES if self.members[-1].level == Level.CASES else self.held

    @property
    def parts(self) -> tuple[Node, ...]:
        return self.members


@dataclass(frozen=True)
class Not(Node):
    """not p, with p in parentheses."""

    body: Node

    @property
    def level(self) -> Level:
        return Level.NOT

    @property
    def parts(self) -> tuple[Node, ...]:
        return (self.body,)
