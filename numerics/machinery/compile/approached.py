"""lim_(x→a) f(x), by mpmath: from points ever nearer, twice, by extrapolation in the distance, and else refused.

With h = |x − a|, or 1/|x| where a is infinite, f is taken at h_0 q^j, and the polynomial through these values goes to
h = 0 (Richardson, with Neville's scheme); with two sets of points that share none, and once more from a point far
nearer than all of them, which the limit must agree with as far as it is near. What tends to its limit in another way
than a power series in h (x log x, an oscillation) makes them differ, and the limit is refused.

Not guaranteed: that a change of f below all of these distances is seen.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from softpot.numerics.machinery.compile.errors import OutOfDomain, OutOfRange
from softpot.numerics.machinery.compile.unending import Part

__all__ = ["limit"]

_REFUSED = "points ever nearer do not tell the limit: it is not carried out"
_FIRST = (3, 12, 30, 70, 140)  # h_0 = 2^(−j)
_NEAR = 300  # the same for the point far nearer


def limit(work: Any, f: Callable[[Any, int], Part], bits: int) -> Part:
    """The limit of f(h) for h → 0 from above; its error below 2^(8−bits) of the largest value, or OutOfDomain."""
    keep = work.prec
    count = 6
    while count * count < 2 * bits + 40:
        count += 1
    near = None
    try:
        for first in _FIRST:
            work.prec = prec = bits + 100 + 4 * (first + 2 * count)
            try:
                one = _extrapolated(work, f, work.ldexp(1, -first), work.mpf(1) / 2, count, prec)
                other = _extrapolated(
                    work, f, work.ldexp(11, -first - 4), work.mpf(3) / 7, count, prec
                )
            except OutOfRange:
                continue
            error = 16 * abs(one.value - other.value) + one.error + other.error
            if error > work.ldexp(abs(one.value), 8 - bits):
                continue
            if near is None:
                work.prec = bits + 100 + 4 * _NEAR
                near = f(work.ldexp(1, -_NEAR), work.prec)
            # a power series in h whose terms are of one size at h_0 is as near to its limit as this
            close = work.ldexp(abs(one.value), first + 16 - _NEAR) + near.error + error
            if abs(one.value - near.value) <= close:
                return Part(one.value, error)
        raise OutOfDomain(_REFUSED)
    finally:
        work.prec = keep


def _extrapolated(
    work: Any, f: Callable[[Any, int], Part], start: Any, ratio: Any, count: int, prec: int
) -> Part:
    places = [start * ratio**j for j in range(count)]
    parts = [f(h, prec) for h in places]
    row = [p.value for p in parts]
    for width in range(1, count):
        row = [
            (places[j] * row[j + 1] - places[j + width] * row[j]) / (places[j] - places[j + width])
            for j in range(count - width)
        ]
    return Part(row[0], 100 * work.fsum(p.error for p in parts))
