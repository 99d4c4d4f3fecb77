"""Claims: what a source says, in other words, each with the entries that judge it or the reason why none does."""

from __future__ import annotations

from dataclasses import dataclass

from softpot.derive.machinery.errors import TheoryError


@dataclass(frozen=True)
class Claim:
    """One thing that the source says: where, in words of one's own, and what judges it.

    ids: of the entries that judge it.  reason: why none does, where there are none.
    Raises TheoryError for a claim with neither or both.

    >>> from softpot.derive.machinery.claims import Claim
    >>> Claim("(5)", "The Jacobian is |eta|/2.", ("jacobian",)).ids
    ('jacobian',)
    """

    place: str
    says: str
    ids: tuple[str, ...] = ()
    reason: str = ""

    def __post_init__(self) -> None:
        if bool(self.ids) == bool(self.reason):
            raise TheoryError(
                f"the claim {self.says!r} needs the entries that judge it, or the reason why none does, and not both"
            )
