"""Numbers in the words of the later literature's entries: each is computed here anew, and the sentence with it is the
one that stands there."""

from __future__ import annotations

import ast
import re
from fractions import Fraction
from functools import cache
from math import exp, log, pi, sqrt
from pathlib import Path

import numpy as np
import pytest
import sympy as sp
from scipy.integrate import quad
from scipy.optimize import brentq, minimize_scalar

from softpot.derive.later import LATER
from softpot.derive.theory import SOFT_POTENTIAL
from softpot.numerics import Distribution, Glass, conductivity, minimum_of_heat, specific_heat
from softpot.numerics.later import heat_fits, peak
from softpot.numerics.sound import strength
from softpot.numerics.sound.conductivity import (
    conductivity_in_SI,
    half_of_the_heat,
    local_exponents,
)
from softpot.numerics.sound.relaxation import relaxation_at
from softpot.numerics.theory.thermal_conductivity import RATES

from ..derive.theory.words import NAMES, assert_tied


def said(id: str) -> str:
    """Statement and note of an entry, in one line."""
    entry = LATER.entry(id)
    words = f"{entry.derive.__doc__ if entry.derive else ''} {entry.note}"
    return re.sub(r"\s+", " ", words)


def delocalised(coupling: float) -> float:
    """E_d/w where the mean free path is a wavelength."""
    return float((4.0 / (pi**2 * coupling)) ** (1 / 3))


def test_where_vibrations_delocalise() -> None:
    least, typical, most = (delocalised(c) for c in (1e-4, 3e-4, 1e-3))
    expected = f"For C̄ = 1e-4, 3e-4, 1e-3 it is {least:.1f}, {typical:.2f}, {most:.2f} w"
    assert expected in said("E_d-Ioffe-Regel")


def kernel(x: float) -> float:
    return x * x * exp(-x) / (1.0 - exp(-x)) ** 2


def maximum(f: object) -> float:
    return float(
        minimize_scalar(
            lambda y: -f(y), bounds=(1.0, 12.0), method="bounded", options={"xatol": 1e-7}
        ).x
    )  # type: ignore[operator]


def moment(power: int, low: float, high: float) -> float:
    return float(quad(lambda x: x**power * kernel(x), low, high, epsabs=0)[0])


@cache
def places() -> tuple[float, float, float]:
    """E_d/k_B T at the maximum of c/T³: E⁴ up to E_d; E⁴ and then E; one energy."""
    ends = maximum(lambda y: moment(4, 0, y) / y**2)
    bent = maximum(lambda y: (moment(4, 0, y) + y**3 * moment(1, y, 60)) / y**2)
    single = maximum(lambda y: y**3 * kernel(y))
    return ends, bent, single


def test_the_maximum_of_three_spectra() -> None:
    ends, bent, single = places()
    words = said("peak-of-heat")
    assert f"maximum at E_d/k_B T = {ends:.3f} for a density" in words
    assert (
        f"at {bent:.3f} for one that goes on as E above it; a single energy has {single:.3f}"
        in words
    )


@pytest.mark.slow
def test_the_maximum_for_all_levels() -> None:
    """A parabola through ln(c/T^3) at five temperatures."""
    E_d, single = 11, places()[2]
    T = E_d / np.linspace(6.75, 7.15, 5)
    glass = Glass(Distribution.constant(alpha_max=10), E_d)
    bent = np.polyfit(T, np.log(specific_heat(T, glass).value / T**3), 2)
    ratio = -2 * E_d * bent[0] / bent[1]
    assert (
        f"for all levels up to |alpha| = {10}, without those beyond E_d, lies at E_d/{ratio:.2f} for E_d = {E_d} w; "
        f"the single energy of the paper, E_d/{single:.2f}, puts it {ratio / single:.2f} times too high"
    ) in said("peak-of-heat")


def test_the_boson_peak_of_silica() -> None:
    E_d, bent = delocalised(3e-4), places()[1]
    assert (
        f"With E_d = {E_d:.2f} w from Cbar = 3e-4 and a spectrum that goes on as E above E_d, the maximum of c/T^3 "
        f"lies at {E_d / bent:.2f} w/k_B: at {3.7 * E_d / bent:.1f} K for w/k_B = 3.7 K."
    ) in said("boson-peak-silica")


def test_the_heat_in_the_deepest_wells() -> None:
    law = 2 * pi**6 / 21
    assert f"{law:.2f} in units of k_B P_s" in said("sm-heat")
    # one well of two next to the fold: (2/3) sqrt(2) of the law is left
    assert f"{100 * (1 - 2 * sqrt(2) / 3):.1f} per cent below this" in said("sm-heat")


@pytest.mark.slow
def test_the_minimum_for_four_cutoffs() -> None:
    found = []
    for L in (5, 10, 15, 20):
        low = minimum_of_heat(Distribution.constant(smallest_splitting=exp(-L)), 0.2, 2.0)
        assert low is not None
        found.append(f"{1 / low.temperature:.3f}")
    assert f"it is {', '.join(found)} for L = ln(w/Delta_0min) = 5, 10, 15, 20" in said(
        "W-and-T_min"
    )
    assert f"the {float(found[1]):.1f} in use belongs to L = 10" in said("W-and-T_min")
    assert f"takes w = {float(found[1]):.1f} k_B T_min" in said("W-and-T_min")
    assert f"w from {float(found[1]):.1f} (c_1/c_5)^(1/4)" in said("three-term-fit")


@pytest.mark.slow
def test_the_linear_term_by_a_cutoff() -> None:
    five, ten = (
        float(specific_heat(0.05, Distribution.constant(smallest_splitting=exp(-L))).value[0])
        for L in (5, 10)
    )
    assert f"c(0.05 w; L)/c(0.05 w; 10), {five / ten:.2f} for L = 5." in said("depletion")


@pytest.mark.slow
def test_the_fit_of_three_terms() -> None:
    """The windows from 0.1 and from 0.5, relative errors, least phonons; P_s from c_5 = (2 pi^6/21) P_s/w^5."""
    rows = dict(zip(heat_fits._WINDOWS, heat_fits.three_terms(), strict=True))
    words = said("three-term-fit")
    least = min(share for *_, share in rows)
    wide, late = (rows["relative", low, 1.5, least] for low in (0.1, 0.5))

    def read(row: tuple[float, ...]) -> tuple[float, float, float, float]:
        w, c_5, _, _, phonons, misfit = row
        return w, c_5 * w**5 / (2 * pi**6 / 21) / 2, phonons, misfit

    w, P_s, phonons, misfit = read(wide)
    assert (
        f"and the window {0.1} to {1.5} T_min w is {100 * (w - 1):.0f} per cent high, "
        f"P_s {100 * (1 - P_s):.0f} per cent low and the phonons" in words
    )
    assert round(phonons) == 2 and "twice too large" in words
    assert f"residuals of {100 * misfit:.1f} per cent" in words
    w, P_s, phonons, misfit = read(late)
    assert (
        f"for {0.5} to {1.5} T_min the residuals are {100 * misfit:.1f} per cent, "
        f"P_s is {100 * (1 - P_s):.0f} per cent low and" in words
    )
    assert (
        f"the phonons {phonons:.1f} times too large, while chi² is perfect for errors of {2} per cent"
        in words
    )
    assert misfit < 0.02 / 2


def test_the_gain_of_a_single_energy() -> None:
    """The equation whose root is the place of a single energy: x = 5 tanh(x/2)."""
    root = float(brentq(lambda x: x - 5 * np.tanh(x / 2), 3, 6))
    assert root == pytest.approx(places()[2], abs=1e-5)


@pytest.mark.quick(0)
def test_the_wells_that_are_deleted() -> None:
    """Beyond |alpha| = 10, which is the cutoff of the evidence: what c lacks without them."""
    T = [1.0, 2.0, 3.0]
    kept, deleted = (
        specific_heat(T, Distribution.constant(alpha_max=10, frozen=frozen)).value
        for frozen in (True, False)
    )
    one, two, three = 100 * (1 - deleted / kept)
    assert (
        f"deleting the wells makes c {one:.1f} per cent too low at w/k_B, {two:.1f} per cent at 2 w/k_B and "
        f"{three:.1f} per cent at 3 w/k_B."
    ) in said("frozen-wells")


def test_the_local_exponents_of_the_conductivity() -> None:
    """d ln K/d ln T by three temperatures, none above the one that is meant: at 0.15 w/k_B another route begins."""

    def exponent(T: float) -> float:
        step = 1.02
        K = conductivity(np.array([T, T / step, T / step**2])).value
        return float(np.log(K) @ [3, -4, 1] / (2 * np.log(step)))

    first, last = exponent(0.01), exponent(0.15)
    assert (
        f"between {0.01} and {0.15} w/k_B the local exponent falls from {first:.2f} to {last:.2f}."
        in said("kappa-quadratic")
    )
    one, two, three = (exponent(T) for T in (1.0, 2.0, 3.0))
    said_so = f"is {one:.2f} at w/k_B, {two:.2f} at 2 w/k_B, {three:.2f} at 3 w/k_B"
    assert said_so in said("kappa-linear")


@pytest.mark.quick(0)
def test_the_conductivity_of_p_constant_and_its_median() -> None:
    flat = Distribution.flat()
    found = local_exponents(np.linspace(1.0, 5.0, 41), flat)
    assert (
        f"From w/k_B to 5 w/k_B the local exponent stays between {found.min():.2f} and {found.max():.2f};"
        in said("kappa-linear-flat")
    )
    one, five = (half_of_the_heat(T, flat)[0] / T for T in (1.0, 5.0))
    assert (
        f"half of the heat is carried below {one:.2f} k_B T at w/k_B and below {five:.2f} k_B T at 5 w/k_B:"
        in said("subthermal-phonons")
    )


def test_the_plateau_of_the_conductivity() -> None:
    """The measured 0.1 W/(m K) is that of Zeller and Pohl at 5 to 10 K."""
    T = np.array([1.0, 2.0, 3.0, 4.0, 4.9])
    level = T[np.abs(local_exponents(T, None, RATES)) < 0.1]
    coupling = "2e-3"
    assert float(coupling) == RATES
    assert (
        f"begins at {level[0]:.0f} to {level[-1]:.0f} w/k_B for rates of one phonon with G = {coupling} as"
        in said("kappa-plateau")
    )
    K = float(conductivity(4.0, G=RATES).value[0])
    (kappa,) = conductivity_in_SI(np.array([K]), 3.7 * 1.380649e-23, (3e-4, 3e-4), (5800.0, 3800.0))
    assert (
        f"K is {K:.1f} on the plateau, {kappa:.2f} W/(m K) with the constants of vitreous silica (w/k_B = {3.7} K, "
        f"Cbar = {'3e-4'}, velocities of {5800} and {3800} m/s), {'twice' if round(kappa / 0.1) == 2 else '?'} what is"
    ) in said("kappa-plateau")


def test_relaxation_at_the_energies_that_carry_heat() -> None:
    energy = np.array([0.5, 1.0, 2.0])
    law = 2.0**0.75 * np.log(1 / (0.05 * energy)) ** -0.25
    half, one, two = law / relaxation_at(energy, 2.0, RATES)[0]
    assert (
        f"at 2 w/k_B and energies of w/2, w and 2 w S_rel is {half:.0f}, {one:.0f} and {two:.0f} times smaller than "
        f"this law says with tau_0 = {0.05} hbar/w."
    ) in said("activated")


def test_what_was_measured() -> None:
    """The maximum of c/T³ of vitreous silica that the evidence uses, and w/k_B by its minimum, at 2 to 2.2 K."""
    low, high = (1.8 * T for T in (2.0, 2.2))
    assert peak._MEASURED == 10.0 and low <= float(peak._W) <= high
    words = said("boson-peak-silica")
    assert (
        f"about {10} K in vitreous silica, whose w/k_B is {low:.1f} to {high:.0f} K by the minimum"
        in words
    )
    assert f"exponent, {1.9} ± {0.1}, is" in said(
        "kappa-quadratic"
    )  # Stephens; the computed ones lie within
    assert 1.8 < 1.84 < 1.9 < 1.99 < 2.0


# --- every number in these words is held against another, here or above

NAMED = re.compile(
    r"(?<![A-Za-z_])(?:D_[12]|tau_0|c_[135]|eps_1|K_0|(?:k|l)appa_0|lambda_1)(?![A-Za-z0-9_])|"
    r"\(SciPost Phys[^()]*\([^)]*\)\)|arXiv:[\d.]+"
)
ELSEWHERE = (Path(__file__), Path(__file__).parents[1] / "numerics" / "sound" / "test_strength.py")


def _pieces(node: ast.expr) -> str | None:
    """What a test looks for, as a pattern: what is put in may be anything without a space."""
    if isinstance(node, ast.JoinedStr):
        return "".join(
            re.escape(str(v.value)) if isinstance(v, ast.Constant) else "[^:;]+?"
            for v in node.values
        )
    return (
        re.escape(node.value)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        else None
    )


@cache
def looked_for() -> list[tuple[str, re.Pattern[str]]]:
    """Entries and the pieces of their words that tests compare with numbers."""
    found = []
    for path in ELSEWHERE:
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(function, ast.FunctionDef):
                continue
            ids = {
                target.id: node.value
                for node in ast.walk(function) if isinstance(node, ast.Assign)
                for target in node.targets if isinstance(target, ast.Name)
            }  # fmt: skip
            for node in ast.walk(function):
                if not (isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.In)):
                    continue
                left, right = node.left, node.comparators[0]
                left = ids.get(left.id, left) if isinstance(left, ast.Name) else left
                right = ids.get(right.id, right) if isinstance(right, ast.Name) else right
                pattern = _pieces(left)
                if (
                    pattern
                    and isinstance(right, ast.Call)
                    and getattr(right.func, "id", "") == "said"
                ):
                    (name,) = right.args
                    assert isinstance(name, ast.Constant)
                    found.append((str(name.value), re.compile(pattern + r"(?![.\d]*\d)")))
    return found


def apart(text: str) -> list[tuple[int, int]]:
    """Names, and what a test above looks for."""
    spans = [m.span() for p in (NAMES, NAMED) for m in p.finditer(text)]
    return spans + [m.span() for _, pattern in looked_for() for m in pattern.finditer(text)]


@pytest.mark.quick(0)
def test_each_number_is_tied() -> None:
    names = "P_0 eta_L P_s k_B T w E hbar Lambda rho v Cbar omega D_E D_r D_2 L x c_1 c_3 c_5 r s kappa f J h eps tau S"
    n = {name: sp.Symbol(name, positive=True) for name in names.split()}
    for name in ("p", "q", "g"):
        n[name] = sp.Function(name)
    P_0, eta_L, P_s, k_B, T, w, E, hbar = list(n.values())[:8]
    D, y, s, v, omega = *sp.symbols("D y s", positive=True), n["v"], n["omega"]
    a, b, lam = sp.symbols("a b lam", real=True)
    # the depressed quartic of a y^2 - b y^3 + y^4, and its Jacobian
    V = sp.Poly((a * y**2 - b * y**3 + y**4).subs(y, y + b / 4).expand(), y)
    J = sp.Matrix([V.coeff_monomial(y), V.coeff_monomial(y**2)]).jacobian([a, b]).det()
    size = sp.Abs(sp.simplify(J / a))
    # the tunnelling exponent of (y^2 - D/2)^2
    action = sp.integrate(2 * (D / 2 - y**2), (y, 0, sp.sqrt(D / 2)))
    heat = sp.factorial(6) * sp.zeta(6) / 8  # of n(E) = (P_s/8w)(E/w)^4
    alone = sp.sqrt(sp.Rational(32, 9) / 4)  # b^2 < 32 a/9 of b^2 < 4 a
    # vibrations of kappa x^2/2 + x^4/24 - f x, counted by curvature lam and place x of the minimum
    made = sp.Matrix([lam - y**2 / 2, lam * y - y**3 / 3]).jacobian([lam, y]).det()
    reach = 2 * sp.sqrt(3) * omega
    local = sp.simplify(made.subs(lam, omega**2) * 2 * omega * reach)
    p_q = n["p"](0) * n["q"](0)
    here = {D: n["D_E"]}
    x_E = n["D_E"] ** sp.Rational(-3, 2)
    factor = sp.simplify(2 / (3 * action) * D ** sp.Rational(3, 2))
    ell, tau = sp.symbols("ell tau", positive=True)
    depth = 2 * sp.sqrt(tau * ell)
    arrhenius = sp.simplify(
        sp.sqrt(2 * depth) * tau / depth / sp.sqrt(2)
    )  # d tau/D, up to its number
    power = {v: sp.simplify(v * sp.diff(sp.log(arrhenius), v)) for v in (tau, ell)}
    more = [float(strength(e).value[0] - e**3 / 8) for e in (15.0, 30.0)]
    rest = 3 - round(log(more[1] / more[0]) / log(2.0))  # harmonic wells lack as much
    curvature, dipole = second_order()
    flat = sp.Rational(2, 3) + sp.sqrt(2) / 3
    cross = sp.solve(4 * sp.sqrt(3) * n["q"](0) * omega**4 - 3 * omega, omega)
    U, A = "uniform-measure", "activated"
    texts = LATER.ids
    half, one = sp.Rational(1, 2), sp.Integer(1)
    assert_tied(
        texts,
        (
            (f"{U} statement", "with P_s = @. The", P_0 * eta_L ** (1 + 1 + half) / size),
            ("sm-heat statement", "specific heat @, ", heat * k_B * P_s * (k_B * T / w) ** 5),
            ("sm-heat statement", "relative order @.", (w / (k_B * T)) ** rest),
            ("frozen-wells statement", "have @ = # of the T^# heat", alone, alone, 5),
            ("three-term-fit statement", "usual fit, @, is",
             n["c_1"] * T + n["c_3"] * T**3 + n["c_5"] * T**5),
            ("three-term-fit statement", "P_s from c_5 = @, w", heat * k_B * P_s * (k_B / w) ** 5),
            ("depletion statement", "the T^# part", 5),
            ("f-sum statement", "|<n|y|m>|^# is #:", 2, dipole),
            ("f-sum statement", ", $, is a number", 2),
            ("second-derivative statement", "d^# eps_1/d D_1^# is # times the sum over m > #", 2, 2, curvature, 1),
            ("second-derivative statement", "|<#|y|m>|^#/(eps", 1, 2),
            ("resonant-strength statement", "with #/l = @, where", 1, sp.pi * omega / v * n["Cbar"] * n["S"]),
            ("resonant-strength statement", "Cbar = @ and S is", P_s * n["Lambda"] ** 2 / (w * n["rho"] * v**2)),
            ("resonant-strength statement", "with the $ of its", 2),
            ("tunnelling-strength statement", "S tends to # (times tanh(@)) as E/w -> #.", 1, E / (2 * k_B * T), 0),
            ("tunnelling-strength statement", "correction is @ = @ with x = @, where",
             1 + sp.simplify(1 / (3 * action.subs(here)) / x_E) * n["x"], 1 + 1 / (3 * n["L"]), x_E),
            ("tunnelling-strength statement", "L = @ is the", action.subs(here)),
            ("strength-vibrations statement", "alike: S = @ with", n["eps"] ** 3 / 8),
            ("strength-vibrations statement", "constant, #, of which # belongs to the first excitation and # to",
             Fraction(round(1e3 * more[1]), 1000),
             sp.integrate(13 * s**2 - 3, (s, 0, 1)), sp.integrate(s**2 / 2, (s, 0, 1))),
            ("internal-friction statement", "Q^# = @, x = @, where wells",
             -1, sp.pi / 2 * n["Cbar"] * (1 + factor * n["x"]), n["D_r"] ** sp.Rational(-3, 2)),
            ("internal-friction statement", "frequency; @ = @ with their", factor * n["x"], 2 / (3 * n["L"])),
            ("internal-friction statement", "L, $ the correction", 2),
            ("internal-friction statement", "the $ of the wells' distance", 2),
            (f"{A} statement", "V_B = @, by", w * sp.expand((y**2 - n["D_2"] / 2) ** 2).subs(y, 0)),
            (f"{A} statement", "S_rel = (k_B T/w)^(#) ln^(#)(#/Omega", power[tau], power[ell], 1),
            ("kappa-quadratic statement", "is tanh(@), and", E / (2 * k_B * T)),
            ("kappa-quadratic statement", "with kappa = @ times the sum of #/(v Cbar)",
             k_B * (w / hbar) ** 2 / (6 * sp.pi**3) * round(carried() / pi**2, 9) * sp.pi**2 * (k_B * T / w) ** 2, 1),
            ("kappa-quadratic note", "correction #/(#L),", 1, 3),
            ("scaling-classical statement", "with y as T^(#), D_2 as T^(#), D_1 as T^(#) and frequencies as T^(#) the",
             one / 4, one / 2, 3 * one / 4, one / 4),
            ("scaling-classical statement", "S = tau^(#) g(eps/tau^(#)) for the", 3 * one / 4, one / 4),
            ("scaling-classical statement", "and tau^(#) g'(eps/tau^(#)) for P", one / 4, one / 4),
            ("subthermal-phonons statement", "grows as E^# above", 3),
            ("kappa-linear statement", "would be # there", 1),
            ("kappa-linear-flat statement", "grows as E^#,", 2),
            ("kappa-linear-flat statement", "heat is K = @, tau", sp.pi**2 / 3 / flat * n["tau"]),
            ("kappa-plateau statement", "K = K_0 tau^(#): a", -one / 4),
            ("E_d-Ioffe-Regel statement", "E_d/w = @.", (4 / (sp.pi**2 * n["Cbar"])) ** (one / 3)),
            ("E_d-Ioffe-Regel note", "quoted with #w.", quoted_E_d()),
            ("peak-of-heat statement", "goes as E^# up", 4),
            ("omega4-uniform title", "The $ power", 4),
            ("subthermal-phonons statement", "w: $ of it", half),
            ("subthermal-phonons note", "const $ of", half),
            ("omega4-uniform statement", "For V = @ with smooth",
             n["kappa"] * n["x"] ** 2 / 2 + n["x"] ** 4 / 24 - n["f"] * n["x"]),
            ("omega4-uniform statement", "density D(omega) = @, and those", local * p_q),
            ("omega4-uniform statement", "one minimum @, @ of it", local * alone * p_q, alone),
            ("exponents statement", "as omega^(@).", 4 + 3 * n["s"] + 2 * n["r"]),
            ("exponents note", "exponent # needs s = #, # needs s = #, both with r = #:",
             3, -one / 3, sp.Rational(7, 2), -one / 6, 0),
            ("exponents note", "is open; # is found in large ones, less than # in", 4, 4),
            ("GPS statement", "a density p(#) that", 0),
            ("GPS statement", "the density q(#) at", 0),
            ("GPS statement", "their density @ below", local * p_q),
            ("GPS statement", "and leave @ far above", (1 + 2) * n["p"](0) * n["omega"]),
            ("GPS statement", "excess over omega^# has", 2),
            ("GPS statement", "meet at omega_b = @.", next(c for c in cross if c.is_positive or not c.has(sp.I))),
            ("KHGPS-A_g statement", "A_g of omega^# depends", 4),
            ("KHGPS-A_g statement", "exponential in -kappa_0 h^(#)/J^# and", 2 * one / 3, 2),
            ("marginal-FRSB statement", "not omega^#.", 4),
        ),
        n, LATER, lines=False, apart=apart,
    )  # fmt: skip


def second_order() -> tuple[int, int]:
    """d^2 eps_1/d D_1^2 over the sum of second order, and the sum rule: matrices of 80 oscillator states."""
    k = np.sqrt(np.arange(1, 80) / 2)
    y = np.diag(k, 1) + np.diag(k, -1)
    p2 = np.diag(np.arange(80) * 2.0 + 1) - y @ y
    y2 = y @ y
    H = p2 + y2 @ y2 - 2 * y2 + 0.3 * y
    step = 1e-3
    eps, states = np.linalg.eigh(H[:70, :70])
    elements = (states.T @ y[:70, :70] @ states)[0]
    gap = eps - eps[0]
    up, down = (np.linalg.eigvalsh((H + sign * step * y)[:70, :70])[0] for sign in (1, -1))
    bent = (up - 2 * eps[0] + down) / step**2
    over, rule = bent / (elements[1:] ** 2 / gap[1:]).sum(), gap @ elements**2
    assert over == pytest.approx(round(over), abs=1e-4) and rule == pytest.approx(
        round(rule), abs=1e-6
    )
    return round(over), round(rule)


def carried() -> float:
    """The integral of z^3 e^z (e^z + 1)/(e^z - 1)^3."""
    return float(quad(lambda z: z**3 / (4 * np.sinh(z / 2) ** 2 * np.tanh(z / 2)), 0, 60)[0])


def quoted_E_d() -> int:
    printed = SOFT_POTENTIAL.entry("delocalisation-energy").printed
    assert printed is not None
    return int(printed.form / SOFT_POTENTIAL.symbols.w)
