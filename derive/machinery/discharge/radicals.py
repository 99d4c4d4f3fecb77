r"""s^q = u:  rational functions with radicals as polynomials in the symbols and in one s for each radical.

What is built by +, ×, / and powers becomes a fraction of polynomials with rational coefficients (FLINT's
``fmpq_mpoly``).  Its generators are the symbols; s = u^(1/q) for a radicand u as it is written, numbers by their
primes; b^(m/q) for a term m of an exponent that is no number; and anything else (a function, an integral, pi) as it
stands.  Then every s^k with k >= q becomes s^(k mod q) u^(k div q), from the outermost radical inwards.  If nothing
is left of the numerator, the expression is 0 wherever its denominators are not.

Used of powers is only what holds for principal values and any base other than 0, with whole p and positive r:

    (b^(1/q))^p = b^(p/q),    b^(x + y) = b^x b^y,    (-r)^x = (-1)^x r^x,    (r s)^x = r^x s^x

Not decided (None): Floats, infinities, matrices, powers beyond ``LARGEST``, polynomials beyond ``TERMS`` terms.  What
is left over may be 0 all the same where radicals or functions are related, so False is said of rational functions of
symbols alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from math import comb, lcm
from typing import Any

import sympy as sp
from flint import Ordering, fmpq, fmpq_mpoly_ctx

__all__ = ["is_zero"]

LARGEST = 60
TERMS = 20_000
_DEGREE = 10_000


class _Undecided(Exception):
    """The expression is not what is decided here."""


def is_zero(expression: sp.Expr) -> bool | None:
    """Whether f = 0 identically, by exact polynomial algebra; None where that does not decide.

    >>> from sympy.abc import x
    >>> from sympy import sqrt
    >>> is_zero(1 / (sqrt(x + 1) - 1) - (sqrt(x + 1) + 1) / x)
    True
    >>> is_zero(1 / (x + 1) - 1 / x), is_zero(sqrt(x**2) - x)
    (False, None)
    """
    made = _Generators()
    try:
        made.meet(expression)
        return _Algebra(made).decides(expression)
    except _Undecided:
        return None


@dataclass
class _Generators:
    """What an expression is a rational function of.

    roots: base -> q, for the generator base^(1/q); powers: (base, m) -> q, for base^(m/q); others: as they stand.
    """

    roots: dict[sp.Expr, int] = field(default_factory=dict)
    powers: dict[tuple[sp.Expr, sp.Expr], int] = field(default_factory=dict)
    others: dict[sp.Expr, None] = field(default_factory=dict)

    def meet(self, e: sp.Basic) -> None:
        """Note the generators of an expression, those of radicands too."""
        if isinstance(e, sp.Rational):
            return
        if isinstance(e, (sp.Add, sp.Mul)):
            for part in e.args:
                self.meet(part)
        elif e is sp.I:
            self._root(sp.Integer(-1), 2)
        elif isinstance(e, (sp.Pow, sp.exp)):
            base, number, shares = _split(e)
            for radicand, _ in _radicands(base, number):
                self._root(radicand, number.q)
            for term, factor in shares:
                self.powers[base, term] = lcm(self.powers.get((base, term), 1), factor.q)
            if number:
                self.meet(base)
        elif _stands_for_itself(e):
            self.others.setdefault(e)
        else:
            raise _Undecided

    def _root(self, base: sp.Expr, q: int) -> None:
        self.roots[base] = lcm(self.roots.get(base, 1), q)

    @property
    def only_symbols(self) -> bool:
        """Whether no generator is related to another, nor to a number."""
        free = all(isinstance(e, sp.Symbol) and not e.is_zero for e in self.others)
        return free and not self.roots and not self.powers


def _stands_for_itself(e: sp.Basic) -> bool:
    if not isinstance(e, sp.Expr) or isinstance(e, (sp.MatrixBase, sp.Order)):
        return False
    left_out = (sp.Float, sp.nan, sp.zoo, sp.oo, -sp.oo)
    return bool(e.is_commutative) and not e.has(*left_out)


def _split(e: sp.Expr) -> tuple[sp.Expr, sp.Rational, list[tuple[sp.Expr, sp.Rational]]]:
    """The base, the part of the exponent that is a number, and its other terms as (term, rational factor)."""
    base, exponent = (sp.E, e.args[0]) if isinstance(e, sp.exp) else e.args
    number, shares = sp.Integer(0), []
    for term in sp.Add.make_args(exponent):
        factor, rest = term.as_coeff_Mul()
        if not isinstance(factor, sp.Rational) or base == 0:
            raise _Undecided
        if rest == 1:
            number += factor
        elif _stands_for_itself(rest) and _stands_for_itself(base):
            shares.append((rest, factor))
        else:
            raise _Undecided
    return base, number, shares


def _radicands(base: sp.Expr, number: sp.Rational) -> Iterator[tuple[sp.Expr, int]]:
    """The (b, k) with base^number = Π b^(k number): none for a whole number, primes and -1 for a rational base."""
    if isinstance(number, sp.Integer):
        return
    if not isinstance(base, sp.Rational):
        yield base, 1
        return
    if max(abs(base.p), base.q) > 10**12:
        raise _Undecided
    if base < 0:
        yield sp.Integer(-1), 1
    for prime, times in sp.factorrat(abs(base)).items():
        if prime != 1:
            yield sp.Integer(prime), times


@dataclass(frozen=True)
class _Fraction:
    """num/den, two polynomials."""

    num: Any
    den: Any


class _Algebra:
    """Fractions of polynomials in the generators of an expression."""

    def __init__(self, made: _Generators) -> None:
        # what holds another radical has more members than that one, and is put in first
        self.roots = sorted(made.roots, key=_members, reverse=True)
        self.made = made
        keys: list[Any] = [("root", b) for b in self.roots]
        keys += [("power", *pair) for pair in made.powers]
        keys += [("other", e) for e in made.others]
        context = fmpq_mpoly_ctx.get([f"g{k}" for k in range(max(len(keys), 1))], Ordering.lex)
        self.context = context
        self.place = {key: k for k, key in enumerate(keys)}
        self.generators = context.gens()
        self.one = context.constant(1)

    def decides(self, expression: sp.Expr) -> bool | None:
        """Whether the expression is 0."""
        whole = self.value(expression)
        if not self.reduced(whole.den):
            return None  # a denominator that is 0 everywhere
        if not self.reduced(whole.num):
            return True
        return False if self.made.only_symbols else None

    def value(self, e: sp.Basic) -> _Fraction:
        """An expression as a fraction, radicals not yet reduced."""
        if isinstance(e, sp.Rational):
            return _Fraction(self.context.constant(fmpq(int(e.p), int(e.q))), self.one)
        if isinstance(e, sp.Add):
            return self.total([self.value(part) for part in e.args])
        if isinstance(e, sp.Mul):
            product = _Fraction(self.one, self.one)
            for part in e.args:
                product = _times(product, self.value(part))
            return product
        if e is sp.I:
            return self.root(sp.Integer(-1), sp.Rational(1, 2))
        if not isinstance(e, (sp.Pow, sp.exp)):
            return _Fraction(self.generators[self.place["other", e]], self.one)
        base, number, shares = _split(e)
        if isinstance(number, sp.Integer):
            result = self.power(self.value(base), int(number)) if number else self.power_of_one()
        else:
            result = self.power_of_one()
            for radicand, times in _radicands(base, number):
                result = _times(result, self.root(radicand, times * number))
        for term, factor in shares:
            q = self.made.powers[base, term]
            result = _times(result, self.monomial(("power", base, term), int(q * factor)))
        return result

    def power_of_one(self) -> _Fraction:
        return _Fraction(self.one, self.one)

    def root(self, base: sp.Expr, exponent: sp.Rational) -> _Fraction:
        return self.monomial(("root", base), int(self.made.roots[base] * exponent))

    def monomial(self, key: tuple[Any, ...], k: int) -> _Fraction:
        """A generator to the power k."""
        if abs(k) > _DEGREE:
            raise _Undecided
        made = self.generators[self.place[key]] ** abs(k)
        return _Fraction(made, self.one) if k >= 0 else _Fraction(self.one, made)

    def power(self, e: _Fraction, k: int) -> _Fraction:
        """A fraction to a whole power."""
        if k < 0:
            if not e.num:
                raise _Undecided
            e = _Fraction(e.den, e.num)
        return _Fraction(_power(e.num, abs(k)), _power(e.den, abs(k)))

    def total(self, parts: list[_Fraction]) -> _Fraction:
        """The sum of fractions, over a common multiple of the denominators."""
        num, den = parts[0].num, parts[0].den
        for part in parts[1:]:
            if part.den == den:
                num = num + part.num
                continue
            common = self.one if self.one in (den, part.den) else den.gcd(part.den)
            mine, other = den / common, part.den / common
            num = _product(num, other) + _product(part.num, mine)
            den = _product(den, other)
        return _Fraction(num, den)

    def reduced(self, polynomial: Any) -> Any:
        """The polynomial times what is not 0, with each radical below its own power."""
        for base in self.roots:
            place, q = self.place["root", base], self.made.roots[base]
            if polynomial.degrees()[place] < q:
                continue
            parts: dict[int, dict[tuple[int, ...], Any]] = {}
            for exponents, coefficient in polynomial.to_dict().items():
                k = int(exponents[place])
                left = (*exponents[:place], k % q, *exponents[place + 1 :])
                parts.setdefault(k // q, {})[left] = coefficient
            put = self.value(base)
            most = max(parts)
            polynomial = self.context.constant(0)
            for times, members in parts.items():
                weight = _product(_power(put.num, times), _power(put.den, most - times))
                polynomial += _product(self.context.from_dict(members), weight)
        return polynomial


def _members(e: sp.Expr) -> int:
    return sum(1 for _ in sp.preorder_traversal(e))


def _times(a: _Fraction, b: _Fraction) -> _Fraction:
    return _Fraction(_product(a.num, b.num), _product(a.den, b.den))


def _product(a: Any, b: Any) -> Any:
    if len(a) * len(b) > TERMS:
        raise _Undecided
    return a * b


def _power(a: Any, k: int) -> Any:
    if k > _DEGREE or (len(a) > 1 and (k > LARGEST or comb(len(a) + k - 1, k) > TERMS)):
        raise _Undecided
    return a**k
