"""Evidence on the thermal conductivity above w/k_B: local exponents of K, for both distributions.

K = 6 pi^3 hbar^2 kappa/(k_B w^2 sum g/(v Cbar)) is made of all levels (``numerics.sound``).  Units: k_B T in w.
Not guaranteed: scattering by static disorder, several phonons at a time, phonons beyond E_d, none of which is in it.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from softpot.derive.machinery.formula import Formula
from softpot.numerics.machinery.evaluate import members
from softpot.numerics.machinery.evidence import Evidence, Table
from softpot.numerics.machinery.orders import order_of_magnitude, over
from softpot.numerics.sound.conductivity import conductivity
from softpot.numerics.statistics.model.distribution import Distribution

WARM = (1.0, 1.5, 2.0, 3.0, 4.5)
NEAR = 1.25
"""A local exponent within this factor of 1 is that of a linear law; the same for both distributions."""
RATES = 2e-3
"""G, the constant of rates of one phonon, as in vitreous silica."""
STEP = 0.1
"""Half of the step in ln T."""


@cache
def local_exponents(flat: bool, G: float | None = None) -> tuple[float, ...]:
    """d ln K/d ln T at the warm temperatures."""
    made = Distribution.flat() if flat else None
    T = np.array(WARM)
    up, down = (conductivity(T * np.exp(s * STEP), made, G=G).value for s in (1.0, -1.0))
    return tuple(float(v) for v in np.log(up / down) / (2.0 * STEP))


def thermal_conductivity(formula: Formula, digits: int) -> Evidence:
    """The local exponent of P = |eta| P_0 over the claimed one: it must not lie within one leading digit."""
    f = members(formula, "mpmath", 15)
    (claimed,) = (float(v) for v in f())
    found, relaxing = local_exponents(False), local_exponents(False, RATES)
    rows = tuple(
        (f"{T:g}", f"{one:.2f}", f"{two:.2f}", f"{three:.2f}")
        for T, one, two, three in zip(WARM, found, relaxing, local_exponents(True), strict=True)
    )
    places = [f"k_B T = {T:g} w" for T in WARM]
    return order_of_magnitude(
        "local exponent of K for P = |eta| P_0, resonant scattering alone, over the claimed one",
        [(where, over(e, claimed)) for where, e in zip(places, found, strict=True)],
        limit=NEAR, over_range=False,
        table=Table(("k_B T/w", "P = |eta| P_0", f"with relaxation, G = {RATES:g}", "P = const"), rows),
    )  # fmt: skip
