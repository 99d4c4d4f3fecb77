"""f_{n+1} = a f_n + b f_{n−1}: special functions of neighbouring orders in terms of the two lowest.

    J: J_{n+1} = 2n J_n/z − J_{n−1}          P: (n + 1) P_{n+1} = (2n + 1) x P_n − n P_{n−1}

Each is an identity in the order and in the argument (DLMF 10.6.1, 10.29.1, 10.51.1, 18.9.1), so that what vanishes
after it is applied vanished before. So are Ai Bi′ − Ai′ Bi = 1/π (DLMF 9.2.7), which eliminates Bi′, and
W e^W = z (DLMF 4.13.1), which eliminates e^W; both divide by Ai or W, whose zeros are isolated and do not matter to
functions that are continuous there, and so are Legendre's relation of complete elliptic integrals (DLMF 19.7.1),
which divides by K, the Wronskians of Bessel functions (DLMF 10.5.2, 10.28.2), which divide by J or I, and
W(u e^u) = u for u ≥ 0, and what Laguerre's associated polynomials are by others (DLMF 18.9.13, 18.9.14), which divides
by x (and where a whole number may be such a zero, nothing is eliminated).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import sympy as sp
from sympy.functions.special.bessel import airyaiprime, airybiprime, jn, yn

__all__ = ["in_lowest_orders"]

_MOST = 6  # steps between two orders

Coefficients = Callable[[Any, Any], tuple[Any, Any]]


def _bessel(n: Any, z: Any) -> tuple[Any, Any]:
    return 2 * n / z, -1


def _spherical(n: Any, z: Any) -> tuple[Any, Any]:
    return (2 * n + 1) / z, -1


def _chebyshev(n: Any, x: Any) -> tuple[Any, Any]:
    return 2 * x, -1


# (a, b) of f_{n+1} = a f_n + b f_{n−1}, at the order n and the argument
_RULES: Mapping[Any, Coefficients] = {
    sp.besselj: _bessel, sp.bessely: _bessel, sp.hankel1: _bessel, sp.hankel2: _bessel,
    sp.besseli: lambda n, z: (-2 * n / z, 1),
    sp.besselk: lambda n, z: (2 * n / z, 1),
    jn: _spherical, yn: _spherical,
    sp.legendre: lambda n, x: ((2 * n + 1) * x / (n + 1), -n / (n + 1)),
    sp.hermite: lambda n, x: (2 * x, -2 * n),
    sp.laguerre: lambda n, x: ((2 * n + 1 - x) / (n + 1), -n / (n + 1)),
    sp.chebyshevt: _chebyshev, sp.chebyshevu: _chebyshev,
    sp.fibonacci: lambda n, _: (1, 1), sp.lucas: lambda n, _: (1, 1),
}  # fmt: skip


def in_lowest_orders(expression: sp.Expr) -> sp.Expr:
    """The expression with each such function in terms of its two lowest orders, and digamma functions opened."""
    expression = expression.replace(sp.assoc_laguerre, _associated)
    for kind, rule in _RULES.items():
        found = sorted(expression.atoms(kind), key=sp.default_sort_key)
        expression = expression.xreplace(_lowered(kind, rule, found))
    expression = _without_division(expression)
    expression = expression.replace(airybiprime, _bi_slope)
    expression = expression.replace(
        lambda e: (
            isinstance(e, sp.exp)
            and isinstance(e.args[0], sp.LambertW)
            and not e.args[0].args[0].is_integer
        ),
        lambda e: e.args[0].args[0] / e.args[0],
    )
    expression = expression.replace(sp.LambertW, _inverse_of_w)
    expression = _by_wronskian(_by_legendre(expression))
    return expression.replace(sp.polygamma, lambda *args: sp.expand_func(sp.polygamma(*args)))


def _associated(m: Any, j: Any, x: Any) -> Any:
    """x L_m^(j) = (j − 1) L_{m+1}^(j−1) − (m + j) L_{m+1}^(j−2), x L_m^(1) = (m + 1)(L_m − L_{m+1})."""
    if not (j.is_Integer and 0 <= j <= _MOST and x.free_symbols):
        return sp.assoc_laguerre(m, j, x)
    if j == 0:
        return sp.laguerre(m, x)
    if j == 1:
        return (m + 1) * (sp.laguerre(m, x) - sp.laguerre(m + 1, x)) / x
    return ((j - 1) * _associated(m + 1, j - 1, x) - (m + j) * _associated(m + 1, j - 2, x)) / x


def _by_wronskian(expression: sp.Expr) -> sp.Expr:
    """Y_{ν+1} and K_{ν+1} by J_{ν+1} Y_ν − J_ν Y_{ν+1} = 2/(πz) and I_ν K_{ν+1} + I_{ν+1} K_ν = 1/z; the zeros of J and
    I lie apart."""
    for other, kind, sign, value in _WRONSKIANS:
        for found in sorted(expression.atoms(other), key=sp.default_sort_key):
            v, z = found.args[0] - 1, found.args[1]
            lower, first, second = other(v, z), kind(v, z), kind(v + 1, z)
            if z.free_symbols and expression.has(lower) and expression.has(first):
                put = (value(z) - sign * second * lower) / first
                expression = expression.xreplace({found: put})
    return expression


_WRONSKIANS: tuple[tuple[Any, Any, int, Callable[[Any], Any]], ...] = (
    (sp.bessely, sp.besselj, -1, lambda z: -2 / (sp.pi * z)),
    (sp.besselk, sp.besseli, 1, lambda z: 1 / z),
)
"""J_ν Y_{ν+1} − J_{ν+1} Y_ν = −2/(πz), and with I and K and the other sign 1/z (DLMF 10.5.2, 10.28.2)."""


def _inverse_of_w(*args: Any) -> Any:
    """W(u e^u) = u for u ≥ 0, on the principal branch (it holds from −1 on)."""
    if len(args) == 1:
        u, grown = args[0].as_independent(sp.exp, as_Add=False)
        if isinstance(grown, sp.exp) and grown.args[0] == u and u.is_nonnegative:
            return u
    return sp.LambertW(*args)


def _by_legendre(expression: sp.Expr) -> sp.Expr:
    """E(1 − m) by Legendre's relation E(m)K(1−m) + E(1−m)K(m) − K(m)K(1−m) = π/2; K has no zero."""
    found = sorted((e.args[0] for e in expression.atoms(sp.elliptic_k)), key=sp.default_sort_key)
    for m in found:
        other = sp.expand(1 - m)
        if other in found and m.free_symbols and expression.has(sp.elliptic_e(other)):
            k, both = sp.elliptic_k(m), sp.elliptic_k(m) * sp.elliptic_k(other)
            value = (sp.pi / 2 - sp.elliptic_e(m) * sp.elliptic_k(other) + both) / k
            return expression.xreplace({sp.elliptic_e(other): value})
    return expression


def _bi_slope(z: Any) -> Any:
    return (1 / sp.pi + airyaiprime(z) * sp.airybi(z)) / sp.airyai(z)


def _lowered(kind: Any, rule: Coefficients, found: list[Any]) -> dict[Any, Any]:
    made: dict[Any, Any] = {}
    for one in found:
        order, rest = one.args[0], one.args[1:]
        steps = [
            order - other.args[0] for other in found if other.args[1:] == rest and other is not one
        ]
        below = [int(s) for s in steps if s.is_Integer and s > 0]
        if (
            below
            and 2 <= max(below) <= _MOST
            and not _divides(kind, order - max(below), max(below))
        ):
            made[one] = _by_rule(kind, rule, order - max(below), rest, max(below))
    return made


def _without_division(expression: sp.Expr) -> sp.Expr:
    """c(n) P_{n−2}, where c/(n − 1) has no pole in n, by (n − 1) P_{n−2} = (2n − 1) x P_{n−1} − n P_n: nothing is
    divided by a whole number that may be 0."""
    for low in sorted(expression.atoms(sp.legendre), key=sp.default_sort_key):
        n, x = low.args[0] + 2, low.args[1]
        if not n.free_symbols or not expression.has(sp.legendre(n, x), sp.legendre(n - 1, x)):
            continue
        unknown = sp.Dummy("P")
        form = sp.expand(sp.together(expression).xreplace({low: unknown}))
        factor = sp.cancel(sp.diff(form, unknown))
        if factor.has(unknown, sp.legendre):
            continue
        quotient = sp.cancel(factor / (n - 1))
        if sp.fraction(quotient)[1].free_symbols & n.free_symbols:
            continue
        put = quotient * ((2 * n - 1) * x * sp.legendre(n - 1, x) - n * sp.legendre(n, x))
        return form.subs(unknown, 0) + put
    return expression


def _divides(kind: Any, lowest: Any, steps: int) -> bool:
    """Whether a rule may divide by an order that is 0 for some whole number, where no limit helps."""
    if kind not in (sp.legendre, sp.laguerre) or not lowest.is_integer:
        return False
    return any((lowest + k + 1).is_zero is not False for k in range(1, steps))


def _by_rule(kind: Any, rule: Coefficients, lowest: Any, rest: tuple[Any, ...], steps: int) -> Any:
    lower, value = kind(lowest, *rest), kind(lowest + 1, *rest)
    for k in range(1, steps):
        a, b = rule(lowest + k, rest[0] if rest else None)
        lower, value = value, a * value + b * lower
    return value
