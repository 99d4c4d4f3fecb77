#!/usr/bin/env bash
# mpmath 1.3.0: legendre(3, x) = (5 x^3 - 3 x)/2 has the wrong sign and size for a small x, x instead of -3x/2: with 15 digits at
# x = 1e-100. It is right at 1e-17, and at 1e-100 with 50 digits.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check mpmath==1.3.0
"$work/venv/bin/python" - <<'PYTHON'
from mpmath import mp

for digits, x, right in ((15, "1e-17", True), (15, "1e-100", False), (50, "1e-100", True)):
    with mp.workdps(digits):
        x = mp.mpf(x)
        found = mp.legendre(3, x)
        print(digits, "digits: legendre(3,", mp.nstr(x, 3) + ") =", mp.nstr(found, 5))
        assert (abs(found / x + 1.5) < 1e-10) is right
PYTHON
