"""The numbers that the later literature of the model is held against; files carry the names of the derivations.

`LATER` is the theory of `derive.later` with its evidence.
"""

from __future__ import annotations

from softpot.derive.later import LATER as SYMBOLS_ALONE
from softpot.numerics.later import (
    absorption,
    conductivity,
    densities,
    heat_fits,
    measure,
    peak,
    relaxation,
    sum_rules,
)
from softpot.numerics.theory import thermal_conductivity

LATER = SYMBOLS_ALONE.with_evidence(
    {
        "uniform-measure": measure.uniform_measure,
        "sm-heat": measure.sm_heat,
        "frozen-wells": measure.frozen_wells,
        "W-and-T_min": heat_fits.ratio_of_minimum,
        "three-term-fit": heat_fits.three_term_fit,
        "depletion": heat_fits.depletion,
        "f-sum": sum_rules.f_sum,
        "second-derivative": sum_rules.second_derivative,
        "resonant-strength": absorption.resonant_strength,
        "tunnelling-strength": absorption.tunnelling_strength,
        "strength-vibrations": absorption.strength_vibrations,
        "internal-friction": relaxation.internal_friction,
        "activated": relaxation.activated,
        "kappa-quadratic": conductivity.kappa_quadratic,
        "scaling-classical": conductivity.scaling_classical,
        "subthermal-phonons": conductivity.subthermal_phonons,
        "kappa-linear": thermal_conductivity.thermal_conductivity,
        "kappa-linear-flat": conductivity.kappa_linear_flat,
        "kappa-plateau": conductivity.kappa_plateau,
        "E_d-Ioffe-Regel": peak.ioffe_regel,
        "peak-of-heat": peak.peak_of_heat,
        "boson-peak-silica": peak.boson_peak,
        "omega4-uniform": densities.omega4_uniform,
        "exponents": densities.exponents,
        "GPS": densities.random_forces,
    }
)

__all__ = ["LATER"]
