"""f(u) = Σ c_{rs} u^r (log u)^s + O(u^ρ (log u)^k) for u → +∞: expansions with the order of what is left out.

    (1 + δ)^p, log(1 + δ), e^δ, and what is analytic at c: Taylor's series, for δ → 0
    log Γ(z) = (z − 1/2) log z − z + log(2π)/2 + 1/(12z) − 1/(360z³) + O(z^{−5})             (DLMF 5.11.1)
    ψ(z) = log z − 1/(2z) − 1/(12z²) + 1/(120z⁴) + O(z^{−6})                                 (DLMF 5.11.2)
    ∫_0^w f = Σ c_r w^{r+1}/(r+1) + O(w^{ρ+1}),  w → 0+,  f = Σ c_r t^r + O(t^ρ), every r > −1

Each is an expansion of a function that is continuous from some u on. A coefficient that may be 0 decides nothing: where
it would have to, the expression is refused (Undischarged). Not guaranteed: that an expansion is found.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import sympy as sp

from softpot.derive.machinery.discharge.definite import is_nonzero, is_positive, sign_of
from softpot.derive.machinery.discharge.zero import vanishes
from softpot.derive.machinery.errors import Undischarged

__all__ = ["Expansion", "expansion"]

_TERMS = 9  # of a series in a small quantity
_BEYOND = sp.Integer(-60)  # the order of what falls exponentially; it falls faster than any power

_EVERYWHERE = (sp.sin, sp.cos, sp.sinh, sp.cosh, sp.erf, sp.erfc)
_ON_THE_LINE = (sp.atan, sp.asinh, sp.tanh)
_WITHIN_ONE = (sp.asin, sp.acos, sp.atanh)
_FOR_POSITIVE = (sp.gamma, sp.loggamma, sp.digamma)

Power = tuple[Any, int]


@dataclass(frozen=True)
class Expansion:
    """Σ c u^r (log u)^s over ``terms``, keys (r, s), and what is left out is O(u^ρ (log u)^k), ρ = ``rest``."""

    terms: Mapping[Power, Any]
    rest: Any = -sp.oo

    def __add__(self, other: Expansion) -> Expansion:
        terms = dict(self.terms)
        for key, c in other.terms.items():
            terms[key] = terms.get(key, sp.Integer(0)) + c
        return _kept(terms, sp.Max(self.rest, other.rest))

    def __mul__(self, other: Expansion) -> Expansion:
        terms: dict[Power, Any] = {}
        for (r, s), c in self.terms.items():
            for (q, t), d in other.terms.items():
                key = (r + q, s + t)
                terms[key] = terms.get(key, sp.Integer(0)) + c * d
        rest = sp.Max(
            self._highest + other.rest, self.rest + other._highest, self.rest + other.rest
        )
        return _kept(terms, rest)

    @property
    def _highest(self) -> Any:
        return max((r for r, _ in self.terms), default=self.rest)

    def times(self, c: Any, r: Any = 0) -> Expansion:
        """The expansion times c u^r."""
        terms = {(q + r, s): c * d for (q, s), d in self.terms.items()}
        return _kept(terms, self.rest + r)

    def leading(self) -> tuple[Any, int, Any]:
        """(r, s, c) of the leading term c u^r (log u)^s; Undischarged where it is not known which one leads."""
        for key in sorted(self.terms, reverse=True):
            c = self.terms[key]
            if vanishes(c):
                continue
            if is_nonzero(c):
                return (*key, c)
            raise Undischarged(f"whether the coefficient {c} of the leading term is 0 is not known")
        raise Undischarged("all terms that were worked out cancel, so the next ones decide")

    def without_leading(self) -> Expansion:
        """What stands behind the terms that do not vanish."""
        r, s, _ = self.leading()
        return _kept({key: c for key, c in self.terms.items() if key < (r, s)}, self.rest)


def _kept(terms: Mapping[Power, Any], rest: Any) -> Expansion:
    kept = {}
    for key, c in terms.items():
        plain = sp.expand(c)
        if key[0] > rest and plain != 0:
            kept[key] = plain
    return Expansion(kept, rest)


def constant(c: Any) -> Expansion:
    """A constant as it stands."""
    return Expansion({(sp.Integer(0), 0): c} if c != 0 else {})


ONE = constant(sp.Integer(1))


def expansion(e: sp.Expr, u: sp.Symbol) -> Expansion:
    """The expansion of e for u → +∞; raises Undischarged where no rule gives one."""
    if not e.has(u):
        if e.is_finite is False or e.has(sp.zoo, sp.nan, sp.Limit, sp.Integral, sp.Sum):
            raise Undischarged(f"{e} is not a plain constant")
        return constant(e)
    if e == u:
        return Expansion({(sp.Integer(1), 0): sp.Integer(1)})
    for kind, rule in _RULES:
        if isinstance(e, kind):
            return rule(e, u)
    raise Undischarged(f"no rule expands {e}")


def _sum(e: sp.Add, u: sp.Symbol) -> Expansion:
    total = Expansion({})
    for part in e.args:
        total = total + expansion(part, u)
    return total


def _product(e: sp.Mul, u: sp.Symbol) -> Expansion:
    product = ONE
    for part in e.args:
        product = product * expansion(part, u)
    return product


def _to_a_power(e: sp.Pow, u: sp.Symbol) -> Expansion:
    if isinstance(e, sp.exp):
        return exponential(expansion(e.args[0], u))
    if e.exp.has(u):
        return exponential(expansion(e.exp, u) * logarithm(expansion(e.base, u)))
    return power(expansion(e.base, u), e.exp)


def _harmonic(e: sp.Expr, u: sp.Symbol) -> Expansion:
    if len(e.args) != 1:
        raise Undischarged(f"no rule expands {e}")
    return expansion(sp.digamma(e.args[0] + 1), u) + constant(sp.EulerGamma)


def _polygamma(e: sp.Expr, u: sp.Symbol) -> Expansion:
    if e.args[0] != 0:
        raise Undischarged(f"no rule expands {e}")
    return _of(sp.digamma, expansion(e.args[1], u))


def _function(e: sp.Function, u: sp.Symbol) -> Expansion:
    if e.func in _QUOTIENTS:
        return expansion(_QUOTIENTS[e.func](e.args[0]), u)
    if len(e.args) != 1:
        raise Undischarged(f"no rule expands {e}")
    return _of(e.func, expansion(e.args[0], u))


def _small(one: Expansion) -> tuple[Any, Any, Expansion]:
    """(c, r, δ) of c u^r (1 + δ), δ → 0."""
    r, s, c = one.leading()
    if s:
        raise Undischarged("a logarithm leads, of which powers and logarithms are not expanded")
    behind = one.without_leading().times(1 / c, -r)
    if any(key[0] >= 0 for key in behind.terms) or not behind.rest < 0:
        raise Undischarged("the terms behind the leading one are not smaller by a power")
    return c, r, behind


def _series(coefficients: list[Any], small: Expansion) -> Expansion:
    """Σ a_k δ^k + O(δ^{K+1})."""
    total, power_of = constant(coefficients[0]), ONE
    for a in coefficients[1:]:
        power_of = power_of * small
        total = total + power_of.times(a)
    if small.terms or small.rest != -sp.oo:
        top = max([small.rest, *(r for r, _ in small.terms)])
        total = _kept(total.terms, sp.Max(total.rest, top * len(coefficients)))
    return total


def power(base: Expansion, p: Any) -> Expansion:
    """base^p for a p that does not depend on u."""
    if p.is_Integer and 0 <= p <= _TERMS and base.rest == -sp.oo:
        product = ONE
        for _ in range(int(p)):
            product = product * base
        return product
    c, r, small = _small(base)
    if not (p.is_Integer or is_positive(c)):
        raise Undischarged(f"a power {p} of what was not shown positive")
    if not (r * p).is_Rational:
        raise Undischarged(f"the power {p} is not a number")
    front = _series([sp.binomial(p, k).expand(func=True) for k in range(_TERMS)], small)
    return front.times(c**p, r * p)


def logarithm(one: Expansion) -> Expansion:
    """log of what is positive from some u on."""
    c, r, small = _small(one)
    if not is_positive(c):
        raise Undischarged("a logarithm of what was not shown positive")
    head = {(sp.Integer(0), 0): sp.log(c), (sp.Integer(0), 1): r}
    tail = [sp.Integer(0), *(sp.Rational((-1) ** (k + 1), k) for k in range(1, _TERMS))]
    return _kept(head, -sp.oo) + _series(tail, small)


def exponential(one: Expansion) -> Expansion:
    """e to the expansion, where that grows like a logarithm at most, or falls like a negative power."""
    grows = [key for key in one.terms if key[0] > 0]
    if grows or not one.rest < 0:
        r, _, c = one.leading()
        if r > 0 and sign_of(c) == -1:
            return Expansion({}, _BEYOND)
        raise Undischarged("an exponential that grows has no expansion in powers")
    ahead = {key: c for key, c in one.terms.items() if key[0] == 0}
    q = ahead.get((sp.Integer(0), 1), sp.Integer(0))
    if any(s > 1 for _, s in ahead) or not q.is_Rational:
        raise Undischarged(f"the power {q} is not a number")
    small = _kept({key: c for key, c in one.terms.items() if key[0] < 0}, one.rest)
    front = sp.exp(ahead.get((sp.Integer(0), 0), sp.Integer(0)))
    return _series([1 / sp.factorial(k) for k in range(_TERMS)], small).times(front, q)


def _of(f: Any, inner: Expansion) -> Expansion:
    """A function of one argument, at a finite limit of it by Taylor's series, at infinity by what is known there."""
    if not any(key[0] > 0 or (key[0] == 0 and key[1]) for key in inner.terms) and inner.rest < 0:
        at = inner.terms.get((sp.Integer(0), 0), sp.Integer(0))
        small = _kept({key: c for key, c in inner.terms.items() if key[0] < 0}, inner.rest)
        return _series(_taylor(f, at), small)
    r, s, c = inner.leading()
    sign = sign_of(c)
    if sign is None or r <= 0 or s:
        raise Undischarged(f"no rule expands {f} there")
    if (f, sign) in _FLAT:
        return Expansion({(sp.Integer(0), 0): _FLAT[f, sign]}, _BEYOND)
    if f is sp.atan:
        return constant(sign * sp.pi / 2) + _of(sp.atan, power(inner, sp.Integer(-1))).times(-1)
    if sign == 1 and f in _STIRLING:
        return _STIRLING[f](inner)
    raise Undischarged(f"no rule expands {f} at infinity")


def _taylor(f: Any, at: Any) -> list[Any]:
    allowed = (
        f in _EVERYWHERE
        or (f in _ON_THE_LINE and at.is_extended_real)
        or (f in _WITHIN_ONE and is_positive(1 - at**2))
        or (f in _FOR_POSITIVE and is_positive(at))
        or (f is sp.tan and is_nonzero(sp.cos(at)))
    )
    if not allowed:
        raise Undischarged(f"{f} was not shown analytic at {at}")
    z = sp.Dummy("z")
    found, here = [], f(z)
    for k in range(_TERMS):
        found.append(here.subs(z, at) / sp.factorial(k))
        here = sp.diff(here, z)
    return found


def _log_gamma(z: Expansion) -> Expansion:
    inverse, half = power(z, sp.Integer(-1)), constant(sp.Rational(-1, 2))
    main = (z + half) * logarithm(z) + z.times(-1) + constant(sp.log(2 * sp.pi) / 2)
    cubed = inverse * inverse * inverse
    return _known_to(main + inverse.times(sp.Rational(1, 12)) + cubed.times(-sp.Rational(1, 360)), z, 5)  # fmt: skip


def _digamma(z: Expansion) -> Expansion:
    inverse = power(z, sp.Integer(-1))
    squared = inverse * inverse
    main = logarithm(z) + inverse.times(-sp.Rational(1, 2)) + squared.times(-sp.Rational(1, 12))
    return _known_to(main + (squared * squared).times(sp.Rational(1, 120)), z, 6)


def _known_to(one: Expansion, z: Expansion, order: int) -> Expansion:
    return _kept(one.terms, sp.Max(one.rest, -order * z.leading()[0]))


def _integral(integral: sp.Integral, u: sp.Symbol) -> Expansion:
    """∫_a^{a+w} f dt with w → 0: f is expanded at a, on the side on which it is integrated."""
    if len(integral.limits) != 1 or len(integral.limits[0]) != 3:
        raise Undischarged(f"{integral} is not a single definite integral")
    t, lower, upper = integral.limits[0]
    if integral.function.has(u) or lower.has(u) or lower.is_finite is not True:
        raise Undischarged(f"{integral} depends on more than its upper end")
    w = expansion(upper - lower, u)
    r, s, c = w.leading()
    sign = sign_of(c)
    if sign is None or s or not r < 0:
        raise Undischarged(f"the upper end of {integral} does not approach the lower one")
    v = sp.Dummy("v", positive=True)
    f = expansion(integral.function.xreplace({t: lower + sign / v}), v)
    if any(q >= 1 or s for q, s in f.terms) or not f.rest < 1:
        raise Undischarged(f"{integral.function} is too large at {t} = {lower}")
    w = w.times(sign)
    total = Expansion({}, r * (1 - f.rest) if f.rest != -sp.oo else -sp.oo)
    for (q, _), d in f.terms.items():  # t^{-q} in terms of w
        total = total + power(w, 1 - q).times(sign * d / (1 - q))
    return total


# what an argument that grows like a power is reached by, up to what falls exponentially
_FLAT: Mapping[tuple[Any, int], Any] = {
    (sp.tanh, 1): sp.S.One, (sp.tanh, -1): sp.S.NegativeOne,
    (sp.erf, 1): sp.S.One, (sp.erf, -1): sp.S.NegativeOne,
    (sp.erfc, 1): sp.S.Zero, (sp.erfc, -1): sp.Integer(2),
}  # fmt: skip
_STIRLING: Mapping[Any, Callable[[Expansion], Expansion]] = {
    sp.loggamma: _log_gamma, sp.digamma: _digamma,
}  # fmt: skip
_QUOTIENTS: Mapping[Any, Callable[[Any], Any]] = {
    sp.coth: lambda z: sp.cosh(z) / sp.sinh(z), sp.cot: lambda z: sp.cos(z) / sp.sin(z),
    sp.sech: lambda z: 1 / sp.cosh(z), sp.sec: lambda z: 1 / sp.cos(z),
    sp.csch: lambda z: 1 / sp.sinh(z), sp.csc: lambda z: 1 / sp.sin(z),
}  # fmt: skip
_RULES: tuple[tuple[Any, Callable[[Any, sp.Symbol], Expansion]], ...] = (
    (sp.Add, _sum),
    (sp.Mul, _product),
    (sp.Pow, _to_a_power),
    (sp.exp, _to_a_power),
    (sp.log, lambda e, u: logarithm(expansion(e.args[0], u))),
    (sp.Integral, _integral),
    (sp.harmonic, _harmonic),
    (sp.polygamma, _polygamma),
    (sp.Function, _function),
)
