"""Lines left to numbers, bounds and domains that are changed refute their entry, by the check itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import pytest
import sympy as sp

from softpot.derive.machinery.derivation import Derived
from softpot.derive.machinery.step import Role, Step
from softpot.derive.machinery.verdict import Verdict
from softpot.numerics import SOFT_POTENTIAL, Evidence
from softpot.numerics.machinery import check
from softpot.numerics.machinery.evidence import EvidenceError
from softpot.numerics.machinery.gather import on_lines
from softpot.numerics.theory.stated import stated_orders

S = SOFT_POTENTIAL.symbols
RATES: dict[str, tuple[float, ...]] = {
    "asymmetry": (-1.5, -4.5),
    "harmonic-excitations": (-1.5,),
    "deformation-vibrations": (-1.5,),
    "two-level-form": (2.0,),
    "vibrations-constant": (-6.0,),
}
"""The rates at which remainders are seen to fall, by the theory of perturbations."""


def seen(id: str, off: float = 0.0) -> tuple[Evidence, ...]:
    return tuple(
        Evidence("rate", "a remainder falls", True, 4, rate=r + off, expected_rate=r + off)
        for r in RATES[id]
    )


def against(derived: Derived, found: tuple[Evidence, ...] = ()) -> tuple[Evidence, ...]:
    id = derived.formula.id
    return on_lines(id, SOFT_POTENTIAL.evidence[id], derived, found)


def changed(derived: Derived, change: Callable[[Step], Step]) -> Derived:
    return replace(derived, steps=tuple(map(change, derived.steps)))


def with_order(derived: Derived, change: Callable[[sp.Expr], sp.Expr]) -> Derived:
    """The derivation with each order that it states changed."""
    orders = stated_orders(derived)

    def line(step: Step) -> Step:
        formulas = tuple((n, change(f) if f in orders else f) for n, f in step.reason.formulas)  # type: ignore[arg-type]
        limit = step.role is Role.LIMIT
        return replace(step, reason=replace(step.reason, formulas=formulas)) if limit else step

    return changed(derived, line)


@pytest.mark.quick(0)
@pytest.mark.parametrize("id", RATES)
def test_an_order_is_the_one_measured(id: str) -> None:
    derived = SOFT_POTENTIAL.derivation(id)
    assert against(derived, seen(id)) == ()
    for found in (against(derived, seen(id, -1.0)), against(derived, seen(id, 1.0))):
        assert found and all(e.supports is False and e.failing for e in found)
    for change in (lambda f: 1 / f, lambda f: f**2, lambda f: -f, lambda f: 2 * f):
        found = against(with_order(derived, change), seen(id))
        assert found and all("is stated" in e.failing for e in found)


@pytest.mark.quick(0)
def test_an_order_that_is_dropped_or_new_is_noticed() -> None:
    derived = SOFT_POTENTIAL.derivation("asymmetry")
    bare = changed(derived, lambda s: replace(s, role=Role.STEP) if s.role is Role.LIMIT else s)
    assert [e.supports for e in against(bare, seen("asymmetry"))] == [False]
    with pytest.raises(EvidenceError, match="no rate was measured"):
        against(derived)


def wrong_domains(domain: sp.Basic) -> Iterator[sp.Basic]:
    yield sp.true
    for part in domain.atoms(sp.core.relational.Relational):
        for new in (
            part.func(part.rhs, part.lhs),
            part.func(part.lhs, part.rhs + 1),
            part.func(part.lhs, part.rhs - 1),
        ):
            yield domain.xreplace({part: new})


@pytest.mark.quick(0)
@pytest.mark.parametrize(
    "id", ["deformation-potential", "tunnel-amplitude", "deformation-vibrations"]
)
def test_a_domain_is_the_one_computed(id: str) -> None:
    derived = SOFT_POTENTIAL.derivation(id)
    domain = derived.formula.domain
    lines = SOFT_POTENTIAL.evidence[id].lines  # type: ignore[attr-defined]
    assert not _without_orders(lines, derived)
    for wrong in wrong_domains(domain):
        turned = replace(derived, formula=replace(derived.formula, domain=wrong))
        assert _without_orders(lines, turned), f"{wrong} for {domain} goes unnoticed"


def _without_orders(lines: Any, derived: Derived) -> Sequence[Evidence]:
    """What is said of domains alone."""
    bare = changed(derived, lambda s: replace(s, role=Role.STEP) if s.role is Role.LIMIT else s)
    return [e for e in lines(bare, ()) if "orders" not in e.what]


@pytest.mark.quick(0)
def test_a_bound_is_the_best_there_is() -> None:
    derived = SOFT_POTENTIAL.derivation("smallest-gap")
    assert against(derived) == ()

    def turn(step: Step) -> Step:
        if step.role is Role.LIMIT and isinstance(step.statement, sp.GreaterThan):
            return replace(step, statement=sp.LessThan(*step.statement.args))
        return step

    def near(step: Step) -> Step:
        if any(name == "far" for name, _ in step.reason.formulas):
            formulas = tuple(
                (n, sp.Eq(S.alpha, 8) if n == "far" else f) for n, f in step.reason.formulas
            )
            return replace(step, reason=replace(step.reason, formulas=formulas))
        return step

    for change in (turn, near):
        assert [e.supports for e in against(changed(derived, change))] == [False]


def test_the_check_refutes_an_entry_by_its_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    id = "asymmetry"
    entry, derived = SOFT_POTENTIAL.entry(id), SOFT_POTENTIAL.derivation(id)
    monkeypatch.setattr(check, "weighed", lambda *_: seen(id))
    monkeypatch.setattr(check, "gathered", lambda *_: iter(()))
    judging = SOFT_POTENTIAL.evidence[id]
    right = check.check_entry(entry, lambda: derived, judging, 8)
    assert right.verdict is Verdict.VERIFIED and right.evidence == seen(id)
    wrong = with_order(derived, lambda f: f ** sp.Rational(2, 3))
    judged = check.check_entry(entry, lambda: wrong, judging, 8)
    assert judged.verdict is Verdict.REFUTED


def test_lines_that_cannot_be_judged_are_an_error() -> None:
    derived = SOFT_POTENTIAL.derivation("asymmetry")

    def judging(formula: object, digits: int) -> None: ...

    assert on_lines("asymmetry", judging, derived, ()) == ()
    judging.lines = lambda derived, found: 1 / 0  # type: ignore[attr-defined]
    with pytest.raises(EvidenceError, match="could not be judged: ZeroDivisionError"):
        on_lines("asymmetry", judging, derived, ())
    refuted = (Evidence("count", "something is wrong", False, 1),)
    assert on_lines("asymmetry", judging, derived, refuted) == ()
