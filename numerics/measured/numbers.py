"""Numbers as instruments and spreadsheets write them: plain decimals, with E or D before the exponent."""

from __future__ import annotations

import re
from math import isfinite, nan

__all__ = ["NOT_A_NUMBER", "decimal"]

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eEdD][+-]?\d{1,4})?")
NOT_A_NUMBER = {"", "nan", "na", "n/a", "inf", "+inf", "-inf", "-nan", "#n/a", "--", "none", "null"}


def decimal(text: str) -> float | None:
    """The number; NaN for the words that stand for a missing one; None for other text."""
    plain = text.strip().strip('"').replace("−", "-")
    if _NUMBER.fullmatch(plain):
        value = float(plain.replace("D", "e").replace("d", "e"))
        return value if isfinite(value) else nan
    return nan if plain.lower() in NOT_A_NUMBER else None
