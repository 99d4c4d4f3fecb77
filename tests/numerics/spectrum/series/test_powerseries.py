"""Sums of a power series contain the exact ones."""

from __future__ import annotations

import flint

from softpot.numerics.machinery.compile.precision import precision
from softpot.numerics.spectrum.series.powerseries import sums


def test_power_series_contains_exact_sums() -> None:
    """cos and sinh are solutions of psi'' = -+k^2 psi; exp(x^2/2) of psi'' = (1 + x^2) psi."""
    zero, one = flint.arb(0), flint.arb(1)
    for bits in (40, 100, 400):
        total = sums((flint.arb(-100), zero, zero, zero, zero), (one, zero), bits)
        with precision(2 * bits):
            assert total.even.contains(flint.arb(10).cos())
            assert total.even_slope.contains(-10 * flint.arb(10).sin())
        total = sums(
            (flint.arb(25), zero + flint.arb(0, 1e-30), zero, zero, zero), (zero, one), bits
        )
        with precision(2 * bits):
            assert (total.even + total.odd).contains(flint.arb(5).sinh() / 5)
            assert (total.even_slope + total.odd_slope).contains(flint.arb(5).cosh())
        total = sums((one, zero, one, zero, zero), (one, zero), bits)
        with precision(2 * bits):
            assert total.even.contains((one / 2).exp())
            assert total.even.rad() < flint.arb(2) ** (12 - bits)
