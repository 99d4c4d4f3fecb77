"""The roots that a counted name stands for, against those that the polynomial was made of."""

from __future__ import annotations

import random
from collections.abc import Iterator
from types import SimpleNamespace

import flint
import mpmath
import pytest

from softpot.derive.machinery.attack import counted

CTX = mpmath.mp


@pytest.fixture(autouse=True)
def precision() -> Iterator[None]:
    before = flint.ctx.prec
    yield
    flint.ctx.prec = before


def product(roots: list[float]) -> list[mpmath.mpf]:
    """The coefficients of (x − r_1)(x − r_2)…, the leading one first."""
    made = [CTX.mpf(1)]
    for r in roots:
        made = [a - r * b for a, b in zip([*made, 0], [0, *made], strict=True)]
    return made


@pytest.mark.parametrize("bits", [2, 10, 53, 300])
def test_as_many_roots_as_it_was_made_of(bits):
    """Another thread may have set any precision; 2⁻⁴⁰ apart is not the same."""
    flint.ctx.prec = bits
    choose = random.Random(7)
    cases = [[choose.randint(-160, 160) / 4 for _ in range(1 + k % 5)] for k in range(30)]
    for roots in (*cases, [1.0, 1.0 + 2**-40, -3.0], [0.0, 0.0, 0.0]):
        with mpmath.workprec(400):
            found = counted._roots(CTX, product(roots))
            assert len(found) == len(roots)
            for z, r in zip(sorted(found, key=lambda z: z.real), sorted(roots), strict=True):
                assert abs(z - r) < 1e-40
    assert flint.ctx.prec == bits


def test_a_root_that_is_not_in_its_ball_is_no_root(monkeypatch):
    class Misplaced(list):
        def coeffs(self):
            return [-1, 0, 1]

        def complex_roots(self):
            return [(flint.acb(flint.arb(3, 0.1)), 1)]

    made = SimpleNamespace(factor_squarefree=lambda: (1, [(Misplaced(), 1)]))
    monkeypatch.setattr(counted, "flint", SimpleNamespace(fmpz_poly=lambda _: made))
    with pytest.raises(ArithmeticError, match="left the ball"):
        counted._roots(CTX, [CTX.mpf(1), CTX.mpf(0), CTX.mpf(-1)])
