"""When d/dv ∫_a^b f(x, v) dx may be carried out as b' f(b) − a' f(a) + ∫_a^b ∂f/∂v dx.

    f free of v          f is continuous at the ends that move, and inside the range; at an end where it is not,
                         f |x − a| ln²|x − a| → 0, and f x ln² x → 0 at an infinite one, so that the integral exists
    a, b finite          f and ∂f/∂v are continuous in x and v, on the closed range
    a or b infinite      they are so besides, and f and ∂f/∂v are bounded by polynomial × e^{−c|x|^p}, c > 0, or are
                         rational functions of x that fall like x^{−2}, for all v near by

Where none of it is shown the derivative stays as it stands. Not guaranteed: that it could not be carried out then.
"""

from __future__ import annotations

from collections.abc import Iterator

import sympy as sp

from softpot.derive.machinery.discharge.continuity import between, continuous
from softpot.derive.machinery.discharge.definite import is_nonzero, is_positive
from softpot.derive.machinery.errors import Undischarged

_BOUNDED = (sp.sin, sp.cos, sp.tanh, sp.atan, sp.erf)


def may_be_carried_out(derivative: sp.Derivative) -> bool:
    """Whether every integral in what is differentiated may be differentiated under its sign, as often as asked for."""
    for v, count in derivative.variable_count:
        for integral in derivative.expr.atoms(sp.Integral):
            if integral.has(v) and not (count == 1 and _allowed(integral, v)):
                return False
    return len([v for v, _ in derivative.variable_count]) == 1 or not derivative.expr.has(
        sp.Integral
    )


def _allowed(integral: sp.Integral, v: sp.Symbol) -> bool:
    if (
        len(integral.limits) != 1
        or len(integral.limits[0]) != 3
        or integral.function.has(sp.Integral)
    ):
        return False
    x, lower, upper = integral.limits[0]
    if x == v:
        return True  # it does not depend on v at all
    f = integral.function
    s = between(x, lower, upper)
    inside = f.xreplace({x: s})
    if not f.has(v):
        moving = all(_continuous_at(inside, s, end) for end in (lower, upper) if end.has(v))
        return moving and _integrable(f, x, lower, upper)
    rate = sp.diff(inside, v)
    if not (continuous(inside, s, v) and continuous(rate, s, v)):
        return False
    ends = [end for end in (lower, upper) if end.is_infinite]
    return not ends or (dominated(inside, s) and dominated(rate, s))


def _integrable(f: sp.Expr, x: sp.Symbol, lower: sp.Expr, upper: sp.Expr) -> bool:
    """Whether ∫_lower^upper f dx was shown to exist."""
    s = between(x, lower, upper)
    inside = f.xreplace({x: s})
    finite = bool(lower.is_finite and upper.is_finite)
    if continuous(inside, s) and (finite or dominated(inside, s)):
        return True
    from softpot.derive.machinery.discharge.growth import limit_at_infinity

    u = sp.Dummy("u", positive=True)
    for way, weight in _toward_ends(lower, upper, u):
        g = f.xreplace({x: way}).replace(
            lambda p: isinstance(p, sp.Add) and p.is_rational_function(u),
            lambda p: sp.factor(sp.together(p)),
        )
        try:
            if not continuous(g, u) or limit_at_infinity(g * u**weight * sp.log(u) ** 2, u) != 0:
                return False
        except Undischarged:
            return False
    return bool(lower.is_finite or upper.is_finite) or continuous(inside, s)


def _toward_ends(lower: sp.Expr, upper: sp.Expr, u: sp.Symbol) -> Iterator[tuple[sp.Expr, int]]:
    """What goes from one end to the other as u goes from 0 to ∞, and the power that an integrand has to beat."""
    near, far = -1, 1
    for end, other in ((lower, upper), (upper, lower)):
        if end.is_infinite:
            start = other if other.is_finite else sp.Integer(0)
            yield (start + u if end is sp.oo else start - u), far
        elif other.is_infinite:
            yield (end + 1 / u if other is sp.oo else end - 1 / u), near
        else:
            yield (other + end * u) / (1 + u), near


def _continuous_at(f: sp.Expr, s: sp.Symbol, end: sp.Expr) -> bool:
    """Whether f is continuous around an end, of which no more is used than its sign."""
    near = sp.Dummy(
        "x",
        real=True,
        positive=True if end.is_positive else None,
        negative=True if end.is_negative else None,
    )
    return continuous(f.xreplace({s: near}), near)


def dominated(f: sp.Expr, x: sp.Symbol) -> bool:
    """Whether |f| is below something integrable, locally uniformly in everything else."""
    terms = sp.Add.make_args(sp.expand(f))
    return all(_falls_exponentially(term, x) or _falls_rationally(term, x) for term in terms)


def _falls_exponentially(term: sp.Expr, x: sp.Symbol) -> bool:
    exponent: sp.Expr = sp.Integer(0)
    for factor in sp.Mul.make_args(term):
        if not factor.has(x) or factor.is_polynomial(x):
            continue
        if isinstance(factor, sp.exp):
            exponent += factor.args[0]
        elif isinstance(factor.as_base_exp()[0], _BOUNDED):
            base, power = factor.as_base_exp()
            if not (power.is_integer and power.is_nonnegative and base.args[0].is_extended_real):
                return False
        else:
            return False
    exponent = sp.expand(exponent)
    if not exponent.is_polynomial(x):
        return False
    p = sp.Poly(exponent, x)
    if p.degree() < 1:
        return False
    even = p.degree() % 2 == 0
    return is_positive(-p.LC()) and (even or bool(x.is_nonnegative))


def _falls_rationally(term: sp.Expr, x: sp.Symbol) -> bool:
    top, bottom = sp.fraction(sp.together(term))
    if not (top.is_polynomial(x) and bottom.is_polynomial(x)):
        return False
    p, q = sp.Poly(top, x), sp.Poly(bottom, x)
    return q.degree() - p.degree() >= 2 and is_nonzero(q.LC())
