"""From one SymPy expression to NumPy, mpmath and Arb: ``compiled(formula, backend, digits)``."""

from softpot.numerics.machinery.compile.callables import BACKENDS, Compiled, compiled
from softpot.numerics.machinery.compile.errors import (
    CompileError,
    OutOfDomain,
    OutOfRange,
    OutsideDomain,
    PrecisionLoss,
)
from softpot.numerics.machinery.compile.precision import precision

__all__ = [
    "BACKENDS",
    "CompileError",
    "Compiled",
    "OutOfDomain",
    "OutOfRange",
    "OutsideDomain",
    "PrecisionLoss",
    "compiled",
    "precision",
]
