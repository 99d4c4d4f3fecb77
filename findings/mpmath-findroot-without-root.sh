#!/usr/bin/env bash
# mpmath 1.3.0: findroot takes a place where the square of the function is below a tolerance for a root, so that an exponentially
# small function without any root has one, with no error raised.
# Seen: findroot(exp(-x), 20) returns 41.18...; the same for the tunnel splitting of a double well, which never vanishes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check mpmath==1.3.0
"$work/venv/bin/python" - <<'PYTHON'
import mpmath

found = mpmath.findroot(lambda x: mpmath.exp(-x), 20)
print("a root of exp(-x):", found)
assert 41 < found < 42
splitting = mpmath.findroot(lambda a: a ** mpmath.mpf("1.25") * mpmath.exp(-mpmath.sqrt(2) / 3 * a ** mpmath.mpf("1.5")), 20)
print("a double well without splitting, at |alpha| =", splitting)
assert splitting > 20
PYTHON
