"""The harmonic oscillator: levels, partition function, heat capacity and its two limits.

A theory of your own is a file like this one: symbols, derivations with their reasons, evidence that
shares no code with them, and one ``theory``. To run it: softpot check --theory harmonic_oscillator.py
"""

from fractions import Fraction

import numpy as np
from mpmath import MPContext
from sympy import Derivative, Rational, Sum, coth, exp, log, oo, sinh, sqrt

from derive import Induction, Quantity, SymbolTable, Telescoping, Theory, Verdict, entry, equal
from numerics import Pair, compare, converges, members

POSITIVE, WHOLE = {"positive": True}, {"integer": True, "nonnegative": True}
S = SymbolTable(
    Quantity("x", "x", "displacement", "m"),
    Quantity("hbar", r"\hbar", "reduced Planck constant", "J s", assumptions=POSITIVE),
    Quantity("m", "m", "mass", "kg", assumptions=POSITIVE),
    Quantity("omega", r"\omega", "angular frequency", "1/s", assumptions=POSITIVE),
    Quantity("f", "f", "any smooth function", function=True),
    Quantity("n", "n", "number of quanta", assumptions=WHOLE),
    Quantity("E", "E", "energy of n quanta", "J", function=True),
    Quantity("z", "z", "one quantum over the thermal energy", assumptions=POSITIVE),
    Quantity("Z", "Z", "partition function", assumptions=POSITIVE),
    Quantity("c", "c", "heat capacity in units of the Boltzmann constant", assumptions=POSITIVE),
)
x, hbar, m, omega, n, z = S.x, S.hbar, S.m, S.omega, S.n, S.z


def energy(f):  # the Hamiltonian, on a function
    return -(hbar**2) / (2 * m) * Derivative(f, (x, 2)) + m * omega**2 * x**2 / 2 * f


def ladder(f, sign):  # the lowering (+1) and the raising (-1) operator, on a function
    return sqrt(m * omega / (2 * hbar)) * (x * f + sign * hbar / (m * omega) * Derivative(f, x))


@entry("levels", title="Levels")
def levels(d):
    """The levels are one quantum apart, and the lowest is half a quantum."""
    f, ground, rung = S.f(x), exp(-m * omega * x**2 / (2 * hbar)), hbar * omega
    climb = equal(energy(ladder(f, -1)), ladder(energy(f), -1) + rung * ladder(f, -1))
    d.step(climb, "raising a state, whichever it is, adds {rung} to its energy", rung=rung)
    d.step(equal(ladder(ground, +1), 0), "no state lies below {ground}", ground=ground)
    d.step(equal(energy(ground), rung / 2 * ground), "whose energy is {half}", half=rung / 2)
    ends, climbs = equal(S.E(0), rung / 2), equal(S.E(n + 1), S.E(n) + rung)
    d.premise(ends & climbs, "any other level, lowered often enough, would fall below the lowest")
    by = Induction(n, 0, growth=(climbs.args,), first=(ends.args,))
    d.step(equal(S.E(n), rung * (n + Rational(1, 2))), "rung by rung", by)
    return d.result(rung * (n + Rational(1, 2)), lhs=S.E(n))


@entry("partition-function", title="Partition function")
def partition_function(d):
    """The Boltzmann factors of all levels make a geometric series."""
    d.uses("levels")
    factor, result = exp(-z * (n + Rational(1, 2))), 1 / (2 * sinh(z / 2))
    series, rest = Sum(factor, (n, 0, oo)), factor / (1 - exp(-z))
    d.define(S.Z, series, "the sum of the Boltzmann factors")
    d.step(equal(series, rest.subs(n, 0)), "each term is a difference", Telescoping(rest))
    d.step(equal(rest.subs(n, 0), result), "in symmetric form")
    return d.result(result, lhs=S.Z)


@entry("heat-capacity", title="Heat capacity")
def heat_capacity(d):
    """The heat capacity follows from the partition function by two derivatives."""
    Z, mean, result = d.uses("partition-function"), coth(z / 2) / 2, (z / 2) ** 2 / sinh(z / 2) ** 2
    d.step(equal(-Derivative(log(Z), z), mean), "the mean energy, in quanta")
    d.define(S.c, -(z**2) * Derivative(mean, z), "its derivative with respect to the temperature")
    d.step(equal(-(z**2) * Derivative(mean, z), result), "carried out")
    return d.result(result, lhs=S.c)


@entry("hot", title="High temperature", expected=Verdict.VERIFIED)
def hot(d):
    """Equipartition, and what is missing from it, up to a fourth power."""
    d.uses("heat-capacity")
    d.limit(equal(S.c, 1 - z**2 / 12), "numbers show that {rest} is left", rest=z**4)
    return d.result(1 - z**2 / 12, lhs=S.c)


@entry("cold", title="Low temperature", expected=Verdict.VERIFIED)
def cold(d):
    """The heat capacity is frozen out exponentially."""
    d.uses("heat-capacity")
    d.limit(
        equal(S.c, z**2 * exp(-z)), "numbers show that the relative rest is {rest}", rest=exp(-z)
    )
    return d.result(z**2 * exp(-z), lhs=S.c)


def grid(formula, digits):
    """Evidence: the lowest eigenvalues on 81 points, h apart, by sinc functions."""
    f, k, pairs = members(formula, "numpy"), np.subtract.outer(*2 * [np.arange(-40, 41)]), []
    for c in ({"hbar": 1.0, "m": 1.0, "omega": 1.0}, {"hbar": 0.5, "m": 3.0, "omega": 0.25}):
        h = 0.25 * (c["hbar"] / c["m"] / c["omega"]) ** 0.5
        bend = np.where(k == 0, np.pi**2 / 3, 2 * (-1.0) ** k / np.where(k == 0, 1, k) ** 2) / h**2
        well = c["m"] * c["omega"] ** 2 * np.diag(h * np.arange(-40, 41)) ** 2 / 2
        found = np.linalg.eigvalsh(c["hbar"] ** 2 / (2 * c["m"]) * bend + well)[:8]
        pairs += [Pair(f"n = {j}, {c}", f(n=j, **c)[0], level) for j, level in enumerate(found)]
    return compare("levels on a grid, counted from the lowest", pairs, min(digits, 10))


def added(z, digits):
    """The sum of the Boltzmann factors, and z^2 times the variance of n, term by term."""
    mp = MPContext()
    mp.dps = digits + 20
    terms = [(k, mp.exp(-(2 * k + 1) * mp.mpf(str(z)) / 2)) for k in range(int(3 * mp.dps / z) + 9)]
    total, first, second = (mp.fsum(term * k**power for k, term in terms) for power in range(3))
    return total, mp.mpf(str(z)) ** 2 * (second / total - (first / total) ** 2)


def sums(which):
    """Evidence by summation over levels: of the partition function (0), of the heat capacity (1)."""

    def evidence(formula, digits):
        f, points = members(formula, "mpmath", digits + 5), (Fraction(1, 8), 1, 5, 40)
        pairs = [Pair(f"z = {z}", f(z=z)[0], added(z, digits)[which]) for z in points]
        return compare("sums over the levels, to the last that counts", pairs, digits)

    return evidence


def rate(points, size, exponent):
    """Evidence by the rate at which the relative error falls along the points."""

    def evidence(formula, digits):
        f, what = members(formula, "mpmath", 40), "relative distance from sums over the levels"
        errors = [f(z=z)[0] / added(z, 40)[1] - 1 for z in points]
        return converges(what, [size(z) for z in points], errors, exponent, 0.1, unit="size")

    return evidence


theory = Theory(
    "The harmonic oscillator", S, (levels, partition_function, heat_capacity, hot, cold)
)
theory = theory.with_evidence(
    {
        "levels": grid,
        "partition-function": sums(0),
        "heat-capacity": sums(1),
        "hot": rate((Fraction(1, 2), Fraction(1, 4), Fraction(1, 8)), float, 4),
        "cold": rate((8, 12, 16), np.exp, -1),
    }
)
