"""Two threads at different precisions do not disturb each other, nor the global contexts."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction
from threading import Barrier

import flint
import mpmath
import pytest
import sympy as sp

from softpot.derive.machinery.formula import Formula
from softpot.derive.machinery.symbols import Quantity, SymbolTable
from softpot.numerics.machinery.compile import compiled

T = SymbolTable(Quantity("x", "x", "a number"))
# Catalan-like mix of constants, so that mpmath's shared caches of π and log 2 are filled in turns
EXPRESSION = sp.log(2 + T.x) * sp.pi + sp.exp(1 / T.x) - sp.gamma(T.x + sp.Rational(1, 3))
DIGITS = (15, 40, 90, 250, 600)


@pytest.fixture
def hasty():
    """Threads that change places as often as possible."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def reference(digits: int) -> mpmath.mpf:
    """By mpmath itself, alone, at 30 more digits."""
    with mpmath.workdps(digits + 30):
        x = mpmath.mpf(7) / 3
        return (
            mpmath.log(2 + x) * mpmath.pi + mpmath.exp(1 / x) - mpmath.gamma(x + mpmath.mpf(1) / 3)
        )


@pytest.mark.slow
@pytest.mark.parametrize("backend", ["mpmath", "arb"])
def test_threads_at_different_precisions(backend, hasty):
    formula = Formula("f", EXPRESSION, T)
    before = mpmath.mp.prec, flint.ctx.prec
    wanted = {digits: reference(digits) for digits in DIGITS}
    start = Barrier(len(DIGITS))

    def work(digits: int) -> list:
        start.wait()
        return [compiled(formula, backend, digits)(Fraction(7, 3)) for _ in range(15)]

    with ThreadPoolExecutor(len(DIGITS)) as pool:
        found = dict(zip(DIGITS, pool.map(work, DIGITS), strict=True))
    for digits, values in found.items():
        with mpmath.workdps(digits + 30):
            for found_once in values:
                value = found_once
                if backend == "arb":
                    assert found_once.rel_accuracy_bits() >= digits * 3.32
                    value = mpmath.mpf(found_once.mid()._mpf_)
                assert abs(value / wanted[digits] - 1) < mpmath.mpf(10) ** -digits
    assert (mpmath.mp.prec, flint.ctx.prec) == before


@pytest.mark.parametrize("backend", ["mpmath", "arb"])
def test_one_callable_in_two_threads(backend, hasty):
    f = compiled(Formula("f", EXPRESSION, T), backend, 60)
    points = [Fraction(k, 7) for k in range(1, 60)]

    def bits(value) -> tuple:
        """All of a number, asked in a way that no precision enters."""
        if backend == "arb":
            return value.mid().man_exp(), value.rad().man_exp()
        return value._mpf_

    alone = [bits(f(x)) for x in points]
    with ThreadPoolExecutor(4) as pool:
        runs = [pool.submit(lambda: [bits(f(x)) for x in points]) for _ in range(4)]
        assert all(run.result() == alone for run in runs)
