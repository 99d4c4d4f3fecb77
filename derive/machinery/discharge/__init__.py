"""How a statement is proved: each method takes the statement and answers how, or raises Undischarged."""

from softpot.derive.machinery.discharge.algebra import (
    Elimination,
    Identity,
    SubstitutionBack,
    equal,
)
from softpot.derive.machinery.discharge.alike import EqualDerivatives, EqualSquares
from softpot.derive.machinery.discharge.bosefermi import BoseFermi
from softpot.derive.machinery.discharge.byparts import ByParts
from softpot.derive.machinery.discharge.calculus import (
    Antiderivative,
    ContinuousLimit,
    DominatedLimit,
)
from softpot.derive.machinery.discharge.cells import Cells, Count
from softpot.derive.machinery.discharge.differences import Differences
from softpot.derive.machinery.discharge.evaluated import Evaluated
from softpot.derive.machinery.discharge.gamma import GammaIntegral
from softpot.derive.machinery.discharge.geometric import EvenZeta, Rescaled, TermByTerm
from softpot.derive.machinery.discharge.improper import ImproperIntegral
from softpot.derive.machinery.discharge.index import Induction, Telescoping
from softpot.derive.machinery.discharge.inverse import InversePowers
from softpot.derive.machinery.discharge.leading import LeadingTerms
from softpot.derive.machinery.discharge.lemmas import KnownIntegral
from softpot.derive.machinery.discharge.linear import Linearity
from softpot.derive.machinery.discharge.linearode import UniqueSolution
from softpot.derive.machinery.discharge.modulus import ByModulus
from softpot.derive.machinery.discharge.monotone import Monotone
from softpot.derive.machinery.discharge.onrange import OnRange
from softpot.derive.machinery.discharge.ordered import SumOfSquares
from softpot.derive.machinery.discharge.orders import OrderInduction
from softpot.derive.machinery.discharge.powerseries import PowerSeries
from softpot.derive.machinery.discharge.rearranged import Rearranged
from softpot.derive.machinery.discharge.sequences import LinearRecurrence
from softpot.derive.machinery.discharge.seriesat import SeriesAt
from softpot.derive.machinery.discharge.signs import Apart, Bracket, Rises
from softpot.derive.machinery.discharge.subdivided import Subdivided
from softpot.derive.machinery.discharge.substitution import Substituted
from softpot.derive.machinery.discharge.zeilberger import Zeilberger

METHODS: frozenset[type] = frozenset(
    (
        Antiderivative,
        Apart,
        BoseFermi,
        Bracket,
        Cells,
        ContinuousLimit,
        DominatedLimit,
        Elimination,
        EqualDerivatives,
        EqualSquares,
        EvenZeta,
        GammaIntegral,
        Identity,
        ImproperIntegral,
        Induction,
        LeadingTerms,
        LinearRecurrence,
        Linearity,
        Monotone,
        PowerSeries,
        Rescaled,
        Rises,
        Substituted,
        SubstitutionBack,
        SumOfSquares,
        Telescoping,
        TermByTerm,
        ByModulus,
        ByParts,
        Differences,
        Evaluated,
        InversePowers,
        KnownIntegral,
        OnRange,
        OrderInduction,
        Rearranged,
        SeriesAt,
        Subdivided,
        UniqueSolution,
        Zeilberger,
    )
)
"""The machinery's own methods: an entry that uses any other one, a subclass of these too, is never exact."""

__all__ = [
    "METHODS",
    "Antiderivative",
    "Apart",
    "BoseFermi",
    "Bracket",
    "ByModulus",
    "ByParts",
    "Cells",
    "ContinuousLimit",
    "Count",
    "Differences",
    "DominatedLimit",
    "Elimination",
    "EqualDerivatives",
    "EqualSquares",
    "Evaluated",
    "EvenZeta",
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
    "Rearranged",
    "Rescaled",
    "Rises",
    "SeriesAt",
    "Subdivided",
    "Substituted",
    "SubstitutionBack",
    "SumOfSquares",
    "Telescoping",
    "TermByTerm",
    "UniqueSolution",
    "Zeilberger",
    "equal",
]
