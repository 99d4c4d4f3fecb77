"""How a statement is proved: each method takes the statement and answers how, or raises Undischarged."""

from derive.machinery.discharge.algebra import Elimination, Identity, SubstitutionBack, equal
from derive.machinery.discharge.calculus import Antiderivative, ContinuousLimit, DominatedLimit
from derive.machinery.discharge.cells import Cells, Count
from derive.machinery.discharge.gamma import GammaIntegral
from derive.machinery.discharge.geometric import EvenZeta, Rescaled, TermByTerm
from derive.machinery.discharge.improper import ImproperIntegral
from derive.machinery.discharge.index import Induction, Telescoping
from derive.machinery.discharge.linear import Linearity
from derive.machinery.discharge.signs import Apart, Bracket, Rises

__all__ = [
    "Antiderivative",
    "Apart",
    "Bracket",
    "Cells",
    "ContinuousLimit",
    "Count",
    "DominatedLimit",
    "Elimination",
    "EvenZeta",
    "GammaIntegral",
    "Identity",
    "ImproperIntegral",
    "Induction",
    "Linearity",
    "Rescaled",
    "Rises",
    "SubstitutionBack",
    "Telescoping",
    "TermByTerm",
    "equal",
]
