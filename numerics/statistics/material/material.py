r"""eta_L = (hbar^2/(2 m a^2 E_0))^(1/3),   w = E_0 eta_L^2:  the model's units in SI.

A ``Material`` is an atomic energy, a length and a mass, optionally the mass density and the velocities of sound,
and how many soft potentials there are: P_0 per volume (``P_0``, m^-3), or the density of states ``n_0`` of two-level
systems at a given energy, from which P_0 follows for a distribution.

    n(E) = P_0 eta_L^(5/2)/w n(E/w),     c(T) = k_B P_0 eta_L^(5/2) c(k_B T/w)      (P = const: eta_L^(3/2))

Shapes: as the curves.  Units: E_0 J, a m, m kg, density kg/m^3, velocities m/s, P_0 m^-3, n_0 J^-1 m^-3.
Errors: ValueError or TypeError in one sentence for an inconsistent material.
Not guaranteed: that a material with such constants exists.
Source: Il'in, Karpov, Parshin, Sov. Phys. JETP 65, 165 (1987), Eq. (7).
Constants: SI of 2019, CODATA 2018.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import pi

from softpot.derive.machinery.showing import html_table
from softpot.numerics.machinery.exact import Numbers, shown
from softpot.numerics.spectrum.types.arguments import parameter
from softpot.numerics.statistics.density.density import density_of_states
from softpot.numerics.statistics.model.curve import Curve
from softpot.numerics.statistics.model.distribution import Distribution
from softpot.numerics.statistics.model.geometry import FloatArray
from softpot.numerics.statistics.model.glass import Glass, glass_of

__all__ = ["BOLTZMANN", "HBAR", "Material"]

BOLTZMANN = 1.380649e-23
HBAR = 1.054571817e-34
ELECTRONVOLT = 1.602176634e-19
LARGEST_ETA_L = 0.3
SMALLEST_ETA_L = 1e-6
LARGEST_KELVIN = 1e5
SMALLEST_CONSTANT, LARGEST_CONSTANT = 1e-60, 1e80


UNITS = {
    "E_0": "J", "a": "m", "m": "kg", "density": "kg/m^3", "velocity_longitudinal": "m/s",
    "velocity_transverse": "m/s", "P_0": "m^-3", "n_0": "J^-1 m^-3", "energy_n_0": "J",
}  # fmt: skip


@dataclass(frozen=True)
class Material:
    """eta_L = (hbar^2/(2 m a^2 E_0))^(1/3), w = E_0 eta_L^2:  a material, in SI units.

    E_0: the atomic energy, J.  a: the atomic length, m.  m: the effective mass, kg.
    density: kg/m^3.  velocity_longitudinal, velocity_transverse: of sound, m/s.
    P_0: the amplitude of the distribution, m^-3; or n_0, J^-1 m^-3, the density of two-level systems measured at
    the excitation energy energy_n_0, J.
    Raises: TypeError or ValueError for an inconsistent material.
    Source: Il'in, Karpov, Parshin, Sov. Phys. JETP 65, 165 (1987), Eq. (7); SI of 2019, CODATA 2018.
    Not guaranteed: that a material with such constants exists.

    >>> from softpot import Material
    >>> Material(E_0=1.6e-18, a=1e-10, m=1.7e-24)
    Material
      E_0 = 1.6e-18 J, a = 1e-10 m, m = 1.7e-24 kg
      eta_L = 0.00589094, w = 5.5525e-23 J, w/k_B = 4.02166 K
    """

    E_0: float
    a: float
    m: float
    density: float | None = None
    velocity_longitudinal: float | None = None
    velocity_transverse: float | None = None
    P_0: float | None = None
    n_0: float | None = None
    energy_n_0: float | None = None

    def __post_init__(self) -> None:
        for name in ("E_0", "a", "m"):
            self._positive(name, getattr(self, name))
        for name in (
            "density", "velocity_longitudinal", "velocity_transverse", "P_0", "n_0", "energy_n_0",
        ):  # fmt: skip
            if getattr(self, name) is not None:
                self._positive(name, getattr(self, name))
        if not SMALLEST_ETA_L <= self.eta_L <= LARGEST_ETA_L:
            raise ValueError(
                f"the material has eta_L = {self.eta_L:.3g}, but {SMALLEST_ETA_L:g} to {LARGEST_ETA_L} is needed "
                "because soft potentials have |eta| << 1 and quantum levels: check the units of E_0 (J), a (m) "
                "and m (kg)"
            )
        fast, slow = self.velocity_longitudinal, self.velocity_transverse
        if fast is not None and slow is not None and not fast > slow * (4.0 / 3.0) ** 0.5:
            raise ValueError(
                f"the velocities of sound are {fast:g} (longitudinal) and {slow:g} m/s (transverse), but the first "
                "must exceed sqrt(4/3) times the second because the bulk modulus is positive"
            )
        if self.P_0 is not None and self.n_0 is not None:
            raise ValueError(
                "both P_0 and n_0 are given, but only one is needed because each follows from the other"
            )
        if (self.n_0 is None) != (self.energy_n_0 is None):
            raise ValueError(
                "n_0 and energy_n_0 are needed together because the density of two-level systems depends on the energy"
            )

    @staticmethod
    def _positive(name: str, value: object) -> None:
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise TypeError(
                f"{name} is {shown(value)}, but a number in SI units is needed because the material is described by it"
            )
        if not SMALLEST_CONSTANT < value < LARGEST_CONSTANT:
            raise ValueError(
                f"{name} is {shown(value)}, but a positive number between {SMALLEST_CONSTANT:g} and "
                f"{LARGEST_CONSTANT:g} is needed because no constant of a material in SI units lies beyond"
            )

    def _rows(self) -> list[list[str]]:
        """What is given and what follows, with units."""
        given = [[name, getattr(self, name), unit] for name, unit in UNITS.items()]
        follows = [["eta_L", self.eta_L, "1"], ["w", self.w, "J"], ["w/k_B", self.w_kelvin, "K"]]
        rows = [row for row in (*given, *follows) if row[1] is not None]
        return [[name, f"{value:.6g}", "" if unit == "1" else unit] for name, value, unit in rows]

    def __repr__(self) -> str:
        words = [" ".join(filter(None, (f"{n} = {v}", u))) for n, v, u in self._rows()]
        return "\n  ".join(
            ["Material", *(", ".join(words[k : k + 3]) for k in range(0, len(words), 3))]
        )

    def _repr_html_(self) -> str:
        return html_table("Material", ("", "value", "unit"), self._rows())

    @property
    def eta_L(self) -> float:
        """The anharmonicity scale, dimensionless."""
        return float((HBAR**2 / (2.0 * self.m * self.a**2 * self.E_0)) ** (1.0 / 3.0))

    @property
    def w(self) -> float:
        """The energy unit, J."""
        return self.E_0 * self.eta_L**2

    @property
    def w_kelvin(self) -> float:
        """w/k_B, K."""
        return self.w / BOLTZMANN

    @property
    def mean_velocity(self) -> float:
        """Debye's mean velocity, 3/v^3 = 1/v_l^3 + 2/v_t^3, m/s."""
        fast, slow = self.velocity_longitudinal, self.velocity_transverse
        if fast is None or slow is None:
            raise ValueError(
                "the velocities of sound are not given, but both are needed because phonons depend on them"
            )
        return float((3.0 / (fast**-3 + 2.0 * slow**-3)) ** (1.0 / 3.0))

    def debye_heat(self, temperature: Numbers) -> FloatArray:
        """c(T) = (2 pi^2/5) k_B (k_B T/hbar v)^3 of the phonons, in J/(K m^3).

        temperature: in K, 0 to 1e5, far below the Debye temperature; a number or an array.
        Raises: TypeError or ValueError; ValueError where the velocities of sound are not given.

        >>> from softpot import Material
        >>> silica = Material(1.6e-18, 1e-10, 1.7e-24, 2200.0, 5800.0, 3800.0)
        >>> silica.debye_heat([0.1, 1.0]).round(6).tolist()
        [0.001695, 1.69497]
        """
        kelvin = parameter(temperature, "temperature")
        if not ((kelvin >= 0.0) & (kelvin <= LARGEST_KELVIN)).all():
            raise ValueError(
                f"a temperature lies outside of 0 to {LARGEST_KELVIN:g} K, but one within is needed because the law "
                "holds for cold solids"
            )
        ratio = BOLTZMANN * kelvin / (HBAR * self.mean_velocity)
        result: FloatArray = 0.4 * pi**2 * BOLTZMANN * ratio**3
        return result

    def amplitude(self, distribution: Distribution | Glass) -> float:
        """P_0 eta_L^(5/2) (P eta_L^(3/2) for P = const), in m^-3, from P_0 or from n_0.

        Raises: ValueError where the distribution's eta_L is not that of the material, or neither P_0 nor n_0 is
        given.

        >>> from softpot import Distribution, Material
        >>> silica = Material(1.6e-18, 1e-10, 1.7e-24, 2200.0, 5800.0, 3800.0, P_0=1e26)
        >>> made = Distribution.constant(alpha_max=9, eta_L=silica.eta_L)
        >>> f"{silica.amplitude(made):.5e}"
        '2.66355e+20'
        """
        glass = glass_of(distribution)
        made = glass.distribution
        if abs(made.eta_L - self.eta_L) > 0.02 * self.eta_L:
            raise ValueError(
                f"the distribution has eta_L = {made.eta_L:.4g} and the material {self.eta_L:.4g}, but they "
                "must agree within 2 % because both describe the same potentials"
            )
        if self.P_0 is not None:
            return float(self.P_0 * self.eta_L ** (2.5 if made.sea_gull else 1.5))
        if self.n_0 is None or self.energy_n_0 is None:
            raise ValueError(
                "neither P_0 nor n_0 is given, but one is needed because it says how many soft potentials there are"
            )
        value = density_of_states(self.energy_n_0 / self.w, glass).value[0]
        if not value > 0.0:
            raise ValueError(
                f"the distribution has no two-level systems at {self.energy_n_0 / self.w:.3g} w, so n_0 cannot fix P_0 "
                "because it is zero for every P_0"
            )
        return float(self.n_0 * self.w / value)

    def heat_in_SI(
        self, curve: Curve, distribution: Distribution | Glass
    ) -> tuple[FloatArray, FloatArray]:
        """(T in K, c in J/(K m^3)) of a curve of ``specific_heat``: T w/k_B, and c times the amplitude.

        Raises: TypeError or ValueError for another curve, or a distribution of another eta_L.

        >>> from softpot import Distribution, Material, specific_heat
        >>> silica = Material(1.6e-18, 1e-10, 1.7e-24, 2200.0, 5800.0, 3800.0, P_0=1e26)
        >>> made = Distribution.constant(alpha_max=9, eta_L=silica.eta_L)
        >>> T, c = silica.heat_in_SI(specific_heat(0.3, made), made)
        >>> T.round(4).tolist(), c.round(6).tolist()
        ([1.2065], [0.020336])
        """
        _require_curve(curve, f"k_B {glass_of(distribution).unit}", "specific_heat")
        return curve.x * self.w_kelvin, curve.value * BOLTZMANN * self.amplitude(distribution)

    def heat_per_mass(
        self, curve: Curve, distribution: Distribution | Glass
    ) -> tuple[FloatArray, FloatArray]:
        """(T in K, c in J/(K kg)) of a curve of ``specific_heat``.

        Raises: as ``heat_in_SI``, and ValueError where the mass density is not given.

        >>> from softpot import Distribution, Material, specific_heat
        >>> silica = Material(1.6e-18, 1e-10, 1.7e-24, 2200.0, 5800.0, 3800.0, P_0=1e26)
        >>> made = Distribution.constant(alpha_max=9, eta_L=silica.eta_L)
        >>> T, c = silica.heat_per_mass(specific_heat(0.3, made), made)
        >>> f"{c[0]:.4e}"
        '9.2435e-06'
        """
        if self.density is None:
            raise ValueError(
                "the mass density is not given, but it is needed because the heat is asked for per kilogram"
            )
        temperature, heat = self.heat_in_SI(curve, distribution)
        return temperature, heat / self.density

    def density_in_SI(
        self, curve: Curve, distribution: Distribution | Glass
    ) -> tuple[FloatArray, FloatArray]:
        """(E in J, n in J^-1 m^-3) of a curve of ``density_of_states``: E w, and n times the amplitude per w.

        Raises: TypeError or ValueError for another curve, or a distribution of another eta_L.

        >>> from softpot import Distribution, Material, density_of_states
        >>> silica = Material(1.6e-18, 1e-10, 1.7e-24, 2200.0, 5800.0, 3800.0, P_0=1e26)
        >>> made = Distribution.constant(alpha_max=9, eta_L=silica.eta_L)
        >>> E, n = silica.density_in_SI(density_of_states(0.8, made), made)
        >>> f"{E[0]:.4e} {n[0]:.4e}"
        '4.4420e-23 4.5148e+43'
        """
        _require_curve(curve, f"{glass_of(distribution).unit}/w", "density_of_states")
        return curve.x * self.w, curve.value * self.amplitude(distribution) / self.w


def _require_curve(value: object, unit: str, source: str) -> None:
    if not isinstance(value, Curve):
        raise TypeError(
            f"curve is {shown(value)}, but a Curve is needed because it says at which points which values hold"
        )
    if value.unit != unit:
        raise ValueError(
            f"the curve {value.quantity}({value.variable}) is in {value.unit}, but one in {unit} is needed because "
            f"that is what {source} of this distribution is in"
        )
