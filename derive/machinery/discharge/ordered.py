"""a ≥ b and a > b by algebra: signs of factors, squares, and discriminants.

    4A(Av² + Bv + C) = (2Av + B)² + (4AC − B²) ≥ 0     where A > 0 and 4AC − B² ≥ 0, for any real v

Roots of positive symbols, and whatever else is no polynomial, are taken for unknowns of their own, positive where that
is known: what holds for all of them holds for these. A polynomial in one unknown is decided by Sturm's theorem.
Not guaranteed: a decision; what is not shown is refused.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import sympy as sp
from sympy.simplify.fu import TR8

from softpot.derive.machinery.discharge.definite import is_nonzero, is_real, sign_of
from softpot.derive.machinery.discharge.means import means
from softpot.derive.machinery.errors import Undischarged

__all__ = ["SumOfSquares", "at_least_0", "inequalities", "sides"]

_DEEPEST = 4  # unknowns that are completed to squares one after the other
_MOST_TERMS = 200
_MOST_DEGREES = 60  # of polynomials in more than three unknowns: factors would take minutes
_MOST_PARTS = 6  # of a triangle inequality


def inequalities(statement: sp.Basic) -> list[tuple[sp.Expr, bool]]:
    """The differences that an inequality, or a conjunction of them, says are ≥ 0, or > 0 (True)."""
    return [(larger - smaller, strict) for larger, smaller, strict in sides(statement)]


def sides(statement: sp.Basic) -> list[tuple[sp.Expr, sp.Expr, bool]]:
    found = []
    for part in statement.args if isinstance(statement, sp.And) else (statement,):
        if isinstance(part, (sp.GreaterThan, sp.StrictGreaterThan)):
            larger, smaller = part.args
        elif isinstance(part, (sp.LessThan, sp.StrictLessThan)):
            smaller, larger = part.args
        else:
            raise Undischarged(f"{part} is not an inequality: this method proves inequalities only")
        if not (is_real(larger) and is_real(smaller)):
            raise Undischarged(f"a side of {part} was not shown to be real")
        strict = isinstance(part, (sp.StrictGreaterThan, sp.StrictLessThan))
        found.append((larger, smaller, strict))
    return found


@dataclass(frozen=True)
class SumOfSquares:
    """a ≥ b, or a > b, because a − b is a sum of squares, or a product of factors of known signs.

    Or because of the inequality of weighted means, Σ w_i m_i ≥ W Π m_i^{w_i/W}. For all values that the symbols'
    assumptions allow. Errors: Undischarged. Not guaranteed: that a true
    inequality between polynomials is proved; it is not exported to Rocq.

    >>> import sympy as sp
    >>> from softpot.derive import SumOfSquares
    >>> a, b = sp.symbols("a b", positive=True)
    >>> bool(SumOfSquares()((a + b) / 2 >= sp.sqrt(a * b)))
    True
    """

    kind: str = "sums of squares and signs of factors"

    def __call__(self, statement: sp.Basic) -> str:
        for larger, smaller, strict in sides(statement):
            if not (
                at_least_0(larger - smaller, strict)
                # |b| <= a where b^2 <= a^2
                or (larger.is_nonnegative and _squared(larger, smaller, strict))
                or (not strict and means(larger, smaller))
                or (not strict and _triangle(larger, smaller))
            ):
                wanted = "positive" if strict else "at least 0"
                raise Undischarged(
                    f"{sp.sstr(larger - smaller)[:200]} was not shown to be {wanted} for all "
                    "values that the symbols may have: say what they assume, or split the inequality"
                )
        return "the difference of the sides is a sum of squares, or a product of factors of known signs"


def _squared(larger: sp.Expr, smaller: sp.Expr, strict: bool) -> bool:
    """Whether b² ≤ a², also with products of sines and cosines as sums of them."""
    difference = sp.expand(larger**2 - smaller**2)
    if at_least_0(difference, strict):
        return True
    return difference.has(sp.sin, sp.cos) and at_least_0(sp.expand(TR8(difference)), strict)


def _triangle(larger: sp.Expr, smaller: sp.Expr) -> bool:
    """Whether it is |Σ ±a_i| ≤ Σ |a_i|."""
    parts = sp.Add.make_args(larger)
    if not isinstance(smaller, sp.Abs) or not all(isinstance(part, sp.Abs) for part in parts):
        return False
    if len(parts) > _MOST_PARTS:
        return False
    whole = smaller.args[0]
    return any(
        sp.expand(whole - sum(sign * part.args[0] for sign, part in zip(signs, parts, strict=True)))
        == 0
        for signs in product((1, -1), repeat=len(parts))
    )


def at_least_0(e: sp.Expr, strict: bool = False) -> bool:
    """Whether e ≥ 0, or e > 0, was shown for all values of its symbols."""
    if _known(e, strict):
        return True
    form = _polynomial_in_unknowns(e)
    top, bottom = sp.fraction(sp.together(form))
    sign = _sign_of_factors(bottom)
    if sign not in (1, -1):
        return False
    return _nonnegative(sp.expand(sign * top), strict, _DEEPEST) or _bounded(e, strict)


def _known(e: sp.Expr, strict: bool) -> bool:
    if strict:
        return sign_of(e) == 1
    return bool(e.is_nonnegative) or sign_of(e) in (0, 1)


def _polynomial_in_unknowns(e: sp.Expr) -> sp.Expr:
    """The expression with unknowns for roots of symbols, exponentials and all that is no polynomial."""
    if e.has(sp.cosh, sp.sinh, sp.tanh):
        e = e.rewrite((sp.cosh, sp.sinh, sp.tanh), sp.exp)
    e = sp.powdenest(sp.expand_power_base(sp.expand(e)))
    orders: dict[sp.Basic, int] = {}
    for power in e.atoms(sp.Pow):
        base, exponent = power.args
        if base.is_Symbol and base.is_nonnegative and exponent.is_Rational:
            orders[base] = int(sp.ilcm(orders.get(base, 1), exponent.q))
    for base, order in orders.items():
        if order > 1:
            known = {"positive": True} if base.is_positive else {"nonnegative": True}
            e = e.subs(base, sp.Dummy("r", **known) ** order)
    return _masked(e)


def _masked(e: sp.Expr) -> sp.Expr:
    masks: dict[sp.Basic, sp.Dummy] = {}

    def walk(part: sp.Expr) -> sp.Expr:
        if part.is_Rational or part.is_Symbol:
            return part
        if isinstance(part, (sp.Add, sp.Mul)):
            return part.func(*map(walk, part.args))
        if isinstance(part, sp.exp):
            times, rest = part.args[0].as_coeff_Mul()
            if times.is_Integer and times not in (1, 0):
                return walk(sp.exp(rest)) ** times
        elif isinstance(part, sp.Pow) and part.exp.is_Integer:
            return walk(part.base) ** part.exp
        if not is_real(part):
            raise Undischarged(f"{part} was not shown to be real")
        if part not in masks:
            names = ("positive", "negative", "nonnegative", "nonpositive")
            known = {name: True for name in names if getattr(part, f"is_{name}")}
            masks[part] = sp.Dummy("m", real=True, **known)
        return masks[part]

    return walk(e)


def _sign_of_factors(e: sp.Expr) -> int | None:
    """The sign of a product, of which every factor has a known one; None where some has not."""
    sign = 1
    for factor in sp.Mul.make_args(sp.factor(e)):
        base, power = factor.as_base_exp()
        one = sign_of(base)
        if one is None or one == 0:
            if (
                power.is_Integer and power % 2 == 0 and base.is_real and is_nonzero(base)
            ) or _nonnegative(sp.expand(base), True, _DEEPEST):
                one = 1
            else:
                return None
        if one == -1 and not power.is_Integer:
            return None
        sign *= one ** (int(power) % 2) if power.is_Integer else one
    return sign


def _nonnegative(p: sp.Expr, strict: bool, depth: int) -> bool:
    """Whether a polynomial is ≥ 0, or > 0, by its factors."""
    if _known(p, strict):
        return True
    symbols = sorted(p.free_symbols, key=str)
    if not symbols or not p.is_polynomial(*symbols) or not all(s.is_real for s in symbols):
        return False
    if len(sp.Add.make_args(p)) > _MOST_TERMS:
        return False
    if len(symbols) > 3 and sum(sp.Poly(p, *symbols).degree_list()) > _MOST_DEGREES:
        return False
    front, factors = sp.factor_list(p)
    sign = sign_of(front)
    if sign not in (1, -1):
        return False
    for factor, times in factors:
        one = _of_factor(factor, strict, times, depth)
        if one is None:
            return False
        sign *= one
    return sign == 1


def _of_factor(factor: sp.Expr, strict: bool, times: int, depth: int) -> int | None:
    """1 or −1 for a factor, to its power, that is ≥ 0 or ≤ 0 (strictly, where that is asked for)."""
    if times % 2 == 0:
        return 1 if not strict or is_nonzero(factor) or _irreducible(factor, True, depth) else None
    if _irreducible(factor, strict, depth):
        return 1
    return -1 if _irreducible(-factor, strict, depth) else None


def _irreducible(p: sp.Expr, strict: bool, depth: int) -> bool:
    p = sp.expand(p)
    if _known(p, strict):
        return True
    symbols = sorted(p.free_symbols, key=str)
    if len(symbols) == 1 and _by_sturm(p, symbols[0], strict):
        return True
    if depth == 0:
        return False
    for v in symbols:
        form = sp.Poly(p, v)
        if form.degree() != 2:
            continue
        a, b, c = form.all_coeffs()
        if _nonnegative(sp.expand(a), True, depth - 1) and _nonnegative(
            sp.expand(4 * a * c - b**2), strict, depth - 1
        ):
            return True
    return False


def _by_sturm(p: sp.Expr, x: sp.Symbol, strict: bool) -> bool:
    """The sign of a polynomial in one unknown over the range of that: no zero there, and one value."""
    form = sp.Poly(p, x)
    if not form.domain.is_QQ and not form.domain.is_ZZ:
        return False
    side = 1 if x.is_nonnegative else -1 if x.is_nonpositive else 0
    low, high = (sp.Integer(0) if side == s else None for s in (1, -1))
    zeros = form.count_roots(low, high)
    excluded = side and form.eval(0) == 0 and (x.is_nonzero or not strict)
    return bool(zeros == (1 if excluded else 0) and form.eval(side) > 0)


def _bounded(e: sp.Expr, strict: bool) -> bool:
    """Whether a constant outweighs products of sines, cosines and the like of real arguments, each at most 1."""
    least, apart = sp.Integer(0), False
    for term in sp.Add.make_args(sp.expand(e)):
        front, rest = term.as_coeff_Mul()
        if term.is_number:
            least += term
        elif (waves := _of_waves(rest)) is not None:
            even, below = waves
            least += min(front, sp.Integer(0)) if even else -abs(front)
            apart = apart or (below and not (even and front.is_nonnegative))  # 0 is reached
        elif not term.is_nonnegative:
            return False
    # tanh and erf are never 1, and so the bound is not reached
    return bool(least.is_positive or (least.is_zero and apart) if strict else least.is_nonnegative)


_BELOW_1 = (sp.tanh, sp.erf)


def _finite(e: sp.Expr) -> bool:
    """Whether an argument is no infinity, which symbols that are only said to be extended real may be."""
    endless = any(s.is_extended_real and s.is_finite is None for s in e.free_symbols)
    return e.is_finite is not False and not endless


def _of_waves(e: sp.Expr) -> tuple[bool, bool] | None:
    """Whether a product of what is between −1 and 1 is one of even powers, and whether it is never 1 in size."""
    even, below = True, False
    for factor in sp.Mul.make_args(e):
        base, power = factor.as_base_exp()
        if base.func not in (sp.sin, sp.cos, *_BELOW_1) or not base.args[0].is_extended_real:
            return None
        if not (power.is_Integer and power > 0):
            return None
        even = even and power % 2 == 0
        below = below or (base.func in _BELOW_1 and _finite(base.args[0]))
    return even, below
