"""J_n(x) in float64: SciPy's functions where they were found right, mpmath's one number at a time elsewhere.

SciPy loses digits in many places: near zeros, at large orders and arguments, beyond cuts. Each function of the table
is therefore used in a box only, in which its values were held against mpmath. Outside, and for every other function,
each number is computed by mpmath and rounded once, which is right to the last digit and some thousand times slower.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from scipy import special

__all__ = ["BY_SCIPY", "inside_of"]

Box = tuple[tuple[float, float], ...]

# name: SciPy's functions, and for each the closed box of arguments in which its error is below 1.2e-15 of the value
BY_SCIPY: Mapping[str, tuple[tuple[Callable[..., Any], Box], ...]] = {
    "atan2": ((np.arctan2, ((-1e300, 1e300), (-1e300, 1e300))),),
    "erfc": ((special.erfc, ((-1e300, 0.5),)),),
    "loggamma": ((special.gammaln, ((4.0, 1e15),)),),
    "polygamma": ((lambda _, x: special.psi(x), ((0.0, 0.0), (2.0, 50.0))),),
    "zeta": ((special.zeta, ((1.1, 50.0),)),),
    "lambertw": ((lambda x: special.lambertw(x).real, ((0.01, 50.0),)),),
    "elliptic_k": ((special.ellipk, ((0.0, 0.9),)),),
    "elliptic_e": ((special.ellipe, ((0.0, 0.99),)),),
    "si": ((lambda x: special.sici(x)[0], ((0.0, 50.0),)),),
    "fresnels": ((lambda x: special.fresnel(x)[0], ((0.1, 1.5),)),),
    "fresnelc": ((lambda x: special.fresnel(x)[1], ((0.0, 1.5),)),),
    "besselj": (
        (lambda _, x: special.j0(x), ((0.0, 0.0), (0.0, 2.0))),
        (lambda _, x: special.j1(x), ((1.0, 1.0), (0.001, 3.0))),
    ),
    "besseli": ((lambda _, x: special.i0(x), ((0.0, 0.0), (0.0, 20.0))),),
    "besselk": (
        (lambda _, x: special.k0(x), ((0.0, 0.0), (0.01, 20.0))),
        (lambda _, x: special.k1(x), ((1.0, 1.0), (0.01, 20.0))),
    ),
}


def inside_of(box: Box, arguments: Sequence[Any]) -> Any:
    """Where the arguments lie in a box: an array of bool."""
    inside = np.full(arguments[0].shape, len(box) == len(arguments))
    for values, (low, high) in zip(arguments, box, strict=False):
        inside = inside & (values >= low) & (values <= high)
    return inside
