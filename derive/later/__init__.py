"""The later literature: what was made of the soft-potential model after 1987, on the paper's own theory."""

from __future__ import annotations

from pathlib import Path

from softpot.derive.later import (
    absorption,
    conductivity,
    densities,
    heat_fits,
    measure,
    peak,
    relaxation,
    sum_rules,
    unsettled,
)
from softpot.derive.later.symbols import S
from softpot.derive.machinery.theory import Reference, Theory
from softpot.derive.theory import SOFT_POTENTIAL

LATER = Theory(
    title="The later literature of the soft-potential model",
    symbols=S,
    entries=(
        measure.uniform_measure,
        measure.sm_heat,
        measure.frozen_wells,
        heat_fits.ratio_of_minimum,
        heat_fits.three_term_fit,
        heat_fits.depletion,
        sum_rules.f_sum,
        sum_rules.second_derivative,
        absorption.resonant_strength,
        absorption.tunnelling_strength,
        absorption.strength_vibrations,
        relaxation.internal_friction,
        relaxation.activated,
        conductivity.kappa_quadratic,
        conductivity.scaling_classical,
        conductivity.subthermal_phonons,
        conductivity.kappa_linear,
        conductivity.kappa_linear_flat,
        conductivity.kappa_plateau,
        peak.ioffe_regel,
        peak.peak_of_heat,
        peak.boson_peak,
        densities.omega4_uniform,
        densities.exponents,
        densities.random_forces,
        unsettled.mean_field,
        unsettled.marginal,
    ),
    references=(
        Reference(
            "bggprs",
            "U. Buchenau, Yu. M. Galperin, V. L. Gurevich, D. A. Parshin, M. A. Ramos, H. R. Schober, "
            "Interaction of soft "
            "modes and sound waves in glasses, Phys. Rev. B 46, 2798 (1992)",
            "10.1103/PhysRevB.46.2798",
        ),
        Reference(
            "stephens",
            "R. B. Stephens, Low-temperature specific heat and thermal conductivity of noncrystalline "
            "dielectric solids, "
            "Phys. Rev. B 8, 2896 (1973)",
            "10.1103/PhysRevB.8.2896",
        ),
        Reference(
            "lerner",
            "E. Lerner, G. Düring, E. Bouchbinder, Statistics and properties of low-frequency vibrational modes in "
            "structural glasses, Phys. Rev. Lett. 117, 035501 (2016)",
            "10.1103/PhysRevLett.117.035501",
        ),
        Reference(
            "gps",
            "V. L. Gurevich, D. A. Parshin, H. R. Schober, Anharmonicity, vibrational instability, and the "
            "Boson peak in glasses, Phys. Rev. B 67, 094203 (2003), arXiv:cond-mat/0203165",
            "10.1103/PhysRevB.67.094203",
            ("GPS",),
        ),
    ),
    summary=(
        "The uniform measure, absorption of sound by two-level systems and by vibrations, the thermal "
        "conductivity, the maximum of c/T³ and the densities of vibrations of other models are derived "
        "from the entries of "
        "the paper's theory, and held against numbers from all levels."
    ),
    source="the literature named under each entry, after M. A. Il'in, V. G. Karpov, D. A. Parshin, Sov. "
    "Phys. JETP 65, 165 (1987)",
    based_on=SOFT_POTENTIAL,
    certificates=Path(__file__).parent / "certificates",
)
"""The theory as symbols alone; `numerics.later` adds the evidence."""

__all__ = ["LATER"]
