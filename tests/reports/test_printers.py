"""(expression, LaTeX, MathML, one line of text) for every kind of expression that a report prints."""

from __future__ import annotations

import re
import xml.dom.minidom

import pytest
import sympy as sp
from sympy import (
    Abs,
    And,
    Derivative,
    Determinant,
    Eq,
    Equivalent,
    Integral,
    Limit,
    Matrix,
    Ne,
    Or,
    Piecewise,
    Rational,
    Sum,
    Tuple,
    cos,
    exp,
    log,
    oo,
    pi,
    sqrt,
)

from softpot.derive.machinery.errors import Unwritable
from softpot.derive.machinery.symbols import SymbolTable
from softpot.derive.theory import SOFT_POTENTIAL
from softpot.reports.machinery.htmlwording import HtmlWording
from softpot.reports.machinery.latex import latex
from softpot.reports.machinery.mathml import mathml
from softpot.reports.machinery.text import display, linear
from softpot.reports.machinery.texwording import TexWording

eta, t, x, y, a = sp.symbols("eta t x y a", real=True)
x_p, delta_eta, hbar_omega_D = sp.symbols("x_p delta_eta hbar_omega_D", real=True)
E_0 = sp.Symbol("E_0", real=True)
eta_L = sp.Symbol("eta_L", positive=True)
N_min = sp.Symbol("N_min", integer=True)
n = sp.Symbol("n", integer=True, positive=True)


def G_p(*arguments: sp.Expr) -> sp.Expr:
    return sp.core.function.UndefinedFunction("G_p", real=True)(*arguments)


def equal(lhs: sp.Basic, rhs: sp.Basic | int) -> sp.Basic:
    return Eq(lhs, rhs, evaluate=False)


CASES = [
    (9 * t**2 - 32 * eta, r"9 t^{2} - 32 \eta", "9t2−32η", "9·t² − 32·η"),
    (-eta - t, r"-\eta - t", "−η−t", "−η − t"),
    (Rational(9, 32) * t**2, r"\frac{9 t^{2}}{32}", "9t232", "9·t²/32"),
    (4 / Abs(eta), r"\frac{4}{\left|\eta\right|}", "4|η|", "4/|η|"),
    (eta_L ** Rational(5, 2), r"\eta_L^{5/2}", "ηL5/2", "η_L^(5/2)"),
    (eta_L ** Rational(1, 3), r"\eta_L^{1/3}", "ηL1/3", "η_L^(1/3)"),
    (sqrt(eta_L), r"\sqrt{\eta_L}", "ηL", "√η_L"),
    (x_p**2, r"x'^{2}", "x′2", "x′²"),
    (delta_eta**2, r"\left(\delta\eta\right)^{2}", "(δη)2", "(δη)²"),
    (hbar_omega_D**3, r"\left(\hbar\omega_D\right)^{3}", "(ħωD)3", "(ħω_D)³"),
    (E_0 * (x + 1), r"E_0 \left(x + 1\right)", "E0(x+1)", "E₀·(x + 1)"),
    (G_p(x_p, t), r"G'\!\left(x', t\right)", "G′(x′,t)", "G′(x′, t)"),
    (G_p(t) ** 2, r"G'\!\left(t\right)^{2}", "G′(t)2", "G′(t)²"),
    (exp(-x), r"\exp\!\left(-x\right)", "exp(−x)", "exp(−x)"),
    (exp(-x / y), r"\exp\!\left(-\frac{x}{y}\right)", "exp(−xy)", "exp(−x/y)"),
    (log(x), r"\ln\!\left(x\right)", "ln(x)", "ln(x)"),
    (cos(x) ** 2, r"\cos^{2}\!\left(x\right)", "cos2(x)", "cos²(x)"),
    (equal(N_min, 2), r"N_{\min} = 2", "Nmin=2", "Nₘᵢₙ = 2"),
    (Ne(eta, 0), r"\eta \neq 0", "η≠0", "η ≠ 0"),
    (eta <= t, r"\eta \leq t", "η≤t", "η ≤ t"),
    (
        And(eta < t, Ne(eta, 0)),
        r"\eta < t \;\text{and}\; \eta \neq 0",
        "η<t\u00a0and\u00a0η≠0",
        "η < t and η ≠ 0",
    ),
    (
        Or(And(eta < t, t > 0), eta > 1),
        r"\eta > 1 \;\text{or}\; \left(t > 0 \;\text{and}\; \eta < t\right)",
        "η>1\u00a0or\u00a0(t>0\u00a0and\u00a0η<t)",
        "η > 1 or (t > 0 and η < t)",
    ),
    (
        Equivalent(equal(N_min, 2), And(eta < t, t > 0)),
        r"N_{\min} = 2 \;\Longleftrightarrow\; t > 0 \;\text{and}\; \eta < t",
        "Nmin=2⇔t>0\u00a0and\u00a0η<t",
        "Nₘᵢₙ = 2 ⇔ t > 0 and η < t",
    ),
    (
        equal(equal(N_min, 2), And(eta < t, t > 0)),
        r"N_{\min} = 2 \;\Longleftrightarrow\; t > 0 \;\text{and}\; \eta < t",
        "Nmin=2⇔t>0\u00a0and\u00a0η<t",
        "Nₘᵢₙ = 2 ⇔ t > 0 and η < t",
    ),
    (Tuple(eta, t), r"\left(\eta, t\right)", "(η,t)", "(η, t)"),
    (
        Determinant(Matrix([[1, x], [0, t]])),
        r"\begin{vmatrix}1 & x \\ 0 & t\end{vmatrix}",
        "|1x0t|",
        "det[1, x; 0, t]",
    ),
    (
        Abs(Determinant(Matrix([[eta, x], [0, t]]))),
        r"\left|\det \begin{bmatrix}\eta & x \\ 0 & t\end{bmatrix}\right|",
        "|det[ηx0t]|",
        "|det[η, x; 0, t]|",
    ),
    (
        Integral(x**2, (x, 0, t)),
        r"\int_{0}^{t} x^{2}\, \mathrm{d}x",
        "∫0tx2dx",
        "∫_0^t x² dx",
    ),
    (
        Integral(x + 1, (x, -oo, oo)),
        r"\int_{-\infty}^{\infty} \left(x + 1\right)\, \mathrm{d}x",
        "∫−∞∞(x+1)dx",
        "∫_(−∞)^∞ (x + 1) dx",
    ),
    (
        Sum(1 / n**2, (n, 1, oo)),
        r"\sum_{n = 1}^{\infty} \frac{1}{n^{2}}",
        "∑n=1∞1n2",
        "∑_(n=1)^∞ (1/n²)",
    ),
    (Limit(x, x, 0, "+-"), r"\lim_{x \to 0} x", "limx→0x", "lim_(x→0) x"),
    (Limit(x, x, 0), r"\lim_{x \to 0^{+}} x", "limx→0+x", "lim_(x→0⁺) x"),
    (
        Derivative(x * t + 1, x),
        r"\frac{\partial}{\partial x} \left(t x + 1\right)",
        "∂∂x(tx+1)",
        "∂/∂x (t·x + 1)",
    ),
    (
        Derivative(G_p(y), (y, 2)),
        r"\frac{\mathrm{d}^{2} G'\!\left(y\right)}{\mathrm{d} y^{2}}",
        "d2G′(y)dy2",
        "d²G′(y)/dy²",
    ),
    (
        Piecewise((x, x > 0), (0, True)),
        r"\begin{cases}x & \text{for } x > 0 \\ 0 & \text{otherwise}\end{cases}",
        "{xfor\u00a0x>00otherwise",
        "{x for x > 0; 0 otherwise}",
    ),
    (pi**2 / 6, r"\frac{\pi^{2}}{6}", "π26", "π²/6"),
    # a subtracted sum keeps its parentheses (SymPy's own MathML loses them)
    (
        sp.Add(x, sp.Mul(-1, sp.Add(y, t), evaluate=False), evaluate=False),
        r"x - \left(t + y\right)",
        "x−(t+y)",
        "x − (t + y)",
    ),
]


def seen(markup: str) -> str:
    """What a reader sees of MathML, without its invisible operators."""
    document = xml.dom.minidom.parseString(f"<math>{markup}</math>")
    return re.sub("[\u2061\u2062]", "", "".join(_texts(document.documentElement)))


def _texts(node: xml.dom.minidom.Node) -> list[str]:
    if node.nodeType == node.TEXT_NODE:
        return [node.data]
    return [text for child in node.childNodes for text in _texts(child)]


@pytest.mark.parametrize(("expression", "expected"), [(c[0], c[1]) for c in CASES], ids=str)
def test_latex(table: SymbolTable, expression: sp.Basic, expected: str) -> None:
    assert latex(expression, table) == expected


@pytest.mark.parametrize(("expression", "expected"), [(c[0], c[2]) for c in CASES], ids=str)
def test_mathml(table: SymbolTable, expression: sp.Basic, expected: str) -> None:
    assert seen(mathml(expression, table)) == expected


@pytest.mark.parametrize(("expression", "expected"), [(c[0], c[3]) for c in CASES], ids=str)
def test_one_line(table: SymbolTable, expression: sp.Basic, expected: str) -> None:
    assert linear(expression, table) == expected


def test_pretty_names(table: SymbolTable) -> None:
    assert display(equal(x_p, E_0 * eta_L), table) == "x′ = E₀·η_L"
    assert display(equal(x_p, E_0 * eta_L), table, unicode=False) == "x_p = E_0*eta_L"
    assert (
        display(Equivalent(equal(N_min, 2), And(eta < t, t > 0)), table)
        == "Nₘᵢₙ = 2 ⇔ t > 0 and η < t"
    )


def test_a_compound_name_is_bracketed_in_a_power(table: SymbolTable) -> None:
    assert display(delta_eta**2, table) == "(δη)²"


def test_unknown_kinds_raise(table: SymbolTable) -> None:
    for show in (latex, mathml, display, linear):
        with pytest.raises(Unwritable, match="form for Basic"):
            show(sp.Basic(sp.Integer(1)), table)


@pytest.mark.slow
@pytest.mark.parametrize("id", [e.id for e in SOFT_POTENTIAL.entries if e.derive is not None])
def test_every_line_of_the_theory(id: str) -> None:
    """Each line prints in all outputs: well-formed MathML, and at most 80 columns on a terminal."""
    symbols = SOFT_POTENTIAL.symbols
    html, tex = HtmlWording(symbols), TexWording(symbols)
    for step in SOFT_POTENTIAL.derivation(id).steps:
        xml.dom.minidom.parseString(str(html.display(step.statement)))
        xml.dom.minidom.parseString(f"<p>{html.sentence(step.reason)}</p>")
        assert str(tex.display(step.statement)).count("{") == str(
            tex.display(step.statement)
        ).count("}")
        assert max(len(line) for line in display(step.statement, symbols).splitlines()) <= 80
