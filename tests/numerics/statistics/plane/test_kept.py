"""Which levels are kept below E_d."""

from __future__ import annotations

import numpy as np
import pytest

from softpot.numerics.statistics.plane.kept import kept, label, steps, truncated

INF = np.inf


@pytest.mark.parametrize(
    ("gaps", "E_d", "number"),
    [
        ([2.9, 5.8, 8.7, 11.6], 3.0, 5),  # a ladder with a small quantum stays whole
        ([3.1, 6.2, 9.3, 12.4], 3.0, 1),  # one with a large quantum vanishes
        ([0.1, 9.0, 9.2, 18.0], 3.0, 2),  # a doublet stays, its vibrations go
        ([0.1, 2.9, 6.0, 6.2], 3.0, 3),  # from the first larger step on
        ([3.0, 6.0, 9.5, 10.0], 3.0, 3),  # a step equal to E_d stays
        ([4.0, 4.5, 5.0, 5.5], 3.0, 1),  # nothing is reached beyond it
        ([0.1, INF, INF, INF], 3.0, 2),
        ([INF, INF, INF, INF], 3.0, 1),
    ],
)
def test_the_rule(gaps: list[float], E_d: float, number: int) -> None:
    made = np.array([gaps])
    assert kept(made, E_d)[0] == number
    left = truncated(made, E_d)[0]
    assert left[: number - 1].tolist() == gaps[: number - 1]
    assert not np.isfinite(left[number - 1 :]).any()


def test_steps_and_labels() -> None:
    gaps = np.array([[1.0, 3.0, INF], [1.0, 40.0, 41.0]])
    assert steps(gaps).tolist() == [[1.0, 2.0, INF], [1.0, 39.0, 1.0]]
    assert label(gaps, 50.0, 100.0).tolist() == [3, 4]
    assert label(gaps, 50.0, 30.0)[0] == 3 < label(gaps, 50.0, 30.0)[1]
