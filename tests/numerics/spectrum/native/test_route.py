"""The compiled library against LAPACK and many digits: same levels, a guard that refuses, fallback, threads, pieces."""

from __future__ import annotations

import importlib.util
import subprocess
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from softpot.numerics.spectrum import levels
from softpot.numerics.spectrum.doubles.basis import make_plan
from softpot.numerics.spectrum.doubles.inertia import count_below
from softpot.numerics.spectrum.doubles.oscillator import bands, local_potential
from softpot.numerics.spectrum.doubles.solve import solve
from softpot.numerics.spectrum.matrices.precise import precise_level
from softpot.numerics.spectrum.native.library import library
from softpot.numerics.spectrum.native.route import guarded_levels
from softpot.numerics.spectrum.potential.reduced import reduce_quartic
from softpot.numerics.spectrum.wave.gradients import level_gradients

Array = NDArray[np.float64]

# the function of the same name hides the module
levels_module = import_module("softpot.numerics.spectrum.doubles.levels")
route_module = import_module("softpot.numerics.spectrum.native.route")

compiled_here = pytest.mark.skipif(
    library() is None, reason="softpot was installed without a C compiler"
)
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


@pytest.mark.quick(2)
@compiled_here
@pytest.mark.parametrize("name", FAMILIES)
def test_both_kernels_agree(name: str) -> None:
    alpha, beta, count = FAMILIES[name]
    found = levels(alpha, beta, count, method="native")
    assert apart(found, levels(alpha, beta, count, method="lapack")) <= 5e-11
    assert np.all(np.diff(found, axis=1) >= 0.0)


@pytest.mark.quick(2)
@compiled_here
@pytest.mark.parametrize("count", [11, 12, 13, 24, 25, 60])
def test_any_number_of_levels(count: int) -> None:
    alpha, beta = between(-60, 50, 12)[:30], between(-15, 15, 13)[:30]
    found = levels(alpha, beta, count, method="native")
    assert apart(found, levels(alpha, beta, count, method="lapack")) <= 5e-11


@compiled_here
@pytest.mark.parametrize("count", [1, 2, 4, 5, 8, 9])
def test_few_levels_are_the_first_of_many(count: int) -> None:
    """They fill one or two of the three groups of lanes, and the guard has nothing to doubt in what it leaves empty."""
    alpha, beta = between(-8, 20, 18)[:300], between(-5, 5, 19)[:300]
    many, few = guarded_levels(alpha, beta, 12), guarded_levels(alpha, beta, count)
    assert many.good.all() and few.good.all()
    assert apart(few.levels, many.levels[:, :count]) <= 5e-11


@pytest.mark.quick(2)
@compiled_here
@pytest.mark.parametrize("count", [1, 3, 10, 13])
def test_first_guesses_from_the_table_change_nothing(
    count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    alpha, beta = between(-20, 20, 14), between(-8, 8, 15)
    without = guarded_levels(alpha, beta, count)
    monkeypatch.setattr(route_module, "WORTH_A_TABLE", 1)
    found = guarded_levels(alpha, beta, count)
    assert found.good.all() and without.good.all()
    assert apart(found.levels, without.levels) <= 5e-11


@compiled_here
@pytest.mark.parametrize(
    ("alpha", "beta", "n"), [(-20, 0.5, 10), (0, 0, 1), (-60, 1e-9, 6), (1e4, 199.9, 8)]
)
def test_against_high_precision(alpha: float, beta: float, n: int) -> None:
    expected = np.array(float(precise_level(alpha, beta, n, 18)))
    assert apart(levels(alpha, beta, n, method="native")[n - 1], expected) <= 4e-11


@compiled_here
def test_moments_are_the_gradients() -> None:
    alpha, beta = between(-30, 30, 16), between(-8, 8, 17)
    found = guarded_levels(alpha, beta, 6, moments=True)
    assert found.moments is not None and found.good.mean() > 0.9
    by_alpha, by_beta = level_gradients(alpha, beta, 6)
    # d eps/d alpha = <y^2>, d eps/d beta = -<y^3>, by eigenvectors of LAPACK
    assert apart(found.moments[found.good, :, 1], by_alpha[found.good]) <= 2e-7
    assert apart(-found.moments[found.good, :, 2], by_beta[found.good]) <= 2e-7


@compiled_here
def test_moments_of_symmetric_and_of_separate_wells() -> None:
    alpha = np.array([-55.0, -3.0, 12.0])
    found = guarded_levels(alpha, np.zeros(3), 4, moments=True)
    assert found.moments is not None and found.good.all()
    assert np.abs(found.moments[..., 0]).max() <= 1e-12
    assert apart(found.moments[..., 1], level_gradients(alpha, 0, 4)[0]) <= 1e-9


ALPHA, BETA = -5.0, 3.0


def exact_levels() -> Array:
    """Eleven levels above V0 of one potential, by LAPACK."""
    point = reduce_quartic(np.array([ALPHA]), np.array([BETA]))
    return solve(point, make_plan(point, 11)).energies[0, :11]


def guard(values: Array, residual: float, tau: float) -> int:
    """0: doubted; 1: bounded by residuals and counted below tau, or bracketed by counts."""
    found = library()
    assert found is not None
    square = np.full(values.size, residual**2)
    said: int = found.softpot_guard(
        ALPHA, BETA, values.size, values.ctypes.data, square.ctypes.data, tau
    )
    return said


@compiled_here
def test_the_guard_accepts_the_levels() -> None:
    known = exact_levels()
    tau = 0.5 * float(known[9] + known[10])
    assert guard(known[:10].copy(), 1e-9, tau) == 1
    assert guard(known[:10].copy(), 1e-3, tau) == 1  # too wide for a bound: bracketed by counts


@compiled_here
@pytest.mark.parametrize("n", [0, 4, 9])
@pytest.mark.parametrize("shift", [-1e-9, -1e-6, 1e-9, 1e-6, 0.5, np.nan])
def test_the_guard_refuses_a_wrong_level(n: int, shift: float) -> None:
    known = exact_levels()
    values = known[:10].copy()
    values[n] += shift * max(1.0, abs(values[n]))
    # a residual cannot be smaller than the distance to the nearest level
    honest = max(abs(values[n] - known[n]), 1e-9) if shift == shift else 1e-9
    tau = 0.5 * float(known[9] + known[10])
    assert guard(values, 1e-3 if honest < 1e-3 else honest, tau) == 0


@compiled_here
def test_the_guard_refuses_a_level_left_out_or_given_twice() -> None:
    known = exact_levels()
    for n in (0, 4, 8):
        left_out = np.delete(known, n)[:10].copy()
        assert guard(left_out, 1e-9, float(known[10]) + 0.5) == 0
        twice = known[:10].copy()
        twice[n + 1] = twice[n]
        assert guard(twice, 1e-9, 0.5 * float(known[9] + known[10])) == 0


@compiled_here
def test_the_guard_refuses_tau_on_the_wrong_side_and_wide_residuals() -> None:
    known = exact_levels()
    assert guard(known[:10].copy(), 1e-9, float(known[10]) + 0.1) == 0
    shifted = known[:10] + 1e-6
    assert guard(shifted, 1e-5, 0.5 * float(known[9] + known[10])) == 0


@compiled_here
def test_what_is_doubted_is_computed_by_lapack(monkeypatch: pytest.MonkeyPatch) -> None:
    original = levels_module.guarded_levels

    def doubting(*given: object, **more: object) -> object:
        found = original(*given, **more)
        found.good[::2] = False
        found.levels[::2] = np.nan
        return found

    alpha, beta, count = FAMILIES["the whole range"]
    expected = levels(alpha, beta, count, method="lapack")
    monkeypatch.setattr(levels_module, "guarded_levels", doubting)
    found = levels(alpha, beta, count, method="native")
    assert apart(found, expected) <= 5e-11
    assert np.array_equal(found[0], levels(alpha[:1], beta[:1], count, method="lapack")[0])


@compiled_here
def test_few_points_are_doubted() -> None:
    for name in ("the benchmark", "the whole range", "symmetric", "wide"):
        alpha, beta, count = FAMILIES[name]
        assert guarded_levels(alpha, beta, count).good.mean() >= 0.99, name


@compiled_here
def test_out_of_range_is_one_sentence() -> None:
    with pytest.raises(ValueError, match="out of range"):
        levels([1.0, 1e5], 0.0, 2)


@pytest.mark.parametrize("method", ["native", "lapack"])
def test_threads_and_pieces_change_nothing(method: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    if method == "native" and library() is None:
        pytest.skip("softpot was installed without a C compiler")
    alpha, beta, count = (x[:60] if isinstance(x, np.ndarray) else x for x in FAMILIES["symmetric"])
    beta = beta.copy()
    beta[::2] = 1.5
    whole = levels(alpha, beta, count, method=method)
    assert apart(levels(alpha, beta, count, method=method, threads=3), whole) <= 1e-12
    monkeypatch.setattr(levels_module, "CHUNK", 25)
    assert apart(levels(alpha, beta, count, method=method), whole) <= 1e-12
    square = levels(alpha.reshape(3, 20), beta.reshape(3, 20), count, method=method, threads=2)
    assert square.shape == (3, 20, count)
    assert apart(square.reshape(-1, count), whole) <= 1e-12


def test_pieces_bound_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []

    def recorded(alpha: Array, beta: Array, count: int) -> Array:
        seen.append(alpha.size)
        return np.zeros((alpha.size, count))

    monkeypatch.setattr(levels_module, "_by_lapack", recorded)
    levels(np.linspace(-5, 5, 20_000), 1.0, 1, method="lapack")
    assert sum(seen) == 20_000 and max(seen) <= levels_module.CHUNK


def test_without_the_library_numpy_computes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(levels_module, "library", lambda: None)
    assert abs(levels(0, 0, 1)[0] - 1.0603620904841829) < 1e-10
    with pytest.raises(ImportError, match="C compiler"):
        levels(0, 0, 1, method="native")


def test_bad_kernels_and_threads() -> None:
    with pytest.raises(ValueError, match="'native', 'lapack'"):
        levels(0, 0, 1, method="fortran")  # type: ignore[call-overload]
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


HOOK = Path(__file__).parents[4] / "hatch_build.py"


@pytest.mark.skipif(
    not HOOK.exists() or importlib.util.find_spec("hatchling") is None,
    reason="the build hook needs a checkout and hatchling",
)
@pytest.mark.parametrize(
    ("program", "reason"), [("false", "false failed"), ("no-such-compiler", "does not run")]
)
def test_no_compiler_is_one_reason(
    program: str, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spec = importlib.util.spec_from_file_location("hatch_build", HOOK)
    assert spec is not None and spec.loader is not None
    hook = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(hook)
    monkeypatch.setenv("CC", program)
    with pytest.raises(RuntimeError, match=reason):
        hook.compile_into(tmp_path)
    assert subprocess.run(["ls", tmp_path], capture_output=True, text=True, check=True).stdout == ""
