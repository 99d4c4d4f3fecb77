"""Functions in the place of undefined ones have their derivatives, and integrals the digits that are said."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import mpmath
import pytest
import sympy as sp
from mpmath.ctx_fp import FPContext
from mpmath.ctx_mp import MPContext

from softpot.derive.machinery.attack.attack import Attack
from softpot.derive.machinery.attack.calculus import Calculus
from softpot.derive.machinery.attack.contexts import FLOATS, rule_of
from softpot.derive.machinery.attack.rule import Rule
from softpot.derive.machinery.attack.witness import KINDS, Witnesses
from softpot.derive.machinery.attack.world import World

x, y, t = sp.symbols("x y t", real=True)
PLAIN = sp.Function("psi")
POSITIVE = sp.Function("rho", positive=True)
ORDERS = ((1,), (4,), (1, 0), (0, 2), (2, 1), (3, 2))


@pytest.fixture
def ctx() -> Any:
    made = MPContext()
    made.dps = 40
    return made


@pytest.mark.quick(3)
@pytest.mark.parametrize("orders", ORDERS, ids=str)
@pytest.mark.parametrize("head", [PLAIN, POSITIVE], ids=str)
@pytest.mark.parametrize("kind", KINDS)
def test_a_derivative_is_that_of_the_function(
    kind: str, head: Any, orders: tuple[int, ...], ctx: Any
) -> None:
    witnesses = Witnesses(kind)
    slope = witnesses.derivative(head, orders)
    if slope is None:
        assert kind == "curve" or (kind == "wave" and head is POSITIVE)
        return
    place = tuple(ctx.mpf(3 + k) / 7 for k in range(len(orders)))
    expected = ctx.diff(lambda *a: witnesses(head)(a, ctx), place, orders)
    assert abs(slope(place, ctx) - expected) < 1e-15 * max(1, abs(expected))


CHAINED = (
    sp.Derivative(PLAIN(x, y), (x, 2), y),  # known
    sp.Derivative(PLAIN(x, x), x),  # the variable stands in two arguments
    sp.Derivative(PLAIN(2 * x, y), x),  # in an expression
    sp.Derivative(PLAIN(x, x * y), x),
    sp.Derivative(PLAIN(x, t), x),  # t is a name that speaks of x
)


@pytest.mark.quick(1)
@pytest.mark.parametrize("expression", CHAINED, ids=str)
def test_a_derivative_counts_all_ways_in_which_the_variable_enters(
    expression: sp.Derivative, ctx: Any
) -> None:
    names = {t: sp.sin(x) * y}
    known = Calculus(ctx, names, witnesses=Witnesses("wave"))
    spelled = expression.expr.xreplace(names)
    # the wave of psi with two arguments, spelled out, is differentiated by SymPy
    number = 1 + sum(map(ord, "psi")) % 7
    u, v = spelled.args
    wave = sp.sin(
        sp.Rational(number, 5) + sp.Rational(number + 2, 3) * u + sp.Rational(number + 3, 4) * v
    )
    expected = sp.diff(wave, *expression.variables).subs(
        {x: sp.Rational(3, 4), y: sp.Rational(2, 5)}
    )
    found = known.value(expression, {x: ctx.mpf(3) / 4, y: ctx.mpf(2) / 5})
    assert abs(found - ctx.mpf(str(sp.N(expected, 40)))) < 1e-20


INTEGRALS = (
    (lambda c, x: c.exp(-x), (0, 40), "1 - exp(-40)"),
    (lambda c, x: 1 / c.sqrt(x), (0, 1), "2"),
    (lambda c, x: c.log(x) / (1 + x), (0, 1), "-pi**2/12"),
    (lambda c, x: c.sin(40 * x), (0, 1, 2), "(1 - cos(80))/40"),
    (lambda c, x: 1 / (1 + 400 * (x - 0.25) ** 2), (0, 1), "(atan(15) + atan(5))/20"),
    (lambda c, x: c.exp(-x) * x, (0, float("inf")), "1"),
    (lambda c, x: x**3 - x, (-1, 1), "0"),
    (lambda c, x: abs(x), (-1, 0, 1), "1"),
    (lambda c, x: x**9 * 1e-30, (0, 1), "1e-31"),
)  # fmt: skip


@pytest.mark.parametrize(("f", "points", "value"), INTEGRALS)
def test_an_integral_is_as_near_as_is_said(f: Any, points: Any, value: str, ctx: Any) -> None:
    numbers = [ctx.mpf(p) for p in points]
    found, error = Rule(ctx).integral(lambda x: f(ctx, x), numbers)
    expected = mpmath.mpf(str(sp.N(sp.sympify(value), 40)))
    assert abs(found - expected) <= max(100 * error, 1e-16 * abs(expected))
    assert abs(found - expected) < 1e-12 * max(abs(expected), 1e-12)
    assert ctx.dps == 40
    floats = FPContext()
    near, _ = Rule(floats).integral(lambda x: f(floats, x), [float(p) for p in points])
    assert abs(near - float(expected)) < 1e-7 * max(abs(float(expected)), 1e-6)


def test_what_is_not_computed_says_so(ctx: Any) -> None:
    _, error = Rule(ctx).integral(lambda x: ctx.sin(5000 * x) + 1, [ctx.zero, ctx.one])
    assert error > 1e-8


def test_a_derivative_counts_the_ways_through_what_is_counted(ctx: Any) -> None:
    """Of psi(x, k) with a count k that is x^2 here, the slope is that of psi(x, x^2)."""
    counted = Calculus(
        ctx, witnesses=Witnesses("wave"), counters={t: lambda evaluator, env: env[x] ** 2}
    )
    plain = Calculus(ctx, witnesses=Witnesses("wave"))
    here = {x: ctx.mpf(3) / 4}
    found = counted.value(sp.Derivative(PLAIN(x, t), x), here)
    expected = plain.value(sp.Derivative(PLAIN(x, x**2), x), here)
    assert abs(found - expected) < 1e-15 * abs(expected)


@pytest.mark.quick(2)
@pytest.mark.parametrize(("place", "width"), [("3/4", 160), ("37/100", 280), ("37/100", 400)])
def test_a_narrow_peak_beside_something_large_is_not_overlooked(place: str, width: int) -> None:
    """81 p/4 is the integral without the peak, whose own is 2/width."""
    p = sp.Symbol("p", positive=True)
    peak = sp.sech((x - sp.Rational(place)) * width) ** 2
    false = sp.Eq(sp.Integral(p * x**3 + peak, (x, 0, 3)), 81 * p / 4)
    assert Attack(false, World()).run() == 0


@pytest.mark.parametrize("digits", [15, 30, 60])
def test_steps_are_halved_as_often_as_all_digits_need(digits: int) -> None:
    made: Any = FPContext() if digits == 15 else MPContext()
    made.dps = digits
    tried = [0, 0]
    for k, integral in enumerate((Rule(made).integral, made.quad)):

        def f(x: Any, k: int = k) -> Any:
            tried[k] += 1
            return 1000 * made.exp(-x) * made.cos(20 * x)

        integral(f, [made.zero, made.one])
    assert tried[0] == tried[1]


def test_each_thread_has_its_own_nodes() -> None:
    with ThreadPoolExecutor(1) as pool:
        other = pool.submit(rule_of, FLOATS).result()
    assert rule_of(FLOATS) is rule_of(FLOATS) is not other


def test_the_nodes_of_few_intervals_are_kept(ctx: Any) -> None:
    rule = Rule(ctx)
    ctx.dps = 10
    for k in range(150):
        for _ in range(2):
            rule.integral(lambda x: x, [ctx.zero, ctx.mpf(k + 1)])
    assert len(rule.transformed_cache) < 300
