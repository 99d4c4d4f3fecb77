"""Signs that show at a glance, and the needs that they spare."""

from __future__ import annotations

import sympy as sp

from softpot.derive.kernel.nouns import SUM, Need, Scope, Term


def obviously(e: sp.Basic, scope: Scope, what: str) -> bool:
    """Whether a sign shows at a glance: of numbers, of symbols known to have it, of products, powers, exponentials.

    It spares the text a need such as 0 < 2; what is not seen here is stated, and proved.
    """
    if isinstance(e, sp.Rational):
        return bool({"positive": e > 0, "nonnegative": e >= 0, "nonzero": e != 0}[what])
    if e is sp.pi or isinstance(e, sp.exp) or e is sp.E:
        return True
    if isinstance(e, sp.Symbol):
        bound = scope.symbols.get(e)
        if bound is None:
            return False
        known = {
            "positive": bound.positive,
            "nonnegative": bound.nonnegative,
            "nonzero": bound.nonzero,
        }
        return known[what] or bound.positive
    if isinstance(e, sp.Mul):
        return all(obviously(factor, scope, what) for factor in e.args)
    if isinstance(e, sp.Pow) and e.exp.is_Rational:
        if e.exp.is_Integer:
            if e.exp % 2 == 0 and what == "nonnegative":
                return True
            return obviously(e.base, scope, what)
        return obviously(e.base, scope, "positive" if what == "nonzero" else what)
    if isinstance(e, sp.Add) and what == "positive":
        return all(obviously(part, scope, what) for part in e.args)
    if isinstance(e, sp.Add) and what == "nonnegative":
        return all(obviously(part, scope, what) for part in e.args)
    if isinstance(e, sp.Add) and what == "nonzero":
        return all(obviously(part, scope, "positive") for part in e.args)
    return isinstance(e, sp.Abs) and what == "nonnegative"


def positive_need(base: sp.Basic, made: Term, scope: Scope) -> tuple[Need, ...]:
    """That a base is positive, where it does not show at a glance."""
    if obviously(base, scope, "positive"):
        return ()
    return (Need(f"0 < {made.at(SUM)}", made.free, unspecified=made.unspecified),)
