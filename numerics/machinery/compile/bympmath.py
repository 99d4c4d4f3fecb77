"""J_n(x) by mpmath: each named function in a private context, in SymPy's conventions.

A function of this table takes a context and numbers of it, and gives a number, real or complex. Whole numbers come
as numbers of the context and are recognised. What has no value raises ValueError or ZeroDivisionError.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

__all__ = ["BY_MPMATH"]

Number = Any
_LARGEST = 10**6  # a whole number beyond it costs more than anybody asks for


def _whole(mp: Any, n: Number, least: int = -_LARGEST) -> int:
    if not mp.isint(n) or not least <= n <= _LARGEST:
        raise ValueError("a whole number is needed")
    return int(mp.re(n))


def _factorial2(mp: Any, n: Number) -> Number:
    return mp.fac2(_whole(mp, n, -1))


def _binomial(mp: Any, n: Number, k: Number) -> Number:
    if mp.isint(k) and mp.re(k) < 0:
        return mp.zero
    if mp.isint(k) and k <= 64:
        value = mp.one
        for j in range(int(mp.re(k))):
            value = value * (n - j) / (j + 1)
        return value
    return mp.gammaprod([n + 1], [k + 1, n - k + 1])


def _harmonic(mp: Any, n: Number, m: Number = 1) -> Number:
    if n == 0:
        return mp.zero
    if m == 1:
        return mp.psi(0, n + 1) + mp.euler
    return mp.zeta(m) - mp.zeta(m, n + 1)


def _bernoulli(mp: Any, n: Number, x: Number = 1) -> Number:
    return mp.bernpoly(_whole(mp, n, 0), x)


def _lucas(mp: Any, n: Number) -> Number:
    n = _whole(mp, n)
    return mp.fib(n - 1) + mp.fib(n + 1)


def _catalan(mp: Any, n: Number) -> Number:
    return mp.mpf(4) ** n * mp.gammaprod([n + mp.mpf(1) / 2], [n + 2]) / mp.sqrt(mp.pi)


def _elliptic_pi(mp: Any, n: Number, *rest: Number) -> Number:
    """Π(n | m), and Π(n; z | m) of three arguments.

    Right of the pole at n = 1, mpmath's own integrates past it, for minutes close by; there, for real m < 1,
    Π(n|m) = K(m) − Π(m/n|m) ± (iπ/2) √(n/((n − 1)(n − m))), + above the cut and − below and on it (DLMF 19.7.9).
    """
    if len(rest) == 1 and mp.re(n) > 1 and mp.im(rest[0]) == 0 and mp.re(rest[0]) < 1:
        (m,) = rest
        jump = mp.j * mp.pi / 2 * mp.sqrt(n / ((n - 1) * (n - m)))
        return mp.ellipk(m) - mp.ellippi(m / n, m) + (jump if mp.im(n) > 0 else -jump)
    return mp.ellippi(n, *rest)


def _spherical(kind: str) -> Callable[..., Number]:
    def value(mp: Any, n: Number, z: Number) -> Number:
        if z == 0 and kind == "besselj" and mp.isint(n) and n >= 0:
            return mp.mpf(1 if n == 0 else 0)
        found = mp.sqrt(mp.pi / 2 / z) * getattr(mp, kind)(n + mp.mpf(1) / 2, z)
        real = kind in ("besselj", "bessely") and mp.isint(n) and mp.im(z) == 0
        return mp.re(found) if real else found

    return value


def _legendre(mp: Any, n: int, m: int, x: Number) -> Number:
    """P_n^m(x), m >= 0, on the cut, by its recursion in n: mpmath's own takes seconds near x = 0."""
    with mp.extraprec(16 + 2 * n.bit_length()):
        last, now = mp.zero, mp.fac2(2 * m - 1) * (-mp.sqrt(1 - x) * mp.sqrt(1 + x)) ** m
        for k in range(m + 1, n + 1):
            last, now = now, ((2 * k - 1) * x * now - (k + m - 1) * last) / (k - m)
    return +now


def _ynm(mp: Any, n: Number, m: Number, theta: Number, phi: Number) -> Number:
    n, m = _whole(mp, n, 0), _whole(mp, m)
    size = abs(m)
    if size > n:
        return mp.zero
    scale = mp.sqrt((2 * n + 1) / (4 * mp.pi) * mp.mpf(mp.fac(n - size)) / mp.fac(n + size))
    value = scale * _legendre(mp, n, size, mp.cos(theta))
    if m < 0:
        value *= (-1) ** size
    return mp.re(value) if m == 0 and mp.im(theta) == 0 else value * mp.expj(m * phi)


def _zeta(mp: Any, s: Number, a: Number = 1) -> Number:
    return mp.zeta(s, a)


def _lower(mp: Any, s: Number, x: Number) -> Number:
    if x == 0 and mp.re(s) > 0:
        return mp.zero
    return mp.power(x, s) / s * mp.hyp1f1(s, s + 1, -x)


def _upper(mp: Any, s: Number, x: Number) -> Number:
    """Γ(s, x); at x = 0 it is Γ(s) right of Re s = 0 and infinite elsewhere, where mpmath 1.3 gives Γ(s) too."""
    if x == 0 and mp.re(s) <= 0:
        raise ValueError("it is infinite at 0 unless Re s > 0")
    return mp.gammainc(s, x)


def _atan2(mp: Any, y: Number, x: Number) -> Number:
    if x == 0 and y == 0:
        raise ValueError("0 has no direction")
    return mp.atan2(y, x)


def _besseli(mp: Any, n: Number, z: Number) -> Number:
    """I_n(z); of a whole order I_(−n) = I_n (DLMF 10.27.1), which mpmath 1.3 finds after minutes or not at all."""
    return mp.besseli(abs(mp.re(n)) if mp.isint(n) else n, z)


# Of a higher whole degree mpmath's own functions are taken, which the sums would be slower than
_SUMMED = 64


def _summed(mp: Any, degree: Number) -> int | None:
    """The degree of a polynomial that is summed term by term; None for a function of another degree."""
    return int(mp.re(degree)) if mp.isint(degree) and 0 <= degree <= _SUMMED else None


def _gegenbauer(mp: Any, n: Number, a: Number, x: Number) -> Number:
    """C_n^(a)(x) = Σ_k (−1)^k (a)_(n−k) (2x)^(n−2k)/(k! (n − 2k)!) of a whole degree (DLMF 18.5.10), for every a.

    mpmath 1.3 gives 0 at a = 0, −1, −2, … in places where the polynomial is not 0.
    """
    degree = _summed(mp, n)
    if degree is None and mp.isint(n) and n >= 0 and mp.isint(a) and mp.re(a) <= 0:
        if n > -2 * a:
            return mp.zero  # the generating function (1 − 2xt + t²)^(−a) ends before t^n
        degree = _whole(mp, n, 0)
    if degree is None:
        return _polynomial("gegenbauer")(mp, n, a, x)
    total = mp.zero
    for k in range(degree // 2 + 1):
        term = mp.rf(a, degree - k) * (2 * x) ** (degree - 2 * k)
        total += (-1) ** k * term / (mp.fac(k) * mp.fac(degree - 2 * k))
    return total


def _jacobi(mp: Any, n: Number, a: Number, b: Number, x: Number) -> Number:
    """P_n^(a,b)(x): of a whole degree Σ_s C(n+a, n−s) C(n+b, s) ((x−1)/2)^s ((x+1)/2)^(n−s) (DLMF 18.5.8), else

    C(n+a, n) ₂F₁(−n, n+a+b+1; a+1; (1−x)/2). mpmath 1.3 takes the form of whole degrees at a = 0, whatever the degree.
    """
    degree = _summed(mp, n)
    if degree is not None:
        total = mp.zero
        for s in range(degree + 1):
            weight = _binomial(mp, n + a, mp.mpf(degree - s)) * _binomial(mp, n + b, mp.mpf(s))
            total += weight * ((x - 1) / 2) ** s * ((x + 1) / 2) ** (degree - s)
        return total
    if mp.isint(n):
        return _polynomial("jacobi")(mp, n, a, b, x)
    if mp.isint(a) and mp.re(a) < 0:
        raise ValueError("of a degree that is not whole it has no value at a = -1, -2, ...")
    scale = mp.gammaprod([n + a + 1], [n + 1, a + 1])
    return scale * mp.hyp2f1(-n, n + a + b + 1, a + 1, (1 - x) / 2)


_OF_DEGREE = frozenset({"laguerre", "gegenbauer", "jacobi"})


def _polynomial(name: str) -> Callable[..., Number]:
    """Of a whole degree its recurrence's sum, whatever the argument; otherwise the function of that name."""

    def value(mp: Any, *args: Number) -> Number:
        degree = args[0]
        if name in _OF_DEGREE and mp.isint(degree) and mp.re(degree) < 0:
            raise ValueError(
                "mpmath's values for negative whole degrees are not those of the function"
            )
        found = getattr(mp, name)(*args)
        if mp.isint(degree) and all(mp.im(a) == 0 for a in args):
            return mp.re(found)
        return found

    return value


def _hyper(mp: Any, upper: Any, lower: Any, z: Number) -> Number:
    return mp.hyper(list(upper), list(lower), z)


def _meijerg(mp: Any, upper: Any, lower: Any, z: Number) -> Number:
    return mp.meijerg([list(a) for a in upper], [list(b) for b in lower], z)


def _plain(name: str) -> Callable[..., Number]:
    return lambda mp, *args: getattr(mp, name)(*args)


_WIDEST = 20_000  # bits


def _kept(value: Callable[..., Number]) -> Callable[..., Number]:
    """The same, with bits enough that x + 1 is not x for a large x, nor 1 for a small one.

    mpmath 1.3 adds 1 to its arguments and divides gamma functions, at the precision of the context alone: of 10^300
    rising by 1 it makes 1, and P_3(10^-100) is 10^-100 instead of -1.5 10^-100.
    """

    def with_bits(mp: Any, *args: Number) -> Number:
        sizes = [
            abs(mp.mag(part))
            for a in args
            for part in (mp.re(a), mp.im(a))
            if part and mp.isfinite(part)
        ]
        more = int(max(sizes, default=0))
        if more > _WIDEST:
            raise ValueError(f"an argument beyond 2^{_WIDEST}, or as close to 0, is not taken")
        if more < 32:
            return value(mp, *args)
        with mp.extraprec(3 * more):  # its square and cube are added to numbers, too
            found = value(mp, *args)
        return +found

    return with_bits


_KEPT = (
    "beta", "binomial", "rising", "falling", "harmonic", "catalan", "legendre", "hermite", "chebyshevt", "chebyshevu",
    "gegenbauer", "jacobi", "assoc_laguerre", "laguerre", "assoc_legendre",
)  # fmt: skip

_FUNCTIONS: Mapping[str, Callable[..., Number]] = {
    **{name: _plain(name) for name in (
        "exp", "log", "sin", "cos", "tan", "sinh", "cosh", "tanh", "coth", "asin", "acos", "atan",
        "asinh", "acosh", "atanh", "acot", "asec", "acsc", "acoth", "asech", "acsch", "gamma", "erf", "sqrt",
        "loggamma", "beta", "factorial", "erfc", "erfi", "erfinv", "ei", "expint", "li", "si", "ci",
        "shi", "chi", "fresnels", "fresnelc", "besselj", "bessely", "besselk", "hankel1", "hankel2",
        "airyai", "airybi", "polylog",
    )},
    "atan2": _atan2, "besseli": _besseli, "lowergamma": _lower, "uppergamma": _upper,
    "polygamma": lambda mp, n, x: mp.psi(_whole(mp, n, 0), x),
    "factorial2": _factorial2, "binomial": _binomial,
    "rising": lambda mp, x, n: mp.rf(x, n), "falling": lambda mp, x, n: mp.ff(x, n),
    "harmonic": _harmonic, "bernoulli": _bernoulli,
    "fibonacci": lambda mp, n: mp.mpf(mp.fib(_whole(mp, n))), "lucas": _lucas, "catalan": _catalan,
    "jn": _spherical("besselj"), "yn": _spherical("bessely"),
    "hn1": _spherical("hankel1"), "hn2": _spherical("hankel2"),
    "airyaiprime": lambda mp, z: mp.airyai(z, derivative=1),
    "airybiprime": lambda mp, z: mp.airybi(z, derivative=1),
    "zeta": _zeta, "lerchphi": lambda mp, z, s, a: mp.lerchphi(z, s, a), "dirichlet_eta": lambda mp, s: mp.altzeta(s),
    "hyper": _hyper, "meijerg": _meijerg,
    "elliptic_k": lambda mp, m: mp.ellipk(m), "elliptic_e": lambda mp, *args: mp.ellipe(*args),
    "elliptic_f": lambda mp, z, m: mp.ellipf(z, m), "elliptic_pi": _elliptic_pi,
    "lambertw": lambda mp, z, k=0: mp.lambertw(z, _whole(mp, mp.mpf(k))),
    "legendre": _polynomial("legendre"), "hermite": _polynomial("hermite"),
    "chebyshevt": _polynomial("chebyt"), "chebyshevu": _polynomial("chebyu"),
    "gegenbauer": _gegenbauer, "jacobi": _jacobi,
    "assoc_laguerre": _polynomial("laguerre"), "laguerre": lambda mp, n, x: _polynomial("laguerre")(mp, n, mp.zero, x),
    "assoc_legendre": lambda mp, n, m, x: mp.legenp(n, m, x, type=2), "ynm": _ynm,
}  # fmt: skip

BY_MPMATH: Mapping[str, Callable[..., Number]] = {
    **_FUNCTIONS, **{name: _kept(_FUNCTIONS[name]) for name in _KEPT}
}  # fmt: skip
