#!/usr/bin/env bash
# scipy 1.17.1: pbdv(v, x), the parabolic cylinder function D_v of an oscillator's states, loses most of its digits at negative x
# within the oscillator's turning points, without a warning; mpmath and the differential equation agree with each other.
# Seen: pbdv(9.4, -6.72)[0] = 913.79, while D_v = 1011.47: 10 % off; pbdv(9, -6.72) is right.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check numpy==2.2.6 scipy==1.17.1 mpmath==1.3.0
"$work/venv/bin/python" - <<'PYTHON'
from mpmath import mp
from scipy.integrate import solve_ivp
from scipy.special import pbdv

mp.dps = 30
order, x = 9.4, -6.72
start = [float(mp.pcfd(order, 0)), float(mp.diff(lambda t: mp.pcfd(order, t), 0))]
path = solve_ivp(
    lambda t, y: [y[1], (t * t / 4 - order - 0.5) * y[0]], (0, x), start, rtol=1e-11, atol=1e-11, method="DOP853"
)
by_equation, by_series, by_scipy = path.y[0, -1], float(mp.pcfd(order, x)), float(pbdv(order, x)[0])
print(by_equation, by_series, by_scipy)
assert abs(by_equation / by_series - 1) < 1e-7
assert abs(by_scipy / by_series - 1) > 0.05
assert abs(float(pbdv(9.0, x)[0]) / float(mp.pcfd(9, x)) - 1) < 1e-8
PYTHON
