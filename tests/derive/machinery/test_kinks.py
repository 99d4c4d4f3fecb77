"""Where what is differentiated has a kink or a jump there is no derivative, wherever that is."""

from __future__ import annotations

import pytest
import sympy as sp
from sympy import Abs, Derivative, Heaviside, Integral, Max, Piecewise, Subs, arg, atan2, exp, sign

from softpot.derive import Derivation, Quantity, SymbolTable, Undischarged, equal
from softpot.derive.machinery.attack.bends import bends, kink_put, zeros_between

S = SymbolTable(
    *(Quantity(s, s, "a real number") for s in ("x", "y", "t")),
    *(Quantity(s, s, "a number", assumptions={"positive": True}) for s in ("a", "b")),
    Quantity("f", "f", "a function", function=True),
)
x, y, t, a, b = (S.symbol(s) for s in "xytab")
f = S.f
cubic, slope = x**3 - x - 1, 3 * x**2 - 1


def stated(statement, *premises):
    d = Derivation("e", "", S, lambda id: None)
    for premise in premises:
        d.premise(premise, "assumed")
    return d.step(statement, "so")


@pytest.mark.quick(3)
@pytest.mark.parametrize(
    ("e", "rate"),
    [
        (Abs(cubic), sign(cubic) * slope),
        (Max(cubic, 0), Heaviside(cubic) * slope),
        (Abs(a * x - b), a * sign(a * x - b)),
        (Abs(x**4 - 3), 4 * x**3 * sign(x**4 - 3)),
        (Abs(x * y - t**3), y * sign(x * y - t**3)),
        (Piecewise((0, exp(x) < 3), (1, True)), 0),
        (arg(exp(x) - 3), 0),
        (atan2(0, cubic), 0),
        (Subs(Abs(t), t, cubic), sign(cubic) * slope),
    ],
    ids=str,
)
def test_no_derivative_at_a_kink(e, rate):
    with pytest.raises(Undischarged, match="has no value"):
        stated(equal(Derivative(e, x), rate))


@pytest.mark.quick(1)
@pytest.mark.parametrize(
    ("e", "rate", "premises"),
    [
        (Abs(x) * x, 2 * Abs(x), ()),
        (Abs(1 + x**2), 2 * x, ()),
        (Abs(x**4 - 3), 4 * x**3 * sign(x**4 - 3), (x > 3,)),
        (Abs(exp(x) + a), exp(x), ()),
    ],
    ids=str,
)
def test_derivatives_that_exist_everywhere(e, rate, premises):
    stated(equal(Derivative(e, x), rate), *premises)


def test_a_premise_may_leave_a_kink_in():
    wrong = equal(Derivative(Abs(x**4 - 3), x), 4 * x**3 * sign(x**4 - 3))
    with pytest.raises(Undischarged, match=r"at x = 1\.316"):
        stated(wrong, x > 1)


@pytest.mark.parametrize("jump", [arg(t - 1), Heaviside(t - 1), sign(t - 1)], ids=str)
def test_integrals_over_a_jump(jump):
    """∫_0^2 dθ(t − 1)/dt dt is no integral of 0."""
    with pytest.raises(Undischarged, match="jumps"):
        stated(equal(Integral(Derivative(jump, t), (t, 0, 2)), 0))
    stated(equal(Integral(Derivative(t**3, t), (t, 0, 2)), 8))


def test_zeros_between_points():
    """Against SymPy's roots."""

    def value(e, point):
        return e.xreplace(point).evalf(70)

    (found,) = zeros_between(cubic, x, {}, lambda e, p: _Real(value(e, p)))
    assert abs(found - sp.CRootOf(cubic, 0).evalf(70)) < 1e-55
    assert not list(zeros_between(1 + x**2, x, {}, lambda e, p: _Real(value(e, p))))


class _Real:
    """A number of SymPy as one of mpmath, as far as its sign is concerned."""

    imag = 0

    def __init__(self, number):
        self.number = number

    def __gt__(self, other):
        return bool(self.number > other)

    def __lt__(self, other):
        return bool(self.number < other)


@pytest.mark.parametrize(
    ("e", "at"),
    [
        (Abs(x), 0),
        (Piecewise((0, x < 0), (1, True)), 0),
        (Abs(cubic), sp.CRootOf(cubic, 0)),
        (Abs(x**2 - 2), sp.sqrt(2)),
        (sp.Max(x, exp(1)), sp.E),
        (Abs(x - a - b), a + b),
        (sign(x**2 - 2) + x, -sp.sqrt(2)),
    ],
    ids=str,
)
def test_a_derivative_at_a_kink_is_refused_in_words_of_our_own(e, at):
    with pytest.raises(Undischarged) as caught:
        stated(equal(Subs(Derivative(e, x), x, at), 0))
    assert "Error" not in str(caught.value)


@pytest.mark.parametrize(
    ("e", "at"),
    [(x * Abs(x), 0), (Abs(x**2 - 2), sp.sqrt(3)), (Abs(x - a), a + b)],
    ids=str,
)
def test_beside_a_kink_and_at_a_smooth_one_there_is_a_derivative(e, at):
    assert kink_put(Subs(Derivative(e, x), x, at)) == ""


def test_what_rounds_to_its_bound_is_not_refuted_by_it():
    """tanh of a function of ours is 1 to all digits that are tried where the function is large."""
    for line in (sp.tanh(f(x)) < 1, sp.erf(f(x)) > -1):
        assert stated(line) == line
    for line in (sp.tanh(f(x)) < sp.Rational(9, 10), sp.erf(f(x)) > 1):
        with pytest.raises(Undischarged):
            stated(line)


def test_a_stated_equation_bends_nothing_where_it_holds():
    """Its two sides differ by rounding, whose changes of sign are no places; the case inside of it is one."""
    case = Piecewise((0, Abs(x) < sp.Rational(9, 4)), (x, True))
    parts = sp.Tuple(sp.Eq(Derivative(case, x), y, evaluate=False), sp.Eq(x**2 - 3, y))
    asked = []

    def value(e, point):
        asked.append(e)
        return float(e.xreplace(point))

    found = [
        point[x] for point in bends(parts, (x, y), {x: sp.Integer(1), y: sp.Integer(1)}, value)
    ]
    assert set(asked) <= {Abs(x) - sp.Rational(9, 4), x}
    assert {-2.25, 2.25} <= {round(float(v), 6) for v in found}
