"""The verdicts, as data: what a derived form, and what a printed form, can be judged to be."""

from __future__ import annotations

from enum import StrEnum


class Verdict(StrEnum):
    """The judgement on a derived form."""

    PROVED = "proved"  # as derived, and the kernel of a proof assistant accepted every line and the result
    DERIVED = "derived"  # exact identity, every step discharged and attacked, witnessed by numbers besides
    VERIFIED = "verified"  # agrees with independent numbers, or converges at the stated rate
    CONSISTENT = "consistent"  # an order of magnitude, with the factor found
    REFUTED = "refuted"
    NOT_DERIVED = "not derived"  # asserted by the source, with nothing to derive it from
    UNKNOWN = "unknown"  # evidence could not be obtained; never a pass, never expected

    def meets(self, expected: Verdict) -> bool:
        """Whether it is the expected one, or `proved` where `derived` is expected, which it includes."""
        return self is expected or (self is Verdict.PROVED and expected is Verdict.DERIVED)


class PrintedVerdict(StrEnum):
    """The judgement on a form that the source states; `numerics.machinery.judge` has the rules."""

    AGREES = "agrees"
    ORDER = "order of magnitude"  # stated as an equality; over its range it holds as an order only
    GENERIC = "generic"  # holds everywhere but on a set of measure zero
    IN_PART = "in part"  # of several forms in one line of print some agree, others do not
    ASSUMED = "assumed"  # a definition or a model that the source chooses; it does not follow
    GARBLED = "garbled"  # a reading of a damaged place; what is readable there is not right
    CONTRADICTED = "contradicted"  # a claim in words; as a formula it is wrong
    REFUTED = "refuted"  # a form that stands in print is wrong
    UNREADABLE = "unreadable"
    UNKNOWN = "unknown"  # never a pass, never expected


class Basis(StrEnum):
    """What the formula that is judged is, in the source."""

    PRINT = "print"  # it stands there
    DAMAGED = "damaged"  # it is a reading of a damaged place
    WORDS = "words"  # it renders a claim that is made in words
    CHOICE = "choice"  # a definition or a model that the source chooses, and does not derive
