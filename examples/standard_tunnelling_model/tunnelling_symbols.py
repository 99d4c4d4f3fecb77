"""The symbols of the standard tunnelling model, each with its unit."""

from softpot.derive import Quantity, SymbolTable

POSITIVE = {"positive": True}


def real(name, latex, meaning, unit="1", text="", typical=""):
    return Quantity(name, latex, meaning, unit, typical, text)


def positive(name, latex, meaning, unit="1", text="", typical=""):
    return Quantity(name, latex, meaning, unit, typical, text, POSITIVE)


def function(name, latex, meaning, unit="1"):
    return Quantity(name, latex, meaning, unit, assumptions={}, function=True)


S = SymbolTable(
    # constants and variables
    positive("hbar", r"\hbar", "reduced Planck constant", "J s", "ħ"),
    positive("k_B", r"k_{\mathrm{B}}", "Boltzmann constant", "J/K"),
    positive("T", "T", "temperature", "K", typical="0.01 to 1 K"),
    positive("T_0", "T_0", "a temperature to compare with", "K"),
    positive("T_1", "T_1", "temperature before cooling", "K"),
    positive("t", "t", "duration of a measurement", "s"),
    # one system
    positive("Delta", r"\Delta", "asymmetry of the two wells", "J", "Δ"),
    positive("Delta_0", r"\Delta_0", "tunnel splitting", "J", "Δ₀"),
    positive("E", "E", "distance of the two levels", "J"),
    real("lamda", r"\lambda", "exponent of tunnelling", text="λ"),
    positive("E_0", r"E_0", "energy of vibration in one well", "J"),
    positive("u", "u", "Δ₀/E"),
    positive("phi", r"\varphi", "angle with sin φ = Δ₀/E", text="φ"),
    positive("s", "s", "variable with Δ₀ = E/cosh s"),
    positive("beta", r"\beta", "1/k_B T", "1/J", "β"),
    positive("c_1", "c_1", "heat capacity of one system", "J/K"),
    # the distribution
    positive("s_m", r"s_{\mathrm{m}}", "arcosh(E/Δₘ)"),
    positive("P_bar", r"\bar{P}", "density of the systems", "1/(J m^3)", "P̄", "10⁴⁵ J⁻¹ m⁻³"),
    function("P", "P", "density of asymmetry and splitting", "1/(J^2 m^3)"),
    function("P_u", "P_u", "density of energy and Δ₀/E", "1/(J m^3)"),
    function("P_tau", r"P_\tau", "density of energy and time of relaxation", "1/(J m^3 s)"),
    positive("Delta_m", r"\Delta_{\mathrm{m}}", "least tunnel splitting", "J", "Δₘ"),
    function("n", "n", "density of states", "1/(J m^3)"),
    function("n_t", r"n_t", "density of states that relax within a time", "1/(J m^3)"),
    positive("n_0", "n_0", "density of states, taken as constant", "1/(J m^3)"),
    function("c", "c", "heat capacity per volume", "J/(K m^3)"),
    function("c_t", "c_t", "heat capacity per volume that is found within a time", "J/(K m^3)"),
    positive("x", "x", "energy over k_B T"),
    Quantity("j", "j", "an index", assumptions={"integer": True, "positive": True}),
    # relaxation and sound
    positive("tau", r"\tau", "time of relaxation", "s", "τ"),
    positive("tau_m", r"\tau_{\mathrm{m}}", "time of relaxation of symmetric wells", "s", "τₘ"),
    positive("gamma", r"\gamma", "deformation potential", "J", "γ", "1 eV"),
    positive("gamma_l", r"\gamma_l", "deformation potential, longitudinal", "J", "γₗ"),
    positive("gamma_t", r"\gamma_t", "deformation potential, transverse", "J", "γₜ"),
    positive("rho", r"\rho", "mass density", "kg/m^3", "ρ"),
    positive("v", "v", "velocity of sound", "m/s"),
    positive("v_l", "v_l", "longitudinal velocity of sound", "m/s"),
    positive("v_t", "v_t", "transverse velocity of sound", "m/s"),
    positive("V", "V", "volume of the glass", "m^3"),
    positive("omega", r"\omega", "angular frequency of sound", "1/s", "ω"),
    positive("e_1", r"\overline{e^2}", "mean square strain of one phonon", text="e²"),
    positive("N_ph", r"N", "phonons of energy E, 1/(exp(E/k_B T) − 1)"),
    function("rate", r"\Gamma", "rate of transitions by one polarisation", "1/s"),
    positive("w_t", r"w", "rate of relaxation 1/τ", "1/s"),
    positive("C", "C", "coupling constant P̄γ²/(ρv²)", typical="3·10⁻⁴"),
    positive("l", r"\ell", "mean free path of a phonon", "m"),
    positive("lamda_s", r"\Lambda", "wavelength of sound", "m", "Λ"),
    positive("Q_inv", r"Q^{-1}", "internal friction", text="Q⁻¹"),
    positive("a", "a", "ωτₘ"),
    positive("K", "K", "rate of relaxation of symmetric wells over E³ coth", "1/(J^3 s)"),
    function("F", "F", "free energy of one system", "J"),
    real("e", "e", "strain"),
    function("dv", r"\delta_v", "relative change of the velocity of sound"),
    function("chi", r"\chi", "change of the resonant part of all systems", "1/K"),
    positive("kappa", r"\kappa", "thermal conductivity", "W/(m K)", "κ"),
    positive("kappa_1", r"\kappa_1", "thermal conductivity by one polarisation", "W/(m K)", "κ₁"),
    positive("q_t", r"\dot{Q}", "heat released per time and volume", "W/m^3"),
    unit="1",
)
