"""Integer matrices against floats and fractions: bands, pivots, solutions, Ritz values, and what confirms a level."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from softpot.numerics.spectrum.matrices import certified, rayleigh
from softpot.numerics.spectrum.matrices.fixedband import (
    FixedBand,
    build,
    factor,
    negative_pivots,
    solve_factored,
)
from softpot.numerics.spectrum.types.arrays import FloatArray
from softpot.numerics.spectrum.types.errors import NotConverged

BITS = 120
ALPHA, BETA, CENTRE, SCALE = Fraction(-3), Fraction(7, 5), Fraction(3, 4), Fraction(5, 8)


def built(size: int, parity: int | None) -> FixedBand:
    centre = BETA / 4 if parity is not None else CENTRE
    alpha = BETA * BETA / 4 if parity is not None else ALPHA
    return build(alpha, BETA, centre, SCALE, size, BITS, parity)


def dense(matrix: FixedBand) -> FloatArray:
    """The matrix as floats."""
    size, step = matrix.size, len(matrix.columns)
    found = np.zeros((size, size))
    for m in range(step):
        for k in range(m, size):
            found[k - m, k] = found[k, k - m] = int(matrix.columns[m][k]) / 2.0**matrix.bits
    return found


def by_ladders(size: int, parity: int | None) -> FloatArray:
    """-d^2/dy^2 + alpha y^2 - beta y^3 + y^4 with y = c + s (A + A^+)/sqrt 2."""
    big = 2 * size + 10
    x = np.diag(np.sqrt(np.arange(1, big) / 2.0), 1)
    x = x + x.T
    alpha, centre = (ALPHA, CENTRE) if parity is None else (BETA * BETA / 4, BETA / 4)
    s = float(SCALE)
    y = float(centre) * np.eye(big) + s * x
    kinetic = (np.diag(2.0 * np.arange(big) + 1.0) - x @ x) / s**2
    y2 = y @ y
    H = kinetic + float(alpha) * y2 - float(BETA) * y2 @ y + y2 @ y2
    keep = np.arange(size) if parity is None else 2 * np.arange(size) + parity
    found: FloatArray = H[np.ix_(keep, keep)]
    return found


@pytest.mark.parametrize("parity", [None, 0, 1])
@pytest.mark.parametrize("size", [1, 2, 9])
def test_the_bands_are_those_of_the_operator(size: int, parity: int | None) -> None:
    matrix = built(size, parity)
    assert (matrix.size, matrix.parity, matrix.bits) == (size, parity, BITS)
    assert dense(matrix) == pytest.approx(by_ladders(size, parity), rel=1e-12, abs=1e-12)


@pytest.mark.parametrize("parity", [None, 0, 1])
def test_pivots_count_and_factors_solve(parity: int | None) -> None:
    matrix = built(12, parity)
    H = dense(matrix)
    values = np.linalg.eigvalsh(H)
    for n, value in enumerate(values):
        for off, below in ((-1e-6, n), (1e-6, n + 1)):
            assert negative_pivots(matrix, round((value + off) * 2.0**BITS)) == below
    shift = 1.25
    right = np.linspace(-1.0, 2.0, 12)
    fixed = [int(Fraction(float(v)) * 2**BITS) for v in right]
    found = solve_factored(factor(matrix, int(shift * 2**BITS)), fixed, BITS)
    wanted = np.linalg.solve(H - shift * np.eye(12), right)
    assert np.array([int(v) / 2.0**BITS for v in found]) == pytest.approx(wanted, rel=1e-10)


@pytest.mark.parametrize("parity", [None, 1])
def test_a_refined_level_is_an_eigenvalue(parity: int | None) -> None:
    matrix = built(14, parity)
    values, vectors = np.linalg.eigh(dense(matrix))
    for n in (0, 3):
        found = rayleigh.refine(matrix, int((values[n] + 1e-3) * 2**BITS))
        assert found.value / 2.0**BITS == pytest.approx(values[n], rel=1e-12)
        vector = np.array([v / 2.0**BITS for v in found.vector])
        assert vector @ vector == pytest.approx(1.0, rel=1e-12)
        assert abs(vector @ vectors[:, n]) == pytest.approx(1.0, abs=1e-10)
        # many digits: the count changes within 10^-30 of it
        close = 2**BITS // 10**30
        assert negative_pivots(matrix, found.value - close) == n
        assert negative_pivots(matrix, found.value + close) == n + 1


def test_two_levels_are_refined_together() -> None:
    """Of two wells, closer than the starting values tell; the vectors are those of the levels, in their order."""
    matrix = build(Fraction(-10), Fraction(1, 10**5), Fraction(0), Fraction(1, 2), 40, BITS, None)
    values, vectors = np.linalg.eigh(dense(matrix))
    assert values[1] - values[0] < 1e-2 < values[2] - values[1]
    low, high = (int((values[k] + off) * 2**BITS) for k, off in ((0, -1e-4), (1, 1e-4)))
    for k, found in zip((0, 1), rayleigh.refine_pair(matrix, low, high), strict=True):
        assert found.value / 2.0**BITS == pytest.approx(values[k], abs=1e-11)
        vector = np.array([v / 2.0**BITS for v in found.vector])
        assert abs(vector @ vectors[:, k]) == pytest.approx(1.0, abs=1e-10)


def test_what_does_not_settle_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    matrix = built(6, None)
    monkeypatch.setattr(rayleigh, "_settled", lambda change, bits: False)
    monkeypatch.setattr(rayleigh, "STEPS", 3)
    with pytest.raises(NotConverged, match="within 3 Rayleigh-quotient steps"):
        rayleigh.refine(matrix, 0)
    monkeypatch.undo()
    for change, settled in ((0, True), (2**59, True), (-(2**59), True), (2**60, False)):
        assert rayleigh._settled(change, BITS) is settled


@pytest.mark.parametrize("bits", [30, 47, 80])
def test_a_start_vector_has_unit_length_and_no_pattern(bits: int) -> None:
    one, two = (
        np.array([v / 2.0**bits for v in rayleigh._start(400, bits, s)]) for s in (12345, 54321)
    )
    assert one @ one == pytest.approx(1.0, abs=1e-4) == two @ two
    for vector in (one, two):
        assert abs(vector.sum()) < 4.0 and abs(vector[1:] @ vector[:-1]) < 0.2
        assert np.abs(vector).max() < 0.2
    assert abs(one @ two) < 0.2


def test_numbers_rounded_to_powers_of_two() -> None:
    assert certified._dyadic(0.7, 0.26) == Fraction(3, 4)
    assert certified._dyadic(-1.13, 0.125) == Fraction(-9, 8)
    assert certified._dyadic(5.0, 3.0) == 4
    assert certified._fixed(0.375, 4) == 6 and certified._fixed(-0.375, 2) == -2


@pytest.mark.parametrize("parity", [None, 0, 1])
def test_a_level_is_confirmed_by_its_number(parity: int | None) -> None:
    """Number n of the whole spectrum: with a parity every second one."""
    matrix = built(16, parity)
    values = np.linalg.eigvalsh(dense(matrix))
    tolerance = Fraction(1, 10**8)
    for rank in (1, 2, 3):
        theta = Fraction(float(values[rank - 1]))
        n = rank if parity is None else 2 * rank - 1 + parity
        for off, near in ((0.0, True), (0.9, True), (-0.9, True), (1.1, False), (-1.1, False)):
            moved = theta + Fraction(off) * tolerance
            assert certified._confirmed(matrix, moved, tolerance, n) is near
        for other in (n - 2, n + 2):
            assert not certified._confirmed(matrix, theta, tolerance, other)
