"""Where something that is differentiated has a kink or a jump: zeros of what stands in |u|, sign u, max(u, v), cases.

    d|x³ − x − 1|/dx: at the real zero of x³ − x − 1        d asin(sin x)/dx: where sin x is 1 or −1

The zeros are looked for by changes of sign between points from 10⁻⁶ to 10⁶ on both sides of 0, and narrowed down to
sixty digits. Roots, arcsines and the like bend where what stands in them touches the end of its range: these places
are zeros of its derivative. Conditions on whole numbers alone, F(n) ≠ 13, are looked at up to 200, and of two numbers
up to 12.
Not guaranteed: that all are found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import combinations, product
from typing import Any

import sympy as sp
from sympy.core.function import AppliedUndef
from sympy.core.relational import Relational

from softpot.derive.machinery.attack.functions import DEAR, KINKED
from softpot.derive.machinery.attack.novalue import NoValue
from softpot.derive.machinery.attack.points import Point, admissible

__all__ = ["bends", "bent", "hidden_bends", "kink_put", "whole_zeros_of", "zeros_between"]

_SIZES = (
    *(sp.Rational(1, 10**e) for e in (6, 5, 4)),
    *(sp.Rational(m * 10**e, 1000) for e in range(7) for m in (1, 2, 3, 5, 7)),
    *(sp.Integer(10**e) for e in (4, 5, 6)),
)
_DIGITS = 60
_NEAR = 1e-9
_WHOLE = {1: 200, 2: 12}  # the largest whole numbers tried, by how many symbols there are
_MOST_PLACES, _MOST_ZEROS = 6, 3
_HIDING = (sp.Pow, sp.log, sp.arg, sp.asin, sp.acos, sp.asec, sp.acsc, sp.acot, sp.atan)
Value = Callable[[sp.Expr, Mapping[sp.Basic, Any]], Any]


def bent(parts: sp.Tuple) -> bool:
    """Whether something is differentiated, and something has kinks."""
    if not parts.has(sp.Derivative):
        return False
    return bool(parts.has(*KINKED)) or any(hidden_bends(d.expr) for d in parts.atoms(sp.Derivative))


def hidden_bends(e: sp.Basic) -> list[sp.Expr]:
    """What is 0 where a root, an arcsine, a logarithm or the like of a function can have a kink or a jump.

    >>> x = sp.Symbol("x", real=True)
    >>> hidden_bends(sp.asin(sp.sin(x))), hidden_bends(sp.sqrt(1 - sp.cos(x) ** 2) + sp.sqrt(x))
    ([sin(x) - 1, sin(x) + 1], [1 - cos(x)**2])
    """
    found: list[sp.Expr] = []
    for node in sorted(e.atoms(*_HIDING), key=sp.default_sort_key):
        u = node.args[0]
        if u.is_Symbol or not u.free_symbols:
            continue
        if isinstance(node, (sp.Pow, sp.log, sp.arg)) and u.is_extended_real is not True:
            across = sp.im(sp.expand_complex(u))  # the cut
            whole = isinstance(node, sp.Pow) and node.exp.is_integer
            if not whole and not across.has(sp.im, sp.re, sp.arg) and across.free_symbols:
                found.append(across)
        elif isinstance(node, sp.Pow):
            if node.exp.is_Rational and not node.exp.is_integer and not u.is_positive:
                found.append(u)
        elif isinstance(node, (sp.asin, sp.acos, sp.asec, sp.acsc)):
            found += [u - 1, u + 1]
        elif isinstance(node, sp.acot):
            found.append(u)
        elif isinstance(node, sp.atan) and u.has(sp.tan, sp.cot):
            found.append(1 / u.rewrite(sp.cos) if u.is_Function else 1 / u)
    return found


def bends(
    parts: sp.Tuple, free: tuple[sp.Symbol, ...], base: Point, value: Value
) -> Iterator[Point]:
    """Points at a kink: one variable by which is differentiated has its value there, the others as in ``base``.

    ``parts`` are a statement and the meanings of its names, ``value`` a number of an expression at a point.
    """
    whole = parts.replace(lambda e: isinstance(e, sp.Subs), _put)
    variables = {v for node in whole.atoms(sp.Derivative) for v in node.variables} & set(free)
    hidden = {p for d in whole.atoms(sp.Derivative) for p in hidden_bends(d.expr)}
    places = [*_places(whole), *sorted(hidden, key=sp.default_sort_key)]
    for place in list(dict.fromkeys(places))[:_MOST_PLACES]:
        for v in sorted(variables & place.free_symbols, key=str):
            zeros = [*zeros_between(place, v, base, value)]
            if place in hidden and not place.has(*DEAR, AppliedUndef):
                slope = sp.diff(place, v)
                zeros += [
                    zero for zero in zeros_between(slope, v, base, value)
                    if _is_zero(place, {**base, v: zero}, value)
                ]  # fmt: skip
            for zero in zeros:
                if admissible(v, zero):
                    yield {**base, v: zero}


def _is_zero(e: sp.Expr, point: Point, value: Value) -> bool:
    try:
        return bool(abs(value(e, point)) < _NEAR)
    except NoValue:
        return False


def _put(node: sp.Subs) -> sp.Basic:
    put = dict(zip(node.variables, node.point, strict=True))
    by = {v for d in node.expr.atoms(sp.Derivative) for v in d.variables}
    if any(v in by and not isinstance(at, sp.Symbol) for v, at in put.items()):
        return node  # nothing is differentiated by a number
    return node.expr.xreplace(put)


def kink_put(statement: sp.Basic) -> str:
    """Why a derivative that is read at one place has no value there, or "" where nothing says so.

    >>> x = sp.Symbol("x", real=True)
    >>> kink_put(sp.Subs(sp.Derivative(sp.Abs(x**2 - 2), x), x, sp.sqrt(2)))
    'Derivative(Abs(x**2 - 2), x) has no value at x = sqrt(2), where x**2 - 2 is 0'
    >>> kink_put(sp.Subs(sp.Derivative(x * sp.Abs(x), x), x, 0))
    ''
    """
    for node in sorted(statement.atoms(sp.Subs), key=sp.default_sort_key):
        put = dict(zip(node.variables, node.point, strict=True))
        for d in sorted(node.expr.atoms(sp.Derivative), key=sp.default_sort_key):
            for v in [v for v in put if v in d.variables and not isinstance(put[v], sp.Symbol)]:
                for place in _places(sp.Tuple(d.expr)):
                    if v in place.free_symbols and _vanishes(place.xreplace(put)):
                        if _smooth(d, v, put):
                            continue
                        return f"{d} has no value at {v} = {put[v]}, where {place} is 0"
    return ""


def _vanishes(e: sp.Expr) -> bool:
    if e.free_symbols:
        return bool(sp.expand(e) == 0)
    size = sp.Abs(e).evalf(_DIGITS)
    return bool(size.is_Float and size < sp.Float(10) ** -(_DIGITS - 10)) or size == 0


def _smooth(d: sp.Derivative, v: sp.Symbol, put: Mapping[sp.Basic, sp.Basic]) -> bool:
    """Whether the slopes on both sides are one and the same, as of x|x| at 0."""
    step = sp.Rational(1, 10**25)
    at = [d.expr.xreplace({**put, v: put[v] + k * step}).evalf(100) for k in (-1, 0, 1)]
    if d.derivative_count != 1 or not all(value.is_Float or value.is_Rational for value in at):
        return False
    left, right = (at[1] - at[0]) / step, (at[2] - at[1]) / step
    return bool(abs(right - left) < 1e-10 * (1 + abs(left)) and abs(at[2] - at[0]) < 1e-10)


def _places(whole: sp.Basic) -> Iterator[sp.Expr]:
    """What is 0 where there is a kink or a jump; equations that are stated have none where they hold."""
    told = whole.args if isinstance(whole, sp.Tuple) else ()
    stated = {part for part in told if isinstance(part, sp.Eq)}
    for node in sorted(whole.atoms(*KINKED, Relational) - stated, key=sp.default_sort_key):
        parts = [part for part in node.args if isinstance(part, sp.Expr)]
        if isinstance(node, (sp.Max, sp.Min, Relational)):
            yield from (one - other for one, other in combinations(parts, 2))
        elif not isinstance(node, sp.Piecewise):
            yield from parts


def zeros_between(e: sp.Expr, v: sp.Symbol, base: Point, value: Value) -> Iterator[sp.Expr]:
    """Real zeros of e in v at which its sign changes, to sixty digits."""
    sides = [
        s for s in (-1, 1) if not (v.is_nonnegative and s < 0) and not (v.is_nonpositive and s > 0)
    ]
    if not v.is_extended_real or v.is_integer:
        return
    tried = sorted(s * size for s in sides for size in _SIZES)
    signs = [_sign(e, v, at, base, value) for at in tried]
    found = 0
    for k in range(len(tried) - 1):
        if signs[k] * signs[k + 1] < 0 and found < _MOST_ZEROS:
            found += 1
            yield _narrowed(e, v, (tried[k], tried[k + 1]), signs[k], base, value)


def _sign(e: sp.Expr, v: sp.Symbol, at: sp.Expr, base: Point, value: Value) -> int:
    """The sign of e at a value of v; 0 where there is none."""
    try:
        found = value(e, {**base, v: at})
        return (
            0 if isinstance(found, complex) or found.imag != 0 else int(found > 0) - int(found < 0)
        )
    except (NoValue, TypeError, AttributeError):
        return 0


def _narrowed(
    e: sp.Expr, v: sp.Symbol, ends: tuple[sp.Expr, sp.Expr], below: int, base: Point, value: Value
) -> sp.Expr:
    low, high = ends
    while high - low > sp.Rational(1, 10**_DIGITS):
        middle = (low + high) / 2
        sign = _sign(e, v, middle, base, value)
        if sign == 0:
            return middle
        low, high = (middle, high) if sign == below else (low, middle)
    return sp.Float(low, _DIGITS)


def whole_zeros_of(e: sp.Expr, symbols: tuple[sp.Symbol, ...], value: Value) -> Iterator[Point]:
    """Values of whole numbers at which an expression of them alone is 0, near 0 first; the expression has no bound
    variables."""
    whole = [s for s in symbols if s in e.free_symbols]
    largest = _WHOLE.get(len(whole))
    if largest is None or not all(s.is_integer for s in whole) or e.has(*DEAR):
        return
    found = 0
    for numbers in product(sorted(range(-largest, largest + 1), key=abs), repeat=len(whole)):
        point = dict(zip(whole, map(sp.Integer, numbers), strict=True))
        if not all(admissible(s, v) for s, v in point.items()):
            continue
        try:
            zero = abs(value(e, point)) < _NEAR
        except (NoValue, OverflowError, ZeroDivisionError):
            continue
        if zero:
            yield point
            found += 1
            if found >= _MOST_ZEROS:
                return
