"""A factor that is wrong by a thousandth is found in limits of integrals; what goes to its limit slowly stands."""

from __future__ import annotations

import mpmath
import pytest
from sympy import Integral, Limit, Rational, cos, exp, log, oo, pi, sin, sqrt

from softpot.derive.machinery.attack.extrapolated import borne_out, guess
from softpot.derive.machinery.derivation import Derivation
from softpot.derive.machinery.discharge import equal
from softpot.derive.machinery.errors import Undischarged
from softpot.derive.machinery.symbols import Quantity, SymbolTable

S = SymbolTable(
    *(Quantity(n, n, "a number", assumptions={"positive": True}) for n in ("t", "p", "q")),
)
t, p, q = S.t, S.p, S.q
OFF = Rational(1001, 1000)

WATSON = Integral(exp(-p * t) / (1 + t), (t, 0, oo))
ROOT = Integral(exp(-p * t) / sqrt(t * (1 + t)), (t, 0, oo))
DEBYE = Integral(t**3 / (exp(t) - 1), (t, 0, p))
WAVE = Integral(exp(-t) * cos(t / p), (t, 0, oo))
SLOW = Integral(exp(-t) / (t + p), (t, 0, oo))

LINES = {  # the line with a factor c, and where it holds for c = 1
    "a Laplace integral": (lambda c: equal(WATSON, c / p), (p, oo)),
    "with a root": (lambda c: equal(ROOT, c * sqrt(pi / p)), (p, oo)),
    "at 0": (lambda c: equal(DEBYE, c * p**3 / 3), (p, 0)),
    "a wave": (lambda c: equal(WAVE, c), (p, oo)),
    "as a limit": (lambda c: equal(Limit(p * WATSON, p, oo), c), ()),
    "of two letters": (lambda c: equal(WATSON.subs(p, p * q), c / (p * q)), (p, oo)),
    "without a direction": (lambda c: equal(WATSON, c / p), ()),
}
SLOWLY = {
    "a logarithm": (equal(SLOW, -log(p)), (p, 0)),
    "as its inverse": (equal(1 + 1 / SLOW, 1 - 1 / log(p)), (p, 0)),
    "a limit as 1/log": (equal(Limit(Integral(exp(-t), (t, 0, oo)) + 1 / log(p + 2), p, oo), 1), ()),
    "a slow power": (equal(Limit(WATSON * p + p ** Rational(-1, 10), p, oo), 1), ()),
    "a small logarithm": (equal(Limit(WATSON * p + 1 / (100 * log(p + 2)), p, oo), 1), ()),
    "a logarithm of one": (
        equal(Limit(WATSON * p + 1 / log(log(p + 20)), p, oo), 1), (),
    ),
    "waves": (equal(Limit(WATSON * p + sin(p) / p, p, oo), 1), ()),
    "waves in log": (equal(Limit(WATSON * p + cos(log(p)) / p ** Rational(1, 10), p, oo), 1), ()),
}  # fmt: skip


def _stands(statement, toward):
    Derivation("e", "", S, pytest.fail).limit(statement, "numbers show it", toward=toward)


@pytest.mark.quick(2)
@pytest.mark.parametrize("name", LINES)
@pytest.mark.parametrize("factor", [OFF, 1 / OFF], ids=str)
def test_a_factor_off_by_a_thousandth_is_refuted(name, factor):
    line, toward = LINES[name]
    _stands(line(1), toward)
    with pytest.raises(Undischarged, match="refuted by numbers"):
        _stands(line(factor), toward)


@pytest.mark.quick(2)
@pytest.mark.parametrize("name", SLOWLY)
def test_what_goes_to_its_limit_slowly_stands(name):
    _stands(*SLOWLY[name])


def _seen(deviation):
    """Whether a deviation at 2^k is taken for one that stays."""
    guessed = guess([deviation(mpmath.mpf(2) ** k) for k in range(1, 9)], 3e-4)
    far = [deviation(mpmath.mpf(2) ** k) for k in (16, 18, 20, 22)]
    return guessed is not None and borne_out(far, guessed)


FADING = [
    lambda x: 1 / mpmath.log(x + 2),
    lambda x: mpmath.log(x) / x,
    lambda x: 1 / mpmath.log(mpmath.log(x + 20)),
    lambda x: 1 / mpmath.log(mpmath.log(mpmath.log(x + 20) + 1) + 1),
    lambda x: x ** mpmath.mpf("-0.01"),
    lambda x: mpmath.cos(mpmath.log(x)) / mpmath.log(x + 2),
    lambda x: mpmath.exp(-mpmath.sqrt(mpmath.log(x + 2))),
    lambda x: mpmath.exp(-x / 1000),
    lambda x: 1 / (1 + x / 10**4),
]


@pytest.mark.parametrize("size", [1, -1, 0.1, 0.01, 0.001])
@pytest.mark.parametrize(
    "beside", [lambda x: 0, lambda x: 1 / x, lambda x: -3 / x, lambda x: x**-0.5]
)
@pytest.mark.parametrize("fading", range(len(FADING)))
def test_no_fading_deviation_is_taken_for_one_that_stays(fading, beside, size):
    assert not _seen(lambda x: size * FADING[fading](x) + beside(x))


@pytest.mark.parametrize("size", [0.001, -0.001, 0.01])
def test_deviations_that_stay_are_seen(size):
    assert _seen(lambda x: size + 1 / (2 * x + 1))
    assert _seen(lambda x: size - 3 / x + 1 / x**3)
