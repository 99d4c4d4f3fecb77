#!/usr/bin/env bash
# SymPy 1.14.0: harmonic(x) near 0 is evaluated as digamma(x + 1) + gamma without more digits for what cancels: N(..., 30) of
# harmonic(10^-25) shows 30 digits of which 9 are right. For small x the value is zeta(2) x.
# Seen: 1.64493406167605...e-25 instead of 1.64493406684822...e-25; mpmath's harmonic is right.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check sympy==1.14.0 mpmath==1.3.0
"$work/venv/bin/python" - <<'PYTHON'
import mpmath
import sympy as sp

shown = sp.N(sp.harmonic(sp.Rational(1, 10**25)), 30)
right = sp.zeta(2).evalf(30) * sp.Float("1e-25", 30)
with mpmath.workdps(60):
    other = mpmath.harmonic(mpmath.mpf(10) ** -25)
print("SymPy:", shown, " zeta(2) x:", right, " mpmath:", mpmath.nstr(other, 15))
assert abs(other / mpmath.mpf(str(right)) - 1) < 1e-20
assert 1e-10 < abs(shown / right - 1) < 1e-7
PYTHON
