r"""lower <= eps_n <= upper, verified a second time by variational bounds in an oscillator basis.

``verify_enclosure`` shares nothing with ``enclose`` beyond Arb: no power series, no half lines, no
node counts of solutions of the equation itself.

Upper bound (Rayleigh, Ritz): H_N - upper has at least n negative pivots, so eps_n <= upper
(``ritz``).

Index: N(nu) <= j for a number nu > lower, from a staircase below V (``staircase``), with j >= n.

Lower bound (Temple, Lehmann): let psi_1 ... psi_M, M = j - n + 1, be finite combinations of
oscillator functions for which the matrix G_ab = <(H - lower) psi_a, (H - nu) psi_b> is negative
definite.  Then at least M levels lie in (lower, nu), so that at most j - M = n - 1 lie at or below
lower, and eps_n > lower.
Hypotheses: lower < nu, and the pivots of -G are positive.
Proof.  Were the spectral projection of H on (lower, nu) of a rank below M, some psi != 0 in the
span would be orthogonal to it, and <psi, (H - lower)(H - nu) psi> >= 0 by the spectral theorem, as
(x - lower)(x - nu) >= 0 for all other x in the spectrum.  []

For an interval of alpha, eps_n does not decrease with alpha (y^2 >= 0): the lower end is verified
at the smallest alpha and the upper end at the largest.  Intervals of beta are refused.

The vectors, the basis and nu are proposals in floating and fixed point; what is checked is checked
in balls: the pivots, the staircase, and that -G has positive pivots.

Units: energies in w.  Errors: TypeError for anything but an Enclosure; NotProved, with the reason,
when the enclosure cannot be verified.  Source: F. Goerisch, H. Haunhorst, Z. angew. Math. Mech. 65,
129 (1985).
Not guaranteed: that every true enclosure can be verified; an end within about 10^-3 of the width
from the level may fail.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, log, log2, log10

import flint
import numpy as np
from scipy.linalg import eig_banded

from softpot.numerics.machinery.compile.precision import steady
from softpot.numerics.spectrum.matrices.fixedband import build
from softpot.numerics.spectrum.matrices.rayleigh import refine, refine_pair
from softpot.numerics.spectrum.types.arrays import FloatArray
from softpot.numerics.spectrum.types.errors import NotConverged
from softpot.numerics.spectrum.types.notproved import NotProved
from softpot.numerics.spectrum.types.record import Enclosure
from softpot.numerics.spectrum.verifier.ritz import Ball, Bands, apply, bands, levels_below
from softpot.numerics.spectrum.verifier.staircase import most_levels_below

__all__ = ["verify_enclosure"]

ATTEMPTS = 4
CLOSE = 1e-6


@dataclass(frozen=True)
class _Basis:
    """y = centre + scale x, `size` oscillator functions, `bits` for what is worked out in them."""

    centre: Fraction
    scale: Fraction
    size: int
    bits: int
    ends: tuple[float, float]


def _ball(value: Fraction) -> Ball:
    return flint.arb(flint.fmpq(value.numerator, value.denominator))


def _potential(a: float, b: float, y: FloatArray) -> FloatArray:
    return np.asarray(y * y * (a + y * (y - b)))


def _place(alpha: Fraction, beta: Fraction, energy: float, decimals: float, attempt: int) -> _Basis:
    """Where the wave function at `energy` is above 10^-(decimals/2), and an ellipse around that."""
    a, b = float(alpha), float(beta)
    far = 2.0 + abs(b) + 2.0 * abs(a) ** 0.5 + abs(energy) ** 0.25
    far += (4.0 * decimals) ** (1.0 / 3.0)
    y = np.linspace(-far, far, 8001)
    value = _potential(a, b, y)
    allowed = np.flatnonzero(value <= energy)
    if not allowed.size:
        allowed = np.array([int(np.argmin(value))])
    rate = np.sqrt(np.maximum(value - energy, 0.0)) * (y[1] - y[0])
    goal = 0.5 * decimals * log(10.0) + 3.0
    right = allowed[-1] + int(np.searchsorted(np.cumsum(rate[allowed[-1] :]), goal))
    left = allowed[0] - int(np.searchsorted(np.cumsum(rate[: allowed[0] + 1][::-1]), goal))
    right, left = min(right, y.size - 1), max(left, 0)
    low, high = float(y[left]), float(y[right])
    top = max(float(value[left]), float(value[right]))
    inside = slice(left, right + 1, max(1, (right - left) // 200))
    centre = 0.5 * (low + high)
    position = (y[inside] - centre) ** 2
    momentum = np.maximum(top - value[inside], 0.0)
    squares = ((high - low) / 2.0) ** 2 / np.geomspace(
        3.0, 30.0 + 3.0 * top - 3.0 * value.min(), 200
    )
    radii = (position[None, :] / squares[:, None] + squares[:, None] * momentum[None, :]).max(
        axis=1
    )
    best = int(np.argmin(radii))
    size = int(0.5 * radii[best] * 1.1 * 1.2**attempt) + 12
    scale = float(np.sqrt(squares[best]))
    step = Fraction(2) ** (round(log2(scale)) - 6)
    norm = size * size * scale**4 + size / scale**2 + abs(energy)
    bits = int(3.33 * decimals * 1.15 + log2(norm) + 96) * 3**attempt // 2**attempt
    short = Fraction(round(scale / float(step))) * step
    return _Basis(Fraction(round(centre / float(step))) * step, short, size, bits, (low, high))


def _in_doubles(matrix: Bands, count: int) -> FloatArray:
    """The lowest Ritz values, roughly."""
    size = matrix.size
    table = np.zeros((5, size))
    for m in range(5):
        table[m, : size - m] = [float(x.mid()) for x in matrix.h[m][: size - m]]
    last = min(count, size) - 1
    values = eig_banded(table, lower=True, eigvals_only=True, select="i", select_range=(0, last))
    return np.asarray(values)


def _vectors(
    alpha: Fraction, beta: Fraction, basis: _Basis, near: FloatArray, first: int, last: int
) -> list[list[Ball]]:
    """Proposals for the eigenvectors number first ... last (from 0)."""
    matrix = build(alpha, beta, basis.centre, basis.scale, basis.size, basis.bits, None)
    found: list[list[int]] = []
    n = first
    while n <= last:
        start = [round(float(e) * 2**40) << (basis.bits - 40) for e in near[n : n + 2]]
        close = CLOSE * max(1.0, abs(float(near[n])))
        if n > 0 and near[n] - near[n - 1] < close and n == first:
            below = round(float(near[n - 1]) * 2**40) << (basis.bits - 40)
            found.append(refine_pair(matrix, below, start[0])[1].vector)
        elif n + 1 < near.size and near[n + 1] - near[n] < close:
            both = refine_pair(matrix, start[0], start[1])
            found.append(both[0].vector)
            if n < last:
                found.append(both[1].vector)
            n += 1
        else:
            found.append(refine(matrix, start[0]).vector)
        n += 1
    # exact at any precision
    return [[flint.arb(flint.arf((x, -basis.bits))) for x in vector] for vector in found]


def _negative_definite(matrix: Bands, vectors: list[list[Ball]], lower: Ball, nu: Ball) -> bool:
    """Whether <(H - lower) psi_a, (H - nu) psi_b> is negative definite, by the pivots of its negative."""
    from_lower, from_nu = [], []
    for vector in vectors:
        image, padded = apply(matrix, vector), [*vector, *[flint.arb(0)] * 4]
        from_lower.append([h - lower * x for h, x in zip(image, padded, strict=True)])
        from_nu.append([h - nu * x for h, x in zip(image, padded, strict=True)])
    size = len(vectors)
    g = [
        [-sum((x * y for x, y in zip(u, v, strict=True)), flint.arb(0)) for v in from_nu]
        for u in from_lower
    ]
    for k in range(size):
        if not g[k][k] > 0:
            return False
        for i in range(k + 1, size):
            factor = g[i][k] / g[k][k]
            for j in range(k + 1, size):
                g[i][j] = g[i][j] - factor * g[k][j]
    return True


def _decimals(lower: Fraction, upper: Fraction) -> float:
    width = upper - lower
    if width <= 0:
        raise NotProved("the lower end of the enclosure is not below its upper end")
    return (width.denominator.bit_length() - width.numerator.bit_length()) * 0.30103 + 1.0


def _verify_upper(
    alpha: Fraction, beta: Fraction, upper: Fraction, n: int, decimals: float, attempt: int
) -> None:
    basis = _place(alpha, beta, float(upper), decimals, attempt)
    below = steady(
        basis.bits,
        lambda: levels_below(
            bands(_ball(alpha), _ball(beta), basis.centre, basis.scale, basis.size), _ball(upper)
        ),
        good=lambda _: True,  # what was counted was counted
    )
    if below < n:
        raise NotProved(f"only {below} levels were found below the upper end, but n is {n}")


def _verify_lower(
    alpha: Fraction, beta: Fraction, lower: Fraction, n: int, decimals: float, attempt: int
) -> None:
    basis = _place(alpha, beta, float(lower), decimals + 2.0, attempt)
    a, b, below = steady(basis.bits, lambda: (_ball(alpha), _ball(beta), _ball(lower)))
    matrix = steady(basis.bits, lambda: bands(a, b, basis.centre, basis.scale, basis.size))
    near = _in_doubles(matrix, n + 4)
    gaps = np.diff(near[n - 1 :])
    j = n + int(np.argmax(gaps[:3] * np.array([1.0, 0.7, 0.6])))
    gap = float(gaps[j - n])
    # a level of the other well, which the basis does not reach, may lie in the gap: further attempts look below it
    nu = float(near[j - 1]) + 0.65 * 0.5**attempt * gap
    for rise in (0.8, 0.3, 0.1, 0.03):
        most = most_levels_below(a, b, nu, basis.ends, rise * gap, basis.bits)
        if most <= j:
            break
    else:
        raise NotProved(f"no more than {j} levels below {nu} could be proved")
    if not below < nu:
        raise NotProved("the lower end lies above a proved bound for the level")
    vectors = _vectors(alpha, beta, basis, near, n - 1, j - 1)
    if len(vectors) != j - n + 1:  # fewer of them would show less
        raise NotProved(f"{len(vectors)} vectors were proposed for the levels {n} to {j}")
    if not steady(
        basis.bits,
        lambda: _negative_definite(matrix, vectors, below, flint.arb(nu)),
        good=lambda shown: shown,
    ):
        raise NotProved("the levels above the lower end could not be shown to be that many")


def verify_enclosure(enclosure: Enclosure) -> bool:
    """True when lower <= eps_n <= upper has been proved anew, by variational bounds; otherwise NotProved with the
    reason.

    It shares nothing with ``enclose`` beyond Arb (the module text has its proof).
    Raises: TypeError for anything but an Enclosure; NotProved where the enclosure is wrong or cannot be verified,
    as one for an interval of beta.
    Source: F. Goerisch, H. Haunhorst, Z. angew. Math. Mech. 65, 129 (1985).
    Not guaranteed: that every true enclosure can be verified; an end within about 10^-3 of the width from the level
    may fail.

    >>> from dataclasses import replace
    >>> from softpot.numerics import enclose, verify_enclosure
    >>> proved = enclose(-4, 1, 2, 15)
    >>> verify_enclosure(proved)
    True
    >>> verify_enclosure(replace(proved, n=1))
    Traceback (most recent call last):
    softpot.numerics.spectrum.types.notproved.NotProved: the enclosure was not verified: ...
    """
    if not isinstance(enclosure, Enclosure):
        raise TypeError(
            f"an Enclosure is needed, but {type(enclosure).__name__} was given; enclose() makes one"
        )
    if enclosure.beta[0] != enclosure.beta[1]:
        raise NotProved("an enclosure for an interval of beta is not verified by this method")
    beta, n = enclosure.beta[0], enclosure.n
    if n < 1 or enclosure.alpha[0] > enclosure.alpha[1]:
        raise NotProved("the enclosure is not about a level: n < 1, or alpha is no interval")
    decimals = _decimals(enclosure.lower, enclosure.upper)
    if enclosure.alpha[0] != enclosure.alpha[1]:
        # each end is close to a level of its own
        size = max(abs(float(enclosure.lower)), abs(float(enclosure.upper)), 1e-300)
        decimals = max(decimals, enclosure.digits + 1.0 - log10(size))
    decimals = float(ceil(decimals))
    steps = (
        (_verify_upper, enclosure.alpha[1], enclosure.upper),
        (_verify_lower, enclosure.alpha[0], enclosure.lower),
    )
    for step, alpha, end in steps:
        for attempt in range(ATTEMPTS):
            try:
                step(alpha, beta, end, n, decimals, attempt)
                break
            except (NotProved, NotConverged) as reason:
                if attempt == ATTEMPTS - 1:
                    raise NotProved(f"the enclosure was not verified: {reason}") from reason
    return True
