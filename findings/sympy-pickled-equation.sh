#!/usr/bin/env bash
# SymPy 1.14.0: an equation made with evaluate=False, as a derivation writes down a line to be proved, comes back from pickle as
# the truth value True (or False): it is evaluated when it is loaded. A line that is sent to another process is gone there.
# Seen: pickle.loads(pickle.dumps(Eq(x + x, 2*x, evaluate=False))) is BooleanTrue, and of x < x it is BooleanFalse.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check sympy==1.14.0 mpmath==1.3.0
"$work/venv/bin/python" - <<'PYTHON'
import pickle

from sympy import Eq, Lt, false, symbols, true

x = symbols("x", real=True)
line = Eq(x + x, 2 * x, evaluate=False)
back = pickle.loads(pickle.dumps(line))
other = pickle.loads(pickle.dumps(Lt(x, x, evaluate=False)))
print("sent:", line, "; received:", back, "; x < x received:", other)
assert line is not true and back is true and other is false
PYTHON
