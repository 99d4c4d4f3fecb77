"""What a rule is: how one kind of SymPy expression is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, Protocol

import sympy as sp

from softpot.derive.machinery.notation.names import is_compound, parse, plain_text
from softpot.derive.machinery.notation.tree import Level, Name, Node


class Writes(Protocol):
    """What writes the pieces of an expression."""

    def node(self, e: sp.Basic) -> Node:
        """An expression."""

    def term(self, e: sp.Basic) -> tuple[str, Node]:
        """A term of a sum: its sign, and what stands behind the sign."""

    def calls_look_like(self, name: Name) -> bool:
        """Whether a function of the theory begins with the same letter as this name."""

    def looks_like_function(self, name: Name) -> bool:
        """Whether a function of the theory is shown as this name is."""


Rule = Callable[[Writes, Any], Node]
Rules = Mapping[str, Rule]


@lru_cache(maxsize=4096)
def named(latex: str, text: str = "", plain: str = "") -> Name:
    """A name by its LaTeX; what a terminal shows is read from it unless given."""
    atoms = parse(latex)
    shown = text or plain_text(atoms)
    signs = {a.text for a in atoms if not a.inner}
    if signs & {"+", "-"}:
        held = Level.SUM
    elif "/" in signs:
        held = Level.SLASH
    elif is_compound(latex) or " " in shown:
        held = Level.PRODUCT
    elif atoms[0].sup and not atoms[0].inner:
        held = Level.POWER  # a second exponent has no place
    else:
        held = Level.ATOM
    return Name(latex, atoms, shown, plain or shown, held)
