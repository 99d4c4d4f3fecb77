"""The map of the paper: every place of it is there, every claim is judged or says why not, every entry is named."""

from __future__ import annotations

import re
from itertools import groupby

import pytest

from softpot.derive.machinery.claims import Claim
from softpot.derive.machinery.errors import TheoryError
from softpot.derive.theory import SOFT_POTENTIAL
from softpot.derive.theory.claims import CLAIMS

# the numbers of each claim that has some, typed in once more from the paper
NUMBERS = (
    ("(1)", "2 3 4"),
    ("(1)", "1 10"),
    ("(1)", "9/32 2"),
    ("introduction", "1"),
    ("introduction", "0"),
    ("(4)", "1"),
    ("(5)", "4"),
    ("(6)", "0"),
    ("after (6)", "3"),
    ("after (6)", "9/32 2 0"),
    ("Fig. 1b", "0"),
    ("(8)", "2 2 1/2"),
    ("(11)", "0.01"),
    ("before (12)", "1"),
    ("before (12)", "2 1"),
    ("before (12)", "2"),
    ("(12)", "4 2"),
    ("after (12)", "3"),
    ("after (12)", "3 12"),
    ("after (12)", "3"),
    ("after (12)", "2 10 1"),
    ("after (12)", "3 10 30"),
    ("(13)", "4"),
    ("(13)", "cube"),
    ("(13)", "3"),
    ("after (13)", "3"),
    ("after (13)", "5"),
    ("after (13)", "10"),
    ("Fig. 2", "3 7"),
    ("end", "10"),
    ("footnote 2", "2"),
    ("beyond", "6"),
    ("beyond", "1 3 2 1/4"),
    ("beyond", "1/3"),
    ("beyond", "3 3"),
    ("beyond", "12"),
)
NUMBER = re.compile(r"(?<![A-Za-z_])\d+(?:[./]\d+)?|\b(?:half|twice|third|fourth|cube|square)")
# the places in the order of the paper, with how many claims each has
ORDER = (
    ("abstract", 4),
    ("introduction", 2),
    ("(1)", 3),
    ("introduction", 5),
    ("(2)", 1),
    ("(3)", 1),
    ("(4)", 2),
    ("(5)", 2),
    ("(6)", 3),
    ("after (6)", 5),
    ("Fig. 1a", 1),
    ("Fig. 1b", 1),
    ("(7)", 1),
    ("(8)", 2),
    ("(9)", 1),
    ("(10)", 2),
    ("(11)", 8),
    ("before (12)", 3),
    ("(12)", 1),
    ("after (12)", 6),
    ("(13)", 3),
    ("after (13)", 4),
    ("Fig. 2", 3),
    ("end", 5),
    ("footnote 1", 1),
    ("footnote 2", 1),
    ("experiments", 2),
    ("beyond", 9),
)

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


def test_claims_have_their_numbers() -> None:
    found = [(c.place, " ".join(NUMBER.findall(c.says))) for c in CLAIMS]
    assert [row for row in found if row[1]] == list(NUMBERS)


def test_claims_stand_where_the_paper_has_them() -> None:
    runs = groupby(CLAIMS, key=lambda claim: claim.place)
    assert [(place, len(list(run))) for place, run in runs] == list(ORDER)
