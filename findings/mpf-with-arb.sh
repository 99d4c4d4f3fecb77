#!/usr/bin/env bash
# mpmath 1.3.0 with python-flint 0.9.0: an expression of an mpf and a ball loses the ball's radius without a word when the mpf
# stands on the left, and keeps it when it stands on the right. An enclosure becomes a bare number.
# Seen: mpf(3) - arb(1, 0.25) is the mpf 2.0, arb(1, 0.25) - mpf(3) is [-2 +/- 0.251]; mpmath.exp(arb) is an mpf; an mpmath
# interval times a ball is the interval [3.0, 3.0].
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check mpmath==1.3.0 python-flint==0.9.0
"$work/venv/bin/python" - <<'PYTHON'
import flint
import mpmath

ball, number = flint.arb(1, 0.25), mpmath.mpf(3)
for words, value in (
    ("mpf - arb", number - ball), ("mpf * arb", number * ball), ("arb - mpf", ball - number),
    ("mpmath.exp(arb)", mpmath.exp(ball)), ("iv.mpf * arb", mpmath.iv.mpf(3) * ball),
):
    print(f"{words:16} {type(value).__name__:6} {value}")
assert isinstance(number - ball, mpmath.mpf) and number - ball == 2
assert isinstance(number * ball, mpmath.mpf) and isinstance(mpmath.exp(ball), mpmath.mpf)
assert isinstance(ball - number, flint.arb) and float((ball - number).rad()) > 0.24
wide = mpmath.iv.mpf(3) * ball
assert wide.a == wide.b == 3
PYTHON
