"""Evidence: quadratures over exponents of tunnelling, random systems, eigenvalues, counted phonons.

Nothing here uses the derivations: systems are drawn or integrated by what the model starts from, asymmetries and
exponents lambda that are equally frequent, Delta_0 = E exp(-lambda) at the energy E. A point's numbers are no powers of
each other and not 1, so that no power hides.
"""

import numpy as np

from softpot.numerics import Pair, by_quadrature, by_rate, by_sampling, by_value, compare, compiled

CONSTANTS = {"hbar": "7/5", "k_B": "3/4", "rho": "11/3", "V": "13/2"}
WARM = {"k_B": "3/4", "T": "8/5"}


def far(mp, **point):
    """A number of k_B T beyond which exp(-x) is nothing."""
    return 3 * mp.dps


SHARES = (0, 2, 12, far)  # an integrand over x = E/k_B T is smooth between them


def all_of(*judges):
    """Evidence of several kinds for one formula."""
    return lambda formula, digits: tuple(judge(formula, digits) for judge in judges)


def per_lambda(mp, exponent):
    """Systems of one energy per exponent of tunnelling, over Pbar: dDelta/dE = E/Delta."""
    return 1 / mp.sqrt(-mp.expm1(-2 * exponent))


def per_root(mp, y):
    """The same per square root y of the exponent, which is smooth where the exponent is 0."""
    return 2 * y * per_lambda(mp, y**2)


def square_of_fluctuation(mp, E, k_B, T):
    """<E^2> - <E>^2 of one system in units of E^2."""
    p = mp.exp(-E / (k_B * T)) / (1 + mp.exp(-E / (k_B * T)))
    return p * (1 - p)


# --- one system, and the distribution


def larger_eigenvalue(mp, Delta, Delta_0):
    levels = mp.eigsy(mp.matrix([[Delta, Delta_0], [Delta_0, -Delta]]) / 2, eigvals_only=True)
    return levels[1] - levels[0]


def drawn_splittings(rng, size, P_bar, Delta_0, width=0.1, most=6.0):
    """Random exponents: how many splittings lie in a window, over its width."""
    splitting = np.exp(-rng.uniform(0, most, size))
    return P_bar * most * (abs(splitting / Delta_0 - 1) < width / 2) / (width * Delta_0)


def drawn_systems(rng, size, P_bar, E_most=2.0, most=4.0):
    """Random asymmetries and exponents: energies, mixings and the weight of each."""
    Delta, splitting = rng.uniform(0, E_most, size), np.exp(-rng.uniform(0, most, size))
    energy = np.hypot(Delta, splitting)
    return energy, splitting / energy, P_bar * E_most * most


def drawn_mixings(rng, size, P_bar, u, width=0.1, band=0.4):
    energy, mixing, weight = drawn_systems(rng, size, P_bar)
    return weight * (abs(energy - 1.2) < band / 2) * (abs(mixing - u) < width / 2) / (width * band)


def drawn_energies(rng, size, P_bar, E, Delta_m, width=0.2):
    Delta, splitting = (
        rng.uniform(0, 2 * E, size),
        np.exp(rng.uniform(np.log(Delta_m), np.log(2 * E), size)),
    )
    weight = P_bar * 2 * E * np.log(2 * E / Delta_m)
    return weight * (abs(np.hypot(Delta, splitting) - E) < width / 2) / width


def numeric_jacobian(mp, P_bar, u):
    E = mp.mpf(5) / 3
    Delta, splitting = E * mp.cos(mp.asin(u)), E * u

    def slopes(f):
        by_asymmetry = mp.diff(lambda D: f(D, splitting), Delta)
        return by_asymmetry, mp.diff(lambda D: f(Delta, D), splitting)

    (a, b), (c, d) = slopes(mp.hypot), slopes(lambda D, s: s / mp.hypot(D, s))
    return P_bar / splitting / abs(a * d - b * c)


def numeric_exponent(mp, P_bar, tau, tau_m):
    exponent = lambda time: mp.log(time / tau_m) / 2  # noqa: E731
    return P_bar * mp.diff(exponent, tau) * per_lambda(mp, exponent(tau))


def systems_up_to(mp, P_bar, most):
    return P_bar * mp.quad(lambda y: per_root(mp, y), [0, min(mp.sqrt(most), 1), mp.sqrt(most)])


# --- heat


def all_energies(mp, k_B, T):
    """The heat capacity of a unit density of states."""
    f = lambda x: k_B * x**2 * square_of_fluctuation(mp, x * k_B * T, k_B, T) * k_B * T  # noqa: E731
    return mp.quad(f, [0, 2, 12, 3 * mp.dps])


def heat_in_time(mp, P_bar, k_B, T, t, tau_m):
    return all_energies(mp, k_B, T) * systems_up_to(mp, P_bar, mp.log(t / tau_m) / 2)


def released(mp, P_bar, k_B, T_0, T_1, t, tau_m):
    held = mp.quad(
        lambda E: E / 2 * (mp.tanh(E / (2 * k_B * T_0)) - mp.tanh(E / (2 * k_B * T_1))),
        [0, 2, 12, 3 * mp.dps],
    )

    def now(exponent):
        rate = mp.exp(-2 * exponent) / tau_m
        return per_lambda(mp, exponent) * rate * mp.exp(-rate * t)

    middle = mp.log(t / tau_m) / 2
    return held * P_bar * mp.quad(now, [0, middle - 2, middle, middle + 4, middle + 60])


# --- sound


def golden_rule(mp, gammas, hbar, k_B, rho, V, T, E, Delta_0, modes):
    """2 pi/hbar |M|^2 times phonons per energy times emissions and absorptions, of three polarisations."""
    Delta = mp.sqrt(E**2 - Delta_0**2)
    _, states = mp.eigsy(mp.matrix([[Delta, Delta_0], [Delta_0, -Delta]]) / 2)
    element = states[0, 0] * states[0, 1] - states[1, 0] * states[1, 1]
    number = mp.nsum(lambda k: mp.exp(-k * E / (k_B * T)), [1, mp.inf])
    total = 0
    for gamma, v in gammas:
        strain = hbar * (E / hbar) / (2 * rho * V * v**2)
        total += 2 * mp.pi / hbar * gamma**2 * element**2 * strain * modes(v) * (2 * number + 1)
    return total


def rate_from_waves(mp, gamma_l, gamma_t, v_l, v_t, hbar, k_B, rho, T, E, Delta_0):
    V = mp.mpf(13) / 2

    def modes(v):
        return mp.diff(lambda e: 4 * mp.pi / 3 * (e / (hbar * v)) ** 3 * V / (2 * mp.pi) ** 3, E)

    gammas = [(gamma_l, v_l), (gamma_t, v_t), (gamma_t, v_t)]
    return golden_rule(mp, gammas, hbar, k_B, rho, V, T, E, Delta_0, modes)


def rate_from_counted_waves(formula, digits):
    """The waves of a periodic box with edges of 80 half wavelengths, counted in a shell around the energy."""
    mp, f = (
        compiled(formula, "mpmath", 15).members.__self__.context,
        compiled(formula, "mpmath", 15).members,
    )
    n = np.arange(-45, 46)
    radius = np.sqrt(np.add.outer(np.add.outer(n**2, n**2), n**2))
    shell = float(np.count_nonzero(abs(radius - 40) < 4)) / 8 / (1 + 16 / (3 * 40**2))
    point = {k: mp.mpf(v) for k, v in RATE_POINT.items()}
    E, hbar = point["E"], point["hbar"]
    V = mp.mpf(10) ** 3

    def modes(v):  # a shell in a box whose edge is 40 wavelengths, scaled to V
        box = (40 * 2 * mp.pi * hbar * v / E) ** 3
        return shell * 40 / E * V / box

    pairs = (
        (point["gamma_l"], point["v_l"]),
        (point["gamma_t"], point["v_t"]),
        (point["gamma_t"], point["v_t"]),
    )
    found = golden_rule(
        mp, pairs, hbar, point["k_B"], point["rho"], V, point["T"], E, point["Delta_0"], modes
    )
    return compare(
        "the golden rule, with the waves of a box counted", [Pair("a box", f(**point)[0], found)], 2
    )


RATE_POINT = {
    "gamma_l": 1.25,
    "gamma_t": 0.75,
    "v_l": 1.5,
    "v_t": 0.875,
    "hbar": 1.375,
    "k_B": 0.75,
    "rho": 3.625,
    "T": 1.625,
    "E": 1.75,
    "Delta_0": 0.625,
}
RATE_POINTS = [
    {k: str(v) for k, v in RATE_POINT.items()},
    {k: str(v) for k, v in (RATE_POINT | {"T": 0.25, "E": 2.5, "gamma_t": 2.25}).items()},
]


def occupied(mp, hbar, omega, k_B, T):
    """Probabilities of the lower level less those of the upper one."""
    upper = mp.exp(-hbar * omega / (k_B * T))
    return (1 - upper) / (1 + upper)


def absorbed(mp, y, hbar, k_B, T, omega, gamma, rho, v, P_bar):
    V = mp.mpf(13) / 2
    strain = hbar * omega / (2 * rho * V * v**2)
    systems = V * P_bar * per_root(mp, y) * mp.exp(-2 * y**2)
    return 2 * mp.pi / hbar * gamma**2 * strain * systems * occupied(mp, hbar, omega, k_B, T) / v


def path(mp, hbar, k_B, T, omega, C):
    """The mean free path over the wavelength, of a glass with rho = 2, v = 3, gamma = 5."""
    rho, v, gamma = 2, 3, 5
    P_bar = C * rho * v**2 / mp.mpf(gamma) ** 2
    inverse = mp.quad(
        lambda y: absorbed(mp, y, hbar, k_B, T, omega, gamma, rho, v, P_bar),
        [0, 1, mp.sqrt(3 * mp.dps)],
    )
    return omega / (2 * mp.pi * v * inverse)


def bent_free_energy(mp, Delta, Delta_0, gamma, k_B, T):
    def free(e):
        H = mp.matrix([[Delta + 2 * gamma * e, Delta_0], [Delta_0, -Delta - 2 * gamma * e]]) / 2
        return (
            -k_B
            * T
            * mp.log(mp.fsum(mp.exp(-x / (k_B * T)) for x in mp.eigsy(H, eigvals_only=True)))
        )

    return -mp.diff(free, 0, 2)


def friction(mp, C, a):
    """The internal friction of systems whose times of relaxation are tau_m exp(2 lambda); a is omega tau_m."""

    def part(exponent):
        lag = a * mp.exp(2 * exponent)
        return -mp.expm1(-2 * exponent) * per_lambda(mp, exponent) * lag / (1 + lag**2)

    middle = -mp.log(a) / 2
    energies = mp.quad(lambda x: mp.sech(x / 2) ** 2, [0, 2, 12, 3 * mp.dps])
    return C * energies * mp.quad(part, [0, 1, middle - 3, middle, middle + 3, middle + 60])


def cold_friction(mp, C, K, k_B, T, omega):
    """The same with the times of relaxation of each energy, by Gauss's rule in both variables."""
    C, K, heat, omega = float(C), float(K), float(k_B * T), float(omega)
    nodes, weights = np.polynomial.legendre.leggauss(120)
    x, wx = 30 * (nodes + 1), 30 * weights
    angle, wa = np.pi / 4 * (nodes + 1), np.pi / 4 * weights
    lag = omega / (K * (heat * x) ** 3 / np.tanh(x / 2))[:, None] / np.sin(angle) ** 2
    part = np.cos(angle) ** 2 / np.sin(angle) * lag / (1 + lag**2)  # du/u (1 - u^2)^(1/2), u a sine
    return mp.mpf(float(C * wx @ ((1 / np.cosh(x / 2) ** 2)[:, None] * part) @ wa))


def dispersed(mp, E, C, k_B, T, T_0):
    return -C * (mp.tanh(E / (2 * k_B * T)) - mp.tanh(E / (2 * k_B * T_0))) / E


def carried(mp, x, gamma_l, gamma_t, v_l, v_t, hbar, k_B, rho, T, P_bar):
    """Heat carried per x: heat capacity times velocity times path over 3, of three polarisations."""
    omega = x * k_B * T / hbar
    per_mode = k_B * x**2 * mp.exp(-x) / mp.expm1(-x) ** 2
    occupation = -mp.expm1(-x) / (1 + mp.exp(-x))
    total = 0
    for gamma, v in ((gamma_l, v_l), (gamma_t, v_t), (gamma_t, v_t)):
        modes = omega**2 / (2 * mp.pi**2 * v**3) * k_B * T / hbar
        inverse = mp.pi * omega * gamma**2 * P_bar / (rho * v**3) * occupation
        total += per_mode * modes * v / inverse / 3
    return total


DENSITY = {"P_bar": "9/7"}
LEVELS = [{"Delta": "3/2", "Delta_0": "5/7"}, {"Delta": "1/9", "Delta_0": "4/3"}]
WAVE = {"hbar": "7/5", "omega": "6/7", **WARM}
SOUND = {**WAVE, **DENSITY, "rho": "11/3", "v": "5/3", "gamma": "3/8"}
POLARISED = {
    "gamma_l": "5/4",
    "gamma_t": "3/4",
    "v_l": "3/2",
    "v_t": "7/8",
    "hbar": "7/5",
    "rho": "11/3",
    **WARM,
    **DENSITY,
}


def each(points, **more):
    """Points with one of some values more."""
    ((name, values),) = more.items()
    return [{**points, name: value} for value in values]


EVIDENCE = {
    "two-levels": by_value("eigenvalues of the Hamiltonian", larger_eigenvalue, LEVELS),
    "distribution": by_sampling(
        drawn_splittings, each(DENSITY, Delta_0=("1/20", "1/4")), 1_000_000
    ),
    "energy-and-mixing": all_of(
        by_value(
            "derivatives of energy and mixing, taken numerically",
            numeric_jacobian,
            each(DENSITY, u=("1/3", "4/5")),
        ),
        by_sampling(drawn_mixings, each(DENSITY, u=("2/5", "3/5")), 1_000_000),
    ),
    "density-of-states": all_of(
        by_quadrature(
            lambda mp, y, P_bar, E, Delta_m: P_bar * per_root(mp, y),
            (0, lambda mp, P_bar, E, Delta_m: mp.sqrt(mp.log(E / Delta_m))),
            [{**DENSITY, "E": "3/2", "Delta_m": "2/5"}, {**DENSITY, "E": "3/2", "Delta_m": "1/30"}],
        ),
        by_sampling(drawn_energies, [{**DENSITY, "E": "3/2", "Delta_m": "1/30"}]),
    ),
    "constant-density": by_rate(
        lambda mp, P_bar, E, Delta_m: systems_up_to(mp, P_bar, mp.log(E / Delta_m)),
        each({**DENSITY, "E": "3/2"}, Delta_m=("1/10000", "1/1000000", "1/100000000")),
        2,
        "Delta_m",
    ),
    "one-system": by_value(
        "the fluctuation of the energy",
        lambda mp, E, k_B, T: E**2 * square_of_fluctuation(mp, E, k_B, T) / (k_B * T**2),
        each(WARM, E=("1/3", "5/2", 9)),
    ),
    "heat-linear": by_quadrature(
        lambda mp, x, n_0, k_B, T: (
            n_0 * k_B * x**2 * square_of_fluctuation(mp, x * k_B * T, k_B, T) * k_B * T
        ),
        SHARES,
        [{**WARM, "n_0": "5/3"}, {**WARM, "T": "1/7", "n_0": 3}],
    ),
    "times": by_value(
        "the exponent of tunnelling, differentiated numerically",
        numeric_exponent,
        each({**DENSITY, "tau_m": "2/3"}, tau=("3/4", "7/2")),
    ),
    "within-a-time": by_quadrature(
        lambda mp, y, P_bar, t, tau_m: P_bar * per_root(mp, y),
        (0, lambda mp, P_bar, t, tau_m: mp.sqrt(mp.log(t / tau_m) / 2)),
        each({**DENSITY, "tau_m": "2/3"}, t=("3/4", 50)),
    ),
    "heat-log-time": by_rate(
        heat_in_time,
        each(
            {**DENSITY, **WARM, "t": "5/2"}, tau_m=("1/1000000", "1/1000000000", "1/1000000000000")
        ),
        1,
        "tau_m",
    ),
    "heat-release": by_rate(
        released,
        each(
            {**DENSITY, "k_B": "3/4", "T_0": "2/3", "T_1": "8/5", "t": "5/2"},
            tau_m=("1/100", "1/1000", "1/10000"),
        ),
        1,
        "tau_m",
    ),
    "relaxation-rate": all_of(
        by_value("the golden rule, step by step", rate_from_waves, RATE_POINTS),
        rate_from_counted_waves,
    ),
    "resonant-absorption": by_quadrature(
        absorbed,
        (0, 1, lambda mp, **point: mp.sqrt(3 * mp.dps)),
        [SOUND, {**SOUND, "T": "1/7", "v": "9/4"}],
    ),
    "mean-free-path": by_value(
        "the absorption, by quadrature",
        path,
        [{**WAVE, "C": "1/3"}, {**WAVE, "C": "1/3000", "T": "1/7"}],
    ),
    "one-system-under-strain": by_value(
        "the free energy of two levels, differentiated numerically",
        bent_free_energy,
        [{**point, **WARM, "gamma": "3/8"} for point in LEVELS],
    ),
    "relaxation-plateau": by_rate(
        friction, each({"C": "1/3000"}, a=("1/10000", "1/1000000", "1/100000000")), 1, "a"
    ),
    "relaxation-cold": by_rate(
        cold_friction,
        each({"C": "1/3000", "K": "7/3", **WARM}, omega=(500_000, 1_000_000, 2_000_000)),
        -2,
        "omega",
    ),
    "sound-velocity": by_quadrature(
        dispersed,
        (0, 2, 12, lambda mp, **point: 5 * mp.dps),
        each({"C": "1/3000", "k_B": "3/4", "T_0": "2/3"}, T=("1/7", "8/5")),
    ),
    "thermal-conductivity": by_quadrature(
        carried, SHARES, [POLARISED, {**POLARISED, "T": "1/7", "gamma_t": "9/4"}]
    ),
}
