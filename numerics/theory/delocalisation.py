"""Evidence on Eq. (13): roots of its condition, and its value for measured constants.

The condition lambda^3 Gamma n = 1 is solved by bisection with lambda, Gamma and n typed in as numbers. The value 3w is
held against roots for measured densities of two-level systems, velocities of sound and Debye energies.

Constants: h and k_B exact in the SI of 2019. Not guaranteed: that the condition, an estimate, is exact.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any

import numpy as np

from derive.machinery.formula import Formula
from numerics.machinery.evaluate import members
from numerics.machinery.evidence import Evidence, Pair, Table, compare, round_for_show
from numerics.theory.sampling import Real, bisected, context, real

PLANCK = Fraction("6.62607015e-34")  # J s, exact
BOLTZMANN = Fraction("1.380649e-23")  # J/K, exact
ERG = Fraction(1, 10**7)  # J
PER_ERG_AND_CM3 = 10**6 / ERG  # erg^-1 cm^-3 in J^-1 m^-3

# measured constants: two-level systems in erg^-1 cm^-3, velocities of sound in m/s, Debye energies over k_B in K
MEASURED_N_0 = (10**33, 10**34)
VELOCITIES = (3000, 4000, 5000)
DEBYE = (300, 400, 500)
# the typical parameters of the text: w over k_B in K, eta_L, delta_eta
TEN, ETA_L, DELTA_ETA = 10 * BOLTZMANN, Fraction(1, 100), Fraction(1, 10)


@dataclass(frozen=True)
class Glass:
    """Constants of Eqs. (12) and (13), in any consistent units; h is 2 pi hbar."""

    n_0: Fraction
    eta_L: Fraction
    delta_eta: Fraction
    w: Fraction
    h: Fraction
    v_s: Fraction
    debye: Fraction


# values that hide no power as a 1, and typical ones in SI
_PLAIN = tuple(
    Glass(*(Fraction(v) for v in values.split()))
    for values in (
        "3/700 1/50 1/10 2/3 7/2 5/4 9",
        "5/3 1/9 4/7 3/2 1/5 11/6 8/7",
        "1/40 1/45 9/7 1/3 8/3 2/7 13/3",
    )
)


def _typical(n_0: int, v_s: int, debye: Fraction) -> Glass:
    return Glass(n_0 * PER_ERG_AND_CM3, ETA_L, DELTA_ETA, TEN, PLANCK, Fraction(v_s), debye)


def root(ctx: Any, glass: Glass) -> Real:
    """E_d/w at which lambda^3 Gamma n is 1, by bisection."""
    n_0, eta_L, delta_eta, w, h, v_s, debye = (
        real(ctx, getattr(glass, name))
        for name in ("n_0", "eta_L", "delta_eta", "w", "h", "v_s", "debye")
    )

    def overlap(ratio: Real) -> Real:
        if ratio == 0:
            return ctx.mpf(-1)
        energy = ratio * w
        wavelength = h / (energy / v_s)
        width = energy * (energy / debye) ** 3
        density = n_0 / ctx.sqrt(576 * delta_eta / eta_L) * ratio**4
        return ctx.log(wavelength**3 * width * density)

    return bisected(ctx, overlap)


@cache
def _root(glass: Glass, digits: int) -> Real:
    return root(context(digits), glass)


def _known(ctx: Any, glass: Glass) -> dict[str, Any]:
    return {
        "n_0": glass.n_0, "eta_L": glass.eta_L, "delta_eta": glass.delta_eta, "w": glass.w, "v_s": glass.v_s,
        "hbar": real(ctx, glass.h) / (2 * ctx.pi), "hbar_omega_D": glass.debye,
    }  # fmt: skip


def delocalisation(formula: Formula, digits: int) -> Evidence:
    """E_d, and the n_0 that puts delocalisation there, against roots of the condition."""
    f = members(formula, "mpmath", digits + 10)
    ctx = context(digits + 10)
    glasses = _PLAIN + tuple(
        _typical(n_0, v_s, 400 * BOLTZMANN) for n_0 in MEASURED_N_0 for v_s in VELOCITIES
    )

    def pairs() -> Iterator[Pair]:
        for k, glass in enumerate(glasses):
            energy = _root(glass, digits + 10) * real(ctx, glass.w)
            found, n_0 = f(**_known(ctx, glass), E_d=energy)
            yield Pair(f"E_d of glass {k + 1}", ctx.mpf(found), energy)
            yield Pair(f"n_0 of glass {k + 1}", ctx.mpf(n_0), real(ctx, glass.n_0))

    return compare(
        "E_d and n_0 against the root of lambda^3 Gamma n = 1, by bisection, for three sets of constants and six "
        "typical ones in SI",
        pairs(), digits,
    )  # fmt: skip


def near_one(what: str, factors: list[float], near: float, table: Table | None = None) -> Evidence:
    """Reference over formula; supports where every factor lies within `near` of 1."""
    finite = [f if np.isfinite(f) and f > 0 else 0.0 for f in factors]
    farthest = max(finite, key=lambda f: abs(np.log(f)) if f else np.inf)
    good = all(1 / near <= f <= near for f in finite)
    return Evidence(
        "factor", what, good, len(factors), worst=round_for_show(abs(farthest - 1)),
        factor=float(f"{farthest:.4g}"),
        failing="" if good else f"reference over formula is {farthest:.4g}, not within a factor {near:g}",
        table=table,
    )  # fmt: skip


def over(reference: Any, value: Any) -> float:
    return float(reference / value) if value else np.inf


def delocalisation_energy(formula: Formula, digits: int) -> tuple[Evidence, Evidence]:
    """Both readings for typical parameters and measured n_0; beside them E_d for measured Debye energies."""
    f = members(formula, "mpmath", 20)
    ctx = context(20)
    printed = 10 * TEN  # w/eta_L^(1/2): k_B times 100 K
    rows, first, second = [], [], []
    for n_0 in MEASURED_N_0:
        for v_s in VELOCITIES:
            glass = _typical(n_0, v_s, printed)
            values = f(**{k: v for k, v in _known(ctx, glass).items() if k != "hbar_omega_D"})
            roots = [
                _root(_typical(n_0, v_s, debye), 20)
                for debye in (printed, 2 * printed, *(T * BOLTZMANN for T in DEBYE))
            ]
            w = real(ctx, TEN)
            first.append(over(roots[0] * w, values[0]))
            second.append(over(roots[1] * w, values[1]))
            rows.append((f"{n_0:.0e}", f"{v_s / 1000:g}", *(f"{float(r):.2f}" for r in roots)))
    heads = (
        "n_0, 1/(erg cm^3)",
        "v, km/s",
        "printed, 100 K",
        "quantum, 200 K",
        "300 K",
        "400 K",
        "500 K",
    )
    return (
        near_one(
            "E_d for w = 10 K, eta_L = 0.01, delta_eta = 0.1, measured n_0 and velocities of sound, the Debye energy "
            "as printed: root of the condition over the formula; the table has E_d/w for other Debye energies too",
            first, 1.0001, Table(heads, tuple(rows)),
        ),
        near_one(
            "the same with the quantum of a harmonic atomic potential as Debye energy; the table has the n_0 in "
            "1/(erg cm^3) that puts E_d at 3w", second, 1.0001, _needed(),
        ),
    )  # fmt: skip


@cache
def _needed() -> Table:
    """n_0 that puts E_d at 3w: by n_0 ~ E_d^-5 from the root at n_0 = 10^33."""
    rows = []
    for v_s in VELOCITIES:
        cells = []
        for kelvin in (100, 200, *DEBYE):
            ratio = float(_root(_typical(10**33, v_s, kelvin * BOLTZMANN), 20))
            cells.append(f"{1e33 * (ratio / 3) ** 5:.2e}")
        rows.append((f"{v_s / 1000:g}", *cells))
    return Table(
        ("v, km/s", "printed, 100 K", "quantum, 200 K", "300 K", "400 K", "500 K"), tuple(rows)
    )
