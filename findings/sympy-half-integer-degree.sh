#!/usr/bin/env bash
# sympy 1.14.0: jacobi, gegenbauer and assoc_laguerre of a degree that is a rational but not whole are silently the polynomial of the
# whole degree below it; of the same degree as a symbol, put in by evalf, they would be functions that are no polynomials.
# Seen: gegenbauer(5/2, 3, 1/2) = 3, which is the value of degree 2; by the definition it is 1.1306…. legendre(5/2, x) stays as it is.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check sympy==1.14.0 mpmath==1.3.0
"$work/venv/bin/python" - <<'PYTHON'
import mpmath
from sympy import Rational, assoc_laguerre, gegenbauer, jacobi, legendre, symbols

x = symbols("x")
half = Rational(1, 2)
made = gegenbauer(5 * half, 3, half)
true = mpmath.binomial(7.5, 2.5) * mpmath.hyp2f1(-2.5, 8.5, 3.5, 0.25)  # DLMF 18.5.9
print(made, true, "|", jacobi(half, -half, 7, x), "|", assoc_laguerre(3 * half, 1, x), "|", legendre(5 * half, x))
assert made == gegenbauer(2, 3, half) and abs(made - true) > 1
assert jacobi(half, -half, 7, x) == 1
assert assoc_laguerre(3 * half, 1, x) == assoc_laguerre(1, 1, x)
assert abs(legendre(5 * half, x).subs(x, 0.25).evalf() - mpmath.legenp(2.5, 0, 0.25)) < 1e-12
PYTHON
