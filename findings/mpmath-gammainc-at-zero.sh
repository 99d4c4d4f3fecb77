#!/usr/bin/env bash
# mpmath 1.3.0: gammainc(s, 0) = Γ(s) for s < 0 that is not whole, though the upper incomplete gamma function grows like x^s/(-s) there
# and is infinite at 0; at whole s ≤ 0 it raises. Only next to 0 is it right.
# Seen: gammainc(-0.5, 0) = -3.5449…; gammainc(-0.5, 1e-20) = 2.0e+10.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check mpmath==1.3.0
"$work/venv/bin/python" - <<'PYTHON'
from mpmath import mp, mpf

s = mpf("-0.5")
at_zero, beside = mp.gammainc(s, 0), mp.gammainc(s, mpf("1e-20"))
print(at_zero, beside)
assert at_zero == mp.gamma(s) < 0
assert abs(beside / (mpf("1e-20") ** s / -s) - 1) < 1e-9
PYTHON
