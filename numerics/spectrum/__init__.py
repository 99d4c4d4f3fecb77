"""Levels, wave functions and proved intervals of -psi'' + (alpha y^2 - beta y^3 + y^4) psi = eps psi."""

from __future__ import annotations

from typing import TYPE_CHECKING

from softpot._lazy import attributes

if TYPE_CHECKING:
    from softpot.numerics.spectrum.methods import Gradients, levels
    from softpot.numerics.spectrum.prover.enclosure import enclose
    from softpot.numerics.spectrum.series.splittings import splitting
    from softpot.numerics.spectrum.types.errors import NotConverged
    from softpot.numerics.spectrum.types.level import Level
    from softpot.numerics.spectrum.types.notproved import NotProved
    from softpot.numerics.spectrum.types.record import Enclosure
    from softpot.numerics.spectrum.verifier.verify import verify_enclosure
    from softpot.numerics.spectrum.wave.states import States, wave_functions

_ROOM = "softpot.numerics.spectrum"
_HOMES = {
    "Enclosure": f"{_ROOM}.types.record",
    "Gradients": f"{_ROOM}.methods",
    "Level": f"{_ROOM}.types.level",
    "NotConverged": f"{_ROOM}.types.errors",
    "NotProved": f"{_ROOM}.types.notproved",
    "States": f"{_ROOM}.wave.states",
    "enclose": f"{_ROOM}.prover.enclosure",
    "levels": f"{_ROOM}.methods",
    "splitting": f"{_ROOM}.series.splittings",
    "verify_enclosure": f"{_ROOM}.verifier.verify",
    "wave_functions": f"{_ROOM}.wave.states",
}
_FORMER = {
    "exact": ("softpot.numerics.machinery.exact:exact", "softpot.numerics.machinery.exact.exact"),
    "level": (
        f"{_ROOM}.series.digits:level",
        "softpot.levels(alpha, beta, only=[n], digits=..., method='series')",
    ),
    "level_gradients": (
        f"{_ROOM}.wave.gradients:level_gradients",
        "softpot.levels(alpha, beta, count, gradients=True)",
    ),
    "precise_level": (
        f"{_ROOM}.matrices.precise:precise_level",
        "softpot.levels(alpha, beta, only=[n], digits=...)",
    ),
    "precise_levels": (
        f"{_ROOM}.matrices.precise:precise_levels",
        "softpot.levels(alpha, beta, count, digits=...)",
    ),
    "states": (f"{_ROOM}.wave.states:wave_functions", "softpot.wave_functions"),
}

if not TYPE_CHECKING:
    __getattr__, __dir__ = attributes(__name__, _HOMES, former=_FORMER)

__all__ = [
    "Enclosure",
    "Gradients",
    "Level",
    "NotConverged",
    "NotProved",
    "States",
    "enclose",
    "levels",
    "splitting",
    "verify_enclosure",
    "wave_functions",
]
