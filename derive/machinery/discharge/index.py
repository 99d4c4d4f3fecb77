"""Proofs about every index: induction, and telescoping of an infinite sum."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sympy as sp
from sympy.core.function import AppliedUndef

from softpot.derive.machinery.discharge.algebra import Definitions, as_equations, equalities
from softpot.derive.machinery.discharge.definite import is_nonzero
from softpot.derive.machinery.discharge.growth import limit_at_infinity
from softpot.derive.machinery.discharge.poles import refuse_poles
from softpot.derive.machinery.discharge.zero import vanishes
from softpot.derive.machinery.errors import Undischarged

_Pairs = list[tuple[Any, ...]]
_MOST_NEW = 8  # terms that come, or go, from n to n + 1


def _expression(value: sp.Expr | int) -> sp.Expr:
    return sp.Integer(value) if isinstance(value, int) else value


@dataclass(frozen=True)
class Induction:
    """lhs(n) = rhs(n) for all integers n ≥ start: true at the start, and both sides grow alike.

    A finite sum Σ_{k=a}^{n} f(k) grows by f(n+1), by more terms where its ends move by other whole numbers, and a
    finite product by a factor; an undefined sequence u(n) grows by the rule in
    ``growth``, (u(n+1), what it equals), which an earlier step or premise grants; ``first`` holds
    its values at the start. For u(n) = g(n) itself the rule may hold u(n), …, u(n+m−1), and give u(n+m).

    >>> import sympy as sp
    >>> from softpot.derive import Induction, equal
    >>> n, k = sp.symbols("n k", integer=True, nonnegative=True)
    >>> bool(Induction(n, 0)(equal(sp.Sum(k, (k, 0, n)), n * (n + 1) / 2)))
    True
    """

    index: sp.Symbol
    start: sp.Expr
    growth: Definitions = ()
    first: Definitions = ()
    kind: str = "induction"

    def assumes(self) -> tuple[sp.Basic, ...]:
        """The rules of growth and the values at the start."""
        return as_equations((*self.growth, *self.first))

    def __call__(self, statement: sp.Basic) -> str:
        start = _expression(self.start)
        if not (self.index.is_integer and start.is_Integer):
            raise Undischarged(
                f"induction runs over integers, from {self.start} and in {self.index}"
            )
        self._refuse_other_start(start)
        # only what holds for every n >= start may be used, whatever the table assumes of the symbol
        n = _index(start)
        growth, first = (
            [tuple(_expression(e).xreplace({self.index: n}) for e in pair) for pair in pairs]
            for pairs in (self.growth, self.first)
        )
        for _, grown in growth:
            refuse_poles(grown, n, start, sp.oo)
        for lhs, rhs in equalities(statement):
            sides = [side.xreplace({self.index: n}) for side in (lhs, rhs)]
            if self._by_rule(sides, growth, first, n, start):
                continue
            base = [_opened(side.subs(n, start)).subs(first) for side in sides]
            if not vanishes(base[0] - base[1]):
                raise Undischarged(f"{lhs} = {rhs} fails at {self.index} = {start}")
            if lhs.has(sp.Product) or rhs.has(sp.Product):
                _refuse_other_factor(sides, n, start)
                continue
            grown = [_growth(side, n, start).subs(growth) for side in sides]
            if not vanishes(grown[0] - grown[1]):
                raise Undischarged(
                    f"from {self.index} to {self.index} + 1 the sides of {lhs} = {rhs} "
                    "grow by different amounts: say how they grow with growth=((f(n + 1), ...),) and premises"
                )
        return f"true at {self.index} = {start}, and from {self.index} to {self.index} + 1 both sides grow alike"

    @staticmethod
    def _by_rule(
        sides: list[sp.Expr], growth: _Pairs, first: _Pairs, n: sp.Symbol, start: sp.Expr
    ) -> bool:
        """u(n) = g(n) for a sequence with a rule u(n + m) = R(n, u(n), …, u(n + m − 1)), by the hypothesis for all of
        these: whether g obeys the rule and begins with the same m values."""
        u, g = sides
        if not isinstance(u, AppliedUndef) or u.args != (n,) or g.has(u.func) or len(growth) != 1:
            return False
        (later, rule) = growth[0]
        if not isinstance(later, AppliedUndef) or later.func != u.func or len(later.args) != 1:
            return False
        steps = sp.expand(later.args[0] - n)
        if not (steps.is_Integer and 1 <= steps <= _MOST_NEW):
            return False
        known = {u.func(n + i): g.subs(n, n + i) for i in range(int(steps))}
        there = rule.xreplace(known)
        if there.has(u.func) or not vanishes(there - g.subs(n, n + steps)):
            return False
        refuse_poles(there, n, start, sp.oo)  # of the rule at these values: 0/0 gives no next one
        values: dict[Any, Any] = dict(first)
        begins = [(u.func(start + i), g.subs(n, start + i)) for i in range(int(steps))]
        return all(one in values and vanishes(values[one] - value) for one, value in begins)

    def _refuse_other_start(self, start: sp.Expr) -> None:
        """The statement is for all values of the index, and the rules of growth for no others."""
        least = _least(self.index)
        if least is None:
            raise Undischarged(
                f"{self.index} may be any whole number, and induction from {start} says nothing of those below"
            )
        if start > least:
            raise Undischarged(
                f"induction from {start} leaves out {self.index} = {least}, which the symbol table allows"
            )
        if start < least and (self.growth or self.first):
            raise Undischarged(
                f"what is said of {self.index} holds from {least} on, so induction cannot start at {start}"
            )


def _least(index: sp.Symbol) -> int | None:
    """The least value that an index may take, where its assumptions say so."""
    if index.is_positive:
        return 1
    return 0 if index.is_nonnegative else None


def _index(start: sp.Expr) -> sp.Symbol:
    """An integer of which no more is known than that it is not below the start."""
    return sp.Dummy(
        "n",
        integer=True,
        nonnegative=True if start.is_nonnegative else None,
        positive=True if start.is_positive else None,
    )


def _growth(side: sp.Expr, n: sp.Symbol, start: sp.Expr) -> sp.Expr:
    """side(n + 1) − side(n); of a sum the terms that come, less those that go."""
    if not side.has(sp.Sum):
        return side.subs(n, n + 1) - side
    total = sp.Integer(0)
    for term in sp.Add.make_args(sp.expand_mul(side)):
        factor, core = term.as_independent(sp.Sum, as_Add=False)
        if not core.has(sp.Sum):
            total += term.subs(n, n + 1) - term
            continue
        if not isinstance(core, sp.Sum) or factor.has(n):
            raise Undischarged(f"{term} is not a constant times one sum")
        came, gone = _new_terms(core, n, start)
        total += factor * (sp.Add(*came) - sp.Add(*gone))
    return total


def _new_terms(
    node: sp.Sum | sp.Product, n: sp.Symbol, start: sp.Expr
) -> tuple[list[sp.Expr], list[sp.Expr]]:
    """The terms that a sum, or the factors that a product, gains and loses from n to n + 1."""
    if len(node.limits) != 1 or len(node.limits[0]) != 3:
        raise Undischarged(f"{node} is not over one range")
    k, low, high = node.limits[0]
    if node.function.has(n):
        raise Undischarged(
            "the terms of the sum must not depend on where it ends: "
            "state the recursion of the sum as a premise, and use growth=(...)"
        )
    if not (low.is_integer and high.is_integer and (high - low + 1).is_nonnegative):
        raise Undischarged(
            f"{node} was not shown to run upwards, from a whole number to one, from {start} on"
        )
    refuse_poles(node.function, k, low, high)
    ends = []
    for end in (low, high + 1):
        step = sp.expand(end.subs(n, n + 1) - end)
        if not step.is_Integer or not 0 <= step <= _MOST_NEW:
            raise Undischarged(f"the ends of {node} do not move up by a few whole steps")
        ends.append([node.function.subs(k, end + i) for i in range(int(step))])
    return ends[1], ends[0]


def _refuse_other_factor(sides: list[sp.Expr], n: sp.Symbol, start: sp.Expr) -> None:
    """A constant times a product is multiplied by the factors that come; the other side has to be, too."""
    for side, other in (sides, sides[::-1]):
        factor, product = side.as_independent(sp.Product, as_Add=False)
        if (
            isinstance(product, sp.Product)
            and not factor.has(n)
            and not other.has(sp.Product, sp.Sum)
        ):
            break
    else:
        raise Undischarged("a constant times one product, and no other, has to stand on one side")
    came, gone = _new_terms(product, n, start)
    if gone:
        raise Undischarged(f"the lower end of {product} moves")
    times = sp.Mul(*came)
    if vanishes(other.subs(n, n + 1) - times * other):
        return
    ratio = sp.combsimp(other.subs(n, n + 1) / other)
    if not is_nonzero(other) or not vanishes(ratio - times):
        raise Undischarged(
            f"from {n} to {n} + 1 the product grows by {times}, and {other} does not"
        )


def _opened(side: sp.Expr) -> sp.Expr:
    """A sum or product with numbers for limits, written out; an empty one is 0, or 1."""
    return side.replace(
        lambda e: (
            isinstance(e, (sp.Sum, sp.Product)) and all(v.is_Integer for v in e.limits[0][1:])
        ),
        lambda e: (sp.Add if isinstance(e, sp.Sum) else sp.Mul)(
            *(
                e.function.subs(e.limits[0][0], k)
                for k in range(int(e.limits[0][1]), int(e.limits[0][2]) + 1)
            )
        ),
    )


@dataclass(frozen=True)
class Telescoping:
    """Σ_{n=a}^∞ f(n) = F(a), where F(n) − F(n+1) = f(n) and F(n) → 0, by leading terms.

    >>> import sympy as sp
    >>> from softpot.derive import Telescoping, equal
    >>> n, z = sp.Symbol("n", integer=True, nonnegative=True), sp.Symbol("z", positive=True)
    >>> rest = sp.exp(-z * n) / (1 - sp.exp(-z))
    >>> series = sp.Sum(sp.exp(-z * n), (n, 0, sp.oo))
    >>> bool(Telescoping(rest)(equal(series, rest.subs(n, 0))))
    True
    """

    antidifference: sp.Expr
    kind: str = "telescoping"

    def __call__(self, statement: sp.Basic) -> str:
        for lhs, value in equalities(statement):
            if not isinstance(lhs, sp.Sum) or len(lhs.limits) != 1 or lhs.limits[0][2] is not sp.oo:
                raise Undischarged(f"{lhs} is not a single infinite sum")
            index, start, _ = lhs.limits[0]
            if not start.is_integer:
                raise Undischarged(
                    f"the sum was not shown to start at a whole number, but at {start}"
                )
            refuse_poles(lhs.function, index, start, sp.oo)
            n = _index(start)  # no more is used than that n >= start
            F, f = (e.xreplace({index: n}) for e in (self.antidifference, lhs.function))
            if not vanishes(F - F.subs(n, n + 1) - f):
                raise Undischarged(
                    f"{self.antidifference} is not an antidifference of {lhs.function}"
                )
            if not _decays(F, n):
                raise Undischarged(f"{self.antidifference} was not shown to tend to 0")
            if not vanishes(F.subs(n, start) - value):
                raise Undischarged(f"the sum telescopes to {F.subs(n, start)}, not {value}")
        return f"the terms are differences of {self.antidifference}, which tends to 0"


def _decays(F: sp.Expr, n: sp.Symbol) -> bool:
    u = sp.Dummy("n", positive=True)  # more than is needed: it runs through all large numbers
    try:
        return bool(limit_at_infinity(F.xreplace({n: u}), u) == 0)
    except Undischarged:
        return _falls(F, n)


def _falls(F: sp.Expr, n: sp.Symbol) -> bool:
    factor, rest = F.as_independent(n, as_Add=False)
    if not isinstance(rest, sp.exp) or factor.has(n):
        return False
    exponent = sp.expand(rest.args[0])
    slope = sp.diff(exponent, n)
    return not slope.has(n) and bool(slope.is_negative)
