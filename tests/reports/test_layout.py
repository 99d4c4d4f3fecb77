"""Long formulas break where a person would break them, and nothing gets lost."""

from __future__ import annotations

import pytest
import sympy as sp
from sympy import And, Derivative, Eq, Integral, Tuple

from derive.machinery.symbols import SymbolTable
from reports.machinery.latex import display as latex_display
from reports.machinery.layout import Line, Sign, lay_out
from reports.machinery.mathlines import display as mathml_display
from reports.machinery.measure import width
from reports.machinery.text import display as text_display

eta, t, x, y = sp.symbols("eta t x y", real=True)
LONG = sum((k * x**k for k in range(1, 31)), sp.Integer(0))


def by_length(line: Line) -> float:
    return sum(len(p.text) + 2 if isinstance(p, Sign) else len(str(p)) for p in line.pieces)


def parts(lines: tuple[Line, ...]) -> list[sp.Basic]:
    return [p for line in lines for p in line.pieces if not isinstance(p, Sign)]


def test_what_fits_stays_whole() -> None:
    (line,) = lay_out(Eq(x, t), by_length, 40)
    assert line.pieces == (Eq(x, t),)


def test_an_equation_breaks_at_its_sign_and_between_terms() -> None:
    lines = lay_out(Eq(t, LONG), by_length, 40)
    assert lines[0].pieces[:2] == (t, Sign("=", "relation"))
    assert all(by_length(line) <= 40 for line in lines)
    signed = sp.Add(*parts(lines)[1:])
    assert sp.expand(signed - LONG) == 0


def test_a_sum_in_a_product_breaks_inside_brackets() -> None:
    lines = lay_out(eta * LONG, by_length, 40)
    assert lines[0].pieces[:2] == (eta, Sign("[", "open"))
    assert lines[-1].pieces[-1] == Sign("]", "close")


def test_an_operator_comes_before_its_brackets() -> None:
    for operator in (Integral(LONG, (x, 0, 1)), Derivative(LONG, x)):
        lines = lay_out(operator, by_length, 60)
        assert lines[0].pieces[1] == Sign("[", "open")
        assert sp.expand(sp.Add(*parts(lines)[1:]) - LONG) == 0


def test_tuples_are_equated_member_by_member() -> None:
    (line,) = lay_out(Eq(Tuple(x, y), Tuple(t, eta), evaluate=False), by_length, 60)
    assert parts((line,)) == [Eq(x, t), Eq(y, eta)]


def test_a_comma_ends_its_line() -> None:
    lines = lay_out(Tuple(*(x**k + eta for k in range(9))), by_length, 30)
    assert len(lines) > 1
    assert not any(line.pieces[0] == Sign(",", "comma") for line in lines)


def test_every_output_prints_broken_lines(table: SymbolTable) -> None:
    statement = And(Eq(t, LONG), Eq(y, -LONG * (x + 1)))
    assert latex_display(statement, table, 30).startswith("\\begin{aligned}")
    assert "<mtable" in mathml_display(statement, table, 30)
    assert max(map(len, text_display(statement, table, 60).splitlines())) <= 60


def test_a_subtracted_sum_keeps_its_parentheses(table: SymbolTable) -> None:
    printed = latex_display(
        sp.Add(LONG, sp.Mul(-1, x + y, evaluate=False), evaluate=False), table, 20
    )
    assert r"- \left(x + y\right)" in printed


@pytest.mark.parametrize(
    ("latex", "ems"),
    [
        ("x + y", 2.3),
        (r"\frac{a}{b}", 0.8),
        (r"x_{1}^{2}", 1.0),
        (r"\begin{vmatrix}a & b \\ c & d\end{vmatrix}", 3.5),
    ],
)
def test_widths(latex: str, ems: float) -> None:
    """Within a quarter of what TeX measures in Latin Modern."""
    assert width(latex) == pytest.approx(ems, rel=0.25)
