"""The soft-potential theory: one module a section of the paper, in the paper's order."""

from __future__ import annotations

from derive.machinery.formula import Formula
from derive.machinery.theory import Reference, Theory
from derive.theory import (
    debye,
    deformation,
    delocalisation,
    dependence,
    distribution,
    equivalent_origins,
    expansion,
    fluctuations,
    gaps,
    heat_maximum,
    heat_minimum,
    origins,
    parameters,
    potential,
    singularities,
    specific_heat,
    spectrum,
    strain,
    tunnelling,
    two_level,
    two_level_density,
    vibrations,
)
from derive.theory.symbols import S

SOFT_POTENTIAL = Theory(
    title="The soft-potential model of glasses",
    symbols=S,
    entries=(
        potential.two_wells,
        expansion.shift,
        expansion.invariants,
        distribution.jacobian,
        dependence.spectrum_shift_invariance,
        distribution.sea_gull,
        dependence.statistical_dependence,
        dependence.curvature_in_t,
        dependence.soft_tail,
        fluctuations.linear_fluctuations,
        fluctuations.narrow_fluctuations,
        origins.origins,
        origins.origin_measure,
        equivalent_origins.equivalent_origins,
        spectrum.scaling,
        spectrum.harmonic_limit,
        two_level.two_level_form,
        two_level.asymmetry,
        tunnelling.tunnel_amplitude,
        two_level_density.two_level_density,
        two_level_density.two_level_density_flat,
        debye.debye,
        deformation.deformation_scaling,
        deformation.deformation_two_level,
        deformation.deformation_vibrations,
        deformation.deformation_potential,
        deformation.deformation_nonsoft,
        strain.strain_and_origin,
        parameters.typical_mass,
        parameters.typical_parameters,
        vibrations.vibrations_sea_gull,
        vibrations.vibrations_constant,
        vibrations.vibrations_deepest,
        gaps.smallest_gap,
        gaps.validity,
        specific_heat.specific_heat_two_level,
        specific_heat.specific_heat_vibrations,
        heat_minimum.minimum_of_c_over_T3,
        delocalisation.delocalisation,
        delocalisation.delocalisation_energy,
        specific_heat.monoenergetic_peak,
        heat_maximum.maximum_of_c_over_T3,
        heat_minimum.agreement_with_experiment,
        heat_minimum.minima_not_very_different,
        singularities.van_hove,
        singularities.discontinuity,
        heat_minimum.thermal_conductivity,
    ),
    references=(
        Reference(
            "ikp",
            "M. A. Il'in, V. G. Karpov, D. A. Parshin, Parameters of soft atomic potentials in glasses, "
            "Sov. Phys. JETP 65, 165 (1987) [Zh. Eksp. Teor. Fiz. 92, 291 (1987)]",
        ),
        Reference(
            "kkp",
            "V. G. Karpov, M. I. Klinger, F. N. Ignat'ev, Theory of the low-temperature anomalies in the thermal "
            "properties of amorphous structures, Sov. Phys. JETP 57, 439 (1983)",
        ),
        Reference(
            "bggprs",
            "U. Buchenau, Yu. M. Galperin, V. L. Gurevich, D. A. Parshin, M. A. Ramos, H. R. Schober, Interaction of "
            "soft modes and sound waves in glasses, Phys. Rev. B 46, 2798 (1992)",
            "10.1103/PhysRevB.46.2798",
        ),
        Reference(
            "jzj",
            "U. D. Jentschura, J. Zinn-Justin, Higher-order corrections to instantons, J. Phys. A 34, L253 (2001), "
            "arXiv:math-ph/0103010: the series that the corrections of the tunnelling amplitude agree with",
        ),
        Reference(
            "zp",
            "R. C. Zeller, R. O. Pohl, Thermal conductivity and specific heat of noncrystalline solids, Phys. Rev. B "
            "4, 2029 (1971)",
            "10.1103/PhysRevB.4.2029",
        ),
    ),
    summary=(
        "The potentials of soft atomic modes in a glass, their distribution, the spectrum of the quartic oscillator, "
        "two-level systems, the deformation potential, quasilocal vibrations, the specific heat and delocalisation are "
        "derived again, step by step, and each result is held against numbers that share no code with its derivation."
    ),
    source="M. A. Il'in, V. G. Karpov, D. A. Parshin, Sov. Phys. JETP 65, 165 (1987)",
)
"""The theory as symbols alone; `numerics.theory` adds the evidence."""


def formula(id: str) -> Formula:
    """The derived formula of an entry of the soft-potential theory; UnknownId names the nearest ids."""
    return SOFT_POTENTIAL.formula(id)


__all__ = ["SOFT_POTENTIAL", "formula"]
