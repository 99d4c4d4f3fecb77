"""The symbol table: each symbol once, strays found."""

from __future__ import annotations

import pytest
import sympy as sp

from derive.machinery.errors import TheoryError
from derive.machinery.symbols import Quantity, SymbolTable

POSITIVE = {"positive": True}
T = SymbolTable(
    Quantity("eta_L", r"\eta_L", "scale", assumptions=POSITIVE),
    Quantity("t", "t", "cubic coefficient"),
    Quantity("P", r"\mathcal{P}", "a distribution", function=True),
)


def test_symbols_carry_their_assumptions():
    assert T.eta_L.is_positive and T.t.is_real and T.t.is_positive is None
    assert T.P(T.t).is_real
    assert T["eta_L"].latex == r"\eta_L"
    assert list(T) == ["eta_L", "t", "P"] and len(T) == 3


def test_a_symbol_of_the_same_name_is_a_stray():
    assert T.strays(T.eta_L * T.t + T.P(T.t)) == set()
    assert T.strays(sp.Symbol("t") + T.t) == {"t"}  # other assumptions: it would never cancel
    assert T.strays(sp.Function("P")(T.t)) == {"P"}
    assert T.strays(sp.Integral(sp.Symbol("u"), (sp.Symbol("u"), 0, 1)) + sp.Symbol("v")) >= {"v"}


def test_order_is_the_tables():
    assert T.order({T.t, T.eta_L}) == (T.eta_L, T.t)
    with pytest.raises(TheoryError, match="u is not in the theory's symbol table"):
        T.order({sp.Symbol("u")})


def test_tables_join_where_they_agree():
    joined = T | SymbolTable(Quantity("t", "t", "cubic coefficient"), Quantity("m", "m", "mass"))
    assert list(joined) == ["eta_L", "t", "P", "m"]
    assert joined.t == T.t
    with pytest.raises(TheoryError, match="two different rows named t"):
        T | SymbolTable(Quantity("t", "t", "time"))


def test_latex_names_are_explicit():
    assert T.latex_names()[T.eta_L] == r"\eta_L"
    assert sp.latex(T.eta_L**2, symbol_names=T.latex_names()) == r"\eta_L^{2}"


def test_what_is_not_there():
    with pytest.raises(AttributeError, match="no row named zeta"):
        _ = T.zeta
    with pytest.raises(KeyError):
        _ = T["zeta"]
    for name in ("", "2x", "a b", "x'", "η L"):
        with pytest.raises(TheoryError, match="must be an identifier"):
            Quantity(name, name, "nothing")
