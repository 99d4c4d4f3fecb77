"""The numbers that the soft-potential theory is held against; files carry the names of the derivations.

`SOFT_POTENTIAL` is the theory of `derive` with its evidence.
"""

from __future__ import annotations

from derive.theory import SOFT_POTENTIAL as SYMBOLS_ALONE
from numerics.theory import (
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

SOFT_POTENTIAL = SYMBOLS_ALONE.with_evidence(
    {
        "two-wells": potential.two_wells,
        "shift": expansion.shift,
        "invariants": expansion.invariants,
        "jacobian": distribution.jacobian,
        "spectrum-shift-invariance": dependence.spectrum_shift_invariance,
        "sea-gull": distribution.sea_gull,
        "statistical-dependence": dependence.statistical_dependence,
        "curvature-in-t": dependence.curvature_in_t,
        "linear-fluctuations": fluctuations.linear_fluctuations,
        "narrow-fluctuations": fluctuations.narrow_fluctuations,
        "origins": origins.origins,
        "origin-measure": origins.origin_measure,
        "equivalent-origins": equivalent_origins.equivalent_origins,
        "scaling": spectrum.scaling,
        "harmonic-limit": spectrum.harmonic_limit,
        "two-level-form": two_level.two_level_form,
        "asymmetry": two_level.asymmetry,
        "tunnel-amplitude": tunnelling.tunnel_amplitude,
        "two-level-density": two_level_density.two_level_density,
        "two-level-density-flat": two_level_density.two_level_density_flat,
        "debye": debye.debye,
        "deformation-scaling": deformation.deformation_scaling,
        "deformation-two-level": deformation.deformation_two_level,
        "deformation-vibrations": deformation.deformation_vibrations,
        "deformation-potential": deformation.deformation_potential,
        "deformation-nonsoft": deformation.deformation_nonsoft,
        "strain-and-origin": strain.strain_and_origin,
        "typical-mass": parameters.typical_mass,
        "typical-parameters": parameters.typical_parameters,
        "vibrations-sea-gull": vibrations.vibrations_sea_gull,
        "vibrations-constant": vibrations.vibrations_constant,
        "vibrations-deepest": vibrations.vibrations_deepest,
        "specific-heat-two-level": specific_heat.specific_heat_two_level,
        "specific-heat-vibrations": specific_heat.specific_heat_vibrations,
        "minimum-of-c-over-T3": heat_minimum.minimum_of_c_over_T3,
        "delocalisation": delocalisation.delocalisation,
        "delocalisation-energy": delocalisation.delocalisation_energy,
        "maximum-of-c-over-T3": heat_maximum.maximum_of_c_over_T3,
        "monoenergetic-peak": specific_heat.monoenergetic_peak,
        "agreement-with-experiment": heat_minimum.agreement_with_experiment,
        "minima-not-very-different": heat_minimum.minima_not_very_different,
        "smallest-gap": gaps.smallest_gap,
        "validity-of-E4": gaps.validity,
        "van-hove-first-gap": singularities.van_hove,
        "discontinuity-second-gap": singularities.discontinuity,
    }
)

__all__ = ["SOFT_POTENTIAL"]
