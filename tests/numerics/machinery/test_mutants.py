"""Which mutants an expression has, and which of them are the original after all."""

from __future__ import annotations

import pytest
import sympy as sp

from softpot.numerics.machinery.mutants import MutantCount, Survivor, equivalent, mutants

x, y = sp.symbols("x y", real=True)
f = sp.Function("f")


def found(expression: sp.Basic, **options: bool) -> dict[str, sp.Basic]:
    """What was changed, to the mutant; each change comes once."""
    made = list(mutants(expression, **options))
    table = {mutant.change: mutant.expression for mutant in made}
    assert len(table) == len(made)
    return table


def eq(lhs: sp.Basic, rhs: sp.Basic) -> sp.Basic:
    return sp.Eq(lhs, rhs, evaluate=False)


def test_a_product() -> None:
    assert found(3 * x) == {
        "3 times 7/8": sp.Rational(21, 8) * x,
        "3 times 9/8": sp.Rational(27, 8) * x,
        "3 negated": -3 * x,
        "the exponent of x + 1/2": 3 * x ** sp.Rational(3, 2),
        "the exponent of x - 1/2": 3 * sp.sqrt(x),
    }


def test_a_power_without_a_written_coefficient() -> None:
    assert found(x**2) == {
        "the exponent of x + 1/2": x ** sp.Rational(5, 2),
        "the exponent of x - 1/2": x ** sp.Rational(3, 2),
        "the whole of x**2 times 7/8": 7 * x**2 / 8,
        "the whole of x**2 times 9/8": 9 * x**2 / 8,
        "the whole of x**2 negated": -(x**2),
    }


def test_a_sum() -> None:
    assert found(x + 2) == {
        "the term x dropped": sp.Integer(2),
        "the term 2 dropped": x,
        "the coefficient of x times 7/8": 7 * x / 8 + 2,
        "the coefficient of x times 9/8": 9 * x / 8 + 2,
        "the coefficient of x negated": 2 - x,
        "the exponent of x + 1/2": x ** sp.Rational(3, 2) + 2,
        "the exponent of x - 1/2": sp.sqrt(x) + 2,
        "2 times 7/8": x + sp.Rational(7, 4),
        "2 times 9/8": x + sp.Rational(9, 4),
        "2 negated": x - 2,
        "the whole of x + 2 times 7/8": sp.Rational(7, 8) * (x + 2),
        "the whole of x + 2 times 9/8": sp.Rational(9, 8) * (x + 2),
        "the whole of x + 2 negated": -(x + 2),
    }


def test_constants_and_roots() -> None:
    assert found(sp.pi) == {
        "pi times 7/8": 7 * sp.pi / 8, "pi times 9/8": 9 * sp.pi / 8, "pi negated": -sp.pi,
    }  # fmt: skip
    assert found(sp.Integer(0)) == {}
    assert found(sp.oo) == {"the whole of oo negated": -sp.oo}
    assert found(1 / x)["the exponent of x + 1/2"] == 1 / sp.sqrt(x)
    assert found(sp.sqrt(x))["the exponent of x - 1/2"] == 1
    assert found(sp.Abs(x) / 2)["the exponent of Abs(x) - 1/2"] == sp.sqrt(sp.Abs(x)) / 2


def test_inside_of_functions_integrals_and_matrices() -> None:
    assert found(sp.exp(-3 * x))["-3 times 7/8"] == sp.exp(-sp.Rational(21, 8) * x)
    integral = sp.Integral(2 * x, (x, 0, 5))
    changed = set(found(integral).values())
    assert sp.Integral(-2 * x, (x, 0, 5)) in changed
    assert all(m.limits == integral.limits for m in changed if isinstance(m, sp.Integral))
    assert sp.Derivative(-2 * f(x), (x, 2)) in found(sp.Derivative(2 * f(x), (x, 2))).values()
    matrix = sp.ImmutableMatrix([[1, x], [0, 2]])
    assert sp.ImmutableMatrix([[1, x], [0, -2]]) in found(matrix).values()


def test_both_sides_of_a_relation_and_all_members_of_a_tuple() -> None:
    sides = found(eq(2 * x, 3 * y))
    assert {eq(-2 * x, 3 * y), eq(2 * x, -3 * y), eq(2 * x, 3 * sp.sqrt(y))} <= set(sides.values())
    members = found(sp.Tuple(2 * x, y))
    assert {sp.Tuple(-2 * x, y), sp.Tuple(2 * x, -y)} <= set(members.values())
    assert all(len(m.args) == 2 for m in members.values())


def test_unwritten_exponents_of_sides_and_members() -> None:
    root, cube = sp.sqrt(y), y ** sp.Rational(3, 2)
    assert {eq(2 * x, root), eq(2 * x, cube)} <= set(found(eq(2 * x, y)).values())
    assert {sp.Tuple(x, root), sp.Tuple(x, cube)} <= set(found(sp.Tuple(x, y)).values())
    size = sp.Symbol("size", nonnegative=True)  # to be 0 or 1 is to have powers that are
    assert not [change for change in found(eq(size, 0)) if "exponent" in change]


def test_a_relation_stays_as_written() -> None:
    """Collapsed to True or False it would be refused for its form, not for what it says."""
    for mutant in found(eq(x + 1, 2)).values():
        assert isinstance(mutant, sp.Eq)


def test_clauses() -> None:
    both = sp.And(x > 1, y < 2)
    assert found(both)["the condition x > 1 dropped"] == (y < 2)
    assert found(both)["the condition y < 2 dropped"] == (x > 1)
    assert not [change for change in found(both, clauses=False) if "dropped" in change]


@pytest.mark.parametrize(
    ("mutant", "original"),
    [
        ((x + 1) ** 2, x**2 + 2 * x + 1),
        (sp.sin(x) ** 2, 1 - sp.cos(x) ** 2),
        (eq(x, y), eq(2 * x, 2 * y)),
        (eq(x, y), eq(-x, -y)),
        (eq(x - y, 0), eq(x, y)),
        (sp.Ne(2 * x, 0), sp.Ne(x, 0)),
        (sp.Gt(2 * x, 2), sp.Gt(x, 1)),
        (sp.Tuple(x * (x + 1), y), sp.Tuple(x**2 + x, y)),
        (sp.And(x > 1, 2 * y < 4), sp.And(y < 2, x > 1)),
        (sp.Or(x > 1, y < 2), sp.Or(y < 2, x > 1)),
    ],
    ids=str,
)
def test_the_same_by_exact_algebra(mutant: sp.Basic, original: sp.Basic) -> None:
    assert equivalent(mutant, original) and equivalent(original, mutant)


@pytest.mark.parametrize(
    ("mutant", "original"),
    [
        (x**2, x),
        (sp.sqrt(x**2), x),
        (x, x + sp.Rational(1, 10**25)),
        (eq(x, y), eq(x, 2 * y)),
        (eq(x, y), eq(x * y, y**2)),
        (eq(x, y), sp.Ne(x, y)),
        (sp.Gt(-x, -1), sp.Gt(x, 1)),
        (sp.Ge(x, 1), sp.Gt(x, 1)),
        (sp.Tuple(x), sp.Tuple(x, y)),
        (sp.Tuple(x, y), sp.Tuple(y, x)),
        (sp.And(x > 1, y < 2), sp.Or(x > 1, y < 2)),
        (sp.And(x > 1, y < 2, x < 9), sp.And(x > 1, y < 2)),
        (sp.Gt(x, 1), x),
        (sp.true, sp.Gt(x, 1)),
        (eq((x + y) ** 2, x**2 + x * y + y**2), eq((x + y) ** 2, x**2 + 2 * x * y + y**2)),
        (f(x), f(-x)),  # not decided
    ],
    ids=str,
)
def test_different_or_not_decided(mutant: sp.Basic, original: sp.Basic) -> None:
    assert not equivalent(mutant, original)
    assert not equivalent(original, mutant)


def test_what_is_set_aside_of_an_equation_with_zero() -> None:
    original = eq(2 * x, 0)
    same = [m.change for m in mutants(original) if equivalent(m.expression, original)]
    assert same == ["2 times 7/8", "2 times 9/8", "2 negated"]


def test_counts_add_and_show() -> None:
    survivor = Survivor("formula", "2 negated", "-2*x", "every evidence supports it")
    total = MutantCount(3, 2, 1, (survivor,)) + MutantCount(4, 4, 0, ())
    assert total == MutantCount(7, 6, 1, (survivor,))
    assert total.as_data() == {
        "tried": 7,
        "killed": 6,
        "equivalent": 1,
        "survivors": ["formula: 2 negated gives -2*x (every evidence supports it)"],
    }
