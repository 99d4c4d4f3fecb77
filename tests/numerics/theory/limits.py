"""Lines that are left to numbers: a wrong order, bound or direction is told from the right one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import sympy as sp

from softpot.numerics import SOFT_POTENTIAL, Evidence
from softpot.numerics.theory.stated import against, bounds, bounds_the_gap


def assert_orders_measured(id: str, found: Sequence[Evidence]) -> None:
    """The lines state what evidence measured, at the rates that it expects."""
    for e in found:
        if e.rate is not None and e.expected_rate is not None:
            assert e.supports is True and abs(e.rate - e.expected_rate) < 0.3
    assert not list(against(SOFT_POTENTIAL.derivation(id), found))


def wrong_relations(statement: sp.Basic) -> Iterator[sp.Basic]:
    """A relation turned, and with a side raised or lowered."""
    turned = {sp.GreaterThan: sp.LessThan, sp.LessThan: sp.GreaterThan}[statement.func]
    low, high = statement.args
    yield turned(low, high)
    yield statement.func(low, high * 2)
    yield statement.func(low, -high)
    yield statement.func(-low, high)


def assert_bound(id: str) -> None:
    """The inequality of a limit line holds of computed gaps, with nothing to spare, and no wrong one does."""
    (line,) = bounds(SOFT_POTENTIAL.derivation(id))
    assert bounds_the_gap(line.statement, SOFT_POTENTIAL.symbols)
    for wrong in wrong_relations(line.statement):
        assert not bounds_the_gap(wrong, SOFT_POTENTIAL.symbols), f"{wrong} goes unnoticed"
