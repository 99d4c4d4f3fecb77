"""f ≥ 0 on a half line or on the whole line, by the signs of derivatives on both sides of a point."""

from __future__ import annotations

from dataclasses import dataclass, replace

import sympy as sp

from softpot.derive.machinery.discharge.continuity import continuous
from softpot.derive.machinery.discharge.definite import sign_of
from softpot.derive.machinery.discharge.ordered import at_least_0, sides
from softpot.derive.machinery.discharge.putting import as_expression
from softpot.derive.machinery.discharge.zero import vanishes
from softpot.derive.machinery.errors import Undischarged

__all__ = ["Monotone"]

_KINKED = (sp.Abs, sp.sign, sp.Piecewise, sp.Max, sp.Min, sp.Heaviside, sp.floor, sp.ceiling)


@dataclass(frozen=True)
class Monotone:
    """a ≥ b, or a > b, for all x on either side of c: away from c the difference never falls.

    f = a − b, seen from c: f, f', …, f^{(m−1)} are ≥ 0 at c and f^{(m)} ≥ 0 beyond, with m = ``order`` (for x below c
    the same of f(c − s)). c = ``point`` has to be an end of the range that the symbol's assumptions allow, or
    inside it, in which case both sides are worked out. f > 0 needs f(c) > 0, or c left out and f^{(m)} > 0, or
    f^{(m)} ≥ 0 of an analytic function that is not 0 everywhere, whose zeros lie apart.
    Where a modulus stands in it and a ≥ 0, f is a² − b²; of positive sides it may be log a − log b.
    Errors: Undischarged. It is not exported to Rocq (``Rises`` is).

    >>> import sympy as sp
    >>> from softpot.derive import Monotone
    >>> x, p = sp.Symbol("x", real=True), sp.Symbol("p", positive=True)
    >>> bool(Monotone(x, 0, 2)(sp.exp(x) >= 1 + x)), bool(Monotone(p, 0, 1)(sp.sin(p) < p))
    (True, True)
    """

    variable: sp.Symbol
    point: sp.Expr | int = 0
    order: int = 1
    kind: str = "signs of derivatives on both sides of a point"

    def __call__(self, statement: sp.Basic) -> str:
        x, c = self.variable, as_expression(self.point)
        if not (x.is_extended_real and c.is_finite and c.is_extended_real) or c.has(x):
            raise Undischarged(f"{x} and {c} were not shown to be real")
        if x.is_integer or not 1 <= self.order <= 12:
            raise Undischarged(
                f"{x} does not run over an interval, or the order is not from 1 to 12"
            )
        for larger, smaller, strict in sides(statement):
            if not (larger - smaller).has(x):
                raise Undischarged(f"{statement} does not speak of {x}")
            why = None
            for f in _forms(larger, smaller):
                seen, g = self._rooted(f)
                try:
                    for side in (1, -1):
                        seen._one_side(g, as_expression(seen.point), side, strict)
                    break
                except Undischarged as refused:
                    why = why or refused
            else:
                raise why or Undischarged(f"{statement} has no form that this method takes")
        return (
            f"from {x} = {c} on, on each side that {x} may be on, the difference and its derivatives below order "
            f"{self.order} begin at 0 or above and that of order {self.order} is not negative"
        )

    def _rooted(self, f: sp.Expr) -> tuple[Monotone, sp.Expr]:
        """The same in y = x^{1/q} for a positive x, of which roots stand in f."""
        x, c = self.variable, as_expression(self.point)
        roots = [p.exp.q for p in f.atoms(sp.Pow) if p.base == x and p.exp.is_Rational]
        q = int(sp.ilcm(1, 1, *roots))
        if q == 1 or not x.is_positive:
            return self, f
        y = sp.Dummy(str(x), positive=True)
        there = replace(self, variable=y, point=sp.root(c, q))
        return there, sp.expand_log(sp.powdenest(f.subs(x, y**q)))

    def _one_side(self, f: sp.Expr, c: sp.Expr, side: int, strict: bool) -> None:
        x = self.variable
        if (side > 0 and x.is_nonpositive and c.is_nonnegative) or (
            side < 0 and x.is_nonnegative and c.is_nonpositive
        ):
            return  # the symbol is never there
        s, beyond = sp.Dummy("s", nonnegative=True), sp.Dummy("s", positive=True)
        # below a positive c a positive x is c/(1 + s), which falls from c to 0; at 0 itself it is a limit from above
        inward = side < 0 and x.is_nonnegative and c.is_positive
        g = f.xreplace({x: c / (1 + s) if inward else c + side * s})
        if inward and not x.is_positive and not continuous(f.xreplace({x: s}), s):
            raise Undischarged(f"the difference was not shown continuous at {x} = 0")
        reached = not ((x.is_positive and c == 0) or (x.is_negative and c == 0))
        above = bool(strict) and sign_of(g.subs(s, 0)) == 1
        if strict and reached and not above:
            raise Undischarged(f"at {x} = {c} the difference was not shown to be positive")
        for k in range(self.order + 1):
            if not continuous(g, s) or g.has(*_KINKED):
                raise Undischarged(f"derivative {k} of the difference was not shown continuous")
            if k < self.order:
                start = g.subs(s, 0)
                if not (vanishes(start) or at_least_0(start)):
                    raise Undischarged(
                        f"derivative {k} of the difference was not shown to be at least 0 at {x} = {c}"
                    )
                g = sp.expand(sp.diff(g, s))
        last = g.xreplace({s: beyond})
        if not at_least_0(last) and not at_least_0(sp.factor(last)):
            raise Undischarged(
                f"{last.xreplace({beyond: s})} was not shown to be at least 0 where {x} is "
                f"{'above' if side > 0 else 'below'} {c}"
            )
        if strict and not above:
            self._refuse_flat(last, beyond)

    @staticmethod
    def _refuse_flat(last: sp.Expr, s: sp.Symbol) -> None:
        """Zeros of an analytic function lie apart unless it is 0, which it may be at some value of a parameter."""
        parameters = last.free_symbols - {s}
        flat = not at_least_0(last, True) if parameters else vanishes(last)
        if flat:
            raise Undischarged(
                "the difference was not shown to grow"
                + (f" for all values of {sorted(map(str, parameters))}" if parameters else "")
            )


def _forms(larger: sp.Expr, smaller: sp.Expr) -> list[sp.Expr]:
    """Differences that are ≥ 0, or > 0, only where the first one is."""
    if (larger - smaller).has(sp.Abs):  # |b| <= a where b^2 <= a^2 and a >= 0
        return [sp.expand(larger**2 - smaller**2)] if larger.is_nonnegative else []
    forms = [larger - smaller]
    if larger.is_positive and smaller.is_positive and (larger.has(sp.exp) or smaller.has(sp.exp)):
        forms.append(sp.expand_log(sp.log(larger) - sp.log(smaller)))
    return forms
