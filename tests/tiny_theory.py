"""Two entries that are derived and judged in a moment; tests change its text to make it wrong."""

from fractions import Fraction

from mpmath import MPContext

from softpot.derive import Quantity, SymbolTable, Theory, entry, equal
from softpot.numerics import Pair, compare, compiled

S = SymbolTable(
    Quantity("x", "x", "a length", "m", assumptions={"positive": True}),
    Quantity("y", "y", "another length", "m", assumptions={"positive": True}),
)
x, y = S.x, S.y
POINTS = (Fraction(1, 3), Fraction(7, 2), Fraction(40))


@entry("square", title="A square", equation="(1)", section="Algebra")
def square(d):
    """The square of a sum has a mixed term."""
    d.step(equal((x + y) ** 2, x**2 + 2 * x * y + y**2), "multiply out")
    return d.result(x**2 + 2 * x * y + y**2)


@entry("difference", title="A difference of squares", equation="(2)", section="Algebra")
def difference(d):
    """A difference of squares is a product."""
    d.step(equal((x + y) * (x - y), x**2 - y**2), "the mixed terms cancel")
    return d.result(x**2 - y**2)


def of(reference):
    """Evidence by exact arithmetic at each pair of POINTS."""

    def evidence(formula, digits):
        f = compiled(formula, "mpmath", digits + 5).members
        pairs = [
            Pair(f"x = {a}, y = {b}", f(x=a, y=b)[0], exact(reference(a, b)))
            for a in POINTS
            for b in POINTS
        ]
        return compare("exact arithmetic on fractions", pairs, digits)

    return evidence


def exact(fraction):
    """A fraction as a number of the kind that the formula's values have."""
    context = MPContext()
    context.dps = 260  # more than any check asks for
    return context.mpf(fraction.numerator) / fraction.denominator


theory = Theory("A tiny theory", S, (square, difference)).with_evidence(
    {"square": of(lambda a, b: (a + b) * (a + b)), "difference": of(lambda a, b: a * a - b * b)}
)
