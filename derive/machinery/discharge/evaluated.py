"""A line with integrals, sums or limits in it, each of which another method evaluates: 2 ∫_0^∞ e^{−x²} dx = √π."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import sympy as sp

from softpot.derive.machinery.conditions import BINDERS
from softpot.derive.machinery.discharge.algebra import equal, equalities
from softpot.derive.machinery.discharge.putting import bound
from softpot.derive.machinery.discharge.zero import vanishes
from softpot.derive.machinery.errors import Undischarged
from softpot.derive.machinery.step import Discharge

__all__ = ["Evaluated", "nodes", "put"]

VALUED = (sp.Integral, sp.Sum, sp.Product, sp.Limit)
Part = tuple[sp.Basic, sp.Expr, Discharge]


@dataclass(frozen=True)
class Evaluated:
    """f(I, J, …) = g(I, J, …) with the values of the integrals, sums and limits I, J, … put in, one after the other.

    ``parts`` are (I, its value, the method that proves I = value), the innermost first; each is proved here, by a
    method of the machinery. One that stands inside of others may hold their variables only if nothing is assumed of
    these but that they are real, so that its value holds all over their ranges. Errors: Undischarged. It is not
    exported to Rocq.

    >>> import sympy as sp
    >>> from softpot.derive import Evaluated, GammaIntegral, equal
    >>> x = sp.Symbol("x", real=True)
    >>> gauss = sp.Integral(sp.exp(-(x**2)), (x, 0, sp.oo))
    >>> bool(Evaluated(((gauss, sp.sqrt(sp.pi) / 2, GammaIntegral()),))(equal(2 * gauss, sp.sqrt(sp.pi))))
    True
    """

    parts: tuple[Part, ...]
    kind: str = "values of the parts"

    def assumes(self) -> tuple[sp.Basic, ...]:
        """What the methods of the parts start from."""
        found: dict[sp.Basic, None] = {}
        for _, _, method in self.parts:
            says = getattr(method, "assumes", None)
            found.update(dict.fromkeys(() if says is None else says()))
        return tuple(found)

    def __call__(self, statement: sp.Basic) -> str:
        from softpot.derive.machinery.discharge import METHODS

        said = []
        for node, value, method in self.parts:
            if type(method) not in METHODS:
                raise Undischarged(f"{type(method).__name__} is not a method of the machinery")
            if not isinstance(node, VALUED):
                raise Undischarged(f"{node} is neither an integral, nor a sum, product or limit")
            said.append(method(equal(node, value)))
        for lhs, rhs in equalities(statement):
            difference = lhs - rhs
            for node, value, method in self.parts:
                says = getattr(method, "assumes", None)
                refuse_tied(difference, node, () if says is None else says())
                difference = put(difference, node, value)
            if difference.has(sp.nan, sp.zoo) or not vanishes(difference):
                raise Undischarged(
                    f"with the values of its parts {lhs} = {rhs} was not shown to hold"
                )
        return "; ".join(dict.fromkeys(said))


def put(e: sp.Basic, node: sp.Basic, value: sp.Expr) -> sp.Basic:
    """The expression with a value for a node, which may be the inner one of an integral over several variables."""
    return e.xreplace({node: value}).replace(
        lambda p: _is_inside(node, p), lambda p: p.func(value, *p.limits[1:])
    )


def _is_inside(node: sp.Basic, p: sp.Basic) -> bool:
    return bool(
        isinstance(p, (sp.Integral, sp.Sum, sp.Product))
        and len(p.limits) > 1
        and p.func(p.function, p.limits[0]) == node
    )


def nodes(e: sp.Basic) -> Iterator[sp.Basic]:
    """The integrals, sums, products and limits in e, the innermost first, each once."""
    seen: set[sp.Basic] = set()
    for found in sp.postorder_traversal(e):
        if not isinstance(found, VALUED):
            continue
        several = not isinstance(found, sp.Limit) and len(found.limits) > 1
        node = found.func(found.function, found.limits[0]) if several else found
        if node not in seen:
            seen.add(node)
            yield node


def refuse_tied(e: sp.Basic, node: sp.Basic, assumed: tuple[sp.Basic, ...] = ()) -> None:
    """Raise Undischarged where a node holds variables that run in what it stands in, of which more is assumed than
    that they are real: by themselves, or in what the proof of its value starts from."""
    if not any(p == node or _is_inside(node, p) for p in e.atoms(*VALUED)):
        raise Undischarged(f"{node} does not stand in the line")
    for outer in e.atoms(*BINDERS):
        inner = _is_inside(node, outer)
        if outer == node or not (inner or outer.has(node)):
            continue
        if isinstance(outer, (sp.Derivative, sp.Subs, sp.Limit)):
            raise Undischarged(f"{node} stands inside of {outer}")
        variables = {limit[0] for limit in outer.limits[1:]} if inner else bound(outer)
        for v in variables & node.free_symbols:
            for fact in assumed:
                if v in fact.free_symbols:
                    raise Undischarged(
                        f"the value of {node} rests on {fact}, and {v} runs in {outer}"
                    )
            plain = v.is_extended_real and v.is_nonnegative is None and v.is_nonpositive is None
            if (
                not plain
                or v.is_nonzero is not None
                or v.is_integer is not None
                or v.is_rational is not None
            ):
                raise Undischarged(
                    f"more is assumed of {v} than that it is real, and it runs in {outer}"
                )
