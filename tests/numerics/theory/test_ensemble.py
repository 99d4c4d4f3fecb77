"""The ensemble of random potentials: its sampler has the density that it states."""

from __future__ import annotations

from functools import cache

import mpmath
import numpy as np
import pytest
import sympy as sp
from scipy import stats
from scipy.interpolate import CubicSpline

from softpot.derive.theory import SOFT_POTENTIAL
from softpot.numerics.theory import ensemble

S = SOFT_POTENTIAL.symbols
WHICH = range(len(ensemble.SOURCES))

# Both densities are analytic in a strip, so the trapezoidal rule converges exponentially on these grids.
GRIDS = (np.linspace(-8, 8, 161), np.linspace(-18, 19, 186), np.linspace(-7, 7, 71))
STEPS = [g[1] - g[0] for g in GRIDS]


@cache
def _density(which: int) -> np.ndarray:
    h, eta, t = np.meshgrid(*GRIDS, indexing="ij", sparse=True)
    return ensemble.SOURCES[which].density(h, eta, t, np)


@cache
def _drawn(which: int) -> tuple[np.ndarray, ...]:
    return ensemble.SOURCES[which].draw(np.random.default_rng(2024), 40_000)


def _mean(which: int, powers: tuple[int, int, int]) -> float:
    h, eta, t = np.meshgrid(*GRIDS, indexing="ij", sparse=True)
    weighted = _density(which) * h ** powers[0] * eta ** powers[1] * t ** powers[2]
    return float(weighted.sum() * np.prod(STEPS))


@pytest.mark.parametrize("which", WHICH)
def test_the_density_is_normalised(which):
    assert _mean(which, (0, 0, 0)) == pytest.approx(1, abs=1e-10)
    assert (_density(which) >= 0).all()


@pytest.mark.quick(9)
@pytest.mark.parametrize("which", WHICH)
@pytest.mark.parametrize(
    "powers",
    [(1, 0, 0), (0, 1, 0), (0, 0, 1), (2, 0, 0), (0, 2, 0), (0, 0, 2), (1, 1, 0), (1, 0, 1), (0, 1, 1), (2, 0, 1),
     (1, 0, 2), (0, 0, 3), (0, 3, 0), (4, 0, 0)],
)  # fmt: skip
def test_the_moments(which, powers):
    h, eta, t = _drawn(which)
    values = h ** powers[0] * eta ** powers[1] * t ** powers[2]
    error = values.std() / np.sqrt(values.size)
    assert abs(values.mean() - _mean(which, powers)) < 4.5 * error


@pytest.mark.parametrize("which", WHICH)
@pytest.mark.parametrize("axis", [0, 1, 2])
def test_the_marginals(which, axis):
    """Kolmogorov and Smirnov against the density summed over the other two."""
    others = tuple(k for k in range(3) if k != axis)
    marginal = _density(which).sum(axis=others) * STEPS[others[0]] * STEPS[others[1]]
    fine = np.linspace(GRIDS[axis][0], GRIDS[axis][-1], 40_001)
    smooth = CubicSpline(GRIDS[axis], marginal)(fine)
    cdf = np.concatenate([[0], np.cumsum((smooth[1:] + smooth[:-1]) / 2)]) * (fine[1] - fine[0])
    assert cdf[-1] == pytest.approx(1, abs=1e-6)
    found = stats.kstest(_drawn(which)[axis], lambda v: np.interp(v, fine, cdf))
    assert found.pvalue > 1e-3


def test_the_lean_of_the_second_source():
    """What remains of h' and t' when the lean is taken off is independent."""
    h, _, t = _drawn(1)
    assert abs(stats.spearmanr(h - 0.5 * t, t).statistic) < 0.02
    assert stats.spearmanr(h, t).statistic > 0.3


@pytest.mark.parametrize("which", WHICH)
def test_the_density_is_one_for_numpy_sympy_and_mpmath(which):
    density = ensemble.SOURCES[which].density
    point = (0.3, -0.7, 1.1)
    symbolic = density(S.h_p, S.eta_p, S.t_p, sp)
    assert not symbolic.atoms(sp.Float)
    exact = map(sp.Rational, ("3/10", "-7/10", "11/10"))
    by_sympy = symbolic.subs(dict(zip((S.h_p, S.eta_p, S.t_p), exact, strict=True)))
    by_mpmath = density(*map(mpmath.mpf, point), mpmath.mp)
    by_numpy = density(*point, np)
    assert float(by_sympy) == pytest.approx(by_numpy, rel=1e-13)
    assert float(by_mpmath) == pytest.approx(by_numpy, rel=1e-13)


def test_only_the_first_source_has_no_preferred_direction():
    h, eta, t = np.random.default_rng(8).normal(size=(3, 50))
    one, two = (s.density for s in ensemble.SOURCES)
    assert np.allclose(one(h, eta, t, np), one(-h, eta, -t, np), rtol=1e-12)
    assert not np.allclose(two(h, eta, t, np), two(-h, eta, -t, np), rtol=1e-3)


@pytest.mark.slow
def test_the_histogram_by_a_plain_loop(monkeypatch):
    """The same potentials, one after the other, with NumPy's own root finder and derivatives."""
    ensemble.histogram.cache_clear()
    monkeypatch.setattr(ensemble, "SAMPLES", 4000)
    monkeypatch.setattr(ensemble, "_CHUNK", 2000)
    try:
        seen = ensemble.histogram(1)
    finally:
        ensemble.histogram.cache_clear()
    source = np.random.default_rng(ensemble.SEED + 1)
    counts, tops = np.zeros(ensemble.BINS), np.zeros(ensemble.BINS)
    for _ in range(2):
        for h, eta, t in zip(*ensemble.SOURCES[1].draw(source, 2000), strict=True):
            V = np.polynomial.Polynomial([0, h, eta, t, 1])
            roots = V.deriv().roots()
            real = roots.real[np.abs(roots.imag) < 1e-9]
            for s in real:
                e, c = V.deriv(2)(s) / 2, V.deriv(3)(s) / 6
                if not ensemble.WINDOW[0] < c < ensemble.WINDOW[1] or abs(e) >= ensemble.REACH:
                    continue
                place = int((e + ensemble.REACH) / (2 * ensemble.REACH) * ensemble.BINS)
                counts[place] += 1
                tops[place] += e < 0 or real.size == 1
    assert seen.potentials == 4000
    assert counts.sum() > 10
    assert np.array_equal(seen.counts, counts)
    assert np.array_equal(seen.barrier_top, tops)
    middle = (seen.edges[1:] + seen.edges[:-1]) / 2
    empty = (middle > 0) & (seen.edges[1:] < 9 / 32 * ensemble.WINDOW[0] ** 2)
    assert seen.barrier_top[empty].sum() == 0
