"""False statements and true ones, as data: what the prover must refuse, and what it must not lose.

Each is a function of a derivation that writes lines; the table of symbols has real, complex, positive and whole ones.
"""

from __future__ import annotations

import sympy as sp
from sympy import (
    Abs,
    Derivative,
    Determinant,
    E,
    Eq,
    Heaviside,
    I,
    Integer,
    Integral,
    Limit,
    Matrix,
    Ne,
    Or,
    Piecewise,
    Rational,
    Subs,
    Sum,
    Tuple,
    asin,
    atan,
    besselj,
    binomial,
    ceiling,
    conjugate,
    cos,
    cosh,
    elliptic_k,
    erf,
    exp,
    factorial,
    floor,
    gamma,
    log,
    oo,
    pi,
    re,
    sign,
    sin,
    sinh,
    sqrt,
    tan,
    tanh,
    zeta,
)  # fmt: skip

from softpot.derive.machinery.discharge import (
    Antiderivative,
    Apart,
    Cells,
    ContinuousLimit,
    Count,
    DominatedLimit,
    Elimination,
    EvenZeta,
    GammaIntegral,
    Identity,
    ImproperIntegral,
    Induction,
    Linearity,
    Rescaled,
    Rises,
    SubstitutionBack,
    Telescoping,
    TermByTerm,
    equal,
)  # fmt: skip
from softpot.derive.machinery.symbols import Quantity, SymbolTable

_POSITIVE, _WHOLE = {"positive": True}, {"integer": True, "nonnegative": True}
_INTEGER, _COUNT = {"integer": True}, {"integer": True, "positive": True}


def _rows(names: str, **kept):
    return (Quantity(name, name, "a quantity", **kept) for name in names.split())


S = SymbolTable(
    *_rows("x y t u v"),
    *_rows("z c", assumptions={}),
    *_rows("a b p q", assumptions=_POSITIVE),
    *_rows("n o", assumptions=_WHOLE),
    *_rows("k N", assumptions=_INTEGER),
    *_rows("m", assumptions=_COUNT),
    *_rows("A B", assumptions={"commutative": False}),
    *_rows("f g G", function=True),
    *_rows("h", function=True, assumptions=_POSITIVE),
)
x, y, t, u, v, z, c = S.x, S.y, S.t, S.u, S.v, S.z, S.c
a, b, p, q, n, o, k, N, m = S.a, S.b, S.p, S.q, S.n, S.o, S.k, S.N, S.m
A, B, f, g, G, h = S.A, S.B, S.f, S.g, S.G, S.h
HALF = Rational(1, 2)


def step(*statements, by=None):
    """Lines without premises, by one method."""

    def written(d):
        for statement in statements:
            d.step(statement, "as stated", by)

    return written


def put(*pairs):
    return Identity(where=pairs)


def greater(left, right):
    return sp.StrictGreaterThan(left, right, evaluate=False)


def lines(*calls):
    """Lines (name of the method of a derivation, its arguments)."""

    def written(d):
        for name, *arguments in calls:
            getattr(d, name)(*arguments)

    return written


QUADRATIC, WEIGHTS = x**2 + u * x + v, ((x, 1), (u, 1), (v, 2))
ZERO = (x + 3) ** 2 - x**2 - 6 * x - 9
FALSE = {
    # 0/0, and factors that cancel though they may be 0
    "a quotient of zeros is 2": step(equal(ZERO / ZERO.subs(x, x + 1), 2)),
    "a quotient of hidden zeros": step(
        equal((sin(x) ** 2 + cos(x) ** 2 - 1) / (exp(x) - exp(x - 1) * E + ZERO), 1)),
    "x cancels at 0": step(equal((x**3 + x) / x, x**2 + 1)),
    "x - 2 cancels at 2": step(equal((x**2 - 4) / (x - 2), x + 2)),
    "x - y cancels where both are equal": step(equal((x**3 - y**3) / (x - y), x**2 + x * y + y**2)),
    "equal names divided by their difference": lines(
        ("define", u, v, "equal"), ("step", equal((u**2 - v**2) / (u - v), u + v), "cancel")),
    # names
    "a name is a constant under a derivative": lines(
        ("define", u, sin(x), "a name"), ("step", equal(Derivative(u, x), 0), "no x in sight")),
    "a name of a name is a constant": lines(
        ("define", u, x**2, "a name"), ("define", v, u + 1, "of it"), ("step", equal(Derivative(v * y, x), 0), "no x")),
    "an assumed value is a constant": lines(
        ("premise", equal(u, x**3), "so it is"), ("step", equal(Derivative(u, x), 0), "no x in sight")),
    "a name is summed as a constant": lines(
        ("define", u, k + 1, "a name"), ("step", equal(Sum(u, (k, 0, n)), (n + 1) * u), "constant", Induction(n, 0))),
    "a name is captured by an integral": lines(
        ("define", u, x + 1, "a name"),
        ("step", equal(Integral(u * x, (x, 0, 1)), Integral(x**2 + x, (x, 0, 1))), "put in", put((u, x + 1)))),
    "a name is captured by a sum": lines(
        ("define", N, k, "a name"), ("step", equal(Sum(N + k, (k, 1, 4)), Sum(2 * k, (k, 1, 4))), "in", put((N, k)))),
    "a name is captured by a limit": lines(
        ("define", u, x, "a name"), ("step", equal(Limit(u * x, x, 2), Limit(x**2, x, 2)), "in", put((u, x)))),
    "a positive name is negative": lines(("define", a, Integer(-3), "no")),
    "a positive name may be negative": lines(("define", a, x**3, "who knows")),
    "a whole name is a half": lines(("define", n, HALF, "no")),
    "a real name is imaginary": lines(("define", x, sqrt(-1 - y**2), "no")),
    "a name for a divergent sum": lines(("define", u, Sum((-2) ** n, (n, 0, oo)), "1/3?")),
    "a name for a divergent integral": lines(("define", a, Integral(1 / q, (q, 0, 1)), "a number?")),
    "a count with two meanings": lines(
        ("step", Or(Eq(N, 2), u**2 <= 4 * v), "two", Cells(QUADRATIC, x, WEIGHTS, (Count(N),))),
        ("step", Or(Eq(N, 1), u**2 <= 4 * v), "one", Cells(QUADRATIC, x, WEIGHTS, (Count(N, rising=True),)))),
    "a wrong count": step(Eq(N, 2, evaluate=False), by=Cells(QUADRATIC, x, WEIGHTS, (Count(N),))),
    "a count of what is a number": lines(
        ("define", N, Integer(3), "three"),
        ("step", Eq(N, 1, evaluate=False), "one", Cells(x - u - v, x, ((x, 1), (u, 1), (v, 1)), (Count(N),)))),
    # premises
    "False": lines(("premise", sp.false, "no")),
    "a real square is negative": lines(("premise", equal(x**2 + y**2, -1), "no")),
    "e is a fraction": lines(("premise", equal(E, Rational(19, 7)), "no")),
    "an odd number of halves": lines(("premise", equal(2 * k, 5), "no")),
    "above and below": lines(("premise", x > 3, "yes"), ("premise", x < -3, "no")),
    "two values": lines(("premise", equal(x, 3), "yes"), ("premise", equal(x + 0 * y, 4), "no")),
    # an equation that holds at one place is differentiated
    "the slope at a root": lines(
        ("premise", equal(x**3 - 8, 0), "a root"),
        ("step", equal(Derivative(x**3 - 8, x), 0), "so", put((x**3 - 8, 0)))),
    "the curvature at a minimum": lines(
        ("premise", equal(4 * x**3 - 2 * a * x, 0), "stationary"),
        ("step", equal(Derivative(4 * x**3 - 2 * a * x, x), 0), "so", put((4 * x**3 - 2 * a * x, 0)))),
    # branches
    "sqrt z^2": step(equal(sqrt(z**2), z)),
    "log of a product": step(equal(log(z * c), log(z) + log(c))),
    "a power of a power": step(equal((z**t) ** 2, z ** (2 * t + 0 * u)), equal((z**2) ** t, z ** (2 * t))),
    "log of an exponential": step(equal(log(exp(z)), z)),
    "arc sine of the sine": step(equal(asin(sin(x)), x)),
    "arc tangents add": step(equal(atan(a) + atan(b), atan((a + b) / (1 - a * b)))),
    "a modulus is a square": step(equal(z * conjugate(z), z**2)),
    "a complex derivative of a modulus": step(equal(Derivative(Abs(z) ** 2, z), 2 * re(z))),
    # kinks, jumps and integers
    "the slope of |x - 1|": step(equal(Derivative(Abs(x - 1), x), sign(x - 1))),
    "the slope of |x| at 0": step(equal(Subs(Derivative(Abs(x), x), x, 0), 0)),
    "the slope of a step": step(equal(Derivative(Piecewise((0, x < sqrt(2)), (1, True)), x), 0)),
    "the slope of the floor": step(equal(Derivative(floor(x), x), 0)),
    "ceiling and floor": step(equal(ceiling(x) - floor(x), 1)),
    "Γ at its poles": step(equal(gamma(k + 2) / gamma(k), k * (k + 1))),
    "factorials below 0": step(equal(factorial(k + 1) / factorial(k), k + 1)),
    "a parity": step(equal((-1) ** (k**2), (-1) ** k + 0 * k), equal(cos(pi * k), 1)),
    "a product of matrices": step(equal((A - B) * (A + B), A**2 - B**2)),
    "shapes": step(equal(Matrix([[x, y]]).as_immutable(), Matrix([[x], [y]]).as_immutable())),
    "a matrix is a number": step(equal(Matrix([[0, 0], [0, 0]]).as_immutable(), x - x + 2)),
    "a determinant of a sum": step(equal(Determinant(Matrix([[x + 1, y], [t, u + 1]])), x * u - y * t + 1)),
    # other solutions
    "a free unknown": lines(
        ("step", equal(y * cos(x) ** 2 + y * sin(x) ** 2 - y, 0), "yes"),
        ("step", equal(y, 3), "so", SubstitutionBack((y * cos(x) ** 2 + y * sin(x) ** 2 - y,), (y,)))),
    "a factor that may vanish": lines(
        ("premise", equal(u * y - 2 * u, 0), "yes"),
        ("step", equal(y, 2), "so", SubstitutionBack((u * y - 2 * u,), (y,)))),
    "one of three cube roots": lines(
        ("premise", equal(z**3 - 27, 0), "yes"), ("step", equal(z, 3), "so", SubstitutionBack((z**3 - 27,), (z,)))),
    "one of two square roots": lines(
        ("premise", equal(x**2 - 9, 0), "yes"), ("step", equal(x, 3), "so", SubstitutionBack((x**2 - 9,), (x,)))),
    "cancelled by elimination": lines(
        ("premise", equal(x * y - x * t, 0), "yes"), ("step", equal(y, t), "so", Elimination((x * y - x * t,), (x,)))),
    # induction and sums
    "induction that leaves out the start": step(equal(sign(n + 0), 1), by=Induction(n, 1)),
    "a power of 0": step(equal(0**n, 0), by=Induction(n, 1)),
    "induction below what is said": lines(
        ("premise", equal(f(n + 1), f(n) + 2), "for n from 0 on"), ("premise", equal(f(-2), 0), "elsewhere"),
        ("step", equal(f(n), 2 * n + 4), "so", Induction(n, -2, ((f(n + 1), f(n) + 2),), ((f(-2), Integer(0)),)))),
    "induction over all integers": step(equal(Abs(k), k), by=Induction(k, 0)),
    "a geometric sum that grows": step(equal(Sum(2**n * exp(-n * 0), (n, 0, oo)), -1), by=Telescoping(-(2**n))),
    "an odd zeta value": step(equal(Sum(1 / m**3, (m, 1, oo)), pi**3 / 26), by=EvenZeta()),
    "a split of a convergent sum": step(equal(
        Sum(1 / m - 1 / (m + 2), (m, 1, oo)), Sum(1 / m, (m, 1, oo)) - Sum(1 / (m + 2), (m, 1, oo)))),
    "an index of one sign runs over both": step(equal(Sum(Abs(m, evaluate=False), (m, -2, 2)), Sum(m, (m, -2, 2)))),
    # inequalities
    "tanh below its argument": step(greater(x, tanh(x)), by=Rises(x, 3)),
    "a fifth power is positive": step(x**5 > 0, by=Rises(x, 5)),
    "tan above its argument": step(greater(tan(p), p), by=Rises(p, 3)),
    "pi above a convergent": step(greater(pi, Rational(355, 113)), by=Apart()),
    # integrals
    "a cut inside": step(
        equal(Integral(1 / (x + z), (x, -1, 1)), log(1 + z) - log(z - 1)), by=Antiderivative(log(x + z))),
    "a pole inside": step(equal(Integral(1 / (x - 1) ** 2, (x, 0, 2)), -2), by=Antiderivative(-1 / (x - 1))),
    "an arc tangent that jumps": step(equal(
        Integral(1 / (1 + cos(x) ** 2), (x, 0, pi)), 0), by=Antiderivative(atan(tan(x) / sqrt(2)) / sqrt(2))),
    "orthogonality for all whole numbers": step(
        equal(Integral(sin(n * x) * sin(o * x), (x, 0, 2 * pi)), 0),
        by=Antiderivative(sin((n - o) * x) / (2 * (n - o)) - sin((n + o) * x) / (2 * (n + o)))),
    "a mean that fails for 0": step(equal(Integral(cos(k * x), (x, 0, 2 * pi)), 0), by=Antiderivative(sin(k * x) / k)),
    "a power that may be -1": step(
        equal(Integral(q**t, (q, 1, 2)), (2 ** (t + 1) - 1) / (t + 1)), by=Antiderivative(q ** (t + 1) / (t + 1))),
    "a divergent tail": step(equal(Integral(1 / (1 + q), (q, 0, oo)), 0), by=ImproperIntegral(log(1 + q))),
    "a scale of nothing": step(
        equal(Integral(1 / q, (q, 3, oo)), Integral(1 / p, (p, 1, oo))), by=Rescaled(Integer(3))),
    "infinity minus infinity": step(equal(
        Integral(1 / q - 1 / (q + 2), (q, 1, oo)), Integral(1 / q, (q, 1, oo)) - Integral(1 / (q + 2), (q, 1, oo))),
        by=Linearity()),
    "a Gaussian that grows": step(equal(Integral(exp(-y * x**2), (x, -oo, oo)), sqrt(pi / y)), by=GammaIntegral()),
    "a Bose integral at 0": step(
        equal(Integral(1 / (exp(x) - 1), (x, 0, oo)), Sum(1 / m, (m, 1, oo))), by=TermByTerm(Integer(1), m, 0)),
    "a variable of one sign runs over both": step(
        equal(Integral(Abs(q, evaluate=False), (q, -2, 2)), Integral(q, (q, -2, 2)))),
    # under the sign of integration
    "a moving step": step(equal(Derivative(Integral(Piecewise((2, y < x), (1, True)), (y, 0, 1)), x), 0)),
    "a moving kink": step(equal(Derivative(Integral(Abs(x - y), (y, 0, 1)), (x, 2)), 0)),
    "a moving floor": step(equal(Derivative(Integral(floor(x - y), (y, 0, 1)), x), 0)),
    "Dirichlet's integral": step(equal(
        Derivative(Integral(sin(a * q) / q, (q, 0, oo)), a), Integral(cos(a * q), (q, 0, oo)))),
    "a rate that is not uniform": step(equal(
        Subs(Derivative(Integral(x**3 * exp(-(x**2) * q), (q, 0, oo)), x), x, 0), 0)),
    "a series of sines": step(equal(Derivative(Sum(sin(m * x) / m, (m, 1, oo)), x), Sum(cos(m * x), (m, 1, oo)))),
    # limits
    "any function is continuous": step(equal(Limit(g(x), x, 1), g(1)), by=ContinuousLimit((g,))),
    "a sign has a limit": step(equal(Limit(sign(x), x, 0), 0), by=ContinuousLimit()),
    "a limit on a cut": step(
        equal(Limit(atan(x + 3 * I), x, 0, "-"), atan(3 * I)), by=ContinuousLimit()),
    "a quotient with a parameter": step(equal(Limit(x / y, x, 0), 0), by=ContinuousLimit()),
    "dominated by a constant": lines(
        ("premise", Abs(G(x, p)) <= 1, "bounded"),
        ("premise", equal(Limit(G(x, p), x, 0), G(0, p)), "continuous"),
        ("step", equal(Limit(Integral(G(x, p), (p, 0, oo)), x, 0), Integral(G(0, p), (p, 0, oo))), "so",
         DominatedLimit((Abs(G(x, p)) <= 1, equal(Limit(G(x, p), x, 0), G(0, p)))))),
    "dominated from above": lines(
        ("premise", G(x, p) <= exp(-p), "bounded"),
        ("premise", equal(Limit(G(x, p), x, 0), G(0, p)), "continuous"),
        ("step", equal(Limit(Integral(G(x, p), (p, 0, oo)), x, 0), Integral(G(0, p), (p, 0, oo))), "so",
         DominatedLimit((G(x, p) <= exp(-p), equal(Limit(G(x, p), x, 0), G(0, p)))))),
    "differentiable, unsaid": lines(
        ("premise", equal(Limit(f(p), p, oo), 0), "f dies out"),
        ("step", equal(Integral(Derivative(f(p), p), (p, 0, oo)), -f(0)), "so",
         ImproperIntegral(f(p), (equal(Limit(f(p), p, oo), 0),), (f,)))),
    # special functions
    "a Bessel sign": step(equal(Derivative(besselj(0, x), x), besselj(1, x))),
    "a zeta value": step(equal(zeta(4), pi**4 / 91)),
    "a modulus of K": step(equal(elliptic_k(1 / (1 + p)), elliptic_k(p))),
    "a step squared": step(equal(Heaviside(x) ** 2, Heaviside(x))),
    "a binomial": step(equal(binomial(k, 2), k * (k + 1) / 2)),
}  # fmt: skip

TRUE = {
    "a square": step(equal((x + y) ** 2, x**2 + 2 * x * y + y**2)),
    "a factor that is not 0 cancels": lines(
        ("premise", Ne(x, 2), "so it is"), ("step", equal((x**2 - 4) / (x - 2), x + 2), "cancel")),
    "a positive factor cancels": step(equal((p**2 - p * q) / p, p - q)),
    "a wave equation": step(equal(Derivative(f(x - t), (x, 2)) - Derivative(f(x - t), (t, 2)), 0)),
    "a spherical wave": step(equal(Derivative(x * (sin(x) / x), (x, 2)) + sin(x), 0)),
    "an equation for sin(x)/x": step(equal(
        x * Derivative(sin(x) / x, (x, 2)) + 2 * Derivative(sin(x) / x, x) + sin(x), 0)),
    "reflection": step(equal(gamma(z) * gamma(1 - z), pi / sin(pi * z))),
    "recurrence of Γ": step(equal(gamma(z + 2), (z + 1) * z * gamma(z))),
    "a modulus": step(equal(Abs(exp(x + I * y), evaluate=False), exp(x))),
    "a derivative of K": step(equal(
        Derivative(elliptic_k(x), x), (sp.elliptic_e(x) - (1 - x) * elliptic_k(x)) / (2 * x * (1 - x)))),
    "a name put in before": lines(
        ("define", u, x**3, "a name"), ("step", equal(Derivative(u, x), 3 * x**2), "put in", put((u, x**3)))),
    "a function named": lines(
        ("define", f(x), x**3, "a name"), ("step", equal(Derivative(f(x), x), 3 * x**2), "in", put((f(x), x**3)))),
    "a function under an integral": lines(
        ("define", f(x), x**3, "a name"),
        ("step", equal(Integral(f(x), (x, 0, y)), Integral(x**3, (x, 0, y))), "in", put((f(x), x**3)))),
    "a linear system": lines(
        ("premise", equal(2 * x + y, 3) & equal(x - y, 0), "yes"),
        ("step", equal(Tuple(x, y), Tuple(1, 1)), "solved", SubstitutionBack((2 * x + y - 3, x - y), (x, y)))),
    "a determinant that is said not to vanish": lines(
        ("premise", equal(u * y - 2 * u, 0), "yes"), ("premise", Ne(u, 0), "not 0"),
        ("step", equal(y, 2), "so", SubstitutionBack((u * y - 2 * u,), (y,), nonzero=(u,)))),
    "a determinant that cannot vanish": lines(
        ("premise", equal(u * y, 1), "yes"), ("step", equal(y, 1 / u), "so", SubstitutionBack((u * y - 1,), (y,)))),
    "a positive root": lines(
        ("premise", equal(p**3 - a, 0), "yes"),
        ("step", equal(p, a ** Rational(1, 3)), "so", SubstitutionBack((p**3 - a,), (p,)))),
    "cubes": step(equal(Sum(k**3, (k, 1, n)), n**2 * (n + 1) ** 2 / 4), by=Induction(n, 0)),
    "growth": lines(
        ("premise", equal(f(n + 1), f(n) + 2) & equal(f(0), 1), "a rule"),
        ("step", equal(f(n), 2 * n + 1), "so", Induction(n, 0, ((f(n + 1), f(n) + 2),), ((f(0), Integer(1)),)))),
    "a hyperbolic sine": step(greater(sinh(p), p), by=Rises(p, 3)),
    "a hyperbolic cosine": step(greater(cosh(p), 1), by=Rises(p, 2)),
    "numbers apart": step(greater(Rational(355, 113), pi), by=Apart()),
    "two roots or none": step(
        Or(Eq(N, 2), u**2 <= 4 * v), by=Cells(QUADRATIC, x, WEIGHTS, (Count(N),))),
    "an arc tangent": step(equal(Integral(1 / (1 + x**2), (x, -1, 1)), pi / 2), by=Antiderivative(atan(x))),
    "a mean": step(equal(Integral(cos(m * x) ** 2, (x, 0, pi)), pi / 2),
                   by=Antiderivative(x / 2 + sin(2 * m * x) / (4 * m))),
    "an exponential tail": step(equal(Integral(q * exp(-a * q), (q, 0, oo)), 1 / a**2),
                                by=ImproperIntegral(-(q / a + 1 / a**2) * exp(-a * q))),
    "a Gaussian": step(equal(Integral(exp(-a * x**2), (x, -oo, oo)), sqrt(pi / a)), by=GammaIntegral()),
    "a Gaussian by erf": step(equal(Integral(exp(-(x**2)), (x, -oo, oo)), sqrt(pi)),
                              by=ImproperIntegral(sqrt(pi) / 2 * erf(x))),
    "a Bose integral": lines(
        ("step", equal(Integral(x / (exp(x) - 1), (x, 0, oo)), Sum(1 / m**2, (m, 1, oo))), "terms",
         TermByTerm(Integer(1), m, 1)),
        ("step", equal(Sum(1 / m**2, (m, 1, oo)), pi**2 / 6), "Euler", EvenZeta())),
    "a parameter in a Gaussian": step(equal(
        Derivative(Integral(exp(-(x**2)) * cos(x * y), (x, -oo, oo)), y),
        Integral(-x * exp(-(x**2)) * sin(x * y), (x, -oo, oo)))),
    "a parameter in a rate": step(equal(
        Derivative(Integral(exp(-a * x**2), (x, -oo, oo)), a), -Integral(x**2 * exp(-a * x**2), (x, -oo, oo)))),
    "a parameter over a finite range": step(equal(
        Derivative(Integral(sin(x * y), (x, 0, 1)), y), Integral(x * cos(x * y), (x, 0, 1)))),
    "a moving end": step(equal(Derivative(Integral(exp(-(y**2)), (y, 0, x)), x), exp(-(x**2)))),
    "a limit": step(equal(Limit(exp(-x) * cos(x) + x, x, 0), 1), by=ContinuousLimit()),
    "a continuous function": lines(
        ("premise", equal(Limit(g(y), y, x, "+-"), g(x)), "it is continuous"),
        ("step", equal(Limit(2 * g(x) + x, x, 1), 2 * g(1) + 1), "so", ContinuousLimit((g,)))),
    "a dominated limit": lines(
        ("premise", h(x, p) <= exp(-p), "below an integrable function, and positive by the table"),
        ("premise", equal(Limit(h(x, p), x, 0), h(0, p)), "continuous"),
        ("step", equal(Limit(Integral(h(x, p), (p, 0, oo)), x, 0), Integral(h(0, p), (p, 0, oo))), "so",
         DominatedLimit((h(x, p) <= exp(-p), equal(Limit(h(x, p), x, 0), h(0, p)))))),
    "a function that dies out": lines(
        ("premise", equal(Limit(f(x), x, oo), 0), "f dies out"),
        ("premise", equal(Derivative(f(x), x), -f(x)), "smoothly"),
        ("step", equal(Integral(Derivative(f(x), x), (x, 0, oo)), -f(0)), "so",
         ImproperIntegral(f(x), (equal(Limit(f(x), x, oo), 0),), (f,)))),
    "things that do not commute": step(equal((A + B) * A, A**2 + B * A)),
    "a determinant": step(equal(Determinant(Matrix([[x, y], [t, u]])), x * u - y * t)),
}  # fmt: skip
