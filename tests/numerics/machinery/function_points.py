"""Each function with the points at which its backends are held against each other: zeros, poles, cuts, far ends.

``CASES`` names a function of one complex variable w, made of SymPy's classes, and which points it is asked at.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction as F

import sympy as sp
from sympy.functions.special.bessel import airyaiprime, airybiprime, hn1, jn, yn

TINY, NEAR = F(1, 10**25), F(1, 10**12)
HALF = F(1, 2)
# real: around 0, 1 and −1 (ends of cuts), halves and whole numbers (poles), a zero of J_0, far away
REAL: tuple[tuple[F, F], ...] = tuple(
    (F(x), F(0))
    for x in (
        0, TINY, -TINY, HALF, -HALF, 1, -1, 1 + NEAR, 1 - NEAR, -1 + NEAR, -1 - NEAR, 2, -2, F(7, 3), F(-7, 3),
        F("2.404825557695773"), F(-11, 4), 5, -5, F(61, 2), F(-61, 2), 120, -120, F(10**6) + HALF,
    )
)  # fmt: skip
# both sides of the cuts on the real and on the imaginary axis, and points of no distinction
COMPLEX: tuple[tuple[F, F], ...] = (
    *((F(x), F(y)) for x in (-2, 2, HALF, -HALF) for y in (NEAR, -NEAR)),
    *((F(x), F(y)) for y in (2, -2) for x in (0, NEAR, -NEAR)),
    (F(1, 3), F(1)), (F(-3), F(-4)), (F(8), F(-1, 7)),
)  # fmt: skip
WHOLE: tuple[tuple[F, F], ...] = tuple((F(n), F(0)) for n in (*range(-4, 18), 40, 171, 172, 1000))
SMALL: tuple[tuple[F, F], ...] = (*(p for p in REAL if abs(p[0]) < 200), *COMPLEX)
INSIDE: tuple[tuple[F, F], ...] = tuple((F(k, 12), F(0)) for k in range(-11, 12))
BOTH = (*REAL, *COMPLEX)

QUARTER = sp.Rational(1, 4)  # exact in float64, too
Point = tuple[F, F]
Make = Callable[[sp.Symbol], sp.Expr]

CASES: Mapping[str, tuple[Make, tuple[tuple[F, F], ...]]] = {
    "log": (sp.log, BOTH),
    "sqrt": (sp.sqrt, BOTH),
    "cube root": (sp.cbrt, BOTH),
    "w^(-5/2)": (lambda w: w ** sp.Rational(-5, 2), BOTH),
    "exp": (sp.exp, SMALL),
    "tan": (sp.tan, BOTH),
    "cot": (sp.cot, BOTH),
    "sec": (sp.sec, BOTH),
    "csc": (sp.csc, BOTH),
    "sech": (sp.sech, SMALL),
    "csch": (sp.csch, SMALL),
    "coth": (sp.coth, SMALL),
    "tanh": (sp.tanh, SMALL),
    "asin": (sp.asin, BOTH),
    "acos": (sp.acos, BOTH),
    "atan": (sp.atan, BOTH),
    "asinh": (sp.asinh, BOTH),
    "acosh": (sp.acosh, BOTH),
    "atanh": (sp.atanh, BOTH),
    "acot": (sp.acot, BOTH),
    "asec": (sp.asec, BOTH),
    "acsc": (sp.acsc, BOTH),
    "acoth": (sp.acoth, BOTH),
    "asech": (sp.asech, BOTH),
    "acsch": (sp.acsch, BOTH),
    "sinc": (sp.sinc, BOTH),
    "re": (sp.re, BOTH),
    "im": (sp.im, BOTH),
    "conjugate": (sp.conjugate, BOTH),
    "arg": (sp.arg, BOTH),
    "Abs": (sp.Abs, BOTH),
    "sign": (sp.sign, BOTH),
    "Heaviside": (sp.Heaviside, REAL),
    "floor": (sp.floor, REAL),
    "ceiling": (sp.ceiling, REAL),
    "frac": (sp.frac, REAL),
    "Mod(w, 3)": (lambda w: sp.Mod(w, 3), REAL),
    "Mod(w, -7/2)": (lambda w: sp.Mod(w, sp.Rational(-7, 2)), REAL),
    "gamma": (sp.gamma, SMALL),
    "loggamma": (sp.loggamma, BOTH),
    "digamma": (sp.digamma, BOTH),
    "trigamma": (lambda w: sp.polygamma(1, w), BOTH),
    "factorial": (sp.factorial, WHOLE),
    "factorial2": (sp.factorial2, WHOLE),
    "lowergamma": (lambda w: sp.lowergamma(QUARTER, w), SMALL),
    "uppergamma": (lambda w: sp.uppergamma(QUARTER, w), SMALL),
    "uppergamma(0)": (lambda w: sp.uppergamma(0, w), SMALL),
    "beta": (lambda w: sp.beta(w, QUARTER), SMALL),
    "binomial(w, 3)": (lambda w: sp.binomial(w, 3), SMALL),
    "binomial(9, w)": (lambda w: sp.binomial(9, w), WHOLE),
    "binomial(w, 1/4)": (lambda w: sp.binomial(w, QUARTER), SMALL),
    "rising": (lambda w: sp.RisingFactorial(QUARTER, w), WHOLE),
    "falling": (lambda w: sp.FallingFactorial(w, 4), SMALL),
    "harmonic": (sp.harmonic, BOTH),
    "harmonic 3": (lambda w: sp.harmonic(w, 3), WHOLE),
    "bernoulli": (sp.bernoulli, WHOLE),
    "fibonacci": (sp.fibonacci, WHOLE),
    "lucas": (sp.lucas, WHOLE),
    "catalan": (sp.catalan, WHOLE),
    "erf": (sp.erf, SMALL),
    "erfc": (sp.erfc, SMALL),
    "erfi": (sp.erfi, SMALL),
    "erfinv": (sp.erfinv, INSIDE),
    "Ei": (sp.Ei, SMALL),
    "E_1": (lambda w: sp.expint(1, w), SMALL),
    "E_1/4": (lambda w: sp.expint(QUARTER, w), SMALL),
    "li": (sp.li, BOTH),
    "Si": (sp.Si, SMALL),
    "Ci": (sp.Ci, SMALL),
    "Shi": (sp.Shi, SMALL),
    "Chi": (sp.Chi, SMALL),
    "fresnels": (sp.fresnels, SMALL),
    "fresnelc": (sp.fresnelc, SMALL),
    **{
        f"{f.__name__}_{n}": ((lambda w, f=f, n=n: f(n, w)), SMALL)
        for f in (sp.besselj, sp.bessely, sp.besseli, sp.besselk, sp.hankel1, jn, yn, hn1)
        for n in (0, 2, QUARTER)
    },
    "besselj order": (lambda w: sp.besselj(w, 2), SMALL),
    "airyai": (sp.airyai, SMALL),
    "airybi": (sp.airybi, SMALL),
    "airyai'": (airyaiprime, SMALL),
    "airybi'": (airybiprime, SMALL),
    "zeta": (sp.zeta, SMALL),
    "hurwitz": (lambda w: sp.zeta(3, w), SMALL),
    "eta": (sp.dirichlet_eta, SMALL),
    "polylog 2": (lambda w: sp.polylog(2, w), SMALL),
    "polylog 1/4": (lambda w: sp.polylog(QUARTER, w), SMALL),
    "lerchphi": (lambda w: sp.lerchphi(w, 2, QUARTER), INSIDE),
    "2F1": (lambda w: sp.hyper((1, QUARTER), (sp.Rational(5, 2),), w), SMALL),
    "1F1": (lambda w: sp.hyper((QUARTER,), (2,), w), SMALL),
    "0F1": (lambda w: sp.hyper((), (QUARTER,), w), SMALL),
    "3F2": (lambda w: sp.hyper((1, QUARTER, 2), (4, 5), w), INSIDE),
    "elliptic_k": (sp.elliptic_k, SMALL),
    "elliptic_e": (sp.elliptic_e, SMALL),
    "elliptic_f": (lambda w: sp.elliptic_f(w, QUARTER), SMALL),
    "elliptic_e(w, m)": (lambda w: sp.elliptic_e(w, QUARTER), SMALL),
    "elliptic_f(z, w)": (lambda w: sp.elliptic_f(sp.Rational(1, 2), w), SMALL),
    "elliptic_pi": (lambda w: sp.elliptic_pi(w, QUARTER), SMALL),
    "elliptic_pi(n, z, w)": (lambda w: sp.elliptic_pi(QUARTER, 1, w), INSIDE),
    "LambertW": (sp.LambertW, BOTH),
    "LambertW -1": (lambda w: sp.LambertW(w, -1), BOTH),
    "LambertW 1": (lambda w: sp.LambertW(w, 1), BOTH),
    "P_n": (lambda w: sp.legendre(w, QUARTER), WHOLE),
    "P_1/4": (lambda w: sp.legendre(QUARTER, w), SMALL),
    "P_3^1": (lambda w: sp.assoc_legendre(w, 1, QUARTER), WHOLE),
    "H_n": (lambda w: sp.hermite(w, QUARTER), WHOLE),
    "L_n": (lambda w: sp.laguerre(w, 3), WHOLE),
    "L_n^2": (lambda w: sp.assoc_laguerre(w, 2, 3), WHOLE),
    "T_n": (lambda w: sp.chebyshevt(w, QUARTER), WHOLE),
    "T_1/4": (lambda w: sp.chebyshevt(QUARTER, w), SMALL),
    "U_n": (lambda w: sp.chebyshevu(w, QUARTER), WHOLE),
    "C_n": (lambda w: sp.gegenbauer(w, 2, QUARTER), WHOLE),
    "P_n^(1,2)": (lambda w: sp.jacobi(w, 1, 2, QUARTER), WHOLE),
    "Y_32": (lambda w: sp.Ynm(3, 2, w, QUARTER, evaluate=False), SMALL),
    "delta": (lambda w: sp.KroneckerDelta(w, 2), WHOLE),
    "LeviCivita": (lambda w: sp.LeviCivita(w, 1, 3), WHOLE),
}
