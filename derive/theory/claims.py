"""What the paper says, in its order and in other words, and what judges each claim.

The last part, "beyond", has what this theory says and the paper does not.
"""

from __future__ import annotations

from softpot.derive.machinery.claims import Claim

HISTORY = "a remark on earlier work, from which nothing in the paper is derived"
MEASURED = "a measured fact that is quoted: no formula of the paper can contradict it"
NO_NUMBER = "an expectation in words: no equation and no number of the paper goes with it"

CLAIMS = (
    # abstract and introduction
    Claim("abstract", "The density of soft potentials is proportional to |eta|.", ("sea-gull", "jacobian")),
    Claim("abstract", "The density of quasilocal vibrations therefore rises very fast with energy.",
          ("vibrations-sea-gull", "vibrations-constant")),
    Claim("abstract", "Such vibrations may become collective.", ("delocalisation", "delocalisation-energy")),
    Claim("abstract", "This accounts for the excess specific heat that is measured.",
          ("agreement-with-experiment", "maximum-of-c-over-T3")),
    Claim("introduction", "Two-level systems are tunnel states of two-well potentials, and widely used.",
          reason=HISTORY),
    Claim("introduction", "Fluctuations of the structure make potentials soft with a finite probability.",
          ("soft-tail",)),
    Claim("(1)", "A soft mode has the potential E_0 (eta x^2 + t x^3 + x^4) with small eta and t, so that its "
          "anharmonic terms matter.", ("two-wells", "scaling")),
    Claim("(1)", "The unit of length is about 1 angstrom and E_0 is about 10 eV.", ("typical-parameters",)),
    Claim("(1)", "There are two wells where eta < (9/32) t^2.", ("two-wells",)),
    Claim("introduction", "The expansion gives all results of the usual model of two-level systems.",
          ("two-level-form", "two-level-results-retained")),
    Claim("introduction", "Soft potentials with one well exist, whose excitations are no two-level systems.",
          ("two-wells", "smallest-gap")),
    Claim("introduction", "The distribution of eta is centred near 1, and soft potentials lie in its tail.",
          ("soft-tail",)),
    Claim("introduction", "P is even in t, since a glass has no preferred direction.",
          ("sea-gull",)),
    Claim("introduction", "In earlier work P was finite as eta tends to 0.", ("narrow-fluctuations",)),
    # the distribution
    Claim("(2)", "For small eta P is |eta| P_0, with P_0 smooth and finite.", ("sea-gull",)),
    Claim("(3)", "In general the expansion has a random linear term too.", ("shift",)),
    Claim("(4)", "A shift of the origin takes the general expansion to (1); the scan has its sign reversed.",
          ("shift",)),
    Claim("(4)", "The shift leaves two combinations I_1 and I_2 of the coefficients unchanged.", ("invariants",)),
    Claim("(5)", "The Jacobian of the change of variables, in the scan 4/|eta|.", ("jacobian",)),
    Claim("(5)", "G is G' at the transformed coefficients, times the Jacobian.", ("jacobian", "sea-gull")),
    Claim("(6)", "The energy spectrum at given eta and t does not depend on t'.", ("spectrum-shift-invariance",)),
    Claim("(6)", "Averages of the spectrum need only P, the integral of G over t'.", ("sea-gull",)),
    Claim("(6)", "G' is not singular, so the integral is finite as eta tends to 0.", ("sea-gull",)),
    Claim("after (6)", "The soft mode is a superposition of atomic displacements with coefficients of its own in "
          "each potential, while (3) uses one fixed mode.", ("definition-of-the-mode",)),
    Claim("after (6)", "Hence eta and t are not independent.", ("statistical-dependence",)),
    Claim("after (6)", "The behaviour P proportional to |eta| reflects how the mode depends on the potential.",
          ("definition-of-the-mode",)),
    Claim("after (6)", "I_1 and I_2 fix eta and t where there is one well, and three pairs where there are two, one "
          "for each stationary point.", ("origins",)),
    Claim("after (6)", "With the origin on top of the barrier the potentials fill eta > (9/32) t^2 and eta < 0.",
          ("origins", "origin-measure")),
    Claim("Fig. 1a", "P against eta at fixed t has the form of a sea-gull.", ("sea-gull",)),
    Claim("Fig. 1b", "P against t at fixed eta has a maximum or a minimum at t = 0.", ("curvature-in-t",)),
    # spectrum and two-level systems
    Claim("(7)", "In units of w the levels are those of a dimensionless equation with alpha and beta.", ("scaling",)),
    Claim("(8)", "The lowest excitation of a two-well potential is (Delta^2 + Delta_0^2)^{1/2}.",
          ("two-level-form", "two-level-remainder")),
    Claim("(8)", "Delta is the asymmetry and Delta_0 the amplitude of tunnelling.", ("asymmetry", "tunnel-amplitude")),
    Claim("(9)", "The density of two-level systems does not depend on energy where the distribution is wide against "
          "eta_L.", ("two-level-density",)),
    Claim("(10)", "n_0 for P_0 constant.", ("two-level-density",)),
    Claim("(10)", "The factor |eta| does not change that the density of two-level systems is constant.",
          ("two-level-results-retained", "two-level-density-flat")),
    Claim("(11)", "The deformation potential is of the order of w/eta_L, tenths of an electronvolt.",
          ("deformation-potential",)),
    Claim("(11)", "Typical parameters: eta_L of the order of 0.01.", ("typical-parameters", "typical-mass")),
    Claim("(11)", "The Debye energy in terms of E_0 and the mass, and w in terms of it.", ("debye",)),
    Claim("(11)", "Two-level systems are a valid model where the first gap is much smaller than w.",
          ("two-level-form", "two-level-remainder")),
    Claim("(11)", "A strain of order one changes eta and t by amounts of order one.", ("strain-and-origin",)),
    Claim("(11)", "dE/d eta and dE/dt are of the order of w/eta_L.",
          ("deformation-scaling", "deformation-two-level", "deformation-vibrations")),
    Claim("(11)", "The deformation potential is large because the potentials are soft; otherwise it is of the order "
          "of the Debye energy.", ("deformation-nonsoft",)),
    # vibrations and specific heat
    Claim("before (12)", "Potentials with one well and alpha much larger than 1 are almost harmonic.",
          ("harmonic-limit",)),
    Claim("before (12)", "Their excitations are 2w (n - 1) sqrt(eta/eta_L).", ("harmonic-excitations",)),
    Claim("before (12)", "With P constant n(E) goes as E^2.", ("vibrations-constant",)),
    Claim("(12)", "With P = |eta| P_0 the density goes as E^4, for E > 2w.",
          ("vibrations-sea-gull", "smallest-gap", "validity-of-E4")),
    Claim("after (12)", "At low temperatures c/T^3 is that of two-level systems.", ("specific-heat-two-level",)),
    Claim("after (12)", "Above its minimum c/T^3 rises by the vibrations of (12).", ("specific-heat-vibrations",)),
    Claim("after (12)", "c/T^3 has a minimum.", ("minimum-of-c-over-T3",)),
    Claim("after (12)", "The minimum is measured at 2 to 10 K, and c is linear in T below 1 K.",
          ("agreement-with-experiment",)),
    Claim("after (12)", "The origin of the minimum had not been explained.", reason=HISTORY),
    Claim("after (12)", "A maximum of c/T^3 is measured at 10 to 30 K.", ("agreement-with-experiment",)),
    Claim("(13)", "The width of the vibrations goes as E^4.", ("width-of-vibrations",)),
    Claim("(13)", "Vibrations become collective where the cube of their wavelength times width and density is one.",
          ("delocalisation",)),
    Claim("(13)", "For a typical n_0 this is at E_d of about 3w.", ("delocalisation-energy",)),
    Claim("after (13)", "Above E_d the density is that of Debye's law, so the excess heat ends there.",
          ("density-above-E_d",)),
    Claim("after (13)", "The rise of c/T^3 changes to a fall.", ("maximum-of-c-over-T3",)),
    Claim("after (13)", "The maximum lies at about E_d/5, as for vibrations of one energy.", ("monoenergetic-peak",)),
    Claim("after (13)", "Minimum and maximum agree with experiment for w of about 10 K.",
          ("agreement-with-experiment",)),
    Claim("Fig. 2", "c/T^3 from the levels of (7), for P_0 constant and proportional to exp(eta/delta_eta).",
          ("minimum-of-c-over-T3", "equivalent-origins")),
    Claim("Fig. 2", "The minima for the two distributions are not very different.", ("minima-not-very-different",)),
    Claim("Fig. 2", "The dashed fall of the curves agrees with experiment.", ("maximum-of-c-over-T3",)),
    # consequences
    Claim("end", "The factor |eta| may change earlier results that took P constant.", ("vibrations-constant",)),
    Claim("end", "Instead of a logarithmic singularity of n(E) only dn/dE is singular.", ("van-hove-first-gap",)),
    Claim("end", "The jump of n(E) at the least second excitation stays.", ("discontinuity-second-gap",)),
    Claim("end", "Subthermal phonons carry the heat, and the thermal conductivity is proportional to T above w.",
          ("thermal-conductivity",)),
    Claim("end", "The density of quasilocal vibrations may lead to collective ones and explains the heat above 10 K.",
          reason=NO_NUMBER + "; what can be judged of it stands under (13)"),
    Claim("footnote 1", "Earlier work took the widths of P to be much larger than eta_L.", reason=HISTORY),
    Claim("footnote 2", "(2) needs fluctuations of the linear coefficient about zero that are large enough.",
          ("linear-fluctuations", "narrow-fluctuations")),
    Claim("experiments", "Deformation potentials of tenths of an electronvolt are measured.", reason=MEASURED),
    Claim("experiments", "n_0 of real glasses, per erg and cubic centimetre.", ("delocalisation-energy",)),
    # not in the paper
    Claim("beyond", "P_0 takes equal values at equivalent origins, so not every smooth P_0 follows from (6).",
          ("equivalent-origins",)),
    Claim("beyond", "Each choice of the origin covers the plane of I_1 and I_2 once; for P_0 constant the "
          "potentials are uniform in it.", ("origin-measure",)),
    Claim("beyond", "With the deepest wells of all potentials counted, 1/(3 sqrt 2) becomes 1/4.",
          ("vibrations-deepest",)),
    Claim("beyond", "For the older distribution the density falls as a logarithm to the power -1/3.",
          ("two-level-density-flat",)),
    Claim("beyond", "The least first gap of potentials with one well, and the next order of (12).",
          ("smallest-gap", "validity-of-E4")),
)  # fmt: skip
