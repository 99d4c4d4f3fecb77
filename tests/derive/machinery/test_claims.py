"""The map of the paper: every place of it is there, every claim is judged or says why not, every entry is named."""

from __future__ import annotations

import pytest

from softpot.derive.machinery.claims import Claim
from softpot.derive.machinery.errors import TheoryError
from softpot.derive.theory import SOFT_POTENTIAL
from softpot.derive.theory.claims import CLAIMS

PLACES = [f"({n})" for n in range(1, 14)] + [
    "Fig. 1a",
    "Fig. 1b",
    "Fig. 2",
    "footnote 1",
    "footnote 2",
    "abstract",
]


def test_every_equation_figure_and_footnote_has_a_claim() -> None:
    assert set(PLACES) <= {claim.place for claim in CLAIMS}


def test_every_entry_judges_a_claim() -> None:
    assert {id for claim in CLAIMS for id in claim.ids} == set(SOFT_POTENTIAL.ids)


def test_claims_are_in_other_words_and_once() -> None:
    said = [claim.says for claim in CLAIMS]
    assert len(set(said)) == len(said) > 70
    assert all(
        s.endswith(".") and s[0].isupper()
        for s in said
        if not s.startswith(("n_0", "c/T", "dE", "(2)", "eta"))
    )


def test_a_claim_without_a_judge_or_a_reason_is_refused() -> None:
    for ids, reason in (((), ""), (("jacobian",), "why")):
        with pytest.raises(TheoryError, match="and not both"):
            Claim("(5)", "The Jacobian.", ids, reason)
