"""The symbols of the soft-potential theory, each once."""

from __future__ import annotations

from softpot.derive.machinery.symbols import Quantity, SymbolTable

_POSITIVE = {"positive": True}
_WHOLE = {"integer": True, "nonnegative": True}
_COUNT = {"integer": True, "positive": True}

S = SymbolTable(
    # the potential, Eqs. (1) and (3)
    Quantity("E_0", r"E_0", "characteristic atomic energy", "J", "10 eV", assumptions=_POSITIVE),
    Quantity("a", r"a", "atomic unit of length", "m", "1 Å", assumptions=_POSITIVE),
    Quantity(
        "m", r"m", "effective mass of the moving group", "kg", "100 amu", assumptions=_POSITIVE
    ),
    Quantity("hbar", r"\hbar", "reduced Planck constant", "J s", text="ħ", assumptions=_POSITIVE),
    Quantity("V", r"V", "potential energy of the soft mode", "J", function=True),
    Quantity("x", r"x", "soft-mode coordinate, displacement over a"),
    Quantity("eta", r"\eta", "quasielastic constant", typical="|η| ≪ 1"),
    Quantity("t", r"t", "cubic coefficient", typical="|t| ≪ 1"),
    Quantity("h", r"h", "linear coefficient of a general expansion"),
    Quantity("x_p", r"x'", "coordinate of the general expansion", text="x′"),
    Quantity("h_p", r"h'", "linear coefficient of the general expansion", text="h′"),
    Quantity("eta_p", r"\eta'", "quadratic coefficient of the general expansion", text="η′"),
    Quantity("t_p", r"t'", "cubic coefficient of the general expansion", text="t′"),
    Quantity("x_0", r"x_0", "shift of the origin, x' − x"),
    Quantity("s", r"s", "a stationary point of the potential"),
    Quantity("eta_1", r"\eta_1", "quasielastic constant seen from the stationary point s"),
    Quantity("t_1", r"t_1", "cubic coefficient seen from the stationary point s"),
    Quantity("I_1", r"I_1", "first invariant of the quartic"),
    Quantity("I_2", r"I_2", "second invariant of the quartic"),
    Quantity("D_1", r"D_1", "linear coefficient of the depressed quartic, unit η_L^{3/2}"),
    Quantity("D_2", r"D_2", "quadratic coefficient of the depressed quartic, unit η_L"),
    Quantity(
        "N_s",
        r"N_{\mathrm{s}}",
        "number of distinct stationary points",
        text="Nₛ",
        assumptions=_WHOLE,
    ),
    Quantity("N_min", r"N_{\min}", "number of minima (wells)", text="Nₘᵢₙ", assumptions=_WHOLE),
    Quantity(
        "N_top",
        r"N_{\mathrm{top}}",
        "number of maxima (barrier tops)",
        text="Nₜₒₚ",
        assumptions=_WHOLE,
    ),
    Quantity("N_0", r"N_0", "number of zeros of V(x)/x²", assumptions=_WHOLE),
    Quantity(
        "N_b",
        r"N_{\mathrm{b}}",
        "number of pairs in the barrier-top region",
        text="N_b",
        assumptions=_WHOLE,
    ),
    Quantity(
        "N_d",
        r"N_{\mathrm{d}}",
        "number of pairs in the deepest-minimum region",
        text="N_d",
        assumptions=_WHOLE,
    ),
    # the distributions, Eqs. (2), (5), (6)
    Quantity("P", r"P", "distribution of η and t", "m⁻³", function=True),
    Quantity("G_p", r"G'", "distribution of h', η' and t'", "m⁻³", text="G′", function=True),
    Quantity(
        "J", r"J", "volume element |∂(h', η', t')/∂(η, t, t')|", assumptions={"nonnegative": True}
    ),
    Quantity("J_I", r"J_I", "area element |∂(I₁, I₂)/∂(η, t)|", assumptions={"nonnegative": True}),
    Quantity("M", r"M", "an integrable bound of G'", "m⁻³", function=True),
    Quantity("F", r"F", "any function of three variables", "m⁻³", function=True),
    Quantity(
        "P_0", r"P_0", "smooth factor of the distribution P = |η|P₀", "m⁻³", assumptions=_POSITIVE
    ),
    Quantity(
        "P_smooth",
        r"P_0",
        "smooth factor, as a function of η and t",
        "m⁻³",
        text="P₀",
        function=True,
    ),
    Quantity(
        "P_s",
        r"P_s",
        "density of the depressed quartic's coefficients",
        "m⁻³",
        assumptions=_POSITIVE,
    ),
    Quantity(
        "delta_eta",
        r"\delta\eta",
        "width of P₀ in η",
        typical="0.1",
        text="δη",
        assumptions=_POSITIVE,
    ),
    # what Eq. (6) says of the dependence of η and t, and footnote 2
    Quantity(
        "delta_h", r"\delta h", "width of the distribution of h'", text="δh", assumptions=_POSITIVE
    ),
    Quantity(
        "f_0", r"f_0", "density of η' and t' at soft potentials", "m⁻³", assumptions=_POSITIVE
    ),
    Quantity("h_g", r"h_{\mathrm{g}}", "variable of integration over the linear coefficient"),
    Quantity("L", r"L", "P₀ or its logarithm, as a function of the invariants", function=True),
    Quantity("L_2", r"L_2", "∂L/∂I₂"),
    Quantity("L_11", r"L_{11}", "∂²L/∂I₁²"),
    Quantity("L_12", r"L_{12}", "∂²L/∂I₁∂I₂"),
    Quantity("L_22", r"L_{22}", "∂²L/∂I₂²"),
    Quantity("E_p", r"E'", "level of the general expansion", "J", text="E′"),
    Quantity("C_0", r"C_0", "constant term of a square polynomial in t"),
    Quantity("C_1", r"C_1", "linear coefficient of a square polynomial in t"),
    Quantity("C_2", r"C_2", "leading coefficient of a square polynomial in t"),
    Quantity("k_1", r"k_1", "rate of a trial exponential in I₁"),
    Quantity("k_2", r"k_2", "rate of a trial exponential in I₂"),
    Quantity("t_2", r"t_2", "cubic coefficient seen from a third stationary point"),
    Quantity("B", r"B", "logarithmic slope of P₀ in η"),
    Quantity("P_eta", r"P_{0,\eta}", "slope ∂P₀/∂η on the line t = 0", "1"),
    Quantity("P_tt", r"P_{0,tt}", "curvature ∂²P₀/∂t² on the line t = 0", "1"),
    Quantity("F_22", r"F_{22}", "second derivative of P₀ with respect to I₂", "1"),
    # the spectrum, Eq. (7)
    Quantity(
        "eta_L", r"\eta_L", "anharmonicity scale", typical="10⁻²", text="η_L", assumptions=_POSITIVE
    ),
    Quantity(
        "w", r"w", "energy unit of the soft spectrum", "J", "k_B × 10 K", assumptions=_POSITIVE
    ),
    Quantity("alpha", r"\alpha", "dimensionless quadratic coefficient, η/η_L"),
    Quantity("beta", r"\beta", "dimensionless cubic coefficient, −t/√η_L"),
    Quantity("y", r"y", "coordinate of the dimensionless equation, x/√η_L"),
    Quantity("k", r"k", "wave number of a trial function"),
    Quantity("n", r"n", "number of the level, counted from 1", assumptions=_COUNT),
    Quantity("nu", r"\nu", "number of quanta, n − 1", assumptions=_WHOLE),
    Quantity("omega", r"\omega", "frequency of the harmonic part, √α", assumptions=_POSITIVE),
    Quantity("c_1", r"c_1", "first anharmonic correction of the gap, times α"),
    Quantity("H", r"H", "the Hamiltonian, applied to a function f", "J"),
    Quantity("f", r"f", "any twice differentiable function", function=True),
    Quantity("epsilon", r"\varepsilon", "level number n in units of w", text="ε", function=True),
    Quantity(
        "q",
        r"\eta",
        "variable of integration over the quasielastic constant",
        text="η",
        assumptions=_POSITIVE,
    ),
    Quantity("lamda", r"\lambda", "unit of length on trial", text="λ", assumptions=_POSITIVE),
    # the deformation potential, Eq. (11)
    Quantity("psi", r"\psi", "state of a level, real and normalised", text="ψ", function=True),
    Quantity("E_n", r"E_n", "level number n as a function of the coefficients", "J", function=True),
    Quantity("Y_1", r"Y_1", "mean of y in a state"),
    Quantity("Y_2", r"Y_2", "mean of y² in a state"),
    Quantity("Y_3", r"Y_3", "mean of y³ in a state"),
    Quantity("u", r"u", "dilatation"),
    Quantity(
        "t_u",
        r"t",
        "cubic coefficient as a function of the dilatation",
        text="t",
        function=True,
    ),
    Quantity(
        "dE_deta",
        r"\partial E/\partial\eta",
        "derivative of a level or an excitation energy with respect to η",
        "J",
        text="∂E/∂η",
    ),
    Quantity(
        "dE_dt",
        r"\partial E/\partial t",
        "derivative of a level or an excitation energy with respect to t",
        "J",
        text="∂E/∂t",
    ),
    Quantity("gamma", r"\gamma", "deformation potential, ½|∂E/∂u|", "J", "0.1–1 eV"),
    # two-level systems, Eqs. (8)–(10)
    Quantity("E_12", r"E_{12}", "energy of a two-level system", "J", assumptions=_POSITIVE),
    Quantity(
        "Delta",
        r"\Delta",
        "asymmetry of a double well",
        "J",
        text="Δ",
        assumptions={"nonnegative": True},
    ),
    Quantity(
        "Delta_0", r"\Delta_0", "amplitude of tunnelling", "J", text="Δ₀", assumptions=_POSITIVE
    ),
    Quantity("e", r"e", "an energy, measured from the mean of two levels", "J"),
    Quantity("Y", r"Y", "matrix element of y³ between the two lowest symmetric states"),
    Quantity(
        "y_0",
        r"y_0",
        "distance of symmetric wells from the barrier, (|α|/2)^{1/2}",
        text="y₀",
        assumptions=_POSITIVE,
    ),
    Quantity("R", r"R", "distance between two minima, times 4", assumptions=_POSITIVE),
    Quantity("g", r"g", "small parameter of tunnelling, y₀^{-3}", assumptions=_POSITIVE),
    Quantity("kappa", r"\kappa", "√g", text="κ", assumptions=_POSITIVE),
    Quantity("zeta", r"\zeta", "coordinate over y₀", text="ζ"),
    Quantity("sigma", r"\sigma", "distance from a well's bottom over y₀√g", text="σ"),
    Quantity("psi_r", r"\psi_{\mathrm{r}}", "state in the right well", text="ψᵣ", function=True),
    Quantity("psi_l", r"\psi_{\mathrm{l}}", "state in the left well", text="ψₗ", function=True),
    Quantity("epsilon_0", r"\varepsilon_0", "mean of the two lowest levels, unit w", text="ε₀"),
    Quantity("d_0", r"d_0", "difference of the two lowest levels, Δ₀/w", text="d₀"),
    Quantity("psi_e", r"\psi_{\mathrm{e}}", "even state of two", text="ψₑ", function=True),
    Quantity("psi_o", r"\psi_{\mathrm{o}}", "odd state of two", text="ψₒ", function=True),
    Quantity("M_y", r"M_y", "matrix element of y between the two lowest symmetric states"),
    Quantity(
        "q_s",
        r"q_{\mathrm{s}}",
        "energy from the mean of two wells' ground states, over the quantum",
    ),
    Quantity(
        "q_d", r"q_{\mathrm{s}}'", "its derivative by δ²", assumptions={"extended_real": True}
    ),
    Quantity(
        "delta", r"\delta", "distance of two wells' ground states, over the quantum", text="δ"
    ),
    Quantity(
        "theta",
        r"\theta",
        "amplitude of tunnelling over the quantum",
        text="θ",
        assumptions=_POSITIVE,
    ),
    Quantity("Lam", r"\Lambda", "logarithm by which tunnelling depends on the energy", text="Λ"),
    Quantity("c_r", r"c_{\mathrm{r}}", "coefficient of (Δ Δ₀/(w E_12))²/|α| in E_12, deep wells"),
    Quantity(
        "alpha_min",
        r"\alpha_{\min}",
        "|α| of the symmetric potential whose Δ₀ is the energy E",
        text="αₘᵢₙ",
        assumptions=_POSITIVE,
    ),
    Quantity("t_E", r"t_E", "|t| of the potential with two-level energy E"),
    Quantity("v", r"v", "parameter of Δ₀ = 2vE/(1 + v²)"),
    Quantity("ell", r"\ell", "(3/√2) ln(w/E)", text="ℓ", assumptions=_POSITIVE),
    Quantity(
        "deta_dh",
        r"\partial\eta/\partial h'",
        "change of η with h', infinite at η = 0",
        text="∂η/∂h′",
        assumptions={"extended_real": True},
    ),
    Quantity(
        "dt_dh",
        r"\partial t/\partial h'",
        "change of t with h', infinite at η = 0",
        text="∂t/∂h′",
        assumptions={"extended_real": True},
    ),
    # special points of the spectrum
    Quantity(
        "gap_12",
        r"\varepsilon_{12}",
        "first excitation energy over w, as a function of D₂ and D₁",
        text="ε₁₂",
        function=True,
    ),
    Quantity(
        "beta_s",
        r"\beta_{\mathrm{s}}",
        "|β| where the first excitation energy is stationary on the line α = 0",
        text="βₛ",
        assumptions=_POSITIVE,
    ),
    Quantity(
        "E_s",
        r"E_{\mathrm{s}}",
        "first excitation energy there, the least of potentials with one well",
        "J",
        text="Eₛ",
        assumptions=_POSITIVE,
    ),
    Quantity(
        "alpha_m",
        r"\alpha_{\mathrm{m}}",
        "α where the second excitation energy has its minimum",
        text="αₘ",
        assumptions={"negative": True},
    ),
    Quantity(
        "E_m",
        r"E_{\mathrm{m}}",
        "least second excitation energy",
        "J",
        text="Eₘ",
        assumptions=_POSITIVE,
    ),
    Quantity("E_a", r"E_{\alpha}", "derivative of the excitation energy over w by α, at the point"),
    Quantity("E_aa", r"E_{\alpha\alpha}", "second derivative by α, at the point"),
    Quantity("E_ab", r"E_{\alpha\beta}", "mixed second derivative, at the point"),
    Quantity(
        "E_bb", r"E_{\beta\beta}", "second derivative by β, at the point", assumptions=_POSITIVE
    ),
    Quantity(
        "D_H",
        r"D_H",
        "the determinant of the second derivatives, without its sign",
        assumptions=_POSITIVE,
    ),
    Quantity(
        "tau", r"\tau", "energy above the special point, over w", text="τ", assumptions=_POSITIVE
    ),
    Quantity(
        "rho",
        r"\rho",
        "distance from the special point, or from a line",
        text="ρ",
        assumptions=_POSITIVE,
    ),
    Quantity(
        "rho_c",
        r"\rho_{\mathrm{c}}",
        "reach of its surroundings",
        text="ρ_c",
        assumptions=_POSITIVE,
    ),
    Quantity("chi", r"\chi", "distance of β from the special point; or β over √α", text="χ"),
    Quantity(
        "P_1",
        r"P_1",
        "P₀ at the fold, on the side of one well",
        "m⁻³",
        assumptions={"nonnegative": True},
    ),
    Quantity(
        "P_2",
        r"P_2",
        "P₀ at the fold, on the side of two wells",
        "m⁻³",
        assumptions={"nonnegative": True},
    ),
    Quantity("P_a", r"P_{\alpha}", "derivative of P₀ by α on the side of two wells", "m⁻³"),
    Quantity("P_b", r"P_{\beta}", "derivative of P₀ by β on the side of two wells", "m⁻³"),
    Quantity("P_m", r"P_{\mathrm{m}}", "P at the minimum", "m⁻³", text="Pₘ", assumptions=_POSITIVE),
    Quantity(
        "n_log", r"n_{\mathrm{log}}", "singular part of n for constant P", "J⁻¹ m⁻³", function=True
    ),
    Quantity(
        "n_root",
        r"n_{\mathrm{root}}",
        "square root beside the singular part of n for constant P",
        "J⁻¹ m⁻³",
        function=True,
    ),
    Quantity(
        "n_step",
        r"n_{\mathrm{step}}",
        "singular part of n for unequal P₀",
        "J⁻¹ m⁻³",
        function=True,
    ),
    Quantity(
        "n_kink",
        r"n_{\mathrm{kink}}",
        "singular part of n for sloping P₀",
        "J⁻¹ m⁻³",
        function=True,
    ),
    Quantity(
        "n_same",
        r"n_{\mathrm{same}}",
        "that part for equal P₀ on both sides",
        "J⁻¹ m⁻³",
        function=True,
    ),
    Quantity(
        "n_sea", r"n_{\mathrm{sea}}", "n for the sea-gull, constant P₀", "J⁻¹ m⁻³", function=True
    ),
    Quantity(
        "n_exp", r"n_{\mathrm{exp}}", "n for the sea-gull, exponential P₀", "J⁻¹ m⁻³", function=True
    ),
    # vibrations and their energies, Eqs. (10)–(12)
    Quantity("E", r"E", "excitation energy", "J", assumptions=_POSITIVE),
    Quantity("N", r"N", "number of excitations below an energy", "m⁻³", function=True),
    Quantity("n_E", r"n", "density of excitations", "J⁻¹ m⁻³", text="n", function=True),
    Quantity(
        "n_deep",
        r"n_{\mathrm{d}}",
        "density of excitations of the deepest wells",
        "J⁻¹ m⁻³",
        function=True,
    ),
    Quantity(
        "n_0", r"n_0", "density of states of two-level systems", "J⁻¹ m⁻³", assumptions=_POSITIVE
    ),
    Quantity(
        "hbar_omega_1",
        r"\hbar\omega_1",
        "quantum of the harmonic atomic potential, η = 1",
        "J",
        text="ħω₁",
        assumptions=_POSITIVE,
    ),
    Quantity(
        "hbar_omega_D",
        r"\hbar\omega_D",
        "Debye energy",
        "J",
        "k_B × 300–500 K",
        text="ħω_D",
        assumptions=_POSITIVE,
    ),
    # the specific heat
    Quantity("T", r"T", "temperature", "K", assumptions=_POSITIVE),
    Quantity(
        "k_B", r"k_{\mathrm{B}}", "Boltzmann constant", "J/K", text="k_B", assumptions=_POSITIVE
    ),
    Quantity("c", r"c", "specific heat of the soft potentials", "J/(K m³)", function=True),
    Quantity(
        "c_d",
        r"c_{\mathrm{d}}",
        "specific heat of vibrations of one energy",
        "J/(K m³)",
        text="c_d",
        function=True,
    ),
    Quantity("xi", r"\xi", "excitation energy over k_B T", text="ξ", assumptions=_POSITIVE),
    Quantity("j", r"j", "index of a sum, counted from 1", assumptions=_COUNT),
    Quantity(
        "N_osc",
        r"N_{\mathrm{osc}}",
        "number of vibrations of one energy",
        "m⁻³",
        text="N_osc",
        assumptions=_POSITIVE,
    ),
    Quantity("E_d", r"E_d", "delocalisation energy", "J", "3w", assumptions=_POSITIVE),
    Quantity(
        "A_1", r"A_1", "coefficient of T in the specific heat", "J/(K² m³)", assumptions=_POSITIVE
    ),
    Quantity(
        "A_5",
        r"A_5",
        "coefficient of T^5, potentials with one well",
        "J/(K⁶ m³)",
        assumptions=_POSITIVE,
    ),
    Quantity(
        "A_d",
        r"A_{\mathrm{d}}",
        "coefficient of T^5, all deepest wells",
        "J/(K⁶ m³)",
        assumptions=_POSITIVE,
    ),
    Quantity(
        "T_min", r"T_{\min}", "temperature of the minimum of c/T³", "K", assumptions=_POSITIVE
    ),
    Quantity(
        "T_d",
        r"T_{\mathrm{d}}",
        "temperature of the minimum of c/T³ with all deepest wells",
        "K",
        assumptions=_POSITIVE,
    ),
    Quantity(
        "T_e",
        r"T_{\mathrm{e}}",
        "temperature of the minimum of c/T³ for P₀ ∝ exp(η/δη)",
        "K",
        assumptions=_POSITIVE,
    ),
    Quantity("alpha_max", r"\alpha_{\max}", "largest |α| of the deep wells", assumptions=_POSITIVE),
    Quantity(
        "xi_low",
        r"\xi_1",
        "a number below the zero of ξ coth(ξ/2) − 5",
        text="ξ₁",
        assumptions=_POSITIVE,
    ),
    Quantity("xi_high", r"\xi_2", "a number above that zero", text="ξ₂", assumptions=_POSITIVE),
    Quantity(
        "xi_m", r"\xi_{\mathrm{m}}", "the zero of ξ coth(ξ/2) − 5, 4.928...", assumptions=_POSITIVE
    ),
    # delocalisation, Eq. (13)
    Quantity(
        "v_s",
        r"v_{\mathrm{s}}",
        "velocity of sound",
        "m/s",
        "3–5 km/s",
        text="vₛ",
        assumptions=_POSITIVE,
    ),
    Quantity(
        "lamda_s",
        r"\lambda_{\mathrm{s}}",
        "wavelength of sound",
        "m",
        text="λₛ",
        assumptions=_POSITIVE,
    ),
    Quantity(
        "Gamma", r"\Gamma", "width of a quasilocal vibration", "J", text="Γ", assumptions=_POSITIVE
    ),
    Quantity(
        "Theta",
        r"\Theta",
        "vibrations within a wavelength and a width, λ³Γn",
        text="Θ",
        assumptions=_POSITIVE,
    ),
    Quantity(
        "E_d1",
        r"E_{\mathrm{d},1}",
        "delocalisation energy with the quantum ħω₁ as Debye energy",
        "J",
        assumptions=_POSITIVE,
    ),
    Quantity(
        "I_d",
        r"I_{\mathrm{d}}",
        "integral of ξ⁶ exp(ξ)/(exp(ξ) − 1)² up to E_d/(k_B T)",
        assumptions=_POSITIVE,
    ),
    Quantity(
        "h_m",
        r"h_{\mathrm{m}}",
        "largest value of the weight of vibrations in the slope of c/T³",
        assumptions=_POSITIVE,
    ),
    Quantity(
        "E_least",
        r"E_{\min}",
        "least delocalisation energy with a maximum of c/T³",
        "J",
        assumptions=_POSITIVE,
    ),
    # heat carried by phonons
    Quantity(
        "kappa_of", r"\kappa_T", "thermal conductivity as a function of T", "W/(m K)", function=True
    ),
    Quantity("kappa_1", r"\kappa_1", "a constant", "W/(m K²)", assumptions=_POSITIVE),
    Quantity("slope_K", r"s_\kappa", "local exponent d ln κ/d ln T"),
    unit="1",
)
"""Every symbol of the theory; no other module makes one."""
