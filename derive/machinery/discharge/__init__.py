"""How a statement is proved: each method takes the statement and answers how, or raises Undischarged."""

from derive.machinery.discharge.algebra import Elimination, Identity, SubstitutionBack, equal
from derive.machinery.discharge.calculus import Antiderivative, ContinuousLimit, DominatedLimit
from derive.machinery.discharge.cells import Cells, Count
from derive.machinery.discharge.index import Induction, Telescoping

__all__ = [
    "Antiderivative",
    "Cells",
    "ContinuousLimit",
    "Count",
    "DominatedLimit",
    "Elimination",
    "Identity",
    "Induction",
    "SubstitutionBack",
    "Telescoping",
    "equal",
]
