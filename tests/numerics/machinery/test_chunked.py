"""Arrays of dask in, arrays of dask out: the same numbers as chunk by chunk without it."""

from __future__ import annotations

import numpy as np
import pytest

from softpot import Distribution, Glass, density_of_states, levels, specific_heat
from softpot.numerics.machinery.chunked import is_chunked

dask = pytest.importorskip("dask")
da = pytest.importorskip("dask.array")

ALPHA = np.linspace(-6.0, 6.0, 12).reshape(4, 3)
BETA = np.linspace(0.0, 2.0, 3)
PLAIN = Distribution.constant(alpha_max=9)


@pytest.fixture(autouse=True)
def _in_this_thread():
    with dask.config.set(scheduler="synchronous"):
        yield


def by_parts(alpha: np.ndarray, beta: np.ndarray, **named: object) -> np.ndarray:
    """Rows two by two, as the chunks are."""
    return np.concatenate([np.asarray(levels(alpha[k : k + 2], beta, **named)) for k in (0, 2)])


def test_levels_of_pairs_that_broadcast() -> None:
    lazy = levels(da.from_array(ALPHA, chunks=(2, 3)), da.from_array(BETA, chunks=3), 4)
    assert is_chunked(lazy)
    assert lazy.shape == (4, 3, 4)
    assert lazy.chunks == ((2, 2), (3,), (4,))
    assert lazy.dtype == float
    assert isinstance(lazy._meta, np.ndarray)
    assert lazy.compute().tobytes() == by_parts(ALPHA, BETA, count=4).tobytes()


def test_chunks_that_differ_and_numbers_beside_arrays() -> None:
    one = levels(da.from_array(ALPHA, chunks=(2, 3)), da.from_array(BETA, chunks=2), only=[3])
    two = levels(da.from_array(ALPHA, chunks=(2, 2)), BETA, only=[3])
    both = levels(ALPHA, BETA, only=[3])
    assert one.compute() == pytest.approx(both, abs=1e-9)
    assert two.compute() == pytest.approx(both, abs=1e-9)
    number = levels(da.from_array(ALPHA, chunks=4), "1/2", 1).compute()
    assert number == pytest.approx(levels(ALPHA, 0.5, 1), abs=1e-9)


def test_gradients_stand_side_by_side() -> None:
    lazy = levels(da.from_array(BETA, chunks=2), 1.0, 2, gradients=True)
    found = dask.compute(*lazy)
    for mine, theirs in zip(found, levels(BETA, 1.0, 2, gradients=True), strict=True):
        assert mine == pytest.approx(theirs, abs=1e-7)


def test_certified_levels_are_objects_in_their_places() -> None:
    lazy = levels(da.from_array(np.array([0.0, 1.0]), chunks=1), "1/3", 1, certify=True)
    assert lazy.dtype == object
    assert lazy.shape == (2, 1)
    for k, one in enumerate(lazy.compute()[:, 0]):
        (same,) = levels(k, "1/3", 1, certify=True)
        assert one == same
        assert one.enclosure == same.enclosure


@pytest.mark.quick(0)
def test_curves() -> None:
    T, E = np.array([0.05, 0.06, 0.07]), np.array([0.5, 1.0, 2.0])
    for curve, x, f in (
        (specific_heat(da.from_array(T, chunks=2), PLAIN), T, specific_heat),
        (density_of_states(da.from_array(E, chunks=2), Glass(PLAIN, 3)), E, density_of_states),
    ):
        glass = PLAIN if f is specific_heat else Glass(PLAIN, 3)
        assert is_chunked(curve.value)
        assert "not computed yet" in repr(curve)
        assert "not computed yet" in curve._repr_html_()
        (done,) = dask.compute(curve)
        for part in (slice(0, 2), slice(2, 3)):
            wanted = f(x[part], glass)
            assert done.value[part].tobytes() == wanted.value.tobytes()
            assert done.error[part].tobytes() == wanted.error.tobytes()


def test_nothing_is_called_before_it_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    from softpot.numerics.spectrum import methods

    called = []
    monkeypatch.setattr(
        methods, "double_levels", lambda *a, **k: called.append(a) or np.ones((2, 1))
    )
    lazy = levels(da.zeros(4, chunks=2), 1.0, 1)
    assert called == []
    lazy.compute()
    assert len(called) == 2


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda: levels(da.zeros((2, 3), chunks=2), np.zeros(2), 1), "broadcast"),
        (lambda: specific_heat(da.ones((2, 2)), PLAIN), "one-dimensional"),
        (lambda: density_of_states(da.ones((2, 2)), PLAIN), "one-dimensional"),
        (lambda: levels(da.zeros(2), 0, 99), "60"),
        (lambda: levels(da.from_array(np.array([np.nan])), 0, 1).compute(), "NaN"),
    ],
)
def test_refusals(wrong: object, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        wrong()  # type: ignore[operator]
