"""Results show themselves: a few lines in a terminal, a table or LaTeX in a notebook, each with its own unit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from html.parser import HTMLParser
from typing import Any

import numpy as np
import pytest
import sympy as sp

import softpot
from softpot import Distribution, numerics
from softpot.derive.machinery.showing import aligned, html_table, html_text, shortened
from softpot.derive.theory.symbols import S

GLASS = Distribution.constant(alpha_max=10)
MATERIAL = softpot.Material(1.6e-18, 1e-10, 1.7e-24, density=2200.0, P_0=1e26)
LEDGER = lru_cache(lambda: softpot.check(ids=["invariants", "width-of-vibrations"], digits=20))
MAKE: dict[str, Callable[[], Any]] = {
    "curve of c": lambda: softpot.specific_heat(np.geomspace(0.01, 0.05, 50), GLASS),
    "curve of n": lambda: softpot.density_of_states(0.5, GLASS),
    "distribution": Distribution.exponential,
    "enclosure": lambda: softpot.enclose(0, 0, 1, 1000),
    "level": lambda: softpot.levels(0, 0, 1, digits=600)[0],
    "material": lambda: MATERIAL,
    "ensemble": lambda: GLASS.sample(5000, 1),
    "extremum": lambda: numerics.Extremum(0.5, 140.0, "minimum", "k_B P_0 eta_L^(5/2)"),
    "states": lambda: softpot.wave_functions(-4, 1, 30),
    "glass": lambda: softpot.Glass(GLASS, 3),
    "theory": lambda: softpot.SOFT_POTENTIAL,
    "table of symbols": lambda: softpot.SOFT_POTENTIAL.symbols,
    "entry": lambda: softpot.SOFT_POTENTIAL.entry("jacobian"),
    "derived": lambda: softpot.SOFT_POTENTIAL.derivation("invariants"),
    "formula": lambda: softpot.formula("invariants"),
    "ledger": LEDGER,
    "row of the ledger": lambda: LEDGER()["invariants"],
    "evidence": lambda: LEDGER()["invariants"].evidence[0],
}
made = lru_cache(lambda name: MAKE[name]())


@pytest.mark.quick(5)
@pytest.mark.parametrize("name", MAKE)
def test_a_few_lines_in_a_terminal(name: str) -> None:
    text = repr(made(name))
    assert len(text.splitlines()) <= 10
    assert 20 < len(text) < 1200
    assert text.isascii()
    assert "object at 0x" not in text and "array(" not in text


class _Balanced(HTMLParser):
    """Raises for an element that is not closed in its turn."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.quick(4)
@pytest.mark.parametrize("name", MAKE)
def test_a_table_or_latex_in_a_notebook(name: str) -> None:
    shown = made(name)
    table, latex = getattr(shown, "_repr_html_", None), getattr(shown, "_repr_latex_", None)
    if name == "ensemble":
        return
    assert table or latex
    if table:
        parser = _Balanced()
        parser.feed(table())
        assert parser.open == [] and table().startswith("<table>")
    if latex:
        assert latex().startswith("$") and latex().endswith("$")
        assert latex().count("{") == latex().count("}")


def test_each_curve_has_its_own_unit() -> None:
    c, n = made("curve of c"), made("curve of n")
    assert (c.quantity, c.unit) == ("c", "k_B P_0 eta_L^(5/2)")
    assert (c.variable, c.x_unit) == ("T", "w/k_B")
    assert (n.quantity, n.unit) == ("n", "P_0 eta_L^(5/2)/w")
    assert (n.variable, n.x_unit) == ("E", "w")
    assert softpot.specific_heat(0.01, Distribution.flat()).unit == "k_B P eta_L^(3/2)"


def test_a_material_refuses_the_other_curve() -> None:
    """n(E) as if it were c(T), or the curve of another kind of distribution, would give numbers of no meaning."""
    c, n = made("curve of c"), made("curve of n")
    glass = Distribution.constant(alpha_max=10, eta_L=MATERIAL.eta_L)
    MATERIAL.heat_in_SI(c, glass)
    MATERIAL.density_in_SI(n, glass)
    for wrong in (lambda: MATERIAL.heat_in_SI(n, glass), lambda: MATERIAL.density_in_SI(c, glass)):
        with pytest.raises(ValueError, match="because that is what"):
            wrong()
    with pytest.raises(ValueError, match="P eta_L"):
        MATERIAL.heat_in_SI(c, Distribution.flat(eta_L=MATERIAL.eta_L))


def test_a_material_takes_a_glass_too() -> None:
    glass = softpot.Glass(Distribution.constant(alpha_max=10, eta_L=MATERIAL.eta_L))
    c = made("curve of c")
    _, one = MATERIAL.heat_in_SI(c, glass)
    _, two = MATERIAL.heat_in_SI(c, glass.distribution)
    assert (one == two).all() and MATERIAL.amplitude(glass) == MATERIAL.amplitude(
        glass.distribution
    )
    known = softpot.Material(1.6e-18, 1e-10, 1.7e-24, n_0=1e46, energy_n_0=1.4e-23)
    cut = softpot.Glass(glass.distribution, 3)
    assert known.amplitude(cut) == known.amplitude(glass)
    hot = softpot.Material(1.6e-18, 1e-10, 1.7e-24, n_0=1e46, energy_n_0=2e-22)
    assert hot.amplitude(glass) > 0.0
    with pytest.raises(ValueError, match="no two-level systems"):
        hot.amplitude(cut)


def test_curves_compare_by_value() -> None:
    one, two = (softpot.density_of_states([0.5, 1.0], GLASS) for _ in range(2))
    assert one == two and one != made("curve of n") and one != "a curve"
    with pytest.raises(ValueError, match="one shape is needed"):
        numerics.Curve(np.zeros(2), np.zeros(3), np.zeros(3), "1")


def test_a_sum_is_not_run_into_its_factor() -> None:
    """|eta| P_0 with P_0 = 1 + 12 eta is not |eta| 1 + 12 eta."""
    latex = Distribution.smooth(1 + 12 * S.eta, alpha_max=9)._repr_latex_()
    assert r"P = |\eta|\, P_0,\quad P_0 \propto 12 \eta + 1,\quad" in latex
    assert r"P \propto e^{\eta}" not in latex
    assert r"P = \mathrm{const}" in Distribution.flat()._repr_latex_()
    narrow = Distribution.smooth(sp.exp(S.eta), alpha_max=9, eta_L="1e-5")._repr_latex_()
    assert r"\eta_L = 10^{-5}" in narrow


def test_the_ledger_says_what_is_not_as_expected() -> None:
    """The printed form of the invariants agrees; were it expected to be refuted, the ledger would say so."""
    row = LEDGER()["invariants"]
    printed = replace(row.entry.printed, expected=softpot.derive.PrintedVerdict.REFUTED)
    odd = replace(row, entry=replace(row.entry, printed=printed))
    ledger = replace(made("ledger"), entries=(odd,))
    assert repr(ledger).splitlines()[-1] == "  not as expected: invariants"
    assert "not as expected" in repr(odd) and "not as expected" in ledger._repr_html_()


def test_long_numbers_keep_both_ends() -> None:
    digits = "1.060362090484182899647046016692663545515208728528977933216245241695943563"
    assert (
        shortened(digits, 40)
        == "1.0603620904841828996470460...5943563563"[:27] + "..." + digits[-10:]
    )
    assert shortened("1.06", 40) == "1.06"


def test_long_tables_keep_both_ends() -> None:
    lines = aligned(("n",), [[str(n)] for n in range(100)])
    assert [line.strip() for line in lines] == ["n", "0", "1", "2", "...", "97", "98", "99"]


def test_tables_in_a_notebook_are_bounded() -> None:
    x = np.linspace(1.0, 2.0, 5000)
    table = numerics.Curve(x, x, x, "1")._repr_html_()
    assert table.count("<tr>") == 202 and "<td>...</td>" in table


def test_words_of_users_are_text() -> None:
    assert html_table("<b>", ("a < b",), [["</td>"]]) == (
        "<table><caption>&lt;b&gt;</caption><thead><tr><th>a &lt; b</th></tr></thead>"
        "<tbody><tr><td>&lt;/td&gt;</td></tr></tbody></table>"
    )
    assert html_text("k_B P_0 eta_L^(5/2)/w") == (
        "k<sub>B</sub> P<sub>0</sub> η<sub>L</sub><sup>5/2</sup>/w"
    )
    assert html_text("P < 1") == "P &lt; 1"


def test_the_lines_in_print_are_those() -> None:
    """One result of each kind, whole."""
    assert repr(GLASS) == (
        "Distribution P = |eta| P_0, P_0 = 1\n"
        "  eta_L = 0.01, two wells: |alpha| <= 10, origin: barrier-top"
    )
    assert repr(made("extremum")) == ("minimum of c/T^3 at T = 0.5 w/k_B: 140 k_B P_0 eta_L^(5/2)")
    assert repr(softpot.enclose(0, 0, 1, 10)).splitlines()[0] == (
        "Enclosure of level 1, alpha = 0, beta = 0, in w"
    )
    assert repr(made("ledger")).splitlines()[1:] == [
        "  1 proved, 1 not derived",
        "  printed forms: 1 agrees",
        "  all as expected",
    ]
