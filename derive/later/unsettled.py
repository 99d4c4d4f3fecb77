"""What the later literature asserts and this theory does not derive."""

from __future__ import annotations

from softpot.derive.machinery.theory import Entry
from softpot.derive.machinery.verdict import Verdict

SECTION = "Densities of vibrations"

mean_field = Entry(
    "KHGPS-A_g",
    "",
    "In a mean-field model of interacting anharmonic oscillators the prefactor A_g of omega^4 "
    "depends on the strength J of "
    "the interaction first by an exponential in -kappa_0 h^(2/3)/J^2 and is not monotonic.",
    None,
    SECTION,
    Verdict.NOT_DERIVED,
    title="The prefactor of omega⁴ in a mean-field model",
    note="It needs the mean-field solution (SciPost Phys. Core 4, 008 (2021)). Only this is derived "
    "here: if the force on an "
    "oscillator is Gaussian of a given width, A_g is that of smooth densities of curvature and force.",
)

marginal = Entry(
    "marginal-FRSB",
    "",
    "In the phase of full replica symmetry breaking the same model has a density of vibrations "
    "without a gap that is not "
    "omega^4.",
    None,
    SECTION,
    Verdict.NOT_DERIVED,
    title="Marginal stability",
    note="Folena and Urbani, arXiv:2106.16221; nothing is claimed here.",
)
