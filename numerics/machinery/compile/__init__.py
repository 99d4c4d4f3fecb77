"""From one SymPy expression to NumPy, mpmath and Arb: ``compiled(formula, backend, digits)``."""

from numerics.machinery.compile.balls import precision
from numerics.machinery.compile.compiled import BACKENDS, Compiled, compiled
from numerics.machinery.compile.errors import CompileError, OutOfDomain, OutOfRange, PrecisionLoss

__all__ = [
    "BACKENDS",
    "CompileError",
    "Compiled",
    "OutOfDomain",
    "OutOfRange",
    "PrecisionLoss",
    "compiled",
    "precision",
]
