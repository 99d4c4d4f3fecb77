"""Two things that would be shown alike are told apart, or refused before anything is written."""

from __future__ import annotations

import pytest
import sympy as sp

from softpot.derive.machinery.errors import Unwritable
from softpot.derive.machinery.symbols import Quantity, SymbolTable
from softpot.reports.machinery.latex import latex
from softpot.reports.machinery.mathml import mathml
from softpot.reports.machinery.text import display, linear

_WHOLE = {"integer": True, "nonnegative": True}
_ANY: dict[str, bool] = {}
_HELD = {"commutative": False}
T = SymbolTable(
    *(Quantity(name, name, name) for name in "xyabWBG"),
    Quantity("z", "z", "a complex number", assumptions=_ANY),
    *(Quantity(name, name, name, assumptions=_WHOLE) for name in "nij"),
    Quantity("J0", "J_0", "a current"),
    Quantity("psi", r"\psi", "an angle"),
    Quantity("delta", r"\delta", "a width"),
    Quantity("eta", r"\eta", "an asymmetry"),
    Quantity("delta_eta", r"\delta\eta", "a width of two letters"),
    Quantity("ab", "ab", "a symbol of two letters"),
    Quantity("phi", r"\varphi", "an angle"),
    Quantity("p", r"\pi", "a momentum"),
    Quantity("large", r"\infty", "something large"),
    Quantity("e0", r"\mathrm{e}", "a charge"),
    Quantity("i0", r"\mathrm{i}", "a current"),
    Quantity("I", "I", "a current"),
    Quantity("g_E", r"\gamma_{\mathrm{E}}", "a factor"),
    Quantity("square", "x^2", "a symbol with an exponent"),
    Quantity("star", "z^*", "a symbol with a star"),
    Quantity("delta_ij", r"\delta_{i,j}", "a tensor"),
    Quantity("blank", r"\,", "a symbol shown as a space"),
    Quantity("three", "3", "a symbol shown as a number"),
    Quantity("A", "A", "an operator", assumptions=_HELD),
    Quantity("C", "C", "an operator", assumptions=_HELD),
    Quantity("Gam", r"\Gamma", "a rate", function=True),
    Quantity("zet", r"\zeta", "a function", function=True),
    Quantity("beta_f", "B", "a function", function=True),
    Quantity("O", "O", "a function", function=True),
)
x, y, z, a, b, n, i, j = (T.symbol(name) for name in ("x", "y", "z", "a", "b", "n", "i", "j"))

REFUSED = {
    "π and a momentum": sp.pi * T.p,
    "∞ and a symbol": sp.Integral(x, (x, T.large, sp.oo)),
    "minus ∞ and a symbol": sp.Integral(x, (x, -sp.oo, T.large)),
    "e and a charge": sp.E + T.e0,
    "i and a current": sp.I * T.i0,
    "Euler's constant and a factor": sp.EulerGamma * T.g_E,
    "the golden ratio and an angle": sp.GoldenRatio + T.phi,
    "Catalan's constant and a symbol": sp.Catalan * T.G,
    "a square and a symbol": x**2 + T.square,
    "a conjugate and a symbol": sp.conjugate(z) * T.star,
    "a product and a symbol": a * b * x + T.ab,
    "a product of Greek letters and a symbol": T.delta * T.eta / x + sp.sin(T.delta_eta),
    "the letters of a symbol beside it": T.ab / a + b,
    "nothing": x + T.blank,
    "Kronecker's symbol and a tensor": sp.KroneckerDelta(i, j) + T.delta_ij,
    "a number": x + T.three,
    "a number of thousands of digits": sp.Integer(10) ** 5000 * x,
    "one over such a number": sp.Rational(1, 10**5000) * x,
    "a function called as one of SymPy's": sp.Function("erf")(x) + sp.erf(x),
    "a matrix of nothing": sp.ImmutableMatrix(0, 2, []),
}


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_before_anything_is_written(name: str) -> None:
    for write in (latex, mathml, linear, display):
        with pytest.raises(Unwritable):
            write(REFUSED[name], T)


APART = {
    "a symbol beside a function of its letter": (
        T.J0 * (x + 1) + sp.besselj(0, x + 1),
        r"J_0 \cdot \left(x + 1\right) + J_{0}\!\left(x + 1\right)",
    ),
    "ψ and the digamma function": (
        T.psi * (x + 1) * sp.digamma(x),
        r"\psi \cdot \left(x + 1\right) \psi\!\left(x\right)",
    ),
    "δ and Dirac's δ": (
        T.delta * (x + 1) * sp.DiracDelta(x),
        r"\delta \cdot \left(x + 1\right) \delta\!\left(x\right)",
    ),
    "a rate and the gamma function": (
        T.Gam(x) + sp.gamma(x),
        r"\Gamma\!\left(x\right) + \operatorname{gamma}\!\left(x\right)",
    ),
    "a function and the zeta function": (
        T.zet(x) + sp.zeta(x),
        r"\zeta\!\left(x\right) + \operatorname{zeta}\!\left(x\right)",
    ),
    "an italic letter and an upright one": (
        T.beta_f(x, y) + sp.beta(x, y),
        r"B\!\left(x, y\right) + \operatorname{beta}\!\left(x, y\right)",
    ),
    "an order": (
        T.O(x) + sp.Order(x**2),
        r"O\!\left(x\right) + \operatorname{Order}\!\left(x^{2}\right)",
    ),
    "an inverse between factors": (T.A**-1 * T.C * T.A, "A^{-1} C A"),
    "an inverse on the right": (T.C * T.A**-1 / x, r"\frac{C A^{-1}}{x}"),
    "two inverses": (T.A**-1 * T.C**-2, "A^{-1} C^{-2}"),
    "a zeroth power": (sp.Pow(x, 0, evaluate=False), "x^{0}"),
    "an index with a fraction": (sp.besselj(n / 2, x), r"J_{n/2}\!\left(x\right)"),
    "a parameter with a fraction": (
        sp.assoc_laguerre(n, a / 2, x),
        r"L_{n}^{\left(a/2\right)}\!\left(x\right)",
    ),
    # and these are no two of one look
    "a square without the symbol": (x**2 + a, "a + x^{2}"),
    "a symbol with an exponent": (T.square**2 + a, r"a + \left(x^2\right)^{2}"),
    "a symbol of two letters": (T.delta_eta * T.eta, r"\delta\eta \eta"),
    "a symbol beside one of its letters": (T.ab / a + x, r"x + \frac{ab}{a}"),
    "letters in another order": (b * a * x + b, "a b x + b"),
    "exp and a charge": (sp.exp(x) * T.e0, r"\mathrm{e} \exp\!\left(x\right)"),
    "a current and e^{ix}": (T.I * sp.exp(sp.I * x), r"I \exp\!\left(\mathrm{i} x\right)"),
    "a current without a Bessel function": (T.J0 * (x + 1), r"J_0 \left(x + 1\right)"),
    "Kronecker's symbol": (sp.KroneckerDelta(i, n), r"\delta_{i, n}"),
}


@pytest.mark.parametrize("name", APART)
def test_it_is_told_apart(name: str) -> None:
    e, expected = APART[name]
    assert latex(e, T) == expected
    for columns in (12, 76):
        assert display(e, T, columns)
    assert mathml(e, T) and linear(e, T)


def test_a_current_and_i_have_two_names_in_plain_text() -> None:
    assert linear(T.I * sp.exp(sp.I * x), T, unicode=False) == "I*exp(sqrt(-1)*x)"
