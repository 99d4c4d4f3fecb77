r"""(alpha, beta) drawn with probability proportional to |alpha| P_0 within a window of potentials.

The window is all potentials with two wells whose barrier top has alpha >= -alpha_cut and |Delta| <= reach, where Delta
is the wells' difference in depth, and all with one well and alpha <= one_well.  ``sample`` draws from
|alpha| d alpha d beta in coordinates in which that is uniform or elementary, and carries p as a weight, so that

    \int\int |alpha| p f d alpha d beta = volume <p f>,

with statistical error volume * std(p f)/sqrt(count).

Shapes: arrays (count,).  Units: dimensionless.  Errors: ValueError or TypeError in one sentence.
Not guaranteed: efficiency for P_0 that vary by orders of magnitude over the window.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

import numpy as np

from softpot.numerics.machinery.exact import Number, Numbers
from softpot.numerics.spectrum.types.arguments import parameter, whole_number
from softpot.numerics.statistics.model.arguments import require_distribution
from softpot.numerics.statistics.model.distribution import Distribution, positive
from softpot.numerics.statistics.model.geometry import FOLD, FloatArray, centre_of, from_centre

__all__ = ["Ensemble", "sample"]

LARGEST_ENSEMBLE = 10_000_000
LARGEST_WINDOW = 1e6


@dataclass(frozen=True)
class Ensemble:
    """Potentials (alpha, beta) about the chosen origin, beta of both signs, with weights that sum to the integral of
    P.

    alpha, beta, D_2, D_1, weight: arrays (count,); D_2, D_1 are the same potentials about their centre (D_1 >= 0).
    seed: what they were drawn with.

    >>> from softpot import Distribution
    >>> Distribution.constant(alpha_max=9).sample(1000, seed=1)
    Ensemble of 1000 potentials, 500 with one well, drawn with seed 1
      sum of the weights ...
    """

    alpha: FloatArray
    beta: FloatArray
    D_2: FloatArray
    D_1: FloatArray
    weight: FloatArray
    seed: int

    def __repr__(self) -> str:
        ones = int(np.count_nonzero(9.0 * self.beta**2 < 32.0 * self.alpha))
        return (
            f"Ensemble of {self.weight.size} potentials, {ones} with one well, drawn with seed {self.seed}\n"
            f"  sum of the weights {self.weight.sum():.6g}"
        )

    def mean(self, values: Numbers) -> tuple[float, float]:
        r"""\int P f and its standard error, from the values (count,) of f.

        Raises: ValueError for another number of values, OverflowError for values too large.

        >>> from softpot import Distribution
        >>> drawn = Distribution.constant(alpha_max=9).sample(10_000, seed=1, one_well=4, reach=1)
        >>> value, error = drawn.mean(1.0 * (drawn.alpha > 0))
        >>> exact = 8 * 2**0.5 / 3 * 4**2.5 / 2.5  # one well: 0 < alpha < 4, beta^2 < 32 alpha/9
        >>> abs(value - exact) < 1e-9 * exact
        True
        """
        count = self.weight.size
        given = parameter(values, "values")
        if given.shape != (count,):
            raise ValueError(
                f"values have shape {given.shape}, but ({count},) is needed because each potential has one"
            )
        with np.errstate(over="ignore", invalid="ignore"):
            part = self.weight * given
            if not np.isfinite(part).all():
                raise OverflowError(
                    "the values times the weights are too large for double precision"
                )
            largest = float(np.abs(part).max()) or 1.0  # squares of large numbers overflow
            spread = float(np.sqrt(count * (part / largest).var(ddof=1))) * largest
            return float((part / largest).sum()) * largest, spread


def sample(
    distribution: Distribution,
    count: int,
    seed: int,
    *,
    one_well: Number = 60.0,
    reach: Number = 40.0,
    alpha_cut: Number | None = None,
) -> Ensemble:
    """`count` potentials; half with one well (alpha <= one_well), half with two (Delta <= reach, |alpha| <= alpha_cut).

    alpha_cut: the distribution's alpha_max unless given.  Raises TypeError or ValueError.
    """
    require_distribution(distribution)
    if distribution.frozen:
        raise ValueError(
            "the distribution is frozen, but one without frozen wells is needed because an ensemble is a list of whole "
            "potentials"
        )
    whole_number(
        count, "count", 2, LARGEST_ENSEMBLE, "an ensemble has a spread and must fit into memory"
    )
    whole_number(seed, "seed", 0, 2**63, "the same potentials are drawn from it every time")
    upper = min(_bound(one_well, "one_well"), distribution.largest_alpha)
    width = _bound(reach, "reach")
    deep = distribution.alpha_max
    if alpha_cut is not None:
        deep = min(deep, _bound(alpha_cut, "alpha_cut"))
    if deep == inf:
        raise ValueError(
            "alpha_cut is not given and the distribution has no alpha_max, but one is needed as an ensemble is finite"
        )
    source = np.random.default_rng(seed)
    ones = count // 2
    # one well: |alpha| d alpha d beta = 4 r^4 dr ds for one sign of beta
    r = np.sqrt(upper) * source.uniform(0.0, 1.0, ones) ** 0.2
    s = FOLD * source.uniform(0.0, 1.0, ones)
    volume_one = 2.0 * 4.0 * upper**2.5 / 5.0 * FOLD
    # two wells: alpha with density |alpha|^(-1/2), Delta with Delta^(-2/3); d beta/d Delta from the closed form
    twos = count - ones
    size = deep * source.uniform(0.0, 1.0, twos) ** 2
    depth = width * source.uniform(0.0, 1.0, twos) ** 3
    beta = _beta_of(size, depth)
    root = np.sqrt(9.0 * beta * beta + 32.0 * size)
    rate = (root**3 + 27.0 * beta * beta * root) / 256.0
    # 2 |alpha| d alpha d Delta/rate over the densities (1/2)(deep |alpha|)^(-1/2) and (1/3)(width Delta^2)^(-1/3)
    share_two = (
        2.0 * size / rate * 2.0 * np.sqrt(deep * size) * 3.0 * np.cbrt(width * depth**2) / twos
    )
    D_2 = np.concatenate([r * r * (1.0 - 1.5 * s * s), -size - 0.375 * beta * beta])
    D_1 = np.concatenate(
        [np.abs(centre_of(r * r, 2.0 * r * s)[1]), np.abs(centre_of(-size, beta)[1])]
    )
    alpha, top, a, b = from_centre(D_2, D_1)
    alpha[:ones], top[:ones], a[:ones], b[:ones] = r * r, 2.0 * r * s, r * r, 2.0 * r * s
    alpha[ones:], top[ones:] = -size, beta
    share = np.concatenate([np.full(ones, volume_one / ones), share_two])
    weight = share * distribution.density(alpha, top, a, b)
    sign = source.choice([-1.0, 1.0], count)
    if distribution.origin == "deepest-minimum":
        alpha, top = a, b
    return Ensemble(alpha, sign * top, D_2, D_1, weight, seed)


def _bound(value: object, name: str) -> float:
    found = positive(value, name, "it bounds the ensemble")
    if not 1e-6 <= found <= LARGEST_WINDOW:
        raise ValueError(
            f"{name} is {found:g}, but 1e-6 to {LARGEST_WINDOW:g} is needed because potentials beyond have no bearing "
            "on the range of temperatures and energies accepted"
        )
    return found


def _beta_of(size: FloatArray, depth: FloatArray) -> FloatArray:
    """beta >= 0 with beta (9 beta^2 + 32 |alpha|)^(3/2)/256 = Delta, by Newton's method from above."""
    beta = np.minimum(256.0 * depth / (32.0 * size + 1e-300) ** 1.5, (256.0 * depth / 27.0) ** 0.25)
    for _ in range(60):
        root = np.sqrt(9.0 * beta * beta + 32.0 * size)
        value = beta * root**3 / 256.0 - depth
        beta = np.maximum(beta - value / ((root**3 + 27.0 * beta * beta * root) / 256.0), 0.0)
    return beta
