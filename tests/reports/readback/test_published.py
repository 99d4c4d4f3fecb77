"""Every formula of the theory is read back from every form: lines of derivations, results, printed forms, prose."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import sympy as sp

from softpot.derive.theory import SOFT_POTENTIAL as THEORY
from softpot.reports.machinery.document import as_printed, named
from softpot.reports.machinery.texwording import LINE

from .lexicon import lexicon
from .writing import wrong

NAMES = lexicon(THEORY.symbols)
WIDTHS = (30, 76, round(2 * LINE))


def formulas(id: str) -> Iterator[sp.Basic]:
    entry, derived = THEORY.entry(id), THEORY.derivation(id)
    for step in derived.steps:
        yield step.statement
        yield from (formula for _, formula in step.reason.formulas)
    yield named(derived.formula, derived.formula.expression)
    printed = as_printed(entry.printed, derived.formula)
    if printed is not None:
        yield printed


@pytest.mark.slow
@pytest.mark.parametrize("id", [e.id for e in THEORY.entries if e.derive is not None])
def test_an_entry(id: str) -> None:
    for k, formula in enumerate(dict.fromkeys(formulas(id))):
        assert wrong(formula, THEORY.symbols, NAMES, WIDTHS[k % len(WIDTHS)]) == []
