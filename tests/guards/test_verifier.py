"""The pieces of the verifier against NumPy: bands, a matrix times a vector, negative pivots, stairs and counts."""

from __future__ import annotations

from fractions import Fraction
from types import SimpleNamespace
from typing import Any

import flint
import numpy as np
import pytest
from scipy.integrate import trapezoid

from softpot.numerics.spectrum import NotProved, enclose, verify_enclosure
from softpot.numerics.spectrum.verifier import ritz, staircase, verify

arb = flint.arb
CASES = ((3.0, 0.7, 0.25, 0.5), (-4.0, -1.3, -0.75, 0.625), (0.0, 2.0, 0.0, 1.5))
SIZE = 9


def dense(alpha: float, beta: float, centre: float, scale: float) -> np.ndarray:
    """p^2 + V(c + s x) as products of ladder matrices, so large that the block is exact."""
    lower = np.diag(np.sqrt(np.arange(1.0, SIZE + 12)), 1)
    y = centre * np.eye(SIZE + 12) + scale * (lower + lower.T) / np.sqrt(2.0)
    p = (lower - lower.T) / np.sqrt(2.0) / scale  # i p, so that p^2 = -p p
    whole = -p @ p + alpha * y @ y - beta * y @ y @ y + y @ y @ y @ y
    return np.asarray(whole)


def bands(case: tuple[float, float, float, float]) -> ritz.Bands:
    alpha, beta, centre, scale = case
    return ritz.bands(arb(alpha), arb(beta), Fraction(centre), Fraction(scale), SIZE)


@pytest.mark.parametrize("case", CASES)
def test_bands_are_those_of_ladder_matrices(case: tuple[float, float, float, float]) -> None:
    whole, found = dense(*case), bands(case)
    assert found.size == SIZE
    for m in range(5):
        expected = [whole[k, k + m] for k in range(SIZE)]
        assert [float(h) for h in found.h[m]] == pytest.approx(expected, rel=1e-11, abs=1e-11)


@pytest.mark.parametrize("case", CASES)
def test_a_matrix_times_a_vector_has_four_entries_more(
    case: tuple[float, float, float, float],
) -> None:
    vector = np.random.default_rng(3).normal(size=SIZE)
    found = ritz.apply(bands(case), [arb(v) for v in vector])
    expected = dense(*case)[: SIZE + 4, :SIZE] @ vector
    assert [float(f) for f in found] == pytest.approx(list(expected), rel=1e-11, abs=1e-11)


@pytest.mark.parametrize("case", CASES)
def test_negative_pivots_are_eigenvalues_below(case: tuple[float, float, float, float]) -> None:
    matrix = bands(case)
    below = np.linalg.eigvalsh(dense(*case)[:SIZE, :SIZE])
    places = [below[0] - 1.0, *(below[:-1] + below[1:]) / 2, below[-1] + 1.0]
    for count, energy in enumerate(places):
        assert ritz.levels_below(matrix, arb(float(energy))) == count


@pytest.mark.parametrize(("a", "b"), [(-4.0, 1.0), (3.0, -2.0), (0.0, 0.0)])
def test_stairs_lie_below_and_touch(a: float, b: float) -> None:
    """Below V on the whole interval, and by no more than its change there."""
    p = (arb(a), arb(b))
    for left in np.linspace(-3.0, 3.0, 25):
        right = left + 0.2
        z = np.linspace(left, right, 101)
        V = z**2 * (a - b * z + z**2)
        stair = float(staircase._stair(p, float(left), float(right)))
        assert stair <= V.min() + 1e-12
        change = V.max() - V.min()
        assert stair >= V.min() - change - 0.2
        terms = [float(t) for t in staircase._at(p, arb(float(left)))]
        slope, bend = left * (2 * a - 3 * b * left + 4 * left**2), a - 3 * b * left + 6 * left**2
        expected = [V[0], slope, bend, 4 * left - b, 1]
        assert terms == pytest.approx(expected, rel=1e-12, abs=1e-12)


def levels(a: float, b: float) -> np.ndarray:
    """By sine functions on a grid."""
    h, k = 0.08, np.arange(-90, 91)
    apart = np.subtract.outer(k, k)
    far = np.where(apart == 0, 1, apart)
    bend = np.where(apart == 0, np.pi**2 / 3, 2.0 * (-1.0) ** apart / far**2) / h**2
    y = h * k
    return np.linalg.eigvalsh(bend + np.diag(a * y**2 - b * y**3 + y**4))


@pytest.mark.parametrize(("a", "b"), [(-4.0, 1.0), (3.0, -2.0)])
def test_the_staircase_counts_all_levels_and_no_other(a: float, b: float) -> None:
    """Between the levels, with fine stairs and a wide box; in a narrow one there may be more, never fewer."""
    found = levels(a, b)
    for count, energy in enumerate((found[:3] + np.concatenate([[found[0] - 2.0], found[:2]])) / 2):
        given = arb(a), arb(b), float(energy)
        assert staircase.most_levels_below(*given, (-4.0, 4.0), 0.1, 80) == count
        assert staircase.most_levels_below(*given, (0.0, 0.0), 0.1, 80) >= count


@pytest.mark.quick(2)
@pytest.mark.parametrize(("z", "energy"), [(-1.0, 4.0), (0.5, -6.0), (2.0, 0.0), (1.2, 30.0)])
def test_the_next_node_is_where_the_potential_has_changed_by_the_rise(
    z: float, energy: float
) -> None:
    def V(x: Any) -> Any:
        return x**2 * (-4.0 - x + x**2)

    new = staircase._next(-4.0, 1.0, energy, z, 0.25)
    allowed = max(0.25, 0.5 * (V(z) - energy))
    assert z < new <= z + 0.5
    assert abs(V(np.linspace(z, new, 50)) - V(z)).max() <= 2.5 * allowed
    assert new - z >= 0.03


def test_a_level_of_the_other_well_may_lie_in_the_gap() -> None:
    """Level 4 of (-35, 3/10) is the lowest of the right well, above the levels 1 to 3 of the left one."""
    assert verify_enclosure(enclose(-35, "0.3", 3, 15))


# --- what is proposed: a basis, and a number between two levels

PLACES = (
    (0, 0, 1.06), (9, 6, 12.0), (-20, 7, -100.0), (-50, -10, -900.0), (-400, 30, -5e4), (-30, 0, -210.0),
    (-400, 0, -1.0), (-900, 2, -1.0), (0, 40, -1.0), (3, 1, 4000.0),
)  # fmt: skip


@pytest.mark.parametrize(("alpha", "beta", "energy"), PLACES)
@pytest.mark.parametrize("decimals", [5.0, 40.0])
def test_a_basis_reaches_as_far_as_the_wave_function(
    alpha: int, beta: int, energy: float, decimals: float
) -> None:
    """At both ends the action below the barrier is what 10^-(decimals/2) needs; the turning points lie within."""
    basis = verify._place(Fraction(alpha), Fraction(beta), energy, decimals, 0)
    roots = np.roots([1.0, -beta, alpha, 0.0, -energy])
    turning = np.sort(roots[np.abs(roots.imag) < 1e-6].real)
    assert basis.ends[0] < turning[0] and turning[-1] < basis.ends[1]
    goal = 0.5 * decimals * np.log(10.0) + 3.0
    for start, end in ((turning[0], basis.ends[0]), (turning[-1], basis.ends[1])):
        y = np.linspace(start, end, 20_001)
        above = np.maximum(y * y * (alpha + y * (y - beta)) - energy, 0.0)
        action = trapezoid(np.sqrt(above), dx=abs(end - start) / 20_000)
        step = np.sqrt(above.max()) * 2 * (abs(y).max() + 10) / 8000
        assert goal - step - 0.5 <= action <= goal + 2 * step + 0.5
    inner = (
        float(basis.centre) + np.array([-1.0, 1.0]) * float(basis.scale) * (2 * basis.size) ** 0.5
    )
    assert inner[0] < turning[0] and turning[-1] < inner[1]


class Seen(Exception):
    """What was asked, so that nothing more is worked out."""


@pytest.mark.parametrize(
    ("alpha", "beta", "n"), [(0, "1/3", 2), (-12, 0, 1), (-12, 0, 2), (-12, 0, 3), (-9, "1/2", 1)]
)
@pytest.mark.parametrize("attempt", [0, 1, 3])
def test_nu_lies_between_two_levels(
    monkeypatch: pytest.MonkeyPatch, alpha: Any, beta: Any, n: int, attempt: int
) -> None:
    """Above the j-th level and below the next, with n <= j <= n + 2, in the largest of three gaps or nearly."""
    from softpot.numerics import levels

    def most(a: Any, b: Any, nu: float, ends: Any, rise: float, bits: int) -> int:
        raise Seen(nu, rise)

    monkeypatch.setattr(verify, "most_levels_below", most)
    near = levels(float(alpha), float(Fraction(beta)), count=n + 4)
    lower = Fraction(float(near[n - 1])) - Fraction(1, 10**9)
    with pytest.raises(Seen) as seen:
        verify._verify_lower(Fraction(alpha), Fraction(beta), lower, n, 9.0, attempt)
    nu, rise = seen.value.args
    j = int(np.searchsorted(near, nu))
    gaps = np.diff(near)[n - 1 : n + 2]
    assert n <= j <= n + 2
    assert gaps[j - n] >= 0.6 * gaps.max()
    share = (nu - near[j - 1]) / gaps[j - n]
    assert share == pytest.approx(0.65 / 2**attempt, rel=1e-3)
    assert rise == pytest.approx(0.8 * gaps[j - n], rel=1e-3)


@pytest.mark.parametrize(("alpha", "beta", "n"), [(0, "1/3", 2), (-12, 0, 1), (-12, 0, 2)])
def test_vectors_are_proposed_for_all_levels_up_to_nu(
    monkeypatch: pytest.MonkeyPatch, alpha: Any, beta: Any, n: int
) -> None:
    """Number n to j, which are counted from 0; with one less, or none, the lower end is not taken for shown."""
    from softpot.numerics import levels

    bounds: list[float] = []
    asked: list[tuple[int, int]] = []
    usual = verify._vectors

    def most(a: Any, b: Any, nu: float, ends: Any, rise: float, bits: int) -> int:
        bounds.append(nu)
        return 0

    def vectors(*given: Any) -> Any:
        asked.append(given[-2:])
        return usual(*given)

    monkeypatch.setattr(verify, "most_levels_below", most)
    monkeypatch.setattr(verify, "_vectors", vectors)
    near = levels(float(alpha), float(Fraction(beta)), count=n + 4)
    lower = Fraction(float(near[n - 1])) - Fraction(1, 10**9)
    given = Fraction(alpha), Fraction(beta), lower, n, 9.0, 0
    verify._verify_lower(*given)
    j = int(np.searchsorted(near, bounds[0]))
    assert asked == [(n - 1, j - 1)]
    monkeypatch.setattr(verify, "_vectors", lambda *given: usual(*given)[1:])
    with pytest.raises(NotProved, match=f"{j - n} vectors were proposed for the levels {n} to {j}"):
        verify._verify_lower(*given)


@pytest.mark.parametrize("first", range(5))
@pytest.mark.parametrize("more", range(4))
def test_as_many_vectors_as_levels_are_counted(
    monkeypatch: pytest.MonkeyPatch, first: int, more: int
) -> None:
    """The levels first ... last, also where one of them is half of a pair: with fewer vectors less would be shown."""
    near = np.array([1.0, 1.0 + 1e-9, 3.0, 3.0 + 1e-9, 5.0, 7.0, 7.0 + 1e-9, 9.0])
    basis = verify._Basis(Fraction(0), Fraction(1), 4, 60, (-1.0, 1.0))

    def told(start: int) -> Any:
        return SimpleNamespace(vector=[start])

    monkeypatch.setattr(verify, "build", lambda *given: None)
    monkeypatch.setattr(verify, "refine", lambda matrix, start: told(start))
    monkeypatch.setattr(verify, "refine_pair", lambda matrix, low, high: (told(low), told(high)))
    last = min(first + more, near.size - 2)
    found = verify._vectors(Fraction(0), Fraction(0), basis, near, first, last)
    assert [float(vector[0]) for vector in found] == pytest.approx(
        near[first : last + 1], abs=1e-11
    )


@pytest.mark.parametrize(
    ("width", "decimals"),
    [("1/1000000000000", 12), ("123456789/100000000000000000000", 12), ("9/10", 0), ("1000", -3)],
)
def test_the_decimals_of_an_interval(width: str, decimals: float) -> None:
    """-log10 of the width, and one more."""
    found = verify._decimals(Fraction(-7, 3), Fraction(-7, 3) + Fraction(width))
    assert found == pytest.approx(-np.log10(float(Fraction(width))) + 1.0, abs=0.7)
    assert round(found) - decimals in (0, 1, 2)
