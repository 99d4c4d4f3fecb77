"""Numbers in the words of the later literature's entries: each is computed here anew, and the sentence with it is the
one that stands there."""

from __future__ import annotations

import re
from functools import cache
from math import exp, pi, sqrt

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.optimize import brentq, minimize_scalar

from softpot.numerics import Distribution, conductivity, minimum_of_heat, specific_heat
from softpot.numerics.later import LATER, heat_fits


def said(id: str) -> str:
    """Statement and note of an entry, in one line."""
    entry = LATER.entry(id)
    words = f"{entry.derive.__doc__ if entry.derive else ''} {entry.note}"
    return re.sub(r"\s+", " ", words)


def delocalised(coupling: float) -> float:
    """E_d/w where the mean free path is a wavelength."""
    return float((4.0 / (pi**2 * coupling)) ** (1 / 3))


def test_where_vibrations_delocalise() -> None:
    least, typical, most = (delocalised(c) for c in (1e-4, 3e-4, 1e-3))
    expected = f"For C̄ = 1e-4, 3e-4, 1e-3 it is {least:.1f}, {typical:.2f}, {most:.2f} w"
    assert expected in said("E_d-Ioffe-Regel")


def kernel(x: float) -> float:
    return x * x * exp(-x) / (1.0 - exp(-x)) ** 2


def maximum(f: object) -> float:
    return float(
        minimize_scalar(
            lambda y: -f(y), bounds=(1.0, 12.0), method="bounded", options={"xatol": 1e-7}
        ).x
    )  # type: ignore[operator]


def moment(power: int, low: float, high: float) -> float:
    return float(quad(lambda x: x**power * kernel(x), low, high, epsabs=0)[0])


@cache
def places() -> tuple[float, float, float]:
    """E_d/k_B T at the maximum of c/T³: E⁴ up to E_d; E⁴ and then E; one energy."""
    ends = maximum(lambda y: moment(4, 0, y) / y**2)
    bent = maximum(lambda y: (moment(4, 0, y) + y**3 * moment(1, y, 60)) / y**2)
    single = maximum(lambda y: y**3 * kernel(y))
    return ends, bent, single


def test_the_maximum_of_three_spectra() -> None:
    ends, bent, single = places()
    words = said("peak-of-heat")
    assert f"maximum at E_d/k_B T = {ends:.3f} for a density" in words
    assert (
        f"at {bent:.3f} for one that goes on as E above it; a single energy has {single:.3f}"
        in words
    )
    assert f"the single energy of the paper, E_d/{single:.2f}, puts it" in words
    # by that factor the single energy's place lies above those computed
    assert "E_d/6.95 for E_d = 11 w and at E_d/7.42 for 8 w" in words
    low, high = 6.95 / single, 7.42 / single
    assert 1.35 <= low < high <= 1.51 and "1.35 to 1.5 times too high" in words


def test_the_boson_peak_of_silica() -> None:
    E_d, bent = delocalised(3e-4), places()[1]
    assert (
        f"With E_d = {E_d:.2f} w from Cbar = 3e-4 and a spectrum that goes on as E above E_d, the maximum of c/T^3 "
        f"lies at {E_d / bent:.2f} w/k_B: at {3.7 * E_d / bent:.1f} K for w/k_B = 3.7 K."
    ) in said("boson-peak-silica")


def test_the_heat_in_the_deepest_wells() -> None:
    law = 2 * pi**6 / 21
    assert f"{law:.2f} in units of k_B P_s" in said("sm-heat")
    # one well of two next to the fold: (2/3) sqrt(2) of the law is left
    assert f"{100 * (1 - 2 * sqrt(2) / 3):.1f} per cent below this" in said("sm-heat")


@pytest.mark.slow
def test_the_minimum_for_four_cutoffs() -> None:
    found = []
    for L in (5, 10, 15, 20):
        low = minimum_of_heat(Distribution.constant(smallest_splitting=exp(-L)), 0.2, 2.0)
        assert low is not None
        found.append(f"{1 / low.temperature:.3f}")
    assert f"it is {', '.join(found)} for L = ln(w/Delta_0min) = 5, 10, 15, 20" in said(
        "W-and-T_min"
    )
    assert f"the {float(found[1]):.1f} in use belongs to L = 10" in said("W-and-T_min")


@pytest.mark.slow
def test_the_linear_term_by_a_cutoff() -> None:
    five, ten = (
        float(specific_heat(0.05, Distribution.constant(smallest_splitting=exp(-L))).value[0])
        for L in (5, 10)
    )
    assert f"c(0.05 w; L)/c(0.05 w; 10), {five / ten:.2f} for L = 5." in said("depletion")


@pytest.mark.slow
def test_the_fit_of_three_terms() -> None:
    """The windows from 0.1 and from 0.5, relative errors, least phonons; P_s from c_5 = (2 pi^6/21) P_s/w^5."""
    rows = dict(zip(heat_fits._WINDOWS, heat_fits.three_terms(), strict=True))
    words = said("three-term-fit")
    least = min(share for *_, share in rows)
    wide, late = (rows["relative", low, 1.5, least] for low in (0.1, 0.5))

    def read(row: tuple[float, ...]) -> tuple[float, float, float, float]:
        w, c_5, _, _, phonons, misfit = row
        return w, c_5 * w**5 / (2 * pi**6 / 21) / 2, phonons, misfit

    w, P_s, phonons, misfit = read(wide)
    assert (
        f"w is {100 * (w - 1):.0f} per cent high, P_s {100 * (1 - P_s):.0f} per cent low" in words
    )
    assert round(phonons) == 2 and "twice too large" in words
    assert f"residuals of {100 * misfit:.1f} per cent" in words
    w, P_s, phonons, misfit = read(late)
    assert (
        f"residuals are {100 * misfit:.1f} per cent, P_s is {100 * (1 - P_s):.0f} per cent low"
        in words
    )
    assert f"the phonons {phonons:.1f} times too large" in words


def test_the_gain_of_a_single_energy() -> None:
    """The equation whose root is the place of a single energy: x = 5 tanh(x/2)."""
    root = float(brentq(lambda x: x - 5 * np.tanh(x / 2), 3, 6))
    assert root == pytest.approx(places()[2], abs=1e-5)


def test_the_wells_that_are_deleted() -> None:
    """Beyond |alpha| = 10, which is the cutoff of the evidence: what c lacks without them."""
    T = [1.0, 2.0, 3.0]
    kept, deleted = (
        specific_heat(T, Distribution.constant(alpha_max=10, frozen=frozen)).value
        for frozen in (True, False)
    )
    one, two, three = 100 * (1 - deleted / kept)
    assert (
        f"deleting the wells makes c {one:.1f} per cent too low at w/k_B, {two:.1f} per cent at 2 w/k_B and "
        f"{three:.1f} per cent at 3 w/k_B."
    ) in said("frozen-wells")


def test_the_local_exponents_of_the_conductivity() -> None:
    """d ln K/d ln T by three temperatures, none above the one that is meant: at 0.15 w/k_B another route begins."""

    def exponent(T: float) -> float:
        step = 1.02
        K = conductivity(np.array([T, T / step, T / step**2])).value
        return float(np.log(K) @ [3, -4, 1] / (2 * np.log(step)))

    first, last = exponent(0.01), exponent(0.15)
    said_so = (
        f"between 0.01 and 0.15 w/k_B the local exponent falls from {first:.2f} to {last:.2f}."
    )
    assert said_so in said("kappa-quadratic")
    one, two, three = (exponent(T) for T in (1.0, 2.0, 3.0))
    said_so = f"is {one:.2f} at w/k_B, {two:.2f} at 2 w/k_B, {three:.2f} at 3 w/k_B"
    assert said_so in said("kappa-linear")
