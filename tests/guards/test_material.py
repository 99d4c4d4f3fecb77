"""The ends of what a material may be, the heat of its phonons, and which curves it takes to SI."""

from __future__ import annotations

from dataclasses import replace
from math import pi, sqrt
from typing import Any

import numpy as np
import pytest
from scipy.integrate import quad

from softpot.numerics.statistics import Curve, Distribution, Glass, Material
from softpot.numerics.statistics.material import material

SILICA = Material(1.6e-18, 1e-10, 1.7e-24, 2200.0, 5800.0, 3800.0, P_0=1e26)
HBAR, K_B = 1.054571817e-34, 1.380649e-23  # CODATA 2018


def mass_of(eta_L: float) -> float:
    return HBAR**2 / (2.0 * 1e-20 * 1.6e-18 * eta_L**3)


def test_units_of_the_model() -> None:
    assert SILICA.eta_L == pytest.approx(
        (HBAR**2 / (2 * 1.7e-24 * 1e-20 * 1.6e-18)) ** (1 / 3), rel=1e-12
    )
    assert SILICA.w == pytest.approx(1.6e-18 * SILICA.eta_L**2, rel=1e-12)
    assert SILICA.w_kelvin == pytest.approx(SILICA.w / K_B, rel=1e-12)
    # hbar^2/(2 m a^2) = E_0 eta_L^3: the kinetic energy of the model
    assert HBAR**2 / (2 * 1.7e-24 * 1e-20) == pytest.approx(SILICA.E_0 * SILICA.eta_L**3, rel=1e-12)


@pytest.mark.parametrize(("end", "beyond"), [(1e-6, 0.999), (0.3, 1.001)])
def test_the_ends_of_eta_L(end: float, beyond: float, monkeypatch: pytest.MonkeyPatch) -> None:
    made = Material(1.6e-18, 1e-10, mass_of(end / beyond))
    assert made.eta_L == pytest.approx(end / beyond, rel=1e-9)
    with pytest.raises(ValueError, match=r"1e-06 to 0\.3 is needed"):
        Material(1.6e-18, 1e-10, mass_of(end * beyond))
    # and the end itself
    name = "SMALLEST_ETA_L" if end < 0.1 else "LARGEST_ETA_L"
    monkeypatch.setattr(material, name, SILICA.eta_L)
    assert replace(SILICA, P_0=None).eta_L == SILICA.eta_L


@pytest.mark.parametrize("name", ["E_0", "a", "m", "density", "velocity_transverse", "P_0"])
def test_constants_that_are_none(name: str) -> None:
    for value in (0, -1.0, 1e-60, 1e80, float("inf"), float("nan")):
        with pytest.raises(
            ValueError, match=f"{name} is .* a positive number between 1e-60 and 1e\\+80"
        ):
            replace(SILICA, **{name: value})
    for value in (True, "1", 1j):
        with pytest.raises(TypeError, match=f"{name} is .* a number in SI units"):
            replace(SILICA, **{name: value})
    material.Material._positive(name, 1.01e-60)
    material.Material._positive(name, 0.99e80)


def test_velocities_of_a_positive_bulk_modulus() -> None:
    limit = 3800.0 * sqrt(4.0 / 3.0)
    replace(SILICA, velocity_longitudinal=limit * 1.0001)
    for fast in (limit * 0.9999, 3800.0, 1000.0):
        with pytest.raises(ValueError, match="bulk modulus"):
            replace(SILICA, velocity_longitudinal=fast)
    # one of them alone is not compared
    alone = replace(SILICA, velocity_longitudinal=100.0, velocity_transverse=None)
    with pytest.raises(ValueError, match="both are needed"):
        _ = alone.mean_velocity
    with pytest.raises(ValueError, match="both are needed"):
        _ = replace(SILICA, velocity_longitudinal=None).mean_velocity


def test_how_many_potentials_is_told_once() -> None:
    for given, words in (
        ({"n_0": 1e44, "energy_n_0": 1e-24}, "only one is needed"),
        ({"P_0": None, "n_0": 1e44}, "needed together"),
        ({"P_0": None, "energy_n_0": 1e-24}, "needed together"),
        ({"energy_n_0": 1e-24}, "needed together"),
    ):
        with pytest.raises(ValueError, match=words):
            replace(SILICA, **given)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="neither P_0 nor n_0"):
        replace(SILICA, P_0=None).amplitude(Distribution.constant(alpha_max=9, eta_L=SILICA.eta_L))


def test_the_heat_of_phonons_is_debyes() -> None:
    """d/dT of the energy of three branches, each (1/2 pi^2) int (omega/v)^2 hbar omega/(exp - 1) d omega/v."""
    T = 2.0
    x3 = quad(lambda x: x**4 * np.exp(x) / (np.exp(x) - 1) ** 2, 0, 60)[0]
    branches = 1 / 5800.0**3 + 2 / 3800.0**3
    wanted = K_B / (2 * pi**2) * (K_B * T / HBAR) ** 3 * branches * x3
    assert SILICA.debye_heat(T) == pytest.approx(wanted, rel=1e-9)
    assert SILICA.mean_velocity == pytest.approx((3 / branches) ** (1 / 3), rel=1e-12)
    assert SILICA.debye_heat([0.0, 1e5])[0] == 0.0
    for kelvin in (-1e-9, 1.0001e5, [1.0, 2e5]):
        with pytest.raises(ValueError, match="outside of 0 to 100000 K"):
            SILICA.debye_heat(kelvin)


@pytest.mark.parametrize(
    ("off", "good"), [(1.0199, True), (0.9801, True), (1.0201, False), (0.9799, False)]
)
def test_a_distribution_of_nearly_the_same_eta_L(off: float, good: bool) -> None:
    made = Distribution.constant(alpha_max=9, eta_L=repr(SILICA.eta_L * off))
    if good:
        assert SILICA.amplitude(made) == pytest.approx(1e26 * SILICA.eta_L**2.5, rel=1e-12)
    else:
        with pytest.raises(ValueError, match="agree within 2 %"):
            SILICA.amplitude(made)


@pytest.mark.parametrize("value", [0.0, -1e-9, float("nan")])
def test_a_density_that_is_not_positive_fixes_no_amplitude(
    value: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of 2 w: asked at the energy in units of w; a positive one gives n_0 w over it."""
    asked: list[float] = []

    def told(energy: float, glass: Any) -> Any:
        asked.append(energy)
        return Curve(np.ones(1), np.array([value or 0.0]), np.zeros(1), "1")

    monkeypatch.setattr(material, "density_of_states", told)
    made = replace(SILICA, P_0=None, n_0=1e44, energy_n_0=2.0 * SILICA.w)
    glass = Distribution.constant(alpha_max=9, eta_L=SILICA.eta_L)
    with pytest.raises(ValueError, match="has no two-level systems at 2 w"):
        made.amplitude(glass)
    assert asked == [pytest.approx(2.0)]
    monkeypatch.setattr(
        material,
        "density_of_states",
        lambda *given: Curve(np.ones(1), np.full(1, 4.0), np.zeros(1), "1"),
    )
    assert made.amplitude(glass) == pytest.approx(1e44 * SILICA.w / 4.0, rel=1e-12)


def test_which_curves_are_taken_to_SI() -> None:
    """T w/k_B and c k_B amplitude; E w and n amplitude/w; of no other unit, and of nothing that is no curve."""
    made = Distribution.constant(alpha_max=9, eta_L=SILICA.eta_L)
    x, value = np.array([0.5, 2.0]), np.array([3.0, 5.0])
    amplitude = 1e26 * SILICA.eta_L**2.5
    heat = Curve(x, value, 0 * x, f"k_B {made.unit}", "w/k_B", "c", "T")
    density = Curve(x, value, 0 * x, f"{made.unit}/w", "w", "n", "E")
    for given in (made, Glass(made)):
        T, c = SILICA.heat_in_SI(heat, given)
        assert T == pytest.approx(x * SILICA.w / K_B) and c == pytest.approx(
            value * K_B * amplitude
        )
        assert SILICA.heat_per_mass(heat, given)[1] == pytest.approx(c / 2200.0)
        assert SILICA.heat_per_mass(heat, given)[0] == pytest.approx(T)
        E, n = SILICA.density_in_SI(density, given)
        assert E == pytest.approx(x * SILICA.w) and n == pytest.approx(value * amplitude / SILICA.w)
    for call, wrong in ((SILICA.heat_in_SI, density), (SILICA.density_in_SI, heat)):
        with pytest.raises(ValueError, match="but one in"):
            call(wrong, made)
        with pytest.raises(TypeError, match="a Curve is needed"):
            call(value, made)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="mass density is not given"):
        replace(SILICA, density=None).heat_per_mass(heat, made)


def test_what_a_material_shows() -> None:
    """Three numbers a line, with their units; what is not given is left out."""
    words = repr(SILICA).splitlines()
    assert words[0] == "Material" and words[1] == "  E_0 = 1.6e-18 J, a = 1e-10 m, m = 1.7e-24 kg"
    assert words[2].startswith("  density = 2200 kg/m^3, velocity_longitudinal = 5800 m/s")
    assert [line.count(" = ") for line in words[1:]] == [3, 3, 3, 1]
    assert "n_0" not in repr(SILICA) and "eta_L = 0.00589094," in repr(SILICA)


@pytest.mark.parametrize("wrong", ["x", "value", "error"])
def test_a_curve_has_one_shape(wrong: str) -> None:
    parts: dict[str, Any] = {name: np.ones(3) for name in ("x", "value", "error")}
    curve = Curve(**parts, unit="w")
    assert curve == Curve(**parts, unit="w") != Curve(**parts, unit="1")
    assert curve != Curve(**parts, unit="w", x_unit="w") and curve != 3
    assert curve != Curve(**(parts | {wrong: np.array([1.0, 1.0, 2.0])}), unit="w")
    with pytest.raises(ValueError, match="one shape is needed"):
        Curve(**(parts | {wrong: np.ones(2)}), unit="w")


def test_what_a_curve_shows() -> None:
    made = Curve(
        np.array([0.5, 2.0]),
        np.array([3.0, 5.0]),
        np.array([1.01e-7, 0.0]),
        "k_B",
        "w/k_B",
        "c",
        "T",
    )
    lines = repr(made).splitlines()
    assert lines[0] == "Curve c(T), T in w/k_B, c in k_B, 2 points"
    assert lines[1].split() == ["T", "c", "error"]
    assert lines[2].split() == ["0.5", "3", "1.1e-07"]
    assert repr(Curve(np.ones(1), np.ones(1), np.zeros(1), "k_B")).startswith(
        "Curve f(x), f in k_B, 1 points"
    )
    from matplotlib.figure import Figure

    axes = made.plot(Figure().subplots(), label="here")
    assert (axes.get_xscale(), axes.get_yscale()) == ("log", "log")
    assert (axes.get_xlabel(), axes.get_ylabel()) == ("T (w/k_B)", "c(T) (k_B)")
    assert axes.lines[0].get_xydata() == pytest.approx(np.array([[0.5, 3.0], [2.0, 5.0]]))
