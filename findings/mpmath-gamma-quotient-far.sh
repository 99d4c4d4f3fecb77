#!/usr/bin/env bash
# mpmath 1.3.0: rf(x, 1) = x and beta(x, 2) = 1/(x (x + 1)) are 1 for x = 10^300, with 15 digits and with 50: the quotient of
# gamma functions is taken where x + 1 is x, and nothing is raised. For x = 10^20 both are right.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check mpmath==1.3.0
"$work/venv/bin/python" - <<'PYTHON'
from mpmath import mp

for digits in (15, 50):
    with mp.workdps(digits):
        near, far = mp.mpf(10) ** 20, mp.mpf(10) ** 300
        print(digits, "digits: rf(10^300, 1) =", mp.rf(far, 1), " beta(10^300, 2) =", mp.beta(far, 2))
        assert mp.rf(far, 1) == 1 and mp.beta(far, 2) == 1
        assert mp.almosteq(mp.rf(near, 1), near) and mp.almosteq(mp.beta(near, 2), 1 / (near * (near + 1)))
PYTHON
