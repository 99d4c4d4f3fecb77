"""Numbers: compiled formulas, levels of the quartic, evidence, verdicts and the ledger.

``numerics.check()`` judges the soft-potential theory; ``numerics.compiled(formula, "mpmath", 50)``
turns a formula into numbers; ``numerics.levels(alpha, beta, count)`` gives levels of Eq. (7);
``numerics.density_of_states(E, distribution)`` and ``numerics.specific_heat(T, distribution)`` the n(E) and
c(T) of the model.
"""

from __future__ import annotations

from collections.abc import Iterable

from derive.machinery.theory import Theory
from numerics.machinery.check import Progress, check_theory
from numerics.machinery.compile import Compiled, compiled
from numerics.machinery.evaluate import members
from numerics.machinery.evidence import (
    Evidence,
    EvidenceError,
    Pair,
    Table,
    compare,
    converges,
)
from numerics.machinery.gather import gather
from numerics.machinery.judge import judge, judge_printed
from numerics.machinery.ledger import Judged, Ledger, Outcome
from numerics.spectrum import (
    Enclosure,
    Level,
    NotConverged,
    NotProved,
    enclose,
    level,
    level_gradients,
    levels,
    precise_level,
    precise_levels,
    splitting,
    states,
    verify_enclosure,
)
from numerics.spectrum.shooting import shooting_levels
from numerics.statistics import (
    Curve,
    Distribution,
    Ensemble,
    Extremum,
    HeatTable,
    Material,
    MaterialFileError,
    constant,
    density_of_states,
    exponential,
    flat,
    heat_table,
    maximum_of_heat,
    minimum_of_heat,
    read_material,
    sample,
    smooth,
    specific_heat,
)
from numerics.theory import SOFT_POTENTIAL


def check(
    theory: Theory | None = None,
    ids: Iterable[str] | None = None,
    digits: int = 30,
    progress: Progress | None = None,
    mutants: bool = False,
) -> Ledger:
    """Judge the entries ``ids`` (all unless told) of a theory (the soft-potential theory unless told).

    ``digits``: precision of the evidence, 1 to 200. ``progress(entry, k, of)`` is called before each
    entry. ``mutants``: also feed every proved or verified entry deliberately wrong formulas.
    Raises UnknownId for an unknown id, ValueError for digits out of range. A failing entry
    raises nothing: the ledger says so. Not guaranteed: that evidence has ``digits`` digits where its
    nature forbids it (counts, ensembles, rates); each Evidence says what it has.
    """
    return check_theory(
        SOFT_POTENTIAL if theory is None else theory, ids, digits, progress, mutants
    )


__all__ = [
    "SOFT_POTENTIAL",
    "Compiled",
    "Curve",
    "Distribution",
    "Enclosure",
    "Ensemble",
    "Evidence",
    "EvidenceError",
    "Extremum",
    "HeatTable",
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
    "check",
    "compare",
    "compiled",
    "constant",
    "converges",
    "density_of_states",
    "enclose",
    "exponential",
    "flat",
    "gather",
    "heat_table",
    "judge",
    "judge_printed",
    "level",
    "level_gradients",
    "levels",
    "maximum_of_heat",
    "members",
    "minimum_of_heat",
    "precise_level",
    "precise_levels",
    "read_material",
    "sample",
    "shooting_levels",
    "smooth",
    "specific_heat",
    "splitting",
    "states",
    "verify_enclosure",
]
