"""[left] = [right]: the dimension of an expression, by the units that the symbol table gives.

A dimension is a product of powers of base units, such as kg·m²·s⁻², which SymPy multiplies. Sums, equations,
inequalities and the branches of a Piecewise need one dimension; what is put into exp, log and their like, and
exponents, need none, but in a logarithmic derivative; a derivative divides by that of its variable, an integral
multiplies with it. A table in which no
unit but "1" stands says nothing, and nothing is checked; in any other each symbol used has to have one.
Not guaranteed: that factors between units of one dimension, such as eV and J, are right. 0 and infinity have every
dimension, and so has what holds a node that is unknown here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import permutations
from typing import TypeAlias, cast

import sympy as sp
from sympy.core.function import AppliedUndef
from sympy.core.relational import Relational
from sympy.logic.boolalg import Boolean

from softpot.derive.machinery.errors import TheoryError
from softpot.derive.machinery.symbols import SymbolTable

__all__ = ["Units", "dimension", "shown"]

_DERIVED = {
    "N": "kg m/s²", "J": "kg m²/s²", "eV": "kg m²/s²", "erg": "kg m²/s²", "W": "kg m²/s³", "Pa": "kg/(m s²)",
    "bar": "kg/(m s²)", "Hz": "1/s", "rad": "1", "C": "A s", "V": "kg m²/(A s³)", "F": "A² s⁴/(kg m²)",
    "ohm": "kg m²/(A² s³)", "Ω": "kg m²/(A² s³)", "S": "A² s³/(kg m²)", "Wb": "kg m²/(A s²)", "T": "kg/(A s²)",
    "H": "kg m²/(A² s²)", "g": "kg", "Å": "m", "u": "kg", "min": "s", "h": "s", "L": "m³", "l": "m³",
}  # fmt: skip
_BASE = ("kg", "m", "s", "K", "A", "mol", "cd")
_PREFIXES = ("da", *"QRYZEPTGMkhdcmuµμnpfazyrq")
_SUPER = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_WORD = re.compile(r"\s*(?:([^\W\d]+|%)|(\d+)|(\*\*|[()/*·^]))")
_POWER = re.compile(r"\s*(?:\^|\*\*)?\s*(-?\d+)")

ONE = sp.Integer(1)


def dimension(unit: str) -> sp.Expr:
    """The dimension of a unit such as "J/(K m^3)", "kg·m⁻³" or "1"; a word that is no SI unit is one of its own.

    >>> from softpot.derive.machinery.units import dimension, shown
    >>> shown(dimension("W/(m K)")), shown(dimension("meV"))
    ('kg·m·s⁻³·K⁻¹', 'kg·m²·s⁻²')
    """
    return _dimension(unit)


@lru_cache(maxsize=1000)
def _dimension(unit: str) -> sp.Expr:
    text = re.sub(r"[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+", lambda m: "^" + m[0].translate(_SUPER), unit.replace("−", "-"))
    value, rest = _product(text, text)
    if rest.strip():
        raise TheoryError(f"the unit {unit!r} cannot be read from {rest.strip()!r} on")
    return value


def _product(text: str, whole: str) -> tuple[sp.Expr, str]:
    value, sign = ONE, 1
    while text.strip() and not text.lstrip().startswith(")"):
        word = _WORD.match(text)
        if word is None:
            raise TheoryError(f"the unit {whole!r} cannot be read from {text.strip()!r} on")
        name, number, mark = word.groups()
        text = text[word.end() :]
        if mark == "/":
            sign = -1
            continue
        if mark in ("*", "·"):
            continue
        if mark == "(":
            factor, text = _product(text, whole)
            if not text.lstrip().startswith(")"):
                raise TheoryError(f"the unit {whole!r} has a bracket that is not closed")
            text = text.lstrip()[1:]
        elif name:
            factor = _named(name)
        elif number == "1":
            factor = ONE
        else:
            raise TheoryError(
                f"the unit {whole!r} holds the number {number or mark}: only 1 may stand there"
            )
        power = _POWER.match(text)
        if power is not None:
            factor, text = factor ** int(power[1]), text[power.end() :]
        value, sign = value * factor**sign, 1
    return value, text


def _named(name: str) -> sp.Expr:
    if name in _BASE:
        return _symbol(name)
    if name in _DERIVED:
        return _dimension(_DERIVED[name])
    for prefix in _PREFIXES:
        bare = name.removeprefix(prefix)
        if bare != name and bare and (bare in _BASE or bare in _DERIVED) and bare != "kg":
            return _named(bare)
    return _symbol(name)


def _symbol(name: str) -> sp.Symbol:
    return sp.Symbol(name, positive=True)


def shown(dimension: sp.Expr | None) -> str:
    """A dimension as people write it; "no unit" for a number."""
    if dimension is None:
        return "any unit"
    powers = dimension.as_powers_dict()
    order = {name: place for place, name in enumerate(_BASE)}
    parts = []
    for base, power in sorted(powers.items(), key=lambda p: (order.get(str(p[0]), 9), str(p[0]))):
        if base != 1:
            parts.append(str(base) if power == 1 else f"{base}{_raised(power)}")
    return "·".join(parts) or "no unit"


def _raised(power: sp.Expr) -> str:
    return (
        str(power).translate(str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻"))
        if power.is_Integer
        else f"^({power})"
    )


Dimension: TypeAlias = sp.Expr | None
Grid: TypeAlias = tuple[tuple[Dimension, ...], ...]

_KEEPS = (sp.Abs, sp.re, sp.im, sp.conjugate)
_COMMON = (sp.Add, sp.Max, sp.Min)
_RATIO = (sp.atan2, sp.KroneckerDelta)
_BARE = (sp.sign, sp.arg, sp.Heaviside)


class Units:
    """What the symbol table says of dimensions; ``refuse`` raises TheoryError for a statement that mixes them.

    >>> from softpot import Quantity, SymbolTable
    >>> from softpot.derive.machinery.units import Units, shown
    >>> S = SymbolTable(Quantity("E", "E", "energy", "J"), Quantity("T", "T", "temperature", "K"))
    >>> shown(Units(S).of(S.E / S.T))
    'kg·m²·s⁻²·K⁻¹'
    >>> Units(S).of(S.E + S.T)
    Traceback (most recent call last):
    softpot.derive.machinery.errors.TheoryError: E has the unit kg·m²·s⁻² and T the unit K, so ...
    """

    def __init__(self, table: SymbolTable) -> None:
        self._rows = dict(zip(_symbols(table), (table[name] for name in table), strict=True))
        self.named = any(row.unit not in ("", "1") for row in self._rows.values())
        self._seen: dict[sp.Basic, Dimension] = {}
        self._taken: dict[sp.Basic, tuple[Dimension, ...]] = {}

    def refuse(self, statement: sp.Basic) -> None:
        """Raise TheoryError where the statement mixes dimensions; nothing, where the table has no units."""
        if self.named:
            self._check(statement)

    def of(self, expression: sp.Basic) -> Dimension:
        """The dimension of an expression; None where it is not known, or is every one."""
        found = self._seen.get(expression, False)
        if found is False:
            found = self._seen[expression] = self._found(expression)
        return found

    def _check(self, statement: sp.Basic) -> None:
        if isinstance(statement, Relational):
            self._alike(statement.lhs, statement.rhs, "compared")
        elif isinstance(statement, Boolean) and statement.args:
            for part in statement.args:
                self._check(part)
        elif isinstance(statement, (sp.Tuple, tuple)):
            for part in statement:
                self._check(part)
        elif isinstance(statement, sp.MatrixBase) or getattr(statement, "is_Matrix", False):
            self._grid(statement)
        elif isinstance(statement, sp.Expr):
            self.of(statement)

    def _alike(self, left: sp.Basic, right: sp.Basic, what: str) -> None:
        if isinstance(left, sp.Tuple) and isinstance(right, sp.Tuple):
            for one, other in zip(left, right, strict=False):
                self._alike(one, other, what)
        elif getattr(left, "is_Matrix", False) and getattr(right, "is_Matrix", False):
            for mine, yours in zip(self._grid(left), self._grid(right), strict=False):
                for one, other in zip(mine, yours, strict=False):
                    _same(one, other, left, right, what)
        elif isinstance(left, sp.Expr) and isinstance(right, sp.Expr):
            _same(self.of(left), self.of(right), left, right, what)
        else:
            self._check(left)
            self._check(right)

    def _found(self, e: sp.Basic) -> Dimension:
        if isinstance(e, sp.Symbol):
            return self._row(e)
        if e.is_number and not e.has(sp.Integral, sp.Sum, sp.Limit, sp.Derivative):
            return None if e.is_zero or e.is_infinite or e is sp.nan else ONE
        if isinstance(e, sp.Mul):
            return _multiplied([self.of(part) for part in e.args])
        if isinstance(e, _COMMON):
            return self._common(e.args, "added" if isinstance(e, sp.Add) else "compared")
        if isinstance(e, sp.Pow):
            self._bare(e.exp, e)
            base = self.of(e.base)
            return base if base is None or base == 1 else base**e.exp
        if isinstance(e, AppliedUndef):
            self._arguments(e)
            return self._row(e.func)
        for kinds, method in _METHODS:
            if isinstance(e, kinds):
                return method(self, e)
        if isinstance(e, sp.Function):
            for part in e.args:
                self._bare(part, e)
            return ONE
        for part in e.args:
            self._check(part)
        return None

    def _row(self, name: sp.Basic) -> Dimension:
        row = self._rows.get(name)
        if row is None:
            return None  # a bound variable that has no row
        if not row.unit:
            raise TheoryError(
                f"{name} has no unit in the symbol table, where other symbols have one: give it its own, or "
                '"1" if it is a number; SymbolTable(..., unit="1") says so of all that name none'
            )
        return _dimension(row.unit)

    def _bare(self, e: sp.Basic, inside: sp.Basic) -> None:
        found = self.of(e)
        if found is not None and found != 1:
            what = (
                "an exponent"
                if isinstance(inside, sp.Pow)
                else f"the argument of {inside.func.__name__}"
            )
            raise TheoryError(
                f"{e} has the unit {shown(found)}, and {what} has no unit: divide by something of the same unit"
            )

    def _common(self, parts: Iterable[sp.Basic], what: str) -> Dimension:
        known, first = None, None
        for part in parts:
            found = self.of(part)
            if known is None:
                known, first = found, part
            else:
                _same(known, found, cast(sp.Basic, first), part, what)
        return known

    def _arguments(self, e: AppliedUndef) -> None:
        """A function takes arguments of the same dimensions everywhere."""
        given = tuple(self.of(part) for part in e.args)
        before = self._taken.setdefault(e.func, given)
        if len(before) == len(given):
            for old, new, part in zip(before, given, e.args, strict=True):
                if old is not None and new is not None and old != new:
                    raise TheoryError(
                        f"{part} has the unit {shown(new)}, and {e.func} was given {shown(old)} in that place before"
                    )
            self._taken[e.func] = tuple(
                new if old is None else old for old, new in zip(before, given, strict=True)
            )

    def _derivative(self, e: sp.Derivative) -> Dimension:
        found = ONE if isinstance(e.expr, sp.log) else self.of(e.expr)
        if isinstance(e.expr, sp.log):  # a logarithmic derivative, for which a unit drops out
            self.of(e.expr.args[0])
        for v, count in e.variable_count:
            found = _multiplied([found, _power(self.of(v), -count)])
        return found

    def _integral(self, e: sp.Integral) -> Dimension:
        found = self.of(e.function)
        for v, *ends in e.limits:
            for end in ends:
                self._alike(v, end, "limits of one another")
            found = _multiplied([found, self.of(v)])
        return found

    def _sum(self, e: sp.Sum) -> Dimension:
        return self.of(e.function)

    def _product(self, e: sp.Product) -> Dimension:
        found = self.of(e.function)
        return found if found == 1 else None

    def _limit(self, e: sp.Limit) -> Dimension:
        f, v, point = e.args[:3]
        self._alike(v, point, "limits of one another")
        return self.of(f)

    def _subs(self, e: sp.Subs) -> Dimension:
        for v, point in zip(e.variables, e.point, strict=True):
            self._alike(v, point, "put in for one another")
        return self.of(e.expr)

    def _piecewise(self, e: sp.Piecewise) -> Dimension:
        for _, condition in e.args:
            self._check(condition)
        return self._common((value for value, _ in e.args), "values of one function")

    def _keeps(self, e: sp.Function) -> Dimension:
        return self.of(e.args[0])

    def _ratio(self, e: sp.Function) -> Dimension:
        self._common(e.args, "compared")
        return ONE

    def _any(self, e: sp.Function) -> Dimension:
        self.of(e.args[0])
        return ONE

    def _delta(self, e: sp.DiracDelta) -> Dimension:
        return _power(self.of(e.args[0]), sp.Integer(-1))

    def _determinant(self, e: sp.Determinant) -> Dimension:
        """Every product of the expansion has one dimension."""
        grid = self._grid(e.arg)
        found: Dimension = None
        for order in permutations(range(len(grid))) if len(grid) <= 4 else ():
            term = _multiplied([grid[row][column] for row, column in enumerate(order)])
            found = _same(found, term, e, e, "terms of one determinant")
        return found

    def _trace(self, e: sp.Trace) -> Dimension:
        grid = self._grid(e.arg)
        found: Dimension = None
        for k in range(len(grid)):
            found = _same(found, grid[k][k], e, e, "added")
        return found

    def _grid(self, e: sp.Basic) -> Grid:
        """The dimensions of a matrix; empty where it is not written out."""
        if isinstance(e, sp.MatrixBase):
            return tuple(
                tuple(self.of(e[row, column]) for column in range(e.cols)) for row in range(e.rows)
            )
        for part in e.args:
            self._check(part)
        return ()


def _symbols(table: SymbolTable) -> Iterator[sp.Basic]:
    for name in table:
        yield table._symbols[name]


def _multiplied(parts: Sequence[Dimension]) -> Dimension:
    """A product; of something of every dimension it has every one, too."""
    if any(part is None for part in parts):
        return None
    return cast(sp.Expr, sp.Mul(*(part for part in parts if part != 1)))


def _power(base: Dimension, exponent: sp.Expr) -> Dimension:
    return base if base is None or base == 1 else cast(sp.Expr, base**exponent)


def _same(
    one: Dimension, other: Dimension, left: sp.Basic, right: sp.Basic, what: str
) -> Dimension:
    """The common dimension; TheoryError if there is none."""
    if one is None or other is None or one == other:
        return other if one is None else one
    if sp.powsimp(sp.expand(one / other, power_exp=True)) == 1:
        return one
    raise TheoryError(
        f"{_short(left)} has {_said(one)} and {_short(right)} {_said(other)}, so they cannot be {what}"
        + (": a number hides a unit" if 1 in (one, other) else "")
    )


def _said(found: sp.Expr) -> str:
    return "no unit" if found == 1 else f"the unit {shown(found)}"


def _short(e: sp.Basic) -> str:
    text = sp.sstr(e)
    return text if len(text) <= 80 else f"{text[:77]}..."


_METHODS = (
    (sp.Derivative, Units._derivative),
    (sp.Integral, Units._integral),
    (sp.Sum, Units._sum),
    (sp.Product, Units._product),
    (sp.Limit, Units._limit),
    (sp.Subs, Units._subs),
    (sp.Piecewise, Units._piecewise),
    (_KEEPS, Units._keeps),
    (_RATIO, Units._ratio),
    (_BARE, Units._any),
    (sp.DiracDelta, Units._delta),
    (sp.Determinant, Units._determinant),
    (sp.Trace, Units._trace),
)
