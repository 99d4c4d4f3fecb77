"""Signs that SymPy's assumptions do not see: e^u − 1 > 0 for u > 0, a product of such things, an integral of them.

Exponentials and hyperbolic functions of something positive are replaced by positive unknowns,

    e^u = 1 + d,   sinh u = d,   cosh u = 1 + d,   log(1 + u) = d     (u, d > 0),

after which polynomials with positive coefficients are positive. A quadratic of negative
discriminant has one sign, and so has √A + B where A > B². Not guaranteed: a decision; None is "not shown".
"""

from __future__ import annotations

from typing import cast

import sympy as sp


def sign_of(expression: sp.Basic) -> int | None:
    """sign a = 1 or −1 for what is surely positive or negative, 0 for what is 0; None where nothing is shown."""
    if not isinstance(expression, sp.Expr):
        return None
    known = _known(expression)
    if known is not None:
        return known
    if isinstance(expression, sp.Mul):
        signs = [sign_of(factor) for factor in expression.args]
        return None if None in signs else int(sp.prod(signs))
    if isinstance(expression, sp.Pow):
        return _of_power(expression)
    if isinstance(expression, sp.log):
        return _of_log(expression.args[0])
    if isinstance(expression, sp.Integral):
        return _of_integral(expression)
    if isinstance(expression, sp.Sum) and len(expression.limits) == 1:
        # terms of one sign; that the sum converges is a condition of the line, not of the sign
        sign = sign_of(expression.function)
        return sign if sign in (1, -1) and _not_empty(*expression.limits[0][1:]) else None
    if expression.has(sp.Derivative):
        carried_out = expression.replace(lambda e: isinstance(e, sp.Derivative), lambda e: e.doit())
        if not carried_out.has(sp.Derivative):
            return sign_of(carried_out)
    if isinstance(expression, sp.Add):
        if expression.has(*_SHIFTED):
            return _of_sum(expression)
        return _of_quadratic(expression) or _of_a_root(expression)
    return None


def _of_log(u: sp.Expr) -> int | None:
    """ln u has the sign of u − 1 where u is positive, and none where it is negative."""
    sign = sign_of(sp.expand(u - 1))
    return sign if sign in (0, 1) or (sign == -1 and sign_of(u) == 1) else None


def _of_power(power: sp.Pow) -> int | None:
    base, exponent = sign_of(power.base), power.exp
    if exponent.is_integer:
        if exponent.is_even and power.base.is_real and base:
            return 1
        return 1 if base == 1 else base if base and exponent.is_odd else None
    return 1 if exponent.is_real and base == 1 else None


def is_positive(expression: sp.Basic) -> bool:
    """Whether the expression was shown positive."""
    return sign_of(expression) == 1


def is_nonzero(expression: sp.Basic) -> bool:
    """Whether the expression was shown to be other than 0."""
    return bool(getattr(expression, "is_nonzero", None)) or sign_of(expression) in (1, -1)


def _not_empty(low: sp.Expr, high: sp.Expr) -> bool:
    return bool(high is sp.oo or (high - low).is_nonnegative)


def _known(expression: sp.Expr) -> int | None:
    for name, sign in (("positive", 1), ("negative", -1), ("zero", 0)):
        if getattr(expression, f"is_{name}"):
            return sign
    return None


_SHIFTED = (sp.exp, sp.sinh, sp.cosh)


def _of_sum(total: sp.Expr) -> int | None:
    """With e^u = 1 + d and the like put in, for positive u."""
    put: dict[sp.Basic, sp.Basic] = {}
    for part in total.atoms(*_SHIFTED):
        argument = part.args[0]
        if argument.is_positive or argument.is_negative:
            d = sp.Dummy(positive=True)
            if isinstance(part, sp.exp):
                put[part] = 1 + d if argument.is_positive else 1 / (1 + d)
            elif argument.is_positive:
                put[part] = d if isinstance(part, sp.sinh) else 1 + d
    if not put:
        return None
    form = total.xreplace(put)
    return next(
        (s for e in (sp.expand(form), sp.factor(form)) if (s := _known(e)) is not None), None
    )


def _of_quadratic(total: sp.Add) -> int | None:
    """The sign of a quadratic in one real symbol, whose discriminant is negative."""
    symbols = total.free_symbols
    if len(symbols) != 1 or not total.is_commutative or not total.is_polynomial(*symbols):
        return None
    (x,) = symbols
    form = sp.Poly(total, x)
    if not x.is_extended_real or form.degree() != 2:
        return None
    a, b, c = form.all_coeffs()
    below = sp.expand(b**2 - 4 * a * c).is_negative
    return (1 if a.is_positive else -1 if a.is_negative else None) if below else None


def _of_a_root(total: sp.Add) -> int | None:
    """1 for √A + B where A > B², B real."""
    for root in total.args:
        rest = total - root
        if isinstance(root, sp.Pow) and root.exp == sp.Rational(1, 2) and rest.is_extended_real:
            if sp.expand(root.base - rest**2).is_positive:
                return 1
    return None


def _of_integral(integral: sp.Integral) -> int | None:
    """The sign of the integrand, if it has one all over a range that runs upwards."""
    if len(integral.limits) != 1 or len(integral.limits[0]) != 3:
        return None
    x, lower, upper = integral.limits[0]
    if not (upper - lower).is_extended_positive:
        return None
    inside = sp.Dummy(
        "x",
        real=True,
        positive=True if lower.is_extended_nonnegative else None,
        negative=True if upper.is_extended_nonpositive else None,
    )
    return sign_of(cast(sp.Expr, integral.function.xreplace({x: inside}))) or None


_THROUGH = (sp.Derivative, sp.Integral, sp.Sum, sp.Product, sp.Limit, sp.Determinant)


def is_real(value: sp.Basic) -> bool:
    """Whether the value is surely real where it exists."""
    if getattr(value, "is_extended_real", None):
        return True
    if isinstance(value, sp.MatrixBase):
        return all(is_real(member) for member in value)
    if isinstance(value, sp.Subs):
        return is_real(value.expr.xreplace(_like(value.variables, value.point)))
    if isinstance(value, (*_THROUGH, sp.Add, sp.Mul)):
        return all(is_real(part) for part in value.args)
    if isinstance(value, sp.Tuple):
        return all(is_real(part) or not isinstance(part, sp.Expr) for part in value)
    if isinstance(value, sp.Pow):
        base, exponent = value.args
        whole = bool(exponent.is_integer) and is_real(base)
        return whole or (is_real(exponent) and bool(base.is_nonnegative))
    if isinstance(value, (sp.exp, sp.sin, sp.cos, sp.sinh, sp.cosh, sp.tanh, sp.atan, sp.erf)):
        return is_real(value.args[0])
    return False


def _like(variables: sp.Tuple, points: sp.Tuple) -> dict[sp.Symbol, sp.Symbol]:
    """Variables that assume as much as their values do."""
    return {
        v: sp.Dummy(v.name, positive=True) if point.is_positive else sp.Dummy(v.name, real=True)
        for v, point in zip(variables, points, strict=True)
        if is_real(point)
    }
