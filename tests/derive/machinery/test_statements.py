"""No false statement is accepted, whatever way it is written; no true one is lost."""

from __future__ import annotations

import pytest

from softpot.derive.machinery.derivation import Derivation
from softpot.derive.machinery.errors import TheoryError

from .statements import FALSE, TRUE, S

pytestmark = pytest.mark.slow


def derivation() -> Derivation:
    return Derivation("e", "", S, pytest.fail)


@pytest.mark.parametrize("name", FALSE)
def test_false_statements_are_refused_in_a_clear_sentence(name):
    with pytest.raises(TheoryError) as refusal:
        FALSE[name](derivation())
    said = str(refusal.value)
    assert "Traceback" not in said and "object at" not in said and len(said) > 20


@pytest.mark.parametrize("name", TRUE)
def test_true_statements_are_accepted(name):
    d = derivation()
    TRUE[name](d)
    assert d._steps
