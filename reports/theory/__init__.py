"""The complete soft-potential theory: derivations, evidence, and the figures of its report."""

from __future__ import annotations

from numerics.theory import SOFT_POTENTIAL as CHECKED
from reports.theory import convergence, distribution, origins, spectrum

SOFT_POTENTIAL = CHECKED.with_figures(
    {
        "ensemble": distribution.ENSEMBLE,
        "sea-gull": distribution.SEA_GULL,
        "regions": origins.REGIONS,
        "spectrum": spectrum.SPECTRUM,
        "convergence": convergence.CONVERGENCE,
    }
)
"""The theory that the command line works on unless told otherwise."""

__all__ = ["SOFT_POTENTIAL"]
