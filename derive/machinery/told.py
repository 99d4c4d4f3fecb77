"""What the lines of a derivation have said so far, and which of them say a given thing."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

import sympy as sp
from sympy.core.relational import Relational
from sympy.logic.boolalg import Equivalent

from softpot.derive.machinery.step import Role, Step


def sides(statement: sp.Basic) -> Iterator[tuple[sp.Basic, sp.Basic]]:
    """The pairs that a statement equates: of equations and equivalences, and member by member of tuples."""
    if isinstance(statement, sp.And):
        for part in statement.args:
            yield from sides(part)
    elif isinstance(statement, (sp.Eq, Equivalent)) and len(statement.args) == 2:
        left, right = statement.args
        if isinstance(left, sp.Tuple) and isinstance(right, sp.Tuple) and len(left) == len(right):
            yield from zip(left.args, right.args, strict=True)
        else:
            yield left, right


class Told:
    """The lines so far. ``says`` finds the lines from which a statement follows without any algebra."""

    def __init__(self) -> None:
        self.lines: list[Step] = []
        self._joins: dict[sp.Basic, list[tuple[sp.Basic, int]]] = {}
        self._zero: dict[sp.Basic, int] = {}
        self._equated: list[tuple[sp.Expr, sp.Expr, int]] = []  # pairs that _zero does not hold yet
        self._parts: dict[sp.Basic, int] = {}

    def add(self, line: Step) -> None:
        """Note a line."""
        self.lines.append(line)
        number = len(self.lines)
        for left, right in sides(line.statement):
            self._joins.setdefault(left, []).append((right, number))
            self._joins.setdefault(right, []).append((left, number))
            if isinstance(left, sp.Expr) and isinstance(right, sp.Expr):
                self._equated.append((left, right, number))
        pending = [line.statement]
        while pending:
            part = pending.pop()
            self._parts.setdefault(part, number)
            if isinstance(part, sp.And):
                pending.extend(part.args)

    def facts(self) -> tuple[sp.Basic, ...]:
        """The inequalities that the lines so far state, whole or as a part of a conjunction."""
        return tuple(part for part in self._parts if isinstance(part, Relational))

    def stated(self) -> tuple[sp.Basic, ...]:
        """What the lines so far state, whole or as a part of a conjunction."""
        return tuple(self._parts)

    def chain(
        self, left: sp.Basic, right: sp.Basic, *, among: Role | None = None
    ) -> tuple[int, ...] | None:
        """Numbers of the lines whose equations join the two, directly or through others; None if none do."""
        before: dict[sp.Basic, tuple[sp.Basic, int]] = {}
        pending, seen = deque([left]), {left}
        while pending:
            here = pending.popleft()
            if here == right:
                numbers: set[int] = set()
                while here != left:
                    here, number = before[here]
                    numbers.add(number)
                return tuple(sorted(numbers))
            for there, number in self._joins.get(here, ()):
                if there in seen or (among and self.lines[number - 1].role is not among):
                    continue
                seen.add(there)
                before[there] = (here, number)
                pending.append(there)
        return None

    def says(self, statement: sp.Basic) -> tuple[int, ...] | None:
        """Numbers of the lines that say the statement; None when none does.

        An equation may follow through a chain of equations, or stand with everything on one side; any
        other statement must be a line, or a part of a conjunction that is one.
        """
        if statement in self._parts:
            return (self._parts[statement],)
        if isinstance(statement, Relational) and not isinstance(statement, sp.Eq):
            return self._compared(statement)
        if isinstance(statement, sp.Eq):
            left, right = statement.args
            found = self.chain(left, right)
            if found is not None:
                return found
            if isinstance(left, sp.Expr) and isinstance(right, sp.Expr):
                difference = sp.expand(left - right)
                if difference == 0:
                    return ()
                number = self._differences().get(difference)
                if number is not None:
                    return (number,)
        return None

    def _differences(self) -> dict[sp.Basic, int]:
        """Everything that the lines say is 0, either way round, each with the first line that does; made when asked."""
        for left, right, number in self._equated:
            difference = sp.expand(left - right)
            self._zero.setdefault(difference, number)
            self._zero.setdefault(sp.expand(-difference), number)
        self._equated.clear()
        return self._zero

    def _compared(self, wanted: Relational) -> tuple[int, ...] | None:
        """The line with the same inequality, whichever way round its sides stand."""
        for part, number in self._parts.items():
            if not isinstance(part, Relational):
                continue
            for form in (part, part.reversed):
                if isinstance(form, type(wanted)) and _difference(form) == _difference(wanted):
                    return (number,)
            if isinstance(wanted, sp.Ne) and isinstance(part, sp.Ne):
                here, there = _difference(part), _difference(wanted)
                if here is not None and there is not None and sp.expand(here + there) == 0:
                    return (number,)
        return None


def _difference(relation: Relational) -> sp.Expr | None:
    left, right = relation.args
    if isinstance(left, sp.Expr) and isinstance(right, sp.Expr):
        return sp.expand(left - right)  # type: ignore[no-any-return]
    return None
