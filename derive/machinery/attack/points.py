"""Points of a domain, the same ones in every run: generic ones, and those at which statements tend to fail.

Boundaries, 0 and ±1, the least integers, equal values of two symbols, both signs, tiny and huge values, the negative
axis and other directions for complex symbols, zeros of denominators, and numbers that occur in the statement.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, combinations, islice

import sympy as sp

Point = Mapping[sp.Symbol, sp.Expr]
R = sp.Rational

_RUNNING = (sp.Derivative, sp.Integral, sp.Sum, sp.Product, sp.Limit, sp.Subs)
_SIZES = (R(1), R(3), R(1, 4), R(8), R(1, 30), R(40))


def kind(symbol: sp.Symbol) -> str:
    """Which values the symbol may take, in one word."""
    if symbol.is_integer:
        return "integer"
    if symbol.is_positive:
        return "positive"
    if symbol.is_negative:
        return "negative"
    if symbol.is_nonnegative:
        return "nonnegative"
    if symbol.is_nonpositive:
        return "nonpositive"
    if symbol.is_imaginary:
        return "imaginary"
    return "real" if symbol.is_extended_real else "complex"


def admissible(symbol: sp.Symbol, value: sp.Expr) -> bool:
    """Whether the symbol's assumptions admit the number."""
    for name, wanted in symbol._assumptions_orig.items():
        has = getattr(value, f"is_{name}", None)
        if has is not None and has != wanted:
            return False
    return True


def generic(symbols: Sequence[sp.Symbol], k: int) -> Point:
    """Generic point number k: no two values alike, of one sign, of the other, mixed, small and large."""
    point: dict[sp.Symbol, sp.Expr] = {}
    for place, symbol in enumerate(symbols):
        size = (
            R(7 + 5 * place + 3 * k, 6 + 2 * place + 5 * ((k + place) % 3))
            * _SIZES[(k // 2 + place * (k % 3)) % 6]
        )
        sign = -1 if k == 1 or (k > 1 and (place + k) % 2) else 1
        what = kind(symbol)
        if what == "integer":
            point[symbol] = _whole(symbol, place, k)
        elif what in ("positive", "nonnegative"):
            point[symbol] = size
        elif what in ("negative", "nonpositive"):
            point[symbol] = -size
        elif what == "real":
            point[symbol] = sign * size
        elif what == "imaginary":
            point[symbol] = sp.I * sign * size
        else:
            turn = (R(3, 5) + R(4, 5) * sp.I) ** (k + 1 + place)
            point[symbol] = sp.expand(size * turn)
    return point


def _whole(symbol: sp.Symbol, place: int, k: int) -> sp.Expr:
    value = sp.Integer(2 + place + (k * (place + 2)) % 5)
    if symbol.is_odd or symbol.is_even:
        value = 2 * value + (1 if symbol.is_odd else 0)
    if symbol.is_nonpositive or (k % 2 and not symbol.is_nonnegative):
        return -value
    return value


_I = sp.I
_SPECIAL: Mapping[str, tuple[sp.Expr, ...]] = {
    "integer": tuple(sp.Integer(v) for v in (0, 1, 2, -1, 3, -2, -3, 10)),
    "complex": (
        sp.Integer(-2), 3 * _I, -_I, sp.Integer(0), -1 - _I, _I, sp.Integer(1),
        -R(1, 3) + _I * R(1, 50), sp.Integer(-1), 4 * _I, 2 * _I,
    ),
    "imaginary": (_I, -_I, 3 * _I),
}  # fmt: skip
_REAL = (
    R(0), R(1, 2), R(-1), R(1), R(1, 1000), -R(1, 1000), R(1000), R(-37, 10), R(37, 10),
)  # fmt: skip


def special(symbol: sp.Symbol, numbers: Sequence[sp.Expr]) -> Iterator[sp.Expr]:
    """Values of one symbol at which a statement may fail; ``numbers`` occur in it."""
    tried = list(_SPECIAL.get(kind(symbol), _REAL))
    tried[3:3] = [v for number in numbers for v in (number, -number, 2 * number)]
    for value in dict.fromkeys(tried):
        if admissible(symbol, value):
            yield value


def points(
    symbols: Sequence[sp.Symbol], numbers: Sequence[sp.Expr] = (), zeros: Sequence[sp.Expr] = ()
) -> Iterator[tuple[Point, bool]]:
    """The points, each with whether it is one of the telling ones, which come first.

    ``zeros`` are expressions that should also be tried where they vanish.
    """
    if not symbols:
        yield {}, True
        return
    seen: set[tuple[sp.Expr, ...]] = set()
    for made, telling in chain(
        ((p, True) for p in _telling(symbols, numbers, zeros)),
        ((p, False) for p in _further(symbols, numbers)),
    ):
        key = tuple(made[s] for s in symbols)
        if key not in seen:
            seen.add(key)
            yield made, telling


def _telling(
    symbols: Sequence[sp.Symbol], numbers: Sequence[sp.Expr], zeros: Sequence[sp.Expr]
) -> Iterator[Point]:
    base = generic(symbols, 0)
    yield base
    yield generic(symbols, 1)
    for expression in zeros:
        yield from _vanishing(expression, symbols, base)
    least = {s: next(special(s, ()), base[s]) for s in symbols}
    small = ("integer", "nonnegative", "real", "complex", "nonpositive")
    yield {s: least[s] if kind(s) in small else base[s] for s in symbols}
    yield from _equal(symbols, base)
    for symbol in symbols:
        what = kind(symbol)
        most = {"complex": 6, "imaginary": 3, "integer": 4, "real": 3, "nonnegative": 2}.get(
            what, 0
        )
        for value in islice(special(symbol, numbers), most):
            yield {**base, symbol: value}
    yield generic(symbols, 2)


def _further(symbols: Sequence[sp.Symbol], numbers: Sequence[sp.Expr]) -> Iterator[Point]:
    base, other = generic(symbols, 0), generic(symbols, 3)
    for symbol in symbols:
        for n, value in enumerate(special(symbol, numbers)):
            yield {**(base if n % 2 == 0 else other), symbol: value}
    for k in range(3, 9):
        yield generic(symbols, k)
    for factor in (R(1, 10**4), R(10**4)):
        yield {s: v if kind(s) == "integer" else v * factor for s, v in base.items()}


def _equal(symbols: Sequence[sp.Symbol], base: Point) -> Iterator[Point]:
    """Two symbols of a kind at one value; whole numbers first, for which it matters most."""
    pairs = [p for p in combinations(symbols, 2) if kind(p[0]) == kind(p[1])]
    pairs.sort(key=lambda p: kind(p[0]) != "integer")
    for one, other in pairs[:3]:
        yield {**base, other: base[one]}


def _vanishing(expression: sp.Expr, symbols: Sequence[sp.Symbol], base: Point) -> Iterator[Point]:
    """Points at which an expression is 0 that is linear, or a square, in one symbol."""
    if expression.has(*_RUNNING) or not expression.free_symbols <= set(symbols):
        return
    for symbol in symbols:
        if symbol not in expression.free_symbols:
            continue
        at = expression.xreplace({s: v for s, v in base.items() if s != symbol})
        if not at.is_polynomial(symbol):
            continue
        p = sp.Poly(at, symbol)
        if p.degree() == 1 or (p.degree() == 2 and p.domain.is_Exact):
            for root in sp.roots(p, symbol, quintics=False):
                if admissible(symbol, root) and not (
                    symbol.is_extended_real and root.is_real is not True
                ):
                    yield {**base, symbol: root}
                    return
