"""The one error of this package that is not about its arguments."""

from __future__ import annotations

__all__ = ["NotConverged"]


class NotConverged(ArithmeticError):
    """|computed - true| could not be shown to be within the stated accuracy.

    Raised instead of returning a number that misses its tolerance.
    """
