"""Functions by name: NumPy, mpmath and Arb against each other and SymPy's own numbers, where such numbers go wrong.

Three libraries that share no code for these functions: mpmath's value lies in Arb's ball, float64 agrees with both,
and SymPy's ``evalf`` says that the conventions are its own. A backend may refuse a point, and the others answer.
"""

from __future__ import annotations

import runpy
from fractions import Fraction
from pathlib import Path
from typing import Any

import flint
import mpmath
import numpy as np
import pytest
import sympy as sp

from softpot.derive.machinery.formula import Formula
from softpot.derive.machinery.symbols import Quantity, SymbolTable
from softpot.numerics.machinery.compile import CompileError, OutOfDomain, compiled, precision
from softpot.numerics.machinery.compile.byflint import missing
from softpot.numerics.machinery.compile.bympmath import BY_MPMATH
from softpot.numerics.machinery.compile.byscipy import BY_SCIPY

POINTS = runpy.run_path(str(Path(__file__).with_name("function_points.py")))
CASES = POINTS["CASES"]
Point = tuple[Fraction, Fraction]

T = SymbolTable(
    Quantity("w", "w", "a complex number", assumptions={}),
    Quantity("x", "x", "a real number"),
)
BACKENDS = ("numpy", "mpmath", "arb")
MP = mpmath.MPContext()
MP.dps = 60
# SymPy's own numbers are wrong or have another branch there
SYMPY_IS_WRONG = {"harmonic"}
# |Re w| for which SymPy's numbers come within seconds: beyond, it sums fractions or integrates for minutes
SYMPY_IS_QUICK = {
    "loggamma": (0, 1000), "digamma": (0, 1000), "trigamma": (0, 1000), "lowergamma": (1e-20, 1000),
    "elliptic_pi": (0, 1), "L_n": (0, 500), "L_n^2": (0, 500),
}  # fmt: skip


def asked(f: Any, point: Point) -> Any:
    """The value at the float64 numbers nearest to a point; None where there is none."""
    z = complex(float(point[0]), float(point[1]))
    try:
        return f(w=z if z.imag else z.real)
    except ArithmeticError:
        return None


def middle(value: Any) -> Any:
    if not isinstance(value, (flint.arb, flint.acb)):
        return MP.mpc(value)
    parts = (value.real, value.imag) if isinstance(value, flint.acb) else (value, flint.arb(0))
    with precision(400):
        return MP.mpc(*(MP.mpf(p.mid().str(40, radius=False)) for p in parts))


def differ(one: Any, other: Any) -> float:
    size = max(abs(one), abs(other))
    return float(abs(one - other) / size) if size else 0.0


def held(name: str, points: tuple[Point, ...], least: int) -> None:
    make, _ = CASES[name]
    formula = Formula("f", make(T.w), T)
    functions = {b: compiled(formula, b, 14) for b in BACKENDS}
    given = dict.fromkeys(BACKENDS, 0)
    for point in points:
        values = {b: asked(f, point) for b, f in functions.items()}
        numbers = {b: middle(v) for b, v in values.items() if v is not None}
        for backend in numbers:
            given[backend] += 1
        for backend, number in numbers.items():
            for other in numbers.values():
                worst = 1e-13 if "numpy" in numbers else 1e-14
                assert differ(number, other) < worst, (name, point, backend, number, other)
        low, high = SYMPY_IS_QUICK.get(name, (0, 1e9))
        if numbers and name not in SYMPY_IS_WRONG and low <= abs(point[0]) <= high:
            theirs = sympys(formula.expression, point)
            if theirs is not None:
                assert (
                    differ(theirs, numbers["mpmath" if "mpmath" in numbers else "arb"]) < 1e-12
                ), (name, point)
    assert min(given.values()) >= least, (name, given)


def sympys(expression: sp.Expr, point: Point) -> Any:
    re, im = (sp.Rational(*float(p).as_integer_ratio()) for p in point)
    try:
        found = sp.N(expression.subs(T.w, re + sp.I * im), 25)
        return MP.mpc(*(MP.mpf(str(p)) for p in found.as_real_imag())) if found.is_finite else None
    except (ValueError, TypeError, ZeroDivisionError, NotImplementedError):
        return None


FEW = {
    (Fraction(x), Fraction(y))
    for x, y in ((3, 0), ("5/12", 0), ("7/3", 0), ("-7/3", 0), ("1/3", 1))
}
# worked out for a second or more
LONG = {"lerchphi", "polylog 1/4", "Y_32"}


@pytest.mark.quick(7)
@pytest.mark.parametrize("name", [name for name in CASES if name not in LONG])
def test_a_function_at_a_few_points(name):
    few = tuple(p for p in CASES[name][1] if p in FEW)
    held(name, few, 1)


@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
def test_a_function_at_all_its_points(name):
    if name == "lerchphi" and missing("lerchphi"):
        pytest.skip("this python-flint has no such function")
    points = CASES[name][1]
    held(name, points, min(20, len(points) - 8))


@pytest.mark.quick(3)
@pytest.mark.parametrize("name", BY_SCIPY)
def test_scipy_is_right_where_it_is_used(name):
    draw = np.random.default_rng(3)
    for function, box in BY_SCIPY[name]:
        ends = [(max(low, -30), min(high, 30)) for low, high in box]
        columns = [draw.uniform(low, high, 25) for low, high in ends]
        for found, *at in zip(function(*columns), *columns, strict=True):
            wanted = MP.re(BY_MPMATH[name](MP, *(MP.mpf(float(a)) for a in at)))
            assert abs(MP.mpf(float(found)) - wanted) <= 1.2e-15 * abs(wanted), (name, at)


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_formula_of_real_quantities_does_not_leave_the_real_numbers(backend):
    for expression, at in (
        (sp.besselk(0, T.x), -1),
        (sp.LambertW(T.x), -1),
        (sp.polylog(2, T.x), 2),
        (sp.log(T.x), -1),
    ):
        with pytest.raises(OutOfDomain, match="real"):
            compiled(Formula("f", expression, T), backend)(x=at)


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_pole_has_no_value(backend):
    for expression, at in (
        (sp.digamma(T.x), -2),
        (sp.zeta(T.x), 1),
        (sp.bessely(0, T.x), 0),
        (sp.cot(T.x), 0),
    ):
        with pytest.raises(ArithmeticError):
            compiled(Formula("f", expression, T), backend)(x=at)


def test_i_squared_is_minus_one_exactly():
    f = compiled(Formula("f", sp.re((T.x + sp.I) ** 2), T), "mpmath", 30)
    assert f(x=1) == 0
    assert compiled(Formula("f", (T.x + sp.I) ** 2, T), "arb", 30)(x=1).real.is_zero()


def test_a_complex_input_of_a_real_symbol_is_refused():
    with pytest.raises(TypeError, match="x is real"):
        compiled(Formula("f", T.x * sp.I, T))(x=1j)


def test_complex_arrays_broadcast():
    f = compiled(Formula("f", T.w**2 + T.x, T), "numpy")
    assert f([1j, 2 + 1j], [[1], [2]]).tolist() == [[0j, 4 + 4j], [1 + 0j, 5 + 4j]]


def test_what_arb_lacks_is_said_when_compiled():
    with pytest.raises(CompileError, match=r'meijerg.*"mpmath" has it'):
        compiled(Formula("f", sp.meijerg([[], []], [[0], []], T.w), T), "arb")


def test_fractions_stay_exact_under_floor_and_mod():
    for backend in ("mpmath", "arb"):
        f = compiled(
            Formula("f", sp.Tuple(sp.floor(T.x), sp.Mod(T.x, sp.Rational(1, 3))), T), backend, 30
        )
        assert [Fraction(str(float(v))) for v in f(x="-7/3")] == [-3, 0]


def test_the_logarithm_of_complex_arrays_is_right_on_the_cut_and_near_the_circle() -> None:
    f = compiled(Formula("log", sp.log(T.w), T), "numpy")
    rng = np.random.default_rng(5)
    z = (rng.normal(size=200) + 1j * rng.normal(size=200)) * 10 ** rng.uniform(-3, 3, 200)
    circle = np.exp(1j * rng.uniform(-3, 3, 40)) * (1 + 10.0 ** rng.uniform(-12, -1, 40))
    z = np.concatenate([z, circle, [-2 + 0j, complex(-2, -0.0), -2 + 1e-300j, -2 - 1e-300j]])
    work = mpmath.MPContext()
    work.dps = 40
    for place, value in zip(z, f(z), strict=True):
        exact = work.log(work.mpc(place.real, place.imag + 0.0))
        assert abs(value.real - exact.real) <= 4e-16 * abs(exact.real), place
        assert abs(value.imag - exact.imag) <= 4e-16 * abs(exact.imag), place
    with pytest.raises(OutOfDomain):
        f(np.array([0j, 1 + 1j]))
