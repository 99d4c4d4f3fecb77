#!/usr/bin/env bash
# SymPy 1.14.0: gegenbauer of any negative degree is 0, degrees that are no integers too, where the function of the degree is not 0;
# mpmath and SciPy give its values.
# Seen: gegenbauer(-1/2, 2, 1/4) = 0; mpmath 1.3.0 and SciPy 1.17.1: 0.442718872423573.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check sympy==1.14.0 mpmath==1.3.0 scipy==1.17.1
"$work/venv/bin/python" - <<'PYTHON'
import mpmath
import sympy as sp
from scipy.special import eval_gegenbauer

symbolic = sp.gegenbauer(sp.Rational(-1, 2), 2, sp.Rational(1, 4))
many = mpmath.gegenbauer(mpmath.mpf(-0.5), 2, mpmath.mpf(0.25))
double = eval_gegenbauer(-0.5, 2, 0.25)
print("SymPy:", symbolic, " mpmath:", many, " SciPy:", double)
assert symbolic == 0
assert abs(many - 0.442718872423573) < 1e-14 and abs(double - 0.442718872423573) < 1e-14
PYTHON
