#!/usr/bin/env bash
# SymPy 1.14.0: what subs does to a name inside a derivative depends on what stands beside the name. Alone it becomes a function of
# the variable and is differentiated; as a factor it is taken for a constant first. Both derivatives were unevaluated before.
# Seen: Derivative(u, x).subs(u, x**2).doit() is 2*x; Derivative(u*f(x), x).subs(u, x**2).doit() is x**2*f'(x), without 2*x*f(x).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check sympy==1.14.0 mpmath==1.3.0
"$work/venv/bin/python" - <<'PYTHON'
from sympy import Derivative, Function, symbols

u, x = symbols("u x")
f = Function("f")
alone = Derivative(u, x).subs(u, x**2).doit()
factor = Derivative(u * f(x), x).subs(u, x**2).doit()
print("alone:", alone, "; as a factor:", factor)
assert alone == 2 * x
assert factor == x**2 * f(x).diff(x)
assert factor != (x**2 * f(x)).diff(x)
PYTHON
