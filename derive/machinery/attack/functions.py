"""SymPy's functions in terms of mpmath's, by name; the conventions are SymPy's where the two differ."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import sympy as sp
from sympy.functions.special.bessel import airyaiprime, airybiprime, jn, yn

from softpot.derive.machinery.attack.novalue import NoValue, Why

Context = Any
Number = Any
Numeric = Callable[..., Number]

_SAME_NAME = frozenset(
    (
        "exp",
        "sin",
        "cos",
        "tan",
        "cot",
        "sec",
        "csc",
        "sinh",
        "cosh",
        "tanh",
        "coth",
        "sech",
        "csch",
        "asin",
        "acos",
        "atan",
        "acot",
        "asec",
        "acsc",
        "asinh",
        "acosh",
        "atanh",
        "acoth",
        "asech",
        "acsch",
        "gamma",
        "loggamma",
        "beta",
        "erf",
        "erfc",
        "erfi",
        "erfinv",
        "besselj",
        "bessely",
        "besseli",
        "besselk",
        "hankel1",
        "hankel2",
        "airyai",
        "airybi",
        "legendre",
        "hermite",
        "laguerre",
        "gegenbauer",
        "jacobi",
        "polylog",
        "harmonic",
        "fibonacci",
    )
)

_RENAMED = {
    "LambertW": "lambertw",
    "chebyshevt": "chebyt",
    "chebyshevu": "chebyu",
    "lerchphi": "lerchphi",
    "Ynm": "spherharm",
    "elliptic_k": "ellipk",
    "elliptic_e": "ellipe",
    "elliptic_f": "ellipf",
    "elliptic_pi": "ellippi",
    "Si": "si",
    "Ci": "ci",
    "Shi": "shi",
    "Chi": "chi",
    "Ei": "ei",
    "li": "li",
    "expint": "expint",
    "fresnels": "fresnels",
    "fresnelc": "fresnelc",
    "zeta": "zeta",
    "dirichlet_eta": "altzeta",
    "polygamma": "psi",
    "factorial": "factorial",
    "factorial2": "fac2",
    "floor": "floor",
    "ceiling": "ceil",
    "sinc": "sinc",
}


def numeric(head: type, ctx: Context) -> Numeric | None:
    """The numerical function of a SymPy function in a context of mpmath; None where the table has none."""
    own = _OWN.get(head)
    if own is not None:
        return lambda *args: own(ctx, *args)
    name = head.__name__
    if getattr(sp, name, None) is not head:
        return None
    theirs = name if name in _SAME_NAME else _RENAMED.get(name, "")
    if not theirs and head.__module__.startswith(_COUNTING):
        return lambda *args: _of_whole_numbers(ctx, head, args)
    return getattr(ctx, theirs, None) if theirs else None


_COUNTING = "sympy.functions.combinatorial."
_LARGEST = 500  # whole number for which SymPy counts something


def _of_whole_numbers(ctx: Context, head: type, args: tuple[Number, ...]) -> Number:
    """What SymPy counts, such as Bernoulli's and Lucas' numbers, φ(n) or μ(n)."""
    if any(ctx.im(a) != 0 or ctx.re(a) != ctx.nint(ctx.re(a)) or abs(a) > _LARGEST for a in args):
        raise NoValue(Why.UNKNOWN, detail=f"no way to compute {head.__name__}")
    try:
        found = head(*(sp.Integer(int(ctx.re(a))) for a in args))
    except (ValueError, TypeError) as error:
        raise NoValue(Why.UNKNOWN, detail=f"{head.__name__}: {error}") from error
    if not isinstance(found, sp.Rational):
        raise NoValue(Why.UNKNOWN, detail=f"no way to compute {head.__name__}")
    return ctx.mpf(int(found.p)) / int(found.q)


def _log(ctx: Context, z: Number, base: Number = None) -> Number:
    if z == 0:
        raise NoValue(Why.POLE, detail="the logarithm of 0")
    return ctx.log(z) if base is None else ctx.log(z) / ctx.log(base)


def _abs(ctx: Context, z: Number) -> Number:
    return abs(z)


def _sign(ctx: Context, z: Number) -> Number:
    return ctx.zero if z == 0 else z / abs(z)


def _re(ctx: Context, z: Number) -> Number:
    return ctx.re(z)


def _im(ctx: Context, z: Number) -> Number:
    return ctx.im(z)


def _conjugate(ctx: Context, z: Number) -> Number:
    return ctx.conj(z)


def _arg(ctx: Context, z: Number) -> Number:
    if z == 0:
        raise NoValue(Why.POLE, detail="the argument of 0")
    return ctx.arg(z)


def _real(ctx: Context, z: Number) -> Number:
    if ctx.im(z) != 0:
        raise NoValue(Why.UNKNOWN, detail="an order of complex numbers")
    return ctx.re(z)


def _heaviside(ctx: Context, x: Number, at_zero: Number = None) -> Number:
    x = _real(ctx, x)
    half = ctx.mpf(1) / 2 if at_zero is None else at_zero
    return half if x == 0 else ctx.mpf(1 if x > 0 else 0)


def _delta(ctx: Context, *_: Number) -> Number:
    raise NoValue(Why.DISTRIBUTION)


def _kronecker(ctx: Context, i: Number, j: Number, *_: Number) -> Number:
    return ctx.mpf(1 if i == j else 0)


def _max(ctx: Context, *args: Number) -> Number:
    return max(_real(ctx, a) for a in args)


def _min(ctx: Context, *args: Number) -> Number:
    return min(_real(ctx, a) for a in args)


def _atan2(ctx: Context, y: Number, x: Number) -> Number:
    if x == 0 and y == 0:
        raise NoValue(Why.POLE, detail="the angle of the origin")
    return ctx.atan2(_real(ctx, y), _real(ctx, x))


def _mod(ctx: Context, a: Number, b: Number) -> Number:
    if b == 0:
        raise NoValue(Why.POLE, detail="a remainder of division by 0")
    return a - b * ctx.floor(a / b)


def _frac(ctx: Context, a: Number) -> Number:
    return a - ctx.floor(a)


def _spherical(kind: str) -> Numeric:
    def value(ctx: Context, n: Number, z: Number) -> Number:
        if z == 0:
            raise NoValue(Why.POLE, detail="a spherical function at 0")
        return ctx.sqrt(ctx.pi / (2 * z)) * getattr(ctx, kind)(n + ctx.mpf(1) / 2, z)

    return value


def _lower(ctx: Context, s: Number, x: Number) -> Number:
    return ctx.gammainc(s, 0, x)


def _upper(ctx: Context, s: Number, x: Number) -> Number:
    return ctx.gammainc(s, x)


def _associated(ctx: Context, n: Number, m: Number, x: Number) -> Number:
    return ctx.legenp(n, m, x, type=2)


def _laguerre(ctx: Context, n: Number, a: Number, x: Number) -> Number:
    return ctx.laguerre(n, a, x)


def _plain_laguerre(ctx: Context, n: Number, x: Number) -> Number:
    return ctx.laguerre(n, 0, x)


def _li_from_2(ctx: Context, z: Number) -> Number:
    return ctx.li(z) - ctx.li(2)


def _erf_between(ctx: Context, a: Number, b: Number) -> Number:
    return ctx.erf(b) - ctx.erf(a)


def _binomial(ctx: Context, n: Number, k: Number) -> Number:
    """0 for every whole k < 0, also where n is one, though Γ would have another limit at some."""
    if ctx.im(k) == 0 and ctx.re(k) < 0 and ctx.re(k) == ctx.nint(ctx.re(k)):
        return ctx.zero
    return ctx.binomial(n, k)


_OWN: Mapping[type, Numeric] = {
    sp.log: _log,
    sp.Abs: _abs,
    sp.sign: _sign,
    sp.re: _re,
    sp.im: _im,
    sp.conjugate: _conjugate,
    sp.arg: _arg,
    sp.Heaviside: _heaviside,
    sp.DiracDelta: _delta,
    sp.KroneckerDelta: _kronecker,
    sp.Max: _max,
    sp.Min: _min,
    sp.atan2: _atan2,
    sp.Mod: _mod,
    sp.frac: _frac,
    jn: _spherical("besselj"),
    yn: _spherical("bessely"),
    sp.binomial: _binomial,
    sp.Li: _li_from_2,
    sp.erf2: _erf_between,
    sp.RisingFactorial: lambda ctx, x, k: ctx.rf(x, k),
    sp.FallingFactorial: lambda ctx, x, k: ctx.ff(x, k),
    sp.lowergamma: _lower,
    sp.uppergamma: _upper,
    sp.assoc_legendre: _associated,
    sp.assoc_laguerre: _laguerre,
    sp.laguerre: _plain_laguerre,
    airyaiprime: lambda ctx, z: ctx.airyai(z, derivative=1),
    airybiprime: lambda ctx, z: ctx.airybi(z, derivative=1),
}

KINKED = (sp.Abs, sp.sign, sp.Max, sp.Min, sp.floor, sp.ceiling, sp.frac, sp.Heaviside, sp.Piecewise,
          sp.re, sp.im, sp.conjugate, sp.arg, sp.Mod, sp.atan2, sp.KroneckerDelta)  # fmt: skip
"""Functions that have no derivative somewhere, or no complex one."""

DEAR = (sp.Integral, sp.Sum, sp.Product, sp.Limit, sp.Derivative, sp.Subs)
"""What costs more than a function to evaluate, and holds symbols of its own."""
