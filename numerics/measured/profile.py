r"""chi^2_p(theta) = min over all other parameters of chi^2 at fixed theta:  intervals from the profile.

The interval of confidence 68.27 (95.45) per cent is where chi^2_p - chi^2_min <= 1 (4); for 95 per cent 3.8415.  Its
ends are found by secant steps on the square root of that difference, which is nearly linear in theta, each step a
fit of all other parameters.

Shapes: scalars.  Units: those of the internal parameters.  Errors: NotConverged.
Not guaranteed: a second interval apart from the one about the minimum.
"""

from __future__ import annotations

from math import sqrt

import numpy as np
from scipy.special import erfinv

from softpot.numerics.measured.problem import Minimum, Problem, minimise
from softpot.numerics.measured.surface import LARGEST_L, SMALLEST_L
from softpot.numerics.spectrum.types.errors import NotConverged
from softpot.numerics.statistics.model.geometry import FloatArray

__all__ = ["LEVELS", "end_of_interval", "profiled", "threshold"]

LEVELS = {0.68: 0.988946481478023, 0.95: 3.841458820694124}
"""The quantiles of chi^2 with one degree of freedom."""
ROUNDS = 30
CLOSE = 1e-4


def threshold(confidence: float) -> float:
    """The rise of chi^2 that bounds an interval of this confidence."""
    if confidence in LEVELS:
        return LEVELS[confidence]
    if not 0.0 < confidence < 1.0:
        raise ValueError(f"the confidence is {confidence!r}, but a number between 0 and 1 is needed because it is a "
                         "probability")  # fmt: skip
    return float(2.0 * erfinv(confidence) ** 2)


def profiled(
    problem: Problem, best: Minimum, name: str, value: float, near: FloatArray | None = None
) -> Minimum:
    """The fit with one parameter held at a value, started from `near` or where a quadratic chi^2 would have it."""
    held = problem.holding(name, value)
    keep = [k for k, n in enumerate(problem.free) if n != name]
    if near is None:
        k = problem.free.index(name)
        spread = best.covariance()
        near = best.vector + spread[:, k] / spread[k, k] * (value - best.vector[k])
        near = near[keep]
    return minimise(held, near)


def end_of_interval(
    problem: Problem, best: Minimum, name: str, rise: float, side: int
) -> float | None:
    """The end below (side -1) or above (+1) of the interval; None where it lies beyond the numerics' range."""
    k = problem.free.index(name)
    centre, sd = float(best.vector[k]), float(np.sqrt(best.covariance()[k, k]))
    if not sd > 0.0:
        return centre
    bounds = {"ln_w": problem.range_of_ln_w, "L": (SMALLEST_L, LARGEST_L)}.get(name)
    bound = np.inf if bounds is None else abs(bounds[max(side, 0)] - centre)
    wanted = sqrt(rise)
    low, low_root, high = 0.0, 0.0, np.inf
    step = wanted * sd
    high_root = np.inf
    for _ in range(ROUNDS):
        at_bound = step >= bound
        step = min(step, bound)
        value = centre + side * step
        root = sqrt(max(profiled(problem, best, name, value).chi2 - best.chi2, 0.0))
        if abs(root - wanted) <= CLOSE * wanted:
            return value
        if root < wanted:
            if at_bound:
                return None
            low, low_root = step, root
        else:
            high, high_root = step, root
        if np.isfinite(high):
            step = low + (high - low) * (wanted - low_root) / (high_root - low_root)
            if not low < step < high:
                step = 0.5 * (low + high)
        else:
            step = step * min(max(wanted / max(root, 1e-6), 1.2), 3.0)
    if high - low <= 1e-3 * sd:
        return centre + side * step
    raise NotConverged(f"an end of the interval of {name} was not found")
