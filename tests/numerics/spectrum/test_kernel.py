"""The compiled kernel against LAPACK: same levels, a guard that refuses, fallback, threads, pieces."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module

import numpy as np
import pytest
from numpy.typing import NDArray

from numerics.spectrum import levels, precise_level
from numerics.spectrum.basis import make_plan
from numerics.spectrum.inertia import count_below
from numerics.spectrum.oscillator import bands, local_potential
from numerics.spectrum.reduced import reduce_quartic
from numerics.spectrum.solve import solve

pytest.importorskip("numba", reason="numba is not installed")

import numba

from numerics.spectrum import compiled_kernel as kernel_module
from numerics.spectrum.compiled_plan import make_plan_compiled
from numerics.spectrum.compiled_potential import local_potential_compiled
from numerics.spectrum.compiling import compiled

Array = NDArray[np.float64]

# the function of the same name hides the module
levels_module = import_module("numerics.spectrum.levels")

POINTS = 200


def between(low: float, high: float, seed: int) -> Array:
    return np.random.default_rng(seed).uniform(low, high, POINTS)


def apart(first: Array, second: Array) -> float:
    """The largest difference in units of max(1, |eps|)."""
    return float(np.max(np.abs(first - second) / np.maximum(1.0, np.abs(second))))


WIDE = 10.0 ** between(1.7, 4.0, 1)
NEAR = 10.0 ** between(-15.0, 0.0, 2)
FAMILIES: dict[str, tuple[Array, Array, int]] = {
    "the benchmark": (between(-20, 20, 3), between(-8, 8, 4), 10),
    "the whole range": (between(-60, 50, 5), between(-15, 15, 6), 13),
    "one level": (between(-60, 50, 7), between(-15, 15, 8), 1),
    "symmetric": (between(-60, 50, 9), np.zeros(POINTS), 12),
    "tilted double wells, almost symmetric": (between(-60, 0, 10), NEAR, 14),
    "wide": (WIDE, 2.0 * np.sqrt(WIDE) * between(-1, 1, 11), 12),
    "wide, almost symmetric": (WIDE, (2.0 - NEAR) * np.sqrt(WIDE), 11),
    "wide, exactly symmetric": (np.arange(8.0, 58.0) ** 2, 2.0 * np.arange(8.0, 58.0), 9),
}


@pytest.mark.parametrize("name", FAMILIES)
def test_both_kernels_agree(name: str) -> None:
    alpha, beta, count = FAMILIES[name]
    compiled = levels(alpha, beta, count, kernel="compiled")
    assert apart(compiled, levels(alpha, beta, count, kernel="lapack")) <= 1e-12
    assert np.all(np.diff(compiled, axis=1) >= 0.0)


def test_sixty_levels_agree_to_the_rounding_of_lapack() -> None:
    # LAPACK's own error is a few units in the last place of the largest matrix element
    alpha, beta = between(-60, 50, 12)[:30], between(-15, 15, 13)[:30]
    compiled = levels(alpha, beta, 60, kernel="compiled")
    assert apart(compiled, levels(alpha, beta, 60, kernel="lapack")) <= 4e-12


@pytest.mark.parametrize(
    ("alpha", "beta", "n"), [(-20, 0.5, 10), (0, 0, 1), (-60, 1e-9, 6), (1e4, 199.9, 8)]
)
def test_against_high_precision(alpha: float, beta: float, n: int) -> None:
    expected = np.array(float(precise_level(alpha, beta, n, 18)))
    assert apart(levels(alpha, beta, n, kernel="compiled")[n - 1], expected) <= 2e-11


def test_plans_are_the_same() -> None:
    alpha, beta = between(-60, 50, 14), between(-15, 15, 15)
    beta[:40] = 0.0
    points = reduce_quartic(alpha, beta)
    for count in (1, 10, 60):
        one, two = make_plan(points, count), make_plan_compiled(points, count)
        for name in ("owner", "kind", "wanted"):
            assert np.array_equal(getattr(one, name), getattr(two, name))
        for name in ("centre", "scale", "size", "top"):
            assert np.allclose(getattr(one, name), getattr(two, name), rtol=1e-11, atol=1e-11)


def test_local_potentials_are_the_same() -> None:
    points = reduce_quartic(between(-60, 50, 16), between(-15, 15, 17))
    place, length = between(-9, 9, 18), between(-0.5, 0.5, 19)
    expected = local_potential(points, place, length).T
    found = local_potential_compiled(points, place, length)
    # slopes and curvatures to the last bit, powers of the length to the last but one
    assert np.array_equal(found[:, :2], expected[:, :2])
    assert np.allclose(found, expected, rtol=1e-15, atol=0.0)


def guard(values: Array, tolerance: float = 4e-11) -> bool:
    """What the guard says to these lowest levels above V0 of alpha=-5, beta=3."""
    point = reduce_quartic(np.array([-5.0]), np.array([3.0]))
    plan = make_plan(point, values.size)
    place, length = point.y0 + point.d * plan.centre, point.d * plan.scale
    larger, lanes = 60, 12
    g = np.zeros((larger + 8, 5))
    v = local_potential(point, place, length)[:, 0]
    kernel_module._fill(np.ascontiguousarray(v), float(length[0] ** -2), larger, -1, g)
    w = np.zeros((larger + 8) * kernel_module.SLOTS * lanes)
    kernel_module._start(larger, w, lanes)
    space = np.zeros((5, lanes))
    space[3] = larger
    return bool(
        kernel_module._guard(
            g,
            larger,
            larger,
            0,
            values.size,
            float(point.v0[0]),
            tolerance,
            values,
            space,
            w,
            lanes,
        )
    )


def true_levels() -> Array:
    point = reduce_quartic(np.array([-5.0]), np.array([3.0]))
    return solve(point, make_plan(point, 10)).energies[0, :10]


def test_the_guard_accepts_the_levels() -> None:
    assert guard(true_levels())


@pytest.mark.parametrize("n", [0, 4, 9])
@pytest.mark.parametrize("shift", [-1e-9, -1e-6, 1e-9, 1e-6, 0.5, np.nan])
def test_the_guard_refuses_a_wrong_level(n: int, shift: float) -> None:
    values = true_levels()
    values[n] += shift * max(1.0, abs(values[n]))
    assert not guard(values)


@pytest.mark.parametrize("n", [0, 4, 8])
def test_the_guard_refuses_a_level_given_twice_or_left_out(n: int) -> None:
    values = true_levels()
    twice = values.copy()
    twice[n + 1] = twice[n]
    assert not guard(twice)
    left_out = np.delete(values, n)
    assert not guard(left_out)
    swapped = values.copy()
    swapped[[n, n + 1]] = swapped[[n + 1, n]]
    assert not guard(swapped)


def test_the_guard_refuses_what_its_rounding_errors_may_have_decided() -> None:
    assert not guard(true_levels(), 1e-15)


def test_levels_too_close_for_a_vector_are_refused() -> None:
    close = np.array([1.0, 1.0 + 1e-9, 3.0])
    assert not kernel_module._separate(close, 3, 0.0)
    assert not kernel_module._separate(close[[1, 0, 2]], 3, 0.0)
    assert not kernel_module._separate(np.array([1.0, np.nan, 3.0]), 3, 0.0)
    assert kernel_module._separate(np.array([1.0, 1.1, 3.0]), 3, 0.0)


def counting(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The numbers of jobs that are passed on to LAPACK from now on."""
    passed: list[int] = []
    original = kernel_module.solve

    def recorded(points: object, plan: object) -> object:
        passed.append(plan.owner.size)  # type: ignore[attr-defined]
        return original(points, plan)  # type: ignore[arg-type]

    monkeypatch.setattr(kernel_module, "solve", recorded)
    return passed


def test_what_is_refused_is_computed_by_lapack(monkeypatch: pytest.MonkeyPatch) -> None:
    alpha, beta, count = FAMILIES["the whole range"]
    points = reduce_quartic(alpha[:40], beta[:40])
    plan = make_plan(points, count)
    passed = counting(monkeypatch)
    # no count can be right at a tolerance below rounding
    refused = kernel_module.solve_compiled(points, plan, 1e-17)
    assert passed == [plan.owner.size]
    assert np.array_equal(refused.energies, solve(points, plan).energies)


def test_few_points_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    passed = counting(monkeypatch)
    alpha, beta, count = FAMILIES["the benchmark"]
    levels(alpha, beta, count, kernel="compiled")
    assert sum(passed) <= 3


def test_a_basis_that_is_too_small_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    points = reduce_quartic(np.array([-5.0, 4.0]), np.array([3.0, 1.0]))
    plan = make_plan(points, 10)
    passed = counting(monkeypatch)
    small = kernel_module.solve_compiled(points, replace(plan, size=0.5 * plan.size))
    assert passed == [2]
    assert apart(small.energies, solve(points, plan).energies) <= 1e-10


def test_a_bad_guess_of_the_energy_does_no_harm(monkeypatch: pytest.MonkeyPatch) -> None:
    points = reduce_quartic(np.array([-5.0, 4.0]), np.array([3.0, 1.0]))
    plan = make_plan(points, 10)
    right = kernel_module.solve_compiled(points, plan).energies
    for factor in (1e-3, 30.0):
        found = kernel_module.solve_compiled(points, replace(plan, top=factor * plan.top))
        assert apart(found.energies, right) <= 1e-12


@pytest.mark.parametrize("kernel", ["compiled", "lapack"])
def test_threads_and_pieces_change_nothing(kernel: str, monkeypatch: pytest.MonkeyPatch) -> None:
    alpha, beta, count = (x[:60] if isinstance(x, np.ndarray) else x for x in FAMILIES["symmetric"])
    beta = beta.copy()
    beta[::2] = 1.5
    whole = levels(alpha, beta, count, kernel=kernel)
    assert apart(levels(alpha, beta, count, kernel=kernel, threads=3), whole) <= 1e-12
    monkeypatch.setattr(levels_module, "CHUNK", 25)
    assert apart(levels(alpha, beta, count, kernel=kernel), whole) <= 1e-12
    square = levels(alpha.reshape(3, 20), beta.reshape(3, 20), count, kernel=kernel, threads=2)
    assert square.shape == (3, 20, count)
    assert apart(square.reshape(-1, count), whole) <= 1e-12


def test_pieces_bound_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []
    original = levels_module._levels_above_compiled

    def recorded(points: object, count: int) -> object:
        seen.append(points.a.size)  # type: ignore[attr-defined]
        return original(points, count)  # type: ignore[arg-type]

    monkeypatch.setattr(levels_module, "_levels_above_compiled", recorded)
    levels(np.linspace(-5, 5, 20_000), 1.0, 1)
    assert sum(seen) == 20_000 and max(seen) <= levels_module.CHUNK


def chosen(kernel: str | None, pairs: int) -> Callable[..., Array]:
    found: Callable[..., Array] = levels_module._chosen(kernel, pairs)
    return found


def test_which_kernel_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    assert chosen(None, 1) is levels_module.levels_above
    assert chosen(None, 1000) is levels_module._levels_above_compiled
    assert chosen("lapack", 1000) is levels_module.levels_above
    assert chosen("compiled", 1) is levels_module._levels_above_compiled
    for module in ("compiling", "compiled_kernel", "compiled_plan", "compiled_potential"):
        monkeypatch.delitem(sys.modules, f"numerics.spectrum.{module}", raising=False)
        monkeypatch.delattr(f"numerics.spectrum.{module}", raising=False)
    monkeypatch.setitem(sys.modules, "numba", None)
    assert chosen(None, 1000) is levels_module.levels_above
    with pytest.raises(ImportError, match=r"softpot\[fast\]"):
        chosen("compiled", 1000)


def test_bad_kernels_and_threads() -> None:
    with pytest.raises(ValueError, match="'compiled', 'lapack' or None"):
        levels(0, 0, 1, kernel="fortran")
    with pytest.raises(ValueError, match="threads"):
        levels(0, 0, 1, threads=0)
    with pytest.raises(TypeError, match="threads"):
        levels(0, 0, 1, threads=1.5)  # type: ignore[arg-type]


def test_counts_of_band_matrices() -> None:
    point = reduce_quartic(np.array([-5.0, 2.0]), np.array([3.0, 0.0]))
    scale = np.array([0.5, 0.6])
    band = bands(local_potential(point, point.y0, scale), scale, 30, None)
    matrix = sum(np.stack([np.diag(row[: 30 - m], -m) for row in band[m]]) for m in range(5))
    values = np.linalg.eigvalsh(matrix)
    middle = 0.5 * (values[:, 1:] + values[:, :-1])
    assert np.array_equal(count_below(band, middle), np.tile(np.arange(1, 30), (2, 1)))
    # a pivot that is exactly zero never makes a count too small
    zero = [np.zeros((1, 4)), np.ones((1, 4))]
    assert count_below(zero, np.zeros((1, 1)))[0, 0] >= 2


def test_a_vanishing_pivot_makes_the_compiled_count_nan() -> None:
    size, lanes = 5, 4
    g = np.zeros((size + 8, 5))
    g[1:size, 1] = 1.0
    w = np.zeros((size + 8) * kernel_module.SLOTS * kernel_module.LANES)
    shifts = np.array([0.0, 0.5, -0.5, 3.0])
    counts = np.zeros(lanes)
    kernel_module._eliminate(g, size, shifts, counts, w, lanes)
    assert np.isnan(counts[0])
    assert counts[1:].tolist() == [3.0, 2.0, 5.0]
    low, high = np.zeros(4), np.full(4, np.inf)
    kernel_module._learn(shifts, counts, 1, low, high, 3)
    assert np.all(low == 0.0) and np.all(high == np.inf)


def test_without_a_place_to_write_to_nothing_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    from numba.core import caching

    def refuse(self: object) -> None:
        raise OSError("read-only")

    monkeypatch.setattr(caching._CacheLocator, "ensure_cache_path", refuse)
    double = compiled(_twice)
    assert double(1.5) == 3.0
    with pytest.raises(RuntimeError):
        numba.njit(cache=True)(_twice)


def _twice(x: float) -> float:
    return 2.0 * x
