"""Σ_k F(n, k) = S(n) by a certificate: a rational R with P S(n) = Q S(n+1) and, with G = R F,

    Q(n) F(n+1, k) − P(n) F(n, k) = G(n, k+1) − G(n, k)

Summed over k it says that the sum obeys the recurrence of S, once what is left over at the ends vanishes too; with
equal first values both are equal. Divided by F it is an identity of rational functions, which is checked exactly.
Source: D. Zeilberger, J. Symb. Comput. 11, 195 (1991); H. Wilf and D. Zeilberger, J. Am. Math. Soc. 3, 147 (1990).
"""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp

from softpot.derive.machinery.discharge.algebra import equalities
from softpot.derive.machinery.discharge.poles import refuse_poles
from softpot.derive.machinery.discharge.ratios import factorials, places, shifted
from softpot.derive.machinery.discharge.zero import vanishes
from softpot.derive.machinery.errors import Undischarged

__all__ = ["Zeilberger"]

_ENDS = 3  # terms at the upper end that are left out of the sum over k
_MOST_FIRST = 12  # values at the start
_DEGREES = 4  # of the polynomial in a certificate, from 0 on
_PROBE = 1009  # a value of n at which a linear system is looked at first
_TRIED = 6  # values of n at which what is left over is also worked out


@dataclass(frozen=True)
class Zeilberger:
    """Σ_{k=a}^{n+c} F(n, k) = S(n) for all integers n that the symbol may be, by the certificate R = ``certificate``.

    F and S are products of factorials, binomials, Γ, powers and rational functions. Checked: the identity above as one
    of rational functions; that arguments of factorials are not negative integers, and R has no pole, for the n and k
    that are summed; that what is left over at both ends is 0; the values at the start, and at the zeros of Q. Other
    symbols are parameters. ``rates`` are P and Q, polynomials in n, where they are not those of S, which need be no
    product then. The terms are polynomials in them, or powers of them that are not negative, so that an
    identity at almost all values is one at all. Errors: Undischarged. It is not exported to Rocq.

    >>> import sympy as sp
    >>> from softpot.derive import Zeilberger, equal
    >>> n, k = sp.symbols("n k", integer=True, nonnegative=True)
    >>> row = sp.Sum(sp.binomial(n, k), (k, 0, n))
    >>> bool(Zeilberger(n, k / (k - n - 1))(equal(row, 2**n)))
    True
    """

    index: sp.Symbol
    certificate: sp.Expr
    kind: str = "a certificate of Zeilberger's method"
    rates: tuple[sp.Expr, sp.Expr] | None = None

    def __call__(self, statement: sp.Basic) -> str:
        for lhs, value in equalities(statement):
            if not isinstance(lhs, sp.Sum) or len(lhs.limits) != 1:
                raise Undischarged(f"{lhs} is not a single sum")
            _Certified(lhs, value, self.index, self.certificate, self.rates).check()
        return (
            f"with the certificate {sp.sstr(self.certificate)} both sides obey one recurrence in {self.index}, what is "
            f"left over at the ends is {'0' if self.rates is None else 'that of the value'}, and the first values are "
            "equal"
        )


class _Certified:
    """One sum with its value and its certificate."""

    def __init__(
        self,
        lhs: sp.Sum,
        value: sp.Expr,
        index: sp.Symbol,
        R: sp.Expr,
        rates: tuple[sp.Expr, sp.Expr] | None,
    ) -> None:
        k, self.low, high = lhs.limits[0]
        self.first = 1 if index.is_positive else 0
        if not (index.is_nonnegative and index.is_integer):
            raise Undischarged(f"{index} is not known to be a whole number from 0 or 1 on")
        self.extra = sp.expand(high - index)
        if not (self.low.is_Integer and self.extra.is_Integer):
            raise Undischarged(f"{lhs} does not run from a whole number up to {index} plus another")
        if value.has(k) or value.has(sp.Sum, sp.Integral, sp.Limit):
            raise Undischarged(f"{value} is no closed form")
        # where the sum begins to have terms; its values up to there are compared one by one
        self.start = max(self.first, int(self.low - self.extra))
        if self.start > self.first + _MOST_FIRST:
            raise Undischarged(f"{lhs} has no terms for many {index}")
        self.index, self.lhs, self.value = index, lhs, value
        # nothing is used of the two but that they are whole numbers
        self.n, self.k = sp.Dummy("n", integer=True), sp.Dummy("k", integer=True)
        put = {index: self.n, k: self.k}
        self.F, self.S, self.R = (e.xreplace(put) for e in (lhs.function, value, R))
        self.rates = None
        if rates is not None:
            P, Q = (sp.expand(e).xreplace(put) for e in rates)
            if Q == 0 or not all(
                e.is_polynomial(self.n) and e.free_symbols <= {self.n} for e in (P, Q)
            ):
                raise Undischarged(f"{rates} are no polynomials in {index}, or the second is 0")
            self.rates = P, Q

    def check(self) -> None:
        self._parameters()
        refuse_poles(self.lhs.function, *self.lhs.limits[0])
        n, k = self.n, self.k
        F = factorials(self.F)
        P, Q = _recurrence(factorials(self.S), n) if self.rates is None else self.rates
        left = Q * shifted(F, n) - P - self.R.subs(k, k + 1) * shifted(F, k) + self.R
        if sp.cancel(sp.together(left)) != 0:
            raise Undischarged(f"{self.R} is no certificate of {self.lhs} = {self.value}")
        left_out = self._regular(F)
        # from where on the range of the sum over k is not run backwards
        self.start = max(self.start, int(self.low - self.extra) + left_out - 1)
        self._ends(P, Q, left_out)
        self._first_values(Q)

    def _parameters(self) -> None:
        """What other symbols there are has to occur so that almost all values speak for all."""
        others = (self.F.free_symbols | self.S.free_symbols) - {self.n, self.k}
        for e in (self.F, self.S):
            for power in e.atoms(sp.Pow, sp.exp):
                base, exponent = power.as_base_exp()
                if base.free_symbols & others and not (
                    base.is_positive or self._not_below_0(exponent)
                ):
                    raise Undischarged(f"{power} is not continuous in its parameters")
                if exponent.free_symbols & others:
                    raise Undischarged(f"the exponent of {power} holds a parameter")
            for function in e.atoms(sp.Function):
                if function.free_symbols & others and not self._polynomial_in(function, others):
                    raise Undischarged(f"{function} was not shown to be a polynomial in {others}")

    def _polynomial_in(self, f: sp.Expr, others: set[sp.Symbol]) -> bool:
        if isinstance(f, (sp.binomial, sp.FallingFactorial, sp.RisingFactorial)):
            top, count = f.args
            return not (count.free_symbols & others) and top.is_polynomial(*others)
        return isinstance(f, sp.exp)

    def _not_below_0(self, e: sp.Expr, offset: int = 0) -> bool:
        """Whether e ≥ 0 for start ≤ n and low ≤ k ≤ n + extra − offset."""
        i, j = sp.Dummy("i", integer=True, nonnegative=True), sp.Dummy("j", integer=True, nonnegative=True)  # fmt: skip
        first = sp.Integer(self.start)
        by_k = {self.k: self.low + i, self.n: self.low + i - self.extra + offset + j}
        by_n = {self.n: first + i, self.k: self.low}
        plain = {self.n: first + i, self.k: self.low + j}
        if not e.has(self.k):
            return bool(sp.expand(e.xreplace(by_n)).is_nonnegative)
        return any(bool(sp.expand(e.xreplace(put)).is_nonnegative) for put in (by_k, plain))

    def _regular(self, F: sp.Expr) -> int:
        """How many terms at the upper end have to be left out for all factorials and R to be finite at the others."""
        n, k = self.n, self.k
        G = sp.cancel(sp.together(self.R * _split(F, k)[0]))
        bottom = [
            b for e in (G, G.subs(k, k + 1)) for b in _factors(sp.fraction(sp.together(e))[1])
        ]
        for offset in range(_ENDS):
            free = {n, k}
            fine = all(
                self._not_below_0(place.subs(shift), offset)
                for place in places(F)
                for shift in ({}, {n: n + 1}, {k: k + 1})
                if place.free_symbols <= free
            )
            if fine and all(self._not_0(b, offset) for b in bottom):
                return offset
        raise Undischarged(
            f"a factorial of a negative number or a pole of the certificate lies among the terms of {self.lhs}"
        )

    def _not_0(self, e: sp.Expr, offset: int) -> bool:
        if e.free_symbols - {self.n, self.k}:
            return True  # at almost all values of the parameters
        return self._not_below_0(e - 1, offset) or self._not_below_0(-e - 1, offset)

    def _ends(self, P: sp.Expr, Q: sp.Expr, left_out: int) -> None:
        """Q Σ F(n+1, k) − P Σ F(n, k) = G at both ends, and the terms left out; it has to vanish for every n."""
        n, k = self.n, self.k
        last = n + self.extra - left_out
        G = sp.Mul(*_split(self.F, k)[1:], sp.cancel(sp.together(self.R * _split(self.F, k)[0])))
        total = G.subs(k, last + 1) - G.subs(k, self.low)
        for i in range(1, left_out + 1):
            total += Q * self.F.subs(n, n + 1).subs(k, last + i) - P * self.F.subs(k, last + i)
        total += Q * self.F.subs(n, n + 1).subs(k, n + 1 + self.extra)
        if self.rates is not None:  # what the value leaves over, too
            total -= Q * self.S.subs(n, n + 1) - P * self.S
        m = sp.Dummy("n", integer=True, nonnegative=True)
        self._refuse_left_over(total)
        total = sp.expand_func(total.xreplace({n: m + sp.Integer(self.start)}))
        for form in (total, sp.gammasimp(factorials(total).rewrite(sp.gamma))):
            if vanishes(form):
                return
        raise Undischarged(
            f"what is left over at the ends of {self.lhs}, {total}, was not shown to be 0"
        )

    def _refuse_left_over(self, total: sp.Expr) -> None:
        """What is left over, at some values of n, in exact numbers."""
        for i in range(_TRIED):
            if not vanishes(sp.expand_func(total.subs(self.n, self.start + i))):
                raise Undischarged(f"what is left over at the ends of {self.lhs} is not 0")

    def _first_values(self, Q: sp.Expr) -> None:
        """The sum written out at the start, and behind each whole number at which Q vanishes."""
        first = self.first
        zeros = sp.roots(sp.Poly(Q, self.n)) if Q.has(self.n) else {}
        if Q.has(self.n) and sum(zeros.values()) != sp.Poly(Q, self.n).degree():
            raise Undischarged(f"the zeros of {Q} are not known")
        # one that holds a parameter is no whole number for almost all values of that
        zeros = [r for r in zeros if r.is_Integer]
        last = max([self.start, *(int(r) + 1 for r in zeros)])
        if last > first + _MOST_FIRST:
            raise Undischarged(f"the recurrence breaks off at {last}")
        for value in range(first, last + 1):
            stop = value + int(self.extra)
            terms = [self.F.subs(self.n, value).subs(self.k, i) for i in range(int(self.low), stop + 1)]  # fmt: skip
            if not vanishes(sp.expand_func(sp.Add(*terms) - self.S.subs(self.n, value))):
                raise Undischarged(f"{self.lhs} = {self.value} fails at {self.index} = {value}")


def _factors(e: sp.Expr) -> list[sp.Expr]:
    return [f.as_base_exp()[0] for f in sp.Mul.make_args(sp.factor(e)) if not f.is_number]


def rates(S: sp.Expr, n: sp.Symbol) -> list[tuple[sp.Expr, sp.Expr]]:
    """Proposals (P, Q) for a value that is a sum of products: those of its terms, and 1 and 1."""
    found = [(sp.Integer(1), sp.Integer(1))]
    for term in sp.Add.make_args(sp.expand(S)):
        if not term.has(sp.harmonic):
            found.append(_recurrence(factorials(term), n))
    return list(dict.fromkeys(pair for pair in found if all(e.is_polynomial(n) for e in pair)))


def certificate(
    F: sp.Expr,
    S: sp.Expr,
    n: sp.Symbol,
    k: sp.Symbol,
    rates: tuple[sp.Expr, sp.Expr] | None = None,
) -> sp.Expr | None:
    """R for a sum whose value is known: x(k) B(k − 1)/D(k) with a polynomial x, by a linear system; None without.

    B is the denominator of F(n, k+1)/F(n, k) and D that of F(n+1, k)/F(n, k), the rational factors of F apart.
    """
    whole = factorials(F)
    rational, rest = _split(whole, k)
    P, Q = _recurrence(factorials(S), n) if rates is None else rates
    ratio, grown = sp.cancel(shifted(whole, k)), sp.cancel(sp.together(shifted(whole, n)))
    B = sp.fraction(sp.cancel(shifted(rest, k)))[1].subs(k, k - 1)
    D = sp.fraction(grown)[1]
    if rates is not None:
        B = sp.Integer(1)  # what is left over at the lower end need not vanish
    for degree in range(_DEGREES):
        unknowns = [sp.Dummy("x") for _ in range(degree + 1)]
        R = sum(x * k**i for i, x in enumerate(unknowns)) * B / (D * rational)
        left = sp.numer(sp.together(R.subs(k, k + 1) * ratio - R - (Q * grown - P)))
        system = sp.Poly(sp.expand(left), k).all_coeffs()
        at = {s: _PROBE + i for i, s in enumerate(sorted(_others(system, unknowns), key=str))}
        if sp.linsolve([e.subs(at) for e in system], *unknowns) is sp.S.EmptySet:
            continue  # nor has it a solution at almost all values
        found = sp.solve(system, unknowns, dict=True)
        if found:
            return sp.factor(R.subs(dict.fromkeys(unknowns, 0) | found[0]))
    return None


def _others(system: list[sp.Expr], unknowns: list[sp.Dummy]) -> set[sp.Basic]:
    return {s for e in system for s in e.free_symbols} - set(unknowns)


def _recurrence(S: sp.Expr, n: sp.Symbol) -> tuple[sp.Expr, sp.Expr]:
    """(P, Q) of Q S(n+1) = P S(n); 0 and 1 for S = 0."""
    if S == 0:
        return sp.Integer(0), sp.Integer(1)
    P, Q = sp.fraction(sp.cancel(sp.together(shifted(S, n))))
    return P, Q


def _split(F: sp.Expr, k: sp.Symbol) -> tuple[sp.Expr, sp.Expr]:
    """The factors that are rational in k, and the others."""
    rational, rest = sp.Integer(1), sp.Integer(1)
    for factor in sp.Mul.make_args(F):
        if factor.is_rational_function(k):
            rational *= factor
        else:
            rest *= factor
    return rational, rest
