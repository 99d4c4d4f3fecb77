"""The small theory that the report tests share, loaded by its path as a user's script is."""

from __future__ import annotations

from pathlib import Path

import pytest

from softpot.derive.machinery.symbols import Quantity, SymbolTable
from softpot.derive.machinery.theory import Theory
from softpot.numerics.machinery.check import check_theory
from softpot.numerics.machinery.ledger import Ledger
from softpot.reports.cli.loading import load

SMALL = Path(__file__).with_name("small_theory.py")


@pytest.fixture(scope="session")
def small() -> Theory:
    return load(SMALL)


@pytest.fixture(scope="session")
def ledger(small: Theory) -> Ledger:
    return check_theory(small, digits=20)


@pytest.fixture(scope="session")
def table() -> SymbolTable:
    """Names that printers get wrong when they guess."""
    return SymbolTable(
        Quantity("eta", r"\eta", ""),
        Quantity("t", "t", ""),
        Quantity("x", "x", ""),
        Quantity("y", "y", ""),
        Quantity("x_p", "x'", "", text="x′"),
        Quantity("E_0", "E_0", ""),
        Quantity("eta_L", r"\eta_L", "", text="η_L", assumptions={"positive": True}),
        Quantity("delta_eta", r"\delta\eta", "", text="δη"),
        Quantity("hbar_omega_D", r"\hbar\omega_D", "", text="ħω_D"),
        Quantity("N_min", r"N_{\min}", "", text="Nₘᵢₙ", assumptions={"integer": True}),
        Quantity("a", "a", ""),
        Quantity("n", "n", "", assumptions={"integer": True, "positive": True}),
        Quantity("G_p", "G'", "", text="G′", function=True),
    )
