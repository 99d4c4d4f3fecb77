"""The figures of the soft-potential theory, from a ledger with the entries they need."""

from __future__ import annotations

import pytest

from numerics.machinery.check import check_theory
from reports.machinery.figure import draw_all
from reports.theory import SOFT_POTENTIAL


def test_figures_belong_to_entries() -> None:
    assert {spec.entry_id for spec in SOFT_POTENTIAL.figures.values()} <= set(SOFT_POTENTIAL.ids)


@pytest.mark.slow
def test_regions_and_figure_1_need_no_ensemble() -> None:
    ledger = check_theory(SOFT_POTENTIAL, ["two-wells", "origins"], digits=15)
    (drawn,) = draw_all(ledger)
    assert drawn.name == "regions"
    assert drawn.inline.startswith("<svg") and "<metadata" not in drawn.inline
    assert drawn.pdf == draw_all(ledger)[0].pdf and drawn.svg == draw_all(ledger)[0].svg


@pytest.mark.slow
def test_the_figures_with_data() -> None:
    ids = [
        "shift",
        "jacobian",
        "sea-gull",
        "vibrations-sea-gull",
        "vibrations-constant",
        "vibrations-deepest",
    ]
    names = [drawn.name for drawn in draw_all(check_theory(SOFT_POTENTIAL, ids, digits=15))]
    assert names == ["ensemble", "sea-gull", "convergence"]
