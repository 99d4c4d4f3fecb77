"""Σ_{n=a}^{b}, ∫_a^b dx: a bound variable that is assumed to be positive has to run over positive numbers.

SymPy takes the sign of a sum from the assumptions of its variable, whatever its ends are, so that a line in which they
do not fit may be taken for something else than it says.

Errors: TheoryError.  Not guaranteed: ends whose sign only a premise gives are refused.
"""

from __future__ import annotations

from collections.abc import Iterator

import sympy as sp

from softpot.derive.machinery.errors import TheoryError

__all__ = ["refuse_signs_beyond"]

_SIGNS = ("positive", "negative", "nonnegative", "nonpositive")
_OPEN = {"positive": "nonnegative", "negative": "nonpositive"}


def refuse_signs_beyond(statement: sp.Basic, where: str) -> None:
    """Raise TheoryError where a bound variable is assumed to be positive, or whole, and is not in its range."""
    for node in statement.atoms(sp.Integral, sp.Sum, sp.Product, sp.Limit, sp.Subs):
        for v, ends in _ranges(node):
            steps = isinstance(node, (sp.Sum, sp.Product))
            if (
                v.is_integer
                and isinstance(node, (sp.Integral, sp.Limit))
                and not _at_infinity(node)
            ):
                raise TheoryError(
                    f"{where}: {v} is a whole number, and does not run through {node}"
                )
            wrong = next((s for s in _SIGNS if _assumed(v, s) and not _kept(s, ends, steps)), None)
            if wrong is not None:
                raise TheoryError(
                    f"{where}: {v} is assumed to be {wrong}, and its range in {node} was not shown to be: declare "
                    "another symbol, or signs of the ends"
                )


def _ranges(node: sp.Basic) -> Iterator[tuple[sp.Symbol, tuple[sp.Expr, ...]]]:
    """The variables that a node binds, and the ends of their ranges."""
    if isinstance(node, sp.Limit):
        yield node.args[1], (node.args[2],)
    elif isinstance(node, sp.Subs):
        for v, point in zip(node.variables, node.point, strict=True):
            if not node.expr.is_polynomial(v):  # in which signs make no difference
                yield v, (point,)
    else:
        yield from ((v, tuple(ends)) for v, *ends in node.limits)


def _at_infinity(node: sp.Basic) -> bool:
    """Whether it is a limit of whole numbers that grow."""
    return isinstance(node, sp.Limit) and node.args[2].is_infinite is True


def _assumed(v: sp.Symbol, sign: str) -> bool:
    """Whether the sign is what is assumed, and not only what follows from a stronger one."""
    known: dict[str, bool] = v.assumptions0 if isinstance(v, sp.Symbol) else {}
    stronger = next((s for s, weak in _OPEN.items() if weak == sign), "")
    return bool(known.get(sign)) and not known.get(stronger)


def _kept(sign: str, ends: tuple[sp.Expr, ...], steps: bool) -> bool:
    """Whether a range has the sign; an end of what runs without steps is one point."""
    wanted = sign if steps else _OPEN.get(sign, sign)
    if steps and len(ends) == 2 and (ends[1] - ends[0] + 1).is_extended_nonnegative:
        ends = ends[:1] if sign in ("positive", "nonnegative") else ends[1:]
    return all(getattr(end, f"is_extended_{wanted}") for end in ends)
