"""Symbolic derivations: what a theory says, each step proved by the machine.

``derive.formula("jacobian")`` is the derived formula of an entry of the soft-potential theory;
the names below are what a derivation script of your own needs.
"""

from derive.machinery.derivation import Derivation, Derived
from derive.machinery.discharge import (
    Antiderivative,
    Apart,
    Bracket,
    Cells,
    ContinuousLimit,
    Count,
    DominatedLimit,
    Elimination,
    EvenZeta,
    Identity,
    Induction,
    Rescaled,
    Rises,
    SubstitutionBack,
    Telescoping,
    TermByTerm,
    equal,
)
from derive.machinery.errors import TheoryError, Undischarged, UnknownId
from derive.machinery.formula import Formula
from derive.machinery.prose import Prose, prose
from derive.machinery.step import Discharge, Role, Step
from derive.machinery.symbols import Quantity, SymbolTable
from derive.machinery.theory import Entry, Printed, Reference, Theory, entry
from derive.machinery.verdict import PrintedVerdict, Verdict
from derive.theory import SOFT_POTENTIAL, formula

__all__ = [
    "SOFT_POTENTIAL",
    "Antiderivative",
    "Apart",
    "Bracket",
    "Cells",
    "ContinuousLimit",
    "Count",
    "Derivation",
    "Derived",
    "Discharge",
    "DominatedLimit",
    "Elimination",
    "Entry",
    "EvenZeta",
    "Formula",
    "Identity",
    "Induction",
    "Printed",
    "PrintedVerdict",
    "Prose",
    "Quantity",
    "Reference",
    "Rescaled",
    "Rises",
    "Role",
    "Step",
    "SubstitutionBack",
    "SymbolTable",
    "Telescoping",
    "TermByTerm",
    "Theory",
    "TheoryError",
    "Undischarged",
    "UnknownId",
    "Verdict",
    "entry",
    "equal",
    "formula",
    "prose",
]
