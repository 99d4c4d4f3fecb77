"""Evidence on Eqs. (9), (10): n(E) of two-level systems from computed levels, P = |eta| P_0 and P = const.

Reference for E/w from 10^-6 to 0.1: ``density_of_states``, the integral along the line E_12(alpha, beta) = E.
Far below, for the slow convergence with ln(w/E), Eq. (9) itself by quadrature,

    n = 2 sqrt(2) ∫ da a^{-3/2} E/(E² - Delta_0²(a))^{1/2} / s(a),

with Delta_0 of computed splittings and s(a) the computed asymmetry over its leading form; where both can be
had it is held against ``density_of_states``.

Units: w; n in P_0 eta_L^{5/2}/w, for P = const in P_0 eta_L^{3/2}/w.  Errors: EvidenceError.
Not guaranteed: below E/w = 10^-6 nothing but Eq. (9) is used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from functools import cache, partial
from itertools import pairwise
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
)
from softpot.numerics.machinery.orders import order_of_magnitude, over
from softpot.numerics.spectrum import splitting
from softpot.numerics.statistics import Distribution, density_of_states
from softpot.numerics.statistics.model.tunnelling import curvature_of_splitting, log_splitting
from softpot.numerics.theory.sampling import span
from softpot.numerics.theory.stated import states

# values that hide no power as a 1, not even under two logarithms; E_0 = w/eta_L²
P_0, ETA_L, W = Fraction(3, 2), Fraction(3, 100), Fraction(2 * 10**200, 3)
ENERGIES = (1e-2, 1e-3)  # E/w
WIDTHS = (10, 100, 10_000)  # delta_eta/eta_L
WIDE = (100, 10_000, 1_000_000)
_MISSED = 2.5
"""The power of 1/alpha_min with which what the corrected form misses falls."""
SMALL = (1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6)
FAR = (1e-6, 1e-12, 1e-25, 1e-50, 1e-100, 1e-200)
CUTOFFS = (1e-8, 1e-12, 1e-20)  # smallest Delta_0/w
TEN_PERCENT = 0.9


@cache
def lower_end(energy: float) -> float:
    """|alpha| of the symmetric potential whose splitting is the energy."""
    size = curvature_of_splitting(energy)
    found = float(splitting(-Fraction(size), 0, 1, 2))
    if not abs(found / energy - 1) < 1e-6:
        raise EvidenceError(f"at alpha = -{size:.6g} the splitting is {found:.6g}, not {energy:g}")
    return size


@cache
def sharp(width: float, energies: tuple[float, ...]) -> tuple[float, ...]:
    """n(E) for P_0 constant up to |alpha| = width."""
    found = density_of_states(list(energies), Distribution.constant(alpha_max=width, eta_L=ETA_L))
    return tuple(map(float, found.value))


@cache
def falling(width: float, energies: tuple[float, ...]) -> tuple[float, ...]:
    """n(E) for P_0 falling as exp(alpha/width)."""
    found = density_of_states(
        list(energies), Distribution.exponential(Fraction(width) * ETA_L, eta_L=ETA_L)
    )
    return tuple(map(float, found.value))


@cache
def tunnelling(cut: float, energy: float) -> float:
    """n(E) for P_0 constant down to the smallest amplitude of tunnelling, in w."""
    found = density_of_states([energy], Distribution.constant(smallest_splitting=cut, eta_L=ETA_L))
    return float(found.value[0])


@cache
def older(energies: tuple[float, ...]) -> tuple[float, ...]:
    """n(E) for P = const."""
    return tuple(
        map(float, density_of_states(list(energies), Distribution.flat(eta_L=ETA_L)).value)
    )


Forms = Callable[..., tuple[Any, ...]]


def _forms(formula: Formula) -> Forms:
    """The formula's members as functions, compiled once for all points."""
    return members(formula, "mpmath", 20)


def _values(f: Forms, energy: float, width: float | Fraction, power: int) -> list[float]:
    """The formula's members in the units of the references."""
    known = f(
        P_0=P_0, eta_L=ETA_L, delta_eta=Fraction(width) * ETA_L, w=W, E_0=W / ETA_L**2,
        E=Fraction(energy) * W, alpha_min=Fraction(lower_end(energy)),
    )  # fmt: skip
    unit = mpf(P_0.numerator) / P_0.denominator * mpf(ETA_L.numerator) / ETA_L.denominator
    scale = (
        unit
        * (mpf(ETA_L.numerator) / ETA_L.denominator) ** (mpf(power) / 2 - 1)
        / mpf(W.numerator)
        * W.denominator
    )
    return [float(v / scale) for v in known]


@states
def two_level_density(formula: Formula, digits: int) -> Iterator[Evidence]:
    """The density for both distributions and both kinds of cutoff."""
    f = _forms(formula)
    for place, (reference, name) in enumerate(
        ((sharp, "P_0 constant up to a cutoff"), (falling, "P_0 falling as an exponential"))
    ):
        for k, energy in enumerate(ENERGIES):
            ratios = [
                reference(width, ENERGIES)[k] / _values(f, energy, width, 5)[place]
                for width in WIDE
            ]
            yield from _tends(f"{name}, E = {energy:g} w: computed over leading form", ratios)
    yield from _near_the_end(f)
    yield _between_cutoffs(f)
    yield _how_far(f)
    yield _other_cutoff(f)


def _tends(what: str, ratios: Sequence[float]) -> Iterator[Evidence]:
    """The ratio tends to 1 with the inverse root of the width."""
    rest = [ratio - 1 for ratio in ratios]
    rows = tuple((f"{a:.0e}", f"{b:.6f}") for a, b in zip(WIDE, ratios, strict=True))
    yield converges(
        f"{what}, less 1, delta_eta/eta_L from {span(WIDE)}", WIDE, rest, -0.5, 0.02,
        unit="(delta_eta/eta_L)", table=Table(("delta_eta/eta_L", "ratio"), rows),
    )  # fmt: skip
    limit = ratios[-1] + (ratios[-1] - ratios[-2]) / (100**0.5 - 1)
    yield compare(
        f"{what}, extrapolated to infinite width with that rate",
        [Pair("infinite width", mpf(1), mpf(limit))], 4, kind="limit",
    )  # fmt: skip


def _near_the_end(f: Forms) -> Iterator[Evidence]:
    """What the corrected forms miss, over 2 sqrt(2), against |alpha_min|: E/w from 0.1 to 10^-6."""
    ends = [lower_end(energy) for energy in SMALL]
    for place, width, reference, name in (
        (2, 40, sharp, "P_0 constant up to a cutoff"),
        (3, 100_000, falling, "P_0 falling as an exponential"),
    ):
        rest = [
            (n - _values(f, energy, width, 5)[place]) / 8**0.5
            for energy, n in zip(SMALL, reference(width, SMALL), strict=True)
        ]
        rows = tuple(
            (f"{energy:.0e}", f"{end:.4f}", f"{r:+.5f}", f"{r * end**_MISSED:+.3f}")
            for energy, end, r in zip(SMALL, ends, rest, strict=True)
        )
        yield converges(
            f"{name}, delta_eta/eta_L = {width}: the integral of Eq. (9) that the corrected form misses",
            ends, rest, -_MISSED, 0.3, unit="alpha_min",
            table=Table(("E/w", "alpha_min", "missed", f"times alpha_min^({Fraction(_MISSED)})"), rows),
        )  # fmt: skip


def _between_cutoffs(f: Forms) -> Evidence:
    """What deep wells add between two sharp cutoffs, where the lower end plays no part."""
    near, far = 20, 100
    pairs = []
    for k, energy in enumerate(ENERGIES):
        form = _values(f, energy, far, 5)[2] - _values(f, energy, near, 5)[2]
        found = sharp(far, ENERGIES)[k] - sharp(near, ENERGIES)[k]
        pairs.append(Pair(f"E = {energy:g} w", mpf(form), mpf(found)))
    return compare(
        f"what the density grows by when the cutoff delta_eta/eta_L goes from {near} to {far}",
        pairs,
        4,
    )


@cache
def _width_for_ten_percent(which: int, energy: float) -> float:
    """delta_eta/eta_L at which the computed density is nine tenths of the leading form."""
    reference, front = ((sharp, 32**0.5), (falling, (8 * np.pi) ** 0.5))[which]

    def ratio(width: float) -> float:
        return float(reference(width, (energy,))[0] / (front * width**0.5))

    # 1 - ratio goes as the inverse root of the width, closely
    width = 700.0
    for _ in range(4):
        width *= ((1 - ratio(round(width))) / (1 - TEN_PERCENT)) ** 2
    return float(width)


def _how_far(f: Forms) -> Evidence:
    """How far the leading forms are from computed densities, and how far the corrected ones."""
    rows, pairs = [], []
    for k, energy in enumerate(ENERGIES):
        for width in WIDTHS:
            n = (sharp(width, ENERGIES)[k], falling(width, ENERGIES)[k])
            forms = _values(f, energy, width, 5)
            shown = [f"{a / b:.4f}" for a, b in zip((*n, *n), forms, strict=True)]
            rows.append((f"{energy:g}", f"{width}", *shown))
            pairs += [
                Pair(
                    f"E = {energy:g} w, delta_eta/eta_L = {width}",
                    mpf(form),
                    mpf(value),
                    mpf(front),
                )
                for value, form, front in zip(n, forms[2:], forms, strict=False)
            ]
        wide = [_width_for_ten_percent(which, energy) for which in (0, 1)]
        rows.append(
            (
                f"{energy:g}",
                f"for {1 - TEN_PERCENT:.0%}:".replace("%", " %"),
                *(f"{width:.0f}" for width in wide),
                "",
                "",
            )
        )
    heads = (
        "E/w",
        "delta_eta/eta_L",
        "n/n_0, cutoff",
        "n/n_0, exponential",
        "n/corrected",
        "n/corrected",
    )
    return compare(
        "computed densities against the corrected forms, the error in parts of n_0, delta_eta/eta_L from "
        f"{span(WIDTHS)}; "
        f"n/n_0 is {TEN_PERCENT:g} where the last rows say",
        pairs, 1, table=Table(heads, tuple(rows)),
    )  # fmt: skip


def _other_cutoff(f: Forms) -> Evidence:
    """A cutoff at a smallest amplitude of tunnelling, with the |alpha| that has it as the width."""
    rows, pairs = [], []
    for energy in ENERGIES:
        for cut in CUTOFFS:
            width, n = lower_end(cut), tunnelling(cut, energy)
            leading, _, corrected, _ = _values(f, energy, width, 5)
            rows.append(
                (f"{energy:g}", f"{cut:.0e}", f"{width:.3f}", f"{n / leading:.4f}", f"{n / corrected:.4f}")
            )  # fmt: skip
            where = f"E = {energy:g} w, smallest amplitude {cut:g} w"
            pairs.append(Pair(where, mpf(corrected), mpf(n), mpf(leading)))
    return compare(
        "a cutoff at the smallest amplitude of tunnelling that contributes: computed densities against the corrected "
        "form of a sharp cutoff at its |alpha|, the error in parts of n_0",
        pairs, 2, table=Table(("E/w", "smallest Delta_0/w", "|alpha|", "n/n_0", "n/corrected"), tuple(rows)),
    )  # fmt: skip


@cache
def by_quadrature(energy: float) -> float:
    """n of P = const by Eq. (9), with a = a_min + x²/(1 - x)² and Gauss-Legendre quadrature in x."""
    end = lower_end(energy)
    x, weight = np.polynomial.legendre.leggauss(400)
    x, weight = (x + 1) / 2, weight / 2
    size = end + (x / (1 - x)) ** 2
    jacobian = 2 * x / (1 - x) ** 3
    tunnelling = np.exp(np.maximum(2 * (log_splitting(-size) - np.log(energy)), -700))
    slope = 1.0 + _TILT[0] * size**-1.5 + _TILT[1] * size**-3 + _TILT[2] * size**-4.5
    integrand = size**-1.5 / np.sqrt(1 - tunnelling) / slope * jacobian
    return float(8**0.5 * np.sum(weight * integrand))


# asymmetry over its leading form, as computed levels give it
_TILT = (-3 * 2**0.5 / 4, -35 / 16, -417 * 2**0.5 / 64)


@states
def two_level_density_flat(formula: Formula, digits: int) -> Iterator[Evidence]:
    """The density of P = const, by its lower end and by the logarithm."""
    f = _forms(formula)
    yield _quadrature()
    ends = [lower_end(energy) for energy in SMALL]
    computed = older(SMALL)
    forms = [_values(f, energy, 1, 3) for energy in SMALL]
    rest = [n / form[2] - 1 for n, form in zip(computed, forms, strict=True)]
    rows = tuple(
        (f"{energy:.0e}", f"{n:.6f}", *(f"{n / value:.5f}" for value in form), f"{end:.4f}")
        for energy, end, n, form in zip(SMALL, ends, computed, forms, strict=True)
    )
    heads = (
        "E/w",
        "computed n",
        "n/by logarithm",
        "n/with prefactor",
        "n/by lower end",
        "alpha_min",
    )
    yield converges(
        f"computed density over the form by the lower end, less 1, E/w from {span(SMALL)}",
        ends, rest, -3.0, 0.4, unit="alpha_min", table=Table(heads, rows),
    )  # fmt: skip
    logs = np.array([-3 * np.log(energy) / 2**0.5 for energy in FAR])
    # over the logarithm of the amplitude's prefactor, so that the logarithm of a logarithm does not blur the rate
    sizes = logs / (np.log(16 * (2 / np.pi) ** 0.5) + 1.25 * np.log(logs ** (2 / 3) / 2))
    n = [by_quadrature(energy) for energy in FAR]
    for place, rate, tolerance, name in (
        (0, -1.0, 0.1, "the logarithm alone"),
        (1, -2.0, 0.15, "it and the prefactor"),
    ):
        rest = [a / _values(f, e, 1, 3)[place] - 1 for e, a in zip(FAR, n, strict=True)]
        rows = tuple((f"{e:.0e}", f"{r:+.5f}") for e, r in zip(FAR, rest, strict=True))
        yield converges(
            f"Eq. (9) over the form by {name}, less 1, E/w from {span(FAR)}",
            list(map(float, sizes)), rest, rate, tolerance, unit="(ln(w/E)/ln ln(w/E))",
            table=Table(("E/w", "ratio less 1"), rows),
        )  # fmt: skip
    far = _values(f, FAR[-1], 1, 3)
    for place, agreed, name in ((0, 2, "the logarithm alone"), (1, 4, "it and the prefactor")):
        pair = Pair(f"E = {FAR[-1]:g} w", mpf(far[place]), mpf(n[-1]))
        yield compare(f"Eq. (9) against the form by {name}, far below", [pair], agreed)


@cache
def _quadrature() -> Evidence:
    """Eq. (9) against densities from computed levels; it judges the reference, not a formula."""
    pairs = [
        Pair(f"E = {energy:g} w", mpf(by_quadrature(energy)), mpf(n))
        for energy, n in zip(SMALL[1:], older(SMALL)[1:], strict=True)
    ]
    return compare("Eq. (9) by quadrature against the density from computed levels", pairs, 3)


FAR_CUTOFF = 1000  # |eta|/eta_L
_APART = 1.05  # energies between which a logarithmic slope is taken


@states
def two_level_results_retained(formula: Formula, digits: int) -> Iterator[Evidence]:
    """d ln n/d ln E of computed densities over the formula, for both distributions; it falls towards low energies."""
    f = members(formula, "mpmath", 20)
    kinds: tuple[tuple[str, int, Callable[[tuple[float, ...]], tuple[float, ...]]], ...] = (
        (
            f"the sea-gull up to |eta| = {FAR_CUTOFF} eta_L",
            FAR_CUTOFF,
            partial(sharp, float(FAR_CUTOFF)),
        ),
        ("constant P", 1, older),
    )
    for place, (name, width, density) in enumerate(kinds):
        energies = SMALL[1:-1]
        pairs = [density((e / _APART, e * _APART)) for e in energies]
        found = [float(np.log(b / a) / (2 * np.log(_APART))) for a, b in pairs]
        stated = [
            float(f(eta_L=ETA_L, delta_eta=width * ETA_L, alpha_min=Fraction(lower_end(e)))[place])
            for e in energies
        ]
        rows = tuple(
            (f"{e:.0e}", f"{a:.5f}", f"{b:.5f}")
            for e, a, b in zip(energies, found, stated, strict=True)
        )
        yield order_of_magnitude(
            f"d ln n/d ln E of computed densities over the formula, {name}, E/w from {span(SMALL[1:-1])}",
            [(f"E = {e:g} w", over(a, b)) for e, a, b in zip(energies, found, stated, strict=True)],
            over_range=False, kind="factor", table=Table(("E/w", "computed", "formula"), rows),
        )  # fmt: skip
        falling_off = all(0 < b < a for a, b in pairwise(found))
        yield Evidence(
            "range",
            f"the computed slope falls towards low energies and stays positive, {name}",
            falling_off,
            len(found),
            failing="" if falling_off else f"the slopes are {', '.join(f'{v:.3g}' for v in found)}",
        )  # fmt: skip
