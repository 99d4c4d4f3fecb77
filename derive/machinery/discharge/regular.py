"""What is assumed of an undefined function when it is called continuous, or differentiable so many times.

A premise says so of the arguments that its symbol stands for: f'(p) = g(p) with a positive p says nothing of f at 0,
and with a whole p nothing of the numbers between.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

import sympy as sp
from sympy.core.function import AppliedUndef
from sympy.core.relational import Relational
from sympy.core.symbol import Str

from softpot.derive.machinery.discharge.definite import is_nonzero, is_real


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

    def said_for(self, premise: sp.Basic) -> Iterator[sp.Symbol]:
        """The symbols for whose values a premise says it."""
        for part in _parts(premise):
            yield from self._derivative_in(part)
            if self.order == 0:
                yield from self._limit_is(part)

    def reaches(self, variable: sp.Symbol, statement: sp.Basic) -> bool:
        """Whether the values of a variable are all arguments that the function has in a statement.

        A real variable of which no more is assumed has them all; one of known sign has those of integrals between
        ends of that sign, and of limits at such points.
        """
        assumed = (variable.is_integer, variable.is_rational, variable.is_algebraic)
        if variable.is_extended_real is False or any(a is not None for a in assumed):
            return False
        if variable.is_extended_real and not self._all_real(statement):
            return False
        signs = (
            variable.is_extended_positive, variable.is_extended_negative, variable.is_nonzero,
            variable.is_extended_nonnegative, variable.is_extended_nonpositive,
        )  # fmt: skip
        if all(sign is None for sign in signs):
            return True
        return all(_has_sign_of(variable, e) for e in self._arguments(statement, {}))

    def _all_real(self, e: sp.Basic) -> bool:
        """Whether all arguments of the function are real, of bound variables that are where their values are."""
        if isinstance(e, AppliedUndef) and e.func == self.function:
            return all(is_real(argument) for argument in e.args)
        if isinstance(e, (sp.Subs, sp.Limit)):
            names, at = (
                (e.variables, e.point) if isinstance(e, sp.Subs) else (e.args[1:2], e.args[2:3])
            )
            put = {
                v: sp.Dummy(real=True if is_real(a) else None)
                for v, a in zip(names, at, strict=True)
            }
            return self._all_real(e.args[0].xreplace(put))
        return all(map(self._all_real, e.args))

    def _arguments(
        self, e: sp.Basic, ranges: dict[sp.Basic, tuple[sp.Basic, ...]]
    ) -> Iterator[sp.Basic]:
        """The arguments of the function, and where one is a bound variable the ends of its range; nan for others."""
        if isinstance(e, AppliedUndef) and e.func == self.function:
            (argument,) = e.args if len(e.args) == 1 else (sp.nan,)
            if argument in ranges:
                yield from ranges[argument]
            else:
                yield sp.nan if argument.free_symbols & ranges.keys() else argument
        elif isinstance(e, sp.Derivative):
            yield from self._arguments(e.expr, ranges)
            return
        elif isinstance(e, sp.Limit):
            yield from self._arguments(e.args[0], {**ranges, e.args[1]: (e.args[2],)})
            return
        elif isinstance(e, sp.Integral) and all(len(limit) == 3 for limit in e.limits):
            inner = {x: (low, high) for x, low, high in e.limits}
            yield from self._arguments(e.function, {**ranges, **inner})
            for _, *ends in e.limits:
                for end in ends:
                    yield from self._arguments(end, ranges)
            return
        elif isinstance(e, sp.Subs):
            at = {v: (point,) for v, point in zip(e.variables, e.point, strict=True)}
            yield from self._arguments(e.expr, {**ranges, **at})
            for point in e.point:
                yield from self._arguments(point, ranges)
            return
        elif isinstance(e, (sp.Sum, sp.Product, sp.Integral)) and e.has(self.function):
            yield sp.nan
            return
        for part in e.args:
            yield from self._arguments(part, ranges)

    def _derivative_in(self, part: sp.Basic) -> Iterator[sp.Symbol]:
        """The variables of derivatives of it that stand outside of everything which binds them, or tells cases apart,
        in a relation of which they cannot drop out."""
        if not isinstance(part, Relational):
            return
        hidden = part.atoms(
            sp.Integral, sp.Sum, sp.Product, sp.Limit, sp.Subs, sp.Piecewise, sp.ITE
        )
        plain = part.xreplace({node: sp.Dummy() for node in hidden})
        for node in plain.atoms(sp.Derivative):
            e = node.expr
            if isinstance(e, AppliedUndef) and e.func == self.function and len(e.args) == 1:
                enough = node.derivative_count >= max(self.order, 1)
                if enough and e.args[0].is_Symbol and _stays(plain, node):
                    yield e.args[0]

    def _limit_is(self, part: sp.Basic) -> Iterator[sp.Symbol]:
        if not isinstance(part, sp.Eq):
            return
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
                    yield x


def _parts(premise: sp.Basic) -> Iterator[sp.Basic]:
    """The conditions that a conjunction holds, and the equations that one of tuples does."""
    for part in premise.args if isinstance(premise, sp.And) else (premise,):
        if isinstance(part, sp.Eq) and all(isinstance(side, sp.Tuple) for side in part.args):
            yield from (sp.Eq(*pair, evaluate=False) for pair in zip(*part.args, strict=False))
        else:
            yield part


def _stays(relation: sp.Basic, derivative: sp.Basic) -> bool:
    """Whether a derivative has no factor that may be 0, as in x f'(x) = 1, which says nothing of f'(0)."""
    unknown = sp.Dummy()
    for side in relation.args:
        form = (
            sp.expand(side.xreplace({derivative: unknown})) if isinstance(side, sp.Expr) else side
        )
        if not form.has(unknown):
            continue
        if not form.is_polynomial(unknown):
            return not any(  # a function of it has a value only if it has
                m.has(unknown) and not all(is_nonzero(f) or f.has(unknown) for f in m.args)
                for m in form.atoms(sp.Mul)
            )
        if is_nonzero(sp.Poly(form, unknown).LC()):
            return True
    return False


def _has_sign_of(variable: sp.Symbol, e: sp.Basic) -> bool:
    return (
        bool(variable.is_positive and e.is_extended_positive)
        or bool(variable.is_negative and e.is_extended_negative)
        or bool(variable.is_nonnegative and not variable.is_positive and e.is_extended_nonnegative)
        or bool(variable.is_nonpositive and not variable.is_negative and e.is_extended_nonpositive)
    )
