"""The Python program of a formula makes the same formula again."""

from __future__ import annotations

from typing import Any

import pytest
import sympy as sp
from sympy.physics.quantum import Commutator
from sympy.physics.units import meter

from softpot.derive.machinery.errors import Unwritable
from softpot.derive.machinery.formula import Formula
from softpot.derive.machinery.symbols import Quantity, SymbolTable
from softpot.reports.machinery.python import script

_HELD = {"commutative": False}
S = SymbolTable(
    *(Quantity(name, name, name) for name in "xyt"),
    Quantity("n", "n", "n", assumptions={"integer": True, "positive": True}),
    Quantity("A", "A", "an operator", assumptions=_HELD),
    Quantity("B", "B", "an operator", assumptions=_HELD),
    Quantity("f", "f", "a function", function=True),
)
x, y, t, n, A, B, f = S.x, S.y, S.t, S.n, S.A, S.B, S.f


def made(expression: sp.Basic) -> tuple[str, Any]:
    """The program, and what it makes."""
    program = script(Formula("e", expression, S))
    names: dict[str, Any] = {}
    exec(program, names)
    return program, names["result"]


@pytest.mark.parametrize(
    "expression",
    [
        sp.Limit(sp.sin(x) / x, x, 0),
        sp.Limit(f(x), x, y, "-") + sp.Limit(f(x), x, y, "+-"),
        sp.Limit(f(x), x, sp.oo),
        sp.Sum(sp.Limit(f(x), x, n), (n, 1, 3)),
        A * B - B * A,
        sp.exp(A) * B * A**-1 / x,
        sp.Integer(0),
        sp.Integer(-7),
        sp.Rational(1, 3),
        sp.pi / 2,
        x / 2 + y / 3,
        2**x / 3**n,
        sp.Derivative(f(x, y), x, y) ** 2,
        sp.Piecewise((x, x > 0), (0, True)),
        sp.Eq(x, y + 1),
    ],
    ids=str,
)
def test_it_makes_the_formula_again(expression: sp.Basic) -> None:
    assert made(expression)[1] == expression


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        (sp.Mul(2, sp.Pow(4, -1, evaluate=False), evaluate=False), sp.S.Half),
        (sp.Mul(x, sp.Pow(3, -1, evaluate=False), evaluate=False), x / 3),
        (sp.Pow(2, 3, evaluate=False), sp.Integer(8)),
        (sp.Add(2, 3, evaluate=False), sp.Integer(5)),
        (
            x + sp.UnevaluatedExpr(sp.Integer(2)) / sp.UnevaluatedExpr(sp.Integer(7)),
            x + sp.Rational(2, 7),
        ),
    ],
)
def test_numbers_are_exact(expression: sp.Expr, value: sp.Expr) -> None:
    _, found = made(expression)
    assert isinstance(found, sp.Basic)
    assert not found.has(sp.Float) and sp.simplify(found - value) == 0


def test_usual_formulas_are_as_they_were() -> None:
    assert made(1 / x + 2 / y)[0].endswith("result = 2/y + 1/x")
    assert made(x**2 / 4)[0].endswith("result = x**2/4")


@pytest.mark.parametrize(
    "expression",
    [sp.Identity(2), x * meter, Commutator(A, B), sp.ImmutableDenseNDimArray([x, y])],
    ids=["identity", "unit", "commutator", "array"],
)
def test_what_has_no_name_is_refused(expression: sp.Basic) -> None:
    with pytest.raises(Unwritable, match="cannot be written as Python"):
        script(Formula("e", expression, S))
