"""Σ_{n=a}^{b}, ∫_a^b dx: a bound variable that is assumed to be positive has to run over positive numbers.

SymPy takes the sign of a sum from the assumptions of its variable, whatever its ends are, so that a line in which they
do not fit may be taken for something else than it says. An even number does not run from 1 to 4 either, nor a rational
one through an integral, and what is said of f(n) for whole n has nothing to do with f(1/2) or with a slope.

Errors: TheoryError.  Not guaranteed: ends whose sign only a premise gives are refused.
"""

from __future__ import annotations

from collections.abc import Iterator

import sympy as sp

from softpot.derive.machinery.errors import TheoryError

__all__ = ["refuse_signs_beyond"]

_SIGNS = ("positive", "negative", "nonnegative", "nonpositive")
_RARE = (
    "even", "odd", "prime", "composite", "zero", "irrational", "transcendental", "imaginary", "noninteger",
)  # fmt: skip
_DENSE = ("rational", "algebraic")
_OPEN = {"positive": "nonnegative", "negative": "nonpositive"}


def refuse_signs_beyond(statement: sp.Basic, where: str) -> None:
    """Raise TheoryError where a bound variable is assumed to be positive, or whole, and is not in its range."""
    for node in statement.atoms(sp.Derivative):
        whole = next((v for v in node.variables if v.is_integer), None)
        if whole is not None:
            raise TheoryError(f"{where}: {whole} is a whole number, and {node} is a slope in none")
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
            why = _of_other_numbers(v, node, ends)
            if why:
                raise TheoryError(
                    f"{where}: {v} is assumed to be {why}, as its values in {node} are not"
                )
            wrong = next((s for s in _SIGNS if _assumed(v, s) and not _kept(s, ends, steps)), None)
            if wrong is not None:
                raise TheoryError(
                    f"{where}: {v} is assumed to be {wrong}, and its range in {node} was not shown to be: declare "
                    "another symbol, or signs of the ends"
                )


def _of_other_numbers(v: sp.Symbol, node: sp.Basic, ends: tuple[sp.Expr, ...]) -> str:
    """What is assumed of a bound variable that its values in a node need not be; "" where nothing is."""
    known = v.assumptions0
    if isinstance(node, sp.Subs):
        (point,) = ends
        apart = () if v.is_extended_positive or v.is_extended_negative else ("nonzero",)
        lacking = (
            name
            for name in (*_RARE, *_DENSE, "integer", *apart)
            if known.get(name) and not getattr(point, f"is_{name}")
        )
        return next(
            lacking, "real" if v.is_extended_real and point.is_extended_real is False else ""
        )
    names = _RARE if v.is_integer else (*_RARE, *_DENSE)
    rare = next((name for name in names if known.get(name)), "")
    if rare or not isinstance(node, (sp.Sum, sp.Product)):
        return rare
    broken = any(end.is_integer is False and end.is_finite for end in ends)
    return "integer" if v.is_integer and broken else ""


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
