"""What a terminal without Greek letters shows is read back by SymPy's own parser."""

from __future__ import annotations

import re
from typing import Any

import pytest
import sympy as sp
from sympy.parsing.sympy_parser import parse_expr, standard_transformations

from softpot.reports.machinery.text import linear

from .expressions import S
from .fromsympy import meaning
from .lexicon import Lexicon
from .writing import values_of

x, y, t, z, a, n, k, f, g = S.x, S.y, S.t, S.z, S.a, S.n, S.k, S.f, S.G_p
PLAIN = {
    "a sum up to a sum": sp.Sum(k * x, (k, 1, sp.Sum(n, (n, 1, 3)))),
    "an integral from an integral": sp.Integral(f(x), (x, sp.Integral(y, (y, 0, 1)), t)),
    "nested integrals": sp.Integral(x * f(y), (x, 0, y), (y, 0, 1)),
    "mixed derivatives": sp.Derivative(f(x, y), x, y) + sp.Derivative(f(x, y), (y, 2), x),
    "an n-th derivative": sp.Derivative(f(x), (x, n)),
    "something put in": sp.Subs(f(x) * y, x, t + 1) ** 2,
    "two things put in": sp.Subs(x - y, (x, y), (y + 1, x)),
    "Bessel functions": sp.besselj(n / 2, a) * sp.hankel1(n, x) + sp.besselk(0, a),
    "polynomials": sp.jacobi(n, a / 2, 1, x) + sp.assoc_laguerre(n, a, x) + sp.legendre(n, x),
    "polygamma functions": sp.digamma(a) * sp.polygamma(n, a) + sp.polylog(2, x),
    "Kronecker's symbol": sp.KroneckerDelta(n, k) + x,
    "roots and powers": sp.sqrt(x**2 + 1) ** 3 / a ** sp.Rational(1, 3) - sp.exp(-x / a),
    "complex numbers": sp.conjugate(z) ** 2 + sp.re(z) * sp.I,
    "greatest and least": sp.Max(x, y + 1) - sp.floor(t / 2),
    "a product of sums": sp.Sum(k, (k, 1, n)) * sp.Product(k + 1, (k, 1, n)) / 2,
    "a binomial coefficient": sp.binomial(n, k) * sp.gamma(a) - sp.zeta(a, x),
}


@pytest.mark.parametrize("name", PLAIN)
def test_sympy_reads_it(names: Lexicon, name: str) -> None:
    e = PLAIN[name]
    written = linear(e, S, unicode=False)
    assert written.isascii()
    known: dict[str, Any] = {code: S.symbol(code) for code in S}
    code = re.sub(r"\^", "**", written)
    read = parse_expr(code, known, standard_transformations, evaluate=False)
    expected = values_of(meaning(e, names.same), S, names)
    assert values_of(meaning(read, names.same), S, names) == pytest.approx(expected)


@pytest.mark.parametrize(
    "e", [sp.digamma(a), sp.polygamma(2, a), sp.KroneckerDelta(n, k), sp.LeviCivita(n, k, 1)]
)
def test_it_is_ascii(e: sp.Expr) -> None:
    assert linear(e, S, unicode=False).isascii()


def test_variables_of_a_derivative_stand_in_their_order() -> None:
    assert linear(sp.Derivative(f(x, y), x, (y, 2)), S, unicode=False) == (
        "Derivative(f(x, y), x, (y, 2))"
    )
