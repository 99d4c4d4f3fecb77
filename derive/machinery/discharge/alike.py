"""Two functions that are one: equal derivatives and one equal value; or both ≥ 0 and equal squares.

d/dx (f − g) = 0 on an interval,   f(c) = g(c)     ⇒   f = g there
f ≥ 0, g ≥ 0, f² = g²                              ⇒   f = g
"""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp

from softpot.derive.machinery.discharge.algebra import equalities
from softpot.derive.machinery.discharge.continuity import continuous
from softpot.derive.machinery.discharge.putting import as_expression
from softpot.derive.machinery.discharge.zero import carry_out, vanishes
from softpot.derive.machinery.errors import Undischarged

__all__ = ["EqualDerivatives", "EqualSquares"]


@dataclass(frozen=True)
class EqualDerivatives:
    """f(x) = g(x) for every x that the symbol may be: both are continuous there, f' = g', and f(c) = g(c).

    The range is the interval that the symbol's assumptions allow: the line, or the half line above or below 0. It is
    connected, and both sides are continuous all over it, for all values of the other symbols, so that their difference,
    whose derivative is 0, is constant; c = ``point`` lies in the range, or is its end 0 up to which both sides are
    continuous. Errors: Undischarged. It is not exported to Rocq.

    >>> import sympy as sp
    >>> from softpot.derive import EqualDerivatives, equal
    >>> p = sp.Symbol("p", positive=True)
    >>> bool(EqualDerivatives(p, 1)(equal(sp.atan(p) + sp.atan(1 / p), sp.pi / 2)))
    True
    """

    variable: sp.Symbol
    point: sp.Expr | int = 0
    kind: str = "equal derivatives and one equal value"

    def __call__(self, statement: sp.Basic) -> str:
        x, c = self.variable, as_expression(self.point)
        if not x.is_extended_real or x.is_integer or not c.is_extended_real or not c.is_finite:
            raise Undischarged(f"{x} does not run over an interval, or {c} is not a real number")
        if c.has(x):
            raise Undischarged(f"the point {c} depends on {x}")
        s = self._range(x, c)
        for lhs, rhs in equalities(statement):
            sides = [carry_out(side).xreplace({x: s}) for side in (lhs, rhs)]
            if not any(side.has(s) for side in sides):
                raise Undischarged(f"{lhs} = {rhs} does not speak of {x}")
            for side in sides:
                if not continuous(side, s):
                    raise Undischarged(
                        f"{side.xreplace({s: x})} was not shown continuous for all {x}"
                    )
            inside = self._inside(x)
            rate = sp.diff(sides[0].xreplace({s: inside}) - sides[1].xreplace({s: inside}), inside)
            if not vanishes(rate):
                raise Undischarged(f"the derivatives of {lhs} and {rhs} with respect to {x} differ")
            if not vanishes(sides[0].subs(s, c) - sides[1].subs(s, c)):
                raise Undischarged(f"at {x} = {c} the sides of {lhs} = {rhs} were not shown equal")
        return (
            f"both sides are continuous for every {x}, have one derivative, and agree at {x} = {c}"
        )

    @staticmethod
    def _range(x: sp.Symbol, c: sp.Expr) -> sp.Symbol:
        """The range of x, its end included where that is the point."""
        if x.is_nonnegative:
            if c.is_positive:
                return sp.Dummy("x", positive=True) if x.is_positive else sp.Dummy("x", nonnegative=True)  # fmt: skip
            if c == 0:
                return sp.Dummy("x", nonnegative=True)
        elif x.is_nonpositive:
            if c.is_negative:
                return sp.Dummy("x", negative=True) if x.is_negative else sp.Dummy("x", nonpositive=True)  # fmt: skip
            if c == 0:
                return sp.Dummy("x", nonpositive=True)
        elif x.is_nonzero is None:
            return sp.Dummy("x", real=True)
        raise Undischarged(f"{c} was not shown to lie in the interval over which {x} runs")

    @staticmethod
    def _inside(x: sp.Symbol) -> sp.Symbol:
        names = {"positive": x.is_nonnegative, "negative": x.is_nonpositive}
        return sp.Dummy("x", real=True, **{name: True for name, known in names.items() if known})


@dataclass(frozen=True)
class EqualSquares:
    """f = g because both are real and not negative, and f² = g².

    A square root of what its square was shown to be is not negative, as is a modulus. Of a complex number x + iy as
    x = r cos θ, y = r sin θ, θ = atan2(y, x) is used with 2cos²(θ/2) = 1 + cos θ, cos(θ/2) ≥ 0. Errors:
    Undischarged. It is not exported to Rocq.

    >>> import sympy as sp
    >>> from softpot.derive import EqualSquares, equal
    >>> x, y = sp.symbols("x y", real=True)
    >>> root = sp.sqrt((sp.sqrt(x**2 + y**2) + x) / 2)
    >>> bool(EqualSquares()(equal(sp.re(sp.sqrt(x + sp.I * y)), root)))
    True
    """

    kind: str = "equal squares of what is not negative"

    def __call__(self, statement: sp.Basic) -> str:
        for lhs, rhs in equalities(statement):
            f, g = _in_parts(sp.Tuple(carry_out(lhs), carry_out(rhs)))
            for one, other in ((f, g), (g, f)):
                # a root of what is not negative is not, and roots of equals are equal
                good = _not_negative(other) or _is_root(other)
                if not (_not_negative(one) or (_is_root(one) and good)):
                    raise Undischarged(f"{one} was not shown to be real and not negative")
            if not vanishes(_squared(f) - _squared(g)):
                raise Undischarged(f"the squares of {lhs} and {rhs} were not shown equal")
        return "both sides are real and not negative, and their squares are equal"


def _in_parts(e: sp.Tuple) -> sp.Tuple:
    """The expressions with real unknowns for the real and the imaginary part of each complex symbol."""
    for z in sorted(e.free_symbols, key=str):
        if z.is_extended_real is None and z.is_commutative:
            x, y = sp.Dummy("x", real=True), sp.Dummy("y", real=True)
            e = e.xreplace({sp.re(z): x, sp.im(z): y, sp.Abs(z): sp.sqrt(x**2 + y**2)})
    return e


def _not_negative(e: sp.Expr) -> bool:
    if e.is_nonnegative:
        return True
    if isinstance(e, sp.Mul):
        return all(_not_negative(part) for part in e.args)
    if isinstance(e, sp.Pow) and e.exp.is_real:
        return _not_negative(e.base)
    if isinstance(e, sp.Add):
        return all(map(_not_negative, e.args)) or _modulus_and_part(e)
    return _half_angle(e) is not None


def _modulus_and_part(e: sp.Add) -> bool:
    """Whether e is c(√(x² + y²) ± x), which is not negative."""
    if len(e.args) != 2:
        return False
    for modulus, part in (e.args, e.args[::-1]):
        if modulus.is_nonnegative and part.is_extended_real:
            rest = sp.expand(sp.expand_complex(modulus) ** 2 - part**2)
            if rest.is_nonnegative:
                return True
    return False


def _half_angle(e: sp.Basic) -> sp.Expr | None:
    """The atan2 of which e is the cosine of a half; its half lies between −π/2 and π/2."""
    if isinstance(e, sp.cos):
        twice = sp.expand(2 * e.args[0])
        if isinstance(twice, sp.atan2):
            return twice
    return None


def _is_root(e: sp.Expr) -> bool:
    """Whether e is a positive number times principal square roots, not negative if its square is not."""
    parts = [p for p in sp.Mul.make_args(e) if not p.is_positive]
    return len(parts) == 1 and isinstance(parts[0], sp.Pow) and parts[0].exp == sp.Rational(1, 2)


def _squared(e: sp.Expr) -> sp.Expr:
    square = sp.expand(sp.expand(e**2))
    square = square.replace(
        lambda p: isinstance(p, sp.Pow) and p.exp == 2 and _half_angle(p.base) is not None,
        lambda p: (1 + sp.cos(_half_angle(p.base))) / 2,
    )
    square = square.replace(
        lambda p: isinstance(p, sp.cos) and isinstance(p.args[0], sp.atan2),
        lambda p: p.args[0].args[1] / sp.sqrt(p.args[0].args[0] ** 2 + p.args[0].args[1] ** 2),
    )
    return sp.expand_complex(square) if square.has(sp.Abs) else square
