"""Long formulas break where a person would break them, and nothing gets lost."""

from __future__ import annotations

import pytest
import sympy as sp
from sympy import And, Derivative, Eq, Integral, Tuple

from softpot.derive.machinery.notation.shapes import flat
from softpot.derive.machinery.notation.tree import Node
from softpot.derive.machinery.notation.writer import write
from softpot.derive.machinery.symbols import SymbolTable
from softpot.reports.machinery.latex import display as latex_display
from softpot.reports.machinery.layout import Close, Front, Line, Open, Sign, lay_out
from softpot.reports.machinery.linetext import LineText
from softpot.reports.machinery.mathlines import display as mathml_display
from softpot.reports.machinery.measure import width
from softpot.reports.machinery.text import display as text_display

eta, t, x, y = sp.symbols("eta t x y", real=True)
LONG = sum((k * x**k for k in range(1, 31)), sp.Integer(0))


def by_length(line: Line) -> float:
    return sum(len(piece_text(p)) + 2 for p in line.pieces)


def piece_text(piece: object) -> str:
    if isinstance(piece, Node):
        return LineText().text(flat(piece))
    return getattr(piece, "text", "F")


def lines_of(expression: sp.Basic, table: SymbolTable, limit: float) -> tuple[Line, ...]:
    return lay_out(write(expression, table), by_length, limit)


def test_what_fits_stays_whole(table: SymbolTable) -> None:
    (line,) = lines_of(Eq(x, t), table, 40)
    assert line.pieces == (write(Eq(x, t), table),)


def test_an_equation_breaks_at_its_sign_and_between_terms(table: SymbolTable) -> None:
    lines = lines_of(Eq(t, LONG), table, 40)
    assert lines[0].pieces[:2] == (write(t, table), Sign("=", "relation"))
    assert all(by_length(line) <= 40 for line in lines)
    assert sum(isinstance(p, Node) for line in lines for p in line.pieces) == 31


def test_a_sum_in_a_product_breaks_inside_brackets(table: SymbolTable) -> None:
    lines = lines_of(eta * LONG, table, 40)
    # a function is called η too in some theories, but not in this one: nothing stands between the factors
    assert lines[0].pieces[:3] == (write(eta, table), Sign("", "times"), Open("("))
    assert lines[-1].pieces[-1] == Close(")")


def test_an_operator_comes_before_its_brackets(table: SymbolTable) -> None:
    for operator in (Integral(LONG, (x, 0, 1)), Derivative(LONG, x)):
        lines = lines_of(operator, table, 60)
        assert isinstance(lines[0].pieces[0], Front) and lines[0].pieces[1] == Open("(")


def test_tuples_are_equated_member_by_member(table: SymbolTable) -> None:
    (line,) = lines_of(Eq(Tuple(x, y), Tuple(t, eta), evaluate=False), table, 60)
    assert [p for p in line.pieces if isinstance(p, Node)] == [
        write(Eq(x, t), table),
        write(Eq(y, eta), table),
    ]


def test_a_comma_ends_its_line(table: SymbolTable) -> None:
    lines = lines_of(Tuple(*(x**k + eta for k in range(9))), table, 30)
    assert len(lines) > 1
    assert not any(line.pieces[0] == Sign(",", "comma") for line in lines)


def test_every_output_prints_broken_lines(table: SymbolTable) -> None:
    statement = And(Eq(t, LONG), Eq(y, -LONG * (x + 1)))
    assert latex_display(statement, table, 30).startswith("\\begin{aligned}")
    assert "<mtable" in mathml_display(statement, table, 30)
    assert max(map(len, text_display(statement, table, 60).splitlines())) <= 60


def test_a_subtracted_sum_keeps_its_parentheses(table: SymbolTable) -> None:
    held = sp.Add(LONG, sp.Mul(-1, x + y, evaluate=False), evaluate=False)
    assert r"- \left(x + y\right)" in latex_display(held, table, 20)


@pytest.mark.parametrize("columns", [20, 40, 76])
def test_both_sums_of_a_long_product_keep_their_parentheses(
    table: SymbolTable, columns: int
) -> None:
    """A product of two sums of twelve terms lost them when it was cut into lines."""
    p, q = (sum((s**k for k in range(12)), sp.Integer(0)) for s in (x, y))
    for shown in (text_display(p * q, table, columns), latex_display(p * q, table, columns / 2)):
        assert shown.count("(") == shown.count(")") == 2


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
