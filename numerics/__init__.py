"""Numbers: compiled formulas, levels of the quartic, evidence, verdicts and the ledger.

``numerics.check()`` judges the soft-potential theory; ``numerics.compiled(formula, "mpmath", 50)``
turns a formula into numbers; ``numerics.levels(alpha, beta, count)`` gives levels of Eq. (7);
``numerics.density_of_states(E, distribution)`` and ``numerics.specific_heat(T, distribution)`` the n(E) and
c(T) of the model.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from softpot._lazy import attributes

if TYPE_CHECKING:
    from softpot.numerics.checking import check
    from softpot.numerics.machinery.compile import Compiled, compiled
    from softpot.numerics.machinery.evidence import (
        Evidence,
        EvidenceError,
        Pair,
        Table,
        compare,
        converges,
    )
    from softpot.numerics.machinery.ledger import Judged, Ledger, Outcome
    from softpot.numerics.machinery.usual import (
        by_ode,
        by_quadrature,
        by_rate,
        by_sampling,
        by_summation,
        by_value,
    )
    from softpot.numerics.measured import (
        DataFileError,
        HeatData,
        HeatFit,
        fit_heat,
        read_heat,
    )
    from softpot.numerics.sound import (
        conductivity,
        internal_friction,
        matrix_elements,
        strength,
    )
    from softpot.numerics.spectrum import (
        Enclosure,
        Level,
        NotConverged,
        NotProved,
        enclose,
        levels,
        splitting,
        verify_enclosure,
        wave_functions,
    )
    from softpot.numerics.statistics import (
        Curve,
        Distribution,
        Ensemble,
        Extremum,
        Glass,
        Material,
        MaterialFileError,
        density_of_states,
        maximum_of_heat,
        minimum_of_heat,
        read_material,
        specific_heat,
    )
    from softpot.numerics.theory import SOFT_POTENTIAL

_HOMES = {
    "SOFT_POTENTIAL": "softpot.numerics.theory",
    "Compiled": "softpot.numerics.machinery.compile",
    "Curve": "softpot.numerics.statistics",
    "DataFileError": "softpot.numerics.measured",
    "Distribution": "softpot.numerics.statistics",
    "Enclosure": "softpot.numerics.spectrum",
    "Ensemble": "softpot.numerics.statistics",
    "Evidence": "softpot.numerics.machinery.evidence",
    "EvidenceError": "softpot.numerics.machinery.evidence",
    "Extremum": "softpot.numerics.statistics",
    "Glass": "softpot.numerics.statistics",
    "HeatData": "softpot.numerics.measured",
    "HeatFit": "softpot.numerics.measured",
    "Judged": "softpot.numerics.machinery.ledger",
    "Ledger": "softpot.numerics.machinery.ledger",
    "Level": "softpot.numerics.spectrum",
    "Material": "softpot.numerics.statistics",
    "MaterialFileError": "softpot.numerics.statistics",
    "NotConverged": "softpot.numerics.spectrum",
    "NotProved": "softpot.numerics.spectrum",
    "Outcome": "softpot.numerics.machinery.ledger",
    "Pair": "softpot.numerics.machinery.evidence",
    "Table": "softpot.numerics.machinery.evidence",
    "by_ode": "softpot.numerics.machinery.usual",
    "by_quadrature": "softpot.numerics.machinery.usual",
    "by_rate": "softpot.numerics.machinery.usual",
    "by_sampling": "softpot.numerics.machinery.usual",
    "by_summation": "softpot.numerics.machinery.usual",
    "by_value": "softpot.numerics.machinery.usual",
    "check": "softpot.numerics.checking",
    "compare": "softpot.numerics.machinery.evidence",
    "compiled": "softpot.numerics.machinery.compile",
    "conductivity": "softpot.numerics.sound",
    "converges": "softpot.numerics.machinery.evidence",
    "density_of_states": "softpot.numerics.statistics",
    "enclose": "softpot.numerics.spectrum",
    "fit_heat": "softpot.numerics.measured",
    "internal_friction": "softpot.numerics.sound",
    "levels": "softpot.numerics.spectrum",
    "matrix_elements": "softpot.numerics.sound",
    "maximum_of_heat": "softpot.numerics.statistics",
    "minimum_of_heat": "softpot.numerics.statistics",
    "read_heat": "softpot.numerics.measured",
    "read_material": "softpot.numerics.statistics",
    "specific_heat": "softpot.numerics.statistics",
    "splitting": "softpot.numerics.spectrum",
    "strength": "softpot.numerics.sound",
    "verify_enclosure": "softpot.numerics.spectrum",
    "wave_functions": "softpot.numerics.spectrum",
}

_ROOM = "softpot.numerics"
_MODEL = f"{_ROOM}.statistics.model.distribution:Distribution"
_FORMER = {
    name: (f"{_MODEL}.{name}", f"softpot.Distribution.{name}")
    for name in ("constant", "exponential", "flat", "smooth")
} | {
    "HeatTable": (f"{_ROOM}.statistics.heat.heat:HeatTable", "softpot.Glass"),
    "gather": (f"{_ROOM}.machinery.gather:gather", f"{_ROOM}.machinery.gather.gather"),
    "heat_table": (f"{_ROOM}.statistics.heat.specific:heat_table", "softpot.Glass"),
    "judge": (f"{_ROOM}.machinery.judge:judge", f"{_ROOM}.machinery.judge.judge"),
    "judge_printed": (
        f"{_ROOM}.machinery.judge:judge_printed",
        f"{_ROOM}.machinery.judge.judge_printed",
    ),
    "level": (
        f"{_ROOM}.spectrum.series.digits:level",
        "softpot.levels(alpha, beta, only=[n], digits=..., method='series')",
    ),
    "level_gradients": (
        f"{_ROOM}.spectrum.wave.gradients:level_gradients",
        "softpot.levels(alpha, beta, count, gradients=True)",
    ),
    "members": (
        f"{_ROOM}.machinery.evaluate:members",
        "softpot.compiled(formula, backend, digits).members",
    ),
    "precise_level": (
        f"{_ROOM}.spectrum.matrices.precise:precise_level",
        "softpot.levels(alpha, beta, only=[n], digits=...)",
    ),
    "precise_levels": (
        f"{_ROOM}.spectrum.matrices.precise:precise_levels",
        "softpot.levels(alpha, beta, count, digits=...)",
    ),
    "sample": (f"{_ROOM}.statistics.model.sampling:sample", "distribution.sample(count, seed)"),
    "shooting_levels": (
        f"{_ROOM}.spectrum.witness.shooting:shooting_levels",
        f"{_ROOM}.spectrum.witness.shooting.shooting_levels",
    ),
    "states": (f"{_ROOM}.spectrum.wave.states:wave_functions", "softpot.wave_functions"),
}

if not TYPE_CHECKING:
    _ROOMS = {
        name: f"{_ROOM}.{name}"
        for name in ("machinery", "measured", "spectrum", "statistics", "theory")
    }
    __getattr__, __dir__ = attributes(__name__, _HOMES, _ROOMS, _FORMER)

__all__ = [
    "SOFT_POTENTIAL",
    "Compiled",
    "Curve",
    "DataFileError",
    "Distribution",
    "Enclosure",
    "Ensemble",
    "Evidence",
    "EvidenceError",
    "Extremum",
    "Glass",
    "HeatData",
    "HeatFit",
    "Judged",
    "Ledger",
    "Level",
    "Material",
    "MaterialFileError",
    "NotConverged",
    "NotProved",
    "Outcome",
    "Pair",
    "Table",
    "by_ode",
    "by_quadrature",
    "by_rate",
    "by_sampling",
    "by_summation",
    "by_value",
    "check",
    "compare",
    "compiled",
    "conductivity",
    "converges",
    "density_of_states",
    "enclose",
    "fit_heat",
    "internal_friction",
    "levels",
    "matrix_elements",
    "maximum_of_heat",
    "minimum_of_heat",
    "read_heat",
    "read_material",
    "specific_heat",
    "splitting",
    "strength",
    "verify_enclosure",
    "wave_functions",
]
