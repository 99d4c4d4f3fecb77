#!/usr/bin/env bash
# pint 0.25.3: a unit to the power Fraction(1, 2), as sqrt(k_B T) or a noise per root of a frequency has it, can be made,
# multiplied and compared, and not written down: each form of its name ends in a TypeError about Fraction.__format__.
# With the exponent 0.5 it is written. (With Python 3.12 or newer, whose fractions have formats, this may be gone.)
# Seen with Python 3.11: TypeError from str(unit); "kelvin ** 0.5" for the other.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check pint==0.25.3
"$work/venv/bin/python" - <<'PYTHON'
import sys
from fractions import Fraction

import pint

K = pint.UnitRegistry().Unit("K")
root = K ** Fraction(1, 2)
assert root * root == K
try:
    said = str(root)
except TypeError as error:
    said = f"TypeError: {error}"
print(sys.version_info[:2], said, "; with 0.5:", K**0.5)
assert said.startswith("TypeError") == (sys.version_info < (3, 12))
assert str(K**0.5) == "kelvin ** 0.5"
PYTHON
