"""The example theory: verdicts, textbook values, and wrong formulas that its evidence refutes."""

from __future__ import annotations

import ast
import runpy
from pathlib import Path

import pytest
import sympy as sp

from softpot.derive.machinery.verdict import Verdict
from softpot.numerics.machinery.check import check_theory
from softpot.numerics.machinery.gather import gather
from softpot.numerics.machinery.ledger import Outcome

FILE = Path(__file__).parents[2] / "examples" / "harmonic_oscillator.py"


@pytest.fixture(scope="module")
def theory():
    return runpy.run_path(str(FILE))["theory"]


@pytest.mark.slow
def test_every_entry_has_the_verdict_it_earns(theory):
    ledger = check_theory(theory, digits=30)
    assert ledger.outcome is Outcome.AS_EXPECTED
    verdicts = {judged.entry.id: judged.verdict for judged in ledger.entries}
    assert verdicts == {
        "levels": Verdict.DERIVED,
        "partition-function": Verdict.DERIVED,
        "heat-capacity": Verdict.DERIVED,
        "hot": Verdict.VERIFIED,
        "cold": Verdict.VERIFIED,
    }
    assert ledger["heat-capacity"].digits == 30
    assert ledger["hot"].evidence[0].rate == pytest.approx(4, abs=0.05)
    assert ledger["cold"].evidence[0].rate == pytest.approx(-1, abs=0.05)


@pytest.mark.slow
def test_the_formulas_are_those_of_the_textbook(theory):
    S = theory.symbols
    wanted = {
        "levels": S.hbar * S.omega * (S.n + sp.Rational(1, 2)),
        "partition-function": sp.exp(-S.z / 2) / (1 - sp.exp(-S.z)),
        "heat-capacity": S.z**2 * sp.exp(S.z) / (sp.exp(S.z) - 1) ** 2,
    }
    for id, expression in wanted.items():
        difference = theory.formula(id).expression - expression
        assert sp.simplify(difference.rewrite(sp.exp)) == 0


@pytest.mark.quick(0)
@pytest.mark.parametrize(
    ("id", "change"),
    [
        ("levels", lambda e, S: e.subs(S.n, S.n + 1)),
        ("levels", lambda e, S: e * sp.Rational(9, 8)),
        ("partition-function", lambda e, S: 2 * e),
        ("partition-function", lambda e, S: e.subs(S.z, 2 * S.z)),
        ("heat-capacity", lambda e, S: e * S.z),
        ("heat-capacity", lambda e, S: -e),
        ("hot", lambda e, S: 1 - S.z**2 / 11),
        ("hot", lambda e, S: 1 - S.z**3 / 12),
        ("hot", lambda e, S: sp.Integer(1)),
        ("cold", lambda e, S: e / S.z),
        ("cold", lambda e, S: sp.Rational(7, 8) * e),
    ],
)
def test_the_evidence_refutes_a_wrong_formula(theory, id, change):
    formula = theory.formula(id)
    wrong = formula.with_expression(change(formula.expression, theory.symbols))
    assert any(e.supports is False for e in gather(theory, id, wrong, 20))


def test_it_imports_public_names_only_and_stays_small():
    tree = ast.parse(FILE.read_text())
    ours = [
        node.module
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "softpot"
    ]
    assert ours == ["softpot", "softpot.derive", "softpot.numerics"]
    assert len(FILE.read_text(encoding="utf-8").splitlines()) <= 90
