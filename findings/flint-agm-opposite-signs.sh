#!/usr/bin/env bash
# python-flint 0.9.0 and mpmath 1.3.0 mean different arithmetic-geometric means when the two numbers have opposite signs: each takes the
# square roots of the iteration on another branch. Neither says so; for numbers of one sign they agree to the last digit.
# Seen: agm(1, -2): Arb -0.42297 + 0.66127 i, mpmath 0.38188 + 0.19901 i.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check mpmath==1.3.0 python-flint==0.9.0
"$work/venv/bin/python" - <<'PYTHON'
from flint import acb
from mpmath import mp

for second in (2, -2):
    ball, point = complex(acb.agm(acb(1), acb(second))), complex(mp.agm(1, second))
    print(second, ball, point)
    assert (abs(ball - point) < 1e-12) == (second > 0)
PYTHON
