"""J_n(x), Γ(s, x), P_n(x) by name: the functions of several arguments that formulas may hold, and where they are real.

``NAMED`` gives each SymPy class the name under which the backends know it (``bympmath``, ``byflint``, ``byscipy``).
``SPELLED`` are functions that are other functions in disguise: all backends compute what they stand for.
``REAL`` says where a function of real arguments is real; elsewhere its value is complex, which a formula of real
quantities refuses. The conventions are SymPy's: elliptic integrals take the parameter m = k², Fresnel integrals
have π t²/2, sinc x = sin x / x, Heaviside(0) = 1/2, B_1 = +1/2, and a cut belongs to the side from which mpmath
continues it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import sympy as sp
from sympy.functions.special.bessel import airyaiprime, airybiprime, hn1, hn2, jn, yn

__all__ = ["ENTIRE", "NAMED", "REAL", "SPELLED"]

# SymPy's class, the name, and how many arguments it may have
NAMED: Mapping[Any, tuple[str, tuple[int, ...]]] = {
    sp.acot: ("acot", (1,)), sp.asec: ("asec", (1,)), sp.acsc: ("acsc", (1,)),
    sp.acoth: ("acoth", (1,)), sp.asech: ("asech", (1,)), sp.acsch: ("acsch", (1,)),
    sp.atan2: ("atan2", (2,)), sp.loggamma: ("loggamma", (1,)),
    sp.lowergamma: ("lowergamma", (2,)), sp.uppergamma: ("uppergamma", (2,)),
    sp.polygamma: ("polygamma", (2,)), sp.beta: ("beta", (2,)),
    sp.factorial: ("factorial", (1,)), sp.factorial2: ("factorial2", (1,)),
    sp.binomial: ("binomial", (2,)), sp.RisingFactorial: ("rising", (2,)), sp.FallingFactorial: ("falling", (2,)),
    sp.harmonic: ("harmonic", (1, 2)), sp.bernoulli: ("bernoulli", (1, 2)),
    sp.fibonacci: ("fibonacci", (1,)), sp.lucas: ("lucas", (1,)), sp.catalan: ("catalan", (1,)),
    sp.erfc: ("erfc", (1,)), sp.erfi: ("erfi", (1,)), sp.erfinv: ("erfinv", (1,)),
    sp.Ei: ("ei", (1,)), sp.expint: ("expint", (2,)), sp.li: ("li", (1,)),
    sp.Si: ("si", (1,)), sp.Ci: ("ci", (1,)), sp.Shi: ("shi", (1,)), sp.Chi: ("chi", (1,)),
    sp.fresnels: ("fresnels", (1,)), sp.fresnelc: ("fresnelc", (1,)),
    sp.besselj: ("besselj", (2,)), sp.bessely: ("bessely", (2,)), sp.besseli: ("besseli", (2,)),
    sp.besselk: ("besselk", (2,)), sp.hankel1: ("hankel1", (2,)), sp.hankel2: ("hankel2", (2,)),
    jn: ("jn", (2,)), yn: ("yn", (2,)), hn1: ("hn1", (2,)), hn2: ("hn2", (2,)),
    sp.airyai: ("airyai", (1,)), sp.airybi: ("airybi", (1,)),
    airyaiprime: ("airyaiprime", (1,)), airybiprime: ("airybiprime", (1,)),
    sp.zeta: ("zeta", (1, 2)), sp.polylog: ("polylog", (2,)), sp.lerchphi: ("lerchphi", (3,)),
    sp.dirichlet_eta: ("dirichlet_eta", (1,)), sp.hyper: ("hyper", (3,)), sp.meijerg: ("meijerg", (3,)),
    sp.elliptic_k: ("elliptic_k", (1,)), sp.elliptic_e: ("elliptic_e", (1, 2)),
    sp.elliptic_f: ("elliptic_f", (2,)), sp.elliptic_pi: ("elliptic_pi", (2, 3)),
    sp.LambertW: ("lambertw", (1, 2)),
    sp.legendre: ("legendre", (2,)), sp.assoc_legendre: ("assoc_legendre", (3,)), sp.hermite: ("hermite", (2,)),
    sp.laguerre: ("laguerre", (2,)), sp.assoc_laguerre: ("assoc_laguerre", (3,)),
    sp.chebyshevt: ("chebyshevt", (2,)), sp.chebyshevu: ("chebyshevu", (2,)),
    sp.gegenbauer: ("gegenbauer", (3,)), sp.jacobi: ("jacobi", (4,)), sp.Ynm: ("ynm", (4,)),
}  # fmt: skip

Spelling = Callable[..., sp.Basic]


def _ratio(top: Any, bottom: Any) -> Spelling:
    return lambda x: sp.Mul(top(x), sp.Pow(bottom(x), -1))


def _sinc(x: sp.Expr) -> sp.Basic:
    return sp.Piecewise((1, sp.Eq(x, 0)), (sp.sin(x) / x, True))


def _heaviside(x: sp.Expr, at_zero: sp.Expr = sp.S.Half) -> sp.Basic:
    return sp.Piecewise((0, x < 0), (at_zero, sp.Eq(x, 0)), (1, True))


def _kronecker(i: sp.Expr, j: sp.Expr, *_: sp.Expr) -> sp.Basic:
    return sp.Piecewise((1, sp.Eq(i, j)), (0, True))


def _levi_civita(*indices: sp.Expr) -> sp.Basic:
    """The product of j − i over the pairs, over that for 1, 2, 3: ±1 for a permutation, 0 for equal indices."""
    pairs = [b - a for k, a in enumerate(indices) for b in indices[k + 1 :]]
    return sp.Mul(*pairs) / sp.Mul(*(sp.factorial(k) for k in range(len(indices))))


SPELLED: Mapping[Any, Spelling] = {
    sp.sec: lambda x: 1 / sp.cos(x), sp.csc: lambda x: 1 / sp.sin(x), sp.cot: _ratio(sp.cos, sp.sin),
    sp.sech: lambda x: 1 / sp.cosh(x), sp.csch: lambda x: 1 / sp.sinh(x),
    sp.sinc: _sinc, sp.Heaviside: _heaviside, sp.KroneckerDelta: _kronecker, sp.LeviCivita: _levi_civita,
}  # fmt: skip

_N = "whole"
Condition = tuple[tuple[int, str, int], ...]

# Where the value is real for real arguments: one of these sets of relations holds. (place, relation, bound)
REAL: Mapping[str, tuple[Condition, ...]] = {
    "asec": (((0, ">=", 1),), ((0, "<=", -1),)), "acsc": (((0, ">=", 1),), ((0, "<=", -1),)),
    "acoth": (((0, ">", 1),), ((0, "<", -1),)), "asech": (((0, ">", 0), (0, "<=", 1)),),
    "loggamma": (((0, ">", 0),),),
    "lowergamma": (((1, ">=", 0),), ((0, _N, 0), (0, ">", 0))),
    "uppergamma": (((1, ">=", 0),), ((0, _N, 0), (0, ">", 0))),
    "polygamma": (((0, _N, 0),),),
    "rising": ((),), "falling": ((),), "binomial": ((),), "beta": ((),), "factorial": ((),),
    "harmonic": (((0, ">", -1),),),
    "erfinv": (((0, ">=", -1), (0, "<=", 1)),),
    "expint": (((1, ">", 0),), ((0, _N, 0), (0, "<=", 0))),
    "li": (((0, ">=", 0),),), "ci": (((0, ">", 0),),), "chi": (((0, ">", 0),),),
    "besselj": (((1, ">=", 0),), ((0, _N, 0),)), "besseli": (((1, ">=", 0),), ((0, _N, 0),)),
    "bessely": (((1, ">", 0),),), "besselk": (((1, ">", 0),),),
    "jn": (((1, ">=", 0),), ((0, _N, 0),)), "yn": (((1, ">", 0),), ((0, _N, 0),)),
    "hankel1": (), "hankel2": (), "hn1": (), "hn2": (),
    "zeta": (((1, ">", 0),), ((0, _N, 0),)),
    "polylog": (((1, "<=", 1),),), "lerchphi": (((0, "<", 1), (2, ">", 0)),),
    "elliptic_k": (((0, "<", 1),),), "elliptic_e": (((-1, "<=", 1),),), "elliptic_f": (((1, "<=", 1),),),
    "elliptic_pi": (((0, "<", 1), (-1, "<", 1)),),
    "assoc_legendre": (((2, ">=", -1), (2, "<=", 1)),),
    "legendre": (((0, _N, 0),), ((1, ">", -1),)),
    "chebyshevt": (((0, _N, 0),), ((1, ">=", -1),)), "chebyshevu": (((0, _N, 0),), ((1, ">", -1),)),
    "gegenbauer": (((0, _N, 0),), ((2, ">", -1),)), "jacobi": (((0, _N, 0),), ((3, ">", -1),)),
    "laguerre": ((),), "assoc_laguerre": ((),), "hermite": ((),),
    "ynm": (((1, "==", 0),),),
}  # fmt: skip

# Real wherever the arguments are
ENTIRE = frozenset({
    "acot", "acsch",
    "atan2", "factorial2", "bernoulli", "fibonacci", "lucas", "catalan", "erfc", "erfi", "ei", "si", "shi",
    "fresnels", "fresnelc", "airyai", "airybi", "airyaiprime", "airybiprime", "dirichlet_eta",
})  # fmt: skip
