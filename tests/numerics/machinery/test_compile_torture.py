"""The three backends on random formulas over magnitudes from 1e-20 to 1e20.

mpmath's value lies in the Arb ball; NumPy's agrees within its rounding times the condition number
of the expression as it is written, or an overflow is reported. The condition is found here, by
high-precision differences at every node of the tree, with SymPy's own evaluation and not with
the code under test.
"""

from __future__ import annotations

import math
from fractions import Fraction

import flint
import mpmath
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from softpot.derive.machinery.formula import Formula
from softpot.derive.machinery.symbols import Quantity, SymbolTable
from softpot.numerics.machinery.compile import PrecisionLoss, compiled, precision

T = SymbolTable(
    Quantity("x", "x", "any real"),
    Quantity("p", "p", "a positive one", assumptions={"positive": True}),
)
x, p = T.x, T.p

SCRATCH = mpmath.MPContext()
SCRATCH.dps = 120
ROUNDING = mpmath.mpf(2) ** -52

UNARY = [
    sp.exp, sp.log, sp.sin, sp.cos, sp.tan, sp.sinh, sp.cosh, sp.tanh, sp.coth, sp.asin, sp.acos, sp.atan,
    sp.asinh, sp.Abs, sp.erf, sp.sqrt,
]  # fmt: skip
NAMES = {sp.Abs: "fabs"}
EXPONENTS = [
    sp.Rational(*q) for q in ((-3, 1), (-1, 1), (2, 1), (3, 1), (5, 2), (-1, 2), (1, 3), (3, 4))
]

rationals = st.builds(
    lambda a, b, s: sp.Rational(s * a, b),
    st.integers(1, 40),
    st.integers(1, 32),
    st.sampled_from([1, -1]),
)
leaves = st.one_of(st.sampled_from([x, p, p, sp.pi]), rationals)


BROKEN = (sp.I, sp.zoo, sp.nan, sp.oo, sp.im, sp.re, sp.arg, sp.floor, sp.AccumBounds)


def made(build, *parts: sp.Basic) -> sp.Basic:
    """What SymPy makes of the parts, or the first of them where that is nothing real."""
    try:
        found = build(*parts)
    except (ValueError, TypeError):
        return parts[0]
    broken = found.has(*BROKEN) or any(
        q.is_number and q.is_extended_real is False for q in found.atoms(sp.Pow)
    )
    return parts[0] if broken else found


def grown(inner: st.SearchStrategy) -> st.SearchStrategy:
    return st.one_of(
        st.builds(lambda a, b: made(sp.Add, a, b), inner, inner),
        st.builds(lambda a, b: made(sp.Mul, a, b), inner, inner),
        st.builds(lambda a, q: made(lambda c: c**q, a), inner, st.sampled_from(EXPONENTS)),
        st.builds(made, st.sampled_from(UNARY), inner),
        st.builds(
            lambda a, b: made(lambda c, d: sp.Piecewise((c, x > p), (d, True)), a, b), inner, inner
        ),
        st.builds(lambda a, b: made(sp.Min, a, b), inner, inner),
    )


expressions = st.recursive(leaves, grown, max_leaves=7).filter(lambda e: bool(e.free_symbols))
magnitudes = st.builds(
    lambda m, k, s: s * Fraction(m, 8) * Fraction(10) ** k,
    st.integers(8, 79),
    st.integers(-20, 20),
    st.sampled_from([1, -1]),
)


def spread(node: sp.Basic, values: dict) -> tuple:
    """(value, bound on a float64 evaluation's error) of a node, both to 120 digits.

    Each node adds its own rounding, and what the errors of its arguments do to it: the largest
    difference when each argument is moved by its error.
    """
    mp = SCRATCH
    if node in values:
        value = mp.mpf(values[node].numerator) / values[node].denominator
        return value, abs(value) * ROUNDING
    if node.is_Rational:
        value = mp.mpf(int(node.p)) / int(node.q)
        return value, abs(value) * ROUNDING
    if node is sp.pi:
        return +mp.pi, mp.pi * ROUNDING
    if isinstance(node, sp.Piecewise):
        for expression, condition in node.args:
            if condition == sp.true or bool(
                condition.subs(
                    {s: sp.Rational(v.numerator, v.denominator) for s, v in values.items()}
                )
            ):
                return spread(expression, values)
    parts = [spread(part, values) for part in node.args]
    apply = operation(node)
    value = apply(*(v for v, _ in parts))
    error = abs(value) * ROUNDING * (len(parts) + 4)
    if isinstance(node, sp.Add):
        error += sum(abs(v) for v, _ in parts) * ROUNDING
    for k, (v, e) in enumerate(parts):
        pole = isinstance(node, (sp.Pow, sp.coth)) and k == 0 and abs(v) <= e and value != 0
        if pole or (isinstance(node, (sp.sin, sp.cos, sp.tan)) and e > 0.1):
            raise ValueError("the ends of the interval do not tell what happens inside it")
        for moved in (v + e, v - e):
            others = [moved if j == k else w for j, (w, _) in enumerate(parts)]
            error += abs(apply(*others) - value)
    return value, error


def operation(node: sp.Basic):
    mp = SCRATCH
    if isinstance(node, sp.Add):
        return lambda *a: mp.fsum(a)
    if isinstance(node, sp.Mul):
        return lambda *a: mp.fprod(a)
    if isinstance(node, sp.Min):
        return min
    if isinstance(node, sp.Pow):
        exponent = node.exp
        if exponent.is_Integer:
            return lambda a, b: a ** int(exponent)
        return real(mp.power)
    name = NAMES.get(node.func, node.func.__name__)
    return real(getattr(mp, name))


def real(function):
    def apply(*a):
        found = function(*a)
        if isinstance(found, SCRATCH.mpc):
            raise ValueError("not real")
        return found

    return apply


def judge(expression: sp.Basic, values: dict) -> str:
    """Compile with the three backends, compare, and say in a word what happened."""
    formula = Formula("f", expression, T)
    named = {s.name: v for s, v in values.items() if s in expression.free_symbols}
    outcomes = {}
    for backend, digits in (("arb", 25), ("mpmath", 40), ("numpy", 15)):
        try:
            outcomes[backend] = compiled(formula, backend, digits)(**named)
        except ArithmeticError as error:
            outcomes[backend] = error
    ball, value, double = outcomes["arb"], outcomes["mpmath"], outcomes["numpy"]
    if isinstance(ball, ArithmeticError) or isinstance(value, ArithmeticError):
        assert type(ball) is type(value), (expression, named, ball, value)
        return type(ball).__name__
    with precision(3000):
        given = flint.acb(flint.arb(value.real), flint.arb(value.imag))
        near = flint.arb(0, abs(given) * flint.arb(10) ** -40)
        held = flint.acb(ball)
        assert held.real.overlaps(given.real + near), (expression, named)
        assert held.imag.overlaps(given.imag + near), (expression, named)
    if isinstance(double, ArithmeticError):
        return "reported"
    try:
        _, allowed = spread(
            expression, {s: v for s, v in values.items() if s in expression.free_symbols}
        )
    except (ValueError, ZeroDivisionError, OverflowError):
        return "unbounded"  # a rounding error leads out of the domain: the condition is infinite
    off = abs(SCRATCH.mpmathify(double) - value)
    assert off <= allowed, (expression, named, double, value, off, allowed)
    return "compared"


@pytest.mark.slow
@settings(max_examples=300)
@given(expressions, magnitudes, magnitudes)
def test_backends_agree(expression, a, b):
    judge(expression, {x: a, p: abs(b)})


@pytest.mark.slow
def test_the_torture_compares_and_does_not_only_skip():
    """Fixed formulas of the kinds that the theory uses, at every magnitude: nearly all are compared."""
    E0, seen = (
        [
            sp.Rational(9, 32) * x**2 - p,
            x**4 + x**3 + p * x**2,
            (sp.sqrt(1 + p) - 1) / p,
            p ** sp.Rational(5, 2) / (3 * sp.sqrt(2)) + 1 / x + x**-3 / 7,
            sp.exp(-1 / p) * p ** sp.Rational(3, 2),
            (1 / p) ** 2 * sp.exp(1 / p) / (sp.exp(1 / p) - 1) ** 2,
            sp.coth(p) - 1 / p,
            x / sp.Abs(x) * sp.log(1 + p),
        ],
        [],
    )
    for expression in E0:
        for k in range(-20, 21, 4):
            a = Fraction(7, 3) * Fraction(10) ** k
            seen.append(judge(expression, {x: -a, p: a}))
    assert seen.count("compared") >= 0.8 * len(seen), {w: seen.count(w) for w in set(seen)}
    assert not {"PrecisionLoss", "OutOfDomain"} & set(seen)


def test_a_formula_that_cancels_is_right_in_mpmath_where_float64_has_nothing_left():
    f = Formula("f", (sp.sqrt(1 + x**2) - 1) / x**2, T)
    a = Fraction(1, 10**20)
    assert compiled(f, "numpy")(a) == 0.0  # all digits cancelled: NumPy does not track rounding
    value = compiled(f, "mpmath", 30)(a)
    assert abs(value - (0.5 - value.context.mpf(10) ** -40 / 8)) < value.context.mpf(10) ** -30
    assert math.isclose(float(value), 0.5)
    with pytest.raises(PrecisionLoss):
        compiled(Formula("g", sp.sin(x) ** 2 + sp.cos(x) ** 2 - 1, T), "mpmath", 30)(a)
