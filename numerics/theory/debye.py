"""Evidence on the Debye energy: the quantum of a harmonic atomic potential from its computed levels."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from softpot.derive.machinery.formula import Formula
from softpot.numerics.machinery.evaluate import members
from softpot.numerics.machinery.evidence import Evidence, Pair, compare
from softpot.numerics.spectrum.witness.shooting import shooting_levels
from softpot.numerics.theory.sampling import bisected, context, real
from softpot.numerics.theory.spectrum import SAMPLES


@cache
def quantum(which: int, digits: int) -> tuple[Any, Any]:
    """(first gap of −(ħ²/2ma²) d²/dx² + E_0 x², eta_L), numerically.

    eta_L is the ratio at which kinetic and quartic energy are equal, found by bisection on that
    condition, not from its formula.
    """
    ctx = context(2 * digits)
    c = {k: real(ctx, v) for k, v in SAMPLES[which].items()}
    kinetic = c["hbar"] ** 2 / (2 * c["m"] * c["a"] ** 2)
    zero = ctx.mpf(0)
    low, high = shooting_levels(kinetic, [zero, zero, c["E_0"]], (1, 2), digits)
    eta_L = bisected(ctx, lambda v: c["E_0"] * v**3 - kinetic)
    return ctx.mpf(high) - ctx.mpf(low), eta_L


def debye(formula: Formula, digits: int) -> Evidence:
    """The quantum, the printed energy, which is half of it, and w = E_0 eta_L² from each of them."""
    f = members(formula, "mpmath", digits + 10)
    ctx = context(2 * digits)

    def pairs() -> Iterator[Pair]:
        for which, sample in enumerate(SAMPLES):
            gap, eta_L = quantum(which, digits)
            printed = gap / 2
            E_0 = real(ctx, sample["E_0"])
            w = E_0 * eta_L**2
            constants = {k: sample[k] for k in ("E_0", "hbar", "m", "a")}
            given = constants | {"eta_L": eta_L}
            values = f(**given, hbar_omega_1=gap, hbar_omega_D=printed)
            where = ", ".join(f"{k} = {sample[k]}" for k in ("hbar", "m", "a", "E_0"))
            yield Pair(f"the quantum, {where}", ctx.mpf(values[0]), gap)
            yield Pair(f"w from the quantum, {where}", ctx.mpf(values[1]), w)
            yield Pair(f"the printed energy, {where}", ctx.mpf(values[2]), printed)
            yield Pair(f"w from the printed energy, {where}", ctx.mpf(values[3]), w)

    return compare(
        "first gap of the harmonic atomic potential by power series, half of it for the printed energy, and w at the "
        "scale where kinetic and quartic energy are equal, by root finding",
        pairs(), digits,
    )  # fmt: skip
