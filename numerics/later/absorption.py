"""Evidence on resonant absorption: the golden rule in numbers, and S at T = 0 of all levels against its limits.

S is integrated along level curves (``numerics.sound.resonant``); tests hold it against sums over the plane.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import numpy as np

from softpot.derive.machinery.formula import Formula
from softpot.numerics.machinery.evaluate import members
from softpot.numerics.machinery.evidence import Evidence, Pair, Table, compare, converges
from softpot.numerics.sound import strength
from softpot.numerics.statistics.model.tunnelling import curvature_of_splitting
from softpot.numerics.theory.sampling import context, real

# values that hide no power as a 1
_GIVEN = {
    "hbar": Fraction(7, 5), "Lambda": Fraction(3, 4), "rho_m": Fraction(11, 3), "V_g": Fraction(13, 2),
    "v_s": Fraction(5, 3), "w": Fraction(2, 3), "P_v": Fraction(9, 7), "S_0": Fraction(8, 5), "Omega": Fraction(6, 7),
}  # fmt: skip


def resonant_strength(formula: Formula, digits: int) -> Evidence:
    """The golden rule step by step in numbers."""
    f = members(formula, "mpmath", digits + 10)
    ctx = context(digits + 10)

    def pairs() -> Iterator[Pair]:
        for k in range(1, 5):
            g = {
                name: real(ctx, value * (k if name in ("Omega", "Lambda") else 1))
                for name, value in _GIVEN.items()
            }
            # u = sqrt(hbar/(2 rho V omega)) (a + a^+) e^(iqx), e = du/dx, q = omega/v
            strain = (
                g["hbar"] / (2 * g["rho_m"] * g["V_g"] * g["Omega"]) * (g["Omega"] / g["v_s"]) ** 2
            )
            per_energy = g["P_v"] * g["V_g"] * g["S_0"] / g["w"]
            rate = 2 * ctx.pi / g["hbar"] * g["Lambda"] ** 2 * strain * per_energy
            coupling = g["P_v"] * g["Lambda"] ** 2 / (g["w"] * g["rho_m"] * g["v_s"] ** 2)
            (value,) = f(C_bar=coupling, Omega=g["Omega"], S_0=g["S_0"], v_s=g["v_s"])
            yield Pair(f"set {k}", ctx.mpf(value), rate / g["v_s"])

    golden = compare("the golden rule, step by step, in four sets of numbers", pairs(), digits)
    return golden


_ORDER = 2.0
"""The power of the first correction with which what is left beyond it falls."""
_DEEP = (1e-4, 1e-6, 1e-8, 1e-10, 1e-13, 1e-16)


def tunnelling_strength(formula: Formula, digits: int) -> Evidence:
    """S at energies down to 1e-16 w; what is left beyond the first correction falls as its square."""
    f = members(formula, "mpmath", 15)
    D_E = [curvature_of_splitting(e) for e in _DEEP]
    S = strength(np.array(_DEEP)).value
    forms = [float(f(D_E=d)[0]) for d in D_E]
    sizes = [d**-1.5 for d in D_E]
    rows = tuple(
        (f"{e:.0e}", f"{s:.7f}", f"{form:.7f}", f"{(s - form) / x**_ORDER:.3f}")
        for e, s, form, x in zip(_DEEP, S, forms, sizes, strict=True)
    )
    return converges(
        "S of all potentials less the form", sizes, [s - form for s, form in zip(S, forms, strict=True)], _ORDER, 0.3,
        unit="x", table=Table(("E/w", "S", "the form", f"rest/x^{_ORDER:g}"), rows),
    )  # fmt: skip


_WIDE = (4.5, 5.9, 8.0, 11.0)


def strength_vibrations(formula: Formula, digits: int) -> tuple[Evidence, ...]:
    """S over eps^3/8, and over eps^3/8 + 3/2 where little else is left."""
    f = members(formula, "mpmath", 15)
    S = strength(np.array(_WIDE)).value
    forms = [tuple(float(v) for v in f(E=e, w=1)) for e in _WIDE]
    rows = tuple(
        (f"{e:g}", f"{s:.4f}", f"{s / one:.5f}", f"{s - one:.4f}")
        for e, s, (one, _) in zip(_WIDE, S, forms, strict=True)
    )
    return (
        converges(
            "S of all potentials over the cube of the energy", _WIDE,
            [s / one - 1.0 for s, (one, _) in zip(S, forms, strict=True)], -3.0, 0.4, unit="E/w",
            table=Table(("E/w", "S", "over its leading term", "less its leading term"), rows),
        ),
        compare(
            "S of all potentials, with the constant", [Pair(f"E = {e:g} w", two, float(s)) for e, s, (_, two) in
            list(zip(_WIDE, S, forms, strict=True))[-1:]], 4,
        ),
    )  # fmt: skip
