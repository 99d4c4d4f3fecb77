#!/usr/bin/env bash
# mpmath 1.3.0: jacobi(n, a, b, x) of a degree that is not whole is wrong when a is 0 and b is not whole: it takes the series
# about x = -1 there, which is the same function for whole degrees only. At a = 0 and x = 1 every Jacobi function is 1.
# Seen: jacobi(2.5, 0, 0.5, 1) = 0.0; python-flint's jacobi_p and 2F1 by the definition (DLMF 18.5.7) give 1.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check mpmath==1.3.0 python-flint==0.9.0
"$work/venv/bin/python" - <<'PYTHON'
from flint import acb
from mpmath import mp, mpf


def by_definition(n, a, b, x):
    return mp.gammaprod([n + a + 1], [n + 1, a + 1]) * mp.hyp2f1(-n, n + a + b + 1, a + 1, (1 - x) / 2)


for a, x in ((mpf(0), mpf(1)), (mpf(0), mpf("0.25")), (mpf("0.5"), mpf("0.25"))):
    n, b = mpf("2.5"), mpf("0.5")
    ball = acb(float(x)).jacobi_p(acb(2.5), acb(float(a)), acb(0.5))
    wrong, right = mp.jacobi(n, a, b, x), by_definition(n, a, b, x)
    print(a, x, wrong, right, ball.real)
    assert abs(right - float(ball.real.mid())) < 1e-12
    assert (abs(wrong - right) > 0.4) == (a == 0)
PYTHON
