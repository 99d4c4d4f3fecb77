#!/usr/bin/env bash
# pint 0.25.3: a unit as journals print it, with the typographic minus sign U+2212 in its exponents, is read without an error as a
# product: the sign is dropped and 1 and 4 become factors. A specific heat in mJ mol^-1 K^-4 turns into 4 mJ mol K.
# Seen: parse_expression gives 4 kelvin * millijoule * mole; with ^-1 and ^-4 it is right.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check pint==0.25.3
"$work/venv/bin/python" - <<'PYTHON'
import pint

units = pint.UnitRegistry()
printed = units.parse_expression("mJ mol\u22121 K\u22124")
typed = units.parse_expression("mJ mol^-1 K^-4")
print("printed:", printed)
print("typed:  ", typed)
assert printed == 4 * units.mJ * units.mol * units.K
assert typed == 1 * units.mJ / units.mol / units.K**4
PYTHON
