"""A material in SI units."""

from __future__ import annotations

import pytest

from softpot.numerics.statistics import (
    Distribution,
    Material,
    density_of_states,
    specific_heat,
)


def test_material_in_si() -> None:
    electronvolt, amu = 1.602176634e-19, 1.66053906660e-27
    made = Material(10 * electronvolt, 1e-10, 100 * amu, density=2200.0, P_0=1e28)
    assert made.eta_L == pytest.approx(0.0127864, rel=1e-4)
    glass = Distribution.constant(alpha_max=10, eta_L=made.eta_L)
    curve = specific_heat([0.02], glass)
    T, c = made.heat_in_SI(curve, glass)
    assert T[0] == pytest.approx(0.02 * made.w_kelvin)
    assert c[0] == pytest.approx(curve.value[0] * 1.380649e-23 * 1e28 * made.eta_L**2.5)
    assert made.heat_per_mass(curve, glass)[1][0] == pytest.approx(c[0] / 2200)
    n = density_of_states(0.01, glass)
    E, SI = made.density_in_SI(n, glass)
    again = Material(10 * electronvolt, 1e-10, 100 * amu, n_0=float(SI[0]), energy_n_0=float(E[0]))
    assert again.amplitude(glass) == pytest.approx(made.amplitude(glass), rel=1e-9)
    with pytest.raises(ValueError, match="agree"):
        made.amplitude(Distribution.constant(alpha_max=10, eta_L="0.02"))


def test_the_amplitude_of_either_law_is_a_number_density():
    """P_0 eta_L^(5/2), and eta_L^(3/2) without the sea-gull."""
    made = Material(1.6e-18, 1e-10, 1.7e-24, 2200.0, 5800.0, 3800.0, P_0=1e26)
    seagull = Distribution.constant(alpha_max=9, eta_L=made.eta_L)
    flat = Distribution.flat(eta_L=made.eta_L)
    assert made.amplitude(seagull) == pytest.approx(1e26 * float(made.eta_L) ** 2.5, rel=1e-12)
    assert made.amplitude(flat) == pytest.approx(1e26 * float(made.eta_L) ** 1.5, rel=1e-12)


def test_a_density_where_there_is_none_fixes_no_amplitude() -> None:
    """Wells up to |alpha| = 5 have no splitting of 1e-5 w."""
    made = Material(
        1.6e-18,
        1e-10,
        1.7e-24,
        n_0=1e25,
        energy_n_0=1e-5 * float(Material(1.6e-18, 1e-10, 1.7e-24).w),
    )
    glass = Distribution.constant(alpha_max=5, eta_L=made.eta_L)
    with pytest.raises(ValueError, match="has no two-level systems at 1e-05 w"):
        made.amplitude(glass)
