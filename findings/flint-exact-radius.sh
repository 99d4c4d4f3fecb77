#!/usr/bin/env bash
# python-flint 0.9.0: a ball made from a midpoint and a radius that both are exact in binary has a wider radius than the one given, by
# some parts in 10^9, so that arb(1, 0.25) contains numbers below 0.75, and a second ball made to touch it overlaps it.
# Seen: arb(1, 0.25).rad() is [0.250000000465661 +/- 2.88e-16]; arb(1, 0.25) and arb(1.5 + 2**-40, 0.25) overlap.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check python-flint==0.9.0
"$work/venv/bin/python" - <<'PYTHON'
from flint import arb

ball = arb(1, 0.25)
print("radius:", ball.rad(), "; overlaps one that lies 2^-40 beside it:", ball.overlaps(arb(1.5 + 2**-40, 0.25)))
assert ball.rad() != arb(0.25)
assert 0.25 < float(ball.rad()) < 0.25 * (1 + 1e-8)
assert ball.overlaps(arb(1.5 + 2**-40, 0.25))
PYTHON
