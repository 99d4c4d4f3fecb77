"""The harmonic oscillator, a theory in one file; to run it: softpot check --theory harmonic_oscillator.py"""

from sympy import Derivative, Rational, Sum, coth, exp, log, oo, sinh, sqrt

from softpot import Quantity, SymbolTable, Theory, entry
from softpot.derive import Entry, Induction, Telescoping, Verdict, equal
from softpot.numerics import by_quadrature, by_rate, by_summation, by_value

SIGN, WHOLE = {"positive": True}, {"integer": True, "nonnegative": True}
S = SymbolTable(
    Quantity("x", "x", "displacement", "m"), Quantity("m", "m", "mass", "kg", assumptions=SIGN),
    Quantity("hbar", r"\hbar", "reduced Planck constant", "J s", assumptions=SIGN),
    Quantity("omega", r"\omega", "angular frequency", "1/s", assumptions=SIGN),
    Quantity("f", "f", "a function", function=True), Quantity("E", "E", "energy of n quanta", "J", function=True),
    Quantity("n", "n", "quanta", assumptions=WHOLE), Quantity("Z", "Z", "partition function", assumptions=SIGN),
    Quantity("z", "z", "one quantum over the thermal energy", assumptions=SIGN),
    Quantity("c", "c", "heat capacity in units of the Boltzmann constant", assumptions=SIGN), unit="1",
)  # fmt: skip
x, hbar, m, omega, n, z, number = S.x, S.hbar, S.m, S.omega, S.n, S.z, S.n + Rational(1, 2)
energy, ladder = (  # the Hamiltonian, and the operators that lower (+1) and raise (-1), on a function
    lambda f: -(hbar**2) / (2 * m) * Derivative(f, (x, 2)) + m * omega**2 * x**2 / 2 * f,
    lambda f, sign: sqrt(m * omega / (2 * hbar)) * (x * f + sign * hbar / (m * omega) * Derivative(f, x)))  # fmt: skip


@entry("levels", title="Levels")
def levels(d):
    """The levels are one quantum apart, and the lowest is half a quantum."""
    f, ground, rung = S.f(x), exp(-m * omega * x**2 / (2 * hbar)), hbar * omega
    climb = equal(energy(ladder(f, -1)), ladder(energy(f), -1) + rung * ladder(f, -1))
    d.step(climb, "raising a state, whichever it is, adds {rung} to its energy", rung=rung)
    d.step(equal(ladder(ground, +1), 0), "no state lies below {ground}", ground=ground)
    d.step(equal(energy(ground), rung / 2 * ground), "whose energy is {half}", half=rung / 2)
    first, climbs = equal(S.E(0), rung / 2), equal(S.E(n + 1), S.E(n) + rung)
    d.premise(first & climbs, "any other level, lowered often enough, would fall below the lowest")
    by = Induction(n, 0, growth=(climbs.args,), first=(first.args,))
    d.step(equal(S.E(n), rung * number), "rung by rung", by)
    return d.result(rung * number, lhs=S.E(n))


@entry("partition-function", title="Partition function")
def partition_function(d):
    """The Boltzmann factors of all levels make a geometric series."""
    d.uses("levels")
    series, rest = Sum(exp(-z * number), (n, 0, oo)), exp(-z * number) / (1 - exp(-z))
    d.define(S.Z, series, "the sum of the Boltzmann factors")
    d.step(equal(series, rest.subs(n, 0)), "each term is a difference", Telescoping(rest))
    d.step(equal(rest.subs(n, 0), 1 / (2 * sinh(z / 2))), "in symmetric form")
    return d.result(1 / (2 * sinh(z / 2)), lhs=S.Z)


@entry("heat-capacity", title="Heat capacity")
def heat_capacity(d):
    """The heat capacity follows from the partition function by two derivatives."""
    Z, mean, result = d.uses("partition-function"), coth(z / 2) / 2, (z / 2 / sinh(z / 2)) ** 2
    d.step(equal(-Derivative(log(Z), z), mean), "the mean energy")
    d.define(S.c, -(z**2) * Derivative(mean, z), "its derivative with respect to the temperature")
    d.step(equal(-(z**2) * Derivative(mean, z), result), "carried out")
    return d.result(result, lhs=S.c)


def limit(id, title, form, rest):  # an entry: a form of the heat capacity that numbers support
    def derive(d):
        d.uses("heat-capacity")
        d.limit(equal(S.c, form), "numbers show that a part {rest} of it is left", rest=rest)
        return d.result(form, lhs=S.c)

    return Entry(id, "", f"{title}: the heat capacity.", derive, "", Verdict.VERIFIED, None, title)


def density(mp, x, n, hbar, m, omega):  # the energy of the n-th Hermite function, on both sides
    H, slope = mp.hermite(n, x), (n and 2 * n * mp.hermite(n - 1, x)) - x * mp.hermite(n, x)
    k, norm = mp.sqrt(m * omega / hbar), mp.sqrt(mp.pi) * 2**n * mp.factorial(n)
    return mp.exp(-x * x) / norm * ((hbar * k * slope) ** 2 / m + m * (omega * x * H / k) ** 2)


def heat(mp, z):  # z^2 times the variance of the number of quanta, level by level
    terms = [(k, mp.exp(-k * z)) for k in range(int(3 * mp.dps / z) + 9)]
    total, first, second = (mp.fsum(term * k**power for k, term in terms) for power in range(3))
    return z**2 * (second / total - (first / total) ** 2)


theory = Theory("The harmonic oscillator", S, (
    levels, partition_function, heat_capacity, limit("hot", "High temperature", 1 - z**2 / 12, z**4),
    limit("cold", "Low temperature", z**2 * exp(-z), exp(-z)))).with_evidence({
    "levels": by_quadrature(density, (0, 8, 40), [{"n": n, "hbar": 2, "m": 3, "omega": 5} for n in (0, 3)]),
    "partition-function": by_summation(lambda mp, k, z: mp.exp(-(2 * k + 1) * z / 2), [{"z": "1/8"}, {"z": 5}]),
    "heat-capacity": by_value("the sum over the levels", heat, [{"z": "1/8"}, {"z": 5}]),
    "hot": by_rate(heat, [{"z": "1/2"}, {"z": "1/4"}, {"z": "1/8"}], 4, "z"),
    "cold": by_rate(heat, [{"z": 8}, {"z": 12}, {"z": 16}], -1, lambda mp, z: mp.exp(z)),
})  # fmt: skip
