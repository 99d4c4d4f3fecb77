"""What can go wrong with a compiled formula: four errors, each one clear sentence.

All but the first are ``ArithmeticError``: the formula is fine, its value at this point is not to be had.
"""

from __future__ import annotations

from typing import Any

from softpot.derive.machinery.errors import TheoryError


class CompileError(TheoryError):
    """The formula holds something that has no number: a Float, an integral, an unknown function."""


class OutOfDomain(ArithmeticError):
    """The formula has no real value at this point: the logarithm of a negative number, 1/0."""


class OutsideDomain(OutOfDomain):
    """The point lies outside the domain that the formula states: there it says nothing."""


class OutOfRange(OverflowError):
    """The numbers of this backend are too small or too large for the value; the message says which are not."""


class PrecisionLoss(ArithmeticError):
    """The digits asked for were not reached, or a comparison not decided, at the highest precision.

    ``best`` is the last enclosure (an Arb ball, or value and error bound), None if there was none.
    """

    def __init__(self, message: str, best: Any = None) -> None:
        super().__init__(message)
        self.best = best


class Undecided(Exception):
    """At this working precision the step cannot be taken; a higher one may be enough."""
