"""A derivation: premises, steps with reasons, a result; nothing is taken on trust."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import sympy as sp
from sympy.core.function import AppliedUndef
from sympy.core.relational import Relational
from sympy.logic.boolalg import Boolean, Equivalent

from softpot.derive.machinery.attack.bends import kink_put
from softpot.derive.machinery.attack.lines import (
    attack_limit,
    attack_statement,
    attack_step,
    attack_value,
)
from softpot.derive.machinery.attack.together import together
from softpot.derive.machinery.attack.twice import points_of, refuted_at_a_point, said_differently
from softpot.derive.machinery.chosen import proof_by, proved
from softpot.derive.machinery.conditions import conditions, existing
from softpot.derive.machinery.discharge import METHODS, Cells, Identity, Induction, UniqueSolution
from softpot.derive.machinery.discharge.algebra import refuse_trivial
from softpot.derive.machinery.discharge.jumps import refuse_jumps
from softpot.derive.machinery.discharge.putting import BINDING, put_in, varying
from softpot.derive.machinery.discharge.regular import Regular
from softpot.derive.machinery.discharge.wholezeros import refuse_no_value
from softpot.derive.machinery.errors import TheoryError, Undischarged
from softpot.derive.machinery.every import leaves_some, made_regular, said_of_every, singles_out
from softpot.derive.machinery.fitting import misfit
from softpot.derive.machinery.formula import Formula
from softpot.derive.machinery.names import Names
from softpot.derive.machinery.narrowed import narrowing, refuse_narrowed
from softpot.derive.machinery.premises import refuse_impossible
from softpot.derive.machinery.prose import Prose, prose
from softpot.derive.machinery.ranges import refuse_signs_beyond
from softpot.derive.machinery.stated import contradicted
from softpot.derive.machinery.step import Definition, Discharge, Role, Step
from softpot.derive.machinery.symbols import SymbolTable, stray_words
from softpot.derive.machinery.ties import refuse_tied, with_inherited
from softpot.derive.machinery.told import Told, sides
from softpot.derive.machinery.travel import Travels
from softpot.derive.machinery.treatable import clearly
from softpot.derive.machinery.units import Units


@dataclass(frozen=True)
class Derived(Travels):
    """A finished derivation: its lines and the formula they end in.

    ``exact`` is False when a line is a limit that only numbers support, or quotes the result of one, or is
    proved by a method that is not the machinery's own. ``premises`` are the entry's ``own`` and the ``inherited``
    ones of quoted entries, on which the quoted results rest; ``rests_on`` are those that the result rests on.
    ``definitions`` are the meanings of the names in the result.

    >>> from softpot import SOFT_POTENTIAL
    >>> SOFT_POTENTIAL.derivation("two-level-form")
    Derived in ...: Formula two-level-form (8): Eq(E_12, sqrt(Delta**2 + Delta_0**2))
    """

    id: str
    steps: tuple[Step, ...]
    formula: Formula
    rests_on: tuple[Step, ...] = ()
    definitions: tuple[Definition, ...] = ()

    @property
    def exact(self) -> bool:
        return all(step.exact and known(step.method) for step in self.steps)

    @property
    def premises(self) -> tuple[Step, ...]:
        return merged((self.own, self.inherited))

    @property
    def own(self) -> tuple[Step, ...]:
        return tuple(step for step in self.steps if step.role is Role.PREMISE)

    @property
    def untried(self) -> tuple[Step, ...]:
        """The premises that the search for a point at which all hold left out: they have no numbers there."""
        return together(self.premises, [d for step in self.steps for d in step.definitions]).untried

    @property
    def inherited(self) -> tuple[Step, ...]:
        return merged(step.premises for step in self.steps if step.role is Role.QUOTED)

    def __repr__(self) -> str:
        return f"Derived in {len(self.steps)} lines{'' if self.exact else ', not exact'}: {self.formula!r}"

    def _repr_latex_(self) -> str:
        return self.formula._repr_latex_()


def known(method: Discharge | None) -> bool:
    """Whether a method of proof is one of the machinery's own; with another one nothing is exact."""
    return method is None or type(method) in METHODS


def merged(groups: Iterable[Iterable[Step]]) -> tuple[Step, ...]:
    """Premises from several lines, each once, in order."""
    found: dict[tuple[str, int], Step] = {}
    for group in groups:
        for premise in group:
            found.setdefault((premise.entry, premise.number), premise)
    return tuple(found.values())


class Derivation:
    """The lines of one entry, as its author writes them; each step is proved when it is written.

    Not reusable: ``result`` ends it.

    >>> from softpot import Derivation, Quantity, SymbolTable
    >>> from softpot.derive import equal
    >>> S = SymbolTable(*(Quantity(n, n, "a number") for n in ("x", "y")))
    >>> d = Derivation("square", "", S, lambda id: None)
    >>> d.step(equal((S.x + 1) ** 2, S.x**2 + 2 * S.x + 1), "multiplied out")
    Eq((x + 1)**2, x**2 + 2*x + 1)
    >>> d.result(S.x**2 + 2 * S.x + 1)
    Derived in 1 lines: Formula square: x**2 + 2*x + 1
    """

    def __init__(
        self, id: str, equation: str, symbols: SymbolTable, lookup: Callable[[str], Derived]
    ) -> None:
        self.id = id
        self._equation = equation
        self.symbols = symbols
        self._lookup = lookup
        self._told = Told()
        self._names = Names(id)
        self._units = Units(symbols)
        self.made: Derived | None = None

    @property
    def _steps(self) -> list[Step]:
        return self._told.lines

    @clearly
    def premise(
        self, /, statement: sp.Basic, reason: str | Prose, **formulas: sp.Basic
    ) -> sp.Basic:
        """Assume the statement; it is listed among the entry's assumptions.

        A premise about an undefined function of a symbol, such as V(x) = x², is said of every x. Raises
        TheoryError for one that nothing can fulfil, alone or beside the earlier ones.

        >>> from softpot import Derivation, Quantity, SymbolTable
        >>> from softpot.derive import equal
        >>> S = SymbolTable(*(Quantity(n, n, "a number") for n in ("x", "y")))
        >>> d = Derivation("square", "", S, lambda id: None)
        >>> d.premise(equal(S.y, 2 * S.x), "one side is twice the other")
        Eq(y, 2*x)
        """
        before = tuple(line.statement for line in self._steps if line.role is Role.PREMISE)
        try:
            refuse_impossible(statement, before, self._told.facts())
        except TheoryError as error:
            raise TheoryError(f"{self.id}: {error}") from error
        line = self._finished(Step(Role.PREMISE, statement, prose(reason, **formulas)))
        self._refuse_without_witness(line)
        self._add(line)
        return statement

    def _refuse_without_witness(self, line: Step) -> None:
        """Premises, with those that quoted entries rest on, have to hold at some point."""
        lines = (*self._steps, line)
        premises = merged(
            _premises(known) for known in lines if known.role in (Role.PREMISE, Role.QUOTED)
        )
        definitions = [d for known in lines for d in known.definitions]
        why = said_differently(premises, definitions) or contradicted(premises, definitions)
        if why:
            raise TheoryError(f"{self.id}: {why}")
        found = together(premises, definitions)
        if found.contradictory:
            listed = "; ".join(_plain(premise.statement) for premise in found.tried)
            raise TheoryError(
                f"{self.id}: no point was found at which the premises hold together, so they contradict each other "
                f"or are too narrow to be tried: {listed}"
            )

    @clearly
    def define(
        self, /, name: sp.Basic, value: sp.Basic, reason: str | Prose, **formulas: sp.Basic
    ) -> sp.Basic:
        """Give an expression a name, a symbol or an applied undefined function, that no earlier line uses.

        >>> from softpot import Derivation, Quantity, SymbolTable
        >>> from softpot.derive import equal
        >>> S = SymbolTable(*(Quantity(n, n, "a number") for n in ("x", "y")))
        >>> d = Derivation("square", "", S, lambda id: None)
        >>> d.define(S.y, 2 * S.x, "the longer side")
        y
        """
        if not isinstance(name, (sp.Symbol, AppliedUndef)):
            raise TheoryError(f"{self.id}: a name is a symbol or an applied function, got {name}")
        head = name.func if isinstance(name, AppliedUndef) else name
        if value.has(head) or any(step.statement.has(head) for step in self._steps):
            raise TheoryError(
                f"{self.id}: {name} is in use already, so defining it would be a claim: "
                "prove it as a step, or assume it as a premise"
            )
        statement = sp.Eq(name, value, evaluate=False)
        words = prose(reason, **formulas)
        self._refuse_strays(statement, words)
        assumed = self.symbols.assumptions(head)
        why = misfit(assumed, value, self._told.facts())
        if why:
            raise TheoryError(
                f"{self.id}: {name} cannot stand for {value}, which {why}, as the symbol table says of {name}"
            )
        try:
            attack_value(value, self._steps)
        except Undischarged as error:
            raise Undischarged(f"{self.id}: {name} cannot stand for it: {error}") from error
        fitting = self._comparing(statement) if misfit(assumed, value) else ()
        self._names.define(name, value, fitting)
        self._add(Step(Role.DEFINITION, statement, words))
        return name

    @clearly
    def uses(self, id: str, reason: str = "") -> sp.Basic:
        """The derived expression of another entry, quoted here.

        >>> from softpot import Quantity, SymbolTable, Theory, entry
        >>> from softpot.derive import equal
        >>> S = SymbolTable(Quantity("x", "x", "a number"))
        >>> @entry("square", title="A square")
        ... def square(d):
        ...     "The square of a sum."
        ...     d.step(equal((S.x + 1) ** 2, S.x**2 + 2 * S.x + 1), "multiplied out")
        ...     return d.result(S.x**2 + 2 * S.x + 1)
        >>> @entry("cube", title="A cube")
        ... def cube(d):
        ...     "The cube of a sum, from its square."
        ...     known = d.uses("square")
        ...     d.step(equal(known * (S.x + 1), (S.x + 1) ** 3), "once more")
        ...     return d.result((S.x + 1) ** 3)
        >>> Theory("Geometry", S, (square, cube)).derivation("cube").steps[0].quoted
        'square'
        """
        derived = self._lookup(id)
        words = prose(reason or f"derived under {id}")
        statement = derived.formula.statement
        for definition in derived.definitions:
            self._names.adopt(definition)
        line = self._finished(
            Step(
                Role.QUOTED, statement, words, quoted=id, exact=derived.exact,
                premises=derived.rests_on, toward=directions(derived.steps),
            )
        )  # fmt: skip
        try:
            attack_statement(line, self._steps)
        except Undischarged as error:
            raise Undischarged(f"{self.id}: {id} cannot be quoted here: {error}") from error
        if derived.rests_on:
            self._refuse_without_witness(line)
        self._add(line)
        return derived.formula.expression

    @clearly
    def step(
        self,
        /,
        statement: sp.Basic,
        reason: str | Prose,
        by: Discharge | None = None,
        **formulas: sp.Basic,
    ) -> sp.Basic:
        """Prove the statement by a method and write it down.

        Without one, exact simplification comes first and then what the shape of the line suggests (an antiderivative
        for an integral, leading terms for a limit); the method that proved it stands in the line.

        What the method starts from (its ``assumes``) must stand in earlier lines: defined, assumed,
        quoted or proved. Raises TheoryError where it does not, and
        Undischarged, naming the entry and the statement, when the method does not prove it.

        >>> from softpot import Derivation, Quantity, SymbolTable
        >>> from softpot.derive import equal
        >>> S = SymbolTable(*(Quantity(n, n, "a number") for n in ("x", "y")))
        >>> d = Derivation("square", "", S, lambda id: None)
        >>> d.step(equal((S.x + 1) ** 2, S.x**2 + 1), "wrong")
        Traceback (most recent call last):
        softpot.derive.machinery.errors.Undischarged: square, step 1 (wrong): ...
        """
        method = Identity() if by is None else by
        if isinstance(method, type) or not callable(method) or not hasattr(method, "kind"):
            raise TheoryError(
                f"{self._here()}: by is {by!r}, but a method of proof such as Identity() is needed because each line "
                "is proved by one"
            )
        words = prose(reason, **formulas)
        self._refuse_strays(refuse_trivial(statement), words)
        starts, rests_on = self._resting(statement, method)
        if isinstance(method, Cells):
            for count in method.counts:
                used = any(count.symbol in line.statement.free_symbols for line in self._steps)
                self._names.count(count, method.polynomial, method.variable, used)
        try:
            refuse_no_value(statement)
            refuse_jumps(statement)
            if why := kink_put(statement):
                raise Undischarged(why)
            held: list[int] = []
            if by is None:
                plain = self._finished(Step(Role.STEP, statement, words, method))
                # a method chosen by shape proves such a line for all values: numbers may refute it first
                method, proof = proved(
                    statement,
                    self._told.stated(),
                    None
                    if statement.has(AppliedUndef)
                    else lambda: held.append(attack_step(plain, self._steps)),
                )
                starts, rests_on = self._resting(statement, method)
            else:
                proof = proof_by(method, statement)
            line = self._finished(
                Step(
                    Role.STEP, statement, words, method, proof,
                    starts=starts, rests_on=tuple(sorted(rests_on)),
                )
            )  # fmt: skip
            if not held:
                attack_step(line, self._steps)
        except Undischarged as error:
            raise Undischarged(f"{self._here()} ({words}): {error}") from error
        why = refuted_at_a_point(statement, merged(map(_premises, self._steps)))
        if why:
            raise TheoryError(f"{self._here()}: {why}")
        self._note(line)
        return statement

    def _resting(
        self, statement: sp.Basic, method: Discharge
    ) -> tuple[tuple[sp.Basic, ...], set[int]]:
        """What a method starts from, and the numbers of the lines that say it; raises TheoryError where none does."""
        starts = self._starts(method)
        rests_on: set[int] = set()
        for start in starts:
            if isinstance(start, Regular):
                found = made_regular(self._told, start, statement)
                if found is None:
                    raise TheoryError(
                        f"{self._here()}: no premise says {start}, for all arguments that it has in the line: a "
                        "derivative with respect to a positive or whole number, or to one that another line narrows, "
                        "says so of these alone"
                    )
                rests_on |= set(found)
                continue
            found = self._told.says(start)
            if found is None:
                raise TheoryError(
                    f"{self._here()}: {_plain(start)} is put in, but no earlier line says so: "
                    "define it, assume it, quote it or prove it first"
                )
            self._refuse_at_one_value(statement, start, found)
            said = [self._steps[k - 1] for k in found]
            refuse_narrowed(statement, start, self._steps, self._here(), said)
            if isinstance(method, (UniqueSolution, Induction)):
                self._refuse_for_some(statement, start, said)
            rests_on |= set(found)
        self._refuse_as_constants(statement, starts)
        return starts, rests_on

    def _refuse_for_some(self, statement: sp.Basic, start: sp.Basic, lines: list[Step]) -> None:
        """A differential equation, or a rule of growth, singles a function out only if no line narrows its variable."""
        for v in statement.free_symbols & start.free_symbols:
            varies = any(v in f.free_symbols for f in start.atoms(AppliedUndef))
            plain = [fact for fact in self._told.facts() if not fact.has(AppliedUndef)]
            narrowed = any(v in fact.free_symbols for fact in plain) or bool(
                narrowing(self._steps, v)
                or any(
                    singles_out(line.statement, v)
                    for line in with_inherited(self._steps)
                    if line.role is Role.PREMISE
                )
            )
            if varies and (narrowed or not said_of_every(lines, v)):
                raise TheoryError(f"{self._here()}: {_plain(start)} was not said of every {v}")

    def _here(self) -> str:
        return f"{self.id}, step {len(self._steps) + 1}"

    def _refuse_at_one_value(
        self, statement: sp.Basic, start: sp.Basic, numbers: tuple[int, ...]
    ) -> None:
        """An equation may be put in where a variable runs only if it holds for every value of it."""
        if not isinstance(start, sp.Eq):
            return
        lines = [self._steps[k - 1] for k in numbers]
        for node in statement.atoms(sp.Derivative, *BINDING):
            if node == start.lhs or put_in(node, (start.args,)) == node:
                continue
            premises = merged(_premises(known) for known in self._steps)
            definitions = [d for known in self._steps for d in known.definitions]
            for v in sorted(varying(node) & start.free_symbols, key=str):
                if (
                    not said_of_every(lines, v)
                    or any(leaves_some(premise.statement, v) for premise in premises)
                    or (start.has(AppliedUndef) and v in points_of(premises, definitions))
                ):
                    raise TheoryError(
                        f"{self._here()}: {_plain(start)} was not said of every {v}, so it cannot be put into {node}"
                    )

    @staticmethod
    def _starts(method: Discharge) -> tuple[sp.Basic, ...]:
        """What the method says that it starts from; nothing, where it says nothing."""
        says = getattr(method, "assumes", None)
        return () if says is None else tuple(says())

    @clearly
    def limit(
        self,
        /,
        statement: sp.Basic,
        reason: str | Prose,
        *,
        toward: Sequence[Any] = (),
        **formulas: sp.Basic,
    ) -> sp.Basic:
        """State an asymptotic form that only numbers will support; the entry is at best `verified`.

        ``toward`` says where it holds: a symbol and the point that it tends to, such as (x, 0), with a side, "-", where
        it comes from below; or several of these, for symbols that tend to their points together. What the
        lines before make numbers is tried along sequences: Undischarged where the two sides stay apart.

        >>> from softpot import Derivation, Quantity, SymbolTable
        >>> from softpot.derive import equal
        >>> S = SymbolTable(*(Quantity(n, n, "a number") for n in ("x", "y")))
        >>> d = Derivation("square", "", S, lambda id: None)
        >>> d.limit(equal(S.y, S.x**2), "numbers show it for small {x}", x=S.x)
        Eq(y, x**2)
        """
        line = self._finished(
            Step(
                Role.LIMIT, refuse_trivial(statement), prose(reason, **formulas), exact=False,
                toward=self._directions(toward),
            )
        )  # fmt: skip
        self._refuse_strays(line.statement, line.reason)
        self._refuse_as_constants(line.statement, line.starts)
        try:
            attack_limit(line, self._steps)
        except Undischarged as error:
            raise Undischarged(f"{self._here()} ({line.reason}): {error}") from error
        self._note(line)
        return statement

    def _directions(self, toward: Sequence[Any]) -> tuple[tuple[sp.Symbol, sp.Expr, str], ...]:
        """Where a limit line holds, each symbol with its point and side."""
        given = toward if isinstance(toward, (tuple, list)) else (toward,)
        several = given if all(isinstance(way, (tuple, list)) for way in given) else (given,)
        found = []
        for way in several:
            symbol, point, side = (*way, "+")[:3] if len(way) in (2, 3) else (None, None, "")
            end = sp.Integer(point) if isinstance(point, int) else point
            exact = isinstance(end, sp.Expr) and not end.has(sp.Float)
            if not isinstance(symbol, sp.Symbol) or not exact or side not in ("+", "-"):
                raise TheoryError(
                    f"{self._here()}: toward is a symbol, the exact point that it tends to and, if wanted, the side "
                    f'"+" or "-", or several of these, got {toward!r}'
                )
            found.append((symbol, end, side))
        return tuple(found)

    @clearly
    def result(
        self,
        expression: sp.Basic,
        *,
        lhs: sp.Basic | None = None,
        domain: sp.Basic = sp.true,
    ) -> Derived:
        """End with a formula, which must stand among the proved lines (whole, or as a side of one).

        >>> from softpot import Derivation, Quantity, SymbolTable
        >>> from softpot.derive import equal
        >>> S = SymbolTable(*(Quantity(n, n, "a number") for n in ("x", "y")))
        >>> d = Derivation("square", "", S, lambda id: None)
        >>> _ = d.step(equal(S.x * (S.x + 1), S.x**2 + S.x), "multiplied out")
        >>> d.result(S.x**2)
        Traceback (most recent call last):
        softpot.derive.machinery.errors.TheoryError: square: the result x**2 stands in no line of the derivation: ...
        """
        if not any(step.role in (Role.STEP, Role.LIMIT) for step in self._steps):
            raise TheoryError(f"{self.id}: a derivation without a step derives nothing")
        stated = self._stated()
        parts = expression.args if isinstance(expression, sp.Tuple) else (expression,)
        whole = {step.statement for step in self._steps}
        rests_on: set[int] = set()
        for part in parts:
            loose = isinstance(part, Boolean) and not isinstance(part, sp.Symbol) and lhs is None
            if loose and part not in whole:
                raise TheoryError(
                    f"{self.id}: the condition {part} alone would claim that it holds: "
                    "say with lhs what it is equivalent to"
                )
            if part not in stated:
                raise TheoryError(
                    f"{self.id}: the result {part} stands in no line of the derivation: "
                    "end with a statement that was proved, or with a side of one"
                )
            if lhs is None:
                rests_on |= stated[part]
        if lhs is not None:
            rests_on |= self._refuse_loose(lhs, expression)
        formula = Formula(self.id, expression, self.symbols, self._equation, domain, lhs=lhs)
        lines = tuple(self._steps[k - 1] for k in sorted(rests_on))
        premises = merged(_premises(line) for line in lines)
        definitions = self._names.in_use(formula.statement)
        exact = all(line.exact for line in lines)
        try:
            attack_statement(
                Step(
                    Role.QUOTED, formula.statement, prose("the result"), exact=exact,
                    premises=premises, definitions=definitions, toward=directions(lines),
                ),
                self._steps,
            )  # fmt: skip
        except Undischarged as error:
            raise Undischarged(f"{self.id}, the result: {error}") from error
        self.made = Derived(self.id, tuple(self._steps), formula, premises, definitions)
        return self.made

    def _refuse_loose(self, lhs: sp.Basic, expression: sp.Basic) -> set[int]:
        """The lines that say, in one equation or in a chain of them, that lhs is the expression."""
        numbers: set[int] = set()
        for name, value in sides(sp.Eq(lhs, expression, evaluate=False)):
            if self._told.chain(name, value, among=Role.PREMISE) is not None:
                raise TheoryError(f"{self.id}: {name} = {value} is assumed, so it is no result")
            found = self._told.chain(name, value)
            if found is None:
                raise TheoryError(
                    f"{self.id}: no line, or chain of lines, says that {name} is {value}: "
                    "state it as a step before it is the result"
                )
            numbers |= set(found)
        return numbers

    def _stated(self) -> dict[sp.Basic, set[int]]:
        """What stands in lines that are not premises, whole or as a side, and in which of them."""
        found: dict[sp.Basic, set[int]] = {}
        for step in self._steps:
            if step.role is Role.PREMISE:
                continue
            pending = [step.statement]
            while pending:
                part = pending.pop()
                found.setdefault(part, {step.number})
                if isinstance(part, (sp.Eq, sp.And, sp.Tuple, Equivalent)):
                    pending.extend(part.args)
        return found

    def _refuse_strays(self, statement: sp.Basic, reason: Prose) -> None:
        strays = stray_words(self.symbols, statement, *(formula for _, formula in reason.formulas))
        if strays:
            raise TheoryError(f"{self.id}: the line {statement} {strays}")
        refuse_signs_beyond(statement, self._here())
        try:
            self._units.refuse(statement)
        except TheoryError as error:
            raise TheoryError(f"{self.id}: in the line {_plain(statement)}: {error}") from error

    def _refuse_as_constants(self, statement: sp.Basic, starts: tuple[sp.Basic, ...]) -> None:
        self._names.refuse_as_constants(statement, starts)
        refuse_tied(statement, self._steps, self._here(), starts)

    def _add(self, step: Step) -> Step:
        self._refuse_strays(step.statement, step.reason)
        self._refuse_as_constants(step.statement, step.starts)
        return self._note(self._finished(step))

    def _note(self, line: Step) -> Step:
        self._told.add(line)
        self._names.tie(line.statement)
        return line

    def _finished(self, step: Step) -> Step:
        """The line with its number, its conditions, the names in it and the premises it rests on."""
        resting = merged(_premises(self._steps[k - 1]) for k in step.rests_on)
        definitions = self._names.in_use(step.statement)
        fitting = merged(d.fitting for d in definitions)
        return replace(
            step,
            entry=self.id,
            number=len(self._steps) + 1,
            conditions=conditions(step.statement),
            exists=existing(step.statement),
            definitions=definitions,
            premises=merged((step.premises, resting, self._restricting(step.statement), fitting)),
            symbols=self.symbols,
        )

    def _restricting(self, statement: sp.Basic) -> tuple[Step, ...]:
        """The conditions among the premises so far on symbols of the statement."""
        return tuple(
            line
            for line in self._steps
            if line.role is Role.PREMISE
            and not isinstance(line.statement, sp.Eq)
            and line.statement.has(Relational)
            and not line.statement.has(AppliedUndef)
            and line.statement.free_symbols & statement.free_symbols
        )

    def _comparing(self, statement: sp.Basic) -> tuple[Step, ...]:
        """The premises of inequalities among the lines so far on symbols of the statement."""
        return merged(
            _premises(line)
            for line in self._steps
            if line.statement.atoms(Relational) - line.statement.atoms(sp.Eq)
            and line.statement.free_symbols & statement.free_symbols
        )


def _premises(line: Step) -> tuple[Step, ...]:
    return (line,) if line.role is Role.PREMISE else line.premises


def directions(lines: Iterable[Step]) -> tuple[tuple[sp.Symbol, sp.Expr, str], ...]:
    """Where limit lines hold; nothing, where they do not all say the same."""
    ways = {line.toward for line in lines if line.role is Role.LIMIT or line.toward}
    return ways.pop() if len(ways) == 1 else ()


def _plain(statement: sp.Basic) -> str:
    """An equation as people write it."""
    return f"{statement.lhs} = {statement.rhs}" if isinstance(statement, sp.Eq) else str(statement)
