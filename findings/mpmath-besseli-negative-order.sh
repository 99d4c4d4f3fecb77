#!/usr/bin/env bash
# mpmath 1.3.0: besseli(-20, x) raises at small x, though I_(-n) = I_n of a whole order is one short series, and the
# twin besselj(-20, x) comes at once; between, orders such as -10 take thousands of times as long as +10.
# Seen: besseli(-20, 1e-7) "hypercomb() failed to converge"; besseli(20, 1e-7) = 3.91990434952479e-165.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check mpmath==1.3.0
"$work/venv/bin/python" - <<'PYTHON'
from mpmath import mp, mpf

mp.prec = 90
x = mpf("1e-7")
first = (x / 2) ** 20 / mp.factorial(20)
print(mp.nstr(mp.besseli(20, x), 15), mp.nstr(mp.besselj(-20, x), 15), mp.nstr(first, 15))
assert abs(mp.besseli(20, x) / first - 1) < 1e-12 and abs(mp.besselj(-20, x) / first - 1) < 1e-12
try:
    mp.besseli(-20, x)
except ValueError as error:
    print("besseli(-20, 1e-7):", str(error).strip().splitlines()[0])
else:
    raise SystemExit("besseli(-20, 1e-7) has a value now")
PYTHON
