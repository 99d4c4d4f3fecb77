"""The soft-potential theory: one module a section of the paper, in the paper's order."""

from __future__ import annotations

from pathlib import Path

from softpot.derive.machinery.errors import TheoryError
from softpot.derive.machinery.formula import Formula
from softpot.derive.machinery.places import ids_at
from softpot.derive.machinery.theory import Reference, Theory
from softpot.derive.theory import (
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
    thermal_conductivity,
    tunnelling,
    two_level,
    two_level_density,
    two_level_remainder,
    vibrations,
)
from softpot.derive.theory.claims import CLAIMS
from softpot.derive.theory.symbols import S

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
        dependence.mode,
        fluctuations.linear_fluctuations,
        fluctuations.narrow_fluctuations,
        origins.origins,
        origins.origin_measure,
        equivalent_origins.equivalent_origins,
        spectrum.scaling,
        spectrum.harmonic_limit,
        spectrum.harmonic_excitations,
        two_level.two_level_form,
        two_level_remainder.two_level_remainder,
        two_level.asymmetry,
        tunnelling.tunnel_amplitude,
        two_level_density.two_level_density,
        two_level_density.two_level_density_flat,
        two_level_density.two_level_results_retained,
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
        delocalisation.width,
        delocalisation.delocalisation,
        delocalisation.delocalisation_energy,
        specific_heat.monoenergetic_peak,
        heat_maximum.maximum_of_c_over_T3,
        delocalisation.debye_density,
        heat_minimum.agreement_with_experiment,
        heat_minimum.minima_not_very_different,
        singularities.van_hove,
        singularities.discontinuity,
        thermal_conductivity.thermal_conductivity,
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
            entries=("two-level-density-flat", "vibrations-constant"),
        ),
        Reference(
            "bggprs",
            "U. Buchenau, Yu. M. Galperin, V. L. Gurevich, D. A. Parshin, M. A. Ramos, H. R. Schober, Interaction of "
            "soft modes and sound waves in glasses, Phys. Rev. B 46, 2798 (1992)",
            "10.1103/PhysRevB.46.2798",
            ("vibrations-deepest", "specific-heat-vibrations", "delocalisation"),
        ),
        Reference(
            "jzj",
            "U. D. Jentschura, J. Zinn-Justin, Higher-order corrections to instantons, J. Phys. A 34, L253 (2001), "
            "arXiv:math-ph/0103010: the series that the corrections of the tunnelling amplitude agree with",
            entries=("tunnel-amplitude",),
        ),
        Reference(
            "zp",
            "R. C. Zeller, R. O. Pohl, Thermal conductivity and specific heat of noncrystalline solids, Phys. Rev. B "
            "4, 2029 (1971)",
            "10.1103/PhysRevB.4.2029",
            ("specific-heat-two-level", "agreement-with-experiment"),
        ),
    ),
    summary=(
        "The potentials of soft atomic modes in a glass, their distribution, the spectrum of the quartic oscillator, "
        "two-level systems, the deformation potential, quasilocal vibrations, the specific heat and delocalisation are "
        "derived again, step by step, and each result is held against numbers that share no code with its derivation."
    ),
    source="M. A. Il'in, V. G. Karpov, D. A. Parshin, Sov. Phys. JETP 65, 165 (1987)",
    certificates=Path(__file__).parent / "certificates",
    date="28 November 2026",
    claims=CLAIMS,
)
"""The theory as symbols alone; `numerics.theory` adds the evidence."""


def formula(id: str) -> Formula:
    """left side = expression, as derived: the result of an entry of the soft-potential theory.

    id: of the entry, or the number of an equation, such as "(5)", where one entry alone is of that equation.
    Returns: a ``Formula``, with its symbols and their units.
    Raises: UnknownId for an unknown id, with the nearest ones; TheoryError for an equation of no entry or of several,
    with their ids, and for an entry that is not derived.
    Not guaranteed: that the formula is the one in print; ``SOFT_POTENTIAL.entry(id).printed`` has that.

    >>> from softpot import formula
    >>> formula("two-level-form")
    Formula two-level-form (8): Eq(E_12, sqrt(Delta**2 + Delta_0**2))
    >>> formula("(5)").id
    'jacobian'
    >>> formula("two-level")
    Traceback (most recent call last):
    softpot.derive.machinery.errors.UnknownId: no entry is called 'two-level': the nearest are ...
    """
    if not isinstance(id, str):
        raise TypeError(f"the id of an entry is a string, got a {type(id).__name__}")
    found = ids_at(SOFT_POTENTIAL.entries, id)
    if len(found) > 1:
        raise TheoryError(f"{len(found)} entries are of {id}, ask for one: {', '.join(found)}")
    return SOFT_POTENTIAL.formula(found[0])


__all__ = ["SOFT_POTENTIAL", "formula"]
