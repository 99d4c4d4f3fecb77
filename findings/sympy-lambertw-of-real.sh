#!/usr/bin/env bash
# sympy 1.13.0: LambertW(x*exp(x)) of a real x is x by itself, though that holds for x >= -1 only; sympy 1.13.3 leaves it as it stands
# unless x is known to be that large. A statement about it says something else before anybody can look at it.
# Seen: LambertW(x*exp(x)) -> x; at x = -2 the function is -0.4063….
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check sympy==1.13.0 mpmath==1.3.0
"$work/venv/bin/python" - <<'PYTHON'
import mpmath
from sympy import LambertW, Symbol, exp

x = Symbol("x", real=True)
made = LambertW(x * exp(x))
true = mpmath.lambertw(-2 * mpmath.exp(-2))
print(made, made.subs(x, -2), true.real)
assert made == x and abs(true.real + 0.4063757399599599) < 1e-12
PYTHON
