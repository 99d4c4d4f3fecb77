"""Where bases are put and how large they are, against integrals of the action and a search over all sizes."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy.integrate import quad

from softpot.numerics.spectrum.doubles import basis, levels
from softpot.numerics.spectrum.doubles.basis import EVEN, LEFT, ODD, RIGHT, WHOLE, Plan, make_plan
from softpot.numerics.spectrum.potential.reduced import reduce_quartic
from softpot.numerics.spectrum.potential.semiclassical import allowed_regions, landscape


def V(a: float, b: float, z: Any) -> Any:
    return z * z * (a - b * z + z * z)


@pytest.mark.parametrize(
    ("a", "b", "energy"), [(0.0, 0.0, 10.0), (3.0, 1.0, 12.0), (9.0, 5.9, 2.0)]
)
@pytest.mark.parametrize("action", [2.0, 8.0])
def test_a_hull_ends_where_the_action_is_reached(
    a: float, b: float, energy: float, action: float
) -> None:
    """int sqrt(V - E) from the outer turning points to its ends, never less."""
    arrays = [np.array([v]) for v in (a, b, energy, action)]
    land = landscape(arrays[0], arrays[1])
    regions = allowed_regions(arrays[0], arrays[1], land, arrays[2])
    low, high = basis.hull(arrays[0], arrays[1], land, arrays[2], regions, arrays[3])
    roots = np.roots([1.0, -b, a, 0.0, -energy])
    real = np.sort(roots.real[np.abs(roots.imag) < 1e-9])
    for turn, end in ((real[0], low[0]), (real[-1], high[0])):
        found = quad(lambda z: max(V(a, b, z) - energy, 0.0) ** 0.5, *sorted((turn, end)))[0]
        assert action * (1.0 - 1e-2) < found < action * 1.03


@pytest.mark.parametrize(
    ("a", "b", "low", "high", "centre", "floor"),
    [
        (0.0, 0.0, -3.0, 3.0, 0.0, 0.0),
        (4.0, 2.0, -2.5, 3.5, 0.4, 0.0),
        (25.0, 9.9, 3.8, 6.5, 5.1, float(V(25.0, 9.9, 4.84))),
        (1.0, 0.0, -2.0, 2.5, 0.3, 0.0),
    ],
)
def test_a_basis_fills_the_least_ellipse(
    a: float, b: float, low: float, high: float, centre: float, floor: float
) -> None:
    """min over s of max over z of [(z - c)^2/s^2 + s^2 (E - V)]/2, E that of the higher end, on a fine grid."""
    arrays = (np.array([v]) for v in (a, b, low, high, centre, floor))
    scale, radius = basis.place_basis(*arrays)
    z = np.linspace(low, high, 801)
    k2 = np.maximum(max(V(a, b, low), V(a, b, high)) - V(a, b, z), 0.0)
    s = np.geomspace(0.05, 3.0, 300)[:, None]
    filled = 0.5 * ((z - centre) ** 2 / s**2 + s**2 * k2).max(axis=1)
    assert radius[0] == pytest.approx(filled.min(), rel=6e-3)
    assert scale[0] == pytest.approx(s[filled.argmin(), 0], rel=0.03)


def plan_of(alpha: float, beta: float, count: int, **options: Any) -> tuple[Any, Plan]:
    points = reduce_quartic(np.array([alpha]), np.array([beta]))
    return points, make_plan(points, count, **options)


def test_symmetric_potentials_get_a_basis_for_each_parity() -> None:
    """About the centre of symmetry, also where that lies between two wells; none for levels that nobody wants."""
    for alpha, beta, centre in ((2.0, 0.0, 0.0), (1.0, 2.0, 0.5)):
        for count, kinds, wanted in (
            (1, [EVEN], [1]),
            (4, [EVEN, ODD], [2, 2]),
            (5, [EVEN, ODD], [3, 2]),
        ):
            points, plan = plan_of(alpha, beta, count)
            assert (plan.kind.tolist(), plan.wanted.tolist()) == (kinds, wanted)
            assert plan.owner.tolist() == [0] * len(kinds)
            assert points.y0[0] + points.d[0] * plan.centre == pytest.approx([centre] * len(kinds))
            assert np.ptp(plan.scale) == np.ptp(plan.size) == np.ptp(plan.top) == 0.0


def test_other_potentials_get_one_basis_and_wells_far_apart_one_each() -> None:
    points, plan = plan_of(3.0, 1.0, 4)
    assert (plan.kind.tolist(), plan.wanted.tolist()) == ([WHOLE], [4])
    points, plan = plan_of(-60.0, 0.01, 3)
    assert plan.kind.tolist() == [LEFT, RIGHT]
    # the bottoms lie at y = (3 beta +- sqrt(9 beta^2 + 32 |alpha|))/8, the deeper one on the side of beta
    root = (9.0 * 0.01**2 + 32.0 * 60.0) ** 0.5
    place = points.y0[0] + points.d[0] * plan.centre
    assert place == pytest.approx([(0.03 + root) / 8.0, (0.03 - root) / 8.0], abs=0.15)
    found = levels.double_levels(-60.0, 0.01, 12, kernel="lapack") - points.v0[0]
    # each is asked for one level more than lies below the energy of three and a half states, the fourth's
    assert plan.wanted.tolist() == [3, 3]
    assert (plan.top > found[5]).all() and (plan.top < found[8]).all()
    joined = plan_of(-60.0, 0.01, 3, allow_separate=False)[1]
    assert joined.kind.tolist() == [WHOLE] and joined.size[0] > 3.0 * plan.size.max()
    assert basis.margin(np.array([7.5])).tolist() == [9.5]


def test_each_of_two_wells_is_measured_from_its_own_bottom(monkeypatch: pytest.MonkeyPatch) -> None:
    """That of the deeper one is 0, that of the other lies above it by what their depths differ."""
    floors: list[float] = []
    usual = basis.place_basis

    def placed(*given: Any) -> Any:
        floors.append(float(given[-1][0]))
        return usual(*given)

    monkeypatch.setattr(basis, "place_basis", placed)
    _, plan = plan_of(-60.0, 0.05, 3)
    quartic = np.poly1d([1.0, -0.05, -60.0, 0.0, 0.0])
    depths = sorted(quartic(r.real) for r in quartic.deriv().roots)
    assert plan.kind.tolist() == [LEFT, RIGHT]
    assert floors == [0.0, pytest.approx(depths[1] - depths[0], rel=1e-9)]


def test_a_plan_for_more_digits_is_larger() -> None:
    few, many = (plan_of(3.0, 1.0, 4, digits=digits)[1] for digits in (11.0, 22.0))
    assert many.size[0] > 1.2 * few.size[0]
    other = few.owned_by(np.array([7]))
    assert other.owner.tolist() == [7] and other.size is few.size
    some = few.take(np.array([0, 0]))
    for name in ("owner", "kind", "centre", "scale", "size", "wanted", "top"):
        assert getattr(some, name).tolist() == 2 * getattr(few, name).tolist()


def test_wells_are_taken_apart_where_the_barrier_is_thick() -> None:
    """int sqrt(V - E) = 4/3 (|alpha|/2)^(3/2) at the bottom exceeds 75 from |alpha| = 29.4 on."""
    assert plan_of(-28.0, 0.0, 1)[1].kind.tolist() == [EVEN]
    assert plan_of(-45.0, 0.0, 1)[1].kind.tolist() == [LEFT, RIGHT]
    assert plan_of(-45.0, 0.0, 40)[1].kind.tolist() == [EVEN, ODD]  # above the top
