r"""E <= eps_n, proved, for an E little below the level:  half of an enclosure, for a small part of its time.

By Lemma 1 of ``bracket`` N(E) <= N_N(E) if V >= E outside the box, and eps_n >= E if and only if N(E) <= n - 1; in a
problem with a parity n is the number of the level within it.  So one count of zeros (``sturm``) proves E <= eps_n.

Units: energies in w.  Errors: ``NotProved``.
Source: bracketing, Reed and Simon, Methods of Modern Mathematical Physics IV, section XIII.15.
Not guaranteed: how close the bound lies to the level: by MARGIN of it, if the first guess is good.
"""

from __future__ import annotations

from fractions import Fraction

from softpot.numerics.machinery.compile.precision import steady
from softpot.numerics.spectrum.potential.outline import cells, guesses
from softpot.numerics.spectrum.potential.quartic import Quartic, ball_of
from softpot.numerics.spectrum.prover.bracket import check_outside
from softpot.numerics.spectrum.series.search import BITS, box_for
from softpot.numerics.spectrum.series.sturm import NEUMANN, count_below
from softpot.numerics.spectrum.types.notproved import NotProved, Undecided

__all__ = ["MARGIN", "floor"]

MARGIN = Fraction(1, 2**36)
"""How far below the first guess of a level the bound is tried, in units of the level or of w."""
ATTEMPTS = 7
_DECIMALS = 13.0  # to which a box moves the level: less than MARGIN


def floor(alpha: Fraction, beta: Fraction, n: int) -> Fraction:
    """A rational number proved to be at most eps_n of alpha y^2 - beta y^3 + y^4."""
    quartic = Quartic.of(alpha, beta, n)
    guess = Fraction(float(guesses(quartic.doubles(), n)[n - 1]))
    energy = guess - MARGIN * max(abs(guess), Fraction(1))
    bits = int((_DECIMALS + 8.0) * BITS) + 16  # a sign is asked for; where it stays open, with more
    last: Undecided | None = None
    for attempt in range(ATTEMPTS):
        try:
            if _counted(quartic, energy, bits, attempt) > quartic.rank - 1:
                raise NotProved(f"level {n} was not proved to lie above {float(energy)!r}")
            return energy
        except Undecided as reason:
            last, bits = reason, bits * 5 // 4 + 20 * attempt
    raise NotProved(f"how many levels lie below {float(energy)!r} was not decided: {last}")


def _counted(quartic: Quartic, energy: Fraction, bits: int, attempt: int) -> int:
    """N_N(energy) of a box outside of which V > energy, or Undecided; smaller cells at each attempt."""
    box = box_for(quartic, float(energy), _DECIMALS + 2.0 * attempt)
    check_outside(box, energy, bits)
    limit = 2.7 / (1.0 + 0.13 * attempt)
    nodes = cells(quartic.doubles(), float(energy), (box.left, box.right), limit, 8.0)
    here = steady(bits, lambda: ball_of(energy))
    return count_below(quartic, here, nodes, NEUMANN, bits)
