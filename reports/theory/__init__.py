"""The complete soft-potential theory: derivations, evidence, and the figures of its report."""

from __future__ import annotations

from softpot.numerics.theory import SOFT_POTENTIAL as CHECKED
from softpot.reports.theory import (
    convergence,
    density,
    distribution,
    gaps,
    heat_minimum,
    origins,
    spectrum,
)

SOFT_POTENTIAL = CHECKED.with_figures(
    {
        "ensemble": distribution.ENSEMBLE,
        "sea-gull": distribution.SEA_GULL,
        "regions": origins.REGIONS,
        "spectrum": spectrum.SPECTRUM,
        "density": density.DENSITY,
        "convergence": convergence.CONVERGENCE,
        "heat": heat_minimum.HEAT_MINIMUM,
        "gaps": gaps.GAPS,
    }
)
"""The theory that the command line works on unless told otherwise."""

__all__ = ["SOFT_POTENTIAL"]
