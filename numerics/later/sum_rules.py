"""Evidence on the sum rules: matrix elements of y of many potentials, and levels of potentials that are tilted a little."""  # noqa: E501

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import numpy as np

from softpot.derive.machinery.formula import Formula
from softpot.numerics.machinery.evaluate import members
from softpot.numerics.machinery.evidence import Evidence, Pair, compare
from softpot.numerics.sound.elements import levels_and_elements
from softpot.numerics.spectrum import levels
from softpot.numerics.spectrum.potential.reduced import reduce_quartic
from softpot.numerics.theory.sampling import context

# one well, the pure quartic, two wells, nearly equal deep wells, equal ones
_POTENTIALS = ((3.0, 0.7), (0.0, 0.0), (-4.0, 0.3), (-7.0, 0.01), (-6.0, 0.0), (20.0, 5.0))
_COUNT = 24
_ELEMENT_DIGITS = 10
_LEVEL_DIGITS = 40


def _solved() -> tuple[np.ndarray, np.ndarray]:
    alpha, beta = (np.array(v) for v in zip(*_POTENTIALS, strict=True))
    return levels_and_elements(reduce_quartic(alpha, beta), _COUNT)


def f_sum(formula: Formula, digits: int) -> Evidence:
    """The sum over 24 levels, for the three lowest of six potentials; what higher levels add is below 10 digits."""
    f = members(formula, "mpmath", digits + 5)
    ctx = context(digits)
    E, Y = _solved()

    def pairs() -> Iterator[Pair]:
        for k, (alpha, beta) in enumerate(_POTENTIALS):
            for n in range(3):
                (wanted,) = f(n=n + 1)
                found = float(((E[k] - E[k, n]) * Y[k, n] ** 2).sum())
                yield Pair(
                    f"alpha = {alpha:g}, beta = {beta:g}, level {n + 1}",
                    ctx.mpf(wanted),
                    ctx.mpf(found),
                )

    return compare(
        "sums over matrix elements and levels of six potentials, in double precision", pairs(),
        min(digits, _ELEMENT_DIGITS),
    )  # fmt: skip


def second_derivative(formula: Formula, digits: int) -> Evidence:
    """The second difference of the ground state in the tilt, from levels of 40 digits, against the sum of the terms."""
    f = members(formula, "mpmath", 15)
    E, Y = _solved()
    h = Fraction(1, 2**14)

    def ground(alpha: float, beta: float, tilt: Fraction) -> Fraction:
        # the tilt moves the origin of a quartic without a linear term: y + s with 2 a s - 3 b s^2 + 4 s^3 = -tilt
        return _tilted(Fraction(alpha), Fraction(beta), tilt)

    def pairs() -> Iterator[Pair]:
        for k, (alpha, beta) in enumerate(_POTENTIALS):
            terms = [
                float(f(y_12=abs(float(Y[k, 0, m])), gap=float(E[k, m] - E[k, 0]))[0])
                for m in range(1, _COUNT)
                if Y[k, 0, m]  # none between states of one parity
            ]
            at = [ground(alpha, beta, j * h) for j in (-2, -1, 0, 1, 2)]
            second = (-at[0] + 16 * at[1] - 30 * at[2] + 16 * at[3] - at[4]) / (12 * h * h)
            yield Pair(f"alpha = {alpha:g}, beta = {beta:g}", sum(terms), float(second))

    return compare(
        f"second differences of ground states of {_LEVEL_DIGITS} digits in the tilt, for six potentials",
        pairs(),
        min(digits, 7),
    )


def _tilted(alpha: Fraction, beta: Fraction, tilt: Fraction) -> Fraction:
    """The ground state of alpha y^2 - beta y^3 + y^4 + tilt y, from the quartic seen from one of its stationary points."""  # noqa: E501
    ctx = context(45)
    a, b, t = (ctx.mpf(v.numerator) / v.denominator for v in (alpha, beta, tilt))
    if not tilt:
        return _level(alpha, beta)
    # of the slope's real roots the one that is continued from the origin is well apart from the others, or all may do
    roots = ctx.polyroots([4, -3 * b, 2 * a, t], maxsteps=500, extraprec=500)
    s = min((r.real for r in map(ctx.mpc, roots) if abs(r.imag) < ctx.mpf(10) ** -30), key=abs)
    moved_alpha = a - 3 * b * s + 6 * s * s
    moved_beta = b - 4 * s
    floor = a * s * s - b * s**3 + s**4 + t * s
    exact = [Fraction(int(ctx.nint(v * 2**140)), 2**140) for v in (moved_alpha, moved_beta, floor)]
    return _level(exact[0], exact[1]) + exact[2]


def _level(alpha: Fraction, beta: Fraction) -> Fraction:
    found = levels(alpha, beta, only=[1], digits=_LEVEL_DIGITS)
    return Fraction(found[0].value)
