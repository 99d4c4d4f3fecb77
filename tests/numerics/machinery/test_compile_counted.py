"""Sums, products, determinants, derivatives and roots inside formulas, against fractions, numpy.linalg and mpmath."""

from __future__ import annotations

import math
from fractions import Fraction
from types import SimpleNamespace

import flint
import mpmath
import numpy as np
import pytest
import sympy as sp

from softpot.derive.machinery.formula import Formula
from softpot.derive.machinery.symbols import Quantity, SymbolTable
from softpot.numerics.machinery.compile import CompileError, OutOfDomain, compiled
from softpot.numerics.machinery.compile.named import NAMED
from softpot.numerics.machinery.compile.rational import RationalFirst

INT = {"integer": True}
T = SymbolTable(
    Quantity("x", "x", "a number"),
    *(Quantity(s, s, "a whole number", assumptions=INT) for s in "jkn"),
)
x, j, k, n = T.x, T.j, T.k, T.n
BACKENDS = ("numpy", "mpmath", "arb")


def number(value):
    return float(value.mid()) if isinstance(value, flint.arb) else float(value)


def value(expression, backend, **at):
    return number(compiled(Formula("f", expression, T), backend, 14)(**at))


@pytest.mark.parametrize("backend", BACKENDS)
def test_sums_and_products_against_fractions(backend):
    harmonic = sum(Fraction(1, m) for m in range(1, 13))
    assert value(sp.Sum(1 / k, (k, 1, n)), backend, n=12) == pytest.approx(
        float(harmonic), rel=1e-14
    )
    assert value(sp.Product(k + 1, (k, 0, n)), backend, n=7) == math.factorial(8)
    double = sum(a * 3**b for b in range(1, 5) for a in range(b + 1))
    assert value(sp.Sum(j * 3**k, (j, 0, k), (k, 1, n)), backend, n=4) == double
    assert value(sp.Sum(k, (k, 1, n)), backend, n=0) == 0
    assert value(sp.Product(k, (k, 1, n)), backend, n=0) == 1
    with pytest.raises(OutOfDomain, match="backwards"):
        value(sp.Sum(k, (k, 1, n)), backend, n=-3)


def test_an_array_of_bounds_sums_each_for_itself():
    f = compiled(Formula("f", sp.Sum(x**k, (k, 0, n)), T), "numpy")
    found = f(x=[[2.0], [3.0]], n=[0, 2, 5])
    assert found.tolist() == [
        [sum(b**m for m in range(top + 1)) for top in (0, 2, 5)] for b in (2.0, 3.0)
    ]


def test_the_sum_of_a_summation_variable_that_is_an_argument_too():
    expression = k + sp.Sum(k**2, (k, 1, 3))
    assert value(expression, "mpmath", k=100) == 114


@pytest.mark.parametrize("backend", BACKENDS)
def test_determinant_and_trace_against_numpy(backend):
    rows = [[x, 2, 0, 1], [1, x**2, 3, 0], [0, 5, x + 1, 7], [2, 0, 1, 4]]
    matrix = sp.ImmutableMatrix(rows)
    plain = np.array([[float(sp.sympify(e).subs(x, 3)) for e in row] for row in rows])
    assert value(sp.Determinant(matrix), backend, x=3) == pytest.approx(
        np.linalg.det(plain), rel=1e-12
    )
    assert value(sp.Trace(matrix), backend, x=3) == np.trace(plain)


@pytest.mark.quick(2)
@pytest.mark.parametrize("backend", BACKENDS)
def test_derivatives_and_substitutions_against_finite_differences(backend):
    context = mpmath.MPContext()
    context.dps = 40
    wanted = float(context.diff(lambda t: context.besselj(2, t), context.mpf("1.25"), 2))
    second = sp.Derivative(sp.besselj(2, x), (x, 2))
    assert value(second, backend, x="5/4") == pytest.approx(wanted, rel=1e-13)
    put = sp.Subs(sp.Derivative(sp.sin(j * x), x), x, sp.pi / 4)
    assert value(put, backend, j=3) == pytest.approx(3 * math.cos(3 * math.pi / 4), rel=1e-13)


@pytest.mark.quick(0)
@pytest.mark.parametrize("backend", BACKENDS)
def test_a_root_of_a_polynomial_against_polyroots(backend):
    t = sp.Dummy("t")
    roots = np.roots([1, 0, -1, 1])
    real = min(roots, key=lambda r: abs(r.imag)).real
    assert value(sp.CRootOf(t**3 - t + 1, 0), backend) == pytest.approx(real, rel=1e-13)
    lower = compiled(Formula("f", sp.CRootOf(t**3 - t + 1, 1) + sp.I * x, T), backend)(x=0)
    parts = [number(p) for p in (lower.real, lower.imag)]
    assert abs(complex(*parts) - min(roots, key=lambda r: r.imag)) < 1e-13


@pytest.mark.parametrize(
    ("expression", "reason"),
    [
        (sp.Sum(1 / k**2, (k, sp.oo, 1)), "runs backwards without end"),
        (sp.Derivative(sp.Abs(x), x), "a derivative of Abs"),
        (sp.Sum(sp.mathieuc(1, 2, k), (k, 1, 2)), "mathieuc"),
    ],
)
def test_what_has_no_number_is_refused_when_compiled(expression, reason):
    with pytest.raises(CompileError, match=reason):
        compiled(Formula("f", expression, T), "mpmath")


FEWER = {sp.beta: {2}, sp.fibonacci: {1}, sp.dirichlet_eta: {1}}
"""Where SymPy allows a second form that no backend evaluates."""


def test_named_functions_take_as_many_arguments_as_sympy_gives_them():
    seen = 0
    for kind, (_, counts) in NAMED.items():
        assert len(set(counts)) == len(counts)
        if isinstance(kind.nargs, sp.FiniteSet):
            seen += 1
            assert set(counts) == FEWER.get(kind, {int(k) for k in kind.nargs.args}), kind
    assert seen > 60


@pytest.mark.quick(0)
@pytest.mark.parametrize("bits", [40, 90])
@pytest.mark.parametrize("coefficients", [(1, 0, 0, 0, -1, -1), (1, 0, -2), (3, 1, 0, 5)])
def test_a_root_is_enclosed_with_the_error_of_its_isolation(bits, coefficients):
    """What is handed on is a rational with a radius that holds the root, found by mpmath to many more digits."""
    given = SimpleNamespace(bits=lambda: bits, enclosed=lambda middle, radius: (middle, radius))
    polynomial = sp.Poly(coefficients, sp.Symbol("z"))
    context = mpmath.MPContext()
    context.prec = 4 * bits + 100
    exact = context.polyroots(list(coefficients), maxsteps=500, extraprec=500)
    for k in range(polynomial.degree()):
        root = sp.CRootOf(polynomial, k, radicals=False)
        found = RationalFirst.root(given, root)
        parts = (found, None) if root.is_real else found
        near = [complex(float(p[0]) if p else 0.0) for p in parts]
        best = min(exact, key=lambda r: abs(complex(r) - (near[0] + 1j * near[1])))
        for part, true in zip(parts, (best.real, best.imag), strict=True):
            if part is not None:
                middle, radius = (context.mpf(int(v.numerator)) / int(v.denominator) for v in part)
                assert 0 < radius < context.mpf(2) ** -bits
                assert abs(middle - true) <= radius


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize(("order", "at_zero"), [(0, 1.0), (1, 0.0), (3, 0.0)])
def test_spherical_bessel_functions_at_zero(backend, order, at_zero):
    """j_n(x) = x^n/(2n + 1)!! ...: the form with 1/sqrt(x) has no value there."""
    from sympy.functions.special.bessel import jn

    assert value(jn(order, x), backend, x=0) == at_zero


@pytest.mark.quick(2)
@pytest.mark.parametrize("backend", BACKENDS)
def test_numbers_of_catalan_fibonacci_and_lucas(backend):
    """By sums of products and of two before: 1, 1, 2, 5, 14 ...; 0, 1, 1, 2, 3 ...; 2, 1, 3, 4, 7 ..."""
    catalan, fibonacci, lucas = [1], [0, 1], [2, 1]
    for m in range(9):
        catalan.append(sum(catalan[i] * catalan[m - i] for i in range(m + 1)))
        for numbers in (fibonacci, lucas):
            numbers.append(numbers[-1] + numbers[-2])
    for kind, numbers in ((sp.catalan, catalan), (sp.fibonacci, fibonacci), (sp.lucas, lucas)):
        for m in range(9):
            assert value(kind(n), backend, n=m) == pytest.approx(numbers[m], rel=1e-13)
