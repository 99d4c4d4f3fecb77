"""Σ_(k=a)^∞ t(k), by mpmath: the sum of an unending series from its terms, or a sentence that says why there is none.

How the terms fall is measured first, at k = a + 2^j: s = log2 |t(k)/t(2k)| grows for terms that fall like a power of a
number less than 1 and tends to p for t ~ k^(−p). A series of the first kind is added up until what is left, by the
fall of its last blocks, is small enough. One of the second kind (p > 1, or signs that alternate and p > 0) is added up
to where its terms are as they stay, and Levin's u-transformation goes on from there, twice, from different terms: the
difference is what the error is taken from. Everything else is refused: a borderline fall, signs of no pattern,
functions with corners, of which no finite number of terms tells how they go on.

Source: D. Levin, Int. J. Comput. Math. B 3, 371 (1973), doi:10.1080/00207167308803075.
Not guaranteed: that terms which swell again far out, between the places that are looked at, are seen.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any, NamedTuple

import sympy as sp

from softpot.numerics.machinery.compile.errors import OutOfDomain, OutOfRange, Undecided

__all__ = ["Part", "cornered", "unending"]

CORNERS = (
    sp.Abs, sp.sign, sp.Max, sp.Min, sp.floor, sp.ceiling, sp.frac, sp.Mod, sp.Heaviside, sp.Piecewise,
    sp.KroneckerDelta, sp.re, sp.im, sp.arg, sp.conjugate,
)  # fmt: skip

_FARTHEST = 40  # places 2^j at which the terms are looked at
_NEARER = 9  # where each term is itself a sum or an integral
_MOST = 1 << 10  # terms before the transformation
_DIRECT = 20_000  # terms that are added up
_FEW = 512  # the same where each is itself a sum or an integral
_BLOCK = 16


class Part(NamedTuple):
    """A number of mpmath and a bound on its error."""

    value: Any
    error: Any


Term = Callable[[int, int], Part]  # of k and a working precision


def cornered(body: sp.Basic, k: sp.Symbol) -> str:
    """The name of a function with corners that is asked about k; "" where there is none."""
    for part in sp.preorder_traversal(body):
        if isinstance(part, CORNERS) and k in part.free_symbols:
            return str(part.func.__name__)
    return ""


class _Fall(NamedTuple):
    """How terms fall: fast, or like a power p from the place 2^start on, with signs that alternate or not."""

    fast: bool
    alternates: bool
    start: int


def unending(work: Any, term: Term, first: int, bits: int, costly: bool = False) -> Part:
    """The sum of term(k) from k = first on; its error relative to it below 2^(8−bits), or an error is raised.

    costly: whether a term is itself a sum or an integral.
    """
    fall = _fall(work, term, first, bits, _NEARER if costly else _FARTHEST)
    if fall.fast:
        return _added(work, term, first, bits, _FEW if costly else _DIRECT)
    return _continued(work, term, first, bits, fall)


def _fall(work: Any, term: Term, first: int, bits: int, farthest: int) -> _Fall:
    sizes, turned = _looked_at(work, term, first, bits, farthest)
    if len(sizes) < 8:
        raise OutOfDomain(
            "the terms of an unending sum have no value far out, so how they fall is not known"
        )
    if sizes[-1] is None:
        raise OutOfDomain("the terms of an unending sum vanish far out: say where it ends")
    if any(s is None for s in sizes):
        raise OutOfDomain(
            "terms of an unending sum vanish here and there: how they fall is not known"
        )
    slopes = [a - b for a, b in pairwise(sizes)]
    if slopes[-1] > 16 and slopes[-1] > 1.5 * slopes[-3] > 0:
        return _Fall(True, False, 0)
    power, change = slopes[-1], abs(slopes[-1] - slopes[-2])
    alternates = all(turned[len(turned) // 2 :])
    if not alternates and any(turned[len(turned) // 2 :]):
        raise OutOfDomain(
            "the signs of the terms of an unending sum follow no pattern: it is not carried out"
        )
    wanted = 0.02 if alternates else 1.02
    if not power - 20 * change > wanted:
        raise OutOfDomain(
            f"an unending sum diverges, or nearly: far out its terms go like k**({work.nstr(-power, 3)})"
        )
    start = len(slopes)
    while start and abs(slopes[start - 1] - power) < 0.1:
        start -= 1
    if 2**start > _MOST:
        raise OutOfDomain(f"the terms of an unending sum fall regularly only beyond k = {2**start}")
    return _Fall(False, alternates, 2**start)


def _looked_at(
    work: Any, term: Term, first: int, bits: int, farthest: int
) -> tuple[list[Any], list[bool]]:
    """log2 |t| at first + 2^j, and whether the sign turns from there to the next term."""
    sizes: list[Any] = []
    turned: list[bool] = []
    for j in range(farthest):
        try:
            one, other = (term(first + 2**j + n, bits + 64) for n in (0, 1))
        except (OutOfRange, Undecided):
            break
        if not one.value or not other.value:
            sizes.append(None)
            continue
        sizes.append(work.log(abs(one.value), 2))
        turned.append(work.re(one.value * work.conj(other.value)) < 0)
    return sizes, turned


def _added(work: Any, term: Term, first: int, bits: int, most: int) -> Part:
    total, error, size = work.zero, work.zero, work.zero
    before = None
    for block in range(most // _BLOCK):
        largest = work.zero
        for k in range(first + block * _BLOCK, first + (block + 1) * _BLOCK):
            value, wrong = term(k, bits + 32)
            total, error = total + value, error + wrong
            size = max(size, abs(total))
            largest = max(largest, abs(value))
        if before and 0 < largest < before:
            ratio = largest / before
            left = _BLOCK * largest * ratio / (1 - ratio)
            if left < work.ldexp(abs(total), -bits - 4):
                return Part(total, error + 4 * left + work.ldexp(size, 4 - bits - 32 + 14))
        before = largest
    raise OutOfDomain(f"{most} terms of an unending sum do not settle it")


def _continued(work: Any, term: Term, first: int, bits: int, fall: _Fall) -> Part:
    best: Part | None = None
    before = None
    begin = max(fall.start, 16)
    for start, count in (
        (begin, bits // 3 + 12),
        (4 * begin, bits // 3 + 12),
        (4 * begin, (2 * bits) // 3 + 24),
    ):
        prec = bits + 64 + int(count * (2 + 1.5 * work.log(1 + work.mpf(start) / count, 2)))
        keep = work.prec
        try:
            work.prec = prec
            terms = [term(first + k, prec) for k in range(2 * start + 9 + 2 * count)]
            found = [
                _levin(work, terms, at, count + more)
                for at, more in ((start, 0), (2 * start + 7, 5))
            ]
        finally:
            work.prec = keep
        apart = abs(found[0].value - found[1].value)
        best = Part(found[1].value, 16 * apart + found[0].error + found[1].error)
        if best.error <= work.ldexp(abs(best.value), 8 - bits):
            return best
        if before is not None and best.error > work.ldexp(before, -16):
            break  # more terms do not help
        before = best.error
    if best is not None and best.error <= work.ldexp(
        abs(best.value) + max(abs(t.value) for t in terms), 12 - bits
    ):
        return best  # a sum near 0: more digits will tell
    raise OutOfDomain(
        "two ways to carry an unending sum on from its terms disagree: it is not carried out"
    )


def _levin(work: Any, terms: list[Part], at: int, count: int) -> Part:
    """Levin's u-transform of the partial sums from the term ``at`` on."""
    partial = work.fsum(t.value for t in terms[:at])
    wrong = work.fsum(t.error for t in terms[: at + count + 1])
    top = bottom = spread = work.zero
    for j in range(count + 1):
        value = terms[at + j].value
        partial += value
        weight = (-1) ** j * work.binomial(count, j) * work.mpf(at + 1 + j) ** (count - 2) / value
        top, bottom, spread = top + weight * partial, bottom + weight, spread + abs(weight)
    if not bottom:
        raise OutOfDomain("the terms of an unending sum do not tell how it goes on")
    error = wrong * (1 + spread / abs(bottom)) + work.ldexp(
        abs(partial) * spread / abs(bottom), 8 - work.prec
    )
    return Part(top / bottom, error)
