"""What is assumed of an undefined function when it is called continuous, or differentiable so many times."""

from __future__ import annotations

from typing import cast

import sympy as sp
from sympy.core.function import AppliedUndef
from sympy.core.symbol import Str


class Regular(sp.Basic):  # type: ignore[misc]
    """f ∈ C (``order`` 0), or d^n f/dx^n exists (``order`` n): of ``function`` in its last argument, everywhere.

    A premise says so by a derivative of that order, as a differential equation does, or, for continuity, by
    the limit of f(y) for y → x from both sides being f(x).
    """

    def __new__(cls, function: type, order: int = 0) -> Regular:
        made = super().__new__(cls, Str(str(function)), sp.Integer(order))
        made.function = function
        return cast(Regular, made)

    function: type

    @property
    def order(self) -> int:
        return int(self.args[1])

    def __str__(self) -> str:
        if self.order == 0:
            return (
                f"that {self.function} is continuous (a premise Limit({self.function}(y), y, x, '+-') = "
                f"{self.function}(x), or a differential equation)"
            )
        times = "" if self.order == 1 else " twice" if self.order == 2 else f" {self.order} times"
        return f"that {self.function} is differentiable{times} (a premise with that derivative)"

    def said_by(self, premise: sp.Basic) -> bool:
        """Whether a premise says it."""
        for part in premise.args if isinstance(premise, sp.And) else (premise,):
            if self._derivative_in(part) or (self.order == 0 and self._limit_is(part)):
                return True
        return False

    def _derivative_in(self, part: sp.Basic) -> bool:
        """Whether a derivative of it stands outside everything that binds its variable, and so is said everywhere."""
        hidden = part.atoms(sp.Integral, sp.Sum, sp.Product, sp.Limit, sp.Subs)
        plain = part.xreplace({node: sp.Dummy() for node in hidden})
        for node in plain.atoms(sp.Derivative):
            e = node.expr
            if isinstance(e, AppliedUndef) and e.func == self.function and len(e.args) == 1:
                if node.derivative_count >= max(self.order, 1) and e.args[0].is_Symbol:
                    return True
        return False

    def _limit_is(self, part: sp.Basic) -> bool:
        if not isinstance(part, sp.Eq):
            return False
        for limit, value in (part.args, part.args[::-1]):
            if isinstance(limit, sp.Limit) and isinstance(limit.args[0], AppliedUndef):
                f, y, x, direction = limit.args
                if (
                    f.func == self.function
                    and f.args == (y,)
                    and x.is_Symbol
                    and str(direction) == "+-"
                    and value == f.func(x)
                ):
                    return True
        return False
