"""splitting: differences of levels to a part in 10^12, however close the levels are, resonances of two wells included.

The splittings of POINTS are differences of zeros of psi at the ends of a box, by power series about the barrier's top
in mpmath with its own context; ``meeting`` finds more of them, with a wall at the top.
"""

from __future__ import annotations

import random
from fractions import Fraction
from typing import Any

import mpmath
import numpy as np
import pytest
from scipy.linalg import eigh_tridiagonal

from softpot.numerics.spectrum import NotConverged, enclose, levels, splitting


@pytest.mark.quick(0)
def test_the_tunnel_splitting() -> None:
    found = splitting(-50, 0, 1, 2)
    assert found.shape == ()
    low, high = enclose(-50, 0, 1, 95), enclose(-50, 0, 2, 95)
    assert (
        float(high.lower - low.upper) * (1 - 1e-12)
        <= found
        <= float(high.upper - low.lower) * (1 + 1e-12)
    )
    assert splitting(-50, 0, 2, 1) == -found
    assert splitting(-50, 0, 2, 2) == 0.0


@pytest.mark.quick(0)
def test_splittings_of_arrays() -> None:
    alpha = np.array([-20.0, -3.0, 8.0])
    beta = np.array([[0.0], [2.5]])
    found = splitting(alpha, beta, 1, 3)
    assert found.shape == (2, 3)
    near = levels(alpha, beta, count=3)
    assert np.allclose(found, near[..., 2] - near[..., 0], rtol=1e-9)
    assert splitting(["-20", -3], 0, 1, 2).shape == (2,)
    # tilted by less than the splitting, and by more
    assert splitting(-20, "1e-30", 1, 2) == splitting(-20, 0, 1, 2)
    assert splitting(-20, "1e-10", 1, 2) > 1e3 * splitting(-20, 0, 1, 2)


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        ((0, 0, 0, 1), ValueError, "from 1 to 100"),
        ((0, 0, 1, 101), ValueError, "from 1 to 100"),
        (([1, 2], [1, 2, 3], 1, 2), ValueError, "broadcast"),
        (([1, np.nan], 0, 1, 2), ValueError, "finite"),
        ((None, 0, 1, 2), TypeError, "alpha"),
        ((1e9, 0, 1, 2), ValueError, "out of range"),
    ],
)
def test_bad_splittings(arguments: tuple[object, ...], error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        splitting(*arguments)  # type: ignore[arg-type]


def test_a_splitting_below_doubles() -> None:
    with pytest.raises(NotConverged, match=r"10\^-300"):
        splitting(-300, 0, 1, 2)


POINTS = [
    (-15, "0.266351740118575636743162", 4, 6.038485835e-7),
    (-15, "0.266351740118675636743162", 4, 6.03849628725e-7),
    (-22, "0.722978417917399003369095", 5, 2.04279865952e-14),
    (-22, "0.722978417917499003369095", 5, 7.07310699556e-12),
    (-22, "0.722978417917399013369095", 5, 2.11058831071e-14),
    (-30, "0.266508922243981883465368", 3, 3.09343761018e-23),
    (-30, "0.266508922244081883465368", 3, 1.14132997105e-11),
    (-30, "0.266508922243981893465368", 3, 1.14133000198e-15),
    (-45, "0.0888849875583907347171683", 2, 9.34112774064e-24),
]


@pytest.mark.quick(2)
@pytest.mark.parametrize(("alpha", "beta", "n", "gap"), POINTS)
def test_splitting_next_to_a_resonance(alpha: int, beta: str, n: int, gap: float) -> None:
    assert float(splitting(alpha, beta, n, n + 1)) == pytest.approx(gap, rel=1e-9)


@pytest.mark.slow
def test_the_first_case() -> None:
    for beta in ("0.722978417917498725", "0.722978417917298725"):
        assert float(splitting(-22, beta, 5, 6)) == pytest.approx(7.0535e-12, rel=2e-5)
    assert float(splitting(-22, "0.722978417917398725", 5, 6)) == pytest.approx(5.736647235e-15)


def walled(alpha: float, beta: float, side: int) -> np.ndarray:
    """Levels below the barrier's top of one well with a wall at the top, by finite differences."""
    size = 2.2 * abs(alpha) ** 0.5 + 1.5
    count = 6000
    x, h = np.linspace(0, size, count + 2)[1:-1] * side, size / (count + 1)
    V = alpha * x * x - beta * x**3 + x**4
    found: np.ndarray = eigh_tridiagonal(
        2 / h**2 + V, -np.ones(count - 1) / h**2, select="v", select_range=(V.min() - 1, -1.0)
    )[0]
    return found


def odd_at(ctx: Any, alpha: Any, beta: Any, E: Any, y: Any) -> Any:
    """The solution with psi(0) = 0 and psi'(0) = 1/y at y."""
    q = {1: -E * y**2, 3: alpha * y**4, 4: -beta * y**5, 5: y**6}
    b, total, largest, k = [ctx.mpf(0), y], y, abs(y), 1
    while max(abs(t) for t in b[-6:]) > largest * ctx.eps or k < 40:
        b.append(sum(c * b[k - i] for i, c in q.items() if k >= i) / (k * (k + 1)))
        total += b[-1]
        largest = max(largest, abs(b[-1]))
        k += 1
    return total


def meeting(alpha: int, right: int, left: int) -> tuple[Any, float]:
    """(beta, d(E_left - E_right)/d beta) where both walled levels have one energy, by Newton's method."""
    low, high = 0.0, 0.01

    def off(b: float) -> float:
        return float(walled(alpha, b, 1)[right - 1] - walled(alpha, b, -1)[left - 1])

    while off(high) > 0:
        high *= 1.5
    for _ in range(30):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if off(middle) > 0 else (low, middle)
    ctx = mpmath.mp.__class__()
    ctx.dps = 110 + int(0.9 * abs(alpha) ** 1.5)
    b, E = ctx.mpf(low), ctx.mpf(walled(alpha, low, 1)[right - 1])
    ends = [ctx.mpf(s) * (abs(alpha) ** 0.5 + 4 + abs(low)) for s in (1, -1)]
    d = ctx.mpf(10) ** -5
    for _ in range(40):
        f = [odd_at(ctx, alpha, b, E, y) for y in ends]
        fE = [(odd_at(ctx, alpha, b, E + d, y) - v) / d for y, v in zip(ends, f, strict=True)]
        fb = [(odd_at(ctx, alpha, b + d, E, y) - v) / d for y, v in zip(ends, f, strict=True)]
        determinant = fE[0] * fb[1] - fE[1] * fb[0]
        move = (
            (f[0] * fb[1] - f[1] * fb[0]) / determinant,
            (fE[0] * f[1] - fE[1] * f[0]) / determinant,
        )
        E, b = E - move[0], b - move[1]
        size = max(abs(v) for v in move)
        if size < ctx.mpf(10) ** -24:
            break
        d = min(d, size / 1000)
    return b, float(fb[1] / fE[1] - fb[0] / fE[0])


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2))
def test_sweep(seed: int) -> None:
    """Splitting, levels, enclosures and certified levels at distances from 10^-5 to 10^-18 from a resonance."""
    source = random.Random(f"resonances {seed}")
    alpha, right = -source.randint(15, 60), source.randint(2, 6)
    left = source.randint(1, right - 1)
    beta, slope = meeting(alpha, right, left)
    n = right + left - 1
    for k in source.sample(range(5, 19), 3):
        distance = source.choice((-1, 1)) * Fraction(1, 10**k)
        here = round(Fraction(mpmath.nstr(beta, 40)) * 10**30) / Fraction(10) ** 30 + distance
        apart = float(splitting(alpha, here, n, n + 1))
        two = levels(alpha, here, only=[n, n + 1], digits=25, method="series")
        proved = [enclose(alpha, here, m, 20) for m in (n, n + 1)]
        assert apart >= 0.99 * abs(slope) * 10.0**-k
        difference = float(Fraction(two[1].value) - Fraction(two[0].value))
        assert difference == pytest.approx(apart, rel=1e-9, abs=1e-20)
        assert proved[0].upper <= proved[1].lower
        for one, interval in zip(two, proved, strict=True):
            error = Fraction(str(one.error))
            assert interval.lower - error <= Fraction(one.value) <= interval.upper + error
    certified = levels(alpha, here, only=[n, n + 1], digits=20, certify=True)
    assert all(one.enclosure is not None for one in certified)
