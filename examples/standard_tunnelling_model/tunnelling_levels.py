"""Derivations: two levels, how they are distributed, the heat that they hold."""

from sympy import (
    Abs,
    Derivative,
    Determinant,
    Integral,
    Matrix,
    Rational,
    Sum,
    acosh,
    cosh,
    exp,
    log,
    oo,
    pi,
    sqrt,
)  # fmt: skip
from tunnelling_symbols import S

from softpot.derive import (
    Antiderivative,
    EvenZeta,
    Identity,
    ImproperIntegral,
    Printed,
    PrintedVerdict,
    Rescaled,
    Substituted,
    SubstitutionBack,
    TermByTerm,
    Verdict,
    entry,
    equal,
)

E, Delta, Delta_0, P_bar, u, s, x = S.E, S.Delta, S.Delta_0, S.P_bar, S.u, S.s, S.x
k_B, T, t, tau, tau_m, Delta_m, beta, j = S.k_B, S.T, S.t, S.tau, S.tau_m, S.Delta_m, S.beta, S.j
HALF = Rational(1, 2)
MODEL, HEAT = "Two-level systems", "Heat"
GAP = sqrt(Delta**2 + Delta_0**2)


def agrees(form):
    return Printed(form, PrintedVerdict.AGREES)


@entry("two-levels", title="Two levels", section=MODEL, printed=agrees(GAP))
def two_levels(d):
    """Two wells whose lowest levels differ by Delta, joined by tunnelling Delta_0, have two levels at a distance of
    E = (Delta^2 + Delta_0^2)^(1/2)."""
    H = Matrix([[Delta, Delta_0], [Delta_0, -Delta]]) / 2
    zero = E**2 - Delta**2 - Delta_0**2
    secular = Determinant(H - E / 2 * Matrix([[1, 0], [0, 1]]))
    d.step(equal(secular, zero / 4), "the determinant of the Hamiltonian less {level}", level=E / 2)
    d.premise(equal(zero, 0), "the levels are its zeros, and their sum is 0")
    d.step(equal(E, GAP), "the distance is positive", SubstitutionBack((zero,), (E,)))
    return d.result(GAP, lhs=E)


@entry("distribution", title="The distribution", section=MODEL, printed=agrees(P_bar / Delta_0))
def distribution(d):
    """Asymmetries and exponents of tunnelling that are equally likely give the density P(Delta, Delta_0) =
    Pbar/Delta_0, per volume, of the systems with Delta > 0."""
    exponent, P = log(S.E_0 / Delta_0), S.P(Delta, Delta_0)
    density = P_bar * Abs(Derivative(exponent, Delta_0))
    d.define(S.lamda, exponent, "the exponent of tunnelling")
    d.premise(
        equal(P, density),
        "asymmetry and exponent are uniform, with the density {P_bar}",
        P_bar=P_bar,
    )
    d.step(equal(P, P_bar / Delta_0), "a logarithm", Identity(where=((P, density),)))
    return d.result(P_bar / Delta_0, lhs=P)


@entry(
    "energy-and-mixing",
    title="Energy and mixing",
    section=MODEL,
    printed=agrees(P_bar / u / sqrt(1 - u**2)),
)
def energy_and_mixing(d):
    """In terms of the energy E and of u = Delta_0/E < 1 the density is Pbar/(u (1 - u^2)^(1/2)), whatever E is."""
    old = d.uses("distribution").subs(Delta_0, E * u)
    root = sqrt(1 - u**2)
    volume = Determinant(Matrix([E * root, E * u]).jacobian([E, u]))
    d.premise(u < 1, "the splitting is a part of the energy")
    d.step(
        equal(volume, E / root),
        "the volume element of {Delta} and {Delta_0}",
        Delta=E * root,
        Delta_0=E * u,
    )
    P = S.P_u(E, u)
    d.premise(
        equal(P, old * volume), "a density of new variables is the old one times the volume element"
    )
    d.step(
        equal(P, P_bar / (u * root)), "the energy drops out", Identity(where=((P, old * volume),))
    )
    return d.result(P_bar / (u * root), lhs=P)


@entry("density-of-states", title="Density of states", section=MODEL)
def density_of_states(d):
    """All systems of one energy, with splittings from the least, Delta_m, up to E: n(E) = Pbar arcosh(E/Delta_m)."""
    d.uses("energy-and-mixing")
    s_m, result = S.s_m, P_bar * acosh(E / Delta_m)
    total = Integral(P_bar / (u * sqrt(1 - u**2)), (u, 1 / cosh(s_m), 1))
    plain = Integral(P_bar, (s, 0, s_m))
    d.premise(equal(s_m, acosh(E / Delta_m)), "positive, as there are systems of this energy")
    by = Identity(where=((s_m, acosh(E / Delta_m)),))
    d.step(equal(1 / cosh(s_m), Delta_m / E), "the least {u}", by, u=u)
    d.premise(equal(S.n(E), total), "all systems of one energy are counted")
    d.step(equal(total, plain), "all {s} are equally frequent", Substituted(1 / cosh(s)), s=s)
    d.step(equal(plain, P_bar * s_m), "the integral of a constant", Antiderivative(P_bar * s))
    d.step(equal(P_bar * s_m, result), "in terms of the energy", by)
    return d.result(result, lhs=S.n(E))


@entry(
    "constant-density", title="An almost constant density", section=MODEL, expected=Verdict.VERIFIED,
    printed=agrees(P_bar * log(2 * E / Delta_m)),
)  # fmt: skip
def constant_density(d):
    """Well above the least splitting n(E) = Pbar ln(2E/Delta_m), which hardly depends on the energy."""
    d.uses("density-of-states")
    result = P_bar * log(2 * E / Delta_m)
    d.limit(
        equal(S.n(E), result),
        "numbers show that terms of order {order} are left",
        order=(Delta_m / E) ** 2,
    )
    return d.result(result, lhs=S.n(E))


@entry(
    "one-system",
    title="Heat capacity of one system",
    section=HEAT,
    printed=agrees(k_B * (E / (2 * k_B * T)) ** 2 / cosh(E / (2 * k_B * T)) ** 2),
)
def one_system(d):
    """One system has the heat capacity k_B (E/2k_B T)^2/cosh^2(E/2k_B T)."""
    levels, mean = 1 + exp(-E / (k_B * T)), E / (exp(E / (k_B * T)) + 1)
    d.step(
        equal(k_B * T**2 * Derivative(log(levels), T), mean),
        "the mean energy, from the partition function {Z}",
        Z=levels,
    )
    d.define(S.c_1, Derivative(mean, T), "its derivative with respect to the temperature")
    result = k_B * (E / (2 * k_B * T)) ** 2 / cosh(E / (2 * k_B * T)) ** 2
    d.step(equal(Derivative(mean, T), result), "carried out")
    return d.result(result, lhs=S.c_1)


@entry(
    "heat-linear",
    title="Linear heat capacity",
    section=HEAT,
    printed=agrees(pi**2 / 6 * S.n_0 * k_B**2 * T),
)
def heat_linear(d):
    """A constant density n_0 of systems holds the heat capacity (pi^2/6) n_0 k_B^2 T."""
    one = d.uses("one-system")
    whole = Integral(S.n_0 * one, (E, 0, oo))
    d.define(S.c(T), whole, "all systems")
    f = x**2 * exp(-x) / (1 + exp(-x)) ** 2
    front = S.n_0 * k_B**2 * T
    d.step(
        equal(whole, front * Integral(f, (x, 0, oo))),
        "with {x} for the energy over {kT}",
        Rescaled(k_B * T),
        x=x,
        kT=k_B * T,
    )
    series = Sum((-1) ** (j + 1) * 2 / j**2, (j, 1, oo))
    d.step(
        equal(Integral(f, (x, 0, oo)), series),
        "term by term",
        TermByTerm((-1) ** (j + 1) * j, j, 2),
    )
    d.step(equal(series, pi**2 / 6), "Euler's sum", EvenZeta())
    d.step(
        equal(front * Integral(f, (x, 0, oo)), pi**2 / 6 * front),
        "together",
        Identity(where=((Integral(f, (x, 0, oo)), pi**2 / 6),)),
    )
    return d.result(pi**2 / 6 * front, lhs=S.c(T))


@entry(
    "times",
    title="Times of relaxation",
    section=HEAT,
    printed=agrees(P_bar / (2 * tau * sqrt(1 - tau_m / tau))),
)
def times(d):
    """Systems of one energy, whose rate is u^2/tau_m, have times of relaxation with the density
    Pbar/(2 tau (1 - tau_m/tau)^(1/2))."""
    old = d.uses("energy-and-mixing").subs(u, sqrt(tau_m / tau))
    d.premise(tau > tau_m, "the symmetric ones are the fastest")
    part = sqrt(tau_m / tau)
    d.premise(equal(u, part), "the rate of a system is {u2} times theirs", u2=u**2)
    P, result = S.P_tau(E, tau), P_bar / (2 * tau * sqrt(1 - tau_m / tau))
    d.premise(
        equal(P, -old * Derivative(part, tau)),
        "a density of another variable is the old one times the derivative",
    )
    d.step(equal(P, result), "carried out", Identity(where=((P, -old * Derivative(part, tau)),)))
    return d.result(result, lhs=P)


@entry("within-a-time", title="What a short measurement sees", section=HEAT)
def within_a_time(d):
    """Of one energy Pbar arcosh((t/tau_m)^(1/2)) systems relax within a time t."""
    d.uses("times")
    s_m, result = S.s_m, P_bar * acosh(sqrt(t / tau_m))
    total = Integral(
        P_bar / (2 * tau * sqrt(1 - tau_m / tau)), (tau, tau_m, tau_m * cosh(s_m) ** 2)
    )
    plain = Integral(P_bar, (s, 0, s_m))
    d.premise(equal(s_m, acosh(sqrt(t / tau_m))), "positive, as some relax")
    by = Identity(where=((s_m, acosh(sqrt(t / tau_m))),))
    d.step(equal(tau_m * cosh(s_m) ** 2, t), "the longest time that is seen", by)
    d.premise(equal(S.n_t(t), total), "those that are fast enough are counted")
    d.step(
        equal(total, plain), "all {s} are equally frequent", Substituted(tau_m * cosh(s) ** 2), s=s
    )
    d.step(equal(plain, P_bar * s_m), "the integral of a constant", Antiderivative(P_bar * s))
    d.step(equal(P_bar * s_m, result), "in terms of the time", by)
    return d.result(result, lhs=S.n_t(t))


LOG_TIME = pi**2 / 12 * k_B**2 * P_bar * T * log(4 * t / tau_m)


@entry(
    "heat-log-time",
    title="The logarithm of time",
    section=HEAT,
    expected=Verdict.VERIFIED,
    printed=agrees(LOG_TIME),
)
def heat_log_time(d):
    """A measurement that takes the time t finds the heat capacity (pi^2/12) k_B^2 Pbar T ln(4t/tau_m)."""
    d.uses("heat-linear")
    d.uses("within-a-time")
    d.limit(equal(S.c_t(T, t), LOG_TIME), "{tau_m} is taken at {kT}; numbers show that terms of order {order} are left",
            tau_m=tau_m, kT=k_B * T, order=tau_m / t)  # fmt: skip
    return d.result(LOG_TIME, lhs=S.c_t(T, t))


RELEASE = pi**2 / 24 * k_B**2 * P_bar * (S.T_1**2 - S.T_0**2) / t


@entry(
    "heat-release",
    title="Heat released after cooling",
    section=HEAT,
    expected=Verdict.VERIFIED,
    printed=agrees(RELEASE),
)
def heat_release(d):
    """A time t after cooling from T_1 to T_0 the slow systems release (pi^2/24) k_B^2 Pbar (T_1^2 - T_0^2)/t per
    volume."""
    T_0, T_1 = S.T_0, S.T_1
    d.uses("heat-linear")
    d.uses("times")
    held, heat = (
        Integral(pi**2 / 6 * k_B**2 * T, (T, T_0, T_1)),
        pi**2 / 12 * k_B**2 * (T_1**2 - T_0**2),
    )
    d.step(
        equal(held, heat),
        "what is held, per density of states",
        Antiderivative(pi**2 / 12 * k_B**2 * T**2),
    )
    slow, rates = (
        Integral(exp(-t / tau) / tau**2, (tau, 0, oo)),
        Integral(exp(-t * S.w_t), (S.w_t, 0, oo)),
    )
    d.step(
        equal(slow, rates), "slow systems, of all rates {rate}", Substituted(1 / S.w_t), rate=S.w_t
    )
    d.step(equal(rates, 1 / t), "those that relax just now", ImproperIntegral(-exp(-t * S.w_t) / t))
    d.limit(equal(S.q_t, RELEASE), "the product, times {density}; numbers show that terms of order {order} are left",
            density=P_bar / 2, order=tau_m / t)  # fmt: skip
    return d.result(RELEASE, lhs=S.q_t)
