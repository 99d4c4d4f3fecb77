"""∫_a^b f(x) dx, by mpmath: twice, from different points and by different cuts of the range, and else refused.

The double exponential rule (x = tanh, or exp, of (π/2) sinh t, by steps of t that are halved until two of them agree)
takes ends of every kind. It is used over the whole range, and over the pieces of a range that is cut at two places of
no pattern; the piece in the middle, or all of a finite range where the integrand is analytic at its ends, is taken from
elsewhere where that is possible: from Arb's quadrature, which sees what lies between points. The error is what the
results differ by. A pole, an oscillation without end and a corner make them differ, and the integral is refused.

Source: H. Takahasi and M. Mori, Publ. RIMS 9, 721 (1974), doi:10.2977/prims/1195192451.
Not guaranteed: that something narrow that no point of either rule falls on is seen where Arb does not look, which is
near ends at which the integrand is singular, far out, and where it is none of the functions that Arb integrates.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from softpot.numerics.machinery.compile.errors import OutOfDomain, OutOfRange, Undecided
from softpot.numerics.machinery.compile.unending import Part

__all__ = ["integral", "precision_of"]

Integrand = Callable[[Any, int], Part]  # of x and a working precision
Middle = Callable[
    [Any, Any], Part | None
]  # of two numbers: the integral between them, taken from elsewhere

_LEVELS = 7
_REFUSED = (
    "two ways to integrate over its range disagree (a pole or a corner in it, an end where it diverges, an "
    "oscillation without end?): the integral is not carried out"
)


def integral(work: Any, f: Integrand, low: Any, high: Any, bits: int, middle: Middle) -> Part:
    """The integral between two numbers of mpmath, or infinite ones, low < high."""
    keep = work.prec
    try:
        work.prec = precision_of(bits)
        whole = _piece(work, f, low, high, bits)
        finite = work.isfinite(low) and work.isfinite(high)
        entire = middle(low, high) if finite else None
        parts = [entire] if entire else _cut(work, f, low, high, bits, middle)
        again = Part(work.fsum(p.value for p in parts), work.fsum(p.error for p in parts))
        apart = abs(whole.value - again.value)
        error = 8 * apart + whole.error + again.error
        scale = work.fsum(abs(p.value) for p in parts)
        if not work.isfinite(error) or error > work.ldexp(scale, 10 - bits):
            raise OutOfDomain(_REFUSED)
        return Part(again.value, error)
    finally:
        work.prec = keep


def _cut(work: Any, f: Integrand, low: Any, high: Any, bits: int, middle: Middle) -> list[Part]:
    """The integrals over three pieces of the range."""
    inner = [_inside(work, low, high, p) for p in (work.mpf(29) / 997, work.mpf(967) / 991)]
    return [
        _piece(work, f, low, inner[0], bits),
        middle(*inner) or _halved(work, f, inner[0], inner[1], bits),
        _piece(work, f, inner[1], high, bits),
    ]


def precision_of(bits: int) -> int:
    """The precision of the points: near an end at which the integrand is singular it is their distance that counts."""
    return 4 * bits + 120


def _halved(work: Any, f: Integrand, low: Any, high: Any, bits: int) -> Part:
    between = low + (high - low) * 311 / 823
    parts = [_piece(work, f, low, between, bits), _piece(work, f, between, high, bits)]
    return Part(parts[0].value + parts[1].value, parts[0].error + parts[1].error)


def _inside(work: Any, low: Any, high: Any, share: Any) -> Any:
    """A number between two ends, near the first for a small share and near the second for one near 1."""
    if work.isinf(low) and work.isinf(high):
        return work.tan(work.pi * (share - work.mpf(1) / 2))
    if work.isinf(high):
        return low + share / (1 - share)
    if work.isinf(low):
        return high - (1 - share) / share
    return low + share * (high - low)


def _piece(work: Any, f: Integrand, low: Any, high: Any, bits: int) -> Part:
    """By the trapezoidal rule in t, halving its step until it agrees with itself to half the digits at the least."""
    if work.isinf(low) and work.isinf(high):
        cut = work.mpf(137) / 1009
        parts = [_piece(work, f, low, cut, bits), _piece(work, f, cut, high, bits)]
        return Part(parts[0].value + parts[1].value, parts[0].error + parts[1].error)
    rule = _Rule(work, f, low, high, bits)
    found = [rule.level(k) for k in range(3)]
    for k in range(3, _LEVELS + bits.bit_length() // 3):
        found.append(rule.level(k))
        apart = abs(found[-1] - found[-2])
        size = max(rule.size, abs(found[-1]))
        if apart <= work.ldexp(size, -bits // 2 - 8) and abs(found[-2] - found[-3]) <= work.ldexp(
            size, -bits // 4
        ):
            left = (
                apart**2 / size if size else work.zero
            )  # the error of each step is about the square of the last
            return Part(found[-1], 64 * left + rule.error + work.ldexp(size, 4 - bits - 32))
        if k >= _LEVELS and apart > abs(found[-2] - found[-3]) / 2:
            break
    raise OutOfDomain(_REFUSED)


class _Rule:
    """The double exponential rule over a range of which one end at most is infinite."""

    def __init__(self, work: Any, f: Integrand, low: Any, high: Any, bits: int) -> None:
        self.work, self.f, self.low, self.high, self.bits = work, f, low, high, bits
        self.total = self.error = self.size = work.zero
        self.reach = [self._edge(sign) for sign in (-1, 1)]

    def level(self, k: int) -> Any:
        """The sum with the step 2^(−k): of its points those that the step before had not."""
        step = self.work.ldexp(1, -k)
        self.total /= 2
        self.error /= 2
        self.size /= 2
        first = -int(self.reach[0] / step)
        for n in range(first, int(self.reach[1] / step) + 1):
            if k and n % 2 == 0:
                continue
            value, error = self._weighted(n * step)
            self.total += step * value
            self.error += step * error
            self.size += step * abs(value)
        return self.total

    def _edge(self, sign: int) -> Any:
        """Where the weighted integrand has become negligible for good, or else where numbers end."""
        work = self.work
        largest, quiet = work.zero, 0
        t = work.zero
        while t < 8 + work.log(self.bits):
            size = abs(self._weighted(sign * t)[0])
            largest = max(largest, size)
            quiet = quiet + 1 if size <= work.ldexp(largest, -self.bits - 20) else 0
            if quiet == 3:
                return t
            t += work.mpf(1) / 8
        raise OutOfDomain(_REFUSED)

    def _weighted(self, t: Any) -> Part:
        work = self.work
        u = work.pi / 2 * work.sinh(t)
        slope = work.pi / 2 * work.cosh(t)
        if work.isinf(self.high) or work.isinf(self.low):
            away = work.exp(u)
            x = self.low + away if work.isinf(self.high) else self.high - away
            weight = away * slope
        else:
            length = self.high - self.low
            share = 1 / (1 + work.exp(2 * abs(u)))  # of the length, from the nearer end
            x = self.low + length * share if t < 0 else self.high - length * share
            weight = length * slope / (2 * work.cosh(u) ** 2)
        if x in (self.low, self.high):  # rounding makes them one, and the integrand still weighs
            raise OutOfDomain(_REFUSED)
        near = max(0, -work.mag(min(abs(x - end) for end in (self.low, self.high))))
        try:
            value, error = self._value(x, min(self.bits + 60 + 2 * near, 2 * work.prec))
        except OutOfRange:  # too far out, or too small
            if weight > 1 and not work.isinf(self.high) and not work.isinf(self.low):
                raise
            return Part(work.zero, work.zero)
        return Part(value * weight, error * weight)

    def _value(self, x: Any, prec: int) -> Part:
        """f(x), with more digits nearer to an end, and once more with all of them where these do not decide."""
        for digits in (prec, 2 * self.work.prec):
            try:
                return self.f(x, digits)
            except Undecided:
                continue
        raise OutOfDomain(_REFUSED)  # a pole, or a branch point, or nearly
