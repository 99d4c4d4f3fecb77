"""From a derivation and its evidence to a verdict: the one place where verdicts are given.

The derived form:

refuted     some evidence refutes
unknown     a step is not proved, evidence is missing or undecided (never a pass)
proved      every step is exact, every evidence supports, and the kernel accepted every line and the result
derived     as proved, but the kernel has not accepted all of it
verified    as derived, but a limit rests on numbers alone
consistent  supported as an order of magnitude, the factor found

A form that the source states, put in place of the derived one:

agrees              an equality: every evidence supports it, and over a stated range each factor reference/form lies
                    within EQUAL of 1; "~": every factor lies within ORDER (`orders` has both numbers)
order of magnitude  an equality that evidence refutes, or that is off by more than EQUAL, while over its range every
                    factor lies within ORDER
generic             what refutes lies on a set of measure zero
in part             of several forms in one line some agree
unreadable          there is no form
unknown             evidence is missing or undecided

What is none of these is wrong, and called after what it is in the source: refuted (it stands in print), garbled (a
reading of a damaged place), contradicted (a claim in words), assumed (a choice that the source makes).
"""

from __future__ import annotations

from collections.abc import Sequence

from softpot.derive.machinery.derivation import Derived
from softpot.derive.machinery.theory import Entry, Printed
from softpot.derive.machinery.verdict import Basis, PrintedVerdict, Verdict
from softpot.numerics.machinery.evidence import Evidence
from softpot.numerics.machinery.orders import EQUAL, ORDER, within


def judge(
    entry: Entry, derived: Derived | None, evidence: Sequence[Evidence], whole: bool = False
) -> Verdict:
    """The verdict on the derived form. ``derived`` None: its derivation failed, or there is none.

    ``whole``: the kernel accepted every line and the result.
    """
    if entry.derive is None:
        return Verdict.NOT_DERIVED
    own = [e for e in evidence if not e.over_range]
    if derived is None or not own:
        return Verdict.UNKNOWN
    if any(e.supports is False for e in evidence):
        return Verdict.REFUTED
    if not all(e.supports is True for e in evidence):
        return Verdict.UNKNOWN
    if any(e.factor is not None for e in own):
        return Verdict.CONSISTENT
    if not derived.exact:
        return Verdict.VERIFIED
    return Verdict.PROVED if whole else Verdict.DERIVED


WRONG = {
    Basis.PRINT: PrintedVerdict.REFUTED,
    Basis.DAMAGED: PrintedVerdict.GARBLED,
    Basis.WORDS: PrintedVerdict.CONTRADICTED,
    Basis.CHOICE: PrintedVerdict.ASSUMED,
}
"""What a stated form that is wrong is called."""


def judge_printed(printed: Printed, evidence: Sequence[Evidence]) -> PrintedVerdict:
    """The verdict on a stated form, from the same evidence with that form put in."""
    if printed.form is None:
        return PrintedVerdict.UNREADABLE
    if not isinstance(printed.member, tuple):
        return _one(printed, evidence)
    found = {_one(printed, [e for e in evidence if e.member in (None, k)]) for k in printed.member}
    if len(found) == 1:
        return found.pop()
    if PrintedVerdict.UNKNOWN in found:
        return PrintedVerdict.UNKNOWN
    return PrintedVerdict.IN_PART if PrintedVerdict.AGREES in found else WRONG[printed.basis]


def _one(printed: Printed, evidence: Sequence[Evidence]) -> PrintedVerdict:
    factors = [e.factor for e in evidence if e.factor is not None]
    if printed.order and factors:
        if any(e.supports is None for e in evidence):
            return PrintedVerdict.UNKNOWN
        near = all(within(f, ORDER) for f in factors)
        return PrintedVerdict.AGREES if near else WRONG[printed.basis]
    exact = [e for e in evidence if not e.over_range]
    ranged = [e.factor for e in evidence if e.over_range and e.factor is not None]
    wrong = [e for e in exact if e.supports is False]
    if wrong:
        if all(e.measure_zero for e in wrong) and all(
            e.supports is True for e in evidence if e not in wrong
        ):
            return PrintedVerdict.GENERIC if len(wrong) < len(exact) else WRONG[printed.basis]
        if printed.order:  # no factor says how far a "~" is off
            return PrintedVerdict.UNKNOWN
        return _by_range(printed, ranged) if ranged else WRONG[printed.basis]
    if not exact or any(e.supports is None for e in exact):
        return PrintedVerdict.UNKNOWN
    if all(within(f, EQUAL) for f in ranged):
        return PrintedVerdict.AGREES
    return _by_range(printed, ranged)


def _by_range(printed: Printed, factors: Sequence[float]) -> PrintedVerdict:
    """An equality that does not hold as one: it may be an order of magnitude over its range."""
    near = all(within(f, ORDER) for f in factors)
    return PrintedVerdict.ORDER if near else WRONG[printed.basis]
