"""Σ to ∞ and ∫ in Arb, where what is left out can be bounded: a ball of terms and a ball for the rest.

A sum is taken whose terms have a ratio t(k+1)/t(k) that is rational in k, or grows out of powers of such: with
u = 1/k it is evaluated over the whole ball 0 ≤ u ≤ 1/n, and where its modulus stays below q < 1 there, the rest from
k = n on is at most |t(n)|/(1 − q). A rational term that falls at least like k^(−2) is a power series in u, whose
coefficients a circle bounds (Cauchy), and Σ_(k≥n) k^(−s) is Hurwitz's ζ(s, n); if its signs alternate, terms are taken
two by two. Everything else has no enclosure here, and is refused before anything is computed.
An integral has one between finite ends, if Arb finds its integrand analytic piece by piece (``analytic``).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import flint
import sympy as sp
from gmpy2 import mpq

from softpot.numerics.machinery.compile.analytic import enclosed_integral, on_ball
from softpot.numerics.machinery.compile.errors import OutOfDomain, Undecided
from softpot.numerics.machinery.compile.parts import Complex

__all__ = ["integral", "series", "without_enclosure"]

Ball = Any
acb, arb = flint.acb, flint.arb
_TERMS = 20_000
_HELP = '(the backend "mpmath" may have it)'


def without_enclosure(node: sp.Basic) -> str:
    """Why Arb encloses no value of this node; "" where it may."""
    if isinstance(node, sp.Limit):
        return f"a limit, {node}, which Arb does not enclose {_HELP}"
    ends = [b for limit in getattr(node, "limits", ()) for b in limit[1:]]
    endless = any(b in (sp.oo, -sp.oo) for b in ends)
    if isinstance(node, sp.Integral) and endless:
        return f"an integral over an infinite range, {node}, which Arb does not enclose {_HELP}"
    if isinstance(node, sp.Integral) and len(node.limits) > 1:
        return f"an integral of an integral, {node}, which Arb does not enclose {_HELP}"
    if isinstance(node, sp.Product) and endless:
        return f"an unending product, {node}, which Arb does not enclose {_HELP}"
    if isinstance(node, sp.Sum) and endless:
        if len(node.limits) > 1:
            return f"an unending sum of sums, {node}, which Arb does not enclose {_HELP}"
        k = node.limits[0][0]
        if _rational(node.function, k) is None and _ratio(node.function, k) is None:
            return f"an unending sum, {node}, whose rest has no bound here {_HELP}"
    return ""


@lru_cache(maxsize=64)
def _ratio(body: sp.Basic, k: sp.Symbol) -> tuple[sp.Basic, sp.Basic] | None:
    """t(k+1)/t(k), and the same with 1/k in the place of k; None where that is not finite at 0 as it stands."""
    ratio = sp.combsimp(sp.gammasimp(body.subs(k, k + 1) / body))
    ratio = (
        sp.powsimp(sp.simplify(ratio)) if not ratio.is_rational_function(k) else sp.cancel(ratio)
    )
    if ratio.has(sp.gamma, sp.factorial, sp.binomial, sp.Sum, sp.Integral):
        return None
    small = _in_u(ratio, k)
    return None if small is None else (ratio, small)


def _in_u(ratio: sp.Expr, k: sp.Symbol) -> sp.Expr | None:
    """The ratio with 1/k in the place of k, its powers of quotients brought to quotients of polynomials in u."""
    found = []
    for factor in sp.Mul.make_args(ratio):
        base, exponent = factor.as_base_exp()
        if k in exponent.free_symbols:
            return None
        if not base.is_rational_function(k):
            return None
        found.append((sp.cancel(base.subs(k, 1 / k)), exponent))
    rest = sp.Integer(0)
    made = sp.Integer(1)
    for base, exponent in found:
        top, bottom = sp.fraction(base)
        for part, sign in ((top, 1), (bottom, -1)):
            power = sp.Poly(part, k).monoms()[-1][0]
            rest += sign * power * exponent
            made *= sp.cancel(part / k**power) ** (sign * exponent)
    rest = sp.simplify(rest)
    return made * k**rest if rest.is_nonnegative else None


@lru_cache(maxsize=64)
def _rational(body: sp.Basic, k: sp.Symbol) -> tuple[sp.Expr, bool] | None:
    """A term that is rational in k and falls at least like k^(−2), and (if True) belongs to pairs 2j, 2j + 1."""
    plain = sp.powsimp(body / sp.S.NegativeOne**k)
    for term, alternates in ((body, False), (plain, True)):
        if not term.is_rational_function(k):
            continue
        made = sp.together(term)
        if alternates:
            top, bottom = (sp.Poly(p, k) for p in sp.fraction(sp.cancel(made)))
            if bottom.degree() <= top.degree():
                continue  # in pairs such terms may add up, and one by one they do not go to 0
            made = sp.cancel(made.subs(k, 2 * k) - made.subs(k, 2 * k + 1))
        top, bottom = (sp.Poly(p, k) for p in sp.fraction(sp.cancel(made)))
        if bottom.degree() - top.degree() >= 2:
            return made, alternates
    return None


def series(
    table: Any, walk: Any, adds: bool, body: sp.Basic, k: sp.Symbol, low: Any, high: Any
) -> Any:
    """The ball of an unending sum."""
    if not adds:
        raise OutOfDomain("an unending product has no enclosure here")
    ends = [None if b is None else table.whole(b) for b in (low, high)]
    if any(b is not None and e is None for b, e in zip((low, high), ends, strict=True)):
        raise OutOfDomain("a sum or product runs from one whole number to another")
    if ends[1] is None and ends[0] is not None:
        return _from(table, walk, body, k, ends[0])
    turned = body.subs(k, -k)
    if ends[0] is None and ends[1] is not None:
        return _from(table, walk, turned, k, -ends[1])
    return table.add([_from(table, walk, body, k, 0), _from(table, walk, turned, k, 1)])


def _from(table: Any, walk: Any, body: sp.Basic, k: sp.Symbol, first: int) -> Any:
    at = _balls(table, walk, body, k)
    made = _rational(body, k)
    if made is not None:
        return _powers(table, walk, body, k, first, made, at)
    found = _ratio(body, k)
    if found is None:
        raise OutOfDomain("the rest of an unending sum has no bound here")
    return _falling(table, walk, body, k, first, found[1], at)


def _falling(
    table: Any,
    walk: Any,
    body: sp.Basic,
    k: sp.Symbol,
    first: int,
    ratio: sp.Basic,
    at: Mapping[Any, Ball],
) -> Any:
    """Terms, and what is left from the ratio of the terms that follow."""
    n, terms, start = max(first, 1), [], first
    limit = on_ball(ratio, {**at, k: acb(0)}, False)
    if limit.is_finite() and not abs(limit) < 1:
        raise OutOfDomain(
            "the terms of an unending sum do not fall fast enough for a bound, or not at all"
        )
    for end in _places(n, first):
        if end - first > _TERMS:
            raise OutOfDomain(f"{_TERMS} terms of an unending sum do not settle it")
        terms += [walk.with_values({k: mpq(j)})(body) for j in range(start, end)]
        start = end
        ball = acb(arb(0).union(arb(1) / end))
        largest = abs(on_ball(ratio, {**at, k: ball}, False))
        if not largest.is_finite() or not largest < 1:
            continue
        next_term = table_size(table, walk.with_values({k: mpq(end)})(body))
        _held(walk, body, k, end, on_ball(ratio, {**at, k: acb(1) / end}, False), table)
        left = (next_term / (1 - largest.upper())).upper()
        total = (
            table.inexact(table.add(terms))
            if not any(isinstance(t, Complex) for t in terms)
            else table.add(terms)
        )
        size = table_size(table, total)
        if left < abs(size).lower() * arb(2) ** (-flint.ctx.prec - 4) or next_term.is_zero():
            return _widened(table, total, left, body)
    raise Undecided


def _held(walk: Any, body: sp.Basic, k: sp.Symbol, at: int, ratio: Ball, table: Any) -> None:
    """Undecided unless two terms have the ratio that SymPy found for them."""
    one, other = (_number(table, walk.with_values({k: mpq(at + n)})(body)) for n in (0, 1))
    if not (other - ratio * one).contains(0):
        raise Undecided


def _number(table: Any, value: Any) -> Ball:
    if isinstance(value, Complex):
        return acb(table.inexact(value.re), table.inexact(value.im))
    return acb(table.inexact(value))


def _places(n: int, first: int) -> Any:
    end = n + 16
    while True:
        yield end
        end += max(16, (end - first) // 4)


def _powers(
    table: Any,
    walk: Any,
    body: sp.Basic,
    k: sp.Symbol,
    first: int,
    made: tuple[sp.Expr, bool],
    at: Mapping[Any, Ball],
) -> Any:
    """Terms, and the power series of the rest in 1/k, term by term a Hurwitz zeta function."""
    term, alternates = made
    top, bottom = (
        [on_ball(c, at, False) for c in reversed(sp.Poly(p, k).all_coeffs())]
        for p in sp.fraction(sp.cancel(term))
    )
    degree = len(bottom) - 1
    if not all(c.is_finite() for c in (*top, *bottom)) or not abs(bottom[-1]) > 0:
        raise Undecided
    # r small enough that the denominator in u keeps half of its first coefficient within |u| <= r
    lead = abs(bottom[-1]).lower()
    reach = max(
        [
            float((abs(c).upper() / lead).upper()) ** (1 / (degree - j))
            for j, c in enumerate(bottom[:-1])
        ]
        or [0.0]
    )
    n = int(8 * max(reach, 1.0) + flint.ctx.prec // 4) + abs(first) + 1
    if n - first > _TERMS:
        raise OutOfDomain(f"an unending sum falls regularly only beyond k = {n}")
    radius = arb(4) / n
    floor = lead - sum(
        (abs(c).upper() * radius ** (degree - j) for j, c in enumerate(bottom[:-1])), arb(0)
    )
    if not floor > 0:
        raise OutOfDomain(f"an unending sum falls regularly only beyond k = {n}")
    shift = degree - (len(top) - 1)
    ceiling = sum(
        (abs(c).upper() * radius ** (len(top) - 1 - j) for j, c in enumerate(top)), arb(0)
    )
    bound = (ceiling / floor).upper()
    count = flint.ctx.prec // 2 + 16
    numbers = _quotient(list(reversed(top)), list(reversed(bottom)), count)
    total = acb(0)
    for j, c in enumerate(numbers):
        total = total + c * acb(shift + j).zeta(acb(n))
    # |c_j| <= bound/r^j and ζ(s, n) <= n^(−s) (1 + n/(s − 1)) <= n^(1−s) (1/n + 1): a geometric series with ratio 1/4
    left = bound * arb(n) ** (1 - shift) * 2 * (arb(1) / 4) ** count * 4 / 3
    # the terms themselves come from the walk: of pairs, the two that each stands for
    last = 2 * n if alternates else n
    head = [walk.with_values({k: mpq(j)})(body) for j in range(first, last)]
    rest = total + acb(arb(0, left.upper()), arb(0, left.upper()))
    tail = (
        Complex(rest.real, rest.imag) if not rest.imag.contains(0) or _complex(body) else rest.real
    )
    return table.add([*head, tail])


def _complex(body: sp.Basic) -> bool:
    return body.has(sp.I) or any(s.is_extended_real is not True for s in body.free_symbols)


def _quotient(top: list[Ball], bottom: list[Ball], count: int) -> list[Ball]:
    """The first coefficients of the power series top/bottom."""
    found: list[Ball] = []
    for j in range(count):
        value = top[j] if j < len(top) else acb(0)
        for i in range(1, min(j, len(bottom) - 1) + 1):
            value = value - bottom[i] * found[j - i]
        found.append(value / bottom[0])
    return found


def table_size(table: Any, value: Any) -> Ball:
    """The modulus of a value of the table, as a ball."""
    if isinstance(value, Complex):
        return abs(acb(table.inexact(value.re), table.inexact(value.im)))
    return abs(table.inexact(value))


def _widened(table: Any, total: Any, left: Ball, body: sp.Basic) -> Any:
    away = arb(0, left)
    if isinstance(total, Complex) or _complex(body):
        re, im = (total.re, total.im) if isinstance(total, Complex) else (total, mpq(0))
        return Complex(table.inexact(re) + away, table.inexact(im) + away)
    return total + away


def integral(
    table: Any, walk: Any, body: sp.Basic, x: sp.Symbol, low: sp.Basic, high: sp.Basic
) -> Any:
    """The ball of an integral between finite ends."""
    ends = [walk(low), walk(high)]
    if any(isinstance(end, Complex) for end in ends):
        raise OutOfDomain("an integral runs between real numbers")
    at = _balls(table, walk, body, x)
    found = enclosed_integral(body, x, at, *(table.inexact(end) for end in ends))
    exact = all(ball.is_exact() for ball in at.values())
    if found is not None and exact and not found.rel_accuracy_bits() > flint.ctx.prec // 2:
        found = None
    if found is None:
        raise OutOfDomain(
            "Arb finds no enclosure of an integral: its integrand is not analytic in the range or at its ends, is 0, "
            'or is none that Arb integrates (the backend "mpmath" may have it)'
        )
    if not table.complex:
        if not found.imag.contains(0):
            raise OutOfDomain("the integrand is not real here")
        return found.real
    return found.real if found.imag.is_zero() else Complex(found.real, found.imag)


def _balls(table: Any, walk: Any, body: sp.Basic, x: sp.Symbol) -> dict[sp.Basic, Ball]:
    found = {}
    for symbol, value in walk.values.items():
        if symbol == x or symbol not in body.free_symbols:
            continue
        if isinstance(value, Complex):
            found[symbol] = acb(table.inexact(value.re), table.inexact(value.im))
        else:
            found[symbol] = acb(table.inexact(value))
    return found
