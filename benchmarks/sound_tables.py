"""What temperature adds to S, and S_rel: for numerics/sound/thermal.txt, its errors, and numerics/sound/tabulated.py.

python benchmarks/sound_tables.py [fineness]              # writes both files; half a minute of one core at 1.4
python benchmarks/sound_tables.py relaxation [fineness]   # prints RELAXING (made at 1.2) and RELAXING_FLAT (at 0.5)

Two finenesses are taken, f/1.4 and f. What a cell leaves out falls as the square of its size, so that once their
difference, over some rows, is added; half of it is stated as the error.
"""

import sys
from pathlib import Path

import numpy as np
from scipy.ndimage import uniform_filter1d

from softpot.numerics.sound.ensemble import flat_cells, sea_gull_cells, summed
from softpot.numerics.sound.linear_cells import cut_plane, sums_over
from softpot.numerics.sound.pairs import HOTTEST as PAIRS_TO
from softpot.numerics.sound.pairs import relaxation_of_pairs
from softpot.numerics.sound.tables import cold
from softpot.numerics.sound.tabulated import FREQUENCIES, RELAXING_AT, WARM

HERE = Path(__file__).resolve().parents[1] / "numerics" / "sound"
EDGES = np.geomspace(0.02, 41.0, 765)
REFERENCE = 0.05
"""The temperature whose sums stand for T = 0."""
LEAST, MOST = 0.03, 40.0
PEAKS = (1.0, 8.0)
"""Between these energies every bin is kept; below, five are one, above, four."""
SMOOTH, BLOCK = 9, 8


def runs(middle):
    """Groups of neighbouring bins."""
    groups, k = [], int(np.searchsorted(middle, LEAST))
    while k < middle.size and middle[k] < MOST:
        size = 5 if middle[k] < PEAKS[0] else 1 if middle[k] < PEAKS[1] else 4
        groups.append(slice(k, min(k + size, middle.size)))
        k += size
    return groups


def together(groups, rows):
    """Means over the groups, along the last axis."""
    return np.array([rows[..., g].mean(axis=-1) for g in groups]).T


def cold_flat(middle, sea, flat):
    """S(eps, 0) of P = const: where bins are rough by its ratio to the uniform measure, whose S is known."""
    inner = EDGES[:-1, None] + np.diff(EDGES)[:, None] * (np.arange(8) + 0.5) / 8
    known = cold(inner.ravel())[0].reshape(inner.shape).mean(axis=1)
    return np.where(middle < 2.6, flat / sea * known, flat)


def tables(rough, fine):
    """(energies, S of P = const at T = 0, added to both (2, K, G), errors (2, K, G)) from two pairs of sums."""
    middle = np.sqrt(EDGES[1:] * EDGES[:-1])
    groups = runs(middle)
    added = np.array([together(groups, sums[1:] - sums[0]) for sums in fine])
    before = np.array([together(groups, sums[1:] - sums[0]) for sums in rough])
    energy = np.exp(together(groups, np.log(middle)))
    bent = np.zeros_like(added)
    bent[:, :, 1:-1] = np.abs(np.diff(added, 2, axis=2)) / 8.0
    difference = added - before
    error = np.hypot(0.5 * difference, bent)
    added += uniform_filter1d(difference, SMOOTH, axis=2, mode="nearest")
    older = together(groups, cold_flat(middle, fine[0][0], fine[1][0]))
    return energy, older, added, error


def written(energy, older, added, error):
    """Both files."""
    head = (
        "Made by benchmarks/sound_tables.py; read by numerics/sound/tables.py. A row: energy in w, "
    )
    rows = np.column_stack([energy, older, *added[0], *added[1]])
    np.savetxt(HERE / "thermal.txt", rows, "%.4g", header=head + "S of P = const at T = 0, what each temperature "
               "of WARM adds to S/tanh(eps/2 tau) for P = |eta| P_0, then for P = const.")  # fmt: skip
    starts = range(0, energy.size, BLOCK)
    blocks = [slice(k, k + BLOCK) for k in starts]
    rough = np.array([np.sqrt((error[..., b] ** 2).mean(axis=-1)) for b in blocks])
    rows = np.column_stack(
        [[np.exp(np.log(energy[b]).mean()) for b in blocks], rough.reshape(len(blocks), -1)]
    )
    np.savetxt(HERE / "thermal_errors.txt", rows, "%.2g", header=head + "standard errors of what each temperature "
               "adds, for both distributions, over eight rows of the other file.")  # fmt: skip


def in_lines(row, digits):
    """Numbers in lines of eight."""
    cells = [f"{v:.{digits}g}," for v in row]
    return "\n      ".join(" ".join(cells[k : k + 8]) for k in range(0, len(cells), 8))


def relaxation(fineness, seeds=(1, 2)):
    """Print S_rel of both distributions and its standard errors."""
    for name, made in (("RELAXING", sea_gull_cells), ("RELAXING_FLAT", flat_cells)):
        scale = 1.0 if name == "RELAXING" else 2.0
        T, omega = np.array(RELAXING_AT), np.array(FREQUENCIES)
        found = [
            scale * summed(made(5.0, s, fineness), np.array([1.0, 2.0]), T, omega).relaxational
            for s in seeds
        ]
        print(f"{name} = (")
        values, spreads = np.mean(found, axis=0), np.std(found, axis=0, ddof=1) / 2**0.5
        two = int(np.flatnonzero(T == PAIRS_TO)[0])
        values[two] = relaxation_of_pairs(
            PAIRS_TO, omega, 1.0, "flat" if scale == 2.0 else "sea-gull"
        )
        spreads[two] = 0.004 * values[two]
        for value, spread in zip(values, spreads, strict=True):
            print(
                "    ((" + in_lines(value, 4) + "),\n     (" + in_lines(spread + 1e-12, 2) + ")),"
            )
        print(")")


if __name__ == "__main__":
    if sys.argv[1:2] == ["relaxation"]:
        relaxation(float(sys.argv[2]) if len(sys.argv) > 2 else 0.6)
    else:
        fineness = float(sys.argv[1]) if len(sys.argv) > 1 else 1.4
        T = np.array([REFERENCE, *WARM])
        pair = [
            sums_over(cut_plane(T[-1], f, show=print), EDGES, T) for f in (fineness / 1.4, fineness)
        ]
        written(*tables(*pair))
