"""Σ_k c_k x^{mk+l} = f(x) by the differential equation that the recurrence of the coefficients stands for.

    B(k) c_{k+1} = A(k) c_k      ⇔      B(T − 1) f − x^m A(T) f = B(−1) c_0 x^l,     T = (x d/dx − l)/m

A function that is analytic at 0 and fulfils the equation has Taylor coefficients that obey the recurrence; those of
degree below m + l are compared, the others follow. A function that is analytic in |x| < R is its Taylor series there.
"""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp
from sympy.functions.special.bessel import airyaiprime, airybiprime

from softpot.derive.machinery.discharge.algebra import equalities
from softpot.derive.machinery.discharge.definite import is_nonzero
from softpot.derive.machinery.discharge.poles import refuse_poles
from softpot.derive.machinery.discharge.ratios import factorials, shifted
from softpot.derive.machinery.discharge.zero import vanishes
from softpot.derive.machinery.errors import Undischarged

__all__ = ["PowerSeries"]

_ENTIRE = (
    sp.exp, sp.sin, sp.cos, sp.sinh, sp.cosh, sp.erf, sp.erfc, sp.erfi, sp.Si, sp.Shi, sp.fresnels, sp.fresnelc,
    sp.airyai, sp.airybi, airyaiprime, airybiprime,
)  # fmt: skip
_OF_WHOLE_ORDER = (sp.besselj, sp.besseli)
_MOST = 8  # degree up to which coefficients are compared


@dataclass(frozen=True)
class PowerSeries:
    """Σ_{k≥a} c_k x^{mk+l} = f(x) for every x, f being entire, by the recurrence of the coefficients.

    With ``granted`` a premise |x| < R, such as Abs(x) < 1, f need only be analytic there: 1/(1 ± x), log(1 ± x),
    (1 ± x)^p, atan x, atanh x, asin x for R ≤ 1, (a ± b x)^p for R ≤ a/b, with polynomials in them and entire
    functions.
    Checked: c_{k+1}/c_k is rational, and without a pole for k ≥ a; f fulfils the equation; its first Taylor
    coefficients are those of the series. Errors: Undischarged. It is not exported to Rocq.

    >>> import sympy as sp
    >>> from softpot.derive import PowerSeries, equal
    >>> x, k = sp.Symbol("x", real=True), sp.Symbol("k", integer=True)
    >>> series = sp.Sum((-1) ** k * x ** (2 * k + 1) / sp.factorial(2 * k + 1), (k, 0, sp.oo))
    >>> bool(PowerSeries()(equal(series, sp.sin(x))))
    True
    """

    granted: tuple[sp.Basic, ...] = ()
    kind: str = "the recurrence of a power series"

    def assumes(self) -> tuple[sp.Basic, ...]:
        """That the variable is inside the circle of convergence, where that has to be said."""
        return self.granted

    def __call__(self, statement: sp.Basic) -> str:
        for lhs, value in equalities(statement):
            if not isinstance(lhs, sp.Sum) or len(lhs.limits) != 1 or lhs.limits[0][2] is not sp.oo:
                raise Undischarged(f"{lhs} is not a single infinite sum")
            index, low, _ = lhs.limits[0]
            if not low.is_Integer or value.has(index, sp.Sum, sp.Integral, sp.Limit):
                raise Undischarged(
                    f"{lhs} does not start at a whole number, or {value} is no closed form"
                )
            refuse_poles(lhs.function, index, low, sp.oo)
            k = sp.Dummy("k", integer=True, nonnegative=True)
            front, term = _without_zeros(lhs.function, index, low, k).as_independent(
                k, as_Add=False
            )
            f = value
            if front.free_symbols and is_nonzero(front):  # a constant factor, put on the other side
                f = sp.powsimp(sp.expand(value / front))
            else:
                term = front * term
            x, m, offset, c = _read(term, k)
            if not self._analytic(f, x):
                raise Undischarged(
                    f"{f} was not shown to be analytic in {x} where the series is said to converge"
                )
            self._check(f, x, m, offset, c, k)
        return (
            "the function is analytic, fulfils the differential equation that the recurrence of the coefficients "
            "stands for, and has the first ones of them"
        )

    def _check(
        self, f: sp.Expr, x: sp.Symbol, m: int, offset: int, c: sp.Expr, k: sp.Symbol
    ) -> None:
        A, B = sp.fraction(sp.cancel(sp.together(shifted(factorials(c), k))))
        forms = [sp.Poly(e, k) for e in (A, B)]
        if any(form.free_symbols_in_domain for form in forms[1:]):
            raise Undischarged(f"the recurrence of {c} may break off")
        zeros = sp.roots(forms[1]) if forms[1].degree() else {}
        if sum(zeros.values()) != forms[1].degree() or any(
            (m * r).is_Integer and r >= 0 for r in zeros
        ):
            raise Undischarged(f"the recurrence of {c} may break off")
        y = sp.Dummy(
            "x"
        )  # analytic in a complex variable; a real one or a positive one is no other
        g = f.xreplace({x: y})

        def T(e: sp.Expr) -> sp.Expr:
            return (y * sp.diff(e, y) - offset * e) / m

        def apply(form: sp.Poly, shift: int) -> sp.Expr:
            total, power = sp.Integer(0), g
            for a in reversed(sp.Poly(form.as_expr().subs(k, k + shift), k).all_coeffs()):
                total, power = total + a * power, T(power)
            return total

        start = B.subs(k, -1) * c.subs(k, 0) * y**offset
        back = sp.Dummy("x", real=True)
        equation = (apply(forms[1], -1) - y**m * apply(forms[0], 0) - start).xreplace({y: back})
        if not vanishes(equation):
            raise Undischarged(
                f"{f} does not fulfil the equation that the recurrence of {c} stands for"
            )
        first: dict[int, sp.Expr] = {offset: c.subs(k, 0)}
        here = g
        for degree in range(m + offset):
            wanted = first.get(degree, sp.Integer(0)) * sp.factorial(degree)
            if not vanishes(here.subs(y, 0) - wanted):
                raise Undischarged(
                    f"the coefficient of {x}^{degree} of {f} is not that of the series"
                )
            here = sp.diff(here, y)

    def _analytic(self, f: sp.Expr, x: sp.Symbol) -> bool:
        radius = sp.oo
        for part in self.granted:
            if not (isinstance(part, sp.StrictLessThan) and part.lhs in _sizes(x)):
                raise Undischarged(f"{part} is not a bound of the form Abs({x}) < R")
            radius = part.rhs
        return _analytic(f, x, radius)


def _sizes(x: sp.Symbol) -> tuple[sp.Expr, ...]:
    """What is |x|: also x itself where that is not negative."""
    return (sp.Abs(x), x) if x.is_nonnegative else (sp.Abs(x),)


def _without_zeros(f: sp.Expr, index: sp.Symbol, low: sp.Expr, k: sp.Symbol) -> sp.Expr:
    """The term number k, counted from the first one that is not 0."""
    for first in range(int(low), int(low) + _MOST):
        if f.subs(index, first) != 0:
            return f.xreplace({index: k + first})
    raise Undischarged(f"the first terms of the series of {f} are all 0")


def _read(term: sp.Expr, k: sp.Symbol) -> tuple[sp.Symbol, int, int, sp.Expr]:
    """(x, m, l, c) of c_k x^{mk+l}; x is the symbol to a power that grows with k."""
    factors = sp.Mul.make_args(sp.expand_power_base(term, force=False))
    for x in sorted(term.free_symbols - {k}, key=str):
        exponent, c = sp.Integer(0), sp.Integer(1)
        for factor in factors:
            base, power = factor.as_base_exp()
            front, rest = base.as_coeff_Mul()
            if rest == x and power.is_integer:  # (a x)^n = a^n x^n for whole n
                exponent, c = exponent + power, c * front**power
            else:
                c *= factor
        step = sp.expand(exponent).coeff(k, 1)
        start = sp.expand(exponent - step * k)
        whole = step.is_Integer and start.is_Integer and not c.has(x)
        if whole and 1 <= step <= _MOST and 0 <= start <= _MOST:
            return x, int(step), int(start), c
    raise Undischarged(f"{term} is not c_k x^(m k + l) with whole numbers m and l")


def _analytic(e: sp.Expr, x: sp.Symbol, radius: sp.Expr) -> bool:
    """Whether e is analytic in |x| < R."""
    if not e.has(x) or e == x:
        return True
    if not all(_analytic(a, x, radius) for a in e.args):
        return False
    if isinstance(e, (sp.Add, sp.Mul, *_ENTIRE)):
        return True
    if isinstance(e, _OF_WHOLE_ORDER):
        return bool(e.args[0].is_Integer and e.args[0] >= 0)
    if isinstance(e, sp.Pow) and e.exp.is_Integer and e.exp > 0:
        return True
    if not (radius.is_positive and radius.is_finite):
        return False
    if isinstance(e, (sp.atan, sp.atanh, sp.asin, sp.asinh)):
        return bool(e.args[0] in (x, -x) and (1 - radius).is_nonnegative)
    if isinstance(e, (sp.Pow, sp.log)) and not (isinstance(e, sp.Pow) and e.exp.has(x)):
        return _right_half(e.args[0], x, radius)
    return False


def _right_half(base: sp.Expr, x: sp.Symbol, radius: sp.Expr) -> bool:
    """Whether a + b x^j has a positive real part for |x| < R, so that its powers and logarithm are analytic."""
    if not base.is_polynomial(x):
        return False
    form = sp.Poly(base, x)
    a = form.eval(0)
    others = [abs(c) * radius**degree for (degree,), c in form.terms() if degree]
    return bool(a.is_positive and (a - sp.Add(*others)).is_nonnegative)
