"""Levels, states and gradients of -psi'' + (alpha y^2 - beta y^3 + y^4) psi = eps psi."""

from __future__ import annotations

from numerics.machinery.exact import exact

from .errors import NotConverged
from .gradients import level_gradients
from .levels import levels
from .precise import Level, precise_level, precise_levels
from .states import States, states

__all__ = [
    "Level",
    "NotConverged",
    "States",
    "exact",
    "level_gradients",
    "levels",
    "precise_level",
    "precise_levels",
    "states",
]

# Proved intervals, many digits and splittings.
from .digits import level
from .enclosure import Enclosure, enclose
from .notproved import NotProved
from .splittings import splitting
from .verify import verify_enclosure

__all__ += ["Enclosure", "NotProved", "enclose", "level", "splitting", "verify_enclosure"]
