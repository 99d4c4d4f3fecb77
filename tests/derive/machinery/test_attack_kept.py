"""What an evaluator keeps of one environment for the next ones is what it would compute there."""

from __future__ import annotations

from typing import Any

import pytest
import sympy as sp
from mpmath import fp
from mpmath.ctx_mp import MPContext

from softpot.derive.machinery.attack.calculus import Calculus
from softpot.derive.machinery.attack.contexts import precise_context
from softpot.derive.machinery.attack.novalue import NoValue
from softpot.derive.machinery.attack.quadrature import _piece
from softpot.derive.machinery.attack.rule import Rule

x, y, a, b, c = sp.symbols("x y a b c", real=True)
f, g, u = sp.Function("f"), sp.Function("g"), sp.Function("u")


class Counted:
    """Undefined functions with values, and how often each was asked for one."""

    def __init__(self) -> None:
        self.calls: dict[str, int] = {}

    def __call__(self, head: Any) -> Any:
        def value(arguments: tuple[Any, ...], ctx: Any) -> Any:
            self.calls[str(head)] = self.calls.get(str(head), 0) + 1
            return ctx.cos(sum(arguments)) + 2

        return value


def evaluator(counted: Counted | None = None, ctx: Any = fp) -> Calculus:
    """b = c + 1 and c = a² are names, g(x) = x + c is a function, f and u are any."""
    return Calculus(ctx, {b: c + 1, c: a**2}, {g: ((x,), x + c)}, counted or Counted())


def test_what_does_not_run_is_computed_once() -> None:
    counted = Counted()
    integral = sp.Integral((f(b) + u(y)) * y, (y, 0, 2))
    found = evaluator(counted).value(integral, {a: 0.5})
    assert found == pytest.approx(2 * (fp.cos(1.25) + 4) + fp.quad(lambda t: t * fp.cos(t), [0, 2]))
    assert counted.calls["f"] == 1
    assert counted.calls["u"] > 20


@pytest.mark.quick(2)
@pytest.mark.parametrize(
    ("integrand", "value"),
    [
        (b, lambda t: t**2 + 1),  # through two names
        (g(2), lambda t: 2 + t**2),  # through the meaning of a function
        (sp.Subs(sp.exp(x) * c, x, 3), lambda t: fp.exp(3) * t**2),
        (sp.Derivative(x * b, x), lambda t: t**2 + 1),
        (sp.Sum(b * x, (x, 1, 3)), lambda t: 6 * (t**2 + 1)),
        (sp.Integral(b * x, (x, 0, 1)), lambda t: (t**2 + 1) / 2),
    ],
)
def test_what_runs_through_a_name_is_not_kept(integrand: sp.Expr, value: Any) -> None:
    found = evaluator(ctx=precise_context(30)).value(sp.Integral(integrand, (a, 0, 2)), {x: 1.0})
    assert float(found) == pytest.approx(fp.quad(value, [0, 2]), rel=1e-10)


def test_a_variable_hides_a_name() -> None:
    inside = sp.Integral(
        b * c, (c, 0, 1)
    )  # b is what it is outside, or at the c that runs: ∫ (c + 1) c dc
    assert evaluator().value(inside, {a: 5.0}) == pytest.approx(1 / 3 + 1 / 2)


def test_another_environment_or_precision_is_another_value() -> None:
    ctx = precise_context(30)
    it = evaluator(ctx=ctx)
    first = it.value(sp.exp(b), {a: ctx.mpf(1)})
    assert it.value(sp.exp(b), {a: ctx.mpf(2)}) == ctx.exp(5) != first
    env = {a: ctx.mpf(1) / 3}
    rough = it.value(sp.exp(b), env)
    try:
        ctx.dps = 60
        assert abs(it.value(sp.exp(b), env) - ctx.exp(ctx.mpf(env[a]) ** 2 + 1)) < 1e-55
        assert abs(rough - ctx.exp(ctx.mpf(env[a]) ** 2 + 1)) > 1e-40
    finally:
        ctx.dps = 30


def test_a_thread_has_one_context_unless_its_precision_is_somebodys() -> None:
    ctx = precise_context(30)
    assert precise_context(30) is ctx
    try:
        ctx.dps = 60
        other = precise_context(30)
        assert other is not ctx
        assert isinstance(other, MPContext)
        assert other.dps == 30
    finally:
        ctx.dps = 30


@pytest.mark.parametrize(("error", "told"), [("0.9e-8", True), ("1.1e-8", False)])
def test_an_integral_counts_with_eight_digits_only(
    error: str, told: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    ctx = MPContext()
    monkeypatch.setattr(Rule, "integral", lambda *given: (ctx.mpf(1), ctx.mpf(error)))
    e = sp.Integral(sp.Symbol("x"), (sp.Symbol("x"), 0, 1))
    if told:
        assert _piece(ctx, e, lambda x: x, ctx.zero, ctx.one, ()) == 1
    else:
        with pytest.raises(NoValue, match="enough digits"):
            _piece(ctx, e, lambda x: x, ctx.zero, ctx.one, ())
