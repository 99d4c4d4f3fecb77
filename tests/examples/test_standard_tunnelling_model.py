"""The standard tunnelling model: its verdicts, forms from elsewhere, and wrong forms that its evidence refutes."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
import sympy as sp

from softpot.derive.machinery.notation.names import parse
from softpot.derive.machinery.verdict import PrintedVerdict, Verdict
from softpot.numerics.machinery.check import check_theory
from softpot.numerics.machinery.gather import gather
from softpot.numerics.machinery.ledger import Outcome
from softpot.reports.cli.loading import load

FOLDER = Path(__file__).parents[2] / "examples" / "standard_tunnelling_model"
IDS = (
    "two-levels", "distribution", "energy-and-mixing", "density-of-states", "constant-density", "one-system",
    "heat-linear", "times", "within-a-time", "heat-log-time", "heat-release", "relaxation-rate", "resonant-absorption",
    "mean-free-path", "one-system-under-strain", "relaxation-plateau", "relaxation-cold", "sound-velocity",
    "thermal-conductivity",
)  # fmt: skip
LIMITS = {
    "constant-density",
    "heat-log-time",
    "heat-release",
    "relaxation-plateau",
    "relaxation-cold",
}


@pytest.fixture(scope="module")
def theory():
    return load(FOLDER / "theory.py")


@pytest.mark.quick(0)
def test_every_entry_is_there_and_has_a_source(theory):
    assert theory.ids == IDS
    assert set(theory.evidence) == set(IDS)
    cited = {id for reference in theory.references for id in reference.entries}
    assert cited <= set(IDS) and len(cited) >= 12
    assert sum(reference.doi.startswith("10.") for reference in theory.references) >= 6
    assert {e.id for e in theory.entries if e.expected is Verdict.VERIFIED} == LIMITS


@pytest.mark.quick(0)
def test_every_symbol_has_a_unit(theory):
    assert all(row.unit for row in theory.symbols.values())


def test_a_report_can_show_every_symbol(theory):
    for row in theory.symbols.values():
        parse(row.latex)


@pytest.mark.slow
@pytest.mark.parametrize("id", IDS)
def test_an_entry_has_the_verdict_it_earns(theory, id):
    ledger = check_theory(theory, [id], digits=15)
    assert ledger.outcome is Outcome.AS_EXPECTED
    judged = ledger[id]
    assert judged.verdict is (Verdict.VERIFIED if id in LIMITS else Verdict.DERIVED)
    if judged.entry.printed is not None:
        assert judged.printed_verdict is PrintedVerdict.AGREES


def wrong_heat(S):
    return sp.pi**2 / 12 * S.n_0 * S.k_B**2 * S.T


@pytest.mark.slow
@pytest.mark.parametrize(
    ("id", "wrong"),
    [
        ("heat-linear", wrong_heat),
        ("distribution", lambda S: S.P_bar / S.Delta_0 ** sp.Rational(3, 2)),
        ("heat-log-time", lambda S: sp.pi**2 / 12 * S.k_B**2 * S.P_bar * S.T * sp.log(2 * S.t / S.tau_m)),
        ("relaxation-plateau", lambda S: sp.pi * S.C),
        ("sound-velocity", lambda S: -S.C * sp.log(S.T / S.T_0)),
    ],
)  # fmt: skip
def test_the_evidence_refutes_a_wrong_form(theory, id, wrong):
    formula = theory.formula(id).with_expression(wrong(theory.symbols))
    assert any(e.supports is False for e in gather(theory, id, formula, 12))


def test_it_uses_public_names_only():
    allowed = {"softpot.derive", "softpot.numerics", "softpot.reports.machinery.figure"}
    for file in FOLDER.glob("*.py"):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        ours = {
            node.module
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("softpot")
        }
        assert ours <= allowed
