"""Numbers in sentences, tied to what they are numbers of.

A row of ties is (entry and place, pattern, values): the pattern is a piece of the sentence in which ``#`` stands for a
number, ``@`` for a formula and ``$`` for a number in letters, and the values are computed in the test. A number has to
be its value rounded to the digits printed, a formula equal at several points to an expression. Every digit of every
sentence, and half, twice, fourth and so on outside of lines, has to stand in one of the places, or in a name (``P_0``,
``Eq. (12)``); and with any of these numbers changed the ties have to fail.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor, log10
from typing import Any

import sympy as sp
from sympy.parsing.sympy_parser import (
    implicit_multiplication,
    parse_expr,
    standard_transformations,
)

from softpot.derive import Role, Theory
from softpot.derive.theory import SOFT_POTENTIAL

S = SOFT_POTENTIAL.symbols
TABLE = {name: getattr(S, name) for name, row in S.items() if not row.function}
PRIMES = {"eta'": "eta_p", "t'": "t_p", "h'": "h_p", "x'": "x_p", "omega_D": "omega_D"}

EQUATION = r"\(\d+\)"
NAMES = re.compile(
    r"(?<![A-Za-z_])(?:{names})(?![A-Za-z0-9_])|Eqs?\. {e}(?:, {e})*(?: and {e})?|Fig\. [12]b?|"
    r"(?:form|potential|expansion) \((?:1|3)\)|c/T\^3(?!\d)|footnote 2|curve [12](?= of Fig)".format(
        names="|".join(
            sorted((re.escape(n) for n in (*TABLE, "E_12", "P_0", "G_p") if re.search(r"\d", n)), key=len)[::-1]
        ),
        e=EQUATION,
    )
)  # fmt: skip
NUMBER = re.compile(r"\d+(?:\.\d+)?")
LETTERS = {
    "half": Fraction(1, 2), "three quarters": Fraction(3, 4), "twice": Fraction(2), "square": Fraction(2),
    "cube": Fraction(3), "fourth": Fraction(4), "fifth": Fraction(5), "sixth": Fraction(6),
}  # fmt: skip
WORD = re.compile(rf"\b(?:{'|'.join(LETTERS)})\b(?! root above)")
HOLE = r"(-?\d+(?:\.\d+)?(?:/\d+)?)"
FORMULA = r"([^\s,;](?:[^,;]*?[^\s,;])??)"

Tie = tuple[Any, ...]


@dataclass(frozen=True)
class Kept:
    """A value that is printed otherwise than rounded to the nearest: ``how`` takes the value and the unit printed."""

    value: Any
    how: Callable[[Any, Fraction], Any]


def down(value: Any) -> Kept:
    """ "at least", "above": the number printed is the value cut off."""
    return Kept(value, lambda v, unit: floor(v / unit) * unit)


def rough(value: Any, digits: int = 1) -> Kept:
    """ "about", "the order of": the value to so many significant digits."""

    def rounded(v: Any, _: Fraction) -> Fraction:
        unit = Fraction(10) ** (floor(log10(abs(float(v)))) + 1 - digits)
        return round(Fraction(float(v)) / unit) * unit

    return Kept(value, rounded)


Covered = Callable[[str], list[tuple[int, int]]]


def _in_names(text: str) -> list[tuple[int, int]]:
    return [m.span() for m in NAMES.finditer(text)]


def sentences(
    id: str, theory: Theory = SOFT_POTENTIAL, lines: bool = True
) -> Iterator[tuple[str, str]]:
    """(place, sentence) of all that an entry says; formulas that fill places of a reason are left out."""
    entry = theory.entry(id)
    yield from (("title", entry.title), ("statement", entry.statement), ("note", entry.note))
    if entry.printed is not None:
        yield "survives", entry.printed.survives
    if entry.derive is not None and lines:
        for line in theory.derivation(id).steps:
            if line.role is not Role.QUOTED:
                yield f"line {line.number}", re.sub(r"\{\w+\}", "{}", line.reason.template)


def read(text: str, names: Mapping[str, sp.Basic]) -> sp.Basic:
    """A formula of a sentence, such as (P_s/8w)(E/w)^4 or |alpha|^(-3/2): as people write, 8w in a denominator."""
    plain = text.replace("²", "^2").replace("³", "^3").replace("π", "pi").replace("d(", "(")
    for primed, name in PRIMES.items():
        plain = plain.replace(primed, name)
    plain = re.sub(r"\|([^|]+)\|", r" Abs(\1)", plain)
    plain = re.sub(r"\b(sqrt|ln) (\d+)", r"\1(\2)", plain)
    plain = re.sub(r"/(\d+)([a-z])\b", r"/(\1*\2)", plain)
    plain = re.sub(r"/(\d*)k_B T\b", lambda m: f"/({m[1] or 1}*k_B*T)", plain)
    plain = plain.replace("^", "**")
    known: dict[str, Any] = {
        **TABLE,
        "w": S.w,
        "t": S.t,
        "pi": sp.pi,
        "sqrt": sp.sqrt,
        "Abs": sp.Abs,
        **names,
    }
    value: sp.Basic = parse_expr(
        plain, {**known}, (*standard_transformations, implicit_multiplication)
    )
    strays = {s for s in value.free_symbols if s not in set(known.values())}
    assert not strays, f"{text} holds {strays}"
    return value


def same(one: sp.Basic, other: sp.Basic) -> bool:
    """Whether two expressions, or both sides of two relations, agree at several points."""
    if isinstance(one, sp.core.relational.Relational) or isinstance(
        other, sp.core.relational.Relational
    ):
        return type(one) is type(other) and all(map(same, one.args, other.args))
    source = random.Random(5)
    difference = sp.sympify(one) - sp.sympify(other)
    for _ in range(4):
        point = {
            s: sp.Rational(source.randint(5, 99), 37) * (-1 if s.is_negative else 1)
            for s in sorted(difference.free_symbols, key=str)
        }
        if abs(sp.N(difference.subs(point), 30)) > sp.Rational(1, 10**20):
            return False
    return True


def _exact(value: Any) -> Fraction | None:
    if isinstance(value, (int, Fraction)):
        return Fraction(value)
    return Fraction(int(value.p), int(value.q)) if isinstance(value, sp.Rational) else None


def is_number(text: str, value: Any) -> bool:
    """Whether a number is what a value is, to the digits printed; what is exact, exactly."""
    printed = Fraction(text)
    digits = len(text.partition(".")[2])
    unit = Fraction(1, 10**digits)
    if isinstance(value, Kept):
        return bool(printed == value.how(value.value, unit))
    exact = _exact(value)
    if exact is not None and ("/" in text or exact.denominator == 1):
        return printed == exact
    assert "/" not in text, f"{text} is a fraction, and {value} is none"
    found = (
        exact
        if exact is not None
        else Fraction(str(sp.N(value, 40)) if isinstance(value, sp.Expr) else str(value))
    )
    return abs(found - printed) * 2 <= unit


def _pattern(piece: str) -> re.Pattern[str]:
    holes = {"#": HOLE, "@": FORMULA, "$": f"({'|'.join(LETTERS)})"}
    parts = [holes.get(c, re.escape(c)) for c in piece]
    ends = (
        r"(?![\d.]*\d)"
        if piece.endswith("#")
        else r"(?=[,.;:)]?(?:\s|$))"
        if piece.endswith("@")
        else ""
    )
    start = r"(?<![\d.])" if piece.startswith("#") else ""
    return re.compile(start + "".join(parts) + ends)


def untied(
    text: str,
    ties: Sequence[Tie],
    names: Mapping[str, sp.Basic],
    letters: bool,
    apart: Covered = _in_names,
) -> str:
    """What is wrong with the numbers of a sentence; "" when each is tied and right."""
    covered = apart(text)
    for _, piece, *values in ties:
        found = _pattern(piece).search(text)
        if found is None:
            return f"nothing reads {piece!r}"
        kinds = [c for c in piece if c in "#@$"]
        assert len(kinds) == len(values), piece
        for k, (kind, value) in enumerate(zip(kinds, values, strict=True), start=1):
            part = found.group(k)
            try:
                if kind == "$":
                    right = LETTERS[part] == _exact(value)
                else:
                    right = (
                        is_number(part, value) if kind == "#" else same(read(part, names), value)
                    )
            except (SyntaxError, TypeError, AttributeError, ZeroDivisionError) as error:
                return f"{part!r} cannot be read: {error}"
            if not right:
                return f"{part!r} is not {getattr(value, 'value', value)}"
            covered.append(found.span(k))
    for number in (*NUMBER.finditer(text), *(WORD.finditer(text) if letters else ())):
        if not any(a <= number.start() and number.end() <= b for a, b in covered):
            return f"{number.group()} in {text[max(0, number.start() - 25) : number.end() + 25]!r} is tied to nothing"
    return ""


def changed(text: str, letters: bool, apart: Covered = _in_names) -> Iterator[str]:
    """The sentence with one number changed by one in its last digit, or with a sign put before or taken from it."""
    names = apart(text)
    for number in NUMBER.finditer(text):
        a, b = number.span()
        if any(low <= a and b <= high for low, high in names):
            continue
        digits = number.group()
        point = digits[::-1].find(".") if "." in digits else 0
        for step in (1, -1):
            other = int(digits.replace(".", "")) + step
            if other < 0:
                continue
            whole = str(other).rjust(point + 1, "0")
            yield text[:a] + (f"{whole[:-point]}.{whole[-point:]}" if point else whole) + text[b:]
        if text[:a].endswith("-"):
            yield text[: a - 1] + text[a:]
    for word in WORD.finditer(text) if letters else ():
        if any(low <= word.start() and word.end() <= high for low, high in names):
            continue
        for other in set(LETTERS) - {word.group()}:
            if LETTERS[other] != LETTERS[word.group()]:
                yield text[: word.start()] + other + text[word.end() :]


def assert_tied(
    ids: Sequence[str],
    ties: Sequence[Tie],
    names: Mapping[str, sp.Basic] | None = None,
    theory: Theory = SOFT_POTENTIAL,
    lines: bool = True,
    apart: Covered = _in_names,
) -> None:
    """Each number in the sentences of these entries is tied, and changed in any way it is noticed.

    ``apart`` has the places of what is no number, or is held against one elsewhere.
    """
    rooms = {getattr(theory.entry(id).derive, "__module__", "") for id in ids}
    for entry in theory.entries:
        of_the_room = entry.derive is not None and entry.derive.__module__ in rooms
        assert entry.id in ids or not of_the_room, f"{entry.id} is left out"
    places = {f"{id} {place}": text for id in ids for place, text in sentences(id, theory, lines)}
    strange = {tie[0] for tie in ties} - set(places)
    assert not strange, f"no sentence is called {sorted(strange)}"
    wrong = []
    for place, text in places.items():
        mine = [tie for tie in ties if tie[0] == place]
        letters = " line " not in place  # what steps say is proved beside them
        why = untied(text, mine, names or {}, letters, apart)
        if why:
            wrong.append(f"{place}: {why}")
            continue
        wrong += [
            f"{place}: unnoticed: {other}"
            for other in changed(text, letters, apart)
            if not untied(other, mine, names or {}, letters, apart)
        ]
    assert not wrong, "\n".join(wrong)


def left(id: str) -> list[sp.Expr]:
    """The orders of what is left out, as the limit lines of an entry state them."""
    return [
        formula
        for line in SOFT_POTENTIAL.derivation(id).steps
        if line.role is Role.LIMIT
        for name, formula in line.reason.formulas
        if name in ("order", "far", "near")
    ]


def power_of(expression: sp.Expr, variable: sp.Symbol) -> sp.Expr:
    """d ln expression/d ln variable."""
    size = sp.Dummy(positive=True)
    sign = -1 if variable.is_negative else 1
    plain = expression.subs(sp.Abs(variable), size).subs(variable, sign * size)
    return sp.simplify(size * sp.diff(sp.log(plain), size))


def rest_of(id: str, variable: sp.Symbol) -> sp.Expr:
    """The power with which what is left out falls, which is one for all limits of the entry."""
    powers = {power_of(order, variable) for order in left(id)}
    (power,) = powers
    return power
