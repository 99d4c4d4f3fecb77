"""Numbers of zeros: what a counted name means, that there is such a number, and proofs by cells of the parameters.

What ``meanings`` writes has to be trusted, as ``terms`` and ``statements`` have.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import sympy as sp

from softpot.derive.kernel.nouns import ATOM, NotExported, Scope, real
from softpot.derive.kernel.scripts import Script
from softpot.derive.kernel.statements import proposition
from softpot.derive.kernel.terms import term
from softpot.derive.machinery.discharge import Cells, Count
from softpot.derive.machinery.step import Role, Step


@dataclass(frozen=True)
class Meaning:
    """What a name N of a number of zeros means: which zeros of which polynomial it counts, in words and as text."""

    symbol: sp.Symbol
    name: str
    words: str
    predicate: str
    proof: str

    @property
    def fact(self) -> str:
        """The name of the hypothesis that says what N counts."""
        return f"{self.name}_counts"


def depends_on(steps: Iterable[Step]) -> Mapping[sp.Basic, frozenset[sp.Basic]]:
    """The parameters that each number of zeros varies with."""
    found: dict[sp.Basic, frozenset[sp.Basic]] = {}
    for method, count in _counts(steps):
        symbols = method.polynomial.free_symbols | count.condition.free_symbols
        found[count.symbol] = found.get(count.symbol, frozenset()) | (symbols - {method.variable})
    return found


def meanings(steps: tuple[Step, ...], names: Mapping[sp.Basic, str], scope: Scope) -> Iterator[Meaning]:  # fmt: skip
    """The meaning of each name that the lines count; none for a name that could have two, or none that is exported."""
    told: dict[sp.Symbol, set[tuple[Cells, Count]]] = {}
    for method, count in _counts(steps):
        told.setdefault(count.symbol, set()).add((method, count))
    fixed = _otherwise_told(steps)
    for symbol, ways in told.items():
        same = {(m.polynomial, m.variable, c) for m, c in ways}
        bound = scope.symbols.get(symbol)
        if len(same) > 1 or symbol in fixed or symbol not in names:
            continue
        if bound is None or bound.natural is None or bound.positive:
            continue  # its sign would have to be shown
        ((p, x, count),) = same
        try:
            yield _meaning(names[symbol], p, x, count, scope)
        except NotExported:
            continue


def _counts(steps: Iterable[Step]) -> Iterator[tuple[Cells, Count]]:
    for step in steps:
        if isinstance(step.method, Cells):
            for count in step.method.counts:
                yield step.method, count


def _otherwise_told(steps: Iterable[Step]) -> set[sp.Basic]:
    """The symbols that definitions and quoted lines speak of: they have their meaning from elsewhere."""
    found: set[sp.Basic] = set()
    for step in steps:
        if step.role in (Role.DEFINITION, Role.QUOTED):
            found |= step.statement.free_symbols
    return found


_TOLD = ("positive", "nonnegative", "nonzero", "integer")


def _meaning(name: str, p: sp.Expr, x: sp.Symbol, count: Count, scope: Scope) -> Meaning:
    if any(getattr(x, f"is_{told}") is not None for told in _TOLD):
        raise NotExported(f"{x} does not stand for every real number")
    variable, inner = scope.fresh(x, sp.Tuple(p, count.condition))
    inside = inner.bind(x, real(variable))
    polynomial = term(p, inside).text
    function = f"(fun {variable} : R => {polynomial})"
    parts = [f"{polynomial} = 0"]
    words = f"{count.symbol} is the number of real {x} with {p} = 0"
    for turns, says in ((count.rising, "rises"), (count.falling, "falls")):
        if turns:
            parts.append(f"{says} {function} {variable}")
            words += f", where it {says}"
    if count.condition != sp.true:
        said = proposition(count.condition, inside)
        if said.needs:
            raise NotExported("a condition that has no value everywhere")
        parts.append(said.inside)
        words += f", and {count.condition}"
    both = " /\\ ".join(parts)
    predicate = f"(fun {variable} : R => {both})"
    coefficients = [term(c, scope).text for c in reversed(sp.Poly(p, x).all_coeffs())]
    proof = f"listed ({' :: '.join(coefficients)} :: nil)."
    return Meaning(count.symbol, name, words, predicate, proof)


def by_cells(script: Script, method: Cells, facts: Iterable[str], scope: Scope) -> None:
    """Prove a statement on numbers of zeros of a quadratic or cubic, by the cells into which the parameters fall."""
    x = method.variable
    coefficients = list(reversed(sp.Poly(method.polynomial, x).all_coeffs()))
    variable, inner = scope.fresh(x, method.polynomial)
    function = f"(fun {variable} : R => {term(method.polynomial, inner.bind(x, real(variable))).text})"  # fmt: skip
    texts = [term(c, scope).at(ATOM) for c in coefficients]
    shown = "ltac:(need) ltac:(intro; cbv beta; field)"
    tries = []
    if len(coefficients) == 3:
        tries.append(f"cells (quadratic {function} {' '.join(texts)} {shown})")
    if len(coefficients) == 4 and coefficients[0] == 0:
        tries.append(f"cells (cubic_0 {function} {' '.join(texts[1:])} {shown})")
    if len(coefficients) == 4 and coefficients[2:] == [0, 1]:
        tries += [f"chosen ({which} {texts[1]} {texts[0]})" for which in ("cubic_outer", "cubic_inner")]  # fmt: skip
    if not tries:
        raise NotExported("zeros of a polynomial of this form")
    script.add(f"clear - {' '.join(facts)}.", "intros.", f"first [ {' | '.join(tries)} ].")
