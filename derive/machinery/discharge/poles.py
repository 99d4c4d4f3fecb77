"""Terms f(k) that have a value at every whole number k of a range: no denominator is 0 there, no Γ has a pole.

    1/(k − a): a is no whole number, or lies outside the range          Γ(k − a), log(k − a), binomials and others alike

What is rational in k is decided by its roots, the rest by signs. What does not depend on k is taken as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import sympy as sp
from sympy.core.function import AppliedUndef
from sympy.functions.special.bessel import airyaiprime, airybiprime, jn, yn

from softpot.derive.machinery.discharge.definite import is_nonzero
from softpot.derive.machinery.errors import Undischarged

__all__ = ["refuse_poles"]


def refuse_poles(f: sp.Expr, k: sp.Symbol, low: sp.Expr, high: sp.Expr) -> None:
    """Raises Undischarged unless f was shown to have a value for every whole k with low ≤ k ≤ high.

    An endless sum has to converge by the conditions that are shown with its line, so that there a parameter that is
    no whole number may be taken not to meet a pole.

    >>> import sympy as sp
    >>> from softpot.derive.machinery.discharge.poles import refuse_poles
    >>> k, n = sp.symbols("k n", integer=True, nonnegative=True)
    >>> refuse_poles(1 / (k + 1), k, sp.Integer(0), n)
    >>> refuse_poles(1 / (k - 23), k, sp.Integer(0), n)
    Traceback (most recent call last):
    softpot.derive.machinery.errors.Undischarged: ...
    """
    _Range(f, k, low, high).walk(f, frozenset())


@dataclass(frozen=True)
class _Range:
    term: sp.Expr
    k: sp.Symbol
    low: sp.Expr
    high: sp.Expr

    def walk(self, e: Any, bound: frozenset[Any]) -> None:
        """Each part of e that depends on k, and not on the variables of an inner integral or sum."""
        if not e.has(self.k):
            return
        bound = bound | set(getattr(e, "bound_symbols", ()))
        for part in e.args:
            self.walk(part, bound)
        if e.free_symbols & bound:
            return
        if isinstance(e, sp.Pow) and e.base.has(self.k):
            if not self.not_below_0(e.exp):
                self.refuse_zero(e.base)
        elif isinstance(e, sp.Function) and not isinstance(e, (AppliedUndef, *_FINITE)):
            for kind, rule in _RULES.items():
                if isinstance(e, kind):
                    rule(self, e)
                    return
            self.refuse(f"it is not known whether {e} has a value at every {self.k}")

    def refuse(self, why: str) -> None:
        for dummy in sp.Tuple(self.term, self.k, self.low, self.high).atoms(sp.Dummy):
            why = why.replace(str(dummy), dummy.name)  # as the line calls it
        raise Undischarged(f"a term of a sum or product was not shown to have a value: {why}")

    def refuse_zero(self, e: sp.Expr) -> None:
        """Raises Undischarged unless e was shown to be other than 0 all over the range."""
        for factor in self._factors(e):
            if factor.has(self.k):
                self._refuse_zero_of(factor)

    def _factors(self, e: sp.Expr) -> Iterator[sp.Expr]:
        form = e
        if e.is_rational_function(self.k) and not e.has(AppliedUndef):
            form = sp.factor(e)
        for factor in sp.Mul.make_args(form):
            base, exponent = factor.as_base_exp()
            yield base if base.has(self.k) and not exponent.has(self.k) else factor

    def _refuse_zero_of(self, e: sp.Expr) -> None:
        if e.has(AppliedUndef):
            return  # it is other than 0 where the line says something
        roots = self._roots(e)
        if roots is not None and all(self._left_out(root) for root in roots):
            return
        if any(is_nonzero(form) for form in self._forms(e)):
            return
        for root in roots or ():
            if not self._left_out(root):
                self.refuse(
                    f"{sp.sstr(self.term)[:200]} may have none at {self.k} = {root}, which was not shown to lie "
                    f"outside {self.low} to {self.high}; assumptions on symbols, such as their signs, have to say so"
                )
        self.refuse(f"{e} was not shown to be other than 0 for {self.k} from {self.low} to {self.high}")  # fmt: skip

    def _roots(self, e: sp.Expr) -> list[sp.Expr] | None:
        """The zeros that may be whole numbers; None where they are not known."""
        if not e.is_polynomial(self.k):
            return None
        form = sp.Poly(e, self.k)
        if form.domain.is_ZZ or form.domain.is_QQ:
            return [root for root in form.ground_roots() if root.is_Integer]
        if form.degree() == 1:
            slope, start = form.all_coeffs()
            if is_nonzero(slope):
                return [sp.expand(sp.cancel(-start / slope))]
        return None

    def _left_out(self, root: sp.Expr) -> bool:
        endless = self.low.is_infinite or self.high.is_infinite
        whole = root.is_integer
        if whole is False or (endless and whole is None and root.is_finite is not False):
            return True
        below = self.low.is_finite is not False and sp.expand(root - self.low).is_negative
        return bool(
            below or (self.high.is_finite is not False and sp.expand(root - self.high).is_positive)
        )

    def _forms(self, e: sp.Expr) -> Iterator[sp.Expr]:
        """e at low + i and at high − i, i ≥ 0, where what is known to be positive is an unknown that is."""
        i = sp.Dummy("i", integer=True, nonnegative=True)
        for at in (self.low + i, self.high - i):
            if at.is_infinite or not at.has(i):
                continue
            for moved in (e.subs(self.k, at), sp.expand(e.subs(self.k, at))):
                form = moved.replace(_is_above_1, lambda *_: 1 + sp.Dummy(nonnegative=True))
                form = form.replace(_is_above_0, lambda *_: sp.Dummy(positive=True))
                yield form
                yield sp.expand(form)
                yield sp.factor(sp.expand(form))
        yield e

    def not_below_0(self, e: sp.Expr) -> bool:
        return any(form.is_nonnegative for form in self._forms(e))

    def above_0(self, e: sp.Expr) -> bool:
        return any(form.is_positive for form in self._forms(e))

    def refuse_unless_above_0(self, e: sp.Expr, of: sp.Expr) -> None:
        """For Γ(e), which has poles at 0, −1, −2, …"""
        if e.has(self.k) and e.is_integer is not False and not self.above_0(e):
            self.refuse(f"{of} was not shown to have no pole for {self.k} from {self.low} to {self.high}")  # fmt: skip


def _is_above_1(e: sp.Basic) -> bool:
    """b^u of a number b ≥ 1, u ≥ 0; Fibonacci and Lucas numbers, binomials."""
    if isinstance(e, sp.Pow):
        base, exponent = e.args
        return bool(
            exponent.free_symbols and exponent.is_nonnegative and base.is_number
            and base.is_real and (base - 1).is_nonnegative
        )  # fmt: skip
    if isinstance(e, sp.binomial):
        top, low = e.args
        whole = top.is_integer and low.is_integer and low.is_nonnegative
        return bool(whole and sp.expand(top - low).is_nonnegative)
    if isinstance(e, (sp.fibonacci, sp.lucas, sp.harmonic)) and len(e.args) == 1:
        return bool(e.args[0].is_integer and (e.args[0].is_positive))
    return False


def _is_above_0(e: sp.Basic) -> bool:
    return isinstance(e, (sp.gamma, sp.factorial)) and bool(e.args[0].is_positive)


Rule = Callable[[_Range, Any], None]


def _no_zero(*of: Callable[[Any], Any]) -> Rule:
    """The rule that such expressions of the function are not 0."""

    def rule(here: _Range, e: Any) -> None:
        for one in of:
            here.refuse_zero(one(e))

    return rule


def _above(*of: Callable[[Any], Any]) -> Rule:
    """The rule that such expressions of the function are above 0, or no whole numbers."""

    def rule(here: _Range, e: Any) -> None:
        for one in of:
            here.refuse_unless_above_0(one(e), e)

    return rule


def _binomial(here: _Range, e: Any) -> None:
    top, low = e.args
    if not (here.not_below_0(low) and low.is_integer):
        here.refuse_unless_above_0(top + 1, e)
        if not top.has(here.k) and not (top + 1).is_positive:
            here.refuse(f"{e} was not shown to have a value for every {here.k}")


def _rising(here: _Range, e: Any) -> None:
    x, count = e.args
    if not (here.not_below_0(count) and count.is_integer):
        here.refuse_unless_above_0(x, e)
        here.refuse_unless_above_0(x + count, e)


def _falling(here: _Range, e: Any) -> None:
    if not (here.not_below_0(e.args[1]) and e.args[1].is_integer):
        here.refuse_unless_above_0(e.args[0] - e.args[1] + 1, e)
        here.refuse_unless_above_0(e.args[0] + 1, e)


def _wave(here: _Range, e: Any) -> None:
    """tan and the like of a rational number other than 0 have no pole."""
    a = e.args[0]
    if not a.is_polynomial(here.k) or not sp.Poly(a, here.k).domain.is_Numerical:
        here.refuse(f"it is not known whether {e} has a value at every {here.k}")
    domain = sp.Poly(a, here.k).domain
    if not (domain.is_ZZ or domain.is_QQ):
        here.refuse(f"it is not known whether {e} has a value at every {here.k}")
    if isinstance(e, (sp.cot, sp.csc)):
        here.refuse_zero(a)


def _real(here: _Range, e: Any) -> None:
    if not e.args[0].is_extended_real:
        here.refuse(f"{e.args[0]} was not shown to be real")


def _hyperbolic(here: _Range, e: Any) -> None:
    _real(here, e)
    here.refuse_zero(e.args[0])


def _first_not_below_0(here: _Range, e: Any) -> None:
    if not here.not_below_0(e.args[0]):
        here.refuse(f"{e.args[0]} in {e} was not shown not to be negative")


def _zeta(here: _Range, e: Any) -> None:
    here.refuse_zero(e.args[0] - 1)
    if len(e.args) > 1:
        here.refuse_unless_above_0(e.args[1], e)


def _bessel(here: _Range, e: Any) -> None:
    order, z = e.args
    if isinstance(e, (sp.besselj, sp.besseli)) and (order.is_integer or here.not_below_0(order)):
        return
    here.refuse_zero(z)


_FINITE = (
    sp.exp, sp.sin, sp.cos, sp.sinh, sp.cosh, sp.erf, sp.erfc, sp.erfi, sp.Si, sp.Shi, sp.fresnels, sp.fresnelc,
    sp.airyai, sp.airybi, airyaiprime, airybiprime, sp.Abs, sp.sign, sp.floor, sp.ceiling, sp.re, sp.im,
    sp.conjugate, sp.Max, sp.Min, sp.Heaviside, sp.KroneckerDelta, sp.asin, sp.acos, sp.asinh, sp.acosh, sp.acot,
    sp.fibonacci, sp.lucas, sp.Piecewise,
)  # fmt: skip
"""Functions that have a value wherever their arguments have one."""

_RULES: Mapping[Any, Rule] = {
    sp.log: _no_zero(lambda e: e.args[0]),
    (sp.gamma, sp.loggamma): _above(lambda e: e.args[0]),
    sp.polygamma: _above(lambda e: e.args[1]),
    sp.factorial: _above(lambda e: e.args[0] + 1),
    sp.factorial2: _above(lambda e: e.args[0] + 2),
    sp.harmonic: _above(lambda e: e.args[0] + 1),
    sp.catalan: _above(lambda e: e.args[0] + 1),
    sp.beta: _above(lambda e: e.args[0], lambda e: e.args[1]),
    sp.binomial: _binomial,
    sp.RisingFactorial: _rising,
    sp.FallingFactorial: _falling,
    sp.zeta: _zeta,
    (sp.tan, sp.sec, sp.cot, sp.csc): _wave,
    (sp.coth, sp.csch): _hyperbolic,
    (sp.tanh, sp.sech, sp.atan): _real,
    (sp.atanh, sp.acoth): _no_zero(lambda e: 1 - e.args[0], lambda e: 1 + e.args[0]),
    (sp.asech, sp.acsch, sp.asec, sp.acsc, sp.arg): _no_zero(lambda e: e.args[0]),
    (sp.Ei, sp.Ci, sp.Chi): _no_zero(lambda e: e.args[0]),
    (sp.elliptic_k, sp.elliptic_e): _no_zero(lambda e: 1 - e.args[-1]),
    (sp.besselj, sp.besseli, sp.bessely, sp.besselk, sp.hankel1, sp.hankel2, jn, yn): _bessel,
    (
        sp.legendre, sp.hermite, sp.laguerre, sp.chebyshevt, sp.chebyshevu, sp.gegenbauer, sp.jacobi, sp.bernoulli,
        sp.euler, sp.bell,
    ): _first_not_below_0,
}  # fmt: skip
"""What the others need."""
