"""An entry's lines as the text's hypotheses and theorems: what each symbol is, what each line starts from.

Premises, quoted results and definitions are hypotheses of the section; a step is a theorem. A premise or a definition
that names a function holds for all its arguments. A definition is followed by a theorem that its value exists and is
what the table says of the name, because a name without a value would make everything provable.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import sympy as sp
from sympy.core.function import AppliedUndef
from sympy.logic.boolalg import Equivalent

from softpot.derive.kernel.counting import Meaning, depends_on, meanings
from softpot.derive.kernel.names import Names
from softpot.derive.kernel.nouns import CALL, Bound, NotExported, Scope, Term, natural, real
from softpot.derive.machinery.derivation import Derived
from softpot.derive.machinery.step import Role, Step

_SIGNS = (
    ("positive", "0 < {}"), ("negative", "{} < 0"), ("nonnegative", "0 <= {}"), ("nonpositive", "{} <= 0"),
    ("nonzero", "{} <> 0"),
)  # fmt: skip


@dataclass(frozen=True)
class Variable:
    """A symbol of the entry as a variable of the section: its name, type, and what the table says of its sign."""

    symbol: sp.Symbol
    name: str
    kind: str
    sign: str = ""
    signs: str = ""

    @property
    def fact(self) -> str:
        """The name of the hypothesis, or of the theorem, that says the sign."""
        return f"{self.name}_{self.signs}" if self.sign else ""


def variable(symbol: sp.Symbol, name: str) -> Variable | None:
    """The variable of a symbol; None where it is not a real number."""
    if not symbol.is_extended_real or not symbol.is_commutative:
        return None
    signs, sign = next(
        ((word, says) for word, says in _SIGNS if getattr(symbol, f"is_{word}")), ("", "")
    )
    if symbol.is_integer and symbol.is_nonnegative:
        return Variable(symbol, name, "nat", sign.format(f"INR {name}") if signs == "positive" else "",
                        signs if signs == "positive" else "")  # fmt: skip
    if symbol.is_integer:
        return Variable(symbol, name, "Z", sign.format(f"IZR {name}") if signs else "", signs)
    return Variable(symbol, name, "R", sign.format(name), signs)


def bound(v: Variable) -> Bound:
    """What the variable's symbol stands for in terms."""
    positive = v.signs == "positive"
    nonnegative = v.signs in ("positive", "nonnegative")
    nonzero = v.signs in ("positive", "negative", "nonzero")
    if v.kind == "nat":
        return natural(v.name, positive, nonzero)
    if v.kind == "Z":
        made = Term(f"IZR {v.name}", CALL, free=frozenset({v.name}))
        return Bound(made, None, positive, nonnegative, nonzero)
    return real(v.name, positive, nonnegative, nonzero)


def spoken_of(steps: Iterable[Step]) -> Iterator[sp.Basic]:
    """Every expression of the lines and of their methods."""
    for step in steps:
        yield step.statement
        yield from _inside(step.method)


def _inside(value: object) -> Iterator[sp.Basic]:
    if isinstance(value, sp.Basic):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _inside(part)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from _inside(getattr(value, name))


def equated(statement: sp.Basic) -> Iterator[tuple[sp.Basic, sp.Basic]]:
    """The pairs that a statement equates, member by member of tuples."""
    if isinstance(statement, sp.And):
        for part in statement.args:
            yield from equated(part)
    elif isinstance(statement, (sp.Eq, Equivalent)) and len(statement.args) == 2:
        left, right = statement.args
        if isinstance(left, sp.Tuple) and isinstance(right, sp.Tuple) and len(left) == len(right):
            for a, b in zip(left.args, right.args, strict=True):
                yield from equated(sp.Eq(a, b, evaluate=False))
        else:
            yield left, right


@dataclass(frozen=True)
class Entry:
    """What the lines of an entry share: variables, functions and the scope."""

    derived: Derived
    variables: tuple[Variable, ...]
    functions: tuple[tuple[sp.Basic, str, int], ...]
    scope: Scope
    meanings: tuple[Meaning, ...] = ()
    counted: Mapping[sp.Basic, frozenset[sp.Basic]] = field(default_factory=dict)

    def variable(self, symbol: sp.Basic) -> Variable | None:
        """The variable of a symbol, if it is a real number."""
        return next((v for v in self.variables if v.symbol == symbol), None)


def entry_of(derived: Derived, order: Iterable[sp.Basic]) -> Entry:
    """The entry's variables and functions, in the order of the symbol table."""
    place = {symbol: k for k, symbol in enumerate(order)}
    expressions = list(spoken_of(derived.steps))
    symbols = set().union(*(e.free_symbols for e in expressions))
    applied = set().union(*(e.atoms(AppliedUndef) for e in expressions))
    names = Names()
    variables, functions = [], []
    arities: dict[sp.Basic, set[int]] = {}
    for f in applied:
        arities.setdefault(f.func, set()).add(len(f.args))
    known = {f.func: bool(f.is_extended_real and f.is_commutative) for f in applied}
    for s in sorted({*symbols, *arities}, key=lambda s: (place.get(s, len(place)), str(s))):
        name = names.new(str(s))
        if isinstance(s, sp.Symbol):
            made = variable(s, name)
            if made is not None:
                variables.append(made)
        elif len(arities[s]) == 1 and known[s]:
            functions.append((s, name, *arities[s]))
    scope = Scope(
        {v.symbol: bound(v) for v in variables},
        {f: name for f, name, _ in functions},
        frozenset({v.name for v in variables} | {name for _, name, _ in functions}),
    )
    told = meanings(derived.steps, {v.symbol: v.name for v in variables}, scope)
    return Entry(
        derived,
        tuple(variables),
        tuple(functions),
        scope,
        tuple(told),
        depends_on(derived.steps),
    )


def dependence(
    steps: Iterable[Step], counted: Mapping[sp.Basic, frozenset[sp.Basic]]
) -> dict[sp.Basic, set[sp.Basic]]:
    """The symbols that each name depends on by what lines say of it: name = value, and so on from name to name.

    ``counted`` has the parameters of the numbers of zeros.
    """
    direct = {name: set(symbols) for name, symbols in counted.items()}
    for step in steps:
        for name, value in equated(step.statement):
            if isinstance(name, sp.Symbol) and isinstance(value, sp.Basic):
                direct.setdefault(name, set()).update(value.free_symbols - {name})
    found = {name: set(symbols) for name, symbols in direct.items()}
    changed = True
    while changed:
        changed = False
        for reached in found.values():
            more = set().union(*(found.get(s, set()) for s in reached)) - reached
            reached.update(more)
            changed = changed or bool(more)
    return found


def closure(
    step: Step, earlier: tuple[Step, ...], counted: Mapping[sp.Basic, frozenset[sp.Basic]]
) -> tuple[sp.Basic, tuple[sp.Symbol, ...]]:
    """The statement of a premise or definition of functions, and the arguments for all of which it holds."""
    statement = step.statement
    if step.role not in (Role.PREMISE, Role.DEFINITION):
        return statement, ()
    if any(isinstance(side, sp.Symbol) for pair in equated(statement) for side in pair):
        return statement, ()
    over = {a for f in statement.atoms(AppliedUndef) for a in f.args if isinstance(a, sp.Symbol)}
    over &= statement.free_symbols
    depends = dependence(earlier, counted)
    values = {
        a: b
        for line in earlier
        if line.role is Role.DEFINITION
        for a, b in equated(line.statement)
        if isinstance(a, sp.Symbol)
    }
    for _ in range(len(values) + 1):
        tied = {s for s in statement.free_symbols - over if depends.get(s, set()) & over}
        if not tied:
            return statement, tuple(sorted(over, key=str))
        if not tied <= set(values):
            break
        statement = statement.xreplace({s: values[s] for s in tied})
    return step.statement, ()


def quantified(entry: Entry, over: tuple[sp.Symbol, ...]) -> tuple[Scope, str]:
    scope, front = entry.scope, ""
    chosen: list[Variable] = []
    for symbol in over:
        v = entry.variable(symbol)
        if v is None:
            raise NotExported(f"{symbol} is not a real symbol")
        chosen.append(v)
        scope = scope.bind(symbol, bound(v))
    if chosen:
        front = "forall " + " ".join(f"({v.name} : {v.kind})" for v in chosen) + ", "
        front += "".join(f"{v.sign} -> " for v in chosen if v.sign)
    return scope, front


_BINDERS = (sp.Derivative, sp.Integral, sp.Sum, sp.Limit, sp.Subs)


def refuse_varying(expression: sp.Basic, depends: dict[sp.Basic, set[sp.Basic]]) -> None:
    """Raise NotExported where a name for something that varies with x stands in a derivative, an integral, a sum, a
    limit or a substitution in x, as if it were a constant."""
    for node in expression.atoms(*_BINDERS):
        inner = node.args[0]
        for x in _bound_by(node):
            for name in sorted(inner.free_symbols - {x}, key=str):
                if x in depends.get(name, ()):
                    raise NotExported(
                        f"{name} varies with {x}, and stands for a constant where {x} varies"
                    )


def _bound_by(node: sp.Basic) -> tuple[sp.Basic, ...]:
    if isinstance(node, sp.Limit):
        return (node.args[1],)
    return tuple(node.variables)
