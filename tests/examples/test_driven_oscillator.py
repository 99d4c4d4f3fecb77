"""The example of complex numbers: verdicts, and mistakes of complex numbers that its evidence refutes."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest
import sympy as sp

from softpot.derive.machinery.verdict import PrintedVerdict, Verdict
from softpot.numerics.machinery.check import check_theory
from softpot.numerics.machinery.gather import gather
from softpot.numerics.machinery.ledger import Outcome
from softpot.reports.machinery.figure import draw_all

FILE = Path(__file__).parents[2] / "examples" / "driven_oscillator.py"


@pytest.fixture(scope="module")
def theory():
    return runpy.run_path(str(FILE))["theory"]


@pytest.mark.quick(1)
@pytest.mark.slow
def test_every_entry_has_the_verdict_it_earns(theory):
    ledger = check_theory(theory, digits=15)
    assert ledger.outcome is Outcome.AS_EXPECTED
    verdicts = {judged.entry.id: judged.verdict for judged in ledger.entries}
    assert verdicts == {
        "response": Verdict.DERIVED,
        "mirror": Verdict.DERIVED,
        "undamped": Verdict.VERIFIED,
    }
    assert ledger["response"].printed_verdict is PrintedVerdict.AGREES
    assert ledger["response"].digits == ledger["mirror"].digits == 15
    figures = {drawn.name for drawn in draw_all(ledger)}
    assert {"response", "poles"} <= figures


@pytest.mark.parametrize("id", ["response", "mirror", "undamped"])
@pytest.mark.parametrize(
    "change",
    [
        sp.conjugate,
        sp.re,
        lambda e: sp.I * sp.im(e),
        lambda e: e.xreplace({sp.I: -sp.I}),
        lambda e: sp.im(e) + sp.I * sp.re(e),
    ],
)
@pytest.mark.slow
def test_no_mistake_of_complex_numbers_passes(theory, id, change):
    formula = theory.formula(id)
    wrong = formula.with_expression(change(formula.expression))
    evidence = gather(theory, id, wrong, 15)
    assert any(e.supports is False for e in evidence)
