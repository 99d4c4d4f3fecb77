"""The errors of the certified functions: a hypothesis of the proof that could not be verified."""

from __future__ import annotations

__all__ = ["NotProved", "Undecided"]


class NotProved(ArithmeticError):
    """No interval is returned, because some step of its proof could not be carried out."""


class Undecided(NotProved):
    """A sign or an inequality that stays open at this precision, or with these nodes."""
