"""Why an expression has no value at a point."""

from __future__ import annotations

from enum import StrEnum

import sympy as sp


class Why(StrEnum):
    """The kinds of reasons."""

    POLE = "division by zero"  # or a logarithm of 0, or a pole of a function such as Γ
    KINK = "no derivative"
    DIVERGES = "no convergence"
    NO_LIMIT = "no limit"
    INFINITE = "infinite"
    DISTRIBUTION = "a distribution has no value at a point"
    UNSURE = "not computed"  # the numbers do not decide
    UNKNOWN = "no way to compute it"


class NoValue(Exception):
    """There is no number: ``why``, and ``where`` is the part of the expression that has none."""

    def __init__(self, why: Why, where: sp.Basic | None = None, detail: str = "") -> None:
        self.why = why
        self.where = where
        self.detail = detail
        super().__init__(detail or str(why))

    @property
    def decided(self) -> bool:
        """Whether it is certain that there is no value, and not only that none was found."""
        return self.why not in (Why.UNSURE, Why.UNKNOWN)
