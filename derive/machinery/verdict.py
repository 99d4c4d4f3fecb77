"""The verdicts, as data: what a derived form, and what a printed form, can be judged to be."""

from __future__ import annotations

from enum import StrEnum


class Verdict(StrEnum):
    """The judgement on a derived form."""

    PROVED = "proved"  # exact identity, every step discharged, witnessed by numbers besides
    VERIFIED = "verified"  # agrees with independent numbers, or converges at the stated rate
    CONSISTENT = "consistent"  # an order of magnitude, with the factor found
    REFUTED = "refuted"
    NOT_DERIVED = "not derived"  # asserted by the source, with nothing to derive it from
    UNKNOWN = "unknown"  # evidence could not be obtained; never a pass, never expected


class PrintedVerdict(StrEnum):
    """The judgement on a form as it stands in print."""

    AGREES = "agrees"
    REFUTED = "refuted"
    UNREADABLE = "unreadable"
    UNKNOWN = "unknown"  # never a pass, never expected
