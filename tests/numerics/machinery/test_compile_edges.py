"""Edges of what is compiled, in all three backends: exact values by hand, and what has none."""

from __future__ import annotations

from cmath import exp
from fractions import Fraction as F
from math import comb, pi, sqrt

import flint
import numpy as np
import pytest
import sympy as sp
from sympy.functions.special.bessel import jn, yn

from softpot.derive.machinery.errors import TheoryError
from softpot.derive.machinery.formula import Formula
from softpot.derive.machinery.symbols import Quantity, SymbolTable
from softpot.numerics.machinery.compile import (
    BACKENDS,
    CompileError,
    OutOfDomain,
    OutOfRange,
    OutsideDomain,
    compiled,
)

T = SymbolTable(
    Quantity("x", "x", "a number"),
    Quantity("y", "y", "a number"),
    Quantity("v", "v", "a complex number", assumptions={}),
    Quantity("w", "w", "a complex number", assumptions={}),
    Quantity("k", "k", "a whole number", assumptions={"integer": True}),
)
x, y, v, w, k = T.x, T.y, T.v, T.w, T.k
HALF = sp.Rational(1, 2)


def formula(expression: sp.Basic, domain: sp.Basic = sp.true) -> Formula:
    return Formula("f", expression, T, domain=domain)


def number(value: object) -> complex:
    if isinstance(value, flint.acb):
        return complex(float(value.real.mid()), float(value.imag.mid()))
    return complex(float(value.mid())) if isinstance(value, flint.arb) else complex(value)  # type: ignore[arg-type]


def either(a: int, b: int) -> sp.Piecewise:
    return sp.Piecewise((a, sp.Xor(x > 0, y > 0)), (b, True))


VALUES = (
    (sp.Abs(sp.sqrt(x) - y), {"x": 2, "y": 2}, 2 - sqrt(2)),
    (sp.Abs(sp.sqrt(x) - y), {"x": 5, "y": 2}, sqrt(5) - 2),
    (sp.Max(sp.sqrt(x) * sp.sqrt(y), sp.sqrt(x * y)), {"x": 2, "y": 3}, sqrt(6)),
    (sp.Min(sp.sqrt(x), sp.sqrt(y)), {"x": 2, "y": 3}, sqrt(2)),
    (sp.Max(sp.sqrt(x), y), {"x": 2, "y": 3}, 3),
    (sp.floor(10 * sp.sqrt(x)), {"x": 2}, 14),
    (sp.ceiling(10 * sp.sqrt(x)), {"x": 2}, 15),
    (sp.floor(-sp.sqrt(x)), {"x": 2}, -2),
    (sp.ceiling(-sp.sqrt(x)), {"x": 2}, -1),
    (sp.floor(x), {"x": F(-7, 2)}, -4),
    (sp.ceiling(x), {"x": F(-7, 2)}, -3),
    (sp.ceiling(x), {"x": 4}, 4),
    (x ** sp.sqrt(y), {"x": 2, "y": 2}, 2 ** sqrt(2)),
    (x ** sp.sqrt(y), {"x": 0, "y": 2}, 0),
    (x ** (-sp.sqrt(y)), {"x": 2, "y": 2}, 2 ** -sqrt(2)),
    (x**y, {"x": 4, "y": F(-1, 2)}, 0.5),
    (x ** (-HALF), {"x": 16}, 0.25),
    (x**y, {"x": 8, "y": F(2, 3)}, 4),
    (x**y, {"x": -2, "y": -3}, -0.125),
    (either(3, 4), {"x": 1, "y": -1}, 3),
    (either(3, 4), {"x": 1, "y": 1}, 4),
    (either(3, 4), {"x": -1, "y": 1}, 3),
    (sp.Mod(x, y), {"x": 7, "y": 3}, 1),
    (sp.Mod(x, y), {"x": -7, "y": 3}, 2),
    (sp.Mod(x, y), {"x": 7, "y": -3}, -2),
    (sp.Mod(sp.sqrt(x), y), {"x": 10, "y": 2}, sqrt(10) - 2),
    (sp.binomial(x, y), {"x": 100, "y": 70}, comb(100, 70)),
    (sp.binomial(x, y), {"x": 5, "y": -1}, 0),
    (sp.binomial(x, y), {"x": F(1, 2), "y": 3}, 0.0625),
    (sp.binomial(x, y), {"x": 7, "y": 7}, 1),
    (sp.FallingFactorial(x, y), {"x": F(5, 2), "y": 3}, 1.875),
    (sp.FallingFactorial(x, y), {"x": F(5, 2), "y": F(1, 2)}, 1.875 * sqrt(pi) / 2),
    (sp.RisingFactorial(x, y), {"x": F(1, 2), "y": 3}, 1.875),
    (sp.RisingFactorial(x, y), {"x": 1, "y": F(1, 2)}, sqrt(pi) / 2),
    (sp.harmonic(x), {"x": 0}, 0),
    (sp.harmonic(x), {"x": 4}, 25 / 12),
    (sp.harmonic(x, y), {"x": 4, "y": 2}, 205 / 144),
    (sp.harmonic(x, y), {"x": 4, "y": 1}, 25 / 12),
    (sp.bernoulli(k), {"k": 1}, 0.5),
    (sp.bernoulli(k), {"k": 4}, -1 / 30),
    (sp.bernoulli(k, x), {"k": 2, "x": F(1, 3)}, -1 / 18),
    (sp.factorial2(k), {"k": 7}, 105),
    (sp.factorial2(k), {"k": -1}, 1),
    (sp.catalan(k), {"k": 5}, 42),
    (sp.lucas(k), {"k": 5}, 11),
    (sp.fibonacci(k), {"k": 10}, 55),
    (sp.lowergamma(HALF, x), {"x": 0}, 0),
    (sp.lowergamma(2, x), {"x": 1}, 0.26424111765711533),
    (sp.uppergamma(2, x), {"x": 1}, 0.7357588823428847),
    (jn(0, x), {"x": 0}, 1),
    (jn(1, x), {"x": 0}, 0),
    (yn(0, x), {"x": pi}, 1 / pi),
    (sp.erfinv(x), {"x": 0}, 0),
    (sp.erfinv(x), {"x": F(1, 2)}, 0.4769362762044699),
    (sp.Heaviside(x), {"x": 0}, 0.5),
    (sp.Heaviside(x), {"x": F(-1, 9)}, 0),
    (sp.KroneckerDelta(k, 2), {"k": 2}, 1),
    (sp.KroneckerDelta(k, 2), {"k": 3}, 0),
    (sp.LeviCivita(k, 1, 2), {"k": 3}, 1),
    (sp.LeviCivita(k, 2, 1), {"k": 3}, -1),
    (sp.sinc(x), {"x": 0}, 1),
    (sp.sec(x), {"x": 1}, 1.8508157176809257),
    (sp.csc(x), {"x": 1}, 1.1883951057781212),
    (sp.cot(x), {"x": 1}, 0.6420926159343306),
    (sp.Trace(sp.Matrix([[x, 2], [3, y]])), {"x": 1, "y": 5}, 6),
    (sp.Determinant(sp.Matrix([[x, 2, 0], [3, y, 1], [0, 1, 1]])), {"x": 1, "y": 5}, -2),
    # complex
    (sp.Ynm(1, -1, w, v, evaluate=False), {"w": pi / 2 + 0j, "v": 1 + 0j}, sqrt(3 / (8 * pi)) * exp(-1j)),
    (sp.Ynm(1, 1, w, v, evaluate=False), {"w": pi / 2 + 0j, "v": 1 + 0j}, -sqrt(3 / (8 * pi)) * exp(1j)),
    (sp.Ynm(2, 0, w, v, evaluate=False), {"w": 0j, "v": 1 + 0j}, sqrt(5 / (4 * pi))),
    (sp.Ynm(1, 2, w, v, evaluate=False), {"w": 1 + 0j, "v": 1 + 0j}, 0),
    (sp.Abs(w), {"w": 3 + 4j}, 5),
    (sp.sign(w), {"w": 3 + 4j}, 0.6 + 0.8j),
    (1 / w, {"w": 3 + 4j}, 0.12 - 0.16j),
    (w**2 * v, {"w": 1 + 2j, "v": 1j}, -4 - 3j),
    (w**-2, {"w": 1 + 1j}, -0.5j),
    (sp.sqrt(w), {"w": -4 + 0j}, 2j),
    (w**HALF * v, {"w": 3 + 4j, "v": 2 + 0j}, 4 + 2j),
    (w**v, {"w": 1j, "v": 1j}, 0.20787957635076193),
    (w**v, {"w": 0j, "v": 2 + 1j}, None),
    (sp.conjugate(w) * v, {"w": 1 + 2j, "v": 3 - 1j}, 1 - 7j),
    (sp.re(w) + sp.im(v), {"w": 3 + 4j, "v": 5 + 6j}, 9),
    (sp.arg(w), {"w": -1 + 1j}, 3 * pi / 4),
    (sp.exp(w), {"w": 1j * pi / 2}, 1j),
    (sp.Piecewise((1, sp.Eq(w, 1 + 2 * sp.I)), (2, True)), {"w": 1 + 2j}, 1),
    (sp.Piecewise((1, sp.Eq(w, 1 + 2 * sp.I)), (2, True)), {"w": 1 + 3j}, 2),
    (sp.Piecewise((1, sp.Ne(w, 1 + 2 * sp.I)), (2, True)), {"w": 3 + 2j}, 1),
)  # fmt: skip


@pytest.mark.quick(0)
@pytest.mark.parametrize("backend", BACKENDS)
def test_values_by_hand(backend: str) -> None:
    wrong = []
    for expression, at, expected in VALUES:
        try:
            found = number(compiled(formula(expression), backend, 14)(**at))
        except ArithmeticError as error:
            if expected is not None:
                wrong.append((expression, at, repr(error)))
            continue
        near = expected is not None and abs(found - expected) <= 2e-15 * max(1, abs(expected))
        if not near:
            wrong.append((expression, at, f"{found} for {expected}"))
    assert not wrong, "\n".join(map(str, wrong))


RAISES = (
    (x ** (-sp.sqrt(y)), {"x": 0, "y": 2}, OutOfDomain),
    (x ** sp.sqrt(y), {"x": -1, "y": 2}, OutOfDomain),
    (x**y, {"x": 0, "y": -1}, OutOfDomain),
    (x**y, {"x": -8, "y": F(1, 3)}, OutOfDomain),
    (sp.Mod(x, y), {"x": 1, "y": 0}, OutOfDomain),
    (sp.erfinv(x), {"x": 2}, ArithmeticError),
    (sp.gamma(x), {"x": -3}, OutOfDomain),
    (sp.atan2(y, x), {"x": 0, "y": 0}, OutOfDomain),
    (sp.floor(w), {"w": 1 + 2j}, OutOfDomain),
    (sp.Sum(1 / x, (k, 1, x)), {"x": F(5, 2)}, OutOfDomain),
    (sp.Product(x, (k, 3, x)), {"x": 1}, OutOfDomain),
    (sp.Sum(y, (k, 1, x)), {"x": 10**7, "y": 1}, OutOfRange),
)  # fmt: skip


@pytest.mark.parametrize("backend", BACKENDS)
def test_where_there_is_none(backend: str) -> None:
    missed = []
    for expression, at, kind in RAISES:
        try:
            found = compiled(formula(expression), backend, 14)(**at)
        except ArithmeticError as error:
            if isinstance(error, kind):
                continue
            found = repr(error)
        missed.append((expression, at, found))
    assert not missed, "\n".join(map(str, missed))


def test_what_float64_cannot_tell() -> None:
    """exp(−x) is 0 in float64 at 800, and nothing may be said that would rest on that."""
    gone = sp.exp(-x) - y
    for expression, message in (
        (sp.log(gone), "argument of log"),
        (sp.sign(gone), "argument of sign"),
        (sp.floor(gone), "argument of floor"),
        (sp.coth(gone), "argument of coth"),
        (sp.gamma(gone), "gamma|argument"),
        (1 / gone, "negative power"),
        (sp.besselk(0, gone), "argument of besselk"),
        (10**400 * x + y, "does not hold"),
        (x**300 * (x + 1) ** 300 + y, "power|product"),
        (sp.exp(x) + y, "exp"),
    ):
        with pytest.raises(ArithmeticError, match=message):
            compiled(formula(expression), "numpy")(x=800, y=0)
    assert compiled(formula(1 + gone), "numpy")(x=800, y=0) == 1


def test_arrays_are_told_point_by_point() -> None:
    f = compiled(formula(x**y + sp.sqrt(x) + x ** (-HALF)), "numpy")
    assert f(x=[1, 4, 16], y=2) == pytest.approx([3, 18.5, 260.25], rel=1e-15)
    assert f(x=[[1], [4]], y=[1, 2]) == pytest.approx(np.array([[3, 3], [6.5, 18.5]]), rel=1e-15)
    g = compiled(formula(sp.Mod(x, 3) + sp.Max(x, y)), "numpy")
    assert g(x=[4, -1], y=[1, 7]).tolist() == [5, 9]
    h = compiled(formula(w * v), "numpy")
    assert h(w=[1j, 2], v=[1 + 1j, 3j]).tolist() == [-1 + 1j, 6j]
    p = compiled(formula(sp.Piecewise((1 / x, x > 0), (sp.besselj(0, x), True))), "numpy")
    assert p(x=[2, 0, -4]) == pytest.approx([0.5, 1, -0.3971498098638474], rel=1e-14)


def test_what_cannot_be_compiled() -> None:
    for expression, message in (
        (sp.Sum(x / k**2, (k, sp.oo, 1)), "backwards"),
        (sp.Determinant(sp.Matrix(13, 13, lambda i, j: x + i * j)), "13 rows"),
        (sp.Derivative(sp.Abs(x), x), "Abs"),
        (sp.Integral(x, x), "an integral without bounds"),
        (sp.Float("0.5") * x, "Float"),
        (sp.Piecewise((x, x > 0)), "last condition"),
        (x + sp.oo * y, "finite"),
    ):
        with pytest.raises((CompileError, TheoryError), match=message):
            compiled(formula(expression))


@pytest.mark.quick(2)
@pytest.mark.parametrize("backend", BACKENDS)
def test_domains_that_sympy_has_to_decide(backend: str) -> None:
    """A condition that has no number of its own is asked of SymPy, at each point; further conditions are asked too."""
    odd = sp.Contains(x, sp.ImageSet(sp.Lambda(k, 2 * k + 1), sp.S.Integers))
    even = sp.Contains(y, sp.ImageSet(sp.Lambda(k, 2 * k), sp.S.Integers))
    f = compiled(formula(x + y, sp.And(odd, even)), backend)
    assert number(f(x=3, y=2)) == 5
    for at in ({"x": 4, "y": 2}, {"x": 3, "y": 1}):
        with pytest.raises(OutsideDomain, match="outside the domain"):
            f(**at)
    if backend == "numpy":
        with pytest.raises(OutsideDomain, match="x = 2"):
            f(x=[1, 2, 3], y=2)


@pytest.mark.parametrize("backend", BACKENDS)
def test_complex_domains(backend: str) -> None:
    f = compiled(formula(w + v, sp.And(sp.Ne(w, v), sp.re(w) > 0)), backend)
    assert number(f(w=1 + 1j, v=2 - 1j)) == 3
    for at in ({"w": 1 + 1j, "v": 1 + 1j}, {"w": -1 + 1j, "v": 2j}):
        with pytest.raises(OutsideDomain, match="outside the domain"):
            f(**at)


@pytest.mark.parametrize("backend", BACKENDS)
def test_what_a_symbol_is_assumed_to_be_is_asked_of_its_value(backend: str) -> None:
    """An odd number is odd, an even one even, whatever its sign."""
    table = SymbolTable(
        Quantity("m", "m", "an odd number", assumptions={"odd": True}),
        Quantity("n", "n", "an even number", assumptions={"even": True}),
    )
    for symbol, right, wrong in ((table.m, (3, -5), (2, 0)), (table.n, (2, 0), (3, -5))):
        f = compiled(Formula("f", symbol**2, table), backend)
        assert [float(f(value)) for value in right] == [value**2 for value in right]
        for value in wrong:
            with pytest.raises(ValueError, match="is assumed"):
                f(value)


@pytest.mark.parametrize("backend", BACKENDS)
def test_the_arc_cotangent_of_0_is_a_right_angle(backend: str) -> None:
    assert float(compiled(formula(sp.acot(x)), backend)(0)) == pytest.approx(pi / 2, rel=1e-15)


def test_arb_says_why_it_encloses_no_integral_of_an_integral() -> None:
    e = sp.Integral(sp.exp(x * y), (x, 0, 1), (y, 0, 1))
    with pytest.raises(CompileError, match="an integral of an integral"):
        compiled(formula(e), "arb")
