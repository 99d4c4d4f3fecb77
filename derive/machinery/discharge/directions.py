"""Limits in a complex variable: z tends to c from all directions, and conj(z)/z has no limit at 0.

Where z is not said to be real, a limit along the real line is the limit only of what is meromorphic at a finite point,
and only where it is finite; what is continuous in the plane, such as |z| and conj(z), takes its value.
"""

from __future__ import annotations

import sympy as sp

from softpot.derive.machinery.errors import Undischarged

__all__ = ["refuse_broken_in_the_plane", "refuse_directions"]

_ENTIRE = (sp.exp, sp.sin, sp.cos, sp.sinh, sp.cosh, sp.erf)
_WHOLE = (sp.Add, sp.Mul, sp.Pow, sp.log, *_ENTIRE)
_PARTS = (sp.Abs, sp.conjugate, sp.re, sp.im)


def refuse_directions(f: sp.Expr, x: sp.Symbol, point: sp.Expr) -> None:
    """Raise Undischarged where the limit of f along the real line need not be that from other directions."""
    if not x.is_extended_real and not (point.is_finite and _meromorphic(f, x, point)):
        raise _complex(x)


def refuse_broken_in_the_plane(f: sp.Expr, x: sp.Symbol, point: sp.Expr) -> None:
    """Raise Undischarged where f need not be continuous, nor meromorphic, at a point of the complex plane."""
    if x.is_extended_real:
        return
    if not point.is_finite or not (_plain(f, x, point, True) or _meromorphic(f, x, point)):
        raise _complex(x)


def _complex(x: sp.Symbol) -> Undischarged:
    return Undischarged(f"{x} is complex here: declare it real, or it tends from all directions")


def _meromorphic(e: sp.Expr, x: sp.Symbol, point: sp.Expr) -> bool:
    if isinstance(e, (sp.Add, sp.Mul)):
        return all(_meromorphic(part, x, point) for part in e.args)
    if isinstance(e, sp.Pow) and e.exp.is_Integer:
        return _meromorphic(e.base, x, point)
    return _plain(e, x, point, False)


def _plain(e: sp.Expr, x: sp.Symbol, point: sp.Expr, parts: bool) -> bool:
    """Whether e is analytic at the point; with ``parts``, whether it is continuous there."""
    if not e.has(x) or e == x:
        return True
    if not isinstance(e, _WHOLE) and not (parts and isinstance(e, _PARTS)):
        return False
    if not all(_plain(part, x, point, parts) for part in e.args):
        return False
    if isinstance(e, sp.log):
        (inner,) = e.args
        return bool(inner.subs(x, point).is_positive)
    if isinstance(e, sp.Pow) and not (e.exp.is_Integer and e.exp.is_nonnegative):
        at = e.base.subs(x, point)
        return bool(at.is_nonzero if e.exp.is_Integer else at.is_positive)
    return True
