"""Numbers in the meanings of symbols: each is computed here anew, and the meaning with it is the one of the table."""

from __future__ import annotations

import re

import mpmath
import pytest
import sympy as sp

from softpot.derive.later import LATER
from softpot.derive.theory import SOFT_POTENTIAL

TABLES = {**SOFT_POTENTIAL.symbols, **LATER.symbols}

# digits of names, and what only says from where something is counted
PLAIN = re.compile(
    r"E_12|P₀|Δ₀|κ₀|τ₀|y₀|\b[tαη] = 0|t = 0|from 1|η = [01]|E_\{1/2\}|T\^5|square root|square polynomial|mean square"
)
POWERS = {"¹": 1, "²": 2, "³": 3, "⁴": 4, "⁵": 5, "⁶": 6, "⁷": 7}


def _distance_of_minima_to(root: sp.Expr) -> sp.Expr:
    """A root that stands in for the distance of the two minima of alpha y² + beta y³ + y⁴, over it."""
    y, alpha, beta = sp.symbols("y alpha beta")
    left, right = sorted(
        (s.subs({alpha: -3, beta: 1}) for s in sp.solve(2 * alpha + 3 * beta * y + 4 * y**2, y)),
        key=sp.N,
    )
    return sp.nsimplify(sp.simplify(root.subs({alpha: -3, beta: 1}) / (right - left)))


def _computed() -> dict[str, str]:
    alpha, y, w, E, x = sp.symbols("alpha y w E x", positive=True)
    depth = next(s for s in sp.solve(sp.diff(y**4 - alpha * y**2, y), y) if s.is_positive)
    assert sp.simplify(depth**2 / alpha) == sp.Rational(1, 2)
    wells = sp.sqrt(9 * sp.Symbol("beta") ** 2 - 32 * sp.Symbol("alpha"))
    zero = mpmath.findroot(lambda t: t * mpmath.coth(t / 2) - 5, 4.9)
    # Delta_0 = 2vE/(1 + v²) leaves Delta = E(1 - v²)/(1 + v²)
    v = sp.Symbol("v")
    assert sp.simplify((2 * v / (1 + v**2)) ** 2 + ((1 - v**2) / (1 + v**2)) ** 2) == 1
    # the splitting is w exp(-(sqrt 2/3) |alpha|^(3/2)): |alpha|^(3/2) where it is E
    size = sp.Symbol("s", positive=True)
    (ell,) = sp.solve(sp.log(w / E) - sp.sqrt(2) / 3 * size, size)
    assert sp.simplify(ell - 3 / sp.sqrt(2) * sp.log(w / E)) == 0
    # the heat of an energy, x² e^x/(e^x - 1)², times its density, which goes as x⁴
    power = sp.Poly(x**2 * x**4, x).degree()
    return {
        "y_0": "distance of symmetric wells from the barrier, (|α|/2)^{1/2}",
        "R": f"distance between two minima, times {_distance_of_minima_to(wells)}",
        "v": "parameter of Δ₀ = 2vE/(1 + v²)",
        "ell": "(3/√2) ln(w/E)",
        "xi_low": "a number below the zero of ξ coth(ξ/2) − 5",
        "xi_m": f"the zero of ξ coth(ξ/2) − 5, {mpmath.nstr(mpmath.floor(zero * 1000) / 1000, 4)}...",
        "I_d": f"integral of ξ{'⁰¹²³⁴⁵⁶⁷'[power]} exp(ξ)/(exp(ξ) − 1)² up to E_d/(k_B T)",
    }


COMPUTED = _computed()

# definitions: what a symbol is to mean, as the paper or the derivation that begins with it says; typed in once more
DEFINED = {
    "D_1": "linear coefficient of the depressed quartic, unit η_L^{3/2}",
    "nu": "number of quanta, n − 1",
    "f": "any twice differentiable function",
    "g": "small parameter of tunnelling, y₀^{-3}",
    "c_r": "coefficient of (Δ Δ₀/(w E_12))²/|α| in E_12, deep wells",
    "P_tt": "curvature ∂²P₀/∂t² on the line t = 0",
    "s_w": "b/(2√a) of a well",
    "ln_t": "ln(1/Ωτ₀)",
    "E_med": "energy below which half of the heat is carried",
    "kappa_c": "curvature at the origin, V = κ₀x²/2 + x⁴/24 − fx",
    "N_0": "number of zeros of V(x)/x²",
    "L_11": "∂²L/∂I₁²",
    "L_12": "∂²L/∂I₁∂I₂",
    "L_22": "∂²L/∂I₂²",
    "Y_2": "mean of y² in a state",
    "Y_3": "mean of y³ in a state",
    "gamma": "deformation potential, ½|∂E/∂u|",
    "Y": "matrix element of y³ between the two lowest symmetric states",
    "q_d": "its derivative by δ²",
    "T_min": "temperature of the minimum of c/T³",
    "T_d": "temperature of the minimum of c/T³ with all deepest wells",
    "T_e": "temperature of the minimum of c/T³ for P₀ ∝ exp(η/δη)",
    "Theta": "vibrations within a wavelength and a width, λ³Γn",
    "h_m": "largest value of the weight of vibrations in the slope of c/T³",
    "E_least": "least delocalisation energy with a maximum of c/T³",
    "C_bar": "coupling constant P_sΛ²/(wρv²)",
    "K_0": "the integral of heat carried, over τ²",
    "lamda_c": "curvature at a minimum, Ω²",
    "c_3T": "coefficient of T³",
    "c_5T": "coefficient of T⁵",
    "C_D": "phonons' coefficient of T³",
    "T_max": "temperature of the maximum of c/T³",
}


def numbers(meaning: str) -> str:
    return " ".join(
        re.findall(r"\S*[\d½¹²³⁴⁵⁶⁷]\S*|\b(?:half|twice|cube)\b", PLAIN.sub("", meaning))
    )


@pytest.mark.parametrize("name", [*COMPUTED, *DEFINED])
def test_a_meaning_has_its_numbers(name: str) -> None:
    assert TABLES[name].meaning == {**COMPUTED, **DEFINED}[name]


def test_every_meaning_with_a_number_is_here() -> None:
    left = {name: row.meaning for name, row in TABLES.items() if numbers(row.meaning)}
    assert left.keys() <= COMPUTED.keys() | DEFINED.keys(), left
