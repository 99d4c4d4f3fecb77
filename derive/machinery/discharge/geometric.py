"""Proofs about integrals to infinity: change of scale, and the geometric series of a Bose or Fermi factor.

    ∫_a^∞ f(x) dx = λ ∫_{a/λ}^∞ f(λz) dz                                  Rescaled
    ∫_0^∞ z^p Σ_j c_j e^{−jz} dz = Σ_j c_j p!/j^{p+1}                     TermByTerm
    Σ_j 1/j^{2m} = (−1)^{m+1} B_{2m} (2π)^{2m}/(2 (2m)!)                  EvenZeta

The second holds when Σ|c_j| p!/j^{p+1} is finite (Tonelli's and Fubini's theorems): sum and integral then change
places. The third is Euler's theorem, B being Bernoulli's numbers; with alternating signs the
sum is 1 − 2^{1−2m} times as large. Not guaranteed: anything about integrands of other kinds; they are refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import sympy as sp

from softpot.derive.machinery.discharge.algebra import equalities
from softpot.derive.machinery.discharge.zero import vanishes
from softpot.derive.machinery.errors import Undischarged


def _single(expression: sp.Basic) -> tuple[sp.Expr, sp.Symbol, sp.Expr, sp.Expr]:
    """Integrand, variable and limits of one definite integral."""
    if not isinstance(expression, sp.Integral) or len(expression.limits) != 1:
        raise Undischarged(f"{expression} is not a single integral")
    if len(expression.limits[0]) != 3:
        raise Undischarged(f"{expression} is not a definite integral")
    x, lower, upper = expression.limits[0]
    return expression.function, x, lower, upper


@dataclass(frozen=True)
class Rescaled:
    """∫_a^b f(x) dx = C ∫_{a/λ}^{b/λ} g(z) dz, where λ f(λz) = C g(z) and λ > 0 does not depend on x or z.

    Both sides exist, or neither does: a change of variable by a positive constant.

    >>> import sympy as sp
    >>> from softpot.derive import Rescaled, equal
    >>> x, z, a = sp.symbols("x z a", positive=True)
    >>> whole = sp.Integral(sp.exp(-x / a), (x, 0, sp.oo))
    >>> bool(Rescaled(a)(equal(whole, a * sp.Integral(sp.exp(-z), (z, 0, sp.oo)))))
    True
    """

    scale: sp.Expr
    kind: str = "change of scale"

    def __call__(self, statement: sp.Basic) -> str:
        for lhs, rhs in equalities(statement):
            f, x, lower, upper = _single(lhs)
            front, inner = rhs.as_independent(sp.Integral, as_Add=False)
            g, z, low, high = _single(inner)
            if not self.scale.is_positive or self.scale.has(x, z):
                raise Undischarged(f"the scale {self.scale} was not shown positive and constant")
            if front.has(x, z) or not front.is_nonzero:
                raise Undischarged(f"the factor {front} was not shown constant and other than 0")
            for old, new in ((lower, low), (upper, high)):
                if old != new if old.is_infinite else not vanishes(old - self.scale * new):
                    raise Undischarged(f"the scale {self.scale} does not take {new} to {old}")
            # nothing is used of the variables but that they are real, or not negative from 0 on
            above = low.is_nonnegative and high.is_nonnegative
            s = sp.Dummy("s", real=True, nonnegative=True if above else None)
            if not vanishes(
                self.scale * f.xreplace({x: self.scale * s}) - front * g.xreplace({z: s})
            ):
                raise Undischarged(
                    f"with {x} = {self.scale}*{z} the integrand {f} is not {front * g}"
                )
        return f"the variable is measured in units of {self.scale}"


@dataclass(frozen=True)
class TermByTerm:
    """∫_0^∞ z^p R(e^{−z}) dz = Σ_{j≥1} c_j p!/j^{p+1} for a rational R with the power series Σ_{j≥1} c_j q^j.

    ``coefficient`` is c_j, ``index`` j, ``power`` p. Checked: R(q) is a polynomial over (1 − sq)^m with
    s = 1 or −1, so that its series converges for 0 ≤ q < 1; c_j is s^j times a polynomial of degree below m, and
    agrees with the series of R in so many terms that it agrees in all; that degree is below p, so that
    Σ|c_j| p!/j^{p+1} is finite; the terms stated are c_j p!/j^{p+1}.

    >>> import sympy as sp
    >>> from softpot.derive import TermByTerm, equal
    >>> z, j = sp.Symbol("z", positive=True), sp.Symbol("j", integer=True, positive=True)
    >>> bose = sp.Integral(z**3 / (sp.exp(z) - 1), (z, 0, sp.oo))
    >>> bool(TermByTerm(sp.Integer(1), j, 3)(equal(bose, sp.Sum(6 / j**4, (j, 1, sp.oo)))))
    True
    """

    coefficient: sp.Expr
    index: sp.Symbol
    power: int
    kind: str = "integration of a geometric series"

    def __call__(self, statement: sp.Basic) -> str:
        for lhs, rhs in equalities(statement):
            f, z, lower, upper = _single(lhs)
            if lower != 0 or upper is not sp.oo:
                raise Undischarged("the integral must run from 0 to infinity")
            if self.power < 1 or f.has(self.index):
                raise Undischarged(f"{f} is not a positive power of {z} times a series")
            numerator, order, sign = rational_in_exponential(f, z, self.power)
            degree = self._degree(sign)
            if not degree < order:
                raise Undischarged(f"{self.coefficient} grows faster than a series of R does")
            if not degree < self.power:
                raise Undischarged("the sum of the integrals was not shown to converge absolutely")
            self._agrees(numerator, order, sign)
            self._terms(rhs)
        return (
            f"for every {z} > 0 the integrand is a power of {z} times a geometric series; the sum of the terms' "
            "absolute integrals is finite, so that sum and integral change places"
        )

    def _degree(self, sign: int) -> int:
        """Degree in j of c_j s^j, which must be a polynomial."""
        bare = sp.simplify(self.coefficient * sp.Integer(sign) ** self.index)
        if not bare.is_polynomial(self.index) or bare.free_symbols - {self.index}:
            raise Undischarged(f"{self.coefficient} is not {sign}^j times a polynomial in j")
        return int(sp.Poly(bare, self.index).degree())

    def _agrees(self, numerator: sp.Poly, order: int, sign: int) -> None:
        """The first terms of the series; beyond deg N − m both are s^j times polynomials of degree < m."""
        if numerator.eval(0) != 0:
            raise Undischarged("the series starts at j = 0, where no integral exists")
        last = numerator.degree() + order + 1
        binomials = [sp.binomial(order + k - 1, k) * sp.Integer(sign) ** k for k in range(last + 1)]
        for j in range(1, last + 1):
            exact = sum(numerator.nth(i) * binomials[j - i]
                        for i in range(min(j, numerator.degree()) + 1))  # fmt: skip
            if exact != self.coefficient.subs(self.index, j):
                raise Undischarged(
                    f"the coefficient of e^(-{j}z) is {exact}, not {self.coefficient.subs(self.index, j)}"
                )

    def _terms(self, rhs: sp.Basic) -> None:
        if not isinstance(rhs, sp.Sum) or rhs.limits != (sp.Tuple(self.index, 1, sp.oo),):
            raise Undischarged(f"{rhs} is not a sum over {self.index} from 1 to infinity")
        wanted = self.coefficient * sp.factorial(self.power) / self.index ** (self.power + 1)
        if not self.index.is_integer or not vanishes(rhs.function - wanted):
            raise Undischarged(f"the terms are {wanted}, not {rhs.function}")


def rational_in_exponential(f: sp.Expr, z: sp.Symbol, power: int) -> tuple[sp.Poly, int, int]:
    """N, m and s of f = z^p N(q)/(1 − sq)^m with q = e^{−z}."""
    q = sp.Dummy("q", positive=True)
    s = sp.Dummy("s", positive=True)
    bare = (f.xreplace({z: s}) / s**power).replace(
        lambda e: isinstance(e, sp.exp), lambda e: _power_of(e, s, q)
    )
    fraction = sp.cancel(sp.together(sp.powsimp(bare)))
    if fraction.has(s) or fraction.free_symbols - {q} or not fraction.is_rational_function(q):
        raise Undischarged(f"{f} is not {z}^{power} times a rational function of exp(-{z})")
    top, bottom = (sp.Poly(part, q) for part in sp.fraction(fraction))
    for sign in (1, -1):
        order = bottom.degree()
        lead = bottom.eval(0)
        if order >= 1 and lead != 0 and bottom == sp.Poly(lead * (1 - sign * q) ** order, q):
            return sp.Poly(top.as_expr() / lead, q), order, sign
    raise Undischarged(
        f"{f} has singularities in exp(-{z}) other than one of order m at 1 or at -1"
    )


def _power_of(e: sp.exp, z: sp.Symbol, q: sp.Symbol) -> sp.Expr:
    number = sp.cancel(e.args[0] / z)
    if not number.is_Integer:
        raise Undischarged(f"{e} is not a whole power of exp({z})")
    return q**-number


@dataclass(frozen=True)
class EvenZeta:
    """Σ_{j≥1} A/j^{2m} and Σ_{j≥1} (−1)^{j+1} A/j^{2m} by Euler's theorem; also held against partial sums.

    >>> import sympy as sp
    >>> from softpot.derive import EvenZeta, equal
    >>> j = sp.Symbol("j", integer=True, positive=True)
    >>> bool(EvenZeta()(equal(sp.Sum(6 / j**4, (j, 1, sp.oo)), sp.pi**4 / 15)))
    True
    """

    kind: str = "Euler's theorem on sums of even inverse powers"

    def __call__(self, statement: sp.Basic) -> str:
        for lhs, value in equalities(statement):
            if not isinstance(lhs, sp.Sum) or len(lhs.limits) != 1:
                raise Undischarged(f"{lhs} is not a single sum")
            j, first, last = lhs.limits[0]
            if first != 1 or last is not sp.oo or not j.is_integer:
                raise Undischarged(f"{lhs} does not run over the whole numbers from 1 to infinity")
            front, exponent, alternating = _inverse_power(lhs.function, j)
            m = exponent // 2
            sum_ = (
                (-1) ** (m + 1) * sp.bernoulli(2 * m) * (2 * sp.pi) ** (2 * m)
                / (2 * sp.factorial(2 * m))
            )  # fmt: skip
            if alternating:
                sum_ *= 1 - sp.Rational(2) ** (1 - 2 * m)
            if not vanishes(front * sum_ - value):
                raise Undischarged(f"the sum is {front * sum_}, not {value}")
            if not _within_partial_sums(exponent, alternating, sum_):
                raise Undischarged(f"partial sums exclude the value {sum_}")
        return "Euler's values of the sums of inverse even powers, and partial sums do not exclude them"


def _inverse_power(term: sp.Expr, j: sp.Symbol) -> tuple[sp.Expr, int, bool]:
    """(A, exponent, alternating) of A/j^exponent or (−1)^{j+1} A/j^exponent."""
    front, rest = term.as_independent(j, as_Add=False)
    exponent, alternating = 0, False
    for factor in sp.Mul.make_args(rest):
        base, power = factor.as_base_exp()
        shift = power - j
        if base == j and power.is_Integer and power.is_even and power.is_negative and not exponent:
            exponent = -int(power)
        elif base == -1 and shift.is_Integer and not alternating:
            alternating = True
            front = front * (-1) ** (shift - 1)
        else:
            raise Undischarged(f"{term} is not an inverse even power of {j}")
    if not exponent:
        raise Undischarged(f"{term} is not an inverse even power of {j}")
    return front, exponent, alternating


def _within_partial_sums(exponent: int, alternating: bool, value: sp.Expr) -> bool:
    """Whether the value lies between bounds that a partial sum of rationals gives."""
    return all(bound.is_positive for bound in _margins(exponent, alternating, value))


def _margins(exponent: int, alternating: bool, value: sp.Expr) -> Iterator[sp.Expr]:
    count = 200
    partial = sum(
        (
            sp.Rational((-1) ** (k + 1) if alternating else 1, k**exponent)
            for k in range(1, count + 1)
        ),
        sp.Integer(0),
    )
    if alternating:  # the terms fall, so the rest has the sign of its first term and is smaller
        low, high = partial, partial + sp.Rational(1, (count + 1) ** exponent)
    else:  # integrals of 1/x^exponent from count + 1 and from count on
        low = partial + sp.Rational(1, (exponent - 1) * (count + 1) ** (exponent - 1))
        high = partial + sp.Rational(1, (exponent - 1) * count ** (exponent - 1))
    yield sp.N(value - low, 40, maxn=400)
    yield sp.N(high - value, 40, maxn=400)
