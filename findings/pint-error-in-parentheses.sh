#!/usr/bin/env bash
# pint 0.25.3: the usual short form of a measured value with its error, 1.53(3), is read without an error as the product 1.53 x 3.
# Seen: 1.53(3) mJ gives 4.59 millijoule, 1.53(0.03) gives 0.0459.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check pint==0.25.3
"$work/venv/bin/python" - <<'PYTHON'
import pint

units = pint.UnitRegistry()
for text in ("1.53(3) mJ", "1.53(0.03)"):
    print(text, "->", units.parse_expression(text))
assert abs(units.parse_expression("1.53(3) mJ").to("mJ").magnitude - 4.59) < 1e-12
assert abs(units.parse_expression("1.53(0.03)") - 0.0459) < 1e-12
PYTHON
