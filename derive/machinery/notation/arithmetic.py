"""How numbers, sums, products and powers are written.

A product is written as a physicist would: numbers first, then constants, symbols, brackets, functions, and last
what acts on what follows it. Roots are drawn together, √(ab), and simplified as numbers are: √2/2 is 1/√2. A
coefficient stands before what holds fractions or signs of its own, ½|η|∫….
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from fractions import Fraction

import sympy as sp
from sympy.core.function import AppliedUndef

from softpot.derive.machinery.decimals import finite_decimal
from softpot.derive.machinery.errors import Unwritable
from softpot.derive.machinery.notation.functions import head, with_exponent
from softpot.derive.machinery.notation.names import Atom
from softpot.derive.machinery.notation.rules import Rule, Rules, Writes, named
from softpot.derive.machinery.notation.shapes import (
    MINUS,
    PLUS,
    Term,
    call,
    endless,
    fence,
    power,
    product,
    signed,
    stacked,
    total,
)
from softpot.derive.machinery.notation.tree import (
    Call,
    Cases,
    Deriv,
    Fence,
    Frac,
    Grid,
    Name,
    Node,
    Num,
    Op,
    Over,
    Post,
    Root,
    Script,
    Slash,
)

MOST_BITS = 13_000
"""Of a number that is written out: Python makes no text of whole numbers of more than 4300 digits."""

LARGEST_RADICAND = 10**6
"""Numbers under a root up to this are taken apart into primes."""

CONSTANTS = frozenset({r"\hbar", "k_B", r"k_{\mathrm{B}}", r"k_\mathrm{B}", r"k_{B}"})
"""Symbols that are written before other symbols: k_B T."""


# numbers


def refuse_long(expression: sp.Basic) -> None:
    """Raise Unwritable for a number of more digits than can be written out."""
    for number in expression.atoms(sp.Rational):
        if max(abs(int(number.p)), int(number.q)).bit_length() > MOST_BITS:
            raise Unwritable("no output has a form for a number of thousands of digits")


def number(e: sp.Number) -> Term:
    """A number, without its sign."""
    sign = MINUS if e < 0 else PLUS
    size = abs(e)
    if isinstance(size, sp.Integer):
        return sign, Num(str(int(size)))
    if isinstance(size, sp.Rational):
        decimal = finite_decimal(size)
        return sign, Num(decimal) if decimal else Frac(Num(str(int(size.p))), Num(str(int(size.q))))
    if isinstance(size, sp.Float):
        return sign, _float(size)
    raise Unwritable(f"no output has a form for the number {e}")


def _float(size: sp.Float) -> Node:
    mantissa, _, exponent = str(size).partition("e")
    if not exponent:
        return Num(mantissa.removesuffix("."))
    ten = power(Num("10"), signed(number(sp.Integer(exponent))))
    return product([Num(mantissa), ten])


def infinity() -> Name:
    return Name(r"\infty", (Atom("∞", upright=True),), "∞", "oo")


def _constant(latex: str, atoms: tuple[Atom, ...], text: str, plain: str) -> Rule:
    return lambda w, e: Name(latex, atoms, text, plain)


def _no_number(w: Writes, e: sp.Basic) -> Node:
    raise Unwritable(f"no output has a form for {e}, which is no number")


# sums


def add(w: Writes, e: sp.Add) -> Node:
    """Terms in SymPy's order, a positive one first, those that nothing ends (∑, lim) last."""
    terms = [w.term(term) for term in _in_order(e)]
    closed = [term for term in terms if not endless(term[1])]
    terms = closed + [term for term in terms if endless(term[1])]
    for place, (sign, _) in enumerate(terms):
        if sign == PLUS:
            terms = [terms[place], *terms[:place], *terms[place + 1 :]]
            break
    closed = [term for term in terms if not endless(term[1])]
    return total(closed + [term for term in terms if endless(term[1])])


def _in_order(e: sp.Add) -> list[sp.Basic]:
    """SymPy's order; what it would integrate or sum numerically to find its place stands behind the rest."""
    apart = [term for term in e.args if term.has(*_ACTING)]
    plain = [term for term in e.args if term not in apart]
    try:
        ordered = (
            list(sp.Add(*plain, evaluate=False).as_ordered_terms()) if len(plain) > 1 else plain
        )
    except (TypeError, ValueError, AttributeError, NotImplementedError):
        ordered = plain
    if Counter(ordered) != Counter(plain):
        ordered = plain
    return [*ordered, *sorted(apart, key=sp.default_sort_key)]


_ACTING = (sp.Integral, sp.Sum, sp.Product, sp.Limit, sp.Subs)


# products


@dataclass
class _Product:
    """A product taken apart: a coefficient, and powers, each with its place in SymPy's order."""

    coefficient: Fraction = Fraction(1)
    roots: list[tuple[int, Fraction]] = field(default_factory=list)  # numbers and their exponents
    powers: list[_Power] = field(default_factory=list)


@dataclass(frozen=True)
class _Power:
    """A factor base^exponent; numbers have the place −1."""

    place: int
    base: sp.Basic
    exponent: sp.Basic

    @property
    def fraction(self) -> Fraction | None:
        """The exponent, if it is a number."""
        if isinstance(self.exponent, sp.Rational):
            return Fraction(int(self.exponent.p), int(self.exponent.q))
        return None


@dataclass(frozen=True)
class _Factor:
    """A factor as it is written: above the line or below it."""

    node: Node
    place: int
    above: bool
    rank: int


def term(w: Writes, e: sp.Basic) -> Term:
    """A number, product or power as a term of a sum: its sign, and what stands behind the sign."""
    if isinstance(e, sp.Number) and e.is_finite:
        return number(e)
    if e is sp.S.NegativeInfinity:
        return MINUS, w.node(sp.S.Infinity)
    if isinstance(e, sp.Mul):
        return _as_it_stands(w, e) if _is_held(e) else _product(w, e.args, e)
    if isinstance(e, sp.Pow):
        if _is_held_power(e):
            (factor,) = _factors(w, [_Power(0, *e.args)])
            return PLUS, factor.node if factor.above else Frac(Num("1"), factor.node)
        return _product(w, (e,), e)
    return PLUS, w.node(e)


def _is_held(e: sp.Mul) -> bool:
    """Whether a product was kept as somebody wrote it: numbers not multiplied out, ones, products inside."""
    numbers = [a for a in e.args if isinstance(a, sp.Number)]
    bases = [a.base for a in e.args if isinstance(a, sp.Pow) and isinstance(a.base, sp.Number)]
    return (
        len(numbers) > 1
        or (len(numbers) == 1 and e.args[0] is not numbers[0])
        or any(n in (sp.S.One, sp.S.Zero) or not n.is_finite for n in numbers)
        or any(
            isinstance(a, sp.Mul) or (isinstance(a, sp.Pow) and _is_held_power(a)) for a in e.args
        )
        or len(set(bases)) < len(bases)
    )


def _is_held_power(e: sp.Pow) -> bool:
    """Whether a power of a number was kept as somebody wrote it."""
    base, exponent = e.args
    return (
        isinstance(base, sp.Number)
        and isinstance(exponent, sp.Number)
        and sp.Pow(base, exponent) != e
    )


def _as_it_stands(w: Writes, e: sp.Mul) -> Term:
    first, *others = e.args
    if isinstance(first, sp.Number) and first.is_finite and first < 0:
        factors = [w.node(other) for other in others]
        return MINUS, product(factors if first == -1 else [w.node(-first), *factors])
    return PLUS, product([w.node(factor) for factor in e.args])


def _product(w: Writes, args: tuple[sp.Basic, ...], whole: sp.Basic) -> Term:
    taken = _Product()
    for place, factor in enumerate(_factors_in_order(args, whole)):
        if isinstance(factor, sp.Rational) and not finite_decimal(factor):
            taken.coefficient *= Fraction(int(factor.p), int(factor.q))
        elif isinstance(factor, sp.Number):
            taken.coefficient *= -1 if factor < 0 else 1
            taken.powers.append(_Power(-1, abs(factor), sp.S.One))
        elif isinstance(factor, sp.Pow):
            base, exponent = factor.args
            if _radical(base, exponent):
                taken.roots.append((int(base), Fraction(int(exponent.p), int(exponent.q))))
            else:
                taken.powers.append(_Power(place, base, exponent))
        else:
            taken.powers.append(_Power(place, factor, sp.S.One))
    sign = MINUS if taken.coefficient < 0 else PLUS
    taken.coefficient = abs(taken.coefficient)
    _simplify_roots(taken)
    return sign, _assembled(w, taken)


def _factors_in_order(args: tuple[sp.Basic, ...], whole: sp.Basic) -> list[sp.Basic]:
    if len(args) == 1:
        return list(args)
    try:
        ordered = list(whole.as_ordered_factors())
    except (TypeError, ValueError, AttributeError, NotImplementedError):
        ordered = []
    numbers = [a for a in args if isinstance(a, sp.Number)]
    others = [a for a in args if not isinstance(a, sp.Number)]
    ordered = [a for a in ordered if not isinstance(a, sp.Number)]
    return [*numbers, *(ordered if Counter(ordered) == Counter(others) else others)]


def _radical(base: sp.Basic, exponent: sp.Basic) -> bool:
    return (
        isinstance(base, sp.Integer)
        and 1 < int(base) <= LARGEST_RADICAND
        and isinstance(exponent, sp.Rational)
        and not isinstance(exponent, sp.Integer)
    )


def _simplify_roots(taken: _Product) -> None:
    """√2/2 is 1/√2: whole powers of a prime go into the coefficient, the rest stays under a root.

    Unless that takes more roots: 6^{2/3}/2 is not 3^{2/3}/2^{1/3}.
    """
    exponents: dict[int, Fraction] = {}
    for number, exponent in taken.roots:
        for prime, count in sp.factorint(number).items():
            exponents[int(prime)] = exponents.get(int(prime), Fraction(0)) + int(count) * exponent
    coefficient, left = taken.coefficient, dict[Fraction, int]()
    for prime, exponent in sorted(exponents.items()):
        outside = _valuation(coefficient, prime)
        whole = int(exponent + outside)  # towards 0
        coefficient *= Fraction(prime) ** (whole - outside)
        rest = exponent + outside - whole
        if rest:
            left[rest] = left.get(rest, 1) * prime
    roots = [(base, exponent) for exponent, base in sorted(left.items())]
    if _signs_needed(roots) <= _signs_needed(taken.roots):
        taken.coefficient = coefficient
    else:
        roots = taken.roots
    for base, exponent in reversed(roots):
        as_power = sp.Rational(exponent.numerator, exponent.denominator)
        taken.powers.insert(0, _Power(-1, sp.Integer(base), as_power))


def _signs_needed(roots: list[tuple[int, Fraction]]) -> int:
    """How many roots are drawn: square roots share one."""
    return len(
        {e for _, e in roots if e.denominator != 2} | {2 for _, e in roots if e.denominator == 2}
    )


def _valuation(c: Fraction, prime: int) -> int:
    count, above, below = 0, c.numerator, c.denominator
    while above and above % prime == 0:
        above, count = above // prime, count + 1
    while below % prime == 0:
        below, count = below // prime, count - 1
    return count


def _assembled(w: Writes, taken: _Product) -> Node:
    factors = sorted(_factors(w, taken.powers), key=lambda f: (f.rank, f.place))
    top = [f.node for f in factors if f.above]
    bottom = [f.node for f in factors if not f.above]
    acting: list[Node] = []
    inseparable = any(isinstance(node, (Op, Deriv)) for node in bottom)  # ∫ f dx over ∫ g dx
    while top and isinstance(top[-1], (Op, Deriv)) and not inseparable:
        acting.insert(0, top.pop())
    p, q = taken.coefficient.numerator, taken.coefficient.denominator
    lead: list[Node] = [Num(str(p))] if p != 1 else []
    if q == 1 and not bottom:
        return product([*lead, *top, *acting] or [Num("1")])
    if not bottom and (acting or any(stacked(node) for node in top)):
        return product([Frac(Num(str(p)), Num(str(q))), *top, *acting])
    if q != 1:
        bottom.insert(0, Num(str(q)))
    return product([Frac(product([*lead, *top] or [Num("1")]), product(bottom)), *acting])


def _rank(node: Node, place: int) -> int:
    """The order in a product: numbers, constants, symbols, bars, roots, brackets, functions, what acts on the rest."""
    core = node.base if isinstance(node, Script) else node
    if place < 0 or isinstance(core, Num):
        return 0
    if isinstance(core, Name):
        return 1 if core.latex == r"\pi" else 2 if core.latex in CONSTANTS else 3
    if isinstance(core, Fence) and core.left == "|":
        return 4
    if isinstance(core, Root) and isinstance(core.body, Name):
        return _rank(core.body, place) if core.body.latex == r"\pi" else 5
    return next((rank for kinds, rank in _RANKS if isinstance(core, kinds)), 6)


_RANKS = (((Post, Over), 3), ((Root,), 5), ((Grid,), 7), ((Call, Cases), 8), ((Op, Deriv), 9))


def _factors(w: Writes, powers: list[_Power]) -> list[_Factor]:
    """The powers as they are written, with roots of one kind under one root."""
    rest = list(powers)
    found: list[_Factor] = []
    if all(p.base.is_commutative for p in powers):
        found += _square_roots(w, rest)
        found += _other_roots(w, rest)
    for p in rest:
        exponent = p.fraction
        # x⁰ is no quotient, and of what does not commute a quotient would not say on which side it stands
        above = exponent is None or exponent >= 0 or not p.base.is_commutative
        node = _power(w, p.base, p.exponent if above else -p.exponent)
        rank = (
            _rank(node, p.place) if p.base.is_commutative else 10
        )  # what does not commute keeps its order
        found.append(_Factor(node, p.place, above, rank))
    return found


def _power(w: Writes, base: sp.Basic, exponent: sp.Basic) -> Node:
    if exponent == 1:
        return w.node(base)
    if exponent == sp.S.Half:
        return Root(w.node(base))
    if base is sp.S.Exp1:
        return call(head("exp"), [w.node(exponent)])
    below, above = w.node(base), w.node(exponent)
    if isinstance(below, Call):
        squared = with_exponent(below, above)
        if squared is not None:
            return squared
        if not isinstance(base, AppliedUndef):  # (ln(x))^{1/3}: not the logarithm of a power
            below = fence(below)
    return power(below, above)


def _together(w: Writes, powers: list[tuple[sp.Basic, sp.Basic]]) -> Node:
    """A product of powers, in the order of any product."""
    whole = sp.Mul(*(b**e for b, e in powers if isinstance(b, sp.Integer)))
    others = [(b, e) for b, e in powers if not isinstance(b, sp.Integer)]
    powers = others if whole == 1 else [(whole, sp.S.One), *others]
    written = [(_power(w, base, exponent), k) for k, (base, exponent) in enumerate(powers)]
    ranked = sorted(written, key=lambda pair: (_rank(pair[0], pair[1]), pair[1]))
    return product([node for node, _ in ranked] or [Num("1")])


def _square_roots(w: Writes, rest: list[_Power]) -> list[_Factor]:
    """√a √b is √(ab), and √a/√b is √(a/b), where all of them but one above are known not to be negative."""
    above = [p for p in rest if p.fraction == Fraction(1, 2)]
    below = [p for p in rest if p.fraction == Fraction(-1, 2)]
    unknown = [p for p in above if not p.base.is_nonnegative]
    above = [p for p in above if p not in unknown[1:]]
    if any(not p.base.is_nonnegative for p in below):
        strange = [p for p in below if not p.base.is_nonnegative]
        below = [p for p in below if p not in strange[1:]]
        across = False
    else:
        across = not any(isinstance(p.base, sp.Add) for p in (*above, *below))
    found = []
    sides = [(above, below)] if across and above and below else [(above, []), ([], below)]
    for up, down in sides:
        if len(up) + len(down) < 2:
            continue
        for p in (*up, *down):
            rest.remove(p)
        if any(p.base.could_extract_minus_sign() and not p.base.is_Add for p in (*up, *down)):
            bases = [p.base for p in up] + [1 / p.base for p in down]
            body = w.node(sp.Mul(*bases) if up else 1 / sp.Mul(*bases))  # √(−a/2), not √((−a)/2)
        else:
            top = _together(w, [(p.base, sp.S.One) for p in up])
            bottom = _together(w, [(p.base, sp.S.One) for p in down])
            body = Frac(top, bottom) if up and down else top if up else bottom
        place = max(p.place for p in (*up, *down))
        node = Root(body)
        found.append(_Factor(node, place, bool(up), _rank(node, place)))
    return found


def _other_roots(w: Writes, rest: list[_Power]) -> list[_Factor]:
    """a^{1/3} b^{2/3}/c^{1/3} is (a b²/c)^{1/3}, where all are known to be positive and two are symbols."""
    found = []
    roots = [p for p in rest if _is_root(p)]
    for q in sorted({f.denominator for p in roots if (f := p.fraction)}):
        members = [p for p in roots if (f := p.fraction) and f.denominator == q]
        if sum(p.place >= 0 for p in members) < 2:
            continue
        for p in members:
            rest.remove(p)
        counts = {abs(f.numerator) for p in members if (f := p.fraction)}
        common = min(counts) if len(counts) == 1 else 1
        sides: dict[bool, list[tuple[sp.Basic, sp.Basic]]] = {True: [], False: []}
        for p in members:
            f = p.fraction or Fraction(1)
            sides[f > 0].append((p.base, sp.Integer(abs(f.numerator) // common)))
        up, down = _together(w, sides[True]), _together(w, sides[False])
        body = Frac(up, down) if sides[True] and sides[False] else up if sides[True] else down
        node = power(fence(body), Slash(Num(str(common)), Num(str(q))))
        place = max(p.place for p in members)
        found.append(_Factor(node, place, bool(sides[True]), _rank(node, place)))
    return found


def _is_root(p: _Power) -> bool:
    f = p.fraction
    return f is not None and f.denominator > 2 and abs(f) <= 2 and bool(p.base.is_positive)


RULES: Rules = {
    "Add": add,
    "Mul": lambda w, e: signed(term(w, e)),
    "Pow": lambda w, e: signed(term(w, e)),
    "Number": lambda w, e: signed(term(w, e)),
    "NaN": _no_number,
    "ComplexInfinity": _no_number,
    "Infinity": lambda w, e: infinity(),
    "NegativeInfinity": lambda w, e: signed(term(w, e)),
    "Pi": _constant(r"\pi", (Atom("π", upright=True),), "π", "pi"),
    "Exp1": _constant(r"\mathrm{e}", (Atom("e", upright=True),), "ℯ", "E"),
    "ImaginaryUnit": _constant(r"\mathrm{i}", (Atom("i", upright=True),), "ⅈ", "I"),
    "EulerGamma": lambda w, e: named(r"\gamma_{\mathrm{E}}", "γ_E", "EulerGamma"),
    "GoldenRatio": lambda w, e: named(r"\varphi", "φ", "GoldenRatio"),
    "Catalan": lambda w, e: named("G", "G", "Catalan"),
    "UnevaluatedExpr": lambda w, e: w.node(e.args[0]),
}
