"""Functions of arguments so large that x + 1 is x, or so small that 1 + x is 1: against closed forms."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import mpmath
import pytest
import sympy as sp

from softpot.derive.machinery.formula import Formula
from softpot.derive.machinery.symbols import Quantity, SymbolTable
from softpot.numerics.machinery.compile.bympmath import BY_MPMATH
from softpot.numerics.machinery.compile.callables import compiled

EXACT = mpmath.MPContext()
EXACT.prec = 12_000
FAR = ("1e300", "1e100", "1e25", "1e-25", "1e-100", "1e-300", "-1e-100", "0.75", "3")

CLOSED: dict[str, tuple[Callable[[Any, Any], tuple[Any, ...]], Callable[[Any], Any]]] = {
    "rising": (lambda mp, x: (x, mp.mpf(3)), lambda x: x * (x + 1) * (x + 2)),
    "falling": (lambda mp, x: (x, mp.mpf(3)), lambda x: x * (x - 1) * (x - 2)),
    "beta": (lambda mp, x: (mp.mpf(2), x), lambda x: 1 / (x * (x + 1))),
    "legendre": (lambda mp, x: (mp.mpf(3), x), lambda x: (5 * x**3 - 3 * x) / 2),
    "hermite": (lambda mp, x: (mp.mpf(3), x), lambda x: 8 * x**3 - 12 * x),
    "chebyshevt": (lambda mp, x: (mp.mpf(3), x), lambda x: 4 * x**3 - 3 * x),
    "chebyshevu": (lambda mp, x: (mp.mpf(3), x), lambda x: 8 * x**3 - 4 * x),
    "gegenbauer": (lambda mp, x: (mp.mpf(2), x, mp.mpf(2)), lambda x: 8 * x * (x + 1) - x),
    "jacobi": (
        lambda mp, x: (mp.mpf(1), x, mp.mpf(1), mp.mpf(3)),
        lambda x: (x + 1) + (x + 3),
    ),
    "assoc_laguerre": (lambda mp, x: (mp.mpf(1), x, mp.mpf(3)), lambda x: x + 1 - 3),
    "laguerre": (lambda mp, x: (mp.mpf(2), x), lambda x: (x**2 - 4 * x + 2) / 2),
}


@pytest.mark.quick(12)
@pytest.mark.parametrize("at", FAR)
@pytest.mark.parametrize("name", CLOSED)
def test_far_arguments(name: str, at: str) -> None:
    arguments, closed = CLOSED[name]
    mp = mpmath.MPContext()
    mp.prec = 140
    x = mp.mpf(at)
    found = BY_MPMATH[name](mp, *arguments(mp, x))
    expected = closed(EXACT.mpf(x))
    assert abs(EXACT.mpf(found) - expected) <= abs(expected) * EXACT.mpf(10) ** -25


def test_what_is_small_as_its_argument() -> None:
    mp = mpmath.MPContext()
    mp.prec = 140
    for exponent in (-25, -100, -300):
        x = mp.mpf(10) ** exponent
        slope = BY_MPMATH["harmonic"](mp, x, mp.mpf(2)) / x
        assert mp.almosteq(slope, 2 * mp.zeta(3), rel_eps=mp.mpf(10) ** -20)
        slope = BY_MPMATH["binomial"](mp, x, mp.mpf(70)) / x
        assert mp.almosteq(slope, -mp.one / 70, rel_eps=mp.mpf(10) ** -20)


@pytest.mark.parametrize("backend", ["mpmath", "numpy", "arb"])
def test_every_backend_gives_the_same(backend: str) -> None:
    table = SymbolTable(
        Quantity("x", "x", "x", assumptions={"positive": True}),
        Quantity("n", "n", "n", assumptions={"integer": True, "nonnegative": True}),
    )
    x, n = table.x, table.n
    rising = compiled(Formula("f", sp.RisingFactorial(x, n), table), backend, 15)
    assert float(rising(x=Fraction(10) ** 80, n=3)) == pytest.approx(1e240, rel=1e-12)
    beta = compiled(Formula("f", sp.beta(x, n), table), backend, 15)
    assert float(beta(x=Fraction(10) ** 100, n=2)) == pytest.approx(1e-200, rel=1e-12)
    legendre = compiled(Formula("f", sp.legendre(n, x), table), backend, 15)
    assert float(legendre(x=Fraction(1, 10**100), n=3)) == pytest.approx(-1.5e-100, rel=1e-12)


def test_what_is_beyond_is_refused() -> None:
    mp = mpmath.MPContext()
    for at in ("1e10000", "1e-10000"):
        with pytest.raises(ValueError, match="is not taken"):
            BY_MPMATH["rising"](mp, mp.mpf(at), mp.one)
