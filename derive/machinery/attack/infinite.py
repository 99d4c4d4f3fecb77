"""Values without bound of symbols that may have them: e + 1 > e is false where e = ∞.

A symbol that is only said to be extended_real, and not real or finite, may be ∞ or −∞. Other symbols get a value that
their assumptions allow.

Errors: Undischarged.  Not guaranteed: a side that SymPy gives no value there, as ∞ − ∞, refutes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import sympy as sp
from sympy.core.relational import Relational

from softpot.derive.machinery.errors import Undischarged
from softpot.derive.machinery.fitting import misfit

_TRIED = (sp.Rational(7, 5), sp.Integer(3), -sp.Rational(7, 5), sp.Integer(-2))


def refute_at_infinity(statement: sp.Basic, restricting: Sequence[sp.Basic] = ()) -> None:
    """Raise Undischarged where a relation is false for an infinite value, which the conditions allow, of a symbol."""
    if not isinstance(statement, Relational) or not all(
        isinstance(side, sp.Expr) for side in statement.args
    ):
        return
    unbounded = [s for s in statement.free_symbols if s.is_extended_real and s.is_finite is None]
    for s in sorted(unbounded, key=str):
        for end in _ends(s):
            values = {other: _fitting(other) for other in statement.free_symbols - {s}}
            if None in values.values():
                continue
            if any(fact.subs({**values, s: end}) != sp.true for fact in restricting if fact.has(s)):
                continue
            left, right = (side.subs({**values, s: end}) for side in statement.args)
            if _told(left) and _told(right) and statement.func(left, right) == sp.false:
                raise Undischarged(
                    f"{statement} is false at {s} = {end}, which {s} may be: it is only said to be "
                    "extended_real; assume real=True, or finite=True, if it is"
                )


def _ends(s: sp.Symbol) -> Iterator[sp.Expr]:
    if not s.is_extended_nonpositive:
        yield sp.oo
    if not s.is_extended_nonnegative:
        yield -sp.oo


def _fitting(s: sp.Symbol) -> sp.Expr | None:
    return next((v for v in _TRIED if not misfit(s._assumptions_orig, v)), None)


def _told(side: sp.Expr) -> bool:
    """Whether a side has a value, infinite or not."""
    return not side.free_symbols and side is not sp.nan and side.is_extended_real is True
