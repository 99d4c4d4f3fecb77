"""The report as data: what both templates say, in the order in which they say it.

Sentences are Prose or plain strings, formulas are SymPy expressions; nothing here is LaTeX or HTML.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import sympy as sp

from softpot.derive.machinery.discharge.algebra import PLAIN_PROOF
from softpot.derive.machinery.formula import Formula
from softpot.derive.machinery.prose import Prose
from softpot.derive.machinery.step import Role, Step
from softpot.derive.machinery.symbols import Quantity
from softpot.derive.machinery.theory import Printed, Reference, Theory
from softpot.derive.machinery.verdict import Basis, PrintedVerdict, Verdict
from softpot.numerics.machinery.evidence import Evidence
from softpot.numerics.machinery.ledger import Judged, Ledger, Outcome, versions
from softpot.numerics.machinery.orders import EQUAL, ORDER
from softpot.reports.machinery.anchors import anchors
from softpot.reports.machinery.bibtex import version
from softpot.reports.machinery.figure import Drawn
from softpot.reports.machinery.glossary import glossary
from softpot.reports.machinery.legible import against, legible
from softpot.reports.machinery.shown import evidence_score, grouped_integer, score, short_bound

MARKS: Mapping[str, str] = {
    Verdict.PROVED: "■", Verdict.DERIVED: "◆", Verdict.VERIFIED: "▲", Verdict.CONSISTENT: "●", Verdict.REFUTED: "✕",
    Verdict.NOT_DERIVED: "○", Verdict.UNKNOWN: "?", PrintedVerdict.AGREES: "■", PrintedVerdict.UNREADABLE: "○",
    PrintedVerdict.ORDER: "●", PrintedVerdict.GENERIC: "▲", PrintedVerdict.IN_PART: "◐", PrintedVerdict.ASSUMED: "◇",
    PrintedVerdict.GARBLED: "≀", PrintedVerdict.CONTRADICTED: "✕",
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
    quoted: Place | None
    shown: bool = True  # False where the formula stands elsewhere: in the entry that is quoted, or as the result


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
class Place:
    """An entry that is linked to: its id, and its anchor."""

    id: str
    anchor: str


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
    anchor: str  # the permanent name of the entry's place in the report
    told: sp.Basic | None = None  # what an article prints of the result
    before: Place | None = None  # the neighbours
    after: Place | None = None
    cites: tuple[int, ...] = ()  # numbers of the references beside the statement

    @property
    def id(self) -> str:
        return self.judged.entry.id

    @property
    def stated(self) -> tuple[str, str]:
        """What the stated form is called, as a heading and in a sentence that the formula follows."""
        printed = self.judged.entry.printed
        return ("", "") if printed is None else stated(printed)

    @property
    def failures(self) -> tuple[str, ...]:
        """Why the derivation or the evidence is missing, if it is."""
        return tuple(why for why in (self.judged.failure, self.judged.unobtained) if why)

    @property
    def refuting(self) -> tuple[Row, ...]:
        """The first row of evidence against the stated form that says where it fails."""
        return tuple(row for row in self.printed_rows if row.failing)[:1]

    @property
    def title(self) -> str:
        return self.judged.entry.title or self.judged.entry.statement

    @property
    def reference(self) -> str:
        """Where the source has it: Eq. (5), Eqs. (3), (4), Footnote 2."""
        place = self.judged.entry.equation
        if not place.startswith("("):
            return place[:1].upper() + place[1:]
        return f"Eqs. {place}" if "," in place or "–" in place else f"Eq. {place}"

    @property
    def kernel(self) -> str:
        """What the kernel says of it, in words; "" where its derivation is not exact, or there is none."""
        mark = self.judged.kernel
        if mark is None or self.judged.verdict not in (Verdict.PROVED, Verdict.DERIVED):
            return ""
        return f"kernel: {mark.words}"

    @property
    def certificate(self) -> str:
        """The name of the file that the kernel accepted; "" where none was accepted whole."""
        mark = self.judged.kernel
        return mark.file if mark is not None and self.kernel else ""

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
class Told:
    """A claim of the source, in other words, with the entries that judge it, or why none does."""

    place: str
    says: str
    blocks: tuple[Block, ...]
    reason: str


@dataclass(frozen=True)
class Document:
    """Everything that a report says."""

    title: str
    source: str
    summary: str
    abstract: tuple[str, ...]
    sections: tuple[Section, ...]
    symbols: tuple[Quantity, ...]
    used: tuple[Quantity, ...]  # those that an article meets
    references: tuple[Reference, ...]
    versions: tuple[tuple[str, str], ...]
    digits: int
    figures: Mapping[str, int]  # the number of each figure, in the order of the entries
    date: str
    claims: tuple[Told, ...]
    graph: Drawn | None

    @property
    def version(self) -> str:
        """The version of softpot that wrote the report."""
        return version()

    @property
    def cite(self) -> str:
        """How to cite it."""
        when = f", {self.date}" if self.date else ""
        return f"softpot contributors, {self.title}, softpot {self.version}{when}"

    @property
    def source_number(self) -> int | None:
        """The number of the source among the references, if it is one of them."""
        for number, reference in enumerate(self.references, start=1):
            if self.source and reference.citation.startswith(self.source[:12]):
                return number
        return None

    @property
    def agreements(self) -> tuple[Block, ...]:
        """The entries whose stated form agrees."""
        return tuple(b for b in self.blocks if b.judged.printed_verdict is PrintedVerdict.AGREES)

    @property
    def beyond(self) -> tuple[Block, ...]:
        """The entries that hold and of which the source states no form that can be read."""
        return tuple(
            b for b in self.blocks
            if b.derived is not None and b.judged.printed_verdict in (None, PrintedVerdict.UNREADABLE)
        )  # fmt: skip

    @property
    def open(self) -> tuple[Block, ...]:
        """The entries that are not derived."""
        return tuple(b for b in self.blocks if b.judged.verdict is Verdict.NOT_DERIVED)

    @property
    def in_source(self) -> str:
        """What the judgements on the source's own forms mean."""
        return IN_SOURCE

    @property
    def blocks(self) -> tuple[Block, ...]:
        return tuple(block for section in self.sections for block in section.blocks)

    @property
    def disagreements(self) -> tuple[Block, ...]:
        """The entries whose stated form is judged otherwise than as agreeing, and those that are refuted themselves."""
        return tuple(
            b for b in self.blocks
            if b.judged.printed_verdict in DISAGREE or b.judged.verdict is Verdict.REFUTED
        )  # fmt: skip

    @property
    def elsewhere(self) -> str:
        """What the supplement has besides derivations and evidence, in words; "" for nothing."""
        shown = {f.name: f.key for b in self.blocks for f in b.figures}
        left = [str(number) for name, number in self.figures.items() if not shown[name]]
        told = ["the claims of the source one by one"] if self.claims else []
        told += [f"figure{'s' * (len(left) != 1)} {_listed(left)}"] if left else []
        return _listed(told) if told else ""

    @property
    def unexpected(self) -> tuple[Block, ...]:
        return tuple(b for b in self.blocks if not b.as_expected)


def document(ledger: Ledger, figures: tuple[Drawn, ...], graph: Drawn | None = None) -> Document:
    """The report of a ledger; ``graph`` shows which entry uses which."""
    theory = ledger.theory
    titles = list(dict.fromkeys(j.entry.section or "Statements" for j in ledger.entries))
    places = anchors(j.entry.id for j in ledger.entries)
    sections = []
    for number, title in enumerate(titles, start=1):
        judged = [j for j in ledger.entries if (j.entry.section or "Statements") == title]
        blocks = tuple(
            _block(j, f"{number}.{k}", figures, places, _cites(theory, j.entry.id))
            for k, j in enumerate(judged, start=1)
        )
        sections.append(Section(title, number, blocks))
    return Document(
        theory.title, theory.source, theory.summary, abstract(ledger), _joined(sections),
        tuple(theory.symbols[name] for name in theory.symbols), _used(theory, sections),
        theory.references, tuple(versions().items()), ledger.digits,
        {f.name: n for n, f in enumerate((f for s in sections for b in s.blocks for f in b.figures), start=1)},
        theory.date, _told(theory, {b.id: b for s in sections for b in s.blocks}), graph,
    )  # fmt: skip


def _used(theory: Theory, sections: list[Section]) -> tuple[Quantity, ...]:
    """The symbols that the article meets: in its formulas, its statements and its findings."""
    blocks = [b for s in sections for b in s.blocks]
    shown = [f for b in blocks for f in (b.told, b.printed) if f is not None]
    sentences = [b.judged.entry.statement for b in blocks]
    sentences += [b.judged.entry.printed.survives for b in blocks if b.judged.entry.printed]
    return glossary(theory.symbols, shown, sentences)


def _told(theory: Theory, blocks: Mapping[str, Block]) -> tuple[Told, ...]:
    return tuple(
        Told(c.place, c.says, tuple(blocks[id] for id in c.ids if id in blocks), c.reason)
        for c in theory.claims
    )


def _cites(theory: Theory, id: str) -> tuple[int, ...]:
    return tuple(n for n, r in enumerate(theory.references, start=1) if id in r.entries)


def _joined(sections: list[Section]) -> tuple[Section, ...]:
    """The sections, each entry knowing its neighbours."""
    places = [None, *(Place(b.id, b.anchor) for section in sections for b in section.blocks), None]
    beside = zip(places, places[2:], strict=False)
    joined = []
    for section in sections:
        blocks = [
            replace(b, before=before, after=after)
            for b, (before, after) in zip(section.blocks, beside, strict=False)
        ]
        joined.append(replace(section, blocks=tuple(blocks)))
    return tuple(joined)


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
        good = printed.get(PrintedVerdict.AGREES, 0)
        undecided = printed.get(PrintedVerdict.UNKNOWN, 0)
        bad = sum(printed.values()) - unread - good - undecided
        counts = [f"{good or 'none'} {'agree' if good > 1 else 'agrees'}"]
        if bad:
            be = ("does", "it is") if bad == 1 else ("do", "they are")
            counts.append(f"{bad} {be[0]} not survive as {be[1]} stated")
        counts += (
            [f"{undecided} {'is' if undecided == 1 else 'are'} undecided"] if undecided else []
        )
        counts += [f"{unread} cannot be read"] if unread else []
        of = sum(printed.values())
        sentences.append(f"Of {of} form{'s' * (of != 1)} that the source states {_listed(counts)}.")
    odd = [j.entry.id for j in ledger.entries if j.outcome is not Outcome.AS_EXPECTED]
    if odd:
        sentences.append(
            f"{len(odd)} verdict{'s are' if len(odd) != 1 else ' is'} not the expected one: {_listed(odd)}."
        )
    else:
        sentences.append("Every verdict is the expected one.")
    return tuple(sentences)


DISAGREE = frozenset(PrintedVerdict) - {
    PrintedVerdict.AGREES, PrintedVerdict.UNREADABLE, PrintedVerdict.UNKNOWN,
}  # fmt: skip

STATED: Mapping[Basis, tuple[str, str]] = {
    Basis.PRINT: ("In print", "The source prints"),
    Basis.DAMAGED: ("As a damaged place reads", "The damaged text reads"),
    Basis.WORDS: ("Said in words", "The source says in words what as a formula is"),
    Basis.CHOICE: ("The choice of the source", "The source chooses"),
}
"""What a stated form is called, as a heading and in a sentence that the formula follows."""


IN_SOURCE = (
    "What the source states is judged with the same evidence. Agrees: an equality that the evidence supports, over a "
    f'stated range within a factor {EQUAL:.3g}; a "~" within a factor {ORDER:.3g} either way, the nearest power of '
    "ten. Order of magnitude: an equality that holds over its range within that factor only. Generic: right but on a "
    "set of measure zero. In part: of several forms in one line some agree. What is wrong is refuted where it stands "
    "in print, garbled where it is a reading of a damaged place, contradicted where it is said in words, and assumed "
    "where it is a choice of the source, a definition or a model, that does not follow from its equations."
)
"""What the judgements on the source's own forms mean."""


def stated(printed: Printed) -> tuple[str, str]:
    """Heading and sentence for a stated form; a "~" is called an order of magnitude."""
    heading, sentence = STATED[printed.basis]
    if printed.order:
        return f"{heading}, an order of magnitude", f"{sentence}, as an order of magnitude,"
    return heading, sentence


def _listed(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1]


def _block(
    judged: Judged,
    number: str,
    figures: tuple[Drawn, ...],
    places: Mapping[str, str],
    cites: tuple[int, ...],
) -> Block:
    derived, printed = judged.derived, judged.entry.printed
    formula = None if derived is None else derived.formula
    shown = None if formula is None else named(formula, formula.expression)
    return Block(
        judged, number, shown,
        () if derived is None else tuple(_line(k, s, places, shown) for k, s in enumerate(derived.steps, start=1)),
        () if derived is None else derived.own,
        tuple(_row(e) for e in judged.evidence),
        as_printed(printed, formula), comparable(printed, formula),
        tuple(_row(e, against) for e in judged.printed_evidence if e.supports is not True),
        score(judged), tuple(f for f in figures if f.entry_id == judged.entry.id),
        places[judged.entry.id], _told_of(judged, formula), cites=cites,
    )  # fmt: skip


def _told_of(judged: Judged, formula: Formula | None) -> sp.Basic | None:
    """What an article prints of a result: the members that its entry names, or all of it."""
    if formula is None:
        return None
    members = judged.entry.article
    if not members or not isinstance(formula.expression, sp.Tuple):
        return named(formula, formula.expression)
    if len(members) == 1:
        return named(formula, formula.expression.args[members[0]], members[0])
    return named(formula, sp.Tuple(*(formula.expression.args[k] for k in members)), members)


def named(
    formula: Formula, expression: sp.Basic, member: int | tuple[int, ...] | None = None
) -> sp.Basic:
    """The expression with what it is equal to, if the formula says so."""
    lhs = formula.lhs
    if isinstance(member, tuple):
        lhs = sp.Tuple(*(lhs.args[k] for k in member)) if isinstance(lhs, sp.Tuple) else None
    elif member is not None:
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
    if isinstance(printed.member, int) and isinstance(printed.shown, sp.Eq):
        rest = sp.expand(printed.shown.rhs - printed.form)
        if isinstance(rest, sp.Symbol):  # x' = x + …, where x' - x is judged
            return sp.Eq(
                printed.shown.lhs, rest + formula.expression.args[printed.member], evaluate=False
            )
    if isinstance(printed.member, tuple):
        several = sp.Tuple(*(formula.expression.args[k] for k in printed.member))
        return named(formula, several, printed.member)
    return named(formula, formula.expression.args[printed.member], printed.member)


def _line(number: int, step: Step, places: Mapping[str, str], result: sp.Basic | None) -> Line:
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
        Place(step.quoted, places.get(step.quoted, "")) if step.quoted else None,
        step.statement != result and not (step.quoted in places and step.role is Role.QUOTED),
    )


def _row(evidence: Evidence, said: Callable[[str], str] = legible) -> Row:
    supports = {True: "supports", False: "refutes", None: "undecided"}[evidence.supports]
    return Row(
        evidence.kind, evidence.what, grouped_integer(evidence.samples), evidence_score(evidence),
        "" if evidence.worst is None else short_bound(evidence.worst),
        "" if evidence.seed is None else str(evidence.seed), supports, said(evidence.failing),
    )  # fmt: skip
