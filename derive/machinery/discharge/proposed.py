"""Antiderivatives that SymPy proposes, and the algebra that helps it; none is believed before it is differentiated.

rational in x, or in e^x       by partial fractions
I = A + B I                    A/(1 − B), where integration by parts comes back to the integral itself
anything else                  by SymPy's rules for integration by hand
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sympy as sp
from sympy.concrete.gosper import gosper_term
from sympy.functions.elementary.hyperbolic import HyperbolicFunction
from sympy.integrals.manualintegrate import manualintegrate
from sympy.integrals.rationaltools import ratint
from sympy.simplify.fu import TR8

from softpot.derive.machinery.discharge.continuity import between
from softpot.derive.machinery.discharge.growth import limit_at_infinity

__all__ = ["antiderivatives", "antidifferences"]

_MOST_WAVES = 4  # different sines and cosines beside what is no polynomial


def antiderivatives(f: sp.Expr, x: sp.Symbol, lower: sp.Expr, upper: sp.Expr) -> Iterator[sp.Expr]:
    """Proposals F for F' = f between the limits; there may be none, and any may be wrong.

    >>> from sympy import exp, oo
    >>> from sympy.abc import x
    >>> from softpot.derive.machinery.discharge.proposed import antiderivatives
    >>> next(antiderivatives(x * exp(-x), x, 0 * x, oo))
    -x*exp(-x) - exp(-x)
    """
    s = between(x, lower, upper)
    for F in _proposals(f.xreplace({x: s}), s):
        for branch in _branches(F):
            if not branch.has(sp.Integral, sp.nan, sp.zoo, sp.RootSum):
                yield branch.xreplace({s: x})


def antidifferences(f: sp.Expr, k: sp.Symbol) -> Iterator[sp.Expr]:
    """Proposals F → 0 for F(k) − F(k + 1) = f(k): of a geometric series, and by Gosper's algorithm (SymPy's)."""
    ratio = sp.simplify(f.subs(k, k + 1) / f)
    if not ratio.has(k):
        yield f / (1 - ratio)
    elif (powers := _as_powers(f, k)) is not None:
        multiplier = gosper_term(powers[0], k)
        multiplier = None if multiplier is None else multiplier.xreplace(powers[1])
        if multiplier is not None:
            F, u = -multiplier * f, sp.Dummy("n", positive=True)
            yield sp.factor(F - limit_at_infinity(F.xreplace({k: u}), u))


def _as_powers(f: sp.Expr, k: sp.Symbol) -> tuple[sp.Expr, dict[sp.Basic, sp.Basic]] | None:
    """f with q^k for e^{ak}, and what each q stands for; None where neighbouring terms have no rational quotient."""
    meant: dict[sp.Basic, sp.Basic] = {}

    def power(argument: sp.Expr) -> sp.Expr:
        slope = sp.expand(argument).coeff(k, 1)
        q = next((q for q, e in meant.items() if e == sp.exp(slope)), sp.Dummy("q", positive=True))
        meant[q] = sp.exp(slope)
        return q**k * sp.exp(sp.expand(argument - slope * k))

    made = f.replace(lambda e: isinstance(e, sp.exp) and e.has(k), lambda e: power(e.args[0]))
    ratio = sp.simplify(made.subs(k, k + 1) / made)
    return (made, meant) if ratio.is_rational_function(k) else None


def _proposals(f: sp.Expr, s: sp.Symbol) -> Iterator[Any]:
    if f.is_rational_function(s):
        yield ratint(f, s, real=True)
        yield manualintegrate(sp.apart(f, s), s)
        return
    q = sp.Dummy("q", positive=True)
    in_q = _in_exponentials(f, s, q)
    if in_q is not None:
        yield ratint(in_q / q, q, real=True).subs(q, sp.exp(s))
    waves = [w for w in f.atoms(sp.sin, sp.cos) if w.has(s)]
    if len(waves) > _MOST_WAVES and not (
        f.xreplace({w: sp.Dummy() for w in waves}).is_polynomial(s)
    ):
        return  # SymPy would look for substitutions for minutes
    forms = [f, sp.expand(f)]
    if f.has(sp.sin, sp.cos):  # products of waves as sums of them
        forms.insert(1, TR8(f))
    for form in dict.fromkeys(forms):
        yield _solved(manualintegrate(form, s), form, s)
    if isinstance(f, (sp.erf, sp.erfc, sp.erfi, sp.Si, sp.Ci, sp.Ei, sp.fresnels, sp.fresnelc)):
        yield s * f - manualintegrate(s * sp.diff(f, s), s)


def _in_exponentials(f: sp.Expr, s: sp.Symbol, q: sp.Symbol) -> sp.Expr | None:
    """f as a rational function of q = e^x; None if it is none."""
    if f.has(HyperbolicFunction):
        f = f.rewrite(sp.exp)
    if not f.has(sp.exp):
        return None
    form = sp.powsimp(sp.expand(f)).replace(
        lambda e: isinstance(e, sp.exp) and sp.cancel(e.args[0] / s).is_Integer,
        lambda e: q ** sp.cancel(e.args[0] / s),
    )
    form = sp.together(form)
    return form if not form.has(s) and form.is_rational_function(q) else None


def _solved(F: sp.Expr, f: sp.Expr, s: sp.Symbol) -> sp.Expr:
    """A/(1 − B) where F = A + B ∫f."""
    again = sp.Integral(f, s)
    if not F.has(again):
        return F
    unknown = sp.Dummy("I")
    whole = sp.expand(F.xreplace({again: unknown}))
    B = whole.coeff(unknown)
    return sp.together(sp.simplify((whole - B * unknown) / (1 - B)))


def _branches(F: sp.Expr) -> Iterator[sp.Expr]:
    """An antiderivative, or each of those that hold for some of the parameters."""
    whole = sp.piecewise_fold(F)
    if isinstance(whole, sp.Piecewise):
        for branch, _ in whole.args:
            yield branch
    else:
        yield whole
