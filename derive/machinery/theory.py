"""A theory: an immutable value that holds symbols, entries, evidence and figures by id, references."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType, NoneType
from typing import Any

import sympy as sp

from derive.machinery.derivation import Derivation, Derived
from derive.machinery.errors import TheoryError, UnknownId
from derive.machinery.formula import Formula
from derive.machinery.symbols import SymbolTable
from derive.machinery.verdict import PrintedVerdict, Verdict


@dataclass(frozen=True)
class Printed:
    """A form as it stands in print, and what judging it is expected to give.

    ``form`` replaces the derived expression when it is judged, or its member number ``member`` when
    that is a Tuple. ``shown`` is how the source writes it, for people. ``form`` None: unreadable.
    ``within`` is for a printed "~": the factor within which agreement counts; None for an equality.
    ``survives`` says, in a sentence, what remains true.
    """

    form: sp.Basic | None
    expected: PrintedVerdict
    member: int | None = None
    shown: sp.Basic | None = None
    within: int | None = None
    survives: str = ""

    def __post_init__(self) -> None:
        if self.expected is PrintedVerdict.UNKNOWN:
            raise TheoryError("unknown is never expected of a printed form")
        if self.form is None or not isinstance(self.shown, sp.Eq):
            return
        # what people see has to be what is judged, up to a term that the form does not speak of
        rest = sp.expand(self.shown.rhs - self.form)
        if rest.free_symbols & self.form.free_symbols:
            raise TheoryError(
                f"the printed form shown, {self.shown}, is not the one judged, {self.form}"
            )

    def put_in(self, formula: Formula) -> Formula:
        """The derived formula with the printed form in its place."""
        if self.form is None:
            raise TheoryError(f"the printed form of {formula.id} is unreadable: nothing to judge")
        if self.member is None:
            return formula.with_expression(self.form)
        members = list(formula.expression.args)
        members[self.member] = self.form
        return formula.with_expression(sp.Tuple(*members))


@dataclass(frozen=True)
class Reference:
    """A source: key, citation, DOI where known."""

    key: str
    citation: str
    doi: str = ""


Derive = Callable[[Derivation], Derived]


@dataclass(frozen=True)
class Entry:
    """One statement of the source: permanent id, words, its derivation, the verdicts expected of it.

    ``derive`` None: the source asserts it and gives nothing to derive it from.
    """

    id: str
    equation: str
    statement: str
    derive: Derive | None
    section: str
    expected: Verdict = Verdict.PROVED
    printed: Printed | None = None
    title: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        if self.expected is Verdict.UNKNOWN:
            raise TheoryError(f"{self.id}: unknown is never an expected verdict")
        if (self.derive is None) != (self.expected is Verdict.NOT_DERIVED):
            raise TheoryError(
                f"{self.id}: an entry without a derivation is expected to be `not derived`, and only it"
            )


def entry(
    id: str,
    *,
    title: str,
    equation: str = "",
    section: str = "",
    expected: Verdict = Verdict.PROVED,
    printed: Printed | None = None,
    note: str = "",
) -> Callable[[Derive], Entry]:
    """Make an Entry of a function that writes the derivation; its docstring is the statement."""

    def made(derive: Derive) -> Entry:
        words = " ".join((derive.__doc__ or "").split())
        if not words:
            raise TheoryError(f"{id}: the docstring is the statement, and there is none")
        return Entry(id, equation, words, derive, section, expected, printed, title, note)

    return made


_NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True)
class Theory:
    """Entries in the source's order, the symbols they share, evidence and figures by entry id.

    ``evidence[id]`` is called with the formula to judge and the number of digits; ``figures[id]``
    with the finished ledger. Derivations are made once, when first asked for, and kept.
    Raises TheoryError for an id that comes twice, for evidence without an entry, and for an entry
    that is neither `not derived` nor has evidence.
    """

    title: str
    symbols: SymbolTable
    entries: tuple[Entry, ...]
    evidence: Mapping[str, Callable[..., Any]] = field(default_factory=lambda: _NOTHING)
    figures: Mapping[str, Callable[..., Any]] = field(default_factory=lambda: _NOTHING)
    references: tuple[Reference, ...] = ()
    source: str = ""
    summary: str = ""
    _kept: dict[str, Derived] = field(default_factory=dict, init=False, compare=False, repr=False)
    _open: list[str] = field(default_factory=list, init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        ids = [e.id for e in self.entries]
        twice = sorted({i for i in ids if ids.count(i) > 1})
        if twice:
            raise TheoryError(
                f"the id {twice[0]} stands for two entries: ids are permanent and unique"
            )
        for kind, table in (("evidence", self.evidence), ("figures", self.figures)):
            odd = sorted(set(table) - set(ids)) if kind == "evidence" else []
            if odd:
                raise TheoryError(f"there is {kind} for {odd[0]}, but no entry of that id")

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(e.id for e in self.entries)

    def entry(self, id: str) -> Entry:
        """The entry of this id; UnknownId, with the nearest known ones, if there is none."""
        if not isinstance(id, str):
            raise TypeError(f"the id of an entry is a string, got a {type(id).__name__}")
        for e in self.entries:
            if e.id == id:
                return e
        raise UnknownId(id, self.ids)

    def select(self, ids: Iterable[str] | None) -> tuple[Entry, ...]:
        """The entries of these ids in the theory's order; all of them for None or no id."""
        if isinstance(ids, str) or not isinstance(ids, (Iterable, NoneType)):
            raise TypeError(
                f"ids are a list of strings such as [{self.ids[0]!r}], got a {type(ids).__name__}"
            )
        wanted = {self.entry(i).id for i in ids or ()} or set(self.ids)
        return tuple(e for e in self.entries if e.id in wanted)

    def derivation(self, id: str) -> Derived:
        """The finished derivation of an entry; raises Undischarged when a step is not proved."""
        e = self.entry(id)
        if e.derive is None:
            raise TheoryError(f"{id} is not derived in the source: there is no derivation to show")
        if id not in self._kept:
            if id in self._open:
                raise TheoryError(f"{id} is derived from itself, by way of {', '.join(self._open)}")
            self._open.append(id)
            lines = Derivation(id, e.equation, self.symbols, self.derivation)
            try:
                made = e.derive(lines)
            except TheoryError:
                raise
            except (Exception, SystemExit) as error:
                # a derivation is anybody's function: whatever it raises, it derives nothing
                said = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
                raise TheoryError(f"the derivation of {id} raised {said}") from error
            finally:
                self._open.remove(id)
            if made is None or made is not lines.made:
                raise TheoryError(f"the derivation of {id} must end with `return d.result(...)`")
            self._kept[id] = made
        return self._kept[id]

    def formula(self, id: str) -> Formula:
        """The derived formula of an entry."""
        return self.derivation(id).formula

    def missing_evidence(self) -> tuple[str, ...]:
        """Ids that have neither evidence nor the verdict `not derived`: a complete theory has none."""
        return tuple(
            e.id
            for e in self.entries
            if e.id not in self.evidence and e.expected is not Verdict.NOT_DERIVED
        )

    def _repr_latex_(self) -> str:
        rows = " \\\\ ".join(
            f"\\text{{{e.id}}} & \\text{{{e.equation}}} & \\text{{{e.title}}}" for e in self.entries
        )
        return f"$\\begin{{array}}{{lll}} {rows} \\end{{array}}$"

    def with_evidence(self, evidence: Mapping[str, Callable[..., Any]]) -> Theory:
        """The theory with evidence by id; raises TheoryError when an id stays without."""
        made = replace(self, evidence=MappingProxyType(dict(evidence)))
        if made.missing_evidence():
            raise TheoryError(f"{made.missing_evidence()[0]} has no evidence, and is to be derived")
        return made

    def with_figures(self, figures: Mapping[str, Callable[..., Any]]) -> Theory:
        """The theory with figures by name."""
        return replace(self, figures=MappingProxyType(dict(figures)))
