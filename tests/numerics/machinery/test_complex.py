"""Complex numbers in points, evidence, mutants and units: no imaginary part is dropped, none is invented."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import flint
import mpmath
import numpy as np
import pytest
import sympy as sp
from sympy import I, Rational, conjugate, exp, hankel1, hankel2, im, re, sin, sqrt
from sympy.functions.special.bessel import hn1

from softpot import Formula, Pair, Quantity, SymbolTable, Theory, compare, compiled, entry
from softpot.derive import equal
from softpot.numerics import (
    Evidence,
    EvidenceError,
    by_ode,
    by_quadrature,
    by_rate,
    by_sampling,
    by_summation,
    by_value,
)
from softpot.numerics.machinery.bounds import shown_number
from softpot.numerics.machinery.compile.parts import complex_formula
from softpot.numerics.machinery.exact import complex_parts, exact
from softpot.numerics.machinery.gather import gather
from softpot.numerics.machinery.mutants import mutants
from softpot.numerics.machinery.mutation import formula_mutants
from softpot.numerics.machinery.values import values

S = SymbolTable(
    Quantity("x", "x", "a real number"),
    Quantity("z", "z", "a complex number", assumptions={}),
    Quantity("w", "w", "a complex number", assumptions={}),
    Quantity("a", "a", "a positive number", assumptions={"positive": True}),
)
x, z, w, a = S.x, S.z, S.w, S.a


def formula(e: Any) -> Formula:
    return Formula("f", e, S)


# Points


@pytest.mark.parametrize(
    ("given", "re", "im"),
    [
        ("1+2i", 1, 2), ("1 + 2*I", 1, 2), ("-i", 0, -1), ("+J", 0, 1), ("2.5e-3 - 1e2j", "1/400", -100),
        ("1/2 - 1/3*i", "1/2", "-1/3"), ("-1/3*i", 0, "-1/3"), (".5i", 0, "1/2"), ("1e2+1e-2*i", 100, "1/100"),
        (sp.Rational(1, 2) - I / 3, "1/2", "-1/3"), (mpmath.mpc(1, -2), 1, -2), (1 - 2j, 1, -2),
    ],
)  # fmt: skip
def test_a_point_may_be_complex(given: Any, re: Any, im: Any) -> None:
    parts = complex_parts(given)
    assert parts is not None
    assert [exact(part) for part in parts] == [Fraction(re), Fraction(im)]


@pytest.mark.parametrize(
    "given", ["1/2i", "1+2", "i2", "1+2i3", "1++2i", "i/2", "ii", "1+inf*i", "(1+2i)"]
)
def test_what_may_be_read_in_two_ways_is_no_point(given: str) -> None:
    assert complex_parts(given) is None
    if given != "1+2":
        with pytest.raises(ValueError, match="real number"):
            compiled(formula(z**2))(z=given)


def test_a_complex_point_is_no_point_of_a_real_symbol() -> None:
    with pytest.raises(TypeError, match="x is real"):
        compiled(formula(x**2))(x="1+i")


@pytest.mark.parametrize(
    "given",
    [
        ["1 + i", "-1/2"], [1 + 1j, Fraction(-1, 2)], [mpmath.mpc(1, 1), "-0.5"], [1 + I, Rational(-1, 2)],
        np.array([1 + 1j, -0.5], dtype=object), np.array(["1+i", "-1/2"]), np.array([1 + 1j, -0.5], dtype=np.complex64),
    ],
)  # fmt: skip
def test_arrays_of_all_kinds_of_complex_numbers_are_taken(given: Any) -> None:
    found = compiled(formula(z**2), "numpy")(z=given)
    assert found.tolist() == [2j, 0.25]
    with pytest.raises(TypeError, match="x is real"):
        compiled(formula(x**2), "numpy")(x=given)


def test_an_imaginary_symbol_takes_imaginary_numbers_only() -> None:
    table = SymbolTable(Quantity("y", "y", "an imaginary number", assumptions={"imaginary": True}))
    for backend in ("numpy", "mpmath", "arb"):
        f = compiled(Formula("f", exp(table.y), table), backend)
        assert complex(f(y="2i")) == pytest.approx(complex(mpmath.expj(2)))
        for wrong in (2, "1+i", 0):
            with pytest.raises(ValueError, match="y is assumed imaginary"):
                f(y=wrong)
    assert all("I" in v["at"]["y"] for v in values(Formula("f", exp(table.y), table)))


@pytest.mark.parametrize("backend", ["numpy", "mpmath", "arb"])
def test_matrices_may_have_complex_members(backend: str) -> None:
    f = compiled(formula(sp.ImmutableMatrix([[exp(I * x), x], [1, I]])), backend)
    (first, second), (third, last) = f(x=1)
    assert complex(first) == pytest.approx(complex(mpmath.expj(1)))
    assert (float(second), float(third), complex(last)) == (1.0, 1.0, 1j)


def test_a_value_that_is_not_real_is_not_made_real_by_an_assumption() -> None:
    class Wrong:
        is_extended_real = True

    from softpot.numerics.machinery.compile import OutOfDomain, callables
    from softpot.numerics.machinery.compile.arrays import Traced
    from softpot.numerics.machinery.compile.parts import Complex
    from softpot.numerics.machinery.compile.running import Bounded

    mp = mpmath.mp
    numbers = {
        "mpmath": lambda v, e: Bounded(mp.mpf(v), mp.mpf(e)),
        "arb": flint.arb,
        "numpy": lambda v, e: Traced(np.array([v, v])),
    }
    for made in numbers.values():
        kept = callables._real_or_complex(Complex(made(1, 0), made(1e-18, 1e-17)), Wrong)
        assert kept is not None and not isinstance(kept, Complex)
        with pytest.raises(OutOfDomain, match="its value is not"):
            callables._real_or_complex(Complex(made(1, 0), made(0.01, 1e-17)), Wrong)


# Evidence

AT = [{"x": "1/2", "a": 1}, {"x": -2, "a": "1/3"}]
MAKERS = {
    "quadrature": (
        by_quadrature(lambda mp, t, x, a: mp.exp((1j * x - a) * t), (0, "inf"), [{"x": -1, "a": 2}]),
        1 / (a - I * x),
    ),
    "path": (
        by_quadrature(
            lambda mp, s, w: mp.exp(w * s) / s, ("1", "-1+i", "-1-i", "1"), [{"w": "1+i"}]
        ),
        2 * sp.pi * I + 0 * w,
    ),
    "summation": (
        by_summation(lambda mp, k, x, a: mp.exp(k * (1j * x - a)), AT),
        1 / (1 - exp(I * x - a)),
    ),
    "ode": (
        by_ode(lambda mp, t, y, a: [(2j - a) * y[0]], (0, ["i"]), [{"x": "1/2", "a": 1}], "x"),
        I * exp((2 * I - a) * x),
    ),
    "sampling": (
        by_sampling(lambda rng, n, a: np.exp(1j * rng.normal(0.5, a, n)), [{"a": 1}, {"a": "1/2"}], 20_000),
        exp(I / 2 - a**2 / 2),
    ),
    "rate": (
        by_rate(lambda mp, x, a: mp.expj(x) / a, [{"x": f"1/{n}", "a": 2} for n in (8, 16, 32)], 2, "x"),
        (1 + I * x) / a,
    ),
    "value": (
        by_value("a product", lambda mp, z, w: z * mp.conj(w), [{"z": "1+2i", "w": "1/3 - i"}, {"z": "-i", "w": 2}]),
        z * conjugate(w),
    ),
}  # fmt: skip


@pytest.mark.quick(0)
@pytest.mark.parametrize("name", MAKERS)
def test_each_maker_supports_what_is_true_and_refutes_mistakes_of_complex_numbers(
    name: str,
) -> None:
    judge, right = MAKERS[name]

    def found(e: Any) -> Evidence:
        return judge(formula(e), 15)

    assert found(right).supports is True
    rate = name == "rate"  # a rate sees an error of first order, not one of second
    swapped = im(right) + I * re(right)
    for wrong in (conjugate(right), re(right), swapped, right * (1 + I / 50)):
        assert found(wrong).supports is False, wrong
    if not rate:
        assert found(right + I / 10).supports is False


def test_a_sample_keeps_its_imaginary_part() -> None:
    judge = by_sampling(lambda rng, n, a: rng.normal(a, 1, n) + 3j, [{"a": 1}, {"a": 2}], 5000)
    assert judge(formula(a + 3 * I), 15).supports is True
    assert judge(formula(a), 15).supports is False
    assert judge(formula(a + 3 * I + I / 10**6), 15).supports is False  # it does not scatter
    said = judge(formula(a), 15).failing
    assert "the formula gives 1, the sample " in said and " + 3i within" in said
    real = by_sampling(lambda rng, n, a: rng.normal(a, 1, n), [{"a": 1}, {"a": 2}], 5000)
    assert real(formula(a), 15).supports is True
    assert real(formula(a + I / 10**6), 15).supports is False
    with pytest.raises(EvidenceError, match="no numbers"):
        by_sampling(lambda rng, n, a: np.array(["1"] * n), [{"a": 1}])(formula(a), 15)


def test_numbers_of_sympy_are_compared_with_both_parts() -> None:
    assert compare("c", [Pair("here", 1 + 2 * I, mpmath.mpc(1, 2))], 10).supports is True
    assert compare("c", [Pair("here", 1 + 2 * I, mpmath.mpf(1))], 10).supports is False


def test_numbers_are_shown_as_a_plus_b_i() -> None:
    found = compare("c", [Pair("here", mpmath.mpc(1, -2), mpmath.mpc("0.5", 2))], 10)
    assert found.failing == "at here the formula gives 1.0 - 2.0i, the reference 0.5 + 2.0i"
    assert shown_number(flint.acb(1, -2)) == "1.00000000000 - 2.00000000000i"
    ball = flint.acb(1, flint.arb(2, 0.25))
    assert shown_number(ball) == "1.00000000000 + [2e+0 +/- 0.251]i"


def test_complex_numbers_are_no_series_of_a_figure() -> None:
    with pytest.raises(EvidenceError, match="modulus and phase"):
        compare("c", [Pair("here", 1.0, 1.0)], 10, series={"y": (v for v in (1 + 1j, 2))})
    numbers = compare("c", [Pair("here", 1.0, 1.0)], 10, series={"y": (v for v in (1, 2))})
    assert numbers.series["y"] == (1.0, 2.0)


def test_a_complex_formula_compared_with_itself_supports_nothing() -> None:
    @entry("wave", title="A wave")
    def wave(d: Any) -> Any:
        """It turns."""
        d.step(equal((1 + exp(z)) * exp(I * z), exp(I * z) + exp(z + I * z)), "carried out")
        return d.result((1 + exp(z)) * exp(I * z))

    def itself(f: Formula, digits: int) -> Evidence:
        g = compiled(f, "mpmath", 30)
        points = ["1/3 + 1/7*i", "2 - 1/3*i", "-1/7"]
        return compare("itself", [Pair(p, g(z=p), g(z=p)) for p in points], digits)

    theory = Theory("A wave", S, (wave,)).with_evidence({"wave": itself})
    with pytest.raises(EvidenceError, match="with itself"):
        gather(theory, "wave", theory.formula("wave"), 15)


def test_a_complex_variable_counts_by_its_modulus_in_a_rate_and_is_no_time() -> None:
    points = [{"z": f"1/{n}*i"} for n in (8, 16, 32)]
    judge = by_rate(lambda mp, z: mp.exp(z), points, 2, "z")
    assert judge(formula(1 + z), 15).supports is True
    assert judge(formula(1 + conjugate(z)), 15).supports is False
    with pytest.raises(EvidenceError, match="real numbers"):
        by_ode(lambda mp, t, y: [y[0]], (0, [1]), [{"z": "i"}], "z")(formula(exp(z)), 15)


# Mutants


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (exp(I * x), exp(-I * x)),
        (exp(z), exp(conjugate(z))),
        (exp(z), conjugate(exp(z))),
        (sqrt(z) + w, re(sqrt(z) + w)),
        (re(z) ** 2 + im(w), im(z) ** 2 + im(w)),
        (re(z) + im(w), re(z) + re(w)),
        (z * conjugate(w), z * w),
        (hankel1(0, x), conjugate(hankel1(0, x))),
        (sp.Tuple(x, exp(I * x)), sp.Tuple(x, exp(-I * x))),
        (sp.Eq(w, exp(z)), sp.Eq(w, exp(conjugate(z)))),
    ],
)
def test_mistakes_of_complex_numbers_are_tried(right: Any, wrong: Any) -> None:
    assert wrong in [mutant.expression for mutant in mutants(right)]


def test_real_formulas_have_no_more_mutants_than_before() -> None:
    changes = {mutant.change for mutant in mutants(sin(x) ** 2 + a * x)}
    assert not any("conj" in c or "real part" in c or " of i" in c for c in changes)


@pytest.mark.quick(0)
def test_a_mutant_with_i_of_a_complex_formula_is_tried_and_not_taken_for_caught() -> None:
    """exp(z) has no i in it; evidence at real points cannot tell it from its mistakes, and that is said."""

    @entry("growth", title="Growth")
    def growth(d: Any) -> Any:
        """It grows."""
        d.step(equal(exp(z), (exp(z / 2)) ** 2 + (z + 1) ** 2 - z**2 - 2 * z - 1), "carried out")
        return d.result(exp(z))

    def count(points: list[dict[str, Any]]) -> Any:
        judge = by_summation(lambda mp, k, z: z**k / mp.factorial(k), points)
        theory = Theory("Growth", S, (growth,)).with_evidence({"growth": judge})
        return formula_mutants(theory.derivation("growth"), judge, 15)

    assert not count([{"z": "1/2 + i"}, {"z": "-2 + 1/3*i"}]).survivors
    blind = {survivor.change for survivor in count([{"z": "1/2"}, {"z": -2}]).survivors}
    assert "the whole of exp(z) conjugated" in blind


# Formulas


@pytest.mark.parametrize(
    ("e", "value"),
    [
        (hankel1(0, a), lambda mp: mp.hankel1(0, 1.5)),
        (hankel2(1, a), lambda mp: mp.hankel2(1, 1.5)),
        (hn1(1, a), lambda mp: mp.sqrt(mp.pi / 3) * mp.hankel1(1.5, 1.5)),
        (sp.Ynm(2, 1, x, x), lambda mp: mp.spherharm(2, 1, 0.25, 0.25)),
        (a * exp(I * sp.pi / 3, evaluate=False), lambda mp: 1.5 * mp.expjpi(mp.mpf(1) / 3)),
    ],
)
@pytest.mark.parametrize("backend", ["numpy", "mpmath", "arb"])
def test_what_is_complex_for_real_arguments_has_its_value(e: Any, value: Any, backend: str) -> None:
    f = compiled(formula(e), backend)
    point = {"a": "3/2", "x": "1/4"}
    found = f(**{s.name: point[s.name] for s in f.arguments})
    exact_value = value(mpmath.mp)
    assert complex_formula(e) and abs(exact_value.imag) > 0.01
    assert abs(complex(found) - complex(exact_value)) < 1e-14


@pytest.mark.parametrize("e", [sqrt(x), sp.log(x), sp.Ynm(2, 0, x, x), a ** Rational(1, 3)])
def test_real_formulas_stay_real(e: Any) -> None:
    assert not complex_formula(e)


@pytest.mark.parametrize("constant", [(-3) ** Rational(1, 5), sp.asin(2), sp.log(-2) / sp.pi])
@pytest.mark.parametrize("backend", ["numpy", "mpmath", "arb"])
def test_a_constant_that_is_not_real_leaves_the_domain_of_a_real_formula(
    constant: Any, backend: str
) -> None:
    """As a wrong sign under a root does, which evidence has to see."""
    if constant.has(I):
        constant = sp.log(-2, evaluate=False) / sp.pi
    with pytest.raises(ArithmeticError):
        compiled(formula(a * constant), backend)(a=2)


def test_values_of_a_complex_symbol_are_complex() -> None:
    """So a baseline sees that a formula was conjugated."""
    one, other = values(formula(exp(z))), values(formula(exp(conjugate(z))))
    assert [v["at"] for v in one] == [v["at"] for v in other]
    assert all(p["value"] != q["value"] for p, q in zip(one, other, strict=True))


# Units


def test_complex_quantities_have_units() -> None:
    pint = pytest.importorskip("pint")
    table = SymbolTable(
        Quantity("V", "V", "voltage", "V", assumptions={}),
        Quantity("omega", r"\omega", "frequency", "1/s", assumptions={"positive": True}),
        Quantity("L", "L", "inductance", "H", assumptions={"positive": True}),
        Quantity("R", "R", "resistance", "ohm", assumptions={"positive": True}),
    )
    current = Formula("current", table.V / (table.R + I * table.omega * table.L), table)
    ureg = pint.UnitRegistry()
    for backend in ("numpy", "mpmath", "arb"):
        found = compiled(current, backend)(
            V=ureg.Quantity(1 + 2j, "mV"), omega=ureg.Quantity(50.0, "kHz"),
            L=ureg.Quantity(2.0, "mH"), R=ureg.Quantity(3.0, "ohm"),
        )  # fmt: skip
        assert found.dimensionality == ureg.Quantity(1, "A").dimensionality
        value = complex(found.magnitude)
        assert value == pytest.approx(1e-3 * (1 + 2j) / (3 + 1j * 50e3 * 2e-3), rel=1e-12)
    arrays = compiled(current, "numpy")(
        V=ureg.Quantity(np.array([1j, 1]), "V"), omega=ureg.Quantity(1.0, "1/s"),
        L=ureg.Quantity(1.0, "H"), R=ureg.Quantity(1.0, "ohm"),
    )  # fmt: skip
    assert np.asarray(arrays.magnitude) == pytest.approx([1j / (1 + 1j), 1 / (1 + 1j)])
