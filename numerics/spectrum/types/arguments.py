r"""alpha, beta: finite real numbers or arrays that broadcast;  count: 1 ... 60;  digits: 15 ... 1000.

The checks shared by the public functions.  Each failure is one sentence that says what was given,
what is accepted and why; ``TypeError`` for the wrong kind of object, ``ValueError`` for the wrong
value.
"""

from __future__ import annotations

import operator
from fractions import Fraction
from math import isfinite

import numpy as np

from softpot.numerics.machinery.exact import exact, shown
from softpot.numerics.spectrum.types.arrays import FloatArray

__all__ = [
    "CHUNK",
    "LARGEST_COUNT",
    "LARGEST_DIGITS",
    "SMALLEST_DIGITS",
    "broadcast",
    "exact_pairs",
    "parameter",
    "whole_number",
]

CHUNK = 8192
LARGEST_COUNT = 60
SMALLEST_DIGITS = 15
LARGEST_DIGITS = 1000


def whole_number(value: object, name: str, low: int, high: int, why: str) -> int:
    """The integer low <= value <= high, or one sentence."""
    wanted = f"but a whole number from {low} to {high} is needed because {why}"
    if isinstance(value, (bool, np.bool_)) or not hasattr(type(value), "__index__"):
        raise TypeError(f"{name} is {shown(value)} of type {type(value).__name__}, {wanted}")
    try:
        number = operator.index(value)  # type: ignore[arg-type]
    except TypeError:
        raise TypeError(
            f"{name} is {shown(value)} of type {type(value).__name__}, {wanted}"
        ) from None
    if not low <= number <= high:
        size = str(number) if abs(number) < 10**12 else "an integer of over twelve digits"
        raise ValueError(f"{name} is {size}, {wanted}")
    return number


def _to_double(value: object, name: str) -> FloatArray:
    rational = exact(value, name)
    try:
        return np.float64(float(rational)) * np.ones(())
    except OverflowError:
        raise ValueError(
            f"{name} is too large for double precision, but a magnitude below 1e308 is needed "
            "because the levels are returned as doubles"
        ) from None


def parameter(value: object, name: str) -> FloatArray:
    """A float64 array of finite numbers from a scalar (see ``exact``) or an array of numbers."""
    if type(value) is float and isfinite(value):
        return np.array(value)
    if isinstance(value, (list, tuple)):
        try:
            value = np.asarray(value)
        except ValueError:
            raise ValueError(
                f"{name} is a ragged sequence, but an array of numbers is needed because alpha and "
                "beta must broadcast"
            ) from None
    if not isinstance(value, np.ndarray) or value.ndim == 0:
        return _to_double(value, name)
    if value.dtype.kind in "OU":
        flat = [float(_to_double(item, name)) for item in value.ravel()]
        return np.array(flat, dtype=np.float64).reshape(value.shape)
    if value.dtype.kind not in "iuf":
        raise TypeError(
            f"{name} is an array of type {value.dtype}, but an array of real numbers is needed "
            "because the potential is real"
        )
    if isinstance(value, np.ma.MaskedArray):
        raise TypeError(
            f"{name} is a masked array, but a plain one is needed because the masked numbers would be "
            "computed with"
        )
    with np.errstate(over="ignore"):  # a long double may be infinite as a double
        array = value.astype(np.float64)
    if not np.isfinite(array).all():
        raise ValueError(
            f"{name} contains NaN or an infinity, but finite numbers are needed because the "
            "potential has no meaning otherwise"
        )
    return array


def broadcast(alpha: object, beta: object) -> tuple[FloatArray, FloatArray]:
    """alpha and beta as float64 arrays of one common shape."""
    first, second = parameter(alpha, "alpha"), parameter(beta, "beta")
    if first.shape == second.shape:
        return first, second
    try:
        shape = np.broadcast_shapes(first.shape, second.shape)
    except ValueError:
        raise ValueError(
            f"alpha has shape {first.shape} and beta has shape {second.shape}, but shapes that "
            "broadcast are needed because each level belongs to one pair (alpha, beta)"
        ) from None
    return np.broadcast_to(first, shape), np.broadcast_to(second, shape)


def exact_pairs(
    alpha: object, beta: object, why: str
) -> tuple[tuple[int, ...], list[tuple[Fraction, Fraction]]]:
    """The common shape of alpha and beta, and their pairs as the rationals they are."""
    first, second = _exact_array(alpha, "alpha"), _exact_array(beta, "beta")
    try:
        pairs = np.broadcast(first, second)
    except ValueError:
        raise ValueError(
            f"alpha has shape {first.shape} and beta has shape {second.shape}, but shapes that broadcast are needed "
            f"because {why}"
        ) from None
    return pairs.shape, list(pairs)


def _exact_array(value: object, name: str) -> np.ndarray[tuple[int, ...], np.dtype[np.object_]]:
    """The numbers as Fractions, in an array of objects."""
    if isinstance(value, (list, tuple)) or (isinstance(value, np.ndarray) and value.ndim > 0):
        given = np.asarray(value, dtype=object)
        flat = [exact(item, name) for item in given.ravel()]
    else:
        given, flat = np.empty((), dtype=object), [exact(value, name)]
    array = np.empty(len(flat), dtype=object)
    array[:] = flat
    return array.reshape(given.shape)
