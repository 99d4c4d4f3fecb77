"""True lines of textbooks without a method, and their false neighbours: other signs, ends, premises, parameters."""

from __future__ import annotations

import mpmath as mp
import pytest
import sympy as sp
from sympy import Integral, Limit, Product, Sum, cos, exp, gamma, log, oo, pi, sin, sqrt

from softpot.derive import Derivation, Quantity, SymbolTable, TheoryError, equal
from softpot.derive.machinery.discharge import METHODS
from softpot.derive.machinery.discharge.lemmas import LEMMAS, b, c, n, p, q
from softpot.derive.machinery.discharge.lemmas import x as variable

whole = {"integer": True, "nonnegative": True}
S = SymbolTable(
    *(Quantity(name, name, "a number") for name in ("x", "y", "t")),
    *(Quantity(name, name, "a number", assumptions={"positive": True}) for name in ("a", "r", "s")),
    *(Quantity(name, name, "a whole number", assumptions=whole) for name in ("m", "l")),
    Quantity("k", "k", "a whole number", assumptions={"integer": True}),
    Quantity("z", "z", "a number", assumptions={}),
    *(Quantity(name, name, "a function", function=True) for name in ("f", "g")),
)
x, y, t, a, r, s, m, k = (S[name].symbol() for name in ["x", "y", "t", "a", "r", "s", "m", "k"])
z, f, g = S.z, S.f, S.g
half = sp.Rational(1, 2)
gauss = exp(-(x**2))


def lines(*premises, line):
    return (*premises, line)


TRUE = {
    "another name": equal(Integral(f(x), (x, 0, a)), Integral(f(t), (t, 0, a))),
    "split": equal(Integral(f(x), (x, a, r)) + Integral(f(x), (x, r, s)), Integral(f(x), (x, a, s))),
    "last term": equal(Sum(f(k), (k, 0, m + 1)), Sum(f(k), (k, 0, m)) + f(m + 1)),
    "backwards": equal(Sum(f(k), (k, 0, m)), Sum(f(m - k), (k, 0, m))),
    "mirrored": equal(Integral(f(x), (x, 0, a)), Integral(f(a - x), (x, 0, a))),
    "shifted": equal(Sum(f(k + 1), (k, 0, m - 1)), Sum(f(k), (k, 1, m))),
    "scaled": equal(Integral(f(a * x), (x, 0, 1)), Integral(f(x), (x, 0, a)) / a),
    "linear": equal(
        Sum(a * f(k) + r * g(k), (k, 0, m)), a * Sum(f(k), (k, 0, m)) + r * Sum(g(k), (k, 0, m))
    ),
    "even": equal(Integral(gauss, (x, -oo, oo)), 2 * Integral(gauss, (x, 0, oo))),
    "symmetric sum": equal(Sum(k**2, (k, -m, m)), 2 * Sum(k**2, (k, 1, m))),
    "by parts": equal(Integral(x**2 * exp(-x), (x, 0, oo)), 2 * Integral(x * exp(-x), (x, 0, oo))),
    "two variables": equal(Integral(2 * x * cos(x**2), (x, 0, a)), Integral(cos(t), (t, 0, a**2))),
    "a factor": equal(2 * Integral(gauss, (x, 0, oo)), sqrt(pi)),
    "a factor of a sum": equal(6 * Sum(k**2, (k, 0, m)), m * (m + 1) * (2 * m + 1)),
    "the value first": equal(pi / 4, Integral(1 / (1 + x**2), (x, 0, 1))),
    "twice": equal(Integral(x * y, (y, 0, x), (x, 0, 1)), sp.Rational(1, 8)),
    "Fourier": equal(Integral(gauss * cos(x * y), (x, -oo, oo)), sqrt(pi) * exp(-(y**2) / 4)),
    "Dirichlet": equal(Integral(sin(x) / x, (x, 0, oo)), pi / 2),
    "Lorentz": equal(Integral(cos(x * y) / (1 + x**2), (x, -oo, oo)), pi * exp(-sp.Abs(y))),
    "an angle": equal(Integral(1 / (2 + cos(x)), (x, 0, 2 * pi)), 2 * pi / sqrt(3)),
    "Beta": equal(
        Integral(x ** (a - 1) * (1 - x) ** (r - 1), (x, 0, 1)), gamma(a) * gamma(r) / gamma(a + r)
    ),
    "Leibniz": equal(Sum((-1) ** k / (2 * k + 1), (k, 0, oo)), pi / 4),
    "odd squares": equal(Sum(1 / (2 * k + 1) ** 2, (k, 0, oo)), pi**2 / 8),
    "log 2": equal(Sum((-1) ** (k + 1) / k, (k, 1, oo)), log(2)),
    "Botez": equal(Sum((-1) ** (k + 1) / k, (k, 1, 2 * m)), Sum(1 / k, (k, m + 1, 2 * m))),
    "odd factorial": equal(
        Product(2 * k - 1, (k, 1, m)), sp.factorial(2 * m) / (2**m * sp.factorial(m))
    ),
    "squares of squares": equal(
        (1 - x) * Product(1 + x ** (2**k), (k, 0, m)), 1 - x ** (2 ** (m + 1))
    ),
    "Bernoulli": (1 + a) ** m >= 1 + m * a,
    "powers of 2": 2**m > m,
    "factorials": sp.factorial(m) >= 2 ** (m - 1),
    "a modulus": equal(sp.conjugate(z) * z, sp.Abs(z) ** 2),
    "arc functions": equal(sp.acos(x) + sp.asin(x), pi / 2),
    "half an angle": equal(sp.tan(x / 2), sin(x) / (1 + cos(x))),
    "spherical": equal(sp.jn(1, a), sin(a) / a**2 - cos(a) / a),
    "a Wronskian": equal(
        sp.besselj(m + 1, a) * sp.bessely(m, a) - sp.besselj(m, a) * sp.bessely(m + 1, a), 2 / (pi * a)
    ),
    "Hankel": equal(sp.hankel1(m, a), sp.besselj(m, a) + sp.I * sp.bessely(m, a)),
    "harmonic numbers": equal(Sum(sp.harmonic(k), (k, 1, m)), (m + 1) * sp.harmonic(m) - m),
    "mean number": equal(Sum(m * exp(-a * m), (m, 0, oo)), exp(-a) / (1 - exp(-a)) ** 2),
    "Poisson": equal(Sum(k * a**k * exp(-a) / sp.factorial(k), (k, 0, oo)), a),
    "Fermi": equal(Integral(1 / (exp(x) + 1), (x, 0, oo)), log(2)),
    "a square of a sine": sin(x) ** 2 <= 1,
    "a triangle": sp.Abs(x + y) <= sp.Abs(x) + sp.Abs(y),
    "below its limit": sp.Abs(sp.tanh(x)) < 1,
}  # fmt: skip

FALSE = {
    "split": equal(Integral(f(x), (x, a, r)) + Integral(f(x), (x, s, r)), Integral(f(x), (x, a, s))),
    "last term": equal(Sum(f(k), (k, 0, m + 1)), Sum(f(k), (k, 0, m)) + f(m)),
    "backwards": equal(Sum(f(k), (k, 0, m)), Sum(f(m - k), (k, 1, m))),
    "mirrored": equal(Integral(f(x), (x, 0, a)), Integral(f(-x), (x, 0, a))),
    "shifted": equal(Sum(f(k + 1), (k, 0, m)), Sum(f(k), (k, 1, m))),
    "scaled": equal(Integral(f(a * x), (x, 0, 1)), Integral(f(x), (x, 0, a))),
    "telescoping without a limit": equal(
        Sum(f(k + 1) - f(k), (k, 0, oo)), -f(0)
    ),
    "odd": equal(Integral(x * gauss, (x, -oo, oo)), 2 * Integral(x * gauss, (x, 0, oo))),
    "divergent": equal(Integral(1 / x, (x, 1, oo)), Integral(1 / t, (t, 2, oo)) + log(2)),
    "over a pole": equal(
        Integral(1 / x, (x, -1, 1)), Integral(1 / x, (x, -1, 0)) + Integral(1 / x, (x, 0, 1))
    ),
    "alternating": equal(Sum((-1) ** k, (k, 0, oo)), 1 - Sum((-1) ** k, (k, 0, oo))),
    "by parts": equal(Integral(x * exp(-x), (x, 0, oo)), -Integral(exp(-x), (x, 0, oo))),
    "by parts, no premise": equal(
        Integral(x * sp.Derivative(f(x), x), (x, 0, 1)), f(1) - Integral(f(x), (x, 0, 1))
    ),
    "two variables": equal(Integral(2 * x * cos(x**2), (x, 0, a)), Integral(cos(t), (t, 0, a))),
    "Fourier, width": equal(Integral(gauss * cos(x * y), (x, -oo, oo)), sqrt(pi) * exp(-(y**2))),
    "Fourier, sign": equal(Integral(exp(-y * x**2) * cos(x), (x, -oo, oo)), sqrt(pi / y) * exp(-1 / (4 * y))),
    "Dirichlet, sign": equal(Integral(sin(x * y) / x, (x, 0, oo)), pi / 2),
    "Lorentz, sign": equal(Integral(cos(x * y) / (1 + x**2), (x, -oo, oo)), pi * exp(-y)),
    "an angle": equal(Integral(1 / (1 + 2 * cos(x)), (x, 0, 2 * pi)), 2 * pi / sqrt(3)),
    "Beta": equal(
        Integral(x ** (y - 1) * (1 - x) ** (r - 1), (x, 0, 1)), gamma(y) * gamma(r) / gamma(y + r)
    ),
    "reflection": equal(Integral(x ** (a - 1) / (1 + x), (x, 0, oo)), pi / sin(pi * a)),
    "Leibniz": equal(Sum((-1) ** k / (2 * k + 1), (k, 1, oo)), pi / 4),
    "harmonic": equal(Sum(1 / k, (k, 1, oo)), log(2)),
    "odd squares": equal(Sum(1 / (2 * k + 1) ** 2, (k, 1, oo)), pi**2 / 8),
    "Botez": equal(Sum((-1) ** (k + 1) / k, (k, 1, 2 * m)), Sum(1 / k, (k, m, 2 * m))),
    "a product from 0": equal(Product(k, (k, 0, m)), sp.factorial(m)),
    "Bernoulli, strict": (1 + a) ** m > 1 + m * a,
    "Bernoulli, no premise": (1 + x) ** m >= 1 + m * x,
    "powers of 2": 2**m > m + 1,
    "a part": equal((z - sp.conjugate(z)) / 2, sp.im(z)),
    "arc functions": equal(sp.acos(x) - sp.asin(x), pi / 2),
    "half an angle": equal(sp.tan(x / 2), sin(x) / (1 - cos(x))),
    "spherical": equal(sp.jn(1, a), sin(a) / a**2 + cos(a) / a),
    "a Wronskian": equal(
        sp.besselj(m + 1, a) * sp.bessely(m, a) - sp.besselj(m, a) * sp.bessely(m + 1, a), 2 / a
    ),
    "Poisson": equal(Sum(k * y**k * exp(-y) / sp.factorial(k), (k, 0, oo)), y**2),
    "a square of a sine": sin(x) ** 2 < 1,
    "a product of waves": sin(x) * cos(x) >= 0,
    "a triangle": sp.Abs(x + 2 * y) <= sp.Abs(x) + sp.Abs(y),
    "a triangle, turned": sp.Abs(x - y) >= sp.Abs(x) + sp.Abs(y),
    "a limit that is none": equal(Limit(sin(1 / x), x, 0), 0),
}  # fmt: skip


SLOW = {
    "over a pole", "Lorentz, sign", "Dirichlet", "an angle", "divergent", "by parts", "two variables",
    "Dirichlet, sign", "Bernoulli", "Fourier, sign", "odd", "reflection", "Bernoulli, no premise",
}  # fmt: skip


def named(lines_):
    """The names, those of lines that take long marked."""
    return [pytest.param(name, marks=pytest.mark.slow) if name in SLOW else name for name in lines_]


def discharged(*statements):
    d = Derivation("line", "", S, lambda id: None)
    for statement in statements[:-1]:
        d.premise(statement, "assumed")
    d.step(statements[-1], "as stated")
    return d._steps[-1]


@pytest.mark.quick(2)
@pytest.mark.parametrize("name", named(TRUE))
def test_true_lines(name):
    line = discharged(TRUE[name])
    assert type(line.method) in METHODS
    assert line.proof


@pytest.mark.quick(2)
@pytest.mark.parametrize("name", named(FALSE))
def test_false_neighbours(name):
    with pytest.raises(TheoryError):
        discharged(FALSE[name])


decay, start = equal(f(t).diff(t), -a * f(t)), equal(f(0), 1)
swings = equal(f(t).diff(t, 2), -(a**2) * f(t))
at_rest = equal(sp.Subs(f(t).diff(t), t, 0), 0)
smooth = equal(f(x).diff(x), g(x))
parts = equal(
    Integral(x * f(x).diff(x), (x, 0, 1)), f(1) - Integral(f(x), (x, 0, 1))
)  # fmt: skip

WITH_PREMISES = {
    "decay": lines(decay, start, line=equal(f(t), exp(-a * t))),
    "oscillator": lines(swings, start, at_rest, line=equal(f(t), cos(a * t))),
    "by parts": lines(smooth, line=parts),
    "Jordan": lines(x >= 0, x <= pi / 2, line=sin(x) >= 2 * x / pi),
    "on a range": lines(x >= 1, x <= 2, line=sp.besselj(0, x) > sp.Rational(1, 5)),
    "below a chord": lines(x >= 0, x <= 1, line=exp(x) <= 1 + 2 * x),
    "Bernoulli": lines(x > -1, line=(1 + x) ** m >= 1 + m * x),
    "reflection": lines(a < 1, line=equal(Integral(x ** (a - 1) / (1 + x), (x, 0, oo)), pi / sin(pi * a))),
    "a root": lines(x >= 0, line=equal(sqrt(x**2), x)),
    "geometric": lines(sp.Abs(x) < 1, line=equal(Sum(x**k, (k, 0, oo)), 1 / (1 - x))),
}  # fmt: skip

LACKING = {
    "decay, sign": lines(decay, start, line=equal(f(t), exp(a * t))),
    "decay, no value": lines(decay, line=equal(f(t), exp(-a * t))),
    "oscillator, one value": lines(swings, start, line=equal(f(t), cos(a * t))),
    "values at two points": lines(
        swings, start, equal(sp.Subs(f(t).diff(t), t, pi / a), 0), line=equal(f(t), cos(a * t))
    ),
    "singular at the point": lines(
        equal(t * f(t).diff(t), 2 * f(t)), equal(f(0), 0), line=equal(f(t), t**2)
    ),
    "beyond an end": lines(
        equal(f(a).diff(a), -f(a)), equal(f(0), 1), line=equal(f(a), exp(-a))
    ),
    "not linear": lines(
        equal(f(t).diff(t), 3 * sp.cbrt(f(t)) ** 2), equal(f(0), 0), line=equal(f(t), t**3)
    ),
    "on part of the line": lines(
        t > 1, decay, start, line=equal(f(t), exp(-a * t))
    ),
    "Jordan, strict": lines(x >= 0, x <= pi / 2, line=sin(x) > 2 * x / pi),
    "on a range": lines(x >= 1, x <= 3, line=sp.besselj(0, x) > sp.Rational(1, 5)),
    "below a chord": lines(x >= 0, x <= 1, line=exp(x) <= 1 + sp.Rational(17, 10) * x),
    "Bernoulli": lines(x > -4, line=(1 + x) ** m >= 1 + m * x),
    "a root": lines(x >= -1, line=equal(sqrt(x**2), x)),
    "geometric": lines(sp.Abs(x) <= 1, line=equal(Sum(x**k, (k, 0, oo)), 1 / (1 - x))),
}  # fmt: skip


@pytest.mark.quick(3)
@pytest.mark.parametrize("name", named(WITH_PREMISES))
def test_lines_that_rest_on_premises(name):
    line = discharged(*WITH_PREMISES[name])
    assert line.starts and line.rests_on


@pytest.mark.quick(2)
@pytest.mark.parametrize("name", named(LACKING))
def test_lines_without_the_premises_that_they_need(name):
    with pytest.raises(TheoryError):
        discharged(*LACKING[name])


AT = (
    {b: "13/10", c: "7/10", p: "7/20", q: "21/10", n: 2},
    {b: "2/5", c: "5/2", p: "6/5", q: "17/10", n: 3},
    {b: "11/10", c: "19/10", p: "-3/10", q: "9/10", n: 0},
)


@pytest.mark.slow
@pytest.mark.parametrize("number", range(len(LEMMAS)))
def test_lemmas_against_quadrature(number):
    lemma = LEMMAS[number]
    tried = 0
    for values in AT:
        at = {symbol: sp.Rational(value) for symbol, value in values.items()}
        if not all(e.subs(at) > 0 for e in lemma.positive):
            continue
        tried += 1
        found = _quadrature(lemma, at)
        assert abs(found - mp.mpmathify(sp.N(lemma.value.subs(at), 20))) < 1e-7
    assert tried


def _quadrature(lemma, at):
    """∫ of the lemma by mpmath; x = u³ for ends at which the integrand is singular, half periods of waves summed up."""
    F = sp.lambdify(variable, lemma.integrand.subs(at), "mpmath")
    low, high = (mp.mpf(sp.N(e, 20)) if e.is_finite else mp.inf for e in (lemma.lower, lemma.upper))
    if high != mp.inf:
        return mp.quad(F, [low, (low + high) / 2, high])
    if lemma.lower == -sp.oo:
        return mp.quad(F, [-mp.inf, 0, mp.inf])
    wave = lemma.integrand.has(sin, cos) and not lemma.integrand.has(exp, sp.cosh)
    if wave and lemma.integrand.has(variable**2 * c):
        # ∫ F(√u)/(2√u) du, whose first half period is singular at 0
        rate = mp.mpf(sp.N(at[c], 20))
        return mp.quad(F, [0, mp.sqrt(mp.pi / rate)]) + mp.quadosc(
            lambda u: F(mp.sqrt(u)) / (2 * mp.sqrt(u)), [mp.pi / rate, mp.inf], omega=rate
        )
    if wave and lemma.integrand.has(sin(b * variable) ** 2):
        rate = 2 * mp.mpf(sp.N(at[b], 20))
        rest = mp.quadosc(lambda u: -mp.cos(rate * u) / (2 * u * u), [5, mp.inf], omega=rate)
        return mp.quad(F, [0, 1, 5]) + rest + mp.mpf(1) / 10
    if wave:
        return mp.quadosc(F, [0, mp.inf], omega=mp.mpf(sp.N(at[b], 20)))
    with mp.workdps(90):  # x = e^u, and e^x - 1 keeps its digits
        return mp.quad(lambda u: F(mp.exp(u)) * mp.exp(u), [-160, -20, -5, 0, 3, 8, 40, 200])
