#!/usr/bin/env bash
# python-flint 0.9.0: hypgeom of a ball with three upper and two lower parameters is NaN beyond the unit disc, without an error;
# 2F1 is continued there, and mpmath continues both.
# Seen: acb(2).hypgeom([1, 2, 3], [4, 5]) = nan + nanj; mpmath.hyp3f2(1, 2, 3, 4, 5, 2) = 1.79339... - 1.60747...j.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check python-flint==0.9.0 mpmath==1.3.0
"$work/venv/bin/python" - <<'PYTHON'
import mpmath
from flint import acb

three = acb(2).hypgeom([1, 2, 3], [4, 5])
two = acb(2).hypgeom([1, 2], [4])
other = mpmath.hyp3f2(1, 2, 3, 4, 5, 2)
print("3F2 by flint:", three, " by mpmath:", other, " 2F1 by flint:", two, " by mpmath:", mpmath.hyp2f1(1, 2, 4, 2))
assert not three.is_finite()
assert two.is_finite()
assert abs(other.real - 1.79339009754894) < 1e-10
PYTHON
