"""Objects travel: pickled with pickle and with cloudpickle, to another process, in no layout but ours."""

from __future__ import annotations

import io
import os
import pickle
import subprocess
import sys
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import cloudpickle
import flint
import mpmath
import pytest
import sympy as sp

import softpot
from softpot import numerics
from softpot.derive import (
    Derivation,
    Entry,
    Printed,
    PrintedVerdict,
    Quantity,
    SymbolTable,
    Theory,
    equal,
)
from softpot.derive.machinery.formula import Formula
from softpot.derive.machinery.travel import packed, unpacked
from softpot.numerics.machinery.compile import compiled
from softpot.reports.theory import SOFT_POTENTIAL

PICKLERS = [pickle, cloudpickle]
x, y = sp.symbols("x y", real=True)
n, k = sp.symbols("n k", integer=True)
f = sp.Function("f")
g = sp.Function("g", positive=True)
S = SymbolTable(
    Quantity("x", "x", "a number"),
    Quantity("y", "y", "a number", assumptions={}),
    Quantity("items", "i", "a whole number", assumptions={"integer": True, "nonnegative": True}),
    Quantity("F", "F", "a function", function=True, assumptions={"positive": True}),
)
WRITTEN = [  # what SymPy would make something else of
    sp.Eq(x + x, 2 * x, evaluate=False),
    sp.Eq((x + 1) ** 2, x**2 + 2 * x + 1, evaluate=False),
    sp.Eq(sp.Integer(1), sp.Integer(1), evaluate=False),
    sp.Lt(sp.Integer(1), sp.Integer(2), evaluate=False),
    sp.Add(x, x, sp.Mul(2, sp.Add(y, 1, evaluate=False), evaluate=False), evaluate=False),
    sp.Mul(2, sp.Rational(1, 2), x, evaluate=False),
    sp.Pow(sp.Pow(x, 2, evaluate=False), sp.Rational(1, 2), evaluate=False),
    sp.sin(0, evaluate=False) + sp.UnevaluatedExpr(x + y) * 2,
    sp.Integral(sp.exp(-(x**2)), (x, -sp.oo, sp.oo)) + sp.Sum(1 / n**2, (n, 1, sp.oo)),
    sp.Derivative(f(x, y), x, (y, 2)) + sp.Subs(sp.Derivative(g(x), x), x, 2 * y),
    sp.Limit(sp.sin(x) / x, x, 0, "+") * sp.Product(k, (k, 1, n)),
    sp.Piecewise((x, x > 1), (g(x), sp.Or(x < 0, y > 1)), (0, True)),
    sp.Equivalent(x > 1, sp.And(y > 0, sp.Not(sp.Eq(x, y)))),
    sp.Tuple(x, sp.Tuple(y, sp.true), sp.pi, sp.oo, sp.I, sp.Rational(3, 7)),
    sp.ImmutableMatrix([[x, 1], [0, f(x)]]),
    sp.Lambda(x, x**2 + sp.Dummy("d")),
    sp.Max(x, y, 1) + sp.Abs(x) ** sp.Rational(2, 3) + sp.gamma(x) * sp.zeta(3),
    sp.Contains(x, sp.Interval(0, 1), evaluate=False),
    f, g,
]  # fmt: skip


def srepr(value: Any) -> str:
    return str(sp.srepr(value)) if isinstance(value, sp.Basic) else repr(value)


@pytest.mark.quick(9)
@pytest.mark.parametrize("expression", WRITTEN, ids=str)
@pytest.mark.parametrize("by", PICKLERS)
def test_expressions_arrive_as_they_were_written(expression, by):
    came = unpacked(by.loads(by.dumps(packed(expression))))
    assert came == expression and type(came) is type(expression)
    assert srepr(came) == srepr(expression)
    assert came.__class__ is expression.__class__


def test_a_dummy_arrives_that_was_made_by_its_index():
    """As the value of its own srepr is; SymPy 1.13 cannot read what it pickles of such a one."""
    once = sp.Dummy("d")
    again = sp.Dummy("d", dummy_index=once.dummy_index)
    assert unpacked(pickle.loads(pickle.dumps(packed(again + x)))) == once + x


def test_sympy_alone_would_lose_a_statement():
    """Why ``packed`` exists; should this fail, SymPy has learned it."""
    assert pickle.loads(pickle.dumps(WRITTEN[0])) != WRITTEN[0]


FORMULA = Formula(
    "f", sp.log(2 + S.x) * sp.pi + S.items, S, "(1)", sp.And(S.x > 0, S.items > 0), lhs=S.y
)


NAMES = (
    "quantity", "table", "formula", "formula with a function", "printed", "theory", "theory with figures", "entry",
    "derivation", "ledger", "level", "enclosure", "evidence", "constant", "flat", "exponential",
)  # fmt: skip


@pytest.fixture(scope="module")
def objects() -> dict[str, Any]:
    (level,) = numerics.levels(-5, "1/2", only=[2], digits=60, method="series")
    evidence = numerics.converges(
        "a rate", [1, 2, 4], [1, 0.5, 0.25], -1, 0.1, unit="x", series={"x": [1, 2]}
    )
    made = {
        "quantity": S["items"], "table": S, "formula": FORMULA,
        "formula with a function": Formula("g", S.F(S.x) + sp.Integral(S.F(S.x), (S.x, 0, 1)), S),
        "printed": Printed(x + 7, PrintedVerdict.AGREES, shown=equal(y, x + 7)),
        "theory": numerics.SOFT_POTENTIAL, "theory with figures": SOFT_POTENTIAL,
        "entry": SOFT_POTENTIAL.entry("jacobian"), "derivation": SOFT_POTENTIAL.derivation("jacobian"),
        "ledger": numerics.check(ids=["invariants", "width-of-vibrations", "jacobian"]),
        "level": level, "enclosure": numerics.enclose(-5, "1/2", 2, 12), "evidence": evidence,
        "constant": numerics.Distribution.constant(alpha_max=10), "flat": numerics.Distribution.flat(alpha_max=10),
        "exponential": numerics.Distribution.exponential(delta_t=1),
    }  # fmt: skip
    assert tuple(made) == NAMES
    return made


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("by", PICKLERS)
def test_objects_are_equal_when_they_arrive(objects, name, by):
    one = objects[name]
    for protocol in (4, pickle.HIGHEST_PROTOCOL):
        came = by.loads(by.dumps(one, protocol=protocol))
        assert came == one and type(came) is type(one)


@pytest.mark.slow
def test_derivations_travel():
    """One of sixteen: each takes a second to derive, and to write down."""
    for entry in SOFT_POTENTIAL.entries[::16]:
        if entry.derive is not None:
            one = SOFT_POTENTIAL.derivation(entry.id)
            came = pickle.loads(pickle.dumps(one))
            assert came == one and came.exact == one.exact
            assert [srepr(s.statement) for s in came.steps] == [
                srepr(s.statement) for s in one.steps
            ]


@pytest.mark.parametrize("by", PICKLERS)
@pytest.mark.parametrize("backend", ["numpy", "mpmath", "arb"])
def test_compiled_formulas_and_their_results(by, backend):
    call = compiled(FORMULA, backend, 15 if backend == "numpy" else 77)
    value = call(x=Fraction(1, 3), items=2)
    again = by.loads(by.dumps(call))(x=Fraction(1, 3), items=2)
    came = by.loads(by.dumps(value))
    if backend == "arb":
        for ball in (again, came):
            assert ball.mid().man_exp() == value.mid().man_exp()
            assert ball.rad().man_exp() == value.rad().man_exp()
    else:
        assert came == value == again
    if backend == "mpmath":
        assert came.context.prec == value.context.prec
        assert (came + 1)._mpf_ == (value + 1)._mpf_


def test_a_result_that_is_not_finite_or_huge():
    context = compiled(FORMULA, "mpmath", 20).context
    for one in (
        context.inf,
        -context.inf,
        context.mpf(10) ** 10**6,
        -(context.mpf(2) ** -(10**9)),
        context.zero,
    ):
        assert pickle.loads(pickle.dumps(+one)) == one
    assert mpmath.isnan(pickle.loads(pickle.dumps(context.mpf("nan"))))
    for ball in (
        flint.arb("inf"),
        flint.arb("-inf"),
        flint.arb("[+/- inf]"),
        flint.arb(0),
        flint.arb(0, 1),
    ):
        came = pickle.loads(pickle.dumps(ball))
        assert came.str() == ball.str() and came.rad().str() == ball.rad().str()
    assert pickle.loads(pickle.dumps(flint.arb.nan())).is_nan()


def test_balls_keep_their_last_bit():
    for j in range(1, 400):
        ball = (
            flint.arb(j).sqrt()
            * flint.arb(10) ** (j % 40 - 20)
            / (flint.arb(j) + flint.arb(0, 2.0 ** -(j % 60)))
        )
        came = pickle.loads(pickle.dumps(ball))
        assert came.mid().man_exp() == ball.mid().man_exp()
        assert came.rad().man_exp() == ball.rad().man_exp()


@pytest.mark.slow
def test_numbers_of_a_level(objects):
    level = objects["level"]
    assert isinstance(level.mpf, mpmath.mpf) and isinstance(level.error, mpmath.mpf)
    for number in (level.mpf, level.error, +level.mpf.__class__.__mro__[1](level.mpf)):
        assert pickle.loads(pickle.dumps(number)) == number
    narrow = replace(objects["enclosure"], upper=objects["enclosure"].upper + Fraction(1, 10**9999))
    assert pickle.loads(pickle.dumps(narrow)) == narrow  # longer than Python writes an integer


def modules(value: Any) -> set[str]:
    """The libraries whose classes and functions a pickle names."""
    found = set()

    class Reader(pickle.Unpickler):
        def find_class(self, module: str, name: str) -> Any:
            found.add(module.split(".", maxsplit=1)[0])
            return super().find_class(module, name)

    Reader(io.BytesIO(pickle.dumps(value))).load()
    return found


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_no_layout_of_mpmath_or_flint_is_written(objects, name):
    assert not modules(objects[name]) & {"mpmath", "flint", "gmpy2"}


@pytest.mark.slow
def test_results_name_no_class_of_mpmath_or_flint(objects):
    results = [compiled(FORMULA, b, 30)(x=1, items=3) for b in ("mpmath", "arb")]
    for result in (*results, objects["level"].mpf, objects["level"].error):
        assert not modules(result) & {"mpmath", "flint", "gmpy2"}
    assert "mpmath" in modules(mpmath.mpf(1))  # it would be seen


RECEIVER = """
import pickle, sys
made = pickle.load(sys.stdin.buffer)
for name, value in made.items():
    again = pickle.loads(pickle.dumps(value))
    assert type(again) is type(value), name
print(made["ledger"]["jacobian"].verdict, made["call"](x="1/3", items=2), made["value"])
print(made["theory"].derivation("jacobian").formula.expression, made["table"].items)
print(made["ball"].str(30), made["level"].value, made["enclosure"].lower_text)
"""


@pytest.mark.slow
def test_to_another_process(objects):
    call = compiled(FORMULA, "mpmath", 40)
    sent = {**objects, "call": call, "value": call(x="1/3", items=2), "ball": flint.arb(2).sqrt()}
    root = str(Path(softpot.__file__).parents[1])
    for by in PICKLERS:
        done = subprocess.run(
            [sys.executable, "-c", RECEIVER], input=by.dumps(sent), capture_output=True, check=False,
            env={**os.environ, "PYTHONPATH": root},
        )  # fmt: skip
        assert done.returncode == 0, done.stderr.decode()
        lines = done.stdout.decode().splitlines()
        assert lines[0] == f"proved {call(x='1/3', items=2)} {sent['value']}"
        assert lines[1] == f"{SOFT_POTENTIAL.formula('jacobian').expression} items"
        assert lines[2].endswith(f"{objects['level'].value} {objects['enclosure'].lower_text}")


@pytest.mark.slow
def test_a_theory_of_a_script_with_cloudpickle():
    """Its functions are known to nobody else: cloudpickle sends them whole."""
    source = (Path(__file__).parent / "tiny_theory.py").read_text(encoding="utf-8")
    sender = (
        source + "\nimport sys, cloudpickle\nsys.stdout.buffer.write(cloudpickle.dumps(theory))\n"
    )
    receiver = (
        "import pickle, sys; from softpot import numerics\n"
        "print(numerics.check(pickle.load(sys.stdin.buffer)).counts())"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(softpot.__file__).parents[1])}
    one = subprocess.run(
        [sys.executable, "-c", sender], capture_output=True, check=True, env=environment
    )
    two = subprocess.run(
        [sys.executable, "-c", receiver],
        input=one.stdout,
        capture_output=True,
        check=True,
        env=environment,
    )
    assert b"'derived'>: 2" in two.stdout


def test_an_entry_that_kept_its_functions_name():
    """Without the decorator's @ the module's name still holds the function."""

    def derive(d: Derivation) -> Any:
        """Nothing."""
        raise AssertionError

    entry = Entry("e", "", "s", derive, "")
    name = derive.__qualname__
    with pytest.raises((pickle.PicklingError, AttributeError)):
        pickle.dumps(entry)  # a local function; cloudpickle sends it
    assert derive.__qualname__ == name
    assert cloudpickle.loads(cloudpickle.dumps(entry)).id == "e"


@pytest.mark.slow
def test_an_old_protocol_is_refused(objects):
    with pytest.raises(TypeError, match="protocol 4 or later"):
        pickle.dumps(objects["entry"], protocol=2)


def test_derivations_are_made_again_where_a_theory_arrives():
    theory = Theory("t", S, (SOFT_POTENTIAL.entry("width-of-vibrations"),))
    assert pickle.loads(pickle.dumps(theory))._kept == {}
