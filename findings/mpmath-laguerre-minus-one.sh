#!/usr/bin/env bash
# mpmath 1.3.0: laguerre(-1, 0, z) is 0 at the integer and near exp(z) at degrees beside it: the binomial factor is taken as 0 at
# the pole of the gamma functions that cancel, though the function of the degree is continuous there.
# Seen: laguerre(-1, 0, 3) = 0.0, laguerre(-1 + 1e-20, 0, 3) = 20.0855..., exp(3) = 20.0855...; 1F1(1; 1; 3) is right.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check mpmath==1.3.0
"$work/venv/bin/python" - <<'PYTHON'
from mpmath import mp

mp.dps = 40
at = mp.laguerre(-1, 0, 3)
beside = mp.laguerre(-1 + mp.mpf("1e-20"), 0, 3)
print("at -1:", at, " beside:", mp.nstr(beside, 12), " exp(3):", mp.nstr(mp.exp(3), 12), " 1F1:", mp.nstr(mp.hyp1f1(1, 1, 3), 12))
assert at == 0
assert abs(beside - mp.exp(3)) < 1e-15
PYTHON
