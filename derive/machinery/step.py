"""A step: a statement, the reason a person gives, and how the machine discharged it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

import sympy as sp

from derive.machinery.prose import Prose


class Discharge(Protocol):
    """A method of proof: called with a statement it says how it proved it, or raises Undischarged.

    The statement is an argument, so that a deliberately wrong one can be tried on the same method.
    """

    @property
    def kind(self) -> str:
        """A few words that name the method."""

    def __call__(self, statement: sp.Basic) -> str: ...


class Role(StrEnum):
    """What a line of a derivation is."""

    PREMISE = "premise"  # assumed; listed among the entry's assumptions
    DEFINITION = "definition"  # a new name for an expression; says nothing about anything else
    QUOTED = "quoted"  # the result of another entry
    STEP = "step"  # proved here
    LIMIT = "limit"  # an asymptotic statement that only numbers support: at best `verified`


@dataclass(frozen=True)
class Step:
    """One line of a derivation. ``proof`` is what the method answered; "" where nothing is proved."""

    role: Role
    statement: sp.Basic
    reason: Prose
    method: Discharge | None = None
    proof: str = ""
    quoted: str = ""
    exact: bool = True  # False for a limit, and for the quoted result of one

    @property
    def kind(self) -> str:
        """How the line was discharged, in a few words."""
        return self.method.kind if self.method is not None else self.role.value

    def _repr_latex_(self) -> str:
        return f"$\\displaystyle {sp.latex(self.statement)}$"
