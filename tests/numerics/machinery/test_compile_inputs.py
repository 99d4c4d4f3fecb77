"""What a compiled formula accepts and refuses, and with which sentence."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import mpmath
import numpy as np
import pytest
import sympy as sp

from softpot.derive.machinery.errors import TheoryError
from softpot.derive.machinery.formula import Formula
from softpot.derive.machinery.symbols import Quantity, SymbolTable
from softpot.numerics.machinery.compile import CompileError, compiled
from softpot.numerics.machinery.compile.arguments import _TESTS, hold, samples

T = SymbolTable(
    Quantity("eta", r"\eta", "a real"),
    Quantity("t", "t", "a real"),
    Quantity("m", "m", "a mass", assumptions={"positive": True}),
    Quantity("n", "n", "a number", assumptions={"integer": True, "positive": True}),
    Quantity("u", "u", "not zero", assumptions={"real": True, "zero": False}),
    Quantity("P", "P", "a distribution", function=True),
)
eta, t, m, n = T.eta, T.t, T.m, T.n
FORMULA = Formula("fold", 9 * t**2 / 32 - eta, T)


def test_by_name_by_place_and_how_it_shows_itself():
    f = compiled(FORMULA, "mpmath", 40)
    assert [s.name for s in f.arguments] == ["eta", "t"]
    assert (f.backend, f.digits) == ("mpmath", 40)
    assert f(eta="1/32", t=1) == f("1/32", 1) == f("1/32", t=1) == Fraction(1, 4)
    assert repr(f) == "<fold(eta, t) in mpmath to 40 digits>"
    assert f._repr_latex_() == FORMULA._repr_latex_()


@pytest.mark.parametrize(
    ("given", "named", "sentence"),
    [
        ((), {"eta": 1}, "fold takes eta, t: t is missing"),
        ((1, 2, 3), {}, "fold takes eta, t, got 3 values"),
        ((1,), {"t": 1, "zeta": 2}, "fold takes eta, t, not zeta"),
        ((1, 2), {"eta": 1}, "eta was given twice"),
    ],
)
def test_arguments_that_do_not_match(given, named, sentence):
    with pytest.raises(TypeError, match=sentence):
        compiled(FORMULA, "numpy")(*given, **named)


@pytest.mark.parametrize("backend", ["mpmath", "arb"])
def test_inputs_are_exact(backend):
    f = compiled(Formula("x", eta, T), backend, 15)
    for given in (
        "0.1",
        " 1/10 ",
        Fraction(1, 10),
        Decimal("0.1"),
        sp.Rational(1, 10),
        "1e-1",
        "+10.0e-2",
    ):
        with mpmath.workdps(30):
            assert abs(float(f(given)) - 0.1) == 0
    g = compiled(Formula("x", eta - sp.Rational(1, 10), T), backend, 15)
    assert g("0.1") == 0
    # the float 0.1 is 2^-55 · 3602879701896397, and so is the mpf
    assert float(g(0.1)) == float(g(mpmath.mpf(0.1))) == float(g(np.float64(0.1)))
    assert float(g(0.1)) == pytest.approx(5.551115123125783e-18, rel=1e-15)


@pytest.mark.parametrize("backend", ["mpmath", "arb"])
def test_above_15_digits_a_float_is_refused(backend):
    assert compiled(FORMULA, backend, 15)(0.5, 0.5) is not None
    f = compiled(FORMULA, backend, 16)
    for value in (0.5, np.float64(0.5), np.float32(0.5)):
        with pytest.raises(TypeError, match=r"eta is the float .* more than 15 digits"):
            f(eta=value, t=1)
    assert f(eta=np.int64(1), t=1) == -0.71875


@pytest.mark.quick(45)
@pytest.mark.parametrize("backend", ["numpy", "mpmath", "arb"])
@pytest.mark.parametrize(
    "value",
    [
        True,
        np.True_,
        1j,
        None,
        "",
        "x",
        "1/0",
        "nan",
        "inf",
        "1e99999",
        "9" * 5000,
        float("nan"),
        float("inf"),
        -np.inf,
        mpmath.mpf("nan"),
        mpmath.inf,
        mpmath.pi,
        sp.Float("0.5"),
        b"1",
        {},
        object(),
        sp.pi,
        Decimal("NaN"),
        mpmath.mpf(2) ** 100000,
        "١/٢",
        "1_0",
    ],
    ids=lambda v: repr(v)[:20],
)
def test_what_is_not_a_finite_real_number_is_refused(backend, value):
    with pytest.raises((TypeError, ValueError), match="eta"):
        compiled(FORMULA, backend)(eta=value, t=1)


@pytest.mark.parametrize("backend", ["mpmath", "arb"])
def test_arrays_are_for_numpy(backend):
    with pytest.raises(TypeError, match="must be one real number"):
        compiled(FORMULA, backend)(np.ones(3), 1)


@pytest.mark.parametrize(
    "array",
    [
        np.array([True, False]),
        np.array([1j, 2]),
        np.array([1.0, np.nan]),
        np.array([np.inf]),
        np.ma.masked_array([1.0, 2.0], mask=[True, False]),
        np.array([1.0, None], dtype=object),
        np.array([b"1"]),
        [1, True],
        [1, "x"],
        np.array(["2020-01-01"], dtype="datetime64[D]"),
    ],
    ids=repr,
)
def test_arrays_with_something_else_in_them(array):
    with pytest.raises((TypeError, ValueError), match="eta"):
        compiled(FORMULA, "numpy")(array, 1)


def test_arrays_of_other_kinds():
    f = compiled(FORMULA, "numpy")
    for kind in (np.int8, np.uint64, np.float16, np.float32, np.float64, object):
        assert f(np.array([1, 2], dtype=kind), 0).tolist() == [-1.0, -2.0]
    assert f(np.array(["1/2", "0.25"]), 0).tolist() == [-0.5, -0.25]
    with pytest.raises(ValueError, match="broadcast"):
        f(np.ones(2), np.ones(3))


@pytest.mark.parametrize("backend", ["numpy", "mpmath", "arb"])
def test_a_value_that_the_assumptions_exclude_is_refused(backend):
    f = compiled(Formula("levels", sp.sqrt(m**2) * (n - sp.Rational(1, 2)) / T.u, T), backend)
    assert f(2, 1, 1) == 1
    for given, word in (
        ((-2, 1, 1), "m is assumed positive"),
        ((0, 1, 1), "m is assumed positive"),
        ((1, "3/2", 1), "n is assumed integer"),
        ((1, 0, 1), "n is assumed positive"),
        ((1, 1, 0), "u is assumed not zero"),
    ):
        with pytest.raises(ValueError, match=word):
            f(*given)
    if backend == "numpy":
        with pytest.raises(ValueError, match=r"n is assumed integer wherever .* got 1.5"):
            f(1, [1, 1.5], 1)


# Compiling


@pytest.mark.quick(11)
@pytest.mark.parametrize(
    ("expression", "reason"),
    [
        (sp.Integral(sp.exp(eta * t), t), "an integral without bounds"),
        (sp.Sum(eta**n, (n, sp.oo, 1)), "runs backwards without end"),
        (sp.Integral(T.P(t), (t, 0, 1)), "unspecified function P"),
        (sp.Derivative(sp.Abs(t), t), "a derivative of Abs"),
        (sp.Derivative(T.P(t), t), "a derivative that was not carried out|unspecified function P"),
        (sp.Limit(T.P(t), t, 0), "unspecified function P|a limit"),
        (T.P(eta), "the unspecified function P"),
        (eta + sp.oo, "not a finite number"),
        (sp.Tuple(eta, sp.nan), "not a finite number"),
        (sp.Piecewise((eta, eta > 0)), "last condition is not True"),
        (sp.mathieuc(1, 2, eta), "the function mathieuc"),
        (sp.DiracDelta(eta), "the function DiracDelta"),
    ],
    ids=str,
)
@pytest.mark.parametrize("backend", ["numpy", "mpmath", "arb"])
def test_what_has_no_number_is_refused_when_compiled(backend, expression, reason):
    with pytest.raises(CompileError, match=reason):
        compiled(Formula("f", expression, T), backend)


def test_a_float_in_the_formula_is_refused():
    with pytest.raises(TheoryError, match="Float"):
        compiled(Formula("f", eta * sp.Float("0.5"), T), "mpmath")
    smuggled = Formula("f", eta, T)
    object.__setattr__(smuggled, "expression", eta * sp.Float("0.5"))
    with pytest.raises(CompileError, match="Float"):
        compiled(smuggled, "mpmath")


@pytest.mark.parametrize("backend", ["numpy", "mpmath", "arb"])
def test_a_formula_without_a_value_at_the_sample_points_compiles_all_the_same(backend):
    f = compiled(Formula("f", sp.log(eta - 10**6) + sp.exp(-(10**7) * sp.exp(t)), T), backend, 5)
    assert float(f(10**6 + 1, -25)) == pytest.approx(0.99986113, abs=1e-6)


@pytest.mark.parametrize(
    ("backend", "digits", "sentence"),
    [
        ("numba", 15, "the backends are numpy, mpmath, arb"),
        ("numpy", 16, "float64 holds 15 digits"),
        ("mpmath", 0, "whole number from 1"),
        ("mpmath", True, "whole number from 1"),
        ("mpmath", 15.0, "whole number from 1"),
        ("arb", 10**9, "whole number from 1"),
    ],
)
def test_backends_and_digits_that_do_not_exist(backend, digits, sentence):
    with pytest.raises(ValueError, match=sentence):
        compiled(FORMULA, backend, digits)


def test_only_a_formula_compiles():
    with pytest.raises(TypeError, match="a Formula is compiled, got str"):
        compiled("eta + 1", "mpmath")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("assumption", "held", "broken"),
    [
        ("positive", (1e-9, 1, 5), (0, -1e-9, -1)),
        ("negative", (-1e-9, -1, -5), (0, 1e-9, 1)),
        ("nonnegative", (0, 1e-9, 1), (-1e-9, -0.5, -1)),
        ("nonpositive", (0, -1e-9, -1), (1e-9, 0.5, 1)),
        ("zero", (0,), (1e-9, 1, -1)),
        ("integer", (0, 1, -3), (0.5, -1.25, 1e-9)),
        ("even", (0, 2, -4), (1, -3, 0.5)),
        ("odd", (1, -3, 7), (0, 2, 0.5)),
    ],
)
def test_what_each_assumption_asks_of_a_number(
    assumption: str, held: tuple[float, ...], broken: tuple[float, ...]
) -> None:
    """Of exact numbers, and of the members of an array."""
    asks = _TESTS[assumption]
    assert all(asks(Fraction(v)) for v in held) and not any(asks(Fraction(v)) for v in broken)
    found = asks(np.array([*held, *broken], dtype=float))
    assert found.tolist() == [True] * len(held) + [False] * len(broken)


def test_the_member_that_breaks_an_assumption_is_told() -> None:
    positive, whole = sp.Symbol("s", positive=True), sp.Symbol("s", integer=False, real=True)
    hold(positive, np.array([1.0, 2.0]))
    with pytest.raises(ValueError, match=r"s is assumed positive wherever .* got -2.0"):
        hold(positive, np.array([1.0, -2.0, -3.0]))
    hold(whole, np.array([0.5, 1.5]))
    with pytest.raises(ValueError, match=r"s is assumed not integer wherever .* got 3.0"):
        hold(whole, np.array([0.5, 3.0, 1.5]))
    with pytest.raises(ValueError, match=r"s is assumed imaginary wherever .* got 0"):
        hold(sp.Symbol("s", imaginary=True), Fraction(0))


def test_samples_are_what_the_assumptions_admit() -> None:
    """As many as asked for, different for each place, none where nothing is admitted."""
    for assumptions, right in (
        ({"real": True}, lambda v: v.is_Rational),
        ({"positive": True}, lambda v: v > 0),
        ({"negative": True}, lambda v: v < 0),
        ({"integer": True, "positive": True}, lambda v: v.is_Integer and v > 0),
        ({"integer": True, "negative": True}, lambda v: v.is_Integer and v < 0),
        ({"imaginary": True}, lambda v: sp.im(v) > 0 and sp.re(v) == 0),
        ({"zero": True}, lambda v: v == 0),
    ):
        symbol = sp.Symbol("s", **assumptions)
        first, second = samples(symbol, 0, 4), samples(symbol, 1, 4)
        assert len(first) == len(second) == 4
        assert all(map(right, first + second)), assumptions
        if "zero" not in assumptions:
            assert len(set(first)) == 4 and first != second
    assert samples(sp.Symbol("s", integer=True, positive=True), 3, 2) == [5, 6]
