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

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import flint

from numerics.machinery.compile.balls import ball, precision

from .arguments import whole_number
from .bracket import bracket
from .decimals import decimal_exponent
from .errors import NotConverged
from .exact import exact
from .notproved import NotProved
from .outline import guesses
from .quartic import Interval, Quartic, ball_of
from .search import BITS, log10_of, refined, starting_values

__all__ = ["LARGEST_LEVEL", "Enclosure", "decimal_text", "enclose"]

LARGEST_LEVEL = 100
LARGEST_DIGITS = 10_000
LARGEST_PARAMETER = {"alpha": 10_000, "beta": 400}
FEWEST_DIGITS = 10
MOST_TO_SEPARATE = 2000
METHOD = "power series with remainder, Sturm counts, Dirichlet-Neumann bracketing"


@dataclass(frozen=True)
class Enclosure:
    """lower <= eps_n <= upper for every alpha and beta in their intervals.

    lower, upper: exact; finite decimals (``lower_text``, ``upper_text``), in units of w.
    alpha, beta: (smallest, largest), equal for an exact parameter.
    digits: upper - lower <= 10^-digits |eps_n| for exact parameters.
    """

    lower: Fraction
    upper: Fraction
    n: int
    alpha: Interval
    beta: Interval
    digits: int
    method: str = METHOD

    @property
    def lower_text(self) -> str:
        """The lower end as an exact decimal."""
        return decimal_text(self.lower)

    @property
    def upper_text(self) -> str:
        """The upper end as an exact decimal."""
        return decimal_text(self.upper)

    @property
    def width(self) -> Fraction:
        """upper - lower, exactly."""
        return self.upper - self.lower

    @property
    def arb(self) -> Any:
        """A flint.arb that contains the interval, hardly wider, whatever python-flint's precision is."""
        size = max(abs(self.lower), abs(self.upper))
        relative = self.width / size if self.width and size else Fraction(1, 2**64)
        with precision(
            max(64, relative.denominator.bit_length() - relative.numerator.bit_length() + 32)
        ):
            return ball_of(self.lower).union(ball_of(self.upper))

    def __contains__(self, value: object) -> bool:
        """Whether a number (see ``exact``) lies between lower and upper."""
        return self.lower <= exact(value, "value") <= self.upper


def decimal_text(value: Fraction) -> str:
    """A fraction whose denominator divides a power of ten, as an exact decimal."""
    rest, twos, fives = value.denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    if rest != 1:
        raise ValueError("the fraction is no finite decimal, but only such ends are written out")
    places = max(twos, fives)
    whole = abs(value.numerator) * 10**places // value.denominator
    text = str(flint.fmpz(whole))  # Python itself refuses to write out more than 4300 digits
    sign = "-" if value < 0 else ""
    if not places:
        return sign + text
    if value != 0 and decimal_exponent(value) < -8:
        mantissa = text.rstrip("0")
        point = f".{mantissa[1:]}" if len(mantissa) > 1 else ""
        return f"{sign}{mantissa[0]}{point}e{decimal_exponent(value)}"
    text = text.rjust(places + 1, "0")
    return f"{sign}{text[:-places]}.{text[-places:]}"


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
    decimals = digits + 2.0
    while decimals < MOST_TO_SEPARATE:
        found = [
            refined(q, f, max(decimals, f.decimals)) for q, f in zip(problems, found, strict=True)
        ]
        with precision(int(BITS * (decimals + 20.0)) + 64):
            apart = log10_of(found[0].value - found[1].value)
        if apart > 2.0 - decimals:
            return max(digits, int(log10_of(found[0].value) - apart) + 3)
        decimals *= 2.0
    return digits


def enclose(alpha: object, beta: object, n: int, digits: int = 30) -> Enclosure:
    """A proved interval for level n, of relative width at most 10^-digits for exact parameters.

    alpha, beta: exact numbers (int, Fraction, decimal or "p/q" string; a float is its binary value),
    or a pair (low, high) of such numbers, or a flint.arb; the interval returned then contains the n-th
    level for every alpha and beta in the intervals given.
    n: 1 to 100.  digits: 1 to 10 000.
    Raises TypeError, ValueError, or NotProved (see the module text, which holds the proof).
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
