#!/usr/bin/env bash
# SymPy 1.14.0: the substitutions of a Subs are made one after the other by doit() when they swap two variables, although Subs and
# its printed form |x=y,y=x stand for all at once. Exchanging two particles in an expression gives 0 or a wrong value.
# Seen: Subs(x - y, (x, y), (y, x)).doit() is 0; subs(..., simultaneous=True) gives y - x.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check sympy==1.14.0 mpmath==1.3.0
"$work/venv/bin/python" - <<'PYTHON'
from sympy import Subs, symbols

x, y = symbols("x y")
swapped = Subs(x - y, (x, y), (y, x)).doit()
meant = (x - y).subs({x: y, y: x}, simultaneous=True)
print("Subs(x - y, (x, y), (y, x)).doit():", swapped, "; simultaneous:", meant)
assert swapped == 0 and meant == y - x
PYTHON
