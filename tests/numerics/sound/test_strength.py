"""S, S_rel and K: the table against direct integrals, other routes, limits, refusals."""

from __future__ import annotations

import sys
from itertools import pairwise
from math import log, pi, sqrt

import numpy as np
import pytest
from scipy.integrate import quad, trapezoid

from softpot.derive.later import LATER
from softpot.numerics import Distribution, conductivity, internal_friction, strength
from softpot.numerics.sound.conductivity import (
    conductivity_in_SI,
    half_of_the_heat,
    local_exponents,
)
from softpot.numerics.sound.elements import levels_and_elements
from softpot.numerics.sound.ensemble import one_phonon_rates, sea_gull_cells, summed
from softpot.numerics.sound.pairs import relaxation_of_pairs
from softpot.numerics.sound.relaxation import relaxation_at
from softpot.numerics.sound.resonant import SEA_GULL, resonant_at_zero
from softpot.numerics.sound.tables import relaxational
from softpot.numerics.spectrum.potential.reduced import reduce_quartic
from softpot.numerics.statistics.model.geometry import from_centre


def potentials(D_2: np.ndarray, D_1: np.ndarray, count: int) -> tuple[np.ndarray, np.ndarray]:
    alpha, beta, _, _ = from_centre(D_2, D_1)
    return levels_and_elements(reduce_quartic(alpha, beta), count)


@pytest.mark.slow
@pytest.mark.parametrize("energy", [0.0021, 0.73, 4.4, 7.7])
def test_the_table_is_what_the_level_curve_gives(energy: float) -> None:
    value, _ = resonant_at_zero(energy, SEA_GULL, 1e-7)
    found = strength(energy)
    assert found.value[0] == pytest.approx(value, rel=1e-6)
    assert found.error[0] < (2e-6 if energy < 5.9 else 1e-5) * value


@pytest.mark.slow
def test_a_plane_of_potentials_gives_the_same_as_the_level_curve() -> None:
    # int S(eps) (1 - ((eps - 4.6)/0.2)^2)^2 d eps, once over the plane and once over eps
    def bump(eps: np.ndarray) -> np.ndarray:
        inside = 1.0 - ((eps - 4.6) / 0.2) ** 2
        return np.where(np.abs(eps - 4.6) < 0.2, inside**2, 0.0)

    eps, weight = np.polynomial.legendre.leggauss(24)
    eps = 4.6 + 0.2 * eps
    expected = 0.2 * (weight * bump(eps) * strength(eps).value).sum()

    # a rule of equal steps for a smooth function with compact support: y_1m^2 decays in wells too deep to absorb
    D_2, D_1 = (
        v.ravel() for v in np.meshgrid(np.arange(-14.0, 12.0, 0.16), np.arange(0.08, 18.0, 0.16))
    )
    total = 0.0
    for start in range(0, D_2.size, 20_000):
        here = slice(start, start + 20_000)
        levels, y = potentials(D_2[here], D_1[here], 3)
        for m in (1, 2):
            total += (y[:, 0, m] ** 2 * bump(levels[:, m] - levels[:, 0])).sum()
    assert 2.0 * 0.16**2 * total == pytest.approx(expected, rel=2e-4)


def test_at_low_energies_the_strength_has_no_logarithm() -> None:
    # S - 1 = x/sqrt2 + O(x^2), x = |D_2|^(-3/2) where Delta_0 = eps, 1/(3L) to leading order
    eps = np.array([1e-16, 1e-13, 1e-10])
    value = strength(eps).value
    L = -np.log(eps)
    assert np.all(np.abs((value - 1.0) * 3.0 * L - 1.0) < 0.12)
    assert value[0] < value[1] < value[2] < 1.02


def test_at_high_energies_it_is_that_of_vibrations() -> None:
    for eps in (12.0, 20.0, 40.0):
        assert strength(eps).value[0] == pytest.approx(eps**3 / 8 + 1.5, rel=1e-4)


@pytest.mark.slow
def test_p_constant_gives_a_strength_in_proportion_to_the_energy() -> None:
    for eps in (5.9, 11.0):
        found = strength(eps, 0.15, Distribution.flat()).value[0]
        assert found == pytest.approx((2 + sqrt(2)) / 3 * eps, rel=0.02)
    direct = strength(1.0, 0.15, Distribution.flat()).value[0]
    tabulated = strength(1.0, 0.1501, Distribution.flat()).value[0]
    assert tabulated == pytest.approx(direct, rel=0.01)


def test_temperature_empties_and_fills_levels() -> None:
    cold, warm = strength([0.1, 1.0, 3.0], 0.15), strength([0.1, 1.0, 3.0], 0.1501)
    np.testing.assert_allclose(cold.value, warm.value, rtol=3e-3)
    eps = np.array([0.05, 0.4])
    np.testing.assert_allclose(
        strength(eps, 0.1).value, strength(eps).value * np.tanh(eps / 0.2), rtol=1e-7
    )


FLAT = Distribution.flat()


@pytest.mark.slow
@pytest.mark.parametrize(
    "energy", [3e-7, 0.31, 1.9, 2.1, 2.3, 2.6, 2.8, 3.3, 4.1, 5.2, 5.6, 6.1, 6.39, 7.1]
)
def test_p_constant_is_interpolated_to_what_the_level_curve_gives(energy: float) -> None:
    curve = strength(energy, 0.0, FLAT)
    value, error = resonant_at_zero(energy, FLAT, 1e-7)
    assert curve.value[0] == pytest.approx(value, rel=1e-6)
    assert abs(curve.value[0] - value) < 3.0 * (curve.error[0] + error)


def test_p_constant_by_roots_in_a_plane_of_its_own() -> None:
    """S = 2 int d alpha y_12^2/|d eps/d beta| over roots in beta, by matrices on a grid: benchmarks elsewhere."""
    for energy, value in ((0.23, 0.466704059), (0.61, 0.668933835)):
        # the sum ends at 4.8 beyond the depth at which equal wells have this gap
        assert strength(energy, 0.0, FLAT).value[0] == pytest.approx(value, rel=5e-7)


def test_p_constant_has_a_logarithm_where_the_curve_touches_the_fold() -> None:
    for saddle in (2.1821331434413516, 5.267176274422439):
        for side in (-1.0, 1.0):
            found = strength(saddle + side * np.array([1e-3, 1e-5, 1e-7, 1e-9]), 0.0, FLAT)
            rise = np.diff(found.value)
            np.testing.assert_allclose(rise[1:], rise[1], rtol=0.02)
            assert np.all(rise > 0.0) and np.all(found.error < 0.02 * found.value)


@pytest.mark.quick(0)
def test_p_constant_at_low_temperature() -> None:
    """K of this S by another quadrature; the two distributions differ by the depth of the wells that absorb."""
    for tau in (0.02, 0.11):

        def share(u: float, tau: float = tau) -> float:
            z = u * u
            S = strength(max(z * tau, 1e-16), tau, FLAT).value[0]
            return float(2.0 * u * z**3 * np.exp(z) / np.expm1(z) ** 2 / S)

        edges = np.sqrt([0.0, 0.02, 0.2, 1.0, 3.0, 6.0, 12.0, 25.0, 60.0])
        K = tau**2 * sum(quad(share, a, b, epsrel=1e-8)[0] for a, b in pairwise(edges))
        found = conductivity(tau, FLAT)
        assert found.value[0] == pytest.approx(K, rel=3e-6)
        assert found.error[0] < 3e-6 * K
    warm, cool = conductivity(0.1501, FLAT), conductivity(0.15, FLAT)
    assert warm.value[0] == pytest.approx(cool.value[0], rel=3e-3)


def test_the_strength_at_zero_is_read_from_its_table(monkeypatch: pytest.MonkeyPatch) -> None:
    def followed(*given: object) -> None:
        raise AssertionError("a level curve is followed, which takes seconds")

    module = sys.modules[
        "softpot.numerics.sound.strength"
    ]  # the package's strength is the function
    monkeypatch.setattr(module, "resonant_at_zero", followed)
    for law in (None, FLAT):
        for energy in (1e-9, 0.7, 2.9, 6.0, 9.0):
            strength(energy, 0.0, law)
    with pytest.raises(AssertionError, match="level curve"):  # for a law without a table it is
        strength(0.7, 0.0, Distribution.exponential(50.0))


BINS = np.array([0.3, 0.6, 1.0, 1.6, 2.2, 2.5, 2.8, 2.95, 3.1, 3.4, 4.0, 5.5, 8.0])
# averages over these bins of what temperature adds to S/tanh(eps/2 tau), with standard errors: plain sampling at 32768
# points of a Sobol sequence, own matrices, a histogram (benchmarks/strength_sampled.py 32768 5)
SAMPLED = (
    (1.5, None, [
        (0.0194, 0.0152), (0.0795, 0.0206), (0.1938, 0.0162), (0.5217, 0.0263), (1.0351, 0.0704), (1.6913, 0.0564),
        (2.8885, 0.1153), (3.7492, 0.1159), (2.8619, 0.0514), (2.0876, 0.0303), (1.3248, 0.0094), (0.8351, 0.0036),
    ]),
    (2.4, None, [
        (0.2070, 0.0603), (0.3963, 0.0664), (0.6468, 0.0451), (1.3265, 0.0630), (2.2327, 0.1411), (3.4851, 0.1218),
        (5.4306, 0.2382), (7.2212, 0.2506), (7.0398, 0.1300), (6.1255, 0.0863), (5.1546, 0.0333), (4.9041, 0.0185),
    ]),
    (5, None, [
        (1.0273, 0.1548), (1.4900, 0.1489), (2.0140, 0.1084), (3.5193, 0.1573), (5.2720, 0.2420), (8.1713, 0.3330),
        (11.7550, 0.5814), (16.0192, 0.5909), (20.3414, 0.3333), (21.9420, 0.2119),
        (23.2448, 0.1017), (28.1857, 0.0954),
    ]),
    (1.5, FLAT, [
        (-0.0019, 0.0056), (0.0183, 0.0090), (0.0697, 0.0084), (0.2755, 0.0186), (0.7941, 0.1022), (1.1875, 0.0859),
        (2.1522, 0.1972), (3.3741, 0.6884), (2.3638, 0.0831), (1.8913, 0.0875), (0.6090, 0.0040), (0.1553, 0.0013),
    ]),
    (2.4, FLAT, [
        (0.0458, 0.0220), (0.1165, 0.0289), (0.2296, 0.0229), (0.6254, 0.0464), (1.5899, 0.2546), (2.1518, 0.1502),
        (3.6086, 0.3296), (5.6837, 1.1179), (4.9675, 0.1519), (4.7921, 0.1924), (2.3465, 0.0144), (0.9277, 0.0065),
    ]),
    (5, FLAT, [
        (0.2470, 0.0543), (0.4164, 0.0620), (0.6212, 0.0489), (1.2710, 0.1055), (2.9293, 0.5405), (3.9367, 0.2728),
        (6.1367, 0.5009), (9.5138, 1.5086), (11.1393, 0.3258), (13.0403, 0.4014), (10.3020, 0.1126), (5.3782, 0.0301),
    ]),
)  # fmt: skip


@pytest.mark.parametrize(("tau", "distribution", "sampled"), SAMPLED)
def test_plain_sampling_gives_the_strength_at_high_temperature(tau, distribution, sampled) -> None:  # type: ignore[no-untyped-def]
    fine = BINS[:-1, None] + np.diff(BINS)[:, None] * (np.arange(60) + 0.5) / 60

    def over_tanh(T: float) -> tuple[np.ndarray, np.ndarray]:
        found = strength(fine.ravel(), T, distribution)
        share = np.tanh(0.5 * fine / T)
        return found.value.reshape(fine.shape) / share, found.error.reshape(fine.shape) / share

    (value, stated), (cold, _) = over_tanh(tau), over_tanh(0.1501)
    off = (value - cold).mean(axis=1) - np.array([m for m, _ in sampled])
    allowed = 2.5 * np.array([e for _, e in sampled]) + stated.mean(axis=1)
    assert (np.abs(off) < allowed).all()
    # nor does the mean over all bins lie off by more than a per cent of S
    assert abs((off * np.diff(BINS)).sum() / (value.mean(axis=1) * np.diff(BINS)).sum()) < 0.01


def test_a_peak_of_excited_transitions_is_resolved() -> None:
    # a saddle of E_23: S at 1.2 w/k_B rises by a third within 5 per cent of the energy, and the error says how well
    eps = np.array([2.8, 2.955, 3.1])
    found = strength(eps, 1.2)
    assert found.value[1] > 1.12 * np.interp(eps[1], eps[::2], found.value[::2])
    assert (found.error < 0.015 * found.value).all()


def test_stated_errors_reach_a_per_cent() -> None:
    eps = np.geomspace(0.1, 40.0, 120)
    for tau in (0.15, 0.5, 1.0, 2.0, 3.5, 5.0):
        for made in (None, FLAT):
            if made is not None and tau <= 0.15:
                continue
            found = strength(eps, tau, made)
            assert np.median(found.error / found.value) < 0.01
            assert (found.error / found.value).max() < 0.025
    for made in (None, FLAT):
        K = conductivity(np.array([0.2, 1.0, 3.0, 5.0]), made)
        assert (K.error < 0.01 * K.value).all()


def test_a_second_level_next_to_the_first_is_in_the_error() -> None:
    # transitions from it lie at 2.3 to 6 w; what they add falls with the temperature
    warm, cool = (strength([1.0, 3.2], T) for T in (0.15, 0.05))
    assert warm.error[0] < 1e-6 * warm.value[0]
    added = strength(3.2, 0.1501).value[0] / np.tanh(1.6 / 0.1501) - strength(3.2).value[0]
    assert 0.9 * added < warm.error[1] < 2.0 * added
    assert cool.error[1] < 0.5 * warm.error[1]


def test_conductivity_below_fifteen_hundredths() -> None:
    tau = np.array([0.01, 0.02, 0.05, 0.1, 0.15])
    K = conductivity(tau)
    ratio = K.value / (pi * tau) ** 2
    np.testing.assert_allclose(ratio, [0.940, 0.928, 0.899, 0.854, 0.809], atol=6e-4)
    assert np.all(K.error < 3e-6 * K.value)
    # an independent quadrature: the trapezium in ln z over thirteen decades
    z = np.exp(np.linspace(log(1e-9), log(60.0), 6000))
    for T, value in zip(tau, K.value, strict=True):
        S = strength(T * z).value * np.tanh(0.5 * z)
        integrand = T**2 * z**4 * np.exp(-z) / np.expm1(-z) ** 2 / S
        assert value == pytest.approx(trapezoid(integrand, np.log(z)), rel=3e-6)


def test_conductivity_above_and_its_exponents() -> None:
    tau = np.array([1.0, 2.0, 3.0, 4.5])
    np.testing.assert_allclose(conductivity(tau[:3]).value, [3.29, 6.02, 7.43], rtol=0.01)
    np.testing.assert_allclose(local_exponents(tau), [1.10, 0.64, 0.42, 0.32], atol=0.06)
    flat = Distribution.flat()
    np.testing.assert_allclose(conductivity(tau, flat).value, [5.79, 12.6, 18.4, 26.0], rtol=0.02)
    assert np.all(np.abs(local_exponents(tau, flat) - 1.0) < 0.25)
    with_rates = conductivity(tau, G=2e-3)
    np.testing.assert_allclose(with_rates.value, [2.98, 4.58, 5.02, 5.17], rtol=0.05)


@pytest.mark.slow
def test_the_temperature_is_continuous_where_methods_change() -> None:
    for low, high in ((0.15, 0.15001), (0.4, 0.40001)):
        one, two = conductivity([low, high], G=2e-3).value
        assert two / one == pytest.approx((high / low) ** 2, rel=3e-3)
        one, two = (internal_friction(T, 1e-7, 2e-3).value[0] for T in (low, high))
        assert two == pytest.approx(one, rel=1e-2)


def test_half_of_the_heat_is_carried_below_w() -> None:
    for tau, half, share in ((1.0, 1.04, 0.48), (3.0, 1.08, 0.83)):
        median, below = half_of_the_heat(tau)
        assert median == pytest.approx(half, rel=0.02)
        assert below == pytest.approx(share, abs=0.02)


def test_conductivity_of_silica_in_SI() -> None:
    w = 3.8 * 1.380649e-23
    found = conductivity_in_SI(np.array([1.0]), w, (3e-4, 3e-4), (5800.0, 3800.0))[0]
    assert found == pytest.approx(0.0428, abs=5e-5)


@pytest.mark.slow
def test_pairs_relax_on_a_plateau() -> None:
    # the page's own corrections to pi/2
    for tau, factor in ((0.05, 1.009), (0.1, 1.060), (0.2, 1.076)):
        found = internal_friction(tau, 1e-8, 2e-3)
        assert found.value[0] * 2.0 / pi == pytest.approx(factor, abs=1e-3)
        assert found.error[0] < 3e-6


def said(id: str) -> str:
    return LATER.entry(id).note


@pytest.mark.slow
def test_the_plateau_in_words() -> None:
    """How far above pi/2 times Cbar, and up to where all levels stay within 1 % of it."""
    high, low = 2.0 * relaxation_of_pairs(0.2, np.array([1e-7, 1e-10]), 1.0)
    assert (
        f"lies {100 * (low - 1):.0f} to {100 * (high - 1):.0f} per cent above (π/2)C̄ for frequencies of {'1e-7'} to "
        f"{'1e-10'} times"
    ) in said("internal-friction")
    warm = (0.41, 0.45, 0.5, 0.6, 0.75)
    found = [2.0 * relaxation_at(np.array([1e-7]), tau, 1.0)[0][0] / high for tau in warm]
    within = [tau for tau, value in zip(warm, found, strict=True) if abs(value - 1) < 0.01]
    assert f"up to about {max(within):.1f} w/k_B, above" in said("internal-friction")


@pytest.mark.slow
def test_relaxation_of_pairs_by_another_route() -> None:
    # a plain rule of equal steps in D_2 and asinh(D_1), fast enough pairs only: large omega
    tau, G, omega = 0.2, 2e-3, 1e-3
    D_2, t = (v.ravel() for v in np.meshgrid(np.arange(-11.0, 3.0, 0.2), np.linspace(0.0, 9.0, 91)))
    D_1 = 1e-3 * np.sinh(t)
    levels, y = potentials(D_2, D_1, 2)
    gap = levels[:, 1] - levels[:, 0]
    rate = G * y[:, 0, 1] ** 2 * gap**3 / np.tanh(gap / (2.0 * tau))
    both = 0.25 / np.cosh(np.minimum(gap / (2.0 * tau), 300.0)) ** 2
    kept = both * (y[:, 1, 1] - y[:, 0, 0]) ** 2 / (omega / rate + rate / omega)
    jacobian = 1e-3 * np.cosh(t) * np.where((t == 0.0) | (t == 9.0), 0.5, 1.0)
    expected = 2.0 * 0.2 * 0.1 * (kept * jacobian).sum() / (pi * tau)
    assert relaxation_of_pairs(tau, np.array([omega]), G)[0] == pytest.approx(expected, rel=1e-5)


@pytest.mark.slow
def test_pairs_of_p_constant_relax_on_a_plateau_that_falls_with_their_depth() -> None:
    # d alpha d beta = 2 d D_1 d D_2/|alpha|: S_rel = (1/2) (2/D_r), D_r where wells relax at the rate of the frequency
    tau, omega = 0.2, np.array([1e-9, 1e-10])
    found = relaxation_of_pairs(tau, omega, 1.0, "flat")
    uniform = relaxation_of_pairs(tau, omega, 1.0)
    depth = 2.0 * uniform / found
    splitting = np.sqrt(omega / (0.5 * depth * 2.0 * tau / np.tanh(1.0)))
    # ln(Delta_0/w) = ln(16 sqrt2/sqrt pi) + (5/4) ln(D/2) - (sqrt2/3) D^(3/2), the amplitude of tunnelling
    form = 16.0 * sqrt(2.0 / pi) * (depth / 2.0) ** 1.25 * np.exp(-sqrt(2.0) / 3.0 * depth**1.5)
    np.testing.assert_allclose(np.log(form), np.log(splitting), rtol=0.04)


@pytest.mark.quick(0)
def test_a_third_level_is_in_the_error_of_two() -> None:
    """Rates of all levels on a grid of (alpha, beta) by matrices of y, at 0.4 w/k_B."""
    for frequency, whole in ((5e-4, 0.5415), (5e-2, 0.4168), (500.0, 5.322e-4)):
        value, error = relaxation_at(np.array([frequency]), 0.4, 1.0)
        assert abs(value[0] - whole) < error[0] < 0.01 * whole
        # interpolated between temperatures that straddle it, it was 2.5 per cent too high
        value, error = relaxation_at(np.array([frequency]), 0.4001, 1.0)
        assert abs(value[0] - whole) < 2.0 * error[0]


def test_relaxation_of_p_constant_at_high_temperature() -> None:
    # weights 2/|alpha| against 1: slower wells are deeper, so that the ratio to the uniform measure falls towards
    # low frequencies, and lies between twice the inverse depths of the wells that count
    slow, fast = (
        relaxational(np.array([f]), 2.0, "flat")[0] / relaxational(np.array([f]), 2.0)[0]
        for f in (1e-6, 1e-1)
    )
    assert 2.0 / 14.0 < slow[0] < fast[0] < 1.0
    flat = internal_friction(2.0, 1e-6, 2e-3, FLAT)
    assert flat.error[0] < 0.05 * flat.value[0]


def test_rates_leave_the_populations_of_equilibrium_alone() -> None:
    levels, y = potentials(np.array([-3.0]), np.array([0.4]), 6)
    gap = np.abs(levels[0, :, None] - levels[0, None, :])
    matrix = one_phonon_rates(gap, y[0] ** 2, 0.7)
    p = np.exp(-(levels[0] - levels[0, 0]) / 0.7)
    np.testing.assert_allclose(matrix @ np.sqrt(p), 0.0, atol=1e-12 * np.abs(matrix).max())
    assert np.linalg.eigvalsh(matrix)[0] == pytest.approx(0.0, abs=1e-10)


@pytest.mark.slow
def test_a_new_sum_agrees_with_the_tables() -> None:
    tau, edges, frequency = np.array([0.8]), np.geomspace(0.5, 6.0, 8), np.array([1e-5, 1e-2, 1.0])
    found = summed(sea_gull_cells(0.8, 11, 0.5), edges, tau, frequency)
    fine = edges[:-1, None] + np.diff(edges)[:, None] * (np.arange(16) + 0.5) / 16
    expected = strength(fine.ravel(), 0.8).value.reshape(fine.shape).mean(axis=1)
    np.testing.assert_allclose(found.resonant[0], expected, rtol=0.06)
    np.testing.assert_allclose(found.relaxational[0], relaxational(frequency, 0.8)[0], rtol=0.05)


@pytest.mark.parametrize(
    "call",
    [
        lambda: strength(0.0), lambda: strength(41.0), lambda: strength(float("nan")), lambda: strength("x"),
        lambda: strength([[1.0]]), lambda: strength(1.0, 5.1), lambda: strength(1.0, [1.0, 2.0]),
        lambda: strength(0.01, 1.0), lambda: strength(1.0, -1.0), lambda: strength(1.0, 0.0, "flat"),
        lambda: strength(1.0, 1.0, Distribution.constant(smallest_splitting=1e-3)),
        lambda: strength(41.0, 0.1, Distribution.flat()),
        lambda: strength(25.0, 0.1, Distribution.flat(smallest_splitting=1e-3)),
        lambda: conductivity(1e-9), lambda: conductivity(5.1), lambda: conductivity(1e-9, Distribution.flat()),
        lambda: conductivity(1.0, G=0.0),
        lambda: internal_friction(0.1, 1e-8, 1e-3, Distribution.flat(smallest_splitting=1e-3)),
        lambda: conductivity([[1.0]]), lambda: conductivity(1.0, G=[1e-3, 1e-3]),
        lambda: internal_friction(0.1, 1e-8, -1.0), lambda: internal_friction(0.1, 1e-15, 1e-3),
        lambda: internal_friction(1.0, 1e-12, 1e-3), lambda: internal_friction(0.1, 11.0, 1e-3),
        lambda: internal_friction([0.1, 0.2], 1e-8, 1e-3), lambda: internal_friction(1e-4, 1e-8, 1e-3),
    ],
)  # fmt: skip
def test_bad_arguments_are_refused_in_one_sentence(call) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises((TypeError, ValueError)) as caught:
        call()
    text = str(caught.value)
    assert "\n" not in text
    assert len(text) < 300
