"""Evidence on the minimum of c/T^3: the true minimum of the computed specific heat of all levels of Eq. (7).

``numerics.statistics.minimum_of_heat`` finds the minimum as a root of the exact derivative of c/T^3; the formulas are
estimates of it, judged by the factor "computed over formula":

* P_0 constant, cutoff alpha_max from 10 to 1000, and from 10^5 to 10^8 for the limit, where what is left falls as
  alpha_max^(-3/8), that is as (w/k_B T)^3;
* P_0 ∝ exp(eta/delta_eta), delta_eta/eta_L from 5 to 33;
* both with the same smallest splitting Delta_0/w from 10^-3 to 10^-12.

Temperatures in w/k_B. Not guaranteed: minima outside of 0.08 to 5 w/k_B.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import cache
from typing import Any

import numpy as np
from mpmath import mpf

from softpot.derive.machinery.formula import Formula
from softpot.numerics.machinery.evaluate import members
from softpot.numerics.machinery.evidence import (
    Evidence,
    EvidenceError,
    Pair,
    Table,
    compare,
    converges,
    round_for_show,
)
from softpot.numerics.statistics import Distribution, Glass, minimum_of_heat, specific_heat
from softpot.numerics.theory.sampling import brief, listed, span
from softpot.numerics.theory.specific_heat import peak

LOWEST, HIGHEST = 0.08, 5.0
WIDTH = Fraction(1, 10)
# pi/4 of its width is where a sharp cutoff has as many two-level systems as exp(eta/delta_eta)
SHARP = np.pi / 4.0


@cache
def _levels() -> Glass:
    """A glass whose tables all the others share."""
    return Glass(Distribution.constant(alpha_max=10))


def _minimum(distribution: Distribution) -> float:
    found = minimum_of_heat(_levels().with_distribution(distribution), LOWEST, HIGHEST)
    if found is None:
        raise EvidenceError(f"c/T^3 of {distribution.name} has no minimum to compare with")
    return found.temperature


@cache
def of_cutoff(alpha_max: float) -> float:
    """Temperature of the minimum, P_0 constant for |alpha| <= alpha_max."""
    return _minimum(Distribution.constant(alpha_max=alpha_max))


@cache
def of_width(ratio: int) -> float:
    """Temperature of the minimum, P_0 ∝ exp(eta/delta_eta) with delta_eta = 0.1 and eta_L = 0.1/ratio."""
    return _minimum(Distribution.exponential(WIDTH, eta_L=WIDTH / ratio))


@cache
def of_splitting(decades: int) -> tuple[float, float, float]:
    """|alpha| at which Delta_0 = 10^-decades w, and both minima with that smallest splitting (delta_eta = 10 eta_L)."""
    value = Fraction(1, 10**decades)
    one, two = (
        Distribution.constant(smallest_splitting=value),
        Distribution.exponential(WIDTH, smallest_splitting=value),
    )
    return one.alpha_max, _minimum(one), _minimum(two)


def _factors(
    what: str, factors: list[float], low: float, high: float, table: Table | None = None
) -> Evidence:
    """An order of magnitude: each factor must lie between two numbers; the farthest from 1 is told."""
    finite = [f if np.isfinite(f) and f > 0 else 0.0 for f in factors]
    farthest = max(finite, key=lambda f: abs(np.log(f)) if f else np.inf)
    good = all(low <= f <= high for f in finite)
    return Evidence(
        "factor",
        what,
        good,
        len(factors),
        worst=round_for_show(abs(farthest - 1)),
        factor=float(f"{farthest:.4g}"),
        failing=""
        if good
        else f"computed over formula is {farthest:.4g}, not within {low:g} to {high:g}",
        table=table,
    )


def _over(computed: float, value: Any) -> float:
    return float(computed / value) if value else np.inf


CUTOFFS = (10.0, 30.0, 100.0, 1000.0)
FAR = (1e5, 1e6, 1e7, 1e8)
WIDTHS = (5, 10, 20, 33)
ORDERS = (
    Fraction(-3, 8),
    Fraction(-15, 32),
)  # of the cutoff, in the ratio of computed to estimated minimum
SPLITTINGS = (3, 6, 9, 12)
WIDTH_SHOWN, FROZEN = 10, 6  # delta_eta/eta_L; splittings below 10^-6 w are frozen


def minimum_of_c_over_T3(formula: Formula, digits: int) -> tuple[Evidence, ...]:
    """Both estimates at moderate cutoffs, for the exponential, and the limit of a far cutoff."""
    f = members(formula, "mpmath", 20)

    def estimates(ratio: float) -> tuple[Any, ...]:
        return f(w=1, k_B=1, eta_L=1, delta_eta=Fraction(ratio))

    found = []
    for made, ratios, scale, what, low in (
        (of_cutoff, CUTOFFS, 1.0, f"P_0 constant up to {listed(CUTOFFS)} eta_L", 0.85),
        (
            of_width,
            WIDTHS,
            SHARP,
            f"P_0 ~ exp(eta/delta_eta), delta_eta from {span(WIDTHS)} eta_L",
            0.5,
        ),
    ):
        rows, factors = [], []
        for ratio in ratios:
            computed, values = made(ratio), estimates(scale * ratio)
            factors += [_over(computed, v) for v in values]
            rows.append(
                (f"{ratio:g}", f"{computed:.6f}", *(f"{float(v):.4f}" for v in values),
                 *(f"{_over(computed, v):.4f}" for v in values))
            )  # fmt: skip
        heads = ("width over eta_L", "computed T", "one well", "all wells", "factor", "factor")
        found.append(
            _factors(
                f"the minimum of the computed c/T^3 over both estimates, {what}", factors, low, 1.02,
                Table(heads, tuple(rows)),
            )
        )  # fmt: skip
    far = [_over(of_cutoff(cutoff), estimates(cutoff)[1]) for cutoff in FAR]
    found.append(
        converges(
            f"the minimum for P_0 constant up to {brief(FAR[0])} ... {brief(FAR[-1])} eta_L over the estimate "
            "with all wells, less 1",
            FAR, [r - 1 for r in far], -0.375, 0.1, unit="alpha_max",
        )
    )  # fmt: skip
    sizes = np.array(FAR[1:])
    matrix = np.stack([sizes ** float(p) for p in (0, *ORDERS)], axis=1)
    limit = (
        float(np.linalg.solve(matrix, np.array(far[1:]))[0]) if np.all(np.isfinite(far)) else 0.0
    )
    found.append(
        compare(
            f"that ratio extrapolated to a cutoff without bound, with the orders {ORDERS[0]} and {ORDERS[1]}",
            [Pair("infinite cutoff", mpf(1), mpf(limit))], 5, kind="limit",
        )
    )  # fmt: skip
    return tuple(found)


def minima_not_very_different(formula: Formula, digits: int) -> tuple[Evidence, ...]:
    """Ratios of both minima: with equal widths, how they grow with the cutoff, and with the same smallest splitting."""
    f = members(formula, "mpmath", 20)

    def ratio(cutoff: float, width: float) -> Any:
        return f(
            alpha_max=Fraction(cutoff), eta_L=1, delta_eta=width, w=1, Delta_0=Fraction(1, 10**6)
        )[0]

    rows = [
        (f"{n}", f"{of_cutoff(n):.4f}", f"{of_width(n):.4f}", f"{of_cutoff(n) / of_width(n):.3f}",
         f"{float(ratio(n, n)):.3f}") for n in WIDTHS
    ]  # fmt: skip
    heads = ("width over eta_L", "T, constant", "T, exponential", "ratio", "formula")
    equal_widths = _factors(
        "ratio of the computed minima for P_0 constant up to delta_eta and for exp(eta/delta_eta)",
        [_over(of_cutoff(n) / of_width(n), ratio(n, n)) for n in WIDTHS], 1.0, 1.5,
        Table(heads, tuple(rows)),
    )  # fmt: skip
    return equal_widths, _growth(ratio), _splittings(f)


def _growth(ratio: Callable[[float, float], Any]) -> Evidence:
    """How the minimum moves with the cutoff, against the power 1/8."""
    first = CUTOFFS[0]
    rows, factors = [], []
    for cutoff in CUTOFFS:
        computed = of_cutoff(cutoff) / of_width(WIDTH_SHOWN)
        value = ratio(cutoff, 10)
        rows.append(
            (f"{cutoff:g}", f"{of_cutoff(cutoff):.4f}", f"{computed:.3f}", f"{float(value):.3f}")
        )
        if first < cutoff <= CUTOFFS[2]:
            grown = of_cutoff(cutoff) / of_cutoff(first)
            factors.append(_over(grown, value / ratio(first, 10)) if ratio(first, 10) else np.inf)
    return _factors(
        f"how much higher the minimum for P_0 constant lies with a cutoff of {brief(CUTOFFS[1])} and of "
        f"{brief(CUTOFFS[2])} "
        f"eta_L than of {brief(CUTOFFS[0])}",
        factors, 0.9, 1.15,
        Table(("alpha_max", "T, constant", f"over T, exponential (width {WIDTH_SHOWN})", "formula"), tuple(rows)),
    )  # fmt: skip


def _splittings(f: Callable[..., tuple[Any, ...]]) -> Evidence:
    """Both minima when only wells with a splitting above Delta_0 take part; tau ~ Delta_0^-2."""
    rows, factors = [], []
    for decades in SPLITTINGS:
        cutoff, one, two = of_splitting(decades)
        value = f(
            w=1,
            Delta_0=Fraction(1, 10**decades),
            eta_L=1,
            delta_eta=WIDTH_SHOWN,
            alpha_max=Fraction(cutoff),
        )[1]
        factors.append(_over(one / two, value))
        rows.append(
            (f"1e-{decades}", f"1e{2 * (decades - SPLITTINGS[0])}", f"{cutoff:.2f}", f"{one:.4f}", f"{two:.4f}",
             f"{one / two:.3f}", f"{float(value):.3f}")
        )  # fmt: skip
    heads = (
        "Delta_0/w", "time (~ Delta_0^-2), relative", "alpha_max", "T, constant", "T, exponential", "ratio", "formula",
    )  # fmt: skip
    return _factors(
        f"ratio of the computed minima when wells with splittings below 10^-{SPLITTINGS[0]} ... "
        f"10^-{SPLITTINGS[-1]} w are frozen, for both "
        f"distributions (delta_eta = {WIDTH_SHOWN} eta_L)", factors, 1.3, 1.5, Table(heads, tuple(rows)),
    )  # fmt: skip


W_IN_KELVIN = 10
COLD = (0.01, 0.02, 0.05, 0.1)  # k_B T/w
MEASURED_MINIMUM, MEASURED_MAXIMUM = (2.0, 10.0), (10.0, 30.0)  # K, as quoted in the text
CLOSE = 2.0  # an order of magnitude: within this factor of the range


def _in_range(
    what: str, value: float, measured: tuple[float, float], table: Table | None
) -> Evidence:
    """Whether a temperature lies in a measured range or within a factor 2 of it; the factor to the middle is told."""
    low, high = measured
    good = bool(low / CLOSE <= value <= high * CLOSE)
    middle = (low * high) ** 0.5
    return Evidence(
        "factor",
        what,
        good,
        1,
        worst=round_for_show(abs(middle / value - 1)) if value > 0 else None,
        factor=float(f"{middle / value:.4g}") if value > 0 else 0.0,
        failing=""
        if good
        else f"the formula gives {value:.4g} K, measured are {low:g} to {high:g} K",
        table=table,
    )


def agreement_with_experiment(formula: Formula, digits: int) -> tuple[Evidence, ...]:
    """The temperatures for w = 10 K beside the measured ranges, the computed minima, and the exponent of c(T)."""
    f = members(formula, "mpmath", 20)
    lowest, highest, exponent = (float(v) for v in f(w=W_IN_KELVIN, k_B=1, T=1, xi_m=mpf(peak(45))))
    asked = [W_IN_KELVIN * T / highest if highest > 0 else np.inf for T in MEASURED_MAXIMUM]
    minima = (
        (f"constant, cut at {CUTOFFS[0]:g} eta_L", of_cutoff(CUTOFFS[0])),
        (f"constant, splittings above 1e-{FROZEN} w", of_splitting(FROZEN)[1]),
        (f"exponential, delta_eta = {WIDTH_SHOWN} eta_L", of_width(WIDTH_SHOWN)),
        (f"the same, splittings above 1e-{FROZEN} w", of_splitting(FROZEN)[2]),
    )
    rows = tuple(
        (name, f"{T:.4f}", f"{W_IN_KELVIN * T:.2f}", f"{MEASURED_MINIMUM[0] / T:.1f} to {MEASURED_MINIMUM[1] / T:.1f}")
        for name, T in minima
    )  # fmt: skip
    return (
        _in_range(
            f"minimum of c/T^3 for w = {W_IN_KELVIN} K against {span(MEASURED_MINIMUM)} K; the computed minima "
            "in the table", lowest,
            MEASURED_MINIMUM,
            Table(("P_0", "minimum, w/k_B", f"K for w = {W_IN_KELVIN} K", "w in K that the range allows"), rows),
        ),
        _factors(
            "the computed minima (those of the table) over the estimate",
            [W_IN_KELVIN * T / lowest for _, T in minima], 0.5, 1.1,
        ),
        _in_range(
            f"maximum of c/T^3 for w = {W_IN_KELVIN} K and E_d = 3w, all vibrations at E_d, against "
            f"{span(MEASURED_MAXIMUM)} K: "
            f"the range asks for w from {asked[0]:.0f} to {asked[1]:.0f} K", highest, MEASURED_MAXIMUM, None,
        ),
        _exponents(exponent),
    )  # fmt: skip


@cache
def _cold_exponents() -> tuple[tuple[str, float, float], ...]:
    """d ln c/d ln T of all levels between 0.1 and 1 K for w = 10 K."""
    T = np.array(COLD)
    found = []
    for made in (Distribution.constant(alpha_max=10), Distribution.exponential()):
        c = specific_heat(T, _levels().with_distribution(made)).value
        slopes = np.diff(np.log(c)) / np.diff(np.log(T))
        found += [
            (f"{made.name}, {a:g} to {b:g} K", float(s), float(b))
            for a, b, s in zip(W_IN_KELVIN * T[:-1], W_IN_KELVIN * T[1:], slopes, strict=True)
        ]
    return tuple(found)


def _exponents(exponent: float) -> Evidence:
    rows = tuple((name, f"{slope:.3f}") for name, slope, _ in _cold_exponents())
    return _factors(
        f"the exponent d ln c/d ln T of the computed specific heat below {W_IN_KELVIN * COLD[-1]:g} K, w = "
        f"{W_IN_KELVIN} K, over 1",
        [_over(slope, exponent) for _, slope, _ in _cold_exponents()], 1.0, 1.3,
        Table(("P_0, range", "exponent"), rows),
    )  # fmt: skip
