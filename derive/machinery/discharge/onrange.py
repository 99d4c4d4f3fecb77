"""A line that holds where premises bound its variables: these are written with unknowns that run over the range.

    x > a:  x = a + s, s > 0        a < x < b:  x = (a + b s)/(1 + s), s > 0        a ≤ x: x = a + s, s ≥ 0

What holds for all s holds for all x of the range, and an end that the range includes is looked at by itself.
"""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp

from softpot.derive.machinery.discharge.algebra import equal
from softpot.derive.machinery.discharge.subdivided import bounds_of
from softpot.derive.machinery.discharge.zero import carry_out
from softpot.derive.machinery.errors import TheoryError, Undischarged

__all__ = ["OnRange", "bounded"]


@dataclass(frozen=True)
class OnRange:
    """A statement for all values that the premises in ``granted`` allow, by whatever method proves it in s.

    Each premise bounds one real symbol by numbers, as x > −1 or Abs(x) < 1 does. Errors: Undischarged. It is not
    exported to Rocq.

    >>> import sympy as sp
    >>> from softpot.derive import OnRange
    >>> x, n = sp.Symbol("x", real=True), sp.Symbol("n", integer=True, nonnegative=True)
    >>> bool(OnRange((x > -1,))((1 + x) ** n >= 1 + n * x))
    True
    """

    granted: tuple[sp.Basic, ...]
    kind: str = "an unknown that runs over the range"

    def assumes(self) -> tuple[sp.Basic, ...]:
        """The bounds of the ranges."""
        return self.granted

    def __call__(self, statement: sp.Basic) -> str:
        from softpot.derive.machinery.chosen import proved

        said = []
        for one in self._cases(statement):
            if one is sp.true or (isinstance(one, sp.Eq) and one.lhs == one.rhs):
                said.append("the same on both sides there")
                continue
            method, proof = proved(one)
            if isinstance(method, OnRange):
                raise Undischarged("ranges do not stand inside of ranges")
            says = getattr(method, "assumes", None)
            for start in () if says is None else says():
                raise Undischarged(f"{type(method).__name__} starts from {start}: name that method")
            said.append(proof)
        if not said:
            raise Undischarged(f"{statement} says nothing on the range")
        return f"with unknowns that run over the range: {'; '.join(dict.fromkeys(said))}"

    def _cases(self, statement: sp.Basic) -> list[sp.Basic]:
        cases = [_carried(statement)]
        symbols = sorted({s for part in self.granted for s in part.free_symbols}, key=str)
        if not symbols or not set(symbols) & statement.free_symbols:
            raise Undischarged("no premise bounds a symbol of the line")
        for x in symbols:
            if not x.is_extended_real or x.is_integer:
                raise Undischarged(f"{x} does not run over an interval")
            about = tuple(part for part in self.granted if part.free_symbols == {x})
            if len(about) != sum(x in part.free_symbols for part in self.granted):
                raise Undischarged(f"a premise does not bound {x} by numbers")
            ways = _ways(x, about)
            cases = [_put(case, x, way) for case in cases for way in ways]
        return cases


def bounded(facts: tuple[sp.Basic, ...], symbols: set[sp.Basic]) -> tuple[sp.Basic, ...]:
    """Those of the inequalities that bound one of the symbols by numbers."""
    found = []
    for part in facts:
        if len(part.free_symbols) == 1 and part.free_symbols <= symbols:
            (x,) = part.free_symbols
            try:
                bounds_of(x, (part,))
            except TheoryError:
                continue
            found.append(part)
    return tuple(found)


def _ways(x: sp.Symbol, about: tuple[sp.Basic, ...]) -> list[sp.Expr]:
    """x as a function of unknowns that together run over its range."""
    (low, at_low), (high, at_high) = bounds_of(x, about)
    above = sp.Dummy(str(x), positive=True)
    closed = sp.Dummy(str(x), nonnegative=True)
    if low is not None and high is not None:
        if not (high - low).is_positive:
            raise Undischarged(f"no range is left between {low} and {high}")
        ends = [end for end, reached in ((low, at_low), (high, at_high)) if reached]
        return [sp.factor((low + high * above) / (1 + above)), *ends]
    if low is not None:
        return [low + (closed if at_low else above)]
    if high is not None:
        return [high - (closed if at_high else above)]
    raise Undischarged(f"no premise bounds {x}")


def _carried(statement: sp.Basic) -> sp.Basic:
    if isinstance(statement, sp.Eq):
        return equal(carry_out(statement.lhs), carry_out(statement.rhs))
    return statement


def _put(statement: sp.Basic, x: sp.Symbol, way: sp.Expr) -> sp.Basic:
    if any(x in node.variables for node in statement.atoms(sp.Derivative)):
        raise Undischarged(f"a derivative by {x} cannot be carried out")
    if isinstance(statement, sp.Eq):
        return equal(statement.lhs.subs(x, way), statement.rhs.subs(x, way))
    if isinstance(
        statement, (sp.GreaterThan, sp.StrictGreaterThan, sp.LessThan, sp.StrictLessThan)
    ):
        return statement.func(statement.lhs.subs(x, way), statement.rhs.subs(x, way))
    raise Undischarged(f"{statement} is neither an equation nor an inequality")
