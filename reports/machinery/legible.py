"""The sentence that says where a form in print fails, with no more digits than it takes to see it."""

from __future__ import annotations

import re

_GIVES = re.compile(
    r"(the formula gives )(-?[\d.]+(?:e[+-]?\d+)?)(, the reference )(-?[\d.]+(?:e[+-]?\d+)?)"
)


def legible(failing: str) -> str:
    """Two numbers that are clearly apart to four digits each; the ledger keeps all that were compared.

    >>> legible("at x = 1 the formula gives 8.174310264, the reference 2.0")
    'at x = 1 the formula gives 8.174, the reference 2'
    >>> legible("at the volume element, x = 1 the formula gives 8.174310264, the reference 2.0")
    'for the volume element at x = 1 the formula gives 8.174, the reference 2'
    >>> legible("at x = 1 the formula gives 2.00000001, the reference 2.0")
    'at x = 1 the formula gives 2.00000001, the reference 2.0'
    """
    failing = re.sub(
        r"^at (the [a-z ]+), (.*) the formula gives", r"for \1 at \2 the formula gives", failing
    )
    found = _GIVES.search(failing)
    if found is None:
        return failing
    value, reference = float(found[2]), float(found[4])
    if abs(value - reference) < 0.01 * max(abs(value), abs(reference)):
        return failing
    said = f"{found[1]}{value:.4g}{found[3]}{reference:.4g}"
    return failing[: found.start()] + said + failing[found.end() :]
