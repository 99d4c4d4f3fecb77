"""The sentence that says where a form in print fails, with no more digits than it takes to see it."""

from __future__ import annotations

import re
from fractions import Fraction

from softpot.numerics.machinery.bounds import shown_complex

_REAL = r"-?[\d.]+(?:e[+-]?\d+)?"
_NUMBER = rf"({_REAL})(?: ([+-]) ({_REAL})i)?"
_GIVES = re.compile(rf"(the formula gives ){_NUMBER}(, the reference ){_NUMBER}")


def legible(failing: str) -> str:
    """Two numbers that are clearly apart to four digits each; the ledger keeps all that were compared.

    >>> legible("at x = 1 the formula gives 8.174310264, the reference 2.0")
    'at x = 1 the formula gives 8.174, the reference 2'
    >>> legible("at the volume element, x = 1 the formula gives 8.174310264, the reference 2.0")
    'for the volume element at x = 1 the formula gives 8.174, the reference 2'
    >>> legible("at x = 1 the formula gives 2.00000001, the reference 2.0")
    'at x = 1 the formula gives 2.00000001, the reference 2.0'
    >>> legible("at x = -247/500, y = 1/3 the residual goes as x^-1.500")
    'at x = -0.494, y = 1/3 the residual goes as x^-1.5'
    >>> legible("at z = 1/2 + 1/4*i the formula gives 0.64084127 - 1.52612345i, the reference 0.64084127 + 1.52612345i")
    'at z = 0.5 + 0.25i the formula gives 0.6408 - 1.526i, the reference 0.6408 + 1.526i'
    """
    failing = re.sub(
        r"^at (the [A-Za-z_/ ]+), (.*) the formula gives",
        r"for \1 at \2 the formula gives",
        failing,
    )
    failing = re.sub(r"(?<=[ (])-?\d+/\d+(?=[ ,)])", _decimal, failing)
    failing = re.sub(r"(\d)\*i\b", r"\1i", re.sub(r"\d+/\d+(?=\*i\b)", _decimal, failing))
    failing = re.sub(r"\^(-?\d+\.\d*?)0+(?=\D|$)", lambda m: "^" + m[1].removesuffix("."), failing)
    found = _GIVES.search(failing)
    if found is None:
        return failing
    value, reference = (_complex(*found.group(k, k + 1, k + 2)) for k in (2, 6))
    if abs(value - reference) < 0.01 * max(abs(value), abs(reference)):
        return failing
    said = f"{found[1]}{_four(value, found[4])}{found[5]}{_four(reference, found[8])}"
    return failing[: found.start()] + said + failing[found.end() :]


def against(failing: str) -> str:
    """The same of evidence against a form of the source.

    >>> against("at x = 1 the formula gives 8.174310264, the reference 2.0")
    'at x = 1 the form of the source gives 8.174, an independent computation 2'
    """
    said = legible(failing)
    said = re.sub(r"the formula (?=gives|has)", "the form of the source ", said)
    said = said.replace(", the reference ", ", an independent computation ")
    return re.sub(r"^the residual goes", "the error of the form of the source goes", said)


def _complex(real: str, sign: str | None, imaginary: str | None) -> complex:
    return complex(float(real), float(f"{sign}{imaginary}") if imaginary else 0.0)


def _four(number: complex, imaginary: str | None) -> str:
    real = f"{number.real:.4g}"
    return shown_complex(real, f"{number.imag:.4g}") if imaginary else real


def _decimal(fraction: re.Match[str]) -> str:
    """A fraction as a decimal, where that is short."""
    value = Fraction(fraction[0])
    shown = f"{float(value):.4f}".rstrip("0").rstrip(".")
    return shown if Fraction(shown) == value else fraction[0]
