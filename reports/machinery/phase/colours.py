"""(|f|, arg f) -> a colour: the phase is the hue, the modulus the brightness.

The hues lie on a circle of OKLab, so that equal steps of the phase look equally large, and no hue is lighter than
another of the same modulus. From zeros to poles the lightness rises from ``DARKEST`` to ``LIGHTEST`` with
r/(1 + r), r = |f|/unit; black lines stand out on every one of these colours.

Source: B. Ottosson, A perceptual color space for image processing (2020), https://bottosson.github.io/posts/oklab/.
Not guaranteed: that hues alone can be told apart by every eye; the contours of the phase say the same without them.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["DARKEST", "LIGHTEST", "coloured", "lightness"]

DARKEST, LIGHTEST = 0.50, 0.92
"""Lightness of a zero and of a pole."""

_FIRST = np.pi / 6  # the hue of positive numbers: red

_CONES = np.array([[1.0, 0.3963377774, 0.2158037573], [1.0, -0.1055613458, -0.0638541728],
                   [1.0, -0.0894841775, -1.2914855480]])  # fmt: skip
_LIGHTS = np.array([[4.0767416621, -3.3077115913, 0.2309699292], [-1.2684380046, 2.6097574011, -0.3413193965],
                    [-0.0041960863, -0.7034186147, 1.7076147010]])  # fmt: skip


def lightness(ratio: Any) -> Any:
    """The lightness of |f|/unit."""
    with np.errstate(invalid="ignore"):
        share = np.where(np.isinf(ratio), 1.0, ratio / (1.0 + ratio))
    return DARKEST + (LIGHTEST - DARKEST) * share


def coloured(phase: Any, ratio: Any) -> NDArray[np.uint8]:
    """Red, green, blue and opacity from 0 to 255 of phases and of |f|/unit; what is no number is left clear.

    Shapes: (…) and (…) give (…, 4).
    """
    phase, ratio = np.broadcast_arrays(np.asarray(phase, float), np.asarray(ratio, float))
    light = lightness(ratio)
    strength = np.minimum(0.165 * light, 0.47 * (1.0 - light))  # what a screen shows of every hue
    lab = np.stack(
        [light, strength * np.cos(phase + _FIRST), strength * np.sin(phase + _FIRST)], axis=-1
    )
    linear = np.clip((lab @ _CONES.T) ** 3 @ _LIGHTS.T, 0.0, 1.0)
    seen = np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)
    known = np.isfinite(lab).all(axis=-1, keepdims=True)
    whole = np.concatenate([np.where(known, seen, 1.0), known], axis=-1)
    return np.asarray(np.rint(255 * whole), dtype=np.uint8)
