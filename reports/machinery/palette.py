"""The colours and dashes of figures, in light and in dark.

A figure is drawn in the light colours. Its SVG also carries a style sheet for readers who prefer dark pages: each
light colour has a dark one, so that lines keep their names in a caption and no photograph is inverted. Every colour
of a figure is one of these; what tells two curves apart is the dash, and the colour helps.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

INK, BLUE, ORANGE, GREY, SHADE, PAPER, GREEN, RED = (
    "#111111", "#1f5fa8", "#b85410", "#767676", "#c3d4e8", "#ffffff", "#1c5e3a", "#9c2a1a",
)  # fmt: skip

DARK: Mapping[str, str] = {
    INK: "#ececec", BLUE: "#86b8f2", ORANGE: "#f2a566", GREY: "#9aa0a6", SHADE: "#2b3f57", PAPER: "#16171a",
    GREEN: "#86d1a5", RED: "#f29a8a",
}  # fmt: skip
"""Each colour on a dark page."""

ON_HUES, UNDER = "#000000", "#fefefe"
"""Of lines on a coloured picture, and of what makes room for letters and marks there; both are the same in the dark."""

DASHES = ("-", (0, (5, 2)), (0, (1.2, 1.6)), (0, (7, 2, 1.2, 2)))
"""Of the first, second, third and fourth curve of a panel."""

GUIDE: Mapping[str, Any] = {
    "color": GREY, "linewidth": 0.8, "linestyle": (0, (2.5, 1.5, 1, 1.5, 1, 1.5)),
}  # fmt: skip
"""Of lines that are no curves: asymptotes, marks on an axis."""

FAMILIES = ((DASHES[0], BLUE), (DASHES[1], ORANGE), (DASHES[2], INK), (DASHES[3], GREY))
"""Dash and colour of the first, second, third and fourth curve."""


def dark_rules() -> str:
    """CSS that gives each element of an SVG the dark colour of what it is drawn with.

    No rule asks for an ancestor: markers are copies of one path, and a copy has none in the eyes of a browser.
    """
    return "".join(
        f'[style*="{what}: {light}"]{{{what}:{dark}!important}}'
        for light, dark in DARK.items()
        for what in ("fill", "stroke")
    )
