"""The fit: truth from noise-free data, an independent minimiser, intervals, priors, three terms, refusals."""

from __future__ import annotations

from functools import cache
from math import exp, log, pi

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.optimize import brentq

from softpot.numerics import Distribution, HeatData, minimum_of_heat, specific_heat
from softpot.numerics.measured import DataFileError, HeatFit, fit_heat
from softpot.numerics.measured.assumptions import assumed
from softpot.numerics.measured.fit import problem_of
from softpot.numerics.measured.implied import (
    coupling_G,
    cutoff_of_time,
    debye_coefficient,
    debye_temperature,
    delocalisation,
    largest_ratio,
    share_above,
)
from softpot.numerics.measured.problem import linear
from softpot.numerics.measured.profile import threshold
from softpot.numerics.measured.surface import heat_surface, with_cutoff
from softpot.numerics.measured.three_term import three_term
from softpot.numerics.measured.window import lowest_of_ratio

k_B, hbar = 1.380649e-23, 1.054571817e-34
W, L, RHO, P_S = 3.9, 10.0, 2200.0, 1.1e23
A = k_B * P_S / 2.0 / RHO
GLASS = Distribution.constant(smallest_splitting=exp(-L))


# where c/T³ of GLASS is least, and its value there: test_the_minimum_of_these_data
TAU_MIN, RATIO_MIN = 0.5576749594848907, 138.67457738860315
C_D = 0.6 * A * RATIO_MIN / W**3


def heat(T: np.ndarray) -> np.ndarray:
    return np.asarray(A * specific_heat(T / W, GLASS).value + C_D * T**3)


WINDOW = np.geomspace(0.1, 1.5, 60) * TAU_MIN * W


@cache
def truth() -> np.ndarray:
    """The specific heat over the window, without noise."""
    return heat(WINDOW)


def data(noise: float, seed: int, known: bool = True, **more: object) -> HeatData:
    source = np.random.default_rng(seed)
    C = truth() * (1.0 + noise * source.standard_normal(truth().size))
    return HeatData(WINDOW, C, noise * truth() if known else None, "mass", **more)  # type: ignore[arg-type]


@pytest.mark.quick(0)
def test_the_minimum_of_these_data() -> None:
    found = minimum_of_heat(GLASS, 0.2, 2.0)
    assert found is not None
    assert found.temperature == pytest.approx(TAU_MIN, rel=1e-9)
    assert found.c_over_T3 == pytest.approx(RATIO_MIN, rel=1e-9)


@pytest.mark.slow
def test_the_surface_is_the_specific_heat() -> None:
    surface = heat_surface(Distribution.constant(alpha_max=10))
    tau = np.array([0.0013, 0.012, 0.077, 0.083, 0.31, 0.59, 0.61, 1.7, 4.8])
    for cutoff, rel in ((5.13, 3e-6), (9.26, 3e-7), (12.7, 2e-7), (21.4, 1e-7)):
        expected = specific_heat(tau, Distribution.constant(smallest_splitting=exp(-cutoff))).value
        assert surface.at(tau, cutoff) == pytest.approx(expected, rel=rel)
        c, by_tau, by_L = surface.with_slopes(tau, cutoff)
        h = 1e-4
        up = surface.at(tau * exp(h), cutoff) - surface.at(tau * exp(-h), cutoff)
        assert by_tau == pytest.approx(up / (2 * h), rel=1e-5)
        up = surface.at(tau, cutoff + h) - surface.at(tau, cutoff - h)
        assert by_L == pytest.approx(up / (2 * h), rel=1e-4, abs=1e-8 * c.max())
    with pytest.raises(ValueError, match="L is 3"):
        surface.at(tau, 3.0)
    with pytest.raises(ValueError, match="k_B T/w runs"):
        surface.at(np.array([6.0]), 10.0)


@pytest.mark.slow
def test_the_surface_with_frozen_wells() -> None:
    surface = heat_surface(Distribution.constant(alpha_max=10, frozen=True))
    tau = np.array([0.013, 0.31, 0.61, 1.7, 4.8])
    for cutoff in (7.3, 12.7, 21.4):
        glass = Distribution.constant(smallest_splitting=exp(-cutoff), frozen=True)
        assert surface.at(tau, cutoff) == pytest.approx(specific_heat(tau, glass).value, rel=2e-6)


@pytest.mark.slow
def test_noise_free_data_give_the_truth_and_zero_width() -> None:
    for options in ({"L": L}, {"L": (11.0, 2.0)}):
        found = fit_heat(data(0.0, 1, known=False), density=RHO, **options)  # type: ignore[arg-type]
        assert found.w == pytest.approx(W, rel=1e-8)
        assert pytest.approx(P_S, rel=1e-7) == found.P_s
        assert pytest.approx(C_D, rel=1e-7) == found.C_D
        assert pytest.approx(L, rel=1e-7) == found.L
        low, high = found.interval("w", 0.95)
        assert low is not None and high is not None and 0.0 <= high - low < 1e-6
        assert found.sd("P_s") < 1e-6 * P_S and np.isfinite(found.correlation).all()
        assert "estimated from the scatter" in found.errors


def minuit(made: HeatFit, names: tuple[str, ...]) -> object:
    """The same sum of squares, written down anew, in the hands of another minimiser."""
    from iminuit import Minuit

    told, T, C, sigma = made.assumptions, made.problem.T, made.problem.C, made.problem.sigma
    surface = heat_surface(Distribution.constant(alpha_max=10))

    def chi2(ln_w: float, ln_P: float, debye: float, cutoff: float, ln_s: float) -> float:
        try:
            c = surface.at(T / exp(ln_w), cutoff)
        except ValueError:
            return 1e12
        model = exp(ln_s) * (k_B * exp(ln_P) / 2 / RHO * c + debye * C_D * T**3)
        total = float((((model - C) / sigma) ** 2).sum())
        if told.L[1]:
            total += ((cutoff - told.L[0]) / told.L[1]) ** 2
        if told.elastic:
            total += ((debye * C_D * RHO / (told.C_D or 1.0) - 1.0) / told.elastic) ** 2
        if told.scale:
            total += (ln_s / told.scale) ** 2
        return total

    m = Minuit(chi2, ln_w=log(3.5), ln_P=log(9e22), debye=1.2, cutoff=told.L[0], ln_s=0.0)
    m.errordef, m.strategy, m.tol = 1.0, 2, 1e-4
    m.limits["ln_w"] = made.problem.range_of_ln_w
    m.limits["cutoff"], m.limits["ln_P"], m.limits["ln_s"] = (5.0, 29.0), (40.0, 65.0), (-1.0, 1.0)
    for name in ("cutoff", "ln_s"):
        m.fixed[name] = name not in names
    m.migrad(ncall=20000)
    m.hesse()
    return m


@pytest.mark.slow
@pytest.mark.parametrize(
    ("options", "names"),
    [
        ({"L": L}, ()),
        ({"L": (10.5, 0.7)}, ("cutoff",)),
        ({"L": (10.5, 0.7), "velocities": (6900.0, 4500.0), "elastic": 0.1, "scale_error": 0.02}, ("cutoff", "ln_s")),
    ],
)  # fmt: skip
def test_an_independent_minimiser_agrees(
    options: dict[str, object], names: tuple[str, ...]
) -> None:
    made = fit_heat(data(0.01, 3), density=RHO, **options)  # type: ignore[arg-type]
    m = minuit(made, names)
    own = {"ln_w": log(made.w), "ln_P": log(made.P_s), "debye": made.C_D / C_D, "cutoff": made.L}
    size = {
        "ln_w": made.sd("w") / made.w, "ln_P": made.sd("P_s") / made.P_s, "debye": made.sd("C_D") / C_D,
        "cutoff": made.sd("L"),
    }  # fmt: skip
    for name, value in own.items():
        if m.fixed[name]:  # type: ignore[attr-defined]
            continue
        assert abs(m.values[name] - value) < 3e-3 * size[name]  # type: ignore[attr-defined]
        assert m.errors[name] == pytest.approx(size[name], rel=0.04)  # type: ignore[attr-defined]
    assert made.minimum.chi2 == pytest.approx(m.fval, abs=1e-4)  # type: ignore[attr-defined]
    covariance = np.array(m.covariance.correlation())  # type: ignore[attr-defined]
    assert made.correlation[0, 1] == pytest.approx(covariance[0, 1], abs=0.01)
    # the ends of the profile's interval
    m.minos("ln_w", cl=0.68)  # type: ignore[attr-defined]
    merror = m.merrors["ln_w"]  # type: ignore[attr-defined]
    low, high = made.interval("w")
    assert low is not None and high is not None
    assert log(high) - log(made.w) == pytest.approx(merror.upper, rel=0.01)
    assert log(low) - log(made.w) == pytest.approx(merror.lower, rel=0.01)


@pytest.mark.slow
def test_intervals_are_where_the_profile_rises_to_the_quantile() -> None:
    """By a fit of P_s and C_D alone, which is linear, at fixed w, with the table-free specific heat."""
    made = fit_heat(data(0.01, 5), density=RHO, L=L)
    T, C, sigma = made.problem.T, made.problem.C, made.problem.sigma

    def chi2(w: float) -> float:
        design = np.stack([specific_heat(T / w, GLASS).value, T**3], axis=1) / sigma[:, None]
        size = np.sqrt((design**2).sum(axis=0))
        rest = np.linalg.lstsq(design / size, C / sigma, rcond=None)[1]
        return float(rest[0])

    best = chi2(made.w)
    assert best == pytest.approx(made.chi2, rel=1e-6)
    for confidence, rise in ((0.68, 0.98895), (0.95, 3.84146)):
        low, high = made.interval("w", confidence)
        assert low is not None and high is not None
        for end in (low, high):
            assert chi2(end) - best == pytest.approx(rise, rel=2e-3)
    places, rises = made.profile("w", points=5, reach=2.0)
    assert rises == pytest.approx([chi2(w) - best for w in places], abs=2e-3)


def test_quantiles() -> None:
    for confidence in (0.5, 0.68, 0.9, 0.95):
        z = threshold(confidence) ** 0.5
        inside = quad(lambda x: exp(-x * x / 2) / (2 * pi) ** 0.5, -z, z)[0]
        assert inside == pytest.approx(confidence, abs=1e-9)
    with pytest.raises(ValueError, match="between 0 and 1"):
        threshold(1.0)


# computed by an independent program, with its own levels and quadrature, on 60 temperatures in equal ratios
BIAS = [
    ("relative", 0.1, 1.5, 0.6, 1.104, 0.697, 2.05),
    ("relative", 0.1, 1.5, 1.0, 1.126, 0.706, 1.65),
    ("relative", 0.2, 1.5, 0.6, 1.029, 0.719, 1.83),
    ("relative", 0.5, 1.5, 0.6, 0.995, 0.828, 1.53),
    ("relative", 0.9, 1.5, 0.6, 1.004, 0.951, 1.39),
    ("relative", 0.1, 1.2, 0.6, 1.61, 1.00, 2.20),
    ("relative", 0.1, 2.0, 0.6, 0.994, 0.637, 1.92),
    ("C/T", 0.1, 1.5, 0.6, 0.981, 0.670, 1.73),
    ("C/T", 0.5, 1.5, 0.6, 0.993, 0.855, 1.48),
    ("C/T", 0.9, 1.5, 0.6, 1.005, 0.958, 1.39),
]


@pytest.mark.quick(0)
@pytest.mark.parametrize(("weights", "low", "high", "r", "w", "P_s", "C_D"), BIAS)
def test_the_bias_of_three_terms(
    weights: str, low: float, high: float, r: float, w: float, P_s: float, C_D: float
) -> None:
    T = np.geomspace(low, high, 60) * TAU_MIN
    debye = r * RATIO_MIN
    C = specific_heat(T, GLASS).value + debye * T**3
    found = three_term(T, C, C if weights == "relative" else T)
    places = 2e-3 if w < 1.5 else 5e-3
    assert found.w == pytest.approx(w, abs=places)
    assert pytest.approx(P_s, abs=5e-3 if P_s == 1.0 else places) == found.A
    assert found.c_3 / debye == pytest.approx(C_D, abs=6e-3)


def test_a_window_up_to_the_minimum_has_no_three_terms() -> None:
    T = np.geomspace(0.1, 1.0, 60) * TAU_MIN
    C = specific_heat(T, GLASS).value + 0.6 * RATIO_MIN * T**3
    found = three_term(T, C, C)
    assert found.c_5 < 0.0 and np.isnan(found.w) and np.isnan(found.A)


def test_three_terms_recover_three_terms() -> None:
    T = np.geomspace(0.3, 3.0, 40)
    C = 2e-3 * T + 3e-4 * T**3 + 5e-5 * T**5
    found = three_term(T, C, 0.01 * C)
    assert (found.c_1, found.c_3, found.c_5) == pytest.approx((2e-3, 3e-4, 5e-5), rel=1e-10)
    assert found.w == pytest.approx(1.8 * 40**0.25) and found.freedom == 37


@pytest.mark.quick(0)
def test_the_bias_at_the_fitted_parameters() -> None:
    made = fit_heat(data(0.0, 1, known=False), density=RHO, L=L, sigma=0.01)
    bias = made.bias_of_three_term
    assert [bias[n] for n in ("w", "P_s", "C_D")] == pytest.approx([1.104, 0.697, 2.05], abs=4e-3)
    # without noise the three terms on the data are themselves biased by that
    assert made.three_term.w / made.w == pytest.approx(bias["w"], rel=1e-3)


def test_a_wrong_cutoff_moves_everything() -> None:
    """L = 7 for a true 10."""
    made = fit_heat(data(0.0, 1, known=False), density=RHO, L=7.0, sigma=0.01)
    assert made.w / W - 1 == pytest.approx(0.031, abs=0.004)
    assert made.P_s / P_S - 1 == pytest.approx(0.34, abs=0.02)
    assert made.C_D / C_D - 1 == pytest.approx(-0.27, abs=0.02)


def test_errors_that_are_given_are_taken_as_they_are() -> None:
    one = fit_heat(data(0.01, 7), density=RHO, L=L)
    assert one.errors == "errors: those of the data"
    two = fit_heat(data(0.01, 7), density=RHO, L=L, sigma=0.02)
    assert two.sd("w") == pytest.approx(2.0 * one.sd("w"), rel=0.02)
    assert two.chi2 == pytest.approx(one.chi2 / 4.0, rel=0.05)
    three = fit_heat(data(0.01, 7, known=False), density=RHO, L=L)
    assert three.chi2 / three.freedom == pytest.approx(1.0, abs=0.01)
    assert three.sd("w") == pytest.approx(one.sd("w") * (one.chi2 / one.freedom) ** 0.5, rel=0.05)


def test_a_common_error_widens_the_amplitudes_alone() -> None:
    one, two = (fit_heat(data(0.01, 7), density=RHO, L=L, scale_error=s) for s in (0.0, 0.02))
    assert two.sd("w") == pytest.approx(one.sd("w"), rel=1e-3)
    for name in ("P_s", "C_D"):
        relative = one.sd(name) / one.value(name), two.sd(name) / two.value(name)
        assert relative[1] ** 2 == pytest.approx(relative[0] ** 2 + 0.02**2, rel=0.02)
    # by default it is that of the mass
    mass = fit_heat(data(0.01, 7, mass_error=0.02), density=RHO, L=L)
    assert mass.sd("P_s") == pytest.approx(two.sd("P_s"), rel=1e-6)


def test_the_elastic_prior() -> None:
    velocities = (6930.0, 4540.0)
    elastic = debye_coefficient(*velocities) / RHO
    free, known, fixed = (
        fit_heat(data(0.01, 7), density=RHO, velocities=velocities, L=L, elastic=e) for e in ("free", 0.03, "fixed")
    )  # fmt: skip
    assert known.sd("C_D") < free.sd("C_D") and fixed.sd("C_D") == 0.0
    assert pytest.approx(elastic, rel=1e-12) == fixed.C_D
    # the mean of both, weighted
    weights = free.sd("C_D") ** -2, (0.03 * elastic) ** -2
    expected = (free.C_D * weights[0] + elastic * weights[1]) / sum(weights)
    assert pytest.approx(expected, rel=2e-3) == known.C_D
    assert known.sd("C_D") == pytest.approx(sum(weights) ** -0.5, rel=0.02)


def test_further_terms() -> None:
    T, gamma, split, height = WINDOW, 3e-4, 0.4, 2e-4
    z = split / T
    C = truth() + gamma * T + height * z**2 * np.exp(-z) / (1 + np.exp(-z)) ** 2
    made = fit_heat(
        HeatData(T, C, None, "mass"), density=RHO, L=L, electronic=True, schottky=split, velocities=(6930.0, 4540.0),
        elastic="free",
    )  # fmt: skip
    assert made.value("gamma") == pytest.approx(gamma, rel=1e-4)
    assert made.value("schottky") == pytest.approx(height, rel=1e-4)
    assert made.w == pytest.approx(W, rel=1e-6)
    assert made.estimate("gamma").unit == "J/(K^2 kg)"
    assert made.prediction(T) == pytest.approx(C, rel=1e-7)


@pytest.mark.slow
def test_bases() -> None:
    molar = HeatData(WINDOW, truth() * 0.06008, None, "mole", molar_mass=0.06008, atoms=3.0)
    made = fit_heat(molar, density=RHO, velocities=(6930.0, 4540.0), elastic=0.3, L=L)
    assert pytest.approx(P_S, rel=1e-4) == made.P_s and made.P_s_unit == "m^-3"
    alone = fit_heat(HeatData(WINDOW, truth(), None, "mass"), L=L)
    assert alone.P_s_unit == "kg^-1" and pytest.approx(P_S / RHO, rel=1e-6) == alone.P_s
    volume = fit_heat(HeatData(WINDOW, truth() * RHO, None, "volume"), L=L)
    assert (
        pytest.approx(P_S, rel=1e-6) == volume.P_s and volume.estimate("C_D").unit == "J/(K^4 m^3)"
    )
    # theta_D by counting modes: C = (12 pi^4/5) N k_B (T/theta)^3
    theta = made.implied["theta_D"]
    assert 12 * pi**4 / 5 * 3 * 8.31446261815324 / theta**3 == pytest.approx(made.C_D, rel=1e-6)


@pytest.mark.slow
def test_what_follows() -> None:
    made = fit_heat(data(0.0, 1, known=False), density=RHO, L=L)
    assert made.implied["T_min"] == pytest.approx(TAU_MIN * W, rel=1e-6)
    assert made.implied["C_sm"] == pytest.approx(2 * pi**6 / 21 * k_B * P_S / RHO / W**5, rel=1e-6)
    c = specific_heat(0.05, GLASS).value[0]
    assert made.implied["C_TLS"] == pytest.approx(A * c / (0.05 * W), rel=1e-6)
    assert made.implied["E_d"] == pytest.approx(11.0547 * W, rel=1e-4)


def test_elastic_numbers() -> None:
    """By Debye's integral over both branches, and against the value of vitreous silica."""
    v_l, v_t = 5800.0, 3800.0
    T, h = 1e-3, 2 * pi * hbar

    def branch(v: float) -> float:
        # sum over wave vectors of k_B z^2 e^z/(e^z - 1)^2, omega = v q
        scale = 4 * pi * (k_B * T / (h * v)) ** 3
        return scale * k_B * quad(lambda z: z**4 * exp(-z) / (1 - exp(-z)) ** 2, 1e-9, 80.0)[0]

    C = branch(v_l) + 2 * branch(v_t)
    assert debye_coefficient(v_l, v_t) == pytest.approx(C / T**3, rel=1e-6)
    assert debye_coefficient(v_l, v_t) / 2200 == pytest.approx(7.704e-4, rel=2e-4)
    assert debye_temperature(7.704e-4, 3 * 6.02214076e23 / 0.06008) == pytest.approx(501.4, abs=0.5)


def test_the_share_above_E_d() -> None:
    def integral(z: float) -> float:
        return float(quad(lambda x: x**6 * exp(-x) / (1 - exp(-x)) ** 2, z, 120.0, epsabs=0.0)[0])

    whole = quad(lambda x: x**6 * exp(-x) / (1 - exp(-x)) ** 2, 1e-9, 120.0)[0]
    assert whole == pytest.approx(16 * pi**6 / 21, rel=1e-9)
    for z, share in ((14.5, 0.0103), (12.0, 0.045), (10.0, 0.128)):
        assert share_above(z) == pytest.approx(integral(z) / whole, rel=1e-8)
        assert share_above(z) == pytest.approx(share, abs=5e-4)
        assert largest_ratio(share_above(z)) == pytest.approx(z, rel=1e-9)
    assert [delocalisation(c) for c in (1e-4, 3e-4, 1e-3)] == pytest.approx(
        [15.9, 11.05, 7.40], abs=0.05
    )


def test_the_cutoff_of_a_time() -> None:
    """Vitreous silica, G = 2e-3: 1/t = (w/hbar) G (|D_2|/2) Delta_0^2 2 tau, solved anew."""
    from softpot.numerics.statistics.model.tunnelling import log_splitting

    def splitting(alpha: float) -> float:
        return exp(float(log_splitting(np.array([-alpha]))[0]))

    w = 3.8 * k_B

    def rate(alpha: float) -> float:
        gap = splitting(alpha)
        return w / hbar * 2e-3 * alpha / 2 * gap**2 * 2 / 3

    for time, expected in ((1.0, 11.0), (10.0, 12.2), (1000.0, 14.5)):
        alpha = brentq(lambda a, t=time: log(rate(a) * t), 3.0, 30.0)
        found = cutoff_of_time(time, w, 2e-3, 1 / 3)
        assert found == pytest.approx(-log(splitting(alpha)), abs=1e-6)
        assert found == pytest.approx(expected, abs=0.15)
    # G for silica with Cbar = 3e-4
    assert coupling_G(w, 1.1e23, (3e-4, 3e-4), (5800.0, 3800.0)) == pytest.approx(2.1e-3, rel=0.1)
    made = fit_heat(data(0.01, 7), density=RHO, velocities=(6930.0, 4540.0), time=10.0)
    G = coupling_G(made.w * k_B, made.P_s, (3e-4, 3e-4), (6930.0, 4540.0))
    assert made.assumptions.L[0] == pytest.approx(
        cutoff_of_time(10.0, made.w * k_B, G, 1 / 3), abs=5e-3
    )
    assert made.assumptions.L[1] == 1.0


def test_runs() -> None:
    """The signs of 12 residuals, 6 of each: the mean of all arrangements, and the probability by counting them."""
    from itertools import combinations

    made = fit_heat(data(0.01, 7), density=RHO, L=L)
    signs = made.residuals > 0
    assert made.runs.number == 1 + int(np.count_nonzero(signs[1:] != signs[:-1]))
    counts = []
    for chosen in combinations(range(12), 6):
        row = np.isin(np.arange(12), chosen)
        counts.append(1 + int((row[1:] != row[:-1]).sum()))
    mean, spread = np.mean(counts), np.var(counts)
    assert mean == pytest.approx(2 * 6 * 6 / 12 + 1)
    assert spread == pytest.approx((mean - 1) * (mean - 2) / 11)
    n, m = int(signs.sum()), int((~signs).sum())
    assert made.runs.expected == pytest.approx(2 * n * m / (n + m) + 1)
    assert 0.05 < made.runs.probability <= 1.0
    bent = HeatData(
        WINDOW, truth() * (1 + 0.05 * np.sin(3 * np.log(WINDOW))), 0.01 * truth(), "mass"
    )
    assert fit_heat(bent, density=RHO, L=L).runs.probability < 1e-4


@pytest.mark.slow
def test_windows_and_other_assumptions() -> None:
    from softpot.numerics.measured.scan import shifts, what_would_change

    made = fit_heat(data(0.01, 9), density=RHO, L=L)
    scan = made.window_scan()
    assert len(scan) == 16 and scan[0][2] is not None
    assert scan[0][2].w == pytest.approx(made.w, rel=1e-9)
    fits = [f for _, _, f in scan if f is not None]
    assert all(abs(f.w - W) < 4.5 * f.sd("w") for f in fits)
    changes = dict(what_would_change(made))
    lower = changes["L = 7, fixed"]
    assert lower is not None and shifts(made, lower)["P_s"] == pytest.approx(0.34, abs=0.03)
    vibrating = changes["wells beyond the cutoff vibrate"]
    assert vibrating is not None and abs(shifts(made, vibrating)["w"]) < 0.01


@pytest.mark.quick(0)
def test_the_scan_over_w_is_a_linear_fit() -> None:
    told = assumed(density=RHO, L=L)
    problem = problem_of(data(0.01, 3), told, 0.01 * truth(), (L, 0.0))
    chi2, found = linear(problem, np.log(np.array([3.0, 3.9, 5.0])), L)
    for k, w in enumerate((3.0, 3.9, 5.0)):
        design = np.stack(
            [specific_heat(WINDOW / w, GLASS).value, WINDOW**3 * problem.unit_C_D], axis=1
        )
        weighted = design / problem.sigma[:, None]
        size = np.abs(weighted).max(axis=0)
        expected, rest, *_ = np.linalg.lstsq(weighted / size, problem.C / problem.sigma, rcond=None)
        assert found[k] == pytest.approx(expected / size, rel=1e-5)
        assert chi2[k] == pytest.approx(rest[0], rel=1e-6)


@pytest.mark.slow
def test_the_window_found_in_the_data() -> None:
    """Also where the data go on to temperatures at which C/T^3 falls again."""
    T = np.geomspace(0.3, 90.0, 300)
    tau = np.minimum(T / W, 5.0)
    C = (A * specific_heat(tau, GLASS).value * (T / W / tau) + C_D * T**3) / (1 + (T / 25.0) ** 4)
    noisy = C * (1 + 0.01 * np.random.default_rng(3).standard_normal(T.size))
    found = lowest_of_ratio(HeatData(T, noisy, None, "mass"))
    assert found == pytest.approx(TAU_MIN * W, rel=0.15)
    assert lowest_of_ratio(HeatData(T[:80], T[:80], None, "mass")) is None
    made = fit_heat(HeatData(T, noisy, None, "mass"), density=RHO, L=L)
    assert made.data.temperature[-1] == pytest.approx(1.5 * found, rel=0.05)  # type: ignore[operator]
    assert "where C/T^3 is least" in made.window


SHORT = np.geomspace(0.83, 1.5, 30) * TAU_MIN * W


@pytest.mark.quick(3)
@pytest.mark.parametrize(
    ("T", "options", "words"),
    [
        (WINDOW[:5], {}, "5 points"),
        (WINDOW, {"window": (1.0, 1.1)}, "at least 6"),
        (SHORT, {}, "octaves"),
        (WINDOW, {"window": (50.0, 60.0)}, "holds no point"),
        (WINDOW, {"window": (2.0, 1.0)}, "must be smaller"),
        (WINDOW, {"L": 3.0}, "L is 3"),
        (WINDOW, {"L": 10.0, "time": 10.0}, "only one is needed"),
        (WINDOW, {"time": 10.0}, "without density and velocities"),
        (WINDOW, {"density": 2.2}, "g/cm^3"),
        (WINDOW, {"velocities": (3800.0, 5800.0), "density": RHO}, "bulk modulus"),
        (WINDOW, {"velocities": (5.8, 3.8), "density": RHO}, "km/s"),
        (WINDOW, {"velocities": (5800.0, 3800.0)}, "mass density is not given"),
        (WINDOW, {"elastic": "fixed"}, "velocities of sound are not given"),
        (WINDOW, {"elastic": "loose", "velocities": (5800.0, 3800.0), "density": RHO}, "free or fixed"),
        (WINDOW, {"sigma": 0.0}, "relative error"),
        (WINDOW, {"sigma": 20.0}, "relative error"),
        (WINDOW, {"Cbar": 2.0}, "Cbar is 2"),
        (WINDOW, {"Cbar": 1e-2, "L": L}, "choose a lower window (--window), a little below"),
        (WINDOW, {"share": 0.001, "L": L}, "highest temperature at which"),
        (WINDOW, {"scale_error": -1.0}, "scale error"),
        (np.geomspace(1e-3, 20.0, 50), {}, "factor of 5000"),
    ],
)  # fmt: skip
def test_refusals(T: np.ndarray, options: dict[str, object], words: str) -> None:
    C = A * (T / W) * 3.0 + C_D * T**3 if T[0] < 0.01 else heat(T)
    with pytest.raises(DataFileError) as refused:
        fit_heat(HeatData(T, C, None, "mass"), **options)  # type: ignore[arg-type]
    assert words in str(refused.value) and "\n" not in str(refused.value)


def test_short_windows_are_fitted_with_a_prior() -> None:
    velocities = (6930.0, 4540.0)
    made = fit_heat(
        HeatData(SHORT, heat(SHORT), 0.01 * heat(SHORT), "mass"),
        density=RHO,
        velocities=velocities,
        L=L,
    )
    assert made.w == pytest.approx(W, rel=0.01)


def test_data_without_soft_potentials() -> None:
    T = np.geomspace(0.3, 3.0, 30)
    with pytest.raises(
        DataFileError, match=r"no soft potentials|at the end of what the numerics serve"
    ):
        fit_heat(HeatData(T, 1e-3 * T**3, 1e-5 * T**3, "mass"), L=L)
    with pytest.raises(TypeError, match="what read_heat made"):
        fit_heat([1.0])  # type: ignore[arg-type]
    made = fit_heat(data(0.01, 3), density=RHO, L=L)
    with pytest.raises(ValueError, match="one of w, P_s"):
        made.value("W")
    with pytest.raises(ValueError, match="held fixed"):
        made.profile("L")


def test_a_window_of_other_distributions() -> None:
    """with_cutoff keeps the distribution and replaces the cutoff."""
    made = with_cutoff(Distribution.constant(alpha_max=50), 10.0)
    assert made.alpha_max == pytest.approx(GLASS.alpha_max, rel=1e-9)
