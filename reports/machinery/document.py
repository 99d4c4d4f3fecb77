"""The report as data: what both templates say, in the order in which they say it.

Sentences are Prose or plain strings, formulas are SymPy expressions; nothing here is LaTeX or HTML.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

import sympy as sp

from derive.machinery.discharge.algebra import PLAIN_PROOF
from derive.machinery.formula import Formula
from derive.machinery.prose import Prose
from derive.machinery.step import Role, Step
from derive.machinery.symbols import Quantity
from derive.machinery.theory import Printed, Reference
from derive.machinery.verdict import PrintedVerdict, Verdict
from numerics.machinery.evidence import Evidence
from numerics.machinery.ledger import Judged, Ledger, Outcome, versions
from reports.machinery.figure import Drawn
from reports.machinery.shown import evidence_score, grouped_integer, score, short_number

MARKS: Mapping[str, str] = {
    Verdict.PROVED: "■", Verdict.VERIFIED: "▲", Verdict.CONSISTENT: "●", Verdict.REFUTED: "✕",
    Verdict.NOT_DERIVED: "○", Verdict.UNKNOWN: "?", PrintedVerdict.AGREES: "■", PrintedVerdict.UNREADABLE: "○",
}  # fmt: skip
"""Shapes beside the words, so that a verdict is seen without colour."""

LONGEST_PROOF = 110
"""Characters of a proof's own words that a reader bears; `softpot derive` shows longer ones."""

DISCHARGED = {
    Role.PREMISE: "assumed",
    Role.DEFINITION: "a name",
    Role.LIMIT: "limit, supported by numbers only",
}


@dataclass(frozen=True)
class Line:
    """A numbered line of a derivation: its equation, the reason, how it was discharged."""

    number: int
    kind: str
    statement: sp.Basic
    reason: Prose | None
    discharged: str
    quoted: str


@dataclass(frozen=True)
class Row:
    """A row of an evidence table, its numbers shortened for people."""

    kind: str
    what: str
    samples: str
    score: str
    worst: str
    seed: str
    supports: str
    failing: str


@dataclass(frozen=True)
class Block:
    """One entry."""

    judged: Judged
    number: str
    derived: sp.Basic | None
    lines: tuple[Line, ...]
    premises: tuple[Step, ...]
    rows: tuple[Row, ...]
    printed: sp.Basic | None
    compared: sp.Basic | None
    printed_rows: tuple[Row, ...]
    score: str
    figures: tuple[Drawn, ...]
    before: str = ""  # anchors of the neighbours
    after: str = ""

    @property
    def id(self) -> str:
        return self.judged.entry.id

    @property
    def anchor(self) -> str:
        """The permanent name of the entry's place in the report."""
        return re.sub(r"[^A-Za-z0-9-]+", "-", self.id)

    @property
    def failures(self) -> tuple[str, ...]:
        """Why the derivation or the evidence is missing, if it is."""
        return tuple(why for why in (self.judged.failure, self.judged.unobtained) if why)

    @property
    def title(self) -> str:
        return self.judged.entry.title or self.judged.entry.statement

    @property
    def as_expected(self) -> bool:
        return self.judged.outcome is Outcome.AS_EXPECTED


@dataclass(frozen=True)
class Section:
    """The entries of one group of equations."""

    title: str
    number: int
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Document:
    """Everything that a report says."""

    title: str
    source: str
    summary: str
    abstract: tuple[str, ...]
    sections: tuple[Section, ...]
    symbols: tuple[Quantity, ...]
    references: tuple[Reference, ...]
    versions: tuple[tuple[str, str], ...]
    digits: int
    first_figure: Drawn | None

    @property
    def blocks(self) -> tuple[Block, ...]:
        return tuple(block for section in self.sections for block in section.blocks)

    @property
    def disagreements(self) -> tuple[Block, ...]:
        """The entries whose printed form is refuted."""
        return tuple(b for b in self.blocks if b.judged.printed_verdict is PrintedVerdict.REFUTED)

    @property
    def unexpected(self) -> tuple[Block, ...]:
        return tuple(b for b in self.blocks if not b.as_expected)


def document(ledger: Ledger, figures: tuple[Drawn, ...]) -> Document:
    """The report of a ledger."""
    theory = ledger.theory
    titles = list(dict.fromkeys(j.entry.section or "Statements" for j in ledger.entries))
    sections = []
    for number, title in enumerate(titles, start=1):
        judged = [j for j in ledger.entries if (j.entry.section or "Statements") == title]
        blocks = tuple(_block(j, f"{number}.{k}", figures) for k, j in enumerate(judged, start=1))
        sections.append(Section(title, number, blocks))
    return Document(
        theory.title, theory.source, theory.summary, abstract(ledger), _joined(sections),
        tuple(theory.symbols.values()), theory.references, tuple(versions().items()), ledger.digits,
        figures[0] if figures else None,
    )  # fmt: skip


def _joined(sections: list[Section]) -> tuple[Section, ...]:
    """The sections, each entry knowing its neighbours."""
    anchors = ["", *(b.anchor for section in sections for b in section.blocks), ""]
    beside = dict(zip(anchors[1:-1], zip(anchors, anchors[2:], strict=False), strict=True))
    return tuple(
        replace(
            section,
            blocks=tuple(
                replace(b, before=beside[b.anchor][0], after=beside[b.anchor][1])
                for b in section.blocks
            ),
        )
        for section in sections
    )


def abstract(ledger: Ledger) -> tuple[str, ...]:
    """Sentences that count the verdicts."""
    total = len(ledger.entries)
    sentences = [
        f"This report judges {total} statement{'s' * (total != 1)}: "
        + _listed([f"{n} {verdict}" for verdict, n in ledger.counts().items()])
        + "."
    ]
    printed = ledger.printed_counts()
    if printed:
        unread = printed.get(PrintedVerdict.UNREADABLE, 0)
        number = sum(printed.values()) - unread
        sentences.append(
            f"{number} of them ha{'ve' if number != 1 else 's'} a printed form to compare with: "
            + _listed(
                [
                    f"{n} {_PRINTED_WORDS[verdict]}"
                    for verdict, n in printed.items()
                    if verdict is not PrintedVerdict.UNREADABLE
                ]
            )
            + (f"; {unread} more cannot be read." if unread else ".")
        )
    odd = [j.entry.id for j in ledger.entries if j.outcome is not Outcome.AS_EXPECTED]
    if odd:
        sentences.append(
            f"{len(odd)} verdict{'s are' if len(odd) != 1 else ' is'} not the expected one: {_listed(odd)}."
        )
    else:
        sentences.append("Every verdict is the expected one.")
    return tuple(sentences)


_PRINTED_WORDS = {
    PrintedVerdict.AGREES: "in agreement",
    PrintedVerdict.REFUTED: "refuted",
    PrintedVerdict.UNREADABLE: "unreadable",
    PrintedVerdict.UNKNOWN: "undecided",
}


def _listed(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1]


def _block(judged: Judged, number: str, figures: tuple[Drawn, ...]) -> Block:
    derived, printed = judged.derived, judged.entry.printed
    formula = None if derived is None else derived.formula
    shown = None if formula is None else named(formula, formula.expression)
    return Block(
        judged, number, shown,
        () if derived is None else tuple(_line(k, s) for k, s in enumerate(derived.steps, start=1)),
        () if derived is None else derived.premises,
        tuple(_row(e) for e in judged.evidence),
        as_printed(printed, formula), comparable(printed, formula),
        tuple(_row(e) for e in judged.printed_evidence if e.supports is not True),
        score(judged), tuple(f for f in figures if f.entry_id == judged.entry.id),
    )  # fmt: skip


def named(formula: Formula, expression: sp.Basic, member: int | None = None) -> sp.Basic:
    """The expression with what it is equal to, if the formula says so."""
    lhs = formula.lhs
    if member is not None:
        lhs = lhs.args[member] if isinstance(lhs, sp.Tuple) and len(lhs) > member else None
    return expression if lhs is None else sp.Eq(lhs, expression, evaluate=False)


def as_printed(printed: Printed | None, formula: Formula | None) -> sp.Basic | None:
    """The printed form as the source writes it, or as an equation for what it stands for."""
    if printed is None or printed.form is None:
        return None
    if printed.shown is not None:
        return printed.shown
    return printed.form if formula is None else named(formula, printed.form, printed.member)


def comparable(printed: Printed | None, formula: Formula | None) -> sp.Basic | None:
    """The derived form, or the member of it, that the printed form is compared with."""
    if printed is None or formula is None:
        return None
    if printed.member is None:
        return named(formula, formula.expression)
    return named(formula, formula.expression.args[printed.member], printed.member)


def _line(number: int, step: Step) -> Line:
    discharged = DISCHARGED.get(step.role, "")
    if step.role is Role.STEP:
        says_more = step.proof not in ("", PLAIN_PROOF) and len(step.proof) <= LONGEST_PROOF
        discharged = f"{step.kind}: {step.proof}" if says_more else step.kind
    said = (
        str(step.reason) != f"derived under {step.quoted}"
    )  # what `uses` says when the author says nothing
    return Line(
        number,
        step.role.value,
        step.statement,
        step.reason if said else None,
        discharged,
        step.quoted,
    )


def _row(evidence: Evidence) -> Row:
    supports = {True: "supports", False: "refutes", None: "undecided"}[evidence.supports]
    return Row(
        evidence.kind, evidence.what, grouped_integer(evidence.samples), evidence_score(evidence),
        "" if evidence.worst is None else short_number(evidence.worst),
        "" if evidence.seed is None else str(evidence.seed), supports, evidence.failing,
    )  # fmt: skip
