"""Derivations: what the two-level systems do to sound, and to the heat that phonons carry."""

from sympy import (
    Derivative,
    Integral,
    Matrix,
    Rational,
    Subs,
    Sum,
    Tuple,
    atan,
    cos,
    cosh,
    coth,
    exp,
    log,
    oo,
    pi,
    sin,
    sqrt,
    tanh,
)  # fmt: skip
from tunnelling_levels import agrees
from tunnelling_symbols import S

from softpot.derive import (
    Antiderivative,
    EvenZeta,
    Identity,
    ImproperIntegral,
    Linearity,
    Rescaled,
    Substituted,
    TermByTerm,
    Verdict,
    entry,
    equal,
)

E, Delta, Delta_0, P_bar, u, phi, x, j = S.E, S.Delta, S.Delta_0, S.P_bar, S.u, S.phi, S.x, S.j
hbar, k_B, T, T_0, T_1 = S.hbar, S.k_B, S.T, S.T_0, S.T_1
gamma, rho, v, omega, V, C, a, K = S.gamma, S.rho, S.v, S.omega, S.V, S.C, S.a, S.K
gamma_l, gamma_t, v_l, v_t = S.gamma_l, S.gamma_t, S.v_l, S.v_t
HALF, kT = Rational(1, 2), k_B * T
SOUND, HEAT = "Sound", "Heat carried by phonons"
COUPLING = P_bar * gamma**2 / (rho * v**2)
MIXED = P_bar / (u * sqrt(1 - u**2))


def both(one):
    """The sum over one longitudinal and two transverse polarisations."""
    return one.subs({gamma: gamma_l, v: v_l}) + 2 * one.subs({gamma: gamma_t, v: v_t})


RATE = (
    Delta_0**2
    * E
    / (2 * pi * rho * hbar**4)
    * coth(E / (2 * kT))
    * (gamma_l**2 / v_l**5 + 2 * gamma_t**2 / v_t**5)
)


@entry("relaxation-rate", title="Relaxation by one phonon", section=SOUND, printed=agrees(RATE))
def relaxation_rate(d):
    """A system relaxes at the rate 1/tau = (gamma_l^2/v_l^5 + 2 gamma_t^2/v_t^5) E Delta_0^2 coth(E/2k_B T)/(2 pi rho
    hbar^4), emitting or absorbing one phonon."""
    H = E / 2 * Matrix([[cos(phi), sin(phi)], [sin(phi), -cos(phi)]])
    upper, lower = Matrix([cos(phi / 2), sin(phi / 2)]), Matrix([-sin(phi / 2), cos(phi / 2)])
    d.step(
        equal(H * upper, E / 2 * upper),
        "the upper level, {splitting} being {Delta_0}",
        splitting=E * sin(phi),
        Delta_0=Delta_0,
    )
    d.step(equal(H * lower, -E / 2 * lower), "and the lower one")
    element = upper[0] * lower[0] - upper[1] * lower[1]
    d.step(
        equal(element, -sin(phi)),
        "a strain, which moves the wells against each other, joins them by {element}",
        element=Delta_0 / E,
    )
    modes = V * (E / (hbar * v)) ** 3 / (6 * pi**2)
    density = V * E**2 / (2 * pi**2 * hbar**3 * v**3)
    d.step(
        equal(Derivative(modes, E), density),
        "the density of phonons, from the number of plane waves below an energy",
    )
    strain, N = E / (2 * rho * V * v**2), S.N_ph
    d.premise(equal(S.e_1, strain), "the mean square strain of one phonon")
    golden = 2 * pi / hbar * (gamma * Delta_0 / E) ** 2 * S.e_1 * density * (2 * N + 1)
    d.premise(
        equal(S.rate(gamma, v), golden),
        "the golden rule for {N} absorptions and {more} emissions",
        N=N,
        more=N + 1,
    )
    d.premise(equal(N, 1 / (exp(E / kT) - 1)), "Planck's number of phonons")
    one = gamma**2 * Delta_0**2 * E / (2 * pi * rho * hbar**4 * v**5) * coth(E / (2 * kT))
    d.step(equal(S.rate(gamma, v), one), "one polarisation: the volume drops out",
           Identity(where=((S.rate(gamma, v), golden), (S.e_1, strain), (N, 1 / (exp(E / kT) - 1)))))  # fmt: skip
    d.premise(equal(S.w_t, both(one)), "one longitudinal and two transverse polarisations act")
    d.step(equal(S.w_t, RATE), "together", Identity(where=((S.w_t, both(one)),)))
    return d.result(RATE, lhs=S.w_t)


RESONANT = pi * omega * gamma**2 * P_bar / (rho * v**3) * tanh(hbar * omega / (2 * kT))


@entry("resonant-absorption", title="Resonant absorption", section=SOUND, printed=agrees(RESONANT))
def resonant_absorption(d):
    """Systems whose levels are a phonon apart absorb it: 1/l = (pi omega gamma^2 Pbar/rho v^3) tanh(hbar omega/2k_B T),
    for sound so weak that it does not saturate them."""
    d.uses("energy-and-mixing")
    whole, plain = Integral(u**2 * MIXED, (u, 0, 1)), Integral(P_bar * sin(phi), (phi, 0, pi / 2))
    d.step(
        equal(whole, plain),
        "the squares of all matrix elements, {u} being {sine}",
        Substituted(sin(phi)),
        u=u,
        sine=sin(phi),
    )
    d.step(equal(plain, P_bar), "carried out", Antiderivative(-P_bar * cos(phi)))
    quantum = hbar * omega / kT
    d.step(
        equal(1 / (1 + exp(-quantum)) - 1 / (1 + exp(quantum)), tanh(quantum / 2)),
        "more systems are in the lower level than in the upper one",
    )
    strain = hbar * omega / (2 * rho * V * v**2)
    d.premise(
        equal(1 / S.l, 2 * pi / hbar * gamma**2 * S.e_1 * V * P_bar * tanh(quantum / 2) / v),
        "the golden rule, over the velocity",
    )
    d.premise(equal(S.e_1, strain), "the mean square strain of one phonon")
    by = Identity(
        where=(
            (1 / S.l, 2 * pi / hbar * gamma**2 * S.e_1 * V * P_bar * tanh(quantum / 2) / v),
            (S.e_1, strain),
        )
    )
    d.step(equal(1 / S.l, RESONANT), "the volume drops out", by)
    return d.result(RESONANT, lhs=1 / S.l)


@entry("mean-free-path", title="The mean free path in wavelengths", section=SOUND)
def mean_free_path(d):
    """Sound goes coth(hbar omega/2k_B T)/(2 pi^2 C) wavelengths, where C = Pbar gamma^2/(rho v^2): more than a hundred
    in every glass."""
    inverse = d.uses("resonant-absorption")
    d.define(C, COUPLING, "the coupling constant of a glass")
    d.define(S.lamda_s, 2 * pi * v / omega, "the wavelength")
    result = coth(hbar * omega / (2 * kT)) / (2 * pi**2 * C)
    by = Identity(where=((1 / S.l, inverse), (C, COUPLING), (S.lamda_s, 2 * pi * v / omega)))
    d.step(equal(S.l / S.lamda_s, result), "the frequency drops out, but for the occupation", by)
    return d.result(result, lhs=S.l / S.lamda_s)


@entry("one-system-under-strain", title="One system under strain", section=SOUND)
def one_system_under_strain(d):
    """A strain e changes the asymmetry by 2 gamma e; at a given temperature one system makes the glass softer, by
    (gamma Delta/E)^2/(k_B T cosh^2(E/2k_B T)) through its occupation and 2 gamma^2 Delta_0^2 tanh(E/2k_B T)/E^3 through
    its levels."""
    e, gap = S.e, sqrt(Delta**2 + Delta_0**2)
    strained = sqrt((Delta + 2 * gamma * e) ** 2 + Delta_0**2)
    free = -kT * log(2 * cosh(strained / (2 * kT)))
    d.define(
        S.F(e),
        free,
        "the free energy, with levels {levels}",
        levels=Tuple(-strained / 2, strained / 2),
    )
    relaxing = (gamma * Delta / gap) ** 2 / (kT * cosh(gap / (2 * kT)) ** 2)
    resonant = 2 * gamma**2 * Delta_0**2 * tanh(gap / (2 * kT)) / gap**3
    d.step(equal(Subs(-Derivative(free, (e, 2)), e, 0), relaxing + resonant), "its curvature")
    return d.result(relaxing + resonant, lhs=Subs(-Derivative(free, (e, 2)), e, 0))


@entry(
    "relaxation-plateau",
    title="The plateau of relaxation",
    section=SOUND,
    expected=Verdict.VERIFIED,
    printed=agrees(pi / 2 * C),
)
def relaxation_plateau(d):
    """Where symmetric systems follow the sound, omega tau_m << 1, the internal friction is (pi/2) C, whatever frequency
    and temperature are."""
    d.uses("energy-and-mixing")
    d.uses("one-system-under-strain")
    inner, heat = (
        Integral(a * u / (u**4 + a**2), (u, 0, oo)),
        Integral(1 / (kT * cosh(E / (2 * kT)) ** 2), (E, 0, oo)),
    )
    d.step(
        equal(heat, 2),
        "the relaxing part of all energies",
        ImproperIntegral(2 * tanh(E / (2 * kT))),
    )
    d.step(equal(inner, pi / 4), "of all times of relaxation, those that are inverse to the frequency count most",
           ImproperIntegral(atan(u**2 / a) / 2))  # fmt: skip
    d.limit(
        equal(S.Q_inv, pi / 2 * C),
        "the product times {C}; numbers show that terms of order {a} are left, but for a logarithm",
        C=C,
        a=a,
    )
    return d.result(pi / 2 * C, lhs=S.Q_inv)


@entry(
    "relaxation-cold",
    title="Relaxation at low temperatures",
    section=SOUND,
    expected=Verdict.VERIFIED,
)
def relaxation_cold(d):
    """Where even symmetric systems are too slow, omega tau_m >> 1 with 1/tau_m = K E^3 coth(E/2k_B T), the internal
    friction is (pi^4/12) C K (k_B T)^3/omega."""
    d.uses("relaxation-rate")
    mixing, plain = (
        Integral(u * sqrt(1 - u**2), (u, 0, 1)),
        Integral(sin(phi) * cos(phi) ** 2, (phi, 0, pi / 2)),
    )
    d.step(
        equal(mixing, plain),
        "of all mixings, with {new}",
        Substituted(sin(phi)),
        new=equal(u, sin(phi)),
    )
    d.step(equal(plain, Rational(1, 3)), "carried out", Antiderivative(-(cos(phi) ** 3) / 3))
    rates = Integral(E**3 * coth(E / (2 * kT)) / (kT * cosh(E / (2 * kT)) ** 2), (E, 0, oo))
    q = exp(-x)
    bose, fermi = Integral(x**3 * q / (1 - q), (x, 0, oo)), Integral(x**3 * q / (1 + q), (x, 0, oo))
    d.step(
        equal(rates, kT**3 * Integral(4 * x**3 * q / (1 - q**2), (x, 0, oo))),
        "with {x} for the energy over {kT}",
        Rescaled(kT),
        x=x,
        kT=kT,
    )
    d.step(
        equal(Integral(4 * x**3 * q / (1 - q**2), (x, 0, oo)), 2 * bose + 2 * fermi),
        "in partial fractions",
        Linearity(),
    )
    series = Sum(6 / j**4, (j, 1, oo)), Sum((-1) ** (j + 1) * 6 / j**4, (j, 1, oo))
    d.step(equal(bose, series[0]), "term by term", TermByTerm(1 + 0 * j, j, 3))
    d.step(equal(fermi, series[1]), "and with alternating signs", TermByTerm((-1) ** (j + 1), j, 3))
    d.step(
        equal(series[0], pi**4 / 15) & equal(series[1], 7 * pi**4 / 120), "Euler's sums", EvenZeta()
    )
    result = pi**4 / 12 * C * K * kT**3 / omega
    d.limit(
        equal(S.Q_inv, result),
        "together, {total}; numbers show that terms of order {a2} are left",
        total=pi**4 / 4,
        a2=a**-2,
    )
    return d.result(result, lhs=S.Q_inv)


@entry(
    "sound-velocity", title="The velocity of sound", section=SOUND, printed=agrees(C * log(T / T_0))
)
def sound_velocity(d):
    """Resonant systems make the velocity of sound rise with the logarithm of the temperature: (v(T) - v(T_0))/v =
    C ln(T/T_0), for hbar omega << k_B T."""
    d.uses("one-system-under-strain")
    d.uses("energy-and-mixing")
    slope = -Derivative(tanh(E / (2 * k_B * T_1)) / E, T_1)
    curve = 1 / (2 * k_B * T_1**2 * cosh(E / (2 * k_B * T_1)) ** 2)
    d.step(equal(slope, curve), "how the resonant part of a system changes with the temperature")
    d.define(S.chi(T_1), Integral(curve, (E, 0, oo)), "all energies")
    d.step(
        equal(Integral(curve, (E, 0, oo)), 1 / T_1),
        "carried out",
        ImproperIntegral(tanh(E / (2 * k_B * T_1)) / T_1),
    )
    change = Integral(C * S.chi(T_1), (T_1, T_0, T))
    d.premise(equal(S.dv(T), change), "the change from {T_0} on, over twice the modulus", T_0=T_0)
    d.step(
        equal(S.chi(T_1), 1 / T_1),
        "so that all together are",
        Identity(
            where=(
                (S.chi(T_1), Integral(curve, (E, 0, oo))),
                (Integral(curve, (E, 0, oo)), 1 / T_1),
            )
        ),
    )
    d.step(
        equal(S.dv(T), Integral(C / T_1, (T_1, T_0, T))),
        "put in",
        Identity(where=((S.dv(T), change), (S.chi(T_1), 1 / T_1))),
    )
    d.step(
        equal(Integral(C / T_1, (T_1, T_0, T)), C * log(T / T_0)),
        "a logarithm",
        Antiderivative(C * log(T_1)),
    )
    return d.result(C * log(T / T_0), lhs=S.dv(T))


CONDUCTIVITY = (
    rho * k_B**3 * T**2 / (6 * pi * hbar**2 * P_bar) * (v_l / gamma_l**2 + 2 * v_t / gamma_t**2)
)


@entry(
    "thermal-conductivity", title="Thermal conductivity", section=HEAT, printed=agrees(CONDUCTIVITY)
)
def thermal_conductivity(d):
    """Phonons that two-level systems absorb carry kappa = rho k_B^3 T^2/(6 pi hbar^2 Pbar) (v_l/gamma_l^2 +
    2 v_t/gamma_t^2)."""
    inverse = d.uses("resonant-absorption")
    quantum = hbar * omega / kT
    heat = k_B * quantum**2 * exp(quantum) / (exp(quantum) - 1) ** 2 * omega**2 / (2 * pi**2 * v**3)
    carried = Integral(v * heat / inverse / 3, (omega, 0, oo))
    d.premise(
        equal(S.kappa_1, carried),
        "a third of heat capacity, velocity and mean free path of one polarisation",
    )
    q = exp(-x)
    whole, series = (
        Integral(x**3 * q * (1 + q) / (1 - q) ** 3, (x, 0, oo)),
        Sum(6 / j**2, (j, 1, oo)),
    )
    front = rho * v * k_B**3 * T**2 / (6 * pi**3 * hbar**2 * P_bar * gamma**2)
    d.step(
        equal(carried, front * whole),
        "with {x} for {quantum}",
        Rescaled(kT / hbar),
        x=x,
        quantum=quantum,
    )
    d.step(equal(whole, series), "term by term", TermByTerm(j**2, j, 3))
    d.step(equal(series, pi**2), "Euler's sum", EvenZeta())
    one = rho * v * k_B**3 * T**2 / (6 * pi * hbar**2 * P_bar * gamma**2)
    d.step(
        equal(front * whole, one), "together", Identity(where=((whole, series), (series, pi**2)))
    )
    d.premise(
        equal(S.kappa, both(one)), "one longitudinal and two transverse polarisations carry heat"
    )
    d.step(equal(S.kappa, CONDUCTIVITY), "together", Identity(where=((S.kappa, both(one)),)))
    return d.result(CONDUCTIVITY, lhs=S.kappa)
