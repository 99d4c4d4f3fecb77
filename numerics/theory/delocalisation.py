"""Evidence on Eq. (13): roots of its condition, and its value for measured constants.

The condition lambda^3 Gamma n = 1 is solved by bisection with lambda, Gamma and n typed in as numbers. The value 3w is
held against roots for measured densities of two-level systems, velocities of sound and Debye energies.

Constants: h and k_B exact in the SI of 2019. Not guaranteed: that the condition, an estimate, is exact.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from typing import Any

from softpot.derive.machinery.formula import Formula
from softpot.numerics.machinery.evaluate import members
from softpot.numerics.machinery.evidence import Evidence, Pair, Table, compare
from softpot.numerics.machinery.orders import order_of_magnitude, over
from softpot.numerics.theory.sampling import Real, bisected, brief, context, real

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


def _logarithm(ctx: Any, glass: Glass, ratio: Real) -> Real:
    """ln(lambda^3 Gamma n) at the energy ratio times w."""
    n_0, eta_L, delta_eta, w, h, v_s, debye = (
        real(ctx, getattr(glass, name))
        for name in ("n_0", "eta_L", "delta_eta", "w", "h", "v_s", "debye")
    )

    energy = ratio * w
    wavelength = h / (energy / v_s)
    width = energy * (energy / debye) ** 3
    density = n_0 / ctx.sqrt(576 * delta_eta / eta_L) * ratio**4
    return ctx.log(wavelength**3 * width * density)


def root(ctx: Any, glass: Glass) -> Real:
    """E_d/w at which lambda^3 Gamma n is 1, by bisection."""
    return bisected(ctx, lambda ratio: _logarithm(ctx, glass, ratio) if ratio else ctx.mpf(-1))


@cache
def _root(glass: Glass, digits: int) -> Real:
    return root(context(digits), glass)


def _known(ctx: Any, glass: Glass) -> dict[str, Any]:
    return {
        "n_0": glass.n_0, "eta_L": glass.eta_L, "delta_eta": glass.delta_eta, "w": glass.w, "v_s": glass.v_s,
        "hbar": real(ctx, glass.h) / (2 * ctx.pi), "hbar_omega_D": glass.debye,
    }  # fmt: skip


def delocalisation(formula: Formula, digits: int) -> Evidence:
    """E_d, the n_0 that puts delocalisation there, and the condition itself at the root."""
    f = members(formula, "mpmath", digits + 10)
    ctx = context(digits + 10)
    glasses = _PLAIN + tuple(
        _typical(n_0, v_s, 400 * BOLTZMANN) for n_0 in MEASURED_N_0 for v_s in VELOCITIES
    )

    def pairs() -> Iterator[Pair]:
        for k, glass in enumerate(glasses):
            energy = _root(glass, digits + 10) * real(ctx, glass.w)
            found, n_0, overlap = f(**_known(ctx, glass), E_d=energy)
            yield Pair(f"E_d of glass {k + 1}", ctx.mpf(found), energy)
            yield Pair(f"n_0 of glass {k + 1}", ctx.mpf(n_0), real(ctx, glass.n_0))
            condition = ctx.exp(_logarithm(ctx, glass, energy / real(ctx, glass.w)))
            yield Pair(f"lambda^3 Gamma n of glass {k + 1}", ctx.mpf(overlap), condition)

    return compare(
        "E_d and n_0 against the root of lambda^3 Gamma n = 1, by bisection, for three sets of constants and six "
        "typical ones in SI",
        pairs(), digits,
    )  # fmt: skip


def delocalisation_energy(formula: Formula, digits: int) -> Iterator[Evidence]:
    """Both readings against roots for sets of constants; and E_d for typical ones over what is stated."""
    f = members(formula, "mpmath", digits + 10)
    ctx = context(digits + 10)

    def value(glass: Glass) -> list[Real]:
        known = _known(ctx, glass)
        return [ctx.mpf(v) for v in f(**{k: v for k, v in known.items() if k != "hbar_omega_D"})]

    def pairs() -> Iterator[Pair]:
        for k, glass in enumerate(_PLAIN):
            found = value(glass)
            for reading, (name, factor) in enumerate((("as printed", 1), ("the quantum", 2))):
                debye = bisected(ctx, _scale(ctx, glass, factor))
                energy = root(ctx, replace(glass, debye=_rational(debye))) * real(ctx, glass.w)
                yield Pair(f"E_d of glass {k + 1}, {name}", found[reading], energy)

    yield compare(
        "E_d for both readings of the Debye energy, which is found from w by bisection, against the root of "
        "lambda^3 Gamma n = 1, by bisection, for three sets of constants",
        pairs(), digits, table=_needed(),
    )  # fmt: skip
    printed = 10 * TEN  # w/eta_L^(1/2): k_B times 100 K
    rows, factors = [], []
    for n_0 in MEASURED_N_0:
        for v_s in VELOCITIES:
            stated = value(_typical(n_0, v_s, printed))[0]
            roots = [
                _root(_typical(n_0, v_s, debye), 20)
                for debye in (printed, 2 * printed, *(T * BOLTZMANN for T in DEBYE))
            ]
            found = roots[0] * real(ctx, TEN)
            factors.append((f"n_0 = {n_0:.0e}, v = {v_s} m/s", over(found, stated)))
            rows.append((f"{n_0:.0e}", f"{v_s / 1000:g}", *(f"{float(r):.2f}" for r in roots)))
    heads = ("n_0, 1/(erg cm^3)", "v, km/s", *_READINGS)
    yield order_of_magnitude(
        f"E_d for w = {brief(TEN / BOLTZMANN)} K, eta_L = {brief(ETA_L)}, delta_eta = {brief(DELTA_ETA)}, "
        "measured n_0 and velocities of sound, the Debye energy "
        "as printed: root of the condition over what is stated; the table has E_d/w for other Debye energies too",
        factors, member=0, table=Table(heads, tuple(rows)),
    )  # fmt: skip


def _scale(ctx: Any, glass: Glass, factor: int) -> Callable[[Real], Real]:
    """Rises through 0 at the Debye energy for which w = debye sqrt(eta_L)/factor."""
    w, eta_L = real(ctx, glass.w), real(ctx, glass.eta_L)
    return lambda debye: debye * ctx.sqrt(eta_L) / factor - w


_AS_PRINTED = 100  # K: w/eta_L^(1/2)
_READINGS = (
    f"printed, {_AS_PRINTED} K",
    f"quantum, {2 * _AS_PRINTED} K",
    *(f"{T} K" for T in DEBYE),
)


def _rational(value: Real) -> Fraction:
    """An mpf as the fraction that it is."""
    sign, mantissa, exponent, _ = value._mpf_
    return Fraction((-1) ** int(sign) * int(mantissa)) * Fraction(2) ** int(exponent)


@cache
def _needed() -> Table:
    """n_0 that puts E_d at 3w: by n_0 ~ E_d^-5 from the root at n_0 = 10^33."""
    rows = []
    for v_s in VELOCITIES:
        cells = []
        for kelvin in (_AS_PRINTED, 2 * _AS_PRINTED, *DEBYE):
            ratio = float(_root(_typical(10**33, v_s, kelvin * BOLTZMANN), 20))
            cells.append(f"{1e33 * (ratio / 3) ** 5:.2e}")
        rows.append((f"{v_s / 1000:g}", *cells))
    return Table(("n_0 for E_d = 3w; v, km/s", *_READINGS), tuple(rows))
