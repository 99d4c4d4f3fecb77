"""``softpot levels``: levels of Eq. (7) to any number of digits."""

from __future__ import annotations

import json
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from softpot.numerics.machinery.outward import scientific
from softpot.reports.cli.terminal import columns, say, table
from softpot.reports.cli.usage import MAX_COUNT, MAX_DIGITS, choice, number, refuse, whole

if TYPE_CHECKING:
    from softpot.numerics.spectrum import Level

_FEWEST = 15  # digits that levels are computed to, however few are shown


Row = dict[str, str | int | bool]


def run(
    alpha: str, beta: str, count: str, digits: str, form: str, *, certify: bool, gradients: bool
) -> int:
    """Compute and print; 3 when a level could not be had, or proved, to the digits asked for."""
    a, b = number(alpha, "--alpha"), number(beta, "--beta")
    how_many = whole(count, "--count", 1, MAX_COUNT)
    precision = whole(digits, "--digits", 1, MAX_DIGITS)
    choice(form, "--format", ("table", "json", "csv"))
    from softpot.numerics.spectrum import NotConverged, NotProved, levels

    try:
        found = levels(
            a, b, how_many, digits=max(precision, _FEWEST), certify=certify, gradients=gradients
        )
        rows = [_row(level, precision) for level in found]
    except (NotConverged, NotProved) as missed:
        refuse(f"the levels could not be computed to {precision} digits: {missed}", code=3)
    except (ValueError, OverflowError) as refused:
        refuse(str(refused))
    if form == "json":
        say(json.dumps({"alpha": a, "beta": b, "levels": rows}, indent=2))
    elif form == "csv":
        say(",".join(rows[0]))
        for row in rows:
            say(",".join(_word(value) for value in row.values()))
    else:
        say(f"levels in units of w, alpha = {a}, beta = {b}")
        for line in _table(rows):
            say(line)
    return 0


def _row(level: Level, digits: int) -> Row:
    value, error = _rounded(level.value, level.error, digits)
    row: Row = {"n": level.n, "value": value, "error": error}
    if level.enclosure is not None:
        proved = level.enclosure
        lower, upper = _with_shown(proved.lower_text, proved.upper_text, value)
        row |= {"lower": lower, "upper": upper, "certified": True}
    if level.by_alpha is not None:
        row |= {"d_alpha": f"{level.by_alpha:.8g}", "d_beta": f"{level.by_beta:.8g}"}
    return row


def _with_shown(lower: str, upper: str, shown: str) -> tuple[str, str]:
    """The ends, moved out to the level as it is rounded for show where that lies outside.

    A wider interval is proved as well. Ends that need more digits than that, for a close pair of levels, stay.
    """
    if len(lower) > len(shown) + 3:
        return lower, upper
    if Decimal(shown) < Decimal(lower):
        lower = shown
    if Decimal(shown) > Decimal(upper):
        upper = shown
    return lower, upper


def _word(value: str | int | bool) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


_HEADS = {"value": "level", "d_alpha": "by alpha", "d_beta": "by beta"}


def _table(rows: list[Row]) -> list[str]:
    """Rows of a table; where they are wider than the terminal, each level in a paragraph of its own, uncut."""
    heads = tuple(_HEADS.get(name, name) for name in rows[0])
    words = [tuple(_word(value) for value in row.values()) for row in rows]
    widths = [max(map(len, column)) for column in zip(heads, *words, strict=True)]
    if sum(widths) + 2 * len(widths) <= columns():
        return table(heads, words, shrink=1)
    longest = max(map(len, heads))
    return [
        f"{head.ljust(longest)}  {word}"
        for row in words
        for head, word in zip(heads, row, strict=True)
    ]


def _rounded(value: str, error: Any, digits: int) -> tuple[str, str]:
    """The value to ``digits`` digits, and its error with that of the rounding."""
    if digits >= _FEWEST:
        return value, scientific(error, 2)
    from softpot.numerics.spectrum.types.decimals import rational

    exact = Decimal(value)
    with localcontext() as context:
        context.prec = digits
        shown = +exact
    moved = abs(Fraction(shown) - Fraction(exact))
    return f"{shown:f}", scientific(rational(error) + moved, 2)
