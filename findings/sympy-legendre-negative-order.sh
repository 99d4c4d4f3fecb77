#!/usr/bin/env bash
# sympy 1.14.0: assoc_legendre(n, m, x) of a negative order that is not whole is rewritten by the relation of whole orders,
# P_n^(-m) = (-1)^m (n - m)!/(n + m)! P_n^m, which lacks a term with Q_n^m there (DLMF 14.9.3): a wrong number, or zoo.
# Seen: assoc_legendre(2, -1/2, 1/2) is I*(...)*assoc_legendre(2, 1/2, 1/2), an imaginary number; the function is real, 0.1714….
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check sympy==1.14.0
"$work/venv/bin/python" - <<'PYTHON'
import mpmath
from sympy import Rational, assoc_legendre, zoo

half = Rational(1, 2)
made = assoc_legendre(2, -half, half)
# the definition, P_n^m(x) = ((1 + x)/(1 - x))^(m/2) 2F1(-n, n + 1; 1 - m; (1 - x)/2)/Gamma(1 - m) (DLMF 14.3.1)
m, x = mpmath.mpf(-0.5), mpmath.mpf(0.5)
true = ((1 + x) / (1 - x)) ** (m / 2) * mpmath.hyp2f1(-2, 3, 1 - m, (1 - x) / 2) / mpmath.gamma(1 - m)
print(made, complex(made.evalf()), true)
assert abs(mpmath.legenp(2, -0.5, 0.5) - true) < 1e-12
assert abs(complex(made.evalf()) - complex(true)) > 0.1
assert assoc_legendre(half, -5 * half, half).has(zoo)
PYTHON
