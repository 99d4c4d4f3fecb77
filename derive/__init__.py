"""Symbolic derivations: what a theory says, each step proved by the machine.

``derive.formula("jacobian")`` is the derived formula of an entry of the soft-potential theory;
the names below are what a derivation script of your own needs.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING

from softpot._lazy import attributes

if TYPE_CHECKING:
    from softpot.derive.machinery.derivation import Derivation, Derived
    from softpot.derive.machinery.discharge import (
        Antiderivative,
        Apart,
        BoseFermi,
        Bracket,
        ByModulus,
        ByParts,
        Cells,
        ContinuousLimit,
        Count,
        Differences,
        DominatedLimit,
        Elimination,
        EqualDerivatives,
        EqualSquares,
        Evaluated,
        EvenZeta,
        GammaIntegral,
        Identity,
        ImproperIntegral,
        Induction,
        InversePowers,
        KnownIntegral,
        LeadingTerms,
        Linearity,
        LinearRecurrence,
        Monotone,
        OnRange,
        OrderInduction,
        PowerSeries,
        Rearranged,
        Rescaled,
        Rises,
        SeriesAt,
        Subdivided,
        Substituted,
        SubstitutionBack,
        SumOfSquares,
        Telescoping,
        TermByTerm,
        UniqueSolution,
        Zeilberger,
        equal,
    )
    from softpot.derive.machinery.errors import TheoryError, Undischarged, UnknownId
    from softpot.derive.machinery.formula import Formula
    from softpot.derive.machinery.prose import Prose, prose
    from softpot.derive.machinery.step import Discharge, Role, Step
    from softpot.derive.machinery.symbols import Quantity, SymbolTable
    from softpot.derive.machinery.theory import Entry, Printed, Reference, Theory, entry
    from softpot.derive.machinery.verdict import Basis, PrintedVerdict, Verdict
    from softpot.derive.theory import formula

_HOMES = {
    "Antiderivative": "softpot.derive.machinery.discharge",
    "Apart": "softpot.derive.machinery.discharge",
    "BoseFermi": "softpot.derive.machinery.discharge",
    "Basis": "softpot.derive.machinery.verdict",
    "Bracket": "softpot.derive.machinery.discharge",
    "Cells": "softpot.derive.machinery.discharge",
    "ContinuousLimit": "softpot.derive.machinery.discharge",
    "Count": "softpot.derive.machinery.discharge",
    "Derivation": "softpot.derive.machinery.derivation",
    "Derived": "softpot.derive.machinery.derivation",
    "Discharge": "softpot.derive.machinery.step",
    "Differences": "softpot.derive.machinery.discharge",
    "DominatedLimit": "softpot.derive.machinery.discharge",
    "Elimination": "softpot.derive.machinery.discharge",
    "EqualDerivatives": "softpot.derive.machinery.discharge",
    "EqualSquares": "softpot.derive.machinery.discharge",
    "Entry": "softpot.derive.machinery.theory",
    "EvenZeta": "softpot.derive.machinery.discharge",
    "Formula": "softpot.derive.machinery.formula",
    "GammaIntegral": "softpot.derive.machinery.discharge",
    "Identity": "softpot.derive.machinery.discharge",
    "ImproperIntegral": "softpot.derive.machinery.discharge",
    "Induction": "softpot.derive.machinery.discharge",
    "LeadingTerms": "softpot.derive.machinery.discharge",
    "LinearRecurrence": "softpot.derive.machinery.discharge",
    "Linearity": "softpot.derive.machinery.discharge",
    "Monotone": "softpot.derive.machinery.discharge",
    "PowerSeries": "softpot.derive.machinery.discharge",
    "Printed": "softpot.derive.machinery.theory",
    "PrintedVerdict": "softpot.derive.machinery.verdict",
    "Prose": "softpot.derive.machinery.prose",
    "Quantity": "softpot.derive.machinery.symbols",
    "Reference": "softpot.derive.machinery.theory",
    "Rescaled": "softpot.derive.machinery.discharge",
    "Rises": "softpot.derive.machinery.discharge",
    "SeriesAt": "softpot.derive.machinery.discharge",
    "Role": "softpot.derive.machinery.step",
    "Step": "softpot.derive.machinery.step",
    "Substituted": "softpot.derive.machinery.discharge",
    "SubstitutionBack": "softpot.derive.machinery.discharge",
    "SumOfSquares": "softpot.derive.machinery.discharge",
    "SymbolTable": "softpot.derive.machinery.symbols",
    "Telescoping": "softpot.derive.machinery.discharge",
    "TermByTerm": "softpot.derive.machinery.discharge",
    "ByModulus": "softpot.derive.machinery.discharge",
    "ByParts": "softpot.derive.machinery.discharge",
    "Evaluated": "softpot.derive.machinery.discharge",
    "InversePowers": "softpot.derive.machinery.discharge",
    "KnownIntegral": "softpot.derive.machinery.discharge",
    "OnRange": "softpot.derive.machinery.discharge",
    "OrderInduction": "softpot.derive.machinery.discharge",
    "Rearranged": "softpot.derive.machinery.discharge",
    "Subdivided": "softpot.derive.machinery.discharge",
    "UniqueSolution": "softpot.derive.machinery.discharge",
    "Zeilberger": "softpot.derive.machinery.discharge",
    "Theory": "softpot.derive.machinery.theory",
    "TheoryError": "softpot.derive.machinery.errors",
    "Undischarged": "softpot.derive.machinery.errors",
    "UnknownId": "softpot.derive.machinery.errors",
    "Verdict": "softpot.derive.machinery.verdict",
    "entry": "softpot.derive.machinery.theory",
    "equal": "softpot.derive.machinery.discharge",
    "formula": "softpot.derive.theory",
    "prose": "softpot.derive.machinery.prose",
}

__all__ = [
    "Antiderivative",
    "Apart",
    "Basis",
    "BoseFermi",
    "Bracket",
    "ByModulus",
    "ByParts",
    "Cells",
    "ContinuousLimit",
    "Count",
    "Derivation",
    "Derived",
    "Differences",
    "Discharge",
    "DominatedLimit",
    "Elimination",
    "Entry",
    "EqualDerivatives",
    "EqualSquares",
    "Evaluated",
    "EvenZeta",
    "Formula",
    "GammaIntegral",
    "Identity",
    "ImproperIntegral",
    "Induction",
    "InversePowers",
    "KnownIntegral",
    "LeadingTerms",
    "LinearRecurrence",
    "Linearity",
    "Monotone",
    "OnRange",
    "OrderInduction",
    "PowerSeries",
    "Printed",
    "PrintedVerdict",
    "Prose",
    "Quantity",
    "Rearranged",
    "Reference",
    "Rescaled",
    "Rises",
    "Role",
    "SeriesAt",
    "Step",
    "Subdivided",
    "Substituted",
    "SubstitutionBack",
    "SumOfSquares",
    "SymbolTable",
    "Telescoping",
    "TermByTerm",
    "Theory",
    "TheoryError",
    "Undischarged",
    "UniqueSolution",
    "UnknownId",
    "Verdict",
    "Zeilberger",
    "entry",
    "equal",
    "formula",
    "prose",
]

_FORMER = {
    "SOFT_POTENTIAL": (
        "softpot.derive.theory:SOFT_POTENTIAL",
        "softpot.SOFT_POTENTIAL, or without evidence softpot.derive.theory.SOFT_POTENTIAL",
    )
}

if not TYPE_CHECKING:
    _ROOMS = {name: f"softpot.derive.{name}" for name in ("machinery", "theory")}
    __getattr__, __dir__ = attributes(__name__, _HOMES, _ROOMS, _FORMER)

if __name__ == "derive":
    # found at the root of a checkout, beside ``softpot``: the modules below are the same ones by either name
    for _home in _HOMES.values():
        import_module(_home)
    for _name in [name for name in sys.modules if name.startswith("softpot.derive.")]:
        sys.modules.setdefault(_name.removeprefix("softpot."), sys.modules[_name])
