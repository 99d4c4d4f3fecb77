"""S(eps, 0) of P = |eta| P_0 at Chebyshev points of five ranges: the constants of numerics/sound/table.py.

    python benchmarks/strength_table.py        # prints them; some minutes

Between the points the polynomial is compared with new values, and the largest relative difference is printed.
"""

import numpy as np

from softpot.numerics.sound.resonant import SEA_GULL, resonant_at_zero

# (lowest, highest energy, points, logarithmic); the ends are those of the transitions 1 -> 3, 4, 5
RANGES = (
    (1e-16, 0.05, 24, True),
    (0.05, 3.6511187396, 26, True),
    (3.6511187397, 5.9844287908, 14, False),
    (5.9844287909, 9.2600267417, 14, False),
    (9.2600267419, 12.6, 12, False),
)


def place(energy, low, high, logarithmic):
    """-1 to 1."""
    values = np.array([energy, low, high], dtype=float)
    x, a, b = np.log(values) if logarithmic else values
    return (2 * x - a - b) / (b - a)


def energies(nodes, low, high, logarithmic):
    """The energies at places -1 to 1."""
    a, b = (np.log(low), np.log(high)) if logarithmic else (low, high)
    found = 0.5 * (a + b) + 0.5 * (b - a) * nodes
    return np.exp(found) if logarithmic else found


def main():
    """Print the table."""
    for low, high, count, logarithmic in RANGES:
        nodes = np.cos(np.pi * (np.arange(count) + 0.5) / count)
        at = energies(nodes, low, high, logarithmic)
        aim = 1e-7 if high < 6 else 2e-6
        found = [resonant_at_zero(float(e), SEA_GULL, aim) for e in at]
        value = np.array([v for v, _ in found])
        coefficients = np.polynomial.chebyshev.chebfit(nodes, value, count - 1)
        between = energies(np.array([-0.87, 0.13, 0.91]), low, high, logarithmic)
        off = max(
            abs(np.polynomial.chebyshev.chebval(place(e, low, high, logarithmic), coefficients)
                / resonant_at_zero(float(e), SEA_GULL, aim)[0] - 1) for e in between
        )  # fmt: skip
        error = max(e / v for v, e in found)
        print(
            f"# {low:g} to {high:g}: estimated error {error:.1e}, between the points {off:.1e}",
            flush=True,
        )
        print(f"    ({low!r}, {high!r}, {logarithmic}, (", flush=True)
        for start in range(0, count, 4):
            print(
                "        "
                + " ".join(f"{c!r}," for c in map(float, coefficients[start : start + 4]))
            )
        print("    )),", flush=True)


if __name__ == "__main__":
    main()
