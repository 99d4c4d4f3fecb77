"""The standard tunnelling model of glasses: two-level systems, their heat, and what they do to sound.

To check it: softpot check --theory theory.py       Its report: softpot report --theory theory.py
"""

import numpy as np
import tunnelling_levels as levels
import tunnelling_sound as sound
from matplotlib.figure import Figure
from tunnelling_evidence import EVIDENCE
from tunnelling_symbols import S

from softpot.derive import Reference, Theory, prose
from softpot.numerics import compiled
from softpot.reports.machinery.figure import FigureSpec

REFERENCES = (
    Reference(
        "ahv", "P. W. Anderson, B. I. Halperin, C. M. Varma, Anomalous low-temperature thermal properties of glasses "
        "and spin glasses, Philos. Mag. 25, 1 (1972)", "10.1080/14786437208229210",
        ("two-levels", "distribution", "density-of-states", "heat-linear", "heat-log-time"),
    ),
    Reference(
        "phillips72", "W. A. Phillips, Tunneling states in amorphous solids, J. Low Temp. Phys. 7, 351 (1972)",
        "10.1007/BF00660072", ("two-levels", "distribution", "constant-density"),
    ),
    Reference(
        "jackle", "J. Jäckle, On the ultrasonic attenuation in glasses at low temperatures, Z. Phys. 257, 212 (1972)",
        "10.1007/BF01401204", ("relaxation-rate", "resonant-absorption", "relaxation-plateau", "relaxation-cold"),
    ),
    Reference(
        "black", "J. L. Black, Relationship between the time-dependent specific heat and the ultrasonic properties of "
        "glasses at low temperatures, Phys. Rev. B 17, 2740 (1978)", "10.1103/PhysRevB.17.2740",
        ("energy-and-mixing", "times", "within-a-time", "heat-log-time"),
    ),
    Reference(
        "hunklinger", "S. Hunklinger, W. Arnold, Ultrasonic properties of glasses at low temperatures, in Physical "
        "Acoustics XII, Academic Press, New York 1976, p. 155", "",
        ("one-system-under-strain", "sound-velocity", "mean-free-path"),
    ),
    Reference(
        "phillips87", "W. A. Phillips, Two-level states in glasses, Rep. Prog. Phys. 50, 1657 (1987)",
        "10.1088/0034-4885/50/12/003",
        (
            "one-system", "relaxation-rate", "resonant-absorption", "sound-velocity", "thermal-conductivity",
            "heat-log-time",
        ),
    ),
    Reference(
        "zeller", "R. C. Zeller, R. O. Pohl, Thermal conductivity and specific heat of noncrystalline solids, "
        "Phys. Rev. B 4, 2029 (1971)", "10.1103/PhysRevB.4.2029", ("heat-linear", "thermal-conductivity"),
    ),
    Reference(
        "zimmermann", "M. Zimmermann, G. Weber, Thermal relaxation of low-energy excitations in vitreous silica, Phys. "
        "Rev. Lett. 46, 661 (1981)", "10.1103/PhysRevLett.46.661", ("heat-release",),
    ),
)  # fmt: skip


def draw(ledger):
    """The density of times of relaxation, over Pbar/tau_m."""
    figure, tau = Figure(figsize=(4.6, 3)), np.geomspace(1.001, 1000, 200)
    axes = figure.add_subplot(
        xlabel=r"$\tau/\tau_\mathrm{m}$", ylabel=r"$P_\tau\,\tau_\mathrm{m}/\bar P$"
    )
    axes.loglog(tau, compiled(theory.formula("times"), "numpy")(P_bar=1.0, tau=tau, tau_m=1.0))
    return figure


TIMES = prose(
    "Fast and slow systems: the density of times of relaxation {tau} falls as {one}.",
    tau=S.tau,
    one=1 / S.tau,
)
theory = (
    Theory(
        "The standard tunnelling model",
        S,
        (
            levels.two_levels,
            levels.distribution,
            levels.energy_and_mixing,
            levels.density_of_states,
            levels.constant_density,
            levels.one_system,
            levels.heat_linear,
            levels.times,
            levels.within_a_time,
            levels.heat_log_time,
            levels.heat_release,
            sound.relaxation_rate,
            sound.resonant_absorption,
            sound.mean_free_path,
            sound.one_system_under_strain,
            sound.relaxation_plateau,
            sound.relaxation_cold,
            sound.sound_velocity,
            sound.thermal_conductivity,
        ),
        references=REFERENCES,
        source="P. W. Anderson, B. I. Halperin, C. M. Varma, Philos. Mag. 25, 1 (1972); W. A. Phillips, "
        "J. Low Temp. Phys. 7, 351 (1972)",
        summary="Atoms that tunnel between two wells, with asymmetries and exponents of tunnelling that are equally "
        "likely, give a glass a heat capacity that is linear in temperature and grows with the logarithm of time, "
        "absorb sound resonantly and by relaxation, change its velocity and let phonons carry heat as the "
        "square of the temperature.",
    )
    .with_evidence(EVIDENCE)
    .with_figures({"times": FigureSpec("times", TIMES, draw)})
)
