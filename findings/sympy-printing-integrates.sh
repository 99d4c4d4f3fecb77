#!/usr/bin/env bash
# SymPy 1.14.0: str() of an integral is free, and str() of the integral minus pi integrates numerically, only to know in which order
# the two terms are to be written: the printer sorts terms by their values. Oscillating integrands make that seconds or more.
# Seen: the integrand is asked for 0 values when the integral is printed alone, or times pi, and for tens of thousands in a sum.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check sympy==1.14.0 mpmath==1.3.0
"$work/venv/bin/python" - <<'PYTHON'
import sympy as sp

asked = []


class f(sp.Function):
    def _eval_evalf(self, prec):
        asked.append(self.args[0])
        return sp.cos(self.args[0])._eval_evalf(prec)


x = sp.Symbol("x", real=True)
integral = sp.Integral(f(x) / (1 + x**2), (x, 0, sp.oo))
counts = {}
for expression in (integral, sp.pi * integral, integral - sp.pi):
    asked.clear()
    text = str(expression)
    counts[text] = len(asked)
print(counts)
alone, times, minus = counts.values()
assert alone == times == 0
assert minus > 1000
PYTHON
