"""A formula says nothing outside its domain; NumPy refuses what float64 cannot tell; Arb takes any exponent."""

from __future__ import annotations

from fractions import Fraction

import flint
import mpmath
import numpy as np
import pytest
import sympy as sp

from softpot.derive import Quantity, SymbolTable, Theory, entry, equal
from softpot.derive.machinery.formula import Formula
from softpot.numerics import Pair, check, compare
from softpot.numerics.machinery.compile import (
    BACKENDS,
    OutOfDomain,
    OutOfRange,
    OutsideDomain,
    compiled,
)

S = SymbolTable(
    Quantity("x", "x", "a number"),
    Quantity("y", "y", "a number"),
    Quantity("p", "p", "a positive number", assumptions={"positive": True}),
    Quantity("z", "z", "a result", assumptions={}),
    Quantity("n", "n", "a whole number", assumptions={"integer": True}),
)
x, y, p, n = S.x, S.y, S.p, S.n


def formula(expression: sp.Basic, domain: sp.Basic = sp.true) -> Formula:
    return Formula("f", expression, S, domain=domain)


@pytest.mark.quick(9)
@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize(
    ("domain", "inside", "outside"),
    [
        (x > 2, (3, "2.0001"), (2, 1, -7, "1.9999")),
        (x >= 2, (2, 3), (Fraction(199, 100),)),
        (x > sp.sqrt(2), (2, "1.41421357"), ("1.41421356", 0)),
        (sp.And(x > 1, x < 2), (Fraction(3, 2),), (1, 2, 3)),
        (sp.Or(x < 1, x > 2), (0, 3), (1, 2, Fraction(3, 2))),
        (sp.Ne(x, 0), (1, -1), (0,)),
        (sp.And(x > 0, y > 7), (1,), (-1,)),  # y is no argument: nobody can say
        (sp.Contains(x, sp.Interval(0, 1)), (0, 1, "0.5"), (2, -1)),
        (sp.log(p) + x > 0, (3,), (-3,)),
    ],
    ids=str,
)  # fmt: skip
def test_outside_the_domain_it_raises(backend, domain, inside, outside):
    f = compiled(formula(x + p, domain), backend)
    for at in inside:
        assert float(f(x=at, p=1)) == pytest.approx(float(Fraction(at)) + 1)
    for at in outside:
        with pytest.raises(OutsideDomain, match="outside the domain"):
            f(x=at, p=1)
        with pytest.raises(OutOfDomain):
            f.members(x=at, p=1, y=3)


def test_arrays_have_to_lie_inside_with_every_point():
    f = compiled(formula(x * p, x < p), "numpy")
    assert f(x=np.array([1, 2]), p=3.0).tolist() == [3, 6]
    with pytest.raises(OutsideDomain, match=r"x = 4\.0, p = 3\.0 lies outside the domain, x < p"):
        f(x=np.array([1.0, 4.0, 5.0]), p=3.0)
    with pytest.raises(OutsideDomain, match=r"x = 2\.0, p = 1\.0"):
        f(x=np.array([[0.0], [2.0]]), p=np.array([3.0, 1.0]))
    g = compiled(formula(x, sp.Contains(x, sp.Interval(0, 1))), "numpy")
    with pytest.raises(OutsideDomain, match="x = 2"):
        g(x=np.array([0.5, 2.0]))


def test_balls_have_to_lie_inside_whole():
    f = compiled(formula(x, x > 2), "arb")
    assert f(x=flint.arb(3, 0.5)).overlaps(flint.arb(3))
    with pytest.raises(OutsideDomain, match="a ball reaches beyond the domain"):
        f(x=flint.arb(3, 1.5))
    with pytest.raises(OutsideDomain, match="outside"):
        f(x=flint.arb(1, 0.5))


def test_a_domain_that_no_point_has():
    for backend in BACKENDS:
        with pytest.raises(OutsideDomain):
            compiled(formula(x, sp.false), backend)(x=1)


# NumPy


def test_gamma_that_underflows_is_refused():
    f = compiled(formula(sp.gamma(x)), "numpy")
    for at in (-200.5, -180.5, -177.5, np.array([0.5, -200.5])):
        with pytest.raises(OutOfRange, match="underflows"):
            f(x=at)
    assert f(x=-150.5) == pytest.approx(float(mpmath.gamma(-150.5)), rel=1e-12)
    inverse = compiled(formula(1 / sp.gamma(x)), "numpy")
    for at in (-180.5, -200.5, 180.5):
        with pytest.raises(OutOfRange):
            inverse(x=at)
    assert compiled(formula(1 + sp.gamma(x)), "numpy")(x=-200.5) == 1  # where it does not matter


@pytest.mark.quick(0)
def test_a_true_formula_is_not_refuted_by_an_underflow():
    @entry("a", title="a")
    def a(d):
        """x over gamma."""
        left = (x + 1) / 10**100 / sp.gamma(x)
        d.define(S.z, left, "a name")
        d.step(equal(left, x * (x + 1) / 10**100 / sp.gamma(x + 1)), "recurrence")
        return d.result(left, lhs=S.z)

    def evidence(formula, digits):
        f = compiled(formula, "numpy").members
        points = (-180.5, 3.5)
        exact = [float((at + 1) / mpmath.mpf(10) ** 100 * mpmath.rgamma(at)) for at in points]
        return compare(
            "x", [Pair(f"{at}", f(x=at)[0], v) for at, v in zip(points, exact, strict=True)], 8
        )

    (judged,) = check(Theory("t", S, (a,)).with_evidence({"a": evidence})).entries
    assert judged.verdict == "unknown" and "underflows" in judged.unobtained


@pytest.mark.parametrize("at", [2**53, 2**53 + 1, -(2**53) - 1, 10**17, np.array([1, 2**53 + 1])])
def test_whole_numbers_beyond_a_double_are_refused(at):
    for expression in ((-1) ** n, n + 1, sp.cos(sp.pi * n)):
        with pytest.raises(OutOfRange, match=r"beyond 2\*\*53"):
            compiled(formula(expression), "numpy")(n=at)
    with pytest.raises(OutOfRange, match="odd from even"):
        compiled(formula((-1) ** x), "numpy")(x=at)


def test_whole_numbers_that_a_double_holds():
    for k in (2**53 - 1, -(2**53) + 1, 4, 7):
        for backend in BACKENDS:
            assert float(compiled(formula((-1) ** n), backend)(n=k)) == (-1) ** (k % 2)
    assert float(compiled(formula((-1) ** n), "mpmath")(n=2**53 + 1)) == -1


# Arb


@pytest.mark.quick(2)
@pytest.mark.parametrize(
    "at",
    [1e-5, 2e-300, -1e-5, 0.1, "1e-30", "-1e-4000", "1/3", Fraction(2**70 + 1, 2**71), 1e-5 + 3],
)
def test_any_exponent(at):
    for digits in (15, 60):
        power = compiled(formula(p**y), "arb", digits)
        if digits > 15 and isinstance(at, float):
            at = Fraction(at)
        for base in (2, "1/3", 10**20):
            ball = power(p=base, y=at)
            value = compiled(formula(p**y), "mpmath", digits)(p=base, y=at)
            assert ball.rel_accuracy_bits() > 3.3 * digits
            assert abs(mpmath.mpf(value) / mpmath.mpf(ball.mid()._mpf_) - 1) < 1e-14
    assert compiled(formula(p**y), "arb", 15)(p=1, y=at) == 1
    with pytest.raises(OutOfDomain):
        compiled(formula(x**y), "arb", 15)(x=-2, y=at)
