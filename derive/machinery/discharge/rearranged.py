"""Sums and integrals over other ranges, by other names, split, shifted, reversed and scaled.

    Σ_{k=a}^{b} f(k) = F(b + 1) − F(a),     ∫_a^b f(x) dx = F(b) − F(a)

With one F for each function up to shifts, reflections and (of integrals) scales of its argument, a statement that is
linear in sums or integrals is an identity in values of the Fs. Nothing need be known of F but that it exists:

    Σ_{k=a}^{b} f(d − k) = F(d − a + 1) − F(d − b),     ∫_a^b f(αx + β) dx = (F(αb + β) − F(αa + β))/α
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sympy as sp
from sympy.core.function import AppliedUndef

from softpot.derive.machinery.discharge.algebra import equalities, in_words
from softpot.derive.machinery.discharge.combinations import refuse_range, terms_of
from softpot.derive.machinery.discharge.definite import is_nonzero, sign_of
from softpot.derive.machinery.discharge.gammaforms import COUNTED
from softpot.derive.machinery.discharge.poles import refuse_poles
from softpot.derive.machinery.discharge.zero import vanishes
from softpot.derive.machinery.errors import Undischarged

__all__ = ["Rearranged"]

_MOST_SHIFT = 12  # of an argument of a binomial, beyond which no parity is looked for
_MOST_TERMS = 12  # single terms that a sum may be longer or shorter by
_MOST_PARTS = 24


@dataclass(frozen=True)
class Rearranged:
    """Σ_i a_i Σ_k f_i + rest = 0, or with integrals, by renaming, splitting, shifting, reversing and scaling ranges.

    Checked: every finite sum runs upwards, or is empty with its upper end one below the lower one; the range of an
    integral whose integrand is spelled out is one on which that is continuous; what is endless and spelled out
    converges absolutely; the terms of a sum have a value at every whole number of the range. What holds an undefined
    function exists by the conditions of the line, which are shown. A sum or an integral is split into those of the
    terms of its integrand where these exist, too: what is spelled out by the same checks, and what holds an undefined
    function where all but one are those of sums and integrals of the line. Finite sums always are.
    Errors: Undischarged. It is not exported to Rocq.

    >>> import sympy as sp
    >>> from softpot.derive import Rearranged, equal
    >>> n, k = sp.symbols("n k", integer=True, nonnegative=True)
    >>> f = sp.Function("f")
    >>> backwards = equal(sp.Sum(f(k), (k, 0, n)), sp.Sum(f(n - k), (k, 0, n)))
    >>> bool(Rearranged()(backwards))
    True
    """

    kind: str = "rearranged ranges"

    def __call__(self, statement: sp.Basic) -> str:
        for lhs, rhs in equalities(statement):
            if not isinstance(lhs, sp.Expr) or not isinstance(rhs, sp.Expr):
                raise Undischarged(f"{lhs} = {rhs} is not an equation of sums or integrals")
            parts, rest = terms_of(lhs - rhs)
            if not parts and not (lhs.has(sp.Sum) or rhs.has(sp.Sum)):
                raise Undischarged(f"{lhs} = {rhs} holds no sum and no integral of one variable")
            for kind in (sp.Sum, sp.Integral):
                rest += _closed([(a, e) for a, e in parts if isinstance(e, kind)], kind)
            if not vanishes(rest):
                raise Undischarged(f"{in_words(rest)[:200]} is left over, and not 0")
        return "both sides are the same values of antidifferences or antiderivatives"


_Piece = tuple[sp.Expr, sp.Expr, sp.Expr, sp.Expr]  # factor, term, and the two ends


@dataclass
class _Function:
    """A function of which F is the antiderivative, and the values of F with their factors."""

    body: sp.Expr
    values: list[tuple[sp.Expr, sp.Expr]]


def _closed(parts: list[tuple[sp.Expr, Any]], kind: type) -> sp.Expr:
    """What single terms are left over when the values of the Fs cancel; raises Undischarged where they do not."""
    if not parts:
        return sp.Integer(0)
    discrete = kind is sp.Sum
    v = sp.Dummy("k", integer=True) if discrete else sp.Dummy("x", real=True)
    pieces: list[_Piece] = []
    for factor, node in parts:
        old, low, high = node.limits[0]
        if factor.has(old):
            raise Undischarged(f"the factor {factor} depends on {old}")
        refuse_range(node, discrete)
        pieces.append((factor, node.function.xreplace({old: v}), low, high))
    try:
        return _cancelled(pieces, v, discrete)
    except Undischarged:
        split = list(_split(pieces, v, discrete))
        if len(split) == len(pieces) or len(split) > _MOST_PARTS:
            raise
        return _cancelled(split, v, discrete)


def _split(pieces: list[_Piece], v: sp.Symbol, discrete: bool) -> Iterator[_Piece]:
    """One piece for each term of an integrand, where all of them exist; one of them does if the others do."""
    for factor, f, low, high in pieces:
        terms = sp.Add.make_args(sp.expand(f))
        lacking = [t for t in terms if not _exists(t, pieces, v, low, high, discrete)]
        if len(lacking) > 1 or any(not t.has(AppliedUndef) for t in lacking):
            yield factor, f, low, high
            continue
        for term in terms:
            yield factor, term, low, high


def _exists(
    term: sp.Expr, pieces: list[_Piece], v: sp.Symbol, low: sp.Expr, high: sp.Expr, discrete: bool
) -> bool:
    """Whether the sum, or the integral, of the term over the range exists: what is spelled out is shown to, and what
    holds an undefined function is, but for a factor, that of a node of the line over such a range, or a larger one."""
    endless = low.is_infinite or high.is_infinite
    body = term.as_independent(v, as_Add=False)[1]
    try:
        if discrete:
            refuse_poles(body, v, low, high)
        if not term.has(AppliedUndef):
            refuse_range((sp.Sum if discrete else sp.Integral)(body, (v, low, high)), discrete)
            return True
    except Undischarged:
        return False
    if discrete and not endless:
        return True
    for _, f, low1, high1 in pieces:
        front, one = f.as_independent(v, as_Add=False)
        if not is_nonzero(front) or not one.has(AppliedUndef):
            continue
        found = _as_shifted(one, body, v, discrete, (low1, high1), (low, high))
        if found is not None:
            _, alpha, beta = found
            start, stop = (_moved(alpha, beta, end) for end in (low, high))
            if sign_of(alpha) == -1:
                start, stop = stop, start
            if _within(start, stop, low1, high1, discrete):
                return True
    return False


def _within(low: sp.Expr, high: sp.Expr, low1: sp.Expr, high1: sp.Expr, discrete: bool) -> bool:
    """Whether a node from low1 to high1 says that one from low to high exists: of sums only what is endless matters."""

    def inside(one: sp.Expr, other: sp.Expr, way: int) -> bool:
        if one == other:
            return True
        if one.is_infinite or other.is_infinite:
            return bool(other.is_infinite and one.is_finite is not False)
        return discrete or vanishes(one - other) or bool((way * (one - other)).is_nonnegative)

    return inside(low, low1, 1) and inside(high, high1, -1)


def _cancelled(pieces: list[_Piece], v: sp.Symbol, discrete: bool) -> sp.Expr:
    known: list[_Function] = []
    ranges: list[tuple[sp.Expr, sp.Expr]] = []
    for factor, f, low, high in pieces:
        front, body = f.as_independent(v, as_Add=False)
        for one, (low1, high1) in zip(known, ranges, strict=True):
            found = _as_shifted(one.body, body, v, discrete, (low1, high1), (low, high))
            if found is not None:
                times, alpha, beta = found
                one.values += _ends(factor * front * times, alpha, beta, low, high, discrete)
                break
        else:
            known.append(
                _Function(body, _ends(factor * front, sp.S.One, sp.S.Zero, low, high, discrete))
            )
            ranges.append((low, high))
    rest = sp.Integer(0)
    for one in known:
        rest += _left(one, v, discrete)
    return rest


def _ends(
    factor: sp.Expr, alpha: sp.Expr, beta: sp.Expr, low: sp.Expr, high: sp.Expr, discrete: bool
) -> list[tuple[sp.Expr, sp.Expr]]:
    if discrete:
        if alpha == 1:
            upper, lower = high + 1 + beta, low + beta
        else:
            upper, lower = beta - low + 1, beta - high
        return [(factor, sp.expand(upper)), (-factor, sp.expand(lower))]
    upper, lower = (_moved(alpha, beta, end) for end in (high, low))
    return [(factor / alpha, upper), (-factor / alpha, lower)]


def _moved(alpha: sp.Expr, beta: sp.Expr, end: sp.Expr) -> sp.Expr:
    if end.is_infinite:
        sign = sign_of(alpha)
        if sign not in (1, -1):
            raise Undischarged(f"the sign of {alpha} is not known")
        return end * sign
    return sp.expand(alpha * end + beta)


def _as_shifted(
    one: sp.Expr, other: sp.Expr, v: sp.Symbol, discrete: bool,
    range1: tuple[sp.Expr, sp.Expr], range2: tuple[sp.Expr, sp.Expr],
) -> tuple[sp.Expr, sp.Expr, sp.Expr] | None:  # fmt: skip
    """(c, α, β) with other(v) = c one(α v + β)."""
    for alpha, beta in dict.fromkeys(_changes(one, other, v, discrete, range1, range2)):
        if discrete and (alpha not in (1, -1) or not beta.is_integer):
            continue
        if alpha.has(v) or beta.has(v) or sign_of(alpha) not in (1, -1):
            continue
        if not (alpha.is_extended_real and beta.is_extended_real and beta.is_finite is not False):
            continue
        moved = one.subs(v, alpha * v + beta)
        if moved.has(sp.nan, sp.zoo):
            continue
        if moved == other:
            return sp.S.One, alpha, beta
        if moved == 0 or other.has(AppliedUndef) != moved.has(AppliedUndef):
            continue
        ratio = sp.cancel(sp.powsimp(sp.expand_power_exp(other / moved)))
        if ratio.has(v):
            ratio = sp.simplify(ratio)
        if not ratio.has(v) and ratio.is_finite is not False and vanishes(ratio * moved - other):
            return ratio, alpha, beta
    return None


def _changes(
    one: sp.Expr, other: sp.Expr, v: sp.Symbol, discrete: bool,
    range1: tuple[sp.Expr, sp.Expr], range2: tuple[sp.Expr, sp.Expr],
) -> Iterator[tuple[sp.Expr, sp.Expr]]:  # fmt: skip
    """Changes of the variable that are worth a try: none, those that the arguments of undefined functions, or the
    ends, suggest."""
    yield sp.S.One, sp.S.Zero
    if one.has(AppliedUndef):
        yield from _by_arguments(one, other, v)
        return
    (a1, b1), (a2, b2) = range1, range2
    yield -sp.S.One, sp.S.Zero
    pairs = [(1, a1, a2), (1, b1, b2), (-1, a1, b2), (-1, b1, a2)]
    for sign, first, second in pairs:
        if first.is_finite is not False and second.is_finite is not False:
            yield sp.Integer(sign), sp.expand(first - sign * second)
    if discrete:
        yield sp.S.One, sp.S.One
        yield sp.S.One, -sp.S.One
    elif all(e.is_finite is not False for e in (a1, b1, a2, b2)) and (b2 - a2) != 0:
        alpha = sp.cancel((b1 - a1) / (b2 - a2))
        yield alpha, sp.expand(a1 - alpha * a2)
        yield -alpha, sp.expand(b1 + alpha * a2)
    elif a1 == a2 == 0:
        yield from _scales(one, other, v)


def _by_arguments(one: sp.Expr, other: sp.Expr, v: sp.Symbol) -> Iterator[tuple[sp.Expr, sp.Expr]]:
    """The changes that make the argument of an undefined function that of another, both linear."""
    for f in one.atoms(AppliedUndef):
        for g in other.atoms(AppliedUndef):
            if f.func != g.func or len(f.args) != len(g.args):
                continue
            for pair in zip(f.args, g.args, strict=True):
                if not all(e.has(v) and e.is_polynomial(v) and sp.degree(e, v) == 1 for e in pair):
                    continue
                (slope, start), (slope2, start2) = (sp.Poly(e, v).all_coeffs() for e in pair)
                yield sp.cancel(slope2 / slope), sp.expand(sp.cancel((start2 - start) / slope))


def _scales(one: sp.Expr, other: sp.Expr, v: sp.Symbol) -> Iterator[tuple[sp.Expr, sp.Expr]]:
    """Scales from ratios of exponents, as of e^{−ax} and e^{−x}."""
    exponents = [[e.args[0] for e in f.atoms(sp.exp) if e.has(v)] for f in (one, other)]
    for a in exponents[0]:
        for b in exponents[1]:
            ratio = sp.cancel(b / a)
            if not ratio.has(v):
                for power in (1, 2):
                    yield ratio ** sp.Rational(1, power), sp.S.Zero


def _left(one: _Function, v: sp.Symbol, discrete: bool) -> sp.Expr:
    """The single terms by which the ends differ; raises Undischarged where values of F do not cancel."""
    parity = _parity(one.body, v)
    merged: dict[sp.Expr, sp.Expr] = {}
    for factor, point in one.values:
        for times, at in _reflected(point, parity, discrete):
            for seen in merged:
                if seen == at or (not (seen.is_infinite or at.is_infinite) and vanishes(seen - at)):
                    merged[seen] += times * factor
                    break
            else:
                merged[at] = merged.get(at, sp.Integer(0)) + times * factor
    rest = sp.Integer(0)
    if discrete:
        merged, rest = _on_lattices(merged, one.body, v)
    for at, factor in merged.items():
        if not vanishes(factor):
            raise Undischarged(f"the ends at {at} do not cancel")
    return rest


def _parity(f: sp.Expr, v: sp.Symbol) -> int:
    """1 for an even function, −1 for an odd one, else 0."""
    if f.has(AppliedUndef) or any(
        abs(i) > _MOST_SHIFT for g in f.atoms(*COUNTED) for i in g.atoms(sp.Integer)
    ):
        return 0
    back = f.subs(v, -v)
    return 1 if vanishes(back - f) else -1 if vanishes(back + f) else 0


def _reflected(point: sp.Expr, parity: int, discrete: bool) -> list[tuple[int, sp.Expr]]:
    """F at a point in values of F on the other side of 0: f(−k) = ± f(k)."""
    if not parity or not (point == -sp.oo or (point != 0 and point.could_extract_minus_sign())):
        return [(1, point)]
    if not discrete:
        # F(−x) = −F(x) + 2 F(0) of an even function, F(x) of an odd one
        return [(1, -point)] if parity < 0 else [(-1, -point), (2, sp.S.Zero)]
    beyond = sp.oo if point == -sp.oo else sp.expand(-point + 1)
    # Σ_{k=−n}^{−1} f(k) = ± Σ_{k=1}^{n} f(k)
    return [(1, sp.S.Zero), (-parity, beyond), (parity, sp.S.One)]


def _on_lattices(
    merged: dict[sp.Expr, sp.Expr], f: sp.Expr, v: sp.Symbol
) -> tuple[dict[sp.Expr, sp.Expr], sp.Expr]:
    """F(p + m) = F(p) + f(p) + … + f(p + m − 1), p being the least of the points that lie whole numbers apart."""
    groups: dict[sp.Expr, list[tuple[int, sp.Expr]]] = {}
    for at, factor in merged.items():
        if factor == 0:
            continue
        number, base = (sp.S.Zero, at) if at.is_infinite else at.as_coeff_Add()
        whole = number if number.is_Integer else sp.S.Zero
        groups.setdefault(base + (number - whole), []).append((int(whole), factor))
    left: dict[sp.Expr, sp.Expr] = {}
    rest = sp.Integer(0)
    for base, members in groups.items():
        least, most = min(m for m, _ in members), max(m for m, _ in members)
        if most - least > _MOST_TERMS:
            raise Undischarged(f"ranges differ by more than {_MOST_TERMS} terms")
        left[base + least] = sp.Add(*(factor for _, factor in members))
        for m, factor in members:
            for i in range(least, m):
                term = f.subs(v, base + i)
                if term.has(sp.nan, sp.zoo, sp.oo):
                    raise Undischarged(f"{f} has no value at {base + i}")
                rest += factor * term
    return left, rest
