"""A domain, or an inequality that is assumed, that is turned, moved, dropped or cut disagrees with what is computed."""

from __future__ import annotations

from collections.abc import Iterator

import sympy as sp
from sympy.core.relational import Relational

from softpot.derive.theory import SOFT_POTENTIAL
from softpot.numerics.theory.domains import claimed, disagreement, points


def changes(condition: sp.Basic) -> Iterator[sp.Basic]:
    """A condition turned, moved up and down, dropped, with a coefficient or a sign changed, or with a part left out."""
    yield sp.true
    for part in condition.atoms(Relational):
        low, high = part.lhs, part.rhs
        turned = {sp.StrictLessThan: sp.StrictGreaterThan, sp.StrictGreaterThan: sp.StrictLessThan}[
            part.func
        ]
        for new in (
            turned(low, high), part.func(low, high + sp.Rational(1, 2)), part.func(low, high - sp.Rational(1, 2)),
            part.func(low, high + 5), part.func(-low, high),
            *((part.func(low * 10, high), part.func(low, high * 10)) if high != 0 else ()),
        ):  # fmt: skip
            yield condition.xreplace({part: new})
        if isinstance(condition, sp.And):
            yield sp.And(*(p for p in condition.args if p != part))


def assert_holds_where_it_says(id: str) -> None:
    """The domain of an entry's formula and the inequalities assumed are those computed, and no others."""
    for condition, truth in claimed(SOFT_POTENTIAL.derivation(id)):
        names = sorted(condition.free_symbols, key=str)
        at = list(points(condition, names))
        for other in changes(condition):
            if not isinstance(other, sp.logic.boolalg.BooleanAtom):
                at += list(points(other, names))
        assert {truth({str(s): float(v) for s, v in p.items()}) for p in at} == {True, False}, id
        assert not disagreement(condition, truth, at), f"{id}: {disagreement(condition, truth, at)}"
        for other in changes(condition):
            assert disagreement(other, truth, at), f"{id}: {other} for {condition} goes unnoticed"
