"""Derive a physical theory symbolically, turn it into numbers, and report on it with a verdict per statement.

The names below are what is asked for first; everything else is reached through its room: ``softpot.derive``
(symbols, steps, proofs), ``softpot.numerics`` (compiled formulas, levels, evidence, verdicts), ``softpot.reports``
(LaTeX, HTML, PDF, command line).  Nothing is imported before it is used.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from softpot._lazy import attributes

# The rooms stand beside this folder and are linked into it. A source distribution and most programs that unpack
# a zip know no links; what they leave runs as it is all the same, and is built into the same wheel.
if not os.path.isdir(os.path.join(__path__[0], "derive")):
    __path__.append(os.path.dirname(os.path.realpath(__path__[0])))

if TYPE_CHECKING:
    from softpot import derive, numerics, reports
    from softpot.derive.machinery.derivation import Derivation
    from softpot.derive.machinery.formula import Formula
    from softpot.derive.machinery.symbols import Quantity, SymbolTable
    from softpot.derive.machinery.theory import Printed, Theory, entry
    from softpot.derive.theory import formula
    from softpot.numerics.checking import check
    from softpot.numerics.machinery.compile import compiled
    from softpot.numerics.machinery.evidence import Pair, compare, converges
    from softpot.numerics.machinery.ledger import Ledger
    from softpot.numerics.spectrum import (
        Enclosure,
        Level,
        NotConverged,
        NotProved,
        enclose,
        levels,
        splitting,
        wave_functions,
    )
    from softpot.numerics.statistics import (
        Curve,
        Distribution,
        Glass,
        Material,
        density_of_states,
        maximum_of_heat,
        minimum_of_heat,
        read_material,
        specific_heat,
    )
    from softpot.numerics.theory import SOFT_POTENTIAL

    __version__: str

_HOMES = {
    "SOFT_POTENTIAL": "softpot.numerics.theory",
    "Curve": "softpot.numerics.statistics",
    "Derivation": "softpot.derive.machinery.derivation",
    "Distribution": "softpot.numerics.statistics",
    "Enclosure": "softpot.numerics.spectrum",
    "Formula": "softpot.derive.machinery.formula",
    "Glass": "softpot.numerics.statistics",
    "Ledger": "softpot.numerics.machinery.ledger",
    "Level": "softpot.numerics.spectrum",
    "Material": "softpot.numerics.statistics",
    "NotConverged": "softpot.numerics.spectrum",
    "NotProved": "softpot.numerics.spectrum",
    "Pair": "softpot.numerics.machinery.evidence",
    "Printed": "softpot.derive.machinery.theory",
    "Quantity": "softpot.derive.machinery.symbols",
    "SymbolTable": "softpot.derive.machinery.symbols",
    "Theory": "softpot.derive.machinery.theory",
    "check": "softpot.numerics.checking",
    "compare": "softpot.numerics.machinery.evidence",
    "compiled": "softpot.numerics.machinery.compile",
    "converges": "softpot.numerics.machinery.evidence",
    "density_of_states": "softpot.numerics.statistics",
    "enclose": "softpot.numerics.spectrum",
    "entry": "softpot.derive.machinery.theory",
    "formula": "softpot.derive.theory",
    "levels": "softpot.numerics.spectrum",
    "maximum_of_heat": "softpot.numerics.statistics",
    "minimum_of_heat": "softpot.numerics.statistics",
    "read_material": "softpot.numerics.statistics",
    "specific_heat": "softpot.numerics.statistics",
    "splitting": "softpot.numerics.spectrum",
    "wave_functions": "softpot.numerics.spectrum",
}

if not TYPE_CHECKING:
    _ROOMS = {name: f"softpot.{name}" for name in ("derive", "numerics", "reports")}
    _named, __dir__ = attributes(__name__, _HOMES, _ROOMS)

    def __getattr__(name: str) -> Any:
        return _version() if name == "__version__" else _named(name)


def _version() -> str:
    """The version installed; of a checkout that is not installed, the one in its pyproject.toml."""
    from importlib import metadata

    try:
        return metadata.version("softpot")
    except metadata.PackageNotFoundError:
        import tomllib
        from pathlib import Path

        project = Path(__file__).resolve().parent.parent / "pyproject.toml"
        return str(tomllib.loads(project.read_text(encoding="utf-8"))["project"]["version"])


__all__ = [
    "SOFT_POTENTIAL",
    "Curve",
    "Derivation",
    "Distribution",
    "Enclosure",
    "Formula",
    "Glass",
    "Ledger",
    "Level",
    "Material",
    "NotConverged",
    "NotProved",
    "Pair",
    "Printed",
    "Quantity",
    "SymbolTable",
    "Theory",
    "__version__",
    "check",
    "compare",
    "compiled",
    "converges",
    "density_of_states",
    "derive",
    "enclose",
    "entry",
    "formula",
    "levels",
    "maximum_of_heat",
    "minimum_of_heat",
    "numerics",
    "read_material",
    "reports",
    "specific_heat",
    "splitting",
    "wave_functions",
]
