"""Where a named function of real numbers is said to be real: where mpmath's value is, at a grid with all the ends."""

from __future__ import annotations

from itertools import product

import mpmath
import pytest
from gmpy2 import mpq

from softpot.numerics.machinery.compile.bympmath import BY_MPMATH
from softpot.numerics.machinery.compile.named import ENTIRE, NAMED, REAL
from softpot.numerics.machinery.compile.parts import Complex
from softpot.numerics.machinery.compile.running import Running

mp = mpmath.MPContext()
mp.dps = 20
GRID = [mpq(v) for v in ("-2", "-1", "-1/2", "0", "1/2", "1", "3/2", "2")]
COUNTS = dict(NAMED.values())
# Real at more places than are told, by a limit or a continuation
MORE = {"polylog", "bessely", "elliptic_e", "elliptic_f", "harmonic", "expint", "zeta"}
CASES = [
    (name, count)
    for name in sorted({*REAL, *ENTIRE})
    for count in COUNTS[name]
    if count <= 2 and (name, count) != ("elliptic_pi", 2)  # which takes long
]


@pytest.mark.parametrize(("name", "count"), CASES)
def test_a_function_is_real_where_it_is_said_to_be(name: str, count: int) -> None:
    table, tried = Running(mp), 0
    for args in product(GRID, repeat=count):
        try:
            value = BY_MPMATH[name](
                mp, *(mp.mpf(int(a.numerator)) / int(a.denominator) for a in args)
            )
        except (ValueError, ZeroDivisionError, mpmath.libmp.NoConvergence):
            continue
        if not mp.isfinite(value):
            continue
        tried += 1
        real = bool(abs(mp.im(value)) <= 1e-15 * abs(value))
        told = table.real_there(name, args)
        assert real or not told, args
        assert told or not real or (name in MORE and count == 2), args
    assert tried >= 3
    assert not table.real_there(name, [Complex(mpq(0), mpq(1))] * count)


def test_functions_that_are_real_with_three_arguments() -> None:
    """At both sides of the ends of each, by what the functions are made of."""
    table = Running(mp)

    def real(name: str, *args: str) -> bool:
        return table.real_there(name, [mpq(a) for a in args])

    # P_n^m(x) has (1 - x^2)^(m/2); n = 1/3 is no whole number
    assert [real("assoc_legendre", "1/3", "1/2", v) for v in ("-3/2", "-1", "1", "3/2")] == [
        False,
        True,
        True,
        False,
    ]
    # sums of (phi, m) and (n, phi, m): sqrt(1 - m sin^2 phi), and the pole at n sin^2 phi = 1
    assert [
        real("elliptic_pi", n, "1/3", m) for n, m in (("1/2", "1/2"), ("1", "1/2"), ("1/2", "1"))
    ] == [True, False, False]
    assert [real("lerchphi", z, "2", a) for z, a in (("1/2", "1"), ("1", "1"), ("1/2", "0"))] == [
        True,
        False,
        False,
    ]
    # of a whole degree polynomials; else with a cut to the left of -1
    assert [
        real("gegenbauer", n, "1/2", v) for n, v in (("2", "-3"), ("1/2", "-1/2"), ("1/2", "-1"))
    ] == [True, True, False]
    assert [
        real("jacobi", n, "1", "1", v) for n, v in (("2", "-3"), ("1/2", "0"), ("1/2", "-1"))
    ] == [True, True, False]
    assert real("assoc_laguerre", "1/2", "1/2", "-3")
    assert [real("ynm", "2", m, "1", "1") for m in ("0", "1")] == [True, False]
