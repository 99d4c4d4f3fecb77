"""Solutions that are followed to their end, and those that become singular on the way."""

from __future__ import annotations

import mpmath
import pytest
from mpmath import mp

from softpot.numerics.machinery.errors import EvidenceError
from softpot.numerics.machinery.followed import followed


@pytest.mark.quick(1)
@pytest.mark.parametrize(
    ("slope", "start", "values", "singular"),
    [
        (lambda x, y: [y[0] ** 2], 0, [1], 1),  # 1/(1 − x)
        (lambda x, y: [-1 / y[0]], 0, [1], 0.5),  # √(1 − 2x)
        (lambda x, y: [1 + y[0] ** 2], 0, [0], mpmath.pi / 2),  # tan x
        (lambda x, y: [mp.exp(y[0])], 0, [0], 1),  # −ln(1 − x)
    ],
    ids=["pole", "root", "tan", "log"],
)
def test_where_it_becomes_singular_is_told(slope, start, values, singular):
    with pytest.raises(EvidenceError, match="steps shrink to nothing") as caught:
        followed(mp, slope, start, values, mp.mpf(2), "x = 2")
    told = float(str(caught.value).split("beyond ")[1].split(",")[0])
    assert told == pytest.approx(float(singular), abs=1e-3)


with mp.workdps(60):
    AIRY = [mp.airyai(0), mp.airyai(0, derivative=1)]
    SMALL = mp.mpf(10) ** -22
    ROOT = mp.sqrt(SMALL)


def rising_from_nothing(x, y):
    return [y[0] / (2 * x)]  # √x, with steps that grow from 10⁻²² on


@pytest.mark.quick(1)
@pytest.mark.parametrize(
    ("slope", "start", "values", "end", "solution"),
    [
        (lambda x, y: [-300 * y[0]], 0, [1], 1, lambda x: mp.exp(-300 * x)),
        (lambda x, y: [y[1], -400 * y[0]], 0, [0, 20], 3, lambda x: mp.sin(20 * x)),
        (lambda x, y: [y[1], x * y[0]], 0, AIRY, 3, mp.airyai),
        (rising_from_nothing, SMALL, [ROOT], 4, mp.sqrt),
        # steps that shrink towards the pole at 1, short of it
        (lambda x, y: [y[0] ** 2], 0, [1], mp.mpf(999) / 1000, lambda x: 1 / (1 - x)),
    ],
    ids=["stiff", "fast", "Airy", "from nothing", "short of a pole"],
)  # fmt: skip
def test_what_is_regular_is_followed_to_its_end(slope, start, values, end, solution):
    with mp.workdps(40):
        got = followed(mp, slope, start, values, mp.mpf(end), "the end")[0]
        scale = max(abs(solution(mp.mpf(end))), mp.mpf(10) ** -20)
        assert abs(got - solution(mp.mpf(end))) < scale * mp.mpf(10) ** -9
