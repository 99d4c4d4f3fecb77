r"""Delta_0 = w (16 sqrt(2)/sqrt(pi)) (|alpha|/2)^(5/4) exp(-(sqrt(2)/3)|alpha|^(3/2) + u g(u)),   u = |alpha|^(-3/2).

The tunnel splitting eps_2 - eps_1 of the symmetric double well alpha y^2 + y^4, alpha < 0, without the loss of
digits of a difference: g is a Chebyshev series in u, fitted to splittings of 40 digits for 3 <= |alpha| <= 48
(g(0) = -71/(24 sqrt(2))); above alpha = -3.5 the difference of the levels itself is taken.

Shapes: arrays (P,).  Units: w.  Errors: ValueError.
Accuracy: 4e-9 relative, checked against splittings of 40 digits.
Not guaranteed: more digits than that.
Source: Il'in, Karpov, Parshin, Sov. Phys. JETP 65, 165 (1987), Eq. (8), for the leading factor.
"""

from __future__ import annotations

from math import log

import numpy as np

from softpot.numerics.machinery.bisection import halved_number
from softpot.numerics.spectrum import levels
from softpot.numerics.statistics.model.geometry import FloatArray

__all__ = ["curvature_of_splitting", "log_splitting", "tunnel_splitting"]

JOIN = 3.5
_LOW, _HIGH = 48.0**-1.5, 3.0**-1.5
# g(u) in Chebyshev polynomials of (2u - low - high)/(high - low), interpolated at 26 Chebyshev points from
# splittings that numerics.spectrum.precise_levels gave with 40 digits
_SERIES = (
    -2.8405262786239893, -0.7035077379241712, 0.14717231665398875, 0.13465077450318735,
    -0.006684024352430843, -0.029181673480762053, 0.0017770387061349204, 0.007312487216226731,
    -0.0012912604560539746, -0.00182150398081501, 0.0007086365381022535, 0.0003647216173952391,
    -0.0002949737903629475, -2.4036672844999177e-05, 9.184344049320644e-05, -2.2595428668477217e-05,
    -1.8073447956116954e-05, 1.2765179651679018e-05, 5.383864861655637e-09, -3.3574531058404685e-06,
    1.4287683191939108e-06, 1.8115921763002457e-07, -4.287748109870477e-07, 1.8201139573546265e-07,
    -4.815909090803652e-09, -3.202569959169803e-08,
)  # fmt: skip


def log_splitting(alpha: FloatArray) -> FloatArray:
    """ln(Delta_0/w) for symmetric potentials alpha y^2 + y^4, alpha of either sign."""
    size = np.maximum(-alpha, JOIN)
    u = size**-1.5
    place = (2.0 * u - _LOW - _HIGH) / (_HIGH - _LOW)
    g = np.polynomial.chebyshev.chebval(place, np.array(_SERIES))
    result: FloatArray = (
        log(16.0 * np.sqrt(2.0 / np.pi))
        + 1.25 * np.log(size / 2.0)
        - np.sqrt(2.0) / (3.0 * u)
        + u * g
    )
    near = np.flatnonzero(-alpha < JOIN)
    if near.size:
        found = levels(alpha.ravel()[near], np.zeros(near.size), 2)
        result.ravel()[near] = np.log(found[:, 1] - found[:, 0])
    return result


def tunnel_splitting(alpha: FloatArray) -> FloatArray:
    """Delta_0/w of the symmetric double wells alpha y^2 + y^4, of shape (P,); 0 where it underflows, for |alpha| above
    130.

    alpha: an array of doubles (P,).  Relative error at most 4e-9.
    Raises: nothing of its own.
    Source: Il'in, Karpov, Parshin, Sov. Phys. JETP 65, 165 (1987), Eq. (8), for the leading factor.
    Not guaranteed: more digits; ``splitting`` gives twelve, and tilted wells.

    >>> import numpy as np
    >>> from softpot.numerics.statistics import tunnel_splitting
    >>> [f"{x:.6e}" for x in tunnel_splitting(np.array([-5.0, -20.0]))]
    ['1.594674e-01', '1.081831e-16']
    """
    return np.exp(log_splitting(alpha))


def curvature_of_splitting(value: float) -> float:
    """|alpha| of the symmetric double well with this splitting (w)."""
    low, high = 1.0, 1e5
    wanted = log(value) if value > 0.0 else -np.inf
    if (
        not float(log_splitting(np.array([-high]))[0])
        < wanted
        < float(log_splitting(np.array([-low]))[0])
    ):
        raise ValueError(
            f"the smallest splitting is {value:g} w, but it must lie below that of alpha = -{low:g} and be a double "
            "above zero because it stands for a cutoff on deep wells"
        )
    ends = halved_number(
        lambda size: float(log_splitting(np.array([-size]))[0]) > wanted, low, high, 200
    )
    return 0.5 * sum(ends)
