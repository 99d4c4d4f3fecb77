"""Random expressions of the kinds that theories use, the same for the same seed."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import sympy as sp

from softpot.derive.machinery.symbols import Quantity, SymbolTable

_POSITIVE = {"positive": True}
S = SymbolTable(
    *(Quantity(name, name, name) for name in "xyt"),
    Quantity("z", "z", "a complex number", assumptions={}),
    Quantity("a", "a", "a length", assumptions=_POSITIVE),
    Quantity("E_0", "E_0", "an energy", assumptions=_POSITIVE),
    Quantity("hbar", r"\hbar", "Planck", text="ħ", assumptions=_POSITIVE),
    Quantity("k_B", r"k_{\mathrm{B}}", "Boltzmann", text="k_B", assumptions=_POSITIVE),
    Quantity("T", "T", "temperature", assumptions=_POSITIVE),
    Quantity("eta_L", r"\eta_L", "a scale", text="η_L", assumptions=_POSITIVE),
    Quantity("x_p", "x'", "another coordinate", text="x′"),
    Quantity("delta_eta", r"\delta\eta", "a width", text="δη", assumptions=_POSITIVE),
    Quantity("k_T", r"k_B \theta", "an energy of two atoms", text="k_B θ"),
    Quantity("slope", r"\partial E/\partial\eta", "a slope", text="∂E/∂η"),
    Quantity("He", r"{}^{3}\mathrm{He}", "helium"),
    Quantity("tensor", "C^{a}{}_{b}", "a tensor"),
    Quantity("bar", r"\bar{v}", "a mean"),
    Quantity("n", "n", "a number", assumptions={"integer": True, "positive": True}),
    Quantity("k", "k", "an index", assumptions={"integer": True, "positive": True}),
    Quantity("P_0", "P_0", "a factor", assumptions=_POSITIVE),
    Quantity("P_smooth", "P_0", "a factor that is a function", text="P₀", function=True),
    Quantity("f", "f", "a function", function=True),
    Quantity("G_p", "G'", "a density", text="G′", function=True),
)
SYMBOLS = [S.symbol(name) for name in S if not S[name].function]
FUNCTIONS = [S.f, S.G_p, S.P_smooth]
VARIABLES = [S.x, S.y, S.t]


class Maker:
    """Makes expressions."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def one(self, choices: list[Any]) -> Any:
        return self.random.choice(choices)

    def number(self) -> sp.Expr:
        p, q = self.random.randint(1, 12), self.one([1, 1, 2, 3, 4, 5, 8])
        sign = self.one([1, 1, -1])
        return sp.Rational(sign * p, q)

    def leaf(self) -> sp.Expr:
        return self.one([self.number, *[lambda: self.one(SYMBOLS)] * 5, lambda: sp.pi])()

    def expression(self, depth: int) -> sp.Expr:
        """A number-valued expression."""
        if depth <= 0:
            return self.leaf()
        rules = (
            [self.sum] * 4
            + [self.product] * 4
            + [self.power] * 3
            + [self.function] * 3
            + [self.calculus] * 3
        )
        return self.one([*rules, self.held, self.special, self.cases])(depth - 1)

    def sum(self, d: int) -> sp.Expr:
        return sp.Add(*(self.expression(d) for _ in range(self.random.randint(2, 4))))

    def product(self, d: int) -> sp.Expr:
        factors = [self.expression(d) for _ in range(self.random.randint(2, 3))]
        return sp.Mul(*factors) * self.one([1, 1, 1 / self.leaf()])

    def power(self, d: int) -> sp.Expr:
        base = self.expression(d)
        positive = self.one([S.a, S.E_0, S.eta_L, S.delta_eta, sp.Integer(2), sp.Integer(6)])
        exponent = sp.Rational(self.random.randint(-5, 5), self.one([2, 3, 4]))
        return self.one(
            [
                lambda: base ** self.one([2, 3, -1, -2]),
                lambda: positive**exponent,
                lambda: positive**exponent * self.one([S.T, S.hbar]) ** exponent * base,
                lambda: sp.sqrt(base**2 + 1),
                lambda: (
                    self.one([S.x, S.k_T, S.He, S.tensor, S.slope, S.bar]) ** self.one([2, 3, S.n])
                ),
                lambda: (-1) ** (S.n + 1) * base,
            ]
        )()

    def function(self, d: int) -> sp.Expr:
        inner = self.expression(d)
        known = self.one([sp.exp, sp.sin, sp.cos, sp.tanh, sp.atan, sp.log, sp.Abs, sp.sinh])
        return self.one(
            [
                lambda: known(inner),
                lambda: known(inner) ** self.one([2, 2, -1, sp.Rational(1, 3)]),
                lambda: self.one(FUNCTIONS)(inner),
                lambda: self.one(FUNCTIONS)(inner, self.leaf()),
                lambda: self.one(FUNCTIONS)(*VARIABLES) ** 2,
                lambda: sp.exp(-self.leaf() / (S.k_B * S.T)),
            ]
        )()

    def calculus(self, d: int) -> sp.Expr:
        inner, v, w = self.expression(d), *self.random.sample(VARIABLES, 2)
        f = self.one(FUNCTIONS)(v, w)
        k, n = S.k, S.n
        return self.one(
            [
                lambda: sp.Integral(inner, (v, self.leaf(), self.leaf())),
                lambda: sp.Integral(inner, (v, -sp.oo, sp.oo)) * self.leaf(),
                lambda: sp.Integral(f * inner, (v, 0, w), (w, 0, 1)),
                lambda: sp.Integral(inner, v),
                lambda: sp.Sum(inner / k, (k, 1, sp.oo)),
                lambda: sp.Sum(k * n * inner, (k, 1, n), (n, 1, 5)),
                lambda: sp.Product(inner + k, (k, 1, n)),
                lambda: sp.Derivative(f * inner, v),
                lambda: sp.Derivative(f, (v, 2), w) * sp.Derivative(inner * v, v),
                lambda: (
                    sp.Derivative(
                        self.one(FUNCTIONS)(self.one([S.k_T, S.He])), self.one([S.k_T, S.He])
                    )
                    * f
                ),
                lambda: sp.Integral(f, (S.k_T, 0, self.leaf())),
                lambda: sp.Subs(f + inner, v, self.leaf()) ** self.one([1, 2]),
                lambda: sp.Subs(f * v * w, (v, w), (w + 1, -v)) * self.leaf(),
                lambda: sp.Limit(inner * v, v, self.one([0, sp.oo, S.a]), self.one(["+", "-"])),
            ]
        )()

    def held(self, d: int) -> sp.Expr:
        p, q = self.expression(d), self.expression(d)
        return self.one(
            [
                lambda: sp.UnevaluatedExpr(p + 1) * self.leaf(),
                lambda: sp.Mul(2, 3, S.x, evaluate=False),
                lambda: sp.Mul(S.x, -2, p, evaluate=False),
                lambda: sp.Add(p, sp.Mul(-1, q + S.x, evaluate=False), evaluate=False),
                lambda: sp.Mul(8, sp.Integer(2) ** sp.Rational(1, 4), evaluate=False) * self.leaf(),
                lambda: sp.Pow(sp.Pow(S.x, 2, evaluate=False), 3, evaluate=False),
            ]
        )()

    def special(self, d: int) -> sp.Expr:
        p = self.expression(d)
        return self.one(
            [
                lambda: sp.factorial(S.n) * sp.binomial(S.n, S.k),
                lambda: sp.gamma(S.n + S.a) ** 2,
                lambda: sp.besselj(S.n, S.a),
                lambda: sp.erf(p),
                lambda: sp.zeta(S.n + 1),
                lambda: sp.conjugate(S.z) * p,
                lambda: sp.Max(S.x, S.y, p),
                lambda: sp.Min(S.x, p),
                lambda: sp.floor(S.x / 2) + sp.ceiling(S.y),
                lambda: sp.legendre(S.n, S.x),
                lambda: sp.re(S.z) * sp.im(S.z),
                lambda: sp.I * p,
                lambda: sp.Heaviside(S.x) + sp.LambertW(S.a),
                lambda: sp.polylog(S.n, S.x),
                lambda: sp.hermite(S.n, S.x),
                lambda: sp.hyper([S.a, S.n], [S.T], S.x),
                lambda: sp.Determinant(sp.ImmutableMatrix([[S.x, p], [1, S.y]])),
                lambda: sp.polygamma(S.n, S.a),
                lambda: sp.airyai(S.x),
                lambda: sp.factorial(S.n + 1),
            ]
        )()

    def cases(self, d: int) -> sp.Expr:
        return sp.Piecewise((self.expression(d), S.x > 0), (self.leaf(), True))

    def statement(self, depth: int) -> sp.Basic:
        """A formula of any kind."""
        p, q, r, s = (self.expression(depth - k % 2) for k in range(4))
        equal: Callable[..., sp.Basic] = lambda a, b: sp.Eq(a, b, evaluate=False)  # noqa: E731
        less = S.x < self.one([1, S.y, S.a])
        more = S.t >= self.one([2, S.x])
        return self.one(
            [lambda: p] * 6
            + [lambda: equal(p, q)] * 6
            + [
                lambda: equal(sp.Tuple(p, q), sp.Tuple(r, s)),
                lambda: sp.Tuple(p, q, r),
                lambda: sp.And(less, more),
                lambda: sp.Or(sp.And(less, more), equal(S.y, p)),
                lambda: sp.Equivalent(less, sp.Or(more, equal(S.y, S.t))),
                lambda: sp.Implies(less, sp.Not(sp.Or(more, equal(S.y, S.a)))),
                lambda: equal(less, more),
                lambda: sp.Contains(
                    S.x,
                    self.one(
                        [
                            sp.S.Integers,
                            sp.Interval.Lopen(0, sp.oo),
                            sp.FiniteSet(1, S.y),
                            sp.Union(sp.Interval.open(-2, -1), sp.Interval(1, 2)),
                        ]
                    ),
                ),
                lambda: sp.Ne(p, 0, evaluate=False),
                lambda: sp.ImmutableMatrix([[p, S.x], [0, q]]),
            ]
        )()
