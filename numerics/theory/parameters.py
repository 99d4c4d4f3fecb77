"""Evidence on the typical parameters: scales found by bisection, and their values in SI units.

Constants: h, e and k_B are exact in the SI of 2019; the atomic mass unit is that of CODATA 2018,
1.660 539 066 60(50) × 10⁻²⁷ kg.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from typing import Any

from softpot.derive.machinery.formula import Formula
from softpot.numerics.machinery.evaluate import members
from softpot.numerics.machinery.evidence import Evidence, Pair, Table, compare
from softpot.numerics.theory.debye import quantum
from softpot.numerics.theory.sampling import bisected, brief, context, real
from softpot.numerics.theory.spectrum import SAMPLES

PLANCK = Fraction("6.62607015e-34")  # J s
CHARGE = Fraction("1.602176634e-19")  # C
BOLTZMANN = Fraction("1.380649e-23")  # J/K
ATOMIC_MASS = Fraction("1.66053906660e-27")  # kg
ANGSTROM = Fraction("1e-10")  # m

TEN_KELVIN = 10 * BOLTZMANN
TEN_ELECTRONVOLTS = 10 * CHARGE


def _scales(ctx: Any, c: dict[str, Any]) -> tuple[Any, Any]:
    """(eta_L, w): where kinetic and quartic energy are equal, by bisection of that condition."""
    kinetic = c["hbar"] ** 2 / (2 * c["m"] * c["a"] ** 2)
    eta_L = bisected(ctx, lambda v: v**3 - kinetic / c["E_0"])
    return eta_L, kinetic / eta_L


def typical_mass(formula: Formula, digits: int) -> Iterator[Evidence]:
    """From w, found numerically for a mass, the mass again; and the printed Debye energy from computed levels."""
    f = members(formula, "mpmath", digits + 10)
    ctx = context(2 * digits)

    def pairs() -> Iterator[Pair]:
        for which, sample in enumerate(SAMPLES):
            c = {k: real(ctx, v) for k, v in sample.items()}
            eta_L, w = _scales(ctx, c)
            given = {k: sample[k] for k in ("hbar", "a", "E_0")}
            values = [ctx.mpf(v) for v in f(**given, w=w)]
            where = ", ".join(f"{k} = {sample[k]}" for k in ("hbar", "m", "a", "E_0"))
            yield Pair(f"the mass, {where}", values[0], c["m"])
            yield Pair(f"eta_L, {where}", values[1], eta_L)
            yield Pair(f"w/eta_L, {where}", values[2], w / eta_L)
            gap, _ = quantum(which, digits)
            yield Pair(f"the printed Debye energy, {where}", values[3], ctx.mpf(gap) / 2)

    yield compare(
        "w and eta_L of a mass by bisection, and half of the quantum of the harmonic atomic potential from its "
        "levels, against the formula with that w",
        pairs(), digits, table=_in_kelvin(formula),
    )  # fmt: skip


def _in_kelvin(formula: Formula) -> Table:
    """The values that the formula gives for some w, with E_0 = 10 eV and a = 1 Å."""
    f = members(formula, "mpmath", 20)
    ctx = context(20)
    hbar = real(ctx, PLANCK) / 2 / ctx.pi
    rows = []
    for kelvin in (3, 10, 20, 60):
        m, eta_L, soft, debye = f(
            hbar=hbar, a=ANGSTROM, E_0=TEN_ELECTRONVOLTS, w=kelvin * BOLTZMANN
        )
        rows.append((
            f"{kelvin}", ctx.nstr(m / real(ctx, ATOMIC_MASS), 4), ctx.nstr(eta_L, 4),
            ctx.nstr(soft / real(ctx, CHARGE), 4), ctx.nstr(debye / real(ctx, BOLTZMANN), 4),
        ))  # fmt: skip
    heads = ("w/k_B, K", "m, atomic mass units", "eta_L", "w/eta_L, eV", "Debye energy/k_B, K")
    return Table(heads, tuple(rows))


MASS = 100  # atomic mass units
FACTOR = 3.0
CONSTANTS = f"{brief(TEN_ELECTRONVOLTS / CHARGE)} eV, 1 angstrom and {MASS} atomic mass units"
# what is called typical: name, its value, the unit of the values shown, in words
TYPICAL = (
    ("eta_L", Fraction(1, 100), Fraction(1), "1"),
    ("w", TEN_KELVIN, BOLTZMANN, "K"),
    ("w/eta_L", CHARGE * 3 / 10, CHARGE, "eV"),
    ("the Debye energy", 400 * BOLTZMANN, BOLTZMANN, "K"),
)


@cache
def _numerically(digits: int) -> tuple[Any, ...]:
    """eta_L, w, w/eta_L and half of the harmonic quantum for the typical constants, in SI units."""
    ctx = context(2 * digits)
    c = {
        "hbar": real(ctx, PLANCK) / 2 / ctx.pi,
        "m": real(ctx, MASS * ATOMIC_MASS),
        "a": real(ctx, ANGSTROM),
        "E_0": real(ctx, TEN_ELECTRONVOLTS),
    }
    eta_L, w = _scales(ctx, c)
    # a spring of stiffness 2 E_0/a²
    spring = c["hbar"] * ctx.sqrt(2 * c["E_0"] / c["a"] ** 2 / c["m"])
    return eta_L, w, w / eta_L, spring / 2


def typical_parameters(formula: Formula, digits: int) -> Iterator[Evidence]:
    """The formula in SI units against numbers, and these against what is called typical."""
    ctx = context(2 * digits)
    given = {
        "hbar": real(ctx, PLANCK) / 2 / ctx.pi,
        "m": MASS * ATOMIC_MASS,
        "a": ANGSTROM,
        "E_0": TEN_ELECTRONVOLTS,
    }
    values = [ctx.mpf(v) for v in members(formula, "mpmath", digits + 10)(**given)]
    yield compare(
        "eta_L and w by bisection and the Debye energy from the frequency of a spring, in SI units, for "
        f"{CONSTANTS}",
        (
            Pair(name, value, found)
            for (name, *_), value, found in zip(TYPICAL, values, _numerically(digits), strict=True)
        ), digits,
    )  # fmt: skip
    rows = tuple(
        (name, words, *(ctx.nstr(v / real(ctx, unit), 4) for v in (value, real(ctx, typical))))
        for (name, typical, unit, words), value in zip(TYPICAL, values, strict=True)
    )
    whole = Table(("quantity", "unit", "formula", "typical"), rows)
    for k, ((name, typical, *_), value) in enumerate(zip(TYPICAL, values, strict=True)):
        factor = float(real(ctx, typical) / value)
        good = 1 / FACTOR <= factor <= FACTOR
        _, words, derived, stated = rows[k]
        yield Evidence(
            "order of magnitude",
            f"{name} that is called typical over the formula, for {CONSTANTS}",
            good,
            1,
            factor=float(f"{factor:.3g}"),
            failing="" if good else f"{name} is {derived} {words}, and {stated} {words} is called typical",
            table=whole if k == 0 else None,
        )  # fmt: skip
