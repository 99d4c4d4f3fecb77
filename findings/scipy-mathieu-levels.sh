#!/usr/bin/env bash
# scipy 1.17.1: mathieu_a(m, q) and mathieu_b(m, q), the levels of a hindered rotor, are those of another m where the barrier is high:
# finite, no warning, and out of order (a_1 < a_2 < a_3 … must hold). Eigenvalues of the tridiagonal matrix, and those next to them in m, are right.
# Seen: mathieu_a(1, 10000) = 8185.79 between a_0 = -19800.25 and a_2 = -19003.26; mathieu_a(2, 3000) = -2932.28 is a_14.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check numpy==2.2.6 scipy==1.17.1
"$work/venv/bin/python" - <<'PYTHON'
import numpy as np
from scipy.linalg import eigvalsh_tridiagonal
from scipy.special import mathieu_a

SIZE = 400


def even_levels(q):
    """a_0, a_2, a_4, ... of y'' + (a - 2 q cos 2x) y = 0, by its matrix in 1, cos 2x, cos 4x, ..."""
    beside = np.full(SIZE - 1, float(q))
    beside[0] *= np.sqrt(2.0)
    return eigvalsh_tridiagonal((2.0 * np.arange(SIZE)) ** 2, beside)


for q in (5, 3000):
    matrix, found = even_levels(q)[:8], mathieu_a(np.arange(0, 16, 2), q)
    print(q, np.round(matrix, 2), np.round(found, 2))
levels = mathieu_a(np.arange(4), 10000)
print(10000, levels)
assert np.allclose(even_levels(5)[:8], mathieu_a(np.arange(0, 16, 2), 5))
assert abs(mathieu_a(2, 3000) - even_levels(3000)[1]) > 2000
assert abs(mathieu_a(2, 3000) - even_levels(3000)[7]) < 1e-6
assert not np.all(np.diff(levels) > 0)
PYTHON
