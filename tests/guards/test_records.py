"""What is computed is not changed afterwards: a dataclass is frozen, unless it is one that is filled piece by piece."""

from __future__ import annotations

import importlib
import inspect
import itertools
from dataclasses import is_dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.polynomial import chebyshev

import softpot
from softpot.numerics.spectrum.doubles import basis
from softpot.numerics.statistics.density import pieces, saddle
from softpot.numerics.statistics.quadrature import KRONROD

FILLED = {"softpot.numerics.machinery.watch.Watch"}
ROOT = Path(softpot.__file__).parent
MODULES = sorted(
    "softpot." + ".".join(path.relative_to(ROOT).with_suffix("").parts)
    for part in ("spectrum", "statistics", "machinery/compile", "machinery")
    for path in (ROOT / "numerics" / part).rglob("*.py")
    if path.name != "__init__.py" and "unchanged" not in path.parts
)


def test_records_are_frozen() -> None:
    seen = 0
    for module in MODULES:
        for name, made in vars(importlib.import_module(module)).items():
            if inspect.isclass(made) and is_dataclass(made) and made.__module__ == module:
                params: Any = made.__dataclass_params__  # type: ignore[attr-defined]
                assert params.frozen is (f"{module}.{name}" not in FILLED), f"{module}.{name}"
                seen += 1
    assert seen > 30


# --- what three survivors of a sample of mutants changed


@pytest.mark.parametrize(
    ("a", "b", "z", "action", "wanted"),
    [
        (0.0, 0.0, 0.0, 9.0, 27.0 ** (1 / 3)),  # int_0^u z^2 dz
        (100.0, 0.0, 0.0, 2.0, (2.0 * 2.0 / 10.0) ** 0.5),  # int_0^u 10 z dz
        (1e6, 0.0, 1.0, 1.0, (1.5 / 2000004.0**0.5) ** (2 / 3)),  # int_0^u sqrt(V' z) dz
    ],
)
def test_how_far_a_basis_reaches(
    a: float, b: float, z: float, action: float, wanted: float
) -> None:
    """By the term of V that grows first; the action there exceeds what is asked for."""
    found = basis._outer_limits(*(np.array([v]) for v in (a, b, z, action)))
    assert found[0] == pytest.approx(wanted, rel=1e-6)
    u = np.linspace(0.0, float(found[0]), 20001)
    V = (z + u) ** 2 * (a - b * (z + u) + (z + u) ** 2)
    rate = np.sqrt(V - V[0])
    assert 0.5 * (rate[1:] + rate[:-1]) @ np.diff(u) >= action * (1 - 1e-4)


class Parabola:
    """A level curve next to a saddle with h = 1: u^2 = x."""

    h, reach = np.array([1.0]), 1.0

    def along(self, u: Any) -> Any:
        return u * u

    def slope_along(self, u: Any) -> Any:
        return 2.0 * u


@pytest.mark.parametrize(
    ("x", "symmetric", "branches", "low", "high"),
    [
        (-0.04, False, 1, -1.0, 1.0),
        (0.04, False, 3, -1.0, 1.0),
        (0.04, True, 1, -0.2, 0.2),
        (0.3, False, 3, -1.0, 1.0),
    ],
)
@pytest.mark.parametrize("fine", [1, 2])
def test_branches_cover_the_window(
    x: float, symmetric: bool, branches: int, low: float, high: float, fine: int
) -> None:
    """From one end of the window to the other, or about a minimum: int du and int u^2 du over all of them."""
    point: Any = type("Point", (), {"symmetric": symmetric})()
    found = saddle._branches(point, Parabola(), x, fine)  # type: ignore[arg-type]
    assert len(found) == branches and chebyshev.chebval(0.0, Parabola.h) == 1.0
    for power in (0, 2):
        total = sum(float(((u**power * width) @ KRONROD).sum()) for u, width in found)
        wanted = (high ** (power + 1) - low ** (power + 1)) / (power + 1)
        assert total == pytest.approx(wanted, rel=1e-9)
    every = np.concatenate([u.ravel() for u, _ in found])
    assert low < every.min() and every.max() < high


@pytest.mark.parametrize(
    ("cuts", "last"),
    [([], -100.0), ([-1.0], -100.0), ([-1.0, 40.0], -100.0), ([-60.0, -80.0, 2.0], -80.0)],
)
def test_a_level_curve_ends_where_deep_wells_are_cut_off(
    cuts: list[float], last: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At the crossing with the cutoff, which lies beyond half of it; else at the cutoff. No part is left out."""
    monkeypatch.setattr(pieces, "crossings", lambda *given: cuts)
    monkeypatch.setattr(pieces, "fold_crossings", lambda *given: [])
    monkeypatch.setattr(pieces, "ranges", lambda *given: [(-np.inf, 5.0)])
    made: Any = type("Made", (), {"alpha_max": 100.0, "largest_alpha": 50.0, "sea_gull": True})()
    ends = sorted((min(p.u, p.v), max(p.u, p.v)) for p in pieces.pieces_of(1.0, 2, made, None))
    assert ends[0][0] == pytest.approx(last) and ends[-1][1] == 5.0
    assert all(one[1] == pytest.approx(two[0]) for one, two in itertools.pairwise(ends))
    assert {c for c in cuts if -30 < c < 5} <= {end for pair in ends for end in pair}
    assert -30.0 in {end for pair in ends for end in pair}
    logarithmic = [p for p in pieces.pieces_of(1.0, 2, made, None) if p.logarithmic]
    assert len(logarithmic) == 1 and all(
        p.v >= -30 for p in pieces.pieces_of(1.0, 2, made, None) if p not in logarithmic
    )
