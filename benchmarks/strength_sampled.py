"""S and K by plain sampling: numbers that the tables of numerics/sound are tested against, made without softpot.

python benchmarks/strength_sampled.py [points] [seed]      # some minutes of one core for 65536 points

One potential at each point of a Sobol sequence in D_2 and asinh(5 D_1), a fixed oscillator basis, a histogram. What
temperature adds to S/tanh(eps/2 tau) is printed with its standard error, from blocks of 256 points.
"""

import sys

import numpy as np
from scipy.stats import qmc

SIZE, LEVELS, BLOCK = 64, 20, 256
EDGES = np.array([0.3, 0.6, 1.0, 1.6, 2.2, 2.5, 2.8, 2.95, 3.1, 3.4, 4.0, 5.5, 8.0])
TEMPERATURES = np.array([0.05, 0.75, 1.5, 2.4, 5.0])
LOW, HIGH, OUTERMOST, START = -15.0, 25.0, 45.0, 0.2


def oscillator():
    """x, x^2, x^4, p^2 over the first functions."""
    k = np.arange(SIZE + 6)
    x = np.zeros((k.size, k.size))
    x[k[:-1], k[1:]] = x[k[1:], k[:-1]] = np.sqrt(k[1:] / 2)
    x2 = x @ x
    return (m[:SIZE, :SIZE] for m in (x, x2, x2 @ x2, np.diag(2 * k + 1.0) - x2))


def quadratic_at_origin(D_2, D_1):
    """alpha of P = const: about the top of the barrier, or the only stationary point."""
    found = []
    for a, b in zip(D_2, D_1, strict=True):
        roots = np.roots([4, 0, 2 * a, b])
        real = np.sort(roots[np.abs(roots.imag) < 1e-9].real)
        found.append(a + 6 * real[real.size // 2] ** 2)
    return np.array(found)


def main(points, seed):
    """Print both distributions' averages over the bins."""
    x, x2, x4, kinetic = oscillator()
    u = qmc.Sobol(2, seed=seed).random(points)
    D_2 = LOW + (HIGH - LOW) * u[:, 0]
    last = np.arcsinh(OUTERMOST / START)
    D_1, weight = (
        START * np.sinh(last * u[:, 1]),
        2 * START * np.cosh(last * u[:, 1]) * last * (HIGH - LOW),
    )
    n, m = np.triu_indices(LEVELS, 1)
    blocks = []
    for first in range(0, points, BLOCK):
        here = slice(first, first + BLOCK)
        d2, d1 = D_2[here, None, None], D_1[here, None, None]
        scale = np.minimum(0.55, 1.2 / np.sqrt(2 * np.sqrt(np.maximum(d2, 0) + 1.5)))
        e, v = np.linalg.eigh(
            kinetic / scale**2 + d2 * scale**2 * x2 + scale**4 * x4 + d1 * scale * x
        )
        e, v = e[:, :LEVELS], v[:, :, :LEVELS]
        y = scale * (v.transpose(0, 2, 1) @ (x @ v))
        flat = 2.0 / np.abs(quadratic_at_origin(D_2[here], D_1[here]))
        rows = []
        for tau in TEMPERATURES:
            p = np.exp(-(e - e[:, :1]) / tau)
            p /= p.sum(axis=1, keepdims=True)
            counted = (p[:, n] + p[:, m]) * y[:, n, m] ** 2 * weight[here, None]
            for factor in (1.0, flat[:, None]):
                rows.append(np.histogram(e[:, m] - e[:, n], EDGES, weights=counted * factor)[0])
        blocks.append(np.array(rows).reshape(TEMPERATURES.size, 2, -1) / (BLOCK * np.diff(EDGES)))
    added = np.array(blocks)[:, 1:] - np.array(blocks)[:, :1]
    mean, error = added.mean(axis=0), added.std(axis=0) / len(blocks) ** 0.5
    for k, tau in enumerate(TEMPERATURES[1:]):
        for j, name in enumerate(("P = |eta| P_0", "P = const")):
            print(
                f"tau = {tau:g}, {name}:",
                ", ".join(
                    f"({a:.4f}, {b:.4f})" for a, b in zip(mean[k, j], error[k, j], strict=True)
                ),
            )


if __name__ == "__main__":
    main(
        int(sys.argv[1]) if len(sys.argv) > 1 else 65536,
        int(sys.argv[2]) if len(sys.argv) > 2 else 7,
    )
