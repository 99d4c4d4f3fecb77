"""Where the quartic of the proof is positive."""

from __future__ import annotations

import flint

from softpot.numerics.spectrum.potential.quartic import positive_beyond


def test_positive_beyond() -> None:
    double_well = [flint.arb(c) for c in (0, 0, 9, -6, 1)]  # y^2 (y - 3)^2
    assert positive_beyond(double_well, flint.arb(1), flint.arb(4), 1)
    assert positive_beyond(double_well, flint.arb(1), flint.arb(-1), -1)
    assert positive_beyond(double_well, flint.arb(-0.01), flint.arb(-1), 1)
    assert not positive_beyond(double_well, flint.arb(1), flint.arb(1), 1)
    assert not positive_beyond(double_well, flint.arb(0), flint.arb(1), 1)
    assert positive_beyond(double_well, flint.arb(1), flint.arb(2), -1, flint.arb(1))
