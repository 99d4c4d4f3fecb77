#!/usr/bin/env bash
# python-flint 0.9.0: a whole power of a real ball with 0 inside is nan, since ** goes by the logarithm for whole exponents
# too; the product of the ball with itself is finite, and so is the same power of a complex ball. A bound on x^2 over [-1, 1],
# the first thing that a subdivision of a range needs, says nothing.
# Seen: arb(0, 1)**2 is nan, arb(0, 1)*arb(0, 1) is [+/- 1.01], acb(arb(0, 1))**2 is [+/- 1.01].
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check python-flint==0.9.0
"$work/venv/bin/python" - <<'PYTHON'
from flint import acb, arb

x = arb(0, 1)
print("x**2:", x**2, "; x**3:", x**3, "; x*x:", x * x, "; complex:", acb(x) ** 2)
assert not (x**2).is_finite() and not (x**3).is_finite()
assert (x * x).is_finite() and (acb(x) ** 2).is_finite()
PYTHON
