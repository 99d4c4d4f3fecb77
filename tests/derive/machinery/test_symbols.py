"""The symbol table: each symbol once, strays found."""

from __future__ import annotations

import pytest
import sympy as sp

from softpot.derive.machinery.derivation import Derivation
from softpot.derive.machinery.errors import TheoryError
from softpot.derive.machinery.formula import Formula
from softpot.derive.machinery.symbols import Quantity, SymbolTable

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


@pytest.mark.parametrize("function", [False, True])
def test_an_assumption_that_sympy_does_not_know_is_refused(function):
    with pytest.raises(TheoryError, match=r"N is assumed to be 'postive'.* is positive meant"):
        Quantity("N", "N", "number", assumptions={"postive": True}, function=function)
    with pytest.raises(TheoryError, match=r"'furry', which is no assumption of SymPy$"):
        Quantity("N", "N", "number", assumptions={"furry": True}, function=function)
    for known in ("real", "integer", "nonnegative", "commutative", "finite", "even"):
        Quantity("N", "N", "number", assumptions={known: True}, function=function).symbol()


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


def test_names_that_are_methods_or_keywords():
    """A row comes before a method of its name; everything that the project does with a table goes on working."""
    names = [
        "order", "values", "items", "keys", "get", "self", "lambda", "symbol", "latex_names", "strays", "name", "class",
    ]  # fmt: skip
    table = SymbolTable(*(Quantity(n, f"n_{k}", "a quantity") for k, n in enumerate(names)))
    for n in names:
        assert getattr(table, n) == sp.Symbol(n, real=True) == SymbolTable.symbol(table, n)
    whole = sp.Add(*(k * getattr(table, n) for k, n in enumerate(names, start=1)))
    formula = Formula("f", whole, table, lhs=table.order)
    assert [s.name for s in formula.arguments] == names
    assert all(f"n_{k}" in formula.latex() for k in range(len(names)))
    assert table | table == table and table != SymbolTable(table["order"])
    assert list(table) == names and table["keys"].latex == "n_3"
    lines = Derivation("f", "", table, pytest.fail)
    square = (table.values + 1) ** 2
    lines.step(sp.Eq(square, sp.expand(square), evaluate=False), "by {self}", self=table.self)
    assert lines.result(sp.expand(square)).formula.arguments == (table.values,)
    with pytest.raises(TheoryError, match="no row named eta"):
        T.symbol("eta")


def test_other_assumptions_are_named():
    x = sp.Symbol("t", positive=True)
    with pytest.raises(
        TheoryError, match=r"t with other assumptions \(positive\) than the t .* \(real\)"
    ):
        Formula("f", x, T)
    with pytest.raises(TheoryError, match=r"t with other assumptions \(positive\)"):
        T.order({x})
    with pytest.raises(TheoryError, match=r"t with other assumptions \(none\)"):
        Formula("f", T.t, T, domain=sp.Symbol("t") > 1)
    with pytest.raises(TheoryError, match="P as a symbol, which is a function"):
        Formula("f", sp.Symbol("P"), T)
    with pytest.raises(TheoryError, match=r"P with other assumptions \(positive\)"):
        Formula("f", sp.Function("P", positive=True)(T.t), T)
    with pytest.raises(TheoryError, match="they differ in assumptions real and positive"):
        T | SymbolTable(Quantity("t", "t", "cubic coefficient", assumptions=POSITIVE))
    lines = Derivation("f", "", T, pytest.fail)
    with pytest.raises(TheoryError, match=r"t with other assumptions \(positive\)"):
        lines.step(sp.Eq((x + 1) * x, x**2 + x, evaluate=False), "a product")
