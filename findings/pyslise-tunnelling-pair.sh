#!/usr/bin/env bash
# pyslise 3.2.2: of a pair of levels split by tunnelling less than about the tolerance, eigenvaluesByIndex gives one, without a word: the
# list of indices 0 to 3 comes back with two entries, and which index the survivor carries changes with the box.
# Seen: x^4 - 20 x^2 in boxes of half-width 4.66 to 6.16, tolerance 1e-10: [(1, -93.726...), (2, -81.390...)]; there are four levels, two
# of them at each of these energies. At x^4 - 10 x^2, where the splitting is 3e-5, all four come.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check pyslise==3.2.2
"$work/venv/bin/python" - <<'PYTHON'
from pyslise import Pyslise


def lowest(alpha, half_width):
    problem = Pyslise(lambda x: x**4 + alpha * x**2, -half_width, half_width, tolerance=1e-10)
    return problem.eigenvaluesByIndex(0, 4, (0, 1), (0, 1))


for half_width in (4.66, 5.16, 5.66):
    shallow, deep = lowest(-10, half_width), lowest(-20, half_width)
    print(f"half-width {half_width}: alpha = -10 gives {len(shallow)} of 4 levels, alpha = -20 gives {deep}")
    assert len(shallow) == 4
    assert len(deep) == 2 and abs(deep[0][1] + 93.72637) < 1e-5 and abs(deep[1][1] + 81.39012) < 1e-3
PYTHON
