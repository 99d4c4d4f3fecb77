"""S(eps, 0) of P = const at Chebyshev points of ranges between its singularities: numerics/sound/cold_flat.txt.

    OPENBLAS_NUM_THREADS=1 python benchmarks/strength_flat_table.py        # writes it; ten minutes of one core

Where the level curve of a transition touches the fold, at E_s, the strength has a logarithm, and where it meets the
cusp alpha = beta = 0, at the pure quartic's E_1m, a root; there the points crowd in ln|eps - E_s|.  Between the points
the polynomial is compared with new values.  Next to the first cusp see strength_next_to_cusp.py.
"""

from pathlib import Path

import numpy as np
from strength_next_to_cusp import strength_of

from softpot.numerics import Distribution, levels
from softpot.numerics.sound.resonant import resonant_at_zero
from softpot.numerics.sound.tables import place_of
from softpot.numerics.statistics.density.saddle import MINIMA, SADDLES

FILE = Path(__file__).resolve().parents[1] / "numerics" / "sound" / "cold_flat.txt"
NEAREST, NEXT = 1e-6, 1e-8
TWO, THREE, *_ = (p.energy for p in SADDLES.values())
AT_3, AT_4, _ = (p.energy for p in MINIMA.values())
CUSP_2, CUSP_3 = (float(e - levels(0, 0, 3)[0]) for e in levels(0, 0, 3)[1:])
# lowest and highest energy, points, the energy that they crowd towards or "log" or "linear"
RANGES = (
    (1e-16, 0.05, 28, "log"),
    (0.05, 1.2, 20, "log"),
    (1.2, TWO - NEAREST, 36, TWO),
    (TWO + NEAREST, 2.46, 30, TWO),
    (2.46, CUSP_2 - NEXT, 30, CUSP_2),
    (CUSP_2 + NEXT, 2.9, 26, CUSP_2),
    (2.9, AT_3 - 1e-9, 16, "linear"),
    (AT_3 + 1e-9, 4.4, 18, "linear"),
    (4.4, THREE - NEAREST, 36, THREE),
    (THREE + NEAREST, AT_4 - 1e-9, 36, THREE),
    (AT_4 + 1e-9, 6.15, 14, "linear"),
    (6.15, CUSP_3 - NEXT, 26, CUSP_3),
    (CUSP_3 + NEXT, 7.4, 28, CUSP_3),
)
AT_CUSP = 1e-7
"""By so much the two routes differ on both sides of it."""
MAPS = {"linear": 0.0, "log": -1.0}


def energies(nodes, low, high, singular):
    """The energies at places -1 to 1."""
    if singular == 0.0:
        return 0.5 * (low + high) + 0.5 * (high - low) * nodes
    origin, sign = (0.0, 1.0) if singular < 0 else (singular, 1.0 if low > singular else -1.0)
    a, b = (np.log(sign * (end - origin)) for end in (low, high))
    return origin + sign * np.exp(0.5 * (a + b) + 0.5 * (b - a) * nodes)


def computed(energy):
    """S and its error, next to the cusp by roots in (alpha, beta)."""
    if abs(energy - CUSP_2) < 0.3:
        value = strength_of(energy)
        return value, AT_CUSP * value
    return resonant_at_zero(energy, Distribution.flat(), 1e-7)


def line(low, high, count, how):
    """One line of the table: ends, map, relative error, coefficients."""
    singular = MAPS[how] if isinstance(how, str) else how
    nodes = np.cos(np.pi * (np.arange(count) + 0.5) / count)
    found = [computed(float(e)) for e in energies(nodes, low, high, singular)]
    value = np.array([v for v, _ in found])
    coefficients = np.polynomial.chebyshev.chebfit(nodes, value, count - 1)
    between = np.array([-0.97, -0.87, -0.31, 0.13, 0.91, 0.99])
    there = energies(between, low, high, singular)
    assert np.allclose(place_of(there, low, high, singular), between, atol=1e-4)
    off = max(
        abs(np.polynomial.chebyshev.chebval(x, coefficients) / computed(float(e))[0] - 1)
        for x, e in zip(between, there, strict=True)
    )  # fmt: skip
    error = max(e / v for v, e in found)
    print(
        f"{low:g} to {high:g}: estimated error {error:.1e}, between the points {off:.1e}",
        flush=True,
    )
    return " ".join(repr(float(v)) for v in (low, high, singular, max(off, error), *coefficients))


def main():
    """Write the table."""
    head = "# Made by benchmarks/strength_flat_table.py; read by numerics/sound/tables.py"
    FILE.write_text("\n".join([head, *(line(*one) for one in RANGES)]) + "\n")


if __name__ == "__main__":
    main()
