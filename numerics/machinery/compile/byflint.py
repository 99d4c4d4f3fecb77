"""J_n(x) by Arb: each named function as a ball of python-flint, in SymPy's conventions.

A function of this table takes complex balls (``acb``) and gives one; what it cannot enclose is not finite. Whole
numbers come as exact balls and are recognised. Functions that an older python-flint lacks are left out: ``missing``
says so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import flint

__all__ = ["BY_FLINT", "missing"]

Ball = Any
acb, arb = flint.acb, flint.arb

_LARGEST = 10**6


def _integer(z: Ball) -> int | None:
    """The whole number that a ball is, exactly; None for any other."""
    if not (z.imag.is_zero() and z.real.is_exact() and z.real.is_integer()):
        return None
    return int(z.real.unique_fmpz())


def _nothing() -> Ball:
    return acb(arb.nan())


def _whole(z: Ball, least: int, value: Callable[[int], Ball]) -> Ball:
    n = _integer(z)
    return value(n) if n is not None and least <= n <= _LARGEST else _nothing()


def _method(name: str) -> Callable[..., Ball]:
    """f(z) of a method of the ball z."""
    return lambda z: getattr(z, name)()


def _last(name: str) -> Callable[..., Ball]:
    """f(a, ..., z) of a method of the last argument, which takes the others."""
    return lambda *args: getattr(args[-1], name)(*args[:-1])


def _atan2(y: Ball, x: Ball) -> Ball:
    if y.is_zero() and x.is_zero():
        raise ValueError("0 has no direction")
    return acb(arb.atan2(y.real, x.real)) if not (y.contains(0) and x.contains(0)) else _nothing()


def _beta(x: Ball, y: Ball) -> Ball:
    return x.gamma() * y.gamma() * (x + y).rgamma()


def _polygamma(n: Ball, z: Ball) -> Ball:
    return _whole(n, 0, lambda k: z.digamma() if k == 0 else z.polygamma(k))


def _factorial2(n: Ball) -> Ball:
    def value(k: int) -> Ball:
        found = arb(1)
        for j in range(k, 1, -2):
            found = found * j
        return acb(found)

    return _whole(n, -1, lambda k: value(k) if k <= 10**4 else _nothing())


def _rising(x: Ball, n: Ball) -> Ball:
    k = _integer(n)
    if k is not None and 0 <= k <= _LARGEST:
        return x.rising(k)
    return (x + n).gamma() * x.rgamma()


def _falling(x: Ball, n: Ball) -> Ball:
    k = _integer(n)
    if k is not None and 0 <= k <= _LARGEST:
        return (x - k + 1).rising(k)
    return (x + 1).gamma() * (x - n + 1).rgamma()


def _binomial(n: Ball, k: Ball) -> Ball:
    size = _integer(k)
    if size is not None and size < 0:
        return acb(0)
    if size is not None and size <= _LARGEST:
        return _falling(n, k) * (k + 1).rgamma()
    return (n + 1).gamma() * (k + 1).rgamma() * (n - k + 1).rgamma()


def _harmonic(n: Ball, m: Ball | None = None) -> Ball:
    if _integer(n) == 0:
        return acb(0)
    if m is None or _integer(m) == 1:
        return (n + 1).digamma() + arb.const_euler()
    return m.zeta() - m.zeta(n + 1)


def _bernoulli(n: Ball, x: Ball | None = None) -> Ball:
    at = acb(1) if x is None else x
    return _whole(n, 0, at.bernoulli_poly)


def _fibonacci(n: Ball) -> Ball:
    def value(k: int) -> Ball:
        found = arb.fib(abs(k))
        return acb(found if k >= 0 or k % 2 else -found)

    return _whole(n, -_LARGEST, value)


def _lucas(n: Ball) -> Ball:
    return _fibonacci(n - 1) + _fibonacci(n + 1)


def _catalan(n: Ball) -> Ball:
    half = arb(1) / 2
    return acb(4) ** n * (n + half).gamma() * (n + 2).rgamma() / arb.pi().sqrt()


def _erfinv(x: Ball) -> Ball:
    """The y between −1 and 1 ± with erf y = x, held by the signs of erf(y ± r) − x: erf rises everywhere."""
    if not x.imag.is_zero() or not (x.real > -1 and x.real < 1):
        return _nothing()
    x = x.real
    if x.is_zero():
        return acb(0)
    y = arb(0)
    for _ in range(60):  # Newton's steps from 0 rise towards the root of a convex branch
        y = (y + (x - y.erf()) * (y * y).exp() * arb.pi().sqrt() / 2).mid()
    slope = 2 / arb.pi().sqrt() * (-y * y).exp()
    radius = 4 * abs((y.erf() - x) / slope).abs_upper() + abs(y) * arb(2) ** (4 - flint.ctx.prec)
    low, high = (y - radius).lower(), (y + radius).upper()
    if low.erf() <= x and high.erf() >= x:
        return acb(low.union(high))
    return _nothing()


def _hankel(sign: int) -> Callable[..., Ball]:
    return lambda n, z: z.bessel_j(n) + acb(0, sign) * z.bessel_y(n)


def _spherical(kind: Callable[..., Ball], regular: bool) -> Callable[..., Ball]:
    def value(n: Ball, z: Ball) -> Ball:
        order = _integer(n)
        if z.is_zero() and regular and order is not None and order >= 0:
            return acb(1 if order == 0 else 0)
        found = (arb.pi() / 2 / z).sqrt() * kind(n + arb(1) / 2, z)
        real = order is not None and z.imag.is_zero() and kind in (_last_j, _last_y)
        return acb(found.real) if real and found.is_finite() else found

    return value


def _last_j(n: Ball, z: Ball) -> Ball:
    return z.bessel_j(n)


def _last_y(n: Ball, z: Ball) -> Ball:
    return z.bessel_y(n)


def _lambertw(z: Ball, k: Ball | None = None) -> Ball:
    return z.lambertw() if k is None else _whole(k, -_LARGEST, z.lambertw)


def _elliptic_e(*args: Ball) -> Ball:
    return args[0].elliptic_e() if len(args) == 1 else acb.elliptic_e_inc(*args)


def _elliptic_pi(*args: Ball) -> Ball:
    return acb.elliptic_pi(*args) if len(args) == 2 else acb.elliptic_pi_inc(*args)


def _zeta(s: Ball, a: Ball | None = None) -> Ball:
    return s.zeta() if a is None else s.zeta(a)


def _hyper(upper: Any, lower: Any, z: Ball) -> Ball:
    if (len(upper), len(lower)) == (2, 1):
        return z.hypgeom_2f1(*upper, *lower)
    return z.hypgeom(list(upper), list(lower))


def _ynm(n: Ball, m: Ball, theta: Ball, phi: Ball) -> Ball:
    degree, order = _integer(n), _integer(m)
    if degree is None or order is None or not 0 <= degree <= _LARGEST:
        return _nothing()
    if abs(order) > degree:
        return acb(0)
    found = acb.spherical_y(degree, order, theta, acb(0) if order == 0 else phi)
    if order % 2 == 0 or theta.sin().real > 0 or theta.sin().is_zero():
        return found
    # SymPy's is P_n^m(cos θ) with √(1 − cos² θ), Arb's has sin θ there, which is negative outside 0 ≤ θ ≤ π
    return -found if theta.sin().real < 0 else _nothing()


def _of_inverse(name: str) -> Callable[..., Ball]:
    return lambda z: getattr(1 / z, name)()


def _acot(z: Ball) -> Ball:
    return acb(arb.pi() / 2) if z.is_zero() else (1 / z).atan()


def _lerchphi(z: Ball, s: Ball, a: Ball) -> Ball:
    return getattr(acb, _ASKS["lerchphi"])(z, s, a)


def _airy(place: int) -> Callable[..., Ball]:
    return lambda z: z.airy()[place]


_ALL: Mapping[str, Callable[..., Ball]] = {
    **{name: _method(name) for name in (
        "exp", "log", "sin", "cos", "tan", "sinh", "cosh", "tanh", "coth", "asin", "acos", "atan",
        "asinh", "acosh", "atanh", "gamma", "erf", "erfc", "erfi", "sqrt", "ei", "li", "si", "ci", "shi", "chi",
    )},
    "acot": _acot, "asec": _of_inverse("acos"), "acsc": _of_inverse("asin"), "acoth": _of_inverse("atanh"),
    "asech": _of_inverse("acosh"), "acsch": _of_inverse("asinh"),
    "atan2": _atan2, "loggamma": _method("lgamma"), "beta": _beta, "factorial": lambda n: (n + 1).gamma(),
    "lowergamma": _last("gamma_lower"), "uppergamma": _last("gamma_upper"), "polygamma": _polygamma,
    "factorial2": _factorial2, "binomial": _binomial, "rising": _rising, "falling": _falling,
    "harmonic": _harmonic, "bernoulli": _bernoulli, "fibonacci": _fibonacci, "lucas": _lucas, "catalan": _catalan,
    "erfinv": _erfinv, "expint": _last("expint"),
    "fresnels": lambda z: z.fresnel_s(normalized=True), "fresnelc": lambda z: z.fresnel_c(normalized=True),
    "besselj": _last_j, "bessely": _last_y, "besseli": _last("bessel_i"), "besselk": _last("bessel_k"),
    "hankel1": _hankel(1), "hankel2": _hankel(-1),
    "jn": _spherical(_last_j, True), "yn": _spherical(_last_y, False),
    "hn1": _spherical(_hankel(1), False), "hn2": _spherical(_hankel(-1), False),
    "airyai": _airy(0), "airyaiprime": _airy(1), "airybi": _airy(2), "airybiprime": _airy(3),
    "zeta": _zeta, "polylog": _last("polylog"), "dirichlet_eta": lambda s: s.dirichlet_eta(), "hyper": _hyper,
    "elliptic_k": _method("elliptic_k"), "elliptic_e": _elliptic_e, "elliptic_f": acb.elliptic_f,
    "elliptic_pi": _elliptic_pi, "lambertw": _lambertw,
    "legendre": _last("legendre_p"), "assoc_legendre": lambda n, m, z: z.legendre_p(n, m),
    "hermite": _last("hermite_h"), "laguerre": _last("laguerre_l"), "assoc_laguerre": _last("laguerre_l"),
    "chebyshevt": _last("chebyshev_t"), "chebyshevu": _last("chebyshev_u"),
    "gegenbauer": _last("gegenbauer_c"), "jacobi": _last("jacobi_p"), "ynm": _ynm,
    "lerchphi": _lerchphi,
}  # fmt: skip

_ASKS = {"lerchphi": "lerch_phi"}  # what a python-flint before 0.7 may lack

BY_FLINT: Mapping[str, Callable[..., Ball]] = {
    name: f for name, f in _ALL.items() if hasattr(acb, _ASKS.get(name, "gamma"))
}


def missing(name: str) -> str:
    """One sentence if the Arb backend has no such function; "" if it has."""
    if name in BY_FLINT:
        return ""
    if name in _ALL:
        return (
            f"the function {name}, which python-flint {flint.__version__} lacks; take a newer one"
        )
    return f"the function {name}, which Arb does not have"
