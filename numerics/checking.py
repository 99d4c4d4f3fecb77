"""check(): the verdict on every statement of a theory, the soft-potential theory unless told."""

from __future__ import annotations

from collections.abc import Iterable

from softpot.derive.machinery.theory import Theory
from softpot.numerics.machinery.check import Progress, check_theory
from softpot.numerics.machinery.ledger import Ledger

__all__ = ["check"]


def check(
    theory: Theory | None = None,
    ids: Iterable[str] | None = None,
    digits: int = 30,
    progress: Progress | None = None,
    mutants: bool = False,
) -> Ledger:
    """The verdict on every statement of a theory, or on those with the given ids.

    theory: the soft-potential theory unless given.  ids: all unless given.
    digits: precision of the evidence, 1 to 200.  progress(entry, k, of): called before each entry.
    mutants: also feed every proved or verified entry deliberately wrong formulas.
    Returns: a ``Ledger``.  A failing entry raises nothing: the ledger says so.
    Raises: UnknownId for an unknown id, TypeError or ValueError for what is no theory or no number of digits.
    Not guaranteed: that evidence has ``digits`` digits where its nature forbids it (counts, ensembles, rates); each
    Evidence says what it has.

    >>> from softpot import check
    >>> check(ids=["width-of-vibrations"])
    Ledger of 'The soft-potential model of glasses': 1 statement, 30 digits
      1 not derived
      all as expected
    """
    from softpot.numerics.theory import SOFT_POTENTIAL

    return check_theory(
        SOFT_POTENTIAL if theory is None else theory, ids, digits, progress, mutants
    )
