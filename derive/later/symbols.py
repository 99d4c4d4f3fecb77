"""The symbols of the later literature, beside those of the paper."""

from __future__ import annotations

from softpot.derive.machinery.symbols import Quantity, SymbolTable
from softpot.derive.theory.symbols import S as PAPER

_POSITIVE = {"positive": True}
_COUNT = {"integer": True, "positive": True}

_NEW = SymbolTable(
    # coupling to sound
    Quantity(
        "Lambda", r"\Lambda", "coupling of the soft mode to a strain", "J", assumptions=_POSITIVE
    ),
    Quantity(
        "P_v",
        r"P_s",
        "density of the depressed quartic's coefficients, per volume",
        "m⁻³",
        assumptions=_POSITIVE,
    ),
    Quantity(
        "C_bar",
        r"\bar{C}",
        "coupling constant P_sΛ²/(wρv²)",
        "1",
        "3e-4",
        text="C̄",
        assumptions=_POSITIVE,
    ),
    Quantity("rho_m", r"\rho", "mass density", "kg/m³", text="ρ", assumptions=_POSITIVE),
    Quantity(
        "Omega", r"\Omega", "angular frequency of a phonon", "1/s", text="Ω", assumptions=_POSITIVE
    ),
    Quantity("V_g", r"V_{\mathrm{g}}", "volume of the glass", "m³", assumptions=_POSITIVE),
    Quantity(
        "strain",
        r"\epsilon_{\mathrm{s}}",
        "mean square strain of one phonon",
        text="e²",
        assumptions=_POSITIVE,
    ),
    Quantity(
        "rate",
        r"\Gamma_{\mathrm{a}}",
        "rate at which a phonon is absorbed",
        "1/s",
        assumptions=_POSITIVE,
    ),
    Quantity(
        "l_ph", r"\ell_{\mathrm{ph}}", "mean free path of a phonon", "m", assumptions=_POSITIVE
    ),
    Quantity("S_abs", r"S", "strength of the absorption at an energy", function=True),
    Quantity("S_0", r"S_0", "strength at the energy E", assumptions=_POSITIVE),
    Quantity("y_12", r"y_{12}", "matrix element of y between two states", assumptions=_POSITIVE),
    Quantity("Y_y", r"y", "matrix element of y between two states", function=True),
    Quantity("c_m", r"c_m", "first-order change of the ground state towards another state"),
    Quantity("gap", r"\Delta\varepsilon", "distance of that state over w", assumptions=_POSITIVE),
    Quantity("d_w", r"d", "distance of the wells of a pair", assumptions=_POSITIVE),
    Quantity("D", r"D", "|D₂| of symmetric wells", assumptions=_POSITIVE),
    Quantity("D_E", r"D_E", "|D₂| of symmetric wells whose splitting is E", assumptions=_POSITIVE),
    Quantity(
        "D_r",
        r"D_{\mathrm{r}}",
        "|D₂| of wells that relax at the rate of the frequency",
        assumptions=_POSITIVE,
    ),
    Quantity("L_t", r"L", "exponent of tunnelling of those wells", assumptions=_POSITIVE),
    Quantity("r", r"r", "√a of a well", assumptions=_POSITIVE),
    Quantity("s_w", r"s", "b/(2√a) of a well"),
    Quantity("f_y", r"f_y", "first correction of the matrix element"),
    Quantity("p", r"p", "probability of a state", function=True),
    Quantity("Q_inv", r"Q^{-1}", "internal friction", text="Q⁻¹", assumptions=_POSITIVE),
    Quantity(
        "lamda_r",
        r"\lambda_{\mathrm{r}}",
        "rate of relaxation",
        "1/s",
        text="λᵣ",
        assumptions=_POSITIVE,
    ),
    Quantity(
        "tau_0",
        r"\tau_0",
        "least time of relaxation",
        "s",
        "0.05 ħ/w",
        text="τ₀",
        assumptions=_POSITIVE,
    ),
    Quantity("ln_t", r"\ell_t", "ln(1/Ωτ₀)", assumptions=_POSITIVE),
    Quantity(
        "S_rel", r"S_{\mathrm{rel}}", "relaxational part of the strength", assumptions=_POSITIVE
    ),
    # heat carried by phonons
    Quantity("kappa_T", r"\kappa_T", "thermal conductivity", "W/(m K)", assumptions=_POSITIVE),
    Quantity("C_l", r"\bar{C}_l", "C̄ of longitudinal phonons", text="C̄ₗ", assumptions=_POSITIVE),
    Quantity("C_t", r"\bar{C}_t", "C̄ of transverse phonons", text="C̄ₜ", assumptions=_POSITIVE),
    Quantity("v_l", r"v_l", "longitudinal velocity of sound", "m/s", assumptions=_POSITIVE),
    Quantity("v_t", r"v_t", "transverse velocity of sound", "m/s", assumptions=_POSITIVE),
    Quantity("K_0", r"K_0", "the integral of heat carried, over τ²", assumptions=_POSITIVE),
    Quantity("K", r"K", "the integral of heat carried", function=True),
    Quantity("tau_T", r"\tau_T", "k_B T/w", text="τ_T", assumptions=_POSITIVE),
    Quantity("z", r"z", "phonon energy over k_B T", assumptions=_POSITIVE),
    Quantity("phi_w", r"\phi", "parameter of the shape of a well beside another", text="φ"),
    Quantity(
        "g_of", r"g", "scaling function of the strength", function=True, assumptions=_POSITIVE
    ),
    Quantity(
        "E_med",
        r"E_{1/2}",
        "energy below which half of the heat is carried",
        "J",
        assumptions=_POSITIVE,
    ),
    Quantity("v_y", r"v", "a potential over w", function=True),
    # distributions of curvature and force, in units of their model
    Quantity("Omega_1", r"\Omega", "frequency of a vibration", text="Ω", assumptions=_POSITIVE),
    Quantity("kappa_c", r"\kappa_0", "curvature at the origin, V = κ₀x²/2 + x⁴/24 − fx"),
    Quantity("force", r"f_0", "force at the origin"),
    Quantity("lamda_c", r"\Lambda_c", "curvature at a minimum, Ω²", assumptions=_POSITIVE),
    Quantity("x_m", r"x_{\mathrm{m}}", "place of a minimum"),
    Quantity("p_0", r"p_0", "density of the curvature at zero", assumptions=_POSITIVE),
    Quantity("q_0", r"q_0", "density of the force at zero", assumptions=_POSITIVE),
    Quantity("D_om", r"D", "density of vibrations in frequency", function=True),
    Quantity("s_q", r"s_q", "exponent of the force's density"),
    Quantity("r_p", r"r_p", "exponent of the curvature's density"),
    Quantity("u_m", r"u", "place of a minimum over √Λ_c"),
    Quantity("c_u", r"c_u", "reach of u", assumptions=_POSITIVE),
    Quantity(
        "I_u",
        r"I_u",
        "an integral over u that depends on the exponents alone",
        assumptions=_POSITIVE,
    ),
    Quantity(
        "omega_b",
        r"\omega_{\mathrm{b}}",
        "frequency below which forces matter",
        "1/s",
        assumptions=_POSITIVE,
    ),
    # parts of the heat
    Quantity(
        "c_one",
        r"c_{\mathrm{a}}",
        "one part of the specific heat",
        "J/(K m³)",
        assumptions=_POSITIVE,
    ),
    Quantity("c_all", r"c_{\mathrm{b}}", "another part of it", "J/(K m³)", assumptions=_POSITIVE),
    Quantity("c_1P", r"c_1", "coefficient of T over P_s", "J/K²", assumptions=_POSITIVE),
    # three terms
    Quantity("c_1T", r"c_1", "coefficient of T", "J/(K² m³)", assumptions=_POSITIVE),
    Quantity("c_3T", r"c_3", "coefficient of T³", "J/(K⁴ m³)", assumptions=_POSITIVE),
    Quantity("c_5T", r"c_5", "coefficient of T⁵", "J/(K⁶ m³)", assumptions=_POSITIVE),
    Quantity("C_D", r"C_D", "phonons' coefficient of T³", "J/(K⁴ m³)", assumptions=_POSITIVE),
    Quantity(
        "T_max", r"T_{\max}", "temperature of the maximum of c/T³", "K", assumptions=_POSITIVE
    ),
    Quantity(
        "x_c",
        r"x_{\mathrm{c}}",
        "E_d/k_B T at the maximum, spectrum cut at E_d",
        assumptions=_POSITIVE,
    ),
    Quantity(
        "x_k",
        r"x_{\mathrm{k}}",
        "E_d/k_B T at the maximum, spectrum that goes on as E",
        assumptions=_POSITIVE,
    ),
    unit="1",
)

S = PAPER | _NEW
"""The paper's table with what the later literature adds; no other module makes a symbol."""
