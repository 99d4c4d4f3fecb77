"""Gathering evidence: one formula, right or wrong, before everything that an entry is judged by."""

from __future__ import annotations

from collections.abc import Iterator

from derive.machinery.formula import Formula
from derive.machinery.theory import Theory
from numerics.machinery.compile.errors import OutOfDomain
from numerics.machinery.evidence import Evidence, EvidenceError


def gather(theory: Theory, id: str, formula: Formula, digits: int) -> tuple[Evidence, ...]:
    """The evidence of an entry on a formula, which need not be the right one.

    Raises EvidenceError when there is none, or when a number could not be had.
    """
    return tuple(gathered(theory, id, formula, digits))


def gathered(theory: Theory, id: str, formula: Formula, digits: int) -> Iterator[Evidence]:
    """The same one by one, so that who looks for the first refutation need not wait for the rest."""
    if id not in theory.evidence:
        raise EvidenceError(f"{id} has no evidence: a statement without numbers is not judged")
    count = 0
    try:
        found = theory.evidence[id](formula, digits)
        for evidence in (found,) if isinstance(found, Evidence) else found:
            if not isinstance(evidence, Evidence):
                raise EvidenceError(
                    f"the evidence for {id} yielded {evidence!r}, which is no Evidence"
                )
            count += 1
            yield evidence
    except OutOfDomain as error:
        # a formula that has no value at a point of its domain is wrong there
        yield Evidence(
            "domain",
            "the formula has a real value wherever it is tried",
            False,
            1,
            failing=str(error),
        )
        return
    except EvidenceError:
        raise
    except (
        Exception,
        SystemExit,
    ) as error:  # evidence is anybody's function: whatever it raises, there is none
        said = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
        raise EvidenceError(f"the evidence for {id} could not be had: {said}") from error
    if count == 0:
        raise EvidenceError(f"the evidence for {id} returned no Evidence")
