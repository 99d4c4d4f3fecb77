"""The text of an entry: one section, a hypothesis for each premise, a theorem for each step, a comment for each reason.

The text is the same on every machine and in every run; with what it is compared is the certificate.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import sympy as sp
from sympy.polys.polyerrors import BasePolynomialError

from softpot.derive.kernel.lines import (
    Entry,
    closure,
    dependence,
    entry_of,
    equated,
    quantified,
    refuse_varying,
    spoken_of,
)
from softpot.derive.kernel.names import comment, identifier
from softpot.derive.kernel.nouns import Need, NotExported
from softpot.derive.kernel.proofs import concluding, fitting, instances, proof
from softpot.derive.kernel.statements import Proposition, proposition
from softpot.derive.machinery.conditions import conditions as where_it_holds
from softpot.derive.machinery.derivation import Derived
from softpot.derive.machinery.discharge import Apart, Bracket
from softpot.derive.machinery.prose import prose
from softpot.derive.machinery.step import Role, Step
from softpot.derive.machinery.theory import Entry as TheoryEntry
from softpot.derive.machinery.theory import Theory
from softpot.derive.machinery.told import sides


@dataclass(frozen=True)
class Piece:
    """A hypothesis or a theorem of the text; ``missing`` says in words why there is none.

    ``number`` is the line's number, from 1 on, and 0 for what is no line; ``proof`` is empty for hypotheses. ``step``
    holds for the theorems of steps, ``needed`` for theirs and that of the result: a certificate has to have them.
    ``limit`` holds for a line that only numbers support.
    """

    number: int
    name: str
    words: str
    claim: str = ""
    proof: str = ""
    missing: str = ""
    step: bool = False
    needed: bool = False
    limit: bool = False

    @property
    def theorem(self) -> bool:
        """Whether the kernel has something to accept here."""
        return bool(self.proof)


@dataclass(frozen=True)
class Block:
    """A part of a text; ``name``, ``claim`` and ``proof`` of its theorem, where it is one."""

    text: str
    name: str = ""
    claim: str = ""
    proof: str = ""


@dataclass(frozen=True)
class Text:
    """An entry's pieces and the frame around them."""

    id: str
    head: str
    pieces: tuple[Piece, ...]
    foot: str

    def written(
        self, omit: frozenset[str] = frozenset(), unstated: frozenset[str] = frozenset()
    ) -> str:
        """The text, with the theorems in ``omit`` as hypotheses, and those in ``unstated`` as comments."""
        pieces = (_written(p, p.name in omit, p.name in unstated) for p in self.pieces)
        return "\n".join([self.head, *pieces, self.foot])

    def blocks(self) -> tuple[Block, ...]:
        """The text in parts, each of which can be tried by itself after those before it."""
        made = [Block(self.head)]
        for piece in self.pieces:
            name = piece.name if piece.theorem else ""
            made.append(Block(_written(piece), name, piece.claim, piece.proof))
        return (*made, Block(self.foot))

    @property
    def certifiable(self) -> bool:
        """Whether nothing is left to numbers, and each step and the result has a theorem."""
        return not any(p.limit or (p.missing and p.needed) for p in self.pieces)

    @property
    def theorems(self) -> tuple[str, ...]:
        """The names of the theorems, in order."""
        return tuple(piece.name for piece in self.pieces if piece.theorem)


def _written(piece: Piece, omitted: bool = False, unstated: bool = False) -> str:
    words = f"(* {comment(piece.words)} *)"
    if unstated and piece.theorem:
        return f"{words}\n(* not accepted, and no proposition, so left out: {comment(piece.claim)} *)\n"
    if piece.missing:
        return f"{words}\n(* not exported: {comment(piece.missing)} *)\n"
    if omitted:
        return f"{words}\n(* not accepted, so assumed below *)\nHypothesis {piece.name} : {piece.claim}.\n"
    if not piece.theorem:
        return f"{words}\nHypothesis {piece.name} : {piece.claim}.\n"
    return f"{words}\nTheorem {piece.name} : {piece.claim}.\nProof.\n{piece.proof}\nQed.\n"


def text_of(theory: Theory, id: str) -> Text:
    """The text of an entry of a theory; raises what its derivation raises."""
    made = theory.derivation(id)
    return text(theory.entry(id), made)


def text(told: TheoryEntry, derived: Derived) -> Text:
    """The text of an entry and its derivation."""
    table = derived.formula.symbols
    order = tuple(getattr(table, name) for name in table)
    entry = entry_of(derived, order)
    pieces: list[Piece] = list(_signs(entry, derived.steps))
    pieces += _counts(entry)
    for number, step in enumerate(derived.steps, 1):
        pieces += _line(entry, number, step, derived.steps[: number - 1])
    names = [p.name for p in pieces if p.claim and p.number]
    names += [
        name
        for k in range(1, len(derived.steps) + 1)
        if f"line_{k}" in names
        for name in instances(entry, k, derived.steps)
    ]
    pieces += results(entry, derived, names)
    name = f"section_{identifier(told.id.replace('-', '_'))}"
    return Text(told.id, _head(told, entry, name), tuple(pieces), f"End {name}.\n")


def line_alone(derived: Derived, number: int, step: Step) -> Piece:
    """Another step in the place of a line: its theorem after the lines before it, or why there is none."""
    table = derived.formula.symbols
    entry = entry_of(derived, tuple(getattr(table, name) for name in table))
    return _line(entry, number, step, derived.steps[: number - 1])[0]


def _head(told: TheoryEntry, entry: Entry, name: str) -> str:
    title = f"{told.id}: {told.title}" + (f", Eq. {told.equation}" if told.equation else "")
    compared = any(isinstance(step.method, (Apart, Bracket)) for step in entry.derived.steps)
    spoken = any(e.has(sp.erf) for e in spoken_of(entry.derived.steps))
    used = {"Counting": bool(entry.meanings), "Gauss": spoken, "Numbers": compared}
    more = "".join(f" {name}" for name, needed in used.items() if needed)
    lines = [f"(* {comment(title)} *)", f"(* {comment(told.statement)} *)"]
    lines += [
        f"From Softpot Require Import Softpot Integrals{more}.",
        "Open Scope R_scope.",
        f"Section {name}.",
    ]
    for kind in ("R", "nat", "Z"):
        names = [v.name for v in entry.variables if v.kind == kind]
        if names:
            lines.append(f"Variables {' '.join(names)} : {kind}.")
    for _, function, arity in entry.functions:
        lines.append(f"Variable {function} : {'R -> ' * arity}R.")
    return "\n".join(lines) + "\n"


def _signs(entry: Entry, steps: tuple[Step, ...]) -> Iterable[Piece]:
    """What the table says of the symbols, but for the names that the entry defines: those have to be shown to fit."""
    defined = {
        a for step in steps if step.role is Role.DEFINITION for a, _ in equated(step.statement)
    }
    for v in entry.variables:
        if v.sign and v.symbol not in defined:
            yield Piece(0, v.fact, f"the symbol {v.symbol}", v.sign)


def _counts(entry: Entry) -> Iterable[Piece]:
    """What the numbers of zeros mean, each after a theorem that there is such a number."""
    for meaning in entry.meanings:
        claim = f"countable {meaning.predicate}"
        words = f"there is the number {meaning.symbol}"
        yield Piece(0, f"{meaning.name}_exists", words, claim, meaning.proof)
        yield Piece(0, meaning.fact, meaning.words, f"counts {meaning.predicate} {meaning.name}")


def _line(entry: Entry, number: int, step: Step, earlier: tuple[Step, ...]) -> list[Piece]:
    words = f"{number}, {_role(step)}: {step.reason}"
    name = f"line_{number}"
    is_step = step.role is Role.STEP
    empty = Piece(number, name, words, step=is_step, needed=is_step, limit=step.role is Role.LIMIT)
    try:
        refuse_varying(step.statement, dependence(earlier, entry.counted))
        if is_step:
            return [_theorem(entry, number, step, earlier, empty)]
        return _hypothesis(entry, step, earlier, empty)
    except NotExported as error:
        return [replace(empty, missing=str(error))]


def _role(step: Step) -> str:
    if step.role is Role.QUOTED:
        return f"quoted from {step.quoted}"
    return f"by {step.kind}" if step.role is Role.STEP else str(step.role)


def _theorem(
    entry: Entry, number: int, step: Step, earlier: tuple[Step, ...], piece: Piece
) -> Piece:
    said = proposition(step.statement, entry.scope)
    given, needs = conditions(entry, step, said)
    claim = _implied(given, _and(needs, said))
    try:
        proved = proof(entry, step, earlier, needs, said)
    except (NotExported, BasePolynomialError, ArithmeticError, TypeError, ValueError):
        # a proof is a hint: what a method says of a wrong line may make no sense
        proved = "attempt."
    return replace(piece, claim=claim, proof=proved)


def results(entry: Entry, derived: Derived, names: Iterable[str]) -> list[Piece]:
    """The result as a theorem: on its domain, and where everything in it has a value, it holds.

    A result that is a side of a line is that line.
    """
    formula = derived.formula
    empty = Piece(0, "result", "the result", needed=True)
    try:
        stated = formula.statement if formula.lhs is not None else _stated(derived)
        refuse_varying(stated, dependence(derived.steps, entry.counted))
        said = proposition(stated, entry.scope)
        domain = () if formula.domain == sp.true else (formula.domain,)
        whole = Step(Role.STEP, stated, prose(""), conditions=(*domain, *where_it_holds(stated)))
        given, needs = conditions(entry, whole, said)
        claim = _implied(given, _and(needs, said))
        return [replace(empty, claim=claim, proof=concluding(names))]
    except NotExported as error:
        return [replace(empty, missing=str(error))]


def _stated(derived: Derived) -> sp.Basic:
    """The statements of the lines that a result without a left side stands in, whole or as a side."""
    expression = derived.formula.expression
    parts = expression.args if isinstance(expression, sp.Tuple) else (expression,)
    found: dict[sp.Basic, None] = {}
    for part in parts:
        for step in reversed(derived.steps):
            within = {step.statement, *(side for pair in sides(step.statement) for side in pair)}
            if step.role is not Role.PREMISE and part in within:
                found.setdefault(step.statement)
                break
        else:
            raise NotExported(f"{part} stands in no line")
    return sp.And(*found, evaluate=False) if len(found) > 1 else next(iter(found))


def conditions(
    entry: Entry, step: Step, said: Proposition
) -> tuple[tuple[Need, ...], tuple[Need, ...]]:
    """What the line's conditions give, and the needs that have to be proved beside the line itself.

    Given are the conditions that the line carries, and that what holds unspecified functions exists.
    """
    given: dict[str, Need] = {}
    for condition in step.conditions:
        made = proposition(condition, entry.scope)
        for need in (*made.needs, Need(made.text, made.free, unspecified=made.unspecified)):
            given.setdefault(need.text, need)
    for need in said.needs:
        if need.unspecified and need.existence:
            given.setdefault(need.text, replace(need, implied=False))
    return tuple(given.values()), tuple(n for n in said.needs if n.text not in given)


def _implied(given: tuple[Need, ...], claim: str) -> str:
    return " -> ".join([*(_closed(need.text) for need in given), claim])


def _closed(text: str) -> str:
    return text if not text.startswith("forall") else f"({text})"


def _and(needs: tuple[Need, ...], said: Proposition) -> str:
    if not needs:
        return said.text
    return " /\\ ".join([*(f"{need.text}" for need in needs), said.inside])


def _hypothesis(entry: Entry, step: Step, earlier: tuple[Step, ...], piece: Piece) -> list[Piece]:
    statement, over = closure(step, earlier, entry.counted)
    scope, front = quantified(entry, over)
    said = proposition(statement, scope)
    if step.role is not Role.QUOTED:
        said = replace(said, needs=tuple(need for need in said.needs if not need.implied))
    if step.role is Role.DEFINITION:
        made = replace(piece, claim=front + said.text)
        return [made, *_fits(entry, step, earlier, piece, said, front)]
    given, needs = conditions(entry, step, said) if step.role is Role.QUOTED else ((), said.needs)
    return [replace(piece, claim=front + _implied(given, _and(needs, said)))]


def _fits(
    entry: Entry, step: Step, earlier: tuple[Step, ...], piece: Piece, said: Proposition, front: str
) -> list[Piece]:
    """That the value of a name exists and is what the table says of the name."""
    name, _ = step.statement.args
    v = entry.variable(name) if isinstance(name, sp.Symbol) else None
    given = tuple(need for need in said.needs if need.unspecified)
    claims = [need.text for need in said.needs if need not in given]
    fact = f"{piece.name}_exists"
    if v is not None and v.sign:
        claims.append(v.sign)
        fact = v.fact
    if not claims:
        return []
    claim = front + _implied(given, " /\\ ".join(claims))
    words = f"{piece.number}: the value exists, and is what the table says of its name"
    return [Piece(piece.number, fact, words, claim, fitting(entry, step, earlier))]
