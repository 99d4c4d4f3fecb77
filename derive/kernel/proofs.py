"""Proofs by method: which lines a theorem starts from, and which tactics. Nothing here has to be trusted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import sympy as sp

from softpot.derive.kernel.comparing import apart, bracketed, rising
from softpot.derive.kernel.counting import by_cells
from softpot.derive.kernel.equations import derivatives, equation, slope_of
from softpot.derive.kernel.integrals import integral, linear
from softpot.derive.kernel.lines import Entry, closure, equated
from softpot.derive.kernel.nouns import ATOM, Need, NotExported, Scope, Term
from softpot.derive.kernel.scripts import Script
from softpot.derive.kernel.solving import all_solved, eliminated, solved
from softpot.derive.kernel.statements import Proposition
from softpot.derive.kernel.terms import term
from softpot.derive.machinery.discharge import (
    Antiderivative,
    Apart,
    Bracket,
    Cells,
    Elimination,
    ImproperIntegral,
    Linearity,
    Rises,
    SubstitutionBack,
)
from softpot.derive.machinery.step import Role, Step


def proof(
    entry: Entry, step: Step, earlier: tuple[Step, ...], needs: tuple[Need, ...], said: Proposition
) -> str:
    """The proof of a step's theorem, without ``Proof.`` and ``Qed.``."""
    script = Script()
    if isinstance(step.method, Cells):
        free = step.statement.free_symbols
        facts = [meaning.fact for meaning in entry.meanings if meaning.symbol in free]
        by_cells(script, step.method, facts, entry.scope)
        return script.text
    for name in [*_put(entry, step, earlier), *_facts(entry, step, earlier)]:
        script.add(f"try use {name}.")
    if isinstance(step.method, Linearity):
        script.add(*(f"try use {name}." for name in _everywhere(entry, step, earlier)))
    script.add(*_forgotten(entry, earlier), "intros.", "ready.")
    where = [tuple(map(sp.sympify, pair)) for pair in getattr(step.method, "where", ())]
    if isinstance(step.method, Linearity) and isinstance(step.statement, sp.Eq):
        for need in needs:
            script.add("split.", "{ " + _need(need) + " }")
        left, right = step.statement.args
        if linear(script, left, right, entry.scope, where):
            return script.text
    scope, statement = put_in(script, step.statement, where, entry.scope)
    if _compared(script, step, statement, scope):
        return script.text
    if statement == sp.true:
        for need in needs:
            script.add("split.", "{ " + _need(need) + " }")
        script.add("same_sides.")
        return script.text
    goals = list(_goals(statement))
    if any(goal is None for goal in goals):
        script.add("attempt.")
        return script.text
    plain = [
        term(side, scope) for goal in goals if goal and slope_of(*goal) is None for side in goal
    ]
    carried_out = derivatives(script, plain)
    for need in needs:
        script.add("split.", "{ " + _need(need) + " }")
    for k, (left, right) in enumerate(goal for goal in goals if goal):
        last = k == len(goals) - 1
        script.add(*(() if last else ("split. {",)))
        _goal(script, step, left, right, scope, carried_out)
        script.add(*(() if last else ("}",)))
    return script.text


def _forgotten(entry: Entry, earlier: tuple[Step, ...]) -> list[str]:
    """The lines before, which are in use where they are needed, go out of the way of arithmetic."""
    names = [f"line_{number}" for number in range(1, len(earlier) + 1)]
    return [f"try clear {name}." for name in [*names, *(m.fact for m in entry.meanings)]]


def _compared(script: Script, step: Step, statement: sp.Basic, scope: Scope) -> bool:
    """Whether the method is one for strict inequalities; the proof is then written."""
    method = step.method
    if isinstance(method, Rises):
        rising(script, statement, method.variable, method.order, scope)
    elif isinstance(method, Bracket):
        bracketed(script, method, scope)
    elif isinstance(method, Apart):
        apart(script)
    else:
        return False
    return True


def _goal(
    script: Script,
    step: Step,
    left: sp.Expr,
    right: sp.Expr,
    scope: Scope,
    carried_out: tuple[Term, ...],
) -> None:
    method = step.method
    if isinstance(method, (Antiderivative, ImproperIntegral)) and isinstance(left, sp.Integral):
        integral(script, left, right, method.antiderivative, scope)
        return
    if isinstance(method, Elimination):
        stated = slope_of(left, right)
        if stated is not None:
            script.add("slope.")
        eliminated(script, left, right, method.given, method.unknowns, scope)
        return
    if isinstance(method, SubstitutionBack) and len(method.unknowns) == 1:
        (e,) = method.equations
        solved(script, e, method.unknowns[0], right, scope)
        return
    if isinstance(method, SubstitutionBack) and left in method.unknowns:
        values = {a: b for a, b in equated(step.statement) if isinstance(a, sp.Symbol)}
        if set(values) == set(method.unknowns):
            all_solved(script, method.equations, values, left, scope)
            return
    equation(script, left, right, scope, carried_out)


def _put(entry: Entry, step: Step, earlier: tuple[Step, ...]) -> Iterator[str]:
    """The lines that the step rests on, and those of the names in it; what holds for every x also for x itself."""
    lines = set(_lines(step, earlier))
    for k, line in enumerate(earlier, 1):
        if (
            line.role is Role.DEFINITION
            and line.statement.free_symbols & step.statement.free_symbols
        ):
            lines |= set(_lines(line, earlier[: k - 1]))
    for k in sorted(lines):
        yield f"line_{k}"
        yield from instances(entry, k, earlier)


def _everywhere(entry: Entry, step: Step, earlier: tuple[Step, ...]) -> Iterator[str]:
    """Lines that hold for every value of the variable of an integral, and for the other arguments as they stand."""
    bound = {x for one in step.statement.atoms(sp.Integral) for x in one.variables}
    for k in _lines(step, earlier):
        _, over = closure(earlier[k - 1], earlier[: k - 1], entry.counted)
        variables = [v for v in map(entry.variable, over) if v is not None]
        if bound & set(over) and len(variables) == len(over) and not any(v.sign for v in variables):
            (x,) = [v.name for v in variables if v.symbol in bound]
            yield f"(fun {x} : R => line_{k} {' '.join(v.name for v in variables)})"


def instances(entry: Entry, number: int, steps: tuple[Step, ...]) -> Iterator[str]:
    """A line that holds for every x, for the x of the other lines."""
    _, over = closure(steps[number - 1], steps[: number - 1], entry.counted)
    variables = [entry.variable(s) for s in over]
    if over and all(v is not None for v in variables):
        chosen = [v for v in variables if v is not None]
        names = [v.name for v in chosen] + [v.fact for v in chosen if v.sign]
        yield f"(line_{number} {' '.join(names)})"


def _need(need: Need) -> str:
    if need.text.startswith("ex_derive"):
        return "exists_slope."
    if need.text.startswith("ex_RInt_gen"):
        return "valued_or_needed."
    if need.text.startswith("locally"):
        return "around_or_nearby."
    if need.text.startswith("(forall"):
        return "within."
    return "need."


def _goals(statement: sp.Basic) -> Iterator[tuple[sp.Expr, sp.Expr] | None]:
    if isinstance(statement, sp.Eq):
        left, right = statement.args
        if isinstance(left, sp.Tuple) and isinstance(right, sp.Tuple):
            for a, b in zip(left.args, right.args, strict=True):
                yield from _goals(sp.Eq(a, b, evaluate=False))
        elif isinstance(left, sp.Expr) and isinstance(right, sp.Expr):
            yield left, right
        else:
            yield None
    else:
        yield None


def put_in(
    script: Script, statement: sp.Basic, where: list[tuple[sp.Basic, sp.Basic]], scope: Scope
) -> tuple[Scope, sp.Basic]:
    """Put values in for names, in the order in which the method does; the scope in which the names mean them."""
    meant = scope
    for old, new in reversed(where):
        if isinstance(old, sp.Symbol) and old in scope.symbols:
            try:
                made = term(new, meant)
            except NotExported:
                continue
            known = scope.symbols[old]
            level = replace(made, text=made.at(ATOM), level=ATOM)
            meant = meant.bind(old, replace(known, term=level, natural=None), meant.resolved(new))
    for old, new in where:
        before, after = term(old, scope), term(new, scope)
        if isinstance(old, sp.Symbol):
            script.add(f"put {before.at(ATOM)} {after.at(ATOM)}.")
        else:
            script.add(f"change_to {before.at(ATOM)} {after.at(ATOM)}.")
            _extend(script, statement, old, new, scope)
            statement = statement.xreplace({old: new})
    return meant, statement


def _extend(
    script: Script, statement: sp.Basic, old: sp.Basic, new: sp.Basic, scope: Scope
) -> None:
    """Put the value of f(x) in under derivatives with respect to x too, which no rewriting reaches."""
    for derivative in sorted(statement.atoms(sp.Derivative), key=sp.default_sort_key):
        x, *others = derivative.variables
        if others or not old.has(x) or not derivative.expr.has(old):
            continue
        before, after = (term(d, scope) for d in (derivative, derivative.xreplace({old: new})))
        script.add(f"try extended ({before.text}) ({after.text}).")


def fitting(entry: Entry, step: Step, earlier: tuple[Step, ...]) -> str:
    """The proof that the value of a name exists and has the name's sign."""
    names = [*_facts(entry, step, earlier), *(f"line_{k}" for k in _lines(step, earlier))]
    return " ".join([*(f"use {name}." for name in names), f"use line_{step.number}.", "fits."])


def concluding(names: Iterable[str]) -> str:
    """The proof of the result from the facts and lines of these names: as they stand, then put into each other."""
    lines = list(names)
    said = [f"try at_hand {name}." for name in lines]
    put = [f"all: have {name}." for name in lines]
    return " ".join(
        ["intros.", *said, "stated.", "all: try solve [ joined ].", *put, "all: conclude."]
    )


def _facts(entry: Entry, step: Step, earlier: tuple[Step, ...]) -> list[str]:
    """The theorems about signs of the names that the entry defines."""
    defined = {
        a for line in earlier if line.role is Role.DEFINITION for a, _ in equated(line.statement)
    }
    free = set(step.statement.free_symbols)
    for pair in getattr(step.method, "where", ()):
        free |= sp.Tuple(*pair).free_symbols
    return [v.fact for v in entry.variables if v.sign and v.symbol in defined & free]


def _lines(step: Step, earlier: tuple[Step, ...]) -> list[int]:
    """The lines that the step rests on: those that say what its method puts in, and the conditions among premises."""
    found = set(step.rests_on)
    for premise in step.premises:
        if premise.entry == step.entry:
            found.add(premise.number)
    for line in earlier:
        if line.role is Role.PREMISE and not isinstance(line.statement, sp.Eq):
            if line.statement.free_symbols & step.statement.free_symbols:
                found.add(line.number)
    return sorted(found)
