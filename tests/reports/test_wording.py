"""Sentences: symbols in words become symbols, words stay words, and every character is escaped."""

from __future__ import annotations

import xml.dom.minidom

import pytest
import sympy as sp

from softpot.derive.machinery.prose import prose
from softpot.derive.machinery.symbols import Quantity, SymbolTable
from softpot.reports.machinery.htmlwording import HtmlWording
from softpot.reports.machinery.texwording import TexWording
from softpot.reports.machinery.texwords import words
from softpot.reports.machinery.wording import TextWording

x = sp.Symbol("x", real=True)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("eta < (9/32) t^2", "η < (9/32) t²"),
        ("a particle at x, a line", "a particle at x, a line"),
        ("x' and G' are primed, x's are not", "x′ and G′ are primed, x's are not"),
        ("(t - x)/4 and -t", "(t − x)/4 and −t"),
        ("falls as E_0^-3 <= 10^{-3/2}", "falls as E₀⁻³ ≤ 10^(−3/2)"),
        ("eta**(5/2)*E_0 is 1.5 +- 0.1", "η^(5/2)·E₀ is 1.5 ± 0.1"),
        ("t^2/4 and sqrt(eta_L)", "t²/4 and √η_L"),
        ("sqrt(eta_L + t)/sqrt(2)", "√(η_L + t)/√2"),
        ("from -1.6e-05 to 1e20, t^-0.035", "from −1.6\u202f×\u202f10⁻⁵ to 10²⁰, t^(−0.035)"),
        ("71 sqrt 2/48, sqrt is a word", "71 √2/48, sqrt is a word"),
        ("well-known theta, thin eta_2", "well-known theta, thin eta_2"),
        ("pi and k_B", "π and k_B"),
        ("2x or 7.3t^2, Fig. 1x, 2nd", "2x or 7.3t², Fig. 1x, 2nd"),
        ("dx/dt and dE_0/d eta, dx alone, de", "dx/dt and dE₀/d η, dx alone, de"),
    ],
)
def test_symbols_in_words(table: SymbolTable, given: str, expected: str) -> None:
    assert TextWording(table).sentence(given) == expected


def test_plain_terminals(table: SymbolTable) -> None:
    plain = TextWording(table, unicode=False).sentence("eta <= t - x'")
    assert plain == "eta <= t - x_p" and plain.isascii()


def test_prose_in_each_output(table: SymbolTable) -> None:
    said = prose("50 % of {s} & more < all_of_it", s=x**2)
    assert TextWording(table).sentence(said) == "50 % of x² & more < all_of_it"
    assert (
        TexWording(table).sentence(said)
        == r"50 \% of \ensuremath{x^{2}} \& more \textless{} all\_of\_it"
    )
    html = HtmlWording(table).sentence(said)
    assert "&amp; more &lt; all_of_it" in html
    xml.dom.minidom.parseString(f"<p>{html}</p>")


def test_html_cannot_be_broken_out_of(table: SymbolTable) -> None:
    touching = HtmlWording(table).sentence("a factor exp(9 eta), and (1/eta) or eta alone")
    assert touching.count('<span class="tie">') == 2 and touching.endswith("</math> alone")
    assert '<span class="tie">(1/<math>' in touching and "</math>),</span> and" in touching
    long = HtmlWording(table).sentence("f(" + "eta," * 20 + "eta)")
    assert "tie" not in long  # a narrow screen could not hold it
    assert "<script" not in HtmlWording(table).sentence("<script>alert(1)</script>")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (
            r"\input{x} $ # % & _ ^ ~",
            r"\textbackslash{}input\{x\} \$ \# \% \& \_ \textasciicircum{} \textasciitilde{}",
        ),
        ("--json", "-{}-json"),
        ("η ≪ 1 Å", r"\ensuremath{\eta} \ensuremath{\ll} 1 \AA{}"),
        ("η_L^{3/2}", r"\ensuremath{\eta}\_L\textasciicircum{}\{3/2\}"),
        ("好", r"\fbox{\scriptsize U+597D}"),
    ],
)
def test_latex_words(given: str, expected: str) -> None:
    assert words(given) == expected


def test_sentences_open_with_a_capital(table: SymbolTable) -> None:
    say = TexWording(table)
    assert say.opening("a volume is positive").startswith("A volume")
    assert say.opening("eta is small").startswith(r"\ensuremath{\eta} is")
    assert say.closing("ends here.") == "" and say.closing("goes on") == "."


def test_products_quotes_and_differentials_in_print(table: SymbolTable) -> None:
    say = TexWording(table)
    x, t = r"\ensuremath{x}", r"\ensuremath{t}"
    assert say.sentence("2 x t^2") == rf"2\,{x}\,{t}\ensuremath{{^{{2}}}}"
    assert (
        say.sentence("2x, |t| x and (9/32) t")
        == rf"2{x}, \textbar{{}}{t}\textbar{{}}\,{x} and (9/32)\,{t}"
    )
    assert say.sentence("Eq. (12) x") == rf"Eq. (12) {x}"
    assert say.sentence("dx/dt and dx") == rf"d{x}/d{t} and dx"
    assert (
        say.sentence('so "x > 2" can only mean "t"')
        == rf"so ``{x} \textgreater{{}} 2'' can only mean ``{t}''"
    )
    assert say.sentence("Fig. 2x") == "Fig. 2x"


def test_letters_that_are_articles() -> None:
    say = TexWording(SymbolTable(Quantity("a", "a", "a length"), Quantity("m", "m", "a mass")))
    a = r"\ensuremath{a}"
    assert say.sentence("given m, a and a mass, a^2 is") == (
        rf"given \ensuremath{{m}}, {a} and a mass, {a}\ensuremath{{^{{2}}}} is"
    )


def test_numbers(table: SymbolTable) -> None:
    assert TexWording(table).number("1.2e-31") == r"\ensuremath{1.2\times 10^{-31}}"
    assert "10<sup>−31</sup>" in HtmlWording(table).number("1.2e-31")
