"""Numbers that travel: an mpf as (sign, mantissa, exponent), a ball as the exact mantissas of its middle and radius.

mpmath writes its numbers in a layout of its own, which changed between 1.3 and 1.4 and which numbers of a private
context do not have at all; python-flint's balls do not pickle. What is sent here is whole numbers and the name of
a function of this module, so that any version of either library reads it.

Not guaranteed: what a calculation by mpmath's own context makes of such a number travels in mpmath's way.
"""

from __future__ import annotations

import copyreg
from functools import lru_cache
from typing import Any

import flint
import mpmath
from mpmath.libmp import finf, fnan, fninf, from_man_exp

__all__ = ["travelling", "travelling_context"]

_SPECIAL = {"inf": finf, "-inf": fninf, "nan": fnan}


class _Mpf(mpmath.mp.mpf):  # type: ignore[misc]
    """An mpf of mpmath's own context that pickles."""

    def __reduce__(self) -> tuple[Any, ...]:
        return _mpf_arrived, _mpf_parts(self)


def travelling(value: Any) -> Any:
    """The mpf with this value (a tuple of ``mpmath.libmp``), at whatever precision it has."""
    made = object.__new__(_Mpf)
    made._mpf_ = value
    return made


def travelling_context(bits: int) -> Any:
    """A private context of mpmath with this precision, whose numbers pickle."""
    context = mpmath.MPContext()
    context.prec = bits
    context.mpf.__reduce__ = lambda x: (_mpf_of_context_arrived, (bits, *_mpf_parts(x)))
    return context


def _mpf_parts(number: Any) -> tuple[Any, ...]:
    for name, special in _SPECIAL.items():
        if number._mpf_ == special:
            return (name,)
    sign, mantissa, exponent, _ = number._mpf_
    return int(sign), int(mantissa), int(exponent)


def _value(*parts: Any) -> Any:
    if len(parts) == 1:
        return _SPECIAL[parts[0]]
    sign, mantissa, exponent = parts
    return from_man_exp(-mantissa if sign else mantissa, exponent)


def _mpf_arrived(*parts: Any) -> Any:
    return travelling(_value(*parts))


def _mpf_of_context_arrived(bits: int, *parts: Any) -> Any:
    return _arrival_context(bits).make_mpf(_value(*parts))


@lru_cache(maxsize=16)
def _arrival_context(bits: int) -> Any:
    """One context for all numbers of a precision that arrive: making one costs far more than a number."""
    return travelling_context(bits)


def _ball_parts(ball: Any) -> tuple[Any, ...]:
    parts: list[Any] = []
    for number in (ball.mid(), ball.rad()):
        if number.is_finite():
            mantissa, exponent = number.man_exp()
            parts.append((int(mantissa), int(exponent)))
        else:
            parts.append("inf" if number > 0 else "-inf" if number < 0 else "nan")
    return _ball_arrived, tuple(parts)


def _ball_arrived(middle: Any, radius: Any) -> Any:
    centre = flint.arb(middle) if isinstance(middle, str) else flint.arb(flint.arf(middle))
    if isinstance(radius, str):
        return flint.arb(centre, flint.arb(radius))
    mantissa, exponent = radius
    # what is given as a radius is rounded up in its 30th bit, so a hair less than the radius gives the radius
    return (
        flint.arb(centre, flint.arb(flint.arf(((mantissa << 64) - 1, exponent - 64))))
        if mantissa
        else centre
    )


# the registry of the standard library for classes of others: balls have no other way to travel
copyreg.pickle(flint.arb, _ball_parts)
