"""Equations that tie a variable to others narrow it, unless another symbol fulfils them for every value of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sympy as sp
from sympy import (
    Abs,
    Derivative,
    DiracDelta,
    Integral,
    Limit,
    Sum,
    acosh,
    exp,
    gamma,
    log,
    oo,
    sin,
    sqrt,
    tan,
    tanh,
    zeta,
)

from softpot.derive import (
    ContinuousLimit,
    Derivation,
    Identity,
    Quantity,
    SymbolTable,
    Theory,
    TheoryError,
    entry,
    equal,
)

S = SymbolTable(
    *(Quantity(s, s, "a real number") for s in ("x", "y", "t", "u", "v")),
    *(Quantity(s, s, "a number", assumptions={"positive": True}) for s in ("p", "q", "r")),
    *(Quantity(s, s, "a whole number", assumptions={"integer": True}) for s in ("k", "n")),
    *(Quantity(s, s, "a real function", function=True) for s in ("f", "g", "G")),
)
x, y, t, u, v, p, q, r, k, n = (S.symbol(s) for s in "xytuvpqrkn")
f, g, G = S.f, S.g, S.G
Lines = Callable[[Derivation], object]


def written(*lines: Lines) -> None:
    d = Derivation("e", "", S, lambda id: None)
    for line in lines:
        line(d)


def premise(statement: sp.Basic) -> Lines:
    return lambda d: d.premise(statement, "assumed")


def define(name: sp.Basic, value: sp.Basic) -> Lines:
    return lambda d: d.define(name, value, "a name")


def over(
    old: sp.Expr, new: sp.Expr, variable: sp.Symbol, low: sp.Expr, high: sp.Expr
) -> tuple[Lines, Lines]:
    both = equal(*(Integral(e, (variable, low, high)) for e in (old, new)))
    put = Identity(where=((old, new),))
    return premise(equal(old, new)), lambda d: d.step(both, "so", put)


@pytest.mark.parametrize(
    "ties",
    [
        (define(u, t**2),),
        (define(u, sin(t)),),
        (define(v, t**2), define(u, v)),
        (define(v, exp(t)), define(u, 2 * v + 1)),
        (define(u, 2 * p),),
        (define(u, k / 3),),
        (premise(equal(x, 3)), define(u, 2 * x + 1)),
        (premise(x > 0), define(u, 2 * x + 1)),
        (premise(equal(v, 3)), premise(equal(u, 2 * v + 1))),
        (premise(equal(u, t + Abs(t))),),
        (premise(equal(2 * u, tanh(t) + 1)),),
        (premise(equal(u**2 + t**2, 1)),),
        (premise(equal(exp(t), u + 1)),),
        (define(v, Abs(u)), premise(equal(v, u))),
    ],
)
def test_what_a_variable_is_tied_to_narrows_it(ties):
    with pytest.raises(TheoryError, match="only, and u goes beyond"):
        written(*ties, *over(f(u), u, u, sp.Integer(-3), sp.Integer(2)))


@pytest.mark.parametrize(
    "ties",
    [
        (define(u, 2 * x + 1),),
        (define(u, t**3),),
        (define(v, u**2),),
        (premise(equal(u, x + 3 * y * t)),),
        (premise(equal(v, exp(u))),),
        (premise(equal(4 * x**3 + 3 * u * x**2 + 2 * y * x, -t)),),
        (define(v, 2 * x), define(u, v - 1)),
        (premise(equal(x, 3)), define(v, 2 * x + 1)),
    ],
)
def test_what_others_fulfil_leaves_it_free(ties):
    written(*ties, *over(f(u), u, u, sp.Integer(-3), sp.Integer(2)))


def test_signs_that_all_have():
    """p = q r² leaves every p, and so does p = r²."""
    for ties in (equal(p, q * r**2), equal(p, r**2)):
        written(premise(ties), *over(f(p), p, p, sp.Integer(0), oo))
    with pytest.raises(TheoryError, match="only, and p goes beyond"):
        written(premise(equal(p, 1 + r**2)), *over(f(p), p, p, sp.Integer(0), oo))


def test_a_function_known_on_a_diagonal():
    told = premise(equal(G(x, y), x * y))
    slope = equal(Derivative(G(x, y), y), Derivative(x * y, y))
    put: Lines = lambda d: d.step(slope, "so", Identity(where=((G(x, y), x * y),)))  # noqa: E731
    written(told, put)
    with pytest.raises(TheoryError, match="only, and y goes beyond"):
        written(define(y, 2 * x), told, put)


@pytest.mark.parametrize(
    ("value", "free"),
    [
        (Integral(sqrt(x + t), (t, 0, 1)), False),
        (Sum(x**k, (k, 0, oo)), False),
        (Integral(exp(-(x**2) * t**2), (t, 0, 1)), True),
        (Integral(G(x, t), (t, 0, 1)), True),
    ],
    ids=str,
)
def test_values_that_need_not_exist(value, free):
    lines = over(f(x), value, x, sp.Integer(-2), sp.Integer(2))
    if free:
        written(*lines)
    else:
        with pytest.raises(TheoryError, match="says something where"):
            written(*lines)


@pytest.mark.parametrize(
    ("rate", "everywhere"),
    [
        (tan(x), False),
        (gamma(x), False),
        (zeta(x), False),
        (acosh(x), False),
        (g(x) * DiracDelta(x - 1), False),
        (Integral(1 / (t - x) ** 2, (t, 1, 2)), False),
        (sin(x) * exp(g(x)), True),
        (tanh(x) + sqrt(1 + x**2), True),
        (log(1 + x**2), True),
    ],
    ids=str,
)
def test_slopes_that_are_not_said_everywhere(rate, everywhere):
    lines: tuple[Lines, ...] = (
        premise(equal(f(x).diff(x), rate)),
        lambda d: d.step(equal(Limit(f(y), y, 1, "+-"), f(1)), "so", ContinuousLimit((f,))),
    )
    if everywhere:
        written(*lines)
    else:
        with pytest.raises(TheoryError, match="no premise says that f is continuous"):
            written(*lines)


@pytest.mark.parametrize(
    ("tied", "line", "constant"),
    [
        (equal(u, x**2), equal(Derivative(u, x), 0), False),
        (equal(u**2, x**2 + 1), equal(Derivative(u, x), 0), False),
        (equal(u, x**2), equal(Integral(u, (x, 0, 1)), u), False),
        (equal(u + v, x) & equal(v, 3), equal(Derivative(2 * u, x), 0), False),
        (equal(u, x**2), equal(Sum(u, (k, 1, 3)), 3 * u), True),
        (equal(u, t**2), equal(Derivative(u, x), 0), True),
        (equal(u, x - v), equal(Integral(u, (x, 0, 1)), u), True),  # v makes up for it
    ],
    ids=str,
)
def test_premises_of_quoted_results_tie_their_symbols(tied, line, constant):
    @entry("quoted", title="A result on a premise")
    def quoted(d: Derivation):
        """It rests on its premise."""
        d.premise(tied, "assumed")
        start = tied.args[0] if isinstance(tied, sp.And) else tied
        d.step(equal(2 * start.lhs, 2 * start.rhs), "so", Identity(where=(start.args,)))
        return d.result(2 * start.rhs, lhs=2 * start.lhs)

    @entry("quoting", title="What quotes it")
    def quoting(d: Derivation):
        """It takes a symbol for a constant."""
        d.uses("quoted")
        d.step(line, "a constant")
        return d.result(line.rhs, lhs=line.lhs)

    theory = Theory("Ties", S, (quoted, quoting))
    theory.derivation("quoted")
    if constant:
        assert theory.derivation("quoting").formula.statement == line
    else:
        with pytest.raises(TheoryError, match="it is no constant"):
            theory.derivation("quoting")


@pytest.mark.parametrize(
    ("premises", "node"),
    [
        ((equal(2 * u, x**2),), Derivative(u * v, x)),
        ((equal(u**2 + x**2, 1),), Derivative(u * v, x)),
        ((equal(exp(u), 1 + x**2),), Derivative(u * v, x)),
        ((equal(sp.Tuple(2 * u, v), sp.Tuple(2 * x, 3)),), Derivative(u * v, x)),
        ((equal(2 * u, 2 * x) & equal(2 * v, 3),), Derivative(u * v, x)),
        ((u <= x, x <= u), Derivative(u * v, x)),
        ((equal(sp.Max(u, x), sp.Min(u, x)),), Derivative(u * v, x)),
        ((equal(f(t) + 1, t * x),), Derivative(f(t), x)),
        ((equal(2 * f(2), 2 * x),), Derivative(f(2) * v, x)),
        ((equal(f(t).diff(t), x),), Derivative(f(t), x)),
    ],
    ids=str,
)
def test_ties_of_any_form_leave_no_constant(premises, node):
    with pytest.raises(TheoryError, match=r"so in .* it is no constant"):
        written(*map(premise, premises), lambda d: d.step(equal(node, 0), "a constant"))


@pytest.mark.parametrize("kind", [Integral, Limit])
def test_ties_under_integrals_and_limits(kind):
    node = Integral(u, (x, 0, 1)) if kind is Integral else Limit(u * v, x, 0)
    value = u if kind is Integral else u * v
    with pytest.raises(TheoryError, match="it is no constant"):
        written(premise(equal(2 * u, 2 * x)), lambda d: d.step(equal(node, value), "a constant"))


@pytest.mark.parametrize(
    ("premises", "node"),
    [
        ((equal(2 * u, t**2),), Derivative(u * v, x)),
        ((equal(u * x, t + 2 * x),), Derivative(u * v, x)),  # t makes up for it
        ((u <= x,), Derivative(u * v, x)),
        ((equal(f(x), 2 * x),), Derivative(f(0) * v, x)),
        ((equal(f(x) + g(t), 2 * x),), Derivative(g(t), x)),
    ],
    ids=str,
)
def test_what_is_not_tied_stays_constant(premises, node):
    written(*map(premise, premises), lambda d: d.step(equal(node, 0), "a constant"))


def test_two_symbols_do_not_make_up_for_each_other():
    """Beside u = x + y, u may stay as it is, or y may, and not both."""

    @entry("quoted", title="A sum")
    def quoted(d: Derivation):
        """It rests on its premise."""
        d.premise(equal(u, x + y), "assumed")
        d.step(equal(2 * u, 2 * (x + y)), "so", Identity(where=((u, x + y),)))
        return d.result(2 * (x + y), lhs=2 * u)

    def quoting(statement: sp.Basic):
        @entry("quoting", title="What quotes it")
        def made(d: Derivation):
            """It takes symbols for constants."""
            d.uses("quoted")
            d.step(statement, "constants")
            return d.result(statement.rhs, lhs=statement.lhs)

        return Theory("Ties", S, (quoted, made)).derivation("quoting")

    quoting(equal(Derivative(u * t, x), 0))
    quoting(equal(Derivative(y * t, x), 0))
    with pytest.raises(TheoryError, match="it is no constant"):
        quoting(equal(Derivative(u * t, x) + Derivative(y * t, x), 0))


@pytest.mark.parametrize(
    ("ties", "constant"),
    [
        ((equal(u + v, x), equal(v, y + t), equal(y + t, 3)), False),
        ((equal(u + v, x), equal(v, y + t), equal(y * t, 3)), True),
        ((equal(u + v, x), equal(v, y + t), equal(2 * v, 2 * y + 2 * t)), True),
    ],
)
def test_premises_that_tie_together(ties, constant):
    """v = y + t = 3 leaves u = x − 3, though y and t may each vary."""
    lines = (*map(premise, ties), lambda d: d.step(equal(Derivative(u * p, x), 0), "a constant"))
    if constant:
        written(*lines)
    else:
        with pytest.raises(TheoryError, match="it is no constant"):
            written(*lines)


def ends(*premises: sp.Basic) -> tuple[Lines, ...]:
    """Premises, and d(u x)/dx = u."""
    slope = equal(Derivative(u * x, x), u)
    return *map(premise, premises), lambda d: d.step(slope, "so")


@pytest.mark.parametrize(
    "told",
    [
        equal(f(u), x),
        equal(u * f(u), 1 + x),
        equal(f(u) + g(u), x**2),
        (u - x) ** 2 <= 0,
        u**2 + x**2 <= 2 * u * x,
        sp.Or(sp.Eq(u, x), sp.Eq(u, -x)),
        sp.Implies(x > 0, sp.Eq(u, x)),
        sp.Xor(sp.Eq(u, x), sp.Eq(u, 2 * x)),
        sp.Contains(u, sp.FiniteSet(x, -x)),
        equal(sp.ImmutableMatrix([[u, v]]), sp.ImmutableMatrix([[x, x**2]])),
        equal(f(u), f(x) + 1),
        equal(3 + f(u) + g(y), f(x) + g(y)),
        equal(G(u, x), G(x, u) + 1),
        equal(f(u).diff(u), f(x).diff(x) - 2),
    ],
    ids=str,
)
def test_functions_cases_squares_and_matrices_tie(told):
    with pytest.raises(TheoryError, match="u varies with x, since a premise says"):
        written(*ends(told))


@pytest.mark.parametrize(
    "told",
    [
        equal(f(x), u * x**2),
        equal(f(t), u * t**2 * x),
        equal(f(u), u * x),
        equal(G(x, y), G(y, x)),
        u > x,
        sp.Equivalent(u > 0, x > 0),
        (u - x) ** 2 <= 1,
    ],
    ids=str,
)
def test_what_says_what_a_function_is_ties_nothing(told):
    written(*ends(told))


@pytest.mark.parametrize(
    ("told", "tied"),
    [
        ((equal(f(t), 2 * t), equal(f(u), f(x) + 1)), True),
        ((equal(f(u), f(x) + g(1)), equal(f(t), 2 * t), equal(g(t), t)), True),
        ((equal(G(t, v), t - v), equal(G(u, x), 3)), True),
        ((equal(f(t), t - 2), equal(f(u - x), 0)), True),
        ((equal(g(t), exp(t)), equal(f(t), g(t)), equal(g(u), f(x) + 1)), True),
        ((equal(f(t), t * x), equal(f(u), 3)), True),
        ((equal(f(p), 2 * p), equal(f(u), f(x) + r)), False),  # r makes up for it
        ((equal(G(t, v), t - v), equal(G(u, x), y)), False),
        ((equal(G(t, v), t * v), equal(G(u, x), u * x)), False),
        ((equal(f(t), 2 * t), equal(f(u + x), f(u) + f(x))), False),
        ((equal(f(u), f(x) + y),), False),
        ((equal(f(u + x), f(u) + f(x)),), False),
        ((equal(f(u).diff(u), f(x).diff(x)),), False),
        ((equal(f(u) / g(u), G(x, x) / f(x)),), False),  # each is a constant
    ],
    ids=str,
)
def test_what_is_said_of_a_function_ties_its_arguments(told, tied):
    if tied:
        with pytest.raises(TheoryError, match="u varies with x, since a premise says"):
            written(*ends(*told))
    else:
        written(*ends(*told))


def test_an_equivalence_ties_what_runs():
    told = sp.Equivalent(u > 0, x > 0)
    whole = equal(Integral(sp.Heaviside(u), (x, -1, 1)), 2 * sp.Heaviside(u))
    with pytest.raises(TheoryError, match="u varies with x"):
        written(premise(told), lambda d: d.step(whole, "so"))
