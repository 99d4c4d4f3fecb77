#!/usr/bin/env bash
# mpmath 1.3.0: pcfw(a, x), the wave at a parabolic barrier, loses digits under the barrier (a from 4 on) at the working precision,
# and ends in UnboundLocalError from a = 8 on; at twice the precision the same call is right.
# Seen at 15 digits: pcfw(6, 2) = 0.00410821688768, at 40 digits 0.00410777887302 (1e-4 apart); pcfw(8, 1) raises.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check mpmath==1.3.0
"$work/venv/bin/python" - <<'PYTHON'
from mpmath import mp, mpf


def by_power_series(a, x):
    """W(a, x) from W(a, 0), W'(a, 0) (DLMF 12.14.2, 12.14.3) and y'' = (a - x^2/4) y."""
    with mp.workdps(60):
        ratio = abs(mp.gamma(mpf(1) / 4 + 0.5j * a) / mp.gamma(mpf(3) / 4 + 0.5j * a))
        c = [mpf(2) ** (-mpf(3) / 4) * mp.sqrt(ratio), -(mpf(2) ** (-mpf(1) / 4)) / mp.sqrt(ratio)]
        for n in range(200):
            c.append((a * c[n] - (c[n - 2] / 4 if n >= 2 else 0)) / ((n + 1) * (n + 2)))
        return sum(term * mpf(x) ** n for n, term in enumerate(c))


true = by_power_series(6, 2)
short = mp.pcfw(6, 2)
with mp.workdps(40):
    long = mp.pcfw(6, 2)
print(short, mp.nstr(long, 12), mp.nstr(true, 12))
assert abs(long / true - 1) < mpf(10) ** -20
assert 1e-5 < abs(short / true - 1) < 1e-3
try:
    mp.pcfw(8, 1)
except UnboundLocalError as error:
    print("pcfw(8, 1):", type(error).__name__)
else:
    raise SystemExit("pcfw(8, 1) has a value now")
PYTHON
