"""A theory: an immutable value that holds symbols, entries, evidence and figures by id, references."""

from __future__ import annotations

import operator
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType, NoneType
from typing import Any, SupportsIndex

import sympy as sp
from sympy.core.relational import Relational
from sympy.logic.boolalg import Boolean

from softpot.derive.machinery.claims import Claim
from softpot.derive.machinery.derivation import Derivation, Derived
from softpot.derive.machinery.discharge.zero import vanishes
from softpot.derive.machinery.errors import TheoryError, UnknownId
from softpot.derive.machinery.formula import Formula
from softpot.derive.machinery.showing import html_table, shortened
from softpot.derive.machinery.spoken import refuse_odd_words
from softpot.derive.machinery.symbols import SymbolTable
from softpot.derive.machinery.travel import Travels, found_by_name
from softpot.derive.machinery.verdict import Basis, PrintedVerdict, Verdict


@dataclass(frozen=True)
class Printed(Travels):
    """A form that the source states, and what judging it is expected to give.

    ``form`` replaces the derived expression when it is judged, or its member number ``member`` when
    that is a Tuple; for several members of a Tuple in one line of print both are tuples.
    ``shown`` is how the source writes it, for people. ``form`` None: unreadable.
    ``basis`` says whether the form stands in print, reads a damaged place, renders words, or is a choice.
    ``order``: the source writes "~", an order of magnitude, and not "=".
    ``survives`` says, in a sentence, what remains true.

    >>> from sympy.abc import x
    >>> from softpot import Printed
    >>> from softpot.derive import PrintedVerdict
    >>> Printed(4 / x, PrintedVerdict.REFUTED, survives="The power is right.").expected.value
    'refuted'
    """

    form: sp.Basic | None
    expected: PrintedVerdict
    member: int | tuple[int, ...] | None = None
    shown: sp.Basic | None = None
    basis: Basis = Basis.PRINT
    order: bool = False
    survives: str = ""

    def __post_init__(self) -> None:
        refuse_odd_words("a stated form", survives=str(self.survives))
        for form in (self.form, self.shown):
            if form is not None and not isinstance(form, sp.Basic):
                raise TheoryError(
                    f"a stated form is an expression of SymPy, or None, and not of type {type(form).__name__}"
                )
        if not isinstance(self.expected, PrintedVerdict):
            raise TheoryError(
                f"what is expected of a stated form is a PrintedVerdict, got {shortened(repr(self.expected), 60)}"
            )
        if self.expected is PrintedVerdict.UNKNOWN:
            raise TheoryError("unknown is never expected of a printed form")
        if isinstance(self.member, tuple) and (
            not isinstance(self.form, sp.Tuple) or len(self.form) != len(self.member)
        ):
            raise TheoryError("several members of a formula need a Tuple of as many printed forms")
        if self.form is None or self.shown is None:
            return
        for seen, form in self._pairs():
            if not _says(seen, form):
                raise TheoryError(
                    f"the printed form shown, {self.shown}, is not the one judged, {self.form}"
                )

    def _pairs(self) -> Iterator[tuple[sp.Basic, sp.Basic]]:
        """What is shown beside what is judged, member by member."""
        assert self.shown is not None and self.form is not None
        seen = self.shown
        if isinstance(seen, Relational) and not isinstance(self.form, Boolean):
            seen = seen.rhs
        if isinstance(self.form, sp.Tuple) and isinstance(seen, sp.Tuple):
            if len(self.form) != len(seen):
                raise TheoryError(
                    f"the printed form shown, {self.shown}, has not as many members as the one judged"
                )
            yield from zip(seen, self.form, strict=True)
        else:
            yield seen, self.form

    def _named_otherwise(self, formula: Formula) -> bool:
        """Whether what is shown has the left side of what is judged, and another right side."""
        name: Any = formula.lhs
        if self.member is not None:
            several = isinstance(name, sp.Tuple) and isinstance(self.member, int)
            name = name[self.member] if several else None
        if not isinstance(self.shown, sp.Eq) or name != self.shown.lhs:
            return False
        return not all(_same(seen, form) for seen, form in self._pairs())

    def put_in(self, formula: Formula) -> Formula:
        """The derived formula with the printed form in its place.

        >>> from softpot import Printed, formula
        >>> from softpot.derive import PrintedVerdict
        >>> right = formula("two-level-form")
        >>> printed = Printed(right.expression / 2, PrintedVerdict.REFUTED)
        >>> printed.put_in(right)
        Formula two-level-form (8): Eq(E_12, sqrt(Delta**2 + Delta_0**2)/2)
        """
        if self.form is None:
            raise TheoryError(f"the printed form of {formula.id} is unreadable: nothing to judge")
        if self._named_otherwise(formula):
            raise TheoryError(
                f"{formula.id}: the printed form shown, {self.shown}, is not the one judged, {self.form}"
            )
        if self.member is None:
            return formula.with_expression(self.form)
        members = list(formula.expression.args)
        if isinstance(self.member, tuple):
            for place, form in zip(self.member, self.form.args, strict=True):
                members[place] = form
        else:
            members[self.member] = self.form
        return formula.with_expression(sp.Tuple(*members))


def _same(one: sp.Basic, other: sp.Basic) -> bool:
    """Whether two printed forms are one, by exact algebra."""
    if one == other:
        return True
    if not isinstance(one, sp.Expr) or not isinstance(other, sp.Expr):
        return False
    return bool(sp.expand(one - other) == 0 or vanishes(one - other))


def _says(seen: sp.Basic, form: sp.Basic) -> bool:
    """Whether what people see is what is judged, constants included.

    It is, or has besides a term or a factor of symbols alone that the form does not speak of: x' = x + (t' - t)/4 is
    seen where x' - x = (t' - t)/4 is judged, and T = E_d/(5 k_B) where E_d/(k_B T) = 5 is.
    """
    if _same(seen, form):
        return True
    if not isinstance(seen, sp.Expr) or not isinstance(form, sp.Expr) or form == 0:
        return False
    rest = sp.expand(seen - form)
    if isinstance(rest, sp.Symbol) or isinstance(-rest, sp.Symbol):
        return bool(rest.free_symbols.isdisjoint(form.free_symbols))
    return any(
        factor.free_symbols.isdisjoint(form.free_symbols) and _of_symbols(factor)
        for factor in (sp.cancel(seen / form), sp.cancel(seen * form))
    )


def _of_symbols(factor: sp.Expr) -> bool:
    """Whether an expression is a product of powers of symbols, without any number."""
    powers = sp.Mul.make_args(factor)
    return all(p.as_base_exp()[0].is_Symbol for p in powers)


@dataclass(frozen=True)
class Reference:
    """A source: key, citation, DOI where known, and the ids of the entries beside which it is cited.

    >>> from softpot.derive import Reference
    >>> Reference("zp", "R. C. Zeller, R. O. Pohl, Phys. Rev. B 4, 2029 (1971)", "10.1103/PhysRevB.4.2029").key
    'zp'
    """

    key: str
    citation: str
    doi: str = ""
    entries: tuple[str, ...] = ()


Derive = Callable[[Derivation], Derived]


@dataclass(frozen=True)
class Entry(Travels):
    """One statement of the source: permanent id, words, its derivation, the verdicts expected of it.

    ``derive`` None: the source asserts it and gives nothing to derive it from.
    ``article``: which members of a result of several equations an article prints, () for all; a supplement has all.

    >>> from softpot import SOFT_POTENTIAL
    >>> SOFT_POTENTIAL.entry("width-of-vibrations").expected.value
    'not derived'
    """

    id: str
    equation: str
    statement: str
    derive: Derive | None
    section: str
    expected: Verdict = Verdict.DERIVED
    printed: Printed | None = None
    title: str = ""
    note: str = ""
    article: tuple[int, ...] = ()

    def _rows(self) -> list[tuple[str, str]]:
        printed = "" if self.printed is None else str(self.printed.expected)
        words = (
            ("equation", self.equation),
            ("section", self.section),
            ("statement", self.statement),
        )
        return [
            row
            for row in (*words, ("expected", str(self.expected)), ("in print", printed))
            if row[1]
        ]

    def __repr__(self) -> str:
        lines = [f"Entry {self.id}" + (f": {self.title}" if self.title else "")]
        return "\n  ".join(
            [*lines, *(f"{name}: {shortened(words, 200)}" for name, words in self._rows())]
        )

    def _repr_html_(self) -> str:
        return html_table(self.title or self.id, ("", self.id), self._rows())

    def __post_init__(self) -> None:
        refuse_odd_words("an entry", True, id=self.id)
        of = f"the entry {self.id}"
        refuse_odd_words(of, True, title=self.title, equation=self.equation, section=self.section)
        refuse_odd_words(of, statement=self.statement, note=str(self.note))
        if self.printed is not None and not isinstance(self.printed, Printed):
            raise TheoryError(
                f"{self.id}: printed is a Printed(form, expected) or None, not of type {type(self.printed).__name__}"
            )
        if not isinstance(self.expected, Verdict):
            raise TheoryError(
                f"{self.id}: what is expected is a Verdict, got {shortened(repr(self.expected), 60)}"
            )
        if self.expected is Verdict.UNKNOWN:
            raise TheoryError(f"{self.id}: unknown is never an expected verdict")
        if (self.derive is None) != (self.expected is Verdict.NOT_DERIVED):
            raise TheoryError(
                f"{self.id}: an entry without a derivation is expected to be `not derived`, and only it"
            )

    def __reduce_ex__(self, protocol: SupportsIndex) -> tuple[Any, ...]:
        if operator.index(protocol) < 4:
            raise TypeError(
                "an entry holds a function that has no name of its own: pickle it with protocol 4 or later"
            )
        if self.derive is not None:
            found_by_name(self.derive, "derive", Entry)
        return self.__reduce__()


def entry(
    id: str,
    *,
    title: str,
    equation: str = "",
    section: str = "",
    expected: Verdict = Verdict.DERIVED,
    printed: Printed | None = None,
    note: str = "",
    article: tuple[int, ...] = (),
) -> Callable[[Derive], Entry]:
    """Make an Entry of a function that writes the derivation; its docstring is the statement.

    >>> from softpot import Quantity, SymbolTable, Theory, entry
    >>> from softpot.derive import equal
    >>> S = SymbolTable(Quantity("x", "x", "a number"))
    >>> @entry("square", title="A square")
    ... def square(d):
    ...     "The square of a sum."
    ...     d.step(equal((S.x + 1) ** 2, S.x**2 + 2 * S.x + 1), "multiplied out")
    ...     return d.result(S.x**2 + 2 * S.x + 1)
    >>> square
    Entry square: A square
      statement: The square of a sum.
      expected: derived
    """

    def made(derive: Derive) -> Entry:
        words = " ".join((derive.__doc__ or "").split())
        if not words:
            why = ": python -OO removes it" if sys.flags.optimize > 1 else ""
            raise TheoryError(f"{id}: the docstring is the statement, and there is none{why}")
        return Entry(id, equation, words, derive, section, expected, printed, title, note, article)

    return made


_NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True)
class Theory(Travels):
    """Entries in the source's order, the symbols they share, evidence and figures by entry id.

    ``evidence[id]`` is called with the formula to judge and the number of digits; ``figures[id]``
    with the finished ledger. ``certificates`` is the folder of what Rocq
    accepted, ``date`` that of the content, as a report's title page has it,
    ``claims`` what the source says, each with what judges it.
    Derivations are made once, when first asked for, and kept.
    ``based_on``: another theory, whose entries the derivations may quote; its symbols are in ``symbols`` too.
    Raises TheoryError for an id that comes twice, for evidence without an entry, and for an entry
    that is neither `not derived` nor has evidence.

    >>> from softpot import Quantity, SymbolTable, Theory, entry
    >>> from softpot.derive import equal
    >>> S = SymbolTable(Quantity("x", "x", "a number"))
    >>> @entry("square", title="A square")
    ... def square(d):
    ...     "The square of a sum."
    ...     d.step(equal((S.x + 1) ** 2, S.x**2 + 2 * S.x + 1), "multiplied out")
    ...     return d.result(S.x**2 + 2 * S.x + 1)
    >>> Theory("Geometry", S, (square,)).formula("square")
    Formula square: x**2 + 2*x + 1
    """

    title: str
    symbols: SymbolTable
    entries: tuple[Entry, ...]
    evidence: Mapping[str, Callable[..., Any]] = field(default_factory=lambda: _NOTHING)
    figures: Mapping[str, Callable[..., Any]] = field(default_factory=lambda: _NOTHING)
    references: tuple[Reference, ...] = ()
    source: str = ""
    summary: str = ""
    certificates: Path | None = None
    date: str = ""
    claims: tuple[Claim, ...] = ()
    based_on: Theory | None = None
    _kept: dict[str, Derived] = field(default_factory=dict, init=False, compare=False, repr=False)
    _open: list[str] = field(default_factory=list, init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        refuse_odd_words("a theory", True, title=self.title, source=self.source, date=self.date)
        refuse_odd_words("a theory", summary=str(self.summary))
        if not self.entries:
            raise TheoryError("a theory needs one entry or more: without any it says nothing")
        ids = [e.id for e in self.entries]
        twice = sorted({i for i in ids if ids.count(i) > 1})
        if twice:
            raise TheoryError(
                f"the id {twice[0]} stands for two entries: ids are permanent and unique"
            )
        claimed = [id for claim in self.claims for id in claim.ids if id not in ids]
        if claimed:
            raise TheoryError(f"a claim is judged by {claimed[0]}, but no entry has that id")
        cited = [id for reference in self.references for id in reference.entries if id not in ids]
        if cited:
            raise TheoryError(f"a reference is cited beside {cited[0]}, but no entry has that id")
        for kind, table in (("evidence", self.evidence), ("figures", self.figures)):
            odd = sorted(set(table) - set(ids)) if kind == "evidence" else []
            if odd:
                raise TheoryError(f"there is {kind} for {odd[0]}, but no entry of that id")

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(e.id for e in self.entries)

    def entry(self, id: str) -> Entry:
        """The entry of this id; UnknownId, with the nearest known ones, if there is none.

        >>> from softpot import SOFT_POTENTIAL
        >>> SOFT_POTENTIAL.entry("jacobian").equation
        '(5)'
        """
        if not isinstance(id, str):
            raise TypeError(f"the id of an entry is a string, got a {type(id).__name__}")
        for e in self.entries:
            if e.id == id:
                return e
        raise UnknownId(id, self.ids)

    def select(self, ids: Iterable[str] | None) -> tuple[Entry, ...]:
        """The entries of these ids in the theory's order; all of them for None or no id.

        >>> from softpot import SOFT_POTENTIAL
        >>> [e.id for e in SOFT_POTENTIAL.select(["jacobian", "shift"])]
        ['shift', 'jacobian']
        """
        if isinstance(ids, str) or not isinstance(ids, (Iterable, NoneType)):
            raise TypeError(
                f"ids are a list of strings such as [{self.ids[0]!r}], got a {type(ids).__name__}"
            )
        wanted = {self.entry(i).id for i in ids or ()} or set(self.ids)
        return tuple(e for e in self.entries if e.id in wanted)

    def derivation(self, id: str) -> Derived:
        """The finished derivation of an entry; raises Undischarged when a step is not proved.

        >>> from softpot import SOFT_POTENTIAL
        >>> len(SOFT_POTENTIAL.derivation("two-level-form").steps) > 2
        True
        """
        e = self.entry(id)
        if e.derive is None:
            raise TheoryError(f"{id} is not derived in the source: there is no derivation to show")
        if id not in self._kept:
            if id in self._open:
                raise TheoryError(f"{id} is derived from itself, by way of {', '.join(self._open)}")
            self._open.append(id)
            lines = Derivation(id, e.equation, self.symbols, self._quoted)
            try:
                made = e.derive(lines)
            except (TheoryError, KeyboardInterrupt, GeneratorExit):
                raise
            except BaseException as error:  # also what pytest.skip raises
                # a derivation is anybody's function: whatever it raises, it derives nothing
                said = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
                raise TheoryError(f"the derivation of {id} raised {said}") from error
            finally:
                self._open.remove(id)
            if made is None or made is not lines.made:
                raise TheoryError(f"the derivation of {id} must end with `return d.result(...)`")
            self._kept[id] = made
        return self._kept[id]

    def _quoted(self, id: str) -> Derived:
        """The derivation of an entry that is quoted: of this theory, or of the one that it is based on."""
        if self.based_on is None or id in self.ids:
            return self.derivation(id)
        if id in self.based_on.ids:
            return self.based_on.derivation(id)
        raise UnknownId(id, (*self.ids, *self.based_on.ids))

    def formula(self, id: str) -> Formula:
        """The derived formula of an entry.

        >>> from softpot import SOFT_POTENTIAL
        >>> SOFT_POTENTIAL.formula("two-level-form")
        Formula two-level-form (8): Eq(E_12, sqrt(Delta**2 + Delta_0**2))
        """
        return self.derivation(id).formula

    def missing_evidence(self) -> tuple[str, ...]:
        """Ids that have neither evidence nor the verdict `not derived`: a complete theory has none.

        >>> from softpot import SOFT_POTENTIAL
        >>> SOFT_POTENTIAL.missing_evidence()
        ()
        """
        return tuple(
            e.id
            for e in self.entries
            if e.id not in self.evidence and e.expected is not Verdict.NOT_DERIVED
        )

    def __repr__(self) -> str:
        held = f"{len(self.entries)} entries, {len(self.symbols)} symbols, {len(self.evidence)} with evidence"
        return f"Theory {self.title!r}: {held}"

    def _repr_html_(self) -> str:
        rows = [(e.id, e.equation, e.title, str(e.expected)) for e in self.entries]
        return html_table(self.title, ("id", "equation", "title", "expected"), rows)

    def with_evidence(self, evidence: Mapping[str, Callable[..., Any]]) -> Theory:
        """The theory with evidence by id; raises TheoryError when an id stays without.

        >>> from softpot import Quantity, SymbolTable, Theory, entry
        >>> from softpot.derive import equal
        >>> S = SymbolTable(Quantity("x", "x", "a number"))
        >>> @entry("square", title="A square")
        ... def square(d):
        ...     "The square of a sum."
        ...     d.step(equal((S.x + 1) ** 2, S.x**2 + 2 * S.x + 1), "multiplied out")
        ...     return d.result(S.x**2 + 2 * S.x + 1)
        >>> from softpot import Pair, compare, compiled
        >>> def by_hand(formula, digits):
        ...     f = compiled(formula, "mpmath", digits + 5).members
        ...     return compare("numbers put in", [Pair("x = 2", f(x=2)[0], f.__self__.context.mpf(9))], digits)
        >>> theory = Theory("Geometry", S, (square,)).with_evidence({"square": by_hand})
        >>> theory
        Theory 'Geometry': 1 entries, 1 symbols, 1 with evidence
        """
        made = replace(self, evidence=MappingProxyType(dict(evidence)))
        if made.missing_evidence():
            raise TheoryError(f"{made.missing_evidence()[0]} has no evidence, and is to be derived")
        return made

    def with_figures(self, figures: Mapping[str, Callable[..., Any]]) -> Theory:
        """The theory with figures by name.

        >>> from softpot import SOFT_POTENTIAL
        >>> SOFT_POTENTIAL.with_figures({}).figures == {}
        True
        """
        return replace(self, figures=MappingProxyType(dict(figures)))
