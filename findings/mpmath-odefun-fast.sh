#!/usr/bin/env bash
# mpmath 1.3.0: odefun, whose page promises nearly full precision where the solution is regular, is wrong without a word for an
# oscillation that is not slow: its derivatives come from differences, at a precision that does not count how large they are.
# Seen at x = 3: y'' = -400 y: -0.48 with 15 digits (sin 60 = -0.30); y'' = -1600 y: -3363618.95 (sin 120 = 0.58); right with 30.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check mpmath==1.3.0
"$work/venv/bin/python" - <<'PYTHON'
from mpmath import mp


def swing(k, digits):
    with mp.workdps(digits):
        return mp.odefun(lambda x, y: [y[1], -k * k * y[0]], 0, [0, k])(3)[0]


for k in (20, 40):
    print("k =", k, " 15 digits:", swing(k, 15), " 30 digits:", mp.nstr(swing(k, 30), 10), " sin:", mp.sin(3 * k))
    assert abs(swing(k, 30) - mp.sin(3 * k)) < 1e-10
    assert abs(swing(k, 15) - mp.sin(3 * k)) > 0.1
PYTHON
