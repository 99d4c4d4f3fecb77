"""A part of a line that no number is found for does not hide what is wrong with the rest."""

from __future__ import annotations

import mpmath
import pytest
import sympy as sp
from sympy import (
    Abs,
    Derivative,
    Integral,
    Limit,
    chebyshevu,
    cos,
    lucas,
    mathieuc,
    oo,
    pi,
    sign,
    sin,
)

from softpot.derive import Derivation, Quantity, SymbolTable, Undischarged, equal
from softpot.derive.machinery.attack.contexts import precise_context
from softpot.derive.machinery.attack.functions import numeric
from softpot.derive.machinery.attack.masked import masked

S = SymbolTable(
    *(Quantity(s, s, "a real number") for s in ("x", "y", "t")),
    *(
        Quantity(s, s, "a whole number", assumptions={"integer": True, "nonnegative": True})
        for s in ("n", "m")
    ),
    Quantity("j", "j", "a whole number", assumptions={"integer": True, "positive": True}),
    Quantity("k", "k", "a whole number", assumptions={"integer": True}),
)
x, y, t, n, m, j, k = (S.symbol(s) for s in "xytnmjk")
BESIDE = {
    "a Mathieu function": mathieuc(x, y, t),
    "Riemann's ξ": sp.riemann_xi(y),
    "a Chebyshev polynomial": chebyshevu(n, y),
    "a Lucas number": lucas(n),
    "an oscillating integral": Integral(sin(t**2), (t, 0, oo)),
    "a limit": Limit(sin(t * n) / t**2, t, oo),
}


def stated(statement):
    return Derivation("e", "", S, lambda id: None).step(statement, "so")


@pytest.mark.parametrize("name", BESIDE)
def test_what_has_no_value_beside_it(name):
    part = BESIDE[name]
    for wrong in (
        equal(Derivative(Abs(x), x) + part, sign(x) + part),
        equal((n**2 - n) / n + part, n - 1 + part),
    ):
        with pytest.raises(Undischarged, match="has no value"):
            stated(wrong)
    stated(equal((x + 1) ** 2 + part, x**2 + 2 * x + 1 + part))


def test_whole_numbers_at_which_a_quotient_has_no_value():
    """U_{j−1}(cos πk/3) is j at k = 0, and not 0/0; of a real x it is a condition of the line."""
    with pytest.raises(Undischarged, match="k = 0 the right side has no value"):
        stated(equal(chebyshevu(j - 1, cos(pi * k / 3)), sin(j * pi * k / 3) / sin(pi * k / 3)))
    stated(equal(chebyshevu(j - 1, cos(x)), sin(j * x) / sin(x)))


@pytest.mark.parametrize(
    ("head", "arguments", "value"),
    [
        (sp.chebyshevt, (3, "0.3"), lambda: mpmath.mpf("-0.792")),
        (sp.chebyshevu, (2, "0.3"), lambda: mpmath.mpf("-0.64")),
        (sp.lucas, (6,), lambda: mpmath.mpf(18)),
        (sp.bernoulli, (4,), lambda: -mpmath.mpf(1) / 30),
        (sp.catalan, (5,), lambda: mpmath.mpf(42)),
        (sp.totient, (12,), lambda: mpmath.mpf(4)),
        (sp.erf2, ("0.1", "0.4"), lambda: mpmath.quad(_bell, [0.1, 0.4])),
        (sp.lerchphi, ("0.2", 2, "0.5"), lambda: mpmath.nsum(_lerch, [0, mpmath.inf])),
    ],
)  # fmt: skip
def test_functions_that_are_computed(head, arguments, value):
    ctx = precise_context(30)
    found = numeric(head, ctx)(*(ctx.mpf(a) for a in arguments))
    assert abs(found - value()) < 1e-12


def _bell(u):
    return 2 * mpmath.exp(-u * u) / mpmath.sqrt(mpmath.pi)


def _lerch(i):
    return mpmath.mpf("0.2") ** i / (i + mpmath.mpf("0.5")) ** 2


def test_equal_parts_get_one_mask():
    part = mathieuc(x, y, t)
    made = masked(equal(part + x, part + x + Integral(sin(t) / t, (t, 0, y))))
    unknown = made.atoms(sp.core.function.AppliedUndef)
    assert len(unknown) == 2 and not made.has(mathieuc, Integral)


@pytest.mark.parametrize(
    "part",
    [Integral(Derivative(sin(t), t), (t, 0, 1)), Integral(sp.exp(-(t**2)), (t, 0, 1))],
    ids=["a derivative in an integral", "an integral"],
)
@pytest.mark.parametrize(
    ("quotient", "value"),
    [
        ((n**2 - n) / n, n - 1),
        ((n**2 - 529) / (n - 23), n + 23),
        ((n**2 - m**2) / (n - m), n + m),
    ],
    ids=str,
)
def test_few_points_beside_what_takes_long(part, quotient, value):
    with pytest.raises(Undischarged, match="has no value"):
        stated(equal(quotient + part, value + part))


@pytest.mark.quick(0)
@pytest.mark.parametrize(
    ("quotient", "value"),
    [
        ((sp.fibonacci(n) ** 2 - 169) / (sp.fibonacci(n) - 13), sp.fibonacci(n) + 13),
        (sin(2 * pi * j / 40) / sin(pi * j / 40), 2 * cos(pi * j / 40)),
        ((n**2 - 4 * m**4) / (n - 2 * m**2), n + 2 * m**2),
    ],
    ids=str,
)
def test_whole_numbers_that_a_condition_leaves_out(quotient, value):
    with pytest.raises(Undischarged, match="has no value"):
        stated(equal(quotient, value))


def test_whole_numbers_that_no_condition_leaves_out():
    """n² + n + 1 and F(n) + 1 are 0 for no n ≥ 0."""
    stated(equal((n**3 - 1) / (n**2 + n + 1), n - 1))
    stated(equal((sp.fibonacci(n) ** 2 - 1) / (sp.fibonacci(n) + 1), sp.fibonacci(n) - 1))
