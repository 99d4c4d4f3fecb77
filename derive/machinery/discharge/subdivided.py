"""f > 0 on l ≤ x ≤ u by interval arithmetic on pieces of the range; at an end where f is 0, by a derivative's sign.

Arb's balls contain the values of f on a piece. Where f and its derivatives below order m are 0 at an end, f has there
the sign of its derivative of order m, times (−1)^m at the upper end, as far as that keeps one sign.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import sympy as sp
from flint import arb

from softpot.derive.machinery.discharge.zero import vanishes
from softpot.derive.machinery.errors import Undischarged

__all__ = ["Subdivided", "bounds_of"]

_DEEPEST = 14  # halvings
_MOST = 4000  # pieces
_HIGHEST = 4  # order of the derivative at an end
_NEAR = sp.Rational(1, 16)  # of the range, at an end where the difference is 0

_ORDERED = (sp.GreaterThan, sp.StrictGreaterThan, sp.LessThan, sp.StrictLessThan)

_NAMES = {
    sp.exp: "exp", sp.log: "log", sp.sin: "sin", sp.cos: "cos", sp.tan: "tan", sp.cot: "cot", sp.sinh: "sinh",
    sp.cosh: "cosh", sp.tanh: "tanh", sp.coth: "coth", sp.asin: "asin", sp.acos: "acos", sp.atan: "atan",
    sp.asinh: "asinh", sp.acosh: "acosh", sp.atanh: "atanh", sp.gamma: "gamma", sp.loggamma: "lgamma",
    sp.digamma: "digamma", sp.erf: "erf", sp.erfc: "erfc", sp.erfi: "erfi", sp.Si: "si", sp.Ci: "ci", sp.Abs: "__abs__",
    sp.airyai: "airy_ai", sp.airybi: "airy_bi", sp.zeta: "zeta",
}  # fmt: skip
_OF_AN_ORDER = {
    sp.besselj: "bessel_j",
    sp.bessely: "bessel_y",
    sp.besseli: "bessel_i",
    sp.besselk: "bessel_k",
}


@dataclass(frozen=True)
class Subdivided:
    """a > b, or a ≥ b, for all x between two numbers, by interval arithmetic (Arb) on pieces of the range.

    ``granted`` holds the premises that bound x, such as x ≥ 0 and x ≤ 1; what the symbol's assumptions say bounds it
    too. The inequality may hold no other symbol. Errors: Undischarged. It is not exported to Rocq.

    >>> import sympy as sp
    >>> from softpot.derive import Subdivided
    >>> x = sp.Symbol("x", real=True)
    >>> bool(Subdivided(x, (x >= 0, x <= sp.pi / 2))(sp.sin(x) >= 2 * x / sp.pi))
    True
    """

    variable: sp.Symbol
    granted: tuple[sp.Basic, ...] = ()
    kind: str = "interval arithmetic on pieces of a range"

    def assumes(self) -> tuple[sp.Basic, ...]:
        """The bounds of the range."""
        return self.granted

    def __call__(self, statement: sp.Basic) -> str:
        x = self.variable
        if not x.is_extended_real or x.is_integer:
            raise Undischarged(f"{x} does not run over an interval")
        (low, at_low), (high, at_high) = bounds_of(x, self.granted)
        if low is None or high is None or not (high - low).is_positive:
            raise Undischarged(f"no premises bound {x} by numbers on both sides")
        s = sp.Dummy("x", real=True)
        for part in statement.args if isinstance(statement, sp.And) else (statement,):
            if not isinstance(part, _ORDERED):
                raise Undischarged(f"{part} is not an inequality")
            strict = isinstance(part, (sp.StrictGreaterThan, sp.StrictLessThan))
            g = (part.gts - part.lts).xreplace({x: s})
            if g.free_symbols - {s}:
                raise Undischarged(f"{statement} holds other symbols than {x}")
            left, right = low, high
            for end, side, reached in ((low, 1, at_low), (high, -1, at_high)):
                if vanishes(g.subs(s, end)):
                    if strict and reached:
                        raise Undischarged(f"at {x} = {end} the two sides of {statement} are equal")
                    edge = self._at_zero(g, s, end, side, high - low)
                    left, right = (edge, right) if side > 0 else (left, edge)
            _all_over(g, s, left, right, statement)
        return (
            f"interval arithmetic on pieces of the range of {x} from {low} to {high}, with signs of derivatives at "
            "ends where the sides meet"
        )

    @staticmethod
    def _at_zero(g: sp.Expr, s: sp.Symbol, end: sp.Expr, side: int, width: sp.Expr) -> sp.Expr:
        """A point up to which the difference is positive, from an end at which it is 0."""
        edge = end + side * width * _NEAR
        for order in range(1, _HIGHEST + 1):
            g = sp.diff(g, s)
            if vanishes(g.subs(s, end)):
                continue
            sign = 1 if side > 0 or order % 2 == 0 else -1
            _all_over(
                sign * g, s, *((end, edge) if side > 0 else (edge, end)), f"derivative {order}"
            )
            return edge
        raise Undischarged(f"the first {_HIGHEST} derivatives vanish at {end}")


def bounds_of(
    x: sp.Symbol, granted: tuple[sp.Basic, ...]
) -> tuple[tuple[sp.Expr | None, bool], tuple[sp.Expr | None, bool]]:
    """The largest lower and the smallest upper bound of x by numbers, each with whether it is reached."""
    lower: list[tuple[sp.Expr, bool]] = []
    upper: list[tuple[sp.Expr, bool]] = []
    if x.is_nonnegative:
        lower.append((sp.Integer(0), not x.is_positive))
    if x.is_nonpositive:
        upper.append((sp.Integer(0), not x.is_negative))
    for part in granted:
        if not isinstance(part, _ORDERED):
            raise Undischarged(f"{part} is not a bound")
        small, large = part.lts, part.gts
        reached = isinstance(part, (sp.GreaterThan, sp.LessThan))
        if large == sp.Abs(x):
            raise Undischarged(f"{part} leaves two ranges")
        if small == sp.Abs(x) and _is_number(large):
            lower.append((-large, reached))
            upper.append((large, reached))
        elif large == x and _is_number(small):
            lower.append((small, reached))
        elif small == x and _is_number(large):
            upper.append((large, reached))
        else:
            raise Undischarged(f"{part} does not bound {x} by a number")
    return _best(lower, max), _best(upper, min)


def _is_number(e: sp.Expr) -> bool:
    return bool(e.is_number and e.is_extended_real and e.is_finite)


def _best(
    found: list[tuple[sp.Expr, bool]], choose: Callable[..., Any]
) -> tuple[sp.Expr | None, bool]:
    if not found:
        return None, False
    end = choose((e for e, _ in found), key=lambda e: sp.N(e, 30))
    return end, all(reached for e, reached in found if e == end)


def _all_over(g: sp.Expr, s: sp.Symbol, low: sp.Expr, high: sp.Expr, what: object) -> None:
    """Raise Undischarged unless g > 0 on the closed range between the numbers."""
    start, width = enclosed(low, s, arb(0)), enclosed(high - low, s, arb(0))
    pending, pieces = [(0, 0)], 0
    while pending:
        depth, k = pending.pop()
        pieces += 1
        # the ball around the middle of [k, k + 1]/2^depth that reaches both ends
        part = arb(2 * k + 1, 1) / arb(2 ** (depth + 1))
        if enclosed(g, s, start + width * part) > 0:
            continue
        if depth >= _DEEPEST or pieces > _MOST:
            raise Undischarged(f"interval arithmetic did not show {what} on all of the range")
        pending += [(depth + 1, 2 * k), (depth + 1, 2 * k + 1)]


def enclosed(e: sp.Expr, s: sp.Symbol, ball: Any) -> Any:
    """A ball that contains e for all values of s in a ball, not a number where e may have no value."""
    if e == s:
        return ball
    if e.is_Integer:
        return arb(int(e))
    if e.is_Rational:
        return arb(int(e.p)) / arb(int(e.q))
    if e == sp.pi:
        return arb.pi()
    if e == sp.E:
        return arb(1).exp()
    if e == sp.EulerGamma:
        return arb.const_euler()
    if isinstance(e, sp.Add):
        return sum((enclosed(a, s, ball) for a in e.args), arb(0))
    if isinstance(e, sp.Mul):
        product = arb(1)
        for a in e.args:
            product = product * enclosed(a, s, ball)
        return product
    if isinstance(e, sp.Pow) and not isinstance(e, sp.exp):
        return _power(e.base, e.exp, s, ball)
    if type(e) in _NAMES and len(e.args) == 1:
        return getattr(enclosed(e.args[0], s, ball), _NAMES[type(e)])()
    if type(e) in _OF_AN_ORDER and not e.args[0].has(s):
        return getattr(enclosed(e.args[1], s, ball), _OF_AN_ORDER[type(e)])(
            enclosed(e.args[0], s, ball)
        )
    raise Undischarged(f"interval arithmetic has no {type(e).__name__}")


def _power(base: sp.Expr, exponent: sp.Expr, s: sp.Symbol, ball: Any) -> Any:
    below = enclosed(base, s, ball)
    if exponent.is_Integer:  # arb ** int has no value where the base may be 0
        power = arb(1)
        for _ in range(abs(int(exponent))):
            power = power * below
        return power if exponent > 0 else arb(1) / power
    if exponent == sp.Rational(1, 2):
        return below.sqrt()
    if not below > 0:
        return arb("nan")
    return (enclosed(exponent, s, ball) * below.log()).exp()
