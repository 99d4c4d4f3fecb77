#!/usr/bin/env bash
# pyslise 3.2.2: an interval that is too wide for its potential gives levels that are NaN, or for a deeper well an empty list; nothing is
# raised, and a narrower interval of the same potential gives the levels to ten digits.
# Seen: x^2 on [-20, 20]: 1, 3, 5; on [-30, 30]: three times nan. x^4 - 15 x^2 on [-13.8, 13.8]: [].
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check pyslise==3.2.2
"$work/venv/bin/python" - <<'PYTHON'
from math import isnan

from pyslise import Pyslise


def lowest(potential, half_width):
    problem = Pyslise(potential, -half_width, half_width, tolerance=1e-8)
    return problem.eigenvaluesByIndex(0, 3, (0, 1), (0, 1))


def oscillator(x):
    return x * x


def quartic(x):
    return x**4 - 15 * x**2


found = lowest(oscillator, 20.0), lowest(oscillator, 30.0), lowest(quartic, 13.8)
for line in found:
    print(line)
assert all(abs(value - (2 * n + 1)) < 1e-6 for n, value in found[0])
assert len(found[1]) == 3 and all(isnan(value) for _, value in found[1])
assert found[2] == []
PYTHON
