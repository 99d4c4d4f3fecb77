"""What the tests of all evidence share: judging a right or a wrong expression, and a small ensemble."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
import sympy as sp

from softpot.derive.machinery.verdict import Verdict
from softpot.numerics import SOFT_POTENTIAL, Evidence
from softpot.numerics.machinery.gather import gather
from softpot.numerics.machinery.judge import judge, judge_printed
from softpot.numerics.theory import ensemble

from .limits import assert_orders_measured

DIGITS = 8
FEW = 500_000  # potentials of each distribution


@pytest.fixture
def evidence() -> Callable[..., tuple[Evidence, ...]]:
    """The evidence on an entry's formula, or on another expression in its place."""

    def of(
        id: str, expression: sp.Basic | None = None, digits: int = DIGITS
    ) -> tuple[Evidence, ...]:
        formula = SOFT_POTENTIAL.formula(id)
        if expression is not None:
            assert expression != formula.expression, "this expression is not wrong"
            formula = formula.with_expression(expression)
        return gather(SOFT_POTENTIAL, id, formula, digits)

    return of


@pytest.fixture
def supported(evidence: Callable[..., tuple[Evidence, ...]]) -> Callable[..., tuple[Evidence, ...]]:
    """The derived formula is supported by every piece of evidence and has the verdict expected of it."""

    def check(id: str, digits: int = DIGITS) -> tuple[Evidence, ...]:
        found = evidence(id, digits=digits)
        entry, derived = SOFT_POTENTIAL.entry(id), SOFT_POTENTIAL.derivation(id)
        for e in found:
            assert e.supports is True and not e.failing, e
            assert e.samples > 0 and len(e.what.split()) > 4 and e.kind
            assert e.digits is None or e.digits > 0
        # without a certificate, which is the check's to look up, the best is derived
        expected = Verdict.DERIVED if entry.expected is Verdict.PROVED else entry.expected
        assert judge(entry, derived, found) is expected
        assert_orders_measured(id, found)
        return found

    return check


@pytest.fixture
def refuted(evidence: Callable[..., tuple[Evidence, ...]]) -> Callable[[str, sp.Basic], None]:
    """A wrong expression is refuted, not merely undecided, and the message names a point or a count."""

    def check(id: str, expression: sp.Basic) -> None:
        found = evidence(id, expression)
        against = [e for e in found if e.supports is False]
        assert against, f"{expression} is supported"
        for e in against:
            assert re.search(r"\d", e.failing), f"the message names no number: {e.failing!r}"

    return check


@pytest.fixture
def printed_verdict(evidence: Callable[..., tuple[Evidence, ...]]) -> Callable[[str], None]:
    """The evidence on the printed form gives the verdict that is expected of it."""

    def check(id: str) -> None:
        printed = SOFT_POTENTIAL.entry(id).printed
        assert printed is not None
        found: tuple[Evidence, ...] = ()
        if printed.form is not None:
            put = printed.put_in(SOFT_POTENTIAL.formula(id))
            found = gather(SOFT_POTENTIAL, id, put, DIGITS)
        assert judge_printed(printed, found) is printed.expected

    return check


@pytest.fixture
def member() -> Callable[[str, int, sp.Basic], sp.Basic]:
    """The derived Tuple with one member replaced."""

    def replaced(id: str, place: int, new: sp.Basic) -> sp.Basic:
        members = list(SOFT_POTENTIAL.formula(id).expression.args)
        members[place] = new
        return sp.Tuple(*members)

    return replaced


@pytest.fixture(scope="class")
def small_ensemble() -> Iterator[None]:
    """A twentieth of the potentials, for tests that only look for large differences."""
    ensemble.histogram.cache_clear()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ensemble, "SAMPLES", FEW)
        yield
    ensemble.histogram.cache_clear()
