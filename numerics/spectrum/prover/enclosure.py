r"""lower <= eps_n <= upper, proved:  -psi'' + (alpha y^2 - beta y^3 + y^4) psi = eps psi on the whole line.

``enclose`` returns an interval that contains the n-th eigenvalue (n = 1, 2, 3, ...) of the operator
itself, not of a matrix: every inequality used is verified in ball arithmetic (Arb), and
``NotProved`` is raised when one is not.

The proof, and where each step with its hypotheses is found:

1. (``quartic``) A symmetric potential falls into its even and odd levels on a half line; for
   intervals of alpha and beta, V_low <= V <= V_high for all of them.  Hypotheses: exact rational
   equality; alpha_1 <= alpha_2.
2. (``powerseries``) psi and psi' are carried by Taylor series whose remainders are bounded by a
   geometric series with ratio theta.  Hypothesis: theta <= 1/2.
3. (``sturm``) The zeros of psi in a box are counted by signs at nodes, at most one zero lying
   between two nodes; this count is the number of eigenvalues of the box below E.  Hypotheses: in
   every cell h^2 |V - E| < pi^2 or V > E; each sign is decided.
4. (``bracket``, Lemmas 1 and 2) N_D(E) <= N(E) <= N_N(E), so that one coarse interval [E_a, E_b]
   isolates the level and fixes its index.  Hypotheses: the two counts, and V > E_b outside the box.
5. (``matching``; ``bracket``, Lemma 3 and Theorem) In a wider box the signs of psi_D(r) at E_high
   and of psi_N'(r) at E_low prove E_low <= eps_n < E_high.  Hypotheses: the boxes are nested, E_a
   <= E_low < E_high <= E_b; the two signs are decided.

Units: energies in w; alpha, beta and y are dimensionless.
Range: n from 1 to 100, digits from 1 to 10 000, |alpha| up to 10^4, |beta| up to 400.  Tested on
random points for alpha in [-60, 50], |beta| <= 15, n <= 10, and at single points beyond; elsewhere
a result is just as certain, but it may take long or not be found.  A level closer to its neighbour
than the digits asked for is enclosed more narrowly, so that the two enclosures are disjoint, where
2000 digits or fewer do that.
Errors: TypeError or ValueError for bad arguments; NotProved.
Source: Il'in, Karpov, Parshin, Sov. Phys. JETP 65, 165 (1987), Eq. (7).
Not guaranteed: for intervals of alpha and beta, that the enclosure is the narrowest possible: it
contains the levels of V_low and V_high, which for beta differ by about the width times <|y|^3>.
"""

from __future__ import annotations

from fractions import Fraction

import flint

from softpot.numerics.machinery.compile.balls import ball
from softpot.numerics.machinery.compile.precision import steady
from softpot.numerics.machinery.exact import Number, exact
from softpot.numerics.spectrum.potential.outline import guesses
from softpot.numerics.spectrum.potential.quartic import Quartic
from softpot.numerics.spectrum.prover.bracket import bracket
from softpot.numerics.spectrum.series.search import BITS, log10_of, refined, starting_values
from softpot.numerics.spectrum.types.arguments import whole_number
from softpot.numerics.spectrum.types.errors import NotConverged
from softpot.numerics.spectrum.types.notproved import NotProved
from softpot.numerics.spectrum.types.record import Enclosure, Interval

__all__ = ["LARGEST_LEVEL", "Enclosure", "enclose"]

Ends = Number | tuple[Number, Number] | flint.arb
"""A number, or an interval as a pair or a ball."""

LARGEST_LEVEL = 100
LARGEST_DIGITS = 10_000
LARGEST_PARAMETER = {"alpha": 10_000, "beta": 400}
FEWEST_DIGITS = 10
FIRST_DECIMALS = 20.0
MOST_TO_SEPARATE = 2000.0


def parameter_interval(value: object, name: str) -> Interval:
    """(low, high) from a number, a pair of numbers or a flint.arb; each end as in ``exact``."""
    if isinstance(value, flint.arb):
        if not value.is_finite():
            raise ValueError(
                f"{name} is the ball {value}, but a finite one is needed because the potential has "
                "no meaning otherwise"
            )
        middle, radius = Fraction(ball(value.mid())), Fraction(ball(value.rad()))
        interval = middle - radius, middle + radius
    elif isinstance(value, (tuple, list)):
        if len(value) != 2:
            raise ValueError(
                f"{name} has {len(value)} parts, but a number or a pair (low, high) is needed because "
                "an interval has two ends"
            )
        interval = exact(value[0], name), exact(value[1], name)
        if interval[0] > interval[1]:
            raise ValueError(
                f"{name} is a pair whose first number is larger than its second, but (low, high) is "
                "needed because an interval has a lower and an upper end"
            )
    else:
        number = exact(value, name)
        interval = number, number
    largest = LARGEST_PARAMETER[name]
    if max(abs(interval[0]), abs(interval[1])) > largest:
        raise ValueError(
            f"{name} exceeds {largest} in magnitude, but a smaller number is needed because the proof "
            "was not tested beyond and would take too long"
        )
    return interval


def _separating_digits(alpha: Fraction, beta: Fraction, n: int, digits: int) -> int:
    """So many digits, at least `digits`, that a tunnel partner of the other parity lies outside."""
    quartic = Quartic.of(alpha, beta, n)
    if quartic.parity is None:
        return digits
    near = guesses(quartic.doubles(), n + 2)
    size = max(1.0, abs(float(near[n - 1])))
    partner = n + 1 if n == 1 or near[n] - near[n - 1] < near[n - 1] - near[n - 2] else n - 1
    if abs(near[partner - 1] - near[n - 1]) > size * max(1e-6, 10.0 ** (2 - digits)):
        return digits
    problems = [quartic, Quartic.of(alpha, beta, partner)]
    found = [starting_values(q, m) for q, m in zip(problems, (n, partner), strict=True)]
    decimals = FIRST_DECIMALS
    while True:
        found = [
            refined(q, f, max(decimals, f.decimals)) for q, f in zip(problems, found, strict=True)
        ]
        here, there = (f.value for f in found)
        bits = int(BITS * (decimals + 20.0)) + 64
        apart = log10_of(steady(bits, lambda: here - there))  # noqa: B023 - called at once
        if apart > 2.0 - decimals:
            return max(digits, int(log10_of(found[0].value) - apart) + 3)
        if decimals >= MOST_TO_SEPARATE:
            return digits
        decimals = min(2.0 * decimals, MOST_TO_SEPARATE)


def enclose(alpha: Ends, beta: Ends, n: int, digits: int = 30) -> Enclosure:
    """lower <= eps_n <= upper, proved, with upper - lower <= 10^-digits |eps_n| for exact parameters.

    alpha, beta: exact numbers (int, Fraction, decimal or "p/q" string; a float is its binary value), |alpha| up to
    10^4 and |beta| up to 400; or a pair (low, high) of such numbers, or a flint.arb: the interval returned then
    contains the n-th level for every alpha and beta in the intervals given.
    n: 1 to 100.  digits: 1 to 10 000.
    Returns: an ``Enclosure``, in units of w.
    Raises: TypeError or ValueError for arguments; NotProved where some step of the proof could not be carried out.
    Source: the module text has the proof; Eq. (7) of Il'in, Karpov, Parshin, Sov. Phys. JETP 65, 165 (1987).
    Not guaranteed: for intervals of alpha and beta, that the enclosure is the narrowest possible.

    >>> from softpot import enclose
    >>> enclose(0, 0, 1, 20)
    Enclosure of level 1, alpha = 0, beta = 0, in w
      lower = 1.0603620904841828996425
      upper = 1.0603620904841828996515
    >>> enclose(("-0.1", "0.1"), 0, 1, 10)
    Enclosure of level 1, alpha = -1/10 to 1/10, beta = 0, in w
      lower = 1.023809443237
      upper = 1.096224366273
    """
    first, second = parameter_interval(alpha, "alpha"), parameter_interval(beta, "beta")
    number = whole_number(
        n, "n", 1, LARGEST_LEVEL, "the levels are numbered from 1 and this many are provided for"
    )
    wanted = whole_number(digits, "digits", 1, LARGEST_DIGITS, "this many are provided for")
    used = max(wanted, FEWEST_DIGITS)
    try:
        if first[0] == first[1] and second[0] == second[1]:
            used = _separating_digits(first[0], second[0], number, used)
            lower, upper = bracket(Quartic.of(first[0], second[0], number), number, used)
        else:
            low, high = Quartic.bounds(first, second, number)
            lower = bracket(low, number, used)[0]
            upper = bracket(high, number, used)[1]
    except NotConverged as reason:
        raise NotProved(f"no candidate for level {number} was found: {reason}") from reason
    return Enclosure(lower, upper, number, first, second, wanted)
