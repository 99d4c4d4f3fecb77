"""The theory of the later literature: every verdict as expected, and the way to it from the command line."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from softpot.derive.machinery.verdict import Verdict
from softpot.numerics import check
from softpot.numerics.later import LATER
from softpot.numerics.machinery.ledger import Outcome
from softpot.reports.cli import main


def test_it_quotes_the_papers_theory_and_has_ids_of_its_own() -> None:
    assert LATER.based_on is not None
    assert not set(LATER.ids) & set(LATER.based_on.ids)


@pytest.mark.slow
@pytest.mark.parametrize("id", LATER.ids)
def test_the_verdict_is_the_expected_one(id: str) -> None:
    ledger = check(LATER, [id])
    (found,) = ledger.entries
    assert ledger.outcome is Outcome.AS_EXPECTED, found.unobtained or found.failure
    # a certificate makes proved what is expected to be derived
    assert found.verdict in {found.entry.expected, Verdict.PROVED}


@pytest.mark.slow
def test_the_command_line_knows_it() -> None:
    result = CliRunner().invoke(main, ["check", "--theory", "later", "f-sum", "resonant-strength"])
    assert result.exit_code == 0, result.output
