"""Formula: exact, of known symbols, and it shows itself."""

from __future__ import annotations

import pytest
import sympy as sp

from softpot.derive.machinery.errors import TheoryError
from softpot.derive.machinery.formula import Formula
from softpot.derive.machinery.symbols import Quantity, SymbolTable

T = SymbolTable(
    Quantity("eta", r"\eta", "quasielastic constant"),
    Quantity("t", "t", "cubic coefficient"),
    Quantity("hbar_omega", r"\hbar\omega", "energy", assumptions={"positive": True}),
    Quantity("P", r"\mathcal{P}", "distribution", function=True),
)


def test_arguments_come_in_the_tables_order():
    f = Formula("f", T.t**2 + T.eta, T)
    assert f.arguments == (T.eta, T.t)
    assert f.functions == ()
    assert Formula("g", T.P(T.t), T).functions == ("P",)
    integral = sp.Integral(T.P(T.t), (T.t, 0, T.eta))
    assert Formula("h", integral, T).arguments == (T.eta,)


def test_floats_and_strays_are_refused():
    with pytest.raises(TheoryError, match=r"f holds the Float 0\.5"):
        Formula("f", T.eta * sp.Float("0.5"), T)
    with pytest.raises(TheoryError, match="Float"):
        Formula("f", T.eta, T, domain=T.eta > sp.Float("0.5"))
    with pytest.raises(TheoryError, match="uses zeta"):
        Formula("f", sp.Symbol("zeta") * T.eta, T)
    with pytest.raises(TheoryError, match="uses eta"):
        Formula("f", sp.Symbol("eta"), T)  # without the assumptions it is another symbol


def test_another_expression_keeps_the_rest():
    f = Formula("f", T.eta, T, equation="(1)", lhs=T.t)
    g = f.with_expression(2 * T.eta)
    assert (g.id, g.equation, g.lhs, g.expression) == ("f", "(1)", T.t, 2 * T.eta)
    with pytest.raises(TheoryError):
        f.with_expression(T.eta * sp.Float(2))


def test_latex_has_the_tables_names():
    f = Formula("f", T.eta * T.hbar_omega, T, lhs=T.P(T.t))
    assert r"\hbar\omega" in f.latex() and r"\eta" in f.latex()
    assert r"\mathcal{P}" in f.latex() and "=" in f.latex()
    assert f._repr_latex_().startswith("$") and f._repr_latex_().endswith("$")
