"""Where a cutoff ends the rows of the plane of potentials, and where levels are lost along them, fed with each case."""

from __future__ import annotations

from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from softpot.numerics.statistics.plane import delocalised, ends
from softpot.numerics.statistics.quadrature import COUNT

Patch = pytest.MonkeyPatch


# --- panels that end at a cutoff


@pytest.mark.parametrize(
    ("cut", "made"),
    [
        (0.5, False),  # below the first edge: there are no rows
        (-3.0, False),
        (1.0, False),
        (1.5, True),
        (3.0, True),
        (4.0, True),
        (4.5, False),
    ],
)
def test_rows_end_at_a_cutoff_within_the_edges(monkeypatch: Patch, cut: float, made: bool) -> None:
    """Edges at 1, 2 and 4, where c changes by far more than e^8 over a panel."""
    asked: list[tuple[float, ...]] = []

    def note(two_wells: bool, band: Any, edges: tuple[float, ...], E_d: float | None) -> Any:
        asked.append(edges)
        return edges

    monkeypatch.setattr(ends, "_made", note)
    block: Any = SimpleNamespace(two_wells=False, edges=np.array([1.0, 2.0, 4.0]))
    band: Any = SimpleNamespace(low=0.01)
    found: Any = ends.end_block(block, band, cut)
    assert (found is not None) is made and len(asked) == made
    if made:
        low = 1.0 if cut <= 2.0 else 2.0
        assert found[0] == low and found[-1] == cut
        assert all(a < b for a, b in pairwise(found))
        # d ln c/dr = 2/T: the last panel holds a change of e^8 or less, and the one before it more
        assert (
            2.0 / 0.01 * (found[-1] - found[-2]) <= ends.MUCH < 2.0 / 0.01 * (found[-1] - found[-3])
        )


@pytest.mark.parametrize(("temperature", "made"), [(3.9, True), (4.1, False)])
def test_weights_alone_do_where_little_changes(
    monkeypatch: Patch, temperature: float, made: bool
) -> None:
    """Over a panel of length 4, c changes by e^2 at T = 4."""
    monkeypatch.setattr(ends, "_made", lambda *given: given[2])
    block: Any = SimpleNamespace(two_wells=False, edges=np.array([0.0, 4.0]))
    band: Any = SimpleNamespace(low=temperature)
    assert (ends.end_block(block, band, 3.0) is not None) is made


def test_the_rate_of_two_wells_is_that_of_the_splitting() -> None:
    """-d ln c/d|alpha| = (d Delta_0/d|alpha|)/T, the derivative taken from levels."""
    from softpot.numerics import levels

    def splitting(size: float) -> float:
        first, second = levels(-size, 0.0, count=2)
        return float(second - first)

    T, cut, h = 0.01, 3.0, 1e-3
    wanted = (splitting(cut) - splitting(cut + h)) / h / T
    assert ends._rate(True, cut, T) == pytest.approx(wanted, rel=1e-4)
    assert ends._rate(False, cut, T) == 200.0


# --- levels that are lost along the rows


@pytest.mark.parametrize("place", range(COUNT - 1))
def test_a_change_between_any_two_nodes_of_a_panel_is_seen(monkeypatch: Patch, place: int) -> None:
    """The order of K changes once, behind node `place`: the panel is not smooth."""
    order = [(1,)] * (place + 1) + [(2,)] * (COUNT - 1 - place)
    made = SimpleNamespace(row=np.arange(COUNT))
    monkeypatch.setattr(delocalised, "ROUNDS", 1)
    monkeypatch.setattr(delocalised, "_end_marks", lambda side, edges: [])
    monkeypatch.setattr(delocalised, "rows_of", lambda side, u: u)
    monkeypatch.setattr(delocalised, "aligned", lambda side, rows: made)
    monkeypatch.setattr(delocalised, "patterns", lambda found, count: order)
    monkeypatch.setattr(delocalised, "_sums", lambda found, count, T, E_d: np.ones((count, T.size)))
    monkeypatch.setattr(delocalised, "_part", lambda found, at, first: found)
    side: Any = SimpleNamespace(band=SimpleNamespace(low=0.1, high=0.6), E_d=3.0)
    (ready,) = delocalised._strips(side, np.array([0.0, 1.0]), np.ones(delocalised.TESTS))
    assert ready.rough
    monkeypatch.setattr(delocalised, "patterns", lambda found, count: [(1,)] * COUNT)
    (ready,) = delocalised._strips(side, np.array([0.0, 1.0]), np.ones(delocalised.TESTS))
    assert not ready.rough
