r"""eps_n of -psi'' + (alpha y^2 - beta y^3 + y^4) psi = eps psi, n = 1, 2, 3, ...:  one function, several methods.

    method      gives             digits          n           error and index
    native      doubles           10              1 ... 60    verified
    lapack      doubles           10              1 ... 60    verified
    matrices    decimal numbers   15 ... 1000     1 ... 60    confirmed by a second basis
    series      decimal numbers   15 ... 10 000   1 ... 100   estimated from the convergence

"auto" takes native where softpot was installed with a C compiler, else lapack; for digits it takes matrices up to 200
digits and 60 levels, and series beyond.  ``certify`` proves, whatever the method.  docs/levels.md says what costs what.

Units: energies in w; alpha, beta and y are dimensionless.
Source: Il'in, Karpov, Parshin, Sov. Phys. JETP 65, 165 (1987), Eq. (7).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, Literal, NamedTuple, cast, overload

import numpy as np
from numpy.typing import NDArray

from softpot.numerics.machinery.chunked import is_chunked, over_pairs
from softpot.numerics.machinery.exact import Numbers, shown
from softpot.numerics.machinery.former import formerly
from softpot.numerics.spectrum.doubles.levels import double_levels
from softpot.numerics.spectrum.types.arguments import (
    LARGEST_COUNT,
    broadcast,
    exact_pairs,
    whole_number,
)
from softpot.numerics.spectrum.types.arrays import FloatArray
from softpot.numerics.spectrum.types.decimals import rational
from softpot.numerics.spectrum.types.level import Level
from softpot.numerics.spectrum.types.notproved import NotProved

__all__ = ["METHODS", "Gradients", "LevelArray", "levels"]

LevelArray = NDArray[np.object_]
"""Objects of type Level, shape (..., count)."""

MethodName = Literal["auto", "native", "lapack", "matrices", "series"]

FEWEST_DIGITS = 15
WORTH_SERIES = 200
"""Digits beyond which power series are faster than matrices."""


class Gradients(NamedTuple):
    """eps, d eps/d alpha and d eps/d beta, each of shape (..., count), in w.

    >>> from softpot import levels
    >>> eps, by_alpha, by_beta = levels(-5, 1, 2, gradients=True)
    >>> by_alpha.round(5).tolist(), by_beta.round(5).tolist()
    ([3.66049, 2.66417], [-7.42434, -5.54741])
    """

    levels: FloatArray
    by_alpha: FloatArray
    by_beta: FloatArray


Compute = Callable[[Fraction, Fraction, Sequence[int], int], Sequence[Level]]


@dataclass(frozen=True)
class Method:
    """What a method reaches.

    kernel: that of ``double_levels``; compute: the levels listed, to so many digits, of one pair (alpha, beta).
    """

    largest_n: int
    kernel: str | None = None
    compute: Compute | None = None
    most_digits: int = 0


# what a call does not need is not imported: the command shows two levels in the time that the imports would take


def _matrices(
    alpha: Fraction, beta: Fraction, numbers: Sequence[int], digits: int
) -> Sequence[Level]:
    from softpot.numerics.spectrum.matrices.precise import chosen_levels

    return chosen_levels(alpha, beta, numbers, digits)


def _series(
    alpha: Fraction, beta: Fraction, numbers: Sequence[int], digits: int
) -> Sequence[Level]:
    from softpot.numerics.spectrum.series.digits import level

    return [level(alpha, beta, n, digits) for n in numbers]


def _gradients(alpha: object, beta: object, numbers: list[int]) -> tuple[FloatArray, FloatArray]:
    from softpot.numerics.spectrum.wave.gradients import level_gradients

    by_alpha, by_beta = level_gradients(alpha, beta, max(numbers))
    at = np.array(numbers) - 1
    return by_alpha[..., at], by_beta[..., at]


METHODS: dict[str, Method] = {
    "native": Method(LARGEST_COUNT, kernel="compiled"),
    "lapack": Method(LARGEST_COUNT, kernel="lapack"),
    "matrices": Method(LARGEST_COUNT, compute=_matrices, most_digits=1000),
    "series": Method(100, compute=_series, most_digits=10_000),
}


def _former(given: list[Any], named: dict[str, Any]) -> str:
    if "kernel" not in named:
        return ""
    kernel = named.pop("kernel")
    method = {None: "auto", "compiled": "native"}.get(kernel, kernel)
    named["method"] = method
    return f"method={method!r}"


@overload
def levels(
    alpha: Numbers,
    beta: Numbers,
    count: int = ...,
    *,
    digits: None = ...,
    method: MethodName = ...,
    certify: Literal[False] = ...,
    gradients: Literal[False] = ...,
    only: Sequence[int] | None = ...,
    threads: int = ...,
) -> FloatArray: ...


@overload
def levels(
    alpha: Numbers,
    beta: Numbers,
    count: int = ...,
    *,
    digits: None = ...,
    method: MethodName = ...,
    certify: Literal[False] = ...,
    gradients: Literal[True],
    only: Sequence[int] | None = ...,
    threads: int = ...,
) -> Gradients: ...


@overload
def levels(
    alpha: Numbers,
    beta: Numbers,
    count: int = ...,
    *,
    digits: int,
    method: MethodName = ...,
    certify: bool = ...,
    gradients: bool = ...,
    only: Sequence[int] | None = ...,
    threads: int = ...,
) -> LevelArray: ...


@overload
def levels(
    alpha: Numbers,
    beta: Numbers,
    count: int = ...,
    *,
    digits: int | None = ...,
    method: MethodName = ...,
    certify: Literal[True],
    gradients: bool = ...,
    only: Sequence[int] | None = ...,
    threads: int = ...,
) -> LevelArray: ...


@formerly(_former)
def levels(
    alpha: Numbers,
    beta: Numbers,
    count: int = 10,
    *,
    digits: int | None = None,
    method: MethodName = "auto",
    certify: bool = False,
    gradients: bool = False,
    only: Sequence[int] | None = None,
    threads: int = 1,
) -> FloatArray | Gradients | LevelArray:
    """eps_1 <= eps_2 <= ... <= eps_count of -psi'' + (alpha y^2 - beta y^3 + y^4) psi = eps psi, E_n = w eps_n.

    alpha, beta: numbers (int, float, Fraction, decimal or "p/q" strings) or arrays that broadcast to a shape (...);
    dimensionless.  Half the second derivative of the potential at its deepest minimum is at most 10^4, which holds
    for -60 <= alpha <= 50 with |beta| <= 15 and for alpha <= 10^4 with beta^2 <= 4 alpha.
    count: 1 to 60; with the method "series" 1 to 100.
    digits: None for doubles; 15 to 10 000 for so many significant digits.
    method: "auto", "native", "lapack", "matrices" or "series" (docs/levels.md says which to choose).
    certify: each level also gets an interval that is proved to contain it, index included, and that a separate
    verifier has confirmed (``Level.enclosure``).
    gradients: also the derivatives by alpha and beta, to 1e-7 max(1, |derivative|).
    only: the numbers n of the levels wanted, instead of the lowest `count`.
    threads: 1 to 256 threads that share the pairs, for doubles.

    Arrays of dask give arrays of dask, chunk by chunk (docs/cluster.md).

    Returns: shape (..., count), or (..., len(only)), in units of w.  Doubles have an error of at most 1e-10 max(1,
    |eps|), verified for every level.  With gradients they come as ``Gradients``.  With digits or certify an array
    of ``Level`` objects is returned, and gradients are ``Level.by_alpha`` and ``Level.by_beta``; ``.astype(float)``
    makes doubles of it.
    Raises: TypeError or ValueError for arguments, ImportError for the native method where softpot was installed
    without a C compiler, NotConverged for a level that misses its accuracy, NotProved for an interval that could
    not be proved.
    Source: Il'in, Karpov, Parshin, Sov. Phys. JETP 65, 165 (1987), Eq. (7).
    Not guaranteed: the difference of two levels closer than the accuracy (``splitting`` gives it); that the last
    bits of doubles are the same for every method, processor and size of the arrays; without certify, a proof.

    >>> from softpot import levels
    >>> levels([-5, 0, 5], 1, 2).round(6).tolist()
    [[-8.550228, -2.490765], [0.905341, 3.441399], [2.351481, 7.249448]]
    >>> (ground,) = levels("-41/8", "1/2", 1, digits=30, certify=True)
    >>> ground.value
    '-5.80521036405119070877123051303'
    >>> ground.enclosure
    Enclosure of level 1, alpha = -41/8, beta = 1/2, in w
      lower = -5.805210364051190708771230513029
      upper = -5.8052103640511907087712305130281
    """
    _require(method, digits, certify)
    numbers = _numbers(count, only, _most(method, digits))
    if is_chunked(alpha) or is_chunked(beta):
        asked = Wanted(tuple(numbers), digits, method, certify, gradients, threads)
        return _chunked(alpha, beta, asked)
    if digits is None and not certify:
        kernel = None if method == "auto" else METHODS[method].kernel
        at = slice(None) if only is None else np.array(numbers) - 1
        found = double_levels(alpha, beta, max(numbers), kernel=kernel, threads=threads)[..., at]
        if not gradients:
            return found
        return Gradients(found, *_gradients(alpha, beta, numbers))
    wanted = FEWEST_DIGITS if digits is None else digits
    return _objects(alpha, beta, numbers, wanted, method, certify=certify, gradients=gradients)


@dataclass(frozen=True)
class Wanted:
    """What ``levels`` is asked for besides the pairs."""

    numbers: tuple[int, ...]
    digits: int | None
    method: MethodName
    certify: bool
    gradients: bool
    threads: int


def _of_chunk(alpha: NDArray[Any], beta: NDArray[Any], wanted: Wanted) -> NDArray[Any]:
    """The levels of one chunk; the three arrays of ``Gradients`` side by side on the last axis."""
    found = cast(Any, levels)(
        alpha, beta, digits=wanted.digits, method=wanted.method, certify=wanted.certify,
        gradients=wanted.gradients, only=wanted.numbers, threads=wanted.threads,
    )  # fmt: skip
    return np.stack(found, axis=-1) if isinstance(found, Gradients) else np.asarray(found)


def _chunked(alpha: object, beta: object, wanted: Wanted) -> FloatArray | Gradients | LevelArray:
    """The same as arrays of dask, which compute nothing yet."""
    exact = wanted.digits is not None or wanted.certify
    three = wanted.gradients and not exact
    added = (len(wanted.numbers), 3) if three else (len(wanted.numbers),)
    kind = object if exact else float
    found: FloatArray = over_pairs(_of_chunk, (alpha, beta), added, kind, wanted=wanted)
    return Gradients(*(found[..., k] for k in range(3))) if three else found


def _require(method: object, digits: object, certify: object) -> None:
    """A method that there is, and that gives what is asked for; or one sentence."""
    if isinstance(method, str) and method == "auto":
        return
    if not isinstance(method, str) or method not in METHODS:
        raise ValueError(
            f"method is {shown(method)}, but one of 'auto', {', '.join(map(repr, METHODS))} is needed because there "
            "are these ways to compute levels"
        )
    decimal = METHODS[method].compute is not None
    if decimal and digits is None and not certify:
        raise ValueError(
            f"method is {method!r} and digits is not given, but a number of digits is needed because this method gives "
            "decimal numbers"
        )
    if not decimal and (digits is not None or certify):
        raise ValueError(
            f"method is {method!r} and {'digits' if digits is not None else 'certify'} is given, but 'matrices' or "
            "'series' is needed because doubles have no more than ten digits to rely on"
        )


def _most(method: str, digits: object) -> int:
    """The largest n within reach."""
    if method == "auto":
        method = "lapack" if digits is None else "series"
    return METHODS[method].largest_n


def _numbers(count: object, only: object, most: int) -> list[int]:
    why = "this many levels are what the method is tested for"
    if only is None:
        return list(range(1, whole_number(count, "count", 1, most, why) + 1))
    if isinstance(only, (str, bytes)) or not hasattr(only, "__iter__"):
        raise TypeError(
            f"only is {shown(only)}, but a sequence of level numbers such as [3] is needed because there may be several"
        )
    numbers = [whole_number(n, "a number in only", 1, most, why) for n in only]
    if not numbers:
        raise ValueError("only is empty, but at least one level number is needed")
    return numbers


def _objects(
    alpha: object,
    beta: object,
    numbers: list[int],
    digits: int,
    method: str,
    *,
    certify: bool,
    gradients: bool,
) -> LevelArray:
    """The levels as objects, pair by pair."""
    chosen = _for_digits(method, digits, numbers)
    assert chosen.compute is not None
    why = "fewer are what doubles hold and more are not provided for by this method"
    wanted = whole_number(digits, "digits", FEWEST_DIGITS, chosen.most_digits, why)
    shape, pairs = exact_pairs(alpha, beta, "each level belongs to one pair (alpha, beta)")
    result = np.empty((len(pairs), len(numbers)), dtype=object)
    for row, (a, b) in enumerate(pairs):
        found = list(chosen.compute(a, b, numbers, wanted))
        result[row] = [_certified(a, b, one) for one in found] if certify else found
    result = result.reshape(*shape, len(numbers))
    return _with_gradients(result, alpha, beta, numbers) if gradients else result


def _for_digits(method: str, digits: object, numbers: list[int]) -> Method:
    if method != "auto":
        return METHODS[method]
    within = isinstance(digits, int) and digits <= WORTH_SERIES
    return METHODS["matrices" if within and max(numbers) <= LARGEST_COUNT else "series"]


def _certified(alpha: Fraction, beta: Fraction, found: Level) -> Level:
    """The level with its interval, proved and confirmed; NotProved where both exclude each other."""
    from softpot.numerics.spectrum.prover.enclosure import enclose
    from softpot.numerics.spectrum.verifier.verify import verify_enclosure

    proved = enclose(alpha, beta, found.n, found.digits)
    verify_enclosure(proved)
    value, error = rational(found.mpf), 2 * rational(found.error)
    if not proved.lower - error <= value <= proved.upper + error:
        raise NotProved(
            f"level {found.n} is {found.value} by one method, which lies outside of the interval that was proved"
        )
    return replace(found, enclosure=proved)


def _with_gradients(
    found: LevelArray, alpha: object, beta: object, numbers: list[int]
) -> LevelArray:
    if max(numbers) > LARGEST_COUNT:
        raise ValueError(
            f"gradients are asked for of level {max(numbers)}, but one up to {LARGEST_COUNT} is needed because they "
            "are computed in doubles"
        )
    first, second = broadcast(alpha, beta)
    by_alpha, by_beta = (s.ravel() for s in _gradients(first, second, numbers))
    flat = [
        replace(one, by_alpha=float(p), by_beta=float(q))
        for one, p, q in zip(found.ravel(), by_alpha, by_beta, strict=True)
    ]
    result = np.empty(len(flat), dtype=object)
    result[:] = flat
    return result.reshape(found.shape)
