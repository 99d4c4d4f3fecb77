"""lim_(n→∞) x^e(n) g(n) = 0 for every real x, because the modulus of what tends to 0 does."""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp

from softpot.derive.machinery.discharge.algebra import equal, equalities
from softpot.derive.machinery.discharge.leading import LeadingTerms
from softpot.derive.machinery.errors import Undischarged

__all__ = ["ByModulus"]


@dataclass(frozen=True)
class ByModulus:
    """lim_(n→∞) x^{jn + c} g(n) = 0 for a real x of either sign, n being whole and g free of x.

    For x ≠ 0 it is the limit with |x| > 0, which ``LeadingTerms`` proves; at x = 0 every term with a positive exponent
    is 0. Errors: Undischarged. It is not exported to Rocq.

    >>> import sympy as sp
    >>> from softpot.derive import ByModulus, equal
    >>> x, n = sp.Symbol("x", real=True), sp.Symbol("n", integer=True, positive=True)
    >>> bool(ByModulus()(equal(sp.Limit(x**n / sp.factorial(n), n, sp.oo), 0)))
    True
    """

    kind: str = "the modulus tends to 0"

    def __call__(self, statement: sp.Basic) -> str:
        for lhs, value in equalities(statement):
            if not isinstance(lhs, sp.Limit) or lhs.args[2] is not sp.oo or value != 0:
                raise Undischarged(f"{lhs} = {value} is not a limit at infinity that is 0")
            f, n = lhs.args[:2]
            if not n.is_integer:
                raise Undischarged(f"{n} is not a whole number")
            x, exponent, rest = _power(f, n)
            above = sp.Dummy(str(x), positive=True)
            LeadingTerms()(equal(lhs.func(above**exponent * rest, *lhs.args[1:]), 0))
        return f"for {x} other than 0 the terms with |{x}| tend to 0, and at {x} = 0 all are 0 from one on"


def _power(f: sp.Expr, n: sp.Symbol) -> tuple[sp.Symbol, sp.Expr, sp.Expr]:
    """(x, e, g) of x^e g."""
    factors = [(g, *g.as_base_exp()) for g in sp.Mul.make_args(f)]
    for g, x, e in factors:
        step = sp.expand(sp.diff(e, n))
        rest = f / g
        whole = e.is_integer and step.is_Integer and step > 0
        if x.is_Symbol and x.is_extended_real and whole and not rest.has(x) and not e.has(x):
            return x, e, rest
    raise Undischarged(f"{f} is not a power of one real symbol times what is free of it")
