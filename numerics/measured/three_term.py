r"""C = c_1 T + c_3 T^3 + c_5 T^5:  the usual fit, and how far it misses where the full model is true.

c_1 is read as two-level systems, c_3 as phonons and c_5 = (2 pi^6/21) k_B P_s (k_B/w)^5 as soft vibrations, with
w = 1.8 k_B (c_1/c_5)^(1/4), as (c_1/c_5)^(1/4) is where c_1 T^-2 + c_5 T^2 is least.  Between w/2 and 3w the model has
excitations that neither term describes; the fit is then biased, while its chi^2 may look perfect.

Shapes: T, C, sigma (N,).  Units: K, C in any unit, c_j in that unit per K^j; w/k_B in K.
Errors: none; w and P_s are NaN where c_1 or c_5 is not positive, which is no rare case.
Not guaranteed: anything about the parameters; that is the point.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import nan, pi, sqrt

import numpy as np

from softpot.numerics.statistics.model.geometry import FloatArray

__all__ = ["ThreeTerm", "three_term"]

RATIO = 1.8
"""w/(k_B T_min) in use; the model has 1.66 to 1.95, depending on the cutoff."""


@dataclass(frozen=True)
class ThreeTerm:
    """The coefficients, w/k_B in K and the amplitude A = k_B P_s/2 that are read off them, and chi^2."""

    c_1: float
    c_3: float
    c_5: float
    w: float
    A: float
    chi2: float
    points: int

    @property
    def freedom(self) -> int:
        """Points less parameters."""
        return self.points - 3


def three_term(T: FloatArray, C: FloatArray, sigma: FloatArray) -> ThreeTerm:
    """The weighted fit, by least squares in columns scaled to one."""
    design = np.stack([T, T**3, T**5], axis=1) / sigma[:, None]
    size = np.sqrt((design**2).sum(axis=0))
    found = np.linalg.lstsq(design / size, C / sigma, rcond=None)[0]
    rest = design / size @ found - C / sigma
    c_1, c_3, c_5 = (float(v) for v in found / size)
    w = RATIO * sqrt(sqrt(c_1 / c_5)) if c_1 > 0.0 and c_5 > 0.0 else nan
    # c_5 = (2 pi^6/21) k_B P_s/w^5 and A = k_B P_s/2
    A = c_5 * w**5 * 21.0 / (4.0 * pi**6)
    return ThreeTerm(c_1, c_3, c_5, w, A, float(rest @ rest), T.size)
