#!/usr/bin/env bash
# mpmath 1.3.0: nsum of the fp context, "the same interface in double precision", is wrong in the third digit for a sum that the mp
# context gets to all digits: its Richardson extrapolation stops far too early, and nothing is raised or warned.
# Seen: sum of 1/n^2 from 1: fp 1.63828957..., mp 1.64493406684823 = pi^2/6.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check mpmath==1.3.0
"$work/venv/bin/python" - <<'PYTHON'
import math

from mpmath import fp, mp

double = fp.nsum(lambda n: 1 / n**2, [1, fp.inf])
many = mp.nsum(lambda n: 1 / n**2, [1, mp.inf])
print("fp.nsum:", double, " mp.nsum:", many, " pi^2/6:", math.pi**2 / 6)
assert abs(many - math.pi**2 / 6) < 1e-14
assert 1e-3 < abs(double - math.pi**2 / 6) < 1e-2
PYTHON
