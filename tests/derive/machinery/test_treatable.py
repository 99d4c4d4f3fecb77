"""What cannot be treated is refused in one sentence: deep expressions, shapes that do not fit, wrong types."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import sympy as sp

from softpot.derive import (
    Antiderivative,
    Apart,
    Derivation,
    Identity,
    Induction,
    Quantity,
    Rescaled,
    Rises,
    SymbolTable,
    equal,
)
from softpot.derive.machinery.errors import TheoryError
from softpot.derive.machinery.treatable import (
    DEEPEST,
    DEEPEST_CALCULUS,
    MOST_PARTS,
    refuse_untreatable,
)

TABLE = SymbolTable(
    *(Quantity(n, n, "a number") for n in "xyt"),
    Quantity("p", "p", "a number", assumptions={"positive": True}),
    Quantity("n", "n", "a number", assumptions={"integer": True, "nonnegative": True}),
)
x, y, t, p, n = (TABLE[name].symbol() for name in "xytpn")
SQUARE, ROW = sp.ImmutableMatrix([[x, 1], [2, 3]]), sp.ImmutableMatrix([[x, 1, 2]])
AREA = equal(sp.Integral(x, (x, 0, 1)), 2)


def nested(wrap: Callable[[Any], Any], inner: Any, times: int) -> Any:
    for _ in range(times):
        inner = wrap(inner)
    return inner


def sine(e: Any) -> Any:
    return sp.sin(e, evaluate=False)


def plain(a: Any, b: Any) -> Any:
    return sp.Pow(a, b, evaluate=False)


STEPS: dict[str, Callable[[], tuple[Any, ...]]] = {
    "deep": lambda: (equal(nested(sine, x, 400), x),),
    "deeper than Python goes": lambda: (equal(nested(sine, x, 3000), x),),
    "deep inequality": lambda: (sp.StrictGreaterThan(nested(sine, p, 200), p, evaluate=False), Rises(p, 3)),
    "deep induction": lambda: (equal(nested(sine, n, 200), n), Induction(n, 1)),
    "deep antiderivative": lambda: (AREA, Antiderivative(nested(sine, x, 200))),
    "derivatives of derivatives": lambda: (
        equal(nested(lambda e: sp.Derivative(e * sp.exp(x), x), x, 13), x),
    ),
    "integrals of integrals": lambda: (equal(nested(lambda e: sp.Integral(e, (x, 0, 1)), x, 40), x),),
    "tower": lambda: (equal(nested(lambda e: plain(2, e), p, 40), p),),
    "power of a power": lambda: (equal(plain(10, plain(10, 10)), x),),
    "factorial": lambda: (equal(sp.factorial(10**6, evaluate=False), x),),
    "another shape put in": lambda: (equal(SQUARE * SQUARE, SQUARE), Identity(where=((SQUARE, ROW),))),
    "two shapes": lambda: (equal(SQUARE, ROW),),
    "matrix and number": lambda: (equal(SQUARE, x),),
    "number added to a matrix": lambda: (equal(sp.Add(x, SQUARE, evaluate=False), SQUARE),),
    "matrix put in": lambda: (equal(x, 2), Identity(where=((x, SQUARE),))),
    "singular inverse": lambda: (equal(sp.Inverse(sp.ImmutableMatrix([[1, 2], [2, 4]])), SQUARE),),
    "derivative of symbolic order": lambda: (equal(sp.Derivative(x**2, (x, n)), x),),
    "text for a side": lambda: (equal("x", x),),
    "list for a side": lambda: (equal([x], x),),
    "nothing for a side": lambda: (equal(x, None),),  # type: ignore[arg-type]
    "text for a line": lambda: ("x = 1",),
    "nothing for a line": lambda: (None,),
    "number for a line": lambda: (5,),
    "method by name": lambda: (equal(x, 2), "Identity"),
    "class for a method": lambda: (equal(x, 2), Identity),
    "number for where": lambda: (equal(x, 2), Identity(where=5)),  # type: ignore[arg-type]
    "text in where": lambda: (equal(x, 2), Identity(where=(("x", "2"),))),  # type: ignore[arg-type]
    "three in where": lambda: (equal(x, 2), Identity(where=((x, y, t),))),  # type: ignore[arg-type]
    "text for an antiderivative": lambda: (AREA, Antiderivative("x**2")),  # type: ignore[arg-type]
    "text for a factor": lambda: (AREA, Rescaled("2")),  # type: ignore[arg-type]
    "matrix for a factor": lambda: (AREA, Rescaled(SQUARE)),
    "text for digits": lambda: (sp.StrictGreaterThan(sp.pi, 4, evaluate=False), Apart(digits="a")),  # type: ignore[arg-type]
    "too many digits": lambda: (sp.StrictGreaterThan(sp.pi, 4, evaluate=False), Apart(digits=10**9)),
}  # fmt: skip


@pytest.mark.quick(15)
@pytest.mark.parametrize("kind", STEPS)
def test_step_is_refused(kind: str) -> None:
    derivation = Derivation("e", "", TABLE, lambda id: None)  # type: ignore[arg-type, return-value]
    with pytest.raises(TheoryError) as caught:
        statement, *by = STEPS[kind]()
        derivation.step(statement, "as stated", *by)
    said = str(caught.value)
    assert said and "recursion depth" not in said and len(said.splitlines()) == 1


def test_other_lines_are_refused() -> None:
    derivation = Derivation("e", "", TABLE, lambda id: None)  # type: ignore[arg-type, return-value]
    deep = nested(sine, y, 400)
    for call in (
        lambda: derivation.premise(equal(deep, x), "assumed"),
        lambda: derivation.premise("x", "assumed"),  # type: ignore[arg-type]
        lambda: derivation.define(x, deep, "named"),
        lambda: derivation.define("x", 1, "named"),  # type: ignore[arg-type]
        lambda: derivation.limit(equal(deep, x), "small"),
        lambda: derivation.result(deep, lhs=x),
        lambda: derivation.result("x", lhs=x),  # type: ignore[arg-type]
    ):
        with pytest.raises(TheoryError):
            call()
    with pytest.raises(TypeError, match="missing"):
        derivation.step(equal(x, x))  # type: ignore[call-arg]


def test_what_can_be_treated_passes() -> None:
    """The limits are where they are said to be."""
    refuse_untreatable(nested(sine, x, DEEPEST - 1))
    with pytest.raises(TheoryError, match=f"more than {DEEPEST} expressions"):
        refuse_untreatable(nested(sine, x, DEEPEST))
    refuse_untreatable(nested(lambda e: sp.Integral(e, (x, 0, 1)), x, DEEPEST_CALCULUS))
    with pytest.raises(TheoryError, match=f"more than {DEEPEST_CALCULUS} derivatives"):
        refuse_untreatable(nested(lambda e: sp.Integral(e, (x, 0, 1)), x, DEEPEST_CALCULUS + 1))
    refuse_untreatable(plain(10, 99_999))
    with pytest.raises(TheoryError, match="digits"):
        refuse_untreatable(plain(10, 100_001))


@pytest.mark.quick(0)
def test_as_many_parts_as_a_proof_can_take() -> None:
    """A sum and its terms are one part each; with one more it is refused before any work begins."""
    terms = sp.symbols(f"a:{MOST_PARTS}")
    refuse_untreatable(sp.Add(*terms[1:]))
    with pytest.raises(
        TheoryError, match=f"more than {MOST_PARTS} different parts.*give parts of it names"
    ):
        refuse_untreatable(sp.Add(*terms))
    waves = sp.Add(*(sp.sin(k * x) for k in range(1, MOST_PARTS // 3 + 10)))
    with pytest.raises(TheoryError, match="different parts"):
        Derivation("f", "(1)", TABLE, lambda id: None).step(equal(waves, x), "so")  # type: ignore[arg-type, return-value]
