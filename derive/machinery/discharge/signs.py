"""Proofs of strict inequalities: of a function of x for all x > 0, between two numbers, of a zero.

    f > 0 for x > 0   when f, f', …, f^{(m−1)} are 0 at x = 0 and f^{(m)} > 0 for x > 0            Rises
    a < b             when intervals with rational ends that contain a and b lie apart              Apart
    l < x < u         for the zero x of an increasing f, when f(l) < 0 < f(u)                       Bracket

The intervals are made with exact rational arithmetic: of sums, products, powers and exponentials of
rationals (Taylor's series with its remainder) and of π (Machin's formula with its remainder). No
rounding is relied on. Not guaranteed: a decision; what is not shown is refused.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import isqrt

import sympy as sp

from softpot.derive.machinery.discharge.algebra import Definitions, as_equations, as_zeros
from softpot.derive.machinery.discharge.continuity import continuous
from softpot.derive.machinery.discharge.putting import put_in
from softpot.derive.machinery.discharge.zero import vanishes
from softpot.derive.machinery.errors import Undischarged


def _larger_smaller(statement: sp.Basic) -> tuple[sp.Expr, sp.Expr]:
    """(larger, smaller) of a strict inequality."""
    if isinstance(statement, sp.StrictGreaterThan):
        return statement.lhs, statement.rhs
    if isinstance(statement, sp.StrictLessThan):
        return statement.rhs, statement.lhs
    raise Undischarged(f"{statement} is not a strict inequality")


@dataclass(frozen=True)
class Rises:
    """a > b for all x > 0, by derivatives: a − b and its derivatives up to order − 1 vanish at 0, and the
    derivative of that order is positive for x > 0. The two sides touch at 0, so that the statement is sharp.

    >>> import sympy as sp
    >>> from softpot.derive import Rises
    >>> z = sp.Symbol("z", positive=True)
    >>> bool(Rises(z, 2)(sp.StrictGreaterThan(sp.exp(z), 1 + z)))
    True
    """

    variable: sp.Symbol
    order: int
    kind: str = "signs of derivatives"

    def __call__(self, statement: sp.Basic) -> str:
        larger, smaller = _larger_smaller(statement)
        # as much is known of the variable as is used: from 0 on, and above 0
        s, t = sp.Dummy("x", nonnegative=True), sp.Dummy("x", positive=True)
        f = (larger - smaller).xreplace({self.variable: s})
        if self.order < 1 or f.free_symbols != {s}:
            raise Undischarged(f"{statement} is not an inequality in {self.variable} alone")
        for k in range(self.order + 1):
            if not continuous(f, s):
                raise Undischarged(f"derivative {k} of the difference was not shown continuous")
            if k < self.order:
                if f.subs(s, 0) != 0:
                    raise Undischarged(f"derivative {k} of the difference is {f.subs(s, 0)} at 0")
                f = sp.expand(sp.diff(f, s))
        if not f.xreplace({s: t}).is_positive:
            raise Undischarged(f"{f.xreplace({s: self.variable})} was not shown positive")
        return (
            f"the difference and its derivatives up to order {self.order - 1} vanish at 0, and the "
            f"derivative of order {self.order}, {f.xreplace({s: self.variable})}, is positive"
        )


@dataclass(frozen=True)
class Bracket:
    """l < x and x < u, rational and at most ``width`` apart, for the only positive zero x of f.

    ``equations`` holds f(x), which an earlier line says is 0. f' = p/q^2, where q > 0 and p > 0 for positive
    arguments by derivatives (``Rises``, of the orders given), and f is continuous there: it increases, and has no
    other zero. What ``where`` names is put in first. The width makes the statement sharp.

    >>> import sympy as sp
    >>> from softpot.derive import Bracket
    >>> z = sp.Symbol("z", positive=True)
    >>> wave = z * sp.cosh(z / 2) / sp.sinh(z / 2) - 5  # zero at 4.928119...
    >>> slope = (sp.sinh(z) - z) / 2, sp.sinh(z / 2)
    >>> method = Bracket((wave,), z, (slope[0], 2), (slope[1], 1), sp.Rational(1, 10**4))
    >>> low, high = sp.Rational(49281, 10**4), sp.Rational(49282, 10**4)
    >>> less = lambda a, b: sp.StrictLessThan(a, b, evaluate=False)
    >>> bool(method(sp.And(less(low, z), less(z, high))))
    True
    """

    equations: tuple[sp.Expr, ...]
    zero: sp.Symbol
    numerator: tuple[sp.Expr, int]
    root: tuple[sp.Expr, int]
    width: sp.Rational
    where: Definitions = ()
    kind: str = "signs at both ends of an interval"

    def assumes(self) -> tuple[sp.Basic, ...]:
        """The equation that the zero fulfils, and what is put in."""
        return (*as_zeros(self.equations), *as_equations(self.where))

    def __call__(self, statement: sp.Basic) -> str:
        (f,) = self.equations
        if f.free_symbols != {self.zero} or not self.zero.is_positive:
            raise Undischarged(f"{f} = 0 is not an equation for a positive {self.zero} alone")
        low, high = self._ends(statement)
        for expression, order in (self.numerator, self.root):
            Rises(self.zero, order)(sp.StrictGreaterThan(expression, 0, evaluate=False))
        positive = sp.Dummy("x", positive=True)
        if not continuous(f.xreplace({self.zero: positive}), positive):
            raise Undischarged(f"{f} was not shown continuous")
        p, q = self.numerator[0], self.root[0]
        if not vanishes(sp.diff(f, self.zero) - p / q**2):
            raise Undischarged(f"the derivative of {f} is not {p / q**2}")
        digits = len(str(int(1 / self.width))) + 30
        below, above = (enclosed(f.subs(self.zero, e).rewrite(sp.exp), digits) for e in (low, high))
        if not below[1] < 0 < above[0]:
            raise Undischarged(f"{f} was not shown to change sign between {low} and {high}")
        return (
            f"{f} increases for positive {self.zero}, is negative at the lower end and positive at the upper one, by "
            "intervals with rational ends"
        )

    def _ends(self, statement: sp.Basic) -> tuple[sp.Rational, sp.Rational]:
        lower, upper = [], []
        for part in statement.args if isinstance(statement, sp.And) else ():
            larger, smaller = _larger_smaller(part)
            if larger == self.zero:
                lower.append(put_in(smaller, self.where))
            elif smaller == self.zero:
                upper.append(put_in(larger, self.where))
        if len(lower) != 1 or len(upper) != 1 or len(statement.args) != 2:
            raise Undischarged(f"{statement} does not put {self.zero} between two numbers")
        low, high = lower[0], upper[0]
        if not (isinstance(low, sp.Rational) and isinstance(high, sp.Rational) and low > 0):
            raise Undischarged(f"{low} and {high} are not positive rationals")
        if not 0 < high - low <= self.width:
            raise Undischarged(f"{low} and {high} are not at most {self.width} apart")
        return low, high


MOST_DIGITS = 10_000
Interval = tuple[Fraction, Fraction]


@dataclass(frozen=True)
class Apart:
    """a < b between numbers, by intervals with rational ends about 10^−digits wide that contain them.

    What ``where`` names is put in first.

    >>> import sympy as sp
    >>> from softpot.derive import Apart
    >>> bool(Apart(20)(sp.StrictLessThan(sp.pi, sp.Rational(22, 7), evaluate=False)))
    True
    """

    digits: int = 60
    where: Definitions = ()
    kind: str = "intervals with rational ends"

    def assumes(self) -> tuple[sp.Basic, ...]:
        """What is put in."""
        return as_equations(self.where)

    def __call__(self, statement: sp.Basic) -> str:
        if not isinstance(self.digits, int) or not 1 <= self.digits <= MOST_DIGITS:
            raise Undischarged(
                f"digits is {self.digits!r}, but a whole number from 1 to {MOST_DIGITS} is needed because the "
                "intervals have ends of so many digits"
            )
        parts = statement.args if isinstance(statement, sp.And) else (statement,)
        for part in parts:
            larger, smaller = _larger_smaller(part)
            a, b = (enclosed(put_in(e, self.where), self.digits) for e in (larger, smaller))
            if not a[0] > b[1]:
                raise Undischarged(
                    f"{part} was not shown: the intervals of its sides do not lie apart"
                )
        return "intervals with rational ends around both sides do not meet"


def enclosed(number: sp.Basic, digits: int) -> Interval:
    """l ≤ a ≤ u, rational, for a number a made of rationals, pi, +, ×, powers and exp."""
    if isinstance(number, sp.Rational):
        exact = Fraction(int(number.p), int(number.q))
        return exact, exact
    if number is sp.pi:
        return _pi(digits)
    if isinstance(number, sp.Add):
        found = [enclosed(a, digits) for a in number.args]
        return _rounded((sum(f[0] for f in found), sum(f[1] for f in found)), digits)  # type: ignore[arg-type]
    if isinstance(number, sp.Mul):
        product: Interval = (Fraction(1), Fraction(1))
        for a in number.args:
            low, high = enclosed(a, digits)
            corners = [p * q for p in product for q in (low, high)]
            product = _rounded((min(corners), max(corners)), digits)
        return product
    if isinstance(number, sp.exp):
        low, high = enclosed(number.args[0], digits)
        return _rounded((_exp(low, digits)[0], _exp(high, digits)[1]), digits)
    if isinstance(number, sp.Pow) and isinstance(number.args[1], sp.Rational):
        return _rounded(_power(enclosed(number.args[0], digits), number.args[1], digits), digits)
    raise Undischarged(f"{number} is not made of rationals, pi, sums, products, powers and exp")


def _rounded(interval: Interval, digits: int) -> Interval:
    """A slightly wider interval whose ends have short denominators."""
    scale = 10 ** (digits + 20)
    low, high = interval
    return Fraction(low.numerator * scale // low.denominator, scale), Fraction(
        -(-high.numerator * scale // high.denominator), scale
    )


def _exp(x: Fraction, digits: int) -> Interval:
    """e^x = (e^{x/2^k})^{2^k}, |x|/2^k < 1/2, by Taylor's series in whole numbers of 10^−digits and less.

    Each term is rounded down for the lower end and up for the upper one; what follows a term is below
    twice that term.
    """
    if x < 0:
        low, high = _exp(-x, digits)
        return 1 / high, 1 / low
    halvings = (2 * int(x) + 2).bit_length()
    scale = 10 ** (digits + 30 + halvings)
    top, bottom = x.numerator, x.denominator * 2**halvings
    ends = []
    for up in (False, True):
        total, term, k = 0, scale, 0
        while term > 1:
            total += term
            k += 1
            term = -(-term * top // (bottom * k)) if up else term * top // (bottom * k)
        ends.append(Fraction(total + (2 * term + 2 if up else 0), scale))
    return _squared((ends[0], ends[1]), halvings, digits)


def _squared(interval: Interval, times: int, digits: int) -> Interval:
    low, high = interval
    for _ in range(times):
        low, high = _rounded((low * low, high * high), digits + times)
    return low, high


def _power(base: Interval, exponent: sp.Rational, digits: int) -> Interval:
    low, high = base
    whole, root = int(exponent.p), int(exponent.q)
    if root > 1 or whole < 0:
        if not low > 0:
            raise Undischarged("a root or a reciprocal of a number that was not shown positive")
    if whole < 0:
        low, high = 1 / high, 1 / low
    if root == 1 and low < 0:
        corners = [low ** abs(whole), high ** abs(whole)]
        least = Fraction(0) if whole % 2 == 0 and high > 0 else min(corners)
        return least, max(corners)
    low, high = low ** abs(whole), high ** abs(whole)
    if root == 1:
        return low, high
    return _root(low, root, digits, False), _root(high, root, digits, True)


def _root(value: Fraction, root: int, digits: int, up: bool) -> Fraction:
    """A root, rounded down or up, from whole numbers."""
    scale = 10 ** (digits + 20)
    wanted = value.numerator * scale**root // value.denominator
    found = isqrt(wanted) if root == 2 else int(sp.integer_nthroot(wanted, root)[0])
    return Fraction(found + (1 if up else 0), scale)


def _pi(digits: int) -> Interval:
    """16 atan(1/5) − 4 atan(1/239), alternating series between whose partial sums the values lie."""
    scale = 10 ** (digits + 25)
    total, slack = 0, 0
    for front, x in ((16, 5), (-4, 239)):
        power, k = scale // x, 0
        while power:
            total += front * (-1) ** k * (power // (2 * k + 1))
            slack += 2 * abs(front)
            power //= x * x
            k += 1
        slack += 2 * abs(front)
    return Fraction(total - slack, scale), Fraction(total + slack, scale)
