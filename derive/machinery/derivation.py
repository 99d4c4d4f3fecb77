"""A derivation: premises, steps with reasons, a result; nothing is taken on trust."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import sympy as sp
from sympy.core.function import AppliedUndef
from sympy.logic.boolalg import Boolean, Equivalent

from derive.machinery.discharge.algebra import Identity, refuse_trivial
from derive.machinery.errors import TheoryError, Undischarged
from derive.machinery.formula import Formula
from derive.machinery.prose import Prose, prose
from derive.machinery.step import Discharge, Role, Step
from derive.machinery.symbols import SymbolTable


@dataclass(frozen=True)
class Derived:
    """A finished derivation: its lines and the formula they end in.

    ``exact`` is False when a line is a limit that only numbers support, or quotes the result of one.
    """

    id: str
    steps: tuple[Step, ...]
    formula: Formula

    @property
    def exact(self) -> bool:
        return all(step.exact and _ours(step.method) for step in self.steps)

    @property
    def premises(self) -> tuple[Step, ...]:
        return tuple(step for step in self.steps if step.role is Role.PREMISE)

    def _repr_latex_(self) -> str:
        return self.formula._repr_latex_()


def _ours(method: Discharge | None) -> bool:
    """Whether a method of proof is one of the machinery's own; with another one nothing is exact."""
    home = Identity.__module__.rpartition(".")[0]
    return method is None or type(method).__module__.startswith(f"{home}.")


class Derivation:
    """The lines of one entry, as its author writes them; each step is proved when it is written.

    Not reusable: ``result`` ends it.
    """

    def __init__(
        self, id: str, equation: str, symbols: SymbolTable, lookup: Callable[[str], Derived]
    ) -> None:
        self.id = id
        self._equation = equation
        self.symbols = symbols
        self._lookup = lookup
        self._steps: list[Step] = []
        self._known = _Chains()
        self._assumed = _Chains()
        self.made: Derived | None = None

    def premise(self, statement: sp.Basic, reason: str | Prose, **formulas: sp.Basic) -> sp.Basic:
        """Assume the statement; it is listed among the entry's assumptions."""
        self._add(Step(Role.PREMISE, statement, prose(reason, **formulas)))
        return statement

    def define(
        self, name: sp.Basic, value: sp.Basic, reason: str | Prose, **formulas: sp.Basic
    ) -> sp.Basic:
        """Give an expression a name, a symbol or an applied undefined function, that no earlier line uses."""
        if not isinstance(name, (sp.Symbol, AppliedUndef)):
            raise TheoryError(f"{self.id}: a name is a symbol or an applied function, got {name}")
        head = name.func if isinstance(name, AppliedUndef) else name
        if value.has(head) or any(step.statement.has(head) for step in self._steps):
            raise TheoryError(
                f"{self.id}: {name} is in use already, so defining it would be a claim: "
                "prove it as a step, or assume it as a premise"
            )
        statement = sp.Eq(name, value, evaluate=False)
        self._add(Step(Role.DEFINITION, statement, prose(reason, **formulas)))
        return name

    def uses(self, id: str, reason: str = "") -> sp.Basic:
        """The derived expression of another entry, quoted here."""
        derived = self._lookup(id)
        words = prose(reason or f"derived under {id}")
        self._add(
            Step(Role.QUOTED, derived.formula.statement, words, quoted=id, exact=derived.exact)
        )
        return derived.formula.expression

    def step(
        self,
        statement: sp.Basic,
        reason: str | Prose,
        by: Discharge | None = None,
        **formulas: sp.Basic,
    ) -> sp.Basic:
        """Prove the statement by a method (exact simplification unless told) and write it down.

        Equalities that the method puts in (its ``where``, ``growth``, ``first``) must stand in earlier
        lines: defined, assumed, quoted or proved. Raises TheoryError where one does not, and
        Undischarged, naming the entry and the statement, when the method does not prove it.
        """
        method = Identity() if by is None else by
        words = prose(reason, **formulas)
        self._refuse_untold(method)
        for name in ("where", "growth", "first"):
            for left, right in getattr(method, name, ()):
                if not self._known.joined(left, right):
                    raise TheoryError(
                        f"{self.id}, step {len(self._steps) + 1}: {left} = {right} is put in, but no "
                        "earlier line says so: define it, assume it, quote it or prove it first"
                    )
        try:
            proof = method(refuse_trivial(statement))
        except Undischarged as error:
            raise Undischarged(
                f"{self.id}, step {len(self._steps) + 1} ({words}): {error}"
            ) from error
        self._add(Step(Role.STEP, statement, words, method, proof))
        return statement

    def _refuse_untold(self, method: Discharge) -> None:
        """What a method starts from must stand in earlier lines: equations, and bounds among the premises."""
        step = f"{self.id}, step {len(self._steps) + 1}"
        told = {
            sp.expand(a - b)
            for line in self._steps
            for a, b in _sides(line.statement)
            if isinstance(a, sp.Expr) and isinstance(b, sp.Expr)
        }
        for name in ("given", "equations"):
            for expression in getattr(method, name, ()):
                wanted = sp.expand(expression)
                if wanted != 0 and not {wanted, sp.expand(-wanted)} & told:
                    raise TheoryError(
                        f"{step}: {expression} = 0 is put in, but no earlier line says so: "
                        "assume it, quote it or prove it first"
                    )
        premises = {line.statement for line in self._steps if line.role is Role.PREMISE}
        for statement in getattr(method, "granted", ()):
            if statement not in premises:
                raise TheoryError(
                    f"{step}: {statement} is relied on, and is not among the premises"
                )

    def limit(self, statement: sp.Basic, reason: str | Prose, **formulas: sp.Basic) -> sp.Basic:
        """State an asymptotic form that only numbers will support; the entry is at best `verified`."""
        self._add(
            Step(Role.LIMIT, refuse_trivial(statement), prose(reason, **formulas), exact=False)
        )
        return statement

    def result(
        self,
        expression: sp.Basic,
        *,
        lhs: sp.Basic | None = None,
        domain: sp.Basic = sp.true,
    ) -> Derived:
        """End with a formula, which must stand among the proved lines (whole, or as a side of one)."""
        if not any(step.role in (Role.STEP, Role.LIMIT) for step in self._steps):
            raise TheoryError(f"{self.id}: a derivation without a step derives nothing")
        stated = self._stated()
        parts = expression.args if isinstance(expression, sp.Tuple) else (expression,)
        whole = {step.statement for step in self._steps}
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
        if lhs is not None:
            self._refuse_loose(lhs, expression)
        formula = Formula(self.id, expression, self.symbols, self._equation, domain, lhs=lhs)
        self.made = Derived(self.id, tuple(self._steps), formula)
        return self.made

    def _refuse_loose(self, lhs: sp.Basic, expression: sp.Basic) -> None:
        """The lines have to say that lhs is the expression, in one equation or in a chain of them."""
        for name, value in _sides(sp.Eq(lhs, expression, evaluate=False)):
            if self._assumed.joined(name, value):
                raise TheoryError(f"{self.id}: {name} = {value} is assumed, so it is no result")
            if not self._known.joined(name, value):
                raise TheoryError(
                    f"{self.id}: no line, or chain of lines, says that {name} is {value}: "
                    "state it as a step before it is the result"
                )

    def _stated(self) -> set[sp.Basic]:
        found: set[sp.Basic] = set()
        for step in self._steps:
            if step.role is Role.PREMISE:
                continue
            pending = [step.statement]
            while pending:
                part = pending.pop()
                found.add(part)
                if isinstance(part, (sp.Eq, sp.And, sp.Tuple, Equivalent)):
                    pending.extend(part.args)
        return found

    def _add(self, step: Step) -> None:
        strays = self.symbols.strays(step.statement)
        for _, formula in step.reason.formulas:
            strays |= self.symbols.strays(formula)
        if strays:
            raise TheoryError(
                f"{self.id}: the line {step.statement} uses {', '.join(sorted(strays))}, "
                "which the theory's symbol table does not have"
            )
        self._steps.append(step)
        for left, right in _sides(step.statement):
            self._known.join(left, right)
            if step.role is Role.PREMISE:
                self._assumed.join(left, right)


def _sides(statement: sp.Basic) -> Iterator[tuple[sp.Basic, sp.Basic]]:
    """The pairs that a statement equates: of equations and equivalences, and member by member of tuples."""
    if isinstance(statement, sp.And):
        for part in statement.args:
            yield from _sides(part)
    elif isinstance(statement, (sp.Eq, Equivalent)) and len(statement.args) == 2:
        left, right = statement.args
        if isinstance(left, sp.Tuple) and isinstance(right, sp.Tuple) and len(left) == len(right):
            yield from zip(left.args, right.args, strict=True)
        else:
            yield left, right


class _Chains:
    """Expressions that equations join, directly or through others."""

    def __init__(self) -> None:
        self._parent: dict[sp.Basic, sp.Basic] = {}

    def join(self, a: sp.Basic, b: sp.Basic) -> None:
        self._parent[self._root(a)] = self._root(b)

    def joined(self, a: sp.Basic, b: sp.Basic) -> bool:
        return bool(self._root(a) == self._root(b))

    def _root(self, e: sp.Basic) -> sp.Basic:
        while e in self._parent and self._parent[e] != e:
            e = self._parent[e]
        return e
