"""f(z) on a complex ball, with a word on whether f is analytic there: what Arb's own quadrature asks of an integrand.

``on_ball`` walks an expression with ``acb`` numbers. Asked for an analytic value it gives a ball that is not finite
wherever the ball of an argument touches a branch cut of a function, or where it does not know of one; a ball that is
not finite is no value, and an integral over it has no enclosure. Moduli and signs are those of real numbers, continued
to each side of 0.
Source: F. Johansson, Numerical integration in arbitrary-precision ball arithmetic, ICMS 2018,
doi:10.1007/978-3-319-96418-8_30.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import flint
import sympy as sp

from softpot.numerics.machinery.compile.byflint import BY_FLINT
from softpot.numerics.machinery.compile.named import NAMED, SPELLED

__all__ = ["enclosed_integral", "on_ball"]

Ball = Any
acb, arb = flint.acb, flint.arb

_PLAIN = (
    sp.exp, sp.sin, sp.cos, sp.tan, sp.sinh, sp.cosh, sp.tanh, sp.coth, sp.gamma, sp.erf,
)  # fmt: skip

# Functions of one argument that are analytic but for poles, at which their balls are not finite
_SINGLE = frozenset({
    "erfc", "erfi", "si", "shi", "fresnels", "fresnelc", "airyai", "airybi", "airyaiprime", "airybiprime",
    "factorial", "dirichlet_eta",
})  # fmt: skip


def _nothing() -> Ball:
    return acb(arb.nan(), arb.nan())


def _at_most(z: Ball, end: int) -> bool:
    return bool(z.imag.contains(0)) and not bool(z.real > end)


def _at_least(z: Ball, end: int) -> bool:
    return bool(z.imag.contains(0)) and not bool(z.real < end)


def _upright(z: Ball) -> bool:
    """On the imaginary axis, not between −i and i."""
    return bool(z.real.contains(0)) and not bool(abs(z.imag) < 1)


# Of those, with their last argument, functions whose others are constant: where a cut may lie
_CUT: Mapping[str, Callable[[Ball], bool]] = {
    **dict.fromkeys(
        ("ei", "ci", "chi", "loggamma", "besselj", "besseli", "bessely", "besselk", "hankel1", "hankel2", "jn", "yn",
         "uppergamma", "lowergamma", "expint", "lambertw"),
        lambda z: _at_most(z, 0),
    ),
    "li": lambda z: _at_most(z, 1),
    "elliptic_k": lambda z: _at_least(z, 1), "elliptic_e": lambda z: _at_least(z, 1),
    "polylog": lambda z: _at_least(z, 1),
    **dict.fromkeys(("legendre", "hermite", "laguerre", "chebyshevt", "chebyshevu"), lambda z: False),
}  # fmt: skip

# The same for functions that SymPy has as classes of their own
_CUT_PLAIN: Mapping[Any, tuple[str, Callable[[Ball], bool]]] = {
    sp.asin: ("asin", lambda z: _at_most(z, -1) or _at_least(z, 1)),
    sp.acos: ("acos", lambda z: _at_most(z, -1) or _at_least(z, 1)),
    sp.atanh: ("atanh", lambda z: _at_most(z, -1) or _at_least(z, 1)),
    sp.acosh: ("acosh", lambda z: _at_most(z, 1)),
    sp.atan: ("atan", _upright),
    sp.asinh: ("asinh", _upright),
}

_WHOLE_FIRST = frozenset({"legendre", "hermite", "laguerre", "chebyshevt", "chebyshevu", "polylog"})
_CONSTANTS: Mapping[sp.Basic, Callable[[], Ball]] = {
    sp.pi: arb.pi, sp.E: arb.const_e, sp.EulerGamma: arb.const_euler, sp.Catalan: arb.const_catalan,
}  # fmt: skip

_EVALUATIONS = 150  # of the integrand, for each bit


def on_ball(node: sp.Basic, at: Mapping[sp.Basic, Ball], analytic: bool) -> Ball:
    """The value of an expression over a ball; not finite where it has none, or none that is analytic."""
    if node in at:
        return at[node]
    if isinstance(node, sp.Rational):
        return acb(flint.fmpq(int(node.p), int(node.q)))
    if node in _CONSTANTS:
        return acb(_CONSTANTS[node]())
    if node is sp.I:
        return acb(0, 1)
    kind = node.func
    if kind in SPELLED and kind in (sp.sec, sp.csc, sp.cot, sp.sech, sp.csch):
        return on_ball(SPELLED[kind](*node.args), at, analytic)
    if kind in NAMED:
        return _named(NAMED[kind][0], [on_ball(a, at, analytic) for a in node.args], analytic)
    if kind not in _KINDS and kind not in _PLAIN and kind not in _CUT_PLAIN:
        return _nothing()
    values = [on_ball(a, at, analytic) for a in node.args]
    if kind in _KINDS:
        return _KINDS[kind](values, analytic)
    if kind in _PLAIN:
        return getattr(values[0], kind.__name__)()
    name, cut = _CUT_PLAIN[kind]
    return _nothing() if analytic and cut(values[0]) else getattr(values[0], name)()


def _named(name: str, values: list[Ball], analytic: bool) -> Ball:
    if name not in BY_FLINT or not all(v.is_finite() for v in values):
        return _nothing()
    *others, last = values
    if any(not (v.is_exact() and v.imag.is_zero()) for v in others):
        return _nothing()  # a function of its order, too
    if name in _WHOLE_FIRST and not others[0].real.is_integer():
        return _nothing()
    if others and name not in _CUT:
        return _nothing()
    if not others and name not in _SINGLE and name not in _CUT:
        return _nothing()
    if analytic and name in _CUT and _cut(name, others, last):
        return _nothing()
    try:
        return BY_FLINT[name](*values)
    except ValueError:
        return _nothing()


def _cut(name: str, others: list[Ball], last: Ball) -> bool:
    if name in ("besselj", "besseli") and others[0].real.is_integer():
        return False
    return bool(_CUT[name](last))


def _sum(values: list[Ball], analytic: bool) -> Ball:
    return sum(values[1:], values[0])


def _product(values: list[Ball], analytic: bool) -> Ball:
    found = values[0]
    for value in values[1:]:
        found = found * value
    return found


def _power(values: list[Ball], analytic: bool) -> Ball:
    base, exponent = values
    if exponent.is_exact() and exponent.imag.is_zero():
        if exponent.real.is_integer():
            return base ** int(exponent.real.unique_fmpz())
        if exponent.real == arb(1) / 2:
            return base.sqrt(analytic=analytic)
    return base.pow(exponent, analytic=analytic)


_KINDS: Mapping[Any, Callable[[list[Ball], bool], Ball]] = {
    sp.Add: _sum,
    sp.Mul: _product,
    sp.Pow: _power,
    sp.log: lambda values, analytic: values[0].log(analytic=analytic),
    sp.Abs: lambda values, analytic: values[0].real_abs(analytic=analytic),
    sp.sign: lambda values, analytic: values[0].real_sgn(analytic=analytic),
}


def enclosed_integral(
    body: sp.Basic, x: sp.Symbol, at: Mapping[sp.Basic, Ball], low: Ball, high: Ball
) -> Ball | None:
    """∫ f dx between two real numbers as a ball, at the precision that is set; None without an enclosure.

    The ends may be balls: the integral is that between their middles, and what is left over at each is bounded by f
    there.
    """
    if body.has(sp.Abs, sp.sign) and not all(
        part.args[0].is_extended_real for part in body.atoms(sp.Abs, sp.sign)
    ):
        return None

    def f(z: Ball, analytic: bool) -> Ball:
        return on_ball(body, {**at, x: z}, bool(analytic))

    ends = [low.mid(), high.mid()]
    found = acb.integral(
        f, acb(ends[0]), acb(ends[1]), eval_limit=min(_EVALUATIONS * flint.ctx.prec, 30_000)
    )
    for ball, end in zip((low, high), ends, strict=True):
        if not ball.is_exact():
            found = found + f(acb(ball), False) * (acb(ball) - acb(end)).union(acb(0))
    return found if found.is_finite() else None
